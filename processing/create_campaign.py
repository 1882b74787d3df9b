"""``mineremediation:createcampaign``: a folder with database, project and place for photos."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterCrs,
    QgsProcessingParameterFile,
    QgsProviderRegistry,
)

from ..engine.problems import Refusal
from ..texts import tr
from . import files
from . import parameters as p
from .base import FeedbackProgress
from .campaign_base import CAMPAIGN, CampaignAlgorithm, CampaignRun, refuse_bad_name

NAME, FOLDER, CRS, CONNECTION, PROJECT = "NAME", "FOLDER", "CRS", "CONNECTION", "PROJECT"


class CreateCampaign(CampaignAlgorithm):
    """Make a campaign of its own folder."""

    WRITES = False

    def name(self) -> str:
        """Public id."""
        return "createcampaign"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Create a campaign")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("A folder with the database, the project with its forms, and a place for photos.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Makes a folder of the campaign's name: the database (.gpkg), the project that is opened by double click "
            "(.qgz), and a folder for photos.\n\n"
            "The folder may be moved, copied or renamed as a whole. Forms work in QField and in a QGIS without this "
            "plugin, and every change is kept in the history."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_text(NAME, tr("Name of the campaign"), tr("Also the name of folder, database and project."))
        folder = QgsProcessingParameterFile(FOLDER, tr("Folder"), QgsProcessingParameterFile.Behavior.Folder)
        p.add(self, folder, tr("The folder of the campaign is made in here."))
        crs = QgsProcessingParameterCrs(CRS, tr("Coordinate reference system"), "EPSG:4530", True)
        p.add(self, crs, tr("All layers of the campaign are kept in it; for Xinbin usually EPSG:4530."))
        self.add_text(
            CONNECTION,
            tr("PostGIS connection"),
            tr(
                "Makes the same tables, rules and history also in this database, in a schema of the campaign's name: "
                "the name of a connection in QGIS, or host=… dbname=… user=…"
            ),
            optional=True,
        )
        self.addOutput(QgsProcessingOutputFile(CAMPAIGN, tr("Campaign")))
        self.addOutput(QgsProcessingOutputFile(PROJECT, tr("Project")))

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Name and folder must be possible."""
        self._run, self.path = CampaignRun(context, parameters), None
        refuse_bad_name(self.text(NAME))
        self._connection = connection_text(self.text(CONNECTION))
        self._folder = Path(self.parameterAsFile(parameters, FOLDER, context)) / self.text(NAME)
        if self._folder.exists():
            raise Refusal("campaign_exists", folder=str(self._folder))
        if not self._folder.parent.is_dir():
            reason = tr("the folder does not exist")
            raise Refusal("output_not_writable", path=str(self._folder.parent), reason=reason)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Make everything in a hidden folder beside, then give it its name at one stroke."""
        from . import campaign_files

        name, crs = self.text(NAME), self.parameterAsCrs(parameters, CRS, context)
        making = campaign_files.making_folder(self._folder, self.run_id)
        with campaign_files.cleared_folder(making, self._folder):
            campaign_files.make_campaign(making, name, crs.authid() or crs.toWkt(), FeedbackProgress(feedback))
            with self._in_postgis(name, crs):
                files.replace(making, self._folder)
        return {CAMPAIGN: str(self._folder / f"{name}.gpkg"), PROJECT: str(self._folder / f"{name}.qgz")}

    def _in_postgis(self, name: str, crs: QgsCoordinateReferenceSystem) -> AbstractContextManager[None]:
        """The same schema in PostGIS, kept when the folder is in its place; nothing where no connection is given."""
        if not self._connection:
            return nullcontext()
        from ..campaign import postgis

        return postgis.creating(self._connection, name, crs.postgisSrid())


def connection_text(given: str) -> str:
    """The libpq text of a connection that QGIS knows by name; another text as it is. Main thread only."""
    known = QgsProviderRegistry.instance().providerMetadata("postgres").connections(False)
    return QgsDataSourceUri(known[given].uri()).connectionInfo(True) if given in known else given
