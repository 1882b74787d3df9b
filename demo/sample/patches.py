"""The mine patches: real outlines of mines elsewhere, made small and put into the invented county.

How much was done per year and category is laid down in ``COUNTED``; the rest is chance with a fixed seed.
A handful of patches is placed on purpose: across borders, over earlier work, across 124.5°E, half outside,
and one is a bow-tie.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

import numpy as np

from ...engine.area import area_m2
from ...engine.planes import to_equal_area
from ...libraries import pyproj, shapely
from .county import CRS, SOURCE, County, place
from .shapes import Point, at_distance, moved

M2_PER_MU = 2000 / 3
IN_PRODUCTION, CLOSED, CLOSED_BY_POLICY, ABANDONED = "生产矿山", "闭坑矿山", "政策性关闭矿山", "废弃矿山"
ACCEPTED = ["市级验收", "省级核查", "管护", "销号"]
OPEN = ["未启动", "方案编制", "方案备案", "施工中", "主体工程完工", "植被恢复完成", "自验", "县级初验"]
COUNTED = [  # year, in production?, patches, mu
    (2018, True, 4, 31.0), (2018, False, 1, 6.5),
    (2019, True, 6, 43.5), (2019, False, 11, 93.0),
    (2020, True, 5, 38.0), (2020, False, 12, 101.0),
    (2021, True, 9, 98.5), (2021, False, 5, 38.5),
    (2022, True, 8, 71.0), (2022, False, 5, 33.5),
    (None, False, 1, 4.0),
]  # fmt: skip
NOT_COUNTED = [(None, 2), (2019, 2), (2020, 6), (2021, 15), (2022, 22)]  # year, patches
LARGE_MU = [188.0, 121.0, 84.0, 66.0, 52.0, 41.0]  # pits still being worked
MINING_AREAS_KM = [
    ((369.0, 4645.5), "采石场"), ((377.5, 4632.5), "砂石矿"), ((388.5, 4625.5), "铁矿"), ((394.5, 4611.5), "石灰石矿"),
    ((399.0, 4606.0), "采石场"), ((412.5, 4612.8), "粘土矿"), ((417.0, 4629.0), "采石场"), ((430.0, 4619.6), "砂石矿"),
    ((443.0, 4623.5), "铁矿"), ((436.0, 4612.0), "采石场"), ((389.0, 4589.5), "石灰石矿"), ((399.5, 4579.0), "铁矿"),
    ((393.0, 4575.0), "采石场"), ((371.5, 4578.0), "粘土矿"), ((383.0, 4600.0), "铁矿"), ((408.0, 4606.5), "采石场"),
    ((426.0, 4635.5), "铁矿"), ((409.0, 4627.0), "石灰石矿"),
]  # fmt: skip
MERIDIAN_LATITUDES = [41.332, 41.521, 41.89]  # where 124.5°E, the border of zones 41 and 42, is crossed
CROSSED_ZONES = [  # layer, feature: whose edge a patch lies across
    ("residential_area_SYNTHETIC", 0), ("residential_area_SYNTHETIC", 4),
    ("nature_reserve_SYNTHETIC", 2), ("water_source_SYNTHETIC", 1),
]  # fmt: skip
CLEAR_OF_BORDERS_M = 350.0


@dataclass
class Patch:
    """One patch of the mine layer, fields as in the file; ``mu`` is the size that is drawn."""

    in_production: bool
    year: int | None
    status: str
    mu: float
    mine: str = ""
    category: str = ""
    accepted: date | None = None
    geometry: Any = None
    shape: str = ""
    note: str = ""
    number: str = ""
    declared_m2: float = 0.0

    @property
    def counted(self) -> bool:
        """Whether the demo run counts it."""
        return self.status in ACCEPTED


@dataclass(frozen=True)
class Anchor:
    """A line across which a patch is to lie, where, and what is said about it."""

    line: Any
    point: Point
    note: str


@dataclass
class Mine:
    """The patches of one mine and where they lie.

    ``anchor`` is where the first patch is put on purpose; ``covers``: the second lies partly over the first.
    """

    patches: list[Patch]
    area: int = 0
    number: int = 0
    centre: Point = (0.0, 0.0)
    anchor: Anchor | None = None
    covers: bool = False


@dataclass
class Ground:
    """What is taken already, and the lines that ordinary patches keep clear of."""

    lines: Any
    county: Any
    taken: list[Any] = field(default_factory=list)
    centres: list[Point] = field(default_factory=list)


def make_patches(rng: Random, county: County) -> list[Patch]:
    """About 120 patches in file order, numbered, with geometry in EPSG:4530."""
    mines = _mines(rng)
    _mark_overlaps(mines)
    _anchor(mines, county)
    ground = Ground(_lines_to_avoid(county), county.outline)
    shapely.prepare([ground.lines, ground.county])
    shapes = _read_shapes()
    for mine in sorted(mines, key=lambda mine: mine.anchor is None):
        _settle(mine, rng, ground)
        _lay_patches(mine, rng, ground, shapes)
    patches = _in_file_order(mines)
    _give_dates(patches, rng)
    _tie_a_bow(patches)
    _declare_areas(patches)
    return patches


def _mines(rng: Random) -> list[Mine]:
    patches = _counted_patches(rng) + _open_patches(rng)
    mines = []
    for in_production in (True, False):
        group = [patch for patch in patches if patch.in_production == in_production]
        rng.shuffle(group)
        while group:
            size = rng.choice([1, 2, 2, 3, 3, 4])
            mines.append(Mine(group[:size]))
            group = group[size:]
    rng.shuffle(mines)
    for number, mine in enumerate(mines):
        mine.area = number % len(MINING_AREAS_KM)
    _name(mines, rng)
    return mines


def _counted_patches(rng: Random) -> list[Patch]:
    patches = []
    for year, in_production, count, total in COUNTED:
        sizes = _sizes(rng, count)
        for size in sizes:
            mu = size * total / math.fsum(sizes)
            patches.append(Patch(in_production, year, rng.choice(ACCEPTED), mu))
    return patches


def _open_patches(rng: Random) -> list[Patch]:
    large = [Patch(True, 2022, rng.choice(["未启动", "方案备案", "施工中"]), mu) for mu in LARGE_MU]
    patches = []
    for year, count in NOT_COUNTED:
        reached = OPEN[3:] if year in (2019, 2020) else OPEN
        for mu in _sizes(rng, count):
            patches.append(Patch(rng.random() < 0.4, year, rng.choice(reached), mu))
    return large + patches


def _sizes(rng: Random, count: int) -> list[float]:
    return [min(20.0, max(2.5, rng.lognormvariate(math.log(6.5), 0.5))) for _ in range(count)]


def _name(mines: list[Mine], rng: Random) -> None:
    for number, mine in enumerate(sorted(mines, key=lambda mine: mine.area), start=1):
        mine.number = number
        kind = MINING_AREAS_KM[mine.area][1]
        others = rng.choices([CLOSED, CLOSED_BY_POLICY, ABANDONED], weights=[3, 4, 3])[0]
        for patch in mine.patches:
            patch.mine = f"示例{kind}{number:02d}"
            patch.category = IN_PRODUCTION if patch.in_production else others


def _mark_overlaps(mines: list[Mine]) -> None:
    """Six mines whose second patch covers part of the first: five counted pairs of two years, one not counted."""
    for counted, wanted in ((True, 5), (False, 1)):
        fitting = [mine for mine in mines if not mine.covers and _can_overlap(mine, counted)]
        for mine in fitting[:wanted]:
            mine.patches.sort(key=lambda patch: (not patch.counted, patch.year or 9999))
            mine.covers = True
            first, second = mine.patches[:2]
            first.note, second.note = (f"与{other.year}年图斑部分重叠（示例）" for other in (second, first))


def _can_overlap(mine: Mine, counted: bool) -> bool:
    ordered = sorted(mine.patches, key=lambda patch: (not patch.counted, patch.year or 9999))[:2]
    if len(ordered) < 2 or max(patch.mu for patch in ordered) > 20 or None in (ordered[0].year, ordered[1].year):
        return False
    return ordered[0].counted and ordered[1].counted == counted and ordered[0].year < ordered[1].year


def _anchor(mines: list[Mine], county: County) -> None:
    """Choose the mines that lie on a township border, on 124.5°E, on the county's edge, on the edge of a zone."""
    free = [mine for mine in mines if any(_fits_a_border(patch) for patch in mine.patches)]
    free = [mine for mine in free if not any(patch.note or patch.mu > 25 for patch in mine.patches)]
    for mine, anchor in zip(free, _anchors(county)):
        mine.anchor = anchor
        mine.patches.sort(key=lambda patch: not _fits_a_border(patch))


def _anchors(county: County) -> list[Anchor]:
    longest = sorted(county.borders, key=lambda line: -shapely.length(line))
    anchors = [_along(line, 0.45, "跨乡镇界（示例）") for line in longest[:8:2]]
    for lat in MERIDIAN_LATITUDES:
        anchors.append(Anchor(_meridian(), _to_plane(124.5, lat), "跨41、42带分界124.5°E（示例）"))
    anchors.append(_along(shapely.get_exterior_ring(county.outline), 0.33, "部分在县界外（示例）"))
    for layer, number in CROSSED_ZONES:
        edge = shapely.get_exterior_ring(county.zones[layer][number].geometry)
        anchors.append(_along(edge, 0.3, "部分在四区两线内（示例）"))
    return anchors


def _along(line: Any, share: float, note: str) -> Anchor:
    return Anchor(line, _coordinates(shapely.line_interpolate_point(line, share, normalized=True)), note)


def _fits_a_border(patch: Patch) -> bool:
    return patch.counted and patch.year is not None and 5 < patch.mu < 16


def _lines_to_avoid(county: County) -> Any:
    return shapely.union_all([*county.borders, shapely.get_exterior_ring(county.outline), _meridian()])


def _meridian() -> Any:
    return shapely.LineString([_to_plane(124.5, lat) for lat in np.arange(41.2, 42.11, 0.05)])


def _to_plane(lon: float, lat: float) -> Point:
    return _projection().transform(lon, lat)


@lru_cache(maxsize=1)
def _projection() -> Any:
    return pyproj.Transformer.from_crs("EPSG:4490", CRS, always_xy=True)


def _settle(mine: Mine, rng: Random, ground: Ground) -> None:
    """Find the middle of *mine*: its anchor, or a spot in its mining area apart from borders and other mines."""
    if mine.anchor:
        mine.centre = mine.anchor.point
        ground.centres.append(mine.centre)
        return
    middle, reach = place(*MINING_AREAS_KM[mine.area][0]), 1300.0
    while True:
        spot = (rng.gauss(middle[0], reach), rng.gauss(middle[1], reach))
        reach *= 1.02
        apart = all(math.dist(spot, other) > 1200 for other in ground.centres)
        inside = shapely.contains_xy(ground.county, *spot)
        if apart and inside and shapely.distance(ground.lines, shapely.Point(spot)) > 800:
            mine.centre = spot
            ground.centres.append(spot)
            return


def _coordinates(point: Any) -> Point:
    return tuple(shapely.get_coordinates(point)[0].tolist())


def _lay_patches(mine: Mine, rng: Random, ground: Ground, shapes: list[Any]) -> None:
    for position, patch in enumerate(mine.patches):
        name, shape = rng.choice(shapes)
        patch.shape = name
        draw = _Draw(shape, patch.mu, rng.uniform(0, 360))
        if position == 0 and mine.anchor:
            patch.geometry, patch.note = _across(draw, mine.anchor, rng), mine.anchor.note
        elif position == 1 and mine.covers:
            patch.geometry = _over(draw, mine.patches[0].geometry, rng, ground)
        else:
            patch.geometry = _beside(draw, mine, rng, ground)
        ground.taken.append(patch.geometry)


@dataclass(frozen=True)
class _Draw:
    """A shape of size 1 m² about 0, 0 with the size and turn it is to have."""

    shape: Any
    mu: float
    turn: float

    def at(self, centre: Point, turned: float = 0.0) -> Any:
        return moved(self.shape, centre, math.sqrt(self.mu * M2_PER_MU), self.turn + turned)


def _across(draw: _Draw, anchor: Anchor, rng: Random) -> Any:
    """Turn the patch about the anchor until a fifth of it at least lies on each side of the line."""
    while True:
        found = draw.at(at_distance(anchor.point, rng.uniform(0, 12), rng.uniform(0, 360)), rng.uniform(0, 360))
        shares = sorted(_share(side, found) for side in _sides(found, anchor.line))
        if len(shares) >= 2 and shares[-2] > 0.2:
            return found


def _sides(patch: Any, lines: Any) -> list[Any]:
    """The pieces into which *lines* cut *patch*."""
    cut = shapely.union_all([shapely.boundary(patch), shapely.intersection(lines, patch)])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(cut)))
    return [piece for piece in pieces if shapely.contains(patch, shapely.point_on_surface(piece))]


def _over(draw: _Draw, first: Any, rng: Random, ground: Ground) -> Any:
    """Slide the patch towards *first* until it covers enough of it, and of nothing else."""
    middle, wanted = _coordinates(shapely.centroid(first)), rng.uniform(0.08, 0.25)
    others = [ground.lines, *(other for other in ground.taken if other is not first)]
    while True:
        direction = rng.uniform(0, 360)
        for metres in range(240, 0, -3):
            found = draw.at(at_distance(middle, metres, direction))
            shared = shapely.intersection(found, first)
            if max(_share(shared, found), _share(shared, first)) >= wanted:
                break
        if not any(shapely.intersects(found, other) for other in others):
            return found


def _beside(draw: _Draw, mine: Mine, rng: Random, ground: Ground) -> Any:
    """A free place near the middle of the mine, clear of borders and of everything that is there already."""
    reach, middle = 40.0, shapely.Point(mine.centre)
    others = [other for other in ground.taken if shapely.dwithin(middle, other, 1500)]
    while True:
        reach += 6
        found = draw.at(at_distance(mine.centre, rng.uniform(0, reach), rng.uniform(0, 360)))
        clear = 60.0 if mine.anchor else CLEAR_OF_BORDERS_M
        free = not any(shapely.dwithin(found, other, 8) for other in others)
        if free and not shapely.dwithin(ground.lines, found, clear) and shapely.contains(ground.county, found):
            return found


def _in_file_order(mines: list[Mine]) -> list[Patch]:
    patches = [patch for mine in sorted(mines, key=lambda mine: mine.number) for patch in mine.patches]
    for number, patch in enumerate(patches, start=1):
        patch.number = f"SYN-210422-{number:03d}"
    return patches


def _give_dates(patches: list[Patch], rng: Random) -> None:
    """Acceptance dates for what is accepted; some missing, two in another year, two years left to the date."""
    accepted = [patch for patch in patches if patch.counted and patch.year is not None]
    for patch in accepted:
        patch.accepted = date(patch.year, 5, 10) + timedelta(days=rng.randrange(190))
    plain = [patch for patch in accepted if not patch.note]
    for patch in (plain[8], plain[19], plain[27], plain[36]):
        patch.accepted = None
    for patch in (plain[14], plain[33]):
        patch.year = None
        patch.note = "治理年度未填，有验收日期（示例）"
    later = [patch for patch in plain if patch.year in (2019, 2020) and patch.accepted and not patch.note]
    for patch in (later[3], later[14]):
        patch.accepted = date(patch.year + 1, 4, 1 + patch.accepted.day % 28)
        patch.note = "验收日期与治理年度不一致（示例）"


def _tie_a_bow(patches: list[Patch]) -> None:
    """Give one counted patch the fault that surveyors' exports have: a stretch of its border runs backwards."""
    candidates = [p for p in patches if p.counted and not p.note and p.accepted and 6 < p.mu < 12]
    for patch in candidates:
        ring = shapely.get_coordinates(shapely.get_exterior_ring(patch.geometry))[:-1]
        third = len(ring) // 3
        tied = shapely.Polygon(np.vstack([ring[:1], ring[1 : third + 1][::-1], ring[third + 1 :], ring[:1]]))
        mended = shapely.make_valid(tied)
        loss = 1 - square_metres(mended) / square_metres(patch.geometry)
        if not shapely.is_valid(tied) and 0.02 < loss < 0.3:
            patch.geometry, patch.note = tied, "边界自相交（示例）"
            return
    raise RuntimeError("no patch can be tied")


def _declare_areas(patches: list[Patch]) -> None:
    """TBMJ as the office would have it: the official area, for five patches off by more than half a percent."""
    for patch in patches:
        patch.declared_m2 = round(square_metres(shapely.make_valid(patch.geometry)), 2)
    off = [patch for patch in patches if not patch.note and patch.mu > 12][1::4][:5]
    for patch, factor in zip(off, (1.03, 0.95, 1.012, 0.985, 1.02)):
        patch.declared_m2 = round(patch.declared_m2 * factor, 2)
        patch.note = "登记面积与图形不符（示例）"


def _share(part: Any, whole: Any) -> float:
    return float(np.divide(*area_m2(np.array([part, whole], dtype=object))))


def square_metres(geometry: Any) -> float:
    """Official area of one geometry in EPSG:4530."""
    return float(area_m2(to_equal_area(np.array([geometry], dtype=object), CRS))[0])


def _read_shapes() -> list[tuple[str, Any]]:
    """Permit outlines as (permit, polygon of about 1 m² about 0, 0)."""
    with open(SOURCE / "permit_shapes.geojson", encoding="utf-8") as source:
        features = json.load(source)["features"]
    shapes = []
    for feature in features:
        lonlat = shapely.from_geojson(json.dumps(feature["geometry"]))
        middle = shapely.get_coordinates(shapely.centroid(lonlat))[0]
        metres = 111_320 * np.array([math.cos(math.radians(middle[1])), 1.0])
        flat = shapely.transform(lonlat, lambda xy, m=middle, s=metres: (xy - m) * s)
        side = math.sqrt(float(area_m2(np.array([flat], dtype=object))[0]))
        shapes.append((feature["properties"]["permit"], shapely.transform(flat, lambda xy, s=side: xy / s)))
    return shapes
