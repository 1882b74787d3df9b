"""What does not agree inside a plan: sums of parts and years, sums of stages between the sets, and what is left out.

Each check gives results with a key, such as ``sets:P:2020``; the plan's own register says which of its entries a
result belongs to. An entry that names checks stands in the findings only when one of them finds it; a result that
no entry claims becomes a finding of its own. Nothing is repaired.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import fsum

from ..texts import tr
from .plan import AREA, Entry, Figure, WorkPlan

SAME_MU = 0.005  # half of the last digit that a plan may give
OPEN, NOTED, DECIDED = "OPEN", "NOTED", "DECIDED"


@dataclass(frozen=True)
class Result:
    """What one check has found; *difference* in mu where there is one."""

    key: str
    paragraph: str
    what: str
    difference: float | None = None


@dataclass(frozen=True)
class Finding:
    """One row of the register: code, paragraph, what, difference in mu, state."""

    code: str
    paragraph: str
    what: str
    difference_mu: float | None
    state: str


def findings(plan: WorkPlan, decided: Collection[str] = ()) -> list[Finding]:
    """The register of *plan*, its entries first; *decided* are the codes that somebody has decided."""
    found = {each.key: each for each in results(plan)}
    claimed = {key for entry in plan.register for key in entry.found_by}
    listed = [_of_entry(entry, found, decided) for entry in plan.register if not entry.found_by or _any(entry, found)]
    others = [each for key, each in found.items() if key not in claimed]
    return listed + [_own(f"P-{number:02}", each, decided) for number, each in enumerate(others, start=1)]


def _any(entry: Entry, found: dict[str, Result]) -> bool:
    return any(key in found for key in entry.found_by)


def _of_entry(entry: Entry, found: dict[str, Result], decided: Collection[str]) -> Finding:
    differences = [found[key].difference for key in entry.found_by if key in found]
    largest = max((each for each in differences if each is not None), key=abs, default=None)
    state = DECIDED if entry.id in decided else NOTED if entry.silence else OPEN
    return Finding(entry.id, entry.paragraph, entry.what, largest, state)


def _own(code: str, result: Result, decided: Collection[str]) -> Finding:
    state = DECIDED if code in decided else OPEN
    return Finding(code, result.paragraph, result.what, result.difference, state)


def results(plan: WorkPlan) -> list[Result]:
    """What the checks find, whether the register knows it or not."""
    checks = (_parts, _between_sets, _years, _labels, _without_target, _approximate, _undated, _unmeasured, _leaders,
              _filings, _townships)  # fmt: skip
    return [result for check in checks for result in check(plan)]


def open_mu(plan: WorkPlan) -> float:
    """The mu by which the totals of the plan's sets differ: what is allocated to no year; 0.0 where they agree."""
    last = f"sets:{plan.last_year}"
    return next((abs(each.difference or 0.0) for each in _between_sets(plan) if each.key == last), 0.0)


# Sums -----------------------------------------------------------------------------------------------------


def _parts(plan: WorkPlan) -> Iterator[Result]:
    """Σ parts and Σ years: a figure and what it is made of."""
    for figure in plan.figures:
        if not figure.parts:
            continue
        total = fsum(plan.figure(part).value for part in figure.parts)
        if abs(total - figure.value) > SAME_MU:
            words = tr("{figure}: its parts add up to {total}, not to {value}")
            what = words.format(figure=figure.label or figure.id, total=f"{total:g}", value=f"{figure.value:g}")
            yield Result(f"parts:{figure.id}", figure.paragraph, what, figure.value - total)


def _between_sets(plan: WorkPlan) -> Iterator[Result]:
    """Σ stages: what two sets want up to the end of a year, in all and by group (there only where it begins)."""
    for first, second in combinations(plan.sets(), 2):
        for group in ["", *plan.groups]:
            before = 0.0
            for until in range(plan.first_year, plan.last_year + 1):
                sums = [_up_to(plan, name, group, until) for name in (first, second)]
                difference = before if None in sums else sums[0] - sums[1]
                if abs(difference) > SAME_MU and not (None in sums or (group and abs(difference - before) <= SAME_MU)):
                    what = _difference_words(plan, group, until, (first, second), sums)
                    yield Result(f"sets:{group}:{until}" if group else f"sets:{until}", "", what, difference)
                before = difference


def _difference_words(plan: WorkPlan, group: str, until: int, sets: tuple[str, str], sums: list[float]) -> str:
    words = tr("{group}, up to {year}: {first} in set {first_set}, {second} in set {second_set}")
    return words.format(
        group=plan.groups[group].label if group else tr("all categories"),
        year=until,
        first=f"{sums[0]:g}",
        second=f"{sums[1]:g}",
        first_set=sets[0],
        second_set=sets[1],
    )


def _up_to(plan: WorkPlan, name: str, group: str, until: int) -> float | None:
    """Sum of the targets of a set up to the end of a year; None where a span goes on beyond it, or there is nothing."""
    rows = [each for each in _areas(plan, name) if not group or each.group == group]
    if any(each.year <= until < each.year_to for each in rows):
        return None
    due = [each.value for each in rows if each.year_to <= until]
    return fsum(due) if due else None


def _areas(plan: WorkPlan, name: str) -> list[Figure]:
    return [each for each in plan.targets() if each.target_set == name and each.measure == AREA]


def _years(plan: WorkPlan) -> Iterator[Result]:
    """Years for which one set has targets and another none."""
    covered = {name: {year for each in _areas(plan, name) for year in each.spans()} for name in plan.sets()}
    everywhere = set().union(*covered.values())
    for name, years in covered.items():
        for year in sorted(everywhere - years):
            yield Result(f"years:{year}", "", tr("Set {name} has no target for {year}").format(name=name, year=year))


# What is left out, or said in two ways -----------------------------------------------------------------------


def _labels(plan: WorkPlan) -> Iterator[Result]:
    for group in plan.groups:
        labels = list(dict.fromkeys(each.label for each in plan.figures if each.group == group and each.label))
        if len(labels) > 1:
            what = tr("One group of categories has several names: {names}").format(names=tr("; ").join(labels))
            yield Result(f"labels:{group}", "", what)


def _without_target(plan: WorkPlan) -> Iterator[Result]:
    targeted = " ".join(group.categories for group in plan.groups.values())
    for each in plan.entries("named_categories"):
        if each["category"] not in targeted:
            what = tr("{category} is named but has no target").format(category=each["category"])
            yield Result(f"untargeted:{each['category']}", each["paragraph"], what)


def _approximate(plan: WorkPlan) -> Iterator[Result]:
    for measure in dict.fromkeys(each.measure for each in plan.figures if each.approximate):
        values = [f"{each.value:g}" for each in plan.figures if each.approximate and each.measure == measure]
        what = tr("Approximate figures, never judged as met or missed: {values}").format(values=", ".join(values))
        yield Result(f"approximate:{measure}", "", what)


def _undated(plan: WorkPlan) -> Iterator[Result]:
    for each in plan.entries("rules"):
        if "year" in each and each["year"] is None:
            what = tr("A date without a year: {month}-{day}").format(month=each["month"], day=each["day"])
            yield Result(f"undated:{each['kind']}", each["paragraph"], what)


def _unmeasured(plan: WorkPlan) -> Iterator[Result]:
    for each in plan.entries("tasks"):
        if not each["figures"]:
            yield Result(f"unmeasured:{each['id']}", each["paragraph"], tr("A task without a measure"))
    for each in plan.entries("goals"):
        if each["threshold"] is None:
            yield Result(f"threshold:{each['id']}", each["paragraph"], tr("A goal without a threshold"))


def _leaders(plan: WorkPlan) -> Iterator[Result]:
    """The body that carries the responsibility leads none of the tasks."""
    responsible = plan.told.get("responsible")
    leads = {each["units"][0] for each in plan.entries("tasks")}
    if responsible and leads and not any(responsible["label"] in unit for unit in leads):
        what = tr("{body} carries the responsibility but leads no task").format(body=responsible["label"])
        yield Result(f"lead:{responsible['label']}", responsible["paragraph"], what)


def _filings(plan: WorkPlan) -> Iterator[Result]:
    routes = {tuple(each["stages"]) for each in plan.entries("filings")}
    if len(routes) > 1:
        yield Result("filings", "", tr("Filing routes differ between the stages"))


def _townships(plan: WorkPlan) -> Iterator[Result]:
    if not plan.entries("townships"):
        yield Result("townships", "", tr("The targets are not split by township"))
