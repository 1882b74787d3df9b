"""Files looked at before an import: drawn in every possible system, their first rows in every possible encoding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mine_remediation.tests.algorithms.makers import box, column, layer, opened, parameters_of, refused, run, saved
from mine_remediation.tests.formats.texts import land_boundary, plot, square

PASTED = "1 4600000.0 380000.0\n2 4600100 380000\n3 4600100 380100\n4 4600000 380100"


@pytest.fixture
def shapefile(tmp_path: Path) -> Path:
    """A shapefile in GBK that names neither its encoding nor its coordinate system."""
    made = layer([box(0, 0, 100, 100), box(200, 0, 300, 100)], "图斑", 图斑编号=["P1", "P2"], 乡镇=["永陵镇", None])
    path = Path(saved(made, tmp_path / "图斑.shp", encoding="GB18030"))
    for ending in (".cpg", ".prj"):
        path.with_suffix(ending).unlink()
    return path


def test_the_public_names() -> None:
    names = ["FILES", "TEXT", "ENCODING", "REFERENCE", "CANDIDATES", "PREVIEW"]
    assert parameters_of("previewfiles") == names


def test_what_an_import_asks_is_drawn_in_every_system(shapefile: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "候选.gpkg")
    done = run("previewfiles", FILES=[str(shapefile)], TEXT=PASTED, CANDIDATES=target)
    made = done.rows("CANDIDATES")
    assert [(row["file"], row["rank"], row["crs"], row["taken"], row["patches"]) for row in made] == [
        ("图斑.shp", 1, "EPSG:4530", 0, 2), ("pasted text", 1, "EPSG:4551", 0, 1),
    ]  # fmt: skip
    assert "3° zone 42, with the zone number" in made[0]["system"]
    assert done["ASKED"] == 2
    told = done.log.warning("图斑.shp")
    assert "names the datum" in told
    assert "The layer shows it in each of these systems: 1. EPSG:4530" in told
    assert "Preview files" not in done.log.all
    centres = [each.geometry().centroid().asPoint() for each in opened(target).getFeatures()]
    assert [each.x() for each in centres] == [pytest.approx(126.002, abs=1e-3), pytest.approx(124.563, abs=1e-3)]
    assert [each.y() for each in centres] == [pytest.approx(41.716, abs=1e-3), pytest.approx(41.527, abs=1e-3)]


def test_numbers_without_a_zone_are_drawn_in_each(tmp_path: Path) -> None:
    square_degree = "Polygon ((113.5 35.5, 114.5 35.5, 114.5 36.5, 113.5 36.5, 113.5 35.5))"
    elsewhere = layer([square_degree], "区外", XZMC=["甲"], crs="EPSG:4490")
    far = PASTED.replace(" 380", " 680").replace("46000", "36000").replace("46001", "36001")
    made = run("previewfiles", TEXT=far, REFERENCE=elsewhere).rows("CANDIDATES")
    assert [row["rank"] for row in made] == [1, 2, 3, 4, 5, 6]
    zones = [int(row["crs"].removeprefix("EPSG:")) - 4509 for row in made]
    assert zones == [38, 37, 39, 36, 40, 35]  # the nearest to the reference at 114° first


def test_numbers_that_make_sense_nowhere_and_kml_of_map_programs_are_told(tmp_path: Path) -> None:
    path = tmp_path / "奥维.ovkml"
    corners = " ".join(f"{x},{y}" for x, y in ((126, 41.7), (126.01, 41.7), (126.01, 41.71), (126, 41.7)))
    polygon = (
        f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{corners}</coordinates></LinearRing></outerBoundaryIs>"
    )
    path.write_text(f"<kml><Placemark><name>P1</name>{polygon}</Polygon></Placemark></kml>", encoding="utf-8")
    local = tmp_path / "局部.geojson"
    ring = [[1000, 2000], [1100, 2000], [1100, 2100], [1000, 2000]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    local.write_text(json.dumps({"type": "Feature", "properties": {"TBBH": "a"}, "geometry": geometry}))
    done = run("previewfiles", FILES=[str(path), str(local)])
    assert "comes from a program whose degrees are shifted (GCJ-02)" in done.log.warning("whose degrees")
    assert "so nothing is drawn" in done.log.warning("局部.geojson")


def test_first_rows_in_each_encoding(shapefile: Path) -> None:
    preview = run("previewfiles", FILES=[str(shapefile)]).rows("PREVIEW")
    assert [(row["encoding"], row["taken"], row["row"]) for row in preview] == [
        ("GB18030", 1, 1), ("GB18030", 1, 2), ("UTF-8", 0, None),
    ]  # fmt: skip
    assert preview[0]["content"] == "图斑编号=P1; 乡镇=永陵镇"
    assert "Chinese in GB18030" in preview[2]["content"]


def test_what_names_its_system_is_drawn_in_that(tmp_path: Path) -> None:
    text = tmp_path / "界址点.txt"
    text.write_bytes(land_boundary(plot(square())).encode("gbk"))
    done = run("previewfiles", FILES=[str(text)])
    assert [(row["rank"], row["crs"], row["taken"]) for row in done.rows("CANDIDATES")] == [(1, "EPSG:4530", 1)]
    assert "as the file names it" in column(done["CANDIDATES"], "system")[0]
    assert (done["ASKED"], done.rows("PREVIEW")[0]["content"]) == (
        0, "Plot number=P-1; Plot name=示例图斑; Land use=采矿用地",
    )  # fmt: skip


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.dwg").write_bytes(b"AC1032" + bytes(200))
    done = run("previewfiles", FILES=[str(tmp_path / "a.dwg")])
    assert "AutoCAD" in done.log.warning("a.dwg")
    assert done.rows("CANDIDATES") == done.rows("PREVIEW") == []
    assert "Neither a file nor a text" in refused("previewfiles")
