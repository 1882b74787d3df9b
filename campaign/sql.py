"""SQL put together from names of the schema, and the functions that every indexed GeoPackage asks for.

Values are never put into a statement: they are bound. Names come from the schema only.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable
from typing import Any

_ENVELOPES = {0: "", 1: "4d", 2: "6d", 3: "6d", 4: "8d"}


def sql(*parts: Any) -> str:
    """The *parts* with blanks between; a list becomes its members with commas."""
    return " ".join(", ".join(map(str, part)) if isinstance(part, (list, tuple)) else str(part) for part in parts)


def quoted(text: str) -> str:
    """*text* as an SQL literal, for statements that take no bound values (triggers, views)."""
    return "'" + text.replace("'", "''") + "'"


def insert(table: Any, columns: Iterable[str]) -> str:
    """An INSERT of one row with a bound value for each of *columns*."""
    names = list(columns)
    return sql("INSERT INTO", table, "(", names, ") VALUES (", ["?"] * len(names), ")")


def update(table: Any, columns: Iterable[str], key: str) -> str:
    """An UPDATE of the row with the bound *key* (the last value)."""
    return sql("UPDATE", table, "SET", [f"{name} = ?" for name in columns], "WHERE", key, "= ?")


def register_functions(connection: sqlite3.Connection) -> None:
    """The five functions of the index triggers of a GeoPackage, without which SQLite refuses every change."""
    for place, name in enumerate(("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")):
        connection.create_function(name, 1, _bound(place), deterministic=True)
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)


def _bound(place: int) -> Any:
    def bound(blob: bytes | None) -> float | None:
        found = envelope(blob)
        return None if found is None else found[place]

    return bound


def _is_empty(blob: bytes | None) -> int | None:
    return None if blob is None else int(bool(blob[3] & 0b0001_0000))


def envelope(blob: bytes | None) -> tuple[float, ...] | None:
    """Least and greatest x, then y; None for an empty geometry. A blob without an envelope is read through."""
    if blob is None or _is_empty(blob):
        return None
    kind = blob[3] >> 1 & 0b111
    if not kind:
        from ..libraries import shapely

        left, low, right, top = shapely.bounds(shapely.from_wkb(blob[8:]))
        return left, right, low, top
    order = "<" if blob[3] & 1 else ">"
    return struct.unpack_from(order + _ENVELOPES[kind][0] + "d", blob, 8)
