"""What the dock shows: guessed from names, kept in the project, handed to the algorithms."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsVectorLayer

from mine_remediation.processing.classify_by_zone import ClassifyByZone
from mine_remediation.processing.export_maps import ExportMaps
from mine_remediation.processing.export_progress import ExportProgress
from mine_remediation.processing.guessing import guess_sources, parameters_for, read_sources, write_sources
from mine_remediation.processing.live_values import Sources
from mine_remediation.processing.summarize_area import SummarizeArea
from mine_remediation.tests.algorithms.makers import DEMO, box, layer, table


@pytest.fixture
def project(qgis_app: object) -> Iterator[QgsProject]:
    yield QgsProject.instance()
    QgsProject.instance().clear()


def table_of(project: QgsProject, layer_id: str) -> str:
    return project.mapLayer(layer_id).source().rpartition("layername=")[2]


def test_the_demo_project_is_understood_at_once(project: QgsProject, tmp_path: Path) -> None:
    for name in ("data", "demo.qgz"):
        copy = shutil.copytree if name == "data" else shutil.copyfile
        copy(DEMO / name, tmp_path / name)
    assert project.read(str(tmp_path / "demo.qgz"))
    project.removeEntry("MineRemediation", "/")
    found = guess_sources(project)
    layers = [
        found.layer_id,
        found.townships_id,
        found.targets_id,
        *(i for ids in found.zone_layers.values() for i in ids),
    ]
    assert [table_of(project, each) for each in layers] == [
        "mines_SYNTHETIC", "townships_SYNTHETIC", "targets", "nature_reserve_SYNTHETIC", "water_source_SYNTHETIC",
        "scenic_area_SYNTHETIC", "residential_area_SYNTHETIC", "transport_line_SYNTHETIC", "river_corridor_SYNTHETIC",
    ]  # fmt: skip
    assert (found.id_field, found.year_field, found.date_field) == ("TBBH", "ZLND", "YSRQ")
    assert (found.category_field, found.status_field, found.zone_field) == ("LB", "ZLZT", "")
    assert found.counted_statuses == ("市级验收", "省级核查", "管护", "销号")
    assert found.review_statuses == ()
    assert (found.township_name_field, found.target_set) == ("XZMC", "")  # of two sets only the office chooses


def test_names_in_any_spelling_and_aliases(project: QgsProject) -> None:
    patches = layer([box(0, 0, 10, 10)], "2020 Mine patches", **{"Ｙear": [2020], "f1": ["A"], "类 别": ["生产矿山"]})
    patches.setFieldAlias(patches.fields().lookupField("f1"), "图斑编号")
    townships = layer([box(0, 0, 10, 10)], "Township borders", NAME=["甲乡"])
    targets = table("plan", 年度=[2020], 任务亩数=[10.0], 口径=["甲"])
    project.addMapLayers([townships, targets, patches])
    found = guess_sources(project)
    assert found.layer_id == patches.id()
    assert (found.id_field, found.year_field, found.category_field) == ("f1", "Ｙear", "类 别")
    assert (found.townships_id, found.township_name_field) == (townships.id(), "NAME")
    assert (found.targets_id, found.target_set) == (targets.id(), "甲")


def test_the_active_layer_comes_first_where_it_can_be(project: QgsProject) -> None:
    first, second = (layer([box(0, 0, 10, 10)], "图斑", TBBH=["A"], ZLND=[2020]) for _ in range(2))
    lines = layer(["LineString (0 0, 1 1)"], "图斑线", TBBH=["A"])
    project.addMapLayers([first, second, lines])
    assert guess_sources(project).layer_id == first.id()
    assert guess_sources(project, second).layer_id == second.id()
    assert guess_sources(project, lines).layer_id == first.id()


def test_nothing_is_guessed_from_nothing(project: QgsProject) -> None:
    assert guess_sources(project) == Sources()
    project.addMapLayer(layer([box(0, 0, 10, 10)], "别的", abc=["x"]))
    assert guess_sources(project) == Sources()


def test_unknown_statuses_are_left_to_the_office(project: QgsProject) -> None:
    project.addMapLayer(layer([box(0, 0, 10, 10)], "图斑", TBBH=["A"], ZLND=[2020], ZT=["不知道"]))
    found = guess_sources(project)
    assert (found.status_field, found.counted_statuses) == ("", ())


def test_what_was_chosen_survives_in_the_project(project: QgsProject, tmp_path: Path) -> None:
    patches, townships = layer([box(0, 0, 10, 10)], "图斑", ZLND=[2020]), layer([box(0, 0, 9, 9)], "乡镇", XZMC=["甲"])
    project.addMapLayers([patches, townships])
    assert read_sources(project) is None
    chosen = Sources(
        layer_id=patches.id(), year_field="ZLND", counted_statuses=("甲", "乙"), townships_id=townships.id(),
        township_name_field="XZMC", cutoff=date(2020, 11, 30), zone_layers={"RIVER_CORRIDOR": (townships.id(),)},
        zone_distances={"RIVER_CORRIDOR": 500.0}, unit="ha",
    )  # fmt: skip
    write_sources(project, chosen)
    assert read_sources(project) == chosen
    (tmp_path / "一").mkdir()
    assert project.write(str(tmp_path / "一" / "项目.qgz"))
    (tmp_path / "一").rename(tmp_path / "二 (新)")
    assert project.read(str(tmp_path / "二 (新)" / "项目.qgz"))
    assert read_sources(project) == chosen
    again = QgsVectorLayer("Polygon?crs=EPSG:4530", "图斑", "memory")
    project.removeMapLayer(chosen.layer_id)
    project.addMapLayer(again)
    assert read_sources(project) == replace(chosen, layer_id=again.id())
    project.writeEntry("MineRemediation", "/dock/sources", "{broken")
    assert read_sources(project) is None


def test_parameters_are_those_of_the_algorithms(project: QgsProject) -> None:
    patches = layer([box(0, 0, 10, 10)], "图斑", ZLND=[2020], ZLZT=["甲"], YSRQ=[date(2020, 1, 1)])
    project.addMapLayer(patches)
    chosen = Sources(
        layer_id=patches.id(), id_field="TBBH", year_field="ZLND", date_field="YSRQ", status_field="ZLZT",
        counted_statuses=("甲", "乙"), townships_id="t", township_name_field="XZMC", zone_field="zone_class",
        zone_layers={"RIVER_CORRIDOR": ("r",)}, zone_distances={"RIVER_CORRIDOR": 500.0},
    )  # fmt: skip
    for kind in (ClassifyByZone, SummarizeArea, ExportProgress, ExportMaps):
        algorithm = kind().create()
        known = {definition.name() for definition in algorithm.parameterDefinitions()}
        assert set(parameters_for(chosen, algorithm.name())) <= known
    given = parameters_for(chosen, "summarizearea")
    assert (given["COUNTED_STATUSES"], given["CUTOFF_DATE"]) == ("甲、乙", date.today().isoformat())
    assert given["ZONE_FIELD"] == "zone_class"
    assert parameters_for(replace(chosen, cutoff=date(2020, 5, 1)), "summarizearea")["CUTOFF_DATE"] == "2020-05-01"
    assert "CUTOFF_DATE" not in parameters_for(replace(chosen, date_field=""), "summarizearea")
    given = parameters_for(chosen, "exportprogress")
    assert (given["RIVER_CORRIDOR"], given["RIVER_CORRIDOR_DISTANCE"]) == (["r"], 500.0)
    assert "ZONE_FIELD" not in given
