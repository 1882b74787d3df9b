"""``mineremediation:previewfiles``: files looked at before they are imported, nothing settled."""

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

CANDIDATES, PREVIEW = "CANDIDATES", "PREVIEW"


class PreviewFiles(IntakeAlgorithm):
    """Draw files in every coordinate system that makes sense, and show their first rows in every encoding."""

    def name(self) -> str:
        """Public id."""
        return "previewfiles"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Preview files")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("What came in, drawn in the coordinate systems that make sense, and its first rows in each encoding.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "For files, or a pasted text, of which an import asks the coordinate system, or whose texts look wrong. "
            "Nothing is imported.\n\n"
            "The layer shows the patches of each file in every system in which their numbers make sense, numbered, the "
            "best first: look on the map which of them lies on its ground, and choose that system in the import. Where "
            "the file names its system, it is drawn in that alone. The datum cannot be seen on a map: Xi'an 80 and "
            "Beijing 54 lie about 100 m off. Ask the sender.\n\n"
            "The table has the first three rows of each layer in the encoding that an import takes, and in the others "
            "that give other texts. Where another one is right, name it in “Encoding” of the import."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        files = tr("Files, zips, or folders of geodatabases. On the command line repeat the parameter.")
        self.add_files(files, optional=True)
        self.add_pasted()
        self.add_encoding()
        self.add_reference()
        text = tr("A row per file, layer and coordinate system: rank, system, whether an import takes it by itself.")
        p.add_sink(self, CANDIDATES, tr("Files in possible systems"), text, polygons=True, optional=False)
        text = tr("Three rows per file, layer and encoding: what stands there, whether an import takes it by itself.")
        p.add_sink(self, PREVIEW, tr("First rows of the files"), text, optional=False)
        self.addOutput(QgsProcessingOutputNumber("ASKED", tr("Layers whose coordinate system is asked")))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Look at each file, then write the layer and the table."""
        from . import file_preview

        return file_preview.run(self, parameters, context, feedback, FeedbackProgress(feedback))
