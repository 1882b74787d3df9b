"""The classes by which patches are drawn: values, words and looks. No QGIS here.

Layers and maps ask here, so that a class has one name and one look in the project, on the map and in its legend.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..texts import tr
from . import palette, words
from .palette import Swatch

NOT_COUNTED = "NOT_COUNTED"  # stands for patches that status or cut-off leave out


@dataclass(frozen=True)
class PatchClass:
    """One class: the values of the field that belong to it (None: NULL), its words, its look."""

    values: tuple[Any, ...]
    name: str
    swatch: Swatch


def zone_classes(present: Iterable[Any]) -> list[PatchClass]:
    """The zone classes among *present*, in precedence order."""
    wanted = set(present)
    swatches = palette.group(palette.ZONE_CLASS)
    return [PatchClass((key,), words.zone_class_name(key), each) for key, each in swatches.items() if key in wanted]


def category_classes(present: Iterable[Any]) -> list[PatchClass]:
    """The categories *present*, in the order given; NULL has words and a look of its own."""
    swatches = palette.category_swatches(present)
    return [PatchClass((value,), words.category_name(value), each) for value, each in swatches.items()]


def status_classes(present: Iterable[Any]) -> list[PatchClass]:
    """The rungs of the ladder that the statuses *present* stand on; other statuses keep their own words."""
    rungs: dict[str | None, list[Any]] = {}
    for value in present:
        rungs.setdefault(palette.status_class(value), []).append(value)
    ladder = palette.group(palette.STATUS)
    found = [PatchClass(tuple(rungs[key]), _rung_name(key), each) for key, each in ladder.items() if key in rungs]
    other = palette.swatch(palette.BASE, "no_status")
    return found + [
        PatchClass((each,), words.status_name(each) or tr("No status"), other) for each in rungs.get(None, [])
    ]


def not_counted_class() -> PatchClass:
    """Patches that the accounting leaves out: hollow, so that no figure is read from them."""
    return PatchClass((NOT_COUNTED,), tr("Not counted"), palette.swatch(palette.BASE, "not_counted"))


def one_class() -> PatchClass:
    """All patches alike, where there is nothing to tell them apart."""
    return PatchClass((), tr("Mine patches"), palette.swatch(palette.BASE, "patch"))


def _rung_name(key: str) -> str:
    return {
        "NOT_STARTED": tr("Not started"),
        "IN_PROGRESS": tr("Works under way"),
        "COMPLETED": tr("Works completed"),
        "UNDER_ACCEPTANCE": tr("Under acceptance"),
        "ACCEPTED": tr("Accepted"),
    }[key]
