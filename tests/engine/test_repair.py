"""Polygons as they come: invalid ones repaired without losing ground, and what is said about it."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine import repair as module
from mine_remediation.engine.problems import Cancelled, Level, Refusal
from mine_remediation.engine.repair import listed, long_edge_notices, polygons_in_plane, repaired_polygon
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import (
    EAST,
    GEOD,
    NORTH,
    PLANE,
    StopAfter,
    box,
    codes,
    geodesic_m2,
    moved,
    notice,
    objects,
    polygon,
    stars,
)

BOW_TIE = polygon((0, 0), (40, 40), (40, 0), (0, 40))  # two wings of 400 m²
OTHER_BOW_TIE = polygon((100, 0), (140, 40), (140, 0), (100, 40))
SQUARE_HOLE = [(5, 5), (35, 5), (35, 35), (5, 35)]
RING = shapely.difference(box(0, 0, 60), box(10, 10, 40))  # 2000 m²
SHAPES = {
    # name: (geometry, m² after repair)
    "bow-tie": (BOW_TIE, 800.0),
    "duplicate points": (polygon((0, 0), (0, 0), (40, 0), (40, 0), (40, 40), (0, 40), (0, 40)), 1600.0),
    "spike": (polygon((0, 0), (40, 0), (90, 0), (40, 0), (40, 40), (0, 40)), 1600.0),
    "pocket along its own edge": (polygon((0, 0), (40, 40), (0, 40), (0, 80), (40, 0), (0, 120)), 1466.666667),
    "hole reached by a cut there and back": (
        polygon(
            (0, 0),
            (40, 0),
            (40, 40),
            (0, 40),
            (0, 20),
            (10, 20),
            (10, 30),
            (30, 30),
            (30, 10),
            (10, 10),
            (10, 20),
            (0, 20),
        ),
        1200.0,
    ),
    "ring drawn twice": (polygon(*[(0, 0), (40, 0), (40, 40), (0, 40)] * 2), 1600.0),
    "inner ring outside": (polygon((0, 0), (40, 0), (40, 40), (0, 40), holes=[[(60, 0), (70, 0), (70, 10)]]), 1600.0),
    "inner ring half outside": (
        polygon((0, 0), (40, 0), (40, 40), (0, 40), holes=[[(30, 0), (50, 0), (50, 20), (30, 20)]]),
        1400.0,
    ),
    "crossing inner ring": (
        polygon((0, 0), (40, 0), (40, 40), (0, 40), holes=[[(10, 10), (20, 20), (20, 10), (10, 20)]]),
        1550.0,
    ),
    "nested inner rings": (
        polygon((0, 0), (40, 0), (40, 40), (0, 40), holes=[SQUARE_HOLE, [(10, 10), (20, 10), (20, 20)]]),
        700.0,
    ),
    "inner ring equal to the shell": (polygon((0, 0), (9, 0), (9, 9), holes=[[(0, 0), (9, 0), (9, 9)]]), None),
    "overlapping parts": (shapely.MultiPolygon([box(0, 0, 40), box(20, 20, 40)]), 2800.0),
    "equal parts": (shapely.MultiPolygon([box(0, 0, 40), box(0, 0, 40)]), 1600.0),
    "parts with a common edge": (shapely.MultiPolygon([box(0, 0, 40), box(40, 0, 40)]), 3200.0),
    "island in the hole of a broken part": (shapely.MultiPolygon([RING, box(20, 20, 10), OTHER_BOW_TIE]), 2900.0),
    "part over the hole of another": (shapely.MultiPolygon([RING, box(5, 5, 10)]), 2025.0),
    "collapsed to a line": (polygon((0, 0), (40, 40), (80, 80)), None),
    "collapsed to a point": (polygon((5, 5), (5, 5), (5, 5)), None),
}


def in_plane(*geometry, crs=PLANE, **options):
    ids = np.array([f"p{row}" for row in range(len(geometry))], dtype=object)
    return polygons_in_plane(objects(*geometry), crs, "图斑", ids, **options)


@pytest.mark.parametrize("name", SHAPES)
def test_an_invalid_polygon_keeps_the_ground_that_its_rings_enclose(name):
    broken, expected = SHAPES[name]
    found = in_plane(box(500, 0, 10), broken)
    (shape,), (area,) = found.geometry[1:], found.area_m2[1:]
    if expected is None:
        assert shape is None
        assert np.isnan(area)
        assert not found.present[1]
    else:
        assert area == pytest.approx(expected, abs=1e-5)
        assert shape.is_valid
        assert shape.geom_type in ("Polygon", "MultiPolygon")
    assert found.area_m2[0] == pytest.approx(100.0, abs=1e-6)


@pytest.mark.parametrize("name", SHAPES)
def test_the_order_and_direction_of_vertices_changes_no_repair(name):
    broken, expected = SHAPES[name]
    for each in (shapely.reverse(broken), turned(broken)):
        (area,) = in_plane(each).area_m2
        assert area == pytest.approx(np.nan if expected is None else expected, abs=1e-5, nan_ok=True)


def turned(geometry):
    """Each ring begun at its third vertex."""

    def ring(line):
        xy = list(line.coords)[:-1]
        return xy[2:] + xy[:2]

    parts = [
        shapely.Polygon(ring(part.exterior), [ring(hole) for hole in part.interiors])
        for part in shapely.get_parts(geometry)
    ]
    return shapely.MultiPolygon(parts)


def test_a_valid_island_in_a_hole_stays_as_it_is():
    found = in_plane(shapely.MultiPolygon([RING, box(20, 20, 10)]))
    assert found.area_m2[0] == pytest.approx(2100.0, abs=1e-5)
    assert codes(found.notices) == []


@given(shapes=st.lists(stars(spread=100), min_size=2, max_size=4))
def test_overlapping_parts_count_once(shapes):
    found = in_plane(shapely.MultiPolygon(shapes))
    assert found.area_m2[0] == pytest.approx(shapely.area(shapely.union_all(shapes)), rel=1e-9)


@given(vertices=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=3, max_size=8, unique=True))
def test_what_an_even_number_of_turns_leaves_out_is_all_that_a_ring_loses(vertices):
    ring = polygon(*vertices)
    lines = shapely.node(shapely.boundary(ring)) if shapely.area(shapely.convex_hull(ring)) else None
    if lines is None:
        return
    faces = shapely.get_parts(shapely.polygonize([lines]))
    xy = shapely.get_coordinates(ring)
    expected = sum(shapely.area(face) for face in faces if _crossings(xy, shapely.point_on_surface(face)) % 2)
    assert shapely.area(repaired_polygon(ring)) == pytest.approx(expected, abs=1e-4)


def _crossings(xy, point):
    """How often a ray to the east from *point* crosses the ring."""
    x, y = xy[:, 0] - point.x, xy[:, 1] - point.y
    count = 0
    for x1, y1, x2, y2 in zip(x[:-1], y[:-1], x[1:], y[1:]):
        if (y1 > 0) != (y2 > 0) and x1 - y1 * (x2 - x1) / (y2 - y1) > 0:
            count += 1
    return count


def test_z_and_m_are_dropped():
    flat = box(0, 0, 40)
    xy = shapely.get_coordinates(flat)
    high = shapely.polygons(np.column_stack([xy, np.full(len(xy), 512.3)]))
    found = in_plane(high, flat)
    assert found.area_m2[0] == found.area_m2[1]
    assert not shapely.has_z(found.geometry).any()
    if hasattr(shapely, "has_m") and shapely.geos_version >= (3, 12, 0):
        measured = shapely.from_wkt(f"POLYGON M (({', '.join(f'{x} {y} 7' for x, y in xy)}))")
        again = in_plane(measured)
        assert again.area_m2[0] == found.area_m2[1]
        assert not shapely.has_m(again.geometry).any()


def test_collections_give_their_polygons():
    line = shapely.LineString([(EAST, NORTH), (EAST + 9, NORTH)])
    inner = shapely.GeometryCollection([box(100, 0, 10)])
    found = in_plane(shapely.GeometryCollection([box(0, 0, 40), line, inner]), shapely.Point(EAST, NORTH), line)
    assert found.area_m2[0] == pytest.approx(1700.0, abs=1e-5)
    assert found.present.tolist() == [True, False, False]


def test_what_is_null_or_empty_stays_a_row_and_is_named():
    found = in_plane(None, box(0, 0, 40), shapely.Polygon(), shapely.MultiPolygon(), polygon((0, 0), (1, 1), (2, 2)))
    assert found.present.tolist() == [False, True, False, False, False]
    assert found.geometry[[0, 2, 3, 4]].tolist() == [None] * 4
    missing = notice(found.notices, "no_geometry")
    assert missing.level is Level.WARNING
    assert (missing.values["count"], missing.values["ids"], missing.values["layer"]) == (
        4,
        ["p0", "p2", "p3", "p4"],
        "图斑",
    )


def test_no_features_are_no_polygons():
    found = in_plane()
    assert (len(found.geometry), len(found.area_m2), found.notices) == (0, 0, [])


def test_each_change_is_reported_and_the_large_ones_warned_of():
    small = polygon((0, 0), (40, 0), (40, 40), (0, 40), holes=[[(60, 0), (66, 0), (66, 10)]])  # GEOS takes 30 m² off
    found = in_plane(box(200, 0, 40), small, BOW_TIE, shapely.MultiPolygon([box(0, 0, 40), box(39, 0, 40)]))
    told = notice(found.notices, "repaired")
    assert told.level is Level.INFO
    assert told.values["count"] == 3
    assert told.values["changes"] == ["p1 +30.00", "p2 +800.00", "p3 -40.00"]
    assert told.values["sum_m2"] == pytest.approx(790.0, abs=1e-5)
    large = notice(found.notices, "repaired_much")
    assert large.level is Level.WARNING
    assert large.values["count"] == 2  # 30 m² are 0.045 mu, 40 m² are 0.06 mu
    assert large.values["changes"] == ["p2 +1.20", "p3 -0.06"]


def test_a_sound_layer_says_nothing():
    assert in_plane(box(0, 0, 40), box(40, 0, 40)).notices == []


def test_the_input_is_left_as_it_was():
    geometry = objects(BOW_TIE, box(0, 0, 40), None)
    before = shapely.to_wkb(geometry).tolist()
    polygons_in_plane(geometry, PLANE, "图斑", np.array(["1", "2", "3"]))
    assert shapely.to_wkb(geometry).tolist() == before


def test_coordinates_that_the_crs_cannot_hold_are_refused():
    shapes = [box(0, 0, 40), shapely.box(1e12, 1e12, 2e12, 2e12), shapely.box(124, 41, np.inf, 42)]
    for broken in shapes[1:]:
        with pytest.raises(Refusal) as caught:
            in_plane(moved(shapes[0], PLANE, "EPSG:4530"), broken, crs="EPSG:4530")
        assert caught.value.code == "coordinates_outside"
        assert (caught.value.values["ids"], caught.value.values["count"]) == (["p1"], 1)


def test_many_ids_are_cut_and_counted():
    assert listed(np.arange(3)) == ["0", "1", "2"]
    assert listed(np.arange(20))[-2:] == ["18", "19"]
    assert listed(np.arange(25))[-2:] == ["18", "19 …"]
    found = in_plane(*[BOW_TIE] * 25)
    assert notice(found.notices, "repaired").values["count"] == 25
    assert notice(found.notices, "repaired").values["changes"][-1].startswith("p19 ")


def test_chunks_change_nothing(monkeypatch):
    shapes = [box(0, 0, 40), BOW_TIE, None, SHAPES["overlapping parts"][0], box(9, 9, 9)]
    whole = in_plane(*shapes)
    monkeypatch.setattr(module, "by_chunks", partial(module.by_chunks, size=2))
    parts = in_plane(*shapes)
    assert parts.area_m2.tolist()[:2] == whole.area_m2.tolist()[:2]
    assert parts.area_m2.tolist()[3:] == whole.area_m2.tolist()[3:]
    assert parts.notices == whole.notices


def test_a_run_can_be_cancelled():
    with pytest.raises(Cancelled):
        in_plane(box(0, 0, 40), progress=StopAfter(0))


def test_long_borders_stay_straight_where_they_are_drawn():
    square = shapely.box(42_380_000, 4_600_000, 42_390_000, 4_610_000)  # 10 km in zone 42
    found = in_plane(square, crs="EPSG:4530", densify=True)
    bare = in_plane(square, crs="EPSG:4530")
    assert shapely.get_num_coordinates(found.geometry[0]) == 401
    assert shapely.get_num_coordinates(bare.geometry[0]) == 5
    fine = moved(shapely.segmentize(square, 10.0), "EPSG:4530", "EPSG:4490")
    assert found.area_m2[0] == pytest.approx(geodesic_m2(fine), abs=3.0)
    leaves = shapely.hausdorff_distance(found.geometry[0], bare.geometry[0])
    assert 0.5 < leaves < 5  # a straight 10 km border leaves its chord by metres


def test_borders_in_degrees_are_made_straight_in_degrees():
    square = shapely.box(124.0, 41.0, 124.5, 41.5)
    (found,) = in_plane(square, crs="EPSG:4490", densify=True).geometry
    back = moved(found, PLANE, "EPSG:4490")
    xy = shapely.get_coordinates(back)
    assert GEOD.line_lengths(*xy.T).max() <= 100.0 * 1.003
    off = np.abs(np.column_stack([xy[:, 0] - 124, xy[:, 0] - 124.5, xy[:, 1] - 41, xy[:, 1] - 41.5]))
    assert off.min(axis=1).max() < 1e-7


def test_an_edge_above_one_kilometre_is_told_with_both_areas():
    shapes = [box(0, 0, 300), polygon((0, 0), (1500, 0), (0, 400)), box(0, 0, 1350, 100), box(0, 0, 600, 600), None]
    found = in_plane(*shapes)
    notices = long_edge_notices(found, "图斑", np.array([f"p{row}" for row in range(5)]))
    true_width = 1350 * np.cos(np.radians(41.6))
    assert true_width > 1000  # the plane stretches east-west
    assert [each.values["id"] for each in notices] == ["p1", "p2"]
    first = notices[0].values
    assert first["official_m2"] == found.area_m2[1]
    assert first["geodesic_m2"] == pytest.approx(geodesic_m2(moved(shapes[1], PLANE, "EPSG:4490")), rel=1e-8)
    assert 1 < abs(first["geodesic_m2"] - first["official_m2"]) < 60


def test_a_long_edge_from_north_to_south_is_found():
    # north-south the plane is squeezed to cos(latitude): 1 400 m true are about 1 050 m in it
    found = in_plane(box(0, 0, 100, 760))
    assert 760 / np.cos(np.radians(41.6)) > 1000
    assert codes(long_edge_notices(found, "图斑", np.array(["p0"]))) == ["long_edge"]


@pytest.mark.parametrize("name", SHAPES)
def test_a_broken_polygon_with_long_borders_keeps_its_ground_too(name):
    broken, expected = SHAPES[name]
    wide = shapely.transform(broken, lambda xy: (xy - (EAST, NORTH)) * 10 + (42_380_000, 4_600_000))
    found = in_plane(wide, crs="EPSG:4530", densify=True)
    if expected is None:
        assert found.geometry[0] is None
    else:
        assert found.area_m2[0] == pytest.approx(expected * 100, rel=1e-3)  # the survey plane stretches by 4e-4
        assert "repaired" in codes(found.notices) or broken.is_valid


def test_coordinates_of_another_crs_are_refused_before_they_are_densified():
    metres = shapely.box(42_380_000, 4_600_000, 42_480_000, 4_700_000)  # as degrees: 4e8 vertices
    with pytest.raises(Refusal) as caught:
        in_plane(metres, crs="EPSG:4490", densify=True)
    assert caught.value.code == "coordinates_outside"


def test_bytes_give_what_their_shapes_give():
    shapes = objects(box(0, 0, 60), BOW_TIE, shapely.multipolygons([box(0, 0, 5), box(9, 9, 5)]), shapely.Polygon())
    ids = np.array(list("abcd"), dtype=object)
    given = polygons_in_plane(shapes, PLANE, "patches", ids)
    read = polygons_in_plane(np.array(shapely.to_wkb(shapes), dtype=object), PLANE, "patches", ids)
    assert shapely.to_wkb(read.geometry).tolist() == shapely.to_wkb(given.geometry).tolist()
    assert read.as_given.tolist() == given.as_given.tolist() == [True, False, True, True]
    assert codes(read.notices) == codes(given.notices)
