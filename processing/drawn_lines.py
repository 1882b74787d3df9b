"""What a line that is being drawn would do to the patches: reshape them or split them. The layer stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np
from qgis.core import QgsFeature, QgsFeatureRequest, QgsGeometry, QgsLineString, QgsPoint, QgsVectorLayer

from ..engine.problems import Refusal
from ..engine.repair import polygons_in_plane
from ..engine.units import HECTARES, MU, Unit
from ..libraries import shapely
from . import live_values as values

RESHAPE, SPLIT = "reshape", "split"
MOST = 8  # patches that are looked at while the pointer moves
UNITS = {values.MU: MU, values.HECTARES: HECTARES}
DONE = QgsGeometry.OperationResult.Success


def line_edits(
    layer: QgsVectorLayer, points: Sequence[tuple[float, float]], what: str, id_field: str, unit: str
) -> list[values.LineEdit]:
    """The patches of *layer* that the line of *points* (in its CRS) would change, and their areas afterwards.

    *what* is ``RESHAPE`` or ``SPLIT``; as QGIS does, only selected patches where some are selected.
    """
    line = QgsLineString([QgsPoint(x, y) for x, y in points])
    changed = []
    for feature in layer.getFeatures(_near(layer, line, id_field)):
        after = _reshaped(feature, line) if what == RESHAPE else _split(feature, line)
        if after:
            changed.append((_name(feature, id_field), [feature.geometry(), *after]))
    areas = iter(_areas([shape for _, shapes in changed for shape in shapes], layer, UNITS[unit]))
    known = [(name, tuple(islice(areas, len(shapes)))) for name, shapes in changed]
    return [values.LineEdit(name, made[0], made[1:]) for name, made in known if made]


def _near(layer: QgsVectorLayer, line: QgsLineString, id_field: str) -> QgsFeatureRequest:
    request = QgsFeatureRequest(line.boundingBox())
    request.setSubsetOfAttributes([layer.fields().lookupField(id_field)] if id_field else [])
    if layer.selectedFeatureCount():
        request.setFilterFids(layer.selectedFeatureIds())
    return request.setLimit(MOST)


def _reshaped(feature: QgsFeature, line: QgsLineString) -> list[QgsGeometry]:
    shape = QgsGeometry(feature.geometry())
    return [shape] if shape.reshapeGeometry(line) == DONE else []


def _split(feature: QgsFeature, line: QgsLineString) -> list[QgsGeometry]:
    shape = QgsGeometry(feature.geometry())
    result, others, _ = shape.splitGeometry(curve=line, preserveCircular=False, topological=False)
    return [shape, *others] if result == DONE else []


def _areas(shapes: list[QgsGeometry], layer: QgsVectorLayer, unit: Unit) -> list[float]:
    """Official areas in *unit*, printed; none where the layer's coordinates cannot be used."""
    polygons = shapely.from_wkb([bytes(shape.asWkb()) for shape in shapes])
    crs = layer.crs().toWkt()
    if not shapes:
        return []
    try:
        made = polygons_in_plane(polygons, crs, layer.name(), np.array([""] * len(shapes), dtype=object))
    except Refusal:
        return []
    return [float(each) for each in unit.of_area(made.area_m2)]


def _name(feature: QgsFeature, id_field: str) -> str:
    value = feature.attribute(id_field) if id_field else None
    return str(value) if isinstance(value, (str, int)) else str(feature.id())
