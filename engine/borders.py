"""Where the borders of large polygons run: a small one whose box no border enters lies wholly inside or outside."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..libraries import shapely

STRETCH = 8  # edges in one box


def stretches(polygons: Any) -> tuple[Any, Any]:
    """Boxes around every eight edges of *polygons*, holes and parts included: (n, 4) bounds, and whose they are."""
    parts, polygon = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    if len(xy) == 0:
        return np.empty((0, 4)), np.empty(0, np.int64)
    first = np.flatnonzero(np.r_[True, ring[1:] != ring[:-1]])
    length = np.diff(np.r_[first, len(xy)])
    starts = np.flatnonzero((np.arange(len(xy)) - np.repeat(first, length)) % STRETCH == 0)
    ends = np.minimum(starts + STRETCH, (first + length - 1)[ring[starts]])  # where the next one begins
    low, high = np.minimum.reduceat(xy, starts), np.maximum.reduceat(xy, starts)
    bounds = np.column_stack([np.minimum(low, xy[ends]), np.maximum(high, xy[ends])])
    return bounds, polygon[part[ring[starts]]]


def touched(polygons: Any, tree: Any, count: int) -> Any:
    """Small ones of *tree* (it has *count*) whose box a border may enter: sorted keys, polygon × *count* + place."""
    bounds, polygon = stretches(polygons)
    stretch, place = tree.query(shapely.box(*bounds.T))
    return np.unique(polygon[stretch] * count + place)
