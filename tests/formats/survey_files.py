"""Small files as surveyors send them, made byte by byte so that each trait can be had alone."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

Ring = Sequence[tuple[float, float]]


def square(east: float, north: float, size: float) -> list[tuple[float, float]]:
    """A closed square, clockwise, with its lower left corner there."""
    return [(east, north), (east, north + size), (east + size, north + size), (east + size, north), (east, north)]


def write_shp(path: Path, shapes: Sequence[Sequence[Ring]], *, magic: int = 9994, kind: int = 5) -> Path:
    """A ``.shp`` of polygons (lists of rings), or with *kind* 3 of lines; an empty list is a null shape."""
    records = b""
    for number, rings in enumerate(shapes, start=1):
        content = _record(rings, kind) if rings else struct.pack("<i", 0)
        records += struct.pack(">2i", number, len(content) // 2) + content
    head = struct.pack(">7i", magic, 0, 0, 0, 0, 0, (100 + len(records)) // 2) + struct.pack(
        "<2i8d", 1000, kind, *[0.0] * 8
    )
    path.write_bytes(head + records)
    return path


def _record(rings: Sequence[Ring], kind: int) -> bytes:
    points = [point for ring in rings for point in ring]
    starts = [sum(len(ring) for ring in rings[:place]) for place in range(len(rings))]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    head = struct.pack("<i4d2i", kind, min(xs), min(ys), max(xs), max(ys), len(rings), len(points))
    return head + struct.pack(f"<{len(starts)}i", *starts) + b"".join(struct.pack("<2d", *point) for point in points)


def write_dbf(
    path: Path,
    fields: Sequence[tuple[str, str, int, int]],
    rows: Sequence[Sequence[str]],
    *,
    encoding: str = "gbk",
    ldid: int = 0,
) -> Path:
    """A dBASE table: *fields* are name, kind, width and decimals; names and values are cut at their bytes."""
    width = 1 + sum(each[2] for each in fields)
    head = struct.pack("<4BIHH17xB2x", 3, 120, 1, 1, len(rows), 33 + 32 * len(fields), width, ldid)
    for name, kind, size, decimals in fields:
        head += struct.pack("<11s1s4xBB14x", name.encode(encoding)[:10], kind.encode(), size, decimals)
    body = b"".join(
        b" " + b"".join(value.encode(encoding)[:size].ljust(size) for value, (_, _, size, _) in zip(row, fields))
        for row in rows
    )
    path.write_bytes(head + b"\r" + body + b"\x1a")
    return path


def polyline(points: Sequence[tuple[float, float, float]], layer: str = "采场", *, closed: bool = True) -> list[str]:
    """The pairs of an LWPOLYLINE: points with their bulges."""
    pairs = ["0", "LWPOLYLINE", "8", layer, "90", str(len(points)), "70", "1" if closed else "0"]
    for x, y, bulge in points:
        pairs += ["10", f"{x:.4f}", "20", f"{y:.4f}"] + (["42", f"{bulge}"] if bulge else [])
    return pairs


def text(x: float, y: float, words: str, layer: str = "注记") -> list[str]:
    """The pairs of a TEXT."""
    return ["0", "TEXT", "8", layer, "10", f"{x}", "20", f"{y}", "40", "2.5", "1", words]


def write_dxf(path: Path, entities: Sequence[str], *, encoding: str = "gbk", page: str = "ANSI_936") -> Path:
    """A drawing of these pairs."""
    head = [
        "0",
        "SECTION",
        "2",
        "HEADER",
        "9",
        "$ACADVER",
        "1",
        "AC1015",
        "9",
        "$DWGCODEPAGE",
        "3",
        page,
        "0",
        "ENDSEC",
    ]
    pairs = [*head, "0", "SECTION", "2", "ENTITIES", *entities, "0", "ENDSEC", "0", "EOF"]
    path.write_bytes(("\r\n".join(pairs) + "\r\n").encode(encoding))
    return path
