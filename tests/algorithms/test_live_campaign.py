"""A campaign as the one source of the live figures: those of ``campaignprogress``, with what is not saved yet."""

from __future__ import annotations

import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from qgis.core import QgsGeometry, QgsProject, QgsVectorLayer, QgsVectorLayerUtils
from qgis.PyQt.QtCore import QCoreApplication

from mine_remediation.campaign import database
from mine_remediation.campaign.sql import register_functions
from mine_remediation.processing import guessing, rebuilding
from mine_remediation.processing.campaign_sources import layers_of_campaign, restored_project
from mine_remediation.processing.live import Live
from mine_remediation.processing.live_values import HECTARES, LiveFigures, Sources
from mine_remediation.tests.algorithms.makers import box, layer, run

SHAPES = [box(0, 0, 100, 100), box(100, 0, 250, 100), box(240, 0, 300, 100), box(450, 0, 550, 100)]
NUMBERS = ["P1", "P2", "P3", "P4"]


@pytest.fixture(scope="module")
def template(provider: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaigns")
    path = Path(run("createcampaign", NAME="示例", FOLDER=str(folder))["CAMPAIGN"])
    run("loadplan", CAMPAIGN=str(path), PLAN="xinbin_2018_2022")
    towns = layer([box(-50, -50, 200, 150), box(200, -50, 600, 150)], "乡镇", XZMC=["永陵镇", "木奇镇"])
    run("loadlayers", CAMPAIGN=str(path), INPUT=towns, TABLE="townships")
    patches = layer(
        SHAPES,
        "图斑",
        TBBH=NUMBERS,
        LB=["生产矿山", "政策性关闭矿山", "废弃矿山", "生产矿山"],
        ZLZT=["市级验收", "销号", "省级核查", "施工中"],
        YSRQ=[date(2019, 5, 1), date(2020, 6, 1), date(2021, 7, 1), date(2022, 8, 1)],
    )
    run("loadlayers", CAMPAIGN=str(path), INPUT=patches, TABLE="patches")
    return path.parent


class Office:
    """The project of a campaign, opened, its figures followed."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "示例.gpkg"
        self.live = Live()
        self.failures: list[str] = []
        self.live.failed.connect(self.failures.append)

    def open(self, **changes: object) -> Sources:
        project = QgsProject.instance()
        assert project.read(str(self.folder / "示例.qgz"))
        found = guessing.guess_sources(project)
        sources = replace(found, **changes)
        self.live.start(sources)
        return sources

    def layer(self, table: str) -> QgsVectorLayer:
        return layers_of_campaign(QgsProject.instance())[1][table]

    def settle(self) -> LiveFigures:
        end = time.monotonic() + 60
        QCoreApplication.processEvents()
        while self.live.busy:
            assert time.monotonic() < end
            QCoreApplication.processEvents()
            time.sleep(0.001)
        assert self.failures == []
        return self.live.figures

    def change(self, statement: str) -> None:
        with closing(sqlite3.connect(self.path)) as connection, connection:
            register_functions(connection)
            connection.execute(statement)


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Iterator[Office]:
    office = Office(Path(shutil.copytree(template, tmp_path / "U盘 备份(1)")))
    yield office
    office.live.stop()
    QgsProject.instance().clear()


def counted(office: Office, folder: Path, **more: object) -> dict[str, float]:
    done = run("campaignprogress", CAMPAIGN=str(office.path), GEOPACKAGE=str(folder / "p.gpkg"), LOAD_RESULTS=False,
               TARGET_SET="B", **more)  # fmt: skip
    return {name: round(value, 2) for name, value in done.results.items() if name.endswith("_MU")}


def shown(figures: LiveFigures) -> dict[str, float]:
    return {
        "TOTAL_MU": figures.total, "NOT_COUNTED_MU": figures.not_counted, "OVERLAP_MU": figures.overlap,
        "COUNTED_MU": figures.counted, "OUTSIDE_MU": figures.outside,
    }  # fmt: skip


def test_sources_come_from_the_campaign(office: Office) -> None:
    sources = office.open()
    assert sources.campaign == str(office.path)
    assert (sources.campaign_name, sources.plan) == ("示例", "xinbin_2018_2022")
    assert sources.layer_id == office.layer("patches").id()
    assert sources.townships_id == office.layer("townships").id()
    assert sources.targets_id == office.layer("targets").id()
    assert sources.counted_statuses == ("ACCEPTANCE", "VERIFICATION", "CLOSED_OUT")
    assert sources.target_set == "", "no set is chosen by the program"
    assert {kind for kind, _ in sources.calendar.days} >= {"monthly", "annual", "year_end"}


def test_figures_by_the_accepted_area_are_those_of_the_algorithm(office: Office, tmp_path: Path) -> None:
    office.change("UPDATE campaigns SET accounting_basis = 'ACCEPTED'")
    office.change("UPDATE patches SET accepted_m2 = 12000 WHERE patch_no = 'P1'")
    office.change("UPDATE status_events SET area_m2 = 9000 WHERE patch_uuid = (SELECT uuid FROM patches WHERE "
                  "patch_no = 'P2')")  # fmt: skip
    office.open(target_set="B", cutoff=date(2021, 12, 31))
    figures = office.settle()
    assert shown(figures) == counted(office, tmp_path, CUTOFF_DATE="2021-12-31")
    assert any("Accepted area" in each for each in figures.open_questions)
    third = 60 * 100 * 5 / 6  # the rest of P3, by its ground
    assert figures.counted == pytest.approx((12000 + 9000 + third) * 0.0015, rel=1e-4)
    patches = office.layer("patches")
    patches.startEditing()
    (first,) = [each for each in patches.getFeatures() if each["patch_no"] == "P1"]
    assert patches.changeGeometry(first.id(), QgsGeometry.fromWkt(box(0, 0, 90, 90)))
    assert office.settle().counted == pytest.approx(figures.counted, abs=0.011), "another drawing, the same area"
    patches.rollBack()


def test_the_figures_are_those_of_the_algorithm(office: Office, tmp_path: Path) -> None:
    office.open(target_set="B", cutoff=date(2021, 12, 31))
    figures = office.settle()
    assert shown(figures) == counted(office, tmp_path, CUTOFF_DATE="2021-12-31")
    assert figures.counted > 40
    assert figures.target_set == "B"
    row = figures.progress[2019].rows[-1]
    assert row.target == 136.4


def test_both_sets_are_offered_and_the_open_mu_stand_under_the_ratios(office: Office) -> None:
    sources = office.open()
    figures = office.settle()
    assert figures.target_sets == ("A", "B")
    assert figures.open_mu == 130.0
    assert any("130.00 mu" in each for each in figures.open_questions)
    office.live.start(replace(sources, target_set="A"))
    assert office.settle().progress[None].rows[-1].target == 697.0
    run("recorddecision", CAMPAIGN=str(office.path), SUBJECT="D-02", CHOICE="2018", NAME="张三", DATE="2020-11-30",
        BASIS="会议")  # fmt: skip
    figures = office.settle()
    assert (figures.open_mu, len(figures.decided)) == (0.0, 1)
    assert not any("130" in each for each in figures.open_questions)


def test_edits_count_before_they_are_saved_and_after(office: Office, tmp_path: Path) -> None:
    office.open(target_set="B")
    before = office.settle()
    patches = office.layer("patches")
    first = next(each for each in patches.getFeatures() if each["patch_no"] == "P1")
    patches.startEditing()
    assert patches.changeGeometry(first.id(), QgsGeometry.fromWkt(box(0, 0, 100, 40)))
    half = office.settle()
    assert half.counted == pytest.approx(before.counted - 9.0, abs=0.01)
    values = {patches.fields().lookupField(name): value for name, value in (("patch_no", "P5"), ("category", "closed"))}
    shape = QgsGeometry.fromWkt(box(0, 300, 100, 400))
    context = patches.createExpressionContext()
    assert patches.addFeature(QgsVectorLayerUtils.createFeature(patches, shape, values, context))
    new = office.settle()
    assert new.counted == half.counted, "without an event it does not count"
    assert new.total == pytest.approx(half.total + 15.0, abs=0.01)
    office.live.start(office.live.figures.sources)  # a rebuild takes the edits along
    assert shown(office.settle()) == shown(new)
    assert patches.commitChanges(), patches.commitErrors()
    assert shown(office.settle()) == shown(new) == counted(office, tmp_path, CUTOFF_DATE=date.today().isoformat())


def test_a_deleted_patch_is_gone_and_comes_back_with_undo(office: Office) -> None:
    office.change("DELETE FROM status_events")
    office.open(target_set="B")
    before = office.settle()
    patches = office.layer("patches")
    patches.startEditing()
    assert patches.deleteFeature(next(patches.getFeatures()).id())
    fewer = office.settle()
    assert fewer.total < before.total
    office.live.start(fewer.sources)  # a rebuild leaves it away too
    assert shown(office.settle()) == shown(fewer)
    patches.undoStack().undo()
    assert office.settle().total == before.total
    patches.rollBack()
    assert office.settle().total == before.total


def test_a_legal_sub_type_counts_under_the_plans_category_before_it_is_saved(office: Office) -> None:
    office.open(target_set="B")
    before = {row.category: row.counted for row in office.settle().progress[None].rows}
    patches = office.layer("patches")
    first = next(each for each in patches.getFeatures() if each["patch_no"] == "P1")
    patches.startEditing()
    place = patches.fields().lookupField("category")
    assert patches.changeAttributeValue(first.id(), place, "abandoned_without_party")
    after = {row.category: row.counted for row in office.settle().progress[None].rows}
    assert set(after) == set(before), "no row of its own"
    assert after["生产矿山"] == before["生产矿山"] - 15.0


def test_an_event_that_is_saved_counts_at_once(office: Office) -> None:
    office.open(target_set="B")
    before = office.settle()
    run("recordstatus", CAMPAIGN=str(office.path), PATCH_IDS="P4", STEP="ACCEPTANCE", DATE="2022-09-01")
    more = office.settle()
    assert more.counted > before.counted + 14
    events = office.layer("status_events")
    assert events.startEditing()
    assert events.deleteFeature(next(each.id() for each in events.getFeatures() if each["step"] == "CLOSED_OUT"))
    assert shown(office.settle()) == shown(more), "not before it is saved"
    assert events.commitChanges(), events.commitErrors()
    assert office.settle().counted < more.counted


def test_ground_of_events_counts_and_stays_when_the_patch_is_edited(office: Office, tmp_path: Path) -> None:
    ground = "SELECT uuid, 'ACCEPTANCE', '2022-09-01', (SELECT geom FROM patches WHERE patch_no = 'P3')"
    with database.changing(office.path, "test", "test") as connection:
        columns = "(patch_uuid, step, event_date, geom)"
        connection.execute(f"INSERT INTO status_events {columns} {ground} FROM patches WHERE patch_no = 'P4'")
    office.open(target_set="B")
    before = office.settle()
    assert shown(before) == counted(office, tmp_path, CUTOFF_DATE=date.today().isoformat())
    patches = office.layer("patches")
    fourth = next(each for each in patches.getFeatures() if each["patch_no"] == "P4")
    patches.startEditing()
    assert patches.changeGeometry(fourth.id(), QgsGeometry.fromWkt(box(450, 0, 500, 50)))
    assert shown(office.settle()) == shown(before)
    number = office.live.patch_rows().fid.max()
    assert number > fourth.id()
    assert office.live.drawn([int(number), 1]) == [fourth.id(), 1]


def test_a_zone_without_its_rule_is_told_and_the_areas_are_shown(office: Office) -> None:
    road = layer(["LineString (42500000 4620050, 42500050 4620050)"], "路", 甲=["路"])
    run("loadlayers", CAMPAIGN=str(office.path), INPUT=road, TABLE="zones",
        MAPPING="zone_class='TRANSPORT_LINE';name=甲")  # fmt: skip
    office.open(target_set="B")
    assert office.settle().counted > 40
    assert any("no rule gives one" in each.text for each in office.live.problems())


def test_without_townships_a_sentence_says_what_to_load(provider: None, tmp_path: Path) -> None:
    path = Path(run("createcampaign", NAME="空", FOLDER=str(tmp_path))["PROJECT"])
    QgsProject.instance().read(str(path))
    sources = guessing.guess_sources(QgsProject.instance())
    assert "townships" in sources.problem.lower()
    assert sources.campaign.endswith("空.gpkg")
    QgsProject.instance().clear()


def test_a_renamed_database_is_said_and_its_project_written_anew(office: Office) -> None:
    renamed = office.path.rename(office.folder / "新名.gpkg")
    QgsProject.instance().read(str(office.folder / "示例.qgz"))
    sources = guessing.guess_sources(QgsProject.instance())
    assert sources.renamed
    assert "示例.gpkg" in sources.problem
    assert "新名.gpkg" in sources.problem
    project = restored_project(sources)
    QgsProject.instance().read(str(project))
    assert guessing.guess_sources(QgsProject.instance()).campaign == str(renamed)


def test_only_what_the_user_chose_is_kept_in_the_project(office: Office) -> None:
    sources = office.open()
    chosen = replace(sources, target_set="A", cutoff=date(2020, 11, 30), unit=HECTARES)
    guessing.write_sources(QgsProject.instance(), chosen)
    text, _ = QgsProject.instance().readEntry(guessing.SCOPE, guessing.ENTRY)
    assert "gpkg" not in text
    assert guessing.read_sources(QgsProject.instance()) == chosen


def test_the_algorithms_get_what_the_campaign_gives(office: Office) -> None:
    sources = office.open(target_set="B", cutoff=date(2021, 12, 31))
    given = guessing.parameters_for(sources, "campaignprogress")
    assert given == guessing.parameters_for(sources, "campaignmaps")
    assert given == {"CAMPAIGN": str(office.path), "TARGET_SET": "B", "CUTOFF_DATE": "2021-12-31"}
    summary = guessing.parameters_for(sources, "summarizearea")
    done = run("summarizearea", **summary, OUTPUT="memory:", PROGRESS="memory:")
    figures = office.settle()
    assert round(done["COUNTED_MU"], 2) == figures.counted


def test_a_save_while_figures_are_made_counts_no_ground_twice(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edits were taken before, what is saved is read after: neither may be told."""
    office.open(target_set="B", cutoff=date(2022, 12, 31))
    before, patches = office.settle(), office.layer("patches")
    go, counted, told = threading.Event(), rebuilding.counted, []
    monkeypatch.setattr(rebuilding, "counted", lambda material: (go.wait(30), counted(material))[1])
    office.live.changed.connect(lambda figures: told.append(figures.total))
    patches.startEditing()
    places = {patches.fields().lookupField("patch_no"): "P9", patches.fields().lookupField("category"): "in_production"}
    new = QgsGeometry.fromWkt(box(700, 0, 800, 100))
    assert patches.addFeature(QgsVectorLayerUtils.createFeature(patches, new, places))
    office.live._rebuild()
    task = office.live._task
    assert patches.commitChanges()
    go.set()
    while task.account is None and not task.sentence:
        time.sleep(0.01)
    total = office.settle().total
    assert total > before.total
    assert set(told) == {total}


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(4))
def test_saving_again_and_again_never_stops_the_window(office: Office, seed: int) -> None:
    office.open(target_set="B", cutoff=date(2022, 12, 31))
    office.settle()
    patches, rng = office.layer("patches"), random.Random(seed)
    fids = [each.id() for each in patches.getFeatures()]
    for _ in range(30):
        patches.startEditing()
        wait(rng.random() * 0.3)
        assert patches.changeGeometry(rng.choice(fids), QgsGeometry.fromWkt(box(0, 0, 50 + rng.random() * 50, 90)))
        wait(rng.random() * 0.3)
        assert patches.commitChanges()
        wait(rng.random() * 0.8)
    office.settle()


@pytest.mark.long
@pytest.mark.timeout(300)
def test_rebuilds_that_overtake_one_another_never_end_the_program(office: Office) -> None:
    office.open(target_set="B", cutoff=date(2022, 12, 31))
    office.settle()
    patches, rng = office.layer("patches"), random.Random(1)
    fids = [each.id() for each in patches.getFeatures()]
    for _ in range(100):
        patches.startEditing()
        what = rng.random()
        if what < 0.5:
            patches.changeGeometry(rng.choice(fids), QgsGeometry.fromWkt(box(0, 0, 50 + rng.random() * 50, 90)))
        elif what < 0.7:
            (patches.rollBack if what < 0.6 else patches.commitChanges)()
        office.live._rebuild()
        for _ in range(rng.randint(0, 6)):
            wait(rng.random() * 0.02)
    patches.rollBack()
    office.settle()


def wait(seconds: float) -> None:
    """Let the window answer meanwhile."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.005)
