"""Townships: who is responsible for which ground, in the office's own order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..libraries import shapely
from .area import TOLERANCE_M2, area_m2, to_mu, total
from .ledger import Cells
from .overlay import Overlay
from .parts import polygonal_part
from .patches import text_values
from .problems import Notice, Refusal, info, warning
from .progress import Progress, Silent, chunks
from .repair import listed, polygons_in_plane

SLIT_M = 0.001  # coordinates of borders are written in mm


@dataclass(frozen=True)
class TownshipLayer:
    """Township features in layer order: ``geometry`` in ``crs``, raw ``names``, feature ids for messages."""

    name: str
    crs: str | None
    geometry: Any
    names: Any
    ids: Any


@dataclass(frozen=True)
class Townships:
    """Townships ready for the ledger.

    ``cells`` is labelled by feature row; ``name_of`` gives the place of a feature's name in ``names``
    (equal names are one township in tables); ``shared`` is ground that lies in two features.
    """

    cells: Cells
    names: list[str]
    name_of: Any
    shared: Any
    notices: list[Notice]

    @cached_property
    def features_of(self) -> list[Any]:
        """The feature rows of each name."""
        order = np.argsort(self.name_of, kind="stable")
        return np.split(order, np.searchsorted(self.name_of[order], np.arange(1, len(self.names))))


def prepare_townships(layer: TownshipLayer, progress: Progress | None = None) -> Townships:
    """Repair the township polygons and look for what overlaps or leaves gaps.

    Raises:
        Refusal: no features or no polygon at all, a feature without a name, CRS problems.
    """
    progress = progress or Silent()
    if len(layer.ids) == 0:
        raise Refusal("townships_empty", layer=layer.name)
    texts = text_values(layer.names, len(layer.ids))
    blank = np.flatnonzero(texts == None)  # noqa: E711 (element by element)
    if len(blank):
        raise Refusal("township_without_name", layer=layer.name, ids=listed(np.asarray(layer.ids)[blank]))
    polygons = polygons_in_plane(
        layer.geometry, layer.crs, layer.name, np.asarray(layer.ids), densify=True, progress=progress
    )
    if not polygons.present.any():
        raise Refusal("townships_empty", layer=layer.name)
    names = list(dict.fromkeys(texts))
    place = {name: at for at, name in enumerate(names)}
    name_of = np.array([place[name] for name in texts], dtype=np.int64)
    notices = list(polygons.notices) + _equal_names(layer, texts, names)
    shared, overlaps = _shared_ground(polygons.geometry, texts, layer, progress)
    notices += overlaps + _gaps(polygons.geometry, layer)
    cells = Cells(polygons.geometry, np.arange(len(texts), dtype=np.int64))
    return Townships(cells, names, name_of, shared, notices)


def _equal_names(layer: TownshipLayer, texts: Any, names: list[str]) -> list[Notice]:
    twice = [name for name in names if (texts == name).sum() > 1]
    return [warning("township_names_equal", layer=layer.name, names=twice[:20])] if twice else []


def _shared_ground(geometry: Any, texts: Any, layer: TownshipLayer, progress: Progress) -> tuple[Any, list[Notice]]:
    """Ground in two townships, as geometries, with a warning that names the pairs and their mu."""
    first, second = shapely.STRtree(geometry).query(geometry)
    pairs = np.flatnonzero(first < second)
    overlay = Overlay()
    shared, told = [], []
    for part in chunks(len(pairs), progress, 256):
        a, b = first[pairs[part]], second[pairs[part]]
        ground = overlay.intersection(geometry[a], geometry[b])
        for row in np.flatnonzero(area_m2(ground) > TOLERANCE_M2):
            wide = _without_slits(shapely.get_parts(ground[row]))
            if len(wide):
                shared.append(shapely.multipolygons(wide))
                told.append(f"{texts[a[row]]}–{texts[b[row]]}")
    if not shared:
        return np.empty(0, object), []
    grounds = np.array([*shared, None], dtype=object)[:-1]
    mu = to_mu(total(area_m2(grounds)))
    return grounds, [warning("townships_overlap", layer=layer.name, pairs=told[:20], mu=mu)]


def _gaps(geometry: Any, layer: TownshipLayer) -> list[Notice]:
    """Holes that the townships together leave; ground there counts as outside every township."""
    whole = polygonal_part(shapely.union_all(geometry[~shapely.is_missing(geometry)]))
    holes = [shapely.polygons(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    wide = _without_slits(np.array([*holes, None], dtype=object)[:-1])
    if len(wide) == 0:
        return []
    return [info("townships_leave_gaps", layer=layer.name, count=len(wide), mu=to_mu(total(area_m2(wide))))]


def _without_slits(parts: Any) -> Any:
    """Polygons wider than 1 mm: borders with unlike vertices part by less, by rounding and by their new vertices."""
    area = area_m2(parts)
    return parts[(area > TOLERANCE_M2) & (2 * area > SLIT_M * shapely.length(parts))]
