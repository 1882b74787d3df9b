"""The plugin in a real QGIS window, driven as a surveyor would, in English and in Chinese."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "tests" / "output"

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="needs a screen: scripts/with_window.sh")


@pytest.fixture(scope="module", params=["en", "zh-Hans"])
def session(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """One session in a real window; its report."""
    folder = tmp_path_factory.mktemp(f"窗口 {request.param}")
    pictures = PICTURES / request.param
    pictures.mkdir(parents=True, exist_ok=True)
    plugins = folder / "plugins"
    plugins.mkdir()
    (plugins / "mine_remediation").symlink_to(ROOT)
    profiles = folder / "profiles"
    settings = profiles / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "qgis_settings.py"), str(settings), request.param], check=True
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QGIS_", "QT_"))}
    environment = {
        **kept,
        "HOME": str(folder),
        "QGIS_PLUGINPATH": str(plugins),
        "PYTHONPATH": sysconfig.get_path("purelib") if sys.prefix != sys.base_prefix else "",
        "WINDOW_REPORT": str(folder / "report.json"),
        "WINDOW_PICTURES": str(pictures),
        "WINDOW_RESULTS": str(folder),
        "WINDOW_DEMO": str(ROOT / "demo"),
        "LC_ALL": "C.UTF-8",
    }
    command = ["qgis", "--nologo", "--noversioncheck", "--profiles-path", str(profiles)]
    command += ["--code", str(Path(__file__).with_name("drive.py"))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=180, check=False)
    assert (folder / "report.json").is_file(), done.stdout[-3000:] + done.stderr[-3000:]
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return {**report, "folder": folder, "wanted": request.param, "code": done.returncode}


def test_no_error_and_a_clean_end(session: dict[str, Any]) -> None:
    assert session["errors"] == []
    assert session["code"] == 0
    assert session["locale"] == session["wanted"]


@pytest.mark.parametrize("name", ["classify", "summarize", "export", "again"])
def test_algorithms_run_from_their_dialogs(session: dict[str, Any], name: str) -> None:
    assert session[name]["ok"] is True, session[name]


def test_numbers_agree_between_algorithms(session: dict[str, Any]) -> None:
    summed, exported = session["summarize"]["results"], session["export"]["results"]
    for name in ("TOTAL_MU", "COUNTED_MU", "OVERLAP_MU", "NOT_COUNTED_MU", "OUTSIDE_MU"):
        assert summed[name] == exported[name]


def test_results_are_loaded_with_styles_and_names_in_the_language(session: dict[str, Any]) -> None:
    layers = session["layers"]
    assert layers
    assert all(each["valid"] for each in layers)
    assert session["export"]["results"]["GEOPACKAGE"].endswith("progress_all.gpkg")
    assert session["groups"].count("示例县矿山治理进展（SYNTHETIC）") == 1
    aliases = [alias for each in layers for alias in each["aliases"]]
    assert ("Counted area (mu)" if session["wanted"] == "en" else "计入面积（亩）") in aliases
    assert "categorizedSymbol" in {each["renderer"] for each in layers}


def test_a_refusal_names_the_target_sets(session: dict[str, Any]) -> None:
    assert session["refused"]["ok"] is False


def test_unloading_leaves_no_trace(session: dict[str, Any]) -> None:
    assert session["loaded"]["providers"] == 1
    assert session["unloaded_ok"]
    assert session["reloaded_ok"]
    assert session["unloaded"]["providers"] == 0
    assert session["reloaded"] == session["loaded"]
    assert session["instances"] == 1
