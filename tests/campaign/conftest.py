"""A campaign of its own for every test, and rows put into it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mine_remediation.campaign import database
from mine_remediation.campaign.geometry import blobs
from mine_remediation.campaign.schema import PATCHES, STATUS_EVENTS
from mine_remediation.campaign.sql import insert
from mine_remediation.libraries import shapely

EAST, NORTH = 42_500_000.0, 4_620_000.0


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "示例.gpkg"
    database.create(path, "示例专项行动", "EPSG:4530")
    return path


@pytest.fixture
def campaign(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "示例.gpkg"))


def square(x: float = 0.0, side: float = 100.0) -> bytes:
    """A square, *x* metres east of our corner, as the geometry of a row."""
    shape = shapely.multipolygons([shapely.box(EAST + x, NORTH, EAST + x + side, NORTH + side)])
    return blobs([shape], 4530)[0]


@pytest.fixture
def with_patches(campaign: Path) -> Callable[..., Path]:
    """Puts patches of these numbers, each with the values given, into the campaign."""

    def made(*numbers: str, **values: Any) -> Path:
        columns = [PATCHES.patch_no, PATCHES.category, PATCHES.geom, *values]
        with database.changing(campaign, "test", "test") as connection:
            for place, number in enumerate(numbers):
                row = (number, "in_production", square(200 * place), *values.values())
                connection.execute(insert(PATCHES, columns), row)
        return campaign

    return made


def add_event(connection: Any, number: str, step: str, day: str, geometry: bytes | None = None, **more: Any) -> None:
    """A status event of the patch called *number*."""
    (uuid,) = connection.execute("SELECT uuid FROM patches WHERE patch_no = ?", (number,)).fetchone()
    columns = [STATUS_EVENTS.patch_uuid, STATUS_EVENTS.step, STATUS_EVENTS.event_date, STATUS_EVENTS.geom, *more]
    connection.execute(insert(STATUS_EVENTS, columns), (uuid, step, day, geometry, *more.values()))
