"""Tasks in one worker thread of Qt's, which Python forgets after each: in a process of its own, for it may crash."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
QT = next((name for name in ("PyQt5", "PyQt6") if importlib.util.find_spec(name)), None)

TASKS = """
import runpy, sys
runpy.run_path(sys.argv[1])  # conftest.py registers the package
from mine_remediation.engine.planes import checked_crs
from {qt}.QtCore import QRunnable, QThreadPool

class Task(QRunnable):
    def run(self):
        print(checked_crs("EPSG:4530", "patches"), flush=True)

checked_crs("EPSG:4530", "patches")
pool = QThreadPool()
pool.setMaxThreadCount(1)
for _ in range(3):
    pool.start(Task())
    pool.waitForDone()
"""


def test_a_worker_thread_computes_again_and_again() -> None:
    if QT is None:
        pytest.skip("neither PyQt5 nor PyQt6 is installed")
    command = [sys.executable, "-c", TASKS.format(qt=QT), ROOT / "conftest.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["EPSG:4530"] * 3), done.stderr
