"""The live account of a patch layer: filled once, then changed patch by patch, always equal to a full summary.

It runs what the algorithms run (``prepare_patches``, the ledger, the integral flow) on the patches that an edit
touches. Sums are kept exactly, so that figures are those of a recompute to the last bit. Patches under review are
in the same ledger behind all counted ones: they take no ground from them, and their pieces are what they would add.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .accounting import years_between
from .area import TOLERANCE_M2, area_m2, total
from .exact import exact_sum, rounded
from .ledger import NOWHERE, Ledger, PatchRows
from .overlay import Overlay, kept
from .patches import Counting, Patches, PatchLayer, prepare_patches
from .printing import account_units
from .problems import Notice
from .progress import Part, Progress, Silent
from .reasons import Reasons
from .rounding import AccountUnits
from .tally import Key, Labels, Printed, Tally
from .targets import TargetRow
from .townships import Townships
from .units import Unit

COUNTED_FIRST = np.iinfo(np.int64).min  # added to the priority of what counts: all of it comes before the rest

NO_GEOMETRY, UNDATED, BAD_YEAR, BAD_DATE, YEAR_DIFFERS, REPAIRED, NO_CATEGORY, OUTSIDE = (1 << bit for bit in range(8))
FLAGS = (NO_GEOMETRY, UNDATED, BAD_YEAR, BAD_DATE, YEAR_DIFFERS, REPAIRED, NO_CATEGORY, OUTSIDE)

_KINDS = {
    "fid": np.int64,
    "name": object,
    "category": object,
    "status": object,
    "zone": object,
    "zone_class": object,
    "year": float,
    "area_m2": float,
    "figure_m2": float,
    "counted": bool,
    "review": bool,
    "alive": bool,
    "flags": np.uint16,
    "counted_m2": float,
    "township": np.int64,
}


_SEEN = ("category", "zone", "status")  # columns of which it is known which values occur


class Table:
    """Columns of one length that grow at their end in amortised time."""

    def __init__(self, kinds: dict[str, Any]) -> None:
        self._columns = {name: np.empty(0, kind) for name, kind in kinds.items()}
        self.count = 0

    def __getitem__(self, name: str) -> Any:
        return self._columns[name][: self.count]

    def grow(self, rows: int) -> None:
        """Make room for *rows* more at the end."""
        self.count += rows
        for name, column in self._columns.items():
            if len(column) < self.count:
                wider = np.empty(max(self.count, 2 * len(column)), column.dtype)
                wider[: len(column)] = column
                self._columns[name] = wider


class FirstSeen:
    """Values in order of their first row, as a full run numbers them, while rows change."""

    def __init__(self, column: Any) -> None:
        self._first: dict[Any, int] = {}
        for row, value in enumerate(column):
            if value is not None:
                self._first.setdefault(value, row)

    def change(self, rows: Any, before: Any, after: Any, column: Any) -> None:
        """Rows whose value was *before* and is *after* (None: none, or no patch); *column* as it is now."""
        for row, old, new in zip(rows.tolist(), before, after):
            if new is not None:
                self._first[new] = min(row, self._first.get(new, row))
            if old is not None and old != new and self._first.get(old) == row:
                left = np.flatnonzero(column == old)
                self._first.pop(old)
                if len(left):
                    self._first[old] = int(left[0])

    def labels(self) -> list[Any]:
        """The values, None last."""
        return [*sorted(self._first, key=self._first.__getitem__), None]


@dataclass(frozen=True)
class Snapshot:
    """The figures of one state: scopes of what counts and of what is under review, and the account line."""

    counted: Printed
    review: Printed
    account: AccountUnits
    years: list[int]


class Unordered(Exception):
    """A new patch does not come after those that are there: the account has to be filled again."""


class LiveAccount:
    """Patches by feature id, what they contribute, and the figures.

    Args:
        targets: rows of the chosen target set; None: no table of targets.
        reasons: the zones that give each patch its ``zone_class``; None: it has none.

    ``notices`` are those of the last :meth:`fill`.
    """

    def __init__(
        self,
        townships: Townships,
        counting: Counting,
        targets: Sequence[TargetRow] | None,
        reasons: Reasons | None = None,
    ) -> None:
        self.townships, self.counting, self.targets, self.reasons = townships, counting, targets, reasons
        self.ledger = Ledger(townships.cells)
        self.table = Table(_KINDS)
        self.notices: list[Notice] = []
        self.layer: PatchLayer | None = None
        self._row_of: dict[int, int] = {}
        self._counted, self._review = Tally(), Tally()
        self._sums = {"total": 0, "not_counted": 0, "overlap": 0}
        self._seen = {name: FirstSeen([]) for name in _SEEN}

    def fill(self, layer: PatchLayer, fids: Any, progress: Progress | None = None) -> None:
        """Take all patches; *fids* are their feature ids. Raises what ``prepare_patches`` raises, and Cancelled."""
        progress = progress or Silent()
        order = np.argsort(layer.saved_rank)
        layer, fids = rows_of(layer, order), np.asarray(fids, dtype=np.int64)[order]
        rows = np.arange(len(fids))
        patches = prepare_patches(replace(layer, saved_rank=rows), self.counting, Part(progress, 0.0, 0.3))
        self.notices = [*patches.notices, *self.townships.notices]
        self.layer = layer
        self.ledger.fill(_ledger_rows(patches, fids), Part(progress, 0.3, 0.8))
        self._make_room(len(fids))
        self._row_of = dict(zip(fids.tolist(), rows.tolist()))
        self._store(rows, fids, patches, self._zone_classes(patches, Part(progress, 0.8, 1.0)))
        self._seen = {name: FirstSeen(self.table[name]) for name in _SEEN}
        self._count_pieces(rows)
        progress.report(1.0)

    def change(self, layer: PatchLayer, fids: Sequence[int], gone: Iterable[int] = ()) -> Any:
        """Take new and edited patches (*layer*, *fids*) and those that are *gone*; returns the rows that changed.

        Raises what ``prepare_patches`` raises, and ``Unordered``: nothing is changed then.
        """
        rows = self._rows_for(fids)
        dead = np.array([self._row_of[fid] for fid in gone if fid in self._row_of], dtype=np.int64)
        patches = prepare_patches(replace(layer, saved_rank=rows), self.counting)
        dead = dead[self.table["alive"][dead]]
        all_rows = np.concatenate([rows, dead])
        zone_class = self._zone_classes(patches, Silent())
        before = self.ledger.pieces, self.ledger.losses
        touched = self.ledger.change(_with_dead(_ledger_rows(patches, np.asarray(fids, np.int64)), self._fids(dead)))
        self._uncount(touched, *before)
        self._take(rows, np.asarray(fids, dtype=np.int64), patches, zone_class, dead)
        self._count_pieces(touched)
        return np.union1d(touched, all_rows)

    def rename(self, new_of: dict[int, int]) -> None:
        """Feature ids that saving has changed, old → new; raises ``Unordered`` when their order is another one."""
        rows = [self._row_of[old] for old in new_of]
        fids = self.table["fid"].copy()
        fids[rows] = list(new_of.values())
        alive = fids[self.table["alive"]]
        if not _in_order(alive):
            raise Unordered
        self.table["fid"][:] = fids
        for old, new in new_of.items():
            self._row_of[new] = self._row_of.pop(old)
        self.ledger.rename(new_of)

    def row(self, fid: int) -> int | None:
        """The row of a feature, None where there is none."""
        row = self._row_of.get(fid)
        return row if row is not None and self.table["alive"][row] else None

    def knows(self, fid: int) -> bool:
        """Whether a feature of this id is or was there."""
        return fid in self._row_of

    def snapshot(self, unit: Unit) -> Snapshot:
        """The figures as they are now."""
        labels = self._labels()
        counted, review = self._counted.printed(labels, unit), self._review.printed(labels, unit)
        whole = rounded(self._sums["total"])
        line = account_units(
            whole, rounded(self._sums["not_counted"]), rounded(self._sums["overlap"]), self._counted.total_m2, unit
        )
        return Snapshot(counted, review, line, years_between(set(self._counted.years()), self.targets))

    def pieces_of(self, row: int) -> tuple[Any, Any, Any]:
        """Township features, m² and geometry of the pieces of the patch in *row*."""
        pieces = self.ledger.pieces
        mine = slice(*np.searchsorted(pieces.patch, [row, row + 1]))
        return pieces.township[mine], pieces.area_m2[mine], pieces.geometry[mine]

    def shares_of(self, row: int) -> list[tuple[int, float]]:
        """(place of the township, m²) of the ground that the patch in *row* holds, by place."""
        feature, area, _ = self.pieces_of(row)
        places = self.places(feature)
        return [(int(place), total(area[places == place])) for place in np.unique(places)]

    def shared_with(self, row: int) -> list[tuple[int, float, bool]]:
        """(other row, m², whether the other one holds the ground) of every patch that shares ground with *row*."""
        losses = self.ledger.losses
        given = _entries(losses.dropped, np.array([row]))
        held = np.flatnonzero(losses.kept == row)
        lost = [(int(losses.kept[at]), float(losses.area_m2[at]), True) for at in given]
        return lost + [(int(losses.dropped[at]), float(losses.area_m2[at]), False) for at in held]

    def held_by(self, polygon: Any) -> list[tuple[int, float]]:
        """(row, m²) of the counted ground that lies under *polygon* (plane geometry)."""
        rows = self.ledger.meeting(polygon)
        rows = rows[self.table["counted"][rows]]
        pieces = self.ledger.pieces
        mine = _entries(pieces.patch, np.sort(rows))
        ground = pieces.geometry[mine]
        under = Overlay().intersection(ground, np.full(len(ground), polygon))
        found: dict[int, list[float]] = {}
        for row, area in zip(pieces.patch[mine].tolist(), area_m2(under).tolist()):
            if area > TOLERANCE_M2:
                found.setdefault(row, []).append(area)
        return [(row, total(areas)) for row, areas in found.items()]

    def _labels(self) -> Labels:
        years = sorted({*self._counted.years(), *self._review.years()})
        category, zone = self._seen["category"].labels(), self._seen["zone"].labels()
        return Labels(category, [*years, None], [*self.townships.names, None], zone)

    def statuses(self) -> list[str]:
        """Statuses that occur, in order."""
        return sorted(self._seen["status"].labels()[:-1])

    def _rows_for(self, fids: Sequence[int]) -> Any:
        """Rows of *fids*; new ones get the rows behind the last, in their order."""
        new = [fid for fid in fids if fid not in self._row_of]
        last = self.table["fid"][-1:].tolist()
        if not _in_order(np.array([*last, *new], dtype=np.int64)):
            raise Unordered
        start = self.table.count
        place = {fid: start + number for number, fid in enumerate(new)}
        return np.array([self._row_of.get(fid, place.get(fid)) for fid in fids], dtype=np.int64)

    def _fids(self, rows: Any) -> Any:
        return self.table["fid"][rows]

    def _take(self, rows: Any, fids: Any, patches: Patches, zone_class: Any, dead: Any) -> None:
        """Put the new values into the table."""
        self._make_room(int(rows.max(initial=-1)) + 1)
        changed = np.concatenate([rows, dead])
        before = {name: kept(self.table[name][changed], self.table["alive"][changed]) for name in _SEEN}
        self._drop(dead)
        self._row_of.update(zip(fids.tolist(), rows.tolist()))
        self._store(rows, fids, patches, zone_class)
        for name, seen in self._seen.items():
            seen.change(changed, before[name], self.table[name][changed], self.table[name])

    def _zone_classes(self, patches: Patches, progress: Progress) -> Any:
        """The highest zone class in which each patch has ground."""
        if self.reasons is None:
            return np.full(len(patches.layer.ids), None, dtype=object)
        return self.reasons.classes(patches.rows.geometry, patches.rows.area_m2, progress)

    def _make_room(self, count: int) -> None:
        """Rows up to *count*, the new ones without a patch."""
        start = self.table.count
        if count > start:
            self.table.grow(count - start)
            self.table["alive"][start:] = self.table["counted"][start:] = self.table["review"][start:] = False

    def _drop(self, dead: Any) -> None:
        self._sum_patches(dead, -1)
        for name in ("alive", "counted", "review"):
            self.table[name][dead] = False
        for name in ("area_m2", "figure_m2"):
            self.table[name][dead] = np.nan
        for name in _SEEN:
            self.table[name][dead] = None
        self.table["counted_m2"][dead] = 0.0

    def _store(self, rows: Any, fids: Any, patches: Patches, zone_class: Any) -> None:
        self._sum_patches(rows[self.table["alive"][rows]], -1)
        columns = {
            "fid": fids,
            "name": patches.layer.ids,
            "category": patches.category,
            "status": patches.status,
            "zone": patches.zone,
            "zone_class": zone_class,
            "year": patches.years,
            "area_m2": patches.rows.area_m2,
            "figure_m2": patches.rows.figure_m2,
            "counted": patches.rows.counted,
            "review": patches.review,
            "alive": True,
            "flags": _flags(patches),
        }
        for name, values in columns.items():
            self.table[name][rows] = values
        self._sum_patches(rows, 1)

    def _sum_patches(self, rows: Any, sign: int) -> None:
        area, counted = self.table["figure_m2"][rows], self.table["counted"][rows]
        present = ~np.isnan(area)
        self._sums["total"] += sign * exact_sum(area[present].tolist())
        self._sums["not_counted"] += sign * exact_sum(area[present & ~counted].tolist())

    def _uncount(self, touched: Any, pieces: Any, losses: Any) -> None:
        """Take what the rows *touched* have contributed until now out of the sums."""
        mine = _entries(pieces.patch, touched)
        self._into(Tally.take, pieces, mine)
        gone = _entries(losses.dropped, touched)
        self._sums["overlap"] -= self._overlap(losses, gone)

    def _count_pieces(self, rows: Any) -> None:
        pieces, losses = self.ledger.pieces, self.ledger.losses
        mine = _entries(pieces.patch, rows)
        self._into(Tally.add, pieces, mine)
        self._sums["overlap"] += self._overlap(losses, _entries(losses.dropped, rows))
        self._note_shares(rows, pieces, mine)

    def _overlap(self, losses: Any, rows: Any) -> int:
        counted = self.table["counted"][losses.dropped[rows]]
        return exact_sum(losses.area_m2[rows][counted].tolist())

    def _into(self, into: Any, pieces: Any, rows: Any) -> None:
        patch = pieces.patch[rows]
        keys, areas = self._keys(patch, pieces.township[rows]), pieces.area_m2[rows].tolist()
        review = self.table["review"][patch].tolist()
        for tally, wanted in ((self._counted, False), (self._review, True)):
            chosen = [each is wanted for each in review]
            into(
                tally,
                [key for key, mine in zip(keys, chosen) if mine],
                [area for area, mine in zip(areas, chosen) if mine],
            )

    def _keys(self, patch: Any, feature: Any) -> list[Key]:
        years = [None if year != year else int(year) for year in self.table["year"][patch].tolist()]
        category, zone = self.table["category"][patch], self.table["zone"][patch]
        return list(zip(category, years, self.places(feature).tolist(), zone))

    def places(self, feature: Any) -> Any:
        """Places of township features among the names, behind the last one for ground in none."""
        return np.where(feature == NOWHERE, len(self.townships.names), self.townships.name_of[feature])

    def _note_shares(self, rows: Any, pieces: Any, mine: Any) -> None:
        """Counted ground and the township of the largest share of each of *rows*."""
        table = self.table
        table["counted_m2"][rows], table["township"][rows] = 0.0, len(self.townships.names)
        table["flags"][rows] &= ~np.uint16(OUTSIDE)
        patch, area, place = pieces.patch[mine], pieces.area_m2[mine], self.places(pieces.township[mine])
        ends = np.flatnonzero(np.r_[patch[1:] != patch[:-1], True]) + 1 if len(patch) else np.empty(0, int)
        for start, end in zip([0, *ends[:-1].tolist()], ends.tolist()):
            row = patch[start]
            parts = area[start:end]
            table["township"][row] = place[start + int(np.argmax(parts))]
            table["counted_m2"][row] = total(parts) if table["counted"][row] else 0.0
            if (place[start:end] == len(self.townships.names)).any():
                table["flags"][row] |= OUTSIDE


def rows_of(layer: PatchLayer, rows: Any) -> PatchLayer:
    """*layer* with the features at *rows* alone."""
    names = ("geometry", "ids", "saved_rank", "year", "date", "category", "status", "zone", "stated_m2")
    columns = {name: getattr(layer, name) for name in names}
    return replace(layer, **{name: column[rows] for name, column in columns.items() if column is not None})


def _ledger_rows(patches: Patches, fids: Any) -> PatchRows:
    rows = patches.rows
    first = np.where(rows.counted, COUNTED_FIRST, 0)
    counted = rows.counted | patches.review
    return PatchRows(fids, rows.geometry, rows.area_m2, rows.priority + first, counted, rows.factor)


def _with_dead(rows: PatchRows, dead: Any) -> PatchRows:
    """*rows* and behind them the keys *dead*, without geometry: they keep their place in the order."""
    nothing = np.full(len(dead), None, dtype=object)
    return PatchRows(
        np.concatenate([rows.key, dead]),
        np.concatenate([rows.geometry, nothing]),
        np.concatenate([rows.area_m2, np.full(len(dead), np.nan)]),
        np.concatenate([rows.priority, np.zeros(len(dead), np.int64)]),
        np.concatenate([rows.counted, np.zeros(len(dead), bool)]),
        np.concatenate([rows.factor, np.ones(len(dead))]),
    )


def _in_order(fids: Any) -> bool:
    """Whether saved ones ascend and come first, and unsaved ones descend."""
    unsaved = fids < 0
    size = np.abs(fids)
    return bool((unsaved[1:] >= unsaved[:-1]).all() and ((size[1:] > size[:-1]) | (unsaved[1:] != unsaved[:-1])).all())


def _entries(column: Any, rows: Any) -> Any:
    """Places in the sorted *column* that hold one of the sorted *rows*."""
    starts, ends = np.searchsorted(column, rows, "left"), np.searchsorted(column, rows, "right")
    return np.concatenate([np.arange(start, end) for start, end in zip(starts, ends)] or [np.empty(0, np.int64)])


def _flags(patches: Patches) -> Any:
    """What is to be looked at in each patch, as bits."""
    count = len(patches.layer.ids)
    flags = np.zeros(count, np.uint16)
    present = ~np.isnan(patches.rows.area_m2)
    flags[~present] |= NO_GEOMETRY
    flags[present & ~patches.as_given] |= REPAIRED
    flags[patches.rows.counted & np.isnan(patches.years)] |= UNDATED
    for flag, rows in (
        (BAD_YEAR, patches.dating.bad_years),
        (BAD_DATE, patches.dating.bad_dates),
        (YEAR_DIFFERS, patches.dating.differing),
    ):
        flags[rows] |= flag
    if patches.layer.category is not None:
        flags[np.fromiter((each is None for each in patches.category), bool, count)] |= NO_CATEGORY
    return flags
