"""The live account: after any edits it says what a full summary of the same patches says, to the last bit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from mine_remediation.engine.accounting import summarise
from mine_remediation.engine.live import LiveAccount, Unordered
from mine_remediation.engine.patches import Counting, PatchLayer, prepare_patches
from mine_remediation.engine.units import MU
from mine_remediation.tests.engine.factories import EAST, NORTH, PLANE, box, objects, patch_layer, star, townships_of

pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")

TOWNSHIPS = townships_of([box(-200, -200, 310, 320), box(110, -200, 100, 320)], ["甲乡", "乙乡"])
COUNTING = Counting(statuses=["验收"], cutoff=date(2021, 6, 30), review=["在审"])
CATEGORIES = ["生产矿山", "闭坑矿山", None, "废弃矿山"]
STATUSES = ["验收", "在审", "验收", "施工中"]
YEARS = [2019, "2020年", None, 2021, "去年"]
DATES = [None, "2021-06-30", "2019-05-01", "2022-01-01", None]


class World:
    """A patch layer that is edited at random, as one patch each."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.patches: dict[int, tuple] = {}
        self.unsaved = -1
        for fid in range(1, 9):
            self.patches[fid] = self.patch()

    def patch(self) -> tuple:
        """Geometry, year, date, category, status, zone."""
        rng = self.rng
        x, y = rng.uniform(0, 220, 2)
        radii = rng.uniform(15, 90, int(rng.integers(3, 10)))
        shape = None if rng.random() < 0.08 else star((EAST + x, NORTH + y), radii)
        pick = [values[int(rng.integers(len(values)))] for values in (YEARS, DATES, CATEGORIES, STATUSES)]
        return shape, *pick, f"Z{rng.integers(2)}"

    def edit(self) -> tuple[list[int], list[int]]:
        """A change of some patches: ids that are new or edited, ids that are gone."""
        rng, changed, gone = self.rng, [], []
        for _ in range(int(rng.integers(1, 4))):
            kind = rng.random()
            alive = [fid for fid in self.patches if fid not in gone]
            if kind < 0.4 or not alive:
                self.unsaved -= 1
                changed.append(self.unsaved)
                self.patches[self.unsaved] = self.patch()
            elif kind < 0.75:
                changed.append(fid := int(rng.choice(alive)))
                self.patches[fid] = self.patch()
            else:
                gone.append(fid := int(rng.choice(alive)))
        for fid in gone:
            del self.patches[fid]
        return [fid for fid in by_rank(set(changed)) if fid not in gone], gone

    def layer(self, fids: list[int] | None = None) -> PatchLayer:
        """The layer, or a part of it, as QGIS reads it: unsaved patches first."""
        fids = sorted(self.patches, key=lambda fid: (fid > 0, abs(fid))) if fids is None else fids
        columns = list(zip(*(self.patches[fid] for fid in fids))) or [()] * 6
        shapes, *values = columns
        year, day, category, status, zone = (objects(*column) for column in values)
        rank = {fid: place for place, fid in enumerate(by_rank(fids))}
        return PatchLayer(
            "图斑", PLANE, objects(*shapes), objects(*map(str, fids)), np.array([rank[fid] for fid in fids], np.int64),
            year, day, False, category, status, zone,
        )  # fmt: skip

    def save(self) -> dict[int, int]:
        """Unsaved patches get ids behind the saved ones."""
        last = max([0, *(fid for fid in self.patches if fid > 0)])
        unsaved = [fid for fid in by_rank(self.patches) if fid < 0]
        new_of = {old: last + 1 + place for place, old in enumerate(unsaved)}
        self.patches = {new_of.get(fid, fid): patch for fid, patch in self.patches.items()}
        return new_of


def by_rank(fids):
    return sorted(fids, key=lambda fid: (fid < 0, abs(fid)))


def filled(world: World) -> LiveAccount:
    account = LiveAccount(TOWNSHIPS, COUNTING, None)
    account.fill(world.layer(), world_fids(world))
    return account


def world_fids(world):
    return sorted(world.patches, key=lambda fid: (fid > 0, abs(fid)))


def said(account: LiveAccount):
    """All figures of an account, by name."""
    snapshot = account.snapshot(MU)
    counted = {scope: snapshot.counted.cells(scope) for scope in snapshot.counted.scopes}
    review = {scope: snapshot.review.cells(scope) for scope in snapshot.review.scopes}
    return counted, review, snapshot.account, snapshot.years


def of_summary(world: World):
    """The same figures of counted ground from a full summary."""
    patches = prepare_patches(world.layer(), replace(COUNTING, review=()))
    summary = summarise(patches, TOWNSHIPS).summary
    tables: dict = {}
    names = ("category", "year", "township", "zone_class")
    used = {"total": (), "category_year": names[:2], "year_township": names[1:3], "township_zone": names[2:]}
    for scope in ("total", "category", "category_year", "year", "year_township", "township", "township_zone", "zone"):
        columns = used.get(scope, ("zone_class",) if scope == "zone" else (scope,))
        rows = summary.figures.scope(scope)
        tables[scope] = {
            tuple(None if pd.isna(value) else value for value in key): (
                m2,
                units,
            )
            for *key, m2, units in zip(
                *(rows[name] for name in columns), rows["area_m2"], np.rint(rows["mu_printed"] * 100).astype(int)
            )
        }
    return tables, summary.account, summary.years


@pytest.mark.parametrize("seed", range(5))
def test_after_any_edits_the_account_says_what_a_full_summary_says(seed: int) -> None:
    world = World(seed)
    account = filled(world)
    for step in range(12):
        changed, gone = world.edit()
        account.change(world.layer(changed), changed, gone)
        if step == 6:
            account.rename(world.save())
        tables, line, years = of_summary(world)
        counted, review, units, live_years = said(account)
        assert counted == tables
        assert [units.total / 100, units.counted / 100, units.overlap / 100, units.not_counted / 100] == [
            line.total_mu_printed,
            line.counted_mu_printed,
            line.overlap_mu_printed,
            line.not_counted_mu_printed,
        ]
        assert live_years == years
        assert (counted, review, units, live_years) == said(filled(world))


def test_a_patch_that_does_not_come_last_is_refused() -> None:
    world = World(1)
    world.unsaved = -5
    account = filled(world)
    world.patches[-6] = world.patch()
    account.change(world.layer([-6]), [-6])
    world.patches[9] = world.patch()
    before = said(account)
    with pytest.raises(Unordered):
        account.change(world.layer([9]), [9])
    assert said(account) == before


def test_saving_changes_no_printed_figure() -> None:
    """Of two equal categories that cannot both be rounded up, the one seen first is; QGIS reads unsaved ones first."""
    half = box(0, 0, 5, 3.5 / 0.15 / 5), box(50, 0, 5, 3.5 / 0.15 / 5)
    unsaved_first = patch_layer(half, category=["甲", "乙"], saved_rank=[1, 0])
    saved = patch_layer(half[::-1], category=["乙", "甲"], saved_rank=[0, 1])
    printed = []
    for layer in (unsaved_first, saved):
        rows = summarise(prepare_patches(layer, Counting()), TOWNSHIPS).summary.figures.scope("category")
        printed.append(dict(zip(rows["category"], rows["mu_printed"])))
    assert printed[0] == printed[1] == {"乙": 0.04, "甲": 0.03}
