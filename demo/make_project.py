"""Makes ``demo/demo.qgz``, the QGIS project of the sample county, with relative paths.

Run with the project's Python, which sees QGIS: ``.venv/bin/python demo/make_project.py [picture.png]``;
with a name it also draws the county there. Works on a copy: opening a GeoPackage in QGIS may touch it.
"""

from __future__ import annotations

import os
import runpy
import shutil
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsCentroidFillSymbolLayer,
    QgsCoordinateReferenceSystem,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFillSymbol,
    QgsGeometryGeneratorSymbolLayer,
    QgsLayerTreeGroup,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProject,
    QgsProperty,
    QgsReferencedRectangle,
    QgsRendererCategory,
    QgsSettings,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QFont

DEMO = Path(__file__).resolve().parent
SAMPLE = "data/sample_county.gpkg"
FONT = "Noto Sans CJK SC"
NUMBERS_UP_TO = 15_000  # at larger scales than this patches carry their numbers
MARKERS_FROM = 60_000  # at smaller scales a patch is less than a dot: its marker stands for it
LINE_DISTANCES = {"transport_line_SYNTHETIC": 300, "river_corridor_SYNTHETIC": 500}  # as in demo_inputs.json
ZONES = [  # layer, class, title, drawn from the top
    ("transport_line_SYNTHETIC", "TRANSPORT_LINE", "重要交通干线 SYNTHETIC"),
    ("river_corridor_SYNTHETIC", "RIVER_CORRIDOR", "河流沿线 SYNTHETIC"),
    ("residential_area_SYNTHETIC", "RESIDENTIAL_AREA", "居民集中生活区 SYNTHETIC"),
    ("scenic_area_SYNTHETIC", "SCENIC_AREA", "景观区 SYNTHETIC"),
    ("water_source_SYNTHETIC", "WATER_SOURCE", "水源地保护区 SYNTHETIC"),
    ("nature_reserve_SYNTHETIC", "NATURE_RESERVE", "自然保护区 SYNTHETIC"),
]
ALIASES = {
    "XZDM": "行政区划代码", "XZMC": "乡镇名称", "ZDLY": "驻地坐标来源", "TBBH": "图斑编号", "KSMC": "矿山名称",
    "LB": "矿山类别", "ZLND": "治理年度", "YSRQ": "验收日期", "ZLZT": "治理状态", "TBMJ": "登记面积（平方米）",
    "BZ": "备注", "SRC_SHAPE": "形状来源（许可证号）", "JB": "级别", "target_set": "任务口径", "year": "年度",
    "year_to": "至年度", "category": "类别", "target_mu": "目标（亩）", "approximate": "约数", "paragraph": "方案段落",
    "measure": "计量", "target_value": "目标值", "label": "说明",
}  # fmt: skip
CATEGORIES = ["生产矿山", "闭坑矿山", "政策性关闭矿山", "废弃矿山"]
STATUSES = {
    "NOT_STARTED": "未开工",
    "IN_PROGRESS": "施工中",
    "COMPLETED": "已完工",
    "UNDER_ACCEPTANCE": "验收中",
    "ACCEPTED": "已验收",
}
PATTERN_ANGLES = {"diagonal": [45], "back_diagonal": [135], "horizontal": [0], "vertical": [90], "cross": [0, 90]}
MARKER_SHAPES = {"triangle": ("equilateral_triangle", 0), "triangle_down": ("equilateral_triangle", 180)}


def main(picture: Path | None) -> None:
    """Write the project beside a copy of the sample, bring it back, draw it if asked."""
    runpy.run_path(str(DEMO.parent / "conftest.py"))  # registers the checkout as the package mine_remediation
    palette = import_module("mine_remediation.reports.palette")
    with running_qgis(), tempfile.TemporaryDirectory() as folder:
        shutil.copytree(DEMO / "data", Path(folder) / "data")
        made = Path(folder) / "demo.qgz"
        write_project(made, palette)
        shutil.copyfile(made, DEMO / "demo.qgz")
        if picture:
            draw(made, picture)
    print(DEMO / "demo.qgz")


@contextmanager
def running_qgis():
    """A QGIS without windows, for as long as the block lasts."""
    application = QgsApplication([], True)
    application.initQgis()
    try:
        yield application
    finally:
        QgsProject.instance().clear()
        application.exitQgis()


def write_project(path: Path, palette) -> None:
    """Fill the project with the sample's layers and save it at *path*, beside ``data/``."""
    project = QgsProject.instance()
    project.clear()
    QgsSettings().setValue("projects/anonymize_saved_projects", True, QgsSettings.Section.Core)
    project.setTitle("示例县矿山治理（SYNTHETIC）")
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4530"))
    project.setEllipsoid("EPSG:1024")
    project.setAreaUnits(QgsUnitTypes.AreaUnit.AreaSquareMeters)
    project.setDistanceUnits(QgsUnitTypes.DistanceUnit.DistanceMeters)
    project.setBackgroundColor(QColor("#FFFFFF"))
    root = project.layerTreeRoot()
    _add_patches(path.parent, root.addGroup("矿山图斑"), palette)
    _add_zones(path.parent, root.addGroup("四区两线"), palette)
    townships = _add_townships(path.parent, root, palette)
    _add(path.parent, root.addGroup("任务"), "targets", "任务目标（两种口径）")
    extent = townships.extent()
    extent.scale(1.06)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, project.crs()))
    canvas = QgsMapCanvas()  # takes part in saving: QGIS opens on its extent
    canvas.setObjectName("theMapCanvas")
    canvas.setDestinationCrs(project.crs())
    canvas.setExtent(extent)
    keep_sources(project)
    if not project.write(str(path)):
        raise RuntimeError(project.error())


def keep_sources(project: QgsProject) -> None:
    """What the dock shows: the guess from the names, and what only an office can choose."""
    guessing = import_module("mine_remediation.processing.guessing")
    guess = guessing.guess_sources(project)
    distances = {zone_class: LINE_DISTANCES[name] for name, zone_class, _ in ZONES if name in LINE_DISTANCES}
    chosen = replace(
        guess,
        target_set="B",
        review_statuses=("自验", "县级初验"),
        cutoff=date(2020, 11, 30),
        zone_distances={zone_class: float(metres) for zone_class, metres in distances.items()},
    )
    guessing.write_sources(project, chosen)


def draw(project_file: Path, picture: Path) -> None:
    """Draw the saved project, read afresh, into *picture*."""
    project = QgsProject.instance()
    if not project.read(str(project_file)):
        raise RuntimeError(project.error())
    settings = QgsMapSettings()
    settings.setDestinationCrs(project.crs())
    settings.setLayers([node.layer() for node in project.layerTreeRoot().findLayers() if node.isVisible()])
    settings.setExtent(project.viewSettings().defaultViewExtent())
    settings.setOutputSize(QSize(1800, 1600))
    settings.setOutputDpi(144)
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(str(picture))


def _add(folder: Path, group: QgsLayerTreeGroup, name: str, title: str, *, visible: bool = True) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{folder / SAMPLE}|layername={name}", title, "ogr")
    if not layer.isValid():
        raise RuntimeError(f"{name}: {layer.error().message()}")
    for place, field in enumerate(layer.fields()):
        if field.name() in ALIASES:
            layer.setFieldAlias(place, ALIASES[field.name()])
    QgsProject.instance().addMapLayer(layer, False)
    node = group.addLayer(layer)
    node.setExpanded(visible)
    node.setItemVisibilityChecked(visible)
    return layer


def _add_patches(folder: Path, group: QgsLayerTreeGroup, palette) -> None:
    by_category = _add(folder, group, "mines_SYNTHETIC", "图斑（按类别）SYNTHETIC")
    swatches = palette.category_swatches(CATEGORIES)
    symbols = [(value, _patch_symbol(swatches[value]), value) for value in CATEGORIES]
    by_category.setRenderer(_categorised("LB", symbols))
    by_status = _add(folder, group, "mines_SYNTHETIC", "图斑（按状态）SYNTHETIC", visible=False)
    steps = palette.group(palette.STATUS)
    cases = " ".join(f"WHEN \"ZLZT\" IN ({_quoted(step.terms)}) THEN '{key}'" for key, step in steps.items())
    ladder = [(key, _patch_symbol(steps[key]), title) for key, title in STATUSES.items()]
    by_status.setRenderer(_categorised(f"CASE {cases} END", ladder))
    for layer in (by_category, by_status):
        layer.setDisplayExpression('"TBBH" || \' \' || "KSMC"')
        labels = _labels("TBBH", _text_format(palette.swatch(palette.BASE, "text"), 7.5))
        labels.minimumScale = NUMBERS_UP_TO
        _label(layer, labels)


def _quoted(terms) -> str:
    return ", ".join(f"'{term}'" for term in terms)


def _categorised(expression: str, symbols) -> QgsCategorizedSymbolRenderer:
    return QgsCategorizedSymbolRenderer(expression, [QgsRendererCategory(*each) for each in symbols])


def _patch_symbol(swatch) -> QgsFillSymbol:
    """The patch itself, and at small scales a marker in its middle."""
    symbol = QgsFillSymbol.createSimple(
        {"color": _with_alpha(swatch.colour, 190), "outline_color": swatch.outline, "outline_width": "0.25"}
    )
    shape, turn = MARKER_SHAPES.get(swatch.marker, (swatch.marker, 0))
    marker = QgsMarkerSymbol.createSimple(
        {
            "name": shape,
            "angle": str(turn),
            "color": swatch.colour,
            "outline_color": "#FFFFFF",
            "outline_width": "0.25",
            "size": "2.6",
        }
    )
    middle = QgsCentroidFillSymbolLayer()
    middle.setSubSymbol(marker)
    middle.setPointOnSurface(True)
    small = QgsProperty.fromExpression(f"@map_scale > {MARKERS_FROM}")
    middle.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyLayerEnabled, small)
    symbol.appendSymbolLayer(middle)
    return symbol


def _add_townships(folder: Path, group: QgsLayerTreeGroup, palette) -> QgsVectorLayer:
    layer = _add(folder, group, "townships_SYNTHETIC", "乡镇（名称真实、界线虚构）SYNTHETIC")
    ground = palette.swatch(palette.BASE, "township")
    properties = {"color": ground.colour, "outline_color": ground.outline, "outline_width": "0.4"}
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(properties)))
    labels = _labels("XZMC", _text_format(palette.swatch(palette.BASE, "text"), 10.0))
    labels.maximumScale = MARKERS_FROM
    labels.centroidInside = True
    labels.placement = QgsPalLayerSettings.Placement.Horizontal
    _label(layer, labels)
    layer.setDisplayExpression('"XZMC"')
    return layer


def _labels(field: str, text: QgsTextFormat) -> QgsPalLayerSettings:
    settings = QgsPalLayerSettings()
    settings.fieldName = field
    settings.setFormat(text)
    settings.scaleVisibility = True
    return settings


def _label(layer: QgsVectorLayer, settings: QgsPalLayerSettings) -> None:
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def _text_format(swatch, size: float) -> QgsTextFormat:
    text = QgsTextFormat()
    text.setFont(QFont(FONT))
    text.setSize(size)
    text.setSizeUnit(QgsUnitTypes.RenderUnit.RenderPoints)
    text.setColor(QColor(swatch.colour))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.9)
    halo.setColor(QColor(swatch.outline))
    text.setBuffer(halo)
    return text


def _add_zones(folder: Path, group: QgsLayerTreeGroup, palette) -> None:
    for name, zone_class, title in ZONES:
        layer = _add(folder, group, name, title)
        swatch = palette.swatch(palette.ZONE_CLASS, zone_class)
        distance = LINE_DISTANCES.get(name)
        symbol = _zone_symbol(swatch) if distance is None else _line_symbol(swatch, distance)
        layer.setRenderer(QgsSingleSymbolRenderer(symbol))
        layer.setDisplayExpression('"名称"')


def _zone_symbol(swatch) -> QgsFillSymbol:
    """A light tint of the class with its pattern and outline, so that patches on it stay legible."""
    symbol = QgsFillSymbol.createSimple(
        {"color": _with_alpha(swatch.colour, 56), "outline_color": swatch.colour, "outline_width": "0.35"}
    )
    for angle in PATTERN_ANGLES.get(swatch.pattern, []):
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setLineAngle(angle)
        hatch.setDistance(1.8)
        hatch.setSubSymbol(QgsLineSymbol.createSimple({"color": _with_alpha(swatch.colour, 120), "width": "0.15"}))
        symbol.appendSymbolLayer(hatch)
    return symbol


def _line_symbol(swatch, distance: int) -> QgsSymbol:
    """The line on the band that counts as the class."""
    symbol = QgsLineSymbol.createSimple({"color": swatch.outline, "width": "0.4", "capstyle": "round"})
    band = QgsGeometryGeneratorSymbolLayer.create({"geometryModifier": f"buffer($geometry, {distance}, 16)"})
    band.setSymbolType(QgsSymbol.SymbolType.Fill)
    fill = {"color": _with_alpha(swatch.colour, 110), "outline_style": "no"}
    band.setSubSymbol(QgsFillSymbol.createSimple(fill))
    symbol.insertSymbolLayer(0, band)
    return symbol


def _with_alpha(colour: str, alpha: int) -> str:
    found = QColor(colour)
    return f"{found.red()},{found.green()},{found.blue()},{alpha}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
