"""From a layer of QGIS to rows for a campaign: which field goes where, geometry in the campaign's system.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsWkbTypes

from ..campaign import database, mapping, schema
from ..campaign.geometry import transformed
from ..campaign.loading import Incoming, with_source
from ..campaign.schema import ZONE_LINES, ZONES
from ..engine.mappings import constant, written
from ..engine.planes import checked_crs
from ..engine.problems import Notice, Refusal, info
from ..engine.progress import Progress
from .reading import geometry_words, refuse_garbled
from .sources import LayerSnapshot, SourceTable, read_source

_KINDS = {
    "MultiPolygon": QgsWkbTypes.GeometryType.PolygonGeometry,
    "MultiLineString": QgsWkbTypes.GeometryType.LineGeometry,
    "Point": QgsWkbTypes.GeometryType.PointGeometry,
}
_OPTIONAL_GEOMETRY = {"mines", "licences", "photos"}


def read_incoming(
    path: Path, snapshot: LayerSnapshot, table: str, wanted: str, progress: Progress
) -> tuple[Incoming, list[Notice]]:
    """What *snapshot* holds for *table*, by the mapping *wanted*, and what is to be told.

    Raises ``Refusal``: ``layer_kind`` (layer, kind, table), ``mapping_…``, ``crs_…``, ``garbled_…``.
    """
    place, with_geometry = _place(snapshot, table)
    with database.reading(path) as connection:
        srs = database.srs_of(connection)
        chosen = _mapping(connection, snapshot, place, wanted)
    given = {target: constant(source) for target, source in chosen.items()}
    constants = {target: text for target, text in given.items() if text is not None}
    fields = {target: source for target, source in chosen.items() if target not in constants}
    read = read_source(snapshot, list(dict.fromkeys(fields.values())), progress, geometry=with_geometry)
    refuse_garbled(read)
    columns = {target: list(read.columns[source]) for target, source in fields.items()}
    columns |= {target: [text] * len(read) for target, text in constants.items()}
    shapes = _in_campaign(read, srs) if with_geometry else None
    incoming = Incoming(
        table=place,
        layer=read.name,
        columns=columns,
        geometry=shapes,
        ids=[str(fid) for fid in read.fids.tolist()],
        srs=srs,
        crs=f"EPSG:{srs}",
    )
    told = info("mapping_used", layer=read.name, mapping=written(chosen))
    return with_source(incoming, Path(snapshot.path).name or read.name, snapshot.crs.authid()), [*read.notices, told]


def _place(snapshot: LayerSnapshot, table: str) -> tuple[str, bool]:
    """The table that is filled (lines of zones have their own), and whether geometry goes with it."""
    kind = QgsWkbTypes.geometryType(snapshot.wkb_type)
    if table == str(ZONES) and kind == _KINDS["MultiLineString"]:
        table = str(ZONE_LINES)
    wanted = _KINDS[schema.table(table).geometry]
    if kind == wanted:
        return table, True
    if kind == QgsWkbTypes.GeometryType.NullGeometry and table in _OPTIONAL_GEOMETRY:
        return table, False
    shown = geometry_words(snapshot.wkb_type)
    raise Refusal("layer_kind", layer=snapshot.name, kind=shown, table=schema.table(table).label)


def _mapping(connection: object, snapshot: LayerSnapshot, table: str, wanted: str) -> dict[str, str]:
    names = [each.name() for each in snapshot.fields]
    if not wanted:
        found = mapping.guess(table, names)
    elif "=" in wanted:
        found = mapping.parse(wanted, table)
    else:
        text = mapping.saved(connection, wanted, table)
        if text is None:
            raise Refusal("mapping_unknown", mapping=wanted)
        found = mapping.parse(text, table)
    if not found:
        raise Refusal("mapping_empty", layer=snapshot.name, fields=names)
    return found


def _in_campaign(read: SourceTable, srs: int) -> object:
    crs = checked_crs(read.snapshot.crs_wkt, read.name)
    return transformed(read.geometry, crs, f"EPSG:{srs}")
