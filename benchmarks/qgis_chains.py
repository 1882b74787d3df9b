"""The chains that run inside QGIS, GeoPackage to GeoPackage: its own algorithms, and ours."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from clock import Clock
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject

from mine_remediation.libraries import pyogrio
from mine_remediation.processing import runs  # noqa: F401 (imports are not timed)
from mine_remediation.processing.provider import MineRemediationProvider

CLASSES = (
    "NATURE_RESERVE",
    "WATER_SOURCE",
    "SCENIC_AREA",
    "RESIDENTIAL_AREA",
    "TRANSPORT_LINE",
    "RIVER_CORRIDOR",
)
ELLIPSOID = "EPSG:7019"  # GRS 80, that of CGCS2000 to a tenth of a millimetre


class Toolbox:
    """QGIS without a window, with its own provider and ours; numbers its files in one folder."""

    def __init__(self, source: Path, folder: Path) -> None:
        self.application = QgsApplication([], False)
        self.application.initQgis()
        sys.path.append(str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))
        from processing.core.Processing import Processing

        Processing.initialize()
        self._provider = MineRemediationProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)
        self._source, self._folder = source, folder
        QgsProject.instance().setEllipsoid(ELLIPSOID)

    def layer(self, name: str, subset: str = "") -> str:
        """A layer of the generated file as a parameter."""
        text = f"{self._source}|layername={name}"
        return f"{text}|subset={subset}" if subset else text

    def run(self, algorithm: str, **parameters: Any) -> dict[str, Any]:
        """Run *algorithm*; parameters whose value begins with ``new:`` become files in the folder."""
        import processing

        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {name: self._placed(value) for name, value in parameters.items()}
        return processing.run(algorithm, parameters, context=context, feedback=QgsProcessingFeedback(False))

    def _placed(self, value: Any) -> Any:
        return str(self._folder / value[4:]) if isinstance(value, str) and value.startswith("new:") else value


def run_native(clock: Clock, toolbox: Toolbox) -> None:
    """patches × zones, the result × townships; patches × townships; field calculator and statistics after both."""
    patches, towns = toolbox.layer("patches"), toolbox.layer("townships")
    in_zones = intersected(toolbox, patches, toolbox.layer("zones"), "new:in_zones.gpkg")
    clock.lap("patches × zones")
    pieces = intersected(toolbox, in_zones, towns, "new:pieces.gpkg")
    clock.lap("result × townships")
    zone_pieces = with_area(toolbox, pieces, "new:zone_pieces.gpkg")
    statistics(toolbox, zone_pieces, ["zone_class", "XZMC", "ZLND", "LB"], "new:zone_sums.gpkg")
    clock.lap("area and sums")
    by_township = intersected(toolbox, patches, towns, "new:by_township.gpkg")
    clock.lap("patches × townships")
    township_pieces = with_area(toolbox, by_township, "new:township_pieces.gpkg")
    statistics(toolbox, township_pieces, ["XZMC", "ZLND", "LB"], "new:township_sums.gpkg")
    clock.lap("township sums")


def intersected(toolbox: Toolbox, layer: str, overlay: str, output: str) -> str:
    return toolbox.run("native:intersection", INPUT=layer, OVERLAY=overlay, OUTPUT=output)["OUTPUT"]


def with_area(toolbox: Toolbox, layer: str, output: str) -> str:
    return toolbox.run(
        "native:fieldcalculator", INPUT=layer, FIELD_NAME="area_m2", FIELD_TYPE=0, FORMULA="$area", OUTPUT=output
    )["OUTPUT"]


def statistics(toolbox: Toolbox, layer: str, fields: list[str], output: str) -> None:
    toolbox.run(
        "qgis:statisticsbycategories",
        INPUT=layer,
        VALUES_FIELD_NAME="area_m2",
        CATEGORIES_FIELD_NAME=fields,
        OUTPUT=output,
    )


def run_ours(clock: Clock, toolbox: Toolbox) -> None:
    """``classifybyzone``, then ``summarizearea``, each with every output."""
    classify(toolbox)
    clock.lap("classifybyzone")
    summarize(toolbox, "count_once", "")
    clock.lap("summarizearea")


def numbers(toolbox: Toolbox) -> dict[str, float]:
    """Totals in m² as the algorithms give them; untimed runs."""
    from totals import MU_PER_M2, in_zones

    found = classify(toolbox)
    summary = pyogrio.read_dataframe(found["SUMMARY"])
    once, keep = (summarize(toolbox, each, each) for each in ("count_once", "keep"))
    inside = {key: each["COUNTED_MU"] - each["OUTSIDE_MU"] for key, each in (("once", once), ("keep", keep))}
    return {
        "zones_m2": in_zones(summary),
        "once_m2": inside["once"] / MU_PER_M2,
        "keep_m2": inside["keep"] / MU_PER_M2,
    }


def classify(toolbox: Toolbox) -> dict[str, Any]:
    zones = {each: [toolbox.layer("zones", f"zone_class='{each}'")] for each in CLASSES}
    distances = {f"{each}_DISTANCE": 0.0 for each in CLASSES}
    outputs = {"OUTPUT": "new:classified.gpkg", "SUMMARY": "new:summary.gpkg", "MEMBERSHIP": "new:membership.gpkg"}
    return toolbox.run(
        "mineremediation:classifybyzone",
        INPUT=toolbox.layer("patches"),
        ID_FIELD="TBBH",
        **zones,
        **distances,
        **outputs,
    )


def summarize(toolbox: Toolbox, overlaps: str, mark: str) -> dict[str, Any]:
    """``summarizearea``; *mark* tells the outputs of two runs apart."""
    outputs = ("OUTPUT", "PROGRESS", "PIECES", "OVERLAP_PAIRS")
    return toolbox.run(
        "mineremediation:summarizearea",
        INPUT=toolbox.layer("patches"),
        ID_FIELD="TBBH",
        YEAR_FIELD="ZLND",
        CATEGORY_FIELD="LB",
        TOWNSHIPS=toolbox.layer("townships"),
        TOWNSHIP_NAME_FIELD="XZMC",
        OVERLAPS=overlaps,
        **{name: f"new:{name.lower()}{mark}.gpkg" for name in outputs},
    )
