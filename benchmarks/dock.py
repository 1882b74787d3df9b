"""How long the dock keeps QGIS from answering on a large layer: the longest turn of the event loop in each task.

Run with the project's Python, which sees QGIS: ``.venv/bin/python benchmarks/dock.py [PATCHES]``. Real dock, real live
figures, no window on a screen. A turn holds all events that wait at that moment, so it is never less than the freeze
that a person sees.
"""

from __future__ import annotations

import runpy
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
live = runpy.run_path(str(HERE / "live.py"))

from qgis.core import QgsProject  # noqa: E402 - after live.py has chosen the platform
from qgis.gui import QgsMapCanvas  # noqa: E402
from qgis.PyQt.QtCore import QCoreApplication  # noqa: E402

SETTLED_S = 1.5  # of nothing to do before a task counts as ended


class Watched:
    """The dock on the generated county."""

    def __init__(self, file: Path) -> None:
        controller, dock, runs, settings = (
            import_module(f"mine_remediation.ui.{name}") for name in ("controller", "dock", "runs", "settings")
        )
        self.county = live["Followed"](file)
        self.dock, self.live = dock.MineDock(), self.county.live
        self.settled_at = 0.0
        self.controller = controller.DockController(
            self.dock,
            controller.Surroundings(
                project=QgsProject.instance(),
                canvas=QgsMapCanvas(),
                live=self.live,
                guessing=import_module("mine_remediation.processing.guessing"),
                runs=runs.Runs(),
                plan=import_module("mine_remediation.campaign.deadlines").load_plan(),
                settings=settings.Settings(),
                today=lambda: date(2020, 11, 30),
            ),
        )
        import_module("mine_remediation.processing.guessing").write_sources(QgsProject.instance(), self.county.sources)
        self.dock.resize(420, 900)

    def longest(self, work: Callable[[], Any], answers: int = 0) -> float:
        """The longest turn in ms from *work* until nothing happens any more and *answers* figures have come.

        *work* counts where it is the dock's, not where it is an edit, whose time is QGIS's own.
        """
        wanted = len(self.county.answers) + answers
        start = time.perf_counter()
        work()
        turns = [] if self.county.layer.isEditable() else [time.perf_counter() - start]
        quiet_since = time.perf_counter()
        while len(self.county.answers) < wanted or time.perf_counter() - quiet_since < SETTLED_S:
            start = time.perf_counter()
            QCoreApplication.processEvents()
            turns.append(time.perf_counter() - start)
            if turns[-1] > 0.002:
                quiet_since = time.perf_counter()
            time.sleep(0.0005)
        return 1000 * max(turns)


def main(count: int) -> None:
    """Measure and print a table in Markdown."""
    runpy.run_path(str(HERE.parent / "conftest.py"))  # registers the checkout as the package mine_remediation
    file = HERE / "data" / f"live_{count}.gpkg"
    if not file.exists():
        runpy.run_path(str(HERE / "generate.py"))["main"](str(file), count)
    with live["running_qgis"]():
        print("| what | longest turn ms |", "|---|---|", sep="\n")
        for name, milliseconds in tasks(Watched(file), count):
            print(f"| {name} | {milliseconds:.0f} |", flush=True)


def tasks(here: Watched, count: int) -> Any:
    """Name and longest turn of all that a surveyor does with the dock."""
    dock, layer = here.dock, here.county.layer
    yield "opening the dock until the first figures", here.longest(dock.show, 1)
    for page in range(dock.tabs.count()):
        yield f"page {page + 1}", here.longest(lambda page=page: dock.show_page(page))
    dock.show_page(2)
    for text in ("P", "P0", "P00"):
        yield f"filter {text!r}", here.longest(lambda text=text: dock.search_edit.setText(text))
    yield "filter off", here.longest(dock.search_edit.clear)
    layer.startEditing()
    fids = list(range(1, 501))
    yield "one patch moved", here.longest(lambda: move(layer, [7]), 1)
    yield "500 patches moved", here.longest(lambda: move(layer, fids), 1)
    yield "2 000 patches moved, in the background", here.longest(lambda: move(layer, range(1, 2001)), 1)
    yield "rolled back, made again in the background", here.longest(lambda: roll_back(layer), 1)
    here.controller.unload()


def roll_back(layer: Any) -> None:
    """Give up the edits and go on editing."""
    layer.rollBack()
    layer.startEditing()


def move(layer: Any, fids: Any) -> None:
    """Move patches as a tool does."""
    for fid in fids:
        geometry = layer.getFeature(fid).geometry()
        geometry.translate(30.0, 30.0)
        layer.changeGeometry(fid, geometry)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
