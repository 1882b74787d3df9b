"""Mine patches as they come in and as they are computed: plane geometry, year, category, what counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import is_
from typing import Any

import numpy as np

from ..libraries import shapely
from .area import to_mu, total
from .ledger import PatchRows, last_days, priority
from .planes import from_equal_area
from .problems import Notice, Refusal, warning
from .progress import Progress
from .repair import Polygons, listed, long_edge_notices, polygons_in_plane
from .values import Dating, effective_years_dates, fold


@dataclass(frozen=True)
class PatchLayer:
    """Patches as the door hands them over, arrays of one length in input order.

    ``geometry`` is in ``crs``; ``ids`` are the texts named in messages and results; ``saved_rank`` orders
    saved before unsaved features. The raw value columns are None where no field was chosen. ``stated_m2`` is the area
    by which a patch counts instead of its official one (m², NaN where none is stated); None: all count by geometry.
    """

    name: str
    crs: str | None
    geometry: Any
    ids: Any
    saved_rank: Any
    year: Any = None
    date: Any = None
    year_is_date: bool = False
    category: Any = None
    status: Any = None
    zone: Any = None
    stated_m2: Any = None


@dataclass(frozen=True)
class Counting:
    """What counts: statuses (None: all), an inclusive cut-off date (None: no limit), overlaps kept or not.

    *closing*: where the patches have no dates at all, the cut-off counts by its year instead of being refused.
    *review*: statuses that do not count yet, but are told apart (:attr:`Patches.review`).
    """

    statuses: Sequence[str] | None = None
    cutoff: date | None = None
    keep_overlaps: bool = False
    closing: bool = False
    review: Sequence[str] = ()


@dataclass(frozen=True)
class Patches:
    """Patches ready for the ledger: ``rows`` (plane geometry, area, priority, counted) and their attributes.

    ``as_given``: patches whose plane geometry has the vertices of the layer's, which needed no repair.
    ``review``: patches that would count but for their status, which is under review.
    """

    layer: PatchLayer
    rows: PatchRows
    as_given: Any
    dating: Dating
    category: Any
    status: Any
    zone: Any
    review: Any
    notices: list[Notice]

    @property
    def years(self) -> Any:
        """Year of each patch, NaN undated."""
        return self.dating.years

    @property
    def total_m2(self) -> float:
        """Plain sum of all patches after repair, as they count."""
        return total(self.rows.figure_m2[~np.isnan(self.rows.area_m2)])

    def in_layer_crs(self, patch: Any, ground: Any, progress: Progress | None = None) -> Any:
        """*ground* (plane geometry) of the patches at rows *patch* in the CRS of the layer.

        Ground that is a whole patch comes back as it was given, vertex by vertex, without Z and M.
        """
        whole = self.whole(patch, ground)
        result = np.empty(len(ground), dtype=object)
        given = self.layer.geometry[patch[whole]]
        flat = shapely.get_coordinate_dimension(given) == 2
        result[whole] = given if flat.all() else shapely.force_2d(given)
        result[~whole] = from_equal_area(ground[~whole], self.layer.crs or "", progress)
        return result

    def whole(self, patch: Any, ground: Any) -> Any:
        """Where *ground* is all of the patch at its row, which needed no repair."""
        same = np.fromiter(map(is_, ground, self.rows.geometry[patch]), bool, len(ground))
        return same & self.as_given[patch]

    @property
    def not_counted_m2(self) -> float:
        """Patches that status or cut-off leave out."""
        left_out = ~self.rows.counted & ~np.isnan(self.rows.area_m2)
        return total(self.rows.figure_m2[left_out])


def prepare_patches(
    layer: PatchLayer, counting: Counting, progress: Progress | None = None, polygons: Polygons | None = None
) -> Patches:
    """Repair, date and select the patches of *layer*; *polygons* where its geometry is in the plane already.

    Raises:
        Refusal: CRS problems; ``no_date_for_cutoff``; ``no_status_field``; neither year nor date field.
    """
    if polygons is None:
        polygons = polygons_in_plane(layer.geometry, layer.crs, layer.name, layer.ids, progress=progress)
    notices = [*polygons.notices, *long_edge_notices(polygons, layer.name, layer.ids)]
    if len(layer.ids) == 0:
        notices.append(warning("layer_empty", layer=layer.name))
    dating = _dating(layer, notices)
    status = text_values(layer.status, len(layer.ids))
    by_status = _status_counts(layer, counting, status, notices)
    eligible = polygons.present & _in_time(layer, counting, dating, polygons.present & by_status, notices)
    counted = eligible & by_status
    review = eligible & ~by_status & _is_one_of(status, counting.review)
    rows = PatchRows(
        key=np.arange(len(layer.ids), dtype=np.int64),
        geometry=polygons.geometry,
        area_m2=polygons.area_m2,
        priority=priority(dating.dates, dating.years, layer.saved_rank),
        counted=counted,
        factor=_factor(layer, counted, polygons.area_m2, notices),
    )
    _tell_undated(layer, dating, rows, notices)
    if len(layer.ids) and not counted.any():
        notices.append(warning("nothing_counted", layer=layer.name))
    category, zone = (text_values(column, len(layer.ids)) for column in (layer.category, layer.zone))
    return Patches(layer, rows, polygons.as_given, dating, category, status, zone, review, notices)


def _factor(layer: PatchLayer, counted: Any, area: Any, notices: list[Notice]) -> Any:
    """What one official square metre of each patch counts; 1 where no area is stated, which is told."""
    if layer.stated_m2 is None:
        return None
    stated = np.asarray(layer.stated_m2, dtype=float)
    known = np.isfinite(stated) & (stated > 0) & (np.nan_to_num(area) > 0)  # 0 is a field that nobody filled in
    lacking = np.flatnonzero(counted & ~known)
    if len(lacking):
        mu, ids = to_mu(total(area[lacking])), listed(layer.ids[lacking])
        notices.append(warning("stated_area_missing", layer=layer.name, count=len(lacking), mu=mu, ids=ids))
    return np.where(known, stated, 1.0) / np.where(known, area, 1.0)


def text_values(column: Any, count: int) -> Any:
    """A column as trimmed text, None where empty or where no field was chosen."""
    result = np.full(count, None, dtype=object)
    if column is None:
        return result
    known: dict[Any, str | None] = {None: None}
    for row, value in enumerate(column):
        if value not in known:
            known[value] = _text(value)
        result[row] = known[value]
    return result


def _text(value: Any) -> str | None:
    if isinstance(value, float):
        if np.isnan(value):
            return None
        value = int(value) if value.is_integer() else value
    return str(value).strip() or None


def _dating(layer: PatchLayer, notices: list[Notice]) -> Dating:
    if layer.year is None and layer.date is None:
        raise Refusal("no_year_field", layer=layer.name)
    dating = effective_years_dates(layer.year, layer.date, layer.year_is_date)
    for code, rows, column in (
        ("bad_years", dating.bad_years, layer.year),
        ("bad_dates", dating.bad_dates, layer.date),
    ):
        if len(rows):
            examples = [f"{layer.ids[row]}: {column[row]}" for row in rows[:20]]
            notices.append(warning(code, layer=layer.name, count=len(rows), examples=examples))
    if len(dating.differing):
        ids = listed(layer.ids[dating.differing])
        notices.append(warning("year_differs_from_date", layer=layer.name, count=len(dating.differing), ids=ids))
    return dating


def _tell_undated(layer: PatchLayer, dating: Dating, rows: PatchRows, notices: list[Notice]) -> None:
    undated = np.flatnonzero(rows.counted & np.isnan(dating.years))
    if len(undated):
        mu = to_mu(total(rows.figure_m2[undated]))
        ids = listed(layer.ids[undated])
        notices.append(warning("undated", layer=layer.name, count=len(undated), mu=mu, ids=ids))


def _status_counts(layer: PatchLayer, counting: Counting, status: Any, notices: list[Notice]) -> Any:
    everything = np.ones(len(status), bool)
    if not counting.statuses:
        if layer.status is not None:
            notices.append(warning("no_statuses_listed", layer=layer.name, statuses=_occurring(status)))
        return everything
    if layer.status is None:
        raise Refusal("no_status_field", layer=layer.name)
    known = {fold(each) for each in set(status) if each is not None}
    unknown = [each for each in counting.statuses if fold(each) not in known]
    if unknown and len(status):
        notices.append(warning("statuses_unknown", layer=layer.name, unknown=unknown, statuses=_occurring(status)))
    return _is_one_of(status, counting.statuses)


def _is_one_of(status: Any, listed_statuses: Sequence[str]) -> Any:
    """Whether each text of *status* is one of the list; None is none."""
    wanted = {fold(each) for each in listed_statuses}
    found = {each: fold(each) in wanted for each in set(status) if each is not None}
    return np.array([found.get(each, False) for each in status], dtype=bool)


def _occurring(status: Any) -> list[str]:
    return sorted({each for each in status if each is not None})[:30]


def _in_time(layer: PatchLayer, counting: Counting, dating: Dating, otherwise: Any, notices: list[Notice]) -> Any:
    """Patches up to the cut-off. One with a bare year counts up to the cut-off's year: nothing says it is later.

    That is told of those that count *otherwise*.
    """
    if counting.cutoff is None:
        return np.ones(len(dating.years), bool)
    if layer.date is None and not layer.year_is_date:
        if counting.closing:
            return np.isnan(dating.years) | (np.nan_to_num(dating.years) <= counting.cutoff.year)
        raise Refusal("no_date_for_cutoff", layer=layer.name)
    cutoff = np.datetime64(counting.cutoff, "D")
    dated = ~np.isnat(dating.dates)
    bare_year = ~dated & ~np.isnan(dating.years)
    this_year = bare_year & (dating.years == counting.cutoff.year) & (last_days(dating.years) > cutoff)
    same_year = np.flatnonzero(this_year & otherwise)
    if len(same_year):
        ids = listed(layer.ids[same_year])
        notices.append(warning("year_without_date", layer=layer.name, count=len(same_year), ids=ids))
    later_year = bare_year & (dating.years > counting.cutoff.year)
    later_date = dated & (np.where(dated, dating.dates, cutoff) > cutoff)
    return ~(later_date | later_year)
