"""Every rule that a reader of files names has a sentence, and every value of the sentence is given."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from mine_remediation.formats.receipt import Finding
from mine_remediation.processing import messages
from mine_remediation.processing.finding_messages import finding_sentences
from mine_remediation.processing.messages import finding_text

ROOT = Path(__file__).resolve().parents[2]
ALWAYS = {"column", "value", "nearest"}  # what every finding has


def _rules(node: ast.expr) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return [*_rules(node.body), *_rules(node.orelse)] if isinstance(node, ast.IfExp) else []


def _given(call: ast.Call) -> set[str] | None:
    """Names of the values that *call* gives; None where they cannot be read off."""
    found: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg is None:
            return None
        if keyword.arg == "values":
            if not isinstance(keyword.value, ast.Dict):
                return None
            found |= {key.value for key in keyword.value.keys if isinstance(key, ast.Constant)}
        found.add(keyword.arg)
    last = call.args[-1] if len(call.args) > 1 else None
    if isinstance(last, ast.Dict):
        found |= {key.value for key in last.keys if isinstance(key, ast.Constant)}
    return None if isinstance(last, (ast.Name, ast.IfExp)) else found


def _places() -> Iterator[tuple[str, str, set[str] | None]]:
    for path in sorted((ROOT / "formats").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ("fails", "holds", "Finding"):
                    for rule in _rules(node.args[0]):
                        yield rule, f"{path.name}:{node.lineno}", _given(node)


def _texts() -> Iterator[str]:
    for path in (ROOT / "formats").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


PLACES = list(_places())


@pytest.mark.parametrize(("rule", "given"), [pytest.param(r, g, id=f"{r}-{place}") for r, place, g in PLACES])
def test_the_rule_has_a_sentence_and_its_values(rule: str, given: set[str] | None) -> None:
    sentence = finding_sentences().get(rule) or messages._sentences()[rule]
    wanted = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
    assert given is None or wanted <= given | ALWAYS | {"file", "layer"}


def test_the_places_are_found_and_no_sentence_waits_in_vain() -> None:
    known = {rule for rule, _, _ in PLACES}
    assert {"line_open", "encoding_differs", "total_differs", "point_count", "stated_unit"} <= known
    assert sorted(set(finding_sentences()) - set(_texts())) == []


def test_place_and_nearest_word() -> None:
    near = Finding("code_unknown", False, "a.shp", 3, "LB", "露天", {"nearest": "生产矿山"})
    assert finding_text(near) == "“a.shp”, row 3, field “LB”: “露天” is no known code. Perhaps “生产矿山” is meant."
    assert finding_text(Finding("code_unknown", False, "a.shp", 3, "LB", "露天")).endswith("is no known code.")
    assert finding_text(Finding("prj_absent", False, "a.shp")).startswith("“a.shp”: has no .prj")
    unit = Finding("stated_unit", True, "a.shp", None, "SBMJ", values={"taken": "ha", "by": "ground"})
    assert finding_text(unit) == "“a.shp”, field “SBMJ”: stated areas are in hectares, as the ground tells"
    assert finding_text(Finding("file_empty", False, "a.shp")).startswith("“a.shp” is empty")
