"""``mineremediation:packcampaign``: a campaign in one file, with everything that is committed in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterFileDestination

from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, tell
from .campaign_base import CampaignAlgorithm

FILE = "FILE"


class PackCampaign(CampaignAlgorithm):
    """Pack database, project and photos into a zip."""

    WRITES = False

    def name(self) -> str:
        """Public id."""
        return "packcampaign"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Pack a campaign")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Database, project and photos in one zip, to be handed on or kept.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Copies the database with all that is committed in it, also what still lies in a write-ahead log beside "
            "it, compares the rows of every table, and packs it with project and photos into a zip.\n\n"
            "A copy of the .gpkg file alone may lack the last changes; this one does not."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_campaign()
        target = QgsProcessingParameterFileDestination(FILE, tr("Packed campaign"), "Zip (*.zip)")
        p.add(self, target, tr("Unpacked, it is the folder of the campaign."))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Copy, compare, pack; then swap in."""
        from . import campaign_files

        target = Path(self.parameterAsFileOutput(parameters, FILE, context))
        place, notices = campaign_files.pack(self.database(), target, self.run_id, FeedbackProgress(feedback))
        tell(notices, feedback)
        return {FILE: str(place)}
