"""What lies on a map: ground in the map's plane, where marks and names go, and layers made of them. Knows QGIS."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCentroidFillSymbolLayer,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeature,
    QgsFeatureSink,
    QgsFillSymbol,
    QgsGeometry,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsSimpleLineSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsTextBackgroundSettings,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QSizeF, Qt
from qgis.PyQt.QtGui import QColor

from ..engine.progress import CHUNK, Progress, check
from ..libraries import shapely
from ..texts import tr
from . import palette, placing
from .layers import marker_symbol, patch_symbol, text_font, text_format, township_symbol
from .map_plan import Frame, map_crs
from .map_spec import LegendRow, MapSpec, Shapes
from .map_type import line_height, text_width

NAME_POINTS = (9.0, 7.5, 6.0)  # sizes tried for a township's name
NUMBER_POINTS, OWN_POINTS = 6.0, 8.5  # for a patch's number, on its own page
MU_SIZE = 0.9  # of the name's size
_REACH = 45.0  # mm from a patch to its number, from a township to its name outside
_MARKER_SIZES = ((150, 2.4), (400, 1.9), (2000, 1.5), (None, 1.1))  # up to so many patches
_USUAL_FRAME = 150.0 * 150.0  # mm²
_CROWDED = 400  # patches beyond which markers stay at their place and names are put over them
_SMALL = 0.72  # size of the marker of a patch that is not counted
_EDGE, _CASING = 0.7, 1.3  # mm, of an outline that stands for a zone class, and of the paper on both its sides
_RING, _CORE = 0.68, 0.54  # of the size of a marker: paper inside the outline, fill inside the paper
_PAPER = "#FFFFFF"
_LINE, _BORDER = 0.4, 1.6  # mm kept clear along a line to a text, along the border of a township
_VEIL = 0.4  # mm that the paper behind a text is wider on each side
_SEEN = 0.12  # mm; smaller bends are not seen on an overview
PAGE = "attribute(@atlas_feature, 'name')"  # of an atlas: the page that is shown
_LINES = {
    "solid": Qt.PenStyle.SolidLine,
    "dash": Qt.PenStyle.DashLine,
    "dot": Qt.PenStyle.DotLine,
    "dash dot": Qt.PenStyle.DashDotLine,
    "dash dot dot": Qt.PenStyle.DashDotDotLine,
}


@dataclass(frozen=True)
class Label:
    """A text on the map: its middle on paper (mm from the frame's lower left corner) and its size in points."""

    text: str
    x: float
    y: float
    points: float
    quiet: bool = False
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None  # a line from its patch or township to it

    @property
    def size(self) -> tuple[float, float]:
        """Width, with the veil on both sides, and height in millimetres."""
        return text_width(self.text, self.points) + 2 * _VEIL, line_height(self.points)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top on paper."""
        width, height = self.size
        return self.x - width / 2, self.y - height / 2, self.x + width / 2, self.y + height / 2


@dataclass(frozen=True)
class View:
    """What one frame shows: markers as (patch, x, y) on paper, texts, and the texts that found no room."""

    page: str
    frame: Frame
    markers: list[tuple[int, float, float]] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    hidden: int = 0  # patches outside the frame
    marker_size: float = _MARKER_SIZES[0][1]
    crowded: bool = False


@dataclass(frozen=True)
class _Taken:
    """What texts on a page may not cover: boxes of markers, what it shows of patches; borders, which they shun."""

    boxes: Sequence[Any]
    shapes: np.ndarray
    borders: Sequence[Any]


class Ground:
    """Townships and patches of a spec in the map's plane, by row, as shapely polygons in metres.

    ``lost`` counts the patches that cannot be brought there.
    """

    def __init__(self, spec: MapSpec, progress: Progress, epsg: int | None = None) -> None:
        self.spec = spec
        if epsg is None:
            lonlat, _ = _geometries(spec.townships, QgsCoordinateReferenceSystem("EPSG:4490"), progress)
            west, south, east, north = bounds_of(_polygons(lonlat.values()))
            epsg = map_crs((west + east) / 2, (south + north) / 2)
        self.epsg = epsg
        self.crs = QgsCoordinateReferenceSystem(f"EPSG:{epsg}")
        townships, _ = _geometries(spec.townships, self.crs, progress)
        patches, lost = _geometries(spec.patches, self.crs, progress)
        self.lost = len(lost)
        self.townships = dict(zip(townships, _polygons(townships.values())))
        check(progress)
        shapes = _polygons(patches.values())
        solid = ~shapely.is_empty(shapes)  # a flat patch has no ground to show
        self.flat = int((~solid).sum())
        self.patches = dict(zip(np.array(list(patches), dtype=int)[solid].tolist(), shapes[solid]))

    def inside(self) -> dict[int, list[int]]:
        """The patches that lie in each township, each in one."""
        rows, numbers = list(self.townships), list(self.patches)
        points = shapely.point_on_surface(np.array(list(self.patches.values()), dtype=object))
        tree = shapely.STRtree(np.array(list(self.townships.values()), dtype=object))
        home: dict[int, int] = {}
        for point, town in zip(*tree.query(points, predicate="intersects").tolist()):
            home[point] = min(town, home.get(point, town))
        found: dict[int, list[int]] = {row: [] for row in rows}
        for point, town in home.items():
            found[rows[town]].append(numbers[point])
        return found

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all townships."""
        return bounds_of(list(self.townships.values()))

    def patches_in(self, extent: Sequence[float]) -> list[int]:
        """Patches that touch an extent; those that are not counted come first, so that they lie below the others."""
        legend, rows = self.spec.legend, self.spec.patch_rows
        box = shapely.bounds(list(self.patches.values())).reshape(-1, 4)
        west, south, east, north = extent
        near = (box[:, 0] <= east) & (box[:, 2] >= west) & (box[:, 1] <= north) & (box[:, 3] >= south)
        found = np.array(list(self.patches), dtype=int)[near].tolist()
        return sorted(found, key=lambda i: (legend[rows[i]].counted, i))


def bounds_of(shapes: Sequence[Any]) -> tuple[float, float, float, float]:
    """West, south, east, north of all *shapes*."""
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return west, south, east, north


def _polygons(geometries: Iterable[QgsGeometry]) -> np.ndarray:
    """Valid polygons of shapely."""
    shapes = np.array([shapely.from_wkb(bytes(each.asWkb())) for each in geometries], dtype=object)
    for i in np.flatnonzero(~shapely.is_valid(shapes)):
        parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(shapes[i])))
        shapes[i] = shapely.multipolygons(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])
    return shapes


def _geometries(
    shapes: Shapes, crs: QgsCoordinateReferenceSystem, progress: Progress
) -> tuple[dict[int, QgsGeometry], list[int]]:
    """Geometries in *crs* by row, and the rows that cannot be brought there."""
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem.fromWkt(shapes.crs_wkt), crs, QgsCoordinateTransformContext()
    )
    found, lost = {}, []
    for place, wkb in enumerate(shapes.wkb):
        if place % CHUNK == 0:
            check(progress)
        geometry = _flat(wkb)
        if geometry.isEmpty():
            continue
        try:
            geometry.transform(transform)
        except QgsCsException:
            lost.append(place)
            continue
        found[place] = geometry
    return found, lost


def _flat(wkb: bytes | None) -> QgsGeometry:
    """A multipolygon with straight edges, without heights and measures, whatever the input layer holds."""
    geometry = QgsGeometry()
    if wkb is None:
        return geometry
    geometry.fromWkb(wkb)
    if geometry.isNull():
        return geometry
    if QgsWkbTypes.isCurvedType(geometry.wkbType()):
        geometry = QgsGeometry(geometry.constGet().segmentize())
    geometry.get().dropZValue()
    geometry.get().dropMValue()
    geometry.convertToMultiType()
    return geometry


# Where marks and names go ---------------------------------------------------------------------------------


def county_view(
    ground: Ground,
    frame: Frame,
    large: float = 1.0,
    labels: Sequence[tuple[str, str]] | None = None,
    kept: Sequence[tuple[float, float, float, float]] = (),
) -> View:
    """All townships with name and mu (*labels*, by row), all patches with a marker of their own.

    A name that finds no room inside stands outside the county at the end of a line, clear of *kept*.
    """
    order = ground.patches_in(frame.extent)
    crowded = len(order) > _CROWDED
    small = min(1.0, (frame.width * frame.height / _USUAL_FRAME) ** 0.5)  # a map half as large has smaller markers
    size = max(large * small, 0.5) * next(mm for most, mm in _MARKER_SIZES if most is None or len(order) <= most)
    areas = frame.to_paper(np.array(list(ground.townships.values()), dtype=object))
    points = shapely.point_on_surface(frame.to_paper(np.array([ground.patches[i] for i in order], dtype=object)))
    places = _coordinates(points) if crowded else _apart(points, areas, size)
    names = labels or ground.spec.township_labels
    rows = list(ground.townships)
    near = [] if crowded else places
    texts, left = _names([names[i] for i in rows], areas, near, size, large)
    taken = _Taken([*_squares(near, size), *kept], np.empty(0, object), ())
    more, unplaced = _led_names([names[rows[i]] for i in left], areas[left], areas, taken, large, texts, frame)
    hidden = ground.lost + len(ground.patches) - len(order)
    markers = [(i, x, y) for i, (x, y) in zip(order, places)]
    return View("", frame, markers, [*texts, *more], unplaced, hidden, size, crowded)


def atlas_view(
    ground: Ground,
    frame: Frame,
    page: str,
    towns: Sequence[int],
    own: Sequence[int] = (),
    numbered: Container[int] | None = None,
    large: float = 1.0,
) -> View:
    """A page of an atlas: patches (those *numbered* or all with their numbers, *own* in larger type), and names.

    The names are those of all townships but *towns*.
    """
    order = ground.patches_in(frame.extent)
    size = _MARKER_SIZES[0][1] * large
    shapes = frame.to_paper(np.array([ground.patches[i] for i in order], dtype=object))
    rows = [i for i, each in ground.townships.items() if i not in towns]
    others = (
        frame.to_paper(np.array([ground.townships[i] for i in rows], dtype=object)) if rows else np.empty(0, object)
    )
    marked = [place for place, each in enumerate(shapely.bounds(shapes).reshape(-1, 4)) if _extent(each) < size]
    middles = shapely.point_on_surface(shapes[marked]) if marked else np.empty(0, object)
    areas = frame.to_paper(np.array(list(ground.townships.values()), dtype=object))
    spots = dict(zip(marked, _apart(middles, areas, size)))
    stands = dict(zip(spots, _squares(list(spots.values()), size)))
    boxes = [stands.get(i, each) for i, each in enumerate(_clipped(shapely.bounds(shapes).reshape(-1, 4), frame))]
    points = [(OWN_POINTS if i in own else NUMBER_POINTS) * large for i in order]
    said = [i for i, patch in enumerate(order) if numbered is None or patch in numbered]
    drawn = [i for i in range(len(order)) if i not in spots]
    solid = shapely.clip_by_rect(shapes[drawn], 0, 0, frame.width, frame.height)
    borders = shapely.clip_by_rect(shapely.boundary(areas), 0, 0, frame.width, frame.height)
    taken = _Taken(list(stands.values()), solid, _along(borders, _BORDER))
    labels, unplaced, more = _numbers(ground, order, said, shapes, boxes, frame, points, large, taken)
    taken = replace(taken, boxes=[*taken.boxes, *more])
    inside = shapely.clip_by_rect(others, 0, 0, frame.width, frame.height)
    names = [(ground.spec.township_labels[i][0], "") for i in rows]
    parts = [_largest(each) for each in inside]
    named, left = _names(names, parts, [], size, large, taken.boxes, taken.shapes)
    here, texts = [each for i, each in zip(ground.townships, areas) if i in towns], [*labels, *named]
    missing = [names[i] for i in left], [parts[i] for i in left]
    led, nameless = _led_names(*missing, here, taken, large, texts, frame)
    markers = [(order[place], x, y) for place, (x, y) in spots.items()]
    return View(page, frame, markers, [*texts, *led], [*unplaced, *nameless], 0, size)


def _squares(middles: Sequence[tuple[float, float]], size: float) -> list[tuple[float, float, float, float]]:
    half = size / 2
    return [(x - half, y - half, x + half, y + half) for x, y in middles]


def _clipped(bounds: np.ndarray, frame: Frame) -> list[tuple[float, ...]]:
    """The parts of boxes that a frame shows."""
    least, most = np.zeros(4), np.array([frame.width, frame.height, frame.width, frame.height])
    return [tuple(each) for each in np.clip(bounds, least, most).tolist()]


def _extent(bounds: Sequence[float]) -> float:
    return max(bounds[2] - bounds[0], bounds[3] - bounds[1])


def _largest(shape: Any) -> Any:
    """The largest part of a township that a page shows: there its name is put."""
    parts = [each for each in shapely.get_parts(shape) if each.geom_type == "Polygon"]
    return max(parts, key=lambda each: _extent(each.bounds), default=shapely.Polygon())


def _numbers(
    ground: Ground,
    order: Sequence[int],
    said: Sequence[int],
    shapes: np.ndarray,
    boxes: Sequence[Any],
    frame: Frame,
    sizes: Sequence[float],
    large: float,
    taken: _Taken,
) -> tuple[list[Label], list[str], list[Any]]:
    """The patches' numbers in, beside or at a line from them; those that found no room; the boxes that they take.

    Beside a patch they are clear of all *boxes*, which stand for the patches, at a line of what is *taken*.
    """
    here = [i for i in said if boxes[i][2] > boxes[i][0] and boxes[i][3] > boxes[i][1]]
    texts = [Label(ground.spec.numbers[order[i]], 0, 0, sizes[i]) for i in here]
    middles = _coordinates(_middles(shapes[here], frame)) if here else []
    inside = [(x, y) if _holds(shapes[i], x, y, *text.size) else None for i, (x, y), text in zip(here, middles, texts)]
    within = (0.5, 0.5, frame.width - 0.5, frame.height - 0.5)
    found = placing.beside(
        [boxes[i] for i in here], [each.size for each in texts], boxes, within, inside, taken.borders
    )
    labels = [replace(text, x=place[0], y=place[1]) for text, place in zip(texts, found) if place is not None]
    left = [place for place, each in enumerate(found) if each is None]
    anchors = [_anchor(boxes[here[i]], middles[i]) for i in left]
    led = _led([texts[i] for i in left], anchors, taken, labels, within, _REACH * large)
    labels += [each for each in led if each is not None]
    lines = [shapely.linestrings(each.leader) for each in led if each is not None]
    more = [each.box for each in labels] + _along(lines, _LINE)
    return labels, [texts[i].text for i, each in zip(left, led) if each is None], more


def _middles(shapes: np.ndarray, frame: Frame) -> np.ndarray:
    """A point inside what a frame shows of each shape."""
    seen = shapely.clip_by_rect(shapes, 0, 0, frame.width, frame.height)
    return shapely.point_on_surface(np.where(shapely.is_empty(seen), shapes, seen))


def _anchor(box: Sequence[float], middle: tuple[float, float]) -> tuple[float, float]:
    """Where a line to a patch begins: in its middle, or in that of what is seen of it or stands for it."""
    left, bottom, right, top = box
    if left <= middle[0] <= right and bottom <= middle[1] <= top:
        return middle
    return (left + right) / 2, (bottom + top) / 2


def _led(
    texts: Sequence[Label],
    anchors: Sequence[tuple[float, float]],
    taken: _Taken,
    labels: Sequence[Label],
    within: tuple[float, float, float, float],
    reach: float,
) -> list[Label | None]:
    """Texts at the end of a line from their anchors; None where none can be drawn."""
    sizes = [each.size for each in texts]
    done = [each.box for each in labels]
    found = placing.led(anchors, sizes, taken.boxes, done, within, reach, (), taken.borders, taken.shapes)
    return [
        None if place is None else replace(text, x=place[0][0], y=place[0][1], leader=(anchor, place[1]))
        for text, anchor, place in zip(texts, anchors, found)
    ]


def _along(lines: Any, width: float) -> list[tuple[float, float, float, float]]:
    """Small boxes along *lines*, as broad as they are."""
    return _squares(shapely.get_coordinates(shapely.segmentize(lines, 1.0)).tolist(), width)


def _holds(shape: Any, x: float, y: float, width: float, height: float) -> bool:
    """Whether a text fits into a patch around a place."""
    return bool(shape.contains(shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)))


def _coordinates(points: np.ndarray) -> list[tuple[float, float]]:
    return [(x, y) for x, y in shapely.get_coordinates(points).tolist()]


def _apart(points: np.ndarray, areas: np.ndarray, size: float) -> list[tuple[float, float]]:
    """Places of markers that cover none of the others, each in its own township."""
    homes: list[Any] = [None] * len(points)
    for i, area in zip(*shapely.STRtree(areas).query(points, predicate="within").tolist()):
        homes[i] = homes[i] or areas[area]
    shapely.prepare(areas)
    return placing.spread(_coordinates(points), size, homes)


def _names(
    names: Sequence[tuple[str, str]],
    areas: Sequence[Any],
    markers: Sequence[Any],
    marker_size: float,
    large: float,
    boxes: Sequence[Any] = (),
    shapes: Sequence[Any] = (),
) -> tuple[list[Label], list[int]]:
    """Name and mu of each area, the mu below the name; the places of the names that found no room."""
    choices = [points * large for points in NAME_POINTS]
    sizes = [[_name_size(each, points) for points in choices] for each in names]
    labels, left = [], []
    for i, place in enumerate(placing.place_names(areas, sizes, markers, marker_size, boxes, shapes)):
        if place is not None:
            labels += _name_labels(names[i], place[1], choices[place[0]])
        elif not shapely.is_empty(areas[i]):
            left.append(i)
    return labels, left


def _name_labels(label: tuple[str, str], place: tuple[float, float], points: float) -> list[Label]:
    """A name and below it its mu, together in the middle of *place*."""
    (name, mu), (x, y), (_, height) = label, place, _name_size(label, points)
    first = line_height(points)
    labels = [Label(name, x, y + height / 2 - first / 2, points)]
    if mu:
        labels.append(Label(with_unit(mu), x, y - height / 2 + (height - first) / 2, points * MU_SIZE, quiet=True))
    return labels


def _said(label: tuple[str, str]) -> str:
    """A name that found no room, in words."""
    name, mu = label
    return tr("{township} {mu} mu").format(township=name, mu=mu) if mu else name


def _led_names(
    names: Sequence[tuple[str, str]],
    areas: Sequence[Any],
    off: Sequence[Any],
    taken: _Taken,
    large: float,
    labels: Sequence[Label],
    frame: Frame,
) -> tuple[list[Label], list[str]]:
    """The *names* of *areas* outside the areas *off*, each at the end of a line; those that found no room.

    Names are clear of what is *taken* and of *labels*.
    """
    points = NAME_POINTS[-1] * large
    anchors = [placing.clear_point(each, taken.boxes) for each in areas]
    within = (0.5, 0.5, frame.width - 0.5, frame.height - 0.5)
    sizes = [_name_size(each, points) for each in names]
    made: list[Label] = []
    unplaced = []
    texts = [each.box for each in labels]
    reach, shapes = _REACH * large, taken.shapes
    places = placing.led(anchors, sizes, taken.boxes, texts, within, reach, off, taken.borders, shapes)
    for name, anchor, place in zip(names, anchors, places):
        if place is None:
            unplaced.append(_said(name))
            continue
        first, *rest = _name_labels(name, place[0], points)
        made += [replace(first, leader=(anchor, place[1])), *rest]
    return made, unplaced


def _name_size(label: tuple[str, str], points: float) -> tuple[float, float]:
    name, mu = label
    if not mu:
        return text_width(name, points), line_height(points)
    width = max(text_width(name, points), text_width(with_unit(mu), points * MU_SIZE))
    return width, line_height(points) + line_height(points * MU_SIZE)


def with_unit(mu: str) -> str:
    """A printed figure with its unit."""
    return tr("{mu} mu").format(mu=mu)


# Layers ---------------------------------------------------------------------------------------------------


def map_layers(ground: Ground, views: Sequence[View], *, see_through: bool = False) -> list[QgsVectorLayer]:
    """The layers of a map, topmost first: texts, markers, patches, townships, border of the county.

    With several *views* each is shown on its own page of an atlas. *see_through*: a base map lies below.
    """
    looks = list(dict.fromkeys(ground.spec.looks))
    number = {look: place for place, look in enumerate(looks)}
    of_patch = [number[look] for look in ground.spec.looks]
    rows = [(ground.spec.legend[fill], ground.spec.legend[edge]) for fill, edge in looks]
    marks = _markers(ground, views, of_patch, rows)
    seen = _seen(ground, views)
    patches = _layer(
        tr("Mine patches"), "MultiPolygon", ground.crs, "look:integer", ((ground.patches[i], of_patch[i]) for i in seen)
    )
    patches.setRenderer(_by_look('"look"', [look_polygon(*row) for row in rows], [name_of(*row) for row in rows]))
    return [_texts(ground, views), marks, *_leaders(ground, views), patches, *_townships(ground, see_through)]


def name_of(fill: LegendRow, edge: LegendRow) -> str:
    """A look in words."""
    return fill.name if fill is edge else tr("; ").join((fill.name, edge.name))


def page_layers(
    ground: Ground, pages: Sequence[tuple[str, Sequence[int], Frame]], *, dot: bool
) -> list[QgsVectorLayer]:
    """Of an atlas: the pages (name, scale), what is not on the page paled, the page's place for the overview.

    *pages* are names, rows of the townships (*dot*: of the patches) and frames.
    """
    shapes = ground.patches if dot else ground.townships
    rows = [
        (shapely.union_all([shapes[i] for i in members]) if len(members) > 1 else shapes[members[0]], name, frame.scale)
        for name, members, frame in pages
    ]
    found = []
    for title, symbol in ((tr("Pages"), _here_symbol(dot)), (tr("Place in the county"), _place_symbol(dot))):
        layer = _layer(title, "MultiPolygon", ground.crs, "name:string&field=scale:double", rows)
        layer.setRenderer(_by_look(f'if("name" = {PAGE}, 0, NULL)', [symbol], [title]))
        found.append(layer)
    return found


def overview_layer(ground: Ground, width: float) -> QgsVectorLayer:
    """The townships for a map *width* mm wide: without bends that nobody would see there."""
    west, _, east, _ = ground.bounds
    seen = _SEEN * (east - west) / width
    shapes = shapely.simplify(np.array(list(ground.townships.values()), dtype=object), seen)
    layer = _layer(tr("Overview"), "MultiPolygon", ground.crs, "name:string", ((each, "") for each in shapes))
    layer.setRenderer(QgsSingleSymbolRenderer(_bevelled(township_symbol())))
    return layer


def table_layer(columns: int, rows: Iterable[tuple[str, Sequence[str]]]) -> QgsVectorLayer:
    """The lines of tables by page, every column as text."""
    names = "".join(f"&field=c{place}:string" for place in range(columns))
    made = ((None, page, *line) for page, line in rows)
    return _layer(tr("Tables"), "NoGeometry", QgsCoordinateReferenceSystem(), "page:string" + names, made)


def _here_symbol(dot: bool) -> QgsFillSymbol:
    """The outline of the page's township; a patch is drawn as it is."""
    swatch = palette.swatch(palette.BASE, "boundary")
    width = "0" if dot else "0.9"
    style = "no" if dot else "solid"
    return QgsFillSymbol.createSimple(
        {
            "style": "no",
            "outline_style": style,
            "outline_color": swatch.outline,
            "outline_width": width,
            "joinstyle": "bevel",
        }
    )


def _place_symbol(dot: bool) -> QgsFillSymbol:
    swatch = palette.swatch(palette.BASE, "overlap")
    symbol = QgsFillSymbol.createSimple({"color": swatch.colour, "outline_style": "no"})
    if dot:
        point = QgsCentroidFillSymbolLayer()
        point.setPointOnSurface(True)
        point.setSubSymbol(marker_symbol(swatch, 2.2))
        symbol.changeSymbolLayer(0, point)
    return symbol


def _townships(ground: Ground, see_through: bool) -> list[QgsVectorLayer]:
    names = ground.spec.township_labels
    rows = [(shape, names[i][0]) for i, shape in ground.townships.items()]
    # over a base map the townships' fill does not cover the inner halves of their borders
    whole = [(shapely.union_all([shape for shape, _ in rows]), "")] if see_through else rows
    found = []
    for title, symbol, shapes in (
        (tr("Townships"), _bevelled(township_symbol(0.0 if see_through else 1.0)), rows),
        (tr("County border"), _border_symbol(see_through), whole),
    ):
        layer = _layer(title, "MultiPolygon", ground.crs, "name:string", shapes)
        layer.setRenderer(QgsSingleSymbolRenderer(symbol))
        found.append(layer)
    return found


def _seen(ground: Ground, views: Sequence[View]) -> list[int]:
    """Patches whose polygon is drawn: in a crowd markers stand on their patches and cover the small ones."""
    order = ground.patches_in((-np.inf, -np.inf, np.inf, np.inf))
    if not all(view.crowded for view in views):
        return order
    least = max(view.marker_size * view.frame.scale / 1000 for view in views)
    bounds = shapely.bounds([ground.patches[i] for i in order]).reshape(-1, 4)
    larger = (bounds[:, 2:] - bounds[:, :2]).max(axis=1) > least
    return [i for i, large in zip(order, larger) if large]


def _markers(
    ground: Ground, views: Sequence[View], of_patch: Sequence[int], rows: Sequence[tuple[LegendRow, LegendRow]]
) -> QgsVectorLayer:
    features = [
        (shapely.Point(place), of_patch[i], view.page)
        for view in views
        for (i, *_), place in zip(view.markers, view.frame.to_ground([(x, y) for _, x, y in view.markers]))
    ]
    layer = _layer(tr("Markers"), "Point", ground.crs, "look:integer&field=page:string", features)
    symbols = [look_marker(*row, max(view.marker_size for view in views)) for row in rows]
    layer.setRenderer(_by_look(_of_page('"look"', views), symbols, [name_of(*row) for row in rows]))
    return layer


def _texts(ground: Ground, views: Sequence[View]) -> QgsVectorLayer:
    features = [
        (shapely.Point(place), label.text, label.points, int(label.quiet), view.page)
        for view in views
        for label, place in zip(view.labels, view.frame.to_ground([(each.x, each.y) for each in view.labels]))
    ]
    columns = "text:string&field=points:double&field=quiet:integer&field=page:string"
    layer = _layer(tr("Texts"), "Point", ground.crs, columns, features)
    layer.setRenderer(QgsSingleSymbolRenderer(_nothing()))
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = _of_page('"text"', views), True
    settings.placement = QgsPalLayerSettings.Placement.OverPoint
    settings.quadOffset = QgsPalLayerSettings.QuadrantPosition.QuadrantOver
    settings.displayAll = True  # their places were found before
    settings.obstacle = False
    properties = settings.dataDefinedProperties()
    properties.setProperty(QgsPalLayerSettings.Property.Size, QgsProperty.fromField("points"))
    quiet = palette.swatch(palette.BASE, "quiet_text").colour
    text = palette.swatch(palette.BASE, "text").colour
    colour = QgsProperty.fromExpression(f"if(\"quiet\" = 1, '{quiet}', '{text}')")
    properties.setProperty(QgsPalLayerSettings.Property.Color, colour)
    settings.setDataDefinedProperties(properties)
    style = text_format(text_font(NAME_POINTS[0]), halo=False)  # halos are outlines of every letter: slow and large
    style.setBackground(_veil())
    settings.setFormat(style)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)
    return layer


def _leaders(ground: Ground, views: Sequence[View]) -> list[QgsVectorLayer]:
    """The lines from texts to what they belong to, where there are any."""
    lines = [(view, each.leader) for view in views for each in view.labels if each.leader is not None]
    if not lines:
        return []
    rows = [(shapely.linestrings(view.frame.to_ground(line)), 0, view.page) for view, line in lines]
    layer = _layer(tr("Leader lines"), "LineString", ground.crs, "look:integer&field=page:string", rows)
    colour = palette.swatch(palette.BASE, "quiet_text").colour
    symbol = QgsLineSymbol.createSimple({"color": colour, "width": "0.15", "capstyle": "flat"})
    layer.setRenderer(_by_look(_of_page('"look"', views), [symbol], [layer.name()]))
    return [layer]


def _veil() -> QgsTextBackgroundSettings:
    """Behind a text that lies over borders, patches or markers."""
    found = QgsTextBackgroundSettings()
    found.setEnabled(True)
    found.setType(QgsTextBackgroundSettings.ShapeType.ShapeRectangle)
    found.setSizeType(QgsTextBackgroundSettings.SizeType.SizeBuffer)
    found.setSize(QSizeF(_VEIL, 0.0))
    paper = QColor(palette.swatch(palette.BASE, "township").colour)
    paper.setAlphaF(0.88)
    found.setFillColor(paper)
    found.setStrokeColor(QColor(0, 0, 0, 0))
    return found


def _of_page(expression: str, views: Sequence[View]) -> str:
    """*expression* for what belongs to the page that is shown; without pages always."""
    return f'if("page" = {PAGE}, {expression}, NULL)' if any(view.page for view in views) else expression


def _layer(
    title: str, kind: str, crs: QgsCoordinateReferenceSystem, columns: str, rows: Iterable[tuple[Any, ...]]
) -> QgsVectorLayer:
    """A layer in memory with shapely geometries and attributes."""
    options = QgsVectorLayer.LayerOptions(False)
    options.skipCrsValidation = True
    layer = QgsVectorLayer(f"{kind}?field={columns}", title, "memory", options)
    layer.setCrs(crs)
    features, fields = [], layer.fields()
    for shape, *attributes in rows:
        feature = QgsFeature(fields)
        if shape is not None:
            feature.setGeometry(_qgs(shape, kind.startswith("Multi")))
        feature.setAttributes(attributes)
        features.append(feature)
    layer.dataProvider().addFeatures(features, QgsFeatureSink.Flag.FastInsert)
    layer.updateExtents()
    return layer


def _qgs(shape: Any, multi: bool) -> QgsGeometry:
    geometry = QgsGeometry()
    geometry.fromWkb(shapely.to_wkb(shape))
    if multi:
        geometry.convertToMultiType()
    return geometry


# Symbols --------------------------------------------------------------------------------------------------


def look_marker(fill: LegendRow, edge: LegendRow, size: float) -> Any:
    """The marker of a patch: filled by one row of the legend, shape and outline from another."""
    if not fill.counted:
        size *= _SMALL
    if fill is edge:
        return marker_symbol(fill.swatch, size)
    shape = replace(fill.swatch, marker=edge.swatch.marker)
    symbol = marker_symbol(replace(shape, colour=edge.swatch.edge), size)
    for part, colour in ((_RING, _PAPER), (_CORE, fill.swatch.colour)):
        inner = marker_symbol(replace(shape, colour=colour), size * part)  # kept: its layer goes with it
        symbol.appendSymbolLayer(inner.symbolLayer(0).clone())
    for each in symbol.symbolLayers():
        each.setStrokeStyle(Qt.PenStyle.NoPen)
    return symbol


def look_polygon(fill: LegendRow, edge: LegendRow) -> QgsFillSymbol:
    """The polygon of a patch, as its marker."""
    if fill is edge:
        return patch_symbol(fill.swatch, marker=False)
    symbol = patch_symbol(replace(fill.swatch, outline=edge.swatch.edge), marker=False)
    symbol.symbolLayer(0).setStrokeStyle(Qt.PenStyle.NoPen)
    for width, colour, style in ((_CASING, _PAPER, "solid"), (_EDGE, edge.swatch.edge, edge.swatch.line)):
        line = QgsSimpleLineSymbolLayer(QColor(colour), width, _LINES[style])
        line.setPenJoinStyle(Qt.PenJoinStyle.BevelJoin)
        symbol.appendSymbolLayer(line)
    return symbol


def _by_look(expression: str, symbols: Sequence[Any], names: Sequence[str]) -> QgsCategorizedSymbolRenderer:
    categories = [QgsRendererCategory(place, symbol, names[place]) for place, symbol in enumerate(symbols)]
    return QgsCategorizedSymbolRenderer(expression, categories)


def _border_symbol(see_through: bool = False) -> QgsFillSymbol:
    """A broad line below the townships, whose fill leaves only its outer half: the county's border."""
    swatch = palette.swatch(palette.BASE, "boundary")
    return QgsFillSymbol.createSimple(
        {
            "color": swatch.colour,
            "style": "no" if see_through else "solid",
            "outline_color": swatch.outline,
            "outline_width": "1.2",
            "joinstyle": "bevel",
        }
    )


def _bevelled(symbol: QgsFillSymbol) -> QgsFillSymbol:
    """Without round corners: a PDF draws each of them as a circle."""
    symbol.symbolLayer(0).setPenJoinStyle(Qt.PenJoinStyle.BevelJoin)
    return symbol


def _nothing() -> Any:
    """A marker that draws nothing: of the layer only the texts are seen."""
    return QgsMarkerSymbol.createSimple({"color": "0,0,0,0", "outline_style": "no", "size": "0"})
