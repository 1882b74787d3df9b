"""GCJ-02, the shifted degrees of Chinese web maps: the shift, its inverse, and the sign by which it is recognised.

The model of the shift is the published one on the Krasovsky ellipsoid; here it is some 470 m east and 230 m north. It
is never taken for granted: a file whose outline fits its reference only after a translation that agrees with the model
is suspected, and nothing more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..engine.planes import between
from ..libraries import shapely
from .crs_guess import LONLAT
from .features import DEGREE_M

_A, _E2 = 6_378_245.0, 0.006_693_421_622_965_943  # Krasovsky 1940
_CHINA = (72.004, 0.8293, 137.8347, 55.8271)  # outside of it nothing is shifted
_NEAR_MODEL_M, _GAIN = 150.0, 0.3
# the search: metres of a step, steps to each side, and every how manieth point is looked at
_SEARCH = ((175.0, 4, 4), (60.0, 3, 4), (20.0, 2, 1), (7.0, 2, 1))
_FARTHEST_M = 3_000.0  # outlines farther apart are of other ground: nothing can be told from them
_SAMPLE = 300


@dataclass(frozen=True)
class Shift:
    """What comparing an outline with its reference showed; metres east and north.

    *fitted*: the translation from the reference to the outline, *model*: what GCJ-02 would do there. *before_m*,
    *after_m*: the mean distance of the two outlines as they are, and with GCJ-02 undone.
    """

    suspected: bool
    fitted: tuple[float, float]
    model: tuple[float, float]
    before_m: float
    after_m: float


def to_gcj02(points: Any) -> Any:
    """Degrees on WGS 84 or CGCS2000 (n × 2, longitude first) as GCJ-02 has them."""
    points = np.asarray(points, dtype=float)
    west, south, east, north = _CHINA
    lon, lat = points[:, 0], points[:, 1]
    inside = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return points + np.where(inside[:, None], _shift(lon, lat), 0.0)


def to_wgs84(points: Any) -> Any:
    """Degrees in GCJ-02 (n × 2, longitude first) with the shift undone, exact to less than a millimetre."""
    points = np.asarray(points, dtype=float)
    found = points.copy()
    for _ in range(8):  # each step leaves less than a thousandth of the error
        found = found + (points - to_gcj02(found))
    return found


def polygons_to_wgs84(polygons: Any) -> Any:
    """An array of polygons in GCJ-02 with the shift undone at every point."""
    return shapely.transform(polygons, to_wgs84)


def _shift(lon: Any, lat: Any) -> Any:
    """The shift in degrees (n × 2) at places in China."""
    x, y = lon - 105.0, lat - 35.0
    root = np.sqrt(np.abs(x))
    both = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + 2 / 3 * (both + _waves(y, 20, 40, 160, 320))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + 2 / 3 * (both + _waves(x, 20, 40, 150, 300))
    radians = np.radians(lat)
    flat = 1 - _E2 * np.sin(radians) ** 2
    return np.column_stack([
        np.degrees(east / (_A / np.sqrt(flat) * np.cos(radians))),
        np.degrees(north / (_A * (1 - _E2) / flat**1.5)),
    ])  # fmt: skip


def _waves(along: Any, first: float, second: float, third: float, fourth: float) -> Any:
    return (
        first * np.sin(np.pi * along)
        + second * np.sin(np.pi * along / 3)
        + third * np.sin(np.pi * along / 12)
        + fourth * np.sin(np.pi * along / 30)
    )


def undone(geometry: Any, crs: str) -> Any:
    """*geometry* (array in *crs*) with the shift undone."""
    return between(polygons_to_wgs84(between(geometry, crs, LONLAT)), LONLAT, crs)


# Suspicion ---------------------------------------------------------------------------------------------------


def suspected(polygons: Any, reference: Any) -> Shift:
    """Whether *polygons* are in GCJ-02 while *reference*, the same ground, is not; both in degrees, arrays.

    Suspected when the translation that makes the median distance of the outlines least lies within 150 m of the
    model's shift and undoing the shift makes their mean distance smaller by at least 30 %.
    """
    points = _sampled(polygons)
    if not len(points) or not len(_rings(reference)):
        return Shift(False, (0.0, 0.0), (0.0, 0.0), 0.0, 0.0)
    origin = points.mean(axis=0)
    scale = np.array([DEGREE_M * np.cos(np.radians(origin[1])), DEGREE_M])
    outline = _Outline(shapely.transform(np.atleast_1d(reference), lambda xy: (xy - origin) * scale))
    here, undone = (points - origin) * scale, (to_wgs84(points) - origin) * scale
    model = (here - undone).mean(axis=0)
    before, after = outline.distances(here), outline.distances(undone)
    if np.median(before) > _FARTHEST_M:
        return Shift(False, (0.0, 0.0), tuple(model), float(before.mean()), float(after.mean()))
    fitted = -_fitted(here, outline)
    near = float(np.hypot(*(fitted - model))) <= _NEAR_MODEL_M
    better = after.mean() <= (1 - _GAIN) * before.mean()
    return Shift(bool(near and better), tuple(fitted), tuple(model), float(before.mean()), float(after.mean()))


def suspicion(geometry: Any, crs: str, reference: Any) -> dict[str, Any] | None:
    """What makes it likely that *geometry* (array in *crs*) is shifted: metres east and north, mean distances to the
    *reference* (polygons in degrees) before and after; None where nothing does.
    """
    shift = suspected(between(geometry[~shapely.is_missing(geometry)], crs, LONLAT), reference)
    if not shift.suspected:
        return None
    (east, north), before, after = shift.fitted, shift.before_m, shift.after_m
    return {"east": round(east), "north": round(north), "before": round(before), "after": round(after)}


def _fitted(points: Any, outline: _Outline) -> Any:
    """The translation of *points* that brings their median distance to the *outline* to its least: a search in ever
    finer steps around the best place so far, from a grid that every shift of GCJ-02 lies in.
    """
    best = np.zeros(2)
    for step, reach, every in _SEARCH:
        offsets = np.arange(-reach, reach + 1) * step
        places = [best + np.array([east, north]) for east in offsets for north in offsets]
        some = points[::every]
        best = min(places, key=lambda place: float(np.median(outline.distances(some + place))))
    return best


class _Outline:
    """The boundary of a reference, asked for distances; cut into its edges, so that the tree finds the near ones."""

    def __init__(self, polygons: Any) -> None:
        points, owner = shapely.get_coordinates(_rings(polygons), return_index=True)
        same = owner[1:] == owner[:-1]
        self._tree = shapely.STRtree(shapely.linestrings(np.stack([points[:-1][same], points[1:][same]], axis=1)))

    def distances(self, points: Any) -> Any:
        """How far each of *points* (n × 2) is from the outline."""
        _, found = self._tree.query_nearest(shapely.points(points), return_distance=True, all_matches=False)
        return found


def _rings(polygons: Any) -> Any:
    return shapely.get_rings(shapely.get_parts(np.atleast_1d(polygons)))


def _sampled(polygons: Any) -> Any:
    """Up to some hundreds of points evenly along the boundaries."""
    rings = _rings(polygons)
    length = float(shapely.length(rings).sum())
    if not length:
        return np.zeros((0, 2))
    points = shapely.get_coordinates(shapely.segmentize(rings, length / _SAMPLE))
    return points[:: max(1, len(points) // _SAMPLE)]
