"""The way into the equal-area plane by charts: over a tile of a CRS the map is a polynomial that PROJ has confirmed.

The map is analytic, so that a polynomial of degree 7 over 131 km misses it by less than a nanometre; it takes a quarter
of the time. A chart is used when it agrees with PROJ within 20 nm where it was not fitted, otherwise PROJ is asked.
Tiles lie fast in the CRS: a vertex has one image, whichever others are asked with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np

from ..libraries import pyproj

TILE_M, TILE_DEGREES = 131_072.0, 1.0
DEGREE = 7
MOST_OFF_M = 2e-8  # about what rounding does to coordinates of twelve thousand kilometres
_POWERS = [(i, j) for i in range(DEGREE + 1) for j in range(DEGREE + 1 - i)]
_FEW = 16  # tiles that are looked for without sorting
_MOST_CHARTS = 2048  # China has less than 900 tiles
_FAR = 1024.0  # tiles, 134 000 km: beyond them, as metres taken for degrees are, each vertex might have its own

Map = Callable[[Any, Any], tuple[Any, Any]]


class Charts:
    """*exact*, a map of coordinate arrays into the plane (m), by charts over tiles of *size* units."""

    def __init__(self, exact: Map, size: float) -> None:
        self._exact, self._size = exact, size
        self._over = lru_cache(_MOST_CHARTS)(self._fitted)

    def __call__(self, x: Any, y: Any) -> tuple[Any, Any]:
        """The images of the points (*x*, *y*); infinite where there are none."""
        result = np.empty(len(x)), np.empty(len(x))
        for tile, rows in self._by_tile(x, y):
            chart = None if tile is None else self._over(*tile)
            for line, found in zip(result, (chart or self._exact)(x[rows], y[rows])):
                line[rows] = found
        return result

    def _by_tile(self, x: Any, y: Any) -> Iterator[tuple[tuple[float, float] | None, Any]]:
        """(column, row) of each tile that has points, and which these are; no tile for points that are nowhere.

        Those that are very far would make the numbers of tiles so large that several tiles have one.
        """
        if not len(x):
            return
        column, row = np.floor(x / self._size), np.floor(y / self._size)
        west, south = column.min(), row.min()
        width, height = column.max() - west + 1, row.max() - south + 1
        if not (np.abs([west, south, column.max(), row.max()]) < _FAR).all():
            there = (np.abs(column) < _FAR) & (np.abs(row) < _FAR)
            yield None, np.flatnonzero(~there)
            rest = np.flatnonzero(there)
            yield from ((tile, rest[rows]) for tile, rows in self._by_tile(x[rest], y[rest]))
        elif width == height == 1:
            yield (float(west), float(south)), slice(None)
        else:
            number = (row - south) * width + column - west
            for each in np.unique(number) if width * height > _FEW else range(int(width * height)):
                rows = np.flatnonzero(number == each)
                if len(rows):
                    yield (float(column[rows[0]]), float(row[rows[0]])), rows

    def _fitted(self, column: float, row: float) -> Map | None:
        """The chart of a tile, None where PROJ does not confirm it."""
        half = self._size / 2
        centre = (2 * column + 1) * half, (2 * row + 1) * half
        nodes, others = _grid(DEGREE + 3), _grid(DEGREE + 6, whole=True)
        images = [np.stack(self._exact(*_placed(each, centre, half))) for each in (nodes, others)]
        if not all(np.isfinite(each).all() for each in images):
            return None
        chart = _chart(centre, half, _coefficients(nodes, images[0]))
        off = np.abs(np.stack(chart(*_placed(others, centre, half))) - images[1]).max()
        return chart if off <= MOST_OFF_M else None


def _chart(centre: tuple[float, float], half: float, coefficients: Any) -> Map:
    """The polynomials Σ *coefficients*[i, j] uⁱ vʲ of the place in a tile (-1…1), summed by PROJ's Horner scheme.

    PROJ sums point by point, so that an image does not depend on its neighbours, and lets other threads go on.
    """
    powers = np.arange(DEGREE + 1)
    scaled = coefficients / (half ** np.add.outer(powers, powers))[:, :, None]  # of metres or degrees
    easting, northing = [scaled[j, i, 0] for i, j in _POWERS], [scaled[i, j, 1] for i, j in _POWERS]  # PROJ's orders
    unused = [1.0] * len(_POWERS)
    named = {"fwd_u": easting, "fwd_v": northing, "fwd_origin": centre}
    named |= {"inv_u": unused, "inv_v": unused, "inv_origin": (0.0, 0.0)}
    listed = " ".join(f"+{name}={','.join(map(repr, map(float, values)))}" for name, values in named.items())
    pipeline = f"+proj=horner +ellps=GRS80 +deg={DEGREE} +range={2 * half!r} {listed}"
    return pyproj.Transformer.from_pipeline(pipeline).transform


def _grid(count: int, *, whole: bool = False) -> Any:
    """(2, count²) points of a grid that is denser at the borders (Chebyshev); *whole*: corners included."""
    steps = np.arange(count) / (count - 1) if whole else (np.arange(count) + 0.5) / count
    line = np.cos(np.pi * steps)
    return np.stack([each.ravel() for each in np.meshgrid(line, line, indexing="ij")])


def _placed(grid: Any, centre: tuple[float, float], half: float) -> tuple[Any, Any]:
    return centre[0] + half * grid[0], centre[1] + half * grid[1]


def _coefficients(grid: Any, images: Any) -> Any:
    """(DEGREE + 1, DEGREE + 1, 2) coefficients whose polynomials come nearest to *images* on *grid*."""
    design = np.stack([grid[0] ** i * grid[1] ** j for i, j in _POWERS], axis=1)
    middle = images.mean(axis=1)  # apart, for the digits behind the point
    found = np.linalg.lstsq(design, (images - middle[:, None]).T, rcond=None)[0]
    result = np.zeros((DEGREE + 1, DEGREE + 1, 2))
    for (i, j), pair in zip(_POWERS, found):
        result[i, j] = pair
    result[0, 0] += middle
    return result
