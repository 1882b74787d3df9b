"""Survey points as receivers and programs write them, and lists saved as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats import vector_files
from mine_remediation.formats.features import Features
from mine_remediation.libraries import shapely

E, N = 42_380_000.5, 4_600_000.25
SQUARE = [(E, N), (E, N + 100), (E + 100, N + 100), (E + 100, N)]
OTHER = [(x + 500, y) for x, y in SQUARE]


def read(path: Path, text: str, encoding: str = "gbk") -> Features:
    path.write_bytes(text.encode(encoding))
    (found,) = vector_files.read(path)
    return found


def told(features: Features, rule: str) -> list[dict[str, Any]]:
    return [dict(each.values) for each in features.findings if each.rule == rule]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "界址点.csv"


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("图斑号,点号,X(北),Y(东),高程", "pnxyh"),
        ("地块编号,点号,东坐标,北坐标,H", "pnExh"),
        ("plot,point,x,y", "pnEx"),
        ("plot,point,X,Y", "pnxy"),
        ("点号,经度,纬度,图斑编号", None),
    ],
)
@pytest.mark.parametrize("mark", [",", "\t", "，"])
def test_plots_are_made_by_number_whatever_the_order_of_the_axes(
    path: Path, head: str, columns: str | None, mark: str
) -> None:
    if columns is None:
        square = [(124.9, 41.7), (124.9, 41.701), (124.901, 41.701), (124.901, 41.7)]
        lines = [f"J{at},{x},{y},1" for at, (x, y) in enumerate(square, start=1)]
        bounds = [(124.9, 41.7, 124.901, 41.701)]
    else:
        lines = []
        for plot, points in (("1", SQUARE), ("2", OTHER)):
            for at, (e, n) in enumerate(points, start=1):
                values = {"p": plot, "n": f"J{at}", "x": f"{n}", "y": f"{e}", "E": f"{e}", "h": "410.2"}
                lines.append(",".join(values[each] for each in columns))
        bounds = [(E, N, E + 100, N + 100), (E + 500, N, E + 600, N + 100)]
    found = read(path, "\r\n".join([head, *lines, ""]).replace(",", mark))
    assert [each.bounds for each in found.geometry] == bounds
    assert found.columns["plot"] == [str(at + 1) for at in range(len(bounds))]
    assert list(found.rows) == [2 + 4 * at for at in range(len(bounds))]
    assert [each.field for each in found.findings if each.rule == "plots_by_number"]


@pytest.mark.parametrize("code", ["", "CK"])
@pytest.mark.parametrize("north_first", [False, True])
def test_points_of_a_receiver_without_a_head_are_one_plot(path: Path, code: str, north_first: bool) -> None:
    lines = [
        f"{at},{code},{n if north_first else e:.3f},{e if north_first else n:.3f},410.2"
        for at, (e, n) in enumerate(SQUARE)
    ]
    found = read(path, "\n".join(lines))
    assert [each.bounds for each in found.geometry] == [(E, N, E + 100, N + 100)]
    assert told(found, "axes_by_numbers") == [{"swapped": north_first}]
    assert told(found, "plots_by_code" if code else "plots_one")


def test_codes_tell_the_plots_where_there_is_no_number(path: Path) -> None:
    lines = [
        f"{at},{code},{e},{n}" for code, points in (("A", SQUARE), ("B", OTHER)) for at, (e, n) in enumerate(points)
    ]
    found = read(path, "\n".join(lines))
    assert found.columns["plot"] == ["A", "B"]


def test_an_order_column_goes_before_the_order_of_the_lines_and_rings_are_holes(path: Path) -> None:
    hole = [(E + 20, N + 20), (E + 20, N + 40), (E + 40, N + 40), (E + 40, N + 20)]
    lines = [f"1,{ring},{at},{e},{n}" for ring, points in ((1, SQUARE), (2, hole)) for at, (e, n) in enumerate(points)]
    found = read(path, "\n".join(["图斑号,圈号,点序,E,N", *sorted(lines, key=lambda each: each[::-1])]))
    assert shapely.equals(found.geometry[0], shapely.polygons([*SQUARE, SQUARE[0]], [[*hole, hole[0]]]))


def test_a_line_that_cannot_be_read_is_listed_and_too_few_corners_are_no_plot(path: Path) -> None:
    lines = [f"1,{e},{n}" for e, n in SQUARE] + ["1,缺测,", "", "2,42380000.5,4600000.5"]
    found = read(path, "\n".join(["图斑号,E,N", *lines]))
    assert [(each.row, each.value) for each in found.findings if each.rule == "line_unread"] == [(6, "1 缺测")]
    assert [each is None for each in found.geometry] == [False, True]
    assert told(found, "plot_short") == [{"plot": "2", "count": 1}]


def test_values_that_are_the_same_at_all_corners_are_the_plots(path: Path) -> None:
    lines = [f"1,{e},{n},永陵镇,{at}" for at, (e, n) in enumerate(SQUARE)]
    found = read(path, "\n".join(["图斑号,E,N,乡镇,温度", *lines]))
    assert found.columns == {"plot": ["1"], "points": [4], "乡镇": ["永陵镇"]}


def test_areas_and_costs_that_look_like_degrees_stay_a_list(path: Path) -> None:
    found = read(path, "图斑编号,面积（亩）,投资（万元）\n" + "".join(f"{at},8{at}.5,3{at}.25\n" for at in range(6)))
    assert found.columns["面积（亩）"] == [80.5 + at for at in range(6)]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_a_list_saved_as_csv_is_read_as_one(path: Path, encoding: str) -> None:
    found = read(
        path, '台账,,\n图斑编号,"治理面积（亩）",乡镇\n001,"1,234.5",永陵镇\n002,2,木奇镇\n合计,1236.5,\n', encoding
    )
    assert found.columns == {"图斑编号": ["001", "002"], "治理面积（亩）": [1234.5, 2], "乡镇": ["永陵镇", "木奇镇"]}
    assert found.format == "csv"
    assert [each is None for each in found.geometry] == [True, True]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[属性描述]\n坐标系=2000国家大地坐标系\n[地块坐标]\nJ1,1,4600000,42380000", "file_coordinates"),
        ("拐点,X(起标高),Y(止标高)\n1,4507088.2206,41473349.922, , ,", "file_coordinates"),
        ("会议纪要\n各乡镇：\n", "text_unknown"),
        ('a,b\n"' + "x" * 200_000, "text_unknown"),
    ],
)
def test_other_texts_are_refused(path: Path, text: str, code: str) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        vector_files.read(path)
    assert caught.value.code == code
