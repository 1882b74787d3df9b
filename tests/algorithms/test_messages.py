"""Every code that is raised or told has a sentence, and every value that the sentence names is given."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from mine_remediation.engine.problems import Refusal, info
from mine_remediation.formats.receipt import Finding
from mine_remediation.processing import messages
from mine_remediation.processing.messages import notice_text, refusal_text

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("engine", "formats", "campaign", "processing", "reports")
SPEAKERS = {"Refusal", "info", "warning", "_refusal", "_id_notice", "cell_refusal"}

# Resolved by hand. A code in a variable: the codes that it takes; values that come by ** or from a helper.
CODES = {
    ("engine/patches.py", "_dating"): {"bad_years", "bad_dates"},
    ("engine/targets.py", "_refusal"): set(),  # hands on what its callers give
    ("engine/planes.py", "checked_crs"): {"crs_unusable", "crs_ballpark"},
    ("formats/guards.py", "check"): {
        "file_dwg",
        "file_archive",
        "file_wps",
        "file_access",
        "file_ovital",
        "file_paper",
    },
    ("formats/vector_files.py", "_kind"): {"file_locked", "file_xls"},
    ("campaign/plan_book.py", "cell_refusal"): set(),
    ("campaign/loading.py", "_reject"): {"rows_without_value", "rows_without_geometry", "rows_repeated"},
    ("processing/sources.py", "_id_notice"): set(),
    ("processing/sources.py", "notices"): {"rings_closed", "rings_dropped", "curve_missing"},
}
HELPERS = {
    "_refusal": {"layer", "row"},
    "_id_notice": {"layer", "field", "count", "ids"},
    "cell_refusal": {"file", "sheet", "cell"},
}
BY_STARS = {
    ("campaign/plan_book.py", "values"): set(),  # what the callers of cell_refusal give
    ("campaign/loading.py", "values"): {"field"},
    ("campaign/progress.py", "told"): {"subject", "choice", "name", "day", "basis"},
    ("campaign/progress.py", "values"): {"target_set", "span", "allocated", "target", "remainder"},
    ("engine/planes.py", "values"): {"crs", "detail"},
    ("engine/targets.py", "where"): {"layer", "row", "other_row", "target_set"},
    ("engine/targets.py", "values"): set(),  # what the callers of _refusal give
    ("engine/values.py", "values"): {"layer", "field", "count", "ids", "ratio", "unit"},  # the door adds the layer
    ("processing/coordinate_import.py", "numbers"): {"plots", "mu", "rejected"},
    ("processing/reading.py", "values"): {"layer", "as_it_is", "encoding"},
    ("processing/sources.py", "values"): {"layer", "expected", "found"},
}
# values that the door puts into words by itself
MADE = {"candidates": [], "finding": Finding("plot_empty", False, "a.txt", 3)}


def _calls() -> Iterator[tuple[str, str, ast.Call, str]]:
    """File, function, call, and name of what is called, for each place that raises or tells something."""
    for room in ROOMS:
        for path in sorted((ROOT / room).glob("*.py")):
            for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(function, ast.FunctionDef):
                    yield from _calls_in(function, f"{room}/{path.name}")


def _calls_in(function: ast.FunctionDef, file: str) -> Iterator[tuple[str, str, ast.Call, str]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            # numpy.iinfo and the like are attributes of other names
            if name in SPEAKERS and (isinstance(node.func, ast.Name) or name in ("_refusal", "cell_refusal")):
                yield file, function.name, node, name


def _codes(file: str, function: str, first: ast.expr) -> set[str]:
    if isinstance(first, ast.Constant):
        return {first.value}
    if isinstance(first, ast.IfExp):
        return _codes(file, function, first.body) | _codes(file, function, first.orelse)
    return CODES[file, function]


def _given(file: str, call: ast.Call, name: str) -> set[str]:
    given = set(HELPERS.get(name, set()))
    for keyword in call.keywords:
        given |= {keyword.arg} if keyword.arg else BY_STARS[file, keyword.value.id]
    return given


PLACES = [
    pytest.param(code, _given(file, call, name), id=f"{code}-{file}:{call.lineno}")
    for file, function, call, name in _calls()
    for code in sorted(_codes(file, function, call.args[0]))
    if file != "engine/problems.py"
]


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_the_places_are_found() -> None:
    assert len(PLACES) > 90
    codes = {place.values[0] for place in PLACES}
    assert {"crs_missing", "targets_overlap", "ids_null", "bad_dates", "kept_beside", "layer_differs"} <= codes


@pytest.mark.parametrize(("code", "given"), PLACES)
def test_the_sentence_is_there_and_its_values_are_given(code: str, given: set[str]) -> None:
    missing = _placeholders(messages._sentences()[code]) - given
    assert not missing, missing


def test_no_sentence_waits_in_vain() -> None:
    assert set(messages._sentences()) == {place.values[0] for place in PLACES}


@pytest.mark.parametrize("code", sorted(messages._sentences()))
def test_a_sentence_reads_well(code: str) -> None:
    sentence = messages._sentences()[code]
    values = {name: MADE.get(name, f"<{name}>") for name in _placeholders(sentence)}
    shown = refusal_text(Refusal(code, **values))
    assert "{" not in shown
    assert "  " not in shown
    assert re.match(r"[A-Z“<]", shown), shown  # a name or a class may stand first
    for name in values:
        assert name == "unit" or name in MADE or f"<{name}>" in shown


def test_absent_values_leave_no_hole() -> None:
    overlap = Refusal("targets_overlap", layer="t", row=2, other_row=1, target_set=None, category=None, year=2019)
    assert refusal_text(overlap) == (
        "Targets “t”, set “without a name”: rows 1 and 2 both cover 2019 (all categories). Keep one."
    )
    stored = info("stored_area_differs", layer="t", field="TBMJ", count=1, ids=["a"], ratio=1.1, unit=None)
    assert notice_text(stored).endswith("0.1 mu: a.")


@pytest.mark.parametrize(
    ("unit", "words"), [("mu", "mu, not square metres"), ("ha", "hectares"), ("times_15", "15 times too large")]
)
def test_a_unit_is_named(unit: str, words: str) -> None:
    stored = info("stored_area_differs", layer="t", field="TBMJ", count=1, ids=["a"], ratio=15, unit=unit)
    assert words in notice_text(stored)


def test_figures_are_shown_as_people_read_them() -> None:
    assert "4.00 mu" in notice_text(info("undated", layer="t", count=1, mu=3.99999999, ids="7"))
    assert "-12.50 m²" in notice_text(info("repaired", layer="t", count=1, changes="7 -12.50", sum_m2=-12.5))
    assert "a, b" in refusal_text(Refusal("targets_set_needed", layer="t", sets=["a", "b"]))
    assert "River corridor" in refusal_text(Refusal("distance_missing", zone_class="RIVER_CORRIDOR"))
