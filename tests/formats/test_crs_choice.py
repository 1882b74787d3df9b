"""The datum is named, never guessed; the numbers give zone, prefix and order of the axes."""

from __future__ import annotations

from typing import Any

import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats.crs_choice import CGCS2000, OTHER, Choice, Named, choose, of_crs, of_head
from mine_remediation.libraries import pyproj

HEAD = "2000国家大地坐标系"
ZONE_42, ZONE_42_BARE = (42_380_000, 4_600_000), (380_000, 4_600_000)
ZONE_41, ZONE_41_BARE = (41_630_391, 4_600_180), (630_391, 4_600_180)
DEGREES = (124.562249, 41.526103)
GUANGDONG = (112.5, 23.0, 113.2, 24.0)


def _head(**values: Any) -> Named:
    made = of_head(HEAD, "a.txt", **values)
    assert made is not None
    return made


def _rules(choice: Choice) -> set[str]:
    return {each.rule for each in choice.findings}


@pytest.mark.parametrize(
    ("point", "head", "crs"),
    [
        (ZONE_42, {"zone": 42, "width": 3}, "EPSG:4530"),
        (ZONE_42, {}, "EPSG:4530"),
        (ZONE_42_BARE, {"zone": 42, "width": 3}, "EPSG:4551"),
        (ZONE_42_BARE, {"width": 3}, "EPSG:4551"),
        (ZONE_41_BARE, {}, "EPSG:4550"),
        (ZONE_41_BARE, {"width": 6}, "EPSG:4550"),
        (ZONE_41_BARE, {"zone": 21, "width": 6}, "EPSG:4510"),
        ((21_630_391, 4_600_180), {"width": 3}, "EPSG:4499"),
        ((21_630_391, 4_600_180), {"zone": 41, "width": 3}, "EPSG:4499"),
        (ZONE_42, {"zone": 126}, "EPSG:4530"),
        (ZONE_42_BARE, {"meridian": 126.0}, "EPSG:4551"),
        (DEGREES, {"zone": 42}, "EPSG:4490"),
        ((38_383_243, 2_582_988), {"zone": 38}, "EPSG:4526"),
        ((383_243, 2_582_988), {"zone": 38}, "EPSG:4547"),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_the_head_names_the_datum_and_the_numbers_the_rest(
    point: tuple[float, float], head: dict[str, Any], crs: str, swapped: bool
) -> None:
    found = choose([point[::-1] if swapped else point], "a.txt", _head(**head))
    assert (found.crs, found.swap_axes, found.source) == (crs, swapped, "file")
    assert ("axes_swapped" in _rules(found)) is swapped


@pytest.mark.parametrize("point", [ZONE_42, ZONE_42_BARE, ZONE_41, DEGREES])
def test_without_a_datum_it_is_asked_with_the_candidates(point: tuple[float, float]) -> None:
    with pytest.raises(Refusal) as caught:
        choose([point], "a.txt")
    assert caught.value.code == "crs_unnamed"
    assert caught.value.values["candidates"][0].reason == "inside"


@pytest.mark.parametrize(
    "name", ["1980西安坐标系", "西安80", "1954北京坐标系", "北京54坐标系", "80坐标系", "Xian_1980"]
)
def test_legacy_datums_are_refused(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        of_head(name, "a.txt", zone=42)
    assert caught.value.code == "crs_legacy"


@pytest.mark.parametrize("name", ["", "独立坐标系", "2000国家大地坐标系（由1980西安坐标系转换）"])
def test_words_that_name_no_datum_name_none(name: str) -> None:
    assert of_head(name, "a.txt") is None


def test_a_width_that_no_zone_of_that_number_has_is_said() -> None:
    named = _head(zone=42, width=6)
    assert (named.width, named.findings[0].rule) == (3, "zone_width")
    assert choose([ZONE_42], "a.txt", named).crs == "EPSG:4530"


@pytest.mark.parametrize(
    ("point", "parameter", "crs", "odd"),
    [
        (ZONE_42, "EPSG:4530", "EPSG:4530", set()),
        (ZONE_42_BARE, "EPSG:4530", "EPSG:4551", {"prefix_differs"}),
        (ZONE_42, "EPSG:4551", "EPSG:4530", {"prefix_differs"}),
        (ZONE_41_BARE, "EPSG:4510", "EPSG:4510", set()),
        (ZONE_42, "EPSG:4490", "EPSG:4530", set()),
        (ZONE_42_BARE, "EPSG:4490", "EPSG:4551", set()),
        (DEGREES, "EPSG:4326", "EPSG:4326", set()),
        (DEGREES[::-1], "EPSG:4326", "EPSG:4326", {"axes_swapped"}),
        (DEGREES, "EPSG:4530", "EPSG:4490", set()),
        ((-81.5, 37.2), "EPSG:4269", "EPSG:4269", set()),
        ((471_000, 4_600_000), "EPSG:32651", "EPSG:32651", set()),
    ],
)
def test_the_parameter_names_the_datum(point: tuple[float, float], parameter: str, crs: str, odd: set[str]) -> None:
    found = choose([point], "a.txt", None, parameter)
    assert (found.crs, found.source, _rules(found)) == (crs, "parameter", odd)


@pytest.mark.parametrize(
    ("point", "stated", "parameter", "code"),
    [
        (ZONE_41, None, "EPSG:4530", "crs_zone_differs"),
        (ZONE_41_BARE, None, "EPSG:4551", "crs_zone_differs"),
        (ZONE_41, "EPSG:4530", "", "crs_zone_differs"),
        (ZONE_42, None, "EPSG:4326", "crs_numbers"),
        (DEGREES, None, "EPSG:32651", "crs_numbers"),
        ((1.0, 2.0), None, "EPSG:4530", "crs_numbers"),
        ((500_000, 2_500_000), None, "EPSG:4490", "crs_zone_open"),
        (ZONE_42, None, "EPSG:2366", "crs_ballpark"),
        (ZONE_42, "EPSG:2366", "EPSG:4530", "crs_ballpark"),
        (ZONE_42, "nonsense", "", "crs_unusable"),
    ],
)
def test_what_contradicts_is_refused(point: tuple[float, float], stated: str | None, parameter: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        choose([point], "a.txt", stated, parameter)
    assert caught.value.code == code


def test_the_reference_says_where_numbers_without_a_prefix_lie() -> None:
    assert choose([(383_243, 2_582_988)], "a.txt", _head(), reference=GUANGDONG).crs == "EPSG:4547"
    with pytest.raises(Refusal) as caught:
        choose([(383_243, 2_582_988)], "a.txt", _head(zone=39), reference=GUANGDONG)
    assert caught.value.code == "crs_zone_differs"


def test_the_parameter_goes_before_a_sidecar_that_cannot_be_read() -> None:
    found = choose([ZONE_42], "a.shp", "nonsense", "EPSG:4530")
    assert (found.crs, _rules(found)) == ("EPSG:4530", {"crs_not_read"})
    found = choose([ZONE_42], "a.shp", f'PROJCS["示例坐标",GEOGCS["{"x" * 200}"', "EPSG:4530")
    assert [each.value for each in found.findings] == ["示例坐标"]


def test_a_system_in_wkt_is_called_by_its_name() -> None:
    wkt = pyproj.CRS("EPSG:4529").to_wkt("WKT1_ESRI")
    with pytest.raises(Refusal) as caught:
        choose([ZONE_42], "a.shp", wkt)
    assert caught.value.values["crs"] == "CGCS2000_3_Degree_GK_Zone_41"
    with pytest.raises(Refusal) as caught:
        choose([ZONE_42], "a.shp", 'PROJCS["示例坐标",GEOGCS["x"]]')
    assert (caught.value.values["crs"], "GEOGCS" in caught.value.values["detail"]) == ("示例坐标", False)


@pytest.mark.parametrize(
    ("point", "stated", "parameter", "crs", "odd"),
    [
        # UTM of WGS 84: its eastings look like those of zone 41
        ((630_000, 4_600_000), "EPSG:32651", "EPSG:4490", "EPSG:32651", {"crs_differs"}),
        ((630_000, 4_600_000), "EPSG:32651", "EPSG:32651", "EPSG:32651", set()),
        (ZONE_41_BARE, "EPSG:4550", "EPSG:4551", "EPSG:4550", {"crs_differs"}),
        (ZONE_41_BARE, "EPSG:4550", "EPSG:32651", "EPSG:4550", {"crs_differs"}),
        (ZONE_41_BARE, "EPSG:4550", "EPSG:4510", "EPSG:4550", set()),  # zone 21 of 6° is the same
        (ZONE_42, "EPSG:4530", "EPSG:4326", "EPSG:4530", {"crs_differs"}),
        (ZONE_42, "EPSG:4530", "EPSG:4490", "EPSG:4530", set()),
        (ZONE_42, "EPSG:4530", "EPSG:4551", "EPSG:4530", set()),
        (DEGREES, "EPSG:4326", "EPSG:4490", "EPSG:4326", set()),
        (DEGREES, "EPSG:4326", "EPSG:4530", "EPSG:4326", set()),
        (DEGREES, "EPSG:4490", "EPSG:4326", "EPSG:4490", set()),
        # what the numbers contradict is not what the file is in
        (ZONE_41, "EPSG:4530", "EPSG:4529", "EPSG:4529", {"crs_not_read"}),
        (ZONE_42, "EPSG:4326", "EPSG:4490", "EPSG:4530", {"crs_not_read"}),
        ((500_000, 2_500_000), "EPSG:4490", "EPSG:4547", "EPSG:4547", set()),
    ],
)
def test_what_a_file_names_goes_before_the_parameter(
    point: tuple[float, float], stated: str, parameter: str, crs: str, odd: set[str]
) -> None:
    for named in (stated, pyproj.CRS.from_user_input(stated).to_wkt("WKT1_ESRI")):
        found = choose([point], "a.shp", named, parameter)
        assert (pyproj.CRS.from_user_input(found.crs).to_epsg(min_confidence=70), _rules(found)) == (int(crs[5:]), odd)


@pytest.mark.parametrize(("parameter", "odd"), [("EPSG:4551", set()), ("EPSG:4529", {"crs_differs"})])
def test_what_a_head_names_goes_before_the_parameter(parameter: str, odd: set[str]) -> None:
    found = choose([ZONE_42], "a.txt", _head(), parameter)
    assert (found.crs, found.source, _rules(found)) == ("EPSG:4530", "file", odd)


@pytest.mark.parametrize("code", ["EPSG:4530", "EPSG:4551", "EPSG:4499", "EPSG:4526"])
def test_the_system_of_a_shapefile_is_known_by_its_parameters(code: str) -> None:
    wkt = pyproj.CRS.from_user_input(code).to_wkt("WKT1_ESRI")
    found, known = of_crs(wkt, "file", "a.shp"), of_crs(code, "file", "a.shp")
    assert found is not None
    assert known is not None
    assert (found.datum, found.zone, found.width, found.prefixed) == (
        CGCS2000, known.zone, known.width, known.prefixed,
    )  # fmt: skip


@pytest.mark.parametrize("code", ["EPSG:4612", "EPSG:4674", "EPSG:4167", "EPSG:2451", "EPSG:31981"])
def test_the_2000_of_other_countries_is_not_that_of_china(code: str) -> None:
    for text in (code, *(pyproj.CRS.from_user_input(code).to_wkt(each) for each in ("WKT1_ESRI", "WKT2_2019"))):
        named = of_crs(text, "file", "a.shp")
        assert named is not None
        assert named.datum == OTHER


@pytest.mark.parametrize(
    "name", ["2000国家大地坐标系", "国家2000", "GCS_China_Geodetic_Coordinate_System_2000", "CGCS2000"]
)
def test_the_datum_of_china_is_known_by_its_names(name: str) -> None:
    wkt = pyproj.CRS.from_epsg(4490).to_wkt("WKT1_ESRI")
    for word in ("GCS_China_Geodetic_Coordinate_System_2000", "D_China_2000"):
        assert word in wkt
        wkt = wkt.replace(word, name if word.startswith("GCS") else "D_unknown")
    named = of_crs(wkt, "file", "a.shp")
    assert named is not None
    assert named.datum == CGCS2000


def test_degrees_of_another_country_are_taken_as_they_are() -> None:
    assert choose([(-84.1, 36.4)], "a.geojson", "EPSG:4326") == Choice("EPSG:4326", False, "file", ())
    assert _rules(choose([(36.4, -184.1)], "a.geojson", "EPSG:4326")) == {"axes_swapped"}
    with pytest.raises(Refusal) as caught:
        choose([(500.0, 36.4)], "a.geojson", "EPSG:4326")
    assert caught.value.code == "crs_numbers"
