"""The manual in a window of its own: offices have neither internet nor a program for .md files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QImage, QTextDocument
from qgis.PyQt.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from ..texts import tr

MARGIN = 12


class ManualBrowser(QTextBrowser):
    """A text browser whose pictures are never wider than the page."""

    def loadResource(self, kind: int, name: QUrl) -> Any:
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource:
            return found
        image = found if isinstance(found, QImage) else QImage(self.source().resolved(name).toLocalFile())
        width = self.viewport().width() - 2 * MARGIN
        smooth = Qt.TransformationMode.SmoothTransformation
        return image.scaledToWidth(width, smooth) if image.width() > width > 0 else image


class ManualWindow(QDialog):
    """Shows a Markdown page with its pictures; links to other pages of ours open here, others outside."""

    def __init__(self, page: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("MineRemediationManualWindow")
        self.setWindowTitle(tr("Mine Remediation: Manual"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 640)
        self.browser = ManualBrowser(self)
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._on_link)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.browser)
        self._show(QUrl.fromLocalFile(str(page)))

    def _on_link(self, link: QUrl) -> None:
        target = self.browser.source().resolved(link)
        if target.isLocalFile() and target.path().endswith(".md"):
            self._show(target)
        elif target.scheme() in ("http", "https"):
            QDesktopServices.openUrl(target)

    def _show(self, page: QUrl) -> None:
        self.browser.setSource(page, QTextDocument.ResourceType.MarkdownResource)
