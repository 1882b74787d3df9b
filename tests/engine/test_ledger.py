"""The ledger: every square metre once, to the earliest holder; a change gives the figures of a full run."""

from __future__ import annotations

from dataclasses import fields
from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine import ledger as ledger_module
from mine_remediation.engine import overlay
from mine_remediation.engine.area import total
from mine_remediation.engine.ledger import NOWHERE, Cells, Ledger, PatchRows, last_days, priority, split
from mine_remediation.engine.overlay import Overlay
from mine_remediation.engine.problems import Cancelled
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import (
    TOLERANCE_M2,
    StopAfter,
    box,
    clusters,
    common_m2,
    held_one_by_one,
    objects,
    some_examples,
    stars,
    without,
)

pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")

# two townships that overlap between x = 100 and 110, and one apart; ground north of y = 120 is in none
TOWNSHIPS = Cells(objects(box(-200, -200, 310, 320), box(100, -200, 100, 320), box(200, -200, 300, 320)), np.arange(3))
# classes 0 and 2, the first with two features that overlap
ZONES = Cells(objects(box(0, 0, 60, 60), box(40, 20, 60, 60), box(80, -50, 90, 300)), np.array([0, 0, 2]))


def rows_of(shapes, order=None, counted=None, keys=None):
    n = len(shapes)
    geometry = objects(*shapes)
    return PatchRows(
        key=np.arange(n) if keys is None else np.array(keys, dtype=np.int64),
        geometry=geometry,
        area_m2=np.where(shapely.is_missing(geometry), np.nan, shapely.area(geometry)),
        priority=np.arange(n) if order is None else np.array(order, dtype=np.int64),
        counted=~shapely.is_missing(geometry) if counted is None else np.array(counted, dtype=bool),
    )


def filled(rows, townships=TOWNSHIPS, zones=None, **options):
    ledger = Ledger(townships, zones, **options)
    ledger.fill(rows)
    return ledger


def contents(ledger):
    """Everything that the ledger says, by key instead of row, exact."""
    key = ledger.patches.key
    p, x = ledger.pieces, ledger.losses
    pieces = sorted(
        (int(key[row]), int(township), int(zone), float(m2), shapely.to_wkb(shape))
        for row, township, zone, m2, shape in zip(p.patch, p.township, p.zone, p.area_m2, p.geometry)
    )
    losses = sorted(
        (int(key[dropped]), int(key[kept]), float(m2), shapely.to_wkb(shape))
        for dropped, kept, m2, shape in zip(x.dropped, x.kept, x.area_m2, x.geometry)
    )
    return pieces, losses


@st.composite
def patch_clusters(draw, least=1, most=7):
    """Overlapping patches with an order of their own; some do not count."""
    shapes = draw(clusters(least, most))
    order = draw(st.permutations(range(len(shapes))))
    left_out = draw(st.sets(st.integers(0, len(shapes) - 1), max_size=2))
    return rows_of(shapes, order, [row not in left_out for row in range(len(shapes))])


# --- one square metre, one holder ----------------------------------------------------------------


@given(rows=patch_clusters(), zones=st.sampled_from([None, ZONES]))
def test_conservation(rows, zones):
    ledger = filled(rows, zones=zones)
    counted = total(rows.area_m2[rows.counted])
    pieces, lost = total(ledger.pieces.area_m2), total(ledger.losses.area_m2)
    assert pieces + lost == pytest.approx(counted, rel=1e-12)
    union = shapely.area(shapely.union_all(rows.geometry[rows.counted]))
    assert pieces == pytest.approx(union, abs=TOLERANCE_M2 * max(1, rows.counted.sum()) ** 2)
    for row in range(len(rows.key)):
        mine = total(ledger.pieces.area_m2[ledger.pieces.patch == row])
        gone = total(ledger.losses.area_m2[ledger.losses.dropped == row])
        assert mine + gone == pytest.approx(rows.area_m2[row] if rows.counted[row] else 0.0, rel=1e-12)


@given(rows=patch_clusters(least=3))
def test_every_lost_piece_belongs_to_the_patch_that_finally_holds_the_ground(rows):
    ledger = filled(rows)
    order = [row for row in np.argsort(rows.priority).tolist() if rows.counted[row]]
    held = held_one_by_one(rows.geometry, order)
    tolerance = TOLERANCE_M2 * len(order)
    for place, dropped in enumerate(order):
        mine = ledger.losses.dropped == dropped
        assert set(ledger.losses.kept[mine].tolist()) <= set(order[:place])
        for kept in order[:place]:
            found = total(ledger.losses.area_m2[mine & (ledger.losses.kept == kept)])
            expected = common_m2(rows.geometry[dropped], held[kept])
            assert found == pytest.approx(expected, abs=tolerance)
        found = total(ledger.pieces.area_m2[ledger.pieces.patch == dropped])
        assert found == pytest.approx(shapely.area(held[dropped]), abs=tolerance)


def test_three_meet_and_each_piece_has_one_keeper():
    rows = rows_of([box(0, 0, 60), box(30, 0, 60), box(40, 0, 60)], order=[2, 0, 1])
    ledger = filled(rows)
    found = {
        (int(dropped), int(kept)): m2
        for dropped, kept, m2 in zip(ledger.losses.dropped, ledger.losses.kept, ledger.losses.area_m2)
    }
    # the second holds 30…90, the third what is left of 40…100, the first what is left of 0…60
    assert found == pytest.approx({(2, 1): 50 * 60, (0, 1): 30 * 60})
    assert ledger.pieces.area_m2.tolist() == pytest.approx([30 * 60, 60 * 60, 10 * 60])


@given(rows=patch_clusters(least=3))
def test_losses_stand_by_who_gives_then_by_who_holds(rows):
    losses = filled(rows).losses
    places = list(zip(losses.dropped.tolist(), losses.kept.tolist()))
    assert places == sorted(places)


def test_a_patch_that_counts_by_a_stated_area_spreads_it_over_its_ground():
    rows = rows_of([box(60, 0, 60), box(90, 0, 60)])
    assert rows.factor.tolist() == [1.0, 1.0]
    rows.factor = np.array([2.0, 0.5])
    assert rows.figure_m2.tolist() == [7200.0, 1800.0]
    for keep in (False, True):
        ledger = filled(rows, keep_overlaps=keep)
        pieces, losses = ledger.pieces, ledger.losses
        # half of the second patch is ground of the first
        official = 3600.0 if keep else 1800.0
        assert total(pieces.official_m2[pieces.patch == 1]) == pytest.approx(official)
        assert pieces.area_m2 == pytest.approx(pieces.official_m2 * rows.factor[pieces.patch])
        assert losses.area_m2.tolist() == pytest.approx([900.0])
    ledger = filled(rows)
    ledger.change(
        PatchRows(
            np.array([1]), objects(box(90, 0, 60)), np.array([3600.0]), np.array([1]), np.array([True]), np.array([3.0])
        )
    )
    assert total(ledger.pieces.area_m2[ledger.pieces.patch == 1]) == pytest.approx(5400.0)
    assert total(ledger.pieces.area_m2[ledger.pieces.patch == 0]) == pytest.approx(7200.0)


@given(rows=patch_clusters(), zones=st.sampled_from([None, ZONES]))
def test_pieces_lie_where_they_say(rows, zones):
    ledger = filled(rows, zones=zones)
    pieces = ledger.pieces
    slack = TOLERANCE_M2 * 8
    for row, township, zone, m2, shape in zip(
        pieces.patch, pieces.township, pieces.zone, pieces.area_m2, pieces.geometry
    ):
        assert shapely.area(shape) == pytest.approx(m2, abs=slack)
        assert shapely.area(without(shape, rows.geometry[row])) < slack
        first = shapely.union_all(TOWNSHIPS.geometry[:township] if township != NOWHERE else TOWNSHIPS.geometry)
        assert common_m2(shape, first) < slack
        if township != NOWHERE:
            assert shapely.area(without(shape, TOWNSHIPS.geometry[township])) < slack
        if zones is None:
            assert zone == NOWHERE
            continue
        higher = ZONES.geometry[ZONES.label < zone] if zone != NOWHERE else ZONES.geometry
        assert common_m2(shape, shapely.union_all(higher)) < slack
        if zone != NOWHERE:
            own = shapely.union_all(ZONES.geometry[ZONES.label == zone])
            assert shapely.area(without(shape, own)) < slack
    places = list(zip(pieces.patch.tolist(), pieces.township.tolist(), pieces.zone.tolist()))
    assert len(set(places)) == len(places)
    last = 99  # outside stands last
    assert places == sorted(places, key=lambda place: tuple(last if each == NOWHERE else each for each in place))


@given(rows=patch_clusters())
def test_uncounted_patches_take_no_ground_and_have_none(rows):
    whole, without = (
        filled(rows),
        filled(rows_of(rows.geometry[rows.counted], rows.priority[rows.counted], keys=rows.key[rows.counted])),
    )
    assert contents(whole) == contents(without)


@given(rows=patch_clusters(least=2))
def test_kept_overlaps_are_reported_and_not_subtracted(rows):
    keep, once = filled(rows, keep_overlaps=True), filled(rows)
    assert total(keep.pieces.area_m2) == pytest.approx(total(rows.area_m2[rows.counted]), rel=1e-12)
    assert contents(keep)[1] == contents(once)[1]
    assert shapely.area(keep.pieces.geometry) == pytest.approx(keep.pieces.area_m2, abs=TOLERANCE_M2 * 8)
    for row in np.flatnonzero(rows.counted):
        mine = total(keep.pieces.area_m2[keep.pieces.patch == row])
        assert mine == pytest.approx(rows.area_m2[row], rel=1e-12)


def test_equal_borders_are_no_overlap():
    ledger = filled(rows_of([box(0, 0, 50), box(50, 0, 50), box(0, 50, 50), box(50, 50, 50)]))
    assert len(ledger.losses.dropped) == 0
    assert total(ledger.pieces.area_m2) == pytest.approx(10_000)


@pytest.mark.parametrize(("width", "lost"), [(0.00009, 0), (0.00011, 1)])
def test_an_overlap_up_to_the_tolerance_is_none(width, lost):
    ledger = filled(rows_of([box(0, 0, 100), box(100 - width, 0, 100)]), Cells(objects(), np.empty(0, int)))
    assert len(ledger.losses.dropped) == lost
    assert total(ledger.pieces.area_m2) + total(ledger.losses.area_m2) == pytest.approx(20_000, rel=1e-14)


@pytest.mark.parametrize(
    ("other", "asked"),
    [
        (box(150, 400, 50), 0),  # an edge in common
        (box(100, 450, 50), 0),
        (box(50, 400, 50), 0),
        (box(100, 350, 50), 0),
        (box(149.9999999, 400, 50), 0),  # thin
        (box(100, 449.9999999, 50), 0),
        (box(149.99, 449, 50), 0),  # 0.01 m², the tolerance
        (box(149, 449, 50), 1),
        (box(51, 351, 50), 1),
        (box(60, 449, 50), 1),
        (box(149, 360, 50), 1),
        (box(110, 410, 9), 1),
    ],
)
def test_patches_whose_boxes_share_no_ground_are_not_compared(monkeypatch, other, asked):
    pairs, usual = [], ledger_module._intersect
    monkeypatch.setattr(ledger_module, "_intersect", lambda a, b: pairs.extend(a) or usual(a, b))
    filled(rows_of([box(100, 400, 50), other]))
    assert len(pairs) == asked


def test_a_duplicate_is_lost_as_a_whole():
    ledger = filled(rows_of([box(0, 0, 50), box(0, 0, 50)], order=[5, 3]))
    assert ledger.losses.dropped.tolist() == [0]
    assert ledger.losses.kept.tolist() == [1]
    assert ledger.losses.area_m2.tolist() == [2500.0]
    assert ledger.pieces.patch.tolist() == [1]


def test_a_very_small_patch_counts():
    ledger = filled(rows_of([box(0, 0, 0.5), box(50, 0, 50), box(50.25, 0, 50)]))
    assert ledger.pieces.patch.tolist() == [0, 1, 2]
    assert ledger.pieces.area_m2.tolist() == pytest.approx([0.25, 2500, 12.5])


def test_a_patch_that_nothing_cuts_is_a_piece_as_it_is():
    rows = rows_of([box(0, 0, 50), box(80, 0, 50)])
    geometry = filled(rows).pieces.geometry
    assert geometry[0] is rows.geometry[0]
    assert len(geometry) == 3


def test_what_is_cut_is_cut_for_the_patch_that_holds_it(monkeypatch):
    """Cuts that need a coarser grid are counted by patch."""
    rows = rows_of([box(0, 0, 50), box(25, 0, 50), None, box(90, 0, 50), box(95, 5, 50)], counted=[0, 1, 0, 1, 1])
    seen, usual = [], ledger_module.peel

    def noted(bases, areas, masks, pairs, overlay, progress, owner):
        seen.append((np.array(bases), owner))
        return usual(bases, areas, masks, pairs, overlay, progress, owner)

    monkeypatch.setattr(ledger_module, "peel", noted)
    filled(rows, zones=ZONES)
    assert len(seen) == 3  # shared ground, townships, zones
    for bases, owner in seen:
        assert len(bases)
        assert shapely.area(without(bases, rows.geometry[owner])).max() < TOLERANCE_M2


def test_nothing_is_filled_with_nothing():
    assert Ledger(TOWNSHIPS).meeting(box(0, 0, 50)).tolist() == []
    for rows in (rows_of([]), rows_of([None, None]), rows_of([box(0, 0, 9)], counted=[False])):
        for keep in (False, True):
            ledger = filled(rows, zones=ZONES, keep_overlaps=keep)
            assert contents(ledger) == ([], [])


def test_without_townships_all_ground_is_nowhere():
    ledger = filled(rows_of([box(0, 0, 50)]), Cells(objects(), np.empty(0, int)))
    assert ledger.pieces.township.tolist() == [NOWHERE]
    ledger = filled(rows_of([box(0, 0, 50)]), Cells(objects(None, shapely.Polygon()), np.arange(2)))
    assert ledger.pieces.township.tolist() == [NOWHERE]


# --- what must not matter ------------------------------------------------------------------------


@given(rows=patch_clusters(least=2), seed=st.integers(0, 1000), zones=st.sampled_from([None, ZONES]))
def test_the_order_of_the_features_changes_no_bit(rows, seed, zones):
    mixed = np.random.default_rng(seed).permutation(len(rows.key))
    again = PatchRows(*(getattr(rows, column.name)[mixed] for column in fields(PatchRows)))
    assert contents(filled(again, zones=zones)) == contents(filled(rows, zones=zones))


def per_patch(ledger):
    """m² of each patch by township and zone, and its loss."""
    found = {}
    for row, township, zone, m2 in zip(
        ledger.pieces.patch, ledger.pieces.township, ledger.pieces.zone, ledger.pieces.area_m2
    ):
        found[(int(row), int(township), int(zone))] = m2
    for row in np.unique(ledger.losses.dropped):
        found[(int(row), "lost")] = total(ledger.losses.area_m2[ledger.losses.dropped == row])
    return found


def same_figures(one, other):
    """Equal but for slivers near the tolerance."""
    slack = TOLERANCE_M2 * 4
    return all(abs(one.get(key, 0.0) - other.get(key, 0.0)) <= slack for key in one.keys() | other.keys())


@some_examples(0.3)
@given(rows=patch_clusters(), start=st.integers(1, 8))
def test_direction_and_first_vertex_do_not_matter(rows, start):
    def turned(polygon, backward):
        xy = list(polygon.exterior.coords)[:-1]
        xy = xy[start % len(xy) :] + xy[: start % len(xy)]
        return shapely.Polygon(xy[::-1] if backward else xy)

    plain = per_patch(filled(rows, zones=ZONES))
    for backward in (False, True):
        again = rows_of([turned(shape, backward) for shape in rows.geometry], rows.priority, rows.counted)
        assert same_figures(per_patch(filled(again, zones=ZONES)), plain)


@some_examples(0.3)
@given(rows=patch_clusters(), seed=st.integers(0, 1000))
def test_the_order_of_features_inside_a_zone_class_does_not_matter(rows, seed):
    mixed = np.random.default_rng(seed).permutation(2)
    zones = Cells(ZONES.geometry[[*mixed, 2]], ZONES.label)
    assert same_figures(per_patch(filled(rows, zones=zones)), per_patch(filled(rows, zones=ZONES)))


@some_examples(0.3)
@given(rows=patch_clusters(), angle=st.floats(0, 3.1), offset=st.integers(-60, 60), data=st.data())
def test_a_patch_in_two_pieces_holds_what_it_held(rows, angle, offset, data):
    row = data.draw(st.integers(0, len(rows.key) - 1))
    shape = rows.geometry[row]
    centre = shapely.centroid(shape)
    u, v = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    start = np.array([centre.x, centre.y]) + offset * v
    half = shapely.Polygon([start - 900 * u, start + 900 * u, start + 900 * (u + v), start + 900 * (v - u)])
    parts = [shapely.intersection(shape, half), without(shape, half)]
    if any(shapely.area(part) < 1 for part in parts):
        return
    rank = rows.priority * 2
    cut = rows_of([*rows.geometry, parts[1]], [*rank, rank[row] + 1], [*rows.counted, rows.counted[row]])
    cut.geometry[row], cut.area_m2[row] = parts[0], shapely.area(parts[0])
    whole, found = per_patch(filled(rows)), per_patch(filled(cut))
    added = len(rows.key)
    for key in [key for key in found if key[0] == added]:
        found[(row, *key[1:])] = found.get((row, *key[1:]), 0.0) + found.pop(key)
    assert same_figures(found, whole)


@some_examples(0.3)
@given(rows=patch_clusters(), data=st.data())
def test_a_duplicate_changes_no_sum(rows, data):
    row = data.draw(st.integers(0, len(rows.key) - 1))
    twice = rows_of([*rows.geometry, rows.geometry[row]], [*rows.priority, 1000], [*rows.counted, rows.counted[row]])
    plain, found = filled(rows), filled(twice)
    assert total(found.pieces.area_m2) == pytest.approx(total(plain.pieces.area_m2), abs=TOLERANCE_M2 * 4)
    more = rows.area_m2[row] if rows.counted[row] else 0.0
    assert total(found.losses.area_m2) == pytest.approx(total(plain.losses.area_m2) + more, abs=TOLERANCE_M2 * 4)


def in_small_chunks(monkeypatch):
    monkeypatch.setattr(overlay, "FEW", 0)
    monkeypatch.setattr(overlay, "CHUNK", 3)
    monkeypatch.setattr(ledger_module, "by_chunks", partial(ledger_module.by_chunks, size=3))


def test_chunks_change_no_bit(monkeypatch):
    shapes = [box(25 * k, 10 * (k % 3), 40) for k in range(20)]
    rows = rows_of(shapes, order=np.random.default_rng(1).permutation(20))
    whole = contents(filled(rows, zones=ZONES))
    in_small_chunks(monkeypatch)
    assert contents(filled(rows, zones=ZONES)) == whole


# --- changes -------------------------------------------------------------------------------------


def some_of(rows, chosen):
    return PatchRows(*(getattr(rows, column.name)[chosen] for column in fields(PatchRows)))


@st.composite
def edits(draw):
    """A first state and up to four changes, each a list of (key, shape, priority, counted) and removed keys."""
    pool = 6
    rank = st.integers(0, 10_000)

    def patch(key):
        return st.tuples(st.just(key), stars(), rank, st.booleans() | st.just(True))

    first = draw(st.sets(st.integers(0, pool - 1), max_size=pool))
    state = [draw(patch(key)) for key in sorted(first)]
    changes = []
    for _ in range(draw(st.integers(1, 4))):
        touched = draw(st.sets(st.integers(0, pool), max_size=3))
        removed = draw(st.sets(st.integers(0, pool), max_size=2)) - touched
        changes.append(([draw(patch(key)) for key in sorted(touched)], sorted(removed)))
    return state, changes


def as_rows(patches):
    # the key makes the rank unique, as the saved rank does
    return rows_of(
        [patch[1] for patch in patches],
        [patch[2] * 100 + patch[0] for patch in patches],
        [patch[3] for patch in patches],
        [patch[0] for patch in patches],
    )


@given(case=edits(), zones=st.sampled_from([None, ZONES]), keep=st.booleans())
def test_a_change_gives_the_figures_of_a_full_run_to_the_last_bit(case, zones, keep):
    state, changes = case
    ledger = filled(as_rows(state), zones=zones, keep_overlaps=keep)
    now = {patch[0]: patch for patch in state}
    for changed, removed in changes:
        before = contents(ledger)
        again = ledger.change(as_rows(changed), removed)
        now.update({patch[0]: patch for patch in changed})
        for key in removed:
            now.pop(key, None)
        full = filled(as_rows([now[key] for key in sorted(now, key=lambda key: -key)]), zones=zones, keep_overlaps=keep)
        assert contents(ledger) == contents(full)
        recomputed = {int(key) for key in ledger.patches.key[again]}
        for old, new in zip(before, contents(ledger)):
            assert {row[0] for row in set(old) ^ set(new)} <= recomputed


def test_only_neighbours_are_computed_again():
    shapes = [box(100 * k, 0, 120) for k in range(10)]  # each overlaps the next
    ledger = filled(rows_of(shapes))
    again = ledger.change(rows_of([box(500, 5, 120)], order=[5], keys=[5]))
    assert again.tolist() == [5, 6]
    assert ledger.change(rows_of([]), [5]).tolist() == [5, 6]
    assert ledger.change(rows_of([]), [99]).tolist() == []


def test_a_patch_that_comes_back_is_new():
    ledger = filled(rows_of([box(0, 0, 50), box(25, 0, 50)]))
    start = contents(ledger)
    ledger.change(rows_of([]), [0])
    assert total(ledger.losses.area_m2) == 0
    ledger.change(rows_of([box(0, 0, 50)], keys=[0]))
    assert contents(ledger) == start


def test_a_change_leaves_the_callers_arrays_alone():
    rows, edit = rows_of([box(0, 0, 50), box(25, 0, 50)]), rows_of([box(9, 9, 9)], keys=[7], order=[7])
    kept = [getattr(rows, column.name).copy() for column in fields(PatchRows)]
    ledger = filled(rows)
    ledger.change(edit, [0])
    for column, before in zip(fields(PatchRows), kept):
        assert getattr(rows, column.name).tolist() == before.tolist()
    assert edit.counted.tolist() == [True]


def test_the_caller_may_give_its_rows_other_columns():
    rows = rows_of([box(0, 0, 50), box(25, 0, 50)])
    ledger = filled(rows)
    rows.counted = np.zeros(2, bool)
    assert ledger.patches.counted.tolist() == [True, True]


def test_an_empty_ledger_can_be_filled_by_changes():
    ledger = Ledger(TOWNSHIPS)
    ledger.change(rows_of([box(0, 0, 50)]))
    ledger.change(rows_of([box(25, 0, 50)], order=[1], keys=[1]))
    assert contents(ledger) == contents(filled(rows_of([box(0, 0, 50), box(25, 0, 50)])))


def test_a_run_reports_forward_and_stops_when_asked():
    rows = rows_of([box(20 * k, 0, 40) for k in range(9)])
    watch = StopAfter(10_000)
    Ledger(TOWNSHIPS, ZONES).fill(rows, watch)
    assert watch.fractions == sorted(watch.fractions)
    for stop in range(10_000 - watch.left):
        with pytest.raises(Cancelled):
            Ledger(TOWNSHIPS, ZONES).fill(rows, StopAfter(stop))


def test_progress_goes_by_what_is_done(monkeypatch):
    in_small_chunks(monkeypatch)
    watch = StopAfter(10_000)
    Ledger(TOWNSHIPS, ZONES).fill(rows_of([box(20 * k, 0, 40) for k in range(9)]), watch)
    # nine patches, three at a time: to 0.4 for what they share, to 0.8 for townships; half of a cut is to find pairs
    shared = [0, 2 / 15, 4 / 15, 4 / 15, 4 / 15, 0.3]
    townships = [0.4, 0.4 + 1 / 15, 0.4 + 2 / 15, 0.6, 0.6 + 1 / 15, 0.6 + 2 / 15, 0.6 + 2 / 15]
    zones = [0.8, 0.8 + 1 / 30, 0.8 + 2 / 30, 0.9, 0.9 + 1 / 30, 0.9 + 2 / 30, 0.9 + 2 / 30, 0.9 + 2 / 30]
    assert watch.fractions == pytest.approx([*shared, *townships, *zones])


def everything(ledger):
    """What a ledger says and what the next change starts from."""
    patches = [getattr(ledger.patches, column.name).tolist() for column in fields(PatchRows)]
    return contents(ledger), patches, ledger.overlay.fallbacks


def test_a_cancelled_change_leaves_the_ledger_as_it_was(monkeypatch):
    first = rows_of([box(20 * k, 0, 40) for k in range(9)])
    edit = rows_of([box(95, 5, 40), box(0, 100, 300)], order=[4, 99], keys=[4, 77])
    watch = StopAfter(10_000)
    ledger, expected = filled(first, zones=ZONES), filled(first, zones=ZONES)
    expected.change(edit, [2], watch)
    plain, before = everything(ledger), ledger.pieces
    cut = Overlay._run

    def noting(self, *arguments):
        self._note(1e-4, object())
        return cut(self, *arguments)

    stops = 10_000 - watch.left
    assert stops > 5
    monkeypatch.setattr(Overlay, "_run", noting)
    for stop in range(stops):
        with pytest.raises(Cancelled):
            ledger.change(edit, [2], StopAfter(stop))
        assert everything(ledger) == plain
        with pytest.raises(Cancelled):
            ledger.fill(edit, StopAfter(0))
        assert everything(ledger) == plain
    monkeypatch.undo()
    assert ledger.pieces is before
    ledger.change(edit, [2])
    assert everything(ledger) == everything(expected)
    assert contents(ledger) != plain[0]


def test_who_reads_during_a_change_sees_the_ledger_as_it_was():
    ledger = filled(rows_of([box(0, 0, 50), box(25, 0, 50)]))
    before, seen = everything(ledger), []

    class Reader:
        def report(self, fraction, message=""):
            seen.append(everything(ledger))

        def cancelled(self):
            return False

    ledger.change(rows_of([box(60, 0, 50)], keys=[5], order=[5]), [0], Reader())
    assert seen
    assert all(each == before for each in seen)
    assert everything(ledger) != before


def test_a_renamed_patch_is_the_one_that_it_was():
    ledger = filled(rows_of([box(0, 0, 50), box(25, 0, 50), box(200, 0, 9)]))
    before, key = contents(ledger), ledger.patches.key
    ledger.rename({0: 70, 2: -5})
    assert ledger.patches.key.tolist() == [70, 1, -5]
    assert key.tolist() == [0, 1, 2]
    assert ledger.change(rows_of([]), [0]).tolist() == []
    assert ledger.change(rows_of([box(25, 0, 50)], keys=[1], order=[1])).tolist() == [1]
    ledger.rename({70: 0, -5: 2})
    assert contents(ledger) == before
    assert ledger.change(rows_of([]), [0]).tolist() == [0, 1]


def test_a_renamed_patch_keeps_its_name_when_others_are_added():
    ledger = filled(rows_of([box(100 * k, 0, 9) for k in range(20)]))
    ledger.change(rows_of([box(300, 50, 9)], keys=[30], order=[30]))
    ledger.rename({0: 70})
    ledger.change(rows_of([box(400, 50, 9)], keys=[31], order=[31]))
    assert ledger.patches.key.tolist() == [70, *range(1, 20), 30, 31]


def test_a_ledger_that_is_filled_again_forgets_what_had_moved():
    ledger = filled(rows_of([box(0, 0, 50), box(100, 0, 50)]))
    ledger.change(rows_of([box(500, 0, 50), box(800, 0, 50)], keys=[1, 8], order=[1, 8]))
    rows = rows_of([box(0, 0, 50), box(25, 0, 50), box(40, 0, 50)])
    ledger.fill(rows)
    assert contents(ledger) == contents(filled(rows))
    assert ledger.meeting(box(-10, -10, 1000)).tolist() == [0, 1, 2]


def test_a_cancelled_change_leaves_nothing_for_the_next():
    ledger, same = (filled(rows_of([box(25 * k, 0, 50) for k in range(20)])) for _ in range(2))
    for each in (ledger, same):
        each.change(rows_of([box(200, 0, 9)], keys=[30], order=[30]))
    with pytest.raises(Cancelled):
        ledger.change(rows_of([box(0, 0, 40)], keys=[0]), progress=StopAfter(0))
    for each in (ledger, same):
        each.change(rows_of([box(30, 10, 9)], keys=[31], order=[31]))
        each.change(rows_of([box(25, 0, 50)], keys=[1], order=[1]))
    assert contents(ledger) == contents(same)


def test_meeting_knows_what_has_moved():
    ledger = filled(rows_of([box(0, 0, 50), box(100, 0, 50), box(200, 0, 50), box(300, 0, 9)], counted=[1, 1, 1, 0]))
    everywhere = box(-10, -10, 1000)
    assert ledger.meeting(everywhere).tolist() == [0, 1, 2]
    ledger.change(rows_of([box(500, 0, 50), box(40, 0, 9)], keys=[1, 8], order=[1, 8]), [2])
    assert ledger.meeting(everywhere).tolist() == [0, 1, 4]
    assert ledger.meeting(box(90, 0, 70)).tolist() == []
    assert ledger.meeting(box(520, 10, 9)).tolist() == [1]
    assert ledger.meeting(box(0, 0, 45)).tolist() == [0, 4]


@some_examples(0.2)
@given(rows=patch_clusters(least=3))
def test_very_large_patches_meet_as_others_do(rows):
    usual = filled(rows)
    large, ledger_module.LARGE = ledger_module.LARGE, 5
    try:
        assert contents(filled(rows)) == contents(usual)
    finally:
        ledger_module.LARGE = large


def test_threads_do_not_share_very_large_patches(monkeypatch):
    asked, usual = [], ledger_module.by_chunks
    noted = lambda *given, **options: asked.append(options["workers"]) or usual(*given, **options)  # noqa: E731
    monkeypatch.setattr(ledger_module, "by_chunks", noted)
    monkeypatch.setattr(ledger_module, "LARGE", 5)
    large = shapely.Point(0, 0).buffer(9)
    ledger = Ledger(TOWNSHIPS)
    ledger.change(rows_of([box(0, 0, 9)]))
    ledger.fill(rows_of([box(0, 0, 9)]))
    ledger.change(rows_of([large], keys=[1]))
    ledger.change(rows_of([box(0, 0, 9)], keys=[2]))
    ledger.fill(rows_of([box(0, 0, 9)]))
    ledger.fill(rows_of([box(0, 0, 9), large]))
    assert asked == [None, None, 1, 1, None, 1]


# --- splitting -----------------------------------------------------------------------------------


@given(shapes=clusters(), cells=clusters(least=0), labels=st.lists(st.integers(0, 2), min_size=7, max_size=7))
def test_split_gives_each_label_its_union_and_adds_up(shapes, cells, labels):
    labels = sorted(labels[: len(cells)])
    bases = objects(*shapes)
    base, label, geometry, m2 = split(
        bases, shapely.area(bases), Cells(objects(*cells), np.array(labels, dtype=np.int64)), Overlay()
    )
    for row, shape in enumerate(shapes):
        mine = base == row
        assert total(m2[mine]) == pytest.approx(shapely.area(shape), rel=1e-9)
        assert len(set(label[mine].tolist())) == mine.sum()
        rest = shape
        for each in sorted(set(labels)):
            union = shapely.union_all([cell for cell, own in zip(cells, labels) if own == each])
            expected = common_m2(rest, union)
            assert total(m2[mine & (label == each)]) == pytest.approx(expected, abs=0.1)
            rest = without(rest, union)
        assert total(m2[mine & (label == NOWHERE)]) == pytest.approx(shapely.area(rest), abs=0.1)
    assert shapely.area(geometry) == pytest.approx(m2, abs=0.1)
    places = list(zip(base.tolist(), label.tolist()))
    assert places == sorted(places)


@pytest.mark.parametrize("areas", [[], [0.0], [np.nan]])
def test_split_of_no_ground_gives_nothing(areas):
    bases = objects(*(box(0, 0, 10) for _ in areas))
    found = split(bases, np.array(areas, dtype=float), Cells(objects(box(50, 0, 20)), np.array([0])), Overlay())
    assert [len(each) for each in found] == [0, 0, 0, 0]
    assert [each.dtype for each in found] == [np.int64, np.int64, object, float]


def test_split_joins_what_lies_apart_under_one_label():
    bases = objects(box(0, 0, 100), box(200, 0, 10))
    cells = Cells(objects(box(0, 0, 20), box(40, 0, 20), box(80, 0, 20)), np.array([1, 0, 1]))
    base, label, geometry, m2 = split(bases, shapely.area(bases), cells, Overlay())
    assert list(zip(base.tolist(), label.tolist())) == [(0, NOWHERE), (0, 0), (0, 1), (1, NOWHERE)]
    assert m2.tolist() == pytest.approx([8800, 400, 800, 100])
    assert shapely.area(geometry) == pytest.approx(m2)


# --- who holds shared ground ---------------------------------------------------------------------


def day(text):
    return np.datetime64(text or "NaT", "D")


def test_days_out_of_range_keep_their_order():
    days = np.array([day("1900-01-02"), day(None), day("9999-12-31"), day("1890-01-01"), day("2020-05-01")])
    found = priority(days, np.full(5, np.nan), np.arange(5, dtype=np.uint64))
    assert found.dtype == np.int64
    assert np.argsort(found).tolist() == [3, 0, 4, 2, 1]


def test_the_earlier_holds_shared_ground():
    patches = [
        # date, year, saved rank, expected place
        (None, None, 0, 8),
        (None, 2020, 1, 5),
        ("2020-12-31", 2020, 2, 6),  # a bare year is its last day: tie with the row above, saved later
        ("2020-12-30", 2020, 3, 4),
        (None, 2018, 4, 1),
        ("2018-05-01", 2019, 5, 0),  # the date goes before the year
        ("2019-05-01", None, 6, 3),  # same day, undated year
        ("2019-05-01", 2019, 7, 2),
        (None, 2100, 8, 7),
        (None, None, 9, 9),  # unsaved: ranked after the saved, in order of creation
        (None, None, 10, 10),
    ]
    dates = np.array([day(patch[0]) for patch in patches])
    years = np.array([np.nan if patch[1] is None else patch[1] for patch in patches])
    found = priority(dates, years, [patch[2] for patch in patches])
    assert np.argsort(np.argsort(found)).tolist() == [patch[3] for patch in patches]
    assert len(set(found.tolist())) == len(patches)


DATED = st.tuples(st.sampled_from([None, "2019-12-31", "2020-06-01"]), st.sampled_from([np.nan, 2019.0, 2020.0]))


@given(patches=st.lists(DATED, min_size=1, max_size=12), data=st.data())
def test_the_holder_does_not_depend_on_the_order_of_rows(patches, data):
    shuffled = data.draw(st.permutations(range(len(patches))))
    dates, years = np.array([day(each[0]) for each in patches]), np.array([each[1] for each in patches])
    saved = np.arange(len(patches))
    found = priority(dates, years, saved)
    assert len(set(found.tolist())) == len(patches)
    assert priority(dates[shuffled], years[shuffled], saved[shuffled]).tolist() == found[shuffled].tolist()


def test_priorities_hold_a_million_features_and_any_year():
    years = np.array([1949.0, 2100.0, np.nan, 2100.0])
    dates = np.array([day(None), day("2100-12-30"), day(None), day(None)])
    found = priority(dates, years, np.array([2**31 - 1, 2**31 - 1, 0, 0]))
    assert np.argsort(found).tolist() == [0, 1, 3, 2]
    assert (found > 0).all()


def test_last_days():
    found = last_days(np.array([1949, 2019.0, np.nan, 2020, 2100]))
    assert [str(each) for each in found] == ["1949-12-31", "2019-12-31", "NaT", "2020-12-31", "2100-12-31"]


def test_patches_that_are_only_added_do_not_copy_the_others():
    ledger = filled(rows_of([box(200 * row, 0, 50) for row in range(20)]))
    kept_in_place, shared = [], 0
    for key in range(20, 60):
        before = ledger.patches
        ledger.change(rows_of([box(200 * key, 0, 50)], order=[key], keys=[key]))
        shared += np.shares_memory(before.geometry, ledger.patches.geometry)
        kept_in_place.append((before, list(before.geometry)))
    assert shared > 25
    ledger.change(rows_of([box(0, 0, 20)], order=[3], keys=[3]))  # an edit leaves what others are reading
    kept_in_place.append((ledger.patches, list(ledger.patches.geometry)))
    ledger.change(rows_of([box(0, 0, 10)], order=[60], keys=[60]), removed=[5])
    for before, geometry in kept_in_place:
        assert list(before.geometry) == geometry
        assert before.counted.all()
    whole = [box(200 * key, 0, 50) for key in range(60)]
    whole[3], whole[5] = box(0, 0, 20), None
    assert contents(ledger) == contents(filled(rows_of([*whole, box(0, 0, 10)])))


def test_a_patch_counts_by_its_factor_as_a_whole():
    rows = rows_of([box(0, 0, 10, 10), None, box(0, 0, 20, 10)])
    assert rows.figure_m2.tolist() == pytest.approx([100.0, np.nan, 200.0], nan_ok=True)
    rows.factor = np.array([2.0, 1.0, 0.5])
    assert rows.figure_m2.tolist() == pytest.approx([200.0, np.nan, 100.0], nan_ok=True)
