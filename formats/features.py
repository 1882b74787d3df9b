"""What a reader hands over: rows with values and geometry as they stand in the file, and what is to be said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..libraries import pyproj, shapely
from .receipt import Finding
from .rings import plain_ring, polygon_of, usable
from .watching import ask, asking

WGS84 = "EPSG:4326"
NEAR_M = 0.5  # ends of a line at most this far apart are meant to meet
DEGREE_M = 111_320.0  # metres in a degree of latitude


@dataclass
class Features:
    """One layer, table or sheet of a file.

    ``columns`` hold Python values (None: empty), ``geometry`` polygons or None (an object array), ``rows`` where each
    feature stands in the file, from 1; all of one length. ``crs`` is empty where the file does not name one.
    ``given``: columns as they are written, where ``columns`` have numbers in their stead. ``content``: the SHA-256 of
    what was read of a shapefile or of a file in a zip; empty for another file by itself.
    """

    file: str
    layer: str
    format: str
    columns: dict[str, list[Any]]
    geometry: Any
    rows: Sequence[int]
    crs: str = ""
    encoding: str = ""
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    given: dict[str, list[Any]] = field(default_factory=dict)
    content: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    def as_given(self, name: str) -> list[Any]:
        """The values of a column as they are written in the file."""
        return self.given.get(name, self.columns[name])

    def fails(self, rule: str, row: int | None = None, column: str = "", value: Any = "", **values: Any) -> None:
        """Note a rule that the file breaks."""
        self.findings.append(Finding(rule, False, self.file, row, column, "" if value is None else str(value), values))

    def holds(self, rule: str, row: int | None = None, column: str = "", value: Any = "", **values: Any) -> None:
        """Note a rule that the file keeps, or what was settled by one."""
        self.findings.append(Finding(rule, True, self.file, row, column, "" if value is None else str(value), values))


def no_geometry(count: int) -> Any:
    """An array of *count* absent geometries."""
    return np.full(count, None, dtype=object)


def different(name: str, taken: Collection[str]) -> str:
    """*name*, or *name* with a number after it where it is *taken*."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def columns_of(records: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """The columns of *records*, in the order in which their names come first; None where a record has no value."""
    columns: dict[str, list[Any]] = {}
    for place, record in enumerate(records):
        for name, value in record.items():
            column = columns.setdefault(name, [])
            column.extend([None] * (place - len(column)))
            column.append(value)
    return {name: values + [None] * (len(records) - len(values)) for name, values in columns.items()}


def polygonal(features: Features, geometry: Sequence[Any], unread: Collection[int] = ()) -> None:
    """Set the geometry of *features*: polygons as they are, closed lines as polygons, anything else as a finding.

    Lines whose ends are at most 0.5 m apart are closed, which is said. Findings: ``line_closed`` and ``line_open``
    (row, gap_m), ``not_polygon`` (row, kind), ``geometry_absent`` and ``coordinates_unread`` (row). Of the places
    *unread* the reader has said already what is wrong.
    """
    ask()
    shapes = no_geometry(len(geometry))
    shapes[:] = geometry
    flat = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)
    points, owner = shapely.get_coordinates(shapes, return_index=True)
    ask()
    odd = np.unique(owner[~usable(points)])
    flat[odd] = False
    made = no_geometry(len(shapes))
    made[flat] = shapely.force_2d(shapes[flat])
    for place in asking(np.flatnonzero(~flat).tolist()):
        shape, row = shapes[place], features.rows[place]
        if place in unread:
            continue
        if shape is None or shape.is_empty:
            features.fails("geometry_absent", row)
        elif place in odd:
            features.fails("coordinates_unread", row, "geometry", "NaN")
        else:
            made[place] = _from_other(features, row, shape)
    features.geometry = made


def _from_other(features: Features, row: int, shape: Any) -> Any:
    parts = [each for each in _simple_parts(shape) if not each.is_empty]
    polygons = [shapely.force_2d(each) for each in parts if each.geom_type == "Polygon"]
    lines = [each for each in parts if each.geom_type in ("LineString", "LinearRing")]
    if not polygons and not lines:
        features.fails("not_polygon", row, kind=shape.geom_type)
        return None
    rings = [closed_ring(features, row, shapely.get_coordinates(each)) for each in lines]
    rings = [each for each in rings if each is not None]
    made = [*polygons, *(shapely.get_parts(polygon_of(rings)).tolist() if rings else [])]
    if not made:
        return None
    return made[0] if len(made) == 1 else shapely.multipolygons(made)


def _simple_parts(shape: Any) -> list[Any]:
    if shape.geom_type == "GeometryCollection":
        return [part for each in shapely.get_parts(shape) for part in _simple_parts(each)]
    return list(shapely.get_parts(shape))


def closed_ring(features: Features, row: int, points: Any) -> Any:
    """*points* of a line as a closed ring, None where its ends are too far apart or it encloses nothing."""
    ring = plain_ring(points)
    gap = _gap_m(points)
    if ring is None or gap > NEAR_M:
        features.fails("line_open", row, gap_m=round(gap, 2))
        return None
    if gap:
        features.fails("line_closed", row, gap_m=round(gap, 3))
    return ring


def _gap_m(points: Any) -> float:
    """Metres between the ends of a line, on the ellipsoid where it is in degrees."""
    if (points[0] == points[-1]).all():
        return 0.0
    if (np.abs(points) <= (180, 90)).all():
        return float(pyproj.Geod(ellps="GRS80").inv(*points[0], *points[-1])[2])
    return float(np.hypot(*(points[-1] - points[0])))
