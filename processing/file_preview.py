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
from ..reports.fields import COLUMNS, alias
from ..texts import tr
from . import intake
from .base import tell
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
    given = intake.given(algorithm, parameters, context, Part(progress, 0.0, 0.05))
    encoding = algorithm.text(intake.ENCODING) or "auto"
    sights = _looked_at(given, encoding, Part(progress, 0.05, 0.8))
    for each in sights:
        _tell(each, feedback)
    results = {"CANDIDATES": _candidates(sights), "PREVIEW": _preview(sights)}
    outputs = intake.write(algorithm, parameters, context, feedback, results, [], "", Part(progress, 0.8, 1.0))
    asked = [{place.layer for place in each.places if not place.taken} for each in sights]
    return {**outputs, "ASKED": sum(map(len, asked))}


def _looked_at(given: intake.Given, encoding: str, progress: Progress) -> list[Sight]:
    found: list[Sight] = []
    looked: list[Path | str] = [*sources(given.paths), *([given.text] if given.text.strip() else [])]
    for place, source in enumerate(looked):
        check(progress)
        name = tr("pasted text") if isinstance(source, str) else source.name
        with watched_by(progress):
            found.append(look(source, name, encoding, given.reference))
        progress.report((place + 1) / len(looked))
    return found


def _tell(sight: Sight, feedback: QgsProcessingFeedback) -> None:
    for each in sight.findings:
        (feedback.pushInfo if each.passed else feedback.pushWarning)(finding_text(each))
    for refusal in sight.refusals:
        if "candidates" not in refusal.values:
            feedback.pushWarning(refusal_text(refusal))
    tell(list(_notices(sight)), feedback)


def _asked(refusal: Refusal) -> Notice:
    """What an import will ask, and where to look for the answer."""
    file, candidates = refusal.values["file"], refusal.values["candidates"]
    reason = _reasons()[refusal.code].format(crs=refusal.values.get("crs", ""))
    if not candidates:
        return warning("preview_nowhere", file=file, reason=reason)
    return warning("preview_asked", file=file, reason=reason, candidates=candidates)


def _reasons() -> dict[str, str]:
    return {
        "crs_unnamed": tr(
            "neither the file nor one beside it names the datum, and the numbers cannot tell it (Xi'an 80 and Beijing "
            "54 look like CGCS2000)."
        ),
        "crs_numbers": tr("the numbers are not in the coordinate system that is named ({crs})."),
        "crs_zone_differs": tr("the numbers lie in another zone than the one that is named ({crs})."),
        "crs_zone_open": tr("the eastings carry no zone number and the zone is not named ({crs})."),
    }


def _notices(sight: Sight) -> Iterator[Notice]:
    yield from map(_asked, (each for each in sight.refusals if "candidates" in each.values))
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
