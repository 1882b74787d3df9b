"""Which fields of a submission and of what is held say the same of a patch: by their names, else by what is known.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np

from ..campaign.codes import code_list
from ..campaign.values import plain_words
from ..engine.values import canonical, fold, parse_years
from ..formats.field_mapping import CATEGORY, MU, MU_OF, PATCH_NO, STATED_MU, STATUS, YEAR, guess, unit_of
from ..formats.patch_values import area_of, unit_by_ground

_LISTS = {CATEGORY: "category", STATUS: "step"}  # code lists by what is known of a patch
_DIGITS = 12  # of a figure in another unit

Meaning = Callable[[Any], Any]


@dataclass(frozen=True)
class FieldPair:
    """The field *new* of a submission beside the field *held*, paired by their one name."""

    new: str
    held: str

    @property
    def name(self) -> str:
        """What the pair is called."""
        return self.new

    def sides(self, new: Iterable[Any], held: Iterable[Any]) -> tuple[list[Any], list[Any]]:
        """Both columns as they are compared."""
        return list(new), list(held)


@dataclass(frozen=True)
class KnownPair(FieldPair):
    """Two fields of different names that say the same thing that is known of patches.

    *spellings*: how the held field writes a meaning; *labels*: words for codes that it does not write yet, those of the
    file that came in before ours.
    """

    new_meaning: Meaning
    held_meaning: Meaning
    spellings: Mapping[Any, Any] = field(default_factory=dict)
    labels: Mapping[Any, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """As the one who holds the patches calls it."""
        return self.held

    def sides(self, new: Iterable[Any], held: Iterable[Any]) -> tuple[list[Any], list[Any]]:
        """Both columns by what they mean."""
        return [self.new_meaning(each) for each in new], [self.held_meaning(each) for each in held]

    def taken(self, value: Any) -> Any:
        """A value of the submission as the held field writes it."""
        meaning = self.new_meaning(value)
        figure = isinstance(meaning, (int, float))
        return self.spellings.get(meaning, meaning if figure else self.labels.get(value, value))


@dataclass(frozen=True)
class SideFields:
    """The fields of one side that tell something of its patches, with their values and the m² of the ground."""

    columns: Mapping[str, Any]
    area_m2: Any


def paired(new: SideFields, held: SideFields, *, numbered: bool) -> tuple[list[FieldPair], list[str]]:
    """The fields that say the same, and those of *new* that are known and filled and have nothing to stand beside.

    *numbered*: the numbers of the patches are compared already.
    """
    own = {each.casefold(): each for each in held.columns}
    pairs = [FieldPair(name, own[name.casefold()]) for name in new.columns if name.casefold() in own]
    by_name = {name for pair in pairs for name in (pair.new, pair.held)}
    known, left = guess(held.columns), []
    for target, name in guess(new.columns).items():
        other = known.get(target, "")
        if name in by_name or other in by_name or (numbered and target == PATCH_NO):
            continue
        pair = _by_meaning(target, name, other, new, held) if other else None
        if pair is not None:
            pairs.append(pair)
        elif not all(is_nothing(each) for each in new.columns[name]):
            left.append(name)
    return pairs, left


def is_nothing(value: Any) -> bool:
    """Whether a field says nothing: no value, no number, blank text."""
    return value is None or value != value or (isinstance(value, str) and not value.strip())


def _by_meaning(target: str, name: str, other: str, new: SideFields, held: SideFields) -> KnownPair | None:
    """The pair of two fields by what is known; None for areas of which one has no unit that is known."""
    if target == STATED_MU:
        units = _unit(name, new), _unit(other, held)
        return KnownPair(name, other, _in(units[0], units[1]), _in(units[1], units[1])) if all(units) else None
    meaning = _year if target == YEAR else _code(target)
    codes = code_list(_LISTS[target]).codes if target in _LISTS and other != target else ()
    labels: dict[Any, Any] = {each.value: each.label for each in codes}
    own = guess(each for each in new.columns if each != name).get(target)  # words of the file beside codes of an import
    if codes and own:
        labels.update(_spellings(new.columns[own], meaning))
    return KnownPair(name, other, meaning, meaning, _spellings(held.columns[other], meaning), labels)


def _spellings(column: Iterable[Any], meaning: Meaning) -> dict[Any, Any]:
    """How a column first writes each meaning."""
    found: dict[Any, Any] = {}
    for value in column:
        if not is_nothing(value):
            found.setdefault(meaning(value), value)
    return found


def repeats(name: str, others: Iterable[str]) -> bool:
    """Whether the field *name* says what one of *others* says: words of a file beside codes of an import."""
    said = {target for each in others for target in guess([each])}
    return not said.isdisjoint(guess([name]))


def _unit(name: str, side: SideFields) -> str:
    """The unit of stated areas by the head, else by the ground; empty where neither tells."""
    if name == STATED_MU or unit_of(name):
        return MU if name == STATED_MU else unit_of(name)
    read = [None if is_nothing(each) else area_of(each) for each in side.columns[name]]
    return unit_by_ground(np.array([np.nan if each is None else each[0] for each in read]), side.area_m2)


def _in(own: str, unit: str) -> Meaning:
    """What makes *unit* of stated areas in *own*, or in the unit that stands behind one."""

    def figure(value: Any) -> Any:
        found = None if is_nothing(value) else area_of(value)
        if found is None:
            return None
        return float(f"{found[0] * MU_OF[found[1] or own] / MU_OF[unit]:.{_DIGITS}g}")

    return figure


def _code(target: str) -> Meaning:
    """What makes the code of a word, and the compared form of what is no word of the list."""
    words = plain_words()[_LISTS[target]] if target in _LISTS else {}

    def code(value: Any) -> Any:
        compared = canonical(value)
        return compared and words.get(fold(compared).casefold(), compared)

    return code


@lru_cache(maxsize=1 << 12, typed=True)
def _year(value: Any) -> Any:
    years, _ = parse_years([value])
    return canonical(value) if np.isnan(years[0]) else int(years[0])
