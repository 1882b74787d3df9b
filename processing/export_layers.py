"""``mineremediation:exportlayers``: the progress layers as files of other programs, for the office or for outside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDistance,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFolderDestination,
    QgsUnitTypes,
)

from ..engine.problems import Refusal
from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, MineAlgorithm
from .report_folder import refuse_file
from .sources import is_empty

FORMATS, ENCODING, CRS, ONE_ZONE = "FORMATS", "ENCODING", "CRS", "ONE_ZONE"
OUTSIDE_VERSION, GRID_SIZE, FOLDER, REPORT = "OUTSIDE_VERSION", "GRID_SIZE", "FOLDER", "REPORT"
KINDS = ("gpkg", "shp", "kml", "geojson", "dxf", "txt")
ENCODINGS = ("GBK", "UTF-8")
DEFAULT_GRID_M = 100.0


class ExportLayers(MineAlgorithm):
    """Write patches and townships with their figures in the formats asked for."""

    ICON = "export_progress.svg"

    def name(self) -> str:
        """Public id."""
        return "exportlayers"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export progress layers for other programs")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("GeoPackage, shapefile, KML, GeoJSON, DXF and coordinate text, each read again and compared.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Computes as “Export progress layers, workbook and map” does and writes the layers into a folder of their "
            "own, in every format asked for. Each file is read again by another reader and compared (number, mu, "
            "Chinese texts, ground of each patch) before it counts; if one differs, there is no folder.\n\n"
            "Shapefiles come with .prj and .cpg; names of fields that are too long are shortened by a fixed table, "
            "which lies beside the file. KML and GeoJSON are in WGS 84, KML in folders by township. DXF has closed "
            "polylines in layers by category and a text at each patch, for CASS and AutoCAD.\n\n"
            "The version for outside has borders on a coarse grid, numbers in a row instead of patch numbers, and no "
            "field of the inputs but category, status, year and the townships' names. Its mu are those of the true "
            "borders, and it says so. It is searched for licence numbers, names and true corners before it counts."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        p.add_input(self)
        p.add_zones(self)
        p.add_accounting(self, zone_field=False)
        add_layers(self)

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Snapshots of all layers; what is asked for must be possible."""
        super().prepare(parameters, context, feedback)
        self._wishes = self._read_wishes(parameters, context)
        self._folder = Path(self.parameterAsFileOutput(parameters, FOLDER, context))
        refuse_file(self._folder)

    def _read_wishes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Any:
        from ..engine.coarse import check_grid
        from .layer_export import Wishes, checked_target
        from .sources import raw_number

        formats = self.parameterAsEnumStrings(parameters, FORMATS, context)  # QGIS refuses an empty list
        one_zone = self.parameterAsBoolean(parameters, ONE_ZONE, context)
        crs = None
        if not is_empty(parameters.get(CRS)):
            if one_zone:
                raise Refusal("crs_and_zones")
            crs = checked_target(self.parameterAsCrs(parameters, CRS, context))
        grid_m = None
        if self.parameterAsBoolean(parameters, OUTSIDE_VERSION, context):
            given = raw_number(parameters, GRID_SIZE, tr("Grid of the version for outside (metres)"))
            grid_m = DEFAULT_GRID_M if given is None else given
            check_grid(grid_m)
        encoding = str(self.parameterAsEnumString(parameters, ENCODING, context))
        return Wishes([each for each in KINDS if each in formats], encoding, crs, one_zone, grid_m)

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compute once, then make every file of the folder, all of them or none."""
        from ..engine.progress import Part, check
        from . import runs
        from .exporting import Export
        from .layer_export import Maker
        from .report_folder import report_folder

        progress = FeedbackProgress(feedback)
        done = runs.begun_summary(self._run, progress, 0.4)
        export = Export(self._run, done, tr("Progress of mine land restoration"), feedback)
        maker = Maker(self._run, done, export, self._wishes, feedback)
        table_progress = Part(progress, 0.98, 1.0)
        with runs.writing(self._run, feedback, table_progress) as writer, report_folder(self._folder) as folder:
            table = maker.write(folder.path, Part(progress, 0.4, 0.98))
            writer.table(REPORT, list(table), table, "exported")
            check(progress)  # from here on it is too late to cancel
            final = folder.publish(maker.name)
        feedback.pushInfo(tr("The files lie in “{folder}”.").format(folder=final))
        return {FOLDER: str(final), **writer.outputs, **runs.account_numbers(done.accounting.summary.account)}


def add_layers(algorithm: MineAlgorithm) -> None:
    """Formats, systems, the version for outside, the folder and the table of files."""
    kinds = QgsProcessingParameterEnum(FORMATS, tr("Formats"), list(KINDS), True, ["gpkg"], False, True)
    p.add(
        algorithm,
        kinds,
        tr("gpkg, shp, kml, geojson, dxf, txt (land-survey coordinates). On the command line separated by commas."),
    )
    codes = QgsProcessingParameterEnum(
        ENCODING, tr("Encoding of shapefiles"), list(ENCODINGS), False, ENCODINGS[0], False, True
    )
    p.add(algorithm, codes, tr("GBK for CASS, MapGIS and older ArcGIS; DXF and txt are always in GBK."))
    crs = QgsProcessingParameterCrs(CRS, tr("Coordinate system of the files"), None, True)
    p.add(algorithm, crs, tr("Empty: that of the patches. KML and GeoJSON are always in WGS 84."))
    zones = QgsProcessingParameterBoolean(ONE_ZONE, tr("A file for each 3-degree zone"), False)
    p.add(algorithm, zones, tr("Patches of two zones give two files in CGCS2000 with the zone before the eastings."))
    outside = QgsProcessingParameterBoolean(OUTSIDE_VERSION, tr("Version for outside"), False)
    p.add(algorithm, outside, tr("Coarse borders, no numbers and names; see above."))
    grid = QgsProcessingParameterDistance(
        GRID_SIZE,
        tr("Grid of the version for outside (metres)"),
        defaultValue=DEFAULT_GRID_M,
        optional=True,
        minValue=0.0,
    )
    grid.setDefaultUnit(QgsUnitTypes.DistanceUnit.DistanceMeters)
    p.add(algorithm, grid, tr("Metres between the points on which borders may turn; at least 10."))
    folder = QgsProcessingParameterFolderDestination(FOLDER, tr("Folder of the exports"))
    p.add(algorithm, folder, tr("The files come into a folder of their own in this one; nothing there is replaced."))
    table = QgsProcessingParameterFeatureSink(
        REPORT, tr("Table of the files"), QgsProcessing.SourceType.TypeVector, None, True, False
    )
    p.add(algorithm, table, tr("File, number of patches, mu, and what was compared after reading it again."))
    p.add_accounting_numbers(algorithm)
