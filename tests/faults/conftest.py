"""Our provider in the registry, whoever took it out before, and nobody who waits for the disk."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from qgis.core import QgsApplication

from mine_remediation.processing.provider import MineRemediationProvider
from mine_remediation.tests.faults.killing import Headless

_kept: list[MineRemediationProvider] = []  # without a reference the registry keeps an empty shell


@pytest.fixture(scope="module", autouse=True)
def provider(qgis_processing: None) -> None:
    registry = QgsApplication.processingRegistry()
    if registry.providerById("mineremediation") is None:
        _kept.append(MineRemediationProvider())
        assert registry.addProvider(_kept[-1])


@pytest.fixture(scope="module", autouse=True)
def _no_waiting_for_the_disk() -> Iterator[None]:
    """SQLite need not wait for the disk in tests: no power fails here."""
    before = os.environ.get("OGR_SQLITE_SYNCHRONOUS")
    os.environ["OGR_SQLITE_SYNCHRONOUS"] = "OFF"
    yield
    if before is None:
        del os.environ["OGR_SQLITE_SYNCHRONOUS"]
    else:
        os.environ["OGR_SQLITE_SYNCHRONOUS"] = before


@pytest.fixture(scope="session")
def headless() -> Iterator[Headless]:
    """QGIS loaded in another process, which runs each job in a copy of itself."""
    with Headless({"OGR_SQLITE_SYNCHRONOUS": "OFF"}) as program:
        yield program
