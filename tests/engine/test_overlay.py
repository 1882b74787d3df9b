"""Cutting: the grids behind plain overlay, and peeling, which loses no ground and counts none twice."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine import overlay as module
from mine_remediation.engine.overlay import Overlay, Pairs, meeting_pairs, peel
from mine_remediation.engine.parts import polygonal_part, polygons_only
from mine_remediation.engine.problems import Cancelled
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import (
    TOLERANCE_M2,
    StopAfter,
    box,
    clusters,
    common_m2,
    objects,
    some_examples,
    without,
)

# GEOS before 3.12 raises the flag without need in the tests' own cuts
pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")

LEFT, RIGHT = box(0, 0, 100), box(60, 0, 100)


def failing(operation, times, bad=None):
    """*operation*, which raises GEOSException at its first *times* calls that hold the geometry *bad* (None: any)."""
    calls = {"left": times, "grids": []}

    def run(a, b, **options):
        concerned = bad is None or any(each is bad for each in np.atleast_1d(np.asarray(a, dtype=object)))
        if concerned and calls["left"]:
            calls["left"] -= 1
            raise shapely.errors.GEOSException("TopologyException: side location conflict")
        calls["grids"].append(options.get("grid_size"))
        return operation(a, b, **options)

    run.calls = calls
    return run


def test_plain_overlay_needs_no_grid():
    overlay = Overlay()
    both = overlay.intersection(objects(LEFT), objects(RIGHT))
    rest = overlay.difference(objects(LEFT), objects(RIGHT))
    assert shapely.area([*both, *rest]) == pytest.approx([4000, 6000], rel=1e-9)
    assert not overlay.fallbacks


@pytest.mark.parametrize(("times", "grids"), [(1, {}), (2, {1e-4: 1}), (3, {1e-3: 1})])
@pytest.mark.parametrize(("name", "expected"), [("intersection", 4000), ("difference", 6000)])
def test_a_failing_overlay_is_tried_alone_and_then_on_grids(monkeypatch, name, expected, times, grids):
    operation = failing(getattr(shapely, name), times)
    monkeypatch.setattr(module.shapely, name, operation)
    overlay = Overlay()
    (found,) = getattr(overlay, name)(objects(LEFT), objects(RIGHT))
    assert shapely.area(found) == pytest.approx(expected, abs=0.3)
    assert dict(overlay.fallbacks) == grids
    assert operation.calls["grids"] == [max(grids, default=None)]


def test_only_the_pair_that_fails_pays(monkeypatch):
    bad = box(0, 0, 100)
    monkeypatch.setattr(module.shapely, "intersection", failing(shapely.intersection, 2, bad))
    overlay = Overlay()
    found = overlay.intersection(objects(LEFT, bad, None, LEFT), objects(*[RIGHT] * 4))
    assert shapely.area(found[[0, 1, 3]]) == pytest.approx([4000] * 3, abs=0.3)
    assert found[2] is None
    assert dict(overlay.fallbacks) == {1e-4: 1}


def test_what_no_grid_can_cut_is_raised(monkeypatch):
    monkeypatch.setattr(module.shapely, "intersection", failing(shapely.intersection, 4))
    with pytest.raises(shapely.errors.GEOSException, match="side location"):
        Overlay().intersection(objects(LEFT), objects(RIGHT))


def test_other_errors_are_not_swallowed(monkeypatch):
    def wrong(*_, **__):
        raise TypeError("not a geometry")

    monkeypatch.setattr(module.shapely, "difference", wrong)
    with pytest.raises(TypeError):
        Overlay().difference(objects(LEFT), objects(RIGHT))


def test_points_and_lines_are_dropped():
    line, point = shapely.LineString([(0, 0), (1, 1)]), shapely.Point(0, 0)
    nested = shapely.GeometryCollection(
        [line, shapely.GeometryCollection([LEFT, point, shapely.MultiPolygon([RIGHT])])]
    )
    cleaned = polygons_only(objects(line, None, LEFT, nested, shapely.Polygon()))
    assert cleaned[0].is_empty
    assert cleaned[1] is None
    assert cleaned[2] is LEFT
    assert cleaned[3].geom_type == "MultiPolygon"
    assert shapely.area(cleaned[3]) == pytest.approx(20_000)
    assert polygonal_part(shapely.MultiPoint([(0, 0)])).is_empty
    assert polygonal_part(shapely.GeometryCollection()).is_empty


# --- pairs ---------------------------------------------------------------------------------------


@given(bases=clusters(), masks=clusters())
def test_meeting_pairs_are_all_that_meet(bases, masks):
    found = meeting_pairs(objects(*bases), objects(*masks))
    expected = [
        (base, mask, shapely.covers(masks[mask], bases[base]))
        for base in range(len(bases))
        for mask in range(len(masks))
        if shapely.intersects(bases[base], masks[mask])
    ]
    assert list(zip(found.base.tolist(), found.mask.tolist(), found.covered.tolist())) == expected


def test_pairs_in_small_chunks_are_the_same_pairs():
    bases = objects(*(box(40 * k, 0, 50) for k in range(30)), None)
    masks = objects(*(box(70 * k, -10, 80) for k in range(20)), shapely.Polygon())
    whole, parts = meeting_pairs(bases, masks), meeting_pairs(bases, masks, size=3)
    for column in ("base", "mask", "covered"):
        assert getattr(parts, column).tolist() == getattr(whole, column).tolist()
    assert whole.covered.any()
    assert not whole.covered.all()


def test_nothing_meets_nothing():
    for bases, masks in (([], []), ([LEFT], []), ([], [LEFT]), ([None], [LEFT]), ([box(0, 0, 1)], [box(5, 5, 1)])):
        found = meeting_pairs(objects(*bases), objects(*masks))
        assert len(found.base) == len(found.mask) == len(found.covered) == 0


# --- peeling -------------------------------------------------------------------------------------


def peeled(bases, masks, **options):
    bases, masks = objects(*bases), objects(*masks)
    return peel(bases, shapely.area(bases), masks, meeting_pairs(bases, masks), Overlay(), **options)


@given(bases=clusters(most=4), masks=clusters(most=5))
def test_every_ground_goes_to_the_first_mask_that_holds_it(bases, masks):
    found = peeled(bases, masks)
    for row, base in enumerate(bases):
        rest, mine = base, found.base == row
        for number, mask in enumerate(masks):
            expected = common_m2(rest, mask)
            got = found.area_m2[mine & (found.mask == number)].sum()
            assert got == pytest.approx(expected, abs=TOLERANCE_M2 * len(masks))
            rest = without(rest, mask)
        assert found.rest_area[row] == pytest.approx(shapely.area(rest), abs=TOLERANCE_M2 * len(masks))


@given(bases=clusters(most=4), masks=clusters(most=5))
def test_pieces_and_rest_add_up_and_are_what_their_geometry_says(bases, masks):
    found = peeled(bases, masks)
    for row, base in enumerate(bases):
        mine = found.base == row
        assert found.area_m2[mine].sum() + found.rest_area[row] == pytest.approx(shapely.area(base), rel=1e-12)
        assert (found.rest[row] is None) == (found.rest_area[row] == 0)
    assert shapely.area(found.geometry) == pytest.approx(found.area_m2, abs=TOLERANCE_M2 + 1e-6)
    kept = found.rest_area > 0
    assert shapely.area(found.rest[kept]) == pytest.approx(found.rest_area[kept], abs=TOLERANCE_M2 * len(masks))
    assert (found.area_m2 > TOLERANCE_M2).all()
    assert (found.rest_area[kept] > TOLERANCE_M2).all()


def test_equal_borders_are_no_piece():
    found = peeled([box(0, 0, 100)], [box(100, 0, 100), box(0, 100, 50), box(-50, 0, 50, 50)])
    assert len(found.base) == 0
    assert found.rest_area.tolist() == pytest.approx([10_000])


@pytest.mark.parametrize(("width", "pieces"), [(0.00009, 0), (0.00011, 1)])
def test_a_share_up_to_the_tolerance_stays_with_the_base(width, pieces):
    found = peeled([box(0, 0, 100)], [box(100 - width, 0, 100)])
    assert len(found.base) == pieces
    assert found.area_m2.sum() + found.rest_area[0] == pytest.approx(10_000, rel=1e-12)


@pytest.mark.parametrize(("width", "rest"), [(0.00009, 0.0), (0.00011, 0.011)])
def test_a_rest_up_to_the_tolerance_goes_to_the_largest_piece(width, rest):
    found = peeled([box(0, 0, 100)], [box(0, 0, 40, 100), box(40, 0, 60 - width, 100)])
    assert found.rest_area[0] == pytest.approx(rest, abs=2e-6)
    assert found.area_m2.tolist() == pytest.approx([4000, 6000 - rest], abs=1e-5)
    assert sum(found.area_m2) + found.rest_area[0] == pytest.approx(10_000, rel=1e-14)


def test_a_mask_that_holds_all_is_not_cut():
    class Watched(Overlay):
        def _run(self, operation, a, b, owner):
            assert len(a) == 0, "a covered base was cut"
            return super()._run(operation, a, b, owner)

    base = objects(box(10, 10, 20))
    masks = objects(box(0, 0, 100), box(15, 0, 100))
    found = peel(base, shapely.area(base), masks, meeting_pairs(base, masks), Watched())
    assert found.mask.tolist() == [0]
    assert found.geometry[0] is base[0]
    assert found.area_m2[0] == shapely.area(base[0])


def test_chunks_and_cancelling(monkeypatch):
    bases = [box(30 * k, 0, 40) for k in range(12)]
    masks = [box(50 * k, 20, 45) for k in range(8)]
    whole = peeled(bases, masks)
    monkeypatch.setattr(module, "FEW", 0)
    monkeypatch.setattr(module, "CHUNK", 3)
    parts = peeled(bases, masks)
    for column in ("base", "mask", "area_m2", "rest_area"):
        assert getattr(parts, column).tolist() == getattr(whole, column).tolist()
    with pytest.raises(Cancelled):
        peeled(bases, masks, progress=StopAfter(2))


@some_examples(0.3)
@given(
    bases=clusters(most=3),
    masks=clusters(most=4),
    order=st.permutations(range(3)),
)
def test_the_other_bases_of_a_call_do_not_matter(bases, masks, order):
    whole = peeled(bases, masks)
    for row, base in enumerate(bases):
        alone = peeled([base], masks)
        mine = whole.base == row
        assert alone.mask.tolist() == whole.mask[mine].tolist()
        assert alone.area_m2.tolist() == whole.area_m2[mine].tolist()
        assert alone.rest_area[0] == whole.rest_area[row]
    again = peeled([bases[k] for k in order if k < len(bases)], masks)
    assert sorted(again.area_m2.tolist()) == sorted(whole.area_m2.tolist())


def test_pairs_may_come_in_an_order_of_their_own():
    base, masks = objects(box(0, 0, 100)), objects(box(0, 0, 60, 100), box(40, 0, 60, 100))
    pairs = Pairs(np.array([0, 0]), np.array([1, 0]), np.array([False, False]))
    found = peel(base, shapely.area(base), masks, pairs, Overlay())
    assert found.mask.tolist() == [1, 0]
    assert found.area_m2.tolist() == pytest.approx([6000, 4000])


# --- cuts that claim ground twice ----------------------------------------------------------------

# a patch that lost a corner to one zone, and what another zone holds of that very corner: their borders run
# together within a nanometre, and GEOS (3.11 to 3.14) finds 75 m² in common although both are apart
REST = shapely.Polygon(
    [
        (13903991.556751063, 4215044.8008119045),
        (13903916.248396523, 4215111.626254817),
        (13903965.461402535, 4215189.910024556),
        (13904047.19898132, 4215181.741683145),
        (13904068.289136961, 4215099.465852759),
        (13904026.904932817, 4215069.983266185),
        (13904024.751315674, 4215083.45232039),
        (13904006.984839803, 4215055.791961097),
        (13904023.246374698, 4215067.376866987),
        (13903991.556751063, 4215044.8008119045),
    ]
)
CORNER = shapely.Polygon(
    [
        (13904010.48969112, 4215058.288857787),
        (13904020.962743135, 4215076.446716704),
        (13904024.516199308, 4215068.281504754),
        (13904010.48969112, 4215058.288857787),
    ]
)


def test_ground_that_is_not_shared_is_not_taken_whatever_geos_says():
    assert shapely.area(shapely.difference(REST, CORNER)) == pytest.approx(shapely.area(REST), abs=1e-3)
    overlay = Overlay()
    bases, masks = objects(REST), objects(CORNER)
    found = peel(bases, shapely.area(bases), masks, meeting_pairs(bases, masks), overlay)
    assert found.area_m2.sum() == 0
    assert found.rest_area[0] == shapely.area(REST)


def test_a_cut_whose_parts_do_not_add_up_is_made_on_a_grid(monkeypatch):
    real = shapely.intersection

    def too_much(a, b, **options):
        found = real(a, b, **options)
        return found if options else objects(*[RIGHT] * len(found))

    monkeypatch.setattr(module.shapely, "intersection", too_much)
    overlay = Overlay()
    bases, masks = objects(LEFT, box(40, 0, 10)), objects(RIGHT)
    found = peel(bases, shapely.area(bases), masks, Pairs(np.array([0]), np.array([0]), np.array([False])), overlay)
    assert found.area_m2.tolist() == pytest.approx([4000], abs=0.05)
    assert shapely.area(found.rest[0]) == pytest.approx(6000, abs=0.05)
    assert found.area_m2[0] + found.rest_area[0] == pytest.approx(10_000, rel=1e-12)
    assert dict(overlay.fallbacks) == {1e-4: 1}


def test_what_adds_up_on_no_grid_is_raised(monkeypatch):
    monkeypatch.setattr(module.shapely, "intersection", lambda a, b, **_: objects(RIGHT) if np.ndim(a) else RIGHT)
    bases, masks = objects(LEFT), objects(RIGHT)
    with pytest.raises(shapely.errors.GEOSException, match="add up"):
        peel(bases, shapely.area(bases), masks, Pairs(np.array([0]), np.array([0]), np.array([False])), Overlay())


@given(shapes=clusters(least=3, most=4))
def test_ground_cut_from_ground_is_conserved(shapes):
    # each mask is what another shape holds of the base: borders on borders
    base, *others = shapes
    masks = [shapely.intersection(base, other) for other in others]
    masks = [mask for mask in masks if mask.geom_type == "Polygon" and not mask.is_empty]
    found = peeled([base], masks)
    union = common_m2(base, shapely.union_all(others)) if masks else 0.0
    if len(masks) == len(others):
        assert found.area_m2.sum() == pytest.approx(union, abs=0.1)
