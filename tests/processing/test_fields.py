from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import QVariant

from mine_remediation.processing import fields
from mine_remediation.reports import fields as declared

OUTPUTS = {
    "classifybyzone OUTPUT": [
        "area_m2", "area_mu", "zone_class", "zone_classes", "zone_name", "zone_mu", "zone_share", "zone_distance_m",
    ],
    "classifybyzone SUMMARY": ["zone_class", "patches", "gross_mu", "net_mu"],
    "classifybyzone MEMBERSHIP": [
        "patch_id", "zone_class", "zone_name", "layer", "distance_m", "threshold_m", "overlap_m2", "overlap_mu",
        "share",
    ],
    "summarizearea OUTPUT": [
        "township", "year", "category", "zone_class", "patches", "area_m2", "area_mu", "patch_ids",
    ],
    "summarizearea PROGRESS": ["patches", "remediated_mu", "mu_2019", "mu_2020", "mu_undated"],
    "summarizearea TARGET_PROGRESS": [
        "target_set", "year", "year_to", "category", "target_mu", "remediated_mu", "gap_mu", "completion",
        "cumulative_target_mu", "cumulative_mu", "cumulative_completion", "approximate",
    ],
    "summarizearea PIECES": [
        "patch_id", "township", "year", "category", "zone_class", "status", "area_m2", "area_mu",
    ],
    "summarizearea OVERLAP_PAIRS": ["kept_id", "dropped_id", "kept_year", "dropped_year", "area_m2", "area_mu"],
    "TARGETS": [
        "year", "category", "target_mu", "target_set", "year_to", "approximate", "paragraph", "measure", "target_value",
    ],
    **{f"exportprogress {layer}": [
        *(name for name in names if name != declared.YEARS), "mu_2019", "mu_2019_printed", "mu_undated_printed",
    ] for layer, names in declared.COLUMNS.items()},
}  # fmt: skip
ALL = sorted({name for names in OUTPUTS.values() for name in names})


def test_short_names_fit_and_differ() -> None:
    short = [fields.short_name(name) for name in ALL]
    assert [name for name in short if len(name) > fields.SHORT_LENGTH] == []
    assert len(set(short)) == len(ALL)


def test_every_short_name_is_needed_and_is_read_back() -> None:
    assert [name for name in fields.SHORT_NAMES if len(name) <= fields.SHORT_LENGTH] == []
    for name in ALL:
        assert fields.full_name(fields.short_name(name)) == name
        assert fields.full_name(fields.short_name(name).upper()).lower() == name


def test_names_of_others_are_left_alone() -> None:
    assert fields.full_name("TBMJ") == "TBMJ"
    assert fields.full_name("矿山名称") == "矿山名称"


def test_read_back_gives_the_name_in_the_layer() -> None:
    assert fields.read_back(["YEAR", "remed_mu", "TBBH"]) == {
        "year": "YEAR",
        "remediated_mu": "remed_mu",
        "TBBH": "TBBH",
    }


@pytest.mark.parametrize(
    ("name", "former"),
    [
        ("Zone_Class", True),
        ("zone_clses", True),
        ("mu_2019", True),
        ("MU_2031", True),
        ("mu_2019_p", True),
        ("mu_undated", True),
        ("mu_19", False),
        ("township", False),
        ("面积", False),
    ],
)
def test_what_a_former_run_left(name: str, former: bool) -> None:
    assert fields.is_former(name, ["zone_class", "zone_classes", "mu_2020"]) is former


def test_year_columns_are_former_only_where_the_output_has_some() -> None:
    assert not fields.is_former("mu_2019", ["zone_class"])


def test_types() -> None:
    made = fields.fields(["patch_id", "year", "area_mu"])
    assert [each.type() for each in made] == [QVariant.String, QVariant.Int, QVariant.Double]
    assert [(each.length(), each.precision()) for each in made] == [(0, 0)] * 3


def test_cut_names_keep_whole_characters() -> None:
    cut = fields.cut_names(["矿山名称编号", "矿山名称类型", "zone_distance_m", "ZONE_DST_M", "short"], "UTF-8")
    assert cut == ["矿山名", "矿山_2", "zone_dst_m", "ZONE_DST_2", "short"]
    assert all(len(name.encode()) <= 10 for name in cut)
    assert fields.cut_names(["矿山名称编号"], "GB18030") == ["矿山名称编"]


def test_names_that_differ_in_case_only() -> None:
    assert fields.different_names(["Name", "name", "NAME_2", "x"]) == ["Name", "name_2", "NAME_2_2", "x"]
