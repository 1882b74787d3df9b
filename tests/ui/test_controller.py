"""The controller: what the user does reaches the live figures and the map, and figures reach the pages."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QToolButton

from mine_remediation.campaign import deadlines
from mine_remediation.processing import live_values as values
from mine_remediation.tests.ui.made import GROUP, StandInLive, make_layer, sample_figures, sample_rows
from mine_remediation.ui.dock import PATCHES, PROBLEMS, PROGRESS, SOURCES, TOWNSHIPS


def asked(live: StandInLive, what: str) -> list[tuple]:
    return [entry for entry in live.asked if entry[0] == what]


def click(view: Any, row: int, column: int = 0) -> None:
    index = view.model().index(row, column)
    view.scrollTo(index)
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, view.visualRect(index).center()
    )


@pytest.fixture
def full(make_dock, county, live):
    """A dock with figures."""
    dock, controller = make_dock()
    live.answer()
    return dock, controller


def test_everything_is_filled_in_when_the_dock_is_seen(make_dock, county, live, guessing) -> None:
    dock, controller = make_dock()
    assert controller.sources.layer_id == county["mines"].id()
    assert [entry[1] for entry in asked(live, "start")] == [controller.sources]
    assert dock.layer_combo.currentLayer() == county["mines"]
    assert dock.year_field_combo.currentField() == "ZLND"
    assert dock.township_name_combo.currentField() == "XZMC"
    assert dock.counted_combo.checkedItems() == ["市级验收", "省级核查", "管护", "销号"]
    assert dock.cutoff_edit.date().toString("yyyy-MM-dd") == "2020-11-30"
    assert guessing.kept == [], "a guess alone does not change the project"


def test_what_the_project_remembers_is_not_guessed_again(make_dock, county, live, guessing) -> None:
    own = values.Sources(county["mines"].id(), "", "TBBH", townships_id=county["townships"].id())
    guessing.remembered = own
    _, controller = make_dock()
    assert controller.sources is own


def test_figures_fill_head_and_progress(full) -> None:
    dock, _ = full
    assert dock.period_combo.currentText() == "2020"
    assert "96.90 / 137.60" in dock.headline.text().replace("&nbsp;", " ")
    assert "Behind" in dock.headline.text()
    assert dock.due_label.text() == "Due 2020-12-15: Monthly report + Annual summary, 15 days"
    assert dock.progress_view.model().rowCount() == 4
    assert "10.90" in dock.missing_label.text()
    assert not dock.banner.isVisible()
    assert dock.export_button.isEnabled()


def test_the_year_of_the_cut_off_comes_first_else_all_years(make_dock, county, live) -> None:
    dock, _ = make_dock()
    live.answer(cutoff=date(2026, 11, 25))
    assert dock.period_combo.currentText() == "Cumulative"
    dock.period_combo.setCurrentIndex(0)
    live.answer(cutoff=date(2026, 11, 25))
    assert dock.period_combo.currentText() == "2019", "what the user chose stays"


def test_a_cell_leads_to_its_polygons(full, live, county, canvas) -> None:
    dock, _ = full
    dock.show_page(TOWNSHIPS)
    view = dock.townships_view
    click(view, 0, 1)
    click(view, 9, 2)
    click(view.names, 4)
    assert asked(live, "patches_in") == [("patches_in", 0, 0), ("patches_in", None, 1), ("patches_in", 4, None)]
    assert sorted(county["mines"].selectedFeatureIds()) == [1, 2]
    assert canvas.extent().intersects(county["mines"].boundingBoxOfSelected())


def test_a_sorted_view_still_leads_to_the_right_polygons(full, live) -> None:
    dock, _ = full
    dock.show_page(TOWNSHIPS)
    header = dock.townships_view.horizontalHeader()
    where = header.sectionViewportPosition(1) + 20
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=header.viewport().rect().topLeft() + _x(where))
    click(dock.townships_view, 0, 1)
    (entry,) = asked(live, "patches_in")
    highest = max(row[0] for row in live.figures.townships.cells)
    assert live.figures.townships.cells[entry[1]][0] == highest


def _x(x: int) -> Any:
    from qgis.PyQt.QtCore import QPoint

    return QPoint(x, 5)


def test_a_third_click_brings_back_the_offices_order(full) -> None:
    dock, controller = full
    dock.show_page(TOWNSHIPS)
    for _ in range(3):
        controller._townships.sort_by(1)
    assert dock.townships_view.model().index(0, 0).data() == "新宾镇"


def test_progress_rows_and_chart_bars_are_links(full, live) -> None:
    dock, _ = full
    click(dock.progress_view, 1)
    QTest.mouseClick(dock.chart, Qt.MouseButton.LeftButton, pos=dock.chart.rect().center() - _x(40))
    assert asked(live, "patches_of_progress") == [
        ("patches_of_progress", GROUP, False, 2020),
        ("patches_of_progress", None, True, 2020),
    ]


def test_the_chart_is_drawn_as_wide_as_it_is(full) -> None:
    dock, _ = full
    dock.show_page(PROGRESS)
    for width in (340, 620):
        dock.resize(width, 700)
        QTest.qWait(1)
        assert dock.chart._renderer.defaultSize().width() == pytest.approx(dock.chart.width(), abs=8)


def test_the_unit_and_the_target_set_make_new_figures_and_are_remembered(full, live, guessing) -> None:
    dock, controller = full
    dock.show_page(TOWNSHIPS)
    dock.ha_button.click()
    assert controller.sources.unit == values.HECTARES
    dock.target_set_combo.setCurrentIndex(0)
    assert asked(live, "start")[-1][1].target_set == "A"
    assert [each.target_set for each in guessing.kept] == ["B", "A"]


def test_the_table_goes_to_the_clipboard(full) -> None:
    dock, _ = full
    dock.show_page(TOWNSHIPS)
    dock.copy_button.click()
    assert QApplication.clipboard().text().startswith("Township (mu)\t2019")


def test_typing_filters_the_list_after_a_moment(full, live) -> None:
    dock, _ = full
    dock.show_page(PATCHES)
    assert dock.count_label.text() == "120 patches"
    dock.search_edit.setText("SYN-210422-01")
    QTest.qWait(200)
    assert dock.count_label.text() == "10 of 120 patches"
    dock.filter_button.setChecked(True)
    dock.township_filter.setCurrentText("新宾镇")
    dock.problems_filter.setChecked(True)
    QTest.qWait(200)
    assert asked(live, "matching")[-1] == ("matching", "SYN-210422-01", True, {"township": "新宾镇"})
    assert dock.patch_view.model().rowCount() == 2


def test_a_filter_for_what_is_missing_is_not_a_filter_for_everything(full, live) -> None:
    dock, _ = full
    dock.show_page(PATCHES)
    dock.township_filter.setCurrentText("Outside every township")
    dock.year_filter.setCurrentText("Undated")
    QTest.qWait(200)
    assert asked(live, "matching")[-1][3] == {"township": None, "year": None}


def test_a_keystroke_among_a_hundred_thousand_shows_results_within_300_ms(make_dock, county, live) -> None:
    live.rows = sample_rows(100_000)
    dock, controller = make_dock()
    live.answer()
    dock.show_page(PATCHES)
    live.matching = lambda **_: live.rows.fid[:500] - 1
    started = time.perf_counter()
    controller._filter()
    dock.patch_view.viewport().repaint()
    assert time.perf_counter() - started < 0.15, "120 ms of waiting for the next key come on top"


def test_the_card_of_the_chosen_patch(full, county, canvas) -> None:
    dock, _ = full
    dock.show_page(PATCHES)
    dock.patch_view.selectRow(3)
    text = dock.card_view.toPlainText()
    assert "SYN-210422-004" in text
    assert "<1>" in text
    assert "12.38 mu" in text
    assert "距 212 m" in text
    index = dock.patch_view.model().index(2, 0)
    dock.patch_view.doubleClicked.emit(index)
    assert county["mines"].selectedFeatureIds() == [3]


def test_a_patch_selected_on_the_map_shows_its_card(full, county) -> None:
    dock, _ = full
    dock.show_page(PATCHES)
    county["mines"].selectByIds([5])
    assert "SYN-210422-005" in dock.card_view.toPlainText()
    assert dock.patch_view.currentIndex().row() == 4


def test_a_patch_deleted_meanwhile_has_no_card(full, live) -> None:
    dock, controller = full
    dock.show_page(PATCHES)
    controller._show_card(10_000)
    assert "Choose a patch" in dock.card_view.toPlainText()


def test_problems_are_counted_in_the_tab_and_lead_to_the_map(full, live, county) -> None:
    dock, _ = full
    assert dock.tabs.names()[PROBLEMS] == "Issues 1"
    live.found = [values.Problem("x", "warning", county["townships"].id(), (2,))]
    live.answer()
    dock.show_page(PROBLEMS)
    click(dock.problem_view, 0)
    assert county["townships"].selectedFeatureIds() == [2]


def test_pages_that_nobody_sees_are_not_filled(full, live, monkeypatch) -> None:
    dock, _ = full
    read = []
    monkeypatch.setattr(live, "patch_rows", lambda: read.append(1) or live.rows)
    live.answer()
    assert not read
    dock.show_page(PATCHES)
    assert len(read) == 1


def test_old_figures_stay_greyed_while_new_ones_are_made(full, live) -> None:
    dock, _ = full
    live.stale.emit(True)
    live.progressed.emit(0.4)
    assert dock.rebuild_bar.isVisible()
    assert dock.rebuild_bar.value() == 400
    assert not dock.progress_view.isEnabled()
    assert dock.progress_view.model().rowCount() == 4
    live.stale.emit(False)
    assert dock.progress_view.isEnabled()
    assert not dock.rebuild_bar.isVisible()


def test_a_failure_is_said_with_a_way_to_try_again(full, live) -> None:
    dock, _ = full
    live.failed.emit("Layer “mines” has no coordinate reference system.")
    assert dock.banner_label.text().startswith("Layer “mines” has no")
    before = len(asked(live, "start"))
    dock.banner_button.click()
    assert len(asked(live, "start")) == before + 1


def test_a_changed_source_is_taken_over_remembered_and_used(full, live, guessing) -> None:
    dock, controller = full
    dock.show_page(SOURCES)
    dock.cutoff_check.setChecked(False)
    QTest.qWait(350)
    assert controller.sources.cutoff is None
    assert guessing.kept[-1].cutoff is None
    assert asked(live, "start")[-1][1] == controller.sources
    assert controller.sources.target_set == "B", "what the page does not show stays"


def test_the_statuses_of_the_layer_can_be_ticked(full, live) -> None:
    dock, controller = full
    dock.review_combo.setCheckedItems(["县级初验"])
    QTest.qWait(350)
    assert controller.sources.review_statuses == ("县级初验",)


def test_another_layer_brings_the_guess_of_its_own_fields(full, live, guessing, project) -> None:
    _, controller = full
    project.removeMapLayer(controller.sources.layer_id)
    other = make_layer("mines", "field=TBBH:string&field=ZLND:integer", 1)
    project.addMapLayer(other)
    QTest.qWait(400)
    assert controller.sources.layer_id == other.id()
    assert controller.sources.year_field == "ZLND"


def test_deleting_the_layer_is_said_and_harmless(full, live, project) -> None:
    dock, controller = full
    project.removeMapLayer(controller.sources.layer_id)
    assert "removed" in dock.banner_label.text()
    assert asked(live, "stop")
    assert dock.progress_view.model().rowCount() == 0
    assert not dock.classify_button.isEnabled()
    assert dock.classify_button.toolTip().startswith("Choose the layer")


def test_another_project_begins_anew(full, live, project) -> None:
    dock, controller = full
    project.clear()
    assert controller.sources == values.Sources()
    assert dock.banner_label.text().startswith("No layer with mine patches")


def test_nothing_loaded_offers_the_sample(make_dock, live, project) -> None:
    opened = []
    dock, _ = make_dock(open_sample=lambda: opened.append(1))
    assert dock.banner_button.text() == "Open the Sample"
    dock.banner_button.click()
    assert opened
    assert dock.banner_second_button.text() == "New Campaign…"


def test_unclear_fields_lead_to_the_sources(make_dock, project, live) -> None:
    project.addMapLayer(make_layer("mines", "field=TBBH:string", 1))
    dock, _ = make_dock()
    assert dock.banner_label.text() == "Still to be chosen: township layer, township name field."
    dock.banner_button.click()
    assert dock.pages.currentIndex() == SOURCES
    assert not asked(live, "start")


def test_without_libraries_the_dock_opens_and_says_what_works(make_dock, county) -> None:
    dock, _ = make_dock(live=None, guessing=None, library_problem="The Python library geopandas is missing.")
    assert dock.banner_label.text().startswith("The Python library geopandas is missing.\nCalendar")
    assert dock.deadline_view.model().rowCount() == 5
    assert not dock.summarise_button.isEnabled()
    assert dock.summarise_button.toolTip() == "The Python library geopandas is missing."


def test_buttons_open_the_algorithms_filled_in(full, controller_runs) -> None:
    dock, controller = full
    dock.classify_button.click()
    dock.summarise_button.click()
    dock.export_button.click()
    dock.maps_button.click()
    layer = {"INPUT": controller.sources.layer_id}
    assert controller_runs == [
        ("mineremediation:classifybyzone", layer),
        ("mineremediation:summarizearea", layer),
        ("mineremediation:exportprogress", layer),
        ("mineremediation:exportmaps", layer),
    ]


@pytest.fixture
def controller_runs(full, monkeypatch) -> list[tuple]:
    _, controller = full
    opened: list[tuple] = []
    monkeypatch.setattr(controller._around.runs, "open", lambda name, given: opened.append((name, given)))
    return opened


def test_unloading_takes_every_connection_back(full, live, project) -> None:
    dock, controller = full
    assert controller.count_connections() > 50
    controller.unload()
    assert controller.count_connections() == 0
    assert live.receivers(live.changed) == live.receivers(live.failed) == 0
    headline = dock.headline.text()
    live.answer(cutoff=None)
    project.clear()
    assert dock.headline.text() == headline


def test_over_fulfilment_never_hides_a_deficit(full, live) -> None:
    from mine_remediation.tests.ui.made import progress_row

    dock, _ = full
    rows = (progress_row("生产矿山", 80.0, 41.6), progress_row(GROUP, 90.0, 96.0), progress_row(None, 170.0, 137.6))
    live.answer(progress={2020: values.Progress(rows, 6.0, 1.4, "")})
    assert "6.00" in dock.missing_label.text()
    said = [dock.progress_view.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(2)]
    assert "Exceeded" in said[0]
    assert "Behind" in said[1]


def test_without_targets_areas_are_shown_without_completion(make_dock, county, live, guessing) -> None:
    from mine_remediation.tests.ui.made import progress_row

    guess = guessing.guess_sources
    guessing.guess_sources = lambda *given: replace(guess(*given), targets_id="", target_set="")
    dock, _ = make_dock()
    row = progress_row(None, 96.9, None)
    live.answer(progress={2020: values.Progress((row,), 0.0, None)}, target_set="", target_sets=())
    assert dock.banner_label.text().startswith("No table of targets")
    assert dock.missing_label.text() == ""
    assert not dock.target_set_combo.isVisible()
    assert sample_figures().target_set == "B"
    assert dock.pages.currentIndex() == PROGRESS


def test_the_calendar_warns_three_days_ahead_and_says_what_the_plan_leaves_open(make_dock, county, live) -> None:
    dock, controller = make_dock()
    assert not dock.due_label.font().bold()
    assert "8-20, the plan names no year" in dock.calendar_note.text()
    controller._use(replace(controller.sources, cutoff=date(2020, 12, 12)))
    assert dock.due_label.font().bold()
    controller._use(replace(controller.sources, cutoff=date(2023, 1, 1)))
    assert dock.calendar_note.text() == "The plan ended on 2022-12-31; nothing more is due."
    assert not dock.due_label.isVisible()


def test_a_rebuild_that_lasts_can_be_cancelled(full, live) -> None:
    _, controller = full
    live.stale.emit(True)
    assert controller._runs_view.isHidden(), "a short one does not disturb"
    QTest.qWait(900)
    live.progressed.emit(0.5)
    assert not controller._runs_view.isHidden()
    (button,) = [each for each in controller._runs_view.findChildren(QToolButton) if not each.isHidden()]
    button.click()
    assert asked(live, "cancel")
    live.stale.emit(False)
    assert controller._runs_view.isHidden()


def test_another_layer_keeps_what_has_nothing_to_do_with_it(full, live, guessing, project) -> None:
    _, controller = full
    controller._change(review_statuses=("县级初验",), unit=values.HECTARES)
    other = make_layer("mines", "field=TBBH:string&field=ZLND:integer", 1)
    project.addMapLayer(other)
    before = controller.sources.layer_id
    guess = guessing.guess_sources
    guessing.guess_sources = lambda project, layer=None: replace(guess(project), layer_id=layer.id(), zone_field="Z")
    controller._dock.layer_combo.setLayer(other)
    QTest.qWait(350)
    assert controller.sources.layer_id == other.id() != before
    assert controller.sources.zone_field == "Z"
    assert controller.sources.review_statuses == ("县级初验",)
    assert controller.sources.unit == values.HECTARES
    assert controller.sources.cutoff == date(2020, 11, 30)


def test_a_removed_zone_layer_leaves_the_sources(full, live, project) -> None:
    _, controller = full
    zone = make_layer("water", "field=a:string", 1)
    project.addMapLayer(zone)
    controller._change(zone_layers={"WATER_SOURCE": (zone.id(),)})
    project.removeMapLayer(zone.id())
    QTest.qWait(350)
    assert controller.sources.zone_layers == {}


def test_a_list_of_statuses_stays_open_while_ticks_are_set(full, live) -> None:
    dock, controller = full
    cleared = []
    dock.counted_combo.model().rowsRemoved.connect(lambda *_: cleared.append(1))
    dock.counted_combo.toggleItemCheckState(4)
    QTest.qWait(350)
    assert len(controller.sources.counted_statuses) == 5
    assert not cleared


@pytest.fixture
def office(make_dock, county, live, guessing, monkeypatch) -> Any:
    """A dock whose source is a campaign, what it opens, and which projects."""
    opened, projects = [], []
    guessing.remembered = values.Sources(
        layer_id=county["mines"].id(), townships_id=county["townships"].id(), township_name_field="XZMC",
        date_field="event_date", status_field="step", counted_statuses=("ACCEPTANCE",), target_set="B",
        campaign="/x/示例.gpkg", campaign_name="示例", plan="xinbin_2018_2022", cutoff=date(2020, 11, 30),
        calendar=replace(deadlines.load_plan(), days=(("monthly", date(2020, 12, 3)),)),
    )  # fmt: skip
    dock, controller = make_dock(open_project=projects.append)
    monkeypatch.setattr(controller._around.runs, "open", lambda name, given: opened.append((name, given)))
    live.answer(open_mu=130.0, patches=5, open_questions=("130 亩。",), decided=("已定。",))
    return dock, controller, opened, projects


def test_a_campaign_gives_everything_but_what_is_the_users_choice(office, live, guessing) -> None:
    dock, controller, *_ = office
    assert asked(live, "start")[-1][1].campaign == "/x/示例.gpkg"
    assert dock.campaign_label.text().splitlines()[0] == "Campaign “示例” (示例.gpkg)"
    dock.show_page(SOURCES)
    assert not dock.layer_combo.isEnabled()
    assert not dock.date_field_combo.isVisible()
    assert not dock.guess_button.isVisible()
    dock.cutoff_check.setChecked(False)
    controller._take_sources()
    assert guessing.kept[-1] == replace(
        guessing.kept[-1], campaign="/x/示例.gpkg", cutoff=None, date_field="event_date"
    )


def test_the_open_mu_and_the_campaigns_own_dates_are_shown(office) -> None:
    dock, *_ = office
    assert "130 mu of the plan undecided" in dock.basis_label.text()
    assert dock.questions_label.text().splitlines() == ["⚠ 130 亩。", "已定。"]
    assert dock.due_label.text() == "Due 2020-12-03: Monthly report, 3 days"
    assert dock.deadline_view.model().rowCount() == 1


def test_another_decision_reaches_the_sources(office, live) -> None:
    dock, controller, *_ = office
    other = replace(controller.sources, counted_statuses=("VERIFICATION",), calendar=None)
    live.answer(sources=other)
    assert controller.sources == other
    assert "Verification" in dock.campaign_label.text()
    assert dock.deadline_view.model().rowCount() == 0


def test_buttons_open_the_algorithms_of_campaigns(office) -> None:
    dock, _, opened, _ = office
    for name in ("createcampaign", "loadplan", "loadlayers", "recordstatus", "recorddecision"):
        dock.campaign_button(name).click()
    dock.export_button.click()
    dock.maps_button.click()
    assert [name.partition(":")[2] for name, _ in opened] == [
        "createcampaign", "loadplan", "loadlayers", "recordstatus", "recorddecision", "campaignprogress",
        "campaignmaps",
    ]  # fmt: skip
    assert opened[0][1] == {}, "a new campaign has nothing of the one that is open"


def test_a_new_campaign_is_opened_and_a_renamed_one_written_anew(office) -> None:
    dock, controller, _, projects = office
    controller._around.runs.ended_well.emit("mineremediation:loadplan", {})
    controller._around.runs.ended_well.emit("mineremediation:createcampaign", {"PROJECT": "新.qgz"})
    controller._use(replace(controller.sources, layer_id="", renamed=True, problem="改名了。"))
    assert dock.banner_label.text() == "改名了。"
    dock.banner_button.click()
    assert projects == ["新.qgz", "新名.qgz"]


def test_trying_again_looks_at_the_campaign_anew(office, live, guessing) -> None:
    dock, controller, *_ = office
    live.failed.emit("The campaign has no townships yet.")
    guessing.remembered = replace(controller.sources, counted_statuses=("CLOSED_OUT",))
    dock.banner_second_button.click()
    assert asked(live, "start")[-1][1].counted_statuses == ("CLOSED_OUT",)
