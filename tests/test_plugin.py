"""The plugin as QGIS loads it: it comes, goes without a trace, and comes again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import mine_remediation
from mine_remediation import texts

pytest.importorskip("qgis.core")
from qgis.core import QgsApplication

ROOT = Path(__file__).resolve().parents[1]
PROVIDER = "mineremediation"


def _providers() -> list[str]:
    return sorted(provider.id() for provider in QgsApplication.processingRegistry().providers())


@pytest.fixture
def without_ours(qgis_processing: None) -> list[str]:
    registry = QgsApplication.processingRegistry()
    if registry.providerById(PROVIDER) is not None:
        registry.removeProvider(PROVIDER)
    return _providers()


@pytest.fixture
def plugin(without_ours: list[str]) -> Any:
    return mine_remediation.classFactory(None)


def test_it_adds_its_algorithms_once(plugin: Any, without_ours: list[str]) -> None:
    plugin.initProcessing()
    plugin.initProcessing()
    plugin.initGui()
    assert _providers() == sorted([*without_ours, PROVIDER])
    names = {each.name() for each in QgsApplication.processingRegistry().providerById(PROVIDER).algorithms()}
    assert {"classifybyzone", "summarizearea", "exportprogress"} <= names
    plugin.unload()


def test_load_unload_load_leaves_no_trace(plugin: Any, without_ours: list[str]) -> None:
    translators = list(texts._installed)
    for _ in range(2):
        plugin.initGui()
        assert PROVIDER in _providers()
        plugin.unload()
        assert _providers() == without_ours
    assert texts._installed == translators


def test_unloading_what_was_never_started_does_nothing(plugin: Any, without_ours: list[str]) -> None:
    plugin.unload()
    plugin.unload()
    assert _providers() == without_ours


def test_our_processing_does_not_hide_qgis_own(qgis_processing: None) -> None:
    import processing

    assert not Path(processing.__file__).is_relative_to(ROOT)
    assert str(ROOT) not in sys.path
    assert list(mine_remediation.__path__) == [str(ROOT)]


def test_asking_for_the_package_imports_neither_qgis_nor_its_parts() -> None:
    import subprocess

    code = "import sys; sys.path.insert(0, sys.argv[1]); import mine_remediation; print(*sys.modules)"
    link = ROOT / "build" / "plugins"
    if not link.exists():
        pytest.skip("make setup makes build/plugins")
    done = subprocess.run([sys.executable, "-c", code, str(link)], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "mine_remediation" in loaded
    assert not [name for name in loaded if name.startswith(("qgis", "PyQt", "mine_remediation."))]
