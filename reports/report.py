"""What a report knows, as values: figures, texts of the office, and the comparison with an earlier report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..engine.area import MU_PER_M2, TOLERANCE_M2
from ..engine.results import ProgressResult
from ..texts import tr
from . import words
from .figures import COUNT, PERCENT, SINCE, Figure, FigureList, TargetSet, patch_mu

SLOTS = ("practices", "problems", "next_steps")
BY_DATES, BY_DIFFERENCE, NO_PERIOD = "dates", "difference", "none"
_HEADING = re.compile(r"\s*[\[【]\s*(.+?)\s*[\]】]\s*")


@dataclass(frozen=True)
class PatchChange:
    """A patch whose counted ground is not what it was: mu as printed before and now, None where it was not there."""

    patch_id: str
    category: str | None
    year: int | None
    before: float | None
    now: float | None


@dataclass(frozen=True)
class Comparison:
    """What has changed since an earlier report, closed on *until*.

    *corrections*: ground dated up to that day that is counted otherwise now, as (name, printed then, printed now).
    *other_area*: the area by which the earlier report counted, in words, where it is not that of this report.
    """

    until: date
    figures: FigureList
    patches: Sequence[PatchChange]
    corrections: Sequence[tuple[str, float, float]] = ()
    other_area: str = ""

    def changed(self, now: FigureList) -> list[tuple[str, float, float]]:
        """Figures counted in all whose ground has changed: name, printed then, printed now."""
        return [(each.name, old, new) for each, old, new, moved in self._pairs(now) if moved]

    def rounded_otherwise(self, now: FigureList) -> list[str]:
        """Names of figures that are printed otherwise though their ground is the same: rounding alone."""
        return [each.name for each, _, _, moved in self._pairs(now) if not moved]

    def _pairs(self, now: FigureList) -> Iterator[tuple[Figure, float, float, bool]]:
        """Figures that are printed otherwise: printed then and now, and whether their ground has changed."""
        for each in now:
            if each.of.get("column") != SINCE or each.unit in (COUNT, PERCENT):
                continue
            then = self.figures.find(**each.of)
            old, value = (then.printed or 0.0, then.value or 0.0) if then is not None else (0.0, 0.0)
            if each.printed is not None and round(each.printed - old, 2):
                yield each, old, each.printed, abs((each.value or 0.0) - value) > TOLERANCE_M2 * MU_PER_M2


@dataclass(frozen=True)
class Report:
    """One report. *basis* says how the column of the period was made; *digest* are its groups of four characters.

    *open_items*: what the plan leaves open and what was decided about it, as sentences.
    """

    title: str
    period: str
    until: date
    after: date | None
    basis: str
    result: ProgressResult
    figures: FigureList
    sets: Sequence[TargetSet] = ()
    comparison: Comparison | None = None
    slots: Mapping[str, Sequence[str]] = field(default_factory=dict)
    deadlines: Sequence[str] = ()
    provisional: Sequence[str] = ()
    open_items: Sequence[str] = ()
    issuer: str = ""
    recipient: str = ""
    contact: str = ""
    document_no: str = ""
    digest: str = ""

    @property
    def first_year(self) -> int | None:
        """The first year with counted ground."""
        years = [int(year) for year in self.result.figures.scope("year")["year"].dropna()]
        return min(years, default=None)

    @property
    def chosen(self) -> TargetSet | None:
        """The target set that counts."""
        return next((each for each in self.sets if each.chosen), None)


def patch_changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[PatchChange]:
    """Patches whose counted m² differ by more than the tolerance; both map a number to (m², category, year)."""
    found = []
    for patch in dict.fromkeys([*now, *before]):
        old, new = before.get(patch), now.get(patch)
        was, is_now = (old[0] if old else 0.0), (new[0] if new else 0.0)
        if abs(was - is_now) <= TOLERANCE_M2:
            continue
        _, category, year = new or old
        found.append(
            PatchChange(
                patch, category, year, patch_mu(was) if was > 0 else None, patch_mu(is_now) if is_now > 0 else None
            )
        )
    return found


def slot_names() -> dict[str, str]:
    """The headings of the office's own texts, by their key."""
    return {
        "practices": tr("Main practices"),
        "problems": tr("Problems"),
        "next_steps": tr("Next steps"),
    }


def read_slots(text: str) -> dict[str, list[str]]:
    """The office's own texts: paragraphs below a heading in brackets, ``[problems]`` or as :func:`slot_names` calls it.

    Raises ``ValueError`` with the heading that is not known.
    """
    known = {key: key for key in SLOTS} | {name.lower(): key for key, name in slot_names().items()}
    known |= {"主要做法": "practices", "存在问题": "problems", "下一步安排": "next_steps"}
    slots: dict[str, list[str]] = {}
    current = "practices"
    for line in text.splitlines():
        heading = _HEADING.fullmatch(line)
        if heading:
            if heading.group(1).lower() not in known:
                raise ValueError(heading.group(1))
            current = known[heading.group(1).lower()]
        elif line.strip():
            slots.setdefault(current, []).append(line.strip())
    return slots


def slots_text(slots: Mapping[str, Sequence[str]]) -> str:
    """The text file of the slots, to be filled in for the next report."""
    parts = [f"[{slot_names()[key]}]\n" + "".join(f"{line}\n" for line in slots.get(key, ())) for key in SLOTS]
    return "\n".join(parts)


def period_name(period: str) -> str:
    """What kind of report it is."""
    return {
        "monthly": tr("Monthly report"),
        "half_year": tr("Half-year summary"),
        "annual": tr("Annual summary"),
        "year_end": tr("Year-end restatement"),
        "stage": tr("Stage report"),
    }[period]


def day_text(day: date) -> str:
    """A date as it is written in a document."""
    return tr("{year}-{month}-{day}").format(year=day.year, month=day.month, day=day.day)


def set_name(target_set: TargetSet) -> str:
    """A target set in words."""
    return target_set.name or tr("without a name")


def zone_rows(result: ProgressResult) -> list[str]:
    """The classes of a table of zones, those given in order of precedence, then outside."""
    return [each for each in result.zone_classes if each != words.OUTSIDE] + [words.OUTSIDE]
