"""Pieces and overlaps in the CRS of the patches: whole patches as they were given, cut ones within a hair."""

from __future__ import annotations

import numpy as np
import pytest

from mine_remediation.engine.accounting import summarise
from mine_remediation.engine.planes import from_equal_area
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import PLANE, box, moved, objects, patches_of, polygon, townships_of

CRS = "EPSG:4530"


def accounted(patches, *townships, **columns):
    """The accounting of *patches* given in the plane, moved to a projected CRS before the engine sees them."""
    given = from_equal_area(objects(*patches), CRS)
    made = summarise(patches_of(given, crs=CRS, **columns), townships_of(townships))
    return given, made


def differs_by(shape, expected):
    """m² that *shape* (in the CRS) and *expected* (in the plane) do not share."""
    return shapely.area(shapely.symmetric_difference(moved(shape, CRS, PLANE), expected))


def test_a_whole_patch_comes_back_vertex_by_vertex():
    given, made = accounted([box(0, 0, 50), None, polygon((200, 0), (260, 5), (230, 70))], box(-100, -100, 1000))
    assert made.summary.pieces["patch_id"].tolist() == ["p0", "p2"]
    for piece, row in zip(made.piece_shapes(), (0, 2)):
        assert shapely.equals_exact(piece, given[row], 0.0)


def test_z_and_m_are_dropped():
    given, _ = accounted([box(0, 0, 50)], box(-100, -100, 1000))
    spatial = shapely.force_3d(given, 17.0)
    made = summarise(patches_of(spatial, crs=CRS), townships_of([box(-100, -100, 1000)]))
    (piece,) = made.piece_shapes()
    assert not shapely.has_z(piece)
    assert shapely.equals_exact(piece, given[0], 0.0)


def test_a_repaired_patch_comes_back_repaired():
    bow_tie = polygon((0, 0), (40, 40), (40, 0), (0, 40))
    _, made = accounted([bow_tie], box(-100, -100, 1000))
    (piece,) = made.piece_shapes()
    assert shapely.is_valid(piece)
    assert shapely.area(moved(piece, CRS, PLANE)) == pytest.approx(800, abs=1e-3)


def test_cut_and_lost_ground_comes_back_within_a_hair():
    _, made = accounted([box(0, 0, 100), box(50, 0, 100)], box(-100, -100, 125, 500), box(25, -100, 900, 500))
    pieces = made.piece_shapes()
    assert made.summary.pieces["township"].tolist() == ["T0", "T1", "T1"]
    for shape, expected in zip(pieces, (box(0, 0, 25, 100), box(25, 0, 75, 100), box(100, 0, 50, 100))):
        assert differs_by(shape, expected) < 1e-5
    (lost,) = made.overlap_shapes()
    assert differs_by(lost, box(50, 0, 50, 100)) < 1e-5


def test_a_patch_that_is_lost_whole_comes_back_as_it_was_given():
    given, made = accounted([box(0, 0, 100), box(20, 20, 10)], box(-100, -100, 1000))
    (lost,) = made.overlap_shapes()
    assert shapely.area(shapely.symmetric_difference(lost, given[1])) < 1e-6


def test_nothing_at_all():
    _, made = accounted([None], box(0, 0, 10))
    assert len(made.piece_shapes()) == len(made.overlap_shapes()) == 0
    assert made.piece_shapes().dtype == np.dtype(object)
