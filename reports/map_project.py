"""Maps to be edited: a project with the layers and layouts of a run, and its layouts in the open one. Knows QGIS."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsMapLayer,
    QgsMapSettings,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize, QThread
from qgis.PyQt.QtXml import QDomDocument

from ..engine.problems import Refusal
from .layers import open_layer

_ELEMENT = "MineMap"
_AROUND = 1.06  # what a project shows when it is opened, seen from its layers
_CANVAS = QSize(800, 600)  # pixels; only their proportion plays a part


def write_project(sheet: Any, path: Path, data: Path, name: str) -> None:
    """Write layers of *sheet* to *data* (a GeoPackage beside it) and its layout to *path* (.qgz).

    Raises ``Refusal("not_written", layer, detail)``.
    """
    project = QgsProject()
    project.setCrs(sheet.project.crs())
    project.setTitle(name)
    ids: dict[str, str] = {}
    group = project.layerTreeRoot().addGroup(name)
    for number, layer in enumerate(_in_order(sheet)):
        copy = _kept(layer, data, f"map_{number:02}") if layer.providerType() == "memory" else layer.clone()
        ids[layer.id()] = copy.id()
        project.addMapLayer(copy, False)
        group.addLayer(copy)
    _add_layout(project, _saved(sheet.layout), ids, name)
    extent = QgsRectangle()
    for layer in sheet.layers:
        if layer not in sheet.style.basemap:
            extent.combineExtentWith(layer.extent())
    open_on(project, extent)
    if not project.write(str(path)):
        raise Refusal("not_written", layer=path.name, detail=project.error())
    project.clear()  # closes the GeoPackage


def open_on(project: QgsProject, extent: QgsRectangle) -> None:
    """Let QGIS show *extent* (in the project's CRS) when it opens the project, once it is written."""
    shown = QgsRectangle(extent)
    shown.scale(_AROUND)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(shown, project.crs()))
    settings = QgsMapSettings()
    settings.setDestinationCrs(project.crs())
    settings.setOutputSize(_CANVAS)
    settings.setExtent(shown)

    def add(document: QDomDocument) -> None:
        canvas = document.createElement("mapcanvas")
        canvas.setAttribute("name", "theMapCanvas")  # as QGIS calls its own
        settings.writeXml(canvas, document)
        document.documentElement().appendChild(canvas)

    project.writeProject.connect(add)


def add_layouts(project: QgsProject, path: str | Path) -> list[str]:
    """Main thread: put layers and layouts of the project at *path* into an open one; the names of the layouts."""
    source = QgsProject()
    if not source.read(str(path)):
        return []
    ids = {}
    root = project.layerTreeRoot().insertGroup(0, source.title())
    for node in source.layerTreeRoot().findLayers():
        copy = node.layer().clone()
        ids[node.layerId()] = copy.id()
        project.addMapLayer(copy, False)
        root.addLayer(copy)
    root.setItemVisibilityChecked(False)
    root.setExpanded(False)
    found = []
    for layout in source.layoutManager().printLayouts():
        found.append(_add_layout(project, _saved(layout), ids, layout.name()).name())
    return found


def _in_order(sheet: Any) -> list[QgsMapLayer]:
    """Layers of the maps, topmost first, then those that only serve (pages, tables)."""
    others = [each for each in sheet.project.mapLayers().values() if each not in sheet.layers]
    return [*sheet.layers, *sorted(others, key=lambda each: each.name())]


def _kept(layer: QgsVectorLayer, data: Path, table: str) -> QgsVectorLayer:
    """A layer in memory, as a table of the GeoPackage, with its looks."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName, options.fileEncoding = "GPKG", table, "UTF-8"
    options.datasourceOptions = ["VERSION=1.2"]  # older QGIS warns about newer ones
    action = QgsVectorFileWriter.ActionOnExistingFile
    options.actionOnExistingFile = action.CreateOrOverwriteLayer if data.exists() else action.CreateOrOverwriteFile
    code, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(data), QgsCoordinateTransformContext(), options
    )
    found = open_layer(data, table)
    if code != QgsVectorFileWriter.WriterError.NoError or found.featureCount() != layer.featureCount():
        raise Refusal("not_written", layer=layer.name(), detail=message)
    found.setName(layer.name())
    if layer.renderer() is not None:
        found.setRenderer(layer.renderer().clone())
    if layer.labeling() is not None:
        found.setLabeling(layer.labeling().clone())
    found.setLabelsEnabled(layer.labelsEnabled())
    return found


def _saved(layout: QgsPrintLayout) -> str:
    document = QDomDocument(_ELEMENT)
    document.appendChild(layout.writeXml(document, QgsReadWriteContext()))
    return str(document.toString())


def _add_layout(project: QgsProject, text: str, ids: Mapping[str, str], name: str) -> QgsPrintLayout:
    """The layout of *text* in *project*, looking at the layers that *ids* names."""
    for former, own in ids.items():
        text = text.replace(former, own)
    document = QDomDocument()
    document.setContent(text)
    layout = QgsPrintLayout(project)
    layout.readXml(document.documentElement(), document, QgsReadWriteContext())
    layout.setName(_free_name(project, name))
    project.layoutManager().addLayout(layout)
    return layout


def _free_name(project: QgsProject, name: str) -> str:
    taken = {each.name() for each in project.layoutManager().layouts()}
    return next(each for i in count(1) if (each := name if i == 1 else f"{name} {i}") not in taken)


def write_pointed(path: Path, content: bytes, former: str, final: str) -> None:
    """Write a project (*content*, .qgz) that looks for the GeoPackage *former* beside it under the name *final*.

    *former* must be a name that stands for nothing else. Raises ``Refusal("not_written", layer, detail)``.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, found in members.items():
            archive.writestr(member, _pointed(found, former, final) if member.endswith(".qgs") else found)


def _pointed(xml: bytes, former: str, final: str) -> bytes:
    """The same with the name replaced however it is escaped: attributes escape quotation marks, texts do not."""
    for marks in ({}, {'"': "&quot;"}, {'"': "&quot;", "'": "&apos;"}):
        for more in (">", "&gt;"):
            written = escape(former, marks).replace("&gt;", more)
            xml = xml.replace(written.encode("utf-8"), escape(final, {'"': "&quot;"}).encode("utf-8"))
    return xml


def take_over(layer: QgsMapLayer) -> None:
    """Make a layer that belongs to no thread one of this thread."""
    layer.moveToThread(QThread.currentThread())
