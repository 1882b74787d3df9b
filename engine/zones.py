"""Priority zones (四区两线): drawn features with a distance, and which patch lies in which class.

Six classes in the plan's own listing order; membership is a set. Both accounts are kept: by class with
repeats, and exclusive by precedence, which adds up with OUTSIDE to the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ..libraries import shapely
from .area import TOLERANCE_M2, area_m2
from .overlay import Overlay, Pairs, meeting_pairs, peel
from .parallel import by_chunks
from .parts import polygonal_part
from .planes import (
    checked_crs,
    crs_name,
    equal_area_to_metres,
    lonlat_to_equal_area,
    lonlat_to_metres,
    metres_to_lonlat,
    middle_meridians,
    placed,
    to_lonlat,
    with_straight_edges,
)
from .problems import Notice, Refusal, info, warning
from .progress import Progress, Silent, check, chunks
from .repair import listed, repaired_polygon
from .scheme import CLASSES

WIDENED_AT_ONCE = 100_000  # vertices: about a second
QUARTER_SEGMENTS = 32  # the default of 8 makes a buffer 0.48 % short
BAND_DEGREES = 3.0  # a buffer is made at most 1.5° from its meridian: scale error below 0.04 %
DISTANCES_AT_ONCE = 2000  # patches per call
CHAIN = 5  # vertices of one stretch of border in the distance index


@dataclass(frozen=True)
class ZoneLayer:
    """One layer of a class as drawn: *geometry* (object array in *crs*) and a name per feature."""

    name: str
    crs: str | None
    geometry: Any
    names: Any


@dataclass(frozen=True)
class ZoneClass:
    """A class with its layers and its distance in metres (None: not given)."""

    zone_class: str
    layers: list[ZoneLayer]
    distance_m: float | None


@dataclass(frozen=True)
class Zones:
    """Every zone feature of a run, in precedence order.

    ``ground`` is the feature with its distance, in the equal-area plane; ``drawn`` the feature itself in
    longitude and latitude; ``rank`` the place of its class in :data:`CLASSES`.
    """

    given: list[str]
    rank: Any
    ground: Any
    drawn: Any
    name: Any
    layer: Any
    distance_m: dict[int, float]
    notices: list[Notice] = field(default_factory=list)


@dataclass(frozen=True)
class Membership:
    """One row per patch and class whose zone overlaps it by more than the tolerance.

    ``feature`` is the row in :class:`Zones` with the largest share of the patch; ``overlap_m2`` the area in
    the class, features of the class counted once.
    """

    patch: Any
    rank: Any
    feature: Any
    overlap_m2: Any
    distance_m: Any


def build_zones(classes: list[ZoneClass], extent: Any, progress: Progress | None = None) -> Zones:
    """Zones of a run; features farther from *extent* (lon/lat bounds of the patches) than reach get no buffer.

    Raises:
        Refusal: no class at all; a class without a distance; distance 0 with lines or points; CRS problems.
    """
    progress = progress or Silent()
    given = sorted((each for each in classes if each.layers), key=lambda each: CLASSES.index(each.zone_class))
    notices = [
        info("distance_without_layers", zone_class=each.zone_class, distance_m=each.distance_m)
        for each in classes
        if not each.layers and each.distance_m
    ]
    if not given:
        raise Refusal("no_zone_class")
    columns: list[tuple[Any, ...]] = []
    for number, zone_class in enumerate(given):
        check(progress)
        progress.report(number / len(given))
        for layer in zone_class.layers:
            columns.append(_layer_columns(zone_class, layer, extent, notices, progress))
    rank, ground, drawn, name, source = (np.concatenate(column) for column in zip(*columns))
    distances = {CLASSES.index(each.zone_class): float(each.distance_m or 0.0) for each in given}
    return Zones([each.zone_class for each in given], rank, ground, drawn, name, source, distances, notices)


def _layer_columns(
    zone_class: ZoneClass, layer: ZoneLayer, extent: Any, notices: list[Notice], progress: Progress
) -> tuple[Any, ...]:
    distance = zone_class.distance_m
    if distance is None:
        raise Refusal("distance_missing", zone_class=zone_class.zone_class)
    crs = checked_crs(layer.crs, layer.name)
    usable = ~(shapely.is_missing(layer.geometry) | shapely.is_empty(layer.geometry))
    if not usable.any():
        notices.append(warning("zone_layer_empty", layer=layer.name, zone_class=zone_class.zone_class))
    geometry, names = layer.geometry[usable], np.array(layer.names, dtype=object)[usable]
    if distance == 0 and (shapely.get_dimensions(geometry) < 2).any():
        raise Refusal("distance_zero_for_lines", zone_class=zone_class.zone_class, layer=layer.name)
    outside = ~placed(geometry, crs)
    if outside.any():
        ids = listed([name or f"#{row + 1}" for row, name in zip(np.flatnonzero(outside), names[outside])])
        raise Refusal("coordinates_outside", layer=layer.name, ids=ids, count=int(outside.sum()), crs=crs_name(crs))
    geometry, count = _repaired_zones(with_straight_edges(shapely.force_2d(geometry), crs))
    if count:
        notices.append(info("zones_repaired", layer=layer.name, count=count))
    left = ~shapely.is_empty(geometry)  # a polygon that collapses to a line has no ground
    drawn, names = to_lonlat(geometry[left], crs), names[left]
    ground = lonlat_to_equal_area(drawn) if distance == 0 else buffered(drawn, distance, extent, progress)
    ground, _ = _repaired_zones(ground)  # in another plane rings that touch may cross by a rounding
    rank = np.full(len(drawn), CLASSES.index(zone_class.zone_class))
    names = np.array([name or layer.name for name in names], dtype=object)
    return rank, ground, drawn, names, np.full(len(drawn), layer.name, dtype=object)


def _repaired_zones(geometry: Any) -> tuple[Any, int]:
    geometry = np.array(geometry, dtype=object)
    invalid = np.flatnonzero(~shapely.is_valid(geometry) & (shapely.get_dimensions(geometry) == 2))
    for row in invalid:
        geometry[row] = repaired_polygon(polygonal_part(geometry[row]))
    return geometry, len(invalid)


def buffered(drawn: Any, distance_m: float, extent: Any, progress: Progress | None = None) -> Any:
    """Features (lon/lat) with *distance_m* true metres around them, in the equal-area plane.

    Wide features are cut into bands of 3°, each buffered in the transverse Mercator plane of its band,
    and joined. Features out of reach of *extent* become empty polygons.
    """
    reach = 2 * distance_m / 60_000.0 + 0.01  # degrees, generous up to 60° N
    west, south, east, north = extent
    window = (west - reach, south - reach, east + reach, north + reach)
    bounds = shapely.bounds(drawn)
    near = (bounds[:, 0] <= window[2]) & (bounds[:, 2] >= window[0])
    near &= (bounds[:, 1] <= window[3]) & (bounds[:, 3] >= window[1])
    result = np.full(len(drawn), shapely.Polygon(), dtype=object)
    for row in np.flatnonzero(near):
        result[row] = _buffer_one(drawn[row], distance_m, progress or Silent())
    return result


def _buffer_one(geometry: Any, distance_m: float, progress: Progress) -> Any:
    west, south, east, north = shapely.bounds(geometry)
    pieces = []
    first, last = np.floor(west / BAND_DEGREES), np.floor(east / BAND_DEGREES)
    for band in np.arange(first, last + 1):
        left = band * BAND_DEGREES
        box = shapely.box(left, south - 1, left + BAND_DEGREES, north + 1)
        piece = geometry if first == last else shapely.intersection(geometry, box)
        if not shapely.is_empty(piece):
            pieces.append(_buffer_in_band(piece, float(left + BAND_DEGREES / 2), distance_m, progress))
    joined = pieces[0] if len(pieces) == 1 else shapely.union_all(pieces)
    return lonlat_to_equal_area(np.array([joined], dtype=object))[0]


def _buffer_in_band(piece: Any, meridian: float, distance_m: float, progress: Progress) -> Any:
    (metres,) = lonlat_to_metres(np.array([piece], dtype=object), meridian)
    wide = np.array([_widened(metres, distance_m, progress)], dtype=object)
    return metres_to_lonlat(shapely.segmentize(wide, 100.0), meridian)[0]


def _widened(geometry: Any, distance_m: float, progress: Progress, halvings: int = 12) -> Any:
    """The buffer; of a geometry with very many vertices that of its halves, so that a cancel is heard meanwhile."""
    check(progress)
    if shapely.get_num_coordinates(geometry) <= WIDENED_AT_ONCE or halvings == 0:
        return shapely.buffer(geometry, distance_m, quad_segs=QUARTER_SEGMENTS)
    west, south, east, north = shapely.bounds(geometry)
    if east - west > north - south:
        middle = (west + east) / 2
        boxes = [shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)]
    else:
        middle = (south + north) / 2
        boxes = [shapely.box(west, south, east, middle), shapely.box(west, middle, east, north)]
    halves = shapely.intersection(geometry, boxes)
    return shapely.union_all([_widened(half, distance_m, progress, halvings - 1) for half in halves])


def members(
    patches: Any, areas: Any, zones: Zones, overlay: Overlay, progress: Progress | None = None
) -> tuple[Membership, Any]:
    """Which patch lies in which class, and the exclusive net area by class rank.

    Args:
        patches: object array in the equal-area plane, None for a feature without geometry.
        areas: their official areas (m²).

    Returns:
        The membership rows (by patch, then precedence) and a (n, 6) array of exclusive net areas in m².
    """
    progress = progress or Silent()
    patch, rank, overlap, pairs = overlap_by_class(patches, areas, zones, overlay, progress)
    net = exclusive_net(patches, areas, zones, pairs, (patch, rank, overlap), overlay)
    check(progress)
    feature = _largest_feature(patches, zones, pairs, patch, rank, overlay, progress)
    distance = _member_distances(patches, zones, patch, feature, progress)
    return Membership(patch, rank, feature, overlap, distance), net


def overlap_by_class(
    patches: Any, areas: Any, zones: Zones, overlay: Overlay, progress: Progress
) -> tuple[Any, Any, Any, Pairs]:
    """(patch, class rank, m², meeting pairs): features of a class that overlap count once."""
    pairs = meeting_pairs(patches, zones.ground, progress, size=16)
    key = pairs.base * len(CLASSES) + zones.rank[pairs.mask]
    order = np.lexsort((_places(zones)[pairs.mask], key))
    keys, group = np.unique(key[order], return_inverse=True)
    patch, rank = keys // len(CLASSES), keys % len(CLASSES)
    grouped = Pairs(group, pairs.mask[order], pairs.covered[order])
    peeled = peel(patches[patch], areas[patch], zones.ground, grouped, overlay, progress, patch)
    inside = areas[patch] - peeled.rest_area
    kept = inside > TOLERANCE_M2
    return patch[kept], rank[kept], inside[kept], pairs


def _places(zones: Zones) -> Any:
    """The place of each feature in an order that depends on its ground alone: rounding is that of the order of cuts."""
    places = np.empty(len(zones.ground), np.int64)
    size = shapely.get_num_coordinates(zones.ground)
    places[np.lexsort((size, *shapely.bounds(zones.ground).T))] = np.arange(len(places))
    return places


def exclusive_net(patches: Any, areas: Any, zones: Zones, pairs: Pairs, found: Any, overlay: Overlay) -> Any:
    """(n, 6) m²: ground of each patch by its highest class; *found* (patch, rank, m²) serves patches in one class."""
    patch, rank, overlap = found
    net = np.zeros((len(patches), len(CLASSES)))
    several = np.bincount(patch, minlength=len(patches)) > 1
    alone = ~several[patch]
    net[patch[alone], rank[alone]] = overlap[alone]
    rows = np.flatnonzero(several[pairs.base])
    if len(rows):
        rows = rows[np.lexsort((_places(zones)[pairs.mask[rows]], zones.rank[pairs.mask[rows]], pairs.base[rows]))]
        # by the zones themselves: cutting by ground that was cut from the patch puts borders on borders
        bases, group = np.unique(pairs.base[rows], return_inverse=True)
        contested = Pairs(group, pairs.mask[rows], pairs.covered[rows])
        peeled = peel(patches[bases], areas[bases], zones.ground, contested, overlay, owner=bases)
        np.add.at(net, (bases[peeled.base], zones.rank[peeled.mask]), peeled.area_m2)
    return net


def _largest_feature(
    patches: Any, zones: Zones, pairs: Pairs, patch: Any, rank: Any, overlay: Overlay, progress: Progress
) -> Any:
    """For each membership row the zone feature that holds the largest share of the patch."""
    key = pairs.base * len(CLASSES) + zones.rank[pairs.mask]
    order = np.lexsort((pairs.mask, key))
    key, base, mask, covered = key[order], pairs.base[order], pairs.mask[order], pairs.covered[order]
    _, group, counts = np.unique(key, return_inverse=True, return_counts=True)
    share = np.where(covered, np.inf, 1.0)
    rivals = np.flatnonzero((counts[group] > 1) & ~covered)

    def measure(part: slice) -> None:
        rows = rivals[part]
        ground = overlay.intersection(patches[base[rows]], zones.ground[mask[rows]], base[rows])
        share[rows] = area_m2(ground)

    by_chunks(measure, len(rivals), progress)
    best = np.lexsort((mask, -share, key))
    first = best[np.r_[True, key[best][1:] != key[best][:-1]]] if len(best) else best
    return mask[first[np.searchsorted(key[first], patch * len(CLASSES) + rank)]]


def near(zones: Zones, rows: Any) -> Zones:
    """The zone features at *rows* alone."""
    columns = {name: getattr(zones, name)[rows] for name in ("rank", "ground", "drawn", "name", "layer")}
    return replace(zones, **columns, notices=[])


class DistanceIndex:
    """Nearest drawn border of the zones, in true metres, by short stretches of border.

    It is asked for patches in the equal-area plane.
    """

    def __init__(self, zones: Zones) -> None:
        self._zones = zones
        self._stretches, self._feature = _stretches(zones.drawn)
        self._borders_at: dict[float, list[Border]] = {}

    def to_features(self, patches: Any, features: Any, progress: Progress) -> Any:
        """Distance in metres from each patch to the drawn feature of the same row (0 where they touch)."""
        result = np.full(len(patches), np.nan)
        for meridian, rows in _by_meridian(patches):
            mine = equal_area_to_metres(patches[rows], meridian, progress)
            result[rows] = self._measured(mine, features[rows], meridian, progress)
        return result

    def _measured(self, mine: Any, features: Any, meridian: float, progress: Progress) -> Any:
        wanted, place = np.unique(features, return_inverse=True)
        inside = self._held(mine, wanted, place, meridian, progress)
        borders = self._borders(wanted, meridian)

        def measure(part: slice) -> Any:
            return shapely.length(shapely.shortest_line(borders[place[part]], mine[part]))

        return np.where(inside, 0.0, np.concatenate(by_chunks(measure, len(mine), progress, DISTANCES_AT_ONCE)))

    def _held(self, mine: Any, wanted: Any, place: Any, meridian: float, progress: Progress) -> Any:
        """Whether each patch meets its feature, the one of *wanted* at *place*."""
        drawn = lonlat_to_metres(self._zones.drawn[wanted], meridian)
        shapely.prepare(drawn)  # for one thread: GEOS completes it at its first uses
        parts = chunks(len(mine), progress)
        return np.concatenate([shapely.intersects(drawn[place[part]], mine[part]) for part in parts])

    def _borders(self, wanted: Any, meridian: float) -> Any:
        """The border of each feature in the plane of *meridian*, prepared."""
        chosen = np.flatnonzero(np.isin(self._feature, wanted))
        stretches = _with_length(lonlat_to_metres(self._stretches[chosen], meridian))
        return prepared_lines(stretches, np.searchsorted(wanted, self._feature[chosen]))

    def nearest(self, patches: Any, progress: Progress) -> tuple[Any, Any]:
        """(feature row, metres to its ground) of the nearest zone over all classes; metres ≥ 0."""
        best = np.full(len(patches), np.inf)
        which = np.full(len(patches), -1)
        for meridian, rows in _by_meridian(patches):
            self._improve(best, which, rows, patches, meridian, progress)
        return which, np.maximum(best, 0.0)

    def _improve(self, best: Any, which: Any, rows: Any, patches: Any, meridian: float, progress: Progress) -> None:
        """Set *best* and *which* at *rows*, the patches near *meridian*."""
        borders = self._all_borders(meridian)

        def improve(part: slice) -> None:
            mine = equal_area_to_metres(patches[rows[part]], meridian)
            for border in borders:
                border.improve(best, which, rows[part], mine)

        by_chunks(improve, len(rows), progress, DISTANCES_AT_ONCE)

    def _all_borders(self, meridian: float) -> list[Border]:
        """One border per distance, in the plane of *meridian*; made at the first question."""
        if meridian not in self._borders_at:
            stretches, feature = self._near(meridian)
            reaches = np.array([self._zones.distance_m[int(rank)] for rank in self._zones.rank])
            chosen = [(float(reach), np.flatnonzero(reaches[feature] == reach)) for reach in np.unique(reaches)]
            self._borders_at[meridian] = [
                Border(stretches[rows], feature[rows], reach) for reach, rows in chosen if len(rows)
            ]
        return self._borders_at[meridian]

    def _near(self, meridian: float) -> tuple[Any, Any]:
        """Stretches that the plane of *meridian* can hold (within 40°)."""
        bounds = shapely.bounds(self._stretches)
        kept = np.abs((bounds[:, 0] + bounds[:, 2]) / 2 - meridian) < 40
        return lonlat_to_metres(self._stretches[kept], meridian), self._feature[kept]


class Border:
    """All stretches with one distance, in one metre plane: the nearest point for many patches.

    A prepared geometry answers about four times faster than the nearest stretch of a tree would.
    """

    def __init__(self, stretches: Any, feature: Any, reach: float) -> None:
        self._feature, self._reach = feature, reach
        stretches = _with_length(stretches)
        self._tree = shapely.STRtree(stretches)
        (self._whole,) = prepared_lines(stretches, np.zeros(len(stretches), int))

    def improve(self, best: Any, which: Any, rows: Any, mine: Any) -> None:
        """Lower *best* and set *which* at *rows* where this border is nearer to *mine*, in place."""
        link = shapely.shortest_line(self._whole, mine)
        metres = shapely.length(link) - self._reach
        closer = np.flatnonzero(metres < best[rows])
        if len(closer):
            stretch = self._tree.nearest(shapely.get_point(link[closer], 0))
            best[rows[closer]], which[rows[closer]] = metres[closer], self._feature[stretch]


def prepared_lines(stretches: Any, group: Any) -> Any:
    """The stretches of each *group* (0, 1, 2 …, in order) as one geometry that tells its nearest point quickly.

    Every index is asked once, so that several threads may ask it afterwards.
    """
    lines = np.atleast_1d(shapely.multilinestrings(stretches, indices=group))
    shapely.prepare(lines)
    shapely.shortest_line(lines, shapely.get_point(stretches[:1], 0))
    return lines


def _with_length(lines: Any) -> Any:
    """Points (and lines whose vertices are all one) get a micrometre.

    The index of a prepared geometry passes over lines without length, and GEOS crashes where there are no others.
    """
    points = np.flatnonzero(shapely.length(lines) == 0)
    if len(points) == 0:
        return lines
    starts = shapely.get_coordinates(shapely.get_point(lines[points], 0))
    lines = np.array(lines, dtype=object)
    lines[points] = shapely.linestrings(np.stack([starts, starts + np.array([1e-6, 0.0])], axis=1))
    return lines


def _by_meridian(patches: Any) -> list[tuple[float, Any]]:
    """Rows of *patches* (in the equal-area plane) by the middle meridian of their 3° band."""
    band = np.floor(middle_meridians(patches) / BAND_DEGREES)
    present = np.isfinite(band)
    return [
        (float(each * BAND_DEGREES + BAND_DEGREES / 2), np.flatnonzero(present & (band == each)))
        for each in np.unique(band[present])
    ]


def _stretches(drawn: Any) -> tuple[Any, Any]:
    """Borders, lines and points as short lines of at most 5 vertices, with the row of their feature."""
    parts, feature = shapely.get_parts(drawn, return_index=True)
    borders = parts.copy()
    areal = shapely.get_dimensions(parts) == 2
    borders[areal] = shapely.boundary(parts[areal])
    points = shapely.get_dimensions(parts) == 0
    xy = shapely.get_coordinates(parts[points])
    borders[points] = shapely.linestrings(np.stack([xy, xy], axis=1)) if len(xy) else None
    lines, index = shapely.get_parts(borders, return_index=True)
    cut, owner = _cut_lines(lines)
    return cut, feature[index][owner]


def _cut_lines(lines: Any) -> tuple[Any, Any]:
    """Cut lines into stretches that share their end vertices."""
    if len(lines) == 0:
        return np.empty(0, object), np.empty(0, int)
    xy, line = shapely.get_coordinates(lines, return_index=True)
    starts = np.searchsorted(line, np.arange(len(lines)))
    position = np.arange(len(xy)) - starts[line]
    stretch_in_line = np.maximum(position - 1, 0) // (CHAIN - 1)
    repeated = np.flatnonzero((position > 0) & (position % (CHAIN - 1) == 0) & (line == np.r_[line[1:], -1]))
    xy = np.concatenate([xy, xy[repeated]])
    owner = np.concatenate([line, line[repeated]])
    number = np.concatenate([stretch_in_line, stretch_in_line[repeated] + 1])
    place = np.concatenate([position, position[repeated]])
    order = np.lexsort((place, number, owner))
    key = owner[order] * (int(number.max()) + 2) + number[order]
    keys, group = np.unique(key, return_inverse=True)
    return shapely.linestrings(xy[order], indices=group), keys // (int(number.max()) + 2)


def _member_distances(patches: Any, zones: Zones, patch: Any, feature: Any, progress: Progress) -> Any:
    """Metres from the patch to the drawn feature of its membership row."""
    result = np.zeros(len(patch))
    rank = zones.rank[feature] if len(feature) else np.empty(0, int)
    asked = np.flatnonzero(np.isin(rank, [each for each, reach in zones.distance_m.items() if reach > 0]))
    if len(asked):
        result[asked] = DistanceIndex(zones).to_features(patches[patch[asked]], feature[asked], progress)
    return result
