"""``kill -9`` while a report is made: no folder of its name, and the next run removes what was left."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtGui import QImage

from mine_remediation.tests.algorithms.makers import box, layer, saved
from mine_remediation.tests.faults.content import hidden_in
from mine_remediation.tests.faults.killing import Headless

NAME = "2020-11-30_monthly"
WHOLE = {"keys.html", "manifest.json", "map_01.png", "notes.txt", "progress.gpkg", "report.docx", "workbook.xlsx"}


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory, qgis_processing: None) -> dict[str, Any]:
    """A small report, quick to make, that finds an older one in its folder."""
    folder = tmp_path_factory.mktemp("killed")
    shapes = [box(200 * place, 0, 200 * place + 100, 100) for place in range(8)]
    columns = {"year": [2019, 2020] * 4, "sort": ["生产矿山", "废弃矿山"] * 4}
    patches = saved(layer(shapes, "图斑", **columns), folder / "patches.gpkg")
    townships = saved(
        layer([box(0, 0, 800, 500), box(800, 0, 1600, 500)], "乡镇", name=["甲镇", "乙镇"]), folder / "t.gpkg"
    )
    (folder / "maps").mkdir()
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(folder / "maps" / "map.png"))
    (folder / "reports").mkdir()
    parameters = {
        "INPUT": patches, "YEAR_FIELD": "year", "CATEGORY_FIELD": "sort", "TOWNSHIPS": townships,
        "TOWNSHIP_NAME_FIELD": "name", "CUTOFF_DATE": "2020-11-30", "FOLDER": str(folder / "reports"),
        "MAPS": str(folder / "maps"), "LOAD_RESULTS": False,
    }  # fmt: skip
    return {"algorithm": "exportreport", "parameters": parameters}


@pytest.mark.parametrize("kills", [20, pytest.param(200, marks=pytest.mark.long)])
def test_killed_at_random(headless: Headless, job: dict[str, Any], kills: int) -> None:
    folder = Path(job["parameters"]["FOLDER"])
    ending = headless.run(job)
    assert ending.status == 0
    old = {each.name: each.read_bytes() for each in folder.joinpath(NAME).iterdir()}
    assert set(old) == WHOLE
    whole = ending.seen["done"] - ending.seen["started"]
    chance, killed, left_over = random.Random(7), 0, 0
    for _ in range(3 * kills):
        ending = headless.run(job, "started", chance.uniform(0, whole))
        killed += ending.killed
        for each in folder.iterdir():
            if each.name[0] != ".":  # it had its name already, so it is whole
                assert {part.name for part in each.iterdir()} == WHOLE
        left_over += bool(hidden_in(folder))
        if killed == kills:
            break
    assert killed == kills
    assert left_over > kills // 4
    assert {each.name: each.read_bytes() for each in folder.joinpath(NAME).iterdir()} == old
    assert headless.run(job).status == 0
    assert hidden_in(folder) == []
