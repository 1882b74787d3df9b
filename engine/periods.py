"""What a report says beside the result table: the ground of this period, of this year and in all.

The period is a part of the counted ground: patches dated after one day up to another. Its figures are no part of the
chain of printed figures, but stand beside them in every row. So they are printed from the detail upwards: cells of
category × township in each year keep both printed margins, a cell whose ground is all of the period has the same
printed figure in both columns, and every total is the sum of its cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from .accounting import Accounting
from .area import to_mu, total
from .classify import Classified
from .fitting import fit, near_total
from .ground import counted_overlap
from .ledger import Cells, Ledger
from .patches import Patches
from .printing import UNITS_PER_M2, printed_mu
from .progress import Progress, Silent, check
from .results import Figures
from .rounding import NEAR, Ints, half_up_units
from .scheme import CLASSES
from .values import effective_years_dates

PERIOD, YEAR, SINCE = "period", "year", "since"


@dataclass(frozen=True)
class Window:
    """The period of a report: dated after the day *after* (None: no period by dates) up to *until*, both inclusive."""

    after: date | None
    until: date


@dataclass(frozen=True)
class Row:
    """The figures of one column in one place, None where a dimension is summed over (*of* names those that are not).

    ``m2`` is unrounded, ``units`` are printed units of 0.01 mu, ``rows`` the patches behind it (rows of the layer).
    """

    column: str
    of: tuple[tuple[str, Any], ...]
    m2: float
    units: int
    rows: Any = field(repr=False, default=None)

    @property
    def mu(self) -> float:
        """Unrounded mu."""
        return float(to_mu(self.m2))

    @property
    def printed(self) -> float:
        """Mu as printed."""
        return float(printed_mu(self.units))

    @property
    def adjusted(self) -> bool:
        """Whether the printed figure is not the true value rounded half-up."""
        return self.units != int(half_up_units(np.array([self.m2 * UNITS_PER_M2]))[0])


@dataclass(frozen=True)
class Periods:
    """All rows of a report; :meth:`at` finds one. ``columns`` are those that can be said (no period without dates)."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]
    year: int
    undated: Any  # counted patches without a full date: nothing says whether they belong to the period

    def at(self, column: str, **of: Any) -> Row:
        """The row of *column* at a place; an absent one has no ground."""
        place = tuple(sorted(of.items()))
        return self._known.get((column, place), Row(column, place, 0.0, 0, np.empty(0, np.int64)))

    @cached_property
    def _known(self) -> dict[Any, Row]:
        return {(row.column, row.of): row for row in self.rows}


def in_window(patches: Patches, window: Window) -> tuple[Any, Any]:
    """Which patches are dated inside *window*, and which have no full date."""
    layer = patches.layer
    dates = effective_years_dates(layer.year, layer.date, layer.year_is_date).dates
    dated = ~np.isnat(dates)
    days = np.where(dated, dates, np.datetime64("0001-01-01"))
    if window.after is None:
        return np.zeros(len(days), bool), ~dated
    return dated & (days > np.datetime64(window.after)) & (days <= np.datetime64(window.until)), ~dated


def periods(
    accounting: Accounting, window: Window, classified: Classified | None = None, progress: Progress | None = None
) -> Periods:
    """The figures of *accounting* in the period, in the year of the cut-off and in all.

    By category, township, category × township and, with zones, by class with repeats (``gross``) and without
    (``zone``). Where *window* has no first day the column of the period is left out.
    """
    progress = progress or Silent()
    ground = _ground(accounting, window)
    rows = [*_cross_rows(ground, accounting.summary.figures)]
    check(progress)
    if classified is not None:
        rows += _zone_rows(ground, accounting, classified, rows, progress)
    columns = (PERIOD, YEAR, SINCE) if window.after is not None else (YEAR, SINCE)
    _, undated = in_window(accounting.patches, window)
    lacking = np.flatnonzero(undated & accounting.patches.rows.counted)
    return Periods(tuple(row for row in rows if row.column in columns), columns, window.until.year, lacking)


@dataclass(frozen=True)
class _Ground:
    """The pieces as codes; *labels* behind them, the last of each for what is absent; *now* marks the period."""

    category: Ints
    township: Ints
    zone: Ints
    year: Ints
    patch: Ints
    area_m2: Any
    now: Any
    labels: dict[str, list[Any]]
    this_year: int  # code of the cut-off's year, -1 where it has no ground

    def codes(self, name: str) -> Ints:
        found: Ints = getattr(self, name)
        return found


def _ground(accounting: Accounting, window: Window) -> _Ground:
    summary, pieces = accounting.summary, accounting.ledger.pieces
    inside, _ = in_window(accounting.patches, window)
    known = [int(year) for year in sorted(set(summary.pieces["year"].dropna()))]
    labels: dict[str, list[Any]] = {
        "category": [*(each for each in summary.categories if each is not None), None],
        "township": [*summary.township_names, None],
        "zone": [*dict.fromkeys(each for each in summary.figures.scope("zone")["zone_class"] if each), None],
        "year": [*known, None],
    }
    columns = {"category": "category", "township": "township", "zone": "zone_class", "year": "year"}
    codes = {name: _codes(summary.pieces[column], labels[name]) for name, column in columns.items()}
    this_year = labels["year"].index(window.until.year) if window.until.year in known else -1
    now = inside[pieces.patch]
    return _Ground(**codes, patch=pieces.patch, area_m2=pieces.area_m2, now=now, labels=labels, this_year=this_year)


def _codes(values: pd.Series, labels: Sequence[Any]) -> Ints:
    place = {label: code for code, label in enumerate(labels)}
    plain = values.astype(object).where(values.notna(), None)
    return np.array([place[value] for value in plain], dtype=np.int64)


def _sums(ground: _Ground, first: str, second: str, chosen: Any) -> Any:
    """True units by two dimensions (and m² summed exactly) of the *chosen* pieces."""
    shape = len(ground.labels[first]), len(ground.labels[second])
    key = (ground.codes(first) * shape[1] + ground.codes(second))[chosen]
    area = ground.area_m2[chosen]
    order = np.argsort(key, kind="stable")
    ends = np.searchsorted(key[order], np.arange(shape[0] * shape[1] + 1))
    parts = [area[order[start:end]] for start, end in zip(ends[:-1], ends[1:])]
    return np.array([total(part) if len(part) else 0.0 for part in parts]).reshape(shape)


@dataclass(frozen=True)
class _Fitted:
    """A table of two dimensions: m² and printed units, for the period, the year and in all."""

    m2: dict[str, Any]
    units: dict[str, Any]


def _by_years(ground: _Ground, first: str, second: str, margins: Any) -> dict[int, tuple[Any, Any]]:
    """For each year the m² and printed units of *first* × *second*; *margins* gives both margins of a year."""
    known = _sums(ground, first, second, np.ones(len(ground.patch), bool)) > 0
    found = {}
    for code in range(len(ground.labels["year"])):
        area = _sums(ground, first, second, ground.year == code)
        if area.any():
            rows, columns = margins(code)
            found[code] = area, fit(area * UNITS_PER_M2, rows, columns, known)
    return found


def _units_of(figures: Figures, scope: str, ground: _Ground, dimension: str, **fixed: Any) -> Ints:
    """Printed units of a scope along one *dimension*, the other one at a *fixed* value."""
    table = figures.scope(scope)
    for name, value in fixed.items():
        table = table[table[name].isna()] if value is None else table[(table[name] == value).fillna(False)]
    units = np.zeros(len(ground.labels[dimension]), np.int64)
    column = {"zone": "zone_class"}.get(dimension, dimension)
    units[_codes(table[column], ground.labels[dimension])] = np.rint(table["mu_printed"].to_numpy() * 100)
    return units


def _cross(ground: _Ground, figures: Figures) -> _Fitted:
    def margins(code: int) -> tuple[Ints, Ints]:
        year = ground.labels["year"][code]
        return (
            _units_of(figures, "category_year", ground, "category", year=year),
            _units_of(figures, "year_township", ground, "township", year=year),
        )

    years = _by_years(ground, "category", "township", margins)
    shape = len(ground.labels["category"]), len(ground.labels["township"])
    nothing = np.zeros(shape), np.zeros(shape, np.int64)
    area_now = _sums(ground, "category", "township", ground.now)
    this_year = years.get(ground.this_year, nothing)
    units = {
        SINCE: sum((each for _, each in years.values()), nothing[1]),
        YEAR: this_year[1],
        PERIOD: _period_units(ground, years, shape),
    }
    m2 = {SINCE: _sums(ground, "category", "township", np.ones(len(ground.patch), bool)), YEAR: this_year[0]}
    return _Fitted({**m2, PERIOD: area_now}, units)


def _period_units(ground: _Ground, years: dict[int, tuple[Any, Any]], shape: tuple[int, int]) -> Ints:
    """Printed units of the period: a cell that is all of it keeps its figure, the others come near all totals."""
    parts, whole, true = [], np.zeros(shape, np.int64), np.zeros(shape)
    for code, (_, printed) in years.items():
        now = _sums(ground, "category", "township", ground.now & (ground.year == code))
        value = now * UNITS_PER_M2
        true += value
        later = _sums(ground, "category", "township", ~ground.now & (ground.year == code))
        complete = _complete(value, later * UNITS_PER_M2)
        whole += np.where(complete, printed, 0)
        for row, column in zip(*np.nonzero((value > NEAR) & ~complete)):
            parts.append((row, column, float(value[row, column]), int(printed[row, column])))
    return _balanced(whole, true, parts)


def _complete(now: Any, later: Any) -> Any:
    """Cells that print in the period what they print in the year: those whose ground is all of the period.

    A cell without ground, into which the margins of the year forced a unit, goes with its row or column: where all
    ground of one of them is of the period, its totals read alike too. Not where the other one has nothing in the
    period: a figure would stand where there is no ground.
    """
    whole = (now > NEAR) & (later <= NEAR)
    some, all_of = zip(
        *((now.sum(axis=axis, keepdims=True) > NEAR, later.sum(axis=axis, keepdims=True) <= NEAR) for axis in (1, 0))
    )
    forced = (now <= NEAR) & (later <= NEAR) & some[0] & some[1] & (all_of[0] | all_of[1])
    return whole | forced


def _balanced(units: Ints, true: Any, parts: list[tuple[int, int, float, int]]) -> Ints:
    """Add the *parts* (row, column, true units, at most) rounded so that total, rows and columns stay near."""
    chosen = [min(int(half_up_units(np.array([value]))[0]), most) for _, _, value, most in parts]
    for (row, column, _, _), each in zip(parts, chosen):
        units[row, column] += each
    gaps = [units.sum(axis=1) - true.sum(axis=1), units.sum(axis=0) - true.sum(axis=0)]
    while parts:
        whole = float(gaps[0].sum())
        step = 1 if whole < 0 else -1
        best, better = -1, np.inf
        for place, ((row, column, value, most), each) in enumerate(zip(parts, chosen)):
            if not max(0, np.floor(value)) <= each + step <= min(np.ceil(value), most):
                continue
            gain = sum(2 * step * gap + 1 for gap in (4 * whole, gaps[0][row], gaps[1][column])) + 3
            if gain < better:
                best, better = place, gain
        if best < 0 or abs(whole) <= 0.5 + NEAR:
            return units
        row, column, _, _ = parts[best]
        chosen[best] += step
        units[row, column] += step
        gaps[0][row] += step
        gaps[1][column] += step
    return units


def _cross_rows(ground: _Ground, figures: Figures) -> list[Row]:
    """Rows of category × township and of their margins and total, for each column."""
    fitted, rows = _cross(ground, figures), []
    chosen = {PERIOD: ground.now, YEAR: ground.year == ground.this_year, SINCE: np.ones(len(ground.patch), bool)}
    for column, units in fitted.units.items():
        mine, m2 = chosen[column], fitted.m2[column]
        rows.append(_row(ground, column, {}, mine, units.sum()))
        for name, axis in (("category", 0), ("township", 1)):
            sums = units.sum(axis=1 - axis)
            for code, label in enumerate(ground.labels[name]):
                if m2.take(code, axis).any():
                    rows.append(_row(ground, column, {name: label}, mine & (ground.codes(name) == code), sums[code]))
        for first, second in zip(*np.nonzero((m2 > 0) | (units > 0))):
            of = {"category": ground.labels["category"][first], "township": ground.labels["township"][second]}
            place = mine & (ground.category == first) & (ground.township == second)
            rows.append(_row(ground, column, of, place, units[first, second]))
    return rows


def _row(ground: _Ground, column: str, of: dict[str, Any], chosen: Any, units: Any) -> Row:
    patches = np.unique(ground.patch[chosen])
    return Row(column, tuple(sorted(of.items())), float(total(ground.area_m2[chosen])), int(units), patches)


def _zone_rows(
    ground: _Ground, accounting: Accounting, classified: Classified, others: list[Row], progress: Progress
) -> list[Row]:
    """By class without repeats, the columns adding up to those of *others*; and with repeats, on top of them."""
    figures = accounting.summary.figures
    zone = _units_of(figures, "zone", ground, "zone")
    year = _units_of(figures, "year", ground, "year")
    area = _sums(ground, "zone", "year", np.ones(len(ground.patch), bool))
    printed = fit(area * UNITS_PER_M2, zone, year)
    totals = {row.column: row.units for row in others if not row.of}
    now = _sums(ground, "zone", "year", ground.now) * UNITS_PER_M2
    complete = np.abs(area * UNITS_PER_M2 - now) <= NEAR
    low = np.where(complete & (now > NEAR), printed, 0)
    high = np.where(now > NEAR, printed, 0)
    period = near_total(now.ravel(), low.ravel(), high.ravel(), totals[PERIOD])
    if period.sum() != totals[PERIOD]:  # cells that are all of the period have to give way
        period = near_total(now.ravel(), np.zeros_like(low).ravel(), np.full(low.size, totals[PERIOD]), totals[PERIOD])
    this_year = printed[:, ground.this_year] if ground.this_year >= 0 else np.zeros(len(zone), np.int64)
    units = {PERIOD: period.reshape(now.shape).sum(axis=1), YEAR: this_year, SINCE: zone}
    chosen = {PERIOD: ground.now, YEAR: ground.year == ground.this_year, SINCE: np.ones(len(ground.patch), bool)}
    net = [
        _row(ground, column, {"zone": label}, chosen[column] & (ground.zone == code), each[code])
        for column, each in units.items()
        for code, label in enumerate(ground.labels["zone"])
        if label is not None
    ]
    return net + _gross_rows(net, chosen, accounting, classified, progress)


def _gross_rows(
    net: list[Row], chosen: dict[str, Any], accounting: Accounting, classified: Classified, progress: Progress
) -> list[Row]:
    """With repeats between classes; printed as in the table of zones: the repeats on top of the exclusive figure."""
    pieces = accounting.ledger.pieces
    piece, rank, overlap = counted_overlap(accounting, classified, progress)
    exclusive = {(row.column, dict(row.of)["zone"]): row for row in net}
    rows = []
    for column, mine in chosen.items():
        for place, label in enumerate(CLASSES):
            if label not in classified.zones.given:
                continue
            here = (rank == place) & mine[piece]
            m2 = float(total(overlap[here]))
            base = exclusive.get((column, label), Row(column, (), 0.0, 0))
            repeats = int(half_up_units(np.array([max(m2 - base.m2, 0.0) * UNITS_PER_M2]))[0])
            patches = np.unique(pieces.patch[piece[here]])
            rows.append(Row(column, (("gross", label),), m2, base.units + repeats, patches))
    return rows


def expected(accounting: Accounting, year: int) -> dict[Any, tuple[float, Any]]:
    """Ground of *year* that does not count yet, by category: (m², patch rows).

    Patches of that year left out by status or cut-off, as if they counted after all others: ground that a counted
    patch holds is not expected again.
    """
    patches = accounting.patches
    rows = patches.rows
    present = ~np.isnan(rows.area_m2) & (rows.area_m2 > 0)
    extra = present & ~rows.counted & (patches.years == year)
    if not extra.any():
        return {}
    order = np.lexsort((rows.priority, extra))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    ledger = Ledger(Cells(np.empty(0, object), np.empty(0, np.int64)), None)
    ledger.fill(replace(rows, counted=rows.counted | extra, priority=rank))
    pieces = ledger.pieces
    found = {}
    for category in dict.fromkeys(patches.category[np.flatnonzero(extra)]):
        mine = extra[pieces.patch] & np.array([each == category for each in patches.category[pieces.patch]], dtype=bool)
        found[category] = float(total(pieces.area_m2[mine])), np.unique(pieces.patch[mine])
    return found
