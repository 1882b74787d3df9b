"""The county: real names and codes, an invented outline, invented townships, zones and lines.

Nothing here is traced from a boundary of the real county; the outline is a hand-drawn closed curve.
Coordinates are kilometres of EPSG:4530 without the zone prefix, turned into metres by :func:`place`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from ...libraries import pyproj, shapely
from .shapes import Point, blob, on_grid, roughened, spline

CRS = "EPSG:4530"
SOURCE = Path(__file__).resolve().parents[1] / "source"
OUTLINE_KM = [
    (361, 4650), (366, 4655), (376, 4653), (384, 4643), (393, 4635), (403, 4631), (411, 4637), (417, 4644),
    (429, 4640), (440, 4633), (451, 4627), (453, 4615), (445, 4604), (431, 4601), (418, 4599), (409, 4590),
    (406.5, 4576), (395, 4571), (379, 4569), (365, 4570), (364.5, 4580), (370, 4588), (368, 4597), (377, 4605),
    (381.5, 4615), (375, 4622), (366, 4633), (361, 4641),
]  # fmt: skip


@dataclass(frozen=True)
class Zone:
    """One feature of a zone layer: 名称, 级别 and its drawing."""

    name: str
    level: str
    geometry: Any


@dataclass(frozen=True)
class Township:
    """A township: real name and code, seat, invented polygon."""

    code: str
    name: str
    seat: Point
    seat_source: str
    geometry: Any = None


@dataclass(frozen=True)
class County:
    """Everything the patches stand on; ``borders`` are the lines that two townships share."""

    townships: list[Township]
    borders: list[Any]
    outline: Any
    zones: dict[str, list[Zone]] = field(default_factory=dict)


def make_county(rng: Random) -> County:
    """Draw the county; the same *rng* seed gives the same county."""
    seats = read_seats()
    arcs = [_rough_arc(arc, rng) for arc in _straight_arcs(seats)]
    cells = list(shapely.get_parts(shapely.polygonize([shapely.LineString(arc) for arc in arcs])))
    townships = [_with_cell(seat, cells) for seat in seats]
    outline = shapely.union_all([township.geometry for township in townships])
    ring = shapely.get_exterior_ring(outline)
    lines = [shapely.LineString(arc) for arc in arcs]
    borders = [line for line in lines if not shapely.covers(ring, shapely.get_point(line, 1))]
    return County(townships, borders, outline, make_zones(rng, outline, townships))


def place(x_km: float, y_km: float) -> Point:
    """Kilometres without prefix → metres of EPSG:4530."""
    return (42_000_000.0 + 1000 * x_km, 1000.0 * y_km)


def read_seats() -> list[Township]:
    """The rows of ``source/townships.csv``, seats brought into EPSG:4530."""
    to_plane = pyproj.Transformer.from_crs("EPSG:4490", CRS, always_xy=True)
    with open(SOURCE / "townships.csv", encoding="utf-8", newline="") as rows:
        return [
            Township(
                row["XZDM"],
                row["XZMC"],
                to_plane.transform(float(row["seat_lon"]), float(row["seat_lat"])),
                row["seat_source"],
            )
            for row in csv.DictReader(rows)
        ]


def _straight_arcs(seats: list[Township]) -> list[Any]:
    """Borders of the cells about the seats inside the smooth outline, cut where three meet."""
    ring = shapely.LineString(spline([place(*point) for point in OUTLINE_KM], closed=True, step=7000))
    inside = shapely.Polygon(ring)
    points = shapely.MultiPoint([seat.seat for seat in seats])
    edges = shapely.voronoi_polygons(points, extend_to=ring, only_edges=True)
    edges = shapely.set_precision(shapely.intersection(edges, inside), 1.0)
    ring = shapely.set_precision(ring, 1.0)
    noded = shapely.line_merge(shapely.union_all([edges, ring], grid_size=1.0))
    arcs = [shapely.get_coordinates(line) for line in shapely.get_parts(noded)]
    arcs = [arc if tuple(arc[0]) <= tuple(arc[-1]) else arc[::-1] for arc in arcs]
    return sorted(arcs, key=lambda arc: (arc[0].tolist(), arc[-1].tolist(), len(arc)))


def _rough_arc(arc: Any, rng: Random) -> Any:
    return np.round(roughened(arc, rng, roughness=0.17, step=450.0), 2)


def _with_cell(seat: Township, cells: list[Any]) -> Township:
    (cell,) = [cell for cell in cells if shapely.contains_xy(cell, *seat.seat)]
    return Township(seat.code, seat.name, seat.seat, seat.seat_source, shapely.normalize(cell))


def make_zones(rng: Random, outline: Any, townships: list[Township]) -> dict[str, list[Zone]]:
    """Zones of all six classes by layer name, every one invented."""
    return {
        "nature_reserve_SYNTHETIC": _nature_reserve(rng),
        "water_source_SYNTHETIC": _water_sources(rng),
        "scenic_area_SYNTHETIC": _scenic_areas(rng),
        "residential_area_SYNTHETIC": _residential_areas(rng, townships),
        "transport_line_SYNTHETIC": _lines(rng, outline, TRANSPORT_KM, roughness=0.04),
        "river_corridor_SYNTHETIC": _lines(rng, outline, RIVERS_KM, roughness=0.16),
    }


def _nested(name: str, levels: list[str], rings: list[Any]) -> list[Zone]:
    """Zones from the inside out, each ring without the one inside it."""
    zones = [Zone(name, levels[0], rings[0])]
    for level, ring, inner in zip(levels[1:], rings[1:], rings):
        zones.append(Zone(name, level, on_grid(shapely.Polygon(ring.exterior, [inner.exterior]))))
    return zones


def _shrunk(polygon: Any, factor: float) -> Any:
    middle = shapely.get_coordinates(shapely.centroid(polygon))[0]
    return on_grid(shapely.transform(polygon, lambda xy: middle + factor * (xy - middle)))


def _nature_reserve(rng: Random) -> list[Zone]:
    whole = blob(place(400.3, 4578.3), 4700, rng, stretch=1.3, turn=55, wobble=0.7)
    rings = [_shrunk(whole, 0.45), _shrunk(whole, 0.72), whole]
    return _nested("示例自然保护区", ["核心区", "缓冲区", "实验区"], rings)


def _water_sources(rng: Random) -> list[Zone]:
    zones = []
    for number, (centre, radius, turn) in enumerate([((431, 4622), 4300, 20), ((370.5, 4581), 2700, 70)], start=1):
        outer = blob(place(*centre), radius, rng, stretch=1.6, turn=turn, wobble=0.6)
        zones += _nested(f"示例水源地{number:02d}", ["一级保护区", "二级保护区"], [_shrunk(outer, 0.4), outer])
    return zones


def _scenic_areas(rng: Random) -> list[Zone]:
    spots = [((394, 4613), 3300, "省级"), ((409, 4626.5), 2300, "国家级"), ((379.5, 4638.5), 2600, "省级")]
    return [
        Zone(f"示例景区{number:02d}", level, blob(place(*centre), radius, rng, stretch=1.3, turn=30 * number))
        for number, (centre, radius, level) in enumerate(spots, start=1)
    ]


def _residential_areas(rng: Random, townships: list[Township]) -> list[Zone]:
    zones = []
    for township in townships:
        level = "县城" if township.name == "新宾镇" else "镇区" if township.name.endswith("镇") else "集镇"
        radius = {"县城": 2100.0, "镇区": 1150.0, "集镇": 850.0}[level]
        zones.append(Zone(f"示例居民区（{township.name}）", level, blob(township.seat, radius, rng, stretch=1.4)))
    return zones


TRANSPORT_KM = [
    ("示例铁路01", "铁路", [(355, 4645.5), (363, 4647), (369.5, 4650.8), (376, 4652), (384, 4650)]),
    ("示例铁路02", "铁路", [(356, 4597), (372, 4591.5), (384, 4588), (395, 4588.8), (406, 4592), (424, 4590)]),
    ("示例高速01", "高速公路", [(356, 4646), (367, 4647), (372, 4639), (383, 4629.5), (393, 4622), (402.5, 4621.5),
                        (412, 4618.5), (421, 4618.8), (433, 4618), (446, 4622), (460, 4618)]),
    ("示例高速02", "高速公路", [(402.5, 4621.5), (406, 4611), (414, 4603), (424, 4593)]),
    ("示例国道01", "国道", [(420.5, 4622.5), (417, 4631), (415, 4638), (419, 4650)]),
    ("示例省道01", "省道", [(402, 4613.5), (399, 4602), (397.5, 4588), (393, 4578), (386, 4570), (384, 4560)]),
    ("示例省道02", "省道", [(386, 4626), (381, 4613), (377, 4601), (374.5, 4591.5), (371.5, 4577), (366, 4562)]),
]  # fmt: skip
RIVERS_KM = [
    ("示例河01", "干流", [(449, 4606), (438, 4613), (428, 4619.6), (419.5, 4619.5), (411, 4621), (401, 4619),
                      (392, 4624.5), (384.5, 4628.5), (377, 4635), (371, 4640), (364, 4643), (352, 4640)]),
    ("示例河02", "干流", [(401, 4590), (396, 4585.8), (387, 4590.5), (376, 4588.8), (367, 4590), (354, 4586)]),
    ("示例河03", "支流", [(424, 4640), (433.5, 4632.5), (441, 4626), (447.5, 4618.5), (452, 4614), (462, 4610)]),
    ("示例河04", "支流", [(393, 4598), (399, 4606), (400.2, 4613.5), (401, 4619)]),
    ("示例河05", "支流", [(410, 4640), (415, 4635.5), (418.5, 4627), (419.5, 4619.5)]),
    ("示例河06", "支流", [(427, 4599), (421.5, 4606.5), (412, 4611), (411, 4621)]),
    ("示例河07", "支流", [(399, 4574), (391, 4575), (381, 4571), (369.5, 4574), (356, 4570)]),
    ("示例河08", "支流", [(377, 4612), (383, 4619), (384.5, 4628.5)]),
]  # fmt: skip


def _lines(rng: Random, outline: Any, drawings: list[Any], *, roughness: float) -> list[Zone]:
    zones = []
    for name, level, points in drawings:
        smooth = spline([place(*point) for point in points], step=2500)
        line = shapely.LineString(roughened(smooth, rng, roughness=roughness, step=350.0))
        zones.append(Zone(name, level, on_grid(shapely.intersection(line, outline))))
    return zones
