"""Our provider in the registry, whoever took it out before."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsMapLayer, QgsProcessingContext, QgsProject
from qgis.PyQt import sip

from mine_remediation.processing.provider import MineRemediationProvider
from mine_remediation.tests.algorithms.makers import Done, all_sinks, demo_inputs, run

PROVIDER = "mineremediation"


_kept: list[MineRemediationProvider] = []  # without a reference the registry keeps an empty shell


@pytest.fixture(scope="module", autouse=True)
def provider(qgis_processing: None) -> Iterator[None]:
    registry = QgsApplication.processingRegistry()
    if registry.providerById(PROVIDER) is None:
        _kept.append(MineRemediationProvider())
        assert registry.addProvider(_kept[-1])
    yield
    _delete_what_is_left()


def _delete_what_is_left() -> None:
    """QGIS keeps each exception with all frames behind it; layers that live on in there would crash its end."""
    gc.collect()
    for kind in (QgsProcessingContext, QgsProject, QgsMapLayer):
        for each in gc.get_objects():
            if isinstance(each, kind) and not sip.isdeleted(each) and sip.ispyowned(each):
                sip.delete(each)


@pytest.fixture(scope="module", autouse=True)
def _quick_geopackages() -> Iterator[None]:
    """Files of tests need not survive a power failure: they are written without waiting for the disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OGR_SQLITE_SYNCHRONOUS", "OFF")
        yield


@pytest.fixture(scope="module")
def of_demo(provider: None) -> Callable[..., Done]:
    """A run on the sample county with every sink, made once per module for the same changes."""
    known: dict[Any, Done] = {}

    def made(name: str, **changes: Any) -> Done:
        key = (name, repr(changes))
        if key not in known:
            known[key] = run(name, **{**all_sinks(name), **demo_inputs(name, **changes)})
        return known[key]

    return made
