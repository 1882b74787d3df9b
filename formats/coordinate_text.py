"""Texts of coordinates made into plots: the kind found out, rings, coordinate system, areas compared with those stated.

A plot that cannot be read is named, and the others are read. Nothing grows in silence: a plot that lacks a line, or has
another number of corners than it states, is taken only where the area that it states says that it is whole.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from ..engine.area import area_m2, plane_area_m2, to_mu
from ..engine.parts import polygonal_part
from ..engine.planes import to_equal_area
from ..engine.problems import Refusal
from ..engine.repair import repaired_polygon
from ..libraries import shapely
from . import corner_string, gcj02, land_boundary, pasted
from .crs_choice import OTHER, PARAMETER, Choice, Named, astray, choose, of_crs, of_head
from .drafts import (
    Draft,
    Text,
    count_with_closing,
    counts_closing,
    counts_of,
    first_number,
    folded,
    last_number,
    leap_of,
)
from .encodings import DAMAGED, decode
from .features import Features, no_geometry
from .numbers import DMS, NOWHERE, kinds_of, unpacked, with_decimal_degrees
from .receipt import Finding
from .rings import polygon_of
from .watching import ask, asking

PLANE, OFFICIAL, NONE = "plane", "official", "none"
COLUMNS = (
    "plot_no", "plot_name", "land_use", "stated_area_ha", "area_m2", "area_mu", "area_difference", "area_matches",
    "source_file", "source_line", "crs_source", "crs", "remarks",
)  # fmt: skip
_HECTARE_M2, _MU_M2 = 10_000.0, 2000 / 3
_UNITS = {
    "公顷": _HECTARE_M2,
    "ha": _HECTARE_M2,
    "平方米": 1.0,
    "㎡": 1.0,
    "m2": 1.0,
    "m²": 1.0,
    "亩": _MU_M2,
    "平方公里": 1e6,
    "平方千米": 1e6,
    "km2": 1e6,
}
_AREA = re.compile(r"\s*(\d{1,12}(?:\.(\d{0,10}))?)\s*([^\d\s]{0,4})\s*", re.ASCII)
_SHOWN = 80


def read(
    content: bytes | str,
    file: str,
    *,
    encoding: str = "auto",
    parameter: str = "",
    reference: Any = None,
    from_gcj02: bool = False,
    once: bool = True,
) -> Features:
    """The plots of a text, in the order in which they stand in it.

    Args:
        content: bytes of a file, or a text that was pasted.
        file: what it is called in messages.
        parameter: the coordinate system that the user names, as :func:`.crs_choice.choose` takes it.
        reference: polygons in degrees (array) of where the plots should lie.
        from_gcj02: undo the shift of Chinese web maps.
        once: leave a plot out that stands in the text a second time with the same ground.

    Returns:
        Features with :data:`COLUMNS`: areas in m², mu and hectares, ``area_difference`` = stated − official in m²,
        ``area_matches`` :data:`PLANE`, :data:`OFFICIAL` (also where both agree) or :data:`NONE`, None where no area is
        stated; ``source_line`` from 1; ``crs`` of each geometry; ``remarks``, the findings of the row.
        Counts: ``plots``, ``rejected``, ``repeated``, ``corners``.

    Findings of rows: ``plot_rejected`` (value, last), ``plot_repeated`` (value, first), ``plot_repaired`` (change_m2),
    ``point_count`` (stated, found), ``numbering_leaps`` (expected, corner), ``area_in_m2``, ``area_differs``
    (difference_m2), ``degrees_packed``, ``degrees_wrong``, ``numbers_mixed``, ``numbers_nowhere``, ``ground_deducted``
    (block), ``deduction_unread`` (block), ``ground_gone``, ``gcj02_undone``, ``gcj02_suspected``,
    ``reference_missed`` (km), ``elevations`` (low, high), those of the readers.

    Raises ``Refusal``: ``text_without_plots`` (file, line, content), ``degrees_ambiguous`` (file, line), those of
    :mod:`.encodings` and :mod:`.crs_choice`.
    """
    text, found_encoding, damaged = _text_of(content, file, encoding)
    made = Features(file, "", text.format, {}, no_geometry(0), [], encoding=found_encoding)
    if damaged:
        made.fails("text_damaged")
    made.findings += text.findings
    bounds = None if reference is None else shapely.total_bounds(reference)
    plots = _Plots(text, of_crs(parameter, PARAMETER, file), bounds)
    plots.place(parameter)
    if from_gcj02:
        plots.unshift()
    plots.measure(once)
    plots.seek(bounds)
    if reference is not None and not from_gcj02:
        plots.suspect(reference)
    _hand_over(plots, made)
    return made


def sketches(content: bytes | str, file: str, encoding: str = "auto") -> list[tuple[Features, Named | None]]:
    """The plots of a text as their numbers stand, the second one east, and what the head names: to be looked at.

    One for each head and kind of numbers, so that each has a system of its own. Nothing is checked or compared; what
    cannot be drawn is left out. Raises what :func:`read` raises but for the coordinate system not being named.
    """
    text, found_encoding, _ = _text_of(content, file, encoding)
    plots = _Plots(text, None, None)
    return [(_sketch(drafts, geometry, text, found_encoding), named) for drafts, geometry, named in plots.groups()]


def _sketch(drafts: Sequence[Draft], geometry: Any, text: Text, encoding: str) -> Features:
    columns: dict[str, list[Any]] = {
        "plot_no": [each.number or None for each in drafts],
        "plot_name": [each.name or None for each in drafts],
        "land_use": [each.use or each.code or None for each in drafts],
    }
    return Features(text.file, "", text.format, columns, geometry, [each.line for each in drafts], encoding=encoding)


def _text_of(content: bytes | str, file: str, encoding: str) -> tuple[Text, str, bool]:
    """What the readers make of *content*, its encoding, and whether some bytes are no characters."""
    words, found_encoding, damaged = _decoded(content, encoding)
    text = _parsed(words, file)
    if not text.drafts:
        first = next(((line, each) for line, each in enumerate(words.splitlines(), 1) if each.strip()), (1, ""))
        raise Refusal("text_without_plots", file=file, line=first[0], content=first[1].strip()[:_SHOWN])
    return text, found_encoding, damaged


def _decoded(content: bytes | str, encoding: str) -> tuple[str, str, bool]:
    if isinstance(content, str):
        return content, "", False
    found = decode(content, encoding)
    return found.text, found.encoding, DAMAGED in found.notes


def _parsed(words: str, file: str) -> Text:
    angles = 0
    if land_boundary.is_land_boundary(words) or corner_string.is_corner_string(words):
        if "°" in words:
            words, angles = with_decimal_degrees(words)
        boundary = land_boundary.is_land_boundary(words)
        text = (land_boundary if boundary else corner_string).parse(words, file)
        text.degrees = DMS if angles else text.degrees
        return text
    return pasted.parse(words, file)


# Where they lie ----------------------------------------------------------------------------------------------


@dataclass
class _Plots:
    """The drafts that are to become plots, with arrays beside them."""

    text: Text
    named: Named | None
    reference: Any
    drafts: list[Draft] = field(default_factory=list)
    rejected: list[Draft] = field(default_factory=list)
    geometry: Any = None
    crs: list[str] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    area_m2: Any = None
    plane_m2: Any = None
    repeated: int = 0
    findings: list[Finding] = field(default_factory=list)

    def place(self, parameter: str) -> None:
        """Coordinate system and polygon of each draft."""
        self._sort()
        corners, owner = self._corners()
        kinds = self._kinds(corners, owner)
        self._keep(np.array([not each.faults for each in self.drafts], dtype=bool), corners, owner, kinds, parameter)

    def groups(self) -> Iterator[tuple[list[Draft], Any, Named | None]]:
        """Drafts that can be drawn, their polygons as the numbers stand, and what their head names."""
        self._sort()
        corners, owner = self._corners()
        kinds = self._kinds(corners, owner)
        kept = np.array([not each.faults for each in self.drafts], dtype=bool)
        geometry = self._polygons(corners[:, ::-1], owner, kept)
        parts = np.array([self._heads[each.part_of] for each in self.drafts], dtype=int)
        for part, kind in sorted({(int(parts[place]), int(kinds[place])) for place in np.flatnonzero(kept)}):
            places = np.flatnonzero(kept & (parts == part) & (kinds == kind))
            yield [self.drafts[place] for place in places], geometry[places], self._head(part)

    def _sort(self) -> None:
        self.rejected = [each for each in self.text.drafts if each.faults]
        self.drafts = [each for each in self.text.drafts if not each.faults]

    def _corners(self) -> tuple[Any, Any]:
        """All corners (n × 2, as written) of closed rings, and the place of the draft of each."""
        points: list[tuple[float, float]] = []
        sizes = []
        for draft in asking(self.drafts):
            before = len(points)
            for ring in draft.rings:
                points += ring.points
                if not ring.closed:
                    points.append(ring.points[0])
            sizes.append(len(points) - before)
        return np.array(points, dtype=float).reshape(-1, 2), np.repeat(np.arange(len(sizes)), sizes)

    def _kinds(self, corners: Any, owner: Any) -> Any:
        """The kind of numbers of each draft; those that no range fits, or several, get a fault."""
        if self.named is not None and self.named.datum == OTHER and not self._any_head():
            return np.zeros(len(self.drafts), dtype=int)
        kinds = self._degrees(corners, owner, kinds_of(corners[:, 0], corners[:, 1]))
        low = np.full(len(self.drafts), np.iinfo(int).max)
        high = np.full(len(self.drafts), np.iinfo(int).min)
        np.minimum.at(low, owner, kinds)
        np.maximum.at(high, owner, kinds)
        starts = np.searchsorted(owner, np.arange(len(self.drafts) + 1))
        for place in np.flatnonzero(low != high).tolist():
            own = kinds[starts[place] : starts[place + 1]]
            self.drafts[place].fails("numbers_mixed", self.text.file, self._odd_line(place, own))
        for place in np.flatnonzero((low == high) & (low == NOWHERE)).tolist():
            self.drafts[place].fails("numbers_nowhere", self.text.file, self.drafts[place].line)
        return low

    def _odd_line(self, place: int, kinds: Any) -> int:
        """The line of the first corner whose numbers are unlike those of most."""
        values, counts = np.unique(kinds, return_counts=True)
        odd = int(np.flatnonzero(kinds != values[counts.argmax()])[0])
        points = self.drafts[place].points
        return points[min(odd, len(points) - 1)].line

    def _degrees(self, corners: Any, owner: Any, kinds: Any) -> Any:
        """Degrees that are written as dddmmss or ddd.mmss made decimal, in place; raises where it cannot be told."""
        packed, unclear = unpacked(corners, kinds, self.text.degrees)
        if unclear is not None:
            raise Refusal("degrees_ambiguous", file=self.text.file, line=self.drafts[owner[unclear]].line)
        for place in np.unique(owner[np.isnan(corners).any(axis=1)]).tolist():
            self.drafts[place].fails("degrees_wrong", self.text.file, self.drafts[place].line)
        self._packed(np.unique(owner[packed]))
        return kinds

    def _packed(self, places: Any) -> None:
        for place in places.tolist():
            self.drafts[place].remark("degrees_packed", self.text.file, self.drafts[place].line)

    def _keep(self, kept: Any, corners: Any, owner: Any, kinds: Any, parameter: str) -> None:
        """Choose a system for each head and kind of numbers, then make the polygons of those *kept*."""
        count = len(self.drafts)
        parts = np.array([self._heads[each.part_of] for each in self.drafts], dtype=int)
        chosen: list[Choice | None] = [None] * count
        # where nothing can be placed, the refusal says why
        asked = kept if kept.any() else np.ones(count, dtype=bool)
        for part, kind in sorted({(int(parts[place]), int(kinds[place])) for place in np.flatnonzero(asked)}):
            group = asked & (parts == part) & (kinds == kind)
            points = corners[group[owner]][:, ::-1]
            stated = self._head(part)
            choice = choose(points, self.text.file, stated, parameter, self.reference)
            self.findings += choice.findings
            for place in np.flatnonzero(group & kept).tolist():
                chosen[place] = choice
        swapped = np.array([each is not None and each.swap_axes for each in chosen], dtype=bool)
        # survey tables give the northing first
        xy = np.where(swapped[owner][:, None], corners, corners[:, ::-1]) if count else corners
        self.geometry = self._polygons(xy, owner, kept)
        self.crs = [each.crs if each else "" for each in chosen]
        self.source = [each.source if each else "" for each in chosen]
        self._drop(kept)

    @cached_property
    def _heads(self) -> list[int]:
        """For each head the first one that says the same."""
        seen: dict[tuple[tuple[str, str], ...], int] = {}
        return [seen.setdefault(tuple(sorted(each.items())), place) for place, each in enumerate(self.text.heads)]

    def _head(self, part: int) -> Named | None:
        head = self.text.heads[part]
        return of_head(
            next((head[key] for key in ("坐标系", "坐标系统", "坐标系名称") if head.get(key)), ""),
            self.text.file,
            _whole(head.get("带号", "")),
            _whole(head.get("几度分带", "")),
            first_number(head[key] for key in ("中央子午线", "中央经线") if head.get(key)) or 0.0,
        )

    def _any_head(self) -> bool:
        """Whether the head of any draft names a datum, which then stands before the one that the user gives."""
        return any(self._head(part) is not None for part in {self._heads[each.part_of] for each in self.drafts})

    def _polygons(self, xy: Any, owner: Any, kept: Any) -> Any:
        found = no_geometry(len(self.drafts))
        single = np.array([len(each.rings) == 1 for each in self.drafts], dtype=bool) & kept
        if single.any():
            wanted = single[owner]
            rings = shapely.linearrings(xy[wanted], indices=np.unique(owner[wanted], return_inverse=True)[1])
            found[single] = shapely.polygons(rings)
        starts = np.searchsorted(owner, np.arange(len(self.drafts) + 1))
        for place in np.flatnonzero(kept & ~single).tolist():
            ends = np.cumsum([len(ring.points) + (not ring.closed) for ring in self.drafts[place].rings])
            found[place] = polygon_of(np.split(xy[starts[place] : starts[place + 1]], ends[:-1]))
        return found

    def _drop(self, kept: Any) -> None:
        """Go on with the drafts *kept*."""
        self.rejected += [each for each, keep in zip(self.drafts, kept) if not keep and each.faults]
        self.drafts = [each for each, keep in zip(self.drafts, kept) if keep]
        self.crs = [each for each, keep in zip(self.crs, kept) if keep]
        self.source = [each for each, keep in zip(self.source, kept) if keep]
        self.geometry = self.geometry[kept]
        if self.area_m2 is not None:
            self.area_m2, self.plane_m2 = self.area_m2[kept], self.plane_m2[kept]

    def unshift(self) -> None:
        """Undo the shift of web maps."""
        for crs, group in self._systems():
            self.geometry[group] = gcj02.undone(self.geometry[group], crs)
        for draft in self.drafts:
            draft.remark("gcj02_undone", self.text.file, draft.line, told=True)

    def seek(self, bounds: Any) -> None:
        """Say where no plot of a system lies in or near *bounds*."""
        for crs, group in self._systems():
            self.findings += astray(self.geometry[group], crs, bounds, self.text.file)

    def suspect(self, reference: Any) -> None:
        """Say where plots lie beside the *reference* as shifted ones do."""
        for crs, group in self._systems():
            shift = gcj02.suspicion(self.geometry[group], crs, reference)
            if shift is not None:
                self.findings.append(Finding("gcj02_suspected", False, self.text.file, values=shift))

    def _systems(self) -> list[tuple[str, Any]]:
        """Each coordinate system with the places of the drafts in it."""
        systems = np.array(self.crs, dtype=object)
        return [(crs, systems == crs) for crs in dict.fromkeys(self.crs)]

    # How large they are

    def measure(self, once: bool) -> None:
        """Repair, deduct, measure; drop what is not whole, and with *once* what comes twice."""
        self._mend()
        self._deduct()
        self._areas()
        self._whole()
        if once:
            self._once()

    def _mend(self) -> None:
        valid = shapely.is_valid(self.geometry)
        for place in np.flatnonzero(~valid).tolist():
            draft, before = self.drafts[place], self.geometry[place : place + 1]
            after = np.array([repaired_polygon(before[0])], dtype=object)
            if after[0].is_empty:
                draft.fails("ring_short", self.text.file, draft.line)
                continue
            areas = area_m2(to_equal_area(np.concatenate([before, after]), self.crs[place]))
            change = round(float(areas[1] - areas[0]), 2)
            draft.remark("plot_repaired", self.text.file, draft.line, change_m2=change)
            self.geometry[place] = after[0]
        self._drop(np.array([not each.faults for each in self.drafts], dtype=bool))

    def _deduct(self) -> None:
        """Take the blocks that are marked as deducted off those that they belong to; one unread leaves a doubt."""
        unread = [each for each in self.rejected if each.taken_off]
        for draft in self.drafts if unread else ():
            draft.remark("deduction_unread", self.text.file, unread[0].line, block=unread[0].name)
        off = np.array([each.taken_off for each in self.drafts], dtype=bool)
        if not off.any():
            return
        used = set()
        for hole, place in self._deductions(off):
            draft = self.drafts[place]
            left = _without(self.geometry[place], self.geometry[hole])
            if left.is_empty:
                draft.fails("ground_gone", self.text.file, draft.line)
            self.geometry[place] = left
            block = self.drafts[hole]
            draft.remark("ground_deducted", self.text.file, block.line, told=True, block=block.name)
            used.add(hole)
        for hole in np.flatnonzero(off).tolist():
            draft = self.drafts[hole]
            self.findings += draft.remarks
            if hole not in used:
                self.findings.append(Finding("deducted_nowhere", False, self.text.file, draft.line, value=draft.name))
        self._drop(~off & np.array([not each.faults for each in self.drafts], dtype=bool))

    def _deductions(self, off: Any) -> list[tuple[int, int]]:
        """Pairs of a block that is deducted and a plot that loses its ground.

        That is the plot written last before the block, where it has the same name and holds it: so holes are written.
        Otherwise the plots of the same name, otherwise those that hold the block, otherwise all that it meets.
        """
        systems = np.array(self.crs, dtype=object)
        holes, plots = np.flatnonzero(off), np.flatnonzero(~off)
        hole_of, plot_of = shapely.STRtree(self.geometry[plots]).query(self.geometry[holes], predicate="intersects")
        pairs = np.stack([holes[hole_of], plots[plot_of]])[:, systems[holes[hole_of]] == systems[plots[plot_of]]]
        pairs = pairs[:, plane_area_m2(shapely.intersection(*self.geometry[pairs])) > 0]
        holding = shapely.covers(self.geometry[pairs[1]], self.geometry[pairs[0]]).tolist()
        met: dict[int, dict[int, bool]] = {}
        for (hole, place), holds in zip(pairs.T.tolist(), holding):
            met.setdefault(hole, {})[place] = holds
        before = np.maximum.accumulate(np.where(off, -1, np.arange(len(off))))
        return [(hole, each) for hole, found in met.items() for each in self._owners(hole, int(before[hole]), found)]

    def _owners(self, hole: int, before: int, met: dict[int, bool]) -> list[int]:
        named = [place for place in met if self.drafts[place].name == self.drafts[hole].name]
        if before in named and met[before]:
            return [before]
        return named or [place for place, holds in met.items() if holds] or list(met)

    def _areas(self) -> None:
        self.area_m2 = np.full(len(self.drafts), np.nan)
        self.plane_m2 = np.full(len(self.drafts), np.nan)
        for crs, group in self._systems():
            self.area_m2[group] = area_m2(to_equal_area(self.geometry[group], crs))
            bounds = shapely.bounds(self.geometry[group])
            if np.abs(bounds).max() > 360:  # degrees have no plane area
                self.plane_m2[group] = plane_area_m2(self.geometry[group])

    def _whole(self) -> None:
        """A plot that seems to lack corners is whole only where its area is the stated one."""
        numbered = 0
        for draft in asking(self.text.drafts):
            leap = leap_of(draft, numbered)
            numbered = last_number(draft)
            if leap is not None:
                point, expected = leap
                draft.leap = (point.line, expected, point.name)
        for place, draft in asking(enumerate(self.drafts)):
            if self.stated(place).matches in (PLANE, OFFICIAL):
                self._tell_count(draft, confirmed=True)
                continue
            if draft.leap is not None:
                line, expected, name = draft.leap
                draft.remark("numbering_leaps", self.text.file, line, expected=expected, corner=name)
            if draft.count is not None and draft.count not in counts_of(draft) | {count_with_closing(draft)}:
                draft.fails("point_count", self.text.file, draft.line, stated=draft.count, found=len(draft.points))
            else:
                self._tell_count(draft, confirmed=False)
        self._drop(np.array([not each.faults for each in self.drafts], dtype=bool))

    def _tell_count(self, draft: Draft, *, confirmed: bool) -> None:
        """Say where the count is odd, or counts closing corners otherwise than most plots of the text do."""
        if draft.count is None:
            return
        ways, way = self._ways_of_counting, counts_closing(draft)
        unlike = way is not None and len(ways) > 1 and 2 * ways[way] <= sum(ways.values())
        if draft.count not in counts_of(draft) or (unlike and not confirmed):
            draft.remark("point_count", self.text.file, draft.line, stated=draft.count, found=len(draft.points))

    @cached_property
    def _ways_of_counting(self) -> Counter[bool | None]:
        """How many plots count their closing corners, and how many do not."""
        found = Counter(counts_closing(each) for each in self.text.drafts)
        del found[None]
        return found

    def _once(self) -> None:
        """The same plot with the same ground counts once."""
        seen: dict[tuple[str, str, str, bytes], int] = {}
        kept = np.ones(len(self.drafts), dtype=bool)
        shapes = shapely.to_wkb(shapely.normalize(self.geometry))
        for place, draft in asking(enumerate(self.drafts)):
            key = (draft.number, draft.name, self.crs[place], shapes[place])
            first = seen.setdefault(key, draft.line)
            if first != draft.line:
                kept[place] = False
                self.findings += draft.remarks
                self.findings.append(
                    Finding("plot_repeated", False, self.text.file, draft.line, "", _called(draft), {"first": first})
                )
        self.repeated = int((~kept).sum())
        self._drop(kept)

    def stated(self, place: int) -> _Stated:
        """What the text says of the area of a plot, compared."""
        head = self.text.heads[self.drafts[place].part_of]
        unit = next((head[key] for key in ("面积单位", "地块面积单位") if head.get(key)), "")
        return _compared(self.drafts[place].stated, unit, float(self.plane_m2[place]), float(self.area_m2[place]))


def _without(ground: Any, off: Any) -> Any:
    """*ground* without the polygon *off*, as a hole with the corners that it is written with where it is one."""
    if ground.geom_type == off.geom_type == "Polygon" and not ground.is_empty:
        made = shapely.polygons(ground.exterior, [*ground.interiors, off.exterior])
        if not off.interiors and shapely.is_valid(made):
            return made
    return polygonal_part(shapely.difference(ground, off))


# What is stated of them --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Stated:
    """A stated area in m², half of its last digit, and with what it agrees; nothing where none is stated."""

    area_m2: float | None = None
    matches: str | None = None
    in_m2: bool = False


def _compared(words: str, unit: str, plane_m2: float, official_m2: float) -> _Stated:
    found = _AREA.fullmatch(folded(words))
    if found is None:
        return _Stated()
    number, decimals = float(found.group(1)), len(found.group(2) or "")
    named = (found.group(3) or folded(unit)).strip().casefold()
    factor = _UNITS.get(named) or _factor(number, official_m2)
    half = 0.5 * 10.0**-decimals * factor
    stated = number * factor
    near = {
        name: abs(stated - area) <= half * (1 + 1e-9) + 1e-6
        for name, area in ((OFFICIAL, official_m2), (PLANE, plane_m2))
        if not math.isnan(area)
    }
    matches = next((name for name, agrees in near.items() if agrees), NONE)
    return _Stated(stated, matches, factor == 1.0)


def _factor(number: float, area: float) -> float:
    """Hectares, or square metres where these are nearer to the true area."""
    if number <= 0 or area <= 0:
        return _HECTARE_M2
    in_hectares, in_metres = abs(math.log(number * _HECTARE_M2 / area)), abs(math.log(number / area))
    return 1.0 if in_metres < in_hectares else _HECTARE_M2


def _whole(words: str) -> int:
    number = first_number([words])
    return int(number) if number is not None and number < 1000 else 0


def _called(draft: Draft) -> str:
    return " ".join(each for each in (draft.number, draft.name) if each) or str(draft.line)


# Handing over ------------------------------------------------------------------------------------------------


def _hand_over(plots: _Plots, made: Features) -> None:
    file, drafts = made.file, plots.drafts
    stated = [plots.stated(place) for place in asking(range(len(drafts)))]
    for draft, each, official in zip(drafts, stated, plots.area_m2.tolist()):
        if each.in_m2:
            draft.remark("area_in_m2", file, draft.line)
        if each.matches == NONE and each.area_m2 is not None:
            draft.remark("area_differs", file, draft.line, difference_m2=round(each.area_m2 - official, 2))
        if draft.elevations is not None:
            low, high = draft.elevations
            draft.remark("elevations", file, draft.line, told=True, low=low, high=high)
    ask()
    made.geometry, made.rows = plots.geometry, [each.line for each in drafts]
    values: Sequence[list[Any]] = (
        [each.number or None for each in drafts],
        [each.name or None for each in drafts],
        [each.use or each.code or None for each in drafts],
        [None if each.area_m2 is None else each.area_m2 / _HECTARE_M2 for each in stated],
        plots.area_m2.tolist(),
        to_mu(plots.area_m2).tolist(),
        [None if each.area_m2 is None else each.area_m2 - area for each, area in zip(stated, plots.area_m2.tolist())],
        [each.matches for each in stated],
        [file] * len(drafts),
        list(made.rows),
        plots.source,
        plots.crs,
        [tuple(each.remarks) for each in drafts],
    )
    made.columns = dict(zip(COLUMNS, values))
    made.crs = plots.crs[0] if plots.crs else ""
    for draft in plots.rejected:
        made.findings += draft.faults
        made.fails("plot_rejected", draft.line, "", _called(draft), last=draft.last)
    made.findings += [*plots.findings, *(remark for draft in drafts for remark in draft.remarks)]
    made.findings.sort(key=lambda each: each.row or 0)
    made.counts.update(
        plots=len(drafts),
        rejected=len(plots.rejected),
        repeated=plots.repeated,
        corners=sum(len(each.points) for each in drafts),
    )
