"""Classify patches by priority zone: the figures of ``classifybyzone``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..libraries import shapely
from .area import TOLERANCE_M2, to_mu, total
from .overlay import Overlay, kept
from .planes import EQUAL_AREA, to_lonlat
from .problems import Notice, warning
from .progress import Part, Progress, Silent
from .repair import Polygons, long_edge_notices, polygons_in_plane
from .results import Classification, frame
from .scheme import CLASSES, OUTSIDE, TOTAL
from .zones import DistanceIndex, Membership, ZoneClass, Zones, build_zones, members


@dataclass(frozen=True)
class Classified:
    """A classification with what it was made from, for those who go on computing."""

    result: Classification
    zones: Zones
    polygons: Polygons


def classify(
    name: str,
    crs: str | None,
    geometry: Any,
    ids: Any,
    classes: Sequence[ZoneClass],
    min_share: float = 0.0,
    progress: Progress | None = None,
) -> Classified:
    """Classify the polygons *geometry* (object array in *crs*) of layer *name*.

    Args:
        ids: text per patch, for tables and messages.
        classes: the zone classes with layers and distances.
        min_share: a patch is a member of a class when at least this share (0…1) lies in it.
    """
    progress = progress or Silent()
    polygons = polygons_in_plane(geometry, crs, name, ids, progress=Part(progress, 0.0, 0.2))
    return classify_polygons(polygons, name, ids, classes, min_share, Part(progress, 0.2, 1.0))


def classify_polygons(
    polygons: Polygons,
    name: str,
    ids: Any,
    classes: Sequence[ZoneClass],
    min_share: float = 0.0,
    progress: Progress | None = None,
    *,
    nearest: bool = True,
) -> Classified:
    """Classify *polygons* that are in the plane already; see :func:`classify`.

    *nearest* False: nobody asks how far patches outside are from which zone; these two columns stay empty there.
    """
    progress = progress or Silent()
    notices = [*polygons.notices, *long_edge_notices(polygons, name, ids)]
    if len(ids) == 0:
        notices.append(warning("layer_empty", layer=name))
    zones = build_zones(list(classes), _extent(polygons), Part(progress, 0.0, 0.1))
    notices += zones.notices
    overlay = Overlay()
    membership, net = members(polygons.geometry, polygons.area_m2, zones, overlay, Part(progress, 0.1, 0.7))
    notices += fallback_notices(overlay, name)
    asked = Part(progress, 0.7, 1.0) if nearest else None
    result = _tables(polygons, ids, zones, membership, net, min_share, notices, asked)
    return Classified(result, zones, polygons)


def fallback_notices(overlay: Overlay, layer: str) -> list[Notice]:
    """How many patches needed a coarser grid to be cut at all."""
    return [
        warning("overlay_fallback", layer=layer, count=count, grid_m=grid)
        for grid, count in sorted(overlay.fallbacks.items())
    ]


def _extent(polygons: Polygons) -> Any:
    """Bounds in longitude and latitude: the plane's axes run along meridians and parallels."""
    if not polygons.present.any():
        return (0.0, 0.0, 0.0, 0.0)
    west, south, east, north = shapely.total_bounds(polygons.geometry)
    corners = np.array([shapely.linestrings([(west, south), (east, north)])], dtype=object)
    return shapely.total_bounds(to_lonlat(corners, EQUAL_AREA))


def _tables(
    polygons: Polygons,
    ids: Any,
    zones: Zones,
    membership: Membership,
    net: Any,
    min_share: float,
    notices: list[Notice],
    nearest: Progress | None,
) -> Classification:
    area = polygons.area_m2
    share = membership.overlap_m2 / area[membership.patch]
    member = membership.overlap_m2 + TOLERANCE_M2 >= min_share * area[membership.patch]
    patches = _patch_table(polygons, ids, zones, membership, member, net)
    if nearest is not None:
        _fill_outside(patches, polygons, zones, membership, nearest)
    else:
        patches["zone_distance_m"] = patches["zone_distance_m"].where(patches["zone_class"] != OUTSIDE)
    present = polygons.present
    inside = present & (patches["zone_class"] != OUTSIDE).to_numpy()
    return Classification(
        patches=patches,
        summary=_summary(area, zones, membership, member, net, inside),
        membership=_membership_table(ids, zones, membership, share),
        count=len(ids),
        inside_count=int(inside.sum()),
        total_mu=total(to_mu(area[present])),
        inside_mu=total(patches["zone_mu"].to_numpy()[present]),
        notices=notices,
    )


def _patch_table(
    polygons: Polygons, ids: Any, zones: Zones, membership: Membership, member: Any, net: Any
) -> pd.DataFrame:
    present, area = polygons.present, polygons.area_m2
    zone_class = kept(np.full(len(ids), OUTSIDE), present)
    zone_classes = kept(np.full(len(ids), ""), present)
    zone_name = np.full(len(ids), None, dtype=object)
    rows = np.flatnonzero(member)  # by patch, then precedence
    patch, labels = membership.patch[rows], np.array(CLASSES, dtype=object)[membership.rank[rows]]
    first = np.r_[True, patch[1:] != patch[:-1]] if len(rows) else np.empty(0, bool)
    zone_class[patch[first]] = zone_classes[patch[first]] = labels[first]
    zone_name[patch[first]] = zones.name[membership.feature[rows[first]]]
    for each, label in zip(patch[~first], labels[~first]):
        zone_classes[each] += "," + label
    inside = net.sum(axis=1)
    for row in np.flatnonzero(np.count_nonzero(net, axis=1) > 2):  # a sum of two is right by itself
        inside[row] = total(net[row])
    return frame(
        {
            "patch_id": ids,
            "area_m2": area,
            "area_mu": to_mu(area),
            "zone_class": zone_class,
            "zone_classes": zone_classes,
            "zone_name": zone_name,
            "zone_mu": np.where(present, to_mu(inside), np.nan),
            "zone_share": np.where(present, np.divide(inside, area, out=np.zeros(len(area)), where=area > 0), np.nan),
            "zone_distance_m": np.where(present, 0.0, np.nan),
        }
    )


def _fill_outside(
    patches: pd.DataFrame, polygons: Polygons, zones: Zones, membership: Membership, progress: Progress
) -> None:
    """Nearest zone of each patch that is a member of none: name and metres (0 where it overlaps one)."""
    rows = np.flatnonzero((patches["zone_class"] == OUTSIDE).to_numpy())
    if len(rows) == 0 or len(zones.drawn) == 0:
        patches.loc[rows, "zone_distance_m"] = np.nan
        return
    which, metres = DistanceIndex(zones).nearest(polygons.geometry[rows], progress)
    # below the smallest share: it lies in a zone, its border is no measure
    touching, first = np.unique(membership.patch, return_index=True)
    at = np.flatnonzero(np.isin(rows, touching))
    which[at], metres[at] = membership.feature[first[np.searchsorted(touching, rows[at])]], 0.0
    names, distances = patches["zone_name"].to_numpy(copy=True), patches["zone_distance_m"].to_numpy(copy=True)
    names[rows] = kept(zones.name[which], which >= 0)
    distances[rows] = np.where(np.isfinite(metres), metres, np.nan)
    patches["zone_name"], patches["zone_distance_m"] = pd.Series(names, dtype=object), distances


def _summary(area: Any, zones: Zones, membership: Membership, member: Any, net: Any, inside: Any) -> pd.DataFrame:
    present = ~np.isnan(area)
    rows: list[tuple[str, float, float, float]] = []
    for rank, label in enumerate(CLASSES):
        if label not in zones.given:
            rows.append((label, np.nan, np.nan, np.nan))
            continue
        mine = membership.rank == rank
        gross = total(to_mu(membership.overlap_m2[mine]))
        rows.append((label, float((mine & member).sum()), gross, total(to_mu(net[:, rank]))))
    total_mu = total(to_mu(area[present]))
    net_outside = total_mu - total([row[3] for row in rows if not np.isnan(row[3])])
    net_outside = max(net_outside, 0.0)
    rows.append((OUTSIDE, float(present.sum() - inside.sum()), net_outside, net_outside))
    gross = total([row[2] for row in rows if not np.isnan(row[2])])
    rows.append((TOTAL, float(len(area)), gross, total_mu))
    table = pd.DataFrame(rows, columns=["zone_class", "patches", "gross_mu", "net_mu"])
    return table.astype({"zone_class": object, "patches": "Int64"})


def _membership_table(ids: Any, zones: Zones, membership: Membership, share: Any) -> pd.DataFrame:
    reach = np.array([zones.distance_m.get(rank, 0.0) for rank in range(len(CLASSES))])
    return frame(
        {
            "patch_id": np.asarray(ids, dtype=object)[membership.patch],
            "zone_class": np.array(CLASSES, dtype=object)[membership.rank],
            "zone_name": zones.name[membership.feature],
            "layer": zones.layer[membership.feature],
            "distance_m": membership.distance_m,
            "threshold_m": reach[membership.rank],
            "overlap_m2": membership.overlap_m2,
            "overlap_mu": to_mu(membership.overlap_m2),
            "share": share,
        }
    )
