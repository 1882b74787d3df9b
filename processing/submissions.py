"""A submission beside what is held: both layers read, compared, and the layer of what is held afterwards.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import QgsFeature, QgsField, QgsFields, QgsGeometry, QgsProcessingContext, QgsWkbTypes
from qgis.PyQt.QtCore import QVariant

from ..campaign import database, schema
from ..campaign.geometry import transformed
from ..campaign.schema import EDIT_REASON, EDITED_AT, EDITED_BY, FID, PATCHES, UUID
from ..engine import aliases
from ..engine.aliases import find
from ..engine.area import total
from ..engine.planes import checked_crs
from ..engine.problems import Notice, Refusal, info, warning
from ..engine.progress import Part, Progress
from ..engine.repair import listed, polygons_in_plane
from ..engine.submission import Accepted, Comparison, Side, accept, changed_fields, compare
from ..reports.fields import COLUMNS
from ..texts import tr
from . import parameters as p
from .base import MineAlgorithm
from .counterparts import FieldPair, KnownPair, SideFields, paired, repeats
from .destinations import check_destinations, destination_of
from .fields import is_former
from .outputs import Result
from .reading import PatchInput, Snapshots, read_patches, refuse_without_polygons
from .runs import Run
from .sources import LayerSnapshot, is_empty, snapshot_source

TABLE = "submission"
_IDENTITY = {FID, UUID, EDITED_BY, EDITED_AT, EDIT_REASON}  # of a row, not of a patch
_OF_A_FILE = {PATCHES.source_file, PATCHES.source_crs, "source_row", "crs_source"}
_PLAIN = (str, int, float, date)
_WHOLE = (QVariant.Int, QVariant.LongLong)
_SHOWN = 40  # letters of a value
_COMPUTED = {each.name for each in schema.table(str(PATCHES)).fields if each.computed}


def begin(algorithm: MineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> Run:
    """Main thread: snapshots of both layers; a destination that is one of them is refused."""
    layers = []
    for name in (p.SUBMISSION, p.INPUT):
        snapshot = snapshot_source(algorithm, parameters, name, context)
        if snapshot is None:
            raise Refusal("input_invalid", parameter=name)
        refuse_without_polygons(snapshot)
        layers.append(snapshot)
    submission, held = layers
    _refuse_into_input(algorithm, parameters, context, layers)
    return Run(algorithm, parameters, context, Snapshots(held, {}, submission=submission))


def _refuse_into_input(
    algorithm: MineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, layers: list[LayerSnapshot]
) -> None:
    """Nothing is written into the file of either layer, not even as another table: one may be a campaign."""
    paths = {Path(each.path).resolve() for each in layers if each.path}
    check_destinations(algorithm, parameters, context, [str(each) for each in paths])
    target = destination_of(algorithm, parameters, "OUTPUT", context)
    if target is not None and target.path is not None and target.path.resolve() in paths:
        raise Refusal("output_holds_inputs", parameter=target.title, path=str(target.path))


@dataclass(frozen=True)
class Compared:
    """Both layers, their comparison, and what is to be told."""

    new: PatchInput
    held: PatchInput
    comparison: Comparison
    id_field: str | None
    pairs: list[FieldPair]
    unpaired: list[str]  # fields of the submission that are known and have nothing to stand beside
    notices: list[Notice] = field(default_factory=list)

    @property
    def table(self) -> Any:
        """The comparison as a table."""
        new, held = {}, {}
        for pair in self.pairs:
            sides = pair.sides(self.new.table.columns[pair.new], self.held.table.columns[pair.held])
            new[pair.name], held[pair.name] = (_plain(each) for each in sides)
        return self.comparison.table(changed_fields(self.comparison, new, held))


def _telling(patches: PatchInput, side: Side, id_field: str | None) -> SideFields:
    """The fields of a layer but for those that tell nothing of the patch."""
    left_out = {*_IDENTITY, *_OF_A_FILE, *_COMPUTED, (id_field or "").casefold()}
    columns = patches.table.columns
    names = [name for name in columns if name.casefold() not in left_out and not _is_ours(name)]
    return SideFields({name: columns[name] for name in names}, side.polygons.area_m2)


def _plain(values: Any) -> Any:
    """*values* with lists and the like as texts."""
    kept = np.empty(len(values), dtype=object)
    kept[:] = [each if each is None or isinstance(each, _PLAIN) else str(each) for each in values]
    return kept


def _is_ours(name: str) -> bool:
    """Whether a former run of ours has computed the field."""
    return name.lower() in _COMPUTED or is_former(name, COLUMNS["patches"])


def total_mu(table: Any) -> float:
    """The whole difference in mu."""
    return total(table["delta_mu"].to_numpy())


def compare_run(run: Run, progress: Progress) -> Compared:
    """Read both layers and compare them; raises ``Refusal``: ``field_missing``, ``garbled_…``, ``crs_…``."""
    id_field = p.text_of(run.algorithm, run.parameters, p.ID_FIELD, run.context)
    held = _read(run.snapshots.patches, id_field, Part(progress, 0.0, 0.25))
    own, notices = _own_id_field(run.snapshots.submission, id_field)
    new = _read(run.snapshots.submission, own, Part(progress, 0.25, 0.5))
    sides = [_side(each, name, Part(progress, 0.5, 0.7)) for each, name in ((new, own), (held, id_field))]
    made = compare(*sides, Part(progress, 0.7, 1.0))
    mended = [notice for side in sides for notice in side.polygons.notices]
    fields = (_telling(each, side, name) for each, side, name in zip((new, held), sides, (own, id_field)))
    pairs, left = paired(*fields, numbered=bool(id_field))
    told = [*new.notices, *held.notices, *notices, *mended, *made.notices, *_not_compared(new, held, left)]
    return Compared(new, held, made, id_field, pairs, left, told)


def _not_compared(new: PatchInput, held: PatchInput, fields: list[str]) -> list[Notice]:
    if not fields:
        return []
    return [warning("submission_fields_alone", layer=new.table.name, held=held.table.name, fields=fields)]


def _read(snapshot: LayerSnapshot, id_field: str | None, progress: Progress) -> PatchInput:
    return read_patches(snapshot, [each.name() for each in snapshot.fields], id_field, progress, carry=True)


def _own_id_field(snapshot: LayerSnapshot, id_field: str | None) -> tuple[str | None, list[Notice]]:
    """The field with the numbers in the submission, which may call it otherwise."""
    if not id_field or snapshot.fields.lookupField(id_field) >= 0:
        return id_field, []
    names = [each.name() for each in snapshot.fields]
    found = find(names, aliases.PATCH_NO)
    if not found:
        raise Refusal("field_missing", layer=snapshot.name, field=id_field, fields=names)
    return found, [info("submission_id_field", layer=snapshot.name, field=found, wanted=id_field)]


def _side(patches: PatchInput, id_field: str | None, progress: Progress) -> Side:
    table = patches.table
    own = [bool(id_field) and text != f"#{fid}" for text, fid in zip(patches.ids.tolist(), table.fids.tolist())]
    crs = table.snapshot.crs_wkt
    polygons = polygons_in_plane(table.geometry, crs, table.name, patches.ids, progress=progress)
    return Side(table.name, patches.ids, np.array(own, dtype=bool), polygons)


# Accepting ------------------------------------------------------------------------------------------------


def accepted_result(compared: Compared, ids: list[str]) -> tuple[Accepted, Result, list[Notice]]:
    """The patches held after *ids* were accepted, as a new layer with the fields and in the CRS of INPUT.

    Raises ``Refusal("accepted_unknown", ids, count)``.
    """
    taken = accept(compared.comparison, ids)
    made = _Replacing(compared, taken)
    rows = list(made.features())
    return taken, Result(made.fields, rows, made.wkb_type, made.snapshot.crs, len(rows)), made.notices()


class _Replacing:
    """Features of INPUT as given, with those of the submission in the place of the replaced ones."""

    def __init__(self, compared: Compared, taken: Accepted) -> None:
        self._compared, self._taken = compared, taken
        self.snapshot = compared.held.table.snapshot
        self._shapes = self._submitted_shapes()
        self.wkb_type = self._type()
        keep_fid = (compared.id_field or "").casefold() == FID
        self._places = [i for i, each in enumerate(self.snapshot.fields) if keep_fid or each.name().lower() != FID]
        self.fields = QgsFields()
        for place in self._places:
            self.fields.append(self.snapshot.fields[place])
        self._pairs = {pair.held.casefold(): pair for pair in compared.pairs}
        self._sources = [self._source(each.name()) for each in self.fields]
        self._kept: dict[str, list[str]] = {}
        self._emptied: set[str] = set()
        self._unfit: dict[str, list[str]] = {}

    def _submitted_shapes(self) -> Any:
        """Geometry of the submission in the CRS of INPUT."""
        new, held = self._compared.new.table, self._compared.held.table
        source = checked_crs(new.snapshot.crs_wkt, new.name)
        return transformed(new.geometry, source, checked_crs(held.snapshot.crs_wkt, held.name))

    def _type(self) -> Any:
        from ..libraries import shapely

        own = self.snapshot.wkb_type
        chosen = self._shapes[self._taken.new_row[self._taken.new_row >= 0]]
        several = bool((shapely.get_type_id(chosen) == 6).any())
        return QgsWkbTypes.multiType(own) if several else own

    def _source(self, name: str) -> int:
        """Place of the submission's field for the field *name*; −1 where it has none or the row's own is kept."""
        own = self._compared.new.table.snapshot
        if name.casefold() in _IDENTITY:
            return -1
        if self._compared.id_field and name.casefold() == self._compared.id_field.casefold():
            return int(own.fields.lookupField(_own_id_field(own, name)[0]))
        pair = self._pairs.get(name.casefold())
        return int(own.fields.lookupField(pair.new if pair else name))

    def features(self) -> Iterator[QgsFeature]:
        """The rows of the new layer."""
        held = self._compared.held.table.features or []
        rows = zip(self._taken.held_row.tolist(), self._taken.new_row.tolist(), self._taken.changed.tolist())
        for held_row, new_row, changed in rows:
            original = held[held_row] if held_row >= 0 else None
            feature = QgsFeature(self.fields)
            values = [None if original is None else original.attribute(place) for place in self._places]
            if new_row >= 0:
                values = self._replaced(values, new_row, changed)
                feature.setGeometry(self._geometry(new_row))
            elif original is not None and original.hasGeometry():
                feature.setGeometry(self._fitted(original.geometry()))
            feature.setAttributes(values)
            yield feature

    def _replaced(self, values: list[Any], row: int, changed: bool) -> list[Any]:
        """*values* with those of the submission; what was computed from the former ground is emptied."""
        feature = (self._compared.new.table.features or [])[row]
        made = []
        for place, source in enumerate(self._sources):
            name = self.fields[place].name()
            if changed and _is_ours(name):
                self._emptied.add(name)
                made.append(None)
            elif source < 0:
                made.append(values[place])
            else:
                made.append(self._chosen(place, feature.attribute(source), values[place], row))
        return made

    def _chosen(self, place: int, value: Any, held: Any, row: int) -> Any:
        """*value* of the submission, as the held field writes it; what is *held* where it says nothing."""
        into = self.fields[place]
        if is_empty(value) and not is_empty(held):
            self._kept.setdefault(into.name(), []).append(str(self._compared.new.ids[row]))
            return held
        pair = self._pairs.get(into.name().casefold())
        if isinstance(pair, KnownPair) and not is_empty(value):
            value = pair.taken(self._compared.new.table.columns[pair.new][row])
        return self._fitting(into, value, held, row)

    def _fitting(self, into: QgsField, value: Any, held: Any, row: int) -> Any:
        """*value* as the field *into* holds it; what is *held* (and told) where it does not fit."""
        try:
            if into.type() in _WHOLE and not _is_whole(value):
                raise ValueError(value)  # QGIS would round it without a word
            return into.convertCompatible(value)
        except ValueError:
            words = tr("{id} (“{value}”)").format(id=self._compared.new.ids[row], value=str(value)[:_SHOWN])
            self._unfit.setdefault(into.name(), []).append(words)
            return held

    def _geometry(self, row: int) -> QgsGeometry:
        from ..libraries import shapely

        made = QgsGeometry()
        if self._shapes[row] is not None:
            made.fromWkb(shapely.to_wkb(self._shapes[row], flavor="iso", byte_order=1))
        return self._fitted(made)

    def _fitted(self, geometry: QgsGeometry) -> QgsGeometry:
        if geometry.isNull() or geometry.wkbType() == self.wkb_type:
            return geometry
        parts = geometry.coerceToType(self.wkb_type)
        return parts[0] if len(parts) == 1 else geometry

    def notices(self) -> list[Notice]:
        """What is to be told of the values; ask after :meth:`features`."""
        new = self._compared.new.table
        known = {each.name().casefold() for each in self.fields}
        taken = {new.snapshot.fields[place].name() for place in self._sources if place >= 0}
        beside = {*taken, *self._compared.unpaired}
        left = [
            name
            for name in new.columns
            if name not in beside and name.casefold() not in {*known, *_OF_A_FILE, FID} and not repeats(name, taken)
        ]
        found: list[Notice] = []
        if left:
            found.append(info("submission_fields_left", layer=new.name, fields=left))
        if self._emptied:
            found.append(info("computed_emptied", layer=self._compared.held.table.name, fields=sorted(self._emptied)))
        for name, ids in self._kept.items():
            found.append(warning("values_kept", layer=new.name, field=name, count=len(ids), ids=listed(ids)))
        for name, ids in self._unfit.items():
            into = self._compared.held.table.name
            found.append(
                warning("values_unfit", layer=new.name, held=into, field=name, count=len(ids), ids=listed(ids))
            )
        return found


def _is_whole(value: Any) -> bool:
    """Whether a number, or a text of one, has no decimals; other values are not asked."""
    try:
        return float(value).is_integer()
    except (TypeError, ValueError):
        return True


def held_in_campaign(snapshot: LayerSnapshot) -> list[Notice]:
    """Where INPUT is a layer of a campaign: the campaign is not changed, and how the result gets into it."""
    if Path(snapshot.path).suffix.lower() != ".gpkg" or not Path(snapshot.path).is_file():
        return []
    try:
        with database.reading(Path(snapshot.path)):
            return [info("campaign_not_changed", file=Path(snapshot.path).name)]
    except Refusal:
        return []
