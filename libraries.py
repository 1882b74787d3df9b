"""The one guarded import of the compiled libraries (shapely, pyproj, geopandas, pyogrio, fiona).

Wheels carry a GEOS, PROJ and GDAL of their own. Inside QGIS on Linux the system's older ones are
already loaded and win at symbol lookup: calls raise or end the process. So every room writes
``from ..libraries import shapely`` and gets the module through :func:`load`, which on Linux opens
bundled libraries with ``RTLD_DEEPBIND``, then tries one round trip, and otherwise raises
:class:`LibraryProblem` with what is missing. Loading the plugin itself never needs them.

pyproj 3.7, which QGIS 3.40 and 3.44 come with, ends QGIS at the second task of a worker thread, and pyogrio 0.10 makes
writing a shapefile in GBK fail, whoever writes it; :func:`load` mends both.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any

FLOORS = {
    "numpy": (1, 24),
    "pandas": (2, 0),
    "pyproj": (3, 4),
    "shapely": (2, 0),
    "geopandas": (1, 0),
}
GUARDED = ("shapely", "pyproj", "geopandas", "pyogrio", "fiona")
_BUNDLED_EXTRAS = Path(__file__).resolve().parent / "extlibs"


class LibraryProblem(ImportError):
    """A needed library is absent, too old, or does not work inside this program."""

    def __init__(self, library: str, kind: str, found: str = "", detail: str = "") -> None:
        super().__init__(f"{library}: {kind} {found} {detail}".strip(), name=library)
        self.library, self.kind, self.found, self.detail = library, kind, found, detail


def use_bundled_extras() -> None:
    """Append ``extlibs/`` (pure Python packages of the offline zip) to the import path, never in front."""
    folder = str(_BUNDLED_EXTRAS)
    if _BUNDLED_EXTRAS.is_dir() and folder not in sys.path:
        sys.path.append(folder)


def optional(name: str) -> ModuleType | None:
    """A library that an output may do without (XlsxWriter, openpyxl …), or None where it or what it needs is absent."""
    use_bundled_extras()
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


@lru_cache(maxsize=1)
def problem() -> LibraryProblem | None:
    """What stands in the way of computing on this machine, or None."""
    try:
        for name in FLOORS:
            load(name)
        _round_trip()
    except LibraryProblem as found:
        return found
    return None


def load(name: str) -> ModuleType:
    """Import library *name*, at least as new as ``FLOORS`` says; raises :class:`LibraryProblem`."""
    if importlib.util.find_spec(name) is None:
        raise LibraryProblem(name, "missing", detail=_wanted(name))
    fresh = name not in sys.modules
    try:
        with _own_libraries_first(name):
            module = importlib.import_module(name)
    except ImportError as error:
        raise LibraryProblem(name, "broken", detail=str(error)) from error
    found = getattr(module, "__version__", "0")
    numbers = _numbers(found)
    # Debian's shapely 2.1 calls itself "0+unknown": the round trip has to tell
    if numbers and numbers < FLOORS.get(name, (0,)):
        raise LibraryProblem(name, "old", found, _wanted(name))
    if name in ("pyproj", "geopandas"):
        _keep_contexts()
    if name == "pyogrio" and fresh:
        _take_off_handler()
    return module


class _ContextPerThread:
    """Stands in pyproj 3.7 where a ``threading.local`` keeps the PROJ context of each thread.

    Python forgets a thread of Qt's after every task and takes what is local to it along, the context too; pyproj
    would go on to use the freed one in the next task (mended in 3.8). Here it stays until the system gives the
    thread's identity to another thread.
    """

    def __init__(self, before: Any) -> None:
        self._before = before  # the contexts that exist already
        here = getattr(before, "context_manager", None)  # that of the import, in a worker thread perhaps
        self._kept: dict[int, Any] = {} if here is None else {threading.get_ident(): here}

    @property
    def context_manager(self) -> Any:
        return self._kept.get(threading.get_ident()) or self._before.context_manager

    @context_manager.setter
    def context_manager(self, manager: Any) -> None:
        self._kept[threading.get_ident()] = manager


@contextmanager
def curves_kept() -> Iterator[None]:
    """Around calls of pyogrio: it makes GDAL straighten curves for the whole process, QGIS's layers included."""
    try:
        from osgeo import ogr  # QGIS has it; where it is missing nobody else in the process uses this GDAL
    except ImportError:
        yield
        return
    before = ogr.GetNonLinearGeometriesEnabledFlag()
    try:
        yield
    finally:
        ogr.SetNonLinearGeometriesEnabledFlag(before)


def _take_off_handler() -> None:
    """In the thread that imports it pyogrio hears what GDAL says to anybody; older ones break at a name in GBK.

    Its own errors it raises all the same.
    """
    if _brings_libraries("pyogrio"):
        return
    try:
        from osgeo import gdal
    except ImportError:
        return
    gdal.PopErrorHandler()


def _keep_contexts() -> None:
    if _numbers(str(importlib.import_module("pyproj").__version__)) != (3, 7):
        return
    module = importlib.import_module("pyproj._context")
    before = getattr(module, "_CONTEXT_MANAGER_LOCAL", None)
    if before is not None and not isinstance(before, _ContextPerThread):
        module._CONTEXT_MANAGER_LOCAL = _ContextPerThread(before)


def versions() -> dict[str, str]:
    """Versions of the computing libraries, for the provenance of a result."""
    use_bundled_extras()
    shapely, pyproj = load("shapely"), load("pyproj")
    found = {name: str(load(name).__version__) for name in FLOORS}
    found["GEOS"] = shapely.geos_version_string
    found["PROJ"] = pyproj.proj_version_str
    for name in ("XlsxWriter", "python-docx", "segno"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _wanted(name: str) -> str:
    return ".".join(str(part) for part in FLOORS.get(name, ()))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".")[:2] if part.isdigit())


@contextmanager
def _own_libraries_first(name: str) -> Iterator[None]:
    if not (sys.platform.startswith("linux") and name in GUARDED and _brings_libraries(name)):
        yield
        return
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags | os.RTLD_DEEPBIND)
    try:
        yield
    finally:
        sys.setdlopenflags(flags)


def _brings_libraries(name: str) -> bool:
    related = {"geopandas": ("shapely", "pyproj", "pyogrio")}.get(name, (name,))
    specs = (importlib.util.find_spec(each) for each in related)
    places = [Path(spec.origin).parent for spec in specs if spec is not None and spec.origin]
    return any(place.with_name(f"{place.name}.libs").is_dir() for place in places)


def _round_trip() -> None:
    shapely, pyproj = load("shapely"), load("pyproj")
    try:
        box = shapely.box(0, 0, 1, 1)
        back = shapely.from_wkt(shapely.to_wkt(shapely.from_wkb(shapely.to_wkb(box))))
        valid = shapely.make_valid(back)
        east, _ = pyproj.Transformer.from_crs(4490, 4530, always_xy=True).transform(126.0, 41.0)
        works = valid.equals(box) and abs(east - 42_500_000) < 1e-3
    except Exception as error:  # whatever a clash of libraries raises means the same to the user
        raise LibraryProblem("shapely", "clash", detail=str(error)) from error
    if not works:
        raise LibraryProblem("shapely", "clash")


def __getattr__(name: str) -> Any:
    if name in GUARDED:
        return load(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
