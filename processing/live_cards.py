"""The card of one patch: its areas, why it lies in a zone, its townships, what it shares with whom."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..engine import live as bits
from ..engine.area import geodesic_check, perimeter_m
from ..engine.live import LiveAccount
from ..engine.problems import Refusal
from ..engine.reasons import Nearest, Reason, Reasons
from ..engine.rounding import distribute, half_up_units
from ..engine.units import HECTARES, Unit
from ..libraries import shapely
from ..reports.words import category_name, status_name, year_name, zone_class_name
from ..texts import tr
from .live_values import PatchCard
from .live_words import flag_sentence
from .messages import refusal_text


def card(account: LiveAccount, row: int, unit: Unit) -> PatchCard:
    """The card of the patch in *row*, areas in *unit*."""
    table, polygon = account.table, account.ledger.patches.geometry[row]
    area = float(table["area_m2"][row])
    there = area == area
    return PatchCard(
        fid=int(table["fid"][row]),
        title=_title(account, row),
        area_m2=area if there else 0.0,
        area=float(unit.of_area(area)) if there else 0.0,
        geodesic_area=float(unit.of_area(geodesic_check(polygon))) if there else 0.0,
        perimeter_m=perimeter_m(polygon) if there else 0.0,
        counted=float(unit.of_area(float(table["counted_m2"][row]))),
        zone_sentences=_zone_sentences(polygon, area, unit, account.reasons) if there and account.reasons else (),
        townships=_townships(account, row, unit),
        overlaps=tuple(_overlap(account, row, other, m2, lost, unit) for other, m2, lost in account.shared_with(row)),
        problems=tuple(flag_sentence(flag) for flag in bits.FLAGS if table["flags"][row] & flag),
    )


def _title(account: LiveAccount, row: int) -> str:
    """Number, category, year and status."""
    table = account.table
    year, status = table["year"][row], status_name(table["status"][row])
    parts = [str(table["name"][row]), category_name(table["category"][row]), year_name(year), status]
    return " · ".join(part for part in parts if part)


def _townships(account: LiveAccount, row: int, unit: Unit) -> tuple[tuple[str | None, float], ...]:
    """Parts of the ground that the patch holds, printed so that they add up."""
    shares = account.shares_of(row)
    true = np.array([area for _, area in shares]) * unit.per_m2
    printed = distribute(true, int(half_up_units(true.sum()))).units if shares else ()
    names = [*account.townships.names, None]
    return tuple((names[place], float(unit.value(units))) for (place, _), units in zip(shares, printed))


def _overlap(account: LiveAccount, row: int, other: int, area: float, lost: bool, unit: Unit) -> str:
    name, year = account.table["name"][other], year_name(account.table["year"][other])
    text = (
        tr("Shares {area} {unit} with {patch} ({year}), which holds it.")
        if lost
        else tr("Shares {area} {unit} with {patch} ({year}) and holds it.")
    )
    return text.format(area=in_unit(area, unit), unit=unit_word(unit), patch=name, year=year)


def _zone_sentences(polygon: Any, area: float, unit: Unit, reasons: Reasons) -> tuple[str, ...]:
    try:
        found, nearest = reasons.why(polygon, area)
    except shapely.errors.GEOSException as error:
        return (refusal_text(Refusal("geometry_refused", detail=str(error))),)
    if found:
        return tuple(_reason(each, unit) for each in found)
    return (_nearest(nearest) if nearest else tr("Outside the zones."),)


def _reason(reason: Reason, unit: Unit) -> str:
    words = {
        "zone_class": zone_class_name(reason.zone_class),
        "name": reason.name,
        "area": in_unit(reason.overlap_m2, unit),
        "unit": unit_word(unit),
        "percent": f"{100 * reason.share:.1f}",
        "distance": f"{reason.distance_m:.0f}",
        "threshold": f"{reason.threshold_m:g}",
    }
    if not reason.threshold_m:
        return tr("{zone_class} ({name}): {area} {unit} of it lie inside, {percent} %.").format(**words)
    text = tr(
        "{zone_class} ({name}): {distance} m away, counted up to {threshold} m; {area} {unit} of it, {percent} %."
    )
    return text.format(**words)


def _nearest(nearest: Nearest) -> str:
    return tr("Outside the zones; the nearest is {zone_class} ({name}), {distance} m from its edge.").format(
        zone_class=zone_class_name(nearest.zone_class), name=nearest.name, distance=f"{nearest.distance_m:.0f}"
    )


def in_unit(area: float, unit: Unit) -> str:
    """An area in *unit* as text."""
    return f"{float(unit.of_area(area)):.{unit.decimals}f}"


def unit_word(unit: Unit) -> str:
    """The unit in words."""
    return tr("ha") if unit is HECTARES else tr("mu")
