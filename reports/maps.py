"""Maps: print layouts in a project of their own, exported to PDF, PNG or SVG. This file knows QGIS.

Everything here works in a worker thread and without a project; no figure is computed, the layout draws
the texts of a :class:`~.map_spec.MapSpec`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayoutExporter,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsRenderContext,
)
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QGraphicsScene

from ..engine.problems import Refusal
from ..engine.progress import Part, Progress, Silent, check
from ..texts import tr
from .layers import font_family
from .map_items import Figures, Items
from .map_layers import Ground, View, county_view, map_layers
from .map_panel import CountyPanel
from .map_plan import Box, SheetPlan, frame_around, round_below, sheet_plan
from .map_spec import MapSpec
from .map_text import Imprint, crs_words, hidden_text, no_font, sources
from .map_type import shared_letters
from .pdf_text import mend_file

DPI = 300
PDF, PNG, SVG = "pdf", "png", "svg"
FORMATS = (PDF, PNG, SVG)
_AS_TEXT = "TextFormatAlwaysText"  # QGIS 3.22 has it outside its enum


@dataclass(frozen=True)
class Style:
    """How maps are made: a page of :data:`~.map_plan.PAGES`, what the office says of them, layers to lie below."""

    page: str = "A4_landscape"
    imprint: Imprint = field(default_factory=Imprint)
    basemap: Sequence[Any] = ()


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
    sheet = CountySheet(spec, Style(), Part(progress, 0.0, 0.5))
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
        self.layout = QgsPrintLayout(self.project)
        # the scene's index stands on timers, which plain Python threads have not: the sheet would stay blank
        self.layout.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.layout.initializeDefaults()
        self.layout.pageCollection().page(0).setPageSize(QgsLayoutSize(self.plan.width, self.plan.height))

    @property
    def report(self) -> MapReport:
        """What is to be said of the map."""
        found = [] if font_family() else [no_font()]
        hidden = max((view.hidden for view in self.views), default=0)
        if hidden and not self.pages:
            found.append(hidden_text(hidden))
        return MapReport(found, [text for view in self.views for text in view.unplaced])

    def begin(self, figures: Figures, layers: Sequence[Any], crs: QgsCoordinateReferenceSystem) -> Items:
        """Take figures and layers (topmost first); what adds the items."""
        self.layers = [*layers, *self.style.basemap]
        self.project.setCrs(crs)
        self.project.addMapLayers(self.layers, False)
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
        step = (box.right - left) / 3
        for place, text in enumerate(self.style.imprint.people):
            self.items.text(text, Box(left + place * step, box.top + 2, step - 1, 9 * large), 8 * large)

    def finish(self) -> None:
        """All items are there: hand over the figures that they look up."""
        self.items.figures.hand_over(self.layout)
        self.layout.refresh()

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
        items.grid(self.map, round_below((frame.extent[3] - frame.extent[1]) / 4))
        self.add_neat_lines()
        self.add_heading(_said(items, spec.title), _said(items, spec.subtitle))
        panel.add(items, self.plan.panels, self.map)
        self.add_foot(ground.crs)
        self.finish()


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
