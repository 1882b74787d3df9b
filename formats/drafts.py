"""Plots as a text of coordinates gives them, before they are polygons: attributes as written, rings as numbers.

The readers of the dialects fill these; :mod:`.coordinate_text` makes polygons of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from .features import DEGREE_M, NEAR_M
from .receipt import Finding
from .watching import asking

_SHOWN = 80  # characters of a line that a finding quotes
_FOLDED = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        "\u3000": " ",
        "\u00a0": " ",
        "【": "[",
        "】": "]",
        "、": ",",
        "．": ".",
        "。": ".",
        "－": "-",
        "−": "-",
        "\ufeff": " ",
    }
)


class Point(NamedTuple):
    """One corner: its name, the number of its ring as written, two numbers in the file's order, and its line."""

    name: str
    ring: str
    first: float
    second: float
    line: int


@dataclass
class Ring:
    """Corners in their order; ``closed`` where the text itself comes back to the first one."""

    line: int
    points: list[tuple[float, float]]
    closed: bool = False


@dataclass
class Draft:
    """One plot: ``line`` … ``last`` are its lines, ``stated`` (an area) and ``count`` stand as in the text.

    ``part_of`` numbers the head that it stands under, ``taken_off`` marks ground that is deducted from others.
    """

    line: int
    last: int = 0
    number: str = ""
    name: str = ""
    use: str = ""
    code: str = ""
    stated: str = ""
    count: int | None = None
    kind: str = ""
    has_head: bool = False
    part_of: int = 0
    taken_off: bool = False
    elevations: tuple[str, str] | None = None
    points: list[Point] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)
    faults: list[Finding] = field(default_factory=list)  # each one keeps the plot from being read
    remarks: list[Finding] = field(default_factory=list)
    doubled: int = 0  # lines that repeat a closing corner
    leap: tuple[int, int, str] | None = None  # where numbering leaves something out: line, number expected, name found

    def fails(self, rule: str, file: str, line: int, **values: Any) -> None:
        """Note what keeps the plot from being read."""
        self.faults.append(Finding(rule, False, file, line, values=values))

    def remark(self, rule: str, file: str, line: int, *, told: bool = False, **values: Any) -> None:
        """Note what is odd or was mended; *told* for what breaks no rule."""
        self.remarks.append(Finding(rule, told, file, line, values=values))


@dataclass
class Text:
    """What a reader made of one text; ``heads`` are the attributes of each head, by their Chinese keys.

    ``degrees`` says how degrees are written where the text tells: :data:`.numbers.DMS` (they were degrees, minutes and
    seconds and are decimal here), :data:`.numbers.PACKED` (dddmmss or ddd.mmss) or :data:`.numbers.DECIMAL`.
    """

    file: str
    format: str
    drafts: list[Draft] = field(default_factory=list)
    heads: list[dict[str, str]] = field(default_factory=lambda: [{}])
    findings: list[Finding] = field(default_factory=list)
    degrees: str = ""
    _unread: tuple[int, int] | None = None

    def fails(self, rule: str, line: int, **values: Any) -> None:
        """Note a rule that the text breaks."""
        self.findings.append(Finding(rule, False, self.file, line, values=values))

    def unread(self, line: int, content: str) -> None:
        """List a line that says nothing a reader knows; neighbours share one finding."""
        if self._unread is not None and self._unread[1] == line - 1:
            start = self._unread[0]
            values = {**self.findings[-1].values, "last": line}
            self.findings[-1] = Finding("line_unread", False, self.file, start, "", self.findings[-1].value, values)
        else:
            start = line
            self.findings.append(Finding("line_unread", False, self.file, line, "", content[:_SHOWN], {"last": line}))
        self._unread = (start, line)


class LineReader:
    """Goes down the lines of a text of the format *kind*; subclasses say what is done with each, and at the end."""

    def __init__(self, file: str, kind: str) -> None:
        self._text = Text(file, kind)

    def read(self, content: str) -> Text:
        """What is made of *content*."""
        for number, line in enumerate(asking(lines_of(content)), start=1):
            self.line(number, line)
        return self.finish()

    def line(self, number: int, line: str) -> None:
        """Take the line *number*, counted from 1."""
        raise NotImplementedError

    def finish(self) -> Text:
        """End what is still open."""
        raise NotImplementedError


def lines_of(text: str) -> list[str]:
    """The lines of a text, whichever line ends it has."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def folded(line: str) -> str:
    """*line* with half-width digits, marks and blanks; as long as it was."""
    return line if line.isascii() else line.translate(_FOLDED)


def rings_of(draft: Draft, file: str) -> None:
    """Sort the points of *draft* into rings: by their number, by coming back to the first corner, by starting anew.

    A closing corner that is printed twice counts once. One that carries the first one's name but lies up to 0.5 m off
    closes the ring there (remark ``ring_snapped``: gap_m). Faults: ``closing_differs`` (gap_m), ``ring_short``.
    """
    unclosed: dict[str, Ring] = {}
    names: dict[int, str] = {}
    current: Ring | None = None
    number = ""
    for point in draft.points:
        place = (point.first, point.second)
        if current is None or point.ring != number:
            number = point.ring
            current = unclosed.get(number)
            current = None if current is not None and current.closed else current
        elif current.closed:
            if place == current.points[0]:
                draft.doubled += 1
                continue
            current = None
        elif len(current.points) > 2 and place != current.points[0] and point.name == names[id(current)] != "":
            gap = _gap_m(place, current.points[0])
            if gap <= NEAR_M:
                draft.remark("ring_snapped", file, point.line, gap_m=round(gap, 3))
                place = current.points[0]
            else:
                current = None  # numbering starts anew: another ring, or a closing corner that is wrong
        if current is None:
            current = unclosed[number] = Ring(point.line, [])
            names[id(current)] = point.name if re.search(r"\d", point.name) else ""
            draft.rings.append(current)
        current.closed = len(current.points) > 2 and place == current.points[0]
        current.points.append(place)
    for ring in draft.rings:
        if len(set(ring.points)) < 3:
            lone = len(ring.points) == 1 and names[id(ring)] == names[id(draft.rings[0])] != ""
            gap = _gap_m(ring.points[0], draft.rings[0].points[0])
            values = {"gap_m": round(gap, 2)} if lone and ring is not draft.rings[0] else {}
            draft.fails("closing_differs" if values else "ring_short", file, ring.line, **values)


def counts_of(draft: Draft) -> set[int]:
    """Numbers of points that may be stated for *draft*: with the closing corners that are written, or without."""
    written = len(draft.points) - draft.doubled
    return {len(draft.points), written, written - sum(each.closed for each in draft.rings)}


def count_with_closing(draft: Draft) -> int:
    """The number of points with a closing corner for every ring, also for those that are written without."""
    return len(draft.points) - draft.doubled + sum(not each.closed for each in draft.rings)


def counts_closing(draft: Draft) -> bool | None:
    """Whether the stated number has the closing corners in it; None where there are none, or it fits neither way."""
    written = len(draft.points) - draft.doubled
    closed = sum(each.closed for each in draft.rings)
    if not closed or draft.count not in (written, written - closed):
        return None
    return draft.count == written


def leap_of(draft: Draft, before: int) -> tuple[Point, int] | None:
    """The first corner that does not have the next number, and the number that it should have.

    *before* is the last number of the plot above, on which numbering may go on. None where corners are numbered one
    by one, ring by ring or through all rings, and where they have no numbers.
    """
    start, last, ring, closed = 0, before, "", False
    for point in draft.points:
        number = _number_of(point.name)
        if number is None:
            return None
        if point.ring != ring or closed:
            if number not in (1, last + 1, start + 1 if closed else 1):
                return point, last + 1
            start, ring, closed = number, point.ring, False
        elif number == start:
            closed = True  # the closing corner, or the first one of a ring that is numbered anew
            continue
        elif number != last + 1:
            return point, last + 1
        last = number
    return None


def last_number(draft: Draft) -> int:
    """The highest number of a corner, 0 without any."""
    return max((_number_of(each.name) or 0 for each in draft.points), default=0)


@lru_cache(maxsize=4096)  # the same names stand in every plot
def _number_of(name: str) -> int | None:
    found = re.search(r"(\d{1,9})\D*$", name, re.ASCII)
    return int(found.group(1)) if found else None


def _gap_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    degrees = all(abs(each) <= 180 for each in (*one, *other))
    gap = ((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5
    return gap * DEGREE_M if degrees else gap


def first_number(texts: Iterable[str]) -> float | None:
    """The first number in *texts*; None where there is none."""
    found = (re.search(r"\d+(?:\.\d+)?", folded(each)) for each in texts)
    return next((float(each.group()) for each in found if each), None)
