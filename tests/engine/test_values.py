"""Texts, years, dates, stored areas."""

from __future__ import annotations

import time
from datetime import date, datetime, timezone
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from mine_remediation.engine.problems import Level
from mine_remediation.engine.values import (
    canonical,
    effective_years_dates,
    fold,
    is_stored_area_field,
    parse_dates,
    parse_years,
    split_list,
    stored_area_findings,
)

NONE = None
YEARS_AND_DATES = [
    # value, year, date
    (2020, 2020, NONE),
    (2020.0, 2020, NONE),
    (Decimal("2020.00"), 2020, NONE),
    (np.int16(2020), 2020, NONE),
    (np.float32(2020), 2020, NONE),
    ("2020", 2020, NONE),
    (" 2020 ", 2020, NONE),
    ("2020.0", 2020, NONE),
    ("2020年", 2020, NONE),
    ("2020 年", 2020, NONE),
    ("2020年度", 2020, NONE),
    ("２０２０", 2020, NONE),
    ("２０２０年\u3000", 2020, NONE),
    ("2020-06", 2020, NONE),
    ("2020/6", 2020, NONE),
    ("2020年6月", 2020, NONE),
    ("2020-06-15", 2020, "2020-06-15"),
    ("2020-6-5", 2020, "2020-06-05"),
    ("2020-06-15T23:59:59", 2020, "2020-06-15"),
    ("2020-06-15 08:00", 2020, "2020-06-15"),
    ("2020-12-31T23:30:00.123Z", 2020, "2020-12-31"),
    ("2020-12-31T23:30:00+08:00", 2020, "2020-12-31"),
    ("2020/06/15", 2020, "2020-06-15"),
    ("2020/6/15 0:00:00", 2020, "2020-06-15"),
    ("2020.06.15", 2020, "2020-06-15"),
    ("2020.6.5", 2020, "2020-06-05"),
    ("2020年6月15日", 2020, "2020-06-15"),
    ("２０２０年６月１５日", 2020, "2020-06-15"),
    ("2020年06月15", 2020, "2020-06-15"),
    ("2020 年 6 月 15 日", 2020, "2020-06-15"),
    ("20200615", 2020, "2020-06-15"),
    ("2020-02-29", 2020, "2020-02-29"),
    (date(2020, 6, 15), 2020, "2020-06-15"),
    (datetime(2020, 6, 15, 23, 59), 2020, "2020-06-15"),
    (datetime(2020, 6, 15, 23, 59, tzinfo=timezone.utc), 2020, "2020-06-15"),
    (pd.Timestamp("2020-06-15 12:00"), 2020, "2020-06-15"),
    (np.datetime64("2020-06-15"), 2020, "2020-06-15"),
    (1949, 1949, NONE),
    (2100, 2100, NONE),
]
NONSENSE = [
    1948,
    2101,
    0,
    -2020,
    20.20,
    1019,
    2020.6,
    20200615,
    1_577_836_800,
    1_577_836_800_000,
    np.inf,
    True,
    False,
    "去年",
    "2020.6",
    "20.20",
    "2020.06",
    "20",
    "1019",
    "2020-2022",
    "2020、2021",
    "约2020",
    "2020-13",
    "2020年0月",
    "2020-13-01",
    "2020-02-30",
    "2019-02-29",
    "2020.06/15",
    "20201345",
    "15/06/2020",
    "NULL",
    "/",
    date(1899, 12, 30),
    datetime(1019, 5, 1),
    "1899-12-30",
    ["2020"],
]
EMPTY = [None, np.nan, pd.NaT, pd.NA, np.datetime64("NaT"), "", "  ", "\u3000"]


def day(text):
    return np.datetime64("NaT" if text is None else text, "D")


@pytest.mark.parametrize(("value", "year", "text"), YEARS_AND_DATES, ids=repr)
def test_year_and_date_of_a_spelling(value, year, text):
    years, bad_year = parse_years([value])
    dates, bad_date = parse_dates([value])
    assert years.tolist() == [year]
    assert not bad_year[0]
    assert str(dates[0]) == str(day(text))
    assert bad_date[0] == (text is None)


@pytest.mark.parametrize("value", NONSENSE, ids=repr)
def test_nonsense_is_undated_and_listed(value):
    for parse, missing in ((parse_years, np.isnan), (parse_dates, np.isnat)):
        found, bad = parse([value, None])
        assert missing(found).all()
        assert bad.tolist() == [True, False]


@pytest.mark.parametrize("value", EMPTY, ids=repr)
def test_empty_is_undated_and_not_listed(value):
    for parse, missing in ((parse_years, np.isnan), (parse_dates, np.isnat)):
        found, bad = parse([value, "2020-06-15"])
        assert missing(found).tolist() == [True, False]
        assert bad.tolist() == [False, False]


COLUMNS = {
    "integers": np.array([2019, 1019], dtype=np.int32),
    "floats": np.array([2019.0, 2019.5, np.nan]),
    "nullable integers": pd.Series([2019, 1019, None], dtype="Int64"),
    "texts": pd.Series(["2019", "去年", None], dtype="string"),
    "categories": pd.Series(["2019", "去年", None], dtype="category"),
    "datetimes": pd.Series(pd.to_datetime(["2019-05-01", "1899-12-30", None])),
    "zoned datetimes": pd.Series(pd.to_datetime(["2019-05-01", "1899-12-30", None]).tz_localize("Asia/Shanghai")),
    "days": np.array(["2019-05-01", "1899-12-30", "NaT"], dtype="datetime64[D]"),
    "objects": np.array([date(2019, 5, 1), "去年", None], dtype=object),
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_columns_of_every_type(kind):
    years, bad = parse_years(COLUMNS[kind])
    assert years[0] == 2019
    assert np.isnan(years[1:]).all()
    assert bad.tolist() == [False, True, False][: len(years)]


@pytest.mark.parametrize("kind", ["datetimes", "zoned datetimes", "days", "objects"])
def test_dates_of_every_date_type(kind):
    dates, bad = parse_dates(COLUMNS[kind])
    assert dates.dtype == np.dtype("datetime64[D]")
    assert str(dates[0]) == "2019-05-01"
    assert np.isnat(dates[1:]).all()
    assert bad.tolist() == [False, True, False]


def test_a_bool_column_holds_no_years():
    years, bad = parse_years(np.array([True, False]))
    assert np.isnan(years).all()
    assert bad.all()


def test_empty_columns():
    assert len(parse_years([])[0]) == 0
    assert len(parse_dates(np.array([], dtype=object))[0]) == 0


@pytest.mark.parametrize(
    "column",
    [
        np.tile(np.arange(1900, 2000), 10_000),
        np.tile(np.array(["2020年", "去年", None, 2019.0], dtype=object), 250_000),
    ],
    ids=["integers", "mixed objects"],
)
def test_a_million_years_are_read_at_once(column):
    start = time.perf_counter()
    years, bad = parse_years(column)
    seconds = time.perf_counter() - start
    assert len(years) == len(bad) == 1_000_000
    assert seconds < 1.0  # 0.03 and 0.1 on an idle core


def test_year_field_counts_and_differences_are_listed():
    years = [2019, None, "去年", 2021, None, 2020]
    dates = ["2019-05-01", "2020-05-01", "2018-05-01", "2020-12-31", None, "soon"]
    dating = effective_years_dates(years, dates)
    assert np.array_equal(dating.years, [2019, 2020, np.nan, 2021, np.nan, 2020], equal_nan=True)
    assert [str(each) for each in dating.dates] == [
        "2019-05-01",
        "2020-05-01",
        "2018-05-01",
        "2020-12-31",
        "NaT",
        "NaT",
    ]
    assert dating.bad_years.tolist() == [2]
    assert dating.bad_dates.tolist() == [5]
    assert dating.differing.tolist() == [3]


def test_without_a_year_field_the_year_comes_from_the_date():
    dating = effective_years_dates(None, ["2019-05-01", "2020年6月", None])
    assert np.array_equal(dating.years, [2019, 2020, np.nan], equal_nan=True)
    assert np.isnat(dating.dates).tolist() == [False, True, True]
    assert dating.bad_years.tolist() == []
    assert dating.bad_dates.tolist() == [1]


def test_a_date_in_the_year_field_is_the_date_only_where_its_type_is_date():
    column = np.array(["2019-05-01", "NaT"], dtype="datetime64[D]")
    assert str(effective_years_dates(column, None, year_is_date=True).dates[0]) == "2019-05-01"
    assert np.isnat(effective_years_dates(["2019-05-01", None], None).dates).all()
    both = effective_years_dates(column, ["2019-04-01", "2020-04-01"], year_is_date=True)
    assert [str(each) for each in both.dates] == ["2019-04-01", "2020-04-01"]
    assert both.years.tolist() == [2019, 2020]


def test_without_any_field_there_is_nothing_to_date():
    with pytest.raises(ValueError, match="neither"):
        effective_years_dates(None, None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("已验收", ["已验收"]),
        ("已验收,管护，销号、完工;自验；初验", ["已验收", "管护", "销号", "完工", "自验", "初验"]),
        (" 已验收 ，, ；\u3000管护 ;", ["已验收", "管护"]),
        ("Ａ，ｂ", ["A", "b"]),
        ("", []),
        (None, []),
    ],
)
def test_lists_split_at_every_separator(text, parts):
    assert split_list(text) == parts


def test_fold_trims_and_narrows():
    assert fold("\u3000ＡＢＣ１２（一） ") == "ABC12(一)"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("生产矿山", "in_production"),
        (" 生产矿山\u3000", "in_production"),
        ("in_production", "in_production"),
        ("在建矿山", "under_construction"),
        ("闭坑", "closed"),
        ("闭坑矿山", "closed"),
        ("政策性关闭", "closed_by_policy"),
        ("政策性关闭矿山", "closed_by_policy"),
        ("废弃", "abandoned"),
        ("废弃矿山", "abandoned"),
        ("历史遗留", "legacy"),
        ("历史遗留矿山", "legacy"),
        ("露天", "露天"),
        ("１１", "11"),
        (11, "11"),
        (11.0, "11"),
        (1.5, "1.5"),
        ("", None),
        (" ", None),
        (None, None),
        (np.nan, None),
    ],
)
def test_a_glossary_term_equals_its_identifier(term, expected):
    assert canonical(term) == expected


@pytest.mark.parametrize(
    "name", ["TBMJ", "tbmj", "ＴＢＭＪ", "TBHDMJ", "SDZLMJ", "图斑面积", "图斑核定面积", "实地治理面积"]
)
def test_stored_area_fields_are_known(name):
    assert is_stored_area_field(name)


@pytest.mark.parametrize("name", ["area", "TBBH", "SBMJ", "面积单位"])
def test_other_fields_are_not_stored_areas(name):
    assert not is_stored_area_field(name)


def findings(stored, computed):
    ids = [f"P{i}" for i in range(len(computed))]
    return stored_area_findings(["TBBH", "TBMJ"], {"TBMJ": stored}, np.asarray(computed, dtype=float), ids)


def test_stored_areas_within_either_tolerance_are_fine():
    assert findings([10_049.0, 100.0, 0.0, None, "x"], [10_000.0, 50.0, 0.0, 5_000.0, 5_000.0]) == []


def test_stored_areas_that_differ_are_listed():
    notices = findings([10_100.0, 10_000.0, "9000", 20_000.0, 0.0], [10_000.0, 10_000.0, 10_000.0, np.nan, 10_000.0])
    assert [notice.code for notice in notices] == ["stored_area_differs"]
    assert notices[0].level is Level.INFO
    assert notices[0].values == {
        "field": "TBMJ",
        "count": 3,
        "ids": ["P0", "P2", "P4"],
        "ratio": pytest.approx(0.955),
        "unit": None,
    }


@pytest.mark.parametrize(("factor", "unit"), [(1 / 666.67, "mu"), (1e-4, "ha"), (15, "times_15"), (2, None)])
def test_a_wrong_unit_is_named(factor, unit):
    computed = np.linspace(5_000, 200_000, 50)
    wobble = np.where(np.arange(50) % 2, 1.03, 0.98)
    (notice,) = findings(computed * factor * wobble, computed)
    assert notice.values["unit"] == unit
    assert notice.values["count"] == 50
    assert notice.values["ids"] == [f"P{i}" for i in range(20)]


def test_stored_areas_all_zero_name_no_unit():
    (notice,) = findings([0.0, 0.0], [1_000.0, 2_000.0])
    assert notice.values["ratio"] is None
    assert notice.values["unit"] is None
