"""The patches of a campaign as they count, with the edits of its layer that nobody has saved yet.

The base is the view that ``campaignprogress`` reads, so that the figures are the same. An edit brings new ground and
another category; date, step and stated area of a patch are those that are saved. What counts by the ground of its
events, and what does not belong to the campaign, is left as it was saved. Needs the computing libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer, QgsVectorLayerFeatureSource

from ..campaign import database, plan_store, progress
from ..campaign.codes import code_list
from ..campaign.schema import PATCHES
from ..campaign.sql import sql
from ..campaign.views import COUNTED_PATCHES, OWN_GROUND
from ..engine.problems import Notice, Refusal
from ..engine.progress import Silent
from ..engine.scheme import CLASSES
from . import parameters as p
from .campaign_sources import given_by, layers_of_campaign
from .campaign_twin import resolved
from .live_values import Sources
from .reading import AccountingChoice, PatchInput, read_patches
from .sources import LayerSnapshot, read_source, snapshot_layer

OPEN_ITEM, DECIDED_ITEM = "plan_open_item", "plan_item_decided"


@dataclass(frozen=True)
class Edits:
    """What is not saved yet: the patches that were drawn or changed, as they are now, and those that are gone."""

    snapshot: LayerSnapshot
    gone: frozenset[int]


@dataclass(frozen=True)
class CampaignMaterial:
    """Snapshots of what a campaign gives, and what it has to say."""

    sources: Sources
    patches: LayerSnapshot
    townships: LayerSnapshot
    targets: LayerSnapshot | None
    zones: dict[str, list[LayerSnapshot]]
    edits: Edits
    notices: tuple[Notice, ...]


def take_campaign(sources: Sources, layer: QgsVectorLayer) -> CampaignMaterial:
    """Snapshots of the campaign of *sources*, whose patches are in *layer*. Raises ``Refusal``.

    Main thread only: a layer opened in a task while this thread saves into the same file can lock both for good.
    """
    path, (_, layers) = Path(sources.campaign), layers_of_campaign(QgsProject.instance())
    with database.reading(path) as connection:
        found = progress.choices(connection, sources.target_set, strict=False)
        fresh = given_by(found, plan_store.calendar(connection), layers, sources)
    given = resolved(path, found)

    def snapshot(uri: str, *, counted: bool = True) -> LayerSnapshot:
        read = QgsVectorLayer(uri, Path(uri).stem, "ogr", QgsVectorLayer.LayerOptions(loadDefaultStyle=False))
        if not read.isValid():
            raise Refusal("campaign_foreign", file=path.name)
        return snapshot_layer(read, counted=counted)

    return CampaignMaterial(
        sources=fresh,
        patches=snapshot(given[p.INPUT], counted=False),
        townships=snapshot(given[p.TOWNSHIPS]),
        targets=snapshot(given[p.TARGETS]) if p.TARGETS in given else None,
        zones={name: [snapshot(each) for each in given.get(name, ())] for name in CLASSES},
        edits=_edits(layer, QgsProcessingContext()),
        notices=tuple(found.notices),
    )


def counted(material: CampaignMaterial) -> CampaignMaterial:
    """*material* with the number of its patches, which takes a moment to ask; any thread."""
    with database.reading(Path(material.sources.campaign)) as connection:
        count = int(connection.execute(sql("SELECT count(*) FROM", COUNTED_PATCHES)).fetchone()[0])
    return replace(material, patches=replace(material.patches, feature_count=count))


def _edits(layer: QgsVectorLayer, context: QgsProcessingContext) -> Edits:
    buffer, changed, gone = layer.editBuffer(), set(), set()
    if buffer is not None:
        changed |= {*buffer.changedGeometries(), *buffer.changedAttributeValues(), *buffer.addedFeatures()}
        gone |= set(buffer.deletedFeatureIds())
    return Edits(snapshot_layer(layer, context, selected=frozenset(changed - gone)), frozenset(gone))


class Register:
    """By which date and step each patch counts, as it was saved, and how its edits are read."""

    def __init__(self, saved: PatchInput, choice: AccountingChoice, edits: Edits) -> None:
        table, self._choice, self._snapshot = saved.table, choice, edits.snapshot
        stated = table.columns[choice.stated] if choice.stated else [None] * len(table)
        rows = zip(table.fids.tolist(), table.columns[choice.date], table.columns[choice.status], stated)
        self._counts: dict[int, tuple[date | None, Any, Any]] = {fid: (day, step, m2) for fid, day, step, m2 in rows}
        self._rolls_up = {each.value: each.rolls_up_to or each.value for each in code_list("category").codes}
        self._drawn = self._patches_of_events(saved)
        names = (PATCHES.patch_no, PATCHES.category)
        self.places = frozenset(self._snapshot.fields.lookupField(name) for name in names)

    def _patches_of_events(self, saved: PatchInput) -> dict[int, int]:
        """Of each piece of ground that an event carries: the feature id of its patch."""
        numbers = {fid: number for fid, number in zip(saved.table.fids.tolist(), saved.ids) if fid >= OWN_GROUND}
        if not numbers:
            return {}
        everything = replace(self._snapshot, selected=None, feature_count=-1, path="", state=())
        table = read_source(everything, [PATCHES.patch_no], geometry=False)
        known = dict(zip(table.columns[PATCHES.patch_no], table.fids.tolist()))
        return {fid: known[number] for fid, number in numbers.items() if number in known}

    def drawn(self, fids: Sequence[int]) -> list[int]:
        """*fids* as the layer of patches has them: ground of an event is shown by its patch."""
        return list(dict.fromkeys(self._drawn.get(fid, fid) for fid in fids))

    def follows(self, fid: int) -> bool:
        """Whether an edit of this patch changes the figures before it is saved."""
        return fid < 0 or (fid in self._counts and fid < OWN_GROUND)

    def read(self, layer: QgsVectorLayer | None, fids: frozenset[int]) -> PatchInput:
        """The patches *fids* as they are in *layer* now, or in the snapshot of the edits (None)."""
        fids = frozenset(fid for fid in fids if self.follows(fid))
        snapshot = replace(self._snapshot, selected=fids, feature_count=len(fids), path="", state=())
        if layer is not None:
            snapshot = replace(snapshot, source=QgsVectorLayerFeatureSource(layer))
        choice = self._choice
        found = read_patches(snapshot, [choice.category], choice.id_field, Silent(), carry=False)
        counts = [self._counts.get(fid, (None, None, None)) for fid in found.table.fids.tolist()]
        columns = {
            **found.table.columns,
            choice.category: _objects(self._rolls_up.get(each, each) for each in found.table.columns[choice.category]),
            choice.date: _objects(day for day, _, _ in counts),
            choice.status: _objects(step for _, step, _ in counts),
        }
        if choice.stated:
            columns[choice.stated] = _objects(m2 for _, _, m2 in counts)
        return replace(found, table=replace(found.table, columns=columns))

    def with_edits(self, saved: PatchInput, edits: Edits) -> PatchInput:
        """The *saved* patches with the *edits* in their places."""
        edited = self.read(None, edits.snapshot.selected or frozenset())
        old, new = saved.table, edited.table
        left = ~np.isin(old.fids, [*new.fids.tolist(), *edits.gone])
        choice = self._choice
        names = (choice.id_field, choice.date, choice.category, choice.status, choice.stated)
        columns = {name: np.concatenate([old.columns[name][left], new.columns[name]]) for name in names if name}
        table = replace(
            old,
            fids=np.concatenate([old.fids[left], new.fids]),
            geometry=np.concatenate([old.geometry[left], new.geometry]),
            columns=columns,
        )
        return PatchInput(table, np.concatenate([saved.ids[left], edited.ids]), [*saved.notices, *edited.notices])


def _objects(values: Any) -> Any:
    return np.array([*values, None], dtype=object)[:-1]
