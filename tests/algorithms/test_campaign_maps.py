"""``campaignmaps``: a campaign beside itself at an earlier date, also on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from mine_remediation.tests.algorithms.makers import refused, run
from mine_remediation.tests.algorithms.test_campaign import PLAN, patches, townships

MAPS = "campaignmaps"


@pytest.fixture(scope="module")
def campaign(provider: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = run("createcampaign", NAME="示例行动", FOLDER=str(tmp_path_factory.mktemp("campaigns")))["CAMPAIGN"]
    run("loadplan", CAMPAIGN=path, PLAN=PLAN)
    run("loadlayers", CAMPAIGN=path, INPUT=townships(), TABLE="townships")
    run("loadlayers", CAMPAIGN=path, INPUT=patches(), TABLE="patches")
    return str(path)


def test_two_dates_of_a_campaign_stand_side_by_side(campaign: str, tmp_path: Path) -> None:
    given = {"CAMPAIGN": campaign, "TARGET_SET": "B", "CUTOFF_DATE": "2021-12-31"}
    done = run(MAPS, **given, KIND="comparison", COMPARE_DATE="2019-12-31", FORMATS=["svg"], FOLDER=str(tmp_path))
    then = run("campaignprogress", **{**given, "CUTOFF_DATE": "2019-12-31"}, LOAD_RESULTS=False,
               GEOPACKAGE=str(tmp_path / "p.gpkg"))  # fmt: skip
    text = Path(done["FOLDER"], "comparison.svg").read_text(encoding="utf-8")
    assert Path(done["FOLDER"]).name == "2021-12-31_comparison"
    for mu in (done["COUNTED_MU"], then["COUNTED_MU"]):
        assert f"{mu:,.2f}" in text
    assert f"+{round(done['COUNTED_MU'], 2) - round(then['COUNTED_MU'], 2):,.2f}" in text
    assert "Up to 2019-12-31" in text


def test_a_date_of_comparison_must_be_earlier(campaign: str, tmp_path: Path) -> None:
    given = {"CAMPAIGN": campaign, "TARGET_SET": "B", "KIND": "comparison", "FOLDER": str(tmp_path)}
    assert "date of comparison" in refused(MAPS, **given, CUTOFF_DATE="2021-12-31")
    assert "2022-01-01" in refused(MAPS, **given, CUTOFF_DATE="2021-12-31", COMPARE_DATE="2022-01-01")
    done = run(MAPS, **given, COMPARE_DATE="2019-12-31", FORMATS=["png"], DPI=50)
    assert "up to 2019-12-31, the present one" in done.log.warning("no cut-off date")


def test_maps_on_the_command_line(qgis_process, campaign: str, tmp_path: Path) -> None:
    done = qgis_process(
        "run", "mineremediation:campaignmaps", "--", f"CAMPAIGN={campaign}", "TARGET_SET=B", "KIND=township_atlas",
        "FORMATS=pdf,png", "DPI=60", f"FOLDER={tmp_path / '图 册'}",
    )  # fmt: skip
    log = done.stdout + done.stderr
    assert done.returncode == 0, log
    assert "Traceback" not in log
    names = sorted(each.name for each in (tmp_path / "图 册").rglob("*.p*"))
    assert names == ["township_atlas.pdf", "township_atlas_1_永陵镇.png", "township_atlas_2_木奇镇.png"]
