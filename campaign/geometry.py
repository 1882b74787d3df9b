"""Geometry as a campaign stores it: GeoPackage blobs of multi-part shapes in the campaign's CRS."""

from __future__ import annotations

import struct
from typing import Any

import numpy as np

from ..engine.planes import between
from ..libraries import pyproj, shapely

_HEADER = struct.Struct("<2sBBi4d")
_WITH_ENVELOPE = 0b0000_0011  # little-endian, envelope of x and y
_EMPTY = 0b0001_0001


def blobs(shapes: Any, srs: int) -> list[bytes | None]:
    """The blobs of shapely *shapes* in the CRS numbered *srs*; None where there is none."""
    shapes = np.asarray(shapes, dtype=object)
    wkb = shapely.to_wkb(shapely.force_2d(shapes), flavor="iso", byte_order=1)
    empty = shapely.is_empty(shapes)
    found: list[bytes | None] = []
    for each, (left, low, right, top), nothing in zip(wkb, shapely.bounds(shapes).tolist(), empty):
        if each is None:
            found.append(None)
        elif nothing:
            found.append(struct.pack("<2sBBi", b"GP", 0, _EMPTY, srs) + each)
        else:
            found.append(_HEADER.pack(b"GP", 0, _WITH_ENVELOPE, srs, left, right, low, top) + each)
    return found


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
