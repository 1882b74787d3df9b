"""The schema as a GeoPackage (version 1.2): tables, spatial index, code lists, views, and the triggers of history.

Triggers are plain SQL without spatial functions, so that edits of QField and of a QGIS without this plugin are kept
too. They protect from accidents; whoever drops a trigger is not kept from it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from . import schema, views
from .codes import code_lists
from .schema import (
    CODES,
    EDIT_REASON,
    EDITED_AT,
    EDITED_BY,
    FID,
    GEOMETRY,
    HISTORY,
    PATCHES,
    REPORT_PATCHES,
    SETTINGS,
    STATUS_EVENTS,
    UUID,
    Field,
    Table,
)
from .sql import envelope, insert, quoted, sql

APPLICATION_ID, GEOPACKAGE_VERSION = 0x47504B47, 10200
VERSION = "schema_version"  # the setting that tells which schema a file has
NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
KEPT_PATCH = "该图斑已有办理记录或已列入上报报表，不能删除。如确属错误，请登记更正记录，保留本图斑。"
APPEND_ONLY = "修改历史只能追加，不能更改或删除。"
SAME_ROW = "同一标识的记录已经存在，不能覆盖。"
SAME_IDENTITY = "记录的标识不能更改。"
_RANDOM_UUID = "(lower(hex(randomblob(16))))"

_FRAME = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name));
CREATE TABLE gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL);
"""
_INDEX_SPEC = "http://www.geopackage.org/spec120/#extension_rtree"


def create(connection: sqlite3.Connection, reference: tuple[int, str, str, str]) -> None:
    """Make the whole schema in an empty file; *reference*: number, name, authority and WKT of the CRS."""
    connection.execute(sql("PRAGMA application_id =", APPLICATION_ID))
    connection.execute(sql("PRAGMA user_version =", GEOPACKAGE_VERSION))
    connection.execute("BEGIN IMMEDIATE")
    for statement in filter(None, map(str.strip, _FRAME.split(";\n"))):
        connection.execute(statement)
    _references(connection, reference)
    for table in schema.tables():
        for statement in statements(table):
            connection.execute(statement)
        _register(connection, table.name, table.label, table.geometry, reference[0])
    for statement in (*_history_guards(), *_patch_guards(), *views.statements()):
        connection.execute(statement)
    patches = schema.table(str(PATCHES))
    _register(connection, views.SIGNED_HISTORY, views.SIGNED_HISTORY, "", reference[0])
    _register(connection, views.COUNTED_PATCHES, patches.label, patches.geometry, reference[0], view=True)
    fill_codes(connection)
    connection.execute(insert(SETTINGS, (SETTINGS.key, SETTINGS.content)), (VERSION, str(schema.SCHEMA_VERSION)))
    connection.execute("COMMIT")


def fill_codes(connection: sqlite3.Connection) -> None:
    """Write the code lists, in the language of now."""
    columns = (CODES.list, CODES.code, CODES.label, CODES.rank, CODES.rolls_up_to, CODES.national_code)
    connection.executemany(insert(CODES, columns), code_rows())


def code_rows() -> list[tuple[str | int | None, ...]]:
    """The rows of the code lists, in the language of now."""
    return [
        (made.name, code.value, code.label, rank, code.rolls_up_to or None, code.national or None)
        for made in code_lists().values()
        for rank, code in enumerate(made.codes)
    ]


def _references(connection: sqlite3.Connection, reference: tuple[int, str, str, str]) -> None:
    number, name, authority, definition = reference
    rows = [
        ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", None),
        ("Undefined geographic SRS", 0, "NONE", 0, "undefined", None),
        (name, number, authority, number, definition, None),
    ]
    connection.executemany(sql("INSERT INTO", "gpkg_spatial_ref_sys VALUES (", ["?"] * 6, ")"), rows)


def _register(
    connection: sqlite3.Connection, name: str, label: str, geometry: str, srs: int, *, view: bool = False
) -> None:
    kind = "features" if geometry else "attributes"
    columns = ("table_name", "data_type", "identifier", "description", "srs_id")
    connection.execute(insert("gpkg_contents", columns), (name, kind, name, label, srs if geometry else 0))
    if not geometry:
        return
    row = (name, GEOMETRY, geometry.upper(), srs, 0, 0)
    connection.execute(sql("INSERT INTO", "gpkg_geometry_columns VALUES (", ["?"] * 6, ")"), row)
    if not view:
        extension = (name, GEOMETRY, "gpkg_rtree_index", _INDEX_SPEC, "write-only")
        connection.execute(sql("INSERT INTO", "gpkg_extensions VALUES (", ["?"] * 5, ")"), extension)


# Tables ---------------------------------------------------------------------------------------------------


def statements(table: Table) -> Iterator[str]:
    """What makes one table, its indexes and its triggers."""
    columns = [sql(FID, "INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL")]
    columns += [sql(GEOMETRY, table.geometry.upper())] if table.geometry else []
    columns += [_column(field) for field in table.fields]
    yield sql("CREATE TABLE", table.name, "(", columns, ")")
    for field in table.fields:
        if field.parent:
            yield sql("CREATE INDEX", f"{table.name}_{field.name}", "ON", table.name, "(", field.name, ")")
    yield from _row_count(table.name)
    if table.geometry:
        yield from _spatial_index(table.name)
    if table.tracked:
        yield from _history_triggers(table)
        yield from _identity_guards(table)


def _column(field: Field) -> str:
    parts = [field.name, field.kind.value]
    if field.required:
        parts.append("NOT NULL")
    if field.unique:
        parts.append("UNIQUE")
    if field.name == UUID:
        parts.append(sql("DEFAULT", _RANDOM_UUID))
    elif field.default and not field.on_update:
        parts.append(sql("DEFAULT", field.default))
    if field.condition:
        parts.append(sql("CHECK (", field.condition, ")"))
    return sql(*parts)


def _row_count(name: str) -> Iterator[str]:
    """The number of rows as GDAL keeps it; without it QGIS counts a filtered layer wrongly."""
    yield sql("INSERT INTO", "gpkg_ogr_contents VALUES (", [quoted(name), "0"], ")")
    for event, step in (("insert", "+ 1"), ("delete", "- 1")):
        counted = sql("UPDATE", "gpkg_ogr_contents SET feature_count = feature_count", step)
        body = sql(counted, "WHERE lower(table_name) = lower(", quoted(name), ");")
        yield _trigger(f"trigger_{event}_feature_count_{name}", f"AFTER {event.upper()} ON {name}", "1", body)


def _spatial_index(name: str) -> Iterator[str]:
    """The R-tree and its triggers, word by word as the GeoPackage standard has them."""
    tree = f"rtree_{name}_{GEOMETRY}"
    full = f"NEW.{GEOMETRY} NOTNULL AND NOT ST_IsEmpty(NEW.{GEOMETRY})"
    empty = f"NEW.{GEOMETRY} ISNULL OR ST_IsEmpty(NEW.{GEOMETRY})"
    bounds = [f"ST_{each}(NEW.{GEOMETRY})" for each in ("MinX", "MaxX", "MinY", "MaxY")]
    put = sql("INSERT OR REPLACE INTO", tree, "VALUES (", [f"NEW.{FID}", *bounds], ");")
    drop = sql("DELETE FROM", tree, "WHERE id =", f"OLD.{FID};")
    same, moved = f"OLD.{FID} = NEW.{FID}", f"OLD.{FID} != NEW.{FID}"
    yield sql("CREATE VIRTUAL TABLE", tree, "USING rtree(id, minx, maxx, miny, maxy)")
    yield _trigger(f"{tree}_insert", f"AFTER INSERT ON {name}", full, put)
    yield _trigger(f"{tree}_update1", f"AFTER UPDATE OF {GEOMETRY} ON {name}", f"{same} AND ({full})", put)
    yield _trigger(f"{tree}_update2", f"AFTER UPDATE OF {GEOMETRY} ON {name}", f"{same} AND ({empty})", drop)
    yield _trigger(f"{tree}_update3", f"AFTER UPDATE ON {name}", f"{moved} AND ({full})", sql(drop, put))
    both = sql("DELETE FROM", tree, "WHERE id IN (", [f"OLD.{FID}", f"NEW.{FID}"], ");")
    yield _trigger(f"{tree}_update4", f"AFTER UPDATE ON {name}", f"{moved} AND ({empty})", both)
    yield _trigger(f"{tree}_delete", f"AFTER DELETE ON {name}", f"OLD.{GEOMETRY} NOT NULL", drop)


def _trigger(name: str, event: str, when: str, body: str) -> str:
    return sql("CREATE TRIGGER", name, event, "WHEN", when, "BEGIN", body, "END")


def _abort(sentence: str) -> str:
    return sql("SELECT RAISE(ABORT,", quoted(sentence), ");")


@contextmanager
def in_bulk(connection: sqlite3.Connection, name: str) -> Iterator[None]:
    """Inside, rows may be added to the table *name* without its triggers, which are put back at the end.

    The index and the number of rows are brought up to date together then; the caller looks itself that no row is
    there already. Dropping and making triggers is part of the transaction.
    """
    kept = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ? AND sql LIKE '% INSERT ON %'"
    triggers = connection.execute(kept, (name,)).fetchall()
    (last,) = connection.execute(sql("SELECT coalesce(max(", FID, "), 0) FROM", name)).fetchone()
    for trigger, _ in triggers:
        connection.execute(sql("DROP TRIGGER", trigger))
    yield
    if schema.table(name).geometry:
        _index_from(connection, name, last)
    counted = sql("UPDATE", "gpkg_ogr_contents SET feature_count = (SELECT count(*) FROM", name, ")")
    connection.execute(sql(counted, "WHERE table_name = ?"), (name,))
    for _, statement in triggers:
        connection.execute(statement)


def _index_from(connection: sqlite3.Connection, name: str, last: int) -> None:
    """Put the rows after number *last* into the spatial index."""
    rows = connection.execute(sql("SELECT", [FID, GEOMETRY], "FROM", name, "WHERE", FID, "> ?"), (last,))
    found = ((number, envelope(blob)) for number, blob in rows.fetchall())
    boxes = [(number, *bounds) for number, bounds in found if bounds]
    put = sql("INSERT INTO", f"rtree_{name}_{GEOMETRY}", "VALUES (", ["?"] * 5, ")")
    connection.executemany(put, boxes)


# History --------------------------------------------------------------------------------------------------


def _history_triggers(table: Table) -> Iterator[str]:
    """Old values of every changed field, and of every field of a deleted row; the old geometry as it was.

    Who signs counts only where it was written in the same statement; its time always changes with it.
    """
    signed = [f"CASE WHEN NEW.{EDITED_AT} IS NOT OLD.{EDITED_AT} THEN NEW.{name} END" for name in _SIGNATURE]
    columns = [field.name for field in table.fields if not field.computed and field.name not in _SIGNATURE]
    columns += [GEOMETRY] if table.geometry else []
    rows = [_old(table, "update", name, signed, f"OLD.{name} IS NOT NEW.{name}") for name in columns]
    yield _keeping(f"history_{table.name}_update", "UPDATE", table, rows)
    columns = [field.name for field in table.fields] + ([GEOMETRY] if table.geometry else [])
    rows = [_old(table, "delete", name, ["NULL", "NULL"], f"OLD.{name} IS NOT NULL") for name in columns]
    yield _keeping(f"history_{table.name}_delete", "DELETE", table, rows)
    computed = [field.name for field in table.fields if field.computed]
    if computed:
        yield _forgetting(table.name, computed)


def _old(table: Table, change: str, column: str, signed: list[str], when: str) -> str:
    value, blob = ("NULL", f"OLD.{column}") if column == GEOMETRY else (f"OLD.{column}", "NULL")
    named = [quoted(table.name), f"OLD.{UUID}", quoted(change), quoted(column)]
    return sql("SELECT", [*named, value, blob, NOW, *signed], "WHERE", when)


def _keeping(name: str, event: str, table: Table, rows: list[str]) -> str:
    body = sql("INSERT INTO", HISTORY, "(", list(_HISTORY_COLUMNS), ")", " UNION ALL ".join(rows), ";")
    return sql("CREATE TRIGGER", name, "AFTER", event, "ON", table.name, "BEGIN", body, "END")


def _forgetting(name: str, computed: list[str]) -> str:
    """What our algorithms computed no longer holds when somebody else has changed the geometry."""
    kept = [f"NEW.{each} IS OLD.{each}" for each in computed]
    when = sql(f"OLD.{GEOMETRY} IS NOT NEW.{GEOMETRY} AND", " AND ".join(kept))
    body = sql("UPDATE", name, "SET", [f"{each} = NULL" for each in computed], "WHERE", FID, f"= NEW.{FID};")
    return _trigger(f"computed_{name}", f"AFTER UPDATE OF {GEOMETRY} ON {name}", when, body)


_SIGNATURE = (EDITED_BY, EDIT_REASON)
_HISTORY_COLUMNS = (
    HISTORY.table_name, HISTORY.row_uuid, HISTORY.change, HISTORY.column_name, HISTORY.old_value, HISTORY.old_geom,
    HISTORY.changed_at, HISTORY.signed_by, HISTORY.reason,
)  # fmt: skip


def _identity_guards(table: Table) -> Iterator[str]:
    """``INSERT OR REPLACE`` and the like would take rows away past every other trigger."""
    unique = [FID, *(field.name for field in table.fields if field.unique)]
    taken = " OR ".join(f"{name} = NEW.{name}" for name in unique)
    found = sql("EXISTS (SELECT 1 FROM", table.name, "WHERE", taken, ")")
    yield _trigger(f"guard_{table.name}_insert", f"BEFORE INSERT ON {table.name}", found, _abort(SAME_ROW))
    moved = f"OLD.{FID} IS NOT NEW.{FID} OR OLD.{UUID} IS NOT NEW.{UUID}"
    event = f"BEFORE UPDATE OF {FID}, {UUID} ON {table.name}"
    yield _trigger(f"guard_{table.name}_identity", event, moved, _abort(SAME_IDENTITY))
    for name in unique[2:]:
        other = sql("EXISTS (SELECT 1 FROM", table.name, "WHERE", name, f"= NEW.{name} AND", FID, f"<> OLD.{FID})")
        event = f"BEFORE UPDATE OF {name} ON {table.name}"
        yield _trigger(f"guard_{table.name}_{name}", event, other, _abort(SAME_ROW))


def _history_guards() -> Iterator[str]:
    taken = sql("EXISTS (SELECT 1 FROM", HISTORY, "WHERE", FID, f"= NEW.{FID})")
    yield _trigger("guard_history_insert", f"BEFORE INSERT ON {HISTORY}", taken, _abort(APPEND_ONLY))
    for event in ("UPDATE", "DELETE"):
        yield _trigger(f"guard_history_{event.lower()}", f"BEFORE {event} ON {HISTORY}", "1", _abort(APPEND_ONLY))
    yield sql("CREATE INDEX", "history_row", "ON", HISTORY, "(", [HISTORY.row_uuid, FID], ")")


def _patch_guards() -> Iterator[str]:
    """A patch that has a status event or stands in a report is not deleted."""
    found = [
        sql("EXISTS (SELECT 1 FROM", table, "WHERE", column, f"= OLD.{UUID})")
        for table, column in ((STATUS_EVENTS, STATUS_EVENTS.patch_uuid), (REPORT_PATCHES, REPORT_PATCHES.patch_uuid))
    ]
    yield _trigger("guard_patches_delete", f"BEFORE DELETE ON {PATCHES}", " OR ".join(found), _abort(KEPT_PATCH))
