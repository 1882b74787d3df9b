"""The way into the equal-area plane by charts: over a tile of a CRS the map is a polynomial that PROJ has confirmed.

The map is analytic, so that a polynomial of degree 7 over 131 km misses it by less than a nanometre; it takes a fifth
of the time. A chart is used when it agrees with PROJ within 20 nm where it was not fitted, otherwise PROJ is asked.
Tiles lie fast in the CRS: a vertex has one image, whichever others are asked with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np

TILE_M, TILE_DEGREES = 131_072.0, 1.0
DEGREE = 7
MOST_OFF_M = 2e-8  # about what rounding does to coordinates of twelve thousand kilometres
_BLOCK = 32_768  # vertices: what a processor keeps at hand
_MOST_CHARTS = 2048  # China has less than 900 tiles

Map = Callable[[Any, Any], tuple[Any, Any]]


class Charts:
    """*exact*, a map of coordinate arrays into the plane (m), by charts over tiles of *size* units."""

    def __init__(self, exact: Map, size: float) -> None:
        self._exact, self._size = exact, size
        self._over = lru_cache(_MOST_CHARTS)(self._fitted)

    def __call__(self, x: Any, y: Any) -> tuple[Any, Any]:
        """The images of the points (*x*, *y*); infinite where there are none."""
        result = np.empty(len(x)), np.empty(len(x))
        there = np.isfinite(x) & np.isfinite(y)
        if there.all():
            parts = [(self._over(*tile) or self._exact, rows) for tile, rows in self._by_tile(x, y)]
        else:
            parts = [(self._exact, ~there), (self, there)]
        for way, rows in parts:
            for line, found in zip(result, way(x[rows], y[rows])):
                line[rows] = found
        return result

    def _by_tile(self, x: Any, y: Any) -> Iterator[tuple[tuple[float, float], Any]]:
        """(column, row) of each tile that has points, and which these are."""
        if not len(x):
            return
        column, row = np.floor(x / self._size), np.floor(y / self._size)
        west, south = column.min(), row.min()
        width, height = column.max() - west + 1, row.max() - south + 1
        if width == height == 1:
            yield (float(west), float(south)), slice(None)
            return
        number = (row - south) * width + column - west
        order = np.argsort(number.astype(np.uint16) if width * height < 2**16 else number, kind="stable")
        starts = np.flatnonzero(np.r_[True, np.diff(number[order]) != 0])
        for start, rows in zip(order[starts].tolist(), np.split(order, starts[1:])):
            yield (float(column[start]), float(row[start])), rows

    def _fitted(self, column: float, row: float) -> Chart | None:
        """The chart of a tile, None where PROJ does not confirm it."""
        half = self._size / 2
        centre = (2 * column + 1) * half, (2 * row + 1) * half
        nodes, others = _grid(DEGREE + 3), _grid(DEGREE + 6, whole=True)
        images = [np.stack(self._exact(*_placed(each, centre, half))) for each in (nodes, others)]
        if not all(np.isfinite(each).all() for each in images):
            return None
        chart = Chart(centre, half, _coefficients(nodes, images[0]))
        with np.errstate(over="ignore", invalid="ignore"):  # nowhere on earth: not confirmed
            off = np.abs(np.stack(chart(*_placed(others, centre, half))) - images[1]).max()
        return chart if off <= MOST_OFF_M else None


class Chart:
    """Two polynomials in the place within a tile, -1…1 both ways: Σ *coefficients*[k, i, j] uⁱ vʲ."""

    def __init__(self, centre: tuple[float, float], half: float, coefficients: Any) -> None:
        self._centre, self._half = centre, half
        self._terms = coefficients.tolist()

    def __call__(self, x: Any, y: Any) -> tuple[Any, Any]:
        """The images of the points (*x*, *y*), each by the same operations wherever it stands among the others."""
        result = np.empty((2, len(x)))
        room = np.empty(min(len(x), _BLOCK))
        for start in range(0, len(x), _BLOCK):
            part = slice(start, start + _BLOCK)
            u, v = ((each[part] - middle) / self._half for each, middle in zip((x, y), self._centre))
            for terms, line in zip(self._terms, result[:, part]):
                _evaluate(terms, u, v, line, room[: len(u)])
        return result[0], result[1]


def _evaluate(terms: list[list[float]], u: Any, v: Any, result: Any, room: Any) -> None:
    """Σ terms[i][j] uⁱ vʲ (i + j ≤ DEGREE) by Horner's rule in *result*; *room* is for what comes between."""
    result[:] = terms[DEGREE][0]
    for i in range(DEGREE - 1, -1, -1):
        np.multiply(result, u, out=result)
        room[:] = terms[i][DEGREE - i]
        for j in range(DEGREE - i - 1, -1, -1):
            np.multiply(room, v, out=room)
            np.add(room, terms[i][j], out=room)
        np.add(result, room, out=result)


def _grid(count: int, *, whole: bool = False) -> Any:
    """(2, count²) points of a grid that is denser at the borders (Chebyshev); *whole*: corners included."""
    steps = np.arange(count) / (count - 1) if whole else (np.arange(count) + 0.5) / count
    line = np.cos(np.pi * steps)
    return np.stack([each.ravel() for each in np.meshgrid(line, line, indexing="ij")])


def _placed(grid: Any, centre: tuple[float, float], half: float) -> tuple[Any, Any]:
    return centre[0] + half * grid[0], centre[1] + half * grid[1]


def _coefficients(grid: Any, images: Any) -> Any:
    """(2, DEGREE + 1, DEGREE + 1) coefficients whose polynomials come nearest to *images* on *grid*."""
    powers = [(i, j) for i in range(DEGREE + 1) for j in range(DEGREE + 1 - i)]
    design = np.stack([grid[0] ** i * grid[1] ** j for i, j in powers], axis=1)
    middle = images.mean(axis=1)  # apart, for the digits behind the point
    found = np.linalg.lstsq(design, (images - middle[:, None]).T, rcond=None)[0]
    result = np.zeros((2, DEGREE + 1, DEGREE + 1))
    for (i, j), pair in zip(powers, found):
        result[:, i, j] = pair
    result[:, 0, 0] += middle
    return result
