"""``kill -9`` while layers are exported: no folder of their name, or a whole one; the next run clears up."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from mine_remediation.tests.algorithms.makers import box, layer, saved
from mine_remediation.tests.faults.content import hidden_in
from mine_remediation.tests.faults.killing import Headless, moments

WHOLE = {
    "progress.gpkg", "patches.shp", "patches.shx", "patches.dbf", "patches.prj", "patches.cpg", "patches_fields.csv",
    "townships.shp", "townships.shx", "townships.dbf", "townships.prj", "townships.cpg", "townships_fields.csv",
    "patches.kml", "patches.dxf", "patches.qmd", "townships.qmd", "readme.txt",
}  # fmt: skip


def job(folder: Path) -> dict[str, Any]:
    shapes = [box(200 * place, 0, 200 * place + 100, 100) for place in range(8)]
    patches = saved(layer(shapes, "图斑", year=[2019, 2020] * 4, sort=["生产矿山", "废弃矿山"] * 4), folder / "p.gpkg")
    towns = saved(
        layer([box(0, 0, 800, 500), box(800, 0, 1600, 500)], "乡镇", name=["甲镇", "乙镇"]), folder / "t.gpkg"
    )
    parameters = {
        "INPUT": patches, "YEAR_FIELD": "year", "CATEGORY_FIELD": "sort", "TOWNSHIPS": towns,
        "TOWNSHIP_NAME_FIELD": "name", "FORMATS": ["gpkg", "shp", "kml", "dxf"], "FOLDER": str(folder / "导出"),
    }  # fmt: skip
    return {"algorithm": "exportlayers", "parameters": parameters}


@pytest.mark.parametrize("kills", [5, pytest.param(100, marks=pytest.mark.long)])
def test_killed_at_random(headless: Headless, provider: None, tmp_path: Path, kills: int) -> None:
    given, exports = job(tmp_path), tmp_path / "导出"
    ending = headless.run(given)
    assert ending.status == 0
    killed = left_over = 0
    for _, moment in zip(range(3 * kills), moments(ending, random.Random(9))):
        ending = headless.run(given, *moment)
        killed += ending.killed
        left_over += bool(hidden_in(exports))
        seen = [each for each in exports.iterdir() if each.name[0] != "."]
        assert all({part.name for part in each.iterdir()} == WHOLE for each in seen)
        if killed == kills:
            break
    assert killed == kills
    assert left_over > kills // 4
    assert headless.run(given).status == 0
    assert hidden_in(exports) == []
