"""The words on a map that are not figures. No QGIS here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..texts import tr
from . import words
from .map_spec import ADJUSTED, MapSpec


@dataclass(frozen=True)
class Imprint:
    """What the office says of a map; nothing of it is ever made up."""

    author: str = ""
    classification: str = ""
    approval_no: str = ""

    @property
    def note(self) -> str:
        """Classification and review number; without a number the map is for use inside the office."""
        number = tr("Map review No. {number}").format(number=self.approval_no) if self.approval_no else ""
        inside = "" if self.approval_no else tr("For internal use, not for publication")
        return "  ".join(filter(None, (self.classification, number, inside)))

    @property
    def people(self) -> tuple[str, str, str]:
        """The lines to sign."""
        drawn = tr("Drawn by: {name}").format(name=self.author).rstrip()
        return drawn, tr("Checked by:"), tr("Approved by:")


def crs_words(epsg: int, description: str) -> str:
    """A coordinate system in the words of an official map."""
    if not 4513 <= epsg <= 4533:
        return tr("Coordinate system: {name}").format(name=description)
    zone = epsg - 4488
    return tr(
        "China Geodetic Coordinate System 2000, Gauss-Krüger projection, 3-degree zone {zone}, "
        "central meridian {meridian}°E"
    ).format(zone=zone, meridian=3 * zone)


def scale_text(scale: float) -> str:
    """A scale in figures."""
    return tr("Scale 1:{number}").format(number=f"{scale:,.0f}".replace(",", " "))


def sources(spec: MapSpec) -> str:
    """Where the data come from."""
    return tr("Data: {source}").format(source=spec.source)


def unplaced_text(names: Sequence[str], most: int | None = None) -> str:
    """The labels that found no room, at most so many by name; empty where all did."""
    if not names:
        return ""
    shown = list(names if most is None else names[:most])
    if len(shown) < len(names):
        shown.append(tr("{count} more").format(count=len(names) - len(shown)))
    return tr("No room for a label: {townships}").format(townships=tr("; ").join(shown))


def unplaced_on(page: str, text: str) -> str:
    """A label that found no room, with the page of the atlas."""
    return tr("{label} (page {page})").format(label=text, page=page) if page else text


def legend_notes(spec: MapSpec, crowded: bool) -> str:
    """What is to be known of the legend."""
    figures = [row.mu for row in spec.legend] + [mu for _, mu in (*spec.account, *spec.township_labels)]
    notes = [spec.legend_note, marks_note(figures)]
    if not crowded:
        notes.append(tr("Markers that would cover each other stand side by side."))
    return "\n".join(filter(None, notes))


def marks_note(figures: Iterable[str]) -> str:
    """What the mark of a figure means; empty where none of *figures* has it."""
    if not any(each.endswith(ADJUSTED) for each in figures):
        return ""
    return words.mark_note()


def no_font() -> str:
    """Without a Chinese font."""
    return tr("No Chinese font is installed: the map's Chinese text may be missing or show as boxes.")


def hidden_text(number: int) -> str:
    """Patches that a map does not show."""
    return tr("Patches outside the map's frame: {n}.").format(n=number)
