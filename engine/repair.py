"""Polygons as the survey means them: valid, flat, polygonal, repaired in memory and reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..libraries import shapely
from .area import area_m2, geodesic_check, longest_edge_m, to_mu, total
from .overlay import kept
from .parallel import by_chunks
from .parts import polygonal_part, polygons_only
from .planes import checked_crs, crs_name, placed, to_equal_area, with_straight_edges
from .problems import Notice, Refusal, info, warning
from .progress import Progress, Silent

LARGE_CHANGE_MU = 0.05
LONG_EDGE_M = 1000.0
EARTH_RADIUS_M = 6_371_000.0  # of the sphere that approximates the plane's latitudes
COMMON_EDGE_M = 1e-4  # shorter pieces of a ring that lie on another are rounding
LISTED = 20  # ids named in one sentence; the count is always complete


@dataclass(frozen=True)
class Polygons:
    """Polygons in the equal-area plane: ``geometry`` None and ``area_m2`` NaN where a feature has none.

    ``as_given`` tells which have the very vertices of the feature: neither repaired nor densified.
    """

    geometry: Any
    area_m2: Any
    as_given: Any
    notices: list[Notice]

    @property
    def present(self) -> Any:
        """Rows that have a geometry."""
        return ~np.isnan(self.area_m2)


def polygons_in_plane(
    geometry: Any,
    crs: str | None,
    layer: str,
    ids: Any,
    *,
    densify: bool = False,
    progress: Progress | None = None,
) -> Polygons:
    """Bring polygons of *layer* (object array in *crs*) into the equal-area plane, repaired.

    Args:
        geometry: shapely geometries, or their WKB (bytes, none missing), which is read part by part.
        ids: text per feature, named in messages.
        densify: for townships and zones, whose long edges are straight in *crs*; never for patches.

    Raises:
        Refusal: ``crs_…`` or ``coordinates_outside`` (coordinates that *crs* cannot hold).
    """
    progress = progress or Silent()
    known = checked_crs(crs, layer)
    flat = np.empty(len(geometry), dtype=object)
    as_given = np.zeros(len(geometry), bool)

    def prepare(part: slice) -> list[tuple[str, float]]:
        given = _shapes(geometry[part])
        piece = polygons_only(given)
        piece = kept(piece, ~shapely.is_empty(piece))
        if densify:  # what lies nowhere would get vertices without end
            _refuse_outside(~placed(piece, known), ids[part], layer, known)
            piece = with_straight_edges(piece, known)
        piece = to_equal_area(piece, known)
        _refuse_outside(~_finite(piece), ids[part], layer, known)
        broken = ~shapely.is_valid(piece) & ~shapely.is_missing(piece)
        flat[part] = piece
        as_given[part] = np.isin(shapely.get_type_id(given), (3, 6)) & ~broken & (not densify)
        return _repair_in_place(flat[part], np.flatnonzero(broken), ids[part])

    repaired = [each for changes in by_chunks(prepare, len(geometry), progress) for each in changes]
    area = area_m2(flat)
    notices = _repair_notices(repaired, layer) + _missing_notices(area, ids, layer)
    return Polygons(flat, area, as_given, notices)


def _shapes(given: Any) -> Any:
    """Geometries as they are, or read from bytes."""
    return shapely.from_wkb(given) if any(isinstance(each, bytes) for each in given[:1]) else given


def _finite(geometry: Any) -> Any:
    return np.isfinite(shapely.bounds(geometry)).all(axis=1) | shapely.is_missing(geometry)


def _refuse_outside(outside: Any, ids: Any, layer: str, crs: str) -> None:
    if outside.any():
        named = listed(ids[outside])
        raise Refusal("coordinates_outside", layer=layer, ids=named, count=int(outside.sum()), crs=crs_name(crs))


def _repair_in_place(geometry: Any, broken: Any, ids: Any) -> list[tuple[str, float]]:
    """Repair the rows *broken*; returns their ids with the change of area in m²."""
    changes = []
    for row in broken:
        before = geometry[row]
        after = repaired_polygon(before)
        geometry[row] = None if after.is_empty else after
        changes.append((str(ids[row]), float(shapely_area(after) - shapely_area(before))))
    return changes


def shapely_area(geometry: Any) -> float:
    """Area in m² of one geometry in the equal-area plane, 0 for an empty one."""
    return float(area_m2(np.array([geometry], dtype=object))[0])


def repaired_polygon(geometry: Any) -> Any:
    """Valid polygonal geometry that covers what the rings enclose: each part without its holes, parts joined.

    Each ring is made valid by itself (a bow-tie keeps both wings), so parts that overlap count once and a
    hole outside its shell takes and adds nothing, whichever GEOS is installed. Where a ring runs along itself
    (a cut drawn there and back), make_valid takes the common edge for one border and would fill what lies
    behind it: there only ground stays to which an odd number of turns leads.
    """
    parts = []
    for part in shapely.get_parts(geometry):
        holes = [_valid_ring(ring) for ring in part.interiors]
        parts.append(shapely.difference(_valid_ring(part.exterior), shapely.union_all(holes)))
    return polygonal_part(shapely.union_all(parts))


def _valid_ring(ring: Any) -> Any:
    filled = polygonal_part(shapely.make_valid(shapely.polygons(ring)))
    borders = shapely.node(ring)
    if shapely.length(ring) - shapely.length(borders) <= COMMON_EDGE_M:
        return filled
    faces = shapely.get_parts(shapely.polygonize([borders]))
    enclosed = faces[_turns(ring, faces) % 2 == 1]
    return polygonal_part(shapely.union_all(enclosed)) if len(enclosed) else filled  # every edge twice: as one ring


def _turns(ring: Any, faces: Any) -> Any:
    """How often the way to the east out of each of *faces* crosses *ring*."""
    xy = shapely.get_coordinates(ring)
    edges = shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1))
    start = shapely.get_coordinates(shapely.point_on_surface(faces))
    ways = shapely.linestrings(
        np.stack([start, np.column_stack([np.full(len(start), xy[:, 0].max()), start[:, 1]])], 1)
    )
    way, edge = shapely.STRtree(edges).query(ways)
    (x1, y1), (x2, y2) = (xy[edge] - start[way]).T, (xy[edge + 1] - start[way]).T
    passes = (y1 > 0) != (y2 > 0)
    east = x1 - y1 * (x2 - x1) / np.where(passes, y2 - y1, 1.0) > 0
    return np.bincount(way[passes & east], minlength=len(faces))


def _repair_notices(repaired: list[tuple[str, float]], layer: str) -> list[Notice]:
    if not repaired:
        return []
    changes = [f"{patch} {change:+.2f}" for patch, change in repaired[:LISTED]]
    summed = total([change for _, change in repaired])
    notices = [info("repaired", layer=layer, count=len(repaired), changes=changes, sum_m2=summed)]
    large = [(patch, to_mu(change)) for patch, change in repaired if abs(to_mu(change)) > LARGE_CHANGE_MU]
    if large:
        items = [f"{patch} {mu:+.2f}" for patch, mu in large[:LISTED]]
        notices.append(warning("repaired_much", layer=layer, count=len(large), changes=items))
    return notices


def _missing_notices(area: Any, ids: Any, layer: str) -> list[Notice]:
    missing = np.flatnonzero(np.isnan(area))
    if len(missing) == 0:
        return []
    return [warning("no_geometry", layer=layer, count=len(missing), ids=listed(ids[missing]))]


def long_edge_notices(polygons: Polygons, layer: str, ids: Any) -> list[Notice]:
    """Patches with an edge above 1 km, with the official and the geodesic area (they may differ there)."""
    notices: list[Notice] = []
    for row in _rows_with_long_edges(polygons.geometry, LONG_EDGE_M * 0.99):
        if len(notices) == LISTED:
            break
        if longest_edge_m(polygons.geometry[row]) > LONG_EDGE_M:
            official, geodesic = float(polygons.area_m2[row]), geodesic_check(polygons.geometry[row])
            notices.append(info("long_edge", layer=layer, id=str(ids[row]), official_m2=official, geodesic_m2=geodesic))
    return notices


def _rows_with_long_edges(geometry: Any, metres: float) -> Any:
    """Rows with an edge above *metres*, within 1 %; most are too small for one and are not looked into."""
    west, south, east, north = shapely.bounds(geometry).T
    lowest, highest = np.minimum(np.abs(south), np.abs(north)), np.maximum(np.abs(south), np.abs(north))
    lowest[south * north < 0] = 0.0
    diagonal = np.hypot((east - west) * _cosine(lowest), (north - south) / _cosine(highest))
    wide = np.flatnonzero(diagonal > metres)
    return wide[_longest_edges(geometry[wide]) > metres]


def _cosine(y: Any) -> Any:
    """Cosine of the latitude at *y* in the plane, as on a sphere."""
    return np.sqrt(np.maximum(1 - (y / EARTH_RADIUS_M) ** 2, 1e-6))


def _longest_edges(geometry: Any) -> Any:
    """Length in m of the longest edge of each geometry, within 1 %: the plane's stretch is undone by latitude."""
    xy, owner = shapely.get_coordinates(geometry, return_index=True)
    same = owner[1:] == owner[:-1]
    cosine = _cosine(xy[:-1, 1])
    dx, dy = np.diff(xy, axis=0).T
    length = np.hypot(dx * cosine, dy / cosine)
    longest = np.zeros(len(geometry))
    np.maximum.at(longest, owner[1:][same], length[same])
    return longest


def listed(ids: Any) -> list[str]:
    """At most 20 ids for a sentence, which joins them as its language does."""
    shown = [str(each) for each in ids[:LISTED]]
    return [*shown[:-1], f"{shown[-1]} …"] if len(ids) > LISTED else shown
