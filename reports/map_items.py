"""The parts of which a map's sheet is made: texts, figures, rules, swatches, grid, scale. This file knows QGIS.

Figures are never written into a label: they stand in one variable of the layout, as JSON, and labels look them up.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsExpression,
    QgsExpressionContextUtils,
    QgsFillSymbol,
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemAttributeTable,
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemMapGrid,
    QgsLayoutItemMarker,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutObject,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutTable,
    QgsLayoutTableColumn,
    QgsLayoutUtils,
    QgsPrintLayout,
    QgsProperty,
    QgsScaleBarSettings,
    QgsTextFormat,
    QgsTextRenderer,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..paths import icon_path
from ..texts import tr
from . import palette
from .layers import text_font, text_format
from .map_layers import PAGE, look_marker, look_polygon
from .map_plan import Box
from .map_spec import LegendRow
from .map_type import fitted, line_height, text_width

VARIABLE = "mine_figures"
# at a corner the figures of both axes would meet: there blanks push the easting inwards; below 4 km the grid is finer
_KILOMETRES = """with_variable('mm', bounds_width(@map_extent) / {width},
    with_variable('step', {step},
        with_variable('corner', @grid_axis = 'x'
            and min(y_max(@map_extent) - floor(y_max(@map_extent) / @step) * @step,
                ceil(y_min(@map_extent) / @step) * @step - y_min(@map_extent)) < {above} * @mm,
            with_variable('tenths', round(@grid_number / 100),
                if(@corner and @grid_number - x_min(@map_extent) < {aside} * @mm, '{blanks}', '')
                || to_string(@tenths // 10)
                || if(min(bounds_width(@map_extent), bounds_height(@map_extent)) < 4000,
                    '.' || to_string(@tenths % 10), '')
                || if(@corner and x_max(@map_extent) - @grid_number < {aside} * @mm, '{blanks}', '')))))"""
_ASIDE, _ABOVE = 2.4, 1.9  # mm from the side that an easting, that a northing needs to stand clear of the other
_BLANKS = "\u3000\u3000"  # each as wide as a Chinese character
_CELL = 0.5  # mm around the text of a cell
_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


def kilometres(step: str, width: float, large: float = 1.0) -> str:
    """The expression of the figures of a grid of *step* metres (an expression) around a map *width* mm wide."""
    near = {"aside": _ASIDE * large, "above": _ABOVE * large}
    return _KILOMETRES.format(step=step, width=width, blanks=_BLANKS, **near)


class Figures:
    """The printed figures and other texts of a layout by key; those of an atlas by page as well."""

    def __init__(self, common: Mapping[str, str], pages: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._common = dict(common)
        self._pages = {page: dict(figures) for page, figures in (pages or {}).items()}

    def add(self, texts: Mapping[str, str]) -> None:
        """Further texts for all pages; those that pages have of their own stay."""
        paged = {key for figures in self._pages.values() for key in figures}
        self._common.update({key: text for key, text in texts.items() if key not in paged})

    def hand_over(self, layout: QgsPrintLayout, page: str = "") -> None:
        """Put them into the layout's variable: all of them, or what one *page* needs."""
        wanted = {page: self._pages[page]} if page else self._pages
        pages = {name: json.dumps(figures, ensure_ascii=False) for name, figures in wanted.items()}
        text = json.dumps({**self._common, **pages}, ensure_ascii=False)
        names, values = (layout.customProperty(each, []) for each in ("variableNames", "variableValues"))
        # QGIS's setter for one variable keeps every former value, and each expression looks through all of them
        QgsExpressionContextUtils.setLayoutVariables(layout, {**dict(zip(names, values)), VARIABLE: text})

    def break_lines(self, key: str, lines: Mapping[str, Sequence[str]]) -> None:
        """Show the texts of *key* in these lines."""
        for figures in (self._common, *self._pages.values()):
            if key in figures:
                figures[key] = "\n".join(lines[figures[key]])

    def texts(self, key: str) -> list[str]:
        """Every text that a label of *key* may show."""
        if key in self._common:
            return [self._common[key]]
        return list(dict.fromkeys(page.get(key, "") for page in self._pages.values()))

    def expression(self, key: str) -> str:
        """The expression that looks *key* up."""
        quoted = QgsExpression.quotedString(key)
        if key in self._common:
            return f"map_get(from_json(@{VARIABLE}), {quoted})"
        return f"map_get(from_json(map_get(from_json(@{VARIABLE}), {PAGE})), {quoted})"


def tag_size(texts: Sequence[str], large: float) -> tuple[float, float]:
    """Width and height of a tag with room for each of *texts*."""
    longest = max(text_width(text, 9 * large, bold=True) for text in texts)
    return longest * 1.05 + 4 * large, 6.5 * large


class Items:
    """Adds items to a layout; lengths are millimetres from the sheet's corner, *large* enlarges lines and gaps."""

    def __init__(self, layout: QgsPrintLayout, figures: Figures, large: float = 1.0) -> None:
        self.layout, self.figures, self.large = layout, figures, large

    # Texts

    def text(self, text: str, box: Box, points: float, **look: Any) -> float:
        """Put *text* into the box, broken into lines and made smaller until it fits; the height that it takes."""
        lines, points = fitted(text, box.width, box.height, points, look.get("bold", False))
        shown = "\n".join(lines).replace("[%", "[ %")  # no expressions in other people's texts
        self._label(shown, box, points, len(lines), **look)
        return len(lines) * line_height(points)

    def figure(self, key: str, box: Box, points: float, **look: Any) -> float:
        """Put the figure or text of *key* into the box, all its pages in one size; the height of the longest."""
        bold = look.get("bold", False)
        points = min((fitted(text, box.width, box.height, points, bold)[1] for text in self.texts(key)), default=points)
        lines = {text: fitted(text, box.width, box.height, points, bold)[0] for text in self.texts(key)}
        most = max(map(len, lines.values()), default=1)
        self.figures.break_lines(key, lines)
        self._label(f"[% {self.figures.expression(key)} %]", box, points, most, **look)
        return most * line_height(points)

    def texts(self, key: str) -> list[str]:
        """What a label of *key* may show."""
        return self.figures.texts(key)

    def _label(
        self,
        text: str,
        box: Box,
        points: float,
        lines: int,
        *,
        bold: bool = False,
        align: str = "left",
        quiet: bool = False,
        middle: bool = False,
        colour: str = "",
    ) -> None:
        item = QgsLayoutItemLabel(self.layout)
        item.setText(text)
        item.setFont(text_font(points, bold=bold))
        item.setFontColor(QColor(colour or palette.swatch(palette.BASE, "quiet_text" if quiet else "text").colour))
        item.setHAlign(_ALIGNMENTS[align])
        item.setVAlign(Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop)
        item.setMarginX(0)
        item.setMarginY(0)
        height = box.height if middle else max(lines * line_height(points), box.height)
        self.place(item, Box(box.left, box.top, box.width, height))

    def height_of(self, text: str, width: float, most: float, points: float) -> float:
        """Millimetres that *text* takes, as :meth:`text` sets it and this QGIS draws it."""
        lines, points = fitted(text, width, most, points)
        context = QgsLayoutUtils.createRenderContextForLayout(self.layout, None, 300)
        style, kind = QgsTextFormat.fromQFont(text_font(points)), QgsTextRenderer.DrawMode.Rect
        drawn = QgsTextRenderer.textHeight(context, style, lines, kind) / context.scaleFactor()
        return float(max(len(lines) * line_height(points), drawn))

    # Lines and swatches

    def rule(self, left: float, top: float, width: float) -> None:
        """A thin line."""
        self.box(Box(left, top, width, 0), 0.15, "rule")

    def box(self, box: Box, line: float, colour: str, fill: str = "") -> None:
        """A rectangle; without *fill* it is only its outline."""
        item = QgsLayoutItemShape(self.layout)
        item.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        outline = palette.swatch(palette.BASE, colour).outline
        look = {"style": "solid" if fill else "no", "color": fill or "#FFFFFF"}
        item.setSymbol(
            QgsFillSymbol.createSimple({**look, "outline_color": outline, "outline_width": str(line * self.large)})
        )
        self.place(item, box)

    def swatch(self, fill: LegendRow, edge: LegendRow, left: float, top: float, height: float, marked: bool) -> None:
        """Polygon of a row of the legend, and its marker where the row gives it its shape."""
        if marked:
            self._marker(fill, edge, left, top, height)
        item = QgsLayoutItemShape(self.layout)
        item.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        symbol = look_polygon(fill, edge)
        symbol.setOpacity(1)
        item.setSymbol(symbol)
        tall = min(3.8 * self.large, height - 1.0)
        wide = (9 if marked else 14.5) * self.large
        self.place(item, Box(left + 15 * self.large - wide, top + (height - tall) / 2, wide, tall))

    def _marker(self, fill: LegendRow, edge: LegendRow, left: float, top: float, height: float) -> None:
        marker = QgsLayoutItemMarker(self.layout)
        marker.setSymbol(look_marker(fill, edge, min(3.0 * self.large, height - 0.8)))
        marker.setReferencePoint(QgsLayoutItem.ReferencePoint.Middle)  # its size follows the symbol
        self.layout.addLayoutItem(marker)
        marker.attemptMove(QgsLayoutPoint(left + 2 * self.large, top + height / 2))

    # Around a map

    def map(self, box: Box, layers: Sequence[Any], crs: Any, name: str = "map") -> QgsLayoutItemMap:
        """A map; where it looks at is set by the caller."""
        item = QgsLayoutItemMap(self.layout)
        item.setId(name)
        self.place(item, box)
        item.setCrs(crs)
        item.setLayers(list(layers))
        item.setKeepLayerSet(True)
        item.setFrameEnabled(True)
        item.setFrameStrokeWidth(QgsLayoutMeasurement(0.2 * self.large, QgsUnitTypes.LayoutUnit.LayoutMillimeters))
        return item

    def tag(self, key: str, box: Box) -> None:
        """The text of *key* in a frame, as large as :func:`tag_size` says."""
        k = self.large
        self.box(box, 0.2, "boundary", palette.swatch(palette.BASE, "text").outline)
        inner = Box(box.left + 2 * k, box.top, box.width - 3 * k, box.height)
        self.figure(key, inner, 9 * k, bold=True, middle=True)

    def grid(self, item: QgsLayoutItemMap, step: float, key: str = "") -> None:
        """Kilometre figures between the neat lines, with the zone's prefix in the eastings; *key*: the step by page."""
        grid = QgsLayoutItemMapGrid("km", item)
        grid.setIntervalX(step)
        grid.setIntervalY(step)
        metres = f"to_real({self.figures.expression(key)})" if key else f"{step:f}"
        if key:
            by_page = QgsProperty.fromExpression(metres)
            kinds = QgsLayoutObject.DataDefinedProperty
            for kind in (kinds.MapGridIntervalX, kinds.MapGridIntervalY):
                grid.dataDefinedProperties().setProperty(kind, by_page)
        grid.setStyle(QgsLayoutItemMapGrid.GridStyle.FrameAnnotationsOnly)
        grid.setFrameStyle(QgsLayoutItemMapGrid.FrameStyle.ExteriorTicks)
        grid.setFrameWidth(1.2 * self.large)
        grid.setFramePenSize(0.2 * self.large)
        grid.setAnnotationEnabled(True)
        grid.setAnnotationTextFormat(text_format(text_font(6 * self.large), quiet=True, halo=False))
        grid.setAnnotationFormat(QgsLayoutItemMapGrid.AnnotationFormat.CustomFormat)
        grid.setAnnotationExpression(kilometres(metres, item.rect().width(), self.large))
        grid.setAnnotationFrameDistance(0.5 * self.large)
        for side in (QgsLayoutItemMapGrid.BorderSide.Left, QgsLayoutItemMapGrid.BorderSide.Right):
            grid.setAnnotationDirection(QgsLayoutItemMapGrid.AnnotationDirection.Vertical, side)
        item.grids().addGrid(grid)

    def scale_bar(self, item: QgsLayoutItemMap, left: float, top: float, step: float | None, metres: bool) -> None:
        """A bar of two segments of *step* metres; None: as the scale of the page allows."""
        bar = QgsLayoutItemScaleBar(self.layout)
        bar.setStyle("Single Box")
        bar.setLinkedMap(item)
        units = QgsUnitTypes.DistanceUnit
        bar.setUnits(units.DistanceMeters if metres else units.DistanceKilometers)
        bar.setUnitLabel(tr("m") if metres else tr("km"))
        bar.setNumberOfSegmentsLeft(0)
        bar.setNumberOfSegments(2)
        if step is None:
            bar.setSegmentSizeMode(QgsScaleBarSettings.SegmentSizeMode.SegmentSizeFitWidth)
            bar.setMinimumBarWidth(9 * self.large)
            bar.setMaximumBarWidth(23 * self.large)
        else:
            bar.setUnitsPerSegment(step if metres else step / 1000)
        bar.setHeight(1.6 * self.large)
        bar.setTextFormat(text_format(text_font(7.5 * self.large), halo=False))
        bar.setBackgroundEnabled(False)
        bar.update()
        self.layout.addLayoutItem(bar)
        bar.attemptMove(QgsLayoutPoint(left, top))

    def north_arrow(self, box: Box) -> None:
        """Our arrow; the maps are never turned."""
        arrow = QgsLayoutItemPicture(self.layout)
        picture = base64.b64encode(Path(icon_path("north_arrow.svg")).read_bytes()).decode("ascii")
        # with the layout, which may go to a computer without us
        arrow.setPicturePath(f"base64:{picture}", QgsLayoutItemPicture.Format.FormatSVG)
        self.place(arrow, box)

    # Tables

    def table(
        self,
        source: QgsVectorLayer,
        columns: Sequence[tuple[str, str, float, str]],
        box: Box,
        points: float,
    ) -> QgsLayoutItemAttributeTable:
        """The lines of *source* for the page, all text; columns are (field, heading, width in mm, alignment)."""
        table = QgsLayoutItemAttributeTable.create(self.layout)
        table.setVectorLayer(source)
        table.setFilterFeatures(True)
        table.setFeatureFilter(f'"page" = {PAGE}')
        table.setMaximumNumberOfFeatures(60)
        made = []
        for name, heading, width, align in columns:
            column = QgsLayoutTableColumn(heading)
            column.setAttribute(name)
            column.setWidth(width - 2 * _CELL * self.large)
            column.setHAlignment(_ALIGNMENTS[align])
            made.append(column)
        table.setColumns(made)
        if not any(heading for _, heading, _, _ in columns):
            table.setHeaderMode(QgsLayoutTable.HeaderMode.NoHeaders)
        table.setHeaderHAlignment(QgsLayoutTable.HeaderHAlignment.FollowColumn)
        table.setCellMargin(_CELL * self.large)
        table.setGridStrokeWidth(0.1 * self.large)
        table.setGridColor(QColor(palette.swatch(palette.BASE, "rule").outline))
        table.setVerticalGrid(False)
        table.setWrapBehavior(QgsLayoutTable.WrapBehavior.WrapText)
        colour = QColor(palette.swatch(palette.BASE, "text").colour)
        if hasattr(table, "setContentTextFormat"):
            table.setHeaderTextFormat(text_format(text_font(points, bold=True), halo=False))
            table.setContentTextFormat(text_format(text_font(points), halo=False))
        else:
            table.setHeaderFont(text_font(points, bold=True))
            table.setHeaderFontColor(colour)
            table.setContentFont(text_font(points))
            table.setContentFontColor(colour)
        self.layout.addMultiFrame(table)
        frame = QgsLayoutFrame(self.layout, table)
        frame.setFrameEnabled(False)
        frame.attemptMove(QgsLayoutPoint(box.left, box.top))
        frame.attemptResize(QgsLayoutSize(box.width, box.height))
        table.addFrame(frame)
        return table

    def place(self, item: QgsLayoutItem, box: Box) -> None:
        """Add *item* and give it its place."""
        self.layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(box.left, box.top))
        item.attemptResize(QgsLayoutSize(box.width, box.height))
