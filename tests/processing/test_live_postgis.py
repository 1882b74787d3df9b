"""Live figures of a PostGIS layer, also in transaction mode, on a server of the test's own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import Qgis, QgsProject, QgsVectorLayer, QgsVectorLayerExporter

from mine_remediation.benchmarks import postgis
from mine_remediation.tests.processing.live_world import County
from mine_remediation.tests.processing.test_live import edit_in_transactions

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def sockets() -> Iterator[Path]:
    """A server, or a reason why there is none."""
    if not postgis.PLACES:
        pytest.skip("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path must be short
    try:
        with postgis.server(folder) as found:
            postgis.ask(found, "CREATE EXTENSION postgis;")
            yield found
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def county(qgis_app: object, sockets: Path, tmp_path: Path) -> Iterator[County]:
    world = County("memory", tmp_path)
    uri = f"dbname='postgres' host={sockets} user='postgres' key='id' type=Polygon table=\"public\".\"patches\" (geom)"
    options = {"overwrite": True}
    result, message = QgsVectorLayerExporter.exportLayer(
        world.layer, uri, "postgres", world.layer.crs(), False, options
    )
    assert result == Qgis.VectorExportResult.Success, message
    QgsProject.instance().removeMapLayer(world.layer.id())
    world.layer = QgsVectorLayer(uri, "图斑", "postgres")
    assert world.layer.isValid()
    QgsProject.instance().addMapLayer(world.layer)
    yield world.start(layer_id=world.layer.id())
    world.close()


def test_without_transactions(county: County) -> None:
    layer = county.layer
    layer.startEditing()
    county.check()
    county.move(county.fids()[2])
    county.add()
    layer.deleteFeature(county.fids()[-1])
    county.check()
    before = county.live.figures
    assert layer.commitChanges(), layer.commitErrors()
    county.check()
    assert county.live.figures.counted == before.counted


def test_in_transactions(county: County) -> None:
    QgsProject.instance().setAutoTransaction(True)
    try:
        edit_in_transactions(county)
    finally:
        county.layer.rollBack()
        QgsProject.instance().setAutoTransaction(False)
