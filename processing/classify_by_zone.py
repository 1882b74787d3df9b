"""``mineremediation:classifybyzone``: which patch lies in which priority zone."""

from __future__ import annotations

from typing import Any, ClassVar

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber

from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, MineAlgorithm, tell

OUTPUT, SUMMARY, MEMBERSHIP = "OUTPUT", "SUMMARY", "MEMBERSHIP"


class ClassifyByZone(MineAlgorithm):
    """Classify mine patches by the six classes of priority zones."""

    ICON = "classify_by_zone.svg"
    CARRIES: ClassVar[dict[str, str]] = {OUTPUT: p.INPUT}

    def name(self) -> str:
        """Public id."""
        return "classifybyzone"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Classify by priority zone")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Which patch lies in which of the four zones and two lines, and with how many mu.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Finds for each mine patch in which of the six classes of priority zones (four zones, two lines) it lies: "
            "all classes, the highest one, the name of the zone, the area inside in mu, and the distance to the "
            "nearest zone.\n\n"
            "Membership is a set: a patch may lie in several classes. The summary keeps both accounts: by class with "
            "repeats, and exclusive by precedence, which adds up with the ground outside to the total. Zones of one "
            "class that overlap count once. Distances are metres on the ground, whatever the layer's coordinate "
            "reference system. Areas are official ellipsoidal areas on CGCS2000; 1 mu = 2000/3 m²."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        p.add_input(self)
        p.add_zones(self)
        p.add_sink(
            self,
            OUTPUT,
            tr("Classified patches"),
            tr("The patches with their own fields, area, zone classes, zone name, mu inside and distance."),
            polygons=True,
            optional=False,
        )
        p.add_sink(
            self,
            SUMMARY,
            tr("Summary by class"),
            tr("Eight rows: six classes, outside, total; patches, mu with repeats, mu by precedence."),
            optional=False,
        )
        p.add_sink(
            self,
            MEMBERSHIP,
            tr("Membership"),
            tr(
                "A row per patch and class: zone, layer, distance, threshold, overlap and share; it explains the class."
            ),
        )
        for name, label in (
            ("COUNT", tr("Number of patches")),
            ("INSIDE_COUNT", tr("Patches inside a zone")),
            ("TOTAL_MU", tr("All patches (mu)")),
            ("INSIDE_MU", tr("Inside zones (mu)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Classify, then write."""
        from ..engine.progress import Part
        from . import runs

        progress = FeedbackProgress(feedback)
        patches, classified = runs.classify_run(self._run, Part(progress, 0.0, 0.8))
        result = classified.result
        tell(result.notices, feedback)
        with runs.writing(self._run, feedback, Part(progress, 0.8, 1.0)) as writer:
            writer.carry(OUTPUT, patches.table, runs.CLASSIFIED, result.patches, "classified")
            writer.table(SUMMARY, list(result.summary), result.summary, "summary")
            writer.table(MEMBERSHIP, list(result.membership), result.membership, "membership")
        numbers = {
            "COUNT": result.count,
            "INSIDE_COUNT": result.inside_count,
            "TOTAL_MU": result.total_mu,
            "INSIDE_MU": result.inside_mu,
        }
        return {**writer.outputs, **numbers}
