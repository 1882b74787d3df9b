"""Rings made into polygons: which is an outer one, a hole or a further part is told by what lies in what.

Numbers, order and direction of rings are written in too many ways to be believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..libraries import shapely

_NEAREST = 1e-100  # what is nearer to zero makes GEOS's products vanish, and then it loses its way
_FARTHEST = 1e12  # no coordinate is as large, in millimetres and with the number of its zone either


def usable(points: Any) -> Any:
    """Which of *points* (n × 2) can be a place at all: finite, not beyond anything on Earth, no fraction of an atom."""
    size = np.abs(points)
    return ((size < _FARTHEST) & ((size > _NEAREST) | (size == 0))).all(axis=1)


def ring_of(points: Any) -> Any:
    """An array of points (n × 2) as a closed one; None where fewer than three differ or one is not :func:`usable`."""
    points = np.asarray(points, dtype=float)[:, :2]
    if len(points) < 3 or not usable(points).all():
        return None
    if len(np.unique(points, axis=0)) < 3:
        return None
    return points if (points[0] == points[-1]).all() else np.vstack([points, points[:1]])


def plain_ring(points: Any) -> Any:
    """As :func:`ring_of`, an array that is closed and sound at first sight as it is: most are, and looking costs."""
    if len(points) > 4 and (points[0] == points[-1]).all() and usable(points).all():
        return points
    return ring_of(points) if len(points) else None


def polygon_of(rings: Sequence[Any]) -> Any:
    """One Polygon or MultiPolygon of closed *rings* (arrays of points): a ring in an outer one is a hole, a ring in a
    hole a further part. A ring that comes twice counts once.
    """
    if len(rings) == 1:
        return shapely.polygons(rings[0])
    flat = _distinct([shapely.polygons(each) for each in rings])
    if len(flat) == 1:
        return flat[0]
    sound = np.array([each if shapely.is_valid(each) else shapely.make_valid(each) for each in flat], dtype=object)
    inner, outer = shapely.STRtree(sound).query(sound, predicate="covered_by")
    other = inner != outer
    inner, outer = inner[other], outer[other]
    pairs = set(zip(inner.tolist(), outer.tolist()))
    twins = {max(pair) for pair in pairs if pair[::-1] in pairs}
    if twins:  # the same ground with other corners
        kept = [each for place, each in enumerate(flat) if place not in twins]
        return polygon_of([shapely.get_coordinates(each.exterior) for each in kept])
    depth = np.bincount(inner, minlength=len(flat))
    holes: dict[int, list[Any]] = {place: [] for place in np.flatnonzero(depth % 2 == 0).tolist()}
    for one in np.flatnonzero(depth % 2).tolist():
        around = outer[inner == one]
        around = around[depth[around] % 2 == 0]  # rings that only overlap make no order
        holes[int(around[np.argmax(depth[around])])].append(flat[one].exterior)
    parts = [shapely.polygons(flat[place].exterior, within or None) for place, within in holes.items()]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def _distinct(polygons: list[Any]) -> list[Any]:
    found = {shapely.to_wkb(shapely.normalize(each)): each for each in reversed(polygons)}
    return list(reversed(found.values()))
