"""Cancelling while a file is read: readers ask, between its rows or blocks, whoever waits for it.

Who waits is known by the context and not handed through every function of every reader: most of them have nothing else
to do with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from ..engine.progress import Progress, Silent, check

_T = TypeVar("_T")
_WATCHER: ContextVar[Progress] = ContextVar("watcher", default=Silent())  # noqa: B039 (it has no state)
_OFTEN = 1_000  # rows between two questions: some milliseconds


@contextmanager
def watched_by(progress: Progress) -> Iterator[None]:
    """What is read inside asks *progress* and raises ``Cancelled`` when the user wants to stop."""
    before = _WATCHER.set(progress)
    try:
        yield
    finally:
        _WATCHER.reset(before)


def ask() -> None:
    """Ask once; raises ``Cancelled``."""
    check(_WATCHER.get())


def asking(items: Iterable[_T], every: int = _OFTEN) -> Iterator[_T]:
    """*items* as they are, asking before the first and then before each *every*-th."""
    for place, each in enumerate(items):
        if not place % every:
            ask()
        yield each
