"""The manuals say what the plugin does: links lead somewhere, names and sentences are those of the code."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MANUALS = [
    "README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md", "demo/README.md", "docs/figures.md",
    "docs/report.md", "docs/layers.zh-CN.md", "docs/maps.zh-CN.md",
    "docs/campaign.md", "docs/intake.md", "docs/layers.md", "docs/maps.md",
]  # fmt: skip
LINK = re.compile(r"\]\(([^)#:]+)\)")
LARGEST_IMAGE = 300_000  # bytes: the zip goes to offices on memory sticks
QUOTE = re.compile(r"[；“”]|……")


def _rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the table below *heading*, without its head."""
    section = text.split(f"\n## {heading}", 1)[1].split("\n## ", 1)[0]
    lines = [line.strip() for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def _chinese_manual() -> str:
    return (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MANUALS)
def test_links_lead_somewhere(name: str) -> None:
    manual = ROOT / name
    broken = [link for link in LINK.findall(manual.read_text(encoding="utf-8")) if not (manual.parent / link).exists()]
    assert not broken


def test_pictures_are_small() -> None:
    pictures = list((ROOT / "docs" / "images").glob("*"))
    assert pictures
    assert not [each.name for each in pictures if each.stat().st_size > LARGEST_IMAGE]


def test_short_field_names_in_the_manual_are_those_of_the_code() -> None:
    pytest.importorskip("qgis")
    from mine_remediation.processing.fields import SHORT_NAMES, short_name

    cells = [cell.strip("`") for row in _rows(_chinese_manual(), "十一、") for cell in row]
    told = dict(zip(cells[::2], cells[1::2]))
    year = told.pop("mu_2019_printed")
    assert told == SHORT_NAMES
    assert year == short_name("mu_2019_printed")


def test_the_trial_run_in_the_manual_has_the_parameters_of_the_demo() -> None:
    told = dict(row[:2] for row in _rows(_chinese_manual(), "三、"))
    inputs = json.loads((ROOT / "demo" / "demo_inputs.json").read_text(encoding="utf-8"))
    cells = " ".join(told.values())
    fields = [value for name, value in inputs.items() if name.endswith("_FIELD")]
    assert [field for field in fields if f"`{field}`" not in cells] == []
    assert told["计入的状态"] == inputs["COUNTED_STATUSES"]
    assert told["重要交通干线；距离"].endswith(f"；{inputs['TRANSPORT_LINE_DISTANCE']}")
    assert told["河流沿线；距离"].endswith(f"；{inputs['RIVER_CORRIDOR_DISTANCE']}")
    assert told["目标表；任务口径"].endswith(f"；{inputs['TARGET_SET']}")


def test_refusals_in_the_manual_are_quoted_from_the_catalogue() -> None:
    catalogue = ET.parse(ROOT / "i18n" / "mine_remediation_zh.ts")
    sentences = " ".join(each.text or "" for each in catalogue.getroot().iter("translation"))
    quoted = [part for row in _rows(_chinese_manual(), "七、") for part in QUOTE.split(row[0]) if part]
    assert len(quoted) > 20
    assert not [part for part in quoted if part not in sentences]


def test_target_fields_in_the_manual_are_those_of_the_code() -> None:
    from mine_remediation.engine.targets import FIELD_ALIASES

    section = _chinese_manual().split("\n## 六、", 1)[1].split("例：", 1)[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    for names, aliases, *_ in rows:
        accepted = {each for name in re.findall(r"`(\w+)`", names) for each in FIELD_ALIASES[name]}
        told = set(re.split("[、；]", aliases.strip()))
        assert told <= accepted, f"{names}: {told - accepted}"
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row[0])} == set(FIELD_ALIASES)
