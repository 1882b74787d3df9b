"""The engine without QGIS: pyogrio in, classify and summarise, pyogrio out of every output of both."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from clock import Clock
from geopandas import GeoDataFrame
from pandas import DataFrame, Series

from mine_remediation.engine.accounting import Accounting, summarise
from mine_remediation.engine.classify import classify_polygons
from mine_remediation.engine.parallel import collector_paused
from mine_remediation.engine.patches import Counting, PatchLayer, prepare_patches
from mine_remediation.engine.progress import CHUNK
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.engine.results import Classification
from mine_remediation.engine.townships import TownshipLayer, prepare_townships
from mine_remediation.engine.wkb import as_multi_polygons
from mine_remediation.engine.zones import CLASSES, ZoneClass, ZoneLayer
from mine_remediation.libraries import pyogrio, shapely
from mine_remediation.reports.geopackage import Filler

Layer = tuple[str, DataFrame, "list[bytes | None] | None"]  # with WKB where it is known
Layers = Iterable[Layer]


def run(source: Path, folder: Path, clock: Clock, overlaps: str = "count_once") -> None:
    """Classify and summarise *source*; each output becomes a GeoPackage in *folder*, as in QGIS.

    A second thread prepares the townships while the patches are read, writes what classifying gave while the summary
    is computed, and the pieces while the rest of the summary is written; "write" is what is left to wait for.
    """
    zones, towns = read(source, "zones"), read(source, "townships")
    with ThreadPoolExecutor(1) as beside:
        prepared_towns = beside.submit(prepare_townships, township_layer(towns))
        patches, wkb = read_patches(source)
        clock.lap("read")
        patches.geometry = shapely.from_wkb(wkb)
        layer = patch_layer(patches)
        as_written = beside.submit(multi_polygons, wkb)
        polygons = polygons_in_plane(layer.geometry, layer.crs, layer.name, layer.ids)
        clock.lap("into the plane")
        classified = classify_polygons(polygons, layer.name, layer.ids, zone_classes(zones)).result
        clock.lap("classify")
        first = beside.submit(write_layers, folder, classified_layers(patches, as_written.result(), classified))
        counting = Counting(keep_overlaps=overlaps == "keep")
        prepared = prepare_patches(layer, counting, polygons=polygons)
        accounting = summarise(prepared, prepared_towns.result(), keep_overlaps=counting.keep_overlaps)
        clock.lap("summarise")
        second = beside.submit(write_layers, folder, [piece_layer(accounting, layer.crs, as_written.result())])
        write_layers(folder, summary_layers(towns, accounting, layer.crs))
        first.result()
        second.result()
    clock.lap("write")


def classified_layers(patches: GeoDataFrame, wkb: Any, classified: Classification) -> Layers:
    yield "classified", patches.join(classified.patches.drop(columns="patch_id")), wkb.tolist()
    yield "summary", classified.summary, None
    yield "membership", classified.membership, None


def summary_layers(towns: GeoDataFrame, accounting: Accounting, crs: str | None) -> Layers:
    summary = accounting.summary
    yield "area_summary", summary.area_summary, None
    yield "progress", towns.join(summary.townships.drop(columns="township")), None
    yield "overlap_pairs", GeoDataFrame(summary.overlaps, geometry=accounting.overlap_shapes(), crs=crs), None


def piece_layer(accounting: Accounting, crs: str | None, wkb: Any) -> Layer:
    """A piece that is a whole patch has the bytes of the patch."""
    patch, shapes = accounting.ledger.pieces.patch, accounting.piece_shapes()
    cut = ~accounting.patches.whole(patch, accounting.ledger.pieces.geometry)
    written = wkb[patch]
    written[cut] = wkb_of(shapes[cut])
    return "pieces", GeoDataFrame(accounting.summary.pieces, geometry=shapes, crs=crs), written.tolist()


def write_layers(folder: Path, layers: Layers) -> None:
    """Each frame as a file: pyogrio makes the empty layer, the plugin's own filler puts the rows in."""
    for name, frame, known in layers:
        file = folder / f"{name}.gpkg"
        areal = isinstance(frame, GeoDataFrame)
        kind = {"geometry_type": "MultiPolygon"} if areal else {}
        pyogrio.write_dataframe(frame.iloc[:0], file, layer=name, driver="GPKG", VERSION="1.2", **kind)
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            fill(connection, name, frame, known)
        with open(file, "rb+") as written:
            os.fsync(written.fileno())


@collector_paused()
def fill(connection: sqlite3.Connection, name: str, frame: DataFrame, known: list[bytes | None] | None) -> None:
    """The rows of *frame*, whose shapes are *known* as WKB or not."""
    shapes = geometries(frame) if isinstance(frame, GeoDataFrame) else None
    names = [each for each in frame.columns if shapes is None or each != frame.geometry.name]
    filler = Filler(connection, name, names)
    filler.begin()
    for start in range(0, len(frame), CHUNK):
        part = slice(start, start + CHUNK)
        columns = [plain(frame[each].iloc[part]) for each in names]
        if shapes is None:
            filler.add(columns)
        else:
            filler.add(columns, wkb_of(shapes[part]) if known is None else known[part], shapely.bounds(shapes[part]))
    filler.finish()


def wkb_of(shapes: Any) -> Any:
    return multi_polygons(shapely.to_wkb(shapes, flavor="iso", byte_order=1))


def multi_polygons(wkb: Any) -> Any:
    return np.array([*as_multi_polygons(wkb.tolist()), None], dtype=object)[:-1]


def plain(column: Series) -> list[Any]:
    """Values with None for what is missing."""
    values = column.tolist()
    missing = column.isna().to_numpy()
    return [None if gone else value for value, gone in zip(values, missing.tolist())] if missing.any() else values


def read(source: Path, layer: str) -> GeoDataFrame:
    return pyogrio.read_dataframe(source, layer=layer)


def read_patches(source: Path, columns: list[str] | None = None) -> tuple[GeoDataFrame, Any]:
    """The patches without their shapes, and these as WKB."""
    meta, _, wkb, values = pyogrio.raw.read(source, layer="patches", columns=columns)
    table = dict(zip(meta["fields"].tolist(), values))
    return GeoDataFrame(table, geometry=[None] * len(wkb), crs=meta["crs"]), wkb


def patch_layer(patches: GeoDataFrame) -> PatchLayer:
    """The patches as the engine takes them: number, year and category; all count."""
    return PatchLayer(
        name="patches",
        crs=patches.crs.to_wkt(),
        geometry=geometries(patches),
        ids=patches["TBBH"].to_numpy(dtype=object),
        saved_rank=np.arange(len(patches)),
        year=patches["ZLND"].to_numpy(),
        category=patches["LB"].to_numpy(dtype=object),
    )


def township_layer(towns: GeoDataFrame) -> TownshipLayer:
    ids = np.array([str(each) for each in range(len(towns))], dtype=object)
    return TownshipLayer("townships", towns.crs.to_wkt(), geometries(towns), towns["XZMC"].to_numpy(dtype=object), ids)


def zone_classes(zones: GeoDataFrame) -> list[ZoneClass]:
    """Six classes, drawn with no distance around them, as the native chain knows none."""
    found = []
    for name in CLASSES:
        mine = zones[zones["zone_class"] == name]
        layers = [ZoneLayer(name, zones.crs.to_wkt(), geometries(mine), mine["name"].to_numpy(dtype=object))]
        found.append(ZoneClass(name, layers, 0.0))
    return found


def geometries(frame: GeoDataFrame) -> Any:
    return np.asarray(frame.geometry.values, dtype=object)
