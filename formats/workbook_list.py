"""Excel workbooks: lists of patches, with corners in a cell or without any, and tables of corners of plots."""

from __future__ import annotations

from pathlib import Path

from ..engine.problems import Refusal
from . import list_corners, points, sheets, xlsx
from .features import Features


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
    for sheet in book.sheets:
        made = points.of_rows(sheets.filled_rows(sheet), name, sheet.name, "excel")
        if made is None:
            made = sheets.read(sheet, name, "excel")
            if made is not None:
                list_corners.take(made)
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
