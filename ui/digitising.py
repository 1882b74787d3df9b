"""What the map says while a polygon is being drawn: its mu, what it overlaps, what is missing to the target.

QGIS's tools are only read, never replaced. Tools that capture vertex by vertex can be read while they draw; shape
tools and the vertex tool cannot before the edit lands: then the dock's live figures follow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMapTool, QgsMapToolCapture
from qgis.PyQt.QtCore import QObject, QPoint, Qt, QTimer
from qgis.PyQt.QtWidgets import QFrame, QLabel

from ..processing import live_values as values
from ..texts import tr
from . import looks

BESIDE = QPoint(18, 18)  # from the pointer to the text
FEWEST = 2  # corners that make a polygon together with the pointer
MOST_NAMES = 3

LINES = {"mActionReshapeFeatures": "reshape", "mActionSplitFeatures": "split"}  # QGIS's actions of tools that cut

Points = "list[tuple[float, float]]"
Grow = Callable[[Points, QgsCoordinateReferenceSystem], "values.Growing | None"]
Cut = Callable[[QgsVectorLayer, Points, str], "list[values.LineEdit]"]


class Readout(QObject):
    """One label on the canvas, made once, that follows the pointer while a polygon grows.

    *grow* gives the figures of a polygon, *cut* what a line does to patches, *layer_id* the layer whose polygons
    matter, *unit* the unit, *missing* what is still missing to the target of the year.
    """

    def __init__(
        self,
        canvas: QgsMapCanvas,
        grow: Grow,
        cut: Cut,
        layer_id: Callable[[], str],
        unit: Callable[[], str] = lambda: values.MU,
        missing: Callable[[], float | None] = lambda: None,
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._grow, self._cut, self._layer_id, self._unit = canvas, grow, cut, layer_id, unit
        self._missing = missing
        self._enabled, self._where = True, QgsPointXY()
        self.label = _label(canvas)
        self._next = QTimer(self)  # moves that come faster than figures are made share one
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self.update_text)
        canvas.xyCoordinates.connect(self._on_moved)
        canvas.mapToolSet.connect(self._on_tool_changed)

    def set_enabled(self, enabled: bool) -> None:
        """Switch the readout on or off."""
        self._enabled = enabled
        if not enabled:
            self.label.hide()

    def unload(self) -> None:
        """Leave the canvas as it was."""
        self._next.stop()
        self._canvas.xyCoordinates.disconnect(self._on_moved)
        self._canvas.mapToolSet.disconnect(self._on_tool_changed)
        self.label.hide()
        self.label.deleteLater()
        self.deleteLater()

    def update_text(self) -> None:
        """Say what the polygon under the pointer is now, or nothing."""
        tool = self._canvas.mapTool()
        layer = self._drawn_layer(tool)
        text = "" if layer is None else self._text(tool, layer)
        if not text:
            self.label.hide()
            return
        self.label.setText(text)
        self.label.adjustSize()
        self._place()
        self.label.show()

    def _on_moved(self, where: QgsPointXY) -> None:
        self._where = QgsPointXY(where)
        if self._enabled and isinstance(self._canvas.mapTool(), QgsMapToolCapture):
            self._next.start()
        elif self.label.isVisible():
            self.label.hide()

    def _on_tool_changed(self, *_: Any) -> None:
        self.label.hide()

    def _drawn_layer(self, tool: QgsMapTool | None) -> QgsVectorLayer | None:
        """The layer that *tool* draws in, if it is the one with the mine patches."""
        if not isinstance(tool, QgsMapToolCapture) or tool.size() == 0:
            return None
        layer = tool.currentVectorLayer()  # None where it was deleted meanwhile
        return layer if layer is not None and layer.id() == self._layer_id() else None

    def _text(self, tool: QgsMapToolCapture, layer: QgsVectorLayer) -> str:
        """What there is to say about the polygon or the line that *tool* has captured, to the pointer."""
        drawn = [(point.x(), point.y()) for point in tool.captureCurve().curveToLine().points()]
        pointer = tool.toLayerCoordinates(layer, self._snapped())
        points = [*drawn, (pointer.x(), pointer.y())]
        if tool.mode() == QgsMapToolCapture.CaptureMode.CapturePolygon:
            growing = self._grow(points, layer.crs()) if len(drawn) >= FEWEST else None
            return "" if growing is None else growing_text(growing, self._unit())
        what = LINES.get(tool.action().objectName()) if tool.action() is not None else None
        return "" if what is None else line_text(self._cut(layer, points, what), self._unit(), self._missing())

    def _snapped(self) -> QgsPointXY:
        match = self._canvas.snappingUtils().snapToMap(self._where)
        return match.point() if match.isValid() else self._where

    def _place(self) -> None:
        """Beside the pointer, inside the map."""
        shown = self._canvas.getCoordinateTransform().transform(self._where)
        room = self._canvas.viewport().size() - self.label.size()
        wanted = QPoint(round(shown.x()), round(shown.y())) + BESIDE
        self.label.move(max(0, min(wanted.x(), room.width())), max(0, min(wanted.y(), room.height())))


def growing_text(growing: values.Growing, unit: str) -> str:
    """A growing polygon in up to three lines."""
    said = looks.unit_name(unit)
    lines = [tr("{area} {unit}").format(area=looks.figure(growing.area, unit), unit=said)]
    if growing.overlap > 0:
        names = tr(", ").join(growing.overlapped[:MOST_NAMES])
        if len(growing.overlapped) > MOST_NAMES:
            names = tr("{names} and {n} more").format(names=names, n=len(growing.overlapped) - MOST_NAMES)
        overlap = looks.figure(growing.overlap, unit)
        lines.append(tr("overlaps {area} {unit}: {names}").format(area=overlap, unit=said, names=names))
    return "\n".join([*lines, *_missing_lines(growing.still_missing, unit)])


def _missing_lines(missing: float | None, unit: str) -> list[str]:
    """What is still missing to the target of the year; nothing where it has none."""
    if missing is None:
        return []
    words = tr("still missing this year: {area} {unit}")
    return [words.format(area=looks.figure(missing, unit), unit=looks.unit_name(unit))]


def line_text(edits: list[values.LineEdit], unit: str, missing: float | None = None) -> str:
    """What a line does to patches, one a line: its area before, then those of its parts; then what is *missing*."""
    said = looks.unit_name(unit)
    lines = []
    for edit in edits:
        after = " + ".join(looks.figure(area, unit) for area in edit.after)
        before = looks.figure(edit.before, unit)
        lines.append(
            tr("{patch}: {before} → {after} {unit}").format(patch=edit.name, before=before, after=after, unit=said)
        )
    return "\n".join([*lines, *_missing_lines(missing, unit)] if lines else [])


def _label(canvas: QgsMapCanvas) -> QLabel:
    label = QLabel(canvas.viewport())
    label.setObjectName("MineRemediationReadout")
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    label.setFrameShape(QFrame.Shape.StyledPanel)
    label.setAutoFillBackground(True)
    label.setMargin(4)
    label.setFont(looks.number_font(canvas.font()))
    label.hide()
    return label
