"""Under which names the fields of patches come in: the one dictionary of the dock, the import and the campaign.

Names stand in the order of preference. They are compared without blanks, in any case and width.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

PATCH_NO = (
    "TBBH", "图斑编号", "图斑号", "修复图斑编号", "PATCH_ID", "PATCH_NO", "BH", "编号", "序号",
)  # fmt: skip
YEAR = (
    "ZLND", "治理年度", "治理年份", "ZLNF", "完成年度", "任务年度", "年度", "年份", "ND", "NF", "YEAR",
)  # fmt: skip
DATE = ("YSRQ", "验收日期", "验收时间", "ZLRQ", "治理日期", "WGRQ", "完工日期", "完成日期", "完成时间", "日期", "DATE")
CATEGORY = ("LB", "矿山类别", "KSLB", "类别", "矿山类型", "KSLX", "类型", "CATEGORY", "MINE_TYPE")
STATUS = (
    "ZLZT", "治理状态", "YSZT", "验收状态", "修复状态", "状态", "ZT", "治理阶段", "STATUS", "STATE", "STEP",
)  # fmt: skip
TOWNSHIP = ("XZMC", "乡镇名称", "乡镇", "乡镇名", "乡镇街道", "XZQMC", "行政区名称", "XIANGZHEN", "TOWNSHIP", "TOWN")
NAME = ("名称", "MC", "NAME")
STATED_AREA = (
    "SBMJ", "申报面积", "填报面积", "登记面积", "治理面积", "ZLMJ", "已治理面积", "复垦面积", "图斑面积", "TBMJ",
    "图斑核定面积", "核定面积", "TBHDMJ", "实地治理面积", "SDZLMJ", "亩数", "面积", "MJ", "STATED_MU",
    "AREA_MU", "AREA",
)  # fmt: skip


def plain(name: str) -> str:
    """The form in which names are compared."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def find(names: Iterable[str], wanted: Iterable[str]) -> str:
    """The first of *wanted* that is one of *names*, as it is written there; empty text where none is."""
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(plain(name), name)
    return next((known[plain(each)] for each in wanted if plain(each) in known), "")
