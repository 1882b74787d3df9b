"""History by plain triggers: what was, who signed it, and that nobody takes it away by accident."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from mine_remediation.campaign import database
from mine_remediation.campaign.geopackage import APPEND_ONLY, KEPT_PATCH, SAME_IDENTITY, SAME_ROW
from mine_remediation.tests.campaign.conftest import add_event, square


def _do(path: Path, statement: str, *values: object) -> None:
    with database.changing(path, "r", "t") as connection:
        connection.execute(statement, values)


def _history(path: Path) -> list[tuple]:
    with database.reading(path) as connection:
        columns = "change, column_name, old_value, signed_by, reason"
        return connection.execute(f"SELECT {columns} FROM history_signed ORDER BY OGC_FID").fetchall()


def _refused(path: Path, statement: str, sentence: str) -> None:
    with pytest.raises(sqlite3.DatabaseError, match=sentence):
        _do(path, statement)


def test_old_values_are_kept_and_nothing_for_a_row_that_did_not_change(with_patches) -> None:
    path = with_patches("A", "B", declared_m2=100.0)
    _do(path, "UPDATE patches SET declared_m2 = 120.0 WHERE patch_no = 'A'")
    _do(path, "UPDATE patches SET declared_m2 = 120.0 WHERE patch_no = 'A'")
    assert _history(path) == [("update", "declared_m2", "100.0", "未署名", None)]


def test_the_old_geometry_is_kept(with_patches) -> None:
    path = with_patches("A")
    _do(path, "UPDATE patches SET geom = ?, remarks = 'x'", square(5))
    with database.reading(path) as connection:
        kept = connection.execute("SELECT column_name, old_geom FROM history ORDER BY fid").fetchall()
    assert kept == [("remarks", None), ("geom", square(0))] or kept[-1] == ("geom", square(0))


def test_geometry_that_comes_first_is_signed_by_the_attributes_that_follow(with_patches) -> None:
    """QGIS saves geometry first, then the attributes with who and when."""
    path = with_patches("A")
    _do(path, "UPDATE patches SET geom = ?", square(5))
    assert _history(path) == [("update", "geom", None, "未署名", None)]
    signed = "UPDATE patches SET edited_by = '张三', edited_at = ?, edit_reason = '复测'"
    _do(path, signed, "2020-11-30T08:00:00Z")
    assert _history(path)[0] == ("update", "geom", None, "张三", None)
    assert _history(path)[1][3:] == ("张三", "复测")
    _do(path, "UPDATE patches SET remarks = '他处修改'")
    assert _history(path)[-1] == ("update", "remarks", None, "未署名", None), "who signed before did not sign this"


def test_figures_computed_from_a_former_geometry_are_emptied(with_patches) -> None:
    path = with_patches("A", official_m2=10_000.0)
    _do(path, "UPDATE patches SET remarks = 'x'")
    with database.reading(path) as connection:
        assert connection.execute("SELECT official_m2 FROM patches").fetchone() == (10_000.0,)
    _do(path, "UPDATE patches SET geom = ?", square(5))
    with database.reading(path) as connection:
        assert connection.execute("SELECT official_m2 FROM patches").fetchone() == (None,)
    assert "official_m2" not in [row[1] for row in _history(path)]


def test_a_patch_with_an_event_or_in_a_report_is_not_deleted(with_patches) -> None:
    path = with_patches("A", "B", "C")
    with database.changing(path, "r", "t") as connection:
        add_event(connection, "A", "SELF_CHECK", "2020-01-01")
        connection.execute(
            "INSERT INTO report_patches (report_uuid, patch_uuid) SELECT 'r', uuid FROM patches WHERE patch_no = 'B'"
        )
    _refused(path, "DELETE FROM patches WHERE patch_no = 'A'", KEPT_PATCH)
    _refused(path, "DELETE FROM patches WHERE patch_no = 'B'", KEPT_PATCH)
    _do(path, "DELETE FROM patches WHERE patch_no = 'C'")
    kept = {row[1]: row[2] for row in _history(path) if row[0] == "delete"}
    assert kept["patch_no"] == "C"
    assert "geom" in kept


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET old_value = 'x'",
        "DELETE FROM history",
        "INSERT OR REPLACE INTO history (fid, table_name, change, changed_at) VALUES (1, 'patches', 'update', 'x')",
    ],
)
def test_history_only_grows(with_patches, statement: str) -> None:
    path = with_patches("A")
    _do(path, "UPDATE patches SET remarks = 'x'")
    before = _history(path)
    _refused(path, statement, APPEND_ONLY)
    assert _history(path) == before


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("INSERT OR REPLACE INTO patches (fid, patch_no, category) VALUES (1, 'Z', 'closed')", SAME_ROW),
        ("INSERT OR REPLACE INTO patches (patch_no, category) VALUES ('A', 'closed')", SAME_ROW),
        ("INSERT OR REPLACE INTO patches (uuid, patch_no, category) SELECT uuid, 'Z', 'closed' FROM patches", SAME_ROW),
        ("UPDATE OR REPLACE patches SET patch_no = 'A' WHERE patch_no = 'B'", SAME_ROW),
        ("UPDATE patches SET uuid = 'x' WHERE patch_no = 'A'", SAME_IDENTITY),
        ("UPDATE OR REPLACE patches SET fid = 1 WHERE patch_no = 'B'", SAME_IDENTITY),
    ],
)
def test_no_row_is_taken_away_past_the_triggers(with_patches, statement: str, sentence: str) -> None:
    path = with_patches("A", "B")
    _refused(path, statement, sentence)
    with database.reading(path) as connection:
        assert connection.execute("SELECT count(*) FROM patches").fetchone() == (2,)
