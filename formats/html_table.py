"""Tables of web pages: what reporting systems call Excel (.xls) and every Excel opens is often one.

Gone through once by a pattern: Python's parser of HTML takes minutes over a page of open brackets.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from .sheets import Sheet

_TOKENS = re.compile(r"<(/?)(table|tr|td|th|br)\b([^<>]*)>|<!--.*?-->|<[^<>]*>|([^<]+)", re.IGNORECASE | re.DOTALL)
_SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?(\d{1,4})", re.IGNORECASE)
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|head|meta|table|style|body)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_COLUMNS = 256


def is_page(head: bytes) -> bool:
    """Whether *head* is the beginning of a web page."""
    return _PAGE.match(head) is not None


def declared(head: bytes) -> str | None:
    """The encoding that a page names."""
    found = _CHARSET.search(head)
    return found.group(1).decode("ascii") if found is not None else None


def tables(text: str) -> list[Sheet]:
    """The tables of a page, each with its merged cells; a table in a cell of another one is one of its own."""
    found: list[_Table] = []
    around: list[_Table] = []
    for closing, tag, attributes, words in _TOKENS.findall(text):
        kind = tag.lower()
        if kind == "table" and not closing:
            around.append(_Table(f"{len(found) + 1}"))
            found.append(around[-1])
        elif not around:
            continue
        elif kind == "table":
            around.pop()
        elif kind == "br":
            around[-1].text("\n")
        elif kind:
            around[-1].tag(kind, bool(closing), attributes)
        else:
            around[-1].text(words)
    return [each.sheet() for each in found]


class _Table:
    def __init__(self, name: str) -> None:
        self._name = name
        self._rows: list[list[Any]] = []
        self._merges: list[tuple[int, int, int, int]] = []
        self._below: dict[int, int] = {}  # columns that a cell above still covers: how many rows more
        self._parts: list[str] | None = None

    def tag(self, kind: str, closing: bool, attributes: str) -> None:
        """A row or a cell begins or ends."""
        self._end_cell()
        if kind == "tr" and not closing:
            self._rows.append([])
            self._below = {column: left - 1 for column, left in self._below.items() if left > 1}
        elif kind != "tr" and not closing:
            self._begin_cell({name.lower(): int(count) for name, count in _SPAN.findall(attributes)})

    def text(self, words: str) -> None:
        """What stands in a cell."""
        if self._parts is not None:
            self._parts.append(words)

    def sheet(self) -> Sheet:
        """The cells, numbers and all, as texts."""
        self._end_cell()
        return Sheet(self._name, list(self._rows), self._merges)

    def _begin_cell(self, spans: dict[str, int]) -> None:
        if not self._rows:
            self._rows.append([])
        row = self._rows[-1]
        while len(row) in self._below:
            row.append(None)
        left, top = len(row), len(self._rows) - 1
        width, height = max(1, spans.get("col", 1)), max(1, spans.get("row", 1))
        if left + width > _COLUMNS:
            return
        if width * height > 1:
            self._merges.append((top, left, top + height - 1, left + width - 1))
        if height > 1:
            self._below.update((column, height) for column in range(left, left + width))
        row.extend([None] * width)
        self._parts = []
        self._at = left

    def _end_cell(self) -> None:
        if self._parts is None:
            return
        try:
            words = unescape("".join(self._parts))
        except ValueError:  # the number of a character with thousands of digits
            words = "".join(self._parts)
        self._rows[-1][self._at] = words.replace("\u00a0", " ").strip() or None
        self._parts = None
