"""What a report says: headings, sentences and tables in order, every figure by its key. How it looks is elsewhere.

Sentences are generated from the figures of the report, so that text and tables cannot disagree.
"""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Union

from ..engine.periods import PERIOD, SINCE, YEAR
from ..texts import tr
from . import words
from .figures import (
    EXPECTED,
    MU,
    Figure,
    column_name,
    due_rows,
    figure_text,
    short_names,
)
from .report import BY_DATES, BY_DIFFERENCE, NO_PERIOD, Comparison, PatchChange, Report, day_text, set_name, zone_rows

TITLE_WIDTH = 38  # of a line of the title, in half characters
LISTED = 12  # ids or names in a sentence; all of them stand in the workbook


@dataclass(frozen=True)
class Ref:
    """A figure in a text: its key and what stands there."""

    key: str
    text: str
    unit: str = MU
    adjusted: bool = False


Part = Union[str, Ref]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; *style* is ``body``, ``title``, ``number``, ``to``, ``note``, ``sign``, ``date``, ``annex`` …"""

    parts: tuple[Part, ...]
    style: str = "body"

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (一、) or 2 (（一）)."""

    text: str
    level: int


@dataclass(frozen=True)
class Table:
    """A table: heads, rows of texts and figures, and which cells are the sum of which others (row, column from 0)."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Part, ...], ...]
    widths: tuple[float, ...]  # shares
    sums: tuple[tuple[tuple[int, int], tuple[tuple[int, int], ...]], ...] = ()
    strong: frozenset[int] = frozenset()  # rows that are totals
    unit: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture that is known by its name: ``map``, ``chart_years`` …"""

    name: str
    caption: str


@dataclass(frozen=True)
class Annex:
    """Begins an annex on a page of its own."""

    number: int
    title: str
    landscape: bool = False


Block = Union[Paragraph, Heading, Table, Picture, Annex]


def say(template: str, **values: Any) -> tuple[Part, ...]:
    """*template* (translated) with its places filled: figures stay figures, lists of parts are put in whole."""
    parts: list[Part] = []
    for text, name, _, _ in string.Formatter().parse(template):
        if text:
            parts.append(text)
        if name is None:
            continue
        value = values[name]
        if isinstance(value, Figure):
            parts.append(ref(value))
        elif isinstance(value, (tuple, list)):
            parts += value
        else:
            parts.append(value if isinstance(value, Ref) else str(value))
    return merged(parts)


def ref(figure: Figure) -> Ref:
    """*figure* as it stands in a text."""
    return Ref(figure.key, figure.text, figure.unit, figure.adjusted)


def merged(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Texts that follow each other as one."""
    found: list[Part] = []
    for part in parts:
        if found and isinstance(part, str) and isinstance(found[-1], str):
            found[-1] += part
        else:
            found.append(part)
    return tuple(found)


def joined(clauses: Sequence[Sequence[Part]], between: str) -> tuple[Part, ...]:
    """Clauses with *between* put between them."""
    parts: list[Part] = []
    for clause in clauses:
        parts += [between, *clause] if parts else clause
    return merged(parts)


def listed(names: Sequence[str]) -> str:
    """Names in a sentence; many are cut short, with their number."""
    shown = tr(", ").join(names[:LISTED])
    if len(names) <= LISTED:
        return shown
    return tr("{names} and {count} more").format(names=shown, count=len(names) - LISTED)


def narrative(report: Report) -> list[Block]:
    """The whole report in order."""
    return _Teller(report).blocks()


def tables(report: Report) -> dict[str, Table]:
    """The tables of *report* by key, for templates."""
    return {block.key: block for block in narrative(report) if isinstance(block, Table)}


class _Teller:
    """Tells one report; heading numbers count themselves."""

    def __init__(self, report: Report) -> None:
        self.report, self.figures = report, report.figures
        self.names = short_names(report.result.townships_order, report.result.categories)
        self.columns = [each for each in (PERIOD, YEAR, SINCE) if each in self.figures]
        self.wide = [each for each in (PERIOD, YEAR, EXPECTED, SINCE) if each in self.figures]
        self._numbers = [0, 0]

    def blocks(self) -> list[Block]:
        """Title, body, annexes, last lines."""
        return [
            *self._head(),
            *self._work(),
            *self._slot(tr("Main practices"), "practices"),
            *self._problems(),
            *self._next(),
            *self._foot(),
            *self._annexes(),
            *self._last_lines(),
        ]

    # Parts -----------------------------------------------------------------------------------------------------

    def heading(self, text: str, level: int = 1) -> Heading:
        """The next heading of its level, numbered."""
        self._numbers = [self._numbers[0] + 1, 0] if level == 1 else [self._numbers[0], self._numbers[1] + 1]
        numerals = (
            tr("1. |2. |3. |4. |5. |6. |7. |8. ") if level == 1 else tr("(1) |(2) |(3) |(4) |(5) |(6) |(7) |(8) ")
        )
        return Heading(numerals.split("|")[self._numbers[level - 1] - 1] + text, level)

    def column(self, column: str) -> str:
        """A column in words."""
        return column_name(column, self.report.period, self.report.until.year, self.report.first_year)

    def figure(self, column: str, **of: Any) -> Figure:
        """The figure of a column and place; a place without ground is zero."""
        place = {"column": column, **of}
        found = self.figures.find(**place)
        return found or Figure(self.names.key(column, place), "", 0.0, 0.0, MU, (), place)

    def cell(self, figure: Figure | None) -> Part:
        """A cell of a table: a figure that is known by its key, or its text alone."""
        if figure is None:
            return "—"
        return ref(figure) if figure.key in self.figures else figure.text

    def clause(self, name: str, **of: Any) -> tuple[Part, ...]:
        """«name: period …, year …, in all …»."""
        values = {each: self.cell(self.figure(each, **of)) for each in self.columns}
        if PERIOD in values:
            return say(tr("{name}: {span} {period} mu, this year {year} mu, in all {since} mu"), name=name,
                       span=self.span(), **values)  # fmt: skip
        return say(tr("{name}: this year {year} mu, in all {since} mu"), name=name, **values)

    def span(self) -> str:
        """This month or this period, inside a sentence."""
        return tr("this month") if self.report.period == "monthly" else tr("this period")

    # Sections --------------------------------------------------------------------------------------------------

    def _head(self) -> list[Block]:
        report, found = self.report, []
        if report.document_no:
            found.append(Paragraph((report.document_no,), "number"))
        found.append(Paragraph((_broken(report.title),), "title"))
        if report.recipient:
            found.append(Paragraph((tr("{recipient}:").format(recipient=report.recipient),), "to"))
        return found

    def _work(self) -> list[Block]:
        sections = [
            (tr("Overall"), self._overall()),
            (tr("Targets of the plan"), self._targets()),
            (tr("By category"), self._categories()),
            (tr("By township"), self._townships()),
            (tr("By priority zone"), self._zones()),
            (tr("Since the last report"), self._changes()),
        ]
        found: list[Block] = [self.heading(tr("Work done"))]
        for name, blocks in sections:
            if blocks:
                found += [self.heading(name, 2), *blocks]
        return found

    def _overall(self) -> list[Block]:
        found: list[Block] = [Paragraph(self._lead()), *self._period_note(), Paragraph(self._account())]
        if EXPECTED in self.figures:
            text = tr(
                "By the cut-off date {year} mu are counted in {this_year}; {expected} mu are expected by 31 December, "
                "with all patches of {this_year} that do not count yet."
            )
            values = {"year": self.figures[YEAR], "expected": self.figures[EXPECTED]}
            found.append(Paragraph(say(text, this_year=words.year_name(self.report.until.year), **values)))
        return found

    def _lead(self) -> tuple[Part, ...]:
        """This period, this year and in all, in the words that fit how the period was made."""
        report, comparison = self.report, self.report.comparison
        texts = {
            BY_DATES: tr(
                "After {after} and up to {until}, {period} mu were remediated {span}; {year} mu in {this_year}, "
                "{since} mu since {first}, on {n} patches."
            ),
            BY_DIFFERENCE: tr(
                "Up to {until}, {period} mu more were remediated {span} than in the last report (up to {before}); "
                "{year} mu in {this_year}, {since} mu since {first}, on {n} patches."
            ),
            NO_PERIOD: tr(
                "Up to {until}, {year} mu were remediated in {this_year}, {since} mu since {first}, on {n} patches."
            ),
        }
        return say(
            texts[report.basis],
            after=day_text(report.after) if report.after else "",
            before=day_text(comparison.until) if comparison else "",
            until=day_text(report.until),
            span=self.span(),
            this_year=words.year_name(report.until.year),
            first=words.year_name(report.first_year if report.first_year is not None else report.until.year),
            n=self.figures["since_n"],
            **{each: self.figures[each] for each in self.columns},
        )

    def _account(self) -> tuple[Part, ...]:
        """All patches = counted + overlap + not counted."""
        if self.report.result.account.subtracted:
            text = tr(
                "Account: all patches {total} mu = counted {since} mu + overlap {overlap} mu + not counted "
                "{not_counted} mu; of the counted ground {outside} mu lie outside every township."
            )
        else:
            text = tr(
                "Account: all patches {total} mu = counted {since} mu + not counted {not_counted} mu; ground that "
                "patches share, {overlap} mu, is counted for each; {outside} mu lie outside every township."
            )
        keys = ("total", "since", "overlap", "not_counted", "outside")
        return say(text, **{key: self.figures[key] for key in keys})

    def _period_note(self) -> list[Block]:
        if self.report.basis != NO_PERIOD:
            return []
        text = tr(
            "Figures of this period are left out: they need a first day and dated patches, or an earlier report to "
            "compare with."
        )
        return [Paragraph((text,))]

    def _targets(self) -> list[Block]:
        chosen = self.report.chosen
        if chosen is None or "due_target" not in self.figures:
            return []
        year = words.year_name(self.report.until.year)
        found: list[Block] = []
        if "due_year_target" in self.figures:
            text = tr(
                "By target set {set}, {target} mu are due in {year}: {done} mu are remediated, completion "
                "{completion}, still missing {missing} mu."
            )
            found.append(Paragraph(self._against("due_year", text, year, chosen)))
        text = tr(
            "By target set {set}, {target} mu are due in all up to {year}: {done} mu are remediated, completion "
            "{completion}, still missing {missing} mu."
        )
        found.append(Paragraph(self._against("due", text, year, chosen)))
        if any(self._hidden_deficit(key) for key in ("due_year", "due")):
            text = tr("What is missing is summed by category: the surplus of one never makes up for another.")
            found.append(Paragraph((text,)))
        return [*found, self._target_table(chosen)]

    def _unit(self) -> str:
        return words.mu_unit(self.report.result.basis)

    def _hidden_deficit(self, key: str) -> bool:
        """Whether the total alone would say less than is missing."""
        target, done, missing = (self.figures.get(f"{key}_{end}") for end in ("target", "done", "missing"))
        if target is None or done is None or missing is None:
            return False
        return bool(round((missing.printed or 0) - max((target.printed or 0) - (done.printed or 0), 0.0), 2))

    def _against(self, key: str, text: str, year: str, target_set: Any) -> tuple[Part, ...]:
        values = {end: self.figures[f"{key}_{end}"] for end in ("target", "done", "completion", "missing")}
        return say(text, set=set_name(target_set), year=year, **values)

    def _target_table(self, chosen: Any) -> Table:
        rows: list[tuple[Part, ...]] = []
        ends = ("target", "done", "missing", "completion")
        for number, row in enumerate(due_rows(chosen.table, self.report.until.year), 1):
            cells = [self.cell(self.figures[f"due_g{number:02}_{end}"]) for end in ends]
            rows.append((words.category_name(row["category"]), *cells))
        rows.append((tr("Total"), *(self.cell(self.figures[f"due_{end}"]) for end in ends)))
        last = len(rows) - 1
        sums = tuple(((last, column), tuple((row, column) for row in range(last))) for column in (1, 2, 3))
        year = words.year_name(self.report.until.year)
        heads = (tr("Category"), tr("Target up to {year}").format(year=year), tr("Remediated"), tr("Still missing"),
                 tr("Completion"))  # fmt: skip
        title = tr("Targets and completion (target set {set})").format(set=set_name(chosen))
        notes = tuple(self.contradictions())
        return Table(
            "targets",
            title,
            heads,
            tuple(rows),
            (2.8, 1.3, 1.3, 1.3, 1.3),
            sums,
            frozenset({last}),
            self._unit(),
            notes,
        )

    def contradictions(self) -> list[str]:
        """Where the target sets of the table do not agree: said under every completion, never repaired."""
        chosen = self.report.chosen
        if chosen is None:
            return []
        found = [
            tr("Completion is against target set {set}, from its first year on; work before it is not set against it.")
            .format(set=set_name(chosen))
        ]  # fmt: skip
        own = _whole(chosen)
        for other in self.report.sets:
            difference = round(_whole(other) - own, 4)
            if other.chosen or not difference:
                continue
            values = {"set": set_name(chosen), "own": figure_text(own), "other": set_name(other),
                      "theirs": figure_text(_whole(other)), "difference": figure_text(abs(difference))}  # fmt: skip
            text = tr(
                "The plan does not agree with itself: target set {set} gives {own} mu in all, target set {other} "
                "{theirs} mu; the plan does not explain the difference of {difference} mu."
            )
            found.append(text.format(**values))
        return [*found, *self.report.open_items]

    def _categories(self) -> list[Block]:
        categories = [each for each in self.report.result.categories if each is not None]
        if not categories:
            return []
        if any(self.figures.find(column=each, category=None) is not None for each in self.wide):
            categories.append(None)
        clauses = [self.clause(words.category_name(each), category=each) for each in categories]
        text = Paragraph((*joined(clauses, tr("; ")), tr(".")))
        return [
            text,
            self._table("categories", tr("Remediated area by category"), tr("Category"), "category", categories),
        ]

    def _townships(self) -> list[Block]:
        townships = self._all_townships()
        lead = self.columns[0]
        active = [each for each in townships if (self.figure(lead, township=each).printed or 0) != 0]
        idle = sum(each is not None and each not in active for each in townships)  # outside is no township
        clauses = [self.clause(words.township_name(each), township=each) for each in active]
        found: list[Block] = []
        if clauses:
            found.append(Paragraph((*joined(clauses, tr("; ")), tr("."))))
        when = self.span() if lead == PERIOD else tr("this year")
        if idle:
            text = tr("No ground was remediated {when} in {count} townships.") if active else tr(
                "No ground was remediated {when} in any township.")  # fmt: skip
            found.append(Paragraph((text.format(when=when, count=idle),)))
        found.append(Paragraph((tr("The townships stand in annex 1."),)))
        return found

    def _all_townships(self) -> list[Any]:
        townships: list[Any] = list(self.report.result.townships_order)
        return [*townships, None] if self.figures.find(column=SINCE, township=None) is not None else townships

    def _zones(self) -> list[Block]:
        result = self.report.result
        if not result.zone_classes:
            return []
        inside = {each: self.cell(self.figures[f"{each}_inside"]) for each in self.columns}
        text = (
            tr(
                "Inside the priority zones, every square metre once: {span} {period} mu, this year {year} mu, "
                "in all {since} mu."
            )
            if PERIOD in inside
            else tr("Inside the priority zones, every square metre once: this year {year} mu, in all {since} mu.")
        )
        given = [each for each in zone_rows(result) if each != words.OUTSIDE]
        clauses = [
            say(tr("{name} {net} mu (with repeats {gross} mu)"), name=words.zone_class_name(each),
                net=self.cell(self.figure(SINCE, zone=each)), gross=self.cell(self.figure(SINCE, gross=each)))
            for each in given
        ]  # fmt: skip
        by_class = say(tr("In all by class: {clauses}."), clauses=joined(clauses, tr("; ")))
        found: list[Block] = [
            Paragraph(say(text, span=self.span(), **inside)),
            Paragraph(by_class),
            self._zone_table(given),
        ]
        found += [Paragraph((each,), "note") for each in self.report.provisional]
        return found

    def _zone_table(self, given: Sequence[str]) -> Table:
        heads = [tr("Zone class")]
        rows: list[list[Part]] = [[words.zone_class_name(each)] for each in [*given, words.OUTSIDE]]
        total: list[Part] = [tr("Total")]
        sums = []
        for column in self.columns:
            heads += [self.column(column), tr("{column}, with repeats").format(column=self.column(column))]
            for row, zone in zip(rows, [*given, words.OUTSIDE]):
                row.append(self.cell(self.figure(column, zone=zone)))
                row.append("—" if zone == words.OUTSIDE else self.cell(self.figure(column, gross=zone)))
            place = len(total)
            sums.append(((len(rows), place), tuple((row, place) for row in range(len(rows)))))
            total += [self.cell(self.figures[column]), "—"]
        rows.append(total)
        notes = (tr("Without repeats, ground in several zones belongs to the first class in the order of the table."),)
        return Table("zones", tr("Remediated area by priority zone"), tuple(heads), tuple(map(tuple, rows)),
                     (2.2, *[1.2] * (len(heads) - 1)), tuple(sums), frozenset({len(rows) - 1}), self._unit(),
                     notes + self._marks(rows))  # fmt: skip

    def _table(self, key: str, title: str, corner: str, dimension: str, values: Sequence[Any]) -> Table:
        name = words.category_name if dimension == "category" else words.township_name
        rows: list[tuple[Part, ...]] = [
            (name(each), *(self.cell(self.figure(column, **{dimension: each})) for column in self.wide),
             self.cell(self.figures.get(self.figure(SINCE, **{dimension: each}).key + "_n")))
            for each in values
        ]  # fmt: skip
        rows.append(
            (
                tr("Total"),
                *(self.cell(self.figures[column]) for column in self.wide),
                self.cell(self.figures["since_n"]),
            )
        )
        last, count = len(rows) - 1, len(self.wide)
        sums = tuple(((last, i), tuple((row, i) for row in range(last))) for i in range(1, count + 1))
        heads = (corner, *(self.column(each) for each in self.wide), tr("Number of patches"))
        return Table(key, title, heads, tuple(rows), (2.4, *[1.3] * count, 1), sums, frozenset({last}), self._unit(),
                     self._marks(rows))  # fmt: skip

    def _marks(self, rows: Sequence[Sequence[Part]]) -> tuple[str, ...]:
        notes = []
        if self.report.basis == BY_DIFFERENCE:
            notes.append(
                tr(
                    "The column of the period is the difference of what two reports print; rounding may leave 0.01 mu "
                    "in it."
                )
            )
        if not any(isinstance(cell, Ref) and cell.adjusted for row in rows for cell in row):
            return tuple(notes)
        return (*notes, words.mark_note())

    def _changes(self) -> list[Block]:
        comparison = self.report.comparison
        if comparison is None:
            return []
        found: list[Block] = [Paragraph((each,)) for each in counted_otherwise(comparison)]
        found += [self._corrections(comparison)] if comparison.corrections else []
        lines = self._changed_figures(comparison)
        if not lines:
            text = tr("Nothing has changed since the last report (up to {until}).")
            return [*found, Paragraph((text.format(until=day_text(comparison.until)),))]
        text = tr("Since the last report (up to {until}) the area counted in all has changed: {changes}.")
        found.append(Paragraph((text.format(until=day_text(comparison.until), changes=tr("; ").join(lines)),)))
        found += [Paragraph((each,), "item") for each in changed_patches(comparison.patches)]
        if comparison.rounded_otherwise(self.figures):
            text = tr(
                "Other figures differ from the last report by 0.01 mu for rounding only; their ground is the same."
            )
            found.append(Paragraph((text,), "item"))
        return found

    def _changed_figures(self, comparison: Comparison) -> list[str]:
        names = {}
        for each in self.figures:
            of = dict(each.of)
            if (
                of.get("column") == SINCE
                and len(of) <= 2
                and each.unit == MU
                and "gross" not in of
                and "inside" not in of
            ):
                names[each.name] = of
        lines = []
        for name, old, new in comparison.changed(self.figures):
            of = names.get(name)
            if of is None or ("zone" in of):
                continue
            place = words.township_name(of["township"]) if "township" in of else (
                words.category_name(of["category"]) if "category" in of else tr("in all"))  # fmt: skip
            lines.append(
                tr("{place} from {old} to {new} mu ({difference})").format(
                    place=place, old=figure_text(old), new=figure_text(new), difference=signed(new - old)
                )
            )
        return lines

    def _corrections(self, comparison: Comparison) -> Paragraph:
        parts = [
            tr("{name}: {old} mu then, {new} mu now").format(name=name, old=figure_text(old), new=figure_text(new))
            for name, old, new in comparison.corrections
        ]
        text = tr("Figures of the last report corrected (ground dated up to {until}): {parts}.")
        return Paragraph((text.format(until=day_text(comparison.until), parts=tr("; ").join(parts)),))

    def _slot(self, title: str, key: str) -> list[Block]:
        lines = self.report.slots.get(key, ())
        return [self.heading(title), *(Paragraph((line,)) for line in lines)] if lines else []

    def _problems(self) -> list[Block]:
        told = [each for each in self.report.result.notices if each not in self.report.open_items]
        lines = [*self.report.slots.get("problems", ()), *told]
        if not lines:
            return []
        return [self.heading(tr("Problems")), *(Paragraph((line,), "item") for line in lines)]

    def _next(self) -> list[Block]:
        lines = [*self.report.slots.get("next_steps", ()), *self.report.deadlines]
        return [self.heading(tr("Next steps")), *(Paragraph((line,)) for line in lines)] if lines else []

    def _foot(self) -> list[Block]:
        report = self.report
        first = tr("Annexes: 1. {first}").format(first=tr("Remediated area by township and year"))
        second = tr("2. {second}").format(second=tr("Map"))
        found = [Paragraph((first,), "annexes"), Paragraph((second,), "annexes_next")]
        if report.issuer:
            found.append(Paragraph((report.issuer,), "sign"))
        found.append(Paragraph((day_text(report.until),), "date"))
        if report.contact:
            found.append(Paragraph((tr("(Contact: {contact})").format(contact=report.contact),)))
        return found

    def _annexes(self) -> list[Block]:
        title = tr("Remediated area by township and year")
        return [
            Annex(1, title, landscape=True),
            self._township_table(title),
            Annex(2, tr("Map")),
            Picture("map", self.report.title),
            Picture("chart_years", tr("Remediated area and target by year (mu)")),
        ]

    def _township_table(self, title: str) -> Table:
        townships = self._all_townships()
        years: list[Any] = [each for each in self.report.result.years if each <= self.report.until.year]
        late = [each.of["year"] for each in self.figures if set(each.of) == {"year"}]
        years = sorted({*years, *(each for each in late if each is not None)}) + ([None] if None in late else [])
        lead = [PERIOD] if PERIOD in self.columns else []
        rows: list[tuple[Part, ...]] = []
        for township in [*townships, "total"]:
            of = {} if township == "total" else {"township": township}
            name = tr("Total") if township == "total" else words.township_name(township)
            cells = [self.cell(self.figure(each, **of)) for each in lead]
            cells += [self._year_cell(year, of) for year in years]
            rows.append((name, *cells, self.cell(self.figure(SINCE, **of))))
        last, first = len(rows) - 1, 1 + len(lead)
        width = first + len(years)
        sums = [((row, width), tuple((row, i) for i in range(first, width))) for row in range(len(rows))]
        sums += [((last, i), tuple((row, i) for row in range(last))) for i in range(1, width + 1)]
        heads = (tr("Township"), *(self.column(each) for each in lead), *(words.year_name(year) for year in years),
                 tr("Total"))  # fmt: skip
        return Table("townships", title, heads, tuple(rows), (1.8, *[1.0] * (len(heads) - 1)), tuple(sums),
                     frozenset({last}), self._unit(), self._marks(rows))  # fmt: skip

    def _year_cell(self, year: Any, of: Mapping[str, Any]) -> Part:
        found = self.figures.find(year=year, **of)
        return ref(found) if found is not None else figure_text(0.0)

    def _last_lines(self) -> list[Block]:
        if not self.report.digest:
            return []
        return [
            Paragraph((tr("Figures digest: {digest}").format(digest=self.report.digest),), "digest"),
            Picture(
                "qr",
                tr("The digest proves the figures: it is made from inputs, parameters and figures of the manifest."),
            ),
        ]


def counted_otherwise(comparison: Comparison) -> list[str]:
    """That the earlier report counted by another area, which every difference contains; nothing where it did not."""
    text = tr("The last report counted by another area ({area}); every difference contains this change too.")
    return [text.format(area=comparison.other_area)] if comparison.other_area else []


def changed_patches(changes: Sequence[PatchChange]) -> list[str]:
    """Through which patches the figures have changed, a sentence per kind of change."""
    new = [each for each in changes if each.before is None]
    gone = [each for each in changes if each.now is None]
    other = [each for each in changes if each.before is not None and each.now is not None]
    found = []
    for text, group in (
        (tr("Newly counted, {count} patches: {patches}."), new),
        (tr("No longer counted, {count} patches: {patches}."), gone),
        (tr("Counted with another area, {count} patches: {patches}."), other),
    ):
        if group:
            found.append(text.format(count=len(group), patches=listed([_change(each) for each in group])))
    return found


def _change(change: PatchChange) -> str:
    if change.before is None or change.now is None:
        mu = change.now if change.before is None else change.before
        return tr("{patch} ({mu} mu)").format(patch=change.patch_id, mu=figure_text(mu))
    values = {"patch": change.patch_id, "old": figure_text(change.before), "new": figure_text(change.now)}
    return tr("{patch} ({old} → {new} mu)").format(**values)


def signed(difference: float) -> str:
    """A difference with its sign."""
    return ("+" if difference > 0 else "") + figure_text(round(difference, 4))


def _broken(title: str) -> str:
    """A title that is too long for a line, broken before its last brackets: a title breaks between words only."""
    at = max(title.rfind("（"), title.rfind("("))
    width = len(title.encode("gb18030", "replace"))
    return f"{title[:at].rstrip()}\n{title[at:]}" if at > 0 and width > TITLE_WIDTH else title


def _whole(target_set: Any) -> float:
    return float(target_set.table["target_mu"].dropna().sum())
