"""``mineremediation:loadlayers``: layers and tables that come in, put into a campaign."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
)

from ..engine.problems import Refusal
from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, tell
from .campaign_base import CampaignAlgorithm, signature

TABLE, MAPPING = "TABLE", "MAPPING"
TABLES = ("mines", "licences", "patches", "townships", "zones", "photos")


class LoadLayers(CampaignAlgorithm):
    """Add new rows, update known ones, reject what cannot be kept."""

    def name(self) -> str:
        """Public id."""
        return "loadlayers"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Load layers into a campaign")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Brings mines, licences, patches, townships, zones or photos into the campaign, in one transaction.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Takes over a layer: rows that the campaign knows by their number or name are updated, others are added, "
            "and rows without what is required are rejected and listed. It is one transaction: whole, or not at "
            "all.\n\n"
            "Fields are recognised by name (also Chinese ones and those of the usual survey tables) or follow the "
            "mapping: target=source;target=source. A source in single quotes is a constant, such as "
            "zone_class='RIVER_CORRIDOR'. With patches, mines.name and status_events.step, status_events.event_date "
            "fill mines and status events too. In names = ; % are written %3D %3B %25.\n\n"
            "Zone lines go where the lines of zones are kept. Coordinates are transformed into the campaign's system; "
            "datums for which only a ballpark transformation is known are refused."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_campaign()
        kinds = [QgsProcessing.SourceType.TypeVector]
        source = QgsProcessingParameterFeatureSource(p.INPUT, tr("Layer or table"), kinds)
        p.add(self, source, tr("What comes in; selection, filter and unsaved edits are respected."))
        table = QgsProcessingParameterEnum(TABLE, tr("Table"), list(TABLES), False, "patches", False, True)
        p.add(self, table, tr("Where it goes: {tables}").format(tables=", ".join(TABLES)))
        text = tr("target=source;target=source, or the name of a saved mapping; empty: recognised by name.")
        self.add_text(MAPPING, tr("Field mapping"), text, optional=True)
        for name, label in (("ADDED", tr("Added")), ("UPDATED", tr("Updated")), ("REJECTED", tr("Rejected"))):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Main thread: a snapshot of the layer."""
        from .sources import snapshot_source

        super().prepare(parameters, context, feedback)
        self._snapshot = snapshot_source(self, parameters, p.INPUT, context)
        if self._snapshot is None:
            raise Refusal("input_invalid", parameter=p.INPUT)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read the layer, then write in one transaction."""
        from ..campaign import database, loading
        from ..engine.progress import Part
        from . import campaign_loading

        table = self.parameterAsEnumString(parameters, TABLE, context)
        progress = FeedbackProgress(feedback)
        incoming, notices = campaign_loading.read_incoming(
            self.database(), self._snapshot, table, self.text(MAPPING), Part(progress, 0.0, 0.4)
        )
        tell(notices, feedback)
        del self._snapshot
        with database.changing(self.database(), self.run_id, self.name()) as connection:
            done = loading.load(connection, incoming, signature(incoming.layer), Part(progress, 0.4, 1.0))
        tell(done.notices, feedback)
        return {"ADDED": done.added, "UPDATED": done.updated, "REJECTED": done.rejected}
