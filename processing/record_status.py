"""``mineremediation:recordstatus``: a step of the status ladder for some patches."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber, QgsProcessingParameterEnum

from ..campaign.codes import code_list
from ..engine.problems import Refusal
from ..texts import tr
from . import parameters as p
from .campaign_base import CampaignAlgorithm, signature

PATCH_IDS, STEP, DATE, UNIT, DOCUMENT, AREA_MU = "PATCH_IDS", "STEP", "DATE", "UNIT", "DOCUMENT", "AREA_MU"


class RecordStatus(CampaignAlgorithm):
    """Record a dated event for patches."""

    def name(self) -> str:
        """Public id."""
        return "recordstatus"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Record a status")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("A step of the status ladder, with date, unit, document and area, for one or more patches.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Adds an event to each of the patches. A patch counts as remediated from the date of its first event at "
            "the campaign's counting step or a later one.\n\n"
            "The same step on the same day is recorded once. Events are not overwritten: a correction is a further "
            "event, and the history keeps what was."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_campaign()
        self.add_text(PATCH_IDS, tr("Patch numbers"), tr("Numbers of the patches, separated by commas."))
        steps = code_list("step")
        step = QgsProcessingParameterEnum(STEP, tr("Step"), list(steps.values), False, None, False, True)
        p.add(self, step, tr("; ").join(f"{code.value}: {code.label}" for code in steps.codes))
        self.add_day(DATE, tr("Date"), tr("The day of the event; it gives the year in which the patch counts."))
        self.add_text(UNIT, tr("Unit"), tr("Who did it, such as the city bureau."), optional=True)
        self.add_text(DOCUMENT, tr("Document"), tr("Number of the document."), optional=True)
        self.add_text(AREA_MU, tr("Area at this step (mu)"), tr("As the document gives it."), optional=True)
        self.addOutput(QgsProcessingOutputNumber("RECORDED", tr("Recorded")))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write in one transaction."""
        from ..campaign import database
        from ..campaign.recording import record_step
        from ..campaign.schema import STATUS_EVENTS
        from ..engine.values import split_list
        from .reading import read_date

        day = read_date(self, parameters, DATE, context)
        if day is None:
            raise Refusal("cutoff_invalid", value="")
        event = {
            STATUS_EVENTS.step: self.parameterAsEnumString(parameters, STEP, context),
            STATUS_EVENTS.event_date: day.isoformat(),
            STATUS_EVENTS.unit: self.text(UNIT) or None,
            STATUS_EVENTS.document: self.text(DOCUMENT) or None,
            STATUS_EVENTS.area_m2: _square_metres(self.text(AREA_MU)),
        }
        with database.changing(self.database(), self.run_id, self.name()) as connection:
            recorded = record_step(connection, split_list(self.text(PATCH_IDS)), event, signature(self.text(DOCUMENT)))
        return {"RECORDED": recorded}


def _square_metres(text: str) -> float | None:
    """Mu as text in m²; None for empty text. Raises ``Refusal("area_not_a_number", value)``."""
    if not text:
        return None
    try:
        mu = float(text)
    except ValueError:
        mu = -1.0
    if not 0 <= mu < float("inf"):
        raise Refusal("area_not_a_number", value=text)
    return mu * 2000 / 3
