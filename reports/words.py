"""Words for the values that stand in data: zone classes, statuses, categories, and what is missing.

Data carry identifiers and NULL; every writer (workbook, layers, maps) words them here, so that a class
or a missing township is called the same on paper, in a legend and in a cell.
"""

from __future__ import annotations

from typing import Any

from ..texts import tr

OUTSIDE = "OUTSIDE"
TOTAL = "TOTAL"


def area_basis(basis: str = "") -> str:
    """Which area the figures are; *basis*: the stated one that counts, in words, empty for the official one."""
    return tr("Converted by the {basis}").format(basis=basis) if basis else tr("Ellipsoidal area (CGCS2000)")


def mu_unit(basis: str = "") -> str:
    """The unit of a table, and by which area it counts where that is not the official one."""
    if not basis:
        return tr("Unit: mu")
    return tr("Unit: mu ({basis})").format(basis=area_basis(basis))


def mark_note() -> str:
    """What the mark ``*`` of a printed figure means, on paper, in a cell and on a map."""
    return tr(
        "* adjusted so that rows and columns add up: single figures by at most 0.01 mu; sums are those of what is "
        "printed."
    )


def is_missing(value: Any) -> bool:
    """Whether *value* is NULL in any of its shapes: None, NaN, ``<NA>``."""
    # without pandas: the toolbox needs these words also where pandas is missing
    return value is None or type(value).__name__ == "NAType" or bool(value != value)


def zone_class_name(zone_class: Any) -> str:
    """A zone class in words, also ``OUTSIDE`` and ``TOTAL``; NULL: the word for "no layer given"."""
    if is_missing(zone_class):
        return no_layer_given()
    words = {
        "NATURE_RESERVE": tr("Nature reserve"),
        "WATER_SOURCE": tr("Water source protection area"),
        "SCENIC_AREA": tr("Scenic area"),
        "RESIDENTIAL_AREA": tr("Residential area"),
        "TRANSPORT_LINE": tr("Main transport line"),
        "RIVER_CORRIDOR": tr("River corridor"),
        OUTSIDE: tr("Outside the zones"),
        TOTAL: tr("Total"),
    }
    return words.get(zone_class, str(zone_class))


def zone_class_names(zone_classes: Any) -> str:
    """A comma-separated list of zone classes in words; empty text for an empty or NULL list."""
    if is_missing(zone_classes):
        return ""
    parts = (part.strip() for part in str(zone_classes).split(","))
    return tr(", ").join(zone_class_name(part) for part in parts if part)


def no_layer_given() -> str:
    """The word that stands where a class has no figures because no layer was given for it."""
    return tr("No layer given")


def township_name(township: Any) -> str:
    """A township's name; NULL: the word for ground outside every township."""
    return tr("Outside every township") if is_missing(township) else str(township)


def year_name(year: Any) -> str:
    """A year in words ("2019", 2019年); NULL: the word for "undated"."""
    return tr("Undated") if is_missing(year) else tr("{year}").format(year=int(year))


def years_name(year: Any, year_to: Any) -> str:
    """A span of years in words ("2018–2020"); a single year where both ends are equal or *year_to* is NULL."""
    if is_missing(year) or is_missing(year_to) or int(year) == int(year_to):
        return year_name(year)
    return tr("{first}–{last}").format(first=int(year), last=int(year_to))


def category_name(category: Any) -> str:
    """A category as the office wrote it, glossary identifiers in words; NULL: the word for "no category"."""
    if is_missing(category):
        return tr("No category")
    words = {
        "in_production": tr("Mine in production"),
        "under_construction": tr("Mine under construction"),
        "closed": tr("Closed mine"),
        "closed_by_policy": tr("Mine closed by policy"),
        "abandoned": tr("Abandoned mine"),
        "legacy": tr("Legacy mine"),
    }
    return words.get(category, str(category))


def status_name(status: Any) -> str:
    """A status as the office wrote it, glossary identifiers in words; empty text for NULL."""
    if is_missing(status):
        return ""
    words = {
        "NOT_STARTED": tr("Not started"),
        "PLAN_DRAFTED": tr("Plan being drafted"),
        "PLAN_FILED": tr("Plan filed for the record"),
        "IN_PROGRESS": tr("Works under way"),
        "MAIN_WORKS_DONE": tr("Main works done"),
        "REVEGETATED": tr("Revegetation done"),
        "SELF_CHECK": tr("Self-check"),
        "PRELIMINARY_ACCEPTANCE": tr("Preliminary acceptance"),
        "ACCEPTANCE": tr("Acceptance"),
        "VERIFICATION": tr("Verification"),
        "AFTERCARE": tr("Aftercare"),
        "CLOSED_OUT": tr("Closed out"),
    }
    return words.get(status, str(status))
