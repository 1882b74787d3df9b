"""Runs inside a real QGIS window: maps are drawn as tasks while the window pans and a layer is edited."""

from __future__ import annotations

import json
import os
import sys

sys.path.insert(0, os.environ["WINDOW_TOOLS"])
from acting import DEMO, RESULTS, picture, report, run, settle, wait_for
from qgis.core import (
    QgsApplication,
    QgsGeometry,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRectangle,
)
from qgis.utils import iface

TURN = 50  # ms between two turns of the window
KINDS = ("county", "comparison", "county", "township_atlas", "patch_atlas")
RUNS = int(os.environ["WINDOW_MAP_RUNS"])


def inputs(mines) -> dict:
    """The parameters of the demo, with the layer that is edited as input."""
    given = json.loads((DEMO / "demo_inputs.json").read_text(encoding="utf-8"))

    def whole(value):
        if isinstance(value, list):
            return [whole(each) for each in value]
        return str(DEMO / value) if isinstance(value, str) and value.startswith("data/") else value

    return {**{name: whole(value) for name, value in given.items()}, "INPUT": mines.id()}


class Session:
    """Maps drawn as tasks, one after the other, and what the window does meanwhile."""

    def __init__(self, mines) -> None:
        self.mines, self.given = mines, inputs(mines)
        self.turns = self.edits = 0

    def draw(self, number: int) -> dict:
        """One run; pans and edits until it has ended."""
        algorithm = QgsApplication.processingRegistry().algorithmById("mineremediation:exportmaps").create()
        kind = KINDS[number % len(KINDS)]
        parameters = {**self.given, "KIND": kind, "FORMATS": ["png"], "DPI": 50, "FOLDER": str(RESULTS / "maps")}
        if kind == "comparison":
            parameters["COMPARE_WITH"] = str(RESULTS / "earlier.gpkg")
        if kind == "patch_atlas":
            self.mines.selectByIds([each.id() for each in list(self.mines.getFeatures())[:5]])
            parameters["INPUT"] = selected_only(self.mines)
        context, feedback, ended = QgsProcessingContext(), QgsProcessingFeedback(), []
        context.setProject(QgsProject.instance())
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
        task.executed.connect(lambda ok, results: ended.append((ok, results)))
        QgsApplication.taskManager().addTask(task)
        wait_for(lambda: self.live() or ended, 120, every=TURN)
        ok, results = ended[0] if ended else (False, {})
        return {"kind": kind, "ok": ok, "pages": results.get("PAGES"), "folder": results.get("FOLDER")}

    def live(self) -> None:
        """A turn of the window: pan, and move a vertex of a patch or take that back."""
        self.turns += 1
        canvas = iface.mapCanvas()
        centre, width = canvas.extent().center(), 30_000 + 3_000 * (self.turns % 7)
        x, y = centre.x() + 500 * (-1) ** self.turns, centre.y()
        canvas.setExtent(QgsRectangle(x - width, y - width / 2, x + width, y + width / 2))
        canvas.refresh()
        if self.turns % 2:
            feature = next(self.mines.getFeatures())
            moved = QgsGeometry(feature.geometry())
            moved.translate(0.5, 0)
            self.edits += self.mines.changeGeometry(feature.id(), moved)
        else:
            self.mines.undoStack().undo()


def selected_only(layer):
    """The selected patches of *layer* as a parameter."""
    from qgis.core import QgsProcessingFeatureSourceDefinition

    return QgsProcessingFeatureSourceDefinition(layer.id(), True)


def drive() -> None:
    """The session."""
    from qgis import processing

    QgsProject.instance().read(str(DEMO / "demo.qgz"))
    settle()
    mines = next(each for each in QgsProject.instance().mapLayers().values() if "mines" in each.source())
    earlier = {**inputs(mines), "GEOPACKAGE": str(RESULTS / "earlier.gpkg"), "CUTOFF_DATE": "2020-11-30"}
    processing.run("mineremediation:exportprogress", {**earlier, "LOAD_RESULTS": False})
    mines.startEditing()
    session = Session(mines)
    report["runs"] = [session.draw(number) for number in range(RUNS)]
    picture(iface.mainWindow(), "maps_drawn")
    report["turns"], report["edits"] = session.turns, session.edits
    mines.rollBack()
    report["layers"] = sorted(each.name() for each in QgsProject.instance().mapLayers().values())


run(drive)
