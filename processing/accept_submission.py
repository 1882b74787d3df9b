"""``mineremediation:acceptsubmission``: patches of a submission taken over, number by number, into a new layer."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterString,
)

from ..engine.problems import info
from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, tell
from .compare_submission import OUTPUT, SubmissionAlgorithm

ACCEPTED = "ACCEPTED"


class AcceptSubmission(SubmissionAlgorithm):
    """Make the layer that is held after some patches of a submission were accepted."""

    def name(self) -> str:
        """Public id."""
        return "acceptsubmission"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Accept a submission")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("A new layer of the patches held, with the accepted ones replaced, added or taken away.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Makes a new layer: the patches held now, with those whose numbers are accepted replaced (changed, same), "
            "added (new) or taken away (missing). Numbers are those of “Compare a submission”. * stands for every "
            "patch that came in; missing ones are taken away only by their own number. New patches whose number comes "
            "several times in the submission are never accepted.\n\n"
            "The layer has the fields and the coordinate system of what is held now. Neither of the two layers is "
            "changed. A replaced patch keeps its identity and the values of fields that the submission does not have "
            "or leaves empty; areas and zones that were computed from its former ground become empty.\n\n"
            "A campaign is not changed either: bring the new layer in with “Load layers into a campaign”, which "
            "updates the patches by number and keeps their history. Patches that were taken away stay in the campaign "
            "until somebody deletes them there; those with recorded steps cannot be deleted."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_sides()
        accepted = QgsProcessingParameterString(ACCEPTED, tr("Accepted numbers"), None, True)
        p.add(
            self, accepted, tr("Numbers of the accepted patches, separated by commas; * for every patch that came in.")
        )
        text = tr("The patches held from now on, as a new layer.")
        p.add_sink(self, OUTPUT, tr("Patches after acceptance"), text, polygons=True, optional=False)
        for name, label in (
            ("REPLACED", tr("Replaced patches")),
            ("ADDED", tr("Added patches")),
            ("REMOVED", tr("Patches taken away")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compare, take over, write."""
        from ..engine.progress import Part
        from ..engine.values import split_list
        from . import runs, submissions

        progress = FeedbackProgress(feedback)
        ids = split_list(p.text_of(self, parameters, ACCEPTED, context))
        compared = submissions.compare_run(self._run, Part(progress, 0.0, 0.7))
        taken, result, notices = submissions.accepted_result(compared, ids)
        replaced, added, removed = (taken.counts[name] for name in ("replaced", "added", "removed"))
        layer = compared.new.table.name
        done = info("submission_accepted", layer=layer, replaced=replaced, added=added, removed=removed)
        tell([*compared.notices, *notices, done, *submissions.held_in_campaign(self._run.snapshots.patches)], feedback)
        with runs.writing(self._run, feedback, Part(progress, 0.7, 1.0)) as writer:
            writer.made(OUTPUT, result)
        return {**writer.outputs, **{name.upper(): count for name, count in taken.counts.items()}}
