"""Why a patch lies in a zone class or in none, for one patch at a time: the zones are prepared once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..libraries import shapely
from .overlay import Overlay, kept
from .planes import to_lonlat
from .progress import Progress, Silent
from .scheme import CLASSES, OUTSIDE
from .zones import DistanceIndex, Zones, members, near, overlap_by_class


def extent_of(layers: Iterable[tuple[Any, str | None]]) -> Any:
    """Longitude and latitude bounds of layers (geometry, CRS), for :func:`.zones.build_zones`."""
    boxes = []
    for geometry, crs in layers:
        bounds = shapely.total_bounds(geometry)
        if crs and np.isfinite(bounds).all():
            wide = shapely.segmentize(
                np.array([shapely.box(*bounds)], dtype=object), max(np.ptp(bounds[::2]) / 8, 1e-6)
            )
            boxes.append(to_lonlat(wide, crs)[0])
    return shapely.total_bounds(np.array(boxes, dtype=object)) if boxes else (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Reason:
    """A class in which the patch has a share: the zone with the largest, metres to it as drawn, m² and share."""

    zone_class: str
    name: str
    distance_m: float
    threshold_m: float
    overlap_m2: float
    share: float


@dataclass(frozen=True)
class Nearest:
    """The nearest zone of a patch that is in none, and the metres to its edge."""

    zone_class: str
    name: str
    distance_m: float


class Reasons:
    """Answers about the *zones* of a run."""

    def __init__(self, zones: Zones) -> None:
        self._zones = zones
        self._tree = shapely.STRtree(zones.ground)
        self._index = DistanceIndex(zones)

    def classes(self, geometry: Any, areas: Any, progress: Progress | None = None) -> Any:
        """Highest class of each patch (plane geometry), ``OUTSIDE``, None where it has no geometry."""
        zones = near(self._zones, self._near(geometry)) if len(geometry) < len(self._zones.rank) else self._zones
        found = kept(np.full(len(geometry), OUTSIDE), ~shapely.is_missing(geometry))
        patch, rank, _, _ = overlap_by_class(geometry, areas, zones, Overlay(), progress or Silent())
        found[patch[::-1]] = np.array(CLASSES, dtype=object)[rank[::-1]]  # the highest class last
        return found

    def why(self, polygon: Any, area_m2: float) -> tuple[list[Reason], Nearest | None]:
        """The classes in which the patch has ground, in precedence order; the nearest zone where it has none."""
        one, areas = np.array([polygon], dtype=object), np.array([area_m2])
        zones = near(self._zones, self._near(one))
        found, _ = members(one, areas, zones, Overlay())
        reasons = [
            Reason(
                zone_class=CLASSES[rank],
                name=str(zones.name[feature]),
                distance_m=float(distance),
                threshold_m=zones.distance_m[int(rank)],
                overlap_m2=float(overlap),
                share=float(overlap) / area_m2,
            )
            for rank, feature, overlap, distance in zip(found.rank, found.feature, found.overlap_m2, found.distance_m)
        ]
        return reasons, None if reasons else self.nearest(one)

    def warm(self, places: Any) -> None:
        """Prepare the nearest-zone answers of the regions in which *places* (plane geometry) lie."""
        points = shapely.point_on_surface(places[~shapely.is_missing(places)])
        if len(self._zones.drawn):
            self._index.nearest(points, Silent())

    def nearest(self, one: Any) -> Nearest | None:
        """The nearest zone of the first patch of *one*; the first question in a region takes longer."""
        if len(self._zones.drawn) == 0:
            return None
        which, metres = self._index.nearest(one, Silent())
        if which[0] < 0:
            return None
        row = int(which[0])
        return Nearest(CLASSES[int(self._zones.rank[row])], str(self._zones.name[row]), float(metres[0]))

    def _near(self, geometry: Any) -> Any:
        """Rows of zones whose boxes meet one of the patches, ascending."""
        return np.unique(self._tree.query(geometry)[1])
