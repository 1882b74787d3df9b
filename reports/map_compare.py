"""Two dates side by side: the legend of both, and what has changed in mu. No QGIS here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..engine.printing import UNITS_PER_MU
from . import classes, words
from .map_spec import OUTSIDE, LegendRow, MapSpec, Shapes, mu_text, units_of

Count = "tuple[int, str]"  # patches, printed mu


@dataclass(frozen=True)
class Earlier:
    """An earlier state: figures by zone class (empty: none were asked for) or category, townships and patches.

    ``patch_classes`` has the zone class or category of each patch, ``counted`` whether it counts.
    """

    label: str
    zones: Mapping[str, Count]
    categories: Mapping[Any, Count]
    total: Count
    left_out: Count
    townships: Shapes
    township_labels: Sequence[tuple[str, str]]
    patches: Shapes
    patch_zones: Sequence[Any]
    patch_categories: Sequence[Any]
    counted: Sequence[bool]
    converted: bool = False  # counted by another area than the official one


@dataclass(frozen=True)
class Change:
    """One line of the comparison: a row of the legend, then and now, and the difference in mu."""

    row: LegendRow
    then: tuple[str, str]
    now: tuple[str, str]
    difference: str


@dataclass(frozen=True)
class Pair:
    """Both maps with one legend, in which the lines say what has changed."""

    then: MapSpec
    now: MapSpec
    labels: tuple[str, str]
    changes: tuple[Change, ...]
    total: Change


def compared(earlier: Earlier, now: MapSpec, label: str) -> Pair:
    """*earlier* beside *now*, a map by zone class or category; both get the rows of both."""
    by_zone = bool(earlier.zones) and any(row.key.startswith("zone_") for row in now.legend)
    legend = _with_left_out(_rows(earlier, now, by_zone))
    values = {_value(row, by_zone): row for row in legend}
    then = _then(earlier, now, legend, values, by_zone)
    changes = tuple(_change(row, _row_of(then, row.key), _row_of(now, row.key)) for row in legend)
    total = LegendRow(legend[0].swatch, now.legend_total[0], *now.legend_total[1:], "total")
    before = replace(total, patches=str(earlier.total[0]), mu=earlier.total[1])
    places = {row.key: place for place, row in enumerate(legend)}
    shown = replace(
        now, legend=tuple(legend), patch_rows=[places[now.legend[row].key] for row in now.patch_rows], patch_edges=()
    )
    return Pair(then, shown, (earlier.label, label), changes, _change(total, before, total))


def _rows(earlier: Earlier, now: MapSpec, by_zone: bool) -> list[LegendRow]:
    """The rows of now, then what only the earlier state has."""
    rows = list(now.legend)
    known = {_value(row, by_zone) for row in rows}
    if by_zone:
        missing = classes.zone_classes([each for each in earlier.zones if each not in known])
        prefix = "zone_"
    else:
        unknown = [each for each in earlier.categories if words.category_name(each) not in known]
        missing = classes.category_classes(unknown)
        prefix = "earlier_"
    if not rows or not any(row.key.startswith(("zone_", "category_")) for row in rows):
        return rows  # all patches look alike
    added = [
        LegendRow(each.swatch, each.name, "0", mu_text(0.0), f"{prefix}{i if not by_zone else each.swatch.key.lower()}")
        for i, each in enumerate(missing)
    ]
    place = sum(row.counted for row in rows)
    return [*rows[:place], *added, *rows[place:]]


def _with_left_out(rows: list[LegendRow]) -> list[LegendRow]:
    if any(not row.counted for row in rows):
        return rows
    look = classes.not_counted_class()
    return [*rows, LegendRow(look.swatch, look.name, "0", mu_text(0.0), "left_out", counted=False)]


def _value(row: LegendRow, by_zone: bool) -> Any:
    """What stands in the data for a row."""
    if not row.counted:
        return classes.NOT_COUNTED
    return row.swatch.key if by_zone else row.name


def _then(
    earlier: Earlier, now: MapSpec, legend: Sequence[LegendRow], values: Mapping[Any, LegendRow], by_zone: bool
) -> MapSpec:
    figures: dict[Any, Count] = {classes.NOT_COUNTED: earlier.left_out}
    if by_zone:
        figures.update(earlier.zones)
        of_patch = [each if each in values else OUTSIDE for each in earlier.patch_zones]
    else:
        figures.update({words.category_name(each): count for each, count in earlier.categories.items()})
        of_patch = [words.category_name(each) for each in earlier.patch_categories]
    places = {value: place for place, value in enumerate(_value(row, by_zone) for row in legend)}
    alike = legend[0].key == ""
    if alike:
        figures[legend[0].name] = earlier.total
    rows = [
        places[classes.NOT_COUNTED] if not counted else (0 if alike else places.get(value, 0))
        for value, counted in zip(of_patch, earlier.counted)
    ]
    found = []
    for row in legend:
        patches, mu = figures.get(_value(row, by_zone), (0, mu_text(0.0)))
        found.append(replace(row, patches=str(patches), mu=mu))
    return replace(
        now, legend=tuple(found), townships=earlier.townships, township_labels=earlier.township_labels,
        patches=earlier.patches, patch_rows=rows, patch_edges=(), numbers=(),
    )  # fmt: skip


def _row_of(spec: MapSpec, key: str) -> LegendRow:
    empty = LegendRow(spec.legend[0].swatch, "", "0", mu_text(0.0))
    return next((row for row in spec.legend if row.key == key), empty)


def _change(row: LegendRow, then: LegendRow, now: LegendRow) -> Change:
    units = units_of(now.mu) - units_of(then.mu)
    sign = "+" if units > 0 else ""
    return Change(row, (then.patches, then.mu), (now.patches, now.mu), sign + mu_text(units / UNITS_PER_MU))
