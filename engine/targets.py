"""The plan's targets: the TARGETS table read and checked, and the work set against it.

A table may hold several target sets (任务口径) that do not agree; nobody but the office chooses one.
Field names are those of the contract or one of these, in any case and width, also cut to ten characters:

==============  ===========================================================
year            年度, 年份, 任务年度, 起始年度
year_to         至年度, 截止年度, 终止年度
category        类别, 矿山类别, 矿山类型
target_mu       目标亩数, 任务亩数, 目标面积, 任务面积, 治理面积, 目标, 任务, target
target_set      任务口径, 口径
approximate     约, 约数, 近似
paragraph       条款, 段落, 依据
measure         指标
target_value    目标值, 指标值
==============  ===========================================================
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from typing import Any

import pandas as pd

from .area import to_mu
from .problems import Notice, Refusal, info
from .rounding import printed_percent
from .values import canonical, fold, parse_years, split_list

FIELD_ALIASES = {
    "year": ("年度", "年份", "任务年度", "起始年度"),
    "year_to": ("至年度", "截止年度", "终止年度"),
    "category": ("类别", "矿山类别", "矿山类型"),
    "target_mu": ("目标亩数", "任务亩数", "目标面积", "任务面积", "治理面积", "目标", "任务", "target"),
    "target_set": ("任务口径", "口径"),
    "approximate": ("约", "约数", "近似"),
    "paragraph": ("条款", "段落", "依据"),
    "measure": ("指标",),
    "target_value": ("目标值", "指标值"),
}
MEASURES = {"area": "治理面积", "greened_area": "复绿面积", "mine_count": "矿山数", "trees": "植树株数"}
YES, NO = {"1", "true", "是", "约"}, {"", "0", "false", "否"}

PROGRESS_COLUMNS = (
    "target_set",
    "year",
    "year_to",
    "category",
    "target_mu",
    "remediated_mu",
    "remediated_mu_printed",
    "gap_mu",
    "gap_mu_printed",
    "completion",
    "completion_printed",
    "cumulative_target_mu",
    "cumulative_mu",
    "cumulative_mu_printed",
    "cumulative_completion",
    "cumulative_completion_printed",
    "approximate",
)

Work = Mapping[tuple[Any, Any], tuple[float, int]]  # (category, year) -> (m², printed units of 0.01 mu)


@dataclass(frozen=True)
class TargetRow:
    """One row of TARGETS: *figure* is due for *year* (… *year_to*, where it is a span) and *category*.

    *figure* is in mu for the measure ``area``, else in the measure's own unit (NaN = left empty).
    *values* are the category values that the row names, in their canonical form; empty = the row has none.
    *row* counts from 1.
    """

    row: int
    target_set: str | None
    year: int
    year_to: int | None
    category: str | None
    values: tuple[str, ...]
    figure: float
    approximate: bool = False
    paragraph: str | None = None
    measure: str = "area"

    @property
    def last_year(self) -> int:
        """The year in which the figure is due."""
        return self.year if self.year_to is None else self.year_to

    def covers(self, value: str | None) -> bool:
        """Whether work of the canonical category *value* counts for this row."""
        return not self.values or value in self.values


@dataclass(frozen=True)
class Targets:
    """The whole table: *rows* of the measure ``area``, the *others*, and what is to be told about them."""

    layer: str
    rows: tuple[TargetRow, ...]
    others: tuple[TargetRow, ...]
    notices: tuple[Notice, ...]


# --- reading -------------------------------------------------------------------------------------


def read_targets(frame: pd.DataFrame, layer_name: str) -> Targets:
    """Read and check the TARGETS table *frame*, in the order of its rows; rows without any value are skipped.

    Raises Refusal, always naming *layer* and where it applies *row*: ``targets_field_missing``, ``targets_empty``,
    ``targets_without_area``, ``targets_value_missing``, ``targets_number``, ``targets_negative``, ``targets_year``,
    ``targets_year_order``, ``targets_approximate``, ``targets_measure``, ``targets_set_blank``,
    ``targets_mixed_categories``, ``targets_overlap``, ``targets_value_twice``.
    """
    table = _with_contract_names(_with_heads(frame), layer_name)
    records = enumerate(table.to_dict("records"), start=1)
    rows = [_Reader(layer_name, row, record).target() for row, record in records if any(map(_text, record.values()))]
    if not rows:
        raise Refusal("targets_empty", layer=layer_name)
    rows = _with_one_spelling(rows)
    area = tuple(row for row in rows if row.measure == "area")
    other = tuple(row for row in rows if row.measure != "area")
    if not area:
        raise Refusal("targets_without_area", layer=layer_name, measures=_measures(other))
    _check_set_names(area, layer_name)
    for name in _set_names(area):
        _check_set([row for row in area if row.target_set == name], layer_name)
    return Targets(layer_name, area, other, _notices(other, layer_name))


def choose_set(targets: Targets, target_set: str | None = None) -> tuple[TargetRow, ...]:
    """The area rows of the set *target_set*; without a name those of the only set.

    Raises Refusal ``targets_set_needed`` when there are several, ``targets_set_unknown`` when none has that name.
    """
    names = _set_names(targets.rows)
    wanted = fold(target_set or "")
    if not wanted and len(names) > 1:
        raise Refusal("targets_set_needed", layer=targets.layer, sets=names)
    chosen = tuple(row for row in targets.rows if not wanted or fold(row.target_set or "") == wanted)
    if not chosen:
        known = [name for name in names if name is not None]
        raise Refusal("targets_set_unknown", layer=targets.layer, target_set=target_set, sets=known)
    return chosen


def _with_heads(frame: pd.DataFrame) -> pd.DataFrame:
    """*frame* with its first row as heads, where a sheet of nothing but text was read without them (Field1 …)."""
    if frame.empty or not all(re.fullmatch(r"Field\d+", str(name)) for name in frame.columns):
        return frame
    heads = [_text(value) or str(name) for name, value in zip(frame.columns, frame.iloc[0])]
    return frame.iloc[1:].set_axis(heads, axis=1)


def _with_contract_names(frame: pd.DataFrame, layer: str) -> pd.DataFrame:
    given = {fold(str(name)).casefold(): name for name in reversed(frame.columns)}
    found = {}
    for name, aliases in FIELD_ALIASES.items():
        accepted = (name, name[:10], *aliases)
        column = next((given[each] for each in accepted if each in given), None)
        if column is not None:
            found[name] = frame[column]
        elif name in ("year", "target_mu"):
            fields = [str(each) for each in frame.columns]
            raise Refusal("targets_field_missing", layer=layer, field=name, accepted=list(accepted[2:]), fields=fields)
    return pd.DataFrame(found, dtype=object)


def _text(value: Any) -> str | None:
    """*value* as trimmed text, None when empty; whole numbers without decimals."""
    return value.strip() or None if isinstance(value, str) else canonical(value)


@dataclass(frozen=True)
class _Reader:
    """Turns one record of the table into a TargetRow; every refusal names layer and row."""

    layer: str
    row: int
    record: Mapping[str, Any]

    def target(self) -> TargetRow:
        measure = self._measure()
        first, last = self._year("year"), self._year("year_to")
        if first is None:
            raise self._refusal("targets_year", field="year", value=None)
        if last is not None and last < first:
            raise self._refusal("targets_year_order", year=first, year_to=last)
        category = _text(self.record.get("category"))
        values = dict.fromkeys(value for value in map(canonical, split_list(category)) if value)
        return TargetRow(
            row=self.row,
            target_set=_text(self.record.get("target_set")),
            year=first,
            year_to=None if last == first else last,
            category=category if values else None,
            values=tuple(values),
            figure=self._area() if measure == "area" else self._other_figure(),
            approximate=self._approximate(),
            paragraph=_text(self.record.get("paragraph")),
            measure=measure,
        )

    def _refusal(self, code: str, **values: Any) -> Refusal:
        return Refusal(code, layer=self.layer, row=self.row, **values)

    def _year(self, name: str) -> int | None:
        value = self.record.get(name)
        years, bad = parse_years([value])
        if bad[0]:
            raise self._refusal("targets_year", field=name, value=value)
        return None if math.isnan(years[0]) else int(years[0])

    def _number(self, name: str) -> float | None:
        value = self.record.get(name)
        text = _text(value)
        if text is None:
            return None
        if isinstance(value, bool) or not _is_number(fold(text)):
            raise self._refusal("targets_number", field=name, value=value)
        number = float(fold(text))
        if number < 0:
            raise self._refusal("targets_negative", field=name, value=number)
        return number

    def _area(self) -> float:
        figure = self._number("target_mu")
        if figure is None:
            raise self._refusal("targets_value_missing", field="target_mu")
        return figure

    def _other_figure(self) -> float:
        given = (self._number("target_value"), self._number("target_mu"))
        return next((figure for figure in given if figure is not None), math.nan)

    def _measure(self) -> str:
        text = fold(_text(self.record.get("measure")) or "area").casefold()
        for name, term in MEASURES.items():
            if text in (name, term):
                return name
        raise self._refusal("targets_measure", value=self.record["measure"], measures=list(MEASURES))

    def _approximate(self) -> bool:
        text = fold(_text(self.record.get("approximate")) or "").casefold()
        if text not in YES | NO:
            raise self._refusal("targets_approximate", value=self.record["approximate"])
        return text in YES


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[0-9]+(\.[0-9]*)?(e[+-]?[0-9]+)?", text))


def _set_names(rows: Iterable[TargetRow]) -> list[str | None]:
    return list(dict.fromkeys(row.target_set for row in rows))


def _with_one_spelling(rows: Sequence[TargetRow]) -> list[TargetRow]:
    """A set's name that differs in width only is the same set: the first spelling stands for all."""
    spelled: dict[str, str | None] = {}
    return [replace(row, target_set=spelled.setdefault(fold(row.target_set or ""), row.target_set)) for row in rows]


def _measures(rows: Iterable[TargetRow]) -> list[str]:
    return list(dict.fromkeys(row.measure for row in rows))


def _notices(other: Sequence[TargetRow], layer: str) -> tuple[Notice, ...]:
    if not other:
        return ()
    return (info("targets_other_measures", layer=layer, measures=_measures(other), rows=[row.row for row in other]),)


def _check_set_names(rows: Sequence[TargetRow], layer: str) -> None:
    """A row without a set's name beside named sets belongs to nobody."""
    blank = next((row.row for row in rows if row.target_set is None), None)
    named = [name for name in _set_names(rows) if name is not None]
    if blank is not None and named:
        raise Refusal("targets_set_blank", layer=layer, row=blank, sets=named)


def _check_set(rows: Sequence[TargetRow], layer: str) -> None:
    bare = [row.row for row in rows if not row.values]
    if bare and len(bare) < len(rows):
        raise Refusal("targets_mixed_categories", layer=layer, row=bare[0], target_set=rows[0].target_set, rows=bare)
    for first, second in combinations(rows, 2):
        if first.year <= second.last_year and second.year <= first.last_year:
            _check_meeting_rows(first, second, layer)


def _check_meeting_rows(first: TargetRow, second: TargetRow, layer: str) -> None:
    where = {"layer": layer, "row": second.row, "other_row": first.row, "target_set": first.target_set}
    year = max(first.year, second.year)
    if set(first.values) == set(second.values):
        raise Refusal("targets_overlap", **where, category=second.category, year=year)
    shared = [part for part in split_list(second.category) if canonical(part) in first.values]
    if shared:
        raise Refusal("targets_value_twice", **where, value=shared[0], year=year)


# --- work against targets ------------------------------------------------------------------------


@dataclass
class Line:
    """A line of TARGET_PROGRESS: a target row, or a year (None = undated) of a group without a target."""

    year: int | None
    category: str | None
    target: TargetRow | None = None
    cells: list[Any] = field(default_factory=list)  # (m², printed units, …)

    @property
    def remediated_mu(self) -> float:
        """Work in mu, unrounded."""
        return float(to_mu(math.fsum(cell[0] for cell in self.cells)))

    @property
    def units(self) -> int:
        """Work in printed units."""
        return sum(cell[1] for cell in self.cells)


@dataclass
class Group:
    """Lines whose figures accumulate together: rows of a set that name the same category values."""

    category: str | None
    lines: list[Line] = field(default_factory=list)

    def line(self, year: int | None) -> Line:
        """The line that takes work of *year*, made when there is none."""
        for line in self.lines:
            row = line.target
            if line.year == year or (row and year is not None and row.year <= year <= row.last_year):
                return line
        self.lines.append(Line(year, self.category))
        return self.lines[-1]

    def in_order(self) -> list[Line]:
        """By year, undated last."""
        return sorted(self.lines, key=lambda line: math.inf if line.year is None else line.year)


def target_progress(rows: Sequence[TargetRow], work: Work) -> pd.DataFrame:
    """TARGET_PROGRESS of the chosen set *rows*: targets, work done, gaps and completion, also cumulative.

    *work* gives for each (category value, year), None = missing or undated, the counted m² and the printed units of
    0.01 mu. Every cell is in exactly one row: that of its target or a row without one, so the column
    ``remediated_mu`` adds up to COUNTED (and its printed twin to the printed one). Rows stand by category in
    the order of TARGETS, then categories without a target as they appear in *work* (missing last), each by
    year, undated last. Columns: ``PROGRESS_COLUMNS``; mu unrounded, ``…_printed`` with two decimals, printed
    completion in percent; NaN = NULL, years Int64.
    """
    records = [record for group in grouped_work(rows, work) for record in _records(group)]
    frame = pd.DataFrame.from_records(records, columns=list(PROGRESS_COLUMNS))
    frame["target_set"] = pd.Series([rows[0].target_set] * len(frame), dtype=object)
    frame["category"] = pd.Series([record["category"] for record in records], dtype=object)
    floats = [name for name in PROGRESS_COLUMNS[4:] if name != "approximate"]
    return frame.astype({"year": "Int64", "year_to": "Int64", "approximate": "int64", **dict.fromkeys(floats, float)})


def grouped_work(rows: Sequence[TargetRow], work: Work) -> list[Group]:
    """The lines of TARGET_PROGRESS by group, in its order, with the *work* that belongs to each."""
    groups: dict[Any, Group] = {}
    for row in rows:
        group = groups.setdefault(frozenset(row.values), Group(row.category))
        group.lines.append(Line(row.year, row.category, row))
    for (category, year), cell in sorted(work.items(), key=lambda item: canonical(item[0][0]) is None):
        group = _group_of(category, _year(year), rows, groups)
        group.line(_year(year)).cells.append(cell)
    return list(groups.values())


def still_missing(gaps: Iterable[Any]) -> float:
    """What is still to be done: Σ of the positive *gaps* (what is no number has none).

    Being ahead in one place makes up for nothing in another.
    """
    return math.fsum(gap for gap in gaps if isinstance(gap, (int, float)) and gap > 0)


def _year(year: Any) -> int | None:
    return None if pd.isna(year) else int(year)


def _group_of(category: Any, year: int | None, rows: Sequence[TargetRow], groups: dict[Any, Group]) -> Group:
    """The group whose target covers the cell, else the first that knows its category, else one of its own."""
    value = canonical(category)
    knowing = [row for row in rows if row.covers(value)]
    covering = [row for row in knowing if year is not None and row.year <= year <= row.last_year]
    if knowing:
        return groups[frozenset((covering or knowing)[0].values)]
    label = category.strip() if isinstance(category, str) and value else value
    return groups.setdefault(value, Group(label))


def _records(group: Group) -> list[dict[str, Any]]:
    first_year = min((line.target.year for line in group.lines if line.target), default=None)
    records, counted = [], []
    for line in group.in_order():
        record = _figures(line)
        if first_year is not None and line.year is not None and line.year >= first_year:
            counted.append(line)
            record.update(_cumulative(counted))
        records.append(record)
    return records


def _figures(line: Line) -> dict[str, Any]:
    row, done = line.target, line.remediated_mu
    record = {
        "year": line.year,
        "year_to": row.year_to if row else None,
        "category": line.category,
        "remediated_mu": done,
        "remediated_mu_printed": line.units / 100,
        "approximate": int(row.approximate) if row else 0,
    }
    if row:
        due = _units(row.figure)
        record |= {
            "target_mu": row.figure,
            "gap_mu": row.figure - done,
            "gap_mu_printed": (due - line.units) / 100,
            "completion": done / row.figure if row.figure else None,
            "completion_printed": printed_percent(line.units, due),
        }
    return record


def _cumulative(lines: Sequence[Line]) -> dict[str, Any]:
    """Figures of the last of *lines*, which a span joins with all its years."""
    rows = [line.target for line in lines if line.target]
    due = math.fsum(row.figure for row in rows)
    done = float(to_mu(math.fsum(cell[0] for line in lines for cell in line.cells)))
    units = sum(line.units for line in lines)
    return {
        "cumulative_target_mu": due,
        "cumulative_mu": done,
        "cumulative_mu_printed": units / 100,
        "cumulative_completion": done / due if due else None,
        "cumulative_completion_printed": printed_percent(units, sum(_units(row.figure) for row in rows)),
    }


def _units(mu: float) -> int:
    """A target in units of 0.01 mu, half-up on its decimal form."""
    return int((Decimal(repr(float(mu))) * 100).quantize(Decimal(1), ROUND_HALF_UP))
