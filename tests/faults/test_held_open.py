"""A target that another QGIS has open: nothing of the other's is lost, and the result lies in place or beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mine_remediation.tests.algorithms.makers import Log, demo_inputs, run
from mine_remediation.tests.faults.content import COMPANIONS, content, hidden_in
from mine_remediation.tests.faults.killing import Headless

# what the other QGIS does → whether the target is replaced (None: not for us to say), what becomes of its edits
OTHERS = {"": (True, "nothing"), "reading": (None, "nothing"), "open": (False, "True"), "change": (False, "True")}


def classified(target: Path, patches: int, log: Log | None = None) -> Path:
    inputs = demo_inputs("classifybyzone")
    inputs["INPUT"] += f"|subset=fid <= {patches}"
    return Path(run("classifybyzone", log, **inputs, OUTPUT=str(target))["OUTPUT"])


def edited_rows(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(f'SELECT count(*) FROM "{path.stem}" WHERE area_mu = 12345').fetchone()[0]


@pytest.mark.parametrize("edit", OTHERS)
def test_target_open_in_another_qgis(headless: Headless, tmp_path: Path, edit: str) -> None:
    replaced, saved = OTHERS[edit]
    new = content(classified(tmp_path / "new.gpkg", 30))
    target = classified(tmp_path / "图斑.gpkg", 20)
    log = Log()
    with headless.holding(str(target), edit, tmp_path / "go") as said:
        final = classified(target, 30, log)
    assert final.name in ("图斑.gpkg", "图斑 (2).gpkg")
    assert replaced in (None, final == target)
    replaced = final == target
    assert list(content(final).values()) == list(new.values())
    sentences = [each for each in log.warnings if "lies beside it" in each]
    assert len(sentences) == (0 if replaced else 1)
    assert all(str(target) in each and str(final) in each and "has it open" in each for each in sentences)
    assert said["saved"] == saved
    assert said["read"] == ("20" if edit == "reading" else "0")
    assert said["rows"] == ("30" if replaced else "20")
    assert edited_rows(target) == (edit == "change")
    assert not [end for end in COMPANIONS if Path(f"{target}{end}").exists()]
    assert hidden_in(tmp_path) == []


def test_export_beside_what_another_qgis_edits(headless: Headless, tmp_path: Path) -> None:
    names = {"GEOPACKAGE": "进展.gpkg", "WORKBOOK": "进展.xlsx"}
    parameters: dict[str, Any] = {**demo_inputs("exportprogress"), **{k: str(tmp_path / v) for k, v in names.items()}}
    run("exportprogress", **parameters)
    log, target = Log(), tmp_path / names["GEOPACKAGE"]
    with headless.holding(f"{target}|layername=patches", "change", tmp_path / "go") as said:
        done = run("exportprogress", log, **parameters)
    beside = tmp_path / "进展 (2).gpkg"
    assert (done["GEOPACKAGE"], done["WORKBOOK"]) == (str(beside), parameters["WORKBOOK"])
    assert len([each for each in log.warnings if "lies beside it" in each]) == 1
    assert said["saved"] == "True"
    before, now = content(beside), content(target)
    assert {name for name in now if now[name] != before[name]} == {"patches"}
