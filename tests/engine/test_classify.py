"""Figures of ``classifybyzone``: what a patch is called, the summary that adds up, the membership table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine import overlay
from mine_remediation.engine.classify import classify, classify_polygons
from mine_remediation.engine.problems import Cancelled, Refusal
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.engine.zones import CLASSES, ZoneClass, ZoneLayer
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import (
    GEOD,
    PLANE,
    TOLERANCE_M2,
    StopAfter,
    box,
    clusters,
    codes,
    common_m2,
    moved,
    notice,
    objects,
    polygon,
    some_examples,
    without,
    zone_class,
)

pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")

RESERVE, WATER, SCENIC, HOMES, LINE, RIVER = CLASSES


def classified(patches, *classes, crs=PLANE, min_share=0.0, **options):
    ids = np.array([f"p{row}" for row in range(len(patches))], dtype=object)
    return classify("图斑", crs, objects(*patches), ids, list(classes), min_share, **options).result


def summary_of(result):
    return result.summary.set_index("zone_class")


@st.composite
def zone_clusters(draw):
    labels = draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=4, unique=True))
    return {label: draw(clusters(most=3)) for label in labels}


@some_examples(0.5)
@given(patches=clusters(most=4), drawn=zone_clusters(), share=st.sampled_from([0.0, 0.0, 0.3, 1.0]))
def test_every_patch_and_the_summary_against_unions_made_by_hand(patches, drawn, share):
    result = classified(patches, *(zone_class(label, *shapes) for label, shapes in drawn.items()), min_share=share)
    unions = {label: shapely.union_all(drawn[label]) for label in CLASSES if label in drawn}
    gross, net = dict.fromkeys(unions, 0.0), dict.fromkeys(unions, 0.0)
    for row, patch in zip(result.patches.itertuples(), patches):
        whole, rest = shapely.area(patch), patch
        assert row.area_mu == pytest.approx(whole * 0.0015, rel=1e-8)
        shares = {label: common_m2(patch, union) / whole for label, union in unions.items()}
        for label, union in unions.items():
            gross[label] += shares[label] * whole * 0.0015
            net[label] += common_m2(rest, union) * 0.0015
            rest = without(rest, union)
        inside = (whole - shapely.area(rest)) * 0.0015
        assert row.zone_mu == pytest.approx(inside, abs=1e-4)
        assert row.zone_share == pytest.approx(inside / row.area_mu, abs=1e-5)
        doubtful = any(abs(each * whole) < 0.05 or abs(each - share) < 1e-5 for each in shares.values() if each)
        if not doubtful:
            expected = [label for label, each in shares.items() if each * whole > TOLERANCE_M2 and each >= share]
            assert row.zone_classes == ",".join(expected)
            assert row.zone_class == (expected[0] if expected else "OUTSIDE")
    table = summary_of(result)
    for label in unions:
        assert table.loc[label, "gross_mu"] == pytest.approx(gross[label], abs=1e-3)
        assert table.loc[label, "net_mu"] == pytest.approx(net[label], abs=1e-3)


@some_examples(0.3)
@given(patches=clusters(most=5), drawn=zone_clusters(), share=st.sampled_from([0.0, 0.5]))
def test_the_summary_adds_up(patches, drawn, share):
    result = classified(
        [*patches, None], *(zone_class(label, *shapes) for label, shapes in drawn.items()), min_share=share
    )
    table, rows = result.summary, result.patches
    assert table["zone_class"].tolist() == [*CLASSES, "OUTSIDE", "TOTAL"]
    parts, whole = table[:-1], table.iloc[-1]
    assert whole["net_mu"] == pytest.approx(parts["net_mu"].sum(), rel=1e-12)
    assert whole["gross_mu"] == pytest.approx(parts["gross_mu"].sum(), rel=1e-12)
    assert result.total_mu == whole["net_mu"] == pytest.approx(rows["area_mu"].sum(), rel=1e-12)
    assert result.inside_mu == pytest.approx(rows["zone_mu"].sum(), rel=1e-12)
    assert whole["patches"] == result.count == len(rows)
    slack = TOLERANCE_M2 * 0.0015 * len(patches)  # a rest up to the tolerance goes to the largest piece
    assert (parts["gross_mu"].dropna() >= parts["net_mu"].dropna() - slack).all()
    for label in drawn:
        members = rows["zone_classes"].map(lambda text, label=label: label in (text or "").split(","))
        assert summary_of(result).loc[label, "patches"] == members.sum()
    outside = (rows["zone_class"] == "OUTSIDE").sum()
    assert summary_of(result).loc["OUTSIDE", "patches"] == outside
    assert result.inside_count + outside + 1 == len(rows)
    not_given = [label for label in CLASSES if label not in drawn]
    assert summary_of(result).loc[not_given].isna().all(axis=None)


@some_examples(0.3)
@given(patches=clusters(most=4), drawn=zone_clusters())
def test_the_membership_table_has_a_row_per_patch_and_class(patches, drawn):
    classes = [zone_class(label, *shapes) for label, shapes in drawn.items()]
    result = classified(patches, *classes, min_share=0.9)
    table = result.membership
    assert not table.duplicated(["patch_id", "zone_class"]).any()
    order = [(int(patch[1:]), CLASSES.index(label)) for patch, label in zip(table["patch_id"], table["zone_class"])]
    assert order == sorted(order)
    assert (table["overlap_m2"] > TOLERANCE_M2).all()
    assert table["overlap_mu"].tolist() == pytest.approx((table["overlap_m2"] * 0.0015).tolist())
    areas = result.patches.set_index("patch_id")["area_m2"]
    assert table["share"].tolist() == pytest.approx(
        (table["overlap_m2"] / areas[table["patch_id"]].to_numpy()).tolist()
    )
    assert (table["threshold_m"] == 0).all()
    assert (table["distance_m"] == 0).all()
    gross = table.groupby("zone_class")["overlap_mu"].sum()
    for label, mu in gross.items():
        assert summary_of(result).loc[label, "gross_mu"] == pytest.approx(mu, rel=1e-12)


def test_the_highest_class_names_the_patch_by_its_largest_share():
    result = classified(
        [box(0, 0, 100)],
        zone_class(RIVER, box(0, 0, 100), names=["浑河"]),
        zone_class(WATER, box(0, 0, 30, 100), box(20, 0, 60, 100), names=["一级", "二级"]),
        zone_class(SCENIC, box(0, 0, 200), names=["景区"]),
    )
    (row,) = result.patches.itertuples()
    assert (row.zone_class, row.zone_classes) == (WATER, f"{WATER},{SCENIC},{RIVER}")
    assert (row.zone_name, row.zone_distance_m) == ("二级", 0.0)
    assert (row.zone_mu, row.zone_share) == pytest.approx((15.0, 1.0))
    table = summary_of(result)
    assert table.loc[[WATER, SCENIC, RIVER], "net_mu"].tolist() == pytest.approx([12.0, 3.0, 0.0], abs=1e-6)
    assert table.loc[[WATER, SCENIC, RIVER], "gross_mu"].tolist() == pytest.approx([12.0, 15.0, 15.0])
    assert table.loc["OUTSIDE", ["patches", "gross_mu", "net_mu"]].tolist() == pytest.approx([0, 0, 0], abs=1e-9)
    assert table.loc["TOTAL", "gross_mu"] == pytest.approx(42.0)


@pytest.mark.parametrize(("min_share", "expected"), [(0.0, 2), (0.1, 2), (0.1001, 1), (0.6, 1), (0.61, 0)])
def test_the_smallest_share_decides_membership_and_counts_only(min_share, expected):
    result = classified(
        [box(0, 0, 100)],
        zone_class(RESERVE, box(0, 0, 10, 100)),
        zone_class(HOMES, box(40, 0, 60, 100), names=["永陵"]),
        min_share=min_share,
    )
    (row,) = result.patches.itertuples()
    classes = [RESERVE, HOMES][2 - expected :] if expected else []
    assert row.zone_classes == ",".join(classes)
    assert row.zone_class == (classes[0] if classes else "OUTSIDE")
    assert row.zone_mu == pytest.approx(10.5)
    assert row.zone_distance_m == 0.0
    table = summary_of(result)
    assert table.loc[[RESERVE, HOMES], "net_mu"].tolist() == pytest.approx([1.5, 9.0])
    assert table.loc[[RESERVE, HOMES], "patches"].tolist() == [RESERVE in classes, HOMES in classes]
    assert table.loc["OUTSIDE", "patches"] == (expected == 0)
    assert table.loc["OUTSIDE", "net_mu"] == pytest.approx(4.5)
    assert result.inside_count == (expected > 0)
    assert result.inside_mu == pytest.approx(10.5)
    assert len(result.membership) == 2


def test_a_patch_outside_is_told_the_nearest_zone_over_all_classes():
    lonlat = [shapely.box(124.9, 41.6, 124.901, 41.601), shapely.box(124.9, 41.7, 124.901, 41.701)]
    road = shapely.LineString([GEOD.fwd(124.901, 41.6005, 90, 900)[:2], GEOD.fwd(124.901, 41.6005, 90, 5000)[:2]])
    reserve = shapely.box(124.9, 41.72, 124.91, 41.73)
    result = classified(
        lonlat,
        zone_class(RESERVE, reserve, names=["保护区"], crs="EPSG:4490"),
        zone_class(LINE, road, distance=300.0, names=["铁路"], crs="EPSG:4490"),
        crs="EPSG:4490",
    )
    rows = result.patches
    assert rows["zone_class"].tolist() == ["OUTSIDE", "OUTSIDE"]
    assert rows["zone_classes"].tolist() == ["", ""]
    assert rows["zone_name"].tolist() == ["铁路", "保护区"]
    gap = GEOD.inv(124.9, 41.701, 124.9, 41.72)[2]
    assert rows["zone_distance_m"].tolist() == pytest.approx([600.0, gap], rel=1e-3)
    assert rows["zone_mu"].tolist() == [0.0, 0.0]


def test_where_nobody_asks_for_the_nearest_zone_all_other_figures_stay() -> None:
    patches = objects(box(0, 0, 20, 20), box(15, 0, 20, 20), box(100, 0, 20, 20), None)
    zones = [zone_class(WATER, box(0, 0, 30, 10), names=["水源地"])]
    ids = np.array(["a", "b", "c", "d"], dtype=object)
    polygons = polygons_in_plane(patches, PLANE, "图斑", ids)
    asked, bare = (classify_polygons(polygons, "图斑", ids, zones, nearest=each).result for each in (True, False))
    unasked = ["zone_name", "zone_distance_m"]
    pd.testing.assert_frame_equal(bare.patches.drop(columns=unasked), asked.patches.drop(columns=unasked))
    pd.testing.assert_frame_equal(bare.summary, asked.summary)
    pd.testing.assert_frame_equal(bare.membership, asked.membership)
    assert asked.patches["zone_name"].tolist() == ["水源地", "水源地", "水源地", None]
    assert bare.patches["zone_name"].tolist() == ["水源地", "水源地", None, None]
    assert bare.patches["zone_distance_m"].fillna(-1).tolist() == [0.0, 0.0, -1, -1]


def test_a_patch_in_a_corridor_is_at_no_distance_and_the_feature_at_its_own():
    patch = shapely.box(124.9, 41.602, 124.901, 41.603)
    road = shapely.LineString([(124.8, 41.6), (125.0, 41.6)])
    result = classified(
        [patch], zone_class(LINE, road, distance=500.0, names=["铁路"], crs="EPSG:4490"), crs="EPSG:4490"
    )
    (row,) = result.patches.itertuples()
    assert (row.zone_class, row.zone_name, row.zone_distance_m) == (LINE, "铁路", 0.0)
    (member,) = result.membership.itertuples()
    assert member.distance_m == pytest.approx(GEOD.inv(124.9, 41.6, 124.9, 41.602)[2], rel=1e-3)
    assert (member.threshold_m, member.layer, member.zone_name) == (500.0, "transport_line", "铁路")
    assert member.share == pytest.approx(1.0)


def test_the_figures_do_not_depend_on_the_crs_of_patches_or_zones():
    patches = [box(0, 0, 100), box(150, 0, 100), box(3000, 0, 100)]
    zones = [(RESERVE, box(50, 0, 150), 0.0), (LINE, shapely.boundary(box(0, 0, 600)), 60.0)]
    found = []
    for patch_crs, zone_crs in [("EPSG:4530", "EPSG:4529"), ("EPSG:4490", "EPSG:3857"), ("EPSG:4551", "EPSG:4490")]:
        drawn = [
            zone_class(label, moved(shape, PLANE, zone_crs), distance=distance, crs=zone_crs)
            for label, shape, distance in zones
        ]
        found.append(classified([moved(patch, PLANE, patch_crs) for patch in patches], *drawn, crs=patch_crs))
    for other in found[1:]:
        assert other.patches["zone_classes"].tolist() == found[0].patches["zone_classes"].tolist()
        assert other.patches["area_mu"].tolist() == pytest.approx(found[0].patches["area_mu"].tolist(), abs=1e-6)
        # an edge of a zone is straight in the CRS in which it is drawn: 0.1 m² on these
        assert other.patches["zone_mu"].tolist() == pytest.approx(found[0].patches["zone_mu"].tolist(), abs=1e-3)
        assert other.patches["zone_distance_m"].tolist() == pytest.approx(
            found[0].patches["zone_distance_m"].tolist(), rel=1e-3
        )


def test_several_layers_of_a_class_are_one_class():
    layers = [
        ZoneLayer("铁路", PLANE, objects(box(0, 0, 60, 100)), ["沈吉线"]),
        ZoneLayer(
            "公路", "EPSG:4530", moved(objects(box(40, 0, 30, 100), box(900, 0, 9)), PLANE, "EPSG:4530"), [None, None]
        ),
    ]
    result = classified([box(0, 0, 100), box(890, 0, 100)], ZoneClass(LINE, layers, 0.0))
    assert result.membership["layer"].tolist() == ["铁路", "公路"]
    assert result.membership["zone_name"].tolist() == ["沈吉线", "公路"]
    assert result.membership["overlap_m2"].tolist() == pytest.approx([7000, 81], abs=0.01)
    assert summary_of(result).loc[LINE, "patches"] == 2


def test_patches_without_geometry_keep_their_row_and_are_in_no_class():
    result = classified(
        [None, box(0, 0, 100), shapely.Polygon(), box(500, 0, 10)], zone_class(RESERVE, box(0, 0, 50, 100))
    )
    rows = result.patches
    assert rows["patch_id"].tolist() == ["p0", "p1", "p2", "p3"]
    nulls = rows.loc[[0, 2]].drop(columns="patch_id")
    assert nulls.isna().all(axis=None)
    assert rows["zone_class"].tolist()[1::2] == [RESERVE, "OUTSIDE"]
    table = summary_of(result)
    assert table.loc[[RESERVE, "OUTSIDE", "TOTAL"], "patches"].tolist() == [1, 1, 4]
    assert (result.count, result.inside_count) == (4, 1)
    assert notice(result.notices, "no_geometry").values["ids"] == ["p0", "p2"]


def test_text_columns_hold_text_or_none():
    result = classified([None, box(0, 0, 100)], zone_class(RESERVE, box(0, 0, 50, 100)))
    for column in ("zone_class", "zone_classes", "zone_name"):
        assert result.patches[column].dtype == object
        assert result.patches[column].tolist()[0] is None
    for column in ("zone_class", "zone_name", "layer", "patch_id"):
        assert result.membership[column].dtype == object


def test_a_repaired_patch_is_classified_by_its_repaired_ground():
    result = classified([polygon((0, 0), (40, 40), (40, 0), (0, 40))], zone_class(RESERVE, box(0, 0, 20, 40)))
    (row,) = result.patches.itertuples()
    assert (row.area_m2, row.zone_mu) == pytest.approx((800.0, 0.6), abs=1e-5)
    assert "repaired_much" in codes(result.notices)


def test_no_patches_give_a_summary_of_zeros():
    result = classified([], zone_class(RESERVE, box(0, 0, 50)), zone_class(LINE, box(0, 0, 9)))
    assert codes(result.notices) == ["layer_empty"]
    assert len(result.patches) == len(result.membership) == 0
    table = summary_of(result)
    given = table.loc[[RESERVE, LINE, "OUTSIDE", "TOTAL"]]
    assert (given == 0).all(axis=None)
    assert table.loc[[WATER, SCENIC, HOMES, RIVER]].isna().all(axis=None)
    assert (result.count, result.total_mu, result.inside_mu) == (0, 0.0, 0.0)


def test_an_empty_zone_layer_leaves_all_outside_of_the_class_given():
    empty = ZoneClass(RIVER, [ZoneLayer("河流", PLANE, objects(), [])], 50.0)
    result = classified([box(0, 0, 100)], empty)
    assert codes(result.notices) == ["zone_layer_empty"]
    (row,) = result.patches.itertuples()
    assert (row.zone_class, row.zone_name, row.zone_mu) == ("OUTSIDE", None, 0.0)
    assert pd.isna(row.zone_distance_m)
    table = summary_of(result)
    assert table.loc[RIVER].tolist() == [0, 0.0, 0.0]
    assert pd.isna(table.loc[RESERVE, "patches"])


def test_what_cannot_be_classified_is_refused():
    with pytest.raises(Refusal) as caught:
        classified([box(0, 0, 100)])
    assert caught.value.code == "no_zone_class"
    with pytest.raises(Refusal) as caught:
        classified([box(0, 0, 100)], zone_class(LINE, box(0, 0, 9), distance=None))
    assert caught.value.code == "distance_missing"
    with pytest.raises(Refusal) as caught:
        classified([box(0, 0, 100)], zone_class(LINE, box(0, 0, 9)), crs="EPSG:2366")
    assert caught.value.code == "crs_ballpark"


def test_an_overlay_that_needed_a_grid_is_told(monkeypatch):
    real, calls = shapely.intersection, [2]

    def failing(a, b, **options):
        if calls[0]:
            calls[0] -= 1
            raise shapely.errors.GEOSException("TopologyException")
        return real(a, b, **options)

    monkeypatch.setattr(overlay.shapely, "intersection", failing)
    result = classified([box(0, 0, 100)], zone_class(RESERVE, box(50, 0, 100)))
    told = notice(result.notices, "overlay_fallback")
    assert (told.values["count"], told.values["grid_m"]) == (1, 1e-4)
    assert result.patches["zone_mu"][0] == pytest.approx(7.5, abs=1e-3)


def test_a_run_reports_forward_and_stops_when_asked():
    classes = [zone_class(RESERVE, box(0, 0, 50)), zone_class(LINE, shapely.boundary(box(0, 0, 99)), distance=9.0)]
    watch = StopAfter(10_000)
    classified([box(0, 0, 100), box(500, 500, 9)], *classes, progress=watch)
    assert watch.fractions == sorted(watch.fractions)
    assert 0 <= watch.fractions[0] <= watch.fractions[-1] <= 1
    asked = 10_000 - watch.left
    for stop in range(asked):
        with pytest.raises(Cancelled):
            classified([box(0, 0, 100), box(500, 500, 9)], *classes, progress=StopAfter(stop))
