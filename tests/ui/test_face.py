"""The face as QGIS loads it: light at the start, complete when it is seen, gone without a trace."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QUrl
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMainWindow, QMenu, QWidget

from mine_remediation import libraries
from mine_remediation.paths import manual_path
from mine_remediation.tests.ui.made import ROOT


class Iface:
    """As much of QGIS's interface as the face uses; it notes what is in menus, toolbars and shortcuts."""

    def __init__(self) -> None:
        self.window, self.canvas, self.help = QMainWindow(), QgsMapCanvas(), QMenu()
        self.menu: list[QAction] = []
        self.icons: list[QAction] = []
        self.shortcuts: list[QAction] = []
        self.opened: list[str] = []

    def mainWindow(self) -> QMainWindow:
        return self.window

    def mapCanvas(self) -> QgsMapCanvas:
        return self.canvas

    def pluginHelpMenu(self) -> QMenu:
        return self.help

    def activeLayer(self) -> None:
        return None

    def addProject(self, path: str) -> bool:
        self.opened.append(path)
        return True

    def addDockWidget(self, area: Any, dock: QDockWidget) -> None:
        self.window.addDockWidget(area, dock)

    def removeDockWidget(self, dock: QDockWidget) -> None:
        self.window.removeDockWidget(dock)

    def addPluginToVectorMenu(self, name: str, action: QAction) -> None:
        self.menu.append(action)

    def removePluginVectorMenu(self, name: str, action: QAction) -> None:
        self.menu.remove(action)

    def addVectorToolBarIcon(self, action: QAction) -> None:
        self.icons.append(action)

    def removeVectorToolBarIcon(self, action: QAction) -> None:
        self.icons.remove(action)

    def registerMainWindowAction(self, action: QAction, shortcut: str) -> None:
        self.shortcuts.append(action)

    def unregisterMainWindowAction(self, action: QAction) -> None:
        self.shortcuts.remove(action)


def count(iface: Iface) -> dict[str, int]:
    """Everything that a face can leave behind."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    project, manager, canvas = QgsProject.instance(), QgsApplication.taskManager(), iface.canvas
    return {
        "docks": len(iface.window.findChildren(QDockWidget)),
        "actions": len(iface.window.findChildren(QAction)),
        "menu": len(iface.menu),
        "icons": len(iface.icons),
        "shortcuts": len(iface.shortcuts),
        "help": len(iface.help.actions()),
        "canvas": len(canvas.findChildren(QWidget)),
        "moves": canvas.receivers(canvas.xyCoordinates),
        "tools": canvas.receivers(canvas.mapToolSet),
        "tasks": manager.receivers(manager.taskAdded),
        "project": sum(
            project.receivers(signal)
            for signal in (project.readProject, project.cleared, project.layersAdded, project.layersWillBeRemoved)
        ),
    }


@pytest.fixture
def iface(qgis_processing: None, project: QgsProject) -> Iterator[Iface]:
    made = Iface()
    yield made
    made.window.deleteLater()
    made.canvas.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def load(iface: Iface) -> Any:
    from mine_remediation.ui.face import Face

    face = Face(iface, manual_path("zh"))
    face.load()
    return face


def see(face: Any, iface: Iface, qtbot: Any) -> None:
    """Open the window and the dock by its action."""
    iface.window.show()
    face._entries.toggle_dock.trigger()
    qtbot.waitUntil(lambda: face.controller is not None, timeout=20_000)


def test_load_unload_load_leaves_nothing(iface, qtbot) -> None:
    before = count(iface)
    loaded = []
    for _ in range(2):
        face = load(iface)
        see(face, iface, qtbot)
        loaded.append(count(iface))
        face.unload()
        assert count(iface) == before
    assert loaded[0] == loaded[1] != before
    assert loaded[0]["docks"] == 1


def test_it_can_be_unloaded_before_the_dock_was_seen(iface) -> None:
    before = count(iface)
    face = load(iface)
    assert not face.dock.isVisible()
    assert face.dock.objectName() == "MineRemediationDock"
    assert [each.objectName() for each in iface.menu] == ["MineRemediationToggleDock", "MineRemediationShowArea"]
    face.unload()
    assert count(iface) == before


def test_action_and_dock_follow_each_other(iface, qtbot) -> None:
    face = load(iface)
    see(face, iface, qtbot)
    assert face.dock.isVisible()
    assert face._entries.toggle_dock.isChecked()
    face.dock.close()
    assert not face._entries.toggle_dock.isChecked()
    face.unload()


def test_without_the_libraries_the_dock_opens_and_says_so(iface, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(libraries, "problem", lambda: libraries.LibraryProblem("geopandas", "missing"))
    face = load(iface)
    see(face, iface, qtbot)
    assert face.dock.banner_label.text().startswith("The Python library geopandas is missing.")
    assert not face.dock.export_button.isEnabled()
    face.unload()


def test_the_sample_is_opened_by_qgis(iface, qtbot) -> None:
    face = load(iface)
    see(face, iface, qtbot)
    face.dock.banner_button.click()
    assert iface.opened == [str(ROOT / "demo" / "demo.qgz")]
    face.unload()


def test_switching_the_area_off_is_remembered(iface, qtbot) -> None:
    face = load(iface)
    see(face, iface, qtbot)
    face._entries.show_area.setChecked(False)
    assert not face._settings.area_while_digitising
    assert not face._readout._enabled
    face.unload()
    again = load(iface)
    assert not again._entries.show_area.isChecked()
    again._entries.show_area.setChecked(True)
    again.unload()


def test_the_manual_opens_in_a_window_of_its_own(iface) -> None:
    face = load(iface)
    face.open_manual()
    assert "矿山治理" in face._window.browser.toPlainText()
    assert iface.window.findChild(QWidget, "MineRemediationManualWindow") is face._window
    browser = face._window.browser
    shown = browser.loadResource(QTextDocument.ResourceType.ImageResource, QUrl("docs/images/dock_zh.png"))
    assert 0 < shown.width() < browser.viewport().width()
    face.unload()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert iface.window.findChild(QWidget, "MineRemediationManualWindow") is None


def test_loading_imports_no_computing_library(tmp_path: Path) -> None:
    (tmp_path / "mine_remediation").symlink_to(ROOT)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from qgis.core import QgsApplication; "
        "app = QgsApplication([], True); app.initQgis(); import mine_remediation.ui.face; "
        "print([name for name in ('numpy', 'pandas', 'shapely', 'geopandas', 'pyproj') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert done.stdout.strip().endswith("[]"), done.stdout + done.stderr[-2000:]
