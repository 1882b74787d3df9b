"""Patches that count by a stated area (accepted, declared …): it is spread over their ground, every metre once."""

from __future__ import annotations

import math

import numpy as np
import pytest

from mine_remediation.engine.accounting import summarise
from mine_remediation.engine.classify import classify_polygons
from mine_remediation.engine.ground import patch_table, zone_table
from mine_remediation.engine.live import LiveAccount
from mine_remediation.engine.patches import Counting, prepare_patches
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.engine.units import MU
from mine_remediation.tests.engine.factories import (
    box,
    codes,
    notice,
    patch_layer,
    patches_of,
    townships_of,
    zone_class,
)

TOWNSHIPS = townships_of([box(0, 0, 100, 400), box(100, 0, 400, 400)], ["甲镇", "乙镇"])


def stated(shapes, values, **columns):
    return patches_of(shapes, stated_m2=[np.nan if each is None else each for each in values], **columns)


def test_a_stated_area_is_spread_in_proportion_to_the_ground():
    patches = stated([box(70, 0, 40)], [2000.0])  # three quarters in the first township
    accounting = summarise(patches, TOWNSHIPS)
    pieces = accounting.summary.pieces
    assert pieces["area_m2"].tolist() == pytest.approx([1500, 500], rel=1e-5)
    assert math.fsum(pieces["area_m2"]) == pytest.approx(2000, abs=1e-9)
    assert pieces["factor"].tolist() == pytest.approx([2000 / patches.rows.area_m2[0]] * 2)
    assert (pieces["official_m2"] * pieces["factor"]).tolist() == pieces["area_m2"].tolist()
    assert accounting.summary.account.counted_mu == pytest.approx(3.0)
    assert accounting.summary.account.total_mu == pytest.approx(3.0)
    assert patch_table(patches, accounting, None)["counted_mu"].tolist() == pytest.approx([3.0])


def test_ground_that_an_earlier_patch_holds_is_not_counted_again():
    later = box(50, 0, 100)
    patches = stated([box(0, 0, 100), later], [8000.0, 5000.0], year=[2019, 2020])
    accounting = summarise(patches, TOWNSHIPS)
    account = accounting.summary.account
    assert account.overlap_mu == pytest.approx(2500 * 0.0015, rel=1e-5)  # half of the later one, as it counts
    assert account.counted_mu == pytest.approx((8000 + 2500) * 0.0015, rel=1e-5)
    assert account.counted_mu == pytest.approx(account.total_mu - account.not_counted_mu - account.overlap_mu, abs=1e-9)


def test_patches_without_a_stated_area_count_by_their_ground_and_are_told():
    shapes = [box(0, 0, 10), box(20, 0, 10), box(40, 0, 10), box(60, 0, 10)]
    patches = stated(shapes, [None, -5.0, 0.0, 50.0])
    assert patches.rows.factor[:3].tolist() == [1, 1, 1]
    told = notice(patches.notices, "stated_area_missing").values
    assert (told["count"], told["ids"]) == (3, ["p0", "p1", "p2"])
    assert "stated_area_missing" not in codes(stated(shapes[:1], [1.0]).notices)
    counted = Counting(statuses=["验收"])
    layer = patch_layer(shapes[:1], stated_m2=[np.nan], status=["施工中"])
    assert "stated_area_missing" not in codes(prepare_patches(layer, counted).notices)


def test_without_stated_areas_nothing_is_other_than_before():
    plain = summarise(patches_of([box(70, 0, 40)]), TOWNSHIPS)
    assert list(plain.summary.pieces)[-1] == "area_mu"
    none = summarise(stated([box(70, 0, 40)], [None]), TOWNSHIPS)
    assert none.summary.pieces["area_m2"].tolist() == plain.summary.pieces["area_m2"].tolist()


def test_zones_count_the_same_factor_with_repeats_and_without():
    patches = stated([box(0, 0, 100)], [5000.0])
    layer = patches.layer
    polygons = polygons_in_plane(layer.geometry, layer.crs, layer.name, layer.ids)
    zones = [zone_class("WATER_SOURCE", box(0, 0, 50, 100)), zone_class("RIVER_CORRIDOR", box(25, 0, 50, 100))]
    classified = classify_polygons(polygons, layer.name, layer.ids, zones)
    accounting = summarise(patches, TOWNSHIPS, None, classified.zones)
    table = zone_table(accounting, classified).set_index("zone_class")
    half, quarter = 2500 * 0.0015, 1250 * 0.0015
    assert table.loc["WATER_SOURCE", "counted_net_mu"] == pytest.approx(half, rel=1e-5)
    assert table.loc["RIVER_CORRIDOR", "counted_gross_mu"] == pytest.approx(half, rel=1e-5)
    assert table.loc["RIVER_CORRIDOR", "counted_net_mu"] == pytest.approx(quarter, rel=1e-5)
    assert table.loc["TOTAL", "counted_net_mu"] == pytest.approx(5000 * 0.0015)


def test_live_figures_are_those_of_a_full_run_to_the_last_bit():
    shapes = [box(60 + 17.3 * place, 3.1, 41.7) for place in range(6)]
    values = [900.5, np.nan, 2111.3, 0.0, 1700.9, 1234.5]
    columns = {"year": [2019, 2020, 2019, 2021, 2020, 2019], "status": ["验收"] * 5 + ["在审"]}
    counting = Counting(statuses=["验收"], review=["在审"])
    live = LiveAccount(TOWNSHIPS, counting, None)
    live.fill(patch_layer(shapes, stated_m2=[500.0] * 6, **columns), range(1, 7))
    layer = patch_layer(shapes, stated_m2=values, **columns)
    live.change(layer, range(1, 7))
    full = summarise(prepare_patches(layer, counting), TOWNSHIPS)
    seen, line = live.snapshot(MU), full.summary.account
    (whole,) = full.summary.figures.scope("total")["area_m2"]
    assert seen.counted.cells("total")[()][0] == whole
    assert [seen.account.total, seen.account.counted, seen.account.overlap, seen.account.not_counted] == [
        round(each * 100)
        for each in (
            line.total_mu_printed,
            line.counted_mu_printed,
            line.overlap_mu_printed,
            line.not_counted_mu_printed,
        )
    ]
    live.change(patch_layer([], stated_m2=[], year=[], status=[]), [], gone=[1, 3])
    assert live.snapshot(MU).account.total < seen.account.total
