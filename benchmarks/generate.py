"""Generated county for the benchmarks: patches, zones of six classes and townships, in one GeoPackage.

Run: ``python benchmarks/generate.py FILE [PATCHES] [ZONES] [TOWNSHIPS]``. Deterministic for given numbers.

- *patches*: 10 to 60 vertices, sizes from a few hundred m² to some hectares, in a loose grid; one in fifty reaches
  over its neighbours, so that about one square metre in sixty is shared;
- *zones*: 1 200 vertices, smooth borders, together on about half of the ground; zones of different classes may
  overlap, those of one class never do;
- *townships*: winding borders with a vertex about every 90 m, an exact tiling that holds every patch.
"""

from __future__ import annotations

import sys
from math import ceil, sqrt
from pathlib import Path
from typing import Any

import numpy as np
from geopandas import GeoDataFrame
from shapely import box, get_parts, intersection, linearrings, multipoints, polygons, segmentize, transform
from shapely import voronoi_polygons as voronoi

CRS = "EPSG:4547"  # CGCS2000, 3-degree zone, central meridian 114°E
CORNER = (450_000.0, 4_500_000.0)
SIDE_M = 80_000.0
CATEGORIES = ("生产矿山", "闭坑矿山", "政策性关闭矿山", "废弃矿山")
CLASSES = (
    "NATURE_RESERVE",
    "WATER_SOURCE",
    "SCENIC_AREA",
    "RESIDENTIAL_AREA",
    "TRANSPORT_LINE",
    "RIVER_CORRIDOR",
)


def blobs(x: Any, y: Any, radius: Any, vertices: Any, waves: int, rng: np.random.Generator) -> Any:
    """Star-shaped polygons around points with smooth outlines of *waves* harmonics, at most *radius* wide."""
    owner = np.repeat(np.arange(len(x)), vertices)
    start = np.repeat(np.cumsum(vertices) - vertices, vertices)
    angle = 2 * np.pi * (np.arange(len(owner)) - start) / vertices[owner]
    shape = np.zeros(len(owner))
    for wave in range(1, waves + 1):
        height, phase = rng.uniform(0, 0.4 / wave, len(x)), rng.uniform(0, 2 * np.pi, len(x))
        shape += height[owner] * np.sin(wave * angle + phase[owner])
    highest = np.maximum.reduceat(np.abs(shape), np.cumsum(vertices) - vertices)
    reach = radius[owner] * (1 + 0.5 * shape / highest[owner]) / 1.5
    xy = np.column_stack([x[owner] + reach * np.cos(angle), y[owner] + reach * np.sin(angle)])
    return polygons(linearrings(np.round(xy, 3), indices=owner))


def grid(n: int, jitter: float, rng: np.random.Generator) -> tuple[Any, Any, float]:
    """Points in a jittered square grid, and its step in metres."""
    columns = ceil(sqrt(n))
    step = SIDE_M / columns
    place = np.column_stack([np.arange(n) % columns, np.arange(n) // columns])
    xy = np.array(CORNER) + (place + 0.5 + rng.uniform(-jitter, jitter, (n, 2))) * step
    return xy, place, step


def patches(n: int, rng: np.random.Generator) -> GeoDataFrame:
    """N patches with number, year, category and status."""
    xy, _, step = grid(n, 0.1, rng)
    radius = step * rng.uniform(0.05, 0.4, n)
    radius[rng.random(n) < 0.02] = 1.2 * step
    return GeoDataFrame(
        {
            "TBBH": [f"P{each:07d}" for each in range(n)],
            "ZLND": rng.integers(2016, 2026, n),
            "LB": rng.choice(CATEGORIES, n),
            "ZLZT": rng.choice(["市级验收", "施工中"], n, p=[0.9, 0.1]),
        },
        geometry=blobs(*xy.T, radius, rng.integers(10, 61, n), 6, rng),
        crs=CRS,
    )


def zones(n: int, rng: np.random.Generator) -> GeoDataFrame:
    """N zones of 1 200 vertices; zones of one class lie too far from each other to meet."""
    xy, place, step = grid(n, 0.1, rng)
    radius = step * rng.uniform(0.5, 0.95, n)
    number = (place[:, 0] + 2 * place[:, 1]) % len(CLASSES)
    return GeoDataFrame(
        {"name": [f"zone {each}" for each in range(n)], "zone_class": [CLASSES[each] for each in number]},
        geometry=blobs(*xy.T, radius, np.full(n, 1200), 25, rng),
        crs=CRS,
    )


def townships(n: int, rng: np.random.Generator) -> GeoDataFrame:
    """N cells around seats; shared vertices are bent by the same waves, so that the cells still tile."""
    west, south = CORNER
    county = box(west - 5000, south - 5000, west + SIDE_M + 5000, south + SIDE_M + 5000)
    seats = multipoints(np.array(CORNER) + rng.uniform(0, SIDE_M, (n, 2)))
    cells = segmentize(intersection(get_parts(voronoi(seats, extend_to=county)), county), 90.0)
    return GeoDataFrame({"XZMC": [f"乡镇{each:04d}" for each in range(n)]}, geometry=transform(cells, bent), crs=CRS)


def bent(xy: Any) -> Any:
    """Coordinates to the millimetre, moved by waves of some 2 km length and 150 m height."""
    xy = np.round(xy, 3)
    return np.round(xy + 150 * np.sin(xy[:, ::-1] / 350) + 60 * np.cos(xy / 230), 3)


def main(file: str, n: int = 50_000, zone_count: int = 20, township_count: int = 15) -> None:
    """Write the layers ``patches``, ``zones`` and ``townships`` to *file*."""
    rng = np.random.default_rng([n, zone_count, township_count])
    target = Path(file)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    for name, frame in (
        ("patches", patches(n, rng)),
        ("zones", zones(zone_count, rng)),
        ("townships", townships(township_count, rng)),
    ):
        frame.to_file(target, layer=name, driver="GPKG", engine="pyogrio", VERSION="1.2")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
