"""Names and types of fields at the door: QGIS fields of ours, short names for formats that cut names.

What our fields are called and hold is declared in ``reports/fields.py``; here they become QGIS fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count

from qgis.core import QgsField, QgsFields
from qgis.PyQt.QtCore import QVariant

from ..reports import fields as declared

SHORT_LENGTH = 10  # bytes that a dBASE table keeps of a field's name
DBF_TEXT = 254  # bytes that a dBASE table keeps of a text

# public for ever, like the field names themselves: shapefiles of former runs are read back by them
SHORT_NAMES = {
    "approximate": "approx_yn",
    "area_difference": "area_diff",
    "area_matches": "area_match",
    "area_mu_printed": "area_mu_p",
    "by_patch_mu": "by_ptch_mu",
    "by_patch_mu_printed": "byptc_mu_p",
    "changed_fields": "chg_fields",
    "completion_printed": "complet_p",
    "counted_gross_mu": "cnt_gro_mu",
    "counted_gross_mu_printed": "cntgr_mu_p",
    "counted_mu_printed": "cnted_mu_p",
    "counted_net_mu": "cnt_net_mu",
    "counted_net_mu_printed": "cntnt_mu_p",
    "counted_zone_mu": "cnt_zon_mu",
    "cumulative_completion": "cum_compl",
    "cumulative_completion_printed": "cum_cmpl_p",
    "cumulative_mu": "cumul_mu",
    "cumulative_mu_printed": "cumul_mu_p",
    "cumulative_target_mu": "cum_tgt_mu",
    "difference_mu": "diff_mu",
    "dropped_year": "droppd_yr",
    "gap_mu_printed": "gap_mu_p",
    "mu_undated_printed": "mu_undat_p",
    "official_m2": "offcl_m2",
    "remediated_mu": "remed_mu",
    "remediated_mu_printed": "remed_mu_p",
    "source_file": "src_file",
    "source_line": "src_line",
    "stated_area_ha": "stated_ha",
    "target_value": "tgt_value",
    "threshold_m": "thresh_m",
    "zone_classes": "zone_clses",
    "zone_distance_m": "zone_dst_m",
}
_FULL_NAMES = {short: full for full, short in SHORT_NAMES.items()}
_YEAR_PRINTED = re.compile(r"mu_(\d{4})_printed")
_SHORT_YEAR_PRINTED = re.compile(r"mu_(\d{4})_p")

_QT_TYPES = {
    declared.Kind.TEXT: QVariant.String,
    declared.Kind.INTEGER: QVariant.Int,
    declared.Kind.REAL: QVariant.Double,
}


def field(name: str) -> QgsField:
    """Our field *name* with the type that was declared for it: unlimited text, Int, or Double without precision."""
    return QgsField(name, _QT_TYPES[declared.kind_of(name)])


def fields(names: Iterable[str]) -> QgsFields:
    """Our fields of these names, in this order."""
    made = QgsFields()
    for name in names:
        made.append(field(name))
    return made


def short_name(name: str) -> str:
    """The name of our field *name* in a shapefile or dBASE table; *name* itself where it fits."""
    printed_year = _YEAR_PRINTED.fullmatch(name)
    return f"mu_{printed_year.group(1)}_p" if printed_year else SHORT_NAMES.get(name, name)


def full_name(name: str) -> str:
    """What *name*, in any case and perhaps cut by a shapefile of ours, stands for; lower case if it is ours."""
    lower = name.lower()
    printed_year = _SHORT_YEAR_PRINTED.fullmatch(lower)
    if printed_year:
        return f"mu_{printed_year.group(1)}_printed"
    return _FULL_NAMES.get(lower, lower if declared.alias(lower) else name)


def read_back(names: Iterable[str]) -> dict[str, str]:
    """``full name → name in the layer`` for *names* of a layer; the first of equals wins."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(full_name(name), name)
    return found


def is_former(name: str, ours: Iterable[str]) -> bool:
    """Whether *name* is left over from a former run that wrote the fields *ours* (year columns: of any year)."""
    full = full_name(name).lower()
    given = set(ours)
    return full in given or (declared.is_year_field(full) and any(declared.is_year_field(each) for each in given))


def cut_names(names: list[str], encoding: str) -> list[str]:
    """*names* as a dBASE table keeps them: at most ten bytes, whole characters, different from each other."""
    taken: set[str] = set()
    cut = []
    for name in names:
        fitting = _fitting(short_name(name), encoding, taken)
        taken.add(fitting.lower())
        cut.append(fitting)
    return cut


def different_names(names: list[str]) -> list[str]:
    """*names* made different from each other without regard to case, as databases want them."""
    taken: set[str] = set()
    made = []
    for name in names:
        candidates = (name if number == 1 else f"{name}_{number}" for number in count(1))
        free = next(each for each in candidates if each.lower() not in taken)
        taken.add(free.lower())
        made.append(free)
    return made


def _fitting(name: str, encoding: str, taken: set[str]) -> str:
    marks = ("" if number == 1 else f"_{number}" for number in count(1))
    candidates = (first_bytes(name, SHORT_LENGTH - len(mark), encoding) + mark for mark in marks)
    return next(each for each in candidates if each.lower() not in taken)


def first_bytes(text: str, size: int, encoding: str) -> str:
    """As much of *text*, in whole characters, as fits into so many bytes."""
    text = text[:size]
    while len(text.encode(encoding, "replace")) > size:
        text = text[:-1]
    return text
