"""Several cores where GEOS, PROJ and numpy let go of Python's lock; results in the order of the input."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Lock
from typing import Any, TypeVar

from .progress import CHUNK, MOST_VERTICES, Progress, chunks

Result = TypeVar("Result")

WORKERS = min(os.cpu_count() or 1, 4)  # more than that wait for each other at Python's lock


class _Pauses:
    """How many are inside :func:`collector_paused`, and whether the collector ran before the first came."""

    lock = Lock()
    inside = 0
    ran = False


@contextmanager
def collector_paused() -> Iterator[None]:
    """Python's collector of cycles stands still while features or shapes are made in numbers.

    It looks through all of them again and again while their number grows: 4 % of a run. It stands still for the whole
    process, until the last thread that asked for it has left; hold no generator open inside.
    """
    with _Pauses.lock:
        if _Pauses.inside == 0:
            _Pauses.ran = gc.isenabled()
            gc.disable()
        _Pauses.inside += 1
    try:
        yield
    finally:
        with _Pauses.lock:
            _Pauses.inside -= 1
            if _Pauses.inside == 0 and _Pauses.ran:
                gc.enable()


def by_chunks(
    work: Callable[[slice], Result],
    n: int,
    progress: Progress,
    size: int = CHUNK,
    workers: int | None = None,
    weight: Any = None,
) -> list[Result]:
    """``work(part)`` for every chunk of *n* rows, some at a time; the results in the order of the chunks.

    *size* and *weight* as in :func:`chunks`. *work* may write into arrays at the rows of its own part. A prepared
    geometry or a tree that several parts ask must have been asked once before: GEOS completes them at first use.

    Raises:
        Cancelled: after the chunks that are under way; and what *work* raises, that of the first chunk first.
    """
    workers = WORKERS if workers is None else workers
    parts = chunks(n, progress, size, weight)
    light = weight is None or weight.sum() <= MOST_VERTICES
    if (n <= size and light) or workers == 1:
        with collector_paused():
            return [work(part) for part in parts]
    results: list[Result] = []
    waiting: deque[Future[Result]] = deque()
    with collector_paused(), ThreadPoolExecutor(workers, "mine_remediation") as pool:
        for part in parts:
            waiting.append(pool.submit(work, part))
            if len(waiting) > workers:
                results.append(waiting.popleft().result())
        results += [each.result() for each in waiting]
    return results


def few_per_chunk(n: int, most: int) -> int:
    """A chunk size for *n* large things, at most *most*, small enough that every core gets some."""
    return max(1, min(most, -(-n // (4 * WORKERS)))) if n else most
