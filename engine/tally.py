"""Counted ground by category, year, township and zone class, kept exactly while pieces come and go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .exact import exact, rounded
from .rounding import DIMENSIONS, DIMENSIONS_OF, ScopeSums, printed_sums
from .units import Unit

Key = tuple[Any, Any, int, Any]  # category, year (None undated), place of the township, zone class


@dataclass
class _Sum:
    """The exact sum of some pieces, their number, and the sum rounded (None: to be rounded again)."""

    exact: int = 0
    pieces: int = 0
    area_m2: float | None = 0.0


class Tally:
    """The exact sum and the number of pieces of each combination that occurs, in every scope of the chain."""

    def __init__(self) -> None:
        self._scopes: dict[str, dict[tuple[Any, ...], _Sum]] = {name: {} for name in DIMENSIONS_OF}
        self._scopes["total"][()] = _Sum()
        self._printed: tuple[Any, Printed] | None = None

    def add(self, keys: Iterable[Key], areas: Iterable[float]) -> None:
        """Pieces that come."""
        self._change(keys, areas, 1)

    def take(self, keys: Iterable[Key], areas: Iterable[float]) -> None:
        """Pieces that go; they must have come."""
        self._change(keys, areas, -1)

    def _change(self, keys: Iterable[Key], areas: Iterable[float], sign: int) -> None:
        sums: dict[Key, int] = defaultdict(int)
        pieces: dict[Key, int] = defaultdict(int)
        for key, area in zip(keys, areas):
            sums[key] += exact(area)
            pieces[key] += 1
        for key, amount in sums.items():
            for scope, dimensions in DIMENSIONS_OF.items():
                self._add(scope, tuple(key[place] for place in dimensions), sign * amount, sign * pieces[key])
        if sums:
            self._printed = None

    def _add(self, scope: str, key: tuple[Any, ...], amount: int, pieces: int) -> None:
        found = self._scopes[scope].setdefault(key, _Sum())
        found.exact, found.pieces, found.area_m2 = found.exact + amount, found.pieces + pieces, None
        if not found.pieces and scope != "total":
            del self._scopes[scope][key]

    @property
    def total_m2(self) -> float:
        """All ground, rounded once."""
        return rounded(self._scopes["total"][()].exact)

    def years(self) -> list[int]:
        """Years that occur, ascending."""
        return sorted(year for (year,) in self._scopes["year"] if year is not None)

    def printed(self, labels: Labels, unit: Unit) -> Printed:
        """The figures of the chain, printed; *labels* hold every value that occurs."""
        asked = labels, unit
        if self._printed is None or self._printed[0] != asked:
            places = [{label: code for code, label in enumerate(column)} for column in labels.columns]
            sums = {scope: self._coded(scope, places) for scope in DIMENSIONS_OF}
            self._printed = asked, Printed(labels, printed_sums(sums, unit.per_m2))
        return self._printed[1]

    def _coded(self, scope: str, places: list[dict[Any, int]]) -> tuple[Any, Any]:
        known = self._scopes[scope]
        codes = np.full((len(DIMENSIONS), len(known)), -1, dtype=np.int64)
        for number, place in enumerate(DIMENSIONS_OF[scope]):
            codes[place] = [places[place][key[number]] for key in known]
        for each in known.values():
            if each.area_m2 is None:
                each.area_m2 = rounded(each.exact)
        return codes, np.array([each.area_m2 for each in known.values()], dtype=float)


@dataclass(frozen=True)
class Labels:
    """The value behind each code, dimension by dimension, in official order, absent last."""

    category: Sequence[Any]
    year: Sequence[Any]
    townships: Sequence[Any]
    zone: Sequence[Any]

    @property
    def columns(self) -> tuple[Sequence[Any], ...]:
        """In the order of the chain; a township is coded by its place already."""
        return self.category, self.year, range(len(self.townships)), self.zone


@dataclass(frozen=True)
class Printed:
    """Printed figures by scope (:data:`.rounding.SCOPES`)."""

    labels: Labels
    scopes: dict[str, ScopeSums]

    def cells(self, scope: str) -> dict[tuple[Any, ...], tuple[float, int]]:
        """(values of the scope's dimensions) → (m², printed units)."""
        codes, area, units = self.scopes[scope]
        named = (self.labels.category, self.labels.year, self.labels.townships, self.labels.zone)
        used = [(codes[place].tolist(), named[place]) for place in DIMENSIONS_OF[scope]]
        keys = zip(*([labels[code] for code in column] for column, labels in used)) if used else [()]
        return dict(zip(keys, zip(area.tolist(), units.tolist())))
