"""A work plan as data: every figure with its paragraph, by sets that need not agree, and the register of what is open.

Plans lie in ``plans/*.json`` or come from a workbook (:mod:`.plan_book`). A figure may have *parts*, by year or by
group of categories, that should add up to it; figures without parts are the targets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..engine.problems import Refusal
from ..paths import plans_path

AREA = "area"


@dataclass(frozen=True)
class Figure:
    """One number of the plan. ``group`` is empty where it stands for all categories together."""

    id: str
    target_set: str
    group: str
    year: int
    year_to: int
    value: float
    paragraph: str = ""
    label: str = ""
    parts: tuple[str, ...] = ()
    measure: str = AREA
    approximate: bool = False

    def spans(self) -> range:
        """The years that it stands for."""
        return range(self.year, self.year_to + 1)


@dataclass(frozen=True)
class Group:
    """Categories that the plan takes together: ``categories`` as in a table of targets."""

    label: str
    categories: str


@dataclass(frozen=True)
class Entry:
    """One contradiction or silence; ``found_by`` names the checks that find it (empty: found by reading)."""

    id: str
    paragraph: str
    what: str
    found_by: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    silence: bool = False


@dataclass(frozen=True)
class WorkPlan:
    """A whole plan; the lists of things without figures are as they stand in its file."""

    name: str
    title: str
    first_year: int
    last_year: int
    groups: dict[str, Group]
    figures: tuple[Figure, ...]
    register: tuple[Entry, ...] = ()
    told: dict[str, Any] = field(default_factory=dict)

    def figure(self, wanted: str) -> Figure:
        """The figure with an id; raises ``KeyError``."""
        return {each.id: each for each in self.figures}[wanted]

    def targets(self) -> list[Figure]:
        """Figures without parts, in the plan's order."""
        return [each for each in self.figures if not each.parts]

    def sets(self) -> list[str]:
        """Names of the target sets, in the plan's order."""
        return list(dict.fromkeys(each.target_set for each in self.figures))

    def entries(self, key: str) -> list[dict[str, Any]]:
        """A list of the plan's file, such as ``tasks``; empty where it has none."""
        return list(self.told.get(key, []))


def built_in_plans() -> list[str]:
    """Names of the plans that come with the program."""
    return sorted(path.stem for path in plans_path().glob("*.json"))


def read_plan(name: str, folder: Path | None = None) -> WorkPlan:
    """The built-in plan *name*; raises ``Refusal("plan_unknown", plan, plans)``."""
    path = (folder or plans_path()) / f"{name}.json"
    if not path.is_file():
        raise Refusal("plan_unknown", plan=name, plans=built_in_plans())
    return from_told(json.loads(path.read_text(encoding="utf-8")))


def from_told(told: dict[str, Any]) -> WorkPlan:
    """A plan from what its file tells."""
    return WorkPlan(
        name=told["name"],
        title=told["title"],
        first_year=told["first_year"],
        last_year=told["last_year"],
        groups={key: Group(**each) for key, each in told["groups"].items()},
        figures=tuple(map(_figure, told["figures"])),
        register=(*_register(told.get("register", []), False), *_register(told.get("silences", []), True)),
        told=told,
    )


def _figure(entry: dict[str, Any]) -> Figure:
    return Figure(
        id=entry["id"],
        target_set=entry["set"],
        group=entry.get("group", ""),
        year=entry["year"],
        year_to=entry.get("year_to", entry["year"]),
        value=float(entry["value"]),
        paragraph=entry.get("paragraph", ""),
        label=entry.get("label", ""),
        parts=tuple(entry.get("parts", ())),
        measure=entry.get("measure", AREA),
        approximate=entry.get("approximate", False),
    )


def _register(entries: Iterable[dict[str, Any]], silence: bool) -> Iterator[Entry]:
    for each in entries:
        found_by, choices = tuple(each.get("found_by", ())), tuple(each.get("choices", ()))
        yield Entry(each["id"], each["paragraph"], each["what"], found_by, choices, silence)
