"""Areas as people write them in a cell: ``约1,234.5亩``, ``1.2万亩``, ``12.5亩（0.83公顷）``.

A figure that is anything else (a range, a sum, a comma for a point, two units in a row) is no area: nothing is guessed.
"""

from __future__ import annotations

import re

from ..engine.values import fold
from .field_mapping import MU_OF, UNIT, unit_of

_LONGEST = 60
_PLAIN = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_FIGURE = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{0,15})?|[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15}"
_MORE = r"(?:余|多)?"
_ROUGH = re.compile("约|≈|近|左右|上下|余|多")
_WRITTEN = re.compile(
    rf"(?:大?约为?|≈|近)?\s*(?P<sign>[+-]?)(?P<figure>{_FIGURE})\s*{_MORE}\s*"
    rf"(?P<unit>万?{_MORE}\s*(?:{UNIT})|\(万?(?:{UNIT})\))?\s*(?:左右|上下|余|多)?\s*"
    r"(?:\((?:折?合|即)?(?P<same>[^()]+)\))?",
    re.IGNORECASE,
)


def amount_of(text: str) -> tuple[float | int, str] | None:
    """The figure in *text* and its unit of area (empty: none stands there); None where it is not just that.

    万 before the unit counts ten thousand. The same area may stand in brackets behind, in any unit; it must agree as
    far as both are rounded.
    """
    if _PLAIN.fullmatch(text):  # corners by the hundred thousand are nothing else
        return (float(text) if "." in text else int(text)), ""
    found = _read(text)
    return found and found[:2]


def is_plain(text: str) -> bool:
    """Whether *text* is a number and nothing else."""
    return _PLAIN.fullmatch(fold(text)) is not None


def is_rough(text: str) -> bool:
    """Whether an amount is written as one that is not exact."""
    return _ROUGH.search(fold(text)) is not None


def _read(text: str) -> tuple[float | int, str, float] | None:
    """As :func:`amount_of`, and half of the last digit that is written."""
    found = _WRITTEN.fullmatch(" ".join(fold(text).split())) if len(text) <= _LONGEST else None
    if found is None:
        return None
    words = found["unit"] or ""
    digits = found["sign"] + found["figure"].replace(",", "")
    power = 4 if "万" in words else 0
    number = float(f"{digits}e{power}") if "." in digits else int(digits) * 10**power
    made = number, unit_of(words), 0.5 * 10.0 ** (power - len(digits.partition(".")[2]))
    return made if found["same"] is None or _agree(made, _read(found["same"])) else None


def _agree(one: tuple[float, str, float], other: tuple[float, str, float] | None) -> bool:
    """Whether two amounts with a unit are the same area as far as they are rounded."""
    if other is None or not one[1] or not other[1]:
        return False
    (first, slack), (second, more) = ((MU_OF[unit] * number, MU_OF[unit] * half) for number, unit, half in (one, other))
    return abs(first - second) <= (slack + more) * (1 + 1e-9)
