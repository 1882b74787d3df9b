"""Where geometry is computed: the equal-area plane for overlay and area, local metre planes for distances.

The equal-area plane is cylindrical on the CGCS2000 ellipsoid (``+proj=cea +ellps=GRS80``): straight
edges there are the edges that the official land-survey formula (国土调查办发〔2008〕32号) assumes.
It stretches distances, so buffers and distances use a transverse Mercator plane close by.
CGCS2000 and WGS 84 count as the same datum (they agree within decimetres).
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

import numpy as np

from ..libraries import pyproj, shapely
from .charts import TILE_DEGREES, TILE_M, Charts
from .parallel import by_chunks
from .problems import Refusal
from .progress import Progress, Silent

EQUAL_AREA = "+proj=cea +ellps=GRS80 +type=crs"
LONLAT = "+proj=longlat +ellps=GRS80 +type=crs"
_METRES = "+proj=tmerc"
STRAIGHT_EDGE_M = 100.0  # longer edges of townships and zones get vertices before they leave their CRS
_DEGREE_M = 111_320.0
_GRS80_A, _GRS80_RF = 6_378_137.0, 298.257222101
_GRS80_E2 = (2 - 1 / _GRS80_RF) / _GRS80_RF
_GRS80_E, _GRS80_N = math.sqrt(_GRS80_E2), 1 / (2 * _GRS80_RF - 1)
_AUTHALIC_Y = _GRS80_A / 2 * (1 + (1 - _GRS80_E2) * math.atanh(_GRS80_E) / _GRS80_E)  # y of the pole
_FROM_AUTHALIC = [
    sum(term * _GRS80_N ** (k + j) for j, term in enumerate(terms, start=1))
    for k, terms in enumerate(
        (
            (4 / 3, 4 / 45, -16 / 35, -2582 / 14175, 60136 / 467775, 28112932 / 212837625),
            (46 / 45, 152 / 945, -11966 / 14175, -21016 / 51975, 251310128 / 638512875),
            (3044 / 2835, 3802 / 14175, -94388 / 66825, -8797648 / 10945935),
            (6059 / 4725, 41072 / 93555, -1472637812 / 638512875),
            (768272 / 467775, 455935736 / 638512875),
            (4210684958 / 1915538625,),
        )
    )
]

Geometries = Any  # numpy object array of shapely geometries, None allowed


def checked_crs(crs: str | None, layer: str) -> str:
    """Return *crs* (WKT or authority code) when areas can be computed from it.

    Raises :class:`Refusal` ``crs_missing``, ``crs_unusable`` or ``crs_ballpark`` (a datum such as
    Xi'an 80 or Beijing 54 for which PROJ has no transformation, only a guess of about 100 m).
    """
    if not crs or not str(crs).strip():
        raise Refusal("crs_missing", layer=layer)
    problem, values = _crs_problem(str(crs))
    if problem:
        raise Refusal(problem, layer=layer, **values)
    return str(crs)


@lru_cache(maxsize=64)
def _crs_problem(crs: str) -> tuple[str, dict[str, str]]:
    """What stands against *crs*, with the values of its sentence; an empty text where nothing does."""
    try:
        reference = pyproj.CRS.from_user_input(crs)
        reached = _reaches_cgcs2000(reference)
    except pyproj.exceptions.ProjError as error:
        name = crs_called(crs)
        return "crs_unusable", {"crs": name, "detail": str(error).replace(crs.strip(), name)}
    return ("", {}) if reached else ("crs_ballpark", {"crs": crs_name(reference)})


def crs_called(crs: str) -> str:
    """*crs* for a sentence, whether it can be used or not: a code as it is, of WKT the name at its beginning."""
    found = re.match(r'\s*\w+\s*\[\s*"([^"]{1,80})"', crs)
    return found.group(1) if found else crs.strip()[:80]


def crs_name(crs: Any) -> str:
    """Name and code of *crs* (WKT, code or a pyproj CRS) for a sentence."""
    reference = pyproj.CRS.from_user_input(crs)
    code = reference.to_authority()
    return f"{reference.name} ({':'.join(code)})" if code else str(reference.name)


def _reaches_cgcs2000(reference: Any) -> bool:
    if reference.is_bound:
        return True
    if reference.geodetic_crs is None:
        raise pyproj.exceptions.CRSError(f"{reference.name}: no geodetic datum")
    if _on_grs80(reference):
        return True
    group = pyproj.transformer.TransformerGroup(reference, "EPSG:4326", always_xy=True)
    return bool(group.transformers) and _serves_everywhere(group.transformers[0], reference)


def _serves_everywhere(transformer: Any, reference: Any) -> bool:
    """Whether PROJ's best transformation is none of its guesses, and holds wherever *reference* is used.

    Outside a transformation's area PROJ falls back to a guess without a word: the one for Beijing 54
    zone 41 ends at 37.4° N.
    """
    if "ballpark" in transformer.description.lower():
        return False
    west, south, east, north = _bounds(transformer.area_of_use)
    left, low, right, high = _bounds(reference.area_of_use)
    return bool(south <= low and north >= high and west <= left and east >= right)


def _bounds(area_of_use: Any) -> tuple[float, float, float, float]:
    return area_of_use.bounds if area_of_use else (-180.0, -90.0, 180.0, 90.0)


def _on_grs80(reference: Any) -> bool:
    """CGCS2000, WGS 84 and their kin: longitude and latitude can be taken over as they are."""
    ellipsoid = reference.ellipsoid
    return abs(ellipsoid.semi_major_metre - _GRS80_A) < 1e-3 and abs(ellipsoid.inverse_flattening - _GRS80_RF) < 1e-3


@lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> Any:
    """A transformer from *source* to *target*, through WGS 84 where the datum needs a real step."""
    if source == EQUAL_AREA != target:
        way = _then(_lonlat_of_plane, _from_grs80(LONLAT, target))
        return Charts(way, TILE_M) if target.startswith(_METRES) else way
    reference = pyproj.CRS.from_user_input(source)
    if reference.is_bound or not _on_grs80(reference):
        first = pyproj.Transformer.from_crs(reference, "EPSG:4326", always_xy=True)
        return _then(first.transform, _from_grs80(LONLAT, target))
    if target == EQUAL_AREA:
        return Charts(_from_grs80(source, target), TILE_DEGREES if reference.is_geographic else TILE_M)
    return _from_grs80(source, target)


@lru_cache(maxsize=64)
def _from_grs80(source: str, target: str) -> Any:
    reference = pyproj.CRS.from_user_input(target)
    if reference.is_bound or not _on_grs80(reference):
        first = pyproj.Transformer.from_crs(source, LONLAT, always_xy=True)
        second = pyproj.Transformer.from_crs("EPSG:4326", reference, always_xy=True)
        return _then(first.transform, second.transform)
    return pyproj.Transformer.from_crs(source, reference, always_xy=True).transform


def _then(first: Any, second: Any) -> Any:
    return lambda x, y: second(*first(x, y))


def _lonlat_of_plane(x: Any, y: Any) -> tuple[Any, Any]:
    """Equal-area plane → degrees, to the last digits; PROJ 9.1 inverts it by a series that is up to 1.5 mm off.

    The latitude follows from the authalic one by a series in the third flattening n (Karney, "On auxiliary
    latitudes", 2023), here up to n⁶ and summed by Clenshaw's rule.
    """
    sine = y / _AUTHALIC_Y
    double, last, before = 2 * (1 - 2 * sine**2), np.zeros_like(sine), np.zeros_like(sine)
    for coefficient in _FROM_AUTHALIC[::-1]:
        last, before = coefficient + double * last - before, last
    with np.errstate(invalid="ignore"):  # beyond the pole is nowhere: NaN
        lat = np.arcsin(sine) + 2 * sine * np.sqrt(1 - sine**2) * last
    return np.degrees(x / _GRS80_A), np.degrees(lat)


def _moved(geometry: Geometries, transform: Any, progress: Progress | None = None) -> Geometries:
    if len(geometry) == 0:
        return geometry

    def on_coordinates(xy: Any) -> Any:
        return np.column_stack(transform(xy[:, 0], xy[:, 1])) if len(xy) else xy

    def move(part: slice) -> Geometries:
        return shapely.transform(geometry[part], on_coordinates)

    return np.concatenate(by_chunks(move, len(geometry), progress or Silent()))


def to_equal_area(geometry: Geometries, crs: str) -> Geometries:
    """*geometry* in *crs* → the equal-area plane (m, true areas); vertices only, Z and M are dropped."""
    return _moved(geometry, _transformer(crs, EQUAL_AREA))


def from_equal_area(geometry: Geometries, crs: str, progress: Progress | None = None) -> Geometries:
    """The way back from the equal-area plane into *crs*."""
    return _moved(geometry, _transformer(EQUAL_AREA, crs), progress)


def to_lonlat(geometry: Geometries, crs: str, progress: Progress | None = None) -> Geometries:
    """*geometry* in *crs* → CGCS2000 longitude, latitude in degrees."""
    return _moved(geometry, _transformer(crs, LONLAT), progress)


def between(geometry: Geometries, source: str, target: str) -> Geometries:
    """*geometry* in the CRS *source* → the CRS *target*; vertices only, Z and M are dropped."""
    return _moved(geometry, _transformer(source, target))


def lonlat_to_equal_area(geometry: Geometries) -> Geometries:
    """Longitude, latitude → the equal-area plane."""
    return _moved(geometry, _transformer(LONLAT, EQUAL_AREA))


def lonlat_to_metres(geometry: Geometries, meridian: float, progress: Progress | None = None) -> Geometries:
    """Longitude, latitude → the transverse Mercator plane of *meridian* (metres true within 0.04 % up to 180 km)."""
    return _moved(geometry, _transformer(LONLAT, _metre_plane(meridian)), progress)


def metres_to_lonlat(geometry: Geometries, meridian: float) -> Geometries:
    """The way back from the plane of *meridian*."""
    return _moved(geometry, _transformer(_metre_plane(meridian), LONLAT))


def equal_area_to_metres(geometry: Geometries, meridian: float, progress: Progress | None = None) -> Geometries:
    """The equal-area plane → the transverse Mercator plane of *meridian*."""
    return _moved(geometry, _transformer(EQUAL_AREA, _metre_plane(meridian)), progress)


def middle_meridians(geometry: Geometries) -> Any:
    """Longitude in degrees of the middle of each of *geometry* (in the equal-area plane), NaN where there is none."""
    bounds = shapely.bounds(geometry)
    return np.degrees((bounds[:, 0] + bounds[:, 2]) / (2 * _GRS80_A))


def _metre_plane(meridian: float) -> str:
    return f"{_METRES} +lon_0={meridian!r} +lat_0=0 +k=1 +ellps=GRS80 +type=crs"


def placed(geometry: Geometries, crs: str) -> Any:
    """Rows that *crs* can hold: the corners of their boxes reach the equal-area plane (missing ones do)."""
    bounds = shapely.bounds(geometry)
    x, y = _transformer(crs, EQUAL_AREA)(bounds[:, ::2].ravel(), bounds[:, 1::2].ravel())
    reached = np.isfinite(x) & np.isfinite(y)
    return reached.reshape(-1, 2).all(axis=1) | shapely.is_missing(geometry) | shapely.is_empty(geometry)


def with_straight_edges(geometry: Geometries, crs: str) -> Geometries:
    """Give edges longer than 100 m intermediate vertices in the CRS in which they are straight."""
    if len(geometry) == 0:
        return geometry
    reference = pyproj.CRS.from_user_input(crs)
    metres_per_unit = _DEGREE_M if reference.is_geographic else reference.axis_info[0].unit_conversion_factor
    return _segmentized(geometry, STRAIGHT_EDGE_M / metres_per_unit)


def _segmentized(geometry: Geometries, length: float) -> Geometries:
    """GEOS loses ground of an invalid polygon here and stumbles over a line without length: those go part by part."""
    geometry = np.array(geometry, dtype=object)
    broken = np.flatnonzero(~shapely.is_valid(geometry) & ~shapely.is_missing(geometry))
    by_parts = [_segmentized_by_parts(each, length) for each in geometry[broken]]
    geometry[broken] = None
    geometry = shapely.segmentize(geometry, length)
    for row, each in zip(broken, by_parts):
        geometry[row] = each
    return geometry


def _segmentized_by_parts(geometry: Any, length: float) -> Any:
    kinds, parts = set(), []
    for part in shapely.get_parts(geometry):
        kinds.add(shapely.get_type_id(part))
        if shapely.get_type_id(part) == 3:
            rings = _lines_segmentized(shapely.get_rings(part), length)
            parts.append(shapely.polygons(rings[0], rings[1:]))
        else:
            parts += _lines_segmentized(np.array([part], dtype=object), length).tolist()
    return shapely.multipolygons(parts) if kinds == {3} else shapely.geometrycollections(parts)


def _lines_segmentized(lines: Any, length: float) -> Any:
    wide = shapely.length(lines) > length
    lines[wide] = shapely.segmentize(lines[wide], length)
    return lines
