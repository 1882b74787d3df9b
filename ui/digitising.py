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

Grow = Callable[[list[tuple[float, float]], QgsCoordinateReferenceSystem], "values.Growing | None"]


class Readout(QObject):
    """One label on the canvas, made once, that follows the pointer while a polygon grows.

    *grow* gives the figures of a polygon, *layer_id* the layer whose polygons matter, *unit* the unit.
    """

    def __init__(
        self, canvas: QgsMapCanvas, grow: Grow, layer_id: Callable[[], str], unit: Callable[[], str] = lambda: values.MU
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._grow, self._layer_id, self._unit = canvas, grow, layer_id, unit
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
        growing = None if layer is None else self._growing(tool, layer)
        if growing is None:
            self.label.hide()
            return
        self.label.setText(growing_text(growing, self._unit()))
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
        """The layer that *tool* draws a polygon in, if it is the one with the mine patches."""
        if not isinstance(tool, QgsMapToolCapture) or tool.size() < FEWEST:
            return None
        if tool.mode() != QgsMapToolCapture.CaptureMode.CapturePolygon:
            return None
        layer = tool.currentVectorLayer()  # None where it was deleted meanwhile
        return layer if layer is not None and layer.id() == self._layer_id() else None

    def _growing(self, tool: QgsMapToolCapture, layer: QgsVectorLayer) -> values.Growing | None:
        drawn = [(point.x(), point.y()) for point in tool.captureCurve().curveToLine().points()]
        pointer = tool.toLayerCoordinates(layer, self._snapped())
        return self._grow([*drawn, (pointer.x(), pointer.y())], layer.crs())

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
    if growing.still_missing is not None:
        missing = looks.figure(growing.still_missing, unit)
        lines.append(tr("still missing this year: {area} {unit}").format(area=missing, unit=said))
    return "\n".join(lines)


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
