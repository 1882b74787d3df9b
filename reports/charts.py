"""The one module that draws charts, as SVG text: what the dock shows is what a page or a document shows.

No QGIS and no chart library. The same figures give the same text, byte for byte. Counted ground is a filled bar, a
target a thick tick with wings: they differ by shape, so a grey printer and a colour-blind eye keep them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from . import palette


@dataclass(frozen=True)
class YearBar:
    """One year: what it is called, what was counted and the target (None: there is none), as printed."""

    label: str
    counted: float
    target: float | None


@dataclass(frozen=True)
class Look:
    """Size in pixels, font, and colours of text and shapes; the defaults are those of white paper."""

    width: int = 320
    height: int = 120
    font: str = "sans-serif"
    size: float = 11.0
    ink: str = palette.swatch(palette.BASE, "text").colour
    rule: str = palette.swatch(palette.BASE, "rule").colour
    bar: str = palette.swatch(palette.PROGRESS, "counted").colour
    tick: str = palette.swatch(palette.PROGRESS, "target").colour


def year_chart(years: Sequence[YearBar], title: str, decimals: int = 2, look: Look | None = None) -> str:
    """SVG of counted area and target by year; *title* is for readers who cannot see it. Empty without years.

    Values stand above their bars with *decimals*, where there is room for every one of them.
    """
    look = look or Look()
    top, base = look.size * 1.9, look.height - look.size * 1.7
    highest = max([each.counted for each in years] + [each.target or 0.0 for each in years], default=0.0)
    scale = (base - top) / highest if highest > 0 else 0.0
    slot = look.width / max(len(years), 1)
    texts = [f"{each.counted:.{decimals}f}" for each in years]
    with_values = all(_width(text, look.size) <= slot - 4 for text in texts)
    parts = [_head(look, title), _level(0, look.width, base, look.rule, 1)]
    for place, each in enumerate(years):
        middle = slot * (place + 0.5)
        value = texts[place] if with_values else ""
        parts += _column(each, value, middle, min(slot * 0.5, 34.0), base, scale, look)
    return "\n".join([*parts, "</svg>", ""])


def year_at(x: float, count: int, width: float) -> int | None:
    """Which of *count* columns of a year chart *width* wide lies at *x*; None beside the chart."""
    if count == 0 or not 0 <= x < width:
        return None
    return int(x * count / width)


def _column(each: YearBar, value: str, middle: float, width: float, base: float, scale: float, look: Look) -> list[str]:
    """Bar, target tick, value and name of one year; all meet in *middle*, *base* is the line the bar stands on."""
    height = each.counted * scale
    parts = [_rect(middle - width / 2, base - height, width, height, look.bar)] if height > 0 else []
    foot = base - height - 3
    if each.target is not None:
        level = base - each.target * scale
        parts.append(_level(middle - width * 0.8, middle + width * 0.8, level, look.tick, 3))
        if foot - look.size < level + 2 and level - 2 < foot:  # the tick would cross the value
            foot = level - 5
    if value:
        parts.append(_text(middle, foot, value, look.size * 0.92, look))
    parts.append(_text(middle, look.height - look.size * 0.4, each.label, look.size, look))
    return parts


def _width(text: str, size: float) -> float:
    return len(text) * size * 0.58


def _head(look: Look, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{look.width}" height="{look.height}" '
        f'viewBox="0 0 {look.width} {look.height}" font-family={quoteattr(look.font)}>\n<title>{escape(title)}</title>'
    )


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{fill}"/>'


def _level(left: float, right: float, y: float, stroke: str, width: float) -> str:
    return f'<path d="M{left:.2f} {y:.2f}H{right:.2f}" stroke="{stroke}" stroke-width="{width:g}" fill="none"/>'


def _text(x: float, y: float, text: str, size: float, look: Look) -> str:
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size:.2f}" text-anchor="middle" fill="{look.ink}">'
        f"{escape(text)}</text>"
    )
