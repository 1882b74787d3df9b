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
    """Target → field of the file, where one of *names* is a name by which such a field is known."""
    given = list(names)
    bare: dict[str, str] = {}
    for name in given:
        if unit_of(name):
            bare.setdefault(without_unit(name), name)
    found: dict[str, str] = {}
    for target, known in TARGETS.items():
        source = find(given, (target, *known))
        if not source and target == STATED_MU:
            source = bare.get(find(bare, known), "")
        if source and source not in found.values():
            found[target] = source
    return found


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
