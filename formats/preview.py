"""A look at files before they are imported: their first rows in each encoding, their shapes in each coordinate system.

Nothing is settled here: what an import would take is marked, and what it would ask is drawn with all the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ..engine.garbling import GB18030, UTF_8
from ..engine.planes import between
from ..engine.problems import Refusal
from ..libraries import shapely
from . import gcj02, guards, vector_files
from .coordinate_text import sketches
from .crs_choice import Named, astray, choose
from .crs_guess import LONLAT, Candidate
from .features import Features
from .receipt import Finding

ROWS = 3  # of each layer and encoding
DRAWN = 1_000  # patches of a layer that are drawn, in each system
_NO_PATCHES = {"file_coordinates", "text_unknown"}  # perhaps a text of coordinates
_FIELDS, _LONGEST = 8, 40  # of a row; characters of a value
_Read = Callable[[str], "list[tuple[Features, Named | str | None]]"]


@dataclass(frozen=True)
class Reading:
    """The first rows of a layer in one encoding; *taken*: the one that an import takes.

    ``rows``: where each stands, and its fields with their values. With *refusal* an import takes it in no case.
    """

    layer: str
    encoding: str
    taken: bool
    rows: list[tuple[int, list[tuple[str, str]]]] = field(default_factory=list)
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Place:
    """A layer drawn in one system, in degrees; *rank* from 1, best first; *taken*: the one that an import takes.

    *system* is the candidate, or the code or WKT where the file names it. *count*: patches of the layer.
    """

    layer: str
    rank: int
    system: Candidate | str
    taken: bool
    geometry: Any
    count: int


@dataclass
class Sight:
    """What is seen of one file."""

    file: str
    readings: list[Reading] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)


def look(source: Path | str, name: str, encoding: str = "auto", reference: Any = None) -> Sight:
    """What is seen of a file, or of a pasted text, called *name*.

    *encoding* as for the imports; *reference*: polygons in degrees (array) of where it should lie. What an import
    refuses stands in ``refusals``; what it would find of the place, the shift of web maps above all, in ``findings``.
    """
    sight, reader = Sight(name), _reader(source, name)
    try:
        found = reader(encoding)
        sight.readings += _readings(found, reader)
    except Refusal as refusal:
        sight.refusals.append(refusal)
        return sight
    for features, stated in found:
        _draw(sight, features, stated, reference)
    return sight


def _reader(source: Path | str, name: str) -> _Read:
    """Reads *source* in an encoding: as a file of patches, else as a text of coordinates."""

    def read(encoding: str) -> list[tuple[Features, Named | str | None]]:
        if isinstance(source, str):
            return list(sketches(source, name))
        try:
            return [(each, each.crs) for each in vector_files.read(source, encoding)]
        except Refusal as refusal:
            if refusal.code not in _NO_PATCHES:
                raise
            return list(sketches(guards.read_text(source), name, encoding))

    return read


# Encodings ---------------------------------------------------------------------------------------------------


def _readings(found: Sequence[tuple[Features, Any]], reader: _Read) -> list[Reading]:
    """The layers as they were read, then in the other encodings that make another text of them."""
    made = [_reading(each, taken=True) for each, _ in found]
    own = {each.encoding for each, _ in found}
    for encoding in (UTF_8, GB18030) if own - {""} else ():
        if encoding in own:
            continue
        try:
            other = [each for each, _ in reader(encoding)]
        except Refusal as refusal:
            made.append(Reading("", encoding, taken=False, refusal=refusal))
            continue
        if [each.columns for each in other] != [each.columns for each, _ in found]:
            made += [_reading(each, taken=False) for each in other]
    return made


def _reading(features: Features, *, taken: bool) -> Reading:
    names = [each for each, values in features.columns.items() if any(value is not None for value in values)][:_FIELDS]
    telling = [place for place in range(len(features)) if _tells(features, names, place)]
    places = sorted([*telling, *(each for each in range(len(features)) if each not in telling[:ROWS])][:ROWS])
    rows = [(int(features.rows[place]), _values(features, names, place)) for place in places]
    return Reading(features.layer, features.encoding, taken, rows)


def _tells(features: Features, names: Sequence[str], place: int) -> bool:
    """Whether a row has other letters than ASCII's: it shows whether the encoding is right."""
    return any(not str(features.columns[name][place]).isascii() for name in names)


def _values(features: Features, names: Sequence[str], place: int) -> list[tuple[str, str]]:
    values = ((name, features.columns[name][place]) for name in names)
    return [(name, str(value)[:_LONGEST]) for name, value in values if value is not None]


# Coordinate systems ------------------------------------------------------------------------------------------


def _draw(sight: Sight, features: Features, stated: Any, reference: Any) -> None:
    """Draw a layer in the system that an import takes, or in all that it asks about."""
    geometry = features.geometry[~shapely.is_missing(features.geometry)]
    if not len(geometry):
        return
    sight.findings += [each for each in features.findings if each.rule.startswith("gcj02_")]
    bounds = None if reference is None else shapely.total_bounds(reference)
    try:
        choice = choose(shapely.total_bounds(geometry), features.file, stated or None, "", bounds)
    except Refusal as refusal:
        sight.refusals.append(refusal)
        systems = [(each, each.crs, each.swap_axes) for each in refusal.values.get("candidates", ())]
        taken = False
    else:
        sight.findings += choice.findings
        systems, taken = [(choice.crs, choice.crs, choice.swap_axes)], True
    for rank, (system, crs, swapped) in enumerate(systems, start=1):
        drawn = _in_degrees(geometry[:DRAWN], crs, swapped)
        sight.places.append(Place(features.layer, rank, system, taken, drawn, len(geometry)))
        if rank == 1 and reference is not None:
            sight.findings += _of_place(drawn, reference, features.file)


def _of_place(drawn: Any, reference: Any, file: str) -> list[Finding]:
    """Whether what is *drawn* is shifted as web maps are, or lies far from the *reference*; both in degrees."""
    polygons = np.array([drawn], dtype=object)
    shift = gcj02.suspicion(polygons, LONLAT, reference)
    shifted = [] if shift is None else [Finding("gcj02_suspected", False, file, values=shift)]
    return [*shifted, *astray(polygons, LONLAT, shapely.total_bounds(reference), file)]


def _in_degrees(geometry: Any, crs: str, swapped: bool) -> Any:
    if swapped:
        geometry = shapely.transform(geometry, lambda xy: xy[:, ::-1])
    parts = shapely.get_parts(between(geometry, crs, LONLAT))
    return shapely.multipolygons(parts[np.isfinite(shapely.bounds(parts)).all(axis=1)])
