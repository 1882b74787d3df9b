"""``mineremediation:importcoordinates``: texts of coordinates, files or pasted, made into one layer with receipts."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
)

from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress
from .intake import IntakeAlgorithm

OUTPUT = "OUTPUT"


class ImportCoordinates(IntakeAlgorithm):
    """Read plots from land-boundary texts, corner strings and pasted lists."""

    def name(self) -> str:
        """Public id."""
        return "importcoordinates"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Import coordinates")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Land-boundary TXT, corner strings of mining rights, pasted corner lists, degrees and minutes.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Reads land-boundary texts (勘测定界、报部坐标) in all their dialects, corner strings of mining rights, "
            "and lists of corners pasted from Word or Excel, in metres or degrees. Which it is, its encoding, holes "
            "and parts are found out; the text itself is never changed.\n\n"
            "Zone, zone number and the order of X and Y are told by the numbers. The datum is not: where the text "
            "does not name it, it is asked, with the systems in which the numbers make sense. Xi'an 80 and Beijing "
            "54 are refused.\n\n"
            "A stated area is compared with the official area (ellipsoidal, CGCS2000) and with the plane one of its "
            "zone; it agrees within half of its last digit.\n\n"
            "A plot that cannot be read is named with its line, and so is every other line that was not read; the "
            "others are imported. Plots of different zones come into the zone of the first; their areas are those of "
            "their own coordinates. With a campaign each file is recorded once."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_files(tr("Text files (.txt, .csv, .dat). On the command line repeat the parameter."), optional=True)
        self.add_pasted()
        self.add_crs()
        self.add_encoding()
        self.add_reference()
        self.add_keeping()
        self.add_shift()
        text = tr(
            "A plot per row: number, name, land use, stated and official area, how they agree, file, line, notes."
        )
        p.add_sink(self, OUTPUT, tr("Imported plots"), text, polygons=True, optional=False)
        self.add_receipt()
        for name, label in (
            ("COUNT", tr("Number of plots")),
            ("TOTAL_MU", tr("All plots (mu)")),
            ("REJECTED_COUNT", tr("Plots that could not be read")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, then write the layer, the receipt, and the record in the campaign."""
        from . import coordinate_import

        return coordinate_import.run(self, parameters, context, feedback, FeedbackProgress(feedback))
