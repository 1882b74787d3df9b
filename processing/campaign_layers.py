"""``mineremediation:campaignlayers``: the layers of a campaign as files of other programs, as ``exportlayers`` does."""

from __future__ import annotations

from ..texts import tr
from .campaign_twin import CampaignTwin, OfCampaign
from .export_layers import ExportLayers, add_layers


class _Layers(OfCampaign, ExportLayers):
    """The run behind."""


class CampaignLayers(CampaignTwin):
    """Export the layers of a campaign."""

    ICON = "export_progress.svg"
    BEHIND = _Layers

    def name(self) -> str:
        """Public id."""
        return "campaignlayers"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export the layers of a campaign for other programs")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr(
            "Shapefile, KML, DXF and other formats, also a version for outside, everything taken from the campaign."
        )

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Takes layers, fields, zone rules, targets and the counting step from the campaign and makes the same "
            "folder as “Export progress layers for other programs”, by the same computation.\n\n"
            "The version for outside holds category, status and year of each patch, but no number, name or remark of "
            "the campaign."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_counting()
        add_layers(self)
