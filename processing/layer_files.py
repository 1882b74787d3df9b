"""The files of ``exportlayers``: each format written, then read again by another reader, and compared.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import fsum, isclose
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QTime, QVariant

from ..engine.area import area_m2, to_mu
from ..engine.planes import to_equal_area
from ..engine.problems import Notice, Refusal, info, warning
from ..engine.progress import CHUNK, Progress, check
from ..engine.repair import polygons_in_plane
from ..formats import coordinate_text, coordinate_writer, kml, ogr, shapefile
from ..libraries import shapely
from ..reports import exchange
from ..reports.drawing import ENCODING as DRAWING_ENCODING
from ..reports.drawing import drawn, layer_names, text_points, write_drawing
from ..reports.exchange import Sheet, text_of, write_table
from ..texts import tr
from . import files
from .fields import DBF_TEXT, cut_names, first_bytes
from .layer_sheets import Coarse
from .swapping import SHAPEFILE, layer_writer

AREA = "area_m2"
_LDIDS = {"GBK": 0x4D, "UTF-8": 0x00}  # what a dBASE table says of its encoding, at byte 29
_LDID_AT = 29
_LAND_BOUNDARY = "GBK"
_KML_OWN = {"name", "folder", "when", "altitude", "description"}  # names that a reader of KML uses for its own
_AREA_M2 = 0.05  # by which a polygon that is read again may differ: digits of the file
_TXT_AREA = 0.002  # the same for corners in millimetres, in m² for each metre of border


@dataclass(frozen=True)
class Job:
    """What the writers need beside the rows: words of the document, townships in order, encoding, fields of QGIS."""

    title: str
    description: str
    homes: Sequence[str]
    encoding: str
    fields: QgsFields
    coarse: Coarse | None  # where there is one, the mu are not those of the shapes in the file


@dataclass(frozen=True)
class Written:
    """A file that was read again: *geometry*, *points* of its texts and *crs* as read, *checked* in words."""

    path: Path
    count: int
    mu: float
    checked: str
    geometry: Any
    crs: str
    notices: Sequence[Notice] = ()
    points: Any = ()


def mu_of(sheet: Sheet) -> float:
    """The mu of all rows."""
    return _sum(sheet.columns, sheet.figure)


def _sum(columns: Mapping[str, Sequence[Any]], name: str) -> float:
    return fsum(float(value) for value in columns.get(name, ()) if value is not None)


def refuse_unwritable(sheet: Sheet, encoding: str, file: str) -> None:
    """Raises ``Refusal("not_in_encoding", file, encoding, text, letters)`` at the first text that it cannot hold."""
    texts = {value for column in sheet.columns.values() for value in column if isinstance(value, str)}
    for text in sorted({*texts, *sheet.columns, *sheet.labels, *(each.name for each in sheet.classes)}):
        try:
            text.encode(encoding)
        except UnicodeEncodeError as error:
            letters = text[error.start : error.end]
            raise Refusal("not_in_encoding", file=file, encoding=encoding, text=text[:60], letters=letters) from error


# Shapefile -----------------------------------------------------------------------------------------------------------


def write_shapefile(path: Path, sheet: Sheet, job: Job, progress: Progress) -> Written:
    """A shapefile with ``.prj``, ``.cpg`` and the table of its field names; read again without GDAL."""
    refuse_unwritable(sheet, job.encoding, path.name)
    names = cut_names(list(sheet.columns), job.encoding)
    columns, cut = {}, []
    for name, (full, values) in zip(names, sheet.columns.items()):
        columns[name] = [
            first_bytes(value, DBF_TEXT, job.encoding) if isinstance(value, str) else value for value in values
        ]
        if columns[name] != values:
            cut.append(full)
    figure = dict(zip(sheet.columns, names))[sheet.figure]
    short = replace(sheet, columns=columns, figure=figure)
    _write_by_qgis(path, short, _renamed(job.fields, names), job.encoding, progress)
    _declare_encoding(path, job.encoding)
    rows = [(name, full, sheet.aliases.get(full, "")) for name, full in zip(names, sheet.columns)]
    head = (tr("Field in the file"), tr("Full name"), tr("Meaning"))
    write_table(path.with_name(f"{path.stem}_fields.csv"), head, rows)
    read = shapefile.read(path, path.name)
    found = compared(path, short, read.columns, read.geometry)
    return replace(found, notices=_name_notices(path, names, list(sheet.columns), cut, columns, sheet))


def _name_notices(
    path: Path, names: list[str], full: list[str], cut: list[str], columns: dict[str, Any], sheet: Sheet
) -> list[Notice]:
    renamed = [f"{name} → {short}" for name, short in zip(full, names) if name != short]
    notices = [info("names_shortened", path=path.name, names=renamed)] if renamed else []
    if cut:
        changed = sum(
            new != old for name, short in zip(full, names) for new, old in zip(columns[short], sheet.columns[name])
        )
        notices.append(warning("texts_cut", path=path.name, count=changed, fields=cut))
    return notices


def _renamed(fields: QgsFields, names: list[str]) -> QgsFields:
    made = QgsFields()
    for each, name in zip(fields, names):
        own = QgsField(each)
        own.setName(name)
        if own.type() == QVariant.String:
            own.setLength(DBF_TEXT)
        made.append(own)
    return made


def _write_by_qgis(path: Path, sheet: Sheet, fields: QgsFields, encoding: str, progress: Progress) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding = SHAPEFILE, encoding
    crs = QgsCoordinateReferenceSystem.fromWkt(sheet.crs)
    kind, context = QgsWkbTypes.Type.MultiPolygon, QgsCoordinateTransformContext()
    with layer_writer(path, fields, kind, crs, context, options) as writer:
        for start in range(0, len(sheet), CHUNK):
            check(progress)
            progress.report(start / len(sheet))
            files.add_features(writer, _features(sheet, fields, slice(start, start + CHUNK)))


def _features(sheet: Sheet, fields: QgsFields, part: slice) -> list[QgsFeature]:
    made = []
    columns = [values[part] for values in sheet.columns.values()]
    for row, wkb in zip(zip(*columns), shapely.to_wkb(sheet.geometry[part], flavor="iso").tolist()):
        feature = QgsFeature(fields)
        feature.setAttributes([to_qt(value) for value in row])
        if wkb is not None:
            geometry = QgsGeometry()
            geometry.fromWkb(wkb)
            geometry.convertToMultiType()
            feature.setGeometry(geometry)
        made.append(feature)
    return made


def to_qt(value: Any) -> Any:
    """A date of Python's as one of Qt's; other values as they are."""
    if isinstance(value, datetime):
        clock = QTime(value.hour, value.minute, value.second, value.microsecond // 1000)
        return QDateTime(QDate(value.year, value.month, value.day), clock)
    return QDate(value.year, value.month, value.day) if isinstance(value, date) else value


def _declare_encoding(path: Path, encoding: str) -> None:
    """Both places by which programs tell the encoding say the same."""
    path.with_suffix(".cpg").write_text(encoding, encoding="ascii")
    with path.with_suffix(".dbf").open("r+b") as table:
        table.seek(_LDID_AT)
        table.write(bytes([_LDIDS[encoding]]))


# KML, GeoJSON --------------------------------------------------------------------------------------------------------


def write_kml(path: Path, sheet: Sheet, job: Job, progress: Progress) -> Written:
    """KML in folders by township, which is the order in which it is read again."""
    order = {home: place for place, home in enumerate([*job.homes, None])}
    places = np.argsort([order[home] for home in sheet.homes], kind="stable")
    sorted_ = sheet.rows(places)
    exchange.write_kml(path, sorted_, job.title, job.description, job.homes, progress)
    read = kml.read_bytes(path.read_bytes(), path.name, path.stem)
    if [_plain(each) for each in read.columns.get("name", [])] != [_plain(each) for each in sorted_.labels]:
        raise Refusal("written_differs", path=path.name, detail=tr("labels"))
    known = {name: values for name, values in sorted_.columns.items() if name not in _KML_OWN}
    return compared(path, replace(sorted_, columns=known), read.columns, read.geometry)


def write_geojson(path: Path, sheet: Sheet, job: Job, progress: Progress) -> Written:
    """GeoJSON in WGS 84 as its standard wants; read again by GDAL."""
    exchange.write_geojson(path, sheet, progress)
    (layer, _), *_ = ogr.layers(path, path.name)
    read = ogr.read_layer(path, path.name, layer, options={"DATE_AS_STRING": "YES"})
    return compared(path, sheet, read.columns, read.shapes)


# Drawing, coordinates ------------------------------------------------------------------------------------------------


def write_dxf(path: Path, sheet: Sheet, job: Job, progress: Progress) -> Written:
    """A drawing; read again by GDAL, ring by ring, with texts and layers."""
    sheet = sheet.rows(np.flatnonzero(drawn(sheet)))
    refuse_unwritable(replace(sheet, columns={}), DRAWING_ENCODING, path.name)
    points = text_points(sheet)
    if job.coarse:
        points = job.coarse.clear(points, sheet.crs)
    write_drawing(path, sheet, points, job.title, progress)
    read = ogr.read_layer(path, path.name, "entities")
    is_line = shapely.get_type_id(read.shapes) == 1
    lines = np.flatnonzero(is_line)
    names = [layer_names(sheet)[place] for place in sheet.class_of]
    rings = [shapely.get_rings(shapely.get_parts(each)) for each in sheet.geometry]
    layers = [name for name, own in zip(names, rings) for _ in own]
    texts = [text for text in read.columns["Text"] if text is not None]
    for what, wanted, found in (
        (tr("layers"), layers, [read.columns["Layer"][place] for place in lines]),
        (tr("labels"), [" ".join(each.split()) for each in sheet.labels], texts),
    ):
        if wanted != found:
            raise Refusal("written_differs", path=path.name, detail=what)
    geometry = _of_rings(sheet.geometry, read.shapes[lines])
    return replace(_compared_shapes(path, sheet, geometry, job), points=read.shapes[~is_line])


def _of_rings(like: Any, lines: Any) -> Any:
    """Polygons of closed *lines* that are, one after the other, the rings of the polygons *like*."""
    made, at = np.full(len(like), None, dtype=object), 0
    for row, polygon in enumerate(like):
        parts = []
        for part in shapely.get_parts(polygon):
            count = len(shapely.get_rings(part))
            rings = [shapely.linearrings(shapely.get_coordinates(each)) for each in lines[at : at + count]]
            parts.append(shapely.polygons(rings[0], rings[1:] or None))
            at += count
        made[row] = shapely.multipolygons(parts)
    return made


def write_txt(path: Path, sheet: Sheet, job: Job, progress: Progress) -> Written:
    """The text of coordinates that land surveys exchange; read again by the reader of such texts."""
    sheet = sheet.rows(np.flatnonzero(drawn(sheet)))
    refuse_unwritable(replace(sheet, columns={}), _LAND_BOUNDARY, path.name)
    code = QgsCoordinateReferenceSystem.fromWkt(sheet.crs).authid()
    name = tr("{label} (for outside)") if job.coarse else "{label}"
    areas = sheet.columns[AREA] if job.coarse else [None] * len(sheet)  # the true ones
    plots = [
        coordinate_writer.Outgoing(geometry, number, name.format(label=label), area_m2=area)
        for geometry, number, label, area in zip(sheet.geometry, sheet.numbers, sheet.labels, areas)
    ]
    check(progress)
    path.write_bytes(coordinate_writer.write(plots, code, coordinate_writer.Style()).encode(_LAND_BOUNDARY))
    if not plots:  # a text without plots is none to its reader
        return _compared_shapes(path, sheet, sheet.geometry, job)
    read = coordinate_text.read(path.read_bytes(), path.name, parameter=code, once=False)
    refuse_other_count(path, len(sheet), len(read.geometry))
    written = [tuple(_plain(coordinate_writer.kept(text)) for text in (each.number, each.name)) for each in plots]
    found = list(zip(*([_plain(text) for text in read.columns[name]] for name in ("plot_no", "plot_name"))))
    if written != found:
        raise Refusal("written_differs", path=path.name, detail=tr("labels"))
    return _compared_shapes(path, sheet, read.geometry, job, _TXT_AREA)


# Compared ------------------------------------------------------------------------------------------------------------


def compared(path: Path, sheet: Sheet, columns: Mapping[str, Any], geometry: Any) -> Written:
    """What was read, if it is what was to be written: number, texts, mu, ground of each polygon."""
    refuse_other_count(path, len(sheet), len(geometry))
    for name, values in sheet.columns.items():
        if not any(isinstance(each, str) for each in values):
            continue
        wanted = [_plain(each) for each in values]
        found = [_plain(each) for each in columns.get(name, [])] or [""] * len(values)
        if wanted != found:
            row = next(row for row, pair in enumerate(zip(wanted, found)) if pair[0] != pair[1])
            raise Refusal("written_differs", path=path.name, detail=f"{name}: “{found[row]}” ≠ “{wanted[row]}”")
    mu = _sum(columns, sheet.figure)
    _refuse_other_mu(path, mu_of(sheet), mu, 1e-9)
    refuse_other_ground(path, sheet, geometry)
    checked = tr("number, texts, mu and ground of each patch")
    return Written(path, len(geometry), mu, checked, geometry, sheet.crs)


def _plain(value: Any) -> str:
    """A value as text; formats differ in what they make of blanks and ends of lines."""
    return " ".join(text_of(value).split())


def _compared_shapes(path: Path, sheet: Sheet, geometry: Any, job: Job, per_metre: float = 0.0) -> Written:
    """The same for a file without fields: its mu are those of its polygons; where these are coarse, the true ones.

    Its labels were compared before.
    """
    refuse_other_count(path, len(sheet), len(geometry))
    refuse_other_ground(path, sheet, geometry, per_metre)
    checked = tr("number, labels and ground of each patch")
    if job.coarse:
        mu = mu_of(sheet)
    else:
        ids = np.array([*sheet.numbers, None], dtype=object)[:-1]
        repaired = polygons_in_plane(geometry, sheet.crs, path.name, ids).area_m2
        mu = float(to_mu(fsum(np.nan_to_num(repaired).tolist())))
        if shapely.is_valid(sheet.geometry).all():
            bound = to_mu(fsum(_bounds(sheet, per_metre).tolist()))
            _refuse_other_mu(path, mu_of(sheet), mu, 1e-6, bound)
    return Written(path, len(geometry), mu, checked, geometry, sheet.crs)


def refuse_other_count(path: Path, wanted: int, found: int) -> None:
    """Raises ``Refusal("written_differs", path, detail)``."""
    if wanted != found:
        detail = tr("{found} rows instead of {written}").format(found=found, written=wanted)
        raise Refusal("written_differs", path=path.name, detail=detail)


def _refuse_other_mu(path: Path, wanted: float, found: float, relative: float, absolute: float = 1e-6) -> None:
    if not isclose(wanted, found, rel_tol=relative, abs_tol=absolute):
        raise Refusal(
            "written_differs",
            path=path.name,
            detail=tr("{found} mu instead of {wanted} mu").format(found=found, wanted=wanted),
        )


def refuse_other_ground(path: Path, sheet: Sheet, geometry: Any, per_metre: float = 0.0) -> None:
    """Raises ``Refusal("written_differs", path, detail)`` at the first polygon that has another area in m².

    Polygons that were broken when they came in may be read in several ways: they are left out. The bound is larger by
    *per_metre* m² for each metre of border.
    """
    wanted, found = _areas(sheet.geometry, sheet.crs), _areas(geometry, sheet.crs)
    sound = shapely.is_valid(sheet.geometry) | shapely.is_missing(sheet.geometry)
    differing = np.flatnonzero(sound & ~(np.abs(found - wanted) <= _bounds(sheet, per_metre)))
    if len(differing):
        row = int(differing[0])
        detail = tr("patch {row}: {found} m² instead of {wanted} m²")
        raise Refusal(
            "written_differs", path=path.name, detail=detail.format(row=row + 1, found=found[row], wanted=wanted[row])
        )


def _bounds(sheet: Sheet, per_metre: float) -> Any:
    """m² by which each polygon may differ."""
    borders = np.nan_to_num(shapely.length(sheet.geometry)) if per_metre else 0.0
    return np.maximum(_AREA_M2, 1e-7 * _areas(sheet.geometry, sheet.crs)) + per_metre * borders


def _areas(geometry: Any, crs: str) -> Any:
    """m² of each polygon, 0 where there is none."""
    return np.nan_to_num(area_m2(to_equal_area(np.asarray(geometry, dtype=object), crs)))


Writer = Callable[[Path, Sheet, Job, Progress], Written]
WRITERS: dict[str, Writer] = {
    "shp": write_shapefile,
    "kml": write_kml,
    "geojson": write_geojson,
    "dxf": write_dxf,
    "txt": write_txt,
}
