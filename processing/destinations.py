"""Where a result goes: what the raw value of a destination parameter means."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsDataSourceUri,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProject,
    QgsProperty,
    QgsProviderRegistry,
    QgsVectorFileWriter,
)

from ..engine.problems import Refusal
from ..texts import tr
from . import files
from .sources import is_empty

_DEFAULT_SUFFIX = ".gpkg"
_OURS = {"patches", "townships", "provenance"}  # what a GeoPackage of exportprogress holds
_PROVIDER = re.compile(r"^([A-Za-z]\w+):(.*)$", re.DOTALL)
_ALIASES = {"postgis": "postgres"}


class Place(Enum):
    """How a destination is written."""

    FILE = "file"  # a file of its own, beside and swapped in
    TABLE = "table"  # a layer in a GeoPackage that keeps its other layers
    OTHER = "other"  # memory, a temporary layer, a database: QGIS's own sink


@dataclass(frozen=True)
class Destination:
    """One destination: its kind, place, and where the layer is loaded afterwards (*project* None: nowhere)."""

    kind: Place
    parameter: str
    title: str
    path: Path | None = None
    table: str = ""
    geometry_column: str = ""
    project: QgsProject | None = None
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def driver(self) -> str:
        """OGR's name of the format of a file."""
        return "GPKG" if self.path is None else QgsVectorFileWriter.driverForExtension(self.path.suffix[1:])


def destination_of(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str, context: QgsProcessingContext
) -> Destination | None:
    """Where the sink *name* goes; None where it is optional and not asked for.

    Understands every way to say it: a path with or without extension, ``TEMPORARY_OUTPUT``, ``memory:``,
    ``ogr:dbname='x.gpkg' table="a" (geom)``, database destinations, output layer definitions of the toolbox
    and of models, properties.
    """
    definition = algorithm.parameterDefinition(name)
    value = parameters.get(name)
    project, title, options = None, "", {}
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        project, title, options = value.destinationProject, value.destinationName, value.createOptions
        value = value.sink
    if isinstance(value, QgsProperty):
        value = value.valueAsString(context.expressionContext(), str(definition.defaultValue() or ""))[0]
    if is_empty(value):
        optional = definition.flags() & definition.Flag.FlagOptional
        value = None if optional else definition.defaultValue()
    if is_empty(value):
        return None
    kind, path, table, geometry_column = _place(str(value).strip())
    title = title or definition.description()
    return Destination(kind, name, title, path, table, geometry_column, project, dict(options))


def file_target(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    name: str,
    context: QgsProcessingContext,
    suffixes: Iterable[str],
) -> Path | None:
    """Path of the file destination *name* with one of *suffixes* (the first is added where it has none of them)."""
    if is_empty(parameters.get(name)):
        return None
    text = algorithm.parameterAsFileOutput(parameters, name, context)
    if is_empty(text):
        return None
    path, allowed = Path(text), [each.lower() for each in suffixes]
    return path if path.suffix.lower() in allowed else path.with_name(path.name + allowed[0])


def check_destinations(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    input_paths: Iterable[str] = (),
    carried: Mapping[str, str] | None = None,
) -> None:
    """Refuse destinations of one run that would overwrite each other, an input, or other people's layers.

    *carried* gives, by sink, the path of the input whose features it carries: that one may be replaced by it.

    Raises ``Refusal``: ``outputs_collide`` (first, second: parameters in words; path); ``output_holds_inputs``
    (parameter, path); ``output_is_campaign`` (parameter, path), also for a table of its own there;
    ``output_holds_layers`` (parameter, path, layers) when a whole GeoPackage with several layers that are not of this
    plugin would be replaced; ``output_not_writable`` where the folder is missing.
    """
    inputs = {os.path.realpath(path) for path in input_paths if path}
    carriers = {name: os.path.realpath(path) for name, path in (carried or {}).items() if path}
    taken: dict[tuple[str, str], str] = {}
    for name, label, path, table in _targets(algorithm, parameters, context):
        real = os.path.realpath(path)
        if not Path(real).parent.is_dir():
            raise Refusal("output_not_writable", path=str(path), reason=tr("the folder does not exist"))
        for (other, other_table), first in taken.items():
            if other == real and (not table or not other_table or table == other_table):
                raise Refusal("outputs_collide", first=first, second=label, path=str(path))
        taken[real, table] = label
        _refuse_into_campaign(label, path)
        if table:
            continue
        layers = _layer_names(Path(real))
        if real in inputs and (real != carriers.get(name) or len(layers) > 1):
            raise Refusal("output_holds_inputs", parameter=label, path=str(path))
        if len(layers) > 1 and not set(layers) >= _OURS:
            raise Refusal("output_holds_layers", parameter=label, path=str(path), layers=layers[:20])


def _refuse_into_campaign(label: str, path: Path) -> None:
    if path.suffix.lower() != ".gpkg" or not path.is_file():
        return
    from ..campaign.database import is_campaign  # needs the computing libraries

    if is_campaign(path):
        raise Refusal("output_is_campaign", parameter=label, path=str(path))


def _targets(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> Iterable[tuple[str, str, Path, str]]:
    for definition in algorithm.destinationParameterDefinitions():
        name, label = definition.name(), definition.description()
        if isinstance(definition, QgsProcessingParameterFeatureSink):
            destination = destination_of(algorithm, parameters, name, context)
            if destination is not None and destination.path is not None:
                yield name, label, destination.path, destination.table
        elif isinstance(definition, QgsProcessingParameterFileDestination):
            value = parameters.get(name)
            if not is_empty(value) and value != QgsProcessing.TEMPORARY_OUTPUT:
                path = Path(algorithm.parameterAsFileOutput(parameters, name, context))
                extension = "" if path.suffix else f".{definition.defaultFileExtension()}"
                yield name, label, path.with_name(path.name + extension), ""


def _layer_names(path: Path) -> list[str]:
    if path.suffix.lower() != ".gpkg" or not path.is_file():
        return []
    try:
        with closing(files.connect(path)) as connection:
            names = connection.execute("SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles'")
            return sorted(str(name) for (name,) in names)
    except sqlite3.Error:
        return []  # not a GeoPackage that holds anything


def _place(text: str) -> tuple[Place, Path | None, str, str]:
    """Kind, path, table and geometry column of a destination string."""
    if text == QgsProcessing.TEMPORARY_OUTPUT or text.startswith("/vsi"):
        return Place.OTHER, None, "", ""
    match = _PROVIDER.match(text)
    provider = _ALIASES.get(match.group(1).lower(), match.group(1).lower()) if match else ""
    if provider == "ogr":
        uri = QgsDataSourceUri(match.group(2))
        path = Path(uri.database() or match.group(2))
        if path.suffix.lower() == ".gpkg" and uri.table():
            return Place.TABLE, path, uri.table(), uri.geometryColumn()
        return (Place.OTHER, None, "", "") if uri.table() else (Place.FILE, _with_suffix(path), "", "")
    if provider in QgsProviderRegistry.instance().providerList() or provider in ("memory", "postgres", "spatialite"):
        return Place.OTHER, None, "", ""
    return Place.FILE, _with_suffix(Path(text)), "", ""


def _with_suffix(path: Path) -> Path:
    """*path*, as a GeoPackage where its extension says no format that QGIS can write."""
    known = path.suffix and QgsVectorFileWriter.driverForExtension(path.suffix[1:])
    return path if known else path.with_name(path.name + _DEFAULT_SUFFIX)
