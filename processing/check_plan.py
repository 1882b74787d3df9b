"""``mineremediation:checkplan``: what does not agree in a plan, as a table."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..engine.problems import Refusal
from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, tell
from .campaign_base import CampaignAlgorithm
from .load_plan import PLAN

FINDINGS = "FINDINGS"


class CheckPlan(CampaignAlgorithm):
    """List contradictions and silences."""

    WRITES = False

    def name(self) -> str:
        """Public id."""
        return "checkplan"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Check a work plan")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Sums of parts, years and stages that do not agree, and what the plan leaves out.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Adds up parts, years and stages of every figure of a plan, compares its target sets, and lists what does "
            "not agree or is not said, each with its paragraph and the difference in mu.\n\n"
            "With a campaign its findings are listed as they stand there, decided ones marked; with a plan alone the "
            "plan is checked afresh."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_campaign(optional=True)
        help_text = tr("Name of a plan that comes with the program, or a workbook (.xlsx) made from the template.")
        self.add_text(PLAN, tr("Plan"), help_text, optional=True)
        p.add_sink(
            self, FINDINGS, tr("Findings"), tr("Code, paragraph, what, difference in mu, state."), optional=False
        )

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Check, then write the table."""
        from . import campaign_plan

        if self.path is None and not self.text(PLAN):
            raise Refusal("no_plan")
        found = campaign_plan.findings_of(self.path, self.text(PLAN))
        tell(campaign_plan.notices(found), feedback)
        return campaign_plan.write_findings(self, parameters, context, found, FeedbackProgress(feedback), feedback)
