"""A submission compared with what is held, and accepted number by number into a new layer."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from qgis.core import QgsVectorLayer

from mine_remediation.tests.algorithms.makers import (
    BOW_TIE,
    Done,
    box,
    column,
    layer,
    near,
    opened,
    parameters_of,
    refused,
    rows,
    run,
    saved,
    shapes,
)
from mine_remediation.tests.conftest import QgisProcess

HELD = [box(0, 0, 100, 100), box(200, 0, 300, 100), box(400, 0, 500, 100)]


def held(**more: Any) -> QgsVectorLayer:
    return layer(
        HELD, "现有图斑", 号=["P1", "P2", "P3"], 类别=["生产矿山", "闭坑", "废弃"], 年=[2019, 2020, None],
        area_mu=[15.0, 15.0, 15.0], 备注=["甲", "乙", "丙"], **more,
    )  # fmt: skip


def submission() -> QgsVectorLayer:
    shapes = [box(600, 0, 650, 100), box(200, 0, 310, 100), HELD[0]]
    return layer(
        shapes, "新版", 号=["P4", "P2", "P1"], 类别=["闭坑", "闭坑矿山", "in_production"], 年=["2021", "2021", "2019"],
        面积=["1", "2", "3"],
    )  # fmt: skip


def test_the_public_names() -> None:
    names = {"comparesubmission": ["SUBMISSION", "INPUT", "ID_FIELD", "OUTPUT"],
             "acceptsubmission": ["SUBMISSION", "INPUT", "ID_FIELD", "ACCEPTED", "OUTPUT"]}  # fmt: skip
    for name, wanted in names.items():
        assert parameters_of(name) == wanted


def test_comparing(tmp_path: Path) -> None:
    target = str(tmp_path / "对比.gpkg")
    done = run("comparesubmission", SUBMISSION=submission(), INPUT=held(), ID_FIELD="号", OUTPUT=target)
    assert [done[name] for name in ("NEW", "CHANGED", "SAME", "MISSING")] == [1, 1, 1, 1]
    new, changed, same, missing = done.rows("OUTPUT")
    assert list(new) == ["fid", "change", "id", "old_mu", "new_mu", "delta_mu", "iou", "held_id", "changed_fields"]
    assert (new["change"], new["id"], new["old_mu"], new["iou"], new["held_id"]) == ("new", "P4", None, None, None)
    assert (new["new_mu"], new["delta_mu"]) == (near(7.5), near(7.5))
    assert (changed["change"], changed["id"], changed["held_id"]) == ("changed", "P2", "P2")
    assert [changed[name] for name in ("old_mu", "new_mu", "delta_mu")] == [near(15), near(16.5), near(1.5)]
    assert changed["iou"] == near(10 / 11)
    assert changed["changed_fields"] == "年"
    assert (same["change"], same["id"], same["delta_mu"], same["iou"], same["changed_fields"]) == (
        "same", "P1", 0, 1, "",
    )  # fmt: skip
    assert (missing["change"], missing["id"], missing["new_mu"]) == ("missing", "P3", None)
    assert done["DELTA_MU"] == near(7.5 + 1.5 - 15)
    assert "1 new, 1 changed, 1 the same, 1 missing" in done.log.all
    assert "other values" not in done.log.all
    sent = layer(HELD[:2], "改值", 号=["P1", "P2"], 年=[2020, 2020])
    told = run("comparesubmission", SUBMISSION=sent, INPUT=held(), ID_FIELD="号")
    sentence = told.log.info("changed_fields")
    assert "of the 2 that are the same on the ground 1 have other values (changed_fields): P1" in sentence


def test_another_system_and_a_repair_do_not_make_a_change() -> None:
    own = layer([BOW_TIE, HELD[1]], "甲", TBBH=["a", "b"])
    import processing

    moved = processing.run(
        "native:reprojectlayer", {"INPUT": own, "TARGET_CRS": "EPSG:4490", "OUTPUT": "TEMPORARY_OUTPUT"}
    )["OUTPUT"]
    done = run("comparesubmission", SUBMISSION=moved, INPUT=own, ID_FIELD="TBBH")
    assert [row["change"] for row in done.rows("OUTPUT")] == ["same", "same"]


def test_a_field_of_another_name_in_the_submission() -> None:
    sent = layer([HELD[0]], "表", 图斑编号=["P1"])
    done = run("comparesubmission", SUBMISSION=sent, INPUT=held(), ID_FIELD="号")
    assert "its patch numbers were taken from “图斑编号”" in done.log.all
    assert done["SAME"] == 1
    nameless = layer([HELD[0]], "无号", x=["P1"])
    sentence = refused("comparesubmission", SUBMISSION=nameless, INPUT=held(), ID_FIELD="号")
    assert "“无号”" in sentence
    assert "“号”" in sentence


def test_numbers_that_changed_and_ground_that_came_twice_are_told() -> None:
    sent = layer([HELD[0], box(210, 0, 250, 100)], "改号", 号=["N1", "N2"])
    done = run("comparesubmission", SUBMISSION=sent, INPUT=held(), ID_FIELD="号")
    first = done.rows("OUTPUT")[0]
    assert (first["change"], first["id"], first["held_id"]) == ("same", "N1", "P1")
    assert "held under another number" in done.log.info("N1")
    assert "6.00 mu" in done.log.warning("N2")


def accepted(target: Path | str, ids: str, **changes: Any) -> Done:
    given = {"SUBMISSION": submission(), "INPUT": held(), "ID_FIELD": "号", "OUTPUT": str(target), **changes}
    return run("acceptsubmission", ACCEPTED=ids, **given)


def test_accepting_some(tmp_path: Path) -> None:
    done = accepted(tmp_path / "新.gpkg", "P2，P3、P4")
    assert [done[name] for name in ("REPLACED", "ADDED", "REMOVED")] == [1, 1, 1]
    first, second, third = done.rows("OUTPUT")
    assert list(first) == ["fid", "号", "类别", "年", "area_mu", "备注"]
    assert list(first.values())[1:] == ["P1", "生产矿山", 2019, 15.0, "甲"]
    assert list(second.values())[1:] == ["P2", "闭坑矿山", 2021, None, "乙"]
    assert list(third.values())[1:] == ["P4", "闭坑", 2021, None, None]
    assert "neither compared nor taken over: 面积" in done.log.warning("面积")
    assert "empty for the replaced patches: area_mu" in done.log.all
    wanted = layer([HELD[0], box(200, 0, 310, 100), box(600, 0, 650, 100)])
    assert shapes(done["OUTPUT"]) == shapes(wanted)
    assert opened(done["OUTPUT"]).crs().authid() == "EPSG:4530"


def test_accepting_everything_takes_nothing_away() -> None:
    done = accepted("TEMPORARY_OUTPUT", "*")
    assert [row["号"] for row in done.rows("OUTPUT")] == ["P1", "P2", "P3", "P4"]
    assert [row["类别"] for row in done.rows("OUTPUT")] == ["in_production", "闭坑矿山", "废弃", "闭坑"]
    assert [row["area_mu"] for row in done.rows("OUTPUT")] == [15.0, None, 15.0, None]


def test_a_renumbered_patch_takes_the_place_of_the_old_one() -> None:
    sent = layer([HELD[0]], "改号", 号=["N1"])
    done = accepted("TEMPORARY_OUTPUT", "N1", SUBMISSION=sent)
    assert [row["号"] for row in done.rows("OUTPUT")] == ["N1", "P2", "P3"]
    assert done.rows("OUTPUT")[0]["备注"] == "甲"


def test_other_system_parts_and_values(tmp_path: Path) -> None:
    two = f"MultiPolygon ({', '.join(each.removeprefix('Polygon ') for each in (HELD[1], box(320, 0, 330, 100)))})"
    sent = layer(
        [two, None, HELD[0]], "部分", kind="MultiPolygon", 号=["P2", "P9", "P1"], 年=["去年", "2022", "2021.5"],
        备注=["新", "空", "甲"],
    )  # fmt: skip
    done = accepted(tmp_path / "a.gpkg", "*", SUBMISSION=sent)
    made = opened(done["OUTPUT"])
    parts = [each.geometry().constGet().partCount() if each.hasGeometry() else 0 for each in made.getFeatures()]
    assert parts == [1, 2, 1, 0]
    assert column(made, "年") == [2019, 2020, None, 2022]
    told = done.log.warning("what is held was kept, new patches have none")
    assert "“部分”: 2 values do not fit the field “年” of “现有图斑”" in told
    assert "P2 (“去年”)" in told
    assert "P1 (“2021.5”)" in told


def known_by_meaning() -> dict[str, Any]:
    """What ``importpatches`` makes of a file beside a layer of the office with names and words of its own."""
    own = layer(
        HELD, "现有", TBBH=["P1", "P2", "P3"], LB=["生产矿山", "闭坑", "废弃"], ZLND=["2019年", "2020年", "2021年"],
        ZLZT=["治理中", "治理中", "已验收"], ZLMJ_HA=[1.0, 1.0, 1.0],
    )  # fmt: skip
    sent = layer(
        HELD, "导入的图斑", patch_no=["P1", "P2", "P3"], category=["in_production", None, "legacy"],
        year=[2019, 2022, 2021], status=["ACCEPTANCE", "IN_PROGRESS", "AFTERCARE"], township=["甲镇", None, None],
        stated_mu=[15.0, 15.0, 18.0], 治理状态=["已验收", "治理中", "管护"], 村=["甲", "乙", "丙"],
    )  # fmt: skip
    return {"SUBMISSION": sent, "INPUT": own, "ID_FIELD": "TBBH"}


def test_known_fields_of_other_names_are_compared() -> None:
    done = run("comparesubmission", OUTPUT="TEMPORARY_OUTPUT", **known_by_meaning())
    assert [(row["change"], row["changed_fields"]) for row in done.rows("OUTPUT")] == [
        ("same", "ZLZT"), ("same", "LB,ZLND"), ("same", "LB,ZLZT,ZLMJ_HA"),
    ]  # fmt: skip
    assert "of the 3 that are the same on the ground 3 have other values" in done.log.info("changed_fields")
    assert "neither compared nor taken over: township" in done.log.warning("township")


def test_known_fields_of_other_names_are_taken_over_and_nothing_wipes_what_is_held() -> None:
    done = run("acceptsubmission", ACCEPTED="*", OUTPUT="TEMPORARY_OUTPUT", **known_by_meaning())
    made = {name: [row[name] for row in done.rows("OUTPUT")] for name in ("LB", "ZLND", "ZLZT", "ZLMJ_HA")}
    assert made["LB"] == ["生产矿山", "闭坑", "Legacy mine"]
    assert made["ZLND"] == ["2019年", "2022", "2021年"]
    assert made["ZLZT"] == ["已验收", "治理中", "管护"]
    assert made["ZLMJ_HA"] == [1.0, 1.0, 1.2]
    assert "neither compared nor taken over: township" in done.log.warning("township")
    assert "1 values of the field “LB” are empty" in done.log.warning("“LB”")
    assert "left out: 村" in done.log.all
    assert "治理状态" not in done.log.all


def test_refusals(tmp_path: Path) -> None:
    given = {"SUBMISSION": submission(), "ID_FIELD": "号"}
    assert "P8" in refused("acceptsubmission", INPUT=held(), ACCEPTED="P8", OUTPUT="TEMPORARY_OUTPUT", **given)
    path = tmp_path / "现有.gpkg"
    own = saved(held(), path)
    before = path.read_bytes()
    for target in (str(path), f"ogr:dbname='{path}' table=\"别的\" (geom)"):
        sentence = refused("acceptsubmission", INPUT=own, ACCEPTED="P1", OUTPUT=target, **given)
        assert "现有.gpkg" in sentence
    assert path.read_bytes() == before


def test_a_campaign_takes_the_accepted_layer(tmp_path: Path) -> None:
    path = Path(run("createcampaign", NAME="示例", FOLDER=str(tmp_path))["CAMPAIGN"])
    first = layer(HELD, "图斑", TBBH=["P1", "P2", "P3"], LB=["生产矿山", "闭坑", "废弃"], ZLND=[2019, 2020, 2021])
    run("loadlayers", CAMPAIGN=str(path), INPUT=first, TABLE="patches")
    sent = layer([box(200, 0, 310, 100), box(600, 0, 650, 100)], "新版", patch_no=["P2", "P4"],
                 category=["closed", "闭坑"], plan_year=[2020, 2021])  # fmt: skip
    own = f"{path}|layername=patches"
    before = path.read_bytes()
    given = {"SUBMISSION": sent, "INPUT": own, "ID_FIELD": "patch_no"}
    compared = run("comparesubmission", OUTPUT="TEMPORARY_OUTPUT", **given)
    assert [(row["id"], row["change"], row["changed_fields"]) for row in compared.rows("OUTPUT")] == [
        ("P2", "changed", ""), ("P4", "new", ""), ("P1", "missing", ""), ("P3", "missing", ""),
    ]  # fmt: skip
    done = run("acceptsubmission", ACCEPTED="P2,P4", OUTPUT=str(tmp_path / "接收.gpkg"), **given)
    assert path.read_bytes() == before
    assert "The campaign “示例.gpkg” is not changed" in done.log.all
    made = {row["patch_no"]: row for row in done.rows("OUTPUT")}
    assert made["P2"]["official_m2"] is None
    assert made["P1"]["official_m2"] == near(10_000)
    assert made["P2"]["uuid"]
    loaded = run("loadlayers", CAMPAIGN=str(path), INPUT=done["OUTPUT"], TABLE="patches")
    assert (loaded["ADDED"], loaded["UPDATED"], loaded["REJECTED"]) == (1, 1, 0)
    areas = {row["patch_no"]: row["official_m2"] for row in rows(own)}
    assert areas == {"P1": near(10_000), "P2": near(11_000), "P3": near(10_000), "P4": near(5_000)}


def test_on_the_command_line(qgis_process: QgisProcess, tmp_path: Path) -> None:
    folder = tmp_path / "新 版's"
    folder.mkdir()
    own, sent = saved(held(), folder / "现有.gpkg"), saved(submission(), folder / "新 版.shp", encoding="GB18030")
    given = [f"SUBMISSION={sent}", f"INPUT={own}", "ID_FIELD=号"]
    done = qgis_process("run", "mineremediation:comparesubmission", "--", *given, f"OUTPUT={folder / '对 比.csv'}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert column(folder / "对 比.csv", "change") == ["new", "changed", "same", "missing"]
    done = qgis_process(
        "run", "mineremediation:acceptsubmission", "--", *given, "ACCEPTED=P4", f"OUTPUT={folder / '新.gpkg'}"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert column(folder / "新.gpkg", "号") == ["P1", "P2", "P3", "P4"]
    shutil.rmtree(folder)
