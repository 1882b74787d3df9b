"""What the fields of a file say of each patch, understood: codes, years, townships, stated areas.

Nothing is guessed. A value that is not understood stays empty and is listed with the nearest word that would be; the
unit of stated areas is taken from the head, else from the ground, and is said.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..engine.mappings import constant
from ..engine.repair import listed
from ..engine.values import fold, is_stored_area_field, parse_years, stored_area_differs
from .amounts import amount_of, is_rough
from .features import Features
from .field_mapping import (
    CATEGORY,
    MU_OF,
    PATCH_NO,
    SQUARE_METRES,
    STATED_MU,
    STATUS,
    TARGETS,
    TOWNSHIP,
    YEAR,
    unit_of,
)
from .watching import ask

UNKNOWN_CODE, UNKNOWN_TOWNSHIP, NOT_YEAR, NOT_NUMBER = "code_unknown", "township_unknown", "year_unread", "area_unread"
BY_HEAD, BY_GROUND, BY_HABIT = "head", "ground", "habit"
_NOTHING = {"", "/", "-", "--", "—", "——", "无", "null", "none"}
_NEAR = 0.5  # likeness from which on a word is suggested
_FACTOR = 2.5  # how far off, either way, the ground may be for a unit to be the one meant
_NOT_COUNTED = re.compile(r"\s*\((?:未计入|not counted)\)$")
_DIGITS = "〇零一壹二贰三叁四肆五伍六陆七柒八捌九玖"  # two ways to write each
_YEAR_IN_WORDS = re.compile(f"([一二][{_DIGITS}]{{3}})年?度?")
_COUNTIES = ("县", "市", "区", "旗")
_TOWN_ENDINGS = re.compile(r"(?:满族|朝鲜族)?(?:镇|乡|街道办事处|街道)$")

Words = Mapping[str, str]  # what people write, folded, small letters → the code or name that it means


@dataclass(frozen=True)
class Vocabulary:
    """The words that are understood; without *townships* their names are taken as they are."""

    category: Words
    status: Words
    townships: Words = field(default_factory=dict)


@dataclass(frozen=True)
class Rejected:
    """A value that was not understood: *reason* is the code of the sentence, *nearest* a word that would be."""

    row: int
    field: str
    value: str
    reason: str
    nearest: str = ""


def understood(
    features: Features, mapping: Mapping[str, str], words: Vocabulary, area_m2: Any
) -> tuple[dict[str, list[Any]], list[Rejected]]:
    """Values of :data:`.field_mapping.TARGETS` for every row of *features*, and what was rejected.

    *area_m2*: the official area of each row, NaN where it has none. Findings are added to *features*:
    ``patch_no_absent`` and ``patch_no_repeated`` (count, ids), ``stated_unit`` (unit, by, column),
    ``stated_unit_differs`` (unit, looks_like, column), ``stated_unit_unknown`` (column), ``stated_area_differs``
    (count, ids), ``amounts_rough`` (column, count, ids: called approximate), ``mark_left`` (column, value, count, ids:
    called not counted by our own drawings), ``township_unchecked`` (count).
    """
    reader = _Reader(features, mapping)
    made: dict[str, list[Any]] = {
        PATCH_NO: reader.column(PATCH_NO, _number_text),
        CATEGORY: reader.coded(CATEGORY, words.category, UNKNOWN_CODE),
        YEAR: reader.years(),
        STATUS: reader.coded(STATUS, words.status, UNKNOWN_CODE),
        TOWNSHIP: reader.townships(words.townships),
        STATED_MU: reader.stated(area_m2),
    }
    _check_numbers(features, made[PATCH_NO])
    return {target: made[target] for target in TARGETS}, sorted(reader.rejected, key=lambda each: each.row)


def _check_numbers(features: Features, numbers: Sequence[str | None]) -> None:
    absent = [row for row, number in zip(features.rows, numbers) if number is None]
    if absent:
        features.fails("patch_no_absent", count=len(absent), ids=listed(absent))
    repeated = [each for each, count in Counter(numbers).items() if each is not None and count > 1]
    if repeated:
        features.fails("patch_no_repeated", count=len(repeated), ids=listed(repeated))


class _Reader:
    """Reads one column after the other; ``rejected`` collects what was not understood."""

    def __init__(self, features: Features, mapping: Mapping[str, str]) -> None:
        self._features, self._mapping = features, mapping
        self.rejected: list[Rejected] = []

    def _values(self, target: str) -> list[Any]:
        ask()
        source = self._mapping.get(target)
        fixed = constant(source) if source else None
        if source is None or fixed is not None:
            return [fixed] * len(self._features)
        return self._features.columns[source]

    def _reject(self, target: str, place: int, value: Any, reason: str, nearest: str = "") -> None:
        row = self._features.rows[place]
        self.rejected.append(Rejected(row, self._mapping[target], _shown(value), reason, nearest))

    def column(self, target: str, convert: Callable[[Any], Any]) -> list[Any]:
        """Each value converted, equal ones only once."""
        known: dict[Hashable, Any] = {}
        made = []
        for value in self._values(target):
            key = (type(value), value)
            if key not in known:
                known[key] = None if _is_nothing(value) else convert(value)
            made.append(known[key])
        return made

    def coded(self, target: str, words: Words, reason: str) -> list[Any]:
        """The codes that the words of a column mean."""
        made = self.column(target, lambda value: _meaning(value, words))
        self._reject_unread(target, made, words, reason)
        self._tell_marked(target, made, words)
        return made

    def _reject_unread(self, target: str, made: list[Any], words: Words, reason: str) -> None:
        near: dict[str, str] = {}
        for place, (value, found) in enumerate(zip(self._values(target), made)):
            if found is None and not _is_nothing(value):
                word = _word(value)
                if word not in near:
                    near[word] = nearest(word, words)
                self._reject(target, place, value, reason, near[word])

    def _tell_marked(self, target: str, made: list[Any], words: Words) -> None:
        """The remark of our drawings that a patch was not counted has no place among the values."""
        values = self._values(target)
        marked = {each for each in {*values} if isinstance(each, str) and _is_marked(_word(each), words)}
        rows = [row for row, value, found in zip(self._features.rows, values, made) if found and value in marked]
        if rows:
            column, value = self._mapping[target], next(iter(marked))
            self._features.fails("mark_left", column=column, value=value, count=len(rows), ids=listed(rows))

    def years(self) -> list[Any]:
        """Whole years."""
        values = [None if _is_nothing(each) else each for each in self._values(YEAR)]
        years, bad = parse_years(values)
        for place in np.flatnonzero(bad).tolist():
            self._reject(YEAR, place, values[place], NOT_YEAR, _year_in_digits(values[place]))
        return [None if np.isnan(year) else int(year) for year in years]

    def townships(self, words: Words) -> list[Any]:
        """Names of townships as the list of *words* has them; as they stand where there is no list."""
        if words:
            made = self.column(TOWNSHIP, lambda value: _township(_word(value), words))
            self._reject_unread(TOWNSHIP, made, words, UNKNOWN_TOWNSHIP)
            return made
        made = self.column(TOWNSHIP, lambda value: fold(str(value)))
        if any(each is not None for each in made):
            self._features.holds("township_unchecked", count=sum(each is not None for each in made))
        return made

    def stated(self, area_m2: Any) -> list[Any]:
        """Stated areas in mu, by the unit of each value, of the head, or as the ground shows."""
        read = self.column(STATED_MU, area_of)
        for place, (value, found) in enumerate(zip(self._values(STATED_MU), read)):
            if found is None and not _is_nothing(value):
                self._reject(STATED_MU, place, value, NOT_NUMBER)
        self._tell_rough(read)
        numbers = np.array([np.nan if each is None else each[0] for each in read])
        if np.isnan(numbers).all():
            return [None] * len(read)
        own = [each[1] if each else "" for each in read]
        bare = np.array([not each for each in own]) & ~np.isnan(numbers)
        unit = self._unit(numbers[bare], area_m2[bare]) if bare.any() else ""
        factors = np.array([MU_OF.get(each or unit, np.nan) for each in own])
        mu = numbers * factors
        off = np.flatnonzero(stored_area_differs(mu / MU_OF[SQUARE_METRES], area_m2))
        if len(off):
            rows = [self._features.rows[place] for place in off]
            self._features.fails(
                "stated_area_differs", column=self._mapping[STATED_MU], count=len(off), ids=listed(rows)
            )
        return [None if np.isnan(each) else float(each) for each in mu]

    def _tell_rough(self, read: Sequence[Any]) -> None:
        values = zip(self._features.rows, self._values(STATED_MU), read)
        rough = [row for row, value, found in values if found and isinstance(value, str) and is_rough(value)]
        if rough:
            column = self._mapping[STATED_MU]
            self._features.fails("amounts_rough", column=column, count=len(rough), ids=listed(rough))

    def _unit(self, numbers: Any, area_m2: Any) -> str:
        """The unit of numbers without one; empty where nothing tells."""
        column = self._mapping[STATED_MU]
        head, ground = unit_of(column), unit_by_ground(numbers, area_m2)
        if head:
            if ground and ground != head:
                self._features.fails("stated_unit_differs", column=column, stated=head, looks_like=ground)
            return head
        habit = SQUARE_METRES if is_stored_area_field(column) else ""
        unit, by = (ground, BY_GROUND) if ground else (habit, BY_HABIT)
        if unit:
            self._features.holds("stated_unit", column=column, taken=unit, by=by)
        else:
            self._features.fails("stated_unit_unknown", column=column)
        return unit


def unit_by_ground(numbers: Any, area_m2: Any) -> str:
    """The unit in which *numbers* come nearest to the areas in m², by their median; empty where none is near."""
    both = (numbers > 0) & (area_m2 > 0)
    if not both.any():
        return ""
    ratio = float(np.median(numbers[both] / area_m2[both]))
    off = {unit: abs(np.log(ratio * mu / MU_OF[SQUARE_METRES])) for unit, mu in MU_OF.items()}
    unit = min(off, key=off.__getitem__)
    return unit if off[unit] <= np.log(_FACTOR) else ""


def is_known(value: Any, words: Words) -> bool:
    """Whether *value* is one of *words*."""
    return not _is_nothing(value) and _meaning(value, words) is not None


def _meaning(value: Any, words: Words) -> str | None:
    """What *words* say of a value; the remark that our drawings put behind the category of some patches is no part."""
    word = _word(value)
    return words.get(word) or words.get(_NOT_COUNTED.sub("", word))


def _is_marked(word: str, words: Words) -> bool:
    return word not in words and _NOT_COUNTED.search(word) is not None


def _year_in_digits(value: Any) -> str:
    """二〇二〇年 as it should be written; empty for anything else."""
    found = _YEAR_IN_WORDS.fullmatch(fold(str(value)).replace("○", "〇"))
    return "".join(str(_DIGITS.index(each) // 2) for each in found.group(1)) if found else ""


def nearest(word: str, words: Iterable[str]) -> str:
    """The word that is most like *word*: one that holds it or is held by it, else by common characters; or none."""
    known = list(words)
    holding = [each for each in known if len(word) > 1 and len(each) > 1 and (word in each or each in word)]
    if holding:
        return min(holding, key=lambda each: (abs(len(each) - len(word)), known.index(each)))
    found = difflib.get_close_matches(word, known, 1, _NEAR)
    return found[0] if found else ""


def _township(word: str, words: Words) -> str | None:
    """The township meant by *word*: by its name, with the county's before it, or without 镇 and 乡; None if unsure."""
    if word in words:
        return words[word]
    for each, name in words.items():
        if word.endswith(each) and word[: -len(each)].endswith(_COUNTIES):
            return name
    bare = _TOWN_ENDINGS.sub("", word)
    same = {name for each, name in words.items() if _TOWN_ENDINGS.sub("", each) == bare == word}
    return same.pop() if len(same) == 1 else None


def _word(value: Any) -> str:
    return fold(_number_text(value)).casefold()


def _number_text(value: Any) -> str:
    """*value* as text; a whole number without the decimals that a table gave it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _shown(value: Any) -> str:
    return _number_text(value)[:200]


def _is_nothing(value: Any) -> bool:
    if value is None or value != value:
        return True
    return isinstance(value, str) and fold(value).casefold() in _NOTHING


def area_of(value: Any) -> tuple[float, str] | None:
    """Number and unit (empty where none stands there) of a stated area; None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return (float(value), "") if 0 <= value <= sys.float_info.max else None
    found = amount_of(str(value))
    return None if found is None or found[0] < 0 else (float(found[0]), found[1])
