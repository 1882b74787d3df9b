"""Corner strings of mining rights: ``n,X,Y,,`` for each corner, then ``*,起标高,止标高,区块名,flag,`` ends the block.

A text of many lines or one line. Flag 1 is ground that counts, −1 ground that is deducted from the blocks around it.
"""

from __future__ import annotations

import re

from .drafts import Draft, Point, Text, folded, lines_of, rings_of
from .numbers import coordinate_pair, is_number
from .watching import asking

FORMAT = "corner_string"
_END = "*"  # ends a block: elevations, name and flag follow
COUNTED, DEDUCTED = "1", "-1"
_HEADING = re.compile(r"拐点|标高|[XY]\s*坐标|^[\sA-Za-z,()（）]*$")
_BLOCK = re.compile(r"(?:^|[,，\s])[*＊]\s*[,，]", re.MULTILINE)


def is_corner_string(text: str) -> bool:
    """Whether *text* ends blocks with a star."""
    return _BLOCK.search(text) is not None


def parse(content: str, file: str) -> Text:
    """The blocks of *content*, each a plot.

    Findings: ``line_unread`` (last). Faults of a block: ``line_in_plot``, ``block_open`` (no star ends it),
    ``plot_empty``, ``ring_short``, ``closing_differs``, ``flag_unread`` (flag). Remarks: ``flag_unknown`` (flag; it is
    counted), ``elevations_unread`` (low, high).
    """
    text = Text(file, FORMAT)
    block: Draft | None = None
    for number, line in enumerate(asking(lines_of(content)), start=1):
        plain, rest = folded(line), _Fields(line)
        heading = _HEADING.search(plain) is not None
        while (token := rest.next_word()) is not None:
            if token == _END:
                _end(text, block or Draft(number), rest.take(4), number)
                block = None
                continue
            corner = _corner(token, rest, number)
            if corner is not None:
                if block is not None and _starts_anew(block, corner):
                    block.fails("block_open", file, number)
                    _add(text, block)
                    block = None
                block = block or Draft(number)
                block.points.append(corner)
            elif block is None and not re.search(r"\d{5}" if heading else r"\d", token):
                if not heading:
                    text.unread(number, line)
                    break
            else:
                block = block or Draft(number)
                _spoil(text, block, number, line)
    if block is not None:
        block.fails("block_open", file, block.line)
        _add(text, block)
    return text


def _starts_anew(block: Draft, corner: Point) -> bool:
    """Whether *corner* has the number of the first one of *block* and lies elsewhere: the star is missing."""
    first = block.points[0] if block.points else corner
    return corner.name == first.name and (corner.first, corner.second) != (first.first, first.second)


def _corner(token: str, rest: _Fields, number: int) -> Point | None:
    """The corner whose number *token* is; its coordinates are taken from *rest*."""
    first, second = rest.peek(0), rest.peek(1)
    if not (re.fullmatch(r"\d{1,7}", token, re.ASCII) and is_number(first) and is_number(second)):
        return None
    if not coordinate_pair(float(first), float(second)):
        return None
    rest.take(2)
    return Point(token, "1", float(first), float(second), number)


def _end(text: Text, block: Draft, fields: list[str], number: int) -> None:
    """A star: elevations, name and flag of *block*, which is complete."""
    low, high, block.name, flag = fields
    block.last = number
    if is_number(folded(low)) and is_number(folded(high)):
        block.elevations = (low, high)
    elif low or high:
        block.remark("elevations_unread", text.file, number, low=low, high=high)
    flag = folded(flag)
    if not re.fullmatch(r"[+-]?\d*", flag, re.ASCII):
        block.fails("flag_unread", text.file, number, flag=flag)
    elif flag not in (COUNTED, DEDUCTED):
        block.remark("flag_unknown", text.file, number, flag=flag)
    block.taken_off = flag == DEDUCTED
    _add(text, block)


def _add(text: Text, block: Draft) -> None:
    block.last = max(block.last, block.line, *(each.line for each in block.points[-1:]))
    rings_of(block, text.file)
    if not block.points:
        block.fails("plot_empty", text.file, block.line)
    text.drafts.append(block)


def _spoil(text: Text, block: Draft, number: int, line: str) -> None:
    if not text.findings or text.findings[-1].values.get("last") != number:
        text.unread(number, line)
    if not block.faults:
        block.fails("line_in_plot", text.file, number)


class _Fields:
    """The fields of one line, taken from the left; names keep the marks that they are written with."""

    def __init__(self, line: str) -> None:
        commas = "," if line.count(",") > 2 else "[,，]"
        self._fields = [each.strip() for each in re.split(commas, line)]
        self._place = 0

    def next_word(self) -> str | None:
        """The next field that is not empty."""
        while self._place < len(self._fields):
            found = folded(self._fields[self._place]).strip()
            self._place += 1
            if found:
                return found
        return None

    def peek(self, ahead: int) -> str:
        """A field further on, empty where there is none."""
        place = self._place + ahead
        return folded(self._fields[place]).strip() if place < len(self._fields) else ""

    def take(self, count: int) -> list[str]:
        """The next *count* fields as written, empty ones too."""
        taken = self._fields[self._place : self._place + count]
        self._place += count
        return taken + [""] * (count - len(taken))
