"""``mineremediation:exportcoordinates``: polygons written as a text of coordinates."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..engine.problems import Refusal
from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, MineAlgorithm

DIALECT, CRS, ENCODING, FILE = "DIALECT", "CRS", "ENCODING", "FILE"
CLOSE_RING, J_PREFIX, DECIMALS = "CLOSE_RING", "J_PREFIX", "DECIMALS"
PLOT_NO_FIELD, PLOT_NAME_FIELD, LAND_USE_FIELD = "PLOT_NO_FIELD", "PLOT_NAME_FIELD", "LAND_USE_FIELD"
DIALECTS = ("standard_8", "standard_9", "extended_12", "corner_string")


class ExportCoordinates(MineAlgorithm):
    """Write land-boundary texts and corner strings."""

    def name(self) -> str:
        """Public id."""
        return "exportcoordinates"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export coordinates")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Land-boundary TXT or corner strings of mining rights, the same bytes for the same plots.")

    def group(self) -> str:
        """Group in the toolbox."""
        return tr("Intake")

    def groupId(self) -> str:
        """Unlocalised id of the group."""
        return "intake"

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Writes polygons as a land-boundary text (勘测定界、报部坐标) with plot lines of eight, nine or twelve "
            "fields, or as a corner string of mining rights. X is north, Y is east. The stated area is the plane one "
            "of the zone, in hectares, of the corners as they are written.\n\n"
            "Holes and parts are rings of their own: in a land boundary numbered on, in a corner string blocks with "
            "the flag -1 for holes. Corner strings have no J and no closing corner.\n\n"
            "The same plots give the same bytes, without date or unit of origin, and “Import coordinates” reads them "
            "back: exported again, the file is the same byte for byte. Invalid polygons are repaired in memory and "
            "reported."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        source = QgsProcessingParameterFeatureSource(p.INPUT, tr("Plots"), p.POLYGONS)
        p.add(self, source, tr("Polygons; selection, filter and unsaved edits are respected."))
        kind = QgsProcessingParameterEnum(DIALECT, tr("Dialect"), list(DIALECTS), False, DIALECTS[0], False, True)
        text = tr("One of {dialects}: eight, nine or twelve fields in a plot line, or the corner string.")
        p.add(self, kind, text.format(dialects=", ".join(DIALECTS)))
        for name, label, words in (
            (PLOT_NO_FIELD, tr("Plot number field"), tr("Without it the feature id.")),
            (PLOT_NAME_FIELD, tr("Plot name field"), tr("Without it the name stays empty.")),
            (LAND_USE_FIELD, tr("Land use field"), tr("Without it the land use stays empty.")),
        ):
            p.add(self, QgsProcessingParameterField(name, label, None, p.INPUT, optional=True), words)
        crs = QgsProcessingParameterCrs(CRS, tr("Coordinate system"), optional=True)
        p.add(self, crs, tr("A zone of CGCS2000, with or without its number; empty: that of the plots."))
        encoding = QgsProcessingParameterString(ENCODING, tr("Encoding"), "GBK", False, True)
        p.add(self, encoding, tr("GBK as most programs expect, or UTF-8."))
        close = QgsProcessingParameterBoolean(CLOSE_RING, tr("Repeat the first corner at the end"), True, True)
        p.add(self, close, tr("Not in corner strings."))
        prefix = QgsProcessingParameterBoolean(J_PREFIX, tr("J before the numbers of corners"), True, True)
        p.add(self, prefix, tr("Not in corner strings."))
        whole = QgsProcessingParameterNumber.Type.Integer
        decimals = QgsProcessingParameterNumber(DECIMALS, tr("Decimals"), whole, 3, True, 0, 6)
        p.add(self, decimals, tr("Digits of a metre; 3 are millimetres."))
        file = QgsProcessingParameterFileDestination(FILE, tr("Text file"), "TXT (*.txt)")
        p.add(self, file, tr("A text file (.txt)."))
        self.addOutput(QgsProcessingOutputNumber("COUNT", tr("Number of plots")))

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Main thread: a snapshot of the plots; a destination that would replace them is refused."""
        from .destinations import check_destinations
        from .reading import Snapshots
        from .runs import Run
        from .sources import snapshot_source

        snapshot = snapshot_source(self, parameters, p.INPUT, context)
        if snapshot is None:
            raise Refusal("input_invalid", parameter=p.INPUT)
        check_destinations(self, parameters, context, [snapshot.path])
        self._run = Run(self, parameters, context, Snapshots(snapshot, {}))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Read the plots, write the text beside its place, read it again, put it in place."""
        from . import coordinate_export

        return coordinate_export.run(self._run, feedback, FeedbackProgress(feedback))
