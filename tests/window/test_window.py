"""The plugin in a real QGIS window, driven as a surveyor would, in English and in Chinese."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="needs a screen: scripts/with_window.sh")


@pytest.fixture(scope="module", params=["en", "zh-Hans"])
def session(request: pytest.FixtureRequest, drive: Callable[[str, str], dict[str, Any]]) -> dict[str, Any]:
    """One session in a real window; its report."""
    return drive("drive.py", request.param)


def test_no_error_and_a_clean_end(session: dict[str, Any]) -> None:
    assert session["errors"] == []
    assert session["code"] == 0
    assert session["locale"] == session["wanted"]


@pytest.mark.parametrize("name", ["classify", "summarize", "export", "again"])
def test_algorithms_run_from_their_dialogs(session: dict[str, Any], name: str) -> None:
    assert session[name]["ok"] is True, session[name]


def test_numbers_agree_between_algorithms(session: dict[str, Any]) -> None:
    summed, exported = session["summarize"]["results"], session["export"]["results"]
    for name in ("TOTAL_MU", "COUNTED_MU", "OVERLAP_MU", "NOT_COUNTED_MU", "OUTSIDE_MU"):
        assert summed[name] == exported[name]


def test_results_are_loaded_with_styles_and_names_in_the_language(session: dict[str, Any]) -> None:
    layers = session["layers"]
    assert layers
    assert all(each["valid"] for each in layers)
    assert session["export"]["results"]["GEOPACKAGE"].endswith("progress_all.gpkg")
    assert session["groups"].count("示例县矿山治理进展（SYNTHETIC）") == 1
    aliases = [alias for each in layers for alias in each["aliases"]]
    assert ("Counted area (mu)" if session["wanted"] == "en" else "计入面积（亩）") in aliases
    assert "categorizedSymbol" in {each["renderer"] for each in layers}


def test_a_refusal_names_the_target_sets(session: dict[str, Any]) -> None:
    assert session["refused"]["ok"] is False


def test_unloading_leaves_no_trace(session: dict[str, Any]) -> None:
    assert session["loaded"]["providers"] == 1
    assert session["unloaded_ok"]
    assert session["reloaded_ok"]
    assert session["unloaded"]["providers"] == 0
    assert session["reloaded"] == session["loaded"]
    assert session["instances"] == 1
