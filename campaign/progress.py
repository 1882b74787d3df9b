"""What a campaign says about a run of the progress: fields, statuses, targets, zone rules, open items, claims."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum
from typing import Any

from ..engine.area import to_mu
from ..engine.problems import Level, Notice, Refusal, info, warning
from ..engine.scheme import CLASSES, LINE_CLASSES
from ..engine.values import canonical
from . import database, plan_store, views
from .codes import OFFICIAL, code_list
from .plan_checks import SAME_MU
from .schema import (
    CAMPAIGNS,
    CLAIMS,
    DECISIONS,
    MINES,
    PATCHES,
    STATUS_EVENTS,
    TARGETS,
    TOWNSHIP_ALLOCATIONS,
    TOWNSHIPS,
    UUID,
    ZONE_LINES,
    ZONE_RULES,
    ZONES,
)
from .sql import quoted, sql


@dataclass(frozen=True)
class ZoneRule:
    """How one class counts: its distance in metres, the levels left out, and who confirmed it on what basis."""

    distance: float
    left_out: tuple[str, ...] = ()
    confirmed: str = ""


@dataclass(frozen=True)
class Choices:
    """The options of a run; *zones*: class → rule, and the tables that hold zones of it."""

    name: str
    statuses: list[str]
    plan: str
    target_set: str
    zones: dict[str, tuple[ZoneRule, list[str]]]
    basis: str = ""  # the area that counts, in words, where it is not the official one
    accounting: str = OFFICIAL  # its code
    notices: list[Notice] = field(default_factory=list)


def choices(connection: sqlite3.Connection, target_set: str, *, strict: bool = True) -> Choices:
    """The options that the campaign gives for a run against *target_set* (empty: the one decided on).

    Not *strict*, a class whose rules cannot be used is left out, with the reason as a warning.

    Raises ``Refusal``: ``campaign_without_townships``, ``rule_line_missing`` (zone_class), ``rule_by_sight``
    (zone_class), ``rule_distances`` (zone_class, distances).
    """
    if not _count(connection, str(TOWNSHIPS)):
        raise Refusal("campaign_without_townships")
    active = database.active_campaign(connection)
    plan = active[CAMPAIGNS.plan] or ""
    found = Choices(
        name=active[CAMPAIGNS.name],
        statuses=_statuses(connection, active[CAMPAIGNS.counting_step]),
        plan=plan if _count(connection, str(TARGETS)) else "",
        target_set=target_set or active[CAMPAIGNS.target_set] or "",
        zones={},
        basis=_basis(active[CAMPAIGNS.accounting_basis]),
        accounting=active[CAMPAIGNS.accounting_basis],
    )
    found.notices.extend(_told(connection, found))
    for zone_class in CLASSES:
        tables = [name for name in (str(ZONES), str(ZONE_LINES)) if _count(connection, name, zone_class)]
        if tables:
            try:
                found.zones[zone_class] = (_rule(connection, zone_class, found.notices), tables)
            except Refusal as refusal:
                if strict:
                    raise
                found.notices.append(Notice(refusal.code, Level.WARNING, refusal.values))
    return found


def _count(connection: sqlite3.Connection, table: str, zone_class: str = "") -> int:
    where = sql("WHERE", ZONES.zone_class, "=", quoted(zone_class)) if zone_class else ""
    return int(connection.execute(sql("SELECT count(*) FROM", table, where)).fetchone()[0])


def _statuses(connection: sqlite3.Connection, counting_step: str) -> list[str]:
    """The counting step and the later ones, those that occur; at least the counting step."""
    ladder = list(code_list("step").values)
    reached = ladder[ladder.index(counting_step) :]
    recorded = {row[0] for row in connection.execute(sql("SELECT DISTINCT", STATUS_EVENTS.step, "FROM", STATUS_EVENTS))}
    wanted, present = recorded.intersection(reached), set()
    for (step,) in connection.execute(sql("SELECT", STATUS_EVENTS.step, "FROM", views.COUNTED_PATCHES)):
        if present >= wanted:  # the view is slow: seldom is all of it needed
            break
        present.add(step)
    return [each for each in reached if each in present] or [counting_step]


def _basis(accounting: str) -> str:
    labels = {code.value: code.label for code in code_list("accounting_basis").codes}
    return "" if accounting == OFFICIAL else labels[accounting]


def _told(connection: sqlite3.Connection, found: Choices) -> Iterable[Notice]:
    if found.basis:
        yield warning("counts_by_stated_area", basis=found.basis)
    if found.plan and found.target_set:
        yield info("target_set_used", target_set=found.target_set, plan=found.plan)
    mu, subject, decision = plan_store.open_item(connection)
    if mu and decision is None:
        yield warning("plan_open_item", mu=mu, subject=subject)
    elif mu:
        told = _decision(decision)
        yield warning("plan_item_decided", mu=mu, **told)
    for each in plan_store.decided(connection).values():
        if each[DECISIONS.subject] != subject:
            told = _decision(each)
            yield info("plan_decision", **told)
    yield from _allocated(connection, found.target_set)
    coal = sql("SELECT count(*) FROM", PATCHES, "WHERE", PATCHES.mine_uuid, "IN (SELECT", UUID, "FROM", MINES, "WHERE",
               MINES.coal, ")")  # fmt: skip
    count = connection.execute(coal).fetchone()[0]
    if count:
        yield warning("coal_left_out", count=count)


def _decision(row: Mapping[str, Any]) -> dict[str, Any]:
    """A decision as its sentences tell it: fields of the campaign and codes by the words that people know."""
    d = DECISIONS
    subject, choice = plan_store.in_words(row[d.subject], row[d.choice])
    return dict(subject=subject, choice=choice, name=row[d.decided_by], day=row[d.decided_on], basis=row[d.basis])


def _allocated(connection: sqlite3.Connection, target_set: str) -> Iterable[Notice]:
    """What of each year's target is allocated to townships, as far as anything is; more than there is, is a warning."""
    a, t = TOWNSHIP_ALLOCATIONS, TARGETS
    target = sql("(SELECT sum(", t.target_mu, ") FROM", t, "WHERE", f"{t}.{t.target_set} = a.{a.target_set}",
                 f"AND {t}.{t.year} = a.{a.year} AND coalesce({t}.{t.year_to}, {t}.{t.year}) =",
                 f"coalesce(a.{a.year_to}, a.{a.year}))")  # fmt: skip
    columns = [f"a.{a.year}", f"a.{a.year_to}", f"sum(a.{a.target_mu})", target]
    grouped = sql("GROUP BY", [f"a.{a.year}", f"a.{a.year_to}"])
    statement = sql("SELECT", columns, "FROM", a, "a WHERE", f"a.{a.target_set} = ?", grouped)
    for year, year_to, allocated, county in connection.execute(statement, (target_set,)):
        remainder = (county or 0.0) - allocated
        values = {
            "target_set": target_set,
            "span": f"{year}–{year_to}" if year_to else str(year),
            "allocated": f"{allocated:g}",
            "target": f"{county or 0:g}",
            "remainder": f"{remainder:g}",
        }
        more = remainder < -SAME_MU
        yield warning("allocation_remainder", **values) if more else info("allocation_remainder", **values)


def _rule(connection: sqlite3.Connection, zone_class: str, notices: list[Notice]) -> ZoneRule:
    r = ZONE_RULES
    columns = [r.level, r.counts, r.distance_m, r.line_of_sight, r.basis, r.confirmed_by, r.confirmed_on]
    statement = sql("SELECT", columns, "FROM", r, "WHERE", r.zone_class, "= ? ORDER BY", "fid")
    rows = [dict(zip(columns, row)) for row in connection.execute(statement, (zone_class,))]
    counting = [row for row in rows if row[r.counts]]
    if any(row[r.line_of_sight] for row in counting):
        raise Refusal("rule_by_sight", zone_class=zone_class)
    distances = sorted({row[r.distance_m] for row in counting if row[r.distance_m] is not None})
    if len(distances) > 1:
        raise Refusal("rule_distances", zone_class=zone_class, distances=[f"{each:g}" for each in distances])
    if not distances:
        if zone_class in LINE_CLASSES:
            raise Refusal("rule_line_missing", zone_class=zone_class)
        notices.append(info("rule_missing", zone_class=zone_class))
    left_out = tuple(row[r.level] for row in rows if not row[r.counts] and row[r.level])
    return ZoneRule(distances[0] if distances else 0.0, left_out, _confirmation(counting))


def _confirmation(rows: Sequence[Mapping[str, Any]]) -> str:
    """Who confirmed the rules, when and on what basis; empty as long as one of them is unconfirmed."""
    r = ZONE_RULES
    if not rows or not all(row[r.confirmed_by] for row in rows):
        return ""
    last = rows[-1]
    return " ".join(str(last[name]) for name in (r.confirmed_by, r.confirmed_on, r.basis) if last[name])


# Claims ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """One counted piece: its patch, township, year, category, area in m²."""

    patch: str
    township: str | None
    year: int | None
    category: str | None
    area_m2: float


def claims_that_differ(connection: sqlite3.Connection, pieces: Iterable[Held], cutoff: str | None) -> list[Notice]:
    """Claims (as at a day up to *cutoff*) that do not hold, each with expected, held, difference and patches.

    What a later patch adds is left away for an earlier day: shared ground belongs to the earlier patch.
    """
    c, p, e = CLAIMS, PATCHES, STATUS_EVENTS
    dates = dict(connection.execute(sql("SELECT", [p.patch_no, e.event_date], "FROM", views.COUNTED_PATCHES)))
    figures = _patch_figures(connection)
    columns = [c.claimed_on, c.scope, c.scope_value, c.measure, c.claimed_value, c.tolerance, c.document]
    pieces = list(pieces)
    notices = []
    for row in connection.execute(sql("SELECT", columns, "FROM", c, "ORDER BY", [c.claimed_on, "fid"])):
        day, scope, place, measure, expected, tolerance, document = row
        if cutoff is not None and day > cutoff:
            continue
        inside = [each for each in pieces if (dates.get(each.patch) or "9999") <= day and _in_scope(each, scope, place)]
        held = _measured(inside, measure, figures)
        if abs(held - expected) > tolerance:
            ids = list(dict.fromkeys(each.patch for each in inside))
            notices.append(
                warning("claim_differs", document=document, day=day, place=place or scope, expected=f"{expected:g}",
                        held=f"{held:.2f}", difference=f"{held - expected:+.2f}", ids=ids[:20])
            )  # fmt: skip
    return notices


def _in_scope(piece: Held, scope: str, place: str | None) -> bool:
    if scope == "township":
        return piece.township == place
    if scope == "year":
        return piece.year is not None and str(piece.year) == str(place)
    return scope == "total" or canonical(piece.category) == canonical(place)


def _measured(pieces: Sequence[Held], measure: str, figures: dict[str, tuple[Any, Any, Any]]) -> float:
    """What the counted pieces hold: mu of ground, mu greened, number of mines, or trees of their patches."""
    if measure == "area":
        return float(to_mu(fsum(each.area_m2 for each in pieces)))
    known = [figures[patch] for patch in dict.fromkeys(each.patch for each in pieces) if patch in figures]
    if measure == "mine_count":
        return float(len({mine for mine, _, _ in known if mine}))
    place = 1 if measure == "greened_area" else 2
    total = fsum(row[place] or 0 for row in known)
    return float(to_mu(total)) if measure == "greened_area" else total


def _patch_figures(connection: sqlite3.Connection) -> dict[str, tuple[Any, Any, Any]]:
    p = PATCHES
    rows = connection.execute(sql("SELECT", [p.patch_no, p.mine_uuid, p.greened_m2, p.trees], "FROM", p))
    return {row[0]: row[1:] for row in rows}
