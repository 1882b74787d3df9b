"""The public API, word by word: names, types, defaults, outputs, fields. Never renamed, only added to."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QVariant

from mine_remediation.tests.algorithms.makers import Log, algorithm, column, demo_inputs

CLASSES = ("NATURE_RESERVE", "WATER_SOURCE", "SCENIC_AREA", "RESIDENTIAL_AREA", "TRANSPORT_LINE", "RIVER_CORRIDOR")
TEXT, INT, REAL = QVariant.String, QVariant.Int, QVariant.Double

REQUIRED, OPTIONAL = False, True
# by name: type, whether optional, default
PATCHES = {"INPUT": ("source", REQUIRED, None), "ID_FIELD": ("field", OPTIONAL, None)}
ZONES: dict[str, Any] = {}
for _class in CLASSES:
    ZONES[_class] = ("multilayer", OPTIONAL, None)
    ZONES[f"{_class}_DISTANCE"] = ("distance", OPTIONAL, None if _class in CLASSES[4:] else 0.0)
ZONES["MIN_SHARE"] = ("number", REQUIRED, 0.0)
FIELDS = dict.fromkeys(("YEAR_FIELD", "DATE_FIELD", "CATEGORY_FIELD"), ("field", OPTIONAL, None))
STATUS = {
    "STATUS_FIELD": ("field", OPTIONAL, None),
    "COUNTED_STATUSES": ("string", OPTIONAL, None),
    "CUTOFF_DATE": ("datetime", OPTIONAL, None),
    "TOWNSHIPS": ("source", REQUIRED, None),
    "TOWNSHIP_NAME_FIELD": ("field", REQUIRED, None),
    "TARGETS": ("source", OPTIONAL, None),
    "TARGET_SET": ("string", OPTIONAL, None),
    "OVERLAPS": ("enum", REQUIRED, "count_once"),
}
ZONE_FIELD = {"ZONE_FIELD": ("field", OPTIONAL, None)}


def sinks(*names: str) -> dict[str, tuple[str, bool, None]]:
    return {name: ("sink", name not in ("OUTPUT", "SUMMARY", "PROGRESS"), None) for name in names}


PARAMETERS = {
    "classifybyzone": {**PATCHES, **ZONES, **sinks("OUTPUT", "SUMMARY", "MEMBERSHIP")},
    "summarizearea": {
        **PATCHES,
        **FIELDS,
        **ZONE_FIELD,
        **STATUS,
        **sinks("OUTPUT", "PROGRESS", "TARGET_PROGRESS", "PIECES", "OVERLAP_PAIRS"),
    },
    "exportprogress": {
        **PATCHES,
        **ZONES,
        **FIELDS,
        **STATUS,
        "TITLE": ("string", OPTIONAL, None),
        "LOAD_RESULTS": ("boolean", REQUIRED, True),
        "GEOPACKAGE": ("fileDestination", OPTIONAL, None),
        "WORKBOOK": ("fileDestination", OPTIONAL, None),
        "MAP": ("fileDestination", OPTIONAL, None),
    },
}
NUMBERS = {
    "classifybyzone": ["COUNT", "INSIDE_COUNT", "TOTAL_MU", "INSIDE_MU"],
    "summarizearea": ["TOTAL_MU", "COUNTED_MU", "NOT_COUNTED_MU", "OVERLAP_MU", "OUTSIDE_MU"],
    "exportprogress": ["TOTAL_MU", "COUNTED_MU", "NOT_COUNTED_MU", "OVERLAP_MU", "OUTSIDE_MU"],
}
MINES = ["fid", "TBBH", "KSMC", "LB", "ZLND", "YSRQ", "ZLZT", "TBMJ", "BZ", "SRC_SHAPE"]
TOWNSHIPS = ["fid", "XZDM", "XZMC", "ZDLY"]
# output fields in order, after those of the input where the output carries its features
OUTPUT_FIELDS = {
    ("classifybyzone", "OUTPUT"): (
        MINES,
        {
            "area_m2": REAL,
            "area_mu": REAL,
            "zone_class": TEXT,
            "zone_classes": TEXT,
            "zone_name": TEXT,
            "zone_mu": REAL,
            "zone_share": REAL,
            "zone_distance_m": REAL,
        },
    ),
    ("classifybyzone", "SUMMARY"): ([], {"zone_class": TEXT, "patches": INT, "gross_mu": REAL, "net_mu": REAL}),
    ("classifybyzone", "MEMBERSHIP"): (
        [],
        {
            "patch_id": TEXT,
            "zone_class": TEXT,
            "zone_name": TEXT,
            "layer": TEXT,
            "distance_m": REAL,
            "threshold_m": REAL,
            "overlap_m2": REAL,
            "overlap_mu": REAL,
            "share": REAL,
        },
    ),
    ("summarizearea", "OUTPUT"): (
        [],
        {
            "township": TEXT,
            "year": INT,
            "category": TEXT,
            "zone_class": TEXT,
            "patches": INT,
            "area_m2": REAL,
            "area_mu": REAL,
            "patch_ids": TEXT,
        },
    ),
    ("summarizearea", "PROGRESS"): (
        TOWNSHIPS,
        {
            "patches": INT,
            "remediated_mu": REAL,
            **dict.fromkeys(["mu_2018", "mu_2019", "mu_2020", "mu_2021", "mu_2022", "mu_undated"], REAL),
        },
    ),
    ("summarizearea", "TARGET_PROGRESS"): (
        [],
        {
            "target_set": TEXT,
            "year": INT,
            "year_to": INT,
            "category": TEXT,
            "target_mu": REAL,
            "remediated_mu": REAL,
            "gap_mu": REAL,
            "completion": REAL,
            "cumulative_target_mu": REAL,
            "cumulative_mu": REAL,
            "cumulative_completion": REAL,
            "approximate": INT,
        },
    ),
    ("summarizearea", "PIECES"): (
        [],
        {
            "patch_id": TEXT,
            "township": TEXT,
            "year": INT,
            "category": TEXT,
            "zone_class": TEXT,
            "status": TEXT,
            "area_m2": REAL,
            "area_mu": REAL,
        },
    ),
    ("summarizearea", "OVERLAP_PAIRS"): (
        [],
        {
            "kept_id": TEXT,
            "dropped_id": TEXT,
            "kept_year": INT,
            "dropped_year": INT,
            "area_m2": REAL,
            "area_mu": REAL,
        },
    ),
}
OPTIONAL_FLAG = QgsProcessingParameterDefinition.Flag.FlagOptional


def definitions(name: str) -> dict[str, QgsProcessingParameterDefinition]:
    return {each.name(): each for each in algorithm(name).parameterDefinitions()}


@pytest.mark.parametrize("name", PARAMETERS)
def test_parameters(name: str) -> None:
    found = {
        key: (each.type(), bool(each.flags() & OPTIONAL_FLAG), each.defaultValue())
        for key, each in definitions(name).items()
    }
    assert found == PARAMETERS[name]
    assert list(found) == list(PARAMETERS[name])


@pytest.mark.parametrize("name", PARAMETERS)
def test_outputs_and_numbers(name: str) -> None:
    outputs = {each.name(): each.type() for each in algorithm(name).outputDefinitions()}
    destinations = [key for key, (kind, _, _) in PARAMETERS[name].items() if kind in ("sink", "fileDestination")]
    assert list(outputs) == [*destinations, *NUMBERS[name]]
    assert [outputs[each] for each in NUMBERS[name]] == ["outputNumber"] * len(NUMBERS[name])


@pytest.mark.parametrize("name", PARAMETERS)
def test_only_required_destinations_are_made_unasked(name: str) -> None:
    for each in algorithm(name).destinationParameterDefinitions():
        assert each.createByDefault() == (not each.flags() & OPTIONAL_FLAG), each.name()


@pytest.mark.parametrize("name", PARAMETERS)
def test_fields_belong_to_their_layers(name: str) -> None:
    for key, each in definitions(name).items():
        if each.type() == "field":
            assert each.parentLayerParameterName() == ("TOWNSHIPS" if key == "TOWNSHIP_NAME_FIELD" else "INPUT")
            assert not each.allowMultiple()


@pytest.mark.parametrize("name", ["classifybyzone", "exportprogress"])
def test_distances_are_metres_whatever_the_layer(name: str) -> None:
    for each in definitions(name).values():
        if each.type() == "distance":
            assert each.parentParameterName() == ""
            assert each.defaultUnit() == QgsUnitTypes.DistanceUnit.DistanceMeters
            assert each.minimum() == 0.0
    share = definitions(name)["MIN_SHARE"]
    assert (share.minimum(), share.maximum()) == (0.0, 100.0)


@pytest.mark.parametrize("name", ["classifybyzone", "exportprogress"])
def test_zone_layers_may_have_any_geometry(name: str) -> None:
    for zone_class in CLASSES:
        kind = definitions(name)[zone_class].layerType()
        assert kind == QgsProcessing.SourceType.TypeVectorAnyGeometry


@pytest.mark.parametrize("name", ["summarizearea", "exportprogress"])
def test_accounting_parameters(name: str) -> None:
    overlaps = definitions(name)["OVERLAPS"]
    assert (overlaps.options(), overlaps.usesStaticStrings()) == (["count_once", "keep"], True)
    assert not overlaps.allowMultiple()
    assert definitions(name)["CUTOFF_DATE"].dataType() == QgsProcessingParameterDateTime.Type.Date
    polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
    for key, types in (
        ("INPUT", polygons),
        ("TOWNSHIPS", polygons),
        ("TARGETS", [QgsProcessing.SourceType.TypeVector]),
    ):
        assert definitions(name)[key].dataTypes() == types


@pytest.mark.parametrize("name", PARAMETERS)
def test_everything_has_its_help(name: str) -> None:
    each = algorithm(name)
    assert each.id() == f"mineremediation:{name}"
    assert len(each.shortHelpString()) > 1000
    assert all(parameter.help() for parameter in each.parameterDefinitions())
    assert each.canExecute() == (True, "")
    assert not each.icon().isNull()


@pytest.mark.parametrize(("name", "output"), OUTPUT_FIELDS)
def test_output_fields(of_demo, name: str, output: str) -> None:
    own, ours = OUTPUT_FIELDS[name, output]
    fields = of_demo(name)[output].fields()
    assert [each.name() for each in fields] == [*own, *ours]
    assert {each.name(): each.type() for each in fields if each.name() in ours} == ours
    for each in fields:
        if each.name() in ours:
            assert (each.length(), each.precision()) == (0, 0), each.name()


def test_geometry_of_the_outputs(of_demo) -> None:
    patches, townships = demo_inputs("summarizearea")["INPUT"], demo_inputs("summarizearea")["TOWNSHIPS"]
    carried = {("classifybyzone", "OUTPUT"): patches, ("summarizearea", "PROGRESS"): townships}
    for (name, output), source in carried.items():
        made, given = of_demo(name)[output], QgsVectorLayer(source, "", "ogr")
        assert (made.wkbType(), made.crs()) == (given.wkbType(), given.crs())
    for output in ("PIECES", "OVERLAP_PAIRS"):
        made = of_demo("summarizearea")[output]
        assert (made.wkbType(), made.crs().authid()) == (QgsWkbTypes.Type.MultiPolygon, "EPSG:4530")
    for name, output in (("classifybyzone", "SUMMARY"), ("classifybyzone", "MEMBERSHIP"), ("summarizearea", "OUTPUT")):
        assert of_demo(name)[output].wkbType() == QgsWkbTypes.Type.NoGeometry


def test_the_summary_has_its_eight_rows(of_demo) -> None:
    assert column(of_demo("classifybyzone")["SUMMARY"], "zone_class") == [*CLASSES, "OUTSIDE", "TOTAL"]


# Loaded results -------------------------------------------------------------------------------------------


class Loaded:
    """Runs an algorithm as the toolbox does: in a worker thread, results loaded and post-processed in this one."""

    def __init__(self, name: str, parameters: dict[str, Any]) -> None:
        self.project, self.context, self.log = QgsProject(), QgsProcessingContext(), Log()
        self.context.setProject(self.project)
        self._answer: tuple[bool, dict[str, Any]] | None = None
        task = QgsProcessingAlgRunnerTask(algorithm(name), self._to_load(parameters), self.context, self.log)
        task.executed.connect(self._on_executed)
        QgsApplication.taskManager().addTask(task)
        while self._answer is None:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        self.done, self.results = self._answer
        self.layers = self._load() if self.done else {}

    def _to_load(self, parameters: dict[str, Any]) -> dict[str, Any]:
        made = dict(parameters)
        for key, value in parameters.items():
            if key in ("OUTPUT", "SUMMARY", "MEMBERSHIP", "PROGRESS", "TARGET_PROGRESS", "PIECES", "OVERLAP_PAIRS"):
                made[key] = QgsProcessingOutputLayerDefinition(value, self.project)
        return made

    def _on_executed(self, done: bool, results: dict[str, Any]) -> None:
        self._answer = done, results

    def _load(self) -> dict[str, QgsVectorLayer]:
        layers = {}
        for layer_id, details in self.context.layersToLoadOnCompletion().items():
            loaded = QgsProcessingUtils.mapLayerFromString(layer_id, self.context)
            self.project.addMapLayer(loaded)
            details.postProcessor().postProcessLayer(loaded, self.context, self.log)
            layers[details.outputName] = loaded
        return layers


@pytest.fixture(scope="module", params=["memory", "file"])
def loaded_classes(request, provider, tmp_path_factory) -> Loaded:
    folder = tmp_path_factory.mktemp("loaded")
    names = ("OUTPUT", "SUMMARY", "MEMBERSHIP")
    targets = {name: "TEMPORARY_OUTPUT" if request.param == "memory" else f"{folder}/{name}.gpkg" for name in names}
    return Loaded("classifybyzone", demo_inputs("classifybyzone", **targets))


def test_loaded_classes_are_styled(loaded_classes: Loaded) -> None:
    assert loaded_classes.done, loaded_classes.log.all
    assert set(loaded_classes.layers) == {"OUTPUT", "SUMMARY", "MEMBERSHIP"}
    patches = loaded_classes.layers["OUTPUT"]
    aliases = {each.name(): each.alias() for each in patches.fields()}
    assert aliases["zone_mu"] == "Area inside zones, overlaps not deducted (mu)"
    assert aliases["TBBH"] == ""
    renderer = patches.renderer()
    assert renderer.type() == "categorizedSymbol"
    assert {str(each.value()) for each in renderer.categories()} >= {"NATURE_RESERVE", "OUTSIDE"}
    assert {each.name(): each.alias() for each in loaded_classes.layers["SUMMARY"].fields()}["net_mu"] != ""
    assert {each.name(): each.alias() for each in loaded_classes.layers["MEMBERSHIP"].fields()}["share"] != ""


def test_loaded_progress_is_styled() -> None:
    names = ("OUTPUT", "PROGRESS", "TARGET_PROGRESS", "PIECES", "OVERLAP_PAIRS")
    loaded = Loaded("summarizearea", demo_inputs("summarizearea", **dict.fromkeys(names, "TEMPORARY_OUTPUT")))
    assert loaded.done, loaded.log.all
    assert set(loaded.layers) == set(names)
    for name, field in zip(names, ("area_mu", "remediated_mu", "completion", "zone_class", "kept_id")):
        layer = loaded.layers[name]
        assert layer.fields()[layer.fields().lookupField(field)].alias() != "", name
    ground = loaded.layers["PROGRESS"].renderer().symbol().symbolLayer(0)
    assert ground.fillColor().alphaF() == pytest.approx(0.4, abs=0.01)  # townships let the map below shine through
    assert loaded.layers["OVERLAP_PAIRS"].renderer().symbol().opacity() == pytest.approx(0.85)


def test_a_refusal_in_the_worker_is_one_sentence() -> None:
    parameters = demo_inputs("classifybyzone", RIVER_CORRIDOR_DISTANCE=None)
    loaded = Loaded("classifybyzone", {**parameters, "OUTPUT": "TEMPORARY_OUTPUT", "SUMMARY": "TEMPORARY_OUTPUT"})
    assert not loaded.done
    (sentence,) = loaded.log.errors
    assert sentence.startswith("River corridor: layers are given, but no distance")
    assert loaded.context.layersToLoadOnCompletion() == {}
