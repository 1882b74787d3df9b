"""The live account of a layer in words and printed figures, kept in the main thread; see ``live.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import numpy as np
from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer, QgsVectorLayerFeatureSource

from ..engine import live as bits
from ..engine.growing import drawn_polygon
from ..engine.live import LiveAccount, Snapshot, Unordered
from ..engine.patches import PatchLayer
from ..engine.problems import Level, Notice, Refusal
from ..engine.progress import Silent
from ..engine.standing import Standing, Standings
from ..engine.targets import TargetRow
from ..engine.units import HECTARES, MU
from ..engine.values import fold
from ..libraries import shapely
from ..texts import tr
from . import live_values as values
from .campaign_live import DECIDED_ITEM, OPEN_ITEM, CampaignMaterial, Register
from .live_cards import card
from .live_words import flag_sentence, problem_text
from .messages import notice_text
from .reading import AccountingChoice, patch_layer, read_patches
from .sources import LayerSnapshot, saved_rank

UNITS = {values.MU: MU, values.HECTARES: HECTARES}
KNOWN_BY_FLAGS = {  # notices that the flags of the patches say better: they follow the edits
    "no_geometry", "undated", "bad_years", "bad_dates", "year_differs_from_date", "repaired", "layer_empty",
    "nothing_counted",
}  # fmt: skip


_FOOTNOTES = {  # they stand with the figures
    OPEN_ITEM, DECIDED_ITEM, "target_set_used", "plan_decision", "counts_by_stated_area",
}  # fmt: skip
_UNDER_FIGURES = {OPEN_ITEM, "counts_by_stated_area"}


@dataclass(frozen=True)
class Material:
    """What a rebuild needs, taken in the main thread; ``choice`` holds the fields and what counts."""

    sources: values.Sources
    choice: AccountingChoice
    day: date
    patches: LayerSnapshot
    townships: LayerSnapshot
    targets: LayerSnapshot | None
    zones: dict[str, list[LayerSnapshot]]
    campaign: CampaignMaterial | None = None

    @property
    def told(self) -> tuple[Notice, ...]:
        """What the campaign has to say beside the figures."""
        return self.campaign.notices if self.campaign is not None else ()


@dataclass(frozen=True)
class ChosenTargets:
    """The rows that count (None: no table), the names of all sets, and why none counts."""

    rows: tuple[TargetRow, ...] | None
    sets: tuple[str, ...] = ()
    name: str = ""
    question: str = ""


class Account:
    """Figures, patches and answers of one layer, in words and printed."""

    def __init__(
        self,
        material: Material,
        account: LiveAccount,
        targets: ChosenTargets,
        notices: Sequence[Notice],
        register: Register | None = None,
    ) -> None:
        self._material, self._account, self._targets, self._register = material, account, targets, register
        self._notices = [*notices, *account.notices, *(each for each in material.told if each.code not in _FOOTNOTES)]
        self._unit = UNITS[material.sources.unit]
        self._saved: dict[tuple[Any, Any], float] | None = None
        self._snapshot: Snapshot | None = None
        self._standings_known: Standings | None = None
        self._rows: values.PatchRows | None = None
        self._places: Any = None  # rows of the account that stand in _rows
        self._searched: Any = None  # their names as they are searched
        used = [*material.choice.fields, material.choice.id_field]
        own = (material.patches.fields.lookupField(name) for name in used if name)
        self.places = register.places if register is not None else frozenset(own)

    # Changes --------------------------------------------------------------------------------------------------

    def update(self, layer: QgsVectorLayer, fids: Iterable[int]) -> bool:
        """Take the patches *fids* as they are in *layer* now; whether anything has changed.

        Raises Refusal, and ``Unordered`` where the account has to be filled again.
        """
        followed = fids if self._register is None else filter(self._register.follows, fids)
        wanted = sorted(followed, key=lambda fid: (fid < 0, abs(fid)))
        found, ids = self._read(layer, frozenset(wanted))
        gone = {fid for fid in set(wanted).difference(ids) if not layer.getFeature(fid).isValid()}
        changed = self._account.change(found, ids, gone)
        if len(changed):
            self._snapshot = self._standings_known = None
            self._note_rows(changed)
        return bool(len(changed))

    def _read(self, layer: QgsVectorLayer, fids: frozenset[int]) -> tuple[PatchLayer, list[int]]:
        """The patches *fids* that are there, saved ones by id, then unsaved ones as they were made."""
        snapshot = replace(
            self._material.patches,
            source=QgsVectorLayerFeatureSource(layer),
            feature_count=len(fids),
            path="",
            state=(),
            selected=fids,
        )
        choice = self._material.choice
        if self._register is not None:
            patches = self._register.read(layer, fids)
        else:
            patches = read_patches(snapshot, choice.fields, choice.id_field, Silent(), carry=False)
        order = np.argsort(saved_rank(patches.table.fids))
        return bits.rows_of(patch_layer(patches, choice), order), patches.table.fids[order].tolist()

    def rename(self, new_of: dict[int, int]) -> bool:
        """Ids that saving has changed; False where the account has to be filled again."""
        try:
            self._account.rename({old: new for old, new in new_of.items() if self._account.knows(old)})
        except Unordered:
            return False
        self._rows = None
        return True

    def saved(self) -> bool:
        """From now on cells are compared with what they are now; whether some were not."""
        before, self._saved = self._saved, self.cell_areas()
        return before != self._saved

    def after(self, previous: Account | None, modified: bool) -> Account:
        """This account, which takes the place of *previous*: what was saved stays what cells are compared with."""
        layer_id = self._material.sources.layer_id
        same = previous is not None and previous._material.sources.layer_id == layer_id
        known = previous._saved if previous is not None and same and modified else None
        self._saved = known if known is not None else self.cell_areas()
        return self

    # Figures --------------------------------------------------------------------------------------------------

    @property
    def snapshot(self) -> Snapshot:
        """The printed figures as they are now."""
        if self._snapshot is None:
            self._snapshot = self._account.snapshot(self._unit)
        return self._snapshot

    def _standings(self) -> Standings:
        if self._standings_known is None:
            counted, review = (each.cells("category_year") for each in (self.snapshot.counted, self.snapshot.review))
            rows = self._targets.rows or ()
            self._standings_known = Standings(rows, counted, review, self._material.day, self._unit)
        return self._standings_known

    def figures(self) -> values.LiveFigures:
        """All figures of this state."""
        snapshot, value, sources = self.snapshot, self._unit.value, self._material.sources
        years, standings = snapshot.years, self._standings()
        by_year = {key[0]: units for key, (_, units) in snapshot.counted.cells("year").items()}
        table = self._township_table(snapshot)
        line = snapshot.account
        outside = snapshot.counted.cells("township").get((None,), (0.0, 0))[1]
        review = snapshot.review.cells("total")[()][1]
        due = {year: standings.due_in(year) for year in years}
        return values.LiveFigures(
            unit=sources.unit,
            target_set=self._targets.name,
            target_sets=self._targets.sets,
            cutoff=self._material.choice.counting.cutoff,
            years=tuple(years),
            progress=_AsAsked((None, *years), lambda year: self._progress(standings, year)),
            by_year={
                year: (value(by_year.get(year, 0)), None if due[year] is None else value(due[year])) for year in years
            },
            townships=table,
            total=value(line.total),
            not_counted=value(line.not_counted),
            overlap=value(line.overlap),
            counted=value(line.counted),
            outside=value(outside),
            review=value(review),
            patches=int(self._account.table["alive"].sum()),
            changed_cells=self._changed_cells(table),
            statuses=self._statuses(),
            open_questions=self._open_questions(standings),
            decided=tuple(notice_text(each) for each in self._material.told if each.code == DECIDED_ITEM),
            open_mu=sum(each.values["mu"] for each in self._material.told if each.code == OPEN_ITEM),
            sources=sources if sources.campaign else None,
        )

    def _progress(self, standings: Standings, year: int | None) -> values.Progress:
        standing = self._standing(standings, year)
        value = self._unit.value
        rows = [
            values.ProgressRow(
                category=row.category,
                is_total=row.is_total,
                counted=value(row.counted),
                review=value(row.review),
                target=None if row.target is None else value(row.target),
                due_today=None if row.due is None else value(row.due),
                gap=None if row.gap is None else value(row.gap),
                percent=row.percent,
                state=row.state,
            )
            for row in standing.rows
        ]
        weekly = standing.per_week
        per_week = None if weekly is None else value(np.ceil(weekly))
        return values.Progress(tuple(rows), value(standing.missing), per_week, tr("by days"))

    def _standing(self, standings: Standings, year: int | None) -> Standing:
        return standings.cumulative() if year is None else standings.of_year(year)

    def _township_table(self, snapshot: Snapshot) -> values.TownshipTable:
        value, counted = self._unit.value, snapshot.counted
        cells, by_township, by_year = (counted.cells(scope) for scope in ("year_township", "township", "year"))
        names = (*self._account.townships.names, None)
        years = (*snapshot.years, *([None] if (None,) in by_year else []))

        def figure(table: dict[Any, Any], *key: Any) -> float:
            return float(value(table.get(key, (0.0, 0))[1]))

        return values.TownshipTable(
            townships=names,
            years=years,
            cells=tuple(tuple(figure(cells, year, name) for year in years) for name in names),
            row_totals=tuple(figure(by_township, name) for name in names),
            column_totals=tuple(figure(by_year, year) for year in years),
            total=figure(counted.cells("total")),
        )

    def cell_areas(self) -> dict[tuple[Any, Any], float]:
        return {key: area for key, (area, _) in self.snapshot.counted.cells("year_township").items()}

    def _changed_cells(self, table: values.TownshipTable) -> frozenset[tuple[int, int]]:
        """Cells of the table whose ground is not what was saved."""
        now, saved = self.cell_areas(), self._saved or {}
        different = {key for key in {*now, *saved} if now.get(key) != saved.get(key)} if self._saved is not None else ()
        row = {name: place for place, name in enumerate(table.townships)}
        column = {year: place for place, year in enumerate(table.years)}
        return frozenset((row[name], column[year]) for year, name in different if year in column)

    def _statuses(self) -> tuple[str, ...]:
        return tuple(self._account.statuses())

    def _open_questions(self, standings: Standings) -> tuple[str, ...]:
        found = [self._targets.question] if self._targets.question else []
        found += [notice_text(each) for each in self._material.told if each.code in _UNDER_FIGURES]
        if standings.has_spans():
            found.append(
                tr("Targets for several years are one figure, which is not split: each of their years shows it.")
            )
        return tuple(found)

    # Patches --------------------------------------------------------------------------------------------------

    def patch_rows(self) -> values.PatchRows:
        """All patches as columns; the same arrays follow edits that neither add nor remove a patch."""
        if self._rows is None:
            self._places = np.flatnonzero(self._account.table["alive"])
            self._rows = values.PatchRows(**self._columns(self._places))
            self._searched = _searchable(self._rows.name)
        return self._rows

    def _columns(self, rows: Any) -> dict[str, Any]:
        """The columns of PatchRows for *rows* of the account."""
        table = self._account.table
        names = np.array([*self._account.townships.names, None, None], dtype=object)
        columns = {name: table[name][rows] for name in ("fid", "name", "category", "year", "status")}
        return {
            **columns,
            "township": names[table["township"][rows]],
            "zone_class": table["zone" if self._material.choice.zone else "zone_class"][rows],
            "area": self._unit.of_area(table["area_m2"][rows]),
            "counted": self._unit.of_area(table["counted_m2"][rows]),
            "problem": _sentences(table["flags"][rows]),
        }

    def _note_rows(self, changed: Any) -> None:
        """Bring *changed* rows of the account into the columns: new ones, edited ones, and those that are gone."""
        if self._rows is None:
            return
        alive = self._account.table["alive"][changed]
        known = np.isin(changed, self._places)
        gone, new, edited = changed[known & ~alive], changed[~known & alive], changed[known & alive]
        if len(gone) or len(new):
            self._make_room(np.searchsorted(self._places, gone), new)
        places, chosen = np.searchsorted(self._places, np.r_[edited, new]), np.r_[edited, new]
        for name, column in self._columns(chosen).items():
            getattr(self._rows, name)[places] = column
        self._searched[places] = _searchable(self._rows.name[places])

    def _make_room(self, gone: Any, new: Any) -> None:
        """Columns without the places *gone* and with room for the rows *new* of the account, in order."""

        def fitted(column: Any) -> Any:
            left = np.delete(column, gone) if len(gone) else column
            return np.insert(left, at, np.zeros(len(new), column.dtype)) if len(new) else left

        at = np.searchsorted(np.delete(self._places, gone), new)
        columns = {each.name: fitted(getattr(self._rows, each.name)) for each in fields(values.PatchRows)}
        self._rows, self._searched = values.PatchRows(**columns), fitted(self._searched)
        self._places = np.insert(np.delete(self._places, gone), at, new)

    def _fids(self, rows: Any) -> list[int]:
        return [int(fid) for fid in self._account.table["fid"][np.unique(rows)]]

    def drawn(self, fids: Sequence[int]) -> list[int]:
        """*fids* as the layer that is edited has them."""
        return list(fids) if self._register is None else self._register.drawn(fids)

    def patches_in(self, township_row: int | None, year_column: int | None) -> list[int]:
        """Feature ids behind a cell."""
        pieces, table = self._account.ledger.pieces, self._account.table
        chosen = table["counted"][pieces.patch]
        if township_row is not None:
            chosen &= self._account.places(pieces.township) == township_row
        if year_column is not None:
            years = self._township_table(self.snapshot).years
            chosen &= _is_year(table["year"][pieces.patch], years[year_column])
        return self._fids(pieces.patch[chosen])

    def patches_of_progress(self, category: str | None, is_total: bool, year: int | None) -> list[int]:
        """Feature ids behind a progress row."""
        standing = self._standing(self._standings(), year)
        cells = {
            cell for row in standing.rows if row.is_total == is_total and row.category == category for cell in row.cells
        }
        pieces, table = self._account.ledger.pieces, self._account.table
        rows = np.unique(pieces.patch)
        keys = zip(table["category"][rows], table["year"][rows].tolist())
        chosen = [(name, None if when != when else int(when)) in cells for name, when in keys]
        return self._fids(rows[np.array(chosen, dtype=bool)])

    def matching(
        self, text: str, township: Any, zone_class: Any, category: Any, year: Any, status: Any, only_problems: bool
    ) -> Any:
        """Numbers of the rows that fit."""
        rows = self.patch_rows()
        fits = np.ones(len(rows.fid), bool)
        filters = ((rows.township, township), (rows.zone_class, zone_class), (rows.category, category))
        for column, wanted in (*filters, (rows.status, status)):
            if wanted is not ...:
                fits &= column == wanted
        if year is not ...:
            fits &= _is_year(rows.year, year)
        if only_problems:
            fits &= rows.problem != None  # noqa: E711 (element by element)
        if fold(text):
            wanted = fold(text).casefold()
            left = np.flatnonzero(fits)
            return left[[wanted in name for name in self._searched[left]]]
        return np.flatnonzero(fits)

    def problems(self) -> list[values.Problem]:
        """What is to be looked at: by kind of problem, then what reading had to say."""
        table, layer_id = self._account.table, self._material.sources.layer_id
        found = []
        for flag in bits.FLAGS:
            rows = np.flatnonzero(table["alive"] & (table["flags"] & flag > 0))
            if len(rows):
                level = "info" if flag in (bits.REPAIRED, bits.OUTSIDE) else "warning"
                found.append(values.Problem(problem_text(flag, len(rows)), level, layer_id, tuple(self._fids(rows))))
        for notice in self._notices:
            if notice.code not in KNOWN_BY_FLAGS:
                level = "warning" if notice.level is Level.WARNING else "info"
                found.append(values.Problem(notice_text(notice), level, layer_id, ()))
        return found

    # One patch ------------------------------------------------------------------------------------------------

    def card(self, fid: int) -> values.PatchCard:
        """Everything about one patch; raises KeyError where there is none of that id."""
        row = self._account.row(fid)
        if row is None:
            raise KeyError(fid)
        return card(self._account, row, self._unit)

    def growing(self, points: Sequence[Any], crs: QgsCoordinateReferenceSystem) -> values.Growing:
        """A polygon that is being drawn: what it overlaps is counted ground."""
        try:
            with refused():
                polygon, area = drawn_polygon(points, crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))
                held = self._account.held_by(polygon) if polygon is not None else []
        except Refusal:  # it will be told of the patch, when it is one
            held, area = [], 0.0
        names = self._account.table["name"]
        overlapped = sorted(held, key=lambda each: -each[1])
        return values.Growing(
            area=float(self._unit.of_area(area)),
            overlap=float(self._unit.of_area(sum(m2 for _, m2 in held))),
            overlapped=tuple(str(names[row]) for row, _ in overlapped),
            still_missing=self.still_missing(),
        )

    def still_missing(self) -> float | None:
        """What is still missing to the targets of the cut-off's year; None where it has none."""
        standing = self._standings().of_year(self._material.day.year)
        has_target = any(row.target is not None for row in standing.rows)
        return float(self._unit.value(standing.missing)) if has_target else None


@contextmanager
def refused() -> Iterator[None]:
    """What the geometry library cannot do at all, as a Refusal."""
    try:
        yield
    except shapely.errors.GEOSException as error:
        raise Refusal("geometry_refused", detail=str(error)) from error


class _AsAsked(Mapping[Any, Any]):
    """What *make* gives for each of *keys*, made when it is asked for: of all years the dock shows one."""

    def __init__(self, keys: Iterable[Any], make: Callable[[Any], Any]) -> None:
        self._keys, self._make = dict.fromkeys(keys), make
        self._made: dict[Any, Any] = {}

    def __getitem__(self, key: Any) -> Any:
        if key not in self._keys:
            raise KeyError(key)
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def _is_year(column: Any, year: int | None) -> Any:
    return np.isnan(column) if year is None else column == year


def _searchable(names: Any) -> Any:
    return np.array([*(fold(str(name)).casefold() for name in names), None], dtype=object)[:-1]


def _sentences(flags: Any) -> Any:
    """A sentence per patch from its flags, None where there is nothing to say."""
    kinds, place = np.unique(flags, return_inverse=True)
    texts = [" ".join(flag_sentence(flag) for flag in bits.FLAGS if kind & flag) or None for kind in kinds.tolist()]
    return np.array([*texts, None], dtype=object)[:-1][place]
