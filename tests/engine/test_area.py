"""The one area engine against the official series, the geodesic area and published figures of the plane."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.area import (
    MU_PER_M2,
    area_m2,
    geodesic_area_m2,
    geodesic_areas_m2,
    geodesic_check,
    longest_edge_m,
    perimeter_m,
    plane_area_m2,
    series_area_m2,
    series_constants,
    to_mu,
    total,
)
from mine_remediation.engine.area import TOLERANCE_M2 as AREA_TOLERANCE
from mine_remediation.engine.overlay import Overlay
from mine_remediation.engine.planes import checked_crs, from_equal_area, to_equal_area, to_lonlat
from mine_remediation.engine.problems import Refusal
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.libraries import pyproj, shapely
from mine_remediation.tests.engine.factories import (
    EAST,
    GEOD,
    NORTH,
    PLANE,
    densified,
    equal_area_by_hand,
    geodesic_m2,
    moved,
    objects,
    star,
    stars,
)

EQUAL_CRS = ["EPSG:4529", "EPSG:4530", "EPSG:4550", "EPSG:4551", "EPSG:4490", "EPSG:4326", "EPSG:3857"]

# places in the county and far from it: lower left corners in zone 42 without prefix (EPSG:4551)
PLACES = [(360_000, 4_600_000), (430_000, 4_640_000), (455_000, 4_570_000)]

# domain.md §9.2: easting, ellipsoid m², zone-41 plane m², mu of a 100 m square at N 4 600 000 in zone 42
SQUARES = [
    (360_000, 9995.183, 9998.183, 14.9928),
    (380_000, 9996.461, 10000.646, 14.9947),
    (400_000, 9997.543, 10003.110, 14.9963),
    (430_000, 9998.796, 10006.806, 14.9982),
    (455_000, 9999.503, 10009.887, 14.9993),
]


def official_m2(polygon, crs):
    (found,) = polygons_in_plane(objects(polygon), crs, "layer", np.array(["1"])).area_m2
    return found


def series_by_hand(lonlat):
    """The formula of 国土调查办发〔2008〕32号 edge by edge, for one polygon in degrees."""
    a, f = 6_378_137.0, 1 / 298.257222101
    b = a * (1 - f)
    e2 = (a * a - b * b) / (a * a)
    constants = (
        1 + 3 / 6 * e2 + 30 / 80 * e2**2 + 35 / 112 * e2**3 + 630 / 2304 * e2**4,
        1 / 6 * e2 + 15 / 80 * e2**2 + 21 / 112 * e2**3 + 420 / 2304 * e2**4,
        3 / 80 * e2**2 + 7 / 112 * e2**3 + 180 / 2304 * e2**4,
        1 / 112 * e2**3 + 45 / 2304 * e2**4,
        5 / 2304 * e2**4,
    )

    def ring(line):
        corners = [(math.radians(x), math.radians(y)) for x, y in line.coords]
        trapezoids = []
        for (l1, b1), (l2, b2) in zip(corners, corners[1:]):
            middle, height = (b1 + b2) / 2, b2 - b1
            bracket = sum(
                sign * constant * math.sin(k * height / 2) * math.cos(k * middle)
                for sign, constant, k in zip((1, -1, 1, -1, 1), constants, (1, 3, 5, 7, 9))
            )
            trapezoids.append(2 * b * b * ((l1 + l2) / 2 - corners[0][0]) * bracket)
        return abs(math.fsum(trapezoids))

    return math.fsum(ring(part.exterior) - math.fsum(map(ring, part.interiors)) for part in shapely.get_parts(lonlat))


@pytest.mark.parametrize(("easting", "ellipsoid", "plane_41", "mu"), SQUARES)
def test_squares_of_the_domain_paper(easting, ellipsoid, plane_41, mu):
    square = shapely.box(easting, 4_600_000, easting + 100, 4_600_100)
    found = official_m2(square, "EPSG:4551")
    assert found == pytest.approx(ellipsoid, abs=5.1e-4)
    assert round(float(to_mu(found)), 4) == mu
    assert shapely.area(moved(square, "EPSG:4551", "EPSG:4550")) == pytest.approx(plane_41, abs=6e-4)


def test_a_point_of_the_domain_paper_in_both_zones():
    point = objects(shapely.Point(380_000, 4_600_000))
    (lonlat,) = to_lonlat(point, "EPSG:4551")
    assert (round(lonlat.x, 6), round(lonlat.y, 6)) == (124.562249, 41.526103)
    (zone_41,) = from_equal_area(to_equal_area(point, "EPSG:4551"), "EPSG:4550")
    assert (round(zone_41.x, 3), round(zone_41.y, 3)) == (630_391.434, 4_600_180.398)


@pytest.mark.parametrize("place", PLACES)
def test_one_polygon_in_every_crs_has_one_area(place):
    random_ = random.Random(sum(place))
    patch = star(place, [random_.uniform(150, 500) for _ in range(40)])
    areas = {crs: to_mu(official_m2(moved(patch, "EPSG:4551", crs), crs)) for crs in EQUAL_CRS}
    assert 150 < areas["EPSG:4530"] < 1200
    assert max(areas.values()) - min(areas.values()) < 1e-6, areas


@given(patch=stars(largest=600, corners=25))
def test_the_plane_equals_the_official_series(patch):
    lonlat = moved(patch, PLANE, "EPSG:4490")
    by_hand = series_by_hand(lonlat)
    assert official_m2(lonlat, "EPSG:4490") == pytest.approx(by_hand, rel=1e-9)
    assert series_area_m2(lonlat, "EPSG:4490") == pytest.approx(by_hand, rel=1e-11)


@pytest.mark.parametrize(("lon", "lat"), [(75, 39), (109.6, 18.3), (123, 53.4), (134.9, 48), (126, 41.7)])
def test_the_plane_equals_the_official_series_all_over_china(lon, lat):
    rings = star((lon, lat), [0.002 + 0.001 * (k % 3) for k in range(14)]), star((lon, lat), [0.0005] * 7)
    patch = shapely.difference(*rings)
    assert official_m2(patch, "EPSG:4490") == pytest.approx(series_by_hand(patch), rel=1e-9)


def test_the_constants_of_the_series_are_those_of_its_integral():
    flattening = 1 / Fraction("298.257222101")
    e2 = 2 * flattening - flattening**2
    power, cosines = [Fraction(0)] * 5, {1: Fraction(1)}  # cos B · sin²ⁿ B by multiples of B
    for n in range(5):
        for multiple, part in cosines.items():
            power[multiple // 2] += (n + 1) * e2**n * part / multiple
        squared: dict[int, Fraction] = {}
        for multiple, part in cosines.items():
            for other, share in ((multiple, 2), (multiple + 2, -1), (abs(multiple - 2), -1)):
                squared[other] = squared.get(other, Fraction(0)) + part * share / 4
        cosines = squared
    expected = [float((-1) ** i * each) for i, each in enumerate(power)]
    assert list(series_constants()) == pytest.approx(expected, rel=1e-14, abs=0)


def test_a_hole_takes_ground_whichever_way_it_is_drawn():
    hole = [(125.01, 41.71), (125.01, 41.72), (125.02, 41.72), (125.02, 41.71)]
    shell = [(125.0, 41.7), (125.03, 41.7), (125.03, 41.73), (125.0, 41.73)]
    one, other = (shapely.Polygon(shell, [each]) for each in (hole, hole[::-1]))
    whole, gap = (shapely.Polygon(each) for each in (shell, hole))
    for polygon in (one, other):
        expected = series_area_m2(whole, "EPSG:4490") - series_area_m2(gap, "EPSG:4490")
        assert series_area_m2(polygon, "EPSG:4490") == pytest.approx(expected, rel=1e-12)


def test_the_series_knows_holes_and_parts():
    ring = shapely.difference(star((124.9, 41.6), [0.003] * 11), star((124.9, 41.6), [0.001] * 7))
    both = shapely.MultiPolygon([ring, star((124.95, 41.6), [0.002] * 5)])
    for function in (series_area_m2, geodesic_area_m2):
        parts = [function(part, "EPSG:4490") for part in shapely.get_parts(both)]
        assert function(both, "EPSG:4490") == pytest.approx(sum(parts), rel=1e-14)
        hole = function(shapely.Polygon(ring.interiors[0]), "EPSG:4490")
        assert parts[0] == pytest.approx(function(shapely.Polygon(ring.exterior), "EPSG:4490") - hole, rel=1e-13)
    assert series_area_m2(both, "EPSG:4490") == pytest.approx(series_by_hand(both), rel=1e-11)


@given(patch=stars(smallest=60, largest=150, least=8, corners=25))
def test_the_geodesic_area_is_near_where_edges_are_short(patch):
    """An edge that is straight in the plane is bent on the ground by tan(latitude) / radius at most."""
    lonlat = moved(patch, PLANE, "EPSG:4490")
    lengths = GEOD.line_lengths(*shapely.get_coordinates(lonlat).T)
    bend = math.tan(math.radians(lonlat.bounds[3])) / 6_350_000
    off = abs(official_m2(lonlat, "EPSG:4490") - geodesic_m2(lonlat))
    assert off <= math.fsum(lengths**3) * bend / 12 + 1e-9 * shapely.area(patch)


@pytest.mark.parametrize(("lon", "lat"), [(75, 39), (109.6, 18.3), (123, 53.4), (134.9, 48), (126, 41.7)])
def test_the_geodesic_area_is_the_same_with_a_vertex_every_50_m(lon, lat):
    local = f"+proj=laea +lon_0={lon} +lat_0={lat} +ellps=GRS80 +type=crs"
    patch = densified(moved(star((0, 0), [1000] * 12, phase=0.1), local, "EPSG:4490"), 50 / 111_320)
    assert official_m2(patch, "EPSG:4490") == pytest.approx(geodesic_m2(patch), rel=1e-8)


@given(patch=stars(smallest=60, largest=600))
def test_the_geodesic_area_is_reached_by_more_vertices_on_any_shape(patch):
    # a shape without symmetry keeps a few cm² per 50 m edge: the two areas draw another line between two vertices
    lonlat = moved(patch, PLANE, "EPSG:4490")
    off = []
    for step in (50, 10):
        fine = densified(lonlat, step / 111_320)
        off.append(abs(official_m2(fine, "EPSG:4490") - geodesic_m2(fine)))
    edges = shapely.length(patch) / 50
    assert off[0] < 0.0016 * edges
    assert off[1] < 0.0016 * edges / 20 + 2e-4


def test_the_geodesic_check_orients_rings_first():
    ring = shapely.difference(star((EAST, NORTH), [90] * 12), star((EAST, NORTH), [30] * 12))
    wrong = shapely.Polygon(ring.exterior.coords[::-1], [hole.coords[::-1] for hole in ring.interiors])
    half = shapely.Polygon(ring.exterior, [hole.coords[::-1] for hole in ring.interiors])
    for each in (ring, wrong, half):
        assert geodesic_check(each) == pytest.approx(shapely.area(ring), rel=2e-6)


@given(patch=stars(largest=400), cuts=st.lists(st.tuples(st.floats(0, 6.3), st.integers(-200, 200)), max_size=4))
def test_parts_by_random_lines_add_up(patch, cuts):
    parts, overlay = objects(patch), Overlay()
    for angle, offset in cuts:
        half = objects(*[half_plane(shapely.centroid(patch), angle, offset)] * len(parts))
        pieces = [*overlay.intersection(parts, half), *overlay.difference(parts, half)]
        parts = objects(*(piece for piece in pieces if not piece.is_empty))
    assert total(area_m2(parts)) == pytest.approx(shapely.area(patch), rel=1e-9)


def half_plane(centre, angle, offset):
    """A wide rectangle one side of which runs through *centre* + *offset* under *angle*."""
    u, v = np.array([math.cos(angle), math.sin(angle)]), np.array([-math.sin(angle), math.cos(angle)])
    start = np.array([centre.x, centre.y]) + offset * v
    ends = [start - 5000 * u, start + 5000 * u]
    return shapely.Polygon([*ends, *(end + 5000 * v for end in ends[::-1])])


def test_the_plane_is_the_equal_area_projection():
    lonlat = objects(shapely.Point(75.5, 39), shapely.Point(124.9, 41.6), shapely.Point(109.6, -18.3))
    found = shapely.get_coordinates(to_equal_area(lonlat, "EPSG:4490"))
    assert found == pytest.approx(shapely.get_coordinates(equal_area_by_hand(lonlat)), abs=2e-8)


@pytest.mark.parametrize("crs", [*EQUAL_CRS, "EPSG:32651", "EPSG:4490+5737"])
def test_the_way_back_ends_where_it_began(crs):
    there = objects(shapely.Point(EAST, NORTH))
    back = to_equal_area(from_equal_area(there, crs), crs)
    assert shapely.get_coordinates(back) == pytest.approx(shapely.get_coordinates(there), abs=1e-6)


def test_mu_and_sums():
    assert to_mu(2000.0) == 3.0
    assert to_mu(np.array([0.0, 10_000.0])).tolist() == [0.0, 15.0]
    assert to_mu(464_666.6666666667) == pytest.approx(697, abs=1e-9)
    values = [1e16, 1.0, -1e16, 1e-3]
    assert total(values) == 1.001
    assert total(np.array(values[::-1])) == 1.001
    assert total(np.empty(0)) == 0.0


def test_missing_ground_has_no_area():
    found = area_m2(objects(None, shapely.box(0, 0, 2, 3), shapely.Polygon()))
    assert np.isnan(found[0])
    assert found[1:].tolist() == [6.0, 0.0]


def test_the_longest_edge_is_measured_on_the_ellipsoid():
    ring = [(124.9, 41.6), (124.913, 41.6), (124.913, 41.6003), (124.9, 41.6)]
    hole = [(124.905, 41.60002), (124.906, 41.60002), (124.906, 41.60003), (124.905, 41.60002)]
    _, _, expected = GEOD.inv(*ring[0], *ring[1])
    patch = to_equal_area(objects(shapely.Polygon(ring, [hole])), "EPSG:4490")[0]
    assert expected > 1000
    assert longest_edge_m(patch) == pytest.approx(GEOD.line_length(*zip(ring[2], ring[3])), rel=1e-9)
    assert GEOD.line_length(*zip(ring[2], ring[3])) > expected


def test_a_border_of_centimetres_has_its_length():
    x, y = EAST, NORTH
    small = shapely.box(x, y, x + 0.25, y + 0.25)
    found = longest_edge_m(small)
    assert 0.15 < found < 0.4
    assert type(found) is float


def test_the_geodesic_areas_of_many_are_those_of_each():
    hole = [(124.901, 41.6001), (124.902, 41.6001), (124.902, 41.6002), (124.901, 41.6001)]
    shell = [(124.9, 41.6), (124.91, 41.6), (124.91, 41.61), (124.9, 41.6)]
    part = shapely.Polygon([(124.95, 41.6), (124.95, 41.601), (124.96, 41.6), (124.95, 41.6)])
    holed = shapely.Polygon(shell, [hole])
    lonlat = [holed, shapely.MultiPolygon([holed, part]), shapely.Polygon(shell[::-1], [hole[::-1]])]
    found = geodesic_areas_m2(to_equal_area(objects(*lonlat, None, shapely.Polygon()), "EPSG:4490"))
    assert found[:3].tolist() == pytest.approx([geodesic_m2(each) for each in lonlat], rel=1e-8)
    assert np.isnan(found[3])
    assert found[4] == 0.0
    assert found.dtype == float


def test_the_perimeter_is_that_of_all_rings_on_the_ellipsoid():
    hole = [(124.901, 41.6001), (124.902, 41.6001), (124.902, 41.6002), (124.901, 41.6001)]
    shell = [(124.9, 41.6), (124.91, 41.6), (124.91, 41.61), (124.9, 41.6)]
    far = [(125.9, 41.6), (125.91, 41.6), (125.91, 41.61), (125.9, 41.6)]
    patch = to_equal_area(objects(shapely.MultiPolygon([(shell, [hole]), (far, [])])), "EPSG:4490")[0]
    assert perimeter_m(patch) == pytest.approx(
        sum(GEOD.line_length(*zip(*ring)) for ring in (shell, hole, far)), rel=1e-9
    )


def test_the_tolerance_and_the_mu_are_those_of_the_papers():
    assert AREA_TOLERANCE == 0.01
    assert MU_PER_M2 == 0.0015


# --- what a layer's CRS must be ------------------------------------------------------------------


@pytest.mark.parametrize("crs", EQUAL_CRS)
def test_cgcs2000_and_wgs84_are_taken_as_text_and_as_wkt(crs):
    assert checked_crs(crs, "layer") == crs
    wkt = pyproj.CRS.from_user_input(crs).to_wkt()
    assert checked_crs(wkt, "layer") == wkt


@pytest.mark.parametrize("crs", [None, "", "   "])
def test_a_missing_crs_is_refused(crs):
    with pytest.raises(Refusal) as caught:
        checked_crs(crs, "图斑")
    assert (caught.value.code, caught.value.values["layer"]) == ("crs_missing", "图斑")


@pytest.mark.parametrize("code", [2335, 2346, 2365, 2366, 2386, 2387, 2417, 2418, 2438, 2439, 21421, 21461, 4610, 4214])
def test_xian_80_and_beijing_54_are_refused(code):
    for crs in (f"EPSG:{code}", pyproj.CRS.from_epsg(code).to_wkt()):
        with pytest.raises(Refusal) as caught:
            checked_crs(crs, "图斑")
        assert caught.value.code == "crs_ballpark"
        assert str(code) in caught.value.values["crs"]


@pytest.mark.parametrize("crs", ["EPSG:999999", "no such thing", "EPSG:5737", 'LOCAL_CS["site grid",UNIT["metre",1]]'])
def test_what_is_no_place_on_earth_is_refused(crs):
    with pytest.raises(Refusal) as caught:
        checked_crs(crs, "图斑")
    assert caught.value.code == "crs_unusable"


def test_a_refused_crs_refuses_the_layer():
    with pytest.raises(Refusal) as caught:
        polygons_in_plane(objects(shapely.box(0, 0, 1, 1)), "EPSG:2366", "图斑", np.array(["1"]))
    assert caught.value.code == "crs_ballpark"


SHIFT = (15.8, -154.4, -82.3)
BOUND = (
    "+proj=tmerc +lat_0=0 +lon_0=126 +k=1 +x_0=42500000 +y_0=0 +ellps=krass "
    f"+towgs84={SHIFT[0]},{SHIFT[1]},{SHIFT[2]} +units=m +type=crs"
)


def shifted_by_hand(lon, lat):
    """Krassowsky degrees → GRS 80 degrees by the three-parameter shift, in geocentric coordinates."""

    def e2(f):
        return f * (2 - f)

    lon, lat = math.radians(lon), math.radians(lat)
    a, f = 6_378_245.0, 1 / 298.3
    normal = a / math.sqrt(1 - e2(f) * math.sin(lat) ** 2)
    x = normal * math.cos(lat) * math.cos(lon) + SHIFT[0]
    y = normal * math.cos(lat) * math.sin(lon) + SHIFT[1]
    z = normal * (1 - e2(f)) * math.sin(lat) + SHIFT[2]
    a, f = 6_378_137.0, 1 / 298.257223563
    p = math.hypot(x, y)
    for _ in range(10):
        normal = a / math.sqrt(1 - e2(f) * math.sin(lat) ** 2)
        lat = math.atan2(z + e2(f) * normal * math.sin(lat), p)
    return math.degrees(math.atan2(y, x)), math.degrees(lat)


def test_a_shift_that_the_user_supplies_is_taken_and_applied():
    assert checked_crs(BOUND, "图斑") == BOUND
    zone_42 = pyproj.Proj("+proj=tmerc +lat_0=0 +lon_0=126 +k=1 +x_0=42500000 +y_0=0 +ellps=krass")
    point = objects(shapely.Point(42_400_000, 4_600_000))
    (found,) = to_lonlat(point, BOUND)
    expected = shifted_by_hand(*zone_42(42_400_000, 4_600_000, inverse=True))
    assert (found.x, found.y) == pytest.approx(expected, abs=1e-9)
    back = from_equal_area(to_equal_area(point, BOUND), BOUND)
    assert shapely.get_coordinates(back) == pytest.approx(shapely.get_coordinates(point), abs=1e-3)


def test_a_bound_crs_serves_townships_too():
    square = objects(shapely.box(42_400_000, 4_600_000, 42_401_000, 4_601_000))
    found = polygons_in_plane(square, BOUND, "乡镇", np.array(["1"]), densify=True)
    assert found.area_m2[0] == pytest.approx(1e6, rel=1e-3)
    assert shapely.get_num_coordinates(found.geometry[0]) == 41


def test_the_area_of_a_projection_is_its_own():
    square = shapely.box(360_000, 4_600_000, 360_300, 4_600_200)
    assert plane_area_m2(objects(square, None)).tolist() == pytest.approx([60_000.0, math.nan], nan_ok=True)
    official = area_m2(to_equal_area(objects(square), "EPSG:4551"))[0]
    assert 60_000 / official - 1 == pytest.approx(2.4e-4 * 2, rel=0.3)  # 140 km from the meridian, edges 0.024 % long
