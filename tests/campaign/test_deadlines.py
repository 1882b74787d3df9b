"""The calendar of the plan: domain.md says how many reports there are and which fall together."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mine_remediation.campaign import deadlines
from mine_remediation.campaign.deadlines import ANNUAL, HALF_YEAR, MONTHLY, YEAR_END


@pytest.fixture(scope="module")
def plan() -> deadlines.Plan:
    return deadlines.load_plan()


def test_the_plan_has_the_reports_that_were_counted_by_hand(plan: deadlines.Plan) -> None:
    counts = Counter(kind for kind, _ in deadlines.all_deadlines(plan))
    assert counts == {MONTHLY: 40, HALF_YEAR: 3, ANNUAL: 4, YEAR_END: 5}


def test_the_fifteenth_itself_is_in_time(plan: deadlines.Plan) -> None:
    first = deadlines.next_deadlines(date(2020, 3, 15), plan)[0]
    assert (first.day, first.kinds, first.days_left) == (date(2020, 3, 15), (MONTHLY,), 0)
    assert deadlines.next_deadlines(date(2020, 3, 16), plan)[0].day == date(2020, 4, 15)


def test_where_the_day_does_not_count_reports_are_due_the_day_before(plan: deadlines.Plan) -> None:
    strict = replace(plan, the_day_counts=False)
    assert deadlines.next_deadlines(date(2020, 12, 1), strict)[0].day == date(2020, 12, 14)
    assert deadlines.next_deadlines(date(2020, 12, 15), strict)[0].day == date(2020, 12, 31), "a year ends as it ends"


@pytest.mark.parametrize(
    ("today", "kinds"), [(date(2020, 6, 1), (MONTHLY, HALF_YEAR)), (date(2020, 12, 1), (MONTHLY, ANNUAL))]
)
def test_two_reports_fall_together_in_june_and_december(plan, today, kinds) -> None:
    first, second = deadlines.next_deadlines(today, plan, 2)
    assert (first.kinds, first.together, first.day.day) == (kinds, True, 15)
    assert not second.together


def test_from_november_the_year_end_is_in_sight(plan: deadlines.Plan) -> None:
    days = [(each.day.isoformat(), each.days_left) for each in deadlines.next_deadlines(date(2020, 11, 30), plan, 3)]
    assert days == [("2020-12-15", 15), ("2020-12-31", 31), ("2021-01-15", 46)]


def test_it_warns_three_days_ahead(plan: deadlines.Plan) -> None:
    assert deadlines.next_deadlines(date(2020, 12, 12), plan)[0].soon
    assert not deadlines.next_deadlines(date(2020, 12, 11), plan)[0].soon


def test_nothing_is_due_after_the_plan_or_before_reporting_began(plan: deadlines.Plan) -> None:
    assert deadlines.next_deadlines(date(2023, 1, 1), plan) == []
    assert deadlines.next_deadlines(date(2019, 1, 1), plan, 1)[0].day == date(2019, 9, 15)


def test_a_date_without_a_year_is_open_and_no_deadline(plan: deadlines.Plan) -> None:
    assert [(rule.month, rule.day) for rule in deadlines.unsettled(plan)] == [(8, 20)]
    assert all(kind != deadlines.OWN_PLAN for kind, _ in deadlines.all_deadlines(plan))


def test_a_year_that_was_told_makes_the_deadline(plan: deadlines.Plan) -> None:
    rules = tuple(replace(rule, year=2019, unsettled=False) if rule.unsettled else rule for rule in plan.rules)
    days = [day for kind, day in deadlines.all_deadlines(replace(plan, rules=rules)) if kind == deadlines.OWN_PLAN]
    assert days == [date(2019, 8, 20)]


def test_an_unknown_plan_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        deadlines.load_plan("none", tmp_path)
