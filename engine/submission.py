"""A submission against what is held: which patches are new, changed, the same, or missing, and what accepting does.

Patches are paired by number; those left over on both sides by their ground, because a patch that comes again under
another number must count neither twice nor as lost. Areas and shares are those of the equal-area plane.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from ..libraries import shapely
from .area import TOLERANCE_M2, area_m2, to_mu, total
from .overlay import Overlay
from .parallel import by_chunks
from .problems import Notice, Refusal, info, warning
from .progress import Part, Progress, Silent
from .repair import Polygons, listed
from .values import canonical

NEW, CHANGED, SAME, MISSING = "new", "changed", "same", "missing"
SAME_IOU = 0.999_999
MOVED_IOU = 0.9  # common ground over all ground from which on two numbers mean one patch
_ENOUGH = 3  # patches that all lie elsewhere are not a coincidence
ALL = "*"


@dataclass(frozen=True)
class Side:
    """One of the two sides: text per patch, whether that is its own number, and its ground."""

    layer: str
    ids: Any
    numbered: Any
    polygons: Polygons


@dataclass(frozen=True)
class Comparison:
    """A row per patch: first those of the submission in its order, then those missing from it in the held order.

    ``new_row`` and ``held_row`` are rows of the two sides, −1 where there is none; areas are m², NaN where a side
    has no such patch or no geometry; ``iou`` is common ground over all ground, NaN where one side has none.
    ``repeated``: new patches whose number another patch of the submission has too; they are never accepted.
    """

    ids: Any
    held_ids: Any
    change: Any
    new_row: Any
    held_row: Any
    new_m2: Any
    old_m2: Any
    iou: Any
    repeated: Any
    notices: list[Notice] = field(default_factory=list)

    def table(self, changed_fields: Sequence[str]) -> pd.DataFrame:
        """The comparison as a table: mu, unrounded; ``delta_mu`` sums to all new ground less all old ground."""
        delta = np.nan_to_num(self.new_m2) - np.nan_to_num(self.old_m2)
        columns = {
            "change": self.change,
            "id": self.ids,
            "old_mu": to_mu(self.old_m2),
            "new_mu": to_mu(self.new_m2),
            "delta_mu": to_mu(delta),
            "iou": self.iou,
            "held_id": self.held_ids,
            "changed_fields": changed_fields,
        }
        return pd.DataFrame(columns)


def compare(submission: Side, held: Side, progress: Progress | None = None) -> Comparison:
    """Pair the patches of the two sides, one to one, and tell what became of each.

    Same is an area within 0.01 m² and an IoU of at least 0.999999. Notices: ``submission_renumbered`` (layer, count,
    ids), ``submission_overlaps`` (layer, count, ids, mu): ground of new patches that held ones have already,
    ``submission_elsewhere`` (layer, count): nothing lies where it is held, ``submission_number_repeated`` (layer,
    count, ids): the most alike is compared under such a number, the others stand as new.
    """
    progress, overlay = progress or Silent(), Overlay()
    mates = _Mates(submission, held, overlay)
    mates.pair(*_same_number(submission, held), 0.0, Part(progress, 0.0, 0.4))
    by_ground = mates.pair(*_same_place(submission, held, mates), MOVED_IOU, Part(progress, 0.4, 0.8))
    made = _rows(submission, held, mates)
    new = made.new_row[made.change == NEW]
    made.notices.extend(_elsewhere(submission, made))
    made.notices.extend(_repeated_numbers(submission, made))
    made.notices.extend(_renumbered(submission, held, by_ground))
    made.notices.extend(_repeated_ground(submission, held, new, overlay, Part(progress, 0.8, 1.0)))
    return made


class _Mates:
    """Who belongs to whom so far: the held row of each row of the submission, −1 for none, with the IoU."""

    def __init__(self, submission: Side, held: Side, overlay: Overlay) -> None:
        self._submission, self._held, self._overlay = submission, held, overlay
        self.held_row = np.full(len(submission.ids), -1)
        self.iou = np.full(len(submission.ids), np.nan)
        self.taken = np.zeros(len(held.ids), bool)

    def pair(self, new: Any, held: Any, least: float, progress: Progress) -> list[int]:
        """Pair candidate rows, the most alike first, each once; the rows of the submission that found one."""
        iou = _iou(self._submission.polygons, self._held.polygons, new, held, self._overlay, progress)
        likeness = np.nan_to_num(iou, nan=0.0)
        found = []
        for place in np.argsort(-likeness, kind="stable").tolist():
            one, other = int(new[place]), int(held[place])
            if likeness[place] >= least and self.held_row[one] < 0 and not self.taken[other]:
                self.held_row[one], self.iou[one], self.taken[other] = other, iou[place], True
                found.append(one)
        return sorted(found)


def _same_number(submission: Side, held: Side) -> tuple[Any, Any]:
    """Pairs of rows with the same number."""
    sides = []
    for side in (submission, held):
        rows = np.flatnonzero(side.numbered)
        sides.append(pd.DataFrame({"id": side.ids[rows].astype(str), "row": rows}))
    pairs = sides[0].merge(sides[1], on="id", suffixes=("_new", "_held"))
    return pairs["row_new"].to_numpy(np.int64), pairs["row_held"].to_numpy(np.int64)


def _same_place(submission: Side, held: Side, mates: _Mates) -> tuple[Any, Any]:
    """Pairs of rows without a mate whose ground meets."""
    new, old = np.flatnonzero(mates.held_row < 0), np.flatnonzero(~mates.taken)
    one, other = _meeting(submission.polygons.geometry[new], held.polygons.geometry[old])
    return new[one], old[other]


def _meeting(bases: Any, others: Any) -> tuple[Any, Any]:
    one, other = shapely.STRtree(others).query(bases, predicate="intersects")
    return one, other


def _iou(one: Polygons, other: Polygons, rows: Any, others: Any, overlay: Overlay, progress: Progress) -> Any:
    """Common ground over all ground of each pair of rows, 0…1; NaN where one of the two has none."""

    def share(part: slice) -> Any:
        a, b = one.geometry[rows[part]], other.geometry[others[part]]
        first, second = one.area_m2[rows[part]], other.area_m2[others[part]]
        alike = np.where(np.isnan(first + second), np.nan, 1.0)
        cut = np.flatnonzero(~np.isnan(alike) & ~shapely.equals_exact(a, b))
        common = np.minimum(area_m2(overlay.intersection(a[cut], b[cut])), np.minimum(first[cut], second[cut]))
        alike[cut] = common / np.maximum(first[cut] + second[cut] - common, np.finfo(float).tiny)
        return alike

    return np.concatenate([np.empty(0), *by_chunks(share, len(rows), progress)])


def _rows(submission: Side, held: Side, mates: _Mates) -> Comparison:
    missing = np.flatnonzero(~mates.taken)
    new_row = np.r_[np.arange(len(submission.ids)), np.full(len(missing), -1)]
    held_row = np.r_[mates.held_row, missing]
    new_m2, old_m2 = _at(submission.polygons.area_m2, new_row), _at(held.polygons.area_m2, held_row)
    iou = np.r_[mates.iou, np.full(len(missing), np.nan)]
    held_ids = _ids(held, held_row)
    ids = np.where(new_row >= 0, _ids(submission, new_row), held_ids)
    change = _changes(new_row, held_row, new_m2, old_m2, iou)
    repeated = (change == NEW) & _at_rows(_shared_numbers(submission), new_row)
    return Comparison(ids, held_ids, change, new_row, held_row, new_m2, old_m2, iou, repeated)


def _shared_numbers(side: Side) -> Any:
    """Which patches have a number that another one of the same side has too."""
    numbers = pd.Series(side.ids, dtype=object).where(side.numbered)
    return (numbers.duplicated(keep=False) & numbers.notna()).to_numpy(bool)


def _at_rows(flags: Any, rows: Any) -> Any:
    return np.append(flags, False)[rows]  # row −1 is the last one: none


def _changes(new_row: Any, held_row: Any, new_m2: Any, old_m2: Any, iou: Any) -> Any:
    neither = np.isnan(new_m2) & np.isnan(old_m2)
    same = neither | ((np.abs(new_m2 - old_m2) <= TOLERANCE_M2) & (iou >= SAME_IOU))
    change = np.where(same, SAME, CHANGED).astype(object)
    change[held_row < 0], change[new_row < 0] = NEW, MISSING
    return change


def _at(values: Any, rows: Any) -> Any:
    return np.where(rows < 0, np.nan, np.append(values, np.nan)[rows])


def _ids(side: Side, rows: Any) -> Any:
    return np.array([*side.ids, None], dtype=object)[rows]  # row −1 is the last one: none


def _elsewhere(submission: Side, made: Comparison) -> list[Notice]:
    """A warning where patches are held under their numbers, but none of them on ground of its own: another zone."""
    both = (made.new_row >= 0) & (made.held_row >= 0) & ~np.isnan(made.iou)
    count = int(both.sum())
    if count < _ENOUGH or made.iou[both].any():
        return []
    return [warning("submission_elsewhere", layer=submission.layer, count=count)]


def _repeated_numbers(submission: Side, made: Comparison) -> list[Notice]:
    """A warning where new patches share their number with others of the submission: which counts is not ours to say."""
    ids = made.ids[made.repeated]
    if not len(ids):
        return []
    return [warning("submission_number_repeated", layer=submission.layer, count=len(ids), ids=listed(np.unique(ids)))]


def _renumbered(submission: Side, held: Side, rows: list[int]) -> list[Notice]:
    """Patches that were recognised by their ground though both sides number them."""
    moved = [str(submission.ids[row]) for row in rows if submission.numbered[row]]
    if not moved or not held.numbered.any():
        return []
    return [info("submission_renumbered", layer=submission.layer, count=len(moved), ids=listed(moved))]


def _repeated_ground(submission: Side, held: Side, new: Any, overlay: Overlay, progress: Progress) -> list[Notice]:
    """A warning where patches that are new by number lie on ground that is held already."""
    one, other = _meeting(submission.polygons.geometry[new], held.polygons.geometry)

    def common(part: slice) -> Any:
        bases, others = submission.polygons.geometry[new[one[part]]], held.polygons.geometry[other[part]]
        return area_m2(overlay.intersection(bases, others))

    shared = np.concatenate([np.empty(0), *by_chunks(common, len(one), progress)])
    above = shared > TOLERANCE_M2
    if not above.any():
        return []
    rows = np.unique(new[one[above]])
    mu = to_mu(total(shared[above]))
    named = listed(submission.ids[rows])
    return [warning("submission_overlaps", layer=submission.layer, count=len(rows), ids=named, mu=mu)]


# Values ---------------------------------------------------------------------------------------------------


def changed_fields(comparison: Comparison, new: Mapping[str, Any], held: Mapping[str, Any]) -> list[str]:
    """For each row of *comparison* the names of fields whose value differs, with commas; empty without a mate.

    *new* and *held* are columns of the two sides by the same names, plain values. They are compared as categories
    are: texts in any width, glossary terms by their meaning, whole numbers like their digits.
    """
    both = np.flatnonzero((comparison.new_row >= 0) & (comparison.held_row >= 0))
    found: list[list[str]] = [[] for _ in comparison.change]
    for name in new:
        one = np.asarray(new[name], dtype=object)[comparison.new_row[both]]
        other = np.asarray(held[name], dtype=object)[comparison.held_row[both]]
        for place, first, second in zip(both.tolist(), one.tolist(), other.tolist()):
            if first is not second and _compared(first) != _compared(second):
                found[place].append(name)
    return [",".join(names) for names in found]


@lru_cache(maxsize=1 << 16, typed=True)
def _compared(value: Any) -> str | None:
    return canonical(int(value) if isinstance(value, bool) else value)


# Accepting ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Accepted:
    """The patches held afterwards: rows of the two sides, −1 for none.

    With both a held patch is replaced, with ``new_row`` alone one is added. *changed* tells whether the ground of
    a replaced one is another; *counts* are those replaced, added and removed.
    """

    held_row: Any
    new_row: Any
    changed: Any
    counts: dict[str, int]


def accept(comparison: Comparison, ids: Collection[str]) -> Accepted:
    """What is held when the rows of *comparison* with these *ids* are accepted: held order, then what was added.

    ``*`` among *ids* stands for every patch of the submission; those that are ``repeated`` are left out; a missing one
    is taken away only by its own number, and not where a patch of the submission has the same.
    Raises ``Refusal``: ``accepted_unknown`` (ids) for numbers that no row has, ``submission_elsewhere`` (layer, count)
    where no patch lies where it is held.
    """
    for each in comparison.notices:
        if each.code == "submission_elsewhere":
            raise Refusal("submission_elsewhere", layer=each.values["layer"], count=each.values["count"])
    unknown = sorted(set(ids) - {ALL} - set(comparison.ids.tolist()))
    if unknown:
        raise Refusal("accepted_unknown", ids=listed(unknown), count=len(unknown))
    chosen = np.isin(comparison.ids.astype(str), sorted(ids)) | ((ALL in ids) & (comparison.new_row >= 0))
    chosen &= ~comparison.repeated
    of_submission = np.isin(comparison.ids.astype(str), comparison.ids[comparison.new_row >= 0].astype(str))
    removed = chosen & (comparison.change == MISSING) & ~of_submission  # such a number means what came in
    added = np.flatnonzero(chosen & (comparison.change == NEW))
    kept = np.flatnonzero((comparison.held_row >= 0) & ~removed)
    kept = kept[np.argsort(comparison.held_row[kept], kind="stable")]
    rows = np.r_[kept, added].astype(np.int64)
    new_row = np.where(chosen[rows], comparison.new_row[rows], -1)
    replaced = (new_row >= 0) & (comparison.held_row[rows] >= 0)
    counts = {"replaced": int(replaced.sum()), "added": len(added), "removed": int(removed.sum())}
    return Accepted(comparison.held_row[rows], new_row, replaced & (comparison.change[rows] == CHANGED), counts)
