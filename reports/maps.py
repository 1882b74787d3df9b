"""Maps: print layouts in a project of their own, exported to PDF, PNG or SVG. This file knows QGIS.

Everything here works in a worker thread and without a project; no figure is computed, the layout draws
the texts of a :class:`~.map_spec.MapSpec`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import (
    QgsAbstractLayoutIterator,
    QgsCoordinateReferenceSystem,
    QgsLayoutExporter,
    QgsLayoutItemMap,
    QgsLayoutObject,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsProperty,
    QgsRectangle,
    QgsRenderContext,
)
from qgis.PyQt import sip
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QGraphicsScene

from ..engine.problems import Refusal
from ..engine.progress import Part, Progress, Silent, check
from ..engine.results import ProgressResult
from ..libraries import shapely
from ..texts import tr
from .layers import font_family
from .map_book import Book, BookPage, patch_book, township_book
from .map_compare import Pair
from .map_items import Figures, Items, tag_size
from .map_layers import (
    Ground,
    View,
    atlas_view,
    bounds_of,
    county_view,
    map_layers,
    overview_layer,
    page_layers,
    table_layer,
)
from .map_panel import OVERVIEW_W, AtlasPanel, CountyPanel, PairPanel
from .map_plan import Box, Frame, SheetPlan, frame_around, round_below, sheet_plan
from .map_spec import MapSpec
from .map_template import TemplateItems, boxes_of, load_template
from .map_text import Imprint, crs_words, hidden_text, no_font, sources, unplaced_on
from .map_type import shared_letters, text_width
from .pdf_text import mend_file

DPI = 300
PDF, PNG, SVG = "pdf", "png", "svg"
FORMATS = (PDF, PNG, SVG)
_AROUND_PATCH, _LEAST_SCALE = 3.0, 2000.0  # a patch takes a third of its page, but no page is larger than 1:2000
_AROUND_TAG, _TRIES = 2.0, 4  # mm between a tag and the ground; scales tried to find room for it
_AS_TEXT = "TextFormatAlwaysText"  # QGIS 3.22 has it outside its enum


@dataclass(frozen=True)
class Style:
    """How maps are made: a page of :data:`~.map_plan.PAGES`, what the office says of them, layers to lie below."""

    page: str = "A4_landscape"
    imprint: Imprint = field(default_factory=Imprint)
    basemap: Sequence[Any] = ()
    template: Path | None = None


@dataclass(frozen=True)
class MapReport:
    """What came of a map: worded warnings, and the townships whose label found no room (named beside the map)."""

    warnings: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)


def county_map(path: str | Path, spec: MapSpec, dpi: int = DPI, progress: Progress | None = None) -> MapReport:
    """Draw *spec* into a new file, ``.pdf``, ``.png`` or ``.svg`` by its ending.

    Raises ``Refusal("not_written", layer, detail)`` where the export fails; ``Cancelled``.
    """
    progress = progress or Silent()
    with closing(CountySheet(spec, Style(), Part(progress, 0.0, 0.5))) as sheet:
        check(progress)
        sheet.export(Path(path), dpi, Part(progress, 0.5, 1.0))
        return sheet.report


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """The coordinate system in the words of an official map."""
    return crs_words(int(crs.authid().split(":")[1]), crs.description())


class Sheet:
    """A print layout of its own: heading, neat lines and foot; the kinds of map put in the rest."""

    MAPS = 1

    def __init__(self, spec: MapSpec, style: Style) -> None:
        self.spec, self.style = spec, style
        self.plan: SheetPlan = sheet_plan(style.page, self.MAPS)
        self.project = QgsProject()
        self.views: list[View] = []
        self.pages: list[str] = []  # of an atlas
        self.skipped: list[str] = []  # what has no page, because there would be nothing on it
        self.layout = QgsPrintLayout(self.project)
        # the scene's index stands on timers, which plain Python threads have not: the sheet would stay blank
        self.layout.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self._given: list[QgsLayoutItemMap] = []  # maps of a template
        if style.template is not None:
            self._given = load_template(self.layout, style.template, self.MAPS)
            self.plan = replace(self.plan, given=boxes_of(self._given)[: self.MAPS])
            return
        self.layout.initializeDefaults()
        self.layout.pageCollection().page(0).setPageSize(QgsLayoutSize(self.plan.width, self.plan.height))

    @property
    def report(self) -> MapReport:
        """What is to be said of the map."""
        found = [] if font_family() else [no_font()]
        hidden = max((view.hidden for view in self.views), default=0)
        if hidden and not self.pages:
            found.append(hidden_text(hidden))
        return MapReport(found, [unplaced_on(view.page, text) for view in self.views for text in view.unplaced])

    def begin(self, figures: Figures, layers: Sequence[Any], crs: QgsCoordinateReferenceSystem) -> Items:
        """Take figures and layers (topmost first); what adds the items."""
        self.layers = [*layers, *self.style.basemap]
        self.project.setCrs(crs)
        self.project.addMapLayers(self.layers, False)
        said = {"title": self.spec.title, "subtitle": self.spec.subtitle, "crs": crs_text(crs)}
        said |= {"source": sources(self.spec), "source_note": self.spec.source_note, "note": self.style.imprint.note}
        figures.add({**said, "author": self.style.imprint.author})
        if self._given:
            self.items: Items = TemplateItems(self.layout, figures, self._given)
        else:
            self.items = Items(self.layout, figures, self.plan.large)
        return self.items

    def add_neat_lines(self) -> None:
        """Around maps and panels."""
        for box in self.plan.maps:
            self.items.box(box, 0.6, "boundary")
        first, last = self.plan.panels[0], self.plan.panels[-1]
        self.items.box(Box(first.left, first.top, last.right - first.left, first.height), 0.2, "boundary")

    def add_heading(self, title: Callable[..., float], subtitle: Callable[..., float]) -> None:
        """Title and subtitle in the middle, the note on the right; the callables put them into a box."""
        large, box = self.plan.large, self.plan.heading
        title(Box(box.left, box.top, box.width, 11 * large), 20 * large, bold=True, align="centre")
        aside = min(60 * large, box.width / 4)
        under = Box(box.left + aside, box.top + 11.5 * large, box.width - 2 * aside, 8.5 * large)
        subtitle(under, 10.5 * large, align="centre", quiet=True)
        note = Box(box.right - aside + 2, box.top + 12.5 * large, aside - 2, 7 * large)
        self.items.text(self.style.imprint.note, note, 8 * large, align="right", quiet=True)

    def add_foot(self, crs: QgsCoordinateReferenceSystem) -> None:
        """Coordinate system, sources; who drew, checked, approved."""
        large, box = self.plan.large, self.plan.foot
        right = self.plan.panels[-1] if self.plan.width > self.plan.height and self.MAPS == 1 else None
        width = (right.left - 4 if right else box.left + box.width * 0.62) - box.left
        said = sources(self.spec)
        top = box.top
        for text in filter(None, (crs_text(crs), said, self.spec.source_note)):
            height = (8.5 if text == said else 4.2) * large
            top += self.items.text(text, Box(box.left, top, width, height), 7.5 * large, quiet=True) + 0.4
        left = right.left if right else box.left + width + 4
        drawn, *rest = self.style.imprint.people
        room = box.right - left
        first = min(max(room / 3, text_width(drawn, 8 * large) * 1.05 + 2), room / 2)
        step = (room - first) / 2
        self.items.text(drawn, Box(left, box.top + 2, first - 1, 9 * large), 8 * large)
        for place, text in enumerate(rest):
            self.items.text(text, Box(left + first + place * step, box.top + 2, step - 1, 9 * large), 8 * large)

    def finish(self) -> None:
        """All items are there: hand over the figures that they look up."""
        self.items.figures.hand_over(self.layout)
        self.layout.refresh()

    def close(self) -> None:
        """Delete layout and layers, in this thread and in this order, whoever still holds the sheet."""
        for part in (self.layout, self.project):
            if not sip.isdeleted(part):
                sip.delete(part)

    # Export

    def export(self, path: Path, dpi: int, progress: Progress | None = None) -> None:
        """Write a file with all pages; raises ``Refusal("not_written", layer, detail)``, ``Cancelled``."""
        kind = path.suffix.casefold().lstrip(".")
        exporter = QgsLayoutExporter(self.layout)
        if kind == PDF:
            code = exporter.exportToPdf(str(path), _pdf_settings(dpi))
        elif kind == SVG:
            code = exporter.exportToSvg(str(path), _svg_settings(dpi))
        else:
            code = exporter.exportToImage(str(path), _image_settings(dpi))
        self._check(path, code, exporter.errorFile())

    def export_pages(self, paths: Sequence[Path], dpi: int, progress: Progress | None = None) -> None:
        """A file for each page; here there is one."""
        self.export(paths[0], dpi, progress)

    def _check(self, path: Path, code: Any, detail: str) -> None:
        if code != QgsLayoutExporter.ExportResult.Success or not path.is_file():
            raise Refusal("not_written", layer=path.name, detail=detail or path.name)
        check_written(path)
        if path.suffix.casefold() == ".pdf":
            mend_file(path, shared_letters())


class CountySheet(Sheet):
    """The county: all townships, all patches, legend and account."""

    def __init__(self, spec: MapSpec, style: Style, progress: Progress) -> None:
        super().__init__(spec, style)
        ground = Ground(spec, progress)
        check(progress)
        (box,) = self.plan.frames
        frame = frame_around(ground.bounds, box.width, box.height)
        view = county_view(ground, frame, self.plan.large)
        self.views = [view]
        check(progress)
        panel = CountyPanel(spec, view)
        layers = map_layers(ground, self.views, see_through=bool(style.basemap))
        items = self.begin(Figures(panel.figures()), layers, ground.crs)
        self.map = items.map(box, self.layers, ground.crs)
        self.map.setExtent(QgsRectangle(*frame.extent))
        items.grid(self.map, _grid_step(frame))
        self.add_neat_lines()
        self.add_heading(_said(items, spec.title), _said(items, spec.subtitle))
        panel.add(items, self.plan.panels, self.map)
        self.add_foot(ground.crs)
        self.finish()


class ComparisonSheet(Sheet):
    """Two dates side by side at one scale and extent, and what has changed in mu."""

    MAPS = 2

    def __init__(self, pair: Pair, style: Style, progress: Progress) -> None:
        super().__init__(pair.now, style)
        now = Ground(pair.now, Part(progress, 0.0, 0.4))
        then = Ground(pair.then, Part(progress, 0.4, 0.8), now.epsg)
        boxes = self.plan.frames
        west, south, east, north = zip(then.bounds, now.bounds)
        bounds = (min(west), min(south), max(east), max(north))
        frame, tag = _with_tag(bounds, boxes[0], tag_size(pair.labels, self.plan.large), (then, now))
        check(progress)
        kept = [(tag.left, frame.height - tag.bottom, tag.right, frame.height - tag.top)]
        self.views = [county_view(each, frame, self.plan.large, _names_only(each), kept) for each in (then, now)]
        below = bool(style.basemap)
        sets = [map_layers(each, [view], see_through=below) for each, view in zip((then, now), self.views)]
        panel = PairPanel(pair, self.views)
        items = self.begin(Figures(panel.figures()), [layer for each in sets for layer in each], now.crs)
        for box, layers, key in zip(boxes, sets, ("then", "now")):
            for layer in layers:
                layer.setName(f"{layer.name()} {pair.labels[key == 'now']}")
            self.map = items.map(box, [*layers, *style.basemap], now.crs, f"map {key}")
            self.map.setExtent(QgsRectangle(*frame.extent))
            items.grid(self.map, _grid_step(frame))
            width, height = tag_size([pair.labels[key == "now"]], self.plan.large)
            left = tag.right - width if tag.left else 0.0
            items.tag(key, Box(box.left + left, box.top + tag.top, width, height))
        self.add_neat_lines()
        self.add_heading(_said(items, pair.now.title), _said(items, pair.now.subtitle))
        panel.add(items, self.plan.panels, self.map)
        self.add_foot(now.crs)
        self.finish()


class AtlasSheet(Sheet):
    """Pages of one layout: townships or patches, each with its table and its place in the county."""

    def __init__(
        self, spec: MapSpec, style: Style, ground: Ground, book: Book, *, patches: bool, progress: Progress
    ) -> None:
        super().__init__(spec, style)
        self.book, self.pages, self.skipped = book, [page.name for page in book.pages], book.skipped
        frames = [self._frame(ground, page, patches) for page in book.pages]
        inside = {} if patches else ground.inside()
        for number, (page, frame) in enumerate(zip(book.pages, frames)):
            if number % 20 == 0:
                check(progress)
            towns, own = ((), page.rows) if patches else (page.rows, ())
            mine = None if patches else {patch for row in page.rows for patch in inside[row]}
            self.views.append(atlas_view(ground, frame, page.name, towns, own, mine, self.plan.large))
        self._draw(ground, frames, patches)

    def _draw(self, ground: Ground, frames: Sequence[Frame], patches: bool) -> None:
        spec, style, book = self.spec, self.style, self.book
        shown = [(page.name, page.rows, frame) for page, frame in zip(book.pages, frames)]
        here, place = page_layers(ground, shown, dot=patches)
        lines = [(page.name, line) for page in book.pages for line in page.table]
        tables = table_layer(len(book.columns), lines)
        texts, *rest = map_layers(ground, self.views, see_through=bool(style.basemap))
        panel = AtlasPanel(spec, book, self.views)
        grids = {page.name: _grid_step(frame) for page, frame in zip(book.pages, frames)}
        items = self.begin(Figures(*panel.figures(grids)), [texts, here, *rest], ground.crs)
        overview = overview_layer(ground, OVERVIEW_W * self.plan.large)
        self.project.addMapLayers([place, overview, tables], False)
        self._set_atlas(here)
        (box,) = self.plan.frames
        self.map = items.map(box, self.layers, ground.crs)
        self._drive(frames[0])
        items.grid(self.map, _grid_step(frames[0]), "grid")
        inset = items.map(Box(0, 0, 10, 10), [place, overview], ground.crs, "overview")
        self.add_neat_lines()
        self.add_heading(
            lambda box, points, **look: items.figure("title", box, points, **look), _said(items, spec.subtitle)
        )
        self.table = panel.add(items, self.plan.panels, self.map, inset, tables, metres=patches)
        inset.zoomToExtent(QgsRectangle(*ground.bounds).buffered(2000))
        self.add_foot(ground.crs)
        self.finish()

    def _frame(self, ground: Ground, page: BookPage, patches: bool) -> Frame:
        (box,) = self.plan.frames
        shapes = ground.patches if patches else ground.townships
        bounds = bounds_of([shapes[i] for i in page.rows])
        margin, least = (_AROUND_PATCH, _LEAST_SCALE) if patches else (1.08, 0.0)
        return frame_around(bounds, box.width, box.height, margin, least)

    def _set_atlas(self, pages: Any) -> None:
        atlas = self.layout.atlas()
        atlas.setCoverageLayer(pages)
        atlas.setEnabled(True)
        atlas.setPageNameExpression('"name"')

    def _drive(self, frame: Frame) -> None:
        """The atlas moves the map; its scale is the page's own."""
        self.map.setExtent(QgsRectangle(*frame.extent))
        self.map.setAtlasDriven(True)
        self.map.setAtlasScalingMode(QgsLayoutItemMap.AtlasScalingMode.Fixed)
        scale = QgsProperty.fromField("scale")
        self.map.dataDefinedProperties().setProperty(QgsLayoutObject.DataDefinedProperty.MapScale, scale)

    def turn(self) -> None:
        """What depends on the page looks at the present one."""
        if self._given:
            self.layout.refresh()
            return
        self.map.refresh()
        self.map.grid().refresh()
        self.table.refreshAttributes()

    def export(self, path: Path, dpi: int, progress: Progress | None = None) -> None:
        """All pages in one PDF; cancelled between pages."""
        pages = _Pages(self, progress or Silent())
        code, detail = QgsLayoutExporter.exportToPdf(pages, str(path), _pdf_settings(dpi))
        check(progress or Silent())
        self._check(path, code, detail)

    def export_pages(self, paths: Sequence[Path], dpi: int, progress: Progress | None = None) -> None:
        """One picture for each page; cancelled between pages."""
        progress = progress or Silent()
        pages = _Pages(self, progress)
        pages.beginRender()
        for path in paths:
            pages.next()
            check(progress)
            super().export(path, dpi, progress)
        pages.endRender()


class _Pages(QgsAbstractLayoutIterator):
    """The pages of an atlas, one after the other.

    An atlas of QGIS lets every item of the layout look anew at each page, which takes longer than to draw it. Here
    only maps and tables do, and each page has only its own figures to look up.
    """

    def __init__(self, sheet: AtlasSheet, progress: Progress) -> None:
        super().__init__()
        self._sheet, self._progress = sheet, progress
        self._features = list(sheet.layout.atlas().coverageLayer().getFeatures())
        self._done = 0

    def layout(self) -> QgsPrintLayout:
        return self._sheet.layout

    def beginRender(self) -> bool:
        context = self._sheet.layout.reportContext()
        context.setLayer(self._sheet.layout.atlas().coverageLayer())
        return True

    def endRender(self) -> bool:
        self._sheet.items.figures.hand_over(self._sheet.layout)
        return True

    def count(self) -> int:
        return len(self._features)

    def next(self) -> bool:
        """The next page; none where the run is cancelled."""
        self._progress.report(self._done / self.count())
        if self._done == self.count() or self._progress.cancelled():
            return False
        sheet, context = self._sheet, self._sheet.layout.reportContext()
        sheet.items.figures.hand_over(sheet.layout, sheet.pages[self._done])
        context.blockSignals(True)
        context.setFeature(self._features[self._done])
        context.blockSignals(False)
        sheet.turn()
        self._done += 1
        return True

    def filePath(self, path: str, extension: str) -> str:
        return path


def township_atlas(spec: MapSpec, result: ProgressResult, style: Style, progress: Progress) -> AtlasSheet:
    """A page for each township that has patches. Raises ``Refusal("no_pages")`` where none has."""
    ground = Ground(spec, progress)
    book = township_book(result, spec, ground.inside())
    return _atlas(spec, style, ground, book, progress, patches=False)


def patch_atlas(spec: MapSpec, result: ProgressResult, style: Style, progress: Progress) -> AtlasSheet:
    """A page for each patch that has ground. Raises ``Refusal("no_patch_pages")`` where none has."""
    ground = Ground(spec, progress)
    book = patch_book(result, spec, list(ground.patches))
    return _atlas(spec, style, ground, book, progress, patches=True)


def _atlas(spec: MapSpec, style: Style, ground: Ground, book: Book, progress: Progress, *, patches: bool) -> AtlasSheet:
    if not book.pages:
        raise Refusal("no_patch_pages") if patches else Refusal("no_pages")
    return AtlasSheet(spec, style, ground, book, patches=patches, progress=progress)


def _names_only(ground: Ground) -> list[tuple[str, str]]:
    """Names of townships without mu, for a map that is too small for both."""
    return [(name, "") for name, _ in ground.spec.township_labels]


def _with_tag(
    bounds: Sequence[float], box: Box, size: tuple[float, float], grounds: Sequence[Ground]
) -> tuple[Frame, Box]:
    """The frame around *bounds*, and the corner for a tag of *size* (from its upper left): on nobody's ground.

    Where no corner is free the scale is the next smaller one, a few times at most.
    """
    width, height = size[0] + _AROUND_TAG, size[1] + _AROUND_TAG
    lefts, tops = (0.0, box.width - size[0]), (0.0, box.height - size[1])
    corners = [Box(left, top, *size) for top in tops for left in lefts]
    frame = frame_around(bounds, box.width, box.height)
    for _ in range(_TRIES):
        areas = [frame.to_paper(np.array(list(each.townships.values()), dtype=object)) for each in grounds]
        ground = shapely.STRtree(np.concatenate(areas))
        for corner in corners:
            left, top = min(corner.left, box.width - width), min(corner.top, box.height - height)
            room = shapely.box(left, box.height - top - height, left + width, box.height - top)
            if not len(ground.query(room, predicate="intersects")):
                return frame, corner
        frame = frame_around(bounds, box.width, box.height, least=frame.scale * 1.01)
    return frame_around(bounds, box.width, box.height), corners[0]


def _grid_step(frame: Frame) -> float:
    """Metres between the figures of the grid: they have one decimal of a kilometre at most."""
    west, south, east, north = frame.extent
    return max(100.0, round_below(min(east - west, north - south) / 4))


def _said(items: Items, text: str) -> Callable[..., float]:
    return lambda box, points, **look: items.text(text, box, points, **look)


# Files ----------------------------------------------------------------------------------------------------


def check_written(path: Path) -> None:
    """Read the file again: an export that went wrong can leave a blank picture and call it a success.

    Raises ``Refusal("not_written", layer, detail)``.
    """
    ending = path.suffix.casefold()
    if ending == ".pdf":
        whole = path.read_bytes().rstrip().endswith(b"%%EOF")
    elif ending == ".svg":
        content = path.read_bytes()
        whole = content.rstrip().endswith(b"</svg>") and content.count(b"<path") > 3
    else:
        whole = not _is_uniform(QImage(str(path)))
    if not whole:
        raise Refusal("not_written", layer=path.name, detail=tr("the picture is blank"))


def _is_uniform(image: QImage) -> bool:
    """Whether a picture cannot be read or has one colour only."""
    if image.isNull():
        return True
    image = image.convertToFormat(QImage.Format.Format_RGB32)  # kept: its bits go with it
    bits = image.constBits()
    bits.setsize(image.width() * image.height() * 4)
    pixels = np.frombuffer(bits, dtype=np.uint32)
    return bool((pixels == pixels[0]).all())


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


def _svg_settings(dpi: int) -> QgsLayoutExporter.SvgExportSettings:
    settings = QgsLayoutExporter.SvgExportSettings()
    settings.dpi = dpi
    settings.exportMetadata = False
    settings.textRenderFormat = getattr(QgsRenderContext, _AS_TEXT)
    return settings
