"""The dock in a real QGIS window, driven as a surveyor would, in English and in Chinese."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="needs a screen: scripts/with_window.sh")


@pytest.fixture(scope="module", params=["en", "zh-Hans"])
def session(request: pytest.FixtureRequest, drive: Callable[[str, str], dict[str, Any]]) -> dict[str, Any]:
    """One session in a real window; its report."""
    return drive("drive_dock.py", request.param)


def test_no_error_and_a_clean_end(session: dict[str, Any]) -> None:
    assert session["errors"] == []
    assert session["errors_in_log"] == []
    assert "Traceback" not in session["said"], session["said"][-3000:]
    assert session["code"] == 0
    assert session["locale"] == session["wanted"]


def test_one_click_on_the_toolbar_opens_it_and_it_says_what_to_do(session: dict[str, Any]) -> None:
    assert session["hidden"]
    assert session["opened_by_click"]
    assert session["closed"]
    first = {"en": "No layer with mine patches is chosen yet.", "zh-Hans": "尚未选择矿山图斑图层。"}
    assert session["nothing"].startswith(first[session["wanted"]])


def test_with_the_sample_everything_is_filled_in_at_once(session: dict[str, Any]) -> None:
    assert session["figures"]
    assert not session["banner"]
    sources = session["sources"]
    fields = {"id_field": "TBBH", "year_field": "ZLND", "date_field": "YSRQ", "category_field": "LB"}
    assert {name: sources[name] for name in fields} == fields
    assert sources["status_field"] == "ZLZT"
    assert sources["township_name_field"] == "XZMC"
    assert sources["target_set"] == "B"
    assert sources["zone_distances"] == "{'RIVER_CORRIDOR': 500.0, 'TRANSPORT_LINE': 300.0}"
    assert " / 137.60" in session["headline"].replace("&nbsp;", " ")
    assert "2020-12-15" in session["due"]
    assert session["width"] <= 340


def test_a_cell_leads_to_its_polygons(session: dict[str, Any]) -> None:
    assert session["cell"] == sorted(session["cell_expected"]) != []


def test_the_list_is_filtered_and_the_card_says_what_is_known(session: dict[str, Any]) -> None:
    assert "120" in session["filtered"]
    assert "SYN-210422-" in session["card"]
    assert session["problems"] > 0


def test_figures_follow_the_vertex_tool_undo_redo_and_saving(session: dict[str, Any]) -> None:
    assert session["edited"]
    assert session["after"] != session["before"]
    assert session["dots"] >= 0
    assert session["undone"]
    assert session["redone"]
    assert session["saved"]
    assert session["saved_figures"]


def test_the_map_says_the_area_of_a_growing_polygon(session: dict[str, Any]) -> None:
    unit = {"en": "mu", "zh-Hans": "亩"}[session["wanted"]]
    assert unit in session["readout"]
    assert session["readout_off"]
    assert session["shortcut"], "the user can set one in QGIS's list"
    assert session["same_count"]


def test_the_map_says_what_a_line_would_do(session: dict[str, Any]) -> None:
    assert " + " in session["split"]
    assert "→" in session["split"]
    assert "→" in session["reshape"]


def test_the_algorithm_filled_in_by_the_dock_gives_the_docks_figures(session: dict[str, Any]) -> None:
    assert session["summarised"] is True
    for name, shown in session["shown"].items():
        assert round(float(session["summary"][name]), 2) == pytest.approx(shown, abs=0.0100001), name
    assert f"{session['summary']['COUNTED_MU']:.2f}" == f"{session['shown']['COUNTED_MU']:.2f}"


def test_the_button_of_the_maps_opens_their_dialog_filled_in(session: dict[str, Any]) -> None:
    opened, given = session["maps"], session["maps"]["given"]
    assert opened["button"] == {"en": "Maps…", "zh-Hans": "出图…"}[session["wanted"]]
    assert opened["algorithm"] == "mineremediation:exportmaps"
    assert (given["YEAR_FIELD"], given["STATUS_FIELD"], given["TOWNSHIP_NAME_FIELD"]) == ("ZLND", "ZLZT", "XZMC")


def test_a_cancelled_run_is_listed_and_wrote_nothing(session: dict[str, Any]) -> None:
    assert "cancelled" in session["cancelled"]
    assert session["nothing_written"]


def test_a_failed_run_stays_with_its_reason(session: dict[str, Any]) -> None:
    (reason,) = session["failed"]
    assert {"en": "distance", "zh-Hans": "距离"}[session["wanted"]] in reason


def test_a_removed_layer_is_said(session: dict[str, Any]) -> None:
    assert {"en": "removed", "zh-Hans": "已移除"}[session["wanted"]] in session["gone"]


def test_unloading_leaves_no_trace(session: dict[str, Any]) -> None:
    assert session["unloaded_ok"]
    assert session["reloaded_ok"]
    fresh, unloaded = session["fresh"], session["unloaded"]
    assert (fresh["docks"], unloaded["docks"], session["reloaded"]["docks"]) == (1, 0, 1)
    assert (fresh["providers"], unloaded["providers"]) == (1, 0)
    assert unloaded["vector_toolbar"] == fresh["vector_toolbar"] - 1
    assert unloaded["help_menu"] == fresh["help_menu"] - 1
    assert unloaded["tasks"] == fresh["tasks"] - 1
    assert session["reloaded"] == fresh
