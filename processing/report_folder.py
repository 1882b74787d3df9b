"""The folder of a report: made under a hidden name beside its place, and renamed once when it is complete.

A run that is killed leaves a hidden folder and the file that locked it. The lock ends with its process, so the next run
knows whether a hidden folder is somebody's work or nobody's, and removes the latter.
"""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import IO

from ..engine.problems import Refusal
from . import files
from .swapping import problem_text

_FOLDER, _LOCK = ".part", ".lock"
_OURS = re.compile(r"\.mine_remediation-[0-9a-f]{12}\.(part|lock)")


class ReportFolder:
    """A report in the making: files go into :attr:`path`; :meth:`publish` gives it its name."""

    def __init__(self, parent: Path, path: Path) -> None:
        self.parent, self.path = parent, path
        self.final: Path | None = None

    def publish(self, name: str) -> Path:
        """Rename to *name*, or ``name_2`` … where that exists; nothing that exists is touched."""
        for each in self.path.rglob("*"):
            if each.is_file():
                files.flush(each)
        for number in count(1):
            target = self.parent / (name if number == 1 else f"{name}_{number}")
            if os.path.lexists(target):
                continue
            files.replace(self.path, target)
            self.final = target
            return target
        raise AssertionError("numbers do not end")


def refuse_file(parent: Path) -> None:
    """Say at once that no folder can be made: raises ``Refusal("folder_is_file", path)`` where a file is in its way."""
    for each in (parent, *parent.parents):
        if each.is_dir():
            return
        if os.path.lexists(each):
            raise Refusal("folder_is_file", path=str(each))


@contextmanager
def report_folder(parent: Path) -> Iterator[ReportFolder]:
    """A hidden folder in *parent*, removed again unless it was published; left-overs of killed runs are removed.

    Raises ``Refusal("output_not_writable", path, reason)`` for errors of files inside.
    """
    try:
        parent.mkdir(parents=True, exist_ok=True)
        remove_abandoned(parent)
        stem = parent / f".mine_remediation-{uuid.uuid4().hex[:12]}"
        with _locked(stem.with_name(stem.name + _LOCK)):
            folder = ReportFolder(parent, stem.with_name(stem.name + _FOLDER))
            folder.path.mkdir()
            try:
                yield folder
            finally:
                if folder.final is None:
                    files.remove(folder.path)
    except OSError as error:
        raise Refusal("output_not_writable", path=str(parent), reason=problem_text(error, parent / "x")) from error


def remove_abandoned(parent: Path) -> None:
    """Remove hidden folders of reports whose process is gone."""
    for each in sorted(parent.iterdir()):
        if not _OURS.fullmatch(each.name):
            continue
        lock = each.with_suffix(_LOCK)
        with suppress(OSError), _locked(lock):  # another run works there, or it goes meanwhile
            if each.is_dir():
                files.remove(each)


@contextmanager
def _locked(lock: Path) -> Iterator[None]:
    """Hold *lock* until the end, then remove it; raises ``OSError`` while another process holds it."""
    while True:
        handle = open(lock, "a+b")  # noqa: SIM115 - it is held for long
        try:
            _take(handle)
            if os.path.exists(lock) and os.path.samestat(os.stat(lock), os.fstat(handle.fileno())):
                break
        except BaseException:
            handle.close()
            raise
        handle.close()  # somebody removed it between opening and locking
    try:
        yield
    finally:
        if os.name == "nt":
            handle.close()
        with suppress(OSError):
            files.remove(lock)
        handle.close()


def _take(handle: IO[bytes]) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
