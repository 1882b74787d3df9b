"""An input that changes or disappears during the run: one sentence, or the figures of all its features."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException
from qgis.PyQt import sip

from mine_remediation.processing import sources
from mine_remediation.tests.algorithms.makers import box, layer, opened, refused, run, saved

PATCHES = 600


def townships() -> dict[str, Any]:
    return {"TOWNSHIPS": layer([box(-10, -10, 10_000, 50)], "乡镇", name=["永陵镇"]), "TOWNSHIP_NAME_FIELD": "name"}


def patches(folder: Path, suffix: str, count: int) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"图斑{suffix}"
    saved(layer([box(10 * i, 0, 10 * i + 5, 5) for i in range(count)], "图斑", year=[2020] * count), path)
    return path


def remove(path: Path, other: Path) -> None:
    for each in _parts(path):
        each.unlink()


def exchange(path: Path, other: Path) -> None:
    for each in _parts(other):
        os.replace(shutil.copy(each, path.parent / "in the making"), path.with_suffix(each.suffix))


def write_over(path: Path, other: Path) -> None:
    for each in _parts(other):
        path.with_suffix(each.suffix).write_bytes(each.read_bytes())


def cut_off(path: Path, other: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def delete_rows(path: Path, other: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("DELETE FROM 图斑 WHERE fid > 300")
        database.commit()


def _parts(path: Path) -> list[Path]:
    return list(path.parent.glob(f"{path.stem}.*"))


CHANGES = [remove, exchange, write_over, cut_off]
CASES = [(suffix, change) for suffix in (".gpkg", ".shp", ".geojson") for change in CHANGES]


@pytest.mark.parametrize("chunk", [0, 5])
@pytest.mark.parametrize(("suffix", "change"), [*CASES, (".gpkg", delete_rows)])
def test_file_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, change: Callable[[Path, Path], None], chunk: int
) -> None:
    """Before the first features are read (the snapshot is taken), and in the middle."""
    path = patches(tmp_path, suffix, PATCHES)
    other = patches(tmp_path / "other", suffix, PATCHES // 2)
    _when_read(monkeypatch, chunk, lambda: change(path, other))
    done, sentence = attempt(INPUT=str(path), YEAR_FIELD="year", **townships())
    if sentence:
        assert "was changed or removed by another program during the run" in sentence
        assert "\n" not in sentence
    else:
        assert done["TOTAL_MU"] == pytest.approx(PATCHES * 25 * 0.0015, rel=1e-6)


def attempt(**parameters: Any) -> tuple[Any, str]:
    """A run of summarizearea, or the sentence with which it was refused."""
    try:
        return run("summarizearea", **parameters), ""
    except QgsProcessingException as error:
        return None, str(error)


def _when_read(monkeypatch: pytest.MonkeyPatch, chunk: int, happens: Callable[[], None]) -> None:
    """Let something happen before a chunk of features is read."""
    original, count = sources.check, [0]

    def check(progress: Any) -> None:
        if count[0] == chunk:
            happens()
        count[0] += 1
        original(progress)

    monkeypatch.setattr(sources, "READ_AT_ONCE", 50)
    monkeypatch.setattr(sources, "check", check)


def test_edits_saved_during_the_run_do_not_count_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The snapshot holds what was unsaved, and the file holds it now too."""
    source = opened(patches(tmp_path, ".gpkg", 20))
    source.startEditing()
    drawn = QgsFeature(source.fields())
    drawn.setGeometry(QgsGeometry.fromWkt(box(0, 20, 5, 25)))
    source.addFeature(drawn)
    _when_read(monkeypatch, 0, lambda: source.commitChanges())
    sentence = refused("summarizearea", INPUT=source, YEAR_FIELD="year", **townships())
    assert "22 of 21 features were read" in sentence
    sip.delete(source)  # QGIS keeps the frames of a refused run, and a layer must not outlive QGIS


def test_unsaved_edits_are_no_change(tmp_path: Path) -> None:
    source = opened(patches(tmp_path, ".gpkg", 20))
    source.startEditing()
    source.deleteFeature(3)
    done = run("summarizearea", INPUT=source, YEAR_FIELD="year", **townships())
    assert done["TOTAL_MU"] == pytest.approx(19 * 25 * 0.0015, rel=1e-6)
    assert not [each for each in done.log.warnings if "announces" in each]


def test_a_file_that_announces_more_than_it_gives(tmp_path: Path) -> None:
    path = patches(tmp_path, ".gpkg", 20)
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE gpkg_ogr_contents SET feature_count = 25")
        database.commit()
    done = run("summarizearea", INPUT=str(path), YEAR_FIELD="year", **townships())
    assert "announces 25 features, but 20 could be read" in done.log.warning("announces")
    assert done["TOTAL_MU"] == pytest.approx(20 * 25 * 0.0015, rel=1e-6)


@pytest.mark.parametrize("name", ["TOWNSHIPS", "TARGETS", "WATER_SOURCE"])
def test_other_layers_are_counted_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    inputs: dict[str, Any] = {"INPUT": layer([box(0, 0, 5, 5)], year=[2020]), "YEAR_FIELD": "year", **townships()}
    path = patches(tmp_path, ".gpkg", 40)
    inputs[name] = [str(path)] if name == "WATER_SOURCE" else str(path)
    if name == "TOWNSHIPS":
        inputs["TOWNSHIP_NAME_FIELD"] = "year"
    original = sources._features

    def features(snapshot: Any, *rest: Any) -> Any:
        if snapshot.path == str(path):
            cut_off(path, path)
        return original(snapshot, *rest)

    monkeypatch.setattr(sources, "_features", features)
    sentence = refused("exportprogress", **inputs, GEOPACKAGE=str(tmp_path / "out.gpkg"))
    assert "was changed or removed by another program" in sentence
    assert not (tmp_path / "out.gpkg").exists()
