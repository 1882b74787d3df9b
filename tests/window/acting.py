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
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt, QThread, QTimer, QVariantAnimation
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QToolBar, QWidget
from qgis.utils import iface, plugins

PICTURES = Path(os.environ["WINDOW_PICTURES"])
RESULTS = Path(os.environ["WINDOW_RESULTS"])
DEMO = Path(os.environ["WINDOW_DEMO"])
NAME = "mine_remediation"
LOOK = 10  # ms between two looks at what is waited for
PACKED = 80  # of a picture: as small as by default, in a third of the time
report: dict[str, Any] = {"errors": []}


def pause(milliseconds: int) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for(condition: Callable[[], Any], seconds: float = 60, every: int = LOOK) -> bool:
    """Wait until *condition* holds, looking *every* so many milliseconds.

    Looks are counted, not the clock: a machine that is busy or stands still meanwhile costs no look.
    """
    for _ in range(int(seconds * 1000 / every)):
        if condition():
            return True
        pause(every)
    return False


def under_way() -> list[str]:
    """What the window still has to do: tasks, the map, delayed work of map and dock."""
    canvas, tasks = iface.mapCanvas(), QgsApplication.taskManager().countActiveTasks()
    controller = face().controller if NAME in plugins else None
    timers = [each for owner in (canvas, controller) if owner is not None for each in owner.findChildren(QTimer)]
    delays = [each.interval() for each in timers if each.isActive() and each.isSingleShot()]
    return [f"{tasks} tasks"] * bool(tasks) + ["map"] * canvas.isDrawing() + [f"in {each} ms" for each in delays]


def settle(*beside: QWidget) -> None:
    """Wait until nothing is under way and the parts of the window, and what is *beside* it, stay where they are."""
    parts = [iface.mainWindow(), iface.mapCanvas(), *([dock()] if NAME in plugins else []), *beside]
    places: list[Any] = []

    def at_rest() -> bool:
        now = None if under_way() else [each.geometry().getRect() for each in parts]
        places.append(now)
        return now is not None and places[-2:] == [now, now]

    pause(LOOK)
    if not wait_for(at_rest):
        report["errors"].append(f"never came to rest: {under_way()}")


def end_flashes() -> None:
    """Have the flashes of the map behind us: they last longer than it takes to look."""
    for flash in iface.mapCanvas().findChildren(QVariantAnimation):
        flash.setCurrentTime(flash.totalDuration())


def picture(widget: QWidget, name: str) -> None:
    """Screenshot of *widget* as it stays."""
    wait_for(widget.window().windowHandle().isExposed, 10)
    settle(widget.window())
    widget.grab().save(str(PICTURES / f"{name}.png"), "PNG", PACKED)


def click_on_screen(widget: QWidget) -> None:
    """Click in the middle of *widget* as a hand does: through the window system."""
    where = widget.mapToGlobal(widget.rect().center())
    subprocess.Popen(["xdotool", "mousemove", str(where.x()), str(where.y()), "click", "1"])


def click_item(view: Any, row: int, column: int = 0) -> None:
    """Click on a cell of *view*."""
    index = view.model().index(row, column)
    view.scrollTo(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())


def move(where: QPoint) -> None:
    """Move the pointer to *where* on the map, and wait until the map has noticed."""
    canvas = iface.mapCanvas()
    for each in (where - QPoint(1, 0), where):
        QTest.mouseMove(canvas.viewport(), each)
        wait_for(lambda each=each: canvas.mouseLastXY() == each, 5)
    pause(LOOK)


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
    parts = window.findChildren((QDockWidget, QToolBar))
    return {
        "providers": sum(each.id() == "mineremediation" for each in QgsApplication.processingRegistry().providers()),
        "toolbars": sum(isinstance(each, QToolBar) for each in parts),
        "vector_toolbar": len(iface.vectorToolBar().actions()),
        "vector_menu": len(iface.vectorMenu().actions()),
        "help_menu": len(iface.pluginHelpMenu().actions()) if iface.pluginHelpMenu() else 0,
        "docks": sum(each.objectName() == "MineRemediationDock" for each in parts),
        "canvas": len(iface.mapCanvas().findChildren(QWidget)),
        "moves": iface.mapCanvas().receivers(iface.mapCanvas().xyCoordinates),
        "reads": QgsProject.instance().receivers(QgsProject.instance().readProject),
        "tasks": QgsApplication.taskManager().receivers(QgsApplication.taskManager().taskAdded),
    }


def calm() -> None:
    """Wait until no task is under way any more."""
    pause(LOOK)
    wait_for(lambda: not QgsApplication.taskManager().countActiveTasks())


def let_go() -> None:
    """Delete what is to be deleted later: by itself that would happen only after the script."""
    calm()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def run(drive: Callable[[], None]) -> None:
    """Drive as soon as the window stands, write the report, leave."""

    def begin() -> None:
        handle = iface.mainWindow().windowHandle()
        if QThread.currentThread().loopLevel() and handle is not None and handle.isExposed():
            main()
        else:
            QTimer.singleShot(LOOK, begin)

    def main() -> None:
        try:
            settle()
            drive()
        except Exception:  # noqa: BLE001 (whatever it is, the report must say it and the window must close)
            report["errors"].append(traceback.format_exc())
        text = json.dumps(report, ensure_ascii=False, indent=1, default=str)
        Path(os.environ["WINDOW_REPORT"]).write_text(text, encoding="utf-8")
        QgsProject.instance().clear()
        QApplication.exit(0)

    QTimer.singleShot(0, begin)
