"""The project of a campaign as QGIS opens it, in Chinese: names, tabs, values, rules; and what happens on saving."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import (
    QgsAttributeEditorContainer,
    QgsAttributeEditorRelation,
    QgsFieldConstraints,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from mine_remediation import texts
from mine_remediation.campaign import schema
from mine_remediation.campaign.codes import code_lists
from mine_remediation.engine.area import area_m2
from mine_remediation.engine.planes import to_equal_area
from mine_remediation.engine.progress import Silent
from mine_remediation.libraries import shapely

ROOT = Path(__file__).resolve().parents[2]
SQUARE = "MultiPolygon (((42500000 4620000, 42500100 4620000, 42500100 4620100, 42500000 4620100, 42500000 4620000)))"


@pytest.fixture(scope="module")
def chinese() -> Iterator[dict[str, str]]:
    """Everything is worded in Chinese meanwhile."""
    spec = importlib.util.spec_from_file_location("translate", ROOT / "scripts" / "translate.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["translate"] = module
    spec.loader.exec_module(module)
    entries = module.read(ROOT / "i18n" / "mine_remediation_zh.ts")
    words = {source: entry.forms[0] for source, entry in entries.items() if entry.forms}

    def translator(text: str, n: int | None = None) -> str:
        return words.get(text, text)

    texts.install_translator(translator)
    yield words
    texts.remove_translator(translator)


@pytest.fixture(scope="module")
def made(qgis_processing: None, chinese: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    from mine_remediation.processing.campaign_files import make_campaign

    folder = tmp_path_factory.mktemp("made") / "示例"
    folder.mkdir()
    make_campaign(folder, "示例", "EPSG:4530", Silent())
    return folder


@pytest.fixture
def layers(made: Path, tmp_path: Path) -> Iterator[dict[str, QgsVectorLayer]]:
    """The layers of the opened project, by table, after the folder was copied and renamed."""
    folder = Path(shutil.copytree(made, tmp_path / "U盘 备份(1)"))
    project = QgsProject.instance()
    assert project.read(str(folder / "示例.qgz"))
    found = {each.source().split("layername=")[1]: each for each in project.mapLayers().values()}
    assert all(each.isValid() and str(folder) in each.source() for each in found.values())
    yield found
    project.clear()


def test_names_of_layers_and_fields(layers: dict[str, QgsVectorLayer]) -> None:
    for table in schema.tables():
        layer = layers[table.name]
        assert layer.name() == table.label
        for field in table.fields:
            assert layer.attributeDisplayName(layer.fields().lookupField(field.name)) == field.label
    patches = layers["patches"]
    shown = [patches.attributeDisplayName(place) for place in range(patches.fields().count())]
    assert {"图斑编号", "申报面积（平方米）", "约（亩），以汇总为准", "所在乡镇"} <= set(shown)


def test_tabs_of_the_form(layers: dict[str, QgsVectorLayer]) -> None:
    tabs = [tab.name() for tab in layers["patches"].editFormConfig().tabs()]
    assert tabs == [
        "图斑",
        "面积",
        "恢复治理",
        "来源",
        "办理记录",
        "管护记录",
        "资金",
        "照片",
        "报表所列图斑",
        "编辑记录",
    ]
    shown = {each.name() for tab in layers["patches"].editFormConfig().tabs() for each in tab.children()}
    own = {field.name for field in schema.table("patches").own_fields}
    assert own <= shown, "no field of a patch is missing in its form"


def test_value_maps_are_the_code_lists(layers: dict[str, QgsVectorLayer]) -> None:
    for table in schema.tables():
        for field in (each for each in table.fields if each.codes):
            layer = layers[table.name]
            setup = layer.editorWidgetSetup(layer.fields().lookupField(field.name))
            assert setup.type() == "ValueMap"
            pairs = [next(iter(each.items())) for each in setup.config()["map"]]
            codes = code_lists()[field.codes].codes
            assert [pair for pair in pairs if pair[0]] == [(code.label, code.value) for code in codes]


def test_rules_with_their_sentences(layers: dict[str, QgsVectorLayer]) -> None:
    patches = layers["patches"]
    place = patches.fields().lookupField("plan_year")
    assert patches.constraintDescription(place) == "“计划年度”应在 1949 至 2100 之间。"
    hard = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard
    for table in schema.tables():
        layer = layers[table.name]
        for field in table.fields:
            rules = layer.fields().field(field.name).constraints()
            wanted = {
                QgsFieldConstraints.Constraint.ConstraintNotNull: field.required,
                QgsFieldConstraints.Constraint.ConstraintUnique: field.unique,
                QgsFieldConstraints.Constraint.ConstraintExpression: bool(field.condition),
            }
            for each, asked in wanted.items():
                assert not asked or rules.constraintStrength(each) == hard, (table.name, field.name, each)
                assert not asked or rules.constraints() & each


def test_relations_lead_from_every_child_to_its_parent(layers: dict[str, QgsVectorLayer]) -> None:
    relations = QgsProject.instance().relationManager().relations()
    wanted = {f"{table.name}_{field.name}" for table in schema.tables() for field in table.fields if field.parent}
    assert set(relations) == wanted
    assert all(each.isValid() for each in relations.values())
    bound = [
        each.relation().isValid()
        for layer in layers.values()
        for tab in layer.editFormConfig().tabs()
        if isinstance(tab, QgsAttributeEditorContainer)
        for each in tab.children()
        if isinstance(each, QgsAttributeEditorRelation)
    ]
    assert len(bound) == len(wanted)
    assert all(bound)


def test_forms_hold_native_expressions_only(made: Path) -> None:
    import zipfile

    with zipfile.ZipFile(made / "示例.qgz") as packed:
        text = packed.read("示例.qgs").decode()
    assert "PROJ:" not in text
    assert "/tmp" not in text, "sources are relative"
    assert "@mine_remediation_user" in text, "unknown without the plugin: NULL, then the next name is taken"


def _add(layer: QgsVectorLayer, number: str) -> None:
    fields = layer.fields()
    values = {fields.lookupField("patch_no"): number, fields.lookupField("category"): "closed"}
    shape = QgsGeometry.fromWkt(SQUARE)
    layer.startEditing()
    layer.addFeature(QgsVectorLayerUtils.createFeature(layer, shape, values, layer.createExpressionContext()))
    assert layer.commitChanges(), layer.commitErrors()


def test_the_shown_mu_is_about_the_official_area(layers: dict[str, QgsVectorLayer]) -> None:
    patches = layers["patches"]
    _add(patches, "A-1")
    shape = shapely.from_wkt([SQUARE])
    official = area_m2(to_equal_area(shape, "EPSG:4530"))[0] * 0.0015
    assert next(patches.getFeatures())["shown_mu"] == round(official, 2)


def test_a_split_gets_an_identity_of_its_own_and_history_follows(layers: dict[str, QgsVectorLayer]) -> None:
    patches, history = layers["patches"], layers["history_signed"]
    _add(patches, "A-1")
    patches.startEditing()
    patches.splitFeatures([QgsPointXY(42_500_050, 4_619_000), QgsPointXY(42_500_050, 4_630_000)])
    assert patches.commitChanges(), patches.commitErrors()
    found = list(patches.getFeatures())
    assert len({each["uuid"] for each in found}) == len({each["patch_no"] for each in found}) == 2
    history.reload()
    assert "geom" in {each["column_name"] for each in history.getFeatures()}


def test_a_refused_deletion_says_why_and_keeps_the_edits(layers: dict[str, QgsVectorLayer]) -> None:
    patches, events = layers["patches"], layers["status_events"]
    _add(patches, "A-1")
    uuid = next(patches.getFeatures())["uuid"]
    fields = events.fields()
    values = {fields.lookupField("patch_uuid"): uuid, fields.lookupField("step"): "SELF_CHECK",
              fields.lookupField("event_date"): "2020-01-01"}  # fmt: skip
    events.startEditing()
    events.addFeature(
        QgsVectorLayerUtils.createFeature(events, QgsGeometry(), values, events.createExpressionContext())
    )
    assert events.commitChanges(), events.commitErrors()
    patches.startEditing()
    patches.deleteFeature(next(patches.getFeatures()).id())
    assert not patches.commitChanges()
    assert "不能删除" in " ".join(patches.commitErrors())
    patches.rollBack()
    assert patches.featureCount() == 1


def test_the_form_shows_what_it_should(made: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(made, tmp_path / "示例"))
    picture = tmp_path / "form.png"
    command = [sys.executable, str(Path(__file__).with_name("show_form.py")), str(folder / "示例.qgz"), str(picture)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, env=surroundings)
    shown = json.loads(done.stdout.splitlines()[-1])
    assert shown["tabs"][:4] == ["图斑", "面积", "恢复治理", "来源"]
    labels = {re.sub("<.*?>", "", each) for each in shown["labels"]}
    assert {"图斑编号", "类别", "计划年度", "所在乡镇", "约（亩），以汇总为准"} <= labels
    assert picture.stat().st_size > 10_000
