"""Maps drawn as tasks while a real window pans and a layer is edited."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtGui import QImage

pytestmark = pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="needs a screen: scripts/with_window.sh")

PAGES = {"county": 1, "comparison": 1, "township_atlas": 14, "patch_atlas": 5}


@pytest.fixture(scope="module", params=[10, pytest.param(200, marks=pytest.mark.long)])
def session(request: pytest.FixtureRequest, drive: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """So many maps, one after the other, in one window."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WINDOW_MAP_RUNS", str(request.param))
        return {**drive("drive_maps.py", "zh-Hans", timeout=120 + 30 * request.param), "asked": request.param}


def test_every_run_ends_well_and_so_does_the_window(session: dict[str, Any]) -> None:
    assert session["errors"] == []
    assert session["code"] == 0
    assert [each for each in session["runs"] if not each["ok"]] == []
    assert len(session["runs"]) == session["asked"]


def test_the_window_lived_on_meanwhile(session: dict[str, Any]) -> None:
    assert session["turns"] >= len(session["runs"])
    assert session["edits"] >= len(session["runs"]) // 2


def test_every_page_is_there_and_shows_something(session: dict[str, Any]) -> None:
    for each in session["runs"]:
        pictures = sorted(Path(each["folder"]).glob("*.png"))
        assert len(pictures) == each["pages"] == PAGES[each["kind"]]
        for path in pictures:
            image = QImage(str(path)).scaled(40, 40)
            assert len({image.pixel(x, y) for x in range(40) for y in range(40)}) > 20, path


def test_the_project_of_the_user_is_as_it_was(session: dict[str, Any]) -> None:
    assert not [name for name in session["layers"] if name in ("注记", "图斑符号", "图幅")]
