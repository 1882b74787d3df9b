"""Lists of patches as people keep them in Excel: each habit alone, and all of them together."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats import sheets, vector_files, xlsx
from mine_remediation.formats.features import Features
from mine_remediation.formats.field_mapping import guess
from mine_remediation.formats.sheets import Sheet
from mine_remediation.libraries import optional

HEAD = ["序号", "图斑编号", "乡镇", "治理年度", "治理面积（亩）", "备注"]
ROWS = [
    [1, "210422-001", "永陵镇", 2020, 14.99, None],
    [2, "210422-002", "永陵镇", 2020, 3.01, "已验收"],
    [3, "210422-003", "木奇镇", 2021, 7.5, None],
]


def listed(rows: Sequence[Sequence[Any]], merges: Sequence[str] = (), hidden: Sequence[int] = ()) -> Features:
    places = [xlsx.merged(each) for each in merges]
    found = sheets.read(Sheet("台账", list(rows), places, set(hidden)), "a.xlsx", "excel")
    assert found is not None
    assert len({len(found), len(found.geometry), *map(len, found.columns.values())}) == 1
    assert all(each is None for each in found.geometry)
    return found


def told(features: Features, rule: str) -> list[tuple[Any, ...]]:
    """Row, column, value and the rest of each finding of a rule."""
    return [(each.row, each.field, each.value, dict(each.values)) for each in features.findings if each.rule == rule]


def unread(features: Features) -> dict[int, str]:
    """Reason by row of what was left out."""
    return {row: values["reason"] for row, _, _, values in told(features, "row_unread")}


def test_titles_and_notes_around_a_list_are_left_out_and_told() -> None:
    found = listed([
        ["新宾满族自治县矿山治理台账"], ["填报单位：自然资源局", None, None, None, "2020年12月"], HEAD, *ROWS, [],
        ["注：面积以验收为准"], ["填表人：张三", None, "审核：李四"],
    ])  # fmt: skip
    assert list(found.columns) == HEAD
    assert list(found.rows) == [4, 5, 6]
    assert found.columns["治理面积（亩）"] == [14.99, 3.01, 7.5]
    assert found.columns["备注"] == [None, "已验收", None]
    assert unread(found) == {1: "title", 2: "title", 8: "note", 9: "note"}


@pytest.mark.parametrize("number", ["附城-1", "附城镇石场", "说明沟2号", "联系-07"])
def test_a_patch_whose_number_begins_as_notes_do_is_a_row(number: str) -> None:
    found = listed(
        [["图斑编号", "乡镇", "备注"], ["永陵-1", "永陵镇", "无"], [number, "附城镇", "无"], [number, None, "无"]]
    )
    assert found.columns["图斑编号"] == ["永陵-1", number, number]
    assert not unread(found)


@pytest.mark.parametrize(
    ("cells", "passed"),
    [
        (["备注", "面积以验收为准"], True), (["注1：", "面积以验收为准", None], True),
        (["填表人", "张三", "李四"], True), (["联系电话：024", None, "李四"], True),
        ([None, "附城石场", "无"], False), (["附城-1", None, None, "无"], False),
        (["说明本表面积以验收为准，不含道路", "永陵镇"], False),
        (["附件一览表及各乡镇核查意见汇总情况详见后页", "见后"], False),
    ],
)  # fmt: skip
def test_what_only_begins_as_notes_do_is_left_out_with_a_failed_finding(cells: list[Any], passed: bool) -> None:
    found = listed([["图斑编号", "乡镇", "备注", "甲"], ["永陵-1", "永陵镇", "无", "乙"], cells])
    assert list(found.rows) == [2]
    (finding,) = [each for each in found.findings if each.rule == "row_unread"]
    assert (finding.row, finding.passed, finding.values) == (3, passed, {"reason": "note"})


def test_a_head_of_two_lines_gets_its_names_from_merged_cells() -> None:
    found = listed(
        [
            ["台账"],
            ["图斑编号", "治 理 面 积", None, "所在乡镇\n（街道）", "年度"],
            [None, "亩", "公顷", None, None],
            ["1", 15, 1, "永陵镇", 2020],
        ],
        ["A1:E1", "A2:A3", "B2:C2", "D2:D3", "E2:E3"],
    )
    assert list(found.columns) == ["图斑编号", "治理面积_亩", "治理面积_公顷", "所在乡镇（街道）", "年度"]
    assert list(found.rows) == [4]


def test_a_head_of_two_lines_is_told_without_merged_cells_too() -> None:
    found = listed([["图斑编号", "治理面积", None, "年度"], [None, "亩", "公顷", None], ["1", 15, 1, 2020]])
    assert list(found.columns) == ["图斑编号", "治理面积_亩", "治理面积_公顷", "年度"]


def test_merged_townships_are_filled_down() -> None:
    rows = [HEAD, *([*each[:2], "永陵镇" if not at else None, *each[3:]] for at, each in enumerate(ROWS))]
    found = listed(rows, ["C2:C4"])
    assert found.columns["乡镇"] == ["永陵镇"] * 3
    assert not told(found, "filled_down")


def test_townships_written_once_are_filled_down_and_said() -> None:
    names = ["永陵镇", None, None, "木奇镇", None]
    found = listed([HEAD, *([at, str(at), each, 2020, 1.5, None] for at, each in enumerate(names))])
    assert found.columns["乡镇"] == ["永陵镇"] * 3 + ["木奇镇"] * 2
    assert told(found, "filled_down") == [(None, "乡镇", "", {"count": 3})]
    again = listed([HEAD, *([at, str(at), each, 2020, 1, None] for at, each in enumerate(["永陵镇", "永陵镇", None]))])
    assert again.columns["乡镇"][2] is None


def test_townships_as_lines_of_their_own_become_a_column() -> None:
    rows = [["图斑编号", "年度", "面积（亩）"], ["永陵镇"], ["1", 2020, 1], ["2", 2020, 2], ["木奇镇"], ["3", 2020, 3]]
    found = listed(rows)
    assert found.columns["乡镇"] == ["永陵镇", "永陵镇", "木奇镇"]
    assert unread(found) == {2: "section", 5: "section"}


def test_totals_go_and_those_that_agree_are_told() -> None:
    found = listed([HEAD, *ROWS[:2], ["小计", None, None, None, 18.0], ROWS[2], [None, "合  计", None, None, "25.50"]])
    assert list(found.rows) == [2, 3, 5]
    assert [row for row, *_ in told(found, "total_agrees")] == [4, 6]
    assert not told(found, "total_differs")


@pytest.mark.parametrize(
    ("stated", "agrees"), [(25.5, True), (25.51, False), (26, True), (27, False), ("25.4亩", False)]
)
def test_a_total_that_differs_is_said_with_both_figures(stated: Any, agrees: bool) -> None:
    found = listed([HEAD, *ROWS, ["合计", None, None, None, stated]])
    assert len(found) == 3
    differing = told(found, "total_differs")
    assert (not differing) is agrees
    if differing:
        assert differing[0][:2] == (5, "治理面积（亩）")
        assert differing[0][3]["found"] == pytest.approx(25.5)


def test_totals_above_their_rows_are_checked_too() -> None:
    found = listed([HEAD, ["合计", None, None, None, 25.5], ["永陵镇小计", None, None, None, 18], *ROWS[:2], [
        "木奇镇小计", None, None, None, 7.4], ROWS[2]])  # fmt: skip
    assert [row for row, *_ in told(found, "total_agrees")] == [2, 3]
    assert [row for row, *_ in told(found, "total_differs")] == [6]


def test_numbers_as_texts_are_numbers_and_numbers_of_patches_stay_texts() -> None:
    values = ["１２．５", "约3.5亩", "1,234.5", "/", "—", 7, "不详"]
    found = listed([HEAD, *([at, f"００{at}", "永陵镇", "２０２０年", each, None] for at, each in enumerate(values))])
    assert found.columns["治理面积（亩）"] == [12.5, 3.5, 1234.5, None, None, 7, "不详"]
    assert found.columns["图斑编号"][:2] == ["000", "001"]
    assert [each[:3] for each in told(found, "number_unread")] == [(8, "治理面积（亩）", "不详")]
    assert told(found, "amounts_rough") == [(None, "治理面积（亩）", "", {"count": 1, "ids": ["3"]})]
    assert found.as_given("治理面积（亩）") == ["１２．５", "约3.5亩", "1,234.5", "/", "—", "7", "不详"]
    plain = listed([HEAD, *([at, f"{at}", "永陵镇", 2020, each, None] for at, each in enumerate(["１２．５", "/", 7]))])
    assert not plain.given


@pytest.mark.parametrize(
    ("head", "title", "values", "name", "expected"),
    [
        ("治理面积", "单位：亩", [15, 30], "治理面积（亩）", [15, 30]),
        ("治理面积", "面积单位：公顷", [1, 2], "治理面积（公顷）", [1, 2]),
        ("治理面积", "台账", ["1公顷", "2.5公顷"], "治理面积（公顷）", [1, 2.5]),
        ("治理面积(亩)", "台账", ["1公顷", 20], "治理面积(亩)", [15, 20]),
        ("治理面积", "单位：亩", ["1公顷", 12.5, 3], "治理面积（亩）", [15, 12.5, 3]),
        ("治理面积", "单位：亩", ["1公顷", "2公顷"], "治理面积（公顷）", [1, 2]),
        ("治理面积", "台账", ["12亩", "0.2公顷", 3], "治理面积", ["12亩", "0.2公顷", 3]),
        ("治理面积", "台账", ["12亩", 4, 3], "治理面积", ["12亩", 4, 3]),
        ("治理面积", "台账", ["12亩", "5亩", 3], "治理面积（亩）", [12, 5, 3]),
        ("面积（㎡）", "单位：亩", [100, "1亩"], "面积（㎡）", [100, pytest.approx(2000 / 3)]),
        ("治理面积", "台账", [15, 30], "治理面积", [15, 30]),
    ],
)
def test_each_column_of_areas_has_its_unit(
    head: str, title: str, values: list[Any], name: str, expected: list[Any]
) -> None:
    found = listed([[title], ["编号", head, "年度"], *([str(at), each, 2020] for at, each in enumerate(values))])
    assert found.columns[name] == expected
    rules = {"unit_from_note", "unit_from_cells", "unit_from_others"}
    assert any(each.rule in rules for each in found.findings) is (name != head)
    taken = values == ["12亩", "5亩", 3]
    assert bool(told(found, "unit_from_others")) is taken


def test_hidden_rows_are_read_and_said() -> None:
    found = listed([HEAD, *ROWS], hidden=[1, 3, 9])
    assert len(found) == 3
    assert told(found, "rows_hidden") == [(3, "", "", {"count": 1})]


def test_repeated_heads_numbering_and_blank_forms_are_left_out() -> None:
    found = listed([HEAD, [1, 2, 3, 4, 5, 6], ROWS[0], HEAD, *ROWS[1:], [4], [5]])
    assert list(found.rows) == [3, 5, 6]
    assert unread(found) == {2: "numbers", 4: "head", 7: "blank_form", 8: "blank_form"}


def test_equal_and_missing_names_are_told_apart() -> None:
    found = listed([["编号", "面积", "面积", None, None], ["1", 2, 3, "x", None]])
    assert list(found.columns) == ["编号", "面积", "面积_2", "D"]


def test_a_sheet_without_a_list_gives_none() -> None:
    assert sheets.read(Sheet("封面", [["矿山治理"], ["2020年"]]), "a.xlsx", "excel") is None
    assert sheets.read(Sheet("空", []), "a.xlsx", "excel") is None


# Workbooks ---------------------------------------------------------------------------------------------------

openpyxl = optional("openpyxl")
needs_openpyxl = pytest.mark.skipif(openpyxl is None, reason="openpyxl is not installed")


def book(path: Path, *tables: tuple[str, Sequence[Sequence[Any]]]) -> Any:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in tables:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return made


@needs_openpyxl
@pytest.mark.parametrize("name", ["台账.xlsx", "台账.xls", "台账.zip"])
def test_a_workbook_is_read_under_any_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.xlsx"
    made = book(path, ("封面", [["矿山治理"]]), ("2020", [["台账"], HEAD, *ROWS]), ("旧", [HEAD, *ROWS]))
    made["旧"].sheet_state = "hidden"
    sheet = made["2020"]
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("C3:C4")
    sheet.row_dimensions[5].hidden = True
    sheet["D3"] = date(2020, 10, 5)
    sheet["D4"] = datetime(2020, 10, 5, 12, 30)
    sheet["F3"] = "=1+1"
    made.save(path)
    (found,) = vector_files.read(path.rename(tmp_path / name))
    assert (found.layer, list(found.rows)) == ("2020", [3, 4, 5])
    assert found.columns["乡镇"] == ["永陵镇", "永陵镇", "木奇镇"]
    assert found.columns["治理年度"] == [date(2020, 10, 5), datetime(2020, 10, 5, 12, 30), 2021]
    assert told(found, "sheet_hidden") == [(None, "", "", {"sheet": "旧"})]
    assert told(found, "sheet_without_list") == [(None, "", "", {"sheet": "封面"})]
    assert told(found, "formula_without_value") == [(None, "", "", {"sheet": "2020", "count": 1})]
    assert told(found, "rows_hidden") == [(5, "", "", {"count": 1})]
    assert bool(told(found, "suffix_differs")) is (name != "台账.xlsx")


@needs_openpyxl
def test_our_reader_finds_what_openpyxl_finds(tmp_path: Path) -> None:
    rows = [
        ["图斑编号", "面积（亩）", "日期", "完成", "备注"],
        ["1", 1e-7, date(1999, 12, 31), True, "  a  b\n"],
        ["2", 123456789012.25, datetime(2020, 2, 29, 23, 59, 59), False, "永陵镇&<>\"'"],
        ["3", -5, None, None, "𠮷"],
    ]
    book(tmp_path / "a.xlsx", ("表", rows))
    (sheet,) = xlsx.read(tmp_path / "a.xlsx", "a.xlsx").sheets
    theirs = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)["表"].iter_rows(values_only=True)
    for ours, others in zip(sheet.rows, theirs):
        values = [each.date() if isinstance(each, datetime) and not each.time().hour else each for each in others]
        assert [*ours, *[None] * (5 - len(ours))] == values


def packed(
    path: Path, sheet: str, *, head: str = "", strings: str = "", name: str = "xl/worksheets/sheet1.xml"
) -> Path:
    """A workbook of one sheet, written part by part."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook {main} {relation}><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId1" Target="{name[3:]}"/></Relationships>',
        name: f'<?xml version="1.0"?>{head}<x:worksheet {main.replace("xmlns", "xmlns:x")}>{sheet}</x:worksheet>',
        "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for each, content in parts.items():
            made.writestr(each, content)
    return path


def cells(*values: str) -> str:
    return "".join(f'<x:c t="inlineStr"><x:is><x:t>{each}</x:t></x:is></x:c>' for each in values)


def test_prefixed_names_rich_text_and_readings_are_read(tmp_path: Path) -> None:
    strings = "<si><r><t>永陵</t></r><r><t>镇</t></r><rPh><t>ヨン</t></rPh></si>"
    first, last = cells("编号", "乡镇"), cells("1") + '<x:c t="s"><x:v>0</x:v></x:c>'
    sheet = f'<x:sheetData><x:row r="2">{first}</x:row><x:row r="4">{last}</x:row></x:sheetData>'
    (found,) = vector_files.read(packed(tmp_path / "a.xlsx", sheet, strings=strings))
    assert found.columns == {"编号": ["1"], "乡镇": ["永陵镇"]}
    assert list(found.rows) == [4]


def _refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        vector_files.read(path)
    return caught.value.code


def test_a_document_type_in_any_part_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]>'
    assert _refused(packed(tmp_path / "a.xlsx", "", head=bomb)) == "xml_doctype"


@pytest.mark.parametrize(
    "sheet",
    [
        "<x:sheetData>"
        + '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>' * 2_000
        + "</x:sheetData>",
        "<x:sheetData/><x:mergeCells>" + '<x:mergeCell ref="A1:XFD1048576"/>' * 20_000 + "</x:mergeCells>",
    ],
)
def test_cells_that_claim_a_whole_sheet_cost_nothing(tmp_path: Path, sheet: str) -> None:
    rows = f'<x:sheetData><x:row r="1">{cells("编号", "乡镇")}</x:row><x:row>{cells("1", "2")}</x:row></x:sheetData>'
    (found,) = vector_files.read(packed(tmp_path / "a.xlsx", rows + sheet))
    assert len(found) == 1
    beyond = [values["count"] for *_, values in told(found, "cells_beyond")]
    assert beyond == ([2_000] if 'XFD1048576"><' in sheet else [])


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"PK\x03\x04" + b"x" * 99, "zip_broken"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_xls"),
        ("a.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:x"/>', "file_xml_workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file_locked"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "file_paper"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WorkbookWordDocument".encode("utf-16-le"), "file_xls"),
    ],
)
def test_what_is_no_readable_workbook_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert _refused(path) == code


def test_a_workbook_without_a_list_is_refused(tmp_path: Path) -> None:
    assert _refused(packed(tmp_path / "a.xlsx", "<x:sheetData/>")) == "list_absent"
    assert (
        _refused(packed(tmp_path / "b.xlsx", '<x:sheetData><x:row><x:c t="s"><x:v>7</x:v></x:c></x:row></x:sheetData>'))
        == "list_unreadable"
    )


# Corners -----------------------------------------------------------------------------------------------------

CORNERS = [
    (4_600_000.25, 42_380_000.5),
    (4_600_100.0, 42_380_000.5),
    (4_600_100.0, 42_380_100.0),
    (4_600_000.25, 42_380_100.0),
]


@needs_openpyxl
@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("mark", [";", "；", "\n"])
def test_corners_in_a_cell_are_the_geometry_of_their_row(tmp_path: Path, numbered: bool, mark: str) -> None:
    words = mark.join(f"{f'J{at},' if numbered else ''}{x},{y}" for at, (x, y) in enumerate(CORNERS, start=1))
    rows = [
        ["图斑编号", "面积（亩）", "拐点坐标"],
        ["1", 15, words],
        ["2", 3, None],
        ["3", 1, words[:60] + "缺" + words[60:]],
    ]
    book(tmp_path / "a.xlsx", ("台账", rows))
    (found,) = vector_files.read(tmp_path / "a.xlsx")
    assert [each is None for each in found.geometry] == [False, True, True]
    assert found.geometry[0].bounds == (42_380_000.5, 4_600_000.25, 42_380_100.0, 4_600_100.0)
    assert told(found, "corners_taken") == [(None, "拐点坐标", "", {"count": 1})]
    assert [each[0] for each in told(found, "coordinates_unread")] == [4]


@needs_openpyxl
def test_a_table_of_corners_with_merged_plots_is_read_as_plots(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["界址点成果表"], ["图斑编号", "点号", "X", "Y", "乡镇"]]
    for plot in ("1", "2"):
        rows += [[plot if not at else None, f"J{at}", x, y, "永陵镇"] for at, (x, y) in enumerate(CORNERS)]
    made = book(tmp_path / "a.xlsx", ("成果表", rows))
    made["成果表"].merge_cells("A3:A6")
    made["成果表"].merge_cells("A7:A10")
    made.save(tmp_path / "a.xlsx")
    (found,) = vector_files.read(tmp_path / "a.xlsx")
    assert found.columns == {"plot": ["1", "2"], "points": [4, 4], "乡镇": ["永陵镇"] * 2}
    assert found.geometry[1].bounds == (42_380_000.5, 4_600_000.25, 42_380_100.0, 4_600_100.0)


@needs_openpyxl
def test_a_list_with_one_place_a_patch_stays_a_list(tmp_path: Path) -> None:
    rows = [["图斑编号", "经度", "纬度", "面积（亩）"], *([str(at), 124.9 + at / 100, 41.7, 5.5] for at in range(6))]
    book(tmp_path / "a.xlsx", ("台账", rows))
    (found,) = vector_files.read(tmp_path / "a.xlsx")
    assert len(found) == 6
    assert all(each is None for each in found.geometry)
    (tmp_path / "a.csv").write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="gbk")
    assert len(vector_files.read(tmp_path / "a.csv")[0]) == 6


# Pages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-16"])
def test_a_web_page_that_a_system_calls_excel_is_read(tmp_path: Path, encoding: str) -> None:
    page = (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}"><style>td {{x: "<"}}</style></head>'
        "<body><table border=1>"
        "<tr><td colspan=3>治理台账&nbsp;</td></tr><tr><th rowspan=2>图斑编号<th colspan='2'>治理<br>面积</tr>"
        "<tr><td>亩</td><td>公顷</td></tr><tr><td>001</td><td>1,500.0</td><td>100</td></tr>"
        '<tr><td>002</td><td rowspan="2">15</td><td>1</td></tr><tr><td>003</td><td>2</td></tr>'
        "<tr><td>合计</td><td>1515</td><td>103</td></tr></table></body></html>"
    )
    (tmp_path / "a.xls").write_bytes(page.encode(encoding))
    (found,) = vector_files.read(tmp_path / "a.xls")
    assert found.columns == {
        "图斑编号": ["001", "002", "003"],
        "治理面积_亩": [1500, 15, None],
        "治理面积_公顷": [100, 1, 2],
    }
    assert len(told(found, "total_agrees")) == 2
    assert told(found, "suffix_differs")
    assert told(found, "figure_merged") == [(5, "治理面积_亩", "", {"count": 2})]


def test_a_page_without_a_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text("<html><body>无数据" + "<a " * 100_000, encoding="utf-8")
    assert _refused(tmp_path / "a.xls") == "list_absent"
    more_than_there_are = "<html><table><tr><th rowspan=3>图斑编号<th>面积</tr><tr><td>1</tr></table></html>"
    (tmp_path / "a.xls").write_text(more_than_there_are, encoding="utf-8")
    assert _refused(tmp_path / "a.xls") == "list_absent"


def test_a_head_of_two_lines_is_understood() -> None:
    found = listed(
        [["序号", "图斑", None, "治理情况", None, "面积（亩）", "乡镇"], [None, "编号", "类别", "年度", "状态"],
         [1, "X1", "闭坑", 2020, "已验收", 3.5, "永陵镇"], [2, "X2", "闭坑", 2021, "治理中", 1, "永陵镇"]],
        ["A1:A2", "B1:C1", "D1:E1", "F1:F2", "G1:G2"],
    )  # fmt: skip
    assert guess(found.columns) == {
        "patch_no": "图斑_编号", "category": "图斑_类别", "year": "治理情况_年度", "status": "治理情况_状态",
        "township": "乡镇", "stated_mu": "面积（亩）",
    }  # fmt: skip
