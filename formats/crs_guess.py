"""Which coordinate system numbers are in, told by their size: zone, prefix and order of the axes, never the datum.

Northings, eastings with and without a zone's prefix, and degrees have ranges of their own in China, so columns that
are exchanged and a prefix that is missing show. The datum does not: Xi'an 80 and Beijing 54 lie in the same ranges.
Codes of CGCS2000 / Gauss-Krüger: 3° zones 4488 + zone with the prefix and 4509 + zone without, 6° zones 4478 + zone
and 4489 + zone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from ..libraries import pyproj

LONLAT = "EPSG:4490"
NORTHINGS = (1_500_000.0, 6_500_000.0)
EASTINGS = (100_000.0, 900_000.0)
LATITUDES, LONGITUDES = (3.0, 56.0), (72.0, 137.0)
ZONES = {3: range(25, 46), 6: range(13, 24)}
# Xinbin county, with a margin of some kilometres: where numbers alone leave several zones open
COUNTY = (124.25, 41.18, 125.53, 42.04)
INSIDE, PREFIX, DEGREES, ZONE_OPEN = "inside", "prefix", "degrees", "zone_open"


@dataclass(frozen=True)
class Candidate:
    """A system in which the numbers make sense; *reason* says by what, *score* 0…1 how well.

    *swap_axes*: the two columns have to be exchanged first. *zone* and *width* (3 or 6 degrees) are 0 for degrees;
    *prefixed*: the eastings carry the number of the zone. *county*: :data:`INSIDE` means the county, as no reference
    was given.
    """

    crs: str
    swap_axes: bool
    reason: str
    score: float
    zone: int = 0
    width: int = 0
    prefixed: bool = False
    county: bool = False

    @property
    def meridian(self) -> int:
        """The central meridian in degrees; 0 for degrees."""
        return meridian_of(self.zone, self.width)


def meridian_of(zone: int, width: int) -> int:
    """The central meridian in degrees of a zone *width* (3 or 6) degrees wide."""
    return zone * 3 if width == 3 else zone * 6 - 3 if width == 6 else 0


def code_of(zone: int, width: int, prefixed: bool) -> str:
    """The CGCS2000 system of a zone; raises ``ValueError`` for a zone that is none of China's."""
    if zone not in ZONES.get(width, ()):
        raise ValueError(f"{width}° zone {zone}")
    base = {(3, True): 4488, (3, False): 4509, (6, True): 4478, (6, False): 4489}[width, prefixed]
    return f"EPSG:{base + zone}"


def zone_of(crs: str) -> tuple[int, int, bool] | None:
    """Zone, width in degrees and prefix of a CGCS2000 system by its code; None for any other system."""
    return _zones().get(crs.strip().upper())


@lru_cache(maxsize=1)
def _zones() -> dict[str, tuple[int, int, bool]]:
    return {
        code_of(zone, width, prefixed): (zone, width, prefixed)
        for width, zones in ZONES.items()
        for zone in zones
        for prefixed in (True, False)
    }


def candidates(coordinates: Any, reference: Any = None) -> list[Candidate]:
    """Systems in which *coordinates* make sense, best first; empty where there is none.

    Args:
        coordinates: n × 2 numbers, or the four bounds: first east (or longitude), then north (or latitude), as the
            file has them. For columns that survey tables call X and Y give Y first.
        reference: bounds (west, south, east, north) in degrees on CGCS2000 of where the file should lie; without it
            the county.
    """
    points = np.asarray(coordinates, dtype=float)
    points = points.reshape(2, 2) if points.shape == (4,) else points.reshape(-1, 2)
    points = points[np.isfinite(points).all(axis=1)]
    if not len(points):
        return []
    box = COUNTY if reference is None else tuple(np.asarray(reference, dtype=float))
    low, high = points.min(axis=0), points.max(axis=0)
    found = [*_as_they_are(low, high, False, box), *_as_they_are(low[::-1], high[::-1], True, box)]
    found = [replace(each, county=reference is None) for each in found]
    middle = (box[0] + box[2]) / 2
    return sorted(
        found, key=lambda each: (-each.score, each.swap_axes, each.width, abs(each.meridian - middle), each.zone)
    )


def _as_they_are(low: Any, high: Any, swapped: bool, box: Any) -> list[Candidate]:
    """*low* and *high*: the corners, east first."""
    if _within(low[0], high[0], LONGITUDES) and _within(low[1], high[1], LATITUDES):
        inside = _meets((low[0], low[1], high[0], high[1]), box)
        return [Candidate(LONLAT, swapped, INSIDE if inside else DEGREES, 1.0 if inside else 0.6)]
    if not _within(low[1], high[1], NORTHINGS):
        return []
    if _within(low[0], high[0], EASTINGS):
        return list(_without_prefix(low, high, swapped, box))
    zone = int(low[0] // 1e6)
    if int(high[0] // 1e6) != zone or not _within(low[0] - zone * 1e6, high[0] - zone * 1e6, EASTINGS):
        return []
    return [_placed(zone, width, True, low, high, swapped, box) for width, zones in ZONES.items() if zone in zones]


def _without_prefix(low: Any, high: Any, swapped: bool, box: Any) -> Iterable[Candidate]:
    """Every 3° zone; a 6° zone only where no 3° zone has its meridian, which is never."""
    for zone in ZONES[3]:
        yield _placed(zone, 3, False, low, high, swapped, box)


def _placed(zone: int, width: int, prefixed: bool, low: Any, high: Any, swapped: bool, box: Any) -> Candidate:
    crs = code_of(zone, width, prefixed)
    inside = _meets(_lonlat_bounds(crs, low, high), box)
    score = (0.9 if prefixed else 0.8) if inside else (0.6 if prefixed else 0.2)
    reason = INSIDE if inside else PREFIX if prefixed else ZONE_OPEN
    return Candidate(crs, swapped, reason, score + (0.05 if width == 3 else 0.0), zone, width, prefixed)


def _lonlat_bounds(crs: str, low: Any, high: Any) -> tuple[float, float, float, float]:
    x, y = _to_lonlat(crs).transform([low[0], high[0], low[0], high[0]], [low[1], high[1], high[1], low[1]])
    return min(x), min(y), max(x), max(y)


@lru_cache(maxsize=128)
def _to_lonlat(crs: str) -> Any:
    return pyproj.Transformer.from_crs(crs, LONLAT, always_xy=True)


def _within(low: float, high: float, limits: tuple[float, float]) -> bool:
    return bool(limits[0] <= low and high <= limits[1])


def _meets(one: Any, other: Any) -> bool:
    return bool(one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3])


def chosen(found: list[Candidate]) -> Candidate | None:
    """The one candidate that the numbers alone make certain; None where they leave several projections open."""
    best = [each for each in found if each.score >= max((each.score for each in found), default=0.0) - 0.1]
    kinds = {(each.meridian, each.prefixed, each.swap_axes) for each in best}
    if not best or len(kinds) > 1:
        return None
    return best[0] if best[0].reason != ZONE_OPEN else None
