"""The packed spatial index, as SQLite itself checks and asks it."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from mine_remediation.engine.wkb import geopackage_blobs
from mine_remediation.reports.geopackage import Filler, index_nodes

NODE_SIZE = 1228  # of a file with pages of 4096 bytes


def indexed(keys, bounds) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE r USING rtree(id, minx, maxx, miny, maxy)")
    assert connection.execute("SELECT length(data) FROM r_node").fetchone() == (NODE_SIZE,)
    nodes, places, parents = index_nodes(keys, bounds, NODE_SIZE)
    connection.executemany("INSERT OR REPLACE INTO r_node VALUES (?, ?)", nodes)
    connection.executemany("INSERT INTO r_rowid VALUES (?, ?)", places.tolist())
    connection.executemany("INSERT INTO r_parent VALUES (?, ?)", parents.tolist())
    return connection


@pytest.mark.parametrize("count", [0, 1, 51, 52, 102, 2601, 2602, 7000])
def test_every_box_is_found(count) -> None:
    random = np.random.default_rng(count)
    corner = random.uniform(-5e6, 5e6, (count, 2))
    bounds = np.hstack([corner, corner + random.uniform(0, 3000, (count, 2))])
    keys = random.permutation(10 * count)[:count] + 1
    connection = indexed(keys, bounds)
    assert connection.execute("SELECT rtreecheck('r')").fetchone() == ("ok",)
    held = np.array(connection.execute("SELECT * FROM r ORDER BY id").fetchall(), dtype=float).reshape(-1, 5)
    assert held[:, 0].tolist() == sorted(keys.tolist())
    given = bounds[np.argsort(keys)]
    assert (held[:, [1, 3]] <= given[:, :2]).all()
    assert (held[:, [2, 4]] >= given[:, 2:]).all()
    assert np.abs(held[:, [1, 3, 2, 4]] - given).max(initial=0) <= 0.5
    for west, south in random.uniform(-5e6, 4e6, (20, 2)):
        east, north = west + 1e6, south + 1e6
        meets = (bounds[:, 0] <= east) & (bounds[:, 2] >= west) & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
        query = "SELECT id FROM r WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ?"
        found = {row[0] for row in connection.execute(query, (east, west, north, south))}
        assert set(keys[meets].tolist()) <= found
        assert len(found) <= meets.sum() + 2  # single precision is half a metre here


def test_the_index_can_be_changed_afterwards() -> None:
    random = np.random.default_rng(1)
    corner = random.uniform(0, 1e5, (3000, 2))
    connection = indexed(np.arange(1, 3001), np.hstack([corner, corner + 10]))
    for key in range(1, 3001, 2):
        connection.execute("DELETE FROM r WHERE id = ?", (key,))
        connection.execute("INSERT INTO r VALUES (?, 0, 1, 0, 1)", (key + 5000,))
    assert connection.execute("SELECT rtreecheck('r')").fetchone() == ("ok",)
    assert connection.execute("SELECT count(*) FROM r WHERE maxx <= 1 AND maxy <= 1").fetchone()[0] >= 1500


def test_header_of_a_geometry() -> None:
    """Byte by byte, as the standard has it: magic, version, flags, srs, envelope x x y y."""
    nothing, empty, full = geopackage_blobs(
        [None, b"e", b"w"], [[np.nan] * 4, [np.nan] * 4, [1.0, 2.0, 3.0, 4.0]], 4547
    )
    assert nothing is None
    assert empty == b"GP\x00\x11" + (4547).to_bytes(4, "little") + b"e"
    assert full == b"GP\x00\x03" + (4547).to_bytes(4, "little") + np.array([1.0, 3, 2, 4]).tobytes() + b"w"


def test_a_layer_that_a_full_disk_cut_off_is_an_error_of_the_database() -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE gpkg_contents (table_name)")
    connection.execute("CREATE TABLE gpkg_geometry_columns (table_name, column_name, srs_id)")
    with pytest.raises(sqlite3.OperationalError, match="no such table: imported"):
        Filler(connection, "imported", ["year"]).begin()
    connection.execute("INSERT INTO gpkg_contents VALUES ('imported')")
    with pytest.raises(sqlite3.OperationalError, match="no such table: imported"):
        Filler(connection, "imported", ["year"]).begin()
