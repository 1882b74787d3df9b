"""Patches as a drawing (DXF) that CASS and AutoCAD read with its Chinese. This file knows QGIS.

QGIS writes the closed polylines; the texts at the patches are put in afterwards. GDAL's own DXF declares Western
letters and has its Chinese broken in CAD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsDxfExport,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsMapSettings,
    QgsRectangle,
    QgsRendererCategory,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QFile, QSize

from ..engine.problems import Refusal
from ..engine.progress import CHUNK, Progress, Silent, check
from ..libraries import shapely
from .classes import PatchClass
from .exchange import Sheet

ENCODING = "GBK"
_PAGE = "CP936"  # as Qt calls it
_DECLARED = "ANSI_936"  # as the head of the file has to call it
_SCALE = 2000.0
_LAYER = "class"
_TEXT_PART = 0.12  # of the smaller side of a patch's box
_TEXT_M = (2.0, 15.0)
_FIRST_HANDLE = 0x10000000  # behind all that QGIS gives out (its head says 9999999)
_CODE_PAGE = re.compile(r"(\$DWGCODEPAGE\r?\n\s*3\r?\n)[^\r\n]*")
_SEED = re.compile(r"(\$HANDSEED\r?\n\s*5\r?\n)[^\r\n]*")
_FONT = re.compile(r"romans\.shx(\r?\n\s*4\r?\n)[^\r\n]*")  # it has no Chinese
_ENTITIES = re.compile(r"\nENTITIES\r?\n")
_LAYER_COLOUR = re.compile(
    r"(AcDbLayerTableRecord\r?\n\s*2\r?\n)([^\r\n]*)(\r?\n\s*70\r?\n[^\r\n]*\r?\n\s*62\r?\n)[^\r\n]*"
)
_POLYLINE = re.compile(
    r"(?<=\n)( 90\r?\n) *(\d+)(\r?\n 70\r?\n[^\r\n]*\r?\n 43\r?\n[^\r\n]*\r?\n)"
    r"((?: 10\r?\n[^\r\n]*\r?\n 20\r?\n[^\r\n]*\r?\n)+)"
)
_CORNER_LINES = 4  # of a corner of a polyline
_END = re.compile(r"(?<=\n)\s*0\r?\nENDSEC")


def layer_names(sheet: Sheet) -> list[str]:
    """The layers of the drawing, one per class, with the characters that CAD does not take replaced."""
    return [QgsDxfExport.dxfLayerName(each.name) for each in sheet.classes]


def drawn(sheet: Sheet) -> Any:
    """Which rows of *sheet* are drawn: those that have a polygon."""
    return ~(shapely.is_missing(sheet.geometry) | shapely.is_empty(sheet.geometry))


def text_points(sheet: Sheet) -> Any:
    """A point (x, y) inside each of the polygons that are drawn."""
    return shapely.get_coordinates(shapely.point_on_surface(sheet.geometry[drawn(sheet)]))


def write_drawing(path: Path, sheet: Sheet, points: Any, title: str, progress: Progress | None = None) -> None:
    """Write *sheet* (in metres) as DXF: each ring a closed polyline, the classes as layers, the labels as texts.

    The texts stand at *points* (see :func:`text_points`); *title* stands as a comment at the beginning.

    Raises ``Refusal("not_written", layer, detail)``, ``Cancelled``.
    """
    progress = progress or Silent()
    names = layer_names(sheet)
    layer = _layer(sheet, names, progress)
    check(progress)
    _export(path, layer)
    text = _comment(title) + path.read_bytes().decode(ENCODING)
    text = _completed(text, path.name, "".join(_labels(sheet, points, names)), len(sheet))
    check(progress)
    text = _POLYLINE.sub(_opened, _coloured(text, dict(zip(names, sheet.classes))))
    path.write_bytes(text.encode(ENCODING))


def _comment(text: str) -> str:
    return f"999\n{' '.join(text.split())}\n"


def _completed(text: str, file: str, labels: str, count: int) -> str:
    """The drawing with its texts, a font that has Chinese letters, the code page, and handles that are still free."""
    start = _ENTITIES.search(text)
    end = _END.search(text, start.end()) if start else None
    if end is None or not _CODE_PAGE.search(text):
        raise Refusal("not_written", layer=file, detail="ENTITIES, $DWGCODEPAGE")
    if "\r\n" in text:
        labels = labels.replace("\n", "\r\n")
    text = text[: end.start()] + labels + text[end.start() :]
    text = _CODE_PAGE.sub(rf"\g<1>{_DECLARED}", text, count=1)
    text = _FONT.sub(r"gbenor.shx\g<1>gbcbig.shx", text, count=1)
    return _SEED.sub(rf"\g<1>{_FIRST_HANDLE + count:X}", text, count=1)


def _coloured(text: str, classes: dict[str, PatchClass]) -> str:
    """The layers in the colours of their classes, as near as CAD's own table has them: QGIS makes all of them red."""

    def record(found: re.Match[str]) -> str:
        own = classes.get(found[2])
        return found[0] if own is None else f"{found[1]}{found[2]}{found[3]}{_table_colour(own):6}"

    return _LAYER_COLOUR.sub(record, text)


def _table_colour(look: PatchClass) -> int:
    return int(QgsDxfExport.closestColorMatch(int(look.swatch.colour[1:], 16)))


def _opened(found: re.Match[str]) -> str:
    """A closed polyline without its first corner again at its end, which CASS takes for a corner that comes twice."""
    lines = found[4].splitlines(keepends=True)
    if lines[:_CORNER_LINES] != lines[-_CORNER_LINES:] or len(lines) <= _CORNER_LINES:
        return found[0]
    return f"{found[1]}{int(found[2]) - 1:6}{found[3]}{''.join(lines[:-_CORNER_LINES])}"


def _layer(sheet: Sheet, names: list[str], progress: Progress) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"MultiPolygon?field={_LAYER}:string", sheet.name, "memory")
    layer.setCrs(QgsCoordinateReferenceSystem.fromWkt(sheet.crs), False)
    rows = np.flatnonzero(drawn(sheet))
    for start in range(0, len(rows), CHUNK):
        check(progress)
        part = rows[start : start + CHUNK]
        shapes = shapely.to_wkb(shapely.force_2d(sheet.geometry[part]), flavor="iso").tolist()
        features = [_feature(layer, names[sheet.class_of[row]], shape) for row, shape in zip(part.tolist(), shapes)]
        added, _ = layer.dataProvider().addFeatures(features)
        if not added:
            raise Refusal("not_written", layer=sheet.name, detail=layer.dataProvider().lastError())
    layer.updateExtents()
    layer.setRenderer(QgsCategorizedSymbolRenderer(_LAYER, _categories(sheet, names)))
    return layer


def _feature(layer: QgsVectorLayer, name: str, wkb: bytes) -> QgsFeature:
    geometry = QgsGeometry()
    geometry.fromWkb(wkb)
    geometry.convertToMultiType()
    feature = QgsFeature(layer.fields())
    feature.setAttributes([name])
    feature.setGeometry(geometry)
    return feature


def _categories(sheet: Sheet, names: list[str]) -> list[QgsRendererCategory]:
    """Outlines only, in the colours of the classes."""
    found = []
    for name, each in zip(names, sheet.classes):
        look = {"style": "no", "outline_color": each.swatch.colour, "outline_width": "0"}
        found.append(QgsRendererCategory(name, QgsFillSymbol.createSimple(look), name))
    return found


def _export(path: Path, layer: QgsVectorLayer) -> None:
    extent = layer.extent() if layer.featureCount() else QgsRectangle(0, 0, 1, 1)  # without one nothing is written
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(extent)
    settings.setOutputSize(QSize(1000, 1000))
    export = QgsDxfExport()
    export.setMapSettings(settings)
    export.addLayers([QgsDxfExport.DxfLayer(layer, 0)])
    export.setDestinationCrs(layer.crs())
    export.setExtent(extent)
    export.setSymbologyExport(QgsDxfExport.SymbologyExport.FeatureSymbology)
    export.setSymbologyScale(_SCALE)
    export.setForce2d(True)
    file = QFile(str(path))
    result = export.writeToFile(file, _PAGE)
    file.close()
    if result != QgsDxfExport.ExportResult.Success:
        raise Refusal("not_written", layer=path.name, detail=str(result))


def _labels(sheet: Sheet, points: Any, names: list[str]) -> Iterator[str]:
    """A TEXT for each patch that is drawn."""
    rows = np.flatnonzero(drawn(sheet))
    bounds = shapely.bounds(sheet.geometry[rows])
    sides = np.minimum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    heights = np.clip(sides * _TEXT_PART, *_TEXT_M).tolist()
    for row, (x, y), height in zip(rows.tolist(), points.tolist(), heights):
        label = " ".join(sheet.labels[row].split())
        groups = (
            (0, "TEXT"), (5, f"{_FIRST_HANDLE + row:X}"), (100, "AcDbEntity"), (8, names[sheet.class_of[row]]),
            (420, str(int(sheet.classes[sheet.class_of[row]].swatch.colour[1:], 16))),
            (100, "AcDbText"), (10, repr(x)), (20, repr(y)), (30, "0.0"), (40, f"{height:.2f}"), (1, label),
            (100, "AcDbText"),
        )  # fmt: skip
        yield "".join(f"{code:3}\n{value}\n" for code, value in groups)
