"""The patch card: what is known about one patch, as a small page of text."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtGui import QPalette

from ..processing.live_values import PatchCard
from ..reports.words import township_name
from ..texts import tr
from . import looks


def card_page(card: PatchCard, unit: str, shown: QPalette) -> str:
    """The card as rich text in the colours of *shown*."""
    muted = looks.quiet(shown).name()
    lines = [f"<b>{escape(card.title)}</b>", _areas(card, unit, muted)]
    if card.townships:
        parts = [f"{escape(township_name(name))} {looks.figure(area, unit)}" for name, area in card.townships]
        lines.append(tr("Townships: {parts}").format(parts=" · ".join(parts)))
    lines += [escape(sentence) for sentence in card.zone_sentences]
    lines += [escape(sentence) for sentence in card.overlaps]
    warned = looks.state_colour("behind", shown).name()
    lines += [f'<span style="color:{warned}">⚠ {escape(sentence)}</span>' for sentence in card.problems]
    return "".join(f'<p style="margin:0 0 4px 0">{line}</p>' for line in lines)


def _areas(card: PatchCard, unit: str, muted: str) -> str:
    said = looks.unit_name(unit)
    official = tr("{area} {unit}").format(area=looks.figure(card.area, unit), unit=said)
    rest = tr("counted {counted} · geodesic {geodesic} · {m2} m² · perimeter {perimeter} m").format(
        counted=looks.figure(card.counted, unit),
        geodesic=looks.figure(card.geodesic_area, unit),
        m2=f"{card.area_m2:.2f}",
        perimeter=f"{card.perimeter_m:.1f}",
    )
    return f'<b>{official}</b><br><span style="color:{muted}">{rest}</span>'
