"""Small invented counties for the metamorphic tests: made from a seed, changed without changing any ground.

Patches overlap each other, two townships that overlap, and zones of two classes; everything lies in *crs*.
:func:`ground` and :func:`figures` are the m² of a run by township, year, category and zone class.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count

import numpy as np
import pandas as pd

from mine_remediation.engine.accounting import summarise
from mine_remediation.engine.area import total
from mine_remediation.engine.ledger import NOWHERE, Cells, Ledger
from mine_remediation.engine.patches import Counting, prepare_patches
from mine_remediation.engine.scheme import CLASSES, OUTSIDE
from mine_remediation.engine.zones import build_zones
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import (
    EAST,
    NORTH,
    PLANE,
    moved,
    patch_layer,
    star,
    townships_of,
    zone_class,
)

LEAST_FACE_M2 = 0.02  # ground smaller than the tolerance is given away: no figure may hang on it
DUST_M2 = 1e-6  # what rounding leaves between borders that run together
EXTENT = (123.0, 40.0, 127.0, 43.0)
SPAN_M = 130
TOWNSHIPS = ["永陵镇", "木奇镇"]


@dataclass(frozen=True)
class County:
    """Patches in order of priority, townships, and zone features of two classes; all geometry in *crs*."""

    crs: str
    patches: list
    years: list
    categories: list
    townships: list
    reserve: list
    road: list

    def drawn(self, change):
        """The same county with every geometry taken through *change*."""
        names = ("patches", "townships", "reserve", "road")
        return replace(self, **{name: [change(each) for each in getattr(self, name)] for name in names})

    def shapes(self):
        """Every geometry."""
        return [*self.patches, *self.townships, *self.reserve, *self.road]


def county(seed, crs=PLANE, origin=(EAST, NORTH)):
    """An invented county in which no figure hangs on ground near the tolerance, the same for the same seed."""
    return next(place for place in (_county([seed, k], crs, origin) for k in count()) if is_clear(place))


def _county(seed, crs, origin):
    random = np.random.default_rng(seed)
    origin = np.array(origin) + random.uniform(0, 1, 2)

    def stars(number, smallest, largest):
        for _ in range(number):
            radii = random.uniform(smallest, largest, random.integers(4, 10))
            yield star(origin + random.uniform(0, SPAN_M, 2), radii, random.uniform(0, 1))

    patches = int(random.integers(3, 7))
    middle = origin[0] + random.uniform(40, 90)
    low, high = origin[1] - 200, origin[1] + random.uniform(60, 120)
    return County(
        crs=crs,
        patches=list(stars(patches, 12, 60)),
        years=random.choice([2019, 2020, 2022, None], patches).tolist(),
        categories=random.choice(["生产矿山", "废弃", None], patches).tolist(),
        townships=[
            shapely.box(origin[0] - 200, low, middle + 7, high),
            shapely.box(middle, low, origin[0] + 200, high),
        ],
        reserve=list(stars(2, 20, 50)),
        road=list(stars(2, 20, 50)),
    )


def is_clear(place, *lines):
    """Whether no figure hangs on ground near the tolerance: borders and *lines* leave no face so small."""
    borders = [shapely.boundary(each) for each in place.shapes()]
    faces = shapely.polygonize([shapely.union_all([*borders, *lines], grid_size=1e-6)])
    areas = shapely.area(shapely.get_parts(faces))
    return not ((areas > DUST_M2) & (areas < LEAST_FACE_M2)).any()


def _prepared(place, ranks=None, order=None, zone_order=(0, 1), reverse_zones=False, layers_apart=False):
    """Patches, townships and zones ready for a run: *ranks* of the patches (default: their order), given in *order*."""
    order = np.arange(len(place.patches)) if order is None else np.asarray(order)
    ranks = np.arange(len(place.patches)) if ranks is None else np.asarray(ranks)
    layer = patch_layer(
        [place.patches[row] for row in order],
        crs=place.crs,
        year=[place.years[row] for row in order],
        category=[place.categories[row] for row in order],
        ids=[f"p{row}" for row in order],
        saved_rank=ranks[order].tolist(),
    )
    step = -1 if reverse_zones else 1
    classes = []
    for label, shapes in (("NATURE_RESERVE", place.reserve), ("TRANSPORT_LINE", place.road)):
        each = zone_class(label, *shapes[::step], crs=place.crs)
        if layers_apart:
            layers = [layer for shape in shapes[::step] for layer in zone_class(label, shape, crs=place.crs).layers]
            each = replace(each, layers=layers)
        classes.append(each)
    zones = build_zones([classes[each] for each in zone_order], EXTENT)
    townships = townships_of(place.townships, TOWNSHIPS, crs=place.crs)
    return prepare_patches(layer, Counting()), townships, zones


def run(place, **options):
    """The tables of a run; options as in :func:`_prepared`."""
    patches, townships, zones = _prepared(place, **options)
    return summarise(patches, townships, zones=zones).summary


def figures(summary):
    """m² by township, year, category and zone class, and the sum of the overlaps, from the tables of a run."""
    columns = ["township", "year", "category", "zone_class", "area_m2"]
    found = {}
    for *key, area in summary.area_summary[columns].itertuples(index=False):
        found["|".join("" if pd.isna(each) else str(each) for each in key)] = area
    return {**found, "overlaps": total(summary.overlaps["area_m2"].to_numpy())}


def ground(place, **options):
    """The same figures straight from the ledger, without tables: three times as fast."""
    patches, townships, zones = _prepared(place, **options)
    ledger = Ledger(townships.cells, Cells(zones.ground, zones.rank))
    ledger.fill(patches.rows)
    parts = {}
    pieces = ledger.pieces
    for row, township, zone, area in zip(pieces.patch, pieces.township, pieces.zone, pieces.area_m2):
        year, category = patches.layer.year[row], patches.category[row]
        name = "" if township == NOWHERE else TOWNSHIPS[township]
        place_in = OUTSIDE if zone == NOWHERE else CLASSES[zone]
        key = "|".join([name, "" if year is None else str(year), category or "", place_in])
        parts.setdefault(key, []).append(float(area))
    return {**{key: total(areas) for key, areas in parts.items()}, "overlaps": total(ledger.losses.area_m2)}


def difference(one, other, without=()):
    """The largest difference of two sets of figures, a missing figure being 0."""
    keys = (one.keys() | other.keys()) - set(without)
    return max(abs(one.get(key, 0.0) - other.get(key, 0.0)) for key in keys)


def carried(place, crs):
    """The same ground, its vertices measured in *crs*."""
    return replace(place.drawn(lambda shape: moved(shape, place.crs, crs)), crs=crs)


def turned(shape, start=0, backward=False):
    """*shape* with its rings begun at another vertex, or run the other way."""

    def ring(line):
        xy = list(line.coords)[:-1]
        xy = xy[start % len(xy) :] + xy[: start % len(xy)]
        return xy[::-1] if backward else xy

    return shapely.Polygon(ring(shape.exterior), [ring(each) for each in shape.interiors])


def parted(shape, line):
    """The two sides of *shape* along *line*, a segment longer than it; None where it lies on one side."""
    (ax, ay), (bx, by) = line.coords
    aside = np.array([by - ay, ax - bx])
    half = shapely.Polygon([(ax, ay), (bx, by), np.array([bx, by]) + aside, np.array([ax, ay]) + aside])
    parts = [shapely.intersection(shape, half), shapely.difference(shape, half)]
    return None if any(shapely.is_empty(part) for part in parts) else parts


def line_through(shape, angle, share):
    """A long segment through the box of *shape*."""
    x0, y0, x1, y1 = shapely.bounds(shape)
    middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2]) + share * np.array([x1 - x0, y1 - y0]) / 3
    along = 1000 * np.array([np.cos(angle), np.sin(angle)])
    return shapely.LineString([middle - along, middle + along])
