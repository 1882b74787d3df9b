"""How figures, states and colours look: one font for digits, one accent, symbol and word beside every colour."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from qgis.core import QgsApplication
from qgis.PyQt.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QIcon, QPalette

from ..paths import icon_path
from ..processing import live_values as values
from ..reports import palette
from ..texts import tr

DECIMALS = {values.MU: 2, values.HECTARES: 4}
ABSENT = "–"
MINUS = "\N{MINUS SIGN}"
TEXT_CONTRAST = 4.5


def figure(value: float | None, unit: str = values.MU) -> str:
    """A printed figure with the decimals of its unit; a dash where it is absent."""
    if value is None:
        return ABSENT
    return f"{value:.{DECIMALS[unit]}f}".replace("-", MINUS)


def percent(value: float | None) -> str:
    """A printed percentage; empty where there is none."""
    return "" if value is None else f"{value:.1f} %".replace("-", MINUS)


def unit_name(unit: str) -> str:
    """The unit in words."""
    return tr("ha") if unit == values.HECTARES else tr("mu")


def day(when: date) -> str:
    """A date as the language writes it: 2020-11-30 everywhere, for offices file and sort by it."""
    return when.isoformat()


def state(code: str) -> tuple[str, str]:
    """Symbol and word of a row's state."""
    words = {
        values.BEHIND: ("▼", tr("Behind")),
        values.ON_PACE: ("●", tr("On pace")),
        values.EXCEEDED: ("▲", tr("Exceeded")),
        values.NO_TARGET: (ABSENT, tr("No target")),
        values.APPROXIMATE: ("≈", tr("Approximate target")),
    }
    return words.get(code, ("", ""))


def state_colour(code: str, shown: QPalette) -> QColor:
    """Colour of a state's symbol and word: calm where all is well, legible on the palette's ground."""
    ground = shown.color(QPalette.ColorRole.Base)
    if code not in (values.BEHIND, values.EXCEEDED):
        return quiet(shown)
    return legible(palette.swatch(palette.PROGRESS, code).colour, ground)


def counted_colour(shown: QPalette) -> QColor:
    """The one accent: counted ground."""
    return legible(palette.swatch(palette.PROGRESS, "counted").colour, shown.color(QPalette.ColorRole.Base), 3.0)


def quiet(shown: QPalette) -> QColor:
    """Second-rank text: between text and ground, still legible."""
    ink, ground = shown.color(QPalette.ColorRole.Text), shown.color(QPalette.ColorRole.Base)
    mixed = QColor(*(round(0.72 * a + 0.28 * b) for a, b in zip(ink.getRgb()[:3], ground.getRgb()[:3])))
    return legible(mixed.name(), ground)


def legible(colour: str, ground: QColor, wanted: float = TEXT_CONTRAST) -> QColor:
    """*colour*, made lighter or darker until it stands out from *ground* by a contrast of *wanted*."""
    return QColor(_legible(QColor(colour).name(), ground.name(), wanted))


@lru_cache(maxsize=256)
def _legible(colour: str, ground: str, wanted: float) -> str:
    found, towards = QColor(colour), QColor("#FFFFFF" if _luminance(QColor(ground)) < 0.18 else "#000000")
    for step in range(11):
        share = step / 10
        mixed = [round(a + share * (b - a)) for a, b in zip(found.getRgb()[:3], towards.getRgb()[:3])]
        if contrast(QColor(*mixed), QColor(ground)) >= wanted:
            return QColor(*mixed).name()
    return towards.name()


def contrast(first: QColor, second: QColor) -> float:
    """Contrast of two colours by WCAG, 1 … 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    channels = [each / 255 for each in colour.getRgb()[:3]]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def number_font(font: QFont) -> QFont:
    """*font*, or the next face whose ten digits have one width: figures below each other must line up."""
    names = (font.family(), "Microsoft YaHei", "Noto Sans CJK SC", "DejaVu Sans", "Arial")
    for name in names:
        tried = QFont(font)
        tried.setFamily(name)
        if name == font.family() or QFontInfo(tried).family() == name:
            metrics = QFontMetricsF(tried)
            if len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1:
                return tried
    return QFont(font)


def icon(name: str) -> QIcon:
    """One of our icons."""
    return QIcon(icon_path(f"{name}.svg"))


def theme_icon(name: str) -> QIcon:
    """One of QGIS's icons."""
    return QgsApplication.getThemeIcon(f"/{name}.svg")
