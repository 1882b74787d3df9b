"""The same chain by ``geopandas.overlay``: patches × zones, the result × townships, area, sums."""

from __future__ import annotations

from pathlib import Path

from clock import Clock
from geopandas import GeoDataFrame, overlay
from pandas import DataFrame

from mine_remediation.libraries import pyogrio

OFFICIAL = "+proj=cea +ellps=GRS80 +type=crs"  # true areas


def run(source: Path, folder: Path, clock: Clock) -> None:
    """Cut and sum *source*; the pieces and the sums become layers of ``overlay.gpkg`` in *folder*."""
    patches, zones, towns = (pyogrio.read_dataframe(source, layer=each) for each in ("patches", "zones", "townships"))
    clock.lap("read")
    in_zones = overlay(patches, zones, keep_geom_type=True)
    clock.lap("patches × zones")
    pieces = overlay(in_zones, towns, keep_geom_type=True)
    clock.lap("result × townships")
    zone_sums = summed(pieces, ["zone_class", "XZMC", "ZLND", "LB"])
    clock.lap("area and sums")
    write(folder, {"zone_pieces": pieces, "zone_sums": zone_sums})
    clock.lap("write")
    by_township = overlay(patches, towns, keep_geom_type=True)
    clock.lap("patches × townships")
    township_sums = summed(by_township, ["XZMC", "ZLND", "LB"])
    write(folder, {"township_pieces": by_township, "township_sums": township_sums})
    clock.lap("township sums")


def write(folder: Path, frames: dict[str, DataFrame]) -> None:
    """Each frame as a layer."""
    for layer, frame in frames.items():
        kind = {"geometry_type": "MultiPolygon", "promote_to_multi": True} if isinstance(frame, GeoDataFrame) else {}
        pyogrio.write_dataframe(frame, folder / "overlay.gpkg", layer=layer, driver="GPKG", VERSION="1.2", **kind)


def summed(pieces: GeoDataFrame, keys: list[str]) -> DataFrame:
    """The official area of *pieces*, which get it as a column, by *keys*."""
    pieces["area_m2"] = pieces.geometry.to_crs(OFFICIAL).area
    return pieces.groupby(keys, as_index=False)["area_m2"].agg(["sum", "count"])
