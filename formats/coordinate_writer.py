"""Plots written as texts of coordinates: land boundaries in three dialects, and corner strings of mining rights.

The same plots give the same bytes: no date, no program, fixed decimals; the area that is stated is the plane one of the
corners as they are written, unless another is given. :mod:`.coordinate_text` reads every dialect back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..engine.area import plane_area_m2
from ..libraries import shapely
from .crs_guess import zone_of

STANDARD_8, STANDARD_9, EXTENDED_12, CORNER_STRING = "standard_8", "standard_9", "extended_12", "corner_string"
DIALECTS = (STANDARD_8, STANDARD_9, EXTENDED_12, CORNER_STRING)
# behind 地类编码: 描述; or 图斑类型, 地类, 改造前质量等别, 改造后质量等别
_MORE_FIELDS = {STANDARD_8: 0, STANDARD_9: 1, EXTENDED_12: 4}
_LINE = "\r\n"
_HARMFUL = str.maketrans({",": "，", "@": "＠", "*": "＊", "\r": " ", "\n": " ", "\t": " "})


@dataclass(frozen=True)
class Outgoing:
    """One plot: a Polygon or MultiPolygon in the system that is written, its attributes, the area to be stated in m².

    Without that it is the plane one of the corners as they are written.
    """

    geometry: Any
    number: str = ""
    name: str = ""
    use: str = ""
    area_m2: float | None = None


@dataclass(frozen=True)
class Style:
    """How a dialect is written; *closed* and *prefix* (before the numbers of corners) not in corner strings."""

    dialect: str = STANDARD_8
    closed: bool = True
    prefix: str = "J"
    decimals: int = 3


def write(plots: Sequence[Outgoing], crs: str, style: Style) -> str:
    """*plots* as one text; *crs* is the code of a zone of CGCS2000.

    Raises ``ValueError`` for another system.
    """
    zone = zone_of(crs)
    if zone is None:
        raise ValueError(crs)
    lines = _corner_string(plots, style) if style.dialect == CORNER_STRING else _land_boundary(plots, zone, style)
    return "".join(line + _LINE for line in lines)


# Land boundaries ---------------------------------------------------------------------------------------------


def _land_boundary(plots: Sequence[Outgoing], zone: tuple[int, int, bool], style: Style) -> Iterator[str]:
    number, width, _ = zone
    yield "[属性描述]"
    yield "格式版本号=1.01"
    yield "数据产生单位="
    yield "数据产生日期="
    yield "坐标系=2000国家大地坐标系"
    yield f"几度分带={width}"
    yield "投影类型=高斯克吕格"
    yield "计量单位=米"
    yield f"带号={number}"
    yield f"精度={10.0**-style.decimals:.{style.decimals}f}"
    yield "转换参数=,,,,,,"
    yield "[地块坐标]"
    for plot in plots:
        yield from _plot(plot, style)


def _plot(plot: Outgoing, style: Style) -> Iterator[str]:
    written = shapely.transform(plot.geometry, lambda xy: np.round(xy, style.decimals))
    area = float(plane_area_m2(np.array([written], dtype=object))[0]) if plot.area_m2 is None else plot.area_m2
    rings = [shapely.get_coordinates(ring)[:-1] for ring in _rings(written)]
    count = sum(len(each) + style.closed for each in rings)
    fields = [str(count), f"{area / 10_000:.4f}", kept(plot.number), kept(plot.name), "面", "", kept(plot.use), ""]
    yield ",".join([*fields, *[""] * _MORE_FIELDS[style.dialect], "@"])
    first = 1
    for ring, points in enumerate(rings, start=1):
        for place, point in enumerate(points, start=first):
            yield _corner(place, ring, point, style)
        if style.closed:
            yield _corner(first, ring, points[0], style)
        first += len(points)


def _rings(geometry: Any) -> Iterator[Any]:
    """Outer ring and holes of each part, in their order."""
    for part in shapely.get_parts(geometry):
        yield part.exterior
        yield from part.interiors


def _corner(number: int, ring: int, point: Any, style: Style) -> str:
    east, north = point.tolist()
    return f"{style.prefix}{number},{ring},{north:.{style.decimals}f},{east:.{style.decimals}f}"


def kept(text: str) -> str:
    """*text* as it is written: without the marks that fields are told by."""
    return text.translate(_HARMFUL).strip()


# Corner strings ----------------------------------------------------------------------------------------------


def _corner_string(plots: Sequence[Outgoing], style: Style) -> Iterator[str]:
    yield "拐点,X(起标高),Y(止标高)"
    for plot in plots:
        name = kept(plot.name) or kept(plot.number)
        for part in shapely.get_parts(plot.geometry):
            yield from _block(part.exterior, name, 1, style)
            for hole in part.interiors:
                yield from _block(hole, name, -1, style)


def _block(ring: Any, name: str, flag: int, style: Style) -> Iterator[str]:
    for number, (east, north) in enumerate(shapely.get_coordinates(ring)[:-1].tolist(), start=1):
        yield f"{number},{north:.{style.decimals}f},{east:.{style.decimals}f},,"
    yield f"*,,,{name},{flag},"
