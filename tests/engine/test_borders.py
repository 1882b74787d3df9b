"""Where borders run: exact answers about most pairs without asking GEOS for them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.borders import STRETCH, stretches, touched
from mine_remediation.engine.overlay import meeting_pairs
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import box, objects, some_examples, stars


def test_every_edge_lies_in_a_box_of_its_polygon() -> None:
    ring = shapely.buffer(shapely.Point(0, 0), 100, quad_segs=30)
    polygons = objects(ring - shapely.buffer(shapely.Point(10, 0), 20, quad_segs=5), box(0, 0, 5, 5) | box(9, 9, 1, 1))
    bounds, polygon = stretches(polygons)
    for row, each in enumerate(polygons):
        frame = shapely.union_all(shapely.box(*bounds[polygon == row].T))
        assert shapely.covers(frame, shapely.boundary(each))
        assert (polygon == row).sum() <= shapely.get_num_coordinates(each) / STRETCH + 3


def test_polygons_without_ground_have_no_border() -> None:
    assert stretches(objects(shapely.Polygon(), None))[0].shape == (0, 4)
    assert touched(objects(shapely.Polygon()), shapely.STRtree([shapely.Point(0, 0)]), 1).tolist() == []


@some_examples(0.5)
@given(seed=st.integers(0, 10**6), large=st.lists(stars(), min_size=1, max_size=4))
def test_pairs_are_those_that_geos_names(seed: int, large: list[shapely.Geometry]) -> None:
    rng = np.random.default_rng(seed)
    west, south, east, north = shapely.total_bounds(np.array(large, dtype=object))
    x, y = rng.uniform(west, east, 300), rng.uniform(south, north, 300)
    size = rng.choice([0.5, 5.0, 50.0], 300)
    bases = shapely.box(x, y, x + size, y + size)
    bases[:20] = rng.choice(np.array(large, dtype=object), 20)  # on the border all along
    bases[20:22] = None
    masks = np.array(large, dtype=object)
    pairs = meeting_pairs(bases, masks)
    mask, base = shapely.STRtree(bases).query(masks, predicate="intersects")
    expected = sorted(zip(base.tolist(), mask.tolist(), shapely.covers(masks[mask], bases[base]).tolist()))
    assert list(zip(pairs.base.tolist(), pairs.mask.tolist(), pairs.covered.tolist())) == expected


def test_most_pairs_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    covers = shapely.covers
    monkeypatch.setattr(shapely, "covers", lambda a, b: asked.append(len(b)) or covers(a, b))
    masks = objects(*(shapely.segmentize(shapely.box(x, 0, x + 1000, 1000), 50) for x in (0, 1000, 2000)))
    x, y = (each.ravel() for each in np.meshgrid(np.arange(5, 3000, 10.0), np.arange(5, 1000, 10.0)))
    pairs = meeting_pairs(shapely.box(x - 2, y - 2, x + 2, y + 2), masks)
    assert len(pairs.base) == len(x)
    assert pairs.covered.all()
    assert sum(asked) < len(x) / 10
