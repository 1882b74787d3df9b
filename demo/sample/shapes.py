"""Plane geometry for drawing things that look grown: smooth lines, rough borders, blobs, moved shapes.

Everything is in metres of one projected CRS and takes its chance from a given ``random.Random``.
"""

from __future__ import annotations

import math
from random import Random
from typing import Any

import numpy as np

from ...libraries import shapely

Point = tuple  # (easting, northing) in metres


def spline(points: list[Point], *, closed: bool = False, step: float = 800.0) -> Any:
    """Smooth line through *points* (Catmull-Rom), a vertex about every *step* metres; n × 2 array, closed ones end."""
    xy = np.asarray(points, dtype=float)
    before, after = (xy[-1], xy[:2]) if closed else (2 * xy[0] - xy[1], [2 * xy[-1] - xy[-2]])
    knots = np.vstack([before, xy, after])
    pieces = [_spline_piece(knots[i : i + 4], step) for i in range(len(knots) - 3)]
    return np.vstack([*pieces, knots[-2]])


def _spline_piece(knots: Any, step: float) -> Any:
    a, b, c, d = knots
    count = max(2, round(float(np.hypot(*(c - b))) / step))
    t = (np.arange(count) / count)[:, None]
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def roughened(xy: Any, rng: Random, *, roughness: float, step: float) -> Any:
    """Break the segments of line *xy* until none is longer than *step*, each time moving the middle sideways.

    The two ends stay where they are, so borders that meet go on meeting.
    """
    points = [tuple(point) for point in xy]
    rough = [points[0]]
    for start, end in zip(points, points[1:]):
        rough += _broken(start, end, rng, roughness, step)
    return np.asarray(rough)


def _broken(start: Point, end: Point, rng: Random, roughness: float, step: float) -> list[Point]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    if math.hypot(dx, dy) <= step:
        return [end]
    along, aside = 0.5 + rng.uniform(-0.08, 0.08), rng.uniform(-roughness, roughness)
    middle = (start[0] + along * dx - aside * dy, start[1] + along * dy + aside * dx)
    return _broken(start, middle, rng, roughness, step) + _broken(middle, end, rng, roughness, step)


def blob(
    centre: Point, radius: float, rng: Random, *, stretch: float = 1.0, turn: float = 0.0, wobble: float = 1.0
) -> Any:
    """Round, irregular polygon about *centre*: an ellipse (*stretch*, turned by *turn* degrees) with soft bays."""
    waves = [(k, wobble * rng.uniform(0.3, 1) * 0.28 / k, rng.uniform(0, 2 * math.pi)) for k in range(2, 8)]
    angle = np.arange(96) * 2 * math.pi / 96
    reach = radius * (1 + sum(size * np.sin(k * angle + phase) for k, size, phase in waves))
    x, y = reach * np.cos(angle) * math.sqrt(stretch), reach * np.sin(angle) / math.sqrt(stretch)
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return on_grid(shapely.Polygon(np.column_stack([centre[0] + cos * x - sin * y, centre[1] + sin * x + cos * y])))


def moved(shape: Any, centre: Point, scale: float, turn: float) -> Any:
    """*shape* (about 0, 0) scaled, turned by *turn* degrees and put at *centre*."""
    cos, sin = scale * math.cos(math.radians(turn)), scale * math.sin(math.radians(turn))
    matrix = np.array([[cos, sin], [-sin, cos]])
    return on_grid(shapely.transform(shape, lambda xy: xy @ matrix + np.asarray(centre)))


def on_grid(geometry: Any) -> Any:
    """*geometry* with every coordinate rounded to the millimetre (vertices only, nothing is repaired)."""
    return shapely.transform(geometry, lambda xy: np.round(xy, 3))


def at_distance(start: Point, metres: float, degrees: float) -> Point:
    """The point *metres* away from *start* in direction *degrees* (counter-clockwise from east)."""
    return (
        start[0] + metres * math.cos(math.radians(degrees)),
        start[1] + metres * math.sin(math.radians(degrees)),
    )
