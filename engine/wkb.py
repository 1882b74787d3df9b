"""Well-known binary: what GEOS refuses of it is repaired byte by byte; what a GeoPackage makes of it.

Some survey programs write rings whose last vertex is not the first, or rings of one or two points.
GEOS raises on them before any repair can begin, so they are mended here, before reading.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

_HEAD = np.dtype([("GP", "S2"), ("version", "u1"), ("flags", "u1"), ("srs", "<i4"), ("box", "<f8", 4)])
_LITTLE, _ENVELOPE_XY, _EMPTY = 1, 1 << 1, 1 << 4
_POINT, _LINE, _POLYGON, _TRIANGLE = 1, 2, 3, 17
_MULTI_POINT, _MULTI_LINE, _MULTI_POLYGON, _COLLECTION = 4, 5, 6, 7
_CURVES = range(8, 13)
_COLLECTIONS = (_MULTI_POINT, _MULTI_LINE, _MULTI_POLYGON, _COLLECTION)
_EWKB_Z, _EWKB_M, _EWKB_SRID = 0x80000000, 0x40000000, 0x20000000


@dataclass(frozen=True)
class Mended:
    """What :func:`close_rings` made: *wkb* is None when nothing of the geometry is left."""

    wkb: bytes | None
    closed: int
    dropped: int


def type_code(wkb: bytes) -> int:
    """Flat geometry type of *wkb* (3 for a polygon, also with Z or M); 0 when it is too short to say."""
    if len(wkb) < 5:
        return 0
    return (int.from_bytes(wkb[1:5], "little" if wkb[0] else "big") & 0x0FFFFFFF) % 1000


def has_curve_type(wkb: bytes) -> bool:
    """Whether *wkb* is a curve, a curve polygon, or a collection of them (types 8 to 12)."""
    return type_code(wkb) in _CURVES


def close_rings(wkb: bytes) -> Mended:
    """Close open rings; drop rings of fewer than three and lines of fewer than two distinct points.

    A ring whose first vertex is not finite loses its vertices that are not. A polygon without its
    shell is dropped with its holes. Z, M, SRID and byte order stay. Curves, surfaces of triangles and
    truncated bytes give ``Mended(None, 0, 0)``.
    """
    reader = _Reader(wkb)
    try:
        mended = reader.geometry()
    except struct.error:
        return Mended(None, 0, 0)
    return Mended(mended, reader.closed, reader.dropped)


def as_multi_polygons(wkb: Sequence[bytes | None]) -> list[bytes | None]:
    """Little-endian flat polygons among *wkb* as multi-polygons; anything else as it is."""
    head = b"\x01\x06\x00\x00\x00\x01\x00\x00\x00"
    return [head + each if each is not None and each[:5] == b"\x01\x03\x00\x00\x00" else each for each in wkb]


class _Reader:
    """One pass over the bytes, writing the mended geometry as it goes."""

    def __init__(self, wkb: bytes) -> None:
        self._wkb = wkb
        self._at = 0
        self._order = "<"
        self.closed = 0
        self.dropped = 0

    def geometry(self) -> bytes | None:
        header, kind, dimension = self._header()
        order = self._order
        if kind in _COLLECTIONS:
            parts = [self.geometry() for _ in range(self._count())]
            return self._joined(header, order, [part for part in parts if part is not None], len(parts))
        if kind in (_POLYGON, _TRIANGLE):
            return self._polygon(header, dimension)
        if kind == _LINE:
            return self._line(header, dimension)
        if kind == _POINT:
            return header + self._take(8 * dimension)
        raise struct.error(f"geometry type {kind}")

    def _header(self) -> tuple[bytes, int, int]:
        self._order = "<" if self._take(1)[0] else ">"
        (code,) = struct.unpack(self._order + "I", self._take(4))
        srid = self._take(4) if code & _EWKB_SRID else b""
        iso, kind = divmod(code & 0x0FFFFFFF, 1000)
        dimension = 2 + (iso in (1, 3)) + (iso in (2, 3)) + bool(code & _EWKB_Z) + bool(code & _EWKB_M)
        if kind == _TRIANGLE:
            code += _POLYGON - _TRIANGLE
        mark = b"\x01" if self._order == "<" else b"\x00"
        return mark + struct.pack(self._order + "I", code) + srid, kind, dimension

    def _polygon(self, header: bytes, dimension: int) -> bytes | None:
        rings = [self._ring(dimension) for _ in range(self._count())]
        if rings and rings[0] is None:
            return None
        kept = [ring for ring in rings if ring is not None]
        return self._joined(header, self._order, kept, len(kept))

    def _ring(self, dimension: int) -> bytes | None:
        vertices = self._vertices(dimension)
        if vertices and not _finite(vertices[0]):
            vertices = [vertex for vertex in vertices if _finite(vertex)]
            self.closed += 1
        if len({vertex[:2] for vertex in vertices}) < 3:
            self.dropped += 1
            return None
        if vertices[0][:2] != vertices[-1][:2]:
            vertices.append(vertices[0])
            self.closed += 1
        return self._packed(vertices)

    def _line(self, header: bytes, dimension: int) -> bytes | None:
        vertices = self._vertices(dimension)
        if len({vertex[:2] for vertex in vertices}) < 2:
            self.dropped += 1
            return None
        return header + self._packed(vertices)

    def _joined(self, header: bytes, order: str, parts: list[bytes], before: int) -> bytes | None:
        if before and not parts:
            return None
        return header + struct.pack(order + "I", len(parts)) + b"".join(parts)

    def _vertices(self, dimension: int) -> list[tuple[float, ...]]:
        data = self._take(8 * dimension * self._count())
        return list(struct.iter_unpack(f"{self._order}{dimension}d", data))

    def _packed(self, vertices: list[tuple[float, ...]]) -> bytes:
        layout = struct.Struct(f"{self._order}{len(vertices[0])}d")
        return struct.pack(self._order + "I", len(vertices)) + b"".join(layout.pack(*vertex) for vertex in vertices)

    def _count(self) -> int:
        (count,) = struct.unpack(self._order + "I", self._take(4))
        return int(count)

    def _take(self, size: int) -> bytes:
        piece = self._wkb[self._at : self._at + size]
        if len(piece) < size:
            raise struct.error("the bytes end early")
        self._at += size
        return piece


def _finite(vertex: tuple[float, ...]) -> bool:
    return math.isfinite(vertex[0]) and math.isfinite(vertex[1])


def geopackage_blobs(wkb: Sequence[bytes | None], bounds: Any, srs_id: int) -> list[bytes | None]:
    """Geometries as a GeoPackage stores them (GeoPackage 1.2, 2.1.3).

    Args:
        wkb: ISO well-known binary per row, None for no geometry.
        bounds: (n, 4) min x, min y, max x, max y; NaN for an empty geometry.
        srs_id: of the layer.
    """
    bounds = np.asarray(bounds, dtype=float).reshape(-1, 4)
    heads = np.zeros(len(wkb), dtype=_HEAD)
    heads["GP"], heads["flags"], heads["srs"] = b"GP", _LITTLE | _ENVELOPE_XY, srs_id
    heads["box"] = bounds[:, [0, 2, 1, 3]]
    packed, size = heads.tobytes(), heads.dtype.itemsize
    bare = b"GP\x00" + bytes([_LITTLE | _EMPTY]) + int(srs_id).to_bytes(4, "little", signed=True)
    empty = np.isnan(bounds).any(axis=1).tolist()
    return [
        None if shape is None else (bare if gone else packed[at : at + size]) + shape
        for shape, gone, at in zip(wkb, empty, range(0, len(packed), size))
    ]


def wkb_of_blob(blob: bytes | None) -> bytes | None:
    """The well-known binary in a geometry of a GeoPackage: what stands behind its header."""
    if blob is None:
        return None
    envelope = (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]
    return blob[8 + envelope :]
