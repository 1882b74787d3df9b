"""The one area engine: nothing else in the product computes an area.

The official area is the ellipsoidal area on CGCS2000 of the polygon whose edges are those of the
land-survey formula (国土调查办发〔2008〕32号); the equal-area plane gives it within 2e-10.
The series and the geodesic value stand here as independent checks.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..libraries import pyproj, shapely
from .planes import EQUAL_AREA, from_equal_area, to_lonlat

MU_PER_M2 = 0.0015  # 1 mu = 2000/3 m² exactly
TOLERANCE_M2 = 0.01  # equal borders are neither overlap nor membership

_A = 6_378_137.0
_F = 1 / 298.257222101

Areas = Any  # numpy float array


def to_mu(area_m2: Any) -> Any:
    """Square metres → mu (× 0.0015, exact)."""
    return area_m2 * MU_PER_M2


def area_m2(geometry: Any) -> Areas:
    """Official area in m² of *geometry* (array, in the equal-area plane); NaN where there is none."""
    return shapely.area(geometry)  # NaN of nothing


def plane_area_m2(geometry: Any) -> Areas:
    """Area in m² of *geometry* (array) in its own projection, as surveyors state it; never the official one."""
    return shapely.area(geometry)


def total(areas: Any) -> float:
    """Correctly rounded sum, the same in any order (``math.fsum``)."""
    return math.fsum(areas.tolist() if isinstance(areas, np.ndarray) else areas)


def series_area_m2(polygon: Any, crs: str) -> float:
    """Area in m² by the official series A…E, summed over the edges of *polygon* (one geometry in *crs*).

    Each edge spans a trapezoid to the reference meridian; exterior rings count positive, interior negative.
    Source of the formula: 国土调查办发〔2008〕32号.
    """
    lonlat = to_lonlat(np.array([polygon], dtype=object), crs)[0]
    areas = []
    for part in shapely.get_parts(lonlat):
        areas.append(abs(_ring_series(shapely.get_exterior_ring(part))))
        areas.extend(-abs(_ring_series(ring)) for ring in part.interiors)
    return math.fsum(areas)


def series_constants() -> tuple[float, float, float, float, float]:
    """A…E of the official series: (1 − e² sin² B)⁻² cos B by multiples of B, integrated, up to e⁸."""
    e2 = 2 * _F - _F * _F
    e4, e6, e8 = e2**2, e2**3, e2**4
    return (
        1 + 3 / 6 * e2 + 30 / 80 * e4 + 35 / 112 * e6 + 630 / 2304 * e8,
        1 / 6 * e2 + 15 / 80 * e4 + 21 / 112 * e6 + 420 / 2304 * e8,
        3 / 80 * e4 + 7 / 112 * e6 + 180 / 2304 * e8,
        1 / 112 * e6 + 45 / 2304 * e8,
        5 / 2304 * e8,
    )


def _ring_series(ring: Any) -> float:
    lon, lat = np.radians(shapely.get_coordinates(ring)).T
    mean_lon = (lon[:-1] + lon[1:]) / 2 - lon[0]
    half, middle = np.diff(lat) / 2, (lat[:-1] + lat[1:]) / 2
    terms = [
        (-1) ** i * constant * np.sin((2 * i + 1) * half) * np.cos((2 * i + 1) * middle)
        for i, constant in enumerate(series_constants())
    ]
    b = _A * (1 - _F)
    return math.fsum((2 * b * b * mean_lon * sum(terms)).tolist())


def geodesic_area_m2(polygon: Any, crs: str) -> float:
    """Geodesic area in m² of *polygon* (one geometry in *crs*) on the CGCS2000 ellipsoid, rings oriented first."""
    lonlat = to_lonlat(np.array([polygon], dtype=object), crs)[0]
    geod = pyproj.Geod(a=_A, rf=1 / _F)
    oriented = [shapely.geometry.polygon.orient(part) for part in shapely.get_parts(lonlat)]
    return math.fsum(geod.geometry_area_perimeter(part)[0] for part in oriented)


def geodesic_areas_m2(geometry: Any) -> Areas:
    """Geodesic areas in m² of polygons in the equal-area plane, NaN where there is none; ring by ring, holes off."""
    geod = pyproj.Geod(a=_A, rf=1 / _F)
    lonlat = from_equal_area(np.asarray(geometry, dtype=object), "EPSG:4490")
    parts, rows = shapely.get_parts(lonlat, return_index=True)
    rings, part_of = shapely.get_rings(parts, return_index=True)
    points, ring_of = shapely.get_coordinates(rings, return_index=True)
    ends = np.searchsorted(ring_of, np.arange(len(rings)), side="right").tolist()
    lon, lat = points[:, 0].copy(), points[:, 1].copy()
    areas = [
        abs(geod.polygon_area_perimeter(lon[start:end], lat[start:end])[0]) for start, end in zip([0, *ends], ends)
    ]
    shell = np.diff(part_of, prepend=-1) != 0  # the first ring of each part
    found: Areas = np.where(shapely.is_missing(lonlat), np.nan, 0.0)
    np.add.at(found, rows[part_of], np.where(shell, areas, np.negative(areas)))
    return found


def longest_edge_m(polygon: Any) -> float:
    """True length in metres of the longest edge of *polygon* (one geometry in the equal-area plane)."""
    lonlat = from_equal_area(np.array([polygon], dtype=object), "EPSG:4490")[0]
    geod = pyproj.Geod(a=_A, rf=1 / _F)
    longest = 0.0
    for part in shapely.get_parts(lonlat):
        for ring in (part.exterior, *part.interiors):
            lon, lat = shapely.get_coordinates(ring).T
            longest = max(longest, *geod.line_lengths(lon, lat))
    return float(longest)


def perimeter_m(polygon: Any) -> float:
    """True length in metres of all borders, holes included, of *polygon* (one geometry in the equal-area plane)."""
    lonlat = from_equal_area(np.array([polygon], dtype=object), "EPSG:4490")[0]
    geod = pyproj.Geod(a=_A, rf=1 / _F)
    rings = shapely.get_rings(shapely.get_parts(lonlat))
    return math.fsum(geod.line_length(*shapely.get_coordinates(ring).T) for ring in rings)


def geodesic_check(polygon: Any) -> float:
    """Geodesic area in m² of *polygon* given in the equal-area plane."""
    return geodesic_area_m2(polygon, EQUAL_AREA)
