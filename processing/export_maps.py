"""``mineremediation:exportmaps``: maps of the county, of townships, of patches, of two dates, ready to be signed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..engine.problems import Refusal, warning
from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, MineAlgorithm, tell
from .report_folder import refuse_file

KIND, COMPARE_WITH, PAGE, TEMPLATE, BASEMAP = "KIND", "COMPARE_WITH", "PAGE", "TEMPLATE", "BASEMAP"
FORMATS, DPI, AUTHOR = "FORMATS", "DPI", "AUTHOR"
CLASSIFICATION, APPROVAL_NO, TITLE = "CLASSIFICATION", "APPROVAL_NO", "TITLE"
FOLDER, PROJECT, PAGES = "FOLDER", "PROJECT", "PAGES"
COUNTY, TOWNSHIP_ATLAS, PATCH_ATLAS, COMPARISON = "county", "township_atlas", "patch_atlas", "comparison"
KINDS = (COUNTY, TOWNSHIP_ATLAS, PATCH_ATLAS, COMPARISON)
PAGE_NAMES = ("A4_landscape", "A4_portrait", "A3_landscape", "A3_portrait")
FORMAT_NAMES = ("pdf", "png", "svg")


class ExportMaps(MineAlgorithm):
    """Draw maps of one run."""

    ICON = "export_progress.svg"

    def name(self) -> str:
        """Public id."""
        return "exportmaps"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export maps")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("County map, atlas of townships or of patches, or two dates side by side, as PDF, PNG or SVG.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Computes as “Export progress layers, workbook and map” does and draws maps with title, neat line, "
            "kilometre grid with the zone before the eastings, scale, north arrow and a legend with number and mu of "
            "each class. Patches are filled by status and outlined by zone class.\n\n"
            "An atlas has a page for each township (with its figures by year and its share of the target) or for each "
            "patch. Townships and patches without anything to show are left out and named in the log, as are labels "
            "that found no room. A comparison shows an earlier state beside the present one, at the same scale, with "
            "the difference in mu.\n\n"
            "Without a map review number every map says that it is for internal use. Classification and numbers are "
            "never made up. The files come into a folder of their own; nothing that exists is touched."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        p.add_input(self)
        p.add_zones(self)
        p.add_accounting(self, zone_field=False)
        add_maps(self)

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        """As QGIS checks them, but an earlier state may be a folder or a file; we say what is wrong with it."""
        checked = {name: value for name, value in parameters.items() if name != COMPARE_WITH}
        found: tuple[bool, str] = super().checkParameterValues(checked, context)
        return found

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Snapshots of all layers; what is asked for must be possible."""
        from . import map_making

        super().prepare(parameters, context, feedback)
        self._wishes = map_making.read_wishes(self, parameters, context)
        self._folder = Path(self.parameterAsFileOutput(parameters, FOLDER, context))
        refuse_file(self._folder)
        self._project: str | None = None

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compute once, then draw every page into the folder, all of them or none."""
        from ..engine.progress import Part
        from . import map_making, runs

        progress = FeedbackProgress(feedback)
        done = runs.begun_summary(self._run, progress, 0.3)
        earlier = self.earlier(self._wishes, Part(progress, 0.3, 0.4), feedback)
        if earlier is not None and earlier.converted != bool(done.choice.basis):
            tell([warning("earlier_other_area")], feedback)
        self._tell_other_rules(done.choice.counting.cutoff, feedback)
        maker = map_making.Maker(self._run, done, self._wishes, earlier, feedback)
        outputs = maker.write(self._folder, Part(progress, 0.4, 1.0))
        self._project = outputs.get(PROJECT)
        return {**outputs, **runs.account_numbers(done.accounting.summary.account)}

    def _tell_other_rules(self, cutoff: date | None, feedback: QgsProcessingFeedback) -> None:
        """Warn where the earlier file was counted by other rules than this run; refuse one that is later."""
        from .earlier import other_cutoff, other_rules

        if self._wishes.kind == COMPARISON and self._wishes.compare_with is not None:
            tell(other_cutoff(self._wishes.compare_with, cutoff), feedback)
            items = other_rules(self._wishes.compare_with, self._run.provenance)
            if items:
                tell([warning("earlier_other_rules", items=items)], feedback)

    def earlier(self, wishes: Any, progress: Any, feedback: QgsProcessingFeedback) -> Any:
        """The earlier state of a comparison; None for the other kinds."""
        if wishes.kind != COMPARISON:
            return None
        from .earlier import read_earlier

        if wishes.compare_with is None:
            raise Refusal("nothing_to_compare")
        return read_earlier(wishes.compare_with)

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Main thread: put the layouts into the open project."""
        if getattr(self, "_project", None) and context.project() is not None:
            from ..reports.map_project import add_layouts

            add_layouts(context.project(), self._project)
        return {}


def add_maps(algorithm: MineAlgorithm, *, compare: bool = True) -> None:
    """Kind, page, formats, what the office says of the map, folder and project; *compare*: with an earlier file."""
    kind = QgsProcessingParameterEnum(KIND, tr("Kind of map"), list(KINDS), False, COUNTY, False, True)
    text = tr("county; township_atlas: a page for each township; patch_atlas: for each patch; comparison: two dates.")
    p.add(algorithm, kind, text)
    if compare:
        _add_file(
            algorithm,
            COMPARE_WITH,
            tr("Compare with"),
            tr("Folder of an earlier report, or the GeoPackage of an earlier “exportprogress”; for a comparison only."),
        )
    page = QgsProcessingParameterEnum(PAGE, tr("Page size"), list(PAGE_NAMES), False, PAGE_NAMES[0], False, True)
    p.add(algorithm, page, tr("Size and direction of the sheet."))
    text = tr("The office's own layout; its first map is set, and its labels look figures up; see docs/maps.md.")
    _add_file(algorithm, TEMPLATE, tr("Layout template (.qpt)"), text, "qpt")
    below = QgsProcessingParameterMultipleLayers(
        BASEMAP, tr("Base map"), QgsProcessing.SourceType.TypeMapLayer, optional=True
    )
    p.add(algorithm, below, tr("Layers drawn below everything. On the command line repeat the parameter."))
    formats = QgsProcessingParameterEnum(FORMATS, tr("Formats"), list(FORMAT_NAMES), True, ["pdf"], False, True)
    text = tr("An atlas is one PDF, or a PNG or SVG for each page. On the command line separated by commas.")
    p.add(algorithm, formats, text)
    number = QgsProcessingParameterNumber.Type.Integer
    dpi = QgsProcessingParameterNumber(DPI, tr("Resolution (dots per inch)"), number, 300, False, 50, 1200)
    p.add(algorithm, dpi, tr("Of pictures; texts and lines of PDF and SVG are sharp at any size."))
    for name, label, text in (
        (AUTHOR, tr("Drawn by"), tr("Stands below the map.")),
        (CLASSIFICATION, tr("Classification"), tr("Stands at the upper right; empty: none.")),
        (APPROVAL_NO, tr("Map review number"), tr("Empty: the map says that it is for internal use.")),
        (TITLE, tr("Title"), tr("Title of the map.")),
    ):
        p.add(algorithm, QgsProcessingParameterString(name, label, None, False, True), text)
    folder = QgsProcessingParameterFolderDestination(FOLDER, tr("Folder of the maps"))
    p.add(algorithm, folder, tr("The files come into a folder of their own in this one; nothing there is touched."))
    project = QgsProcessingParameterFileDestination(
        PROJECT, tr("Project with the layouts"), "QGIS (*.qgz)", None, True, False
    )
    text = tr("Layers and layouts to be edited, with a GeoPackage beside it; also put into the open project.")
    p.add(algorithm, project, text)
    p.add_accounting_numbers(algorithm)
    algorithm.addOutput(QgsProcessingOutputNumber(PAGES, tr("Number of pages")))


def _add_file(algorithm: MineAlgorithm, name: str, label: str, text: str, extension: str = "") -> None:
    kind = QgsProcessingParameterFile.Behavior.File
    p.add(algorithm, QgsProcessingParameterFile(name, label, kind, extension, None, True), text)
