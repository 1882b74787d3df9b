"""Priority zones: true distances all over China, membership as a set, both accounts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.area import area_m2
from mine_remediation.engine.overlay import Overlay
from mine_remediation.engine.planes import EQUAL_AREA, lonlat_to_equal_area, to_lonlat
from mine_remediation.engine.problems import Refusal
from mine_remediation.engine.progress import Silent
from mine_remediation.engine.zones import CLASSES, DistanceIndex, ZoneClass, ZoneLayer, build_zones, members
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import (
    GEOD,
    PLANE,
    TOLERANCE_M2,
    box,
    clusters,
    codes,
    common_m2,
    moved,
    notice,
    objects,
    polygon,
    some_examples,
    star,
    without,
    zone_class,
)

pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")

CHINA = (73.0, 18.0, 135.5, 54.0)
PLACES = [(74.0, 39.5), (82.4, 45.0), (109.51, 18.0), (120.02, 30.0), (123.0, 53.0), (126.0, 41.5), (135.0, 48.4)]
RESERVE, LINE, RIVER = "NATURE_RESERVE", "TRANSPORT_LINE", "RIVER_CORRIDOR"


def ground_of(geometry, distance, crs="EPSG:4490", extent=CHINA):
    """The zone of one drawn feature, in longitude and latitude."""
    zones = build_zones([zone_class(LINE, geometry, distance=distance, crs=crs)], extent)
    return to_lonlat(zones.ground, EQUAL_AREA)[0]


def border_points(lonlat, count=400):
    """Points on the border: a choice of the vertices and the middles of their edges."""
    xy = shapely.get_coordinates(shapely.boundary(lonlat))
    chosen = np.unique(np.linspace(0, len(xy) - 2, count).astype(int))
    step = np.hypot(*(xy[chosen + 1] - xy[chosen]).T)
    edges = chosen[step < 0.01]  # not the jump from one ring to the next
    return np.concatenate([xy[chosen], (xy[edges] + xy[edges + 1]) / 2])


def geodesic_distances(points, line):
    """True metres from each point to the nearest of the vertices *line*, which must lie close together."""
    found = []
    for x, y in points:
        squares = ((line[:, 0] - x) * np.cos(np.radians(y))) ** 2 + (line[:, 1] - y) ** 2
        near = line[np.argpartition(squares, min(20, len(line) - 1))[:20]]
        found.append(GEOD.inv(np.full(len(near), x), np.full(len(near), y), *near.T)[2].min())
    return np.array(found)


def vertices(lonlat, spacing_m):
    """Vertices along a line or a polygon's border, as close together as that."""
    border = shapely.boundary(lonlat) if shapely.get_dimensions(lonlat) == 2 else lonlat
    return shapely.get_coordinates(shapely.segmentize(border, spacing_m / 111_320))


@pytest.mark.parametrize("distance", [50.0, 500.0, 5000.0])
@pytest.mark.parametrize("place", PLACES)
def test_the_border_around_a_point_is_as_far_as_it_says(place, distance):
    ground = ground_of(shapely.Point(place), distance)
    xy = border_points(ground)
    found = GEOD.inv(np.full(len(xy), place[0]), np.full(len(xy), place[1]), xy[:, 0], xy[:, 1])[2]
    assert found == pytest.approx(distance, rel=1e-3)
    assert ground.geom_type == "Polygon"
    assert not ground.interiors


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:4530", "EPSG:4549", "EPSG:4490", "EPSG:32651", PLANE])
def test_the_distance_is_in_metres_whatever_the_crs(crs):
    place = (124.9, 41.6)
    ground = ground_of(moved(shapely.Point(place), "EPSG:4490", crs), 500.0, crs)
    xy = border_points(ground)
    found = GEOD.inv(np.full(len(xy), place[0]), np.full(len(xy), place[1]), xy[:, 0], xy[:, 1])[2]
    assert found == pytest.approx(500.0, rel=1e-3)


@pytest.mark.parametrize("distance", [500.0, 5000.0])
@pytest.mark.parametrize("south", [18.5, 41.5, 53.0])
def test_a_line_across_several_bands_has_one_even_border(south, distance):
    ends = np.array([(122.7, south), (124.6, south + 0.4), (126.2, south - 0.3)])
    ground = ground_of(shapely.LineString(ends), distance)
    fine = vertices(shapely.LineString(ends), 20)
    assert geodesic_distances(border_points(ground, 100), fine) == pytest.approx(distance, rel=1e-3)
    assert ground.geom_type == "Polygon"
    assert not ground.interiors
    length = GEOD.line_length(*fine.T)
    mine = area_m2(moved(objects(ground), "EPSG:4490", PLANE))[0]
    assert mine == pytest.approx(2 * distance * length + np.pi * distance**2, rel=1.2e-3)


def test_a_line_in_a_survey_plane_is_straight_there():
    line = shapely.LineString([(42_380_000, 4_600_000), (42_430_000, 4_605_000)])  # 50 km, two vertices
    ground = ground_of(line, 50.0, "EPSG:4530")
    fine = shapely.get_coordinates(moved(shapely.segmentize(line, 2.0), "EPSG:4530", "EPSG:4490"))
    assert geodesic_distances(border_points(ground, 100), fine) == pytest.approx(50.0, rel=1e-3)


def test_a_polygon_keeps_its_ground_and_gets_a_rim():
    patch = star((124.49, 41.6), [0.02, 0.03, 0.025, 0.031, 0.02])  # across the meridian 124.5° and not
    ground = ground_of(patch, 300.0)
    assert shapely.covers(ground, patch)
    fine = vertices(patch, 2)
    assert geodesic_distances(border_points(ground, 100), fine) == pytest.approx(300.0, rel=1e-3)


@pytest.mark.parametrize("border", [120.0, 123.0, 126.0])
def test_a_polygon_across_a_band_is_joined_without_a_seam(border):
    patch = shapely.box(border - 0.02, 41.0, border + 0.02, 41.02)
    ground = ground_of(patch, 200.0)
    assert ground.geom_type == "Polygon"
    assert not ground.interiors
    assert shapely.covers(ground, patch)
    fine = vertices(patch, 2)
    assert geodesic_distances(border_points(ground, 100), fine) == pytest.approx(200.0, rel=1e-3)


def test_a_border_on_a_band_is_no_trouble():
    for geometry in (
        shapely.LineString([(126.0, 41.0), (126.0, 41.05)]),
        shapely.LineString([(125.99, 41.0), (126.0, 41.0)]),
        shapely.Point(126.0, 41.0),
        shapely.box(125.99, 41.0, 126.0, 41.01),
    ):
        xy = border_points(ground_of(geometry, 100.0), 60)
        fine = vertices(geometry, 1)
        assert geodesic_distances(xy, fine) == pytest.approx(100.0, rel=1e-3)


def test_what_is_out_of_reach_is_not_buffered():
    near, far = shapely.Point(124.9, 41.6), shapely.Point(124.9, 42.6)
    extent = (124.85, 41.55, 124.95, 41.65)
    zones = build_zones([zone_class(LINE, near, far, distance=1000.0, crs="EPSG:4490")], extent)
    assert not zones.ground[0].is_empty
    assert zones.ground[1].is_empty
    assert [point.y for point in zones.drawn] == pytest.approx([41.6, 42.6])


@pytest.mark.parametrize("bearing", [0, 45, 90, 180, 270])
@pytest.mark.parametrize("place", [(109.5, 18.3), (123.0, 53.3)])
def test_what_is_just_in_reach_is_buffered(place, bearing):
    lon, lat, _ = GEOD.fwd(*place, bearing, 4990)
    zones = build_zones([zone_class(LINE, shapely.Point(lon, lat), distance=5000.0, crs="EPSG:4490")], (*place, *place))
    assert shapely.covers(to_lonlat(zones.ground, EQUAL_AREA)[0], shapely.Point(place))


# --- what is refused, what is told ---------------------------------------------------------------


def refusal(*classes):
    with pytest.raises(Refusal) as caught:
        build_zones(list(classes), CHINA)
    return caught.value


POINT, ROAD = shapely.Point(124.9, 41.6), shapely.LineString([(124.9, 41.6), (124.95, 41.6)])
AREA = shapely.box(124.9, 41.6, 124.91, 41.61)


def test_no_class_at_all_is_refused():
    assert refusal().code == "no_zone_class"
    assert refusal(ZoneClass(RESERVE, [], 300.0)).code == "no_zone_class"


def test_a_class_without_a_distance_is_refused():
    found = refusal(zone_class(LINE, ROAD, distance=None, crs="EPSG:4490"))
    assert (found.code, found.values["zone_class"]) == ("distance_missing", LINE)


@pytest.mark.parametrize("geometry", [ROAD, POINT, shapely.MultiLineString([ROAD]), shapely.boundary(AREA)])
def test_distance_0_is_refused_where_a_layer_holds_lines_or_points(geometry):
    found = refusal(zone_class(RESERVE, AREA, geometry, distance=0.0, crs="EPSG:4490", layer="保护区"))
    assert (found.code, found.values["layer"]) == ("distance_zero_for_lines", "保护区")


@pytest.mark.parametrize("label", CLASSES)
def test_distance_0_is_fine_for_polygons(label):
    zones = build_zones([zone_class(label, AREA, distance=0.0, crs="EPSG:4490")], CHINA)
    assert zones.given == [label]
    expected = shapely.area(moved(AREA, "EPSG:4490", PLANE))
    assert area_m2(zones.ground)[0] == pytest.approx(expected, rel=1e-9)


def test_a_distance_without_layers_is_told():
    zones = build_zones([zone_class(RESERVE, AREA, crs="EPSG:4490"), ZoneClass(RIVER, [], 50.0)], CHINA)
    told = notice(zones.notices, "distance_without_layers")
    assert (told.values["zone_class"], told.values["distance_m"]) == (RIVER, 50.0)


@pytest.mark.parametrize("geometry", [(), (None,), (shapely.Polygon(), None)])
def test_an_empty_layer_is_told_and_its_class_given(geometry):
    zones = build_zones(
        [zone_class(RIVER, *geometry, distance=50.0, crs="EPSG:4490"), zone_class(RESERVE, AREA, crs="EPSG:4490")],
        CHINA,
    )
    assert notice(zones.notices, "zone_layer_empty").values["zone_class"] == RIVER
    assert zones.given == [RESERVE, RIVER]
    assert len(zones.ground) == 1


def test_a_zone_layer_needs_a_crs():
    assert refusal(zone_class(RESERVE, AREA, crs=None, layer="保护区")).code == "crs_missing"
    assert refusal(zone_class(RESERVE, AREA, crs="EPSG:2366")).code == "crs_ballpark"
    broken = shapely.box(1e12, 1e12, 2e12, 2e12)
    found = refusal(zone_class(RESERVE, moved(AREA, "EPSG:4490", "EPSG:4530"), broken, crs="EPSG:4530"))
    assert (found.code, found.values["count"]) == ("coordinates_outside", 1)


def test_an_invalid_zone_keeps_its_ground_and_is_told():
    zones = build_zones([zone_class(RESERVE, polygon((0, 0), (40, 40), (40, 0), (0, 40)), box(100, 0, 10))], CHINA)
    assert area_m2(zones.ground).tolist() == pytest.approx([800.0, 100.0], abs=1e-3)
    assert notice(zones.notices, "zones_repaired").values["count"] == 1


def test_a_zone_that_collapses_is_left_out_and_told():
    zones = build_zones([zone_class(RESERVE, polygon((0, 0), (40, 40), (80, 80)), box(100, 0, 10))], CHINA)
    assert area_m2(zones.ground).tolist() == pytest.approx([100.0], abs=1e-3)
    assert zones.name.tolist() == ["NATURE_RESERVE 1"]
    assert notice(zones.notices, "zones_repaired").values["count"] == 1


def test_a_line_without_length_is_a_point():
    spot = shapely.LineString([(124.9, 41.6), (124.9, 41.6)])
    mixed = shapely.MultiLineString([[(124.95, 41.6), (124.96, 41.6)], [(124.97, 41.6), (124.97, 41.6)]])
    patch = objects(shapely.box(124.9, 41.601, 124.901, 41.602))
    zones = build_zones([zone_class(LINE, spot, mixed, distance=500.0, crs="EPSG:4490")], CHINA)
    assert area_m2(zones.ground)[0] == pytest.approx(np.pi * 500**2, rel=1e-2)
    which, metres = DistanceIndex(zones).nearest(lonlat_to_equal_area(patch), Silent())
    assert (which[0], metres[0]) == (0, 0.0)


def test_classes_stand_in_order_of_precedence_with_the_names_of_their_features():
    given = [
        zone_class(RIVER, box(0, 0, 10), names=["浑河"], layer="河流"),
        zone_class(RESERVE, box(0, 0, 10), box(5, 0, 10), names=[None, "老秃顶子"], layer="保护区"),
    ]
    zones = build_zones(given, CHINA)
    assert zones.given == [RESERVE, RIVER]
    assert zones.rank.tolist() == [0, 0, 5]
    assert zones.name.tolist() == ["保护区", "老秃顶子", "浑河"]
    assert zones.layer.tolist() == ["保护区", "保护区", "河流"]


# --- membership ----------------------------------------------------------------------------------


def membership(patches, *classes):
    patches = objects(*patches)
    zones = build_zones(list(classes), CHINA)
    found, net = members(patches, area_m2(patches), zones, Overlay())
    rows = {
        (int(patch), CLASSES[rank]): (overlap, int(feature))
        for patch, rank, overlap, feature in zip(found.patch, found.rank, found.overlap_m2, found.feature)
    }
    return zones, rows, net


@st.composite
def zone_clusters(draw):
    """One to four classes with one to three overlapping features each."""
    labels = draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=4, unique=True))
    return {label: draw(clusters(most=3)) for label in labels}


@some_examples(0.5)
@given(patches=clusters(most=4), drawn=zone_clusters())
def test_both_accounts_against_unions_made_by_hand(patches, drawn):
    _, rows, net = membership(patches, *(zone_class(label, *shapes) for label, shapes in drawn.items()))
    unions = {label: shapely.union_all(shapes) for label, shapes in drawn.items()}
    for row, patch in enumerate(patches):
        rest = patch
        for rank, label in enumerate(CLASSES):
            union = unions.get(label, shapely.Polygon())
            gross = common_m2(patch, union)
            exclusive = common_m2(rest, union)
            rest = without(rest, union)
            assert rows.get((row, label), (0.0, 0))[0] == pytest.approx(gross, abs=0.05)
            assert net[row, rank] == pytest.approx(exclusive, abs=0.1)
            assert ((row, label) in rows) == (gross > TOLERANCE_M2) or gross < 0.05
        assert net[row].sum() + shapely.area(rest) == pytest.approx(shapely.area(patch), abs=0.1)
        assert net[row].sum() <= shapely.area(patch) * (1 + 1e-12)


@some_examples(0.3)
@given(patches=clusters(most=3), drawn=zone_clusters(), seed=st.integers(0, 100))
def test_the_order_of_layers_and_features_changes_no_area(patches, drawn, seed):
    classes = [zone_class(label, *shapes) for label, shapes in drawn.items()]
    _, rows, net = membership(patches, *classes)
    random = np.random.default_rng(seed)
    mixed = []
    for label in random.permutation(list(drawn)):
        shapes = [drawn[label][k] for k in random.permutation(len(drawn[label]))]
        layers = [ZoneLayer(f"{label} {k}", PLANE, objects(shape), [None]) for k, shape in enumerate(shapes)]
        mixed.append(ZoneClass(str(label), layers, 0.0))
    _, rows_again, net_again = membership(patches, *mixed)
    assert set(rows_again) == set(rows)
    for key, (overlap, _) in rows.items():
        assert rows_again[key][0] == pytest.approx(overlap, abs=1e-6)
    assert net_again == pytest.approx(net, abs=1e-6)


def test_equal_borders_are_no_membership():
    patches = [box(0, 0, 100), box(200, 0, 100)]
    _, rows, net = membership(
        patches, zone_class(RESERVE, box(100, 0, 100)), zone_class("SCENIC_AREA", box(199.99985, 0, 0.0002, 100))
    )
    assert rows.keys() == {(1, "SCENIC_AREA")} - {(1, "SCENIC_AREA")}  # 0.005 m² of the second patch
    assert not net.any()


def test_overlapping_features_of_a_class_count_once_and_the_largest_share_names_it():
    zones, rows, net = membership(
        [box(0, 0, 100)], zone_class(RESERVE, box(0, 0, 30, 100), box(20, 0, 50, 100), box(60, 0, 15, 100))
    )
    overlap, feature = rows[(0, RESERVE)]
    assert overlap == pytest.approx(7500, abs=1e-3)
    assert zones.name[feature] == "NATURE_RESERVE 1"
    assert net[0] == pytest.approx([7500, 0, 0, 0, 0, 0], abs=1e-3)


def test_the_largest_share_is_of_the_patch_not_of_what_others_leave():
    zones, rows, _ = membership([box(0, 0, 100)], zone_class(RESERVE, box(0, 0, 55, 100), box(0, 0, 60, 100)))
    assert zones.name[rows[(0, RESERVE)][1]] == "NATURE_RESERVE 1"


def test_a_feature_that_holds_the_whole_patch_names_it():
    zones, rows, _ = membership([box(0, 0, 100)], zone_class(RESERVE, box(0, 0, 99, 100), box(-50, -50, 300)))
    assert zones.name[rows[(0, RESERVE)][1]] == "NATURE_RESERVE 1"
    assert rows[(0, RESERVE)][0] == shapely.area(box(0, 0, 100))


def test_patches_without_ground_are_in_no_zone():
    _, rows, net = membership([None, box(0, 0, 100), None], zone_class(RESERVE, box(50, 0, 100)))
    assert rows.keys() == {(1, RESERVE)}
    assert np.nan_to_num(net).sum(axis=1) == pytest.approx([0, 5000, 0], abs=1e-3)


# --- the distance query --------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("kind", "reach"), [("point", 300.0), ("line", 50.0), ("polygon", 0.0)])
def test_the_distance_to_the_nearest_zone_is_the_geodesic(place, kind, reach):
    drawn = {
        "point": shapely.Point(place),
        "line": shapely.LineString([place, (place[0] + 0.3, place[1] + 0.2)]),
        "polygon": star(place, [0.02, 0.01, 0.03, 0.02, 0.025]),
    }[kind]
    far = shapely.box(place[0] + 2, place[1] + 2, place[0] + 2.1, place[1] + 2.1)
    zones = build_zones([zone_class(RESERVE, far, drawn, distance=reach, crs="EPSG:4490")], CHINA)
    patches, expected = [], []
    for bearing, metres in [(10, 700), (130, 2000), (250, 9000), (300, 60_000)]:
        lon, lat, _ = GEOD.fwd(*place, bearing, metres + 3000)
        patches.append(shapely.box(lon, lat, lon + 0.002, lat + 0.001))
        expected.append(geodesic_distances(vertices(patches[-1], 10), vertices(drawn, 5)).min() - reach)
    which, metres = DistanceIndex(zones).nearest(lonlat_to_equal_area(objects(*patches)), Silent())
    assert metres == pytest.approx(np.array(expected), rel=1e-3)
    assert which.tolist() == [1, 1, 1, 1]


def test_the_nearest_zone_counts_its_distance():
    # the point is nearer, but the line's corridor reaches farther
    line = shapely.LineString([GEOD.fwd(124.9, 41.6, 90, 3000)[:2], GEOD.fwd(124.9, 41.6, 85, 3100)[:2]])
    point = shapely.Point(GEOD.fwd(124.9, 41.6, 270, 1500)[:2])
    zones = build_zones(
        [
            zone_class(LINE, line, distance=2000.0, names=["铁路"], crs="EPSG:4490"),
            zone_class(RIVER, point, distance=100.0, names=["浑河"], crs="EPSG:4490"),
        ],
        CHINA,
    )
    which, metres = DistanceIndex(zones).nearest(
        lonlat_to_equal_area(objects(shapely.box(124.8999, 41.5999, 124.9, 41.6))), Silent()
    )
    assert zones.name[which[0]] == "铁路"
    assert metres[0] == pytest.approx(1000, rel=2e-3)


def test_a_patch_inside_the_distance_is_at_no_distance():
    zones = build_zones([zone_class(LINE, POINT, distance=500.0, crs="EPSG:4490")], CHINA)
    _, metres = DistanceIndex(zones).nearest(
        lonlat_to_equal_area(objects(shapely.box(124.901, 41.6, 124.902, 41.601))), Silent()
    )
    assert metres.tolist() == [0.0]


def test_the_distance_of_a_member_is_to_the_drawn_feature():
    patches = objects(
        *(moved(shapely.box(lon, 41.6, lon + 0.001, 41.601), "EPSG:4490", PLANE) for lon in (124.902, 124.899))
    )
    zones = build_zones([zone_class(LINE, POINT, distance=500.0, crs="EPSG:4490")], CHINA)
    found, _ = members(patches, area_m2(patches), zones, Overlay())
    expected = GEOD.inv(124.9, 41.6, 124.902, 41.6)[2]
    assert found.distance_m == pytest.approx([expected, 0.0], rel=1e-3)


def test_long_borders_are_found_between_their_vertices():
    # two vertices only, hundreds of stretches
    line = shapely.LineString([(124.0, 41.5), (125.5, 41.5)])
    zones = build_zones([zone_class(LINE, line, distance=0.001, crs="EPSG:4490")], (124.7, 41.5, 124.8, 41.6))
    lat = 41.5 + 1 / 111.0
    patch = shapely.box(124.73, lat, 124.731, lat + 0.001)
    _, metres = DistanceIndex(zones).nearest(lonlat_to_equal_area(objects(patch)), Silent())
    assert metres[0] == pytest.approx(GEOD.inv(124.73, 41.5, 124.73, lat)[2], rel=1e-3)


def test_zones_of_a_class_say_nothing_when_all_is_well():
    assert codes(build_zones([zone_class(LINE, POINT, ROAD, distance=5.0, crs="EPSG:4490")], CHINA).notices) == []
