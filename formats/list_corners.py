"""Corners of patches that a list has in one cell, a line or semicolon between: ``J1,4600000.12,42380000.34;J2,…``.

A cell is read whole or not at all: whatever stands there besides corners leaves the row without geometry, which is
said.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from .degrees import settled
from .drafts import folded
from .features import Features, no_geometry
from .numbers import is_number, pair_at, style_of, with_decimal_degrees
from .rings import polygon_of, ring_of

_HEAD = re.compile("坐标|拐点|界址|corner|coordinates", re.IGNORECASE)
_ENDS, _BREAK = re.compile(r"[;\n\r|]+"), re.compile(r"[,\s]+")
_DIGITS = 30  # three corners have at least as many


class _Corner(NamedTuple):
    east: float
    north: float
    marked: bool  # degrees, minutes and seconds with their marks, decimal here


def take(made: Features) -> None:
    """Give the rows of a list the geometry that stands in their cells; the first number of a corner is the northing.

    Findings: ``corners_taken`` (column, count), ``coordinates_unread`` (row, column, value), those of
    :func:`.degrees.settled`; raises what that does. The head or a line above it says how degrees are written.
    """
    column = next((each for each, values in made.columns.items() if _HEAD.search(each) and _holds(values)), None)
    if column is None:
        return
    cells = [None if value is None else _corners(str(value)) for value in made.columns[column]]
    _settle(made, cells, style_of(" ".join([column, *_titles(made)])))
    geometry = no_geometry(len(made))
    for place, (value, corners) in enumerate(zip(made.columns[column], cells)):
        if value is None:
            continue
        geometry[place] = _polygon(corners) if corners else None
        if geometry[place] is None:
            made.fails("coordinates_unread", made.rows[place], column, str(value)[:80])
    made.geometry = geometry
    made.holds("corners_taken", column=column, count=sum(each is not None for each in geometry))


def _titles(made: Features) -> list[str]:
    """The lines above the head."""
    return [each.value for each in made.findings if each.rule == "row_unread" and each.values["reason"] == "title"]


def _settle(made: Features, cells: Sequence[list[_Corner] | None], style: str) -> None:
    """Make degrees that are written without marks decimal, in place."""
    places = [(cell, at, row) for cell, row in zip(cells, made.rows) if cell for at in range(len(cell))]
    places = [(cell, at, row) for cell, at, row in places if not cell[at].marked]
    found = settled(made, [cell[at][:2] for cell, at, _ in places], [row for *_, row in places], style)
    for (cell, at, _), (east, north) in zip(places, found.tolist()):
        cell[at] = _Corner(east, north, marked=False)


def _holds(values: list[Any]) -> bool:
    """Whether the cells of a column are corners for the most part."""
    texts = [str(each) for each in values if each is not None]
    return bool(texts) and 2 * sum(sum(map(str.isdigit, each)) >= _DIGITS for each in texts) > len(texts)


def _corners(text: str) -> list[_Corner] | None:
    """The corners of a cell; None where anything else stands there."""
    found = [_corner(each) for each in _ENDS.split(folded(text)) if each.strip()]
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else None


def _polygon(corners: list[_Corner]) -> Any:
    """The polygon of a cell, with a ring of its own after each that comes back to its first corner; None for others."""
    rings: list[list[tuple[float, float]]] = [[]]
    for corner in ((each.east, each.north) for each in corners):
        if math.isnan(sum(corner)):
            return None
        rings[-1].append(corner)
        if len(rings[-1]) > 3 and corner == rings[-1][0]:
            rings.append([])
    closed = [ring_of(np.array(each)) for each in rings if each]
    if not closed or any(each is None for each in closed):
        return None
    return polygon_of(closed)


def _corner(line: str) -> _Corner | None:
    """East and north of ``[name] north east [height]``; None for anything else."""
    plain, angles = with_decimal_degrees(line)
    words = [each for each in _BREAK.split(plain.strip(" ,()[]")) if each]
    numbers = [float(each) if is_number(each) else None for each in words]
    at = pair_at(numbers)
    if at is None or at > 1 or len(words) > at + 3 or None in numbers[at:]:
        return None
    return _Corner(float(words[at + 1]), float(words[at]), angles > 0)
