"""``mineremediation:campaignreport``: the report of a campaign, made as by ``exportreport``; the campaign keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from ..engine.problems import Refusal
from ..texts import tr
from .campaign_base import signature
from .campaign_twin import CampaignTwin, OfCampaign
from .export_report import ACCOUNTING_BASIS, ExportReport, add_report


class _Report(OfCampaign, ExportReport):
    """The run behind."""

    def deadlines(self, until: date) -> list[tuple[date, list[str]]]:
        """What is due after *until*, by the campaign's own table."""
        from ..campaign import database, reporting

        with database.reading(self._path) as connection:
            return reporting.due_after(connection, until)

    def _stated(self, *given: Any) -> dict[str, Any]:
        """With the area that counts: whoever makes the figures again has to know it."""
        from ..campaign.codes import OFFICIAL

        stated = super()._stated(*given)
        if self._found.accounting != OFFICIAL:
            stated[ACCOUNTING_BASIS] = self._found.accounting
        return stated

    def campaign(self) -> str:
        """Its uuid."""
        from ..campaign import database
        from ..campaign.schema import UUID

        with database.reading(self._path) as connection:
            return str(database.active_campaign(connection)[UUID])

    def publish(self, folder: Any, maker: Any, name: str) -> Path:
        """Give the folder its name and keep a complete report in the campaign.

        A run killed between the two leaves a report that the campaign does not know: the next one keeps it too.
        """
        from ..campaign import database, reporting
        from ..reports.manifest import COMPLETE

        if maker.manifest["status"] != COMPLETE:
            return super().publish(folder, maker, name)
        earlier = {each["digest"]["sha256"]: (each, place) for each, place in self._made_in(folder.parent)}
        with database.changing(self._path, self.run_id, self.name()) as connection:
            for digest in sorted(reporting.unknown(connection, earlier)):  # its run was killed before it was kept
                self._keep(connection, *earlier[digest])
            final = super().publish(folder, maker, name)
            self._keep(connection, maker.manifest, final)
        return final

    def _made_in(self, parent: Path) -> Iterator[tuple[dict[str, Any], Path]]:
        """Complete reports of this campaign that lie in *parent*: manifest and folder."""
        from ..reports import manifest as m

        for file in sorted(parent.glob(f"[!.]*/{m.NAME}")):
            try:
                found = m.read_manifest(file)
            except Refusal:  # somebody else's file, or altered: nothing to keep
                continue
            if found.get("campaign", {}).get("uuid") == self.campaign() and found["status"] == m.COMPLETE:
                yield found, file.parent

    def _keep(self, connection: Any, manifest: dict[str, Any], folder: Path) -> None:
        from ..campaign import reporting
        from ..reports import manifest as m

        made = reporting.MadeReport(
            kind=manifest["parameters"]["PERIOD"], title=manifest["campaign"]["title"], cutoff=m.closed_on(manifest),
            run_id=manifest["digest"]["sha256"][:12], digest=manifest["digest"]["sha256"],
            counted_mu=next(each["value"] for each in manifest["figures"] if each["key"] == "since"),
            patches={number: m2 for number, (m2, *_) in manifest["patches"].items()},
        )  # fmt: skip
        uuid = reporting.keep(connection, made, signature())
        reporting.lies_at(connection, uuid, _from(self._path.parent, folder))


def _from(campaign: Path, report: Path) -> str:
    """Where *report* lies: seen from the campaign's folder if inside, so that both may be moved together."""
    inside, place = campaign.resolve(), report.resolve()
    return (place.relative_to(inside) if place.is_relative_to(inside) else place).as_posix()


class CampaignReport(CampaignTwin):
    """Write the report of a campaign."""

    ICON = "export_progress.svg"
    BEHIND = _Report
    WRITES = True

    def name(self) -> str:
        """Public id."""
        return "campaignreport"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export the report of a campaign")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Document, workbook, map and layers in one dated folder, everything taken from the campaign.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Takes layers, fields, zone rules, targets, deadlines and decisions from the campaign and makes the same "
            "folder as “Export the report: document, workbook and map”, by the same computation.\n\n"
            "What the plan leaves open stands under every completion until somebody decides it; then the decision "
            "stands there with name, date and basis. A complete report is kept in the campaign with its digest, and "
            "the patches that it counts cannot be deleted any more."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_counting(closes=True)
        add_report(self)
