"""What the scripts in the window share: waiting, pictures, clicks, and the report."""

from __future__ import annotations

import json
import os
import subprocess
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QToolBar, QWidget
from qgis.utils import iface, plugins

PICTURES = Path(os.environ["WINDOW_PICTURES"])
RESULTS = Path(os.environ["WINDOW_RESULTS"])
DEMO = Path(os.environ["WINDOW_DEMO"])
NAME = "mine_remediation"
report: dict[str, Any] = {"errors": []}


def pause(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(condition: Callable[[], Any], seconds: float = 60) -> bool:
    """Wait until *condition* holds."""
    for _ in range(int(seconds * 20)):
        if condition():
            return True
        pause(50)
    return False


def picture(widget: QWidget, name: str) -> None:
    """Screenshot of *widget*."""
    pause(300)
    widget.grab().save(str(PICTURES / f"{name}.png"))


def click_on_screen(widget: QWidget) -> None:
    """Click in the middle of *widget* as a hand does: through the window system."""
    where = widget.mapToGlobal(widget.rect().center())
    subprocess.Popen(["xdotool", "mousemove", str(where.x()), str(where.y()), "click", "1"])


def click_item(view: Any, row: int, column: int = 0) -> None:
    """Click on a cell of *view*."""
    index = view.model().index(row, column)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def move(widget: QWidget, where: QPoint) -> None:
    """Move the pointer to *where*."""
    QTest.mouseMove(widget, where - QPoint(1, 0))
    pause(20)
    QTest.mouseMove(widget, where)
    pause(60)


def face() -> Any:
    """The plugin's visible part."""
    return plugins[NAME]._face


def dock() -> Any:
    """The dock."""
    return face().dock


def figures() -> Any:
    """What the dock shows."""
    controller = face().controller
    return None if controller is None else controller.figures


def traces() -> dict[str, int]:
    """What a loaded plugin leaves in the window."""
    window = iface.mainWindow()
    ours = [each for each in window.findChildren(QDockWidget) if each.objectName() == "MineRemediationDock"]
    return {
        "providers": sum(each.id() == "mineremediation" for each in QgsApplication.processingRegistry().providers()),
        "toolbars": len(window.findChildren(QToolBar)),
        "vector_toolbar": len(iface.vectorToolBar().actions()),
        "vector_menu": len(iface.vectorMenu().actions()),
        "help_menu": len(iface.pluginHelpMenu().actions()) if iface.pluginHelpMenu() else 0,
        "docks": len(ours),
        "canvas": len(iface.mapCanvas().findChildren(QWidget)),
        "moves": iface.mapCanvas().receivers(iface.mapCanvas().xyCoordinates),
        "reads": QgsProject.instance().receivers(QgsProject.instance().readProject),
        "tasks": QgsApplication.taskManager().receivers(QgsApplication.taskManager().taskAdded),
    }


def let_go() -> None:
    """Delete what is to be deleted later: by itself that would happen only after the script."""
    pause(300)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def run(drive: Callable[[], None]) -> None:
    """Drive as soon as the window stands, write the report, leave."""

    def main() -> None:
        try:
            drive()
        except Exception:  # noqa: BLE001 (whatever it is, the report must say it and the window must close)
            report["errors"].append(traceback.format_exc())
        text = json.dumps(report, ensure_ascii=False, indent=1, default=str)
        Path(os.environ["WINDOW_REPORT"]).write_text(text, encoding="utf-8")
        QgsProject.instance().clear()
        QApplication.exit(0)

    QTimer.singleShot(1500, main)
