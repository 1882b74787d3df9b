"""Files dropped on a widget: a sheet over it says what will happen, and their paths are told."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QEvent, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QLabel, QWidget

from ..texts import tr


class DropZone(QObject):
    """Lets files be dropped on *widget*; :attr:`dropped` tells their paths in the order of the drop."""

    dropped = pyqtSignal(list)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self.sheet = QLabel(widget)
        self.sheet.setText(tr("Drop the files to import them"))
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sheet.setWordWrap(True)
        self.sheet.setAutoFillBackground(True)
        self.sheet.setBackgroundRole(QPalette.ColorRole.Highlight)
        self.sheet.setForegroundRole(QPalette.ColorRole.HighlightedText)
        self.sheet.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.sheet.hide()
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take drags that carry files; leave all else to the widget."""
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self.sheet.hide()
        elif kind == QEvent.Type.Resize:
            self.sheet.setGeometry(self._widget.rect())
        elif kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop):
            return self._taken(kind, event)
        return False

    def _taken(self, kind: Any, event: Any) -> bool:
        files = paths_of(event.mimeData())
        if not files:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if kind == QEvent.Type.Drop:
            self.sheet.hide()
            self.dropped.emit(files)
        elif not self.sheet.isVisible():
            self.sheet.setGeometry(self._widget.rect())
            self.sheet.raise_()
            self.sheet.show()
        return True


def paths_of(data: Any) -> list[str]:
    """The paths of local files in what is dragged; none where there is anything else too."""
    urls = data.urls() if data is not None and data.hasUrls() else []
    paths = [each.toLocalFile() for each in urls]
    return paths if paths and all(paths) else []
