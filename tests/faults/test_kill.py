"""``kill -9`` at random moments: every target is the old file byte for byte, or the complete new one."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mine_remediation.tests.algorithms.makers import demo_inputs
from mine_remediation.tests.conftest import QgisProcess
from mine_remediation.tests.faults.content import emptied, hidden_in, put_back
from mine_remediation.tests.faults.killing import PATIENCE_S, Headless, Scene, moments, scene

LEFT_OVER = re.compile(r"\.[^.]+\.[0-9a-f]{8}-[0-9a-f]{6}\.part\.[a-z]+(-journal|-wal|-shm)?")
TARGETS = {
    "classifybyzone": {"OUTPUT": "图斑.gpkg", "SUMMARY": "summary.csv", "MEMBERSHIP": "membership.gpkg"},
    "summarizearea": {
        "OUTPUT": "area.gpkg",
        "PROGRESS": "progress.geojson",
        "TARGET_PROGRESS": "targets.csv",
        "PIECES": "ogr:dbname='{}/ground.gpkg' table=\"pieces\" (geom)",
        "OVERLAP_PAIRS": "ogr:dbname='{}/ground.gpkg' table=\"overlap_pairs\" (geom)",
    },
    "exportprogress": {"GEOPACKAGE": "进展.gpkg", "WORKBOOK": "进展.xlsx", "MAP": "进展.png"},
}
SHORT, LONG = {"classifybyzone": 8, "summarizearea": 8, "exportprogress": 4}, 67


def job(name: str, folder: Path, half: bool = False, **more: Any) -> dict[str, Any]:
    """A run on the sample county into *folder*; on *half* of the patches for results that differ."""
    inputs = demo_inputs(name)
    if half:
        inputs["INPUT"] += "|subset=fid <= 60"
    return {"algorithm": name, "parameters": {**inputs, **targets(name, folder)}, **more}


def targets(name: str, folder: Path) -> dict[str, str]:
    return {
        key: value.format(folder) if value.startswith("ogr:") else str(folder / value)
        for key, value in TARGETS[name].items()
    }


@pytest.fixture(scope="module")
def scene_of(headless: Headless, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Scene]:
    """Old and new results of an algorithm, learnt once; the old ones lie there, and nothing else."""
    known: dict[str, Scene] = {}

    def made(name: str) -> Scene:
        if name not in known:
            folder = tmp_path_factory.mktemp(name)
            known[name] = scene(headless, folder, job(name, folder, half=True), job(name, folder))
        put_back(emptied(known[name].folder), known[name].old)
        return known[name]

    return made


@pytest.mark.parametrize("long", [False, pytest.param(True, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", TARGETS)
def test_killed_at_random(headless: Headless, scene_of: Any, name: str, long: bool, record_property: Any) -> None:
    place = scene_of(name)
    assert all(place.new[each] != place.old_parts[each] for each in place.old if not each.endswith(".qmd"))
    wanted = LONG if long else SHORT[name]
    killed = writing = 0
    seen: set[str] = set()
    plan = moments(place.complete, random.Random(20), lambda: 2 * writing <= killed)
    for attempt, (after, delay) in enumerate(plan):
        ending = headless.run(place.job, after, delay)
        seen |= place.check()
        put_back(place.folder, place.old)
        killed += ending.killed
        writing += ending.while_writing
        if killed == wanted:
            break
        assert attempt < 5 * wanted, f"only {killed} of {attempt} runs could be killed"
    record_property("kills", killed)
    record_property("while_writing", writing)
    assert writing >= killed / 2, f"{writing} of {killed} kills while files were written"
    assert "old" in seen
    if long or name == "classifybyzone":
        _runs_among_left_overs(headless, place)


def _runs_among_left_overs(headless: Headless, place: Scene) -> None:
    """What killed runs left does no harm, and goes when it is a day old."""
    left = hidden_in(place.folder)
    assert left
    assert all(LEFT_OVER.fullmatch(each) for each in left), left
    assert headless.run(place.job).status == 0
    assert place.check() == {"new"}
    assert hidden_in(place.folder) == left
    long_ago = time.time() - 90_000
    for each in left[1:]:
        os.utime(place.folder / each, (long_ago, long_ago))
    assert headless.run(place.job).status == 0
    assert place.check() == {"new"}
    assert hidden_in(place.folder) == left[:1]


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("summarizearea", "replace"),
        pytest.param("summarizearea", "", marks=pytest.mark.long),
        pytest.param("exportprogress", "", marks=pytest.mark.long),
    ],
)
def test_killed_before_each_call_that_changes_a_file(headless: Headless, scene_of: Any, name: str, of: str) -> None:
    """The moments between the steps, one by one, which chance would seldom hit."""
    place = scene_of(name)
    states = []
    for die_at in range(1, 200):
        ending = headless.run({**place.job, "die_at": die_at, "of": of})
        states.append(place.check())
        put_back(place.folder, place.old)
        if not ending.killed:
            break
    assert (states[0], states[-1]) == ({"old"}, {"new"})
    assert {"old", "new"} in states


@pytest.mark.parametrize("kills", [2, pytest.param(10, marks=pytest.mark.long)])
def test_qgis_process_killed(qgis_process: QgisProcess, scene_of: Any, kills: int, record_property: Any) -> None:
    place = scene_of("exportprogress")
    seen = place.complete.seen
    whole, writing_s = seen["done"] - seen["started"], seen["done"] - seen["writing"]
    chance, killed, writing = random.Random(10), 0, 0
    for _ in range(3 * kills):
        before = hidden_in(place.folder)
        with _running(qgis_process, place.job) as process:
            aimed = 2 * writing <= killed
            if aimed:
                _wait_for(lambda known=before: hidden_in(place.folder) != known or process.poll() is not None)
            time.sleep(chance.uniform(0, writing_s if aimed else whole + 2))
            process.kill()
        killed += process.returncode == -signal.SIGKILL
        writing += process.returncode == -signal.SIGKILL and hidden_in(place.folder) != before
        place.check()
        put_back(place.folder, place.old)
        if killed == kills:
            break
    record_property("kills", killed)
    assert killed == kills
    assert writing >= kills / 2, f"{writing} of {killed} kills while files were written"


def _running(qgis_process: QgisProcess, job: dict[str, Any]) -> subprocess.Popen[bytes]:
    values = [
        f"{name}={each}"
        for name, value in job["parameters"].items()
        for each in (value if isinstance(value, list) else [value])
    ]
    command = ["qgis_process.bin", "run", f"mineremediation:{job['algorithm']}", "--", *values]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, env=qgis_process.environment(), **quiet)


def _wait_for(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < until, "nothing is written"
        time.sleep(0.005)
