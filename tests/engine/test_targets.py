"""The TARGETS table is read strictly, and work is set against it without losing a cell."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.problems import Refusal
from mine_remediation.engine.targets import (
    PROGRESS_COLUMNS,
    TargetRow,
    choose_set,
    read_targets,
    still_missing,
    target_progress,
)

M2_PER_MU = 2000 / 3
LAYER = "目标表"
PRODUCTION, CLOSED = "生产矿山", "闭坑、政策性关闭、废弃"

# the plan's two target sets, which differ by 130 mu for production mines up to 2020
SET_A = [("A", 2018, 2020, PRODUCTION, 212), ("A", 2018, 2020, CLOSED, 192)]
SET_A += [("A", 2021, 2022, PRODUCTION, 212), ("A", 2021, 2022, CLOSED, 81)]
SET_B = [
    ("B", year, None, category, mu)
    for year, production, closed in ((2019, 40.4, 96), (2020, 41.6, 96), (2021, 106, 36), (2022, 106, 45))
    for category, mu in ((PRODUCTION, production), (CLOSED, closed))
]


def table(rows, **columns):
    frame = pd.DataFrame(rows, columns=["target_set", "year", "year_to", "category", "target_mu"], dtype=object)
    return frame.assign(**columns)


def one(**record):
    return pd.DataFrame([{"year": 2019, "target_mu": 10.0, **record}], dtype=object)


def refusal(frame, target_set=None):
    with pytest.raises(Refusal) as caught:
        choose_set(read_targets(frame, LAYER), target_set)
    assert caught.value.values["layer"] == LAYER
    return caught.value


def progress(rows, work):
    """TARGET_PROGRESS of *rows* with *work* given in mu."""
    cells = {cell: (mu * M2_PER_MU, round(mu * 100)) for cell, mu in work.items()}
    return target_progress(rows, cells)


def line(frame, year, category):
    same_year = frame["year"].isna() if year is None else frame["year"].eq(year).fillna(False)
    same_category = frame["category"].isna() if category is None else frame["category"].eq(category)
    (found,) = frame[same_year & same_category].to_dict("records")
    return found


def null(value):
    return value is None or value is pd.NA or math.isnan(value)


# --- reading -------------------------------------------------------------------------------------


def test_both_sets_of_the_plan():
    targets = read_targets(table(SET_A + SET_B), LAYER)
    sums = {name: math.fsum(row.figure for row in choose_set(targets, name)) for name in "AB"}
    assert sums == {"A": 697, "B": 567}
    first, group = choose_set(targets, "A")[:2]
    assert (first.row, first.year, first.year_to, first.last_year, first.values) == (
        1,
        2018,
        2020,
        2020,
        ("in_production",),
    )
    assert group.category == CLOSED
    assert group.values == ("closed", "closed_by_policy", "abandoned")


def test_names_of_fields_by_glossary_and_spellings_of_values():
    frame = pd.DataFrame(
        {
            "任务口径": ["Ｂ", "B"],
            "年 度": ["", ""],
            "年度": ["2019年", 2021.0],
            "至年度": [None, "２０２２"],
            "类别": [" 生产矿山 ", "in_production"],
            "任务亩数": ["４０.4", 212],
            "约": [None, "1"],
            "条款": ["L24", None],
        },
        dtype=object,
    )
    rows = choose_set(read_targets(frame, LAYER))
    assert rows == (
        TargetRow(1, "Ｂ", 2019, None, "生产矿山", ("in_production",), 40.4, False, "L24"),
        TargetRow(2, "Ｂ", 2021, 2022, "in_production", ("in_production",), 212.0, True, None),
    )
    assert choose_set(read_targets(frame, LAYER), " B") == rows


def test_heads_of_a_sheet_of_nothing_but_text_are_its_first_row():
    frame = pd.DataFrame(
        [["年度", "任务亩数", None], ["2019", "40.4", None], ["2020年", "４１.6", "x"]],
        columns=["Field1", "Field2", "Field3"],
    )
    rows = choose_set(read_targets(frame, LAYER))
    assert [(row.year, row.figure) for row in rows] == [(2019, 40.4), (2020, 41.6)]


def test_the_contract_name_goes_before_an_alias_and_cut_names_are_known():
    frame = one(TARGET_MU=10, 治理面积=99, approximat=1)
    frame = frame.drop(columns="target_mu")
    (row,) = choose_set(read_targets(frame, LAYER))
    assert row.figure == 10
    assert row.approximate is True


def test_rows_without_any_value_are_skipped_but_counted():
    frame = pd.DataFrame({"year": [None, 2019], "target_mu": [np.nan, 5.0], "category": ["", None]}, dtype=object)
    assert [row.row for row in choose_set(read_targets(frame, LAYER))] == [2]


def test_a_span_of_one_year_is_a_year():
    assert choose_set(read_targets(one(year_to=2019), LAYER))[0].year_to is None


def test_other_measures_are_named_in_one_notice():
    frame = table(
        [*SET_A, ("A", 2018, 2020, "政策性关闭", None), ("A", 2018, 2020, None, None)],
        measure=[None, "area", "治理面积", "", "mine_count", "植树株数"],
        target_value=[None, None, None, None, 12, "3000"],
        approximate=[0, 0, False, None, 1, "0"],
    )
    targets = read_targets(frame, LAYER)
    assert len(targets.rows) == 4
    assert [(row.measure, row.figure, row.approximate) for row in targets.others] == [
        ("mine_count", 12, True),
        ("trees", 3000, False),
    ]
    (notice,) = targets.notices
    assert notice.code == "targets_other_measures"
    assert notice.values == {"layer": LAYER, "measures": ["mine_count", "trees"], "rows": [5, 6]}


@pytest.mark.parametrize(
    ("frame", "code", "values"),
    [
        (one(target_mu="约40"), "targets_number", {"row": 1, "field": "target_mu", "value": "约40"}),
        (one(target_mu="1,234"), "targets_number", {"row": 1, "value": "1,234"}),
        (one(target_mu=True), "targets_number", {"row": 1, "value": True}),
        (one(target_mu=np.inf), "targets_number", {"row": 1}),
        (one(measure="trees", target_value="三千"), "targets_number", {"row": 1, "field": "target_value"}),
        (one(target_mu=-1), "targets_negative", {"row": 1, "field": "target_mu", "value": -1}),
        (one(target_mu=None), "targets_value_missing", {"row": 1, "field": "target_mu"}),
        (one(year=None), "targets_year", {"row": 1, "field": "year", "value": None}),
        (one(year="2018-2020"), "targets_year", {"row": 1, "field": "year", "value": "2018-2020"}),
        (one(year_to="去年"), "targets_year", {"row": 1, "field": "year_to", "value": "去年"}),
        (one(year_to=2018), "targets_year_order", {"row": 1, "year": 2019, "year_to": 2018}),
        (one(approximate="左右吧"), "targets_approximate", {"row": 1, "value": "左右吧"}),
        (one(measure="volume"), "targets_measure", {"row": 1, "value": "volume"}),
        (one(measure="mine_count", target_value=12), "targets_without_area", {"measures": ["mine_count"]}),
        (one().iloc[:0], "targets_empty", {}),
        (one(year=None, target_mu=None), "targets_empty", {}),
        (one().drop(columns="year"), "targets_field_missing", {"field": "year", "fields": ["target_mu"]}),
        (one().drop(columns="target_mu"), "targets_field_missing", {"field": "target_mu", "fields": ["year"]}),
        (
            table([("B", 2019, None, PRODUCTION, 1), (None, 2020, None, PRODUCTION, 1)]),
            "targets_set_blank",
            {"row": 2, "sets": ["B"]},
        ),
        (
            table([("B", 2019, None, PRODUCTION, 1), ("B", 2020, None, None, 1)]),
            "targets_mixed_categories",
            {"row": 2, "target_set": "B", "rows": [2]},
        ),
        (
            table([("B", 2019, None, CLOSED, 1), ("B", 2019, None, "露天；废弃矿山", 1)]),
            "targets_value_twice",
            {"row": 2, "other_row": 1, "target_set": "B", "value": "废弃矿山", "year": 2019},
        ),
        (
            table([("A", 2018, 2020, PRODUCTION, 1), ("A", 2020, 2022, "in_production", 1)]),
            "targets_overlap",
            {"row": 2, "other_row": 1, "category": "in_production", "year": 2020},
        ),
        (
            table([(None, 2018, 2022, None, 1), (None, 2020, None, None, 1)]),
            "targets_overlap",
            {"row": 2, "other_row": 1, "category": None, "year": 2020},
        ),
        (table(SET_A + SET_B), "targets_set_needed", {"sets": ["A", "B"]}),
    ],
)
def test_refusals_name_layer_row_and_value(frame, code, values):
    refused = refusal(frame)
    assert refused.code == code
    assert {name: refused.values[name] for name in values} == values


def test_an_unknown_set_is_refused_naming_those_that_exist():
    refused = refusal(table(SET_A + SET_B), "C")
    assert refused.code == "targets_set_unknown"
    assert refused.values["sets"] == ["A", "B"]
    assert refused.values["target_set"] == "C"


def test_the_same_value_in_different_sets_or_years_is_fine():
    assert len(read_targets(table(SET_A + SET_B), LAYER).rows) == 12


# --- work against targets ------------------------------------------------------------------------


@lru_cache
def rows_of(name):
    return choose_set(read_targets(table(SET_A + SET_B), LAYER), name)


def test_columns_and_types():
    frame = progress(rows_of("B"), {})
    assert list(frame.columns) == list(PROGRESS_COLUMNS)
    assert frame["year"].dtype == frame["year_to"].dtype == "Int64"
    assert frame["year_to"].isna().all()
    assert frame["approximate"].tolist() == [0] * 8
    assert frame["target_set"].tolist() == ["B"] * 8
    assert frame["target_mu"].sum() == 567
    assert all(frame[name].dtype == np.float64 for name in PROGRESS_COLUMNS[4:-1])


def test_yearly_targets_with_gap_completion_and_cumulative_figures():
    work = {("in_production", 2019): 30.0, ("in_production", 2020): 52.0, ("生产矿山", 2021): 106.0}
    frame = progress(rows_of("B"), work)
    assert frame["year"].tolist() == [2019, 2020, 2021, 2022] * 2  # by category in the order of the table
    first, second = line(frame, 2019, PRODUCTION), line(frame, 2020, PRODUCTION)
    assert first["remediated_mu"] == pytest.approx(30)
    assert first["gap_mu"] == pytest.approx(10.4)
    assert first["gap_mu_printed"] == 10.4
    assert first["completion"] == pytest.approx(30 / 40.4)
    assert first["completion_printed"] == 74.3
    assert second["gap_mu_printed"] == -10.4
    assert second["cumulative_target_mu"] == 82
    assert second["cumulative_mu"] == pytest.approx(82)
    assert second["cumulative_mu_printed"] == 82
    assert second["cumulative_completion"] == pytest.approx(1)
    assert second["cumulative_completion_printed"] == 100
    assert still_missing(frame["gap_mu"]) == pytest.approx(10.4 + 106 + 273)  # 2020 is ahead and does not help
    assert still_missing(frame["gap_mu_printed"]) == 389.4


def test_a_span_takes_all_work_inside_and_joins_at_its_end():
    work = {("生产矿山", 2018): 100.0, ("生产矿山", 2020): 12.0, ("闭坑", 2019): 1.0, ("废弃矿山", 2018): 2.0}
    frame = progress(rows_of("A"), work | {("生产矿山", 2022): 212.0})
    span, later = line(frame, 2018, PRODUCTION), line(frame, 2021, PRODUCTION)
    assert (span["year_to"], span["remediated_mu_printed"], span["gap_mu_printed"]) == (2020, 112, 100)
    assert (span["cumulative_target_mu"], span["cumulative_mu_printed"]) == (212, 112)
    assert (later["cumulative_target_mu"], later["cumulative_mu_printed"]) == (424, 324)
    assert line(frame, 2018, CLOSED)["remediated_mu_printed"] == 3
    assert len(frame) == 4


def test_work_without_a_target_keeps_rows_of_its_own():
    work = {
        ("in_production", 2018): 5.0,
        ("in_production", None): 7.0,
        ("闭坑", 2023): 1.0,
        (" 废弃", 2023): 2.0,
        (None, 2019): 3.0,
        (" 在建矿山", 2020): 4.0,
        ("under_construction", None): 6.0,
    }
    frame = progress(rows_of("B"), work)
    early, undated = line(frame, 2018, PRODUCTION), line(frame, None, PRODUCTION)
    for row in (early, undated):
        assert all(null(row[name]) for name in PROGRESS_COLUMNS if name.startswith(("cumulative", "gap", "complet")))
        assert null(row["target_mu"])
    assert (early["remediated_mu_printed"], undated["remediated_mu_printed"]) == (5, 7)
    group = line(frame, 2023, CLOSED)
    assert group["remediated_mu_printed"] == 3
    assert group["cumulative_target_mu"] == 273
    assert group["cumulative_mu_printed"] == 3
    assert null(line(frame, 2020, "在建矿山")["cumulative_mu"])
    assert frame["category"].drop_duplicates().tolist() == [PRODUCTION, CLOSED, "在建矿山", None]
    assert frame.loc[frame["category"] == PRODUCTION, "year"].tolist() == [2018, 2019, 2020, 2021, 2022, pd.NA]
    assert frame["remediated_mu"].sum() == pytest.approx(28)


def test_cumulative_figures_begin_with_the_first_year_of_the_category():
    rows = [TargetRow(1, None, 2019, None, "a", ("a",), 10.0), TargetRow(2, None, 2021, None, "b", ("b",), 10.0)]
    frame = progress(rows, {("a", 2018): 1.0, ("a", 2019): 2.0, ("b", 2020): 4.0, ("b", 2021): 8.0})
    assert frame["cumulative_mu_printed"].fillna(-1).tolist() == [-1, 2, -1, 8]


def test_a_set_without_categories_takes_everything_together():
    rows = choose_set(read_targets(table([(None, 2019, None, None, 20), (None, 2020, 2022, None, 0)]), LAYER))
    frame = progress(rows, {("in_production", 2019): 3.0, (None, 2019): 4.0, ("废弃", 2021): 5.0, ("x", None): 1.0})
    assert frame["category"].tolist() == [None, None, None]
    assert frame["target_set"].tolist() == [None, None, None]
    assert frame["remediated_mu_printed"].tolist() == [7, 5, 1]
    assert null(frame["completion"][1])  # a target of 0 has no completion
    assert frame["gap_mu_printed"].fillna(0).tolist() == [13, -5, 0]


def test_groups_of_a_category_may_change_from_year_to_year():
    first = TargetRow(1, None, 2019, None, "闭坑、废弃", ("closed", "abandoned"), 10.0)
    second = TargetRow(2, None, 2020, None, "闭坑", ("closed",), 10.0)
    frame = progress(
        [first, second], {("闭坑", 2019): 1.0, ("闭坑", 2020): 2.0, ("废弃", 2020): 4.0, ("闭坑", 2021): 8.0}
    )
    assert list(zip(frame["year"], frame["category"], frame["remediated_mu_printed"])) == [
        (2019, "闭坑、废弃", 1),
        (2020, "闭坑、废弃", 4),
        (2021, "闭坑、废弃", 8),
        (2020, "闭坑", 2),
    ]


def test_each_row_keeps_its_own_text():
    rows = [
        TargetRow(1, None, 2019, None, "闭坑、废弃", ("closed", "abandoned"), 10.0, approximate=True),
        TargetRow(2, None, 2020, None, "废弃，闭坑", ("abandoned", "closed"), 10.0),
    ]
    frame = progress(rows, {("closed", 2021): 1.0})
    assert frame["category"].tolist() == ["闭坑、废弃", "废弃，闭坑", "闭坑、废弃"]
    assert frame["cumulative_target_mu"].tolist() == [10, 20, 20]
    assert frame["approximate"].tolist() == [1, 0, 0]


def test_nearly_done_is_not_printed_as_done():
    rows = [TargetRow(1, None, 2019, None, None, (), 1000.0)]
    frame = progress(rows, {(None, 2019): 999.99})
    assert frame["gap_mu_printed"].tolist() == [0.01]
    assert frame["completion_printed"].tolist() == [99.9]


def test_a_target_finer_than_the_printed_unit_is_rounded_half_up():
    rows = [TargetRow(1, None, 2019, None, None, (), 1.005)]
    assert progress(rows, {})["gap_mu_printed"].tolist() == [1.01]


VALUES = ["生产矿山", "in_production", "闭坑", "closed_by_policy", "废弃矿山", "在建矿山", " 露天 ", "露天", None]
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(VALUES), st.sampled_from([None, *range(2016, 2025)])),
    st.tuples(st.floats(0, 1e6), st.integers(0, 10**6)),
    max_size=30,
)


@given(work=CELLS, name=st.sampled_from("AB"))
def test_every_cell_of_work_is_in_exactly_one_row(work, name):
    rows = rows_of(name)
    frame = target_progress(rows, work)
    assert math.fsum(frame["remediated_mu"]) == pytest.approx(math.fsum(m2 for m2, _ in work.values()) * 0.0015)
    printed = sum(round(mu * 100) for mu in frame["remediated_mu_printed"])
    assert printed == sum(units for _, units in work.values())
    assert frame["target_mu"].sum() == pytest.approx(sum(row.figure for row in rows))
    assert not frame.duplicated(["year", "year_to", "category"]).any()
    ends = frame.dropna(subset="cumulative_mu").groupby("category", dropna=False)["cumulative_target_mu"].last()
    assert ends.sum() == pytest.approx(sum(row.figure for row in rows))
    gaps = frame.dropna(subset="target_mu")
    behind = (gaps["target_mu"] - gaps["remediated_mu"]).clip(lower=0)
    assert still_missing(frame["gap_mu"]) == pytest.approx(behind.sum())


@given(work=CELLS, data=st.data())
def test_figures_do_not_depend_on_the_order_of_work(work, data):
    shuffled = dict(data.draw(st.permutations(list(work.items()))))
    key = ["category", "year"]
    one, other = (target_progress(rows_of("B"), each).sort_values(key, kind="stable") for each in (work, shuffled))
    for column in ("remediated_mu", "remediated_mu_printed", "cumulative_mu", "gap_mu_printed", "completion_printed"):
        assert one[column].fillna(-1).tolist() == other[column].fillna(-1).tolist()
