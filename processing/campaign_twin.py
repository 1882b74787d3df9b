"""Algorithms on plain layers run again for a campaign, which gives layers, fields, rules, targets and counting step.

The twin's one source is ``CAMPAIGN``; it resolves that into the parameters of the algorithm behind and runs it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..engine.problems import Notice
from ..texts import tr
from . import parameters as p
from .base import MineAlgorithm, tell
from .campaign_base import CAMPAIGN, CampaignAlgorithm
from .messages import notice_text

_OF_RULES = {"rule_missing"}  # told in the log; the other notices are printed with the figures
_FOOTNOTES = {"plan_open_item", "plan_item_decided", "plan_decision", "counts_by_stated_area"}


class OfCampaign(MineAlgorithm):
    """Mixed into the algorithm behind a twin: tells what the campaign has to say beside the figures."""

    def __init__(self, path: Path, found: Any, called: str, cutoff: str | None) -> None:
        super().__init__()
        self._path, self._found, self._called, self._cutoff = path, found, called, cutoff

    def name(self) -> str:
        """As provenance calls the algorithm."""
        return self._called

    def createInstance(self) -> OfCampaign:
        """Another one for the same campaign."""
        return type(self)(self._path, self._found, self._called, self._cutoff)

    def confirmation(self, zone_class: str) -> str:
        """Who confirmed the distance of a class."""
        known = self._found.zones.get(zone_class)
        return known[0].confirmed if known else ""

    def stated_area(self) -> tuple[str | None, str]:
        """The campaign's accounting basis."""
        from ..campaign.views import STATED_M2

        return (STATED_M2, self._found.basis) if self._found.basis else (None, "")

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

    def open_items(self) -> list[str]:
        """What the plan leaves open, and what the office decided."""
        return [notice_text(each) for each in self._found.notices if each.code in _FOOTNOTES]


class CampaignTwin(CampaignAlgorithm):
    """Base of the twins. ``BEHIND``: the algorithm that runs, with :class:`OfCampaign` mixed in."""

    BEHIND: ClassVar[type[OfCampaign]]
    WRITES = False

    def add_counting(self, *, closes: bool = False) -> None:
        """The campaign, the cut-off date (required where it *closes* a report), and the target set."""
        self.add_campaign()
        self.add_day(
            p.CUTOFF_DATE,
            tr("Cut-off date"),
            tr("Patches dated later do not count; the day itself does."),
            optional=not closes,
        )
        self.add_text(p.TARGET_SET, tr("Target set"), tr("Empty: the set that was decided on."), optional=True)

    def defaults(self, found: Any) -> dict[str, Any]:
        """Further parameters of the algorithm behind that the campaign (*found*: its choices) gives."""
        return {}

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Main thread: resolve, and prepare the run."""
        from ..campaign import database, progress
        from .reading import read_date

        super().prepare(parameters, context, feedback)
        path = self.database()
        cutoff = read_date(self, parameters, p.CUTOFF_DATE, context)
        with database.reading(path) as connection:
            found = progress.choices(connection, self.text(p.TARGET_SET))
        tell([each for each in found.notices if each.code in _OF_RULES], feedback)
        self._behind = self.BEHIND(path, found, self.name(), cutoff.isoformat() if cutoff else None)
        self._behind.initAlgorithm()
        self._behind.run_id = self.run_id
        self._resolved = {**self.defaults(found), **resolved(path, found), **_passed_on(parameters)}
        self._behind.prepare(self._resolved, context, feedback)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """The run behind."""
        return self._behind.run(self._resolved, context, feedback)

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Main thread: what the campaign needs, then what the algorithm behind shows."""
        super().postProcessAlgorithm(context, feedback)
        behind = getattr(self, "_behind", None)  # not there where the run was refused
        return behind.postProcessAlgorithm(context, feedback) if behind is not None else {}


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

    own = {definition: value for definition, value in parameters.items() if definition not in (CAMPAIGN, p.TARGET_SET)}
    return {name: value for name, value in own.items() if not is_empty(value)}
