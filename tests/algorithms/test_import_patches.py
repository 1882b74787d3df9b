"""Files of patches imported: one layer, what was rejected, a receipt, and the record in a campaign."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mine_remediation.tests.algorithms.makers import (
    EAST,
    NORTH,
    asked,
    box,
    column,
    layer,
    near,
    new_campaign,
    opened,
    parameters_of,
    refused,
    rows,
    run,
    saved,
)
from mine_remediation.tests.conftest import QgisProcess
from mine_remediation.tests.formats.survey_files import polyline, text, write_dxf

DATA = [("Name", "矿A"), ("name", "K1"), ("name", "矿B")]
TOWNS = ["永陵镇", "响水河子乡"]


@pytest.fixture
def shapefile(tmp_path: Path) -> Path:
    """A shapefile in GBK without a .cpg; its areas are hectares, which nothing says."""
    made = layer(
        [box(0, 0, 100, 100), box(200, 0, 300, 100), box(400, 0, 500, 100)], "图斑",
        图斑编号=["P1", "P2", "P3"], 矿山类型=["生产矿山", "废弃矿山", "露天矿"], 年度=["2020年", "2021", "明年"],
        治理状态=["已治理", "治理中", "未知"], 乡镇=["永陵", "响水河子乡", "响水乡"], 申报面积=[1.0, 1.0, 1.1],
    )  # fmt: skip
    path = Path(saved(made, tmp_path / "图斑GBK.shp", encoding="GB18030"))
    path.with_suffix(".cpg").unlink()
    return path


@pytest.fixture
def reference() -> Any:
    return layer([box(-50, -50, 250, 150), box(250, -50, 600, 150)], "乡镇", XZMC=TOWNS)


def test_the_public_names() -> None:
    assert parameters_of("importpatches") == [
        "FILES", "ENCODING", "MAPPING", "CRS", "REFERENCE", "CAMPAIGN", "SENDER", "FROM_GCJ02",
        "OUTPUT", "REJECTED", "RECEIPT",
    ]  # fmt: skip


def test_patches_that_come_in_two_files_are_told(shapefile: Path, tmp_path: Path) -> None:
    again = tmp_path / "又一份.geojson"
    saved(layer([box(0, 0, 100, 100)], "图斑", 图斑编号=["P1"]), again)
    done = run("importpatches", FILES=[str(shapefile), str(again)])
    assert any("1 patch numbers come in several files" in each and "P1" in each for each in done.log.warnings)
    assert done["COUNT"] == 4


def test_a_shapefile_in_gbk(shapefile: Path, reference: Any, tmp_path: Path) -> None:
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    receipt = tmp_path / "回执.json"
    done = run("importpatches", FILES=[str(shapefile)], REFERENCE=reference, RECEIPT=str(receipt))
    made = done.rows("OUTPUT")
    assert list(made[0]) == [
        "patch_no", "category", "year", "status", "township", "stated_mu", "source_file", "source_row",
        "图斑编号", "矿山类型", "年度", "治理状态", "乡镇", "申报面积",
    ]  # fmt: skip
    assert [row["patch_no"] for row in made] == ["P1", "P2", "P3"]
    assert [row["category"] for row in made] == ["in_production", "abandoned", None]
    assert [row["year"] for row in made] == [2020, 2021, None]
    assert [row["status"] for row in made] == ["REVEGETATED", "IN_PROGRESS", None]
    assert [row["township"] for row in made] == ["永陵镇", "响水河子乡", None]
    assert [row["stated_mu"] for row in made] == [near(15), near(15), near(16.5)]
    assert [row["source_row"] for row in made] == [1, 2, 3]
    assert {row["source_file"] for row in made} == {"图斑GBK.shp"}
    assert (made[0]["矿山类型"], made[2]["乡镇"]) == ("生产矿山", "响水乡")
    assert done["COUNT"] == 3
    assert done["TOTAL_MU"] == near(45)
    rejected = [(row["row"], row["field"], row["value"]) for row in done.rows("REJECTED")]
    assert rejected == [
        (3, "矿山类型", "露天矿"), (3, "年度", "明年"), (3, "治理状态", "未知"), (3, "乡镇", "响水乡"),
    ]  # fmt: skip
    assert "Perhaps “响水河子乡” is meant." in done.rows("REJECTED")[3]["reason"]
    (told,) = json.loads(receipt.read_text(encoding="utf-8"))["receipts"]
    assert (told["encoding"], told["crs"], told["counts"]["rows"]) == ("GB18030", "EPSG:4530", 3)
    assert {each["rule"] for each in told["findings"] if not each["passed"]} == {
        "code_unknown", "year_unread", "township_unknown", "stated_area_differs",
    }  # fmt: skip
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


def test_several_files_side_by_side(shapefile: Path, tmp_path: Path) -> None:
    degrees = "Polygon ((126 41.7, 126.001 41.7, 126.001 41.701, 126 41.701, 126 41.7))"
    other = layer([degrees], "二", crs="EPSG:4490", tbbh=["Q1"], 备注=["甲"], 年度=[2019])
    saved(other, tmp_path / "二.gpkg")
    with zipfile.ZipFile(tmp_path / "三.zip", "w") as archive:
        for part in {*tmp_path.glob("图斑GBK.*")} - {tmp_path / "图斑GBK.shx"}:
            archive.write(part, f"内/{part.name}")
        archive.write(saved(layer([box(0, 0, 1, 1)], tbbh=["R1"]), tmp_path / "四.geojson"), "内/四.geojson")
    given = [str(tmp_path / name) for name in ("图斑GBK.dbf", "二.gpkg", "没有.shp", "三.zip")]
    done = run("importpatches", FILES=given, OUTPUT=str(tmp_path / "out.gpkg"), RECEIPT=str(tmp_path / "回执.json"))
    made = done.rows("OUTPUT")
    assert [row["patch_no"] for row in made] == ["P1", "P2", "P3", "Q1", "R1"]
    assert [row["备注"] for row in made][2:5] == [None, "甲", None]
    assert [row["年度"] for row in made][2:4] == ["明年", "2019"]
    assert made[4]["source_file"] == "三.zip/内/四.geojson"
    assert "is the same file as “图斑GBK.shp”" in done.log.warning("三.zip/内/图斑GBK.shp")
    told = json.loads((tmp_path / "回执.json").read_text(encoding="utf-8"))["receipts"]
    assert all(rule["text"] for each in told for rule in each["findings"])
    assert told[0]["text"].startswith("“图斑GBK.shp”: shapefile, GB18030, EPSG:4530. Rows: 3, with a polygon: 3")
    assert told[2]["text"] == "“没有.shp”: nothing was taken from it. Remarks to look at: 1."
    assert opened(done["OUTPUT"]).crs().authid() == "EPSG:4530"
    assert "There is no file “没有.shp”" in done.log.warning("没有.shp")
    assert opened(done["OUTPUT"]).featureCount() == 5


def test_lists_drawings_placemarks_and_points(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for line in (
        ["新宾县2020年矿山治理图斑清单"], ["序号", "图斑编号", "矿山类型", "乡镇", "面积（公顷）", "年度"],
        [1, "X1", "生产矿山", "永陵镇", "１.０", 2020], [2, "X2", "露天", None, "3亩", "2021年"],
        ["合计", None, None, None, 1.2, None],
    ):  # fmt: skip
        book.active.append(line)
    book.active.merge_cells("A1:F1")
    book.active.merge_cells("D3:D4")
    book.save(tmp_path / "清单.xlsx")
    ring = " ".join(f"{x},{y}" for x, y in ((126, 41.7), (126.001, 41.7), (126.001, 41.701), (126, 41.7)))
    (tmp_path / "a.kml").write_text(
        f"<kml><Placemark><name>K1</name><Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates>"
        "</LinearRing></outerBoundaryIs></Polygon></Placemark></kml>", encoding="utf-8",
    )  # fmt: skip
    corners = [(EAST, NORTH, 0), (EAST + 100, NORTH, 0), (EAST + 100, NORTH + 100, 0), (EAST, NORTH + 100, 0)]
    write_dxf(tmp_path / "a.dxf", [*polyline(corners, "生产矿山"), *text(EAST + 50, NORTH + 50, "D1 15.00亩")])
    names = ("清单.xlsx", "a.dxf", "a.kml")
    done = run("importpatches", FILES=[str(tmp_path / name) for name in names], CRS="EPSG:4490")
    made = done.rows("OUTPUT")
    assert [row["patch_no"] for row in made] == ["X1", "X2", "D1", "K1"]
    assert [row["category"] for row in made] == ["in_production", None, "in_production", None]
    assert [row["stated_mu"] for row in made] == [near(15), near(3), near(15), None]
    assert [row["面积（公顷）"] for row in made][:2] == ["１.０", "3亩"]
    assert [(row["field"], row["value"]) for row in done.rows("REJECTED")] == [("矿山类型", "露天")]
    assert "converted into hectares" in done.log.warning("3亩")
    assert [row["township"] for row in made][:2] == ["永陵镇", "永陵镇"]
    assert [row["year"] for row in made][:2] == [2020, 2021]
    assert [feature.hasGeometry() for feature in done["OUTPUT"].getFeatures()] == [False, False, True, True]
    assert done["OUTPUT"].crs().authid() == "EPSG:4530"


def test_fields_that_are_called_like_ours_are_kept_beside(tmp_path: Path) -> None:
    saved(layer([box(0, 0, 10, 10)], "再来", Year=["2020年"], patch_no=["P1"], fid_1=[7]), tmp_path / "再来.gpkg")
    for target in ("TEMPORARY_OUTPUT", str(tmp_path / "out.gpkg")):
        (made,) = run("importpatches", FILES=[str(tmp_path / "再来.gpkg")], OUTPUT=target).rows("OUTPUT")
        assert (made["patch_no"], made["patch_no_2"], made["year"], made["Year_2"]) == ("P1", "P1", 2020, "2020年")


@pytest.mark.parametrize("target", ["TEMPORARY_OUTPUT", "out.gpkg"])
def test_fields_that_differ_in_case_only_are_all_kept(tmp_path: Path, target: str) -> None:
    shape = {"type": "Polygon", "coordinates": [[[126, 41.7], [126.001, 41.7], [126.001, 41.701], [126, 41.7]]]}
    features = [
        {"type": "Feature", "properties": values, "geometry": shape}
        for values in ({"name": "x", "Name": "kept", "序": 1}, {"name": "y", "Name": None, "序": 2})
    ]
    words = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    (tmp_path / "a.geojson").write_text(words, encoding="utf-8")
    ring = " ".join(f"{x},{y}" for x, y in shape["coordinates"][0])
    data = "".join(f'<Data name="{name}"><value>{value}</value></Data>' for name, value in DATA)
    (tmp_path / "b.kml").write_text(
        f"<kml><Placemark><name>K1</name><ExtendedData>{data}</ExtendedData><Polygon><outerBoundaryIs><LinearRing>"
        f"<coordinates>{ring}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark></kml>",
        encoding="utf-8",
    )
    given = {"FILES": [str(tmp_path / "a.geojson"), str(tmp_path / "b.kml")], "CRS": "EPSG:4490"}
    target = target if target.isupper() else str(tmp_path / target)
    made = run("importpatches", **given, OUTPUT=target).rows("OUTPUT")
    assert [(each["name"], each["Name_2"], each["name_2_2"]) for each in made] == [
        ("x", "kept", None), ("y", None, None), ("K1", "矿A", "矿B"),
    ]  # fmt: skip


def test_what_is_refused(shapefile: Path, tmp_path: Path) -> None:
    assert "No file is given" in refused("importpatches", FILES=[])
    (tmp_path / "a.dwg").write_bytes(b"AC1032" + bytes(200))
    assert "AutoCAD" in refused("importpatches", FILES=[str(tmp_path / "a.dwg")])
    given = {"FILES": [str(shapefile)]}
    assert "patchno" in refused("importpatches", MAPPING="patchno=图斑编号", **given)
    assert "没有" in refused("importpatches", MAPPING="patch_no=没有", **given)
    assert "encoding" in refused("importpatches", ENCODING="nonsense", **given)
    assert "ballpark" in refused("importpatches", CRS="EPSG:2366", **given)
    shapefile.with_suffix(".prj").unlink()
    sentence = refused("importpatches", **given)
    assert "EPSG:4530" in sentence
    assert "names the datum" in sentence
    done = run("importpatches", CRS="EPSG:4490", **given)
    assert done["OUTPUT"].crs().authid() == "EPSG:4530"


def test_the_source_is_no_target(shapefile: Path) -> None:
    before = shapefile.read_bytes()
    sentence = refused("importpatches", FILES=[str(shapefile)], OUTPUT=str(shapefile))
    assert shapefile.name in sentence
    assert shapefile.read_bytes() == before


# With a campaign --------------------------------------------------------------------------------------------


@pytest.fixture
def campaign(tmp_path: Path, reference: Any) -> Path:
    path = new_campaign(tmp_path)
    run("loadlayers", CAMPAIGN=str(path), INPUT=reference, TABLE="townships")
    return path


def test_a_campaign_keeps_each_file_once_and_the_mapping_of_the_sender(
    campaign: Path, shapefile: Path, tmp_path: Path
) -> None:
    given = {"FILES": [str(shapefile)], "CAMPAIGN": str(campaign)}
    assert "fill in the sender" in refused("importpatches", **given)
    alone = run("importpatches", SENDER="永陵镇政府", FILES=given["FILES"])
    assert "named in the receipt alone" in alone.log.info("永陵镇政府")
    mapping = "patch_no=图斑编号;township='永陵镇'"
    done = run("importpatches", SENDER="永陵镇政府", MAPPING=mapping, **given)
    assert column(done["OUTPUT"], "township") == ["永陵镇"] * 3
    assert asked(campaign, "SELECT sender, file_name, rows, rejected FROM receipts") == [
        ("永陵镇政府", "图斑GBK.shp", 3, 3)
    ]
    assert asked(campaign, "SELECT sender, mapping FROM sender_mappings") == [("永陵镇政府", mapping)]
    assert asked(campaign, "SELECT count(*) FROM patches") == [(0,)]
    before = campaign.read_bytes()
    again = run("importpatches", SENDER="永陵镇政府", **given)
    assert campaign.read_bytes() == before
    assert "came in before" in again.log.all
    with zipfile.ZipFile(tmp_path / "最终版2.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for part in shapefile.parent.glob(f"{shapefile.stem}.*"):
            archive.write(part, f"资料/改名{part.suffix}")
    packed = run("importpatches", **{**given, "FILES": [str(tmp_path / "最终版2.zip")]}, SENDER="永陵镇政府")
    assert campaign.read_bytes() == before
    assert "as “图斑GBK.shp”" in packed.log.info("“最终版2.zip” came in before")
    assert column(again["OUTPUT"], "township") == ["永陵镇"] * 3
    other = run("importpatches", SENDER="测绘队", **given)
    assert column(other["OUTPUT"], "township") == ["永陵镇", "响水河子乡", None]
    assert campaign.read_bytes() == before


def test_a_campaign_that_is_locked_gets_nothing_and_nothing_is_written(
    campaign: Path, shapefile: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.gpkg"
    with closing(sqlite3.connect(campaign)) as other:
        other.execute("BEGIN IMMEDIATE")
        sentence = refused(
            "importpatches", FILES=[str(shapefile)], CAMPAIGN=str(campaign), SENDER="甲", OUTPUT=str(target)
        )
    assert "示例.gpkg" in sentence
    assert not target.exists()
    assert not [each for each in tmp_path.iterdir() if ".part" in each.name]


@pytest.mark.parametrize("table", ["", "patches", "imported2"])
@pytest.mark.parametrize("name", ["importpatches", "importcoordinates"])
def test_nothing_is_written_into_a_campaign(
    campaign: Path, shapefile: Path, tmp_path: Path, name: str, table: str
) -> None:
    """Not even as a table of its own: a campaign that a run reads is locked, and its tables are nobody's targets."""
    plot = "2000国家大地坐标系\n1 4600000 42380000\n2 4600100 42380000\n3 4600100 42380100"
    given = {"FILES": [str(shapefile)]} if name == "importpatches" else {"TEXT": plot, "CRS": "EPSG:4490"}
    before = campaign.read_bytes()
    target = f"ogr:dbname='{campaign}' table=\"{table}\" (geom)" if table else str(campaign)
    keeping: list[dict[str, str]] = [{}, {"CAMPAIGN": str(campaign), "SENDER": "甲"}]
    for more in keeping:
        assert "the database of a campaign" in refused(name, **given, **more, OUTPUT=target)
    assert campaign.read_bytes() == before
    assert not list(tmp_path.glob("* (2).gpkg"))


def test_on_the_command_line(qgis_process: QgisProcess, shapefile: Path, tmp_path: Path) -> None:
    folder = tmp_path / "收 件's"
    folder.mkdir()
    done = qgis_process(
        "run", "mineremediation:importpatches", "--", f"FILES={shapefile}", f"FILES={shapefile.with_suffix('.prj')}",
        "ENCODING=auto", f"OUTPUT={folder / '图 斑.gpkg'}", f"REJECTED={folder / '退 回.csv'}",
        f"RECEIPT={folder / '回 执.json'}",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert column(folder / "图 斑.gpkg", "patch_no") == ["P1", "P2", "P3"]
    assert len(rows(folder / "退 回.csv")) == 3
    assert json.loads((folder / "回 执.json").read_text(encoding="utf-8"))["receipts"][0]["file"] == "图斑GBK.shp"
