"""The workbook of ``exportprogress``: seven sheets, every cell a printed value of the one result.

Cells hold what the engine printed, so that a SUM over them gives what is seen; a total is a formula
with its printed value stored beside it. Nothing is rounded here.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..engine.progress import Part, Progress, Silent, check
from ..engine.rounding import half_up
from ..engine.targets import still_missing
from ..texts import tr
from . import palette, words
from .fields import PRINTED
from .sheets import Book, Cell, Column, Sheet, fitting, text_width, writing

if TYPE_CHECKING:
    import pandas as pd

    from ..engine.results import Figures, ProgressResult

DIMENSIONS = ("category", "year", "township", "zone_class")
AGREES = 0.004  # mu; printed values are multiples of 0.01, sums of floats are not quite


def write_workbook(path: str | Path, result: ProgressResult, progress: Progress | None = None) -> None:
    """Write the sheets of *result* to *path* (mu, square metres in the lists); reports and cancels by *progress*.

    Raises ``Refusal`` ``xlsxwriter_missing`` or ``cell_not_written`` (sheet, row), ``Cancelled``, and
    ``OSError`` where the file cannot be written. Without zone classes there is no sheet of zones.
    """
    progress = progress or Silent()
    rows = len(result.patches) + len(result.pieces) + len(result.overlaps)
    with writing(path, rows, progress) as book:
        book.describe(result.title)
        printed = Printed(result.figures)
        _write_townships(book, result, printed)
        _write_categories(book, result, printed)
        if result.zone_classes:
            _write_zones(book, result, printed)
        check(progress)
        _write_patches(book, result, Part(progress, 0.05, 0.4))
        write_overlaps(book, result, Part(progress, 0.4, 0.45))
        _write_pieces(book, result, Part(progress, 0.45, 0.7))
        write_notes(book, result)
        progress.report(0.7)
    progress.report(1.0)


class Printed:
    """The printed figures by scope and key; an absent cell is a zero."""

    def __init__(self, figures: Figures) -> None:
        table = figures.table
        keys = zip(*(_plain(table[name]) for name in ("scope", *DIMENSIONS)))
        values = zip(_plain(table["mu_printed"]), _plain(table["adjusted"]), _plain(table["area_mu"]))
        self._cells = dict(zip(keys, values))

    def cell(self, scope: str, **key: Any) -> Cell:
        """The figure of *key* (missing dimensions: NULL) as a cell, marked where it is adjusted."""
        place = (scope, *(key.get(name) for name in DIMENSIONS))
        value, adjusted, _ = self._cells.get(place, (0.0, False, 0.0))
        return Cell(value or 0.0, "adjusted" if adjusted else "mu")

    def with_ground(self, scope: str, dimension: str) -> list[Any]:
        """Values of *dimension* that have ground in *scope*, in the table's order."""
        place = DIMENSIONS.index(dimension) + 1
        cells = self._cells.items()
        return list(dict.fromkeys(key[place] for key, (mu, _, area) in cells if key[0] == scope and (mu or area)))


@dataclass(frozen=True)
class Axis:
    """One side of a table: the dimension, its values in order, their names and, where they have one, colours."""

    dimension: str
    values: Sequence[Hashable]
    names: Sequence[str]
    colours: Sequence[str]


def _write_townships(book: Book, result: ProgressResult, printed: Printed) -> None:
    townships, years = _townships(result, printed), year_axis(result, printed)
    table = cross(printed, "year_township", townships, years)
    sheet = book.sheet(tr("Townships by year"), widths_of(table, tr("Township"), *years.names))
    sheet.heading(
        result.title,
        tr("Remediated area by township and year. {basis}").format(basis=words.area_basis(result.basis)),
        words.mu_unit(result.basis),
    )
    write_cross(sheet, tr("Township"), years, table)
    write_foot(sheet, [table])
    sheet.finish(frozen_rows=3, frozen_columns=1)


def _write_categories(book: Book, result: ProgressResult, printed: Printed) -> None:
    categories, years = category_axis(result, printed), year_axis(result, printed)
    table = cross(printed, "category_year", categories, years)
    heads, targets = target_rows(result.target_progress)
    widths = wider(widths_of(table, tr("Category"), *years.names), widths_of(targets, *heads) if targets else [])
    sheet = book.sheet(tr("Categories and targets"), widths)
    sheet.heading(
        result.title,
        tr("Remediated area by category and year. {basis}").format(basis=words.area_basis(result.basis)),
        words.mu_unit(result.basis),
    )
    write_cross(sheet, tr("Category"), years, table)
    if targets:
        sheet.second_table(tr("Completion of the targets"))
        write_rows(sheet, heads, targets)
    write_foot(sheet, [table], target_notes(targets))
    sheet.finish(frozen_rows=0, frozen_columns=1, repeated=2)


def _write_zones(book: Book, result: ProgressResult, printed: Printed) -> None:
    townships, zones = _townships(result, printed), _zones(result, printed)
    table = cross(printed, "township_zone", townships, zones)
    heads, summary = _zone_rows(result.zone_summary)
    widths = wider(widths_of(table, tr("Township"), *zones.names), widths_of(summary, *heads))
    sheet = book.sheet(tr("Zones and lines"), widths)
    sheet.heading(
        result.title,
        tr("Remediated area by priority zone. {basis}").format(basis=words.area_basis(result.basis)),
        words.mu_unit(result.basis),
    )
    write_rows(sheet, heads, summary)
    sheet.second_table(tr("By township and zone, ground in several zones counted in the first class only"))
    write_cross(sheet, tr("Township"), zones, table)
    write_foot(sheet, [summary, table], [_zone_note()])
    sheet.finish(frozen_rows=0, frozen_columns=1, repeated=2)


def _write_patches(book: Book, result: ProgressResult, progress: Progress) -> None:
    table = result.patches
    columns = [
        Column(tr("Patch number"), _words(table["patch_id"], _text)),
        Column(tr("Category"), _words(table["category"], words.category_name)),
        Column(tr("Year"), _or_word(table["year"], words.year_name), "year"),
        Column(tr("Status"), _words(table["status"], words.status_name)),
        Column(tr("Townships (mu in each)"), _words(table["township_parts"], _text)),
    ]
    if result.zone_classes:
        columns += [
            Column(tr("Zone class"), _words(table["zone_class"], _zone_or_nothing)),
            Column(tr("All zone classes"), _words(table["zone_classes"], words.zone_class_names)),
            Column(tr("Zone name"), _words(table["zone_name"], _text)),
        ]
    columns += [
        Column(tr("Area (m²)"), _plain(table["area_m2"]), "m2"),
        Column(tr("Area (mu)"), _plain(table["area_mu_printed"]), "mu"),
        Column(tr("Counted area (mu)"), _plain(table["counted_mu_printed"]), "mu"),
    ]
    sheet = book.sheet(tr("Patches"), [_list_width(column) for column in columns])
    sheet.heading(result.title, tr("List of patches. {basis}").format(basis=words.area_basis(result.basis)))
    sheet.listing(columns, progress)
    sheet.filtered(2, len(columns))
    sheet.finish(frozen_rows=3, frozen_columns=1)


def write_overlaps(book: Book, result: ProgressResult, progress: Progress) -> None:
    """The sheet of ground that patches share."""
    table = result.overlaps
    columns = [
        Column(tr("Patch that keeps the ground"), _words(table["kept_id"], _text)),
        Column(tr("Patch that loses it"), _words(table["dropped_id"], _text)),
        Column(tr("Year of the first"), _or_word(table["kept_year"], words.year_name), "year"),
        Column(tr("Year of the second"), _or_word(table["dropped_year"], words.year_name), "year"),
        Column(tr("Area (m²)"), _plain(table["area_m2"]), "m2"),
        Column(tr("Area (mu)"), _plain(table["area_mu"]), "mu4"),
    ]
    sheet = book.sheet(tr("Overlaps"), [_list_width(column) for column in columns])
    sheet.heading(result.title, tr("Ground that patches share. {treated}").format(treated=_overlaps_treated(result)))
    sheet.listing(columns, progress)
    total = Cell(result.account.overlap_mu_printed, "mu", strong=True)
    blanks = [Cell(None, strong=True)] * (len(columns) - 2)
    sheet.cells([Cell(tr("Total"), strong=True), *blanks, total])
    sheet.finish(frozen_rows=3)


def _write_pieces(book: Book, result: ProgressResult, progress: Progress) -> None:
    table = result.pieces
    columns = [
        Column(tr("Patch number"), _words(table["patch_id"], _text)),
        Column(tr("Township"), _words(table["township"], words.township_name)),
        Column(tr("Year"), _or_word(table["year"], words.year_name), "year"),
        Column(tr("Category"), _words(table["category"], words.category_name)),
    ]
    if result.zone_classes:
        columns.append(Column(tr("Zone class"), _words(table["zone_class"], words.zone_class_name)))
    columns += [
        Column(tr("Status"), _words(table["status"], words.status_name)),
        Column(tr("Area (m²), unrounded"), _plain(table["area_m2"]), "exact"),
        Column(tr("Area (mu), unrounded"), _plain(table["area_mu"]), "exact"),
    ]
    if result.basis:
        columns += [
            Column(tr("Official area (m²)"), _plain(table["official_m2"]), "exact"),
            Column(tr("Factor of the conversion"), _plain(table["factor"]), "exact"),
        ]
    sheet = book.sheet(tr("Data"), [_list_width(column) for column in columns], lines=True)
    sheet.listing(columns, progress)
    sheet.filtered(0, len(columns))
    sheet.finish(frozen_rows=1)


def write_notes(book: Book, result: ProgressResult) -> None:
    """The sheet that says how the figures were made."""
    sheet = book.sheet(tr("Notes"), [30, 96])
    sheet.heading(result.title, tr("How the figures were made"))
    sheet.line(tr("Account (mu)"), "heading")
    sheet.line(_account_sentence(result), "prose")
    for name, value, kind in _account_rows(result):
        sheet.cells([Cell(name, "prose"), Cell(value, kind)])
    _write_section(sheet, tr("Warnings"), [(str(i), text) for i, text in enumerate(result.notices, 1)])
    keys, values = _words(result.provenance["key"], _text), _words(result.provenance["value"], _text)
    _write_section(sheet, tr("Provenance"), list(zip(keys, values)))
    _write_section(sheet, tr("Remarks"), [(str(i), text) for i, text in enumerate(_remarks(result), 1)])
    sheet.finish(frozen_rows=0, repeated=2)


def _write_section(sheet: Sheet, heading: str, rows: Sequence[tuple[Any, Any]]) -> None:
    if not rows:
        return
    sheet.row += 1
    sheet.line(heading, "heading")
    for name, text in rows:
        sheet.cells([Cell(name, "prose"), Cell(text, "prose")])


def cross(printed: Printed, scope: str, rows: Axis, columns: Axis) -> list[list[Cell]]:
    """The rows of a table of two dimensions, with a total at the right of each and a row of totals below."""
    table = []
    for value, name, colour in zip(rows.values, rows.names, rows.colours):
        key = {rows.dimension: value}
        cells = [printed.cell(scope, **key, **{columns.dimension: other}) for other in columns.values]
        total = _sum(_margin(printed, rows, key), cells, "left")
        table.append([Cell(name, colour=colour), *cells, replace(total, strong=False)])
    totals = [_margin(printed, columns, {columns.dimension: other}) for other in columns.values]
    totals.append(printed.cell("total"))
    below = [_sum(total, [row[i] for row in table], "above") for i, total in enumerate(totals, 1)]
    return [*table, [Cell(tr("Total"), strong=True), *below]]


def _margin(printed: Printed, axis: Axis, key: dict[str, Any]) -> Cell:
    return printed.cell({"zone_class": "zone"}.get(axis.dimension, axis.dimension), **key)


def _sum(total: Cell, cells: Sequence[Cell], adds: str) -> Cell:
    """*total* as a formula over *cells*, unless they would give another figure than the printed one."""
    numbers = [cell.value for cell in cells if isinstance(cell.value, (int, float))]
    agrees = bool(numbers) and abs(math.fsum(numbers) - (total.value or 0.0)) < AGREES
    return replace(total, adds=adds if agrees else "", count=len(cells), strong=True)


def write_cross(sheet: Sheet, corner: str, columns: Axis, table: list[list[Cell]]) -> None:
    """Heads and rows of a table of two dimensions."""
    sheet.heads([corner, *columns.names, tr("Total")], ["", *columns.colours, ""])
    for row in table:
        sheet.cells(row)


def write_rows(sheet: Sheet, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Heads and rows."""
    sheet.heads(heads)
    for row in rows:
        sheet.cells(row)


def write_foot(sheet: Sheet, tables: list[list[list[Cell]]], notes: Sequence[str] = ()) -> None:
    """What the marks mean, then *notes*."""
    adjusted = any(cell.kind == "adjusted" for table in tables for row in table for cell in row)
    marks = [words.mark_note()] if adjusted else []
    for note in [*marks, *notes]:
        sheet.line(note, "foot")


def target_rows(table: pd.DataFrame | None) -> tuple[list[str], list[list[Cell]]]:
    """Heads and rows of the targets and what was done for them."""
    heads = [
        tr("Category"),
        tr("Year"),
        tr("Target set"),
        tr("Target"),
        tr("Remediated"),
        tr("Still missing (negative: ahead)"),
        tr("Completion"),
        tr("Cumulative target"),
        tr("Cumulative remediated"),
        tr("Cumulative completion"),
    ]
    records = [] if table is None else _records(table)
    undivided = all(record["category"] is None for record in records)
    return heads, [_target_row(record, undivided) for record in records]


def _target_row(record: dict[str, Any], undivided: bool) -> list[Cell]:
    return [
        Cell(tr("All categories") if undivided else words.category_name(record["category"])),
        Cell(words.years_name(record["year"], record["year_to"]), "centred"),
        Cell(_text(record["target_set"]), "centred"),
        figure_cell(record["target_mu"], "approximate" if record["approximate"] else "target"),
        _printed_figure(record, "remediated_mu"),
        figure_cell(record["gap_mu_printed"], "target"),
        figure_cell(_ratio(record["completion_printed"]), "percent"),
        figure_cell(record["cumulative_target_mu"], "target"),
        _printed_figure(record, "cumulative_mu"),
        figure_cell(_ratio(record["cumulative_completion_printed"]), "percent"),
    ]


def target_notes(targets: list[list[Cell]]) -> list[str]:
    """What is still missing, and what ≈ means."""
    if not targets:
        return []
    notes = [tr("Still missing in all: {mu} mu (what is behind; what is ahead elsewhere is not set off against it).")]
    notes[0] = notes[0].format(mu=_digits(still_missing(row[5].value for row in targets)))
    if any(row[3].kind == "approximate" for row in targets):
        notes.append(tr("≈ the plan gives this target as approximate."))
    return notes


def _digits(mu: float) -> str:
    """*mu* in a sentence: two decimals, more only where a target of the plan has more."""
    text = f"{mu:,.4f}"
    return text[:-2] + text[-2:].rstrip("0")


def _zone_rows(table: pd.DataFrame) -> tuple[list[str], list[list[Cell]]]:
    heads = [
        tr("Zone class"),
        tr("Number of patches"),
        tr("Area in the class, repeats included"),
        tr("Area in the class, counted once"),
        tr("Whole patches by their first class"),
    ]
    records = _records(table)
    rows = [_zone_row(record) for record in records if record["zone_class"] != words.TOTAL]
    totals = [_zone_row(record) for record in records if record["zone_class"] == words.TOTAL]
    return heads, rows + [[_strong(row[0]), _strong(row[1]), *_zone_totals(row, rows)] for row in totals]


def _zone_row(record: dict[str, Any]) -> list[Cell]:
    zone_class = record["zone_class"]
    figures = [
        _printed_figure(record, name, words.no_layer_given())
        for name in ("counted_gross_mu", "counted_net_mu", "by_patch_mu")
    ]
    name = Cell(words.zone_class_name(zone_class), colour=zone_colour(zone_class))
    return [name, figure_cell(record["patches"], "count"), *figures]


def _printed_figure(record: dict[str, Any], name: str, absent: str = "—") -> Cell:
    """The printed figure of *name*, marked where it is not its true value rounded half-up."""
    printed, true = record[f"{name}{PRINTED}"], record[name]
    return figure_cell(printed, "adjusted" if _adjusted(printed, true) else "mu", absent)


def _adjusted(printed: float | None, true: float | None) -> bool:
    return printed is not None and true is not None and round(abs(printed - half_up(float(true))), 2) > 0


def _zone_totals(total: list[Cell], rows: list[list[Cell]]) -> list[Cell]:
    return [_sum(total[i], [row[i] for row in rows], "above") for i in range(2, len(total))]


def _zone_note() -> str:
    return tr(
        "Ground that lies in several zones is in the first account once per class; in the second it belongs to the"
        " first class in the order of the table, and the classes add up. The third takes each patch as a whole."
    )


def _account_sentence(result: ProgressResult) -> str:
    account = result.account
    values = {
        "total": f"{account.total_mu_printed:,.2f}",
        "counted": f"{account.counted_mu_printed:,.2f}",
        "overlap": f"{account.overlap_mu_printed:,.2f}",
        "not_counted": f"{account.not_counted_mu_printed:,.2f}",
    }
    if result.account.subtracted:
        line = tr("All patches {total} = counted {counted} + overlap {overlap} + not counted {not_counted}")
    else:
        line = tr("All patches {total} = counted {counted} + not counted {not_counted}; of it counted twice: {overlap}")
    return line.format(**values)


def _account_rows(result: ProgressResult) -> list[tuple[str, Any, str]]:
    """The lines of the account: what, value, look; marked where it is not the true value rounded half-up."""
    account = result.account
    figures = [
        (tr("All patches"), account.total_mu_printed, account.total_mu),
        (tr("Counted"), account.counted_mu_printed, account.counted_mu),
        (tr("Overlap"), account.overlap_mu_printed, account.overlap_mu),
        (tr("Not counted (status, cut-off date)"), account.not_counted_mu_printed, account.not_counted_mu),
        (tr("Counted outside every township"), account.outside_mu_printed, account.outside_mu),
    ]
    rows: list[tuple[str, Any, str]] = [
        (text, printed, "account_adjusted" if _adjusted(printed, true) else "account")
        for text, printed, true in figures
    ]
    targets = result.target_progress
    if targets is not None:
        sets = dict.fromkeys(name for name in _plain(targets["target_set"]) if name)
        rows.append((tr("Still missing to the targets"), still_missing(_plain(targets["gap_mu_printed"])), "account"))
        rows.append((tr("Target set"), tr(", ").join(sets) or tr("Not named"), "prose"))
    return rows


def _remarks(result: ProgressResult) -> list[str]:
    remarks = [
        tr(
            "Areas are summed unrounded and rounded once, to 0.01 mu, so that the rows and columns of every table add"
            " up; a figure is then its true value rounded up or down. Figures that are not their own nearest value are"
            " marked with *."
        ),
        tr(
            "The area of a single patch is always rounded by itself; the patches of the list can therefore differ from"
            " the totals in the last digits. The sheet of data holds the unrounded pieces."
        ),
        tr("1 mu = 2000/3 m²; areas are ellipsoidal (CGCS2000), independent of the map projection."),
    ]
    if result.zone_classes:
        remarks.append(tr("A zone class without a layer has no figures; it does not mean that nothing lies in it."))
    return remarks


def _overlaps_treated(result: ProgressResult) -> str:
    if result.account.subtracted:
        return tr("It is counted once, for the patch that keeps it.")
    return tr("It is counted for both patches, as asked.")


def _townships(result: ProgressResult, printed: Printed) -> Axis:
    found = [*printed.with_ground("township", "township"), *printed.with_ground("year_township", "township")]
    values = _members(result.townships_order, found)
    return Axis("township", values, [words.township_name(value) for value in values], [""] * len(values))


def year_axis(result: ProgressResult, printed: Printed) -> Axis:
    """The years of a table, undated last."""
    values = _members(result.years, printed.with_ground("year", "year"))
    return Axis("year", values, [words.year_name(value) for value in values], [""] * len(values))


def category_axis(result: ProgressResult, printed: Printed) -> Axis:
    """The categories of a table, without category last."""
    values = _members(result.categories, printed.with_ground("category", "category"))
    return Axis("category", values, [words.category_name(value) for value in values], [""] * len(values))


def _zones(result: ProgressResult, printed: Printed) -> Axis:
    given = [zone_class for zone_class in result.zone_classes if zone_class != words.OUTSIDE]
    values = _members([*given, words.OUTSIDE], printed.with_ground("zone", "zone_class"))
    names = [words.zone_class_name(value) for value in values]
    return Axis("zone_class", values, names, [zone_colour(value) for value in values])


def _members(listed: Sequence[Any], found: Sequence[Any]) -> list[Any]:
    """The values *listed*, then whatever else has ground (nothing is dropped), NULL last and only with ground."""
    values = [value for value in dict.fromkeys([*listed, *found]) if not words.is_missing(value)]
    return [*values, None] if None in found else values


def zone_colour(zone_class: Any) -> str:
    """The colour of a zone class, empty for what has none."""
    known = palette.group(palette.ZONE_CLASS)
    return known[zone_class].colour if zone_class in known else ""


def widths_of(table: Sequence[Sequence[Cell]], *heads: str) -> list[float]:
    """Widths for the cells of *table* and its *heads*, of which the long ones wrap."""
    widths = [fitting([cell.value for cell in column]) for column in zip(*table)]
    for i, head in enumerate(heads):
        length = text_width(head)
        widths[i] = max(widths[i], length + 2.0 if length <= 18 else min(length / 2 + 4, 20.0))
    return widths


def wider(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """The wider of each two columns."""
    count = max(len(first), len(second))
    pad = [[*widths, *[0.0] * (count - len(widths))] for widths in (first, second)]
    return [max(pair) for pair in zip(*pad)]


def _list_width(column: Column) -> float:
    kinds = {"year": 9.0, "exact": 20.0, "mu4": 14.0}
    width = kinds.get(column.kind) or fitting(column.values)
    return max(width, min(text_width(column.head) + 4.0, 16.0))


def figure_cell(value: Any, kind: str, absent: str = "—") -> Cell:
    """A figure as a cell; *absent* stands where there is none."""
    return Cell(absent, "absent") if value is None else Cell(value, kind)


def _strong(cell: Cell) -> Cell:
    return replace(cell, strong=True)


def _ratio(percent: float | None) -> float | None:
    return None if percent is None else round(percent / 100, 4)


def _text(value: Any) -> str:
    return "" if words.is_missing(value) else str(value)


def _zone_or_nothing(zone_class: Any) -> str:
    return "" if words.is_missing(zone_class) else words.zone_class_name(zone_class)


def _words(values: pd.Series, word: Any) -> list[str | None]:
    """*values* in words, each distinct one looked up once; nothing where there is no word."""
    plain = _plain(values)
    known = {value: word(value) or None for value in dict.fromkeys(plain)}
    return [known[value] for value in plain]


def _or_word(values: pd.Series, word: Any) -> list[Any]:
    """*values* as they are, a word where they are NULL."""
    return [word(None) if value is None else value for value in _plain(values)]


def _plain(values: pd.Series) -> list[Any]:
    """A column as plain Python values, None for every kind of NULL."""
    return values.astype(object).where(values.notna(), None).tolist()


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    columns = {name: _plain(table[name]) for name in table.columns}
    return [dict(zip(columns, row)) for row in zip(*columns.values())]
