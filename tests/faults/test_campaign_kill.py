"""``kill -9`` at random moments of everything that changes a campaign: the state before or after, nothing between."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject

from mine_remediation.campaign import schema
from mine_remediation.tests.algorithms.makers import SAMPLE
from mine_remediation.tests.faults.killing import Ending, Headless

NAME = "示例"
PATCHES = f"{SAMPLE}|layername=mines_SYNTHETIC"
SHORT = {
    "createcampaign": 2,
    "loadlayers": 7,
    "loadplan": 3,
    "recordstatus": 4,
    "recorddecision": 2,
    "packcampaign": 2,
    "migratecampaign": 2,
}
LONG = 72  # of each: 504 in all
# what differs from run to run though nothing else does
VOLATILE = {"uuid", "edited_by", "edited_at", "changed_at", "started_at", "run_id", "signed_by", "content"}


def state(path: Path) -> dict[str, str]:
    """Of each table the number of rows and a digest; the file must be sound. Opening it takes back what was cut off."""
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        found = {}
        for table in schema.tables():
            names = [field.name for field in table.fields if field.name not in VOLATILE and "uuid" not in field.name]
            columns = ", ".join([*names, *(["geom"] if table.geometry else [])])
            rows = database.execute(f"SELECT {columns} FROM {table.name} ORDER BY fid").fetchall()
            if table.geometry:
                assert database.execute(f"SELECT rtreecheck('rtree_{table.name}_geom')").fetchone() == ("ok",)
            found[table.name] = f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()[:16]}"
        return found


def packed_state(path: Path) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        packed.extractall(folder)
        return state(Path(folder) / f"{NAME}.gpkg")


def folder_state(path: Path) -> dict[str, str]:
    assert {each.name for each in path.iterdir()} == {f"{NAME}.gpkg", f"{NAME}.qgz", "photos"}
    project = QgsProject()
    assert project.read(str(path / f"{NAME}.qgz"))
    assert all(each.isValid() for each in project.mapLayers().values())
    project.clear()
    return state(path / f"{NAME}.gpkg")


@dataclass(frozen=True)
class Case:
    """What a job changes, and how its states are read; *target* may not be there before."""

    job: dict[str, Any]
    target: Path
    read: Callable[[Path], dict[str, str]] = state

    def now(self) -> dict[str, str] | None:
        return self.read(self.target) if self.target.exists() else None


def cases(folder: Path) -> dict[str, Case]:
    path = folder / NAME / f"{NAME}.gpkg"
    campaign = {"CAMPAIGN": str(path)}

    def job(name: str, **parameters: Any) -> dict[str, Any]:
        return {"algorithm": name, "parameters": parameters}

    out = folder / "out"
    step = {
        "PATCH_IDS": ",".join(f"SYN-210422-{n:03}" for n in range(1, 100)),
        "STEP": "AFTERCARE",
        "DATE": "2023-01-01",
    }
    decision = {"SUBJECT": "D-02", "CHOICE": "2018", "NAME": "张三", "DATE": "2020-11-30", "BASIS": "会议纪要"}
    return {
        "createcampaign": Case(job("createcampaign", NAME=NAME, FOLDER=str(out)), out / NAME, folder_state),
        "loadlayers": Case(job("loadlayers", **campaign, INPUT=PATCHES, TABLE="patches"), path),
        "loadplan": Case(job("loadplan", **campaign, PLAN="xinbin_2018_2022"), path),
        "recordstatus": Case(job("recordstatus", **campaign, **step), path),
        "recorddecision": Case(job("recorddecision", **campaign, **decision), path),
        "packcampaign": Case(job("packcampaign", **campaign, FILE=str(out / "包.zip")), out / "包.zip", packed_state),
        "migratecampaign": Case(job("migratecampaign", **campaign, FOLDER=str(out)), out / NAME, folder_state),
    }


@pytest.fixture(scope="module")
def made(headless: Headless, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two campaigns: an empty one, and one with patches."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "out").mkdir()
    assert (
        headless.run({"algorithm": "createcampaign", "parameters": {"NAME": NAME, "FOLDER": str(folder)}}).status == 0
    )
    return folder


@pytest.fixture
def place(made: Path, headless: Headless, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    name = request.node.callspec.params["name"]
    if name not in ("createcampaign", "loadlayers"):
        assert headless.run(cases(tmp_path)["loadlayers"].job).status == 0
    if name == "migratecampaign":
        with closing(sqlite3.connect(tmp_path / NAME / f"{NAME}.gpkg")) as database, database:
            database.execute("UPDATE settings SET content = '0' WHERE key = 'schema_version'")
    return tmp_path


def aimed(ending: Ending, chance: random.Random) -> Iterator[tuple[str, float]]:
    """When to kill: twice early in the writing, for transactions are short, then once at any moment of the run."""
    whole = ending.seen["done"] - ending.seen["started"]
    writing = ending.seen["done"] - ending.seen["writing"]
    while True:
        yield "writing", chance.uniform(0, 0.8 * writing)
        yield "writing", chance.uniform(0, 0.8 * writing)
        yield "started", chance.uniform(0, whole)


def _put_back(folder: Path, kept: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)


@pytest.mark.parametrize("long", [False, pytest.param(True, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", SHORT)
def test_killed_at_random(
    headless: Headless,
    place: Path,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    long: bool,
    record_property: Any,
) -> None:
    kept = tmp_path_factory.mktemp("kept") / "as"
    shutil.copytree(place, kept)
    case = cases(place)[name]
    before = case.now()
    complete = headless.run(case.job)
    assert complete.status == 0
    after = case.now()
    assert after is not None
    assert after != before
    wanted = LONG if long else SHORT[name]
    killed = writing = 0
    seen = []
    for attempt, (word, delay) in enumerate(aimed(complete, random.Random(6))):
        _put_back(place, kept)
        ending = headless.run(case.job, word, delay)
        now = case.now()
        assert now in (before, after), "neither the state before nor the one after"
        seen.append(now == after)
        killed += ending.killed
        writing += ending.while_writing
        if killed >= wanted and writing >= killed / 2 and not all(seen):  # on a busy machine the aim is worse
            break
        assert attempt < 6 * wanted, f"{killed} of {attempt} runs killed, {writing} while the campaign was written"
    record_property("kills", killed)
    record_property("while_writing", writing)
    assert headless.run(case.job).status == 0 or (name in ("createcampaign", "migratecampaign") and seen[-1])
