"""From files to the layer of imported patches: vocabulary, columns of all files side by side, outputs.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsField,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingFeedback,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QVariant

from ..campaign import database, values
from ..campaign.geometry import multiplied
from ..engine import aliases
from ..engine.aliases import find
from ..engine.area import to_mu, total
from ..engine.planes import between
from ..engine.problems import Notice, info, warning
from ..engine.progress import Part, Progress
from ..engine.repair import listed
from ..engine.values import fold
from ..formats.crs_guess import LONLAT
from ..formats.field_mapping import TARGETS
from ..formats.patch_intake import Intake, Layer, Options, read_files
from ..formats.patch_values import Vocabulary
from ..reports.fields import COLUMNS
from . import intake
from .base import tell
from .fields import different_names
from .fields import field as own_field
from .messages import finding_wording
from .outputs import Result, columns_result, frame_result

_TAKEN = {  # odd, and taken all the same: told in the receipt and the log alone
    "unit_converted", "figure_merged", "rows_hidden", "total_differs", "degrees_packed", "line_closed", "track_closed",
    "points_dropped", "patch_within",
}  # fmt: skip
_SAME_DEGREES = 1e-8  # a millimetre
_QT = {int: QVariant.LongLong, float: QVariant.Double, date: QVariant.Date, datetime: QVariant.DateTime}


def run(
    algorithm: intake.IntakeAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    progress: Progress,
) -> dict[str, Any]:
    """One run of ``importpatches``."""
    mapping = algorithm.text("MAPPING")
    given = intake.given(algorithm, parameters, context, Part(progress, 0.0, 0.05))
    shared = intake.shared_options(algorithm, parameters, context, given.reference)
    kept = mapping or intake.kept_mapping(algorithm)
    options = Options(words=_vocabulary(algorithm, given.texts), mapping=kept, **shared)
    made = read_files(given.paths, options, Part(progress, 0.05, 0.6))
    intake.tell_findings(made.receipts, feedback)
    numbers = _numbers(made)
    tell([*_repeated(made), _done(len(made.receipts), numbers)], feedback)
    outputs = _write(algorithm, parameters, context, feedback, made, mapping, Part(progress, 0.6, 1.0))
    return {**outputs, "COUNT": numbers["rows"], "TOTAL_MU": numbers["mu"], "REJECTED_COUNT": numbers["rejected"]}


def _numbers(made: Intake) -> dict[str, Any]:
    areas = np.concatenate([np.empty(0), *(each.area_m2 for each in made.layers)])
    return {
        "rows": sum(len(each.features) for each in made.layers),
        "polygons": int((~np.isnan(areas)).sum()),
        "mu": float(to_mu(total(areas[~np.isnan(areas)]))),
        "rejected": len(_rejected(made)),
    }


def _repeated(made: Intake) -> list[Notice]:
    """A warning where patches of one number come in several files or layers: their ground is in the sum each time."""
    places = Counter(number for each in made.layers for number in {*each.values["patch_no"]} - {None})
    repeated = [number for number, count in places.items() if count > 1]
    if not repeated:
        return []
    return [warning("patches_in_several_files", count=len(repeated), ids=listed(sorted(repeated)))]


def _done(count: int, numbers: dict[str, Any]) -> Notice:
    rows, polygons, rejected = (numbers[name] for name in ("rows", "polygons", "rejected"))
    return info("import_done", files=count, rows=rows, polygons=polygons, mu=numbers["mu"], rejected=rejected)


# Words ----------------------------------------------------------------------------------------------------


def _vocabulary(algorithm: intake.IntakeAlgorithm, texts: dict[str, Any]) -> Vocabulary:
    """Codes and townships of the campaign; without one the usual codes, and the townships of the reference."""
    if algorithm.path is None:
        words, townships = values.plain_words(), {}
    else:
        with database.reading(algorithm.path) as connection:
            words, townships = values.code_words(connection), values.township_words(connection)
    return Vocabulary(words["category"], words["step"], townships or _townships(texts))


def _townships(texts: dict[str, Any]) -> dict[str, str]:
    """Names of townships by folded name, where a field of the reference holds them."""
    name = find(texts, aliases.TOWNSHIP)
    found = [str(each).strip() for each in (texts[name] if name else ()) if each is not None and str(each).strip()]
    return {fold(each).casefold(): each for each in found}


# Outputs --------------------------------------------------------------------------------------------------


def _write(
    algorithm: intake.IntakeAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    made: Intake,
    mapping: str,
    progress: Progress,
) -> dict[str, Any]:
    results = {
        "OUTPUT": imported_result(made.layers),
        "REJECTED": frame_result(list(COLUMNS["rejected"]), _rejected(made), style="rejected"),
    }
    return intake.write(algorithm, parameters, context, feedback, results, made.receipts, mapping, progress)


def _rejected(made: Intake) -> pd.DataFrame:
    """What was not taken, row by row: values, and shapes that could not be read."""
    told = finding_wording()
    rows = [
        (each.file, each.row, each.field or None, each.value or None, told(each))
        for receipt in made.receipts
        for each in receipt.failed
        if each.row is not None and each.rule not in _TAKEN
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS["rejected"]), dtype=object)


def imported_result(layers: Sequence[Layer]) -> Result:
    """All *layers* as one: what was understood, file and row, then the fields of the files by name."""
    ours = list(COLUMNS["imported"])
    understood = [[value for each in layers for value in each.values[name]] for name in TARGETS]
    where = [
        [each.features.file for each in layers for _ in each.features.rows],
        [int(row) for each in layers for row in each.features.rows],
    ]
    names, columns = _side_by_side(layers)
    together = QgsFields()
    for name in ours:
        together.append(own_field(name))
    for name, (kind, _) in zip(different_names([*ours, *names])[len(ours) :], columns):
        together.append(QgsField(name, kind))
    geometry, crs = _in_one_system(layers)
    known = [*understood, *where, *(column for _, column in columns)]
    return columns_result(together, known, geometry, crs, style="imported")


def _side_by_side(layers: Sequence[Layer]) -> tuple[list[str], list[tuple[Any, list[Any]]]]:
    """The fields of all files by name (in any case), each with its type and its values in the order of the rows.

    Where one file has several names that differ in case only, they are fields of their own.
    """
    keyed = [_by_key(each.features.columns) for each in layers]
    names: dict[tuple[str, int], str] = {}
    for fields in keyed:
        for key, name in fields.items():
            names.setdefault(key, name)
    columns = []
    for key in names:
        column: list[Any] = []
        for each, fields in zip(layers, keyed):
            column += each.features.as_given(fields[key]) if key in fields else [None] * len(each.features)
        columns.append(_typed(column))
    return list(names.values()), columns


def _by_key(names: Iterable[str]) -> dict[tuple[str, int], str]:
    """*names* by what they are in small letters and which of that kind they are."""
    counts: Counter[str] = Counter()
    found = {}
    for name in names:
        key = name.casefold()
        found[key, counts[key]] = name
        counts[key] += 1
    return found


def _typed(column: list[Any]) -> tuple[Any, list[Any]]:
    """The type that holds all values of *column*, and the values for it; text where they differ in kind."""
    kinds = {type(each) for each in column if each is not None}
    if kinds == {int, float}:
        kinds = {float}
    kind = kinds.pop() if len(kinds) == 1 else str
    if kind is bool:
        return QVariant.Int, [None if each is None else int(each) for each in column]
    if kind is int and any(each is not None and abs(each) >= 1 << 63 for each in column):
        kind = str
    convert = {int: int, float: _finite, date: _day, datetime: _moment}.get(kind, str)
    return _QT.get(kind, QVariant.String), [None if each is None else convert(each) for each in column]


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _day(value: date) -> QDate:
    return QDate(value.year, value.month, value.day)


def _moment(value: datetime) -> QDateTime:
    return QDateTime(value.replace(tzinfo=None))


def _in_one_system(layers: Sequence[Layer]) -> tuple[Any, QgsCoordinateReferenceSystem]:
    """Multi-part geometry of all layers in the system of the first that has any, and that system.

    Where that system cannot hold all of them (a zone on the other side of the earth) they are in degrees.
    """
    placed = [each for each in layers if each.crs]
    target = placed[0].crs if placed else ""
    if not all(_held(each, target) for each in placed):
        target = LONLAT
    parts = [_moved(each, target) if each.crs else each.geometry for each in layers]
    geometry = np.concatenate([np.empty(0, dtype=object), *parts])
    return multiplied(geometry), QgsCoordinateReferenceSystem(target) if target else QgsCoordinateReferenceSystem()


def _moved(layer: Layer, target: str) -> Any:
    return layer.geometry if layer.crs == target else between(layer.geometry, layer.crs, target)


def _held(layer: Layer, target: str) -> bool:
    """Whether the system *target* gives every vertex of *layer* back."""
    from ..libraries import shapely

    if layer.crs == target:
        return True
    before = shapely.get_coordinates(between(layer.geometry, layer.crs, LONLAT))
    after = shapely.get_coordinates(between(_moved(layer, target), target, LONLAT))
    return bool(np.abs(after - before).max(initial=0.0) < _SAME_DEGREES)
