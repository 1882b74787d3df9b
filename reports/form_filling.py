"""The superior office's own form, filled by a saved profile: formats, merged heads, widths, formulas stay as they are.

A profile is a JSON file. ``cells`` maps a cell to a key of the report; ``rows`` fills the rows whose name stands in a
column (townships or categories) with columns of the report::

    {"sheet": "表1",
     "cells": {"B2": "issuer", "D20": "period"},
     "rows": [{"by": "township", "names": "B", "first": 6, "last": 20, "columns": {"C": "period", "D": "since"}}]}
"""

from __future__ import annotations

import difflib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime, time
from pathlib import Path
from typing import Any

from ..engine.problems import Refusal
from ..engine.values import fold
from ..libraries import optional
from .docx_parts import steady_zip
from .figures import PERCENT, Figure
from .report import Report
from .templates import text_values

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def read_profile(path: Path) -> dict[str, Any]:
    """A profile from its file; raises ``Refusal("profile_unreadable", path, detail)``."""
    try:
        profile = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(profile, dict) or not {"cells", "rows"} & set(profile):
            raise ValueError("cells, rows")
        for block in profile.get("rows", []):
            if not {"by", "names", "first", "last", "columns"} <= set(block) or block["by"] not in (
                "township",
                "category",
            ):
                raise ValueError("rows: by, names, first, last, columns")
    except (OSError, ValueError, TypeError) as error:
        raise Refusal("profile_unreadable", path=str(path), detail=str(error)) from error
    return dict(profile)


def fill_form(target: Path, form: Path, profile: Mapping[str, Any], report: Report) -> list[str]:
    """Fill *form* into *target*; names of rows that the report does not know are returned.

    Raises ``Refusal``: ``openpyxl_missing``, ``form_unreadable`` (path), ``form_sheet`` (sheet, sheets), ``form_cell``
    (sheet, cell) where a formula or the inner part of merged cells would be overwritten, ``template_key``.
    """
    library = optional("openpyxl")
    if library is None:
        raise Refusal("openpyxl_missing")
    try:
        book = library.load_workbook(form)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Refusal("form_unreadable", path=str(form)) from error
    name = profile.get("sheet", book.sheetnames[0])
    if name not in book.sheetnames:
        raise Refusal("form_sheet", sheet=name, sheets=book.sheetnames)
    unknown: list[str] = []
    for cell, value in _values(book[name], profile, report, unknown):
        _put(book[name], cell, value)
    book.properties.created = datetime.combine(report.until, time())
    book.save(target)
    _same_day(target, report)
    return unknown


def _values(sheet: Any, profile: Mapping[str, Any], report: Report, unknown: list[str]) -> Iterator[tuple[str, Any]]:
    for cell, key in profile.get("cells", {}).items():
        yield cell, _value(key, report)
    for block in profile.get("rows", []):
        known = {
            fold(str(each.of[block["by"]])): each.of[block["by"]]
            for each in report.figures
            if set(each.of) == {"column", block["by"]} and each.of[block["by"]] is not None
        }
        for row in range(block["first"], block["last"] + 1):
            text = sheet[f"{block['names']}{row}"].value
            if text is None or not str(text).strip():
                continue
            if fold(str(text)) not in known:
                unknown.append(str(text))
                continue
            of = {block["by"]: known[fold(str(text))]}
            for column, key in block["columns"].items():
                figure = report.figures.find(column=key, **of)
                if figure is None and report.figures.get(key) is None:
                    raise _unknown(key, report)
                yield f"{column}{row}", 0.0 if figure is None else _number(figure)


def _value(key: str, report: Report) -> Any:
    texts = text_values(report)
    if key in report.figures:
        return _number(report.figures[key])
    if key in texts:
        return texts[key]
    raise _unknown(key, report)


def _number(figure: Figure) -> float | None:
    """A figure as the form holds it: the printed one; a percentage as a ratio, which its format shows."""
    if figure.printed is None:
        return None
    return round(figure.printed / 100, 4) if figure.unit == PERCENT else figure.printed


def _unknown(key: str, report: Report) -> Refusal:
    nearest = difflib.get_close_matches(key, [*report.figures.keys(), *text_values(report)], 1, 0.0)
    return Refusal("template_key", key=key, nearest=nearest[0] if nearest else "")


def _put(sheet: Any, cell: str, value: Any) -> None:
    """Write a value; text is text, also where it begins like a formula."""
    place = sheet[cell]
    if place.data_type == "f" or type(place).__name__ == "MergedCell":
        raise Refusal("form_cell", sheet=sheet.title, cell=cell)
    place.value = value
    if isinstance(value, str):
        place.data_type = "s"


def _same_day(path: Path, report: Report) -> None:
    """The closing date instead of the time of writing, so that equal results make equal files."""
    stamp = f"{report.until.isoformat()}T00:00:00Z".encode("ascii")
    with zipfile.ZipFile(path) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts:
            new.writestr(
                name, _MODIFIED.sub(rb"\g<1>" + stamp + rb"\2", content) if name == "docProps/core.xml" else content
            )
    steady_zip(path, report.until)
