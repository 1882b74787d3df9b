"""Areas as people write them: read with their unit, or not read at all."""

from __future__ import annotations

import numpy as np
import pytest

from mine_remediation.formats import sheets
from mine_remediation.formats.amounts import amount_of
from mine_remediation.formats.features import Features, no_geometry
from mine_remediation.formats.patch_values import Rejected, Vocabulary, understood
from mine_remediation.formats.sheets import Sheet

READ = [
    ("12.5", 12.5, ""), ("１，５００．５亩", 1500.5, "mu"), ("15余亩", 15, "mu"), ("约15多亩", 15, "mu"),
    ("大约1.0 ha左右", 1, "ha"), ("12.5\n(亩)", 12.5, "mu"), ("15 MU", 15, "mu"), ("10000㎡", 10_000, "m2"),
    ("-3", -3, ""), ("1.13万亩", 11_300, "mu"), ("3万平方米", 30_000, "m2"), ("1万余亩", 10_000, "mu"),
    ("1.2(万亩)", 12_000, "mu"),
    ("12.5亩（0.83公顷）", 12.5, "mu"), ("0.83公顷（合12.5亩）", 0.83, "ha"), ("1.2万亩(800公顷)", 12_000, "mu"),
]  # fmt: skip
UNREAD = [
    "12亩，其中耕地3公顷", "12-15亩", "12~15亩", "2.5+3.1亩", "8亩3分", "12,5", "12,5亩", "1,2345", "12 15亩", "5公亩",
    "1.2万", "12.5亩（0.38公顷）", "12.5亩（其中0.83公顷）", "12.5（0.83公顷）", "12.5亩（8333）", "1.2.3", "1e5",
    "十五", "亩", "", "1" * 61,
]  # fmt: skip


@pytest.mark.parametrize(("text", "figure", "unit"), READ)
def test_a_figure_and_its_unit(text: str, figure: float, unit: str) -> None:
    assert amount_of(text) == (figure, unit)


@pytest.mark.parametrize("text", UNREAD)
def test_nothing_is_guessed_from_what_says_more(text: str) -> None:
    assert amount_of(text) is None


@pytest.mark.parametrize(
    ("text", "mu"),
    [
        ("12.5亩（0.83公顷）", 12.5),
        ("1.2万亩", 12_000),
        ("12亩，其中耕地3公顷", None),
        ("8亩3分", None),
        ("12,5", None),
    ],
)
def test_the_area_of_a_patch_is_what_its_cell_says_or_it_is_rejected(text: str, mu: float | None) -> None:
    head = "治理面积（亩）"
    cells = [["图斑编号", head], ["1", 15.5], ["2", 16.5], ["3", text]]
    listed = sheets.read(Sheet("台账", cells), "a.xlsx", "excel")
    plain = Features("a.shp", "a", "shapefile", {head: [15.5, 16.5, text]}, no_geometry(3), [2, 3, 4])
    for features in filter(None, (listed, plain)):
        values, rejected = understood(features, {"stated_mu": head}, Vocabulary({}, {}), np.full(3, np.nan))
        assert values["stated_mu"] == [15.5, 16.5, mu]
        assert rejected == ([] if mu else [Rejected(4, head, text, "area_unread")])
    assert listed is not None
