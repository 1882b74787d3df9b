"""The palette keeps its classes apart, also on a grey printer."""

from __future__ import annotations

from itertools import combinations
from math import dist

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


def test_outlines_of_zone_classes_are_told_apart_in_grey():
    edges = [palette.Swatch(each.key, each.edge, "#000000", each.line) for each in palette.group("zone_class").values()]
    assert confused(edges) == []
    assert all(palette.lightness(each.colour) < 80 for each in edges)


def test_the_check_finds_red_and_green_traffic_lights():
    red, green = palette.Swatch("red", "#D73027", "#000000"), palette.Swatch("green", "#1A9850", "#000000")
    assert confused([red, green]) == [("red", "green")]


# linear RGB as seen with one kind of cone missing (Viénot, Brettel and Mollon 1999; tritan: Brettel's first half plane)
EYES = {
    "protan": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deutan": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "tritan": ((1.01277, 0.13548, -0.14826), (-0.01243, 0.86812, 0.14431), (0.07589, 0.80500, 0.11911)),
}
SEEN_APART = 10  # ΔE*ab; above it two fills beside each other are taken for two colours


def lab(colour, eye=None):
    """CIE L*a*b* of a ``#RRGGBB`` colour, D65, as *eye* sees it."""
    linear = [palette._linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5)]
    if eye:
        linear = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear)))) for row in EYES[eye]]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (sum(a * b for a, b in zip(row, linear)) / whole for row, whole in zip(rows, white))
    x, y, z = (each ** (1 / 3) if each > 216 / 24389 else (24389 / 27 * each + 16) / 116 for each in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def mistaken(swatches, eye):
    """Pairs of one pattern whose colours *eye* does not tell apart."""
    return [
        (first.key, second.key)
        for first, second in combinations(swatches, 2)
        if first.pattern == second.pattern and dist(lab(first.colour, eye), lab(second.colour, eye)) < SEEN_APART
    ]


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("name", GROUPS)
def test_colour_blind_eyes_tell_any_two_classes_apart(name, eye):
    assert mistaken(palette.group(name).values(), eye) == []


def test_the_simulated_eyes_mistake_what_they_are_known_to_mistake():
    def pair(first, second):
        return [palette.Swatch("a", first, "#000000"), palette.Swatch("b", second, "#000000")]

    red_green, blue_green = pair("#B85A20", "#8A7020"), pair("#0080B0", "#008C70")
    assert dist(lab(red_green[0].colour), lab(red_green[1].colour)) > 2 * SEEN_APART
    assert mistaken(red_green, "deutan")
    assert dist(lab(blue_green[0].colour), lab(blue_green[1].colour)) > 2 * SEEN_APART
    assert mistaken(blue_green, "tritan")


@pytest.mark.parametrize("eye", EYES)
def test_grey_stays_grey_for_every_eye(eye):
    assert lab("#808080", eye) == pytest.approx(lab("#808080"), abs=0.2)


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
