"""The workbook read back cell by cell: values, stored sums, formulas, words, refusals."""

from __future__ import annotations

import math
import random
import re
import time
from dataclasses import replace
from itertools import product

import openpyxl
import pandas as pd
import pytest

from mine_remediation.engine.problems import Cancelled, Refusal
from mine_remediation.engine.results import Account, Figures, ProgressResult
from mine_remediation.reports import sheets, words
from mine_remediation.reports.workbook import write_workbook

TOWNSHIPS = (
    "新宾镇 旺清门镇 永陵镇 平顶山镇 大四平镇 苇子峪镇 木奇镇 上夹河镇 南杂木镇 红升乡 响水河子乡 =红庙子乡".split()
)
YEARS = [2018, 2019, 2020, 2021, 2022]
CATEGORIES = ["生产矿山", "闭坑矿山", "政策性关闭矿山", None]
ZONES = ["NATURE_RESERVE", "WATER_SOURCE", "TRANSPORT_LINE", "RIVER_CORRIDOR"]
SHEETS = ["Townships by year", "Categories and targets", "Zones and lines", "Patches", "Overlaps", "Data", "Notes"]
DIMENSIONS = ("category", "year", "township", "zone_class")
SCOPES = {
    "total": (),
    "category": ("category",),
    "category_year": ("category", "year"),
    "year": ("year",),
    "year_township": ("year", "township"),
    "township": ("township",),
    "township_zone": ("township", "zone_class"),
    "zone": ("zone_class",),
}


def make_pieces(count=260, seed=3):
    """Pieces whose area is a whole number of hundredths of a mu, so that printed figures add up by themselves."""
    rng = random.Random(seed)
    rows = []
    for i in range(count):
        township = rng.choice([*TOWNSHIPS[:2], *TOWNSHIPS[3:], None])  # the third township has nothing
        year = rng.choice([*YEARS, pd.NA])
        mu = rng.randrange(3, 90_000) / 100
        piece = (f"P{i // 2:03}", township, year, rng.choice(CATEGORIES), rng.choice([*ZONES, "OUTSIDE"]), "已验收")
        rows.append((*piece, mu / 0.0015, mu))
    names = ["patch_id", "township", "year", "category", "zone_class", "status", "area_m2", "area_mu"]
    return pd.DataFrame(rows, columns=names).astype({"year": "Int64"})


def make_figures(pieces, adjusted):
    rows = []
    for scope, dimensions in SCOPES.items():
        for key in product(*(distinct(pieces[name]) for name in dimensions)):
            chosen = dict(zip(dimensions, key))
            mu = math.fsum(amount for amount, place in amounts(pieces, dimensions) if place == key)
            place = [chosen.get(name) for name in DIMENSIONS]
            mark = (scope, *key) == adjusted
            rows.append((scope, *place, mu / 0.0015, mu, round(mu, 2), mark, 1, "P001"))
    names = ["scope", *DIMENSIONS, "area_m2", "area_mu", "mu_printed", "adjusted", "patches", "patch_ids"]
    return Figures(pd.DataFrame(rows, columns=names).astype({"year": "Int64"}))


def distinct(values):
    return list(dict.fromkeys(none(value) for value in values))


def amounts(pieces, dimensions):
    keys = zip(*(map(none, pieces[name]) for name in dimensions)) if dimensions else ((),) * len(pieces)
    return zip(pieces["area_mu"], keys)


def none(value):
    return None if pd.isna(value) else value


def make_patches(pieces):
    rows = []
    for i, (patch_id, group) in enumerate(pieces.groupby("patch_id", sort=False)):
        first, mu = group.iloc[0], round(group["area_mu"].sum(), 2)
        nowhere = i == 4  # no geometry: nothing is known of it
        found = [None] * 3 if nowhere else ["NATURE_RESERVE", "NATURE_RESERVE,RIVER_CORRIDOR", "=CMD()|保护区"]
        figures = [math.nan] * 3 if nowhere else [mu / 0.0015, mu, mu]
        parts = "；".join(f"{words.township_name(t)} {m:.2f}" for t, m in zip(group["township"], group["area_mu"]))
        texts = [patch_id, first["category"], first["year"], None if i == 5 else "已验收", None if nowhere else parts]
        rows.append([*texts, *found, *figures, figures[2]])
    names = ["patch_id", "category", "year", "status", "township_parts", "zone_class", "zone_classes", "zone_name"]
    names += ["area_m2", "area_mu_printed", "counted_mu_printed", "counted_mu"]
    return pd.DataFrame(rows, columns=names).astype({"year": "Int64"})


def make_zone_summary(pieces):
    net = pieces.groupby("zone_class")["area_mu"].sum().round(2)
    rows = [[each, 7, net[each] + 1, net[each], net[each]] for each in ZONES] + [["SCENIC_AREA", *[None] * 4]]
    rows.append(["OUTSIDE", 9, net["OUTSIDE"], net["OUTSIDE"], net["OUTSIDE"]])
    total = round(net.sum(), 2)
    rows.append(["TOTAL", 130, total + len(ZONES), total, total])
    figures = ["counted_gross_mu", "counted_net_mu", "by_patch_mu"]
    names = ["zone_class", "patches", *(f"{name}_printed" for name in figures)]
    table = pd.DataFrame(rows, columns=names).astype({"patches": "Int64"})
    table[figures] = table[names[2:]].to_numpy(dtype=float)
    return table


def make_targets():
    none_given = [None] * 2
    rows = [
        ["A", 2018, 2020, "生产矿山", 212.0, 200.5, 11.5, 94.6, 212.0, 200.5, 94.6, 0],
        ["A", 2021, 2021, "生产矿山", 106.0, 108.25, -2.25, 102.1, 318.0, 308.75, 97.1, 0],
        ["A", 2019, 2019, "闭坑、政策性关闭、废弃", 96.125, 90.0, 6.125, 93.6, 96.125, 90.0, 93.6, 1],
        ["A", None, None, None, None, 3.1, None, None, *none_given, None, 0],
    ]
    names = ["target_set", "year", "year_to", "category", "target_mu", "remediated_mu_printed", "gap_mu_printed"]
    names += ["completion_printed", "cumulative_target_mu", "cumulative_mu_printed", "cumulative_completion_printed"]
    table = pd.DataFrame(rows, columns=[*names, "approximate"]).astype({"year": "Int64", "year_to": "Int64"})
    for name in ("remediated_mu", "cumulative_mu"):
        table[name] = table[f"{name}_printed"].astype(float)
    return table


def make_account(total=0.0, not_counted=0.0, overlap=0.0, counted=0.0, outside=0.0, **more):
    figures = (total, not_counted, overlap, counted, outside)
    return Account(*figures, *figures, **more)


def account_of(pieces):
    counted = round(pieces["area_mu"].sum(), 2)
    outside = round(pieces.loc[pieces["township"].isna(), "area_mu"].sum(), 2)
    return make_account(round(counted + 12.35, 2), 10.0, 2.35, counted, outside)


def make_result(**changes):
    pieces = make_pieces()
    overlaps = pd.DataFrame(
        [["P001", "P002", 2019, pd.NA, 1000.1, 1.50015], ["P003", "P004", 2019, 2020, 564.9, 0.84735]],
        columns=["kept_id", "dropped_id", "kept_year", "dropped_year", "area_m2", "area_mu"],
    ).astype({"kept_year": "Int64", "dropped_year": "Int64"})
    result = ProgressResult(
        title="=新宾县矿山治理进展",
        figures=make_figures(pieces, adjusted=("year_township", 2019, TOWNSHIPS[0])),
        account=account_of(pieces),
        townships_order=list(TOWNSHIPS),
        years=list(YEARS),
        categories=list(CATEGORIES),
        zone_classes=list(ZONES),
        patches=make_patches(pieces),
        townships=pd.DataFrame(),
        pieces=pieces,
        overlaps=overlaps,
        area_summary=pd.DataFrame(),
        zone_summary=make_zone_summary(pieces),
        target_progress=make_targets(),
        provenance=pd.DataFrame({"key": ["INPUT", "公式"], "value": ["图斑.gpkg", "=HYPERLINK(1)"]}),
        notices=["三个图斑没有年度。"],
    )
    return replace(result, **changes)


@pytest.fixture(scope="module")
def result():
    return make_result()


@pytest.fixture(scope="module")
def written(result, tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "进展.xlsx"
    write_workbook(path, result)
    return path


@pytest.fixture(scope="module")
def values(written):
    return openpyxl.load_workbook(written, data_only=True)


@pytest.fixture(scope="module")
def formulas(written):
    return openpyxl.load_workbook(written)


def rows_of(sheet, first=1, last=None):
    rows = [list(row) for row in sheet.iter_rows(min_row=first, max_row=last, values_only=True)]
    return [row[: max((i for i, v in enumerate(row, 1) if v is not None), default=0)] for row in rows]


def expected_cross(pieces, rows, columns, row_key, column_key, name_of, head_of):
    """The table of printed figures summed from the pieces, in whole hundredths: independent of the writer."""
    cents = {}
    for r, c, mu in zip(pieces[row_key], pieces[column_key], pieces["area_mu"]):
        cents[none(r), none(c)] = cents.get((none(r), none(c)), 0) + round(mu * 100)
    body = [[name_of(r), *(cents.get((r, c), 0) for c in columns)] for r in rows]
    body = [[*row, sum(row[1:])] for row in body]
    total = [sum(row[i] for row in body) for i in range(1, len(columns) + 2)]
    table = [*body, ["Total", *total]]
    return [[head_of[0], *head_of[1:], "Total"], *([row[0], *(n / 100 for n in row[1:])] for row in table)]


def test_sheets_stand_in_their_order(values):
    assert values.sheetnames == SHEETS


def test_townships_by_year_holds_every_printed_cell(values, result):
    columns = [*YEARS, None]
    heads = ["Township", *map(str, YEARS), "Undated"]
    expected = expected_cross(
        result.pieces, [*TOWNSHIPS, None], columns, "township", "year", words.township_name, heads
    )
    found = rows_of(values["Townships by year"])
    assert found[0] == [result.title]
    assert found[1][0].startswith("Remediated area by township and year")
    assert found[1][-1] == "Unit: mu"
    assert found[2] == expected[0]
    for have, want in zip(found[3:], expected[1:]):
        assert have == pytest.approx(want), want[0]
    assert found[5] == ["永陵镇", *[0] * 7]
    assert found[3 + len(TOWNSHIPS)][0] == "Outside every township"
    assert len(found) == 3 + len(TOWNSHIPS) + 2 + 1  # heading, townships, outside and total, foot


def test_categories_come_first_and_targets_below(values, result):
    heads = ["Category", *map(str, YEARS), "Undated"]
    expected = expected_cross(result.pieces, CATEGORIES, [*YEARS, None], "category", "year", words.category_name, heads)
    found = rows_of(values["Categories and targets"])
    for have, want in zip(found[2:], expected):
        assert have == pytest.approx(want), want[0]
    below = found[2 + len(expected) + 2 :]
    assert below[0][:3] == ["Category", "Year", "Target set"]
    completion = pytest.approx(0.946)
    assert below[1] == ["生产矿山", "2018–2020", "A", 212, 200.5, 11.5, completion, 212, 200.5, completion]
    assert below[4] == ["No category", "Undated", "A", "—", 3.1, "—", "—", "—", "—", "—"]
    assert below[5][0].startswith("Still missing in all: 17.625 mu (")  # 11.5 + 6.125, the 2.25 ahead not netted


def test_approximate_target_is_shown_so_and_keeps_its_digits(formulas):
    sheet = formulas["Categories and targets"]
    cell = next(row[3] for row in sheet.iter_rows(min_row=10) if row[0].value == "闭坑、政策性关闭、废弃")
    assert cell.value == 96.125
    assert cell.number_format == '"≈"#,##0.00##'


def test_zones_show_both_accounts_and_the_township_table(values, result):
    found = rows_of(values["Zones and lines"])
    assert found[3][:2] == ["Nature reserve", 7]
    scenic = next(row for row in found if row and row[0] == "Scenic area")
    assert scenic == ["Scenic area", "—", *["No layer given"] * 3]
    total = result.zone_summary.iloc[-1]
    assert found[9] == ["Total", 130, *(total[name] for name in result.zone_summary.columns[2:5])]
    columns = [*ZONES, "OUTSIDE"]
    heads = ["Township", *map(words.zone_class_name, columns)]
    expected = expected_cross(
        result.pieces, [*TOWNSHIPS, None], columns, "township", "zone_class", words.township_name, heads
    )
    for have, want in zip(found[12:], expected):
        assert have == pytest.approx(want), want[0]


@pytest.mark.parametrize("name", SHEETS[:3])
def test_every_formula_sums_to_its_stored_value(name, values, formulas):
    checked = 0
    for row in formulas[name].iter_rows():
        for cell in row:
            if cell.data_type != "f":
                continue
            reach = re.fullmatch(r"=SUM\(([A-Z]+\d+):([A-Z]+\d+)\)", cell.value)
            block = values[name][reach[1] : reach[2]]
            numbers = [c.value for line in block for c in line if isinstance(c.value, (int, float))]
            assert values[name][cell.coordinate].value == pytest.approx(math.fsum(numbers), abs=1e-6), cell.coordinate
            checked += 1
    assert checked >= {SHEETS[0]: 20, SHEETS[1]: 10, SHEETS[2]: 20}[name]


def test_a_total_that_does_not_add_up_stays_a_number(result, tmp_path):
    table = result.figures.table.copy()
    table.loc[table["scope"] == "total", "mu_printed"] += 0.01
    path = tmp_path / "other.xlsx"
    write_workbook(path, replace(result, figures=Figures(table)))
    sheet = openpyxl.load_workbook(path)["Townships by year"]
    corner = sheet.cell(4 + len(TOWNSHIPS) + 1, 2 + len(YEARS) + 1)
    assert corner.data_type == "n"
    assert corner.value == pytest.approx(result.account.counted_mu_printed + 0.01)


def test_the_adjusted_cell_is_marked_and_only_that(formulas):
    sheet = formulas["Townships by year"]
    marked = [cell for row in sheet.iter_rows() for cell in row if cell.number_format == '#,##0.00"*"']
    assert [(cell.row, cell.column, cell.font.i) for cell in marked] == [(4, 3, True)]
    assert sheet.cell(sheet.max_row, 1).value.startswith("*")
    other = formulas["Zones and lines"]
    assert not any(str(row[0].value).startswith("*") for row in other.iter_rows())


def test_a_zone_figure_that_is_not_half_up_is_marked(result, tmp_path):
    zones = result.zone_summary.copy()
    zones.loc[0, "counted_net_mu"] += 0.006
    path = tmp_path / "marked.xlsx"
    write_workbook(path, replace(result, zone_summary=zones))
    sheet = openpyxl.load_workbook(path)["Zones and lines"]
    marked = [cell for row in sheet.iter_rows() for cell in row if cell.number_format == '#,##0.00"*"']
    assert [cell.column for cell in marked] == [4]
    assert any(str(row[0].value).startswith("*") for row in sheet.iter_rows())


def test_patches_are_listed_one_by_one(values, result):
    sheet = values["Patches"]
    found = [list(row) for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert found[0][:5] == ["Patch number", "Category", "Year", "Status", "Townships (mu in each)"]
    assert len(found) == 1 + len(result.patches)
    for have, want in zip(found[1:], result.patches.itertuples()):
        year = "Undated" if pd.isna(want.year) else want.year
        assert have[:3] == [want.patch_id, words.category_name(want.category), year]
        assert have[10] == none(want.counted_mu_printed)
    assert found[1][5:8] == ["Nature reserve", "Nature reserve, River corridor", "=CMD()|保护区"]
    assert found[5][4:] == [None] * 7  # a patch without a geometry keeps its row
    assert sheet.auto_filter.ref == f"A3:K{2 + len(found)}"
    assert sheet.freeze_panes == "B4"


def test_overlaps_end_in_the_accounts_figure(values, formulas):
    found = rows_of(values["Overlaps"], first=4)
    assert found[0] == ["P001", "P002", 2019, "Undated", 1000.1, 1.50015]
    assert found[-1] == ["Total", None, None, None, None, 2.35]
    assert formulas["Overlaps"]["F4"].number_format == "#,##0.0000"


def test_data_are_the_unrounded_pieces(values, result):
    found = rows_of(values["Data"])
    assert len(found) == 1 + len(result.pieces)
    assert [row[7] for row in found[1:]] == result.pieces["area_mu"].tolist()
    # a cell holds sixteen digits
    assert [row[6] for row in found[1:]] == pytest.approx(result.pieces["area_m2"].tolist(), rel=1e-15)
    assert [row[1] for row in found[1:]] == [words.township_name(each) for each in result.pieces["township"]]


def test_notes_hold_account_provenance_and_warnings(values, result):
    found = rows_of(values["Notes"])
    texts = [str(cell) for row in found for cell in row]
    account = result.account
    line = next(text for text in texts if text.startswith("All patches ") and "=" in text)
    total, *parts = (float(number) for number in re.findall(r"\d+\.\d\d", line.replace(",", "")))
    assert total == pytest.approx(sum(parts))
    assert ["Overlap", account.overlap_mu_printed] in found
    assert ["Target set", "A"] in found
    assert ["公式", "=HYPERLINK(1)"] in found
    assert ["1", "三个图斑没有年度。"] in found
    assert ["Still missing to the targets", 17.625] in found


def test_kept_overlaps_are_said_to_be_counted_twice(result, tmp_path):
    account = make_account(100.0, 10.0, 2.5, 90.0, subtracted=False)
    path = tmp_path / "kept.xlsx"
    write_workbook(path, replace(result, account=account))
    book = openpyxl.load_workbook(path)
    line = "All patches 100.00 = counted 90.00 + not counted 10.00; of it counted twice: 2.50"
    assert book["Notes"]["A4"].value == line
    assert "both patches" in book["Overlaps"]["A2"].value


def test_figures_of_the_account_that_are_adjusted_are_marked(result, tmp_path):
    account = replace(make_account(100.0, 7.5, 2.5, 90.0), overlap_mu=2.494, not_counted_mu=7.506)
    account = replace(account, overlap_mu_printed=2.5, not_counted_mu_printed=7.5)
    write_workbook(tmp_path / "a.xlsx", replace(result, account=account))
    notes = openpyxl.load_workbook(tmp_path / "a.xlsx")["Notes"]
    marked = {row[0].value: "*" in row[1].number_format for row in notes.iter_rows(min_row=5, max_row=9)}
    assert marked == {
        "All patches": False, "Counted": False, "Overlap": True, "Not counted (status, cut-off date)": True,
        "Counted outside every township": False,
    }  # fmt: skip


def test_text_that_looks_like_a_formula_stays_text(formulas):
    sheet = formulas["Townships by year"]
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=新宾县矿山治理进展", "s")
    assert (sheet.cell(3 + len(TOWNSHIPS), 1).value, sheet.cell(3 + len(TOWNSHIPS), 1).data_type) == ("=红庙子乡", "s")
    for name in SHEETS[3:]:
        assert not any(cell.data_type == "f" for row in formulas[name].iter_rows() for cell in row)


def test_sheets_print_on_landscape_a4_with_repeated_heads(formulas):
    sheet = formulas["Townships by year"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, each as wide as the sheet
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.print_area == f"'Townships by year'!$A$1:$H${sheet.max_row}"
    assert sheet.freeze_panes == "B4"


def test_without_zones_there_is_no_sheet_and_no_column_of_them(result, tmp_path):
    path = tmp_path / "no_zones.xlsx"
    write_workbook(path, replace(result, zone_classes=[], target_progress=None))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [name for name in SHEETS if name != "Zones and lines"]
    heads = [cell.value for cell in (*book["Patches"][3], *book["Data"][1])]
    assert not any("one" in head.split()[0] for head in heads)
    assert "Target set" not in [row[0].value for row in book["Notes"].iter_rows()]


def test_an_empty_month_is_reported_as_zero(tmp_path):
    empty = make_pieces(0)
    figures = Figures(make_figures(empty, None).table.iloc[:0])
    full = make_result(figures=figures, account=make_account(), pieces=empty)
    path = tmp_path / "empty.xlsx"
    write_workbook(path, replace(full, patches=full.patches.iloc[:0], overlaps=full.overlaps.iloc[:0]))
    found = rows_of(openpyxl.load_workbook(path, data_only=True)["Townships by year"], first=4)
    assert [row[0] for row in found] == [*TOWNSHIPS, "Total"]
    assert all(cell == 0 for row in found for cell in row[1:])


def test_ground_that_no_list_names_is_still_shown(result, tmp_path):
    path = tmp_path / "short_lists.xlsx"
    write_workbook(path, replace(result, townships_order=TOWNSHIPS[:3], years=[2019], categories=[]))
    found = rows_of(openpyxl.load_workbook(path, data_only=True)["Townships by year"], first=3)
    assert set(found[0]) == {"Township", *map(str, YEARS), "Undated", "Total"}
    assert {row[0] for row in found[1:-1]} == {*TOWNSHIPS, "Outside every township", "Total"}
    assert found[-2][-1] == pytest.approx(result.account.counted_mu_printed)


def test_equal_results_make_equal_files(result, written, tmp_path):
    again = tmp_path / "again.xlsx"
    write_workbook(again, result)
    assert again.read_bytes() == written.read_bytes()
    assert openpyxl.load_workbook(again).properties.created.year == 2000  # the day of the run is nowhere in the file


def test_a_text_too_long_for_a_cell_is_refused_by_sheet_and_row(result, tmp_path):
    patches = result.patches.copy()
    patches.loc[7, "township_parts"] = "永陵镇 1.00；" * 5000
    path = tmp_path / "long.xlsx"
    with pytest.raises(Refusal) as refused:
        write_workbook(path, replace(result, patches=patches))
    assert (refused.value.code, refused.value.values) == ("cell_not_written", {"sheet": "Patches", "row": 11})
    assert not path.exists()


def test_a_notice_too_long_for_a_cell_is_refused_too(result, tmp_path):
    with pytest.raises(Refusal) as refused:
        write_workbook(tmp_path / "long.xlsx", replace(result, notices=["x" * 32_768]))
    assert (refused.value.code, refused.value.values["sheet"]) == ("cell_not_written", "Notes")


def test_an_infinite_figure_is_refused(result, tmp_path):
    targets = result.target_progress.copy()
    targets.loc[0, "completion_printed"] = math.inf
    with pytest.raises(Refusal) as refused:
        write_workbook(tmp_path / "endless.xlsx", replace(result, target_progress=targets))
    assert refused.value.values["sheet"] == "Categories and targets"


def test_half_a_surrogate_and_control_characters_do_not_end_the_run(result, tmp_path):
    path = tmp_path / "odd.xlsx"
    write_workbook(path, replace(result, notices=["a\ud800b", "c\x0bd"]))
    found = rows_of(openpyxl.load_workbook(path)["Notes"])
    assert ["1", "a?b"] in found


def test_without_xlsxwriter_it_is_refused(result, tmp_path, monkeypatch):
    monkeypatch.setattr(sheets, "optional", lambda name: None)
    with pytest.raises(Refusal) as refused:
        write_workbook(tmp_path / "none.xlsx", result)
    assert refused.value.code == "xlsxwriter_missing"


def test_a_place_that_cannot_be_written_is_an_os_error(result, tmp_path):
    with pytest.raises(OSError, match="absent"):
        write_workbook(tmp_path / "absent" / "x.xlsx", result)


class Stop:
    """A user who stops when *fraction* of the work is done."""

    def __init__(self, fraction):
        self.fraction, self.seen = fraction, 0.0

    def report(self, fraction, message=""):
        self.seen = max(self.seen, fraction)

    def cancelled(self):
        return self.seen >= self.fraction


def test_a_cancelled_run_leaves_no_file(result, tmp_path):
    with pytest.raises(Cancelled):
        write_workbook(tmp_path / "stopped.xlsx", result, Stop(0.45))
    assert not list(tmp_path.iterdir())


def test_fifty_thousand_pieces_take_seconds_and_change_no_other_sheet(result, values, tmp_path):
    many = pd.concat([result.pieces] * 193, ignore_index=True)
    path = tmp_path / "large.xlsx"
    before = time.process_time()
    write_workbook(path, replace(result, pieces=many))
    assert time.process_time() - before < 15  # about 4 s of one quiet core
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    assert book["Data"].max_row == 1 + len(many) > 50_000
    for name in (*SHEETS[:5], "Notes"):
        assert rows_of(book[name]) == rows_of(values[name]), name
