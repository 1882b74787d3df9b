"""From texts of coordinates to the layer of plots: all in one system, with notes in words.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProcessingFeedback

from ..engine.area import total
from ..engine.planes import between
from ..engine.problems import Notice, info, warning
from ..engine.progress import Part, Progress
from ..engine.repair import listed
from ..formats.crs_guess import LONLAT, code_of, meridian_of, zone_of
from ..formats.features import Features
from ..formats.text_intake import Options, read_texts
from ..libraries import shapely
from ..reports.fields import COLUMNS
from ..texts import tr
from . import intake
from .base import tell
from .fields import fields
from .finding_messages import finding_sentences
from .messages import finding_note
from .outputs import Result, columns_result

LAYER = "coordinates"
_NEAR = 5e-7  # degrees, some centimetres: the corners of one plot in texts of two zones


def run(
    algorithm: intake.IntakeAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    progress: Progress,
) -> dict[str, Any]:
    """One run of ``importcoordinates``."""
    given = intake.given(algorithm, parameters, context, Part(progress, 0.0, 0.05))
    shared = intake.shared_options(algorithm, parameters, context, given.reference)
    options = Options(pasted=tr("pasted text"), **shared)
    taken = read_texts(given.paths, given.text, options, Part(progress, 0.05, 0.7))
    intake.tell_findings(taken.receipts, feedback)
    plots = sum(map(len, taken.features))
    mu = total([mu for each in taken.features for mu in each.columns["area_mu"]])
    rejected = sum(each.counts.get("rejected", 0) for each in taken.receipts)
    done = info("coordinates_done", files=len(taken.receipts), plots=plots, mu=mu, rejected=rejected)
    tell([*_repeated(taken.features), done], feedback)
    results = {"OUTPUT": plots_result(taken.features)}
    outputs = intake.write(
        algorithm, parameters, context, feedback, results, taken.receipts, "", Part(progress, 0.7, 1.0)
    )
    return {**outputs, "COUNT": plots, "TOTAL_MU": mu, "REJECTED_COUNT": rejected}


def _repeated(features: Sequence[Features]) -> list[Notice]:
    """A warning where a file brings the ground of another one: saved in another encoding or zone, for example."""
    if len(features) < 2:
        return []
    file = np.repeat(np.arange(len(features)), [len(each) for each in features])
    bounds = np.concatenate([_bounds(each) for each in features])
    areas = np.concatenate([each.columns["area_m2"] for each in features])
    corners = shapely.STRtree(shapely.points(bounds[:, :2]))
    one, other = corners.query(shapely.box(*(bounds[:, :2] - _NEAR).T, *(bounds[:, :2] + _NEAR).T))
    same = (np.abs(bounds[one] - bounds[other]) <= _NEAR).all(axis=1) & np.isclose(areas[one], areas[other], 1e-3)
    again = np.unique(one[same & (file[other] < file[one])])
    if not len(again):
        return []
    names = [_called(each, row) for each in features for row in range(len(each))]
    return [warning("plots_in_several_files", count=len(again), ids=listed([names[place] for place in again]))]


def _bounds(features: Features) -> Any:
    """The bounds of each plot in degrees."""
    systems = np.array(features.columns["crs"], dtype=object)
    made = np.empty((len(features), 4))
    for crs in dict.fromkeys(systems):
        made[systems == crs] = shapely.bounds(between(features.geometry[systems == crs], crs, LONLAT))
    return made


def _called(features: Features, row: int) -> str:
    name, line = features.columns["plot_no"][row] or "", features.columns["source_line"][row]
    return tr("{plot} (“{file}”, line {line})").format(plot=name, file=features.file, line=line).strip()


def plots_result(features: Sequence[Features]) -> Result:
    """The plots of all texts as one layer, in the system of the first; areas are those of their own coordinates."""
    systems = [crs for each in features for crs in each.columns["crs"]]
    target = common_system(systems)
    geometry = np.concatenate([np.empty(0, dtype=object), *(each.geometry for each in features)])
    placed, own = np.array(systems, dtype=object), dict.fromkeys(systems)
    for crs in own:
        if crs != target:
            geometry[placed == crs] = between(geometry[placed == crs], crs, target)
    names = list(COLUMNS[LAYER])
    columns = [[value for each in features for value in each.columns[name]] for name in names[:-1]]
    return columns_result(
        fields(names),
        [*columns, _notes(features, systems, target)],
        geometry,
        QgsCoordinateReferenceSystem(target),
        style=LAYER,
    )


def common_system(systems: Sequence[str]) -> str:
    """The system that all plots come into: their own one, or of several the 3° zone, with its number, of the first
    that is in a zone.
    """
    own = list(dict.fromkeys(systems))
    if len(own) == 1:
        return own[0]
    zones = (zone_of(each) for each in own)
    zone = next((each for each in zones if each is not None), None)
    return own[0] if zone is None else code_of(meridian_of(*zone[:2]) // 3, 3, True)


def _notes(features: Sequence[Features], systems: Sequence[str], target: str) -> list[str | None]:
    """What is odd about each plot, in words; None where nothing is."""
    sentences = finding_sentences()
    moved = {crs: tr("came in {crs}").format(crs=crs) for crs in systems if crs != target}
    found = []
    remarks = [each for one in features for each in one.columns["remarks"]]
    for own, crs in zip(remarks, systems):
        words = [finding_note(each, sentences) for each in own]
        found.append(tr("; ").join([*words, *([moved[crs]] if crs in moved else [])]) or None)
    return found
