"""Remediated area per township, year and category, every square metre once: the figures of ``summarizearea``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .area import to_mu, total
from .classify import fallback_notices
from .exact import sums_of_stretches
from .ledger import NOWHERE, Cells, Ledger, split
from .overlay import Overlay
from .patches import Patches
from .printing import Coded, account, figures, spread
from .problems import Notice, info, warning
from .progress import Part, Progress, Silent, check
from .results import Account, Figures, Summary, frame
from .scheme import CLASSES, OUTSIDE
from .targets import TargetRow, target_progress
from .townships import Townships
from .zones import Zones

MANY_YEARS = 30  # above this many, the township layer gets columns only for years that occur


@dataclass(frozen=True)
class Accounting:
    """A summary with the ledger that it was read from, for those who go on computing."""

    summary: Summary
    ledger: Ledger
    patches: Patches

    def piece_shapes(self, progress: Progress | None = None) -> Any:
        """The pieces as polygons in the CRS of the patches."""
        pieces = self.ledger.pieces
        return self.patches.in_layer_crs(pieces.patch, pieces.geometry, progress)

    def overlap_shapes(self, progress: Progress | None = None) -> Any:
        """The lost ground as polygons in the CRS of the patches."""
        losses = self.ledger.losses
        return self.patches.in_layer_crs(losses.dropped, losses.geometry, progress)


def summarise(
    patches: Patches,
    townships: Townships,
    targets: Sequence[TargetRow] | None = None,
    zones: Zones | None = None,
    *,
    keep_overlaps: bool = False,
    progress: Progress | None = None,
) -> Accounting:
    """Sum the counted ground of *patches* by township, year, category and zone class.

    Args:
        targets: rows of the chosen target set; None: no table of targets.
        zones: cut by the exclusive zones too; otherwise the zone class is the patches' own attribute.
        keep_overlaps: report ground that patches share, but count it for each.
    """
    progress = progress or Silent()
    zone_cells = Cells(zones.ground, zones.rank) if zones is not None else None
    ledger = Ledger(townships.cells, zone_cells, keep_overlaps=keep_overlaps)
    ledger.fill(patches.rows, Part(progress, 0.0, 0.8))
    check(progress)
    coded = _coded(ledger, patches, townships, zones)
    result = figures(coded, np.asarray(patches.layer.ids, dtype=object))
    notices = [*patches.notices, *townships.notices, *fallback_notices(ledger.overlay, patches.layer.name)]
    notices += _township_overlap_notice(ledger, townships)
    years = _all_years(patches, coded, targets)
    summary = _summary(ledger, patches, townships, coded, result, targets, years, notices, keep_overlaps)
    progress.report(1.0)
    return Accounting(summary, ledger, patches)


def _coded(ledger: Ledger, patches: Patches, townships: Townships, zones: Zones | None) -> Coded:
    pieces = ledger.pieces
    order = np.argsort(patches.layer.saved_rank)
    category, categories = _codes(patches.category[pieces.patch], patches.category[order])
    year, years = _year_codes(patches.years[pieces.patch])
    outside = len(townships.names)
    township = np.where(pieces.township == NOWHERE, outside, townships.name_of[pieces.township])
    zone, labels = _zone_codes(ledger, patches, zones, order)
    return Coded(
        category=category,
        year=year,
        township=township,
        zone=zone,
        area_m2=pieces.area_m2,
        patch=pieces.patch,
        labels={"category": categories, "year": years, "township": [*townships.names, None], "zone": labels},
    )


def _codes(values: Any, everything: Any) -> tuple[Any, list[Any]]:
    """Codes in order of first appearance among all patches, None last.

    *everything* has saved patches before unsaved ones, so that saving, which QGIS does the other way round, changes
    no figure.
    """
    labels: list[Any] = [*(each for each in dict.fromkeys(everything) if each is not None), None]
    place = {label: code for code, label in enumerate(labels)}
    return np.array([place[value] for value in values], dtype=np.int64), labels


def _year_codes(years: Any) -> tuple[Any, list[Any]]:
    occurring = np.unique(years[~np.isnan(years)])
    codes = np.where(np.isnan(years), len(occurring), np.searchsorted(occurring, np.nan_to_num(years)))
    return codes.astype(np.int64), [*(int(each) for each in occurring), None]


def _zone_codes(ledger: Ledger, patches: Patches, zones: Zones | None, order: Any) -> tuple[Any, list[Any]]:
    if zones is None:
        return _codes(patches.zone[ledger.pieces.patch], patches.zone[order])
    codes = np.where(ledger.pieces.zone == NOWHERE, len(CLASSES), ledger.pieces.zone)
    return codes.astype(np.int64), [*CLASSES, OUTSIDE]


def _all_years(patches: Patches, coded: Coded, targets: Sequence[TargetRow] | None) -> list[int]:
    return years_between({year for year in coded.labels["year"] if year is not None}, targets)


def years_between(years: set[int], targets: Sequence[TargetRow] | None) -> list[int]:
    """Every year from the first to the last of *years* and *targets*; above 30 only those that occur."""
    spans = [(row.year, row.year_to) for row in targets or []]
    years = years | {year for span in spans for year in span if year is not None}
    if not years:
        return []
    every = list(range(min(years), max(years) + 1))
    return every if len(every) <= MANY_YEARS else sorted(years)


def _summary(
    ledger: Ledger,
    patches: Patches,
    townships: Townships,
    coded: Coded,
    printed: Figures,
    targets: Sequence[TargetRow] | None,
    years: list[int],
    notices: list[Notice],
    keep_overlaps: bool,
) -> Summary:
    ids = np.asarray(patches.layer.ids, dtype=object)
    if years and years[-1] - years[0] >= MANY_YEARS:
        notices.append(warning("many_years", first=years[0], last=years[-1], count=len(years)))
    line = _account(ledger, patches, printed, keep_overlaps)
    progress_table = _target_table(targets, printed, line, notices)
    return Summary(
        area_summary=_area_summary(coded, ids, printed),
        townships=_township_table(ledger, townships, coded, years, printed),
        target_progress=progress_table,
        pieces=_pieces_table(ledger, patches, coded, ids),
        piece_geometry=ledger.pieces.geometry,
        overlaps=_overlaps_table(ledger, patches, ids),
        overlap_geometry=ledger.losses.geometry,
        figures=printed,
        account=line,
        township_names=townships.names,
        years=years,
        categories=coded.labels["category"],
        notices=notices,
    )


def _account(ledger: Ledger, patches: Patches, printed: Figures, keep_overlaps: bool) -> Account:
    whole = printed.scope("total").iloc[0]
    rows = printed.scope("township")
    outside = rows[rows["township"].isna()]
    outside_pair = (float(outside["area_m2"].sum()), float(outside["mu_printed"].sum()))
    overlap = total(ledger.losses.area_m2)
    return account(
        patches.total_m2,
        patches.not_counted_m2,
        overlap,
        float(whole["area_m2"]),
        outside_pair,
        keep=keep_overlaps,
    )


def grouped(keys: Sequence[Any], area: Any, patch: Any) -> tuple[list[Any], Any, list[Any]]:
    """Groups of equal *keys* (integer columns), by key: the key columns, m² (fsum) and the patch rows behind."""
    if len(area) == 0:
        return [np.empty(0, np.int64) for _ in keys], np.empty(0), []
    order = np.lexsort([patch, *keys[::-1]])
    sorted_keys = [key[order] for key in keys]
    first = np.r_[True, np.any([key[1:] != key[:-1] for key in sorted_keys], axis=0)]
    starts = np.flatnonzero(first)
    ends = np.r_[starts[1:], len(area)]
    values, members = area[order], patch[order]
    sums = sums_of_stretches(values, starts)
    return [key[starts] for key in sorted_keys], sums, distinct(members, first, starts, ends)


def distinct(members: Any, first: Any, starts: Any, ends: Any) -> list[Any]:
    """The different *members* of each group *starts*…*ends*, ascending in it as they are; *first* marks its first."""
    new = first | np.r_[True, members[1:] != members[:-1]][: len(members)]
    before = np.r_[0, np.cumsum(new)]
    found = members[new]
    return [found[start:end] for start, end in zip(before[starts].tolist(), before[ends].tolist())]


def _labelled(labels: list[Any], codes: Any) -> Any:
    return np.array([*labels, None], dtype=object)[codes]


def whole_years(years: Any) -> Any:
    """Years as a column of whole numbers, ``<NA>`` where undated."""
    undated = np.isnan(years)
    return pd.arrays.IntegerArray(np.where(undated, 0, years).astype(np.int64), undated)


def _year_column(labels: list[Any], codes: Any) -> Any:
    return pd.array([*labels, None], dtype="Int64")[codes]


def _area_summary(coded: Coded, ids: Any, printed: Figures) -> pd.DataFrame:
    keys = [coded.township, coded.year, coded.category, coded.zone]
    (township, year, category, zone), sums, members = grouped(keys, coded.area_m2, coded.patch)
    labels = coded.labels
    table = frame(
        {
            "township": _labelled(labels["township"], township),
            "year": _year_column(labels["year"], year),
            "category": _labelled(labels["category"], category),
            "zone_class": _labelled(labels["zone"], zone),
            "patches": np.array([len(each) for each in members], dtype=np.int64),
            "area_m2": sums,
            "area_mu": to_mu(sums),
            "area_mu_printed": np.zeros(len(sums)),
            "patch_ids": [",".join(ids[each]) for each in members],
        }
    )
    table["area_mu_printed"] = _spread_over(
        printed.scope("year_township"), coded, {"year": year, "township": township}, sums
    )
    return table


def _spread_over(scope: pd.DataFrame, coded: Coded, codes: dict[str, Any], sums: Any) -> Any:
    """Printed mu of rows that refine a scope: within each of its figures they add up to it."""
    result = np.zeros(len(sums))
    place = {name: {label: code for code, label in enumerate(coded.labels[name])} for name in codes}
    wanted = [
        tuple(place[name][None if pd.isna(value) else value] for name, value in zip(codes, values))
        for values in zip(*(scope[name] for name in codes))
    ]
    own = list(zip(*(code.tolist() for code in codes.values())))
    rows_of: dict[tuple[int, ...], list[int]] = {}
    for row, key in enumerate(own):
        rows_of.setdefault(key, []).append(row)
    for key, mu in zip(wanted, scope["mu_printed"]):
        rows = rows_of.get(key, [])
        if rows:
            result[rows] = spread(sums[rows], mu)
    return result


def _township_table(
    ledger: Ledger, townships: Townships, coded: Coded, years: list[int], printed: Figures
) -> pd.DataFrame:
    """A row per township feature; where features share a name, each has its own share of the printed figures."""
    inside = ledger.pieces.township != NOWHERE
    feature, year = ledger.pieces.township[inside], coded.year[inside]
    area, patch = coded.area_m2[inside], coded.patch[inside]
    count = len(townships.name_of)
    (by_feature,), sums, members = grouped([feature], area, patch)
    patches = np.zeros(count, np.int64)
    patches[by_feature] = [len(each) for each in members]
    columns: dict[str, Any] = {
        "township": _labelled(coded.labels["township"], townships.name_of),
        "patches": patches,
    }
    _add_pair(columns, "remediated_mu", by_feature, sums, count, townships, printed.scope("township"))
    (year_feature, of_year), year_sums, _ = grouped([feature, year], area, patch)
    for label in [*years, None]:
        code = coded.labels["year"].index(label) if label in coded.labels["year"] else -1
        mine = of_year == code
        cells = printed.scope("year_township")
        cells = cells[cells["year"].isna()] if label is None else cells[(cells["year"] == label).fillna(False)]
        name = "mu_undated" if label is None else f"mu_{label}"
        _add_pair(columns, name, year_feature[mine], year_sums[mine], count, townships, cells)
    by_year = [column for name, column in columns.items() if name.startswith("mu_") and name.endswith("_printed")]
    columns["remediated_mu_printed"] = np.round(np.sum(by_year, axis=0), 2)  # features of one name add up in rows too
    return frame(columns)


def _add_pair(
    columns: dict[str, Any], name: str, feature: Any, sums: Any, count: int, townships: Townships, cells: pd.DataFrame
) -> None:
    area = np.zeros(count)
    area[feature] = sums
    columns[name] = to_mu(area)
    printed = np.zeros(count)
    mu_of = {row.township: row.mu_printed for row in cells.itertuples() if row.township is not None}
    for township, rows in zip(townships.names, townships.features_of):
        printed[rows] = spread(area[rows], mu_of.get(township, 0.0))
    columns[f"{name}_printed"] = printed


def _pieces_table(ledger: Ledger, patches: Patches, coded: Coded, ids: Any) -> pd.DataFrame:
    pieces = ledger.pieces
    by_stated = patches.layer.stated_m2 is not None
    converted = {"official_m2": pieces.official_m2, "factor": patches.rows.factor[pieces.patch]} if by_stated else {}
    return frame(
        {
            "patch_id": ids[pieces.patch],
            "township": _labelled(coded.labels["township"], coded.township),
            "year": _year_column(coded.labels["year"], coded.year),
            "category": patches.category[pieces.patch],
            "zone_class": _labelled(coded.labels["zone"], coded.zone),
            "status": patches.status[pieces.patch],
            "area_m2": pieces.area_m2,
            "area_mu": to_mu(pieces.area_m2),
            **converted,
        }
    )


def _overlaps_table(ledger: Ledger, patches: Patches, ids: Any) -> pd.DataFrame:
    losses = ledger.losses
    years = whole_years(patches.years)
    return frame(
        {
            "kept_id": ids[losses.kept],
            "dropped_id": ids[losses.dropped],
            "kept_year": years[losses.kept],
            "dropped_year": years[losses.dropped],
            "area_m2": losses.area_m2,
            "area_mu": to_mu(losses.area_m2),
        }
    )


def _township_overlap_notice(ledger: Ledger, townships: Townships) -> list[Notice]:
    """How much counted ground lies in two townships and went to the first in layer order."""
    if len(townships.shared) == 0 or len(ledger.pieces.area_m2) == 0:
        return []
    cells = Cells(townships.shared, np.arange(len(townships.shared)))
    pieces = ledger.pieces
    piece, label, _, area = split(pieces.geometry, pieces.official_m2, cells, Overlay())
    doubtful = total((area * ledger.patches.factor[pieces.patch[piece]])[label != NOWHERE])
    return [warning("counted_in_two_townships", mu=float(to_mu(doubtful)))] if doubtful > 0 else []


def _target_table(
    targets: Sequence[TargetRow] | None, printed: Figures, line: Account, notices: list[Notice]
) -> pd.DataFrame | None:
    if targets is None:
        return None
    if line.outside_mu > 0:
        notices.append(info("targets_include_outside", mu=line.outside_mu))
    return target_progress(targets, work_of(printed))


def work_of(printed: Figures) -> dict[tuple[Any, Any], tuple[float, int]]:
    """(category, year) → (m², printed units of 0.01 mu), as the targets are joined with it."""
    return {
        (row.category, None if pd.isna(row.year) else int(row.year)): (float(row.area_m2), round(row.mu_printed * 100))
        for row in printed.scope("category_year").itertuples()
    }
