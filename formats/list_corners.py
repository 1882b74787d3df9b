"""Corners of patches that a list has in one cell, a line or semicolon between: ``J1,4600000.12,42380000.34;J2,…``.

A cell is read whole or not at all: whatever stands there besides corners leaves the row without geometry, which is
said.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from .drafts import folded
from .features import Features, no_geometry
from .numbers import is_number, pair_at, with_decimal_degrees
from .rings import polygon_of, ring_of

_HEAD = re.compile("坐标|拐点|界址|corner|coordinates", re.IGNORECASE)
_ENDS, _BREAK = re.compile(r"[;\n\r|]+"), re.compile(r"[,\s]+")
_DIGITS = 30  # three corners have at least as many


def take(made: Features) -> None:
    """Give the rows of a list the geometry that stands in their cells; the first number of a corner is the northing.

    Findings: ``corners_taken`` (column, count), ``coordinates_unread`` (row, column, value).
    """
    column = next((each for each, values in made.columns.items() if _HEAD.search(each) and _holds(values)), None)
    if column is None:
        return
    geometry = no_geometry(len(made))
    for place, value in enumerate(made.columns[column]):
        if value is None:
            continue
        geometry[place] = _polygon(str(value))
        if geometry[place] is None:
            made.fails("coordinates_unread", made.rows[place], column, str(value)[:80])
    made.geometry = geometry
    made.holds("corners_taken", column=column, count=sum(each is not None for each in geometry))


def _holds(values: list[Any]) -> bool:
    """Whether the cells of a column are corners for the most part."""
    texts = [str(each) for each in values if each is not None]
    return bool(texts) and 2 * sum(sum(map(str.isdigit, each)) >= _DIGITS for each in texts) > len(texts)


def _polygon(text: str) -> Any:
    """The polygon of a cell, with a ring of its own after each that comes back to its first corner; None for others."""
    corners = [_corner(each) for each in _ENDS.split(folded(text)) if each.strip()]
    rings: list[list[tuple[float, float]]] = [[]]
    for corner in corners:
        if corner is None:
            return None
        rings[-1].append(corner)
        if len(rings[-1]) > 3 and corner == rings[-1][0]:
            rings.append([])
    closed = [ring_of(np.array(each)) for each in rings if each]
    if not closed or any(each is None for each in closed):
        return None
    return polygon_of(closed)


def _corner(line: str) -> tuple[float, float] | None:
    """East and north of ``[name] north east [height]``; None for anything else."""
    words = [each for each in _BREAK.split(with_decimal_degrees(line)[0].strip(" ,()[]")) if each]
    numbers = [float(each) if is_number(each) else None for each in words]
    at = pair_at(numbers)
    if at is None or at > 1 or len(words) > at + 3 or None in numbers[at:]:
        return None
    return float(words[at + 1]), float(words[at])
