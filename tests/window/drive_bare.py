"""Runs inside a real QGIS window whose Python has neither geopandas nor shapely: dock and toolbox still speak."""

from __future__ import annotations

import os
import sys

sys.path.insert(0, os.environ["WINDOW_TOOLS"])
from acting import DEMO, NAME, let_go, picture, report, run, traces
from qgis.core import QgsApplication, QgsProject
from qgis.utils import iface, loadPlugin, plugins, startPlugin, unloadPlugin


def drive() -> None:
    """The session."""
    report["locale"] = QgsApplication.locale()
    loadPlugin(NAME)
    startPlugin(NAME)
    QgsProject.instance().read(str(DEMO / "demo.qgz"))
    dock = plugins[NAME]._face.dock
    dock.setUserVisible(True)
    iface.mainWindow().resize(1366, 768)
    picture(iface.mainWindow(), "dock_without_libraries")
    report["banner"] = dock.banner_label.text()
    report["pages"] = dock.tabs.count()
    report["tooltips"] = {name: getattr(dock, f"{name}_button").toolTip() for name in ("classify", "export")}
    report["enabled"] = {name: getattr(dock, f"{name}_button").isEnabled() for name in ("classify", "export")}
    provider = QgsApplication.processingRegistry().providerById("mineremediation")
    report["algorithms"] = {each.name(): each.canExecute() for each in provider.algorithms()}
    report["unloaded_ok"] = unloadPlugin(NAME)
    let_go()
    report["unloaded"] = traces()


run(drive)
