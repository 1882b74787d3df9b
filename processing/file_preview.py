"""From files to what is seen of them: their shapes in possible systems, their first rows in possible encodings.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProcessingFeedback

from ..engine.planes import crs_called, crs_name
from ..engine.problems import Notice, Refusal, info, warning
from ..engine.progress import Part, Progress, check
from ..formats.crs_guess import LONLAT, Candidate
from ..formats.preview import DRAWN, Place, Reading, Sight, look
from ..formats.vector_files import sources
from ..formats.watching import watched_by
from ..libraries import shapely
from ..reports.fields import COLUMNS, alias
from ..texts import tr
from . import intake
from .base import tell
from .coordinate_import import text_of
from .intake_messages import candidate_words
from .messages import finding_text, refusal_text
from .outputs import Result, frame_result

CANDIDATES, PREVIEW = "candidates", "file_preview"


def run(
    algorithm: intake.IntakeAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    progress: Progress,
) -> dict[str, Any]:
    """One run of ``previewfiles``."""
    paths, text = algorithm.files(parameters, context), text_of(algorithm, parameters, context)
    given: list[Path | str] = [*sources(paths), *([text] if text.strip() else [])]
    if not given:
        raise Refusal("texts_none")
    reference, _ = intake.reference_polygons(algorithm, Part(progress, 0.0, 0.05))
    sights = _looked_at(given, algorithm.text(intake.ENCODING) or "auto", reference, Part(progress, 0.05, 0.8))
    for each in sights:
        _tell(each, feedback)
    results = {"CANDIDATES": _candidates(sights), "PREVIEW": _preview(sights)}
    outputs = intake.write(algorithm, parameters, context, feedback, results, [], "", Part(progress, 0.8, 1.0))
    asked = [{place.layer for place in each.places if not place.taken} for each in sights]
    return {**outputs, "ASKED": sum(map(len, asked))}


def _looked_at(given: Sequence[Path | str], encoding: str, reference: Any, progress: Progress) -> list[Sight]:
    bounds = None if reference is None else shapely.total_bounds(reference)
    found = []
    for place, source in enumerate(given):
        check(progress)
        name = tr("pasted text") if isinstance(source, str) else source.name
        with watched_by(progress):
            found.append(look(source, name, encoding, bounds))
        progress.report((place + 1) / len(given))
    return found


def _tell(sight: Sight, feedback: QgsProcessingFeedback) -> None:
    for each in sight.findings:
        (feedback.pushInfo if each.passed else feedback.pushWarning)(finding_text(each))
    for refusal in sight.refusals:
        feedback.pushWarning(refusal_text(refusal))
    tell(list(_notices(sight)), feedback)


def _notices(sight: Sight) -> Iterator[Notice]:
    for place in sight.places:
        if place.rank == 1 and place.count > DRAWN:
            yield info("preview_part", file=sight.file, count=place.count, drawn=DRAWN)
    for reading in sight.readings:
        if reading.refusal is None and not reading.taken:
            yield warning("preview_other_encoding", file=sight.file, encoding=reading.encoding)


# Outputs --------------------------------------------------------------------------------------------------


def _candidates(sights: Sequence[Sight]) -> Result:
    names = list(COLUMNS[CANDIDATES])
    places = [(each.file, place) for each in sights for place in each.places]
    rows = [
        (file, place.layer or None, place.rank, _code(place), _system(place), int(place.taken), place.count)
        for file, place in places
    ]
    geometry = np.array([*(place.geometry for _, place in places), None], dtype=object)[:-1]
    crs = QgsCoordinateReferenceSystem(LONLAT)
    return frame_result(names, pd.DataFrame(rows, columns=names, dtype=object), geometry, crs, style=CANDIDATES)


def _code(place: Place) -> str:
    if isinstance(place.system, Candidate):
        return place.system.crs
    return crs_called(place.system)


def _system(place: Place) -> str:
    if isinstance(place.system, Candidate):
        return candidate_words(place.system)
    return tr("{crs}, as the file names it").format(crs=crs_name(place.system))


def _preview(sights: Sequence[Sight]) -> Result:
    names = list(COLUMNS[PREVIEW])
    rows = [
        (each.file, reading.layer or None, reading.encoding, int(reading.taken), row, words)
        for each in sights
        for reading in each.readings
        for row, words in _rows(reading)
    ]
    return frame_result(names, pd.DataFrame(rows, columns=names, dtype=object), style=PREVIEW)


def _rows(reading: Reading) -> Iterator[tuple[int | None, str]]:
    if reading.refusal is not None:
        yield None, refusal_text(reading.refusal)
    for row, values in reading.rows:
        yield row, tr("; ").join(f"{_called(name)}={value}" for name, value in values)


def _called(field: str) -> str:
    """The name of a field; in words where it is what we call a part of a text of coordinates."""
    return alias(field) if field in COLUMNS["coordinates"] else field
