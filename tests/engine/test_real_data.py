"""Real permits: published acreage, and Virginia by county and issue year against an account made by hand."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mine_remediation.engine.accounting import summarise
from mine_remediation.engine.area import total
from mine_remediation.engine.patches import Counting, prepare_patches
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.engine.townships import prepare_townships
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import (
    GEOD,
    densified,
    equal_area_by_hand,
    geodesic_m2,
    held_one_by_one,
    moved,
    objects,
    patch_layer,
    township_layer,
)

pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")

DATA = Path(__file__).resolve().parents[1] / "data"
M2_PER_ACRE = 4046.8564224
LONLAT = "EPSG:4326"
BORDER_STEP = 100 / 111_320  # borders of townships get a vertex at least every 100 m, in degrees


def features(name):
    """Properties and geometries of a GeoJSON file."""
    collection = json.loads((DATA / name).read_text(encoding="utf-8"))["features"]
    geometry = objects(*(shapely.from_geojson(json.dumps(each["geometry"])) for each in collection))
    return [each["properties"] for each in collection], geometry


def official_m2(geometry, crs=LONLAT):
    ids = np.array([str(row) for row in range(len(geometry))])
    return polygons_in_plane(geometry, crs, "permits", ids).area_m2


def off(properties, areas):
    """How far each published acreage above zero is from the computed one, relative."""
    return [
        abs(m2 / M2_PER_ACRE / each["Acres"] - 1) for each, m2 in zip(properties, areas) if (each["Acres"] or 0) > 0
    ]


def test_published_acreage_of_tennessee():
    found = off(*_with_areas("mine_permits_tn.geojson"))
    assert len(found) == 8
    assert round(max(found) * 100, 1) <= 0.1  # percent; the two small permits are 0.102 and 0.105 off, geodesic or not
    assert sum(each < 0.001 for each in found) == 6


def test_published_acreage_of_virginia():
    found = off(*_with_areas("mine_permits_va.geojson"))
    assert len(found) == 33
    assert sum(each < 0.01 for each in found) == 27


def _with_areas(name):
    properties, geometry = features(name)
    return properties, official_m2(geometry)


def test_real_permits_agree_with_the_geodesic():
    for name in ("mine_permits_tn.geojson", "mine_permits_va.geojson"):
        _, geometry = features(name)
        for m2, shape in zip(official_m2(geometry), geometry):
            rings = shapely.get_rings(shapely.get_parts(shape))
            longest = max(GEOD.line_lengths(*shapely.get_coordinates(ring).T).max() for ring in rings)
            assert m2 == pytest.approx(geodesic_m2(shape), rel=2e-6 if longest <= 200 else 5e-6)


# --- Virginia by county and issue year -----------------------------------------------------------


def issue_dates(properties):
    """Days from milliseconds since 1970."""
    start = datetime(1970, 1, 1)
    return [
        None if each["Issue_Date"] is None else (start + timedelta(milliseconds=each["Issue_Date"])).date()
        for each in properties
    ]


@pytest.fixture(scope="module")
def virginia():
    properties, geometry = features("mine_permits_va.geojson")
    dates = issue_dates(properties)
    columns = {
        "ids": [str(each["PermitID"]) for each in properties],
        "year": None,
        "date": dates,
        "category": [each["Std_Status"] for each in properties],
    }
    counties, borders = features("us_counties.geojson")
    return dates, geometry, columns, [each["name"] for each in counties], borders


def account(geometry, columns, names, borders, crs=LONLAT):
    patches = prepare_patches(patch_layer(geometry, crs=crs, **columns), Counting())
    return summarise(patches, prepare_townships(township_layer(borders, names, crs=LONLAT))).summary


def by_hand(virginia):
    """m² by county and issue year: one permit after the other, one county after the other, in a plane of our own."""
    dates, geometry, _, names, borders = virginia
    plane = equal_area_by_hand(geometry)
    counties = [equal_area_by_hand(densified(border, BORDER_STEP)) for border in borders]
    order = sorted(range(len(dates)), key=lambda row: (dates[row] is None, dates[row] or 0, row))
    found = defaultdict(float)
    for row, held in held_one_by_one(plane, order, grid=None).items():
        year = None if dates[row] is None else dates[row].year
        for name, county in zip(names, counties):
            found[(name, year)] += shapely.area(shapely.intersection(held, county))
            held = shapely.difference(held, county)
        found[(None, year)] += shapely.area(held)
    return found


def by_place_and_year(summary):
    found = defaultdict(float)
    for row in summary.area_summary.itertuples():
        key = (row.township, None if pd.isna(row.year) else int(row.year))
        found[key] += row.area_m2
    return found


def test_virginia_by_county_and_year(virginia):
    _, geometry, columns, names, borders = virginia
    summary = account(geometry, columns, names, borders)
    found, expected = by_place_and_year(summary), by_hand(virginia)
    assert len(summary.overlaps) >= 5
    assert len({year for _, year in found}) > 15
    assert len({name for name, _ in found}) > 5
    for key in found.keys() | expected.keys():
        assert found.get(key, 0.0) == pytest.approx(expected.get(key, 0.0), abs=0.01), key
    union = shapely.area(shapely.union_all(equal_area_by_hand(geometry)))
    assert total(summary.pieces["area_m2"]) == pytest.approx(union, abs=0.01)
    assert summary.account.total_mu == pytest.approx(summary.account.counted_mu + summary.account.overlap_mu, rel=1e-12)


def test_virginia_with_a_county_left_out(virginia):
    dates, geometry, columns, names, borders = virginia
    without = names.index("Wise")
    names, borders = np.delete(names, without), np.delete(borders, without)
    fewer = (dates, geometry, columns, names, borders)
    summary = account(geometry, columns, names, borders)
    found, expected = by_place_and_year(summary), by_hand(fewer)
    assert summary.account.outside_mu > 100
    for key in found.keys() | expected.keys():
        assert found.get(key, 0.0) == pytest.approx(expected.get(key, 0.0), abs=0.01), key


def test_virginia_is_the_same_from_a_survey_plane(virginia):
    _, geometry, columns, names, borders = virginia
    plain = by_place_and_year(account(geometry, columns, names, borders))
    there = by_place_and_year(account(moved(geometry, LONLAT, "EPSG:32617"), columns, names, borders, "EPSG:32617"))
    assert there == pytest.approx(plain, abs=0.01)
