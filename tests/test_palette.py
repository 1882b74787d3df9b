"""The palette keeps its classes apart, also on a grey printer."""

from __future__ import annotations

from itertools import combinations

import pytest

from mine_remediation.reports import palette

GROUPS = (palette.ZONE_CLASS, palette.CATEGORY, palette.STATUS)
ENOUGH = 12  # L*, the smallest difference that survives a grey printer


def confused(swatches):
    """Pairs that neither lightness nor pattern tells apart."""
    return [
        (first.key, second.key)
        for first, second in combinations(swatches, 2)
        if first.pattern == second.pattern
        and abs(palette.lightness(first.colour) - palette.lightness(second.colour)) < ENOUGH
    ]


@pytest.mark.parametrize("name", GROUPS)
def test_any_two_classes_are_told_apart_in_grey(name):
    assert confused(palette.group(name).values()) == []


def test_the_check_finds_red_and_green_traffic_lights():
    red, green = palette.Swatch("red", "#D73027", "#000000"), palette.Swatch("green", "#1A9850", "#000000")
    assert confused([red, green]) == [("red", "green")]


@pytest.mark.parametrize("name", [palette.ZONE_CLASS, palette.CATEGORY])
def test_classes_have_a_pattern_and_a_marker_each(name):
    swatches = palette.group(name).values()
    assert len({each.pattern for each in swatches}) == len({each.marker for each in swatches}) == len(swatches)


def test_zone_classes_stand_in_precedence_order():
    assert " ".join(palette.group(palette.ZONE_CLASS)) == (
        "NATURE_RESERVE WATER_SOURCE SCENIC_AREA RESIDENTIAL_AREA TRANSPORT_LINE RIVER_CORRIDOR OUTSIDE"
    )


def test_the_ladder_goes_from_light_to_dark():
    ladder = [palette.lightness(each.colour) for each in palette.group(palette.STATUS).values()]
    assert ladder == sorted(ladder, reverse=True)
    assert ladder[0] - ladder[-1] > 70


def test_outlines_are_seen_on_white_paper():
    for name in GROUPS:
        assert all(palette.lightness(each.outline) < 60 for each in palette.group(name).values())


def test_lightness_of_known_colours():
    assert palette.lightness("#FFFFFF") == pytest.approx(100)
    assert palette.lightness("#000000") == 0
    assert palette.lightness("#0072B2") == pytest.approx(46.0, abs=0.1)


def test_categories_of_any_office_get_swatches_of_their_own():
    found = palette.category_swatches(["生产矿山", "采石场", None, "政策性关闭", float("nan"), "砂场"])
    known = [found[each].key for each in ("生产矿山", "政策性关闭", None)]
    assert known == ["in_production", "closed_by_policy", "no_category"]
    assert len({each.key for each in found.values()}) == len(found) == 5


def test_many_categories_never_look_alike():
    found = palette.category_swatches([f"类别{i}" for i in range(20)])
    assert len({(each.colour, each.pattern) for each in found.values()}) == 20


def test_two_words_for_one_category_do_not_look_alike():
    found = palette.category_swatches(["生产矿山", "生产"])
    assert found["生产矿山"].key == "in_production" != found["生产"].key


def test_statuses_belong_to_a_rung_however_they_are_written():
    assert palette.status_class(" 县级初验 ") == palette.status_class("preliminary_acceptance") == "UNDER_ACCEPTANCE"
    assert palette.status_class("ＸＦＺ") == "IN_PROGRESS"
    assert palette.status_class("去年") is None
