"""Excel workbooks: lists of patches, with corners in a cell or without any, and tables of corners of plots."""

from __future__ import annotations

from pathlib import Path

from ..engine.problems import Refusal
from . import guards, html_table, list_corners, points, sheets, xlsx
from .encodings import decode
from .features import Features
from .sheets import Sheet
from .watching import ask, asking


def read(path: Path, name: str, encoding: str = "auto") -> list[Features]:
    """The lists and tables of corners in the visible sheets of the workbook at *path*, called *name* in messages.

    Findings: those of :func:`.sheets.read`, :func:`.list_corners.take` and :func:`.points.read`, ``sheet_hidden`` and
    ``sheet_without_list`` (sheet: not read), ``formula_without_value`` (sheet, count: saved by a program that does not
    calculate), ``cells_with_errors`` (sheet, count: nothing is read from them), ``cells_beyond`` (sheet, count: too far
    to the right).

    Raises ``Refusal``: ``list_absent`` (file), and those of :func:`.xlsx.read`.
    """
    book = xlsx.read(path, name)
    found: list[Features] = []
    without = []
    for sheet in asking(book.sheets, 1):
        made = _list_of(sheet, name, "excel")
        if made is None or not len(made):
            without.append(sheet.name)
            continue
        for rule, count in (
            ("formula_without_value", sheet.uncounted),
            ("cells_with_errors", sheet.errors),
            ("cells_beyond", sheet.beyond),
        ):
            if count:
                made.fails(rule, sheet=sheet.name, count=count)
        found.append(made)
    if not found:
        raise Refusal("list_absent", file=name)
    for rule, names in (("sheet_hidden", book.hidden), ("sheet_without_list", without)):
        for each in names:
            found[0].holds(rule, sheet=each)
    return found


def read_page(path: Path, name: str, encoding: str = "auto") -> list[Features]:
    """The lists in the tables of the web page at *path*, which reporting systems call Excel; as :func:`read`."""
    data = guards.read_text(path)
    text = decode(data, encoding, html_table.declared(data[: guards.HEAD]))
    found = [_list_of(sheet, name, "html") for sheet in html_table.tables(text.text)]
    made = [each for each in found if each is not None and len(each)]
    if not made:
        raise Refusal("list_absent", file=name)
    for each in made:
        each.encoding = text.encoding
    return made


def _list_of(sheet: Sheet, name: str, kind: str) -> Features | None:
    """The plots or the list in a sheet; None where there is neither."""
    made = points.of_rows(sheets.filled_rows(sheet), name, sheet.name, kind)
    if made is None:
        ask()
        made = sheets.read(sheet, name, kind)
        if made is not None:
            list_corners.take(made)
    return made
