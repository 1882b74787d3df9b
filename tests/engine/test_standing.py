"""How the work stands against the targets of a day."""

from __future__ import annotations

from datetime import date

import pytest

from mine_remediation.engine import standing as s
from mine_remediation.engine.standing import Standings, by_days
from mine_remediation.engine.targets import TargetRow
from mine_remediation.engine.units import HECTARES, MU, Unit


def target(year, category, figure, year_to=None, approximate=False):
    values = tuple(category.split("、")) if category else ()
    return TargetRow(1, "B", year, year_to, category, values, figure, approximate)


def standings(targets, counted, review=None, day=date(2020, 7, 1), unit: Unit = MU):
    def cells(work):
        return {key: (units / unit.per_m2, units) for key, units in (work or {}).items()}

    return Standings(targets, cells(counted), cells(review), day, unit)


def test_rows_of_a_year_and_their_total() -> None:
    targets = [target(2020, "甲", 100.0), target(2020, "乙、丙", 50.0), target(2021, "甲", 10.0)]
    found = standings(targets, {("甲", 2020): 4000, ("乙", 2020): 3000, ("丙", 2020): 2500, ("丁", 2020): 100},
                      {("甲", 2020): 700}).of_year(2020)  # fmt: skip
    assert [(row.category, row.counted, row.review, row.target, row.gap, row.state) for row in found.rows] == [
        ("甲", 4000, 700, 10000, 6000, s.BEHIND),
        ("乙、丙", 5500, 0, 5000, -500, s.EXCEEDED),
        ("丁", 100, 0, None, None, s.NO_TARGET),
        (None, 9600, 700, 15000, 5400, s.BEHIND),  # what one category has too much hides nothing
    ]
    assert found.missing == 6000
    assert found.rows[0].percent == 40.0
    assert found.rows[1].cells == {("乙", 2020), ("丙", 2020)}


@pytest.mark.parametrize(
    ("day", "due"),
    [(date(2019, 12, 31), 0), (date(2020, 1, 1), 27), (date(2020, 7, 1), 5000), (date(2020, 12, 31), 10000),
     (date(2023, 1, 1), 10000)],
)  # fmt: skip
def test_what_is_due_grows_by_days(day: date, due: int) -> None:
    (row, total) = standings([target(2020, "甲", 100.0)], {}, day=day).of_year(2020).rows
    assert (row.due, total.due) == (due, due)
    assert row.state == (s.BEHIND if due else s.ON_PACE)
    assert by_days(date(2020, 7, 1), date(2020, 1, 1), date(2020, 12, 31)) == pytest.approx(183 / 366)


def test_on_the_way_and_done() -> None:
    targets = [target(2020, "甲", 100.0), target(2020, "乙", 100.0, approximate=True)]
    for units, states in ((4999, [s.BEHIND, s.APPROXIMATE]), (5000, [s.ON_PACE, s.APPROXIMATE]),
                          (10000, [s.ON_PACE, s.APPROXIMATE]), (10001, [s.EXCEEDED, s.EXCEEDED])):  # fmt: skip
        found = standings(targets, {("甲", 2020): units, ("乙", 2020): units}).of_year(2020)
        assert [row.state for row in found.rows[:2]] == states


def test_needed_each_week_in_the_year_of_the_day_alone() -> None:
    targets = [target(2020, "甲", 100.0), target(2019, "甲", 100.0)]
    found = standings(targets, {("甲", 2020): 2000}, day=date(2020, 12, 10))
    assert found.of_year(2020).per_week == pytest.approx(8000 / 3)  # 21 days
    assert found.of_year(2019).per_week is None
    assert standings(targets, {}, day=date(2020, 12, 31)).of_year(2020).per_week is None


def test_a_span_is_whole_in_each_of_its_years() -> None:
    targets = [target(2018, "甲", 300.0, 2020), target(2021, "甲", 50.0)]
    found = standings(targets, {("甲", 2018): 5000, ("甲", 2020): 6000, ("甲", 2021): 10}, day=date(2019, 12, 31))
    assert found.has_spans()
    for year in (2018, 2019, 2020):
        (row, _) = found.of_year(year).rows
        assert (row.counted, row.target, row.gap) == (11000, 30000, 19000)
        assert row.due == round(30000 * 730 / 1096)
    assert (found.due_in(2019), found.due_in(2020), found.due_in(2021)) == (None, 30000, 5000)


def test_cumulative_from_the_first_target_to_the_year_of_the_day() -> None:
    targets = [target(2019, "甲", 10.0), target(2020, "甲", 20.0), target(2021, "甲", 40.0)]
    work = {("甲", 2018): 1, ("甲", 2019): 300, ("甲", 2020): 500, ("甲", None): 7, ("乙", 2018): 40, ("乙", 2022): 9}
    found = standings(targets, work, day=date(2020, 7, 1)).cumulative()
    assert [(row.category, row.counted, row.target, row.due) for row in found.rows] == [
        ("甲", 800, 3000, 2000),
        ("乙", 40, None, None),
        (None, 840, 3000, 2000),
    ]
    assert found.missing == 2200


def test_without_targets_rows_are_the_categories() -> None:
    found = standings([], {("甲", 2020): 5, (None, 2020): 3}, {("乙", 2020): 2}).of_year(2020)
    assert [(row.category, row.counted, row.review) for row in found.rows] == [
        ("甲", 5, 0), ("乙", 0, 2), (None, 3, 0), (None, 8, 2),
    ]  # fmt: skip
    assert {row.state for row in found.rows} == {s.NO_TARGET}
    assert standings([], {}).of_year(2020).rows == ()


def test_targets_in_hectares_are_rounded_by_themselves() -> None:
    (row, _) = standings([target(2020, "甲", 40.4)], {("甲", 2020): 5}, unit=HECTARES).of_year(2020).rows
    assert row.target == 26933  # 40.4 mu are 2.69333… ha
    assert HECTARES.value(row.target) == 2.6933
    assert (MU.value(1234), MU.of_area(1000.0), HECTARES.of_area(1000.0)) == (12.34, 1.5, 0.1)
    assert (MU.units_of_mu(1.005), HECTARES.units_of_mu(0.00075)) == (101, 1)
