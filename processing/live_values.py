"""What the dock shows: values only, made by ``live.py`` and painted by ``ui/``, which computes nothing.

Figures are printed figures (contract: Printed figures) in the unit asked for: two decimals of mu or four of
hectares. None means absent: undated, in no township, without a category, without a target.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..campaign.deadlines import Plan

MU, HECTARES = "mu", "ha"

# how a row stands against what is due today; the words and symbols belong to ui/
BEHIND, ON_PACE, EXCEEDED, NO_TARGET, APPROXIMATE = "behind", "on_pace", "exceeded", "no_target", "approximate"


@dataclass(frozen=True)
class Sources:
    """What the user chose on the Sources page: layer ids, field names, lists. Empty means not chosen.

    Where ``campaign`` is a database, everything but set, cut-off, review and unit comes from there; the fields are
    those of its view. ``problem`` says why it gives no figures, ``renamed`` that the project knows its old name.
    """

    layer_id: str = ""
    id_field: str = ""
    year_field: str = ""
    date_field: str = ""
    category_field: str = ""
    status_field: str = ""
    zone_field: str = ""
    counted_statuses: tuple[str, ...] = ()
    review_statuses: tuple[str, ...] = ()
    townships_id: str = ""
    township_name_field: str = ""
    targets_id: str = ""
    target_set: str = ""
    cutoff: date | None = None  # None: today, where there is a date field
    zone_layers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # class → layer ids
    zone_distances: Mapping[str, float] = field(default_factory=dict)  # class → metres
    unit: str = MU
    campaign: str = ""
    campaign_name: str = ""
    plan: str = ""
    calendar: Plan | None = None
    problem: str = ""
    renamed: bool = False
    stated_field: str = ""  # the area by which patches count, and that area in words
    basis: str = ""


@dataclass(frozen=True)
class ProgressRow:
    """One category, or all (``category`` None and ``is_total``), in one year or cumulative.

    ``review`` is what patches under review would add after overlaps. ``gap`` = target − counted;
    ``percent`` has one decimal. ``due_today`` is the target's share by *curve_name* (by days: 按日均摊).
    """

    category: str | None
    is_total: bool
    counted: float
    review: float
    target: float | None
    due_today: float | None
    gap: float | None
    percent: float | None
    state: str


@dataclass(frozen=True)
class Progress:
    """Rows of one period; ``still_missing`` is the sum of the positive gaps, never netted."""

    rows: tuple[ProgressRow, ...]
    still_missing: float
    per_week: float | None  # still missing ÷ weeks to 31 December, for the cut-off's year only
    curve_name: str = ""


@dataclass(frozen=True)
class TownshipTable:
    """Counted area by township (rows, layer order, then None = outside) and year (columns, then None = undated).

    ``cells[row][column]``, ``row_totals``, ``column_totals``, ``total`` add up as printed.
    """

    townships: tuple[str | None, ...]
    years: tuple[int | None, ...]
    cells: tuple[tuple[float, ...], ...]
    row_totals: tuple[float, ...]
    column_totals: tuple[float, ...]
    total: float


@dataclass(frozen=True)
class LiveFigures:
    """All figures of one state of the layer. ``progress`` is keyed by year; None is cumulative to the cut-off."""

    unit: str
    target_set: str
    target_sets: tuple[str, ...]
    cutoff: date | None
    years: tuple[int, ...]
    progress: Mapping[int | None, Progress]
    by_year: Mapping[int, tuple[float, float | None]]  # year → counted, target: the chart of the years
    townships: TownshipTable
    total: float
    not_counted: float
    overlap: float
    counted: float
    outside: float
    review: float
    patches: int
    changed_cells: frozenset[tuple[int, int]] = frozenset()  # of the township table, since the last save
    statuses: tuple[str, ...] = ()  # values that occur, for the lists on the Sources page
    open_questions: tuple[str, ...] = ()  # sentences that stand under every ratio, such as unallocated targets
    decided: tuple[str, ...] = ()  # sentences on what was open, with who decided it
    open_mu: float = 0.0  # mu that the plan allocates to no year, as long as nobody has decided on them
    sources: Sources | None = None  # what a campaign gave at that moment


@dataclass(frozen=True)
class PatchRows:
    """All patches as columns of equal length (numpy arrays), in layer order, for the virtual list.

    ``fid`` int64, ``name`` (the id shown), ``category``, ``status``, ``township`` (the largest share's),
    ``zone_class`` objects (None absent), ``year`` float (NaN undated), ``area`` (own area in the unit),
    ``counted`` (counted ground in the unit), ``problem`` (a sentence, or None).
    """

    fid: Any
    name: Any
    category: Any
    year: Any
    status: Any
    township: Any
    zone_class: Any
    area: Any
    counted: Any
    problem: Any


@dataclass(frozen=True)
class Problem:
    """A sentence about the input and the features it is about; ``layer_id`` is the layer they are in."""

    text: str
    level: str  # "info", "warning", "error"
    layer_id: str
    fids: tuple[int, ...]


@dataclass(frozen=True)
class PatchCard:
    """Everything about one patch, in words where a person reads words. Areas unrounded m² and printed mu."""

    fid: int
    title: str
    area_m2: float
    area: float  # official, printed, in the unit
    geodesic_area: float
    perimeter_m: float
    counted: float
    zone_sentences: tuple[str, ...]  # why: class, zone, distance, threshold, overlap in mu and percent
    townships: tuple[tuple[str | None, float], ...]
    overlaps: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Growing:
    """A polygon that is being drawn: its area, what it overlaps, and what is missing to the year's target."""

    area: float
    overlap: float
    overlapped: tuple[str, ...]
    still_missing: float | None


@dataclass(frozen=True)
class LineEdit:
    """What a line that is being drawn would do to a patch: its area before, and those of its parts after."""

    name: str
    before: float
    after: tuple[float, ...]
