"""A submission against what is held: pairs, changes, accepting."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.problems import Refusal
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.engine.submission import CHANGED, MISSING, NEW, SAME, Side, accept, changed_fields, compare
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import M2_PER_MU, PLANE, box, clusters, objects, some_examples


def side(layer="层", numbered=True, **patches):
    ids = np.array([*(each.lstrip("_") for each in patches), None], dtype=object)[:-1]
    ground = polygons_in_plane(objects(*patches.values()), PLANE, layer, ids)
    return Side(layer, ids, np.full(len(ids), numbered), ground)


def told(made):
    return list(zip(made.change, made.ids, made.held_ids))


def rows(made):
    return made.table([""] * len(made.change)).to_dict("records")


def test_new_changed_same_and_missing():
    held = side(P1=box(0, 0, 100), P2=box(200, 0, 100), P3=box(400, 0, 100))
    made = compare(side(P4=box(600, 0, 50), P2=box(200, 0, 110, 100), P1=box(0, 0, 100)), held)
    assert told(made) == [(NEW, "P4", None), (CHANGED, "P2", "P2"), (SAME, "P1", "P1"), (MISSING, "P3", "P3")]
    new, changed, same, missing = rows(made)
    assert (new["new_mu"], new["delta_mu"]) == (pytest.approx(3.75), pytest.approx(3.75))
    assert math.isnan(new["old_mu"])
    assert math.isnan(new["iou"])
    assert changed["old_mu"] == pytest.approx(15)
    assert changed["new_mu"] == pytest.approx(16.5)
    assert changed["delta_mu"] == pytest.approx(1.5)
    assert changed["iou"] == pytest.approx(10 / 11)
    assert (same["delta_mu"], same["iou"]) == (0, 1)
    assert missing["delta_mu"] == pytest.approx(-15)
    assert math.isnan(missing["new_mu"])
    assert made.notices == []


def test_a_submission_that_lies_elsewhere_is_told_and_not_accepted():
    held = side(**{f"P{place}": box(200 * place, 0, 100) for place in range(4)})
    moved = compare(side(**{f"P{place}": box(200 * place, 9000, 100) for place in range(4)}), held)
    assert [each.code for each in moved.notices] == ["submission_elsewhere"]
    assert moved.notices[0].values["count"] == 4
    with pytest.raises(Refusal) as caught:
        accept(moved, {"P1"})
    assert caught.value.code == "submission_elsewhere"
    one_stays = {f"P{place}": box(200 * place, 9000 * (place > 0), 100) for place in range(4)}
    assert compare(side(**one_stays), held).notices == []


def test_accepting_a_number_never_takes_away_another_patch_of_it():
    """Without numbers both sides have feature ids, and a number may be held twice."""
    a, b, c = box(0, 0, 100), box(200, 0, 100), box(400, 0, 100)
    made = compare(side(numbered=False, **{"1": b, "2": c}), side(numbered=False, **{"1": a, "2": b, "3": c}))
    assert (MISSING, "1", "1") in told(made)
    assert accept(made, {"1"}).counts == {"replaced": 1, "added": 0, "removed": 0}
    twice = compare(side(A1=box(0, 0, 110, 100)), side(A1=a, _A1=c))
    assert accept(twice, {"A1"}).counts == {"replaced": 1, "added": 0, "removed": 0}
    assert accept(compare(side(A1=a), side(A1=a, A2=c)), {"A2"}).counts["removed"] == 1


def test_a_number_that_comes_twice_is_told_and_only_the_patch_that_is_held_is_accepted():
    a, b, c, d = (box(200 * place, 0, 100) for place in range(4))
    made = compare(side(A1=b, _A1=a, N1=c, _N1=d), side(A1=a))
    assert told(made) == [(NEW, "A1", None), (SAME, "A1", "A1"), (NEW, "N1", None), (NEW, "N1", None)]
    (notice,) = made.notices
    assert (notice.code, notice.values["count"]) == ("submission_number_repeated", 3)
    assert all(each in notice.values["ids"] for each in ("A1", "N1"))
    for ids in ({"A1", "N1"}, {"*"}):
        assert accept(made, ids).counts == {"replaced": 1, "added": 0, "removed": 0}
    in_two_parts = compare(side(A1=a, _A1=b), side(A1=a, _A1=b))
    assert (in_two_parts.notices, accept(in_two_parts, {"*"}).counts["replaced"]) == ([], 2)
    assert compare(side(numbered=False, _1=a, __1=b), side(A1=c)).notices == []


@pytest.mark.parametrize(
    ("width", "length", "change"),
    [
        (100, 100.00009, SAME),  # 0.009 m², IoU 1 − 9e-7
        (200, 200.00004, SAME),  # 0.008 m²
        (200, 200.00006, CHANGED),  # 0.012 m², IoU 1 − 3e-7
        (30, 30.00009, CHANGED),  # 0.0027 m², but IoU 1 − 3e-6
    ],
)
def test_the_limits_of_same(width, length, change):
    held = side(a=box(0, 0, width))
    assert compare(side(a=box(0, 0, width, length)), held).change.tolist() == [change]


def test_moved_ground_of_the_same_area_is_changed():
    made = compare(side(a=box(0.01, 0, 100)), side(a=box(0, 0, 100)))
    assert made.change.tolist() == [CHANGED]
    assert made.new_m2 == pytest.approx(made.old_m2, abs=1e-6)


def test_another_order_of_vertices_is_the_same_ground():
    turned = shapely.Polygon(np.roll(shapely.get_coordinates(box(0, 0, 100))[:-1], 1, axis=0)[::-1])
    assert compare(side(a=turned), side(a=box(0, 0, 100))).change.tolist() == [SAME]


def test_a_patch_under_another_number_is_recognised_by_its_ground():
    held = side(P1=box(0, 0, 100), P2=box(200, 0, 100))
    made = compare(side(N1=box(0, 0, 100, 95), N2=box(200, 0, 100, 85)), held)
    assert told(made) == [(CHANGED, "N1", "P1"), (NEW, "N2", None), (MISSING, "P2", "P2")]
    codes = {each.code: each.values for each in made.notices}
    assert codes["submission_renumbered"]["ids"] == ["N1"]
    assert codes["submission_overlaps"]["ids"] == ["N2"]
    assert codes["submission_overlaps"]["mu"] == pytest.approx(8500 / M2_PER_MU)


def test_without_numbers_only_the_ground_tells():
    made = compare(side(numbered=False, _1=box(200, 0, 100), _2=box(0, 0, 100)),
                   side(numbered=False, _1=box(0, 0, 100), _2=box(200, 0, 100)))  # fmt: skip
    assert told(made) == [(SAME, "1", "2"), (SAME, "2", "1")]
    assert made.notices == []


def test_repeated_numbers_are_paired_by_their_ground():
    held = side(a=box(0, 0, 100), _a=box(200, 0, 100))
    made = compare(side(a=box(200, 0, 100), _a=box(0, 0, 100)), held)
    assert made.held_row.tolist() == [1, 0]
    assert made.change.tolist() == [SAME, SAME]


def test_patches_without_geometry():
    made = compare(side(a=None, b=None, c=box(0, 0, 10)), side(a=None, b=box(0, 0, 10), c=None))
    assert made.change.tolist() == [SAME, CHANGED, CHANGED]
    assert [row["delta_mu"] for row in rows(made)] == [0, pytest.approx(-0.15), pytest.approx(0.15)]


def test_nothing_on_one_side():
    assert compare(side(), side(a=box(0, 0, 10))).change.tolist() == [MISSING]
    assert compare(side(a=box(0, 0, 10)), side()).change.tolist() == [NEW]
    assert compare(side(), side()).table([]).empty


@some_examples(0.3)
@given(clusters(most=6), st.randoms(use_true_random=False), st.booleans())
def test_every_patch_stands_once_and_the_differences_add_up(shapes, chance, numbered):
    held = {f"p{n}": each for n, each in enumerate(shapes)}
    sent = {name: each for name, each in held.items() if chance.random() < 0.7}
    sent |= {f"n{n}": each for n, each in enumerate(shapes) if chance.random() < 0.3}
    one, other = side(numbered=numbered, **sent), side(numbered=numbered, **held)
    made = compare(one, other)
    assert sorted(made.new_row[made.new_row >= 0]) == list(range(len(sent)))
    assert sorted(made.held_row[made.held_row >= 0]) == list(range(len(held)))
    difference = sum(one.polygons.area_m2) - sum(other.polygons.area_m2)
    assert sum(row["delta_mu"] for row in rows(made)) == pytest.approx(difference / M2_PER_MU, abs=1e-6)


def test_fields_whose_values_differ():
    made = compare(side(b=box(0, 0, 9), c=box(50, 0, 9), a=box(99, 0, 9)), side(a=box(99, 0, 9), b=box(0, 0, 9)))
    new = {"类别": ["生产矿山", "x", "闭坑"], "年": [2020.0, 1, "２０２１"], "注": [None, "y", "新"]}
    held = {"类别": ["废弃", "in_production"], "年": [2021, "2020"], "注": ["旧", ""]}
    assert changed_fields(made, new, held) == ["", "", "类别,注"]


def test_accepting():
    held = side(P1=box(0, 0, 100), P2=box(200, 0, 100), P3=box(400, 0, 100))
    made = compare(side(P4=box(600, 0, 50), P2=box(200, 0, 110, 100), P1=box(0, 0, 100)), held)
    taken = accept(made, ["P2", "P4", "P3"])
    assert taken.held_row.tolist() == [0, 1, -1]
    assert taken.new_row.tolist() == [-1, 1, 0]
    assert taken.changed.tolist() == [False, True, False]
    assert taken.counts == {"replaced": 1, "added": 1, "removed": 1}
    everything = accept(made, ["*"])
    assert everything.held_row.tolist() == [0, 1, 2, -1]
    assert everything.new_row.tolist() == [2, 1, -1, 0]
    assert everything.changed.tolist() == [False, True, False, False]
    assert accept(made, ["P1"]).counts == {"replaced": 1, "added": 0, "removed": 0}
    with pytest.raises(Refusal) as refusal:
        accept(made, ["P2", "P9", "P8"])
    assert refusal.value.values == {"ids": ["P8", "P9"], "count": 2}
