"""Reading QGIS layers into arrays: a snapshot in the main thread, the features in the worker.

A snapshot holds what the layer is at that moment, unsaved edits, filter and selection included; nothing
of the live layer is touched afterwards. Geometry travels as WKB, attributes column by column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from operator import lt
from pathlib import Path
from typing import Any

import numpy as np
from qgis.core import (
    NULL,
    QgsAbstractGeometry,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsGeometry,
    QgsMapLayer,
    QgsMapLayerType,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProperty,
    QgsProviderRegistry,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime, QVariant

from ..engine.parallel import collector_paused
from ..engine.problems import Notice, Refusal, info, warning
from ..engine.progress import CHUNK, Progress, Silent, check
from ..engine.wkb import close_rings, has_curve_type
from .fields import field as own_field
from .fields import is_former

_LONGEST_NAME = 30
READ_AT_ONCE = 500  # features; more of them alive at a time cost more than they save
CHORD_ERROR_M = 0.0001  # of a curve made straight: 0.02 m² on a circle of 50 m


# files that a layer consists of besides its own one
_PARTS = {
    ".shp": (".shx", ".dbf"),
    ".dbf": (".shp",),
    ".tab": (".dat", ".map", ".id"),
    ".mif": (".mid",),
}
_FLAT_TYPES = {QgsWkbTypes.Type.Polygon: 3, QgsWkbTypes.Type.MultiPolygon: 6}  # as shapely numbers them
State = "tuple[tuple[int, int] | None, ...]"  # size and time of each file, None where there is none


@dataclass(frozen=True)
class LayerSnapshot:
    """A vector layer as it was in ``prepareAlgorithm``; readable in any thread with :func:`read_source`."""

    name: str
    source: QgsVectorLayerFeatureSource
    fields: QgsFields
    wkb_type: Any
    crs: QgsCoordinateReferenceSystem
    feature_count: int  # an estimate for the progress bar, −1 when unknown
    path: str  # of the file, "" for a layer without one
    state: State  # of its files
    filter: str = ""
    selected: frozenset[int] | None = None  # ids when only the selected features are asked for
    limit: int = -1
    expression: str = ""
    ids: list[int] | None = None  # of a layer in a transaction: all of them, in order

    @property
    def exact_count(self) -> int | None:
        """How many features there are to be read, None where nobody knows."""
        known = self.feature_count >= 0 and self.limit < 0 and not self.expression
        return self.feature_count if known else None

    @property
    def crs_wkt(self) -> str | None:
        """The CRS as WKT, None where the layer has none."""
        return self.crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED) if self.crs.isValid() else None


@dataclass(frozen=True)
class SourceTable:
    """What was read: arrays of one length in the order of the layer.

    ``geometry`` holds shapely geometries (None: null, or nothing readable in it); ``columns`` Python values
    with None for NULL; ``features`` the features themselves when they were kept, with their ``wkb``; ``mended`` the
    rows whose geometry is not the given one, vertex by vertex.
    """

    snapshot: LayerSnapshot
    fids: Any
    geometry: Any
    columns: dict[str, Any]
    features: list[QgsFeature] | None
    notices: list[Notice] = field(default_factory=list)
    mended: frozenset[int] = frozenset()
    wkb: Sequence[bytes] = ()

    def __len__(self) -> int:
        return len(self.fids)

    @property
    def name(self) -> str:
        """How messages call the layer."""
        return self.snapshot.name


# Snapshots, in the main thread --------------------------------------------------------------------------


def snapshot_source(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str, context: QgsProcessingContext
) -> LayerSnapshot | None:
    """Snapshot of the one layer of parameter *name* (a feature source or a vector layer); None where it is empty.

    Raises ``Refusal("layer_not_loaded", parameter, value)``, also for a layer that is not a vector layer.
    """
    value = parameters.get(name)
    if is_empty(value):
        return None
    label = algorithm.parameterDefinition(name).description()
    if not isinstance(value, QgsProcessingFeatureSourceDefinition):
        return snapshot_layer(_vector_layer(value, label, context), context)
    layer = _vector_layer(value.source, label, context)
    selected = frozenset(layer.selectedFeatureIds()) if value.selectedFeaturesOnly else None
    expression = getattr(value, "filterExpression", "")  # since QGIS 3.32
    return snapshot_layer(layer, context, selected=selected, limit=value.featureLimit, expression=expression)


def snapshot_layers(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str, context: QgsProcessingContext
) -> list[LayerSnapshot]:
    """Snapshots of every layer of the multiple-layers parameter *name*, in the given order.

    QGIS silently leaves out what it cannot open; here it raises ``Refusal("layer_not_loaded", parameter, value)``.
    """
    label = algorithm.parameterDefinition(name).description()
    values = given_values(parameters.get(name), context)
    return [snapshot_layer(_vector_layer(value, label, context), context) for value in values]


def snapshot_layer(
    layer: QgsVectorLayer,
    context: QgsProcessingContext | None = None,
    *,
    selected: frozenset[int] | None = None,
    limit: int = -1,
    expression: str = "",
    counted: bool = True,
) -> LayerSnapshot:
    """Snapshot of *layer* as it is now, its edit buffer included; not *counted*, where its number takes long to ask."""
    ids = _ids_in_transaction(layer)
    count = len(ids) if ids is not None else int(layer.featureCount()) if counted else -1
    return LayerSnapshot(
        name=layer_name(layer, context),
        source=QgsVectorLayerFeatureSource(layer),
        fields=QgsFields(layer.fields()),
        wkb_type=layer.wkbType(),
        crs=layer.crs(),
        feature_count=count if selected is None else len(selected),
        path=file_of(layer)[0],
        state=_state(file_of(layer)[0]),
        filter=layer.subsetString(),
        selected=selected,
        limit=limit,
        expression=expression,
        ids=ids,
    )


def _ids_in_transaction(layer: QgsVectorLayer) -> list[int] | None:
    """Ids of all features of a file's *layer* whose edits go into the file at once; None for every other layer.

    Such a layer has one cursor, and two who read at a time, as the map does, get a part of the features each; nor is
    the number that QGIS knows right after an undo. The unique values are asked of the file in a query of its own.
    """
    provider = layer.dataProvider()
    keys = provider.pkAttributeIndexes()
    if layer.providerType() != "ogr" or provider.transaction() is None or len(keys) != 1:
        return None
    return sorted(map(int, provider.uniqueValues(keys[0])))


def layer_name(layer: QgsMapLayer, context: QgsProcessingContext | None = None) -> str:
    """How messages call *layer*: by its name in the project, else by file and layer name."""
    project = context.project() if context is not None else None
    path, table = file_of(layer)
    if not path or (project is not None and project.mapLayer(layer.id()) is not None):
        return layer.name()
    file = Path(path)
    return f"{file.name}: {_described(layer) or table}" if table and table != file.stem else file.name


def _described(layer: QgsMapLayer) -> str:
    """What the file itself calls the table, as a campaign does; empty where that is long or nothing."""
    words = str(layer.dataProvider().layerMetadata().abstract()) if layer.dataProvider() is not None else ""
    return words if len(words) <= _LONGEST_NAME and "\n" not in words else ""


def is_empty(value: Any) -> bool:
    """Whether the raw parameter *value* is nothing at all: None, a NULL variant, blank text, an empty list."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, (list, tuple)):
        return all(is_empty(each) for each in value)
    return _is_null(value)


def file_of(layer: QgsMapLayer) -> tuple[str, str]:
    """Path of the file and name of the table that *layer* is read from, each empty where there is none."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return str(parts.get("path") or ""), str(parts.get("layerName") or "")


def _state(path: str) -> State:
    """What tells whether the files of a layer have changed; empty for a layer without a file."""
    if not Path(path).is_file():
        return ()
    file = Path(path)
    parts = [file.with_suffix(each) for each in _PARTS.get(file.suffix.lower(), ())]
    return tuple(map(_size_and_time, [file, file.with_name(f"{file.name}-wal"), *parts]))


def _size_and_time(file: Path) -> tuple[int, int] | None:
    """None also for an empty file: a log without anything in it comes and goes with everybody who only reads."""
    try:
        found = file.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if found.st_size else None


def given_values(value: Any, context: QgsProcessingContext) -> list[Any]:
    """The single values of a multiple-layers parameter, however they are given."""
    if isinstance(value, QgsProperty):
        value = value.value(context.expressionContext())[0]
    if isinstance(value, (list, tuple)):
        return [each for item in value for each in given_values(item, context)]
    return [] if is_empty(value) else [value]


def _vector_layer(value: Any, label: str, context: QgsProcessingContext) -> QgsVectorLayer:
    if isinstance(value, QgsProperty):
        value = value.valueAsString(context.expressionContext())[0]
    layer = value if isinstance(value, QgsMapLayer) else QgsProcessingUtils.mapLayerFromString(str(value), context)
    if layer is None or not layer.isValid() or layer.type() != QgsMapLayerType.VectorLayer:
        shown = layer.name() if isinstance(value, QgsMapLayer) else str(value)
        raise Refusal("layer_not_loaded", parameter=label, value=shown)
    return layer


# Reading, in any thread ---------------------------------------------------------------------------------


@collector_paused()
def read_source(
    snapshot: LayerSnapshot,
    fields: Sequence[str] | None = (),
    progress: Progress | None = None,
    *,
    keep_features: bool = False,
    geometry: bool = True,
) -> SourceTable:
    """Read geometry and the columns *fields* (None: all) of *snapshot* in one pass.

    Args:
        keep_features: keep the features themselves for an output that carries them (:func:`original_rows`).
        geometry: False for a table; the geometry is then None everywhere.

    Curves are made straight, open rings closed and collapsed ones dropped, each with a notice
    (``curves_straightened``, ``rings_closed``, ``rings_dropped``, ``curve_missing``). QGIS ends reading without
    a word where a file is damaged, so what was read is counted: notice ``features_missing`` (layer, expected, found).

    Raises:
        Refusal: ``field_missing`` (layer, field, fields); ``input_changed`` (layer, expected, found).
        Cancelled: within a few thousand features.
    """
    names = [each.name() for each in snapshot.fields] if fields is None else list(fields)
    places = [field_place(snapshot, name) for name in names]
    request = _request(snapshot, None if keep_features else places, geometry or keep_features)
    fids: list[int] = []
    wkb: list[bytes] = []
    values: list[list[Any]] = [[] for _ in places]
    kept: list[QgsFeature] = []
    state = _state(snapshot.path)
    for features in _features(snapshot, request, progress or Silent()):
        fids += [feature.id() for feature in features]
        if geometry:
            wkb += [feature.geometry().asWkb().data() for feature in features]
        for column, place in zip(values, places):
            column += [feature.attribute(place) for feature in features]
        if keep_features:
            kept += features
    counted = _counted(snapshot, len(fids), changed=state != _state(snapshot.path))
    ids = np.array(fids, dtype=np.int64)
    nothing = np.full(len(ids), None, dtype=object), [], frozenset()
    shapes, notices, mended = _shapes(wkb, ids, snapshot) if geometry else nothing
    columns = {name: _objects(plain_values(column)) for name, column in zip(names, values)}
    carried = (kept, wkb) if keep_features else (None, ())
    return SourceTable(snapshot, ids, shapes, columns, carried[0], [*counted, *notices], mended, carried[1])


def _counted(snapshot: LayerSnapshot, found: int, *, changed: bool) -> list[Notice]:
    """Whether all features were read, from a file that stood still meanwhile; QGIS reads without locks."""
    if not snapshot.state:
        return []
    expected = found if snapshot.exact_count is None else snapshot.exact_count
    if changed or (found != expected and snapshot.state != _state(snapshot.path)):
        raise Refusal("input_changed", layer=snapshot.name, expected=expected, found=found)
    if found == expected:
        return []
    return [warning("features_missing", layer=snapshot.name, expected=expected, found=found)]


def field_place(snapshot: LayerSnapshot, name: str) -> int:
    """Position of the field *name* (any case); raises ``Refusal("field_missing", layer, field, fields)``."""
    place = snapshot.fields.lookupField(name)
    if place < 0:
        known = [each.name() for each in snapshot.fields]
        raise Refusal("field_missing", layer=snapshot.name, field=name, fields=known)
    return int(place)


def _request(snapshot: LayerSnapshot, places: list[int] | None, geometry: bool) -> QgsFeatureRequest:
    request = QgsFeatureRequest()
    request.setInvalidGeometryCheck(QgsFeatureRequest.InvalidGeometryCheck.GeometryNoCheck)
    if snapshot.selected is not None:
        request.setFilterFids(list(snapshot.selected))
        request.addOrderBy("$id")  # a set of ids has no order, the layer has
    elif snapshot.expression:
        request.setFilterExpression(snapshot.expression)
    if snapshot.limit >= 0:
        request.setLimit(snapshot.limit)
    if places is not None:
        request.setSubsetOfAttributes(places)
    if not geometry:
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    return request


def _features(snapshot: LayerSnapshot, request: QgsFeatureRequest, progress: Progress) -> Iterator[list[QgsFeature]]:
    """Lists of a few hundred features."""
    chunks = _chunks if snapshot.ids is None else _chunks_by_id
    done, expected = 0, max(snapshot.feature_count, 1)
    for chunk in chunks(snapshot, request, progress):
        done += len(chunk)
        progress.report(min(done / expected, 1.0))
        yield chunk


def _chunks(snapshot: LayerSnapshot, request: QgsFeatureRequest, progress: Progress) -> Iterator[list[QgsFeature]]:
    features = snapshot.source.getFeatures(request)
    while True:
        check(progress)
        chunk = list(islice(features, READ_AT_ONCE))
        if not chunk:
            return
        yield chunk


def _chunks_by_id(
    snapshot: LayerSnapshot, request: QgsFeatureRequest, progress: Progress
) -> Iterator[list[QgsFeature]]:
    """Within a transaction QGIS has one cursor for a table: reading feature by feature needs none."""
    fids = snapshot.ids if snapshot.selected is None else sorted(snapshot.selected)
    every = QgsFeatureRequest()  # attributes and geometry, for an expression may ask for any
    accepted, left = _acceptance(snapshot), snapshot.limit if snapshot.limit >= 0 else len(fids)
    for start in range(0, len(fids), READ_AT_ONCE):
        check(progress)
        part = fids[start : start + READ_AT_ONCE]
        own = QgsFeatureRequest(every if snapshot.expression else request).setFilterFids(part).setLimit(-1)
        found = {feature.id(): feature for feature in snapshot.source.getFeatures(own)}
        chunk = [found[fid] for fid in part if fid in found and accepted(found[fid])][:left]
        yield chunk
        left -= len(chunk)
        if not left:
            return


def _acceptance(snapshot: LayerSnapshot) -> Callable[[QgsFeature], bool]:
    """Whether a feature fulfils the expression of *snapshot*."""
    if not snapshot.expression:
        return lambda feature: True
    expression, context = QgsExpression(snapshot.expression), QgsExpressionContext()
    context.setFields(snapshot.fields)

    def accepted(feature: QgsFeature) -> bool:
        context.setFeature(feature)
        return bool(expression.evaluate(context))

    return accepted


# Values -------------------------------------------------------------------------------------------------


def plain_values(values: list[Any]) -> list[Any]:
    """QGIS values as Python ones: None for NULL in all its shapes, ``date`` and ``datetime`` for Qt's."""
    kinds = set(map(type, values))
    if kinds <= {str, int, float, bool}:
        return values
    convert = _CONVERSIONS
    return [None if _is_null(value) else convert.get(type(value), _same)(value) for value in values]


def _is_null(value: Any) -> bool:
    return value is None or value is NULL or (isinstance(value, QVariant) and value.isNull())


def _same(value: Any) -> Any:
    return value


def _date(value: QDate) -> date | None:
    return date(value.year(), value.month(), value.day()) if value.isValid() and 0 < value.year() < 10_000 else None


def _datetime(value: QDateTime) -> datetime | None:
    day, time = _date(value.date()), value.time()
    if day is None:
        return None
    clock = (time.hour(), time.minute(), time.second(), time.msec() * 1000) if time.isValid() else (0, 0, 0, 0)
    return datetime(day.year, day.month, day.day, *clock)


def _time(value: QTime) -> str | None:
    return value.toString(Qt.DateFormat.ISODate) if value.isValid() else None


_CONVERSIONS: dict[type, Callable[[Any], Any]] = {QDate: _date, QDateTime: _datetime, QTime: _time}


def _objects(values: Sequence[Any]) -> Any:
    """A one-dimensional object array, also of lists."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array


# Geometry -----------------------------------------------------------------------------------------------


def _shapes(wkb: list[bytes], fids: Any, snapshot: LayerSnapshot) -> tuple[Any, list[Notice], frozenset[int]]:
    """Shapely geometries of *wkb* (empty bytes: null), notices about what had to be mended to read them, which rows."""
    from ..libraries import shapely  # loading this module never needs the compiled libraries

    tolerance = _chord_tolerance(snapshot.crs)
    mending = _Mending(snapshot.name)
    mended = set()
    if any(map(has_curve_type, {each[:5] for each in wkb})):
        for row, each in enumerate(wkb):
            if has_curve_type(each):
                wkb[row] = mending.straightened(each, tolerance)
                mended.add(row)
    shapes = np.empty(len(wkb), dtype=object)
    for start in range(0, len(wkb), CHUNK):  # the window waits for each call
        part = slice(start, start + CHUNK)
        shapes[part] = shapely.from_wkb(_objects([each or None for each in wkb[part]]), on_invalid="ignore")
    for row in np.flatnonzero(shapely.is_missing(shapes)):
        if wkb[row]:
            shapes[row] = mending.readable(wkb[row], str(fids[row]), tolerance)
            mended.add(int(row))
    return shapes, mending.notices(), frozenset(mended)


def _chord_tolerance(crs: QgsCoordinateReferenceSystem) -> float:
    if not crs.isValid():
        return CHORD_ERROR_M
    metres = QgsUnitTypes.DistanceUnit.DistanceMeters
    return CHORD_ERROR_M * float(QgsUnitTypes.fromUnitToUnitFactor(metres, crs.mapUnits()))


class _Mending:
    """Reads what shapely does not, and counts it."""

    def __init__(self, layer: str) -> None:
        self._layer = layer
        self._curves = 0
        self._closed: list[str] = []
        self._dropped: list[str] = []
        self._unreadable: list[str] = []

    def straightened(self, wkb: bytes, tolerance: float) -> bytes:
        geometry = QgsGeometry()
        geometry.fromWkb(wkb)
        if geometry.isNull():
            return wkb
        curve = geometry.constGet()
        self._curves += curve.hasCurvedSegments()
        by_distance = QgsAbstractGeometry.SegmentationToleranceType.MaximumDifference
        return QgsGeometry(curve.segmentize(tolerance, by_distance)).asWkb().data()

    def readable(self, wkb: bytes, fid: str, tolerance: float) -> Any:
        from ..libraries import shapely

        mended = close_rings(wkb)
        if mended.wkb is None and not mended.dropped:  # a collection with curves in it
            mended = close_rings(self.straightened(wkb, tolerance))
        shape = None if mended.wkb is None else shapely.from_wkb(mended.wkb, on_invalid="ignore")
        if shape is None and not mended.dropped:
            self._unreadable.append(fid)
        if mended.closed:
            self._closed.append(fid)
        if mended.dropped:
            self._dropped.append(fid)
        return shape

    def notices(self) -> list[Notice]:
        from ..engine.repair import listed

        found = []
        if self._curves:
            found.append(info("curves_straightened", layer=self._layer, count=self._curves))
        for code, fids in (
            ("rings_closed", self._closed),
            ("rings_dropped", self._dropped),
            ("curve_missing", self._unreadable),
        ):
            if fids:
                found.append(warning(code, layer=self._layer, count=len(fids), ids=listed(fids)))
        return found


# What is made of a table --------------------------------------------------------------------------------


def saved_rank(fids: Any) -> Any:
    """Rank of each feature for "who holds shared ground": saved ones by id, then unsaved ones as they were made.

    QGIS numbers unsaved features −2, −3 … in order of creation.
    """
    fids = np.asarray(fids, dtype=np.int64)
    order = np.lexsort((np.abs(fids), fids < 0))
    rank = np.empty(len(fids), dtype=np.int64)
    rank[order] = np.arange(len(fids))
    return rank


def patch_ids(table: SourceTable, id_field: str | None) -> tuple[Any, list[Notice]]:
    """Text per feature from *id_field* (a column that was read), else from the feature id.

    A feature without a value is called ``#`` and its feature id. Notices, with the feature ids:
    ``ids_null``, ``ids_duplicate``.
    """
    if not id_field:
        return _objects([str(fid) for fid in table.fids.tolist()]), []
    texts = list(map(_id_text, table.columns[id_field].tolist()))
    notices = []
    if not all(texts):
        missing = [str(fid) for fid, text in zip(table.fids, texts) if not text]
        notices.append(_id_notice("ids_null", table, id_field, missing))
    repeated = _repeated(texts)
    if repeated:
        fids = [str(fid) for fid, text in zip(table.fids, texts) if text in repeated]
        notices.append(_id_notice("ids_duplicate", table, id_field, fids))
    return _objects([text or f"#{fid}" for fid, text in zip(table.fids.tolist(), texts)]), notices


def _id_notice(code: str, table: SourceTable, id_field: str, fids: list[str]) -> Notice:
    from ..engine.repair import listed

    return warning(code, layer=table.name, field=id_field, count=len(fids), ids=listed(fids))


def _id_text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _repeated(texts: list[str]) -> set[str]:
    if len(set(texts)) == len(texts):
        return set()
    seen: set[str] = set()
    return {text for text in texts if text and (text in seen or seen.add(text))}


def raw_number(parameters: dict[str, Any], name: str, label: str = "") -> float | None:
    """The number given for *name*, or None where nothing is; QGIS itself makes 0.0 of NULL and of any text.

    Raises ``Refusal``: ``distance_not_a_number``, ``distance_negative`` (values ``parameter``: *label*, ``value``).
    """
    value = parameters.get(name)
    if isinstance(value, QgsProperty):
        value = value.staticValue()
    if is_empty(value):
        return None
    number = _number(value)
    if number is None:
        raise Refusal("distance_not_a_number", parameter=label or name, value=str(value))
    if number < 0:
        raise Refusal("distance_negative", parameter=label or name, value=number)
    return number


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if np.isfinite(number) else None


@dataclass(frozen=True)
class Carried:
    """How the features of an input are carried into an output: which fields stay, and all fields afterwards."""

    table: SourceTable
    ours: list[str]
    kept: list[int]
    fields: QgsFields
    keeps_fid: bool
    notices: list[Notice]


def carry(table: SourceTable, ours: Sequence[str]) -> Carried:
    """Plan the fields of an output that carries the features of *table* (read with ``keep_features``) and adds *ours*.

    What a former run of ours left in the input (also under the short names of a shapefile, in any case) is
    dropped, with the notice ``own_fields_dropped`` (layer, fields).
    """
    own = [each.name() for each in table.snapshot.fields]
    dropped = [name for name in own if is_former(name, ours)]
    kept = [place for place, name in enumerate(own) if name not in dropped]
    together = QgsFields()
    for place in kept:
        together.append(table.snapshot.fields[place])
    for name in ours:
        together.append(own_field(name))
    notices = [info("own_fields_dropped", layer=table.name, fields=list(dropped))] if dropped else []
    return Carried(table, list(ours), kept, together, _fid_ascends(table), notices)


def _fid_ascends(table: SourceTable) -> bool:
    """Whether a field "fid" can stay the primary key: whole numbers in the order of the features.

    With others (repeated, missing, in another order) a GeoPackage would lose or reorder rows; then the
    field stays an ordinary one.
    """
    place = table.snapshot.fields.lookupField("fid")
    if place < 0:
        return False
    numbers = [feature.attribute(place) for feature in table.features or ()]
    return set(map(type, numbers)) <= {int} and all(map(lt, [0, *numbers], numbers))


def original_rows(carried: Carried, columns: Sequence[Sequence[Any]]) -> Iterator[QgsFeature]:
    """The kept features in input order, geometry as given, with the values of *columns* behind their own.

    *columns* hold plain Python values, one sequence per field of ours.
    """
    places, width = len(carried.kept), carried.fields.count()
    gone = sorted(set(range(carried.table.snapshot.fields.count())) - set(carried.kept), reverse=True)
    for original, *values in zip(carried.table.features or (), *columns):
        feature = QgsFeature(original)
        for place in gone:
            feature.deleteAttribute(place)
        feature.resizeAttributes(width)
        for place, value in enumerate(values, start=places):
            feature.setAttribute(place, value)
        yield feature


@dataclass(frozen=True)
class Block:
    """Some thousand rows as plain values: a list per field, WKB and (n, 4) bounds for a layer with geometry."""

    columns: list[list[Any]]
    wkb: Sequence[bytes | None] = ()
    bounds: Any = None

    @property
    def shapes(self) -> int:
        """Rows with a geometry that is not empty."""
        return 0 if self.bounds is None else int(np.isfinite(self.bounds).all(axis=1).sum())


def original_blocks(carried: Carried, columns: Sequence[Sequence[Any]]) -> Iterator[Block]:
    """The rows of :func:`original_rows` as values, geometry still as given."""
    table = carried.table
    features, names = table.features or [], [each.name() for each in table.snapshot.fields]
    for start in range(0, len(features), CHUNK):
        part = slice(start, start + CHUNK)
        values = [_kept_values(table, names[place], place, part) for place in carried.kept]
        values += [list(column[part]) for column in columns]
        yield Block(values, *_given_shapes(table, part))


def _kept_values(table: SourceTable, name: str, place: int, part: slice) -> list[Any]:
    if name in table.columns:
        return list(table.columns[name][part])
    return plain_values([each.attribute(place) for each in (table.features or ())[part]])


def _given_shapes(table: SourceTable, part: slice) -> tuple[list[bytes | None], Any]:
    """WKB of the layer's own type, and bounds, of the kept features; NaN for one that has nothing.

    That of a flat polygon that was read as it is was kept.
    """
    from ..libraries import shapely

    kind, features = table.snapshot.wkb_type, (table.features or [])[part]
    shapes = table.geometry[part]
    wkb: list[bytes | None] = [each or None for each in table.wkb[part]]
    bounds = shapely.bounds(shapes)
    faithful = shapely.get_type_id(shapes) == _FLAT_TYPES.get(kind, -1)
    faithful[[row - part.start for row in table.mended if part.start <= row < part.stop]] = False
    for row in np.flatnonzero(~faithful):
        wkb[row], bounds[row] = _shape_as(features[row].geometry(), kind)
    return wkb, bounds


def _shape_as(geometry: QgsGeometry, kind: Any) -> tuple[bytes | None, Any]:
    """WKB of *geometry*, where possible as the type *kind*, and its bounds."""
    if geometry.isNull():
        return None, np.nan
    fitting = geometry.coerceToType(kind) if geometry.wkbType() != kind else [geometry]
    fitted = fitting[0] if len(fitting) == 1 else geometry
    box = fitted.boundingBox()
    bounds = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    return fitted.asWkb().data(), np.nan if fitted.isEmpty() else bounds


def original_values(carried: Carried) -> Iterator[tuple[bytes | None, list[Any]]]:
    """WKB and kept attributes of every feature in input order, for writers that take no QGIS features."""
    for feature in carried.table.features or ():
        values = feature.attributes()
        yield feature.geometry().asWkb().data() or None, [_or_none(values[place]) for place in carried.kept]


def _or_none(value: Any) -> Any:
    return None if _is_null(value) else value
