"""Tables outside the chain of printed figures: cells that keep the printed margins which they share.

The chain category – year – township – zone is printed by one integral flow. A table that is not part of it, such as
category × township in one year, has two margins that are printed already. Its cells are fitted to them with the least
deviation; a cell that then needs more than floor or ceiling of its true value gets it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from .rounding import NEAR, Floats, Ints, half_up_units

_STEP = 1_000_000  # costs are whole millionths of a unit, so that sums are exact and ties fall alike everywhere
_BEYOND = 1_000 * _STEP  # per unit beyond floor or ceiling
_FROM_NOTHING = 1_000_000 * _STEP  # per unit in a cell without any ground
_FROM_ELSEWHERE = 30_000 * _STEP  # where the cell's row and column meet in another table
_FAR = np.iinfo(np.int64).max // 4


def cost(units: Ints, values: Floats, known: Any = False) -> Ints:
    """What *units* cost in cells of true *values*: their distance, far more beyond floor and ceiling; convex.

    Most of all where there is no ground, less of it in cells that are *known* from another table.
    """
    low, high = np.floor(values + NEAR), np.ceil(values - NEAR)
    beyond = np.maximum(units - high, 0) + np.maximum(low - units, 0)
    distance = np.rint(np.abs(units - values) * _STEP).astype(np.int64)
    empty = np.where(values <= NEAR, np.where(known, _FROM_ELSEWHERE, _FROM_NOTHING), _BEYOND)
    return np.asarray(distance + beyond.astype(np.int64) * empty, dtype=np.int64)


def fit(values: npt.ArrayLike, rows: npt.ArrayLike, columns: npt.ArrayLike, known: Any = False) -> Ints:
    """Whole units for a table of true *values* (units, R × C) whose rows and columns come out as given.

    Starts at the nearest units and sends what is missing along the cheapest paths between rows and columns, so the
    sum of the costs is the least possible. Raises ValueError for margins that differ in their sums or are negative.
    """
    true = np.asarray(values, dtype=np.float64)
    row_units, column_units = np.asarray(rows, dtype=np.int64), np.asarray(columns, dtype=np.int64)
    if row_units.sum() != column_units.sum() or (row_units < 0).any() or (column_units < 0).any():
        raise ValueError("the margins do not agree")
    units = half_up_units(true)
    while True:
        supply, demand = row_units - units.sum(axis=1), column_units - units.sum(axis=0)
        if not supply.any() and not demand.any():
            return units
        for row, column, step in _cheapest_path(units, true, supply, demand, known):
            units[row, column] += step


def _cheapest_path(units: Ints, true: Floats, supply: Ints, demand: Ints, known: Any) -> list[tuple[int, int, int]]:
    """Steps (row, column, ±1) from a row that lacks units, or a column with too many, to the nearest counterpart."""
    here = cost(units, true, known)
    up = cost(units + 1, true, known) - here
    down = np.where(units > 0, cost(np.maximum(units - 1, 0), true, known) - here, _FAR)
    to_row = np.where(supply > 0, 0, _FAR)
    to_column = np.where(demand < 0, 0, _FAR)
    row_from, column_from = np.full(len(supply), -1), np.full(len(demand), -1)
    changed = True
    while changed:
        changed = _relax(to_row, to_column, up, column_from)
        changed |= _relax(to_column, to_row, down.T, row_from)
    return _traced(to_row, to_column, row_from, column_from, supply, demand)


def _relax(start: Any, end: Any, step: Ints, came_from: Any) -> bool:
    """Shorten the ways to *end* over one step from *start*; whether any was shortened."""
    ways = np.minimum(start[:, None], _FAR) + np.minimum(step, _FAR)
    best = ways.argmin(axis=0)
    length = ways[best, np.arange(len(end))]
    shorter = length < np.minimum(end, _FAR)
    end[shorter], came_from[shorter] = length[shorter], best[shorter]
    return bool(shorter.any())


def _traced(
    to_row: Any, to_column: Any, row_from: Any, column_from: Any, supply: Ints, demand: Ints
) -> list[tuple[int, int, int]]:
    rows = [(int(to_row[i]), 0, int(i)) for i in np.flatnonzero(supply < 0)]
    columns = [(int(to_column[j]), 1, int(j)) for j in np.flatnonzero(demand > 0)]
    _, side, place = min(rows + columns)
    steps: list[tuple[int, int, int]] = []
    while True:
        before = int((row_from if side == 0 else column_from)[place])
        if before < 0:
            return steps
        steps.append((place, before, -1) if side == 0 else (before, place, 1))
        side, place = 1 - side, before


def near_total(values: npt.ArrayLike, low: npt.ArrayLike, high: npt.ArrayLike, total: int) -> Ints:
    """Whole units between *low* and *high* with the sum *total* (as near as the limits allow) at the least cost."""
    true, floor, ceiling = (np.asarray(each) for each in (np.asarray(values, dtype=np.float64), low, high))
    units = np.clip(half_up_units(true), floor, ceiling)
    while units.sum() != total:
        step = 1 if units.sum() < total else -1
        movable = units < ceiling if step > 0 else units > floor
        if not movable.any():
            return units
        price = np.where(movable, cost(units + step, true) - cost(units, true), _FAR)
        units[int(price.argmin())] += step
    return units
