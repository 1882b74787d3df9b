"""Progress layers: the GeoPackage of a run, its styles, and its group in a project. This file knows QGIS.

Everything but :func:`add_to_project` also works in a worker thread and without a project. Renderers are
made in code from the palette; labels read printed figures only.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, count, islice
from math import fsum, isclose
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCentroidFillSymbolLayer,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsEditorWidgetSetup,
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsFillSymbol,
    QgsGeometry,
    QgsLabelObstacleSettings,
    QgsLayerMetadata,
    QgsLayerTreeGroup,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPointPatternFillSymbolLayer,
    QgsProject,
    QgsProperty,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsValueMapFieldFormatter,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QVariant
from qgis.PyQt.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF

from ..engine.problems import Refusal
from ..engine.progress import CHUNK, Progress, Silent, check
from ..libraries import shapely
from ..texts import tr
from . import classes, palette, words
from . import fields as declared
from .classes import PatchClass
from .palette import Swatch

Row = "tuple[bytes | None, Sequence[Any]]"

_QT_TYPES = {
    declared.Kind.TEXT: QVariant.String,
    declared.Kind.INTEGER: QVariant.Int,
    declared.Kind.REAL: QVariant.Double,
}
_ORDER = (
    "overlaps", "patches", "pieces", "townships", "area_summary", "zone_summary", "target_progress", "provenance",
)  # fmt: skip
_MARKER_SHAPES = {
    "triangle": ("equilateral_triangle", 0),
    "triangle_down": ("equilateral_triangle", 180),
    "cross": ("cross_fill", 45),
}
_MARKER_SIZES = {"square": 0.84, "diamond": 1.08, "equilateral_triangle": 1.08}  # so that all look equally large
_PATTERN_ANGLES = {
    "diagonal": (45,), "back_diagonal": (135,), "horizontal": (0,), "vertical": (90,), "cross": (0, 90),
    "diagonal_cross": (45, 135),
}  # fmt: skip
_FONTS = (
    "SimSun", "宋体", "FangSong", "仿宋", "Microsoft YaHei", "微软雅黑", "Noto Sans CJK SC", "Noto Sans SC",
    "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
)  # fmt: skip
_WORDED = {
    "patches": ("zone_class", "zone_classes", "counted"),
    "classified": ("zone_class", "zone_classes"),
    "summary": ("zone_class",),
    "membership": ("zone_class",),
    "zone_summary": ("zone_class",),
    "pieces": ("township", "year", "category", "zone_class"),
    "area_summary": ("township", "year", "category", "zone_class"),
    "overlaps": ("kept_year", "dropped_year"),
    "overlap_pairs": ("kept_year", "dropped_year"),
    "target_progress": ("year", "category", "approximate"),
    "candidates": ("taken",),
    "file_preview": ("taken",),
}
_MOST_WORDS = 300  # a longer list of values would only slow the attribute table

_SMALL_SCALE = 60_000  # beyond it a patch is a dot on the screen: its marker is drawn
# a tag and its attributes, as such and inside an attribute (a symbol within a label's style)
_TAGS = [
    (re.compile(rf"({left}[\w:.-]+)((?:{attribute})+)(\s*/?>)"), re.compile(attribute))
    for left, attribute in (
        ("&lt;", r"\s+[\w:.-]+=&quot;(?:(?!&quot;)[^\"])*&quot;"),
        ("<", r"\s+[\w:.-]+=\"[^\"]*\""),
    )
]
_CHANGE_COUNTERS = (24, 92)  # offsets, see https://www.sqlite.org/fileformat.html: the counter, and where it was valid
_NO_DATE = "1970-01-01T00:00:00.000Z"  # the run time stands only in the log: equal runs, equal files


@dataclass(frozen=True)
class Styling:
    """What the style of a layer must know about its fields; empty names: no such field."""

    name_field: str = ""  # townships: the field with the name
    category_field: str = ""  # patches: the fields used where no zone class was asked for
    status_field: str = ""


@dataclass(frozen=True)
class LayerSpec:
    """One layer or table to write: *rows* are pairs of WKB (None: no geometry) and attribute values."""

    name: str
    fields: QgsFields
    crs: QgsCoordinateReferenceSystem
    geometry_type: Any  # QgsWkbTypes.Type; NoGeometry for a table
    rows: Iterable[Row]
    styling: Styling = field(default_factory=Styling)


@dataclass(frozen=True)
class Description:
    """The metadata that every layer of a run carries: the report's title and its provenance (key, value)."""

    title: str = ""
    provenance: Sequence[tuple[str, str]] = ()


# What is written ------------------------------------------------------------------------------------------


def qgs_fields(names: Iterable[str]) -> QgsFields:
    """Our fields of these names, without aliases: those live in the styles."""
    found = QgsFields()
    for name in names:
        found.append(QgsField(name, _QT_TYPES[declared.kind_of(name)]))
    return found


def extended_fields(own: QgsFields, names: Iterable[str]) -> QgsFields:
    """The fields of an input followed by ours."""
    found = QgsFields(own)
    for each in qgs_fields(names):
        found.append(each)
    return found


def frame_rows(frame: pd.DataFrame, names: Sequence[str]) -> list[tuple[Any, ...]]:
    """Attribute rows of *frame* in the order of *names*: plain Python values, None for every kind of NULL."""
    if not names:
        return [()] * len(frame)
    return list(zip(*(_plain(frame[name], declared.kind_of(name)) for name in names)))


def wkb_rows(geometries: np.ndarray) -> Iterator[bytes | None]:
    """WKB of shapely *geometries*, a few thousand at a time; None where there is none."""
    for start in range(0, len(geometries), CHUNK):
        yield from shapely.to_wkb(geometries[start : start + CHUNK], flavor="iso").tolist()


def table_spec(name: str, frame: pd.DataFrame) -> LayerSpec:
    """A table of the GeoPackage from a table of the result."""
    names = declared.columns(name, frame.columns)
    rows = ((None, row) for row in frame_rows(frame, names))
    nowhere = QgsCoordinateReferenceSystem()
    return LayerSpec(name, qgs_fields(names), nowhere, QgsWkbTypes.Type.NoGeometry, rows)


def geometry_spec(name: str, frame: pd.DataFrame, geometries: np.ndarray, crs: Any) -> LayerSpec:
    """A MultiPolygon layer (pieces, overlaps) from a table of the result and its shapely *geometries*."""
    spec = table_spec(name, frame)
    rows = zip(wkb_rows(geometries), (attributes for _, attributes in spec.rows))
    return replace(spec, crs=crs, geometry_type=QgsWkbTypes.Type.MultiPolygon, rows=rows)


def joined_spec(name: str, source: LayerSpec, frame: pd.DataFrame) -> LayerSpec:
    """The features of an input, as given, with our fields (a row of *frame* each, same order) behind their own."""
    names = declared.columns(name, frame.columns)
    ours = frame_rows(frame, names)
    rows = ((wkb, (*attributes, *own)) for (wkb, attributes), own in zip(source.rows, ours))
    return replace(source, name=name, fields=extended_fields(source.fields, names), rows=rows)


def _plain(column: pd.Series, kind: declared.Kind) -> list[Any]:
    if kind is declared.Kind.REAL:
        return [None if value != value else value for value in column.to_numpy(dtype=float, na_value=np.nan).tolist()]
    convert = int if kind is declared.Kind.INTEGER else str
    missing = column.isna().to_numpy()
    return [None if gone else convert(value) for value, gone in zip(column.tolist(), missing)]


# Writing --------------------------------------------------------------------------------------------------


def write_geopackage(
    path: str | Path, layers: Sequence[LayerSpec], description: Description, progress: Progress | None = None
) -> None:
    """Write *layers*, in this order, with styles and metadata into one new GeoPackage at *path*.

    Nothing that exists is touched, and a run that fails or is cancelled leaves no file. Raises
    ``FileExistsError``; ``Refusal("not_written", layer, detail)``; ``Cancelled``.
    """
    path = Path(path)
    if path.exists():
        raise FileExistsError(str(path))
    try:
        for number, spec in enumerate(layers):
            _write_layer(path, spec, number == 0, progress or Silent())
        for spec in layers:
            _describe(path, spec, description)
        _settle(path)
    except BaseException:
        _remove(path)
        raise


def check_geopackage(path: str | Path, expected: Mapping[str, tuple[int, Mapping[str, float]]]) -> None:
    """Re-read what was written: *expected* is layer → (number of rows, {field: sum}).

    Raises ``Refusal("layer_differs", layer, what, expected, found)`` at the first difference.
    """
    for name, (rows, sums) in expected.items():
        layer = open_layer(path, name)
        if not layer.isValid():
            raise Refusal("layer_differs", layer=name, what="layer", expected=name, found=None)
        found = _re_read(layer, list(sums))
        if found[0] != rows:
            raise Refusal("layer_differs", layer=name, what="rows", expected=rows, found=found[0])
        for each, total in sums.items():
            if not isclose(found[1][each], total, rel_tol=1e-12, abs_tol=1e-9):
                raise Refusal("layer_differs", layer=name, what=each, expected=total, found=found[1][each])


def open_layer(path: str | Path, name: str, *, styled: bool = False) -> QgsVectorLayer:
    """The layer *name* of a GeoPackage, with its saved default style if *styled*; it may be invalid."""
    options = QgsVectorLayer.LayerOptions(styled)
    options.skipCrsValidation = True
    return QgsVectorLayer(f"{path}|layername={name}", name, "ogr", options)


def _re_read(layer: QgsVectorLayer, names: list[str]) -> tuple[int, dict[str, float]]:
    places = [layer.fields().lookupField(name) for name in names]
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([place for place in places if place >= 0])
    values: dict[str, list[float]] = {name: [] for name in names}
    rows = 0
    for feature in layer.getFeatures(request):
        rows += 1
        for name, place in zip(names, places):
            value = feature[place] if place >= 0 else None
            values[name].append(0.0 if _is_null(value) else float(value))
    return rows, {name: fsum(each) for name, each in values.items()}


def _write_layer(path: Path, spec: LayerSpec, first: bool, progress: Progress) -> None:
    spec = replace(spec, rows=list(spec.rows))
    options = _options(spec, first)
    writer = QgsVectorFileWriter.create(
        str(path), spec.fields, spec.geometry_type, spec.crs, QgsCoordinateTransformContext(), options
    )
    _stop_on_error(writer, spec.name)
    multi = QgsWkbTypes.isMultiType(spec.geometry_type)
    rows = iter(spec.rows)
    for chunk in iter(lambda: list(islice(rows, CHUNK)), []):
        check(progress)
        features = [_feature(spec.fields, wkb, attributes, multi) for wkb, attributes in chunk]
        if not writer.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
            raise Refusal("not_written", layer=spec.name, detail=writer.errorMessage())
    _stop_on_error(writer, spec.name)
    del writer  # closes the file
    if spec.geometry_type != QgsWkbTypes.Type.NoGeometry:
        _restore_missing_geometry(path, spec)


def _restore_missing_geometry(path: Path, spec: LayerSpec) -> None:
    """The writer of QGIS makes an empty geometry of none; a patch without geometry stays one."""
    missing = {number for number, (wkb, _) in enumerate(spec.rows) if wkb is None}
    if not missing:
        return
    layer = open_layer(path, spec.name)
    request = QgsFeatureRequest().setNoAttributes()
    numbers = [feature.id() for number, feature in enumerate(layer.getFeatures(request)) if number in missing]
    if not layer.dataProvider().changeGeometryValues({number: QgsGeometry() for number in numbers}):
        raise Refusal("not_written", layer=spec.name, detail="; ".join(layer.dataProvider().errors()))


def _stop_on_error(writer: QgsVectorFileWriter, layer: str) -> None:
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise Refusal("not_written", layer=layer, detail=writer.errorMessage())


def _options(spec: LayerSpec, first: bool) -> QgsVectorFileWriter.SaveVectorOptions:
    action = QgsVectorFileWriter.ActionOnExistingFile
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding, options.layerName = "GPKG", "UTF-8", spec.name
    options.actionOnExistingFile = action.CreateOrOverwriteFile if first else action.CreateOrOverwriteLayer
    options.datasourceOptions = ["VERSION=1.2"]  # older QGIS warns about newer ones
    options.layerOptions = [f"GEOMETRY_NAME={_free_name('geom', spec.fields)}", f"FID={_primary_key(spec)}"]
    return options


def _primary_key(spec: LayerSpec) -> str:
    """An input's own ascending feature numbers stay its primary key; others would change the order of the rows."""

    def usable(name: str) -> str | None:
        place = spec.fields.lookupField(name)
        if place < 0:
            return name
        numbers = [attributes[place] for _, attributes in spec.rows]
        return spec.fields[place].name() if _ascending(numbers) else None

    candidates = chain(("fid", "ogc_fid"), (f"fid_{i}" for i in count(1)))
    return next(found for found in map(usable, candidates) if found)


def _ascending(numbers: Sequence[Any]) -> bool:
    whole = all(isinstance(each, int) and each > 0 for each in numbers)
    return whole and all(first < second for first, second in zip(numbers, numbers[1:]))


def _feature(fields: QgsFields, wkb: bytes | None, attributes: Sequence[Any], multi: bool) -> QgsFeature:
    feature = QgsFeature(fields)
    feature.setAttributes(list(attributes))
    if wkb is not None:
        geometry = QgsGeometry()
        geometry.fromWkb(wkb)
        if multi:
            geometry.convertToMultiType()
        feature.setGeometry(geometry)
    return feature


def _free_name(wanted: str, fields: QgsFields) -> str:
    taken = {each.name().casefold() for each in fields}
    candidates = (wanted if i == 0 else f"{wanted}_{i}" for i in range(len(taken) + 1))
    return next(each for each in candidates if each not in taken)


def _is_null(value: Any) -> bool:
    return value is None or (isinstance(value, QVariant) and value.isNull())


def _describe(path: Path, spec: LayerSpec, description: Description) -> None:
    """Save style and metadata inside the GeoPackage, where every QGIS finds them without asking."""
    layer = open_layer(path, spec.name)
    if not layer.isValid():
        raise Refusal("not_written", layer=spec.name, detail=layer.error().message())
    _copy_aliases(spec.fields, layer)
    style_layer(layer, spec.name, spec.styling)
    problem = layer.saveStyleToDatabase(spec.name, layer_title(spec.name), True, "")
    if problem:
        raise Refusal("not_written", layer=spec.name, detail=problem)
    layer.setMetadata(_metadata(spec, description))
    message, saved = layer.saveDefaultMetadata()
    if not saved:
        raise Refusal("not_written", layer=spec.name, detail=message)


def _metadata(spec: LayerSpec, description: Description) -> QgsLayerMetadata:
    metadata = QgsLayerMetadata()
    metadata.setIdentifier(spec.name)
    metadata.setTitle(tr("{title} – {layer}").format(title=description.title, layer=layer_title(spec.name)))
    metadata.setType("dataset")
    lines = [tr("{item}: {content}").format(item=item, content=content) for item, content in description.provenance]
    metadata.setAbstract("\n".join([description.title, *lines]))
    metadata.setHistory(lines)
    if spec.crs.isValid():
        metadata.setCrs(spec.crs)
    return metadata


def _copy_aliases(fields: QgsFields, layer: QgsVectorLayer) -> None:
    for each in fields:
        place = layer.fields().lookupField(each.name())
        if place >= 0 and each.alias():
            layer.setFieldAlias(place, each.alias())


def _settle(path: Path) -> None:
    """Close the file in journal mode DELETE, without a clock reading, and without a left-over ``-wal``.

    Qt writes the attributes of a tag in another order in every process: they are sorted, so that one result has
    one style.
    """
    with closing(sqlite3.connect(path)) as database:
        database.create_function("in_order", 1, in_order, deterministic=True)
        with database:
            database.execute("UPDATE layer_styles SET styleQML = in_order(styleQML), styleSLD = in_order(styleSLD)")
            database.execute("UPDATE gpkg_contents SET last_change = ?", (_NO_DATE,))
            database.execute("UPDATE layer_styles SET update_time = ?", (_NO_DATE,))
            database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (_NO_DATE,))
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        mode = database.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    left_over = [each for each in _companions(path) if each.exists()]
    if mode.casefold() != "delete" or left_over:
        raise Refusal("not_written", layer=path.name, detail=", ".join([mode, *(each.name for each in left_over)]))
    _forget_changes(path)


def _forget_changes(path: Path) -> None:
    """Both change counters of the file's header become 1: how often SQLite counted depends on who else had it open."""
    with path.open("r+b") as file:
        for place in _CHANGE_COUNTERS:
            file.seek(place)
            file.write((1).to_bytes(4, "big"))


# newer QGIS versions draw them by lot for symbol layers and categories; missing ones they draw when they read
_DRAWN_BY_LOT = re.compile(r"""\s(?:uu)?id=(["']|&quot;)\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}\1""")


def in_order(xml: str) -> str:
    """*xml* with the attributes of each tag in alphabetical order, without the random names of its parts."""
    xml = _DRAWN_BY_LOT.sub("", xml)
    for tag, attribute in _TAGS:
        xml = tag.sub(lambda found, each=attribute: found[1] + _by_name(each.findall(found[2])) + found[3], xml)
    return xml


def _by_name(attributes: list[str]) -> str:
    return "".join(sorted(attributes, key=lambda each: each.split("=", 1)[0]))


def _companions(path: Path) -> list[Path]:
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _remove(path: Path) -> None:
    for each in (path, *_companions(path)):
        each.unlink(missing_ok=True)


# Styles ---------------------------------------------------------------------------------------------------


def style_layer(layer: QgsVectorLayer, kind: str, styling: Styling | None = None) -> None:
    """Give *layer* the names, value words, symbols and labels of its *kind*.

    Kinds: those of the GeoPackage, and ``classified``, ``progress``, ``overlap_pairs``, ``summary``,
    ``membership`` of the other algorithms; a table only gets names and words. An unknown kind: names only.
    """
    styling = styling or Styling()
    _set_profile(layer)
    _set_aliases(layer)
    _set_words(layer, kind)
    if layer.geometryType() == QgsWkbTypes.GeometryType.NullGeometry:
        return
    if kind in ("patches", "classified"):
        _style_patches(layer, styling)
    elif kind in ("townships", "progress"):
        _style_townships(layer, styling)
    elif kind == "candidates":
        _style_candidates(layer)
    elif kind == "pieces":
        layer.setRenderer(QgsSingleSymbolRenderer(_piece_symbol()))
    elif kind in ("overlaps", "overlap_pairs"):
        layer.setRenderer(QgsSingleSymbolRenderer(patch_symbol(palette.swatch(palette.BASE, "overlap"), opacity=0.85)))


def layer_title(name: str) -> str:
    """What a layer of ours is called in a project."""
    titles = {
        "patches": tr("Patches"),
        "townships": tr("Townships"),
        "pieces": tr("Counted pieces"),
        "overlaps": tr("Overlaps"),
        "area_summary": tr("Area by township, year and category"),
        "zone_summary": tr("Area by zone class"),
        "target_progress": tr("Progress against the targets"),
        "provenance": tr("How it was computed"),
    }
    return titles.get(name, name)


def _set_profile(layer: QgsVectorLayer) -> None:
    """Newer QGIS versions draw the colours of height profiles by lot."""
    profile = layer.elevationProperties()
    if hasattr(profile, "setProfileLineSymbol"):
        profile.setProfileLineSymbol(QgsLineSymbol.createSimple({}))
        profile.setProfileFillSymbol(QgsFillSymbol.createSimple({}))
        profile.setProfileMarkerSymbol(QgsMarkerSymbol.createSimple({}))


def _set_aliases(layer: QgsVectorLayer) -> None:
    for place, each in enumerate(layer.fields()):
        name = declared.alias(each.name())
        if name:
            layer.setFieldAlias(place, name)


def _set_words(layer: QgsVectorLayer, kind: str) -> None:
    """Value maps: identifiers and NULL appear in words, while the data keep them."""
    for name in _WORDED.get(kind, ()):
        place = layer.fields().lookupField(name)
        if place < 0:
            continue
        values = _distinct(layer, place)
        if kind in ("patches", "classified"):  # NULL: a patch without geometry, no word for that
            values = [value for value in values if value is not None]
        entries = [(_worder(name)(value), value) for value in values]
        if kind == "zone_summary":
            entries = _zone_summary_words(layer)
        if len(entries) <= _MOST_WORDS and any(text != str(value) for text, value in entries):
            layer.setEditorWidgetSetup(place, QgsEditorWidgetSetup("ValueMap", {"map": _value_map(entries)}))


def _worder(name: str) -> Callable[[Any], str]:
    return {
        "zone_class": words.zone_class_name,
        "zone_classes": words.zone_class_names,
        "township": words.township_name,
        "category": words.category_name,
        "counted": _yes_or_no,
        "approximate": _yes_or_no,
        "taken": _yes_or_no,
    }.get(name, words.year_name)


def _yes_or_no(value: Any) -> str:
    return tr("yes") if value else tr("no")


def _zone_summary_words(layer: QgsVectorLayer) -> list[tuple[str, Any]]:
    """The classes; one whose figures are NULL says that no layer was given for it."""
    entries = []
    for feature in layer.getFeatures():
        name = words.zone_class_name(feature["zone_class"])
        if _is_null(feature["patches"]):
            name = tr("{zone_class} ({why})").format(zone_class=name, why=words.no_layer_given())
        entries.append((name, feature["zone_class"]))
    return entries


def _value_map(entries: Iterable[tuple[str, Any]]) -> list[dict[str, str]]:
    null = QgsValueMapFieldFormatter.NULL_VALUE
    return [{text: null if value is None else str(value)} for text, value in entries]


def _distinct(layer: QgsVectorLayer, place: int) -> list[Any]:
    found = {None if _is_null(each) else each for each in layer.uniqueValues(place)}
    return sorted(found, key=lambda each: (each is None, each if isinstance(each, (int, float)) else 0, str(each)))


def _style_patches(layer: QgsVectorLayer, styling: Styling) -> None:
    _keep_labels_off(layer)
    name, found = _patch_classes(layer, styling)
    if not found:
        layer.setRenderer(QgsSingleSymbolRenderer(patch_symbol(classes.one_class().swatch)))
        return
    expression = QgsExpression.quotedColumnRef(name)
    place = layer.fields().lookupField("counted")
    if place >= 0 and 0 in _distinct(layer, place):
        expression = f"""if("counted" = 0, {QgsExpression.quotedString(classes.NOT_COUNTED)}, {expression})"""
        found.append(classes.not_counted_class())
    layer.setRenderer(QgsCategorizedSymbolRenderer(expression, [_renderer_category(each) for each in found]))


def _renderer_category(each: PatchClass) -> QgsRendererCategory:
    value = each.values[0] if len(each.values) == 1 else list(each.values)
    return QgsRendererCategory(value, patch_symbol(each.swatch), each.name)


def _patch_classes(layer: QgsVectorLayer, styling: Styling) -> tuple[str, list[PatchClass]]:
    """By zone class; where none was asked for, by category, else by status: (field, classes that occur)."""
    makers: list[tuple[str, Callable[[list[Any]], list[PatchClass]]]] = [
        ("zone_class", classes.zone_classes),
        (styling.category_field, classes.category_classes),
        (styling.status_field, classes.status_classes),
    ]
    for name, make in makers:
        place = layer.fields().lookupField(name) if name else -1
        values = [] if place < 0 else _distinct(layer, place)
        if any(value is not None for value in values):
            return name, make(values)
    return "", []


def _style_townships(layer: QgsVectorLayer, styling: Styling) -> None:
    layer.setRenderer(QgsSingleSymbolRenderer(township_symbol(opacity=0.4)))
    if not styling.name_field:
        return
    expression = f"coalesce({QgsExpression.quotedColumnRef(styling.name_field)}, '')"
    if layer.fields().lookupField("remediated_mu_printed") >= 0:
        template = QgsExpression.quotedString(tr("{mu} mu"))
        expression += f""" || '\n' || replace({template}, '{{mu}}', format_number("remediated_mu_printed", 2))"""
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = expression, True
    settings.placement = QgsPalLayerSettings.Placement.Horizontal
    settings.multilineAlign = QgsPalLayerSettings.MultiLineAlign.MultiCenter
    settings.setFormat(text_format(text_font(9)))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def _style_candidates(layer: QgsVectorLayer) -> None:
    """Outlines with rank and code, to be looked at above a map."""
    layer.setRenderer(QgsSingleSymbolRenderer(patch_symbol(palette.swatch(palette.BASE, "overlap"), opacity=0.85)))
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = """concat("rank", '. ', "crs")""", True
    settings.placement = QgsPalLayerSettings.Placement.AroundPoint
    settings.dist, settings.displayAll = 3, True
    settings.setFormat(text_format(text_font(9)))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def _keep_labels_off(layer: QgsVectorLayer) -> None:
    """Patches carry no label, but the townships' labels keep clear of them."""
    obstacle = QgsLabelObstacleSettings()
    obstacle.setIsObstacle(True)
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = "''", True
    settings.drawLabels = False
    settings.setObstacleSettings(obstacle)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


# Symbols and text -----------------------------------------------------------------------------------------


def patch_symbol(swatch: Swatch, opacity: float = 0.9, marker: bool = True) -> QgsFillSymbol:
    """Polygon of a patch: colour, pattern and outline; at small scales a *marker*, or it would not be seen."""
    hollow = swatch.pattern == "none"
    symbol = QgsFillSymbol.createSimple(
        {
            "color": swatch.colour,
            "style": "no" if hollow else "solid",
            "outline_color": swatch.outline,
            "outline_width": "0.3",
            "outline_width_unit": "MM",
        }
    )
    for each in _pattern_layers(swatch):
        symbol.appendSymbolLayer(each)
    if marker:
        symbol.appendSymbolLayer(_centroid_layer(swatch))
    symbol.setOpacity(opacity)
    return symbol


def marker_symbol(swatch: Swatch, size: float) -> QgsMarkerSymbol:
    """The marker of a class, about *size* mm large."""
    shape, angle = _MARKER_SHAPES.get(swatch.marker, (swatch.marker, 0))
    size *= _MARKER_SIZES.get(shape, 1.0)
    return QgsMarkerSymbol.createSimple(
        {
            "name": shape,
            "angle": str(angle),
            "color": swatch.colour,
            "outline_color": swatch.outline,
            "outline_width": "0.25",
            "outline_width_unit": "MM",
            "size": str(size),
            "size_unit": "MM",
        }
    )


def township_symbol(opacity: float = 1.0) -> QgsFillSymbol:
    """A township: a calm fill and its border."""
    swatch = palette.swatch(palette.BASE, "township")
    fill = QColor(swatch.colour)
    fill.setAlphaF(opacity)
    symbol = QgsFillSymbol.createSimple({"outline_color": swatch.outline, "outline_width": "0.3", "joinstyle": "round"})
    symbol.symbolLayer(0).setFillColor(fill)
    return symbol


def text_font(points: float, *, bold: bool = False) -> QFont:
    """The first usable Chinese font of this machine (the program's own font where there is none)."""
    font = QFont(font_family() or QFont().family())
    font.setPointSizeF(points)
    font.setBold(bold)
    # shaping takes other glyphs for digits beside Latin letters, of which a PDF says no character
    font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    return font


@lru_cache(maxsize=1)
def font_family() -> str:
    """The first family of our list that is installed and has digits of one width; empty text: none."""
    installed = set(_installed_families())
    return next((each for each in _FONTS if each in installed and _tabular(each)), "")


def text_format(font: QFont, *, quiet: bool = False, halo: bool = True) -> QgsTextFormat:
    """A text format with a thin halo, in the palette's text colours."""
    swatch = palette.swatch(palette.BASE, "quiet_text" if quiet else "text")
    found = QgsTextFormat()
    found.setFont(font)
    found.setSize(font.pointSizeF())
    found.setColor(QColor(swatch.colour))
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(halo)
    buffer.setSize(0.7)
    buffer.setColor(QColor(swatch.outline))
    found.setBuffer(buffer)
    return found


def _installed_families() -> list[str]:
    try:
        return QFontDatabase.families()  # Qt 6: static
    except TypeError:
        return QFontDatabase().families()


def _tabular(family: str) -> bool:
    metrics = QFontMetricsF(QFont(family, 10))
    return len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


def _piece_symbol() -> QgsFillSymbol:
    swatch = palette.swatch(palette.BASE, "piece")
    symbol = QgsFillSymbol.createSimple(
        {"color": swatch.colour, "outline_color": swatch.outline, "outline_width": "0.2", "outline_style": "dash"}
    )
    symbol.setOpacity(0.8)
    return symbol


def _centroid_layer(swatch: Swatch) -> QgsCentroidFillSymbolLayer:
    layer = QgsCentroidFillSymbolLayer()
    layer.setPointOnSurface(True)
    layer.setPointOnAllParts(False)
    layer.setSubSymbol(marker_symbol(swatch, 2.4))
    when = QgsProperty.fromExpression(f"@map_scale > {_SMALL_SCALE}")
    layer.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyLayerEnabled, when)
    return layer


def _pattern_layers(swatch: Swatch) -> list[QgsSymbolLayer]:
    if swatch.pattern == "dots":
        dots = QgsPointPatternFillSymbolLayer()
        dots.setDistanceX(1.4)
        dots.setDistanceY(1.4)
        dots.setSubSymbol(
            QgsMarkerSymbol.createSimple({"color": swatch.ink, "outline_style": "no", "size": "0.5", "size_unit": "MM"})
        )
        return [dots]
    return [_line_layer(swatch, angle) for angle in _PATTERN_ANGLES.get(swatch.pattern, ())]


def _line_layer(swatch: Swatch, angle: int) -> QgsLinePatternFillSymbolLayer:
    lines = QgsLinePatternFillSymbolLayer()
    lines.setLineAngle(angle)
    lines.setDistance(1.3)
    lines.setSubSymbol(QgsLineSymbol.createSimple({"color": swatch.ink, "width": "0.2", "width_unit": "MM"}))
    return lines


# In a project ---------------------------------------------------------------------------------------------


def add_to_project(
    project: QgsProject, source: str | Path | Iterable[QgsVectorLayer], title: str
) -> list[QgsVectorLayer]:
    """Show a GeoPackage of ours (or layers) as one group named *title* in front; main thread only.

    A group of this title that shows the same file, from an earlier run, is replaced. Returns the layers.
    """
    layers = _layers_of(Path(source)) if isinstance(source, (str, Path)) else list(source)
    _take_out(project, title, {_file_of(layer) for layer in layers})
    group = project.layerTreeRoot().insertGroup(0, title)
    for layer in layers:
        project.addMapLayer(layer, False)
        node = group.addLayer(layer)
        node.setExpanded(layer.name() == layer_title("patches"))
        node.setItemVisibilityChecked(layer.name() != layer_title("pieces"))
    return layers


def _layers_of(path: Path) -> list[QgsVectorLayer]:
    found = []
    for name in _ORDER:
        layer = open_layer(path, name, styled=True)
        if layer.isValid():
            layer.setName(layer_title(name))
            found.append(layer)
    return found


def _take_out(project: QgsProject, title: str, files: set[str]) -> None:
    """Remove what an earlier run of the same file left in a group of this title; foreign layers stay."""
    for group in project.layerTreeRoot().findGroups():
        if group.name() == title:
            nodes = [node for node in group.findLayers() if node.layer() is not None]
            project.removeMapLayers([node.layerId() for node in nodes if _file_of(node.layer()) in files])
            _drop_if_empty(group)


def _drop_if_empty(group: QgsLayerTreeGroup) -> None:
    if not group.children() and group.parent() is not None:
        group.parent().removeChildNode(group)


def _file_of(layer: QgsVectorLayer) -> str:
    return layer.source().split("|")[0]
