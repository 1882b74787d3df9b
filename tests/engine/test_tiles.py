"""Tiles of a large polygon serve a small one as the whole would, and cuts of large ones are parted by their size."""

from __future__ import annotations

import numpy as np
import pytest

from mine_remediation.engine import overlay as module
from mine_remediation.engine import tiles as tiles_module
from mine_remediation.engine import zones
from mine_remediation.engine.area import TOLERANCE_M2
from mine_remediation.engine.overlay import Overlay, meeting_pairs, peel
from mine_remediation.engine.problems import Cancelled
from mine_remediation.engine.progress import MOST_VERTICES, Silent, chunks
from mine_remediation.engine.tiles import LARGE, Tiles, peel_large
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import EAST, NORTH, StopAfter, objects


def wavy(vertices: int, radius: float, x: float = 0.0, y: float = 0.0, waves: int = 97) -> shapely.Polygon:
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    reach = radius * (1 + 0.05 * np.sin(waves * angle) + 0.03 * np.sin(5 * angle))
    return shapely.polygons(np.column_stack([EAST + x + reach * np.cos(angle), NORTH + y + reach * np.sin(angle)]))


GREAT = wavy(50_000, 5000)


def small_ones(count: int) -> np.ndarray:
    rng = np.random.default_rng(7)
    angle, reach = rng.uniform(0, 2 * np.pi, count), rng.uniform(0, 5600, count)
    size = rng.choice([3.0, 30.0, 300.0], count)
    places = zip(size, reach * np.cos(angle), reach * np.sin(angle))
    return objects(*(wavy(40, radius, x, y, 3) for radius, x, y in places))


def test_a_tile_cuts_like_the_whole():
    tiles, small = Tiles(GREAT), small_ones(200)
    near = objects(*(tiles.near(bounds) for bounds in shapely.bounds(small)))
    assert shapely.is_valid(near).all()
    for cut in (shapely.intersection, shapely.difference):
        with np.errstate(invalid="ignore"):  # GEOS before 3.12 raises the flag without need
            assert shapely.area(cut(small, near)) == pytest.approx(shapely.area(cut(small, GREAT)), abs=1e-6)
    assert np.median(shapely.get_num_coordinates(near)) < 3000


def test_a_tile_does_not_depend_on_what_was_asked_before():
    small = shapely.bounds(small_ones(60))
    one, other = Tiles(GREAT), Tiles(GREAT)
    forth = [shapely.to_wkb(one.near(bounds)) for bounds in small]
    back = [shapely.to_wkb(other.near(bounds)) for bounds in small[::-1]]
    assert forth == back[::-1]


def test_what_is_as_large_as_the_polygon_gets_the_whole():
    assert Tiles(GREAT).near(shapely.bounds(GREAT)) is GREAT
    west, south, _, _ = shapely.bounds(GREAT)
    assert Tiles(GREAT).near((west - 5, south - 5, west - 4, south - 4)).is_empty


def test_where_a_tile_cannot_be_cut_a_larger_one_serves(monkeypatch):
    def refuse(*_):
        raise shapely.errors.GEOSException("TopologyException")

    monkeypatch.setattr(shapely, "intersection", refuse)
    assert Tiles(GREAT).near((EAST, NORTH, EAST + 1, NORTH + 1)) is GREAT


def test_peeling_by_a_large_mask_gives_the_same_areas(monkeypatch):
    masks, small = objects(GREAT, wavy(30_000, 4000, 1500)), small_ones(150)
    pairs = meeting_pairs(small, masks)
    tiled = peel(small, shapely.area(small), masks, pairs, Overlay())
    monkeypatch.setattr(module, "LARGE", 10**9)
    whole = peel(small, shapely.area(small), masks, pairs, Overlay())
    assert tiled.base.tolist() == whole.base.tolist()
    assert tiled.mask.tolist() == whole.mask.tolist()
    assert tiled.area_m2 == pytest.approx(whole.area_m2, abs=1e-6)
    assert tiled.rest_area == pytest.approx(whole.rest_area, abs=1e-6)
    assert LARGE < 30_000


def whole_and_by_parts(monkeypatch, base, masks):
    pairs = meeting_pairs(objects(base), masks)
    area = shapely.area(objects(base))
    by_parts = peel(objects(base), area, masks, pairs, Overlay())
    monkeypatch.setattr(module, "LARGE", 10**9)
    return by_parts, peel(objects(base), area, masks, pairs, Overlay())


def assert_equal(by_parts, whole):
    assert by_parts.mask.tolist() == whole.mask.tolist()
    assert by_parts.area_m2 == pytest.approx(whole.area_m2, abs=1e-5)
    assert shapely.area(by_parts.geometry) == pytest.approx(by_parts.area_m2, abs=TOLERANCE_M2)
    assert by_parts.rest_area == pytest.approx(whole.rest_area, abs=1e-5)
    assert [each is None for each in by_parts.rest] == [each is None for each in whole.rest]


@pytest.mark.parametrize("covering", [None, 0, 60, 119])
def test_a_large_base_is_peeled_as_round_by_round(monkeypatch, covering):
    """Small masks that overlap each other, and at one place in their order one that holds all that is left."""
    masks = small_ones(120)
    if covering is not None:
        masks[covering] = shapely.box(EAST - 9000, NORTH - 9000, EAST + 9000, NORTH + 9000)
    by_parts, whole = whole_and_by_parts(monkeypatch, GREAT, masks)
    assert_equal(by_parts, whole)
    left = 0.0 if by_parts.rest[0] is None else shapely.area(by_parts.rest[0])
    assert left == pytest.approx(by_parts.rest_area[0], abs=TOLERANCE_M2)
    assert by_parts.area_m2.sum() + by_parts.rest_area.sum() == pytest.approx(shapely.area(GREAT), abs=1e-5)


def test_a_large_base_by_large_masks(monkeypatch):
    masks = objects(wavy(30_000, 4000, 2500), wavy(25_000, 3000, -2500), wavy(40, 2000, 0, 0, 3), wavy(40, 900))
    assert_equal(*whole_and_by_parts(monkeypatch, GREAT, masks))


def test_a_large_base_whose_parts_do_not_add_up_goes_round_by_round(monkeypatch):
    masks = small_ones(10)
    pairs, area = meeting_pairs(objects(GREAT), masks), shapely.area(objects(GREAT))
    expected = peel(objects(GREAT), area, masks, pairs, Overlay())
    asked = []
    monkeypatch.setattr(module, "peel_large", lambda *given: asked.append(given))
    found = peel(objects(GREAT), area, masks, pairs, Overlay())
    assert len(asked) == 1
    assert_equal(expected, found)


def test_what_does_not_add_up_is_seen(monkeypatch):
    monkeypatch.setattr(tiles_module, "_rest", lambda base, *_: base)
    masks = small_ones(10)
    covered = np.zeros(10, bool)
    assert peel_large(GREAT, shapely.area(GREAT), masks, covered, Overlay(), 0, Silent()) is None


LINE = shapely.linestrings([(EAST + 10.0 * i, NORTH + 300.0 * (i % 3)) for i in range(200)])
POINTS = shapely.multipoints([(EAST, NORTH)] * 50)


@pytest.mark.parametrize("geometry", [wavy(3000, 500), LINE, POINTS, shapely.Polygon()])
def test_a_buffer_by_halves_is_the_buffer(monkeypatch, geometry):
    monkeypatch.setattr(zones, "WIDENED_AT_ONCE", 40)
    whole = shapely.buffer(geometry, 60.0, quad_segs=zones.QUARTER_SEGMENTS)
    by_halves = zones._widened(geometry, 60.0, Silent())
    assert shapely.is_valid(by_halves)
    assert shapely.area(by_halves) == pytest.approx(shapely.area(whole), rel=1e-4)
    assert shapely.area(shapely.symmetric_difference(by_halves, whole)) <= 1e-4 * shapely.area(whole)


def test_a_buffer_by_halves_hears_a_cancel(monkeypatch):
    monkeypatch.setattr(zones, "WIDENED_AT_ONCE", 40)
    with pytest.raises(Cancelled):
        zones._widened(wavy(3000, 500), 60.0, StopAfter(5))


@pytest.mark.parametrize(
    ("weight", "sizes"),
    [
        ([1, 1, 1, 1, 1], [3, 2]),
        ([MOST_VERTICES, 1, 1, MOST_VERTICES, MOST_VERTICES + 1], [1, 2, 1, 1]),
        ([MOST_VERTICES // 2] * 5, [2, 2, 1]),
        ([0, 0, 0, 2 * MOST_VERTICES, 0], [3, 1, 1]),
    ],
)
def test_chunks_end_where_they_grow_heavy(weight, sizes):
    parts = list(chunks(5, Silent(), size=3, weight=np.array(weight)))
    assert [part.stop - part.start for part in parts] == sizes
    assert parts[0].start == 0
    assert [part.stop for part in parts[:-1]] == [part.start for part in parts[1:]]
    assert parts[-1].stop == 5
