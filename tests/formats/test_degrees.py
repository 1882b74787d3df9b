"""Degrees in tables of corners and in cells: what may be decimal or degrees, minutes and seconds is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats import vector_files
from mine_remediation.formats.features import Features
from mine_remediation.formats.numbers import DECIMAL, PACKED, style_of, without_style
from mine_remediation.formats.patch_intake import Options, read_files
from mine_remediation.formats.patch_values import Vocabulary

CORNERS = [("41.3620", "124.1830"), ("41.3640", "124.1830"), ("41.3640", "124.1900"), ("41.3620", "124.1900")]
DECIMAL_BOUNDS = (124.183, 41.362, 124.19, 41.364)
PACKED_BOUNDS = (124 + 18 / 60 + 30 / 3600, 41 + 36 / 60 + 20 / 3600, 124 + 19 / 60, 41 + 36 / 60 + 40 / 3600)


def points(head: str, above: str = "", corners: list[tuple[str, str]] = CORNERS) -> str:
    lines = [f"J{at},{north},{east}" for at, (north, east) in enumerate(corners, start=1)]
    return "\n".join([*filter(None, [above, head]), *lines])


def cells(head: str, above: str = "", corners: list[tuple[str, str]] = CORNERS) -> str:
    """A list saved with tabs, the corners of a patch in one cell."""
    cell = ";".join(f"{north},{east}" for north, east in corners)
    return "\n".join([*filter(None, [above]), f"图斑编号\t{head}\t年度", f"1\t{cell}\t2020", "2\t\t2021"])


def read(folder: Path, text: str) -> Features:
    (folder / "a.csv").write_text(text, encoding="utf-8")
    (found,) = vector_files.read(folder / "a.csv")
    return found


@pytest.mark.parametrize(
    "text",
    [points("点号,纬度,经度"), points(""), cells("拐点坐标"),
     points("点号,纬度,经度", corners=[(n, f"{float(e):.6f}") for n, e in CORNERS])],
)  # fmt: skip
def test_degrees_that_may_mean_two_things_are_not_guessed(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refusal, match="degrees_ambiguous") as refusal:
        read(tmp_path, text)
    assert refusal.value.values["line"] == (2 if "度" in text or "拐点" in text else 1)
    (tmp_path / "b.csv").write_text("图斑编号,面积（亩）\n1,2\n", encoding="utf-8")
    with pytest.raises(Refusal, match="degrees_ambiguous"):  # asked, although another file could be read
        read_files([tmp_path / "b.csv", tmp_path / "a.csv"], Options(Vocabulary({}, {})))


@pytest.mark.parametrize(
    "text",
    [points("点号,纬度(度分秒),经度(度分秒)"), points("", "度分秒"), points("点号,纬度,经度", "坐标为度分秒"),
     cells("拐点坐标（度分秒）"), cells("拐点坐标", "坐标格式：DDD.MMSS")],
)  # fmt: skip
def test_a_head_says_that_they_are_degrees_minutes_and_seconds(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found.geometry[0].bounds == pytest.approx(PACKED_BOUNDS, abs=1e-9)
    assert [each.row for each in found.findings if each.rule == "degrees_packed"] == [found.rows[0]]


@pytest.mark.parametrize(
    "text",
    [points("点号,纬度(十进制度),经度(十进制度)"), points("", "十进制度"), cells("拐点坐标（十进制）"),
     cells("拐点坐标", "十进制度")],
)  # fmt: skip
def test_a_head_says_that_they_are_decimal(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    assert found.geometry[0].bounds == DECIMAL_BOUNDS
    assert "degrees_packed" not in {each.rule for each in found.findings}


@pytest.mark.parametrize("text", [points("点号,纬度,经度"), cells("拐点坐标")])
def test_degrees_that_can_only_be_decimal_are(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text.replace("124.1900", "124.1970"))
    assert found.geometry[0].bounds == (124.183, 41.362, 124.197, 41.364)


@pytest.mark.parametrize("text", [points("点号,纬度,经度", "度分秒"), cells("拐点坐标（度分秒）")])
def test_sixty_seconds_leave_the_plot_unread(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text.replace("124.1900", "124.1860"))
    assert found.geometry[0] is None
    assert "degrees_wrong" in {each.rule for each in found.findings}


@pytest.mark.parametrize("text", [points("点号,纬度,经度"), cells("拐点坐标")])
def test_whole_seconds_need_no_head(tmp_path: Path, text: str) -> None:
    for north, east in CORNERS:
        text = text.replace(north, north.replace(".", "")).replace(east, east.replace(".", ""))
    assert read(tmp_path, text).geometry[0].bounds == pytest.approx(PACKED_BOUNDS, abs=1e-9)


def test_degrees_with_marks_are_no_question(tmp_path: Path) -> None:
    marked = [tuple(f"{each[:-5]}°{each[-4:-2]}′{each[-2:]}″" for each in pair) for pair in CORNERS]
    found = read(tmp_path, cells("拐点坐标", corners=marked))  # type: ignore[arg-type]
    assert found.geometry[0].bounds == pytest.approx(PACKED_BOUNDS, abs=1e-9)


def test_what_a_head_says() -> None:
    assert [style_of(each) for each in ("度分秒", "dms", "ddd.mmss", "十进制度", "DDD.DDDD", "经度")] == [
        PACKED, PACKED, PACKED, DECIMAL, DECIMAL, "",
    ]  # fmt: skip
    assert [without_style(each) for each in ("经度(度分秒)", "纬度十进制度", "x")] == ["经度", "纬度", "x"]
