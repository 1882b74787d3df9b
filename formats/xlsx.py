"""The cells of Excel workbooks as they are stored: values, merged cells, hidden rows.

Read here and not by openpyxl because that takes twice the time, tells nothing of merged cells and hidden rows when it
streams, and fills rows up to whichever cell a sheet names. Formulas give the value that was stored with them; nothing
is calculated, no macro run, no link followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.parsers import expat

from ..engine.problems import Refusal
from .guards import LIMITS, Member, SafeZip, refuse_doctype
from .sheets import Sheet

_LIMITS = replace(LIMITS, unpacked=1 << 30)
_ROWS, _COLUMNS, _CELLS = 1 << 20, 256, 20_000_000
_DATES = {*range(14, 23), *range(27, 37), *range(50, 59)}  # built-in formats with a day
_NO_DATE = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_PARTS = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_BASE, _BASE_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_LAST_DAY = 2_958_465
_BROKEN = (expat.ExpatError, ValueError, LookupError, OverflowError, TypeError)


@dataclass
class Found(Sheet):
    """A sheet with what is to be told: formulas without a value, cells with an error, cells too far to the right."""

    uncounted: int = 0
    errors: int = 0
    beyond: int = 0


@dataclass
class Book:
    """The visible sheets of a workbook; *hidden* are the names of the others."""

    sheets: list[Found] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def read(path: Path, name: str) -> Book:
    """The workbook at *path*, called *name* in messages.

    Raises ``Refusal``: ``list_unreadable`` (file, detail), ``list_too_large`` (file, limit), ``xml_doctype`` (file,
    member) for a document type in any part, and those of :class:`.guards.SafeZip`.
    """
    with SafeZip(path, _LIMITS) as opened:
        members = {each.name.lower(): each for each in opened.members}
        for member in opened.members:
            if member.name.lower().endswith((".xml", ".rels", ".vml")):
                refuse_doctype(opened.head(member), name, member.name)
        try:
            return _Reader(opened, members, name).book()
        except _BROKEN as error:
            raise Refusal("list_unreadable", file=name, detail=str(error)[:200]) from error


class _Reader:
    def __init__(self, opened: SafeZip, members: dict[str, Member], file: str) -> None:
        self._opened, self._members, self._file = opened, members, file

    def book(self) -> Book:
        main = "xl/workbook.xml"
        listed: list[dict[str, str]] = []
        base = [_BASE]

        def start(kind: str, attributes: dict[str, str]) -> None:
            if kind == "sheet":
                listed.append({key.rpartition("}")[2]: value for key, value in attributes.items()})
            elif kind == "workbookPr" and attributes.get("date1904", "").lower() in ("1", "true"):
                base[0] = _BASE_1904

        self._parse(main, start)
        targets = self._targets()
        strings, dates = self._strings(), self._date_styles()
        made = Book()
        for each in listed:
            if each.get("state", "visible") != "visible":
                made.hidden.append(each.get("name", ""))
                continue
            member = targets.get(each.get("id", ""), "")
            if member in self._members:
                cells = _Cells(each.get("name", ""), strings, dates, base[0], self._file)
                self._parse(member, cells.start, cells.end, cells.text)
                made.sheets.append(cells.sheet())
        return made

    def _parse(
        self,
        member: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Go through a part; the handlers are given local names."""
        local = _Local()

        def doctype(*_: object) -> None:
            raise Refusal("xml_doctype", file=self._file, member=member)

        parser = expat.ParserCreate(None, "}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = doctype
        parser.StartElementHandler = lambda name, attributes: start(local[name], attributes)
        if end is not None:
            parser.EndElementHandler = lambda name: end(local[name])
        if text is not None:
            parser.CharacterDataHandler = text
        for chunk in self._opened.chunks(self._members[member]):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)

    def _targets(self) -> dict[str, str]:
        """Member of the zip by the id of a relation of the workbook."""
        found: dict[str, str] = {}

        def start(kind: str, attributes: dict[str, str]) -> None:
            target = attributes.get("Target", "").replace("\\", "/").lower()
            if kind == "Relationship" and attributes.get("TargetMode", "") != "External":
                found[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

        self._parse("xl/_rels/workbook.xml.rels", start)
        return found

    def _strings(self) -> list[str]:
        """The texts that cells refer to by number, without the readings of Japanese ones."""
        found: list[str] = []
        parts: list[str] = []
        state = {"t": False, "rPh": False}

        def start(kind: str, _: dict[str, str]) -> None:
            if kind == "si":
                parts.clear()
            elif kind in state:
                state[kind] = True

        def end(kind: str) -> None:
            if kind == "si":
                found.append("".join(parts))
            elif kind in state:
                state[kind] = False

        def text(words: str) -> None:
            if state["t"] and not state["rPh"]:
                parts.append(words)

        if "xl/sharedstrings.xml" in self._members:
            self._parse("xl/sharedstrings.xml", start, end, text)
        return found

    def _date_styles(self) -> set[str]:
        """The numbers of the cell styles, as cells write them, that show a number as a day."""
        formats: dict[str, str] = {}
        styles: list[str] = []
        inside = [False]

        def start(kind: str, attributes: dict[str, str]) -> None:
            if kind == "numFmt":
                formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif kind == "cellXfs":
                inside[0] = True
            elif kind == "xf" and inside[0]:
                styles.append(attributes.get("numFmtId", "0"))

        def end(kind: str) -> None:
            if kind == "cellXfs":
                inside[0] = False

        if "xl/styles.xml" in self._members:
            self._parse("xl/styles.xml", start, end)
        return {str(at) for at, number in enumerate(styles) if _shows_a_day(number, formats)}


class _Local(dict[str, str]):
    """Local names of elements by their full ones."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition("}")[2]
        return self[name]


def _shows_a_day(number: str, formats: dict[str, str]) -> bool:
    code = formats.get(number)
    if code is None:
        return number.isdigit() and int(number) in _DATES
    return bool(re.search("[yYdD]", _NO_DATE.sub("", code)))


# Cells -------------------------------------------------------------------------------------------------------


class _Cells:
    """Takes the events of a sheet."""

    def __init__(self, name: str, strings: list[str], dates: set[str], base: datetime, file: str) -> None:
        self._sheet = Found(name, [])
        self._strings, self._dates, self._base, self._file = strings, dates, base, file
        self._columns: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._row: list[Any] = []
        self._number = self._column = self._count = 0
        self._kind = self._style = self._at = ""
        self._parts: list[str] = []
        self._reads = self._formula = self._phonetic = False

    def sheet(self) -> Found:
        """The sheet without empty rows at its end."""
        rows = self._sheet.rows
        while rows and not any(each is not None for each in rows[-1]):
            rows.pop()
        return self._sheet

    def start(self, kind: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if kind == "c":
            known = attributes.get
            self._kind, self._style, self._at = known("t", "n"), known("s", ""), known("r", "")
            self._parts.clear()
            self._formula = False
        elif kind == "v" or (kind == "t" and not self._phonetic):
            self._reads = True
        elif kind == "f":
            self._formula = True
        elif kind == "rPh":
            self._phonetic = True
        elif kind == "row":
            self._begin_row(attributes)
        elif kind == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def end(self, kind: str) -> None:
        """An element ends."""
        if kind == "c":
            self._cell()
        elif kind in ("v", "t"):
            self._reads = False
        elif kind == "rPh":
            self._phonetic = False
        elif kind == "row":
            self._end_row()

    def text(self, words: str) -> None:
        """Characters."""
        if self._reads:
            self._parts.append(words)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._number = int(number) if number.isdigit() and len(number) < 9 else self._number + 1
        self._row, self._column = [], 0
        if attributes.get("hidden", "") in ("1", "true"):
            self._sheet.hidden.add(self._number)

    def _end_row(self) -> None:
        rows, at = self._sheet.rows, self._number - 1
        if not self._row or not 0 <= at < _ROWS:
            return
        rows.extend(() for _ in range(at + 1 - len(rows)))
        rows[at] = self._row

    def _cell(self) -> None:
        column = self._place()
        self._column = column + 1
        if column >= _COLUMNS:
            self._sheet.beyond += 1
            return
        value = self._value("".join(self._parts))
        if value is None:
            self._sheet.uncounted += self._formula and not self._parts
            return
        self._count += 1
        if self._count > _CELLS:
            raise Refusal("list_too_large", file=self._file, limit=_CELLS)
        row = self._row
        if len(row) < column:
            row.extend([None] * (column - len(row)))
        if len(row) == column:
            row.append(value)
        else:
            row[column] = value

    def _place(self) -> int:
        """The column of the cell, from 0."""
        letters = self._at.rstrip("0123456789")
        if not letters:
            return self._column
        if letters not in self._columns:
            self._columns[letters] = min(column_of(letters), _COLUMNS)
        return self._columns[letters]

    def _value(self, text: str) -> Any:
        if self._kind == "n":
            return self._figure(text) if text else None
        if self._kind == "s":
            return self._strings[int(text)] or None if text else None
        if self._kind == "b":
            return text == "1"
        if self._kind == "e":
            self._sheet.errors += 1
            return None
        return self._texts.setdefault(text, text) or None  # a text that stands in many cells is kept once

    def _figure(self, text: str) -> Any:
        number = int(text) if text.lstrip("-").isdigit() and len(text) < 16 else float(text)
        if number != number or number in (float("inf"), float("-inf")):
            return None
        if self._style in self._dates and 0 < number <= _LAST_DAY:
            return self._day(number)
        if isinstance(number, float) and number.is_integer() and abs(number) < 1e15:
            return int(number)
        return number

    def _day(self, number: float) -> date | datetime:
        moment = self._base + timedelta(seconds=round(number * 86_400))
        return moment.date() if number == int(number) else moment

    def _merge(self, reference: str) -> None:
        if _PARTS.fullmatch(reference):
            self._sheet.merges.append(merged(reference))


def column_of(letters: str) -> int:
    """The place of a column, from 0, by its letters."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - 64
    return number - 1


def merged(reference: str) -> tuple[int, int, int, int]:
    """Merged cells such as ``A1:C2`` as top, left, bottom, right, from 0. Raises ``ValueError``."""
    found = _PARTS.fullmatch(reference)
    if found is None:
        raise ValueError(reference)
    left, top, right, bottom = found.groups()
    return int(top) - 1, column_of(left), int(bottom) - 1, column_of(right)
