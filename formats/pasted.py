"""Lists of corners as people paste them: from Word and Excel, with or without numbers, in metres or degrees.

A line is ``点号 X Y``, ``X,Y``, or several of these side by side; a heading names the columns, a line of words without
numbers names the plot below it, and a blank line, a closed ring or numbering that starts anew ends a ring.
"""

from __future__ import annotations

import re

import numpy as np

from ..libraries import shapely
from .drafts import Draft, LineReader, Point, Text, folded, rings_of
from .numbers import DMS, is_number, pair_at, style_of, with_decimal_degrees

FORMAT = "pasted"
_HEADING = re.compile(
    r"点号|拐点|序号|编号|坐标|经度|纬度|界址点|北|东|^[\sXYHNEZxyhnez,./()|]+$|No\.?|lon|lat", re.IGNORECASE
)
_LABEL = re.compile(
    r"(?:坐标)?[XYNExyne](?:坐标)?\s*[=:]\s*|(?:东经|北纬|经度|纬度)\s*[=:]?\s*|(?<!\w)[NE](?=\s*\d+[°.])"
)
_BREAK = re.compile(r"[,\s;|]+")
_NUMBERS = re.compile(r"\d{5,}|\d+\.\d+|\d\D+\d+\D+\d")


def parse(content: str, file: str) -> Text:
    """The plots of a pasted list.

    Findings: ``line_unread`` (last). Faults of a plot: ``line_in_plot``, ``ring_short``, ``closing_differs``,
    ``columns_differ`` (a line has another number of corners side by side than the one above).
    """
    return _Reader(file, FORMAT).read(content)


class _Reader(LineReader):
    """Goes down the lines; a block of corners is sorted into rings when it ends."""

    def __init__(self, file: str, kind: str) -> None:
        super().__init__(file, kind)
        self._rows: list[list[Point]] = []  # the corners of each line, side by side
        self._spoiled = 0
        self._title, self._title_line = "", 0
        self._lone = ""  # the line of a title that no corners have followed yet
        self._block = 0

    def line(self, number: int, line: str) -> None:
        plain, angles = with_decimal_degrees(folded(line))
        if angles:
            self._text.degrees = DMS
        words = [each for each in _BREAK.split(_LABEL.sub(" ", plain).strip(" \t,;|")) if each]
        if not words:
            self._end()
            return
        corners = _corners(words, number)
        if corners:
            self._rows.append(corners)
            return
        self._words(number, line, plain)

    def finish(self) -> Text:
        self._end()
        self._drop_title()
        _join_holes(self._text)
        return self._text

    def _words(self, number: int, line: str, plain: str) -> None:
        if _NUMBERS.search(plain) or re.fullmatch(r"\s*[A-Za-z]{0,3}\d*\s*", plain):
            self._text.unread(number, line)
            if self._rows and not self._spoiled:
                self._spoiled = number
        elif style_of(plain):
            self._text.degrees = self._text.degrees or style_of(plain)
        elif not _HEADING.search(plain):
            self._end()
            self._drop_title()
            self._title, self._title_line, self._lone = line.strip(" \t\u3000:：,，"), number, line

    def _drop_title(self) -> None:
        """A title without corners below it names nothing."""
        if self._lone:
            self._text.unread(self._title_line, self._lone)
        self._lone = ""

    def _end(self) -> None:
        """Make a plot of the lines at hand; with a title further blocks are rings of the same one."""
        rows, spoiled, self._rows, self._spoiled = self._rows, self._spoiled, [], 0
        if not rows:
            return
        self._block, self._lone = self._block + 1, ""
        titled = bool(self._title) and bool(self._text.drafts) and self._text.drafts[-1].line == self._title_line
        if titled:
            plot = self._text.drafts[-1]
        else:
            plot = Draft(self._title_line or rows[0][0].line, name=self._title)
            self._text.drafts.append(plot)
        if len({len(each) for each in rows[:-1]} | {len(rows[0])}) > 1 or len(rows[-1]) > len(rows[0]):
            plot.fails("columns_differ", self._text.file, rows[0][0].line)
        if spoiled:
            plot.fails("line_in_plot", self._text.file, spoiled)
        made = Draft(plot.line, points=[each._replace(ring=str(self._block)) for each in _in_order(rows)])
        rings_of(made, self._text.file)
        plot.points += made.points
        plot.rings += made.rings
        plot.faults += made.faults
        plot.remarks += made.remarks
        plot.doubled += made.doubled
        plot.last = rows[-1][0].line


def _join_holes(text: Text) -> None:
    """A block without a title that lies in another one is a hole of it, or a part in a hole, and no plot of its own."""
    found: dict[tuple[tuple[float, float], ...], Draft] = {}
    for each in text.drafts:
        if not each.name and not each.faults:
            found.setdefault(tuple(each.rings[0].points), each)  # what comes twice is dropped later
    plain = list(found.values())
    if len(plain) < 2:
        return
    shapes = np.array([shapely.convex_hull(shapely.multipoints(each.rings[0].points)) for each in plain], dtype=object)
    rings = shapely.make_valid([shapely.polygons(each.rings[0].points) for each in plain])
    inner, outer = shapely.STRtree(rings).query(shapes, predicate="covered_by")
    other = inner != outer
    other[other] = ~shapely.equals(rings[inner[other]], rings[outer[other]])
    within: dict[int, list[int]] = {}
    for one, around in zip(inner[other].tolist(), outer[other].tolist()):
        within.setdefault(one, []).append(around)
    joined = set()
    for one, others in within.items():
        outermost = next((each for each in others if each not in within), None)
        if outermost is not None:
            plain[outermost].rings += plain[one].rings
            plain[outermost].points += plain[one].points
            plain[outermost].doubled += plain[one].doubled
            joined.add(id(plain[one]))
    text.drafts = [each for each in text.drafts if id(each) not in joined]


def _corners(words: list[str], number: int) -> list[Point]:
    """The corners in one line of words: each two numbers, with what stands before them as its name."""
    numbers = [float(each) if is_number(each) else None for each in words]
    found: list[Point] = []
    start = 0
    while (at := pair_at(numbers, start)) is not None:
        name = words[start] if at > start else ""
        found.append(Point(name, "1", float(words[at]), float(words[at + 1]), number))
        start = at + 2
    return found


def _in_order(rows: list[list[Point]]) -> list[Point]:
    """Corners of columns side by side in the order that their numbers tell: along the lines, or down each column."""
    along = [each for row in rows for each in row]
    if len(rows[0]) == 1:
        return along
    down = [row[place] for place in range(len(rows[0])) for row in rows if place < len(row)]
    return min((along, down), key=_leaps)


def _leaps(points: list[Point]) -> int:
    """How often the number of a corner is not the one before it and one more."""
    numbers = [int(found.group()) if (found := re.search(r"\d{1,9}", each.name)) else -1 for each in points]
    return sum(after != before + 1 for before, after in zip(numbers, numbers[1:]))
