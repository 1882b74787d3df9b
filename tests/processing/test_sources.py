from __future__ import annotations

import shutil
import sqlite3
import struct
import sys
import warnings
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterMultipleLayers,
    QgsProject,
    QgsProperty,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime, QVariant

from mine_remediation.engine.problems import Cancelled, Refusal
from mine_remediation.libraries import load, shapely
from mine_remediation.processing import sources
from mine_remediation.processing.sources import (
    carry,
    original_rows,
    original_values,
    patch_ids,
    raw_number,
    read_source,
    saved_rank,
    snapshot_layer,
    snapshot_layers,
    snapshot_source,
)

CRS = "EPSG:4528"
FIELDS = [
    ("图斑号", QVariant.String),
    ("year", QVariant.Int),
    ("area", QVariant.Double),
    ("done", QVariant.Date),
    ("seen", QVariant.DateTime),
]
ROWS = [
    ("甲1", 2019, 12.5, QDate(2019, 5, 1), QDateTime(QDate(2019, 5, 1), QTime(8, 30, 15))),
    (None, None, None, None, None),
    ("丙", 2020, 3.0, QDate(2020, 12, 31), QDateTime(QDate(2020, 12, 31), QTime(23, 59, 59))),
]


def box(x: float, size: float = 10.0) -> str:
    return f"Polygon (({x} 0, {x + size} 0, {x + size} {size}, {x} {size}, {x} 0))"


def fields_of(pairs=FIELDS) -> QgsFields:
    made = QgsFields()
    for name, kind in pairs:
        made.append(QgsField(name, kind))
    return made


def features_of(fields: QgsFields, rows=ROWS, shapes=None) -> list[QgsFeature]:
    shapes = shapes or [box(20.0 * i) if i != 1 else None for i in range(len(rows))]
    made = []
    for row, shape in zip(rows, shapes):
        feature = QgsFeature(fields)
        feature.setAttributes(list(row))
        if shape:
            feature.setGeometry(QgsGeometry.fromWkt(shape))
        made.append(feature)
    return made


def memory_layer(kind="Polygon", rows=ROWS, shapes=None, pairs=FIELDS) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{kind}?crs={CRS}", "内存图层", "memory")
    layer.dataProvider().addAttributes([QgsField(name, type_) for name, type_ in pairs])
    layer.updateFields()
    added, _ = layer.dataProvider().addFeatures(features_of(layer.fields(), rows, shapes))
    assert added
    return layer


def file_layer(path: Path, driver: str, encoding="UTF-8", layer_name="图斑", rows=ROWS, pairs=FIELDS) -> QgsVectorLayer:
    fields = fields_of(pairs)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName, options.fileEncoding = driver, layer_name, encoding
    writer = QgsVectorFileWriter.create(
        str(path),
        fields,
        QgsWkbTypes.Type.Polygon,
        QgsCoordinateReferenceSystem(CRS),
        QgsCoordinateTransformContext(),
        options,
    )
    assert writer.addFeatures(features_of(fields, rows))
    del writer
    return QgsVectorLayer(str(path), path.stem, "ogr")


class Reader(QgsProcessingAlgorithm):
    def name(self):
        return "reader"

    def displayName(self):
        return "reader"

    def createInstance(self):
        return Reader()

    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterFeatureSource("INPUT", "Patches", optional=True))
        self.addParameter(QgsProcessingParameterMultipleLayers("ZONES", "Zones", QgsProcessing.SourceType.TypeVector))

    def processAlgorithm(self, parameters, context, feedback):
        return {}


@pytest.fixture
def algorithm():
    return Reader().create()


@pytest.fixture
def project():
    return QgsProject()


@pytest.fixture
def context(project):
    made = QgsProcessingContext()
    made.setProject(project)
    return made


def expected_columns(columns):
    assert columns["图斑号"].tolist() == ["甲1", None, "丙"]
    assert columns["year"].tolist() == [2019, None, 2020]
    assert columns["area"].tolist() == [12.5, None, 3.0]
    assert columns["done"].tolist() == [date(2019, 5, 1), None, date(2020, 12, 31)]


# Values and geometry --------------------------------------------------------------------------------------


def test_memory_layer() -> None:
    table = read_source(snapshot_layer(memory_layer()), None)
    expected_columns(table.columns)
    assert table.columns["seen"].tolist() == [datetime(2019, 5, 1, 8, 30, 15), None, datetime(2020, 12, 31, 23, 59, 59)]
    assert table.fids.tolist() == [1, 2, 3]
    assert table.geometry[1] is None
    assert shapely.equals(table.geometry[0], shapely.box(0, 0, 10, 10))
    assert (table.name, table.notices, table.features) == ("内存图层", [], None)
    assert "4528" in table.snapshot.crs_wkt


def test_geopackage(tmp_path) -> None:
    table = read_source(snapshot_layer(file_layer(tmp_path / "a.gpkg", "GPKG")), ["图斑号", "year", "area", "done"])
    expected_columns(table.columns)
    assert list(table.columns) == ["图斑号", "year", "area", "done"]
    assert table.name == "a.gpkg"


def test_shapefile_in_gbk(tmp_path) -> None:
    pairs = [(name, kind) for name, kind in FIELDS if name != "seen"]
    layer = file_layer(tmp_path / "矿山.shp", "ESRI Shapefile", "GB18030", rows=[row[:4] for row in ROWS], pairs=pairs)
    table = read_source(snapshot_layer(layer), None)
    expected_columns(table.columns)
    assert table.name == "矿山.shp"


def test_what_gdal_says_to_others_does_not_reach_pyogrio(monkeypatch) -> None:
    from osgeo import gdal

    for name in ("pyogrio", "pyogrio.core"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    load("pyogrio")
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        gdal.Error(gdal.CE_Warning, 1, "a field's name was cut")
    assert heard == []


def test_only_the_columns_asked_for() -> None:
    table = read_source(snapshot_layer(memory_layer()), ["YEAR"])
    assert list(table.columns) == ["YEAR"]
    assert read_source(snapshot_layer(memory_layer())).columns == {}


def test_unknown_field_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read_source(snapshot_layer(memory_layer()), ["年度"])
    assert refused.value.code == "field_missing"
    assert refused.value.values["layer"] == "内存图层"
    assert "图斑号" in refused.value.values["fields"]


def test_edit_buffer_is_read_and_unsaved_features_are_ranked_last(tmp_path) -> None:
    layer = file_layer(tmp_path / "a.gpkg", "GPKG", layer_name="a")
    layer.startEditing()
    for name in ("新一", "新二"):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(box(100)))
        feature["图斑号"] = name
        layer.addFeature(feature)
    layer.changeAttributeValue(1, layer.fields().lookupField("year"), 2011)
    layer.deleteFeature(2)
    table = read_source(snapshot_layer(layer), ["图斑号", "year"])
    by_id = dict(zip(table.columns["图斑号"], table.fids.tolist()))
    assert by_id["新二"] == by_id["新一"] - 1 < -2  # QGIS counts them down, over all layers of a session
    assert {name: by_id[name] for name in ("甲1", "丙")} == {"甲1": 1, "丙": 3}
    assert dict(zip(table.fids.tolist(), table.columns["year"]))[1] == 2011
    order = [table.columns["图斑号"][i] for i in np.argsort(saved_rank(table.fids))]
    assert order == ["甲1", "丙", "新一", "新二"]
    layer.rollBack()


def test_snapshot_does_not_follow_later_edits(tmp_path) -> None:
    layer = file_layer(tmp_path / "a.gpkg", "GPKG")
    layer.startEditing()
    layer.deleteFeature(3)
    snapshot = snapshot_layer(layer)
    layer.deleteFeature(1)
    assert read_source(snapshot).fids.tolist() == [1, 2]
    layer.rollBack()


def test_saved_rank_of_nothing() -> None:
    assert saved_rank([]).tolist() == []


def test_filter_of_the_layer_holds(tmp_path) -> None:
    layer = file_layer(tmp_path / "a.gpkg", "GPKG")
    layer.setSubsetString("year = 2020")
    snapshot = snapshot_layer(layer)
    assert read_source(snapshot, ["year"]).columns["year"].tolist() == [2020]
    assert snapshot.filter == "year = 2020"


def test_curves_become_straight_within_a_tenth_of_a_millimetre() -> None:
    radius = 50.0
    circle = f"CurvePolygon (CircularString (-{radius} 0, 0 {radius}, {radius} 0, 0 -{radius}, -{radius} 0))"
    straight = "CurvePolygon ((0 0, 1 0, 1 1, 0 0))"
    layer = memory_layer("CurvePolygon", ROWS[:2], [circle, straight])
    table = read_source(snapshot_layer(layer))
    distance = shapely.distance(shapely.boundary(table.geometry[0]), shapely.points(0, 0))
    assert radius - 1.001e-4 < distance <= radius
    assert shapely.get_type_id(table.geometry[1]) == 3
    assert [(each.code, each.values["count"]) for each in table.notices] == [("curves_straightened", 1)]


def test_curve_in_degrees_keeps_its_fineness() -> None:
    layer = QgsVectorLayer("CurvePolygon?crs=EPSG:4490", "x", "memory")
    feature = QgsFeature()
    feature.setGeometry(
        QgsGeometry.fromWkt(
            "CurvePolygon (CircularString (124 41, 124.0005 41.0005, 124.001 41, 124.0005 40.9995, 124 41))"
        )
    )
    layer.dataProvider().addFeatures([feature])
    shape = read_source(snapshot_layer(layer)).geometry[0]
    assert 300 < shapely.get_num_coordinates(shape) < 3000


def ring(vertices):
    return struct.pack("<I", len(vertices)) + b"".join(struct.pack("<2d", *vertex) for vertex in vertices)


def polygon(*rings):
    return b"\x01" + struct.pack("<II", 3, len(rings)) + b"".join(ring(each) for each in rings)


def test_open_and_collapsed_rings_are_mended_and_listed() -> None:
    square = [(0, 0), (10, 0), (10, 10), (0, 10)]
    layer = memory_layer(rows=ROWS, shapes=[box(0)] * 3)
    snapshot = snapshot_layer(layer)
    wkb = [polygon(square), polygon([*square, square[0]], [(2, 2), (3, 3)]), polygon([(0, 0)])]
    shapes, notices, mended = sources._shapes([*wkb, b"", b"\x01\x02"], np.array([7, 8, 9, 10, 11]), snapshot)
    assert mended == {0, 1, 2, 4}
    assert [shape is not None for shape in shapes] == [True, True, False, False, False]
    assert shapely.equals(shapes[0], shapely.box(0, 0, 10, 10))
    assert shapely.equals(shapes[1], shapely.box(0, 0, 10, 10))
    assert {each.code: each.values["ids"] for each in notices} == {
        "rings_closed": ["7"],
        "rings_dropped": ["8", "9"],
        "curve_missing": ["11"],
    }


def test_open_and_collapsed_ring_in_a_geopackage(tmp_path) -> None:
    path = tmp_path / "a.gpkg"
    file_layer(path, "GPKG", layer_name="a")
    header = b"GP\x00\x01" + struct.pack("<i", 4528)
    wkb = polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [(2, 2)])
    connection = sqlite3.connect(path)
    for trigger in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{trigger[0]}"')
    connection.execute("UPDATE a SET geom = ? WHERE fid = 1", (header + wkb,))
    connection.commit()
    connection.close()
    table = read_source(snapshot_layer(QgsVectorLayer(str(path), "a", "ogr")))
    assert shapely.equals(table.geometry[0], shapely.box(0, 0, 10, 10))
    assert [each.code for each in table.notices] == ["rings_dropped"]  # QGIS itself closes open rings


def test_z_and_m_are_read() -> None:
    layer = memory_layer("PolygonZM", ROWS[:1], ["PolygonZM ((0 0 5 1, 10 0 5 1, 10 10 5 1, 0 0 5 1))"])
    shape = read_source(snapshot_layer(layer)).geometry[0]
    assert shapely.get_coordinates(shape).tolist() == [[0, 0], [10, 0], [10, 10], [0, 0]]


def test_table_without_geometry() -> None:
    layer = QgsVectorLayer("NoGeometry?field=year:int", "t", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes([2020])
    layer.dataProvider().addFeatures([feature])
    table = read_source(snapshot_layer(layer), ["year"], geometry=False)
    assert table.columns["year"].tolist() == [2020]
    assert table.geometry.tolist() == [None]
    assert table.snapshot.crs_wkt is None


def test_empty_layer() -> None:
    table = read_source(snapshot_layer(memory_layer(rows=[])), ["year"])
    assert (len(table), table.columns["year"].tolist(), table.geometry.tolist()) == (0, [], [])


def test_cancel() -> None:
    class Stopped:
        def report(self, fraction, message=""):
            pass

        def cancelled(self):
            return True

    with pytest.raises(Cancelled):
        read_source(snapshot_layer(memory_layer()), progress=Stopped())


class ReadBesides:
    """A map that is drawn while we read: takes a feature of *layer* at each of our steps, *steps* times."""

    reading: ClassVar[list[object]] = []  # closed before the layer goes

    def __init__(self, layer, steps):
        self._layer, self._steps = layer, steps
        self._begin()

    def _begin(self):
        self._features = self._layer.getFeatures()
        self.reading.append(self._features)

    def report(self, fraction, message=""):
        pass

    def cancelled(self):
        if self._steps:
            self._steps -= 1
            if next(self._features, None) is None:
                self._begin()
        return False


@pytest.fixture
def in_transaction(tmp_path):
    """A layer of forty features whose edits go into the file at once, where all readers share a cursor."""
    rows = [(f"图{number}", 2000 + number, 1.0, None, None) for number in range(40)]
    layer = file_layer(tmp_path / "a.gpkg", "GPKG", rows=rows)
    QgsProject.instance().addMapLayer(layer)
    QgsProject.instance().setAutoTransaction(True)
    layer.startEditing()
    layer.deleteFeature(7)
    layer.changeAttributeValue(1, layer.fields().lookupField("year"), 1999)
    yield layer
    while ReadBesides.reading:
        ReadBesides.reading.pop().close()
    layer.rollBack()
    QgsProject.instance().setAutoTransaction(False)
    QgsProject.instance().clear()


@pytest.mark.parametrize("steps", [0, 1, 20, 35, 10_000])
def test_in_a_transaction_no_feature_is_lost_to_another_reader(in_transaction, monkeypatch, steps) -> None:
    monkeypatch.setattr(sources, "READ_AT_ONCE", 5)
    table = read_source(snapshot_layer(in_transaction), ["year"], ReadBesides(in_transaction, steps))
    assert table.fids.tolist() == [fid for fid in range(1, 41) if fid != 7]
    assert table.columns["year"].tolist()[:2] == [1999, 2001]
    assert table.notices == []
    snapshot = snapshot_layer(in_transaction, selected=frozenset({3, 2, 30}), limit=12)
    assert read_source(snapshot, progress=ReadBesides(in_transaction, steps)).fids.tolist() == [2, 3, 30]
    snapshot = snapshot_layer(in_transaction, expression=""" "year" > 2029 """)
    assert len(read_source(snapshot, progress=ReadBesides(in_transaction, steps))) == 10
    snapshot = snapshot_layer(in_transaction, limit=12)
    assert len(read_source(snapshot, progress=ReadBesides(in_transaction, steps))) == 12


def test_in_a_transaction_the_number_after_an_undo_is_the_true_one(in_transaction) -> None:
    in_transaction.addFeature(QgsFeature(in_transaction.fields()))
    in_transaction.undoStack().undo()
    table = read_source(snapshot_layer(in_transaction))
    assert (len(table), table.notices) == (39, [])


def test_odd_values() -> None:
    values = [QVariant(QVariant.Int), NULL, None, QDate(), QDateTime(), QTime(7, 5), QDate(-5, 1, 1), "x", True]
    assert sources.plain_values(values) == [None, None, None, None, None, "07:05:00", None, "x", True]


# Parameters -----------------------------------------------------------------------------------------------


def test_selected_features_only(algorithm, context) -> None:
    layer = memory_layer()
    context.project().addMapLayer(layer)
    layer.selectByIds([3, 1])
    chosen = QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True)
    snapshot = snapshot_source(algorithm, {"INPUT": chosen}, "INPUT", context)
    layer.selectByIds([2])
    assert read_source(snapshot).fids.tolist() == [1, 3]
    assert snapshot.name == "内存图层"
    limited = QgsProcessingFeatureSourceDefinition(layer.id(), featureLimit=2)
    assert len(read_source(snapshot_source(algorithm, {"INPUT": limited}, "INPUT", context))) == 2


@pytest.mark.parametrize("value", [None, NULL, QVariant(), "", " "])
def test_nothing_given(algorithm, context, value) -> None:
    assert snapshot_source(algorithm, {"INPUT": value}, "INPUT", context) is None
    assert snapshot_layers(algorithm, {"ZONES": value}, "ZONES", context) == []
    assert snapshot_layers(algorithm, {"ZONES": [value]}, "ZONES", context) == []
    assert snapshot_layers(algorithm, {}, "ZONES", context) == []


def test_multiple_layers_by_path_name_id_and_object(algorithm, context, tmp_path) -> None:
    path = tmp_path / "区 线.gpkg"
    file_layer(path, "GPKG", layer_name="保护区")
    in_project, loose = memory_layer(), memory_layer()
    context.project().addMapLayer(in_project)
    value = [f"{path}|layername=保护区", in_project.id(), loose, QgsProperty.fromValue(str(path))]
    found = snapshot_layers(algorithm, {"ZONES": value}, "ZONES", context)
    assert [each.name for each in found] == ["区 线.gpkg: 保护区", "内存图层", "内存图层", "区 线.gpkg"]
    assert [len(read_source(each)) for each in found] == [3, 3, 3, 3]
    assert [each.name for each in snapshot_layers(algorithm, {"ZONES": str(path)}, "ZONES", context)] == [found[3].name]


def test_layer_of_the_project_has_its_name_there(algorithm, context, tmp_path) -> None:
    layer = file_layer(tmp_path / "a.gpkg", "GPKG")
    layer.setName("自然保护区（2020）")
    context.project().addMapLayer(layer)
    assert snapshot_layers(algorithm, {"ZONES": [layer]}, "ZONES", context)[0].name == "自然保护区（2020）"


def test_missing_file_among_several_is_named(algorithm, context, tmp_path) -> None:
    layer = file_layer(tmp_path / "a.gpkg", "GPKG")
    gone = str(tmp_path / "没有.gpkg")
    with pytest.raises(Refusal) as refused:
        snapshot_layers(algorithm, {"ZONES": [layer, gone]}, "ZONES", context)
    assert refused.value.code == "layer_not_loaded"
    assert refused.value.values == {"parameter": "Zones", "value": gone}


def test_layer_whose_file_is_gone_is_named(algorithm, context, tmp_path) -> None:
    layer = file_layer(tmp_path / "a.gpkg", "GPKG")
    lost = QgsVectorLayer(str(tmp_path / "b.gpkg"), "旧图层", "ogr")
    with pytest.raises(Refusal) as refused:
        snapshot_layers(algorithm, {"ZONES": [layer, lost]}, "ZONES", context)
    assert refused.value.values["value"] == "旧图层"
    with pytest.raises(Refusal, match="layer_not_loaded"):
        snapshot_source(algorithm, {"INPUT": "nix.shp"}, "INPUT", context)


def test_raster_is_no_vector_layer(algorithm, context, tmp_path) -> None:
    (tmp_path / "r.asc").write_text("ncols 1\nnrows 1\nxllcorner 0\nyllcorner 0\ncellsize 1\n5\n")
    with pytest.raises(Refusal, match="layer_not_loaded"):
        snapshot_layers(algorithm, {"ZONES": [QgsRasterLayer(str(tmp_path / "r.asc"), "r")]}, "ZONES", context)


@pytest.mark.parametrize(
    ("given", "number"),
    [
        (None, None), (NULL, None), ("", None), ("  ", None), (500, 500.0), (0, 0.0), (12.5, 12.5), ("500", 500.0),
        (" 1e3 ", 1000.0), ("５００", 500.0), (QgsProperty.fromValue(7), 7.0),
    ],
)  # fmt: skip
def test_raw_number(given, number) -> None:
    assert raw_number({"D": given}, "D") == number


def test_raw_number_left_out() -> None:
    assert raw_number({}, "D") is None


@pytest.mark.parametrize("given", ["abc", "500 m", "1,5", "nan", "inf", True, [1, 2]])
def test_text_is_no_distance(given) -> None:
    with pytest.raises(Refusal) as refused:
        raw_number({"D": given}, "D", "Distance of rivers")
    assert refused.value.code == "distance_not_a_number"
    assert refused.value.values == {"parameter": "Distance of rivers", "value": str(given)}


def test_negative_distance() -> None:
    with pytest.raises(Refusal, match="distance_negative"):
        raw_number({"D": "-1"}, "D")


# Ids ------------------------------------------------------------------------------------------------------


def test_ids_from_the_feature_id() -> None:
    ids, notices = patch_ids(read_source(snapshot_layer(memory_layer())), None)
    assert (ids.tolist(), notices) == (["1", "2", "3"], [])


def test_ids_from_a_field() -> None:
    rows = [("a", 1, 12.0), (" a ", 2, 12.5), ("", None, None), ("b", 3, 1e15)]
    layer = memory_layer(rows=rows, shapes=[box(0)] * 4, pairs=FIELDS[:3])
    table = read_source(snapshot_layer(layer), None)
    ids, notices = patch_ids(table, "图斑号")
    assert ids.tolist() == ["a", "a", "#3", "b"]
    assert {each.code: (each.values["ids"], each.values["count"]) for each in notices} == {
        "ids_null": (["3"], 1),
        "ids_duplicate": (["1", "2"], 2),
    }
    ids, notices = patch_ids(table, "area")
    assert ids.tolist() == ["12", "12.5", "#3", "1000000000000000"]
    assert [each.code for each in notices] == ["ids_null"]


# Carried features -----------------------------------------------------------------------------------------


def test_features_are_carried_as_given() -> None:
    pairs = [("Zone_Class", QVariant.String), *FIELDS, ("zone_clses", QVariant.String)]
    rows = [("old", *row, "old") for row in ROWS]
    curve = "CurvePolygon (CircularString (0 0, 5 5, 10 0, 5 -5, 0 0))"
    layer = memory_layer("CurvePolygon", rows, [curve, None, box(0)], pairs)
    table = read_source(snapshot_layer(layer), ["year"], keep_features=True)
    carried = carry(table, ["zone_class", "zone_classes", "area_mu"])
    assert [each.name() for each in carried.fields] == [
        *(name for name, _ in FIELDS), "zone_class", "zone_classes", "area_mu",
    ]  # fmt: skip
    assert [(each.code, each.values["fields"]) for each in carried.notices] == [
        ("own_fields_dropped", ["Zone_Class", "zone_clses"])
    ]
    made = list(original_rows(carried, [["A", "B", None], ["A,C", None, None], [1.5, None, 0.0]]))
    assert [each.attributes()[5:] for each in made] == [["A", "A,C", 1.5], ["B", None, None], [None, None, 0.0]]
    assert [each.attributes()[1] for each in made] == [2019, NULL, 2020]
    assert "CircularString" in made[0].geometry().asWkt()
    assert not made[1].hasGeometry()
    assert table.features[0].attributes()[0] == "old"
    wkb, values = next(original_values(carried))
    assert values == [sources.plain_values([value])[0] if value is None else value for value in list(ROWS[0])]
    assert QgsWkbTypes.flatType(layer.wkbType()) == QgsWkbTypes.Type.CurvePolygon
    assert wkb[1] == 10


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [([1, 2, 9], True), ([2, 1, 9], False), ([1, 1, 2], False), ([1, None, 2], False), ([0, 1, 2], False)],
)
def test_fid_stays_the_key_only_where_it_ascends(numbers, kept) -> None:
    rows = [(number, "x") for number in numbers]
    layer = memory_layer(rows=rows, shapes=[box(0)] * 3, pairs=[("fid", QVariant.Int), ("a", QVariant.String)])
    carried = carry(read_source(snapshot_layer(layer), keep_features=True), ["area_mu"])
    assert carried.keeps_fid is kept
    assert [each.name() for each in carried.fields] == ["fid", "a", "area_mu"]


def test_real_gbk_shapefile_without_encoding(tmp_path) -> None:
    pairs, rows = [("矿名", QVariant.String)], [("后安镇采石场",)]
    file_layer(tmp_path / "m.shp", "ESRI Shapefile", "GB18030", rows=rows, pairs=pairs)
    (tmp_path / "m.cpg").unlink()
    shutil.copy(tmp_path / "m.dbf", tmp_path / "n.dbf")
    layer = QgsVectorLayer(str(tmp_path / "m.shp"), "m", "ogr")
    layer.dataProvider().setEncoding("GB18030")
    layer.updateFields()
    table = read_source(snapshot_layer(layer), None)
    assert table.columns["矿名"].tolist() == ["后安镇采石场"]


def test_speed_does_not_hang_on_the_number_of_unused_columns() -> None:
    frame = pd.DataFrame({"x": range(2000)})
    rows = [(str(x), x, float(x)) for x in frame["x"]]
    layer = memory_layer(rows=rows, shapes=[box(0)] * len(rows), pairs=FIELDS[:3])
    table = read_source(snapshot_layer(layer), ["year"])
    assert table.columns["year"].tolist() == list(range(2000))
