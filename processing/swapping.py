"""A result is written beside its place, checked, and swapped in: what was there stays whole until then.

SQLite files need care: a ``-wal`` or ``-journal`` that a former file left behind would be played back into
the new one. So the old file is brought to rest first, and where another program holds it, or nothing can be
put in its place, the new file stays beside it under a free name.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFields,
    QgsVectorFileWriter,
)
from qgis.PyQt import sip

from ..engine.problems import Notice, Refusal, warning
from ..texts import tr
from . import files

SHAPEFILE = "ESRI Shapefile"  # as GDAL calls its driver
_SQLITE_HEADER = b"SQLite format 3\x00"
_SQLITE_SUFFIXES = (".gpkg", ".sqlite", ".db")
_COMPANIONS = ("-wal", "-shm", "-journal")
# formats whose files belong together, with every part that would lie about the new set if it stayed
_SETS = {
    ".shp": (
        ".shx", ".dbf", ".prj", ".cpg", ".qpj", ".qix", ".sbn", ".sbx", ".fbn", ".fbx", ".ain", ".aih", ".ixs",
        ".mxs", ".idm", ".ind", ".qmd",
    ),
    ".dbf": (".cpg", ".prj", ".idm", ".ind", ".qmd"),
    ".tab": (".dat", ".map", ".id", ".ind", ".qmd"),
    ".mif": (".mid", ".qmd"),
}  # fmt: skip
_NOT_WRITTEN = ("not_written", "written_differs", "layer_differs")  # refusals that a full disk may stand behind
_FULL = re.compile("disk is full|No space left", re.IGNORECASE)  # as SQLite and the C library say it
_ABANDONED_S = 86_400.0  # no run writes for a day without touching its file
_DISK_FULL = 1 << 16  # bytes; with less left, a write that failed has failed for want of room

Stamp = "tuple[int, int, bytes] | None"


def sibling_path(target: str | Path, run_id: str) -> Path:
    """A free path in the folder of *target* (of what it links to), same extension, for the file in the making.

    What runs that were killed have left there for *target* is removed when it is older than a day.

    Raises ``Refusal("output_not_writable", path, reason)`` where the folder does not exist.
    """
    target = _real(target)
    if not target.parent.is_dir():
        reason = tr("the folder does not exist")
        raise Refusal("output_not_writable", path=str(target), reason=reason)
    _remove_abandoned(target)
    return target.with_name(f"{_head(target)}{run_id[:8]}-{uuid.uuid4().hex[:6]}.part{target.suffix}")


def _head(target: Path) -> str:
    return f".{target.stem[:30]}."


def _remove_abandoned(target: Path) -> None:
    ours = re.compile(re.escape(_head(target)) + r"[0-9a-f]{8}-[0-9a-f]{6}\.part(\..*)?")
    long_ago = time.time() - _ABANDONED_S
    with suppress(OSError):  # they do no harm, and what cannot be removed is open or somebody else's
        for each in target.parent.iterdir():
            if ours.fullmatch(each.name) and each.is_file() and each.stat().st_mtime < long_ago:
                files.remove(each)


@dataclass
class Waiting:
    """A sibling (the main file of its data set) that waits for its place; *stamp* as :func:`back_up` gave it."""

    sibling: Path
    target: Path
    stamp: Stamp = None


class Siblings:
    """The files of one run, made beside their places and swapped in together when all are complete.

    A context manager: whatever goes wrong inside, a cancel too, no sibling is left and nothing was swapped in.
    """

    def __init__(self, run_id: str) -> None:
        self._run_id = run_id
        self._waiting: dict[Path, Waiting] = {}

    def __enter__(self) -> Siblings:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            for each in self._waiting.values():
                discard(each.sibling)

    @contextmanager
    def making(self, target: Path) -> Iterator[Waiting]:
        """Where the file for *target* is to be made; the same again for another table of the same GeoPackage.

        Raises ``Refusal("output_not_writable", path, reason)`` for errors of files inside.
        """
        waiting = self._waiting.get(target) or Waiting(sibling_path(target, self._run_id), target)
        with cleared_away(waiting.sibling, target):
            yield waiting
        self._waiting[target] = waiting

    def swap_in(self) -> dict[Path, tuple[Path, Notice | None]]:
        """Swap everything in; for each target the final path and a notice, see :func:`swap_in`."""
        found = dict(zip(self._waiting, swap_in(list(self._waiting.values()))))
        self._waiting.clear()
        return found


def swap_in(waiting: Sequence[Waiting]) -> list[tuple[Path, Notice | None]]:
    """Put finished siblings (with the other parts of their data sets) in their places.

    First all of them are brought to the disk, then each is moved. For each: the final path, and the notice
    ``kept_beside`` (path, kept, reason) where the target had to stay and the result lies under the free name
    "name (2).ext", or ``part_not_written`` (path, reason) where only a file that goes with it (its ``.qmd``)
    could not be put in place. A target that has changed since its stamp was taken stays. On failure no sibling
    is left; what was moved before stays.

    Raises ``Refusal("output_not_writable", path, reason)``.
    """
    try:
        for each in waiting:
            with cleared_away(each.sibling, each.target):
                _flush_parts(each.sibling)
        return [_swap_in(each.sibling, _real(each.target), each.stamp) for each in waiting]
    except BaseException:
        for each in waiting:
            discard(each.sibling)
        raise


def _flush_parts(sibling: Path) -> None:
    settle(sibling)
    for part in parts_of(sibling):
        if part.is_file():
            files.flush(part)


def _swap_in(sibling: Path, target: Path, stamp: Stamp) -> tuple[Path, Notice | None]:
    with cleared_away(sibling, target):
        reason = _why_not(target, stamp)
        if reason is None:
            try:
                return _move(sibling, target)
            except OSError as error:
                reason = problem_text(error, target)
        final = _move_beside(sibling, target)
    return final, warning("kept_beside", path=str(target), kept=str(final), reason=reason)


@contextmanager
def cleared_away(sibling: Path, target: Path) -> Iterator[None]:
    """Whatever goes wrong inside, *sibling* is removed; errors of files become ``output_not_writable``.

    On a full disk QGIS tells of missing tables or rows, or of nothing; what it means is said instead.
    """
    with _gdal_messages() as said, _without_waiting():
        try:
            yield
        except (OSError, sqlite3.Error, Refusal) as error:
            full = disk_is_full(sibling.parent) or any(map(_FULL.search, [*said, str(error)]))
            reason = tr("the disk is full") if full else problem_text(error, sibling)
            discard(sibling)
            if isinstance(error, Refusal) and not (full and error.code in _NOT_WRITTEN):
                raise
            raise Refusal("output_not_writable", path=str(target), reason=reason) from error
        except BaseException:
            discard(sibling)
            raise


@contextmanager
def _gdal_messages() -> Iterator[list[str]]:
    """What GDAL has to say in this thread meanwhile; QGIS passes on only the last of it."""
    from osgeo import gdal

    said: list[str] = []
    gdal.PushErrorHandler(lambda level, number, message: said.append(message))
    try:
        yield said
    finally:
        gdal.PopErrorHandler()


@contextmanager
def layer_writer(
    path: Path,
    fields: QgsFields,
    wkb_type: Any,
    crs: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
    options: QgsVectorFileWriter.SaveVectorOptions,
) -> Iterator[QgsVectorFileWriter]:
    """A writer that has closed its file at the end, also when an exception still refers to it."""
    with _gdal_is_quiet() if options.driverName == SHAPEFILE else nullcontext():
        writer = files.create_writer(path, fields, wkb_type, crs, context, options)
        try:
            yield writer
        finally:
            sip.delete(writer)


@contextmanager
def _gdal_is_quiet() -> Iterator[None]:
    """GDAL mutters names and texts of a dBASE table in the table's encoding, at which a handler in Python breaks."""
    from osgeo import gdal

    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        yield
    finally:
        gdal.PopErrorHandler()


@contextmanager
def _without_waiting() -> Iterator[None]:
    """GDAL does not wait for the disk after each step in this thread: :func:`swap_in` does, before it moves a file."""
    from osgeo import gdal

    former = gdal.GetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS")
    gdal.SetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF")
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", former)


def discard(sibling: Path) -> None:
    """Remove *sibling* and all its parts."""
    for part in [*parts_of(sibling), *_companions(sibling)]:
        # what cannot be removed stays as a hidden file; the reason for the failure matters more
        with suppress(OSError):
            files.remove(part)


def parts_of(path: Path) -> list[Path]:
    """All files of the data set at *path*, a sibling: same name but for the extension."""
    head = path.name[: len(path.name) - len(path.suffix)] + "."
    return sorted(each for each in path.parent.iterdir() if each.name.startswith(head) and not _is_companion(each))


def settle(path: Path) -> None:
    """Bring an SQLite file of our own into journal mode DELETE, with nothing left beside it."""
    if path.suffix.lower() in _SQLITE_SUFFIXES and path.is_file():
        trouble = _bring_to_rest(path)
        if trouble:
            raise OSError(trouble)


def back_up(target: Path, sibling: Path) -> Stamp:
    """Copy an SQLite file, with all that is committed in it; returns what :func:`swap_in` compares it with."""
    _bring_to_rest(target)  # where that is refused, what another program has committed is copied all the same
    stamp = _stamp_of(target)
    files.back_up(target, sibling)
    return stamp


def _stamp_of(path: Path) -> Stamp:
    """What tells whether an SQLite file has changed: size, time, and its own change counter."""
    if not path.is_file():
        return None
    state = path.stat()
    with open(path, "rb") as file:
        return state.st_size, state.st_mtime_ns, file.read(28)[24:]


def problem_text(error: Exception, path: Path) -> str:
    """Why *path* could not be written, in words."""
    number = getattr(error, "errno", None)
    words = {
        errno.ENOSPC: tr("the disk is full"),
        errno.EDQUOT: tr("the disk is full"),
        errno.EROFS: tr("the folder is read-only"),
        errno.EACCES: tr("there is no permission to write, or another program has it open"),
        errno.EPERM: tr("there is no permission to write, or another program has it open"),
        errno.EISDIR: tr("there is a folder of that name"),
        errno.ENOTEMPTY: tr("there is a folder of that name"),
        errno.ENOTDIR: tr("the folder does not exist"),
        errno.ENOENT: tr("the folder does not exist"),
    }
    if number in words:
        return words[number]
    if path.parent.is_dir() and not os.access(path.parent, os.W_OK):
        return tr("the folder is read-only")
    if disk_is_full(path.parent):
        return tr("the disk is full")
    return str(error)


def _real(path: str | Path) -> Path:
    return Path(os.path.realpath(path))


def disk_is_full(folder: Path) -> bool:
    """Whether next to nothing can be written to *folder* any more."""
    usage = shutil.disk_usage(folder) if folder.is_dir() else None
    return usage is not None and usage.total > 0 and usage.free < _DISK_FULL  # what the system makes up has no size


def _why_not(target: Path, stamp: Stamp) -> str | None:
    """The reason why *target* has to stay, in words; None where it may be replaced."""
    if target.is_dir():
        return tr("there is a folder of that name")
    if target.exists() and not os.access(target, os.W_OK):
        return tr("it is read-only")
    if target.suffix.lower() in _SQLITE_SUFFIXES:
        trouble = _bring_to_rest(target)
        if trouble:
            return trouble
        if stamp is not None and stamp != _stamp_of(target):
            return tr("it was changed meanwhile")
    return None


def _bring_to_rest(path: Path) -> str | None:
    """Checkpoint, leave WAL mode, close; the reason in words where that fails or something is left beside."""
    if path.is_file() and _is_sqlite(path):
        try:
            with closing(files.connect(path)) as connection:
                busy = files.execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)")[0]
                mode = files.execute(connection, "PRAGMA journal_mode=DELETE")[0]
                files.execute(connection, "BEGIN EXCLUSIVE")  # refused while another program reads or writes
                files.execute(connection, "ROLLBACK")
        except (sqlite3.Error, OSError) as error:
            return tr("another program has it open ({detail})").format(detail=error)
        if busy or mode != "delete":
            return tr("another program has it open ({detail})").format(detail=mode)
    left = [each.name for each in _companions(path)]
    return tr("“{file}” lies beside it").format(file=left[0]) if left else None


def _is_sqlite(path: Path) -> bool:
    with open(path, "rb") as file:
        start = file.read(len(_SQLITE_HEADER))
    return start in (_SQLITE_HEADER, b"")


def _companions(path: Path) -> list[Path]:
    return [each for each in (path.with_name(path.name + end) for end in _COMPANIONS) if each.exists()]


def _is_companion(path: Path) -> bool:
    return path.name.endswith(_COMPANIONS)


def _move_beside(sibling: Path, target: Path) -> Path:
    beside = _reserved_name(target, sibling)
    try:
        return _move(sibling, beside)[0]
    except OSError:
        files.remove(beside)
        raise


def _reserved_name(target: Path, sibling: Path) -> Path:
    """A free name "name (2).ext" beside *target*, taken by an empty file so that nobody else gets it."""
    extensions = {each.name[len(sibling.stem) :] for each in parts_of(sibling)} | {target.suffix}
    for number in count(2):
        head = f"{target.stem} ({number})"
        beside = target.with_name(head + target.suffix)
        taken = [target.with_name(head + each) for each in extensions]
        if any(each.exists() for each in taken) or _companions(beside):
            continue
        with suppress(FileExistsError):
            files.reserve(beside)
            return beside
    raise AssertionError("numbers do not end")


def _move(sibling: Path, target: Path) -> tuple[Path, Notice | None]:
    """Move all parts of *sibling* to *target*; the files of a set all together or none."""
    pairs = [(part, target.with_name(target.stem + part.name[len(sibling.stem) :])) for part in parts_of(sibling)]
    pairs.sort(key=lambda pair: pair[1] != target)  # the main file first
    if target.is_file():
        with suppress(OSError):  # a file system without permissions
            files.copy_mode(target, sibling)
    if target.suffix.lower() in _SETS:
        _move_set(pairs, target)
        notice = None
    else:
        files.replace(*pairs[0])
        notice = _move_others(pairs[1:], target)
    _flush_folder(target.parent)
    return pairs[0][1], notice


def _move_others(pairs: list[tuple[Path, Path]], target: Path) -> Notice | None:
    """Move what goes with a file that is already in place, and take away a description of the former one."""
    try:
        for part, place in pairs:
            files.replace(part, place)
        former = target.with_suffix(".qmd")
        if former not in [place for _, place in pairs] and target.suffix.lower() not in _SQLITE_SUFFIXES:
            former.unlink(missing_ok=True)
    except OSError as error:
        for part, _ in pairs:
            with suppress(OSError):  # already moved
                files.remove(part)
        return warning("part_not_written", path=str(target), reason=problem_text(error, target))
    return None


def _move_set(pairs: list[tuple[Path, Path]], target: Path) -> None:
    """The old parts step aside (main file first), the new ones come in (main file last): never a mixed set.

    A set cannot be exchanged at one stroke. An error puts everything back; after a power failure at
    this very moment the old parts still lie beside under their stepped-aside names.
    """
    mark = f".{uuid.uuid4().hex[:6]}.old"
    known = {place for _, place in pairs} | {target.with_suffix(each) for each in _SETS[target.suffix.lower()]}
    old = sorted((each for each in known if each.exists()), key=lambda each: (each != target, each.name))
    aside = [(each, each.with_name(f".{each.stem}{mark}{each.suffix}")) for each in old]
    done: list[tuple[Path, Path]] = []
    try:
        for source, place in [*aside, *reversed(pairs)]:
            files.replace(source, place)
            done.append((source, place))
    except OSError:
        for source, place in reversed(done):
            files.replace(place, source)
        raise
    for _, place in aside:
        with suppress(OSError):  # a left-over of the old set does no harm
            files.remove(place)


def _flush_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows opens no folders; its file system keeps the order itself
    with suppress(OSError):  # the file is in place; some network file systems cannot do this
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
