"""The workbook of a report: the statistics form adds up by its own formulas, stored values are those of the result."""

from __future__ import annotations

import re
import shutil
import zipfile

import openpyxl
import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.reports import sheets
from mine_remediation.reports.report_workbook import write_report_workbook
from mine_remediation.tests.reports.office import convert
from mine_remediation.tests.reports.report_makers import PATCHES, report_of

FORM = "Statistics form"


@pytest.fixture(scope="module")
def report():
    _, before = report_of(PATCHES[:8])
    return report_of(previous=before)[0]


@pytest.fixture(scope="module")
def written(report, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "report.xlsx"
    write_report_workbook(path, report)
    return path


@pytest.fixture(scope="module")
def values(written):
    return openpyxl.load_workbook(written, data_only=True)


def form_rows(book):
    return [list(row) for row in book[FORM].iter_rows(min_row=5, values_only=True)]


def test_sheets_in_order(values):
    assert values.sheetnames == [
        FORM, "Years and targets", "Zones and lines", "Overlaps", "Changes", "Behind the figures", "Notes",
        "About the form",
    ]  # fmt: skip


def test_the_form_shows_the_figures_of_the_result(values, report):
    columns = [report.figures[each].printed for each in ("period", "year", "since")]
    rows = {(row[1], row[3] or None): row[8:11] for row in form_rows(values)}
    assert rows["Total", None] == pytest.approx(columns)
    for place, township in enumerate(report.result.townships_order, 1):
        own = [report.figures[f"{column}_t{place:02}"].printed for column in ("period", "year", "since")]
        assert rows[f"{township}, subtotal", None] == pytest.approx(own)
    for row in report.figures:
        of = dict(row.of)
        if set(of) == {"column", "township", "category"} and of["category"]:
            cell = rows[of["township"], of["category"]][("period", "year", "since").index(of["column"])]
            assert cell == pytest.approx(row.printed)


def test_two_lines_of_heads_are_merged(values):
    merged = {str(each) for each in values[FORM].merged_cells.ranges}
    assert {"A3:A4", "I3:K3", "M3:O3", "Q3:S3"} <= merged
    assert [values[FORM].cell(4, column).value for column in (9, 10, 11)] == [
        "This month", "This year (2020)", "Since 2019",
    ]  # fmt: skip


def test_columns_that_layers_cannot_fill_are_empty_and_named(values):
    for row in form_rows(values)[:-2]:
        assert all(row[place] is None for place in (2, 4, 5, *range(12, 21)))
    (text,) = [row[0] for row in values["About the form"].iter_rows(values_only=True) if "handwriting" in str(row[0])]
    assert all(name in text for name in ("Name of the mine", "Main works", "Accepted", "Mode of restoration"))


def test_every_figure_stands_with_its_patches(values, report):
    rows = list(values["Behind the figures"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == report.figures.keys()
    for row in rows:
        figure = report.figures[row[0]]
        assert row[2] == figure.text
        assert (row[6] or "") == ",".join(figure.ids)
        if figure.unit == "mu" and figure.value is not None:
            assert row[4] * 0.0015 == pytest.approx(figure.value, rel=1e-12, abs=1e-12)


def test_changes_name_figures_and_patches(values, report):
    rows = list(values["Changes"].iter_rows(min_row=4, values_only=True))
    told = {row[0]: row[1:4] for row in rows if row[0] and isinstance(row[1], (int, float))}
    for name, old, new in report.comparison.changed(report.figures):
        assert told[name] == pytest.approx((old, new, new - old))
    assert {each.patch_id for each in report.comparison.patches} <= {row[0] for row in rows}


def test_both_target_sets_and_their_difference(values):
    texts = list(values["Years and targets"].iter_rows(values_only=True))
    heads = [str(row[0]) for row in texts if row[0]]
    assert "Target set B: targets and completion (chosen)" in heads
    assert "Target set A: targets and completion" in heads
    assert texts[-1][:5] == ("B", 7.75, "A", 12, 4.25) or texts[-2][:5] == ("B", 7.75, "A", 12, 4.25)


def test_names_are_never_formulas(tmp_path):
    report, _ = report_of([(20.3, 30.6, 61.23, 2, 0)], contact="=cmd|' /C calc'!A0", issuer="=1+1")
    report.result.townships_order[0] = "=1+1"
    write_report_workbook(tmp_path / "x.xlsx", report)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert all(re.fullmatch(r"=SUM(IF)?\([A-Z0-9:,$]+\)", formula) for formula in formulas)


def test_equal_reports_make_equal_files(report, written, tmp_path):
    write_report_workbook(tmp_path / "again.xlsx", report)
    assert (tmp_path / "again.xlsx").read_bytes() == written.read_bytes()


def test_a_missing_library_is_a_refusal(report, tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "optional", lambda name: None)
    with pytest.raises(Refusal) as refused:
        write_report_workbook(tmp_path / "no.xlsx", report)
    assert refused.value.code == "xlsxwriter_missing"


def differences(stored, recalculated):
    found = []
    for name in stored.sheetnames:
        for row in stored[name].iter_rows():
            for cell in row:
                other = recalculated[name][cell.coordinate].value
                numbers = isinstance(cell.value, (int, float)) and isinstance(other, (int, float))
                if abs(cell.value - other) > 1e-9 if numbers else (cell.value or None) != (other or None):
                    found.append((name, cell.coordinate))
    return found


def with_wrong_value(path, target):
    """A copy whose first formula of the form has another stored value."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data, count = re.subn(rb"(</f><v>)[^<]*(</v>)", rb"\g<1>123.45\2", data, count=1)
                assert count == 1
            new.writestr(name, data)
    return target


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_formulas_give_the_stored_values(written, values, tmp_path):
    recalculated = openpyxl.load_workbook(convert(written, "xlsx", tmp_path, recalculate=True), data_only=True)
    assert differences(values, recalculated) == []
    wrong = with_wrong_value(written, tmp_path / "wrong.xlsx")
    made = openpyxl.load_workbook(convert(wrong, "xlsx", tmp_path, recalculate=True), data_only=True)
    assert len(differences(openpyxl.load_workbook(wrong, data_only=True), made)) == 1
