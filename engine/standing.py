"""How the work stands against the targets on a day: rows per category, for a year or cumulative."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from .rounding import half_up, printed_percent
from .targets import Group, Line, TargetRow, grouped_work
from .units import Unit

BEHIND, ON_PACE, EXCEEDED, NO_TARGET, APPROXIMATE = "behind", "on_pace", "exceeded", "no_target", "approximate"

Curve = Callable[[date, date, date], float]  # day, first and last day of a target → share that is due, 0…1
Cells = dict[tuple[Any, Any], tuple[float, int]]  # (category, year) → (m², printed units)


def by_days(day: date, first: date, last: date) -> float:
    """Evenly by days (按日均摊), the first and the last day included."""
    return min(max((day - first).days + 1, 0) / ((last - first).days + 1), 1.0)


class Cell(NamedTuple):
    """Work of one category value in one year: m² and printed units counted, printed units under review."""

    m2: float
    units: int
    review: int
    category: Any
    year: int | None


@dataclass(frozen=True)
class Row:
    """A category's figures in printed units; *cells* are the (category value, year) pairs that it takes."""

    category: str | None
    is_total: bool
    counted: int
    review: int
    target: int | None
    due: int | None
    approximate: bool
    behind: bool  # of a total: whether one of its rows is
    missing_per_week: float | None
    cells: frozenset[tuple[Any, Any]]

    @property
    def gap(self) -> int | None:
        """Target − counted; below 0 where more is done."""
        return None if self.target is None else self.target - self.counted

    @property
    def percent(self) -> float | None:
        """Counted in percent of the target, one decimal."""
        return None if self.target is None else printed_percent(self.counted, self.target)

    @property
    def state(self) -> str:
        """How it stands against what is due today."""
        if self.target is None:
            return NO_TARGET
        if self.behind:
            return BEHIND
        if self.counted > self.target:
            return EXCEEDED
        return APPROXIMATE if self.approximate else ON_PACE


@dataclass(frozen=True)
class Standing:
    """Rows of one period; *missing* is Σ of the positive gaps, *per_week* what is needed in each week to their ends."""

    rows: tuple[Row, ...]
    missing: int
    per_week: float | None


class Standings:
    """The standing of each year and of all years together.

    Args:
        targets: rows of the chosen set; none: every row is without a target.
        counted, review: printed work by category value and year.
        day: what is due is due by this day.
    """

    def __init__(
        self,
        targets: Sequence[TargetRow],
        counted: Cells,
        review: Cells,
        day: date,
        unit: Unit,
        curve: Curve = by_days,
    ) -> None:
        self._day, self._unit, self._curve = day, unit, curve
        work: dict[tuple[Any, Any], Any] = {}
        for key in [*counted, *(key for key in review if key not in counted)]:
            m2, units = counted.get(key, (0.0, 0))
            work[key] = Cell(m2, units, review.get(key, (0.0, 0))[1], *key)
        self._groups = grouped_work(targets, work)

    def of_year(self, year: int) -> Standing:
        """A span stands, with all its work, in each of its years: its figure is never split over them."""
        rows = []
        for group in self._groups:
            lines = [line for line in group.lines if _covers(line, year)]
            if any(line.target or _work(line) for line in lines):
                rows.append(self._row(group, lines))
        return self._with_total(rows, year)

    def cumulative(self) -> Standing:
        """From a category's first target to the year of the day; a span joins in its last year."""
        rows = []
        for group in self._groups:
            first = min((line.target.year for line in group.lines if line.target), default=None)
            lines = [line for line in group.in_order() if self._joined(line, first)]
            if any(line.target or _work(line) for line in lines):
                rows.append(self._row(group, lines))
        return self._with_total(rows, None)

    def due_in(self, year: int) -> int | None:
        """The targets that end in *year*, together; None where there are none."""
        targets = [line.target for group in self._groups for line in group.lines if line.target]
        due = [each.figure for each in targets if each.last_year == year]
        return sum(map(self._unit.units_of_mu, due)) if due else None

    def has_spans(self) -> bool:
        """Whether a target covers several years."""
        return any(line.target and line.target.year_to for group in self._groups for line in group.lines)

    def _joined(self, line: Line, first: int | None) -> bool:
        if line.year is None or (first is not None and line.year < first):
            return False
        return (line.target.last_year if line.target else line.year) <= self._day.year

    def _row(self, group: Group, lines: list[Line]) -> Row:
        targets = [line.target for line in lines if line.target]
        counted = sum(line.units for line in lines)
        target = sum(self._unit.units_of_mu(each.figure) for each in targets) if targets else None
        due = sum(self._due(each) for each in targets) if targets else None
        approximate = any(each.approximate for each in targets)
        return Row(
            category=group.category,
            is_total=False,
            counted=counted,
            review=sum(cell.review for line in lines for cell in line.cells),
            target=target,
            due=due,
            approximate=approximate,
            behind=due is not None and counted < due and not approximate,
            missing_per_week=self._per_week(target - counted, targets) if target is not None else None,
            cells=frozenset((cell.category, cell.year) for line in lines for cell in line.cells),
        )

    def _due(self, target: TargetRow) -> int:
        share = self._curve(self._day, date(target.year, 1, 1), date(target.last_year, 12, 31))
        figure = self._unit.units_of_mu(target.figure)
        return figure if share >= 1 else int(half_up(figure * share, 0))

    def _per_week(self, gap: int, targets: Sequence[TargetRow]) -> float | None:
        """Printed units still missing for each week until the last of *targets* ends; None where that is past."""
        days = (date(max(each.last_year for each in targets), 12, 31) - self._day).days
        return max(gap, 0) / (days / 7) if days > 0 else None

    def _with_total(self, rows: list[Row], year: int | None) -> Standing:
        missing = sum(max(row.gap, 0) for row in rows if row.gap is not None)
        weekly = [row.missing_per_week for row in rows if row.missing_per_week is not None]
        now = year == self._day.year and weekly
        if rows:
            rows = [*rows, _total(rows)]
        return Standing(tuple(rows), missing, sum(weekly) if now else None)


def _total(rows: list[Row]) -> Row:
    with_target = [row for row in rows if row.target is not None]
    return Row(
        category=None,
        is_total=True,
        counted=sum(row.counted for row in rows),
        review=sum(row.review for row in rows),
        target=sum(row.target or 0 for row in with_target) if with_target else None,
        due=sum(row.due or 0 for row in with_target) if with_target else None,
        approximate=any(row.approximate for row in rows),
        behind=any(row.behind for row in rows),
        missing_per_week=None,
        cells=frozenset().union(*(row.cells for row in rows)),
    )


def _covers(line: Line, year: int) -> bool:
    return line.year == year or (line.target is not None and line.target.year <= year <= line.target.last_year)


def _work(line: Line) -> bool:
    return any(cell.units or cell.review for cell in line.cells)
