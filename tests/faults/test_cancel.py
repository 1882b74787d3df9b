"""Cancelled at every tenth of a run: nothing is written, the old files stay byte for byte."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from qgis.core import QgsProcessingContext
from qgis.PyQt import sip

from mine_remediation.tests.algorithms.makers import Log, run
from mine_remediation.tests.faults.content import files_in, hidden_in
from mine_remediation.tests.faults.test_kill import job


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
