"""``kill -9`` while a report is made: no folder of its name, and the next run removes what was left."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtGui import QImage

from mine_remediation.tests.algorithms.makers import box, layer, run, saved
from mine_remediation.tests.faults.content import hidden_in
from mine_remediation.tests.faults.killing import Headless, moments

NAME = "2020-11-30_monthly"
WHOLE = {"keys.html", "manifest.json", "map_01.png", "notes.txt", "progress.gpkg", "report.docx", "workbook.xlsx"}


@dataclass(frozen=True)
class Place:
    """Where reports are made: the job, the folder of the reports, and the campaign that keeps them."""

    job: dict[str, Any]
    reports: Path
    campaign: Path | None = None

    def made(self) -> list[Path]:
        """Reports that have their name; each must be whole."""
        found = sorted(each for each in self.reports.iterdir() if each.name[0] != ".")
        for each in found:
            assert {part.name for part in each.iterdir()} == WHOLE
        return found

    def kept(self) -> set[Path]:
        """Reports that the campaign knows; each must lie where it says, the file must be sound."""
        if self.campaign is None:
            return set()
        with closing(sqlite3.connect(self.campaign)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            rows = database.execute("SELECT r.path, count(p.fid) FROM reports r JOIN report_patches p"
                                    " ON p.report_uuid = r.uuid GROUP BY r.uuid").fetchall()  # fmt: skip
            assert database.execute("SELECT count(*) FROM reports").fetchone() == (len(rows),)
        assert all(count == 8 for _, count in rows)
        return {self.campaign.parent / path for path, _ in rows}


def sources(folder: Path) -> dict[str, Any]:
    """A small county, quickly reported: patches and townships, and a picture that stands for the map."""
    shapes = [box(200 * place, 0, 200 * place + 100, 100) for place in range(8)]
    columns = {
        "no": [f"P{place}" for place in range(8)],
        "year": [2019, 2020] * 4,
        "sort": ["生产矿山", "废弃矿山"] * 4,
        "day": [f"{year}-06-30" for year in (2019, 2020)] * 4,
        "step": ["验收"] * 8,
    }
    patches = saved(layer(shapes, "图斑", **columns), folder / "patches.gpkg")
    townships = saved(
        layer([box(0, 0, 800, 500), box(800, 0, 1600, 500)], "乡镇", name=["甲镇", "乙镇"]), folder / "t.gpkg"
    )
    (folder / "maps").mkdir()
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(0)
    image.save(str(folder / "maps" / "map.png"))
    return {"INPUT": patches, "TOWNSHIPS": townships, "MAPS": str(folder / "maps")}


def plain(folder: Path) -> Place:
    parameters = {
        **sources(folder), "YEAR_FIELD": "year", "CATEGORY_FIELD": "sort", "TOWNSHIP_NAME_FIELD": "name",
        "CUTOFF_DATE": "2020-11-30", "FOLDER": str(folder / "reports"), "LOAD_RESULTS": False,
    }  # fmt: skip
    return Place({"algorithm": "exportreport", "parameters": parameters}, folder / "reports")


def campaign(folder: Path) -> Place:
    given = sources(folder)
    path = run("createcampaign", NAME="示例", FOLDER=str(folder))["CAMPAIGN"]
    run("loadlayers", CAMPAIGN=path, INPUT=given["TOWNSHIPS"], TABLE="townships")
    mapping = "patch_no=no;category=sort;status_events.step=step;status_events.event_date=day"
    run("loadlayers", CAMPAIGN=path, INPUT=given["INPUT"], TABLE="patches", MAPPING=mapping)
    reports = Path(path).parent / "报告"
    parameters = {"CAMPAIGN": path, "MAPS": given["MAPS"], "CUTOFF_DATE": "2020-11-30", "FOLDER": str(reports),
                  "LOAD_RESULTS": False}  # fmt: skip
    return Place({"algorithm": "campaignreport", "parameters": parameters}, reports, Path(path))


@pytest.mark.parametrize(
    ("make", "kills"),
    [
        (plain, 20),
        (campaign, 6),
        pytest.param(plain, 200, marks=pytest.mark.long),
        pytest.param(campaign, 60, marks=pytest.mark.long),
    ],
)
def test_killed_at_random(
    headless: Headless, provider: None, tmp_path: Path, make: Callable[[Path], Place], kills: int, record_property: Any
) -> None:
    place = make(tmp_path)
    place.reports.mkdir(exist_ok=True)
    ending = headless.run(place.job)
    assert ending.status == 0
    old = {each.name: each.read_bytes() for each in place.reports.joinpath(NAME).iterdir()}
    assert set(old) == WHOLE
    killed = left_over = 0
    for attempt, moment in zip(range(3 * kills), moments(ending, random.Random(7))):
        title = {"TITLE": f"第{attempt}期"}  # another report each time, or a campaign keeps it once
        ending = headless.run(_with(place.job, title), *moment)
        killed += ending.killed
        assert place.kept() <= set(place.made())
        left_over += bool(hidden_in(place.reports))
        if killed == kills:
            break
    assert killed == kills
    record_property("kills", killed)
    assert left_over > kills // 4
    assert {each.name: each.read_bytes() for each in place.reports.joinpath(NAME).iterdir()} == old
    assert headless.run(_with(place.job, {"TITLE": "最后"})).status == 0
    assert hidden_in(place.reports) == []
    if place.campaign is not None:
        assert place.kept() == set(place.made())


def _with(job: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    return {**job, "parameters": {**job["parameters"], **more}}
