"""``classifybyzone`` against figures worked out by hand, and against its own other figures."""

from __future__ import annotations

from math import fsum
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProperty,
    QgsVectorLayer,
)

from mine_remediation.tests.algorithms.makers import (
    BOW_TIE,
    MU,
    SAMPLE,
    Log,
    all_sinks,
    box,
    column,
    demo_inputs,
    in_project,
    layer,
    line,
    opened,
    point,
    rows,
    run,
    saved,
    shapes,
)

TRUE = 1e-3  # of distances: 0.1 % everywhere in China
CLASSES = ["NATURE_RESERVE", "WATER_SOURCE", "SCENIC_AREA", "RESIDENTIAL_AREA", "TRANSPORT_LINE", "RIVER_CORRIDOR"]


def near(value: float, tolerance: float = MU) -> Any:
    return pytest.approx(value, rel=tolerance, abs=1e-6)


@pytest.fixture
def patches() -> QgsVectorLayer:
    """15 mu each: inside, half inside, 400 m outside of the reserve; nothing."""
    return layer(
        [box(0, 0, 100, 100), box(450, 0, 550, 100), None, box(900, 0, 1000, 100)],
        编号=["a", "b", "c", "d"],
        备注=["“引号”", None, "'", "x"],
    )


@pytest.fixture
def reserve() -> QgsVectorLayer:
    return layer([box(-200, -200, 500, 300)], "保护区", 名称=["老秃顶子"])


@pytest.fixture
def source() -> QgsVectorLayer:
    """The water source covers patch b."""
    return layer([box(400, -100, 600, 300)], "水源地", mc=["大伙房"])


# Figures by hand ------------------------------------------------------------------------------------------


def test_one_zone(patches, reserve) -> None:
    done = run("classifybyzone", INPUT=patches, ID_FIELD="编号", NATURE_RESERVE=reserve, MEMBERSHIP="TEMPORARY_OUTPUT")
    a, b, c, d = done.rows("OUTPUT")
    assert [a["zone_class"], b["zone_class"], c["zone_class"], d["zone_class"]] == [
        "NATURE_RESERVE", "NATURE_RESERVE", None, "OUTSIDE",
    ]  # fmt: skip
    assert [each["area_mu"] for each in (a, b, d)] == [near(15)] * 3
    assert [each["area_m2"] for each in (a, b, d)] == [near(10_000)] * 3
    assert [each["zone_mu"] for each in (a, b, d)] == [near(15), near(7.5), 0.0]
    assert [each["zone_share"] for each in (a, b, d)] == [near(1), near(0.5), 0.0]
    assert [each["zone_distance_m"] for each in (a, b, d)] == [0.0, 0.0, near(400, TRUE)]
    assert [each["zone_name"] for each in (a, b, d)] == ["老秃顶子"] * 3
    assert [each["zone_classes"] for each in (a, b, d)] == ["NATURE_RESERVE", "NATURE_RESERVE", ""]
    own = ("area_m2", "area_mu", "zone_class", "zone_classes", "zone_name", "zone_mu", "zone_share", "zone_distance_m")
    assert [c[name] for name in own] == [None] * 8
    assert [done[name] for name in ("COUNT", "INSIDE_COUNT")] == [4, 2]
    assert [done[name] for name in ("TOTAL_MU", "INSIDE_MU")] == [near(45), near(22.5)]
    assert "c" in done.log.warning("have no polygon")
    assert [row["patch_id"] for row in done.rows("MEMBERSHIP")] == ["a", "b"]
    assert column(done["MEMBERSHIP"], "layer") == ["保护区"] * 2


def test_summary_keeps_both_accounts(patches, reserve, source) -> None:
    done = run("classifybyzone", INPUT=patches, NATURE_RESERVE=reserve, WATER_SOURCE=[source])
    table = done.by("SUMMARY", "zone_class")
    assert list(table) == [*CLASSES, "OUTSIDE", "TOTAL"]
    figures = {key: (row["patches"], row["gross_mu"], row["net_mu"]) for key, row in table.items()}
    assert figures == {
        "NATURE_RESERVE": (2, near(22.5), near(22.5)),
        "WATER_SOURCE": (1, near(15), near(7.5)),
        **dict.fromkeys(CLASSES[2:], (None, None, None)),
        "OUTSIDE": (1, near(15), near(15)),
        "TOTAL": (4, near(52.5), near(45)),
    }
    b = done.rows("OUTPUT")[1]
    assert (b["zone_class"], b["zone_classes"]) == ("NATURE_RESERVE", "NATURE_RESERVE,WATER_SOURCE")
    assert (b["zone_mu"], b["zone_name"]) == (near(15), "老秃顶子")


def test_the_smallest_share_decides_membership_not_mu(patches, reserve, source) -> None:
    done = run(
        "classifybyzone",
        INPUT=patches,
        NATURE_RESERVE=reserve,
        WATER_SOURCE=source,
        MIN_SHARE=60,
        MEMBERSHIP="TEMPORARY_OUTPUT",
    )
    b = done.rows("OUTPUT")[1]
    assert (b["zone_class"], b["zone_classes"], b["zone_name"]) == ("WATER_SOURCE", "WATER_SOURCE", "大伙房")
    assert (b["zone_mu"], b["zone_share"]) == (near(15), near(1))
    assert len(done.rows("MEMBERSHIP")) == 3  # below the share too
    assert [row["share"] for row in done.rows("MEMBERSHIP")] == [near(1), near(0.5), near(1)]
    table = done.by("SUMMARY", "zone_class")
    assert (table["NATURE_RESERVE"]["patches"], table["NATURE_RESERVE"]["gross_mu"]) == (1, near(22.5))
    alone = run("classifybyzone", INPUT=patches, NATURE_RESERVE=reserve, MIN_SHARE=60).rows("OUTPUT")[1]
    assert (alone["zone_class"], alone["zone_mu"], alone["zone_distance_m"]) == ("OUTSIDE", near(7.5), 0.0)


def test_a_line_with_its_distance(patches) -> None:
    roads = layer([line((1000, -500), (1000, 500)), line((5000, 0), (5000, 10))], "线路", 线路名称=["沈吉线", "远"])
    done = run(
        "classifybyzone",
        INPUT=patches,
        TRANSPORT_LINE=roads,
        TRANSPORT_LINE_DISTANCE=50,
        MEMBERSHIP="TEMPORARY_OUTPUT",
    )
    a, b, _, d = done.rows("OUTPUT")
    assert (d["zone_class"], d["zone_mu"]) == ("TRANSPORT_LINE", near(7.5, TRUE))
    assert (a["zone_distance_m"], b["zone_distance_m"]) == (near(850, TRUE), near(400, TRUE))
    assert (a["zone_name"], d["zone_name"]) == ("沈吉线", "沈吉线")
    (member,) = done.rows("MEMBERSHIP")
    assert (member["distance_m"], member["threshold_m"], member["zone_name"]) == (near(0), 50.0, "沈吉线")
    assert (member["overlap_mu"], member["overlap_m2"], member["share"]) == (
        near(7.5, TRUE), near(5000, TRUE), near(0.5, TRUE),
    )  # fmt: skip


@pytest.mark.parametrize("given", [50, 50.0, "50", " 50 ", QgsProperty.fromValue(50.0)])
def test_a_distance_in_any_shape(patches, given, tmp_path) -> None:
    roads = layer([line((1000, -500), (1000, 500))], "线路")
    target = str(tmp_path / "a.gpkg")
    done = run("classifybyzone", INPUT=patches, TRANSPORT_LINE=roads, TRANSPORT_LINE_DISTANCE=given, OUTPUT=target)
    assert done["INSIDE_MU"] == near(7.5, TRUE)
    assert "50 m on the ground, not confirmed" in opened(target).metadata().abstract()


def test_a_point_with_its_distance(patches) -> None:
    wells = layer([point(50, 50)], "井")
    done = run("classifybyzone", INPUT=patches, WATER_SOURCE=wells, WATER_SOURCE_DISTANCE=20)
    assert done["INSIDE_MU"] == near(400 * 3.14159265 * 0.0015, 1e-3)
    assert done.rows("OUTPUT")[0]["zone_name"] == "井"  # no name field: the layer's name


def test_zones_of_one_class_that_overlap_count_once(patches) -> None:
    zones = layer([box(0, 0, 60, 100), box(40, 0, 100, 100)], name=["first", "second"])
    done = run("classifybyzone", INPUT=patches, NATURE_RESERVE=[zones, zones])
    assert done["INSIDE_MU"] == near(15)
    assert done.by("SUMMARY", "zone_class")["NATURE_RESERVE"]["gross_mu"] == near(15)


def test_touching_is_no_membership(patches) -> None:
    done = run("classifybyzone", INPUT=patches, SCENIC_AREA=layer([box(100, 0, 300, 100)]))
    assert done.rows("OUTPUT")[0]["zone_class"] == "OUTSIDE"
    assert done.rows("OUTPUT")[0]["zone_distance_m"] == near(0)


def test_layers_in_different_crs_give_the_same_figures(patches, reserve, tmp_path) -> None:
    from qgis import processing

    degrees = processing.run(
        "native:reprojectlayer", {"INPUT": patches, "TARGET_CRS": "EPSG:4490", "OUTPUT": "TEMPORARY_OUTPUT"}
    )["OUTPUT"]
    mercator = processing.run(
        "native:reprojectlayer", {"INPUT": reserve, "TARGET_CRS": "EPSG:3857", "OUTPUT": "TEMPORARY_OUTPUT"}
    )["OUTPUT"]
    first = run("classifybyzone", INPUT=patches, NATURE_RESERVE=reserve)
    second = run("classifybyzone", INPUT=degrees, NATURE_RESERVE=mercator)
    assert second["OUTPUT"].crs().authid() == "EPSG:4490"
    for name in ("area_mu", "zone_mu", "zone_distance_m"):
        old, new = column(first["OUTPUT"], name), column(second["OUTPUT"], name)
        assert new == [value if value is None else pytest.approx(value, abs=1e-4) for value in old]


# The features as given ------------------------------------------------------------------------------------


def test_order_geometry_and_fields_stay(tmp_path, reserve) -> None:
    given = [box(900, 0, 1000, 100), None, BOW_TIE, box(0, 0, 100, 100)]
    patches = layer(given, kind="Polygon", 编号=["d", "n", "x", "a"], 面积=[1.5, None, 3.0, 4.0])
    source = saved(patches, tmp_path / "矿 山.gpkg", "图斑")
    target = tmp_path / "结果.gpkg"
    done = run("classifybyzone", INPUT=source, NATURE_RESERVE=reserve, OUTPUT=str(target), ID_FIELD="编号")
    assert shapes(target) == shapes(source)
    assert [(row["编号"], row["面积"]) for row in rows(target)] == [("d", 1.5), ("n", None), ("x", 3.0), ("a", 4.0)]
    assert [row["fid"] for row in rows(target)] == [row["fid"] for row in rows(source)]
    assert "x +5000.00" in done.log.info("repaired in memory")
    assert "x +7.50" in done.log.warning("changed by more than 0.05 mu: 1;")


def test_multi_z_and_m_geometries_stay_as_they_are(reserve) -> None:
    ring = [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]
    z = ", ".join(f"{42_500_000 + x} {4_620_000 + y} 5 6" for x, y in ring)
    patches = layer([f"MultiPolygonZM ((({z})))"], kind="MultiPolygonZM")
    done = run("classifybyzone", INPUT=patches, NATURE_RESERVE=reserve)
    assert shapes(done["OUTPUT"]) == shapes(patches)
    assert done["TOTAL_MU"] == near(15)


def test_curves_are_made_straight_in_memory_only(reserve) -> None:
    x, y = 42_500_000, 4_620_000
    wkt = f"CurvePolygon (CircularString ({x} {y + 50}, {x + 100} {y + 50}, {x} {y + 50}))"
    patches = layer([wkt], kind="CurvePolygon")
    done = run("classifybyzone", INPUT=patches, NATURE_RESERVE=reserve)
    assert shapes(done["OUTPUT"]) == shapes(patches)
    assert done["TOTAL_MU"] == near(3.14159265 * 2500 * 0.0015, 1e-5)
    assert done.log.info("curved polygons")


def test_selected_features_only_in_their_order(reserve) -> None:
    patches = layer([box(200 * i, 0, 200 * i + 100, 100) for i in range(40)], n=list(range(40)))
    patches.selectByExpression('"n" % 2 = 1')
    _, context = in_project(patches)
    source = QgsProcessingFeatureSourceDefinition(patches.id(), selectedFeaturesOnly=True)
    done = run("classifybyzone", context=context, INPUT=source, NATURE_RESERVE=reserve)
    assert column(done["OUTPUT"], "n") == list(range(1, 40, 2))
    assert (done["COUNT"], done["TOTAL_MU"]) == (20, near(300))


def test_filter_and_unsaved_edits_count(patches, reserve, tmp_path) -> None:
    source = opened(saved(patches, tmp_path / "a.gpkg"))
    assert source.setSubsetString("\"编号\" <> 'd'")
    zones = opened(saved(reserve, tmp_path / "z.gpkg"))
    assert zones.startEditing()
    assert zones.changeGeometry(1, QgsGeometry.fromWkt(box(-200, -200, 475, 300)))
    assert source.startEditing()
    added = QgsFeature(source.fields())
    added.setGeometry(QgsGeometry.fromWkt(box(0, 200, 100, 300)))
    added["编号"] = "neu"
    assert source.addFeature(added)
    assert source.deleteFeature(1)
    done = run("classifybyzone", INPUT=source, NATURE_RESERVE=zones)
    found = done.by("OUTPUT", "编号")
    assert list(found) == ["neu", "b", "c"]  # as QGIS lists them: unsaved ones first
    assert (found["b"]["zone_mu"], found["neu"]["zone_mu"]) == (near(3.75), near(15))
    assert source.rollBack()
    assert zones.rollBack()


def test_again_on_its_own_last_output(patches, reserve, tmp_path) -> None:
    target = tmp_path / "图斑.gpkg"
    first = run("classifybyzone", INPUT=patches, NATURE_RESERVE=reserve, OUTPUT=str(target))
    before = rows(target)
    second = run("classifybyzone", INPUT=str(target), NATURE_RESERVE=reserve, OUTPUT=str(target))
    assert rows(target) == before
    assert first["TOTAL_MU"] == second["TOTAL_MU"]
    assert "zone_distance_m" in second.log.info("fields of a former run are replaced")
    assert "former run" not in first.log.all
    assert [each.name for each in tmp_path.iterdir()] == ["图斑.gpkg"]


def test_again_on_a_shapefile_of_its_own(patches, reserve, tmp_path) -> None:
    target = tmp_path / "图斑.shp"
    first = run("classifybyzone", INPUT=patches, NATURE_RESERVE=reserve, OUTPUT=str(target))
    assert "zone_distance_m → zone_dst_m" in first.log.info("cuts field names")
    before = rows(target)
    second = run("classifybyzone", INPUT=str(target), NATURE_RESERVE=reserve, OUTPUT=str(target))
    assert rows(target) == [pytest.approx(row) for row in before]
    assert "zone_dst_m" in second.log.info("fields of a former run are replaced")


# Destinations ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["TEMPORARY_OUTPUT", "memory:", "gpkg", "shp", "geojson", "table"])
def test_destinations(patches, reserve, tmp_path, kind) -> None:
    path = tmp_path / f"成 果.{kind}"
    target = str(path) if kind in ("gpkg", "shp", "geojson") else kind
    if kind == "table":
        kept = saved(reserve, tmp_path / "已有.gpkg", "旧")
        target = f"ogr:dbname='{tmp_path}/已有.gpkg' table=\"新\" (geom)"
    done = run("classifybyzone", INPUT=patches, NATURE_RESERVE=reserve, OUTPUT=target)
    mu = [row["area_mu"] for row in done.rows("OUTPUT")]
    assert mu == [near(15), near(15), None, near(15)]
    if kind == "table":
        assert column(kept, "名称") == ["老秃顶子"]
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".")]


def test_all_tables_in_one_geopackage(patches, reserve, tmp_path) -> None:
    path = tmp_path / "一.gpkg"
    targets = {name: f"ogr:dbname='{path}' table=\"{name.lower()}\"" for name in all_sinks("classifybyzone")}
    run("classifybyzone", INPUT=patches, NATURE_RESERVE=reserve, **targets)
    assert len(rows(f"{path}|layername=output")) == 4
    assert len(rows(f"{path}|layername=summary")) == 8
    assert len(rows(f"{path}|layername=membership")) == 2


def test_two_runs_of_a_batch_do_not_meet(patches, reserve, source, tmp_path) -> None:
    context, log = QgsProcessingContext(), Log()
    found = []
    for number, zone in enumerate((reserve, source)):
        targets = {name: str(tmp_path / f"{name}_{number}.gpkg") for name in all_sinks("classifybyzone")}
        found.append(run("classifybyzone", log, context, INPUT=patches, NATURE_RESERVE=zone, **targets))
    assert [done["INSIDE_MU"] for done in found] == [near(22.5), near(15)]
    assert [done.rows("OUTPUT")[0]["zone_class"] for done in found] == ["NATURE_RESERVE", "OUTSIDE"]
    assert len(list(tmp_path.iterdir())) == 6


def test_files_of_one_run_carry_the_same_run_id(patches, reserve, tmp_path) -> None:
    targets = {name: str(tmp_path / f"{name}.gpkg") for name in all_sinks("classifybyzone")}
    run("classifybyzone", INPUT=patches, NATURE_RESERVE=reserve, NATURE_RESERVE_DISTANCE=25, **targets)
    abstracts = [opened(each).metadata().abstract() for each in targets.values()]
    ids = {text for abstract in abstracts for text in abstract.splitlines() if text.startswith("Run:")}
    assert len(ids) == 1
    assert "25 m on the ground, not confirmed (provisional)" in abstracts[0]
    assert "no layer given" in abstracts[0]


# The sample county ----------------------------------------------------------------------------------------


def test_identities_of_the_sample(of_demo) -> None:
    done = of_demo("classifybyzone")
    patches, summary = done.rows("OUTPUT"), done.by("SUMMARY", "zone_class")
    assert done["COUNT"] == len(patches) == summary["TOTAL"]["patches"] == 120
    assert done["TOTAL_MU"] == pytest.approx(fsum(row["area_mu"] for row in patches), rel=1e-12)
    assert done["INSIDE_MU"] == pytest.approx(fsum(row["zone_mu"] for row in patches), rel=1e-12)
    assert done["INSIDE_COUNT"] == sum(row["zone_class"] != "OUTSIDE" for row in patches)
    net = [summary[name]["net_mu"] for name in [*CLASSES, "OUTSIDE"]]
    gross = [summary[name]["gross_mu"] for name in [*CLASSES, "OUTSIDE"]]
    assert summary["TOTAL"]["net_mu"] == done["TOTAL_MU"] == pytest.approx(fsum(net), rel=1e-9)
    assert summary["TOTAL"]["gross_mu"] == pytest.approx(fsum(gross), rel=1e-12)
    assert done["INSIDE_MU"] == pytest.approx(fsum(net[:-1]), rel=1e-9)
    assert summary["OUTSIDE"]["patches"] == 120 - done["INSIDE_COUNT"]
    for name in CLASSES:
        members = [row for row in patches if name in (row["zone_classes"] or "").split(",")]
        assert summary[name]["patches"] == len(members)


def test_membership_of_the_sample_explains_the_patches(of_demo) -> None:
    done = of_demo("classifybyzone")
    by_patch: dict[str, list[dict[str, Any]]] = {}
    for row in done.rows("MEMBERSHIP"):
        by_patch.setdefault(row["patch_id"], []).append(row)
    summary = done.by("SUMMARY", "zone_class")
    for name in CLASSES:
        overlap = fsum(row["overlap_mu"] for row in done.rows("MEMBERSHIP") if row["zone_class"] == name)
        assert summary[name]["gross_mu"] == pytest.approx(overlap, rel=1e-12)
    for patch in done.rows("OUTPUT"):
        members = by_patch.get(patch["TBBH"], [])
        assert ",".join(row["zone_class"] for row in members) == patch["zone_classes"]
        assert patch["zone_share"] == pytest.approx(patch["zone_mu"] / patch["area_mu"])
        assert all(row["distance_m"] <= row["threshold_m"] + 0.1 for row in members)
        if members:
            assert (patch["zone_class"], patch["zone_name"]) == (members[0]["zone_class"], members[0]["zone_name"])
            assert patch["zone_distance_m"] == 0.0
            assert patch["zone_mu"] <= fsum(row["overlap_mu"] for row in members) + 1e-9
        else:
            assert (patch["zone_class"], patch["zone_mu"]) == ("OUTSIDE", 0.0)
            assert patch["zone_distance_m"] >= 0.0


def test_the_sample_is_not_touched(of_demo) -> None:
    assert of_demo("classifybyzone").results
    assert not list(SAMPLE.parent.glob("*-wal"))
    assert shapes(of_demo("classifybyzone")["OUTPUT"]) == shapes(demo_inputs("classifybyzone")["INPUT"])


def test_stored_areas_that_differ_are_named(of_demo) -> None:
    told = of_demo("classifybyzone").log.info("area stored in TBMJ")
    assert told.count("SYN-210422-") == 5
    assert "mines_SYNTHETIC" in told


# A model --------------------------------------------------------------------------------------------------


def test_a_model_sums_what_was_classified(patches, reserve) -> None:
    townships = layer([box(-500, -500, 500, 500), box(500, -500, 1500, 500)], "乡镇", 名称=["永陵镇", "木奇镇"])
    dated = layer([box(0, 0, 100, 100), box(450, 0, 550, 100), box(900, 0, 1000, 100)], 年度=[2019, 2020, 2020])
    context, model = QgsProcessingContext(), _model()
    (output,) = (each.name() for each in model.destinationParameterDefinitions())  # QGIS 3.40 names it otherwise
    results, done = model.run(
        {"patches": dated, "zones": reserve, "townships": townships, output: "TEMPORARY_OUTPUT"}, context, Log()
    )
    assert done
    summed = rows(context.takeResultLayer(results[output]))
    found = {(row["township"], row["year"], row["zone_class"]): row["area_mu"] for row in summed}
    assert found == {
        ("永陵镇", 2019, "NATURE_RESERVE"): near(15),
        ("永陵镇", 2020, "NATURE_RESERVE"): near(7.5),
        ("木奇镇", 2020, "NATURE_RESERVE"): near(7.5),
        ("木奇镇", 2020, "OUTSIDE"): near(15),
    }


def _model() -> QgsProcessingModelAlgorithm:
    """classifybyzone → summarizearea with ZONE_FIELD=zone_class."""
    of = QgsProcessingModelChildParameterSource
    model = QgsProcessingModelAlgorithm("chain", "tests")
    for name in ("patches", "zones", "townships"):
        model.addModelParameter(QgsProcessingParameterFeatureSource(name, name), QgsProcessingModelParameter(name))
    first = QgsProcessingModelChildAlgorithm("mineremediation:classifybyzone")
    first.setChildId("classified")
    first.addParameterSources("INPUT", [of.fromModelParameter("patches")])
    first.addParameterSources("NATURE_RESERVE", [of.fromModelParameter("zones")])
    second = QgsProcessingModelChildAlgorithm("mineremediation:summarizearea")
    second.setChildId("summed")
    second.addParameterSources("INPUT", [of.fromChildOutput("classified", "OUTPUT")])
    second.addParameterSources("TOWNSHIPS", [of.fromModelParameter("townships")])
    for name, value in (("YEAR_FIELD", "年度"), ("ZONE_FIELD", "zone_class"), ("TOWNSHIP_NAME_FIELD", "名称")):
        second.addParameterSources(name, [of.fromStaticValue(value)])
    output = QgsProcessingModelOutput("rows", "rows")
    output.setChildId("summed")
    output.setChildOutputName("OUTPUT")
    second.setModelOutputs({"rows": output})
    for child in (first, second):
        model.addChildAlgorithm(child)
    return model


def test_a_path_with_blanks_and_quotes(patches, reserve, tmp_path) -> None:
    folder: Path = tmp_path / "新 宾's “图”"
    folder.mkdir()
    zones = saved(reserve, folder / "保 护'区.gpkg")
    done = run("classifybyzone", INPUT=patches, NATURE_RESERVE=[zones], OUTPUT=str(folder / "结果 1.gpkg"))
    assert done["INSIDE_MU"] == near(22.5)
    assert done["OUTPUT"] == str(folder / "结果 1.gpkg")
