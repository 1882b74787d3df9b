"""Every call that changes a file, one thin function each: here a test lets the n-th call fail.

Callers write ``files.replace(…)``, never a name imported from here, so that all calls can be counted.
Problems come as ``OSError`` or ``sqlite3.Error``, whatever the library underneath says.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsLayerMetadata,
    QgsProviderRegistry,
    QgsVectorFileWriter,
)

LOCK_WAIT_S = 1.0


def replace(source: Path, target: Path) -> None:
    """Put *source* in the place of *target*, at one stroke."""
    os.replace(source, target)


def reserve(path: Path) -> None:
    """Make an empty file at *path*; raises ``FileExistsError`` where there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))


def make_folder(path: Path) -> None:
    """Make a folder; raises ``FileExistsError`` where there is one."""
    os.mkdir(path)


def copy_folder(source: Path, target: Path) -> None:
    """Copy a folder with all that is in it."""
    shutil.copytree(source, target)


def write_zip(path: Path, members: list[tuple[Path, str]]) -> None:
    """Write a zip of files, each with its name in there."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for source, name in members:
            packed.write(source, name)


def remove(path: Path) -> None:
    """Remove a file or a folder with what is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        os.remove(path)


def flush(path: Path) -> None:
    """Wait until *path* is on the disk."""
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def write_text(path: Path, text: str) -> None:
    """Write a small text file."""
    path.write_text(text, encoding="utf-8")


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file of these bytes."""
    path.write_bytes(content)


def copy_mode(source: Path, target: Path) -> None:
    """Give *target* the permissions of *source*."""
    shutil.copymode(source, target)


def connect(path: Path) -> sqlite3.Connection:
    """Open an SQLite file that exists, for reading and writing, without transactions of Python's own."""
    uri = path.resolve().as_uri() + "?mode=rw"
    return sqlite3.connect(uri, uri=True, timeout=LOCK_WAIT_S, isolation_level=None)


def execute(connection: sqlite3.Connection, statement: str) -> list[Any]:
    """Execute one statement; the first row of its answer, empty where there is none."""
    return list(connection.execute(statement).fetchone() or ())


def insert(connection: sqlite3.Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """Execute one statement for many rows of values."""
    connection.executemany(statement, rows)


def back_up(source: Path, target: Path) -> None:
    """Copy an SQLite file with all that is committed in it, also what still lies in its ``-wal``."""
    with closing(connect(source)) as reader, closing(sqlite3.connect(target)) as writer:
        reader.backup(writer)


def create_writer(
    path: Path,
    fields: QgsFields,
    wkb_type: Any,
    crs: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
    options: QgsVectorFileWriter.SaveVectorOptions,
) -> QgsVectorFileWriter:
    """A writer of a new file or layer; it closes the file when the last reference to it goes."""
    writer = QgsVectorFileWriter.create(str(path), fields, wkb_type, crs, context, options)
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise OSError(writer.errorMessage())
    return writer


def add_features(sink: QgsFeatureSink, features: list[QgsFeature]) -> None:
    """Add features to a writer or another sink."""
    if not sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
        raise OSError(sink.lastError() or "the features were not taken")


def save_metadata(path: Path, layer: str, metadata: QgsLayerMetadata) -> None:
    """Put the metadata of a layer into its GeoPackage."""
    saved, problem = QgsProviderRegistry.instance().saveLayerMetadata("ogr", f"{path}|layername={layer}", metadata)
    if not saved:
        raise OSError(problem)
