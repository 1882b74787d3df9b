"""What is decided about a map before it is drawn: sheet, frames, scales, names of files. No QGIS here.

Lengths on paper are millimetres from the upper left corner of the sheet; inside a frame from its lower left corner.
Lengths on the ground are metres in the plane of the map.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor, log10
from typing import Any

import numpy as np

from ..libraries import shapely

PAGES = {
    "A4_landscape": (297.0, 210.0),
    "A4_portrait": (210.0, 297.0),
    "A3_landscape": (420.0, 297.0),
    "A3_portrait": (297.0, 420.0),
}
MARGIN = 10.0
GUTTER = 5.0  # between the neat lines, for the kilometre figures
GAP, PAD = 4.0, 4.0  # between map and panel; inside the panel
_TOP, _FOOT = 29.0, 21.0  # room for the heading above the neat line, for sources below it
_SIDE, _BELOW = 84.0, 92.0  # width of a panel beside the map, height of one below it
_BELOW_PAIR = 70.0  # below two maps
_TABLE_SHARE = 0.66  # of the width there
_LARGE = 1.25  # type and panels of an A3 sheet, seen from those of an A4 sheet
_ROUND = (1, 1.1, 1.2, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 9, 10)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # names that Windows keeps for itself
_LONGEST_NAME = 120  # bytes; file systems allow 255, and runs put their marks before a name


@dataclass(frozen=True)
class Box:
    """A rectangle on the sheet."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def shrunk(self, by: float) -> Box:
        """The rectangle inside it at a distance."""
        return Box(self.left + by, self.top + by, self.width - 2 * by, self.height - 2 * by)


@dataclass(frozen=True)
class SheetPlan:
    """Where things go on a sheet: *maps* and *panels* are outer neat lines; *large* multiplies type and lengths."""

    width: float
    height: float
    large: float
    maps: tuple[Box, ...]
    panels: tuple[Box, ...]
    given: tuple[Box, ...] = ()  # frames of a template

    @property
    def frames(self) -> tuple[Box, ...]:
        """The maps inside their neat lines."""
        return self.given or tuple(each.shrunk(GUTTER * self.large) for each in self.maps)

    @property
    def foot(self) -> Box:
        """Below all neat lines."""
        top = max(each.bottom for each in (*self.maps, *self.panels)) + 2
        return Box(MARGIN, top, self.width - 2 * MARGIN, self.height - MARGIN / 2 - top)

    @property
    def heading(self) -> Box:
        """Above all neat lines."""
        return Box(MARGIN, 8 * self.large, self.width - 2 * MARGIN, (_TOP - 9) * self.large)


def sheet_plan(page: str, maps: int = 1) -> SheetPlan:
    """The sheet of a *page* (a key of :data:`PAGES`) with one map, or with two at one scale for a comparison."""
    width, height = PAGES[page]
    large = _LARGE if max(width, height) > 300 else 1.0
    top, foot = _TOP * large, _FOOT * (1 + large) / 2
    body = Box(MARGIN, top, width - 2 * MARGIN, height - top - foot)
    if maps == 2:
        return _pair(width, height, large, body)
    if width > height:
        side = _SIDE * large
        left = Box(body.left, body.top, body.width - side - GAP, body.height)
        return SheetPlan(width, height, large, (left,), (Box(left.right + GAP, body.top, side, body.height),))
    below = _BELOW * large
    upper = Box(body.left, body.top, body.width, body.height - below - GAP)
    return SheetPlan(width, height, large, (upper,), _halves(Box(body.left, upper.bottom + GAP, body.width, below)))


def _pair(width: float, height: float, large: float, body: Box) -> SheetPlan:
    below = _BELOW_PAIR * large
    upper = Box(body.left, body.top, body.width, body.height - below - GAP)
    panel = Box(body.left, upper.bottom + GAP, body.width, below)
    table = panel.width * _TABLE_SHARE
    panels = (
        Box(panel.left, panel.top, table, panel.height),
        Box(panel.left + table, panel.top, panel.width - table, panel.height),
    )
    if width > height:
        return SheetPlan(width, height, large, _halves(upper), panels)
    half = (upper.height - GAP) / 2
    first = Box(upper.left, upper.top, upper.width, half)
    second = Box(upper.left, first.bottom + GAP, upper.width, half)
    return SheetPlan(width, height, large, (first, second), panels)


def _halves(box: Box) -> tuple[Box, Box]:
    half = (box.width - GAP) / 2
    return Box(box.left, box.top, half, box.height), Box(box.left + half + GAP, box.top, half, box.height)


@dataclass(frozen=True)
class Frame:
    """The part of the ground that a frame of *width* × *height* millimetres shows, at a round scale."""

    x: float  # of the middle
    y: float
    scale: float
    width: float
    height: float

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east, north in metres."""
        across, up = self.width / 2000 * self.scale, self.height / 2000 * self.scale
        return self.x - across, self.y - up, self.x + across, self.y + up

    def to_paper(self, shapes: np.ndarray) -> np.ndarray:
        """Shapes of the ground, on paper."""
        origin = np.array(self.extent[:2])
        return np.atleast_1d(shapely.transform(shapes, lambda points: (points - origin) / self.scale * 1000))

    def to_ground(self, places: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
        """Places on paper, on the ground."""
        metres = self.scale / 1000
        return [(self.extent[0] + x * metres, self.extent[1] + y * metres) for x, y in places]


def frame_around(bounds: Sequence[float], width: float, height: float, margin: float = 1.05, least: float = 0) -> Frame:
    """The frame that shows *bounds* (west, south, east, north) with a *margin*, at a scale of at least 1:*least*."""
    west, south, east, north = bounds
    needed = margin * max((east - west) / width, (north - south) / height) * 1000
    return Frame((west + east) / 2, (south + north) / 2, round_scale(max(needed, least, 100.0)), width, height)


def round_scale(needed: float) -> float:
    """The smallest round number from *needed* on."""
    power = 10 ** floor(log10(needed))
    return next(each * power for each in _ROUND if each * power >= needed * (1 - 1e-9))


def round_below(most: float, mantissas: Sequence[int] = (1, 2, 5)) -> float:
    """The greatest round number up to *most*."""
    power = 10 ** floor(log10(most))
    return max(each * power for each in mantissas if each * power <= most * (1 + 1e-9))


def map_crs(lon: float, lat: float) -> int:
    """EPSG number of a map's plane: CGCS2000 in the 3-degree zone (prefixed eastings) of a place; UTM abroad."""
    zone = round(lon / 3)
    if 25 <= zone <= 45 and 3 <= lat <= 54:
        return 4488 + zone
    utm = min(60, floor((lon + 180) / 6) + 1)
    return (32600 if lat >= 0 else 32700) + utm


def file_name(*parts: Any) -> str:
    """A name of *parts* that a file may have everywhere; joined by ``_``, without ending."""
    text = "_".join(unicodedata.normalize("NFC", str(part)) for part in parts if str(part).strip())
    text = _FORBIDDEN.sub("-", re.sub(r"\s+", " ", text)).strip(" .")
    while len(text.encode("utf-8")) > _LONGEST_NAME:
        text = text[:-1].rstrip(" .")
    return f"_{text}" if not text or _RESERVED.fullmatch(text) else text
