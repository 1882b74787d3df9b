"""Parameters that several algorithms share: declared once, with their help, and read into the engine's options."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    NULL,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsUnitTypes,
)

from ..engine.scheme import CLASSES, LINE_CLASSES
from ..reports.words import zone_class_name
from ..texts import tr

INPUT, ID_FIELD, SUBMISSION = "INPUT", "ID_FIELD", "SUBMISSION"
YEAR_FIELD, DATE_FIELD, CATEGORY_FIELD = "YEAR_FIELD", "DATE_FIELD", "CATEGORY_FIELD"
ZONE_FIELD, STATUS_FIELD, COUNTED_STATUSES = "ZONE_FIELD", "STATUS_FIELD", "COUNTED_STATUSES"
CUTOFF_DATE, TOWNSHIPS, TOWNSHIP_NAME_FIELD = "CUTOFF_DATE", "TOWNSHIPS", "TOWNSHIP_NAME_FIELD"
TARGETS, TARGET_SET, OVERLAPS, MIN_SHARE = "TARGETS", "TARGET_SET", "OVERLAPS", "MIN_SHARE"

OVERLAP_CHOICES = ("count_once", "keep")

POLYGONS = [QgsProcessing.SourceType.TypeVectorPolygon]
TABLE = [QgsProcessing.SourceType.TypeVector]


def add(algorithm: QgsProcessingAlgorithm, parameter: QgsProcessingParameterDefinition, text: str) -> None:
    """Add *parameter* with its help."""
    parameter.setHelp(text)
    algorithm.addParameter(parameter)


def distance_name(zone_class: str) -> str:
    """Name of the distance parameter of a class."""
    return f"{zone_class}_DISTANCE"


def add_input(algorithm: QgsProcessingAlgorithm) -> None:
    """Mine patches and the field that numbers them."""
    source = QgsProcessingParameterFeatureSource(INPUT, tr("Mine patches"), POLYGONS)
    add(algorithm, source, tr("Polygons of mine land; invalid ones are repaired in memory and reported."))
    add(
        algorithm,
        _field(ID_FIELD, tr("Patch number field"), INPUT),
        tr("Field with the patch numbers that stand in all tables; without it the feature id."),
    )


def add_zones(algorithm: QgsProcessingAlgorithm) -> None:
    """Layers and distance of each of the six classes, and the smallest share."""
    for zone_class in CLASSES:
        name = zone_class_name(zone_class)
        layers = QgsProcessingParameterMultipleLayers(
            zone_class, name, QgsProcessing.SourceType.TypeVectorAnyGeometry, optional=True
        )
        add(
            algorithm,
            layers,
            tr("Layers of this class, of any geometry. On the command line repeat the parameter for each layer."),
        )
        add(algorithm, _distance(zone_class, name), _distance_help(zone_class))
    share = QgsProcessingParameterNumber(
        MIN_SHARE,
        tr("Smallest share for membership (percent)"),
        QgsProcessingParameterNumber.Type.Double,
        0.0,
        False,
        0.0,
        100.0,
    )
    add(
        algorithm,
        share,
        tr("A patch belongs to a class when at least this share lies in it. Areas in mu do not depend on it."),
    )


def _distance(zone_class: str, name: str) -> QgsProcessingParameterDistance:
    default = None if zone_class in LINE_CLASSES else 0.0
    distance = QgsProcessingParameterDistance(
        distance_name(zone_class),
        tr("{zone_class}: distance (metres)").format(zone_class=name),
        defaultValue=default,
        optional=True,
        minValue=0.0,
    )
    distance.setDefaultUnit(QgsUnitTypes.DistanceUnit.DistanceMeters)
    return distance


def _distance_help(zone_class: str) -> str:
    if zone_class in LINE_CLASSES:
        return tr(
            "Metres on the ground on both sides. Neither the plan nor the law fixes this distance: it has no default "
            "and stays provisional until the office confirms it."
        )
    return tr("Metres on the ground around the zones; 0 for the zones as drawn.")


def add_accounting(algorithm: QgsProcessingAlgorithm, *, zone_field: bool) -> None:
    """Year, category, status, townships, targets and overlaps."""
    fields = [
        (YEAR_FIELD, tr("Year field"), tr("Year of remediation: number, text or date. Nonsense counts as undated.")),
        (DATE_FIELD, tr("Date field"), tr("Date of the counting step; gives the year where the year field is empty.")),
        (CATEGORY_FIELD, tr("Category field"), tr("Kind of mine, such as in production or closed by policy.")),
    ]
    if zone_field:
        fields.append(
            (
                ZONE_FIELD,
                tr("Zone field"),
                tr("Groups whole patches by an attribute, such as zone_class of a former run."),
            )
        )
    fields.append((STATUS_FIELD, tr("Status field"), tr("State of the work; see the counted statuses.")))
    for name, label, text in fields:
        add(algorithm, _field(name, label, INPUT), text)
    statuses = QgsProcessingParameterString(COUNTED_STATUSES, tr("Counted statuses"), None, False, True)
    add(
        algorithm,
        statuses,
        tr("Statuses that count as remediated, separated by commas; empty: all patches count."),
    )
    cutoff = QgsProcessingParameterDateTime(
        CUTOFF_DATE, tr("Cut-off date"), QgsProcessingParameterDateTime.Type.Date, None, True
    )
    add(algorithm, cutoff, tr("Patches dated later do not count; the day itself does."))
    _add_townships(algorithm)
    _add_targets(algorithm)


def _add_townships(algorithm: QgsProcessingAlgorithm) -> None:
    townships = QgsProcessingParameterFeatureSource(TOWNSHIPS, tr("Townships"), POLYGONS)
    add(algorithm, townships, tr("Township polygons; their order in the layer is the order of all tables."))
    name = QgsProcessingParameterField(TOWNSHIP_NAME_FIELD, tr("Township name field"), None, TOWNSHIPS)
    add(algorithm, name, tr("Field with the names of the townships."))


def _add_targets(algorithm: QgsProcessingAlgorithm) -> None:
    targets = QgsProcessingParameterFeatureSource(TARGETS, tr("Targets"), TABLE, None, True)
    add(
        algorithm,
        targets,
        tr(
            "Table of the plan's targets with the fields year, category, target_mu and, as needed, target_set, "
            "year_to, approximate, paragraph, measure, target_value."
        ),
    )
    target_set = QgsProcessingParameterString(TARGET_SET, tr("Target set"), None, False, True)
    add(algorithm, target_set, tr("Which target set counts; needed when the table holds several that differ."))
    overlaps = QgsProcessingParameterEnum(
        OVERLAPS, tr("Shared ground"), list(OVERLAP_CHOICES), False, OVERLAP_CHOICES[0], False, True
    )
    add(
        algorithm,
        overlaps,
        tr(
            "count_once: ground that patches share counts once, for the earlier one. keep: it counts for each patch "
            "and is only reported."
        ),
    )


def overlaps_in_words(choice: str) -> str:
    """What one of ``OVERLAP_CHOICES`` means."""
    words = {"count_once": tr("counted once, for the earlier patch"), "keep": tr("counted for each patch")}
    return f"{words[choice]} ({choice})" if choice in words else choice


def add_accounting_numbers(algorithm: QgsProcessingAlgorithm) -> None:
    """The account line: TOTAL = COUNTED + OVERLAP + NOT_COUNTED, and what lies outside every township."""
    for name, label in (
        ("TOTAL_MU", tr("All patches (mu)")),
        ("COUNTED_MU", tr("Counted (mu)")),
        ("NOT_COUNTED_MU", tr("Not counted by status or cut-off (mu)")),
        ("OVERLAP_MU", tr("Shared ground held by an earlier patch (mu)")),
        ("OUTSIDE_MU", tr("Counted outside every township (mu)")),
    ):
        algorithm.addOutput(QgsProcessingOutputNumber(name, label))


def add_sink(
    algorithm: QgsProcessingAlgorithm,
    name: str,
    label: str,
    text: str,
    *,
    polygons: bool = False,
    optional: bool = True,
) -> None:
    """A destination for a layer (polygons) or a table; optional ones are not made unless asked for."""
    kind = QgsProcessing.SourceType.TypeVectorPolygon if polygons else QgsProcessing.SourceType.TypeVector
    sink = QgsProcessingParameterFeatureSink(name, label, kind, None, optional, not optional)
    add(algorithm, sink, text)


def _field(name: str, label: str, parent: str) -> QgsProcessingParameterField:
    return QgsProcessingParameterField(name, label, None, parent, optional=True)


def text_of(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str, context: Any) -> str | None:
    """A text or field parameter, None when left empty: QGIS reads the toolbox's NULL as the text "0"."""
    if parameters.get(name) == NULL:
        return None
    return algorithm.parameterAsString(parameters, name, context).strip() or None
