"""Polygons with very many vertices in overlapping tiles: what lies near a small polygon is found at once.

A tile has the vertices of the polygon unchanged but for its own border, and which tile serves a box depends on
the box alone; so it does not matter for a figure what else is cut in the same run.
"""

from __future__ import annotations

from math import floor, log
from typing import TYPE_CHECKING, Any

import numpy as np

from ..libraries import shapely
from .area import TOLERANCE_M2, area_m2
from .parts import polygonal_part
from .progress import Progress, check

if TYPE_CHECKING:
    from .overlay import Overlay

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


def peel_large(
    base: Any, area: float, masks: Any, covered: Any, overlay: Overlay, owner: Any, progress: Progress
) -> tuple[Any, Any, Any, Any, float] | None:
    """What :func:`peel` does for one *base* with very many vertices, without cutting all of it again for each mask.

    Returns the rows of the masks that take a piece, the pieces, their m², the rest and its m²; None where pieces
    and rest do not add up.
    """
    tiles, tree = Tiles(base), shapely.STRtree(masks)
    taken: dict[int, tuple[Any, float]] = {}
    left = area
    for row, bounds in enumerate(shapely.bounds(masks)):
        check(progress)
        if left <= TOLERANCE_M2:
            break
        piece = _rest(base, masks[list(taken)], overlay, owner) if covered[row] else tiles.near(bounds)
        if not covered[row]:
            piece = overlay.intersection(_one(piece), masks[[row]], [owner])[0]
            for other in sorted(set(tree.query(masks[row], predicate="intersects").tolist()) & set(taken)):
                piece = overlay.difference(_one(piece), masks[[other]], [owner])[0]
        size = left if covered[row] else float(area_m2(_one(piece))[0])
        if size > TOLERANCE_M2:
            taken[row] = piece, size
            left -= size
    rest = _rest(base, masks[list(taken)], overlay, owner)
    if abs(float(area_m2(_one(rest))[0]) - left) > TOLERANCE_M2:
        return None
    pieces, sizes = zip(*taken.values()) if taken else ((), ())
    return np.array(list(taken), dtype=int), _objects(pieces), np.array(sizes, dtype=float), rest, left


def _rest(base: Any, masks: Any, overlay: Overlay, owner: Any) -> Any:
    return overlay.difference(_one(base), _one(shapely.union_all(masks)), [owner])[0] if len(masks) else base


def _one(geometry: Any) -> Any:
    return _objects([geometry])


def _objects(geometries: Any) -> Any:
    return np.array([*geometries, None], dtype=object)[:-1]
