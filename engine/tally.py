"""Counted ground by category, year, township and zone class, kept exactly while pieces come and go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .exact import exact, rounded
from .rounding import DIMENSIONS, ScopeSums, printed_sums
from .units import Unit

Key = tuple[Any, Any, int, Any]  # category, year (None undated), place of the township, zone class


class Tally:
    """The exact sum and the number of the pieces of each combination that occurs."""

    def __init__(self) -> None:
        self._sums: dict[Key, int] = {}
        self._pieces: dict[Key, int] = {}

    def add(self, keys: Iterable[Key], areas: Iterable[float]) -> None:
        """Pieces that come."""
        for key, area in zip(keys, areas):
            self._sums[key] = self._sums.get(key, 0) + exact(area)
            self._pieces[key] = self._pieces.get(key, 0) + 1

    def take(self, keys: Iterable[Key], areas: Iterable[float]) -> None:
        """Pieces that go; they must have come."""
        for key, area in zip(keys, areas):
            self._sums[key] -= exact(area)
            self._pieces[key] -= 1
            if not self._pieces[key]:
                del self._sums[key], self._pieces[key]

    @property
    def total_m2(self) -> float:
        """All ground, rounded once."""
        return rounded(sum(self._sums.values()))

    def years(self) -> list[int]:
        """Years that occur, ascending."""
        return sorted({key[1] for key in self._sums if key[1] is not None})

    def printed(self, labels: Labels, unit: Unit) -> Printed:
        """The figures of the chain, printed; *labels* hold every value that occurs."""
        keys = list(self._sums)
        columns = labels.columns
        places = [{label: code for code, label in enumerate(column)} for column in columns]
        codes = np.array([[place[value] for place, value in zip(places, key)] for key in keys], dtype=np.int64)
        scopes = printed_sums(codes.reshape(len(keys), len(DIMENSIONS)).T, list(self._sums.values()), unit.per_m2)
        return Printed(labels, scopes)


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
        used = [(codes[place].tolist(), labels) for place, labels in enumerate(named) if (codes[place] >= 0).any()]
        keys = zip(*([labels[code] for code in column] for column, labels in used)) if used else [()]
        return dict(zip(keys, zip(area.tolist(), units.tolist())))
