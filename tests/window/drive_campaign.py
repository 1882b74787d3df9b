"""Runs inside a real QGIS window: a campaign from an empty folder by the dock alone, then a form filled in."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing

sys.path.insert(0, os.environ["WINDOW_TOOLS"])
from acting import DEMO, RESULTS, dock, face, figures, let_go, picture, report, run, settle, wait_for
from qgis.core import QgsApplication, QgsFieldConstraints, QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QDialog, QDialogButtonBox, QLineEdit, QTabWidget
from qgis.utils import iface

PROGRESS, SOURCES = 0, 4
SAMPLE = DEMO / "data" / "sample_county.gpkg"
CAMPAIGN = RESULTS / "示例行动" / "示例行动.gpkg"


def layer(table: str):
    """A layer of the campaign."""
    return next(each for each in QgsProject.instance().mapLayers().values() if each.source().endswith(f"={table}"))


def drive() -> None:
    """The session."""
    iface.mainWindow().showNormal()
    iface.mainWindow().resize(1366, 768)
    face()._entries.toggle_dock.trigger()
    wait_for(lambda: face().controller is not None)
    create()
    load()
    choose_sets()
    read_back()
    fill_in_a_form()
    rename()


def through_dock(button, **given) -> bool:
    """Click *button* of the dock, fill in the dialog that it opens, run; whether it went well."""
    runs, asked = face()._runs, []
    runs.open = lambda name, filled: asked.append((name, filled))
    button.click()
    del runs.open
    ((name, filled),) = asked
    runs.open(name, {**filled, **given})
    dialog = runs._dialogs[-1]
    finished: list = []
    dialog.algorithmFinished.connect(lambda ok, results: finished.append(ok))
    dialog.runButton().click()
    wait_for(lambda: bool(finished))
    dialog.close()
    return bool(finished and finished[0])


def create() -> None:
    """A new campaign is opened as soon as it is made, and the dock says what it lacks."""
    report["offered"] = dock().banner_second_button.text()
    dock().show_page(SOURCES)
    report["created"] = through_dock(dock().create_campaign_button, NAME="示例行动", FOLDER=str(RESULTS))
    report["opened"] = wait_for(lambda: face().controller.sources.campaign == str(CAMPAIGN), 10)
    report["lacks"] = wait_for(lambda: dock().banner.isVisible(), 10) and dock().banner_label.text()
    picture(dock(), "campaign_empty")


def load() -> None:
    """Plan, townships and patches."""
    dock().show_page(SOURCES)
    report["plan"] = through_dock(dock().load_plan_button, PLAN="xinbin_2018_2022")
    for table, name in (("townships", "townships_SYNTHETIC"), ("patches", "mines_SYNTHETIC")):
        source = f"{SAMPLE}|layername={name}"
        report[table] = through_dock(dock().load_layers_button, TABLE=table, INPUT=source)
    report["figures"] = wait_for(lambda: figures() is not None and figures().patches > 100, 20)
    iface.mainWindow().resizeDocks([dock()], [330], Qt.Orientation.Horizontal)
    iface.setActiveLayer(layer("patches"))
    iface.zoomToActiveLayer()
    picture(dock(), "campaign_sources")


def choose_sets() -> None:
    """Progress against either set, the open mu beside it."""
    dock().show_page(PROGRESS)
    combo, report["sets"] = dock().target_set_combo, {}
    dock().period_combo.setCurrentIndex(dock().period_combo.count() - 1)
    for name in ("A", "B"):
        combo.setCurrentIndex(combo.findData(name))
        wait_for(lambda name=name: figures().target_set == name and not face()._live.busy, 20)
        report["sets"][name] = figures().progress[None].rows[-1].target
        picture(dock(), f"campaign_set_{name.lower()}")
    report["basis"] = dock().basis_label.text()
    report["questions"] = dock().questions_label.text()
    picture(iface.mainWindow(), "campaign_window")


def read_back() -> None:
    """What the form of the opened project says."""
    patches = layer("patches")
    place = patches.fields().lookupField("category")
    listed = patches.editorWidgetSetup(place).config()["map"]
    unique = patches.fieldConstraints(patches.fields().lookupField("patch_no"))
    greened = patches.constraintDescription(patches.fields().lookupField("greened_m2"))
    report["form"] = {
        "alias": patches.attributeAlias(place),
        "tabs": [tab.name() for tab in patches.editFormConfig().tabs()],
        "values": [name for each in listed for name in each],
        "constraint": greened,
        "unique": bool(unique & QgsFieldConstraints.Constraint.ConstraintUnique),
    }


def fill_in_a_form() -> None:
    """Another category for the first patch that counts, by its form; saved, dock and history follow."""
    patches = layer("patches")
    first = next(each for each in patches.getFeatures() if each["patch_no"] == "SYN-210422-001")
    before = {row.category: row.counted for row in figures().progress[None].rows}
    patches.startEditing()
    form = iface.getFeatureForm(patches, first)
    form.show()
    report["filled"] = wait_for(lambda: not any(each.model().property("isLoading") for each in combos(form)), 20)
    picture(form, "campaign_form")
    tabs = form.findChild(QTabWidget)
    report["shown_tabs"] = [tabs.tabText(place) for place in range(tabs.count())]
    edit = next(each for each in form.findChildren(QLineEdit) if each.text() == "SYN-210422-001")
    edit.setText("SYN-210422-001A")
    other = "closed" if first["category"] != "closed" else "abandoned"
    widget = next(each for each in combos(form) if each.isVisible() and each.currentData() == first["category"])
    widget.setCurrentIndex(widget.findData(other))
    accept(form)
    patches.commitChanges()
    report["saved"] = wait_for(
        lambda: {row.category: row.counted for row in figures().progress[None].rows} != before, 20
    )
    with closing(sqlite3.connect(CAMPAIGN)) as connection:
        statement = "SELECT column_name, old_value, signed_by FROM history_signed WHERE table_name = 'patches'"
        report["history"] = connection.execute(statement).fetchall()


def combos(form: QDialog) -> list[QComboBox]:
    """What is chosen from in *form*; lists of features are read in threads."""
    return form.findChildren(QComboBox)


def accept(form: QDialog) -> None:
    """Press OK; the form goes, as it does by itself where no script is running."""
    box = form.findChild(QDialogButtonBox)
    box.button(QDialogButtonBox.StandardButton.Ok).click()
    form.deleteLater()
    let_go()


def keep_unavailable() -> None:
    """QGIS asks what to do about layers without their file: keep them."""
    asked = QApplication.activeModalWidget()
    if asked is not None:
        asked.reject()


def rename() -> None:
    """The database was renamed: the dock says so and writes the project anew."""
    settle()  # nobody is as quick as to rename what is just being read
    QgsProject.instance().setDirty(False)
    QgsProject.instance().clear()
    CAMPAIGN.rename(CAMPAIGN.with_name("新名.gpkg"))
    asking = QTimer()
    asking.timeout.connect(keep_unavailable)
    asking.start(20)
    QgsProject.instance().read(str(CAMPAIGN.with_suffix(".qgz")))
    asking.stop()
    report["renamed"] = wait_for(lambda: face().controller.sources.renamed, 10) and dock().banner_label.text()
    picture(dock(), "campaign_renamed")
    QgsProject.instance().setDirty(False)
    dock().banner_button.click()
    wanted = str(CAMPAIGN.with_name("新名.gpkg"))
    report["rewritten"] = wait_for(lambda: face().controller.sources.campaign == wanted and figures() is not None, 20)
    report["last_said"] = [face().controller.sources.problem, dock().banner_label.text()]
    report["errors_in_log"] = [text for text in MESSAGES if "Traceback" in text]


MESSAGES: list[str] = []
QgsApplication.messageLog().messageReceived.connect(lambda text, *_: MESSAGES.append(text))
run(drive)
