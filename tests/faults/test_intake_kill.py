"""``kill -9`` at random moments of taking files in: each target whole, the campaign as it was or with its receipts."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from mine_remediation.tests.algorithms.makers import box, layer, saved
from mine_remediation.tests.faults.content import put_back
from mine_remediation.tests.faults.killing import Headless, Scene, moments, scene
from mine_remediation.tests.faults.test_campaign_kill import state
from mine_remediation.tests.formats.texts import land_boundary, plot, square

SHORT = {"importpatches": 9, "importcoordinates": 7, "acceptsubmission": 4}
LONG = {"importpatches": 90, "importcoordinates": 70, "acceptsubmission": 40}
ROWS = 1_200  # so that the writing takes long enough to be hit


def patches(path: Path, width: float) -> str:
    shapes = [box(30 * n, 0, 30 * n + width, 20) for n in range(ROWS)]
    numbers, kinds = [f"P{n}" for n in range(ROWS)], ["生产矿山", "不明"] * (ROWS // 2)
    return saved(layer(shapes, "图斑", TBBH=numbers, LB=kinds), path)


def plots(path: Path, size: float) -> str:
    lines = [plot(square(size, dx=150.0 * n), line="{count},," + f"{n},图斑,面,,,,@") for n in range(ROWS // 2)]
    path.write_text(land_boundary(*lines, "※ 不明"), encoding="gb18030")
    return str(path)


def jobs(name: str, folder: Path, out: Path, campaign: Path) -> list[dict[str, Any]]:
    """A run that makes the old results, and one that makes other ones."""
    first, second = (patches(folder / f"{n}.gpkg", width) for n, width in enumerate((20.0, 21.0)))
    if name == "acceptsubmission":
        inputs = [{"SUBMISSION": second, "INPUT": first, "ID_FIELD": "TBBH", "ACCEPTED": ids} for ids in ("P1", "*")]
        targets = {"OUTPUT": str(out / "图斑.gpkg")}
    elif name == "importcoordinates":
        texts = [plots(folder / f"{n}.txt", size) for n, size in enumerate((100.0, 101.0))]
        inputs = [{"FILES": texts[:1]}, {"FILES": texts[1:], "CAMPAIGN": str(campaign), "SENDER": "永陵镇"}]
        targets = {"OUTPUT": str(out / "地块.gpkg"), "RECEIPT": str(out / "回执.json")}
    else:
        files = [{"FILES": [each.partition("|")[0]]} for each in (first, second)]
        inputs = [files[0], {**files[1], "CAMPAIGN": str(campaign), "SENDER": "永陵镇", "MAPPING": "patch_no=TBBH"}]
        targets = {
            "OUTPUT": str(out / "图斑.gpkg"),
            "REJECTED": str(out / "退回.csv"),
            "RECEIPT": str(out / "回执.json"),
        }
    return [{"algorithm": name, "parameters": {**each, **targets}} for each in inputs]


@pytest.mark.parametrize("long", [False, pytest.param(True, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", SHORT)
def test_killed_at_random(headless: Headless, tmp_path: Path, name: str, long: bool, record_property: Any) -> None:
    out = tmp_path / "收 件"
    out.mkdir()
    create = {"algorithm": "createcampaign", "parameters": {"NAME": "示例", "FOLDER": str(tmp_path)}}
    assert headless.run(create).status == 0
    campaign = tmp_path / "示例" / "示例.gpkg"
    kept, before = campaign.read_bytes(), state(campaign)
    place = scene(headless, out, *jobs(name, tmp_path, out, campaign))
    after = state(campaign)
    assert (after["receipts"] != before["receipts"]) == (name != "acceptsubmission")
    killed = writing = 0
    seen: set[str] = set()
    wanted = (LONG if long else SHORT)[name]
    plan = moments(place.complete, random.Random(7), lambda: 3 * writing <= killed)
    for attempt, (word, delay) in enumerate(plan):
        campaign.write_bytes(kept)
        ending = headless.run(place.job, word, delay)
        seen |= _checked(place, campaign, before, after)
        put_back(out, place.old)
        killed += ending.killed
        writing += ending.while_writing
        if killed == wanted:
            break
        assert attempt < 5 * wanted, f"only {killed} of {attempt} runs could be killed"
    record_property("kills", killed)
    record_property("while_writing", writing)
    assert writing >= killed / 3, f"{writing} of {killed} kills while files were written"
    assert "old" in seen


def _checked(place: Scene, campaign: Path, before: dict[str, str], after: dict[str, str]) -> set[str]:
    """Every file is whole, and the campaign knows of the files that came in only when all outputs are in place."""
    seen, now = place.check(), state(campaign)
    assert now in (before, after)
    assert now == before or seen == {"new"}
    return seen
