"""What is written is read back as the same ground, and written again as the same bytes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats.coordinate_text import read
from mine_remediation.formats.coordinate_writer import CORNER_STRING, DIALECTS, Outgoing, Style, write
from mine_remediation.formats.encodings import encode
from mine_remediation.formats.features import Features
from mine_remediation.libraries import shapely
from mine_remediation.tests.formats.texts import square

PLOTS = [
    Outgoing(shapely.polygons(square()), "P-1", "示例图斑", "采矿用地"),
    Outgoing(shapely.polygons(square(dx=200.1234), [square(20.0, dx=240.0, dy=40.0)]), "P-2", "甲，乙(①)", ""),
    Outgoing(
        shapely.multipolygons([
            shapely.polygons(square(dx=400), [square(9.0, dx=410.0, dy=5.0), square(9.0, dx=440.0, dy=5.0)]),
            shapely.polygons(square(dx=600)),
        ]),
        "P-3",
        "面",
        "林地",
    ),
]  # fmt: skip
PLOTS.append(Outgoing(shapely.polygons(square(100.4, dx=800.3)), "P-4"))
TEXT = """[属性描述]
格式版本号=1.01
数据产生单位=
数据产生日期=
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=42
精度=0.001
转换参数=,,,,,,
[地块坐标]
5,1.0000,P-1,示例图斑,面,,采矿用地,,@
J1,1,4600000.000,42380000.000
J2,1,4600100.000,42380000.000
J3,1,4600100.000,42380100.000
J4,1,4600000.000,42380100.000
J1,1,4600000.000,42380000.000
"""


def _again(found: Features) -> list[Outgoing]:
    """What was read, to be written once more."""
    columns = (found.columns[name] for name in ("plot_no", "plot_name", "land_use"))
    return [Outgoing(each, *(value or "" for value in values)) for each, *values in zip(found.geometry, *columns)]


def test_the_standard_dialect_is_written_to_the_letter() -> None:
    assert write(PLOTS[:1], "EPSG:4530", Style()) == TEXT.replace("\n", "\r\n")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("prefix", ["J", ""])
@pytest.mark.parametrize("decimals", [0, 3, 4])
@pytest.mark.parametrize("crs", ["EPSG:4530", "EPSG:4551"])
@pytest.mark.parametrize("encoding", ["GBK", "UTF-8"])
def test_every_dialect_comes_back_byte_for_byte(
    dialect: str, closed: bool, prefix: str, decimals: int, crs: str, encoding: str
) -> None:
    style = Style(dialect, closed, prefix, decimals)
    plots = PLOTS
    if crs == "EPSG:4551":
        plots = [
            replace(each, geometry=shapely.transform(each.geometry, lambda xy: xy - (42_000_000, 0))) for each in PLOTS
        ]
    first = encode(write(plots, crs, style), encoding)
    found = read(first, "a.txt", parameter=crs if dialect == CORNER_STRING else "")
    assert not [each for each in found.findings if not each.passed]
    assert encode(write(_again(found), crs, style), encoding) == first
    parts = [shapely.get_parts(each.geometry) for each in plots] if dialect == CORNER_STRING else plots
    assert len(found) == (sum(map(len, parts)) if dialect == CORNER_STRING else len(plots))  # type: ignore[arg-type]
    if decimals == 4:
        ground, meant = shapely.union_all(found.geometry), shapely.union_all([each.geometry for each in plots])
        assert shapely.area(shapely.symmetric_difference(ground, meant)) < 1e-3


def test_corners_are_numbered_on_from_ring_to_ring_and_holes_have_rings_of_their_own() -> None:
    lines = write(PLOTS[1:2], "EPSG:4530", Style()).split("\r\n")[13:-1]
    assert [each.rpartition(",4600")[0] for each in lines] == [
        *("J1,1", "J2,1", "J3,1", "J4,1", "J1,1"), *("J5,2", "J6,2", "J7,2", "J8,2", "J5,2"),
    ]  # fmt: skip


def test_the_stated_area_is_that_of_the_corners_as_they_are_written() -> None:
    lines = write(PLOTS[3:], "EPSG:4530", Style(decimals=0)).split("\r\n")
    assert lines[12].startswith("5,1.0100,")
    assert lines[13:15] == ["J1,1,4600000,42380800", "J2,1,4600100,42380800"]


def test_fields_of_each_dialect() -> None:
    lines = {each: write(PLOTS[:1], "EPSG:4530", Style(each)).split("\r\n") for each in DIALECTS}
    assert lines["standard_9"][12] == "5,1.0000,P-1,示例图斑,面,,采矿用地,,,@"
    assert lines["extended_12"][12] == "5,1.0000,P-1,示例图斑,面,,采矿用地,,,,,,@"
    assert lines["corner_string"] == [
        "拐点,X(起标高),Y(止标高)",
        "1,4600000.000,42380000.000,,", "2,4600100.000,42380000.000,,",
        "3,4600100.000,42380100.000,,", "4,4600000.000,42380100.000,,", "*,,,示例图斑,1,", "",
    ]  # fmt: skip


def test_marks_that_would_be_taken_for_fields_are_written_in_full_width() -> None:
    plot = replace(PLOTS[0], number="a,b@", name="甲\n乙*")
    text = write([plot], "EPSG:4530", Style())
    assert "a，b＠,甲 乙＊,面" in text
    assert write(_again(read(text, "a")), "EPSG:4530", Style()) == text
    for dialect in DIALECTS[:3]:
        marked = write([replace(PLOTS[0], number="@", name="@")], "EPSG:4530", Style(dialect))
        found = read(marked, "a").columns
        assert (found["plot_no"], found["plot_name"], found["land_use"]) == (["＠"], ["＠"], [PLOTS[0].use or None])
    assert read(marked.replace("@\r\n", "@,,\r\n"), "a").columns["plot_no"] == ["＠"]


def test_other_systems_are_no_zones() -> None:
    with pytest.raises(ValueError, match="EPSG:4490"):
        write(PLOTS, "EPSG:4490", Style())


def test_an_encoding_that_lacks_a_character_is_refused() -> None:
    assert encode("①€𠮷", "GBK").decode("gb18030") == "①€𠮷"
    with pytest.raises(Refusal) as caught:
        encode("甲", "cp1252")
    assert (caught.value.code, caught.value.values["characters"]) == ("encoding_lacks", "甲")
