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
from {qt}.QtCore import QRunnable, QThread, QThreadPool

def name():
    from mine_remediation.engine.planes import crs_name

    return crs_name("EPSG:4530").split()[-1]

class Task(QRunnable):
    def run(self):
        found = name()
        # freed memory may go on to look well: the context has to have a keeper
        keeper = getattr(sys.modules.get("pyproj._context"), "get_context_manager", object)  # since pyproj 3.7
        print(found, keeper() is not None, flush=True)

{first}
pool = QThreadPool()
pool.setMaxThreadCount(1)
for _ in range(3):
    pool.start(Task())
    while pool.activeThreadCount():  # waitForDone would end the thread
        QThread.msleep(5)
"""


@pytest.mark.parametrize("first", ["name()", ""], ids=["imported before", "imported by a task"])
def test_a_worker_thread_computes_again_and_again(first: str) -> None:
    if QT is None:
        pytest.skip("neither PyQt5 nor PyQt6 is installed")
    command = [sys.executable, "-c", TASKS.format(qt=QT, first=first), ROOT / "conftest.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["(EPSG:4530)", "True"] * 3), done.stderr
