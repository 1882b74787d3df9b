"""The ledger: what each patch contributes, every square metre once.

A patch's contribution is the ground that no earlier patch holds, cut by townships and (where asked) by
the exclusive zones. The ledger can be filled from nothing or take a change of a few patches: only those
and the patches that share ground with them are computed again, with the same figures to the last bit.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from ..libraries import shapely
from .area import TOLERANCE_M2
from .overlay import Overlay, Pairs, kept, meeting_pairs, peel
from .parallel import by_chunks
from .progress import Part, Progress, Silent
from .tiles import LARGE

NOWHERE = -1  # label of ground that lies in no township or no zone
_ORDER = ("patch", "township", "zone", "dropped", "kept")  # columns by which pieces and losses are ordered

_YEAR_BITS, _SAVED_BITS = 12, 31
_UNDATED_DAY = (1 << 20) - 1
_UNDATED_YEAR = (1 << _YEAR_BITS) - 1


def priority(dates: Any, years: Any, saved_rank: Any) -> Any:
    """Who holds shared ground: a unique int64 per patch, the smaller one first.

    The earlier date, then the earlier year, undated last, ties by *saved_rank*.

    Args:
        dates: datetime64[D], NaT where there is none (a bare year then counts as its last day).
        years: whole years as float, NaN undated.
        saved_rank: 0, 1, 2 …: saved before unsaved, then ascending feature id, unsaved in order of creation.
    """
    days = np.where(np.isnat(dates), last_days(years), dates).astype("datetime64[D]")
    since = (days - np.datetime64("1900-01-01")).astype(np.int64)
    day = np.where(np.isnat(days), _UNDATED_DAY, np.clip(since, 0, _UNDATED_DAY - 1))
    year = np.where(np.isnan(years), _UNDATED_YEAR, years).astype(np.int64)
    return (((day << _YEAR_BITS) + year) << _SAVED_BITS) + np.asarray(saved_rank, dtype=np.int64)


def last_days(years: Any) -> Any:
    """The 31 December of each year as datetime64[D], NaT for NaN."""
    known = ~np.isnan(years)
    following = (np.where(known, years, 1970).astype(np.int64) - 1969).astype("datetime64[Y]")
    return np.where(known, following.astype("datetime64[D]") - np.timedelta64(1, "D"), np.datetime64("NaT", "D"))


@dataclass(frozen=True)
class Cells:
    """Ground that patches are cut by, in the equal-area plane: geometry and a label ≥ 0 per mask, in order."""

    geometry: Any
    label: Any


@dataclass
class PatchRows:
    """Patches as columns: ``key`` (any integer, unique), plane geometry (None: none), area (m²), ``priority``.

    ``factor``: what one official square metre counts; 1 (None given), or the stated area per official one where the
    accounting goes by another area.
    """

    key: Any
    geometry: Any
    area_m2: Any
    priority: Any
    counted: Any
    factor: Any = None

    def __post_init__(self) -> None:
        if self.factor is None:
            self.factor = np.ones(len(self.key))

    @property
    def figure_m2(self) -> Any:
        """What each patch counts as a whole (m²), NaN without geometry."""
        return self.area_m2 * self.factor


@dataclass
class Pieces:
    """Counted ground: patch row, township label, zone label, what it counts (m²), geometry, official area (m²)."""

    patch: Any
    township: Any
    zone: Any
    area_m2: Any
    geometry: Any
    official_m2: Any


@dataclass
class Losses:
    """Ground that an earlier patch holds: who gives, who holds, what it would count for the giver (m²), geometry."""

    dropped: Any
    kept: Any
    area_m2: Any
    geometry: Any


@dataclass(frozen=True)
class _Moved:
    """Rows that have changed since the tree was made, those of them that count, and a tree of these."""

    rows: Any
    alive: Any
    tree: Any


class Ledger:
    """Contributions of all patches of a run.

    Args:
        townships: the township features in layer order (label = row of the feature).
        zones: zone features in precedence order (label = class rank), or None.
        keep_overlaps: report shared ground, but do not subtract it.
    """

    def __init__(self, townships: Cells, zones: Cells | None = None, *, keep_overlaps: bool = False) -> None:
        self.overlay = Overlay()
        self._townships, self._zones, self._keep = townships, zones, keep_overlaps
        self._row_of: dict[int, int] = {}
        self._moved = _Moved(np.array([], np.int64), np.array([], np.int64), shapely.STRtree([]))
        self._has_large = False
        self._spare: dict[str, Any] = {}  # the columns of patches with room behind them
        self.patches = PatchRows(
            np.array([], np.int64), *(np.array([], kind) for kind in (object, float, np.int64, bool, float))
        )
        self.pieces = Pieces(*(np.array([], kind) for kind in (np.int64, np.int64, np.int64, float, object, float)))
        self.losses = Losses(*(np.array([], kind) for kind in (np.int64, np.int64, float, object)))
        self._tree = shapely.STRtree(self.patches.geometry)

    def fill(self, patches: PatchRows, progress: Progress | None = None) -> None:
        """Compute every contribution of *patches* from nothing.

        Raises Cancelled: the ledger then says what it said before.
        """
        draft = self._draft()
        draft.patches = replace(patches)  # the caller may give its own other columns
        draft._row_of, draft._spare = dict(zip(patches.key.tolist(), range(len(patches.key)))), {}
        draft._index()
        rows = np.flatnonzero(patches.counted)
        draft.pieces, draft.losses = draft._contributions(rows, progress or Silent())
        self._become(draft)

    def change(self, changed: PatchRows, removed: Any = (), progress: Progress | None = None) -> Any:
        """Take new, edited and removed patches; returns the rows that were computed again.

        Args:
            changed: new or edited patches, by key.
            removed: keys of patches that are gone.

        Raises Cancelled: the ledger then says what it said before, as it does while it computes.
        """
        draft = self._draft()
        gone = [int(key) for key in removed if int(key) in self._row_of]
        dirty, new = draft._change(changed, gone, progress or Silent())
        self._become(draft)
        self._row_of.update(new)
        for key in gone:
            del self._row_of[key]
        return dirty

    def rename(self, new_of: dict[int, int]) -> None:
        """Keys that have changed, old → new, of patches that have not."""
        key = self.patches.key.copy()
        for old, new in new_of.items():
            row = self._row_of[new] = self._row_of.pop(old)
            key[row] = new
        self.patches = replace(self.patches, key=key)
        self._spare.pop("key", None)

    def meeting(self, polygon: Any) -> Any:
        """Rows of the counted patches whose boxes meet that of *polygon* (plane geometry), ascending."""
        rows, near = self._tree.query(polygon), self._moved.tree.query(polygon)
        return np.sort(np.concatenate([rows[~np.isin(rows, self._moved.rows)], self._moved.alive[near]]))

    def _draft(self) -> Ledger:
        """A ledger that says the same and can be changed without this one."""
        draft = copy(self)
        draft.overlay, draft.patches, draft._spare = self.overlay.copy(), replace(self.patches), dict(self._spare)
        return draft

    def _become(self, draft: Ledger) -> None:
        vars(self).update(vars(draft))  # at once, for those who read the ledger in another thread

    def _change(self, changed: PatchRows, gone: list[int], progress: Progress) -> tuple[Any, dict[int, int]]:
        """The rows that were computed again, and the rows of the keys that are new."""
        touched = self._rows_touched_by([*map(int, changed.key), *gone])
        rows, new = self._store(changed, anew=bool(gone))
        left = np.array([self._row_of[key] for key in gone], dtype=np.int64)
        self.patches.counted[left] = False
        self._moved = self._moved_with(np.concatenate([rows, left]))
        touched |= set(rows.tolist()) | self._later_neighbours(rows)
        dirty = np.array(sorted(touched | set(left.tolist())), dtype=np.int64)
        pieces, losses = self._contributions(dirty[self.patches.counted[dirty]], progress)
        self.pieces, self.losses = _spliced(self.pieces, dirty, pieces), _spliced(self.losses, dirty, losses)
        return dirty, new

    def _index(self) -> None:
        self._tree = shapely.STRtree(kept(self.patches.geometry, self.patches.counted))
        self._moved = _Moved(np.array([], np.int64), np.array([], np.int64), shapely.STRtree([]))
        self._has_large = _any_large(self.patches.geometry)

    def _moved_with(self, rows: Any) -> _Moved:
        """What the tree does not know any more, *rows* included: they get a tree of their own."""
        moved = np.union1d(self._moved.rows, rows)
        alive = moved[self.patches.counted[moved]]
        return _Moved(moved, alive, shapely.STRtree(self.patches.geometry[alive]))

    def _rows_touched_by(self, keys: list[int]) -> set[int]:
        """Patches whose ground was held by one of *keys* until now."""
        rows = [self._row_of[key] for key in keys if key in self._row_of]
        return set(self.losses.dropped[np.isin(self.losses.kept, rows)].tolist())

    def _store(self, changed: PatchRows, *, anew: bool) -> tuple[Any, dict[int, int]]:
        """The rows of *changed*, and those of its keys that are new; *anew*: in memory that others do not read."""
        start, keys = len(self.patches.key), changed.key.tolist()
        fresh = [key for key in keys if key not in self._row_of]
        new = {key: start + place for place, key in enumerate(fresh)}
        rows = np.array([self._row_of.get(key, new.get(key)) for key in keys], dtype=np.int64)
        for column in fields(PatchRows):
            grown = self._with_room(column.name, start + len(new), anew=anew or len(new) < len(keys))
            grown[rows] = getattr(changed, column.name)
            setattr(self.patches, column.name, grown)
        self._has_large |= _any_large(changed.geometry)
        return rows, new

    def _with_room(self, name: str, count: int, *, anew: bool) -> Any:
        """A column of *count* rows that can be written; patches that are only added are written behind the last one.

        Nobody reads there, so the memory stays and adding one by one takes amortised time; else what others may be
        reading is copied (*anew*).
        """
        known, spare = getattr(self.patches, name), self._spare.get(name)
        if anew or spare is None or len(spare) < count:
            spare = np.empty(count + count // 8, known.dtype)
            spare[: len(known)] = known
            self._spare[name] = spare
        return spare[:count]

    def _later_neighbours(self, rows: Any) -> set[int]:
        base, other = self._neighbours(rows)
        later = self.patches.priority[other] > self.patches.priority[base]
        return set(other[later].tolist())

    def _neighbours(self, rows: Any) -> tuple[Any, Any]:
        """(row, other counted row) whose boxes meet."""
        geometry = kept(self.patches.geometry[rows], self.patches.counted[rows])
        base, other = self._tree.query(geometry)
        near, moved = self._moved.tree.query(geometry)
        fixed = ~np.isin(other, self._moved.rows)
        base, other = np.concatenate([base[fixed], near]), np.concatenate([other[fixed], self._moved.alive[moved]])
        apart = rows[base] != other
        return rows[base[apart]], other[apart]

    def _contributions(self, rows: Any, progress: Progress) -> tuple[Pieces, Losses]:
        """Pieces and losses of the counted patches *rows*."""
        losses, rest, rest_area = self._shared_ground(rows, Part(progress, 0.0, 0.4))
        geometry = self.patches.geometry[rows] if self._keep else rest
        area = self.patches.area_m2[rows] if self._keep else rest_area
        held = area > 0
        base, township, geometry, area = split(
            geometry[held], area[held], self._townships, self.overlay, Part(progress, 0.4, 0.8), owner=rows[held]
        )
        patch = rows[held][base]
        zone = np.full(len(patch), NOWHERE)
        if self._zones is not None:
            base, zone, geometry, area = split(
                geometry, area, self._zones, self.overlay, Part(progress, 0.8, 1.0), size=16, owner=patch
            )
            patch, township = patch[base], township[base]
        factor = self.patches.factor
        losses.area_m2 = losses.area_m2 * factor[losses.dropped]
        return _ordered(Pieces(patch, township, zone, area * factor[patch], geometry, area)), _ordered(losses)

    def _shared_ground(self, rows: Any, progress: Progress) -> tuple[Losses, Any, Any]:
        """What earlier patches hold of *rows*: every lost piece belongs to the patch that finally holds it."""
        # threads must not share a prepared geometry that is not complete yet
        workers = 1 if self._has_large else None
        found = by_chunks(lambda part: self._earlier(rows[part]), len(rows), progress, workers=workers)
        base, other = (np.concatenate(side) for side in zip(*found)) if found else (np.array([], np.int64),) * 2
        involved, local = np.unique(base, return_inverse=True)
        order = np.lexsort((self.patches.priority[other], local))
        holders, mask = np.unique(other, return_inverse=True)
        pairs = Pairs(local[order], mask[order], np.zeros(len(order), bool))
        peeled = peel(
            self.patches.geometry[involved],
            self.patches.area_m2[involved],
            self.patches.geometry[holders],
            pairs,
            self.overlay,
            progress,
            involved,
        )
        rest, rest_area = self.patches.geometry[rows], self.patches.area_m2[rows]
        at = np.searchsorted(rows, involved)
        rest[at], rest_area[at] = peeled.rest, peeled.rest_area
        losses = Losses(involved[peeled.base], holders[peeled.mask], peeled.area_m2, peeled.geometry)
        return losses, rest, rest_area

    def _earlier(self, rows: Any) -> tuple[Any, Any]:
        """(row, earlier row) that truly meet, beyond a common border box."""
        base, other = self._neighbours(rows)
        earlier = self.patches.priority[other] < self.patches.priority[base]
        base, other = base[earlier], other[earlier]
        wide = _boxes_share(self.patches.geometry[base], self.patches.geometry[other])
        base, other = base[wide], other[wide]
        meet = _intersect(self.patches.geometry[base], self.patches.geometry[other])
        return base[meet], other[meet]


def _intersect(a: Any, b: Any) -> Any:
    """Whether a and b intersect; very large ones are asked as prepared geometries."""
    first, second = shapely.get_num_coordinates(a), shapely.get_num_coordinates(b)
    meet = np.zeros(len(a), bool)
    light = np.maximum(first, second) <= LARGE
    meet[light] = shapely.intersects(a[light], b[light])
    for row in np.flatnonzero(~light):
        large, other = (a[row], b[row]) if first[row] > second[row] else (b[row], a[row])
        shapely.prepare(large)
        meet[row] = shapely.intersects(large, other)
    return meet


def _boxes_share(a: Any, b: Any) -> Any:
    """Whether a and b, whose boxes meet, have boxes that share more than the tolerance."""
    first, second = shapely.bounds(a), shapely.bounds(b)
    width = np.minimum(first[:, 2], second[:, 2]) - np.maximum(first[:, 0], second[:, 0])
    height = np.minimum(first[:, 3], second[:, 3]) - np.maximum(first[:, 1], second[:, 1])
    return width * height > TOLERANCE_M2


def split(
    bases: Any,
    areas: Any,
    cells: Cells,
    overlay: Overlay,
    progress: Progress | None = None,
    *,
    size: int = 64,
    owner: Any = None,
) -> tuple[Any, Any, Any, Any]:
    """Cut *bases* by *cells*: (base row, label, geometry, m²); ground in no cell has the label ``NOWHERE``.

    By base, then label; pieces of one base and label are one row. The areas of a base's rows add up to its area.
    """
    progress = progress or Silent()
    pairs = meeting_pairs(bases, cells.geometry, Part(progress, 0.0, 0.5), size=size)
    peeled = peel(bases, areas, cells.geometry, pairs, overlay, Part(progress, 0.5, 1.0), owner)
    left = np.flatnonzero(peeled.rest_area > 0)
    base = np.concatenate([peeled.base, left])
    label = np.concatenate([cells.label[peeled.mask], np.full(len(left), NOWHERE)])
    geometry = np.concatenate([peeled.geometry, peeled.rest[left]])
    area = np.concatenate([peeled.area_m2, peeled.rest_area[left]])
    return _one_row_per_label(base, label, geometry, area)


def _one_row_per_label(base: Any, label: Any, geometry: Any, area: Any) -> tuple[Any, Any, Any, Any]:
    order = np.lexsort((label, base))
    base, label, geometry, area = base[order], label[order], geometry[order], area[order]
    if len(base) == 0:
        return base, label, geometry, area
    first = np.r_[True, (base[1:] != base[:-1]) | (label[1:] != label[:-1])]
    group = np.cumsum(first) - 1
    starts = np.flatnonzero(first)
    joined = geometry[starts]
    for each in np.flatnonzero(np.bincount(group) > 1):
        joined[each] = shapely.union_all(geometry[group == each])
    return base[starts], label[starts], joined, np.add.reduceat(area, starts)


def _any_large(geometry: Any) -> bool:
    return bool((shapely.get_num_coordinates(geometry) > LARGE).any())


def _rows_of(table: Any, chosen: Any) -> Any:
    return type(table)(*(getattr(table, column.name)[chosen] for column in fields(table)))


def _spliced(table: Any, dirty: Any, new: Any) -> Any:
    """*table* with the rows of *new* in the place of those of the patches *dirty*; all in order of their patch.

    In order already: sorting everything would take longer than the cuts of an edit.
    """
    known, fresh = (getattr(each, fields(each)[0].name) for each in (table, new))
    starts, ends = np.searchsorted(known, dirty, "left"), np.searchsorted(known, dirty, "right")
    begins, stops = np.searchsorted(fresh, dirty, "left"), np.searchsorted(fresh, dirty, "right")
    parts: list[tuple[bool, slice]] = []
    done = 0
    for start, end, begin, stop in zip(starts.tolist(), ends.tolist(), begins.tolist(), stops.tolist()):
        parts += [(False, slice(done, start)), (True, slice(begin, stop))]
        done = end
    parts.append((False, slice(done, None)))
    parts = [(of_new, part) for of_new, part in parts if part.stop is None or part.stop > part.start]

    def column(name: str) -> Any:
        both = getattr(table, name), getattr(new, name)
        return np.concatenate([both[of_new][part] for of_new, part in parts])

    return type(table)(*(column(each.name) for each in fields(table)))


def _ordered(table: Any) -> Any:
    """*table* ordered by its first columns (outside townships and zones last)."""
    keys = [getattr(table, each.name) for each in fields(table) if each.name in _ORDER]
    keys = [np.where(key == NOWHERE, np.iinfo(np.int64).max, key) for key in keys]
    return _rows_of(table, np.lexsort(keys[::-1]))
