"""The edited document against its manifest: figures that no longer match, sums, units, sentences that are gone.

A figure is found by its bookmark; where that was overtyped or deleted, by its sentence or its cell. What people may
edit freely, the wording, is no finding as long as figures and units stand.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..engine.progress import Progress, Silent, check
from ..texts import tr
from .docx_parts import Line, key_of

CHANGED, MISSING, UNIT, REMOVED, SUM = "changed", "missing", "unit", "removed", "sum"
_NUMBER = re.compile(r"[-−－+]?\d[\d,，]*(?:\.\d+)?\s?%?")
_UNITS = re.compile(
    r"\s*(万亩|亩|公顷|平方米|平方千米|平方公里|个百分点|个|万元|元|mu\b|ha\b|hectares?\b|m²|km²|m2\b|patches\b|percent\b)"
)
_SENTENCE = re.compile(r"[^。；;.!！?？]*(?:\.\d[^。；;.!！?？]*)*[。；;.!！?？]?\s*")
_ALIKE = 0.55  # of the texts with their numbers masked: less is another sentence
_SUM_AGREES = 0.004


@dataclass(frozen=True)
class Finding:
    """One finding: *kind*, the figure's *key*, where it stood, what it was and is, and the sentence for people."""

    kind: str
    key: str
    place: str
    was: str
    now: str
    text: str


def recheck(manifest: Mapping[str, Any], edited: Sequence[Line], progress: Progress | None = None) -> list[Finding]:
    """Compare the *edited* lines with what the *manifest* says of its document."""
    return _Comparer(manifest, edited, progress or Silent()).findings()


def number(text: str) -> float | None:
    """The number that *text* is, however it is written; None where it is none."""
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-")
    plain = plain.replace(",", "").replace("%", "").replace(" ", "").rstrip("*")
    try:
        return float(plain)
    except ValueError:
        return None


def _same(first: str, second: str) -> bool:
    """Whether two texts say the same figure: thousands may be set apart or not, a percentage stays one."""
    one, other = number(first), number(second)
    if one is None or other is None:
        return first.strip() == second.strip()
    return one == other and ("%" in first) == ("%" in unicodedata.normalize("NFKC", second))


def _masked(text: str) -> str:
    return re.sub(r"\s+", " ", _NUMBER.sub("#", text)).strip()


class _Comparer:
    """Holds both documents and what belongs together."""

    def __init__(self, manifest: Mapping[str, Any], edited: Sequence[Line], progress: Progress) -> None:
        told = manifest["document"]
        self.expected = [
            Line(text, tuple((name, start, end) for name, start, end in marks), tuple(cell) if cell else None)
            for text, marks, cell in told["lines"]
        ]
        self.sums, self.names = told["sums"], manifest.get("names", {})
        self.edited, self.progress = list(edited), progress
        self.by_mark = {name: place for place, line in enumerate(self.edited) for name, _, _ in line.marks}
        self.partner = self._partners()

    # Which lines belong together -------------------------------------------------------------------------------

    def _partners(self) -> dict[int, int]:
        """Of each expected line the edited one: by bookmarks, then by cell, equal text, likeness."""
        found: dict[int, int] = {}
        taken: set[int] = set()
        for place, line in enumerate(self.expected):
            votes = [self.by_mark[name] for name, _, _ in line.marks if name in self.by_mark]
            votes = [each for each in votes if (self.edited[each].cell is None) == (line.cell is None)]
            if votes:
                found[place] = max(set(votes), key=votes.count)
                taken.add(found[place])
        self._by_cell(found, taken)
        self._by_text(found, taken)
        return found

    def _by_cell(self, found: dict[int, int], taken: set[int]) -> None:
        """Cells without bookmarks: in the row and column where the others of the table went."""
        rows, tables = self._moved(found)
        at = {line.cell: place for place, line in enumerate(self.edited) if line.cell is not None}
        for place, line in enumerate(self.expected):
            if line.cell is None or place in found:
                continue
            table, row, column = line.cell
            new_row = rows.get((table, row), row if self._heads(table, row) else None)
            target = at.get((tables.get(table, table), new_row, column))
            if target is not None and target not in taken:
                found[place] = target
                taken.add(target)

    def _moved(self, found: Mapping[int, int]) -> tuple[dict[tuple[int, int], int], dict[int, int]]:
        rows: dict[tuple[int, int], list[int]] = {}
        tables: dict[int, list[int]] = {}
        for place, target in found.items():
            here, there = self.expected[place].cell, self.edited[target].cell
            if here is not None and there is not None:
                rows.setdefault(here[:2], []).append(there[1])
                tables.setdefault(here[0], []).append(there[0])
        return (
            {key: max(set(each), key=each.count) for key, each in rows.items()},
            {key: max(set(each), key=each.count) for key, each in tables.items()},
        )

    def _heads(self, table: int, row: int) -> bool:
        """Whether a row has no figures at all: heads stay where they are."""
        return not any(line.marks for line in self.expected if line.cell is not None and line.cell[:2] == (table, row))

    def _by_text(self, found: dict[int, int], taken: set[int]) -> None:
        free = [place for place, line in enumerate(self.edited) if place not in taken and line.cell is None]
        masks = {place: _masked(self.edited[place].text) for place in free}
        for place, line in enumerate(self.expected):
            check(self.progress)
            if line.cell is not None or place in found:
                continue
            mask = _masked(line.text)
            scored = [(difflib.SequenceMatcher(None, mask, masks[each], False).ratio(), -each) for each in free]
            score, target = max(scored, default=(0.0, 0))
            if score >= _ALIKE:
                found[place] = -target
                free.remove(-target)

    # What is found ---------------------------------------------------------------------------------------------

    def findings(self) -> list[Finding]:
        """Everything, in the order of the document."""
        found: list[Finding] = []
        gone_rows: set[tuple[int, int]] = set()
        for place, line in enumerate(self.expected):
            check(self.progress)
            target = self.partner.get(place)
            if target is not None:
                found += self._compare(line, self.edited[target])
            elif line.cell is None:
                found.append(self._removed(line.text, line))
            elif line.cell[:2] not in gone_rows and self._row_is_gone(line.cell):
                gone_rows.add(line.cell[:2])
                found.append(self._removed(self._row_text(line.cell), line))
            elif line.cell[:2] not in gone_rows:
                found += [self._missing(name, line, start, end) for name, start, end in line.marks]
        return [*found, *self._sums()]

    def _row_is_gone(self, cell: tuple[int, int, int]) -> bool:
        own = [place for place, line in enumerate(self.expected) if line.cell is not None and line.cell[:2] == cell[:2]]
        return not any(self.expected[each].marks and each in self.partner for each in own)

    def _row_text(self, cell: tuple[int, int, int]) -> str:
        cells = [line.text for line in self.expected if line.cell is not None and line.cell[:2] == cell[:2]]
        return " | ".join(cells)

    def _compare(self, line: Line, other: Line) -> Iterator[Finding]:
        """The figures and units of one line."""
        if not line.marks:
            yield from self._plain(line, other)
            return
        gone = set()
        for start, end, sentence in _sentences(line):
            own = [mark for mark in line.marks if start <= mark[1] < end]
            if own and all(_found(line, other, mark) is None for mark in own):
                gone |= {name for name, _, _ in own}
                yield self._removed(sentence, line)
        for name, start, end in line.marks:
            if name in gone:
                continue
            place = _found(line, other, (name, start, end))
            if place is None:
                yield self._missing(name, line, start, end)
                continue
            was, now = line.text[start:end], other.text[place[0] : place[1]].strip()
            if not _same(was, now):
                yield self._changed(name, line, was, now)
            old, new = _unit(line.text, end), _unit(other.text, place[1])
            if old and old != new:
                yield self._unit_changed(name, line, old, new or "—")

    def _plain(self, line: Line, other: Line) -> Iterator[Finding]:
        """A line or a cell without bookmarks: its units, and in a cell its number."""
        old, new = _UNITS.findall(line.text), _UNITS.findall(other.text)
        if old != new and len(old) == len(new):
            yield self._unit_changed("", line, tr(", ").join(old), tr(", ").join(new))
        was, now = number(line.text), number(other.text)
        if line.cell is not None and was is not None and was != now:
            yield self._changed("", line, line.text, other.text)

    def _sums(self) -> Iterator[Finding]:
        """Cells that are the sum of others, computed again with the figures as they stand now."""
        places = {line.cell: place for place, line in enumerate(self.expected) if line.cell is not None}
        for table, total, parts in self.sums:
            old = [self._value(places.get((table, *each)), old=True) for each in (total, *parts)]
            new = [self._value(places.get((table, *each)), old=False) for each in (total, *parts)]
            if None in old or None in new or abs(old[0] - sum(old[1:])) > _SUM_AGREES:
                continue
            if abs(new[0] - sum(new[1:])) > _SUM_AGREES:
                line = self.expected[places[(table, *total)]]
                yield self._not_adding(line, new[0], sum(new[1:]))

    def _value(self, place: int | None, old: bool) -> float | None:
        if place is None:
            return None
        line, target = self.expected[place], self.partner.get(place)
        if old:
            return number(line.text)
        return None if target is None else number(self.edited[target].text)

    # Words -----------------------------------------------------------------------------------------------------

    def _name(self, mark: str) -> tuple[str, str]:
        key = key_of(mark) or ""
        return key, self.names.get(key, key) if key else tr("A figure without a key")

    def _place(self, line: Line) -> str:
        if line.cell is None:
            return line.text
        table, row, column = line.cell
        return tr("table {table}, row {row}, column {column}").format(table=table + 1, row=row + 1, column=column + 1)

    def _changed(self, mark: str, line: Line, was: str, now: str) -> Finding:
        key, name = self._name(mark)
        text = tr("{figure}: {was} became {now}.").format(figure=name, was=was.strip(), now=now.strip() or "—")
        return Finding(CHANGED, key, self._place(line), was.strip(), now.strip(), text)

    def _missing(self, mark: str, line: Line, start: int, end: int) -> Finding:
        key, name = self._name(mark)
        was = line.text[start:end]
        text = tr("{figure}: {was} is no longer there.").format(figure=name, was=was)
        return Finding(MISSING, key, self._place(line), was, "", text)

    def _unit_changed(self, mark: str, line: Line, was: str, now: str) -> Finding:
        key, name = self._name(mark)
        text = tr("{figure}: the unit {was} became {now}.").format(figure=name if key else line.text, was=was, now=now)
        return Finding(UNIT, key, self._place(line), was, now, text)

    def _removed(self, sentence: str, line: Line) -> Finding:
        text = tr("Removed: “{sentence}”").format(sentence=sentence.strip())
        return Finding(REMOVED, "", self._place(line), sentence.strip(), "", text)

    def _not_adding(self, line: Line, total: float, parts: float) -> Finding:
        text = tr("{place}: the sum {total} is not what its parts give, {parts}.").format(
            place=self._place(line), total=f"{total:,.2f}", parts=f"{parts:,.2f}"
        )
        return Finding(SUM, "", self._place(line), f"{parts:,.2f}", f"{total:,.2f}", text)


def _sentences(line: Line) -> Iterator[tuple[int, int, str]]:
    """The sentences of a line: start, end, text; a cell is one."""
    if line.cell is not None:
        return
    for match in _SENTENCE.finditer(line.text):
        if match.group():
            yield match.start(), match.end(), match.group()


def _found(line: Line, other: Line, mark: tuple[str, int, int]) -> tuple[int, int] | None:
    """Where a figure stands in the edited line: in its bookmark, or where its sentence has a number."""
    name, start, end = mark
    for other_name, first, last in other.marks:
        if other_name == name and number(other.text[first:last]) is not None:
            return _whole_number(other.text, first, last)
    if line.cell is not None:
        spans = [match.span() for match in _NUMBER.finditer(other.text)]
        return spans[0] if len(spans) == 1 else None
    return _by_neighbours(line.text, other.text, start, end)


def _whole_number(text: str, first: int, last: int) -> tuple[int, int]:
    """The number that holds *first* … *last*: digits typed beside a bookmark belong to it."""
    for match in _NUMBER.finditer(text):
        if match.start() <= first and last <= match.end():
            return match.start(), match.start() + len(match.group().rstrip())
    return first, last


def _by_neighbours(text: str, other: str, start: int, end: int) -> tuple[int, int] | None:
    """The number of *other* whose words before and after are most like those of *start* … *end* in *text*."""
    before, after = _masked(text[max(0, start - 24) : start]), _masked(text[end : end + 16])
    best, where = 0.0, None
    for match in _NUMBER.finditer(other):
        left = _masked(other[max(0, match.start() - 24) : match.start()])
        right = _masked(other[match.end() : match.end() + 16])
        likeness = _likeness(before[::-1], left[::-1]) + _likeness(after, right)
        if likeness > best:
            best, where = likeness, (match.start(), match.start() + len(match.group().rstrip()))
    return where if best >= 1.1 else None


def _likeness(first: str, second: str) -> float:
    """How alike two texts are where they touch the number: mostly the length of their common beginning."""
    if not first and not second:
        return 1.0
    common = 0
    for one, other in zip(first, second):
        if one != other:
            break
        common += 1
    ratio = difflib.SequenceMatcher(None, first, second, False).ratio()
    return 0.6 * min(common / min(max(len(first), 1), 6), 1.0) + 0.4 * ratio


def _unit(text: str, end: int) -> str | None:
    """The unit that follows a number."""
    match = _UNITS.match(text, end)
    return match.group(1) if match else None
