"""When the plan wants what: the reports of each month, half-year and year, and the ends of the years.

The dates stand in ``plans/*.json``. The plan says "by the 15th" and is silent on whether the day itself is in
time; it is taken as the last timely day (``the_day_counts``). A rule without a year (the townships' own plans, by
20 August of an unnamed year) makes no deadline until somebody fills the year in.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ..paths import plans_path

MONTHLY, HALF_YEAR, ANNUAL, YEAR_END, OWN_PLAN = "monthly", "half_year", "annual", "year_end", "own_plan"
REPORTS = frozenset({MONTHLY, HALF_YEAR, ANNUAL})
DEFAULT_PLAN = "xinbin_2018_2022"
WARN_DAYS = 3  # of a plan that does not say


@dataclass(frozen=True)
class Rule:
    """Something due on a day: of each month where ``month`` is None, else of each year of the plan.

    A rule for one year has ``year``; a rule that is ``unsettled`` has a year that nobody has told yet.
    """

    kind: str
    day: int
    month: int | None = None
    year: int | None = None
    unsettled: bool = False
    paragraph: str = ""


@dataclass(frozen=True)
class Plan:
    """The dates of a plan. Reports are due from the month ``reports_from``; the plan ends with ``last_year``.

    Where a campaign keeps the dates, ``days`` has kind and day of those that are not done yet.
    """

    name: str
    title: str
    first_year: int
    last_year: int
    reports_from: date
    the_day_counts: bool
    warn_days: int
    rules: tuple[Rule, ...]
    days: tuple[tuple[str, date], ...] | None = None

    @property
    def ends(self) -> date:
        """The last day of the plan."""
        return date(self.last_year, 12, 31)


@dataclass(frozen=True)
class Deadline:
    """The last timely day of one or several duties; *days_left* is 0 on the day itself."""

    day: date
    kinds: tuple[str, ...]
    days_left: int
    soon: bool

    @property
    def together(self) -> bool:
        """Whether two reports or more fall on this day."""
        return len(REPORTS.intersection(self.kinds)) > 1


def load_plan(name: str = DEFAULT_PLAN, folder: Path | None = None) -> Plan:
    """The plan called *name*; raises ``FileNotFoundError`` where there is none of that name."""
    with ((folder or plans_path()) / f"{name}.json").open(encoding="utf-8") as file:
        told = json.load(file)
    year, month = (int(part) for part in told["reports_from"].split("-"))
    return Plan(
        name=told["name"],
        title=told["title"],
        first_year=told["first_year"],
        last_year=told["last_year"],
        reports_from=date(year, month, 1),
        the_day_counts=told["the_day_counts"],
        warn_days=told["warn_days"],
        rules=tuple(_rule(entry) for entry in told["rules"]),
    )


def next_deadlines(today: date, plan: Plan, count: int | None = None) -> list[Deadline]:
    """The deadlines from *today* to the end of *plan* in order, at most *count*; what falls together is one entry."""
    kinds: dict[date, list[str]] = defaultdict(list)
    for kind, day in all_deadlines(plan):
        if day >= today:
            kinds[day].append(kind)
    return [_deadline(day, tuple(kinds[day]), today, plan) for day in sorted(kinds)[:count]]


def all_deadlines(plan: Plan) -> Iterator[tuple[str, date]]:
    """Kind and last timely day of everything that *plan* ever wants, rule by rule."""
    if plan.days is not None:
        yield from plan.days
        return
    shift = timedelta(days=0 if plan.the_day_counts else 1)
    for rule in plan.rules:
        for day in _days(rule, plan):
            yield rule.kind, day - (shift if rule.kind in REPORTS else timedelta())


def unsettled(plan: Plan) -> list[Rule]:
    """The rules whose year the plan does not tell."""
    return [rule for rule in plan.rules if rule.unsettled]


def _rule(entry: dict) -> Rule:
    return Rule(
        kind=entry["kind"],
        day=entry["day"],
        month=entry.get("month"),
        year=entry.get("year"),
        unsettled="year" in entry and entry["year"] is None,
        paragraph=entry.get("paragraph", ""),
    )


def _days(rule: Rule, plan: Plan) -> Iterator[date]:
    if rule.unsettled:
        return
    years = [rule.year] if rule.year is not None else range(plan.first_year, plan.last_year + 1)
    months = range(1, 13) if rule.month is None else [rule.month]
    for year in years:
        for month in months:
            day = date(year, month, rule.day)
            if rule.kind not in REPORTS or day >= plan.reports_from:
                yield day


def _deadline(day: date, kinds: tuple[str, ...], today: date, plan: Plan) -> Deadline:
    left = (day - today).days
    return Deadline(day, kinds, left, left <= plan.warn_days)
