"""Printed figures: every rounding of a run is made here, once, so that all tables add up.

Figures are counted in *units*, whole multiples of the smallest printed amount: 0.01 mu is m² × 0.15,
0.0001 ha is m² × 1.0. The printed table is an integral flow through the chain category – year –
township – zone, each arc between the floor and the ceiling of its true value. The true values are a
fractional flow within these bounds, and so an integral one exists.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from heapq import heappop, heappush
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt
import pandas as pd

from .exact import added, limbs, rounded_limbs

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

NEAR = 1e-6  # of a unit: less is the noise of float sums
_PER_UNIT = 1_000_000  # remainders are compared in whole steps of NEAR, so that noise does not decide ties
_ACCOUNT_SLACK = 0.1  # of a unit: what cutting may lose between the four sums of the account line


@overload
def half_up(value: float, decimals: int = 2) -> float: ...
@overload
def half_up(value: Floats, decimals: int = 2) -> Floats: ...
def half_up(value: float | Floats, decimals: int = 2) -> float | Floats:
    """*value* with *decimals* places, halves away from zero (四舍五入); NaN stays NaN.

    Takes a number or an array of numbers and gives the same. Up to 1e-6 of the last place below a
    half counts as the half: 1.005 is printed as 1.01, though its float is a little less.
    """
    scale = 10.0**decimals
    rounded = _whole_half_up(np.asarray(value, dtype=np.float64) * scale) / scale + 0.0  # no minus before 0
    return float(rounded) if rounded.ndim == 0 else rounded


def half_up_units(units: npt.ArrayLike) -> Ints:
    """True values in units, rounded to whole units as :func:`half_up` does. Raises ValueError if not finite."""
    true = np.asarray(units, dtype=np.float64)
    _check_finite(true)
    return _whole_half_up(true).astype(np.int64)


def _whole_half_up(numbers: Floats) -> Floats:
    amounts = np.abs(numbers)
    whole = np.floor(amounts)
    return np.copysign(whole + (amounts - whole >= 0.5 - NEAR), numbers)


def _check_finite(numbers: Floats) -> None:
    if not np.isfinite(numbers).all():
        raise ValueError("a value to print is not finite")


def printed_percent(part_units: int, whole_units: int) -> float | None:
    """The part in percent of the whole from printed units, one decimal, half-up; None when the whole is 0.

    Computed in integers. It is never 100.0 while the part is less than the whole.
    Raises ValueError for negative units.
    """
    part, whole = int(part_units), int(whole_units)
    if part < 0 or whole < 0:
        raise ValueError(f"a percentage of negative units: {part} of {whole}")
    if whole == 0:
        return None
    tenths = (2000 * part + whole) // (2 * whole)
    return (min(tenths, 999) if part < whole else tenths) / 10


class _Bounds(NamedTuple):
    """Where each value may go: *low*, or one more where *free*; *cost* is what going up adds to Σ |error|."""

    low: Ints
    free: Flags
    nearest_is_up: Flags
    cost: Ints


def _bounds(values: Floats) -> _Bounds:
    """Floor and ceiling of each value; within NEAR of an integer both are that integer."""
    _check_finite(values)
    nearest = np.rint(values)
    free = np.abs(values - nearest) > NEAR
    low = np.where(free, np.floor(values), nearest)
    remainder = values - low
    up = free & (remainder >= 0.5 - NEAR)
    cost = _PER_UNIT - 2 * np.rint(remainder * _PER_UNIT).astype(np.int64)
    return _Bounds(low.astype(np.int64), free, up, np.where(up, np.minimum(cost, -1), cost))


def integral_flow(
    tails: npt.ArrayLike,
    heads: npt.ArrayLike,
    values: npt.ArrayLike,
    forced_arc: int,
    forced_units: int,
    wanted: npt.ArrayLike = (),
) -> Ints:
    """Round a circulation to integers: one integer per arc, in = out at every node.

    Arc *k* runs from node ``tails[k]`` to node ``heads[k]`` (whole numbers from 0) and carries the true
    value ``values[k]``; at every node the true values coming in equal those going out, but for float
    noise. Each arc gets the floor or the ceiling of its value, *forced_arc* gets *forced_units*, which
    must be floor or ceiling too. Among these, Σ |rounded − value| is the least, compared in steps of
    1e-6, halves up; between equals the arcs rounded up are the earliest (least sum of positions).
    Values within 1e-6 of an integer count as that integer. The result depends on nothing else.

    The first arcs get their *wanted* units, floor or ceiling, before everything else, as many of them as a
    circulation can have.

    Raises ValueError when a value is not finite, *forced_units* is out of bounds, or the values are no
    circulation.
    """
    bounds = _bounds(np.asarray(values, dtype=np.float64))
    low, free = bounds.low, bounds.free
    if not low[forced_arc] <= forced_units <= low[forced_arc] + free[forced_arc]:
        raise ValueError(f"{forced_units} is neither floor nor ceiling of the forced arc")
    low[forced_arc], free[forced_arc] = forced_units, False
    up, arcs = bounds.nearest_is_up & free, len(low)
    errors = bounds.cost
    first = np.asarray(wanted, dtype=np.int64)
    up[: len(first)] = free[: len(first)] & (first > low[: len(first)])
    errors[: len(first)] = np.where(up[: len(first)], -1, 1) * (arcs + 1) * _PER_UNIT
    cost = [int(c) * (arcs * arcs + 1) + k for k, c in enumerate(errors)]
    residual = _Residual(_node_ids(tails), _node_ids(heads), free, up, cost)
    residual.settle(low + up)
    return low + np.asarray(residual.up, dtype=np.int64)


def _node_ids(nodes: npt.ArrayLike) -> list[int]:
    ids: list[int] = np.asarray(nodes, dtype=np.int64).tolist()
    return ids


class _Residual:
    """Successive shortest paths over the arcs that may still change, from the nearest rounding on.

    Each free arc is one residual arc of capacity one: along the arc while it is down (going up costs
    its cost), against it while it is up (going down gives the cost back). The nearest rounding has no
    negative residual cost, it is the best pseudo-flow; the searches keep the reduced costs not
    negative while they move the surplus of some nodes to those that lack.
    """

    def __init__(self, tails: list[int], heads: list[int], free: Flags, up: Flags, cost: list[int]) -> None:
        nodes = max(tails + heads) + 1
        self.tails, self.heads = tails, heads
        self.up: list[bool] = up.tolist()
        self.start = [h if u else t for t, h, u in zip(tails, heads, self.up)]
        self.end = [t if u else h for t, h, u in zip(tails, heads, self.up)]
        self.cost = [-c if u else c for c, u in zip(cost, self.up)]
        self.leaving: list[dict[int, None]] = [{} for _ in range(nodes)]
        for arc in np.flatnonzero(free).tolist():
            self.leaving[self.start[arc]][arc] = None
        self.potential = [0] * nodes
        self.surplus = [0] * nodes
        self.entry: list[int] = []

    def settle(self, flow: Ints) -> None:
        """Move the surpluses that *flow* leaves at the nodes until every node is even."""
        for tail, head, units in zip(self.tails, self.heads, flow.tolist()):
            self.surplus[tail] -= units
            self.surplus[head] += units
        while any(self.surplus):
            lacking = self._search()
            if not lacking:
                raise ValueError("the true values are no circulation")
            for node in lacking:
                self._send_to(node)

    def _search(self) -> list[int]:
        """Dijkstra from all surplus nodes; the lacking nodes in order of distance, paths in ``entry``."""
        potential, leaving, end, cost = self.potential, self.leaving, self.end, self.cost
        distance: list[float] = [math.inf] * len(potential)  # exact: whole numbers where reached
        self.entry = entry = [-1] * len(potential)
        done = [False] * len(potential)
        heap: list[tuple[float, int]] = [(0, node) for node, surplus in enumerate(self.surplus) if surplus > 0]
        for _, node in heap:
            distance[node] = 0
        lacking: list[int] = []
        while heap:
            here, node = heappop(heap)
            if done[node]:
                continue
            done[node] = True
            if self.surplus[node] < 0:
                lacking.append(node)
            here += potential[node]
            for arc in leaving[node]:
                other = end[arc]
                there = here + cost[arc] - potential[other]
                if there < distance[other]:
                    distance[other] = there
                    entry[other] = arc
                    heappush(heap, (there, other))
        far = max(d for d in distance if d < math.inf)
        for node, d in enumerate(distance):
            potential[node] += int(min(d, far))
        return lacking

    def _send_to(self, node: int) -> None:
        """One unit to *node* along its search path, unless another path of this search took a part of it."""
        path: list[int] = []
        at = node
        while self.entry[at] >= 0:
            arc = self.entry[at]
            if self.end[arc] != at:
                return
            path.append(arc)
            at = self.start[arc]
        if self.surplus[at] <= 0:
            return
        self.surplus[at] -= 1
        self.surplus[node] += 1
        for arc in path:
            self._turn(arc)

    def _turn(self, arc: int) -> None:
        del self.leaving[self.start[arc]][arc]
        self.start[arc], self.end[arc] = self.end[arc], self.start[arc]
        self.cost[arc] = -self.cost[arc]
        self.up[arc] = not self.up[arc]
        self.leaving[self.start[arc]][arc] = None


@dataclass(frozen=True)
class Cells:
    """Counted pieces of ground: whole codes from 0 and the area in m², arrays of one length.

    The order of the codes is the order of the rows; NULL, undated, outside are codes like others.
    """

    category: Ints
    year: Ints
    township: Ints
    zone: Ints
    area_m2: Floats


DIMENSIONS = ("category", "year", "township", "zone")


class _Scope(NamedTuple):
    """One kind of figure: its arcs run from the node *tail* to the node *head*, (kind, dimension)."""

    name: str
    dimensions: tuple[str, ...]
    tail: tuple[int, str | None]
    head: tuple[int, str | None]


_SOURCE, _SINK = (0, None), (1, None)
_CATEGORY, _ZONE = (2, "category"), (3, "zone")
_YEAR_IN, _YEAR_OUT = (4, "year"), (5, "year")
_TOWNSHIP_IN, _TOWNSHIP_OUT = (6, "township"), (7, "township")
_KINDS = 8

_CHAIN = (
    _Scope("total", (), _SINK, _SOURCE),
    _Scope("category", ("category",), _SOURCE, _CATEGORY),
    _Scope("category_year", ("category", "year"), _CATEGORY, _YEAR_IN),
    _Scope("year", ("year",), _YEAR_IN, _YEAR_OUT),
    _Scope("year_township", ("year", "township"), _YEAR_OUT, _TOWNSHIP_IN),
    _Scope("township", ("township",), _TOWNSHIP_IN, _TOWNSHIP_OUT),
    _Scope("township_zone", ("township", "zone"), _TOWNSHIP_OUT, _ZONE),
    _Scope("zone", ("zone",), _ZONE, _SINK),
)
SCOPES = tuple(scope.name for scope in _CHAIN)
DIMENSIONS_OF = {scope.name: tuple(DIMENSIONS.index(each) for each in scope.dimensions) for scope in _CHAIN}


def printed_figures(cells: Cells, step: float) -> pd.DataFrame:
    """Sums of *cells* in every scope of the chain, and the units to print, which add up in every table.

    *step* is units per m²: 0.15 for 0.01 mu, 1.0 for 0.0001 ha. The grand total is half-up, every
    other figure the floor or the ceiling of its true value.

    Gives a row per combination that occurs, scopes in the order of ``SCOPES``, codes ascending:
    ``scope``; ``category``, ``year``, ``township``, ``zone`` (-1 where the scope has no such dimension);
    ``area_m2`` (unrounded, by ``math.fsum``); ``units``; ``adjusted`` (units is not the half-up value).
    With no cells it is the row of the total alone.

    Raises ValueError for codes below 0, for areas below 0 or not finite, for arrays of unequal length.
    """
    _check_cells(cells)
    finest = _finest(cells)
    groups = [_group(finest, scope) for scope in _CHAIN]
    units, nearest = _printed(groups, step)
    table = pd.DataFrame(np.concatenate([group.codes for group in groups], axis=1).T, columns=list(DIMENSIONS))
    names = [group.scope.name for group in groups for _ in group.area_m2]
    table.insert(0, "scope", pd.Series(names, dtype=object))  # pandas 3 would make it a column of its own text type
    area = np.concatenate([group.area_m2 for group in groups])
    return table.assign(area_m2=area, units=units, adjusted=units != nearest)


def _printed(groups: list[_Group], step: float) -> tuple[Ints, Ints]:
    """Units to print for the rows of all *groups*, which are those of the chain, and their half-up values."""
    true = np.concatenate([group.area_m2 for group in groups]) * step
    nearest = half_up_units(true)
    tails = np.concatenate([_node_keys(group, group.scope.tail) for group in groups])
    heads = np.concatenate([_node_keys(group, group.scope.head) for group in groups])
    _, ids = np.unique(np.concatenate([tails, heads]), return_inverse=True)
    wanted = _without_zones(groups, step)
    return integral_flow(ids[: len(true)], ids[len(true) :], true, 0, int(nearest[0]), wanted), nearest


def _without_zones(groups: list[_Group], step: float) -> Ints:
    """Units of the scopes before the zones as they are printed where nobody asks for zones.

    So a township's figure is the same in a table with zones and in one without, wherever the zones allow it.
    """
    *before, between, zones = groups
    if len(zones.area_m2) == 1:
        return np.empty(0, dtype=np.int64)
    total, townships = groups[0], before[-1]
    place = DIMENSIONS.index("zone")
    ends = []
    for scope, group in ((between.scope, townships), (zones.scope, total)):
        codes = group.codes.copy()
        codes[place] = 0
        ends.append(_Group(scope, codes, group.area_m2))
    units, _ = _printed([*before, *ends], step)
    return units[: sum(len(group.area_m2) for group in before)]


class ScopeSums(NamedTuple):
    """The figures of one scope: ``codes`` (a line per dimension, -1 where it has none), m², printed units."""

    codes: Ints
    area_m2: Floats
    units: Ints


def printed_sums(sums: Mapping[str, tuple[Ints, Floats]], step: float) -> dict[str, ScopeSums]:
    """What :func:`printed_figures` gives, from sums that are known: scope → codes (a line per dimension) and m².

    The codes of a scope may come in any order; the figures are the same to the last bit where the sums are.
    """
    groups = [_in_order(scope, *sums[scope.name]) for scope in _CHAIN]
    units, _ = _printed(groups, step)
    parts = np.split(units, np.cumsum([len(group.area_m2) for group in groups])[:-1])
    return {group.scope.name: ScopeSums(group.codes, group.area_m2, part) for group, part in zip(groups, parts)}


def _in_order(scope: _Scope, codes: Ints, area: Floats) -> _Group:
    order = np.lexsort(codes[::-1])
    return _Group(scope, codes[:, order], area[order])


def _check_cells(cells: Cells) -> None:
    columns = [np.asarray(getattr(cells, f.name)) for f in fields(cells)]
    if len({len(column) for column in columns}) > 1:
        raise ValueError("the columns of the cells differ in length")
    area = columns.pop()
    if not (np.isfinite(area) & (area >= 0)).all():
        raise ValueError("an area is negative or not finite")
    if any((codes < 0).any() for codes in columns):
        raise ValueError("a code is below 0")


class _Group(NamedTuple):
    """The rows of one scope: the codes, one line per dimension (-1 where it has none), and the exact sums."""

    scope: _Scope
    codes: Ints
    area_m2: Floats


class _Exact(NamedTuple):
    """Sums that are not rounded yet: a line of codes per dimension, and the limbs of each sum."""

    codes: Ints
    lines: Ints


def _finest(cells: Cells) -> _Exact:
    """The cells that have the same place in every dimension, added up."""
    codes = np.stack([np.asarray(getattr(cells, name), dtype=np.int64) for name in DIMENSIONS])
    return _added(codes, limbs(np.asarray(cells.area_m2, dtype=np.float64)))


def _added(codes: Ints, lines: Ints) -> _Exact:
    """The sums of equal *codes*, which come out ascending."""
    order = np.lexsort(codes[::-1])
    codes = codes[:, order]
    starts = np.flatnonzero(np.r_[True, (codes[:, 1:] != codes[:, :-1]).any(axis=0)][: len(order)])
    return _Exact(codes[:, starts], added(lines[:, order], starts))


def _group(finest: _Exact, scope: _Scope) -> _Group:
    """Sum by the dimensions of the scope, codes ascending; the total has a row even where there are no cells."""
    codes = np.full_like(finest.codes, -1)
    used = [DIMENSIONS.index(name) for name in scope.dimensions]
    codes[used] = finest.codes[used]
    found = _added(codes, finest.lines)
    if not used and not found.codes.size:
        return _Group(scope, np.full((len(DIMENSIONS), 1), -1, dtype=np.int64), np.zeros(1))
    return _Group(scope, found.codes, rounded_limbs(found.lines))


def _node_keys(group: _Group, node: tuple[int, str | None]) -> Ints:
    """A number for the node at one end of every row of the group, different for every kind and code."""
    kind, dimension = node
    codes = group.codes[DIMENSIONS.index(dimension)] if dimension else np.zeros(len(group.area_m2), dtype=np.int64)
    return codes * _KINDS + kind


@dataclass(frozen=True)
class Split:
    """A printed total shared out: *units* per row, and which rows are not their half-up value.

    *beyond* marks the rows that had to leave floor and ceiling because the total is too far from the
    sum of the true values.
    """

    units: Ints
    adjusted: Flags
    beyond: Flags


def distribute(values: npt.ArrayLike, total_units: int) -> Split:
    """Share *total_units* out over rows with true *values* (units, not negative) by largest remainders.

    Each row gets its floor or its ceiling, equal remainders go to the earlier row. This is always
    possible when *total_units* is the floor or the ceiling of the sum. Farther away the rest is laid
    on the rows evenly, the largest first, never below 0, and marked.

    Raises ValueError for negative or not finite values, and for a total that no rows can carry.
    """
    true = np.asarray(values, dtype=np.float64)
    bounds = _bounds(true)
    total = int(total_units)
    if (true < -NEAR).any() or total < 0 or (total > 0 and len(true) == 0):
        raise ValueError("units below 0, or no row for the total")
    order = np.argsort(bounds.cost, kind="stable")
    ceilings = order[bounds.free[order]][: max(0, total - int(bounds.low.sum()))]
    units = bounds.low.copy()
    units[ceilings] += 1
    _spread(units, true, total - int(units.sum()))
    beyond = (units < bounds.low) | (units > bounds.low + bounds.free)
    return Split(units, units != half_up_units(true), beyond)


def _spread(units: Ints, true: Floats, rest: int) -> None:
    """Add *rest* to *units* in place, evenly, what does not divide to the largest rows; none falls below 0."""
    largest = np.argsort(-true, kind="stable")
    while rest > 0:
        chosen = largest[: min(rest, len(largest))]
        units[chosen] += rest // len(chosen)
        rest %= len(chosen)
    while rest < 0:
        chosen = largest[units[largest] > 0][:-rest]
        each = min(-rest // len(chosen), int(units[chosen].min()))
        units[chosen] -= each
        rest += each * len(chosen)


@dataclass(frozen=True)
class AccountUnits:
    """The printed account line, TOTAL = COUNTED + OVERLAP + NOT_COUNTED.

    *adjusted* names the figures that are not their half-up value.
    """

    total: int
    counted: int
    overlap: int
    not_counted: int
    adjusted: tuple[str, ...]


def account_line(total: float, counted: float, overlap: float, not_counted: float) -> AccountUnits:
    """The account line to print, from the true values in units.

    TOTAL and COUNTED are half-up, OVERLAP and NOT_COUNTED floor or ceiling. With exact values this is
    always possible. Let F be the sum of the two floors; the printed TOTAL - COUNTED is whole and less
    than 1 from the true OVERLAP + NOT_COUNTED. Have both a fraction, it is F, F + 1 or F + 2, and each
    can be made; has one a fraction, it is F or F + 1, likewise; has none, TOTAL and COUNTED have the
    same fraction and round alike, and it is F. Only float noise (or values that add up badly) leaves a
    corner, TOTAL and COUNTED on two sides of a half: there COUNTED, the grand total of all tables,
    stays, and TOTAL gives way by the least that helps.

    Where overlaps are kept (reported, not subtracted) pass 0 for OVERLAP and print it by itself.

    Raises ValueError for values below 0, and for those that miss adding up by more than 0.1.
    """
    true = np.array([total, counted, overlap, not_counted], dtype=np.float64)
    if not abs(total - math.fsum(true[1:])) <= _ACCOUNT_SLACK or (true < -NEAR).any():
        raise ValueError("the values of the account line do not add up")
    nearest = half_up_units(true)
    bounds = _bounds(true[2:])
    least = int(bounds.low.sum())
    rest = int(nearest[0] - nearest[1])
    split = distribute(true[2:], min(max(rest, least), least + int(bounds.free.sum())))
    parts = split.units.tolist()
    printed = (int(nearest[1]) + sum(parts), int(nearest[1]), *parts)
    names = ("total", "counted", "overlap", "not_counted")
    adjusted = tuple(name for name, units, usual in zip(names, printed, nearest.tolist()) if units != usual)
    return AccountUnits(**dict(zip(names, printed)), adjusted=adjusted)
