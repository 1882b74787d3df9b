"""Nothing is cut: every text of the dock has its room at 320 px, in both languages, large fonts, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from qgis.PyQt.QtCore import QPoint, QRect, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QWidget

from mine_remediation.tests.ui.made import PICTURES
from mine_remediation.ui.dock import PROBLEMS, PROGRESS, SOURCES, TOWNSHIPS

WORDS = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


@pytest.fixture(params=[1.0, 1.5], ids=["100 %", "150 %"])
def scale(request: pytest.FixtureRequest, qgis_app: Any) -> Iterator[float]:
    before = QApplication.font()
    font = QFont("Noto Sans CJK SC")
    font.setPixelSize(round(12 * request.param))
    QApplication.setFont(font)
    yield request.param
    QApplication.setFont(before)


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest, qgis_app: Any) -> Iterator[str]:
    before = QApplication.palette()
    if request.param == "dark":
        QApplication.setPalette(dark())
    yield request.param
    QApplication.setPalette(before)


def dark() -> QPalette:
    """A palette like QGIS's theme Night Mapping."""
    roles = QPalette.ColorRole
    shown = QPalette(QColor("#535353"), QColor("#323232"))
    for role, colour in (
        (roles.Window, "#323232"), (roles.Base, "#2b2b2b"), (roles.AlternateBase, "#383838"), (roles.Text, "#e6e6e6"),
        (roles.WindowText, "#e6e6e6"), (roles.ButtonText, "#e6e6e6"), (roles.Button, "#474747"),
        (roles.Highlight, "#3d6fa5"), (roles.HighlightedText, "#ffffff"),
    ):  # fmt: skip
        shown.setColor(role, QColor(colour))
    return shown


def cut(dock: QWidget) -> list[str]:
    """The visible labels and buttons of *dock* whose text has not enough room, or that stick out of their parent."""
    found = []
    for widget in dock.contents.findChildren(QWidget):
        if not widget.isVisible() or not getattr(widget, "text", lambda: "")():
            continue
        if isinstance(widget, QLabel) and not _has_room(widget):
            found.append(f"{widget.objectName()}: {widget.text()!r} in {widget.width()}×{widget.height()}")
        icon_only = isinstance(widget, QAbstractButton) and not isinstance(widget, QCheckBox) and widget.width() < 40
        if isinstance(widget, QAbstractButton) and not icon_only and widget.width() < widget.minimumSizeHint().width():
            found.append(f"{widget.objectName()}: {widget.text()!r} in {widget.width()}")
        if widget.x() + widget.width() > widget.parentWidget().width() + 1:
            found.append(f"{widget.objectName()} sticks out of {widget.parentWidget().objectName()}")
    return found


def _has_room(label: QLabel) -> bool:
    if not label.wordWrap():
        return label.width() >= label.sizeHint().width()
    return label.height() >= label.heightForWidth(label.width())


def tab_cut(dock: Any) -> bool:
    """Whether the tabs need more than they have."""
    tabs = dock.tabs
    right = tabs.tabRect(tabs.count() - 1).right()
    return right > tabs.width() or tabs.width() > dock.width()


def test_nothing_is_cut_on_any_page(make_dock, live, county, language, scale, theme) -> None:
    dock, _ = make_dock(320, 600)
    live.answer(changed_cells=frozenset({(0, 1)}))
    assert dock.width() == 320, "the dock can be as narrow as this"
    PICTURES.mkdir(parents=True, exist_ok=True)
    for page in range(5):
        dock.show_page(page)
        dock.filter_button.setChecked(True)
        QTest.qWait(20)
        dock.grab().save(str(PICTURES / f"{language}_{theme}_{round(100 * scale)}_{page}.png"))
        assert cut(dock) == []
        assert not tab_cut(dock)
        heads = dock.pages.currentWidget()
        assert heads.width() <= 320


def test_the_check_finds_a_cut_text(make_dock, live, county) -> None:
    dock, _ = make_dock(320, 600)
    live.answer()
    dock.show_page(SOURCES)
    dock.year_field_label.setWordWrap(False)
    dock.year_field_label.setText("a label that is far too long for its column in the narrow dock")
    dock.year_field_label.setFixedWidth(60)
    QTest.qWait(10)
    assert any("year_field_label" in each for each in cut(dock))


@pytest.mark.parametrize("situation", ["nothing", "unclear", "failed", "libraries", "running"])
def test_every_state_has_room(make_dock, live, project, county, language, situation) -> None:
    dock, controller = STATES[situation](make_dock, live, project)
    QTest.qWait(20)
    PICTURES.mkdir(parents=True, exist_ok=True)
    dock.grab().save(str(PICTURES / f"state_{language}_{situation}.png"))
    assert cut(dock) == []
    assert controller is not None


def _nothing(make_dock: Any, live: Any, project: Any) -> Any:
    project.clear()
    return make_dock()


def _unclear(make_dock: Any, live: Any, project: Any) -> Any:
    project.removeMapLayer(project.mapLayersByName("townships")[0].id())
    return make_dock()


def _failed(make_dock: Any, live: Any, project: Any) -> Any:
    made = make_dock()
    live.failed.emit("Layer “图斑（按类别）SYNTHETIC” has no coordinate reference system, so no area can be computed.")
    return made


def _libraries(make_dock: Any, live: Any, project: Any) -> Any:
    from mine_remediation.libraries import LibraryProblem
    from mine_remediation.processing.messages import library_text

    sentence = library_text(LibraryProblem("geopandas", "missing"))
    return make_dock(live=None, guessing=None, library_problem=sentence)


def _running(make_dock: Any, live: Any, project: Any) -> Any:
    from mine_remediation.ui.runs import FAILED, Run

    dock, controller = make_dock()
    live.answer()
    live.stale.emit(True)
    live.progressed.emit(0.6)
    runs = controller._around.runs
    failed = "Layer “四区两线”: the distance of “River corridor” is missing. Give it in metres."
    runs.runs = [Run("a", "Classify by priority zone", {}, FAILED, reason=failed), Run("b", "Export", {}, progress=0.4)]
    runs.changed.emit()
    return dock, controller


STATES = {
    "nothing": _nothing, "unclear": _unclear, "failed": _failed, "libraries": _libraries, "running": _running,
}  # fmt: skip


def test_the_names_stay_while_the_years_scroll(make_dock, live, county) -> None:
    dock, _ = make_dock(320, 600)
    live.answer()
    dock.show_page(TOWNSHIPS)
    view = dock.townships_view
    before = view.names.mapTo(dock, QPoint(0, 0))
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    assert view.names.mapTo(dock, QPoint(0, 0)) == before
    assert view.names.width() == view.columnWidth(0)
    last = view.visualRect(view.model().index(0, view.model().columnCount() - 1))
    assert QRect(QPoint(0, 0), view.viewport().size()).contains(last), "the totals can be reached"
    view.verticalScrollBar().setValue(3)
    assert view.names.verticalScrollBar().value() == view.verticalScrollBar().value()


def test_the_keyboard_never_reaches_a_cell_below_the_names(make_dock, live, county) -> None:
    dock, _ = make_dock(320, 600)
    live.answer()
    dock.show_page(TOWNSHIPS)
    QTest.qWait(20)
    view = dock.townships_view
    view.choose(view.model().index(0, 1))
    for key in [Qt.Key.Key_Right] * 6 + [Qt.Key.Key_Left] * 4:
        QTest.keyClick(view, key)
        assert view.visualRect(view.currentIndex()).left() >= view.columnWidth(0)
    assert view.currentIndex().column() == 2


def test_lists_on_the_progress_page_do_not_scroll_by_themselves(make_dock, live, county) -> None:
    dock, _ = make_dock(320, 400)
    live.answer()
    dock.show_page(PROGRESS)
    QTest.qWait(20)
    assert dock.progress_view.verticalScrollBar().maximum() == 0
    assert dock.deadline_view.height() >= dock.deadline_view.verticalHeader().length()


def test_the_form_has_no_text_of_its_own() -> None:
    import re
    from pathlib import Path

    from mine_remediation.paths import ui_path

    texts = re.findall(r"<string>(.*?)</string>", Path(ui_path("dock.ui")).read_text(encoding="utf-8"))
    assert texts == ["yyyy-MM-dd"], "what stands in the form would not be translated"


def test_rows_are_as_high_as_their_wrapped_texts_when_the_dock_is_narrowed(make_dock, live, county) -> None:
    from mine_remediation.processing import live_values as values

    dock, _ = make_dock(320, 420)
    live.found = [values.Problem("图层“图斑”：截止日期当年的图斑只有年度、没有日期。" * 3, "warning", "", ())] * 9
    live.answer()
    for page, view in ((PROGRESS, dock.progress_view), (PROBLEMS, dock.problem_view)):
        dock.show_page(page)
        dock.resize(700, 420)
        QTest.qWait(150)
        dock.resize(250, 420)
        QTest.qWait(150)
        model = view.model()
        heights = [view.visualRect(model.index(row, 0)).height() for row in range(model.rowCount())]
        assert heights == [view.sizeHintForIndex(model.index(row, 0)).height() for row in range(model.rowCount())]
        assert view is dock.problem_view or view.height() == sum(heights)
