"""A polygon that is being drawn, vertex by vertex."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..libraries import shapely
from .repair import polygons_in_plane


def drawn_polygon(points: Sequence[Any], crs: str) -> tuple[Any, float]:
    """The polygon of the *points* (x, y in *crs*) in the equal-area plane, and its m²; (None, 0) while there is none.

    What crosses itself is mended as in a layer. Raises Refusal as ``polygons_in_plane``.
    """
    vertices = np.array([tuple(point)[:2] for point in points], dtype=float).reshape(-1, 2)
    if len(np.unique(vertices, axis=0)) < 3:
        return None, 0.0
    ring = np.array([shapely.Polygon(vertices)], dtype=object)
    polygons = polygons_in_plane(ring, crs, "", np.array([""], dtype=object))
    area = float(polygons.area_m2[0])
    return (polygons.geometry[0], area) if area > 0 else (None, 0.0)
