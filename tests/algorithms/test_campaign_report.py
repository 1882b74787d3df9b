"""``campaignreport``: the figures of ``campaignprogress``, what the plan leaves open, and the report kept."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject, QgsVectorLayer

from mine_remediation.reports.docx_parts import read_lines
from mine_remediation.tests.algorithms.makers import Done, refused, rows, run
from mine_remediation.tests.algorithms.test_campaign import PLAN, ask, change, patches, townships
from mine_remediation.tests.conftest import QgisProcess

CLOSED = "2021-12-31"


@pytest.fixture(scope="module")
def template(provider: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A campaign with plan, townships, patches and a target set that was decided on."""
    path = Path(run("createcampaign", NAME="示例", FOLDER=str(tmp_path_factory.mktemp("campaigns")))["CAMPAIGN"])
    run("loadplan", CAMPAIGN=str(path), PLAN=PLAN)
    run("loadlayers", CAMPAIGN=str(path), INPUT=townships(), TABLE="townships")
    run("loadlayers", CAMPAIGN=str(path), INPUT=patches(), TABLE="patches")
    decided(path, "target_set", "B")
    return path


@pytest.fixture
def campaign(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(template.parent, tmp_path / "U盘 备份(1)")) / template.name


def decided(path: Path, subject: str, choice: str) -> None:
    run(
        "recorddecision", CAMPAIGN=str(path), SUBJECT=subject, CHOICE=choice, NAME="张三", DATE="2020-11-30", BASIS="会"
    )


def report(path: Path, **more: Any) -> Done:
    given = {"CUTOFF_DATE": CLOSED, "FROM_DATE": "2020-12-31", "FOLDER": str(path.parent / "报告"), **more}
    return run("campaignreport", CAMPAIGN=str(path), LOAD_RESULTS=False, **given)


def lines_of(done: Done) -> list[str]:
    return [line.text for line in read_lines(done["DOCUMENT"])]


def figures_of(done: Done) -> dict[str, Any]:
    manifest = json.loads(Path(done["MANIFEST"]).read_text(encoding="utf-8"))
    return {each["key"]: each["printed"] for each in manifest["figures"]}


@pytest.fixture(scope="module")
def made(template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """A campaign and its report, not changed by the tests."""
    path = Path(shutil.copytree(template.parent, tmp_path_factory.mktemp("made") / "示例")) / template.name
    return path, report(path)


def test_its_figures_are_those_of_the_progress_cell_by_cell(made: tuple[Path, Done], tmp_path: Path) -> None:
    path, done = made
    progress = run("campaignprogress", CAMPAIGN=str(path), GEOPACKAGE=str(tmp_path / "p.gpkg"), CUTOFF_DATE=CLOSED,
                   LOAD_RESULTS=False)  # fmt: skip
    for name in ("TOTAL_MU", "COUNTED_MU", "NOT_COUNTED_MU", "OVERLAP_MU", "OUTSIDE_MU"):
        assert done[name] == progress[name], name
    for table in ("patches", "townships", "pieces", "overlaps", "area_summary", "target_progress"):
        theirs = rows(f"{progress['GEOPACKAGE']}|layername={table}")
        assert rows(f"{done['GEOPACKAGE']}|layername={table}") == theirs, table
        assert theirs
    figures = figures_of(done)
    for place, row in enumerate(rows(f"{progress['GEOPACKAGE']}|layername=townships"), 1):
        assert row["remediated_mu_printed"] == figures[f"since_t{place:02}"]
    assert figures["since"] == pytest.approx(progress["COUNTED_MU"], abs=0.006)


def test_both_sets_the_open_mu_and_decisions_stand_under_the_completion(campaign: Path) -> None:
    first = lines_of(report(campaign))
    assert any("target set B gives 567 mu" in each.replace(".00", "") and "target set A" in each for each in first)
    assert sum("130.00 mu of the plan" in each for each in first) >= 1
    assert any("nobody has decided yet" in each for each in first)
    assert any(each.endswith("Decided: Target set that counts: B (张三, 2020-11-30; 会)") for each in first)
    decided(campaign, "D-02", "2018")
    again = lines_of(report(campaign))
    assert not any("nobody has decided yet" in each for each in again)
    assert any("decided: 2018 (张三, 2020-11-30; 会)" in each for each in again)


def test_deadlines_are_those_of_the_campaign(campaign: Path) -> None:
    change(campaign, "DELETE FROM deadlines WHERE due_on > '2022-02-01'")
    change(campaign, "UPDATE deadlines SET done_on = '2022-01-02' WHERE due_on < '2022-01-31'")
    change(campaign, "INSERT INTO deadlines (kind, due_on) VALUES ('own_plan', '2022-08-20')")
    due = [each for each in lines_of(report(campaign)) if each.startswith("Due by")]
    assert due == ["Due by 2022-8-20: implementation plan."]


def test_a_report_is_kept_and_protects_its_patches(made: tuple[Path, Done]) -> None:
    path, done = made
    kept = ask(path, "SELECT kind, cutoff_date, counted_mu, path, digest, edited_by IS NOT NULL FROM reports")
    manifest = json.loads(Path(done["MANIFEST"]).read_text(encoding="utf-8"))
    assert kept == [("monthly", CLOSED, done["COUNTED_MU"], "报告/2021-12-31_monthly", manifest["digest"]["sha256"], 1)]
    inside = ask(path, "SELECT p.patch_no, r.counted_mu FROM report_patches r JOIN patches p ON p.uuid = r.patch_uuid")
    assert dict(inside) == {number: pytest.approx(m2 * 0.0015) for number, (m2, *_) in manifest["patches"].items()}
    assert sum(mu for _, mu in inside) == pytest.approx(done["COUNTED_MU"])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM status_events")  # the other reason why a patch is not deleted
        with pytest.raises(sqlite3.IntegrityError, match="不能删除"):
            connection.execute("DELETE FROM patches WHERE patch_no = 'P1'")


def test_the_same_report_is_kept_once_another_one_too(campaign: Path) -> None:
    for more in ({}, {}, {"TITLE": "另一份"}):
        report(campaign, **more)
    kept = ask(campaign, "SELECT title, path FROM reports ORDER BY fid")
    assert [path for _, path in kept] == ["报告/2021-12-31_monthly_2", "报告/2021-12-31_monthly_3"]
    assert kept[1][0] == "另一份"


def test_a_report_that_was_not_kept_is_kept_by_the_next(campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mine_remediation.campaign import reporting

    def ended(*_: Any) -> None:
        raise OSError("the run ends here")

    with monkeypatch.context() as patched:  # as a kill between the folder's name and the end of the transaction
        patched.setattr(reporting, "lies_at", ended)
        given = {"CUTOFF_DATE": CLOSED, "FROM_DATE": "2020-12-31", "FOLDER": str(campaign.parent / "报告")}
        assert "the run ends here" in refused("campaignreport", CAMPAIGN=str(campaign), LOAD_RESULTS=False, **given)
    assert ask(campaign, "SELECT count(*) FROM reports") == [(0,)]
    folder = campaign.parent / "报告"
    (folder / "别的").mkdir()
    (folder / "别的" / "manifest.json").write_text("{}", encoding="utf-8")
    shutil.copytree(folder / "2021-12-31_monthly", folder / "改过")
    altered = folder / "改过" / "manifest.json"
    altered.write_text(
        altered.read_text(encoding="utf-8").replace('"printed": 0.0', '"printed": 1.0'), encoding="utf-8"
    )
    report(campaign, TITLE="另一份")
    kept = ask(campaign, "SELECT title, path FROM reports ORDER BY fid")
    assert [path for _, path in kept] == ["报告/2021-12-31_monthly", "报告/2021-12-31_monthly_2"]
    assert kept[1][0] == "另一份"
    assert len(ask(campaign, "SELECT DISTINCT report_uuid FROM report_patches")) == 2


def test_a_report_that_lacks_a_part_is_not_kept(campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mine_remediation.engine.problems import Refusal
    from mine_remediation.processing import exporting

    def refuse(*_: Any) -> None:
        raise Refusal("xlsxwriter_missing")

    monkeypatch.setattr(exporting.Export, "write_map", refuse)
    assert report(campaign)["STATUS"] == "incomplete"
    assert ask(campaign, "SELECT count(*) FROM reports") == [(0,)]


def test_a_campaign_that_is_locked_or_edited_gets_no_report(campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mine_remediation.campaign import database

    monkeypatch.setattr(database, "WAIT_S", 0.1)
    given = {"CAMPAIGN": str(campaign), "CUTOFF_DATE": CLOSED, "FOLDER": str(campaign.parent / "报告")}
    with closing(sqlite3.connect(campaign, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "is being changed by another program" in refused("campaignreport", **given)
        other.execute("ROLLBACK")
    assert list((campaign.parent / "报告").iterdir()) == []
    layer = QgsVectorLayer(f"{campaign}|layername=patches", "图斑", "ogr")
    QgsProject.instance().addMapLayer(layer)
    try:
        layer.startEditing()
        assert "are in edit mode" in refused("campaignreport", **given)
    finally:
        layer.rollBack()
        QgsProject.instance().removeMapLayer(layer.id())


def test_a_stage_needs_a_first_day(campaign: Path) -> None:
    sentence = refused("campaignreport", CAMPAIGN=str(campaign), CUTOFF_DATE=CLOSED, PERIOD="stage",
                       FOLDER=str(campaign.parent))  # fmt: skip
    assert "needs the day after which the stage begins" in sentence
    report(campaign, PERIOD="stage")
    assert ask(campaign, "SELECT kind FROM reports") == [("stage",)]


def test_on_the_command_line(qgis_process: QgisProcess, campaign: Path, tmp_path: Path) -> None:
    done = qgis_process("run", "mineremediation:campaignreport", "--", f"CAMPAIGN={campaign}", f"CUTOFF_DATE={CLOSED}",
                        f"FOLDER={tmp_path / '月报'}", "LOAD_RESULTS=false")  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    manifest = json.loads((tmp_path / "月报" / "2021-12-31_monthly" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["status"] == "complete"
    assert ask(campaign, "SELECT count(*) FROM reports") == [(1,)]
