"""What of a geometry is polygons: overlays leave points and lines too."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..libraries import shapely


def polygons_only(geometry: Any) -> Any:
    """Drop points and lines that an overlay leaves; nothing polygonal becomes an empty polygon."""
    kinds = shapely.get_type_id(geometry)
    odd = np.flatnonzero((kinds != 3) & (kinds != 6) & (kinds >= 0))
    if len(odd) == 0:
        return geometry
    cleaned = np.array(geometry, dtype=object)
    for row in odd:
        cleaned[row] = polygonal_part(cleaned[row])
    return cleaned


def polygonal_part(geometry: Any) -> Any:
    """The polygons inside one geometry (of a collection, of its sub-collections too) as one geometry."""
    parts = [geometry]
    while any(shapely.get_type_id(part) == 7 for part in parts):
        parts = [piece for part in parts for piece in shapely.get_parts(part)]
    polygons = [piece for part in parts if shapely.get_type_id(part) in (3, 6) for piece in shapely.get_parts(part)]
    polygons = [polygon for polygon in polygons if not polygon.is_empty]
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons) if polygons else shapely.Polygon()
