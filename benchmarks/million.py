"""A million patches: reading included, only the summary tables written, against the time to read the patches alone.

Run: ``bash scripts/bench.sh million [PATCHES] [ZONES] [TOWNSHIPS]`` (1 000 000, 2 000, 1 000). Both run in a process of
their own, the reading before and after; the file lies in the disk cache.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from clock import Clock
from engine_chain import geometries, patch_layer, read_patches, township_layer, write_layers, zone_classes
from geopandas import GeoDataFrame

from mine_remediation.engine.accounting import summarise
from mine_remediation.engine.classify import classify_polygons
from mine_remediation.engine.patches import Counting, prepare_patches
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.engine.townships import prepare_townships
from mine_remediation.libraries import pyogrio

COLUMNS = ["TBBH", "ZLND", "LB"]


def read(source: Path) -> GeoDataFrame:
    """Geometry and three columns of the patches, as pyogrio reads them by itself."""
    return pyogrio.read_dataframe(source, layer="patches", columns=COLUMNS)


def run(source: Path, folder: Path, clock: Clock) -> None:
    """Classify and summarise; the sums by class, by township, year and category, and by township are written.

    The shapes stay bytes until the engine wants them. None of the tables asks how far a patch is from the nearest
    zone, or for the shape of a piece: neither is made.
    """
    zones, towns = (pyogrio.read_dataframe(source, layer=each) for each in ("zones", "townships"))
    frame, shapes = read_patches(source, COLUMNS)
    layer = replace(patch_layer(frame), geometry=shapes)
    del shapes
    clock.lap("read")
    polygons = polygons_in_plane(layer.geometry, layer.crs, layer.name, layer.ids)
    layer = replace(layer, geometry=None)
    clock.lap("into the plane")
    by_class = classify_polygons(polygons, layer.name, layer.ids, zone_classes(zones), nearest=False).result.summary
    clock.lap("classify")
    counting = Counting()
    patches = prepare_patches(layer, counting, polygons=polygons)
    summary = summarise(patches, prepare_townships(township_layer(towns))).summary
    clock.lap("summarise")
    tables = {"summary": by_class, "area_summary": summary.area_summary, "progress": summary.townships}
    write_layers(folder, ((name, table, None) for name, table in tables.items()))
    clock.lap("write")


def vertices(source: Path) -> float:
    """Vertices per patch, on average."""
    from mine_remediation.libraries import shapely

    frame = pyogrio.read_dataframe(source, layer="patches", columns=[], max_features=10_000)
    return float(shapely.get_num_coordinates(geometries(frame)).mean())
