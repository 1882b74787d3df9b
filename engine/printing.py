"""From counted pieces to the one result table with its printed figures (contract: Printed figures)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .area import to_mu
from .results import Account, Figures, frame
from .rounding import AccountUnits, Cells, account_line, distribute, half_up, printed_figures
from .units import MU, Unit

UNITS_PER_M2 = MU.per_m2  # one printed unit is 0.01 mu
UNITS_PER_MU = 100


@dataclass(frozen=True)
class Coded:
    """Counted pieces with their place in each dimension; the last place of a dimension may stand for "absent".

    ``labels`` gives, per dimension, the value behind each code (None, ``<NA>`` for absent).
    """

    category: Any
    year: Any
    township: Any
    zone: Any
    area_m2: Any
    patch: Any
    labels: dict[str, list[Any]]


def figures(coded: Coded, ids: Any) -> Figures:
    """Every figure of the chain category – year – township – zone class, printed by one integral flow."""
    cells = Cells(coded.category, coded.year, coded.township, coded.zone, coded.area_m2)
    table = printed_figures(cells, UNITS_PER_M2)
    columns: dict[str, Any] = {"scope": table["scope"].to_numpy(dtype=object)}
    for dimension, name in (
        ("category", "category"),
        ("year", "year"),
        ("township", "township"),
        ("zone", "zone_class"),
    ):
        labels = [*coded.labels[dimension], None]  # code -1: the scope has no such dimension
        columns[name] = np.array([labels[code] for code in table[dimension]] + [None], dtype=object)[:-1]
    result = frame(columns)
    result["year"] = result["year"].astype("Int64")
    result["area_m2"] = table["area_m2"].to_numpy()
    result["area_mu"] = to_mu(result["area_m2"])
    result["mu_printed"] = printed_mu(table["units"].to_numpy())
    result["adjusted"] = table["adjusted"].to_numpy()
    patch_sets = _patches_behind(table, coded)
    result["patches"] = [len(each) for each in patch_sets]
    return Figures(result, lambda: [",".join(ids[each]) for each in patch_sets])


def printed_mu(units: Any) -> Any:
    """Whole printed units (0.01 mu) as mu with two decimals."""
    return np.round(np.asarray(units, dtype=float) / UNITS_PER_MU, 2)


def _patches_behind(table: pd.DataFrame, coded: Coded) -> list[Any]:
    """Distinct patch rows behind each figure, in input order."""
    sets: list[Any] = []
    for _, rows in table.groupby("scope", sort=False):
        used = [name for name in ("category", "year", "township", "zone") if (rows[name] >= 0).any()]
        key = np.zeros(len(coded.patch), dtype=np.int64)
        wanted = np.zeros(len(rows), dtype=np.int64)
        for name in used:
            size = len(coded.labels[name])
            key = key * size + getattr(coded, name)
            wanted = wanted * size + rows[name].to_numpy()
        order = np.lexsort((coded.patch, key))
        key, patch = key[order], coded.patch[order]
        new = np.r_[True, (key[1:] != key[:-1]) | (patch[1:] != patch[:-1])][: len(key)]
        key, patch = key[new], patch[new]
        starts, ends = (np.searchsorted(key, wanted, side=side).tolist() for side in ("left", "right"))
        sets += [patch[start:end] for start, end in zip(starts, ends)]
    return sets


def account(
    total_m2: float, not_counted_m2: float, overlap_m2: float, counted_m2: float, outside: Any, *, keep: bool
) -> Account:
    """The account line; *outside* is (m², printed mu) of counted ground in no township."""
    mu = [float(to_mu(each)) for each in (total_m2, not_counted_m2, overlap_m2, counted_m2)]
    units = account_units(total_m2, not_counted_m2, 0.0 if keep else overlap_m2, counted_m2, MU)
    return Account(
        total_mu=mu[0],
        not_counted_mu=mu[1],
        overlap_mu=mu[2],
        counted_mu=mu[3],
        outside_mu=float(to_mu(outside[0])),
        total_mu_printed=float(printed_mu(units.total)),
        not_counted_mu_printed=float(printed_mu(units.not_counted)),
        overlap_mu_printed=float(half_up(mu[2])) if keep else float(printed_mu(units.overlap)),
        counted_mu_printed=float(printed_mu(units.counted)),
        outside_mu_printed=float(outside[1]),
        subtracted=not keep,
    )


def account_units(
    total_m2: float, not_counted_m2: float, overlap_m2: float, counted_m2: float, unit: Unit
) -> AccountUnits:
    """The printed account line in units of *unit*; *overlap_m2* as far as it is subtracted."""
    # from m², as the tables: COUNTED must come out as their grand total to the last unit
    return account_line(*(each * unit.per_m2 for each in (total_m2, counted_m2, overlap_m2, not_counted_m2)))


def spread(values_m2: Any, printed_total: float) -> Any:
    """Printed mu of rows outside the chain, so that they add up to *printed_total* mu."""
    values, units = np.asarray(values_m2) * UNITS_PER_M2, round(printed_total * UNITS_PER_MU)
    if len(values) == 1 and values[0] >= 0 and units >= 0:
        return printed_mu([units])
    return printed_mu(distribute(values, units).units)
