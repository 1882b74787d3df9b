"""What the dock says in each situation."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("qgis.gui")
from mine_remediation.processing.live_values import Sources
from mine_remediation.ui import states

FULL = Sources(layer_id="m", year_field="ZLND", townships_id="t", township_name_field="XZMC", targets_id="z")


CAMPAIGN = Sources(layer_id="p", townships_id="t", campaign="/x/示例.gpkg", plan="xinbin_2018_2022")
EMPTY = replace(CAMPAIGN, plan="", problem="No townships.")


@pytest.mark.parametrize(
    ("now", "starts", "actions"),
    [
        (states.Situation(Sources()), "No layer with mine patches", ["open_sample", "new_campaign"]),
        (states.Situation(Sources(), any_polygons=True), "No layer with mine patches", ["open_sample", "choose"]),
        (states.Situation(FULL, layer_gone=True), "The layer with the mine patches was removed", ["choose"]),
        (states.Situation(FULL, failure="CRS missing."), "CRS missing.", ["retry", "choose"]),
        (states.Situation(FULL, library_problem="geopandas is missing."), "geopandas is missing.", []),
        (states.Situation(FULL, has_targets=False, has_figures=True), "No table of targets", ["choose"]),
        (states.Situation(EMPTY), "No townships.", ["load_layers", "retry"]),
        (states.Situation(CAMPAIGN, has_figures=True), "The campaign has no patches", ["load_layers"]),
        (
            states.Situation(replace(CAMPAIGN, plan=""), has_figures=True),
            "The campaign has no",
            ["load_plan", "load_layers"],
        ),
        (states.Situation(replace(CAMPAIGN, plan=""), has_figures=True, patches=3), "No plan is loaded", ["load_plan"]),
        (states.Situation(replace(EMPTY, renamed=True, problem="Renamed.")), "Renamed.", ["rewrite"]),
    ],
)
def test_each_situation_has_its_sentence_and_its_way_out(now, starts, actions) -> None:
    said = states.banner(now)
    assert said.text.startswith(starts)
    assert [code for code, _ in said.actions] == actions


def test_what_is_unclear_is_named() -> None:
    said = states.banner(states.Situation(Sources(layer_id="m", township_name_field="XZMC")))
    assert said.text == "Still to be chosen: year field or date field, township layer."


def test_a_date_field_is_enough_for_the_year() -> None:
    assert states.missing_fields(Sources(layer_id="m", date_field="d", townships_id="t", township_name_field="x")) == []


def test_figures_speak_for_themselves() -> None:
    assert states.banner(states.Situation(FULL, has_figures=True)) is None


def test_disabled_buttons_say_why() -> None:
    assert states.buttons_blocked(states.Situation(Sources())).startswith("Choose the layer")
    assert states.buttons_blocked(states.Situation(FULL, library_problem="missing")) == "missing"
    assert states.buttons_blocked(states.Situation(FULL)) == ""
