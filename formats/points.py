"""Texts with separators: survey points that make up plots, or a list of patches saved as CSV.

Points come as receivers and programs write them: with or without a head, the code column empty, east before north or
after it. What is not said by a head is told by the size of the numbers, and what tells the plots is said.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from ..engine.aliases import plain
from ..engine.problems import Refusal
from ..libraries import shapely
from . import guards, list_corners, sheets
from .crs_guess import candidates
from .degrees import settled
from .encodings import decode
from .features import Features, columns_of, no_geometry
from .numbers import style_of, without_style
from .rings import polygon_of, ring_of
from .sheets import Sheet, number_of, shown
from .watching import asking

_SEPARATORS = ",\t;，；|"
_HEADS = {
    "east": r"e|east|easting|东|东坐标|东坐标\(?m?\)?|y\(?东\)?|东向|经度|lon|lng|long|longitude|y坐标\(?东\)?",
    "north": r"n|north|northing|北|北坐标|北坐标\(?m?\)?|x\(?北\)?|北向|纬度|lat|latitude|x坐标\(?北\)?",
    "x": r"x|x坐标|坐标x|point_x|x\(?m\)?",
    "y": r"y|y坐标|坐标y|point_y|y\(?m\)?",
    "plot": r"(?:地块|图斑|宗地)(?:编?号|名称)?|tbbh|plot(_?(no|number|id))?|parcel|polygon(_?id)?",
    "ring": r"圈号|圈|环号|环|ring|part",
    "order": r"点序|点序号|顺序|顺序号|次序|order|seq|sequence|index",
    "point": r"点号|点名|界址点号|拐点|拐点号|拐点编号|point|point_?(no|name|id)|pt|name|名称|序号|no",
    "code": r"编码|代码|code|属性|备注",
    "height": r"h|z|高程|高|height|elevation|ele|alt|altitude",
}
_BY_HEAD = {role: re.compile(pattern, re.IGNORECASE) for role, pattern in _HEADS.items()}
_COORDINATE_TEXT = re.compile(r"^[ \t\ufeff]*(?:[\[【](?:地块坐标|属性描述)|拐点[ \t]*[,，])", re.MULTILINE)
_PLOTS_BY = ("plot", "code")
_MOST_ROWS = 2_000_000
_FEWEST = 3  # corners of a plot; where most have fewer, the rows are a list


@dataclass(frozen=True)
class _Corner:
    row: int
    east: float
    north: float
    order: float
    ring: str


def read(path: Path, name: str, encoding: str = "auto") -> list[Features]:
    """The plots (or the list) of the text at *path*, called *name* in messages; rows are the lines where plots begin.

    Columns of plots: ``plot``, ``points``, and those of the file whose value is the same at all corners of each plot.

    Findings: ``plots_by_number`` and ``plots_by_code`` (column), ``plots_one`` (all points are one plot),
    ``line_unread`` (row, value), ``plot_short`` (row, plot, count: fewer than three corners), ``axes_by_numbers``
    (swapped), those of :func:`.degrees.settled`, and for lists those of :func:`.sheets.read`.

    Raises ``Refusal``: ``file_coordinates`` (file: a land-boundary text or a corner string), ``text_unknown`` (file),
    ``list_too_large`` (file, limit), those of :func:`.degrees.settled` and of :mod:`.guards`.
    """
    text = decode(guards.read_text(path), encoding)
    if _COORDINATE_TEXT.search(text.text[:20_000]):
        raise Refusal("file_coordinates", file=name)
    rows: list[Sequence[Any]] = list(_rows(text.text, name))
    made = of_rows(rows, name, path.stem, "points")
    if made is None and _is_table(rows):
        made = sheets.read(Sheet(path.stem, rows), name, "csv")
        if made is not None:
            list_corners.take(made)
    if made is None or not len(made):
        raise Refusal("text_unknown", file=name)
    made.encoding = text.encoding
    return [made]


def of_rows(rows: Sequence[Sequence[Any]], name: str, layer: str, kind: str) -> Features | None:
    """The plots whose corners stand in *rows* of cells; None where they are none, or one point each."""
    roles, first = _roles(rows)
    if roles is None:
        return None
    made = Features(name, layer, kind, {}, no_geometry(0), [])
    by = _plots_by(rows, first, roles)
    if by and len({_cell(row, roles[by]) for row in rows[first:]}) * _FEWEST > len(rows) - first + _FEWEST:
        return None
    _plots(made, rows, first, roles, by)
    return made if len(made) else None


def _rows(text: str, name: str) -> Iterator[list[Any]]:
    """The cells of each line; empty for an empty one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > _MOST_ROWS:
        raise Refusal("list_too_large", file=name, limit=_MOST_ROWS)
    sample = [each for each in lines[:50] if each.strip()]
    counts = {mark: sum(min(each.count(mark), 50) for each in sample) for mark in _SEPARATORS}
    mark = max(counts, key=lambda each: counts[each])
    if not counts[mark]:
        yield from ([cell for cell in each.split() if cell] for each in lines)
        return
    try:
        for cells in csv.reader(asking(lines), delimiter=mark):
            yield [cell.strip() or None for cell in cells]
    except csv.Error as error:
        raise Refusal("text_unknown", file=name) from error


def _is_table(rows: Sequence[Sequence[Any]]) -> bool:
    return sum(sum(each is not None for each in row) > 1 for row in rows[:200]) >= 2


# Columns -----------------------------------------------------------------------------------------------------


def _roles(rows: Sequence[Sequence[Any]]) -> tuple[dict[str, int] | None, int]:
    """What the columns are, by the head or by the numbers, and the first row below the head."""
    for at, row in enumerate(rows[:20]):
        found = _by_head(row)
        if found is not None:
            return found, at + 1
    first = int(bool(rows) and bool(_style(rows[:1])))
    return _by_size(rows[first:]), first


def _style(above: Sequence[Sequence[Any]]) -> str:
    """How degrees are written, as the head or a line above it says."""
    return style_of(" ".join(cell for row in above for cell in row if isinstance(cell, str)))


def _by_head(row: Sequence[Any]) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        words = without_style(plain(cell)) if isinstance(cell, str) else ""
        role = next((each for each, pattern in _BY_HEAD.items() if pattern.fullmatch(words)), None)
        if role is not None:
            found.setdefault(role, column)
    pairs = ({"east", "north"}, {"x", "y"})
    return found if any(pair <= set(found) for pair in pairs) else None


def _by_size(rows: Sequence[Sequence[Any]]) -> dict[str, int] | None:
    """Columns of survey points without a head: ``点号,编码,E,N,H`` or parts of it; None where they are none.

    The coordinates are the first two neighbouring columns that have decimals and make sense in some system; they stand
    in the first line already, because below a head of other words figures are figures.
    """
    numbers = [[number_of(cell) for cell in row] for row in rows[:500] if any(cell is not None for cell in row)]
    width = min((len(row) for row in numbers), default=0)
    for column in range(min(width, 8) - 1):
        pair = [(row[column], row[column + 1]) for row in numbers]
        both = [(one[0], other[0]) for one, other in pair if one is not None and other is not None]
        if (
            pair[0][0] is None
            or pair[0][1] is None
            or len(both) < 3
            or len(both) < 0.8 * len(pair)
            or not any(one % 1 or other % 1 for one, other in both)
        ):
            continue
        if candidates(both):
            return {"x": column, "y": column + 1, **_before(column)}
    return None


def _before(column: int) -> dict[str, int]:
    """The roles of the columns before the coordinates: a name, then a code."""
    return {role: at for at, role in enumerate(("point", "code")[:column])}


# Plots -------------------------------------------------------------------------------------------------------


def _plots(made: Features, rows: Sequence[Sequence[Any]], first: int, roles: dict[str, int], by: str) -> None:
    rule = {"plot": "plots_by_number", "code": "plots_by_code"}.get(by, "plots_one")
    made.holds(rule, column=str(_cell(rows[first - 1], roles[by]) or "") if by and first else "")
    east, north = _axes(made, rows, first, roles)
    corners: dict[str, list[_Corner]] = {}
    values: dict[str, dict[str, set[str]]] = {}
    for at in range(first, len(rows)):
        row = rows[at]
        if not any(cell is not None for cell in row):
            continue
        place = [number_of(_cell(row, each)) for each in (east, north)]
        if place[0] is None or place[1] is None:
            made.fails("line_unread", at + 1, value=shown(row), last=at + 1)
            continue
        plot = str(_cell(row, roles[by]) or "") if by else ""
        order = number_of(_cell(row, roles["order"])) if "order" in roles else None
        ring = str(_cell(row, roles["ring"]) or "") if "ring" in roles else ""
        corner = _Corner(at + 1, float(place[0][0]), float(place[1][0]), float(order[0]) if order else 0.0, ring)
        corners.setdefault(plot, []).append(corner)
        _note(values.setdefault(plot, {}), rows, first, row, roles)
    _settle(made, corners, _style(rows[:first]))
    _fill(made, corners, values)


def _settle(made: Features, corners: dict[str, list[_Corner]], style: str) -> None:
    """Make degrees decimal, in place."""
    flat = [each for found in corners.values() for each in found]
    given = [(each.east, each.north) for each in flat]
    places = settled(made, given, [each.row for each in flat], style)
    if not flat or np.array_equal(places, given):
        return
    left = iter(places.tolist())
    for found in corners.values():
        found[:] = [replace(each, east=east, north=north) for each, (east, north) in zip(found, left)]


def _cell(row: Sequence[Any], column: int) -> Any:
    return row[column] if column < len(row) else None


def _plots_by(rows: Sequence[Sequence[Any]], first: int, roles: dict[str, int]) -> str:
    """The role whose column tells the plots: a plot number, else a code that comes at least three times each."""
    for role in _PLOTS_BY:
        if role not in roles:
            continue
        cells = [_cell(row, roles[role]) for row in rows[first:] if any(each is not None for each in row)]
        found = {each for each in cells if each is not None}
        if role == "plot" or (found and None not in cells and _FEWEST * len(found) <= len(cells)):
            return role
    return ""


def _axes(made: Features, rows: Sequence[Sequence[Any]], first: int, roles: dict[str, int]) -> tuple[int, int]:
    """The columns of easting and northing: by their heads, or X and Y by the size of the numbers."""
    if {"east", "north"} <= set(roles):
        return roles["east"], roles["north"]
    pairs = [(number_of(_cell(row, roles["x"])), number_of(_cell(row, roles["y"]))) for row in rows[first:]]
    both = [(one[0], other[0]) for one, other in pairs if one is not None and other is not None]
    best = next(iter(candidates(both)), None)
    swapped = best is not None and best.swap_axes
    made.holds("axes_by_numbers", swapped=swapped)
    return (roles["y"], roles["x"]) if swapped else (roles["x"], roles["y"])


def _note(
    found: dict[str, set[str]], rows: Sequence[Sequence[Any]], first: int, row: Sequence[Any], roles: dict[str, int]
) -> None:
    """Remember the values of the columns that are no coordinates; more than one is no value of the plot."""
    if not first:
        return
    for column, head in enumerate(rows[first - 1]):
        if head and column not in roles.values() and len(found.setdefault(str(head), set())) < 2:
            found[str(head)].add(str(_cell(row, column) or ""))


def _fill(made: Features, corners: dict[str, list[_Corner]], values: dict[str, dict[str, set[str]]]) -> None:
    records: list[dict[str, Any]] = []
    shapes: list[Any] = []
    rows: list[int] = []
    for plot, found in corners.items():
        unread = any(math.isnan(each.east + each.north) for each in found)
        rings = [] if unread else [ring for ring in map(ring_of, _rings(found)) if ring is not None]
        if not rings and not unread:
            made.fails("plot_short", found[0].row, plot=plot, count=len(found))
        same = {head: next(iter(each)) or None for head, each in values[plot].items() if len(each) == 1}
        records.append({"plot": plot or None, "points": len(found), **same})
        shapes.append(polygon_of(rings) if rings else None)
        rows.append(found[0].row)
    made.rows = rows
    made.columns = columns_of(records)
    made.geometry = no_geometry(len(shapes))
    made.geometry[:] = shapes
    made.geometry[shapely.is_empty(made.geometry)] = None


def _rings(corners: list[_Corner]) -> Iterator[Any]:
    """The points of each ring in their order."""
    rings: dict[str, list[_Corner]] = {}
    for each in sorted(corners, key=lambda corner: corner.order):
        rings.setdefault(each.ring, []).append(each)
    for ring in rings.values():
        yield np.array([(each.east, each.north) for each in ring])
