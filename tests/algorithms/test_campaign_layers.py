"""``campaignlayers``: the files of a campaign hold the figures of ``campaignprogress``, and outside nothing of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mine_remediation.reports.words import category_name
from mine_remediation.tests.algorithms.makers import Done, column, rows, run
from mine_remediation.tests.algorithms.test_campaign import NUMBERS, PLAN, patches, townships


@pytest.fixture(scope="module")
def campaign(provider: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = run("createcampaign", NAME="示例行动", FOLDER=str(tmp_path_factory.mktemp("campaigns")))["CAMPAIGN"]
    run("loadplan", CAMPAIGN=path, PLAN=PLAN)
    run("loadlayers", CAMPAIGN=path, INPUT=townships(), TABLE="townships")
    run("loadlayers", CAMPAIGN=path, INPUT=patches(), TABLE="patches")
    return str(path)


def layers(path: str, folder: Path, **more: object) -> Done:
    given = {"TARGET_SET": "B", "CUTOFF_DATE": "2021-12-31", "FOLDER": str(folder), "REPORT": "TEMPORARY_OUTPUT"}
    return run("campaignlayers", CAMPAIGN=path, FORMATS=["gpkg", "shp", "kml", "dxf"], **{**given, **more})


def test_its_layers_are_those_of_the_progress(campaign: str, tmp_path: Path) -> None:
    done = layers(campaign, tmp_path)
    theirs = run("campaignprogress", CAMPAIGN=campaign, GEOPACKAGE=str(tmp_path / "p.gpkg"), LOAD_RESULTS=False,
                 TARGET_SET="B", CUTOFF_DATE="2021-12-31")  # fmt: skip
    for table in ("patches", "townships", "pieces", "area_summary", "target_progress"):
        ours = rows(f"{done['FOLDER']}/progress.gpkg|layername={table}")
        assert ours == rows(f"{tmp_path / 'p.gpkg'}|layername={table}"), table
    assert column(f"{done['FOLDER']}/patches.shp", "patch_no") == NUMBERS
    coded, worded = (set(column(f"{done['FOLDER']}/{file}", "category"))
                     for file in ("progress.gpkg|layername=patches", "patches.shp"))  # fmt: skip
    assert {category_name(each) for each in coded} == worded != coded
    assert done["COUNTED_MU"] == theirs["COUNTED_MU"] > 40
    assert Path(done["FOLDER"]).name == "2021-12-31_layers"
    kinds = {row["file"]: row["mu"] for row in done.rows("REPORT")}
    assert all(mu == pytest.approx(done["TOTAL_MU"]) for file, mu in kinds.items() if "townships" not in file)


def test_outside_nothing_tells_whose_patches_they_are(campaign: str, tmp_path: Path) -> None:
    done = layers(campaign, tmp_path, OUTSIDE_VERSION=True)
    found = rows(f"{done['FOLDER']}/progress_outside.gpkg|layername=patches")
    assert [row["patch_id"] for row in found] == ["1", "2", "3", "4"]
    assert [row["township"] for row in found] == ["永陵镇", "永陵镇", "木奇镇", "木奇镇"]
    assert not {"patch_no", "uuid", "mine_uuid", "note"} & set(found[0])
    data = b"".join(each.read_bytes() for each in Path(done["FOLDER"]).iterdir())
    assert "示例行动".encode() not in data
    assert "示例行动".encode("gbk") not in data
