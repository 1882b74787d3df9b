"""Files dropped on the dock open the import that reads them, filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unittest.mock import Mock

import pytest
from qgis.core import QgsProcessingContext
from qgis.gui import QgsGui, QgsProcessingGui
from qgis.PyQt.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from qgis.PyQt.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from qgis.PyQt.QtWidgets import QApplication

from mine_remediation.processing.import_patches import ImportPatches
from mine_remediation.tests.algorithms.makers import SAMPLE
from mine_remediation.ui.runs import Runs

_HELD = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def data_of(*urls: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(each) for each in urls])
    return data


def drag(dock: Any, data: QMimeData) -> bool:
    """Drag *data* over the dock; whether it was taken. Events go to the zone: Qt's own drags cannot be imitated."""
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, *_HELD)
    event.ignore()
    assert dock.drops.eventFilter(dock, event) == event.isAccepted()
    return event.isAccepted()


def drop(dock: Any, data: QMimeData) -> None:
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, *_HELD, QEvent.Type.Drop)
    assert dock.drops.eventFilter(dock, event)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    asked: list[tuple] = []
    monkeypatch.setattr(Runs, "open_with_files", lambda self, name, parameters: asked.append((name, parameters)))
    return asked


def test_dropped_files_open_the_import(make_dock: Any, opened: list[tuple]) -> None:
    dock, _ = make_dock()
    assert dock.acceptDrops()
    data = data_of("file:///tmp/新 图斑.zip", "file:///tmp/a.txt")
    assert drag(dock, data)
    assert dock.drops.sheet.isVisible()
    QApplication.processEvents()
    assert dock.drops.sheet.size() == dock.size()
    drop(dock, data)
    assert not dock.drops.sheet.isVisible()
    assert opened == [("mineremediation:importpatches", {"FILES": ["/tmp/新 图斑.zip", "/tmp/a.txt"]})]
    texts = data_of("file:///tmp/A.TXT")
    assert drag(dock, texts)
    drop(dock, texts)
    assert opened[1] == ("mineremediation:importcoordinates", {"FILES": ["/tmp/A.TXT"]})


def test_what_is_no_file_is_left_alone_and_a_drag_may_go_away_again(make_dock: Any, opened: list[tuple]) -> None:
    dock, _ = make_dock()
    for data in (data_of("https://example.org/a.zip"), data_of("file:///a.shp", "https://example.org/b"), QMimeData()):
        assert not drag(dock, data)
    assert not dock.drops.sheet.isVisible()
    assert drag(dock, data_of("file:///a.shp"))
    assert not dock.drops.eventFilter(dock, QDragLeaveEvent())
    assert not dock.drops.sheet.isVisible()
    assert opened == []


def test_a_campaign_keeps_the_receipts(make_dock: Any, opened: list[tuple], monkeypatch: pytest.MonkeyPatch) -> None:
    dock, controller = make_dock()
    monkeypatch.setattr(controller, "_sources", replace(controller.sources, campaign="/tmp/示例.gpkg"))
    data = data_of("file:///tmp/a.shp")
    assert drag(dock, data)
    drop(dock, data)
    assert opened == [("mineremediation:importpatches", {"FILES": ["/tmp/a.shp"], "CAMPAIGN": "/tmp/示例.gpkg"})]


@pytest.mark.parametrize(
    ("filled", "lost"), [(["/a.shp", "/b 二.zip"], ""), (["/a.shp"], "b 二.zip"), (None, "a.shp, b 二.zip")]
)
def test_files_that_an_old_dialog_does_not_take_are_named(
    monkeypatch: pytest.MonkeyPatch, qgis_app: Any, filled: list[str] | None, lost: str
) -> None:
    bar, widget = Mock(), Mock()
    widget.wrappers = {"FILES": Mock(parameterValue=lambda: filled)}
    monkeypatch.setattr(Runs, "open", lambda *_: Mock(mainWidget=lambda: widget, messageBar=lambda: bar))
    runs = Runs()
    runs.open_with_files("mineremediation:importpatches", {"FILES": ["/a.shp", "/b 二.zip"]})
    told = [call.args[1] for call in bar.pushWarning.call_args_list]
    assert told == ([f"This QGIS could not fill in {lost}. Choose them under “Files”."] if lost else [])
    runs.unload()


def test_the_widget_of_the_dialog_takes_files_that_are_layers(qgis_app: Any) -> None:
    algorithm = ImportPatches()
    algorithm.initAlgorithm()
    definition, kind = algorithm.parameterDefinition("FILES"), QgsProcessingGui.WidgetType.Standard
    wrapper = QgsGui.processingGuiRegistry().createParameterWidgetWrapper(definition, kind)
    context = QgsProcessingContext()
    widget = wrapper.createWrappedWidget(context)
    wrapper.setParameterValue([str(SAMPLE)], context)
    assert wrapper.parameterValue() == [str(SAMPLE)]
    widget.deleteLater()
