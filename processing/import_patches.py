"""``mineremediation:importpatches``: files of patches, whatever they are, made into one layer with receipts."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingOutputNumber

from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress
from .intake import IntakeAlgorithm

MAPPING, OUTPUT, REJECTED = "MAPPING", "OUTPUT", "REJECTED"


class ImportPatches(IntakeAlgorithm):
    """Read patches from the files that surveyors send."""

    def name(self) -> str:
        """Public id."""
        return "importpatches"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Import patches")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Shapefile, GeoPackage, geodatabase, GeoJSON, KML, DXF, GPX, lists and zips of them, with a receipt.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Reads files as they are sent: Chinese in any encoding, without .prj or .shx, with the wrong ending, in a "
            "zip. What a file is, is told by its content. The files themselves are never changed.\n\n"
            "The coordinate system is checked against the numbers. Where neither the file nor one beside it names the "
            "datum it is asked: the systems in which the numbers make sense are listed, and one has to be chosen. "
            "Xi'an 80 and Beijing 54 are refused.\n\n"
            "Patch number, category, year, status, township and stated area are recognised by the names of the fields "
            "or follow the mapping (target=source;…; a source in single quotes is a constant; = ; % in names are "
            "written %3D %3B %25). The other fields follow. Codes and townships that are not known stay empty and are "
            "listed with the nearest that is. Stated areas in mu, hectares or square metres become mu.\n\n"
            "A file that cannot be read is told in its receipt, and the others are still imported. With a campaign "
            "each file is recorded once and the mapping of each sender remembered; the patches themselves go there "
            "after “Compare a submission” and “Accept a submission”."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        self.add_files(tr("Files, zips, or folders of geodatabases. On the command line repeat the parameter."))
        self.add_encoding()
        text = tr("target=source;… with the targets {targets}. Empty: what the sender used last, otherwise recognised.")
        self.add_text(MAPPING, tr("Field mapping"), text.format(targets=", ".join(_targets())), optional=True)
        self.add_place()
        self.add_keeping()
        self.add_shift()
        text = tr("The patches: what was recognised, file and row, then the fields of the files.")
        p.add_sink(self, OUTPUT, tr("Imported patches"), text, polygons=True, optional=False)
        text = tr("File, row, field, value and why, for every value or shape that was not taken.")
        p.add_sink(self, REJECTED, tr("Rejected values"), text)
        self.add_receipt()
        for name, label in (
            ("COUNT", tr("Number of patches")),
            ("TOTAL_MU", tr("All patches (mu)")),
            ("REJECTED_COUNT", tr("Number of rejected values")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read, then write the layers, the receipt, and the record in the campaign."""
        from . import patch_import

        return patch_import.run(self, parameters, context, feedback, FeedbackProgress(feedback))


def _targets() -> tuple[str, ...]:
    return ("patch_no", "category", "year", "status", "township", "stated_mu")
