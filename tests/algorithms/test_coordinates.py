"""Texts of coordinates imported and exported: the layer, the receipt, the way back byte for byte."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mine_remediation.formats import coordinate_text
from mine_remediation.tests.algorithms.makers import (
    BOW_TIE,
    algorithm,
    asked,
    box,
    column,
    layer,
    new_campaign,
    opened,
    parameters_of,
    polygon,
    refused,
    rows,
    run,
)
from mine_remediation.tests.conftest import QgisProcess
from mine_remediation.tests.formats.texts import HEAD, NORTH, OFFICIAL_M2, land_boundary, plot, square

ZONE_41 = [each.replace("42", "41") for each in HEAD]
PASTED = "1 4600000.0 42380000.0\n2 4600100 42380000\n3 4600100 42380100\n4 4600000 42380100"
FIELDS = [
    "plot_no", "plot_name", "land_use", "stated_area_ha", "area_m2", "area_mu", "area_difference", "area_matches",
    "source_file", "source_line", "crs_source", "notes",
]  # fmt: skip


def near(value: float, within: float = 1e-3) -> Any:
    return pytest.approx(value, abs=within)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A land boundary in GBK with a hole, a plot that lacks a corner, and a line of words."""
    lacking = [each for each in plot(square(dx=400), line="{count},,P-3,缺点,面,,,,@").split("\n") if "J3" not in each]
    hole = square(20.0, dx=240.0, dy=40.0)
    made = land_boundary(
        plot(square()), plot(square(dx=200), hole, line="{count},0.9600,P-2,带孔,面,,林地,,@"), "\n".join(lacking)
    )
    path = tmp_path / "界址点 新宾.txt"
    path.write_bytes(made.replace("\n", "\r\n").encode("gbk"))
    return path


def test_the_public_names() -> None:
    written = algorithm("exportcoordinates")
    assert parameters_of("importcoordinates") == [
        "FILES", "TEXT", "CRS", "ENCODING", "REFERENCE", "CAMPAIGN", "SENDER", "FROM_GCJ02", "OUTPUT", "RECEIPT",
    ]  # fmt: skip
    assert parameters_of("exportcoordinates") == [
        "INPUT", "DIALECT", "PLOT_NO_FIELD", "PLOT_NAME_FIELD", "LAND_USE_FIELD", "CRS", "ENCODING", "CLOSE_RING",
        "J_PREFIX", "DECIMALS", "FILE",
    ]  # fmt: skip
    assert written.parameterDefinition("DIALECT").options() == [
        "standard_8", "standard_9", "extended_12", "corner_string",
    ]  # fmt: skip
    defaults = [written.parameterDefinition(name).defaultValue() for name in
                ("DIALECT", "ENCODING", "CLOSE_RING", "J_PREFIX", "DECIMALS")]  # fmt: skip
    assert defaults == ["standard_8", "GBK", True, True, 3]


def test_a_land_boundary_comes_in(text: Path, tmp_path: Path) -> None:
    before, receipt = text.read_bytes(), tmp_path / "回执.json"
    done = run("importcoordinates", FILES=[str(text)], RECEIPT=str(receipt))
    made = done.rows("OUTPUT")
    assert list(made[0]) == FIELDS
    assert [(row["plot_no"], row["plot_name"], row["land_use"]) for row in made] == [
        ("P-1", "示例图斑", "采矿用地"), ("P-2", "带孔", "林地"),
    ]  # fmt: skip
    assert [row["area_m2"] for row in made] == [near(OFFICIAL_M2), near(9600 * 0.999647, 0.1)]
    assert [row["area_mu"] for row in made] == [row["area_m2"] * 0.0015 for row in made]
    assert [(row["stated_area_ha"], row["area_matches"]) for row in made] == [(1.0, "plane"), (0.96, "plane")]
    assert [row["area_difference"] for row in made] == [near(3.539), near(9600 - made[1]["area_m2"])]
    assert [(row["source_file"], row["source_line"], row["crs_source"]) for row in made] == [
        (text.name, 11, "file"), (text.name, 17, "file"),
    ]  # fmt: skip
    assert (done["COUNT"], done["REJECTED_COUNT"]) == (2, 1)
    assert done["TOTAL_MU"] == near(sum(row["area_mu"] for row in made), 1e-9)
    assert "“P-3 缺点” (up to line 32) was left out" in done.log.warning("P-3")
    (told,) = json.loads(receipt.read_text(encoding="utf-8"))["receipts"]
    assert (told["format"], told["encoding"], told["crs"]) == ("land_boundary", "GB18030", "EPSG:4530")
    assert told["counts"] == {"plots": 2, "rejected": 1, "repeated": 0, "corners": 15, "rows": 3}
    assert [(each["rule"], each.get("row"), each["passed"]) for each in told["findings"]] == [
        ("point_count", 28, False), ("plot_rejected", 28, False), ("crs_chosen", None, True),
        ("areas_agree", None, True),
    ]  # fmt: skip
    assert (
        told["findings"][3]["text"]
        == f"“{text.name}”: the stated areas of 2 plots agree with the official or the plane one"
    )
    assert "land-boundary text, GB18030, EPSG:4530. Plots read: 2; left out: 1; area 29.39 mu." in told["text"]
    assert text.read_bytes() == before


def test_pasted_text_is_asked_for_its_datum_and_then_read() -> None:
    sentence = refused("importcoordinates", TEXT=PASTED)
    assert "1. EPSG:4530, 3° zone 42, with the zone number, lies in the county" in sentence
    made = run("importcoordinates", TEXT=PASTED, CRS="EPSG:4490").rows("OUTPUT")
    assert [(row["source_file"], row["source_line"], row["crs_source"]) for row in made] == [
        ("pasted text", 1, "parameter"),
    ]  # fmt: skip
    assert made[0]["area_m2"] == near(OFFICIAL_M2)


def test_a_text_stands_by_the_zone_that_it_names(text: Path) -> None:
    done = run("importcoordinates", FILES=[str(text)], CRS="EPSG:4529")
    assert done.log.warning("EPSG:4529 was chosen")
    assert {row["crs_source"] for row in done.rows("OUTPUT")} == {"file"}
    assert done["OUTPUT"].crs().authid() == "EPSG:4530"


def test_two_zones_come_together_in_the_zone_of_the_first(tmp_path: Path) -> None:
    (tmp_path / "42.txt").write_text(land_boundary(plot(square())), encoding="utf-8")
    west = square(east=41_630_391.434, dy=180.398)
    (tmp_path / "41.txt").write_text(land_boundary(plot(west), head=ZONE_41), encoding="utf-8")
    given = [str(tmp_path / name) for name in ("42.txt", "41.txt")]
    done = run("importcoordinates", FILES=given, OUTPUT=str(tmp_path / "图.gpkg"))
    made, own = done.rows("OUTPUT"), run("importcoordinates", FILES=given[1:]).rows("OUTPUT")
    assert opened(done["OUTPUT"]).crs().authid() == "EPSG:4530"
    assert [row["notes"] for row in made] == [None, "came in EPSG:4529"]
    assert made[1]["area_m2"] == own[0]["area_m2"]
    second = list(opened(done["OUTPUT"]).getFeatures())[1].geometry().boundingBox()
    assert (second.xMinimum(), second.yMinimum()) == (near(42_380_000.0, 5.0), near(NORTH, 5.0))


def test_a_plot_of_zone_41_and_the_same_of_zone_42_have_the_same_mu(tmp_path: Path) -> None:
    given = layer([box(0, 0, 300, 200)], "图斑", plot_no=["1"])
    for crs in ("EPSG:4530", "EPSG:4529", "EPSG:4550"):
        run("exportcoordinates", INPUT=given, CRS=crs, DECIMALS=6, FILE=str(tmp_path / f"{crs[5:]}.txt"))
    made = [
        run("importcoordinates", FILES=[str(path)]).rows("OUTPUT")[0]["area_mu"]
        for path in sorted(tmp_path.glob("*.txt"))
    ]
    assert len(made) == 3
    assert made == [near(made[0], 1e-6)] * 3
    (tmp_path / "5.txt").write_text(land_boundary(plot(square())), encoding="gb18030")
    together = run("importcoordinates", FILES=[str(each) for each in sorted(tmp_path.glob("*.txt"))])
    assert together["COUNT"] == 4
    assert "2 plots are on the very ground" in together.log.warning("1 (“4530.txt”, line 13), 1 (“4550.txt”")


def test_one_file_that_cannot_be_read_does_not_keep_the_others_out(text: Path, tmp_path: Path) -> None:
    (tmp_path / "a.dwg").write_bytes(b"AC1032" + bytes(200))
    (tmp_path / "空.txt").write_bytes(b"")
    old = tmp_path / "旧.txt"
    old.write_text(land_boundary(plot(square()), head=["坐标系=1980西安坐标系"]), encoding="utf-8")
    given = [str(each) for each in (tmp_path / "a.dwg", tmp_path / "空.txt", old, tmp_path / "无.txt", text, text)]
    done = run("importcoordinates", FILES=given)
    assert done["COUNT"] == 2
    for words in ("AutoCAD", "is empty", "1980西安坐标系", "There is no file “无.txt”", "byte by byte"):
        assert done.log.warning(words)


def test_what_is_refused(text: Path, tmp_path: Path) -> None:
    assert "Neither a file nor a text" in refused("importcoordinates")
    assert "“hello”" in refused("importcoordinates", TEXT="hello")
    assert "2366" in refused("importcoordinates", FILES=[str(text)], CRS="EPSG:2366")
    assert "no encoding “klingon”" in refused("importcoordinates", FILES=[str(text)], ENCODING="klingon")
    degrees = "1 41.3000 124.3000\n2 41.3036 124.3000\n3 41.3036 124.3054"
    assert "十进制度" in refused("importcoordinates", TEXT=degrees, CRS="EPSG:4490")
    lone = land_boundary(plot(square()[:2]))
    assert "less than three corners" in refused("importcoordinates", TEXT=lone)
    assert "would replace" in refused("importcoordinates", FILES=[str(text)], RECEIPT=str(text))
    with open(tmp_path / "零.txt", "wb") as file:
        file.truncate(2 << 30)
    started = time.process_time()
    assert "holds no text" in refused("importcoordinates", FILES=[str(tmp_path / "零.txt")])
    assert time.process_time() - started < 1.0


def test_a_campaign_keeps_a_receipt_once(text: Path, tmp_path: Path) -> None:
    campaign = new_campaign(tmp_path)
    given = {"FILES": [str(text)], "CAMPAIGN": str(campaign)}
    assert "fill in the sender" in refused("importcoordinates", **given)
    run("importcoordinates", SENDER="永陵镇", **given)
    assert asked(campaign, "SELECT sender, file_name, rows, rejected FROM receipts") == [("永陵镇", text.name, 3, 1)]
    content = campaign.read_bytes()
    again = run("importcoordinates", SENDER="永陵镇", **given)
    assert campaign.read_bytes() == content
    assert again.log.info("came in before")


def test_shifted_degrees_are_told_and_put_right(tmp_path: Path) -> None:
    from mine_remediation.formats.gcj02 import to_gcj02

    corners = [(124.56 + 0.02 * x, 41.52 + 0.02 * y) for x, y in ((0, 0), (0, 1), (0.7, 1.3), (1, 1), (1, 0))]
    lines = [f"{lon:.8f},{lat:.8f}" for lon, lat in to_gcj02(corners).tolist()]
    reference = layer(
        [f"Polygon (({', '.join(f'{x} {y}' for x, y in [*corners, corners[0]])}))"], "界", crs="EPSG:4490"
    )
    given = {"TEXT": "\n".join(["十进制度", *lines]), "CRS": "EPSG:4490", "REFERENCE": reference}
    told = run("importcoordinates", **given)
    assert "GCJ-02" in told.log.warning("east")
    seen = run("previewfiles", TEXT=given["TEXT"], REFERENCE=reference)
    assert "GCJ-02" in seen.log.warning("east")
    done = run("importcoordinates", FROM_GCJ02=True, **given)
    assert "(GCJ-02) was undone" in done["OUTPUT"].metadata().abstract()
    (put_right,) = done.rows("OUTPUT")
    true = "\n".join(["十进制度", *(f"{lon},{lat}" for lon, lat in corners)])
    meant = run("importcoordinates", TEXT=true, CRS="EPSG:4490").rows("OUTPUT")[0]
    assert put_right["area_m2"] == near(meant["area_m2"], 5.0)
    assert "GCJ-02" in put_right["notes"]


# Out, and back -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dialect", ["standard_8", "standard_9", "extended_12", "corner_string"])
def test_the_way_out_and_back_gives_the_same_bytes(dialect: str, text: Path, tmp_path: Path) -> None:
    first = run("importcoordinates", FILES=[str(text)], OUTPUT=str(tmp_path / "一.gpkg"))
    fields = {"PLOT_NO_FIELD": "plot_no", "PLOT_NAME_FIELD": "plot_name", "LAND_USE_FIELD": "land_use"}
    out, back = tmp_path / "出.txt", tmp_path / "回.txt"
    done = run("exportcoordinates", INPUT=first["OUTPUT"], DIALECT=dialect, FILE=str(out), **fields)
    assert done["COUNT"] == 2
    crs = {"CRS": "EPSG:4530"} if dialect == "corner_string" else {}
    again = run("importcoordinates", FILES=[str(out)], OUTPUT=str(tmp_path / "二.gpkg"), **crs)
    assert [row["area_m2"] for row in rows(opened(again["OUTPUT"]))] == [
        near(row["area_m2"], 1e-6) for row in rows(opened(first["OUTPUT"]))
    ]
    run("exportcoordinates", INPUT=again["OUTPUT"], DIALECT=dialect, FILE=str(back), **fields)
    assert back.read_bytes() == out.read_bytes()
    if dialect == "standard_8":
        own = text.read_bytes().decode("gbk").split("\r\n")[10:27]
        assert out.read_bytes().decode("gbk").split("\r\n")[12:-1] == own


WITH_HOLE = polygon([(0, 0), (200, 0), (200, 200), (0, 200)], [(50, 50), (50, 100), (100, 100), (100, 50)])


@pytest.mark.parametrize("other", [box(50, 50, 100, 100), box(40, 40, 190, 190), WITH_HOLE])
@pytest.mark.parametrize("dialect", ["standard_8", "corner_string"])
def test_overlapping_plots_come_back_as_they_went_out(dialect: str, other: str, tmp_path: Path) -> None:
    given = layer([WITH_HOLE, other], "图斑", 号=["1", "2"])
    file = tmp_path / "出.txt"
    run("exportcoordinates", INPUT=given, PLOT_NO_FIELD="号", DIALECT=dialect, FILE=str(file))
    again = run("importcoordinates", FILES=[str(file)], CRS="EPSG:4530").rows("OUTPUT")
    plane = [each.geometry().area() for each in given.getFeatures()]
    assert [row["area_m2"] for row in again] == [pytest.approx(each, rel=1e-5) for each in plane]


def test_a_plot_that_comes_twice_goes_out_twice(tmp_path: Path) -> None:
    given = layer([box(0, 0, 100, 100)] * 2, "图斑", 号=["1", "1"])
    done = run("exportcoordinates", INPUT=given, PLOT_NO_FIELD="号", FILE=str(tmp_path / "出.txt"))
    assert done["COUNT"] == 2


@pytest.mark.parametrize("spoilt", ["_deductions", "_mend"])
def test_a_text_that_is_read_otherwise_is_not_put_in_place(spoilt: str, tmp_path: Path, monkeypatch: Any) -> None:
    """Something goes wrong between writing and reading: a hole is lost, a plot is lost."""
    losing = {"_deductions": lambda *_: [], "_mend": lambda self: self._drop(np.arange(len(self.drafts)) > 0)}
    monkeypatch.setattr(coordinate_text._Plots, spoilt, losing[spoilt])
    given = layer([WITH_HOLE, box(300, 0, 400, 100)], "图斑", 号=["1", "2"])
    file = tmp_path / "出.txt"
    arguments = {"INPUT": given, "PLOT_NO_FIELD": "号", "DIALECT": "corner_string", "FILE": str(file)}
    assert "was read again after writing and differs" in refused("exportcoordinates", **arguments)
    assert not file.exists()


def test_export_takes_what_it_is_given(tmp_path: Path) -> None:
    given = layer([box(0, 0, 100, 100), None, BOW_TIE], "图斑", 号=[7.0, 8.0, 9.0])
    file = tmp_path / "出"
    done = run("exportcoordinates", INPUT=given, PLOT_NO_FIELD="号", CLOSE_RING=False, J_PREFIX=False, DECIMALS=1,
               ENCODING="UTF-8", CRS="EPSG:4551", FILE=str(file))  # fmt: skip
    lines = Path(done["FILE"]).read_text(encoding="utf-8").split("\n")
    assert Path(done["FILE"]).name == "出.txt"
    assert next(each for each in lines if "@" in each).strip() == "4,1.0000,7,,面,,,,@"
    assert lines[13].count(",") == 3
    assert lines[13].startswith("1,1,")
    assert "000000" not in lines[13]
    assert done["COUNT"] == 2
    assert "1 features have no polygon" in done.log.warning("left out")
    assert done.log.info("repaired")


def test_export_refuses_other_systems_and_characters(tmp_path: Path) -> None:
    file = {"FILE": str(tmp_path / "出.txt")}
    degrees = layer(["Polygon ((126 41.7, 126.001 41.7, 126.001 41.701, 126 41.7))"], "度", crs="EPSG:4490")
    assert "EPSG:4530" in refused("exportcoordinates", INPUT=degrees, **file)
    assert run("exportcoordinates", INPUT=degrees, CRS="EPSG:4530", **file)["COUNT"] == 1
    named = {"INPUT": layer([box(0, 0, 100, 100)], "图斑", 名=["𠮷"]), "PLOT_NAME_FIELD": "名", **file}
    assert "Choose GBK or UTF-8" in refused("exportcoordinates", ENCODING="cp1252", **named)
    assert "GBK has no “𠮷”" in run("exportcoordinates", **named).log.warning("𠮷")
    marked = layer([box(0, 0, 100, 100)], "图斑", 名=["@"])
    assert "1 numbers or names" in run("exportcoordinates", INPUT=marked, PLOT_NO_FIELD="名", **file).log.warning("@,")
    assert "no polygon" in refused("exportcoordinates", INPUT=layer([None], "空"), **file)
    assert run("exportcoordinates", INPUT=degrees, CRS="EPSG:4529", **file).log.warning("central meridian")
    assert "too far from" in refused("exportcoordinates", INPUT=degrees, CRS="EPSG:4528", **file)


def test_what_a_text_has_no_place_for_is_told(tmp_path: Path) -> None:
    given = layer([box(0, 0, 9, 9), box(20, 0, 29, 9)], "图斑", 号=["2", None], 名=["甲", "乙"], 类=["林地", None])
    fields = {"PLOT_NO_FIELD": "号", "PLOT_NAME_FIELD": "名", "LAND_USE_FIELD": "类"}
    file = tmp_path / "出.txt"
    run("exportcoordinates", INPUT=given, FILE=str(file), **fields)
    assert ",2_2,乙,面," in file.read_bytes().decode("gbk")  # the feature id stands in, but 2 is a number already
    done = run("exportcoordinates", INPUT=given, FILE=str(file), DIALECT="corner_string", **fields)
    assert "numbers of 2 plots were not written: 2, 2_2" in done.log.warning("2_2")
    assert done.log.warning("land use")
    done = run("exportcoordinates", INPUT=given, FILE=str(file), DIALECT="corner_string", PLOT_NAME_FIELD="名")
    assert done.log.warnings == []


def test_where_nothing_can_be_written_the_disk_is_not_called_full() -> None:
    assert "disk is full" not in refused("importcoordinates", TEXT=PASTED, CRS="EPSG:4490", OUTPUT="/proc/x.gpkg")


def test_a_whole_way_on_the_command_line(qgis_process: QgisProcess, text: Path, tmp_path: Path) -> None:
    folder = tmp_path / "收 件's"
    folder.mkdir()
    for arguments in (
        ("importcoordinates", f"FILES={text}", f"TEXT={PASTED}", "CRS=EPSG:4490", f"OUTPUT={folder / '图 斑.gpkg'}",
         f"RECEIPT={folder / '回 执.json'}"),
        ("exportcoordinates", f"INPUT={folder / '图 斑.gpkg'}", "DIALECT=corner_string",
         f"FILE={folder / '出 口.txt'}"),
    ):  # fmt: skip
        done = qgis_process("run", f"mineremediation:{arguments[0]}", "--", *arguments[1:])
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Traceback" not in done.stdout + done.stderr
    assert column(folder / "图 斑.gpkg", "plot_no") == ["P-1", "P-2", None]
    assert len(json.loads((folder / "回 执.json").read_text(encoding="utf-8"))["receipts"]) == 2
    assert (folder / "出 口.txt").read_bytes().decode("gbk").count("*,") == 4
