"""Patches handed on to other programs: what a file holds, and the files that need no QGIS (KML, tables beside them)."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator

import numpy as np

from ..engine.progress import CHUNK, Progress, Silent, check
from ..libraries import shapely
from . import words
from .classes import PatchClass
from .palette import Swatch

LONLAT = "EPSG:4326"
_KML = "http://www.opengis.net/kml/2.2"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML
_OPACITY = "99"  # of fills: the picture below stays visible


@dataclass(frozen=True)
class Sheet:
    """The rows of one file, in the order of the patches; everything of one length.

    ``columns`` hold plain values (None: NULL) by field name, ``aliases`` the words of fields that have some; polygons
    in ``crs`` (None: no geometry). ``numbers`` are the patch numbers, ``labels`` stand at the patches, ``homes`` are
    their townships (None: outside), ``class_of`` is the place of each in ``classes``; ``figure`` is the column whose
    sum the file stands for.
    """

    name: str
    columns: dict[str, list[Any]]
    geometry: Any
    crs: str
    aliases: dict[str, str] = field(default_factory=dict)
    figure: str = "area_mu"
    numbers: Sequence[str] = ()
    labels: Sequence[str] = ()
    homes: Sequence[str | None] = ()
    classes: Sequence[PatchClass] = ()
    class_of: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.geometry)

    def rows(self, places: Any) -> Sheet:
        """Only the rows at *places*."""
        chosen = np.asarray(places, dtype=np.int64).tolist()

        def of(values: Sequence[Any]) -> list[Any]:
            return [values[place] for place in chosen] if len(values) else []

        columns = {name: of(values) for name, values in self.columns.items()}
        return replace(
            self, columns=columns, geometry=self.geometry[chosen], numbers=of(self.numbers), labels=of(self.labels),
            homes=of(self.homes), class_of=of(self.class_of),
        )  # fmt: skip


def write_table(path: Path, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A small table as CSV that Excel opens with its Chinese."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def clean(value: Any) -> Any:
    """A text without characters that XML and CAD cannot hold; other values as they are, no number as None."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return _FORBIDDEN.sub("", value) if isinstance(value, str) else value


def text_of(value: Any) -> str:
    """A value as text, "" for NULL; figures with all their digits."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


# GeoJSON -------------------------------------------------------------------------------------------------------------


def write_geojson(path: Path, sheet: Sheet, progress: Progress | None = None) -> None:
    """Write *sheet* (in degrees on WGS 84) as GeoJSON, a feature a line; rings run as the standard (RFC 7946) wants."""
    progress = progress or Silent()
    names = list(sheet.columns)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [\n')
        for row in range(len(sheet)):
            if row % CHUNK == 0:
                check(progress)
                progress.report(row / len(sheet))
            properties = {name: _json_value(sheet.columns[name][row]) for name in names}
            shape = _json_shape(sheet.geometry[row])
            feature = {"type": "Feature", "properties": properties, "geometry": shape}
            end = ",\n" if row + 1 < len(sheet) else "\n"
            file.write(json.dumps(feature, ensure_ascii=False, allow_nan=False) + end)
        file.write("]}\n")


def _json_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _json_shape(geometry: Any) -> Any:
    if geometry is None or geometry.is_empty:
        return None
    turned = [shapely.geometry.polygon.orient(part) for part in shapely.get_parts(geometry)]
    parts = [[shapely.get_coordinates(ring).tolist() for ring in shapely.get_rings(part)] for part in turned]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


# KML -----------------------------------------------------------------------------------------------------------------


def write_kml(
    path: Path, sheet: Sheet, title: str, description: str, homes: Sequence[str], progress: Progress | None = None
) -> None:
    """Write *sheet* (in degrees on WGS 84) as KML: a style per class, a folder per township.

    Args:
        description: of the document.
        homes: the townships in the office's order; patches outside all of them come last.

    Source of the format: OGC KML 2.2. Raises ``Cancelled``.
    """
    progress = progress or Silent()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        kml = _Kml(XMLGenerator(file, "utf-8", short_empty_elements=True))
        kml.begin(title, description)
        for number, each in enumerate(sheet.classes):
            kml.style(f"c{number}", each.swatch)
        done = 0
        for home in [*homes, None]:
            rows = [row for row, own in enumerate(sheet.homes) if own == home]
            if not rows:
                continue
            kml.open("Folder")
            kml.leaf("name", words.township_name(home))
            for row in rows:
                if done % CHUNK == 0:
                    check(progress)
                    progress.report(done / len(sheet))
                kml.placemark(sheet, row)
                done += 1
            kml.close("Folder")
        kml.end()


class _Kml:
    """Elements of KML, one after the other; texts without the characters that XML cannot hold."""

    def __init__(self, out: XMLGenerator) -> None:
        self._out = out

    def begin(self, title: str, description: str) -> None:
        self._out.startDocument()
        self.open("kml", xmlns=_KML)
        self.open("Document")
        self.leaf("name", title)
        self.leaf("description", description)

    def end(self) -> None:
        self.close("Document", "kml")
        self._out.endDocument()

    def open(self, element: str, /, **attributes: str) -> None:
        self._out.startElement(element, attributes)

    def close(self, *names: str) -> None:
        for name in names:
            self._out.endElement(name)
            self._out.ignorableWhitespace("\n")

    def leaf(self, name: str, text: str) -> None:
        self.open(name)
        self._out.characters(_FORBIDDEN.sub("", text))
        self.close(name)

    def style(self, name: str, swatch: Swatch) -> None:
        self.open("Style", id=name)
        self.open("LineStyle")
        self.leaf("color", _colour(swatch.outline, "ff"))
        self.leaf("width", "2")
        self.close("LineStyle")
        self.open("PolyStyle")
        self.leaf("color", _colour(swatch.colour, _OPACITY))
        self.leaf("fill", "0" if swatch.pattern == "none" else "1")
        self.close("PolyStyle", "Style")

    def placemark(self, sheet: Sheet, row: int) -> None:
        self.open("Placemark")
        self.leaf("name", sheet.labels[row])
        self.leaf("styleUrl", f"#c{sheet.class_of[row]}")
        self.open("ExtendedData")
        for name, values in sheet.columns.items():
            if values[row] is None:
                continue
            self.open("Data", name=_FORBIDDEN.sub("", name))
            if sheet.aliases.get(name):
                self.leaf("displayName", sheet.aliases[name])
            self.leaf("value", text_of(values[row]))
            self.close("Data")
        self.close("ExtendedData")
        self._shape(sheet.geometry[row])
        self.close("Placemark")

    def _shape(self, geometry: Any) -> None:
        if geometry is None or geometry.is_empty:
            return
        parts = shapely.get_parts(geometry)
        if len(parts) > 1:
            self.open("MultiGeometry")
        for part in parts:
            self.open("Polygon")
            for side, ring in _sides(part):
                self.open(side)
                self.open("LinearRing")
                points = shapely.get_coordinates(ring).tolist()
                self.leaf("coordinates", " ".join(f"{x!r},{y!r}" for x, y in points))
                self.close("LinearRing", side)
            self.close("Polygon")
        if len(parts) > 1:
            self.close("MultiGeometry")


def _sides(polygon: Any) -> Iterator[tuple[str, Any]]:
    outer, *inner = shapely.get_rings(polygon)
    yield "outerBoundaryIs", outer
    for ring in inner:
        yield "innerBoundaryIs", ring


def _colour(colour: str, opacity: str) -> str:
    """``#RRGGBB`` as KML wants it: opacity, blue, green, red."""
    return f"{opacity}{colour[5:7]}{colour[3:5]}{colour[1:3]}".lower()
