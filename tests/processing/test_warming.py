"""The dock's first figures in a QGIS that has not imported the computing libraries yet."""

from __future__ import annotations

import subprocess
import sys

from mine_remediation.tests.conftest import ROOT

FIRST_FIGURES = """
import runpy, sys, time
from qgis.core import QgsApplication
application = QgsApplication([], True)
application.initQgis()
runpy.run_path({conftest!r})
from qgis.core import QgsProject
from mine_remediation.processing import live, live_values, warming
assert warming.is_cold() and "pandas" not in sys.modules
project = QgsProject.instance()
assert project.read({project!r})
from mine_remediation.processing import guessing
told, followed = [], live.Live()
followed.changed.connect(told.append)
followed.failed.connect(told.append)
followed.start(guessing.guess_sources(project))
assert followed.busy and "mine_remediation.processing.rebuilding" not in sys.modules, "imported while QGIS waits"
end = time.monotonic() + 60
while not told and time.monotonic() < end:
    application.processEvents()
assert told[0].counted > 100, told[0]
followed.stop()
assert not warming.is_cold()
"""


def test_the_first_figures_come_after_a_start_in_the_background():
    project = next((ROOT / "demo").glob("*.qg[sz]"))
    script = FIRST_FIGURES.format(conftest=str(ROOT / "conftest.py"), project=str(project))
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stderr
