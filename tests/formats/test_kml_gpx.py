"""KML, KMZ and GPX as phones, map programs and GIS write them; and zips of survey files."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from pathlib import Path

import numpy as np
import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats import gpx, vector_files
from mine_remediation.formats.features import Features
from mine_remediation.libraries import shapely
from mine_remediation.tests.formats.survey_files import square, write_dbf, write_shp

SQUARE = square(124.9, 41.7, 0.001)
HOLE = square(124.9002, 41.7002, 0.0004)


def coordinates(points: object, height: str = "") -> str:
    return " ".join(f"{x:.7f},{y:.7f}{height}" for x, y in points)  # type: ignore[attr-defined]


def polygon(outer: object = SQUARE, *holes: object, height: str = "") -> str:
    inner = "".join(
        f"<innerBoundaryIs><LinearRing><coordinates>{coordinates(each)}</coordinates></LinearRing></innerBoundaryIs>"
        for each in holes
    )
    ring = f"<LinearRing><coordinates>\n{coordinates(outer, height)}\n</coordinates></LinearRing>"
    return f"<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs>{inner}</Polygon>"


def kml(*placemarks: str, head: str = "", encoding: str = "UTF-8") -> bytes:
    body = "".join(f"<Placemark>{each}</Placemark>" for each in placemarks)
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n{head}<kml xmlns="http://www.opengis.net/kml/2.2">'
        f"<Document><name>文档</name><Folder><name>2020年</name>{body}</Folder></Document></kml>"
    )
    return text.encode(encoding)


def read(path: Path, content: bytes) -> Features:
    path.write_bytes(content)
    (found,) = vector_files.read(path)
    return found


def rules(features: Features) -> list[str]:
    return [each.rule for each in features.findings if not each.passed]


def refused(path: Path, content: bytes) -> Refusal:
    path.write_bytes(content)
    with pytest.raises(Refusal) as caught:
        vector_files.read(path)
    return caught.value


def is_square(shape: object, size: float = 0.001) -> bool:
    return shapely.equals_exact(
        shapely.normalize(shape), shapely.normalize(shapely.polygons(square(124.9, 41.7, size))), 1e-7
    )


# KML ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK", "UTF-16", "GB2312"])
def test_placemarks_come_with_their_folder_and_name(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path / "a.kml", kml(f"<name>永陵镇1号</name>{polygon(SQUARE, HOLE)}", encoding=encoding))
    assert found.columns == {"name": ["永陵镇1号"], "folder": ["2020年"]}
    assert shapely.equals_exact(
        shapely.normalize(found.geometry[0]), shapely.normalize(shapely.polygons(SQUARE, [HOLE])), 1e-7
    )
    assert (found.crs, rules(found)) == ("EPSG:4326", [])


@pytest.mark.parametrize(
    "words",
    [
        "<ExtendedData><Data name='图斑编号'><value>7</value></Data></ExtendedData>",
        "<ExtendedData><SchemaData><SimpleData name='图斑编号'>7</SimpleData></SchemaData></ExtendedData>",
        "<description><![CDATA[<html><table><tr><td>属性</td></tr><tr><td><table><tr><td>图斑编号：</td><td>7</td>"
        "</tr></table></td></tr></table></html>]]></description>",
    ],
)
def test_values_are_found_wherever_programs_put_them(tmp_path: Path, words: str) -> None:
    assert read(tmp_path / "a.kml", kml(words + polygon())).columns["图斑编号"] == ["7"]


def test_a_description_without_a_table_keeps_its_words(tmp_path: Path) -> None:
    found = read(tmp_path / "a.kml", kml(f"<description>&lt;b&gt;已治理&lt;/b&gt; 5亩</description>{polygon()}"))
    assert found.columns["description"] == ["已治理 5亩"]


def test_a_closed_line_is_a_polygon_and_an_open_one_is_said(tmp_path: Path) -> None:
    lines = (
        f"<LineString><coordinates>{coordinates(each)}</coordinates></LineString>" for each in (SQUARE, SQUARE[:4])
    )
    found = read(tmp_path / "a.kml", kml(*lines, "<Point><coordinates>124.9,41.7</coordinates></Point>"))
    assert is_square(found.geometry[0])
    assert list(found.geometry[1:]) == [None, None]
    assert rules(found) == ["line_open", "not_polygon"]


def test_the_gap_of_an_open_line_in_degrees_is_metres_on_the_ellipsoid(tmp_path: Path) -> None:
    for line in ([(124.0, 42.0), (124.0, 42.01)], [(124.0, 42.0), (124.01, 42.005), (124.0, 42.01)]):
        found = read(
            tmp_path / "a.kml", kml(f"<LineString><coordinates>{coordinates(line)}</coordinates></LineString>")
        )
        assert found.findings[0].values["gap_m"] == pytest.approx(1110.7, abs=0.2)


def test_several_geometries_of_a_placemark_are_one_patch(tmp_path: Path) -> None:
    far = square(125.0, 41.7, 0.001)
    found = read(tmp_path / "a.kml", kml(f"<MultiGeometry>{polygon()}{polygon(far)}</MultiGeometry>"))
    assert found.geometry[0].geom_type == "MultiPolygon"
    assert found.geometry[0].bounds == pytest.approx((124.9, 41.7, 125.001, 41.701))


def test_heights_are_kept_apart(tmp_path: Path) -> None:
    found = read(tmp_path / "a.kml", kml(polygon(height=",412.5"), polygon(height=",0")))
    assert found.columns["altitude"] == [412.5, None]
    assert not found.geometry[0].has_z


def test_blanks_after_commas_and_damaged_numbers(tmp_path: Path) -> None:
    loose = polygon().replace(",", ", ")
    found = read(tmp_path / "a.kml", kml(loose, polygon().replace("124.9", "12四"), polygon(SQUARE[:2])))
    assert is_square(found.geometry[0])
    assert list(found.geometry[1:]) == [None, None]
    assert rules(found) == ["coordinates_unread"] * 2


@pytest.mark.parametrize(
    ("name", "head"), [("a.ovkml", ""), ("a.kml", "<!-- 奥维互动地图 -->"), ("a.kml", "<!--AMap-->")]
)
def test_of_a_program_that_shifts_no_system_is_claimed(tmp_path: Path, name: str, head: str) -> None:
    found = read(tmp_path / name, kml(polygon(), head=head))
    assert (found.crs, rules(found)) == ("", ["gcj02_source"])


def test_nothing_is_fetched(tmp_path: Path) -> None:
    content = kml(polygon()).replace(
        b"</Folder>", b"<NetworkLink><Link><href>file:///etc/passwd</href></Link></NetworkLink></Folder>"
    )
    found = read(tmp_path / "a.kml", content)
    assert next((each.rule, each.values) for each in found.findings) == ("link_ignored", {"link": "file:///etc/passwd"})


def test_a_text_that_ends_too_early_gives_what_is_whole(tmp_path: Path) -> None:
    whole = kml(polygon(), polygon())
    found = read(tmp_path / "a.kml", whole[: whole.rfind(b"<coordinates>")])
    assert (len(found), rules(found)) == (1, ["xml_cut"])
    assert refused(tmp_path / "a.kml", whole[: whole.find(b"<coordinates>")]).code == "xml_broken"


BOMB = '<!DOCTYPE kml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "GBK"])
def test_entities_are_refused_before_parsing(tmp_path: Path, encoding: str) -> None:
    assert refused(tmp_path / "a.kml", kml(polygon(), head=BOMB, encoding=encoding)).code == "xml_doctype"
    with zipfile.ZipFile(tmp_path / "b.kmz", "w") as packed:
        packed.writestr("doc.kml", kml(polygon(), head=BOMB, encoding=encoding))
    assert refused(tmp_path / "b.kmz", (tmp_path / "b.kmz").read_bytes()).code == "xml_doctype"


def test_a_bottomless_tree_and_a_foreign_one_are_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.kml", b"<kml>" + b"<Folder>" * 100_000).code == "xml_broken"
    assert refused(tmp_path / "a.kml", b"<metadata><body/></metadata>").code == "xml_unknown"


@pytest.mark.parametrize("name", ["a.kml", "a.txt", "a.zip", "a.shp", "a.dxf"])
def test_two_gigabytes_of_zeros_are_refused_at_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with open(path, "wb") as file:
        file.truncate(2 << 30)
    tracemalloc.start()
    began = time.perf_counter()
    with pytest.raises(Refusal):
        vector_files.read(path)
    spent, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < 1
    assert peak < 4 << 20


# Zips --------------------------------------------------------------------------------------------------------


def pack(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return path


def test_a_kmz_is_read_and_its_pictures_stay_where_they_are(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.kmz", ("doc.kml", kml(polygon())), ("files/photo.jpg", b"\xff\xd8\xff"))
    (found,) = vector_files.read(path)
    assert (found.file, found.layer, found.format) == ("a.kmz", "doc", "kml")
    assert is_square(found.geometry[0])


def test_two_shapefiles_in_a_zip_are_both_read_and_the_rest_is_listed(tmp_path: Path) -> None:
    members = [("说明.txt", "永陵镇\r\n".encode("gbk")), ("照片.jpg", b"\xff\xd8\xff\xe0\x00")]
    for folder in ("东区", "西区"):
        table = write_dbf(tmp_path / "a.dbf", [("编号", "C", 9, 0)], [(folder,)])
        shapes = write_shp(tmp_path / "a.shp", [[square(42_380_000, 4_600_000, 100)]])
        members += [(f"{folder}/图斑.{each.suffix[1:]}", each.read_bytes()) for each in (table, shapes)]
    found = vector_files.read(pack(tmp_path / "in.zip", *members))
    assert [each.file for each in found] == ["in.zip/东区/图斑.shp", "in.zip/西区/图斑.shp"]
    assert [each.columns["编号"] for each in found] == [["东区"], ["西区"]]
    assert {each.values["member"] for each in found[0].findings if each.rule == "member_ignored"} >= {"照片.jpg"}


def test_one_bad_file_in_a_zip_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    path = pack(
        tmp_path / "in.zip", ("a.dwg", b"AC1032"), ("b/doc.geojson", b'{"type": "Point", "coordinates": [1, 2]}')
    )
    (found,) = vector_files.read(path)
    assert rules(found) == ["not_polygon", "file_dwg"]
    assert refused(path, pack(path, ("a.dwg", b"AC1032")).read_bytes()).code == "file_dwg"
    assert refused(path, pack(path, ("a.jpg", b"\xff\xd8\xff\xe0\x00")).read_bytes()).code == "zip_nothing"
    assert refused(path, pack(path, ("a.zip", b"PK\x03\x04")).read_bytes()).code == "zip_in_zip"
    assert refused(path, pack(path, ("word/document.xml", b"<w/>")).read_bytes()).code == "file_paper"


def test_a_name_that_no_system_can_have_is_refused(tmp_path: Path) -> None:
    assert (
        refused(tmp_path / "a.zip", pack(tmp_path / "a.zip", ("图" * 100 + ".shp", b"x")).read_bytes()).code
        == "zip_path"
    )


# GPX ---------------------------------------------------------------------------------------------------------


def track(points: object, hdop: str = "") -> bytes:
    body = "".join(f'<trkpt lat="{y:.7f}" lon="{x:.7f}"><ele>400</ele>{hdop}</trkpt>' for x, y in points)  # type: ignore[attr-defined]
    return (
        '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk><name>巡查</name><trkseg>{body}</trkseg></trk></gpx>"
    ).encode()


def walk(size_m: float = 200.0, gap_m: float = 8.0) -> list[tuple[float, float]]:
    """A square walked around in steps of 10 m, from its lower left corner until *gap_m* before it."""
    ring = shapely.polygons(square(0, 0, size_m)).exterior
    metres = [ring.interpolate(at) for at in np.arange(0, ring.length - gap_m + 0.01, 10)]
    east = 111_320 * np.cos(np.radians(41.7))
    return [(124.9 + each.x / east, 41.7 + each.y / 111_320) for each in metres]


def test_a_walk_around_a_patch_is_closed_and_said(tmp_path: Path) -> None:
    found = read(tmp_path / "a.gpx", track(walk()))
    assert found.columns["name"] == ["巡查"]
    assert found.columns["accuracy"] == ["handheld"]
    assert rules(found) == ["track_closed"]
    assert found.findings[0].values["gap_m"] == pytest.approx(10, abs=0.2)
    east = 200 / (111_320 * np.cos(np.radians(41.7)))
    assert found.geometry[0].bounds == pytest.approx((124.9, 41.7, 124.9 + east, 41.7 + 200 / 111_320), abs=1e-6)
    assert found.crs == "EPSG:4326"


def test_the_deviation_of_the_area_is_that_of_its_points() -> None:
    corners = np.array(square(0, 0, 200)[:-1], dtype=float)
    # four corners, each 5 m off across a diagonal of 283 m: ½·5·√(4·283²)
    assert gpx.area_sigma_m2(corners) == pytest.approx(0.5 * 5 * 2 * 200 * np.sqrt(2))
    noise = np.random.default_rng(5).normal(0, 5, (4000, 4, 2))
    moved = corners + noise
    x, y = moved[..., 0], moved[..., 1]
    measured = 0.5 * np.abs((x * np.roll(y, -1, 1) - np.roll(x, -1, 1) * y).sum(axis=1))
    assert measured.std() == pytest.approx(gpx.area_sigma_m2(corners), rel=0.05)


def test_jumps_and_bad_points_are_left_out_and_counted(tmp_path: Path) -> None:
    points = walk()
    points[30] = (points[30][0] + 0.01, points[30][1])
    found = read(tmp_path / "a.gpx", track(points))
    assert ("points_dropped", {"count": 1}) in [(each.rule, each.values) for each in found.findings]
    assert found.geometry[0].bounds[2] < 124.903
    assert read(tmp_path / "b.gpx", track(walk(), "<hdop>9.5</hdop>")).geometry[0] is None


def test_a_walk_that_does_not_come_back_is_no_patch(tmp_path: Path) -> None:
    found = read(tmp_path / "a.gpx", track(walk(gap_m=300)))
    assert found.geometry[0] is None
    assert rules(found) == ["track_open"]
