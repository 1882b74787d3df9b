"""Progress and cancelling, as a tiny protocol that QGIS's feedback is wrapped in at the door."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np

from .problems import Cancelled

MOST_VERTICES = 4_000_000  # per vectorised call: GEOS cuts about so many in a second
CHUNK = 4000  # patches per vectorised call: a cancelled run stops within a second


class Progress(Protocol):
    """What the engine needs of its caller."""

    def report(self, fraction: float, message: str = "") -> None:
        """Say that *fraction* (0…1) is done."""

    def cancelled(self) -> bool:
        """Whether the user wants to stop."""


class Silent:
    """The default: nobody watches, nobody cancels."""

    def report(self, fraction: float, message: str = "") -> None:
        """Ignore."""

    def cancelled(self) -> bool:
        """Never."""
        return False


class Part:
    """A stretch *start*…*end* of a longer progress, seen as 0…1 by what runs in it; it never goes back."""

    def __init__(self, whole: Progress, start: float, end: float) -> None:
        self._whole, self._start, self._end = whole, start, end
        self._reached = 0.0

    def report(self, fraction: float, message: str = "") -> None:
        """Report inside the stretch, the farthest point where several steps share it."""
        self._reached = max(self._reached, fraction)
        self._whole.report(self._start + (self._end - self._start) * self._reached, message)

    def cancelled(self) -> bool:
        """Ask the whole."""
        return self._whole.cancelled()


def check(progress: Progress) -> None:
    """Raise :class:`Cancelled` when the user wants to stop."""
    if progress.cancelled():
        raise Cancelled


def chunks(n: int, progress: Progress, size: int = CHUNK, weight: Any = None) -> Iterator[slice]:
    """Slices of at most *size* over *n* items, checking for cancel and reporting before each.

    *weight* is an array of the vertices of each item: a slice of several items has at most ``MOST_VERTICES``.
    """
    so_far = None if weight is None else np.cumsum(weight)
    start = 0
    while start < n:
        check(progress)
        progress.report(start / n)
        end = min(start + size, n)
        if so_far is not None:
            limit = MOST_VERTICES + (so_far[start - 1] if start else 0)
            end = min(end, max(start + 1, int(np.searchsorted(so_far, limit, side="right"))))
        yield slice(start, end)
        start = end
    check(progress)
