"""Runs inside a real QGIS window: the dock from the first click to unloading, as a surveyor uses it."""

from __future__ import annotations

import os
import sys
import time

sys.path.insert(0, os.environ["WINDOW_TOOLS"])
from acting import (
    DEMO,
    NAME,
    RESULTS,
    calm,
    click_item,
    click_on_screen,
    dock,
    end_flashes,
    face,
    figures,
    let_go,
    move,
    picture,
    report,
    run,
    settle,
    traces,
    wait_for,
)
from qgis.core import QgsApplication, QgsProject
from qgis.gui import QgsGui
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QToolButton
from qgis.utils import iface, loadPlugin, startPlugin, unloadPlugin

PROGRESS, TOWNSHIPS, PATCHES, PROBLEMS, SOURCES = range(5)
LEFT = Qt.MouseButton.LeftButton


def shows(condition) -> bool:
    """Wait for figures that fulfil *condition*."""
    return wait_for(lambda: figures() is not None and condition(figures()), 20)


def drive() -> None:
    """The session."""
    report["locale"] = QgsApplication.locale()
    report["seconds"] = {}
    iface.mainWindow().showNormal()
    iface.mainWindow().resize(1366, 768)
    settle()
    report["fresh"] = traces()
    for step in (open_nothing, open_demo, look_around, edit, draw, algorithms, take_layer_away, come_and_go):
        started = time.perf_counter()
        step()
        report["seconds"][step.__name__] = round(time.perf_counter() - started, 1)


def open_nothing() -> None:
    """The dock without a project, by a click on the toolbar; then closed again."""
    action = face()._entries.toggle_dock
    button = next(each for each in iface.vectorToolBar().findChildren(QToolButton) if each.defaultAction() is action)
    report["hidden"] = not dock().isVisible()
    click_on_screen(button)
    report["opened_by_click"] = wait_for(lambda: dock().isVisible(), 5)
    wait_for(lambda: face().controller is not None)
    report["nothing"] = dock().banner_label.text()
    picture(dock(), "dock_nothing")
    dock().close()
    report["closed"] = not action.isChecked()


def open_demo() -> None:
    """The sample: everything filled in at once."""
    QgsProject.instance().read(str(DEMO / "demo.qgz"))
    face()._entries.toggle_dock.trigger()
    iface.mainWindow().resizeDocks([dock()], [330], Qt.Orientation.Horizontal)
    report["figures"] = shows(lambda found: found.years)
    settle()
    sources = face().controller.sources
    report["sources"] = {name: str(getattr(sources, name)) for name in sources.__dataclass_fields__}
    report["headline"] = dock().headline.text()
    report["due"] = dock().due_label.text()
    report["banner"] = dock().banner.isVisible()
    report["width"] = dock().width()
    picture(iface.mainWindow(), "dock_window")
    for page, name in enumerate(("progress", "townships", "patches", "problems", "sources")):
        dock().show_page(page)
        picture(dock(), f"dock_{name}")


def look_around() -> None:
    """A cell, a problem, a filter, a card."""
    layer = QgsProject.instance().mapLayer(face().controller.sources.layer_id)
    dock().show_page(TOWNSHIPS)
    settle()
    click_item(dock().townships_view, 0, 2)
    report["cell"] = sorted(layer.selectedFeatureIds())
    report["cell_expected"] = face()._live.patches_in(0, 1)
    end_flashes()
    picture(iface.mainWindow(), "dock_cell")
    dock().show_page(PATCHES)
    dock().filter_button.setChecked(True)
    QTest.keyClicks(dock().search_edit, "03")
    settle()
    report["filtered"] = dock().count_label.text()
    click_item(dock().patch_view, 0)
    settle()
    report["card"] = dock().card_view.toPlainText()
    picture(dock(), "dock_card")
    dock().search_edit.clear()
    dock().show_page(PROBLEMS)
    report["problems"] = dock().problem_view.model().rowCount()


def edit() -> None:
    """A vertex by QGIS's own tool, undo, redo, save: figures follow each step."""
    layer = QgsProject.instance().mapLayer(face().controller.sources.layer_id)
    canvas = iface.mapCanvas()
    before = figures().total
    report["before"] = before
    iface.setActiveLayer(layer)
    fid = face()._live.patches_in(None, None)[0]
    canvas.zoomToFeatureIds(layer, [fid])
    settle()
    layer.startEditing()
    iface.actionVertexTool().trigger()
    corner = layer.getFeature(fid).geometry().vertexAt(0)
    shown = canvas.getCoordinateTransform().transform(corner.x(), corner.y())
    at = QPoint(round(shown.x()), round(shown.y()))
    move(at)
    QTest.mouseClick(canvas.viewport(), LEFT, pos=at)
    move(at + QPoint(25, 18))
    QTest.mouseClick(canvas.viewport(), LEFT, pos=at + QPoint(25, 18))
    report["edited"] = shows(lambda found: found.total != before)
    after = figures().total
    report["after"] = after
    dock().show_page(TOWNSHIPS)
    report["dots"] = len(figures().changed_cells)
    report["unsaved"] = dock().basis_label.text()
    picture(iface.mainWindow(), "dock_editing")
    layer.undoStack().undo()
    report["undone"] = shows(lambda found: found.total == before)
    layer.undoStack().redo()
    report["redone"] = shows(lambda found: found.total == after)
    report["saved"] = layer.commitChanges()
    report["saved_figures"] = shows(lambda found: found.total == after and not found.changed_cells)
    settle()


def draw() -> None:
    """A growing polygon: the map says its area; nothing is added."""
    layer = QgsProject.instance().mapLayer(face().controller.sources.layer_id)
    canvas, count = iface.mapCanvas(), layer.featureCount()
    layer.startEditing()
    iface.actionAddFeature().trigger()
    for x, y in ((300, 200), (420, 210), (430, 330)):
        move(QPoint(x, y))
        QTest.mouseClick(canvas.viewport(), LEFT, pos=QPoint(x, y))
    move(QPoint(330, 340))
    label = face()._readout.label
    report["readout"] = label.text() if wait_for(label.isVisible, 3) else ""
    picture(iface.mainWindow(), "dock_drawing")
    face()._entries.show_area.trigger()
    move(QPoint(340, 350))
    report["readout_off"] = not label.isVisible()
    face()._entries.show_area.trigger()
    report["shortcut"] = face()._entries.show_area in QgsGui.shortcutsManager().listActions()
    iface.actionPan().trigger()
    layer.removeSelection()  # else these tools mean the selected patches only
    report["split"] = cut(iface.actionSplitFeatures())
    picture(iface.mainWindow(), "dock_splitting")
    report["reshape"] = cut(reshape_action())
    iface.actionPan().trigger()
    layer.rollBack()
    report["same_count"] = layer.featureCount() == count
    shows(lambda found: found.total == report["after"])


def reshape_action():
    """QGIS's own action."""
    return iface.mainWindow().findChild(QAction, "mActionReshapeFeatures")


def cut(action) -> str:
    """Draw a line through the patch in the middle with the tool of *action*; what the map says."""
    canvas, label = iface.mapCanvas().viewport(), face()._readout.label
    middle = canvas.rect().center()
    action.trigger()
    move(middle - QPoint(0, 300))
    QTest.mouseClick(canvas, LEFT, pos=middle - QPoint(0, 300))
    move(middle + QPoint(30, 0))
    QTest.mouseClick(canvas, LEFT, pos=middle + QPoint(30, 0))
    move(middle + QPoint(0, 300))
    return label.text() if wait_for(label.isVisible, 2) else ""


def algorithms() -> None:
    """Summarise as the dock fills it in, cancel an export, let a classification fail."""
    runs = face()._runs
    dock().show_page(PROGRESS)
    settle()
    dock().summarise_button.click()
    dialog = runs._dialogs[-1]
    picture(dialog, "dock_summarise")
    finished: list = []
    dialog.algorithmFinished.connect(lambda ok, results: finished.append((ok, results)))
    dialog.runButton().click()
    wait_for(lambda: bool(finished))
    report["summarised"] = finished[0][0] if finished else None
    report["summary"] = {name: value for name, value in finished[0][1].items() if name.endswith("_MU")}
    shown = figures()
    report["shown"] = {
        "TOTAL_MU": shown.total,
        "COUNTED_MU": shown.counted,
        "OVERLAP_MU": shown.overlap,
        "NOT_COUNTED_MU": shown.not_counted,
        "OUTSIDE_MU": shown.outside,
    }
    dialog.close()
    maps_filled_in(runs)
    cancel_one(runs)
    wait_for(lambda: sip.isdeleted(dialog))  # a closed dialog deletes itself after a second
    fail_one(runs)
    dock().show_page(PROGRESS)
    picture(dock(), "dock_runs")


def maps_filled_in(runs) -> None:
    """The button of the maps opens their dialog, filled in."""
    dock().maps_button.click()
    dialog = runs._dialogs[-1]
    report["maps"] = {"button": dock().maps_button.text(), "algorithm": dialog.algorithm().id()}
    report["maps"]["given"] = {name: str(value) for name, value in dialog.createProcessingParameters().items()}
    picture(dialog, "dock_maps")
    dialog.close()


def cancel_one(runs) -> None:
    """Cancel an export by the button in the dock as soon as it is listed."""
    dock().export_button.click()
    dialog = runs._dialogs[-1]
    given = dialog.createProcessingParameters()
    dialog.close()
    target = RESULTS / "cancelled.gpkg"
    runs.open("mineremediation:exportprogress", {**given, "GEOPACKAGE": str(target), "LOAD_RESULTS": False})
    dialog = runs._dialogs[-1]

    def cancel_listed() -> None:
        for listed in [each for each in runs.runs if each.state == "running"]:
            face().controller._runs_view.cancelled.emit(listed)

    runs.changed.connect(cancel_listed)
    dialog.runButton().click()
    wait_for(lambda: runs.runs and runs.runs[-1].state != "running", 30)
    runs.changed.disconnect(cancel_listed)
    report["cancelled"] = [each.state for each in runs.runs]
    report["nothing_written"] = not target.exists()
    dialog.close()


def fail_one(runs) -> None:
    """A classification without a distance is refused; the dock keeps it with the reason."""
    dock().classify_button.click()
    dialog = runs._dialogs[-1]
    given = dialog.createProcessingParameters()
    dialog.close()
    given.pop("RIVER_CORRIDOR_DISTANCE", None)
    runs.open("mineremediation:classifybyzone", given)
    dialog = runs._dialogs[-1]
    dialog.runButton().click()
    wait_for(lambda: any(each.state == "failed" for each in runs.runs), 30)
    report["failed"] = [each.reason for each in runs.runs if each.state == "failed"]
    dialog.close()


def take_layer_away() -> None:
    """The layer is removed while the dock shows it."""
    QgsProject.instance().removeMapLayer(face().controller.sources.layer_id)
    settle()
    report["gone"] = dock().banner_label.text()
    picture(dock(), "dock_gone")
    QgsProject.instance().clear()
    settle()


def come_and_go() -> None:
    """Load, unload, load: nothing may be left over."""
    report["unloaded_ok"] = unloadPlugin(NAME)
    let_go()
    report["unloaded"] = traces()
    report["reloaded_ok"] = loadPlugin(NAME) and startPlugin(NAME)
    calm()
    report["reloaded"] = traces()
    report["errors_in_log"] = [text for text in MESSAGES if "Traceback" in text]


MESSAGES: list[str] = []
QgsApplication.messageLog().messageReceived.connect(lambda text, *_: MESSAGES.append(text))
run(drive)
