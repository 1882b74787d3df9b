"""Markers and names on paper: nothing covers anything, nothing leaves its township."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest

from mine_remediation.libraries import shapely
from mine_remediation.reports import placing

HOME = shapely.box(0, 0, 100, 60)


def nearest(places):
    return min(hypot(a[0] - b[0], a[1] - b[1]) for a, b in combinations(places, 2))


def test_markers_at_one_place_stand_side_by_side_and_the_first_stays():
    places = placing.spread([(50, 30)] * 20, 2.4, [HOME] * 20)
    assert places[0] == (50, 30)
    assert nearest(places) >= 2.4
    assert max(hypot(x - 50, y - 30) for x, y in places) < 4 * 2.4


def test_markers_with_room_stay_where_they_are():
    points = [(10.0, 10.0), (20.0, 10.0), (20.0, 12.5)]
    assert placing.spread(points, 2.4, [None] * 3) == points


def test_a_marker_does_not_leave_its_township():
    corner = [(0.3, 0.3)] * 5
    for x, y in placing.spread(corner, 2.4, [HOME] * 5):
        assert x >= 0
        assert y >= 0


def test_a_marker_without_a_free_place_stays():
    closet = shapely.box(0, 0, 1, 1)
    assert placing.spread([(0.5, 0.5)] * 3, 2.4, [closet] * 3) == [(0.5, 0.5)] * 3


def box_of(place, size):
    (width, height), (x, y) = size, place
    return shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


@pytest.fixture
def crossed():
    """A township with markers all along its middle, where the name would like to stand."""
    return HOME, [(x, 30.0) for x in range(5, 100, 5)]


def test_a_name_stands_inside_clear_of_borders_and_markers(crossed):
    area, markers = crossed
    [(choice, place)] = placing.place_names([area], [[(30, 8), (20, 6)]], markers, 2.4)
    assert choice == 0
    assert area.contains(box_of(place, (30, 8)))
    assert all(box_of(place, (30, 8)).distance(shapely.Point(each)) > 1.2 for each in markers)


def test_a_name_without_markers_stands_in_the_middle():
    [(_, place)] = placing.place_names([HOME], [[(20, 8)]], [], 2.4)
    assert place == pytest.approx((50, 30), abs=1.5)


def test_a_smaller_name_is_taken_where_the_first_size_finds_no_room():
    narrow = shapely.box(0, 0, 12, 9)
    found = placing.place_names([narrow, shapely.box(20, 0, 23, 2)], [[(20, 6), (10, 5)]] * 2, [], 2.4)
    assert found[0][0] == 1
    assert found[1] is None


def test_names_of_overlapping_townships_do_not_cover_each_other():
    areas = [HOME, shapely.box(10, 10, 90, 50)]
    found = placing.place_names(areas, [[(30, 8)]] * 2, [], 2.4)
    assert not box_of(found[0][1], (30, 8)).intersects(box_of(found[1][1], (30, 8)))


def test_a_name_finds_the_room_that_a_bent_patch_leaves():
    bent = shapely.from_wkt("POLYGON ((0 0, 100 0, 100 60, 90 60, 90 10, 0 10, 0 0))")
    assert placing.place_names([HOME], [[(30, 8)]], [], 2.4, [bent.bounds]) == [None]
    [(_, place)] = placing.place_names([HOME], [[(30, 8)]], [], 2.4, [], [bent])
    assert not box_of(place, (30, 8)).intersects(bent)


def test_a_township_without_ground_has_no_name():
    assert placing.place_names([None, shapely.Polygon()], [[(1, 1)]] * 2, [], 2.4) == [None, None]


def test_texts_stand_beside_what_they_name_and_cover_nothing():
    anchors = [(10.0 + 3 * i, 10.0 + i % 2 * 4, 12.0 + 3 * i, 12.0 + i % 2 * 4) for i in range(6)]
    within = (0.0, 0.0, 60.0, 60.0)
    found = placing.beside(anchors, [(8.0, 2.0)] * 6, anchors, within)
    boxes = [box_of(place, (8, 2)) for place in filter(None, found)]
    assert len(boxes) >= 5
    assert not any(a.intersects(b) and not a.touches(b) for a, b in combinations(boxes, 2))
    assert not any(a.intersects(shapely.box(*b)) and not a.touches(shapely.box(*b)) for a in boxes for b in anchors)


def test_no_text_stands_where_it_would_name_another():
    anchor, near, within = (20.0, 20.0, 22.0, 22.0), (24.0, 22.3, 26.0, 24.3), (0.0, 0.0, 60.0, 60.0)
    ((alone, _),) = placing.beside([anchor], [(8.0, 2.0)], [anchor], within)
    ((beside, _),) = placing.beside([anchor], [(8.0, 2.0)], [anchor, near], within)
    assert beside < 20 < alone


def test_a_text_that_would_stand_away_from_what_it_names_needs_a_line():
    anchor, around, within = (29.0, 29.0, 31.0, 31.0), (26.0, 26.0, 34.0, 34.0), (0.0, 0.0, 60.0, 60.0)
    assert placing.beside([anchor], [(8.0, 2.0)], [around], within) == [None]


def test_a_text_stands_inside_where_it_fits_and_nowhere_where_nothing_is_free():
    anchor, within = (0.0, 0.0, 20.0, 20.0), (0.0, 0.0, 20.0, 20.0)
    assert placing.beside([anchor], [(8.0, 2.0)], [anchor], within, [(10.0, 10.0)]) == [(10.0, 10.0)]
    assert placing.beside([anchor], [(8.0, 2.0)], [anchor], within) == [None]


def test_a_text_at_a_line_is_clear_of_everything_and_its_line_of_texts_and_lines():
    anchors = [(50.0, 30.0), (52.0, 30.0), (50.0, 34.0)]
    sizes, taken, texts = [(14.0, 3.0)] * 3, [(40.0, 25.0, 60.0, 36.0)], [(61.0, 20.0, 80.0, 60.0)]
    found = placing.led(anchors, sizes, taken, texts, (0, 0, 100, 60), 30.0, [shapely.box(0, 0, 100, 20)])
    boxes = [box_of(place, (14, 3)) for place, _ in found]
    lines = [shapely.LineString([anchor, end]) for anchor, (_, end) in zip(anchors, found)]
    others = [shapely.box(*each) for each in (*taken, *texts, (0, 0, 100, 20))]
    assert not any(a.intersects(b) for a, b in combinations([*boxes, *others], 2) if a in boxes or b in boxes)
    assert not any(line.intersects(each) for line in lines for each in [*boxes, shapely.box(*texts[0])])
    assert not any(a.intersects(b) for a, b in combinations(lines, 2))
    assert [line.distance(box) < 0.3 for line, box in zip(lines, boxes)] == [True] * 3


def test_a_text_at_a_line_covers_no_line_of_another():
    anchors, sizes = [(50.0, 30.0), (50.5, 30.2)], [(14.0, 3.0), (6.0, 1.0)]
    strips = [(0.0, 0.0, 100.0, 29.0), (0.0, 29.0, 100.0, 31.0), (0.0, 31.0, 100.0, 32.0), (0.0, 35.0, 100.0, 36.0)]
    (_, end), (second, _) = placing.led(anchors, sizes, strips, [], (0, 0, 100, 60), 30.0)
    assert 32 < box_of(second, sizes[1]).centroid.y < 35 < end[1]  # in the gap through which the first line goes
    assert not box_of(second, sizes[1]).intersects(shapely.LineString([anchors[0], end]))


def test_a_line_goes_a_little_way_round_a_symbol_and_a_text_beside_a_border():
    anchor, size, within = [(50.0, 30.0)], [(14.0, 3.0)], (0, 0, 100, 60)
    taken = [(40.0, 28.0, 60.0, 32.0)]
    symbols = [(49.0, 33.0, 51.0, 34.0), (49.0, 26.0, 51.0, 27.0)]
    ((_, end),) = placing.led(anchor, size, [*taken, *symbols], [], within, 30.0)
    assert not any(shapely.LineString([*anchor, end]).intersects(shapely.box(*each)) for each in symbols)
    border = (0.0, 32.5, 100.0, 36.0)
    ((place, _),) = placing.led(anchor, size, taken, [], within, 30.0, (), [border, (0.0, 26.5, 100.0, 27.5)])
    assert not box_of(place, size[0]).intersects(shapely.box(*border))


def test_a_text_beside_what_it_names_shuns_borders_but_not_for_a_place_farther_away():
    anchor, size, within = (29.0, 29.0, 31.0, 31.0), (8.0, 2.0), (0.0, 0.0, 60.0, 60.0)
    ((right, _),) = placing.beside([anchor], [size], [anchor], within)
    ((left, _),) = placing.beside([anchor], [size], [anchor], within, (), [(33.0, 0.0, 34.0, 60.0)])
    assert left < 30 < right
    cross = [(10.0, 29.5, 50.0, 30.5), (29.5, 10.0, 30.5, 50.0)]
    assert placing.beside([anchor], [size], [anchor], within, (), cross)[0] == (right, 30.0)


def test_a_text_at_a_line_may_stand_in_the_bend_of_a_patch():
    bend = shapely.box(0, 0, 100, 60).difference(shapely.box(52, 20, 100, 40))
    ((place, end),) = placing.led([(50.0, 30.0)], [(14.0, 3.0)], [], [], (0, 0, 100, 60), 30.0, (), (), [bend])
    assert not box_of(place, (14, 3)).intersects(bend)
    assert end[0] < place[0]


def test_where_all_is_taken_there_is_no_line():
    assert placing.led([(50.0, 30.0)], [(14.0, 3.0)], [(0.0, 0.0, 100.0, 60.0)], [], (0, 0, 100, 60), 30.0) == [None]
    assert placing.led([(50.0, 30.0)], [(14.0, 3.0)], [(30.0, 20.0, 70.0, 40.0)], [], (0, 0, 100, 60), 5.0) == [None]
