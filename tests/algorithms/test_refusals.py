"""Bad input, line by line: a sentence that names layer, feature and remedy; what was there before stays whole."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.core import NULL, QgsVectorLayer

from mine_remediation.tests.algorithms.makers import (
    BOW_TIE,
    MU,
    ROOT,
    Log,
    box,
    column,
    in_project,
    layer,
    line,
    opened,
    point,
    polygon,
    refused,
    rows,
    run,
    saved,
    table,
)

GBK = ROOT / "tests" / "data" / "shp_gbk" / "mines_gbk.shp"
OLD = {
    "classifybyzone": ("OUTPUT", "SUMMARY", "MEMBERSHIP"),
    "summarizearea": ("OUTPUT", "PROGRESS", "PIECES"),
    "exportprogress": ("GEOPACKAGE", "WORKBOOK", "MAP"),
}
ENDS = {"WORKBOOK": ".xlsx", "MAP": ".png"}
ALL = tuple(OLD)
ACCOUNTING = ("summarizearea", "exportprogress")


def near(value: float, tolerance: float = MU) -> Any:
    return pytest.approx(value, rel=tolerance, abs=1e-6)


def patches(**columns: Any) -> QgsVectorLayer:
    return layer([box(0, 0, 100, 100), box(200, 0, 300, 100)], "图斑", **{"年度": [2019, 2020], **columns})


def townships() -> QgsVectorLayer:
    return layer([box(-500, -500, 500, 500)], "乡镇", 名称=["永陵镇"])


def reserve(*zones: str) -> QgsVectorLayer:
    return layer(zones or [box(-50, -50, 50, 150)], "保护区", 名称=["老秃顶子"] * (len(zones) or 1))


def inputs(name: str, **changes: Any) -> dict[str, Any]:
    """Good inputs of an algorithm but for *changes*."""
    zones = {"NATURE_RESERVE": reserve()} if name != "summarizearea" else {}
    accounting = {"YEAR_FIELD": "年度", "TOWNSHIPS": townships(), "TOWNSHIP_NAME_FIELD": "名称"}
    given = {"INPUT": patches(), **zones, **(accounting if name != "classifybyzone" else {})}
    return {**given, **changes}


@pytest.fixture
def kept(tmp_path) -> Callable[..., str]:
    """Runs what must be refused where the results of a former run lie; they stay to the last byte."""
    old = tmp_path / "成果"
    old.mkdir()

    def run_over(name: str, **changes: Any) -> str:
        targets = {each: old / f"{name}_{each}{ENDS.get(each, '.gpkg')}" for each in OLD[name]}
        for path in targets.values():
            saved(townships(), path, "old") if path.suffix == ".gpkg" else path.write_bytes(b"the former month")
        before = {path.name: path.read_bytes() for path in old.iterdir()}
        sentence = refused(name, **inputs(name, **changes), **{each: str(path) for each, path in targets.items()})
        assert {path.name: path.read_bytes() for path in old.iterdir()} == before
        return sentence

    return run_over


# Coordinate reference systems -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_a_layer_without_crs(kept, name) -> None:
    sentence = kept(name, INPUT=layer([box(0, 0, 100, 100)], "无坐标", crs="", 年度=[2019]))
    assert "无坐标" in sentence
    assert "no coordinate reference system" in sentence
    assert "layer properties" in sentence


def test_zones_and_townships_without_crs(kept) -> None:
    assert "“区”" in kept("classifybyzone", NATURE_RESERVE=layer([box(0, 0, 9, 9)], "区", crs=""))
    assert "“镇”" in kept("summarizearea", TOWNSHIPS=layer([box(0, 0, 9, 9)], "镇", crs="", 名称=["a"]))


@pytest.mark.parametrize("crs", ["EPSG:4610", "EPSG:2366", "EPSG:4214", "EPSG:2417"])
def test_xian_80_and_beijing_54(kept, crs) -> None:
    sentence = kept("classifybyzone", INPUT=layer([box(0, 0, 100, 100)], "老图", crs=crs))
    assert "老图" in sentence
    assert crs in sentence
    assert "ballpark" in sentence
    assert "Transform the layer to CGCS2000" in sentence


def test_coordinates_that_the_crs_cannot_hold(kept) -> None:
    wrong = layer([box(0, 0, 100, 100), box(0, 0, 50, 50)], "错坐标系", crs="EPSG:4490", 年度=[2019, 2020])
    sentence = kept("summarizearea", INPUT=wrong)
    assert "错坐标系" in sentence
    assert "2 features: 1, 2" in sentence
    assert "老秃顶子" in kept(
        "classifybyzone", NATURE_RESERVE=layer([box(0, 0, 9, 9)], crs="EPSG:4490", name=["老秃顶子"])
    )


def test_layers_in_different_crs_are_welcome() -> None:
    from qgis import processing

    moved = processing.run(
        "native:reprojectlayer", {"INPUT": townships(), "TARGET_CRS": "EPSG:32651", "OUTPUT": "TEMPORARY_OUTPUT"}
    )["OUTPUT"]
    done = run("summarizearea", **inputs("summarizearea", TOWNSHIPS=moved), PIECES="TEMPORARY_OUTPUT")
    assert (done["COUNTED_MU"], done["OUTSIDE_MU"]) == (near(30), 0.0)
    assert done["PIECES"].crs().authid() == "EPSG:4530"
    assert done["PROGRESS"].crs().authid() == "EPSG:32651"


# Layers that are empty or no layers at all ----------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_an_empty_layer_is_a_warning(name, tmp_path) -> None:
    none = layer([], "本月", kind="Polygon", 年度=[2019][:0])
    targets = {} if name != "exportprogress" else {"WORKBOOK": str(tmp_path / "a.xlsx"), "MAP": str(tmp_path / "a.png")}
    done = run(name, **inputs(name, INPUT=none), **targets)
    assert "本月" in done.log.warning("has no features")
    assert [done.results[each] for each in done.results if each.endswith(("_MU", "COUNT"))] == [0] * (
        4 if name == "classifybyzone" else 5
    )
    if name == "classifybyzone":
        assert [row["net_mu"] for row in done.rows("SUMMARY")] == [0.0, None, None, None, None, None, 0.0, 0.0]
    if name == "summarizearea":
        assert [(row["名称"], row["remediated_mu"]) for row in done.rows("PROGRESS")] == [("永陵镇", 0.0)]


def test_townships_without_a_polygon(kept) -> None:
    for shapes, names in (([], ["x"][:0]), ([None], ["永陵镇"])):
        sentence = kept("summarizearea", TOWNSHIPS=layer(shapes, "空乡镇", kind="Polygon", 名称=names))
        assert sentence.startswith("Township layer “空乡镇” has no polygons")


def test_an_empty_zone_layer_counts_as_given() -> None:
    done = run("classifybyzone", **inputs("classifybyzone", SCENIC_AREA=layer([], "空景区", kind="Polygon")))
    assert "Scenic area: layer “空景区”" in done.log.warning("counts as given")
    assert done.by("SUMMARY", "zone_class")["SCENIC_AREA"]["patches"] == 0


@pytest.mark.parametrize("name", ALL)
def test_a_layer_of_the_wrong_kind(kept, name) -> None:
    for wrong, kind in (
        (layer([line((0, 0), (9, 9))], "线", 年度=[2019]), "lines"),
        (layer([point(0, 0)], "点", 年度=[2019]), "points"),
        (table("表", 年度=[2019]), "no geometry"),
    ):
        assert kept(name, INPUT=wrong) == f"Layer “{wrong.name()}” holds {kind}, not polygons. Choose a polygon layer."


@pytest.mark.parametrize("name", ["classifybyzone", "exportprogress"])
def test_a_missing_file_among_several_is_named(kept, name) -> None:
    sentence = kept(name, WATER_SOURCE=[reserve(), "/nowhere/水 源.shp"])
    assert "Water source" in sentence
    assert "/nowhere/水 源.shp" in sentence


def test_a_field_that_is_not_there(kept) -> None:
    sentence = kept("summarizearea", YEAR_FIELD="治理年度")
    assert sentence == "Layer “图斑” has no field “治理年度”. Its fields: 年度"


def test_layers_are_called_by_their_name_in_the_project_else_by_their_file(tmp_path) -> None:
    source = saved(patches(), tmp_path / "县 城.gpkg", "图斑")
    assert refused("summarizearea", **inputs("summarizearea", INPUT=source, YEAR_FIELD="y")).startswith(
        "Layer “县 城.gpkg: 图斑” has no field “y”"
    )
    named = QgsVectorLayer(source, "我的图斑", "ogr")
    _, context = in_project(named)
    given = inputs("summarizearea", INPUT=named.id(), YEAR_FIELD="y")
    assert refused("summarizearea", context=context, **given).startswith("Layer “我的图斑” has no field “y”")


def test_neither_year_nor_date(kept) -> None:
    assert "choose a year field or a date field" in kept("summarizearea", YEAR_FIELD=NULL)


# Geometry -------------------------------------------------------------------------------------------------


def wkb_polygon(*points: tuple[float, float]) -> bytes:
    """A polygon of one ring, not closed unless the last point says so."""
    head = struct.pack("<BIII", 1, 3, 1, len(points))
    return head + b"".join(struct.pack("<dd", 42_500_000 + x, 4_620_000 + y) for x, y in points)


GEOMETRIES = {
    "null": (None, None, "have no polygon"),
    "empty": ("Polygon EMPTY", None, "have no polygon"),
    "bow-tie": (BOW_TIE, 7.5, "repaired in memory"),
    "duplicate points": (polygon([(0, 0), (0, 0), (100, 0), (100, 0), (100, 100), (0, 100), (0, 100)]), 15, ""),
    "inner ring outside": (
        polygon([(0, 0), (100, 0), (100, 100), (0, 100)], [(300, 0), (350, 0), (350, 50), (300, 50)]),
        15,
        "repaired in memory",
    ),
    "unclosed": (wkb_polygon((0, 0), (100, 0), (100, 100), (0, 100)), 15, "open rings were closed"),
    "two points": (wkb_polygon((0, 0), (100, 0)), None, "fewer than three points"),
    "spike": (polygon([(0, 0), (100, 0), (100, 100), (100, 500), (100, 100), (0, 100)]), 15, "repaired in memory"),
    "inner rings that overlap": (
        polygon(
            [(0, 0), (100, 0), (100, 100), (0, 100)],
            [(10, 10), (60, 10), (60, 60), (10, 60)],
            [(40, 40), (90, 40), (90, 90), (40, 90)],
        ),
        0.0015 * (10_000 - 2 * 2500 + 400),
        "repaired in memory",
    ),
}


@pytest.mark.parametrize("kind", GEOMETRIES)
@pytest.mark.parametrize("name", ["classifybyzone", "summarizearea"])
def test_broken_geometry_is_repaired_in_memory_and_told(name, kind, tmp_path) -> None:
    shape, mu, told = GEOMETRIES[kind]
    broken = layer([box(1000, 0, 1100, 100), shape], "图斑", kind="Polygon", 年度=[2019, 2020], 号=["good", "坏 1"])
    source = broken if isinstance(shape, bytes) else saved(broken, tmp_path / "图斑.gpkg")
    done = run(name, **inputs(name, INPUT=source, ID_FIELD="号"))
    assert done["TOTAL_MU"] == near(15 + (mu or 0.0))
    if told:
        (sentence,) = [each for each in [*done.log.told, *done.log.warnings] if told in each]
        assert "图斑" in sentence
        assert "坏 1" in sentence or "2" in sentence  # a ring that cannot be read is told by its feature id
    else:
        assert done.log.warnings == []
    if name == "classifybyzone":
        assert column(done["OUTPUT"], "号") == ["good", "坏 1"]
        assert [row["area_mu"] for row in done.rows("OUTPUT")] == [near(15), None if mu is None else near(mu)]
        assert done["COUNT"] == 2


def test_the_change_of_each_repair_and_their_sum_are_told() -> None:
    small = polygon([(500, 0), (501, 1), (501, 0), (500, 1)])  # 0.5 m²: below what is worth a warning
    hole = polygon([(0, 200), (100, 200), (100, 300), (0, 300)], [(300, 0), (350, 0), (350, 50), (300, 50)])
    done = run("classifybyzone", **inputs("classifybyzone", INPUT=layer([BOW_TIE, small, hole])))
    told = done.log.info("repaired in memory")
    assert "invalid polygons repaired in memory: 3" in told
    assert "1 +5000" in told
    assert "2 +0.50" in told
    assert "3 +2500" in told
    assert "sum 7500" in told
    warned = done.log.warning("more than 0.05 mu")
    assert "by more than 0.05 mu: 2;" in warned
    assert "1 +7.50, 3 +3.75" in warned


def test_invalid_townships_and_zones_are_repaired(tmp_path) -> None:
    tied = layer([polygon([(-500, -500), (500, 500), (500, -500), (-500, 500)])], "乡镇", 名称=["永陵镇"])
    done = run("summarizearea", **inputs("summarizearea", TOWNSHIPS=tied))
    assert "“乡镇”" in done.log.info("repaired in memory")
    assert "“乡镇”" in done.log.warning("more than 0.05 mu")
    done = run("classifybyzone", **inputs("classifybyzone", NATURE_RESERVE=reserve(BOW_TIE)))
    assert "“保护区”: invalid zone polygons repaired in memory: 1." in done.log.info("repaired in memory")
    assert done["INSIDE_MU"] == near(7.5)


def test_townships_with_gaps() -> None:
    three = [box(-500, -500, 500, 0), box(-500, 0, 0, 500), box(100, 0, 500, 500), box(-500, 500, 500, 900)]
    done = run("summarizearea", **inputs("summarizearea", TOWNSHIPS=layer(three, "乡镇", 名称=list("甲乙丙丁"))))
    assert "1 gaps between townships (75.00 mu)" in done.log.info("gaps")
    assert done["OUTSIDE_MU"] == near(15)


def test_a_township_without_geometry_keeps_its_row() -> None:
    two = layer([box(-500, -500, 500, 500), None], "乡镇", 名称=["永陵镇", "无界镇"])
    done = run("summarizearea", **inputs("summarizearea", TOWNSHIPS=two))
    assert [(row["名称"], row["remediated_mu"]) for row in done.rows("PROGRESS")] == [
        ("永陵镇", near(30)),
        ("无界镇", 0.0),
    ]
    assert "乡镇" in done.log.warning("no polygon")


@pytest.mark.parametrize("blank", [None, "  "])
def test_a_township_without_a_name(kept, blank) -> None:
    two = layer([box(-500, -500, 500, 500), box(500, -500, 900, 500)], "乡镇", 名称=["永陵镇", blank])
    sentence = kept("summarizearea", TOWNSHIPS=two)
    assert sentence == "Township layer “乡镇”: features without a name: 2. Fill in the names."


# Values ---------------------------------------------------------------------------------------------------


def test_years_that_are_none() -> None:
    texts = ["去年", "20.20", "1019", None, "2019年", "２０２０", " ", "2020.6"]
    shapes = [box(200 * i, 0, 200 * i + 100, 100) for i in range(len(texts))]
    wide = layer([box(-500, -500, 5000, 500)], "乡镇", 名称=["永陵镇"])
    many = layer(shapes, "图斑", 年度=texts, 号=[f"n{i}" for i in range(len(texts))])
    done = run("summarizearea", **inputs("summarizearea", INPUT=many, ID_FIELD="号", TOWNSHIPS=wide))
    found = {row["year"]: (row["patches"], row["area_mu"]) for row in done.rows("OUTPUT")}
    assert found == {2019: (1, near(15)), 2020: (1, near(15)), None: (6, near(90))}
    warned = done.log.warning("are no year")
    assert "4 values" in warned
    assert "n0: 去年, n1: 20.20, n2: 1019, n7: 2020.6" in warned
    assert "6 counted patches (90.00 mu)" in done.log.warning("have no year")


def test_numbers_that_are_no_years() -> None:
    numbers = patches(年度=[20.20, 1019.0])
    done = run("summarizearea", **inputs("summarizearea", INPUT=numbers))
    assert [row["year"] for row in done.rows("OUTPUT")] == [None]
    assert "1: 20.2, 2: 1019.0" in done.log.warning("are no year")


def test_categories_that_are_null_or_blank_keep_a_row() -> None:
    done = run("summarizearea", **inputs("summarizearea", INPUT=patches(类=[None, " "]), CATEGORY_FIELD="类"))
    assert [(row["category"], row["year"]) for row in done.rows("OUTPUT")] == [(None, 2019), (None, 2020)]


def test_text_where_numbers_should_be() -> None:
    done = run("classifybyzone", **inputs("classifybyzone", INPUT=patches(TBMJ=["一万", "20000"])))
    assert "图斑" in done.log.info("area stored in TBMJ")
    assert ": 2." in done.log.info("area stored in TBMJ")


def test_stored_areas_in_another_unit() -> None:
    done = run("classifybyzone", **inputs("classifybyzone", INPUT=patches(图斑面积=[15.0, 15.01])))
    assert "mu, not square metres" in done.log.info("area stored in 图斑面积")


@pytest.mark.parametrize("text", ["abc", "３００米", "300m", "nan"])
@pytest.mark.parametrize("name", ["classifybyzone", "exportprogress"])
def test_text_in_a_distance(kept, name, text) -> None:
    sentence = kept(name, RIVER_CORRIDOR=layer([line((0, 0), (9, 9))], "河"), RIVER_CORRIDOR_DISTANCE=text)
    assert sentence == f"Parameter River corridor: distance (metres): “{text}” is not a number of metres."


def test_text_or_too_much_in_the_smallest_share(kept) -> None:
    for value in ("half", 101, -1):
        assert "Incorrect parameter value for MIN_SHARE" in kept("classifybyzone", MIN_SHARE=value)  # QGIS's own words


def test_numbers_that_repeat_or_are_missing_are_warnings() -> None:
    three = layer([box(200 * i, 0, 200 * i + 100, 100) for i in range(3)], "图斑", 号=["A", "A", None])
    done = run("classifybyzone", **inputs("classifybyzone", INPUT=three, ID_FIELD="号"), MEMBERSHIP="TEMPORARY_OUTPUT")
    assert "2 patches share their number in “号” with another; feature ids: 1, 2" in done.log.warning("share")
    assert "1 patches have no number in “号”; the feature id stands in: 3" in done.log.warning("no number")
    assert column(done["MEMBERSHIP"], "patch_id") == ["A"]


def test_a_cut_off_without_dates(kept) -> None:
    sentence = kept("summarizearea", CUTOFF_DATE="2020-11-30")
    assert "图斑" in sentence
    assert "no date field" in sentence


def test_statuses_without_a_field(kept) -> None:
    sentence = kept("summarizearea", COUNTED_STATUSES="已验收")
    assert "no status field is chosen for layer “图斑”" in sentence


# Garbled Chinese ------------------------------------------------------------------------------------------


def test_a_gbk_shapefile_as_qgis_opens_it(kept) -> None:
    """The bytes are lost in what QGIS shows, so the file is read again to say how it should be."""
    sentence = kept("summarizearea", INPUT=str(GBK), YEAR_FIELD=opened(GBK).fields()[3].name())
    assert "mines_gbk" in sentence
    assert "should be “图斑编号”" in sentence
    assert "�" in sentence
    assert "Set the encoding to GB18030 in the layer properties" in sentence


def read_as(encoding: str, path: Path = GBK) -> QgsVectorLayer:
    made = QgsVectorLayer(str(path), "矿山", "ogr")
    made.setProviderEncoding(encoding)
    return made


def test_a_gbk_shapefile_read_as_latin_1(kept) -> None:
    sentence = kept("classifybyzone", INPUT=read_as("ISO-8859-1"))
    assert "“矿山”" in sentence or "mines_gbk" in sentence
    assert "“Í¼°ß±àºÅ” is garbled Chinese and should be “图斑编号”" in sentence


def test_a_gbk_shapefile_read_as_it_should_be() -> None:
    wide = layer([box(-200_000, -200_000, 200_000, 200_000)], "乡镇", 名称=["全县"])
    done = run("summarizearea", INPUT=read_as("GB18030"), YEAR_FIELD="治理年度", CATEGORY_FIELD="矿种", TOWNSHIPS=wide,
               TOWNSHIP_NAME_FIELD="名称")  # fmt: skip
    assert "煤矿" in {row["category"] for row in done.rows("OUTPUT")}
    assert done["COUNTED_MU"] > 100


@pytest.mark.parametrize(("encoding", "shown"), [("UTF-8", "�"), ("ISO-8859-1", "±£»¤Çø")])
def test_garbled_values_below_plain_names(tmp_path, kept, encoding, shown) -> None:
    folder = tmp_path / "shp"
    folder.mkdir()
    saved(layer([box(0, 0, 100, 100)], "区", name=["保护区甲"]), folder / "gbk.shp", encoding="GBK")
    (folder / "gbk.cpg").unlink()
    sentence = kept("classifybyzone", NATURE_RESERVE=read_as(encoding, folder / "gbk.shp"))
    assert shown in sentence
    assert "in field “name” is garbled Chinese and should be “保护区甲”" in sentence


def test_chinese_that_is_lost_in_the_file_itself(kept) -> None:
    lost = layer([box(0, 0, 100, 100)], "区", name=["��ɽ����"])
    sentence = kept("classifybyzone", NATURE_RESERVE=lost)
    assert "characters were lost" in sentence
    assert "“区”" in sentence


# Zones ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("absent", [None, NULL, ""])
@pytest.mark.parametrize("name", ["classifybyzone", "exportprogress"])
def test_a_line_layer_without_a_distance(kept, name, absent) -> None:
    roads = layer([line((0, 0), (9, 9))], "铁路")
    sentence = kept(name, TRANSPORT_LINE=roads, TRANSPORT_LINE_DISTANCE=absent)
    assert sentence.startswith("Main transport line: layers are given, but no distance.")
    assert "1000 m for open pits near railways" in sentence
    assert kept(name, TRANSPORT_LINE=roads) == sentence


@pytest.mark.parametrize("shape", [line((0, 0), (9, 9)), point(0, 0)])
@pytest.mark.parametrize("zone_class", ["TRANSPORT_LINE", "NATURE_RESERVE"])
def test_distance_zero_for_what_has_no_area(kept, shape, zone_class) -> None:
    sentence = kept("classifybyzone", **{zone_class: layer([shape], "铁路"), f"{zone_class}_DISTANCE": 0})
    assert "layer “铁路” holds lines or points" in sentence
    assert "above 0 m" in sentence


def test_a_negative_distance_is_refused(kept) -> None:
    sentence = kept("classifybyzone", NATURE_RESERVE_DISTANCE=-5)
    assert "Incorrect parameter value for NATURE_RESERVE_DISTANCE" in sentence  # QGIS's own words


def test_no_zone_class(kept) -> None:
    assert "No priority zone was given" in kept("classifybyzone", NATURE_RESERVE=[])
    assert "No priority zone was given" in kept("classifybyzone", NATURE_RESERVE=None, SCENIC_AREA_DISTANCE=50)


def test_a_distance_without_layers_is_told() -> None:
    done = run("classifybyzone", **inputs("classifybyzone", RIVER_CORRIDOR_DISTANCE=500))
    assert done.log.info("without layers") == "River corridor: a distance of 500 m was given without layers; ignored."


# Outputs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_a_folder_that_does_not_exist(name, tmp_path) -> None:
    target = tmp_path / "没有" / "a.gpkg"
    key = {"classifybyzone": "OUTPUT", "summarizearea": "PROGRESS", "exportprogress": "GEOPACKAGE"}[name]
    sentence = refused(name, **inputs(name), **{key: str(target)})
    assert str(target) in sentence
    assert "the folder does not exist" in sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ALL)
def test_a_place_where_nothing_can_be_written(name) -> None:
    key = {"classifybyzone": "OUTPUT", "summarizearea": "PROGRESS", "exportprogress": "WORKBOOK"}[name]
    ends = "xlsx" if name == "exportprogress" else "gpkg"
    sentence = refused(name, **inputs(name), **{key: f"/proc/mines.{ends}"})
    assert f"“/proc/mines.{ends}” could not be written" in sentence
    assert "Choose another place" in sentence


@pytest.fixture
def read_only(tmp_path):
    """A folder with an old result that is mounted read-only; root may write to any other."""
    folder = tmp_path / "只读"
    folder.mkdir()
    saved(townships(), folder / "old.gpkg", "old")
    bind, lock = ["mount", "--bind", folder, folder], ["mount", "-o", "remount,bind,ro", folder]
    if os.geteuid() != 0 or subprocess.run(bind, capture_output=True).returncode:
        pytest.skip("only root can mount a folder read-only")
    try:
        subprocess.run(lock, check=True, capture_output=True)
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_read_only_folder(read_only) -> None:
    before = (read_only / "old.gpkg").read_bytes()
    for target in (read_only / "old.gpkg", read_only / "new.gpkg"):
        sentence = refused("classifybyzone", **inputs("classifybyzone"), OUTPUT=str(target))
        assert str(target) in sentence
        assert "the folder is read-only" in sentence
    assert [each.name for each in read_only.iterdir()] == ["old.gpkg"]
    assert (read_only / "old.gpkg").read_bytes() == before


def test_a_folder_in_the_place_of_the_file(tmp_path) -> None:
    (tmp_path / "a.gpkg").mkdir()
    done = run("classifybyzone", **inputs("classifybyzone"), OUTPUT=str(tmp_path / "a.gpkg"))
    assert "a folder of that name" in done.log.warning("lies beside it")
    assert done["OUTPUT"] == str(tmp_path / "a (2).gpkg")
    assert len(rows(done["OUTPUT"])) == 2


def test_an_old_result_that_another_program_holds(tmp_path) -> None:
    import sqlite3

    target = tmp_path / "a.gpkg"
    saved(townships(), target, "old")
    connection = sqlite3.connect(target)
    connection.execute("BEGIN IMMEDIATE")
    done = run("classifybyzone", **inputs("classifybyzone"), OUTPUT=str(target))
    assert "another program has it open" in done.log.warning("lies beside it")
    assert done["OUTPUT"] == str(tmp_path / "a (2).gpkg")
    connection.rollback()
    connection.close()
    assert column(f"{target}|layername=old", "名称") == ["永陵镇"]


# Cancel ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def county(tmp_path_factory) -> Path:
    """50 000 patches, 20 zones, 15 townships."""
    path = tmp_path_factory.mktemp("county") / "county.gpkg"
    python = ROOT / ".venv" / "bin" / "python"
    command = [
        python if python.exists() else shutil.which("python3"),
        ROOT / "benchmarks" / "generate.py",
        path,
        "50000",
    ]
    subprocess.run(command, check=True, capture_output=True)
    return path


def cancelled_at(percent: float, name: str, county: Path, folder: Path) -> float:
    """Seconds of computing from cancel to return; the former results must be whole, nothing new beside them."""
    given = {"INPUT": f"{county}|layername=patches", "ID_FIELD": "TBBH"}
    if name != "classifybyzone":
        given |= {"YEAR_FIELD": "ZLND", "CATEGORY_FIELD": "LB", "TOWNSHIPS": f"{county}|layername=townships"}
        given |= {"TOWNSHIP_NAME_FIELD": "XZMC"}
    if name != "summarizearea":
        given["NATURE_RESERVE"] = [f"{county}|layername=zones"]
    targets = {each: folder / f"{each}{ENDS.get(each, '.gpkg')}" for each in OLD[name]}
    for path in targets.values():
        saved(townships(), path, "old") if path.suffix == ".gpkg" else path.write_bytes(b"the former month")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    pressed: list[float] = []
    log = Log(percent, lambda: pressed.append(time.process_time()))
    done = run(name, log, **given, **{each: str(path) for each, path in targets.items()})
    took = time.process_time() - pressed[0]
    assert done.results == {}
    assert "nothing was written" in log.all
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    return took


@pytest.mark.parametrize("name", ["classifybyzone", "summarizearea"])
def test_cancelled_half_way_within_a_second(name, county, tmp_path) -> None:
    assert cancelled_at(50, name, county, tmp_path) < 1.0


@pytest.mark.long
@pytest.mark.parametrize("percent", [3, 10, 20, 30, 40, 60, 70, 80, 85, 90])
@pytest.mark.parametrize("name", ALL)
def test_cancelled_anywhere_within_a_second(name, percent, county, tmp_path) -> None:
    assert cancelled_at(percent, name, county, tmp_path) < 1.0


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("percent", [1, 30, 55, 70, 90])
def test_cancelled_on_a_small_layer_too(name, percent, tmp_path) -> None:
    targets = {each: str(tmp_path / f"{each}{ENDS.get(each, '.gpkg')}") for each in OLD[name]}
    log = Log(percent)
    done = run(name, log, **inputs(name), **targets)
    if log.isCanceled():
        assert done.results == {} or set(OLD[name]) >= {path.stem for path in tmp_path.iterdir()}
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".") or each.name.endswith("-wal")]
