"""Results in every kind of destination, and whole files after every failure."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from qgis.core import (
    NULL,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsLayerMetadata,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingUtils,
    QgsProject,
    QgsProperty,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant

from mine_remediation.engine.problems import Cancelled, Refusal
from mine_remediation.libraries import shapely
from mine_remediation.processing import files, outputs, swapping
from mine_remediation.processing.destinations import Place, check_destinations, destination_of, file_target
from mine_remediation.processing.outputs import Sinks, carrying_result, frame_result, write_qmd
from mine_remediation.processing.sources import carry, read_source, snapshot_layer
from mine_remediation.processing.swapping import Siblings, Waiting, sibling_path, swap_in

RUN = "0123456789ab"
CRS = QgsCoordinateReferenceSystem("EPSG:4528")
NAMES = ["patch_id", "year", "zone_class", "area_m2", "area_mu", "zone_distance_m"]
FRAME = pd.DataFrame(
    {
        "patch_id": ["甲", "乙", None],
        "year": pd.array([2019, None, 2021], dtype="Int64"),
        "zone_class": ["NATURE_RESERVE", None, "OUTSIDE"],
        "area_m2": [1000.123456789, 2.0 / 3.0, float("nan")],
        "area_mu": [1.5001851851835, 0.001, float("nan")],
        "zone_distance_m": [0.0, 12.5, float("nan")],
    }
)
SHAPES = np.array([shapely.box(0, 0, 10, 10), shapely.multipolygons([shapely.box(20, 0, 30, 10)]), None], dtype=object)
ROWS = [
    ["甲", 2019, "NATURE_RESERVE", 1000.123456789, 1.5001851851835, 0.0],
    ["乙", None, None, 2.0 / 3.0, 0.001, 12.5],
    [None, 2021, "OUTSIDE", None, None, None],
]


class Maker(QgsProcessingAlgorithm):
    def name(self):
        return "maker"

    def displayName(self):
        return "maker"

    def createInstance(self):
        return Maker()

    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", "Classified patches"))
        sink = QgsProcessingParameterFeatureSink("PIECES", "Pieces", optional=True, createByDefault=False)
        self.addParameter(sink)
        self.addParameter(QgsProcessingParameterFileDestination("WORKBOOK", "Workbook", "*.xlsx", optional=True))

    def processAlgorithm(self, parameters, context, feedback):
        return {}


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch):
    """SQLite need not wait for the disk in tests: no power fails here."""
    monkeypatch.setenv("OGR_SQLITE_SYNCHRONOUS", "OFF")


@pytest.fixture
def algorithm():
    return Maker().create()


@pytest.fixture
def project():
    return QgsProject()


@pytest.fixture
def context(project):
    made = QgsProcessingContext()
    made.setProject(project)
    return made


def polygons(**options: Any) -> outputs.Result:
    return frame_result(NAMES, FRAME, SHAPES, CRS, **options)


def table() -> outputs.Result:
    return frame_result(NAMES, FRAME)


def write(algorithm, context, target, result=None, name="OUTPUT", progress=None):
    with Siblings(RUN) as siblings:
        sinks = Sinks(algorithm, {name: target}, context, siblings)
        sinks.write(name, result or polygons(), progress)
        return sinks.swap_in().get(name)


def put(sibling: Path, target: Path):
    ((final, notice),) = swap_in([Waiting(sibling, target)])
    return final, notice


def rows_of(layer: QgsVectorLayer, skip=("fid", "ogc_fid")) -> list[list[Any]]:
    places = [i for i, each in enumerate(layer.fields()) if each.name() not in skip]
    return [[None if f[i] == NULL else f[i] for i in places] for f in layer.getFeatures()]


def opened(path: str | Path) -> QgsVectorLayer:
    layer = QgsVectorLayer(str(path), "read", "ogr")
    assert layer.isValid(), path
    return layer


def described(path: Path) -> QgsLayerMetadata:
    layer = opened(path)
    message, loaded = layer.loadDefaultMetadata()
    assert loaded, message
    return layer.metadata()


def left_beside(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.name.startswith("."))


def journal_mode(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA journal_mode").fetchone()[0]


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


# Every kind of destination --------------------------------------------------------------------------------


def test_geopackage_file(algorithm, context, tmp_path) -> None:
    target = tmp_path / "结果 (1).gpkg"
    written = write(algorithm, context, str(target))
    assert (written.layer_id, written.path, written.notices) == (str(target), target, [])
    layer = opened(target)
    assert [each.name() for each in layer.fields()] == ["fid", *NAMES]
    assert rows_of(layer) == ROWS
    assert [f.hasGeometry() for f in layer.getFeatures()] == [True, True, False]
    assert (layer.wkbType(), layer.crs()) == (QgsWkbTypes.Type.MultiPolygon, CRS)
    assert layer.dataProvider().hasSpatialIndex() == layer.dataProvider().SpatialIndexPresence.SpatialIndexPresent
    del layer
    assert (journal_mode(target), version_of(target)) == ("delete", 10200)
    assert [each.name for each in tmp_path.iterdir()] == [target.name]


def test_name_without_extension_becomes_a_geopackage(algorithm, context, tmp_path) -> None:
    assert write(algorithm, context, str(tmp_path / "成果2020.12")).path == tmp_path / "成果2020.12.gpkg"


def test_whole_file_replaces_the_old_one(algorithm, context, tmp_path) -> None:
    target = tmp_path / "a.gpkg"
    write(algorithm, context, str(target))
    old = opened(target)
    assert old.featureCount() == 3
    written = write(algorithm, context, str(target), frame_result(NAMES, FRAME[:1], SHAPES[:1], CRS))
    assert written.path == target
    assert rows_of(opened(target)) == ROWS[:1]
    assert left_beside(tmp_path) == []


def test_shapefile_with_short_names(algorithm, context, tmp_path) -> None:
    target = tmp_path / "图斑.shp"
    written = write(algorithm, context, str(target))
    assert written.path == target
    assert [(each.code, each.values["names"]) for each in written.notices] == [
        ("names_shortened", ["zone_distance_m → zone_dst_m"])
    ]
    layer = opened(target)
    assert [each.name() for each in layer.fields()][-1] == "zone_dst_m"
    assert rows_of(layer)[0] == pytest.approx(ROWS[0])
    assert sorted(each.suffix for each in tmp_path.iterdir()) == [".cpg", ".dbf", ".prj", ".shp", ".shx"]


def test_shapefile_replaces_every_part_of_the_old_set(algorithm, context, tmp_path) -> None:
    target = tmp_path / "a.shp"
    write(algorithm, context, str(target))
    for stale in ("a.qix", "a.sbn", "a.qmd"):
        (tmp_path / stale).write_text("old")
    (tmp_path / "a.qml").write_text("the user's style")
    write(algorithm, context, str(target), frame_result(NAMES, FRAME[:1], SHAPES[:1], CRS))
    assert len(rows_of(opened(target))) == 1
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "a.cpg", "a.dbf", "a.prj", "a.qml", "a.shp", "a.shx",
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", [".shp", ".dbf"])
def test_dbase_table(algorithm, context, tmp_path, suffix) -> None:
    written = write(algorithm, context, str(tmp_path / f"a{suffix}"), table())
    assert written.path == tmp_path / "a.dbf"
    assert rows_of(opened(written.path))[1][0] == "乙"
    assert not (tmp_path / "a.shp").exists()


def test_texts_that_dbase_cuts_are_told(algorithm, context, tmp_path) -> None:
    frame = FRAME.assign(patch_id=["字" * 100, "字" * 84, "x"])
    written = write(algorithm, context, str(tmp_path / "a.shp"), frame_result(NAMES, frame, SHAPES, CRS))
    (cut,) = [each for each in written.notices if each.code == "texts_cut"]
    assert (cut.values["count"], cut.values["fields"]) == (1, ["patch_id"])


def test_dbase_cuts_between_characters(algorithm, context, tmp_path) -> None:
    frame = FRAME.assign(patch_id=["x" + "字" * 150, "字" * 127, "x"])
    result = frame_result(NAMES, frame, SHAPES, CRS)
    sink = QgsProcessingOutputLayerDefinition(str(tmp_path / "a.shp"))
    sink.createOptions = {"fileEncoding": "GBK"}
    written = write(algorithm, context, sink, result)
    texts = [row[0] for row in rows_of(opened(written.path))]
    assert texts[:2] == ["x" + "字" * 126, "字" * 127]
    table = (tmp_path / "a.dbf").read_bytes()
    assert "字 " in table[int.from_bytes(table[8:10], "little") :].decode("gbk")  # readers of bytes want whole ones


@pytest.mark.parametrize("suffix", [".geojson", ".csv", ".fgb", ".sqlite", ".xlsx", ".ods", ".kml", ".gml", ".tab"])
def test_other_formats(algorithm, context, tmp_path, suffix) -> None:
    spatial = suffix not in (".csv", ".xlsx", ".ods")
    target = tmp_path / f"a{suffix}"
    shapes = np.where(shapely.is_missing(SHAPES), SHAPES[0], SHAPES)  # not every format can do without geometry
    shapes = shapely.transform(
        shapes, lambda at: at + np.array([40_500_000, 4_600_000])
    )  # nor without longitude and latitude
    written = write(algorithm, context, str(target), frame_result(NAMES, FRAME, shapes, CRS) if spatial else table())
    assert (written.path, left_beside(tmp_path)) == (target, [])
    layer = opened(target)
    assert sum(1 for _ in layer.getFeatures()) == 3
    if suffix == ".kml" and layer.dataProvider().storageType() != "LIBKML":  # GDAL's other driver reads no fields
        assert '<SimpleData name="area_mu">' in target.read_text(encoding="utf-8")
    else:
        assert layer.fields().lookupField("area_mu") >= 0


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson", ".csv", ".xlsx"])
def test_no_rows(algorithm, context, tmp_path, suffix) -> None:
    empty = frame_result(NAMES, FRAME[:0], SHAPES[:0], CRS) if suffix != ".csv" else frame_result(NAMES, FRAME[:0])
    written = write(algorithm, context, str(tmp_path / f"a{suffix}"), empty)
    assert written.path.is_file()


def test_table_in_a_new_geopackage_and_beside_other_tables(algorithm, context, tmp_path) -> None:
    target = tmp_path / "x y.gpkg"
    for name, result in (("图斑", polygons()), ("summary", table()), ("图斑", polygons())):
        uri = f"ogr:dbname='{target}' table=\"{name}\" (geom)"
        written = write(algorithm, context, uri, result)
        assert written.layer_id == f"{target}|layername={name}"
    assert rows_of(opened(f"{target}|layername=图斑")) == ROWS
    assert rows_of(opened(f"{target}|layername=summary")) == ROWS
    assert (journal_mode(target), left_beside(tmp_path)) == ("delete", [])
    assert len(opened(target).dataProvider().subLayers()) == 2


def test_memory_layer(algorithm, context) -> None:
    for value in ("memory:图斑", "memory:", QgsProcessing.TEMPORARY_OUTPUT):
        written = write(algorithm, context, value)
        layer = context.takeResultLayer(written.layer_id)
        assert rows_of(layer) == ROWS
        assert written.path is None
    assert layer.name() == "Classified patches"


def test_memory_layer_keeps_the_metadata(algorithm, context) -> None:
    metadata = QgsLayerMetadata()
    metadata.setAbstract("由程序生成")
    written = write(algorithm, context, "memory:", polygons(metadata=metadata))
    assert context.takeResultLayer(written.layer_id).metadata().abstract() == "由程序生成"


def test_optional_sink_left_out(algorithm, context) -> None:
    for value in (None, NULL, ""):
        assert write(algorithm, context, value, name="PIECES") is None
    with Siblings(RUN) as siblings:
        sinks = Sinks(algorithm, {}, context, siblings)
        sinks.write("PIECES", polygons())
        assert sinks.swap_in() == {}


def test_required_sink_without_value_goes_to_memory(algorithm, context) -> None:
    parameters = {}
    destination = destination_of(algorithm, parameters, "OUTPUT", context)
    assert destination is None or destination.kind is Place.OTHER


def test_properties_and_layer_definitions(algorithm, context, tmp_path, project) -> None:
    target = str(tmp_path / "a.gpkg")
    for value in (
        QgsProperty.fromValue(target),
        QgsProperty.fromExpression(f"'{tmp_path}' || '/a.gpkg'"),
        QgsProcessingOutputLayerDefinition(target),
        QgsProcessingOutputLayerDefinition(QgsProperty.fromExpression(f"'{tmp_path}' || '/a.gpkg'"), project),
    ):
        assert destination_of(algorithm, {"OUTPUT": value}, "OUTPUT", context).path == Path(target)


def test_windows_paths_are_files(algorithm, context) -> None:
    destination = destination_of(algorithm, {"OUTPUT": r"C:\数据\a.gpkg"}, "OUTPUT", context)
    assert (destination.kind, str(destination.path)) == (Place.FILE, r"C:\数据\a.gpkg")


def test_databases_go_through_qgis(algorithm, context) -> None:
    for value in ('postgis:dbname=\'x\' table="public"."a" (geom)', "postgres://x", "spatialite:dbname='a'"):
        assert destination_of(algorithm, {"OUTPUT": value}, "OUTPUT", context).kind is Place.OTHER


def test_a_database_that_does_not_answer_is_one_sentence(algorithm, context) -> None:
    with pytest.raises(Refusal) as refused:
        write(algorithm, context, "ogr:dbname='/nowhere/x.sqlite' table=\"a\" (geom)")
    assert refused.value.code == "output_not_writable"


def test_loaded_on_completion_with_title_and_style(algorithm, context, tmp_path, project) -> None:
    target = tmp_path / "a.gpkg"
    definition = QgsProcessingOutputLayerDefinition(str(target), project)
    definition.destinationName = "本月成果"
    written = write(algorithm, context, definition, polygons(style="pieces"))
    details = context.layerToLoadOnCompletionDetails(written.layer_id)
    assert (details.name, details.outputName, details.project) == ("本月成果", "OUTPUT", project)
    layer = QgsProcessingUtils.mapLayerFromString(written.layer_id, context)
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.attributeAlias(layer.fields().lookupField("area_mu")) != ""


class Background(Maker):
    """Writes in the worker thread, with the context that it is given there."""

    def createInstance(self):
        return Background()

    def processAlgorithm(self, parameters, context, feedback):
        with Siblings(RUN) as siblings:
            sinks = Sinks(self, parameters, context, siblings)
            for name in ("OUTPUT", "PIECES"):
                sinks.write(name, polygons(style="pieces"))
            return {name: written.layer_id for name, written in sinks.swap_in().items()}


def test_in_a_background_task(context, project, tmp_path, qtbot) -> None:
    parameters = {
        "OUTPUT": QgsProcessingOutputLayerDefinition(str(tmp_path / "a.gpkg"), project),
        "PIECES": QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project),
    }
    feedback = QgsProcessingFeedback()
    task = QgsProcessingAlgRunnerTask(Background().create(), parameters, context, feedback)
    with qtbot.waitSignal(task.executed, timeout=20_000) as finished:
        QgsApplication.taskManager().addTask(task)
    succeeded, made = finished.args
    assert succeeded
    assert set(context.layersToLoadOnCompletion()) == set(made.values())
    for layer_id, details in context.layersToLoadOnCompletion().items():
        layer = QgsProcessingUtils.mapLayerFromString(layer_id, context)
        details.postProcessor().postProcessLayer(layer, context, feedback)
        assert rows_of(layer) == ROWS
        assert layer.attributeAlias(layer.fields().lookupField("area_mu")) != ""


def test_memory_layer_is_styled_too(algorithm, context, project) -> None:
    definition = QgsProcessingOutputLayerDefinition("memory:", project)
    written = write(algorithm, context, definition, polygons(style="pieces"))
    details = context.layerToLoadOnCompletionDetails(written.layer_id)
    layer = context.takeResultLayer(written.layer_id)
    details.postProcessor().postProcessLayer(layer, context, QgsProcessingFeedback())
    assert layer.attributeAlias(layer.fields().lookupField("area_mu")) != ""
    assert details.name == "Classified patches"


def test_layers_of_the_project_that_show_the_old_file_are_reloaded(algorithm, context, tmp_path, project) -> None:
    target = tmp_path / "a.gpkg"
    write(algorithm, context, str(target))
    old = opened(target)
    project.addMapLayer(old)
    definition = QgsProcessingOutputLayerDefinition(str(target), project)
    result = frame_result(NAMES, FRAME[:1], SHAPES[:1], CRS, style="pieces")
    written = write(algorithm, context, definition, result)
    layer = QgsProcessingUtils.mapLayerFromString(written.layer_id, context)
    context.layerToLoadOnCompletionDetails(written.layer_id).postProcessor().postProcessLayer(layer, context, None)
    assert old.featureCount() == 1


def test_metadata_lies_in_the_geopackage(algorithm, context, tmp_path) -> None:
    metadata = QgsLayerMetadata()
    metadata.setTitle("分类图斑")
    target = tmp_path / "a.gpkg"
    write(algorithm, context, str(target), polygons(metadata=metadata))
    with closing(sqlite3.connect(target)) as connection:
        (text,) = connection.execute("SELECT metadata FROM gpkg_metadata").fetchone()
    assert "分类图斑" in text
    assert opened(target).metadata().title() == "分类图斑"


@pytest.mark.parametrize("suffix", [".shp", ".geojson", ".csv"])
def test_metadata_lies_beside_other_formats(algorithm, context, tmp_path, suffix) -> None:
    metadata = QgsLayerMetadata()
    metadata.setTitle("分类图斑")
    written = write(algorithm, context, str(tmp_path / f"a{suffix}"), polygons(metadata=metadata))
    assert described(written.path).title() == "分类图斑"
    assert (tmp_path / "a.qmd").is_file()
    again = write(algorithm, context, str(tmp_path / f"a{suffix}"), polygons())
    assert again.notices[-1:] == [] or again.notices[-1].code == "names_shortened"
    assert not (tmp_path / "a.qmd").exists()


def test_qmd_of_a_workbook(tmp_path) -> None:
    metadata = QgsLayerMetadata()
    metadata.setAbstract("来源")
    assert write_qmd(tmp_path / "月报.xlsx", metadata) == tmp_path / "月报.qmd"
    assert "来源" in (tmp_path / "月报.qmd").read_text(encoding="utf-8")


# Inputs carried into outputs ------------------------------------------------------------------------------


def input_layer(numbers, kind="Polygon") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:4528", "图斑", "memory")
    pairs = [
        ("fid", QVariant.LongLong),
        ("Geom", QVariant.String),
        ("名称", QVariant.String),
        ("AREA_MU", QVariant.Int),
    ]
    layer.dataProvider().addAttributes([QgsField(name, type_) for name, type_ in pairs])
    layer.updateFields()
    for i, number in enumerate(numbers):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([number, "g", f"第{i}", 7])
        feature.setGeometry(QgsGeometry.fromWkt(f"Polygon (({i} 0, {i} 1, {i + 1} 1, {i} 0))"))
        assert layer.dataProvider().addFeature(feature)
    return layer


@pytest.mark.parametrize("numbers", [[3, 5, 9], [9, 5, 3], [1, 1, 1], [None, 2, None]])
@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson"])
def test_features_of_an_input_keep_order_and_attributes(algorithm, context, tmp_path, numbers, suffix) -> None:
    source = read_source(snapshot_layer(input_layer(numbers)), keep_features=True)
    carried = carry(source, ["area_mu", "zone_class"])
    written = write(algorithm, context, str(tmp_path / f"a{suffix}"), carrying_result(carried, FRAME))
    layer = opened(written.path)
    names = [each.name() for each in layer.fields()]
    assert [name for name in names if name not in ("fid_2", "id")] == ["fid", "Geom", "名称", "area_mu", "zone_class"]
    features = list(layer.getFeatures())
    assert [each["名称"] for each in features] == ["第0", "第1", "第2"]
    assert [None if each["fid"] == NULL else each["fid"] for each in features] == numbers
    assert [None if each["area_mu"] == NULL else each["area_mu"] for each in features] == [1.5001851851835, 0.001, None]
    assert features[2].geometry().asWkt(0).endswith("((2 0, 2 1, 3 1, 2 0))") or suffix == ".shp"


def test_a_shapefile_in_gbk_has_chinese_names_of_fields(algorithm, context, tmp_path) -> None:
    source = read_source(snapshot_layer(input_layer([3, 5, 9])), keep_features=True)
    target = QgsProcessingOutputLayerDefinition(str(tmp_path / "a.shp"))
    target.createOptions = {"fileEncoding": "GBK"}
    written = write(algorithm, context, target, carrying_result(carry(source, ["area_mu"]), FRAME))
    assert [each["名称"] for each in opened(written.path).getFeatures()] == ["第0", "第1", "第2"]


def test_a_primary_key_in_capitals_is_kept(algorithm, context, tmp_path) -> None:
    layer = QgsVectorLayer("Polygon?crs=EPSG:4528&field=FID:int8&field=名称:string", "x", "memory")
    for number in (3, 8):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([number, f"第{number}"])
        feature.setGeometry(QgsGeometry.fromWkt("Polygon ((0 0, 0 1, 1 1, 0 0))"))
        assert layer.dataProvider().addFeature(feature)
    source = read_source(snapshot_layer(layer), keep_features=True)
    written = write(
        algorithm, context, str(tmp_path / "a.gpkg"), carrying_result(carry(source, ["area_mu"]), FRAME[:2])
    )
    found = [(each.id(), each["名称"], each["area_mu"]) for each in opened(written.path).getFeatures()]
    assert found == [(3, "第3", 1.5001851851835), (8, "第8", 0.001)]


def test_names_that_differ_in_case_only_can_be_written(algorithm, context, tmp_path) -> None:
    layer = QgsVectorLayer("Point?field=Name:string&field=name:string", "x", "memory")
    layer.dataProvider().addFeature(QgsFeature(layer.fields()))
    source = read_source(snapshot_layer(layer), keep_features=True)
    result = carrying_result(carry(source, ["area_mu"]), FRAME[:1])
    written = write(algorithm, context, str(tmp_path / "a.gpkg"), result)
    assert [each.name() for each in opened(written.path).fields()] == ["fid", "Name", "name_2", "area_mu"]
    assert [each.values["names"] for each in written.notices] == [["name → name_2"]]


def test_curves_z_and_null_geometry_are_written_as_given(algorithm, context, tmp_path) -> None:
    layer = QgsVectorLayer("CurvePolygonZ?crs=EPSG:4528", "x", "memory")
    curve = "CurvePolygonZ (CircularStringZ (0 0 1, 5 5 1, 10 0 1, 5 -5 1, 0 0 1))"
    for wkt in (curve, None):
        feature = QgsFeature()
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        layer.dataProvider().addFeature(feature)
    source = read_source(snapshot_layer(layer), keep_features=True)
    written = write(
        algorithm, context, str(tmp_path / "a.gpkg"), carrying_result(carry(source, ["area_mu"]), FRAME[:2])
    )
    first, second = opened(written.path).getFeatures()
    assert first.geometry().asWkt(0) == QgsGeometry.fromWkt(curve).asWkt(0)
    assert not second.hasGeometry()


def odd_patches(kind: str) -> QgsVectorLayer:
    """What an input may hold: parts, a hole, nothing, an empty polygon, a ring left open, NULL and quotes in fields."""
    fields = "".join(
        f"&field={name}:{each}"
        for name, each in (("名称", "string(20)"), ("n", "int"), ("big", "int8"), ("x", "double"), ("yes", "bool"))
    )
    layer = QgsVectorLayer(f"{kind}?crs=EPSG:4528{fields}", "图斑", "memory")
    hole = "((0 0, 0 9, 9 9, 9 0, 0 0), (2 2, 4 2, 4 4, 2 2))"
    multi = kind.startswith("Multi")
    shapes = [
        f"MultiPolygon ({hole}, ((20 0, 20 1, 21 1, 20 0)))" if multi else f"Polygon {hole}",
        None,
        f"{kind} EMPTY",
    ]
    shapes += [f"MultiPolygon ({hole})" if multi else f"Polygon {hole}"] * 118
    values = [['O\'Brien "甲"', 1, 2**40, 0.1, True], [None] * 5, ["", -3, 0, -2.5, False]]
    for row, shape in enumerate(shapes):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(values[row % 3])
        if shape is not None:
            geometry = QgsGeometry.fromWkt(shape)
            geometry.translate(row, 0)
            feature.setGeometry(geometry)
        assert layer.dataProvider().addFeature(feature)
    return layer


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon", "PolygonZ"])
@pytest.mark.parametrize("target", ["a.gpkg", "ogr:dbname='{}/a.gpkg' table=\"B\" (geom)"])
def test_filled_layer_is_what_gdal_would_have_written(algorithm, context, tmp_path, monkeypatch, kind, target) -> None:
    source = read_source(snapshot_layer(odd_patches(kind)), ["名称"], keep_features=True)
    frame = pd.DataFrame({"area_mu": np.arange(len(source)) + 0.1, "zone_class": ["甲", None, "Ω"] * 40 + ["𠀀"]})
    found = []
    for fills in (True, False):
        folder = tmp_path / str(fills)
        folder.mkdir()
        value = target.format(folder) if target.startswith("ogr") else str(folder / target)
        if target.startswith("ogr"):
            write(algorithm, context, f"ogr:dbname='{folder}/a.gpkg' table=\"first\" (geom)", table())
        with monkeypatch.context() as patched:
            if not fills:
                patched.setattr(outputs, "_can_be_filled", lambda *_: False)
            written = write(algorithm, context, value, carrying_result(carry(source, list(frame)), frame))
        found.append(content_of(written))
    assert found[0] == found[1]
    assert len(found[0]["rows"]) == 121


def content_of(written) -> dict[str, Any]:
    """Everything that a reader can ask of a layer, its spatial index checked by SQLite itself."""
    layer = opened(written.layer_id)
    with closing(sqlite3.connect(written.path)) as connection:
        name = connection.execute("SELECT table_name FROM gpkg_geometry_columns").fetchone()[0]
        assert connection.execute("SELECT rtreecheck(?)", (f"rtree_{name}_geom",)).fetchone() == ("ok",)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        schema = sorted(connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall(), key=str)
        counted = connection.execute("SELECT * FROM gpkg_ogr_contents ORDER BY table_name").fetchall()
        boxes = connection.execute(f'SELECT * FROM "rtree_{name}_geom" ORDER BY id').fetchall()
        blobs = connection.execute(f'SELECT fid, geom, hex(geom) FROM "{name}" ORDER BY fid').fetchall()
        extent = connection.execute("SELECT min_x, min_y, max_x, max_y FROM gpkg_contents").fetchall()
    return {
        "schema": schema,
        "counted": counted,
        "boxes": boxes,
        "blobs": blobs if "Z" not in QgsWkbTypes.displayString(layer.wkbType()) else len(blobs),
        "without": [fid for fid, blob, _ in blobs if blob is None],
        "extent": extent,
        "rows": [(each.id(), each.geometry().asWkt(6)) for each in layer.getFeatures()],
        "values": rows_of(layer),
    }


# Destinations that would hurt each other ------------------------------------------------------------------


def test_two_outputs_in_one_file_are_refused(algorithm, context, tmp_path) -> None:
    target = str(tmp_path / "a.gpkg")
    one = {"OUTPUT": target, "PIECES": target}
    with pytest.raises(Refusal) as refused:
        check_destinations(algorithm, one, context)
    assert refused.value.values == {"first": "Classified patches", "second": "Pieces", "path": target}
    tables = {name: f"ogr:dbname='{target}' table=\"{name}\" (geom)" for name in ("OUTPUT", "PIECES")}
    check_destinations(algorithm, tables, context)
    with pytest.raises(Refusal, match="outputs_collide"):
        check_destinations(algorithm, {**tables, "OUTPUT": target}, context)
    check_destinations(algorithm, {"OUTPUT": "memory:", "PIECES": "memory:", "WORKBOOK": "TEMPORARY_OUTPUT"}, context)


def test_a_file_that_is_read_or_holds_others_layers_is_not_replaced(algorithm, context, tmp_path) -> None:
    target = tmp_path / "数据.gpkg"
    parameters, inputs = {"OUTPUT": str(target)}, [str(target)]
    write(algorithm, context, f"ogr:dbname='{target}' table=\"图斑\" (geom)")
    with pytest.raises(Refusal, match="output_holds_inputs"):
        check_destinations(algorithm, parameters, context, inputs)
    check_destinations(algorithm, parameters, context, inputs, {"OUTPUT": str(target)})  # it carries that input
    write(algorithm, context, f"ogr:dbname='{target}' table=\"乡镇\" (geom)")
    with pytest.raises(Refusal, match="output_holds_inputs"):
        check_destinations(algorithm, parameters, context, inputs, {"OUTPUT": str(target)})
    with pytest.raises(Refusal, match="output_holds_layers"):
        check_destinations(algorithm, parameters, context)
    with pytest.raises(Refusal, match="output_not_writable"):
        check_destinations(algorithm, {"OUTPUT": str(tmp_path / "没有" / "a.gpkg")}, context)


def test_file_destination(algorithm, context, tmp_path) -> None:
    def target(value):
        return file_target(algorithm, {"WORKBOOK": value}, "WORKBOOK", context, [".xlsx"])

    assert target(None) is None
    assert target(NULL) is None
    assert target(str(tmp_path / "月报.XLSX")) == tmp_path / "月报.XLSX"
    assert target(str(tmp_path / "月报 6.30")) == tmp_path / "月报 6.30.xlsx"
    assert target("TEMPORARY_OUTPUT").suffix == ".xlsx"


# Failures -------------------------------------------------------------------------------------------------


@pytest.fixture
def old(algorithm, context, tmp_path):
    """An old result in a GeoPackage."""
    target = tmp_path / "a.gpkg"
    write(algorithm, context, str(target), frame_result(NAMES, FRAME[:1], SHAPES[:1], CRS))
    return target


@contextmanager
def another_process(path: Path, *statements: str):
    """Another process that has executed *statements* on the database and holds it open."""
    code = textwrap.dedent(
        """
        import sqlite3, sys
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)
        for statement in sys.argv[2:]:
            connection.execute(statement).fetchall()
        print("ready", flush=True)
        sys.stdin.read()
        """
    )
    arguments = [sys.executable, "-c", code, str(path), *statements]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        yield process
        process.stdin.close()
        process.wait()


@pytest.mark.parametrize(
    "statements",
    [
        ["BEGIN EXCLUSIVE"],
        ["BEGIN IMMEDIATE"],
        ["BEGIN", "SELECT * FROM gpkg_contents"],
        ["PRAGMA journal_mode=WAL", "SELECT * FROM gpkg_contents"],
        ["PRAGMA journal_mode=WAL", "BEGIN IMMEDIATE"],
    ],
)
def test_old_file_that_another_process_holds_stays(algorithm, context, old, statements) -> None:
    with another_process(old, *statements):
        before = old.read_bytes()
        written = write(algorithm, context, str(old))
        assert old.read_bytes() == before
    beside = old.with_name("a (2).gpkg")
    assert written.path == beside
    assert written.layer_id == str(beside)
    assert [(each.code, each.values["path"], each.values["kept"]) for each in written.notices] == [
        ("kept_beside", str(old), str(beside))
    ]
    assert rows_of(opened(beside)) == ROWS
    assert rows_of(opened(old)) == ROWS[:1]
    assert left_beside(old.parent) == []


def test_table_in_a_locked_geopackage_goes_into_a_copy(algorithm, context, old) -> None:
    with another_process(old, "PRAGMA journal_mode=WAL", "CREATE TABLE noted (x)", "BEGIN IMMEDIATE"):
        written = write(algorithm, context, f"ogr:dbname='{old}' table=\"new\" (geom)")
    assert written.layer_id == f"{old.with_name('a (2).gpkg')}|layername=new"
    assert rows_of(opened(written.layer_id)) == ROWS
    with closing(sqlite3.connect(written.path)) as connection:
        assert connection.execute("SELECT count(*) FROM noted").fetchone() == (0,)


def test_table_in_a_geopackage_that_changed_meanwhile(algorithm, context, old) -> None:
    result = polygons()

    def rows():
        yield from result.rows
        with closing(sqlite3.connect(old)) as connection:
            connection.execute("CREATE TABLE meanwhile (x)")
            connection.commit()

    changed = outputs.Result(result.fields, rows(), result.wkb_type, result.crs)
    written = write(algorithm, context, f"ogr:dbname='{old}' table=\"new\" (geom)", changed)
    assert [each.code for each in written.notices] == ["kept_beside"]
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT count(*) FROM meanwhile").fetchone() == (0,)


def test_old_file_in_an_edit_session_stays(algorithm, context, old) -> None:
    layer = opened(old)
    layer.startEditing()
    layer.changeAttributeValue(1, layer.fields().lookupField("year"), 1999)
    written = write(algorithm, context, str(old))
    assert written.path == old.with_name("a (2).gpkg")
    assert layer.commitChanges()
    assert next(layer.getFeatures())["year"] == 1999


def test_left_over_wal_is_played_back_into_the_old_file_only(algorithm, context, old) -> None:
    connection = sqlite3.connect(old)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE from_the_wal (x)")
    connection.commit()
    for end in ("", "-wal", "-shm"):
        shutil.copy(f"{old}{end}", f"{old}.copy{end}")
    connection.close()
    for end in ("", "-wal", "-shm"):
        os.replace(f"{old}.copy{end}", f"{old}{end}")
    written = write(algorithm, context, str(old))
    assert written.path == old
    assert not Path(f"{old}-wal").exists()
    assert rows_of(opened(old)) == ROWS
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'from_the_wal'").fetchone() == (0,)


def test_wal_without_its_database_is_left_alone(algorithm, context, tmp_path) -> None:
    target = tmp_path / "a.gpkg"
    Path(f"{target}-wal").write_bytes(b"of somebody")
    written = write(algorithm, context, str(target))
    assert written.path == tmp_path / "a (2).gpkg"
    assert "a.gpkg-wal" in written.notices[0].values["reason"]
    assert Path(f"{target}-wal").read_bytes() == b"of somebody"


@pytest.mark.parametrize("suffix", [".gpkg", ".geojson", ".shp"])
def test_folder_in_the_place_of_the_file(algorithm, context, tmp_path, suffix) -> None:
    target = tmp_path / f"a{suffix}"
    (target / "inside").mkdir(parents=True)
    written = write(algorithm, context, str(target))
    assert written.path == tmp_path / f"a (2){suffix}"
    assert len(rows_of(opened(written.path))) == 3
    assert (target / "inside").is_dir()
    assert left_beside(tmp_path) == []


def test_free_names_are_counted_up(algorithm, context, old) -> None:
    with another_process(old, "BEGIN EXCLUSIVE"):
        paths = [write(algorithm, context, str(old)).path.name for _ in range(2)]
    assert paths == ["a (2).gpkg", "a (3).gpkg"]


def test_text_file_called_gpkg_is_replaced(algorithm, context, tmp_path) -> None:
    target = tmp_path / "a.gpkg"
    target.write_text("no database")
    assert write(algorithm, context, str(target)).path == target
    assert rows_of(opened(target)) == ROWS


def test_table_in_a_text_file_called_gpkg_is_refused(algorithm, context, tmp_path) -> None:
    target = tmp_path / "a.gpkg"
    target.write_text("no database")
    with pytest.raises(Refusal, match="output_not_writable"):
        write(algorithm, context, f"ogr:dbname='{target}' table=\"new\" (geom)")
    assert [each.name for each in tmp_path.iterdir()] == ["a.gpkg"]
    assert target.read_text() == "no database"


def test_link_is_followed(algorithm, context, tmp_path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "a.gpkg"
    link.symlink_to(tmp_path / "real" / "b.gpkg")
    write(algorithm, context, str(link))
    assert link.is_symlink()
    assert rows_of(opened(tmp_path / "real" / "b.gpkg")) == ROWS


def test_folder_that_does_not_exist(algorithm, context, tmp_path) -> None:
    with pytest.raises(Refusal) as refused:
        write(algorithm, context, str(tmp_path / "没有" / "a.gpkg"))
    assert refused.value.code == "output_not_writable"
    assert refused.value.values["path"] == str(tmp_path / "没有" / "a.gpkg")


def test_permissions_of_the_old_file_stay(algorithm, context, old) -> None:
    old.chmod(0o640)
    write(algorithm, context, str(old))
    assert old.stat().st_mode & 0o777 == 0o640


class Impatient:
    """Cancels at the n-th question."""

    def __init__(self, at: int) -> None:
        self._left = at

    def report(self, fraction: float, message: str = "") -> None:
        pass

    def cancelled(self) -> bool:
        self._left -= 1
        return self._left < 0


@pytest.mark.parametrize("at", [0, 1])
@pytest.mark.parametrize("target", ["a.gpkg", "ogr:dbname='{}/a.gpkg' table=\"b\" (geom)", "a.shp"])
def test_cancel_leaves_the_old_file_and_nothing_else(algorithm, context, old, at, target) -> None:
    before = old.read_bytes()
    value = target.format(old.parent) if target.startswith("ogr") else str(old.parent / target)
    with pytest.raises(Cancelled):
        write(algorithm, context, value, progress=Impatient(at))
    assert old.read_bytes() == before
    assert [each.name for each in old.parent.iterdir()] == ["a.gpkg"]


def test_sinks_of_one_run_are_swapped_in_together_or_not_at_all(algorithm, context, old) -> None:
    other = old.with_name("b.geojson")
    write(algorithm, context, str(other), frame_result(NAMES, FRAME[:1], SHAPES[:1], CRS), name="PIECES")
    before = {each.name: each.read_bytes() for each in old.parent.iterdir()}

    def run(progress=None):
        with Siblings(RUN) as siblings:
            sinks = Sinks(algorithm, {"OUTPUT": str(old), "PIECES": str(other)}, context, siblings)
            sinks.write("OUTPUT", polygons())
            sinks.write("PIECES", polygons(), progress)
            return sinks.swap_in()

    with pytest.raises(Cancelled):
        run(Impatient(1))
    assert {each.name: each.read_bytes() for each in old.parent.iterdir()} == before
    assert {name: written.path for name, written in run().items()} == {"OUTPUT": old, "PIECES": other}
    assert [len(rows_of(opened(path))) for path in (old, other)] == [3, 3]
    assert left_beside(old.parent) == []


def test_two_tables_of_one_run_in_one_geopackage(algorithm, context, old) -> None:
    values = {name: f"ogr:dbname='{old}' table=\"{name.lower()}\" (geom)" for name in ("OUTPUT", "PIECES")}
    with Siblings(RUN) as siblings:
        sinks = Sinks(algorithm, values, context, siblings)
        for name in values:
            sinks.write(name, polygons())
        assert len(opened(old).dataProvider().subLayers()) == 1
        written = sinks.swap_in()
    assert {name: each.layer_id for name, each in written.items()} == {
        name: f"{old}|layername={name.lower()}" for name in values
    }
    assert [each.notices for each in written.values()] == [[], []]
    assert len(opened(old).dataProvider().subLayers()) == 3
    assert left_beside(old.parent) == []


@contextmanager
def mounted(folder: Path, *arguments: str):
    folder.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *arguments, str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this user may not mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_read_only_folder(algorithm, context, old, tmp_path_factory) -> None:
    place = tmp_path_factory.mktemp("readonly")
    with mounted(place, "--bind", "-o", "ro", str(old.parent)):
        with pytest.raises(Refusal) as refused:
            write(algorithm, context, str(place / "a.gpkg"))
        assert refused.value.code == "output_not_writable"
        assert refused.value.values["path"] == str(place / "a.gpkg")
    assert rows_of(opened(old)) == ROWS[:1]
    assert left_beside(old.parent) == []


def many(n: int) -> outputs.Result:
    frame = pd.concat([FRAME[:1]] * n)
    circle = shapely.buffer(shapely.points(0, 0), 100, quad_segs=10)
    return frame_result(NAMES, frame, np.array([circle] * n, dtype=object), CRS)


@pytest.mark.parametrize("long", [False, pytest.param(True, marks=pytest.mark.long)])
@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".geojson"])
def test_full_disk(algorithm, context, tmp_path, suffix, long) -> None:
    """With every size of the disk: the old file byte for byte, or the new one complete."""
    seen = set()
    for kilobytes in range(400, 2600, 150 if long else 700):
        with mounted(tmp_path / "full", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs") as place:
            target = place / f"a{suffix}"
            write(algorithm, context, str(target))
            before = {each.name: each.read_bytes() for each in place.iterdir()}
            try:
                written = write(algorithm, context, str(target), many(1200))
            except Refusal:
                assert {each.name: each.read_bytes() for each in place.iterdir()} == before
                seen.add("refused")
                continue
            assert written.path == target
            assert left_beside(place) == []
            layer = opened(target)
            assert len(list(layer.getFeatures())) == 1200
            assert suffix != ".gpkg" or len(list(layer.getFeatures(layer.extent()))) == 1200
            del layer
            seen.add("written")
    assert seen == {"refused", "written"}


CALLS = [
    name
    for name in dir(files)
    if callable(getattr(files, name)) and getattr(getattr(files, name), "__module__", "") == files.__name__
]


class Failing:
    """Lets the n-th call of ``files`` fail, before it does anything."""

    def __init__(self, monkeypatch, n: int) -> None:
        self.left, self.failed = n, ""
        for name in CALLS:
            monkeypatch.setattr(files, name, self._counted(name, getattr(files, name)))

    def _counted(self, name, original):
        def call(*arguments):
            self.left -= 1
            if self.left == 0:
                self.failed = name
                raise sqlite3.OperationalError("disk I/O error") if name == "execute" else OSError(5, "I/O error")
            return original(*arguments)

        return call


@pytest.mark.parametrize(
    "target",
    [
        "a.gpkg",
        "ogr",
        "a.shp",
        "a.csv",
        *(pytest.param(each, marks=pytest.mark.long) for each in ("a.sqlite", "a.geojson")),
    ],
)
def test_every_call_that_changes_a_file_may_fail(algorithm, context, tmp_path, monkeypatch, target) -> None:
    """The old files byte for byte or the new ones complete, and no half files, whichever call fails."""
    metadata = QgsLayerMetadata()
    metadata.setTitle("x")
    file = tmp_path / ("a.gpkg" if target == "ogr" else target)
    value = f"ogr:dbname='{file}' table=\"a\" (geom)" if target == "ogr" else str(file)
    write(algorithm, context, value, frame_result(NAMES, FRAME[:1], SHAPES[:1], CRS, metadata=metadata))
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    failed, n = set(), 0
    while True:
        n += 1
        for each in tmp_path.iterdir():
            each.unlink()
        for name, content in before.items():
            (tmp_path / name).write_bytes(content)
        with monkeypatch.context() as patched:
            failing = Failing(patched, n)
            written, refusal = None, None
            try:
                written = write(algorithm, context, value, polygons(metadata=metadata))
            except Refusal as refused:
                refusal = refused
        hidden = left_beside(tmp_path)
        assert hidden == [] or failing.failed == "remove", (n, failing.failed)
        if refusal is not None:
            assert refusal.code == "output_not_writable"
            now = {each.name: each.read_bytes() for each in tmp_path.iterdir() if each.name not in hidden}
            assert now == before, (n, failing.failed)
        else:
            assert len(rows_of(opened(written.layer_id))) == 3
            if written.path != file:
                assert [each.code for each in written.notices][-1] == "kept_beside"
                assert all((tmp_path / name).read_bytes() == content for name, content in before.items())
        if not failing.failed:
            break
        failed.add(failing.failed)
    adding = "insert" if file.suffix == ".gpkg" else "add_features"
    assert {"create_writer", adding, "flush", "replace"} <= failed
    assert written.path == file


def test_the_file_is_on_the_disk_before_it_takes_its_place(algorithm, context, tmp_path, monkeypatch) -> None:
    """Nobody waits for the disk while the file is made, so it must be brought there afterwards, and once."""
    called = []
    for name in CALLS:
        original = getattr(files, name)
        monkeypatch.setattr(files, name, lambda *each, n=name, call=original: (called.append(n), call(*each))[1])
    metadata = QgsLayerMetadata()
    metadata.setTitle("x")
    write(algorithm, context, str(tmp_path / "a.gpkg"), polygons(metadata=metadata))
    assert called[-2:] == ["flush", "replace"]
    assert called.count("flush") == 1
    assert {"insert", "save_metadata"} < set(called)


def test_written_differs_is_found(algorithm, context, old, monkeypatch) -> None:
    """A writer that says yes and writes less."""
    original, insert = files.add_features, files.insert
    monkeypatch.setattr(files, "add_features", lambda sink, features: original(sink, features[:-1]))
    monkeypatch.setattr(files, "insert", lambda connection, text, rows: insert(connection, text, list(rows)[:-1]))
    before = old.read_bytes()
    for target in (str(old), str(old.with_suffix(".shp")), str(old.with_suffix(".csv"))):
        with pytest.raises(Refusal) as refused:
            write(algorithm, context, target)
        assert refused.value.code == "written_differs"
    assert old.read_bytes() == before
    assert [each.name for each in old.parent.iterdir()] == ["a.gpkg"]


def test_wrong_sum_is_found(algorithm, context, tmp_path, monkeypatch) -> None:
    original = files.add_features

    def altered(sink, features):
        changed = [QgsFeature(each) for each in features]
        changed[0].setAttribute(NAMES.index("area_mu"), 1.6)
        original(sink, changed)

    def altered_values(connection, statement, rows):
        changed = [[1.6 if value == FRAME["area_mu"][0] else value for value in row] for row in rows]
        insert(connection, statement, changed)

    insert = files.insert
    monkeypatch.setattr(files, "add_features", altered)
    monkeypatch.setattr(files, "insert", altered_values)
    for suffix in (".gpkg", ".shp", ".csv", ".geojson"):
        with pytest.raises(Refusal) as refused:
            write(algorithm, context, str(tmp_path / f"a{suffix}"))
        assert "area_mu" in refused.value.values["detail"]


def test_missing_spatial_index_is_found(algorithm, context, tmp_path, monkeypatch) -> None:
    original = outputs._options

    def without_index(*arguments):
        options = original(*arguments)
        options.layerOptions = [*options.layerOptions[:-1], "SPATIAL_INDEX=NO"]
        return options

    monkeypatch.setattr(outputs, "_options", without_index)
    with pytest.raises(Refusal, match="written_differs"):
        write(algorithm, context, str(tmp_path / "a.gpkg"))


# Files of other writers -----------------------------------------------------------------------------------


def test_swap_in_a_workbook(tmp_path) -> None:
    target = tmp_path / "月报.xlsx"
    target.write_text("old")
    sibling = sibling_path(target, RUN)
    assert (sibling.parent, sibling.suffix, sibling.exists()) == (tmp_path, ".xlsx", False)
    sibling.write_text("new")
    assert put(sibling, target) == (target, None)
    assert target.read_text() == "new"


def test_only_old_left_overs_of_the_same_target_are_removed(tmp_path) -> None:
    target = tmp_path / "月报.xlsx"
    ours = sibling_path(target, RUN)
    old = [ours, ours.with_name(ours.name + "-journal"), ours.with_suffix(".qmd")]
    others = [
        sibling_path(target, RUN),  # of a run that goes on
        sibling_path(tmp_path / "年报.xlsx", RUN),
        tmp_path / ".月报.xlsx",
        tmp_path / ".月报.old.part.xlsx",
        target,
    ]
    for each in [*old, *others]:
        each.write_text("x")
    for each in [*old, *others[1:]]:
        os.utime(each, (0, 0))
    sibling_path(target, RUN)
    assert set(tmp_path.iterdir()) == set(others)


def test_long_chinese_names_fit(tmp_path) -> None:
    target = tmp_path / ("矿" * 80 + ".xlsx")
    sibling = sibling_path(target, RUN)
    sibling.write_text("new")
    assert put(sibling, target)[0].read_text() == "new"


def test_swap_in_what_cannot_be_replaced(tmp_path, monkeypatch) -> None:
    target = tmp_path / "月报.xlsx"
    target.write_text("old")
    sibling = sibling_path(target, RUN)
    sibling.write_text("new")
    original, calls = files.replace, []

    def open_elsewhere(source, place):
        calls.append(place)
        if place == target:
            raise PermissionError(13, "in use")
        original(source, place)

    monkeypatch.setattr(files, "replace", open_elsewhere)
    final, notice = put(sibling, target)
    assert (final, final.read_text(), target.read_text()) == (tmp_path / "月报 (2).xlsx", "new", "old")
    assert notice.code == "kept_beside"
    assert calls[0] == target


def test_swap_in_without_any_room_refuses_and_clears_away(tmp_path, monkeypatch) -> None:
    target = tmp_path / "a.png"
    target.write_text("old")
    sibling = sibling_path(target, RUN)
    sibling.write_text("new")

    def never(source, place):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "replace", never)
    with pytest.raises(Refusal, match="output_not_writable"):
        put(sibling, target)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("a.png", "old")]


def test_read_only_file_of_another_user_stays(tmp_path, monkeypatch) -> None:
    target = tmp_path / "a.png"
    target.write_text("old")
    sibling = sibling_path(target, RUN)
    sibling.write_text("new")
    monkeypatch.setattr(swapping.os, "access", lambda path, mode: False)
    final, notice = put(sibling, target)
    assert (final.name, notice.code) == ("a (2).png", "kept_beside")
