"""Writing what ``exportlayers`` makes: one folder of files for other programs, each read again before it counts.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from qgis.core import QgsCoordinateReferenceSystem, QgsLayerMetadata, QgsProcessingFeedback, QgsWkbTypes

from ..engine import homes
from ..engine.planes import between, checked_crs, to_lonlat
from ..engine.problems import Notice, Refusal, info
from ..engine.progress import Part, Progress, check
from ..formats import ogr
from ..formats.crs_guess import code_of, zone_of
from ..libraries import shapely
from ..reports import layers
from ..reports.exchange import LONLAT
from ..reports.words import category_name, status_name, zone_class_name, zone_class_names
from ..texts import tr
from . import files
from .base import tell
from .exporting import Export
from .layer_files import WRITERS, Job, Written, compared, mu_of, to_qt
from .layer_scan import kept_back, refuse_what_tells
from .layer_sheets import Coarse, Handed, Sources, for_outside, mark_text, sources
from .outputs import write_qmd
from .runs import Run, Summarised
from .swapping import cleared_away

IN_DEGREES, IN_METRES = ("kml", "geojson"), ("dxf", "txt")
TOWNSHIPS_TOO = ("shp", "geojson")
README = "readme.txt"
_OUTSIDE, _ZONE = "_outside", "_zone"


@dataclass(frozen=True)
class Wishes:
    """What was asked for: formats in order, encoding of shapefiles, system (None: that of the patches), versions."""

    formats: Sequence[str]
    encoding: str
    crs: QgsCoordinateReferenceSystem | None
    one_zone: bool
    grid_m: float | None  # None: not for outside


@dataclass(frozen=True)
class _Piece:
    """Which patches go into a file of their own: its name's ending, its system, the rows (None: all)."""

    ending: str
    crs: str
    rows: Any = None


class Maker:
    """The files of one run."""

    def __init__(self, run: Run, done: Summarised, export: Export, wishes: Wishes, feedback: Any) -> None:
        self._run, self._done, self._export, self._wishes = run, done, export, wishes
        self._feedback: QgsProcessingFeedback = feedback
        self._coarse: Coarse | None = None

    @property
    def _tail(self) -> str:
        return _OUTSIDE if self._wishes.grid_m is not None else ""

    @property
    def name(self) -> str:
        """What the folder is called."""
        cutoff = self._done.choice.counting.cutoff
        return (f"{cutoff.isoformat()}_layers" if cutoff else "layers") + self._tail

    def write(self, folder: Path, progress: Progress) -> pd.DataFrame:
        """Make every file in *folder*, look at what is for outside, and say what each holds: a row per file.

        Raises ``Refusal``: ``written_differs`` (path, detail), ``not_in_encoding`` (file, encoding, text, letters),
        ``zone_outside`` (zone), ``target_crs`` (crs), ``outside_text`` (file, text), ``outside_vertex`` (file).
        """
        given = sources(self._export, self._done, Part(progress, 0.0, 0.1))
        zones, main = _zones_of(given)
        if self._wishes.grid_m is not None:
            self._coarse = Coarse.of([given.patches.sheet, given.townships.sheet], self._wishes.grid_m)
            given = for_outside(given, self._export.result, self._coarse, Part(progress, 0.1, 0.2))
        tell(self._notices(given), self._feedback)
        written: list[Written] = []
        formats = self._wishes.formats
        for place, name in enumerate(formats):
            part = Part(progress, 0.2 + 0.7 * place / len(formats), 0.2 + 0.7 * (place + 1) / len(formats))
            for piece in self._pieces(name, zones, main):
                check(progress)
                written += self._files(folder, name, piece, given, part)
        tell([notice for each in written for notice in each.notices], self._feedback)
        self._describe(folder, written)
        if self._coarse is not None:
            secrets = kept_back(self._run, self._done, self._export.result, self._own_words(given))
            secrets -= set(given.patches.sheet.numbers)
            refuse_what_tells(folder, secrets, written, self._coarse)
        return pd.DataFrame(
            [(each.path.name, each.count, each.mu, each.checked) for each in written],
            columns=["file", "count", "mu", "checked"],
        )

    def _notices(self, given: Sources) -> Sequence[Notice]:
        """What is to be said of the fields; for outside all are dropped, and the GeoPackage says it itself."""
        if self._coarse is not None:
            return []
        return given.left_out if "gpkg" in self._wishes.formats else [*given.left_out, *given.replaced]

    # Systems ---------------------------------------------------------------------------------------------------

    def _pieces(self, name: str, zones: Any, main: int) -> Iterator[_Piece]:
        if name in IN_DEGREES:
            yield _Piece("", LONLAT)
        elif self._wishes.one_zone:
            yield from self._zones(zones, main)
        else:
            crs = self._wishes.crs or self._run.snapshots.patches.crs
            if name in IN_METRES and not _fits(crs, name):
                other = _crs_of_zone(main)
                asked, used = (each.userFriendlyIdentifier() for each in (crs, other))
                tell([info("other_crs", format=name, asked=asked, crs=used)], self._feedback)
                crs = other
            yield _Piece("", _wkt(crs))

    def _zones(self, zones: Any, main: int) -> Iterator[_Piece]:
        """A file for each zone; patches without a polygon go into the *main* one, which is there without any too."""
        found = np.where(zones < 0, main, zones)
        for zone in np.unique(found).tolist() or [main]:
            yield _Piece(f"{_ZONE}{zone}", _wkt(_crs_of_zone(zone)), np.flatnonzero(found == zone))

    # Files -----------------------------------------------------------------------------------------------------

    def _files(self, folder: Path, name: str, piece: _Piece, given: Sources, progress: Progress) -> Iterator[Written]:
        ending = piece.ending + self._tail
        if name == "gpkg":
            path = folder / f"progress{ending}.gpkg"
            with cleared_away(path, path):
                yield self._geopackage(path, piece, given, progress)
            return
        wanted = [("patches", given.patches, piece.rows)]
        if name in TOWNSHIPS_TOO and piece.rows is None:
            wanted.append(("townships", given.townships, None))
        for stem, handed, rows in wanted:
            path = folder / f"{stem}{ending}.{name}"
            part = self._in_words(self._chosen(handed, rows, piece.crs))
            with cleared_away(path, path):
                yield WRITERS[name](path, part.sheet, self._job(part, given), progress)

    def _chosen(self, handed: Handed, rows: Any, crs: str) -> Handed:
        if rows is not None:
            handed = replace(handed, sheet=handed.sheet.rows(rows))
        return handed.moved(crs, straight=handed.sheet.name == "townships" and self._coarse is None)

    def _in_words(self, handed: Handed) -> Handed:
        """Codes of ours as words: whoever opens these files has no style that would show them so."""
        choice = self._done.choice
        makers = {
            "zone_class": zone_class_name,
            "zone_classes": zone_class_names,
            choice.category: category_name,
            choice.status: status_name,
        }
        columns = {
            name: [makers[name](value) if value is not None else None for value in values] if name in makers else values
            for name, values in handed.sheet.columns.items()
        }
        return replace(handed, sheet=replace(handed.sheet, columns=columns))

    def _job(self, handed: Handed, given: Sources) -> Job:
        description = "\n".join(f"{item}: {content}" for item, content in self._provenance())
        return Job(self._title(), description, given.homes, self._wishes.encoding, handed.fields, self._coarse)

    def _geopackage(self, path: Path, piece: _Piece, given: Sources, progress: Progress) -> Written:
        patches = self._chosen(given.patches, piece.rows, piece.crs)
        if piece.rows is None and self._coarse is None:
            self._progress_layers(path, patches, self._chosen(given.townships, None, piece.crs), progress)
        else:
            parts = [patches] if piece.rows is not None else [patches, self._chosen(given.townships, None, piece.crs)]
            self._few_layers(path, parts, progress)
        read = ogr.read_layer(path, path.name, "patches")
        curved = sorted(self._done.patch_input.table.mended) if patches is given.patches else []
        sheet = replace(patches.sheet, geometry=_without(patches.sheet.geometry, curved))
        return compared(path, sheet, read.columns, _without(read.shapes, curved))

    def _progress_layers(self, path: Path, patches: Handed, townships: Handed, progress: Progress) -> None:
        """All layers and tables of ``exportprogress``, geometry as given unless another system is asked for."""
        if self._wishes.crs is None:
            self._export.write_layers(path, progress)
            return
        specs = self._export.specs()
        own = {each.sheet.name: each for each in (patches, townships)}
        moved = [
            _spec(own[each.name], each.styling) if each.name in own else _moved(each, patches.sheet.crs)
            for each in specs
        ]
        layers.write_geopackage(path, moved, layers.Description(self._title(), self._provenance()), progress)
        layers.check_geopackage(path, self._export.expected(moved))

    def _few_layers(self, path: Path, parts: Sequence[Handed], progress: Progress) -> None:
        """Only *parts* and how they were made."""
        choice, outside = self._done.choice, self._coarse is not None
        styling = layers.Styling(
            name_field="township" if outside else choice.township_name,
            category_field="category" if outside else choice.category or "",
            status_field="status" if outside else choice.status or "",
        )
        provenance = pd.DataFrame(self._provenance(), columns=["key", "value"])
        specs = [*(_spec(each, styling) for each in parts), layers.table_spec("provenance", provenance)]
        layers.write_geopackage(path, specs, layers.Description(self._title(), self._provenance()), progress)
        expected = {each.sheet.name: (len(each.sheet), {each.sheet.figure: mu_of(each.sheet)}) for each in parts}
        layers.check_geopackage(path, {**expected, "provenance": (len(provenance), {})})

    # Words -----------------------------------------------------------------------------------------------------

    def _title(self) -> str:
        title = self._export.result.title
        if self._wishes.grid_m is None:
            return title
        return tr("{title} ({version})").format(title=title, version=mark_text(self._wishes.grid_m))

    def _provenance(self) -> list[tuple[str, str]]:
        """How it was made; for outside only what tells nothing of the inputs."""
        pairs = list(self._export.result.provenance.itertuples(index=False, name=None))
        if self._wishes.grid_m is None:
            return pairs
        told = {tr("Program"), tr("Run"), tr("Algorithm"), tr("Area that counts"), tr("Area method"), tr("Tolerance")}
        return [(tr("Version"), mark_text(self._wishes.grid_m)), *(pair for pair in pairs if pair[0] in told)]

    def _describe(self, folder: Path, written: Sequence[Written]) -> None:
        """A description beside every file but GeoPackages, which have their own, and one page about all of them."""
        lines = [f"{item}: {content}" for item, content in self._provenance()]
        metadata = QgsLayerMetadata()
        metadata.setTitle(self._title())
        metadata.setAbstract("\n".join(lines))
        for path in {each.path.with_suffix("") for each in written if each.path.suffix != ".gpkg"}:
            write_qmd(path.with_suffix(".x"), metadata)
        row = tr("{file}: {count} features, {mu} mu; read again and compared: {checked}")
        found = [
            row.format(file=each.path.name, count=each.count, mu=f"{each.mu:.4f}", checked=each.checked)
            for each in written
        ]
        files.write_text(folder / README, "\n".join([self._title(), "", *found, "", *lines, ""]))

    def _own_words(self, given: Sources) -> Iterator[str]:
        """Everything that a file for outside says on purpose, but numbers and labels of patches."""
        yield self._title()
        yield from (word for pair in self._provenance() for word in pair)
        for sheet in (given.patches.sheet, given.townships.sheet):
            yield from sheet.columns
            yield from sheet.aliases.values()
            for name, column in sheet.columns.items():
                if name != "patch_id":
                    yield from {value for value in column if isinstance(value, str)}
        yield from (each.name for each in given.patches.sheet.classes)
        yield from (zone_class_name(each) for each in self._export.result.zone_classes)
        yield from given.homes


def _zones_of(given: Sources) -> tuple[Any, int]:
    """The zone of each patch (−1: no polygon), and that of most patches, of most townships where no patch has one."""
    patches, townships = (
        homes.zones(to_lonlat(each.sheet.geometry, each.sheet.crs)) for each in (given.patches, given.townships)
    )
    known = [each[each >= 0] for each in (patches, townships)]
    found = next((each for each in known if len(each)), None)
    return patches, -1 if found is None else int(np.bincount(found).argmax())


def _crs_of_zone(zone: int) -> QgsCoordinateReferenceSystem:
    """CGCS2000 in a 3-degree zone with the zone before the eastings; raises ``Refusal("zone_outside", zone)``."""
    try:
        return QgsCoordinateReferenceSystem(code_of(zone, 3, True))
    except ValueError as error:
        raise Refusal("zone_outside", zone=zone) from error


def _fits(crs: QgsCoordinateReferenceSystem, name: str) -> bool:
    """Whether *crs* is one in which the format can be written."""
    return zone_of(crs.authid()) is not None if name == "txt" else not crs.isGeographic()


def _wkt(crs: QgsCoordinateReferenceSystem) -> str:
    return str(crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))


def checked_target(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """*crs*, if there is a true way to it from CGCS2000; raises ``Refusal("target_crs", crs)``."""
    try:
        checked_crs(_wkt(crs) if crs.isValid() else None, "")
    except Refusal as error:
        raise Refusal("target_crs", crs=crs.userFriendlyIdentifier()) from error
    return crs


def _without(geometry: Any, rows: Sequence[int]) -> Any:
    """*geometry* with nothing at *rows*."""
    made = np.array(geometry, dtype=object)
    made[list(rows)] = None
    return made


def _spec(handed: Handed, styling: layers.Styling) -> layers.LayerSpec:
    """A layer of a GeoPackage from rows that are handed on."""
    sheet = handed.sheet
    crs = QgsCoordinateReferenceSystem.fromWkt(sheet.crs)
    columns = [list(map(to_qt, values)) for values in sheet.columns.values()]
    rows = list(zip(layers.wkb_rows(sheet.geometry), zip(*columns)))
    return layers.LayerSpec(sheet.name, handed.fields, crs, QgsWkbTypes.Type.MultiPolygon, rows, styling)


def _moved(spec: layers.LayerSpec, crs: str) -> layers.LayerSpec:
    """Pieces and overlaps in another system; tables as they are."""
    if spec.geometry_type == QgsWkbTypes.Type.NoGeometry:
        return spec
    rows = list(spec.rows)
    shapes = np.array([*(shapely.from_wkb(wkb) for wkb, _ in rows), None], dtype=object)[:-1]
    made = between(shapes, _wkt(spec.crs), crs)
    moved = list(zip(layers.wkb_rows(made), (values for _, values in rows)))
    return replace(spec, crs=QgsCoordinateReferenceSystem.fromWkt(crs), rows=moved)
