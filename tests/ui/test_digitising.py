"""The readout on the canvas: follows real mouse moves of QGIS's own tools, and never harms them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from qgis.core import QgsPointXY, QgsProject
from qgis.gui import QgsAdvancedDigitizingDockWidget, QgsMapToolCapture, QgsMapToolPan
from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QWidget

from mine_remediation.processing import live_values as values
from mine_remediation.ui.digitising import Readout, growing_text, line_text


class Drawing(QgsMapToolCapture):
    """QGIS's capture tool with a layer of its own, as the core's "Add polygon" has one."""

    def __init__(self, canvas: Any, cad: Any, layer: Any) -> None:
        super().__init__(canvas, cad, QgsMapToolCapture.CaptureMode.CapturePolygon)
        self._layer_id = layer.id()

    def currentVectorLayer(self) -> Any:
        return QgsProject.instance().mapLayer(self._layer_id)


@pytest.fixture
def drawing(canvas: Any, county: dict) -> Iterator[Drawing]:
    layer = county["mines"]
    canvas.setDestinationCrs(layer.crs())
    canvas.setExtent(layer.extent())
    canvas.setLayers([layer])
    canvas.setCurrentLayer(layer)
    canvas.show()
    layer.startEditing()
    cad = QgsAdvancedDigitizingDockWidget(canvas)
    tool = Drawing(canvas, cad, layer)
    canvas.setMapTool(tool)
    yield tool
    canvas.unsetMapTool(tool)
    tool.deleteLater()
    cad.deleteLater()
    if QgsProject.instance().mapLayersByName("mines"):
        layer.rollBack()


@pytest.fixture
def readout(canvas: Any, live: Any, county: dict) -> Iterator[Readout]:
    layer_id = county["mines"].id()
    shown = Readout(canvas, live.growing, cut, lambda: layer_id)
    yield shown
    shown.unload()


def cut(layer: Any, points: list, what: str) -> list[values.LineEdit]:
    """One patch, split or reshaped."""
    after = (7.2, 5.18) if what == "split" else (13.0,)
    return [values.LineEdit(f"P{len(points)}", 12.38, after)]


def draw(tool: Drawing, count: int) -> None:
    """Put *count* corners on a circle."""
    from math import cos, pi, sin

    for place in range(count):
        angle = 2 * pi * place / count
        tool.addVertex(QgsPointXY(42_400_100 + 80 * cos(angle), 4_600_100 + 80 * sin(angle)))


def move(canvas: Any, x: int, y: int) -> None:
    QTest.mouseMove(canvas.viewport(), QPoint(x - 1, y))  # Qt is silent about a pointer that has not moved
    QTest.mouseMove(canvas.viewport(), QPoint(x, y))
    QTest.qWait(20)


def test_the_growing_polygon_is_said_beside_the_pointer(canvas, drawing, readout, live) -> None:
    draw(drawing, 3)
    move(canvas, 200, 150)
    assert readout.label.isVisible()
    assert readout.label.text() == "12.38 mu\noverlaps 0.41 mu: SYN-210422-016\nstill missing this year: 35.82 mu"
    assert live.asked[-1] == ("growing", 4), "three corners and the pointer"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mActionSplitFeatures", "P2: 12.38 → 7.20 + 5.18 mu"),
        ("mActionReshapeFeatures", "P2: 12.38 → 13.00 mu"),
        ("mActionAddPart", ""),
    ],
)
def test_a_line_says_what_it_does_to_the_patches(canvas, drawing, readout, monkeypatch, name, said) -> None:
    action = QAction()
    action.setObjectName(name)
    drawing.setAction(action)
    line = QgsMapToolCapture.CaptureMode.CaptureLine
    monkeypatch.setattr(Drawing, "mode", lambda self: line, raising=False)
    draw(drawing, 1)
    move(canvas, 200, 150)
    assert (readout.label.text() if readout.label.isVisible() else "") == said


def test_below_a_line_stands_what_is_missing_to_the_target() -> None:
    edits = [values.LineEdit("017", 12.0, (7.0, 5.0))]
    assert line_text(edits, values.MU, 35.82).splitlines() == [
        "017: 12.00 → 7.00 + 5.00 mu",
        "still missing this year: 35.82 mu",
    ]
    assert len(line_text(edits, values.MU).splitlines()) == 1
    assert line_text([], values.MU, 35.82) == ""


def test_it_stays_inside_the_map(canvas, drawing, readout) -> None:
    draw(drawing, 3)
    for x, y in ((395, 295), (2, 2)):
        move(canvas, x, y)
        assert canvas.viewport().rect().contains(readout.label.geometry())


def test_too_few_corners_say_nothing(canvas, drawing, readout, live) -> None:
    draw(drawing, 1)
    move(canvas, 200, 150)
    assert not readout.label.isVisible()
    assert ("growing", 2) not in live.asked


def test_switched_off_it_is_silent_and_switched_on_again_it_speaks(canvas, drawing, readout) -> None:
    draw(drawing, 4)
    readout.set_enabled(False)
    move(canvas, 180, 150)
    assert not readout.label.isVisible()
    readout.set_enabled(True)
    move(canvas, 190, 150)
    assert readout.label.isVisible()


def test_another_tool_hides_it(canvas, drawing, readout) -> None:
    draw(drawing, 4)
    move(canvas, 180, 150)
    pan = QgsMapToolPan(canvas)
    canvas.setMapTool(pan)
    assert not readout.label.isVisible()
    move(canvas, 100, 100)
    assert not readout.label.isVisible()
    canvas.setMapTool(drawing)


def test_another_layer_is_none_of_its_business(canvas, drawing, live) -> None:
    other = Readout(canvas, live.growing, cut, lambda: "another layer")
    draw(drawing, 4)
    move(canvas, 180, 150)
    assert not other.label.isVisible()
    other.unload()


def test_deleting_the_layer_while_drawing_does_no_harm(canvas, drawing, readout, project) -> None:
    draw(drawing, 4)
    move(canvas, 180, 150)
    project.removeMapLayer(drawing.currentVectorLayer().id())
    move(canvas, 200, 160)
    assert not readout.label.isVisible()


def test_the_snapped_pointer_counts(canvas, drawing, readout, county, monkeypatch) -> None:
    asked: list[list] = []
    monkeypatch.setattr(readout, "_grow", lambda points, crs: asked.append(points))
    corner = QgsPointXY(42_400_200, 4_600_200)

    class Match:
        def isValid(self) -> bool:
            return True

        def point(self) -> QgsPointXY:
            return corner

    class Snapping:
        def snapToMap(self, where: Any) -> Match:
            return Match()

    monkeypatch.setattr(type(canvas), "snappingUtils", lambda self: Snapping())
    draw(drawing, 3)
    move(canvas, 210, 150)
    assert asked[-1][-1] == (corner.x(), corner.y())


def test_500_corners_cost_less_than_20_ms_a_move_and_no_widget(canvas, drawing, readout) -> None:
    draw(drawing, 500)
    move(canvas, 180, 150)
    before = len(canvas.findChildren(QWidget))
    costs = []
    for place in range(30):
        started = time.perf_counter()
        canvas.xyCoordinates.emit(QgsPointXY(42_400_100 + place, 4_600_100))
        readout.update_text()
        costs.append(time.perf_counter() - started)
    assert sorted(costs)[15] < 0.01, "the area itself has the other half"
    assert len(canvas.findChildren(QWidget)) == before


def test_unloading_leaves_the_canvas_as_it_was(canvas, live, county) -> None:
    before = canvas.receivers(canvas.xyCoordinates), canvas.receivers(canvas.mapToolSet)
    shown = Readout(canvas, live.growing, cut, lambda: "")
    shown.unload()
    QTest.qWait(5)
    assert (canvas.receivers(canvas.xyCoordinates), canvas.receivers(canvas.mapToolSet)) == before


def test_many_overlaps_are_counted_not_listed() -> None:
    growing = values.Growing(1.0, 0.5, ("a", "b", "c", "d", "e"), None)
    assert growing_text(growing, values.MU) == "1.00 mu\noverlaps 0.50 mu: a, b, c and 2 more"
