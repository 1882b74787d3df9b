from __future__ import annotations

import gc
import sys
import threading
import time

import pytest

from mine_remediation.engine.parallel import by_chunks, collector_paused, few_per_chunk
from mine_remediation.engine.problems import Cancelled
from mine_remediation.engine.progress import Silent


class CancelAfter:
    def __init__(self, questions):
        self.left, self.fractions = questions, []

    def report(self, fraction, message=""):
        self.fractions.append(fraction)

    def cancelled(self):
        self.left -= 1
        return self.left < 0


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize(("n", "size"), [(0, 3), (1, 3), (3, 3), (4, 3), (100, 7)])
def test_the_results_come_in_the_order_of_the_rows(n, size, workers):
    def work(part):
        time.sleep(0.002 * (part.start % 3))  # later chunks are often ready first
        return list(range(part.start, part.stop))

    parts = by_chunks(work, n, Silent(), size, workers)
    assert [row for part in parts for row in part] == list(range(n))
    assert len(parts) == -(-n // size)


def test_two_chunks_run_at_the_same_time():
    both_there = threading.Barrier(2, timeout=20)
    assert len(by_chunks(lambda part: both_there.wait(), 2, Silent(), 1, 2)) == 2


def test_cancelling_stops_after_the_chunks_that_are_under_way():
    done = []
    with pytest.raises(Cancelled):
        by_chunks(lambda part: done.append(part.start), 1000, CancelAfter(5), 1, 2)
    assert len(done) == 5


def test_the_failure_of_the_first_chunk_is_the_one_that_is_told():
    def work(part):
        time.sleep(0.02 if part.start == 1 else 0)
        if part.start >= 1:
            raise ValueError(f"row {part.start}")

    with pytest.raises(ValueError, match="row 1"):
        by_chunks(work, 10, Silent(), 1, 3)


def test_progress_never_goes_back():
    progress = CancelAfter(1000)
    by_chunks(lambda part: None, 50, progress, 4, 2)
    assert progress.fractions == sorted(progress.fractions)
    assert progress.fractions[0] == 0.0


def test_few_large_things_are_spread_over_the_cores():
    assert few_per_chunk(0, 64) == 64
    assert few_per_chunk(1, 64) == 1
    assert few_per_chunk(15, 64) < 15
    assert few_per_chunk(100_000, 64) == 64


def test_the_collector_runs_again_afterwards():
    seen = []
    by_chunks(lambda part: seen.append(gc.isenabled()), 4, Silent(), 1, 2)
    assert seen == [False] * 4
    assert gc.isenabled()
    with pytest.raises(Cancelled):
        by_chunks(lambda part: None, 4, CancelAfter(1), 1, 2)
    assert gc.isenabled()


def test_the_collector_stands_still_until_the_last_thread_has_left():
    """Each of two threads is the first in, and the first out, in turn."""
    for first_out in (0, 1):
        pauses = [collector_paused(), collector_paused()]
        for each in pauses:
            each.__enter__()
        pauses[first_out].__exit__(None, None, None)
        assert not gc.isenabled()
        pauses[1 - first_out].__exit__(None, None, None)
        assert gc.isenabled()


def test_threads_that_come_and_go_leave_the_collector_running():
    def come_and_go():
        for _ in range(300):
            by_chunks(lambda part: None, 3, Silent(), 1, 2)

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=come_and_go) for _ in range(3)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    finally:
        sys.setswitchinterval(usual)
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off():
    gc.disable()
    try:
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
