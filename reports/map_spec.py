"""What the county map says: every text and figure, prepared from the result. No QGIS here.

The map only draws what stands in a :class:`MapSpec`; its numbers are printed figures of the result table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..engine.results import ProgressResult
from ..texts import tr
from . import classes, words
from .classes import PatchClass
from .palette import Swatch

OUTSIDE = "OUTSIDE"
_MOST_CLASSES = 20  # more lines find no room in the legend


@dataclass(frozen=True)
class LegendRow:
    """One line of the legend: look, words, number of patches, mu."""

    swatch: Swatch
    name: str
    patches: str
    mu: str

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
    """The county map: texts and figures, and which legend row each patch belongs to."""

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


def county_spec(
    result: ProgressResult, townships: Shapes, patches: Shapes, subtitle: str, source: str, source_note: str = ""
) -> MapSpec:
    """The map of a run: patches by zone class, by category where no zones were asked for.

    *townships* and *patches* hold a geometry for each row of the tables of the same name, in their order.
    """
    found, figures = _classes_with_figures(result)
    if not result.patches["counted"].astype(bool).all():
        left_out = int((~result.patches["counted"].astype(bool)).sum())
        found.append(classes.not_counted_class())
        figures.append((left_out, result.account.not_counted_mu_printed))
    total, mu = _figures(result, "total", None, [None])[0]
    return MapSpec(
        title=result.title,
        subtitle=subtitle,
        legend=tuple(
            LegendRow(each.swatch, each.name, str(int(number)), mu_text(printed))
            for each, (number, printed) in zip(found, figures)
        ),
        legend_total=(tr("Counted in all"), str(int(total)), mu_text(mu)),
        legend_note=_legend_note(result),
        account=_account(result),
        townships=townships,
        township_labels=_township_labels(result),
        patches=patches,
        patch_rows=_patch_rows(result, found),
        source=source,
        source_note=source_note,
    )


def mu_text(value: float) -> str:
    """A printed figure as text: two decimals, thousands apart."""
    return f"{value:,.2f}".replace("-", "−")


def _classes_with_figures(result: ProgressResult) -> tuple[list[PatchClass], list[tuple[int, float]]]:
    if result.zone_classes:
        found = classes.zone_classes([*result.zone_classes, OUTSIDE])
        return found, _figures(result, "zone", "zone_class", [each.values[0] for each in found])
    if any(not words.is_missing(each) for each in result.categories) and len(result.categories) <= _MOST_CLASSES:
        found = classes.category_classes(result.categories)
        return found, _figures(result, "category", "category", [each.values[0] for each in found])
    return [classes.one_class()], _figures(result, "total", None, [None])


def _figures(result: ProgressResult, scope: str, column: str | None, keys: list[Any]) -> list[tuple[int, float]]:
    rows = result.figures.table.query("scope == @scope")
    by_key = {
        (None if column is None or words.is_missing(row[column]) else row[column]): (row["patches"], row["mu_printed"])
        for _, row in rows.iterrows()
    }
    return [by_key.get(key, (0, 0.0)) for key in keys]


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


def _legend_note(result: ProgressResult) -> str:
    if not result.zone_classes:
        return ""
    return tr("Area by ground; a patch that a zone's edge cuts counts in each class, its marker shows the first.")


def _account(result: ProgressResult) -> tuple[tuple[str, str], ...]:
    account = result.account
    overlap = tr("− Overlaps") if account.subtracted else tr("Overlaps (not subtracted)")
    rows = [
        (tr("All patches"), account.total_mu_printed),
        (tr("− Not counted (status, cut-off date)"), account.not_counted_mu_printed),
        (overlap, account.overlap_mu_printed),
        (tr("= Counted"), account.counted_mu_printed),
        (tr("of which outside every township"), account.outside_mu_printed),
    ]
    return tuple((text, mu_text(value)) for text, value in rows)


def _township_labels(result: ProgressResult) -> list[tuple[str, str]]:
    frame: pd.DataFrame = result.townships
    figures = frame["remediated_mu_printed"].tolist()
    return [(words.township_name(name), mu_text(mu)) for name, mu in zip(frame["township"], figures)]
