"""``mineremediation:loadplan``: a work plan's targets, deadlines and contradictions into a campaign."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber

from ..texts import tr
from .base import tell
from .campaign_base import CampaignAlgorithm

PLAN = "PLAN"
DEFAULT_PLAN = "xinbin_2018_2022"


class LoadPlan(CampaignAlgorithm):
    """Load a plan; no target set is chosen."""

    def name(self) -> str:
        """Public id."""
        return "loadplan"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Load a work plan")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Targets by set, deadlines, and the register of what does not agree.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Puts the figures of a plan into the campaign, each with its paragraph, by target sets that need not "
            "agree, with the deadlines and the register of contradictions and silences.\n\n"
            "Nothing is repaired and no set is chosen: that is decided with “Record a decision”. Loading a plan again "
            "replaces its former version; the decisions stay."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_campaign()
        help_text = tr("Name of a plan that comes with the program, or a workbook (.xlsx) made from the template.")
        self.add_text(PLAN, tr("Plan"), help_text, default=DEFAULT_PLAN)
        self.addOutput(QgsProcessingOutputNumber("TARGETS", tr("Targets")))
        self.addOutput(QgsProcessingOutputNumber("FINDINGS_COUNT", tr("Findings")))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read and check, then store in one transaction."""
        from ..campaign import database, plan_store
        from . import campaign_plan

        plan = campaign_plan.plan_of(self.text(PLAN) or DEFAULT_PLAN)
        with database.changing(self.database(), self.run_id, self.name()) as connection:
            targets, found = plan_store.store(connection, plan)
        tell(campaign_plan.notices(found), feedback)
        return {"TARGETS": targets, "FINDINGS_COUNT": len(found)}
