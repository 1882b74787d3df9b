"""What a result says, whatever file it is: equal runs are equal here, a half file is not."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest

RUN_ID = re.compile(r"\b[0-9a-f]{12}\b")
COMPANIONS = ("-wal", "-shm", "-journal")


def content(path: Path) -> dict[str, str]:
    """Part of *path* (table, sheet, the whole file) → number of rows and digest; asserts that it is sound."""
    readers = {".gpkg": _tables, ".xlsx": _sheets}
    return readers.get(path.suffix, _whole)(path)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file that can be seen in *folder*."""
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file() and each.name[0] != "."}


def hidden_in(folder: Path) -> list[str]:
    """Every file in *folder* that cannot be seen."""
    return sorted(each.name for each in folder.iterdir() if each.name.startswith("."))


def put_back(folder: Path, files: dict[str, bytes]) -> None:
    """Let *folder* show exactly *files*; hidden ones stay."""
    for name in set(files_in(folder)) - set(files):
        (folder / name).unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def emptied(folder: Path) -> Path:
    """*folder*, with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """*folder* on a disk of its own with so much room; skips where this user may not mount one."""
    emptied(folder)
    options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs"]
    if subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _tables(path: Path) -> dict[str, str]:
    left = [end for end in COMPANIONS if path.with_name(path.name + end).exists()]
    assert not left, left
    with closing(sqlite3.connect(path.as_uri() + "?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        names = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents ORDER BY 1")]
        for name, column in database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"):
            _assert_indexed(database, name, column)
        return {name: _digest(database.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names}


def _assert_indexed(database: sqlite3.Connection, name: str, column: str) -> None:
    indexed = database.execute(f'SELECT count(*) FROM "rtree_{name}_{column}_rowid"').fetchone()
    # an empty geometry is there but not indexed; the first half of the fourth byte says that it is empty
    filled = f'SELECT count("{column}") FROM "{name}" WHERE substr(hex("{column}"), 7, 1) = ?'
    assert indexed == database.execute(filled, ("0",)).fetchone(), name


def _sheets(path: Path) -> dict[str, str]:
    book = openpyxl.load_workbook(path, read_only=True)
    found = {sheet.title: _digest(list(sheet.iter_rows(values_only=True))) for sheet in book}
    book.close()
    return found


def _whole(path: Path) -> dict[str, str]:
    data = path.read_bytes()
    return {"": _digest([RUN_ID.sub("RUN", data.decode("latin-1"))])}


def _digest(rows: list[Any]) -> str:
    text = RUN_ID.sub("RUN", repr(rows))
    return f"{len(rows)} rows, {hashlib.sha256(text.encode()).hexdigest()[:16]}"
