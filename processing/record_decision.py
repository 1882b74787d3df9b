"""``mineremediation:recorddecision``: what the office decides, with name, date and basis."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..engine.problems import Refusal
from ..texts import tr
from .campaign_base import CampaignAlgorithm

SUBJECT, CHOICE, NAME, DATE, BASIS = "SUBJECT", "CHOICE", "NAME", "DATE", "BASIS"


class RecordDecision(CampaignAlgorithm):
    """Keep a decision; the former ones stay."""

    def name(self) -> str:
        """Public id."""
        return "recorddecision"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Record a decision")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("What the office decides about an open item of the plan, with name, date and basis.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Keeps a decision about an item of the register, such as D-02 (the mu that are allocated to no year: "
            "2018, unallocated or superseded). It is printed wherever the item matters.\n\n"
            "Three subjects also change what is counted: target_set (the set that progress is set against), "
            "counting_step (the step by which a patch counts as remediated) and accounting_basis (the area by which it "
            "counts: OFFICIAL, ACCEPTED, DECLARED, LICENCE, GEODESIC; any but the official one is spread over the "
            "ground that counts, and every table says so). Decisions are added, never overwritten."
        )

    def declare(self) -> None:
        """Add parameters."""
        self.add_campaign()
        self.add_text(
            SUBJECT,
            tr("Subject"),
            tr("Number in the register such as D-02, or target_set, counting_step, accounting_basis."),
        )
        self.add_text(CHOICE, tr("Choice"), tr("What is decided."))
        self.add_text(NAME, tr("Name"), tr("Who decides."))
        self.add_day(DATE, tr("Date"), tr("The day of the decision."))
        self.add_text(BASIS, tr("Basis"), tr("Document or reason."))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write in one transaction."""
        from ..campaign import database, plan_store
        from ..campaign.schema import DECISIONS
        from .reading import read_date

        day = read_date(self, parameters, DATE, context)
        if day is None:
            raise Refusal("decision_incomplete")
        decision = {
            DECISIONS.subject: self.text(SUBJECT),
            DECISIONS.choice: self.text(CHOICE),
            DECISIONS.decided_by: self.text(NAME),
            DECISIONS.decided_on: day.isoformat(),
            DECISIONS.basis: self.text(BASIS),
        }
        with database.changing(self.database(), self.run_id, self.name()) as connection:
            plan_store.decide(connection, decision)
        return {}
