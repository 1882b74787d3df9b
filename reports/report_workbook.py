"""The workbook of a report: the statistics form, targets, zones, changes, and what stands behind every figure.

Cells hold printed figures; totals are formulas with their printed value stored. The form has columns that plain layers
cannot fill: they stay empty for handwriting, and the notes name them.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..engine.area import MU_PER_M2
from ..engine.periods import PERIOD, SINCE, YEAR
from ..engine.progress import Part, Progress, Silent, check
from ..texts import tr
from . import palette, words
from .figures import COUNT, MU, PERCENT, Figure, categories_of, column_name, records, short_names
from .narrative import changed_patches, counted_otherwise
from .report import Report, day_text, set_name, zone_rows
from .sheets import Book, Cell, Column, Sheet, writing
from .workbook import (
    AGREES,
    Printed,
    category_axis,
    cross,
    figure_cell,
    target_rows,
    wider,
    widths_of,
    write_cross,
    write_foot,
    write_notes,
    write_overlaps,
    write_rows,
    year_axis,
    zone_colour,
)

CHUNK_CHARACTERS = 30_000  # of ids in a cell, which holds 32 767
_WILD = set("*?~<>=\"'")  # a name with one of these is no criterion for SUMIF
FORM_ROWS = 4  # above the first row of the form: title, caption, two lines of heads


def write_report_workbook(path: str | Path, report: Report, progress: Progress | None = None) -> None:
    """Write the sheets of *report* to *path*.

    Raises ``Refusal`` ``xlsxwriter_missing`` or ``cell_not_written`` (sheet, row); ``Cancelled``; ``OSError``.
    """
    progress = progress or Silent()
    result = report.result
    with writing(path, len(result.patches) + len(result.overlaps), progress) as book:
        book.describe(report.title, datetime.datetime.combine(report.until, datetime.time()))
        _Form(book, report).write()
        _write_targets(book, report)
        if result.zone_classes:
            _write_zones(book, report)
        check(progress)
        write_overlaps(book, result, Part(progress, 0.2, 0.4))
        if report.comparison is not None:
            _write_changes(book, report)
        _write_figures(book, report, Part(progress, 0.4, 0.8))
        write_notes(book, result)
        _write_remarks(book, report)
    progress.report(1.0)


# The statistics form ----------------------------------------------------------------------------------------------


class _Form:
    """专项行动进展情况统计表: a block of rows per township, then by category, by target, and the total."""

    def __init__(self, book: Book, report: Report) -> None:
        self.report, self.figures = report, report.figures
        self.columns = [each for each in (PERIOD, YEAR, SINCE) if each in report.figures]
        self.heads = self._heads()
        widths = [5, 18, 12, 18, 10, 12, 8, 14, *[11] * len(self.columns), 9, *[9] * 3, 10, *[8] * 3, 9, 14, 14]
        self.sheet = book.sheet(tr("Statistics form"), widths)
        self.sheet.wide_paper()
        self.first_value = 8
        self.names = short_names(report.result.townships_order, report.result.categories)

    def _heads(self) -> list[tuple[str, str]]:
        report = self.report
        done, part, funds = tr("Completed (mu)"), tr("Of it"), tr("Funds invested (10 000 yuan)")
        values = [
            (done, column_name(each, report.period, report.until.year, report.first_year)) for each in self.columns
        ]
        return [
            ("", tr("No.")), ("", tr("Township")), ("", tr("Name of the mine")), ("", tr("Category")),
            ("", tr("Liable party")), ("", tr("Zones and lines")), ("", tr("Number of patches")),
            ("", tr("Target of the year (mu)")), *values, ("", tr("Completion")), (part, tr("Main works")),
            (part, tr("Vegetation restored")), (part, tr("Accepted")), ("", tr("Mode of restoration")),
            (funds, tr("Enterprise")), (funds, tr("Budget")), (funds, tr("Society")), ("", tr("Plan filed")),
            ("", tr("Problems")), ("", tr("Remark")),
        ]  # fmt: skip

    def write(self) -> None:
        """Fill the sheet."""
        sheet, report = self.sheet, self.report
        caption = tr("Progress of the special campaign up to {day}. {basis}").format(
            day=day_text(report.until), basis=words.area_basis(report.result.basis)
        )
        sheet.heading(report.title, caption, tr("Unit: mu, 10 000 yuan"))
        sheet.two_line_heads(self.heads)
        start = sheet.row
        subtotals: list[int] = []
        for number, township in enumerate(self._townships(), 1):
            self._township(number, township)
            subtotals.append(sheet.row - 1)
        end = sheet.row - 1
        categories = self._categories(start, end)
        self._groups()
        self._total(categories or subtotals)
        sheet.boxed(start)
        self._foot()
        sheet.finish(frozen_rows=FORM_ROWS, frozen_columns=2)

    def _townships(self) -> list[Any]:
        listed: list[Any] = list(self.report.result.townships_order)
        return [*listed, None] if self.figures.find(column=SINCE, township=None) is not None else listed

    def _township(self, number: int, township: Any) -> None:
        """The categories of a township, then its subtotal."""
        categories = [*(each for each in self.report.result.categories if each is not None), None]
        own = [
            each for each in categories if self.figures.find(column=SINCE, township=township, category=each) is not None
        ]
        name = words.township_name(township)
        for category in own:
            values = self._values(township=township, category=category)
            self._row(
                None, name, words.category_name(category), self._count(township=township, category=category), values
            )
        values = [
            self._summed(value, [(self.sheet.row - len(own), self.sheet.row - 1)] if own else [], place)
            for place, value in enumerate(self._values(township=township))
        ]
        self._row(
            number, tr("{name}, subtotal").format(name=name), "", self._count(township=township), values, strong=True
        )

    def _values(self, **of: Any) -> list[Cell]:
        return [_cell(self.figures.find(column=each, **of)) for each in self.columns]

    def _count(self, **of: Any) -> Cell:
        return _cell(self.figures.find(column=SINCE, what="patches", **of), COUNT)

    def _summed(self, cell: Cell, blocks: Sequence[tuple[int, int]], place: int) -> Cell:
        """*cell* as the sum of blocks of rows (first and last)."""
        column = self.first_value + place
        ranges = [f"{self.sheet.at(first, column)}:{self.sheet.at(last, column)}" for first, last in blocks]
        return replace(cell, formula=f"=SUM({','.join(ranges)})" if ranges and len(ranges) <= 200 else "")

    def _row(
        self, number: Any, township: str, category: str, count: Cell, values: Sequence[Cell],
        target: Cell | None = None, completion: Cell | None = None, strong: bool = False,
    ) -> None:  # fmt: skip
        empty = Cell(None)
        cells = [
            Cell(number, "count"), Cell(township), empty, Cell(category), empty, empty, count, target or empty, *values,
            completion or empty,
        ]  # fmt: skip
        cells += [empty] * (len(self.heads) - len(cells))
        self.sheet.cells([replace(each, strong=strong) for each in cells])

    def _categories(self, start: int, end: int) -> list[int]:
        """A row per category over all townships; the rows that were written."""
        rows = []
        categories = [each for each in self.report.result.categories if each is not None]
        if self.figures.find(column=SINCE, category=None) is not None:
            categories.append(None)
        if not any(each is not None for each in categories):
            return []
        for category in categories:
            name = words.category_name(category)
            values = [
                self._by_criterion(cell, name, start, end, place)
                for place, cell in enumerate(self._values(category=category))
            ]
            self._row(None, tr("County total"), name, self._count(category=category), values, strong=True)
            rows.append(self.sheet.row - 1)
        return rows

    def _by_criterion(self, cell: Cell, name: str, start: int, end: int, place: int) -> Cell:
        if set(name) & _WILD or end < start:
            return cell
        at, column = self.sheet.at, self.first_value + place
        where, what = f"{at(start, 3)}:{at(end, 3)}", f"{at(start, column)}:{at(end, column)}"
        return replace(cell, formula=f"=SUMIF({where},{at(self.sheet.row, 3)},{what})")

    def _groups(self) -> None:
        """What is due this year by the chosen target set, with its completion."""
        chosen, year = self.report.chosen, self.report.until.year
        if chosen is None:
            return
        for number, record in enumerate(records(chosen.table), 1):
            if record["year"] != year or record["year_to"] not in (None, year) or record["target_mu"] is None:
                continue
            key = f"{chosen.prefix}_r{number:02}"
            members = categories_of(record["category"], self.report.result.categories)
            values = [self._members(each, members) for each in self.columns]
            self._row(
                None, tr("Target set {set}").format(set=set_name(chosen)), words.category_name(record["category"]),
                Cell(None), values, _cell(self.figures[f"{key}_target"], "target"),
                _cell(self.figures[f"{key}_completion"], PERCENT),
            )  # fmt: skip

    def _members(self, column: str, categories: Sequence[Any]) -> Cell:
        found = [self.figures.find(column=column, category=each) for each in categories]
        return Cell(round(math.fsum(each.printed or 0.0 for each in found if each is not None), 2), "mu")

    def _total(self, rows: Sequence[int]) -> None:
        values = [self._summed(cell, [(row, row) for row in rows], place) for place, cell in enumerate(self._values())]
        due = "due_year_target" in self.figures
        target = _cell(self.figures["due_year_target"], "target") if due else None
        completion = _cell(self.figures["due_year_completion"], PERCENT) if due else None
        self._row(None, tr("Total"), "", self._count(), values, target, completion, strong=True)

    def _foot(self) -> None:
        report = self.report
        chosen = report.chosen
        write_foot(self.sheet, [])
        signed = tr(
            "Filled in by (office): {issuer}    Head:            Filled in by:            Telephone: {contact}    Date:"
        )
        basis = tr(
            "Cut-off date: {day}. Area: {basis}. Targets: {set}. Rounding: printed figures add up; * is rounded up or "
            "down by at most 0.01 mu."
        )
        values = {
            "day": day_text(report.until),
            "basis": words.area_basis(report.result.basis),
            "set": tr("none given"),
        }
        if chosen is not None:
            values["set"] = set_name(chosen)
        lines = [signed.format(issuer=report.issuer, contact=report.contact), basis.format(**values)]
        for line in lines:
            self.sheet.line(line, "foot")


def _cell(figure: Figure | None, kind: str = MU) -> Cell:
    """A figure as a cell; a place without ground is zero."""
    if figure is None:
        return Cell(0.0, kind)
    if figure.printed is None:
        return figure_cell(None, kind)
    if figure.unit == PERCENT:
        return Cell(round(figure.printed / 100, 4), "percent")
    return Cell(figure.printed, "adjusted" if figure.adjusted and kind == MU else kind)


# Tables -----------------------------------------------------------------------------------------------------------


def _write_targets(book: Book, report: Report) -> None:
    result, printed = report.result, Printed(report.result.figures)
    categories, years = category_axis(result, printed), year_axis(result, printed)
    table = cross(printed, "category_year", categories, years)
    parts = [(each, *target_rows(each.table)) for each in report.sets]
    widths = widths_of(table, tr("Category"), *years.names)
    for _, heads, rows in parts:
        widths = wider(widths, widths_of(rows, *heads))
    sheet = book.sheet(tr("Years and targets"), widths)
    caption = tr("Remediated area by category and year. {basis}").format(basis=words.area_basis(report.result.basis))
    sheet.heading(report.title, caption, words.mu_unit(report.result.basis))
    head = sheet.row
    write_cross(sheet, tr("Category"), years, table)
    first, last = head + 1, sheet.row - 2
    if years.names and last >= first:
        swatches = palette.group(palette.CATEGORY)
        colours = [each.colour for each in swatches.values()] or ["#808080"]
        series = [(row, colours[(row - first) % len(colours)]) for row in range(first, last + 1)]
        sheet.column_chart(tr("Remediated area by category and year (mu)"), series, (head, 1, len(years.names)), 16)
    for each, heads, rows in parts:
        title = tr("Target set {set}: targets and completion").format(set=set_name(each))
        sheet.second_table(title + (tr(" (chosen)") if each.chosen else ""))
        write_rows(sheet, heads, rows)
    _write_gaps(sheet, report)
    write_foot(sheet, [table])
    sheet.wide_paper()
    sheet.finish(frozen_rows=0, frozen_columns=1, repeated=2, one_page=80)


def _write_gaps(sheet: Sheet, report: Report) -> None:
    """Where the sets do not agree: a row for each other set, never explained away."""
    chosen = report.chosen
    if chosen is None or len(report.sets) < 2:
        return
    sheet.second_table(tr("Difference between the target sets (not explained by the plan)"))
    own = float(chosen.table["target_mu"].dropna().sum())
    rows = []
    for other in report.sets:
        if not other.chosen:
            theirs = float(other.table["target_mu"].dropna().sum())
            rows.append([Cell(set_name(chosen)), Cell(own, "target"), Cell(set_name(other)), Cell(theirs, "target"),
                         Cell(round(theirs - own, 6), "target")])  # fmt: skip
    write_rows(sheet, [tr("Chosen set"), tr("Target"), tr("Other set"), tr("Target"), tr("Not broken down")], rows)


def _write_zones(book: Book, report: Report) -> None:
    figures = report.figures
    columns = [each for each in (PERIOD, YEAR, SINCE) if each in figures]
    heads = [tr("Zone class"), tr("Number of patches")]
    zones = zone_rows(report.result)
    rows = []
    for zone in zones:
        count = _cell(figures.find(column=SINCE, what="patches", zone=zone), COUNT)
        rows.append([Cell(words.zone_class_name(zone), colour=zone_colour(zone)), count])
    total = [Cell(tr("Total"), strong=True), replace(_cell(figures["since_n"], COUNT), strong=True)]
    for column in columns:
        name = column_name(column, report.period, report.until.year, report.first_year)
        heads += [tr("{column}, counted once").format(column=name), tr("{column}, with repeats").format(column=name)]
        for row, zone in zip(rows, zones):
            row.append(_cell(figures.find(column=column, zone=zone)))
            gross = figures.find(column=column, gross=zone)
            row.append(figure_cell(None, MU) if gross is None else _cell(gross))
        cells = [row[len(total)] for row in rows]
        agrees = abs(math.fsum(each.value for each in cells) - (figures[column].printed or 0.0)) < AGREES
        whole = replace(_cell(figures[column]), strong=True, adds="above" if agrees else "", count=len(rows))
        total += [whole, Cell("—", "absent", strong=True)]
    sheet = book.sheet(tr("Zones and lines"), widths_of([*rows, total], *heads))
    caption = tr("Remediated area by priority zone. {basis}").format(basis=words.area_basis(report.result.basis))
    sheet.heading(report.title, caption, words.mu_unit(report.result.basis))
    write_rows(sheet, heads, [*rows, total])
    notes = [
        tr("Counted once, ground in several zones belongs to the first class in the order of the table."),
        *report.provisional,
    ]
    write_foot(sheet, [[*rows, total]], notes)
    sheet.finish(frozen_rows=0, frozen_columns=1, repeated=2)


def _write_changes(book: Book, report: Report) -> None:
    comparison = report.comparison
    if comparison is None:
        return
    heads = [tr("Figure"), tr("Last report"), tr("This report"), tr("Difference")]
    rows = [
        [Cell(name), Cell(old, "mu"), Cell(new, "mu"), Cell(round(new - old, 2), "mu")]
        for name, old, new in comparison.changed(report.figures)
    ]
    patch_heads = [tr("Patch number"), tr("Counted then (mu)"), tr("Counted now (mu)"), tr("Category"), tr("Year")]
    patches = [
        [Cell(each.patch_id), figure_cell(each.before, "mu"), figure_cell(each.now, "mu"),
         Cell(words.category_name(each.category)), Cell(words.year_name(each.year), "centred")]
        for each in comparison.patches
    ]  # fmt: skip
    corrections = [[Cell(name), Cell(old, "mu"), Cell(new, "mu"), Cell(round(new - old, 2), "mu")]
                   for name, old, new in comparison.corrections]  # fmt: skip
    widths = wider(widths_of(rows, *heads), widths_of(patches, *patch_heads))
    widths = wider(widths, [24, 14, 14, 16, 12])
    sheet = book.sheet(tr("Changes"), widths)
    caption = tr("What has changed since the report up to {until}").format(until=day_text(comparison.until))
    sheet.heading(report.title, caption, words.mu_unit(report.result.basis))
    write_rows(sheet, heads, rows)
    if corrections:
        sheet.second_table(tr("Figures of the last report corrected"))
        write_rows(sheet, heads, corrections)
    sheet.second_table(tr("Through these patches"))
    write_rows(sheet, patch_heads, patches)
    write_foot(sheet, [], [*counted_otherwise(comparison), *changed_patches(comparison.patches)])
    sheet.finish(frozen_rows=0, frozen_columns=1, repeated=2)


def _write_figures(book: Book, report: Report, progress: Progress) -> None:
    """Every figure with its key, unrounded, and the numbers of the patches behind it."""
    lines: list[tuple[Any, ...]] = []
    for each in report.figures:
        m2 = each.value / MU_PER_M2 if each.unit == MU and each.value is not None else None
        chunks = _chunks(each.ids)
        lines.append((each.key, each.name, each.text, each.value, m2, len(each.ids), chunks[0]))
        lines += [(each.key, tr("(continued)"), None, None, None, None, chunk) for chunk in chunks[1:]]
    heads = [tr("Key"), tr("Figure"), tr("As printed"), tr("Unrounded"), tr("m², unrounded"), tr("Patches"),
             tr("Patch numbers")]  # fmt: skip
    kinds = ["text", "text", "text", "exact", "exact", "count", "plain"]
    values = list(zip(*lines)) if lines else [()] * len(heads)
    columns = [Column(head, list(column), kind) for head, column, kind in zip(heads, values, kinds)]
    sheet = book.sheet(tr("Behind the figures"), [30, 60, 12, 18, 18, 9, 80], lines=True)
    sheet.listing(columns, progress)
    sheet.filtered(0, len(columns))
    sheet.finish(frozen_rows=1, frozen_columns=1)


def _chunks(ids: Sequence[str]) -> list[str]:
    """Numbers joined, in texts that a cell can hold."""
    chunks, length = [[]], 0
    for each in ids:
        if length + len(each) + 1 > CHUNK_CHARACTERS and chunks[-1]:
            chunks.append([])
            length = 0
        chunks[-1].append(each)
        length += len(each) + 1
    return [",".join(chunk) for chunk in chunks]


def _write_remarks(book: Book, report: Report) -> None:
    """What the form leaves empty, and the digest."""
    sheet = book.sheet(tr("About the form"), [110])
    sheet.line(tr("About the form"), "heading")
    left = [
        tr("Name of the mine"), tr("Liable party"), tr("Zones and lines"), tr("Main works"), tr("Vegetation restored"),
        tr("Accepted"), tr("Mode of restoration"), tr("Enterprise"), tr("Budget"), tr("Society"), tr("Plan filed"),
        tr("Problems"), tr("Remark"),
    ]  # fmt: skip
    lines = [
        tr("These columns cannot be filled from the layers and are left empty for handwriting: {columns}.").format(
            columns=tr(", ").join(left)
        ),
        tr("Targets are given for the county, not for townships: the column of targets is filled in their rows only."),
        tr("Patches are counted once per row; one in two townships stands in both, so the numbers need not add up."),
        tr("Figures digest: {digest}").format(digest=report.digest),
    ]
    for line in lines:
        sheet.line(line, "prose")
    sheet.finish(frozen_rows=0)
