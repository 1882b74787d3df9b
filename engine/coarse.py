"""Borders for outside: on a coarse grid, with no vertex that tells where a true one lies."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..libraries import shapely
from .parallel import by_chunks
from .parts import polygons_only
from .problems import Refusal
from .progress import Progress, Silent, check

LEAST_GRID_M = 10.0
CLEAR_M = 1.0  # no vertex lies nearer to a true one
_SQUARE_M = 1.01  # the digits of a file may take away a little
_STEP_M = 3.0
_ROUNDS = 60
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))

Geometries = Any  # numpy object array of shapely geometries, None allowed


def coarsened(polygons: Geometries, grid_m: float, true: TrueVertices, progress: Progress | None = None) -> Geometries:
    """*polygons* (in a plane in metres) with their vertices on a grid, except where that comes near a true vertex.

    A vertex of the grid that lies within 1 m of one of *true* is moved by some metres, the same for all polygons that
    share it. A polygon that is smaller than the grid becomes the square of the grid that holds its middle.

    Args:
        grid_m: width of the grid in metres.

    Raises:
        Refusal: ``grid_too_fine`` (grid_m, least); ``grid_too_near`` (grid_m) where true vertices lie so close
            together that no place is left between them.
        Cancelled: after the chunks that are under way.
    """
    check_grid(grid_m)
    progress = progress or Silent()
    polygons = np.asarray(polygons, dtype=object)

    def snapped(part: slice) -> Geometries:
        return _snapped(polygons[part], grid_m)

    parts = by_chunks(snapped, len(polygons), progress)
    made = np.concatenate(parts) if parts else polygons.copy()
    for turn in range(_ROUNDS):
        check(progress)
        moved = _moved_off(made, true, turn)
        if moved is None:
            return made
        made = moved
    raise Refusal("grid_too_near", grid_m=grid_m)


def clear_points(points: Any, grid_m: float, true: TrueVertices) -> Any:
    """*points* (n × 2, in a plane in metres), those that lie near one of *true* moved by some metres.

    Raises ``Refusal("grid_too_near", grid_m)`` as :func:`coarsened` does.
    """
    points = points.copy()
    for turn in range(_ROUNDS):
        near = true.near(points)
        if not near.any():
            return points
        points[near] += _step(turn)
    raise Refusal("grid_too_near", grid_m=grid_m)


def check_grid(grid_m: float) -> None:
    """Raises ``Refusal("grid_too_fine", grid_m, least)`` for a grid that would hide nothing."""
    if not grid_m >= LEAST_GRID_M:
        raise Refusal("grid_too_fine", grid_m=grid_m, least=LEAST_GRID_M)


class TrueVertices:
    """The vertices of true borders (geometries in a plane in metres), to keep away from."""

    def __init__(self, geometry: Geometries) -> None:
        points = shapely.get_coordinates(geometry)
        keys = _keys(_cells(points))
        order = np.argsort(keys, kind="stable")
        self._points, self._keys = points[order], keys[order]

    def near(self, points: Any) -> Any:
        """Which of *points* (n × 2) may lie within 1 m of a true vertex: all that do, and some up to 3 m away."""
        found = np.zeros(len(points), dtype=bool)
        for first, last in self._around(points):
            found |= last > first
        return found

    def within(self, points: Any) -> Any:
        """Which of *points* (n × 2) lie within 1 m of a true vertex."""
        found = np.zeros(len(points), dtype=bool)
        for first, last in self._around(points):
            for row in np.flatnonzero(last > first):
                away = self._points[first[row] : last[row]] - points[row]
                found[row] |= bool((np.hypot(*away.T) <= CLEAR_M).any())
        return found

    def _around(self, points: Any) -> Iterator[tuple[Any, Any]]:
        """From where to where, among the sorted ones, the true vertices of each of the nine squares around lie."""
        cells = _cells(points)
        for across in (-1, 0, 1):
            for up in (-1, 0, 1):
                keys = _keys(cells + np.array([across, up]))
                yield np.searchsorted(self._keys, keys, "left"), np.searchsorted(self._keys, keys, "right")


def _cells(points: Any) -> Any:
    """Squares a little wider than the distance to keep, by column and row."""
    return np.floor(np.asarray(points, dtype=float).reshape(-1, 2) / _SQUARE_M).astype(np.int64)


def _keys(cells: Any) -> Any:
    return (cells[:, 0] << 32) + cells[:, 1]


def _snapped(polygons: Geometries, grid_m: float) -> Geometries:
    made = shapely.set_precision(_valid(polygons), grid_m)
    lost = np.flatnonzero(shapely.is_empty(made) & ~shapely.is_empty(polygons))
    if len(lost):
        middle = shapely.get_coordinates(shapely.centroid(polygons[lost]))
        low = np.floor(middle / grid_m) * grid_m
        made[lost] = shapely.box(*low.T, *(low + grid_m).T)
    return made


def _moved_off(polygons: Geometries, true: TrueVertices, turn: int) -> Geometries | None:
    """*polygons* with every vertex that lies near a true one moved; None where there is none."""
    points = shapely.get_coordinates(polygons)
    near = true.near(points)
    if not near.any():
        return None
    points[near] += _step(turn)
    return _valid(shapely.set_coordinates(polygons.copy(), points))


def _step(turn: int) -> Any:
    """All around, and farther and farther."""
    angle, length = turn * _GOLDEN_ANGLE, _STEP_M * (1 + turn / 10)
    return length * np.array([math.cos(angle), math.sin(angle)])


def _valid(polygons: Geometries) -> Geometries:
    broken = np.flatnonzero(~shapely.is_valid(polygons) & ~shapely.is_missing(polygons))
    if len(broken) == 0:
        return polygons
    made = polygons.copy()
    made[broken] = polygons_only(shapely.make_valid(polygons[broken]))
    return made
