"""The same ground told in another way gives the same figures: what crash tests do not see is a wrong number.

Each relation is tried on as many invented counties as the profile says: 100 in `make test`, 2 000 in `make test-long`;
a quarter of them again in QGIS's Python.
The figures are m² by township, year, category and zone class.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mine_remediation.engine import parallel
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine import counties
from mine_remediation.tests.engine.counties import carried, county, difference, figures, ground, is_clear, run, turned
from mine_remediation.tests.engine.factories import densified

pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = (ROOT / ".venv" / "bin" / "python", ROOT / ".venv-plain" / "bin" / "python")
IN_QGIS = Path(sys.prefix) == PYTHONS[0].parents[1]
CASES = settings.default.max_examples // (4 if IN_QGIS else 1)  # the versions are compared case by case below
SAME_M2 = 1e-6
SAME_ELSEWHERE_M2 = 0.0001 / 0.0015  # 0.0001 mu: edges straight in one plane are curves in another
ZONE_42 = ("EPSG:4530", (42_380_000, 4_600_000))
ZONES_AWAY = {-3: "EPSG:4527", -2: "EPSG:4528", -1: "EPSG:4529", 1: "EPSG:4531", 2: "EPSG:4532", 3: "EPSG:4533"}
OTHER_CRS = ("EPSG:4490", "EPSG:4326", "EPSG:4529", "EPSG:4531", "EPSG:3857", "EPSG:4549", "EPSG:32651")

seeds = st.integers(0, CASES - 1)
relation = settings(max_examples=CASES)


@cache
def plain(seed, *where):
    """An invented county and its figures."""
    place = county(seed, *where)
    return place, ground(place)


def rows(place):
    return st.integers(0, len(place.patches) - 1)


# --- drawn in another way ------------------------------------------------------------------------


@relation
@given(seed=seeds)
def test_rings_may_run_the_other_way(seed):
    place, expected = plain(seed)
    found = ground(place.drawn(lambda shape: turned(shape, backward=True)))
    assert difference(found, expected) <= SAME_M2


@relation
@given(seed=seeds, start=st.integers(1, 9))
def test_rings_may_begin_at_any_vertex(seed, start):
    place, expected = plain(seed)
    found = ground(place.drawn(lambda shape: turned(shape, start)))
    assert difference(found, expected) <= SAME_M2


@relation
@given(seed=seeds, step=st.floats(1.5, 40))
def test_vertices_on_the_edges_change_nothing(seed, step):
    place, expected = plain(seed)
    found = ground(place.drawn(lambda shape: densified(shape, step)))
    assert difference(found, expected) <= SAME_M2


@relation
@given(seed=seeds, away=st.sampled_from(sorted(ZONES_AWAY)))
def test_a_county_moved_by_whole_zones_keeps_its_figures(seed, away):
    place, expected = plain(seed, *ZONE_42)
    there = place.drawn(lambda shape: shapely.transform(shape, lambda xy: xy + np.array([away * 1_000_000, 0])))
    found = ground(replace(there, crs=ZONES_AWAY[away]))
    assert difference(found, expected) <= SAME_M2


@relation
@given(seed=seeds, crs=st.sampled_from(OTHER_CRS))
def test_the_same_ground_measured_in_another_crs(seed, crs):
    place, expected = plain(seed, *ZONE_42)
    found = ground(carried(place.drawn(lambda shape: densified(shape, 20)), crs))
    assert difference(found, expected) <= SAME_ELSEWHERE_M2


# --- other patches on the same ground ------------------------------------------------------------


@relation
@given(seed=seeds, angle=st.floats(0, 3.14), share=st.floats(-1, 1), data=st.data())
def test_a_patch_split_by_a_line_holds_what_it_held(seed, angle, share, data):
    place, expected = plain(seed)
    row = data.draw(rows(place))
    line = counties.line_through(place.patches[row], angle, share)
    parts = counties.parted(place.patches[row], line)
    assume(parts is not None and is_clear(place, shapely.intersection(line, place.patches[row])))
    there = with_patch(place, row, parts[1])
    there.patches[row] = parts[0]
    assert difference(ground(there, ranks=beside(place, row)), expected) <= SAME_M2


@relation
@given(seed=seeds, data=st.data())
def test_two_patches_merged_hold_what_they_held(seed, data):
    place, _ = plain(seed)
    row = data.draw(rows(place))
    other = data.draw(rows(place).filter(lambda each: each != row))
    apart = replace(place, years=list(place.years), categories=list(place.categories))
    apart.years[other], apart.categories[other] = place.years[row], place.categories[row]
    ranks = 2 * np.arange(len(place.patches))
    ranks[other] = ranks[row] + 1
    merged = replace(apart, patches=list(place.patches))
    merged.patches[row] = shapely.union(place.patches[row], place.patches[other])
    merged = without_patch(merged, other)
    expected, found = ground(apart, ranks=ranks), ground(merged, ranks=np.delete(ranks, other))
    assert difference(found, expected, without=["overlaps"]) <= SAME_M2
    shared = shapely.area(shapely.intersection(place.patches[row], place.patches[other]))
    assert expected["overlaps"] - found["overlaps"] == pytest.approx(shared, abs=SAME_M2)


@relation
@given(seed=seeds, data=st.data())
def test_a_patch_drawn_twice_adds_only_overlap(seed, data):
    place, expected = plain(seed)
    row = data.draw(rows(place))
    there = with_patch(place, row, place.patches[row])
    later = np.append(np.arange(len(place.patches)), 99)
    for ranks in (beside(place, row), later):
        found = ground(there, ranks=ranks)
        assert difference(found, expected, without=["overlaps"]) <= SAME_M2
        assert found["overlaps"] - expected["overlaps"] == pytest.approx(shapely.area(place.patches[row]), abs=SAME_M2)


def with_patch(place, row, shape):
    """The county with one more patch, of the attributes of *row*."""
    return replace(
        place,
        patches=[*place.patches, shape],
        years=[*place.years, place.years[row]],
        categories=[*place.categories, place.categories[row]],
    )


def without_patch(place, row):
    names = ("patches", "years", "categories")
    return replace(place, **{name: [*getattr(place, name)[:row], *getattr(place, name)[row + 1 :]] for name in names})


def beside(place, row):
    """Ranks with which an added patch comes right after *row*."""
    ranks = 2 * np.arange(len(place.patches))
    return np.append(ranks, ranks[row] + 1)


# --- another order -------------------------------------------------------------------------------


@relation
@given(seed=seeds, data=st.data())
def test_patches_may_come_in_any_order(seed, data):
    place, expected = plain(seed)
    order = data.draw(st.permutations(range(len(place.patches))))
    assert ground(place, order=order) == expected


@relation
@given(seed=seeds, classes=st.permutations([0, 1]), backward=st.booleans(), apart=st.booleans())
def test_zone_layers_and_their_features_may_come_in_any_order(seed, classes, backward, apart):
    place, expected = plain(seed)
    found = ground(place, zone_order=tuple(classes), reverse_zones=backward, layers_apart=apart)
    assert difference(found, expected) <= SAME_M2


# --- another machine -----------------------------------------------------------------------------


@contextmanager
def threads(number):
    """Everything in chunks of two, by so many threads."""
    usual = parallel.by_chunks.__defaults__, parallel.WORKERS, parallel.few_per_chunk
    parallel.by_chunks.__defaults__, parallel.WORKERS = (2, None, None), number
    try:
        yield
    finally:
        parallel.by_chunks.__defaults__, parallel.WORKERS, _ = usual


@relation
@given(seed=seeds)
def test_one_thread_and_two_give_the_same(seed):
    place, expected = plain(seed)
    for number in (1, 2):
        with threads(number):
            assert ground(place) == expected


def test_two_threads_are_really_two(monkeypatch):
    started = []
    pool = parallel.ThreadPoolExecutor
    monkeypatch.setattr(parallel, "ThreadPoolExecutor", lambda *given: started.append(given[0]) or pool(*given))
    with threads(2):
        ground(county(1))
    assert set(started) == {2}


def elsewhere(cases):
    """What both Pythons of the checkout say of the same counties."""
    program = str(Path(__file__).with_name("elsewhere.py"))
    runs = [
        subprocess.Popen([str(python), program, str(cases)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for python in PYTHONS
    ]
    said = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said[0][1] + said[1][1]
    return [json.loads(out) for out, _ in said]


both_pythons = pytest.mark.skipif(
    IN_QGIS or not all(python.exists() for python in PYTHONS),
    reason="asked once, from the Python without QGIS, where the other one is there too",
)


@pytest.mark.cases
@both_pythons
def test_other_versions_of_geos_and_geopandas_give_the_same(record_property):
    old, new = elsewhere(CASES)
    record_property("cases", CASES)
    assert len(old["counties"]) == len(new["counties"]) == CASES
    for library in ("GEOS", "shapely", "geopandas", "pandas", "numpy", "pyproj"):
        assert library in old["versions"]
    for library in ("GEOS", "geopandas", "pandas", "pyproj"):
        assert old["versions"][library] != new["versions"][library], "the comparison would prove nothing"
    for seed, (one, other) in enumerate(zip(old["counties"], new["counties"])):
        assert difference(one["figures"], other["figures"]) <= SAME_M2, seed
        assert one["printed"] == other["printed"], seed


# --- and a test that could not fail would be none ------------------------------------------------


def test_the_relations_see_a_square_centimetre():
    place, expected = plain(0)
    dented = replace(place, patches=[shapely.transform(place.patches[0], dent), *place.patches[1:]])
    assert difference(ground(dented), expected) > SAME_M2
    assert difference(expected, {**expected, "|2019||": 2e-6}) > SAME_M2


def dent(xy):
    xy = xy.copy()
    xy[[0, -1]] += 1e-4
    return xy


def test_both_ways_of_telling_the_figures_agree():
    for seed in range(5):
        place, expected = plain(seed)
        assert difference(figures(run(place)), expected) <= SAME_M2
