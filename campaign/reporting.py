"""Reports that were made of a campaign: what is due, and a row for each report with the patches that it counts.

A patch that stands in a report cannot be deleted any more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..engine.area import to_mu
from .loading import Signature
from .schema import DEADLINES, PATCHES, REPORT_PATCHES, REPORTS, UUID
from .sql import insert, sql, update


@dataclass(frozen=True)
class MadeReport:
    """A report: its kind, title, last day, run, digest, counted mu, and the counted m² by patch number."""

    kind: str
    title: str
    cutoff: date
    run_id: str
    digest: str
    counted_mu: float
    patches: Mapping[str, float]


def due_after(connection: sqlite3.Connection, day: date) -> list[tuple[date, list[str]]]:
    """What is due after *day* and not done yet: each date with the kinds that fall on it, in order."""
    d = DEADLINES
    statement = sql("SELECT", [d.due_on, d.kind], "FROM", d, "WHERE", d.done_on, "IS NULL AND", d.due_on, "> ?",
                    "ORDER BY", [d.due_on, "fid"])  # fmt: skip
    found: dict[date, list[str]] = {}
    for due, kind in connection.execute(statement, (day.isoformat(),)):
        found.setdefault(date.fromisoformat(due), []).append(kind)
    return list(found.items())


def unknown(connection: sqlite3.Connection, digests: Iterable[str]) -> set[str]:
    """Those of *digests* that no kept report has."""
    statement = sql("SELECT", REPORTS.digest, "FROM", REPORTS)
    return set(digests) - {digest for (digest,) in connection.execute(statement)}


def keep(connection: sqlite3.Connection, report: MadeReport, signature: Signature) -> str:
    """Keep that *report* was made; its uuid. A report with the same digest is the same report and is kept once."""
    r, rp = REPORTS, REPORT_PATCHES
    there = connection.execute(sql("SELECT", UUID, "FROM", r, "WHERE", r.digest, "= ?"), (report.digest,)).fetchone()
    if there:
        return str(there[0])
    row = {
        r.kind: report.kind, r.title: report.title, r.cutoff_date: report.cutoff.isoformat(), r.run_id: report.run_id,
        r.counted_mu: report.counted_mu, r.digest: report.digest, **signature.columns,
    }  # fmt: skip
    fid = connection.execute(insert(r, row), list(row.values())).lastrowid
    (uuid,) = connection.execute(sql("SELECT", UUID, "FROM", r, "WHERE", "fid", "= ?"), (fid,)).fetchone()
    numbers = dict(connection.execute(sql("SELECT", [PATCHES.patch_no, UUID], "FROM", PATCHES)).fetchall())
    columns = (rp.report_uuid, rp.patch_uuid, rp.counted_mu, *signature.columns)
    rows = [
        (uuid, numbers[number], float(to_mu(m2)), *signature.columns.values())
        for number, m2 in report.patches.items()
        if number in numbers
    ]
    connection.executemany(insert(rp, columns), rows)
    return str(uuid)


def lies_at(connection: sqlite3.Connection, uuid: str, path: str) -> None:
    """The document of a report lies at *path*."""
    connection.execute(update(REPORTS, [REPORTS.path], UUID), (path, uuid))
