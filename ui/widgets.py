"""What Qt does not have: tabs for a narrow dock, a flow of buttons, a table with a fixed first column, a chart."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QByteArray, QItemSelectionModel, QPoint, QRect, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLayout,
    QLayoutItem,
    QTabBar,
    QTableView,
    QWidget,
)


class TabStrip(QTabBar):
    """One row of tabs: all names where there is room, else symbols with tooltips and the name of the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._symbols: list[QIcon] = []
        self.setDrawBase(True)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setIconSize(QSize(16, 16))
        self.currentChanged.connect(self._fit)

    def add(self, symbol: QIcon, name: str) -> None:
        """Add a tab."""
        self._names.append(name)
        self._symbols.append(symbol)
        self.addTab(symbol, name)
        self._name(self.count() - 1, name)
        self._fit()

    def rename(self, place: int, name: str) -> None:
        """Give the tab at *place* another name, such as one with a count."""
        if self._names[place] != name:
            self._names[place] = name
            self._name(place, name)
            self._fit()

    def names(self) -> list[str]:
        """The full names, whether there is room for them or not."""
        return list(self._names)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as symbols alone: names come where there is room."""
        return QSize(self.count() * (self.iconSize().width() + 8), super().minimumSizeHint().height())

    def _name(self, place: int, name: str) -> None:
        self.setTabToolTip(place, name)
        if hasattr(self, "setAccessibleTabName"):
            self.setAccessibleTabName(place, name)

    def _fit(self, *_: Any) -> None:
        """All names; else symbols and the current name; else, with large fonts, that name without its symbol."""
        current = self.currentIndex()
        for place, name in enumerate(self._names):
            self.setTabText(place, name)
            self.setTabIcon(place, self._symbols[place])
        if self._wanted() > self.width():
            for place, name in enumerate(self._names):
                self.setTabText(place, name if place == current else "")
        if self._wanted() > self.width() and current >= 0:
            self.setTabIcon(current, QIcon())

    def _wanted(self) -> int:
        return sum(self.tabSizeHint(place).width() for place in range(self.count()))


class FlowLayout(QLayout):
    """Items beside each other, going on in the next line where there is no room: for large fonts in a narrow dock."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(4)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Any:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arranged(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arranged(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _arranged(self, rect: QRect, *, move: bool) -> int:
        """The height that the items need in *rect*; with *move* they are put there."""
        x, y, line = rect.left(), rect.top(), 0
        for item in self._items:
            wanted = item.sizeHint()
            if x > rect.left() and x + wanted.width() > rect.right() + 1:
                x, y, line = rect.left(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), wanted))
            x, line = x + wanted.width() + self.spacing(), max(line, wanted.height())
        return y + line - rect.top()


class TownshipView(QTableView):
    """A table whose first column stays where it is while the others scroll: a second view lies over it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = QTableView(self)
        for view in (self, self.names):
            view.verticalHeader().hide()
            view.setShowGrid(False)
            view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
            view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            view.horizontalHeader().setHighlightSections(False)
            view.horizontalHeader().setSectionsClickable(True)
            view.setWordWrap(False)
        self.names.setFrameShape(QFrame.Shape.NoFrame)
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for policy in (self.names.setHorizontalScrollBarPolicy, self.names.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().stackUnder(self.names)
        self.verticalScrollBar().valueChanged.connect(self.names.verticalScrollBar().setValue)
        self.names.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.horizontalHeader().sectionResized.connect(self._place)
        self.horizontalHeader().setMinimumSectionSize(24)

    def setModel(self, model: Any) -> None:
        super().setModel(model)
        self.names.setModel(model)
        self.names.setSelectionModel(self.selectionModel())
        model.modelReset.connect(self.fit)
        self.fit()

    def setItemDelegate(self, delegate: Any) -> None:
        super().setItemDelegate(delegate)
        self.names.setItemDelegate(delegate)

    def fit(self) -> None:
        """Rows as high as the font with its bar wants, columns as wide as their figures."""
        height = self.fontMetrics().height() + 8
        for view in (self, self.names):
            view.verticalHeader().setDefaultSectionSize(height)
        self.resizeColumnsToContents()
        for column in range(self.model().columnCount() if self.model() else 0):
            self.names.setColumnHidden(column, column != 0)
        self.names.setColumnWidth(0, self.columnWidth(0))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def moveCursor(self, action: Any, modifiers: Any) -> Any:
        """Keep the cell that the keyboard reaches clear of the fixed column."""
        index = super().moveCursor(action, modifiers)
        left = self.visualRect(index).left()
        if index.column() > 0 and left < self.columnWidth(0):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + left - self.columnWidth(0))
        return index

    def scrollTo(self, index: Any, hint: Any = QAbstractItemView.ScrollHint.EnsureVisible) -> None:
        if index.column() > 0:  # the first column is always to be seen
            super().scrollTo(index, hint)

    def choose(self, index: Any) -> None:
        """Make *index* the current, selected cell."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _place(self, *_: Any) -> None:
        header = self.horizontalHeader().height()
        if self.names.columnWidth(0) != self.columnWidth(0):
            self.names.setColumnWidth(0, self.columnWidth(0))
        self.names.horizontalHeader().setFixedHeight(header)
        edge = self.frameWidth()
        self.names.setGeometry(edge, edge, self.columnWidth(0), self.viewport().height() + header)


class ChartView(QWidget):
    """Shows a chart that is SVG, which is to be drawn anew for another width; a click tells where on it it was."""

    clicked = pyqtSignal(float)
    widened = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = QSvgRenderer(self)
        self.setFixedHeight(0)

    def show_svg(self, svg: str, height: int) -> None:
        """Show *svg*; without text nothing, and no room is taken."""
        self._renderer.load(QByteArray(svg.encode("utf-8")))
        self.setFixedHeight(height if svg else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._renderer.isValid():
            painter = QPainter(self)
            self._renderer.render(painter)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.widened.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        where: QPoint = event.pos()
        if self.rect().contains(where):
            self.clicked.emit(float(where.x()))
