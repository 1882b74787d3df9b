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
from xml.sax.saxutils import escape, quoteattr

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
    heads = [_data_head(name, sheet.aliases.get(name, "")) for name in sheet.columns]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'<?xml version="1.0" encoding="utf-8"?>\n<kml xmlns="{_KML}"><Document>\n')
        file.write(_leaf("name", title) + _leaf("description", description))
        file.writelines(_style(f"c{number}", each.swatch) for number, each in enumerate(sheet.classes))
        done = 0
        for home in [*homes, None]:
            rows = [row for row, own in enumerate(sheet.homes) if own == home]
            file.write("<Folder>\n" + _leaf("name", words.township_name(home)) if rows else "")
            for row in rows:
                if done % CHUNK == 0:
                    check(progress)
                    progress.report(done / len(sheet))
                file.write(_placemark(sheet, row, heads))
                done += 1
            file.write("</Folder>\n" if rows else "")
        file.write("</Document></kml>\n")


def _leaf(name: str, text: str) -> str:
    return f"<{name}>{escape(_FORBIDDEN.sub('', text))}</{name}>\n"


def _data_head(name: str, alias: str) -> str:
    return f"<Data name={quoteattr(_FORBIDDEN.sub('', name))}>" + (_leaf("displayName", alias) if alias else "")


def _style(name: str, swatch: Swatch) -> str:
    line = _leaf("color", _colour(swatch.outline, "ff")) + _leaf("width", "2")
    fill = _leaf("color", _colour(swatch.colour, _OPACITY)) + _leaf("fill", str(int(swatch.pattern != "none")))
    return f'<Style id="{name}"><LineStyle>{line}</LineStyle><PolyStyle>{fill}</PolyStyle></Style>\n'


def _placemark(sheet: Sheet, row: int, heads: Sequence[str]) -> str:
    values = [values[row] for values in sheet.columns.values()]
    data = "".join(
        f"{head}{_leaf('value', text_of(value))}</Data>\n" for head, value in zip(heads, values) if value is not None
    )
    shape = _kml_shape(sheet.geometry[row])
    name, style = _leaf("name", sheet.labels[row]), _leaf("styleUrl", f"#c{sheet.class_of[row]}")
    return f"<Placemark>{name}{style}<ExtendedData>\n{data}</ExtendedData>{shape}</Placemark>\n"


def _kml_shape(geometry: Any) -> str:
    if geometry is None or geometry.is_empty:
        return ""
    parts = [_kml_polygon(part) for part in shapely.get_parts(geometry)]
    return parts[0] if len(parts) == 1 else f"<MultiGeometry>{''.join(parts)}</MultiGeometry>"


def _kml_polygon(polygon: Any) -> str:
    sides = "".join(
        f"<{side}><LinearRing><coordinates>{' '.join(f'{x!r},{y!r}' for x, y in points)}</coordinates></LinearRing>"
        f"</{side}>"
        for side, points in _sides(polygon)
    )
    return f"<Polygon>{sides}</Polygon>\n"


def _sides(polygon: Any) -> Iterator[tuple[str, list[Any]]]:
    for place, ring in enumerate(shapely.get_rings(polygon)):
        yield "innerBoundaryIs" if place else "outerBoundaryIs", shapely.get_coordinates(ring).tolist()


def _colour(colour: str, opacity: str) -> str:
    """``#RRGGBB`` as KML wants it: opacity, blue, green, red."""
    return f"{opacity}{colour[5:7]}{colour[3:5]}{colour[1:3]}".lower()
