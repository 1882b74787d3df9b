"""Random edits with a printed seed: never an exception, and the figures are those of a recompute again and again."""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsApplication, QgsFeature, QgsGeometry, QgsProject, QgsRectangle

from mine_remediation.processing.rebuilding import build, take
from mine_remediation.tests.processing.live_world import CATEGORIES, STATUSES, County

LIMIT = 70  # patches; above it more are deleted than drawn


class Monkey:
    """Edits a county at random."""

    def __init__(self, world: County, rng: random.Random) -> None:
        self.world, self.rng = world, rng
        self.edits: list[tuple[Callable[[], object], int]] = [
            (self.add, 5),
            (self.move, 8),
            (self.set_value, 5),
            (self.split, 2),
            (self.merge, 2),
            (self.delete, 4),
            (self.undo, 6),
            (self.redo, 3),
            (self.save, 1),
            (self.roll_back, 1),
        ]

    def step(self) -> str:
        """One edit; its name."""
        layer = self.world.layer
        if not layer.isEditable():
            layer.startEditing()
        edits, weights = zip(*self.edits)
        (edit,) = self.rng.choices(edits, weights)
        edit()
        return edit.__name__

    def any(self) -> int | None:
        fids = self.world.fids()
        return self.rng.choice(fids) if fids else None

    def add(self) -> None:
        if len(self.world.fids()) < LIMIT:
            self.world.add()
        else:
            self.delete()

    def move(self) -> None:
        if (fid := self.any()) is not None:
            self.world.move(fid, self.rng.uniform(-80, 80))

    def set_value(self) -> None:
        if (fid := self.any()) is not None:
            values = {
                "LB": [*CATEGORIES, "其他", None],
                "ZLZT": STATUSES,
                "ZLND": [None, 2019, 2021, 2022],
            }
            name = self.rng.choice(list(values))
            self.world.set_value(fid, name, self.rng.choice(values[name]))

    def split(self) -> None:
        """As the tool does: the patch keeps a half, a new one gets the other."""
        layer, fid = self.world.layer, self.any()
        if fid is None:
            return
        feature = layer.getFeature(fid)
        box = feature.geometry().boundingBox()
        left = QgsRectangle(box.xMinimum() - 1, box.yMinimum() - 1, box.center().x(), box.yMaximum() + 1)
        half = self.fitting(feature.geometry().intersection(QgsGeometry.fromRect(left)))
        rest = self.fitting(feature.geometry().difference(QgsGeometry.fromRect(left)))
        if half is None or rest is None:
            return
        new = QgsFeature(layer.fields())
        new.setAttributes(feature.attributes())
        if layer.fields().lookupField("fid") == 0:
            new.setAttribute(0, None)
        new.setGeometry(rest)
        layer.beginEditCommand("split")
        layer.changeGeometry(fid, half)
        layer.addFeature(new)
        layer.endEditCommand()

    def fitting(self, geometry: QgsGeometry) -> QgsGeometry | None:
        """The geometry as the layer takes it, None where it cannot."""
        parts = geometry.coerceToType(self.world.layer.wkbType())
        return parts[0] if len(parts) == 1 and not parts[0].isEmpty() else None

    def merge(self) -> None:
        layer, first, second = self.world.layer, self.any(), self.any()
        if first is None or first == second:
            return
        joined = self.fitting(layer.getFeature(first).geometry().combine(layer.getFeature(second).geometry()))
        if joined is None:
            return
        layer.beginEditCommand("merge")
        layer.changeGeometry(first, joined)
        layer.deleteFeature(second)
        layer.endEditCommand()

    def delete(self) -> None:
        fids = self.world.fids()
        if len(fids) > 5:
            self.world.layer.deleteFeatures(self.rng.sample(fids, self.rng.randint(1, 3)))

    def undo(self) -> None:
        self.world.layer.undoStack().undo()

    def redo(self) -> None:
        self.world.layer.undoStack().redo()

    def save(self) -> None:
        assert self.world.layer.commitChanges(self.rng.random() < 0.5), self.world.layer.commitErrors()

    def roll_back(self) -> None:
        self.world.layer.rollBack()


def equal_to_a_recompute(world: County) -> None:
    """Every figure, and the m² behind the cells to the last bit."""
    figures = world.settle()
    fresh = build(take(world.sources, world.layer, date(2022, 6, 30))())
    assert replace(figures, changed_cells=frozenset()) == fresh.figures()
    live = world.live._account
    assert live.cell_areas() == fresh.cell_areas()
    mine, theirs = live.patch_rows(), fresh.patch_rows()
    for name in ("fid", "name", "category", "status", "township", "area", "counted", "problem"):
        assert np.array_equal(getattr(mine, name), getattr(theirs, name)), name


def run(kind: str, folder: Path, seed: int, steps: int, every: int) -> None:
    """*steps* edits, at the end the layer is taken away in the middle of one."""
    print(f"seed {seed} on {kind}")  # shown where the test fails
    world = County(kind, folder, seed).start()
    monkey = Monkey(world, random.Random(seed))
    try:
        for number in range(1, steps + 1):
            monkey.step()
            if monkey.rng.random() < 0.8:  # else the next edit comes before the figures
                world.settle()
            if number % every == 0:
                equal_to_a_recompute(world)
        assert world.failures == []
        world.check()
        monkey.step()
        QgsProject.instance().removeMapLayer(world.layer.id())
        world.layer = None
        world.settle()
        assert world.live.figures is None
    finally:
        world.close()
        gc.collect()


@pytest.fixture
def errors(qgis_app: object, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What went wrong in a slot, where Qt would only print it, or was written to QGIS's log as a Python error."""
    found: list[str] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, value, _: found.append(f"{kind.__name__}: {value}"))
    log = QgsApplication.messageLog()

    def note(message: str, tag: str, level: object) -> None:
        if tag in ("Mine Remediation", "Python error"):
            found.append(message)

    log.messageReceived[str, str, "Qgis::MessageLevel"].connect(note)
    yield found
    log.messageReceived[str, str, "Qgis::MessageLevel"].disconnect(note)


@pytest.mark.parametrize("kind", ["memory", "gpkg", "shp"])
def test_random_edits(kind: str, tmp_path: Path, errors: list[str]) -> None:
    run(kind, tmp_path, seed=random.SystemRandom().randrange(10**6), steps=100, every=25)
    assert errors == []


@pytest.mark.long
@pytest.mark.parametrize("kind", ["memory", "gpkg", "shp"])
def test_three_thousand_random_edits(kind: str, tmp_path: Path, errors: list[str]) -> None:
    run(kind, tmp_path, seed=random.SystemRandom().randrange(10**6), steps=1000, every=50)
    assert errors == []
