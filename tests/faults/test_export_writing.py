"""The three files of ``exportprogress`` while writing goes wrong: all old byte for byte, or the new ones complete."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProcessingContext

from mine_remediation.engine.problems import Refusal
from mine_remediation.engine.progress import Silent
from mine_remediation.processing import exporting, files, runs
from mine_remediation.processing.export_progress import GEOPACKAGE, MAP, WORKBOOK
from mine_remediation.processing.messages import refusal_text
from mine_remediation.reports import layers, maps, sheets
from mine_remediation.tests.algorithms.makers import Log, algorithm, box, demo_inputs, layer
from mine_remediation.tests.faults.content import content, emptied, files_in, hidden_in, put_back, small_disk

NAMES = {GEOPACKAGE: "进展.gpkg", WORKBOOK: "进展.xlsx", MAP: "进展.png"}
# what the reports write by themselves, not through ``processing.files``
OTHERS = [
    (layers, "_write_layer"),
    (layers, "_describe"),
    (layers, "_settle"),
    (sheets.Book, "close"),
    (maps.Sheet, "export"),
]


def exported(**parameters: Any) -> exporting.Export:
    """All that is computed for the files, none written."""
    made, log, context = algorithm("exportprogress").create(), Log(), QgsProcessingContext()
    made.run_id = "0123456789ab"
    run = runs.begin(made, parameters, context)
    return exporting.Export(run, runs.summary_run(run, Silent(), carry_patches=True), "进展", log)


def small(patches: int) -> dict[str, Any]:
    squares = [box(110 * i, 0, 110 * i + 100, 100) for i in range(patches)]
    years = [2020 + i for i in range(patches)]
    return {
        "INPUT": layer(squares, year=years),
        "YEAR_FIELD": "year",
        "TOWNSHIPS": layer([box(-10, -10, 1000, 110)], "乡镇", name=["永陵镇"]),
        "TOWNSHIP_NAME_FIELD": "name",
    }


@pytest.fixture(scope="module")
def old_and_new() -> tuple[exporting.Export, exporting.Export]:
    return exported(**small(2)), exported(**small(3))


def write(export: exporting.Export, folder: Path, names: list[str]) -> dict[str, Path]:
    written = export.write({name: folder / NAMES[name] for name in names}, Silent())
    return {name: Path(path) for name, path in written.items()}


def attempt(export: exporting.Export, folder: Path, names: list[str]) -> tuple[dict[str, Path], str]:
    """The files written, or the sentence that says why not."""
    try:
        return write(export, folder, names), ""
    except Refusal as refusal:
        return {}, refusal_text(refusal)


class Failing:
    """Lets the n-th call that writes fail, before it does anything or after it has done it."""

    def __init__(self, patch: pytest.MonkeyPatch, n: int, done_before: bool) -> None:
        self._left, self._done_before, self.failed = n, done_before, ""
        calls = [(files, name) for name, call in vars(files).items() if _is_ours(call)]
        for owner, name in [*calls, *OTHERS]:
            patch.setattr(owner, name, self._counted(name, getattr(owner, name)))

    def _counted(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self._left -= 1
            if self._left != 0:
                return original(*arguments)
            self.failed = name
            if self._done_before and name not in ("replace", "connect"):
                original(*arguments)
            raise sqlite3.OperationalError("disk I/O error") if name == "execute" else OSError(errno.EIO, "I/O error")

        return call


def _is_ours(call: Any) -> bool:
    return callable(call) and getattr(call, "__module__", "") == files.__name__


@pytest.mark.parametrize(
    ("names", "done_before"),
    [
        ([GEOPACKAGE], False),
        ([WORKBOOK], True),
        ([MAP], True),
        pytest.param(list(NAMES), False, marks=pytest.mark.long),
        pytest.param(list(NAMES), True, marks=pytest.mark.long),
    ],
)
def test_the_nth_call_that_writes_fails(
    old_and_new: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], done_before: bool
) -> None:
    old_export, new_export = old_and_new
    expected = {name: content(path) for name, path in write(new_export, tmp_path, names).items()}
    write(old_export, tmp_path, names)
    old, failed = files_in(tmp_path), []
    for n in range(1, 400):
        with monkeypatch.context() as patch:
            failing = Failing(patch, n, done_before)
            written, sentence = attempt(new_export, tmp_path, names)
            if sentence:
                assert files_in(tmp_path) == old, (n, failing.failed)
                assert "\n" not in sentence
            else:
                assert {name: content(path) for name, path in written.items()} == expected, (n, failing.failed)
                beside = [path.name for path in written.values() if path.name not in old]
                kept = [NAMES[name] for name, path in written.items() if path.name in beside]
                now = files_in(tmp_path)
                assert all(now[name] == old[name] for name in kept), (n, failing.failed)
                assert set(now) == set(old) | set(beside)
        assert hidden_in(tmp_path) == [], (n, failing.failed)
        put_back(tmp_path, old)
        if not failing.failed:
            break
        failed.append(failing.failed)
    assert not failing.failed
    assert {"flush", "replace"} <= set(failed)
    assert {each for _, each in OTHERS} & set(failed)


@pytest.mark.parametrize("sizes", [4, pytest.param(40, marks=pytest.mark.long)])
def test_full_disk(old_and_new: Any, tmp_path: Path, sizes: int) -> None:
    """Disks of every size between no room at all and enough."""
    old_export, new_export = old_and_new
    if sizes > 10:
        new_export = exported(**demo_inputs("exportprogress"))
    names, store = list(NAMES), emptied(tmp_path / "store")
    expected = {name: content(path) for name, path in write(new_export, store, names).items()}
    new_kb = sum(map(len, files_in(store).values())) // 1024
    write(old_export, store, names)
    old, seen = files_in(store), set()
    old_kb = sum(map(len, old.values())) // 1024
    for i in range(sizes):
        room = 40 + int(1.1 * new_kb * i / (sizes - 1))
        with small_disk(tmp_path / "full", old_kb + room) as place:
            for name in old:
                shutil.copy(store / name, place / name)
            written, sentence = attempt(new_export, place, names)
            if sentence:
                assert files_in(place) == old, room
                assert "the disk is full" in sentence, (room, sentence)
                seen.add("refused")
            else:
                assert {name: content(path) for name, path in written.items()} == expected, room
                assert set(files_in(place)) == set(old)
                seen.add("written")
            assert hidden_in(place) == []
    assert seen == {"refused", "written"}
