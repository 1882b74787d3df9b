"""Where markers and names go on a map, in millimetres of paper. No QGIS here.

Nothing may cover anything: markers that would overlap stand side by side inside their own township, and a
name is put inside its township clear of borders and markers, or reported as without room.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, cos, floor, hypot, pi, sin, sqrt
from typing import Any

import numpy as np

from ..libraries import shapely

Point = "tuple[float, float]"
Box = "tuple[float, float, float, float]"  # left, bottom, right, top

_RINGS = 4  # a marker goes at most so many places away from its patch
_CLEAR = 0.4  # mm between a name and what is around it
_STEPS = 48  # positions tried along the longer side of a township
_NEARER = 0.3  # mm by which the symbol that a text names must be the nearest to it
_BESIDE = 1.0  # mm that a text may be farther from what it names; beyond them it needs a line
_LED_STEP = 1.5  # mm between the places tried for a text at the end of a line
_CROSSED, _COVERED = 4.0, 10.0  # mm that a line may be longer for each symbol that it misses, for borders not covered
_LONGER = 12.0  # mm at most
_ROOM, _WORTH = 3.0, 0.08  # mm around a name that count for it, and how much each counts against being off the middle


def spread(points: Sequence[Point], size: float, homes: Sequence[Any]) -> list[Point]:
    """Move markers of *size* apart: the first keeps its place, the next ones take free places around it.

    *homes* has the polygon for each point that it must not leave, or None. A marker that finds no free
    place within reach stays where it is.
    """
    taken = _Taken(size)
    found = []
    for (x, y), home in zip(points, homes):
        places = ((x + dx, y + dy) for dx, dy in _ring_offsets(size * 1.04))
        free = (place for place in places if taken.is_free(place) and _is_inside(home, place))
        place = next(free, (x, y))
        taken.add(place)
        found.append(place)
    return found


def place_names(
    areas: Sequence[Any],
    sizes: Sequence[Sequence[tuple[float, float]]],
    markers: Sequence[Point],
    marker_size: float,
    boxes: Sequence[Box] = (),
    shapes: Sequence[Any] = (),
) -> list[tuple[int, Point] | None]:
    """For each of *areas* the first of its *sizes* (width, height) that finds room, and the centre of the name.

    None where no size does. The smallest areas choose first. *boxes* and *shapes* are other things not to be covered.
    """
    circles = shapely.buffer(shapely.points(np.asarray(markers, dtype=float).reshape(-1, 2)), marker_size / 2)
    obstacles = [*np.atleast_1d(circles), *(shapely.box(*each) for each in boxes), *shapes]
    found: list[tuple[int, Point] | None] = [None] * len(areas)
    with_ground = [i for i, each in enumerate(areas) if each is not None and not shapely.is_empty(each)]
    for i in sorted(with_ground, key=lambda i: (_extent(areas[i]), i)):
        near = [obstacles[j] for j in shapely.STRtree(obstacles).query(areas[i])]
        for choice, (width, height) in enumerate(sizes[i]):
            box = _best_box(areas[i], width, height, near)
            if box is not None:
                found[i] = choice, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
                obstacles.append(shapely.box(*box))
                break
    return found


class _Taken:
    """Places of markers, in squares of a marker's size, so that only neighbours are asked."""

    def __init__(self, size: float) -> None:
        self._size = size
        self._squares: dict[tuple[int, int], list[Point]] = {}

    def add(self, place: Point) -> None:
        self._squares.setdefault(self._square(place), []).append(place)

    def is_free(self, place: Point) -> bool:
        column, row = self._square(place)
        near = (self._squares.get((column + i, row + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
        return all(hypot(place[0] - x, place[1] - y) >= self._size for square in near for x, y in square)

    def _square(self, place: Point) -> tuple[int, int]:
        return floor(place[0] / self._size), floor(place[1] / self._size)


def _ring_offsets(step: float) -> Iterator[Point]:
    """Offsets of a hexagonal packing, the nearest first."""
    yield 0.0, 0.0
    for ring in range(1, _RINGS + 1):
        count = 6 * ring
        for i in range(count):
            angle = 2 * pi * i / count
            yield step * ring * cos(angle), step * ring * sin(angle)


def _is_inside(home: Any, place: Point) -> bool:
    return home is None or bool(shapely.contains_xy(home, *place))


def clear_point(area: Any, boxes: Sequence[Box]) -> Point:
    """A point inside *area*, clear of *boxes* where there is such a place."""
    best = _best_box(area, _CLEAR, _CLEAR, [shapely.box(*each) for each in boxes])
    if best is None:
        point = shapely.point_on_surface(area)
        return float(point.x), float(point.y)
    return (best[0] + best[2]) / 2, (best[1] + best[3]) / 2


def _best_box(area: Any, width: float, height: float, obstacles: Sequence[Any]) -> Box | None:
    """The place inside *area* nearest to its middle and well clear of everything."""
    centres = _grid(area, width, height)
    if not len(centres):
        return None
    half = np.array([width / 2, height / 2]) + _CLEAR
    boxes = shapely.box(*(centres - half).T, *(centres + half).T)
    shapely.prepare(area)
    usable = shapely.contains(area, boxes)
    usable[shapely.STRtree(obstacles).query(boxes, predicate="intersects")[0]] = False
    if not usable.any():
        return None
    centres, boxes = centres[usable], boxes[usable]
    middle = shapely.centroid(area)
    away = np.hypot(centres[:, 0] - middle.x, centres[:, 1] - middle.y) / _extent(area)
    near = away <= away.min() + _ROOM * _WORTH + 1e-6  # the others lose whatever room they have
    around = shapely.geometrycollections([shapely.boundary(area), *obstacles])
    room = np.minimum(shapely.distance(boxes[near], around), _ROOM)
    best = centres[near][np.argmin(np.round(away[near] - room * _WORTH, 9))]
    return best[0] - width / 2, best[1] - height / 2, best[0] + width / 2, best[1] + height / 2


def _grid(area: Any, width: float, height: float) -> np.ndarray:
    west, south, east, north = shapely.bounds(area)
    across, up = east - west - width, north - south - height
    if not (across > 0 and up > 0):
        return np.empty((0, 2))
    step = max(0.5, max(across, up) / _STEPS)
    xs = west + width / 2 + np.linspace(0, across, ceil(across / step) + 1)
    ys = south + height / 2 + np.linspace(0, up, ceil(up / step) + 1)
    return np.array(np.meshgrid(xs, ys)).reshape(2, -1).T


def _extent(area: Any) -> float:
    west, south, east, north = shapely.bounds(area)
    return max(sqrt((east - west) * (north - south)), 1e-9)


def beside(
    anchors: Sequence[Box],
    sizes: Sequence[tuple[float, float]],
    taken: Sequence[Box],
    within: Box,
    inside: Sequence[Point | None] = (),
    shunned: Sequence[Box] = (),
) -> list[Point | None]:
    """The middle of a text of each of *sizes* close to each of *anchors*, clear of *taken* and inside *within*.

    Where a place *inside* is given, first there, clear of the other texts; else right of the anchor, left, above,
    below (the first of these clear of *shunned*, if there is one), then a little farther away; never as near to another
    of *taken*. None where there is no such place.
    """
    texts, free, calm, symbols = _Free((), within), _Free(taken, within), _Free(shunned, within), _Free(taken, within)
    found: list[Point | None] = []
    for place, (anchor, (width, height)) in enumerate(zip(anchors, sizes)):
        here = inside[place] if inside else None
        if here is None or not texts.is_free(here, width, height):
            around = list(_around(anchor, width, height))
            open_ = [
                each
                for each in around
                if free.is_free(each, width, height) and symbols.is_nearest(anchor, each, width, height)
            ]
            best = (each for each in open_ if each in around[:4] and calm.is_free(each, width, height))
            here = next(iter([*best, *open_]), None)
        if here is not None:
            texts.take(here, width, height)
            free.take(here, width, height)
        found.append(here)
    return found


def led(
    anchors: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    taken: Sequence[Box],
    texts: Sequence[Box],
    within: Box,
    reach: float,
    areas: Sequence[Any] = (),
    shunned: Sequence[Box] = (),
    shapes: Sequence[Any] = (),
) -> list[tuple[Point, Point] | None]:
    """The middle of a text of each of *sizes* and where the line from its anchor meets it; None: there is no place.

    The text is at most *reach* away, clear of *taken*, *texts*, *areas*, *shapes* and the lines of the others, and
    inside *within*; the line crosses no other line and none of the texts. Where a line that is a little longer allows
    it, it crosses none of *taken* and *shapes*, and the text is clear of *shunned*.
    """
    free, boxes = _Free([*taken, *texts], within), [shapely.box(*each) for each in texts]
    symbols = shapely.STRtree([*(shapely.box(*each) for each in taken), *shapes])
    calm = shapely.STRtree([shapely.box(*each) for each in shunned])
    ground = shapely.STRtree([*areas, *shapes])
    lines: list[Any] = []
    found: list[tuple[Point, Point] | None] = []
    for anchor, size in zip(anchors, sizes):
        middles, ends = _led_places(anchor, size, reach, free, (ground, shapely.STRtree(lines)))
        ways = shapely.linestrings(np.stack([np.broadcast_to(anchor, ends.shape), ends], axis=1))
        near = _short_ways(ways, [*boxes, *lines])
        if not len(near):
            found.append(None)
            continue
        covers = _hits(calm, _boxes(middles[near], size)) > 0
        costs = shapely.length(ways[near]) + _CROSSED * _hits(symbols, ways[near]) + _COVERED * covers
        best = near[np.argmin(costs)]
        middle, end = tuple(middles[best].tolist()), tuple(ends[best].tolist())
        free.take(middle, *size)
        boxes.append(shapely.box(*_box(middle, *size)))
        lines.append(ways[best])
        found.append((middle, end))
    return found


def _short_ways(ways: np.ndarray, closed: Sequence[Any]) -> np.ndarray:
    """Which of *ways*, the shortest first, cross nothing *closed* and are not much longer than the first of these."""
    blocked = shapely.STRtree(closed).query(ways, predicate="intersects")[0]
    open_ = np.setdiff1d(np.arange(len(ways)), blocked)
    lengths = shapely.length(ways[open_])
    return open_[lengths <= lengths.min(initial=np.inf) + _LONGER]


def _hits(tree: Any, shapes: np.ndarray) -> np.ndarray:
    """How many shapes of *tree* each of *shapes* meets."""
    return np.bincount(tree.query(shapes, predicate="intersects")[0], minlength=len(shapes))


def _boxes(middles: np.ndarray, size: tuple[float, float]) -> np.ndarray:
    """Boxes of texts of *size*, with what is kept clear around them."""
    half = np.array(size) / 2 + _CLEAR
    return np.atleast_1d(shapely.box(*(middles - half).T, *(middles + half).T))


def _led_places(
    anchor: Point, size: tuple[float, float], reach: float, free: _Free, kept: Sequence[Any]
) -> tuple[np.ndarray, np.ndarray]:
    """Free middles of a text around its anchor, the nearest first, and the middles of their nearest sides.

    *kept* are trees of shapes that it may not cover.
    """
    steps = np.arange(-reach, reach + _LED_STEP, _LED_STEP)
    middles = np.array(np.meshgrid(steps, steps)).reshape(2, -1).T + anchor
    half = np.array(size) / 2 + _CLEAR
    middles = middles[free.are_free(np.hstack([middles - half, middles + half]))]
    for tree in kept:
        middles = middles[_hits(tree, _boxes(middles, size)) == 0]
    sides = np.array([(-1, 0), (1, 0), (0, -1), (0, 1)]) * (np.array(size) / 2 + 0.2)
    ends = middles[:, None, :] + sides
    away = np.hypot(*np.moveaxis(ends - np.array(anchor), 2, 0))
    nearest = away.argmin(axis=1)
    order = np.argsort(np.round(away.min(axis=1), 6), kind="stable")
    return middles[order], ends[np.arange(len(ends)), nearest][order]


def _around(anchor: Box, width: float, height: float) -> Iterator[Point]:
    left, bottom, right, top = anchor
    x, y = (left + right) / 2, (bottom + top) / 2
    across, up = (right - left + width) / 2 + _CLEAR, (top - bottom + height) / 2 + _CLEAR / 2
    for more in (0.0, _BESIDE):
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):  # at a corner it would not be seen what it names
            yield x + dx * (across + more), y + dy * (up + more)


class _Free:
    """Boxes that are taken, asked all at once."""

    def __init__(self, taken: Sequence[Box], within: Box) -> None:
        self._taken = np.asarray(taken, dtype=float).reshape(-1, 4)
        self._within = within

    def is_free(self, middle: Point, width: float, height: float) -> bool:
        """Whether nothing is taken there."""
        left, bottom, right, top = _box(middle, width, height)
        west, south, east, north = self._within
        if left < west or bottom < south or right > east or top > north:
            return False
        boxes = self._taken
        covers = (boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < top) & (boxes[:, 3] > bottom)
        return not covers.any()

    def is_nearest(self, box: Box, middle: Point, width: float, height: float) -> bool:
        """Whether *box*, which is taken, is clearly nearer there than all else that is."""
        left, bottom, right, top = _box(middle, width, height)
        others = self._taken[(self._taken != np.array(box)).any(axis=1)]
        boxes = np.vstack([box, others])
        across = np.maximum(np.maximum(left - boxes[:, 2], boxes[:, 0] - right), 0)
        up = np.maximum(np.maximum(bottom - boxes[:, 3], boxes[:, 1] - top), 0)
        away = np.hypot(across, up)
        return bool(away[0] <= away[1:].min(initial=np.inf) - _NEARER)

    def are_free(self, boxes: np.ndarray) -> np.ndarray:
        """Whether nothing is taken in each of *boxes*."""
        west, south, east, north = self._within
        inside = (boxes[:, 0] >= west) & (boxes[:, 1] >= south) & (boxes[:, 2] <= east) & (boxes[:, 3] <= north)
        for left, bottom, right, top in self._taken.tolist():
            inside &= (boxes[:, 0] >= right) | (boxes[:, 2] <= left) | (boxes[:, 1] >= top) | (boxes[:, 3] <= bottom)
        return inside

    def take(self, middle: Point, width: float, height: float) -> None:
        """From now on nothing else goes there."""
        self._taken = np.vstack([self._taken, _box(middle, width, height)])


def _box(middle: Point, width: float, height: float) -> Box:
    return middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2
