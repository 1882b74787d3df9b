"""``exportlayers``: every file holds what the run computed, whoever reads it; the one for outside holds less."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
import struct
import xml.etree.ElementTree as ET
from contextlib import closing
from datetime import date
from math import fsum
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsDxfExport
from qgis.PyQt.QtCore import QDate

from mine_remediation.libraries import pyproj, shapely
from mine_remediation.processing import layer_files, layer_sheets
from mine_remediation.tests.algorithms.makers import (
    BOW_TIE,
    EAST,
    MU,
    NORTH,
    Done,
    algorithm,
    box,
    column,
    demo_inputs,
    layer,
    opened,
    polygon,
    refused,
    rows,
    run,
)

FORMATS = ["gpkg", "shp", "kml", "geojson", "dxf", "txt"]
KML = "{http://www.opengis.net/kml/2.2}"
TOWNS = [box(-1000, -1000, 1000, 3000), box(1000, -1000, 4000, 3000)]
RING = polygon(
    [(0, 1000), (300, 1000), (300, 1300), (0, 1300)], [(100, 1100), (100, 1200), (200, 1200), (200, 1100)]
)  # fmt: skip
NUMBERS = ["C2100002009047120012345", "C2100002010117120098765", "P-0003", "P-0004"]
NAMES = ["张三采石场", "李四 & “六”铁矿", "王五", None]


def export(folder: Path, **more: Any) -> Done:
    return run("exportlayers", **{"FOLDER": str(folder), "REPORT": "TEMPORARY_OUTPUT", **more})


def county(
    shapes: list[str | None] | None = None, crs: str = "EPSG:4530", kind: str = "Polygon", **columns: Any
) -> dict[str, Any]:
    """Four patches in two townships: a square, one with a hole, a broken one, one without a polygon."""
    shapes = shapes or [box(0, 0, 100, 100), RING, BOW_TIE.replace("42500", "42502"), None]
    given = {
        "许可证号": NUMBERS[: len(shapes)], "矿山名称": NAMES[: len(shapes)],
        "类别": ["生产矿山", "政策性关闭", "生产矿山", None][: len(shapes)],
        "状态": ["市级验收", "市级验收", "未治理", "市级验收"][: len(shapes)],
        "年": [2019, 2020, 2020, 2021][: len(shapes)],
        **columns,
    }  # fmt: skip
    return {
        "INPUT": layer(shapes, "某县矿山台账", crs=crs, kind=kind, **given),
        "ID_FIELD": "许可证号", "YEAR_FIELD": "年", "CATEGORY_FIELD": "类别", "STATUS_FIELD": "状态",
        "COUNTED_STATUSES": "市级验收",
        "TOWNSHIPS": layer(TOWNS, "乡镇界线", 名称=["甲镇", "乙镇"], 联系人=["赵六七", "孙八九"]),
        "TOWNSHIP_NAME_FIELD": "名称",
    }  # fmt: skip


def folder_of(done: Done) -> Path:
    return Path(done["FOLDER"])


def reported(done: Done) -> dict[str, dict[str, Any]]:
    return done.by("REPORT", "file")


def drawing(path: Path) -> list[list[tuple[int, str]]]:
    """The entities of a DXF as (code, value) pairs, by its plain text."""
    lines = path.read_bytes().decode("gbk").splitlines()
    pairs = [(int(code), value) for code, value in zip(lines[::2], lines[1::2])]
    start = pairs.index((2, "ENTITIES")) + 1
    entities: list[list[tuple[int, str]]] = []
    for code, value in pairs[start : pairs.index((0, "ENDSEC"), start)]:
        if code == 0:
            entities.append([])
        entities[-1].append((code, value))
    return entities


@pytest.fixture(scope="module")
def made(provider: None, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The hand-made county in every format."""
    return export(tmp_path_factory.mktemp("导 出"), FORMATS=FORMATS, **county())


@pytest.fixture(scope="module")
def outside(provider: None, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The same for outside."""
    return export(tmp_path_factory.mktemp("对 外"), FORMATS=FORMATS, OUTSIDE_VERSION=True, **county())


# What is promised ---------------------------------------------------------------------------------------------------


def test_names_of_parameters_and_outputs(provider: None) -> None:
    own = ["FORMATS", "ENCODING", "CRS", "ONE_ZONE", "OUTSIDE_VERSION", "GRID_SIZE", "FOLDER", "REPORT"]
    for name in ("exportlayers", "campaignlayers"):
        known = {each.name(): each for each in algorithm(name).parameterDefinitions()}
        assert list(known)[-len(own) :] == own
        assert known["FORMATS"].options() == FORMATS
        assert known["FORMATS"].defaultValue() == ["gpkg"]
        assert (known["ENCODING"].options(), known["ENCODING"].defaultValue()) == (["GBK", "UTF-8"], "GBK")
        assert known["GRID_SIZE"].defaultValue() == 100
    assert "CAMPAIGN" in known


def test_each_file_is_in_the_table_with_its_count_and_mu(made: Done) -> None:
    table = reported(made)
    patches = [f"patches.{each}" for each in FORMATS[1:]]
    assert set(table) == {"progress.gpkg", *patches, "townships.shp", "townships.geojson"}
    mu = made["TOTAL_MU"]
    assert mu == pytest.approx(15 + 0.0015 * 80_000 + 7.5, rel=MU)
    for name in ("progress.gpkg", *patches):
        drawn = name.endswith((".dxf", ".txt"))  # a patch without a polygon is not in a drawing
        assert (table[name]["count"], table[name]["mu"]) == (3 if drawn else 4, pytest.approx(mu, rel=1e-6)), name
        assert table[name]["checked"]
    assert table["townships.shp"]["mu"] == pytest.approx(made["COUNTED_MU"])
    assert {each.name for each in folder_of(made).iterdir()} >= set(table) | {"readme.txt", "patches.qmd"}
    page = (folder_of(made) / "readme.txt").read_text(encoding="utf-8")
    assert all(name in page for name in table)


def test_the_geopackage_is_that_of_the_progress(made: Done, tmp_path: Path) -> None:
    theirs = str(tmp_path / "p.gpkg")
    run("exportprogress", GEOPACKAGE=theirs, **county())
    with closing(sqlite3.connect(theirs)) as database:
        tables = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
    for name in set(tables) - {"layer_styles", "provenance"}:
        ours = rows(f"{folder_of(made)}/progress.gpkg|layername={name}")
        assert ours == rows(f"{theirs}|layername={name}"), name


# Shapefile ----------------------------------------------------------------------------------------------------------


def test_a_shapefile_says_twice_in_which_encoding_it_is(made: Done) -> None:
    folder = folder_of(made)
    assert (folder / "patches.cpg").read_text() == "GBK"
    assert (folder / "patches.dbf").read_bytes()[29] == 0x4D
    assert QgsCoordinateReferenceSystem.fromWkt((folder / "patches.prj").read_text()).authid() == "EPSG:4530"
    assert column(folder / "patches.shp", "许可证号") == NUMBERS
    assert column(folder / "patches.shp", "矿山名称") == NAMES


@pytest.mark.parametrize(("encoding", "letters"), [("GBK", 5), ("UTF-8", 3)])
def test_names_and_texts_are_cut_between_characters(tmp_path: Path, encoding: str, letters: int) -> None:
    long = {"采矿许可证编号一": ["矿" * 200] * 4, "采矿许可证编号二": ["a" + "山" * 200] * 4}
    done = export(tmp_path, FORMATS=["shp"], ENCODING=encoding, **county(**long))
    shapes = folder_of(done) / "patches.shp"
    names = [each.name() for each in opened(shapes).fields()]
    first = "采矿许可证编号"[:letters]
    assert first in names
    other = next(each for each in names if each.endswith("_2"))
    kept = 254 // len("矿".encode(encoding))
    assert column(shapes, first) == ["矿" * kept] * 4
    assert column(shapes, other) == ["a" + "山" * (253 // len("山".encode(encoding)))] * 4
    with (folder_of(done) / "patches_fields.csv").open(encoding="utf-8-sig", newline="") as file:
        table = {row[0]: row[1] for row in list(csv.reader(file))[1:]}
    assert list(table) == names
    assert table[first] == "采矿许可证编号一"
    assert table["zone_clses"] == "zone_classes"
    assert "采矿许可证编号一 → " in done.log.info("“patches.shp”: this format cuts")
    assert "8 longer ones" in done.log.warning("254 bytes")


def test_what_an_encoding_lacks_is_refused_and_nothing_is_left(tmp_path: Path) -> None:
    odd = county(矿主=["𠮷田", "乙", "丙", "丁"])
    for kind in ("shp", "dxf"):
        given = odd if kind == "shp" else county(类别=["𠮷", "甲", "乙", "丙"])
        sentence = refused("exportlayers", FOLDER=str(tmp_path), FORMATS=[kind], **given)
        assert f"“patches.{kind}”: “𠮷” in" in sentence
        assert "cannot be written in GBK" in sentence
    assert list(tmp_path.iterdir()) == []
    done = export(tmp_path, FORMATS=["shp", "kml", "geojson"], ENCODING="UTF-8", **odd)
    assert column(folder_of(done) / "patches.shp", "矿主")[0] == "𠮷田"


# KML, GeoJSON -------------------------------------------------------------------------------------------------------


def test_kml_has_a_folder_per_township_and_a_style_per_class(made: Done) -> None:
    root = ET.parse(folder_of(made) / "patches.kml").getroot()
    folders = {each.find(f"{KML}name").text: each for each in root.iter(f"{KML}Folder")}
    assert list(folders) == ["甲镇", "乙镇", "Outside every township"]
    assert [len(each.findall(f"{KML}Placemark")) for each in folders.values()] == [2, 1, 1]
    styles = {each.get("id") for each in root.iter(f"{KML}Style")}
    assert {each.text.lstrip("#") for each in root.iter(f"{KML}styleUrl")} == styles
    place = folders["甲镇"].find(f"{KML}Placemark")
    data = {each.get("name"): each.find(f"{KML}value").text for each in place.iter(f"{KML}Data")}
    assert (data["许可证号"], data["矿山名称"], data["年"]) == (NUMBERS[0], NAMES[0], "2019")
    points = [tuple(map(float, each.split(","))) for each in place.find(f".//{KML}coordinates").text.split()]
    to_lonlat = pyproj.Transformer.from_crs("EPSG:4530", "EPSG:4490", always_xy=True)
    assert points[0] == pytest.approx(to_lonlat.transform(EAST, NORTH), abs=1e-8)
    holes = folders["甲镇"].findall(f".//{KML}innerBoundaryIs")
    assert len(holes) == 1


def test_geojson_is_in_degrees_with_outer_rings_to_the_left(made: Done) -> None:
    text = json.loads((folder_of(made) / "patches.geojson").read_text(encoding="utf-8"))
    assert "crs" not in text
    shapes = [each["geometry"] and shapely.geometry.shape(each["geometry"]) for each in text["features"]]
    assert shapes[3] is None
    assert shapes[1].exterior.is_ccw
    assert not shapes[1].interiors[0].is_ccw
    assert shapes[1].bounds == pytest.approx((126.0, 41.7, 126.0, 41.8), abs=0.1)
    assert [each["properties"]["许可证号"] for each in text["features"]] == NUMBERS


# Drawing ------------------------------------------------------------------------------------------------------------


def test_a_drawing_is_closed_polylines_in_layers_by_category_with_texts(made: Done) -> None:
    path = folder_of(made) / "patches.dxf"
    head = path.read_bytes().decode("gbk")
    assert re.search(r"\$DWGCODEPAGE\r?\n\s*3\r?\nANSI_936\r?\n", head)
    entities = drawing(path)
    lines = [dict(each) for each in entities if each[0] == (0, "LWPOLYLINE")]
    assert [each[8] for each in lines] == ["生产矿山", "政策性关闭", "政策性关闭", "生产矿山 (not counted)"]
    assert all(int(each[70]) & 1 for each in lines)
    texts = [dict(each) for each in entities if each[0] == (0, "TEXT")]
    assert [each[1] for each in texts] == [f"{n} {mu} mu" for n, mu in zip(NUMBERS, ("15.00", "120.00", "7.50"))]
    assert [each[8] for each in texts] == ["生产矿山", "政策性关闭", "生产矿山 (not counted)"]
    colours = {each[8]: {int(other[420]) for other in (*lines, *texts) if other[8] == each[8]} for each in lines}
    assert [len(each) for each in colours.values()] == [1, 1, 1]
    assert colours["生产矿山"] != colours["政策性关闭"]
    layers = dict(re.findall(r"AcDbLayerTableRecord\r?\n\s*2\r?\n(.*?)\r?\n\s*70\r?\n.*?\r?\n\s*62\r?\n\s*(\d+)", head))
    assert {name: int(layers[name]) for name in colours} == {
        name: QgsDxfExport.closestColorMatch(*each) for name, each in colours.items()
    }
    for polyline in (each for each in entities if each[0] == (0, "LWPOLYLINE")):
        corners = [float(value) for code, value in polyline if code in (10, 20)]
        assert len(corners) == 2 * int(dict(polyline)[90])
        assert int(dict(polyline)[70]) & 1
        assert corners[:2] != corners[-2:]  # the polyline is closed without it
    handles = [dict(each)[5] for each in entities]
    assert len(set(handles)) == len(handles)
    seed = re.search(r"\$HANDSEED\r?\n\s*5\r?\n(\w+)", head).group(1)
    assert max(int(each, 16) for each in handles) < int(seed, 16)
    corners = [(float(value)) for code, value in entities[0] if code in (10, 20)]
    assert corners[:2] == [EAST, NORTH]


def test_a_drawing_in_degrees_is_made_in_metres_instead(tmp_path: Path) -> None:
    done = export(tmp_path, FORMATS=["dxf", "txt"], CRS="EPSG:4490", **county())
    assert "EPSG:4530" in done.log.info("format dxf")
    assert float(dict(drawing(folder_of(done) / "patches.dxf")[0])[10]) == pytest.approx(EAST, abs=0.001)
    text = (folder_of(done) / "patches.txt").read_bytes().decode("gbk")
    assert "带号=42" in text
    assert f"{NUMBERS[0]}" in text


# Odd values ---------------------------------------------------------------------------------------------------------


def test_odd_values_and_shapes_in_every_format(tmp_path: Path) -> None:
    corner = f"{EAST} {NORTH}"
    shapes = [
        f"MultiPolygonZ ((({corner} 5, {EAST + 90} {NORTH} 5, {EAST} {NORTH + 90} 5, {corner} 5)),"
        f"(({EAST + 500} {NORTH} 5, {EAST + 600} {NORTH} 5, {EAST + 500} {NORTH + 90} 5, {EAST + 500} {NORTH} 5)))",
        None,
    ]
    odd = {
        "备注": ["<甲> & \"乙\" 'ok'\x0b\n第二行", "2020/11/30"],
        "name": ["张", None],
        "数": [float("nan"), -1e-7],
        "天": [date(2020, 2, 29), None],
    }
    done = export(tmp_path, FORMATS=FORMATS, **county(shapes, kind="MultiPolygonZ", **odd))
    folder = folder_of(done)
    mu = (90 * 90 / 2 + 100 * 90 / 2) * 0.0015
    for name, each in reported(done).items():
        if "townships" not in name:
            assert each["count"] == (1 if name.endswith((".dxf", ".txt")) else 2), name
            assert each["mu"] == pytest.approx(mu, rel=2 * MU), name
    for file in ("progress.gpkg|layername=patches", "patches.shp", "patches.geojson"):
        assert column(f"{folder}/{file}", "备注")[1] == "2020/11/30", file
        assert column(f"{folder}/{file}", "天")[0] == QDate(2020, 2, 29), file
    properties = json.loads((folder / "patches.geojson").read_text(encoding="utf-8"))["features"][0]["properties"]
    assert properties["备注"] == "<甲> & \"乙\" 'ok'\n第二行"
    assert (properties["数"], properties["name"]) == (None, "张")
    assert len([each for each in drawing(folder / "patches.dxf") if each[0] == (0, "LWPOLYLINE")]) == 2
    root = ET.parse(folder / "patches.kml").getroot()
    assert len(root.findall(f".//{KML}MultiGeometry/{KML}Polygon")) == 2


def test_holes_of_any_form_come_back(tmp_path: Path) -> None:
    hole, other = [(10, 10), (20, 10), (15, 20)], [(50, 50), (60, 50), (60, 60), (55, 65), (50, 60)]
    done = export(tmp_path, FORMATS=FORMATS, **county([polygon([(0, 0), (100, 0), (100, 100), (0, 100)], hole, other)]))
    mu = (100 * 100 - 50 - 125) * 0.0015
    for name, each in reported(done).items():
        if "townships" not in name:
            assert each["mu"] == pytest.approx(mu, rel=2 * MU), name


# Systems ------------------------------------------------------------------------------------------------------------


def test_other_systems_move_every_layer_and_no_figure(made: Done, tmp_path: Path) -> None:
    done = export(tmp_path, FORMATS=["gpkg", "shp"], CRS="EPSG:4529", **county())
    for name in ("patches", "townships", "pieces", "overlaps"):
        ours = opened(f"{folder_of(done)}/progress.gpkg|layername={name}")
        theirs = f"{folder_of(made)}/progress.gpkg|layername={name}"
        assert ours.crs().authid() == "EPSG:4529", name
        assert rows(ours) == rows(theirs), name
    first = opened(folder_of(done) / "patches.shp").getFeature(0).geometry().boundingBox()
    assert 41_700_000 < first.xMinimum() < 41_800_000


def test_patches_of_two_zones_give_two_files(tmp_path: Path) -> None:
    west = "Polygon ((124.49 41.5, 124.495 41.5, 124.495 41.504, 124.49 41.504, 124.49 41.5))"
    east = west.replace("124.4", "124.6")
    done = export(tmp_path, FORMATS=FORMATS, ONE_ZONE=True, **county([west, east, None], crs="EPSG:4490"))
    table = reported(done)
    zones = {41: "EPSG:4529", 42: "EPSG:4530"}
    for zone, code in zones.items():
        layer_ = opened(f"{folder_of(done)}/progress_zone{zone}.gpkg|layername=patches")
        assert layer_.crs().authid() == code
        shape = next(layer_.getFeatures()).geometry().boundingBox()
        assert zone * 1e6 < shape.xMinimum() < (zone + 1) * 1e6
    for kind in ("gpkg", "shp"):
        name = {"gpkg": "progress_zone{}.gpkg", "shp": "patches_zone{}.shp"}[kind]
        assert [table[name.format(zone)]["count"] for zone in zones] == [2, 1]
        assert fsum(table[name.format(zone)]["mu"] for zone in zones) == pytest.approx(done["TOTAL_MU"])
    assert "patches.kml" in table
    assert "patches_zone41.dxf" in table
    abroad = "Polygon ((10 41.5, 10.005 41.5, 10.005 41.504, 10 41.504, 10 41.5))"
    given = county([abroad], crs="EPSG:4490")
    assert "Zone 3 is none" in refused("exportlayers", FOLDER=str(tmp_path), FORMATS=["shp"], ONE_ZONE=True, **given)


# For outside --------------------------------------------------------------------------------------------------------


def test_nothing_of_the_inputs_is_in_the_version_for_outside(outside: Done) -> None:
    secrets = [*NUMBERS, *filter(None, NAMES), "赵六七", "孙八九", "某县矿山台账", "乡镇界线", "许可证号", "联系人"]
    files = [each for each in folder_of(outside).rglob("*") if each.is_file()]
    assert len(files) > 15
    for path in files:
        assert "_outside" in path.stem or path.name == "readme.txt"
        for text in secrets:
            for code in ("utf-8", "gbk", "utf-16-le"):
                assert text.encode(code) not in path.read_bytes(), (path.name, text)


def test_its_figures_and_categories_are_the_true_ones(outside: Done, made: Done) -> None:
    ours = rows(f"{folder_of(outside)}/progress_outside.gpkg|layername=patches")
    theirs = rows(f"{folder_of(made)}/progress.gpkg|layername=patches")
    for one, other in zip(ours, theirs):
        assert [one[name] for name in ("area_mu", "counted_mu", "counted")] == [
            other[name] for name in ("area_mu", "counted_mu", "counted")
        ]
        assert [one["category"], one["status"], one["year"]] == [other["类别"], other["状态"], other["年"]]
        assert "100 m" in one["version"]
    assert [one["patch_id"] for one in ours] == ["1", "2", "3", "4"]
    assert [one["township"] for one in ours] == ["甲镇", "甲镇", "乙镇", None]
    towns = rows(f"{folder_of(outside)}/progress_outside.gpkg|layername=townships")
    assert [(each["township"], each["remediated_mu"]) for each in towns] == [
        ("甲镇", pytest.approx(135, rel=MU)), ("乙镇", 0.0)
    ]  # fmt: skip
    table = reported(outside)
    assert {each["count"] for name, each in table.items() if name.startswith("patches")} == {3, 4}
    assert all(each["mu"] == pytest.approx(outside["TOTAL_MU"]) for name, each in table.items() if "patches" in name)
    for name in ("readme.txt", "patches_outside.kml", "patches_outside.dxf", "patches_outside.qmd"):
        assert b"grid of 100 m" in (folder_of(outside) / name).read_bytes()
    text = (folder_of(outside) / "patches_outside.txt").read_bytes()
    assert b",1.0000,1,1 15.00 mu (for outside)," in text  # hectares of the true borders


def test_its_corners_lie_on_the_grid_and_off_every_true_one(outside: Done) -> None:
    given = county()
    true = [
        (point.x(), point.y()) for each in (given["INPUT"], given["TOWNSHIPS"])
        for feature in each.getFeatures() for point in feature.geometry().vertices()
    ]  # fmt: skip
    for name in ("patches_outside.shp", "townships_outside.shp"):
        corners = [
            (point.x(), point.y()) for feature in opened(folder_of(outside) / name).getFeatures()
            for point in feature.geometry().vertices()
        ]  # fmt: skip
        away = np.hypot(*(np.array(corners)[:, None] - np.array(true)[None]).transpose(2, 0, 1))
        assert away.min() > 1.0
        assert away.min(axis=1).max() < 150


CORNER_IN_THE_MIDDLE = polygon([(250, 250), (270, 240), (270, 260)])  # of a square of the grid


def test_its_texts_stand_off_every_true_corner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = county([CORNER_IN_THE_MIDDLE])
    done = export(tmp_path / "made", FORMATS=["dxf"], OUTSIDE_VERSION=True, **given)
    (text,) = [dict(each) for each in drawing(folder_of(done) / "patches_outside.dxf") if each[0] == (0, "TEXT")]
    east, north = float(text[10]) - EAST, float(text[20]) - NORTH
    assert np.hypot(east - 250, north - 250) > 1.0
    assert 200 < east < 300
    assert 200 < north < 300
    monkeypatch.setattr(layer_sheets, "clear_points", lambda points, *rest: points)
    sentence = refused("exportlayers", FOLDER=str(tmp_path / "none"), FORMATS=["dxf"], OUTSIDE_VERSION=True, **given)
    assert "would hold a true corner" in sentence


def leak_a_name(monkeypatch: pytest.MonkeyPatch) -> str:
    plain = layer_sheets.for_outside

    def leaking(given, *rest):
        made = plain(given, *rest)
        made.patches.sheet.columns["patch_id"][1] = NAMES[1]
        return made

    monkeypatch.setattr("mine_remediation.processing.layer_export.for_outside", leaking)
    return "would hold “李四 & “六”铁矿”"


def leak_a_corner(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(layer_sheets, "coarsened", lambda polygons, *rest: polygons)
    return "would hold a true corner"


@pytest.mark.parametrize(
    ("kind", "leak"),
    [
        *((kind, leak_a_corner) for kind in FORMATS),
        *((kind, leak_a_name) for kind in ("gpkg", "shp", "kml", "geojson")),
    ],
)
def test_a_file_that_tells_is_refused_with_the_whole_folder(tmp_path, monkeypatch, leak, kind) -> None:
    part = leak(monkeypatch)
    assert part in refused("exportlayers", FOLDER=str(tmp_path), FORMATS=[kind], OUTSIDE_VERSION=True, **county())
    assert list(tmp_path.iterdir()) == []


def test_what_a_category_says_may_be_said(tmp_path: Path) -> None:
    words = county(备注=["生产矿山", "政策性", "甲镇", "验收"], 面积=[1.5, 2.5, 3.5, 4.5])
    done = export(tmp_path, FORMATS=["shp", "kml"], OUTSIDE_VERSION=True, GRID_SIZE=50, **words)
    assert folder_of(done).name == "layers_outside"


# What goes wrong ----------------------------------------------------------------------------------------------------


def spoil(path: Path) -> None:
    """Another name for a mine, and one digit of a coordinate or a figure."""
    target = path.with_suffix(".dbf") if path.suffix == ".shp" else path
    data = target.read_bytes()
    if path.suffix == ".txt":
        data = data.replace(b"15.00 mu", b"15.01 mu")
    for code in ("gbk", "utf-8"):
        data = data.replace("生产矿山".encode(code), "生産矿山".encode(code))
    target.write_bytes(data)


def shift(path: Path) -> None:
    if path.suffix == ".shp":
        data = bytearray(path.read_bytes())
        struct.pack_into("<d", data, 100 + 8 + 48, EAST + 10)
        path.write_bytes(bytes(data))
    else:
        text = path.read_bytes()
        text = re.sub(rb"42500100\.0(?!\d*[1-9])", b"42500110.0", text, count=1)
        text = re.sub(rb"126\.0012", b"126.0013", text, count=1)
        path.write_bytes(text)


@pytest.mark.parametrize(
    ("kind", "damage"),
    [*((kind, shift) for kind in FORMATS[1:]), *((kind, spoil) for kind in ("shp", "kml", "geojson", "dxf", "txt"))],
)
def test_a_file_that_differs_is_no_file(tmp_path, monkeypatch, kind, damage) -> None:
    """The file is altered between writing and reading it again."""
    readers = {"shp": layer_files.shapefile, "txt": layer_files.coordinate_text}
    target = {"shp": "read", "kml": "read_bytes", "geojson": "layers", "dxf": "read_layer", "txt": "read"}[kind]
    module = readers.get(kind) or {"kml": layer_files.kml}.get(kind, layer_files.ogr)
    plain, hit = getattr(module, target), []

    def reading(first, name, *rest, **more):
        path = next(tmp_path.glob(f".*/patches.{kind}"))
        if not hit:
            before = b"".join(each.read_bytes() for each in sorted(path.parent.iterdir()))
            damage(path)
            hit.append(before != b"".join(each.read_bytes() for each in sorted(path.parent.iterdir())))
        return plain(path.read_bytes() if isinstance(first, bytes) else first, name, *rest, **more)

    monkeypatch.setattr(module, target, reading)
    sentence = refused("exportlayers", FOLDER=str(tmp_path), FORMATS=[kind], **county())
    assert hit == [True]
    assert f"“patches.{kind}” was read again after writing and differs" in sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"OUTSIDE_VERSION": True, "GRID_SIZE": 9.9}, "A grid of 9.9 m hides nothing; choose at least 10 m."),
        ({"CRS": "EPSG:2365"}, "no exact transformation is known"),
        ({"CRS": "EPSG:4529", "ONE_ZONE": True}, "Choose either a coordinate system"),
        ({"FORMATS": []}, "FORMATS"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_computed(tmp_path, more, part) -> None:
    assert part in refused("exportlayers", **{"FOLDER": str(tmp_path), **county(), **more})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["exportlayers", "exportmaps", "exportreport"])
def test_a_file_in_the_place_of_the_folder_is_told_before_anything_is_computed(tmp_path, monkeypatch, name) -> None:
    (tmp_path / "文件").write_text("不是文件夹", encoding="utf-8")
    monkeypatch.setattr("mine_remediation.processing.runs.summary_run", None)
    dated = {"CUTOFF_DATE": "2020-11-30"} if name == "exportreport" else {}
    for path in (tmp_path / "文件", tmp_path / "文件" / "深处"):
        sentence = refused(name, FOLDER=str(path), **county(), **dated)
        assert f"“{tmp_path / '文件'}” is a file, not a folder" in sentence


def test_the_system_that_a_format_cannot_have_is_named(tmp_path: Path) -> None:
    done = export(tmp_path, FORMATS=["dxf"], CRS="EPSG:4490", **county())
    assert "dxf cannot be in EPSG:4490" in done.log.info("is written in EPSG:4530")


def test_a_layer_without_patches_gives_empty_files(tmp_path: Path) -> None:
    empty = county()
    empty["INPUT"].dataProvider().truncate()
    for more in ({}, {"OUTSIDE_VERSION": True}):
        done = export(tmp_path, FORMATS=FORMATS, **empty, **more)
        found = {name: (each["count"], each["mu"]) for name, each in reported(done).items() if "patches" in name}
        assert set(found.values()) == {(0, 0.0)}


@pytest.mark.parametrize("shapes", [[], [None]])
@pytest.mark.parametrize("more", [{}, {"ONE_ZONE": True}, {"ONE_ZONE": True, "OUTSIDE_VERSION": True}])
def test_without_polygons_the_zone_is_that_of_the_townships(tmp_path: Path, shapes: list[None], more: Any) -> None:
    given = county(shapes or [None], crs="EPSG:4490")
    if not shapes:
        given["INPUT"].dataProvider().truncate()
    done = export(tmp_path, FORMATS=FORMATS, **given, **more)
    tail = ("_zone42" if "ONE_ZONE" in more else "") + ("_outside" if "OUTSIDE_VERSION" in more else "")
    counts = {name: each["count"] for name, each in reported(done).items()}
    drawings = {f"patches{tail}.{each}": 0 for each in ("dxf", "txt")}
    assert (
        counts.items() >= {**drawings, f"patches{tail}.shp": len(shapes), f"progress{tail}.gpkg": len(shapes)}.items()
    )
    if more:
        assert opened(folder_of(done) / f"patches{tail}.shp").crs().authid() == "EPSG:4530"


def test_a_patch_that_comes_twice_is_in_every_file_twice(tmp_path: Path) -> None:
    twice = county([box(0, 0, 100, 100)] * 2, 许可证号=["P-1", "P-1"])
    table = reported(export(tmp_path, FORMATS=FORMATS[1:], **twice))
    assert [each["count"] for name, each in table.items() if "patches" in name] == [2] * 5


def test_nothing_that_exists_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "layers").mkdir()
    (tmp_path / "layers" / "old.txt").write_text("上月", encoding="utf-8")
    names = [folder_of(export(tmp_path, **county())).name for _ in range(2)]
    assert names == ["layers_2", "layers_3"]
    assert [each.name for each in (tmp_path / "layers").iterdir()] == ["old.txt"]
    dated = county(日期=["2019-01-01"] * 4)
    done = export(tmp_path, CUTOFF_DATE="2020-11-30", DATE_FIELD="日期", **dated)
    assert folder_of(done).name == "2020-11-30_layers"


# The sample, the command line ---------------------------------------------------------------------------------------


def test_the_sample_county_on_the_command_line(qgis_process, tmp_path: Path) -> None:
    inputs = demo_inputs("exportlayers")
    listed = [
        f"{name}={each}" for name, value in inputs.items() for each in (value if isinstance(value, list) else [value])
    ]
    done = qgis_process(
        "--json", "run", "mineremediation:exportlayers", "--", *listed, "FORMATS=gpkg,dxf,txt",
        f"FOLDER={tmp_path}", f"REPORT={tmp_path / '清单.csv'}", "OUTSIDE_VERSION=true", "GRID_SIZE=50",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    results = json.loads(done.stdout[done.stdout.index("{") :])["results"]
    table = rows(tmp_path / "清单.csv")
    assert len(table) == 3
    assert results["FOLDER"] == str(tmp_path / "layers_outside")
    assert {row["count"] for row in table if row["file"].startswith("patches")} <= {"120", 120}
    told = {float(row["mu"]) for row in table if "patches" in row["file"] or "progress" in row["file"]}
    assert max(told) - min(told) < 1e-6, "the true mu, in drawings and coordinate texts too"
    assert max(told) == pytest.approx(results["TOTAL_MU"])
