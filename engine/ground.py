"""Counted ground seen by patch and by zone class: the tables that only ``exportprogress`` has."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .accounting import Accounting, grouped, whole_years
from .area import to_mu, total
from .classify import Classified
from .ledger import NOWHERE
from .patches import Patches
from .printing import spread
from .progress import Progress, Silent
from .results import Figures, frame
from .rounding import half_up
from .scheme import CLASSES, OUTSIDE, TOTAL
from .zones import overlap_by_class


def patch_table(patches: Patches, accounting: Accounting, classified: Classified | None) -> pd.DataFrame:
    """A row per patch in input order: attributes, classification (None without zones), own and counted area."""
    ids = np.asarray(patches.layer.ids, dtype=object)
    area = patches.rows.area_m2
    pieces = accounting.ledger.pieces
    counted = np.where(np.isnan(area), np.nan, _by_patch(pieces.patch, pieces.area_m2, len(ids)))
    in_zone = pieces.zone != NOWHERE
    counted_zone = _by_patch(pieces.patch[in_zone], pieces.area_m2[in_zone], len(ids))
    columns = {
        "patch_id": ids,
        "category": patches.category,
        "year": whole_years(patches.years),
        "status": patches.status,
        "area_m2": area,
        "area_mu": to_mu(area),
        "area_mu_printed": printed_patch_mu(area),
        "counted": patches.rows.counted,
        "counted_mu": to_mu(counted),
        "counted_mu_printed": printed_patch_mu(counted),
        "counted_zone_mu": to_mu(counted_zone) if classified else np.full(len(ids), np.nan),
    }
    if patches.layer.stated_m2 is not None:
        columns["figure_mu"] = to_mu(patches.rows.figure_m2)
    names = ("zone_class", "zone_classes", "zone_name", "zone_mu", "zone_share", "zone_distance_m")
    for name in names:
        columns[name] = classified.result.patches[name].to_numpy() if classified else np.full(len(ids), None)
    return frame(columns)


def printed_patch_mu(area: Any) -> Any:
    """A patch's own mu to print: half-up, never adjusted; NaN stays."""
    present = ~np.isnan(area)
    result = np.full(len(area), np.nan)
    result[present] = half_up(to_mu(area[present]))
    return result


def _by_patch(patch: Any, area: Any, count: int) -> Any:
    result = np.zeros(count)
    (rows,), sums, _ = grouped([patch], area, patch)
    result[rows] = sums
    return result


def township_shares(accounting: Accounting, patch_mu_printed: Any, count: int) -> list[list[tuple[Any, float]]]:
    """For each patch its (township or None, printed mu) parts, which add up to its printed counted mu."""
    pieces = accounting.summary.pieces
    rows = accounting.ledger.pieces.patch
    names: list[Any] = [*accounting.summary.township_names, None]
    place = {name: at for at, name in enumerate(names)}
    code = np.array([place[name] for name in pieces["township"]], dtype=np.int64)
    (patch, township), sums, _ = grouped([rows, code], pieces["area_m2"].to_numpy(), rows)
    shares: list[list[tuple[Any, float]]] = [[] for _ in range(count)]
    for each in np.unique(patch):
        mine = slice(*np.searchsorted(patch, [each, each + 1]))
        printed = spread(sums[mine], float(patch_mu_printed[each]))
        shares[each] = [(names[place_], float(mu)) for place_, mu in zip(township[mine], printed)]
    return shares


def zone_table(accounting: Accounting, classified: Classified, progress: Progress | None = None) -> pd.DataFrame:
    """Counted ground by zone class: with repeats, exclusive, and by the class of the whole patch."""
    _, rank, overlap = counted_overlap(accounting, classified, progress or Silent())
    given = classified.zones.given
    net = _net_rows(accounting.summary.figures)
    by_patch = _by_class_of_patch(accounting, classified)
    rows: list[dict[str, Any]] = []
    for number, label in enumerate(CLASSES):
        mine = rank == number
        gross = float(to_mu(total(overlap[mine])))
        row = {"zone_class": label, "patches": _net_row(net, label)["patches"], "counted_gross_mu": gross}
        rows.append(_zone_row(row, net, by_patch, label) if label in given else {"zone_class": label})
    outside = _net_row(net, OUTSIDE)
    row = {"zone_class": OUTSIDE, "patches": outside["patches"], "counted_gross_mu": outside["area_mu"]}
    rows.append(_zone_row(row, net, by_patch, OUTSIDE))
    rows.append(_total_row(rows, accounting))
    table = pd.DataFrame(rows, columns=list(rows[-1]))
    return table.astype({"zone_class": object, "patches": "Int64"})


def counted_overlap(accounting: Accounting, classified: Classified, progress: Progress) -> tuple[Any, Any, Any]:
    """(row of the piece, class rank, m² as it counts) of ground in each class, repeats between classes kept."""
    pieces = accounting.ledger.pieces
    piece, rank, overlap, _ = overlap_by_class(
        pieces.geometry, pieces.official_m2, classified.zones, accounting.ledger.overlay, progress
    )
    return piece, rank, overlap * accounting.patches.rows.factor[pieces.patch[piece]]


def _net_rows(figures: Figures) -> dict[str, Any]:
    return {row.zone_class: row for row in figures.scope("zone").itertuples()}


def _net_row(net: dict[str, Any], label: str) -> dict[str, Any]:
    row = net.get(label)
    if row is None:
        return {"patches": 0, "area_mu": 0.0, "mu_printed": 0.0}
    return {"patches": row.patches, "area_mu": row.area_mu, "mu_printed": row.mu_printed}


def _by_class_of_patch(accounting: Accounting, classified: Classified) -> dict[str, tuple[float, float]]:
    """Counted mu and printed mu by the class of the whole patch (按图斑归类); printed values add up to COUNTED."""
    labels = [*CLASSES, OUTSIDE]
    of_patch = classified.result.patches["zone_class"].to_numpy()
    pieces = accounting.ledger.pieces
    sums = np.array([total(pieces.area_m2[of_patch[pieces.patch] == label]) for label in labels])
    printed = spread(sums, accounting.summary.account.counted_mu_printed)
    return {label: (float(to_mu(each)), float(mu)) for label, each, mu in zip(labels, sums, printed)}


def _zone_row(row: dict[str, Any], net: dict[str, Any], by_patch: dict[str, Any], label: str) -> dict[str, Any]:
    exclusive = _net_row(net, label)
    gross = row["counted_gross_mu"]
    # repeats are printed on top of the exclusive figure: a class without repeats shows one number twice
    repeats = float(half_up(max(gross - exclusive["area_mu"], 0.0)))
    return {
        **row,
        "counted_gross_mu_printed": round(exclusive["mu_printed"] + repeats, 2),
        "counted_net_mu": exclusive["area_mu"],
        "counted_net_mu_printed": exclusive["mu_printed"],
        "by_patch_mu": by_patch[label][0],
        "by_patch_mu_printed": by_patch[label][1],
    }


def _total_row(rows: list[dict[str, Any]], accounting: Accounting) -> dict[str, Any]:
    line = accounting.summary.account
    whole = accounting.summary.figures.scope("total").iloc[0]
    given = [row for row in rows if "counted_gross_mu" in row]
    return {
        "zone_class": TOTAL,
        "patches": int(whole["patches"]),
        "counted_gross_mu": total([row["counted_gross_mu"] for row in given]),
        "counted_gross_mu_printed": round(total([row["counted_gross_mu_printed"] for row in given]), 2),
        "counted_net_mu": line.counted_mu,
        "counted_net_mu_printed": line.counted_mu_printed,
        "by_patch_mu": line.counted_mu,
        "by_patch_mu_printed": line.counted_mu_printed,
    }
