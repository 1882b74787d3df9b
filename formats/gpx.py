"""GPX: tracks and routes walked around a patch with a handheld receiver.

A walker's start and end never meet, and single points jump. What such a receiver gives is an estimate: the area's
standard deviation goes with it, and nobody should accept work by it.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np

from ..libraries import shapely
from . import guards
from .features import DEGREE_M, WGS84, Features, columns_of, no_geometry, polygonal
from .rings import ring_of
from .xml_text import Element, document

SIGMA_M = 5.0  # of a point of a handheld receiver under trees; 3 to 10 m are usual
WORST_HDOP = 6.0
_GAP_M, _GAP_SHARE = 30.0, 0.1  # start and end may be this far apart, or this share of the way
_JUMP_M, _JUMP = 30.0, 8.0  # a jump is longer than this, and than this many usual steps


def read(path: Path, name: str, encoding: str = "auto") -> list[Features]:
    """The tracks (a row for each of their segments) and routes of the file at *path*, called *name* in messages.

    Columns: ``name``, ``description``, ``when`` (of the first point), ``points``, ``accuracy`` (``handheld``),
    ``area_sigma_m2`` = ½·σ·√Σd², d from the point before to the point after, σ = 5 m.

    Findings: ``points_dropped`` (row, count), ``track_closed`` and ``track_open`` (row, gap_m), ``not_polygon`` (row,
    kind), ``crs_by_format``, and those of :func:`.features.polygonal`. Raises ``Refusal``: as :mod:`.xml_text`.
    """
    text = document(guards.read_text(path), name, encoding)
    made = Features(name, path.stem, "gpx", {}, no_geometry(0), [], WGS84, text.encoding)
    records: list[dict[str, Any]] = []
    shapes: list[Any] = []
    unread: set[int] = set()
    for _, element in text.elements({"trk", "rte", "wpt"}):
        for points in _lines(element):
            row = len(records) + 1
            records.append(_values(element, points))
            shapes.append(_shape(points, records[-1], made, row))
            if shapes[-1] is None:
                unread.add(row - 1)
    made.rows = range(1, len(records) + 1)
    made.columns = columns_of(records)
    polygonal(made, shapes, unread)
    made.holds("crs_by_format", crs=WGS84)
    return [made]


def _lines(element: Element) -> list[list[Element]]:
    if element.name == "trk":
        return [list(each.all("trkpt")) for each in element.all("trkseg")]
    return [list(element.all("rtept"))] if element.name == "rte" else [[element]]


def _values(element: Element, points: list[Element]) -> dict[str, Any]:
    return {
        "name": element.value("name") or None,
        "description": element.value("desc") or element.value("cmt") or None,
        "when": (points[0].value("time") or None) if points else None,
        "points": len(points),
        "accuracy": "handheld",
    }


def _shape(points: list[Element], values: dict[str, Any], made: Features, row: int) -> Any:
    """The polygon of one line; None where it is none, which has been said then."""
    if len(points) == 1:
        made.fails("not_polygon", row, kind="Point")
        return None
    found = [_place(each) for each in points]
    places = np.array([each for each in found if each is not None], dtype=float).reshape(-1, 2)
    kept = _without_jumps(places)
    if len(kept) < len(points):
        made.fails("points_dropped", row, count=len(points) - len(kept))
    ring = ring_of(kept) if len(kept) else None
    metres = _metres(kept) if len(kept) else np.zeros((1, 2))
    gap = float(np.hypot(*(metres[-1] - metres[0])))
    way = float(np.hypot(*np.diff(metres, axis=0).T).sum())
    if ring is None or gap > max(_GAP_M, _GAP_SHARE * way):
        made.fails("track_open", row, gap_m=round(gap, 1))
        return None
    if gap:
        made.fails("track_closed", row, gap_m=round(gap, 1))
    values["area_sigma_m2"] = area_sigma_m2(metres[:-1] if not gap else metres)
    return shapely.polygons(ring)


def area_sigma_m2(points: Any, sigma_m: float = SIGMA_M) -> float:
    """The standard deviation in m² of the area within *points* (metres, not closed), each *sigma_m* off."""
    chords = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
    return sigma_m / 2 * math.sqrt(float((chords**2).sum()))


def _place(point: Element) -> tuple[float, float] | None:
    """Longitude and latitude; None for a point that the receiver itself calls bad, or that is unreadable."""
    try:
        place = float(point.attributes["lon"]), float(point.attributes["lat"])
        hdop = float(point.value("hdop") or 0)
    except (KeyError, ValueError):
        return None
    return place if hdop <= WORST_HDOP and all(map(math.isfinite, place)) else None


def _without_jumps(places: Any) -> Any:
    """Without points that the walker left and came back from at once, much faster than anybody walks."""
    if len(places) < 5:
        return places
    metres = _metres(places)
    before, after = np.roll(metres, 1, axis=0), np.roll(metres, -1, axis=0)
    to, back, past = (np.hypot(*each.T) for each in (metres - before, after - metres, after - before))
    limit = max(_JUMP_M, _JUMP * float(np.median(to)))
    return places[~((to > limit) & (back > limit) & (past < np.minimum(to, back) / 2))]


def _metres(places: Any) -> Any:
    return (places - places[0]) * (DEGREE_M * math.cos(math.radians(places[0, 1])), DEGREE_M)
