"""Shapefiles as they are sent: each defect alone is read, and said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats import shapefile
from mine_remediation.formats.features import Features
from mine_remediation.formats.rings import usable
from mine_remediation.libraries import shapely
from mine_remediation.tests.formats.survey_files import square, write_dbf, write_shp

FIELDS = [("图斑编号", "C", 20, 0), ("治理面积亩数", "N", 12, 2), ("验收日期", "D", 8, 0)]
ROWS = [("210422-001", "14.99", "20201005"), ("永陵镇采石场", "", ""), ("③号", "1", "")]
SHAPES = [[square(42_380_000, 4_600_000, 100)], [square(42_390_000, 4_600_000, 50)], []]
GBK_SAMPLE = Path(__file__).resolve().parents[1] / "data" / "shp_gbk"


def _rules(features: Features) -> set[str]:
    return {each.rule for each in features.findings if not each.passed}


def _written(folder: Path, **options: object) -> Path:
    write_dbf(folder / "图斑.dbf", FIELDS, ROWS, **options)  # type: ignore[arg-type]
    return write_shp(folder / "图斑.shp", SHAPES)


@pytest.mark.parametrize(
    ("encoding", "ldid", "cpg", "lies"),
    [
        ("gbk", 0, None, False),
        ("gbk", 0x4D, None, False),
        ("gbk", 0, "UTF-8", True),
        ("utf-8", 0x4D, None, True),
        ("utf-8", 0, "UTF-8", False),
        ("gbk", 0x57, None, True),
    ],
)
def test_names_and_values_are_read_whatever_the_marks_say(
    tmp_path: Path, encoding: str, ldid: int, cpg: str | None, lies: bool
) -> None:
    path = _written(tmp_path, encoding=encoding, ldid=ldid)
    if cpg:
        path.with_suffix(".cpg").write_text(cpg)
    found = shapefile.read(path, path.name)
    assert next(iter(found.columns)) == ("图斑编号" if encoding == "gbk" else "图斑编")
    assert next(iter(found.columns.values())) == ["210422-001", "永陵镇采石场", "③号"]
    assert ("encoding_differs" in _rules(found)) is lies


def test_a_name_cut_in_the_middle_of_a_character_loses_that_character_only(tmp_path: Path) -> None:
    write_dbf(tmp_path / "a.dbf", [("A治理面积亩数", "C", 9, 0)], [("永陵镇采石场",)])
    found = shapefile.read(write_shp(tmp_path / "a.shp", SHAPES[:1]), "a.shp")
    assert found.columns == {"A治理面积": ["永陵镇采"]}


def test_values_have_their_types(tmp_path: Path) -> None:
    found = shapefile.read(_written(tmp_path), "a.shp")
    assert list(found.columns.values())[1:] == [[14.99, None, 1.0], [date(2020, 10, 5), None, None]]
    assert list(found.rows) == [1, 2, 3]
    assert [each and each.bounds for each in found.geometry] == [
        (42_380_000, 4_600_000, 42_380_100, 4_600_100), (42_390_000, 4_600_000, 42_390_050, 4_600_050), None,
    ]  # fmt: skip


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    path = write_shp(tmp_path / "a.shp", SHAPES[:1], magic=9999)
    found = shapefile.read(path, "a.shp")
    assert _rules(found) == {"shx_absent", "prj_absent", "dbf_absent", "shp_magic"}
    assert len(found) == 1


def test_a_hole_is_told_by_where_it_lies_and_so_is_a_further_part(tmp_path: Path) -> None:
    outer, hole, island = square(0, 0, 100), square(10, 10, 50), square(20, 20, 10)
    apart = square(200, 0, 10)
    found = shapefile.read(write_shp(tmp_path / "a.shp", [[hole, apart, outer, island]]), "a.shp")
    assert shapely.equals(
        found.geometry[0],
        shapely.union_all([
            shapely.polygons(outer, [hole]), shapely.polygons(island), shapely.polygons(apart),
        ]),
    )  # fmt: skip
    assert len(found.geometry[0].geoms) == 3


def test_lines_that_nearly_close_are_closed_and_others_are_not(tmp_path: Path) -> None:
    near, far = ([*square(0, 0, 100)[:-1], (end, 0.0)] for end in (0.3, 0.6))
    found = shapefile.read(write_shp(tmp_path / "a.shp", [[near], [far]], kind=3), "a.shp")
    assert found.geometry[0].geom_type == "Polygon"
    assert found.geometry[1] is None
    assert {(each.rule, each.row) for each in found.findings if each.rule.startswith("line")} == {
        ("line_closed", 1), ("line_open", 2),
    }  # fmt: skip


def test_a_file_that_ends_too_early_gives_what_is_whole(tmp_path: Path) -> None:
    path = _written(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 40])  # the null shape and the end of the second
    found = shapefile.read(path, "a.shp")
    assert len(found) == 1
    assert {"records_cut", "records_differ"} <= _rules(found)


def test_deleted_rows_go(tmp_path: Path) -> None:
    path = _written(tmp_path)
    table = path.with_suffix(".dbf")
    raw = bytearray(table.read_bytes())
    raw[33 + 32 * len(FIELDS)] = ord("*")
    table.write_bytes(raw)
    found = shapefile.read(path, "a.shp")
    assert list(found.rows) == [2, 3]
    assert found.columns["图斑编号"] == ["永陵镇采石场", "③号"]


def test_the_sample_in_gbk_without_any_mark_is_read_right() -> None:
    path = next(GBK_SAMPLE.glob("*.shp"))
    found = shapefile.read(path, path.name)
    assert not list(GBK_SAMPLE.glob("*.cpg"))
    assert found.encoding == "GB18030"
    assert list(found.columns)[:4] == ["图斑编号", "矿山名称", "矿种", "治理年度"]
    assert set(found.columns["治理状态"]) <= {"已治理", "治理中", "未治理", "验收", "施工中", "未启动", "已验收"}
    assert shapely.is_valid(found.geometry).all()


def test_other_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.shp"
    path.write_bytes(b"\x07" * 200)
    with pytest.raises(Refusal) as caught:
        shapefile.read(path, "a.shp")
    assert caught.value.code == "shp_unreadable"


def test_numbers_that_are_no_place_make_no_ring() -> None:
    points = np.array([(0.0, 0.0), (6.1e-17, 2.0), (5e-315, 1.0), (1e13, 0.0), (np.nan, 1.0)])
    assert usable(points).tolist() == [True, True, False, False, False]
