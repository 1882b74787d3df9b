"""A QGIS without geopandas and shapely, as old installers are: what still works, and what is said about the rest."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = [
    pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="needs a screen: scripts/with_window.sh"),
    pytest.mark.skipif(
        subprocess.run(["/usr/bin/python3", "-c", "import geopandas"], capture_output=True, check=False).returncode
        == 0,
        reason="the system's Python has geopandas",
    ),
]


def test_the_dock_opens_and_says_what_is_missing(drive: Callable[..., dict[str, Any]]) -> None:
    session = drive("drive_bare.py", "zh-Hans", bare=True)
    assert session["errors"] == []
    assert "Traceback" not in session["said"], session["said"][-3000:]
    assert session["code"] == 0
    missing = session["banner"]
    assert "shapely" in missing or "geopandas" in missing or "pandas" in missing, missing
    assert "。" in missing
    assert session["pages"] == 5
    assert session["enabled"] == {"classify": False, "export": False}
    assert all(session["tooltips"].values())
    assert not session["algorithms"]["summarizearea"][0]
    assert session["unloaded_ok"]
    assert session["unloaded"]["docks"] == 0
