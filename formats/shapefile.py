"""Shapefiles as they are sent: without index or projection, with a wrong magic number, in whichever encoding.

Read here and not by GDAL because a library refuses what is damaged in ways that do not matter, and reads Chinese names
as Latin-1 without a word. Only the bytes of ``.shp`` and ``.dbf`` are looked at; nothing is ever written.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from ..engine.problems import Refusal
from ..libraries import shapely
from . import guards
from .encodings import decode
from .features import Features, closed_ring, different, no_geometry
from .receipt import sha256_of_all
from .rings import plain_ring, polygon_of
from .watching import ask, asking

MAGIC, VERSION = 9994, 1000
_POLYGONS, _LINES = {5, 15, 25}, {3, 13, 23}
_KINDS = {0, 1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28, 31}
_LDIDS = {0x4D: "GBK", 0x7A: "GBK", 0x4F: "BIG5", 0x03: "CP1252", 0x57: "CP1252"}
_SAMPLE = 1 << 20
_OFTEN = 1_000  # shapes between two questions whether the run is cancelled
_FIELD = struct.Struct("<11sc4xBB14x")


def read(path: Path, name: str, encoding: str = "auto") -> Features:
    """The features of the shapefile at *path*, called *name* in messages.

    Findings: ``shp_magic`` (found), ``shx_absent``, ``prj_absent``, ``dbf_absent``, ``records_cut`` (row),
    ``records_differ`` (shapes, values), ``line_open``, ``line_closed``, ``not_polygon``, ``geometry_absent``,
    ``ring_dropped`` (row), ``encoding_differs`` (declared, found).

    Raises ``Refusal``: ``shp_unreadable`` (file), and those of :mod:`.guards`.
    """
    guards.check(path)
    with open(path, "rb") as file:
        if not is_head(file.read(100)):
            raise Refusal("shp_unreadable", file=name)
    made = Features(name, path.stem, "shapefile", {}, no_geometry(0), [])
    shapes = _shapes(path.read_bytes(), made)
    for suffix, rule in ((".shx", "shx_absent"), (".prj", "prj_absent"), (".dbf", "dbf_absent")):
        if beside(path, suffix) is None:
            made.fails(rule)
    table = beside(path, ".dbf")
    values, deleted = _table(table, beside(path, ".cpg"), encoding, made) if table else ({}, np.zeros(0, bool))
    _join(made, shapes, values, deleted)
    projection = beside(path, ".prj")
    if projection is not None:
        made.crs = projection.read_bytes()[:20_000].decode("utf-8", "replace").strip("\x00\ufeff \r\n")
    ask()
    made.content = sha256_of_all([*_parts(path, (".dbf", ".prj", ".cpg")), path])  # an index is not read
    return made


def is_head(head: bytes) -> bool:
    """Whether *head* is the beginning of a ``.shp``: a known kind of shapes, and the magic number or the version."""
    if len(head) < 100:
        return False
    version, kind = struct.unpack_from("<2i", head, 28)
    return kind in _KINDS and (version == VERSION or head.startswith(MAGIC.to_bytes(4, "big")))


def beside(path: Path, suffix: str) -> Path | None:
    """The file of the same name with *suffix*, in any case; None where there is none."""
    wanted = (path.stem + suffix).casefold()
    return next((each for each in sorted(path.parent.iterdir()) if each.name.casefold() == wanted), None)


def parts_of(path: Path) -> list[Path]:
    """The files that make up the shapefile at *path*."""
    return _parts(path, (".shp", ".dbf", ".shx", ".prj", ".cpg"))


def _parts(path: Path, suffixes: Iterable[str]) -> list[Path]:
    found = (beside(path, suffix) for suffix in suffixes)
    return [each for each in found if each is not None]


# Shapes ------------------------------------------------------------------------------------------------------


def _shapes(data: bytes, made: Features) -> list[tuple[int, list[Any]] | None]:
    """Kind and parts of each shape; None where it is null or cannot be read."""
    (magic,) = struct.unpack_from(">i", data)
    if magic != MAGIC:
        made.fails("shp_magic", found=magic)
    found: list[tuple[int, list[Any]] | None] = []
    place = 100
    while place + 12 <= len(data):
        if not len(found) % _OFTEN:
            ask()
        length = 2 * struct.unpack_from(">i", data, place + 4)[0]
        start, place = place + 8, place + 8 + length
        if length < 4 or place > len(data):
            made.fails("records_cut", len(found) + 1)
            break
        found.append(_shape(data, start, length, len(found) + 1, made))
    return found


def _shape(data: bytes, start: int, length: int, row: int, made: Features) -> tuple[int, list[Any]] | None:
    (kind,) = struct.unpack_from("<i", data, start)
    if kind not in _POLYGONS | _LINES:
        return (kind, []) if kind in _KINDS and kind else None
    if length < 44:
        made.fails("records_cut", row)
        return None
    parts, points = struct.unpack_from("<2i", data, start + 36)
    if parts < 0 or points < 0 or 44 + 4 * parts + 16 * points > length:
        made.fails("records_cut", row)
        return None
    starts = np.frombuffer(data, "<i4", parts, start + 44)
    xy = np.frombuffer(data, "<f8", 2 * points, start + 44 + 4 * parts).reshape(-1, 2)
    if parts and (starts[0] != 0 or (np.diff(starts) < 0).any() or starts[-1] > points):
        made.fails("records_cut", row)
        return None
    return kind, np.split(xy, starts[1:]) if parts else []


def _polygons(shapes: list[tuple[int, list[Any]] | None], rows: list[int], made: Features) -> Any:
    """Shapes as polygons; single rings all at once, the others by what lies in what."""
    found, single, points = no_geometry(len(shapes)), [], []
    for place, (shape, row) in enumerate(asking(zip(shapes, rows))):
        if shape is None:
            made.fails("geometry_absent", row)
            continue
        kind, parts = shape
        if kind not in _POLYGONS | _LINES:
            made.fails("not_polygon", row, kind="Point" if kind in (1, 11, 21) else str(kind))
            continue
        rings = _rings(kind, parts, row, made)
        if len(rings) == 1:
            single.append(place)
            points.append(rings[0])
        elif rings:
            found[place] = polygon_of(rings)
        elif not parts:
            made.fails("geometry_absent", row)
    if single:
        owner = np.repeat(np.arange(len(single)), [len(each) for each in points])
        found[single] = shapely.polygons(shapely.linearrings(np.concatenate(points), indices=owner))
    return found


def _rings(kind: int, parts: list[Any], row: int, made: Features) -> list[Any]:
    if kind in _LINES:
        return [ring for ring in (closed_ring(made, row, each) for each in parts if len(each)) if ring is not None]
    rings = []
    for each in parts:
        ring = plain_ring(each)
        if ring is None:
            made.fails("ring_dropped", row)
        else:
            rings.append(ring)
    return rings


# Values ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Column:
    name: bytes
    kind: str
    start: int
    width: int
    decimals: int


def _table(path: Path, cpg: Path | None, encoding: str, made: Features) -> tuple[dict[str, list[Any]], Any]:
    """The columns of a dBASE table by name, and which of its rows are deleted."""
    data = path.read_bytes()
    if len(data) < 33:
        made.fails("dbf_absent")
        return {}, np.zeros(0, bool)
    head, width = struct.unpack_from("<HH", data, 8)
    columns = _columns(data[:head])
    count = (len(data) - head) // width if width else 0
    count = min(count, struct.unpack_from("<I", data, 4)[0] or count)
    if not columns or count <= 0 or any(each.start + each.width > width for each in columns):
        made.fails("dbf_absent")
        return {}, np.zeros(0, bool)
    cells = np.frombuffer(data, np.uint8, count * width, head).reshape(count, width)
    raw = [
        np.ascontiguousarray(cells[:, each.start : each.start + each.width]).view(f"S{each.width}").ravel()
        for each in columns
    ]
    made.encoding = _encoding(columns, raw, cpg, data[29], encoding, made)
    found: dict[str, list[Any]] = {}
    for column, values in asking(zip(columns, raw), 1):
        found[different(column.name.decode(made.encoding, "ignore").strip() or "field", found)] = _values(
            column, values, made.encoding
        )
    return found, cells[:, 0] == ord("*")


def _columns(head: bytes) -> list[_Column]:
    found, start = [], 1
    for place in range(32, len(head) - 31, 32):
        if head[place] == 0x0D:
            break
        name, kind, width, decimals = _FIELD.unpack_from(head, place)
        if not width:
            continue
        found.append(_Column(name.partition(b"\x00")[0].strip(), kind.decode("latin-1"), start, width, decimals))
        start += width
    return found


def _encoding(columns: list[_Column], raw: list[Any], cpg: Path | None, ldid: int, wanted: str, made: Features) -> str:
    """The encoding of names and values together; what is cut off at the width of its field does not tell."""
    declared = cpg.read_bytes()[:40].decode("ascii", "ignore").strip() if cpg is not None else _LDIDS.get(ldid, "")
    whole = [each.name for each in columns if len(each.name) < 10]
    size = 0
    for column, values in zip(columns, raw):
        if column.kind == "C":
            short = [each.strip() for each in np.unique(values).tolist() if len(each.rstrip()) < column.width]
            whole += short
            size += sum(map(len, short))
        if size > _SAMPLE:
            break
    if all(each.isascii() for each in whole):
        whole += [each.name for each in columns]
    decoded = decode(b"\n".join(whole), wanted, declared or None)
    if declared and _differs(declared, decoded.encoding, whole):
        made.fails("encoding_differs", declared=declared, encoding=decoded.encoding)
    return decoded.encoding


def _differs(declared: str, found: str, sample: list[bytes]) -> bool:
    """Whether *declared* would read the sample in another way than *found*."""
    text = b"\n".join(sample)
    try:
        return text.decode(declared) != text.decode(found)
    except (LookupError, ValueError):
        return True


def _values(column: _Column, values: Any, encoding: str) -> list[Any]:
    if column.kind in "NF":
        return [_number(each, column.decimals) for each in values.tolist()]
    texts = [each.decode(encoding, "ignore").strip().strip("\x00") for each in values.tolist()]
    if column.kind == "D":
        return [_day(each) for each in texts]
    return [each or None for each in texts]


def _number(raw: bytes, decimals: int) -> Any:
    text = raw.strip(b" \x00*").replace(b",", b".")
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        return text.decode("latin-1")
    if not np.isfinite(number):
        return None
    return int(number) if not decimals and number.is_integer() else number


def _day(text: str) -> Any:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return text or None


def _join(made: Features, shapes: list[Any], values: dict[str, list[Any]], deleted: Any) -> None:
    """Shapes and rows of values side by side; deleted rows go, what one of the two has more of is said."""
    if len(deleted) and len(deleted) != len(shapes):
        made.fails("records_differ", shapes=len(shapes), values=len(deleted))
    count = len(shapes)
    gone = deleted[:count] if len(deleted) >= count else np.append(deleted, np.zeros(count - len(deleted), bool))
    kept = np.flatnonzero(~gone).tolist()
    made.rows = [place + 1 for place in kept]
    made.columns = {
        name: [column[place] if place < len(column) else None for place in kept] for name, column in values.items()
    }
    made.geometry = _polygons([shapes[place] for place in kept], list(made.rows), made)
    if gone.any():
        made.counts["deleted"] = int(gone.sum())
