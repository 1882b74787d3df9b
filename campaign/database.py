"""Opening a campaign: version check, one transaction per run, and the moment at which it becomes a plain file.

All changes go through :func:`changing`: whole or not at all, after at most five seconds of waiting for another
program. SQLite errors are raised as refusals that name the file and the remedy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from ..engine.planes import checked_crs
from ..engine.problems import Notice, Refusal, warning
from ..libraries import pyproj
from . import geopackage, schema, views
from .schema import CAMPAIGNS, PATCHES, RUN_LOG, SETTINGS, UUID
from .sql import insert, register_functions, sql, update

WAIT_S = 5.0


def create(path: Path, name: str, crs: str) -> None:
    """Make a new campaign called *name* at *path*, where nothing lies yet.

    Raises ``Refusal``: ``crs_missing``, ``crs_unusable``, ``crs_ballpark``, ``campaign_crs_unnumbered`` (crs).
    """
    reference = _reference(crs, name)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        register_functions(connection)
        geopackage.create(connection, reference)
        with _transaction(connection):
            columns = (CAMPAIGNS.name, CAMPAIGNS.counting_step)
            connection.execute(insert(CAMPAIGNS, columns), (name, "ACCEPTANCE"))
            (uuid,) = connection.execute(sql("SELECT", UUID, "FROM", CAMPAIGNS)).fetchone()
            set_setting(connection, views.ACTIVE, uuid)


def _reference(crs: str, name: str) -> tuple[int, str, str, str]:
    checked_crs(crs, name)
    found = pyproj.CRS.from_user_input(crs)
    authority = found.to_authority()
    if authority is None or authority[0] != "EPSG":
        raise Refusal("campaign_crs_unnumbered", crs=found.name)
    return int(authority[1]), found.name, authority[0], found.to_wkt("WKT1_GDAL")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The campaign at *path*, only to be read. Raises ``Refusal`` as :func:`changing` does."""
    with _open(path) as connection:
        connection.execute("PRAGMA query_only = ON")
        yield connection


@contextmanager
def changing(path: Path, run_id: str, algorithm: str) -> Iterator[sqlite3.Connection]:
    """One transaction on the campaign at *path*; it is committed, with a line in the run log, when the block ends well.

    Raises ``Refusal``: ``campaign_missing`` (file), ``campaign_foreign`` (file), ``campaign_newer`` and
    ``campaign_older`` (file, found, known), ``campaign_locked`` (file, detail).
    """
    with _open(path) as connection, _transaction(connection, path):
        yield connection
        columns = (RUN_LOG.run_id, RUN_LOG.algorithm, RUN_LOG.started_at)
        moment = connection.execute(sql("SELECT", geopackage.NOW)).fetchone()[0]
        connection.execute(insert(RUN_LOG, columns), (run_id, algorithm, moment))


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    if not path.is_file():
        raise Refusal("campaign_missing", file=str(path))
    uri = path.resolve().as_uri() + "?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=WAIT_S, isolation_level=None)) as connection:
        register_functions(connection)
        _check_version(connection, path)
        yield connection


@contextmanager
def _transaction(connection: sqlite3.Connection, path: Path | None = None) -> Iterator[None]:
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if path is None or "locked" not in str(error):
            raise
        raise Refusal("campaign_locked", file=path.name, detail=str(error)) from error


def version_of(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of an open file; raises ``Refusal("campaign_foreign", file)`` where it is no campaign."""
    try:
        return int(setting(connection, geopackage.VERSION) or "")
    except (sqlite3.DatabaseError, ValueError) as error:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise Refusal("campaign_locked", file=path.name, detail=str(error)) from error
        raise Refusal("campaign_foreign", file=str(path)) from error


def is_campaign(path: Path) -> bool:
    """Whether the file at *path* is the database of a campaign, of any version; one that is locked counts as such."""
    if not path.is_file():
        return False
    with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True, timeout=WAIT_S)) as connection:
        try:
            version_of(connection, path)
        except Refusal as refusal:
            return refusal.code != "campaign_foreign"
    return True


def _check_version(connection: sqlite3.Connection, path: Path) -> None:
    found, known = version_of(connection, path), schema.SCHEMA_VERSION
    if found > known:
        raise Refusal("campaign_newer", file=path.name, found=found, known=known)
    if found < known:
        raise Refusal("campaign_older", file=path.name, found=found, known=known)


def left_over(path: Path) -> list[Notice]:
    """A warning where the last changes still lie in a write-ahead log beside the file: a copy without it lacks them."""
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        return [warning("campaign_log_left", file=path.name, log=log.name)]
    return []


def setting(connection: sqlite3.Connection, key: str) -> str | None:
    """One setting, None where it was never made."""
    statement = sql("SELECT", SETTINGS.content, "FROM", SETTINGS, "WHERE", SETTINGS.key, "= ?")
    found = connection.execute(statement, (key,)).fetchone()
    return found[0] if found else None


def set_setting(connection: sqlite3.Connection, key: str, content: str) -> None:
    """Make a setting, or another value of one."""
    changed = connection.execute(update(SETTINGS, [SETTINGS.content], SETTINGS.key), (content, key))
    if not changed.rowcount:
        connection.execute(insert(SETTINGS, (SETTINGS.key, SETTINGS.content)), (key, content))


def srs_of(connection: sqlite3.Connection) -> int:
    """EPSG number of the campaign's coordinate reference system."""
    statement = sql("SELECT", "srs_id", "FROM", "gpkg_geometry_columns WHERE table_name = ?")
    return int(connection.execute(statement, (str(PATCHES),)).fetchone()[0])


def active_campaign(connection: sqlite3.Connection, names: Sequence[str] | None = None) -> dict[str, Any]:
    """The row of the campaign that counts, by field (*names*: those that an older file has)."""
    names = names or [field.name for field in schema.table(str(CAMPAIGNS)).fields]
    statement = sql("SELECT", list(names), "FROM", CAMPAIGNS, "WHERE", UUID, "= ?")
    row = connection.execute(statement, (setting(connection, views.ACTIVE),)).fetchone()
    return dict(zip(names, row))
