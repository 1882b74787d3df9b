"""From a figure to its polygons: select them, zoom to them, flash them."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas

MANY = 2000  # reading the extent of more features one by one would be felt


def show_features(canvas: QgsMapCanvas, layer: QgsVectorLayer, fids: Sequence[int]) -> None:
    """Select *fids* in *layer*, zoom to them and flash them; of very many the whole layer is shown."""
    layer.selectByIds(list(fids))
    if not fids:
        return
    if len(fids) > MANY:
        canvas.setExtent(canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent()))
        canvas.refresh()
        return
    canvas.zoomToFeatureIds(layer, list(fids))
    canvas.flashFeatureIds(layer, list(fids))
