"""A campaign in a real QGIS window: from an empty folder by the dock alone, and a form that is filled in."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="needs a screen: scripts/with_window.sh")


@pytest.fixture(scope="module", params=[pytest.param("en", marks=pytest.mark.long), "zh-Hans"])
def session(request: pytest.FixtureRequest, drive: Callable[[str, str], dict[str, Any]]) -> dict[str, Any]:
    """One session in a real window; its report."""
    return drive("drive_campaign.py", request.param)


def test_no_error_and_a_clean_end(session: dict[str, Any]) -> None:
    assert session["errors"] == []
    assert session["errors_in_log"] == []
    assert "Traceback" not in session["said"], session["said"][-3000:]
    assert session["code"] == 0


def test_from_an_empty_folder_by_the_dock_alone(session: dict[str, Any]) -> None:
    assert session["offered"] == {"en": "New Campaign…", "zh-Hans": "新建专项行动…"}[session["wanted"]]
    assert session["opened"]
    assert {"en": "townships", "zh-Hans": "乡镇"}[session["wanted"]] in session["lacks"].lower()
    assert all(session[step] for step in ("created", "plan", "townships", "patches", "figures"))


def test_progress_against_both_sets_and_the_open_mu(session: dict[str, Any]) -> None:
    assert session["sets"] == {"A": 697.0, "B": 567.0}
    assert "130" in session["basis"]
    assert "130.00" in session["questions"]


def test_the_form_says_what_the_schema_declares(session: dict[str, Any]) -> None:
    said, form = {"en": 0, "zh-Hans": 1}[session["wanted"]], session["form"]
    assert form["alias"] == ("Category", "类别")[said]
    assert form["tabs"][:2] == [["Patch", "Areas"], ["图斑", "面积"]][said]
    assert ("Closed mine", "闭坑矿山")[said] in form["values"]
    assert form["constraint"] != ""
    assert form["unique"]
    assert session["shown_tabs"][0] == form["tabs"][0]
    assert session["filled"], "its lists of features are read"


def test_a_saved_form_reaches_dock_and_history(session: dict[str, Any]) -> None:
    assert session["saved"]
    changed = {column: old for column, old, _ in session["history"]}
    assert changed["patch_no"] == "SYN-210422-001"
    assert "category" in changed
    assert {who for _, _, who in session["history"]} != {"未署名"}


def test_a_renamed_database_is_said_and_the_project_written_anew(session: dict[str, Any]) -> None:
    assert "新名.gpkg" in session["renamed"]
    assert session["rewritten"], session["last_said"]
