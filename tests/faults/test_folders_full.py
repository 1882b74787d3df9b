"""Maps and layers on a disk without room: no folder and one sentence, or the whole folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException

from mine_remediation.tests.algorithms.makers import box, layer, run
from mine_remediation.tests.faults.content import emptied, small_disk

WISHES = {
    "exportmaps": {"FORMATS": ["png", "pdf", "svg"], "DPI": 50},
    "exportlayers": {"FORMATS": ["gpkg", "shp", "kml", "geojson", "dxf", "txt"]},
}


@pytest.fixture
def county() -> dict[str, Any]:
    columns = {"year": [2019, 2020], "备注": ["字" * 2000] * 2}
    return {
        "INPUT": layer([box(0, 0, 100, 100), box(200, 0, 300, 100)], **columns),
        "YEAR_FIELD": "year",
        "TOWNSHIPS": layer([box(-10, -10, 1000, 110)], "乡镇", name=["永陵镇"]),
        "TOWNSHIP_NAME_FIELD": "name",
    }


def made_in(folder: Path) -> dict[str, int]:
    """Size of every file in the one folder that was made."""
    (made,) = folder.iterdir()
    return {each.name: each.stat().st_size for each in made.iterdir()}


def attempt(name: str, **parameters: Any) -> str:
    """The sentence that says why nothing was written; empty where all was."""
    try:
        run(name, **parameters)
    except QgsProcessingException as error:
        return str(error).strip()
    return ""


@pytest.mark.parametrize("rooms", [(0.1, 0.8, 3.0), pytest.param(range(0, 20, 2), marks=pytest.mark.long)])
@pytest.mark.parametrize("name", WISHES)
def test_a_full_disk_leaves_nothing(county: Any, tmp_path: Path, name: str, rooms: Any) -> None:
    """*rooms* are parts of what the folder needs; the largest is enough for what lies beside it meanwhile."""
    wishes = {**county, **WISHES[name]}
    run(name, FOLDER=str(emptied(tmp_path / "enough")), **wishes)
    whole = made_in(tmp_path / "enough")
    needed = sum(whole.values()) // 1024
    seen = set()
    for room in rooms:
        share = room if isinstance(room, float) else 0.05 + 0.15 * room
        with small_disk(tmp_path / "full", 8 + round(needed * share)) as place:
            sentence = attempt(name, FOLDER=str(place), **wishes)
            if sentence:
                assert "the disk is full" in sentence, share
                assert "\n" not in sentence
                assert list(place.iterdir()) == [], share
            else:
                assert set(made_in(place)) == set(whole)
            seen.add(bool(sentence))
    assert seen == {True, False}
