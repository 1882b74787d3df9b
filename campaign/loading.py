"""Rows that come in: matched with those that are there, added or updated, rejected where they cannot be kept.

A row is recognised by the keys of its table. Values that are not understood stay empty and are counted; a row
without a required value, or without a geometry where the layer needs one, is rejected and listed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ..engine.area import geodesic_areas_m2
from ..engine.problems import Notice, warning
from ..engine.progress import Progress, check
from ..engine.repair import listed, polygons_in_plane
from . import database, schema
from .geometry import blobs, multiplied
from .geopackage import in_bulk
from .mapping import targets_of
from .schema import EDIT_REASON, EDITED_AT, EDITED_BY, FID, GEOMETRY, MINES, PATCHES, STATUS_EVENTS, UUID, Table
from .sql import insert, sql, update
from .values import code_words, understood

NEEDS_GROUND = {str(PATCHES), "townships", "zones", "zone_lines"}
_AT_ONCE = 5_000  # rows between two looks at the cancel button
_BULK = 1_000  # more new rows than this are indexed together at the end


@dataclass(frozen=True)
class Signature:
    """Who changes, when, and why: written into every row that is changed."""

    by: str
    at: str
    reason: str = ""

    @property
    def columns(self) -> dict[str, str]:
        """By field."""
        return {EDITED_BY: self.by, EDITED_AT: self.at, EDIT_REASON: self.reason}


@dataclass(frozen=True)
class Incoming:
    """What comes in: *columns* by target, all of one length; *geometry* in the campaign's CRS (None: a table)."""

    table: str
    layer: str
    columns: dict[str, Sequence[Any]]
    geometry: Any
    ids: Sequence[str]
    srs: int
    crs: str
    source: dict[str, str] = field(default_factory=dict)


@dataclass
class Loaded:
    """How many rows were added, updated and rejected, and what is to be told."""

    added: int = 0
    updated: int = 0
    rejected: int = 0
    notices: list[Notice] = field(default_factory=list)


def load(connection: sqlite3.Connection, incoming: Incoming, signature: Signature, progress: Progress) -> Loaded:
    """Put *incoming* into the campaign, inside the transaction of *connection*."""
    done = Loaded()
    table = schema.table(incoming.table)
    values = _understood(connection, incoming, done.notices)
    own = {name: each for name, each in values.items() if "." not in name}
    if f"{MINES}.{MINES.name}" in values:
        own[PATCHES.mine_uuid] = _mines(connection, values[f"{MINES}.{MINES.name}"], signature)
    keep = _kept_rows(table, incoming, own, done)
    rows = _Rows(table, incoming, own, keep)
    _write(connection, rows, signature, done, progress)
    if f"{STATUS_EVENTS}.{STATUS_EVENTS.step}" in values:
        _events(connection, incoming, values, keep, signature, done.notices)
    return done


def _understood(connection: sqlite3.Connection, incoming: Incoming, notices: list[Notice]) -> dict[str, list[Any]]:
    codes, targets = code_words(connection), targets_of(incoming.table)
    found = {}
    for target, column in incoming.columns.items():
        found[target], bad = understood(column, targets[target], codes)
        if bad:
            examples = list(dict.fromkeys(str(column[place]) for place in bad))[:5]
            label = targets[target].label
            notices.append(warning("values_not_understood", layer=incoming.layer, field=label, count=len(bad),
                                   examples=examples))  # fmt: skip
    return found


def _kept_rows(table: Table, incoming: Incoming, own: dict[str, list[Any]], done: Loaded) -> Any:
    """Positions of the rows that can be kept; the others are counted and told, each reason once."""
    count = len(incoming.ids)
    keep = np.ones(count, dtype=bool)
    given = [each for each in table.own_fields if each.required and not each.default]
    for each in given:
        empty = np.array([value is None for value in own.get(each.name, [None] * count)], dtype=bool)
        _reject(keep, empty, "rows_without_value", incoming, done, field=each.label)
    if incoming.table in NEEDS_GROUND:
        missing = np.array([each is None or each.is_empty for each in incoming.geometry], dtype=bool)
        _reject(keep, missing, "rows_without_geometry", incoming, done)
    for name in (each.name for each in table.own_fields if each.unique and each.name in own):
        _reject(keep, _repeated(own[name], keep), "rows_repeated", incoming, done, field=table.field(name).label)
    return np.flatnonzero(keep)


def _reject(keep: Any, bad: Any, code: str, incoming: Incoming, done: Loaded, **values: Any) -> None:
    bad = bad & keep
    if bad.any():
        ids = listed(np.asarray(incoming.ids, dtype=object)[bad])
        done.rejected += int(bad.sum())
        done.notices.append(warning(code, layer=incoming.layer, count=int(bad.sum()), ids=ids, **values))
        keep &= ~bad


def _repeated(values: Sequence[Any], keep: Any) -> Any:
    """Which rows have a value that an earlier kept one has."""
    seen: set[Any] = set()
    found = np.zeros(len(values), dtype=bool)
    for place in np.flatnonzero(keep):
        found[place] = values[place] in seen
        seen.add(values[place])
    return found


def _computed(incoming: Incoming, places: Sequence[int], notices: list[Notice]) -> list[tuple[float, ...]]:
    """Official and geodesic area of each patch at *places*; nothing for other tables."""
    if incoming.table != str(PATCHES):
        return [()] * len(places)
    chosen = np.array(places, dtype=np.int64)
    ids = np.asarray(incoming.ids, dtype=object)[chosen]
    polygons = polygons_in_plane(incoming.geometry[chosen], incoming.crs, incoming.layer, ids)
    notices += polygons.notices
    return list(zip(polygons.area_m2.tolist(), geodesic_areas_m2(polygons.geometry).tolist()))


_COMPUTED = (PATCHES.official_m2, PATCHES.geodesic_m2)


@dataclass
class _Rows:
    """The rows to write, column by column."""

    table: Table
    incoming: Incoming
    own: dict[str, list[Any]]
    keep: Any

    @property
    def columns(self) -> dict[str, list[Any]]:
        """Values by column, the geometry among them."""
        found = {name: [values[place] for place in self.keep] for name, values in self.own.items()}
        if self.table.geometry and self.incoming.geometry is not None:
            found[GEOMETRY] = blobs(multiplied(self.incoming.geometry[self.keep]), self.incoming.srs)
        return found

    def source(self, connection: sqlite3.Connection) -> dict[str, Any]:
        """What new patches get beside their own values: where they come from, and the campaign in which they count."""
        if self.table.name != str(PATCHES):
            return {}
        return {**self.incoming.source, PATCHES.campaign_uuid: database.active_campaign(connection)[UUID]}


def _write(connection: sqlite3.Connection, rows: _Rows, signature: Signature, done: Loaded, progress: Progress) -> None:
    columns = rows.columns
    new, changed = _sorted_out(connection, rows, columns)
    extra = {**rows.source(connection), **signature.columns}
    computed = _COMPUTED if rows.table.name == str(PATCHES) else ()
    written = [*columns, *computed]
    areas = _computed(rows.incoming, [place for place, *_ in (*new, *changed)], done.notices)
    added = [(*row, *area, *extra.values()) for (_, row), area in zip(new, areas)]
    statement = insert(rows.table.name, [*written, *extra])
    with in_bulk(connection, rows.table.name) if len(new) > _BULK else nullcontext():
        for part in _parts(added, progress):
            connection.executemany(statement, part)
    signed = tuple(signature.columns.values())
    others = [(*row, *area, *signed, number) for (_, row, number), area in zip(changed, areas[len(new) :])]
    statement = update(rows.table.name, [*written, *signature.columns], FID)
    for part in _parts(others, progress):
        connection.executemany(statement, part)
    done.added, done.updated = len(new), len(changed)


def _sorted_out(
    connection: sqlite3.Connection, rows: _Rows, columns: dict[str, list[Any]]
) -> tuple[list[tuple[int, Any]], list[tuple[int, Any, int]]]:
    """Rows that are new, each with its place in what comes in, and rows (also with their number) that differ."""
    names = list(columns)
    there = _there(connection, rows.table, names)
    new, changed = [], []
    for place, row in zip(rows.keep.tolist(), zip(*columns.values())):
        key = _key(rows.table, dict(zip(names, row))) if there else None
        known = there.get(key) if key else None
        if known is None:
            new.append((place, row))
        elif known[1:] != row:
            changed.append((place, row, known[0]))
    return new, changed


def _parts(rows: list[Any], progress: Progress) -> Any:
    for start in range(0, len(rows), _AT_ONCE):
        check(progress)
        progress.report(start / len(rows))
        yield rows[start : start + _AT_ONCE]


def _there(connection: sqlite3.Connection, table: Table, names: list[str]) -> dict[Any, tuple[Any, ...]]:
    """Rows of *table* by key: row number and the values of *names*."""
    keyed = [name for key in table.keys for name in key]
    wanted = [*names, *(name for name in keyed if name not in names)]
    found: dict[Any, tuple[Any, ...]] = {}
    for number, *values in connection.execute(sql("SELECT", [FID, *wanted], "FROM", table.name)):
        for key in _all_keys(table, dict(zip(wanted, values))):
            found.setdefault(key, (number, *values[: len(names)]))
    return found


def _all_keys(table: Table, row: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (place, *(row.get(name) for name in key))
        for place, key in enumerate(table.keys)
        if any(row.get(name) is not None for name in key)
    ]


def _key(table: Table, row: dict[str, Any]) -> tuple[Any, ...] | None:
    return next(iter(_all_keys(table, row)), None)


# What goes along with patches ----------------------------------------------------------------------------------


def _mines(connection: sqlite3.Connection, names: Sequence[str | None], signature: Signature) -> list[str | None]:
    """The mines called so, made where there are none yet."""
    statement = sql("SELECT", [MINES.name, UUID], "FROM", MINES)
    known = dict(connection.execute(statement).fetchall())
    wanted = [name for name in dict.fromkeys(names) if name is not None and name not in known]
    columns = signature.columns
    rows = [(name, *columns.values()) for name in wanted]
    connection.executemany(insert(MINES, [MINES.name, *columns]), rows)
    known = dict(connection.execute(statement).fetchall())
    return [known.get(name) for name in names]


def _events(
    connection: sqlite3.Connection,
    incoming: Incoming,
    values: dict[str, list[Any]],
    keep: Any,
    signature: Signature,
    notices: list[Notice],
) -> None:
    """A status event for every patch with a step and a date, unless the same one is there."""
    e = STATUS_EVENTS
    given = {name: values.get(f"{e}.{name}") for name in (e.step, e.event_date, e.unit, e.document, e.area_m2)}
    numbers = values[PATCHES.patch_no]
    statement = sql("SELECT", [PATCHES.patch_no, UUID], "FROM", PATCHES)
    uuids = dict(connection.execute(statement).fetchall())
    known = set(connection.execute(sql("SELECT", [e.patch_uuid, e.step, e.event_date], "FROM", e)).fetchall())
    rows, undated = [], []
    for place in keep:
        step, *others = (column[place] if column else None for column in given.values())
        if step is None:
            continue
        if others[0] is None:
            undated.append(incoming.ids[place])
        elif (uuids[numbers[place]], step, others[0]) not in known:
            rows.append((uuids[numbers[place]], step, *others, *signature.columns.values()))
    with in_bulk(connection, str(e)) if len(rows) > _BULK else nullcontext():
        connection.executemany(insert(e, [e.patch_uuid, *given, *signature.columns]), rows)
    if undated:
        notices.append(warning("steps_without_date", layer=incoming.layer, count=len(undated), ids=listed(undated)))


def with_source(incoming: Incoming, file: str, crs: str) -> Incoming:
    """*incoming* with where it came from, kept with every patch."""
    return replace(incoming, source={PATCHES.source_file: file, PATCHES.source_crs: crs})
