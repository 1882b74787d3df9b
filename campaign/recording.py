"""Events of the status ladder, each with date, unit, document and area."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from ..engine.problems import Refusal
from .loading import Signature
from .schema import PATCHES, STATUS_EVENTS, UUID
from .sql import insert, sql


def record_step(
    connection: sqlite3.Connection, numbers: Sequence[str], event: dict[str, Any], signature: Signature
) -> int:
    """A status *event* (values by field) for each of the patches *numbers*; how many were recorded.

    The same step on the same day is recorded once. Raises ``Refusal``: ``patches_unknown`` (ids), ``no_patches``.
    """
    if not numbers:
        raise Refusal("no_patches")
    uuids = dict(connection.execute(sql("SELECT", [PATCHES.patch_no, UUID], "FROM", PATCHES)).fetchall())
    unknown = [each for each in numbers if each not in uuids]
    if unknown:
        raise Refusal("patches_unknown", ids=unknown)
    e = STATUS_EVENTS
    found = sql(
        "SELECT", "1", "FROM", e, "WHERE", " AND ".join(f"{each} = ?" for each in (e.patch_uuid, e.step, e.event_date))
    )
    place = (event[e.step], event[e.event_date])
    new = [
        each for each in dict.fromkeys(numbers) if connection.execute(found, (uuids[each], *place)).fetchone() is None
    ]
    columns = {**event, **signature.columns}
    rows = [(uuids[each], *columns.values()) for each in new]
    connection.executemany(insert(e, [e.patch_uuid, *columns]), rows)
    return len(new)
