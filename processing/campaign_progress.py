"""``mineremediation:campaignprogress``: the progress of a campaign, resolved into the options of ``exportprogress``.

Layers, fields, rules, targets and counting step come from the campaign; the run itself is that of
:class:`~.export_progress.ExportProgress`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterDateTime

from ..engine.problems import Notice
from ..texts import tr
from . import parameters as p
from .campaign_base import CampaignAlgorithm
from .export_progress import TITLE, ExportProgress, add_files


class CampaignProgress(CampaignAlgorithm):
    """Export the progress of a campaign."""

    ICON = "export_progress.svg"
    WRITES = False

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
        self.add_campaign()
        cutoff = QgsProcessingParameterDateTime(
            p.CUTOFF_DATE, tr("Cut-off date"), QgsProcessingParameterDateTime.Type.Date, None, True
        )
        p.add(self, cutoff, tr("Patches dated later do not count; the day itself does."))
        self.add_text(p.TARGET_SET, tr("Target set"), tr("Empty: the set that was decided on."), optional=True)
        add_files(self)
        p.add_accounting_numbers(self)

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Main thread: resolve, and prepare the run."""
        from ..campaign import database, progress
        from .base import tell
        from .reading import read_date

        super().prepare(parameters, context, feedback)
        path = self.database()
        cutoff = read_date(self, parameters, p.CUTOFF_DATE, context)
        with database.reading(path) as connection:
            found = progress.choices(connection, self.text(p.TARGET_SET))
        tell([each for each in found.notices if each.code in _OF_RULES], feedback)
        self._export = _CampaignExport(path, found, cutoff.isoformat() if cutoff else None)
        self._export.initAlgorithm()
        self._export.run_id = self.run_id
        self._resolved = {**resolved(path, found), **_passed_on(parameters)}
        self._resolved.setdefault(TITLE, found.name)
        self._export.prepare(self._resolved, context, feedback)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The run of ``exportprogress``."""
        return self._export.run(self._resolved, context, feedback)

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Main thread: show the layers as one group in front."""
        export = getattr(self, "_export", None)  # not there where the run was refused
        return export.postProcessAlgorithm(context, feedback) if export is not None else {}


_OF_RULES = {"rule_missing"}  # told in the log; the other notices are printed with the figures


class _CampaignExport(ExportProgress):
    """The run behind: tells what the campaign has to say beside the figures."""

    def __init__(self, path: Path, found: Any, cutoff: str | None) -> None:
        super().__init__()
        self._path, self._found, self._cutoff = path, found, cutoff

    def name(self) -> str:
        """As provenance calls the algorithm."""
        return "campaignprogress"

    def createInstance(self) -> _CampaignExport:
        """Another one for the same campaign."""
        return _CampaignExport(self._path, self._found, self._cutoff)

    def confirmation(self, zone_class: str) -> str:
        """Who confirmed the distance of a class."""
        known = self._found.zones.get(zone_class)
        return known[0].confirmed if known else ""

    def run(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compute and write in this thread."""
        self._run = replace(self._run, context=context)
        try:
            return self.compute(parameters, context, feedback)
        finally:
            del self._run

    def more_notices(self, done: Any) -> list[Notice]:
        """What the plan leaves open, what was left out, and claims from outside that do not hold."""
        from ..campaign import database, progress

        pieces = done.accounting.summary.pieces.astype(object)
        rows = pieces.where(pieces.notna(), None).itertuples(index=False)
        held = [
            progress.Held(each.patch_id, each.township, each.year and int(each.year), each.category, each.area_m2)
            for each in rows
        ]
        with database.reading(self._path) as connection:
            differing = progress.claims_that_differ(connection, held, self._cutoff)
        return [*(each for each in self._found.notices if each.code not in _OF_RULES), *differing]


def resolved(path: Path, found: Any) -> dict[str, Any]:
    """The parameters of ``exportprogress`` that the campaign gives."""
    from ..campaign import views
    from ..campaign.schema import PATCHES, STATUS_EVENTS, TARGETS, TOWNSHIPS, ZONES

    def layer(name: object, subset: str = "") -> str:
        return f"{path}|layername={name}" + (f"|subset={subset}" if subset else "")

    parameters: dict[str, Any] = {
        p.INPUT: layer(views.COUNTED_PATCHES),
        p.ID_FIELD: PATCHES.patch_no,
        p.DATE_FIELD: STATUS_EVENTS.event_date,
        p.CATEGORY_FIELD: PATCHES.category,
        p.STATUS_FIELD: STATUS_EVENTS.step,
        p.COUNTED_STATUSES: ",".join(found.statuses),
        p.TOWNSHIPS: layer(TOWNSHIPS),
        p.TOWNSHIP_NAME_FIELD: TOWNSHIPS.name,
    }
    if found.plan:
        parameters[p.TARGETS] = layer(TARGETS, f"\"{TARGETS.plan}\" = '{found.plan}'")
        parameters[p.TARGET_SET] = found.target_set or None
    for zone_class, (rule, tables) in found.zones.items():
        subset = f"\"{ZONES.zone_class}\" = '{zone_class}'"
        levels = ", ".join(f"'{each}'" for each in rule.left_out)
        if levels:
            subset += f" AND coalesce(\"{ZONES.level}\", '') NOT IN ({levels})"
        parameters[zone_class] = [layer(name, subset) for name in tables]
        parameters[p.distance_name(zone_class)] = rule.distance
    return parameters


def _passed_on(parameters: dict[str, Any]) -> dict[str, Any]:
    """What the user gives is handed on as it is."""
    from .sources import is_empty

    own = {
        definition: value for definition, value in parameters.items() if definition not in ("CAMPAIGN", p.TARGET_SET)
    }
    return {name: value for name, value in own.items() if not is_empty(value)}
