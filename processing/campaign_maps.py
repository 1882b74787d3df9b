"""``mineremediation:campaignmaps``: maps of a campaign, drawn as by ``exportmaps``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..engine.problems import Refusal, warning
from ..texts import tr
from . import parameters as p
from .base import tell
from .campaign_twin import CampaignTwin, OfCampaign
from .export_maps import COMPARISON, TITLE, ExportMaps, add_maps

COMPARE_DATE = "COMPARE_DATE"


class _Maps(OfCampaign, ExportMaps):
    """The run behind; the earlier state is the campaign's own, up to an earlier date."""

    compare_date: Any = None

    def _tell_other_rules(self, cutoff: date | None, feedback: QgsProcessingFeedback) -> None:
        """Both states follow the same rules; the present one may have no cut-off date."""
        if self._wishes.kind == COMPARISON and cutoff is None:
            tell([warning("now_without_cutoff", first=self.compare_date.isoformat())], feedback)

    def earlier(self, wishes: Any, progress: Any, feedback: QgsProcessingFeedback) -> Any:
        """The campaign up to the date of comparison."""
        from . import runs
        from .earlier import earlier_of
        from .exporting import Export

        if wishes.kind != COMPARISON:
            return None
        if self.compare_date is None:
            raise Refusal("no_compare_date")
        until = {**self._run.parameters, p.CUTOFF_DATE: self.compare_date.isoformat()}
        run = replace(self._run, parameters=until)
        export = Export(run, runs.summary_run(run, progress, carry_patches=True), wishes.title, feedback)
        spec = export.map_spec(with_status=False)
        return earlier_of(export.result, spec.townships, spec.patches, export.date_text())


class CampaignMaps(CampaignTwin):
    """Draw the maps of a campaign."""

    ICON = "export_progress.svg"
    BEHIND = _Maps

    def name(self) -> str:
        """Public id."""
        return "campaignmaps"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export the maps of a campaign")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("County map, atlases and two dates side by side, everything taken from the campaign.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Takes layers, fields, zone rules, targets and the counting step from the campaign and draws the same "
            "maps as “Export maps”, by the same computation.\n\n"
            "A comparison shows the campaign up to the date of comparison beside its state up to the cut-off date."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_counting()
        self.add_day(
            COMPARE_DATE,
            tr("Date of comparison"),
            tr("For a comparison: the earlier day, included."),
            optional=True,
        )
        add_maps(self, compare=False)

    def defaults(self, found: Any) -> dict[str, Any]:
        """The title is the campaign's name."""
        return {TITLE: found.name}

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Main thread: resolve; the date of comparison must lie before the cut-off date."""
        from .reading import read_date

        super().prepare(parameters, context, feedback)
        first = read_date(self, parameters, COMPARE_DATE, context)
        last = read_date(self, parameters, p.CUTOFF_DATE, context)
        if first is not None and last is not None and first >= last:
            raise Refusal("compare_later", first=first.isoformat(), last=last.isoformat())
        self._behind.compare_date = first
