"""Type on maps: how wide and high a text is, where its lines break, what its glyphs are called. This file knows Qt."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qgis.PyQt.QtGui import QFontMetricsF, QRawFont

from .layers import text_font

MM_PER_POINT = 25.4 / 72
SMALLEST = 5.0  # points: below it nobody reads
_RULER = 200  # pixels of the type with which widths are measured
# what stays together on a line: a Chinese character with the signs that may not begin a line, or a word
_PIECES = re.compile(r"[\u2e80-\u9fff\uff00-\uffef][，。；：、）〕」！？]*|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+")
_RADICALS = [chr(code) for code in range(0x2E80, 0x2FE0)]
_IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0xA000)]


def line_height(points: float) -> float:
    """Height of a line of this type size, in millimetres."""
    return points * MM_PER_POINT * _metrics().lineSpacing() / _RULER


def text_width(text: str, points: float, bold: bool = False) -> float:
    """Width of a line of *text* in millimetres."""
    return _ems(text, bold) * points * MM_PER_POINT


def fitted(text: str, width: float, height: float, points: float, bold: bool = False) -> tuple[list[str], float]:
    """Lines of *text* and the size, at most *points*, at which they fit into *width* × *height* millimetres."""
    while True:
        lines = wrapped(text, 0.985 * width / (points * MM_PER_POINT), bold)  # small type runs wider
        if points <= SMALLEST or len(lines) * line_height(points) <= max(height, line_height(points)):
            return lines, points
        points -= 0.5


def wrapped(text: str, ems: float, bold: bool = False) -> list[str]:
    """Break *text* at blanks and between Chinese characters into lines of at most *ems* widths of the type size."""
    if "\n" in text:
        return [line for each in text.split("\n") for line in wrapped(each, ems, bold)]
    lines, line = [], ""
    for piece in _PIECES.findall(text):
        if line and _ems((line + piece).rstrip(), bold) > ems:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


@lru_cache(maxsize=4096)
def _ems(text: str, bold: bool) -> float:
    """Width of a line of *text* in multiples of its type size."""
    return _metrics(bold).horizontalAdvance(text) / _RULER


def _metrics(bold: bool = False) -> QFontMetricsF:
    font = text_font(10, bold=bold)
    font.setPixelSize(_RULER)
    return QFontMetricsF(font)


@lru_cache(maxsize=1)
def shared_letters() -> dict[str, str]:
    """The radicals that our fonts draw with the glyph of a Chinese character, each with that character."""
    found = {each: unicodedata.normalize("NFKC", each) for each in _RADICALS}
    for bold in (False, True):
        font = QRawFont.fromFont(text_font(10, bold=bold))
        glyphs = [font.glyphIndexesForString(each) for each in _IDEOGRAPHS]
        letters = {glyph[0]: each for glyph, each in zip(glyphs, _IDEOGRAPHS) if glyph and glyph[0]}
        for each in _RADICALS:
            glyph = font.glyphIndexesForString(each)
            if glyph and glyph[0] in letters:
                found[each] = letters[glyph[0]]
    return {radical: letter for radical, letter in found.items() if letter != radical}
