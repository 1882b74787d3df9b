"""What ``exportlayers`` hands on, as rows: all of it, or what may go outside.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from qgis.core import QgsFields
from qgis.PyQt.QtCore import QVariant

from ..engine.coarse import TrueVertices, clear_points, coarsened
from ..engine.homes import home_townships
from ..engine.parts import polygons_only
from ..engine.planes import between, lonlat_to_metres, metres_to_lonlat, to_lonlat, with_straight_edges
from ..engine.problems import Notice, info
from ..engine.progress import Part, Progress
from ..engine.repair import polygons_in_plane
from ..engine.results import ProgressResult
from ..libraries import shapely
from ..reports import classes, words
from ..reports import fields as declared
from ..reports.classes import PatchClass
from ..reports.exchange import LONLAT, Sheet, clean
from ..texts import tr
from .exporting import PATCH_FIELDS, Export, township_fields
from .fields import fields as own_fields
from .outputs import plain_column
from .runs import Summarised
from .sources import SourceTable, carry, plain_values

MARK = "version"  # the field that says that a file is the version for outside
_DIGITS = 9  # of degrees: 0.1 mm
_HANDED_ON = (
    QVariant.String, QVariant.Int, QVariant.UInt, QVariant.LongLong, QVariant.ULongLong, QVariant.Double,
    QVariant.Bool, QVariant.Date, QVariant.DateTime, QVariant.Time,
)  # fmt: skip
# zone names, and distances to zones known to the millimetre, would tell where a patch lies
_OUTSIDE_PATCHES = (
    "patch_id", "category", "status", "year", "township", "area_m2", "area_mu", "area_mu_printed", "zone_class",
    "zone_classes", "zone_mu", "zone_share", "counted", "counted_mu", "counted_mu_printed", "counted_zone_mu",
)  # fmt: skip
_IF_ANY = {"category", "status", "zone_class", "zone_classes", "zone_mu", "zone_share", "counted_zone_mu"}


@dataclass(frozen=True)
class Handed:
    """A layer that is handed on: its rows, and its fields as QGIS has them."""

    sheet: Sheet
    fields: QgsFields

    def moved(self, crs: str, *, straight: bool = False) -> Handed:
        """The same in another system (WKT or code); *straight*: long edges stay where they are straight now."""
        sheet = self.sheet
        if crs == sheet.crs:
            return self
        geometry = with_straight_edges(sheet.geometry, sheet.crs) if straight else sheet.geometry
        made = between(geometry, sheet.crs, crs)
        made = _rounded(made) if crs == LONLAT else made
        return replace(self, sheet=replace(sheet, geometry=made, crs=crs))


def _rounded(lonlat: Any) -> Any:
    return shapely.transform(lonlat, lambda xy: np.round(xy, _DIGITS))


@dataclass(frozen=True)
class Sources:
    """Patches and townships of a run, and the townships' names in order.

    Notices: ``left_out``, fields that no file holds (``fields_left_out``: layer, fields); ``replaced``, fields of a
    former run.
    """

    patches: Handed
    townships: Handed
    homes: list[str]
    left_out: list[Notice]
    replaced: list[Notice]


def sources(export: Export, done: Summarised, progress: Progress) -> Sources:
    """The layers of a run with everything that they hold."""
    result, table = export.result, done.patch_input.table
    numbers = [str(each) for each in result.patches["patch_id"]]
    found, class_of = _classes(result)
    homes, names = _homes(done, progress)
    patches, left_out = _handed("patches", table, PATCH_FIELDS, result.patches)
    labels = [_label(number, mu) for number, mu in zip(numbers, result.patches["area_mu_printed"])]
    sheet = replace(patches.sheet, numbers=numbers, labels=labels, homes=homes, classes=found, class_of=class_of)
    ours = township_fields(result)
    townships, more = _handed("townships", done.townships, ours, result.townships)
    townships = replace(townships, sheet=replace(townships.sheet, figure="remediated_mu"))
    told = [
        info("fields_left_out", layer=source.name, fields=list(fields))
        for source, fields in ((table, left_out), (done.townships, more))
        if fields
    ]
    replaced = [*carry(table, PATCH_FIELDS).notices, *carry(done.townships, ours).notices]
    return Sources(replace(patches, sheet=sheet), townships, names, told, replaced)


def _handed(name: str, table: SourceTable, ours: Sequence[str], frame: pd.DataFrame) -> tuple[Handed, list[str]]:
    """The features of an input with our fields behind their own, and the fields that no file can hold."""
    carried = carry(table, ours)
    columns: dict[str, list[Any]] = {}
    fields, left_out = QgsFields(), []
    for place in carried.kept:
        each = table.snapshot.fields[place]
        if each.type() not in _HANDED_ON:
            left_out.append(each.name())
            continue
        values = plain_values([feature.attribute(place) for feature in table.features or ()])
        columns[each.name()] = [clean(value) for value in values]
        fields.append(each)
    for each in own_fields(ours):
        fields.append(each)
        columns[each.name()] = plain_column(frame[each.name()], declared.kind_of(each.name()))
    aliases = {each.name(): declared.alias(each.name()) or each.alias() for each in fields}
    geometry = shapely.force_2d(table.geometry)
    return Handed(Sheet(name, columns, geometry, table.snapshot.crs_wkt or "", aliases), fields), left_out


def _label(number: str, mu: float) -> str:
    return number if mu != mu else tr("{number} {mu} mu").format(number=number, mu=f"{mu:.2f}")


def _classes(result: ProgressResult) -> tuple[list[PatchClass], list[int]]:
    """The categories of the patches (their zone classes where there are no categories), and the class of each patch.

    Patches that do not count are told apart: their class is hollow and says so.
    """
    looks: list[PatchClass] = [classes.one_class()]
    values: list[Any] = [None] * len(result.patches)
    for column, make in (("category", classes.category_classes), ("zone_class", classes.zone_classes)):
        given = [None if words.is_missing(each) else each for each in result.patches[column]]
        if any(each is not None for each in given):
            looks, values = make(dict.fromkeys(given)), given
            break
    places = {value: place for place, each in enumerate(looks) for value in each.values}
    keys = [(places.get(value, 0), bool(own)) for value, own in zip(values, result.patches["counted"])]
    order = sorted(set(keys), key=lambda key: (not key[1], key[0]))
    found = [looks[place] if own else _left_out(looks[place]) for place, own in order]
    return found, [order.index(key) for key in keys]


def _left_out(look: PatchClass) -> PatchClass:
    name = tr("{category} (not counted)").format(category=look.name)
    return replace(look, name=name, swatch=replace(look.swatch, pattern="none"))


def _homes(done: Summarised, progress: Progress) -> tuple[list[str | None], list[str]]:
    """The township of each patch, and the townships in the office's order."""
    table, names = done.townships, done.accounting.summary.township_names
    ids = np.array([str(fid) for fid in table.fids] + [None], dtype=object)[:-1]
    crs = table.snapshot.crs_wkt
    ground = polygons_in_plane(table.geometry, crs, table.name, ids, densify=True, progress=progress).geometry
    rows = home_townships(done.patches.rows.geometry, ground)
    own = [str(each).strip() for each in table.columns[done.choice.township_name]]
    return [own[row] if row >= 0 else None for row in rows.tolist()], names


# For outside ---------------------------------------------------------------------------------------------------------


def mark_text(grid_m: float) -> str:
    """What every file for outside says of itself."""
    return tr("For outside: borders on a grid of {grid} m; the mu are those of the true borders").format(
        grid=f"{grid_m:g}"
    )


@dataclass(frozen=True)
class Coarse:
    """Borders on a grid, in a metric plane of the county's middle, clear of every true vertex."""

    grid_m: float
    meridian: float
    true: TrueVertices

    @classmethod
    def of(cls, sheets: Iterable[Sheet], grid_m: float) -> Coarse:
        """Clear of all vertices of *sheets*."""
        lonlat = np.concatenate([to_lonlat(each.geometry, each.crs) for each in sheets])
        west, _, east, _ = shapely.total_bounds(lonlat)
        meridian = 3.0 * round((west + east) / 6) if np.isfinite(west + east) else 0.0
        return cls(grid_m, meridian, TrueVertices(lonlat_to_metres(lonlat, meridian)))

    def borders(self, sheet: Sheet, progress: Progress) -> Any:
        """Coarse borders of *sheet*, in degrees."""
        plane = self._plane(sheet.geometry, sheet.crs)
        made = coarsened(polygons_only(plane), self.grid_m, self.true, progress)
        return _rounded(metres_to_lonlat(made, self.meridian))

    def clear(self, points: Any, crs: str) -> Any:
        """*points* (n × 2, in *crs*), those that lie near a true vertex moved by some metres."""
        before = shapely.get_coordinates(self._plane(shapely.points(points), crs))
        after = clear_points(before, self.grid_m, self.true)
        moved = (after != before).any(axis=1)
        made = points.copy()
        lonlat = metres_to_lonlat(shapely.points(after[moved]), self.meridian)
        made[moved] = shapely.get_coordinates(between(lonlat, LONLAT, crs))
        return made

    def _plane(self, geometry: Any, crs: str) -> Any:
        return lonlat_to_metres(to_lonlat(np.asarray(geometry, dtype=object), crs), self.meridian)

    def tells(self, geometry: Any, crs: str) -> bool:
        """Whether a vertex of *geometry* lies within 1 m of a true one."""
        plane = self._plane(geometry, crs)
        return bool(self.true.within(shapely.get_coordinates(plane)).any())


def for_outside(given: Sources, result: ProgressResult, coarse: Coarse, progress: Progress) -> Sources:
    """*given* without what only the office may know: borders on a grid, numbers in a row, no fields of the inputs.

    Category, status, year and the townships' names stay, and every figure of the true borders.
    """
    patches, townships = given.patches.sheet, given.townships.sheet
    mark = mark_text(coarse.grid_m)
    numbers = [str(row + 1) for row in range(len(patches))]
    frame = result.patches.assign(patch_id=numbers, township=pd.Series(patches.homes, dtype=object))
    columns = {**_own_columns(_OUTSIDE_PATCHES, frame), MARK: [mark] * len(patches)}
    labels = [_label(number, mu) for number, mu in zip(numbers, result.patches["area_mu_printed"])]
    made = replace(
        patches, columns=columns, aliases=_aliases(columns), numbers=numbers, labels=labels,
        geometry=coarse.borders(patches, Part(progress, 0.0, 0.6)), crs=LONLAT,
    )  # fmt: skip
    names = ["township", *township_fields(result)]
    figures = {**_own_columns(names, result.townships), MARK: [mark] * len(townships)}
    borders = coarse.borders(townships, Part(progress, 0.6, 1.0))
    towns = replace(townships, columns=figures, aliases=_aliases(figures), geometry=borders, crs=LONLAT)
    return replace(given, patches=Handed(made, own_fields(columns)), townships=Handed(towns, own_fields(figures)))


def _own_columns(names: Iterable[str], frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Columns of *frame*, without those that were not asked for: no zones, no statuses."""
    found = {name: plain_column(frame[name], declared.kind_of(name)) for name in names if name in frame}
    return {
        name: values
        for name, values in found.items()
        if name not in _IF_ANY or any(value is not None for value in values)
    }


def _aliases(columns: Iterable[str]) -> dict[str, str]:
    return {name: declared.alias(name) for name in columns}
