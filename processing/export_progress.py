"""``mineremediation:exportprogress``: progress layers, workbook and map of one run, from one result table."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, MineAlgorithm

TITLE, LOAD_RESULTS = "TITLE", "LOAD_RESULTS"
GEOPACKAGE, WORKBOOK, MAP = "GEOPACKAGE", "WORKBOOK", "MAP"


class ExportProgress(MineAlgorithm):
    """Export styled layers, a workbook and a county map that show the same figures."""

    ICON = "export_progress.svg"

    def name(self) -> str:
        """Public id."""
        return "exportprogress"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export progress layers, workbook and map")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Styled GeoPackage, Excel workbook and county map of the remediated area, all from one result.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Classifies the patches, sums the counted ground and writes what a report needs: a GeoPackage with styled "
            "layers and tables, an Excel workbook, and a county map (PNG or PDF).\n\n"
            "The counted ground is cut by townships and by the exclusive zones, so every zone figure here is by "
            "ground, after overlaps, and adds up to the counted area. Printed figures are rounded once, so that the "
            "rows and columns of every table add up; layers, sheets and legend show the same numbers.\n\n"
            "Without any zone layer it runs too, without zone table, sheet and legend."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        p.add_input(self)
        p.add_zones(self)
        p.add_accounting(self, zone_field=False)
        add_files(self)
        p.add_accounting_numbers(self)

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Snapshots of all layers; what is asked for must be possible."""
        super().prepare(parameters, context, feedback)
        from . import exporting

        self._targets = exporting.asked_files(self, parameters, context, feedback)
        self._to_load: str | None = None

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compute once, then write each file."""
        from ..engine.progress import Part
        from . import exporting, runs

        progress = FeedbackProgress(feedback)
        done = runs.summary_run(self._run, Part(progress, 0.0, 0.6), carry_patches=True)
        title = p.text_of(self, parameters, TITLE, context) or tr("Progress of mine land restoration")
        export = exporting.Export(self._run, done, title, feedback)
        outputs = export.write(self._targets, Part(progress, 0.6, 1.0))
        if self.parameterAsBoolean(parameters, LOAD_RESULTS, context):
            self._to_load = outputs.get(GEOPACKAGE)
        self._title = title
        return {**outputs, **runs.account_numbers(done.accounting.summary.account)}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Main thread: show the layers as one group in front."""
        if self._to_load and context.project() is not None:
            from ..reports.layers import add_to_project

            add_to_project(context.project(), self._to_load, self._title)
        return {}


def add_files(algorithm: MineAlgorithm) -> None:
    """Title, whether the layers are loaded, and the three files."""
    title = QgsProcessingParameterString(TITLE, tr("Title"), None, False, True)
    p.add(algorithm, title, tr("Title of workbook, map and layer group."))
    load = QgsProcessingParameterBoolean(LOAD_RESULTS, tr("Load the layers into the project"), True)
    p.add(algorithm, load, tr("Adds the layers of the GeoPackage as one group in front."))
    for name, label, file_filter, text in (
        (GEOPACKAGE, tr("Progress layers (GeoPackage)"), "GeoPackage (*.gpkg)", tr("Styled layers and tables.")),
        (WORKBOOK, tr("Workbook"), "Excel (*.xlsx)", tr("All tables as printed; needs the library XlsxWriter.")),
        (MAP, tr("County map"), "PNG (*.png);;PDF (*.pdf)", tr("Map of the county with legend, as PNG or PDF.")),
    ):
        p.add(algorithm, QgsProcessingParameterFileDestination(name, label, file_filter, None, True, False), text)
