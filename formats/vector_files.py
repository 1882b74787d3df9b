"""Files of patches in whichever format: told by what is in them, not by the ending of the name, then read.

A shapefile may be given by any of its files, a file geodatabase by its folder or a file in there, and a zip may hold
several of either.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable
from pathlib import Path

from ..engine.problems import Refusal
from . import geojson, guards, ogr, shapefile
from .features import Features

Reader = Callable[[Path, str, str], "list[Features]"]

_SUFFIXES = {
    "shapefile": {".shp"},
    "geopackage": {".gpkg"},
    "geojson": {".geojson", ".json"},
}
_SIDECARS = {".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qpj", ".qmd"}
_SHAPE_VERSION = struct.Struct("<2i")


def read(path: Path, encoding: str = "auto") -> list[Features]:
    """The layers, tables or sheets of the file (or geodatabase) at *path*; *encoding* as in :func:`.encodings.decode`.

    Findings: those of the reader, and ``suffix_differs`` (found, suffix) where the name's ending belongs to another
    format. Raises ``Refusal``: those of :mod:`.guards` and of the readers, ``file_unknown`` (file, found).
    """
    whole = sources([path])[0]
    return _read(whole, whole.name, encoding)


def sources(paths: Iterable[Path]) -> list[Path]:
    """What the files *paths* are part of: each shapefile and each geodatabase once, other files as they are."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        found[_geodatabase_of(path) or _shapefile_of(path) or path] = None
    return list(found)


def _geodatabase_of(path: Path) -> Path | None:
    folder = path if path.is_dir() else path.parent
    return folder if folder.suffix.lower() == ".gdb" and any(folder.glob("*.gdbtable")) else None


def _shapefile_of(path: Path) -> Path | None:
    if path.suffix.lower() not in _SIDECARS or not path.parent.is_dir():
        return None
    return shapefile.beside(path, ".shp")


def _read(path: Path, name: str, encoding: str) -> list[Features]:
    if path.is_dir():
        if _geodatabase_of(path) is None:
            raise Refusal("folder_unknown", file=name)
        return ogr.read(path, name, "filegdb")
    kind = _kind(path)
    made = READERS[kind](path, name, encoding)
    wanted = _SUFFIXES.get(kind, set())
    for each in made:
        if wanted and path.suffix.lower() not in wanted:
            each.fails("suffix_differs", found=kind, suffix=path.suffix)
    return made


# Which format ------------------------------------------------------------------------------------------------


def _kind(path: Path) -> str:
    """The name of the reader for the file at *path*."""
    content = guards.check(path)
    with open(path, "rb") as file:
        head = file.read(guards.HEAD)
    if content in (guards.SHAPEFILE, guards.BINARY) and _is_shapes(head, path):
        return "shapefile"
    if content == guards.SQLITE:
        return "geopackage"
    if content == guards.TEXT and re.match(rb"[\x1e\s]*[{\[]", guards.plain(head)):
        return "geojson"
    raise Refusal("file_unknown", file=path.name, found=content)


def _is_shapes(head: bytes, path: Path) -> bool:
    """Whether *head* is a shapefile's by its version and kind, the magic number being right or not."""
    if path.suffix.lower() == ".shp":
        return True
    version, kind = _SHAPE_VERSION.unpack_from(head, 28) if len(head) >= 100 else (0, 0)
    return version == 1000 and kind in shapefile.KINDS


# Readers -----------------------------------------------------------------------------------------------------


def _shapefile(path: Path, name: str, encoding: str) -> list[Features]:
    return [shapefile.read(path, name, encoding)]


def _geojson(path: Path, name: str, encoding: str) -> list[Features]:
    return [geojson.read(path, name, encoding)]


def _geopackage(path: Path, name: str, encoding: str) -> list[Features]:
    with ogr.ending_with(path, ".gpkg") as named:
        return ogr.read(named, name, "geopackage", IMMUTABLE="YES")


READERS: dict[str, Reader] = {
    "shapefile": _shapefile,
    "geopackage": _geopackage,
    "geojson": _geojson,
}
