"""What the live account is made of: exact sums, tallies, the zones of one patch, a polygon that is being drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.area import perimeter_m
from mine_remediation.engine.classify import classify
from mine_remediation.engine.exact import exact, exact_sum, rounded
from mine_remediation.engine.growing import drawn_polygon
from mine_remediation.engine.live import FirstSeen, Table
from mine_remediation.engine.planes import EQUAL_AREA
from mine_remediation.engine.reasons import Reasons, extent_of
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.engine.rounding import SCOPES, Cells, printed_figures
from mine_remediation.engine.tally import Labels, Tally
from mine_remediation.engine.units import MU
from mine_remediation.engine.zones import build_zones
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import EAST, GEOD, NORTH, PLANE, box, objects, polygon, star, zone_class

finite = st.floats(allow_nan=False, allow_infinity=False, width=64)
pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")


@given(
    st.lists(finite.filter(lambda x: abs(x) < 1e300), max_size=30), st.lists(finite.filter(lambda x: abs(x) < 1e300))
)
def test_exact_sums_are_those_of_fsum_whatever_came_and_went(values: list[float], gone: list[float]) -> None:
    total = exact_sum(values) + exact_sum(gone)
    for each in gone[::-1]:
        total -= exact(each)
    assert rounded(total) == math.fsum(values)


@given(st.data())
def test_a_tally_prints_what_the_pieces_print(data: st.DataObject) -> None:
    codes = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2), st.integers(0, 1))
    pieces = data.draw(st.lists(st.tuples(codes, st.floats(0.02, 1e6)), max_size=25))
    stays = data.draw(st.lists(st.booleans(), min_size=len(pieces), max_size=len(pieces)))
    labels = Labels(["甲", "乙", None], [2019, 2020, None], ["南", "北", None], ["Z", None])

    def key(code):
        return labels.category[code[0]], labels.year[code[1]], code[2], labels.zone[code[3]]

    tally = Tally()
    tally.add([key(code) for code, _ in pieces], [area for _, area in pieces])
    tally.printed(labels, MU)
    gone = [piece for piece, stay in zip(pieces, stays) if not stay]
    tally.take([key(code) for code, _ in gone], [area for _, area in gone])
    left = [piece for piece, stay in zip(pieces, stays) if stay]
    columns = np.array([code for code, _ in left], dtype=np.int64).reshape(-1, 4).T
    expected = printed_figures(Cells(*columns, np.array([area for _, area in left])), MU.per_m2)
    found = tally.printed(labels, MU)
    for scope in SCOPES:
        rows = expected[expected["scope"] == scope]
        assert found.scopes[scope].area_m2.tolist() == rows["area_m2"].tolist()
        assert found.scopes[scope].units.tolist() == rows["units"].tolist()
        assert found.scopes[scope].codes.T.tolist() == rows[["category", "year", "township", "zone"]].values.tolist()


def test_values_are_known_in_the_order_of_their_first_row() -> None:
    column = objects("b", None, "a", "b", "c")
    seen = FirstSeen(column)
    assert seen.labels() == ["b", "a", "c", None]
    changed = objects("a", None, None, "b", "c")
    seen.change(np.array([0, 2]), ["b", "a"], ["a", None], changed)
    assert seen.labels() == ["a", "b", "c", None]
    gone = objects("a", None, None, "b", None)
    seen.change(np.array([4]), ["c"], [None], gone)
    assert seen.labels() == ["a", "b", None]


def test_a_table_grows_and_keeps_what_it_holds() -> None:
    table = Table({"number": np.int64, "text": object})
    for size in (3, 1, 200):
        before = table["number"].tolist()
        table.grow(size)
        table["number"][-size:] = np.arange(size)
        assert table["number"].tolist() == [*before, *range(size)]
    assert len(table["text"]) == table.count == 204


ZONES = [
    zone_class("NATURE_RESERVE", box(0, 0, 100), box(80, 0, 100, 50), names=["保护区", "二区"]),
    zone_class(
        "RIVER_CORRIDOR", shapely.LineString([(EAST - 300, NORTH + 300), (EAST + 600, NORTH + 320)]), distance=50.0
    ),
]


@pytest.mark.parametrize("seed", range(6))
def test_one_patch_at_a_time_is_classified_as_all_together(seed: int) -> None:
    rng = np.random.default_rng(seed)
    shapes = [star((EAST + x, NORTH + y), rng.uniform(10, 120, 7)) for x, y in rng.uniform(-100, 420, (12, 2))]
    geometry, ids = objects(*shapes, None), objects(*(str(each) for each in range(13)))
    expected = classify("图斑", PLANE, geometry, ids, ZONES).result
    plane = polygons_in_plane(geometry, PLANE, "图斑", ids)
    reasons = Reasons(build_zones(ZONES, extent_of([(geometry, PLANE)])))
    reasons.warm(plane.geometry)
    classes = reasons.classes(plane.geometry, plane.area_m2)
    assert classes.tolist() == expected.patches["zone_class"].tolist()
    member = expected.membership
    for row in range(12):
        one = reasons.classes(plane.geometry[[row]], plane.area_m2[[row]])
        assert one.tolist() == [expected.patches["zone_class"][row]]
        found, nearest = reasons.why(plane.geometry[row], plane.area_m2[row])
        rows = member[member["patch_id"] == str(row)]
        columns = ("zone_class", "zone_name", "distance_m", "threshold_m", "overlap_m2", "share")
        assert [(r.zone_class, r.name, r.distance_m, r.threshold_m, r.overlap_m2, r.share) for r in found] == [
            tuple(each) for each in rows[list(columns)].itertuples(index=False)
        ]
        assert (nearest is None) == bool(found)
        if nearest is not None:
            assert nearest.name == expected.patches["zone_name"][row]
            assert nearest.distance_m == pytest.approx(expected.patches["zone_distance_m"][row], abs=1e-6)


def test_a_polygon_grows_with_its_vertices() -> None:
    square = [(EAST, NORTH), (EAST + 100, NORTH), (EAST + 100, NORTH + 100), (EAST, NORTH + 100)]
    for count in range(3):
        assert drawn_polygon(square[:count], PLANE) == (None, 0.0)
    assert drawn_polygon([square[0], square[1], square[0], square[0]], PLANE)[1] == 0.0
    assert drawn_polygon(square[:3], PLANE)[1] == pytest.approx(5000)
    assert drawn_polygon(square, PLANE)[1] == pytest.approx(10_000)
    bow = [square[0], square[2], square[1], square[3]]
    assert drawn_polygon(bow, PLANE)[1] == pytest.approx(5000)


def test_a_perimeter_has_the_holes_too() -> None:
    hole = [(20, 20), (40, 20), (40, 40), (20, 40)]
    plain, holed = (polygon((0, 0), (100, 0), (100, 100), (0, 100), holes=holes) for holes in ([], [hole]))

    def on_the_ground(line):
        from mine_remediation.engine.planes import to_lonlat

        lon, lat = shapely.get_coordinates(to_lonlat(objects(line), EQUAL_AREA)[0]).T
        return GEOD.line_length(lon, lat)

    assert perimeter_m(plain) == pytest.approx(on_the_ground(plain.exterior), rel=1e-12)
    assert perimeter_m(holed) == pytest.approx(
        on_the_ground(plain.exterior) + on_the_ground(holed.interiors[0]), rel=1e-9
    )
