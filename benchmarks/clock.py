"""A stopwatch with named laps, and the peak of memory."""

from __future__ import annotations

import resource
import time


class Clock:
    """Laps in seconds from the moment it is made."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._at = time.perf_counter()
        self._cpu = time.process_time()

    def lap(self, name: str) -> None:
        """End the lap *name*."""
        now = time.perf_counter()
        self.laps[name] = self.laps.get(name, 0.0) + now - self._at
        self._at = now

    @property
    def seconds(self) -> float:
        """All laps together."""
        return sum(self.laps.values())

    @property
    def cpu_seconds(self) -> float:
        """Processor time since the start, of all threads: more than that in wall time means that others worked."""
        return time.process_time() - self._cpu


def peak_mb() -> float:
    """Largest resident memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
