"""Maps through the algorithm: files, pages, comparison, project, cancel."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import unicodedata
import zipfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from qgis.core import (
    QgsLayoutItemLabel,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsMapSettings,
    QgsPrintLayout,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsReadWriteContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtXml import QDomDocument

from mine_remediation.engine.problems import Refusal
from mine_remediation.processing.earlier import other_cutoff, read_earlier
from mine_remediation.tests.algorithms.makers import SAMPLE, Log, demo_inputs, refused, rows, run

MAPS = "exportmaps"
WITH_PATCHES = ("新宾镇", "大四平镇", "下夹河乡")
FEW = f"{SAMPLE}|layername=townships_SYNTHETIC|subset=XZMC IN {(*WITH_PATCHES, '响水河子乡')}"  # the last has none


def maps(folder, **given):
    """A run on the sample county."""
    return run(MAPS, **{**demo_inputs(MAPS), "FOLDER": str(folder), "DPI": 60, **given})


def files(folder):
    return sorted(each.name for each in folder.rglob("*") if each.is_file())


def text_of(pdf):
    done = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True)
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", done.stdout.decode("utf-8")))


@pytest.fixture(scope="module")
def county(tmp_path_factory, provider):
    """A county map in every format."""
    folder = tmp_path_factory.mktemp("county")
    return maps(folder, FORMATS=["pdf", "png", "svg"], PAGE="A3_portrait", CUTOFF_DATE="2020-11-30")


def test_a_county_map_in_every_format(county):
    folder = Path(county["FOLDER"])
    assert county["PAGES"] == 1
    assert files(folder) == ["county.pdf", "county.png", "county.svg"]
    assert folder.name == "2020-11-30_county"
    image = QImage(str(folder / "county.png"))
    assert image.height() / image.width() == pytest.approx(420 / 297, abs=0.01)


def test_over_a_base_map_townships_are_not_filled_and_nothing_that_exists_is_touched(county):
    before = {path: path.stat().st_mtime_ns for path in Path(county["FOLDER"]).iterdir()}
    below = QgsVectorLayer("Polygon?crs=EPSG:4530", "底图", "memory")
    given = {"FORMATS": ["png"], "PAGE": "A3_portrait", "CUTOFF_DATE": "2020-11-30"}
    over = maps(Path(county["FOLDER"]).parent, BASEMAP=[below], **given)
    assert over["FOLDER"] == f"{county['FOLDER']}_2"
    assert before == {path: path.stat().st_mtime_ns for path in Path(county["FOLDER"]).iterdir()}
    images = [QImage(f"{each['FOLDER']}/county.png") for each in (over, county)]
    assert images[0].size() == images[1].size()
    assert images[0] != images[1]


@pytest.fixture(scope="module")
def earlier(tmp_path_factory, provider):
    """Layers of the present state and of an earlier one."""
    folder = tmp_path_factory.mktemp("earlier")
    paths = [str(folder / name) for name in ("now.gpkg", "then.gpkg")]
    for path, day in zip(paths, (None, "2020-11-30")):
        run("exportprogress", **demo_inputs("exportprogress", GEOPACKAGE=path, CUTOFF_DATE=day, TOWNSHIPS=FEW))
    return paths


@pytest.fixture(scope="module")
def townships(tmp_path_factory, provider):
    folder = tmp_path_factory.mktemp("atlas")
    return folder, maps(folder, KIND="township_atlas", FORMATS=["pdf", "png"], PAGE="A4_portrait", TOWNSHIPS=FEW)


def test_an_atlas_has_a_page_for_each_township_with_patches(townships):
    folder, done = townships
    assert done["PAGES"] == len(WITH_PATCHES)
    names = files(folder)
    assert names[0] == "township_atlas.pdf"
    assert names[1:] == [f"township_atlas_{place}_{name}.png" for place, name in enumerate(WITH_PATCHES, 1)]
    assert "响水河子乡" in done.log.warning("would be empty")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext of poppler-utils")
def test_each_page_of_an_atlas_says_its_own_figures(townships, earlier):
    folder, _ = townships
    text = text_of(next(folder.rglob("*.pdf")))
    whole, _ = earlier
    printed = {
        row["XZMC"]: row["remediated_mu_printed"] for row in rows(f"{whole}|layername=townships") if row["patches"]
    }
    assert set(printed) == set(WITH_PATCHES)
    for name, mu in printed.items():
        assert f"(SYNTHETIC):{name}" in text  # no second brackets
        assert f"{mu:,.2f}" in text
    assert "2021" in text
    assert "2,021" not in text


def test_pages_of_an_atlas_differ(townships):
    folder, _ = townships
    images = [each.read_bytes() for each in folder.rglob("*.png")]
    assert len(set(images)) == len(WITH_PATCHES)


def test_patches_have_pages_of_their_own(tmp_path):
    chosen = QgsProcessingFeatureSourceDefinition(demo_inputs(MAPS)["INPUT"], featureLimit=4)
    done = maps(tmp_path, KIND="patch_atlas", FORMATS=["pdf", "svg"], INPUT=chosen)
    assert done["PAGES"] == 4
    assert len(files(tmp_path)) == 5
    assert all("SYN-210422" in name for name in files(tmp_path) if name.endswith("svg"))


@pytest.mark.parametrize(
    ("kind", "said"), [("patch_atlas", "no patch has ground"), ("township_atlas", "no patch lies in any township")]
)
def test_an_atlas_without_any_patch_is_refused(tmp_path, kind, said):
    none = f"{SAMPLE}|layername=mines_SYNTHETIC|subset=TBBH = 'none'"
    assert said in refused(MAPS, **demo_inputs(MAPS, FOLDER=str(tmp_path), KIND=kind, INPUT=none, TOWNSHIPS=FEW))


@pytest.mark.parametrize("as_report", [True, False])
def test_two_dates_stand_side_by_side_with_the_difference(tmp_path, earlier, as_report):
    given = earlier[1]
    if as_report:  # a report's folder holds the same GeoPackage
        given = str(tmp_path / "2020-11-30_monthly")
        Path(given).mkdir()
        shutil.copy(earlier[1], Path(given, "progress.gpkg"))
    done = maps(tmp_path, KIND="comparison", COMPARE_WITH=given, FORMATS=["svg"], TOWNSHIPS=FEW)
    (made,) = tmp_path.rglob("comparison.svg")
    text = made.read_text(encoding="utf-8")
    then = next(row for row in rows(f"{earlier[1]}|layername=zone_summary") if row["zone_class"] == "TOTAL")
    difference = round(done["COUNTED_MU"], 2) - then["counted_net_mu_printed"]
    for mu in (f"+{difference:,.2f}", f"{done['COUNTED_MU']:,.2f}", f"{then['counted_net_mu_printed']:,.2f}"):
        assert mu in text
    assert "Up to 2020-11-30" in text
    assert "different rules" not in done.log.all
    assert "up to 2020-11-30, the present one has no cut-off date" in done.log.warning("no cut-off date")


def test_a_comparison_says_which_of_both_has_no_cutoff_date_and_takes_no_later_state(tmp_path, earlier):
    given = Path(earlier[1])
    endless = Path(shutil.copy(given, tmp_path / "endless.gpkg"))
    with closing(sqlite3.connect(endless)) as database, database:
        assert database.execute("DELETE FROM provenance WHERE key = 'Cut-off date'").rowcount == 1
    day = date(2020, 11, 30)
    assert [each.code for each in other_cutoff(given, None)] == ["now_without_cutoff"]
    assert [each.code for each in other_cutoff(endless, day)] == ["earlier_without_cutoff"]
    assert other_cutoff(given, day) == other_cutoff(endless, None) == []
    with pytest.raises(Refusal, match="earlier_later"):
        other_cutoff(given, day - timedelta(days=1))


def test_a_comparison_says_by_which_rules_the_earlier_state_was_counted_otherwise(tmp_path, earlier):
    lines = {"TRANSPORT_LINE_DISTANCE": 200, "RIVER_CORRIDOR": None, "RIVER_CORRIDOR_DISTANCE": None}
    given = {**lines, "STATUS_FIELD": None, "COUNTED_STATUSES": None, "TARGETS": None, "TARGET_SET": None}
    done = maps(tmp_path, KIND="comparison", COMPARE_WITH=earlier[1], FORMATS=["png"], TOWNSHIPS=FEW, **given)
    said = done.log.warning("different rules")
    for item in ("Counted statuses (earlier: 市级验收", "now: none)", "transport line: dist", "iver corridor: dist"):
        assert item in said
    assert "Townships (" not in said
    assert "Nature reserve" not in said


def test_with_a_state_without_zones_both_are_shown_by_category(tmp_path, earlier):
    given = shutil.copy(earlier[1], tmp_path / "then.gpkg")
    with closing(sqlite3.connect(given)) as database:
        database.executescript("DROP TABLE zone_summary; DELETE FROM gpkg_contents WHERE table_name = 'zone_summary'")
    maps(tmp_path, KIND="comparison", COMPARE_WITH=str(given), FORMATS=["svg"], TOWNSHIPS=FEW)
    text = next(tmp_path.rglob("comparison.svg")).read_text(encoding="utf-8")
    assert "生产矿山" in text
    assert "Nature reserve" not in text


def test_an_earlier_state_has_the_category_of_each_patch_that_counts(earlier):
    found = read_earlier(Path(earlier[1]))
    written = [each["LB"] for each in rows(f"{earlier[1]}|layername=patches")]
    counted = [pair for pair, counts in zip(zip(found.patch_categories, written), found.counted) if counts]
    assert len({mine for mine, _ in counted}) > 2
    assert all(mine == theirs for mine, theirs in counted)


def test_a_comparison_with_nothing_or_with_something_else_is_refused(tmp_path):
    assert "earlier state" in refused(MAPS, **demo_inputs(MAPS, FOLDER=str(tmp_path), KIND="comparison"))
    other = tmp_path / "other.gpkg"
    other.write_bytes(b"no database")
    said = refused(MAPS, **demo_inputs(MAPS, FOLDER=str(tmp_path), KIND="comparison", COMPARE_WITH=str(other)))
    assert str(other) in said
    assert files(tmp_path) == ["other.gpkg"]


def test_a_project_holds_layers_and_layouts_to_be_edited(tmp_path):
    path = tmp_path / "图 册.qgz"
    done = maps(tmp_path / "maps", KIND="township_atlas", FORMATS=["png"], PROJECT=str(path), TOWNSHIPS=FEW)
    assert done["PROJECT"] == str(path)
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    for each in (path, path.with_name("图 册_layers.gpkg")):
        each.rename(moved / each.name)
    project = QgsProject()
    assert project.read(str(moved / path.name))
    assert all(layer.isValid() for layer in project.mapLayers().values())
    shown = project.viewSettings().defaultViewExtent()
    assert all(shown.contains(each.extent()) for each in project.mapLayers().values() if each.isSpatial())
    assert shown.width() < 1.2 * max(each.extent().width() for each in project.mapLayers().values())
    assert canvas_of(moved / path.name).contains(shown)
    (layout,) = project.layoutManager().printLayouts()
    assert layout.atlas().coverageLayer() is not None
    assert layout.atlas().updateFeatures() == len(WITH_PATCHES)
    shown = [len(item.layers()) for item in layout.items() if isinstance(item, QgsLayoutItemMap)]
    assert min(shown) >= 2
    (arrow,) = (item for item in layout.items() if isinstance(item, QgsLayoutItemPicture))
    assert arrow.picturePath().startswith("base64:")  # no file of this computer
    assert (arrow.mode(), arrow.isMissingImage()) == (QgsLayoutItemPicture.Format.FormatSVG, False)


def canvas_of(path):
    """What QGIS shows when it opens a project."""
    with zipfile.ZipFile(path) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".qgs"))
        document = QDomDocument()
        document.setContent(archive.read(name))
    found = document.elementsByTagName("mapcanvas")
    assert (found.count(), found.at(0).toElement().attribute("name")) == (1, "theMapCanvas")
    settings = QgsMapSettings()
    settings.readXml(found.at(0))
    assert settings.destinationCrs().isValid()
    return settings.extent()


def sources(path):
    """What the layers of a project look at, all of them valid."""
    project = QgsProject()
    assert project.read(str(path))
    layers = project.mapLayers().values()
    assert all(layer.isValid() for layer in layers)
    return {Path(layer.source().partition("|")[0]).name for layer in layers}


def test_a_project_whose_name_has_marks_looks_at_layers_that_had_to_lie_beside(tmp_path):
    name = "甲&乙's" + "图" * 30 + "&"
    path = tmp_path / f"{name}.qgz"
    with closing(sqlite3.connect(tmp_path / f"{name}_layers.gpkg")) as held:
        held.execute("CREATE TABLE former (id)")
        held.execute("BEGIN IMMEDIATE")
        done = maps(tmp_path / "maps", FORMATS=["png"], PROJECT=str(path), TOWNSHIPS=FEW)
    assert done["PROJECT"] == str(path)
    assert f"{name}_layers (2).gpkg" in done.log.warning("another program")
    assert sources(path) == {f"{name}_layers (2).gpkg"}


def test_a_cancelled_run_leaves_nothing(tmp_path):
    inputs = demo_inputs(MAPS, FOLDER=str(tmp_path), KIND="township_atlas", FORMATS=["png"], TOWNSHIPS=FEW)
    assert "PAGES" not in run(MAPS, Log(cancel_at=60), **inputs).results
    assert files(tmp_path) == []


def template(path, maps_in_it):
    """A layout of the office: maps on the left and right, and a label that looks a figure up."""
    project = QgsProject()
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    for number in range(maps_in_it):
        item = QgsLayoutItemMap(layout)
        item.setId(f"map {number}")
        layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(10 + 140 * number, 20))
        item.attemptResize(QgsLayoutSize(120, 120))
    label = QgsLayoutItemLabel(layout)
    label.setText("计入 [% map_get(from_json(@mine_figures), 'total_mu') %] 亩")
    layout.addLayoutItem(label)
    label.attemptMove(QgsLayoutPoint(10, 150))
    label.attemptResize(QgsLayoutSize(150, 20))
    assert layout.saveAsTemplate(str(path), QgsReadWriteContext())
    return str(path)


def test_a_layout_of_the_office_is_filled(tmp_path):
    given = template(tmp_path / "模板.qpt", 1)
    done = maps(tmp_path / "maps", FORMATS=["svg"], TEMPLATE=given)
    text = (tmp_path / "maps" / "county" / "county.svg").read_text(encoding="utf-8")
    assert f"{done['COUNTED_MU']:.2f}" in text
    assert "计入" in text
    assert "永陵镇" in text
    assert "For internal use" not in text  # the office says that itself


def test_a_template_without_maps_enough_is_refused(tmp_path, earlier):
    given = template(tmp_path / "one.qpt", 1)
    inputs = demo_inputs(MAPS, FOLDER=str(tmp_path), KIND="comparison", COMPARE_WITH=earlier[1], TEMPLATE=given)
    assert "one.qpt" in refused(MAPS, **inputs)
