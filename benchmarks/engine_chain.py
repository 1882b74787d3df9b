"""The engine without QGIS: pyogrio in, classify and summarise, pyogrio out of every output of both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from clock import Clock
from geopandas import GeoDataFrame
from pandas import DataFrame

from mine_remediation.engine.accounting import summarise
from mine_remediation.engine.classify import classify_polygons
from mine_remediation.engine.patches import Counting, PatchLayer, prepare_patches
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.engine.townships import TownshipLayer, prepare_townships
from mine_remediation.engine.zones import CLASSES, ZoneClass, ZoneLayer
from mine_remediation.libraries import pyogrio


def run(source: Path, folder: Path, clock: Clock, overlaps: str = "count_once") -> None:
    """Classify and summarise *source*; the outputs become layers of ``engine.gpkg`` in *folder*."""
    patches, zones, towns = (read(source, layer) for layer in ("patches", "zones", "townships"))
    clock.lap("read")
    layer = patch_layer(patches)
    ids, crs = layer.ids, layer.crs
    polygons = polygons_in_plane(layer.geometry, crs, layer.name, ids)
    clock.lap("into the plane")
    classified = classify_polygons(polygons, layer.name, ids, zone_classes(zones)).result
    clock.lap("classify")
    townships = prepare_townships(township_layer(towns))
    counting = Counting(keep_overlaps=overlaps == "keep")
    prepared = prepare_patches(layer, counting, polygons=polygons)
    accounting = summarise(prepared, townships, keep_overlaps=counting.keep_overlaps)
    summary = accounting.summary
    clock.lap("summarise")
    out = folder / "engine.gpkg"
    classified_patches = patches.join(classified.patches.drop(columns="patch_id"))
    progress = towns.join(summary.townships.drop(columns="township"))
    for name, frame in (
        ("classified", classified_patches),
        ("summary", classified.summary),
        ("membership", classified.membership),
        ("area_summary", summary.area_summary),
        ("progress", progress),
        ("pieces", GeoDataFrame(summary.pieces, geometry=accounting.piece_shapes(), crs=crs)),
        ("overlap_pairs", GeoDataFrame(summary.overlaps, geometry=accounting.overlap_shapes(), crs=crs)),
    ):
        pyogrio.write_dataframe(frame, out, layer=name, driver="GPKG", VERSION="1.2", **geometry_type(frame))
    clock.lap("write")


def geometry_type(frame: DataFrame) -> dict[str, str]:
    return {"geometry_type": "MultiPolygon", "promote_to_multi": True} if isinstance(frame, GeoDataFrame) else {}


def read(source: Path, layer: str) -> GeoDataFrame:
    return pyogrio.read_dataframe(source, layer=layer)


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
