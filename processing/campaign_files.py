"""The files of a campaign: made in a hidden folder, packed and migrated beside their place.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..campaign import database, migration
from ..engine.problems import Notice, Refusal
from ..engine.progress import Progress, check
from . import files
from .campaign_project import PHOTOS_FOLDER, write_project
from .swapping import Siblings, problem_text, settle


def making_folder(target: Path, run_id: str) -> Path:
    """The hidden folder beside *target* in which it is made."""
    return target.with_name(f".{target.name[:30]}.{run_id}.part")


@contextmanager
def cleared_folder(folder: Path, target: Path) -> Iterator[None]:
    """Whatever goes wrong inside, *folder* is removed; errors of files become ``output_not_writable``."""
    try:
        files.make_folder(folder)
        yield
    except (OSError, sqlite3.Error) as error:
        _remove(folder)
        raise Refusal("output_not_writable", path=str(target), reason=problem_text(error, target)) from error
    except BaseException:
        _remove(folder)
        raise


def _remove(folder: Path) -> None:
    with suppress(OSError):  # what cannot be removed stays hidden; the reason for the failure matters more
        files.remove(folder)


def make_campaign(folder: Path, name: str, crs: str, progress: Progress) -> None:
    """Database, project and folder for photos of a new campaign in *folder*."""
    path = folder / f"{name}.gpkg"
    files.make_folder(folder / PHOTOS_FOLDER)
    database.create(path, name, crs)
    check(progress)
    progress.report(0.5)
    write_project(path, folder / f"{name}.qgz", name)
    check(progress)
    settle(path)
    for each in (path, folder / f"{name}.qgz"):
        files.flush(each)


def pack(source: Path, target: Path, run_id: str, progress: Progress) -> tuple[Path, list[Notice]]:
    """Pack the campaign of the database *source* into the zip *target*; where it lies, and what is to be told.

    Raises ``Refusal``: ``pack_differs`` (table), ``output_not_writable``.
    """
    with Siblings(run_id) as siblings:
        with siblings.making(target) as waiting:
            copy = waiting.sibling.with_suffix(".gpkg")
            try:
                files.back_up(source, copy)
                settle(copy)
                _compare(source, copy)
                check(progress)
                files.write_zip(waiting.sibling, _members(source, copy))
            finally:
                copy.unlink(missing_ok=True)
        progress.report(1.0)
        check(progress)  # from here on it is too late to cancel
        place, notice = siblings.swap_in()[target]
    return place, [notice] if notice is not None else []


def _members(source: Path, copy: Path) -> list[tuple[Path, str]]:
    """Files and their names in the zip: the copy of the database, the project, what lies in the photos' folder."""
    found = [(copy, source.name)]
    project = source.with_suffix(".qgz")
    found += [(project, project.name)] if project.is_file() else []
    photos = source.parent / PHOTOS_FOLDER
    inside = sorted(each for each in photos.rglob("*") if each.is_file())
    return [*found, *((each, each.relative_to(source.parent).as_posix()) for each in inside)]


def _compare(source: Path, copy: Path) -> None:
    with database.reading(source) as first, database.reading(copy) as second:
        for table in migration.tables_of(first):
            if migration.count(first, table) != migration.count(second, table):
                raise Refusal("pack_differs", table=table)


def migrate(source: Path, folder: Path, progress: Progress) -> None:
    """A campaign of this version in *folder* with every row of the older one in *source*.

    Raises ``Refusal``: ``campaign_is_current``, ``campaign_newer``, ``campaign_foreign``.
    """
    target = folder / source.name
    title = migration.migrate(source, target)
    check(progress)
    photos = source.parent / PHOTOS_FOLDER
    if photos.is_dir():
        files.copy_folder(photos, folder / PHOTOS_FOLDER)
    else:
        files.make_folder(folder / PHOTOS_FOLDER)
    write_project(target, target.with_suffix(".qgz"), title)
    settle(target)
    progress.report(1.0)
