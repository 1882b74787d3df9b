"""A process that runs our algorithms and may be killed, and what its target files may then be."""

from __future__ import annotations

import json
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

from mine_remediation.tests.faults.content import content, files_in, put_back

SCRIPT = Path(__file__).with_name("headless.py")
PATIENCE_S = 120


@dataclass
class Ending:
    """How a run ended: *seen* holds the moment of each thing it said, by the first word."""

    killed: bool = False
    seen: dict[str, float] = field(default_factory=dict)
    status: int = 0

    @property
    def while_writing(self) -> bool:
        """Whether it was killed after it had begun to write, and before it had finished."""
        return self.killed and "writing" in self.seen and "done" not in self.seen


class Headless:
    """The program ``headless.py``, with *variables* in its environment: one run after the other."""

    def __init__(self, variables: dict[str, str]) -> None:
        self._environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **variables}

    def __enter__(self) -> Headless:
        self._process = subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._environment,
            text=True,
        )
        self._lines: queue.Queue[tuple[float, list[str]]] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        assert self._next()[1] == ["ready"]
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._process.stdout.close()

    def _read(self) -> None:
        for line in self._process.stdout:
            self._lines.put((time.monotonic(), line.split()))

    def _next(self, patience: float = PATIENCE_S) -> tuple[float, list[str]]:
        return self._lines.get(timeout=max(patience, 0.0))

    @contextmanager
    def holding(self, layer: str, edit: str, until: Path) -> Iterator[dict[str, str]]:
        """Another QGIS has *layer* open meanwhile; afterwards what it said, by the first word."""
        self._send({"hold": layer, "edit": edit, "until": str(until)})
        assert self._next()[1][0] == "holding"
        said: dict[str, str] = {}
        yield said
        until.touch()
        while "ended" not in said:
            word, _, *rest = self._next()[1]
            said[word] = " ".join(rest)

    def _send(self, job: dict[str, Any]) -> None:
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()

    def run(self, job: dict[str, Any], after: str = "", delay: float = 0.0) -> Ending:
        """Run *job*; kill it *delay* seconds after it said the word *after* ("": let it live)."""
        self._send(job)
        ending, process, deadline = Ending(), 0, None
        while True:
            try:
                moment, words = self._next(PATIENCE_S if deadline is None else deadline - time.monotonic())
            except queue.Empty:
                assert deadline is not None, "no answer"
                with suppress(ProcessLookupError):  # it has just ended of itself; the word of it is on its way
                    os.kill(process, signal.SIGKILL)
                deadline = None
                continue
            process = int(words[1])
            ending.seen[words[0]] = moment
            if words[0] == after:
                deadline = moment + delay
            if words[0] == "ended":
                ending.status = int(words[2])
                ending.killed = os.WIFSIGNALED(ending.status)
                return ending


@dataclass
class Scene:
    """A folder with old results, and what a complete new run makes of them."""

    folder: Path
    job: dict[str, Any]
    old: dict[str, bytes]
    new: dict[str, dict[str, str]]
    old_parts: dict[str, dict[str, str]]
    complete: Ending  # of the run that was let live

    def check(self) -> set[str]:
        """Every file is the old one byte for byte or the complete new one; which of the two were seen."""
        now, seen = files_in(self.folder), set()
        assert set(now) == set(self.old), set(now) ^ set(self.old)
        for name, data in now.items():
            if data == self.old[name]:
                seen.add("old")
                continue
            parts = content(self.folder / name)
            assert parts == self.new[name], f"{name}: {parts} is neither {self.old_parts[name]} nor {self.new[name]}"
            seen.add("new")
        return seen


def scene(headless: Headless, folder: Path, old_job: dict[str, Any], job: dict[str, Any]) -> Scene:
    """Make the old results in *folder*, learn the new ones, put the old ones back."""
    assert headless.run(old_job).status == 0
    old = files_in(folder)
    old_parts = {name: content(folder / name) for name in old}
    ending = headless.run(job)
    assert ending.status == 0
    new = {name: content(folder / name) for name in files_in(folder)}
    assert set(new) == set(old)
    put_back(folder, old)
    return Scene(folder, job, old, new, old_parts, ending)


def moments(
    ending: Ending, chance: random.Random, aimed: Callable[[], bool] | None = None
) -> Iterator[tuple[str, float]]:
    """When to kill: at any moment of the run, or of its writing, as *aimed* says; of itself every second time."""
    whole = ending.seen["done"] - ending.seen["started"]
    writing = ending.seen["done"] - ending.seen["writing"]
    turns = cycle((False, True))
    while True:
        if aimed() if aimed is not None else next(turns):
            yield "writing", chance.uniform(0, writing)
        else:
            yield "started", chance.uniform(0, whole)
