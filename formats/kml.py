"""KML, KMZ and what Ovital calls OVKML: placemarks with their folders, tables and closed lines.

KML is in WGS 84 by its rule. What Chinese map programs write is not always so (GCJ-02): of their files no system is
claimed, so that it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np

from ..engine.problems import Refusal
from ..libraries import shapely
from . import guards
from .features import WGS84, Features, columns_of, no_geometry, polygonal
from .guards import SafeZip
from .receipt import sha256_of
from .rings import plain_ring
from .xml_text import Element, document

_SHIFTING = re.compile(r"ovital|ovkml|omap|奥维|amap|高德|baidu|百度|tencent|腾讯", re.IGNORECASE)
_KINDS = {"Polygon", "LineString", "LinearRing", "Point", "MultiGeometry", "Track", "MultiTrack", "Model"}
_TAG = re.compile(r"<[^<>]*>")
_LOOSE = re.compile(r",\s|\s,")
_CELLS = re.compile(r"<(/?)(tr|td|th)\b[^<>]*>|<[^<>]*>|([^<]+)", re.IGNORECASE)


def read(path: Path, name: str, encoding: str = "auto") -> list[Features]:
    """The placemarks of the KML file at *path*, called *name* in messages; as :func:`read_bytes`."""
    return [read_bytes(guards.read_text(path), name, path.stem, encoding)]


def read_zip(opened: SafeZip, name: str, encoding: str = "auto") -> list[Features]:
    """The KML files in a KMZ, each as :func:`read_bytes`; pictures stay where they are."""
    inner = [each for each in opened.members if each.name.lower().endswith((".kml", ".ovkml"))]
    found = []
    for member in inner:
        stem = PurePosixPath(member.name).stem
        data = opened.read(member)
        found.append(read_bytes(data, name, stem, encoding, shifting=member.name))
        found[-1].content = sha256_of(data)
    return found


def read_bytes(data: bytes, name: str, layer: str, encoding: str = "auto", *, shifting: str = "") -> Features:
    """The placemarks of a KML.

    Columns: ``name``, ``folder`` (the folders around, ``/`` between them), ``when``, ``altitude`` (the mean, where
    heights are given), ``description`` or the pairs of the table in it, and the extended data.

    Findings: ``gcj02_source`` (a program that shifts has written the file), ``crs_by_format``, ``coordinates_unread``
    (row), ``link_ignored`` (link: nothing is ever fetched), ``xml_cut`` (line) and those of
    :func:`.features.polygonal`. Raises ``Refusal``: those of :func:`.xml_text.document`, ``xml_broken`` (file, line).
    """
    text = document(data, name, encoding)
    made = Features(name, layer, "kml", {}, no_geometry(0), [], WGS84, text.encoding)
    records, shapes, unread = [], [], set()
    for around, placemark in _placemarks(text, made):
        records.append(_values(around, placemark))
        try:
            shapes.append(_shape(placemark, records[-1]))
        except (ValueError, IndexError, shapely.errors.ShapelyError):
            unread.add(len(shapes))
            shapes.append(None)
            made.fails("coordinates_unread", len(shapes), "geometry")
    made.rows = range(1, len(shapes) + 1)
    made.columns = columns_of(records)
    polygonal(made, shapes, unread)
    if _SHIFTING.search(f"{name} {shifting} {text.head}"):
        made.crs = ""
        made.fails("gcj02_source")
    else:
        made.holds("crs_by_format", crs=WGS84)
    return made


def _placemarks(text: Any, made: Features) -> Iterator[tuple[list[Element], Element]]:
    found = 0
    try:
        for around, element in text.elements({"Placemark", "NetworkLink"}):
            if element.name == "NetworkLink":
                link = next(element.all("href"), None)
                made.fails("link_ignored", link=link.text.strip()[:200] if link is not None else "")
                continue
            found += 1
            yield around, element
    except Refusal as refusal:
        if refusal.code != "xml_broken" or not found:
            raise
        made.fails("xml_cut", line=refusal.values["line"])


# Values ------------------------------------------------------------------------------------------------------


def _values(around: list[Element], placemark: Element) -> dict[str, Any]:
    values: dict[str, Any] = {"name": placemark.value("name") or None}
    folders = [each.value("name") for each in around if each.name == "Folder"]
    values["folder"] = "/".join(filter(None, folders)) or None
    when = next(placemark.all("when"), None)
    if when is not None and placemark.child("Track") is None:
        values["when"] = when.text.strip() or None
    pairs, words = _described(placemark.value("description"))
    if words:
        values["description"] = words
    pairs += [(each.attributes.get("name", ""), each.value("value")) for each in placemark.all("Data")]
    pairs += [(each.attributes.get("name", ""), each.text.strip()) for each in placemark.all("SimpleData")]
    others: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        if key and values.get(key) is None:
            values[key] = value or None
        elif key and value and value != values[key]:
            others.setdefault(key, {})[value] = None
    for key, found in others.items():  # such as a field "name" of a placemark that has a name
        values[next(name for name in (f"{key}_{place}" for place in count(2)) if name not in values)] = "; ".join(found)
    return values


def _described(html: str) -> tuple[list[tuple[str, str]], str]:
    """The pairs of a table in *html*, or the words where there is no table."""
    if "<" not in html:
        return [], html
    pairs = _pairs(html)
    return pairs, "" if pairs else " ".join(_unescaped(_TAG.sub(" ", html)).split())


def _pairs(html: str) -> list[tuple[str, str]]:
    """The rows of two cells in a table, also in one that lies in another one's cell.

    By a pattern that passes over the text once: Python's parser of HTML takes minutes over a page of open brackets.
    """
    pairs: list[tuple[str, str]] = []
    row: list[str] = []
    inside = False
    for closing, tag, words in _CELLS.findall(html):
        kind = tag.lower()
        if kind == "tr":
            if closing and len(row) == 2:
                pairs.append((row[0].strip().strip(":："), row[1].strip()))
            row, inside = [], False
        elif kind:
            inside = not closing
            row += [""] if inside else []
        elif inside and row:
            row[-1] += _unescaped(words)
    return pairs


def _unescaped(words: str) -> str:
    try:
        return unescape(words)
    except ValueError:  # the number of a character with thousands of digits
        return words


# Shapes ------------------------------------------------------------------------------------------------------


def _shape(placemark: Element, values: dict[str, Any]) -> Any:
    heights: list[Any] = []
    shapes = [shape for each in placemark.children if each.name in _KINDS for shape in _shapes(each, heights)]
    known = np.concatenate(heights) if heights else np.zeros(0)
    if len(known) and np.isfinite(known).all() and known.any():
        values["altitude"] = round(float(known.mean()), 3)
    if not shapes:
        return None
    return shapes[0] if len(shapes) == 1 else shapely.geometrycollections(shapes)


def _shapes(element: Element, heights: list[Any]) -> Iterator[Any]:
    if element.name in ("MultiGeometry", "MultiTrack"):
        for child in element.children:
            if child.name in _KINDS:
                yield from _shapes(child, heights)
    elif element.name == "Polygon":
        outer = [_ring(each, heights) for side in element.all("outerBoundaryIs") for each in side.all("coordinates")]
        inner = [_ring(each, heights) for side in element.all("innerBoundaryIs") for each in side.all("coordinates")]
        yield shapely.polygons(outer[0], [shapely.linearrings(each) for each in inner] or None)
    elif element.name == "Point":
        yield shapely.points(_points(element.value("coordinates"), heights)[0])
    elif element.name == "Track":
        words = " ".join(",".join(each.text.split()) for each in element.all("coord"))
        yield shapely.linestrings(_points(words, heights))
    elif element.name in ("LineString", "LinearRing"):
        yield shapely.linestrings(_points(element.value("coordinates"), heights))


def _ring(element: Element, heights: list[Any]) -> Any:
    ring = plain_ring(_points(element.text, heights))
    if ring is None:
        raise ValueError("no ring")
    return ring


def _points(text: str, heights: list[Any]) -> Any:
    """The points of a text ``lon,lat[,height] …``, with blanks after commas as some write them."""
    if _LOOSE.search(text):
        text = " ".join(text.split()).replace(" ,", ",").replace(", ", ",")
    tuples = [each.split(",") for each in text.split()]
    heights.append(np.array([float(each[2]) for each in tuples if len(each) > 2 and each[2]]))
    return np.array([(float(each[0]), float(each[1])) for each in tuples], dtype=float)
