"""Writing results: computed first, written beside, read again, swapped in.

A file or a table in a GeoPackage is made in a sibling file and put in place only when it is complete;
memory layers, temporary layers and databases go through QGIS's own sink.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field, replace
from itertools import count, islice, repeat
from math import fsum, isclose
from pathlib import Path
from typing import Any

import pandas as pd
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsGeometry,
    QgsLayerMetadata,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingUtils,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QVariant
from qgis.PyQt.QtXml import QDomDocument

from ..engine.parallel import collector_paused
from ..engine.problems import Notice, Refusal, info, warning
from ..engine.progress import CHUNK, Progress, Silent, check
from ..engine.wkb import as_multi_polygons
from ..reports.fields import Kind, kind_of
from ..reports.geopackage import Filler, quoted
from ..texts import tr
from . import files
from .destinations import Destination, Place, destination_of
from .fields import DBF_TEXT, cut_names, different_names, fields, first_bytes
from .sources import Block, Carried, original_blocks, original_rows
from .swapping import SHAPEFILE, Siblings, back_up, disk_is_full, layer_writer, settle

# what SQLite takes from Python as GDAL would write it
_PLAIN_TYPES = (QVariant.String, QVariant.Int, QVariant.LongLong, QVariant.Double, QVariant.Bool)
_PLAIN_SHAPES = (QgsWkbTypes.Type.NoGeometry, QgsWkbTypes.Type.Polygon, QgsWkbTypes.Type.MultiPolygon)
# formats that give back exactly the rows they were given
_COUNTED_FORMATS = ("GPKG", SHAPEFILE, "GeoJSON", "CSV", "SQLite")


@dataclass(frozen=True)
class Result:
    """One layer or table to write.

    *rows* are features with attributes in the order of *fields*; *blocks* are the same rows as values for a
    GeoPackage: columns, WKB and bounds of some thousand rows each. One of the two is consumed. *style* is the kind
    for ``reports.layers.style_layer``, "" for none. Made by :func:`frame_result` and :func:`carrying_result`.
    """

    fields: QgsFields
    rows: Iterable[QgsFeature]
    wkb_type: Any = QgsWkbTypes.Type.NoGeometry
    crs: QgsCoordinateReferenceSystem = field(default_factory=QgsCoordinateReferenceSystem)
    total: int = 0  # number of rows where known, for the progress bar
    style: str = ""
    metadata: QgsLayerMetadata | None = None
    keeps_fid: bool = False  # its field "fid" ascends, so it can be a GeoPackage's primary key
    blocks: Iterable[Block] | None = None


@dataclass(frozen=True)
class Written:
    """What became of a result: *layer_id* is the value of the algorithm's output."""

    layer_id: str
    path: Path | None
    notices: list[Notice]


class Sinks:
    """The sinks of one run: every file is made beside its place, and all of them are swapped in at the end.

    Memory layers, temporary layers and databases are written at once, by QGIS. *siblings* clears away what
    was made when the run fails or is cancelled.
    """

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        siblings: Siblings,
    ) -> None:
        self._algorithm, self._parameters, self._context = algorithm, parameters, context
        self._siblings = siblings
        self._written: dict[str, Written] = {}
        self._made: dict[str, _Made] = {}

    def write(self, name: str, result: Result, progress: Progress | None = None) -> None:
        """Write *result* for the sink *name*, whatever kind of destination it is; nothing if it is not asked for.

        Raises:
            Refusal: ``output_not_writable`` (path, reason), ``written_differs`` (path, detail).
            Cancelled: *progress* said so.
        """
        destination = destination_of(self._algorithm, self._parameters, name, self._context)
        progress = progress or Silent()
        if destination is None:
            return
        if destination.kind is Place.OTHER:
            self._written[name] = _through_qgis(
                self._algorithm, self._parameters, destination, self._context, result, progress
            )
        else:
            self._made[name] = _beside(self._siblings, destination, self._context, result, progress)

    def swap_in(self) -> dict[str, Written]:
        """Put every file in its place; what became of each sink.

        An output that is to be loaded is registered with the context and gets its style. Notices: ``kept_beside``
        (path, kept, reason), ``names_shortened`` (path, names), ``texts_cut`` (path, count, fields),
        ``part_not_written`` (path, reason).

        Raises ``Refusal("output_not_writable", path, reason)``.
        """
        places = self._siblings.swap_in()
        for name, made in self._made.items():
            path, notice = places[made.destination.path]
            self._written[name] = _written(made, path, notice)
            _load_when_done(self._context, made, self._written[name].layer_id)
        return self._written


def frame_result(
    names: Sequence[str],
    frame: pd.DataFrame,
    geometry: Any = None,
    crs: QgsCoordinateReferenceSystem | None = None,
    *,
    style: str = "",
    metadata: QgsLayerMetadata | None = None,
) -> Result:
    """A table of our fields *names* from *frame*; a MultiPolygon layer with shapely *geometry* and its *crs*."""
    made = fields(names)
    columns = [plain_column(frame[name], kind_of(name)) for name in names]
    rows, blocks = _rows(made, columns, geometry), _blocks(columns, geometry)
    if geometry is None:
        return Result(made, rows, total=len(frame), style=style, metadata=metadata, blocks=blocks)
    kind = QgsWkbTypes.Type.MultiPolygon
    place = crs or QgsCoordinateReferenceSystem()
    return Result(made, rows, kind, place, len(frame), style, metadata, blocks=blocks)


def columns_result(
    fields: QgsFields, columns: list[list[Any]], geometry: Any, crs: QgsCoordinateReferenceSystem, *, style: str = ""
) -> Result:
    """A MultiPolygon layer of *fields* that need not be ours, with a list of plain or Qt values for each."""
    rows, blocks = _rows(fields, columns, geometry), _blocks(columns, geometry)
    kind = QgsWkbTypes.Type.MultiPolygon
    return Result(fields, rows, kind, crs, len(geometry), style, blocks=blocks)


def carrying_result(
    carried: Carried, frame: pd.DataFrame, *, style: str = "", metadata: QgsLayerMetadata | None = None
) -> Result:
    """The features of an input, as given and in its order and CRS, with our fields from *frame* behind their own."""
    columns = [plain_column(frame[name], kind_of(name)) for name in carried.ours]
    snapshot = carried.table.snapshot
    rows, blocks, total = original_rows(carried, columns), original_blocks(carried, columns), len(carried.table)
    return Result(
        carried.fields, rows, snapshot.wkb_type, snapshot.crs, total, style, metadata, carried.keeps_fid, blocks
    )


def plain_column(column: Any, kind: Kind) -> list[Any]:
    """Plain Python values of a pandas series, an array or a list: None for NaN, NA and NULL, no numpy scalars."""
    convert: type = {Kind.TEXT: str, Kind.INTEGER: int, Kind.REAL: float}[kind]
    series = pd.Series(column)
    missing, values = series.isna().to_numpy(), series.tolist()
    if not missing.any() and set(map(type, values)) <= {convert}:
        return values
    return [None if gone else convert(value) for value, gone in zip(values, missing.tolist())]


def _wkb(geometry: Any) -> list[bytes | None]:
    from ..libraries import shapely  # loading this module never needs the compiled libraries

    return as_multi_polygons(shapely.to_wkb(geometry, flavor="iso", byte_order=1).tolist())


def _rows(fields: QgsFields, columns: list[list[Any]], geometry: Any) -> Iterator[QgsFeature]:
    for start in range(0, len(columns[0]), CHUNK):
        part = slice(start, start + CHUNK)
        shapes = repeat(None) if geometry is None else _wkb(geometry[part])
        for row, shape in zip(zip(*(column[part] for column in columns)), shapes):
            feature = QgsFeature(fields)
            feature.setAttributes(list(row))
            if shape is not None:
                made = QgsGeometry()
                made.fromWkb(shape)
                feature.setGeometry(made)
            yield feature


def _blocks(columns: list[list[Any]], geometry: Any) -> Iterator[Block]:
    from ..libraries import shapely

    for start in range(0, len(columns[0]), CHUNK):
        part = slice(start, start + CHUNK)
        values = [column[part] for column in columns]
        if geometry is None:
            yield Block(values)
        else:
            yield Block(values, _wkb(geometry[part]), shapely.bounds(geometry[part]))


def write_qmd(path: Path, metadata: QgsLayerMetadata) -> Path:
    """Write *metadata* as the ``.qmd`` beside the file *path*, as QGIS does; returns its path."""
    document = QDomDocument("qgis")
    root = document.createElement("qgis")
    document.appendChild(root)
    metadata.writeMetadataXml(root, document)
    target = path.with_suffix(".qmd")
    files.write_text(target, document.toString(2))
    return target


def style_processor(kind: str) -> QgsProcessingLayerPostProcessorInterface:
    """A post-processor that styles a loaded layer as *kind*.

    The context deletes it with itself; until then its Python half is kept alive here, which QGIS does not do.
    """
    _ALIVE[:] = [each for each in _ALIVE if not sip.isdeleted(each)]
    _ALIVE.append(_StyleProcessor(kind))
    return _ALIVE[-1]


class _StyleProcessor(QgsProcessingLayerPostProcessorInterface):
    """Runs in the main thread when QGIS has loaded a result."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def postProcessLayer(  # the name is QGIS's
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        from ..reports.layers import style_layer  # needs the compiled libraries, loading this module does not

        _reload_same_file(layer, context.project())
        if isinstance(layer, QgsVectorLayer):
            style_layer(layer, self._kind)


_ALIVE: list[_StyleProcessor] = []


def _reload_same_file(layer: QgsMapLayer, project: QgsProject | None) -> None:
    """Layers that showed the former file keep its row count until they are reloaded; QGIS may hand us one of them."""
    path = _path_of(layer)
    shown = list(project.mapLayers().values()) if project is not None and path else []
    for each in [layer, *(other for other in shown if other is not layer and _path_of(other) == path)]:
        each.reload()


def _path_of(layer: QgsMapLayer) -> str:
    return str(QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path") or "")


def _style_when_loaded(context: QgsProcessingContext, layer_id: str, style: str) -> None:
    if style and context.willLoadLayerOnCompletion(layer_id):
        context.layerToLoadOnCompletionDetails(layer_id).setPostProcessor(style_processor(style))


# Through QGIS's own sink ----------------------------------------------------------------------------------


def _through_qgis(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    destination: Destination,
    context: QgsProcessingContext,
    result: Result,
    progress: Progress,
) -> Written:
    try:
        sink, layer_id = algorithm.parameterAsSink(
            parameters, destination.parameter, context, result.fields, result.wkb_type, result.crs
        )
        for features in _chunks(result, progress):
            files.add_features(sink, features)
    except (OSError, QgsProcessingException) as error:
        raise Refusal("output_not_writable", path=destination.title, reason=str(error)) from error
    getattr(sink, "finalize", sink.flushBuffer)()  # since QGIS 3.36 it also makes the spatial index
    del sink
    layer = context.temporaryLayerStore().mapLayer(layer_id)
    if layer is not None and result.metadata is not None:
        layer.setMetadata(result.metadata)
    _style_when_loaded(context, layer_id, result.style)
    return Written(layer_id, None, [])


def _chunks(result: Result, progress: Progress) -> Iterator[list[QgsFeature]]:
    rows, done = iter(result.rows), 0
    while True:
        check(progress)
        features = list(islice(rows, CHUNK))
        if not features:
            return
        yield features
        done += len(features)
        progress.report(min(done / max(result.total, 1), 1.0))


# Beside and swapped in ------------------------------------------------------------------------------------


@dataclass
class _Tally:
    """What was handed to the writer, to be found again when the file is read."""

    name: str = ""
    rows: int = 0
    shapes: int = 0
    without: list[int] = field(default_factory=list)  # rows without geometry
    values: list[float] = field(default_factory=list)
    cut: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Made:
    """A sink whose file is complete and waits for its place; *renamed* fields, *cut* texts by field."""

    destination: Destination
    style: str
    renamed: list[str]
    cut: dict[str, int]


def _beside(
    siblings: Siblings, destination: Destination, context: QgsProcessingContext, result: Result, progress: Progress
) -> _Made:
    target = destination.path
    with siblings.making(target) as waiting:
        sibling = waiting.sibling
        if destination.kind is Place.TABLE and target.is_file() and not sibling.exists():
            waiting.stamp = back_up(target, sibling)
        result, renamed = _with_fitting_names(result, destination)
        tally = _write(sibling, destination, context, result, progress)
        made = _main_part(sibling)
        _compare(made, destination, tally)
        if destination.driver == "GPKG" and result.wkb_type != QgsWkbTypes.Type.NoGeometry:
            _keep_null(made, _layer_of(destination), tally.without)
        _describe(made, destination, result)
        settle(made)
        waiting.sibling, waiting.target = made, target.with_suffix(made.suffix)
    return _Made(destination, result.style, renamed, tally.cut)


def _written(made: _Made, path: Path, notice: Notice | None) -> Written:
    notices = []
    if made.renamed:
        notices.append(info("names_shortened", path=str(path), names=list(made.renamed)))
    if made.cut:
        notices.append(warning("texts_cut", path=str(path), count=sum(made.cut.values()), fields=list(made.cut)))
    table = made.destination.kind is Place.TABLE
    layer_id = f"{path}|layername={made.destination.table}" if table else str(path)
    return Written(layer_id, path, notices + ([notice] if notice else []))


def _load_when_done(context: QgsProcessingContext, made: _Made, layer_id: str) -> None:
    destination = made.destination
    if destination.project is None:
        return
    hint = QgsProcessingUtils.LayerHint.Vector
    details = QgsProcessingContext.LayerDetails(destination.title, destination.project, destination.parameter, hint)
    context.addLayerToLoadOnCompletion(layer_id, details)
    _style_when_loaded(context, layer_id, made.style)


def _layer_of(destination: Destination) -> str:
    return destination.table or destination.path.stem


def _encoding(destination: Destination) -> str:
    """The encoding asked for; "System" would be GBK on one computer and UTF-8 on the next."""
    asked = str(destination.options.get("fileEncoding") or "")
    return "UTF-8" if asked.lower() in ("", "system") else asked


def _with_fitting_names(result: Result, destination: Destination) -> tuple[Result, list[str]]:
    """*result* with field names that the format takes, and what was renamed ("zone_classes → zone_clses")."""
    names = [each.name() for each in result.fields]
    fitting = cut_names(names, _encoding(destination)) if destination.driver == SHAPEFILE else different_names(names)
    together = QgsFields()
    for each, name in zip(result.fields, fitting):
        each.setName(name)
        together.append(each)
    renamed = [f"{name} → {new}" for name, new in zip(names, fitting) if name != new]
    return replace(result, fields=together), renamed


def _write(
    sibling: Path, destination: Destination, context: QgsProcessingContext, result: Result, progress: Progress
) -> _Tally:
    place = _sum_place(result.fields)
    tally = _Tally(result.fields[place].name() if place >= 0 else "")
    if _can_be_filled(destination, result):
        _fill(sibling, destination, context, result, place, tally, progress)
        return tally
    texts = _text_places(result.fields) if destination.driver == SHAPEFILE else {}
    with _writing(sibling, destination, context, result) as writer:
        for features in _chunks(result, progress):
            _cut_texts(features, texts, _encoding(destination), tally)
            files.add_features(writer, features)
            tally.without += [i for i, each in enumerate(features, tally.rows) if not each.hasGeometry()]
            tally.shapes += sum(not each.geometry().isEmpty() for each in features)
            tally.rows += len(features)
            if place >= 0:
                tally.values += [_number(each.attribute(place)) for each in features]
    return tally


def _can_be_filled(destination: Destination, result: Result) -> bool:
    """Whether the rows are plain polygons, or a table, of values that GDAL stores as they are."""
    flat = QgsWkbTypes.flatType(result.wkb_type)
    plain = all(each.type() in _PLAIN_TYPES for each in result.fields)
    return destination.driver == "GPKG" and result.blocks is not None and plain and flat in _PLAIN_SHAPES


@collector_paused()
def _fill(
    sibling: Path,
    destination: Destination,
    context: QgsProcessingContext,
    result: Result,
    place: int,
    tally: _Tally,
    progress: Progress,
) -> None:
    """Let QGIS make the empty layer and put the rows into it; *place* is that of the field to sum."""
    with _writing(sibling, destination, context, result):
        pass
    names = [each.name() for each in result.fields]
    with closing(files.connect(sibling)) as connection:
        key = names[result.fields.lookupField("fid")] if result.keeps_fid else ""
        filler = Filler(connection, _layer_of(destination), names, key=key, execute=files.execute, insert=files.insert)
        filler.begin()
        for block in result.blocks or ():
            check(progress)
            filler.add(block.columns, block.wkb, block.bounds)
            tally.rows += len(block.columns[0])
            tally.shapes += int(block.shapes)
            if place >= 0:
                tally.values += filter(None, block.columns[place])
            progress.report(min(tally.rows / max(result.total, 1), 1.0))
        check(progress)
        filler.finish()


def _writing(
    sibling: Path, destination: Destination, context: QgsProcessingContext, result: Result
) -> AbstractContextManager[QgsVectorFileWriter]:
    path = sibling.with_suffix(".shp") if destination.driver == SHAPEFILE else sibling
    options, transforms = _options(destination, result, path), context.transformContext()
    return layer_writer(path, result.fields, result.wkb_type, result.crs, transforms, options)


def _options(destination: Destination, result: Result, path: Path) -> QgsVectorFileWriter.SaveVectorOptions:
    action = QgsVectorFileWriter.ActionOnExistingFile
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = destination.driver, _layer_of(destination)
    options.fileEncoding = _encoding(destination)
    options.layerOptions = QgsVectorFileWriter.defaultLayerOptions(destination.driver)
    options.datasourceOptions = QgsVectorFileWriter.defaultDatasetOptions(destination.driver)
    options.actionOnExistingFile = action.CreateOrOverwriteLayer if path.exists() else action.CreateOrOverwriteFile
    if destination.driver == "GPKG":
        names = {each.name().lower() for each in result.fields}
        column = _free(destination.geometry_column or "geom", names)
        key = "fid" if result.keeps_fid else _free("fid", names | {column})
        options.datasourceOptions = ["VERSION=1.2"]  # QGIS 3.22 warns about newer ones
        options.layerOptions = [f"GEOMETRY_NAME={column}", f"FID={key}", "SPATIAL_INDEX=YES"]
    return options


def _free(wanted: str, taken: set[str]) -> str:
    candidates = (wanted if number == 1 else f"{wanted}_{number}" for number in count(1))
    return next(each for each in candidates if each.lower() not in taken)


def _sum_place(fields: QgsFields) -> int:
    """Position of the last figure in mu: ours stand behind those of an input."""
    places = [i for i, each in enumerate(fields) if each.type() == QVariant.Double and each.name().endswith("_mu")]
    return places[-1] if places else -1


def _number(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0


def _cut_texts(features: list[QgsFeature], places: dict[int, str], encoding: str, tally: _Tally) -> None:
    """Cut texts between characters and count them: GDAL cuts between bytes, after which the rest cannot be read."""
    for place, name in places.items():
        for feature in features:
            text = feature.attribute(place)
            if isinstance(text, str) and len(_encoded(text, encoding)) > DBF_TEXT:
                feature.setAttribute(place, first_bytes(text, DBF_TEXT, encoding))
                tally.cut[name] = tally.cut.get(name, 0) + 1


def _text_places(fields: QgsFields) -> dict[int, str]:
    return {place: each.name() for place, each in enumerate(fields) if each.type() == QVariant.String}


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding, "replace")
    except LookupError:  # an encoding that only QGIS knows
        return text.encode("utf-8")


def _main_part(sibling: Path) -> Path:
    """The file that stands for what was written: dBASE tables without geometry end in .dbf, not .shp."""
    if sibling.suffix.lower() not in (".shp", ".dbf"):
        return sibling
    shapes = sibling.with_suffix(".shp")
    return shapes if shapes.exists() else sibling.with_suffix(".dbf")


def _keep_null(path: Path, layer: str, rows: list[int]) -> None:
    """QGIS writes an empty geometry where a feature has none; make it NULL again in these *rows*."""
    if not rows:
        return
    with closing(files.connect(path)) as connection:
        column, key = _geometry_and_key(connection, layer)
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND lower(tbl_name) = lower(?)", (layer,)
        ).fetchall()
        files.execute(connection, "BEGIN")
        # the triggers of the spatial index call functions that only GDAL has; empty geometries are not in it
        for name, _ in triggers:
            files.execute(connection, " ".join(("DROP TRIGGER", quoted(name))))
        table = quoted(layer)
        keys = [each for (each,) in connection.execute(" ".join(("SELECT", key, "FROM", table, "ORDER BY", key)))]
        update = " ".join(("UPDATE", table, "SET", column, "= NULL WHERE", key, "= ?"))
        connection.executemany(update, [(keys[row],) for row in rows])
        for _, statement in triggers:
            files.execute(connection, statement)
        files.execute(connection, "COMMIT")


def _geometry_and_key(connection: sqlite3.Connection, layer: str) -> tuple[str, str]:
    """Quoted names of the geometry column and the primary key of a GeoPackage layer."""
    (column,) = connection.execute(
        "SELECT column_name FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?)", (layer,)
    ).fetchone()
    (key,) = connection.execute("SELECT name FROM pragma_table_info(?) WHERE pk = 1", (layer,)).fetchone()
    return quoted(column), quoted(key)


def _describe(made: Path, destination: Destination, result: Result) -> None:
    if result.metadata is None:
        return
    if destination.driver == "GPKG":
        files.save_metadata(made, _layer_of(destination), result.metadata)
    else:
        write_qmd(made, result.metadata)


# Read again -----------------------------------------------------------------------------------------------


def _compare(made: Path, destination: Destination, tally: _Tally) -> None:
    """Read what was written; raises ``Refusal("written_differs", path, detail)``."""
    if destination.driver == "GPKG":
        rows, total, indexed = _read_geopackage(made, _layer_of(destination), tally.name)
        indexed = tally.shapes if indexed is None else indexed
    else:
        rows, total = _read_by_qgis(made, tally.name)
        indexed = tally.shapes
    expected = fsum(tally.values)
    exact = destination.driver in _COUNTED_FORMATS
    differences = []
    if rows < tally.rows or (exact and rows != tally.rows):
        differences.append(tr("{found} rows instead of {written}").format(found=rows, written=tally.rows))
    if exact and total is not None and not isclose(total, expected, rel_tol=1e-9, abs_tol=1e-6):
        differences.append(f"{tally.name}: {total} ≠ {expected}")
    if indexed != tally.shapes:
        differences.append(tr("its spatial index is not complete"))
    if differences:
        detail = tr("the disk is full") if disk_is_full(made.parent) else "; ".join(differences)
        raise Refusal("written_differs", path=str(destination.path), detail=detail)


def _read_geopackage(path: Path, layer: str, name: str) -> tuple[int, float | None, int | None]:
    """Rows, sum of the column *name* (None without one), entries of the spatial index (None for a table)."""
    figure = f"total({quoted(name)})" if name else "NULL"
    with closing(files.connect(path)) as connection:
        rows, total = files.execute(connection, " ".join(("SELECT count(*),", figure, "FROM", quoted(layer))))
        found = connection.execute(
            "SELECT 'rtree_' || table_name || '_' || column_name || '_rowid' FROM gpkg_geometry_columns "
            "WHERE lower(table_name) = lower(?)",
            (layer,),
        ).fetchone()
        if found is None:
            return int(rows), total, None
        there = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", found).fetchone()[0]
        entries = " ".join(("SELECT count(*) FROM", quoted(found[0])))
        return int(rows), total, int(files.execute(connection, entries)[0]) if there else 0


def _read_by_qgis(path: Path, name: str) -> tuple[int, float | None]:
    """Rows (−1 where QGIS cannot read the file) and the sum of the field *name* (None without one)."""
    provider = QgsProviderRegistry.instance().createProvider("ogr", str(path))
    if provider is None or not provider.isValid():
        return -1, None
    place = provider.fields().lookupField(name) if name else -1
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([place] if place >= 0 else [])
    values = [each.attribute(place) if place >= 0 else 0.0 for each in provider.getFeatures(request)]
    return len(values), fsum(_read_number(value) for value in values) if place >= 0 else None


def _read_number(value: Any) -> float:
    """A figure as read; CSV gives texts back."""
    if isinstance(value, str):
        return float(value) if value.strip() else 0.0
    return _number(value)
