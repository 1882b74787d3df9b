"""Sentences of the dock about one patch or a kind of problem."""

from __future__ import annotations

from ..engine import live as bits
from ..texts import tr


def flag_sentence(flag: int) -> str:
    """What a flag of :mod:`..engine.live` says about one patch."""
    return {
        bits.NO_GEOMETRY: tr("It has no polygon and counts as no area; draw or remove it."),
        bits.UNDATED: tr("It has no year and counts as undated."),
        bits.BAD_YEAR: tr("Its year cannot be understood; correct it."),
        bits.BAD_DATE: tr("Its date cannot be understood; correct it."),
        bits.YEAR_DIFFERS: tr("Year field and date name different years; the year field counts."),
        bits.REPAIRED: tr("Its polygon is not valid; for computing it was repaired in memory."),
        bits.NO_CATEGORY: tr("It has no category."),
        bits.OUTSIDE: tr("A part of it lies outside every township."),
    }[flag]


def problem_text(flag: int, count: int) -> str:
    """What a flag says about *count* patches."""
    text = {
        bits.NO_GEOMETRY: tr("{n} patches have no polygon and count as no area; draw or remove them.", count),
        bits.UNDATED: tr("{n} counted patches have no year and count as undated.", count),
        bits.BAD_YEAR: tr("The year of {n} patches cannot be understood; correct it.", count),
        bits.BAD_DATE: tr("The date of {n} patches cannot be understood; correct it.", count),
        bits.YEAR_DIFFERS: tr("Year field and date of {n} patches name different years; the year field counts.", count),
        bits.REPAIRED: tr("{n} polygons are not valid; for computing they were repaired in memory.", count),
        bits.NO_CATEGORY: tr("{n} patches have no category.", count),
        bits.OUTSIDE: tr("{n} counted patches lie partly or wholly outside every township.", count),
    }[flag]
    return text.format(n=count)
