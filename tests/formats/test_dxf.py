"""Drawings of CASS and AutoCAD: closed lines are patches, and what is none is counted and named."""

from __future__ import annotations

import math
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats import ogr, vector_files
from mine_remediation.formats.features import Features
from mine_remediation.libraries import shapely
from mine_remediation.tests.formats.survey_files import polyline, square, text, write_dxf

E, N = 42_380_000.0, 4_600_000.0


def corners(size: float, east: float = 0, north: float = 0, bulge: float = 0) -> list[tuple[float, float, float]]:
    return [(x, y, bulge) for x, y in square(E + east, N + north, size)[:-1]]


def read(path: Path, *entities: list[str], **options: Any) -> Features:
    (found,) = vector_files.read(write_dxf(path, [each for entity in entities for each in entity], **options))
    return found


def told(features: Features, rule: str) -> list[tuple[int | None, dict[str, Any]]]:
    return [(each.row, dict(each.values)) for each in features.findings if each.rule == rule]


def entity(kind: str, *pairs: object, layer: str = "0") -> list[str]:
    return ["0", kind, "8", layer, *map(str, pairs)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "现状图.dxf"


@pytest.mark.parametrize(
    ("encoding", "page"), [("gbk", "ANSI_936"), ("utf-8", "ANSI_936"), ("gbk", "ANSI_1252"), ("gbk", "")]
)
def test_a_closed_polyline_is_a_patch_with_its_layer_and_the_text_in_it(path: Path, encoding: str, page: str) -> None:
    inside, outside = text(E + 50, N + 50, "图斑①号"), text(E - 50, N, "高程")
    found = read(path, polyline(corners(100), "采场"), inside, outside, encoding=encoding, page=page)
    assert found.columns == {"layer": ["采场"], "text": ["图斑①号"]}
    assert found.geometry[0].bounds == (E, N, E + 100, N + 100)
    assert list(found.rows) == [1]
    assert found.counts == {"LWPOLYLINE": 1, "TEXT": 2}
    assert found.crs == ""


def test_labels_of_our_own_drawings_are_a_number_and_mu(path: Path) -> None:
    shapes = [polyline(corners(50, 100 * at), "生产矿山（未计入）") for at in range(4)]
    words = ("SYN-210422-001 7.05亩", "A 02 12.50 mu", "3.00亩", "图斑①号")
    found = read(path, *shapes, *(text(E + 25 + 100 * at, N + 25, each) for at, each in enumerate(words)))
    assert found.columns["text"] == list(words)
    assert found.columns["label_no"] == ["SYN-210422-001", "A 02", None, "图斑①号"]
    assert found.columns["label_mu"] == [7.05, 12.5, 3.0, None]


def test_nearly_closed_lines_are_closed_and_shown_and_others_are_counted_by_layer(path: Path) -> None:
    near, far = ([*corners(100), (E + gap, N, 0.0)] for gap in (0.4, 0.6))
    found = read(
        path, polyline(far, "道路", closed=False), polyline(near, closed=False), polyline(far, "道路", closed=False)
    )
    assert list(found.rows) == [2]
    assert told(found, "line_closed") == [(2, {"gap_m": 0.4})]
    assert told(found, "lines_open") == [(None, {"layer": "道路", "count": 2})]


@pytest.mark.parametrize(("chord", "bulge"), [(100, 1.0), (100, 0.2), (2_000, 0.3), (5_000, 0.01), (1, 1.0)])
def test_the_chord_error_of_arcs_is_below_a_centimetre(path: Path, chord: float, bulge: float) -> None:
    found = read(path, polyline([(E, N, bulge), (E + chord, N, 0), (E + chord / 2, N + chord, 0)]))
    radius = chord * (1 + bulge**2) / (4 * bulge)
    centre = np.array([E + chord / 2, N - chord * bulge / 2 + radius])
    points = shapely.get_coordinates(found.geometry[0])
    arc = points[points[:, 1] < N + 1e-6]
    middles = (arc[1:] + arc[:-1]) / 2
    gaps = radius - np.hypot(*(middles - centre).T)
    near = np.hypot(*np.diff(arc, axis=0).T) < 0.9 * chord
    assert len(arc) > 3
    assert np.abs(np.hypot(*(arc - centre).T) - radius).max() < 0.001
    assert gaps[near].max() < 0.01
    assert points[:, 1].min() == pytest.approx(N - chord * bulge / 2, abs=0.011)


def test_circles_ellipses_hatches_and_splines_are_patches(path: Path) -> None:
    circle = entity("CIRCLE", 10, E, 20, N, 30, 0, 40, 50)
    ellipse = entity("ELLIPSE", 10, E + 500, 20, N, 11, 60, 21, 0, 40, 0.5, 41, 0, 42, 2 * math.pi)
    knots = [each for at in (0, 0, 1, 2, 3, 3) for each in (40, at)]
    points = [each for x, y in ((0, 0), (10, 0), (10, 10), (0, 0)) for each in (10, E + 900 + x, 20, N + y)]
    spline = entity("SPLINE", 70, 1, 71, 1, 72, 6, 73, 4, *knots, *points)
    found = read(path, circle, ellipse, spline)
    assert list(found.rows) == [1, 2, 3]
    width = [shapely.bounds(each)[2] - shapely.bounds(each)[0] for each in found.geometry]
    assert width == pytest.approx([100, 120, 10], abs=0.02)


def hatch(*rings: list[tuple[float, float]]) -> list[str]:
    pairs: list[object] = [2, "SOLID", 70, 1, 71, 0, 91, len(rings)]
    for ring in rings:
        pairs += [
            92,
            3,
            72,
            0,
            73,
            1,
            93,
            len(ring) - 1,
            *[each for x, y in ring[:-1] for each in (10, x, 20, y)],
            97,
            0,
        ]
    return entity("HATCH", 100, "AcDbHatch", 10, 0, 20, 0, 30, 0, 210, 0, 220, 0, 230, 1, *pairs, 75, 0, 76, 1, 98, 0)


def test_a_hatch_and_its_border_are_one_patch(path: Path) -> None:
    found = read(path, hatch(square(E, N, 100)), polyline(corners(100)), hatch(square(E + 200, N, 10)))
    assert list(found.rows) == [1, 3]
    assert told(found, "patch_repeated") == [(2, {})]


def test_the_innermost_patch_has_the_text(path: Path) -> None:
    words = entity("MTEXT", 10, E + 15, 20, N + 15, 40, 2, 1, r"{\fSimSun|b0;内}\P圈")
    found = read(path, polyline(corners(100)), polyline(corners(20, 10, 10)), words)
    assert found.columns["text"] == [None, "内 圈"]


def test_a_line_inside_another_is_its_hole_unless_it_has_a_text_of_its_own(path: Path) -> None:
    outer, hole, island = (polyline(corners(size, at, at), "采场") for size, at in ((100, 0), (50, 10), (10, 20)))
    patch, other = polyline(corners(20, 70, 70), "采场"), polyline(corners(10, 62, 10), "道路")
    found = read(path, outer, hole, island, patch, other, text(E + 5, N + 5, "甲"), text(E + 80, N + 80, "乙"))
    assert [int(area) for area in shapely.area(found.geometry).round()] == [10000 - 2500, 100, 400, 100]
    assert found.columns["text"] == ["甲", None, "乙", None]
    assert list(found.rows) == [1, 3, 4, 5]
    assert told(found, "hole_taken") == [(2, {"other": 1})]
    assert told(found, "patch_within") == [(4, {"other": 1})]


def test_old_polylines_with_vertices_are_read(path: Path) -> None:
    vertices = [each for x, y, _ in corners(100) for each in entity("VERTEX", 10, x, 20, y)]
    found = read(path, [*entity("POLYLINE", 66, 1, 70, 1), *vertices, "0", "SEQEND"], polyline(corners(10, 300)))
    assert list(found.rows) == [1, 7]
    assert found.geometry[0].bounds == (E, N, E + 100, N + 100)


def test_what_cannot_be_read_is_named_and_the_rest_is_read(path: Path) -> None:
    fit = entity("SPLINE", 70, 8, 71, 3, 72, 0, 73, 0, 74, 2, 11, E, 21, N, 11, E + 9, 21, N)
    broken = entity("SPLINE", 70, 8, 71, 3, 72, 1, 73, 1, 40, "x", 10, "y", 20, N)
    silent = entity("HATCH", 2, "SOLID", 70, 1, 71, 0, 91, 0)
    found = read(
        path, polyline(corners(10)), silent, fit, entity("3DSOLID"), broken, entity("LINE", 10, E, 20, N, 11, E, 21, N),
        entity("ACAD_PROXY_ENTITY"), polyline(corners(10, 50)),
    )  # fmt: skip
    assert list(found.rows) == [1, 8]
    assert {each["kind"]: each["count"] for _, each in told(found, "entities_unread")} == {
        "SPLINE": 2, "HATCH": 1, "3DSOLID": 1, "ACAD_PROXY_ENTITY": 1,
    }  # fmt: skip
    assert found.counts["LINE"] == 1


def test_blocks_are_put_where_they_are_inserted(path: Path) -> None:
    block = ["0", "BLOCK", "8", "0", "2", "地块", "70", "0", "10", "0", "20", "0",
             *polyline([(0, 0, 0), (0, 10, 0), (10, 10, 0), (10, 0, 0)], "界线"), "0", "ENDBLK", "8", "0"]  # fmt: skip
    insert = entity("INSERT", 2, "地块", 10, E, 20, N, 41, 2, 42, 2)
    write_dxf(path, insert)
    whole = path.read_bytes().decode("gbk")
    section = "\r\n".join(["0", "SECTION", "2", "BLOCKS", *block, "0", "ENDSEC", ""])
    place = whole.index("0\r\nSECTION\r\n2\r\nENTITIES")
    path.write_bytes((whole[:place] + section + whole[place:]).encode("gbk"))
    (found,) = vector_files.read(path)
    assert [each.bounds for each in found.geometry] == [(E, N, E + 20, N + 20)]


def test_units_paper_space_and_a_cut_drawing_are_said(path: Path) -> None:
    write_dxf(
        path,
        [*polyline(corners(10)), *entity("LWPOLYLINE", 67, 1, 90, 3, 70, 1, 10, 0, 20, 0, 10, 1, 20, 0, 10, 1, 20, 1)],
    )
    whole = path.read_bytes().replace(b"9\r\n$DWGCODEPAGE", b"9\r\n$INSUNITS\r\n70\r\n4\r\n9\r\n$DWGCODEPAGE")
    path.write_bytes(whole[: whole.rfind(b"0\r\nENDSEC")])
    (found,) = vector_files.read(path)
    assert list(found.rows) == [1]
    assert told(found, "drawing_units") == [(None, {"unit": "mm"})]
    assert told(found, "paper_space") == [(None, {"count": 1})]
    assert told(found, "drawing_cut") == [(None, {})]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"AutoCAD Binary DXF\r\n\x1a\x00" + bytes(200), "dxf_binary"),
        (b"AC1032" + bytes(200), "file_dwg"),
        (b"0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n", "dxf_empty"),
    ],
)
def test_other_drawings_are_refused(path: Path, content: bytes, code: str) -> None:
    path.write_bytes(content)
    with pytest.raises(Refusal) as caught:
        vector_files.read(path)
    assert caught.value.code == code


def test_a_drawing_is_known_without_its_name_and_read_by_fiona_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_dxf(path, [*polyline(corners(100, bulge=1.0)), *text(E + 50, N + 50, "图斑")])
    other = Path(shutil.copy(path, path.with_suffix(".txt")))
    (first,) = vector_files.read(other)
    assert told(first, "suffix_differs")
    fiona = pytest.importorskip("fiona")
    monkeypatch.setattr(ogr, "_library", lambda name: ("fiona", fiona))
    (second,) = vector_files.read(path)
    assert second.columns == first.columns
    assert shapely.equals_exact(second.geometry[0], first.geometry[0], 1e-6)
