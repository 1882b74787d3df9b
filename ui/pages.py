"""What stands on each page for given figures. No connections here: ``controller.py`` has them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from qgis.PyQt.QtCore import QSignalBlocker, Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QComboBox, QHeaderView, QLabel

from ..campaign import deadlines
from ..processing import live_values as values
from ..reports import charts, words
from ..texts import sentences, tr
from . import cards, looks
from .dock import PROBLEMS, MineDock
from .models import (
    DeadlineModel,
    OfficeOrder,
    PatchModel,
    ProblemModel,
    ProgressModel,
    TownshipModel,
    days_left,
    duty,
    joined,
)

CUMULATIVE = None  # the period that is not a year
DEADLINES = 5
NO_BREAK = "\N{NO-BREAK SPACE}"
CHART_LINES = 8  # height of the chart in lines of text


class Head:
    """What stands above the pages: period, target set, the one figure, and what it rests on."""

    def __init__(self, dock: MineDock) -> None:
        self._dock = dock

    def show_choices(self, figures: values.LiveFigures, period: int | None) -> None:
        """Fill the two lists; *period* becomes the current one."""
        years = [(words.year_name(year), year) for year in figures.years]
        refill(self._dock.period_combo, [*years, (tr("Cumulative"), CUMULATIVE)], period)
        sets = [(tr("Set {name}").format(name=name), name) for name in figures.target_sets if name]
        if sets and not figures.target_set:
            sets.insert(0, (tr("Choose a set…"), ""))
        refill(self._dock.target_set_combo, sets, figures.target_set)
        self._dock.period_combo.show()
        self._dock.target_set_combo.setVisible(len(sets) > 1)

    def show(
        self, figures: values.LiveFigures, period: int | None, sources: values.Sources, stale: bool = False
    ) -> None:
        """The figure of *period* over all categories, and its basis; *stale* figures are grey all over."""
        progress = figures.progress.get(period)
        total = next((row for row in progress.rows if row.is_total), None) if progress else None
        say(self._dock.headline, "" if total is None else self._headline(total, figures.unit, stale))
        say(self._dock.basis_label, self._basis(figures, sources))

    def clear(self) -> None:
        """No figures."""
        for combo in (self._dock.period_combo, self._dock.target_set_combo):
            combo.clear()
            combo.hide()
        say(self._dock.headline, "")
        say(self._dock.basis_label, "")

    def _headline(self, total: values.ProgressRow, unit: str, stale: bool) -> str:
        symbol, word = looks.state(total.state)
        area = looks.figure(total.counted, unit)
        if total.target is not None:
            area = tr("{counted} / {target}").format(counted=area, target=looks.figure(total.target, unit))
        parts = [f"{area} {looks.unit_name(unit)}", looks.percent(total.percent), f"{symbol} {word}"]
        parts = [part.replace(" ", "&nbsp;") for part in parts if part]
        if not stale:
            colour = looks.state_colour(total.state, self._dock.palette()).name()
            parts[-1] = f'<span style="color:{colour}">{parts[-1]}</span>'
        return "&nbsp;&nbsp; ".join(parts)

    def _basis(self, figures: values.LiveFigures, sources: values.Sources) -> str:
        parts = []
        if figures.cutoff is not None:
            parts.append(tr("to {day}").format(day=looks.day(figures.cutoff)))
        counted = tr(", ").join(words.status_name(each) for each in sources.counted_statuses)
        parts.append(tr("counted: {statuses}").format(statuses=counted) if counted else tr("all patches count"))
        if figures.target_set and len(figures.target_sets) < 2:  # else the list above says it
            parts.append(tr("target set {name}").format(name=figures.target_set))
        if figures.open_mu:
            parts.append(tr("{mu} mu of the plan undecided").format(mu=f"{figures.open_mu:g}"))
        if figures.changed_cells:
            parts.append(tr("● not saved yet"))
        return f"{NO_BREAK}· ".join(parts)


class ProgressPage:
    """Progress of the period, the chart of the years, and the calendar."""

    def __init__(self, dock: MineDock) -> None:
        self._dock = dock
        self.rows, self.due = ProgressModel(dock), DeadlineModel(dock)
        self.years: list[int] = []
        dock.progress_view.setModel(self.rows)
        dock.deadline_view.setModel(self.due)
        columns = dock.deadline_view.horizontalHeader()
        columns.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)

    def show(self, figures: values.LiveFigures, period: int | None) -> None:
        """The figures of *period*."""
        progress = figures.progress.get(period)
        unit = looks.unit_name(figures.unit)
        head = tr("Counted (under review) / target, {unit}") if figures.review else tr("Counted / target, {unit}")
        say(self._dock.progress_head, head.format(unit=unit))
        self.rows.show(progress.rows if progress else (), figures.unit)
        say(self._dock.missing_label, missing_text(progress, figures.unit) if progress else "")
        told = [*(f"⚠ {each}" for each in figures.open_questions), *figures.decided]
        say(self._dock.questions_label, "\n".join(told))
        self.show_chart(figures)
        self._dock.fit_heights()

    def clear(self) -> None:
        """No figures; the calendar stays."""
        self.rows.show((), values.MU)
        self.years = []
        self._dock.chart.show_svg("", 0)
        dock = self._dock
        for label in (dock.progress_head, dock.missing_label, dock.questions_label, dock.chart_head):
            say(label, "")
        self._dock.fit_heights()

    def show_calendar(self, today: date, plan: deadlines.Plan | None) -> None:
        """What *plan* wants next, seen from *today*."""
        found = deadlines.next_deadlines(today, plan, DEADLINES) if plan is not None else []
        self.due.show(found)
        say(self._dock.due_label, next_due(found[0]) if found else "")
        font = self._dock.due_label.font()
        font.setBold(bool(found) and found[0].soon)
        self._dock.due_label.setFont(font)
        note = calendar_note(plan, today) if plan is not None else tr("No plan is loaded, so nothing is due.")
        self._dock.calendar_note.setText(note)
        self._dock.fit_heights()

    def show_chart(self, figures: values.LiveFigures) -> None:
        """The chart of the years, as wide as it is now."""
        self.years = list(figures.by_year)
        bars = [charts.YearBar(str(year), *figures.by_year[year]) for year in self.years]
        title = tr("Counted area by year ({unit}); the line is the target").format(unit=looks.unit_name(figures.unit))
        say(self._dock.chart_head, title if bars else "")
        self._dock.chart.setAccessibleName(title)
        look = chart_look(self._dock)
        self._dock.chart.show_svg(
            charts.year_chart(bars, title, looks.DECIMALS[figures.unit], look) if bars else "", look.height
        )


def chart_look(dock: MineDock) -> charts.Look:
    """The chart in the size, font and colours of the dock."""
    shown, font = dock.palette(), dock.font()
    size = dock.fontMetrics().height() * 0.68
    return charts.Look(
        width=max(dock.progress_page.viewport().width() - 6, 120),
        height=round(size * CHART_LINES * 1.4),
        font=looks.number_font(font).family(),
        size=size,
        ink=shown.color(QPalette.ColorRole.WindowText).name(),
        rule=looks.quiet(shown).name(),
        bar=looks.counted_colour(shown).name(),
        tick=shown.color(QPalette.ColorRole.WindowText).name(),
    )


def missing_text(progress: values.Progress, unit: str) -> str:
    """What is still missing, and how much of it is needed a week."""
    if not any(row.target is not None for row in progress.rows):
        return ""
    said = {"missing": looks.figure(progress.still_missing, unit), "unit": looks.unit_name(unit)}
    text = tr("Still missing {missing} {unit} (surplus of one category never covers another).").format(**said)
    if progress.per_week is not None:
        week = tr("Needed per week to 31 December: {week} {unit}.")
        text = sentences(text, week.format(week=looks.figure(progress.per_week, unit), unit=said["unit"]))
    if progress.curve_name:
        text = sentences(text, tr("Thin line: due today, {curve}.").format(curve=progress.curve_name))
    return text


def next_due(due: deadlines.Deadline) -> str:
    """The next deadline in a line."""
    return tr("Due {day}: {duties}, {left}").format(day=looks.day(due.day), duties=joined(due), left=days_left(due))


def calendar_note(plan: deadlines.Plan, today: date) -> str:
    """What the calendar rests on: whether the 15th counts, and what the plan leaves open."""
    if today > plan.ends:
        return tr("The plan ended on {day}; nothing more is due.").format(day=looks.day(plan.ends))
    counts = tr("The day itself is still in time (the plan does not say).")
    notes = [counts if plan.the_day_counts else tr("Reports are due before the day (the plan does not say).")]
    for rule in deadlines.unsettled(plan):
        open_day = tr("{duty}: {month}-{day:02d}, the plan names no year, so it is not listed.")
        notes.append(open_day.format(duty=duty(rule.kind), month=rule.month, day=rule.day))
    return "\n".join(notes)


class TownshipsPage:
    """Townships by years."""

    def __init__(self, dock: MineDock) -> None:
        self._dock = dock
        self.table, self.view_order = TownshipModel(dock), OfficeOrder(dock)
        self.view_order.setSourceModel(self.table)
        dock.townships_view.setModel(self.view_order)
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show(self, figures: values.LiveFigures) -> None:
        """The table of *figures*."""
        self._dock.townships_head.setText(tr("Counted area, {unit}").format(unit=looks.unit_name(figures.unit)))
        self.table.font = looks.number_font(self._dock.font())
        before = self.table.rowCount(), self.table.columnCount()
        self.table.show(figures.townships, figures.changed_cells, figures.unit)
        if before != (self.table.rowCount(), self.table.columnCount()):
            self._dock.townships_view.fit()
        for button, unit in ((self._dock.mu_button, values.MU), (self._dock.ha_button, values.HECTARES)):
            button.setChecked(figures.unit == unit)
        self._dock.account_label.setText(account_text(figures))

    def clear(self) -> None:
        """No figures."""
        self.table.show(values.TownshipTable((), (), (), (), (), 0.0), frozenset(), values.MU)
        self._dock.account_label.setText("")

    def sort_by(self, column: int) -> None:
        """First click: largest first, names from the first; second the other way; third the office's order."""
        first = Qt.SortOrder.AscendingOrder if column == 0 else Qt.SortOrder.DescendingOrder
        other = Qt.SortOrder.DescendingOrder if column == 0 else Qt.SortOrder.AscendingOrder
        if self._sorted == (column, other):
            self._sorted = None
        else:
            self._sorted = (column, other if self._sorted == (column, first) else first)
        for header in (
            self._dock.townships_view.horizontalHeader(),
            self._dock.townships_view.names.horizontalHeader(),
        ):
            header.setSortIndicatorShown(self._sorted is not None)
            if self._sorted is not None:
                header.setSortIndicator(*self._sorted)
        self.view_order.sort(*(self._sorted or (-1, Qt.SortOrder.AscendingOrder)))


def account_text(figures: values.LiveFigures) -> str:
    """The account line."""
    names = ("total", "counted", "overlap", "not_counted", "outside")
    shown = {name: looks.figure(getattr(figures, name), figures.unit) for name in names}
    line = tr("All {total} = counted {counted} + shared {overlap} + not counted {not_counted}").format(**shown)
    outside = tr("Counted outside every township: {outside}").format(**shown) if figures.outside else ""
    return "\n".join(part for part in (line, outside) if part)


class PatchesPage:
    """The patch list with its filters, and the card."""

    def __init__(self, dock: MineDock) -> None:
        self._dock = dock
        self.list = PatchModel(dock)
        self.patches: values.PatchRows | None = None
        dock.patch_view.setModel(self.list)

    def read(self, patches: values.PatchRows | None) -> None:
        """Take *patches* as the list, and offer their values as filters."""
        self.patches = patches
        if patches is None:
            self.list.show(None, (), values.MU)
            return
        names: list[tuple[QComboBox, Any, str, Callable[[Any], str]]] = [
            (self._dock.township_filter, patches.township, tr("All townships"), words.township_name),
            (self._dock.year_filter, patches.year, tr("All years"), words.year_name),
            (self._dock.category_filter, patches.category, tr("All categories"), words.category_name),
            (self._dock.status_filter, patches.status, tr("All statuses"), _status_name),
            (self._dock.zone_filter, patches.zone_class, tr("All zones"), words.zone_class_name),
        ]
        for combo, column, everything, name in names:
            found = distinct(column)
            chosen = combo.currentData() if combo.count() else ...
            refill(combo, [(everything, ...), *((name(each), each) for each in found)], chosen)

    def filters(self) -> dict[str, Any]:
        """The filter as ``Live.matching`` takes it."""
        dock = self._dock
        combos = {
            "township": dock.township_filter,
            "year": dock.year_filter,
            "category": dock.category_filter,
            "status": dock.status_filter,
            "zone_class": dock.zone_filter,
        }
        chosen = {name: combo.currentData() for name, combo in combos.items() if combo.currentIndex() > 0}
        return {"text": dock.search_edit.text().strip(), "only_problems": dock.problems_filter.isChecked(), **chosen}

    def show(self, shown: Sequence[int], unit: str) -> None:
        """Show the rows numbered *shown*."""
        self.list.font = looks.number_font(self._dock.font())
        fresh = self.list.rowCount() == 0
        self.list.show(self.patches, shown, unit)
        total = 0 if self.patches is None else len(self.patches.fid)
        self._dock.count_label.setText(
            tr("{n} of {total} patches", len(shown)).format(n=len(shown), total=total)
            if len(shown) != total
            else tr("{n} patches", total).format(n=total)
        )
        if fresh and len(shown):
            self._fit_columns()

    def show_card(self, card: values.PatchCard | None, unit: str) -> None:
        """Show *card*, or how to get one."""
        hint = tr("Choose a patch in the list, or select one on the map.")
        self._dock.card_view.setHtml(hint if card is None else cards.card_page(card, unit, self._dock.palette()))

    def _fit_columns(self) -> None:
        """As wide as the head and the first rows want; looking at all of them would take long."""
        view = self._dock.patch_view
        header = view.horizontalHeader()
        header.setResizeContentsPrecision(30)
        for column in range(self.list.columnCount()):
            view.setColumnWidth(column, max(view.sizeHintForColumn(column), header.sectionSizeHint(column)) + 8)


def _status_name(status: Any) -> str:
    return words.status_name(status) or tr("No status")


class ProblemsPage:
    """Sentences about the input."""

    def __init__(self, dock: MineDock) -> None:
        self._dock = dock
        self.list = ProblemModel(dock)
        dock.problem_view.setModel(self.list)

    def show(self, problems: list[values.Problem]) -> None:
        """Show *problems*, their number in the tab."""
        self.list.show(problems)
        name = tr("Issues {n}").format(n=len(problems)) if problems else tr("Issues")
        self._dock.tabs.rename(PROBLEMS, name)
        self._dock.problems_head.setText(
            tr("Found in the input; click to see it on the map.") if problems else tr("Nothing was found.")
        )


def say(label: QLabel, text: str) -> None:
    """Put *text* into *label*; without text it takes no room."""
    label.setText(text)
    label.setVisible(bool(text))


def distinct(column: Any) -> list[Any]:
    """The values of a column, sorted, what is missing as None at the end."""
    known = column[column == column] if column.dtype.kind == "f" else column  # NaN is not even equal to itself
    found = dict.fromkeys(known.tolist())
    present = sorted((each for each in found if not words.is_missing(each)), key=str)
    absent = len(known) < len(column) or len(present) < len(found)
    return [int(each) if isinstance(each, float) else each for each in present] + ([None] if absent else [])


def refill(combo: QComboBox, entries: Sequence[tuple[str, Any]], current: Any) -> None:
    """Fill *combo* with (name, value); the entry with the value *current* is chosen, else the first. Silent."""
    blocker = QSignalBlocker(combo)
    combo.clear()
    for name, value in entries:
        combo.addItem(name, value)
    places = [place for place, (_, value) in enumerate(entries) if value == current]
    combo.setCurrentIndex(places[0] if places else (0 if entries else -1))
    blocker.unblock()
