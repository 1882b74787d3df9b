"""``exportreport`` and ``recheckdocument``: one folder whose files say the same, beside which nothing is touched."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from qgis.core import QgsProcessingException, QgsProject
from qgis.PyQt.QtCore import QCoreApplication

from mine_remediation.processing import guessing
from mine_remediation.processing.live import Live
from mine_remediation.reports import docx_parts
from mine_remediation.reports.docx_parts import key_of, read_lines
from mine_remediation.tests.algorithms.makers import Done, Log, box, demo_inputs, layer, rows
from mine_remediation.tests.conftest import ROOT
from mine_remediation.tests.reports.report_makers import overtype

SCRIPT = Path(__file__).with_name("report_process.py")
TOWNS = [box(0, 0, 1000, 1000), box(1000, 0, 2000, 1000)]
NOTES = "[practices]\n统一部署。\n[problems]\n资金不足。\n"


def report(log=None, **parameters):
    import processing

    log = log or Log()
    given = {"LOAD_RESULTS": False, **parameters}
    return Done(processing.run("mineremediation:exportreport", given, feedback=log), log)


def refused(**parameters):
    try:
        report(**parameters)
    except QgsProcessingException as error:
        sentence = str(error).removeprefix("Unable to execute algorithm\n")
    else:
        raise AssertionError("not refused")
    assert "Traceback" not in sentence
    assert "\n" not in sentence
    return sentence


def recheck(document, manifest, log=None, **more):
    import processing

    log = log or Log()
    given = {"DOCUMENT": str(document), "MANIFEST": str(manifest), **more}
    return Done(processing.run("mineremediation:recheckdocument", given, feedback=log), log)


def manifest_of(done):
    return json.loads(Path(done["MANIFEST"]).read_text(encoding="utf-8"))


def small(folder, **more):
    """A report of three patches in two townships, quick to make."""
    shapes = [box(0, 0, 100, 100), box(200, 0, 300, 100), box(1200, 0, 1300, 100)]
    years = {"year": [2019, 2020, 2020], "sort": ["生产矿山", "生产矿山", "废弃矿山"], "no": ["a", "b", "c"]}
    patches = more.pop("patches", None) or layer(shapes, "图斑", **years)
    townships = layer(TOWNS, "乡镇", name=["甲镇", "乙镇"])
    return {
        "INPUT": patches, "ID_FIELD": "no", "YEAR_FIELD": "year", "CATEGORY_FIELD": "sort", "TOWNSHIPS": townships,
        "TOWNSHIP_NAME_FIELD": "name", "CUTOFF_DATE": "2020-11-30", "FOLDER": str(folder), **more,
    }  # fmt: skip


def dated(days, kinds=None, size=100):
    shapes = [box(200 * place, 0, 200 * place + size, 100) for place in range(len(days))]
    numbers = [chr(97 + place) for place in range(len(days))]
    return layer(shapes, "图斑", day=days, sort=kinds or ["生产矿山"] * len(days), no=numbers)


def with_days(folder, patches, **more):
    return {**small(folder, patches=patches, **more), "YEAR_FIELD": None, "DATE_FIELD": "day"}


@pytest.fixture(scope="module")
def demo(qgis_processing, provider, tmp_path_factory):
    inputs = {**demo_inputs("exportprogress"), "CUTOFF_DATE": "2022-09-30", "FROM_DATE": "2022-08-31"}
    inputs.pop("TITLE", None)
    began = time.process_time()
    made = report(**inputs, FOLDER=str(tmp_path_factory.mktemp("reports")), ISSUER="示例县自然资源局")
    assert time.process_time() - began < 10  # seconds for a county, imports included
    return made


# One result table -------------------------------------------------------------------------------------------------


def test_the_folder_is_named_by_date_and_period_and_complete(demo):
    folder = Path(demo["FOLDER"])
    assert folder.name == "2022-09-30_monthly"
    assert sorted(each.name for each in folder.iterdir()) == [
        "keys.html", "manifest.json", "map.png", "notes.txt", "progress.gpkg", "report.docx", "workbook.xlsx",
    ]  # fmt: skip
    assert [each.name for each in folder.parent.iterdir()] == [folder.name]
    manifest = manifest_of(demo)
    assert manifest["status"] == demo["STATUS"] == "complete"
    assert set(manifest["files"]) == {each.name for each in folder.iterdir()} - {"manifest.json"}


def test_document_workbook_layers_and_manifest_say_the_same(demo):
    manifest = manifest_of(demo)
    figures = {each["key"]: each for each in manifest["figures"]}
    texts = {key: each["printed"] for key, each in figures.items()}
    seen = 0
    for line in read_lines(demo["DOCUMENT"]):
        for name, text in line.figures.items():
            assert float(text.replace(",", "").replace("−", "-").rstrip("%")) == texts[key_of(name)], name
            seen += 1
    assert seen > 150
    book = openpyxl.load_workbook(demo["WORKBOOK"], data_only=True)
    behind = {row[0]: row for row in book["Behind the figures"].iter_rows(min_row=2, values_only=True)}
    assert set(behind) == set(figures)
    form = [row for row in book["Statistics form"].iter_rows(min_row=5, values_only=True) if row[1] == "Total"]
    assert form[0][8:11] == pytest.approx([texts[each] for each in ("period", "year", "since")])
    townships = rows(f"{demo['GEOPACKAGE']}|layername=townships")
    for place, row in enumerate(townships, 1):
        assert row["remediated_mu_printed"] == pytest.approx(texts[f"since_t{place:02}"])
        assert row["remediated_mu"] == pytest.approx(figures[f"since_t{place:02}"]["value"])
        for year in range(2018, 2023):
            assert row[f"mu_{year}_printed"] == pytest.approx(texts.get(f"y{year}_t{place:02}", 0.0))
    for row in rows(f"{demo['GEOPACKAGE']}|layername=zone_summary"):
        if row["zone_class"] not in ("TOTAL", "OUTSIDE"):
            assert row["counted_net_mu_printed"] == pytest.approx(texts[f"since_zone_{row['zone_class'].lower()}"])
            assert row["counted_gross_mu_printed"] == pytest.approx(texts[f"since_gross_{row['zone_class'].lower()}"])
    assert demo["COUNTED_MU"] == figures["since"]["value"]
    assert demo["TARGET_MU"] == figures["due_target"]["value"] == 567.0
    assert demo["GAP_MU"] == pytest.approx(demo["TARGET_MU"] - demo["TARGET_REMEDIATED_MU"])


@pytest.fixture(scope="module")
def dock(demo, qgis_processing):
    """The figures of the dock on the demo project, of the day that the report closes with."""
    project, live = QgsProject.instance(), Live()
    assert project.read(str(ROOT / "demo" / "demo.qgz"))
    live.start(replace(guessing.read_sources(project) or guessing.guess_sources(project), cutoff=date(2022, 9, 30)))
    while live.busy:
        QCoreApplication.processEvents()
    yield live.figures
    live.stop()
    project.clear()


def test_the_dock_shows_what_the_report_says(demo, dock):
    texts = {each["key"]: each["printed"] for each in manifest_of(demo)["figures"]}
    table, seen = dock.townships, 0
    for place, name in enumerate(each for each in table.townships if each is not None):
        assert table.row_totals[place] == pytest.approx(texts[f"since_t{place + 1:02}"]), name
        for column, year in enumerate(table.years):
            if year is not None:
                key = f"y{year}_t{place + 1:02}"
                assert table.cells[place][column] == pytest.approx(texts.get(key, 0.0)), key
                seen += key in texts
    assert seen >= 20
    for column, year in enumerate(each for each in table.years if each is not None):
        assert table.column_totals[column] == pytest.approx(texts.get(f"y{year}", 0.0))
    assert dock.counted == table.total == texts["since"]
    total = next(row for row in dock.progress[None].rows if row.is_total)
    assert total.target == demo["TARGET_MU"]
    assert total.counted == pytest.approx(texts["due_done"])


def test_the_patches_behind_a_figure_give_it(demo):
    manifest = manifest_of(demo)
    for each in manifest["figures"]:
        if each["key"] in ("period", "since"):
            ground = sum(manifest["patches"][patch][0] for patch in each["ids"])
            assert ground * 0.0015 == pytest.approx(each["value"], abs=1e-9)


def test_every_printed_table_of_the_demo_adds_up(demo):
    manifest = manifest_of(demo)
    cells = {tuple(cell): text for text, _, cell in manifest["document"]["lines"] if cell}
    number = {
        key: float(text.rstrip("*").replace(",", "").rstrip("%")) for key, text in cells.items() if text[0].isdigit()
    }
    assert len(manifest["document"]["sums"]) > 30
    for table, total, parts in manifest["document"]["sums"]:
        assert number[(table, *total)] == pytest.approx(sum(number[(table, *part)] for part in parts), abs=1e-6)


# The period -------------------------------------------------------------------------------------------------------


def test_the_period_is_after_one_day_up_to_another(qgis_processing, provider, tmp_path):
    days = [date(2020, 10, 31), date(2020, 11, 1), date(2020, 11, 30), date(2020, 12, 1)]
    done = report(**with_days(tmp_path, dated(days), FROM_DATE="2020-10-31", MAPS=maps(tmp_path)))
    figures = {each["key"]: each for each in manifest_of(done)["figures"]}
    assert figures["period"]["ids"] == ["b", "c"]
    assert figures["since"]["ids"] == ["a", "b", "c"]


def test_without_dates_the_closing_date_leaves_later_years_out(qgis_processing, provider, tmp_path):
    shapes = [box(0, 0, 100, 100), box(200, 0, 300, 100)]
    later = layer(shapes, "图斑", year=[2020, 2021], sort=["生产矿山"] * 2, no=["a", "b"])
    done = report(**small(tmp_path, patches=later, MAPS=maps(tmp_path)))
    figures = {each["key"]: each for each in manifest_of(done)["figures"]}
    assert figures["since"]["ids"] == ["a"]
    assert "period" not in figures
    assert any("left out" in line.text for line in read_lines(done["DOCUMENT"]))


def test_the_next_report_tells_what_changed_and_keeps_the_texts(qgis_processing, provider, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_bytes(NOTES.encode("gb18030"))
    first = report(**with_days(tmp_path, dated([date(2020, 9, 1), date(2020, 10, 2)]), CUTOFF_DATE="2020-10-31",
                               NOTES=str(notes), MAPS=maps(tmp_path)))  # fmt: skip
    more = dated([date(2020, 9, 1), date(2020, 10, 2), date(2020, 11, 3)], size=110)
    second = report(**with_days(tmp_path, more, PREVIOUS=first["FOLDER"], MAPS=maps(tmp_path)))
    manifest = manifest_of(second)
    assert manifest["parameters"]["FROM_DATE"] == "2020-10-31"
    assert manifest["slots"] == {"practices": ["统一部署。"], "problems": ["资金不足。"]}
    text = "\n".join(line.text for line in read_lines(second["DOCUMENT"]))
    assert "Newly counted, 1 patches: c (16.50 mu)." in text
    assert "a (15.00 → 16.50 mu)" in text
    assert (
        "Figures of the last report corrected (ground dated up to 2020-10-31): Since 2020: All patches counted: "
        in text
    )
    assert "30.00 mu then, 33.00 mu now" in text
    assert "统一部署。" in text


def test_without_dates_the_difference_to_the_last_report_is_the_period(qgis_processing, provider, tmp_path):
    first = report(**small(tmp_path, MAPS=maps(tmp_path), CUTOFF_DATE="2019-11-30"))
    second = report(**small(tmp_path, MAPS=maps(tmp_path), PREVIOUS=first["FOLDER"]))
    figures = {each["key"]: each["printed"] for each in manifest_of(second)["figures"]}
    assert figures["period"] == pytest.approx(30.0)
    assert figures["period_t02"] == pytest.approx(15.0)
    assert any("than in the last report" in line.text for line in read_lines(second["DOCUMENT"]))
    assert "366 days" in second.log.warning("more than a month")


def test_june_and_december_make_both_reports_with_the_same_figures(qgis_processing, provider, tmp_path):
    patches = dated([date(2020, 5, 30), date(2020, 6, 2), date(2020, 12, 20)])
    common = {"FROM_DATE": "2020-05-31", "CUTOFF_DATE": "2020-06-15", "MAPS": maps(tmp_path)}
    made = {
        period: manifest_of(report(**with_days(tmp_path, patches, PERIOD=period, **common)))
        for period in ("monthly", "half_year", "annual")
    }
    assert made["monthly"]["figures"] == made["half_year"]["figures"]
    annual = {each["key"]: each for each in made["annual"]["figures"]}
    assert all(annual[each["key"]] == each for each in made["monthly"]["figures"])
    assert annual["expected"]["printed"] == pytest.approx(annual["year"]["printed"] + 15)


def test_a_month_without_work_is_reported_as_zero(qgis_processing, provider, tmp_path):
    done = report(**with_days(tmp_path, dated([date(2019, 5, 1)]), FROM_DATE="2020-10-31", MAPS=maps(tmp_path)))
    figures = {each["key"]: each for each in manifest_of(done)["figures"]}
    assert (figures["period"]["printed"], figures["year"]["printed"]) == (0.0, 0.0)
    assert "more than a month" not in done.log.all
    assert figures["since"]["printed"] == pytest.approx(15.0)


# Refusals ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({"PERIOD": "stage"}, "stage report needs the day"),
        ({"FROM_DATE": "2020-11-30"}, "no day lies in it"),
        ({"FROM_DATE": "30.11.2020"}, "is not a date"),
        ({"PREVIOUS": "/nowhere"}, "cannot be read as the manifest"),
        ({"TEMPLATE": "/nowhere.docx"}, "cannot be read as a Word document"),
        ({"NOTES": "/nowhere.txt"}, "cannot be read"),
        ({"MAPS": "/nowhere"}, "holds no picture"),
        ({"CUTOFF_DATE": None}, "CUTOFF_DATE"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(qgis_processing, provider, tmp_path, more, part):
    if more.get("CUTOFF_DATE", "") is None:
        with pytest.raises(QgsProcessingException, match="CUTOFF_DATE"):
            report(**small(tmp_path, **more))
    else:
        assert part in refused(**small(tmp_path, **more))
    assert list(tmp_path.iterdir()) == []


def test_an_altered_manifest_is_no_earlier_report(qgis_processing, provider, tmp_path):
    first = report(**small(tmp_path, MAPS=maps(tmp_path)))
    path = Path(first["MANIFEST"])
    path.write_text(path.read_text(encoding="utf-8").replace('"printed": 45.0', '"printed": 46.0'), encoding="utf-8")
    assert "was altered" in refused(**small(tmp_path, PREVIOUS=first["FOLDER"]))


# Failure ----------------------------------------------------------------------------------------------------------


def maps(tmp_path):
    """A folder with a map of one pixel, quicker than the county map."""
    from qgis.PyQt.QtGui import QImage

    folder = tmp_path / ".maps"
    folder.mkdir(exist_ok=True)
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(folder / "map.png"))
    return str(folder)


def test_an_existing_report_is_never_touched(qgis_processing, provider, tmp_path):
    first = report(**small(tmp_path, MAPS=maps(tmp_path)))
    assert all(Path(first[name]).is_file() for name in ("DOCUMENT", "WORKBOOK", "MAP", "GEOPACKAGE", "MANIFEST"))
    before = {each.name: each.read_bytes() for each in Path(first["FOLDER"]).iterdir()}
    second = report(**small(tmp_path, MAPS=maps(tmp_path)))
    assert Path(second["FOLDER"]).name == "2020-11-30_monthly_2"
    assert {each.name: each.read_bytes() for each in Path(first["FOLDER"]).iterdir()} == before


def test_a_temporary_folder_will_do(qgis_processing, provider, tmp_path):
    done = report(**small("TEMPORARY_OUTPUT", MAPS=maps(tmp_path)))
    assert Path(done["DOCUMENT"]).is_file()


def test_a_part_that_fails_is_named_and_the_rest_is_made(qgis_processing, provider, tmp_path, monkeypatch):
    monkeypatch.setattr(docx_parts, "optional", lambda name: None)
    done = report(**small(tmp_path, MAPS=maps(tmp_path)))
    manifest = manifest_of(done)
    assert manifest["status"] == done["STATUS"] == "incomplete"
    (problem,) = manifest["problems"]
    assert problem["file"] == "report.docx"
    assert "python-docx" in problem["reason"]
    assert "workbook.xlsx" in manifest["files"]
    assert "report.docx" not in manifest["files"]
    assert any("python-docx" in each for each in done.log.errors)
    assert done.log.warnings[-1].endswith("is not complete: what is missing, and why, stands above. Make it anew.")


def test_a_full_disk_leaves_the_good_files_and_says_so(qgis_processing, provider, tmp_path, monkeypatch):
    from mine_remediation.processing import reporting

    def full(path, *rest):
        Path(path).write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reporting, "write_document", full)
    done = report(**small(tmp_path, MAPS=maps(tmp_path)))
    (problem,) = manifest_of(done)["problems"]
    assert "the disk is full" in problem["reason"]
    assert not (Path(done["FOLDER"]) / "report.docx").exists()


@pytest.mark.parametrize("percent", [20, 60, 90])
def test_a_cancelled_run_leaves_nothing(qgis_processing, provider, tmp_path, percent):
    maps(tmp_path)
    done = report(Log(percent), **small(tmp_path))
    assert not done.results
    assert [each.name for each in tmp_path.iterdir()] == [".maps"]


def test_what_killed_runs_left_is_removed_and_running_ones_are_not(qgis_processing, provider, tmp_path):
    from mine_remediation.processing.report_folder import report_folder

    dead = tmp_path / ".mine_remediation-0123456789ab.part"
    dead.mkdir()
    (dead / "x").write_text("x")
    mine = tmp_path / ".mine_remediation-notours.part"
    mine.mkdir()
    with report_folder(tmp_path) as running:
        (running.path / "y").write_text("y")
        report(**small(tmp_path, MAPS=maps(tmp_path)))
        assert running.path.exists()
        assert not dead.exists()
        assert mine.exists()
    names = sorted(each.name for each in tmp_path.iterdir())
    assert names == [".maps", ".mine_remediation-notours.part", "2020-11-30_monthly"]


# The re-check as an algorithm -------------------------------------------------------------------------------------


def test_the_edited_document_is_checked(demo, tmp_path):
    assert recheck(demo["DOCUMENT"], demo["MANIFEST"])["FINDINGS"] == 0
    document = docx.Document(demo["DOCUMENT"])
    overtype(document, "mr_period", "25.51")
    document.save(str(tmp_path / "edited.docx"))
    table, page = tmp_path / "findings.gpkg", tmp_path / "findings.html"
    done = recheck(tmp_path / "edited.docx", demo["MANIFEST"], OUTPUT=str(table), PAGE=str(page))
    assert done["FINDINGS"] == 1
    (row,) = rows(done["OUTPUT"])
    assert (row["finding"], row["key"], row["was"], row["now"]) == ("changed", "period", "24.51", "25.51")
    assert "25.51" in page.read_text(encoding="utf-8")


# Reproducible -----------------------------------------------------------------------------------------------------


def test_two_processes_make_the_same_bytes(tmp_path):
    surroundings = [
        {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "HOME": str(tmp_path / "a")},
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "2", "HOME": str(tmp_path / "b")},
    ]
    made = []
    for number, variables in enumerate(surroundings):
        Path(variables["HOME"]).mkdir()
        target = tmp_path / f"reports{number}"
        subprocess.run(
            [sys.executable, str(SCRIPT), str(target)],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **variables},
            check=True,
            timeout=120,
            capture_output=True,
        )
        (folder,) = target.iterdir()
        made.append({each.name: each.read_bytes() for each in folder.iterdir()})
    assert set(made[0]) == set(made[1])
    same = {name for name in made[0] if made[0][name] == made[1][name]}
    assert {"report.docx", "workbook.xlsx", "manifest.json", "map.png", "notes.txt", "keys.html"} <= same


def test_layers_carry_the_digest_as_their_run(demo):
    with closing(sqlite3.connect(demo["GEOPACKAGE"])) as database:
        values = dict(database.execute("SELECT key, value FROM provenance"))
    assert values["Run"] == manifest_of(demo)["digest"]["sha256"][:12]


# The superior office's form ---------------------------------------------------------------------------------------


def test_the_form_of_the_superior_office_is_filled(qgis_processing, provider, tmp_path):
    book = openpyxl.Workbook()
    book.active["B5"], book.active["B6"] = "甲镇", "丙镇"
    form, profile = tmp_path / "form.xlsx", tmp_path / "profile.json"
    book.save(form)
    rows_of = {"by": "township", "names": "B", "first": 5, "last": 6, "columns": {"C": "since"}}
    profile.write_text(json.dumps({"rows": [rows_of]}), encoding="utf-8")
    done = report(**small(tmp_path / "reports", MAPS=maps(tmp_path), FORM=str(form), FORM_PROFILE=str(profile)))
    sheet = openpyxl.load_workbook(done["FILLED_FORM"]).active
    assert (sheet["C5"].value, sheet["C6"].value) == (pytest.approx(30.0), None)
    assert "丙镇" in done.log.warning("Rows of the form")
    assert "form.xlsx" in manifest_of(done)["files"]
    assert "needs its profile" in refused(**small(tmp_path / "reports", FORM=str(form)))
