"""Polygons, layers and oracles for the engine's tests; nothing here calls the engine's geometry.

``PLANE`` is the equal-area plane written as a CRS of its own, so that a test can draw in true square metres.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from mine_remediation.engine.patches import Counting, PatchLayer, prepare_patches
from mine_remediation.engine.townships import TownshipLayer, prepare_townships
from mine_remediation.engine.zones import ZoneClass, ZoneLayer
from mine_remediation.libraries import pyproj, shapely

PLANE = "+proj=cea +ellps=GRS80 +type=crs"
EAST, NORTH = 13_904_000.0, 4_215_000.0  # a place in Xinbin county, in the plane
GEOD = pyproj.Geod(a=6_378_137.0, rf=298.257222101)
M2_PER_MU = 2000 / 3
TOLERANCE_M2 = 0.01


def some_examples(part):
    """Settings for a costly property: that part of the examples which the profile asks for."""
    return settings(max_examples=max(10, round(settings.default.max_examples * part)))


def objects(*geometries):
    """An object array of geometries, None included."""
    return np.array([*geometries, None], dtype=object)[:-1]


def box(x, y, width, height=None):
    """A rectangle in the plane, metres from the place in the county."""
    height = width if height is None else height
    return shapely.box(EAST + x, NORTH + y, EAST + x + width, NORTH + y + height)


def polygon(*vertices, holes=()):
    """A polygon in the plane from vertices in metres from the place in the county."""

    def placed(ring):
        return [(EAST + x, NORTH + y) for x, y in ring]

    return shapely.Polygon(placed(vertices), [placed(hole) for hole in holes])


def star(centre, radii, phase=0.0):
    """A star-shaped (so valid) polygon with one vertex per radius around *centre*."""
    angles = phase + 2 * math.pi * np.arange(len(radii)) / len(radii)
    xy = np.column_stack([np.cos(angles), np.sin(angles)]) * np.array(radii)[:, None]
    return shapely.Polygon(xy + np.array(centre))


def stars(spread=150, smallest=15, largest=120, least=3, corners=9):
    """Star-shaped polygons in the plane whose centres lie within *spread* metres: they often overlap."""

    def make(x, y, number, seed):
        radii = np.random.default_rng(seed).uniform(smallest, largest, number + 1)
        return star((EAST + x + 0.37, NORTH + y + 0.61), radii[1:], phase=radii[0])

    place = st.integers(0, spread)
    return st.builds(make, place, place, st.integers(least, corners), st.integers(0, 2**32))


def clusters(least=1, most=7, **options):
    """Lists of overlapping stars."""
    return st.lists(stars(**options), min_size=least, max_size=most)


def moved(geometry, source, target):
    """*geometry* with each vertex taken from one CRS to another by pyproj."""
    transform = transformer(source, target).transform
    return shapely.transform(geometry, lambda xy: np.column_stack(transform(xy[:, 0], xy[:, 1])))


@cache
def transformer(source, target):
    """pyproj's own way from one CRS to another."""
    return pyproj.Transformer.from_crs(source, target, always_xy=True)


def equal_area_by_hand(geometry):
    """Longitude and latitude in degrees → the cylindrical equal-area plane, by Snyder's formula 10-1 ff."""
    f = 1 / 298.257222101
    e = math.sqrt(f * (2 - f))

    def on_coordinates(xy):
        sine = np.sin(np.radians(xy[:, 1]))
        q = (1 - e**2) * (sine / (1 - (e * sine) ** 2) - np.log((1 - e * sine) / (1 + e * sine)) / (2 * e))
        return np.column_stack([6_378_137.0 * np.radians(xy[:, 0]), 6_378_137.0 * q / 2])

    return shapely.transform(geometry, on_coordinates)


def geodesic_m2(lonlat):
    """Area of a polygon in degrees on the CGCS2000 ellipsoid by pyproj's Geod."""
    parts = [shapely.geometry.polygon.orient(part) for part in shapely.get_parts(lonlat)]
    return math.fsum(GEOD.geometry_area_perimeter(part)[0] for part in parts)


def densified(geometry, step):
    """*geometry* with vertices at equal spaces of at most *step* along every edge, in its own units."""

    def ring(line):
        coordinates = shapely.get_coordinates(line)
        xy = [coordinates[0]]
        for start, end in zip(coordinates[:-1], coordinates[1:]):
            n = max(1, math.ceil(math.dist(start, end) / step))
            xy += [start + (end - start) * (k / n) for k in range(1, n + 1)]
        return xy

    parts = [
        shapely.Polygon(ring(part.exterior), [ring(hole) for hole in part.interiors])
        for part in shapely.get_parts(geometry)
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def codes(notices):
    """The codes of *notices*, in order."""
    return [notice.code for notice in notices]


def notice(notices, code):
    """The one notice with *code*."""
    (found,) = [each for each in notices if each.code == code]
    return found


def patch_layer(geometry, crs=PLANE, name="图斑", **columns):
    """A patch layer; columns given as lists, ids p0, p1 … and saved in this order unless told otherwise."""
    n = len(geometry)
    columns.setdefault("year", [2019] * n)
    columns.setdefault("ids", [f"p{row}" for row in range(n)])
    columns.setdefault("saved_rank", list(range(n)))
    arrays = {
        column: values
        if values is None or column == "year_is_date"
        else np.array(values, dtype=np.int64 if column == "saved_rank" else object)
        for column, values in columns.items()
    }
    return PatchLayer(name=name, crs=crs, geometry=objects(*geometry), **arrays)


def patches_of(geometry, counting=None, **columns):
    """Prepared patches."""
    return prepare_patches(patch_layer(geometry, **columns), counting or Counting())


def township_layer(geometry, names=None, crs=PLANE, name="乡镇"):
    """A township layer, named T0, T1 … unless told otherwise."""
    names = [f"T{row}" for row in range(len(geometry))] if names is None else names
    return TownshipLayer(
        name=name,
        crs=crs,
        geometry=objects(*geometry),
        names=np.array(names, dtype=object),
        ids=np.array([str(row + 1) for row in range(len(geometry))], dtype=object),
    )


def townships_of(geometry, names=None, **options):
    """Prepared townships."""
    return prepare_townships(township_layer(geometry, names, **options))


def zone_class(label, *geometry, distance=0.0, names=None, crs=PLANE, layer=None):
    """A zone class with one layer."""
    names = [f"{label} {row}" for row in range(len(geometry))] if names is None else names
    return ZoneClass(label, [ZoneLayer(layer or label.lower(), crs, objects(*geometry), names)], distance)


def reordered(layer, order):
    """The same layer with its features in another order."""
    per_feature = ("geometry", "ids", "saved_rank", "year", "date", "category", "status", "zone")
    columns = {name: getattr(layer, name) for name in per_feature}
    return replace(layer, **{name: column[order] for name, column in columns.items() if column is not None})


GRID_M = 1e-6  # cuts of the oracles are snapped to it: plain ones fail now and then where borders run together


def areal(geometry):
    """The polygons among the parts of *geometry*: snapping leaves lines of what is thinner than the grid."""
    parts = shapely.get_parts(geometry)
    return shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])


def common_m2(a, b, grid=GRID_M):
    """Area that two polygons share."""
    return float(shapely.area(shapely.intersection(a, b, grid_size=grid)))


def without(a, b, grid=GRID_M):
    """What is left of *a* outside *b*."""
    return areal(shapely.difference(a, b, grid_size=grid))


def held_one_by_one(shapes, order, grid=GRID_M):
    """Ground that each patch holds when they come one by one in *order*: row → geometry."""
    taken, held = shapely.MultiPolygon(), {}
    for row in order:
        held[row] = without(shapes[row], taken, grid)
        taken = areal(shapely.union(taken, shapes[row], grid_size=grid))
    return held


class StopAfter:
    """A progress that the user cancels at the *n*-th question."""

    def __init__(self, n):
        self.left, self.fractions = n, []

    def report(self, fraction, message=""):
        self.fractions.append(fraction)

    def cancelled(self):
        self.left -= 1
        return self.left < 0
