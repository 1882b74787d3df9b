"""A campaign as the one source of the dock: found in the open project, resolved into what ``campaignprogress`` runs on.

The database is looked for at each call, because folders are moved and decisions are taken; only what the user chose
beside it (set, cut-off, statuses under review, unit) is kept in the project. Needs no computing library to be imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

from .. import libraries
from ..campaign.schema import CAMPAIGNS, PATCHES, STATUS_EVENTS, TARGETS, TOWNSHIPS, ZONE_RULES
from ..campaign.views import STATED_M2
from ..engine.problems import Refusal
from ..texts import tr
from .live_values import Sources
from .messages import refusal_text

if TYPE_CHECKING:
    from ..campaign.deadlines import Plan
    from ..campaign.progress import Choices

KEPT = ("target_set", "cutoff", "review_statuses", "unit")  # of Sources; everything else the campaign gives


def layers_of_campaign(project: QgsProject) -> tuple[Path, dict[str, QgsVectorLayer]] | None:
    """Database and layers by table where *project* is that of a campaign, valid or not; else None."""
    from .sources import file_of  # needs numpy, as what follows

    by_file: dict[str, dict[str, QgsVectorLayer]] = {}
    for layer in project.mapLayers().values():
        if isinstance(layer, QgsVectorLayer):
            path, table = file_of(layer)
            by_file.setdefault(path, {})[table] = layer
    for path, layers in by_file.items():
        if set(layers) >= _TABLES:
            return Path(path), layers
    return None


_TABLES = {str(each) for each in (PATCHES, STATUS_EVENTS, CAMPAIGNS, ZONE_RULES)}  # no other database has all of them


def sources_of(project: QgsProject, kept: Sources | None = None) -> Sources | None:
    """What the campaign of *project* gives, with what *kept* holds beside it; None where it is no campaign's project.

    What stands in the way is a sentence in ``problem``.
    """
    # asked of every project that is opened: only one that may be a campaign's is worth importing the libraries
    may_be = any(f"layername={STATUS_EVENTS}" in layer.source() for layer in project.mapLayers().values())
    found = layers_of_campaign(project) if may_be and libraries.problem() is None else None
    if found is None:
        return None
    path, layers = found
    beside = {name: getattr(kept, name) for name in KEPT} if kept is not None else {}
    if not path.is_file():
        return _renamed(path, Sources(**beside))
    sources = Sources(
        **beside,
        campaign=str(path),
        layer_id=layers[str(PATCHES)].id(),
        townships_id=layers[str(TOWNSHIPS)].id(),
        township_name_field=TOWNSHIPS.name,
    )
    from ..campaign import database, plan_store, progress

    try:
        with database.reading(path) as connection:
            sources = replace(sources, calendar=plan_store.calendar(connection))  # also where the choices are refused
            chosen = progress.choices(connection, sources.target_set, strict=False)
            return given_by(chosen, sources.calendar, layers, sources)
    except Refusal as refusal:
        return replace(sources, problem=refusal_text(refusal))


def _renamed(path: Path, sources: Sources) -> Sources:
    """The database no longer has the name that the project knows."""
    from .campaign_base import campaign_path

    try:
        there = campaign_path(path.with_suffix(".qgz"))
    except Refusal as refusal:
        return replace(sources, campaign=str(path), problem=refusal_text(refusal))
    sentence = tr("The database “{old}” is now called “{new}”; the layers of this project do not find it.")
    return replace(
        sources,
        campaign=str(there),
        renamed=True,
        problem=sentence.format(old=path.name, new=there.name if there else ""),
    )


def given_by(found: Choices, calendar: Plan | None, layers: dict[str, QgsVectorLayer], sources: Sources) -> Sources:
    """*sources* with what the choices *found* of a campaign give, and its *calendar*."""
    return replace(
        sources,
        calendar=calendar,
        campaign_name=found.name,
        plan=found.plan,
        target_set=found.target_set,
        id_field=PATCHES.patch_no,
        date_field=STATUS_EVENTS.event_date,
        category_field=PATCHES.category,
        status_field=STATUS_EVENTS.step,
        stated_field=STATED_M2 if found.basis else "",
        basis=found.basis,
        counted_statuses=tuple(found.statuses),
        targets_id=layers[str(TARGETS)].id() if found.plan else "",
        zone_layers={name: tuple(layers[each].id() for each in tables) for name, (_, tables) in found.zones.items()},
        zone_distances={name: rule.distance for name, (rule, _) in found.zones.items()},
        problem="",
    )


def parameters_for(sources: Sources, algorithm: str) -> dict[str, Any]:
    """The parameters of *algorithm*: those of ``campaignprogress``, or what the campaign gives one on plain layers."""
    from . import parameters as p
    from .campaign_base import CAMPAIGN

    cutoff = sources.cutoff or date.today()
    dock = {p.CUTOFF_DATE: cutoff.isoformat(), p.TARGET_SET: sources.target_set}
    known = {each.name() for each in _definitions(algorithm)}
    given = {CAMPAIGN: sources.campaign} if CAMPAIGN in known else _given(sources)
    return {name: value for name, value in {**given, **dock}.items() if name in known and value not in (None, "", [])}


def _definitions(algorithm: str) -> list[Any]:
    found = QgsApplication.processingRegistry().algorithmById(f"mineremediation:{algorithm}")
    return found.parameterDefinitions() if found is not None else []


def _given(sources: Sources) -> dict[str, Any]:
    from ..campaign import database, progress
    from .campaign_twin import resolved

    path = Path(sources.campaign)
    try:
        with database.reading(path) as connection:
            return resolved(path, progress.choices(connection, sources.target_set, strict=False))
    except Refusal:  # the dialog opens empty; the dock says the reason as soon as it looks again
        return {}


def restored_project(sources: Sources) -> Path:
    """The project of a database that was renamed: the one of its new name, written where there is none."""
    from .campaign_base import project_restored

    path = Path(sources.campaign)
    project_restored(path)
    return path.with_suffix(".qgz")


def other_layers(project: QgsProject, layer: QgsVectorLayer) -> Iterator[QgsVectorLayer]:
    """The layers of the campaign that *layer* belongs to, without itself: what is saved there changes its figures."""
    found = layers_of_campaign(project)
    for each in found[1].values() if found is not None else ():
        if each is not layer and each.isValid():
            yield each
