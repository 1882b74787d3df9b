"""Cancelled at every tenth of a run: nothing is written, the old files stay byte for byte."""

from __future__ import annotations

import gc
import tempfile
import zipfile
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from qgis.core import QgsProcessingContext
from qgis.PyQt import sip

from mine_remediation.tests.algorithms.makers import Log, box, layer, run, saved
from mine_remediation.tests.faults.content import files_in, hidden_in
from mine_remediation.tests.faults.test_kill import job
from mine_remediation.tests.formats.survey_files import polyline, write_dxf
from mine_remediation.tests.formats.texts import land_boundary, plot, square

ROWS = 200  # of each file that comes in


@pytest.mark.parametrize(
    ("name", "tenths"),
    [
        ("classifybyzone", range(1, 11)),
        ("summarizearea", range(1, 11)),
        ("exportprogress", range(8, 11, 2)),
        pytest.param("exportprogress", range(1, 11), marks=pytest.mark.long),
    ],
)
def test_cancelled_at_every_tenth(tmp_path: Path, name: str, tenths: range) -> None:
    parameters = job(name, tmp_path)["parameters"]
    run(name, **job(name, tmp_path, half=True)["parameters"])
    old = files_in(tmp_path)
    assert len(old) >= 3
    for tenth in tenths:
        log = Log(cancel_at=10 * tenth)
        done = run(name, log, **parameters)
        assert log.isCanceled(), tenth
        assert done.results == {}, tenth
        assert "Cancelled; nothing was written." in log.told, tenth
        assert files_in(tmp_path) == old, tenth
        assert hidden_in(tmp_path) == [], tenth


class Asked(Log):
    """Counts how often it is asked whether the run is cancelled, and says yes at the question *at*."""

    def __init__(self, at: int = 0) -> None:
        super().__init__()
        self.asked, self.said = 0, 0.0
        self._at = at

    def isCanceled(self) -> bool:
        self.asked += 1
        if self.asked == self._at:
            self.said = perf_counter()
            self.cancel()
        return super().isCanceled()


def came_in(name: str, folder: Path) -> dict[str, Any]:
    """Files of every kind."""
    if name == "importcoordinates":
        lines = [plot(square(dx=150.0 * n), line="{count},," + f"{n},图斑,面,,,,@") for n in range(ROWS)]
        (folder / "界址点.txt").write_text(land_boundary(*lines), encoding="gb18030")
        return {"FILES": [str(folder / "界址点.txt")], "TEXT": land_boundary(plot(square()))}
    numbers = {"TBBH": [f"P{n}" for n in range(ROWS)], "LB": ["生产矿山", "不明"] * (ROWS // 2)}
    patches = layer([box(30 * n, 0, 30 * n + 20, 20) for n in range(ROWS)], "图斑", **numbers)
    given = [saved(patches, folder / f"图斑.{kind}").partition("|")[0] for kind in ("shp", "gpkg", "geojson")]
    corners = (
        [(42_380_000.0 + 30 * n + x, 4_600_000.0 + y, 0.0) for x, y in ((0, 0), (20, 0), (20, 20), (0, 20))]
        for n in range(ROWS)
    )
    given.append(str(write_dxf(folder / "图斑.dxf", [pair for each in corners for pair in polyline(each)])))
    with zipfile.ZipFile(folder / "图斑.zip", "w") as packed:
        packed.write(given[2], "图斑.json")
    (folder / "清单.csv").write_text("编号,面积（亩）\n" + "\n".join(f"Q{n},1" for n in range(ROWS)), encoding="gbk")
    return {"FILES": [*given, str(folder / "清单.csv"), str(folder / "图斑.zip")], "CRS": "EPSG:4530"}


@pytest.mark.parametrize("name", ["importpatches", "importcoordinates"])
def test_cancelled_at_every_tenth_question_of_an_import(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs, out, temporary = (tmp_path / each for each in ("来件", "out", "temporary"))
    for folder in (inputs, out, temporary):
        folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    given = came_in(name, inputs)
    sinks = {"OUTPUT": "图斑.gpkg"} if name == "importcoordinates" else {"OUTPUT": "图斑.gpkg", "REJECTED": "退回.csv"}
    given.update({key: str(out / file) for key, file in {**sinks, "RECEIPT": "回执.json"}.items()})
    whole = Asked()
    run(name, whole, **given)
    old, came = files_in(out), files_in(inputs)
    assert len(old) >= 2
    for tenth in range(1, 11):
        log = Asked(max(1, whole.asked * tenth // 10))
        done = run(name, log, **given)
        assert perf_counter() - log.said < 1, tenth
        assert done.results == {}, tenth
        assert "Cancelled; nothing was written." in log.told, tenth
        assert (files_in(out), hidden_in(out), files_in(inputs), hidden_in(inputs)) == (old, [], came, []), tenth
        assert list(temporary.iterdir()) == [], tenth


@pytest.mark.parametrize("cancel_at", [None, 50])
@pytest.mark.parametrize("name", ["classifybyzone", "summarizearea"])
def test_a_run_lets_go_of_its_layers(tmp_path: Path, name: str, cancel_at: float | None) -> None:
    """At once, not when Python looks for cycles: until then Windows would not let their files be replaced."""
    gc.collect()
    gc.disable()
    try:
        context = QgsProcessingContext()
        run(name, Log(cancel_at), context, **job(name, tmp_path)["parameters"])
        layers = list(context.temporaryLayerStore().mapLayers().values())
        assert layers
        del context
        assert all(map(sip.isdeleted, layers))
    finally:
        gc.enable()
