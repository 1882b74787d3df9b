"""The totals of the chains, all by the engine's area."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from clock import Clock
from engine_chain import geometries, run
from geopandas import GeoDataFrame, overlay
from pandas import DataFrame

from mine_remediation.engine.area import MU_PER_M2, area_m2, total
from mine_remediation.engine.planes import EQUAL_AREA
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.libraries import pyogrio


def by_pieces(file: Path, layer: str | None = None) -> float:
    """Official area in m² of all polygons in *file* (layer ``…_pieces`` where *layer* is given)."""
    frame = pyogrio.read_dataframe(file, layer=f"{layer}_pieces" if layer else None, columns=[])
    ids = np.arange(len(frame)).astype(object)
    return total(polygons_in_plane(geometries(frame), frame.crs.to_wkt(), file.name, ids).area_m2)


def of_engine(source: Path, folder: Path, overlaps: str) -> dict[str, float]:
    """Ground in zones (by class, with repeats) and in townships in m², from the outputs of the engine's chain.

    All generated patches lie inside the townships, so ground in zones is ground in zones and townships.
    """
    made = folder / f"totals_{overlaps}"
    made.mkdir()
    run(source, made, Clock(), overlaps)
    summary = pyogrio.read_dataframe(made / "summary.gpkg")
    area = pyogrio.read_dataframe(made / "area_summary.gpkg")
    inside = area[area["township"].notna()]
    return {"zones": in_zones(summary), "townships": total(inside["area_m2"].to_numpy())}


def of_overlay_in_plane(source: Path) -> tuple[float, float]:
    """The sums of ``geopandas.overlay`` where the engine cuts: in the equal-area plane, long borders with vertices."""
    layers = {name: in_plane(source, name) for name in ("patches", "zones", "townships")}
    pieces = overlay(overlay(layers["patches"], layers["zones"]), layers["townships"])
    by_township = overlay(layers["patches"], layers["townships"])
    return total(area_m2(geometries(pieces))), total(area_m2(geometries(by_township)))


def in_plane(source: Path, layer: str) -> GeoDataFrame:
    frame = pyogrio.read_dataframe(source, layer=layer)
    crs, ids = frame.crs.to_wkt(), np.arange(len(frame)).astype(object)
    moved = polygons_in_plane(geometries(frame), crs, layer, ids, densify=layer != "patches").geometry
    return GeoDataFrame({"id": ids}, geometry=moved, crs=EQUAL_AREA)


def in_zones(summary: DataFrame) -> float:
    """m² by class with repeats."""
    rows = summary[~summary["zone_class"].isin(["OUTSIDE", "TOTAL"])]
    return total(rows["gross_mu"].dropna().to_numpy()) / MU_PER_M2
