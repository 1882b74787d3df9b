"""The dock with its stand-ins, in both languages."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("qgis.gui")
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QTranslator

from mine_remediation import texts
from mine_remediation.campaign import deadlines
from mine_remediation.plugin import translate
from mine_remediation.tests.ui.made import ROOT, StandInGuessing, StandInLive, make_layer


@pytest.fixture
def project() -> Iterator[QgsProject]:
    project = QgsProject.instance()
    project.clear()
    yield project
    project.clear()


@pytest.fixture
def county(project: QgsProject) -> dict[str, QgsVectorLayer]:
    """A project with patches, townships and targets."""
    made = {
        "mines": make_layer("mines", "field=TBBH:string&field=ZLND:integer&field=ZLZT:string", 5),
        "townships": make_layer("townships", "field=XZMC:string", 2),
        "targets": QgsVectorLayer("NoGeometry?field=year:integer&field=target_mu:double", "targets", "memory"),
    }
    project.addMapLayers(list(made.values()))
    return made


@pytest.fixture
def canvas(qgis_app: QgsApplication) -> Iterator[QgsMapCanvas]:
    canvas = QgsMapCanvas()
    canvas.resize(400, 300)
    yield canvas
    canvas.deleteLater()


@pytest.fixture
def live() -> StandInLive:
    return StandInLive()


@pytest.fixture
def guessing() -> StandInGuessing:
    return StandInGuessing()


@pytest.fixture
def make_dock(project: QgsProject, canvas: QgsMapCanvas, live: StandInLive, guessing: StandInGuessing) -> Iterator[Any]:
    """Makes dock and controller; ``make_dock(live=None)`` and the like change their surroundings."""
    from mine_remediation.ui.controller import DockController, Surroundings
    from mine_remediation.ui.dock import MineDock
    from mine_remediation.ui.runs import Runs
    from mine_remediation.ui.settings import Settings

    made = []

    def make(width: int = 320, height: int = 640, **changes: Any) -> tuple[Any, Any]:
        settings = Settings()
        settings.page = 0
        around = {
            "project": project,
            "canvas": canvas,
            "live": live,
            "guessing": guessing,
            "runs": Runs(),
            "plan": deadlines.load_plan(),
            "settings": settings,
            "today": lambda: date(2020, 11, 30),
        }
        dock = MineDock()
        controller = DockController(dock, Surroundings(**{**around, **changes}))
        made.append((dock, controller, controller._around.runs))
        dock.resize(width, height)
        dock.show()
        return dock, controller

    yield make
    for dock, controller, runs in made:
        controller.unload()
        runs.unload()
        dock.close()
        dock.deleteLater()
        QCoreApplication.sendPostedEvents(dock, QEvent.Type.DeferredDelete)


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest, qgis_app: QgsApplication, tmp_path: Path) -> Iterator[str]:
    """Each test once in English and once in Chinese."""
    if request.param == "en":
        yield "en"
        return
    compiled = tmp_path / "zh.qm"
    source = ROOT / "i18n" / "mine_remediation_zh.ts"
    subprocess.run(["/usr/lib/qt5/bin/lrelease", "-silent", source, "-qm", compiled], check=True)
    catalogue = QTranslator()
    catalogue.load(str(compiled))
    QCoreApplication.installTranslator(catalogue)
    texts.install_translator(translate)
    yield "zh"
    texts.remove_translator(translate)
    QCoreApplication.removeTranslator(catalogue)
