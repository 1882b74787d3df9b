"""How rows and cells are painted: bullet bars for progress, thin bars in cells, sentences that wrap."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from qgis.PyQt.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..processing import live_values as values
from ..texts import tr
from . import looks
from .models import BAR, CHANGED, ENTRY, LAST, row_name

MARGIN = 4
BAR_HEIGHT = 9
CELL_BAR = 3
TARGET_AT = 0.8  # share of the width at which the target stands: what exceeds it has room
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Whether the item is painted as selected."""
    return bool(option.state & QStyle.StateFlag.State_Selected)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, view: QWidget) -> None:
    """The item's background by the style: selection and hover as everywhere."""
    style = view.style() if view is not None else QApplication.style()
    style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)


@dataclass(frozen=True)
class Bullet:
    """Where the parts of a bullet bar end, as shares of its width; None: not there."""

    counted: float
    review: float
    target: float | None
    due: float | None


def bullet(row: values.ProgressRow, highest: float) -> Bullet:
    """The bar of *row*; *highest* is the largest figure of the rows without a target, which share a scale."""
    reach = row.counted + max(row.review, 0.0)
    full = max(row.target / TARGET_AT, reach) if row.target else max(highest, reach)
    if full <= 0:
        return Bullet(0.0, 0.0, None, None)
    target = row.target / full if row.target else None
    due = row.due_today / full if row.target and row.due_today is not None else None
    return Bullet(max(row.counted, 0.0) / full, max(reach, 0.0) / full, target, due)


class BulletDelegate(QStyledItemDelegate):
    """A progress row: name and percent, the bullet bar, state and figures in words and numbers.

    Counted is filled, under review hatched, the year's target a thick tick, what is due today a thin one.
    Its parent is the view: its width decides where texts wrap.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        width = self.parent().viewport().width()
        return QSize(width, self._layout(QRect(0, 0, width, 0), index).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        self.initStyleOption(option, index)
        painter.save()
        paint_ground(painter, option, self.parent())
        row, parts = index.data(ENTRY), self._layout(option.rect, index)
        shown, selected = option.palette, is_selected(option)
        ink = shown.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        painter.setPen(ink)
        painter.setFont(parts.name_font)
        painter.drawText(parts.name, int(WRAPPED), row_name(row))
        painter.setFont(parts.number_font)
        painter.drawText(parts.percent, int(Qt.AlignmentFlag.AlignRight), looks.percent(row.percent))
        painter.drawText(parts.figures, int(Qt.AlignmentFlag.AlignRight), parts.figures_text)
        painter.setFont(parts.state_font)
        plain = selected or not option.state & QStyle.StateFlag.State_Enabled
        painter.setPen(ink if plain else looks.state_colour(row.state, shown))
        painter.drawText(parts.state, int(WRAPPED), parts.state_text)
        self._paint_bar(painter, parts.bar, bullet(row, self._highest(index)), shown, ink if plain else None)
        painter.restore()

    def _highest(self, index: QModelIndex) -> float:
        model = index.model()
        rows = [model.index(place, 0).data(ENTRY) for place in range(model.rowCount())]
        return max((row.counted for row in rows if not row.target), default=0.0)

    def _layout(self, rect: QRect, index: QModelIndex) -> _RowLayout:
        return _RowLayout(rect, index.data(ENTRY), index.model().unit, self.parent().font())

    def _paint_bar(self, painter: QPainter, rect: QRectF, bar: Bullet, shown: QPalette, only: QColor | None) -> None:
        """*only*: the one colour of a row that is selected or greyed."""
        ink = only or shown.color(QPalette.ColorRole.Text)
        colour = only or looks.counted_colour(shown)
        counted, review = rect.width() * bar.counted, rect.width() * bar.review
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(QRectF(rect.left(), rect.top(), counted, rect.height()), colour)
        if review > counted + 0.5:
            hatched = QRectF(rect.left() + counted, rect.top(), review - counted, rect.height())
            painter.setPen(QPen(colour, 1))
            painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(hatched.adjusted(0, 0, -1, -1))
        painter.setPen(QPen(looks.quiet(shown), 1))
        painter.drawLine(QPointF(rect.left(), rect.bottom()), QPointF(rect.right(), rect.bottom()))
        self._paint_tick(painter, rect, bar.due, ink, 1.0, 2)
        self._paint_tick(painter, rect, bar.target, ink, 3.0, 3)

    def _paint_tick(
        self, painter: QPainter, rect: QRectF, share: float | None, colour: QColor, width: float, over: int
    ) -> None:
        if share is None:
            return
        x = rect.left() + min(share, 1.0) * rect.width()
        tick = QRectF(min(x - width / 2, rect.right() - width), rect.top() - over, width, rect.height() + 2 * over)
        painter.fillRect(tick, colour)


class _RowLayout:
    """Where the texts and the bar of a progress row stand in *rect*; *height* is what they need.

    State and figures share a line where both fit, else the figures get a line of their own.
    """

    def __init__(self, rect: QRect, row: values.ProgressRow, unit: str, font: QFont) -> None:
        self.name_font, self.state_font = QFont(font), QFont(font)
        self.name_font.setBold(row.is_total)
        self.number_font = looks.number_font(font)
        self.number_font.setBold(row.is_total)
        names, numbers, states = (QFontMetrics(f) for f in (self.name_font, self.number_font, self.state_font))
        inner = rect.adjusted(MARGIN, MARGIN, -MARGIN, 0)
        share = numbers.horizontalAdvance(looks.percent(row.percent)) + 2 * MARGIN if row.percent is not None else 0
        wrapped = names.boundingRect(QRect(0, 0, max(inner.width() - share, 20), 9999), int(WRAPPED), row_name(row))
        self.name = QRect(inner.left(), inner.top(), inner.width() - share, wrapped.height())
        self.percent = QRect(inner.right() - share + 1, inner.top(), share, numbers.height())
        top = self.name.bottom() + 1 + MARGIN
        self.bar = QRectF(inner.left(), top, inner.width(), BAR_HEIGHT)
        top += BAR_HEIGHT + MARGIN
        self.state_text, self.figures_text = state_text(row, unit), figures_text(row, unit)
        needed = states.horizontalAdvance(self.state_text) + numbers.horizontalAdvance(self.figures_text) + 2 * MARGIN
        wide = inner.width()
        if needed <= wide:
            self.state = self.figures = QRect(inner.left(), top, wide, max(states.height(), numbers.height()))
        else:
            used = states.boundingRect(QRect(0, 0, max(wide, 20), 9999), int(WRAPPED), self.state_text).height()
            self.state = QRect(inner.left(), top, wide, used)
            self.figures = QRect(inner.left(), top + used, wide, numbers.height())
        self.height = ceil(self.figures.bottom() - rect.top() + 1 + MARGIN)


def state_text(row: values.ProgressRow, unit: str) -> str:
    """Symbol, word and by how much: ``▼ Behind, gap 11.50``."""
    symbol, word = looks.state(row.state)
    text = tr("{symbol} {word}").format(symbol=symbol, word=word)
    if row.gap is None:
        return text
    if row.gap < 0:
        return tr("{state}, {over} over the target").format(state=text, over=looks.figure(-row.gap, unit))
    return tr("{state}, gap {gap}").format(state=text, gap=looks.figure(row.gap, unit))


def figures_text(row: values.ProgressRow, unit: str) -> str:
    """Counted, what is under review, and target: ``30.10 (+2.00) / 41.60``."""
    counted = looks.figure(row.counted, unit)
    if row.review:
        counted = tr("{counted} (+{review})").format(counted=counted, review=looks.figure(row.review, unit))
    if row.target is None:
        return counted
    return tr("{counted} / {target}").format(counted=counted, target=looks.figure(row.target, unit))


class CellBarDelegate(QStyledItemDelegate):
    """A number that stays text, with a thin bar at the bottom edge and a dot where it changed since the last save."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        super().paint(painter, option, index)
        share, shown = index.data(BAR), option.palette
        colour = shown.color(QPalette.ColorRole.HighlightedText) if is_selected(option) else looks.counted_colour(shown)
        rect = option.rect
        if index.data(LAST):
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, looks.quiet(shown))
        if share:
            width = max(1, round(min(share, 1.0) * (rect.width() - 4)))
            painter.fillRect(rect.right() - 1 - width, rect.bottom() - CELL_BAR, width, CELL_BAR, colour)
        if index.data(CHANGED):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(rect.left() + 5, rect.top() + 6), 2.5, 2.5)
            painter.restore()


class SentenceDelegate(QStyledItemDelegate):
    """A symbol and a sentence that wraps to the width of the view, its parent."""

    SYMBOL = 16

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        view = self.parent()
        width = view.viewport().width()
        room = QRect(0, 0, max(width - self.SYMBOL - 3 * MARGIN, 20), 9999)
        needed = QFontMetrics(view.font()).boundingRect(room, int(WRAPPED), index.data()).height()
        return QSize(width, max(needed, self.SYMBOL) + 2 * MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        self.initStyleOption(option, index)
        painter.save()
        paint_ground(painter, option, self.parent())
        inner = option.rect.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        symbol = QRect(inner.left(), inner.top(), self.SYMBOL, self.SYMBOL)
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, symbol)
        role = QPalette.ColorRole.HighlightedText if is_selected(option) else QPalette.ColorRole.Text
        painter.setPen(option.palette.color(role))
        painter.setFont(option.font)
        painter.drawText(inner.adjusted(self.SYMBOL + MARGIN, 0, 0, 0), int(WRAPPED), index.data())
        painter.restore()
