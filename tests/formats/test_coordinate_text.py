"""Every trait in which texts of coordinates differ, each alone, with the ground that it means."""

from __future__ import annotations

import math
import re
import time
from pathlib import Path
from typing import Any

import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats.coordinate_text import read
from mine_remediation.formats.features import Features
from mine_remediation.formats.numbers import from_packed
from mine_remediation.libraries import shapely
from mine_remediation.tests.formats.texts import (
    EAST,
    HEAD,
    NORTH,
    OFFICIAL_M2,
    PLANE_M2,
    corner_lines,
    land_boundary,
    plot,
    square,
)  # fmt: skip

DATA = Path(__file__).resolve().parents[1] / "data" / "land_boundary"
SQUARE = shapely.polygons(square())
HOLE = square(20.0, dx=40.0, dy=40.0)
WITH_HOLE = shapely.polygons(square(), [HOLE])
BARE = square(east=380_000.0)
LOCAL = [(x - EAST + 2e5, y - NORTH + 2e5) for x, y in square()]


def _rules(found: Features) -> set[str]:
    return {each.rule for each in found.findings if not each.passed}


def _refused(text: str, **options: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(text, "a.txt", **options)
    return caught.value


def _ground(found: Features) -> Any:
    assert len(found) == 1
    assert shapely.is_valid(found.geometry[0])
    return found.geometry[0]


# Two files as they were sent ---------------------------------------------------------------------------------


@pytest.mark.parametrize("gbk", [False, True])
@pytest.mark.parametrize(
    ("name", "corners", "stated", "plane_m2", "official_m2", "matches"),
    [
        ("44120000072.txt", 6, 1.2247, 12_247.0957, 12_242.8730, "plane"),
        ("plot_003.txt", 53, None, 16_957.5167, 16_951.3269, None),
    ],
)
def test_files_as_they_were_sent(
    name: str, corners: int, stated: float | None, plane_m2: float, official_m2: float, matches: str | None, gbk: bool
) -> None:
    content = (DATA / name).read_bytes()
    if gbk:
        content = content.decode("utf-8").replace("\n", "\r\n").encode("gbk")
    found = read(content, name)
    assert (found.crs, found.encoding, len(found)) == ("EPSG:4526", "GB18030" if gbk else "UTF-8", 1)
    assert (found.counts["corners"], found.counts["rejected"], _rules(found)) == (corners, 0, set())
    assert shapely.get_num_coordinates(found.geometry[0]) == corners
    assert shapely.area(found.geometry[0]) == pytest.approx(plane_m2, abs=1e-4)
    row = {key: values[0] for key, values in found.columns.items()}
    assert row["area_m2"] == pytest.approx(official_m2, abs=1e-4)
    assert row["area_mu"] == row["area_m2"] * 0.0015
    assert (row["plot_no"], row["plot_name"], row["stated_area_ha"], row["area_matches"]) == (
        "FID_0", "DKMC", stated, matches,
    )  # fmt: skip
    if stated is not None:
        assert row["area_difference"] == pytest.approx(stated * 10_000 - official_m2, abs=1e-4)
    assert (row["source_file"], row["source_line"], row["crs_source"]) == (name, 10, "file")


def test_plots_far_from_the_reference_are_said() -> None:
    content = (DATA / "plot_003.txt").read_bytes()
    here = shapely.box([125.9, 108], [41.6, 20], [126.1, 118], [41.8, 26])
    found = read(content, "a.txt", parameter="EPSG:4490", reference=here[:1])
    assert _rules(found) == {"reference_missed"}
    assert not _rules(read(content, "a.txt", parameter="EPSG:4490", reference=here[1:]))


# Traits that mean the same ground ----------------------------------------------------------------------------


SAME_GROUND = {
    "as the rule says": land_boundary(plot(square())),
    "without J": land_boundary(plot(square(), prefix="")),
    "open ring": land_boundary(plot(square(), closed=False)),
    "count without the closing corner": land_boundary(plot(square(), count=4)),
    "count with a closing corner that is not written": land_boundary(plot(square(), closed=False, count=5)),
    "no count": land_boundary(plot(square(), line=",1.0000,P-1,示例图斑,面,,采矿用地,,@")),
    "closing corner twice": land_boundary(plot(square(), count=5) + f"\nJ1,1,{NORTH:.3f},{EAST:.3f}"),
    "closing corner twice and not counted": land_boundary(
        plot(square(), count=4, line="{count},,P-1,示例图斑,面,,采矿用地,,@") + f"\nJ1,1,{NORTH:.3f},{EAST:.3f}"
    ),
    "closing corner named on": land_boundary(plot(square()).replace("\nJ1,1", "\nJ5,1").replace("\nJ5", "\nJ1", 1)),
    "exchanged columns": land_boundary(plot(square(), swapped=True)),
    "nine fields": land_boundary(plot(square(), line="{count},1.0000,P-1,示例图斑,面,,采矿用地,,描述,@")),
    "twelve fields": land_boundary(plot(square(), line="{count},1.0000,P-1,示例图斑,面,,采矿用地,,,旱地,9,8,@")),
    "fourteen fields": land_boundary(plot(square(), line="{count},1.0000,P-1,示例图斑,面,K,采矿用地,,,1,B,C,备注,x,@")),
    "star at the last field": land_boundary(plot(square(), line="{count},1.0000,P-1,示例图斑,面,,采矿用地,@")),
    "no @": land_boundary(plot(square(), line="{count},1.0000,P-1,示例图斑,面,,采矿用地,")),
    "a line in place of a polygon": land_boundary(plot(square(), line="{count},1.0000,P-1,示例图斑,线,,采矿用地,,@")),
    "empty zone": land_boundary(plot(square()), head=[each for each in HEAD if "带号" not in each] + ["带号="]),
    "digits of precision": land_boundary(plot(square()), head=[*HEAD[:6], "精度=3"]),
    "a project section": "[项目信息]\n项目名称=示例\n" + land_boundary(plot(square())),
    "an extension section": "[扩展信息]\n备注=示例\n\n" + land_boundary(plot(square())),
    "parameters of transformation": land_boundary(plot(square()), head=[*HEAD[:7], "转换参数=0,0,0,0,0,0,0"]),
    "blanks in place of commas": land_boundary(
        plot(square()).split("\n")[0], *[each.replace(",", " \t") for each in corner_lines([square()])]
    ),
    "full-width marks": land_boundary(plot(square()))
    .replace("[", "【").replace("]", "】").replace("=", "＝").replace("\nJ", "\nＪ").replace(",1,4", "，１，４"),
    "a height": land_boundary(plot(square()).split("\n")[0], *[each + ",231.5" for each in corner_lines([square()])]),
    "blank lines": land_boundary(plot(square())).replace("\n", "\n\n"),
    "trailing commas": land_boundary(plot(square())).replace("000\n", "000, ,\n"),
    "an explaining line": land_boundary(
        "界址点数,地块面积,地块编号,地块名称,记录图形属性,图幅号,地块用途,地类编码,@", plot(square())
    ),
}  # fmt: skip


@pytest.mark.parametrize("trait", SAME_GROUND)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_the_same_ground_in_every_dialect(trait: str, line_end: str, encoding: str) -> None:
    found = read(SAME_GROUND[trait].replace("\n", line_end).encode(encoding), "a.txt")
    assert shapely.equals(_ground(found), SQUARE)
    row = {key: values[0] for key, values in found.columns.items()}
    assert (row["crs"], row["plot_no"], row["plot_name"], row["land_use"]) == (
        "EPSG:4530", "P-1", "示例图斑", "采矿用地",
    )  # fmt: skip
    assert row["area_m2"] == pytest.approx(OFFICIAL_M2, abs=1e-3)
    assert row["area_matches"] == (None if trait == "closing corner twice and not counted" else "plane")
    odd = {"exchanged columns": {"axes_swapped"}, "count with a closing corner that is not written": {"point_count"}}
    assert _rules(found) == odd.get(trait, set())


@pytest.mark.parametrize(
    ("text", "plots"),
    [
        (land_boundary(plot(square(), line="")), 1),
        (land_boundary(plot(square(), line=""), plot(square(dx=200), line="")), 2),
        (land_boundary(plot(square(), line="", closed=False), "", plot(square(dx=200), line="", closed=False)), 2),
        (
            land_boundary(
                plot(square(), HOLE, line=""), plot(square(dx=200), square(20.0, dx=240.0, dy=40.0), line="")
            ),
            2,
        ),
    ],
)
def test_corners_without_plot_lines_are_plots(text: str, plots: int) -> None:
    found = read(text, "a.txt")
    assert len(found) == plots
    assert _rules(found) == set()
    holes = 1 if "J5,2" in text else 0
    assert shapely.get_num_interior_rings(found.geometry[0]) == holes


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("restart", [True, False])
def test_what_lies_in_a_ring_is_a_hole_and_what_lies_beside_is_a_part(closed: bool, restart: bool) -> None:
    apart, island = square(10.0, dx=300.0), square(5.0, dx=45.0, dy=45.0)
    text = land_boundary(
        plot(HOLE, square(), apart, island, closed=closed, restart=restart, line="{count},,1,n,面,,,,@")
    )
    expected = shapely.union_all([WITH_HOLE, shapely.polygons(apart), shapely.polygons(island)])
    assert shapely.equals(_ground(read(text, "a.txt")), expected)


def test_rings_under_one_number_end_where_they_close_or_number_anew() -> None:
    for lines in (corner_lines([square(), HOLE]), corner_lines([square(), HOLE], closed=False, restart=True)):
        one = [each.replace(",2,", ",1,", 1) for each in lines]
        text = land_boundary(f"{len(one)},,1,n,面,,,,@", *one)
        assert shapely.equals(_ground(read(text, "a.txt")), WITH_HOLE)


def test_several_plots_and_several_heads() -> None:
    other = [each.replace("42", "41") for each in HEAD]
    west = square(east=41_630_391.434, dy=180.398)
    found = read(land_boundary(plot(square()), plot(square(dx=200))) + land_boundary(plot(west), head=other), "a.txt")
    assert found.columns["crs"] == ["EPSG:4530", "EPSG:4530", "EPSG:4529"]
    assert found.columns["source_line"] == [11, 17, 33]
    assert _rules(found) == set()


def test_a_file_of_zone_41_and_one_of_zone_42_give_the_same_mu() -> None:
    from mine_remediation.engine.planes import between

    geometry = between(shapely.polygons([square()]), "EPSG:4530", "EPSG:4529")
    corners = shapely.get_coordinates(geometry)[:-1].tolist()
    other = [each.replace("42", "41") for each in HEAD]
    one = read(land_boundary(plot(square())), "a.txt").columns["area_mu"][0]
    two = read(land_boundary(plot(corners), head=other), "b.txt").columns["area_mu"][0]  # type: ignore[arg-type]
    assert two == pytest.approx(one, abs=2e-4)  # corners are written to 1 mm
    assert one == pytest.approx(14.9947, abs=5e-5)


def test_ten_thousand_plots_in_three_seconds() -> None:
    plots = [
        plot(square(dx=110.0 * (n % 600), dy=110.0 * (n // 600)), line="{count},1.0000," + f"{n},图斑{n},面,,林地,,@")
        for n in range(10_000)
    ]
    content = land_boundary(*plots).encode("gbk")
    started = time.process_time()  # of this process: the machine may have other work
    found = read(content, "a.txt")
    assert time.process_time() - started < 3.0
    assert (len(found), set(found.columns["area_matches"])) == (10_000, {"plane"})


# Zones, prefixes, datums -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("corners", "swapped", "crs"),
    [
        (BARE, False, "EPSG:4551"),
        (BARE, True, "EPSG:4551"),
        (square(), True, "EPSG:4530"),
        (square(east=41_630_391.0), False, None),
        (square(east=630_391.0), False, None),
    ],
)
def test_prefix_and_order_are_told_by_the_numbers(corners: Any, swapped: bool, crs: str | None) -> None:
    text = land_boundary(plot(corners, swapped=swapped))
    if crs is None:  # the head says zone 42
        assert _refused(text).code == "crs_zone_differs"
        return
    found = read(text, "a.txt")
    assert found.crs == crs
    expected = shapely.polygons(corners)
    assert shapely.equals(_ground(found), expected)


def test_a_text_without_a_datum_is_asked_for_and_the_parameter_answers() -> None:
    text = land_boundary(plot(square()), head=["几度分带=3", "带号=42"])
    asked = _refused(text)
    assert asked.code == "crs_unnamed"
    assert [each.crs for each in asked.values["candidates"]] == ["EPSG:4530"]
    found = read(text, "a.txt", parameter="EPSG:4530")
    assert found.columns["crs_source"] == ["parameter"]


def test_the_numbers_of_a_text_that_names_its_datum_are_checked_whatever_is_given() -> None:
    spoilt = plot([*square(), (1.0, 2.0)])
    found = read(land_boundary(plot(square(dx=300.0)), spoilt), "a.txt", parameter="EPSG:32651")
    assert (found.crs, found.counts["rejected"]) == ("EPSG:4530", 1)
    assert "crs_differs" in {each.rule for each in found.findings}


def test_a_legacy_datum_is_refused() -> None:
    head = ["坐标系=1980西安坐标系", *HEAD[2:]]
    assert _refused(land_boundary(plot(square()), head=head)).code == "crs_legacy"


# Stated areas ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "head", "hectares", "matches", "unit"),
    [
        ("1.0000", HEAD, 1.0, "plane", False),
        ("0.9996", HEAD, 0.9996, "official", False),
        ("1.0", HEAD, 1.0, "official", False),
        ("1.0001", HEAD, 1.0001, "none", False),
        ("0.9998", HEAD, 0.9998, "none", False),
        ("10000.0", HEAD, 1.0, "plane", True),
        ("9996.46", HEAD, 0.999646, "official", True),
        ("9990.00", HEAD, 0.999, "none", True),
        ("15.00", [*HEAD, "面积单位=亩"], 1.0, "plane", False),
        ("14.9947", [*HEAD, "面积单位=亩"], 0.99964667, "official", False),
        ("1.0000公顷", HEAD, 1.0, "plane", False),
        ("10000㎡", HEAD, 1.0, "plane", True),
        ("", HEAD, None, None, False),
        ("约一公顷", HEAD, None, None, False),
    ],
)
def test_a_stated_area_is_compared_with_both(
    stated: str, head: list[str], hectares: float | None, matches: str | None, unit: bool
) -> None:
    found = read(land_boundary(plot(square(), line="{count}," + stated + ",1,n,面,,,,@"), head=head), "a.txt")
    row = {key: values[0] for key, values in found.columns.items()}
    assert row["stated_area_ha"] == (None if hectares is None else pytest.approx(hectares, rel=1e-8))
    assert row["area_matches"] == matches
    assert ("area_in_m2" in _rules(found)) is unit
    assert ("area_differs" in _rules(found)) is (matches == "none")
    if hectares is not None:
        assert row["area_difference"] == pytest.approx(hectares * 10_000 - OFFICIAL_M2, abs=1e-2)


def test_half_of_the_last_digit_is_enough_and_no_more() -> None:
    for size, matches in ((100.2, "plane"), (100.3, "none")):  # 10 040 m² and 10 060 m² against 1.00 ± 0.005 ha
        found = read(land_boundary(plot(square(size), line="{count},1.00,1,n,面,,,,@")), "a.txt")
        official = PLANE_M2 * (size / 100) ** 2 * OFFICIAL_M2 / PLANE_M2
        assert (abs(official - 10_000) <= 50) is (matches == "plane")
        assert found.columns["area_matches"] == ["official" if matches == "plane" else "none"]


# What is wrong is named, and the rest is read ----------------------------------------------------------------


def _spoilt(lines: list[str]) -> str:
    return land_boundary("\n".join(lines), plot(square(dx=200)))


WRONG = {
    "a corner is missing": ("point_count", [each for each in plot(square(), line="{count},,1,n,面,,,,@").split("\n")
                                            if not each.startswith("J3")]),
    "a corner cannot be read": ("line_in_plot", plot(square()).replace("4600100.000", "46O0100.000", 1).split("\n")),
    "numbers of two kinds": ("numbers_mixed", plot(square()).replace("42380100.000", "380100.000", 1).split("\n")),
    "local coordinates": ("numbers_nowhere", plot(LOCAL).split("\n")),
    "a closing corner elsewhere": (
        "closing_differs", [*plot(square()).split("\n")[:-1], "J1,1,4600000.000,42380002.000"],
    ),
    "two corners": ("ring_short", plot(square()[:2]).split("\n")),
    "no corners": ("plot_empty", ["5,1.0000,1,n,面,,,,@"]),
    "points": ("plot_not_polygon", plot(square(), line="{count},,1,n,点,,,,@").split("\n")),
    "an open line": ("plot_not_polygon", plot(square(), line="{count},,1,n,线,,,,@", closed=False).split("\n")),
}  # fmt: skip


@pytest.mark.parametrize("trait", WRONG)
def test_a_plot_that_cannot_be_read_is_named_and_the_others_are_read(trait: str) -> None:
    rule, lines = WRONG[trait]
    found = read(_spoilt(lines), "a.txt")
    assert shapely.equals(_ground(found), shapely.polygons(square(dx=200)))
    assert found.counts["rejected"] == 1
    assert {rule, "plot_rejected"} <= _rules(found)
    rejected = next(each for each in found.findings if each.rule == "plot_rejected")
    assert (rejected.row, rejected.values["last"]) == (11, 10 + len(lines))


@pytest.mark.parametrize(
    ("numbers", "rings", "leaps"),
    [
        ("J1 J2 J3 J4 J1", "1 1 1 1 1", False),
        ("1 2 3 4 5", "1 1 1 1 1", False),
        ("J1 J2 J4 J5", "1 1 1 1", True),
        ("J1 J3 J2 J4", "1 1 1 1", True),
        ("J2 J3 J4 J5", "1 1 1 1", True),
        ("a b c d", "1 1 1 1", False),
        ("", "1 1 1 1", False),
    ],
)
def test_numbers_of_corners_that_leap_are_said(numbers: str, rings: str, leaps: bool) -> None:
    corners = [*square(), square()[0]]
    names = numbers.split() or [""] * 4
    lines = [f"{name},{ring},{y:.3f},{x:.3f}" for name, ring, (x, y) in zip(names, rings.split(), corners)]
    found = read(land_boundary(",,1,n,面,,,,@", *lines), "a.txt")
    assert len(found) == 1
    assert ("numbering_leaps" in _rules(found)) is leaps
    confirmed = read(land_boundary(",1.0000,1,n,面,,,,@", *lines), "a.txt")
    assert "numbering_leaps" not in _rules(confirmed)


def test_numbers_that_go_on_from_plot_to_plot_and_ring_to_ring_do_not_leap() -> None:
    second = plot(square(dx=200), square(20.0, dx=240.0, dy=40.0), line=",,2,n,面,,,,@")
    on = re.sub(r"^J(\d+)", lambda matched: f"J{int(matched.group(1)) + 4}", second, flags=re.MULTILINE)
    for moved in (second, on):
        found = read(land_boundary(plot(square(), line=",,1,n,面,,,,@"), moved), "a.txt")
        assert _rules(found) == set()


@pytest.mark.parametrize(("count", "odd"), [("8※", True), ("５", False), ("", False)])
def test_a_count_that_cannot_be_read_is_said(count: str, odd: bool) -> None:
    """A corner may be lost then, and nothing else would tell it."""
    found = read(land_boundary(plot(square(), line=f"{count},,1,n,面,,,,@")), "a.txt")
    assert len(found) == 1
    assert ("count_unread" in _rules(found)) is odd


def test_a_plot_that_counts_otherwise_than_the_others_is_said() -> None:
    plain = [plot(square(dx=200.0 * n), count=4, line="{count},," + f"{n},图斑,面,,,,@") for n in range(3)]
    wide = [*square(dx=800.0), (EAST + 850.0, NORTH - 20.0)]
    lacking = [each for each in plot(wide, count=5, line="{count},,9,图斑,面,,,,@").split("\n") if "J5" not in each]
    found = read(land_boundary(*plain, "\n".join(lacking)), "a.txt")
    assert [[each.rule for each in remarks] for remarks in found.columns["remarks"]] == [[], [], [], ["point_count"]]


def test_a_missing_corner_that_the_stated_area_allows_is_taken_and_said() -> None:
    wide = [*square(), (EAST + 50.0, NORTH)]  # a corner on a straight edge
    lines = [each for each in plot(wide).split("\n") if not each.startswith("J5")]
    found = read(land_boundary("\n".join(lines)), "a.txt")
    assert shapely.equals(_ground(found), SQUARE)
    assert "point_count" in _rules(found)


def test_every_line_that_is_not_read_is_listed() -> None:
    text = (
        "说明文字\n[其他内容]\n" + land_boundary(plot(square())) + "备注:以上\n\n" + plot(square(dx=200)) + "\n?? ??\n"
    )
    found = read(text, "a.txt")
    listed = [(each.row, each.values["last"]) for each in found.findings if each.rule == "line_unread"]
    assert listed == [(1, 2), (19, 19), (27, 27)]
    assert len(found) == 2


def test_a_damaged_plot_line_does_not_join_its_corners_to_the_plot_above() -> None:
    text = land_boundary(
        plot(square()), plot(square(dx=200)).replace("5,1.0000,P-1,示例图斑,面,,采矿用地,,@", "5;1#0000")
    )
    found = read(text, "a.txt")
    assert [each.bounds[0] for each in found.geometry] == [EAST, EAST + 200]
    assert "line_unread" in _rules(found)


def test_a_bow_tie_is_mended_and_said() -> None:
    a, b, c, d = square()
    found = read(land_boundary(plot([a, c, b, d], line="{count},,1,n,面,,,,@")), "a.txt")
    assert shapely.area(_ground(found)) == pytest.approx(5000.0, abs=1e-3)
    assert "plot_repaired" in _rules(found)


def test_a_ring_that_comes_twice_with_other_corners_counts_once() -> None:
    wide = [*square(), (EAST + 50.0, NORTH)]
    text = land_boundary(plot(square(), wide, line=",,1,n,面,,,,@"))
    assert shapely.equals(_ground(read(text, "a.txt")), SQUARE)


def test_rings_that_overlap_are_no_order_but_ground() -> None:
    a, b = square(), square(dx=50.0)
    c, inside = square(50.0, dx=40.0, dy=2.0), square(5.0, dx=60.0, dy=10.0)  # c crosses the border of b
    text = land_boundary(plot(a, b, c, inside, line=",,1,n,面,,,,@"))
    assert shapely.area(_ground(read(text, "a.txt"))) <= 15_000.0


def test_the_same_plot_twice_counts_once() -> None:
    found = read(land_boundary(plot(square()), plot(square())), "a.txt")
    assert len(found) == 1
    assert found.counts["repeated"] == 1
    named = plot(square(), line="{count},1.0000,P-2,另一,面,,,,@")
    assert len(read(land_boundary(plot(square()), named), "a.txt")) == 2


@pytest.mark.parametrize(
    "text", ["", "\n\n", "hello", "1 2 3\n4 5 6", "[属性描述]\n坐标系=2000国家大地坐标系\n[地块坐标]\n"]
)
def test_a_text_without_plots_is_refused(text: str) -> None:
    assert _refused(text).code == "text_without_plots"


def test_where_no_plot_has_numbers_of_a_survey_it_is_said_why() -> None:
    text = land_boundary(plot(LOCAL))
    refused = _refused(text)
    assert (refused.code, refused.values["candidates"]) == ("crs_numbers", [])


def test_the_chosen_encoding_is_taken() -> None:
    text = plot(square(), line="{count},1.0000,P-1,礦山,面,,,,@").encode("big5")
    found = read(text, "a.txt", encoding="big5", parameter="EPSG:4530")
    assert (found.encoding, found.columns["plot_name"]) == ("BIG5", ["礦山"])


# Corner strings of mining rights -----------------------------------------------------------------------------


def _block(corners: Any, name: str, flag: int, *, dms: bool = False) -> str:
    lines = [f"{number},{y:.4f},{x:.4f}, , ," for number, (x, y) in enumerate(corners, start=1)]
    return "\n".join([*lines, f"*,229.5,70,{name},{flag},"])


@pytest.mark.parametrize("one_line", [False, True])
@pytest.mark.parametrize("head", ["", "拐点,X(起标高),Y(止标高)\n"])
def test_a_corner_string_has_blocks_and_what_is_taken_off_them(one_line: bool, head: str) -> None:
    text = head + "\n".join(
        [_block(square(), "金藏采区", 1), _block(HOLE, "扣除", -1), _block(square(dx=200), "远东", 1)]
    )
    if one_line:
        text = head + text[len(head) :].replace("\n", "")
    found = read(text, "a.txt", parameter="EPSG:4530")
    assert found.format == "corner_string"
    assert found.columns["plot_name"] == ["金藏采区", "远东"]
    assert shapely.equals(found.geometry[0], WITH_HOLE)
    assert shapely.equals(found.geometry[1], shapely.polygons(square(dx=200)))
    heights = [each.values for each in found.columns["remarks"][0] if each.rule == "elevations"]
    assert heights == [{"low": "229.5", "high": "70"}]
    assert _refused(text).code == "crs_unnamed"


def test_a_deduction_that_overlaps_is_cut_off_and_one_beside_is_said() -> None:
    text = "\n".join([_block(square(), "甲", 1), _block(square(dx=50), "乙", -1), _block(square(dx=300), "丙", -1)])
    found = read(text, "a.txt", parameter="EPSG:4530")
    assert shapely.area(_ground(found)) == pytest.approx(5000.0, abs=1e-3)
    assert "deducted_nowhere" in _rules(found)


@pytest.mark.parametrize(
    ("blocks", "areas"),
    [
        ([("甲", 1), ("甲", -1), ("乙", 1)], [9600, 400]),  # 乙 fills the hole of 甲
        ([("甲", 1), ("乙", 1), ("甲", -1)], [9600, 400]),
        ([("甲", 1), ("乙", 1), ("扣除", -1)], [9600, 0]),  # nobody's: taken off both
        ([("", 1), ("", -1), ("", 1)], [9600, 400]),
    ],
)
def test_a_hole_is_taken_off_the_block_that_it_belongs_to(blocks: Any, areas: list[float]) -> None:
    rings = [square(), HOLE, HOLE]
    text = "\n".join(_block(ring, name, flag) for ring, (name, flag) in zip(rings, blocks))
    found = read(text, "a.txt", parameter="EPSG:4530")
    assert shapely.area(found.geometry).tolist() == pytest.approx([each for each in areas if each], abs=1e-3)
    assert found.counts["rejected"] == areas.count(0)


def test_a_plot_that_stands_twice_can_be_kept() -> None:
    text = land_boundary(plot(square()), plot(square()))
    assert len(read(text, "a.txt")) == 1
    assert len(read(text, "a.txt", once=False)) == 2


def test_a_block_without_its_star_or_with_a_corner_that_cannot_be_read_is_left_out() -> None:
    whole, spoilt = _block(square(), "甲", 1), _block(square(dx=200), "乙", 1).replace("4600100", "46OO100", 1)
    open_block = _block(square(dx=400), "丙", 1).rpartition("\n")[0]
    found = read("\n".join([spoilt, whole, open_block]), "a.txt", parameter="EPSG:4530")
    assert found.columns["plot_name"] == ["甲"]
    assert {"line_in_plot", "block_open", "line_unread"} <= _rules(found)
    merged = read("\n".join([open_block, whole]), "a.txt", parameter="EPSG:4530")
    assert merged.columns["plot_name"] == ["甲"]


def test_a_deduction_that_cannot_be_read_leaves_a_doubt() -> None:
    spoilt = _block(HOLE, "扣除", -1).replace("4600060", "46OO060", 1)
    found = read("\n".join([_block(square(), "甲", 1), spoilt]), "a.txt", parameter="EPSG:4530")
    assert [each.rule for each in found.columns["remarks"][0] if not each.passed] == ["deduction_unread"]


def test_another_flag_counts_and_is_said() -> None:
    found = read(_block(square(), "甲", 3), "a", parameter="EPSG:4530")
    assert shapely.equals(_ground(found), SQUARE)
    assert "flag_unknown" in _rules(found)


# Pasted lists ------------------------------------------------------------------------------------------------

PASTED = {
    "numbers and blanks": "1 4600000.0 42380000.0\n2 4600100 42380000\n3 4600100 42380100\n4 4600000 42380100",
    "tabs and a heading": "点号\tX\tY\n"
    + "1\t4600000\t42380000\n2\t4600100\t42380000\n3\t4600100\t42380100\n4\t4600000\t42380100",
    "east first": "42380000,4600000\n42380000,4600100\n42380100,4600100\n42380100,4600000",
    "labels": "X=4600000 Y=42380000\nX=4600100 Y=42380000\nX=4600100 Y=42380100\nX=4600000 Y=42380100",
    "one line": "4600000,42380000;4600100,42380000;4600100,42380100;4600000,42380100",
    "without the zone": "J1、4600000、380000\nJ2、4600100、380000\nJ3、4600100、380100\nJ4、4600000、380100",
    "full width": "１，４６０００００．０，４２３８００００\n２，４６００１００，４２３８００００\n"
    + "３，４６００１００，４２３８０１００\n４，４６０００００，４２３８０１００",
    "of an instrument": "1,,42380000,4600000,231.5\n2,,42380000,4600100,231\n"
    + "3,,42380100,4600100,230.1\n4,,42380100,4600000,229",
    "two columns along": "1 4600000 42380000 2 4600100 42380000\n3 4600100 42380100 4 4600000 42380100",
    "two columns down": "1 4600000 42380000 3 4600100 42380100\n2 4600100 42380000 4 4600000 42380100",
    "closed": "1 4600000 42380000\n2 4600100 42380000\n3 4600100 42380100\n4 4600000 42380100\n1 4600000 42380000",
}  # fmt: skip


@pytest.mark.parametrize("trait", PASTED)
def test_a_pasted_list_is_read_however_it_stands(trait: str) -> None:
    found = read(PASTED[trait], "pasted", parameter="EPSG:4530")
    bare = trait == "without the zone"
    assert found.columns["crs"] == ["EPSG:4551" if bare else "EPSG:4530"]
    assert shapely.equals(_ground(found), shapely.polygons(BARE) if bare else SQUARE)
    assert found.columns["area_m2"][0] == pytest.approx(OFFICIAL_M2, abs=1e-3)
    assert _rules(found) <= {"axes_swapped", "prefix_differs"}


DEGREES = shapely.polygons([(124.5, 41.5), (124.5, 41.51), (124.515, 41.51), (124.515, 41.5)])
ANGLES = {
    "marks": "1 41°30′00″ 124°30′00″\n2 41°30′36″ 124°30′00″\n3 41°30′36″ 124°30′54″\n4 41°30′00″ 124°30′54″",
    "words": "41度30分0秒,124度30分0秒\n41度30分36秒,124度30分0秒\n"
    + "41度30分36.0秒,124度30分54秒\n41度30分0秒,124度30分54秒",
    "plain quotes": "N41°30'0.0\" E124°30'0\"\nN41°30'36\" E124°30'0\"\n"
    + "N41°30'36\" E124°30'54\"\nN41°30'0\" E124°30'54\"",
    "minutes": "41°30′,124°30′\n41°30.6′,124°30′\n41°30.6′,124°30.9′\n41°30′,124°30.9′",
    "dddmmss": "1,413000.0,1243000.0\n2,413036,1243000\n3,413036,1243054.0\n4,413000,1243054",
    "ddd.mmss, as it says": "ddd.mmss\n1,41.3000,124.3000\n2,41.3036,124.3000\n3,41.3036,124.3054\n4,41.3000,124.3054",
    "decimal, as it says": "十进制度\n41.50,124.50\n41.51,124.50\n41.51,124.515\n41.50,124.515",
    "decimal, beyond doubt": "41.50,124.50\n41.51,124.50\n41.51,124.515\n41.50,124.515\n41.5,124.5075",
    "longitude first": "124°30′00″,41°30′00″\n124°30′00″,41°30′36″\n124°30′54″,41°30′36″\n124°30′54″,41°30′00″",
}  # fmt: skip


@pytest.mark.parametrize("trait", ANGLES)
def test_degrees_are_read_however_they_are_written(trait: str) -> None:
    found = read(ANGLES[trait], "pasted", parameter="EPSG:4490")
    assert found.columns["crs"] == ["EPSG:4490"]
    assert shapely.equals_exact(shapely.normalize(_ground(found)), shapely.normalize(DEGREES), 1e-9) or (
        trait == "decimal, beyond doubt" and shapely.equals(_ground(found), DEGREES)
    )
    assert found.columns["area_m2"][0] == pytest.approx(1_391_430, rel=1e-3)


@pytest.mark.parametrize("wrong", ["41°60′00″", "41°30′60″", "413060", "416000"])
def test_sixty_minutes_or_seconds_are_no_angle(wrong: str) -> None:
    text = ANGLES["marks" if "°" in wrong else "dddmmss"]
    spoilt = text.replace("41°30′36″" if "°" in wrong else "413036", wrong, 1)
    beside = "\n\n".join([spoilt, text.replace("124", "125")])
    found = read(beside, "pasted", parameter="EPSG:4490")
    assert len(found) == 1
    assert found.counts["rejected"] == 1


def test_packed_degrees_are_read_whatever_binary_numbers_make_of_them() -> None:
    values = [41.16, 41.23, 124.0159, 41.5959]
    assert from_packed(values) == pytest.approx(
        [41 + 16 / 60, 41 + 23 / 60, 124 + 1 / 60 + 59 / 3600, 41 + 3599 / 3600]
    )
    assert math.isnan(from_packed([41.6])[0])


def test_degrees_that_may_mean_two_things_are_not_guessed() -> None:
    text = ANGLES["ddd.mmss, as it says"].partition("\n")[2]
    assert _refused(text, parameter="EPSG:4490").code == "degrees_ambiguous"


def test_degrees_in_a_land_boundary() -> None:
    text = land_boundary("5,,1,n,面,,,,@", *[f"J{at},1,{lat},{lon}" for at, (lat, lon) in enumerate(
        [("41°30′0″", "124°30′0″"), ("41°30′36″", "124°30′0″"), ("41°30′36″", "124°30′54″"),
         ("41°30′0″", "124°30′54″")], start=1)])  # fmt: skip
    assert shapely.equals_exact(shapely.normalize(_ground(read(text, "a"))), shapely.normalize(DEGREES), 1e-9)


def test_titles_name_plots_and_blank_lines_part_rings() -> None:
    hole, beside = [f"{y} {x}" for x, y in HOLE], [f"{y} {x}" for x, y in square(dx=200)]
    outer = [f"{y} {x}" for x, y in square()]
    text = "\n".join(["一号采区：", *outer, "", *hole, "二号采区", *beside])
    found = read(text, "pasted", parameter="EPSG:4530")
    assert found.columns["plot_name"] == ["一号采区", "二号采区"]
    assert shapely.equals(found.geometry[0], WITH_HOLE)
    untitled = read("\n".join([*outer, "", *hole, "", *beside]), "pasted", parameter="EPSG:4530")
    assert [shapely.get_num_interior_rings(each) for each in untitled.geometry] == [1, 0]


def test_a_line_that_cannot_be_read_spoils_its_block_only() -> None:
    spoilt = PASTED["numbers and blanks"].replace("4600100 42380100", "4600100 4238O1OO")
    beside = "\n".join(f"{y} {x}" for x, y in square(dx=200))
    found = read(spoilt + "\n\n" + beside, "pasted", parameter="EPSG:4530")
    assert shapely.equals(_ground(found), shapely.polygons(square(dx=200)))
    assert {"line_unread", "line_in_plot", "plot_rejected"} <= _rules(found)
