"""Opens the project given, fills in a patch and shows its form; prints tabs and labels, draws the form if asked.

A program of its own: ``show_form.py PROJECT [PICTURE]``. The forms of QGIS need a canvas from the beginning on, which
the QGIS of the other tests does not have.
"""

from __future__ import annotations

import json
import os
import sys

from qgis.core import QgsApplication, QgsGeometry, QgsProject, QgsVectorLayerTools, QgsVectorLayerUtils
from qgis.gui import (
    QgsAdvancedDigitizingDockWidget,
    QgsAttributeEditorContext,
    QgsAttributeForm,
    QgsGui,
    QgsMapCanvas,
    QgsMessageBar,
)
from qgis.PyQt.QtWidgets import QLabel, QTabWidget

SQUARE = "MultiPolygon (((42500000 4620000, 42500100 4620000, 42500100 4620100, 42500000 4620100, 42500000 4620000)))"


class Tools(QgsVectorLayerTools):
    """What the lists of related records ask for their buttons."""

    def addFeature(self, *arguments: object, **named: object) -> bool:
        return False

    def startEditing(self, layer: object) -> bool:
        return False

    def stopEditing(self, layer: object, allowCancel: bool = True) -> bool:
        return False

    def saveEdits(self, layer: object) -> bool:
        return False

    def copyMoveFeatures(self, *arguments: object) -> bool:
        return False


def main(project: str, picture: str = "") -> None:
    """Show the form of a new patch."""
    application = QgsApplication([], True)
    application.initQgis()
    canvas, bar = QgsMapCanvas(), QgsMessageBar()
    QgsGui.editorWidgetRegistry().initEditors(canvas, bar)
    assert QgsProject.instance().read(project)
    layer = next(each for each in QgsProject.instance().mapLayers().values() if each.source().endswith("=patches"))
    places = {name: layer.fields().lookupField(name) for name in ("patch_no", "category")}
    values = {places["patch_no"]: "210422-017", places["category"]: "closed_by_policy_government"}
    shape = QgsGeometry.fromWkt(SQUARE)
    layer.startEditing()
    layer.addFeature(QgsVectorLayerUtils.createFeature(layer, shape, values, layer.createExpressionContext()))
    assert layer.commitChanges(), layer.commitErrors()
    context, tools, digitizing = QgsAttributeEditorContext(), Tools(), QgsAdvancedDigitizingDockWidget(canvas)
    context.setMapCanvas(canvas)
    context.setMainMessageBar(bar)
    context.setVectorLayerTools(tools)
    context.setCadDockWidget(digitizing)
    form = QgsAttributeForm(layer, next(layer.getFeatures()), context)
    form.resize(760, 680)
    form.show()
    application.processEvents()
    tabs = form.findChild(QTabWidget)
    labels = [each.text() for each in form.findChildren(QLabel)]
    print(json.dumps({"tabs": [tabs.tabText(place) for place in range(tabs.count())], "labels": labels}))
    if picture:
        form.grab().save(picture)
    sys.stdout.flush()
    os._exit(0)  # Python would take the widgets down in an order of its own, which QGIS does not survive


if __name__ == "__main__":
    main(*sys.argv[1:])
