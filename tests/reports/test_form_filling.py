"""The superior office's own form: filled by its profile, everything else as it was."""

from __future__ import annotations

import json

import openpyxl
import pytest
from openpyxl.styles import Border, Font, Side

from mine_remediation.engine.problems import Refusal
from mine_remediation.reports.form_filling import fill_form, read_profile
from mine_remediation.tests.reports.report_makers import report_of

PROFILE = {
    "sheet": "表1",
    "cells": {"B2": "issuer", "C9": "since", "D9": "due_completion"},
    "rows": [
        {"by": "township", "names": "B", "first": 5, "last": 8, "columns": {"C": "period", "D": "since"}},
        {"by": "category", "names": "B", "first": 11, "last": 12, "columns": {"C": "year"}},
    ],
}


@pytest.fixture(scope="module")
def report():
    return report_of(issuer="=1+1")[0]


@pytest.fixture
def form(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表1"
    sheet.merge_cells("A1:E1")
    sheet["A1"], sheet["A1"].font = "治理情况统计表", Font(name="方正小标宋简体", size=22)
    for row, name in enumerate(["新宾镇", " 永陵镇", "木奇镇", "别的镇"], 5):
        sheet[f"B{row}"] = name
        sheet[f"C{row}"].number_format, sheet[f"C{row}"].border = "0.0", Border(bottom=Side("thin"))
    sheet["E5"] = "=SUM(C5:C8)"
    sheet["B11"], sheet["B12"] = "生产矿山", "废弃矿山"
    sheet.column_dimensions["B"].width = 33
    sheet.print_area, sheet.freeze_panes = "A1:E12", "A5"
    path = tmp_path / "form.xlsx"
    book.save(path)
    return path


def test_cells_and_rows_take_printed_figures(report, form, tmp_path):
    unknown = fill_form(tmp_path / "filled.xlsx", form, PROFILE, report)
    sheet = openpyxl.load_workbook(tmp_path / "filled.xlsx")["表1"]
    figures = report.figures
    assert [sheet[f"C{row}"].value for row in (5, 6, 7)] == [figures[f"period_t{n:02}"].printed for n in (1, 2, 3)]
    assert [sheet[f"D{row}"].value for row in (5, 6, 7)] == [figures[f"since_t{n:02}"].printed for n in (1, 2, 3)]
    assert sheet["C9"].value == figures["since"].printed
    assert sheet["D9"].value == pytest.approx(figures["due_completion"].printed / 100)
    assert sheet["C11"].value == figures["year_in_production"].printed
    assert sheet["C8"].value is None
    assert unknown == ["别的镇"]


def test_formats_merged_heads_and_formulas_stay(report, form, tmp_path):
    fill_form(tmp_path / "filled.xlsx", form, PROFILE, report)
    old, new = (openpyxl.load_workbook(path)["表1"] for path in (form, tmp_path / "filled.xlsx"))
    assert new.merged_cells.ranges == old.merged_cells.ranges
    assert (new.print_area, new.freeze_panes) == (old.print_area, old.freeze_panes)
    assert new.column_dimensions["B"].width == 33
    for row in old.iter_rows():
        for cell in row:
            other = new[cell.coordinate]
            assert (other.number_format, other.font.name, other.font.size) == (
                cell.number_format, cell.font.name, cell.font.size,
            )  # fmt: skip
            assert other.border.bottom.style == cell.border.bottom.style
    assert new["E5"].value == "=SUM(C5:C8)"


def test_a_text_that_looks_like_a_formula_stays_text(report, form, tmp_path):
    fill_form(tmp_path / "filled.xlsx", form, PROFILE, report)
    cell = openpyxl.load_workbook(tmp_path / "filled.xlsx")["表1"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_equal_fillings_are_equal_files(report, form, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        fill_form(tmp_path / name, form, PROFILE, report)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ({"cells": {"E5": "since"}}, "form_cell"),
        ({"cells": {"B1": "since"}}, "form_cell"),
        ({"cells": {"C9": "sinec"}}, "template_key"),
        ({"sheet": "表2", "cells": {}}, "form_sheet"),
    ],
)
def test_what_would_break_the_form_is_refused(report, form, tmp_path, profile, code):
    with pytest.raises(Refusal) as refused:
        fill_form(tmp_path / "filled.xlsx", form, profile, report)
    assert refused.value.code == code
    assert not (tmp_path / "filled.xlsx").exists()


@pytest.mark.parametrize("text", ["", "{}", '{"rows": [{"by": "mine"}]}', "[]"])
def test_a_profile_of_another_shape_is_refused(tmp_path, text):
    (tmp_path / "profile.json").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_profile(tmp_path / "profile.json")
    assert refused.value.code == "profile_unreadable"


def test_a_profile_is_read(tmp_path):
    (tmp_path / "profile.json").write_text(json.dumps(PROFILE), encoding="utf-8-sig")
    assert read_profile(tmp_path / "profile.json") == PROFILE
