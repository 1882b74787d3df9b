"""How long the dock's live figures take on a large layer: edits, the card, filters, a growing polygon.

Run with the project's Python, which sees QGIS: ``.venv/bin/python benchmarks/live.py [PATCHES]``. Every figure is the
time in the UI thread from the edit to the new figures, everything included.
"""

from __future__ import annotations

import os
import runpy
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

HERE = Path(__file__).resolve().parent
EDITS = 200


@contextmanager
def running_qgis() -> Iterator[None]:
    """A QGIS without windows."""
    application = QgsApplication([], True)
    application.initQgis()
    try:
        yield
    finally:
        QgsProject.instance().clear()
        application.exitQgis()


class Lap:
    """Wall and processor time of one thing."""

    def __init__(self) -> None:
        self.wall, self.cpu = time.perf_counter(), time.process_time()

    def end(self) -> Lap:
        """Turn the moments into milliseconds that have passed."""
        self.wall = 1000 * (time.perf_counter() - self.wall)
        self.cpu = 1000 * (time.process_time() - self.cpu)
        return self


class Followed:
    """The generated county with live figures on its patches."""

    def __init__(self, file: Path) -> None:
        values = import_module("mine_remediation.processing.live_values")
        self.live = import_module("mine_remediation.processing.live").Live()
        self.layer, townships = (QgsVectorLayer(f"{file}|layername={name}", name) for name in ("patches", "townships"))
        QgsProject.instance().addMapLayers([self.layer, townships])
        self.sources = values.Sources(
            layer_id=self.layer.id(),
            id_field="TBBH",
            year_field="ZLND",
            category_field="LB",
            status_field="ZLZT",
            counted_statuses=("市级验收",),
            review_statuses=("施工中",),
            townships_id=townships.id(),
            township_name_field="XZMC",
        )
        self.answers: list[Any] = []
        self.live.changed.connect(self.answers.append)
        self.live.failed.connect(print)

    def measured(self, work: Callable[[], object]) -> Lap:
        """From the beginning of *work* until its figures are there, and the list of patches with them."""
        before, lap = len(self.answers), Lap()
        work()
        while len(self.answers) == before:
            QCoreApplication.processEvents()
        self.live.patch_rows()
        return lap.end()

    def reshaped(self, fids: Sequence[int], metres: float) -> Lap:
        """Move patches, whose new geometry is at hand as a tool has it."""
        geometries = {fid: self.layer.getFeature(fid).geometry() for fid in fids}
        for geometry in geometries.values():
            geometry.translate(metres, metres)
        return self.measured(lambda: [self.layer.changeGeometry(*each) for each in geometries.items()])


def main(count: int) -> None:
    """Measure and print a table in Markdown."""
    runpy.run_path(str(HERE.parent / "conftest.py"))  # registers the checkout as the package mine_remediation
    file = HERE / "data" / f"live_{count}.gpkg"
    if not file.exists():
        runpy.run_path(str(HERE / "generate.py"))["main"](str(file), count)
    with running_qgis():
        county = Followed(file)
        rows = [("first figures, in the background", [county.measured(lambda: county.live.start(county.sources))])]
        county.layer.startEditing()
        rows += edits(county, np.random.default_rng(count), count)
        rows += questions(county, np.random.default_rng(count))
        county.layer.rollBack()
        county.live.stop()
    print("| what | median ms | worst ms | median cpu ms | times |", "|---|---|---|---|---|", sep="\n")
    for name, laps in rows:
        wall, cpu = ([getattr(lap, kind) for lap in laps] for kind in ("wall", "cpu"))
        print(f"| {name} | {median(wall):.1f} | {max(wall):.1f} | {median(cpu):.1f} | {len(laps)} |")


def edits(county: Followed, rng: np.random.Generator, count: int) -> list[tuple[str, list[Lap]]]:
    """Edits of one patch and of many."""
    layer = county.layer
    year = layer.fields().lookupField("ZLND")
    fids = [int(fid) for fid in rng.choice(count, EDITS + 2000, replace=False) + 1]
    one, more, gone = fids[:EDITS], fids[EDITS : EDITS + 50], fids[EDITS + 50 : EDITS + 100]
    found = [
        ("reshape one patch", [county.reshaped([fid], 40.0) for fid in one]),
        ("undo", [county.measured(layer.undoStack().undo) for _ in range(20)]),
        (
            "change the year of one patch",
            [county.measured(lambda fid=fid: layer.changeAttributeValue(fid, year, 2030)) for fid in more],
        ),
        ("delete one patch", [county.measured(lambda fid=fid: layer.deleteFeature(fid)) for fid in gone]),
    ]
    left = fids[EDITS + 100 :]
    for n in (10, 100, 500):
        found.append((f"reshape {n} patches", [county.reshaped(left[:n], 25.0)]))
        left = left[n:]
    return found


def questions(county: Followed, rng: np.random.Generator) -> list[tuple[str, list[Lap]]]:
    """What the dock asks between edits."""
    live = county.live
    fids = [int(fid) for fid in rng.choice(live.patch_rows().fid, 50)]
    crs = QgsCoordinateReferenceSystem("EPSG:4547")
    angle = np.linspace(0, 2 * np.pi, 500, endpoint=False)
    middle = county.layer.extent().center()
    ring = [(middle.x() + 300 * np.cos(a), middle.y() + 300 * np.sin(a)) for a in angle]

    def timed(work: Callable[[], object]) -> Lap:
        lap = Lap()
        work()
        return lap.end()

    return [
        ("card of a patch", [timed(lambda fid=fid: live.card(fid)) for fid in fids]),
        ("filter by text", [timed(lambda each=each: live.matching(text=f"P00{each}")) for each in range(20)]),
        ("filter by year and status", [timed(lambda: live.matching(year=2020, status="施工中")) for _ in range(20)]),
        ("growing polygon of 500 vertices", [timed(lambda: live.growing(ring, crs)) for _ in range(20)]),
        ("patches behind a cell", [timed(lambda: live.patches_in(3, 2)) for _ in range(20)]),
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
