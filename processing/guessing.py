"""What the dock shows is chosen once: guessed from names, kept in the project, handed to the algorithms.

Nothing here needs the computing libraries. Names are compared in any case and width; a layer's aliases count like
its field names. What does not fit any name stays empty: the page "Sources" asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from qgis.core import QgsFeatureRequest, QgsMapLayer, QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.PyQt.QtCore import QVariant

from ..engine import aliases
from ..engine.aliases import plain
from ..engine.scheme import CLASSES
from ..reports import palette
from . import campaign_sources
from .live_values import Sources

SCOPE, ENTRY = "MineRemediation", "/dock/sources"
COUNTED = "ACCEPTED"  # the rung of the ladder of statuses that counts
LOOKED_AT = 2000  # patches whose status is looked at for a guess

FIELDS = {
    "id_field": aliases.PATCH_NO,
    "year_field": aliases.YEAR,
    "date_field": aliases.DATE,
    "category_field": aliases.CATEGORY,
    "status_field": aliases.STATUS,
    "zone_field": ("ZONE_CLASS", "ZONE_CLSES", "四区两线", "三区两线", "SQLX"),
}
TOWNSHIP_NAMES = (*aliases.TOWNSHIP, *aliases.NAME)
PATCH_LAYERS = ("图斑", "矿山", "治理", "MINE", "PATCH")
TOWNSHIP_LAYERS = ("乡镇", "TOWNSHIP", "XIANGZHEN", "XZQ", "行政区")
TARGET_LAYERS = ("任务", "目标", "TARGET")
TARGET_FIELDS = (  # a year and a figure; the table itself is checked when it is read
    ("YEAR", "年度", "年份", "任务年度", "起始年度"),
    ("TARGET_MU", "目标亩数", "任务亩数", "目标面积", "任务面积", "治理面积", "目标", "任务", "TARGET", "目标(亩)"),
)
ZONE_LAYERS = {
    "NATURE_RESERVE": ("自然保护", "NATURE_RESERVE"),
    "WATER_SOURCE": ("水源", "WATER_SOURCE"),
    "SCENIC_AREA": ("景观", "景区", "风景", "SCENIC"),
    "RESIDENTIAL_AREA": ("居民", "居住", "生活区", "RESIDENTIAL"),
    "TRANSPORT_LINE": ("交通", "公路", "铁路", "TRANSPORT"),
    "RIVER_CORRIDOR": ("河流", "河道", "水系", "RIVER"),
}


# Guessing -------------------------------------------------------------------------------------------------


def guess_sources(project: QgsProject, active_layer: QgsMapLayer | None = None) -> Sources:
    """What the names of layers and fields suggest; *active_layer* is preferred for the patches where it can be.

    In the project of a campaign the campaign gives everything.
    """
    campaign = campaign_sources.sources_of(project)
    if campaign is not None:
        return campaign
    layers = _layers_in_order(project)
    polygons = [each for each in layers if _is_polygon(each)]
    zones = {name: tuple(each.id() for each in layers if _named(each, words)) for name, words in ZONE_LAYERS.items()}
    taken = {each for ids in zones.values() for each in ids}
    townships = _best(polygons, lambda each: 0 if each.id() in taken else _township_score(each))
    others = [each for each in polygons if each is not townships and each.id() not in taken]
    patches = active_layer if active_layer in others and _patch_score(active_layer) else _best(others, _patch_score)
    targets = _best([each for each in layers if each not in (patches, townships)], _target_score)
    return Sources(
        **_patch_sources(patches),
        townships_id=townships.id() if townships else "",
        township_name_field=_field(townships, TOWNSHIP_NAMES) if townships else "",
        targets_id=targets.id() if targets else "",
        target_set=_only_set(targets) if targets else "",
        zone_layers={name: ids for name, ids in zones.items() if ids},
    )


def _layers_in_order(project: QgsProject) -> list[QgsVectorLayer]:
    """Vector layers as they stand in the tree, visible ones first."""
    nodes = project.layerTreeRoot().findLayers()
    known = [node.layer() for node in sorted(nodes, key=lambda node: not node.isVisible())]
    known += [each for each in project.mapLayers().values() if each not in known]
    return [each for each in known if isinstance(each, QgsVectorLayer) and each.isValid()]


def _is_polygon(layer: QgsVectorLayer) -> bool:
    return bool(layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry)


def _best(layers: Sequence[QgsVectorLayer], score: Any) -> QgsVectorLayer | None:
    """The layer of the highest score above 0, the first of equals."""
    scored = [(score(layer), -place, layer) for place, layer in enumerate(layers)]
    best = max(scored, key=lambda each: each[:2], default=(0, 0, None))
    return best[2] if best[0] > 0 else None


def _patch_score(layer: QgsVectorLayer) -> int:
    found = sum(bool(_field(layer, names)) for names in FIELDS.values())
    return found + 2 * _named(layer, PATCH_LAYERS) if found else 0


def _township_score(layer: QgsVectorLayer) -> int:
    by_field = bool(_field(layer, aliases.TOWNSHIP)) and not _field(layer, FIELDS["year_field"])
    name = _field(layer, TOWNSHIP_NAMES)
    return (2 * by_field + _named(layer, TOWNSHIP_LAYERS)) if name else 0


def _target_score(layer: QgsVectorLayer) -> int:
    has_fields = all(_field(layer, names) for names in TARGET_FIELDS)
    table = layer.geometryType() == QgsWkbTypes.GeometryType.NullGeometry
    return 1 + table + _named(layer, TARGET_LAYERS) if has_fields else 0


def _patch_sources(layer: QgsVectorLayer | None) -> dict[str, Any]:
    if layer is None:
        return {}
    found: dict[str, Any] = {name: _field(layer, names) for name, names in FIELDS.items()}
    if found["status_field"]:
        found["counted_statuses"] = _counted_statuses(layer, found["status_field"])
        if not found["counted_statuses"]:  # words that nobody knows: all patches count until somebody chooses
            found["status_field"] = ""
    return {"layer_id": layer.id(), **found}


def _counted_statuses(layer: QgsVectorLayer, field: str) -> tuple[str, ...]:
    """Statuses that say accepted, in the order of the ladder's own words."""
    occurring = {str(each).strip() for each in _values(layer, field)}
    terms = palette.group(palette.STATUS)[COUNTED].terms
    return tuple(sorted(filter(_is_counted, occurring), key=lambda each: (each not in terms, _place(terms, each))))


def _is_counted(status: str) -> bool:
    return palette.status_class(status) == COUNTED


def _place(terms: Sequence[str], status: str) -> int:
    return terms.index(status) if status in terms else len(terms)


def _only_set(layer: QgsVectorLayer) -> str:
    """The name of the target set where there is one; of several only the office chooses."""
    field = _field(layer, ("TARGET_SET", "任务口径", "口径"))
    sets = {str(each).strip() for each in _values(layer, field)} if field else set()
    return sets.pop() if len(sets) == 1 else ""


def _values(layer: QgsVectorLayer, field: str) -> list[Any]:
    """Values of *field* of the first patches, without NULL."""
    place = layer.fields().lookupField(field)
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([place]).setLimit(LOOKED_AT)
    found = [feature.attribute(place) for feature in layer.getFeatures(request)]
    return [each for each in found if isinstance(each, (str, int, float))]


def _field(layer: QgsVectorLayer, names: Iterable[str]) -> str:
    """The field of the first of *names* that there is, by its name or alias."""
    known: dict[str, str] = {}
    for field in layer.fields():
        for text in (field.alias(), field.name()):
            if text:
                known[plain(text)] = field.name()
    return next((known[plain(name)] for name in names if plain(name) in known), "")


def _named(layer: QgsVectorLayer, parts: Iterable[str]) -> bool:
    """Whether one of *parts* stands in the layer's name, or in that of its table."""
    name = plain(layer.name()) + " " + plain(layer.source().rpartition("layername=")[2])
    return any(plain(part) in name for part in parts)


# Keeping --------------------------------------------------------------------------------------------------


def write_sources(project: QgsProject, sources: Sources) -> None:
    """Keep *sources* in the project: ids, field names, lists; nothing of where files lie."""
    beside = campaign_sources.KEPT if sources.campaign else tuple(each.name for each in fields(Sources))
    kept = {name: asdict(sources)[name] for name in beside}
    kept = {name: value for name, value in kept.items() if value not in (None, "", (), {}, False)}
    if sources.cutoff is not None:
        kept["cutoff"] = sources.cutoff.isoformat()
    kept["layer_names"] = {each: layer.name() for each, layer in project.mapLayers().items() if each in _ids(sources)}
    project.writeEntry(SCOPE, ENTRY, json.dumps(kept, ensure_ascii=False, sort_keys=True))


def read_sources(project: QgsProject) -> Sources | None:
    """What the project keeps, None where it keeps nothing. A layer that was added again is found by its name."""
    text, _ = project.readEntry(SCOPE, ENTRY, "")
    try:
        kept = json.loads(text) if text else None
    except ValueError:
        return None
    if not isinstance(kept, dict):
        return None
    names, known = kept.pop("layer_names", {}), {each.name for each in fields(Sources)}
    values = {name: value for name, value in kept.items() if name in known}
    for name in ("counted_statuses", "review_statuses"):
        values[name] = tuple(values.get(name, ()))
    if "cutoff" in values:
        values["cutoff"] = date.fromisoformat(values["cutoff"])
    for name in ("layer_id", "townships_id", "targets_id"):
        values[name] = _found_again(project, values.get(name, ""), names)
    layers = values.get("zone_layers", {})
    values["zone_layers"] = {name: tuple(_found_again(project, i, names) for i in ids) for name, ids in layers.items()}
    kept_sources = Sources(**values)
    return campaign_sources.sources_of(project, kept_sources) or kept_sources


def _ids(sources: Sources) -> set[str]:
    zones = {each for ids in sources.zone_layers.values() for each in ids}
    return {sources.layer_id, sources.townships_id, sources.targets_id, *zones}


def _found_again(project: QgsProject, layer_id: str, names: dict[str, str]) -> str:
    if not layer_id or project.mapLayer(layer_id) is not None:
        return layer_id
    found = project.mapLayersByName(names.get(layer_id, ""))
    return str(found[0].id()) if len(found) == 1 else layer_id


def restored_project(sources: Sources) -> str:
    """Path of a project for the campaign of *sources*, whose database was renamed."""
    return str(campaign_sources.restored_project(sources))


# Handing over ---------------------------------------------------------------------------------------------


def parameters_for(sources: Sources, algorithm: str) -> dict[str, Any]:
    """Parameters of ``classifybyzone``, ``summarizearea``, ``exportprogress`` or ``exportmaps``, without what is unset.

    For a campaign those that ``campaignprogress`` would hand on, and its own.
    """
    if sources.campaign:
        return campaign_sources.parameters_for(sources, algorithm)
    found = {"INPUT": sources.layer_id, "ID_FIELD": sources.id_field}
    if algorithm != "classifybyzone":
        found |= _accounting(sources)
        found["ZONE_FIELD"] = sources.zone_field if algorithm == "summarizearea" else ""
    if algorithm != "summarizearea":
        found |= _zones(sources)
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _accounting(sources: Sources) -> dict[str, Any]:
    dated = bool(sources.date_field) or _is_date(sources)
    cutoff = sources.cutoff or (date.today() if dated else None)
    return {
        "YEAR_FIELD": sources.year_field,
        "DATE_FIELD": sources.date_field,
        "CATEGORY_FIELD": sources.category_field,
        "STATUS_FIELD": sources.status_field,
        "COUNTED_STATUSES": "、".join(sources.counted_statuses) if sources.status_field else "",
        "CUTOFF_DATE": cutoff.isoformat() if cutoff else None,
        "TOWNSHIPS": sources.townships_id,
        "TOWNSHIP_NAME_FIELD": sources.township_name_field,
        "TARGETS": sources.targets_id,
        "TARGET_SET": sources.target_set,
    }


def _is_date(sources: Sources) -> bool:
    layer = QgsProject.instance().mapLayer(sources.layer_id)
    return isinstance(layer, QgsVectorLayer) and is_date_field(layer.fields(), sources.year_field)


def is_date_field(known: Any, name: str) -> bool:
    """Whether the field *name* of *known* fields has a date type."""
    place = known.lookupField(name) if name else -1
    return place >= 0 and known[place].type() in (QVariant.Date, QVariant.DateTime)


def _zones(sources: Sources) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for zone_class in CLASSES:
        found[zone_class] = list(sources.zone_layers.get(zone_class, ()))
        found[f"{zone_class}_DISTANCE"] = sources.zone_distances.get(zone_class)
    return found
