"""Borders for outside: on the grid, away from every true vertex, valid, and in their place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.coarse import LEAST_GRID_M, TrueVertices, clear_points, coarsened
from mine_remediation.engine.problems import Cancelled, Refusal
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import StopAfter, objects, stars

EAST, NORTH = 42_500_000.0, 4_620_000.0


def nearest(made, true):
    """Distance of the nearest pair of vertices, the plain way."""
    points = shapely.points(shapely.get_coordinates(true))
    return shapely.distance(shapely.multipoints(shapely.get_coordinates(made)), shapely.multipoints(points))


def coarse(polygons, grid=100.0, true=None):
    return coarsened(polygons, grid, TrueVertices(polygons if true is None else true))


def square(x, y, size):
    return shapely.box(EAST + x, NORTH + y, EAST + x + size, NORTH + y + size)


@given(st.lists(stars(spread=900, largest=400), min_size=1, max_size=8), st.sampled_from([10.0, 50.0, 100.0]))
def test_whatever_the_shapes_they_come_out_valid_and_off_every_true_vertex(shapes, grid):
    given_ = objects(*shapes)
    made = coarse(given_, grid)
    assert shapely.is_valid(made).all()
    assert not shapely.is_empty(made).any()
    assert nearest(made, given_) > 1.0
    assert (shapely.distance(made, given_) <= grid).all()


def test_vertices_lie_on_the_grid():
    (made,) = coarse(objects(shapely.buffer(shapely.Point(EAST + 33.3, NORTH + 44.4), 512)))
    assert (shapely.get_coordinates(made) % 100 == 0).all()
    assert len(shapely.get_coordinates(made)) < 60


def test_a_patch_that_lies_on_the_grid_is_moved_off_it_with_its_neighbour():
    pair = objects(square(0, 0, 500), square(500, 0, 500))
    made = coarse(pair)
    assert nearest(made, pair) > 1.0
    assert shapely.hausdorff_distance(made, pair).max() < 10
    assert shapely.area(shapely.intersection(*made)) == 0
    assert shapely.touches(*made)


def test_a_patch_smaller_than_the_grid_becomes_one_square_of_it():
    (made,) = coarse(objects(square(20, 30, 12)))
    assert made.equals(square(0, 0, 100))


def test_what_has_no_polygon_stays_so():
    made = coarse(objects(None, square(3, 3, 400)))
    assert made[0] is None
    assert not made[1].is_empty
    assert len(coarse(objects())) == 0


def test_a_broken_polygon_comes_out_valid():
    bow_tie = shapely.Polygon([(EAST, NORTH), (EAST + 900, NORTH + 900), (EAST + 900, NORTH), (EAST, NORTH + 900)])
    (made,) = coarse(objects(bow_tie))
    assert made.is_valid
    assert made.area > 300_000


def test_single_points_keep_away_too():
    true = TrueVertices(objects(shapely.Point(50, 50)))
    points = np.array([(50.0, 50.5), (90.0, 90.0)])
    made = clear_points(points, 100.0, true)
    assert 1.0 < np.hypot(*(made[0] - 50)) < 10
    assert made[1].tolist() == [90.0, 90.0]
    crowded = TrueVertices(shapely.points(*(each.ravel() for each in np.mgrid[-40:40:1.0, -40:40:1.0])))
    with pytest.raises(Refusal, match="grid_too_near"):
        clear_points(np.zeros((1, 2)), 10.0, crowded)


def test_all_that_is_near_is_known():
    true = TrueVertices(objects(shapely.MultiPoint([(0.0, 0.0), (-50.2, 7.9)])))
    around = np.array([(0.999, 0), (0, -0.999), (-0.7, 0.7), (-50.9, 8.5), (4, 4), (-50.2, 0)])
    assert true.near(around).tolist() == [True, True, True, True, False, False]
    assert true.within(around).tolist() == [True, True, True, True, False, False]
    assert true.near(np.array([(1.3, 0.0)])).tolist() == [True]
    assert true.within(np.array([(1.3, 0.0)])).tolist() == [False]
    assert not TrueVertices(objects(None)).near(around).any()


def test_a_fine_grid_is_refused():
    with pytest.raises(Refusal) as refused:
        coarse(objects(square(0, 0, 300)), grid=9.99)
    assert refused.value.values == {"grid_m": 9.99, "least": LEAST_GRID_M}
    with pytest.raises(Refusal, match="grid_too_fine"):
        coarse(objects(square(0, 0, 300)), grid=float("nan"))


def test_where_true_vertices_fill_the_ground_it_says_so():
    every_metre = np.array([(EAST + x, NORTH + y) for x in range(-250, 350) for y in range(-250, 350)])
    with pytest.raises(Refusal, match="grid_too_near"):
        coarse(objects(square(0, 0, 100)), true=objects(shapely.MultiPoint(every_metre)))


def test_a_vertex_among_many_true_ones_goes_as_far_as_it_must():
    thin = shapely.Polygon([(0, 0), (200, 110), (200, -50), (20, -50), (10, 0), (0, -50)])
    all_around = [(10.5 + x, 0.5 + y) for x in range(-8, 9) for y in range(-8, 9)]
    true = objects(shapely.MultiPoint(all_around))
    (made,) = coarse(objects(thin), 10.0, true)
    assert made.is_valid
    assert nearest(made, true) > 1.0
    assert shapely.area(shapely.symmetric_difference(made, thin)) < 1500


@pytest.mark.parametrize("questions", [0, 2])
def test_it_stops_when_asked(questions):
    with pytest.raises(Cancelled):
        coarsened(objects(square(0, 0, 100)), 100.0, TrueVertices(objects()), StopAfter(questions))
