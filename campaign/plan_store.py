"""A plan in a campaign: its targets, findings and deadlines, and the decisions that somebody has taken about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ..engine.problems import Refusal
from . import database, deadlines, plan_checks, schema
from .codes import code_list
from .plan import AREA, Figure, WorkPlan, built_in_plans, read_plan
from .schema import CAMPAIGNS, DEADLINES, DECISIONS, FINDINGS, TARGETS, UUID
from .sql import insert, sql, update

OPEN_MU, OPEN_SUBJECT = "open_mu", "open_subject"  # settings: what the plan leaves open, and its number


def store(connection: sqlite3.Connection, plan: WorkPlan) -> tuple[int, list[plan_checks.Finding]]:
    """Put *plan* into the campaign in the place of a former version of it; number of targets, and the findings.

    No target set is chosen: that is for the office to decide.
    """
    for table, column in ((TARGETS, TARGETS.plan), (FINDINGS, FINDINGS.plan)):
        connection.execute(sql("DELETE FROM", table, "WHERE", column, "= ?"), (plan.name,))
    rows = [_target_row(plan, each) for each in plan.targets()]
    connection.executemany(insert(TARGETS, _TARGET_COLUMNS), rows)
    found = plan_checks.findings(plan, decided(connection))
    columns = (FINDINGS.code, FINDINGS.paragraph, FINDINGS.what, FINDINGS.difference_mu, FINDINGS.state, FINDINGS.plan)
    values = [(each.code, each.paragraph, each.what, each.difference_mu, each.state, plan.name) for each in found]
    connection.executemany(insert(FINDINGS, columns), values)
    _deadlines(connection, plan)
    _open_item(connection, plan)
    active = database.active_campaign(connection)
    columns = (CAMPAIGNS.plan, CAMPAIGNS.first_year, CAMPAIGNS.last_year)
    connection.execute(update(CAMPAIGNS, columns, UUID), (plan.name, plan.first_year, plan.last_year, active[UUID]))
    return len(rows), found


_TARGET_COLUMNS = (
    TARGETS.plan, TARGETS.target_set, TARGETS.figure, TARGETS.year, TARGETS.year_to, TARGETS.category,
    TARGETS.target_mu, TARGETS.measure, TARGETS.target_value, TARGETS.approximate, TARGETS.paragraph, TARGETS.label,
)  # fmt: skip


def _target_row(plan: WorkPlan, figure: Figure) -> Sequence[Any]:
    area = figure.measure == AREA
    group = plan.groups.get(figure.group)
    return (
        plan.name, figure.target_set, figure.id, figure.year, None if figure.year_to == figure.year else figure.year_to,
        group.categories if group else None, figure.value if area else None, figure.measure,
        None if area else figure.value, int(figure.approximate), figure.paragraph, figure.label,
    )  # fmt: skip


def _deadlines(connection: sqlite3.Connection, plan: WorkPlan) -> None:
    """The dates of a plan that has some; those of a former one go."""
    if plan.name not in built_in_plans():
        return
    dates = deadlines.load_plan(plan.name)
    paragraphs = {rule.kind: rule.paragraph for rule in dates.rules}
    connection.execute(sql("DELETE FROM", DEADLINES, "WHERE", DEADLINES.done_on, "IS NULL"))
    columns = (DEADLINES.kind, DEADLINES.due_on, DEADLINES.paragraph)
    rows = [(kind, day.isoformat(), paragraphs[kind]) for kind, day in deadlines.all_deadlines(dates)]
    connection.executemany(insert(DEADLINES, columns), rows)


def _open_item(connection: sqlite3.Connection, plan: WorkPlan) -> None:
    key = f"sets:{plan.last_year}"
    entry = next((each.id for each in plan.register if key in each.found_by), "P-01")
    database.set_setting(connection, OPEN_MU, repr(plan_checks.open_mu(plan)))
    database.set_setting(connection, OPEN_SUBJECT, entry)


def calendar(connection: sqlite3.Connection) -> deadlines.Plan | None:
    """The deadlines that the campaign keeps and nobody has done yet; None as long as there is neither plan nor date."""
    d, active = DEADLINES, database.active_campaign(connection)
    statement = sql("SELECT", [d.kind, d.due_on], "FROM", d, "WHERE", d.done_on, "IS NULL ORDER BY", d.due_on)
    days = tuple((kind, date.fromisoformat(day[:10])) for kind, day in connection.execute(statement))
    plan, last_year = active[CAMPAIGNS.plan], active[CAMPAIGNS.last_year]
    if plan in built_in_plans():
        return replace(deadlines.load_plan(plan), days=days)
    if last_year is None and not days:
        return None
    years = [active[CAMPAIGNS.first_year] or days[0][1].year, last_year or days[-1][1].year]
    title = plan or active[CAMPAIGNS.name]
    return deadlines.Plan(title, title, *years, date(years[0], 1, 1), True, deadlines.WARN_DAYS, (), days)


def decided(connection: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """The last decision on each subject: its choice, by whom, when, on what basis."""
    columns = [DECISIONS.subject, DECISIONS.choice, DECISIONS.decided_by, DECISIONS.decided_on, DECISIONS.basis]
    rows = connection.execute(sql("SELECT", columns, "FROM", DECISIONS, "ORDER BY", "fid"))
    return {row[0]: dict(zip(columns, row)) for row in rows}


def decide(connection: sqlite3.Connection, decision: dict[str, Any]) -> None:
    """Keep a decision and note it in the findings; a target set or counting step is chosen by it.

    Raises ``Refusal``: ``choice_unknown`` (subject, choice, choices) where the plan or the campaign offers others.
    """
    subject, choice = decision[DECISIONS.subject], decision[DECISIONS.choice]
    choices = _choices(connection, subject)
    if choices and choice not in choices:
        raise Refusal("choice_unknown", subject=subject, choice=choice, choices=choices)
    connection.execute(insert(DECISIONS, decision), list(decision.values()))
    state = sql("UPDATE", FINDINGS, "SET", FINDINGS.state, "= ?", "WHERE", FINDINGS.code, "= ?")
    connection.execute(state, (plan_checks.DECIDED, subject))
    if subject in _COUNTING:
        active = database.active_campaign(connection)
        connection.execute(update(CAMPAIGNS, [subject], UUID), (choice, active[UUID]))


_BY_CODE = {CAMPAIGNS.counting_step: "step", CAMPAIGNS.accounting_basis: "accounting_basis"}
_COUNTING = (CAMPAIGNS.target_set, *_BY_CODE)  # subjects that change what is counted


def _choices(connection: sqlite3.Connection, subject: str) -> list[str]:
    """What may be chosen; empty where anything may."""
    if subject in _BY_CODE:
        return list(code_list(_BY_CODE[subject]).values)
    if subject == CAMPAIGNS.target_set:
        rows = connection.execute(sql("SELECT DISTINCT", TARGETS.target_set, "FROM", TARGETS, "ORDER BY 1"))
        return [row[0] for row in rows]
    plan = database.active_campaign(connection)[CAMPAIGNS.plan]
    register = read_plan(plan).register if plan in built_in_plans() else ()
    return [choice for entry in register if entry.id == subject for choice in entry.choices]


def in_words(subject: str, choice: str) -> tuple[str, str]:
    """A subject and a choice as people call them; numbers of the register stay."""
    field = next((each for each in schema.table(str(CAMPAIGNS)).fields if each.name == subject), None)
    if field is None:
        return subject, choice
    labels = {code.value: code.label for code in code_list(field.codes).codes} if field.codes else {}
    return field.label, labels.get(choice, choice)


def open_item(connection: sqlite3.Connection) -> tuple[float, str, dict[str, Any] | None]:
    """What the plan allocates to no year: mu, number in the register, and the decision about it, if any."""
    mu = float(database.setting(connection, OPEN_MU) or 0.0)
    subject = database.setting(connection, OPEN_SUBJECT) or ""
    return mu, subject, decided(connection).get(subject)
