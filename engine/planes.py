"""Where geometry is computed: the equal-area plane for overlay and area, local metre planes for distances.

The equal-area plane is cylindrical on the CGCS2000 ellipsoid (``+proj=cea +ellps=GRS80``): straight
edges there are the edges that the official land-survey formula (国土调查办发〔2008〕32号) assumes.
It stretches distances, so buffers and distances use a transverse Mercator plane close by.
CGCS2000 and WGS 84 count as the same datum (they agree within decimetres).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from ..libraries import pyproj, shapely
from .problems import Refusal

EQUAL_AREA = "+proj=cea +ellps=GRS80 +type=crs"
LONLAT = "+proj=longlat +ellps=GRS80 +type=crs"
STRAIGHT_EDGE_M = 100.0  # longer edges of townships and zones get vertices before they leave their CRS
_DEGREE_M = 111_320.0
_GRS80 = (6_378_137.0, 298.257)

Geometries = Any  # numpy object array of shapely geometries, None allowed


def checked_crs(crs: str | None, layer: str) -> str:
    """Return *crs* (WKT or authority code) when areas can be computed from it.

    Raises :class:`Refusal` ``crs_missing``, ``crs_unusable`` or ``crs_ballpark`` (a datum such as
    Xi'an 80 or Beijing 54 for which PROJ has no transformation, only a guess of about 100 m).
    """
    if not crs or not str(crs).strip():
        raise Refusal("crs_missing", layer=layer)
    try:
        reference = pyproj.CRS.from_user_input(crs)
        reached = _reaches_cgcs2000(reference)
    except pyproj.exceptions.ProjError as error:
        raise Refusal("crs_unusable", layer=layer, crs=str(crs)[:80], detail=str(error)) from error
    if not reached:
        raise Refusal("crs_ballpark", layer=layer, crs=_crs_name(reference))
    return str(crs)


def _crs_name(reference: Any) -> str:
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
    return bool(group.transformers) and "ballpark" not in group.transformers[0].description.lower()


def _on_grs80(reference: Any) -> bool:
    """CGCS2000, WGS 84 and their kin: longitude and latitude can be taken over as they are."""
    ellipsoid = reference.ellipsoid
    return abs(ellipsoid.semi_major_metre - _GRS80[0]) < 1e-3 and abs(ellipsoid.inverse_flattening - _GRS80[1]) < 1e-3


@lru_cache(maxsize=64)
def _transformer(source: str, target: str) -> Any:
    """A transformer from *source* to *target*, through WGS 84 where the datum needs a real step."""
    reference = pyproj.CRS.from_user_input(source)
    if reference.is_bound or not _on_grs80(reference):
        first = pyproj.Transformer.from_crs(reference, "EPSG:4326", always_xy=True)
        second = pyproj.Transformer.from_crs(LONLAT, target, always_xy=True)
        return lambda x, y: second.transform(*first.transform(x, y))
    return pyproj.Transformer.from_crs(reference, target, always_xy=True).transform


@lru_cache(maxsize=64)
def _inverse_transformer(source: str, target: str) -> Any:
    reference = pyproj.CRS.from_user_input(target)
    if reference.is_bound or not _on_grs80(reference):
        first = pyproj.Transformer.from_crs(source, LONLAT, always_xy=True)
        second = pyproj.Transformer.from_crs("EPSG:4326", reference, always_xy=True)
        return lambda x, y: second.transform(*first.transform(x, y))
    return pyproj.Transformer.from_crs(source, reference, always_xy=True).transform


def _moved(geometry: Geometries, transform: Any) -> Geometries:
    if len(geometry) == 0:
        return geometry

    def on_coordinates(xy: Any) -> Any:
        return np.column_stack(transform(xy[:, 0], xy[:, 1])) if len(xy) else xy

    return shapely.transform(geometry, on_coordinates)


def to_equal_area(geometry: Geometries, crs: str) -> Geometries:
    """*geometry* in *crs* → the equal-area plane (m, true areas); vertices only, Z and M are dropped."""
    return _moved(geometry, _transformer(crs, EQUAL_AREA))


def from_equal_area(geometry: Geometries, crs: str) -> Geometries:
    """The way back from the equal-area plane into *crs*."""
    return _moved(geometry, _inverse_transformer(EQUAL_AREA, crs))


def to_lonlat(geometry: Geometries, crs: str) -> Geometries:
    """*geometry* in *crs* → CGCS2000 longitude, latitude in degrees."""
    return _moved(geometry, _transformer(crs, LONLAT))


def lonlat_to_equal_area(geometry: Geometries) -> Geometries:
    """Longitude, latitude → the equal-area plane."""
    return _moved(geometry, _transformer(LONLAT, EQUAL_AREA))


def lonlat_to_metres(geometry: Geometries, meridian: float) -> Geometries:
    """Longitude, latitude → the transverse Mercator plane of *meridian* (metres true within 0.04 % up to 180 km)."""
    return _moved(geometry, _transformer(LONLAT, _metre_plane(meridian)))


def metres_to_lonlat(geometry: Geometries, meridian: float) -> Geometries:
    """The way back from the plane of *meridian*."""
    return _moved(geometry, _inverse_transformer(_metre_plane(meridian), LONLAT))


def _metre_plane(meridian: float) -> str:
    return f"+proj=tmerc +lon_0={meridian!r} +lat_0=0 +k=1 +ellps=GRS80 +type=crs"


def with_straight_edges(geometry: Geometries, crs: str) -> Geometries:
    """Give edges longer than 100 m intermediate vertices in the CRS in which they are straight."""
    if len(geometry) == 0:
        return geometry
    reference = pyproj.CRS.from_user_input(crs)
    metres_per_unit = _DEGREE_M if reference.is_geographic else reference.axis_info[0].unit_conversion_factor
    return shapely.segmentize(geometry, STRAIGHT_EDGE_M / metres_per_unit)
