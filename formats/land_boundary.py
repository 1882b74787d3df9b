"""Land-boundary texts (勘测定界 / 报部坐标): a head of key=value lines, then plots, a plot line and corners each.

A plot line is 界址点数,地块面积,地块编号,地块名称,面,图幅号,地块用途,地类编码 … @ with eight, nine, twelve or more
fields, or absent; a corner is 点号,圈号,X(北),Y(东). Offices write it with many small differences, which are read. A
line that is none of these is listed, and the plot that it stands in is not read.
"""

from __future__ import annotations

import re

from .drafts import Draft, LineReader, Point, Text, counts_of, folded, lines_of, rings_of
from .numbers import coordinate_pair, is_number, pair_at, style_of

FORMAT = "land_boundary"
KINDS = ("面", "线", "点")
_LONGEST_NAME = 20
_LONGEST = 1000  # characters of a line; longer ones are none of this format
_POINT = re.compile(
    r"([^,\s]{0,20})\s*,\s*(\d{0,6})\s*,\s*([+-]?\d{1,15}(?:\.\d*)?)\s*,\s*([+-]?\d{1,15}(?:\.\d*)?)[\s,]*", re.ASCII
)
_SECTION = re.compile(r"\s*\[[^\]]{1,40}\]\s*")
_HEADING = re.compile(r"界址点数.*地块|点号.*圈号|点号.*坐标")
_HEAD_OF_TEXT = "属性描述"
_SECTIONS = {_HEAD_OF_TEXT, "地块坐标", "项目信息", "扩展信息", "附加信息", "项目描述", "备注"}


def is_land_boundary(text: str) -> bool:
    """Whether *text* has a section or a plot line of this format."""
    if re.search(r"^[ \t]*[\[【](?:属性描述|地块坐标|项目信息|扩展信息)[\]】]", text, re.MULTILINE):
        return True
    return any(_is_plot_line(folded(each)) for each in lines_of(text) if "," in each or "，" in each)


def parse(content: str, file: str) -> Text:
    """The plots of *content*.

    Findings: ``line_unread`` (last). What is wrong with a plot stands in its ``faults``: ``line_in_plot`` (a line of
    it cannot be read), ``ring_short``, ``closing_differs``, ``plot_empty``, ``plot_not_polygon`` (kind). Remarks:
    ``count_unread`` (count).
    """
    return _Reader(file, FORMAT).read(content)


class _Reader(LineReader):
    """Goes down the lines; the plot at hand takes corners until another one begins."""

    def __init__(self, file: str, kind: str) -> None:
        super().__init__(file, kind)
        self._plot: Draft | None = None
        self._starts: dict[str, int] = {}  # the place of the first corner of each ring of the plot, by ring number
        self._blank = False
        self._doubt = 0  # the line that could not be read behind a plot that seemed complete

    def line(self, number: int, line: str) -> None:
        matched = _POINT.fullmatch(line.strip()) if len(line) <= _LONGEST else None
        if matched is not None:
            name, ring, first, second = matched.groups()
            if coordinate_pair(float(first), float(second)):
                self._corner(Point(name, ring or "1", float(first), float(second), number))
                return
        self._other(number, line)

    def finish(self) -> Text:
        self._end()
        units = " ".join(each.get("计量单位", "") for each in self._text.heads)
        self._text.degrees = style_of(units) or self._text.degrees
        return self._text

    def _other(self, number: int, line: str) -> None:
        plain = folded(line)
        if not plain.strip(" \t,;"):
            self._blank = True
            return
        if len(line) > _LONGEST:
            self._unread(number, line)
        elif _SECTION.fullmatch(plain):
            self._section(number, line, plain.strip()[1:-1].strip())
        elif _is_heading(plain):
            return
        elif _is_plot_line(plain):
            self._begin(number, line)
        elif (corner := _corner_of(plain, number)) is not None:
            self._corner(corner)
        elif not (self._plot is None and self._key(line, plain)):
            self._unread(number, line)

    def _key(self, line: str, plain: str) -> bool:
        """Take an attribute of the head, key=value; whether *line* is one."""
        key = plain.partition("=")[0].strip()
        if "=" not in plain or not 0 < len(key) <= 40 or re.search("[,@]", key):
            return False
        self._text.heads[-1][key] = line[plain.index("=") + 1 :].strip()
        return True

    def _section(self, number: int, line: str, name: str) -> None:
        self._end()
        if name not in _SECTIONS:
            self._text.unread(number, line)
        elif name == _HEAD_OF_TEXT and (self._text.drafts or self._text.heads[-1]):
            self._text.heads.append({})

    def _begin(self, number: int, line: str) -> None:
        self._end()
        self._plot = _plot_of(line, number)
        words = folded(line).partition(",")[0].strip()
        if words and self._plot.count is None:  # then nothing tells whether a corner is lost
            self._plot.remark("count_unread", self._text.file, number, count=words[:_LONGEST_NAME])
        self._add(self._plot)

    def _add(self, plot: Draft) -> None:
        plot.part_of = len(self._text.heads) - 1
        self._text.drafts.append(plot)

    def _corner(self, point: Point) -> None:
        plot = self._plot
        if plot is not None and self._doubt and _goes_on(plot, point):
            plot.fails("line_in_plot", self._text.file, self._doubt)
        elif plot is not None and (self._doubt or (not plot.has_head and self._is_another(plot, point))):
            self._end()
        self._doubt, self._blank = 0, False
        if self._plot is None:
            self._plot = Draft(point.line)
            self._add(self._plot)
        self._starts.setdefault(point.ring, len(self._plot.points))
        self._plot.points.append(point)
        self._plot.last = point.line

    def _is_another(self, plot: Draft, point: Point) -> bool:
        """Without plot lines a blank line, a ring number that falls, or a closed ring ends a plot."""
        last, start = plot.points[-1], self._starts[plot.points[-1].ring]
        first = plot.points[start]
        closed = len(plot.points) - start > 3 and (last.first, last.second) == (first.first, first.second)
        again = (point.first, point.second) == (last.first, last.second)
        if point.ring == last.ring and not closed and int(point.ring) > 1:  # a plot begins with its ring 1
            return False
        falls = int(point.ring) < int(last.ring)
        return (self._blank or falls or (closed and point.ring == last.ring)) and not again

    def _unread(self, number: int, line: str) -> None:
        """A line within a plot spoils it; behind a complete one it may be the next one's own line."""
        self._text.unread(number, line)
        plot = self._plot
        if plot is None or plot.faults or self._doubt:
            return
        if _is_complete(plot, self._text.file):
            self._doubt = number
        else:
            plot.fails("line_in_plot", self._text.file, number)

    def _end(self) -> None:
        plot, self._plot, self._doubt, self._blank = self._plot, None, 0, False
        self._starts.clear()
        if plot is None:
            return
        plot.last = max(plot.last, plot.line)
        rings_of(plot, self._text.file)
        if not plot.points:
            plot.fails("plot_empty", self._text.file, plot.line)
        if plot.kind == "点" or (plot.kind == "线" and not all(each.closed for each in plot.rings)):
            plot.fails("plot_not_polygon", self._text.file, plot.line, kind=plot.kind)


def _goes_on(plot: Draft, point: Point) -> bool:
    """Whether *point*, behind a line that could not be read, belongs to *plot* after all."""
    if plot.faults:
        return False
    return int(point.ring) > 1 or (plot.count is None and plot.has_head)


def _is_heading(plain: str) -> bool:
    return _HEADING.search(plain) is not None and not re.search(r"\d{4}", plain)


def _is_plot_line(plain: str) -> bool:
    fields = [each.strip() for each in plain.split(",")]
    if plain.rstrip(" \t,").endswith("@"):
        return len(fields) > 2
    return len(fields) > 4 and fields[0] != "*" and any(each in KINDS for each in fields[2:])


def _plot_of(line: str, number: int) -> Draft:
    """The attributes of a plot line; names keep the marks that they are written with."""
    fields = [each.strip() for each in (line.split(",") if line.count(",") > 3 else re.split("[,，]", line))]
    plain = [folded(each) for each in fields]
    end = max((at for at, each in enumerate(plain) if each), default=0)
    if plain[end].endswith("@"):
        fields[end], plain[end] = fields[end][:-1].strip(), plain[end][:-1].strip()
    found = [at for at, each in enumerate(plain) if at > 1 and each in KINDS]
    place = 4 if 4 in found or not found else found[0]

    def field(at: int) -> str:
        return fields[at] if 0 < at < len(fields) and (at < place or plain[at] != "@") else ""

    # the usual order is count, area, number, name, kind; a name may hold commas, and the area may be left out
    short = place < 4 and "." not in field(1)
    first = 1 if short else 2
    return Draft(
        number,
        number=field(first) if place > first + 1 else "",
        name=", ".join(fields[first + 1 : place]) if place > first + 1 else field(place - 1),
        use=field(place + 2),
        code=field(place + 3),
        stated="" if short else field(1),
        count=int(plain[0]) if re.fullmatch(r"\d{1,7}", plain[0], re.ASCII) else None,
        kind=plain[place] if place < len(plain) and plain[place] in KINDS else "",
        has_head=True,
    )


def _corner_of(plain: str, number: int) -> Point | None:
    """A corner that is not written in the usual four fields: without name or ring, with a height, with blanks."""
    matched = _POINT.fullmatch(plain.strip())
    fields = list(matched.groups()) if matched else re.split(r"[,\s;]+", plain.strip(" \t,;"))
    at = pair_at([float(each) if is_number(each) else None for each in fields])
    if at is None or at > 2 or len(fields) - at > 4:
        return None
    ring, name = fields[1] if at == 2 else "1", fields[0] if at else ""
    if not re.fullmatch(r"\d{0,6}", ring, re.ASCII) or len(name) > 20:
        return None
    return Point(name, ring or "1", float(fields[at]), float(fields[at + 1]), number)


def _is_complete(plot: Draft, file: str) -> bool:
    """Whether *plot* has all its corners, as far as its count or its last ring tells."""
    trial = Draft(plot.line, points=plot.points)
    rings_of(trial, file)
    if trial.faults or not trial.rings:
        return False
    if any(each.closed for each in trial.rings) and not trial.rings[-1].closed:
        return False
    return trial.rings[-1].closed if plot.count is None else plot.count in counts_of(trial)
