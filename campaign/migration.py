"""An older campaign in the schema of this version: a new file, every row copied, the history with it.

New columns have their defaults; columns that this version no longer knows stay in the older file.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ..engine.problems import Refusal
from . import database, geopackage, schema
from .schema import CAMPAIGNS, CODES, FID, GEOMETRY
from .sql import register_functions, sql


def migrate(source: Path, target: Path) -> str:
    """Make *target* from the older campaign *source*; the campaign's name.

    Raises ``Refusal``: ``campaign_is_current`` (file, known), ``campaign_newer`` (file, found, known),
    ``campaign_foreign`` (file).
    """
    with closing(sqlite3.connect(source.resolve().as_uri() + "?mode=ro", uri=True)) as old:
        found, known = database.version_of(old, source), schema.SCHEMA_VERSION
        if found == known:
            raise Refusal("campaign_is_current", file=source.name, known=known)
        if found > known:
            raise Refusal("campaign_newer", file=source.name, found=found, known=known)
        title = database.active_campaign(old, _columns(old, str(CAMPAIGNS)))[CAMPAIGNS.name]
        database.create(target, title, f"EPSG:{database.srs_of(old)}")
        with closing(sqlite3.connect(target, isolation_level=None)) as new:
            register_functions(new)
            new.execute("BEGIN IMMEDIATE")
            _copy(old, new)
            database.set_setting(new, geopackage.VERSION, str(known))
            new.execute("COMMIT")
    return str(title)


def _copy(old: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Every row of every table that both know, without making history of it."""
    named = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'rtree%'"
    triggers = new.execute(named).fetchall()
    for name, _ in triggers:
        new.execute(sql("DROP TRIGGER", name))
    there = set(tables_of(old))
    for table in (each for each in schema.tables() if each.name in there):
        known = [FID, *([GEOMETRY] if table.geometry else []), *(field.name for field in table.fields)]
        shared = [name for name in _columns(old, table.name) if name in known]
        if table.name != str(CODES):
            new.execute(sql("DELETE FROM", table.name))
        rows = old.execute(sql("SELECT", shared, "FROM", table.name))
        put = "INSERT OR IGNORE INTO" if table.name == str(CODES) else "INSERT INTO"
        new.executemany(sql(put, table.name, "(", shared, ") VALUES (", ["?"] * len(shared), ")"), rows)
        counted = sql("UPDATE", "gpkg_ogr_contents SET feature_count = ? WHERE table_name = ?")
        new.execute(counted, (count(new, table.name), table.name))
    for _, statement in triggers:
        new.execute(statement)


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """Names of the campaign's tables that a file has."""
    named = {table.name for table in schema.tables()}
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [row[0] for row in rows if row[0] in named]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def count(connection: sqlite3.Connection, table: str) -> int:
    """Number of rows."""
    return int(connection.execute(sql("SELECT count(*) FROM", table)).fetchone()[0])
