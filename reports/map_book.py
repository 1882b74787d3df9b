"""The pages of an atlas: what each says, prepared from the result. No QGIS here.

Tables outside the chain of printed figures (status × township) keep the printed totals of both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Any

import numpy as np
import pandas as pd

from ..engine.fitting import fit
from ..engine.printing import UNITS_PER_MU
from ..engine.results import ProgressResult
from ..engine.rounding import distribute, half_up_units, printed_percent
from ..texts import tr
from . import words
from .figures import PERCENT, figure_text
from .map_spec import MapSpec, has_status, marked_text, mu_text, status_table, units_of

Columns = "tuple[tuple[str, float, str], ...]"  # heading, share of the width, alignment
_NOTHING = (0, 0.0, False)


@dataclass(frozen=True)
class BookPage:
    """One page: the rows of the shapes that it is about, its figures by key, the rows of its table (all text)."""

    name: str
    title: str
    rows: tuple[int, ...]
    figures: Mapping[str, str]
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Book:
    """The pages of an atlas, the heading of their tables, and the names of what has no page."""

    pages: list[BookPage]
    columns: Columns
    legend_heading: str = ""
    skipped: list[str] = field(default_factory=list)


def township_book(result: ProgressResult, spec: MapSpec, inside: Mapping[int, Sequence[int]]) -> Book:
    """A page for each township with any patch; *inside* gives the patches that lie in each row of the townships."""
    names = [None if words.is_missing(each) else each for each in result.townships["township"]]
    cells = _Cells(result, spec, [_joined(names, inside, name) for name in result.townships_order])
    spans = _spans(result)
    pages, skipped = [], []
    for place, name in enumerate(result.townships_order):
        rows = tuple(i for i, each in enumerate(names) if each == name)
        figures = cells.of(place)
        if figures["total_patches"] == "0" and not _joined(names, inside, name):
            skipped.append(words.township_name(name))
            continue
        title = _title(spec, words.township_name(name))
        table = _township_table(result, name, spans)
        pages.append(BookPage(words.township_name(name), title, rows, figures, table))
    return Book(_numbered(pages), _township_columns(result), "", skipped)


def patch_book(result: ProgressResult, spec: MapSpec, drawn: Sequence[int]) -> Book:
    """A page for each patch in *drawn*, the rows of those with ground; the others are skipped."""
    wanted = set(drawn)
    pages, skipped = [], []
    for row, patch in enumerate(result.patches.itertuples(index=False)):
        number = str(patch.patch_id)
        if row not in wanted:
            skipped.append(number)
            continue
        title = _title(spec, tr("patch {number}").format(number=number))
        pages.append(BookPage(number, title, (row,), {}, _patch_table(patch, spec.legend[spec.patch_rows[row]].name)))
    columns = (("", 0.38, "left"), ("", 0.62, "left"))
    return Book(_numbered(pages), columns, tr("Legend (whole county)"), skipped)


def _title(spec: MapSpec, place: str) -> str:
    """The title of a page: the place in brackets, unless the map's own title ends with some."""
    bracketed = spec.title.rstrip().endswith((")", "）"))
    return (tr("{title}: {place}") if bracketed else tr("{title} ({place})")).format(title=spec.title, place=place)


def _numbered(pages: list[BookPage]) -> list[BookPage]:
    """Names that occur again get a number: a page is found by its name."""
    found: list[BookPage] = []
    seen: dict[str, int] = {}
    for page in pages:
        seen[page.name] = seen.get(page.name, 0) + 1
        number = seen[page.name]
        name = page.name if number == 1 else f"{page.name} ({number})"
        found.append(BookPage(name, page.title, page.rows, page.figures, page.table))
    return found


def _joined(names: Sequence[Any], inside: Mapping[int, Sequence[int]], name: Any) -> list[int]:
    """Patches inside all features of one township."""
    return [patch for row, each in enumerate(names) if each == name for patch in inside.get(row, ())]


# Figures by township --------------------------------------------------------------------------------------


class _Cells:
    """Number of patches and printed mu of each legend row in each township."""

    def __init__(self, result: ProgressResult, spec: MapSpec, inside: Sequence[Sequence[int]]) -> None:
        self._found: list[dict[str, str]] = [{} for _ in result.townships_order]
        self._names = [*result.townships_order, None]
        self._add_totals(result)
        if any(row.key.startswith("zone_") for row in spec.legend):
            self._add_zones(result)
        if has_status(result):
            self._add_statuses(result, inside)
        else:
            self._add_categories(result, spec)
            self._add_left_out(result, inside)

    def of(self, place: int) -> dict[str, str]:
        """The figures of a township."""
        return self._found[place]

    def _put(self, place: int, key: str, patches: int, mu: float, adjusted: bool = False) -> None:
        if place < len(self._found):  # the last one is ground outside every township
            self._found[place][f"{key}_patches"] = str(int(patches))
            self._found[place][f"{key}_mu"] = mu_text(mu, adjusted)

    def _add_totals(self, result: ProgressResult) -> None:
        rows = {_key(row.township): row for row in result.figures.scope("township").itertuples()}
        self.units = []
        for place, name in enumerate(self._names):
            row = rows.get(name)
            patches, mu, adjusted = (row.patches, row.mu_printed, row.adjusted) if row is not None else _NOTHING
            self.units.append(round(mu * UNITS_PER_MU))
            self._put(place, "total", patches, mu, adjusted)

    def _add_zones(self, result: ProgressResult) -> None:
        scope = result.figures.scope("township_zone")
        rows = {(_key(row.township), row.zone_class): row for row in scope.itertuples()}
        for place, name in enumerate(self._names):
            for zone in [*result.zone_classes, words.OUTSIDE]:
                row = rows.get((name, zone))
                found = (row.patches, row.mu_printed, row.adjusted) if row is not None else _NOTHING
                self._put(place, f"zone_{zone.lower()}", *found)

    def _add_statuses(self, result: ProgressResult, inside: Sequence[Sequence[int]]) -> None:
        table = status_table(result)
        counted = [each for each in table if each.counted]
        members = [set(each.look.values) for each in counted]
        self._fit(result, "status", [each.key for each in counted], members, [each.printed for each in counted])
        for each in table:
            if not each.counted:
                self._share(result, each.key, each.rows, each.printed, inside)

    def _add_categories(self, result: ProgressResult, spec: MapSpec) -> None:
        rows = [row for row in spec.legend if row.key.startswith("category_")]
        printed = [units_of(row.mu) / UNITS_PER_MU for row in rows]
        if rows:
            self._fit(result, "category", [row.key for row in rows], [{each} for each in result.categories], printed)

    def _add_left_out(self, result: ProgressResult, inside: Sequence[Sequence[int]]) -> None:
        rows = np.flatnonzero(~result.patches["counted"].to_numpy(dtype=bool))
        if len(rows):
            self._share(result, "left_out", rows, result.account.not_counted_mu_printed, inside)

    def _fit(
        self, result: ProgressResult, column: str, keys: list[str], members: list[set[Any]], printed: list[float]
    ) -> None:
        """Classes of counted ground in townships: the printed totals of both are kept."""
        pieces = result.pieces
        place = {name: i for i, name in enumerate(self._names)}
        towns = np.array([place[_key(each)] for each in pieces["township"]], dtype=int)
        of_value = {value: i for i, values in enumerate(members) for value in values}
        kinds = np.array([of_value[_key(each)] for each in pieces[column]], dtype=int)
        area = np.zeros((len(keys), len(self._names)))
        np.add.at(area, (kinds, towns), pieces["area_mu"].to_numpy(dtype=float) * UNITS_PER_MU)
        units = fit(area, np.rint(np.array(printed) * UNITS_PER_MU).astype(np.int64), self.units)
        nearest = half_up_units(area)
        numbers = pd.DataFrame({"kind": kinds, "town": towns, "id": pieces["patch_id"].to_numpy()}).drop_duplicates()
        counts = numbers.groupby(["kind", "town"]).size().to_dict()
        for i, key in enumerate(keys):
            for j in range(len(self._names)):
                self._put(j, key, counts.get((i, j), 0), units[i, j] / UNITS_PER_MU, units[i, j] != nearest[i, j])

    def _share(
        self, result: ProgressResult, key: str, rows: np.ndarray, printed: float, inside: Sequence[Sequence[int]]
    ) -> None:
        """Patches that are not counted, whole, in the township where they lie; the printed total is kept."""
        area = np.nan_to_num(result.patches["area_mu"].to_numpy(dtype=float)) * UNITS_PER_MU
        wanted = set(rows.tolist())
        here = [[row for row in dict.fromkeys(each) if row in wanted] for each in inside]
        taken = {row for each in here for row in each}
        here.append([row for row in rows.tolist() if row not in taken])
        true = np.array([float(area[each].sum()) for each in here])
        units, nearest = distribute(true, round(printed * UNITS_PER_MU)).units, half_up_units(true)
        for place, each in enumerate(here):
            self._put(place, key, len(each), units[place] / UNITS_PER_MU, units[place] != nearest[place])


# Tables ---------------------------------------------------------------------------------------------------


def _township_columns(result: ProgressResult) -> Columns:
    base = ((tr("Year"), 0.18, "left"), (tr("patches"), 0.16, "right"), (tr("Area (mu)"), 0.2, "right"))
    if result.target_progress is None:
        return (*base, (tr("Share of the county"), 0.46, "right"))
    return (*base, (tr("County target"), 0.25, "right"), (tr("Share of it"), 0.21, "right"))


def _spans(result: ProgressResult) -> list[tuple[list[int], float | None]]:
    """Years, alone or together as the targets take them, with the county's target in mu; None: there is none."""
    due: list[tuple[int, int, float]] = []
    if result.target_progress is not None:
        for row in result.target_progress.itertuples():
            if not words.is_missing(row.year) and not words.is_missing(row.target_mu):
                last = row.year if words.is_missing(row.year_to) else row.year_to
                due.append((int(row.year), int(last), float(row.target_mu)))
    spans: list[list[Any]] = []
    for first, last, target in sorted(due):
        if spans and first <= spans[-1][1]:
            spans[-1][1:] = [max(last, spans[-1][1]), spans[-1][2] + target]
        else:
            spans.append([first, last, target])
    covered = {year for first, last, _ in spans for year in range(first, last + 1)}
    spans += [[year, year, None] for year in result.years if year not in covered]
    return [(list(range(first, last + 1)), target) for first, last, target in sorted(spans, key=lambda each: each[0])]


def _township_table(
    result: ProgressResult, name: str, spans: Sequence[tuple[list[int], float | None]]
) -> tuple[tuple[str, ...], ...]:
    """A line for each span of years, the undated ground, all together, and what of it the targets take.

    As in the report: a target is met from its first year on and never by undated ground. Where that is all there is,
    the line of all together says it.
    """
    lines = _TownshipLines(result, name)
    targets = result.target_progress is not None
    found = [lines.of(years, target) for years, target in spans]
    if None in lines.years:
        found.append(lines.of([None], None))
    first = next((years[0] for years, target in spans if target is not None), None)
    taken = [year for years, _ in spans for year in years if first is not None and year >= first]
    due = sum(_units(target) for _, target in spans) / UNITS_PER_MU
    if not targets:
        return (*found, lines.of(lines.known, None, tr("In all")))
    if set(lines.years) <= set(taken):
        return (*found, lines.of(taken, due, tr("In all")))
    found.append(lines.of(lines.known, None, tr("In all")))
    return (*found, lines.of(taken, due, tr("Since {year}").format(year=first))) if taken else tuple(found)


class _TownshipLines:
    """The figures of a township and of the county by year; None: undated."""

    def __init__(self, result: ProgressResult, name: str) -> None:
        scope, county = result.figures.scope("year_township"), result.figures.scope("year")
        self._mine = {_key(row.year): row for row in scope[scope["township"] == name].itertuples()}
        self._county = {_key(row.year): round(row.mu_printed * UNITS_PER_MU) for row in county.itertuples()}
        self._pieces = result.pieces[result.pieces["township"] == name]
        self._targets = result.target_progress is not None

    @property
    def years(self) -> list[int | None]:
        """Those of the township."""
        return list(self._mine)

    @property
    def known(self) -> list[int | None]:
        """Those of the county."""
        return list(self._county)

    def of(self, years: Sequence[int | None], target: float | None, title: str = "") -> tuple[str, ...]:
        """The line of *years* together, with its share of *target*; without targets of the county's ground."""
        rows = [self._mine[year] for year in years if year in self._mine]
        units, true = sum(round(row.mu_printed * UNITS_PER_MU) for row in rows), fsum(row.area_mu for row in rows)
        whole = _units(target) if self._targets else sum(self._county.get(year, 0) for year in years)
        patches = self._pieces["patch_id"][[_key(each) in years for each in self._pieces["year"]]].nunique()
        share = None if self._targets and target is None else printed_percent(units, whole)
        mu = marked_text(units / UNITS_PER_MU, true)
        return _line(title or words.years_name(years[0], years[-1]), patches, mu, target, share, self._targets)


def _line(
    years: str, patches: int, mu: str, target: float | None, share: float | None, targets: bool
) -> tuple[str, ...]:
    row = (years, str(patches), mu)
    due = [figure_text(target)] if targets else []
    return (*row, *due, figure_text(share, PERCENT))


def _units(mu: float | None) -> int:
    return int(half_up_units(np.array([(mu or 0.0) * UNITS_PER_MU]))[0])


def _patch_table(patch: Any, status: str) -> tuple[tuple[str, str], ...]:
    """What is known of a patch, without what is not."""
    counted = bool(patch.counted)
    parts = getattr(patch, "township_parts", None)
    rows = [
        (tr("Patch"), str(patch.patch_id)),
        (tr("Townships (mu counted)"), "" if words.is_missing(parts) else str(parts)),
        (tr("Category"), "" if words.is_missing(patch.category) else words.category_name(patch.category)),
        (tr("Status"), words.status_name(patch.status)),
        (tr("Year"), words.year_name(patch.year)),
        (tr("Zone classes"), words.zone_class_names(patch.zone_classes)),
        (tr("Nearest zone"), "" if words.is_missing(patch.zone_name) else str(patch.zone_name)),
        (tr("Area (mu)"), _number(patch.area_mu_printed)),
        (tr("Counted (mu)"), _number(patch.counted_mu_printed) if counted else tr("not counted")),
    ]
    return tuple((name, value) for name, value in rows if value)


def _number(value: Any) -> str:
    return "" if words.is_missing(value) else mu_text(value)


def _key(value: Any) -> Any:
    """A value as it is compared: None for every kind of NULL, years as whole numbers."""
    if words.is_missing(value):
        return None
    return value if isinstance(value, str) else int(value)
