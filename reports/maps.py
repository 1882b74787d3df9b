"""The county map: a print layout in a project of its own, exported to PNG or PDF. This file knows QGIS.

Everything here works in a worker thread and without a project; no figure is computed, the layout draws
the texts of a :class:`~.map_spec.MapSpec`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import floor, log10
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsFeatureSink,
    QgsFillSymbol,
    QgsGeometry,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemMapGrid,
    QgsLayoutItemMarker,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutUtils,
    QgsPointXY,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsTextFormat,
    QgsTextRenderer,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtWidgets import QGraphicsScene

from ..engine.problems import Refusal
from ..engine.progress import CHUNK, Progress, Silent, check
from ..libraries import shapely
from ..paths import icon_path
from ..texts import tr
from . import palette, placing
from .layers import font_family, marker_symbol, patch_symbol, text_font, text_format, township_symbol
from .map_spec import LegendRow, MapSpec, Shapes
from .map_type import fitted, line_height, shared_letters, text_width
from .pdf_text import mend_file

DPI = 200  # A4 landscape: 2 339 × 1 654 pixels
_PAGE_W = 297.0  # all lengths in millimetres
_MARGIN = 10.0
_TOP, _BOTTOM = 29.0, 189.0  # of the outer neat line
_GUTTER = 5.0  # between the neat lines, for the kilometre figures
_PANEL_W, _GAP, _PAD = 84.0, 4.0, 4.0
_MAP_W = _PAGE_W - 2 * _MARGIN - _PANEL_W - _GAP
_PANEL_X = _MARGIN + _MAP_W + _GAP
_INNER_X, _INNER_W = _PANEL_X + _PAD, _PANEL_W - 2 * _PAD
_FRAME_W, _FRAME_H = _MAP_W - 2 * _GUTTER, _BOTTOM - _TOP - 2 * _GUTTER  # of the map itself
_SWATCH_W, _COUNT_W, _MU_W = 17.0, 9.0, 17.0
_HEADING_H, _TOTAL_H, _ACCOUNT_H, _SCALE_H = 7.0, 7.5, 33.0, 21.0  # heights in the panel
_NOTE_H, _NOTE_POINTS = 12.0, 7.0  # at most; the type's size at most
_UNPLACED_H, _UNPLACED_POINTS = 12.0, 7.5
_ROUND = (1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 9, 10)
_AS_TEXT = "TextFormatAlwaysText"  # QGIS 3.22 has it outside its enum
_NAME_POINTS = (9.0, 7.5, 6.0)  # sizes tried for a township's name
_MU_SIZE = 0.9  # of the name's size
_MARKER_SIZES = ((150, 2.4), (400, 1.9), (2000, 1.5), (None, 1.1))  # up to so many patches
_CROWDED = 400  # patches beyond which markers stay at their place and names are put over them


@dataclass(frozen=True)
class MapReport:
    """What came of a map: worded warnings, and the townships whose label found no room (named beside the map)."""

    warnings: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)


def county_map(path: str | Path, spec: MapSpec, dpi: int = DPI, progress: Progress | None = None) -> MapReport:
    """Draw *spec* into a new file, ``.png`` or ``.pdf`` by its ending.

    Raises ``Refusal("not_written", layer, detail)`` where the export fails; ``Cancelled``.
    """
    progress = progress or Silent()
    content = _Content(spec, progress)
    progress.report(0.5)
    sheet = _Sheet(spec, content)
    check(progress)
    sheet.export(Path(path), dpi)
    return MapReport(_warnings(content), [spec.township_labels[i][0] for i in content.unplaced])


def _warnings(content: _Content) -> list[str]:
    found = []
    if not font_family():
        found.append(tr("No Chinese font is installed: the map's Chinese text may be missing or show as boxes."))
    if content.hidden_patches:
        number = content.hidden_patches
        found.append(tr("{n} patches lie outside the map's frame.", number).format(n=number))
    return found


def map_crs(lon: float, lat: float) -> QgsCoordinateReferenceSystem:
    """The frame of a county map: CGCS2000 in the 3-degree zone (prefixed eastings) of its centre; UTM abroad."""
    zone = round(lon / 3)
    if 25 <= zone <= 45 and 3 <= lat <= 54:
        return QgsCoordinateReferenceSystem(f"EPSG:{4488 + zone}")
    utm = min(60, floor((lon + 180) / 6) + 1)
    return QgsCoordinateReferenceSystem(f"EPSG:{(32600 if lat >= 0 else 32700) + utm}")


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """The coordinate system in the words of an official map."""
    number = int(crs.authid().split(":")[1])
    if not 4513 <= number <= 4533:
        return tr("Coordinate system: {name}").format(name=crs.description())
    zone = number - 4488
    return tr(
        "China Geodetic Coordinate System 2000, Gauss-Krüger projection, 3-degree zone {zone}, "
        "central meridian {meridian}°E"
    ).format(zone=zone, meridian=3 * zone)


# What lies on the map -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Frame:
    """The part of the map's plane that the frame shows, at a round scale."""

    centre: QgsPointXY
    scale: float

    @cached_property
    def extent(self) -> QgsRectangle:
        """In map units (metres)."""
        across, up = _FRAME_W / 2000 * self.scale, _FRAME_H / 2000 * self.scale
        x, y = self.centre.x(), self.centre.y()
        return QgsRectangle(x - across, y - up, x + across, y + up)

    def to_paper(self, geometries: Iterable[QgsGeometry]) -> np.ndarray:
        """Valid polygons, as shapely has them, in millimetres from the frame's lower left corner."""
        shapes = np.array(shapely.from_wkb([bytes(each.asWkb()) for each in geometries]), dtype=object)
        for i in np.flatnonzero(~shapely.is_valid(shapes)):
            parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shapes[i])))
            shapes[i] = shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
        origin = np.array([self.extent.xMinimum(), self.extent.yMinimum()])
        return np.atleast_1d(shapely.transform(shapes, lambda points: (points - origin) / self.scale * 1000))

    def to_map(self, places: Iterable[Sequence[float]]) -> list[QgsGeometry]:
        """Points of the map's plane at *places* on paper."""
        metres, west, south = self.scale / 1000, self.extent.xMinimum(), self.extent.yMinimum()
        return [QgsGeometry.fromPointXY(QgsPointXY(west + x * metres, south + y * metres)) for x, y in places]


@dataclass(frozen=True)
class _NamePlace:
    """A township's name on paper: type size, size of its box, centre (mm from the frame's lower left corner)."""

    points: float
    width: float
    height: float
    x: float
    y: float


class _Content:
    """Geometries in the map's CRS, where markers and names go, and the layers made of them."""

    def __init__(self, spec: MapSpec, progress: Progress) -> None:
        self._spec = spec
        lonlat, _ = _geometries(spec.townships, QgsCoordinateReferenceSystem("EPSG:4490"), progress)
        middle = _bounds(lonlat.values()).center()
        self.crs = map_crs(middle.x(), middle.y())
        self._townships, _ = _geometries(spec.townships, self.crs, progress)
        self._patches, lost = _geometries(spec.patches, self.crs, progress)
        extent = _bounds(self._townships.values())
        self.frame = _Frame(extent.center(), _round_scale(extent))
        within = [i for i, each in self._patches.items() if each.boundingBox().intersects(self.frame.extent)]
        self.hidden_patches = len(lost) + len(self._patches) - len(within)
        paper = self.frame.to_paper(self._patches[i] for i in within)
        check(progress)
        solid = ~shapely.is_empty(paper)  # a flat patch has no ground to show
        shapes = dict(zip(np.array(within, dtype=int)[solid].tolist(), paper[solid]))
        self.crowded = len(shapes) > _CROWDED
        self._marker_size = next(mm for most, mm in _MARKER_SIZES if most is None or len(shapes) <= most)
        # patches that are not counted come first, so that they lie below the others
        order = sorted(shapes, key=lambda i: (not spec.legend[spec.patch_rows[i]].hollow, i))
        areas = self.frame.to_paper(self._townships.values())
        markers = self._marker_places(shapely.point_on_surface([shapes[i] for i in order]), areas)
        self.names = self._name_places(areas, markers)
        self.unplaced = [i for i, place in self.names.items() if place is None]
        check(progress)
        self.layers = self._make_layers(order, markers, self._seen(shapes, order))

    def _seen(self, shapes: dict[int, Any], order: list[int]) -> list[int]:
        """Patches whose polygon is drawn: in a crowd markers stand on their patches and cover the small ones."""
        bounds = shapely.bounds([shapes[i] for i in order]).reshape(-1, 4)
        larger = (bounds[:, 2:] - bounds[:, :2]).max(axis=1) > self._marker_size
        return [i for i, large in zip(order, larger) if large or not self.crowded]

    def _marker_places(self, points: np.ndarray, areas: np.ndarray) -> list[tuple[float, float]]:
        places = [(x, y) for x, y in shapely.get_coordinates(points).tolist()]
        if self.crowded:
            return places
        homes: list[Any] = [None] * len(places)
        for i, area in zip(*shapely.STRtree(areas).query(points, predicate="within").tolist()):
            homes[i] = homes[i] or areas[area]
        shapely.prepare(areas)
        return placing.spread(places, self._marker_size, homes)

    def _name_places(self, areas: np.ndarray, markers: list[Any]) -> dict[int, _NamePlace | None]:
        """For each township with ground, by row, the place of its name; None where it finds no room."""
        rows = list(self._townships)
        sizes = [[_name_size(self._spec.township_labels[i], points) for points in _NAME_POINTS] for i in rows]
        found = placing.place_names(areas, sizes, [] if self.crowded else markers, self._marker_size)
        return {
            i: None if place is None else _NamePlace(_NAME_POINTS[place[0]], *size[place[0]], *place[1])
            for i, size, place in zip(rows, sizes, found)
        }

    def _make_layers(self, order: list[int], markers: list[Any], seen: list[int]) -> list[QgsVectorLayer]:
        """Topmost first: markers, patches, townships, county border."""
        spec, rows = self._spec, self._spec.patch_rows
        points = _layer("Point", self.crs, zip(self.frame.to_map(markers), (rows[i] for i in order)))
        points.setRenderer(_by_row([marker_symbol(each.swatch, self._marker_size) for each in spec.legend]))
        patches = _layer("MultiPolygon", self.crs, [(self._patches[i], rows[i]) for i in seen])
        patches.setRenderer(_by_row([patch_symbol(each.swatch, marker=False) for each in spec.legend]))
        found = [points, patches]
        for symbol in (township_symbol(), _border_symbol()):
            found.append(_layer("MultiPolygon", self.crs, [(each, 0) for each in self._townships.values()]))
            found[-1].setRenderer(QgsSingleSymbolRenderer(symbol))
        return found


def _name_size(label: tuple[str, str], points: float) -> tuple[float, float]:
    name, mu = label
    width = max(text_width(name, points), text_width(_with_unit(mu), points * _MU_SIZE))
    return width, line_height(points) + line_height(points * _MU_SIZE)


def _with_unit(mu: str) -> str:
    return tr("{mu} mu").format(mu=mu)


def _geometries(
    shapes: Shapes, crs: QgsCoordinateReferenceSystem, progress: Progress
) -> tuple[dict[int, QgsGeometry], list[int]]:
    """Geometries in *crs* by row, and the rows that cannot be brought there."""
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem.fromWkt(shapes.crs_wkt), crs, QgsCoordinateTransformContext()
    )
    found, lost = {}, []
    for place, wkb in enumerate(shapes.wkb):
        if place % CHUNK == 0:
            check(progress)
        geometry = _flat(wkb)
        if geometry.isEmpty():
            continue
        try:
            geometry.transform(transform)
        except QgsCsException:
            lost.append(place)
            continue
        found[place] = geometry
    return found, lost


def _flat(wkb: bytes | None) -> QgsGeometry:
    """A multipolygon with straight edges, without heights and measures, whatever the input layer holds."""
    geometry = QgsGeometry()
    if wkb is None:
        return geometry
    geometry.fromWkb(wkb)
    if geometry.isNull():
        return geometry
    if QgsWkbTypes.isCurvedType(geometry.wkbType()):
        geometry = QgsGeometry(geometry.constGet().segmentize())
    geometry.get().dropZValue()
    geometry.get().dropMValue()
    geometry.convertToMultiType()
    return geometry


def _bounds(geometries: Iterable[QgsGeometry]) -> QgsRectangle:
    found = QgsRectangle()
    for each in geometries:
        found.combineExtentWith(each.boundingBox())
    return found


def _layer(kind: str, crs: QgsCoordinateReferenceSystem, rows: Iterable[tuple[QgsGeometry, int]]) -> QgsVectorLayer:
    options = QgsVectorLayer.LayerOptions(False)
    options.skipCrsValidation = True
    layer = QgsVectorLayer(f"{kind}?field=row:integer", kind, "memory", options)
    layer.setCrs(crs)
    features, fields = [], layer.fields()
    for geometry, row in rows:
        feature = QgsFeature(fields)
        feature.setGeometry(geometry)
        feature.setAttributes([row])
        features.append(feature)
    layer.dataProvider().addFeatures(features, QgsFeatureSink.Flag.FastInsert)
    layer.updateExtents()
    return layer


def _by_row(symbols: Sequence[Any]) -> QgsCategorizedSymbolRenderer:
    categories = [QgsRendererCategory(row, symbol, str(row)) for row, symbol in enumerate(symbols)]
    return QgsCategorizedSymbolRenderer("row", categories)


def _border_symbol() -> QgsFillSymbol:
    """A broad line below the townships, whose fill leaves only its outer half: the county's border."""
    swatch = palette.swatch(palette.BASE, "boundary")
    return QgsFillSymbol.createSimple(
        {"color": swatch.colour, "outline_color": swatch.outline, "outline_width": "1.2", "joinstyle": "round"}
    )


# The sheet ------------------------------------------------------------------------------------------------


class _Sheet:
    """The print layout: the map in a project of its own, and the items around it."""

    def __init__(self, spec: MapSpec, content: _Content) -> None:
        self._spec, self._content = spec, content
        self._project = QgsProject()
        self._project.setCrs(content.crs)
        self._project.addMapLayers(content.layers, False)
        self._layout = QgsPrintLayout(self._project)
        # the scene's index stands on timers, which plain Python threads have not: the sheet would stay blank
        self._layout.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._layout.initializeDefaults()  # one page, A4 landscape
        self._map = self._add_map()
        self._add_names()
        self._add_neat_lines()
        self._add_heading()
        self._add_panel()
        self._add_foot()

    def export(self, path: Path, dpi: int) -> None:
        """Write the file; raises ``Refusal("not_written", layer, detail)``."""
        exporter = QgsLayoutExporter(self._layout)
        if path.suffix.casefold() == ".pdf":
            code = exporter.exportToPdf(str(path), _pdf_settings(dpi))
        else:
            code = exporter.exportToImage(str(path), _image_settings(dpi))
        if code != QgsLayoutExporter.ExportResult.Success or not path.exists():
            raise Refusal("not_written", layer=path.name, detail=exporter.errorFile() or path.name)
        _check_written(path)
        if path.suffix.casefold() == ".pdf":
            mend_file(path, shared_letters())

    # map, names and neat lines

    def _add_map(self) -> QgsLayoutItemMap:
        item = QgsLayoutItemMap(self._layout)
        self._place(item, _MARGIN + _GUTTER, _TOP + _GUTTER, _FRAME_W, _FRAME_H)
        item.setCrs(self._content.crs)
        item.setLayers(self._content.layers)
        item.setKeepLayerSet(True)
        item.setExtent(self._content.frame.extent)
        item.setFrameEnabled(True)
        item.setFrameStrokeWidth(_millimetres(0.2))
        self._add_grid(item)
        return item

    def _add_names(self) -> None:
        for i, place in self._content.names.items():
            if place is not None:
                self._add_name(*self._spec.township_labels[i], place)

    def _add_name(self, name: str, mu: str, place: _NamePlace) -> None:
        left = _MARGIN + _GUTTER + place.x - place.width / 2
        top = _TOP + _GUTTER + _FRAME_H - place.y - place.height / 2
        if self._content.crowded:
            self._add_veil(left, top, place)
        first = line_height(place.points)
        box = {"x": left - 5, "width": place.width + 10, "align": "centre", "middle": True}
        self._add_text(name, y=top, height=first, points=place.points, **box)
        rest, points = place.height - first, place.points * _MU_SIZE
        self._add_text(_with_unit(mu), y=top + first, height=rest, points=points, quiet=True, **box)

    def _add_veil(self, left: float, top: float, place: _NamePlace) -> None:
        """Behind a name that lies over markers."""
        box = QgsLayoutItemShape(self._layout)
        box.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        paper = QColor(palette.swatch(palette.BASE, "text").outline)
        paper.setAlphaF(0.88)
        symbol = QgsFillSymbol.createSimple({"outline_style": "no"})
        symbol.setColor(paper)
        box.setSymbol(symbol)
        self._place(box, left - 0.5, top, place.width + 1, place.height)

    def _add_grid(self, item: QgsLayoutItemMap) -> None:
        """Kilometre figures between the neat lines, with the zone's prefix in the eastings."""
        step = _round_below(item.extent().height() / 4, (1, 2, 5))
        grid = QgsLayoutItemMapGrid("km", item)
        grid.setIntervalX(step)
        grid.setIntervalY(step)
        grid.setStyle(QgsLayoutItemMapGrid.GridStyle.FrameAnnotationsOnly)
        grid.setFrameStyle(QgsLayoutItemMapGrid.FrameStyle.ExteriorTicks)
        grid.setFrameWidth(1.2)
        grid.setFramePenSize(0.2)
        grid.setAnnotationEnabled(True)
        grid.setAnnotationTextFormat(text_format(text_font(6), quiet=True, halo=False))
        grid.setAnnotationFormat(QgsLayoutItemMapGrid.AnnotationFormat.CustomFormat)
        decimals = max(0, 3 - floor(log10(step)))  # a step below 1 km needs them
        grid.setAnnotationExpression(f"to_string(round(@grid_number / 1000, {decimals}))")
        grid.setAnnotationFrameDistance(0.5)
        for side in (QgsLayoutItemMapGrid.BorderSide.Left, QgsLayoutItemMapGrid.BorderSide.Right):
            grid.setAnnotationDirection(QgsLayoutItemMapGrid.AnnotationDirection.Vertical, side)
        item.grids().addGrid(grid)

    def _add_neat_lines(self) -> None:
        self._add_box(_MARGIN, _TOP, _MAP_W, _BOTTOM - _TOP, 0.6, "boundary")
        self._add_box(_PANEL_X, _TOP, _PANEL_W, _BOTTOM - _TOP, 0.2, "boundary")

    # texts around the map

    def _add_heading(self) -> None:
        width = _PAGE_W - 2 * _MARGIN
        self._add_text(self._spec.title, _MARGIN, 8, width, 11, 20, bold=True, align="centre")
        self._add_text(self._spec.subtitle, _MARGIN + 60, 19.5, width - 120, 8.5, 10.5, align="centre", quiet=True)
        note = tr("Internal working map, not for publication")
        self._add_text(note, _PAGE_W - _MARGIN - 58, 20.5, 58, 6, 8, align="right", quiet=True)

    def _add_panel(self) -> None:
        """Legend, account, what found no room, scale: the legend's rows share what the others leave."""
        unplaced = self._unplaced_text()
        below = self._text_height(self._legend_notes(), _NOTE_H, _NOTE_POINTS) + 2 + _ACCOUNT_H
        if unplaced:
            below += 3.5 + self._text_height(unplaced, _UNPLACED_H, _UNPLACED_POINTS)
        room = _BOTTOM - _SCALE_H - 1 - (_TOP + 3 + _HEADING_H) - _TOTAL_H - below
        y = self._add_legend(_TOP + 3, min(6.0, room / len(self._spec.legend)))
        y = self._add_account(y + 2)
        if unplaced:
            self._add_unplaced(unplaced, y + 2)
        self._add_scale()

    def _text_height(self, text: str, most: float, points: float) -> float:
        """Millimetres that *text* takes in the panel, as :meth:`_add_text` sets it and this QGIS draws it."""
        lines, points = fitted(text, _INNER_W, most, points, False)
        context = QgsLayoutUtils.createRenderContextForLayout(self._layout, None, 300)
        style, kind = QgsTextFormat.fromQFont(text_font(points)), QgsTextRenderer.DrawMode.Rect
        drawn = QgsTextRenderer.textHeight(context, style, lines, kind) / context.scaleFactor()
        return max(len(lines) * line_height(points), drawn)

    def _legend_notes(self) -> str:
        notes = [self._spec.legend_note]
        if not self._content.crowded:
            notes.append(tr("Markers that would cover each other stand side by side."))
        return "\n".join(filter(None, notes))

    def _unplaced_text(self) -> str:
        """The townships whose names found no room; empty where all did."""
        unplaced = [self._spec.township_labels[i] for i in self._content.unplaced]
        if not unplaced:
            return ""
        named = tr("; ").join(tr("{township} {mu} mu").format(township=name, mu=mu) for name, mu in unplaced)
        return tr("No room for a label: {townships}").format(townships=named)

    def _add_legend(self, y: float, step: float) -> float:
        self._add_text(tr("Legend"), _INNER_X, y, 30, 6, 12, bold=True)
        last = _INNER_X + _INNER_W - _MU_W
        heads = {"align": "right", "middle": True, "quiet": True}
        self._add_text(tr("patches"), last - 20, y + 1, 20, 6, 7.5, **heads)
        self._add_text(tr("mu"), last, y + 1, _MU_W, 6, 7.5, **heads)
        y += _HEADING_H
        room = _INNER_W - _SWATCH_W - _COUNT_W - _MU_W
        points = min(fitted(row.name, room, step, min(8.5, step / 0.6), False)[1] for row in self._spec.legend)
        for row in self._spec.legend:
            self._add_swatch(row, y, step)
            self._add_row(y, row.name, row.patches, row.mu, indent=_SWATCH_W, height=step, points=points)
            y += step
        self._add_rule(y + 0.6)
        self._add_row(y + 1.2, *self._spec.legend_total, bold=True)
        text = self._legend_notes()
        self._add_text(text, _INNER_X, y + _TOTAL_H, _INNER_W, _NOTE_H, _NOTE_POINTS, quiet=True)
        return y + _TOTAL_H + self._text_height(text, _NOTE_H, _NOTE_POINTS)

    def _add_swatch(self, row: LegendRow, y: float, height: float) -> None:
        marker = QgsLayoutItemMarker(self._layout)
        marker.setSymbol(marker_symbol(row.swatch, min(3.0, height - 0.8)))
        marker.setReferencePoint(QgsLayoutItem.ReferencePoint.Middle)  # its size follows the symbol
        self._layout.addLayoutItem(marker)
        marker.attemptMove(QgsLayoutPoint(_INNER_X + 2, y + height / 2))
        box = QgsLayoutItemShape(self._layout)
        box.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        box.setSymbol(patch_symbol(row.swatch, opacity=1, marker=False))
        tall = min(3.8, height - 0.8)
        self._place(box, _INNER_X + 6, y + (height - tall) / 2, 9, tall)

    def _add_account(self, y: float) -> float:
        self._add_rule(y)
        self._add_text(tr("Account (mu)"), _INNER_X, y + 1.5, _INNER_W, 6, 10, bold=True)
        y += 8
        for text, value in self._spec.account:
            self._add_text(text, _INNER_X, y, _INNER_W - 20, 5, 8.5)
            self._add_text(value, _INNER_X + _INNER_W - 20, y, 20, 5, 8.5, align="right")
            y += 5
        return y

    def _add_unplaced(self, text: str, y: float) -> None:
        self._add_rule(y)
        self._add_text(text, _INNER_X, y + 1.5, _INNER_W, _UNPLACED_H, _UNPLACED_POINTS, quiet=True)

    def _add_scale(self) -> None:
        y = _BOTTOM - _SCALE_H
        self._add_rule(y)
        arrow = QgsLayoutItemPicture(self._layout)
        arrow.setPicturePath(icon_path("north_arrow.svg"))
        self._place(arrow, _INNER_X + _INNER_W - 10, y + 2.5, 10, 16)
        scale = self._content.frame.scale
        text = tr("Scale 1:{number}").format(number=f"{scale:,.0f}".replace(",", " "))
        self._add_text(text, _INNER_X, y + 2, _INNER_W - 14, 5, 9)
        bar = QgsLayoutItemScaleBar(self._layout)
        bar.setStyle("Single Box")
        bar.setLinkedMap(self._map)
        bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceKilometers)
        bar.setUnitLabel(tr("km"))
        bar.setNumberOfSegmentsLeft(0)
        bar.setNumberOfSegments(2)
        bar.setUnitsPerSegment(_round_below(20 * scale / 1e6, (1, 2, 5)))  # km, at most 20 mm
        bar.setHeight(1.6)
        bar.setTextFormat(text_format(text_font(7.5), halo=False))
        bar.setBackgroundEnabled(False)
        bar.update()
        self._layout.addLayoutItem(bar)
        bar.attemptMove(QgsLayoutPoint(_INNER_X - 1, y + 7.5))

    def _add_foot(self) -> None:
        width = _MAP_W
        texts = [
            crs_text(self._content.crs),
            tr("Data: {source}").format(source=self._spec.source),
            self._spec.source_note,
        ]
        y = _BOTTOM + 2
        for text in filter(None, texts):
            y += self._add_text(text, _MARGIN, y, width, 8.5 if text == texts[1] else 4.2, 7.5, quiet=True) + 0.4
        for i, text in enumerate((tr("Drawn by:"), tr("Checked by:"), tr("Approved by:"))):
            self._add_text(text, _PANEL_X + i * _PANEL_W / 3, _BOTTOM + 4, _PANEL_W / 3, 5, 8)

    def _add_row(
        self, y: float, name: str, patches: str, mu: str, indent: float = 0.0, height: float = 6.0, **look: Any
    ) -> None:
        """A line in three columns; the figures are flush right."""
        look = {"points": 8.5, **look, "middle": True}
        last = _INNER_X + _INNER_W - _MU_W
        self._add_text(name, _INNER_X + indent, y, last - _COUNT_W - _INNER_X - indent, height, **look)
        self._add_text(patches, last - _COUNT_W, y, _COUNT_W, height, align="right", **look)
        self._add_text(mu, last, y, _MU_W, height, align="right", **look)

    def _add_text(
        self,
        text: str,
        x: float,
        y: float,
        width: float,
        height: float,
        points: float,
        *,
        bold: bool = False,
        align: str = "left",
        quiet: bool = False,
        middle: bool = False,
    ) -> float:
        """Put *text* into the box, broken into lines and made smaller until it fits; the height that it takes."""
        lines, points = fitted(text, width, height, points, bold)
        item = QgsLayoutItemLabel(self._layout)
        item.setText("\n".join(lines).replace("[%", "[ %"))  # no expressions in other people's texts
        item.setFont(text_font(points, bold=bold))
        item.setFontColor(QColor(palette.swatch(palette.BASE, "quiet_text" if quiet else "text").colour))
        item.setHAlign(_ALIGNMENTS[align])
        item.setVAlign(Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop)
        item.setMarginX(0)
        item.setMarginY(0)
        taken = len(lines) * line_height(points)
        self._place(item, x, y, width, height if middle else max(taken, height))
        return taken

    def _add_rule(self, y: float) -> None:
        self._add_box(_INNER_X, y, _INNER_W, 0, 0.15, "rule")

    def _add_box(self, x: float, y: float, width: float, height: float, line: float, colour: str) -> None:
        box = QgsLayoutItemShape(self._layout)
        box.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        outline = palette.swatch(palette.BASE, colour).outline
        box.setSymbol(QgsFillSymbol.createSimple({"style": "no", "outline_color": outline, "outline_width": str(line)}))
        self._place(box, x, y, width, height)

    def _place(self, item: QgsLayoutItem, x: float, y: float, width: float, height: float) -> None:
        self._layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(x, y))
        item.attemptResize(QgsLayoutSize(width, height))


_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


def _check_written(path: Path) -> None:
    """Read the file again: an export that went wrong can leave a blank picture and call it a success.

    Raises ``Refusal("not_written", layer, detail)``.
    """
    if path.suffix.casefold() == ".pdf":
        whole = path.read_bytes().rstrip().endswith(b"%%EOF")
    else:
        whole = not _is_uniform(QImage(str(path)))
    if not whole:
        raise Refusal("not_written", layer=path.name, detail=tr("the picture is blank"))


def _is_uniform(image: QImage) -> bool:
    """Whether a picture cannot be read or has one colour only."""
    if image.isNull():
        return True
    bits = image.convertToFormat(QImage.Format.Format_RGB32).constBits()
    bits.setsize(image.width() * image.height() * 4)
    pixels = np.frombuffer(bits, dtype=np.uint32)
    return bool((pixels == pixels[0]).all())


# Measures -------------------------------------------------------------------------------------------------


def _millimetres(length: float) -> QgsLayoutMeasurement:
    return QgsLayoutMeasurement(length, QgsUnitTypes.LayoutUnit.LayoutMillimeters)


def _round_scale(extent: QgsRectangle) -> float:
    """The largest scale with a round number at which *extent* (metres) and a margin fit into the frame."""
    needed = 1.05 * max(extent.width() / _FRAME_W, extent.height() / _FRAME_H) * 1000
    power = 10 ** floor(log10(needed))
    return next(each * power for each in _ROUND if each * power >= needed)


def _round_below(most: float, mantissas: Sequence[int]) -> float:
    """The greatest round number up to *most*."""
    power = 10 ** floor(log10(most))
    return max(each * power for each in mantissas if each * power <= most)


def _image_settings(dpi: int) -> QgsLayoutExporter.ImageExportSettings:
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = dpi
    settings.exportMetadata = False
    settings.generateWorldFile = False
    return settings


def _pdf_settings(dpi: int) -> QgsLayoutExporter.PdfExportSettings:
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = dpi
    settings.exportMetadata = False
    settings.appendGeoreference = False
    settings.textRenderFormat = getattr(QgsRenderContext, _AS_TEXT)
    return settings
