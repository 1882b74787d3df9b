"""Damaged files of every format: patches or a sentence, never a traceback, never a hang, never half a result.

Each case takes a good file, changes some bytes (in a zip: of a member, which is packed again), and reads it.
``FUZZ_CASES`` says how many there are for each format, other ones at each run then; each is made from its number alone,
so that one that fails can be had again with ``FUZZ_START``.
"""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from mine_remediation.engine.problems import Cancelled, Refusal
from mine_remediation.engine.progress import Silent
from mine_remediation.formats import vector_files
from mine_remediation.formats.features import Features
from mine_remediation.formats.watching import watched_by
from mine_remediation.libraries import pyogrio, shapely
from mine_remediation.tests.formats.survey_files import polyline, square, text, write_dbf, write_dxf, write_shp

CASES = int(os.environ.get("FUZZ_CASES", "420"))
START = int(os.environ.get("FUZZ_START", random.randrange(10**9) if "FUZZ_CASES" in os.environ else 0))
KINDS = (
    "shapefile",
    "zip",
    "geopackage",
    "workbook",
    "kml",
    "kmz",
    "gpx",
    "geojson",
    "dxf",
    "points",
    "page",
    "geodatabase",
)
LONGEST_S = 2.0
SQUARE = square(42_380_000, 4_600_000, 100)
LONLAT = " ".join(f"{x},{y}" for x, y in square(124.9, 41.7, 0.001))
NUMBERS = (b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x00\x00\xf0\x7f", b"\x01\x00\x00\x00")
WORDS = (
    b"<",
    b"&",
    b"]]>",
    b"<!DOCTYPE x>",
    b"&a;",
    b"\x00",
    b'"',
    b"{",
    b"[",
    b",",
    b"\n",
    b"nan",
    b"1e999",
    b"-",
    b"\xff\xfe",
)


def _packed(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return made.getvalue()


def _shapefile(folder: Path) -> dict[str, bytes]:
    shapes = [[SQUARE, square(42_380_020, 4_600_020, 20)], [square(42_390_000, 4_600_000, 50)], []]
    rows = [("210422-001", "14.99", "20201005"), ("永陵镇采石场", "", ""), ("③号", "1", "")]
    fields = [("图斑编号", "C", 20, 0), ("治理面积亩数", "N", 12, 2), ("验收日期", "D", 8, 0)]
    table, shape = write_dbf(folder / "a.dbf", fields, rows), write_shp(folder / "a.shp", shapes)
    return {"a.shp": shape.read_bytes(), "a.dbf": table.read_bytes(), "a.cpg": b"UTF-8"}


def _layer(path: Path, driver: str) -> None:
    pyogrio.raw.write(
        str(path), shapely.to_wkb([shapely.polygons(SQUARE)]), [np.array(["1"], dtype=object)], fields=["编号"],
        layer="a", driver=driver, geometry_type="Polygon", crs="EPSG:4530",
    )  # fmt: skip


def _geopackage(folder: Path) -> bytes:
    _layer(folder / "a.gpkg", "GPKG")
    return (folder / "a.gpkg").read_bytes()


def _geodatabase(folder: Path) -> bytes:
    _layer(folder / "a.gdb", "OpenFileGDB")
    return _packed(*((f"a.gdb/{each.name}", each.read_bytes()) for each in sorted((folder / "a.gdb").iterdir())))


def _page() -> bytes:
    rows = "".join(f"<tr><td rowspan={at}>{at}<td>永陵镇<td colspan='1'>{at}.5&nbsp;</tr>" for at in (1, 2, 3))
    head = "<tr><th>图斑编号</th><th>乡镇</th><th>面积（亩）</th></tr>"
    return f"<html><meta charset=gbk><body><table>{head}{rows}</table><!-- x --></body></html>".encode("gbk")


def _workbook() -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = [
        ["治理台账"],
        ["图斑编号", "乡镇", "面积（亩）"],
        ["1", "永陵镇", 15],
        ["2", None, 7.5],
        ["合计", None, 22.5],
    ]
    cells = "".join(f'<row r="{at}">{"".join(map(_cell, row))}</row>' for at, row in enumerate(rows, start=1))
    merges = '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">'
        '<sheets><sheet name="台账" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>甲</t></si><si><r><t>乙</t></r></si></sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData>{merges}</worksheet>',
    }
    return _packed(*((name, content.encode()) for name, content in parts.items()))


def _cell(value: object) -> str:
    if value is None:
        return '<c t="s"><v>1</v></c>'
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>' if isinstance(value, str) else f"<c><v>{value}</v></c>"


def _kml() -> bytes:
    ring = f"<LinearRing><coordinates>{LONLAT}</coordinates></LinearRing>"
    shape = f"<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon>"
    table = "<description><![CDATA[<table><tr><td>编号</td><td>1</td></tr></table>]]></description>"
    marks = (f"<name>1号</name>{table}{shape}", f"<MultiGeometry>{shape}</MultiGeometry>")
    body = "".join(f"<Placemark>{each}</Placemark>" for each in marks)
    return f'<?xml version="1.0" encoding="GBK"?><kml><Folder><name>永陵镇</name>{body}</Folder></kml>'.encode("gbk")


def _gpx() -> bytes:
    points = "".join(
        f'<trkpt lat="{y}" lon="{x}"><hdop>1</hdop></trkpt>' for x, y in square(124.9, 41.7, 0.001) for _ in "ab"
    )
    return f'<?xml version="1.0"?><gpx><trk><name>巡查</name><trkseg>{points}</trkseg></trk></gpx>'.encode()


def _geojson() -> bytes:
    ring = [[x, y] for x, y in square(124.9, 41.7, 0.001)]
    return (
        '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}},"features":['
        '{"type":"Feature","properties":{"编号":1,"x":[1]},"geometry":{"type":"Polygon","coordinates":['
        + str(ring)
        + "]}},"
        '{"type":"Feature","properties":null,"geometry":{"type":"MultiPolygon","coordinates":[[' + str(ring) + "]]}}]}"
    ).encode("gbk")


def _dxf(folder: Path) -> bytes:
    shapes = [(x, y, 0.1) for x, y in SQUARE[:-1]]
    circle = ["0", "CIRCLE", "8", "0", "10", "1", "20", "2", "40", "5"]
    return write_dxf(folder / "a.dxf", [*polyline(shapes), *text(42_380_010, 4_600_010, "图斑"), *circle]).read_bytes()


def _points() -> bytes:
    return (
        "图斑号,点号,X,Y,乡镇\r\n" + "".join(f"1,J{at},{y},{x},永陵镇\r\n" for at, (x, y) in enumerate(SQUARE))
    ).encode("gbk")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """Good files of each format: name of the format, then the files by name, the one to be read first."""
    folder = tmp_path_factory.mktemp("good")
    shapes = _shapefile(folder)
    return {
        "shapefile": shapes,
        "zip": {"a.zip": _packed(*((f"图斑/{name}", content) for name, content in shapes.items()))},
        "geopackage": {"a.gpkg": _geopackage(folder)},
        "workbook": {"a.xlsx": _workbook()},
        "kml": {"a.kml": _kml()},
        "kmz": {"a.kmz": _packed(("doc.kml", _kml()))},
        "gpx": {"a.gpx": _gpx()},
        "geojson": {"a.geojson": _geojson()},
        "dxf": {"a.dxf": _dxf(folder)},
        "points": {"a.csv": _points()},
        "page": {"a.xls": _page()},
        "geodatabase": {"a.zip": _geodatabase(folder)},
    }


# Damage ------------------------------------------------------------------------------------------------------


def _flip(raw: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 2, 8))):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)


def _overwrite(raw: bytearray, chance: random.Random) -> None:
    word = chance.choice(NUMBERS)
    at = chance.randrange(max(1, len(raw) - len(word)))
    raw[at : at + len(word)] = word


def _insert(raw: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(raw))
    raw[at:at] = chance.choice(WORDS) * chance.choice((1, 1, 1, 50))


def _remove(raw: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(raw))
    del raw[at : at + chance.choice((1, 4, 40, 400))]


def _repeat(raw: bytearray, chance: random.Random) -> None:
    at, length = chance.randrange(len(raw)), chance.choice((4, 40, 400))
    raw[at:at] = bytes(raw[at : at + length]) * chance.choice((1, 2, 20))


def _cut(raw: bytearray, chance: random.Random) -> None:
    del raw[chance.randrange(len(raw)) :]


DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _overwrite, _insert, _remove, _repeat, _cut)


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """*raw* with one to three damages; of a zip, mostly to what is packed in it."""
    if raw.startswith(b"PK") and chance.random() < 0.7:
        with zipfile.ZipFile(io.BytesIO(raw)) as opened:
            members = [(each.filename, opened.read(each)) for each in opened.infolist()]
        at = chance.randrange(len(members))
        members[at] = (members[at][0], damaged(members[at][1], chance))
        return _packed(*members)
    changed = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 3))):
        if changed:
            chance.choice(DAMAGES)(changed, chance)
    return bytes(changed)


# What must hold ----------------------------------------------------------------------------------------------


def _is_whole(features: Features) -> None:
    count = len(features)
    assert len(features.geometry) == count
    assert all(len(each) == count for each in features.columns.values())
    assert all(isinstance(name, str) and name for name in features.columns)
    shapes = features.geometry[~shapely.is_missing(features.geometry)]
    assert set(shapely.get_type_id(shapes).tolist()) <= {3, 6}
    assert np.isfinite(shapely.get_coordinates(shapes)).all()
    told = {each.row for each in features.findings if not each.passed}
    if features.format not in ("excel", "csv", "html", "dxf"):
        silent = [row for row, shape in zip(features.rows, features.geometry) if shape is None and row not in told]
        assert not silent, f"rows without geometry and without a word: {silent}"


def _case(number: int, kind: str, good: dict[str, bytes], folder: Path) -> None:
    chance = random.Random(f"{kind} {number}")
    files = dict(good)
    hit = chance.choice(list(files))
    files[hit] = damaged(files[hit], chance)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    began = time.process_time()
    try:
        for features in vector_files.read(folder / next(iter(files))):
            _is_whole(features)
    except Refusal:
        pass
    except Exception as error:
        raise AssertionError(f"case {number}, {kind}") from error
    spent = time.process_time() - began
    for name in files:
        (folder / name).unlink()
    assert spent < LONGEST_S, f"case {number}, {kind}: {spent:.1f} s"
    assert not list(folder.iterdir()), f"case {number}, {kind} left something behind"


@pytest.mark.parametrize("kind", KINDS)
def test_good_files_are_read(kind: str, good: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    for name, content in good[kind].items():
        (tmp_path / name).write_bytes(content)
    found = vector_files.read(tmp_path / next(iter(good[kind])))
    assert sum(map(len, found))
    assert any(shape is not None for features in found for shape in features.geometry) or kind in ("workbook", "page")
    for features in found:
        _is_whole(features)


class _Impatient(Silent):
    def cancelled(self) -> bool:
        return True


@pytest.mark.parametrize("kind", KINDS)
def test_reading_stops_within_a_file(kind: str, good: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    for name, content in good[kind].items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Cancelled), watched_by(_Impatient()):
        vector_files.read(tmp_path / next(iter(good[kind])))
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(good[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_are_read_or_refused(kind: str, good: dict[str, dict[str, bytes]], tmp_path: Path) -> None:
    for number in range(START, START + CASES):
        _case(number, kind, good[kind], tmp_path)
