"""Sheets on XlsxWriter, strictly: text is always text, and no cell gets lost without a word.

XlsxWriter answers a text that is too long or a row below the last one with a negative number, not with
an exception; every answer is looked at here. Text never goes through its guessing ``write``: a name
that begins with ``=`` stays a name.
"""

from __future__ import annotations

import datetime
import math
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..engine.problems import Refusal
from ..engine.progress import Progress, Silent, check, chunks
from ..libraries import optional
from ..texts import tr
from . import palette

LARGE = 20_000  # rows; from here on rows go to disk as they come, so that a run can be cancelled at any of them
CREATED = datetime.datetime(2000, 1, 1)  # equal results make equal files: the time of the run is in the log only
NUMBERS = {
    "mu": "#,##0.00",
    "adjusted": '#,##0.00"*"',
    "target": "#,##0.00##",
    "approximate": '"≈"#,##0.00##',
    "m2": "#,##0.00",
    "mu4": "#,##0.0000",
    "percent": "0.0%",
    "count": "#,##0",
    "year": "0",
    "exact": "General",
}
NARROW, WIDE = 9, 42  # columns, in digits of the default font
ONE_PAGE = 42  # rows that are still legible when a sheet of two tables is printed on one page
LINE, ROW = 15.0, 18.0  # heights in points: a line of text in a row of several, a row of one


@dataclass(frozen=True)
class Cell:
    """One cell: text, number or None; *kind* names its look; *adds* makes it a SUM of cells above or to the left.

    *formula* is another formula for it. *value* stays the stored result, so that every reader sees what the engine
    printed.
    """

    value: Any
    kind: str = "text"
    adds: str = ""
    count: int = 0
    strong: bool = False
    colour: str = ""
    formula: str = ""


@dataclass(frozen=True)
class Column:
    """One column of a long list: head, plain Python values (None where NULL), kind of its cells."""

    head: str
    values: Sequence[Any]
    kind: str = "text"


class Book:
    """A workbook on its way to *path*; made by :func:`writing`."""

    def __init__(self, library: Any, path: str, scratch: str, large: bool) -> None:
        self.library = library
        font = tr("Calibri")  # the catalogue gives the language's usual face; a missing one is replaced by Excel
        self._font = {"font_name": font, "font_size": 11, "font_scheme": "none"}
        options = {"constant_memory": large, "tmpdir": scratch, "default_format_properties": dict(self._font)}
        self._workbook = library.Workbook(path, options)
        self._looks: dict[tuple[Any, ...], Any] = {}

    def describe(self, title: str, created: datetime.datetime = CREATED) -> None:
        """Set the document's title, and a creation date that does not depend on the day of the run."""
        self._workbook.set_properties({"title": title, "created": created})

    def sheet(self, name: str, widths: Sequence[float], lines: bool = False) -> Sheet:
        """A new sheet called *name* with columns of the given *widths*; *lines* shows the screen's grid."""
        return Sheet(self, self._workbook.add_worksheet(name), widths, lines)

    def look(self, kind: str, strong: bool = False, colour: str = "") -> Any:
        """The format of a *kind* of cell, made once."""
        key = (kind, strong, colour)
        if key not in self._looks:
            self._looks[key] = self._workbook.add_format({**self._font, **_look(kind, strong, colour)})
        return self._looks[key]

    def boxes(self, borders: Mapping[str, Any]) -> Any:
        """A format of *borders* alone, for a rule over cells of any look."""
        return self._workbook.add_format(dict(borders))

    def add_chart(self, kind: str) -> Any:
        """A native chart, to be put into a sheet."""
        return self._workbook.add_chart({"type": kind})

    def close(self) -> None:
        """Write the file; raises ``OSError`` where that is not possible."""
        try:
            self._workbook.close()
        except self.library.exceptions.XlsxFileError as error:
            cause = error.args[0] if error.args else error
            raise (cause if isinstance(cause, OSError) else OSError(str(error))) from error


class Sheet:
    """A sheet filled from top to bottom; ``row`` is the next free row (from 0)."""

    def __init__(self, book: Book, sheet: Any, widths: Sequence[float], lines: bool) -> None:
        self._book, self._sheet, self._widths = book, sheet, list(widths)
        self._second: list[int] = []
        self.row = 0
        for column, width in enumerate(self._widths):
            self._checked(sheet.set_column(column, column, width))
        sheet.set_default_row(ROW)
        sheet.hide_gridlines(1 if lines else 2)  # never on paper
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")

    def line(self, text: str, kind: str, first: int = 0, last: int | None = None, end: bool = True) -> None:
        """One text across columns *first*…*last* (default: all); *end* goes on to the next row."""
        last = len(self._widths) - 1 if last is None else last
        look = self._book.look(kind)
        if kind not in ("title", "unit"):
            self._grow(_lines(text, sum(self._widths[first : last + 1])))
        if last > first:
            self._checked(self._sheet.merge_range(self.row, first, self.row, last, "", look))
        self._checked(self._sheet.write_string(self.row, first, text, look))
        self.row += 1 if end else 0

    def heading(self, title: str, caption: str, unit: str = "") -> None:
        """Title over the whole width; below it what the table shows, and on the right its unit."""
        self._checked(self._sheet.set_row(self.row, 30))
        self.line(title, "title")
        columns = len(self._widths)
        right = min(2, columns - 1) if unit else 0
        self.line(caption, "caption", 0, columns - right - 1, end=not unit)
        if unit:
            self.line(unit, "unit", columns - right)

    def cells(self, cells: Sequence[Cell]) -> None:
        """One row of cells, as high as the longest text needs."""
        texts = [(cell.value, width) for cell, width in zip(cells, self._widths) if isinstance(cell.value, str)]
        self._grow(max((_lines(text, width) for text, width in texts), default=1))
        for column, cell in enumerate(cells):
            self._cell(column, cell)
        self.row += 1

    def heads(self, heads: Sequence[str], colours: Sequence[str] = ()) -> None:
        """A row of column heads, each with its own colour of the rule below where *colours* are given."""
        self.cells([Cell(head, "head", colour=colour) for head, colour in zip(heads, colours or [""] * len(heads))])

    def two_line_heads(self, heads: Sequence[tuple[str, str]]) -> None:
        """Heads of two lines: (group, head); columns of one group that follow each other share a merged upper cell."""
        look, top = self._book.look("head"), self.row
        for start, end in _runs([group for group, _ in heads]):
            group = heads[start][0]
            if group and end > start:
                self._checked(self._sheet.merge_range(top, start, top, end, group, look))
            elif group:
                self._checked(self._sheet.write_string(top, start, group, look))
            for column in range(start, end + 1):
                if group:
                    self._checked(self._sheet.write_string(top + 1, column, heads[column][1], look))
                else:
                    self._checked(self._sheet.merge_range(top, column, top + 1, column, heads[column][1], look))
        lines = max(_lines(head, width) for (_, head), width in zip(heads, self._widths))
        self._checked(self._sheet.set_row(top + 1, max(ROW, LINE * min(lines, 3))))
        self.row += 2

    def at(self, row: int, column: int) -> str:
        """The name of a cell in a formula (rows and columns from 0)."""
        return str(self._book.library.utility.xl_rowcol_to_cell(row, column))

    def boxed(self, first: int) -> None:
        """Rule every cell from row *first* to the last one, also the empty ones: a form is filled in by hand."""
        ink = _ink("rule")
        box = self._book.boxes({f"{side}{part}": value for side in ("left", "right", "top", "bottom")
                                for part, value in (("", 1), ("_color", ink))})  # fmt: skip
        area = (first, 0, self.row - 1, len(self._widths) - 1)
        self._checked(self._sheet.conditional_format(*area, {"type": "no_errors", "format": box}))

    def wide_paper(self) -> None:
        """A3 instead of A4, landscape as all sheets."""
        self._sheet.set_paper(8)

    def column_chart(
        self, title: str, series: Sequence[tuple[int, str]], heads: tuple[int, int, int], rows: int
    ) -> None:
        """A chart of columns in the sheet below what is written: *series* are rows (number, colour of the bars).

        *heads* is the row of the heads with its first and last column; *rows* are left free for the chart.
        """
        name, (head, first, last) = self._sheet.get_name(), heads
        chart = self._book.add_chart("column")
        for row, colour in series:
            chart.add_series(
                {
                    "name": [name, row, first - 1],
                    "categories": [name, head, first, head, last],
                    "values": [name, row, first, row, last],
                    "fill": {"color": colour},
                    "border": {"color": _ink("text"), "width": 0.5},
                }
            )
        chart.set_title({"name": title, "name_font": {"size": 12, "bold": False}})
        chart.set_legend({"position": "bottom"})
        chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": _ink("rule")}}})
        chart.set_size({"width": 720, "height": round(rows * ROW * 4 / 3)})
        self._checked(self._sheet.insert_chart(self.row + 1, 0, chart))
        self.row += rows + 1

    def listing(self, columns: Sequence[Column], progress: Progress | None = None) -> None:
        """A long list with its heads, in chunks between which the user can cancel."""
        self.heads([column.head for column in columns])
        writers = [self._writer(column) for column in columns]
        wrapped = [i for i, column in enumerate(columns) if column.kind == "text" and self._widths[i] >= WIDE]
        for part in chunks(len(columns[0].values), progress or Silent()):
            for values in zip(*(column.values[part] for column in columns)):
                if wrapped:
                    self._grow(max(_lines(values[i] or "", self._widths[i]) for i in wrapped))
                for column, value in enumerate(values):
                    if writers[column](self.row, column, value):
                        self._refuse()
                self.row += 1

    def filtered(self, head: int, columns: int) -> None:
        """Put filter buttons on row *head*, for the list below it."""
        self._checked(self._sheet.autofilter(head, 0, max(self.row - 1, head), columns - 1))

    def second_table(self, heading: str) -> None:
        """Go on, after an empty row, with another table below its own heading."""
        self.row += 1
        self._second.append(self.row)
        self.line(heading, "heading")

    def finish(
        self, frozen_rows: int, frozen_columns: int = 0, repeated: int | None = None, one_page: int = ONE_PAGE
    ) -> None:
        """Freeze panes, repeat the first *repeated* rows on every printed page, set the print area.

        A sheet of several tables stands on one page up to *one_page* rows, else every table begins a page.
        """
        self._sheet.freeze_panes(frozen_rows, frozen_columns)
        repeated = frozen_rows if repeated is None else repeated
        if repeated:
            self._checked(self._sheet.repeat_rows(0, repeated - 1))
        if self._second and self.row <= one_page:
            self._sheet.fit_to_pages(1, 1)
        elif self._second:
            self._checked(self._sheet.set_h_pagebreaks(self._second))
        self._checked(self._sheet.print_area(0, 0, max(self.row - 1, 0), len(self._widths) - 1))

    def _cell(self, column: int, cell: Cell) -> None:
        look = self._book.look(cell.kind, cell.strong, cell.colour)
        value = cell.value
        if value is None:
            self._checked(self._sheet.write_blank(self.row, column, None, look))
        elif isinstance(value, str):
            self._checked(self._sheet.write_string(self.row, column, _encodable(value), look))
        elif not math.isfinite(value):
            self._refuse()
        elif cell.adds or cell.formula:
            formula = cell.formula or f"=SUM({self._range(column, cell)})"
            self._checked(self._sheet.write_formula(self.row, column, formula, look, value))
        else:
            self._checked(self._sheet.write_number(self.row, column, value, look))

    def _range(self, column: int, cell: Cell) -> str:
        to_text = self._book.library.utility.xl_range
        if cell.adds == "left":
            return str(to_text(self.row, column - cell.count, self.row, column - 1))
        return str(to_text(self.row - cell.count, column, self.row - 1, column))

    def _writer(self, column: Column) -> Any:
        """The quickest strict call for a cell of *column*; it answers 0 when the cell is written."""
        text, number, blank = self._sheet.write_string, self._sheet.write_number, self._sheet.write_blank
        look = self._book.look(column.kind)

        def write(row: int, place: int, value: Any) -> Any:
            if value is None:
                return blank(row, place, None, look)
            if isinstance(value, str):
                return text(row, place, _encodable(value), look)
            return number(row, place, value, look) if math.isfinite(value) else -1

        return write

    def _grow(self, lines: int) -> None:
        if lines > 1:
            self._checked(self._sheet.set_row(self.row, min(LINE * lines + ROW - LINE, 409)))

    def _checked(self, answer: Any) -> None:
        if answer:
            self._refuse()

    def _refuse(self) -> None:
        raise Refusal("cell_not_written", sheet=self._sheet.get_name(), row=self.row + 1)


@contextmanager
def writing(path: str | Path, rows: int, progress: Progress | None = None) -> Iterator[Book]:
    """A :class:`Book` that is written to *path* when the block ends well, and leaves nothing when it does not.

    *rows* is about how many rows it will have. Raises ``Refusal("xlsxwriter_missing")`` where the library
    is absent, ``Cancelled`` where *progress* says so, ``OSError`` where the file cannot be written.
    """
    library = optional("xlsxwriter")
    if library is None:
        raise Refusal("xlsxwriter_missing")
    scratch = tempfile.mkdtemp(prefix="mine_remediation_")
    try:
        book = Book(library, str(path), scratch, rows >= LARGE)
        yield book
        check(progress or Silent())
        book.close()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def fitting(texts: Sequence[Any], least: float = NARROW, most: float = WIDE) -> float:
    """Width of a column that shows *texts*: a Chinese character is as wide as two digits."""
    return min(most, max(least, max((text_width(text) for text in set(texts) if text is not None), default=0) + 2))


def text_width(value: Any) -> int:
    """Width of a text or a two-decimal number in digits of the default font."""
    if not isinstance(value, str):
        return len(f"{value:,.2f}") + 1
    return len(value.encode("gb18030", "replace"))


def _runs(values: Sequence[str]) -> list[tuple[int, int]]:
    """First and last place of equal neighbours; empty texts stand alone."""
    runs: list[tuple[int, int]] = []
    for place, value in enumerate(values):
        if runs and value and values[place - 1] == value:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _encodable(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _lines(text: str, width: float) -> int:
    """How many lines *text* takes in a column: where it wraps, a little more than its length says."""
    room = max(width - 1, 1)
    lengths = [text_width(line) for line in text.split("\n")]
    return sum(1 if length <= room else math.ceil(length * 1.1 / room) for length in lengths)


def _look(kind: str, strong: bool, colour: str) -> Mapping[str, Any]:
    base = _frames()[kind] if kind in _frames() else _number_look(kind)
    look = dict(base)
    if strong:
        look.update(bold=True, **_between(_ink("text")))
    if colour:
        side, weight = ("bottom", 2) if kind == "head" else ("left", 5)
        look.update({side: weight, f"{side}_color": colour})
    return look


def _number_look(kind: str) -> Mapping[str, Any]:
    side = "center" if kind == "year" else "right"
    look = {"num_format": NUMBERS[kind], "align": side, "valign": "vcenter", **_ruled()}
    return {**look, "italic": True} if kind == "adjusted" else look


@lru_cache(maxsize=1)
def _frames() -> Mapping[str, Mapping[str, Any]]:
    ink, quiet = _ink("text"), _ink("quiet_text")
    wrapped = {"text_wrap": True, "valign": "vcenter"}
    return {
        "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
        "caption": {"font_color": quiet, "valign": "vcenter", "text_wrap": True},
        "unit": {"font_color": quiet, "align": "right", "valign": "vcenter"},
        "heading": {"bold": True, "valign": "vcenter"},
        "head": {**wrapped, "bold": True, "align": "center", **_between(ink)},
        "text": {**wrapped, **_ruled()},
        "plain": {"valign": "vcenter", **_ruled()},
        "centred": {**wrapped, "align": "center", **_ruled()},
        "absent": {"align": "right", "valign": "vcenter", "font_color": quiet, **_ruled()},
        "foot": {**wrapped, "font_color": quiet, "font_size": 10},
        "prose": {"text_wrap": True, "valign": "top", "align": "left", **_ruled()},
        "account": {"num_format": NUMBERS["target"], "align": "left", "valign": "top", **_ruled()},
        "account_adjusted": {
            "num_format": NUMBERS["adjusted"],
            "align": "left",
            "valign": "top",
            "italic": True,
            **_ruled(),
        },
    }


def _between(ink: str) -> Mapping[str, Any]:
    return {"top": 1, "top_color": ink, "bottom": 1, "bottom_color": ink}


def _ruled() -> Mapping[str, Any]:
    return {"bottom": 1, "bottom_color": _ink("rule")}


def _ink(key: str) -> str:
    return palette.swatch(palette.BASE, key).colour
