"""Generated county for the benchmarks: N patches of 10–60 vertices, zones and townships, in one GeoPackage.

Run: ``python benchmarks/generate.py FILE [N] [ZONES] [TOWNSHIPS]``. Deterministic for a given N.
Patches lie in a loose grid and do not overlap, except for one in fifty that reaches over its neighbour's edge.
"""

from __future__ import annotations

import sys
from math import ceil, sqrt
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

CRS = "EPSG:4547"  # CGCS2000, 3-degree zone, central meridian 114°E
ORIGIN = (450_000.0, 4_500_000.0)
SIDE_M = 80_000.0
CATEGORIES = ("生产矿山", "闭坑矿山", "政策性关闭矿山", "废弃矿山")


def blobs(
    x: np.ndarray, y: np.ndarray, radius: np.ndarray, vertices: np.ndarray, rng: np.random.Generator, rough: float = 0.3
) -> np.ndarray:
    """Star-shaped polygons around points, with the given numbers of vertices; *rough* is the jitter of the radius."""
    owner = np.repeat(np.arange(len(x)), vertices)
    start = np.repeat(np.cumsum(vertices) - vertices, vertices)
    angle = 2 * np.pi * (np.arange(len(owner)) - start) / vertices[owner]
    reach = radius[owner] * rng.uniform(1 - rough, 1.0, len(owner)) * (1 + 0.2 * np.sin(3 * angle + owner))
    xy = np.column_stack([x[owner] + reach * np.cos(angle), y[owner] + reach * np.sin(angle)])
    return shapely.polygons(shapely.linearrings(xy, indices=owner))


def patches(n: int, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """N patches with number, year, category and status."""
    columns = ceil(sqrt(n))
    step = SIDE_M / columns
    cell = np.arange(n)
    x = ORIGIN[0] + (cell % columns + 0.5) * step
    y = ORIGIN[1] + (cell // columns + 0.5) * step
    radius = np.full(n, 0.4 * step)
    radius[rng.random(n) < 0.02] = 0.7 * step
    return gpd.GeoDataFrame(
        {
            "TBBH": [f"P{each:07d}" for each in cell],
            "ZLND": rng.integers(2016, 2026, n),
            "LB": rng.choice(CATEGORIES, n),
            "ZLZT": rng.choice(["市级验收", "施工中"], n, p=[0.9, 0.1]),
        },
        geometry=blobs(x, y, radius, rng.integers(10, 61, n), rng),
        crs=CRS,
    )


def zones(n: int, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """N zones of 1 200 vertices that may overlap, together on about half of the ground."""
    x = ORIGIN[0] + rng.uniform(0, SIDE_M, n)
    y = ORIGIN[1] + rng.uniform(0, SIDE_M, n)
    radius = rng.uniform(0.5, 1.2, n) * SIDE_M / sqrt(n) / 2
    geometry = blobs(x, y, radius, np.full(n, 1200), rng, 0.005)
    return gpd.GeoDataFrame({"name": [f"zone {each}" for each in range(n)]}, geometry=geometry, crs=CRS)


def townships(n: int, rng: np.random.Generator) -> gpd.GeoDataFrame:
    """N townships: cells around seats with wavy borders of about 90 m edges, an exact tiling of the square."""
    square = shapely.box(*ORIGIN, ORIGIN[0] + SIDE_M, ORIGIN[1] + SIDE_M)
    seats = shapely.multipoints(np.array(ORIGIN) + rng.uniform(0, SIDE_M, (n, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seats, extend_to=square))
    cells = shapely.segmentize(shapely.intersection(cells, square), 90.0)
    return gpd.GeoDataFrame({"XZMC": [f"乡镇{each:04d}" for each in range(n)]}, geometry=cells, crs=CRS)


def main(file: str, n: int = 50_000, zone_count: int = 20, township_count: int = 15) -> None:
    """Write the layers ``patches``, ``zones`` and ``townships`` to *file*."""
    rng = np.random.default_rng(n)
    Path(file).unlink(missing_ok=True)
    for name, frame in (
        ("patches", patches(n, rng)),
        ("zones", zones(zone_count, rng)),
        ("townships", townships(township_count, rng)),
    ):
        frame.to_file(file, layer=name, driver="GPKG", engine="pyogrio", VERSION="1.2")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
