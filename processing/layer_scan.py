"""Whether files for outside tell what they must not: every byte, every cell and every vertex is looked at.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from ..engine.problems import Refusal
from ..engine.sought import found_in
from ..reports.geopackage import quoted
from .layer_files import Written
from .layer_sheets import Coarse
from .runs import Run, Summarised
from .sources import LayerSnapshot, plain_values

_LEAST_CHINESE, _LEAST_OTHER, _LEAST_DIGITS = 2, 4, 6  # letters; shorter ones stand everywhere by chance
_LONG_NUMBER = 10**7  # of a field of whole numbers: a number of a licence or a patch
_GBK_TOO = {".dbf", ".dxf", ".txt", ".csv"}


def kept_back(run: Run, done: Summarised, result: Any, allowed: Iterable[str]) -> set[str]:
    """Texts of the inputs that no file for outside may hold: numbers, names, remarks, names of layers and files.

    What stands in one of the *allowed* texts (categories, statuses, townships, our own words) tells nothing.
    """
    choice, table, townships = done.choice, done.patch_input.table, done.townships
    values: set[str] = {str(each) for each in done.patch_input.ids}
    values.update(_texts(table, {choice.category, choice.status, choice.year, choice.date}))
    values.update(_texts(townships, {choice.township_name}))
    values.update(str(each) for each in result.patches["zone_name"] if isinstance(each, str))
    for snapshot in _snapshots(run):
        values.update([snapshot.name, Path(snapshot.path).name, Path(snapshot.path).stem])
    ours = "\n".join(dict.fromkeys(allowed))
    return {text for text in map(str.strip, values) if _tells(text) and text not in ours}


def _snapshots(run: Run) -> Iterator[LayerSnapshot]:
    snapshots = run.snapshots
    single = (snapshots.patches, snapshots.townships, snapshots.targets)
    for each in [*single, *(layer for layers in snapshots.zones.values() for layer in layers)]:
        if each is not None:
            yield each


def _texts(table: Any, kept: set[str | None]) -> Iterator[str]:
    for place, field in enumerate(table.snapshot.fields):
        if field.name() in kept:
            continue
        for value in set(map(_hashable, plain_values([each.attribute(place) for each in table.features or ()]))):
            if isinstance(value, str) or (type(value) is int and abs(value) >= _LONG_NUMBER):
                yield str(value)


def _hashable(value: Any) -> Any:
    return value if isinstance(value, (str, int)) else None


def _tells(text: str) -> bool:
    if not text.isascii():
        return len(text) >= _LEAST_CHINESE
    if text.isdigit():
        return len(text) >= _LEAST_DIGITS
    return len(text) >= _LEAST_OTHER and any(each.isdigit() or each in " -_" for each in text)


def refuse_what_tells(folder: Path, secrets: set[str], files: Iterable[Written], coarse: Coarse) -> None:
    """Raises ``Refusal``: ``outside_text`` (file, text), ``outside_vertex`` (file)."""
    by_code = {
        code: {
            encoded: text
            for text in secrets
            for written in {text, escape(text), json.dumps(text, ensure_ascii=False)[1:-1]}
            if (encoded := _encoded(written, code)) is not None
        }
        for code in ("utf-8", "gbk")
    }
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        for code, sought in by_code.items():
            if code == "gbk" and path.suffix.lower() not in _GBK_TOO:
                continue
            for data in _contents(path):
                found = found_in(data, sought)
                if found:
                    raise Refusal("outside_text", file=path.name, text=sought[min(found)])
    for each in files:
        if coarse.tells([*each.geometry, *each.points], each.crs):
            raise Refusal("outside_vertex", file=each.path.name)


def _encoded(text: str, code: str) -> bytes | None:
    try:
        return text.encode(code)
    except UnicodeEncodeError:
        return None


def _contents(path: Path) -> Iterator[bytes]:
    """The bytes of a file, and the texts in a database, where a long one may lie in pieces."""
    yield path.read_bytes()
    if path.suffix.lower() == ".gpkg":
        with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)) as database:
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in names:
                rows = database.execute(" ".join(("SELECT * FROM", quoted(name))))
                cells = (cell for row in rows for cell in row if isinstance(cell, (str, int)))
                yield "\n".join(map(str, cells)).encode("utf-8")
