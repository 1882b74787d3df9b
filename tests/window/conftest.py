"""Starts a real QGIS window with the plugin, in a profile of its own, and hands back what its script reports."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtCore import QSettings

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "tests" / "output"
NOT_OURS = {  # what costs time at every start and is not looked at here
    "PythonPlugins/MetaSearch": False,
    "PythonPlugins/grassprovider": False,
    "core/NewsFeed/httpsfeedqgisorg/disabled": True,
}


@pytest.fixture(scope="module")
def drive(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., dict[str, Any]]:
    """``drive(script, language)`` runs *script* of this folder in a window; its report; *bare*: no libraries."""

    def drive(script: str, language: str, *, bare: bool = False, timeout: float = 600) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp(f"窗口 {language}")
        shutil.copytree(ROOT / "demo", folder / "示例", ignore=shutil.ignore_patterns("output"))
        done = subprocess.run(
            _command(folder, Path(__file__).with_name(script), language),
            env={**_environment(folder, language), **({"PYTHONPATH": ""} if bare else {})},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        assert (folder / "report.json").is_file(), done.stdout[-3000:] + done.stderr[-3000:]
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        return {**report, "folder": folder, "wanted": language, "code": done.returncode, "said": done.stderr}

    return drive


def _command(folder: Path, script: Path, language: str) -> list[str]:
    """The command line of a QGIS whose profile lies in *folder*."""
    plugins = folder / "plugins"
    plugins.mkdir()
    (plugins / "mine_remediation").symlink_to(ROOT)
    settings = folder / "profiles" / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    runpy.run_path(str(ROOT / "scripts" / "qgis_settings.py"))["enable"](settings, language)
    _set(settings, NOT_OURS)
    return [
        "qgis", "--nologo", "--noversioncheck", "--profiles-path", str(folder / "profiles"), "--code", str(script),
    ]  # fmt: skip


def _set(settings: Path, values: dict[str, bool]) -> None:
    """Write *values* into a settings file of QGIS."""
    file = QSettings(str(settings), QSettings.Format.IniFormat)
    for name, value in values.items():
        file.setValue(name, value)
    file.sync()


def _environment(folder: Path, language: str) -> dict[str, str]:
    pictures = PICTURES / language
    pictures.mkdir(parents=True, exist_ok=True)
    apart = ("XDG_", "QGIS_", "QT_", "PYTHON")  # what a surveyor's QGIS does not know of either
    kept = {name: value for name, value in os.environ.items() if not name.startswith(apart)}
    return {
        **kept,
        "HOME": str(folder),
        "QGIS_PLUGINPATH": str(folder / "plugins"),
        "PYTHONPATH": sysconfig.get_path("purelib") if sys.prefix != sys.base_prefix else "",
        "WINDOW_TOOLS": str(Path(__file__).parent),
        "WINDOW_REPORT": str(folder / "report.json"),
        "WINDOW_PICTURES": str(pictures),
        "WINDOW_RESULTS": str(folder),
        "WINDOW_DEMO": str(folder / "示例"),
        "LC_ALL": "C.UTF-8",
    }
