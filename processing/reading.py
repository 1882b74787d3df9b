"""From parameters to the engine's inputs: snapshots in the main thread, arrays and options in the worker.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QVariant

from ..engine.garbling import Garbled, damaged, find_garbled
from ..engine.patches import Counting, PatchLayer
from ..engine.problems import Notice, Refusal
from ..engine.progress import Progress
from ..engine.scheme import CLASSES
from ..engine.targets import TargetRow, Targets, choose_set, read_targets
from ..engine.townships import TownshipLayer
from ..engine.values import is_stored_area_field, parse_dates, split_list, stored_area_findings
from ..engine.zones import ZoneClass, ZoneLayer
from ..texts import tr
from . import parameters as p
from .base import MineAlgorithm
from .fields import read_back
from .sources import (
    LayerSnapshot,
    SourceTable,
    field_place,
    is_empty,
    patch_ids,
    raw_number,
    read_source,
    saved_rank,
    snapshot_layers,
    snapshot_source,
)

NAME_FIELDS = (
    "name",
    "名称",
    "mc",
    "保护区名称",
    "水源地名称",
    "景区名称",
    "线路名称",
    "河流名称",
    "title",
)
ENCODED_FORMATS = (".shp", ".dbf", ".tab", ".mif")  # files that do not say surely in which encoding they are
NO_POLYGONS = (
    QgsWkbTypes.GeometryType.PointGeometry,
    QgsWkbTypes.GeometryType.LineGeometry,
    QgsWkbTypes.GeometryType.NullGeometry,
)


@dataclass(frozen=True)
class Snapshots:
    """Everything of the live layers that a run needs, taken in ``prepareAlgorithm``."""

    patches: LayerSnapshot
    zones: dict[str, list[LayerSnapshot]]
    townships: LayerSnapshot | None = None
    targets: LayerSnapshot | None = None
    submission: LayerSnapshot | None = None


def take_snapshots(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> Snapshots:
    """Snapshots of the layers of the parameters that *algorithm* has. Main thread only."""
    known = {definition.name() for definition in algorithm.parameterDefinitions()}

    def one(name: str) -> LayerSnapshot | None:
        return snapshot_source(algorithm, parameters, name, context) if name in known else None

    patches = one(p.INPUT)
    if patches is None:
        raise Refusal("input_invalid", parameter=p.INPUT)
    townships = one(p.TOWNSHIPS)
    for each in (patches, townships):
        refuse_without_polygons(each)
    zones = {name: snapshot_layers(algorithm, parameters, name, context) for name in CLASSES if name in known}
    return Snapshots(patches, zones, townships, one(p.TARGETS))


def refuse_without_polygons(snapshot: LayerSnapshot | None) -> None:
    """Raises ``Refusal("layer_without_polygons", layer, kind)``."""
    if snapshot is not None and QgsWkbTypes.geometryType(snapshot.wkb_type) in NO_POLYGONS:
        raise Refusal("layer_without_polygons", layer=snapshot.name, kind=geometry_words(snapshot.wkb_type))


def geometry_words(wkb_type: Any) -> str:
    """What a layer holds; QGIS's own words are English in every language."""
    kinds = QgsWkbTypes.GeometryType
    words = {
        kinds.PointGeometry: tr("points"),
        kinds.LineGeometry: tr("lines"),
        kinds.PolygonGeometry: tr("polygons"),
        kinds.NullGeometry: tr("no geometry"),
    }
    return words.get(QgsWkbTypes.geometryType(wkb_type), tr("geometry of an unknown kind"))


@dataclass(frozen=True)
class PatchInput:
    """The patches as read, with their numbers and what reading had to say."""

    table: SourceTable
    ids: Any
    notices: list[Notice]

    def column(self, field: str | None) -> Any:
        """The values of *field*, None where no field was chosen."""
        return self.table.columns[field] if field else None

    def stored_area_notices(self, area_m2: Any) -> list[Notice]:
        """Where stored area fields differ from the computed areas."""
        names = [name for name in self.table.columns if is_stored_area_field(name)]
        found = stored_area_findings(names, self.table.columns, area_m2, list(self.ids))
        return [replace(each, values={**each.values, "layer": self.table.name}) for each in found]


def read_patches(
    snapshot: LayerSnapshot, fields: list[str | None], id_field: str | None, progress: Progress, *, carry: bool
) -> PatchInput:
    """Read the patches with the chosen *fields*; *carry* keeps the features for an output that carries them."""
    names = _own_fields(snapshot, fields, id_field)
    if carry:  # garbled text may stand in any field that is carried on
        names += [name for name in _text_fields(snapshot) if name not in names]
    table = read_source(snapshot, names, progress, keep_features=carry)
    refuse_garbled(table)
    ids, notices = patch_ids(table, id_field)
    return PatchInput(table, ids, [*table.notices, *notices])


def _own_fields(snapshot: LayerSnapshot, fields: list[str | None], id_field: str | None) -> list[str]:
    wanted = [name for name in [id_field, *fields] if name]
    stored = [each.name() for each in snapshot.fields if is_stored_area_field(each.name())]
    return list(dict.fromkeys([*wanted, *stored]))


def _text_fields(snapshot: LayerSnapshot) -> list[str]:
    return [each.name() for each in snapshot.fields if each.type() == QVariant.String]


def refuse_garbled(table: SourceTable) -> None:
    """Refuse a layer whose field names or texts were read with a wrong encoding."""
    names = [each.name() for each in table.snapshot.fields]
    found = find_garbled(names, table.columns)
    if found is None:
        return
    values = {"layer": table.name, "as_it_is": found.as_it_is, "encoding": found.encoding}
    meant = found.as_it_should_be or _read_again(table, found)
    if meant is None:
        raise Refusal("garbled_lost", **values)
    if found.where is None:
        raise Refusal("garbled_name", as_it_should_be=meant, **values)
    raise Refusal("garbled_value", field=found.where, as_it_should_be=meant, **values)


def _read_again(table: SourceTable, found: Garbled) -> str | None:
    """The text of *found* read from the file with the encoding that it should have; None where that does not help."""
    snapshot = table.snapshot
    if Path(snapshot.path).suffix.lower() not in ENCODED_FORMATS:
        return None
    layer = QgsVectorLayer(snapshot.path, snapshot.name, "ogr")  # of this thread: the live one is not touched
    layer.setProviderEncoding(found.encoding)
    place = snapshot.fields.lookupField(found.where or found.as_it_is)
    if not 0 <= place < layer.fields().count():
        return None
    if found.where is None:
        text = layer.fields()[place].name()
    else:
        row = int(np.flatnonzero(table.columns[found.where] == found.as_it_is)[0])
        text = str(layer.getFeature(int(table.fids[row])).attribute(place))
    return None if damaged(text) else text


def read_zone_classes(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], snapshots: Snapshots, progress: Progress
) -> tuple[list[ZoneClass], list[Notice]]:
    """The zone classes with their layers and distances, and what reading had to say."""
    classes, notices = [], []
    for name in CLASSES:
        layers = []
        for snapshot in snapshots.zones[name]:
            layer, told = read_zone_layer(snapshot, progress)
            layers.append(layer)
            notices += told
        classes.append(ZoneClass(name, layers, _distance(algorithm, parameters, name)))
    return classes, notices


def read_zone_layer(snapshot: LayerSnapshot, progress: Progress) -> tuple[ZoneLayer, list[Notice]]:
    """A layer of a zone class with the names of its features."""
    fields = [each for each in _name_fields(snapshot) if each is not None]
    table = read_source(snapshot, fields, progress)
    refuse_garbled(table)
    return ZoneLayer(table.name, snapshot.crs_wkt, table.geometry, _names(table, fields)), table.notices


def _distance(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], zone_class: str) -> float | None:
    """Metres; a zone class left out has its default 0, a line class has none."""
    name = p.distance_name(zone_class)
    definition = algorithm.parameterDefinition(name)
    given = raw_number(parameters, name, definition.description())
    return definition.defaultValue() if given is None and name not in parameters else given


def _name_fields(snapshot: LayerSnapshot) -> list[str]:
    """Fields that may hold the names of zone features, in the order in which they are asked."""
    by_fold = {each.name().lower(): each.name() for each in reversed(list(snapshot.fields))}
    return [by_fold[name] for name in NAME_FIELDS if name in by_fold]


def _names(table: SourceTable, fields: list[str]) -> Any:
    names = np.full(len(table), None, dtype=object)
    for field in fields:
        for row, value in enumerate(table.columns[field]):
            if names[row] is None and value is not None and str(value).strip():
                names[row] = str(value).strip()
    return names


@dataclass(frozen=True)
class AccountingChoice:
    """The fields and options of the accounting, as chosen."""

    id_field: str | None
    year: str | None
    date: str | None
    category: str | None
    zone: str | None
    status: str | None
    township_name: str
    counting: Counting
    target_set: str | None
    stated: str | None = None  # holds the area by which patches count (m²); None: they count by geometry
    basis: str = ""  # that area in words

    @property
    def fields(self) -> list[str | None]:
        """Fields of the patches to read."""
        return [self.year, self.date, self.category, self.zone, self.status, self.stated]


def read_choice(
    algorithm: MineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> AccountingChoice:
    """Fields, statuses, cut-off and overlap choice of a run."""

    def text(name: str) -> str | None:
        return p.text_of(algorithm, parameters, name, context) if algorithm.parameterDefinition(name) else None

    statuses = split_list(text(p.COUNTED_STATUSES))
    keep = algorithm.parameterAsEnumString(parameters, p.OVERLAPS, context) == p.OVERLAP_CHOICES[1]
    cutoff = read_date(algorithm, parameters, p.CUTOFF_DATE, context)
    counting = Counting(statuses or None, cutoff, keep, closing=algorithm.CLOSES)
    stated, basis = algorithm.stated_area()
    return AccountingChoice(
        id_field=text(p.ID_FIELD),
        year=text(p.YEAR_FIELD),
        date=text(p.DATE_FIELD),
        category=text(p.CATEGORY_FIELD),
        zone=text(p.ZONE_FIELD),
        status=text(p.STATUS_FIELD),
        township_name=text(p.TOWNSHIP_NAME_FIELD) or "",
        counting=counting,
        target_set=text(p.TARGET_SET),
        stated=stated,
        basis=basis,
    )


def read_date(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], name: str, context: QgsProcessingContext
) -> date | None:
    """The day of the date parameter *name*, None where it is empty; raises ``Refusal("cutoff_invalid", value)``."""
    value = parameters.get(name)
    if is_empty(value):
        return None
    if isinstance(value, str):
        days, bad = parse_dates([value])
        if bad[0]:
            raise Refusal("cutoff_invalid", value=value)
        return days[0].astype(object)  # type: ignore[no-any-return]
    moment = algorithm.parameterAsDateTime(parameters, name, context)
    if not moment.isValid():
        raise Refusal("cutoff_invalid", value=str(value))
    return date(moment.date().year(), moment.date().month(), moment.date().day())


def patch_layer(patches: PatchInput, choice: AccountingChoice) -> PatchLayer:
    """The engine's view of the patches."""
    snapshot = patches.table.snapshot
    return PatchLayer(
        name=patches.table.name,
        crs=snapshot.crs_wkt,
        geometry=patches.table.geometry,
        ids=patches.ids,
        saved_rank=saved_rank(patches.table.fids),
        year=patches.column(choice.year),
        date=patches.column(choice.date),
        year_is_date=_is_date(snapshot, choice.year),
        category=patches.column(choice.category),
        status=patches.column(choice.status),
        zone=patches.column(choice.zone),
        stated_m2=_numbers(patches.column(choice.stated)),
    )


def _numbers(column: Any) -> Any:
    """A column as numbers, NaN where empty; None where no field was chosen."""
    return None if column is None else np.array([np.nan if is_empty(each) else float(each) for each in column])


def _is_date(snapshot: LayerSnapshot, field: str | None) -> bool:
    if not field:
        return False
    return snapshot.fields[field_place(snapshot, field)].type() in (QVariant.Date, QVariant.DateTime)


def read_townships(
    snapshot: LayerSnapshot, name_field: str, progress: Progress, *, carry: bool
) -> tuple[TownshipLayer, SourceTable]:
    """Townships in layer order."""
    names = [name_field, *(name for name in _text_fields(snapshot) if name != name_field)]
    table = read_source(snapshot, names if carry else [name_field], progress, keep_features=carry)
    refuse_garbled(table)
    ids = np.array([str(fid) for fid in table.fids] + [None], dtype=object)[:-1]
    layer = TownshipLayer(table.name, snapshot.crs_wkt, table.geometry, table.columns[name_field], ids)
    return layer, table


def read_target_set(
    snapshot: LayerSnapshot | None, choice: AccountingChoice, progress: Progress
) -> tuple[tuple[TargetRow, ...] | None, list[Notice]]:
    """Rows of the chosen target set, None where no targets are given."""
    if snapshot is None:
        return None, []
    targets = read_targets_table(snapshot, progress)
    rows = choose_set(targets, choice.target_set)
    if any(row.values for row in rows) and not choice.category:
        raise Refusal("no_category_field", layer=targets.layer)
    return rows, [*targets.notices]


def read_all_targets(snapshot: LayerSnapshot | None, progress: Progress) -> tuple[TargetRow, ...]:
    """The area rows of every target set, none where no targets are given."""
    return read_targets_table(snapshot, progress).rows if snapshot is not None else ()


def read_targets_table(snapshot: LayerSnapshot, progress: Progress) -> Targets:
    """The whole table of targets."""
    table = read_source(snapshot, None, progress, geometry=False)
    refuse_garbled(table)
    full_names = {name: full for full, name in read_back(table.columns).items()}  # of a shapefile's table
    return read_targets(pd.DataFrame(table.columns).rename(columns=full_names), table.name)
