"""Filling a new layer of a GeoPackage: rows straight into SQLite, the spatial index packed at once.

GDAL makes the empty layer with all its tables and triggers; what it then does row by row takes most of the time of
a run. Sources: OGC GeoPackage 1.2 (binary header, R-tree extension), SQLite's documentation of its R-tree tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

import numpy as np

from ..engine.wkb import geopackage_blobs

_CELL = np.dtype([("key", ">i8"), ("box", ">f4", 4)])  # min x, max x, min y, max y
_NODE_HEAD = 4  # bytes: depth (of the root only) and number of cells
_MOST_CELLS = 51  # SQLite's own limit
_MOST_VALUES = 900  # of one statement: SQLite took 999 for long

Execute = Callable[[sqlite3.Connection, str], Any]
Insert = Callable[[sqlite3.Connection, str, Iterable[Sequence[Any]]], Any]


def _execute(connection: sqlite3.Connection, statement: str) -> Any:
    return connection.execute(statement)


def _insert(connection: sqlite3.Connection, statement: str, rows: Iterable[Sequence[Any]]) -> Any:
    return connection.executemany(statement, rows)


def index_nodes(keys: Any, bounds: Any, node_size: int) -> tuple[list[tuple[int, bytes]], Any, Any]:
    """The nodes of an R-tree that is packed full, row after row of tiles.

    Args:
        keys: int64 key per box.
        bounds: (n, 4) min x, min y, max x, max y, all finite.
        node_size: bytes of a node.

    Returns:
        (number, content) of each node, (key, number) of each box and (number, number of its parent) of each
        node but the root, which is number 1.
    """
    most = min(_MOST_CELLS, (node_size - _NODE_HEAD) // _CELL.itemsize)
    order = _tiled(bounds, most)
    cells = np.empty(len(order), dtype=_CELL)
    cells["key"], cells["box"] = np.asarray(keys)[order], _outward(np.asarray(bounds)[order])
    nodes: list[tuple[int, bytes]] = []
    places, parents, depth, following = np.empty((0, 2), np.int64), [], 0, 2
    while len(cells) > most:
        count = -(-len(cells) // most)
        numbers = following + np.arange(count)
        inside = np.column_stack([cells["key"].astype(np.int64), np.repeat(numbers, most)[: len(cells)]])
        places, parents = (inside, parents) if depth == 0 else (places, [*parents, inside])
        nodes += zip(numbers.tolist(), _contents(cells, most, node_size, 0))
        cells = _covering(cells, most, numbers)
        depth, following = depth + 1, following + count
    last = np.column_stack([cells["key"].astype(np.int64), np.ones(len(cells), np.int64)])
    places, parents = (last, parents) if depth == 0 else (places, [*parents, last])
    nodes.append((1, _contents(cells, max(len(cells), 1), node_size, depth)[0]))
    return nodes, places, np.concatenate(parents) if parents else np.empty((0, 2), np.int64)


def _tiled(bounds: Any, most: int) -> Any:
    """An order in which every *most* boxes lie together: strips from west to east, each from south to north."""
    bounds = np.asarray(bounds, dtype=float).reshape(-1, 4)
    x, y = bounds[:, 0] + bounds[:, 2], bounds[:, 1] + bounds[:, 3]
    strip = most * max(1, round((len(x) / most) ** 0.5))
    number = np.empty(len(x), np.int64)
    number[np.argsort(x, kind="stable")] = np.arange(len(x)) // strip
    return np.lexsort((y, number))


def _outward(bounds: Any) -> Any:
    """Boxes in single precision that hold the given ones, as SQLite rounds."""
    box = bounds[:, [0, 2, 1, 3]]
    near = box.astype(np.float32)
    down, up = np.nextafter(near, np.float32(-np.inf)), np.nextafter(near, np.float32(np.inf))
    low, high = np.where(near > box, down, near), np.where(near < box, up, near)
    return np.where(np.array([True, False, True, False]), low, high)


def _contents(cells: Any, most: int, node_size: int, depth: int) -> list[bytes]:
    count = max(1, -(-len(cells) // most))
    padded = np.zeros(count * most, dtype=_CELL)
    padded[: len(cells)] = cells
    whole = np.zeros((count, node_size), np.uint8)
    whole[:, _NODE_HEAD : _NODE_HEAD + most * _CELL.itemsize] = padded.view(np.uint8).reshape(count, -1)
    held = np.minimum(most, len(cells) - most * np.arange(count))
    whole[:, :_NODE_HEAD] = np.column_stack([np.full(count, depth), held]).astype(">u2").view(np.uint8)
    return [row.tobytes() for row in whole]


def _covering(cells: Any, most: int, numbers: Any) -> Any:
    starts = np.arange(0, len(cells), most)
    box, above = cells["box"].astype(np.float32), np.empty(len(starts), dtype=_CELL)
    low, high = np.minimum.reduceat(box, starts), np.maximum.reduceat(box, starts)
    above["key"], above["box"] = numbers, np.where(np.array([True, False, True, False]), low, high)
    return above


class Filler:
    """Fills the empty layer *layer* in one transaction: :meth:`begin`, :meth:`add` as often as needed, :meth:`finish`.

    Args:
        connection: to a file that nobody else knows yet: nothing is written to the disk before :meth:`finish`, and
            whoever puts the file in its place has to wait for the disk.
        names: the fields that :meth:`add` gets, in its order.
        key: whether one of *names* is the primary key; otherwise rows are numbered from 1.
        execute, insert: how statements are executed.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        layer: str,
        names: Sequence[str],
        *,
        key: str = "",
        execute: Execute = _execute,
        insert: Insert = _insert,
    ) -> None:
        self._connection, self._layer, self._names = connection, layer, list(names)
        self._execute, self._insert, self._key = execute, insert, key
        self._rows = 0
        self._keys: list[Any] = []
        self._bounds: list[Any] = []

    def begin(self) -> None:
        """Open the transaction. GDAL's triggers call functions of its own, so they are put aside.

        Raises ``sqlite3.OperationalError`` where the layer is not whole: GDAL leaves it so on a full disk, in silence.
        """
        ask, run = self._connection.execute, self._execute
        named = "SELECT table_name FROM gpkg_contents WHERE lower(table_name) = lower(?)"
        (self._layer,) = self._first(named)
        found = ask("SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?", (self._layer,))
        self._column, self._srs = found.fetchone() or ("", 0)
        triggers = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?"
        (own_key,) = self._first("SELECT name FROM pragma_table_info(?) WHERE pk = 1")
        for pragma in ("synchronous = OFF", "journal_mode = MEMORY", "cache_size = -65536"):
            run(self._connection, " ".join(("PRAGMA", pragma)))
        run(self._connection, "BEGIN")
        self._triggers = ask(triggers, (self._layer,)).fetchall()
        for name, _ in self._triggers:
            run(self._connection, " ".join(("DROP TRIGGER", quoted(name))))
        self._columns = [*([] if self._key else [own_key]), *([self._column] if self._column else []), *self._names]

    def _first(self, statement: str) -> Any:
        """The first row that *statement* finds for the name of the layer."""
        found = self._connection.execute(statement, (self._layer,)).fetchone()
        if found is None:
            raise sqlite3.OperationalError(" ".join(("no such table:", self._layer)))
        return found

    def add(self, columns: Sequence[Sequence[Any]], wkb: Sequence[bytes | None] = (), bounds: Any = None) -> None:
        """Add rows: a sequence per field; of a layer *wkb* and *bounds* as in :func:`geopackage_blobs`."""
        count = len(columns[0]) if columns else len(wkb)
        numbers = range(self._rows + 1, self._rows + count + 1)
        keys = columns[self._names.index(self._key)] if self._key else numbers
        before: list[Sequence[Any]] = [] if self._key else [numbers]
        if self._column:
            before.append(geopackage_blobs(wkb, bounds, self._srs))
            there = np.array([each is not None for each in wkb]) & np.isfinite(bounds).all(axis=1)
            self._keys.append(np.asarray(keys, dtype=np.int64)[there])
            self._bounds.append(np.asarray(bounds)[there])
        into = " ".join(("INSERT INTO", quoted(self._layer), f"({', '.join(map(quoted, self._columns))})"))
        self._put(into, len(self._columns), zip(*before, *columns), count)
        self._rows += count

    def _put(self, into: str, width: int, rows: Iterator[Sequence[Any]], count: int) -> None:
        """Add *rows* of *width* values, *into* being the statement before VALUES.

        Many rows by one statement: Python's lock changes hands with each, and others wait for it.
        """
        marks, at_once = f"({', '.join('?' * width)})", max(1, _MOST_VALUES // width)
        one, many = (" ".join((into, "VALUES", ", ".join([marks] * each))) for each in (1, at_once))
        groups = (tuple(chain.from_iterable(islice(rows, at_once))) for _ in range(count // at_once))
        self._insert(self._connection, many, groups)
        self._insert(self._connection, one, rows)

    def finish(self) -> None:
        """Make the index, note extent and number of rows, put the triggers back, commit."""
        if self._column and self._keys:
            keys, bounds = np.concatenate(self._keys), np.concatenate(self._bounds)
            if len(keys):
                self._note_extent(bounds)
                self._make_index(keys, bounds)
        counted = "UPDATE gpkg_ogr_contents SET feature_count = ? WHERE table_name = ?"
        self._insert(self._connection, counted, [(self._rows, self._layer)])
        for _, statement in self._triggers:
            self._execute(self._connection, statement)
        self._execute(self._connection, "COMMIT")

    def _note_extent(self, bounds: Any) -> None:
        extent = [*bounds[:, :2].min(axis=0).tolist(), *bounds[:, 2:].max(axis=0).tolist()]
        statement = "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?"
        self._insert(self._connection, statement, [(*extent, self._layer)])

    def _make_index(self, keys: Any, bounds: Any) -> None:
        """The rows of the tables behind the R-tree; nothing where the layer has none."""
        name = f"rtree_{self._layer}_{self._column}"
        there = self._connection.execute("SELECT count(*) FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
        if not there:
            return
        size = " ".join(("SELECT length(data) FROM", quoted(f"{name}_node"), "WHERE nodeno = 1"))
        nodes, places, parents = index_nodes(keys, bounds, self._connection.execute(size).fetchone()[0])
        self._fill_table(f"{name}_node", *zip(*nodes))
        self._fill_table(f"{name}_rowid", *_by_first(places))
        self._fill_table(f"{name}_parent", *_by_first(parents))

    def _fill_table(self, table: str, first: Sequence[Any], second: Sequence[Any]) -> None:
        self._put(" ".join(("INSERT OR REPLACE INTO", quoted(table))), 2, zip(first, second), len(first))


def _by_first(pairs: Any) -> tuple[list[int], list[int]]:
    """The two columns of *pairs*, in the order of the first."""
    ordered = pairs[np.argsort(pairs[:, 0])]
    return ordered[:, 0].tolist(), ordered[:, 1].tolist()


def quoted(name: str) -> str:
    """*name* as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
