"""Runs our algorithms in QGIS's Python without a window, each run in a process of its own that may be killed.

Started as a program. Each line of its input is a job as JSON: ``algorithm``, ``parameters`` and, where wanted,
``die_at``: at that call of ``processing.files`` (``of``: counting only the function of this name) the process
kills itself. For each job QGIS, already loaded, is forked. The copy says ``started PID``, ``writing PID`` as soon
as the first file is in the making, and ``done PID RESULTS``; the program itself says ``ended PID STATUS`` when
the copy is gone, however it went.

A job with ``hold`` opens that layer instead; ``edit`` says what it does with it (``reading``: it has read one
feature, ``open``: an edit session, ``change``: with a change in it). It says ``holding PID``, waits for the file
``until``, reads the rest, saves its edits, and says what became of it (``read``, ``saved``, ``rows``).
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def say(*words: Any) -> None:
    """One line, at once."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def start() -> Any:
    """QGIS with Processing and our provider; the caller keeps what is returned."""
    spec = importlib.util.spec_from_file_location("conftest", ROOT / "conftest.py")
    spec.loader.exec_module(importlib.util.module_from_spec(spec))  # registers the checkout as the package
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    sys.path.append(str(Path(application.pkgDataPath()) / "python" / "plugins"))
    from processing.core.Processing import Processing

    Processing.initialize()
    from mine_remediation.processing.provider import MineRemediationProvider

    provider = MineRemediationProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    return application, provider


def watched() -> None:
    """Say when the first file of a run is in the making, or the transaction on a campaign has begun."""
    from mine_remediation.campaign import database
    from mine_remediation.processing import campaign_files, report_folder, swapping

    told: list[int] = []

    def telling(call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def wrapped(*arguments: Any) -> Any:
            if not told:
                told.append(os.getpid())
                say("writing", *told)
            return call(*arguments)

        return wrapped

    swapping.sibling_path = telling(swapping.sibling_path)
    campaign_files.making_folder = telling(campaign_files.making_folder)
    database._transaction = telling(database._transaction)
    report_folder.remove_abandoned = telling(report_folder.remove_abandoned)


def deadly(files: ModuleType, die_at: int, of: str) -> None:
    """Let the *die_at*-th call of *files* (only of the function *of*) kill this process before it does anything."""
    left = [die_at]

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*arguments: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments)

        return counting

    for name, call in list(vars(files).items()):
        if getattr(call, "__module__", "") == files.__name__ and of in ("", name):
            setattr(files, name, counted(call))


def work(job: dict[str, Any]) -> None:
    """Run one job in this process."""
    import processing
    from mine_remediation.processing import files

    if job.get("die_at"):
        deadly(files, job["die_at"], job.get("of", ""))
    say("started", os.getpid())
    results = processing.run(f"mineremediation:{job['algorithm']}", job["parameters"])
    say("done", os.getpid(), json.dumps(results, default=str))


def hold(job: dict[str, Any]) -> None:
    """Be another QGIS that has a layer open."""
    from qgis.core import QgsVectorLayer

    layer = QgsVectorLayer(job["hold"], "held", "ogr")
    features = layer.getFeatures()
    first = next(features)
    if job["edit"] != "reading":
        features.close()
    if job["edit"] in ("open", "change"):
        layer.startEditing()
    if job["edit"] == "change":
        layer.changeAttributeValue(first.id(), layer.fields().lookupField("area_mu"), 12345.0)
    say("holding", os.getpid())
    while not os.path.exists(job["until"]):
        time.sleep(0.02)
    say("read", os.getpid(), 1 + sum(1 for _ in features) if job["edit"] == "reading" else 0)
    say("saved", os.getpid(), layer.commitChanges() if layer.isEditable() else "nothing")
    say("rows", os.getpid(), sum(1 for _ in QgsVectorLayer(job["hold"], "again", "ogr").getFeatures()))


def main() -> None:
    """Fork a copy for every job."""
    kept = start()
    for module in ("exporting", "runs"):
        importlib.import_module(f"mine_remediation.processing.{module}")  # once, not in every copy
    watched()
    say("ready")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                job = json.loads(line)
                (hold if "hold" in job else work)(job)
                status = 0
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        say("ended", child, status)
    del kept


if __name__ == "__main__":
    main()
