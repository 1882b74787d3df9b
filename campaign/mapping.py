"""Which field of a file that comes in goes where: guessed from names, or written ``target=source;…``.

A target is a field of the table that is loaded, or for patches also ``status_events.step`` and its companions, and
``mines.name``. Names are percent-escaped where they hold ``=``, ``;`` or ``%``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from ..engine import mappings
from ..engine.aliases import find
from . import schema
from .schema import MINES, PATCHES, SENDER_MAPPINGS, STATUS_EVENTS, Field
from .sql import sql

_COMPANIONS = {
    str(PATCHES): {
        str(STATUS_EVENTS): (
            STATUS_EVENTS.step, STATUS_EVENTS.event_date, STATUS_EVENTS.unit, STATUS_EVENTS.document,
            STATUS_EVENTS.area_m2,
        ),
        str(MINES): (MINES.name,),
    },
}  # fmt: skip


def targets_of(table: str) -> dict[str, Field]:
    """Every target of *table* by name: its own fields, and those of the tables that are filled along with it."""
    own = schema.table(table)
    found = {field.name: field for field in own.own_fields if not field.computed}
    for other, names in _COMPANIONS.get(table, {}).items():
        found |= {f"{other}.{name}": schema.table(other).field(name) for name in names}
    return found


def guess(table: str, names: Iterable[str]) -> dict[str, str]:
    """Target → field of the file, for the fields whose name, Chinese name or common name is one of *names*."""
    given = list(names)
    found: dict[str, str] = {}
    for target, field in targets_of(table).items():
        plain = [target, field.name, field.label] if "." not in target else [target]
        wanted = [*plain, *field.aliases]
        source = find(given, wanted)
        if source and source not in found.values():
            found[target] = source
    return found


def parse(text: str, table: str) -> dict[str, str]:
    """The mapping written in *text*; raises ``Refusal``: ``mapping_part`` (part), ``mapping_target`` (target, …)."""
    return mappings.parse(text, targets_of(table))


def saved(connection: sqlite3.Connection, name: str, table: str) -> str | None:
    """The text of the mapping saved as *name* for *table*; None where there is none."""
    m = SENDER_MAPPINGS
    statement = sql("SELECT", m.mapping, "FROM", m, "WHERE", m.name, "= ? AND", m.loaded_table, "= ?")
    row = connection.execute(statement, (name, table)).fetchone()
    return row[0] if row else None
