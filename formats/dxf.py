"""Drawings (DXF) of CASS and AutoCAD: closed polylines, circles and hatches as patches, the texts in them as values.

GDAL makes the shapes, and gives up a whole drawing for one entity that it dislikes. So the drawing is taken apart here
first: every entity is counted, GDAL is given those that can be patches or texts, in UTF-8 and numbered, and what it
refuses is found by halving and named.
"""

from __future__ import annotations

import math
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ..engine.problems import Refusal
from ..libraries import shapely
from . import guards, ogr
from .encodings import decode
from .features import NEAR_M, Features, closed_ring, no_geometry
from .rings import polygon_of, usable
from .watching import ask, asking

CHORD_ERROR_M = 0.01
_FINEST = 0.01  # degrees of an arc's step
_SHAPES = {"LWPOLYLINE", "POLYLINE", "CIRCLE", "ELLIPSE", "SPLINE", "HATCH"}
_TEXTS = {"TEXT", "MTEXT"}
_ASKED = _SHAPES | _TEXTS | {"INSERT"}
_LINES = {"LINE", "ARC", "POINT", "ATTDEF", "SEQEND", "VERTEX", "ATTRIB"}  # known, and never a patch by themselves
_FOLLOWERS = {"POLYLINE": {"VERTEX", "SEQEND"}, "INSERT": {"ATTRIB", "SEQEND"}}
_PAGE = re.compile(rb"\$DWGCODEPAGE\s+3\s+(\S+)")
_VERSION = re.compile(rb"\$ACADVER\s+1\s+AC(\d+)")
_UTF8_SINCE = 1021  # AutoCAD 2007
_PAGES = {"ANSI_936": "GBK", "GB2312": "GBK", "GBK": "GBK", "UTF-8": "UTF-8", "ANSI_950": "BIG5", "ANSI_1252": ""}
_UNITS = {"1": "in", "2": "ft", "4": "mm", "5": "cm", "7": "km"}
# comments, then the first section; no blank in it matches in two ways, or a page of blanks would take for ever
_BEGINNING = re.compile(rb"(?:999[ \t]*\r?\n[^\n]*\n[ \t]*)*0[ \t]*\r?\n[ \t]*SECTION[ \t]*\r?\n")
_MOST_READS = 200
_AT_ONCE = 20_000  # entities that GDAL is given at once: a cancelled run stops within seconds
_OFTEN = 10_000  # lines between two questions whether the run is cancelled
_HEAD = "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1021\n0\nENDSEC\n"
_LABEL = re.compile(r"(?:(?P<number>.*\S)\s+)?(?P<mu>[0-9]{1,12}\.[0-9]{2}) ?(?:亩|mu)")  # as our drawings have it
_FORMATTED = re.compile(r"\\P|\\~|\\[A-Za-z][^;\\{}]{0,60};|[{}]|%%[A-Za-z]")


@dataclass
class Entity:
    """An entity by its kind and the lines of its pairs, without the two that name it."""

    kind: str
    lines: list[str]

    def values(self, code: str) -> Iterator[str]:
        """The values of a group code, in their order."""
        codes = self.lines[::2]
        return (value for key, value in zip(codes, self.lines[1::2]) if key.strip() == code)


@dataclass
class Drawing:
    """What is needed of a drawing: variables of its head, the lines of its blocks, its entities in their order."""

    head: dict[str, str] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    whole: bool = True


def read(path: Path, name: str, encoding: str = "auto") -> list[Features]:
    """The patches of the drawing at *path*, called *name* in messages; rows are the places of entities in it.

    Columns: ``layer``, ``text`` (those within, in the innermost patch only, a blank between); where texts are labels of
    our own drawings, number and mu, also ``label_no`` and ``label_mu``. ``counts`` has the number of entities of each
    kind.

    Findings: ``line_closed`` (row, gap_m: up to 0.5 m), ``lines_open`` (layer, count), ``entities_unread`` (kind,
    count), ``patch_repeated`` (row: a hatch and its border are one patch), ``drawing_units`` (unit), ``drawing_cut``,
    ``encoding_differs`` (declared, encoding), ``paper_space`` (count: not read).

    Raises ``Refusal``: ``dxf_binary`` and ``dxf_empty`` (file), and those of :mod:`.guards` and :mod:`.ogr`.
    """
    data = guards.read_text(path)
    declared = _declared(data)
    text = decode(data, encoding, declared or None)
    drawing = _taken_apart(text.text)
    if not drawing.entities:
        raise Refusal("dxf_empty", file=name)
    made = Features(name, path.stem, "dxf", {}, no_geometry(0), [], "", text.encoding)
    if "declared_differs" in text.notes:
        made.fails("encoding_differs", declared=declared, encoding=text.encoding)
    if not drawing.whole:
        made.fails("drawing_cut")
    unit = _UNITS.get(drawing.head.get("$INSUNITS", "").strip())
    if unit:
        made.fails("drawing_units", unit=unit)
    made.counts = Counter(each.kind for each in drawing.entities)
    _fill(made, _shapes(drawing, made))
    return [made]


def is_binary(head: bytes) -> bool:
    """Whether *head* is the beginning of a binary DXF, which GDAL does not read."""
    return head.startswith(b"AutoCAD Binary DXF")


def is_text(head: bytes) -> bool:
    """Whether *head* is the beginning of a DXF as text."""
    return _BEGINNING.match(head.lstrip()) is not None


def _declared(data: bytes) -> str:
    """The encoding that the head names; of AutoCAD 2007 and later always UTF-8."""
    head = data[: 1 << 16]
    version, page = _VERSION.search(head), _PAGE.search(head)
    if version is not None and int(version.group(1)) >= _UTF8_SINCE:
        return "UTF-8"
    return _PAGES.get(page.group(1).decode("ascii", "replace").upper(), "") if page is not None else ""


# Taking apart ------------------------------------------------------------------------------------------------


def _taken_apart(text: str) -> Drawing:
    lines = text.split("\n")
    made = Drawing()
    section, start = "", -1
    at = 0
    while at + 1 < len(lines):
        if not at % _OFTEN:
            ask()
        code, value = lines[at].strip(), lines[at + 1].strip()
        if code == "999":
            at += 2
            continue
        if code == "0" and value == "SECTION" and at + 3 < len(lines):
            section, start = lines[at + 3].strip(), at + 4
            at += 4
            continue
        if code == "0" and value == "ENDSEC":
            if section == "BLOCKS":
                made.blocks = [each.rstrip("\r") for each in lines[start:at]]
            section = ""
        elif section == "HEADER" and code == "9" and at + 3 < len(lines):
            made.head[value] = lines[at + 3].strip()
        elif section == "ENTITIES" and code == "0":
            made.entities.append(Entity(value.upper(), []))
        elif section == "ENTITIES" and made.entities:
            made.entities[-1].lines += (lines[at].strip(), lines[at + 1].rstrip("\r"))
        at += 2
    made.whole = not section
    return made


def _grouped(entities: Sequence[Entity]) -> Iterator[tuple[int, list[Entity]]]:
    """Each entity with those that belong to it (corners, attributes), and its place from 1."""
    group: list[Entity] = []
    place = 0
    for number, each in enumerate(entities, start=1):
        if group and each.kind in _FOLLOWERS.get(group[0].kind, ()) and group[-1].kind != "SEQEND":
            group.append(each)
            continue
        if group:
            yield place, group
        group, place = [each], number
    if group:
        yield place, group


# Shapes ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Shape:
    row: int
    layer: str
    text: str
    shape: Any


def _shapes(drawing: Drawing, made: Features) -> list[_Shape]:
    """What GDAL makes of the entities; kinds that it is not asked for, refuses or passes over in silence are told."""
    asked, unread, paper = [], Counter[str](), 0
    for row, group in _grouped(drawing.entities):
        if next(group[0].values("67"), "0").strip() == "1":
            paper += 1
        elif group[0].kind in _ASKED:
            asked.append((row, group))
        elif group[0].kind not in _LINES:
            unread[group[0].kind] += 1
    found: list[_Shape] = []
    for start in range(0, len(asked), _AT_ONCE):
        ask()
        found += _by_halves(drawing, asked[start : start + _AT_ONCE], made.file, [0])
    answered = {each.row for each in found}
    unread.update(group[0].kind for row, group in asked if group[0].kind in _SHAPES and row not in answered)
    for kind, count in sorted(unread.items()):
        made.fails("entities_unread", kind=kind, count=count)
    if paper:
        made.holds("paper_space", count=paper)
    return sorted(found, key=lambda each: each.row)


def _by_halves(
    drawing: Drawing, asked: list[tuple[int, list[Entity]]], name: str, reads: list[int]
) -> Iterator[_Shape]:
    """Read *asked*; where GDAL gives up, each half of it, down to the entity that is to blame."""
    reads[0] += 1
    if reads[0] > _MOST_READS:
        return
    try:
        yield from _by_gdal(drawing, asked, name)
        return
    except Refusal as refusal:
        if refusal.code == "gdal_missing":
            raise
    if len(asked) > 1:
        middle = len(asked) // 2
        for half in (asked[:middle], asked[middle:]):
            yield from _by_halves(drawing, half, name, reads)


def _by_gdal(drawing: Drawing, asked: list[tuple[int, list[Entity]]], name: str) -> list[_Shape]:
    """The shapes of *asked*, each under the number of its entity, which GDAL takes for the handle."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "drawing.dxf")
        path.write_text(_written(drawing, asked), encoding="utf-8", errors="replace")
        layer = ogr.layers(path, name)[0][0]
        config = {"OGR_ARC_STEPSIZE": _arc_step(asked), "DXF_ENCODING": "UTF-8"}
        table = ogr.read_layer(path, name, layer, config=config)
    columns = table.columns
    handles, layers, texts = (columns.get(each, []) for each in ("EntityHandle", "Layer", "Text"))
    rows = {row for row, _ in asked}
    found = []
    for handle, layer, text, shape in zip(handles, layers, texts, table.shapes):
        row = int(handle, 16) if handle and re.fullmatch("[0-9A-Fa-f]{1,8}", handle) else 0
        if shape is not None and not shape.is_empty and row in rows:
            found.append(_Shape(row, layer or "", _plain_text(text), shape))
    return found


def _written(drawing: Drawing, asked: list[tuple[int, list[Entity]]]) -> str:
    parts = [_HEAD]
    if drawing.blocks and any(group[0].kind == "INSERT" for _, group in asked):
        parts += ["0\nSECTION\n2\nBLOCKS\n", "\n".join(drawing.blocks), "\n0\nENDSEC\n"]
    parts.append("0\nSECTION\n2\nENTITIES\n")
    for row, group in asked:
        for at, each in enumerate(group):
            parts.append(f"0\n{each.kind}\n" + (f"5\n{row:X}\n" if not at else ""))
            pairs = zip(each.lines[::2], each.lines[1::2])
            parts += [f"{code}\n{value}\n" for code, value in pairs if at or code not in ("5", "330")]
    parts.append("0\nENDSEC\n0\nEOF\n")
    return "".join(parts)


def _arc_step(asked: list[tuple[int, list[Entity]]]) -> str:
    """The step in degrees that keeps the chord of the widest arc within a centimetre."""
    radius = max((_radius(each) for _, group in asked for each in [_joined(group)]), default=0.0)
    if radius <= 2 * CHORD_ERROR_M:
        return ogr.ARC_STEP
    step = math.degrees(2 * math.acos(1 - CHORD_ERROR_M / radius))
    return f"{max(_FINEST, min(float(ogr.ARC_STEP), step)):.6f}"


def _joined(group: list[Entity]) -> Entity:
    """A polyline with the pairs of its corners behind its own."""
    if len(group) == 1:
        return group[0]
    return Entity(group[0].kind, [line for each in group[1:] for line in each.lines])


def _radius(entity: Entity) -> float:
    """The widest radius of an entity in units of the drawing; of a bulge b over a chord c it is c·(1 + b²) / 4b."""
    try:
        if entity.kind == "CIRCLE":
            return abs(float(next(entity.values("40"), "0")))
        if entity.kind == "ELLIPSE":
            return math.hypot(float(next(entity.values("11"), "0")), float(next(entity.values("21"), "0")))
        if entity.kind in ("LWPOLYLINE", "POLYLINE") and "42" in entity.lines:
            return _widest_bulge(entity)
    except ValueError:  # GDAL will refuse the entity
        return 0.0
    return 0.0


def _widest_bulge(entity: Entity) -> float:
    points: list[list[float]] = []
    for code, value in zip(entity.lines[::2], entity.lines[1::2]):
        if code == "10":
            points.append([float(value), 0.0, 0.0])
        elif code in ("20", "42") and points:
            points[-1][1 if code == "20" else 2] = float(value)
    corners = np.array(points).reshape(-1, 3)
    bulge = np.abs(corners[:, 2])
    with np.errstate(all="ignore"):  # of numbers that are none GDAL will say so
        chord = np.hypot(*(np.roll(corners[:, :2], -1, axis=0) - corners[:, :2]).T)
        radius = chord * (1 + bulge**2) / (4 * bulge)
    curved = (bulge > 1e-9) & np.isfinite(radius)
    return float(radius[curved].max()) if curved.any() else 0.0


def _plain_text(text: Any) -> str:
    """A text without the marks of its formatting."""
    return " ".join(_FORMATTED.sub(" ", text).split()) if isinstance(text, str) else ""


# Patches -----------------------------------------------------------------------------------------------------


def _fill(made: Features, shapes: list[_Shape]) -> None:
    """Make patches of closed shapes, with the texts that lie in them."""
    open_lines: Counter[str] = Counter()
    found = [(each, _polygon(made, each, open_lines)) for each in asking(shapes)]
    found = [(each, polygon) for each, polygon in found if polygon is not None]
    for layer, count in sorted(open_lines.items()):
        made.fails("lines_open", layer=layer, count=count)
    polygons = no_geometry(len(found))
    polygons[:] = [polygon for _, polygon in found]
    ask()
    kept = _first_ones(polygons)
    for place in np.flatnonzero(~kept).tolist():
        made.holds("patch_repeated", found[place][0].row)
    patches = [each for (each, _), first in zip(found, kept.tolist()) if first]
    made.rows = [each.row for each in patches]
    made.geometry = polygons[kept]
    ask()
    texts = [each for each in shapes if each.text and each.shape.geom_type == "Point"]
    made.columns = {
        "layer": [each.layer or None for each in patches],
        "text": _texts_within(made.geometry, texts),
    }
    _take_holes(made)
    _split_labels(made)


def _split_labels(made: Features) -> None:
    """Numbers and mu of labels that stand in our own drawings."""
    texts = made.columns["text"]
    found = [_LABEL.fullmatch(each) if each else None for each in texts]
    if any(found):
        made.columns["label_no"] = [each["number"] if each else text for each, text in zip(found, texts)]
        made.columns["label_mu"] = [float(each["mu"]) if each else None for each in found]


def _take_holes(made: Features) -> None:
    """Make a closed line without a text of its own a hole of the patch of its layer that it lies in.

    So our own drawings have them. One with a text is a patch, and its ground is then in both, which is said.
    """
    layers, texts = (np.array([*made.columns[name], None], dtype=object)[:-1] for name in ("layer", "text"))
    sound = np.where(shapely.is_valid(made.geometry), made.geometry, None)  # GEOS compares no others
    inner, outer = shapely.STRtree(sound).query(sound, predicate="covered_by")
    within = (inner != outer) & (layers[inner] == layers[outer])
    inner, outer = inner[within], outer[within]
    depth = np.bincount(inner, minlength=len(made))
    simple = shapely.get_type_id(made.geometry) == 3
    whole = simple & (shapely.get_num_interior_rings(made.geometry) == 0)
    hole = (depth % 2 == 1) & whole & (texts == None)  # noqa: E711
    gone = np.zeros(len(made), bool)
    for one in asking(np.unique(inner).tolist()):
        around = outer[inner == one]
        holder = int(around[np.argmax(depth[around])])
        if hole[one] and simple[holder] and not gone[holder]:
            rings = [*shapely.get_rings(made.geometry[holder])[1:], made.geometry[one].exterior]
            made.geometry[holder] = shapely.polygons(made.geometry[holder].exterior, rings)
            made.holds("hole_taken", made.rows[one], other=made.rows[holder])
            gone[one] = True
        elif depth[one] % 2:
            made.fails("patch_within", made.rows[one], other=made.rows[holder])
    made.rows = [row for row, left in zip(made.rows, ~gone) if left]
    made.geometry = made.geometry[~gone]
    made.columns = {name: [each for each, left in zip(column, ~gone) if left] for name, column in made.columns.items()}


def _first_ones(polygons: Any) -> Any:
    """Which polygons have not come before, to the millimetre."""
    keys = shapely.to_wkb(shapely.normalize(shapely.set_precision(polygons, 0.001, mode="pointwise")))
    first = np.zeros(len(polygons), dtype=bool)
    first[list({key: place for place, key in reversed(list(enumerate(keys.tolist())))}.values())] = True
    return first


def _polygon(made: Features, each: _Shape, open_lines: Counter[str]) -> Any:
    """The polygon of a shape; None for lines that stay open, which are counted by layer, and for points."""
    polygons, rings = [], []
    for part in _parts(each.shape):
        if part.geom_type == "Polygon":
            polygons.append(shapely.force_2d(part))
        elif part.geom_type in ("LineString", "LinearRing"):
            points = shapely.get_coordinates(part)
            if len(points) < 3 or float(np.hypot(*(points[-1] - points[0]))) > NEAR_M:
                open_lines[each.layer] += 1
            elif (ring := closed_ring(made, each.row, points)) is not None:
                rings.append(ring)
    if rings:
        polygons += shapely.get_parts(polygon_of(rings)).tolist()
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def _parts(shape: Any) -> Iterator[Any]:
    """The simple shapes of *shape* that lie somewhere."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "GeometryCollection":
            yield from _parts(part)
        elif not part.is_empty and usable(shapely.get_coordinates(part)).all():
            yield part


def _texts_within(polygons: Any, texts: Sequence[_Shape]) -> list[str | None]:
    """The texts in each polygon; of polygons within one another the innermost has it."""
    found: Mapping[int, list[str]] = {place: [] for place in range(len(polygons))}
    if len(polygons) and texts:
        points = shapely.points([shapely.get_coordinates(each.shape)[0] for each in texts])
        owners: dict[int, int] = {}
        size = np.ptp(shapely.bounds(polygons).reshape(-1, 2, 2), axis=1).prod(axis=1)
        for text, place in zip(*shapely.STRtree(polygons).query(points, predicate="intersects").tolist()):
            if text not in owners or size[place] < size[owners[text]]:
                owners[text] = place
        for text, place in sorted(owners.items()):
            found[place].append(texts[text].text)
    return [" ".join(words) or None for words in found.values()]
