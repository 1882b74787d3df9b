"""``mineremediation:migratecampaign``: a copy of an older campaign with the schema of this version."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterFile,
)

from ..engine.problems import Refusal
from ..texts import tr
from . import files
from . import parameters as p
from .base import FeedbackProgress
from .campaign_base import CampaignAlgorithm

FOLDER, CAMPAIGN_OUT = "FOLDER", "CAMPAIGN_OUT"


class MigrateCampaign(CampaignAlgorithm):
    """Bring an older campaign to this version's schema, on a copy."""

    WRITES = False

    def name(self) -> str:
        """Public id."""
        return "migratecampaign"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Migrate a campaign")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("A copy of a campaign of an older version, with the schema of this one.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Makes a new campaign with the schema of this version and copies every row into it, the history too. The "
            "older campaign stays as it is."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_campaign()
        folder = QgsProcessingParameterFile(FOLDER, tr("Folder"), QgsProcessingParameterFile.Behavior.Folder)
        p.add(self, folder, tr("The folder of the migrated campaign is made in here."))
        self.addOutput(QgsProcessingOutputFile(CAMPAIGN_OUT, tr("Migrated campaign")))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Make everything in a hidden folder beside, then give it its name at one stroke."""
        from . import campaign_files

        source = self.database()
        folder = Path(self.parameterAsFile(parameters, FOLDER, context)) / source.stem
        if folder.exists():
            raise Refusal("campaign_exists", folder=str(folder))
        making = campaign_files.making_folder(folder, self.run_id)
        with campaign_files.cleared_folder(making, folder):
            campaign_files.migrate(source, making, FeedbackProgress(feedback))
            files.replace(making, folder)
        return {CAMPAIGN_OUT: str(folder / source.name)}
