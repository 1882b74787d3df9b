"""Values of files that come in: understood or rejected with the nearest word, stated areas with their unit."""

from __future__ import annotations

import numpy as np
import pytest

from mine_remediation.formats.features import Features, no_geometry
from mine_remediation.formats.field_mapping import guess
from mine_remediation.formats.patch_values import Rejected, Vocabulary, nearest, understood, unit_by_ground

CATEGORIES = {
    "生产矿山": "in_production",
    "政策性关闭矿山": "closed_by_policy",
    "废弃": "abandoned",
    "11": "abandoned_x",
}
STEPS = {"市级验收": "ACCEPTANCE", "acceptance": "ACCEPTANCE", "治理中": "IN_PROGRESS"}
TOWNS = {
    "永陵镇": "永陵镇",
    "响水河子乡": "响水河子乡",
    "响水河乡": "响水河子乡",
    "北四平乡": "北四平乡",
    "大四平镇": "大四平镇",
}
WORDS = Vocabulary(CATEGORIES, STEPS, TOWNS)


def read(area_m2=None, words=WORDS, **columns):
    count = len(next(iter(columns.values())))
    features = Features("a.shp", "a", "shapefile", columns, no_geometry(count), list(range(2, count + 2)))
    areas = np.full(count, np.nan) if area_m2 is None else np.array(area_m2, dtype=float)
    values, rejected = understood(features, guess(columns), words, areas)
    return values, rejected, {each.rule: each for each in features.findings}


def test_codes_are_understood_in_any_writing_and_others_are_rejected_with_the_nearest():
    words = ["生产矿山", " 生产 ", "１１", 11.0, None, "/", "露天", "生产矿山（未计入）", "废弃（部分）"]
    values, rejected, told = read(LB=words, TBBH=list("abcdefghi"))
    assert values["category"] == ["in_production", None, *["abandoned_x"] * 2, None, None, None, "in_production", None]
    assert rejected == [
        Rejected(3, "LB", "生产", "code_unknown", "生产矿山"),
        Rejected(8, "LB", "露天", "code_unknown", ""),
        Rejected(10, "LB", "废弃（部分）", "code_unknown", "废弃"),
    ]
    assert (told["mark_left"].field, told["mark_left"].value) == ("LB", "生产矿山（未计入）")
    assert told["mark_left"].values == {"count": 1, "ids": ["9"]}


def test_years_and_states():
    values, rejected, _ = read(ZLND=["2020年", 2021.0, "去年", None], ZLZT=["治理中", "ACCEPTANCE", "验收", "-"])
    assert values["year"] == [2020, 2021, None, None]
    assert values["status"] == ["IN_PROGRESS", "ACCEPTANCE", None, None]
    assert rejected == [
        Rejected(4, "ZLND", "去年", "year_unread"), Rejected(4, "ZLZT", "验收", "code_unknown", "市级验收"),
    ]  # fmt: skip
    _, rejected, _ = read(ZLND=["二〇二〇年", "二○一九", "二零二一年度", "贰零贰零", "二十年", "二〇二〇年三月"])
    assert [each.nearest for each in rejected] == ["2020", "2019", "2021", "", "", ""]


def test_townships_by_list_with_old_names_and_shortened_ones():
    values, rejected, found = read(
        XZMC=["永陵镇", "永陵", "响水河乡", "新宾满族自治县永陵镇", "四平", "响水乡"], TBBH=list("abcdef")
    )
    assert values["township"] == ["永陵镇", "永陵镇", "响水河子乡", "永陵镇", None, None]
    assert [each.nearest for each in rejected] == ["北四平乡", "响水河乡"]
    assert not found
    both = Vocabulary({}, {}, {"四平乡": "四平乡", "北四平乡": "北四平乡"})
    assert read(words=both, XZMC=["新宾县北四平乡", "大四平乡"])[0]["township"] == ["北四平乡", None]
    values, _, found = read(words=Vocabulary({}, {}), XZMC=["甲乡 ", None], TBBH=["1", "2"])
    assert values["township"] == ["甲乡", None]
    assert found["township_unchecked"].values == {"count": 1}


def test_numbers_of_patches():
    values, _, found = read(TBBH=["a", 12.0, None, "a", " ", "b"])
    assert values["patch_no"] == ["a", "12", None, "a", None, "b"]
    assert (found["patch_no_absent"].values["ids"], found["patch_no_repeated"].values["ids"]) == (["4", "6"], ["a"])


@pytest.mark.parametrize(
    ("head", "values", "mu"),
    [
        ("面积（亩）", [15.0, "约１５", "15亩", "15余亩", "1,500.5"], [15, 15, 15, 15, 1500.5]),
        ("面积(公顷)", [1.0, "1公顷", "15亩", "10000㎡", "1.0ha左右"], [15, 15, 15, 15, 15]),
        ("图斑面积", [10000.0, "15亩", "/", None, "—"], [15, 15, None, None, None]),
    ],
)
def test_units_by_head_and_by_value(head, values, mu):
    read_values, rejected, _ = read(**{head: values})
    assert read_values["stated_mu"] == [None if each is None else pytest.approx(each) for each in mu]
    assert not rejected


@pytest.mark.parametrize(
    ("numbers", "unit"), [([1.0, 2.1, 0.9], "ha"), ([15.0, 30.5, 15], "mu"), ([10_000, 21_000, 1], "m2")]
)
def test_the_unit_is_told_by_the_ground_where_no_head_names_it(numbers, unit):
    values, _, found = read([10_000, 20_000, np.nan], SBMJ=numbers)
    assert values["stated_mu"][0] == pytest.approx(15)
    assert (found["stated_unit"].values["taken"], found["stated_unit"].values["by"]) == (unit, "ground")


def test_units_that_nothing_tells_or_that_contradict_the_ground():
    values, _, found = read(SBMJ=[1.0, 2.0])
    assert values["stated_mu"] == [None, None]
    assert "stated_unit_unknown" in found
    values, _, found = read([10_000, 20_000], **{"面积(亩)": [1.0, 2.0]})
    assert values["stated_mu"] == [1.0, 2.0]
    assert found["stated_unit_differs"].values["looks_like"] == "ha"
    assert found["stated_area_differs"].values["count"] == 2


def test_numbers_beyond_all_measure_are_rejected_and_stop_nothing():
    values, rejected, _ = read(亩数=[10**30, None, 10**400, float("inf"), float("nan"), -1])
    assert values["stated_mu"][:3] == [1e30, None, None]
    assert values["stated_mu"][3] is None
    assert {each.row for each in rejected} >= {4, 5, 7}


def test_areas_that_differ_are_named_and_what_is_no_number_is_rejected():
    _, rejected, found = read([10_000, 10_000, 10_000], **{"亩数": [15.0, 15.2, "十五"]})
    assert found["stated_area_differs"].values == {"count": 1, "ids": ["3"]}
    assert found["stated_area_differs"].field == "亩数"
    assert rejected == [Rejected(4, "亩数", "十五", "area_unread")]
    assert "amounts_rough" not in found


def test_areas_that_are_called_approximate_are_named():
    values, _, found = read(**{"亩数": ["约12.5亩", "12.5亩", "15亩左右", 7, "约十亩"]})
    assert values["stated_mu"] == [12.5, 12.5, 15, 7, None]
    assert found["amounts_rough"].values == {"count": 2, "ids": ["2", "4"]}


def test_the_nearest_word():
    assert nearest("政策关闭", ["生产矿山", "政策性关闭矿山"]) == "政策性关闭矿山"
    assert nearest("x", ["生产矿山"]) == ""
    assert unit_by_ground(np.array([5.0]), np.array([10_000.0])) == ""
    assert unit_by_ground(np.array([0.0]), np.array([0.0])) == ""
