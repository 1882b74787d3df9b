"""Charts: polynomials in place of PROJ, which it has confirmed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from mine_remediation.engine.charts import MOST_OFF_M, TILE_DEGREES, TILE_M, Charts
from mine_remediation.engine.planes import EQUAL_AREA, lonlat_to_metres, middle_meridians, to_lonlat
from mine_remediation.engine.planes import equal_area_to_metres as to_metres
from mine_remediation.libraries import pyproj, shapely

PLACES = {
    "EPSG:4547": ((350_000, 650_000), (2_000_000, 5_800_000)),  # no zone in the easting
    "EPSG:4529": ((41_350_000, 41_650_000), (2_000_000, 5_800_000)),
    "EPSG:4490": ((100.0, 110.0), (18.0, 53.0)),  # each tile takes a millisecond
    "EPSG:3857": ((11_000_000, 12_000_000), (2_000_000, 7_000_000)),
    "EPSG:32651": ((200_000, 800_000), (2_000_000, 5_800_000)),
}


def exact(crs: str) -> Any:
    return pyproj.Transformer.from_crs(crs, EQUAL_AREA, always_xy=True).transform


def charts(crs: str) -> Charts:
    return Charts(exact(crs), TILE_DEGREES if crs == "EPSG:4490" else TILE_M)


def points(crs: str, count: int) -> tuple[Any, Any]:
    rng = np.random.default_rng(7)
    x, y = (rng.uniform(*span, count) for span in PLACES[crs])
    return x, y


@pytest.mark.parametrize("crs", PLACES)
def test_a_chart_says_what_proj_says(crs: str) -> None:
    x, y = points(crs, 2000)
    off = np.abs(np.stack(charts(crs)(x, y)) - np.stack(exact(crs)(x, y)))
    assert off.max() <= MOST_OFF_M


@pytest.mark.parametrize("crs", ["EPSG:4547", "EPSG:4490"])
def test_a_vertex_has_one_image_whatever_stands_beside_it(crs: str) -> None:
    x, y = points(crs, 70_000)
    together = np.stack(charts(crs)(x, y))
    order = np.random.default_rng(8).permutation(len(x))
    assert (np.stack(charts(crs)(x[order], y[order])) == together[:, order]).all()
    for row in range(0, 70_000, 7001):
        assert np.stack(charts(crs)(x[row : row + 1], y[row : row + 1])).ravel().tolist() == together[:, row].tolist()


def test_points_that_are_nowhere_and_none() -> None:
    x, y = np.array([500_000, np.inf, np.nan, 1e300, 1e9]), np.array([4.6e6, 4.6e6, 4.6e6, 4.6e6, np.nan])
    found, expected = np.stack(charts("EPSG:4547")(x, y)), np.stack(exact("EPSG:4547")(x, y))
    assert np.isfinite(found).tolist() == np.isfinite(expected).tolist()
    assert found[:, 0] == pytest.approx(expected[:, 0], abs=MOST_OFF_M)
    assert [len(each) for each in charts("EPSG:4547")(np.empty(0), np.empty(0))] == [0, 0]


@pytest.mark.parametrize("far", [(1e20, 0.0), (-1e20, -1e20), (0.0, -1e30), (1.7e308, 1.7e308), (-1.7e308, 4e6)])
def test_points_that_are_no_coordinates_move_no_others(far: tuple[float, float]) -> None:
    """In web Mercator PROJ gives them a place, so that nobody refuses the layer."""
    x, y = points("EPSG:3857", 50)
    beside = np.stack(charts("EPSG:3857")(np.append(x, [far[0], -far[0]]), np.append(y, far[1:] * 2)))
    assert (beside[:, :50] == np.stack(charts("EPSG:3857")(x, y))).all()
    assert beside[:, 50].tolist() == [each.item() for each in exact("EPSG:3857")(*np.atleast_2d(far).T)]


def test_metres_taken_for_degrees_make_no_charts() -> None:
    asked: list[int] = []

    def counted(x: Any, y: Any) -> tuple[Any, Any]:
        asked.append(len(x))
        return exact("EPSG:4490")(x, y)  # type: ignore[no-any-return]

    x, y = points("EPSG:4547", 500)
    assert not np.isfinite(np.stack(Charts(counted, TILE_DEGREES)(x, y))).any()
    assert asked == [500]


def test_a_map_with_a_step_in_it_is_asked_itself() -> None:
    def with_a_step(x: Any, y: Any) -> tuple[Any, Any]:
        return x + 1e-6 * (x > 10_000), y * 1.0

    x, y = np.linspace(1, 3 * TILE_M, 5000), np.linspace(1, TILE_M / 2, 5000)
    off = np.abs(np.stack(Charts(with_a_step, TILE_M)(x, y)) - np.stack(with_a_step(x, y)))
    assert off[:, x < TILE_M].max() == 0.0
    assert off.max() <= 1e-9


def test_metres_are_the_same_from_the_plane_as_from_degrees() -> None:
    patches = shapely.buffer(shapely.points(*points("EPSG:4490", 50)), 0.01)
    plane = shapely.transform(patches, lambda xy: np.column_stack(exact("EPSG:4490")(*xy.T)))
    for meridian in (103.5, 106.5):
        near = np.abs(middle_meridians(plane) - meridian) < 5
        expected = lonlat_to_metres(to_lonlat(plane[near], EQUAL_AREA), meridian)
        assert shapely.equals_exact(to_metres(plane[near], meridian), expected, 1e-7).all()
        assert near.any()
