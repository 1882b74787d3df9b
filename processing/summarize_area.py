"""``mineremediation:summarizearea``: remediated area per township, year and category, against the targets."""

from __future__ import annotations

from typing import Any, ClassVar

from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, MineAlgorithm, tell

OUTPUT, PROGRESS, TARGET_PROGRESS = "OUTPUT", "PROGRESS", "TARGET_PROGRESS"
PIECES, OVERLAP_PAIRS = "PIECES", "OVERLAP_PAIRS"


class SummarizeArea(MineAlgorithm):
    """Sum the remediated area, every square metre once."""

    ICON = "summarize_area.svg"
    CARRIES: ClassVar[dict[str, str]] = {PROGRESS: p.TOWNSHIPS}

    def name(self) -> str:
        """Public id."""
        return "summarizearea"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Summarize remediated area")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Remediated mu per township, year and category, every square metre once, against the targets.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Cuts the counted mine patches by townships and sums their official area by township, year, category.\n\n"
            "Ground that several patches share counts once, for the earlier date or year; what was lost to whom is "
            "listed piece by piece. Ground outside every township, without a year or without a category keeps a row "
            "of its own: all patches = counted + shared + not counted.\n\n"
            "With a table of targets, completion and gap are given per year, category and span, cumulative too. Where "
            "the table holds several target sets that contradict each other, one must be chosen by name."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        p.add_input(self)
        p.add_accounting(self, zone_field=True)
        p.add_sink(
            self,
            OUTPUT,
            tr("Remediated area"),
            tr("A row per township, year, category and zone class with patches, m², mu and the patch numbers."),
            optional=False,
        )
        p.add_sink(
            self,
            PROGRESS,
            tr("Progress by township"),
            tr("The township layer with remediated mu, also per year; townships without work have zeros."),
            polygons=True,
            optional=False,
        )
        p.add_sink(
            self,
            TARGET_PROGRESS,
            tr("Progress against targets"),
            tr("Target, remediated mu, gap and completion per category and year or span, cumulative too."),
        )
        p.add_sink(self, PIECES, tr("Pieces"), tr("The counted ground, cut by townships."), polygons=True)
        p.add_sink(
            self,
            OVERLAP_PAIRS,
            tr("Shared ground"),
            tr("Ground that an earlier patch holds: who keeps it, who loses it, and how much."),
            polygons=True,
        )
        p.add_accounting_numbers(self)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Sum, then write."""
        from ..engine.progress import Part
        from . import runs

        progress = FeedbackProgress(feedback)
        done = runs.summary_run(self._run, Part(progress, 0.0, 0.8))
        summary = done.accounting.summary
        tell(summary.notices, feedback)
        with runs.writing(self._run, feedback, Part(progress, 0.8, 1.0)) as writer:
            writer.table(OUTPUT, runs.SUMMARY, summary.area_summary, "area_summary")
            names = runs.progress_fields(summary.townships)
            writer.carry(PROGRESS, done.townships, names, summary.townships, "progress")
            if summary.target_progress is not None:
                names = runs.without_printed(summary.target_progress)
                writer.table(TARGET_PROGRESS, names, summary.target_progress, "target_progress")
            elif writer.asked(TARGET_PROGRESS):
                tell([runs.targets_missing()], feedback)
            made = done.accounting
            writer.ground(PIECES, runs.PIECES, summary.pieces, made.piece_shapes, "pieces")
            writer.ground(OVERLAP_PAIRS, runs.OVERLAPS, summary.overlaps, made.overlap_shapes, "overlap_pairs")
        return {**writer.outputs, **runs.account_numbers(summary.account)}
