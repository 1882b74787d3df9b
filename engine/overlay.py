"""Cutting geometry: intersection and difference that never give up, and *peeling* in a fixed order.

Everything works in the equal-area plane on numpy object arrays, in chunks, so that a run can be cancelled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np

from ..libraries import shapely
from .area import TOLERANCE_M2, area_m2
from .borders import STRETCH, touched
from .parallel import by_chunks, few_per_chunk
from .parts import polygonal_part, polygons_only
from .progress import CHUNK, Progress, Silent, check
from .tiles import LARGE, Tiles, peel_large

FEW = 64  # bases
MANY = 100_000  # vertices to cut, worth several threads
GRIDS_M = (1e-4, 1e-3)  # where plain overlay fails: vertices on a 0.1 mm, then on a 1 mm grid

Geometries = Any
Rows = Any  # numpy integer array


class Overlay:
    """Robust overlay operations, which remember whose geometry needed a grid to be cut.

    *owner* says to which patch each row of ``a`` belongs (any hashable per row; None: each to one of its own).
    """

    def __init__(self) -> None:
        self._on_grid: dict[float, set[Any]] = {}
        self._noting = Lock()

    @property
    def fallbacks(self) -> dict[float, int]:
        """How many patches needed a grid, by its size."""
        return {grid: len(owners) for grid, owners in self._on_grid.items()}

    def copy(self) -> Overlay:
        """One that remembers the same and goes on by itself."""
        other = Overlay()
        other._on_grid = {grid: set(owners) for grid, owners in self._on_grid.items()}
        return other

    def intersection(self, a: Geometries, b: Geometries, owner: Any = None) -> Geometries:
        """Polygonal part of a ∩ b, element by element."""
        return polygons_only(self._run(shapely.intersection, a, b, owner))

    def difference(self, a: Geometries, b: Geometries, owner: Any = None) -> Geometries:
        """Polygonal part of a − b, element by element."""
        return polygons_only(self._run(shapely.difference, a, b, owner))

    def mend(self, a: Geometries, b: Geometries, inside: Geometries, outside: Geometries, owner: Any = None) -> None:
        """Cut again on a grid, in place, the pairs whose *inside* (a ∩ b) and *outside* (a − b) do not add up to a.

        Where borders run together within rounding, GEOS may take ground for common that is not, and says nothing.
        """
        owners = _owners(owner, len(a))
        off = np.abs(area_m2(inside) + area_m2(outside) - area_m2(a))
        for row in np.flatnonzero(off > TOLERANCE_M2):
            inside[row], outside[row] = self._parted_on_grid(a[row], b[row], owners[row])

    def _parted_on_grid(self, a: Any, b: Any, owner: Any) -> tuple[Any, Any]:
        failure = shapely.errors.GEOSException("the parts of an overlay do not add up")
        for grid in GRIDS_M:
            try:
                inside = polygonal_part(shapely.intersection(a, b, grid_size=grid))
                outside = polygonal_part(shapely.difference(a, b, grid_size=grid))
            except shapely.errors.GEOSException as error:
                failure = error.with_traceback(None)  # else it holds the frame that holds it
                continue
            whole, *parts = area_m2(np.array([a, inside, outside], dtype=object))
            if abs(sum(parts) - whole) <= TOLERANCE_M2 + grid * shapely.length(a):
                self._note(grid, owner)
                return inside, outside
        raise failure

    def _run(self, operation: Callable[..., Any], a: Geometries, b: Geometries, owner: Any) -> Geometries:
        try:
            with np.errstate(invalid="ignore"):  # GEOS raises the flag without need; results are checked
                return operation(a, b)
        except shapely.errors.GEOSException:
            found = [self._one(operation, *each) for each in zip(a, b, _owners(owner, len(a)))]
        return np.array([*found, None], dtype=object)[:-1]

    def _one(self, operation: Callable[..., Any], a: Any, b: Any, owner: Any) -> Any:
        try:
            return operation(a, b)
        except shapely.errors.GEOSException as error:
            failure = error.with_traceback(None)
        for grid in GRIDS_M:
            try:
                result = operation(a, b, grid_size=grid)
            except shapely.errors.GEOSException as error:
                failure = error.with_traceback(None)  # else it holds the frame that holds it
                continue
            self._note(grid, owner)
            return result
        raise failure

    def _note(self, grid: float, owner: Any) -> None:
        with self._noting:
            self._on_grid.setdefault(grid, set()).add(owner)


def _owners(owner: Any, count: int) -> list[Any]:
    return [object() for _ in range(count)] if owner is None else np.asarray(owner).tolist()


def kept(values: Any, chosen: Any) -> Any:
    """A copy of the object array *values* with None where not *chosen*."""
    result = np.array(values, dtype=object)
    result[~chosen] = None
    return result


@dataclass(frozen=True)
class Pairs:
    """Rows of bases and masks that meet; ``covered`` where the mask holds the whole base."""

    base: Rows
    mask: Rows
    covered: Any


@dataclass(frozen=True)
class Peeled:
    """What :func:`peel` gives: pieces (one per base and mask) and what is left of each base.

    ``rest`` is None where nothing is left; the areas of the pieces and the rest of a base add up to
    the base's own area.
    """

    base: Rows
    mask: Rows
    geometry: Geometries
    area_m2: Any
    rest: Geometries
    rest_area: Any


def meeting_pairs(bases: Geometries, masks: Geometries, progress: Progress | None = None, size: int = 64) -> Pairs:
    """Pairs of *bases* and *masks* (both in the equal-area plane) that intersect, by base row, then mask row.

    Masks are prepared: they are the few large ones (townships, zones; polygons or multi-polygons), bases the many small
    ones. Where no border enters the box of a base, one of its points decides.
    """
    progress = progress or Silent()
    tree = shapely.STRtree(bases)
    shapely.prepare(masks)
    bounds = shapely.bounds(bases)
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2

    def meet(part: slice) -> tuple[Any, Any, Any]:
        mask, base = tree.query(masks[part])  # boxes
        near = _near_a_border(masks[part], mask, base, tree, len(bases))
        mask = mask + part.start
        covered = np.zeros(len(mask), bool)
        covered[~near] = shapely.intersects_xy(masks[mask[~near]], *middle[base[~near]].T)
        meets = covered.copy()
        asked = np.flatnonzero(near)
        for start in range(0, len(asked), 20_000):
            check(progress)
            rows = asked[start : start + 20_000]
            covered[rows] = shapely.covers(masks[mask[rows]], bases[base[rows]])
            meets[rows] = covered[rows] | shapely.intersects(masks[mask[rows]], bases[base[rows]])
        return mask[meets], base[meets], covered[meets]

    # a prepared mask belongs to one part, so to one thread; threads for a few bases cost more than they save
    size = few_per_chunk(len(masks), size) if len(bases) > FEW else max(len(masks), 1)
    found = by_chunks(meet, len(masks), progress, size)
    if not found:
        return Pairs(np.empty(0, int), np.empty(0, int), np.empty(0, bool))
    mask, base, covered = (np.concatenate(column) for column in zip(*found))
    order = np.lexsort((mask, base))
    return Pairs(base[order], mask[order], covered[order])


def _near_a_border(masks: Geometries, mask: Rows, base: Rows, tree: Any, count: int) -> Any:
    """Whether the border of the mask of each pair may enter the box of the base; all, where looking would not pay."""
    if len(mask) * STRETCH <= shapely.get_num_coordinates(masks).sum():
        return np.ones(len(mask), bool)
    known, keys = np.append(touched(masks, tree, count), -1), mask * count + base
    return known[np.searchsorted(known[:-1], keys)] == keys


def peel(
    bases: Geometries,
    areas: Any,
    masks: Geometries,
    pairs: Pairs,
    overlay: Overlay,
    progress: Progress | None = None,
    owner: Any = None,
) -> Peeled:
    """Give each base's ground to the first mask that holds it, in the order of *pairs* within a base.

    A share of at most the tolerance is no piece (equal borders); a rest of at most the tolerance goes
    to the largest piece. Used for shared ground, for townships and for zones: the same rule everywhere.
    *owner* is the patch that each base belongs to, for :attr:`Overlay.fallbacks` (None: each is one of its own).
    """
    progress = progress or Silent()
    owner = np.arange(len(bases)) if owner is None else owner
    rest = np.array(bases, dtype=object)
    rest_area = np.array(areas, dtype=float)
    near = _near_masks(bases, masks, pairs, progress)
    vertices = np.zeros(len(pairs.base), np.int64)
    cut = np.flatnonzero(~pairs.covered)
    vertices[cut] = shapely.get_num_coordinates(rest[pairs.base[cut]]) + shapely.get_num_coordinates(near[cut])
    round_no = _position_in_group(pairs.base)

    def peel_round(now: Rows) -> list[Any]:
        """The pairs *now*, in which no base occurs twice."""

        def work(part: slice) -> Any:
            return _peel_once(rest, rest_area, near, pairs, now[part], overlay, owner)

        size = few_per_chunk(len(now), CHUNK) if vertices[now].sum() > MANY else CHUNK
        return by_chunks(work, len(now), progress, size, weight=vertices[now])

    done, pieces = _peel_large_ones(rest, rest_area, masks, pairs, overlay, owner, progress)
    round_no[done] = -1
    for this_round in range(int(round_no.max(initial=-1)) + 1):
        now = np.flatnonzero(round_no == this_round)
        now = now[rest_area[pairs.base[now]] > TOLERANCE_M2]
        pieces += peel_round(now)
    base, mask, geometry, area = _joined(pieces)
    order = np.lexsort((np.arange(len(base)), base))
    base, mask, geometry, area = base[order], mask[order], geometry[order], area[order]
    _settle_residue(base, area, rest, rest_area)
    return Peeled(base, mask, geometry, area, rest, rest_area)


def _peel_large_ones(
    rest: Geometries,
    rest_area: Any,
    masks: Geometries,
    pairs: Pairs,
    overlay: Overlay,
    owner: Any,
    progress: Progress,
) -> tuple[Rows, list[Any]]:
    """Peel the bases with very many vertices that several masks cut; the pairs done with, and the pieces."""
    done: list[Any] = []
    pieces: list[Any] = []
    several = np.flatnonzero(np.bincount(pairs.base, minlength=len(rest)) >= 3)
    for base in several[shapely.get_num_coordinates(rest[several]) > LARGE]:
        rows = np.flatnonzero(pairs.base == base)
        mask = pairs.mask[rows]
        found = peel_large(
            rest[base], rest_area[base], masks[mask], pairs.covered[rows], overlay, owner[base], progress
        )
        if found is not None:
            taken, geometry, area, rest[base], rest_area[base] = found
            pieces.append((np.full(len(taken), base), mask[taken], geometry, area))
            done.append(rows)
    return np.concatenate(done) if done else np.empty(0, int), pieces


def _near_masks(bases: Geometries, masks: Geometries, pairs: Pairs, progress: Progress) -> Geometries:
    """The mask of each pair; of one with very many vertices, where it cuts, only a part around the base."""
    near = np.array(masks, dtype=object)[pairs.mask]
    for mask in np.flatnonzero(shapely.get_num_coordinates(masks) > LARGE):
        rows = np.flatnonzero((pairs.mask == mask) & ~pairs.covered)
        tiles = Tiles(masks[mask])
        for row, bounds in zip(rows, shapely.bounds(bases[pairs.base[rows]])):
            check(progress)
            near[row] = tiles.near(bounds)
    return near


def _position_in_group(base: Rows) -> Rows:
    """0, 1, 2 … within each run of equal values of the sorted array *base*."""
    if len(base) == 0:
        return np.empty(0, int)
    starts = np.flatnonzero(np.r_[True, base[1:] != base[:-1]])
    lengths = np.diff(np.r_[starts, len(base)])
    return np.arange(len(base)) - np.repeat(starts, lengths)


def _peel_once(
    rest: Geometries, rest_area: Any, near: Geometries, pairs: Pairs, now: Rows, overlay: Overlay, owner: Any
) -> Any:
    """The pieces of the pairs *now*; *rest* and *rest_area* lose them."""
    base, mask = pairs.base[now], pairs.mask[now]
    piece, area = rest[base], rest_area[base].copy()
    cut = np.flatnonzero(~pairs.covered[now])
    piece[cut] = overlay.intersection(rest[base[cut]], near[now[cut]], owner[base[cut]])
    area[cut] = area_m2(piece[cut])
    parted = cut[area[cut] > TOLERANCE_M2]
    before, by, inside = rest[base[parted]], near[now[parted]], piece[parted]
    outside = overlay.difference(before, by, owner[base[parted]])
    overlay.mend(before, by, inside, outside, owner[base[parted]])
    piece[parted], area[parted] = inside, area_m2(inside)
    taken = area > TOLERANCE_M2
    left = rest_area[base] - area
    goes_on = taken[parted] & (left[parted] > TOLERANCE_M2)
    rest[base[parted[goes_on]]] = outside[goes_on]
    rest_area[base[taken]] = left[taken]
    return base[taken], mask[taken], piece[taken], area[taken]


def _joined(pieces: list[tuple[Any, Any, Any, Any]]) -> tuple[Any, Any, Any, Any]:
    if not pieces:
        return np.empty(0, int), np.empty(0, int), np.empty(0, object), np.empty(0, float)
    base, mask, geometry, area = (np.concatenate(column) for column in zip(*pieces))
    return base, mask, geometry, area


def _settle_residue(base: Rows, area: Any, rest: Geometries, rest_area: Any) -> None:
    """Rest below the tolerance (or rounding dust): into the largest piece of the same base, in place."""
    if len(base) == 0:
        return
    starts = np.flatnonzero(np.r_[True, base[1:] != base[:-1]])
    largest = np.repeat(np.maximum.reduceat(area, starts), np.diff(np.r_[starts, len(base)]))
    found = np.flatnonzero(area == largest)
    first = found[np.r_[True, base[found][1:] != base[found][:-1]]]
    small = first[rest_area[base[first]] <= TOLERANCE_M2]
    area[small] += rest_area[base[small]]
    rest_area[base[small]] = 0.0
    rest[base[small]] = None
