"""A garden of odd inputs, in every place where a layer may stand: a result that adds up, or one sentence."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingException, QgsVectorLayer

from mine_remediation.tests.algorithms.makers import Done, Log, box, layer, line, run, table

GOOD = {
    "INPUT": [box(0, 0, 100, 100), box(50, 0, 150, 100), box(450, 0, 550, 100)],
    "TOWNSHIPS": [box(-500, -500, 500, 500), box(500, -500, 900, 500)],
    "NATURE_RESERVE": [box(-50, -50, 50, 150), box(500, -50, 700, 50)],
}
PLACES = {
    "classifybyzone": ("INPUT", "NATURE_RESERVE"),
    "summarizearea": ("INPUT", "TOWNSHIPS"),
    "exportprogress": ("INPUT", "TOWNSHIPS", "NATURE_RESERVE"),
}
ODD_NAME = '“矿山”\'s "图斑" {layer} %s; DROP TABLE 1号\\'
DEGREES = "Polygon ((126 41.7, 126.001 41.7, 126.001 41.701, 126 41.7))"


def of(shapes: list[Any], called: str = "图层", **options: Any) -> QgsVectorLayer:
    """A layer with the fields that every place needs."""
    count = len(shapes)
    columns = {"号": [f"p{i}" for i in range(count)], "年": [2019 + i for i in range(count)]}
    return layer(shapes, called, **{"kind": "Polygon", **columns, **options})


PLANTS: dict[str, Callable[[list[str]], QgsVectorLayer]] = {
    "empty layer": lambda good: of([]),
    "no CRS": lambda good: of(good, crs=""),
    "null geometry": lambda good: of([None, *good[1:]]),
    "only null geometry": lambda good: of([None]),
    "one feature": lambda good: of(good[:1]),
    "wrong type": lambda good: of([line((0, 0), (9, 9))], kind="LineString"),
    "table": lambda good: of([None], kind="NoGeometry"),
    "text for years": lambda good: of(good, 年=list("去年他")[: len(good)]),
    "lon/lat": lambda good: of([DEGREES], crs="EPSG:4490"),
    "degrees in a plane": lambda good: of([DEGREES]),
    "duplicate ids": lambda good: of(good * 2, 号=["A"] * (2 * len(good))),
    "odd name": lambda good: of(good, ODD_NAME),
    "cancelled at half": lambda good: of(good),
}
HARD_TO_MAP = ("empty layer", "only null geometry", "one feature", "lon/lat")
TARGETS = {
    "empty table": lambda: table("目标", year=[2019][:0], target_mu=[1.0][:0]),
    "other fields": lambda: table("目标", 甲=[2019], 乙=[1.0]),
    "text": lambda: table("目标", year=["去年"], target_mu=["许多"]),
    "twice the same row": lambda: table("目标", year=[2019, 2019], target_mu=[1.0, 2.0]),
    "a map layer": lambda: layer([box(0, 0, 9, 9)], "目标", year=[2019], target_mu=[1.0]),
    "odd name": lambda: table(ODD_NAME, year=[2019], target_mu=[1.0]),
    "zero": lambda: table("目标", year=[2019], target_mu=[0.0]),
}


def inputs(name: str, folder: Path, **changes: QgsVectorLayer) -> dict[str, Any]:
    given: dict[str, Any] = {place: of(GOOD[place], place) for place in PLACES[name]}
    given["ID_FIELD"] = "号"
    if name != "classifybyzone":
        given |= {"YEAR_FIELD": "年", "TOWNSHIP_NAME_FIELD": "号"}
    if name == "exportprogress":
        given["WORKBOOK"] = str(folder / "a.xlsx")
    return {**given, **changes}


def adds_up(done: Done) -> None:
    numbers = {name: value for name, value in done.results.items() if isinstance(value, (int, float))}
    assert all(math.isfinite(value) for value in numbers.values())
    if "COUNTED_MU" in numbers:
        parts = numbers["COUNTED_MU"] + numbers["OVERLAP_MU"] + numbers["NOT_COUNTED_MU"]
        assert numbers["TOTAL_MU"] == pytest.approx(parts, rel=1e-9, abs=1e-9)
    else:
        assert -1e-9 <= numbers["INSIDE_MU"] <= numbers["TOTAL_MU"] * (1 + 1e-9)
        assert numbers["INSIDE_COUNT"] <= numbers["COUNT"]


def result_or_sentence(name: str, odd: QgsVectorLayer, log: Log, folder: Path, given: dict[str, Any]) -> None:
    started = time.monotonic()
    try:
        done = run(name, log, **given)
    except QgsProcessingException as refusal:
        sentence = str(refusal)
        assert "\n" not in sentence
        assert "Traceback" not in sentence
        assert f"“{odd.name()}”" in sentence
        assert list(folder.iterdir()) == []
    else:
        if log.isCanceled():
            assert done.results == {}
            assert list(folder.iterdir()) == []
        else:
            adds_up(done)
    assert "Traceback" not in log.all
    assert time.monotonic() - started < 60


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize(("name", "place"), [(name, place) for name, places in PLACES.items() for place in places])
def test_an_odd_layer(name: str, place: str, plant: str, tmp_path: Path) -> None:
    odd = PLANTS[plant](GOOD[place])
    log = Log(50 if plant.startswith("cancelled") else None)
    given = inputs(name, tmp_path, **{place: odd})
    if name == "exportprogress" and (place == "TOWNSHIPS" or plant in HARD_TO_MAP):
        given["MAP"] = str(tmp_path / "a.png")
    result_or_sentence(name, odd, log, tmp_path, given)


@pytest.mark.parametrize("plant", TARGETS)
@pytest.mark.parametrize("name", ["summarizearea", "exportprogress"])
def test_odd_targets(name: str, plant: str, tmp_path: Path) -> None:
    odd = TARGETS[plant]()
    result_or_sentence(name, odd, Log(), tmp_path, inputs(name, tmp_path, TARGETS=odd))
