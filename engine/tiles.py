"""Polygons with very many vertices in overlapping tiles: what lies near a small polygon is found at once.

A tile has the vertices of the polygon unchanged but for its own border, and which tile serves a box depends on
the box alone; so it does not matter for a figure what else is cut in the same run.
"""

from __future__ import annotations

from math import floor, log
from typing import Any

from ..libraries import shapely
from .parts import polygonal_part

LARGE = 20_000  # vertices; GEOS looks at each of them at every cut
_VERTICES_PER_TILE = 500
_EXTRA_M = 1.0  # the border of a tile is at least this far from what it serves


class Tiles:
    """One polygon in the equal-area plane, divided again and again, but only where it is asked."""

    def __init__(self, polygon: Any) -> None:
        west, south, east, north = shapely.bounds(polygon)
        self._west, self._south, self._size = west, south, max(east - west, north - south)
        self._deepest = max(0, floor(log(shapely.get_num_coordinates(polygon) / _VERTICES_PER_TILE, 4)))
        self._tiles = {(0, 0, 0): polygon}

    def near(self, bounds: Any) -> Any:
        """A part of the polygon that is the whole of it inside *bounds* (west, south, east, north)."""
        west, south, east, north = bounds
        needed = max(east - west, north - south) + 2 * _EXTRA_M
        level = self._deepest
        while level and self._size / 2**level < needed:
            level -= 1
        step = self._size / 2**level
        column = floor(((west + east) / 2 - self._west) / step)
        row = floor(((south + north) / 2 - self._south) / step)
        return self._tile(level, column, row)

    def _tile(self, level: int, column: int, row: int) -> Any:
        """The cell with half a cell around it; that of the level above holds it all."""
        key = (level, column, row) if level else (0, 0, 0)
        if key not in self._tiles:
            step = self._size / 2**level
            west, south = self._west + (column - 0.5) * step, self._south + (row - 0.5) * step
            box = shapely.box(west, south, west + 2 * step, south + 2 * step)
            above = self._tile(level - 1, column // 2, row // 2)
            try:
                self._tiles[key] = polygonal_part(shapely.intersection(above, box))
            except shapely.errors.GEOSException:
                self._tiles[key] = above
        return self._tiles[key]
