"""Every figure of a report by its key: one list from which document, workbook and manifest are read. No QGIS here.

Keys are ASCII and the same from month to month: a column (``period``, ``year``, ``since``), then the place: a township
``t01`` … in the office's order (``t00``: outside every township), a category by its glossary identifier
(``in_production``) or ``c01`` …, ``zone_`` or ``gross_`` and a class. ``y2020`` is a year. Number of patches: ``_n``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ..engine.area import MU_PER_M2
from ..engine.periods import PERIOD, SINCE, YEAR, Periods, Row
from ..engine.printing import UNITS_PER_M2
from ..engine.results import ProgressResult
from ..engine.rounding import distribute, half_up, half_up_units, printed_percent
from ..engine.values import GLOSSARY, canonical, split_list
from ..texts import tr
from . import words

EXPECTED = "expected"
MU, PERCENT, COUNT = "mu", "percent", "count"
_TARGET_FIELDS = (
    ("target", "target_mu", "target_mu"),
    ("done", "remediated_mu", "remediated_mu_printed"),
    ("gap", "gap_mu", "gap_mu_printed"),
    ("completion", "completion", "completion_printed"),
    ("sum_target", "cumulative_target_mu", "cumulative_target_mu"),
    ("sum_done", "cumulative_mu", "cumulative_mu_printed"),
    ("sum_completion", "cumulative_completion", "cumulative_completion_printed"),
)


@dataclass(frozen=True)
class Figure:
    """One figure: *value* unrounded, *printed* as it stands everywhere, *ids* the patches behind it.

    *of* says in data what it is about (column, township, category …): so it is found again in another report.
    A percentage is a number of percent. None: there is nothing to say (no target, no dates).
    """

    key: str
    name: str
    value: float | None
    printed: float | None
    unit: str = MU
    ids: tuple[str, ...] = ()
    of: Mapping[str, Any] = field(default_factory=dict)
    adjusted: bool = False

    @property
    def text(self) -> str:
        """The printed value as text: the same in a sentence, a cell and on the map."""
        return figure_text(self.printed, self.unit)


def figure_text(printed: float | None, unit: str = MU) -> str:
    """A printed value as text; a dash where there is none."""
    if printed is None:
        return "—"
    if unit == COUNT:
        return f"{printed:,.0f}"
    return (f"{printed:,.1f}%" if unit == PERCENT else _mu(printed)).replace("-", "−")


def _mu(printed: float) -> str:
    """Two decimals, more only where a target of the plan has more."""
    text = f"{printed:,.4f}"
    return text[:-2] + text[-2:].rstrip("0")


class FigureList:
    """The figures of a report in their order, found by key or by what they are about."""

    def __init__(self, figures: Iterable[Figure] = ()) -> None:
        self._by_key: dict[str, Figure] = {}
        self._by_place: dict[Any, Figure] = {}
        for each in figures:
            self.add(each)

    def add(self, figure: Figure) -> Figure:
        """Add *figure*; a key stands for one figure only."""
        if figure.key in self._by_key:
            raise ValueError(f"two figures have the key {figure.key}")
        self._by_key[figure.key] = self._by_place[_place(figure.of)] = figure
        return figure

    def __iter__(self) -> Any:
        return iter(self._by_key.values())

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def __getitem__(self, key: str) -> Figure:
        return self._by_key[key]

    def get(self, key: str) -> Figure | None:
        """The figure of *key*, None where there is none."""
        return self._by_key.get(key)

    def keys(self) -> list[str]:
        """All keys in order."""
        return list(self._by_key)

    def find(self, **of: Any) -> Figure | None:
        """The figure that is about exactly *of*."""
        return self._by_place.get(_place(of))


def _place(of: Mapping[str, Any]) -> Any:
    return tuple(sorted(of.items(), key=lambda item: item[0]))


@dataclass(frozen=True)
class Names:
    """The short keys of the values of each dimension."""

    township: Mapping[Any, str]
    category: Mapping[Any, str]

    def key(self, column: str, of: Mapping[str, Any]) -> str:
        """The key of a column and a place."""
        parts = [column]
        if "township" in of:
            parts.append(self.township[of["township"]])
        if "category" in of:
            parts.append(self.category[of["category"]])
        parts += [f"{kind}_{of[kind].lower()}" for kind in ("zone", "gross") if kind in of]
        return "_".join(parts)


def short_names(townships: Sequence[str], categories: Sequence[Any]) -> Names:
    """Keys of townships (official order) and categories."""
    width = max(2, len(str(len(townships))))
    of_township: dict[Any, str] = {name: f"t{place:0{width}}" for place, name in enumerate(townships, 1)}
    of_township[None] = "t" + "0" * width
    known, of_category = set(GLOSSARY.values()), {None: "no_category"}
    for place, name in enumerate((each for each in categories if each is not None), 1):
        term = canonical(name)
        key = term if term in known and term not in of_category.values() else f"c{place:02}"
        of_category[name] = str(key)
    return Names(of_township, of_category)


def column_name(column: str, period: str, year: int, first_year: int | None) -> str:
    """A column in words: this month, this year, since the first year."""
    if column == PERIOD:
        return tr("This month") if period == "monthly" else tr("This period")
    if column == YEAR:
        return tr("This year ({year})").format(year=year)
    if column == EXPECTED:
        return tr("Expected by 31 December")
    return tr("In all") if first_year is None else tr("Since {year}").format(year=first_year)


def place_name(of: Mapping[str, Any]) -> str:
    """What a figure is about, in words, without its column."""
    parts = []
    if "township" in of:
        parts.append(words.township_name(of["township"]))
    if "category" in of:
        parts.append(words.category_name(of["category"]))
    if "zone" in of:
        parts.append(words.zone_class_name(of["zone"]))
    if "gross" in of:
        parts.append(tr("{zone_class}, with repeats").format(zone_class=words.zone_class_name(of["gross"])))
    return tr(", ").join(parts) or tr("All patches counted")


def area_figures(result: ProgressResult, found: Periods, ids: Sequence[str], period: str) -> FigureList:
    """The areas of a report by column and place, the years, and the account."""
    names = short_names(result.townships_order, result.categories)
    first = min((row_year for row_year in _years(result)), default=None)
    figures = FigureList()
    for column in found.columns:
        heading = column_name(column, period, found.year, first)
        for of in _places(result, found):
            _add_row(figures, found.at(column, **of), names, heading, ids)
        if result.zone_classes:
            _add_inside(figures, column, heading)
    _add_years(figures, result, names)
    _add_account(figures, result)
    return figures


def _years(result: ProgressResult) -> list[int]:
    return [int(year) for year in result.figures.scope("year")["year"].dropna()]


def _places(result: ProgressResult, found: Periods) -> list[dict[str, Any]]:
    """All places in official order; category × township only where there is ground."""
    townships, categories = [*result.townships_order, None], [*(c for c in result.categories if c is not None), None]
    ground = {row.of for row in found.rows if row.m2 > 0 or row.units}
    places: list[dict[str, Any]] = [{}]
    places += [{"category": each} for each in categories if each is not None or (("category", None),) in ground]
    for township in townships:
        if township is not None or (("township", None),) in ground:
            places.append({"township": township})
        for category in categories:
            of = {"category": category, "township": township}
            if tuple(sorted(of.items(), key=lambda item: item[0])) in ground:
                places.append(of)
    zones = [*result.zone_classes, *([words.OUTSIDE] if result.zone_classes else [])]
    places += [{"zone": each} for each in dict.fromkeys(zones)]
    places += [{"gross": each} for each in result.zone_classes if each != words.OUTSIDE]
    return places


def _add_row(figures: FigureList, row: Row, names: Names, heading: str, ids: Sequence[str]) -> None:
    of = {"column": row.column, **dict(row.of)}
    key, name = names.key(row.column, of), tr("{column}: {place}").format(column=heading, place=place_name(of))
    behind = tuple(ids[each] for each in row.rows)
    figures.add(Figure(key, name, row.mu, row.printed, MU, behind, of, row.adjusted))
    if "gross" not in of:
        name = tr("{name}, number of patches").format(name=name)
        count = float(len(behind))
        figures.add(Figure(f"{key}_n", name, count, count, COUNT, behind, {**of, "what": "patches"}))


def _add_inside(figures: FigureList, column: str, heading: str) -> None:
    """What lies inside any zone, every square metre once."""
    inside = [
        each
        for each in figures
        if each.of.get("column") == column and each.of.get("zone", words.OUTSIDE) != words.OUTSIDE and each.unit == MU
    ]
    ids = tuple(dict.fromkeys(patch for each in inside for patch in each.ids))
    value, printed = sum(each.value for each in inside), round(sum(each.printed for each in inside), 2)
    name = tr("{column}: inside the zones, counted once").format(column=heading)
    of = {"column": column, "inside": True}
    figures.add(Figure(f"{column}_inside", name, value, printed, MU, ids, of))


def _add_years(figures: FigureList, result: ProgressResult, names: Names) -> None:
    """The chain's own figures by year: in all, by category, by township."""
    table = result.figures.table
    for scope in ("year", "category_year", "year_township"):
        for row in table[table["scope"] == scope].itertuples():
            of: dict[str, Any] = {"year": None if pd.isna(row.year) else int(row.year)}
            if scope == "category_year":
                of["category"] = row.category
            if scope == "year_township":
                of["township"] = row.township
            column = "undated" if of["year"] is None else f"y{of['year']}"
            heading = words.year_name(of["year"])
            name = tr("{column}: {place}").format(column=heading, place=place_name(of))
            ids = tuple(str(row.patch_ids).split(",")) if row.patch_ids else ()
            key = names.key(column, of)
            figures.add(Figure(key, name, row.area_mu, row.mu_printed, MU, ids, of, bool(row.adjusted)))


def _add_account(figures: FigureList, result: ProgressResult) -> None:
    account, patches = result.account, result.patches
    ids = patches["patch_id"].to_numpy()
    counted = patches["counted"].to_numpy(dtype=bool)
    lost = tuple(dict.fromkeys(result.overlaps["dropped_id"]))
    for key, name, behind in (
        ("total", tr("All patches"), tuple(ids)),
        ("not_counted", tr("Not counted (status, cut-off date)"), tuple(ids[~counted])),
        ("overlap", tr("Overlap"), lost),
    ):
        value, printed = getattr(account, f"{key}_mu"), getattr(account, f"{key}_mu_printed")
        figures.add(Figure(key, name, value, printed, MU, behind, {"account": key}))
    name = tr("Counted outside every township")
    figures.add(Figure("outside", name, account.outside_mu, account.outside_mu_printed, MU, (), {"account": "outside"}))


# Against the targets ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TargetSet:
    """A target set against the work: *table* as TARGET_PROGRESS, *prefix* of its keys, whether it is the chosen one."""

    name: str | None
    table: pd.DataFrame
    prefix: str
    chosen: bool


def add_target_figures(figures: FigureList, sets: Sequence[TargetSet], year: int) -> None:
    """Every row of every set, and for the chosen one what is due in all up to *year*."""
    for each in sets:
        for number, record in enumerate(records(each.table), 1):
            _add_target_row(figures, each, number, record)
        if each.chosen:
            _add_due(figures, each, year)


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain Python values, None for every kind of NULL."""
    plain = {name: table[name].astype(object).where(table[name].notna(), None).tolist() for name in table.columns}
    return [dict(zip(plain, row)) for row in zip(*plain.values())]


def _add_target_row(figures: FigureList, target_set: TargetSet, number: int, record: Mapping[str, Any]) -> None:
    of = {name: record[name] for name in ("target_set", "year", "year_to", "category")}
    where = [words.years_name(record["year"], record["year_to"]), words.category_name(record["category"])]
    for key, value_field, printed_field in _TARGET_FIELDS:
        unit = PERCENT if "completion" in key else MU
        value, printed = record[value_field], record[printed_field]
        name = tr("Target set {name}: {place}, {what}").format(
            name=target_set.name or tr("without a name"), place=tr(", ").join(where), what=_what(key)
        )
        percent = None if value is None else 100 * value if unit == PERCENT else value
        full = f"{target_set.prefix}_r{number:02}_{key}"
        figures.add(Figure(full, name, percent, printed, unit, (), {**of, "what": key}))


def _what(key: str) -> str:
    return {
        "target": tr("target"),
        "done": tr("remediated"),
        "gap": tr("gap"),
        "completion": tr("completion"),
        "sum_target": tr("cumulative target"),
        "sum_done": tr("cumulative remediated"),
        "sum_completion": tr("cumulative completion"),
    }[key]


def due_rows(table: pd.DataFrame, year: int) -> list[dict[str, Any]]:
    """Of each category the last row that is due up to *year*, with its cumulative figures."""
    last: dict[Any, dict[str, Any]] = {}
    for record in records(table):
        due = record["year_to"] or record["year"]
        if due is not None and due <= year and record["cumulative_target_mu"] is not None:
            last[record["category"]] = record
    return list(last.values())


def _add_due(figures: FigureList, target_set: TargetSet, year: int) -> None:
    rows = due_rows(target_set.table, year)
    _add_sums(figures, "due", tr("Due up to {year}").format(year=year), [_cumulative(row) for row in rows])
    for number, row in enumerate(rows, 1):
        name = tr("Due up to {year}: {category}").format(year=year, category=words.category_name(row["category"]))
        _add_sums(figures, f"due_g{number:02}", name, [_cumulative(row)])
    this_year = [row for row in records(target_set.table) if row["year"] == year and row["year_to"] in (None, year)]
    this_year = [row for row in this_year if row["target_mu"] is not None]
    if this_year:
        own = [(row["target_mu"], row["remediated_mu"], row["remediated_mu_printed"]) for row in this_year]
        _add_sums(figures, "due_year", tr("Due in {year}").format(year=year), own)


def _cumulative(row: Mapping[str, Any]) -> tuple[float, float, float]:
    return row["cumulative_target_mu"], row["cumulative_mu"], row["cumulative_mu_printed"]


def _add_sums(figures: FigureList, key: str, name: str, parts: Sequence[tuple[float, float, float]]) -> None:
    """Target, work, gap, completion and what is still missing (never netted) of *parts* (target, value, printed)."""
    target = round(sum(each[0] for each in parts), 6)
    value, printed = sum(each[1] for each in parts), round(sum(each[2] for each in parts), 2)
    missing = round(sum(max(each[0] - each[2], 0.0) for each in parts), 6)
    units = round(printed * 100), round(target * 100)
    percent = 100 * value / target if target else None
    for end, what, true, shown, unit in (
        ("target", tr("target"), target, target, MU),
        ("done", tr("remediated"), value, printed, MU),
        ("gap", tr("gap"), target - value, round(target - printed, 6), MU),
        ("missing", tr("still missing"), sum(max(each[0] - each[1], 0.0) for each in parts), missing, MU),
        ("completion", tr("completion"), percent, printed_percent(*units), PERCENT),
    ):
        title = tr("{name}, {what}").format(name=name, what=what)
        figures.add(Figure(f"{key}_{end}", title, true, shown, unit, (), {"due": key, "what": end}))


def categories_of(target_category: str | None, categories: Sequence[Any]) -> list[Any]:
    """The *categories* of the patches that a target row names; all where it names none."""
    if target_category is None:
        return list(categories)
    named = {canonical(part) for part in split_list(target_category)}
    return [each for each in categories if each is not None and canonical(each) in named]


# Against an earlier report ----------------------------------------------------------------------------------------


def add_differences(figures: FigureList, before: FigureList, period: str, year: int) -> None:
    """The column of the period as the difference of two reports: what stands now less what stood then."""
    heading = column_name(PERIOD, period, year, None)
    for now in [each for each in figures if each.of.get("column") == SINCE and "what" not in each.of]:
        then = before.find(**now.of)
        old_value, old = (then.value, then.printed) if then is not None else (0.0, 0.0)
        of = {**now.of, "column": PERIOD}
        gone = set(now.ids) ^ set(then.ids if then is not None else ())
        ids = tuple(each for each in [*now.ids, *(then.ids if then else ())] if each in gone)
        name = tr("{column}: {place}").format(column=heading, place=place_name(of))
        value, printed = now.value - old_value, round(now.printed - old, 2)
        figures.add(Figure(now.key.replace(SINCE, PERIOD, 1), name, value, printed, MU, ids, of))


def patch_mu(m2: float) -> float:
    """The printed mu of one patch, never adjusted."""
    return half_up(m2 * MU_PER_M2)


def add_expected(figures: FigureList, extra: Mapping[Any, tuple[float, Any]], result: ProgressResult, ids: Any) -> None:
    """What is expected by the end of the year: this year's figures and *extra* (m², rows) that does not count yet."""
    names = short_names(result.townships_order, result.categories)
    categories = [each.of["category"] for each in figures if set(each.of) == {"column", "category"}]
    categories = list(dict.fromkeys(each for each in [*categories, *extra]))
    m2 = [extra.get(each, (0.0, ()))[0] for each in categories]
    units = [each * UNITS_PER_M2 for each in m2]
    shares = distribute(units, int(half_up_units([sum(units)])[0])).units.tolist() if categories else []
    rows = [(each, *pair) for each, pair in zip(categories, zip(m2, shares))]
    rows.insert(0, ("", sum(m2), sum(shares)))
    for category, more, share in rows:
        of = {} if category == "" else {"category": category}
        now = figures.find(column=YEAR, **of)
        value, printed = (now.value, now.printed) if now is not None else (0.0, 0.0)
        rows_behind = [extra[each][1] for each in extra if category in ("", each)]
        behind = [row for each in rows_behind for row in each]
        patches = (*(now.ids if now is not None else ()), *(ids[row] for row in behind))
        name = tr("{column}: {place}").format(column=column_name(EXPECTED, "", 0, None), place=place_name(of))
        printed = round(printed + share / 100, 2)
        place = {"column": EXPECTED, **of}
        key = names.key(EXPECTED, of) if category in names.category or category == "" else EXPECTED
        figures.add(Figure(key, name, value + more * MU_PER_M2, printed, MU, tuple(dict.fromkeys(patches)), place))
