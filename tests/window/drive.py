"""Runs inside a real QGIS window (``qgis --code drive.py``): uses the algorithms as a surveyor does, and reports."""

from __future__ import annotations

import json
import os
import sys

sys.path.insert(0, os.environ["WINDOW_TOOLS"])
from acting import DEMO, NAME, RESULTS, let_go, picture, report, run, traces, wait_for
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.utils import iface, plugins, unloadPlugin


def inputs(algorithm: str) -> dict:
    """The demo parameters that *algorithm* has, with whole paths."""
    known = {
        each.name() for each in QgsApplication.processingRegistry().algorithmById(algorithm).parameterDefinitions()
    }
    given = json.loads((DEMO / "demo_inputs.json").read_text(encoding="utf-8"))

    def whole(value):
        if isinstance(value, list):
            return [whole(each) for each in value]
        return str(DEMO / value) if isinstance(value, str) and value.startswith("data/") else value

    return {name: whole(value) for name, value in given.items() if name in known}


def run_dialog(algorithm: str, parameters: dict, name: str) -> dict:
    """Open the toolbox dialog of *algorithm*, press Run, wait, and take pictures."""
    from qgis import processing

    dialog = processing.createAlgorithmDialog(algorithm, parameters)
    dialog.show()
    picture(dialog, f"{name}_dialog")
    finished: list = []
    dialog.algorithmFinished.connect(lambda ok, results: finished.append((ok, results)))
    dialog.runButton().click()
    wait_for(lambda: bool(finished))
    picture(dialog, f"{name}_log")
    log = dialog.logText() if hasattr(dialog, "logText") else ""
    dialog.close()
    ok, results = finished[0] if finished else (False, {})
    return {"ok": ok, "results": {key: str(value) for key, value in results.items()}, "log": log[-3000:]}


def loaded() -> list[dict]:
    """The layers of the project: name, validity, renderer, first alias."""
    found = []
    for layer in QgsProject.instance().mapLayers().values():
        if isinstance(layer, QgsVectorLayer):
            aliases = [field.alias() for field in layer.fields() if field.alias()]
            renderer = layer.renderer().type() if layer.renderer() else ""
            entry = {"name": layer.name(), "valid": layer.isValid(), "renderer": renderer, "aliases": aliases}
            found.append({**entry, "count": layer.featureCount()})
    return found


def drive() -> None:
    """The session."""
    report["locale"] = QgsApplication.locale()
    report["before"] = traces()
    QgsProject.instance().read(str(DEMO / "demo.qgz"))
    picture(iface.mainWindow(), "project")
    report["project_layers"] = loaded()
    mines = next(each for each in QgsProject.instance().mapLayers().values() if "mines" in each.source())
    classify = {**inputs("mineremediation:classifybyzone"), "INPUT": mines.id()}
    classify |= {"OUTPUT": "TEMPORARY_OUTPUT", "SUMMARY": str(RESULTS / "summary.gpkg"), "MEMBERSHIP": "memory:"}
    report["classify"] = run_dialog("mineremediation:classifybyzone", classify, "classify")
    summarize = inputs("mineremediation:summarizearea")
    summarize |= {"OUTPUT": str(RESULTS / "area.gpkg"), "PROGRESS": str(RESULTS / "progress.gpkg")}
    summarize |= {"PIECES": "memory:", "OVERLAP_PAIRS": "memory:", "TARGET_PROGRESS": "memory:"}
    report["summarize"] = run_dialog("mineremediation:summarizearea", summarize, "summarize")
    export = inputs("mineremediation:exportprogress")
    export |= {"GEOPACKAGE": str(RESULTS / "progress_all.gpkg"), "WORKBOOK": str(RESULTS / "progress.xlsx")}
    export |= {"MAP": str(RESULTS / "map.png"), "LOAD_RESULTS": True}
    report["export"] = run_dialog("mineremediation:exportprogress", export, "export")
    report["again"] = run_dialog("mineremediation:exportprogress", export, "export_again")
    picture(iface.mainWindow(), "results")
    report["layers"] = loaded()
    report["groups"] = [group.name() for group in QgsProject.instance().layerTreeRoot().findGroups()]
    refused = {**summarize, "TARGET_SET": ""}
    report["refused"] = run_dialog("mineremediation:summarizearea", refused, "refused")
    QgsProject.instance().clear()
    load_unload()


def load_unload() -> None:
    """Load, unload, load: nothing may be left over."""
    from qgis.utils import loadPlugin, startPlugin

    report["loaded"] = traces()
    report["unloaded_ok"] = unloadPlugin(NAME)
    let_go()
    report["unloaded"] = traces()
    report["reloaded_ok"] = loadPlugin(NAME) and startPlugin(NAME)
    report["reloaded"] = traces()
    report["instances"] = sum(name == NAME for name in plugins)


run(drive)
