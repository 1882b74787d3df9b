"""``mineremediation:recheckdocument``: an edited report against the manifest of the one that was made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)

from ..engine.problems import Refusal
from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, MineAlgorithm, tell

DOCUMENT, MANIFEST, OUTPUT, PAGE, FINDINGS = "DOCUMENT", "MANIFEST", "OUTPUT", "PAGE", "FINDINGS"


@dataclass(frozen=True)
class _Run:
    """What the base keeps of a run."""

    context: QgsProcessingContext


class RecheckDocument(MineAlgorithm):
    """Find figures, sums and units that were changed in the document after it was made."""

    ICON = "export_progress.svg"

    def name(self) -> str:
        """Public id."""
        return "recheckdocument"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Check an edited report")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Finds figures, sums and units in the edited Word document that are not those of the report.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Reads the document as it was edited in Word, WPS or LibreOffice and compares it with the manifest that "
            "was made with it. Every figure is found by its bookmark, or where that was overtyped by its sentence or "
            "cell.\n\n"
            "Listed are figures that no longer match, sums that no longer add up, changed units, and sentences or rows "
            "that were removed, each with what it was. Wording may be edited freely."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        kind = QgsProcessingParameterFile.Behavior.File
        document = QgsProcessingParameterFile(DOCUMENT, tr("Edited document"), kind, "docx")
        p.add(self, document, tr("The Word document of a report, as it is now."))
        manifest = QgsProcessingParameterFile(MANIFEST, tr("Manifest"), kind, "json")
        p.add(self, manifest, tr("The manifest.json of that report."))
        p.add_sink(self, OUTPUT, tr("Findings"), tr("A row per finding."), optional=True)
        page = QgsProcessingParameterFileDestination(PAGE, tr("Page"), "HTML (*.html)", None, True, False)
        p.add(self, page, tr("The findings as a page for the browser."))
        self.addOutput(QgsProcessingOutputNumber(FINDINGS, tr("Number of findings")))

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Read what the parameters name; destinations that would do harm are refused."""
        from ..reports.manifest import read_manifest
        from .destinations import check_destinations

        self._run = _Run(context)
        self._document = Path(self.parameterAsFile(parameters, DOCUMENT, context))
        manifest = self.parameterAsFile(parameters, MANIFEST, context)
        check_destinations(self, parameters, context, [str(self._document), manifest])
        self._manifest = read_manifest(manifest)
        if "document" not in self._manifest:
            raise Refusal("manifest_without_document", path=manifest)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compare, tell, write."""
        from ..engine.progress import Part
        from ..reports.docx_parts import read_lines
        from ..reports.recheck import recheck

        progress = FeedbackProgress(feedback)
        findings = recheck(self._manifest, read_lines(self._document), Part(progress, 0.0, 0.8))
        for each in findings:
            feedback.pushWarning(each.text)
        if not findings:
            feedback.pushInfo(tr("No difference was found."))
        outputs = self._write(findings, parameters, context, feedback)
        return {**outputs, FINDINGS: len(findings)}

    def _write(
        self,
        findings: list[Any],
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        import pandas as pd

        from ..reports.fields import COLUMNS
        from ..reports.recheck_page import recheck_page
        from . import files
        from .destinations import file_target
        from .outputs import Sinks, frame_result
        from .swapping import Siblings

        names = list(COLUMNS["findings"])
        rows = [(each.kind, each.key or None, each.place, each.was, each.now, each.text) for each in findings]
        frame = pd.DataFrame(rows, columns=names, dtype=object)
        outputs: dict[str, Any] = {}
        with Siblings(self.run_id) as siblings:
            sinks = Sinks(self, parameters, context, siblings)
            sinks.write(OUTPUT, frame_result(names, frame))
            page = file_target(self, parameters, PAGE, context, (".html", ".htm"))
            if page is not None:
                with siblings.making(page) as waiting:
                    files.write_text(waiting.sibling, recheck_page(findings, self._manifest, self._document.name))
                outputs[PAGE] = str(page)
            for name, written in sinks.swap_in().items():
                tell(written.notices, feedback)
                outputs[name] = written.layer_id
        return outputs
