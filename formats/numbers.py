"""Numbers of coordinates: what is one, which two belong together, degrees in minutes and seconds.

Sizes tell: in China northings, eastings with and without a zone's number, and degrees have ranges of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from .crs_guess import EASTINGS, LATITUDES, LONGITUDES, NORTHINGS, ZONES

_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{0,15})?", re.ASCII)
_AHEAD = 6  # places further on where a corner may begin
_LEAST = 100_000.0  # of an easting; lower numbers are points, rings, heights
_DEGREES = re.compile(
    r"(?<![\d.])(\d{1,3})[ \t\u3000]*[°度º˚][ \t\u3000]*(?:(\d{1,2}(?:\.\d+)?)[ \t\u3000]*(?:[′'’‘´`]|分)[ \t\u3000]*)?"
    r"(?:(\d{1,2}(?:\.\d+)?)[ \t\u3000]*(?:[″\"”“]|''|′′|’’|秒))?",
    re.ASCII,
)
_KNOWN = np.isin(np.arange(100), [*ZONES[3], *ZONES[6]])  # which numbers before an easting are zones
DEGREE, BARE, SWAPPED, NOWHERE = 1, 2, 1000, -1
DMS, PACKED, DECIMAL = "dms", "packed", "decimal"
_SAYS_PACKED = re.compile(r"度分秒|ddd?\.?mm\.?ss|DMS", re.IGNORECASE)
_SAYS_DECIMAL = re.compile(r"十进制度?|decimal|ddd?\.dd", re.IGNORECASE)
_STYLE_BEHIND = re.compile(rf"\(?(?:{_SAYS_PACKED.pattern}|{_SAYS_DECIMAL.pattern})\)?$", re.IGNORECASE)


def is_number(text: str) -> bool:
    """Whether *text* is a plain decimal number."""
    return _NUMBER.fullmatch(text) is not None


def coordinate_pair(first: float, second: float) -> bool:
    """Whether two numbers may be the coordinates of a corner, in either order."""
    if abs(first) >= _LEAST and abs(second) >= _LEAST:
        return True
    low, high = (first, second) if first < second else (second, first)
    return LATITUDES[0] <= low <= LATITUDES[1] and LONGITUDES[0] <= high <= LONGITUDES[1]


def pair_at(numbers: Sequence[float | None], start: int = 0) -> int | None:
    """Where in a row of *numbers* (None: something else) the first two stand that may be the coordinates of a corner.

    Whole numbers from 72 to 137 are taken for degrees only where there is nothing better: they number corners.
    """
    fitting = []
    for at in range(start, min(start + _AHEAD, len(numbers) - 1)):
        first, second = numbers[at], numbers[at + 1]
        if first is not None and second is not None and coordinate_pair(first, second):
            if abs(first) >= _LEAST or (first % 1 and second % 1):
                return at
            fitting.append(at)
    return fitting[0] if fitting else None


def kinds_of(first: Any, second: Any) -> Any:
    """What each pair of numbers (arrays, the northing or latitude first) may be, as a number.

    :data:`DEGREE`, :data:`BARE` (metres without a zone's number), the number of the zone (13 … 45) that stands before
    the easting; more by :data:`SWAPPED` where the second number is the northing; :data:`NOWHERE`.
    """
    north, east = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    return np.where((plain := _kinds(north, east)) != NOWHERE, plain, _swapped(_kinds(east, north)))


def _swapped(kinds: Any) -> Any:
    return np.where(kinds == NOWHERE, NOWHERE, kinds + SWAPPED)


def _kinds(north: Any, east: Any) -> Any:
    zone = np.nan_to_num(np.clip(east // 1e6, 0, _KNOWN.size - 1)).astype(int)
    known = _KNOWN[zone] & _within(east - zone * 1e6, EASTINGS)
    metres, degrees = _within(north, NORTHINGS), _within(north, LATITUDES) & _within(east, LONGITUDES)
    found = np.full(len(north), NOWHERE)
    found[metres & known] = zone[metres & known]
    found[metres & _within(east, EASTINGS)] = BARE
    found[degrees] = DEGREE
    return found


def _within(values: Any, limits: tuple[float, float]) -> Any:
    return (values >= limits[0]) & (values <= limits[1])


# Degrees -----------------------------------------------------------------------------------------------------


def with_decimal_degrees(line: str) -> tuple[str, int]:
    """*line* with each angle written with marks (124°18′30″, 124度18分30秒, 124°18.5′) as decimal degrees; how many.

    An angle of 60 minutes or seconds, or more, stays as it is.
    """
    count = 0

    def decimal(matched: re.Match[str]) -> str:
        nonlocal count
        degrees, minutes, seconds = (float(each or 0) for each in matched.groups())
        if minutes >= 60 or seconds >= 60:
            return matched.group()
        count += 1
        return f" {degrees + minutes / 60 + seconds / 3600:.11f} "

    return _DEGREES.sub(decimal, line), count


def style_of(words: str) -> str:
    """How *words* say that degrees are written: :data:`PACKED` (dddmmss, ddd.mmss), :data:`DECIMAL`; else empty."""
    if _SAYS_PACKED.search(words):
        return PACKED
    return DECIMAL if _SAYS_DECIMAL.search(words) else ""


def without_style(head: str) -> str:
    """*head* (half-width) without what it says at its end about how degrees are written."""
    return _STYLE_BEHIND.sub("", head)


def unpacked(corners: Any, kinds: Any, style: str) -> tuple[Any, int | None]:
    """Make dddmmss and, where *style* is :data:`PACKED`, ddd.mmss decimal, in place in *corners* (n × 2) and *kinds*.

    Which rows were changed (NaN where minutes or seconds are 60 or more), and the first row of degrees where *style* is
    empty and all of them may be meant either way.
    """
    packed = np.zeros(len(kinds), dtype=bool)
    nowhere = np.flatnonzero(kinds == NOWHERE)
    if len(nowhere):
        seconds = from_whole_seconds(corners[nowhere])
        found = kinds_of(seconds[:, 0], seconds[:, 1])
        fits = found % SWAPPED == DEGREE
        packed[nowhere[fits]] = True
        corners[nowhere[fits]], kinds[nowhere[fits]] = seconds[fits], found[fits]
    rows = np.flatnonzero((kinds % SWAPPED == DEGREE) & ~packed)
    if len(rows) and style in ("", PACKED):
        made = from_packed(corners[rows])
        if style == PACKED:
            corners[rows], packed[rows] = made, True
        elif not np.isnan(made).any():
            return packed, int(rows[0])
    return packed, None


def from_whole_seconds(values: Any) -> Any:
    """dddmmss.s → decimal degrees; NaN where minutes or seconds are 60 or more."""
    values = np.asarray(values, dtype=float)
    degrees, rest = np.divmod(values, 10_000)
    return _degrees(degrees, *np.divmod(rest, 100))


def from_packed(values: Any) -> Any:
    """ddd.mmss → decimal degrees; NaN where minutes or seconds are 60 or more."""
    values = np.asarray(values, dtype=float)
    # 18.30 is stored as 18.299999…: seconds are read to 1e-6
    return from_whole_seconds(np.round(values * 10_000, 6))


def _degrees(degrees: Any, minutes: Any, seconds: Any) -> Any:
    found = degrees + minutes / 60 + seconds / 3600
    return np.where((minutes < 60) & (seconds < 60), found, np.nan)
