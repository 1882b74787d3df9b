"""``exportprogress``: layers, tables, workbook, map and numbers of one run show the same figures, which add up."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from math import fsum
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QImage

from mine_remediation.processing import exporting
from mine_remediation.tests.algorithms.makers import (
    MU,
    Done,
    Log,
    box,
    column,
    demo_inputs,
    layer,
    refused,
    rows,
    run,
    saved,
    shapes,
)

CLASSES = ["NATURE_RESERVE", "WATER_SOURCE", "SCENIC_AREA", "RESIDENTIAL_AREA", "TRANSPORT_LINE", "RIVER_CORRIDOR"]
LAYERS = [
    "patches", "townships", "pieces", "overlaps", "area_summary", "zone_summary", "target_progress", "provenance",
]  # fmt: skip
SHEETS = ["Townships by year", "Categories and targets", "Zones and lines", "Patches", "Overlaps", "Data", "Notes"]
ACCOUNT = ("TOTAL_MU", "COUNTED_MU", "NOT_COUNTED_MU", "OVERLAP_MU", "OUTSIDE_MU")
OUTSIDE_TOWNSHIPS = "Outside every township"


@dataclass(frozen=True)
class Exported:
    """What one run left, read again."""

    done: Done
    folder: Path
    tables: dict[str, list[dict[str, Any]]]
    sheets: dict[str, list[tuple[Any, ...]]]

    @property
    def geopackage(self) -> Path:
        return self.folder / "进展.gpkg"

    def printed(self, table: str, name: str) -> float:
        """Sum of a printed column, in whole hundredths."""
        return cents(fsum(row[name] for row in self.tables[table]))

    def grid(self, sheet: str, head: str, occurrence: int = 0) -> dict[str, dict[str, Any]]:
        """A table of a sheet: row name → column name → value; the *occurrence*-th whose first head is *head*."""
        lines = self.sheets[sheet]
        start = [place for place, line in enumerate(lines) if line[0] == head][occurrence]
        names = [name for name in lines[start] if name is not None]
        found: dict[str, dict[str, Any]] = {}
        for line in lines[start + 1 :]:
            if line[0] is None or line[1] is None:
                break
            found[str(line[0])] = dict(zip(names[1:], line[1:]))
        return found


def cents(mu: float) -> int:
    """A printed figure as whole hundredths, which add up exactly."""
    return round(mu * 100)


def same(row: dict[str, Any]) -> dict[str, Any]:
    """*row* up to the last digits: here the pieces are cut by the zones too."""
    return {name: pytest.approx(value, rel=1e-12) if isinstance(value, float) else value for name, value in row.items()}


def stored_values(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Sheets with the values that stand beside the formulas."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: [tuple(line) for line in sheet.iter_rows(values_only=True)] for sheet in book}


def layer_names(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT table_name FROM gpkg_contents ORDER BY rowid")]


@pytest.fixture(scope="module")
def exported(provider, tmp_path_factory) -> Exported:
    folder = tmp_path_factory.mktemp("exported")
    files = {"GEOPACKAGE": "进展.gpkg", "WORKBOOK": "进展.xlsx", "MAP": "进展.png"}
    targets = {name: str(folder / file) for name, file in files.items()}
    done = run("exportprogress", **demo_inputs("exportprogress"), **targets)
    assert {name: done[name] for name in files} == targets
    tables = {name: rows(f"{targets['GEOPACKAGE']}|layername={name}") for name in LAYERS}
    return Exported(done, folder, tables, stored_values(folder / files["WORKBOOK"]))


# One result -----------------------------------------------------------------------------------------------


def test_numbers_are_those_of_summarizearea(exported: Exported, of_demo) -> None:
    summed = of_demo("summarizearea")
    assert {name: exported.done[name] for name in ACCOUNT} == {name: summed[name] for name in ACCOUNT}


def test_files_are_whole_and_alone(exported: Exported) -> None:
    assert sorted(each.name for each in exported.folder.iterdir()) == ["进展.gpkg", "进展.png", "进展.xlsx"]
    assert [name for name in layer_names(exported.geopackage) if name != "layer_styles"] == LAYERS
    with closing(sqlite3.connect(exported.geopackage)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("PRAGMA user_version").fetchone() == (10200,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_patches_are_those_of_classifybyzone(exported: Exported, of_demo) -> None:
    classified = of_demo("classifybyzone")
    names = list(classified.rows("OUTPUT")[0])
    assert [{name: row[name] for name in names} for row in exported.tables["patches"]] == classified.rows("OUTPUT")
    source = demo_inputs("exportprogress")["INPUT"]
    assert shapes(f"{exported.geopackage}|layername=patches") == shapes(source)
    ours = [name for name in exported.tables["patches"][0] if name not in names]
    assert ours == ["area_mu_printed", "counted_mu", "counted_mu_printed", "counted_zone_mu", "counted"]


def test_townships_are_those_of_summarizearea(exported: Exported, of_demo) -> None:
    summed = of_demo("summarizearea").rows("PROGRESS")
    names = [name for name in summed[0] if name != "fid"]
    for row, other in zip(exported.tables["townships"], summed):
        assert {name: row[name] for name in names} == same({name: other[name] for name in names})


def test_targets_are_those_of_summarizearea(exported: Exported, of_demo) -> None:
    summed = of_demo("summarizearea").rows("TARGET_PROGRESS")
    assert len(exported.tables["target_progress"]) == len(summed)
    for row, other in zip(exported.tables["target_progress"], summed):
        assert {name: row[name] for name in other} == same(other)


def test_sums_behind_the_printed_figures(exported: Exported) -> None:
    tables, counted = exported.tables, exported.done["COUNTED_MU"]
    for table, name in (
        ("pieces", "area_mu"),
        ("area_summary", "area_mu"),
        ("patches", "counted_mu"),
        ("target_progress", "remediated_mu"),
    ):
        assert fsum(row[name] for row in tables[table]) == pytest.approx(counted, rel=1e-12), table
    townships = fsum(row["remediated_mu"] for row in tables["townships"])
    assert townships + exported.done["OUTSIDE_MU"] == pytest.approx(counted, rel=1e-12)
    assert fsum(row["area_mu"] for row in tables["overlaps"]) == pytest.approx(exported.done["OVERLAP_MU"], rel=1e-12)
    *classes, outside, total = tables["zone_summary"]
    assert [row["zone_class"] for row in (*classes, outside, total)] == [*CLASSES, "OUTSIDE", "TOTAL"]
    for name in ("counted_net_mu", "by_patch_mu"):
        assert total[name] == pytest.approx(counted, rel=1e-12)
        assert fsum(row[name] for row in (*classes, outside)) == pytest.approx(counted, rel=1e-9)
    in_zones = fsum(row["counted_zone_mu"] for row in tables["patches"])
    assert in_zones == pytest.approx(fsum(row["counted_net_mu"] for row in classes), rel=1e-9)


def test_net_zone_figures_are_the_pieces_summed(exported: Exported) -> None:
    sums: dict[str, list[float]] = defaultdict(list)
    for piece in exported.tables["pieces"]:
        sums[piece["zone_class"]].append(piece["area_mu"])
    for row in exported.tables["zone_summary"][:-1]:
        assert row["counted_net_mu"] == pytest.approx(fsum(sums[row["zone_class"]]), rel=1e-9, abs=1e-12)
        assert row["counted_gross_mu"] >= row["counted_net_mu"] - 1e-9


# Printed figures ------------------------------------------------------------------------------------------


def test_printed_stands_beside_every_summed_figure(exported: Exported) -> None:
    for table, names in {
        "patches": ["area_mu", "counted_mu"],
        "townships": ["remediated_mu", "mu_2018", "mu_2022", "mu_undated"],
        "area_summary": ["area_mu"],
        "zone_summary": ["counted_gross_mu", "counted_net_mu", "by_patch_mu"],
        "target_progress": ["remediated_mu", "cumulative_mu", "gap_mu"],
    }.items():
        for row in exported.tables[table]:
            for name in names:
                plain, printed = row[name], row[f"{name}_printed"]
                assert (plain is None) == (printed is None)
                if printed is not None:
                    assert printed == round(printed, 2)
                    # cells of tables outside the chain may need one hundredth more
                    assert abs(plain - printed) < 0.031, (table, name, row)


def test_printed_tables_add_up_to_the_counted_mu(exported: Exported) -> None:
    total = cents(exported.tables["zone_summary"][-1]["counted_net_mu_printed"])
    assert total == cents(exported.done["COUNTED_MU"])  # half-up
    assert exported.printed("area_summary", "area_mu_printed") == total
    assert exported.printed("target_progress", "remediated_mu_printed") == total
    outside = sum(cents(row["area_mu_printed"]) for row in exported.tables["area_summary"] if row["township"] is None)
    assert exported.printed("townships", "remediated_mu_printed") + outside == total
    for name in ("counted_net_mu_printed", "by_patch_mu_printed"):
        assert exported.printed("zone_summary", name) == 2 * total


def test_printed_rows_of_the_townships_add_up(exported: Exported) -> None:
    years = [name for name in exported.tables["townships"][0] if name.startswith("mu_") and name.endswith("_printed")]
    assert len(years) == 6
    for row in exported.tables["townships"]:
        assert sum(cents(row[name]) for name in years) == cents(row["remediated_mu_printed"])


def sums_in_sheet(grid: dict[str, dict[str, Any]], with_total_column: bool = True) -> Iterator[tuple[str, int, int]]:
    """Every total of a table of a sheet beside the sum of what it totals, in hundredths."""
    body = {name: row for name, row in grid.items() if name != "Total"}
    for name in next(iter(body.values())):
        if isinstance(grid["Total"][name], (int, float)):
            yield name, cents(grid["Total"][name]), sum(cents(row[name] or 0) for row in body.values())
    for name, row in grid.items() if with_total_column else ():
        yield name, cents(row["Total"]), sum(cents(value) for head, value in row.items() if head != "Total")


@pytest.mark.parametrize(
    ("sheet", "head", "occurrence", "with_total_column"),
    [
        ("Townships by year", "Township", 0, True),
        ("Categories and targets", "Category", 0, True),
        ("Zones and lines", "Township", 0, True),
    ],
)
def test_tables_of_the_workbook_add_up(exported: Exported, sheet, head, occurrence, with_total_column) -> None:
    sums = list(sums_in_sheet(exported.grid(sheet, head, occurrence), with_total_column))
    assert len(sums) > 10
    for name, total, summed in sums:
        assert total == summed, (sheet, name)


def test_the_township_sheet_shows_the_township_layer(exported: Exported) -> None:
    grid = exported.grid("Townships by year", "Township")
    columns = {"2018": "mu_2018", "2022": "mu_2022", "Undated": "mu_undated", "Total": "remediated_mu"}
    assert list(grid) == [row["XZMC"] for row in exported.tables["townships"]] + [OUTSIDE_TOWNSHIPS, "Total"]
    for row in exported.tables["townships"]:
        shown = {head: grid[row["XZMC"]][head] for head in columns}
        assert shown == {head: pytest.approx(row[f"{name}_printed"]) for head, name in columns.items()}
    assert cents(grid["Total"]["Total"]) == cents(exported.done["COUNTED_MU"])
    assert grid[OUTSIDE_TOWNSHIPS]["Total"] == pytest.approx(exported.done["OUTSIDE_MU"], abs=0.01)


def test_the_office_manual_tells_the_total_of_the_sample_county(exported: Exported) -> None:
    manual = (Path(__file__).resolve().parents[2] / "README.zh-CN.md").read_text(encoding="utf-8")
    assert f"“乡镇年度”表的合计应为 {exported.done['COUNTED_MU']:.2f} 亩" in manual


def test_cells_of_the_township_sheet_are_the_rows_of_the_area_table(exported: Exported) -> None:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for row in exported.tables["area_summary"]:
        year = "Undated" if row["year"] is None else str(row["year"])
        sums[row["township"] or OUTSIDE_TOWNSHIPS, year] += cents(row["area_mu_printed"])
    for township, cells in exported.grid("Townships by year", "Township").items():
        for year, value in cells.items():
            if "Total" not in (township, year):
                assert cents(value) == sums[township, year], (township, year)


def test_the_target_sheet_shows_the_target_table(exported: Exported) -> None:
    lines = exported.sheets["Categories and targets"]
    start = next(place for place, line in enumerate(lines) if line[1] == "Year")
    shown = lines[start + 1 : start + 1 + len(exported.tables["target_progress"])]
    for line, row in zip(shown, exported.tables["target_progress"]):
        _, year, target_set, target, remediated, gap, completion, *_ = line
        assert (year, target_set) == ("Undated" if row["year"] is None else str(row["year"]), row["target_set"])
        assert remediated == pytest.approx(row["remediated_mu_printed"])
        given = row["target_mu"] is not None
        assert (target, gap) == (pytest.approx((row["target_mu"], row["gap_mu_printed"])) if given else ("—", "—"))
        if row["completion_printed"] is not None:
            assert completion == pytest.approx(row["completion_printed"] / 100)
            assert row["gap_mu_printed"] == pytest.approx(row["target_mu"] - row["remediated_mu_printed"])
            assert row["gap_mu_printed"] <= 0 or row["completion_printed"] < 100


def test_categories_and_targets_show_the_same_work(exported: Exported) -> None:
    grid = exported.grid("Categories and targets", "Category")
    work = fsum(row["remediated_mu_printed"] for row in exported.tables["target_progress"] if row["year"] == 2019)
    assert cents(grid["Total"]["2019"]) == cents(work)


def test_the_zone_sheet_shows_the_zone_table(exported: Exported) -> None:
    lines = exported.sheets["Zones and lines"][3:11]
    for line, row in zip(lines, exported.tables["zone_summary"]):
        assert line[1] == row["patches"]
        names = ("counted_gross_mu_printed", "counted_net_mu_printed", "by_patch_mu_printed")
        assert line[2:5] == pytest.approx(tuple(row[name] for name in names)), line
    by_township = exported.grid("Zones and lines", "Township")["Total"]
    assert [cents(value) for value in by_township.values()] == [
        cents(row["counted_net_mu_printed"]) for row in exported.tables["zone_summary"]
    ]


def test_the_patch_sheet_lists_the_patch_layer(exported: Exported) -> None:
    lines = exported.sheets["Patches"][3:]
    assert len(lines) == len(exported.tables["patches"]) == 120
    for line, row in zip(lines, exported.tables["patches"]):
        number, _, year, status, parts, _, _, zone_name, area_m2, area_mu, counted_mu = line
        assert (number, status, zone_name) == (row["TBBH"], row["ZLZT"], row["zone_name"])
        assert year == row["ZLND"] or row["ZLND"] is None
        assert (area_m2, area_mu, counted_mu) == pytest.approx(
            (row["area_m2"], row["area_mu_printed"], row["counted_mu_printed"])
        )
        if parts:
            listed = [part.rsplit(" ", 1)[1] for part in parts.split("; ")]
            assert sum(cents(float(part)) for part in listed) == cents(counted_mu), line


def test_the_other_sheets_are_the_other_layers(exported: Exported) -> None:
    pieces = [(line[0], line[6], line[7]) for line in exported.sheets["Data"][1:]]
    assert pieces == [
        (row["patch_id"], pytest.approx(row["area_m2"]), pytest.approx(row["area_mu"]))
        for row in exported.tables["pieces"]
    ]
    overlaps = [(line[0], line[1], line[5]) for line in exported.sheets["Overlaps"][3:-1]]
    assert overlaps == [
        (row["kept_id"], row["dropped_id"], pytest.approx(row["area_mu"])) for row in exported.tables["overlaps"]
    ]


def test_the_notes_hold_account_warnings_and_provenance(exported: Exported) -> None:
    notes = {line[0]: line[1] for line in exported.sheets["Notes"] if line[1] is not None}
    for label, name in (("All patches", "TOTAL_MU"), ("Counted", "COUNTED_MU")):
        assert cents(notes[label]) == cents(exported.done[name])
    parts = ("Counted", "Overlap", "Not counted (status, cut-off date)")
    assert cents(notes["All patches"]) == sum(cents(notes[part]) for part in parts)
    texts = {line[1] for line in exported.sheets["Notes"]}
    assert len(exported.done.log.warnings) == 3
    assert texts.issuperset(exported.done.log.warnings)
    pairs = {row["key"]: row["value"] for row in exported.tables["provenance"]}
    assert {key: notes[key] for key in pairs} == pairs
    assert "not confirmed (provisional)" in pairs["River corridor: distance (metres)"]
    assert pairs["Mine patches"] == "sample_county.gpkg: mines_SYNTHETIC; 120 features; EPSG:4530"


# Layers as they are opened --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LAYERS)
def test_styles_and_aliases_lie_in_the_file(exported: Exported, name: str) -> None:
    loaded = QgsVectorLayer(f"{exported.geopackage}|layername={name}", name, "ogr")
    aliases = [field.alias() for field in loaded.fields() if field.name() not in ("fid",)]
    assert any(aliases)
    if loaded.isSpatial():
        kinds = {"patches": "categorizedSymbol", "townships": "singleSymbol"}
        assert loaded.renderer().type() == kinds.get(name, "singleSymbol")
        assert loaded.crs().authid() == "EPSG:4530"
    if name == "patches":
        (zone,) = [field.alias() for field in loaded.fields() if field.name() == "zone_mu"]
        assert zone == "Area inside zones, overlaps not deducted (mu)"
    if name == "townships":
        assert "remediated_mu_printed" in loaded.labeling().settings().fieldName
    run_id = next(row["value"] for row in exported.tables["provenance"] if row["key"] == "Run")
    assert run_id in loaded.metadata().abstract()


def test_the_map_is_large_and_not_empty(exported: Exported) -> None:
    image = QImage(str(exported.folder / "进展.png"))
    assert image.width() >= 1600
    assert image.height() >= 1000
    colours = {image.pixel(x, y) for x in range(0, image.width(), 40) for y in range(0, image.height(), 40)}
    assert len(colours) > 10


# Choices --------------------------------------------------------------------------------------------------


@pytest.fixture
def small() -> dict[str, Any]:
    return {
        "INPUT": layer([box(0, 0, 100, 100), box(50, 0, 150, 100)], "图斑", y=[2019, 2020]),
        "YEAR_FIELD": "y",
        "TOWNSHIPS": layer([box(-500, -500, 500, 500)], "乡镇", 名称=["永陵镇"]),
        "TOWNSHIP_NAME_FIELD": "名称",
    }


def test_without_zones(small, tmp_path) -> None:
    context = QgsProcessingContext()  # knows no project: nothing to load into
    files = {"GEOPACKAGE": str(tmp_path / "a"), "WORKBOOK": str(tmp_path / "a")}
    done = run("exportprogress", context=context, **small, **files, LOAD_RESULTS=True)
    assert context.layersToLoadOnCompletion() == {}
    assert (done["GEOPACKAGE"], done["WORKBOOK"]) == (str(tmp_path / "a.gpkg"), str(tmp_path / "a.xlsx"))
    assert [each for each in layer_names(tmp_path / "a.gpkg") if each != "layer_styles"] == [
        each for each in LAYERS if each not in ("zone_summary", "target_progress")
    ]
    assert column(f"{tmp_path}/a.gpkg|layername=pieces", "zone_class") == [None, None]
    for name in (
        "zone_class",
        "zone_classes",
        "zone_name",
        "zone_mu",
        "zone_share",
        "zone_distance_m",
        "counted_zone_mu",
    ):
        assert column(f"{tmp_path}/a.gpkg|layername=patches", name) == [None, None]
    assert "Zones and lines" not in stored_values(tmp_path / "a.xlsx")
    assert done["COUNTED_MU"] == pytest.approx(22.5, rel=MU)


RING = "(42500000 4620000 5 6, 42500100 4620000 5 6, 42500100 4620100 5 6, 42500000 4620000 5 6)"


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        ("PolygonZM", f"PolygonZM ({RING})"),
        ("CurvePolygon", "CurvePolygon (CircularString (42500000 4620050, 42500100 4620050, 42500000 4620050))"),
    ],
)
def test_patches_keep_their_geometry_and_fields(small, kind, shape, tmp_path) -> None:
    given = layer([shape, None], "图斑", kind=kind, y=[2019, 2020], fid=[7, 7], geom=["g", "h"], area_mu=[1.0, 2.0])
    done = run("exportprogress", **{**small, "INPUT": given}, GEOPACKAGE=str(tmp_path / "a.gpkg"))
    patches = f"{tmp_path}/a.gpkg|layername=patches"
    assert shapes(patches) == shapes(given)
    assert [(row["y"], row["fid"], row["geom"]) for row in rows(patches)] == [(2019, 7, "g"), (2020, 7, "h")]
    assert column(patches, "area_mu") == [pytest.approx(done["TOTAL_MU"]), None]
    assert "area_mu" in done.log.info("former run")


def test_temporary_files(small) -> None:
    wanted = {"GEOPACKAGE": ".gpkg", "WORKBOOK": ".xlsx", "MAP": ".png"}
    done = run("exportprogress", **small, **dict.fromkeys(wanted, "TEMPORARY_OUTPUT"))
    assert {name: Path(done[name]).suffix for name in wanted} == wanted
    assert all(Path(done[name]).stat().st_size > 5000 for name in wanted)


def test_only_a_map(small, tmp_path) -> None:
    done = run("exportprogress", **small, MAP=str(tmp_path / "县图.pdf"), TITLE="新宾县 2019")
    assert [each.name for each in tmp_path.iterdir()] == ["县图.pdf"]
    assert (tmp_path / "县图.pdf").read_bytes().startswith(b"%PDF")
    assert "GEOPACKAGE" not in done.results


def test_nothing_asked_for(small) -> None:
    assert "at least one output" in refused("exportprogress", **small)


def test_a_workbook_without_the_library(small, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(exporting, "optional", lambda name: None)
    sentence = refused("exportprogress", **small, WORKBOOK=str(tmp_path / "a.xlsx"))
    assert "XlsxWriter" in sentence
    assert "offline zip" in sentence
    done = run("exportprogress", **small, WORKBOOK=str(tmp_path / "a.xlsx"), MAP=str(tmp_path / "a.png"))
    assert "XlsxWriter" in done.log.warning("workbook")
    assert "WORKBOOK" not in done.results
    assert [each.name for each in tmp_path.iterdir()] == ["a.png"]


def test_two_outputs_in_one_place(small, tmp_path) -> None:
    sentence = refused(
        "exportprogress", **small, GEOPACKAGE=str(tmp_path / "a.gpkg"), WORKBOOK=str(tmp_path / "a.gpkg")
    )
    assert "a.gpkg" in sentence
    assert list(tmp_path.iterdir()) == []


def test_a_batch_of_two_rows(small, tmp_path) -> None:
    context, log = QgsProcessingContext(), Log()
    for choice in ("count_once", "keep"):
        run("exportprogress", log, context, **small, OVERLAPS=choice, WORKBOOK=str(tmp_path / f"{choice}.xlsx"))
    notes = [dict(line[:2] for line in stored_values(each)["Notes"]) for each in sorted(tmp_path.iterdir())]
    assert [note["Counted"] for note in notes] == [22.5, 30.0]


def test_again_on_its_own_last_output(small, tmp_path) -> None:
    zones = {"NATURE_RESERVE": layer([box(0, 0, 70, 100)], "保护区")}
    first = run("exportprogress", **small, **zones, GEOPACKAGE=str(tmp_path / "a.gpkg"))
    again = {
        **small,
        "INPUT": f"{tmp_path}/a.gpkg|layername=patches",
        "TOWNSHIPS": f"{tmp_path}/a.gpkg|layername=townships",
    }
    second = run("exportprogress", **again, **zones, GEOPACKAGE=str(tmp_path / "b.gpkg"))
    assert {name: first[name] for name in ACCOUNT} == {name: second[name] for name in ACCOUNT}
    for name in ("patches", "townships", "pieces", "zone_summary"):
        assert rows(f"{tmp_path}/a.gpkg|layername={name}") == rows(f"{tmp_path}/b.gpkg|layername={name}")
    replaced = [each for each in second.log.told if "former run" in each]
    assert len(replaced) == 2
    assert "zone_class" in replaced[0] + replaced[1]


def test_its_own_inputs_are_not_overwritten(small, tmp_path) -> None:
    path = tmp_path / "县.gpkg"
    patches, townships = saved(small["INPUT"], path, "图斑"), saved(small["TOWNSHIPS"], path, "乡镇")
    before = path.read_bytes()
    sentence = refused("exportprogress", **{**small, "INPUT": patches, "TOWNSHIPS": townships}, GEOPACKAGE=str(path))
    assert "县.gpkg" in sentence
    assert "another file" in sentence
    assert path.read_bytes() == before


# Loading --------------------------------------------------------------------------------------------------


def in_new_project(small: dict[str, Any], **parameters: Any) -> QgsProject:
    project, context = QgsProject(), QgsProcessingContext()
    context.setProject(project)
    run("exportprogress", context=context, **small, **parameters)
    return project


def test_layers_are_loaded_as_one_group_in_front(small, tmp_path) -> None:
    target = str(tmp_path / "a.gpkg")
    project = QgsProject()
    project.layerTreeRoot().addGroup("底图")
    context = QgsProcessingContext()
    context.setProject(project)
    for _ in range(2):  # the second run takes the place of the first one's group
        run("exportprogress", context=context, **small, GEOPACKAGE=target, TITLE="进展 2019", LOAD_RESULTS=True)
    groups = [group.name() for group in project.layerTreeRoot().findGroups()]
    assert groups == ["进展 2019", "底图"]
    names = [node.name() for node in project.layerTreeRoot().findGroup("进展 2019").findLayers()]
    assert len(names) == 6
    assert {"Patches", "Townships"} <= set(names)
    assert len(project.mapLayers()) == 6
    (patches,) = project.mapLayersByName("Patches")
    assert patches.featureCount() == 2


def test_nothing_is_loaded_unless_wanted(small, tmp_path) -> None:
    project = in_new_project(small, GEOPACKAGE=str(tmp_path / "a.gpkg"), LOAD_RESULTS=False)
    assert project.mapLayers() == {}
    project = in_new_project(small, MAP=str(tmp_path / "a.png"), LOAD_RESULTS=True)
    assert project.mapLayers() == {}
