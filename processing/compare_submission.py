"""``mineremediation:comparesubmission``: what came in against what is held."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)

from ..engine.problems import Notice, info
from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, MineAlgorithm, tell

OUTPUT = "OUTPUT"


class SubmissionAlgorithm(MineAlgorithm):
    """Base of the algorithms on a submission and what is held."""

    def group(self) -> str:
        """Group in the toolbox."""
        return tr("Intake")

    def groupId(self) -> str:
        """Unlocalised id of the group."""
        return "intake"

    def add_sides(self) -> None:
        """SUBMISSION, INPUT and ID_FIELD."""
        submission = QgsProcessingParameterFeatureSource(p.SUBMISSION, tr("Submission"), p.POLYGONS)
        p.add(self, submission, tr("The patches that came in."))
        held = QgsProcessingParameterFeatureSource(p.INPUT, tr("Patches held now"), p.POLYGONS)
        p.add(self, held, tr("What they are compared with; the patch layer of a campaign is a layer too."))
        number = QgsProcessingParameterField(p.ID_FIELD, tr("Patch number field"), None, p.INPUT, optional=True)
        text = tr(
            "Field with the patch numbers in both layers. Without it patches are recognised by their ground alone."
        )
        p.add(self, number, text)

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Main thread: snapshots of both layers."""
        from . import submissions

        self._run = submissions.begin(self, parameters, context)


class CompareSubmission(SubmissionAlgorithm):
    """Tell new, changed, same and missing patches."""

    def name(self) -> str:
        """Public id."""
        return "comparesubmission"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Compare a submission")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Which patches that came in are new, changed or the same, and which are missing, with mu and IoU.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Compares the patches that came in with those held now. A patch is the same where its area differs by at "
            "most 0.01 m² and the common ground is at least 0.999999 of all ground (IoU).\n\n"
            "Patches are paired by number. Those left over on both sides are paired by their ground, from an IoU of "
            "0.9 on: a patch under another number is changed, not new and missing. New patches on ground that is held "
            "already are named.\n\n"
            "The differences in mu add up to the whole difference. For pairs the fields whose values differ are named. "
            "Nothing is taken over; that is done by “Accept a submission”, number by number."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_sides()
        text = tr(
            "A row per patch: change (new, changed, same, missing), number, mu before and after, difference, IoU."
        )
        p.add_sink(self, OUTPUT, tr("Comparison"), text, optional=False)
        for name, label in _numbers():
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compare, then write the table."""
        from ..engine.progress import Part
        from ..reports.fields import COLUMNS
        from . import runs, submissions

        progress = FeedbackProgress(feedback)
        compared = submissions.compare_run(self._run, Part(progress, 0.0, 0.9))
        table = compared.table
        counts = {name: int((table["change"] == name.lower()).sum()) for name, _ in _numbers()[:4]}
        tell([*compared.notices, *_told(compared.new.table.name, counts, table)], feedback)
        with runs.writing(self._run, feedback, Part(progress, 0.9, 1.0)) as writer:
            writer.table(OUTPUT, COLUMNS[submissions.TABLE], table, submissions.TABLE)
        return {**writer.outputs, **counts, "DELTA_MU": submissions.total_mu(table)}


def _told(layer: str, counts: dict[str, int], table: Any) -> list[Notice]:
    """The counts, and which patches that lie where they did say something else of themselves."""
    from ..engine.repair import listed

    new, changed, same, missing = (counts[name] for name in ("NEW", "CHANGED", "SAME", "MISSING"))
    told = [info("submission_compared", layer=layer, new=new, changed=changed, same=same, missing=missing)]
    ids = table["id"][(table["change"] == "same") & (table["changed_fields"] != "")].tolist()
    if ids:
        told.append(info("submission_values_differ", layer=layer, same=same, count=len(ids), ids=listed(ids)))
    return told


def _numbers() -> tuple[tuple[str, str], ...]:
    return (
        ("NEW", tr("New patches")),
        ("CHANGED", tr("Changed patches")),
        ("SAME", tr("Patches that are the same")),
        ("MISSING", tr("Missing patches")),
        ("DELTA_MU", tr("Whole difference (mu)")),
    )
