"""Which coordinate system a file is read in: what is named gives the datum, the numbers give zone, prefix and axes.

Nothing is chosen between datums: where neither the file nor the parameter names one, and where the numbers leave the
zone open or contradict what is named, the refusal carries the systems in which the numbers make sense, best first.
Unprefixed zone 41 of 3° and zone 21 of 6° are one projection.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from ..engine.planes import between, checked_crs, crs_called
from ..engine.problems import Refusal
from ..libraries import pyproj, shapely
from .crs_guess import INSIDE, LONLAT, ZONE_OPEN, ZONES, Candidate, candidates, chosen, code_of, meridian_of, zone_of
from .receipt import Finding

FILE, PARAMETER = "file", "parameter"
CGCS2000, WGS84, OTHER = "CGCS2000", "WGS 84", "other"
_WGS84_DEGREES = "EPSG:4326"
_NEAR_DEGREES = 0.2  # around a reference, some 20 km
_MOST = 6  # candidates that a refusal names
_LEGACY = re.compile(r"西安|北京|xi.?an|beijing|(?<!\d)(?:19)?(?:80|54)(?!\d)", re.IGNORECASE)
_CHINA = re.compile(
    r"CGCS.?2000|China.?2000|China.Geodetic.Coordinate.System.2000|2000.?(?:中国|国家)?大地坐标|(?:国家|中国).{0,6}2000",
    re.IGNORECASE,
)  # other countries have a 2000 of their own
_CHINA_IN_WORDS = re.compile(r"CGCS|2000", re.IGNORECASE)
_WGS = re.compile(r"WGS.{0,6}84|World.Geodetic.System.1984", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A system as a file or the parameter names it.

    *crs* is a code or WKT, empty where only the datum is named; *zone* and *width* (3 or 6 degrees) are 0 where they
    are not named; *prefixed* is None where nothing is said of the zone's number before the eastings.
    """

    source: str
    text: str
    datum: str
    crs: str = ""
    zone: int = 0
    width: int = 0
    prefixed: bool | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Choice:
    """The system that points are in; *source* (file or parameter) named the datum, *findings* say what was odd."""

    crs: str
    swap_axes: bool
    source: str
    findings: tuple[Finding, ...] = ()


def choose(
    points: Any, file: str, stated: Named | str | None = None, parameter: str = "", reference: Any = None
) -> Choice:
    """The system in which *points* of *file* are.

    Args:
        points: n × 2 numbers or their four bounds, as :func:`.crs_guess.candidates` takes them: first what should be
            east, then north. Columns of survey tables named X and Y are given Y first.
        stated: what the file names: made by :func:`of_head`, or a code or WKT of its own or of its sidecar.
        parameter: a code or WKT that the user gives, for files that name nothing, no zone, or what their numbers
            contradict; otherwise what the file names stands.
        reference: bounds (west, south, east, north) in degrees of where the file should lie.

    Findings: ``axes_swapped``, ``prefix_differs`` (crs, named), ``zone_width`` (zone, width), ``crs_not_read``
    (value, the system that the file names cannot be used and the parameter was taken), ``crs_differs`` (named, given:
    the parameter is of another datum, projection or zone than the file, whose own was taken).

    Raises ``Refusal``: ``crs_unnamed`` (file, candidates), ``crs_numbers``, ``crs_zone_differs`` and
    ``crs_zone_open`` (file, crs, candidates); ``crs_unusable`` and ``crs_ballpark`` of
    :func:`..engine.planes.checked_crs`.
    """
    points = np.asarray(points, dtype=float)
    points = points.reshape(2, 2) if points.shape == (4,) else points.reshape(-1, 2)
    found = candidates(points, reference)
    given = of_crs(parameter, PARAMETER, file)
    own, notes = _of_file(stated, file, given is not None)
    if own is not None and given is not None:
        choice = _of_both(points, own, given, found, file)
    elif own is not None or given is not None:
        choice = _of_one(points, own or given, found, file)
    else:
        raise Refusal("crs_unnamed", file=file, candidates=_few(found))
    return replace(choice, findings=(*notes, *choice.findings))


def astray(geometry: Any, crs: str, reference: Any, file: str) -> list[Finding]:
    """``reference_missed`` (km) where nothing of *geometry* (array in *crs*) lies in or near the bounds *reference*.

    What is named may be used as it is, and yet the zone be another: only the place tells.
    """
    bounds = shapely.bounds(geometry[~shapely.is_missing(geometry)]).reshape(-1, 2, 2)
    if reference is None or not len(bounds):
        return []
    places = shapely.get_coordinates(between(shapely.points(bounds.mean(axis=1)), crs, LONLAT))
    places = places[np.isfinite(places).all(axis=1)]
    low, high = np.asarray(reference, dtype=float).reshape(2, 2)
    if not len(places) or ((places >= low - _NEAR_DEGREES) & (places <= high + _NEAR_DEGREES)).all(axis=1).any():
        return []
    metres = pyproj.Geod(ellps="GRS80").inv(*places.T, *np.clip(places, low, high).T)[2]
    return [Finding("reference_missed", False, file, values={"km": round(float(np.min(metres)) / 1000)})]


def _of_one(points: Any, named: Named, found: list[Candidate], file: str) -> Choice:
    """The system that *named* and the numbers make together."""
    if named.datum == OTHER or (not found and _are_degrees(named.crs)):  # of another country, perhaps
        crs, swapped = _as_it_is(points, named, found, file)
        taken = None
    else:
        taken = _by_numbers(named, found, file)
        crs, swapped = _code(taken, named), taken.swap_axes
    return Choice(crs, swapped, named.source, tuple(_odd(named, taken, crs, swapped, file)))


def _of_both(points: Any, own: Named, given: Named, found: list[Candidate], file: str) -> Choice:
    """What the file names where its numbers allow it, else what the user gives; a finding where the two differ."""
    try:
        choice = _of_one(points, own, found, file)
    except Refusal:
        choice = _of_one(points, given, found, file)
        if own.datum == given.datum and not own.zone and given.zone:  # the zone was all that was missing
            return choice
        odd = Finding("crs_not_read", False, file, value=_called(own))
    else:
        if not _differ(own, given, choice.crs):
            return choice
        odd = Finding("crs_differs", False, file, values={"named": _called(own), "given": _called(given)})
    return replace(choice, findings=(*choice.findings, odd))


def _differ(own: Named, given: Named, crs: str) -> bool:
    """Whether *given* is of another datum, projection or zone than *own*, by which a file is read in *crs*."""
    if OTHER in (own.datum, given.datum):
        return not (own.crs and _horizontal(own.crs).equals(_horizontal(given.crs), ignore_axis_order=True))
    zone = zone_of(crs)
    if zone is None:
        return False  # degrees on WGS 84 and on CGCS2000 are the same to a decimetre
    return own.datum != given.datum or bool(
        given.zone and meridian_of(given.zone, given.width) != meridian_of(*zone[:2])
    )


def _horizontal(crs: str) -> Any:
    found = pyproj.CRS.from_user_input(crs)
    found = found.sub_crs_list[0] if found.is_compound else found
    code = found.to_epsg(min_confidence=70)  # by other names in a .prj
    return found if code is None else pyproj.CRS.from_epsg(code)


def _called(named: Named) -> str:
    """A system for a sentence: its code, its name instead of a long WKT, or the words of a head."""
    short = not named.crs or len(named.text) < 40
    return crs_called(named.text) if short else str(pyproj.CRS.from_user_input(named.crs).name)


def of_head(
    text: str, file: str, zone: int = 0, width: int = 0, meridian: float = 0.0, line: int | None = None
) -> Named | None:
    """The system that words of a file's head name (坐标系, 带号, 几度分带, 中央子午线); None without a datum.

    Raises ``Refusal("crs_legacy", file, crs)`` for Xi'an 80 and Beijing 54.
    """
    legacy, china = bool(_LEGACY.search(text)), bool(_CHINA_IN_WORDS.search(text))
    if legacy and not china:
        raise Refusal("crs_legacy", file=file, crs=text)
    datum = WGS84 if _WGS.search(text) and not china else CGCS2000 if china and not legacy else ""
    if not datum:
        return None
    if zone not in ZONES[3] and zone not in ZONES[6]:
        meridian = meridian or (zone if zone > ZONES[3][-1] else 0)  # 带号=126 is the meridian
        zone = int(meridian // 3) if meridian % 3 == 0 and meridian // 3 in ZONES[3] else 0
    real = 3 if zone in ZONES[3] else 6
    odd = Finding("zone_width", False, file, line, values={"zone": zone, "width": width})
    return Named(
        FILE,
        text,
        datum,
        zone=zone,
        width=real if zone else width,
        findings=(odd,) if zone and width not in (0, real) else (),
    )


def of_crs(text: str | None, source: str, file: str) -> Named | None:
    """The system of a code or WKT; None for an empty text.

    Raises ``Refusal``: ``crs_unusable``, ``crs_ballpark`` (layer, crs …).
    """
    text = (text or "").strip()
    if not text:
        return None
    datum, zone, width, prefixed = _parts(checked_crs(text, file))
    return Named(source, text, datum, text, zone, width, prefixed)


def _of_file(stated: Named | str | None, file: str, replaced: bool) -> tuple[Named | None, tuple[Finding, ...]]:
    """What the file names; a text that is no system is passed over where the parameter names one."""
    if isinstance(stated, Named):
        return stated, stated.findings
    try:
        return of_crs(stated, FILE, file), ()
    except Refusal as refusal:
        if refusal.code != "crs_unusable" or not replaced:
            raise
        return None, (Finding("crs_not_read", False, file, value=crs_called(stated or "")),)


def _few(found: list[Candidate]) -> list[Candidate]:
    """Those that are worth to be named: zones that any numbers fit only where there is nothing else."""
    return ([each for each in found if each.reason != ZONE_OPEN] or found)[:_MOST]


# Systems by code or WKT --------------------------------------------------------------------------------------


@lru_cache(maxsize=64)
def _parts(text: str) -> tuple[str, int, int, bool | None]:
    """Datum, zone, width and prefix of a usable system; zone 0 for degrees."""
    known = zone_of(text)
    if known is not None:
        return (CGCS2000, *known)
    crs = pyproj.CRS.from_user_input(text)
    datum = _datum(crs)
    if datum == OTHER or crs.is_compound:
        return OTHER, 0, 0, None
    if crs.is_geographic:
        return datum, 0, 0, None
    zone = _gauss_zone(crs) if datum == CGCS2000 else None
    return (OTHER, 0, 0, None) if zone is None else (datum, *zone)


def _datum(crs: Any) -> str:
    names = " ".join(str(each) for each in (crs.geodetic_crs.name, getattr(crs.geodetic_crs.datum, "name", "")))
    return CGCS2000 if _CHINA.search(names) else WGS84 if _WGS.search(names) else OTHER


def _gauss_zone(crs: Any) -> tuple[int, int, bool] | None:
    """Zone, width and prefix of a Gauss-Krüger system with parameters of its own, as shapefiles name them."""
    operation = crs.coordinate_operation
    values = {each.name.casefold(): each.value for each in operation.params} if operation is not None else {}

    def value(*words: str) -> float:
        return next((number for name, number in values.items() if all(word in name for word in words)), 0.0)

    meridian, easting = value("longitude"), value("false", "easting")
    plain = "transverse mercator" in operation.method_name.casefold() if operation is not None else False
    scale = value("scale") or 1.0
    if not plain or scale != 1.0 or value("latitude") or value("false", "northing") or meridian % 3:
        return None
    if easting % 1e6 != 500_000.0:
        return None
    zone = int(easting // 1e6)
    if not zone:
        return (int(meridian // 3), 3, False) if meridian // 3 in ZONES[3] else None
    fitting = (each for each in ZONES if zone in ZONES[each] and meridian_of(zone, each) == meridian)
    return next(((zone, width, True) for width in fitting), None)


def _are_degrees(crs: str) -> bool:
    return bool(crs) and bool(pyproj.CRS.from_user_input(crs).is_geographic)


def _as_it_is(points: Any, named: Named, found: list[Candidate], file: str) -> tuple[str, bool]:
    """A system with no zones of its own kind; only degrees and metres, and exchanged columns, can be told."""
    crs = pyproj.CRS.from_user_input(named.crs)
    points = points[np.isfinite(points).all(axis=1)]
    size = np.abs(points).max(axis=0) if len(points) else np.zeros(2)
    if crs.is_geographic:
        swapped = bool(size[1] > 90 >= size[0]) and bool(size[1] <= 360)
        fits = swapped or bool(size[0] <= 360 and size[1] <= 90)
    else:
        operation = crs.coordinate_operation
        gauss = operation is not None and "transverse mercator" in operation.method_name.casefold()
        swapped = gauss and bool(found) and all(each.swap_axes for each in found)
        fits = not (found and found[0].crs == LONLAT)
    if not fits:
        raise Refusal("crs_numbers", file=file, crs=crs_called(named.text), candidates=_few(found))
    return named.crs, swapped


# Zones by numbers --------------------------------------------------------------------------------------------


def _by_numbers(named: Named, found: list[Candidate], file: str) -> Candidate:
    """The candidate that what is named allows; raises ``Refusal`` where there is none, or more than one."""
    few, name = _few(found), crs_called(named.text)
    fitting = list(filter(_allowed(named), found))
    if not fitting and not (named.zone and found and found[0].zone):
        raise Refusal("crs_numbers", file=file, crs=name, candidates=few)
    # numbers without a prefix fit every zone: the place tells whether the one that is named is meant
    elsewhere = bool(fitting and named.zone and fitting[0].zone) and fitting[0].reason != INSIDE
    if not fitting or (elsewhere and any(each.reason == INSIDE for each in found)):
        raise Refusal("crs_zone_differs", file=file, crs=name, candidates=few)
    one = fitting[0] if named.zone else chosen(fitting)
    if one is None:
        raise Refusal("crs_zone_open", file=file, crs=name, candidates=few)
    return one


def _allowed(named: Named) -> Callable[[Candidate], bool]:
    meridian = meridian_of(named.zone, named.width) if named.zone else 0

    def allowed(candidate: Candidate) -> bool:
        if not candidate.zone:
            return True
        if named.datum != CGCS2000:
            return False
        if meridian:
            return candidate.meridian == meridian
        # a zone's own number goes before the width that the head names
        return candidate.prefixed or named.width != 6 or candidate.meridian % 6 == 3

    return allowed


def _code(taken: Candidate, named: Named) -> str:
    if not taken.zone:
        return LONLAT if named.datum == CGCS2000 else _WGS84_DEGREES
    if named.zone and not taken.prefixed:
        return code_of(named.zone, named.width, False)
    return taken.crs


def _odd(named: Named, taken: Candidate | None, crs: str, swapped: bool, file: str) -> list[Finding]:
    found = [Finding("axes_swapped", False, file)] if swapped else []
    if taken is not None and taken.zone and named.prefixed not in (None, taken.prefixed):
        found.append(Finding("prefix_differs", False, file, values={"crs": crs, "named": crs_called(named.text)}))
    return found
