"""The fields of our layers and tables: name, type, and the name shown to people. No QGIS here.

One declaration for every writer of layers: the GeoPackage of ``exportprogress`` and the styles of what
the other algorithms write. Field names are public and never translated; the aliases are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from ..texts import tr

PRINTED = "_printed"
YEARS = "mu_<year>"  # stands for the year columns of a run in a declaration

_YEAR_FIELD = re.compile(r"mu_(\d{4})")

_OF_CLASS = ("zone_class", "zone_classes", "zone_name", "zone_mu", "zone_share", "zone_distance_m")

# where another area than the official one counts, behind the others
CONVERTED = {"pieces": ("official_m2", "factor"), "patches": ("figure_mu",)}

COLUMNS = {
    "classified": ("area_m2", "area_mu", *_OF_CLASS),
    "patches": (
        "area_m2", "area_mu", "area_mu_printed", *_OF_CLASS,
        "counted_mu", "counted_mu_printed", "counted_zone_mu", "counted", "patch_id",
    ),
    "townships": ("patches", "remediated_mu", "remediated_mu_printed", YEARS),
    "pieces": (
        "patch_id", "township", "year", "category", "zone_class", "status", "area_m2", "area_mu",
    ),
    "overlaps": ("kept_id", "dropped_id", "kept_year", "dropped_year", "area_m2", "area_mu"),
    "area_summary": (
        "township", "year", "category", "zone_class", "patches", "area_m2", "area_mu", "area_mu_printed", "patch_ids",
    ),
    "zone_summary": (
        "zone_class", "patches", "counted_gross_mu", "counted_gross_mu_printed", "counted_net_mu",
        "counted_net_mu_printed", "by_patch_mu", "by_patch_mu_printed",
    ),
    "target_progress": (
        "target_set", "year", "year_to", "category", "target_mu", "remediated_mu", "remediated_mu_printed", "gap_mu",
        "gap_mu_printed", "completion", "completion_printed", "cumulative_target_mu", "cumulative_mu",
        "cumulative_mu_printed", "cumulative_completion", "cumulative_completion_printed", "approximate",
    ),
    "provenance": ("key", "value"),
    "plan_findings": ("code", "paragraph", "what", "difference_mu", "state"),
    "submission": ("change", "id", "old_mu", "new_mu", "delta_mu", "iou", "held_id", "changed_fields"),
    "imported": (
        "patch_no", "category", "year", "status", "township", "stated_mu", "source_file", "source_row",
    ),
    "exported": ("file", "count", "mu", "checked"),
    "coordinates": (
        "plot_no", "plot_name", "land_use", "stated_area_ha", "area_m2", "area_mu", "area_difference", "area_matches",
        "source_file", "source_line", "crs_source", "notes",
    ),
    "candidates": ("file", "layer", "rank", "crs", "system", "taken", "patches"),
    "file_preview": ("file", "layer", "encoding", "taken", "row", "content"),
    "rejected": ("file", "row", "field", "value", "reason"),
    "findings": ("finding", "key", "place", "was", "now", "sentence"),
}  # fmt: skip


class Kind(Enum):
    """What a field holds."""

    TEXT = "text"
    INTEGER = "integer"
    REAL = "real"


_INTEGERS = {
    "year", "year_to", "kept_year", "dropped_year", "patches", "counted", "approximate", "source_row", "row", "count",
    "source_line", "rank", "taken",
}  # fmt: skip
_TEXTS = {
    "patch_id", "patch_ids", "kept_id", "dropped_id", "township", "category", "status", "zone_class", "zone_classes",
    "zone_name", "layer", "target_set", "key", "value", "finding", "place", "was", "now", "sentence",
    "code", "paragraph", "what", "state", "change", "id", "held_id", "changed_fields",
    "patch_no", "source_file", "file", "field", "reason", "checked", "version",
    "plot_no", "plot_name", "land_use", "area_matches", "crs_source", "notes", "crs", "system",
    "encoding", "content",
}  # fmt: skip


def kind_of(name: str) -> Kind:
    """The type of our field *name*; what is neither text nor a whole number is a figure."""
    if name in _TEXTS:
        return Kind.TEXT
    return Kind.INTEGER if name in _INTEGERS else Kind.REAL


def columns(layer: str, present: Iterable[str]) -> list[str]:
    """Our fields of *layer* in the declared order, those that are *present*; the year columns as they come."""
    given = list(present)
    years = [name for name in given if is_year_field(name)]
    known = (*COLUMNS[layer], *CONVERTED.get(layer, ()))
    wanted = [each for name in known for each in (years if name == YEARS else [name])]
    return [name for name in wanted if name in given]


def unprinted(layer: str) -> list[str]:
    """Our fields of *layer* without the printed figures: what the other algorithms write."""
    return [name for name in COLUMNS[layer] if not name.endswith(PRINTED)]


def is_year_field(name: str) -> bool:
    """Whether *name* is ``mu_2019``, ``mu_undated`` or one of them as printed."""
    bare = name[: -len(PRINTED)] if name.endswith(PRINTED) else name
    return bare == "mu_undated" or _YEAR_FIELD.fullmatch(bare) is not None


def alias(name: str) -> str:
    """The name of our field *name* for people, in their language; empty text for a field that is not ours."""
    own = _identity_aliases().get(name) or _figure_aliases().get(name)
    year = _YEAR_FIELD.fullmatch(name)
    if own or year:
        return own or tr("{year} (mu)").format(year=year.group(1))
    bare = alias(name[: -len(PRINTED)]) if name.endswith(PRINTED) else ""
    return tr("{field}, as printed").format(field=bare) if bare else ""


def _identity_aliases() -> dict[str, str]:
    return {
        "patch_id": tr("Patch number"),
        "patch_ids": tr("Patch numbers"),
        "kept_id": tr("Patch that keeps the ground"),
        "dropped_id": tr("Patch that loses the ground"),
        "kept_year": tr("Year of the patch that keeps"),
        "dropped_year": tr("Year of the patch that loses"),
        "township": tr("Township"),
        "year": tr("Year"),
        "year_to": tr("To year"),
        "category": tr("Category"),
        "status": tr("Status"),
        "zone_class": tr("Zone class"),
        "zone_classes": tr("All zone classes"),
        "zone_name": tr("Zone name"),
        "layer": tr("Layer"),
        "target_set": tr("Target set"),
        "approximate": tr("Approximate"),
        "counted": tr("Counted"),
        "code": tr("Number"),
        "paragraph": tr("Paragraph of the plan"),
        "what": tr("What"),
        "difference_mu": tr("Difference (mu)"),
        "state": tr("State"),
        "key": tr("Item"),
        "value": tr("Content"),
        "finding": tr("Finding"),
        "place": tr("Place"),
        "was": tr("In the report"),
        "now": tr("In the edited document"),
        "sentence": tr("What was found"),
        "change": tr("Outcome"),
        "id": tr("Patch number"),
        "patch_no": tr("Patch number"),
        "source_file": tr("Source file"),
        "source_line": tr("Line in the file"),
        "plot_no": tr("Plot number"),
        "plot_name": tr("Plot name"),
        "land_use": tr("Land use"),
        "area_matches": tr("Stated area agrees with"),
        "crs_source": tr("Who named the coordinate system"),
        "notes": tr("Notes"),
        "source_row": tr("Row in the file"),
        "file": tr("File name"),
        "count": tr("Number"),
        "checked": tr("Read again and compared"),
        "version": tr("Version"),
        "row": tr("Row in the file"),
        "field": tr("Field"),
        "rank": tr("Rank"),
        "crs": tr("Code"),
        "system": tr("Coordinate system"),
        "taken": tr("Taken without asking"),
        "encoding": tr("Encoding"),
        "content": tr("What stands there"),
        "reason": tr("Why it was rejected"),
        "held_id": tr("Number held now"),
        "changed_fields": tr("Fields that differ"),
    }


def _figure_aliases() -> dict[str, str]:
    return {
        "patches": tr("Number of patches"),
        "area_m2": tr("Area (m²)"),
        "official_m2": tr("Official area (m²)"),
        "factor": tr("Factor of the conversion"),
        "figure_mu": tr("Area as it counts (mu)"),
        "area_mu": tr("Area (mu)"),
        "mu": tr("Area (mu)"),
        "zone_mu": tr("Area inside zones, overlaps not deducted (mu)"),
        "zone_share": tr("Share inside zones"),
        "zone_distance_m": tr("Distance to the nearest zone (m)"),
        "distance_m": tr("Distance to the drawn feature (m)"),
        "threshold_m": tr("Distance that counts (m)"),
        "overlap_m2": tr("Overlap (m²)"),
        "overlap_mu": tr("Overlap (mu)"),
        "share": tr("Share of the patch"),
        "gross_mu": tr("Area with repeats (mu)"),
        "net_mu": tr("Area by precedence (mu)"),
        "counted_mu": tr("Counted area (mu)"),
        "counted_zone_mu": tr("Counted area inside zones (mu)"),
        "counted_gross_mu": tr("Counted area with repeats (mu)"),
        "counted_net_mu": tr("Counted area by precedence (mu)"),
        "by_patch_mu": tr("Area by class of the whole patch (mu)"),
        "remediated_mu": tr("Remediated area (mu)"),
        "mu_undated": tr("Undated (mu)"),
        "target_mu": tr("Target (mu)"),
        "stated_mu": tr("Stated area (mu)"),
        "stated_area_ha": tr("Stated area (ha)"),
        "area_difference": tr("Stated less official area (m²)"),
        "old_mu": tr("Held now (mu)"),
        "new_mu": tr("Came in (mu)"),
        "delta_mu": tr("Difference (mu)"),
        "iou": tr("Common ground of all ground (IoU)"),
        "gap_mu": tr("Gap to the target (mu)"),
        "completion": tr("Completion"),
        "completion_printed": tr("Completion (%)"),
        "cumulative_target_mu": tr("Cumulative target (mu)"),
        "cumulative_mu": tr("Cumulative remediated area (mu)"),
        "cumulative_completion": tr("Cumulative completion"),
        "cumulative_completion_printed": tr("Cumulative completion (%)"),
    }
