"""Files of patches by their content, whatever they are called."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
import tracemalloc
import zipfile
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from mine_remediation.engine.area import area_m2, series_area_m2, to_mu
from mine_remediation.engine.planes import between, to_equal_area
from mine_remediation.engine.problems import Cancelled, Refusal
from mine_remediation.engine.progress import Silent
from mine_remediation.formats import geojson, ogr, vector_files
from mine_remediation.formats.features import Features
from mine_remediation.formats.watching import watched_by
from mine_remediation.libraries import LibraryProblem, load, pyogrio, shapely
from mine_remediation.tests.formats.survey_files import polyline, square, write_dbf, write_dxf, write_shp

SQUARE, SMALL = square(42_380_000, 4_600_000, 100), square(42_390_000, 4_600_000, 50)
LONLAT = square(124.9, 41.7, 0.001)
writes_geodatabases = pytest.mark.skipif(pyogrio.__gdal_version__ < (3, 6, 0), reason="this GDAL writes no geodatabase")


def rules(features: Features) -> set[str]:
    return {each.rule for each in features.findings if not each.passed}


@pytest.mark.parametrize("suffix", [".dbf", ".shx", ".prj"])
def test_a_part_of_a_shapefile_without_its_shapes_is_told_so(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "图斑.shp"
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array([shapely.box(0, 0, 1, 1)])), [np.array(["a"], object)], ["TBBH"],
        geometry_type="Polygon", crs="EPSG:4490", driver="ESRI Shapefile",
    )  # fmt: skip
    path.unlink()
    with pytest.raises(Refusal, match="shp_absent") as caught:
        vector_files.read(path.with_suffix(suffix))
    assert caught.value.values["wanted"] == "图斑.shp"


def _refused(path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        vector_files.read(path)
    return caught.value.code


def write_layers(path: Path, driver: str, *layers: str, crs: str = "EPSG:4530") -> Path:
    """A file of GDAL's with two patches in each of *layers*: a number, a text, a day; the second's all absent."""
    shapes = shapely.to_wkb([shapely.polygons(SQUARE), shapely.polygons(SMALL)])
    values = [
        np.array(["210422-001", None], dtype=object),
        np.array([14.99, np.nan]),
        np.array(["2020-10-05", "NaT"], dtype="datetime64[D]"),
    ]
    for place, layer in enumerate(layers):
        pyogrio.raw.write(
            str(path),
            shapes,
            values,
            fields=["图斑编号", "治理面积", "验收日期"],
            layer=layer,
            driver=driver,
            geometry_type="Polygon",
            crs=crs,
            append=bool(place),
        )
    return path


@pytest.fixture(params=["pyogrio", "fiona"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the two libraries alone."""
    try:
        load(request.param)
    except LibraryProblem:
        pytest.skip(f"{request.param} is not installed")

    def only(name: str) -> object:
        if name != request.param:
            raise LibraryProblem(name, "missing")
        return load(name)

    monkeypatch.setattr(ogr, "load", only)
    return request.param


def _is_the_two_patches(features: Features) -> None:
    assert features.columns == {
        "图斑编号": ["210422-001", None],
        "治理面积": [14.99, None],
        "验收日期": [date(2020, 10, 5), None],
    }
    assert [each.bounds[0] for each in features.geometry] == [42_380_000, 42_390_000]
    assert features.crs == "EPSG:4530"
    assert list(features.rows) == [1, 2]


@pytest.mark.parametrize("name", ["a.gpkg", "a.shp"])
def test_a_geopackage_is_read_under_any_name(tmp_path: Path, library: str, name: str) -> None:
    path = write_layers(tmp_path / "a.gpkg", "GPKG", "patches", "更多").rename(tmp_path / name)
    before = path.read_bytes()
    found = vector_files.read(path)
    assert [each.layer for each in found] == ["patches", "更多"]
    for each in found:
        _is_the_two_patches(each)
        assert ("suffix_differs" in rules(each)) is (name == "a.shp")
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [name]


@writes_geodatabases
def test_a_geodatabase_is_read_by_its_folder_and_by_any_file_in_it(tmp_path: Path, library: str) -> None:
    folder = write_layers(tmp_path / "县库.gdb", "OpenFileGDB", "patches")
    inner = next(folder.glob("*.gdbtable"))
    assert vector_files.sources([folder, inner, *folder.iterdir()]) == [folder]
    (found,) = vector_files.read(inner)
    assert (found.file, found.format) == ("县库.gdb", "filegdb")
    assert found.columns["图斑编号"] == ["210422-001", None]
    assert [each.bounds[0] for each in found.geometry] == pytest.approx([42_380_000, 42_390_000], abs=1e-3)


class _Stopping(Silent):
    """Cancels at the question *at*."""

    def __init__(self, at: int) -> None:
        self.left = at

    def cancelled(self) -> bool:
        self.left -= 1
        return self.left <= 0


@pytest.mark.parametrize("driver", ["GPKG", pytest.param("OpenFileGDB", marks=writes_geodatabases)])
def test_a_layer_that_is_read_in_pieces_is_the_whole_layer(
    tmp_path: Path, driver: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / ("a.gpkg" if driver == "GPKG" else "a.gdb")
    shapes = [shapely.polygons([(x + n, y) for x, y in SQUARE]) for n in range(5)]
    year = np.array([2019, 2020, 0, 2022, 2023], dtype=np.int32)
    empty = [np.zeros(5, bool), np.arange(5) == 2]
    number = np.array(["一", None, "三", "四", "五"], dtype=object)
    pyogrio.raw.write(
        str(path), shapely.to_wkb(shapes), [number, year], fields=["号", "年"], field_mask=empty, layer="a",
        driver=driver, geometry_type="Polygon", crs="EPSG:4530",
    )  # fmt: skip
    whole = ogr.read_layer(path, "a", "a")
    assert whole.columns == {"号": ["一", None, "三", "四", "五"], "年": [2019, 2020, None, 2022, 2023]}
    for size in (1, 2, 5):
        monkeypatch.setattr(ogr, "_AT_ONCE", size)
        made = ogr.read_layer(path, "a", "a")
        assert (made.columns, made.crs) == (whole.columns, whole.crs)
        assert shapely.to_wkb(made.shapes).tolist() == shapely.to_wkb(whole.shapes).tolist()
    monkeypatch.setattr(ogr, "_AT_ONCE", 2)
    with watched_by(_Stopping(3)), pytest.raises(Cancelled):
        ogr.read_layer(path, "a", "a")


def test_chinese_that_was_stored_wrongly_is_mended_and_said(tmp_path: Path, library: str) -> None:
    path = tmp_path / "a.gpkg"
    wrong = "永陵镇采石场".encode("gbk").decode("latin-1")
    pyogrio.raw.write(
        str(path), shapely.to_wkb([shapely.polygons(SQUARE)]), [np.array([wrong], dtype=object)], fields=["ÏçÕò"],
        layer="a", driver="GPKG", geometry_type="Polygon", crs="EPSG:4530",
    )  # fmt: skip
    (found,) = vector_files.read(path)
    assert found.columns == {"乡镇": ["永陵镇采石场"]}
    assert "text_mended" in rules(found)


def test_fields_without_a_name_get_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_layers(tmp_path / "a.gpkg", "GPKG", "图斑")
    table = ogr.read_layer(path, "a.gpkg", "图斑")
    values = [1] * len(table.shapes)
    table.columns = {"field": values, "": values}
    monkeypatch.setattr(ogr, "read_layer", lambda *_, **__: table)
    (found,) = ogr.read(path, "a.gpkg", "geopackage")
    assert list(found.columns) == ["field", "field_2"]


def test_curves_become_straight_within_a_centimetre(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    pyogrio.raw.write(
        str(path), shapely.to_wkb([shapely.Point(0, 0).buffer(1)]), [], fields=[], layer="a", driver="GPKG",
        geometry_type="Polygon", crs="EPSG:4530",
    )  # fmt: skip
    assert ogr.ARC_STEP == "0.5"
    assert 1000 * (1 - np.cos(np.radians(float(ogr.ARC_STEP)) / 2)) < 0.01
    assert len(vector_files.read(path)) == 1


def test_reading_leaves_the_curves_of_other_layers_alone(tmp_path: Path) -> None:
    """pyogrio switches curves off for the whole process: QGIS's layers that are opened afterwards would lose theirs."""
    gdal = pytest.importorskip("osgeo.ogr")
    path = write_layers(tmp_path / "a.gpkg", "GPKG", "图斑")
    before = gdal.GetNonLinearGeometriesEnabledFlag()
    try:
        gdal.SetNonLinearGeometriesEnabledFlag(1)
        vector_files.read(path)
        assert gdal.GetNonLinearGeometriesEnabledFlag() == 1
    finally:
        gdal.SetNonLinearGeometriesEnabledFlag(before)


def test_a_shapefile_is_found_from_any_of_its_files_and_known_without_its_name(tmp_path: Path) -> None:
    write_dbf(tmp_path / "图斑.dbf", [("编号", "C", 9, 0)], [("1",)])
    path = write_shp(tmp_path / "图斑.shp", [[SQUARE]], magic=9990)
    assert vector_files.sources([tmp_path / "图斑.dbf", path, tmp_path / "other.txt"]) == [
        path, tmp_path / "other.txt",
    ]  # fmt: skip
    assert vector_files.read(tmp_path / "图斑.dbf")[0].columns == {"编号": ["1"]}
    renamed = shutil.copy(path, tmp_path / "a.dat")
    (found,) = vector_files.read(Path(renamed))
    assert {"suffix_differs", "shp_magic"} <= rules(found)
    assert found.geometry[0].bounds == (42_380_000, 4_600_000, 42_380_100, 4_600_100)


def test_rows_that_another_program_has_just_written_are_read(tmp_path: Path, library: str) -> None:
    path = write_layers(tmp_path / "a.gpkg", "GPKG", "patches")
    with closing(sqlite3.connect(path)) as database:
        database.execute("pragma journal_mode = wal")
        database.execute("drop trigger if exists rtree_patches_geom_insert")
        database.execute("insert into patches (图斑编号) values ('new')")
        database.commit()
        before = path.read_bytes()
        (found,) = vector_files.read(path)
        assert found.columns["图斑编号"] == ["210422-001", None, "new"]
        assert path.read_bytes() == before


def test_a_layer_that_is_a_query_is_refused_before_it_runs(tmp_path: Path) -> None:
    path = write_layers(tmp_path / "a.gpkg", "GPKG", "patches")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "create view endless as with recursive n(i) as (select 1 union all select i from n) select * from n"
        )
        database.execute("insert into gpkg_contents (table_name, data_type) values ('endless', 'attributes')")
    assert _refused(path) == "file_views"


# GeoJSON -----------------------------------------------------------------------------------------------------


def _collection(*geometries: object, **members: object) -> dict[str, object]:
    features = [
        {"type": "Feature", "properties": {"name": f"图斑{number}", "n": number}, "geometry": geometry}
        for number, geometry in enumerate(geometries, start=1)
    ]
    return {"type": "FeatureCollection", **members, "features": features}


def _json(path: Path, content: object, encoding: str = "utf-8") -> Path:
    path.write_bytes(json.dumps(content, ensure_ascii=False).encode(encoding))
    return path


def _polygon(*rings: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": rings}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_geojson_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    hole = square(124.9002, 41.7002, 0.0004)
    path = _json(tmp_path / "a.json", _collection(_polygon(LONLAT, hole), None), encoding)
    (found,) = vector_files.read(path)
    assert found.columns == {"name": ["图斑1", "图斑2"], "n": [1, 2]}
    assert shapely.equals(found.geometry[0], shapely.polygons(LONLAT, [hole]))
    assert found.geometry[1] is None
    assert found.crs == "EPSG:4326"
    assert [each.rule for each in found.findings if each.passed] == ["crs_by_format"]


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("urn:ogc:def:crs:EPSG::4530", "EPSG:4530"),
        ("EPSG:4490", "EPSG:4490"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
    ],
)
def test_the_system_that_a_geojson_names_is_kept(tmp_path: Path, name: str, crs: str) -> None:
    content = _collection(_polygon(SQUARE), crs={"type": "name", "properties": {"name": name}})
    assert vector_files.read(_json(tmp_path / "a.geojson", content))[0].crs == crs


def test_metres_in_a_geojson_without_a_system_name_none(tmp_path: Path) -> None:
    assert vector_files.read(_json(tmp_path / "a.geojson", _collection(_polygon(SQUARE))))[0].crs == ""


@pytest.mark.parametrize(
    "words",
    [
        '{"features":[{"a":1},[2] , "x"],"type":"F"}', '{"a":{"features":[1]},"features":[2]}', '{"features": [ ]}',
        '{"x":"\\"features\\":[","features":[1]}', '{"features":[1],"features":[2]}', "[1, 2]", '{"features":3}',
        '{"a":{"features":[1]},"features":[]}', '{"features":[1],"features":[]}',
    ],
)  # fmt: skip
def test_a_collection_is_read_feature_by_feature_as_it_is_whole(words: str) -> None:
    assert geojson._parsed(words, "a") == json.loads(words)
    assert geojson._by_feature(' {"type":"F","features":[1]}') == {"type": "F", "features": [1]}


@pytest.mark.parametrize("words", ['{"features":[1,]}', '{"features":[1 2]}', '{"features":[1', '{"features":[,1]}'])
def test_a_broken_collection_is_refused(words: str) -> None:
    with pytest.raises(Refusal):
        geojson._parsed(words, "a")


def test_features_a_line_and_single_geometries_are_read(tmp_path: Path) -> None:
    lines = [json.dumps(each) for each in _collection(_polygon(LONLAT), _polygon(LONLAT))["features"]]  # type: ignore[attr-defined]
    path = tmp_path / "a.geojsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert len(vector_files.read(path)[0]) == 2
    (single,) = vector_files.read(_json(tmp_path / "b.json", {"type": "MultiPolygon", "coordinates": [[LONLAT]]}))
    assert single.geometry[0].geom_type == "Polygon" or len(single.geometry[0].geoms) == 1


def test_the_json_of_a_map_service_is_read(tmp_path: Path) -> None:
    content = {
        "spatialReference": {"wkid": 4530},
        "features": [
            {"attributes": {"编号": "1"}, "geometry": {"rings": [SQUARE, square(42_380_010, 4_600_010, 10)]}},
            {"attributes": {"编号": "2"}, "geometry": {"rings": "x"}},
        ],
    }
    (found,) = vector_files.read(_json(tmp_path / "a.json", content))
    assert found.crs == "EPSG:4530"
    assert found.columns == {"编号": ["1", "2"]}
    assert len(found.geometry[0].interiors) == 1
    assert "coordinates_unread" in rules(found)


@pytest.mark.parametrize(
    ("geometry", "rule"),
    [
        ({"type": "Point", "coordinates": [124.9, 41.7]}, "not_polygon"),
        ({"type": "LineString", "coordinates": [[0, 0], [0, 1], [1, 1]]}, "line_open"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [0, "x"], [1, 1]]]}, "coordinates_unread"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [0, float("nan")], [1, 1], [0, 0]]]}, "coordinates_unread"),
        ({"type": "Circle"}, "coordinates_unread"),
    ],
)
def test_what_is_no_polygon_is_said(tmp_path: Path, geometry: object, rule: str) -> None:
    (found,) = vector_files.read(_json(tmp_path / "a.geojson", _collection(geometry, _polygon(LONLAT))))
    assert found.geometry[0] is None
    assert found.geometry[1] is not None
    assert rules(found) == {rule}


@pytest.mark.parametrize("text", ['{"type": "Feature"', "[1, 2]", '{"a": ' * 20_000, "[" * 100_000])
def test_other_json_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text, encoding="utf-8")
    assert _refused(path) in {"json_unreadable", "json_unknown"}


# All formats -------------------------------------------------------------------------------------------------


def _as_dxf(path: Path, ring: list[tuple[float, float]]) -> Path:
    return write_dxf(path / "a.dxf", polyline([(x, y, 0) for x, y in ring[:-1]]))


def _as_csv(path: Path, ring: list[tuple[float, float]]) -> Path:
    made = path / "a.csv"
    made.write_text("图斑号,X,Y\n" + "".join(f"1,{y!r},{x!r}\n" for x, y in ring[:-1]), encoding="gbk")
    return made


def _as_kml(path: Path, ring: list[tuple[float, float]]) -> Path:
    lonlat = shapely.get_coordinates(
        between(np.array([shapely.polygons(ring)], dtype=object), "EPSG:4530", "EPSG:4326")
    )
    words = " ".join(f"{x!r},{y!r}" for x, y in lonlat.tolist())
    made = path / "a.kml"
    made.write_text(
        f"<kml><Placemark><LineString><coordinates>{words}</coordinates></LineString></Placemark></kml>",
        encoding="utf-8",
    )
    return made


WRITERS = {
    "shapefile": lambda path, ring: write_shp(path / "a.shp", [[ring]]),
    "geojson": lambda path, ring: _json(path / "a.json", _collection(_polygon(ring))),
    "kml": _as_kml,
    "dxf": _as_dxf,
    "csv": _as_csv,
}


@pytest.mark.parametrize("kind", WRITERS)
def test_one_plot_has_one_area_in_every_format(tmp_path: Path, kind: str) -> None:
    corners = [(0.25, 0.5), (20.0, 210.0), (190.5, 180.0), (150.0, 10.0), (0.25, 0.5)]
    ring = [(42_380_000 + x, 4_600_000 + y) for x, y in corners]
    (found,) = vector_files.read(WRITERS[kind](tmp_path, ring))
    area = area_m2(to_equal_area(found.geometry, found.crs or "EPSG:4530"))[0]
    assert area == pytest.approx(series_area_m2(shapely.polygons(ring), "EPSG:4530"), abs=1e-4)
    assert to_mu(area) == pytest.approx(45.5, abs=1)


@writes_geodatabases
def test_a_geodatabase_in_a_zip_is_read(tmp_path: Path) -> None:
    folder = write_layers(tmp_path / "县库.gdb", "OpenFileGDB", "patches")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        for each in folder.iterdir():
            packed.write(each, f"报送/县库.gdb/{each.name}")
    (found,) = vector_files.read(tmp_path / "a.zip")
    assert (found.file, found.format, len(found)) == ("a.zip/报送/县库.gdb", "filegdb", 2)


@pytest.mark.parametrize("name", ["a.zip", "a.kmz", "a.xlsx"])
def test_bombs_are_refused_within_a_second_and_without_memory(tmp_path: Path, name: str) -> None:
    inner = {"a.zip": "a.shp", "a.kmz": "doc.kml", "a.xlsx": "xl/workbook.xml"}[name]
    with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as packed, packed.open(inner, "w") as member:
        for _ in range(20):
            member.write(b" " * (1 << 20))
    tracemalloc.start()
    began = time.perf_counter()
    assert _refused(tmp_path / name) == "zip_ratio"
    spent, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < 1
    assert peak < 4 << 20
    with zipfile.ZipFile(tmp_path / name, "w") as packed:
        packed.writestr(f"../../{inner}", b"x")
    assert _refused(tmp_path / name) == "zip_path"
    assert [each.name for each in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "\n" * 200_000),
        ("a.txt", "999\n\n\n" * 500 + "x"),
        ("a.txt", " " * 4_000 + "0\n" * 500),
        (
            "a.kml",
            "<kml><Placemark><Point><coordinates>1 ," + " " * 1_000_000 + "x</coordinates></Point></Placemark></kml>",
        ),
        (
            "a.kml",
            "<kml><Placemark><description>"
            + "&lt;a b='" * 100_000
            + "&amp;#"
            + "9" * 5_000
            + "</description></Placemark></kml>",
        ),
        (
            "a.json",
            '{"type": "Point", "coordinates": [1, 2], "crs": {"properties": {"name": "EPSG:'
            + "1" * 1_000_000
            + 'x"}}}',
        ),
    ],
)
def test_texts_made_to_keep_a_pattern_busy_are_read_or_refused_at_once(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    began = time.process_time()
    with suppress(Refusal):
        vector_files.read(tmp_path / name)
    assert time.process_time() - began < 2
