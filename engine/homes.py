"""Where patches lie: the township of each, and its 3-degree zone, by a point inside it."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..libraries import shapely

ZONE_DEGREES = 3.0


def home_townships(patches: Any, townships: Any) -> Any:
    """Row of the township that holds the inner point of each patch, −1 where none does.

    Both in one plane; ground in two townships goes to the first, as everywhere.
    """
    found = np.full(len(patches), -1, dtype=np.int64)
    rows, points = _inner_points(patches)
    shapely.prepare(townships)
    own, township = shapely.STRtree(townships).query(points, predicate="intersects")
    for patch, row in sorted(zip(own.tolist(), township.tolist()), reverse=True):
        found[rows[patch]] = row
    return found


def zones(lonlat: Any) -> Any:
    """Number of the 3-degree zone of each polygon in degrees, −1 where there is none.

    Zone *n* reaches from 3n − 1.5 to 3n + 1.5 degrees east.
    """
    found = np.full(len(lonlat), -1, dtype=np.int64)
    rows, points = _inner_points(lonlat)
    found[rows] = np.floor(shapely.get_x(points) / ZONE_DEGREES + 0.5).astype(np.int64)
    return found


def _inner_points(polygons: Any) -> tuple[Any, Any]:
    """The rows that have a polygon, and a point inside each."""
    rows = np.flatnonzero(~(shapely.is_missing(polygons) | shapely.is_empty(polygons)))
    return rows, shapely.point_on_surface(polygons[rows])
