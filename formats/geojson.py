"""GeoJSON, one text or one feature a line, and the JSON that map services of Esri give out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..engine.problems import Refusal
from ..libraries import shapely
from . import guards
from .encodings import decode
from .features import WGS84, Features, columns_of, no_geometry, polygonal
from .rings import plain_ring, polygon_of
from .watching import ask, asking

_CODE = re.compile(r"(?:EPSG|urn:ogc:def:crs:EPSG):{1,2}[\d.]*:{0,1}(\d{4,6})$", re.IGNORECASE)
_FEATURES = re.compile(r'"features"[ \t\r\n]*:[ \t\r\n]*\[')
_BLANKS = re.compile(r"[ \t\r\n]*")
_PLACE = "features \ufdd0"  # stands for the array that is read by itself
_OFTEN = 1_000  # features between two questions whether the run is cancelled
_BROKEN = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


def read(path: Path, name: str, encoding: str = "auto") -> Features:
    """The features of the file at *path*, called *name* in messages.

    A file without a named system is in WGS 84 by the format's rule where its numbers are degrees, which is said
    (``crs_by_format``). Other findings: ``coordinates_unread`` (row), ``feature_unread`` (row), and those of
    :func:`.features.polygonal`. Raises ``Refusal``: ``json_unreadable`` (file, detail), ``json_unknown`` (file), and
    those of :mod:`.guards`.
    """
    text = decode(guards.read_text(path), encoding)
    content = _parsed(text.text, name)
    found = content.get("features") if isinstance(content, dict) else None
    esri = isinstance(found, list) and any(isinstance(each, dict) and "attributes" in each for each in found)
    features = _listed(content, name)
    made = Features(name, path.stem, "geojson", {}, no_geometry(0), range(1, len(features) + 1), _crs(content))
    made.encoding = text.encoding
    key = "attributes" if esri else "properties"
    made.columns = columns_of([_record(each, key, made, row) for row, each in enumerate(asking(features), start=1)])
    shape = _esri if esri else _shape
    unread: set[int] = set()
    shapes = [_unless_broken(shape, each, unread, place) for place, each in enumerate(asking(features))]
    for place in sorted(unread):
        made.fails("coordinates_unread", place + 1, "geometry")
    polygonal(made, shapes, unread)
    if not made.crs and not esri and _degrees(made.geometry):
        made.crs = WGS84
        made.holds("crs_by_format", crs=WGS84)
    return made


def _parsed(text: str, name: str) -> Any:
    """The content; of a text with one feature a line a collection of them."""
    found = _by_feature(text)
    if found is not None:
        return found
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line.strip("\x1e\r ") for line in text.split("\n")]
        lines = [line for line in lines if line]
        if len(lines) < 2 or not all(line.startswith("{") for line in lines):
            raise Refusal("json_unreadable", file=name, detail=str(error)[:200]) from error
    try:
        return {"type": "FeatureCollection", "features": [json.loads(line) for line in lines]}
    except (ValueError, RecursionError) as error:
        raise Refusal("json_unreadable", file=name, detail=str(error)[:200]) from error


def _by_feature(text: str) -> Any:
    """The content of a collection, its features one by one, so that a run can be cancelled; None for anything else."""
    begins = _FEATURES.search(text)
    if begins is None:
        return None
    try:
        features, end = _array(text, begins.end())
        content = json.loads(f'{text[: begins.end()]}"{_PLACE}"{text[end:]}')
    except (ValueError, RecursionError, IndexError):
        return None
    if not isinstance(content, dict) or content.get("features") != [_PLACE]:  # an array within another member
        return None
    return {**content, "features": features}


def _array(text: str, start: int) -> tuple[list[Any], int]:
    """The items of the array that is open at *start*, and where it is closed; raises what ``json`` raises."""
    decoder, found = json.JSONDecoder(), []
    at = _BLANKS.match(text, start).end()
    if text[at] == "]":
        return [], at
    while True:
        if not len(found) % _OFTEN:
            ask()
        item, at = decoder.raw_decode(text, at)
        found.append(item)
        at = _BLANKS.match(text, at).end()
        if text[at] == "]":
            return found, at
        if text[at] != ",":
            raise ValueError(at)
        at = _BLANKS.match(text, at + 1).end()


def _listed(content: Any, name: str) -> list[Any]:
    kind = content.get("type") if isinstance(content, dict) else None
    if isinstance(content, dict) and isinstance(content.get("features"), list):
        return list(content["features"])
    if kind == "Feature":
        return [content]
    if isinstance(kind, str) and ("coordinates" in content or "geometries" in content):
        return [{"type": "Feature", "properties": {}, "geometry": content}]
    raise Refusal("json_unknown", file=name)


def _record(feature: Any, key: str, made: Features, row: int) -> dict[str, Any]:
    values = feature.get(key, {}) if isinstance(feature, dict) else ""
    if isinstance(values, dict):
        return {name.strip() or "field": _plain(value) for name, value in values.items()}
    if values is not None:
        made.fails("feature_unread", row)
    return {}


def _plain(value: Any) -> Any:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return None if value == "" else value


# Shapes ------------------------------------------------------------------------------------------------------


def _unless_broken(shape: Any, feature: Any, unread: set[int], place: int) -> Any:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if geometry is None:
        return None
    try:
        return shape(geometry)
    except (*_BROKEN, shapely.errors.ShapelyError):
        unread.add(place)
        return None


def _shape(geometry: Any) -> Any:
    """A GeoJSON geometry; raises what numpy and shapely raise where it is none."""
    kind = geometry["type"]
    if kind == "GeometryCollection":
        return shapely.geometrycollections([_shape(each) for each in geometry["geometries"]])
    points = geometry["coordinates"]
    if kind == "Polygon":
        return _polygon(points)
    if kind == "MultiPolygon":
        return shapely.multipolygons([_polygon(each) for each in points])
    if kind == "LineString":
        return shapely.linestrings(_points(points))
    if kind == "MultiLineString":
        return shapely.multilinestrings([shapely.linestrings(_points(each)) for each in points])
    return shapely.points(_points([points] if kind == "Point" else points)[0])


def _polygon(rings: Sequence[Any]) -> Any:
    closed = [plain_ring(_points(each)) for each in rings]
    if not closed or closed[0] is None:
        raise ValueError("no ring")
    holes = [shapely.linearrings(each) for each in closed[1:] if each is not None]
    return shapely.polygons(shapely.linearrings(closed[0]), holes or None)


def _points(positions: Sequence[Any]) -> Any:
    try:
        points = np.array(positions, dtype=float)
    except ValueError:  # some positions have heights, others have none
        points = np.array([(each[0], each[1]) for each in positions], dtype=float)
    if points.ndim != 2 or points.shape[1] < 2:
        raise ValueError("no positions")
    return points[:, :2]


def _esri(geometry: Any) -> Any:
    if "rings" in geometry:
        rings = [plain_ring(_points(each)) for each in geometry["rings"]]
        return polygon_of([each for each in rings if each is not None])
    if "paths" in geometry:
        return shapely.multilinestrings([shapely.linestrings(_points(each)) for each in geometry["paths"]])
    return shapely.points(float(geometry["x"]), float(geometry["y"]))


# The system --------------------------------------------------------------------------------------------------


def _crs(content: Any) -> str:
    """The system that the file names: GeoJSON's member ``crs``, or Esri's ``spatialReference``."""
    if not isinstance(content, dict):
        return ""
    esri = content.get("spatialReference")
    if isinstance(esri, dict):
        code = esri.get("latestWkid") or esri.get("wkid")
        return f"EPSG:{code}" if isinstance(code, int) else ""
    named = content.get("crs")
    values = named.get("properties") if isinstance(named, dict) else None
    name = str(values.get("name") or "")[:4000] if isinstance(values, dict) else ""
    if name.upper().endswith("CRS84"):
        return WGS84
    code = _CODE.search(name)
    return f"EPSG:{code.group(1)}" if code else name


def _degrees(geometry: Any) -> bool:
    points = np.abs(shapely.get_coordinates(geometry))
    return bool(len(points)) and bool((points <= (180, 90)).all())
