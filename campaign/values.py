"""Values of files that come in, made into what the fields of a campaign hold. Nothing is guessed: what is not
understood stays empty and is listed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np

from ..engine.scheme import FIRST_YEAR
from ..engine.values import GLOSSARY, fold, parse_dates, parse_years
from .codes import code_lists
from .schema import CODES, TOWNSHIP_ALIASES, TOWNSHIPS, UUID, Field, Kind
from .sql import sql

YES, NO = {"1", "true", "是", "y", "yes"}, {"0", "false", "否", "n", "no"}


def understood(values: Sequence[Any], field: Field, codes: dict[str, dict[str, str]]) -> tuple[list[Any], list[int]]:
    """*values* for *field*, None where empty or not understood, and the positions of those not understood."""
    if field.codes:
        return _one_by_one(values, lambda value: codes[field.codes].get(fold(_text(value)).casefold()))
    if field.kind is Kind.DATE:
        days, bad = parse_dates(values)
        made = [None if np.isnat(day) else str(day) for day in days]
        return made, np.flatnonzero(bad).tolist()
    if field.least == FIRST_YEAR:
        years, bad = parse_years(values)
        return [None if np.isnan(year) else int(year) for year in years], np.flatnonzero(bad).tolist()
    return _one_by_one(values, _CONVERTERS.get(field.kind, _text), field)


def _one_by_one(
    values: Sequence[Any], convert: Callable[[Any], Any], field: Field | None = None
) -> tuple[list[Any], list[int]]:
    """Each value converted; equal ones only once, because a column has few different ones or is plain text."""
    known: dict[Any, Any] = {}
    made = []
    for value in values:
        key = (type(value), value)
        if key not in known:
            known[key] = _one(value, convert, field)
        made.append(known[key])
    return made, [place for place, (old, new) in enumerate(zip(values, made)) if new is None and not _is_empty(old)]


def _one(value: Any, convert: Callable[[Any], Any], field: Field | None) -> Any:
    found = None if _is_empty(value) else convert(value)
    return found if found is None or field is None or _within(found, field) else None


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value != value


def _within(value: Any, field: Field) -> bool:
    return (field.least is None or value >= field.least) and (field.most is None or value <= field.most)


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value).strip()


def _number(value: Any) -> float | None:
    try:
        found = float(fold(_text(value)).replace(",", ""))
    except ValueError:
        return None
    return found if np.isfinite(found) else None


def _whole(value: Any) -> int | None:
    found = _number(value)
    return int(found) if found is not None and found.is_integer() else None


def _yes_no(value: Any) -> int | None:
    text = fold(_text(value)).casefold()
    return 1 if text in YES else 0 if text in NO else None


def _moment(value: Any) -> str | None:
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds") + "Z"
    days, bad = parse_dates([value])
    return None if bad[0] or np.isnat(days[0]) else f"{days[0]}T00:00:00Z"


_CONVERTERS: dict[Kind, Callable[[Any], Any]] = {
    Kind.REAL: _number,
    Kind.INTEGER: _whole,
    Kind.YES_NO: _yes_no,
    Kind.MOMENT: _moment,
}


def code_words(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Of each code list: words (codes, names, national codes, terms of the glossary) and the code that they mean."""
    found: dict[str, dict[str, str]] = {}
    columns = [CODES.list, CODES.code, CODES.label, CODES.national_code]
    rows = connection.execute(sql("SELECT", columns, "FROM", CODES, "ORDER BY", CODES.rank)).fetchall()
    for name, code, *words in rows:
        known = found.setdefault(name, {})
        for word in filter(None, [code, *words]):
            known.setdefault(fold(word).casefold(), code)
    _add_terms(found)
    return found


def plain_words() -> dict[str, dict[str, str]]:
    """The words of :func:`code_words` without the office's own: for files that come in without a campaign."""
    found: dict[str, dict[str, str]] = {}
    for made in code_lists().values():
        for code in made.codes:
            for word in filter(None, (code.value, code.label, code.national)):
                found.setdefault(made.name, {}).setdefault(fold(word).casefold(), code.value)
    _add_terms(found)
    return found


def township_words(connection: sqlite3.Connection) -> dict[str, str]:
    """Names, other names and codes of the townships → the name."""
    t, other = TOWNSHIPS, TOWNSHIP_ALIASES
    rows = connection.execute(sql("SELECT", [t.name, t.code, UUID], "FROM", t, "ORDER BY", t.fid)).fetchall()
    names = {uuid: name for name, _, uuid in rows}
    words = [(name, name) for name, _, _ in rows]
    words += [(code, name) for name, code, _ in rows if code]
    known = connection.execute(sql("SELECT", [other.alias, other.township_uuid], "FROM", other)).fetchall()
    words += [(alias, names[uuid]) for alias, uuid in known if uuid in names]
    found: dict[str, str] = {}
    for word, name in words:
        found.setdefault(fold(word).casefold(), name)
    return found


def _add_terms(found: dict[str, dict[str, str]]) -> None:
    """The profession's terms, whatever language the code lists of the campaign are in."""
    for made in code_lists().values():
        for code in made.codes:
            found.setdefault(made.name, {}).setdefault(fold(code.label).casefold(), code.value)
    for name, terms in {**TERMS, "category": GLOSSARY}.items():
        for term, code in terms.items():
            found.setdefault(name, {}).setdefault(fold(term).casefold(), code)


# what offices write, in any language of the program
TERMS = {
    "step": {
        "未启动": "NOT_STARTED", "未治理": "NOT_STARTED", "方案编制": "PLAN_DRAFTED", "方案备案": "PLAN_FILED",
        "施工中": "IN_PROGRESS", "治理中": "IN_PROGRESS", "主体工程完工": "MAIN_WORKS_DONE",
        "已完工": "MAIN_WORKS_DONE", "植被恢复完成": "REVEGETATED", "已治理": "REVEGETATED", "自验": "SELF_CHECK",
        "县级初验": "PRELIMINARY_ACCEPTANCE", "初验": "PRELIMINARY_ACCEPTANCE", "市级验收": "ACCEPTANCE",
        "验收": "ACCEPTANCE", "已验收": "ACCEPTANCE", "省级核查": "VERIFICATION", "管护": "AFTERCARE",
        "销号": "CLOSED_OUT",
    },
    "zone_class": {
        "自然保护区": "NATURE_RESERVE", "水源地保护区": "WATER_SOURCE", "景观区": "SCENIC_AREA",
        "居民集中生活区": "RESIDENTIAL_AREA", "重要交通干线": "TRANSPORT_LINE", "河流沿线": "RIVER_CORRIDOR",
    },
    "zone_level": {
        "核心区": "CORE", "缓冲区": "BUFFER", "实验区": "EXPERIMENTAL", "一级": "CLASS_1", "一级保护区": "CLASS_1",
        "二级": "CLASS_2", "二级保护区": "CLASS_2", "准保护区": "QUASI", "国家级": "NATIONAL", "省级": "PROVINCIAL",
    },
}  # fmt: skip
