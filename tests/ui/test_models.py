"""The models say what the values say, in the words and digits of the office."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("qgis.gui")
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPalette

from mine_remediation.processing import live_values as values
from mine_remediation.tests.ui import made
from mine_remediation.ui import looks
from mine_remediation.ui.delegates import bullet, figures_text, state_text
from mine_remediation.ui.models import (
    BAR,
    CHANGED,
    LAST,
    OfficeOrder,
    PatchColumn,
    PatchModel,
    ProblemModel,
    ProgressModel,
    TownshipModel,
)

DISPLAY = Qt.ItemDataRole.DisplayRole


def texts(model, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


@pytest.fixture
def table(qgis_app) -> TownshipModel:
    model = TownshipModel()
    model.show(made.sample_table(), frozenset({(0, 1), (2, 0)}), values.MU)
    return model


def test_townships_keep_the_offices_order_with_outside_and_totals_last(table) -> None:
    names = [table.index(row, 0).data() for row in range(table.rowCount())]
    assert names == [*made.TOWNS, "Outside", "Total"]
    assert table.index(8, 1).data(Qt.ItemDataRole.ToolTipRole) == "Outside every township, 2019: 3.17 mu"
    assert [table.headerData(i, Qt.Orientation.Horizontal) for i in range(7)] == [
        "Township", "2019", "2020", "2021", "2022", "Undated", "Total",
    ]  # fmt: skip
    assert texts(table, 0) == ["新宾镇", "–", "9.51", "3.17", "12.68", "6.34", "31.70"]
    assert texts(table, table.rowCount() - 1)[-1] == f"{made.sample_table().total:.2f}"


def test_a_cell_knows_its_place_and_totals_stand_for_all(table) -> None:
    last = table.rowCount() - 1
    places = [table.place(table.index(row, column)) for row, column in ((0, 2), (0, 0), (0, 6), (last, 1), (last, 6))]
    assert places == [(0, 1), (0, None), (0, None), (None, 0), (None, None)]


def test_changed_cells_and_their_totals_carry_the_dot(table) -> None:
    dotted = [(row, column) for row in range(10) for column in range(7) if table.index(row, column).data(CHANGED)]
    assert dotted == [(0, 2), (0, 6), (2, 1), (2, 6), (9, 1), (9, 2)]


def test_bars_are_shares_of_the_largest_cell_and_totals_have_none_of_their_row(table) -> None:
    assert table.index(0, 4).data(BAR) == 1.0
    assert table.index(9, 1).data(BAR) is None
    assert table.index(9, 1).data(LAST)
    assert not table.index(8, 1).data(LAST)


def test_sorting_is_a_view_with_totals_last(table) -> None:
    view = OfficeOrder()
    view.setSourceModel(table)
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        view.sort(1, order)
        figures = [table.figure(view.mapToSource(view.index(row, 1))) for row in range(9)]
        assert figures == sorted(figures, reverse=order == Qt.SortOrder.DescendingOrder)
        assert view.index(9, 0).data() == "Total"
    view.sort(-1)
    assert [view.index(row, 0).data() for row in range(8)] == list(made.TOWNS)


def test_the_clipboard_gets_the_whole_table_in_the_offices_order(table) -> None:
    lines = table.as_text().splitlines()
    assert lines[0] == "Township (mu)\t2019\t2020\t2021\t2022\tUndated\tTotal"
    assert lines[1] == "新宾镇\t0.00\t9.51\t3.17\t12.68\t6.34\t31.70"
    assert len(lines) == 11


def test_new_figures_of_the_same_shape_keep_the_view(table, qtbot) -> None:
    resets = []
    table.modelReset.connect(lambda: resets.append(1))
    with qtbot.waitSignal(table.dataChanged):
        table.show(made.sample_table(), frozenset(), values.MU)
    assert not resets
    table.show(made.sample_table(), frozenset(), values.HECTARES)
    assert resets
    assert texts(table, 0)[2] == "9.5100"


def test_a_progress_row_is_said_in_words(qgis_app) -> None:
    model = ProgressModel()
    model.show(made.sample_progress().rows, values.MU)
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == (
        "生产矿山: 30.10 mu counted, 4.25 mu under review, target 41.60 mu, gap 11.50 mu, 72.3 %, "
        "due today 38.08 mu, Behind"
    )
    assert model.index(3, 0).data() == "All categories"


def test_over_fulfilment_says_by_how_much_and_no_target_has_no_gap() -> None:
    over = made.progress_row("生产矿山", 50.0, 41.6)
    assert state_text(over, values.MU) == "▲ Exceeded, 8.40 over the target"
    assert state_text(made.progress_row("生产矿山", 50.0, None), values.MU) == "– No target"
    assert figures_text(made.progress_row("x", 1.0, 2.0, review=0.5), values.MU) == "1.00 (+0.50) / 2.00"


def test_bullets_stand_against_the_target() -> None:
    behind, over = made.progress_row("a", 30.0, 40.0, review=5.0), made.progress_row("a", 90.0, 40.0)
    bar = bullet(behind, 0.0)
    assert (bar.counted, bar.review, bar.target) == pytest.approx((0.6, 0.7, 0.8))
    assert bar.due == pytest.approx(0.8 * 335 / 366, abs=1e-3)
    assert bullet(over, 0.0).target == pytest.approx(40 / 90)
    assert bullet(made.progress_row("a", 5.0, None), 10.0).counted == 0.5
    assert bullet(made.progress_row("a", 0.0, 0.0), 0.0).target is None


def test_patches_are_shown_by_row_number(qgis_app) -> None:
    model, rows = PatchModel(), made.sample_rows()
    model.show(rows, np.array([0, 4]), values.MU)
    assert texts(model, 1) == [
        "SYN-210422-005", "2019" if rows.year[4] == 2019 else str(int(rows.year[4])), "3.32", "2.00", "闭坑矿山",
        "大四平镇", "县级初验", "Outside the zones",
    ]  # fmt: skip
    assert model.index(0, PatchColumn.YEAR).data() == "–"
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole).startswith("与")
    model.font = QFont("DejaVu Sans Mono")
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole).family() == "DejaVu Sans Mono"
    assert (model.fid(1), model.row_of(5), model.row_of(2)) == (5, 1, None)


def test_a_hundred_thousand_patches_open_and_jump_at_once(qgis_app, qtbot) -> None:
    from qgis.PyQt.QtWidgets import QHeaderView, QTableView

    view, model = QTableView(), PatchModel()
    qtbot.addWidget(view)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows = made.sample_rows(100_000)
    view.setModel(model)
    view.resize(320, 400)
    view.show()
    model.show(rows, np.arange(100_000), values.MU)
    view.repaint()
    jumps = []
    for row in (99_999, 0, 50_000, 31, 77_777):
        started = time.perf_counter()
        view.scrollTo(model.index(row, 0))
        view.viewport().repaint()
        jumps.append(time.perf_counter() - started)
    assert sorted(jumps)[2] < 0.03, jumps


def test_problems_are_links(qgis_app) -> None:
    model = ProblemModel()
    model.show([values.Problem("a", "warning", "x", (1, 2)), values.Problem("b", "info", "x", ())])
    tips = [model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in (0, 1)]
    assert tips == ["Click to show 2 features on the map.", ""]


def test_figures_have_the_decimals_of_their_unit_and_a_real_minus() -> None:
    assert looks.figure(-0.5) == "−0.50"
    assert looks.figure(1.23456, values.HECTARES) == "1.2346"
    assert looks.figure(None) == "–"
    assert looks.percent(99.9) == "99.9 %"


@pytest.mark.parametrize("ground", ["#FFFFFF", "#2D2D2D", "#535353"])
def test_states_and_bars_are_legible_on_light_and_dark_ground(ground: str) -> None:
    shown = QPalette()
    for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
        shown.setColor(role, QColor(ground))
    shown.setColor(QPalette.ColorRole.Text, QColor("#000000" if ground == "#FFFFFF" else "#FFFFFF"))
    for state in (values.BEHIND, values.EXCEEDED, values.ON_PACE):
        assert looks.contrast(looks.state_colour(state, shown), QColor(ground)) >= 4.5
    assert looks.contrast(looks.counted_colour(shown), QColor(ground)) >= 3.0


def test_digits_have_one_width_even_where_the_face_has_others(qgis_app) -> None:
    for family in ("Noto Serif CJK SC", "Noto Sans CJK SC", "DejaVu Sans"):
        metrics = QFontMetricsF(looks.number_font(QFont(family, 10)))
        assert len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


def test_every_state_has_symbol_and_word() -> None:
    states = (values.BEHIND, values.ON_PACE, values.EXCEEDED, values.NO_TARGET, values.APPROXIMATE)
    said = [looks.state(state) for state in states]
    assert len({symbol for symbol, _ in said}) == len({word for _, word in said}) == len(states)
    assert all(replace(made.progress_row("a", 1, 2), state=each).state == each for each in states)
