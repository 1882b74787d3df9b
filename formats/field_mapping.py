"""Which field of a file holds what is known of a patch: guessed from names, or as a mapping says.

Heads that people write carry the unit of an area (面积（亩）, TBMJ_HA); it is told here and taken off for the guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ..engine import aliases, mappings
from ..engine.aliases import find, plain
from ..engine.problems import Refusal

PATCH_NO, CATEGORY, YEAR, STATUS = "patch_no", "category", "year", "status"
TOWNSHIP, STATED_MU = "township", "stated_mu"
TARGETS = {
    PATCH_NO: aliases.PATCH_NO,
    CATEGORY: aliases.CATEGORY,
    YEAR: aliases.YEAR,
    STATUS: aliases.STATUS,
    TOWNSHIP: aliases.TOWNSHIP,
    STATED_MU: aliases.STATED_AREA,
}
MU, HECTARES, SQUARE_METRES = "mu", "ha", "m2"
MU_OF = {MU: 1.0, HECTARES: 15.0, SQUARE_METRES: 0.0015}

# in plain form (half-width, small letters, no blanks): ㎡ and m² are m2 there
_UNITS = (
    (HECTARES, re.compile(r"公顷|公頃|(?<![a-z])(?:hm\^?2|ha)(?![a-z0-9])")),
    (SQUARE_METRES, re.compile(r"平方米|平米|(?<![a-z])m\^?2(?![a-z0-9])")),
    (MU, re.compile(r"亩|畝|(?<![a-z])mu(?![a-z0-9])")),
)
UNIT = "|".join(words.pattern for _, words in _UNITS)  # of any unit of area
_HAN = re.compile("[\u4e00-\u9fff]")
_RUNNING_NUMBER, _OF_PATCHES = "序号", "图斑"
_MARKS = "()[]【】_/:;,、-·"


def unit_of(head: str) -> str:
    """The unit of area that a column's head names: ``mu``, ``ha``, ``m2``; empty where it names none."""
    text = plain(head)
    return next((unit for unit, words in _UNITS if words.search(text)), "")


def without_unit(head: str) -> str:
    """*head* in plain form without its unit and the marks around it."""
    text = plain(head)
    for _, words in _UNITS:
        text = words.sub("", text)
    return text.replace("单位", "").strip(_MARKS)


def guess(names: Iterable[str]) -> dict[str, str]:
    """Target → field of the file, where one of *names* is a name by which such a field is known.

    Heads of several lines (图斑_编号) are known as a whole, else by their last part where no other field is known.
    """
    given = list(names)
    bare: dict[str, str] = {}
    for name in given:
        if unit_of(name):
            bare.setdefault(without_unit(name), name)
    found: dict[str, str] = {}
    for target, known in TARGETS.items():
        source = _find(given, (target, *known), target)
        if not source and target == STATED_MU:
            source = bare.get(_find(bare, known, target), "")
        if source and source not in found.values():
            found[target] = source
    return found


def _find(names: Iterable[str], wanted: Sequence[str], target: str) -> str:
    """As :func:`.aliases.find`, heads of several lines too; a running number only where there is nothing better."""
    given = list(names)
    heads = {name: [plain(each) for each in name.split("_")] for name in given if "_" in name and _HAN.search(name)}
    whole = {plain(name): name for name in reversed(given)}
    whole = {**{"".join(parts): name for name, parts in heads.items()}, **whole}
    found = whole.get(find(whole, wanted), "")
    if found and plain(found) != _RUNNING_NUMBER:
        return found
    ends: dict[str, list[str]] = {}
    for name, parts in heads.items():
        if target != PATCH_NO or _OF_PATCHES in parts[0]:  # of a permit or a mine it is none
            ends.setdefault(parts[-1], []).append(name)
    alone = {end: each[0] for end, each in ends.items() if len(each) == 1 and end not in whole}
    return alone.get(find(alone, wanted), found)


def chosen(names: Sequence[str], wanted: str, file: str) -> tuple[dict[str, str], list[str]]:
    """Target → field of the file or constant, as *wanted* says and the others guessed, and fields that are not there.

    A target that *wanted* maps to a field that this file does not have is guessed too, because one mapping serves
    several files. Raises ``Refusal``: ``mapping_part``, ``mapping_target``, ``mapping_fields`` (file, missing,
    fields) where none of the fields of *wanted* is there.
    """
    found = guess(names)
    asked = mappings.parse(wanted, TARGETS)
    missing = []
    for target, source in asked.items():
        if mappings.constant(source) is not None:
            found[target] = source
        elif find(names, [source]):
            found[target] = find(names, [source])
        else:
            missing.append(source)
    if missing and len(missing) == len(asked):
        raise Refusal("mapping_fields", file=file, missing=missing, fields=list(names))
    return found, missing
