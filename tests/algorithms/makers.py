"""Layers made by hand, runs of our algorithms, and what they said.

Hand-made layers lie on the central meridian of EPSG:4530, where plane and ground agree within 5e-6: a box
of 100 m × 100 m has 15 mu.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    NULL,
    QgsApplication,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, QVariant

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "demo"
SAMPLE = DEMO / "data" / "sample_county.gpkg"
CRS = "EPSG:4530"
EAST, NORTH = 42_500_000.0, 4_620_000.0
MU = 5e-6  # relative: how well a box's mu is known from its sides (long edges sag by a fraction of a millimetre)
SINKS = {
    "classifybyzone": ("OUTPUT", "SUMMARY"),
    "summarizearea": ("OUTPUT", "PROGRESS"),
    "exportprogress": (),
    "previewfiles": ("CANDIDATES", "PREVIEW"),
    "importpatches": ("OUTPUT", "REJECTED"),
    "importcoordinates": ("OUTPUT",),
    "comparesubmission": ("OUTPUT",),
    "acceptsubmission": ("OUTPUT",),
}
ALL_SINKS = {
    "classifybyzone": ("OUTPUT", "SUMMARY", "MEMBERSHIP"),
    "summarizearea": ("OUTPUT", "PROGRESS", "TARGET_PROGRESS", "PIECES", "OVERLAP_PAIRS"),
    "exportprogress": (),
}


# Layers ---------------------------------------------------------------------------------------------------


def box(left: float, low: float, right: float, high: float) -> str:
    """WKT of a box, in metres from our corner."""
    return polygon([(left, low), (right, low), (right, high), (left, high)])


def polygon(*rings: Sequence[tuple[float, float]], close: bool = True) -> str:
    """WKT of a polygon of *rings* in metres from our corner."""
    return f"Polygon ({', '.join(_ring(ring, close) for ring in rings)})"


def line(*points: tuple[float, float]) -> str:
    """WKT of a line in metres from our corner."""
    return f"LineString {_ring(points, False)}"


def point(x: float, y: float) -> str:
    """WKT of a point in metres from our corner."""
    return f"Point ({EAST + x} {NORTH + y})"


def _ring(points: Sequence[tuple[float, float]], close: bool) -> str:
    points = [*points, points[0]] if close else points
    return f"({', '.join(f'{EAST + x} {NORTH + y}' for x, y in points)})"


BOW_TIE = polygon([(0, 0), (100, 100), (100, 0), (0, 100)])


def layer(
    shapes: Sequence[str | bytes | None],
    called: str = "图斑",
    /,
    crs: str = CRS,
    kind: str = "",
    **columns: Sequence[Any],
) -> QgsVectorLayer:
    """A memory layer: *shapes* as WKT or WKB (None: null), *columns* by field name; the first value gives the type."""
    kind = kind or next((each.split(" (")[0] for each in shapes if isinstance(each, str)), "Polygon")
    made = QgsVectorLayer(f"{kind}?crs={crs}", called, "memory")
    made.dataProvider().addAttributes([QgsField(field, _type(values)) for field, values in columns.items()])
    made.updateFields()
    added, _ = made.dataProvider().addFeatures(list(_features(made, shapes, list(columns.values()))))
    assert added
    made.updateExtents()
    return made


def table(called: str = "targets", /, **columns: Sequence[Any]) -> QgsVectorLayer:
    """A table without geometry."""
    count = len(next(iter(columns.values())))
    return layer([None] * count, called, kind="NoGeometry", **columns)


def _type(values: Sequence[Any]) -> Any:
    types = {int: QVariant.Int, float: QVariant.Double, str: QVariant.String, date: QVariant.Date}
    return next((types[type(value)] for value in values if value is not None), QVariant.String)


def _features(made: QgsVectorLayer, shapes: Sequence[Any], columns: list[Sequence[Any]]) -> Any:
    for row, shape in enumerate(shapes):
        feature = QgsFeature(made.fields())
        feature.setAttributes([_to_qt(column[row]) for column in columns])
        if shape is not None:
            feature.setGeometry(_geometry(shape))
        yield feature


def _to_qt(value: Any) -> Any:
    return QDate(value.year, value.month, value.day) if isinstance(value, date) else value


def _geometry(shape: str | bytes) -> QgsGeometry:
    if isinstance(shape, str):
        return QgsGeometry.fromWkt(shape)
    geometry = QgsGeometry()
    geometry.fromWkb(shape)
    return geometry


def saved(source: QgsVectorLayer, path: Path, name: str = "", encoding: str = "UTF-8") -> str:
    """*source* as a layer of the GeoPackage *path* (other layers there stay), or as a file of another format."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = QgsVectorFileWriter.driverForExtension(path.suffix[1:])
    options.layerName, options.fileEncoding = name or source.name(), encoding
    if path.exists():
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    context = QgsCoordinateTransformContext()
    problem = QgsVectorFileWriter.writeAsVectorFormatV3(source, str(path), context, options)
    assert problem[0] == QgsVectorFileWriter.WriterError.NoError, problem
    return f"{path}|layername={options.layerName}" if path.suffix == ".gpkg" else str(path)


def opened(uri: str | Path) -> QgsVectorLayer:
    """A layer from a file."""
    made = QgsVectorLayer(str(uri), "read", "ogr")
    assert made.isValid(), uri
    return made


def rows(source: Any) -> list[dict[str, Any]]:
    """Attributes of every feature of a layer or a file, None for NULL."""
    source = source if isinstance(source, QgsVectorLayer) else opened(source)
    names = [field.name() for field in source.fields()]
    return [dict(zip(names, map(_plain, feature.attributes()))) for feature in source.getFeatures()]


def column(source: Any, name: str) -> list[Any]:
    """One attribute of every feature."""
    return [row[name] for row in rows(source)]


def _plain(value: Any) -> Any:
    return None if value == NULL else value


def shapes(source: Any) -> list[str]:
    """Geometries as hexadecimal WKB, "" where there is none."""
    source = source if isinstance(source, QgsVectorLayer) else opened(source)
    return [feature.geometry().asWkb().data().hex() for feature in source.getFeatures()]


# Runs -----------------------------------------------------------------------------------------------------


class Log(QgsProcessingFeedback):
    """Keeps what an algorithm says; cancels itself when *cancel_at* percent are reached."""

    def __init__(self, cancel_at: float | None = None, when_cancelled: Callable[[], None] | None = None) -> None:
        super().__init__(False)
        self.told: list[str] = []
        self.warnings: list[str] = []
        self.errors: list[str] = []
        self._cancel_at, self._when_cancelled = cancel_at, when_cancelled
        self.progressChanged.connect(self._on_progress)

    def _on_progress(self, percent: float) -> None:
        if self._cancel_at is not None and percent >= self._cancel_at and not self.isCanceled():
            if self._when_cancelled:
                self._when_cancelled()
            self.cancel()

    def pushInfo(self, info: str) -> None:
        self.told.append(info)

    def pushWarning(self, warning: str) -> None:
        self.warnings.append(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.errors.append(error)

    @property
    def all(self) -> str:
        return "\n".join([*self.told, *self.warnings, *self.errors])

    def warning(self, part: str) -> str:
        """The one warning that holds *part*."""
        (found,) = [each for each in self.warnings if part in each]
        return found

    def info(self, part: str) -> str:
        """The one remark that holds *part*."""
        (found,) = [each for each in self.told if part in each and not each.startswith("Results:")]
        return found


@dataclass(frozen=True)
class Done:
    """Results of a run and its log."""

    results: dict[str, Any]
    log: Log

    def __getitem__(self, name: str) -> Any:
        return self.results[name]

    def rows(self, name: str) -> list[dict[str, Any]]:
        return rows(self.results[name])

    def by(self, name: str, key: str) -> dict[Any, dict[str, Any]]:
        """Rows of an output by the values of one field."""
        found = {row[key]: row for row in self.rows(name)}
        assert len(found) == len(self.rows(name))
        return found


def run(name: str, log: Log | None = None, context: QgsProcessingContext | None = None, **parameters: Any) -> Done:
    """Run ``mineremediation:name``; required destinations are temporary layers unless told otherwise."""
    import processing

    log = log or Log()
    given = {**dict.fromkeys(SINKS.get(name, ()), "TEMPORARY_OUTPUT"), **parameters}
    if name == "exportprogress":  # the usual context knows the project of the whole session
        given.setdefault("LOAD_RESULTS", False)
    return Done(processing.run(f"mineremediation:{name}", given, feedback=log, context=context), log)


def refused(name: str, **parameters: Any) -> str:
    """The sentence with which a run is refused; it must be one, without a trace of Python."""
    try:
        done = run(name, **parameters)
    except QgsProcessingException as error:
        sentence = str(error)
    else:
        raise AssertionError(f"not refused: {done.results} {done.log.all}")
    sentence = sentence.removeprefix("Unable to execute algorithm\n")  # what QGIS puts before a parameter's problem
    assert "Traceback" not in sentence, sentence
    assert "\n" not in sentence, sentence
    return sentence


def algorithm(name: str) -> Any:
    """The algorithm as registered."""
    return QgsApplication.processingRegistry().algorithmById(f"mineremediation:{name}")


def parameters_of(name: str) -> list[str]:
    """The parameters of an algorithm by their public names; each must have a help."""
    found = algorithm(name).parameterDefinitions()
    assert all(each.help() for each in found)
    return [each.name() for each in found]


def near(mu: float) -> Any:
    """A box's mu, as well as its sides tell it."""
    return pytest.approx(mu, rel=MU, abs=1e-6)


def new_campaign(folder: Path) -> Path:
    """The database of a new campaign."""
    return Path(run("createcampaign", NAME="示例", FOLDER=str(folder))["CAMPAIGN"])


def asked(database: Path, statement: str) -> list[tuple[Any, ...]]:
    """The rows that an SQL statement gives."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(statement).fetchall()


def demo_inputs(name: str, **changes: Any) -> dict[str, Any]:
    """The parameters of the demo run that *name* has, paths made absolute."""
    known = {definition.name() for definition in algorithm(name).parameterDefinitions()}
    inputs = json.loads((DEMO / "demo_inputs.json").read_text(encoding="utf-8"))
    return {**{key: _absolute(value) for key, value in inputs.items() if key in known}, **changes}


def _absolute(value: Any) -> Any:
    if isinstance(value, list):
        return [_absolute(each) for each in value]
    return f"{DEMO}/{value}" if isinstance(value, str) and value.startswith("data/") else value


def all_sinks(name: str) -> dict[str, str]:
    """Every sink of an algorithm as a temporary layer."""
    return dict.fromkeys(ALL_SINKS[name], "TEMPORARY_OUTPUT")


def in_project(*layers: QgsVectorLayer) -> tuple[QgsProject, QgsProcessingContext]:
    """A project with *layers* (without a layer tree of its own being shown) and a context that knows it."""
    project = QgsProject()
    project.addMapLayers(list(layers))
    context = QgsProcessingContext()
    context.setProject(project)
    return project, context
