"""What a long run counts for the manuals; loaded by `scripts/test.sh long` only, as a pytest plugin.

Tests, the generated cases that really ran, those of the metamorphic tests among them, and the kills that tests report
as the property ``kills``. A JSON file per pytest run goes into the folder that ``LONG_RUN_COUNTS`` names.
"""

from __future__ import annotations

import functools
import json
import os
from collections import Counter
from pathlib import Path

import pytest


class Counts:
    """One pytest run."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.counted = folder, Counter(tests=0, failed=0, cases=0, metamorphic=0, kills=0)
        self.watched: set[object] = set()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for item in session.items:
            handle = getattr(getattr(item, "obj", None), "hypothesis", None)
            if handle is not None and item.function not in self.watched:
                self.watched.add(item.function)
                handle.inner_test = self._counting(handle.inner_test, _is_metamorphic(item.nodeid))

    def _counting(self, test, metamorphic):
        @functools.wraps(test)
        def counted(*arguments, **named):
            result = test(*arguments, **named)
            self._add(1, metamorphic)
            return result

        return counted

    def _add(self, cases: int, metamorphic: bool) -> None:
        self.counted["cases"] += cases
        self.counted["metamorphic"] += cases * metamorphic

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.counted["failed"] += report.failed
        if report.when == "call" and report.passed:
            self.counted["tests"] += 1
            told = dict(report.user_properties)
            self.counted["kills"] += told.get("kills", 0)
            self._add(told.get("cases", 0), _is_metamorphic(report.nodeid))

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        # 5: nothing to run here
        self.counted["failed"] += exitstatus not in (0, 5) and not self.counted["failed"]
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{os.getpid()}.json").write_text(json.dumps(self.counted), encoding="utf-8")


def _is_metamorphic(nodeid: str) -> bool:
    return "test_metamorphic.py" in nodeid
