"""The one source of colours, ``styles/palette.json``, as values: no QGIS here, every writer may ask.

A swatch is a colour, an outline, a fill pattern and a marker shape. Inside a group any two swatches
differ by at least 12 L* or have different patterns, so that a grey printer keeps them apart.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import Any

from ..paths import palette_path
from . import words

ZONE_CLASS, CATEGORY, STATUS, BASE, PROGRESS = "zone_class", "category", "status", "base", "progress"
NO_CATEGORY = "no_category"
_PALE = 80  # L*; a line of this colour is not seen on paper


@dataclass(frozen=True)
class Swatch:
    """How one class looks; *terms* are the words by which offices write it, *line* the pattern of its outline."""

    key: str
    colour: str
    outline: str
    pattern: str = "solid"
    marker: str = "circle"
    terms: tuple[str, ...] = ()
    line: str = "solid"

    @property
    def edge(self) -> str:
        """Colour of an outline that stands for the class, with *line* as its pattern: visible on paper."""
        return self.colour if lightness(self.colour) < _PALE else self.outline

    @property
    def ink(self) -> str:
        """Colour of the pattern's lines: visible on the swatch's own colour."""
        return self.outline if lightness(self.colour) > 50 else "#FFFFFF"


@lru_cache(maxsize=1)
def _groups() -> dict[str, dict[str, Swatch]]:
    with palette_path().open(encoding="utf-8") as file:
        groups = json.load(file)
    return {
        name: {key: Swatch(key, **{**entry, "terms": tuple(entry.get("terms", ()))}) for key, entry in entries.items()}
        for name, entries in groups.items()
    }


def group(name: str) -> dict[str, Swatch]:
    """The swatches of a group by key, in the palette's order; raises ``KeyError`` for an unknown group."""
    return dict(_groups()[name])


def swatch(name: str, key: str) -> Swatch:
    """One swatch; raises ``KeyError`` where group or key are unknown."""
    return _groups()[name][key]


def status_class(status: Any) -> str | None:
    """The rung of the ladder to which a *status* as written by an office belongs, or None."""
    return _by_term(STATUS).get(_folded(status))


def category_swatches(categories: Iterable[Any]) -> dict[Any, Swatch]:
    """A swatch for each of *categories* (None: no category), known terms first, the others from what is left.

    With more categories than swatches the colours come again, each time with another pattern and marker.
    """
    wanted = list(dict.fromkeys(None if words.is_missing(each) else each for each in categories))
    known, looks = _by_term(CATEGORY), group(CATEGORY)
    nothing = looks.pop(NO_CATEGORY)
    found: dict[Any, Swatch] = {None: nothing}
    for each in wanted:
        key = known.get(_folded(each))
        if each is not None and key in looks and looks[key] not in found.values():
            found[each] = looks[key]
    free = _endless([look for look in looks.values() if look not in found.values()], list(looks.values()))
    found.update({each: next(free) for each in wanted if each not in found})
    return {each: found[each] for each in wanted}


def _endless(free: list[Swatch], all_of_them: list[Swatch]) -> Iterator[Swatch]:
    yield from free
    for shift in count(1):
        for place, look in enumerate(all_of_them):
            other = all_of_them[(place + shift) % len(all_of_them)]
            yield replace(look, pattern=other.pattern, marker=other.marker)


def lightness(colour: str) -> float:
    """CIE L* (0 black … 100 white) of a ``#RRGGBB`` colour: what a grey printer makes of it."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    if luminance > 216 / 24389:
        return float(116 * luminance ** (1 / 3) - 16)
    return luminance * 24389 / 27


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _folded(term: Any) -> str:
    return unicodedata.normalize("NFKC", str(term)).strip().casefold()


@lru_cache(maxsize=4)
def _by_term(name: str) -> dict[str, str]:
    return {_folded(term): key for key, each in _groups()[name].items() for term in (key, *each.terms)}
