"""Files of patches read, placed and understood, each with its receipt."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats import gcj02
from mine_remediation.formats.patch_intake import Intake, Options, read_files
from mine_remediation.formats.patch_values import Vocabulary
from mine_remediation.formats.receipt import to_json
from mine_remediation.libraries import pyproj, shapely

WORDS = Vocabulary({"生产矿山": "in_production"}, {"已治理": "REVEGETATED"})
EAST, NORTH = 42_500_000.0, 4_620_000.0
OPTIONS = Options(WORDS)


def squares(*places: float, side: float = 100.0) -> list[Any]:
    return [shapely.box(EAST + x, NORTH, EAST + x + side, NORTH + side) for x in places]


def geojson(path: Path, shapes: list[Any], crs: str = "EPSG:4530", **columns: list[Any]) -> Path:
    features = [
        {"type": "Feature", "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
         "properties": {name: values[place] for name, values in columns.items()}}
        for place, shape in enumerate(shapes)
    ]  # fmt: skip
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    path.write_text(json.dumps({"type": "FeatureCollection", **named, "features": features}), encoding="utf-8")
    return path


def rules(made: Intake, place: int = 0) -> dict[str, Any]:
    return {each.rule: each for each in made.receipts[place].findings}


def test_a_file_is_read_with_its_receipt(tmp_path: Path) -> None:
    columns = {"TBBH": ["a", "b", "c"], "LB": ["生产矿山", "煤矿", None], "ZLND": ["2020年", 2021, "明年"]}
    path = geojson(tmp_path / "图斑.geojson", [*squares(0, 200), None], SBMJ=[1.0, 1.0, None], **columns)
    made = read_files([path], OPTIONS)
    (layer,) = made.layers
    assert layer.values["patch_no"] == ["a", "b", "c"]
    assert layer.values["category"] == ["in_production", None, None]
    assert layer.values["stated_mu"] == [pytest.approx(15), pytest.approx(15), None]
    assert layer.crs == "EPSG:4530"
    assert layer.area_m2[:2] == pytest.approx([10_000, 10_000], rel=1e-5)
    (receipt,) = made.receipts
    assert receipt.mu == pytest.approx(30, rel=1e-5)
    assert (receipt.counts["rows"], receipt.counts["polygons"], receipt.counts["rejected"]) == (3, 2, 2)
    assert (receipt.format, receipt.crs) == ("geojson", "EPSG:4530")
    assert rules(made)["code_unknown"].value == "煤矿"
    assert rules(made)["code_unknown"].values == {}
    assert rules(made)["year_unread"].row == 3
    assert to_json(read_files([path], OPTIONS).receipts) == to_json(made.receipts)


def test_what_was_not_recognised_is_told_with_the_fields_that_are_left(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", squares(0), TBBH=["a"], 治理年=[2020], 矿山类=["生产矿山"])
    told = rules(read_files([path], OPTIONS))["fields_not_found"].values
    assert "year" in told["targets"].split(", ")
    assert "patch_no" not in told["targets"].split(", ")
    assert told["fields"] == "治理年, 矿山类"


def test_a_cell_that_is_not_understood_is_told_once(tmp_path: Path) -> None:
    book = pytest.importorskip("openpyxl").Workbook()
    for line in (["图斑编号", "面积（亩）"], ["X1", 1], ["X2", "8亩3分"], ["X3", 2], ["X4", 3]):
        book.active.append(line)
    book.save(tmp_path / "清单.xlsx")
    (receipt,) = read_files([tmp_path / "清单.xlsx"], OPTIONS).receipts
    assert [(each.rule, each.row) for each in receipt.failed if each.row] == [("area_unread", 3)]


def test_one_unreadable_file_does_not_keep_the_others_away(tmp_path: Path) -> None:
    good = geojson(tmp_path / "a.geojson", squares(0), TBBH=["a"])
    (tmp_path / "b.dwg").write_bytes(b"AC1032" + bytes(200))
    made = read_files([tmp_path / "b.dwg", good, tmp_path / "没有.shp"], OPTIONS)
    assert len(made.layers) == 1
    assert [each.findings[0].rule for each in made.receipts[::2]] == ["file_dwg", "file_missing"]
    assert made.receipts[0].sha256
    assert made.receipts[2].sha256 == ""
    with pytest.raises(Refusal, match="file_dwg"):
        read_files([tmp_path / "b.dwg"], OPTIONS)


def test_equal_bytes_are_read_once(tmp_path: Path) -> None:
    first = geojson(tmp_path / "a.geojson", squares(0), TBBH=["a"])
    second = tmp_path / "改名.geojson"
    second.write_bytes(first.read_bytes())
    made = read_files([first, second], OPTIONS)
    assert len(made.layers) == 1
    assert rules(made, 1)["file_repeated"].values == {"other": "a.geojson"}


def test_a_file_packed_again_under_the_same_name_is_read_once(tmp_path: Path) -> None:
    inner = geojson(tmp_path / "a.geojson", squares(0), TBBH=["a"])
    archives = [tmp_path / "一" / "报送.zip", tmp_path / "二" / "报送.zip"]
    for path, method in zip(archives, (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)):
        path.parent.mkdir()
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.write(inner, "a.geojson")
    made = read_files(archives, OPTIONS)
    assert len(made.layers) == 1
    assert rules(made, 1)["file_repeated"].values == {"other": "报送.zip/a.geojson"}


def test_a_datum_that_nobody_names_is_asked(tmp_path: Path) -> None:
    path = geojson(tmp_path / "a.geojson", squares(0), crs="", TBBH=["a"])
    good = geojson(tmp_path / "b.geojson", squares(0), TBBH=["b"])
    with pytest.raises(Refusal) as refusal:
        read_files([good, path], OPTIONS)
    assert refusal.value.code == "crs_unnamed"
    assert refusal.value.values["candidates"][0].crs == "EPSG:4530"
    made = read_files([good, path], Options(WORDS, crs="EPSG:4490"))
    assert [each.crs for each in made.layers] == ["EPSG:4530", "EPSG:4530"]


def test_exchanged_axes_and_another_zone_give_the_same_mu(tmp_path: Path) -> None:
    square = squares(-80_000)[0]
    to_41 = pyproj.Transformer.from_crs("EPSG:4530", "EPSG:4529", always_xy=True)
    other = shapely.transform(square, lambda xy: np.column_stack(to_41.transform(*xy.T)))
    swapped = shapely.transform(square, lambda xy: xy[:, ::-1])
    paths = [
        geojson(tmp_path / "42.geojson", [square], TBBH=["a"]),
        geojson(tmp_path / "41.geojson", [other], crs="EPSG:4529", TBBH=["a"]),
        geojson(tmp_path / "yx.geojson", [swapped], TBBH=["a"]),
    ]
    made = read_files(paths, OPTIONS)
    assert [each.mu for each in made.receipts] == pytest.approx([made.receipts[0].mu] * 3, abs=1e-7)
    assert "axes_swapped" in rules(made, 2)
    assert shapely.equals_exact(made.layers[2].geometry[0], made.layers[0].geometry[0], normalize=True)


def test_a_mapping_that_fits_no_file_is_refused_and_one_that_fits_some_is_told(tmp_path: Path) -> None:
    one = geojson(tmp_path / "a.geojson", squares(0), 号=["a"])
    other = geojson(tmp_path / "b.geojson", squares(200), TBBH=["b"])
    with pytest.raises(Refusal) as refusal:
        read_files([one], Options(WORDS, mapping="patch_no=没有"))
    assert refusal.value.code == "mapping_fields"
    made = read_files([one, other], Options(WORDS, mapping="patch_no=号;township='永陵镇'"))
    assert [each.values["patch_no"] for each in made.layers] == [["a"], ["b"]]
    assert [each.values["township"] for each in made.layers] == [["永陵镇"], ["永陵镇"]]
    assert "号" in str(rules(made, 1)["mapping_absent"].values)


def test_holes_and_a_repair_are_kept_and_told(tmp_path: Path) -> None:
    bow = shapely.Polygon([(EAST + x, NORTH + y) for x, y in ((0, 0), (100, 100), (100, 0), (0, 100))])
    holed = shapely.difference(squares(200)[0], shapely.union_all([each.buffer(-40) for each in squares(200, 240)]))
    made = read_files([geojson(tmp_path / "a.geojson", [bow, holed], TBBH=["a", "b"])], OPTIONS)
    assert rules(made)["repaired"].values["count"] == 1
    assert made.layers[0].area_m2[1] == pytest.approx(holed.area, rel=1e-5)


def test_what_lies_nowhere_near_the_reference_is_said(tmp_path: Path) -> None:
    here = np.array([shapely.box(125.9, 41.6, 126.1, 41.8)], dtype=object)
    path = geojson(tmp_path / "a.geojson", squares(0), "EPSG:4529", TBBH=["a"])  # zone 41 in words, 42 in the numbers
    far = geojson(tmp_path / "b.geojson", [shapely.box(123, 41.6, 123.001, 41.601)], "EPSG:4490", TBBH=["b"])
    made = read_files([path, far], Options(WORDS, crs="EPSG:4490", reference=here))
    assert "reference_missed" not in rules(made)
    assert rules(made, 1)["reference_missed"].values["km"] == pytest.approx(241, abs=1)


def test_the_shift_of_web_maps_is_suspected_and_undone_where_asked(tmp_path: Path) -> None:
    degrees = pyproj.Transformer.from_crs("EPSG:4530", "EPSG:4490", always_xy=True)
    shape = shapely.transform(shapely.Point(EAST, NORTH).buffer(2_500, quad_segs=20),
                              lambda xy: np.column_stack(degrees.transform(*xy.T)))  # fmt: skip
    shifted = shapely.transform(shape, gcj02.to_gcj02)
    reference = np.array([shape], dtype=object)
    path = geojson(tmp_path / "a.geojson", [shifted], crs="EPSG:4326", TBBH=["a"])
    made = read_files([path], Options(WORDS, reference=reference))
    assert "gcj02_suspected" in rules(made)
    true = read_files(
        [geojson(tmp_path / "b.geojson", [shape], "EPSG:4326", TBBH=["a"])], Options(WORDS, reference=reference)
    )
    assert {"gcj02_suspected", "reference_missed"}.isdisjoint(rules(true))
    back = read_files([path], Options(WORDS, reference=reference, from_gcj02=True))
    assert "gcj02_undone" in rules(back)
    assert shapely.hausdorff_distance(back.layers[0].geometry[0], shape) < 1e-7
