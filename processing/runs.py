"""What a run of our algorithms consists of: read, compute, write. The algorithms only say in which order.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
from qgis.core import QgsLayerMetadata, QgsProcessingContext, QgsProcessingFeedback

from ..engine.accounting import Accounting, summarise
from ..engine.classify import Classified, classify, classify_polygons
from ..engine.patches import Patches, prepare_patches
from ..engine.problems import Notice, Refusal, warning
from ..engine.progress import Part, Progress, check
from ..engine.repair import polygons_in_plane
from ..engine.results import Account
from ..engine.townships import prepare_townships
from ..reports.fields import PRINTED, unprinted
from ..texts import tr
from . import parameters as p
from .base import MineAlgorithm, tell
from .destinations import check_destinations, destination_of
from .messages import notice_text
from .outputs import Result, Sinks, carrying_result, frame_result
from .provenance import provenance
from .reading import (
    AccountingChoice,
    PatchInput,
    Snapshots,
    patch_layer,
    read_choice,
    read_patches,
    read_target_set,
    read_townships,
    read_zone_classes,
    take_snapshots,
)
from .sources import SourceTable, carry
from .swapping import Siblings

CLASSIFIED = unprinted("classified")
SUMMARY = unprinted("area_summary")
PIECES = unprinted("pieces")
OVERLAPS = unprinted("overlaps")


@dataclass(frozen=True)
class Run:
    """One run: the algorithm, its parameters, and snapshots of the layers."""

    algorithm: MineAlgorithm
    parameters: dict[str, Any]
    context: QgsProcessingContext
    snapshots: Snapshots
    cuts_on_grid: list[str] = field(default_factory=list)  # in words; filled while computing

    @property
    def provenance(self) -> list[tuple[str, str]]:
        """How the result was made."""
        pairs = provenance(self.algorithm, self.parameters, self.context, self.snapshots, self.algorithm.run_id)
        return [*pairs, (tr("Cuts on a grid"), " ".join(self.cuts_on_grid) or tr("none"))]

    def note_cuts(self, notices: list[Notice]) -> list[Notice]:
        """Keep what *notices* say of cuts that needed a grid, for the provenance; returns those notices."""
        found = [each for each in notices if each.code == "overlay_fallback"]
        self.cuts_on_grid.extend(notice_text(each) for each in found)
        return found

    def metadata(self, title: str) -> QgsLayerMetadata:
        """Metadata of a layer of this run."""
        metadata = QgsLayerMetadata()
        metadata.setTitle(title)
        metadata.setAbstract("\n".join(f"{item}: {content}" for item, content in self.provenance))
        return metadata


def begin(algorithm: MineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> Run:
    """Main thread: snapshots, and destinations that would overwrite each other or an input refused."""
    snapshots = take_snapshots(algorithm, parameters, context)
    single = [snapshots.patches, snapshots.townships, snapshots.targets]
    layers = [each for group in [single, *snapshots.zones.values()] for each in group if each is not None]
    paths = {p.INPUT: snapshots.patches.path}
    if snapshots.townships is not None:
        paths[p.TOWNSHIPS] = snapshots.townships.path
    carried = {sink: paths[name] for sink, name in algorithm.CARRIES.items() if name in paths}
    check_destinations(algorithm, parameters, context, [each.path for each in layers], carried)
    return Run(algorithm, parameters, context, snapshots)


def classify_run(run: Run, progress: Progress) -> tuple[PatchInput, Classified]:
    """Read and classify for ``classifybyzone``."""
    id_field = p.text_of(run.algorithm, run.parameters, p.ID_FIELD, run.context)
    patches = read_patches(run.snapshots.patches, [], id_field, Part(progress, 0.0, 0.2), carry=True)
    classes, notices = read_zone_classes(run.algorithm, run.parameters, run.snapshots, Part(progress, 0.2, 0.3))
    table = patches.table
    classified = classify(
        table.name,
        run.snapshots.patches.crs_wkt,
        table.geometry,
        patches.ids,
        classes,
        min_share(run),
        Part(progress, 0.3, 1.0),
    )
    classified.result.notices[:0] = [*patches.notices, *notices]
    classified.result.notices.extend(patches.stored_area_notices(classified.polygons.area_m2))
    run.note_cuts(classified.result.notices)
    return patches, classified


def min_share(run: Run) -> float:
    """The smallest share for membership, 0…1."""
    percent = run.algorithm.parameterAsDouble(run.parameters, p.MIN_SHARE, run.context)
    if not 0 <= percent <= 100:
        raise Refusal("min_share_invalid", value=percent)
    return float(percent) / 100.0


@dataclass(frozen=True)
class Summarised:
    """A summary with what was read for it; ``classified`` where the zones were asked for too."""

    patch_input: PatchInput
    patches: Patches
    townships: SourceTable
    accounting: Accounting
    choice: AccountingChoice
    classified: Classified | None = None


def begun_summary(run: Run, progress: Progress, share: float) -> Summarised:
    """The first *share* of a run that makes files: say that it computes, then sum with what the patches carry."""
    progress.report(0.0, tr("Computing"))
    return summary_run(run, Part(progress, 0.0, share), carry_patches=True)


def summary_run(run: Run, progress: Progress, *, carry_patches: bool = False) -> Summarised:
    """Read and sum for ``summarizearea`` and ``exportprogress`` (there with zones, where layers are given)."""
    choice = read_choice(run.algorithm, run.parameters, run.context)
    snapshots = run.snapshots
    patch_input = read_patches(
        snapshots.patches, choice.fields, choice.id_field, Part(progress, 0.0, 0.15), carry=carry_patches
    )
    townships, township_table = _townships(run, choice, Part(progress, 0.15, 0.25))
    targets, notices = read_target_set(snapshots.targets, choice, progress)
    layer = patch_layer(patch_input, choice)
    polygons = polygons_in_plane(layer.geometry, layer.crs, layer.name, layer.ids, progress=Part(progress, 0.25, 0.4))
    patches = prepare_patches(layer, choice.counting, progress, polygons)
    classified = None
    if any(snapshots.zones.values()):
        classes, zone_notices = read_zone_classes(run.algorithm, run.parameters, snapshots, progress)
        classified = classify_polygons(
            polygons, layer.name, layer.ids, classes, min_share(run), Part(progress, 0.4, 0.6)
        )
        notices += [*zone_notices, *classified.zones.notices, *run.note_cuts(classified.result.notices)]
    accounting = summarise(
        patches,
        townships,
        targets,
        classified.zones if classified else None,
        keep_overlaps=choice.counting.keep_overlaps,
        progress=Part(progress, 0.6, 1.0),
    )
    run.note_cuts(accounting.summary.notices)
    told = [*patch_input.notices, *township_table.notices, *notices]
    accounting.summary.notices[:0] = told
    accounting.summary.notices.extend(patch_input.stored_area_notices(polygons.area_m2))
    done = Summarised(patch_input, patches, township_table, accounting, choice, classified)
    accounting.summary.notices.extend(run.algorithm.more_notices(done))
    return done


def _townships(run: Run, choice: AccountingChoice, progress: Progress) -> Any:
    if run.snapshots.townships is None:
        raise Refusal("input_invalid", parameter=p.TOWNSHIPS)
    layer, table = read_townships(run.snapshots.townships, choice.township_name, progress, carry=True)
    return prepare_townships(layer, progress), table


def account_numbers(account: Account) -> dict[str, float]:
    """The numbers of the account line, unrounded mu."""
    return {
        "TOTAL_MU": account.total_mu,
        "COUNTED_MU": account.counted_mu,
        "NOT_COUNTED_MU": account.not_counted_mu,
        "OVERLAP_MU": account.overlap_mu,
        "OUTSIDE_MU": account.outside_mu,
    }


def progress_fields(townships: pd.DataFrame) -> list[str]:
    """Fields of PROGRESS: our columns of the township table, without the printed ones."""
    return [name for name in without_printed(townships) if name != "township"]


def without_printed(frame: pd.DataFrame) -> list[str]:
    """Columns of *frame* but those of printed figures."""
    return [name for name in frame.columns if not name.endswith(PRINTED)]


def targets_missing() -> Notice:
    """TARGET_PROGRESS was asked for, but no targets are given."""
    return warning("targets_missing")


@contextmanager
def writing(run: Run, feedback: QgsProcessingFeedback, progress: Progress) -> Iterator[Writer]:
    """A :class:`Writer`; when the block ends well, all files are swapped in, otherwise none is changed."""
    with Siblings(run.algorithm.run_id) as siblings:
        writer = Writer(run, feedback, progress, siblings)
        yield writer
        check(progress)
        writer.finish()


class Writer:
    """Writes the results of one run; ``outputs`` holds the values of the sinks afterwards. See :func:`writing`."""

    def __init__(self, run: Run, feedback: QgsProcessingFeedback, progress: Progress, siblings: Siblings) -> None:
        self._run, self._feedback, self._progress = run, feedback, progress
        self._sinks = Sinks(run.algorithm, run.parameters, run.context, siblings)
        definitions = run.algorithm.destinationParameterDefinitions()
        self._asked = [each.name() for each in definitions if self.asked(each.name())]
        self.outputs: dict[str, Any] = {}

    def finish(self) -> None:
        """Put every file in its place, and say what is to be said of it."""
        for name, written in self._sinks.swap_in().items():
            tell(written.notices, self._feedback)
            self.outputs[name] = written.layer_id

    def asked(self, name: str) -> bool:
        """Whether the sink *name* is wanted."""
        return destination_of(self._run.algorithm, self._run.parameters, name, self._run.context) is not None

    def table(self, name: str, names: Sequence[str], frame: pd.DataFrame, style: str) -> None:
        """Write a table of our fields."""
        if self.asked(name):
            self._write(name, frame_result(names, frame, style=style, metadata=self._metadata(name)))

    def ground(
        self, name: str, names: Sequence[str], frame: pd.DataFrame, shapes: Callable[[Progress], Any], style: str
    ) -> None:
        """Write pieces of ground as polygons in the CRS of the patches; *shapes* makes them when they are asked for."""
        if not self.asked(name):
            return
        crs, made = self._run.snapshots.patches.crs, shapes(Part(self._progress, 0.0, 0.0))
        self._write(name, frame_result(names, frame, made, crs, style=style, metadata=self._metadata(name)))

    def made(self, name: str, result: Result) -> None:
        """Write a layer that is made already."""
        self._write(name, replace(result, metadata=self._metadata(name)))

    def carry(self, name: str, table: SourceTable, names: Sequence[str], frame: pd.DataFrame, style: str) -> None:
        """Write the features of an input with our fields behind their own."""
        if not self.asked(name):
            return
        carried = carry(table, names)
        tell(carried.notices, self._feedback)
        self._write(name, carrying_result(carried, frame, style=style, metadata=self._metadata(name)))

    def _metadata(self, name: str) -> QgsLayerMetadata:
        return self._run.metadata(self._run.algorithm.parameterDefinition(name).description())

    def _write(self, name: str, result: Result) -> None:
        place, count = self._asked.index(name), len(self._asked)
        self._sinks.write(name, result, Part(self._progress, place / count, (place + 1) / count))
