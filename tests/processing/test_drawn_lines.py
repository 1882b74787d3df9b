"""What a line would do to patches, before it lands, is what QGIS does when it lands."""

from __future__ import annotations

import time

import pytest

pytest.importorskip("qgis.core")
from qgis.core import QgsFeature, QgsGeometry, QgsLineString, QgsPoint, QgsRectangle, QgsVectorLayer

from mine_remediation.processing.drawn_lines import RESHAPE, SPLIT, line_edits

EAST, NORTH = 42_400_000.0, 4_600_000.0


@pytest.fixture
def layer(qgis_app: object) -> QgsVectorLayer:
    """Three squares of 200 m in a row, 100 m apart."""
    made = QgsVectorLayer("MultiPolygon?crs=EPSG:4530&field=TBBH:string", "图斑", "memory")
    features = []
    for place in range(3):
        feature = QgsFeature(made.fields())
        west = EAST + 300 * place
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(west, NORTH, west + 200, NORTH + 200)))
        feature.setAttributes([f"P{place}"])
        features.append(feature)
    made.dataProvider().addFeatures(features)
    return made


def across(height: float, length: float = 1000.0) -> list[tuple[float, float]]:
    return [(EAST - 50, NORTH + height), (EAST - 50 + length, NORTH + height)]


def test_a_split_tells_both_parts_of_each_patch(layer) -> None:
    edits = line_edits(layer, across(50), SPLIT, "TBBH", "mu")
    assert [edit.name for edit in edits] == ["P0", "P1", "P2"]
    for edit in edits:
        assert sum(edit.after) == pytest.approx(edit.before, abs=0.011)
        assert sorted(edit.after) == pytest.approx([15.0, 45.0], rel=2e-3)


def test_what_is_told_is_what_splitting_makes(layer) -> None:
    (told,) = line_edits(layer, across(70, 300), SPLIT, "TBBH", "mu")
    layer.startEditing()
    layer.splitFeatures(curve=QgsLineString([QgsPoint(*point) for point in across(70, 300)]))
    parts = [each for each in layer.getFeatures() if each["TBBH"] == "P0"]
    wide = [(EAST - 50, NORTH + 199.99), (EAST + 260, NORTH + 199.99)]
    assert len(parts) == 2
    after = {edit.before for edit in line_edits(layer, [*across(1, 300), *wide], SPLIT, "TBBH", "mu")}
    assert after == set(told.after)


def test_a_reshape_tells_the_new_area_and_changes_nothing(layer) -> None:
    bulge = [(EAST + 10, NORTH + 190), (EAST + 10, NORTH + 300), (EAST + 110, NORTH + 300), (EAST + 110, NORTH + 190)]
    before = [each.geometry().asWkt() for each in layer.getFeatures()]
    (edit,) = line_edits(layer, bulge, RESHAPE, "TBBH", "mu")
    assert edit.name == "P0"
    assert edit.after[0] - edit.before == pytest.approx(100 * 100 * 0.0015, rel=2e-3)
    assert [each.geometry().asWkt() for each in layer.getFeatures()] == before
    line = QgsLineString([QgsPoint(*point) for point in bulge])
    landed = layer.getFeature(1).geometry()
    landed.reshapeGeometry(line)
    layer.dataProvider().changeGeometryValues({1: landed})
    (again,) = line_edits(layer, [(EAST - 1, NORTH + 1), (EAST + 201, NORTH + 1)], SPLIT, "TBBH", "mu")
    assert again.before == edit.after[0]


def test_only_selected_patches_are_meant_where_some_are_selected(layer) -> None:
    layer.selectByIds([2])
    assert [edit.name for edit in line_edits(layer, across(50), SPLIT, "TBBH", "mu")] == ["P1"]


def test_a_line_that_ends_inside_does_nothing_and_hectares_have_four_decimals(layer) -> None:
    assert line_edits(layer, across(50, 100), SPLIT, "TBBH", "mu") == []
    (edit,) = line_edits(layer, across(50, 300), SPLIT, "", "ha")
    assert edit.name == "1"
    assert round(edit.before, 4) == edit.before == pytest.approx(4.0, rel=2e-3)


def test_a_layer_without_crs_is_silent(layer) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    layer.setCrs(QgsCoordinateReferenceSystem())
    assert line_edits(layer, across(50), SPLIT, "TBBH", "mu") == []


def test_a_move_with_500_corners_costs_less_than_20_ms(layer) -> None:
    line = [(EAST - 50 + 2 * place, NORTH + 50 + (place % 2)) for place in range(500)]
    costs = []
    for _ in range(15):
        started = time.perf_counter()
        assert len(line_edits(layer, line, SPLIT, "TBBH", "mu")) == 3
        costs.append(time.perf_counter() - started)
    assert min(costs) < 0.02, costs
