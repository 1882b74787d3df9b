"""The GeoPackage of a run: what stands in it, how it looks, that it is whole, and that it can be trusted."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from math import fsum
from xml.etree import ElementTree

import pandas as pd
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRenderContext,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QPointF, QSize, QVariant
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPolygonF

from mine_remediation.engine.problems import Cancelled, Refusal
from mine_remediation.reports import fields, layers, palette, words
from mine_remediation.texts import install_translator, remove_translator

TABLES = ("area_summary", "zone_summary", "provenance")
LAYERS = ("patches", "townships", "pieces", "overlaps")


def specs_of(county):
    result = county.result
    return [
        layers.joined_spec("patches", county.source("patches"), result.patches),
        layers.joined_spec("townships", county.source("townships"), result.townships),
        layers.geometry_spec("pieces", result.pieces, county.piece_geometry, county.crs),
        layers.geometry_spec("overlaps", result.overlaps, county.overlap_geometry, county.crs),
        *(layers.table_spec(name, getattr(result, name)) for name in TABLES),
    ]


def description_of(county):
    return layers.Description(county.result.title, list(county.result.provenance.itertuples(index=False, name=None)))


def write(county, path):
    layers.write_geopackage(path, specs_of(county), description_of(county))
    return path


@pytest.fixture(scope="module")
def written(county, tmp_path_factory):
    return write(county, tmp_path_factory.mktemp("out") / "治理进展.gpkg")


OPENED = []  # what hangs on a layer (renderer, fields, features) dies with it


@pytest.fixture(autouse=True)
def close_layers():
    yield
    OPENED.clear()


def styled(path, name):
    layer = layers.open_layer(path, name, styled=True)
    assert layer.isValid()
    OPENED.append(layer)
    return layer


def is_null(value):
    return value is None or (isinstance(value, QVariant) and value.isNull())


def test_every_layer_and_table_is_there_with_all_its_rows(county, written):
    result = county.result
    for name in (*LAYERS, *TABLES):
        assert styled(written, name).featureCount() == len(getattr(result, name)), name
    assert len(layers.open_layer(written, "patches").fields()) == 1 + 3 + len(fields.COLUMNS["patches"])


def test_features_keep_order_geometry_and_attributes(county, written):
    found = list(styled(written, "patches").getFeatures())
    assert [each["TBBH"] for each in found] == [row[0] for row in county.patch_rows]
    assert [each["patch_id"] for each in found] == list(county.result.patches["patch_id"])
    assert not found[3].hasGeometry()
    assert is_null(found[3]["area_mu"])
    assert is_null(found[3]["zone_class"])
    areas = [each["area_mu"] for each in found if not is_null(each["area_mu"])]
    assert areas == county.result.patches["area_mu"].dropna().tolist()
    box = found[0].geometry().boundingBox()
    assert (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()) == county.patch_geometry[0].bounds


def test_the_file_is_a_geopackage_1_2_at_rest_without_a_clock_reading(written):
    with closing(sqlite3.connect(written)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (10200,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert database.execute("SELECT COUNT(DISTINCT last_change) FROM gpkg_contents").fetchone() == (1,)
        assert database.execute("SELECT COUNT(*) FROM layer_styles WHERE useAsDefault").fetchone() == (7,)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [each.name for each in written.parent.iterdir()] == [written.name]


def test_styles_do_not_depend_on_the_order_in_which_qt_writes_attributes(written):
    with closing(sqlite3.connect(written)) as database:
        pairs = database.execute("SELECT styleQML, styleSLD FROM layer_styles").fetchall()
    assert all("<!DOCTYPE" in style for style, _ in pairs)
    # QGIS 3.44 has no SLD for the townships, whose labels are expressions
    styles = [each for pair in pairs for each in pair if each]
    assert len(styles) >= 2 * len(pairs) - 1
    for style in styles:
        for element in ElementTree.fromstring(style).iter():
            named = [name for name in element.attrib if not name.startswith("{")]
            assert named == sorted(named), element.tag
    within = "&lt;e z=&quot;1&quot; y=&quot;&quot;/>"
    tag = f"""<a:b x.y="1 > 0" b='no'/><c d="{within}" a="" /> text = "z" <e>"""
    sorted_within = "&lt;e y=&quot;&quot; z=&quot;1&quot;/>"
    assert layers.in_order(tag) == f"""<a:b x.y="1 > 0" b='no'/><c a="" d="{sorted_within}" /> text = "z" <e>"""
    assert layers.in_order('<m size2="" size=""/>') == '<m size="" size2=""/>'


def test_two_equal_runs_write_equal_bytes_also_in_a_worker_thread(county, written, tmp_path):
    failures = []

    def run():
        try:
            write(county, tmp_path / "again.gpkg")
        except (Refusal, OSError, RuntimeError) as error:
            failures.append(error)

    worker = threading.Thread(target=run)
    worker.start()
    worker.join()
    assert failures == []
    assert digest(tmp_path / "again.gpkg") == digest(written)


def test_equal_bytes_also_where_somebody_else_has_the_file_open(county, written, tmp_path, monkeypatch):
    describe, held = layers._describe, []

    def described(path, spec, description):
        held.append(layers.open_layer(path, spec.name))
        describe(path, spec, description)
        del held[: len(held) if spec.name == specs[-1].name else -1]

    specs = specs_of(county)
    monkeypatch.setattr(layers, "_describe", described)
    write(county, tmp_path / "again.gpkg")
    assert digest(tmp_path / "again.gpkg") == digest(written)


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_aliases_come_back_with_the_file_and_an_inputs_own_alias_stays(written):
    layer = styled(written, "patches")
    aliases = {each.name(): each.alias() for each in layer.fields()}
    assert aliases["TBBH"] == "图斑编号"
    assert aliases["zone_mu"] == "Area inside zones, overlaps not deducted (mu)"
    for name in (*LAYERS, *TABLES):
        for each in styled(written, name).fields():
            assert each.alias() or each.name() in ("fid", "LB", "ZLZT", "XZDM", "XZMC"), each.name()


def test_aliases_are_in_the_users_language(county, tmp_path):
    def translator(text, n):
        return {"Counted area (mu)": "计入面积（亩）", "{year} (mu)": "{year}年（亩）"}.get(text, text)

    install_translator(translator)
    try:
        write(county, tmp_path / "zh.gpkg")
    finally:
        remove_translator(translator)
    aliases = {each.name(): each.alias() for each in styled(tmp_path / "zh.gpkg", "townships").fields()}
    assert aliases["mu_2019"] == "2019年（亩）"
    patches = styled(tmp_path / "zh.gpkg", "patches")
    assert patches.attributeAlias(patches.fields().lookupField("counted_mu")) == "计入面积（亩）"


def test_every_declared_field_has_a_name_and_a_type():
    for name in {each for columns in fields.COLUMNS.values() for each in columns} - {fields.YEARS}:
        assert fields.alias(name), name
    assert fields.alias("mu_2019_printed") == "2019 (mu), as printed"
    assert fields.alias("SBMJ") == fields.alias("mu_19") == fields.alias("SBMJ_printed") == ""
    assert fields.kind_of("year") is fields.Kind.INTEGER
    assert fields.kind_of("mu_2019") is fields.Kind.REAL


def shown(layer, name, row):
    place = layer.fields().lookupField(name)
    setup = layer.editorWidgetSetup(place)
    assert setup.type() == "ValueMap"
    [text] = [text for each in setup.config()["map"] for text, value in each.items() if value == row]
    return text


NULL_WORD = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"  # how a value map of QGIS spells NULL


def test_missing_values_have_words_and_stay_null_in_the_data(written):
    layer = styled(written, "area_summary")
    assert shown(layer, "township", NULL_WORD) == words.township_name(None)
    assert shown(layer, "year", NULL_WORD) == words.year_name(None)
    assert shown(layer, "category", NULL_WORD) == words.category_name(None)
    assert shown(layer, "zone_class", "RIVER_CORRIDOR") == "River corridor"
    assert is_null(next(layer.getFeatures())["township"])
    assert shown(styled(written, "zone_summary"), "zone_class", "SCENIC_AREA") == "Scenic area (No layer given)"


def test_patches_are_drawn_by_zone_class_in_the_palettes_colours(county, written):
    categories = {each.value(): each for each in styled(written, "patches").renderer().categories()}
    present = set(county.result.patches["zone_class"].dropna())
    assert list(categories) == [key for key in palette.group("zone_class") if key in present] + ["NOT_COUNTED"]
    for key in present:
        swatch = palette.swatch("zone_class", key)
        symbol = categories[key].symbol().symbolLayer(0)
        assert symbol.fillColor().name().upper() == swatch.colour
        assert symbol.strokeColor().name().upper() == swatch.outline
        assert categories[key].label() == words.zone_class_name(key)


def test_without_zones_patches_are_drawn_by_category_then_by_status(county, tmp_path):
    bare = county.result.patches.assign(zone_class=None)
    source = county.source("patches")
    layers.write_geopackage(tmp_path / "a.gpkg", [layers.joined_spec("patches", source, bare)], layers.Description())
    by_category = styled(tmp_path / "a.gpkg", "patches").renderer()
    assert '"LB"' in by_category.classAttribute()
    assert [each.label() for each in by_category.categories()][-2:] == ["No category", "Not counted"]
    rows = [(wkb, (attributes[0], None, attributes[2])) for wkb, attributes in source.rows]
    spec = layers.joined_spec("patches", replace(source, rows=rows), bare)
    layers.write_geopackage(tmp_path / "b.gpkg", [spec], layers.Description())
    labels = [each.label() for each in styled(tmp_path / "b.gpkg", "patches").renderer().categories()]
    assert labels == ["Not started", "Works under way", "Under acceptance", "Accepted", "Not counted"]


def test_labels_read_printed_figures_only(written):
    label = styled(written, "townships").labeling().settings()
    assert label.isExpression
    assert '"remediated_mu_printed"' in label.fieldName
    assert '"remediated_mu"' not in label.fieldName
    assert '"XZMC"' in label.fieldName


def test_metadata_tell_how_the_figures_came_about(county, written):
    metadata = styled(written, "zone_summary").metadata()
    assert county.result.title in metadata.title()
    assert metadata.history() == ["程序版本: 0.1.0", "截止日期: 2020-11-30"]
    assert "截止日期: 2020-11-30" in metadata.abstract()


def test_re_reading_agrees_and_finds_every_kind_of_difference(county, written):
    patches = county.result.patches
    expected = {"patches": (100, {"area_mu": fsum(patches["area_mu"].dropna())}), "overlaps": (2, {"area_mu": 0.225})}
    layers.check_geopackage(written, expected)
    for wrong in (
        {"patches": (99, {})},
        {"patches": (100, {"area_mu": fsum(patches["area_mu"].dropna()) + 0.001})},
        {"area_summary_2": (1, {})},
    ):
        with pytest.raises(Refusal) as refusal:
            layers.check_geopackage(written, wrong)
        assert refusal.value.code == "layer_differs"
        assert refusal.value.values["layer"] in wrong


def test_an_existing_file_is_never_touched(county, written):
    before = digest(written)
    with pytest.raises(FileExistsError):
        write(county, written)
    assert digest(written) == before


class Cancels:
    """A user who stops at the third question."""

    def __init__(self):
        self.asked = 0

    def report(self, fraction, message=""):
        pass

    def cancelled(self):
        self.asked += 1
        return self.asked >= 3


def test_a_cancelled_run_leaves_nothing(county, tmp_path):
    with pytest.raises(Cancelled):
        layers.write_geopackage(tmp_path / "x.gpkg", specs_of(county), description_of(county), Cancels())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused_by_name_of_the_layer(county, tmp_path):
    with pytest.raises(Refusal) as refusal:
        write(county, tmp_path / "absent" / "x.gpkg")
    assert (refusal.value.code, refusal.value.values["layer"]) == ("not_written", "patches")


@pytest.mark.parametrize(("numbers", "key"), [((3, 5, 9), "fid"), ((5, 3, 9), "ogc_fid"), ((4, 4, 4), "ogc_fid")])
def test_an_inputs_own_fid_never_loses_or_reorders_rows(county, tmp_path, numbers, key):
    source = county.source("townships")
    own = county.township_fields.__class__(layers.extended_fields(county.township_fields, ["patch_id"]))
    own.rename(own.lookupField("patch_id"), "note")
    own.append(fid_field())
    rows = [(source.rows[i][0], (*source.rows[i][1], "x", number)) for i, number in enumerate(numbers)]
    spec = replace(source, name="townships", fields=own, rows=rows)
    layers.write_geopackage(tmp_path / "x.gpkg", [spec], layers.Description())
    layer = styled(tmp_path / "x.gpkg", "townships")
    assert layer.fields()[0].name() == key
    assert [each["fid"] for each in layer.getFeatures()] == list(numbers)
    assert [each["XZMC"] for each in layer.getFeatures()] == [row[1] for row in county.township_rows[:3]]


def fid_field():
    return layers.QgsField("fid", QVariant.LongLong)


def test_a_column_called_like_the_geometry_column_survives(tmp_path):
    table = layers.table_spec("provenance", pd.DataFrame({"key": ["a"], "value": ["b"]}))
    own = layers.qgs_fields(["key"])
    own.append(layers.QgsField("geom", QVariant.String))
    wkb = QgsGeometry.fromWkt("Polygon ((0 0, 1 0, 1 1, 0 0))").asWkb().data()
    crs = QgsCoordinateReferenceSystem("EPSG:4490")
    spec = replace(table, fields=own, crs=crs, geometry_type=QgsWkbTypes.Type.MultiPolygon, rows=[(wkb, ("a", "b"))])
    layers.write_geopackage(tmp_path / "x.gpkg", [spec], layers.Description())
    [feature] = styled(tmp_path / "x.gpkg", "provenance").getFeatures()
    assert feature["geom"] == "b"
    assert feature.hasGeometry()


def test_one_group_in_front_and_a_second_run_replaces_it(written):
    project = QgsProject()
    project.layerTreeRoot().addGroup("底图")
    layers.add_to_project(project, written, "2020年11月")
    again = layers.add_to_project(project, written, "2020年11月")
    groups = [each.name() for each in project.layerTreeRoot().children()]
    assert groups == ["2020年11月", "底图"]
    group = project.layerTreeRoot().children()[0]
    names = [each.name() for each in group.children()]
    assert names == [layers.layer_title(each) for each in ("overlaps", "patches", "pieces", "townships", *TABLES)]
    assert len(project.mapLayers()) == len(again) == 7
    shown_pieces = [each.itemVisibilityChecked() for each in group.children()]
    assert shown_pieces == [True, True, False, True, True, True, True]
    assert [each.name() for each in group.children() if each.isExpanded()] == [layers.layer_title("patches")]
    project.clear()


def test_a_layer_of_another_file_in_a_group_of_that_name_stays(written):
    project = QgsProject()
    foreign = QgsVectorLayer("Point?crs=EPSG:4490", "底图点", "memory")
    project.addMapLayer(foreign, False)
    project.layerTreeRoot().addGroup("月报").addLayer(foreign)
    layers.add_to_project(project, written, "月报")
    assert project.mapLayer(foreign.id()) is not None
    assert [each.name() for each in project.layerTreeRoot().children()] == ["月报", "月报"]
    project.clear()


@pytest.mark.parametrize("kind", ["classified", "progress", "pieces", "overlap_pairs", "patches", "something else"])
def test_any_loaded_layer_can_be_styled(kind, qgis_app):
    layer = QgsVectorLayer(
        "MultiPolygon?crs=EPSG:4530&field=zone_class:string&field=area_mu:double&field=mc:string", "x", "memory"
    )
    feature = QgsFeature(layer.fields())
    feature.setAttributes(["OUTSIDE", 1.5, "永陵镇"])
    layer.dataProvider().addFeatures([feature])
    layers.style_layer(layer, kind, layers.Styling(name_field="mc"))
    assert layer.attributeAlias(1) == "Area (mu)"
    drawn_labels = layer.labelsEnabled() and layer.labeling().settings().drawLabels
    assert drawn_labels is (kind == "progress")
    if kind in ("classified", "patches"):
        assert [each.value() for each in layer.renderer().categories()] == ["OUTSIDE"]


def drawn(symbol):
    """Grey values of 60 × 60 pixels filled with *symbol*, at 200 dpi."""
    image = QImage(QSize(60, 60), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    context = QgsRenderContext.fromQPainter(painter)
    context.setScaleFactor(200 / 25.4)
    symbol.startRender(context)
    symbol.renderPolygon(QPolygonF([QPointF(x, y) for x, y in SQUARE]), None, None, context)
    symbol.stopRender(context)
    painter.end()
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return [grey.pixelColor(x, y).red() for x in range(60) for y in range(60)]


SQUARE = [(-20, -20), (80, -20), (80, 80), (-20, 80)]


@pytest.mark.parametrize("group", ["zone_class", "category"])
def test_drawn_and_turned_grey_no_two_classes_look_alike(group, qgis_app):
    pictures = {key: drawn(layers.patch_symbol(each, marker=False)) for key, each in palette.group(group).items()}
    keys = list(pictures)
    for i, first in enumerate(keys):
        for second in keys[i + 1 :]:
            differing = sum(abs(a - b) > 20 for a, b in zip(pictures[first], pictures[second]))
            assert differing > 360, (first, second)  # a tenth of the picture
