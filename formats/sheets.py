"""Lists as people keep them, from cells to columns of values: titles above, heads of two lines, totals within.

What is no row of the list (titles, notes, totals, repeated heads, forms left blank) is left out, and each such line is
told with its reason. Totals are compared with the rows that they stand for.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..engine import aliases
from ..engine.aliases import plain
from ..engine.repair import listed
from ..engine.values import fold
from .amounts import amount_of, is_plain, is_rough
from .features import Features, different, no_geometry
from .field_mapping import HECTARES, MU, MU_OF, SQUARE_METRES, unit_of, without_unit
from .watching import ask, asking

_LOOKED_AT = 40  # rows among which the head is
_DEEPEST_HEAD = 4
_KNOWN = {
    plain(each)
    for names in (
        aliases.PATCH_NO, aliases.YEAR, aliases.DATE, aliases.CATEGORY, aliases.STATUS, aliases.TOWNSHIP, aliases.NAME,
        aliases.STATED_AREA,
        ("矿山名称", "矿山", "备注", "村", "矿种", "地块编号", "地块名称", "点号", "坐标", "经度", "纬度"),
    )
    for each in names
}  # fmt: skip
_WORDS = re.compile("图斑|编号|序号|乡镇|面积|年度|年份|状态|名称|类型|类别|日期|备注|坐标|矿种|村|单位")
_TOTAL = re.compile(r"(?:合计|小计|总计|共计|累计|总和)(?:[(（].{0,10}[)）])?[:：]?$")
_PART_TOTAL = re.compile("小计|分计")
_NOTE = re.compile("^(?:注|备注|说明|填表|制表|审核|复核|单位负责人|负责人|填报|联系|附)")
_NOTE_LABEL = re.compile(
    "(?:附?注|备注|说明|附[件表图]|(?:填表|制表|审核|复核|填报|联系|(?:单位)?负责)(?:人员?|单位|电话|方式|日期|时间)?)"
    "[0-9一二三四五六]{0,2}(?:[:：].*)?"
)
_LONGEST_NUMBER = 20
_IDS = re.compile("编号|证号|代码|号码|电话|手机|号$|code|(?:^|_)(?:id|no)$|bh$|dm$", re.IGNORECASE)
_AREA = re.compile("面积|mj$|area", re.IGNORECASE)
_ADDS_UP = re.compile("面积|mj$|area|投资|万元|金额|资金|数量|工程量", re.IGNORECASE)
_UNIT_NOTE = re.compile(r"(?:面积)?单位\s*[:：]?(.{0,12})$")
_NOTHING = {"/", "\\", "-", "--", "—", "——", "无", "空", "n/a", "null"}
_SUFFIXES = {MU: "（亩）", HECTARES: "（公顷）", SQUARE_METRES: "（㎡）"}
_NUMERIC_SHARE = 0.6
_TOWNSHIPS = re.compile(r"[\u4e00-\u9fff]{1,8}(?:镇|乡|街道)")


@dataclass
class Sheet:
    """A grid of cells: *rows* from the first one down, *merges* (top, left, bottom, right) from 0, inclusive; *hidden*
    rows counted from 1.
    """

    name: str
    rows: list[Sequence[Any]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)


def read(sheet: Sheet, file: str, kind: str) -> Features | None:
    """The list in *sheet* without geometry; None where there is none.

    Columns carry the names of the head, those of two lines with ``_`` between, in areas with the unit where only a
    note or the cells name it; numbers written as text are numbers, ``/`` and the like nothing. ``given`` has those in
    which amounts stand with more than their figures.

    Findings: ``row_unread`` (row, value, reason: title, note, head, numbers, blank_form; failed where a row only begins
    as notes do), ``rows_hidden`` (count, first: they are read), ``filled_down`` (column, count), ``unit_from_note``
    and ``unit_from_cells`` (column, unit), ``unit_from_others`` (column, unit, count, ids: cells without one),
    ``unit_converted`` (row, column, value, unit), ``figure_merged`` (row, column, count: it counts once),
    ``number_unread`` (row, column, value), ``amounts_rough`` (column, count, ids: called approximate),
    ``total_agrees`` and ``total_differs`` (row, column, stated, found).
    """
    made = Features(file, sheet.name, kind, {}, no_geometry(0), [])
    cells = _Cells(sheet)
    head = _head(cells)
    if head is None:
        return None
    ask()
    names = _names(cells, *head)
    unit = _title(cells, head[0], made)
    body = _Body(cells, head, names, made)
    made.rows = [at + 1 for at in body.rows]
    made.geometry = no_geometry(len(body.rows))
    _columns(body, names, unit, made)
    hidden = sorted(sheet.hidden & set(made.rows))
    if hidden:
        made.fails("rows_hidden", hidden[0], count=len(hidden))
    return made


def filled_rows(sheet: Sheet) -> list[Sequence[Any]]:
    """The rows of *sheet* with merged cells filled downwards."""
    cells = _Cells(sheet)
    return [cells.filled(row) for row in range(len(sheet.rows))] if sheet.merges else list(sheet.rows)


def number_of(value: Any) -> tuple[float | int, str] | None:
    """A cell as a number and the unit of area that stands behind it (empty: none); None where it is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return (value, "") if math.isfinite(value) else None
    return amount_of(value) if isinstance(value, str) else None


def letters_of(column: int) -> str:
    """The letters of a column by its place, from 0."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


# Cells and merged cells --------------------------------------------------------------------------------------


class _Cells:
    """The cells of a sheet, merged ones filled: in the head to all sides, below it downwards."""

    def __init__(self, sheet: Sheet) -> None:
        self.rows = sheet.rows
        self.width = max((len(row) for row in sheet.rows[: 10 * _LOOKED_AT]), default=0)
        self.merges = sheet.merges
        self._down: dict[tuple[int, int], Any] = {}
        budget = 4 * len(sheet.rows) * max(1, self.width)
        for top, left, bottom, _ in sheet.merges:
            bottom = min(bottom, len(sheet.rows) - 1)
            budget -= max(0, bottom - top)
            if budget < 0:
                break
            value = self.raw(top, left)
            if value is not None:
                self._down.update(((at, left), value) for at in range(top + 1, bottom + 1))

    def raw(self, row: int, column: int) -> Any:
        """What is written in a cell; None for an empty one."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if column < len(cells) and cells[column] != "" else None

    def filled(self, row: int) -> list[Any]:
        """The cells of a row, merged ones filled from above."""
        cells = [None if each == "" else each for each in self.rows[row]]
        if self._down:
            cells.extend([None] * (self.width - len(cells)))
            for column, value in enumerate(cells):
                if value is None:
                    cells[column] = self._down.get((row, column))
        return cells

    def texts(self, row: int) -> list[tuple[int, str]]:
        """The texts that are no numbers in a row, with their columns."""
        cells = enumerate(self.rows[row] if row < len(self.rows) else ())
        return [(at, each) for at, each in cells if isinstance(each, str) and each.strip() and number_of(each) is None]


# The head ----------------------------------------------------------------------------------------------------


def _head(cells: _Cells) -> tuple[int, int] | None:
    """The first and the last row of the head; None where nothing looks like one."""
    best, where = 0.0, -1
    for row in range(min(_LOOKED_AT, len(cells.rows))):
        texts = cells.texts(row)
        if len({each for _, each in texts}) < 2:
            continue
        words = sum(_is_head(each) for _, each in texts)
        others = sum(each is not None for each in cells.rows[row]) - len(texts)
        score = 2 * words + len(texts) / 10 - others if words else 0.0
        if score > best:
            best, where = score, row
    if where < 0:
        where = next((at for at in range(min(_LOOKED_AT, len(cells.rows))) if _all_texts(cells, at)), -1)
    return None if where < 0 else _extended(cells, where)


def _is_head(text: str) -> bool:
    bare = without_unit(text)
    return bare in _KNOWN or (len(bare) <= 14 and _WORDS.search(bare) is not None and _TOTAL.search(bare) is None)


def _all_texts(cells: _Cells, row: int) -> bool:
    """Whether a row could be a head of unknown words: nothing but texts, all different, at least two."""
    texts = [each for _, each in cells.texts(row)]
    return len(texts) >= 2 and len(set(texts)) == sum(each not in (None, "") for each in cells.rows[row])


def _extended(cells: _Cells, row: int) -> tuple[int, int]:
    """The head around *row*: as far as merged cells reach, and one more below cells that are merged across."""
    first = last = row
    for top, left, bottom, _ in cells.merges:
        if top <= row <= bottom and bottom - top < _DEEPEST_HEAD and cells.raw(top, left) is not None:
            first, last = min(first, top), max(last, bottom)
    if last == row and _goes_on(cells, row):
        last = row + 1
    return first, min(last, len(cells.rows) - 1)  # a web page may name more rows than it has


def _goes_on(cells: _Cells, row: int) -> bool:
    """Whether the row below belongs to the head: texts only, in gaps that this row leaves open."""
    below = [at for at, _ in cells.texts(row + 1)] if row + 1 < len(cells.rows) else []
    filled = [at for at, each in enumerate(cells.rows[row + 1]) if each not in (None, "")] if below else []
    if not below or filled != below or any(_TOTAL.search("".join(each.split())) for _, each in cells.texts(row + 1)):
        return False
    across = [range(left, right + 1) for top, left, _, right in cells.merges if top == row and right > left]
    gaps = [at for at in below if cells.raw(row, at) is None]
    if across:
        return all(any(at in each for each in across) for at in below)
    return bool(gaps) and len(below) < len(cells.texts(row)) + len(gaps)


def _names(cells: _Cells, first: int, last: int) -> list[str]:
    """The names of the columns; empty for a column without one."""
    lines = [_across(cells, row, last) for row in range(first, last + 1)]
    found = []
    for column in range(cells.width):
        parts = [_tidy(line[column]) for line in lines if column < len(line) and line[column] is not None]
        found.append("_".join(dict.fromkeys(filter(None, parts))))
    return found


def _across(cells: _Cells, row: int, last: int) -> list[Any]:
    """A line of the head with merged cells filled across, or up to the next text where the head is not merged."""
    line = [cells.raw(row, column) for column in range(cells.width)]
    for top, left, bottom, right in cells.merges:
        if top <= row <= bottom:
            for column in range(left, min(right, cells.width - 1) + 1):
                line[column] = cells.raw(top, left)
    if row == last or any(top == row and right > left for top, left, _, right in cells.merges):
        return line
    for column in range(1, cells.width):
        if line[column] is None and cells.raw(row + 1, column) is not None:
            line[column] = line[column - 1]
    return line


def _tidy(value: Any) -> str:
    """A name on one line; Chinese without the blanks that spread it."""
    words = str(value).split()
    return "".join(words) if any("\u4e00" <= each <= "\u9fff" for each in str(value)) else " ".join(words)


def _title(cells: _Cells, first: int, made: Features) -> str:
    """The unit of area that a line above the head names; the lines are told."""
    unit = ""
    for row in range(first):
        for _, text in cells.texts(row):
            note = _UNIT_NOTE.search(fold(text))
            unit = (note and unit_of(note.group(1))) or unit
        if cells.texts(row):
            made.holds("row_unread", row=row + 1, value=shown(cells.rows[row]), reason="title")
    return unit


def shown(row: Sequence[Any]) -> str:
    """The cells of a row on one line, cut off where it is long."""
    return " ".join(str(each).strip() for each in row if each not in (None, ""))[:80]


# The rows ----------------------------------------------------------------------------------------------------


class _Body:
    """The rows of the list by their places in the sheet, with their cells; totals apart."""

    def __init__(self, cells: _Cells, head: tuple[int, int], names: list[str], made: Features) -> None:
        self.rows: list[int] = []
        self.cells: list[list[Any]] = []
        self.raw: list[Sequence[Any]] = []
        self.merges, self.last = cells.merges, len(cells.rows) - 1
        self.totals: list[tuple[int, int, list[Any]]] = []  # place in the sheet, rows before it, cells
        self.sections: list[str | None] = []
        self._names, self._made = names, made
        self._heads = {tuple(cells.rows[row]) for row in range(head[0], head[1] + 1)}
        self._township = next((at for at, each in enumerate(names) if _is_township(each)), None)
        section: str | None = None
        for row in asking(range(head[1] + 1, len(cells.rows))):
            raw = [each for each in cells.rows[row] if each is not None and each != ""]
            if not raw:
                continue
            reason = self._reason(cells, row, raw, row - head[1])
            if reason == "section":
                section = str(raw[0]).strip()
            if reason == "total":
                self.totals.append((row, len(self.rows), list(cells.rows[row])))
            elif reason == "unsure":
                made.fails("row_unread", row + 1, value=shown(raw), reason="note")
            elif reason:
                made.holds("row_unread", row=row + 1, value=shown(raw), reason=reason)
            else:
                self.rows.append(row)
                self.cells.append(cells.filled(row))
                self.raw.append(cells.rows[row])
                self.sections.append(section)

    def _reason(self, cells: _Cells, row: int, raw: list[Any], below: int) -> str:
        """Why a row is none of the list; empty where it is one."""
        first = "".join(str(raw[0]).split()) if isinstance(raw[0], str) else ""
        second = "".join(str(raw[1]).split()) if len(raw) > 1 and isinstance(raw[1], str) else ""
        if any(len(each) <= 20 and _TOTAL.search(each) for each in (first, second)):
            return "total"
        if tuple(cells.rows[row]) in self._heads:
            return "head"
        if below <= 2 and _is_numbering(raw):
            return "numbers"
        wide = sum(map(bool, self._names)) > 2
        if wide and len(raw) == 1:
            if self._township is None and _TOWNSHIPS.fullmatch(first):
                return "section"
            return "note" if isinstance(raw[0], str) else "blank_form"
        if wide and len(raw) <= 3 and _NOTE.match(first) and all(isinstance(each, str) for each in raw):
            return self._kind_of_note(cells.rows[row], first)
        return ""

    def _kind_of_note(self, row: Sequence[Any], first: str) -> str:
        """What a short row is that begins as notes do: ``note``, ``unsure``; empty for a patch with such a number."""
        if _NOTE_LABEL.fullmatch(first):
            return "note"
        places = [at for at, each in enumerate(row) if each is not None and each != "" and at < len(self._names)]
        if not places or not _IDS.search(plain(self._names[places[0]])) or len(first) > _LONGEST_NUMBER:
            return "unsure"
        known = any(without_unit(self._names[at]) in _KNOWN for at in places[1:])
        return "" if known and not re.search("[:：，,。；;]", first) else "unsure"


def _is_township(name: str) -> bool:
    return plain(name) in {plain(each) for each in aliases.TOWNSHIP}


def _is_numbering(raw: list[Any]) -> bool:
    """A row of 1, 2, 3 … below the head, letters such as 甲, 乙 before it."""
    found = [number_of(each) for each in raw]
    numbers = [each[0] for each in found if each is not None]
    letters = [each for each, number in zip(raw, found) if number is None]
    return len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1)) and all(
        isinstance(each, str) and re.fullmatch(r"\s*[甲乙丙丁戊A-Da-d]\s*", each) for each in letters
    )  # fmt: skip


# Columns -----------------------------------------------------------------------------------------------------


def _columns(body: _Body, names: list[str], unit: str, made: Features) -> None:
    for column, name in asking(enumerate(names), 1):
        adds_up = bool(_ADDS_UP.search(plain(name)) or unit_of(name))
        values = [cells[column] if column < len(cells) else None for cells in (body.raw if adds_up else body.cells)]
        if not name and all(each is None for each in values):
            continue
        name = different(name or letters_of(column), made.columns)
        if adds_up:
            values = [None if each == "" else each for each in values]
            _tell_merged(body, column, name, made)
        if _is_township(name):
            values = _filled_down(values, name, made)
        if _IDS.search(plain(name)):
            values = [_id(each) for each in values]
        else:
            written = values
            name, values = _measured(name, values, unit, made)
            if any(
                isinstance(one, str) and not isinstance(other, (str, type(None))) and not is_plain(one)
                for one, other in zip(written, values)
            ):
                made.given[name] = [_text(each) for each in written]
            _check_totals(body, column, name, values, made)
        made.columns[name] = values
    if any(body.sections):
        made.columns[different("乡镇", made.columns)] = list(body.sections)


def _tell_merged(body: _Body, column: int, name: str, made: Features) -> None:
    """A figure that adds up and is merged over several rows counts once, in the first of them."""
    rows = set(body.rows)
    for top, left, bottom, _ in body.merges:
        bottom = min(bottom, body.last)
        if left == column and bottom > top and top in rows:
            made.fails("figure_merged", top + 1, name, count=bottom - top + 1)


def _filled_down(values: list[Any], name: str, made: Features) -> list[Any]:
    """A township that is written only in the first of its rows; nothing where one is ever written twice in a row."""
    known = [each is not None for each in values]
    if not values or not known[0] or all(known) or sum(known) < 2:
        return values
    if any(one == other for one, other in zip(values, values[1:]) if one is not None):
        return values
    filled, last = [], None
    for each in values:
        last = last if each is None else each
        filled.append(last)
    made.fails("filled_down", column=name, count=len(values) - sum(known))
    return filled


def _id(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        return (value.strip() if value.isascii() else fold(value)) or None
    return value


def _measured(name: str, values: list[Any], note: str, made: Features) -> tuple[str, list[Any]]:
    """A column with its texts as numbers where most are numbers; areas in one unit, which the name tells."""
    kinds = {type(each) for each in values}
    if str not in kinds and not _AREA.search(name):
        return name, values
    texts = {each: number_of(each) for each in set(values) if isinstance(each, str)}
    numbers = [texts[each] if isinstance(each, str) else number_of(each) for each in values]
    nothing = {each for each in texts if _is_nothing(each)}
    count = sum(each is not None and each not in nothing for each in values)
    numeric = bool(count) and sum(each is not None for each in numbers) >= _NUMERIC_SHARE * count
    if not numeric:
        return name, [(each.strip() or None) if isinstance(each, str) else each for each in values]
    unit = unit_of(name)
    if not unit and (_AREA.search(name) or any(each and each[1] for each in numbers)):
        told = _unit_of_cells(name, numbers, note, made)
        if told is None:  # each cell for itself
            return name, [None if each in nothing else each for each in values]
        unit = told
        name += _SUFFIXES.get(unit, "")
    rows = made.rows
    rough = [row for each, row in zip(values, rows) if texts.get(each) and is_rough(each)]
    if rough:
        made.fails("amounts_rough", column=name, count=len(rough), ids=listed(rough))
    return name, [_converted(number, each, unit, row, name, made) for number, each, row in zip(numbers, values, rows)]


def _unit_of_cells(name: str, numbers: Sequence[Any], note: str, made: Features) -> str | None:
    """The unit of a column whose head names none: its cells', where all have one, else the note's, which is told.

    Without a note a few bare cells are taken in the one unit of the others; None where these are too few to tell.
    """
    units = Counter(each[1] for each in numbers if each is not None and each[1])
    bare = [row for row, each in zip(made.rows, numbers) if each is not None and not each[1]]
    own = units.most_common(1)[0][0] if units else ""
    if own and not bare:
        made.holds("unit_from_cells", column=name + _SUFFIXES[own], unit=own)
    elif note:
        made.holds("unit_from_note", column=name + _SUFFIXES[note], unit=note)
        return note
    elif own and (len(units) > 1 or len(bare) > units[own]):
        return None
    elif own:
        made.fails("unit_from_others", column=name + _SUFFIXES[own], unit=own, count=len(bare), ids=listed(bare))
    return own


def _converted(number: tuple[Any, str] | None, value: Any, unit: str, row: int, name: str, made: Features) -> Any:
    if number is None:
        if value is None or _is_nothing(value):
            return None
        made.fails("number_unread", row, name, value)
        return value
    amount, own = number
    if own and unit and own != unit:
        made.fails("unit_converted", row, name, value, unit=unit)
        return float(amount) * MU_OF[own] / MU_OF[unit]
    return amount


def _text(value: Any) -> Any:
    """A cell beside others that are no plain numbers, as it is written."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if value is None or not isinstance(value, (str, int, float)) else str(value).strip() or None


def _is_nothing(value: Any) -> bool:
    return isinstance(value, str) and fold(value).casefold() in _NOTHING


# Totals ------------------------------------------------------------------------------------------------------


def _check_totals(body: _Body, column: int, name: str, values: list[Any], made: Features) -> None:
    """Compare what each total row states with the sum of all rows, of those since the last total, or until the next."""
    stated = list(_stated(body, column))
    if not stated:
        return
    numbers = np.array([each if isinstance(each, (int, float)) else 0.0 for each in values], dtype=float)
    sums = np.concatenate([[0.0], np.cumsum(numbers)])
    places = [0, *(before for _, before, _ in body.totals), len(numbers)]
    for order, row, part, total, decimals in stated:
        before = places[order + 1]
        since, until = sums[before] - sums[places[order]], sums[places[order + 2]] - sums[before]
        slack = 0.5 * 10.0**-decimals + 1e-9 * abs(total)
        found = since if part else sums[-1]
        written = int(total) if total.is_integer() else total
        if any(abs(each - total) <= slack for each in (sums[-1], since, until)):
            made.holds("total_agrees", row=row + 1, column=name, value=written)
        else:
            made.fails("total_differs", row + 1, name, written, stated=written, found=round(float(found), 6))


def _stated(body: _Body, column: int) -> Iterator[tuple[int, int, bool, float, int]]:
    """Order, row, whether of a part, figure and its decimals, of each total row with a number in *column*."""
    for order, (row, _, cells) in enumerate(body.totals):
        number = number_of(cells[column]) if column < len(cells) else None
        if number is None:
            continue
        words = "".join(str(each) for each in cells[:3] if isinstance(each, str))
        decimals = len(repr(float(number[0])).partition(".")[2].rstrip("0"))
        yield order, row, bool(_PART_TOTAL.search(words)), float(number[0]), min(decimals, 6)
