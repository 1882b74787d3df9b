"""What the county map says: every text and figure, prepared from the result. No QGIS here.

The map only draws what stands in a :class:`MapSpec`; its numbers are printed figures of the result table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from ..engine.printing import UNITS_PER_MU
from ..engine.results import ProgressResult
from ..engine.rounding import distribute, half_up, half_up_units
from ..texts import tr
from . import classes, words
from .classes import PatchClass
from .palette import Swatch

OUTSIDE = "OUTSIDE"
ADJUSTED = "*"  # after a figure that is rounded up or down so that rows and columns add up
_MOST_CLASSES = 20  # more lines find no room in the legend
_LEFT_OUT = "diagonal"  # the pattern on a status that is not counted
Figure = "tuple[int, str]"  # patches, printed mu


@dataclass(frozen=True)
class LegendRow:
    """One line of the legend: look, words, number of patches, mu; *key* names its figures.

    *edge*: the row is a zone class and shown by outline and shape of marker. *counted*: it adds up to the total.
    """

    swatch: Swatch
    name: str
    patches: str
    mu: str
    key: str = ""
    edge: bool = False
    counted: bool = True

    @property
    def hollow(self) -> bool:
        """Whether its patches are outside the account: drawn empty, below the others."""
        return self.swatch.pattern == "none"


@dataclass(frozen=True)
class Shapes:
    """Geometries of one layer as WKB (None: no geometry) and the CRS they are in (WKT)."""

    wkb: Sequence[bytes | None]
    crs_wkt: str


@dataclass(frozen=True)
class MapSpec:
    """The county map: texts and figures, and which legend row each patch belongs to.

    ``patch_rows`` is the row that gives a patch its fill, ``patch_edges`` the one that gives it outline and marker
    (empty: the same row gives both).
    """

    title: str
    subtitle: str
    legend: tuple[LegendRow, ...]
    legend_total: tuple[str, str, str]
    legend_note: str
    account: tuple[tuple[str, str], ...]
    townships: Shapes
    township_labels: Sequence[tuple[str, str]]  # name, mu; row by row as the shapes
    patches: Shapes
    patch_rows: Sequence[int]  # place in the legend
    source: str
    source_note: str = ""
    patch_edges: Sequence[int] = ()
    numbers: Sequence[str] = ()  # of the patches

    @property
    def looks(self) -> list[tuple[int, int]]:
        """Fill row and edge row of each patch."""
        return list(zip(self.patch_rows, self.patch_edges or self.patch_rows))


def county_spec(
    result: ProgressResult,
    townships: Shapes,
    patches: Shapes,
    subtitle: str,
    source: str,
    source_note: str = "",
    *,
    with_status: bool = True,
) -> MapSpec:
    """The map of a run: patches by status, their zone class by outline; without a status by zone class or category.

    *townships* and *patches* hold a geometry for each row of the tables of the same name, in their order.
    """
    by_status = with_status and has_status(result)
    legend, rows, edges = _by_status(result) if by_status else _by_class(result)
    (total, mu), *_ = _figures(result, "total", None, [None])
    return MapSpec(
        title=result.title,
        subtitle=subtitle,
        legend=tuple(legend),
        legend_total=(tr("Counted in all"), str(total), mu),
        legend_note=_legend_note(result, by_status),
        account=_account(result),
        townships=townships,
        township_labels=_township_labels(result),
        patches=patches,
        patch_rows=rows,
        source=source,
        source_note=source_note,
        patch_edges=edges,
        numbers=[str(each) for each in result.patches["patch_id"]],
    )


def has_status(result: ProgressResult) -> bool:
    """Whether any patch has a status."""
    return "status" in result.patches and not result.patches["status"].map(words.is_missing).all()


def mu_text(value: float, adjusted: bool = False) -> str:
    """A printed figure as text: two decimals, thousands apart; marked where it is *adjusted*."""
    return f"{value:,.2f}".replace("-", "−") + (ADJUSTED if adjusted else "")


def marked_text(printed: float, true: float) -> str:
    """A printed figure as text, marked where it is not its *true* value rounded half-up."""
    return mu_text(printed, round(abs(printed - half_up(float(true))), 2) > 0)


def units_of(text: str) -> int:
    """A figure that was made a text, in units of 0.01 mu."""
    return round(float(text.rstrip(ADJUSTED).replace(",", "").replace("−", "-")) * UNITS_PER_MU)


# By status ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StatusClass:
    """A status among the counted patches or among those left out: the rows of the table of patches that have it."""

    look: PatchClass
    counted: bool
    rows: np.ndarray
    printed: float  # mu
    adjusted: bool

    @property
    def key(self) -> str:
        """What its figures are called."""
        return ("status_" if self.counted else "left_out_") + self.look.swatch.key.lower()


def status_table(result: ProgressResult) -> list[StatusClass]:
    """The statuses in the order of the ladder, the counted first; their printed mu add up to the account's."""
    patches, account = result.patches, result.account
    counted = patches["counted"].to_numpy(dtype=bool)
    status = _plain(patches["status"])
    found = []
    for chosen, column, whole in (
        (counted, "counted_mu", account.counted_mu_printed),
        (~counted, "area_mu", account.not_counted_mu_printed),
    ):
        looks = _statuses(status, chosen)
        members = [np.flatnonzero([bool(c) and s in look.values for c, s in zip(chosen, status)]) for look in looks]
        area = np.nan_to_num(patches[column].to_numpy(dtype=float))
        true = np.array([area[rows].sum() * UNITS_PER_MU for rows in members])
        units = distribute(true, round(whole * UNITS_PER_MU)).units
        found += [
            StatusClass(look, chosen is counted, rows, unit / UNITS_PER_MU, adjusted)
            for look, rows, unit, adjusted in zip(looks, members, units.tolist(), units != half_up_units(true))
        ]
    return found


def _statuses(status: Sequence[Any], chosen: np.ndarray) -> list[PatchClass]:
    """The classes of the chosen patches; all statuses that are on no rung are one class, or the legend has no end."""
    looks = classes.status_classes(dict.fromkeys(each for each, taken in zip(status, chosen) if taken))
    other = [look for look in looks if look.swatch.key == "no_status"]
    if len(other) < 2:
        return looks
    values = tuple(value for look in other for value in look.values)
    rest = replace(other[0], values=values, name=tr("Other status"))
    return [*(look for look in looks if look not in other), rest]


def _by_status(result: ProgressResult) -> tuple[list[LegendRow], list[int], list[int]]:
    table, zones = status_table(result), _zone_rows(result)
    legend = [_status_row(each) for each in table]
    counted = [row for row in legend if row.counted]
    left_out = [row for row in legend if not row.counted]
    order = [*counted, *zones, *left_out]
    rows = [0] * len(result.patches)
    for each, row in zip(table, legend):
        for place in each.rows.tolist():
            rows[place] = order.index(row)
    edges = []
    if zones:
        places = {row.swatch.key: order.index(row) for row in zones}
        edges = [places.get(zone, places[OUTSIDE]) for zone in _plain(result.patches["zone_class"])]
    return order, rows, edges


def _status_row(each: StatusClass) -> LegendRow:
    swatch, name = each.look.swatch, each.look.name
    if not each.counted:
        swatch = replace(swatch, pattern=_LEFT_OUT)
        name = tr("Not counted: {status}").format(status=name)
    mu = mu_text(each.printed, each.adjusted)
    return LegendRow(swatch, name, str(len(each.rows)), mu, each.key, counted=each.counted)


def _zone_rows(result: ProgressResult) -> list[LegendRow]:
    if not result.zone_classes:
        return []
    found = classes.zone_classes([*result.zone_classes, OUTSIDE])
    figures = _figures(result, "zone", "zone_class", [each.values[0] for each in found])
    return [replace(row, edge=True) for row in _rows(found, figures, "zone_")]


# By zone class or category --------------------------------------------------------------------------------


def _by_class(result: ProgressResult) -> tuple[list[LegendRow], list[int], list[int]]:
    found, figures, prefix = _classes_with_figures(result)
    legend = _rows(found, figures, prefix)
    counted = result.patches["counted"].to_numpy(dtype=bool)
    if not counted.all():
        look, left_out = classes.not_counted_class(), int((~counted).sum())
        mu = marked_text(result.account.not_counted_mu_printed, result.account.not_counted_mu)
        legend.append(LegendRow(look.swatch, look.name, str(left_out), mu, "left_out", counted=False))
        found = [*found, look]
    return legend, _patch_rows(result, found), []


def _rows(found: Iterable[PatchClass], figures: Iterable[Figure], prefix: str) -> list[LegendRow]:
    return [
        LegendRow(each.swatch, each.name, str(number), mu, prefix + each.swatch.key.lower())
        for each, (number, mu) in zip(found, figures)
    ]


def _classes_with_figures(result: ProgressResult) -> tuple[list[PatchClass], list[Figure], str]:
    if result.zone_classes:
        found = classes.zone_classes([*result.zone_classes, OUTSIDE])
        return found, _figures(result, "zone", "zone_class", [each.values[0] for each in found]), "zone_"
    if any(not words.is_missing(each) for each in result.categories) and len(result.categories) <= _MOST_CLASSES:
        found = classes.category_classes(result.categories)
        # with more categories than swatches a swatch comes again: the place tells their figures apart
        found = [replace(each, swatch=replace(each.swatch, key=f"{i:02}")) for i, each in enumerate(found, 1)]
        return found, _figures(result, "category", "category", [each.values[0] for each in found]), "category_"
    return [classes.one_class()], _figures(result, "total", None, [None]), ""


def _figures(result: ProgressResult, scope: str, column: str | None, keys: list[Any]) -> list[Figure]:
    """Number of patches and printed mu of each of *keys*."""
    by_key = {}
    for _, row in result.figures.table.query("scope == @scope").iterrows():
        key = None if column is None or words.is_missing(row[column]) else row[column]
        by_key[key] = int(row["patches"]), mu_text(row["mu_printed"], row["adjusted"])
    return [by_key.get(key, (0, mu_text(0.0))) for key in keys]


def _patch_rows(result: ProgressResult, found: list[PatchClass]) -> list[int]:
    """The place in *found* of each patch. One without geometry may have no class: it is never drawn."""
    places = {value: place for place, each in enumerate(found) for value in each.values}
    alike = not found[0].values
    column = "zone_class" if result.zone_classes else "category"
    rows = []
    for value, counted in zip(result.patches[column], result.patches["counted"]):
        key = None if words.is_missing(value) else value
        if not counted:
            rows.append(places[classes.NOT_COUNTED])
        else:
            rows.append(0 if alike or (key is None and key not in places) else places[key])
    return rows


def _legend_note(result: ProgressResult, by_status: bool) -> str:
    if not result.zone_classes:
        return ""
    if by_status:
        return tr("Zone areas by ground, counted ground only; a patch that a zone's edge cuts counts in each class.")
    return tr("Area by ground; a patch that a zone's edge cuts counts in each class, its marker shows the first.")


def _account(result: ProgressResult) -> tuple[tuple[str, str], ...]:
    account = result.account
    overlap = tr("− Overlaps") if account.subtracted else tr("Overlaps (not subtracted)")
    rows = [
        (tr("All patches"), account.total_mu_printed, account.total_mu),
        (tr("− Not counted (status, cut-off date)"), account.not_counted_mu_printed, account.not_counted_mu),
        (overlap, account.overlap_mu_printed, account.overlap_mu),
        (tr("= Counted"), account.counted_mu_printed, account.counted_mu),
        (tr("of which outside every township"), account.outside_mu_printed, account.outside_mu),
    ]
    return tuple((text, marked_text(printed, true)) for text, printed, true in rows)


def _township_labels(result: ProgressResult) -> list[tuple[str, str]]:
    frame: pd.DataFrame = result.townships
    figures = map(marked_text, frame["remediated_mu_printed"], frame["remediated_mu"])
    return [(words.township_name(name), mu) for name, mu in zip(frame["township"], figures)]


def _plain(column: pd.Series) -> list[Any]:
    return [None if words.is_missing(value) else value for value in column]
