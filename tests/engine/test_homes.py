"""Where patches lie: townships and zones, also of what lies nowhere."""

from __future__ import annotations

from mine_remediation.engine.homes import home_townships, zones
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import box, objects


def test_the_township_of_a_patch_is_that_of_its_inner_point():
    towns = objects(box(0, 0, 100), box(100, 0, 100), None, box(150, 0, 100))
    patches = objects(box(80, 10, 30), box(95, 10, 30), box(160, 10, 30), box(300, 0, 10), None, shapely.Polygon())
    assert home_townships(patches, towns).tolist() == [0, 1, 1, -1, -1, -1]
    assert home_townships(objects(), towns).tolist() == []


def test_zones_change_half_way_between_meridians():
    made = objects(*(shapely.box(lon - 0.001, 41, lon + 0.001, 41.01) for lon in (124.49, 124.51, 126, 127.6)), None)
    assert zones(made).tolist() == [41, 42, 42, 43, -1]
