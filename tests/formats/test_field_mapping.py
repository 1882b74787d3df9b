"""Which field of a file holds what: guessed from heads as people write them, or mapped."""

from __future__ import annotations

import pytest

from mine_remediation.engine.mappings import parse, written
from mine_remediation.engine.problems import Refusal
from mine_remediation.formats.field_mapping import TARGETS, chosen, guess, unit_of


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["TBBH", "LB", "ZLND", "ZLZT", "XZMC", "SBMJ"], ["TBBH", "LB", "ZLND", "ZLZT", "XZMC", "SBMJ"]),
        (["序号", "图斑编号", "矿山类型", "年度", "治理状态", "乡镇", "面积(亩)"],
         ["图斑编号", "矿山类型", "年度", "治理状态", "乡镇", "面积(亩)"]),
        (["图斑 号", "ＬＢ", "治理年度", "状态", "乡镇名称", "治理面积\n（公顷）"],
         ["图斑 号", "ＬＢ", "治理年度", "状态", "乡镇名称", "治理面积\n（公顷）"]),
        (["patch_no", "category", "year", "status", "township", "stated_mu"],
         ["patch_no", "category", "year", "status", "township", "stated_mu"]),
        (["序号", "图斑_编号", "图斑_类别", "治理情况_年度", "治理情况_状态", "位置_乡镇", "治理情况_面积（公顷）"],
         ["图斑_编号", "图斑_类别", "治理情况_年度", "治理情况_状态", "位置_乡镇", "治理情况_面积（公顷）"]),
    ],
)  # fmt: skip
def test_fields_are_known_by_many_names(names, found):
    assert list(guess(names).values()) == found
    assert list(guess(names)) == list(TARGETS)


def test_heads_of_two_lines_are_known_by_their_last_part_only_where_nothing_else_is():
    assert guess(["序号", "采矿许可证_编号", "许可_年度", "年份"]) == {"patch_no": "序号", "year": "年份"}
    assert guess(["图斑信息_编号", "序号", "申报_年度", "治理情况_年度"]) == {"patch_no": "图斑信息_编号"}
    assert guess(["治理_年度", "任务情况_年度", "last_status"]) == {"year": "治理_年度"}


def test_a_name_of_a_mine_is_no_township_and_nothing_is_guessed_from_nothing():
    assert guess(["名称", "NAME", "矿山名称", "备注"]) == {}


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("面积（亩）", "mu"), ("亩数", "mu"), ("SBMJ_MU", "mu"), ("申报面积：公顷", "ha"), ("面积(hm²)", "ha"),
        ("area_ha", "ha"), ("面积（㎡）", "m2"), ("图斑面积/平方米", "m2"), ("AREA_M2", "m2"), ("面积(m^2)", "m2"),
        ("SBMJ", ""), ("shape", ""), ("museum", ""), ("SHAPE_Area", ""), ("hm2面积", "ha"),
    ],
)  # fmt: skip
def test_the_unit_in_a_head(head, unit):
    assert unit_of(head) == unit


def test_a_mapping_goes_before_a_guess():
    names = ["TBBH", "甲;乙=1%", "XZMC"]
    text = written({"patch_no": "甲;乙=1%", "year": "'2020'"})
    assert text == "patch_no=甲%3B乙%3D1%25;year='2020'"
    assert chosen(names, text, "a.shp") == (
        {"patch_no": "甲;乙=1%", "township": "XZMC", "year": "'2020'"}, []
    )  # fmt: skip
    assert chosen(names, "patch_no=没有;township=xzmc", "a.shp") == ({"patch_no": "TBBH", "township": "XZMC"}, ["没有"])
    assert parse("", TARGETS) == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [("patch_no", "mapping_part"), ("patch_no=", "mapping_part"), ("patchno=a", "mapping_target"),
     ("patch_no=没有", "mapping_fields")],
)  # fmt: skip
def test_mappings_that_cannot_be_followed(text, code):
    with pytest.raises(Refusal) as refusal:
        chosen(["TBBH"], text, "a.shp")
    assert refusal.value.code == code
