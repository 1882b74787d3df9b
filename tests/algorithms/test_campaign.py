"""A campaign by algorithms alone: created, filled, summed as the plain layers are, packed, migrated, refused."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from qgis.core import QgsProcessingContext, QgsProject, QgsVectorLayer

from mine_remediation.benchmarks import postgis as servers
from mine_remediation.campaign import schema
from mine_remediation.campaign.codes import code_list
from mine_remediation.campaign.sql import register_functions
from mine_remediation.processing.earlier import read_earlier
from mine_remediation.reports.docx_parts import read_lines
from mine_remediation.tests.algorithms.makers import SAMPLE, Done, box, layer, line, refused, rows, run, table
from mine_remediation.tests.conftest import QgisProcess

PLAN = "xinbin_2018_2022"
PATCHES = [box(0, 0, 100, 100), box(100, 0, 250, 100), box(240, 0, 300, 100), box(450, 0, 550, 100)]
NUMBERS, DAYS = ["P1", "P2", "P3", "P4"], [date(2019, 5, 1), date(2020, 6, 1), date(2021, 7, 1), date(2022, 8, 1)]
CATEGORIES = ["生产矿山", "政策性关闭矿山", "废弃矿山", "生产矿山"]


def patches() -> QgsVectorLayer:
    return layer(
        PATCHES, "图斑", TBBH=NUMBERS, LB=CATEGORIES, ZLZT=["市级验收", "销号", "省级核查", "施工中"], YSRQ=DAYS
    )


def townships() -> QgsVectorLayer:
    return layer([box(-50, -50, 200, 150), box(200, -50, 600, 150)], "乡镇", XZMC=["永陵镇", "木奇镇"])


@pytest.fixture(scope="module")
def template(provider: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign with plan, townships and patches."""
    folder = tmp_path_factory.mktemp("campaigns")
    path = Path(run("createcampaign", NAME="示例", FOLDER=str(folder))["CAMPAIGN"])
    run("loadplan", CAMPAIGN=str(path), PLAN=PLAN)
    run("loadlayers", CAMPAIGN=str(path), INPUT=townships(), TABLE="townships")
    run("loadlayers", CAMPAIGN=str(path), INPUT=patches(), TABLE="patches")
    return path


@pytest.fixture
def campaign(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template.parent, tmp_path / "U盘 备份(1)")) / template.name


def ask(path: Path, statement: str) -> list[tuple]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        register_functions(connection)
        connection.execute(statement)


# The public API --------------------------------------------------------------------------------------------

API = {
    "createcampaign": (["NAME", "FOLDER", "CRS", "CONNECTION"], ["CAMPAIGN", "PROJECT"]),
    "loadplan": (["CAMPAIGN", "PLAN"], ["TARGETS", "FINDINGS_COUNT"]),
    "checkplan": (["CAMPAIGN", "PLAN", "FINDINGS"], ["FINDINGS"]),
    "loadlayers": (["CAMPAIGN", "INPUT", "TABLE", "MAPPING"], ["ADDED", "UPDATED", "REJECTED"]),
    "recordstatus": (["CAMPAIGN", "PATCH_IDS", "STEP", "DATE", "UNIT", "DOCUMENT", "AREA_MU"], ["RECORDED"]),
    "recorddecision": (["CAMPAIGN", "SUBJECT", "CHOICE", "NAME", "DATE", "BASIS"], []),
    "migratecampaign": (["CAMPAIGN", "FOLDER"], ["CAMPAIGN_OUT"]),
    "packcampaign": (["CAMPAIGN", "FILE"], ["FILE"]),
    "campaignprogress": (
        ["CAMPAIGN", "CUTOFF_DATE", "TARGET_SET", "TITLE", "LOAD_RESULTS", "GEOPACKAGE", "WORKBOOK", "MAP"],
        ["GEOPACKAGE", "WORKBOOK", "MAP", "TOTAL_MU", "COUNTED_MU", "NOT_COUNTED_MU", "OVERLAP_MU", "OUTSIDE_MU"],
    ),
}


@pytest.mark.parametrize("name", API)
def test_names_of_parameters_and_outputs(name: str) -> None:
    from mine_remediation.tests.algorithms.makers import algorithm

    found = algorithm(name)
    inputs, outputs = API[name]
    assert [each.name() for each in found.parameterDefinitions()] == inputs
    assert sorted(each.name() for each in found.outputDefinitions()) == sorted(outputs)
    assert all(each.help() for each in found.parameterDefinitions())


def test_choices_of_steps_and_tables() -> None:
    from mine_remediation.tests.algorithms.makers import algorithm

    step = algorithm("recordstatus").parameterDefinition("STEP")
    assert tuple(step.options()) == code_list("step").values
    tables = algorithm("loadlayers").parameterDefinition("TABLE").options()
    assert list(tables) == ["mines", "licences", "patches", "townships", "zones", "photos"]


def test_the_same_schema_is_made_in_postgis_or_nothing_at_all(provider: None, tmp_path: Path) -> None:
    given = {"NAME": "共用", "FOLDER": str(tmp_path)}
    assert "PostGIS database does not take" in refused("createcampaign", CONNECTION="host=/nowhere dbname=x", **given)
    assert list(tmp_path.iterdir()) == []
    if servers.missing():
        pytest.skip(servers.missing())
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder, servers.server(Path(folder)) as sockets:
        servers.ask(sockets, "CREATE EXTENSION postgis;")
        connection = f"host={sockets} dbname=postgres user=postgres"
        assert Path(run("createcampaign", CONNECTION=connection, **given)["CAMPAIGN"]).is_file()
        uri = f'{connection} key=\'fid\' srid=4530 type=MultiPolygon table="共用"."patches" (geom)'
        made = QgsVectorLayer(uri, "图斑", "postgres")
        assert made.isValid()
        assert made.crs().authid() == "EPSG:4530"
        assert made.fields().lookupField("patch_no") > 0
        shutil.rmtree(tmp_path / "共用")
        assert "schema “共用” already" in refused("createcampaign", CONNECTION=connection, **given)
        assert list(tmp_path.iterdir()) == []


# Filling ---------------------------------------------------------------------------------------------------


def test_patches_come_in_with_mines_events_areas_and_codes(campaign: Path) -> None:
    found = ask(campaign, "SELECT patch_no, category, official_m2, geodesic_m2, source_crs FROM patches ORDER BY fid")
    assert [row[0] for row in found] == NUMBERS
    assert [row[1] for row in found] == ["in_production", "closed_by_policy", "abandoned", "in_production"]
    assert found[0][2] == pytest.approx(10_000, rel=1e-4)
    assert found[0][3] == pytest.approx(found[0][2], rel=2e-6)
    assert found[0][4] == "EPSG:4530"
    steps = ask(campaign, "SELECT step, event_date FROM status_events ORDER BY fid")
    assert steps[0] == ("ACCEPTANCE", "2019-05-01")
    assert [step for step, _ in steps] == ["ACCEPTANCE", "CLOSED_OUT", "VERIFICATION", "IN_PROGRESS"]


def test_what_comes_in_again_is_updated_only_where_it_differs(campaign: Path) -> None:
    again = run("loadlayers", CAMPAIGN=str(campaign), INPUT=patches(), TABLE="patches")
    assert (again["ADDED"], again["UPDATED"], again["REJECTED"]) == (0, 0, 0)
    moved = layer([box(0, 0, 100, 90), *PATCHES[1:]], "图斑", TBBH=NUMBERS, LB=CATEGORIES)
    done = run("loadlayers", CAMPAIGN=str(campaign), INPUT=moved, TABLE="patches")
    assert (done["ADDED"], done["UPDATED"]) == (0, 1)
    kept = ask(campaign, "SELECT count(old_geom) FROM history WHERE column_name = 'geom'")
    assert kept == [(1,)]
    signed = ask(campaign, "SELECT signed_by FROM history_signed WHERE column_name = 'geom'")
    assert signed not in ([("未署名",)], [(None,)])
    assert ask(campaign, "SELECT official_m2 FROM patches WHERE patch_no = 'P1'")[0][0] == pytest.approx(
        9_000, rel=1e-4
    )


def test_many_rows_are_indexed_and_counted_like_few(campaign: Path) -> None:
    shapes = [box(20 * n, 0, 20 * n + 10, 10) for n in range(1_200)]
    many = layer(shapes, "图斑", TBBH=[f"M{n}" for n in range(1_200)], LB=["闭坑"] * 1_200)
    before = ask(campaign, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
    assert run("loadlayers", CAMPAIGN=str(campaign), INPUT=many, TABLE="patches")["ADDED"] == 1_200
    assert ask(campaign, "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'") == before
    assert ask(campaign, "SELECT count(*) FROM rtree_patches_geom") == [(1_204,)]
    assert ask(campaign, "SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'patches'") == [(1_204,)]
    assert ask(campaign, "SELECT rtreecheck('rtree_patches_geom')") == [("ok",)]


def test_rows_that_cannot_be_kept_are_rejected_and_listed(campaign: Path) -> None:
    odd = layer([box(0, 200, 9, 209), None, box(0, 300, 9, 309), box(0, 400, 9, 409)], "乱",
                TBBH=["N1", "N2", "N1", None], LB=["闭坑", "闭坑", "闭坑", "闭坑"])  # fmt: skip
    done = run("loadlayers", CAMPAIGN=str(campaign), INPUT=odd, TABLE="patches")
    assert (done["ADDED"], done["REJECTED"]) == (1, 3)
    assert done.log.warning("without geometry").endswith(": 2")
    assert done.log.warning("repeat the").endswith(": 3")
    assert done.log.warning("without “Patch number”").endswith(": 4")


def test_a_step_without_a_date_is_told_with_its_patches_and_does_not_count(campaign: Path) -> None:
    odd = layer([box(0, 200, 9, 209), box(0, 300, 9, 309)], "乱", TBBH=["N1", "N2"], LB=["闭坑", "闭坑"],
                ZLZT=["市级验收", "市级验收"], YSRQ=[None, date(2020, 6, 1)])  # fmt: skip
    done = run("loadlayers", CAMPAIGN=str(campaign), INPUT=odd, TABLE="patches")
    assert done.log.warning("step but no date").endswith("“Record a status”: 1")
    steps = "SELECT count(*) FROM status_events e JOIN patches p ON e.patch_uuid = p.uuid WHERE p.patch_no ="
    assert ask(campaign, f"{steps} 'N1'") == [(0,)]
    assert ask(campaign, f"{steps} 'N2'") == [(1,)]


def test_values_that_are_not_understood_are_told_and_a_category_is_required(campaign: Path) -> None:
    odd = layer([box(0, 200, 9, 209)], "乱", TBBH=["N1"], LB=["火山"])
    done = run("loadlayers", CAMPAIGN=str(campaign), INPUT=odd, TABLE="patches")
    assert done["REJECTED"] == 1
    assert "火山" in done.log.warning("were not understood")


def test_a_mapping_constants_and_lines_of_zones(campaign: Path) -> None:
    road = layer([line((0, 50), (500, 50))], "路", 甲=["沈吉高速"])
    done = run(
        "loadlayers", CAMPAIGN=str(campaign), INPUT=road, TABLE="zones", MAPPING="zone_class='TRANSPORT_LINE';name=甲"
    )
    assert done["ADDED"] == 1
    assert ask(campaign, "SELECT zone_class, name FROM zone_lines") == [("TRANSPORT_LINE", "沈吉高速")]
    change(campaign, "INSERT INTO sender_mappings (name, loaded_table, mapping) VALUES ('公路局', 'zone_lines',"
                     " 'zone_class=''TRANSPORT_LINE'';name=甲%3D1')")  # fmt: skip
    road = layer([line((0, 90), (500, 90))], "路", **{"甲=1": ["省道"]})
    assert run("loadlayers", CAMPAIGN=str(campaign), INPUT=road, TABLE="zones", MAPPING="公路局")["ADDED"] == 1


@pytest.mark.parametrize(
    ("mapping", "part"), [("patch_no", "no saved mapping"), ("x=y", "no field “x”"), ("patch_no=", "not of the form")]
)
def test_a_bad_mapping_is_refused(campaign: Path, mapping: str, part: str) -> None:
    assert part in refused("loadlayers", CAMPAIGN=str(campaign), INPUT=patches(), TABLE="patches", MAPPING=mapping)


def test_other_systems_are_transformed_and_ballpark_ones_refused(campaign: Path) -> None:
    square = "Polygon ((126 41.7, 126.001 41.7, 126.001 41.701, 126 41.701, 126 41.7))"
    degrees = layer([square], "图斑", crs="EPSG:4490", TBBH=["L1"], LB=["闭坑"])
    run("loadlayers", CAMPAIGN=str(campaign), INPUT=degrees, TABLE="patches")
    read = QgsVectorLayer(f"{campaign}|layername=patches|subset=patch_no = 'L1'", "x", "ogr")
    assert read.extent().xMinimum() == pytest.approx(42_500_000, abs=1)
    old = layer([PATCHES[0]], "旧", crs="EPSG:2366", TBBH=["X1"], LB=["闭坑"])
    assert "ballpark" in refused("loadlayers", CAMPAIGN=str(campaign), INPUT=old, TABLE="patches")


def test_a_status_is_recorded_once(campaign: Path) -> None:
    given = {"PATCH_IDS": "P1，P4", "STEP": "ACCEPTANCE", "DATE": "2022-09-01", "UNIT": "市局", "AREA_MU": "15"}
    assert run("recordstatus", CAMPAIGN=str(campaign), **given)["RECORDED"] == 2
    assert run("recordstatus", CAMPAIGN=str(campaign), **given)["RECORDED"] == 0
    assert ask(campaign, "SELECT area_m2 FROM status_events WHERE unit = '市局'") == [(10_000.0,), (10_000.0,)]
    assert "P9" in refused("recordstatus", CAMPAIGN=str(campaign), **{**given, "PATCH_IDS": "P9"})
    assert "not an area" in refused("recordstatus", CAMPAIGN=str(campaign), **{**given, "AREA_MU": "多"})


# Progress --------------------------------------------------------------------------------------------------


def progress(path: Path, folder: Path, **more: Any) -> Done:
    return run("campaignprogress", CAMPAIGN=str(path), GEOPACKAGE=str(folder / "p.gpkg"), LOAD_RESULTS=False,
               TARGET_SET="B", **more)  # fmt: skip


def test_the_progress_is_that_of_the_plain_layers(campaign: Path, tmp_path: Path) -> None:
    done = progress(campaign, tmp_path, CUTOFF_DATE="2021-12-31")
    plain = run("exportprogress", INPUT=patches(), ID_FIELD="TBBH", DATE_FIELD="YSRQ", CATEGORY_FIELD="LB",
                STATUS_FIELD="ZLZT", COUNTED_STATUSES="市级验收,省级核查,销号", CUTOFF_DATE="2021-12-31",
                TOWNSHIPS=townships(), TOWNSHIP_NAME_FIELD="XZMC", GEOPACKAGE=str(tmp_path / "q.gpkg"))  # fmt: skip
    numbers = [name for name in done.results if name.endswith("_MU")]
    assert len(numbers) == 5
    assert {name: done[name] for name in numbers} == {name: plain[name] for name in numbers}
    assert done["COUNTED_MU"] > 40
    ours = [
        (row["year"], row["target_mu"], row["remediated_mu"])
        for row in rows(f"{done['GEOPACKAGE']}|layername=target_progress")
    ]
    assert (2019, 40.4, pytest.approx(15, rel=1e-4)) in ours


def test_the_open_mu_and_the_set_are_told_until_somebody_decides(campaign: Path, tmp_path: Path) -> None:
    done = progress(campaign, tmp_path, WORKBOOK=str(tmp_path / "p.xlsx"))
    assert "130.00 mu" in done.log.warning("nobody has decided yet")
    sheet = openpyxl.load_workbook(tmp_path / "p.xlsx").worksheets[-1]
    printed = [str(value) for row in sheet.iter_rows(values_only=True) for value in row]
    assert any("130.00 mu of the plan" in each for each in printed)
    assert "set “B”" in done.log.info("Targets: set")
    run(
        "recorddecision",
        CAMPAIGN=str(campaign),
        SUBJECT="D-02",
        CHOICE="2018",
        NAME="张三",
        DATE="2020-11-30",
        BASIS="会议",
    )
    again = progress(campaign, tmp_path)
    assert "decided: 2018 (张三, 2020-11-30; 会议)" in again.log.warning("allocated to no year")
    assert "2 hold" not in again.log.all


def test_allocations_to_townships_are_held_against_the_target(campaign: Path, tmp_path: Path) -> None:
    for share in (100.0, 30.0):
        columns = "township_uuid, target_set, year, target_mu"
        given = f"SELECT uuid, 'B', 2019, {share} FROM townships WHERE name = '永陵镇'"
        change(campaign, f"INSERT INTO township_allocations ({columns}) {given}")
    told = progress(campaign, tmp_path).log.info("allocated to townships")
    assert told.endswith("130 of 136.4 mu are allocated to townships; remainder 6.4 mu.")
    change(campaign, "UPDATE township_allocations SET target_mu = 110")
    assert "remainder -83.6 mu" in progress(campaign, tmp_path).log.warning("allocated to townships")


def test_without_a_decision_or_a_choice_no_set_is_used(campaign: Path, tmp_path: Path) -> None:
    parameters = {"CAMPAIGN": str(campaign), "GEOPACKAGE": str(tmp_path / "p.gpkg")}
    assert "Choose one by name" in refused("campaignprogress", **parameters)
    run(
        "recorddecision",
        CAMPAIGN=str(campaign),
        SUBJECT="target_set",
        CHOICE="A",
        NAME="张三",
        DATE="2020-11-30",
        BASIS="会",
    )
    assert "set “A”" in run("campaignprogress", LOAD_RESULTS=False, **parameters).log.info("Targets: set")


def test_claims_from_outside_are_held_against_the_figures(campaign: Path, tmp_path: Path) -> None:
    for day, value, scope, place in (("2019-12-31", 15.0, "total", ""), ("2020-12-31", 99.0, "total", ""),
                                     ("2022-12-31", 15.0, "category", "生产矿山")):  # fmt: skip
        change(campaign, "INSERT INTO claims (claimed_on, claimed_value, scope, scope_value, document) VALUES"
                         f" ('{day}', {value}, '{scope}', '{place}', '文{day}')")  # fmt: skip
    done = progress(campaign, tmp_path)
    told = done.log.warning("Claim in")
    assert "文2020-12-31" in told
    assert "expected 99, held 37.5" in told
    assert "P1, P2" in told


def test_zone_rules_give_distance_levels_and_confirmation(campaign: Path, tmp_path: Path) -> None:
    road = layer([line((0, 50), (50, 50))], "路", 甲=["路"])
    run("loadlayers", CAMPAIGN=str(campaign), INPUT=road, TABLE="zones", MAPPING="zone_class='TRANSPORT_LINE';name=甲")
    assert "no rule gives one" in refused(
        "campaignprogress", CAMPAIGN=str(campaign), TARGET_SET="B", MAP=str(tmp_path / "m.png")
    )
    change(campaign, "INSERT INTO zone_rules (zone_class, distance_m, confirmed_by, confirmed_on, basis)"
                     " VALUES ('TRANSPORT_LINE', 10, '李四', '2020-01-01', '纪要')")  # fmt: skip
    done = progress(campaign, tmp_path)
    found = {row["patch_no"]: row for row in rows(f"{done['GEOPACKAGE']}|layername=patches")}
    assert found["P1"]["zone_class"] == "TRANSPORT_LINE"
    provenance = " ".join(str(row["value"]) for row in rows(f"{done['GEOPACKAGE']}|layername=provenance"))
    assert "10 m on the ground, confirmed: 李四 2020-01-01 纪要" in provenance
    change(campaign, "INSERT INTO zone_rules (zone_class, level, distance_m) VALUES ('TRANSPORT_LINE', 'CORE', 20)")
    assert "10, 20 m" in refused(
        "campaignprogress", CAMPAIGN=str(campaign), TARGET_SET="B", MAP=str(tmp_path / "m.png")
    )


def test_a_campaign_without_townships_is_refused(provider: None, tmp_path: Path) -> None:
    path = run("createcampaign", NAME="空", FOLDER=str(tmp_path))["CAMPAIGN"]
    assert "no townships yet" in refused("campaignprogress", CAMPAIGN=path, MAP=str(tmp_path / "m.png"))


# The plan's register ---------------------------------------------------------------------------------------


def test_the_plan_that_comes_with_the_program_is_the_default(campaign: Path) -> None:
    assert run("loadplan", CAMPAIGN=str(campaign))["TARGETS"] == 14


def test_the_register_as_a_table_from_plan_campaign_and_both(campaign: Path) -> None:
    alone = run("checkplan", PLAN=PLAN, FINDINGS="TEMPORARY_OUTPUT").rows("FINDINGS")
    assert len(alone) == 27
    assert [(row["code"], row["difference_mu"]) for row in alone[:2]] == [("D-01", 130.0), ("D-02", 130.0)]
    assert run("checkplan", CAMPAIGN=str(campaign), FINDINGS="TEMPORARY_OUTPUT").rows("FINDINGS") == alone
    assert "Choose a campaign or a plan" in refused("checkplan", FINDINGS="TEMPORARY_OUTPUT")
    assert PLAN in refused("loadplan", CAMPAIGN=str(campaign), PLAN="别的")


# Files -----------------------------------------------------------------------------------------------------


def test_what_the_database_does_not_take_is_a_sentence(campaign: Path) -> None:
    odd = table("许可证", CKZH=["C1"], 起=[date(2022, 1, 1)], 止=[date(2020, 1, 1)])
    mapping = "licence_no=CKZH;valid_from=起;valid_to=止"
    before = ask(campaign, "SELECT count(*) FROM run_log")
    sentence = refused("loadlayers", CAMPAIGN=str(campaign), INPUT=odd, TABLE="licences", MAPPING=mapping)
    assert "does not take these values" in sentence
    assert ask(campaign, "SELECT count(*) FROM run_log") == before


CHANGES: dict[str, dict[str, Any]] = {
    "loadlayers": {"INPUT": f"{SAMPLE}|layername=mines_SYNTHETIC", "TABLE": "patches"},
    "loadplan": {"PLAN": PLAN},
    "recordstatus": {"PATCH_IDS": "P1", "STEP": "AFTERCARE", "DATE": "2022-01-01"},
    "recorddecision": {"SUBJECT": "a", "CHOICE": "b", "NAME": "c", "DATE": "2022-01-01", "BASIS": "d"},
}


def test_an_edit_session_in_this_qgis_refuses_every_change(campaign: Path) -> None:
    project = QgsProject()
    edited = QgsVectorLayer(f"{campaign}|layername=patches", "图斑", "ogr")
    project.addMapLayer(edited)
    context = QgsProcessingContext()
    context.setProject(project)
    edited.startEditing()
    for name, more in CHANGES.items():
        assert "in edit mode in this QGIS (图斑)" in refused(name, context=context, CAMPAIGN=str(campaign), **more)
    edited.rollBack()
    another = layer([box(0, 500, 9, 509)], "x", TBBH=["E1"], LB=["闭坑"])
    run("loadlayers", context=context, CAMPAIGN=str(campaign), INPUT=another, TABLE="patches")
    assert edited.featureCount() == 5, "reloaded"


def test_a_campaign_is_found_by_its_project_too(campaign: Path) -> None:
    assert run("loadplan", CAMPAIGN=str(campaign.with_suffix(".qgz")), PLAN=PLAN)["TARGETS"] == 14


def test_a_renamed_database_gets_its_project_back(campaign: Path) -> None:
    renamed = campaign.rename(campaign.with_name("改名.gpkg"))
    done = run("loadplan", CAMPAIGN=str(renamed), PLAN=PLAN)
    assert "改名.qgz" in done.log.warning("was written anew")
    project = QgsProject()
    assert project.read(str(renamed.with_suffix(".qgz")))
    assert all(each.isValid() for each in project.mapLayers().values())
    (county,) = (each for each in project.mapLayers().values() if "layername=townships" in each.source())
    assert project.viewSettings().defaultViewExtent().contains(county.extent())


def test_packed_it_is_whole_also_what_lay_in_the_log(campaign: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(campaign)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("INSERT INTO people (name) VALUES ('王五')")
        other.commit()
        done = run("packcampaign", CAMPAIGN=str(campaign), FILE=str(tmp_path / "包.zip"))
    assert "示例.gpkg-wal" in done.log.warning("with the last changes")
    with zipfile.ZipFile(tmp_path / "包.zip") as packed:
        assert sorted(packed.namelist()) == ["示例.gpkg", "示例.qgz"]
        packed.extractall(tmp_path / "解")
    assert ask(tmp_path / "解" / "示例.gpkg", "SELECT name FROM people") == [("王五",)]
    assert ask(tmp_path / "解" / "示例.gpkg", "PRAGMA journal_mode") == [("delete",)]


def test_an_older_campaign_is_migrated_on_a_copy(campaign: Path, tmp_path: Path) -> None:
    change(campaign, "UPDATE campaigns SET remarks = 'x'")
    change(campaign, "DROP TABLE claims")
    change(campaign, "UPDATE settings SET content = '0' WHERE key = 'schema_version'")
    before = campaign.read_bytes()
    assert "older version" in refused("loadplan", CAMPAIGN=str(campaign), PLAN=PLAN)
    (tmp_path / "新").mkdir()
    made = Path(run("migratecampaign", CAMPAIGN=str(campaign), FOLDER=str(tmp_path / "新"))["CAMPAIGN_OUT"])
    assert campaign.read_bytes() == before
    for each in ("patches", "status_events", "targets", "townships", "history"):
        statement = f"SELECT * FROM {each} ORDER BY fid"
        assert ask(made, statement) == ask(campaign, statement), each
    assert ask(made, "SELECT count(*) FROM claims") == [(0,)]
    assert len(QgsVectorLayer(f"{made}|layername=patches", "x", "ogr")) == 4
    assert run("loadplan", CAMPAIGN=str(made), PLAN=PLAN)["TARGETS"] == 14
    assert "nothing to migrate" in refused("migratecampaign", CAMPAIGN=str(made), FOLDER=str(tmp_path))


REFUSED: dict[str, tuple[Callable[[Path], dict[str, Any]], str]] = {
    "a name with a slash": (lambda folder: {"NAME": "甲/乙", "FOLDER": str(folder)}, "cannot be the name of a file"),
    "a folder that is there": (lambda folder: {"NAME": "已有", "FOLDER": str(folder)}, "exists already"),
    "no folder": (lambda folder: {"NAME": "甲", "FOLDER": str(folder / "无")}, "does not exist"),
    "a ballpark datum": (lambda folder: {"NAME": "甲", "FOLDER": str(folder), "CRS": "EPSG:2366"}, "ballpark"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_campaign_that_cannot_be_made_leaves_nothing(provider: None, tmp_path: Path, case: str) -> None:
    parameters, part = REFUSED[case]
    (tmp_path / "已有").mkdir()
    assert part in refused("createcampaign", **parameters(tmp_path))
    assert [each.name for each in tmp_path.iterdir()] == ["已有"]


def test_from_an_empty_folder_with_the_sample_county(provider: None, tmp_path: Path) -> None:
    path = run("createcampaign", NAME="示例县", FOLDER=str(tmp_path))["CAMPAIGN"]
    assert run("loadplan", CAMPAIGN=path, PLAN=PLAN)["FINDINGS_COUNT"] == 27
    source = f"{SAMPLE}|layername="
    assert run("loadlayers", CAMPAIGN=path, INPUT=f"{source}townships_SYNTHETIC", TABLE="townships")["ADDED"] == 15
    assert run("loadlayers", CAMPAIGN=path, INPUT=f"{source}mines_SYNTHETIC", TABLE="patches")["ADDED"] == 120
    for target_set in ("A", "B"):
        done = run("campaignprogress", CAMPAIGN=path, TARGET_SET=target_set, GEOPACKAGE=str(tmp_path / "p.gpkg"))
        progress_rows = rows(f"{done['GEOPACKAGE']}|layername=target_progress")
        assert sum(row["target_mu"] or 0 for row in progress_rows) == pytest.approx({"A": 697, "B": 567}[target_set])
        assert "130.00 mu" in done.log.warning("nobody has decided yet")


def test_every_table_of_the_schema_is_in_the_project(campaign: Path) -> None:
    project = QgsProject()
    assert project.read(str(campaign.with_suffix(".qgz")))
    sources = {each.source().split("layername=")[1] for each in project.mapLayers().values()}
    assert {each.name for each in schema.tables()} <= sources
    assert all(each.isValid() for each in project.mapLayers().values())


def test_a_table_without_geometry_can_fill_a_register(campaign: Path) -> None:
    register = table("名录", CKZH=["C2100002009087120030651"], 采矿权人=["某公司"])
    done = run(
        "loadlayers",
        CAMPAIGN=str(campaign),
        INPUT=register,
        TABLE="licences",
        MAPPING="licence_no=CKZH;licensee=采矿权人",
    )
    assert done["ADDED"] == 1


@pytest.mark.long
def test_every_algorithm_on_the_command_line(qgis_process: QgisProcess, tmp_path: Path) -> None:
    """As the manual has it; the plan is the one that comes with the program."""
    campaign = f"CAMPAIGN={tmp_path}/Xinbin/Xinbin.gpkg"
    source = f"INPUT={SAMPLE}|layername="
    (tmp_path / "new").mkdir()
    decided = ["NAME=张三", "DATE=2020-11-30", "BASIS=会议"]
    for name, parameters in (
        ("createcampaign", ["NAME=Xinbin", f"FOLDER={tmp_path}"]),
        ("loadplan", [campaign]),
        ("checkplan", [campaign, f"FINDINGS={tmp_path}/findings.csv"]),
        ("loadlayers", [campaign, "TABLE=townships", f"{source}townships_SYNTHETIC"]),
        ("loadlayers", [campaign, "TABLE=patches", f"{source}mines_SYNTHETIC"]),
        ("recordstatus", [campaign, "PATCH_IDS=SYN-210422-001", "STEP=CLOSED_OUT", "DATE=2022-10-01"]),
        ("recorddecision", [campaign, "SUBJECT=target_set", "CHOICE=B", *decided]),
        ("campaignprogress", [campaign, f"WORKBOOK={tmp_path}/b.xlsx", f"MAP={tmp_path}/b.png"]),
        ("packcampaign", [campaign, f"FILE={tmp_path}/b.zip"]),
    ):
        done = qgis_process("run", f"mineremediation:{name}", "--", *parameters)
        assert done.returncode == 0, name + done.stdout + done.stderr
    change(tmp_path / "Xinbin" / "Xinbin.gpkg", "UPDATE settings SET content = '0' WHERE key = 'schema_version'")
    done = qgis_process("run", "mineremediation:migratecampaign", "--", campaign, f"FOLDER={tmp_path}/new")
    assert done.returncode == 0, done.stdout + done.stderr


# Another area than the official one ----------------------------------------------------------------------------


def decide_area(path: Path, choice: str) -> None:
    decision = {"CHOICE": choice, "NAME": "张三", "DATE": "2020-11-30", "BASIS": "会议纪要"}
    run("recorddecision", CAMPAIGN=str(path), SUBJECT="accounting_basis", **decision)


def by_accepted_area(path: Path) -> None:
    decide_area(path, "ACCEPTED")
    change(path, "UPDATE patches SET accepted_m2 = 12000 WHERE patch_no = 'P1'")
    change(path, "UPDATE patches SET accepted_m2 = 30000 WHERE patch_no = 'P4'")  # does not count yet


def test_another_area_is_spread_over_the_ground_and_every_table_says_so(campaign: Path, tmp_path: Path) -> None:
    by_accepted_area(campaign)
    files = {"GEOPACKAGE": str(tmp_path / "p.gpkg"), "WORKBOOK": str(tmp_path / "p.xlsx")}
    done = run("campaignprogress", CAMPAIGN=str(campaign), LOAD_RESULTS=False, TARGET_SET="B", **files)
    pieces = rows(f"{tmp_path / 'p.gpkg'}|layername=pieces")
    mine = [each for each in pieces if each["patch_id"] == "P1"]
    assert sum(each["area_m2"] for each in mine) == pytest.approx(12000)
    assert all(each["area_m2"] == pytest.approx(each["official_m2"] * each["factor"]) for each in pieces)
    assert {each["factor"] for each in pieces if each["patch_id"] != "P1"} == {1.0}
    assert sum(each["area_mu"] for each in pieces) == pytest.approx(done["COUNTED_MU"])
    account = done["TOTAL_MU"] - done["NOT_COUNTED_MU"] - done["OVERLAP_MU"]
    assert done["COUNTED_MU"] == pytest.approx(account)
    told = " ".join(done.log.warnings)
    assert "Patches count by their Accepted area" in told
    assert "2 counted patches" in told
    assert told.index("P2") < told.index("P3")
    provenance = {each["key"]: each["value"] for each in rows(f"{tmp_path / 'p.gpkg'}|layername=provenance")}
    assert provenance["Area that counts"] == "Converted by the Accepted area"
    book = openpyxl.load_workbook(tmp_path / "p.xlsx")
    for name in ("Townships by year", "Categories and targets", "Patches"):
        head = [str(cell.value) for row in book[name].iter_rows(max_row=2) for cell in row]
        assert any("Converted by the Accepted area" in each for each in head), name
    assert "Factor of the conversion" in [cell.value for cell in book["Data"][1]]
    earlier = read_earlier(tmp_path / "p.gpkg")
    assert earlier.converted
    assert earlier.left_out == (1, f"{done['NOT_COUNTED_MU']:.2f}") == (1, "45.00")


def test_the_report_says_by_which_area_it_counts(campaign: Path) -> None:
    by_accepted_area(campaign)
    folder = str(campaign.parent / "报告")
    done = run("campaignreport", CAMPAIGN=str(campaign), CUTOFF_DATE="2021-12-31", FROM_DATE="2020-12-31",
               FOLDER=folder, TARGET_SET="B", LOAD_RESULTS=False)  # fmt: skip
    lines = [line.text for line in read_lines(done["DOCUMENT"])]
    manifest = json.loads(Path(done["MANIFEST"]).read_text(encoding="utf-8"))
    assert manifest["parameters"]["ACCOUNTING_BASIS"] == "ACCEPTED"
    units = [each for each in lines if each.startswith("Unit: mu")]
    assert units
    assert set(units) == {"Unit: mu (Converted by the Accepted area)"}
    assert any(each.startswith("Patches count by their Accepted area") for each in lines)
    decide_area(campaign, "OFFICIAL")
    later = run("campaignreport", CAMPAIGN=str(campaign), CUTOFF_DATE="2022-12-31", PREVIOUS=done["FOLDER"],
                FOLDER=folder, TARGET_SET="B", LOAD_RESULTS=False)  # fmt: skip
    told = "The last report counted by another area (Accepted area); every difference contains this change too."
    assert told in [line.text for line in read_lines(later["DOCUMENT"])]
    notes = [cell.value for cell in openpyxl.load_workbook(later["WORKBOOK"])["Changes"]["A"]]
    assert told in notes
