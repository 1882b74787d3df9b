"""What a run has computed, as values: the one result table and what stands behind it.

Text is None where absent, years are ``Int64`` with ``<NA>``, numbers NaN. Every table, label, chart and
sheet is read from here; nothing downstream computes or rounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from .problems import Notice

SCOPES = ("total", "category", "category_year", "year", "year_township", "township", "township_zone", "zone")


def frame(columns: dict[str, Any]) -> pd.DataFrame:
    """A table whose text stays Python text or None: of itself pandas 3 makes NaN of a None among texts."""
    return pd.DataFrame(
        {name: pd.Series(values, dtype=object) if _is_text(values) else values for name, values in columns.items()}
    )


def _is_text(values: Any) -> bool:
    if isinstance(values, list):
        return all(value is None or isinstance(value, str) for value in values)
    return isinstance(values, np.ndarray) and values.dtype == object


@dataclass(frozen=True)
class Figures:
    """The one result table.

    ``rows`` has one per printed figure: scope, category, year, township, zone_class (None where the scope
    has no such dimension or the value is absent), area_m2, area_mu, mu_printed (two decimals), adjusted
    (printed differs from half-up), patches (distinct). ``ids_behind`` gives a text of the patches for each; made only
    when ``table`` is asked, for it takes longer than the figures.
    """

    rows: pd.DataFrame
    ids_behind: Callable[[], list[str]] | None = None

    @cached_property
    def table(self) -> pd.DataFrame:
        """``rows`` with patch_ids."""
        if self.ids_behind is None:
            return self.rows
        return self.rows.assign(patch_ids=pd.Series(self.ids_behind(), index=self.rows.index, dtype=object))

    def scope(self, name: str) -> pd.DataFrame:
        """Rows of one scope, in official order."""
        return self.rows[self.rows["scope"] == name]


@dataclass(frozen=True)
class Account:
    """The account line in mu: TOTAL = COUNTED + OVERLAP + NOT_COUNTED, unrounded and printed.

    Under ``keep`` OVERLAP is reported, not subtracted: ``subtracted`` is then False.
    """

    total_mu: float
    not_counted_mu: float
    overlap_mu: float
    counted_mu: float
    outside_mu: float
    total_mu_printed: float
    not_counted_mu_printed: float
    overlap_mu_printed: float
    counted_mu_printed: float
    outside_mu_printed: float
    subtracted: bool = True


@dataclass(frozen=True)
class Classification:
    """Result of classifying by zone, a row per patch in input order (see contract: classifybyzone OUTPUT).

    ``summary`` and ``membership`` are the tables of the contract; ``membership`` carries ``zone_ground``
    geometry for nobody: it is figures only.
    """

    patches: pd.DataFrame
    summary: pd.DataFrame
    membership: pd.DataFrame
    count: int
    inside_count: int
    total_mu: float
    inside_mu: float
    notices: list[Notice]


@dataclass(frozen=True)
class Summary:
    """Result of the accounting.

    ``pieces`` and ``overlaps`` are accompanied by their geometries in the equal-area plane, same rows;
    ``townships`` has a row per township feature.
    """

    area_summary: pd.DataFrame
    townships: pd.DataFrame
    target_progress: pd.DataFrame | None
    pieces: pd.DataFrame
    piece_geometry: Any
    overlaps: pd.DataFrame
    overlap_geometry: Any
    figures: Figures
    account: Account
    township_names: list[str]
    years: list[int]
    categories: list[str | None]
    notices: list[Notice]


@dataclass(frozen=True)
class ProgressResult:
    """What ``exportprogress`` hands to the writers; tables as the contract names them, see ``docs``."""

    title: str
    figures: Figures
    account: Account
    townships_order: list[str]
    years: list[int]
    categories: list[str | None]
    zone_classes: list[str]
    patches: pd.DataFrame
    townships: pd.DataFrame
    pieces: pd.DataFrame
    overlaps: pd.DataFrame
    area_summary: pd.DataFrame
    zone_summary: pd.DataFrame
    target_progress: pd.DataFrame | None
    provenance: pd.DataFrame
    notices: list[str]
    basis: str = ""  # in words: the area that counts instead of the official one
