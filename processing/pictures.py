"""Drawings of ours as pictures: python-docx takes no SVG."""

from __future__ import annotations

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from qgis.PyQt.QtGui import QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from ..engine.problems import Refusal

MM_PER_INCH = 25.4


def svg_png(svg: str, dpi: int, width_mm: float) -> bytes:
    """*svg* as a PNG on white, *width_mm* wide at *dpi*; raises ``Refusal("not_written", layer, detail)``."""
    renderer = QSvgRenderer(QByteArray(svg.encode("utf-8")))
    size = renderer.defaultSize()
    width = round(width_mm / MM_PER_INCH * dpi)
    height = round(width * size.height() / max(size.width(), 1))
    image = QImage(width, max(height, 1), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, width, height))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not renderer.isValid() or not image.save(buffer, "PNG"):
        raise Refusal("not_written", layer="SVG", detail="PNG")
    return bytes(content)
