"""How a result was made, as pairs of item and content in words: versions, inputs, parameters, method.

The run time is not among them (it stands in the log), so equal runs give equal files.
"""

from __future__ import annotations

import platform
from configparser import ConfigParser
from functools import lru_cache
from typing import Any

from qgis.core import (
    Qgis,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingDestinationParameter,
    QgsProcessingParameterDefinition,
)

from .. import libraries
from ..engine.area import TOLERANCE_M2
from ..engine.scheme import CLASSES
from ..paths import ROOT
from ..reports.words import area_basis, zone_class_name
from ..texts import tr
from . import parameters as p
from .base import MineAlgorithm
from .reading import Snapshots
from .sources import LayerSnapshot, is_empty, raw_number

Pairs = "list[tuple[str, str]]"


@lru_cache(maxsize=1)
def plugin_version() -> str:
    """Version of this plugin, from ``metadata.txt``."""
    parser = ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return parser.get("general", "version")


def provenance(
    algorithm: MineAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    snapshots: Snapshots,
    run_id: str,
) -> list[tuple[str, str]]:
    """Everything that is needed to make the result again."""
    pairs = [(tr("Program"), f"Mine Remediation {plugin_version()}"), (tr("Run"), run_id)]
    pairs += [
        (tr("Algorithm"), algorithm.id()),
        (tr("QGIS"), f"{Qgis.QGIS_VERSION}, Python {platform.python_version()}"),
    ]
    pairs.append((tr("Libraries"), ", ".join(f"{name} {found}" for name, found in libraries.versions().items())))
    pairs += _inputs(algorithm, snapshots)
    pairs += _distances(algorithm, parameters, snapshots)
    pairs += _choices(algorithm, parameters, context)
    basis = algorithm.stated_area()[1]
    pairs += [(tr("Area that counts"), area_basis(basis))] if basis else []
    pairs += [
        (tr("Area method"), tr("ellipsoidal area on CGCS2000, land-survey formula (2008) No. 32; 1 mu = 2000/3 m²")),
        (
            tr("Tolerance"),
            tr("{tolerance} m²: equal borders are neither overlap nor membership").format(tolerance=TOLERANCE_M2),
        ),
    ]
    return pairs


def _inputs(algorithm: QgsProcessingAlgorithm, snapshots: Snapshots) -> list[tuple[str, str]]:
    single = [
        (p.SUBMISSION, snapshots.submission),
        (p.INPUT, snapshots.patches),
        (p.TOWNSHIPS, snapshots.townships),
        (p.TARGETS, snapshots.targets),
    ]
    given = [(algorithm.parameterDefinition(name).description(), each) for name, each in single if each is not None]
    given += [(zone_class_name(name), each) for name, layers in snapshots.zones.items() for each in layers]
    return [(label, _input_words(each)) for label, each in given]


def _input_words(snapshot: LayerSnapshot) -> str:
    parts = [snapshot.name, tr("{count} features").format(count=snapshot.feature_count)]
    if snapshot.crs.isValid():
        parts.append(snapshot.crs.authid() or snapshot.crs.description())
    if snapshot.selected is not None:
        parts.append(tr("selected features only"))
    if snapshot.filter or snapshot.expression:
        parts.append(tr("filter: {filter}").format(filter=snapshot.filter or snapshot.expression))
    return tr("; ").join(parts)


def _distances(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], snapshots: Snapshots
) -> list[tuple[str, str]]:
    """Distances in words; they are provisional until somebody confirms them."""
    pairs = []
    for name, layers in snapshots.zones.items():
        label = tr("{zone_class}: distance (metres)").format(zone_class=zone_class_name(name))
        if not layers:
            pairs.append((zone_class_name(name), tr("no layer given; ground there counts by the other classes")))
            continue
        distance = raw_number(parameters, p.distance_name(name))  # left out: 0, no other default gets this far
        confirmed = algorithm.confirmation(name)
        words = tr("{distance} m on the ground, not confirmed (provisional)") if distance else tr("as drawn (0 m)")
        if confirmed:
            words = tr("{distance} m on the ground, confirmed: {confirmed}")
        pairs.append((label, words.format(distance=f"{distance or 0:g}", confirmed=confirmed)))
    return pairs


def _choices(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> list[tuple[str, str]]:
    """Every other parameter that has a value."""
    layers = {p.SUBMISSION, p.INPUT, p.TOWNSHIPS, p.TARGETS, *CLASSES, *map(p.distance_name, CLASSES)}
    return [
        (definition.description(), text)
        for definition in algorithm.parameterDefinitions()
        if definition.name() not in layers
        and not isinstance(definition, QgsProcessingDestinationParameter)
        and not is_empty(parameters.get(definition.name(), definition.defaultValue()))
        for text in [_choice_words(definition, parameters, context, algorithm)]
    ]


def _choice_words(
    definition: QgsProcessingParameterDefinition,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    algorithm: QgsProcessingAlgorithm,
) -> str:
    name = definition.name()
    value = parameters.get(name, definition.defaultValue())
    if definition.type() == "datetime" and not isinstance(value, str):
        return algorithm.parameterAsDateTime(parameters, name, context).date().toString("yyyy-MM-dd")
    if name == p.OVERLAPS:
        return p.overlaps_in_words(str(value))
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return str(value)
