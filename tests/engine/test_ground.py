"""Counted ground by patch, by township and by zone class: the tables that only ``exportprogress`` has."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.accounting import summarise
from mine_remediation.engine.area import total
from mine_remediation.engine.classify import classify
from mine_remediation.engine.ground import patch_table, printed_patch_mu, township_shares, zone_table
from mine_remediation.engine.patches import Counting, prepare_patches
from mine_remediation.engine.scheme import CLASSES
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import (
    box,
    clusters,
    common_m2,
    held_one_by_one,
    patch_layer,
    some_examples,
    townships_of,
    without,
    zone_class,
)

pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")

SHAPES = [box(-200, -200, 310, 320), box(100, -200, 90, 320), box(200, -200, 300, 320)]
TOWNSHIPS = townships_of(SHAPES, ["永陵镇", "木奇镇", "永陵镇"])
RESERVE, SCENIC, LINE = box(0, 0, 60, 60), box(30, 20, 80, 60), box(80, -50, 90, 300)
ZONES = [
    zone_class("NATURE_RESERVE", RESERVE, names=["老秃顶子"]),
    zone_class("SCENIC_AREA", SCENIC, names=["猴石"]),
    zone_class("TRANSPORT_LINE", LINE, names=["沈吉线"]),
]
GIVEN = {"NATURE_RESERVE": RESERVE, "SCENIC_AREA": SCENIC, "TRANSPORT_LINE": LINE}
MU = 0.0015


def run(shapes, counting=None, min_share=0.0, **columns):
    layer = patch_layer(shapes, **columns)
    patches = prepare_patches(layer, counting or Counting())
    classified = classify(layer.name, layer.crs, layer.geometry, layer.ids, ZONES, min_share)
    accounting = summarise(patches, TOWNSHIPS, zones=classified.zones)
    return patches, accounting, classified


def held_of(patches):
    """What each counted patch holds, made one by one."""
    order = [int(row) for row in np.argsort(patches.rows.priority) if patches.rows.counted[row]]
    return held_one_by_one(patches.rows.geometry, order)


def hundredths(values):
    values = np.asarray(values, dtype=float) * 100
    assert np.abs(values - np.rint(values)).max(initial=0) < 1e-6
    return np.rint(values).astype(int)


@some_examples(0.3)
@given(
    shapes=clusters(most=5),
    statuses=st.lists(st.sampled_from(["已验收", "施工"]), min_size=5, max_size=5),
    min_share=st.sampled_from([0.0, 0.4]),
)
def test_the_tables_against_ground_held_one_by_one(shapes, statuses, min_share):
    counting = Counting(statuses=["已验收"])
    patches, accounting, classified = run(shapes, counting, min_share, status=statuses[: len(shapes)])
    held = held_of(patches)
    check_patch_table(patch_table(patches, accounting, classified), patches, held)
    check_township_shares(patches, accounting, classified, held)
    check_zone_table(zone_table(accounting, classified), accounting, classified, held)


def check_patch_table(table, patches, held):
    zones = shapely.union_all([RESERVE, SCENIC, LINE])
    assert table["patch_id"].tolist() == patches.layer.ids.tolist()
    for row in table.itertuples():
        shape = patches.rows.geometry[row.Index]
        mine = held.get(row.Index, shapely.Polygon())
        assert row.area_mu == pytest.approx(shapely.area(shape) * MU, rel=1e-9)
        assert row.zone_mu == pytest.approx(common_m2(shape, zones) * MU, abs=1e-3)
        assert row.counted == (row.Index in held)
        assert row.counted_mu == pytest.approx(shapely.area(mine) * MU, abs=1e-3)
        assert row.counted_zone_mu == pytest.approx(common_m2(mine, zones) * MU, abs=1e-3)
        assert row.counted_zone_mu <= row.counted_mu + 1e-9
        for printed, true in ((row.area_mu_printed, row.area_mu), (row.counted_mu_printed, row.counted_mu)):
            assert printed == pytest.approx(np.floor(true * 100 + 0.5) / 100, abs=1e-9)


def check_township_shares(patches, accounting, classified, held):
    table = patch_table(patches, accounting, classified)
    shares = township_shares(accounting, table["counted_mu_printed"].to_numpy(), len(table))
    for row, parts in enumerate(shares):
        assert hundredths([mu for _, mu in parts]).sum() == hundredths([table["counted_mu_printed"][row]])[0]
        names = [name for name, _ in parts]
        assert len(set(names)) == len(names)
        order = ["永陵镇", "木奇镇", None]
        assert names == sorted(names, key=order.index)
        rest, expected = held.get(row, shapely.Polygon()), dict.fromkeys(order, 0.0)
        for shape, name in zip(SHAPES, TOWNSHIPS.name_of):
            expected[order[name]] += common_m2(rest, shape) * MU
            rest = without(rest, shape)
        expected[None] = shapely.area(rest) * MU
        for name, mu in parts:
            assert mu == pytest.approx(expected[name], abs=0.0111)


def check_zone_table(table, accounting, classified, held):
    assert table["zone_class"].tolist() == [*CLASSES, "OUTSIDE", "TOTAL"]
    rows = table.set_index("zone_class")
    line = accounting.summary.account
    for column in ("counted_net_mu", "by_patch_mu"):
        assert total(rows[column].dropna()[:-1]) == pytest.approx(line.counted_mu, rel=1e-9, abs=1e-12)
        assert rows.loc["TOTAL", column] == line.counted_mu
    for column in ("counted_gross_mu", "counted_net_mu", "by_patch_mu"):
        printed = rows[f"{column}_printed"].dropna()
        assert hundredths(printed[:-1]).sum() == hundredths(printed[-1:])[0]
    assert rows.loc["TOTAL", "counted_net_mu_printed"] == line.counted_mu_printed
    assert rows.loc["TOTAL", "counted_gross_mu"] == pytest.approx(total(rows["counted_gross_mu"].dropna()[:-1]))
    own = classified.result.patches["zone_class"]
    rest = dict(held)
    for label, zone in GIVEN.items():
        inside = {row: common_m2(ground, zone) for row, ground in held.items()}
        assert rows.loc[label, "counted_gross_mu"] == pytest.approx(sum(inside.values()) * MU, abs=1e-3)
        assert rows.loc[label, "counted_net_mu"] == pytest.approx(
            sum(common_m2(ground, zone) for ground in rest.values()) * MU, abs=1e-3
        )
        alone = [common_m2(ground, zone) for ground in rest.values()]
        rest = {row: without(ground, zone) for row, ground in rest.items()}
        if not any(0 < m2 < 0.05 for m2 in alone):
            assert rows.loc[label, "patches"] == sum(m2 > 0 for m2 in alone)
        by_patch = sum(shapely.area(ground) for row, ground in held.items() if own[row] == label) * MU
        assert rows.loc[label, "by_patch_mu"] == pytest.approx(by_patch, abs=1e-3)
    outside = sum(map(shapely.area, rest.values())) * MU
    for column in ("counted_net_mu", "counted_gross_mu"):
        assert rows.loc["OUTSIDE", column] == pytest.approx(outside, abs=1e-3)
    not_given = [label for label in CLASSES if label not in GIVEN]
    assert rows.loc[not_given].isna().all(axis=None)


def test_a_class_without_repeats_prints_one_number_twice():
    _, accounting, classified = run([box(-100, -100, 101.3, 7.7), box(-100, 0, 37.1, 13.3), box(100, 0, 30.3, 9.1)])
    rows = zone_table(accounting, classified).set_index("zone_class")
    assert (
        rows.loc["TRANSPORT_LINE", "counted_gross_mu_printed"] == rows.loc["TRANSPORT_LINE", "counted_net_mu_printed"]
    )
    assert rows.loc["OUTSIDE", "counted_gross_mu_printed"] == rows.loc["OUTSIDE", "counted_net_mu_printed"]


def test_repeats_are_counted_in_each_class():
    _, accounting, classified = run([box(40, 30, 20)])
    rows = zone_table(accounting, classified).set_index("zone_class")
    assert rows.loc["NATURE_RESERVE", ["counted_gross_mu", "counted_net_mu", "by_patch_mu"]].tolist() == pytest.approx(
        [0.6, 0.6, 0.6], abs=1e-6
    )
    assert rows.loc["SCENIC_AREA", ["counted_gross_mu", "counted_net_mu", "by_patch_mu"]].tolist() == pytest.approx(
        [0.6, 0.0, 0.0], abs=1e-6
    )
    assert rows.loc["TOTAL", ["counted_gross_mu", "counted_net_mu", "by_patch_mu"]].tolist() == pytest.approx(
        [1.2, 0.6, 0.6], abs=1e-6
    )


def test_patches_keep_their_rows_attributes_and_nulls():
    patches, accounting, classified = run(
        [box(0, 0, 30), None, box(0, 0, 30)],
        Counting(statuses=["已验收"]),
        year=[2020, None, "2019年"],
        category=["废弃", None, None],
        status=["已验收", "已验收", "施工"],
    )
    table = patch_table(patches, accounting, classified)
    assert table["year"].tolist()[::2] == [2020, 2019]
    assert pd.isna(table["year"][1])
    assert table["category"].tolist() == ["废弃", None, None]
    assert table["counted"].tolist() == [True, False, False]
    assert table["counted_mu"].tolist() == pytest.approx([1.35, np.nan, 0], abs=1e-6, nan_ok=True)
    assert table["zone_mu"].tolist() == pytest.approx([1.35, np.nan, 1.35], abs=1e-6, nan_ok=True)
    nulls = ["area_m2", "area_mu", "area_mu_printed", "zone_class", "zone_name", "zone_mu", "zone_share"]
    assert table.loc[1, nulls].isna().all()
    assert table["zone_class"].tolist() == ["NATURE_RESERVE", None, "NATURE_RESERVE"]


def test_without_zones_the_zone_columns_are_null():
    layer = patch_layer([box(0, 0, 30), box(10, 0, 30)])
    patches = prepare_patches(layer, Counting())
    table = patch_table(patches, summarise(patches, TOWNSHIPS), None)
    empty = ["zone_class", "zone_classes", "zone_name", "zone_mu", "zone_share", "zone_distance_m", "counted_zone_mu"]
    assert table[empty].isna().all(axis=None)
    assert table["counted_mu"].tolist() == pytest.approx([1.35, 0.45], abs=1e-6)


def test_an_empty_layer_has_empty_tables_and_a_zone_table_of_zeros():
    patches, accounting, classified = run([])
    assert len(patch_table(patches, accounting, classified)) == 0
    assert township_shares(accounting, np.empty(0), 0) == []
    rows = zone_table(accounting, classified).set_index("zone_class")
    given = rows.loc[[*GIVEN, "OUTSIDE", "TOTAL"]]
    assert (given == 0).all(axis=None)
    assert rows.loc[[label for label in CLASSES if label not in GIVEN]].isna().all(axis=None)


def test_a_patchs_own_area_is_printed_half_up():
    found = printed_patch_mu(np.array([10.0, 1.005 / MU, np.nan, 0.0, 0.0149999 / MU]))
    assert found.tolist() == pytest.approx([0.02, 1.01, np.nan, 0.0, 0.01], nan_ok=True)
