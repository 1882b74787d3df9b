"""The year chart: what it says, where its shapes stand, and that grey printers keep bar and target apart."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from mine_remediation.reports import palette
from mine_remediation.reports.charts import Look, YearBar, year_at, year_chart

SVG = "{http://www.w3.org/2000/svg}"
YEARS = [YearBar("2019", 96.41, 136.4), YearBar("2020", 89.4, 137.6), YearBar("2021", 0.0, None)]


def shapes(svg: str, tag: str) -> list[dict]:
    return [each.attrib for each in ET.fromstring(svg).iter(f"{SVG}{tag}")]


def texts(svg: str) -> list[str]:
    return [each.text for each in ET.fromstring(svg).iter(f"{SVG}text")]


def test_it_says_the_years_and_the_printed_values() -> None:
    svg = year_chart(YEARS, "Counted (mu)")
    assert texts(svg) == ["96.41", "2019", "89.40", "2020", "0.00", "2021"]
    assert ET.fromstring(svg).findtext(f"{SVG}title") == "Counted (mu)"


def test_bars_are_as_high_as_their_figures_and_targets_stand_at_theirs() -> None:
    bars, (base, *ticks) = (shapes(year_chart(YEARS, ""), tag) for tag in ("rect", "path"))
    ground = float(base["d"].split()[1].split("H")[0])
    heights = [float(bar["height"]) for bar in bars]
    levels = [ground - float(tick["d"].split()[1].split("H")[0]) for tick in ticks]
    assert len(heights) == len(levels) == 2, "no bar without ground, no tick without a target"
    assert heights[0] / heights[1] == pytest.approx(96.41 / 89.4, abs=0.005)
    assert heights[0] / levels[0] == pytest.approx(96.41 / 136.4, abs=0.005)
    assert levels[1] > levels[0] > heights[0]


def test_the_same_figures_give_the_same_text() -> None:
    assert year_chart(list(YEARS), "x") == year_chart(tuple(YEARS), "x")


def test_values_are_left_out_where_one_of_them_has_no_room() -> None:
    assert texts(year_chart(YEARS, "", look=Look(width=90))) == ["2019", "2020", "2021"]


def test_names_are_escaped_and_nothing_is_drawn_outside() -> None:
    svg = year_chart([YearBar("<2019>", 1.0, 2.0)], "a & b", look=Look(font='"x"'))
    assert texts(svg)[1] == "<2019>"
    assert all(0 <= float(bar["y"]) <= 120 for bar in shapes(svg, "rect"))


@pytest.mark.parametrize("years", [[], [YearBar("2019", 0.0, None)], [YearBar("2019", 0.0, 0.0)]])
def test_nothing_counted_is_a_chart_without_bars(years: list[YearBar]) -> None:
    assert shapes(year_chart(years, ""), "rect") == []


def test_a_target_of_nothing_is_a_target() -> None:
    assert len(shapes(year_chart([YearBar("2019", 1.0, 0.0)], ""), "path")) == 2, "the ground line and the tick"


def test_bar_and_target_differ_on_a_grey_printer() -> None:
    look = Look()
    assert abs(palette.lightness(look.bar) - palette.lightness(look.tick)) > 12
    assert palette.lightness(look.bar) < 60 < palette.lightness("#FFFFFF")


@pytest.mark.parametrize(("x", "count", "year"), [(0, 5, 0), (99, 5, 4), (59, 5, 2), (100, 5, None), (-1, 5, None)])
def test_the_year_under_the_pointer(x: float, count: int, year: int | None) -> None:
    assert year_at(x, count, 100) == year
    assert year_at(x, 0, 100) is None
