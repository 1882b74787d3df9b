"""metadata.txt as the plugin site reads it."""

from __future__ import annotations

import re
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REQUIRED = [
    "name",
    "description",
    "about",
    "version",
    "qgisMinimumVersion",
    "author",
    "email",
    "tracker",
    "repository",
    "homepage",  # optional by its papers, but the site's check calls it all the same
]


@pytest.fixture
def general() -> dict[str, str]:
    parser = ConfigParser()  # with interpolation, as the site does: a bare percent sign ends in an exception
    parser.optionxform = str
    parser.read_string((ROOT / "metadata.txt").read_text(encoding="utf-8"))
    return dict(parser["general"])


@pytest.mark.parametrize("key", REQUIRED)
def test_a_required_key_has_a_value(general: dict[str, str], key: str) -> None:
    assert general[key].strip()


def test_the_public_names(general: dict[str, str]) -> None:
    assert general["name"] == "Mine Remediation"
    assert general["hasProcessingProvider"] == "yes"
    assert general["category"] in {"Raster", "Vector", "Database", "Mesh", "Web", "Plugins"}


def test_it_is_offered_from_qgis_3_22_to_qgis_4(general: dict[str, str]) -> None:
    assert general["qgisMinimumVersion"] == "3.22"
    assert general["qgisMaximumVersion"] == "4.99"
    assert general["supportsQt6"] == "True"


def test_no_percent_sign_and_no_markup(general: dict[str, str]) -> None:
    text = (ROOT / "metadata.txt").read_text(encoding="utf-8")
    assert "%" not in text
    assert not re.search(r"</?\w+>", general["description"] + general["about"])


def test_author_and_email_are_what_the_site_accepts(general: dict[str, str]) -> None:
    assert "/" not in general["author"]
    assert re.fullmatch(r"[\w.+-]+@[\w.-]+", general["email"])


def test_the_addresses_belong_together(general: dict[str, str]) -> None:
    assert general["repository"].startswith("https://")
    assert general["tracker"].startswith(general["repository"])
    assert general["homepage"].startswith(general["repository"])


def test_the_icon_exists(general: dict[str, str]) -> None:
    assert (ROOT / general["icon"]).is_file()


def test_every_icon_of_ours_is_in_the_catalogue() -> None:
    listed = set(re.findall(r"<file>(.*?)</file>", (ROOT / "resources.qrc").read_text(encoding="utf-8")))
    present = {f"icons/{path.name}" for path in (ROOT / "icons").iterdir()}
    assert listed == present


def test_the_version_is_told_alike_everywhere(general: dict[str, str]) -> None:
    version = general["version"]
    project = re.search(r'^version = "(.*)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert project is not None
    assert project[1] == version
    assert f"## [{version}]" in changelog or f"Version {version} in preparation" in changelog
    assert general["changelog"].startswith(version)
