"""Files of patches in whichever format: told by what is in them, not by the ending of the name, then read.

A shapefile may be given by any of its files, a file geodatabase by its folder or a file in there, and a zip may hold
several of either.
"""

from __future__ import annotations

import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ..engine.problems import Refusal
from . import dxf, geojson, gpx, guards, html_table, kml, ogr, points, shapefile, workbook_list
from .features import Features
from .guards import SafeZip
from .receipt import sha256_of_all
from .xml_text import document

Reader = Callable[[Path, str, str], "list[Features]"]

_SUFFIXES = {
    "shapefile": {".shp"},
    "geopackage": {".gpkg"},
    "geojson": {".geojson", ".json", ".geojsonl", ".ovjsn"},
    "kml": {".kml", ".ovkml"},
    "gpx": {".gpx"},
    "excel": {".xlsx", ".xlsm"},
    "dxf": {".dxf"},
    "html": {".html", ".htm"},
}
_NOT_OURS = {"file_unknown", "text_unknown", "file_empty", "xml_unknown", "json_unknown", "shp_absent"}
_OLE_READ = 64 << 20
_STREAMS = ("EncryptedPackage", "WordDocument", "Workbook")  # either of the last two may lie within the other
_SIDECARS = {".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qpj", ".qmd"}


def read(path: Path, encoding: str = "auto") -> list[Features]:
    """The layers, tables or sheets of the file (or geodatabase) at *path*; *encoding* as in :func:`.encodings.decode`.

    Findings: those of the reader, and ``suffix_differs`` (found, suffix) where the name's ending belongs to another
    format. Raises ``Refusal``: those of :mod:`.guards` and of the readers, ``file_unknown`` (file, found),
    ``shp_absent`` (file, wanted).
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
    return _said(READERS[kind](path, name, encoding), path, kind)


def _said(made: list[Features], path: Path, kind: str) -> list[Features]:
    """*made*, with a finding where the ending of the name belongs to another format."""
    if kind in _SUFFIXES and path.suffix.lower() not in _SUFFIXES[kind]:
        for each in made:
            each.fails("suffix_differs", found=kind, suffix=path.suffix)
    return made


# Which format ------------------------------------------------------------------------------------------------


def _kind(path: Path) -> str:
    """The name of the reader for the file at *path*."""
    content = guards.check(path)
    with open(path, "rb") as file:
        head = file.read(guards.HEAD)
    _refuse_part(path, content, head)
    if content in (guards.SHAPEFILE, guards.BINARY) and (path.suffix.lower() == ".shp" or shapefile.is_head(head)):
        return "shapefile"
    if content in (guards.SQLITE, guards.ZIP):
        return {guards.SQLITE: "geopackage", guards.ZIP: "zip"}[content]
    if content == guards.OLE:
        raise Refusal(_ole(path), file=path.name)
    if html_table.is_page(guards.plain(head)):
        return "html"
    if content == guards.XML:
        return _xml_kind(path, head)
    if dxf.is_binary(head):
        raise Refusal("dxf_binary", file=path.name)
    if content == guards.TEXT and dxf.is_text(guards.plain(head)):
        return "dxf"
    if content == guards.TEXT and _is_json(guards.plain(head), path):
        return "geojson"
    if content == guards.TEXT:
        return "text"
    raise Refusal("file_unknown", file=path.name, found=content)


def _refuse_part(path: Path, content: str, head: bytes) -> None:
    """Refuse a part of a shapefile that was chosen or sent without the one that holds the shapes."""
    suffix = path.suffix.lower()
    if content == guards.SHAPEFILE or shapefile.is_head(head):
        lone = suffix == ".shx"  # which begins as a .shp does
    else:
        lone = suffix in _SIDECARS and content in (guards.BINARY, guards.TEXT)
    if lone:
        raise Refusal("shp_absent", file=path.name, wanted=f"{path.stem}.shp")


def _is_json(head: bytes, path: Path) -> bool:
    """Whether *head* is JSON's; the heads of coordinate texts stand in square brackets, too."""
    return re.match(rb"[\x1e\s]*\{", head) is not None or (
        path.suffix.lower() in _SUFFIXES["geojson"] and head.lstrip().startswith(b"[")
    )


def _ole(path: Path) -> str:
    """What the old container of Office files holds: a workbook with a password, one of before 2007, or a document."""
    with open(path, "rb") as file:
        content = file.read(_OLE_READ)
    locked, paper, book = (name.encode("utf-16-le") in content for name in _STREAMS)
    return "file_locked" if locked else "file_paper" if paper and not book else "file_xls"


def _xml_kind(path: Path, head: bytes) -> str:
    root = document(head, path.name).root.lower()
    if "kml" in root:
        return "kml"
    if root == "gpx":
        return "gpx"
    if root == "workbook":
        raise Refusal("file_xml_workbook", file=path.name)
    raise Refusal("xml_unknown", file=path.name, root=root)


# Readers -----------------------------------------------------------------------------------------------------


def _shapefile(path: Path, name: str, encoding: str) -> list[Features]:
    return [shapefile.read(path, name, encoding)]


def _geojson(path: Path, name: str, encoding: str) -> list[Features]:
    return [geojson.read(path, name, encoding)]


def _geopackage(path: Path, name: str, encoding: str) -> list[Features]:
    with _settled(path, name) as whole, ogr.ending_with(whole, ".gpkg") as named:
        _refuse_views(named, name)
        return ogr.read(named, name, "geopackage", IMMUTABLE="YES")


@contextmanager
def _settled(path: Path, name: str) -> Iterator[Path]:
    """The database at *path*; a copy of it where another program has it open and its newest rows stand in a journal
    beside it, because GDAL would write these into the file.
    """
    journal = path.with_name(f"{path.name}-wal")
    if not journal.is_file() or not journal.stat().st_size:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy.gpkg")
        try:
            with closing(_opened(path, "mode=ro")) as database, closing(sqlite3.connect(copy)) as target:
                database.backup(target)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise Refusal("file_unreadable", file=name, detail=str(error)[:200]) from error
        yield copy


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True)


def _refuse_views(path: Path, name: str) -> None:
    """Refuse a GeoPackage whose layers are queries: what a query computes, and how long, its sender decides."""
    try:
        with closing(_opened(path, "mode=ro&immutable=1")) as database:
            found = database.execute(
                "select name from sqlite_master where type = 'view' and name in (select table_name from gpkg_contents)"
            ).fetchall()
    except (sqlite3.Error, UnicodeDecodeError):  # no GeoPackage, or a damaged one: GDAL will say so
        return
    if found:
        raise Refusal("file_views", file=name, layers=", ".join(str(each) for (each,) in found[:5]))


def _zip(path: Path, name: str, encoding: str) -> list[Features]:
    """What is in a zip: the placemarks of a KMZ, or the files that it brings, each under its own name."""
    with SafeZip(path) as opened:
        names = [each.name.lower() for each in opened.members]
        if "xl/workbook.xml" in names:
            return _said(workbook_list.read(path, name, encoding), path, "excel")
        if any(each.startswith(("word/", "ppt/")) for each in names):
            raise Refusal("file_paper", file=name)
        if any(each.endswith(".kml") for each in names) and not any(each.endswith(".shp") for each in names):
            return kml.read_zip(opened, name, encoding)
        with tempfile.TemporaryDirectory() as folder:
            return _unpacked(opened, Path(folder), name, encoding)


def _unpacked(opened: SafeZip, folder: Path, name: str, encoding: str) -> list[Features]:
    """The files that *opened* brings; one that cannot be read is a finding as long as another can."""
    files = opened.unpack(folder)
    made: list[Features] = []
    refusals: list[Refusal] = []
    ignored: list[str] = []
    for path in sources(files):
        inner = path.relative_to(folder).as_posix()
        try:
            if path.suffix.lower() == ".zip":
                raise Refusal("zip_in_zip", file=name, member=inner)
            made += _of_content(_read(path, f"{name}/{inner}", encoding), path)
        except Refusal as refusal:
            if refusal.code in _NOT_OURS:
                ignored.append(inner)
            else:
                refusals.append(refusal)
    if not made:
        raise refusals[0] if refusals else Refusal("zip_nothing", file=name, count=len(files))
    for each in refusals:
        made[0].fails(each.code, **each.values)
    for inner in ignored:
        made[0].holds("member_ignored", member=inner)
    return made


def _of_content(made: list[Features], path: Path) -> list[Features]:
    """*made*, marked with what the file at *path* is known by."""
    digest = sha256_of_all(parts_of(path))
    for each in made:
        each.content = each.content or digest
    return made


def parts_of(path: Path) -> list[Path]:
    """The files that are read for *path*: those of a shapefile or of a geodatabase, else *path* itself."""
    if path.is_dir():
        return [each for each in path.iterdir() if each.is_file()]
    return (shapefile.parts_of(path) if path.suffix.lower() == ".shp" else []) or [path]


READERS: dict[str, Reader] = {
    "shapefile": _shapefile,
    "geopackage": _geopackage,
    "geojson": _geojson,
    "kml": kml.read,
    "gpx": gpx.read,
    "dxf": dxf.read,
    "html": workbook_list.read_page,
    "text": points.read,
    "zip": _zip,
}
