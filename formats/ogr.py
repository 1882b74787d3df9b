"""What GDAL reads for us (GeoPackage, file geodatabase, DXF): by pyogrio where it is present, by fiona otherwise.

The installers of QGIS for Windows come with one or the other. Both give the same rows, values and shapes.
"""

from __future__ import annotations

import math
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from ..engine.problems import Cancelled, Refusal
from ..engine.wkb import close_rings
from ..libraries import LibraryProblem, curves_kept, load, shapely
from .encodings import mend_names
from .features import Features, different, no_geometry, polygonal
from .watching import ask, asking

ARC_STEP = "0.5"  # degrees: the chord of an arc of 1 000 m radius is then 1 cm off
_CONFIG = {"OGR_ARC_STEPSIZE": ARC_STEP}
_AT_ONCE = 20_000  # features between two questions whether the run is cancelled


@dataclass
class Table:
    """One layer as GDAL reads it: columns of Python values, shapes as shapely has them (None: absent or unreadable).

    ``broken``: how many shapes could not be read, rings that were closed on the way counted in ``closed``.
    """

    columns: dict[str, list[Any]]
    shapes: Any
    crs: str = ""
    broken: list[int] = field(default_factory=list)
    closed: int = 0


def read(path: Path, name: str, kind: str, **options: str) -> list[Features]:
    """All layers of *path* with shapes, or its tables where none has; *kind* is the format's name.

    *options* are opening options of GDAL. Findings: ``layer_skipped`` (layer), ``text_mended`` (column, value),
    ``geometry_unread`` (row), ``rings_closed`` (count) and those of :func:`.features.polygonal`.

    Raises ``Refusal``: ``file_unreadable`` (file, detail), ``file_no_layers`` (file), ``gdal_missing`` (file).
    """
    found = layers(path, name)
    spatial = [layer for layer, shaped in found if shaped] or [layer for layer, _ in found]
    if not spatial:
        raise Refusal("file_no_layers", file=name)
    made = [_features(read_layer(path, name, layer, options=options), name, layer, kind) for layer in spatial]
    for layer, _ in found:
        if layer not in spatial:
            made[0].fails("layer_skipped", layer=layer)
    return made


def layers(path: Path, name: str) -> list[tuple[str, bool]]:
    """The layers of *path* by name, and whether each has shapes. Raises as :func:`read`."""
    library, module = _library(name)
    with _refusing(name):
        if library == "pyogrio":
            return [(str(layer), kind is not None) for layer, kind in module.list_layers(str(path))]
        found = []
        for layer in module.listlayers(str(path)):
            with module.open(str(path), layer=layer) as opened:
                found.append((layer, opened.schema["geometry"] != "None"))
        return found


def read_layer(
    path: Path,
    name: str,
    layer: str,
    *,
    config: Mapping[str, str] | None = None,
    options: Mapping[str, str] | None = None,
) -> Table:
    """One layer of *path*; *config* are settings of GDAL for the time of reading. Raises as :func:`read`."""
    library, module = _library(name)
    reader = _by_pyogrio if library == "pyogrio" else _by_fiona
    with _refusing(name):
        return reader(module, path, layer, {**_CONFIG, **(config or {})}, dict(options or {}))


@contextmanager
def ending_with(path: Path, suffix: str) -> Iterator[Path]:
    """*path*, or the same file under a name with *suffix*: by the ending GDAL chooses how to open it."""
    if path.suffix.lower() == suffix:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        named = Path(folder, f"named{suffix}")
        try:
            os.link(path, named)
        except OSError:  # another disk, or a system without links
            shutil.copyfile(path, named)
        yield named


def _features(table: Table, name: str, layer: str, kind: str) -> Features:
    count = len(table.shapes)
    made = Features(name, layer, kind, {}, no_geometry(count), range(1, count + 1), table.crs, "UTF-8")
    for column, mended in asking(zip(table.columns, mend_names(table.columns)), 1):
        if mended != column:
            made.fails("text_mended", column=column, value=mended)
        called = different(mended or "field", made.columns)  # damaged files have fields without a name
        made.columns[called] = mended_values(made, called, table.columns[column])
    polygonal(made, table.shapes, table.broken)
    for place in table.broken:
        made.fails("geometry_unread", place + 1)
    if table.closed:
        made.fails("rings_closed", count=table.closed)
    return made


def mended_values(made: Features, column: str, values: list[Any]) -> list[Any]:
    """*values* with texts that the sender's program has read in a wrong encoding as they should be, which is said."""
    texts = list({each for each in values if isinstance(each, str) and not each.isascii()})
    changed = {old: new for old, new in zip(texts, mend_names(texts)) if old != new}
    if not changed:
        return values
    made.fails("text_mended", column=column, value=next(iter(changed.values())), count=len(changed))
    return [changed.get(each, each) if isinstance(each, str) else each for each in values]


def _library(name: str) -> tuple[str, Any]:
    for library in ("pyogrio", "fiona"):
        try:
            return library, load(library)
        except LibraryProblem:
            continue
    raise Refusal("gdal_missing", file=name)


@contextmanager
def _refusing(name: str) -> Iterator[None]:
    """What GDAL raises becomes a refusal; what it mutters is not for the surveyor."""
    try:
        with warnings.catch_warnings(), curves_kept():
            warnings.simplefilter("ignore")
            yield
    except (Refusal, Cancelled, MemoryError):
        raise
    except Exception as error:
        raise Refusal(
            "file_unreadable", file=name, detail=str(error).splitlines()[0][:200] if str(error) else ""
        ) from error


# pyogrio -----------------------------------------------------------------------------------------------------


def _by_pyogrio(module: Any, path: Path, layer: str, config: dict[str, str], options: dict[str, str]) -> Table:
    before = {key: module.get_gdal_config_option(key) for key in config}
    module.set_gdal_config_options(config)
    try:
        meta, wkb, values = _joined(list(_pieces(module, path, layer, options)))
    finally:
        module.set_gdal_config_options(before)
    columns = {str(key): _plain(column) for key, column in asking(zip(meta["fields"], values), 1)}
    count = len(wkb) if wkb is not None else len(values[0]) if len(values) else 0
    table = Table(columns, no_geometry(count), _crs(meta["crs"]))
    if wkb is not None:
        ask()
        _shapes(table, wkb)
    return table


def _pieces(module: Any, path: Path, layer: str, options: dict[str, str]) -> Iterator[tuple[Any, ...]]:
    """What pyogrio reads of a layer, some thousands of features at a time, asking before each whether to go on.

    By place where GDAL goes there at once, else by the number of the last feature (of GeoPackages a key, in whose order
    they are read); a layer that has neither is read in one piece.
    """
    known = module.read_info(str(path), layer=layer, **options)
    quick = known.get("capabilities", {}).get("fast_set_next_by_index")
    key = str(known.get("fid_column") or "").replace('"', '""')
    further: dict[str, Any] = {"max_features": _AT_ONCE} if quick or key else {}
    read, last, first = 0, -math.inf, None
    while True:
        ask()
        meta, fids, wkb, values = module.raw.read(str(path), layer=layer, return_fids=True, **further, **options)
        if read and len(fids) and fids[0] == first:  # pyogrio 0.10 begins anew when it is to skip all there are
            return
        first = fids[0] if not read and len(fids) else first
        yield meta, wkb, values
        if not further or len(fids) < _AT_ONCE:
            return
        if not quick and fids[-1] <= last:
            raise ValueError("the numbers of the features do not rise")  # damaged: there would be no end
        read, last = read + len(fids), int(fids[-1])
        further.update({"skip_features": read} if quick else {"where": f'"{key}" > {last}'})


def _joined(pieces: list[tuple[Any, ...]]) -> tuple[Any, ...]:
    """The pieces as one: what is said of the layer, shapes, columns."""
    meta, wkb, values = pieces[0]
    if len(pieces) == 1:
        return meta, wkb, values
    shapes = None if wkb is None else np.concatenate([each[1] for each in pieces])
    return meta, shapes, [np.concatenate(column) for column in zip(*(each[2] for each in pieces))]


def _plain(column: Any) -> list[Any]:
    """Values of an array as Python has them; what is absent (NaN, NaT) is None."""
    if column.dtype.kind == "M":
        days = column.dtype == np.dtype("datetime64[D]")
        found = column.astype("datetime64[D]" if days else "datetime64[ms]").tolist()
        return [each if isinstance(each, (date, datetime)) else None for each in found]
    if column.dtype.kind != "f":
        return [each or None if isinstance(each, str) else each for each in column.tolist()]
    present = np.isfinite(column)
    whole = bool(present.any()) and not present.all() and bool((column[present] % 1 == 0).all())
    convert = int if whole else float  # whole numbers with gaps come as floats
    return [convert(each) if there else None for each, there in zip(column.tolist(), present.tolist())]


def _shapes(table: Table, wkb: Any) -> None:
    table.shapes[:] = shapely.from_wkb(wkb, on_invalid="ignore")
    given = np.array([each is not None for each in wkb], dtype=bool)
    for place in np.flatnonzero(given & (table.shapes == None)).tolist():  # noqa: E711
        mended = close_rings(bytes(wkb[place]))
        if mended.wkb is not None:
            table.shapes[place] = shapely.from_wkb(mended.wkb, on_invalid="ignore")
        if table.shapes[place] is None:
            table.broken.append(place)
        else:
            table.closed += mended.closed


def _crs(found: Any) -> str:
    text = str(found or "")
    return "" if "undefined" in text.casefold() else text


# fiona -------------------------------------------------------------------------------------------------------


def _by_fiona(module: Any, path: Path, layer: str, config: dict[str, str], options: dict[str, str]) -> Table:
    with module.Env(**config), module.open(str(path), layer=layer, **options) as opened:
        kinds = dict(opened.schema["properties"])
        columns: dict[str, list[Any]] = {key: [] for key in kinds}
        shapes: list[Any] = []
        for feature in asking(opened):
            shapes.append(feature.geometry)
            for key, values in columns.items():
                values.append(_from_fiona(feature.properties.get(key), kinds[key]))
        code = opened.crs.to_epsg() if opened.crs else None
        crs = f"EPSG:{code}" if code else _crs(opened.crs_wkt)
    table = Table(columns, no_geometry(len(shapes)), crs)
    for place, shape in enumerate(shapes):
        if shape is None:
            continue
        try:
            table.shapes[place] = shapely.geometry.shape(shape.__geo_interface__)
        except (ValueError, TypeError, shapely.errors.ShapelyError):
            table.broken.append(place)
    return table


def _from_fiona(value: Any, kind: str) -> Any:
    if isinstance(value, str) and kind == "date":
        return date.fromisoformat(value[:10])
    if isinstance(value, str) and kind == "datetime":
        return datetime.fromisoformat(value[:19])
    if isinstance(value, float) and not np.isfinite(value):
        return None
    return value or None if isinstance(value, str) else value
