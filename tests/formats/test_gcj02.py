"""The shift of Chinese web maps: made, undone, and recognised where it is and nowhere else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mine_remediation.formats import gcj02, geojson
from mine_remediation.libraries import shapely
from mine_remediation.tests.formats.survey_files import square

OUTLINES = Path(__file__).resolve().parents[3] / "shared" / "data" / "xinbin"  # beside the checkout, where one has them
METRES = np.array([111_320 * np.cos(np.radians(41.6)), 111_320])


def synthetic_outline(seed: int = 1, points: int = 400) -> object:
    """SYNTHETIC: a rugged ring around a place in the county, some 60 km wide."""
    noise = np.random.default_rng(seed)
    angle = np.linspace(0, 2 * np.pi, points, endpoint=False)
    waves = sum(noise.normal(0, 0.25 / k) * np.cos(k * angle + noise.uniform(0, 6)) for k in range(2, 40))
    radius = 30_000 * (1 + 0.5 * np.tanh(waves))
    return shapely.polygons(np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, None] / METRES + (124.9, 41.6))


def _moved(polygon: object, east: float, north: float) -> object:
    return shapely.transform(polygon, lambda xy: xy + np.array([east, north]) / METRES)


def test_the_shift_is_the_published_one() -> None:
    # a place of the county by the published formula, written out number by number
    (found,) = gcj02.to_gcj02([(124.9, 41.6)])
    assert found == pytest.approx((124.905665958, 41.602084432), abs=1e-9)


def test_undoing_the_shift_gives_the_place_again_and_abroad_there_is_none() -> None:
    places = np.column_stack([np.linspace(73.5, 135, 500), np.linspace(18.2, 53.5, 500)])
    there = gcj02.to_gcj02(places)
    assert np.abs(gcj02.to_wgs84(there) - places).max() * 111_320 < 0.001
    assert np.hypot(*((there - places) * 111_320).T).min() > 100
    abroad = np.array([[2.35, 48.86], [151.2, -33.9]])
    assert (gcj02.to_gcj02(abroad) == abroad).all()


@pytest.mark.parametrize("generalised_m", [0.0, 300.0])
def test_a_shifted_outline_is_recognised_and_the_true_one_is_not(generalised_m: float) -> None:
    true = synthetic_outline()
    reference = shapely.simplify(true, generalised_m / 111_320)
    shifted = shapely.transform(true, gcj02.to_gcj02)
    found = gcj02.suspected([shifted], [reference])
    assert found.suspected
    assert np.hypot(*np.subtract(found.fitted, found.model)) < 100
    assert found.after_m < 0.7 * found.before_m
    (back,) = gcj02.polygons_to_wgs84(np.array([shifted], dtype=object))
    assert not gcj02.suspected([back], [reference]).suspected
    assert not gcj02.suspected([true], [reference]).suspected


@pytest.mark.parametrize(("east", "north"), [(-500, -250), (700, 100), (100, 0)])
def test_another_translation_is_not_taken_for_it(east: float, north: float) -> None:
    true = synthetic_outline()
    found = gcj02.suspected([_moved(true, east, north)], [true])
    assert not found.suspected
    assert found.fitted == pytest.approx((east, north), abs=15)


def test_an_outline_too_coarse_to_tell_is_not_suspected() -> None:
    true = synthetic_outline()
    coarse = shapely.simplify(true, 3_000 / 111_320)
    found = gcj02.suspected([shapely.transform(true, gcj02.to_gcj02)], [coarse])
    assert np.hypot(*np.subtract(found.fitted, found.model)) < 150
    assert found.after_m > 0.7 * found.before_m
    assert not found.suspected


def test_a_single_patch_is_recognised_against_itself() -> None:
    patch = shapely.polygons(square(124.9, 41.7, 0.002))
    shifted = shapely.transform(patch, gcj02.to_gcj02)
    assert gcj02.suspected([shifted, None], [patch]).suspected
    assert not gcj02.suspected([patch], [patch]).suspected


def test_nothing_is_told_from_other_ground_or_from_nothing() -> None:
    patch, far = shapely.polygons(square(124.9, 41.7, 0.002)), shapely.polygons(square(125.3, 41.7, 0.002))
    assert not gcj02.suspected([patch], [far]).suspected
    assert not gcj02.suspected([None], [far]).suspected
    assert not gcj02.suspected([patch], [shapely.Point(124.9, 41.7)]).suspected


@pytest.mark.skipif(not OUTLINES.is_dir(), reason="the county's outlines are not part of the repository")
def test_the_county_of_a_web_map_is_recognised_and_the_true_one_is_not() -> None:
    web, true, undone = (
        geojson.read(OUTLINES / name, name).geometry
        for name in ("county_amap_gcj02.geojson", "county_cgcs2000.geojson", "county_amap_wgs84.geojson")
    )
    found = gcj02.suspected(web, true)
    assert found.suspected
    assert found.after_m < 0.7 * found.before_m
    assert not gcj02.suspected(undone, true).suspected
    assert not gcj02.suspected(true, undone).suspected
    assert shapely.equals_exact(gcj02.polygons_to_wgs84(web)[0], undone[0], 1e-6)
