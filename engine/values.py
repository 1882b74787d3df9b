"""What attribute values mean: texts, lists, categories, years, dates, areas that a table brought along.

Surveyors write one thing in many ways. Nothing is guessed here: what is not understood stays undated or
uncompared and comes back as a position, to be listed with its feature id.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from .area import to_mu
from .problems import Notice, info
from .scheme import FIRST_YEAR, LAST_YEAR

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]  # datetime64[D], NaT = no date

GLOSSARY = {
    "生产矿山": "in_production",
    "在建矿山": "under_construction",
    "闭坑矿山": "closed",
    "闭坑": "closed",
    "政策性关闭矿山": "closed_by_policy",
    "政策性关闭": "closed_by_policy",
    "废弃矿山": "abandoned",
    "废弃": "abandoned",
    "历史遗留矿山": "legacy",
    "历史遗留": "legacy",
}


# --- texts, lists, categories --------------------------------------------------------------------


def fold(text: str) -> str:
    """The form in which texts are compared: full-width characters as half-width ones (NFKC), trimmed."""
    return unicodedata.normalize("NFKC", text).strip()


def split_list(text: str | None) -> list[str]:
    """The parts of a list written with , ， 、 ; or ；, each folded; empty parts are dropped."""
    parts = (part.strip() for part in re.split("[,;、]", fold(text or "")))
    return [part for part in parts if part]


def canonical(term: Any) -> str | None:
    """What a category is compared by: folded, a glossary term as its identifier; None when missing or blank.

    Whole numbers compare like their digits, so that code 11 in a number field equals "11" in a text field.
    """
    if isinstance(term, str):
        return _canonical_text(term)
    if _is_null(term):
        return None
    if isinstance(term, (float, np.floating, Decimal)) and term == term // 1:
        term = int(term)
    return _canonical_text(str(term))


@lru_cache(maxsize=4096)
def _canonical_text(term: str) -> str | None:
    text = fold(term)
    return GLOSSARY.get(text, text) or None


def _is_null(value: Any) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


# --- years and dates -----------------------------------------------------------------------------

_TIME = r"(?:[T\s]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_YEAR = re.compile(r"([0-9]{4})(?:\.0+|\s*年度?)?")
_YEAR_MONTH = re.compile(r"([0-9]{4})(?:([-/])|\s*年\s*)([0-9]{1,2})(?(2)|\s*月)")
_DATE = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _TIME)
_CHINESE_DATE = re.compile(r"([0-9]{4})\s*年\s*()([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日?" + _TIME)
_EIGHT_DIGITS = re.compile(r"([0-9]{4})()([0-9]{2})([0-9]{2})")


class _Read(NamedTuple):
    """A column as it was understood: a year where there is one, a date where all three parts are there."""

    years: Floats
    dates: Days
    null: Flags


@dataclass(frozen=True)
class Dating:
    """Year and date of every patch, and the positions that a warning lists.

    *years*: float, NaN = undated. *dates*: datetime64[D], NaT = none.
    *bad_years*, *bad_dates*: positions whose value is neither empty nor understood.
    *differing*: positions where the year field and the date name different years; the year field counts.
    """

    years: Floats
    dates: Days
    bad_years: Ints
    bad_dates: Ints
    differing: Ints


def parse_years(values: Any) -> tuple[Floats, Flags]:
    """Years of a column (any sequence): floats with NaN for undated, and which values were not understood.

    A year is a whole number from 1949 to 2100, such a number as text (also "2020年", "2019年度", full-width),
    a date by type, a date or a year and month as text. Empty values are undated without being bad.
    """
    read = _read(values)
    return read.years, ~read.null & np.isnan(read.years)


def parse_dates(values: Any) -> tuple[Days, Flags]:
    """Dates of a column (any sequence): datetime64[D] with NaT, and which values are no dates though not empty.

    A date has year, month and day; of a date with a time the date as written counts. Numbers are never dates.
    """
    read = _read(values)
    return read.dates, ~read.null & np.isnat(read.dates)


def effective_years_dates(year_values: Any, date_values: Any, year_is_date: bool = False) -> Dating:
    """Year and date of every patch from YEAR_FIELD and DATE_FIELD, one of which may be None (not given).

    The date is that of the date field, else of the year field where its type is date (*year_is_date*).
    An empty year is taken from the date; where both differ, the year field counts.
    """
    if year_values is None and date_values is None:
        raise ValueError("neither a year field nor a date field")
    given = [_read(values) for values in (year_values, date_values) if values is not None]
    nothing = _nothing(len(given[0].null))
    by_year = given[0] if year_values is not None else nothing
    by_date = given[-1] if date_values is not None else nothing
    from_year = by_year.dates if year_is_date else nothing.dates
    both = ~np.isnan(by_year.years) & ~np.isnan(by_date.years)
    return Dating(
        years=np.where(by_year.null, by_date.years, by_year.years),
        dates=np.where(np.isnat(by_date.dates), from_year, by_date.dates),
        bad_years=np.flatnonzero(~by_year.null & np.isnan(by_year.years)),
        bad_dates=np.flatnonzero(~by_date.null & np.isnat(by_date.dates)),
        differing=np.flatnonzero(both & (by_year.years != by_date.years)),
    )


def _read(values: Any) -> _Read:
    column = _column(values)
    if column.dtype.kind in "iuf":
        return _read_numbers(column)
    if column.dtype.kind == "M":
        return _read_days(column)
    return _read_objects(column.astype(object))


def _column(values: Any) -> npt.NDArray[Any]:
    if isinstance(values, np.ndarray):
        return values
    if isinstance(values, (pd.Series, pd.Index, pd.api.extensions.ExtensionArray)):
        return np.asarray(values)
    return np.fromiter(values, dtype=object, count=len(values))


def _nothing(n: int) -> _Read:
    return _Read(np.full(n, np.nan), np.full(n, np.datetime64("NaT", "D")), np.ones(n, dtype=bool))


def _read_numbers(column: npt.NDArray[Any]) -> _Read:
    numbers = column.astype(np.float64)
    good = (numbers >= FIRST_YEAR) & (numbers <= LAST_YEAR) & (numbers == np.floor(numbers))
    return _nothing(len(column))._replace(years=np.where(good, numbers, np.nan), null=np.isnan(numbers))


def _read_days(column: npt.NDArray[Any]) -> _Read:
    null = np.isnat(column)
    years = np.where(null, 0, column.astype("datetime64[Y]").astype(np.int64) + 1970)
    good = (years >= FIRST_YEAR) & (years <= LAST_YEAR)
    days = np.where(good, column.astype("datetime64[D]"), np.datetime64("NaT", "D"))
    return _Read(np.where(good, years, np.nan), days, null)


def _read_objects(column: npt.NDArray[Any]) -> _Read:
    codes, distinct = _distinct(column)
    known = _nothing(len(distinct) + 1)  # the last one stands for nulls: their code is -1
    for i, value in enumerate(distinct):
        year, day = _read_value(value)
        known.null[i] = isinstance(value, str) and not value.strip()
        if year is not None:
            known.years[i] = year
        if day is not None:
            known.dates[i] = np.datetime64(day, "D")
    return _Read(known.years[codes], known.dates[codes], known.null[codes])


def _distinct(column: npt.NDArray[Any]) -> tuple[npt.NDArray[np.intp], Any]:
    try:
        return pd.factorize(column)
    except TypeError:  # lists and other unhashable values
        return np.where(pd.isna(column), -1, np.arange(len(column))), column


def _read_value(value: Any) -> tuple[float | None, date | None]:
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return (day.year, day) if FIRST_YEAR <= day.year <= LAST_YEAR else (None, None)
    if isinstance(value, str):
        return _read_text(fold(value))
    if isinstance(value, (int, float, Decimal, np.number)) and not isinstance(value, bool):
        return _whole_year(value), None
    return None, None


def _read_text(text: str) -> tuple[float | None, date | None]:
    full = _DATE.fullmatch(text) or _CHINESE_DATE.fullmatch(text) or _EIGHT_DIGITS.fullmatch(text)
    if full:
        year, _, month, day = full.groups()
        try:
            return _read_value(date(int(year), int(month), int(day)))
        except ValueError:  # 30 February
            return None, None
    partial = _YEAR.fullmatch(text) or _YEAR_MONTH.fullmatch(text)
    if not partial or (partial.re is _YEAR_MONTH and not 1 <= int(partial[3]) <= 12):
        return None, None
    return _whole_year(int(partial[1])), None


def _whole_year(number: Any) -> float | None:
    good = FIRST_YEAR <= number <= LAST_YEAR and number == int(number)
    return float(number) if good else None


# --- stored areas --------------------------------------------------------------------------------

STORED_AREA_FIELDS = ("tbmj", "tbhdmj", "sdzlmj", "图斑面积", "图斑核定面积", "核定面积", "实地治理面积")  # all in m²
LISTED_IDS = 20
_RELATIVE, _ABSOLUTE_MU = 0.005, 0.1
_UNITS = {"mu": 0.0015, "ha": 0.0001, "times_15": 15.0}
_NEAR_UNIT = 0.05  # stored figures are off by some percent often enough


def is_stored_area_field(name: str) -> bool:
    """Whether a field of this name holds an area in m² by the land survey's habit (TBMJ, 图斑面积 …)."""
    return fold(name).casefold() in STORED_AREA_FIELDS


def stored_area_findings(
    field_names: Sequence[str], columns: Mapping[str, Any], area_m2: Floats, ids: Sequence[str]
) -> list[Notice]:
    """A notice per stored area field that differs from the computed area by more than 0.5 % and 0.1 mu.

    *columns* holds the values of the stored area fields among *field_names*, *area_m2* the computed areas
    (NaN = none), *ids* the patch ids, all in the same order. Values of ``stored_area_differs``: field, count,
    ids (at most 20), ratio (median of stored / computed where they differ) and unit: "mu", "ha", "times_15"
    when that ratio is near 1/666.67, 1/10 000, 15, else None.
    """
    notices = []
    for name in filter(is_stored_area_field, field_names):
        stored = pd.to_numeric(pd.Series(_column(columns[name])), errors="coerce").to_numpy(dtype=np.float64)
        differing = np.flatnonzero(stored_area_differs(stored, area_m2))
        if len(differing):
            listed = [ids[i] for i in differing[:LISTED_IDS]]
            ratio = _median_ratio(stored[differing], area_m2[differing])
            values = {"field": name, "count": len(differing), "ids": listed, "ratio": ratio, "unit": _unit(ratio)}
            notices.append(info("stored_area_differs", **values))
    return notices


def stored_area_differs(stored_m2: Floats, area_m2: Floats) -> Flags:
    """Where areas that came along differ from the computed ones by more than 0.5 % and 0.1 mu; not where one is NaN."""
    off = np.abs(stored_m2 - area_m2)
    found: Flags = (off > _RELATIVE * area_m2) & (to_mu(off) > _ABSOLUTE_MU)
    return found


def _median_ratio(stored: Floats, computed: Floats) -> float | None:
    filled = (stored > 0) & (computed > 0)  # a stored 0 says "not filled in", not which unit
    return float(np.median(stored[filled] / computed[filled])) if filled.any() else None


def _unit(ratio: float | None) -> str | None:
    if ratio is None:
        return None
    return next((unit for unit, factor in _UNITS.items() if abs(ratio / factor - 1) <= _NEAR_UNIT), None)
