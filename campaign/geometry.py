"""Geometry as a campaign stores it: GeoPackage blobs of multi-part shapes in the campaign's CRS."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..engine.planes import between
from ..engine.wkb import geopackage_blobs
from ..libraries import pyproj, shapely


def blobs(shapes: Any, srs: int) -> list[bytes | None]:
    """The blobs of shapely *shapes* in the CRS numbered *srs*; None where there is none."""
    shapes = np.asarray(shapes, dtype=object)
    wkb = shapely.to_wkb(shapely.force_2d(shapes), flavor="iso", byte_order=1)
    return geopackage_blobs(wkb.tolist(), shapely.bounds(shapes), srs)


def transformed(geometry: Any, source: str, target: str) -> Any:
    """Shapely *geometry* in the CRS *source* brought into *target*; as it is where both are the same."""
    from_crs, to_crs = pyproj.CRS.from_user_input(source), pyproj.CRS.from_user_input(target)
    if from_crs.equals(to_crs, ignore_axis_order=True):
        return geometry
    return between(np.asarray(geometry, dtype=object), source, target)


def multiplied(geometry: Any) -> Any:
    """Single polygons and lines as multi-part ones; the others, and None, as they are."""
    found = np.array([*geometry, None], dtype=object)[:-1]
    kinds = shapely.get_type_id(found)
    for kind, make in ((3, shapely.multipolygons), (1, shapely.multilinestrings)):
        places = np.flatnonzero(kinds == kind)
        if len(places):
            found[places] = make(found[places], indices=np.arange(len(places)))
    return found
