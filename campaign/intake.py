"""What came in: a receipt for every file, and the field mapping of every sender.

A file is known by its SHA-256, whatever it is called: one that came in before is recorded once and changes nothing.
Receipts do not put patches into the campaign; that is done after they were compared with those held.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .loading import Signature
from .schema import RECEIPTS, SENDER_MAPPINGS
from .sql import insert, sql, update

_AT_ONCE = 500  # bound values in one statement


@dataclass(frozen=True)
class Arrival:
    """One file that came in: rows read, rows or values rejected, and what else is to be kept of it."""

    file: str
    digest: str
    rows: int
    rejected: int = 0
    remarks: str = ""


@dataclass(frozen=True)
class Earlier:
    """The first receipt of a file: from whom, when (ISO date), under which name."""

    sender: str
    received_on: str
    file: str


def earlier(connection: sqlite3.Connection, digests: Iterable[str]) -> dict[str, Earlier]:
    """The first receipt of each of *digests* that came in before, by digest."""
    r, wanted = RECEIPTS, list(dict.fromkeys(digests))
    found: dict[str, Earlier] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        columns = [r.digest, r.sender, r.received_on, r.file_name]
        places = sql(r.digest, "IN (", ["?"] * len(part), ")")
        for digest, *values in connection.execute(sql("SELECT", columns, "FROM", r, "WHERE", places, "ORDER BY", r.fid),
                                                  part):  # fmt: skip
            found.setdefault(digest, Earlier(*values))
    return found


def record(
    connection: sqlite3.Connection, arrivals: Sequence[Arrival], sender: str, day: str, signature: Signature
) -> int:
    """A receipt for each of *arrivals* whose bytes never came in before, dated *day* (ISO); how many are new.

    Call it inside the transaction of ``database.changing``.
    """
    known = set(earlier(connection, (each.digest for each in arrivals)))
    r = RECEIPTS
    columns = [r.received_on, r.sender, r.file_name, r.digest, r.rows, r.rejected, r.remarks, *signature.columns]
    rows = []
    for each in arrivals:
        if each.digest not in known:
            known.add(each.digest)
            values = (each.file, each.digest, each.rows, each.rejected, each.remarks or None)
            rows.append((day, sender, *values, *signature.columns.values()))
    connection.executemany(insert(r, columns), rows)
    return len(rows)


def mapping_of(connection: sqlite3.Connection, sender: str, kind: str) -> str | None:
    """The mapping that *sender* used last for *kind* (what its targets are), None where there is none yet."""
    m = SENDER_MAPPINGS
    found = sql("SELECT", m.mapping, "FROM", m, "WHERE", m.sender, "= ? AND", m.loaded_table, "= ?")
    row = connection.execute(sql(found, "ORDER BY", m.fid, "DESC"), (sender, kind)).fetchone()
    return row[0] if row else None


def keep_mapping(connection: sqlite3.Connection, sender: str, kind: str, text: str, signature: Signature) -> bool:
    """Keep *text* as the mapping of *sender* for *kind*; whether anything changed."""
    if mapping_of(connection, sender, kind) == text:
        return False
    m, signed = SENDER_MAPPINGS, signature.columns
    name = f"{sender} ({kind})"
    values = (text, sender, kind, *signed.values(), name)
    columns = [m.mapping, m.sender, m.loaded_table, *signed]
    if not connection.execute(update(m, columns, m.name), values).rowcount:
        connection.execute(insert(m, [*columns, m.name]), values)
    return True
