"""``mineremediation:campaignprogress``: the progress of a campaign, by the run of ``exportprogress``."""

from __future__ import annotations

from typing import Any

from ..texts import tr
from . import parameters as p
from .campaign_twin import CampaignTwin, OfCampaign
from .export_progress import TITLE, ExportProgress, add_files


class _Progress(OfCampaign, ExportProgress):
    """The run behind."""


class CampaignProgress(CampaignTwin):
    """Export the progress of a campaign."""

    ICON = "export_progress.svg"
    BEHIND = _Progress

    def name(self) -> str:
        """Public id."""
        return "campaignprogress"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export the progress of a campaign")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Styled GeoPackage, Excel workbook and county map, everything taken from the campaign.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Takes layers, fields, zone rules, targets and the counting step from the campaign and makes the same "
            "outputs as “Export progress layers, workbook and map”, by the same computation.\n\n"
            "A patch counts from its first event at the counting step or a later one; its year is the year of that "
            "event. The target set is the one decided on unless another is given here. What the plan leaves open is "
            "printed with the figures until somebody decides it."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_counting()
        add_files(self)
        p.add_accounting_numbers(self)

    def defaults(self, found: Any) -> dict[str, Any]:
        """The title is the campaign's name."""
        return {TITLE: found.name}
