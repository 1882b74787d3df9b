"""What the dock's views show, as Qt models over the values of ``processing/live_values.py``."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from qgis.PyQt.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QFont

from ..campaign import deadlines
from ..processing import live_values as values
from ..reports import words
from ..texts import tr
from . import looks

Role = Qt.ItemDataRole
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ENTRY = Role.UserRole  # the value behind an item
BAR = Role.UserRole + 1  # 0…1 of an in-cell bar, None for none
CHANGED = Role.UserRole + 2  # changed since the last save
LAST = Role.UserRole + 3  # a total: below a line, last whatever the order
SORT = Role.UserRole + 4


class ProgressModel(QAbstractListModel):
    """The rows of one period; the delegate paints them, this model also says them in words."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: tuple[values.ProgressRow, ...] = ()
        self.unit = values.MU

    def show(self, rows: tuple[values.ProgressRow, ...], unit: str) -> None:
        """Show *rows*."""
        self.beginResetModel()
        self._rows, self.unit = rows, unit
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ENTRY:
            return row
        if role == Role.DisplayRole:
            return row_name(row)
        if role in (Role.ToolTipRole, Role.AccessibleTextRole, Role.AccessibleDescriptionRole):
            return row_sentence(row, self.unit)
        return None


def row_name(row: values.ProgressRow) -> str:
    """What a progress row is about."""
    return tr("All categories") if row.is_total else words.category_name(row.category)


def row_sentence(row: values.ProgressRow, unit: str) -> str:
    """A progress row in a sentence: for tooltips and for readers who cannot see the bar."""
    said = looks.unit_name(unit)
    parts = [tr("{name}: {counted} {unit} counted")]
    if row.review:
        parts.append(tr("{review} {unit} under review"))
    if row.target is not None:
        parts.append(tr("target {target} {unit}, gap {gap} {unit}, {percent}"))
    if row.due_today is not None:
        parts.append(tr("due today {due} {unit}"))
    parts.append(looks.state(row.state)[1])
    shown = {"counted": row.counted, "review": row.review, "target": row.target, "gap": row.gap, "due": row.due_today}
    figures = {name: looks.figure(value, unit) for name, value in shown.items()}
    sentence = tr(", ").join(part for part in parts if part)
    return sentence.format(name=row_name(row), unit=said, percent=looks.percent(row.percent), **figures)


class TownshipModel(QAbstractTableModel):
    """Townships by years with totals; the first column holds the names."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._table = values.TownshipTable((), (), (), (), (), 0.0)
        self._changed: frozenset[tuple[int, int]] = frozenset()
        self._unit = values.MU
        self._highest = self._highest_total = 0.0
        self.font = QFont()

    def show(self, table: values.TownshipTable, changed: frozenset[tuple[int, int]], unit: str) -> None:
        """Show *table*; *changed* are the cells that differ from what is saved."""
        same = (table.townships, table.years) == (self._table.townships, self._table.years) and unit == self._unit
        if not same:
            self.beginResetModel()
        self._table, self._changed, self._unit = table, changed, unit
        self._highest = max((each for row in table.cells for each in row), default=0.0)
        self._highest_total = max(table.row_totals, default=0.0)
        if not same:
            self.endResetModel()
        elif self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self._table.townships else len(self._table.townships) + 1

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.years) + 2

    def place(self, index: QModelIndex) -> tuple[int | None, int | None]:
        """Township row and year column of a cell; None stands for all of them."""
        row, column = index.row(), index.column() - 1
        return (
            row if row < len(self._table.townships) else None,
            column if 0 <= column < len(self._table.years) else None,
        )

    def figure(self, index: QModelIndex) -> float:
        """The figure of a cell; of a name, the total of its row."""
        row, column = self.place(index)
        table = self._table
        if row is None:
            return table.total if column is None else table.column_totals[column]
        return table.row_totals[row] if column is None else table.cells[row][column]

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        readers = {
            Role.DisplayRole: self._text,
            Role.TextAlignmentRole: lambda cell: LEFT if cell.column() == 0 else RIGHT,
            Role.FontRole: self._font,
            Role.ToolTipRole: self._sentence,
            Role.AccessibleTextRole: self._sentence,
            BAR: self._bar,
            CHANGED: self._is_changed,
            LAST: lambda cell: self.place(cell)[0] is None,
            SORT: lambda cell: self.figure(cell) if cell.column() else self._text(cell),
        }
        reader = readers.get(role)
        return None if reader is None else reader(index)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return LEFT if section == 0 else RIGHT
        if role == Role.ToolTipRole:
            return tr("Click to sort this view; a third click brings back the office's own order.")
        if role != Role.DisplayRole:
            return None
        if section == 0:
            return tr("Township")
        if section > len(self._table.years):
            return tr("Total")
        year = self._table.years[section - 1]
        return tr("Undated") if year is None else str(year)

    def as_text(self) -> str:
        """The table in the office's own order, tab-separated with heads and unit: what the clipboard gets."""
        unit = looks.unit_name(self._unit)
        heads = [self.headerData(column, Qt.Orientation.Horizontal) for column in range(self.columnCount())]
        lines = ["\t".join([tr("{head} ({unit})").format(head=heads[0], unit=unit), *heads[1:]])]
        for row in range(self.rowCount()):
            cells = [self.index(row, column) for column in range(self.columnCount())]
            figures = [f"{self.figure(cell):.{looks.DECIMALS[self._unit]}f}" for cell in cells[1:]]
            lines.append("\t".join([self._text(cells[0]), *figures]))
        return "\n".join(lines) + "\n"

    def _text(self, index: QModelIndex) -> str:
        row, column = self.place(index)
        if index.column() == 0:
            return tr("Total") if row is None else self._table.townships[row] or tr("Outside")
        value = self.figure(index)
        return (
            looks.ABSENT if value == 0 and row is not None and column is not None else looks.figure(value, self._unit)
        )

    def _font(self, index: QModelIndex) -> QFont:
        font = QFont(self.font)
        row, column = self.place(index)
        font.setBold(row is None or (column is None and index.column() > 0))
        return font

    def _bar(self, index: QModelIndex) -> float | None:
        row, column = self.place(index)
        if row is None or index.column() == 0:
            return None
        highest = self._highest_total if column is None else self._highest
        return self.figure(index) / highest if highest > 0 else None

    def _is_changed(self, index: QModelIndex) -> bool:
        row, column = self.place(index)
        if index.column() == 0 or (row is None and column is None):
            return False
        return any((row is None or row == r) and (column is None or column == c) for r, c in self._changed)

    def _sentence(self, index: QModelIndex) -> str:
        row, _ = self.place(index)
        sentence = tr("{township}, {year}: {figure} {unit}")
        if self._is_changed(index):
            sentence = tr("{township}, {year}: {figure} {unit}, changed since the last save")
        column = index.column() if index.column() else self.columnCount() - 1
        return sentence.format(
            township=words.township_name(self._table.townships[row]) if row is not None else tr("All townships"),
            year=self.headerData(column, Qt.Orientation.Horizontal),
            figure=looks.figure(self.figure(index), self._unit),
            unit=looks.unit_name(self._unit),
        )


class OfficeOrder(QSortFilterProxyModel):
    """A view of the townships sorted by a column; totals stay last, and unsorted is the office's own order."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.setSortRole(SORT)

    def lessThan(self, left: QModelIndex, right: QModelIndex) -> bool:
        first, second = left.data(LAST), right.data(LAST)
        if first != second:
            return bool(second) == (self.sortOrder() == Qt.SortOrder.AscendingOrder)
        return bool(left.data(SORT) < right.data(SORT))


class PatchColumn(IntEnum):
    """Columns of the patch list."""

    NAME, YEAR, AREA, COUNTED, CATEGORY, TOWNSHIP, STATUS, ZONE = range(8)


class PatchModel(QAbstractTableModel):
    """Patches of the filter, straight from the columns of PatchRows: a cell is made when it is painted."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._patches: values.PatchRows | None = None
        self._shown: Any = ()
        self._unit = values.MU
        self.font = QFont()

    def show(self, patches: values.PatchRows | None, shown: Any, unit: str) -> None:
        """Show the rows numbered *shown* of *patches*."""
        self.beginResetModel()
        self._patches, self._shown, self._unit = patches, shown, unit
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._patches is None else len(self._shown)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(PatchColumn)

    def fid(self, row: int) -> int:
        """Feature id in *row* of the view."""
        return int(self._patches.fid[self._shown[row]])

    def row_of(self, fid: int) -> int | None:
        """The row that shows feature *fid*, or None."""
        if self._patches is None or not len(self._shown):
            return None
        found = (self._patches.fid[self._shown] == fid).nonzero()[0]
        return int(found[0]) if len(found) else None

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or self._patches is None:
            return None
        row, column = self._shown[index.row()], PatchColumn(index.column())
        if role == Role.DisplayRole:
            return self._text(row, column)
        if role == Role.TextAlignmentRole:
            return RIGHT if column in (PatchColumn.YEAR, PatchColumn.AREA, PatchColumn.COUNTED) else LEFT
        if role == Role.FontRole:
            return self.font
        problem = self._patches.problem[row]
        if role == Role.DecorationRole and column is PatchColumn.NAME and problem is not None:
            return looks.theme_icon("mIconWarning")
        if role == Role.ToolTipRole:
            return problem if problem is not None and column is PatchColumn.NAME else self._text(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return RIGHT if section in (PatchColumn.YEAR, PatchColumn.AREA, PatchColumn.COUNTED) else LEFT
        if role != Role.DisplayRole:
            return None
        unit = looks.unit_name(self._unit)
        return {
            PatchColumn.NAME: tr("Patch"),
            PatchColumn.YEAR: tr("Year"),
            PatchColumn.AREA: tr("Area ({unit})").format(unit=unit),
            PatchColumn.COUNTED: tr("Counted ({unit})").format(unit=unit),
            PatchColumn.CATEGORY: tr("Category"),
            PatchColumn.TOWNSHIP: tr("Township"),
            PatchColumn.STATUS: tr("Status"),
            PatchColumn.ZONE: tr("Zone class"),
        }[PatchColumn(section)]

    def _text(self, row: int, column: PatchColumn) -> str:
        patches = self._patches
        if column is PatchColumn.NAME:
            return str(patches.name[row])
        if column is PatchColumn.YEAR:
            return looks.ABSENT if words.is_missing(patches.year[row]) else str(int(patches.year[row]))
        if column is PatchColumn.AREA:
            return looks.figure(float(patches.area[row]), self._unit)
        if column is PatchColumn.COUNTED:
            return looks.figure(float(patches.counted[row]), self._unit)
        named = {
            PatchColumn.CATEGORY: (patches.category, words.category_name),
            PatchColumn.TOWNSHIP: (patches.township, words.township_name),
            PatchColumn.STATUS: (patches.status, words.status_name),
            PatchColumn.ZONE: (patches.zone_class, words.zone_class_name),
        }
        column_values, name = named[column]
        return name(column_values[row])


class ProblemModel(QAbstractListModel):
    """Sentences about the input, each a link to its polygons."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._problems: list[values.Problem] = []

    def show(self, problems: list[values.Problem]) -> None:
        """Show *problems*."""
        self.beginResetModel()
        self._problems = list(problems)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._problems)

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        problem = self._problems[index.row()]
        if role == ENTRY:
            return problem
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return problem.text
        if role == Role.DecorationRole:
            names = {"info": "mIconInfo", "warning": "mIconWarning", "error": "mIconCritical"}
            return looks.theme_icon(names.get(problem.level, "mIconInfo"))
        if role == Role.ToolTipRole:
            count = len(problem.fids)
            return tr("Click to show {n} features on the map.", count).format(n=count) if count else ""
        return None


class DeadlineModel(QAbstractTableModel):
    """What is due next: day, what, days left."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._deadlines: list[deadlines.Deadline] = []

    def show(self, found: list[deadlines.Deadline]) -> None:
        """Show *found*."""
        self.beginResetModel()
        self._deadlines = list(found)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._deadlines)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: QModelIndex, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        due = self._deadlines[index.row()]
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return (looks.day(due.day), duties(due), days_left(due))[index.column()]
        if role == Role.TextAlignmentRole:
            return RIGHT if index.column() == 2 else LEFT
        if role == Role.FontRole and due.soon:
            font = QFont()
            font.setBold(True)
            return font
        if role == ENTRY:
            return due
        return None


def duties(due: deadlines.Deadline) -> str:
    """What falls on a day; two reports on one day are said to be two."""
    return tr("{duties} (two reports)").format(duties=joined(due)) if due.together else joined(due)


def joined(due: deadlines.Deadline) -> str:
    """What falls on a day, in a row."""
    return tr(" + ").join(duty(kind) for kind in due.kinds)


def duty(kind: str) -> str:
    """A duty of the plan in words."""
    return {
        deadlines.MONTHLY: tr("Monthly report"),
        deadlines.HALF_YEAR: tr("Half-year summary"),
        deadlines.ANNUAL: tr("Annual summary"),
        deadlines.YEAR_END: tr("End of the year's targets"),
        deadlines.OWN_PLAN: tr("Own implementation plan"),
    }[kind]


def days_left(due: deadlines.Deadline) -> str:
    """How long there is."""
    if due.days_left == 0:
        return tr("today")
    return tr("{n} days", due.days_left).format(n=due.days_left)
