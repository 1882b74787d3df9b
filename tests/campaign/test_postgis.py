"""The schema in PostGIS: what it holds and refuses, on a server of the test's own where there is PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mine_remediation.benchmarks import postgis as servers
from mine_remediation.campaign import geopackage, postgis, schema
from mine_remediation.engine.problems import Refusal

psycopg2 = pytest.importorskip("psycopg2")
SQUARE = "ST_Multi(ST_MakeEnvelope(42500000, 4620000, 42500100, 4620100, 4530))"
NAME = '示例"行动'


@pytest.fixture(scope="module")
def connection() -> Iterator[str]:
    """The text of a connection to a server with PostGIS."""
    if servers.missing():
        pytest.skip(servers.missing())
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))  # a socket's path must be short
    try:
        with servers.server(folder) as sockets:
            servers.ask(sockets, "CREATE EXTENSION postgis;")
            yield f"host={sockets} dbname=postgres user=postgres"
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made(connection: str) -> str:
    with postgis.creating(connection, NAME, 4530):
        pass
    return connection


@pytest.fixture
def ask(made: str) -> Iterator[Any]:
    """Runs a statement in the schema of the campaign; nothing is kept."""
    with closing(psycopg2.connect(made)) as server, server.cursor() as cursor:
        cursor.execute('SET search_path TO "示例""行动", public')

        def ask(statement: str) -> list[tuple]:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

        yield ask


def test_tables_and_columns_are_those_of_the_declaration(ask: Any) -> None:
    rows = ask("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = '示例\"行动'")
    found: dict[str, set[str]] = {}
    for table, column in rows:
        found.setdefault(table, set()).add(column)
    for table in schema.tables():
        wanted = {schema.FID, *(field.name for field in table.fields), *([schema.GEOMETRY] if table.geometry else [])}
        assert found[table.name] == wanted
    assert {"counted_patches", "history_signed"} <= set(found)
    assert ask("SELECT count(*) FROM codes") == [(len(geopackage.code_rows()),)]


def patch(ask: Any) -> None:
    ask(f"INSERT INTO patches (patch_no, category, geom) VALUES ('P1', 'closed', {SQUARE})")


def test_a_patch_counts_by_its_event(ask: Any) -> None:
    patch(ask)
    assert ask("SELECT step, event_date FROM counted_patches") == [(None, None)]
    event = "INSERT INTO status_events (patch_uuid, step, event_date) SELECT uuid, 'ACCEPTANCE', '2020-06-01'"
    ask(f"{event} FROM patches")
    ((step, day),) = ask("SELECT step, event_date::text FROM counted_patches")
    assert (step, day) == ("ACCEPTANCE", "2020-06-01")
    with pytest.raises(psycopg2.Error, match="不能删除"):
        ask("DELETE FROM patches")


def test_history_keeps_what_was_and_who_signed(ask: Any) -> None:
    patch(ask)
    ask("UPDATE patches SET category = 'abandoned', edited_by = '张三', edited_at = now()")
    moved = f"ST_Translate({SQUARE}, 1, 0)"
    ask(f"UPDATE patches SET geom = {moved}, official_m2 = NULL")
    rows = ask("SELECT column_name, old_value, signed_by, old_geom IS NOT NULL FROM history ORDER BY fid")
    assert ("category", "closed", "张三", False) in rows
    assert rows[-1] == ("geom", None, None, True)
    same = f"SELECT ST_Equals({SQUARE}, ST_GeomFromEWKB(old_geom)) FROM history WHERE column_name = 'geom'"
    assert ask(same) == [(True,)]
    ask("DELETE FROM patches")
    assert ("patch_no", "P1") in ask("SELECT column_name, old_value FROM history WHERE change = 'delete'")


def test_computed_areas_go_with_another_geometry(ask: Any) -> None:
    patch(ask)
    ask("UPDATE patches SET official_m2 = 5")
    assert ask("SELECT count(*) FROM history") == [(0,)], "what is computed is no change"
    ask(f"UPDATE patches SET geom = ST_Translate({SQUARE}, 1, 0)")
    assert ask("SELECT official_m2 FROM patches") == [(None,)]


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM history", "只能追加"),
        ("UPDATE history SET old_value = 'x'", "只能追加"),
        ("UPDATE patches SET uuid = 'x'", "标识不能更改"),
        ("UPDATE patches SET trees = -1", "check"),
        ("UPDATE patches SET category = NULL", "null"),
        ("INSERT INTO patches (patch_no, category) VALUES ('P1', 'closed')", "unique"),
    ],
)
def test_what_is_refused(ask: Any, statement: str, says: str) -> None:
    patch(ask)
    ask("UPDATE patches SET category = 'abandoned'")
    with pytest.raises(psycopg2.Error, match=says):
        ask(statement)


def test_an_existing_schema_is_left_alone_and_a_failure_leaves_nothing(made: str) -> None:
    with pytest.raises(Refusal) as refused, postgis.creating(made, NAME, 4530):
        pass
    assert refused.value.code == "postgis_exists"
    with pytest.raises(RuntimeError), postgis.creating(made, "半途", 4530):
        raise RuntimeError
    with closing(psycopg2.connect(made)) as server, server.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = '半途'")
        assert cursor.fetchone() == (0,)
    with pytest.raises(Refusal) as refused, postgis.creating("host=/nowhere dbname=x", "x", 4530):
        pass
    assert refused.value.code == "postgis_refused"
