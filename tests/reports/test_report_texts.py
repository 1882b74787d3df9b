"""Sentences and tables of a report: every printed table adds up, and text and tables say the same."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mine_remediation.reports.figures import figure_text, short_names
from mine_remediation.reports.narrative import Heading, Paragraph, Ref, Table, narrative
from mine_remediation.reports.recheck import number
from mine_remediation.reports.report import read_slots, slots_text
from mine_remediation.tests.reports.report_makers import PATCHES, report_of

DRAWN = st.tuples(
    st.floats(0, 940), st.floats(0, 880), st.floats(3, 90), st.integers(0, 4), st.integers(0, 3)
)  # fmt: skip


@pytest.fixture(scope="module")
def report():
    return report_of()[0]


def value(part):
    return number(part.text if isinstance(part, Ref) else part)


def check_sums(report):
    found = 0
    for block in narrative(report):
        if isinstance(block, Table):
            for (row, column), parts in block.sums:
                total = math.fsum(value(block.rows[r][c]) for r, c in parts)
                assert value(block.rows[row][column]) == pytest.approx(total, abs=1e-6), (block.key, row, column)
                found += 1
    return found


@given(st.lists(DRAWN, min_size=1, max_size=16), st.sampled_from(["monthly", "annual"]))
@settings(max_examples=8)
def test_every_table_adds_up(drawn, period):
    assert check_sums(report_of(drawn, period)[0]) > 10


@pytest.mark.long
@given(st.lists(DRAWN, min_size=1, max_size=60), st.sampled_from(["monthly", "annual"]))
@settings(max_examples=1000)
def test_every_table_of_a_thousand_reports_adds_up(drawn, period):
    check_sums(report_of(drawn, period)[0])


def test_text_and_tables_take_their_figures_from_the_list(report):
    seen = set()
    for block in narrative(report):
        parts = block.parts if isinstance(block, Paragraph) else ()
        parts = [cell for row in block.rows for cell in row] if isinstance(block, Table) else parts
        for part in parts:
            if isinstance(part, Ref):
                assert part.text == report.figures[part.key].text
                seen.add(part.key)
    assert {"period", "year", "since", "total", "due_target", "period_t01", "since_in_production"} <= seen


def test_the_legend_of_the_map_shows_the_figures_of_the_list(report):
    from mine_remediation.reports.map_spec import ADJUSTED, Shapes, county_spec

    result = report.result
    shapes = [Shapes([None] * len(table), "") for table in (result.townships, result.patches)]
    spec = county_spec(result, *shapes, "", "")
    figures = [*(f"since_zone_{each.lower()}" for each in result.zone_classes), "since_zone_outside", "not_counted"]
    assert [row.mu.rstrip(ADJUSTED) for row in spec.legend] == [report.figures[key].text for key in figures]
    assert spec.legend_total[2] == report.figures["since"].text
    labels = [mu.rstrip(ADJUSTED) for _, mu in spec.township_labels]
    assert labels == [report.figures[f"since_t{place:02}"].text for place in (1, 2, 3)]
    account = [mu.rstrip(ADJUSTED) for _, mu in spec.account]
    assert account == [report.figures[key].text for key in ("total", "not_counted", "overlap", "since", "outside")]


def test_what_is_expected_without_a_category_has_its_row():
    check_sums(report_of([(0.0, 0.0, 3.0, 0, 0), (0.0, 0.0, 4.0, 4, 3)], "annual")[0])


def test_a_long_title_breaks_before_its_date():
    from mine_remediation.reports.narrative import _broken

    assert _broken("矿山治理专项行动月进展情况（2022年9月）") == "矿山治理专项行动月进展情况\n（2022年9月）"
    assert _broken("矿山治理月报（9月）") == "矿山治理月报（9月）"
    assert _broken("没有括号的一个非常非常非常非常长的标题没有断处") == "没有括号的一个非常非常非常非常长的标题没有断处"


def test_headings_are_numbered_in_order(report):
    first = [block.text for block in narrative(report) if isinstance(block, Heading) and block.level == 1]
    assert [text[0] for text in first] == ["1", "2", "3", "4"]


def test_the_period_lies_between_its_days(report):
    inside = [place for place, each in enumerate(PATCHES) if each[3] in (2, 3)]
    assert report.figures["period"].ids == tuple(f"p{place}" for place in inside)
    assert report.figures["since_n"].printed == 11  # one patch is dated after the cut-off


def test_without_dates_and_report_the_period_is_left_out_and_said():
    report, _ = report_of(dates=False)
    assert "period" not in report.figures
    text = " ".join(block.text for block in narrative(report) if isinstance(block, Paragraph))
    assert "left out" in text


def test_without_dates_the_difference_to_the_last_report_is_the_period():
    _, before = report_of(PATCHES[:9])
    report, _ = report_of(PATCHES, dates=False, previous=before)
    figures, then = report.figures, {each["key"]: each for each in before["figures"]}
    assert figures["period"].printed == pytest.approx(figures["since"].printed - then["since"]["printed"], abs=1e-9)
    check_sums(report)
    text = " ".join(block.text for block in narrative(report) if isinstance(block, Paragraph))
    assert "than in the last report" in text
    assert "Newly counted, 2 patches: p9" in text


def test_a_correction_of_a_patch_is_told_with_both_areas():
    _, before = report_of()
    larger = [(x, y, size + (3 if place == 6 else 0), *rest) for place, (x, y, size, *rest) in enumerate(PATCHES)]
    report, _ = report_of(larger, previous=before)
    (change,) = report.comparison.patches
    assert change.patch_id == "p6"
    assert change.now > change.before > 0
    names = [name for name, _, _ in report.comparison.changed(report.figures)]
    assert any("木奇镇" in name for name in names)


def test_nothing_changed_is_said():
    _, before = report_of()
    report, _ = report_of(previous=before)
    text = " ".join(block.text for block in narrative(report) if isinstance(block, Paragraph))
    assert "Nothing has changed" in text


def test_the_annual_summary_has_the_same_figures_and_what_is_expected():
    monthly, annual = report_of()[0], report_of(period="annual")[0]
    for each in monthly.figures:
        assert annual.figures[each.key].printed == each.printed
    expected, year = annual.figures["expected"], annual.figures["year"]
    assert expected.printed > year.printed
    assert "p11" in expected.ids  # dated after the cut-off, in its year
    half = report_of(period="half_year")[0]
    assert [(each.key, each.printed) for each in half.figures] == [(each.key, each.printed) for each in monthly.figures]


def test_a_month_without_work_is_zero():
    report, _ = report_of([each for each in PATCHES if each[3] < 2])
    assert report.figures["period"].text == "0.00"
    text = " ".join(block.text for block in narrative(report) if isinstance(block, Paragraph))
    assert "No ground was remediated this month in any township." in text


def texts_of(report):
    return [block.text for block in narrative(report) if isinstance(block, Paragraph)]


def test_ground_outside_is_no_township_without_work():
    inside, outside_earlier = (100, 100, 50, 2, 0), (100, 960, 30, 0, 0)
    text = " ".join(texts_of(report_of([inside, outside_earlier])[0]))
    assert "in 2 townships." in text


@pytest.mark.parametrize(("surplus", "told"), [((420, 570, 93, 0, 2), True), ((45, 55, 10, 0, 0), False)])
def test_a_surplus_that_hides_a_deficit_is_told(surplus, told):
    report = report_of([surplus, (200, 700, 20, 1, 1)])[0]
    missing = report.figures["due_missing"].printed
    gap = report.figures["due_target"].printed - report.figures["due_done"].printed
    assert (missing > gap + 0.001) == told
    assert any("surplus of one never makes up" in text for text in texts_of(report)) == told


def test_contradicting_target_sets_are_told_under_the_targets(report):
    (table,) = [block for block in narrative(report) if isinstance(block, Table) and block.key == "targets"]
    assert any("difference of 4.25 mu" in note for note in table.notes)


def test_due_figures_are_those_of_the_chosen_set(report):
    assert report.figures["due_target"].printed == pytest.approx(1.5 + 2 + 3.25 + 1)
    gap = report.figures["due_target"].printed - report.figures["due_done"].printed
    assert report.figures["due_gap"].printed == pytest.approx(gap)


def test_keys_are_ascii_and_short_enough_for_bookmarks():
    townships = [f"镇{place}" for place in range(1, 120)]
    names = short_names(townships, ["生产矿山", "某某矿山", None])
    assert names.category == {"生产矿山": "in_production", "某某矿山": "c02", None: "no_category"}
    longest = names.key("since", {"township": "镇119", "category": None}) + "_n"
    assert longest == "since_t119_no_category_n"


@pytest.mark.parametrize(
    ("printed", "unit", "text"),
    [(1234.5, "mu", "1,234.50"), (-0.5, "mu", "−0.50"), (40.125, "mu", "40.125"), (87.3, "percent", "87.3%"),
     (12.0, "count", "12"), (None, "mu", "—")],
)  # fmt: skip
def test_how_figures_are_written(printed, unit, text):
    assert figure_text(printed, unit) == text


def test_slots_are_read_and_written():
    slots = read_slots("甲。\n[存在问题]\n乙。\n\n丙。\n【next_steps】\n丁。")
    assert slots == {"practices": ["甲。"], "problems": ["乙。", "丙。"], "next_steps": ["丁。"]}
    assert read_slots(slots_text(slots)) == slots
    with pytest.raises(ValueError, match="别的"):
        read_slots("[别的]\n甲")


def test_the_report_is_of_its_day(report):
    assert report.until == date(2020, 12, 15)
