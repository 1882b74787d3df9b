"""Who may import whom, and what may be done in one place only: read from the syntax trees of all our modules.

`violations` takes a module's source and its path in the package, so that every rule is also shown to
find a planted violation.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "mine_remediation"

MAY_IMPORT = {
    "engine": set(),
    "formats": {"engine"},
    "campaign": {"engine"},
    "reports": {"engine"},
    "processing": {"formats", "campaign", "reports", "engine"},
    "ui": {"processing", "campaign", "reports"},
}
ROOMS = set(MAY_IMPORT)
HOMES = {"texts", "paths", "libraries"}  # below everybody; they know no room
QGIS_PLACES = {
    "__init__.py", "plugin.py", "reports/layers.py", "reports/maps.py", "reports/map_items.py",
    "reports/map_layers.py", "reports/map_panel.py", "reports/map_project.py", "reports/map_type.py",
    "reports/map_template.py", "reports/drawing.py",
}  # fmt: skip
QGIS_ROOMS = {"processing", "ui"}
GUARDED = {"shapely", "pyproj", "geopandas", "pyogrio", "fiona"}
ENGINE_LIBRARIES = {"numpy", "pandas", "shapely", "pyproj", "geopandas"}
OTHER_RULES = {"qgis", "PyQt5", "PyQt6", "PySide6", "processing", PACKAGE} | ROOMS | HOMES | GUARDED
FILE_MODULES = {"sqlite3", "csv", "zipfile", "shutil", "tempfile", "pathlib", "glob", "xml"}
QT_BY_NAME = re.compile(r"(PyQt|PySide)\d$|sip$")
AREA_CALLS = {"area", "measureArea", "calculateArea"}
AREA_EXPRESSION = re.compile(r"\$area\b|\barea\(\s*[$@]geometry|\bST_Area\b", re.IGNORECASE)

Finding = "tuple[int, str, str]"  # line, rule, what


def violations(source: str, path: str) -> list[str]:
    """What *source*, the module at *path* below the package's root, does against the rules."""
    tree = ast.parse(source, path)
    checks = (_arrows, _homes, _qgis, _qt, _absolute, _guarded, _engine_is_pure, _dynamic, _one_area_engine, _texts)
    found = sorted({finding for check in checks for finding in check(tree, PurePosixPath(path))})
    return [f"{path}:{line}: {rule}: {what}" for line, rule, what in found]


def _imports(tree: ast.AST, path: PurePosixPath) -> Iterator[tuple[int, bool, tuple[str, ...]]]:
    """Line, whether relative (then from the package's root), dotted name; one for every imported name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, False, tuple(alias.name.split("."))
        elif isinstance(node, ast.ImportFrom):
            base = path.parent.parts[: len(path.parent.parts) - node.level + 1] if node.level else ()
            module = tuple(node.module.split(".")) if node.module else ()
            for alias in node.names:
                yield node.lineno, bool(node.level), (*base, *module, alias.name)


def _room(path: PurePosixPath) -> str:
    return path.parts[0] if len(path.parts) > 1 else ""


def _arrows(tree: ast.AST, path: PurePosixPath) -> Iterator[Finding]:
    room = _room(path)
    for line, relative, name in _imports(tree, path):
        if not relative or path.name == "plugin.py":
            continue
        target = name[0]
        allowed = MAY_IMPORT.get(room, set()) | {room}
        if target in ROOMS and target not in allowed:
            yield line, "arrow", f"{room or path.stem} imports {target}"
        if target == "plugin" and str(path) != "__init__.py":
            yield line, "arrow", f"{room or path.stem} imports plugin"


def _homes(tree: ast.AST, path: PurePosixPath) -> Iterator[Finding]:
    for line, relative, name in _imports(tree, path):
        if relative and _room(path) == "engine" and name[0] in HOMES - {"libraries"}:
            yield line, "arrow", f"engine imports {name[0]}"


def _qgis(tree: ast.AST, path: PurePosixPath) -> Iterator[Finding]:
    if str(path) in QGIS_PLACES or _room(path) in QGIS_ROOMS:
        return
    for line, relative, name in _imports(tree, path):
        if not relative and name[0] == "qgis":
            yield line, "qgis", ".".join(name)


def _qt(tree: ast.AST, path: PurePosixPath) -> Iterator[Finding]:
    for line, relative, name in _imports(tree, path):
        if not relative and QT_BY_NAME.match(name[0]):
            yield line, "qt", f"{name[0]} by name instead of qgis.PyQt"


def _absolute(tree: ast.AST, path: PurePosixPath) -> Iterator[Finding]:
    for line, relative, name in _imports(tree, path):
        if not relative and name[0] in ROOMS | HOMES | {"plugin", PACKAGE}:
            yield line, "absolute", f"import of {'.'.join(name)} is not relative"


def _guarded(tree: ast.AST, path: PurePosixPath) -> Iterator[Finding]:
    if str(path) == "libraries.py":
        return
    for line, relative, name in _imports(tree, path):
        if not relative and name[0] in GUARDED:
            yield line, "guarded", f"{name[0]} not through libraries"
        if relative and _room(path) == "ui" and name[0] == "libraries" and name[-1] in GUARDED:
            yield line, "guarded", f"{name[-1]} in ui, which computes nothing"


def _engine_is_pure(tree: ast.AST, path: PurePosixPath) -> Iterator[Finding]:
    if _room(path) != "engine":
        return
    for line, relative, name in _imports(tree, path):
        if relative and name[0] == "libraries" and len(name) > 1 and name[1] in GUARDED - ENGINE_LIBRARIES:
            yield line, "engine", f"{name[1]} reads files"
        if not relative and name[0] in FILE_MODULES:
            yield line, "engine", f"{name[0]} reads files"
        if not relative and name[0] not in ENGINE_LIBRARIES | OTHER_RULES | set(sys.stdlib_module_names):
            yield line, "engine", f"{name[0]} is no library of the engine's"


def _dynamic(tree: ast.AST, path: PurePosixPath) -> Iterator[Finding]:
    if str(path) == "libraries.py":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
            yield node.lineno, "dynamic", "an import that no rule can see"


def _one_area_engine(tree: ast.AST, path: PurePosixPath) -> Iterator[Finding]:
    if str(path) == "engine/area.py":
        return
    prose = _docstrings(tree)
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in AREA_CALLS:
            if _room(path) == "ui" and node not in called:
                continue  # a figure that was made below: there are no frames in ui
            yield node.lineno, "area", f".{node.attr}"
        elif isinstance(node, ast.Call) and _called(node) == "getattr" and _literal(node, 1) in AREA_CALLS:
            yield node.lineno, "area", f"getattr {_literal(node, 1)}"
        elif _text(node) and node not in prose and AREA_EXPRESSION.search(_text(node)):
            yield node.lineno, "area", f"expression {_text(node)!r}"


def _texts(tree: ast.AST, path: PurePosixPath) -> Iterator[Finding]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == "tr" and not isinstance(_literal(node, 0), str):
            yield node.lineno, "tr", "not one plain literal: no catalogue can hold it"


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _literal(call: ast.Call, position: int) -> object:
    argument = call.args[position] if len(call.args) > position else None
    return argument.value if isinstance(argument, ast.Constant) else None


def _docstrings(tree: ast.AST) -> set[ast.AST]:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, holders) and node.body)
    return {body[0].value for body in bodies if isinstance(body[0], ast.Expr)}


def our_modules() -> list[Path]:
    """Every module of the package: its root and its rooms; not the tests, scripts and the sample's maker."""
    at_root = [path for path in ROOT.glob("*.py") if path.name != "conftest.py"]
    in_rooms = [path for room in sorted(ROOMS) for path in (ROOT / room).rglob("*.py")]
    return sorted(at_root + in_rooms)


def test_every_module_keeps_the_rules() -> None:
    found = [
        line
        for module in our_modules()
        for line in violations(module.read_text(encoding="utf-8"), module.relative_to(ROOT).as_posix())
    ]
    assert not found, "\n".join(found)


def test_the_modules_are_found() -> None:
    names = {module.relative_to(ROOT).as_posix() for module in our_modules()}
    assert {"plugin.py", "libraries.py", "engine/progress.py", "processing/__init__.py"} <= names


def test_tests_take_compiled_libraries_through_the_helper_too() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {what}"
        for path in (ROOT / "tests").rglob("*.py")
        for line, _, what in _guarded(ast.parse(path.read_text(encoding="utf-8")), PurePosixPath("tests/x.py"))
    ]
    assert not found, "\n".join(found)


PLANTED = [
    ("engine/a.py", "from ..processing import provider", "arrow"),
    ("engine/a.py", "from .. import reports", "arrow"),
    ("engine/deep/a.py", "from ...formats import dxf", "arrow"),
    ("engine/a.py", "from ..texts import tr", "arrow"),
    ("engine/a.py", "from .. import paths", "arrow"),
    ("formats/a.py", "from ..campaign import schema", "arrow"),
    ("campaign/a.py", "from ..reports.workbook import write", "arrow"),
    ("reports/a.py", "from ..formats import dxf", "arrow"),
    ("reports/a.py", "from ..processing import frames", "arrow"),
    ("reports/a.py", "def f():\n    from ..ui import dock", "arrow"),
    ("processing/a.py", "from ..ui.dock import Dock", "arrow"),
    ("ui/a.py", "from ..engine import area", "arrow"),
    ("ui/a.py", "from .. import formats", "arrow"),
    ("texts.py", "from .engine import problems", "arrow"),
    ("processing/a.py", "from ..plugin import MineRemediationPlugin", "arrow"),
    ("engine/a.py", "import qgis.core", "qgis"),
    ("reports/workbook.py", "from qgis.core import QgsProject", "qgis"),
    ("campaign/a.py", "from qgis.PyQt.QtCore import Qt", "qgis"),
    ("libraries.py", "import qgis", "qgis"),
    ("ui/a.py", "from PyQt5.QtCore import Qt", "qt"),
    ("processing/a.py", "import PyQt6", "qt"),
    ("ui/a.py", "from PySide6 import QtCore", "qt"),
    ("processing/a.py", "import processing", "absolute"),
    ("processing/a.py", "from processing.core import Processing", "absolute"),
    ("processing/a.py", "from mine_remediation.engine import area", "absolute"),
    ("reports/a.py", "import engine.area", "absolute"),
    ("processing/a.py", "import shapely", "guarded"),
    ("engine/a.py", "from shapely.ops import unary_union", "guarded"),
    ("engine/a.py", "import geopandas as gpd", "guarded"),
    ("engine/a.py", "if TYPE_CHECKING:\n    import pyproj", "guarded"),
    ("formats/a.py", "def f():\n    import fiona", "guarded"),
    ("formats/a.py", "import pyogrio", "guarded"),
    ("engine/a.py", "from ..libraries import pyogrio", "engine"),
    ("ui/a.py", "from ..libraries import shapely", "guarded"),
    ("engine/a.py", "import sqlite3", "engine"),
    ("engine/a.py", "import xlsxwriter", "engine"),
    ("processing/a.py", "importlib.import_module('shapely')", "dynamic"),
    ("processing/a.py", "__import__('PyQt5')", "dynamic"),
    ("engine/a.py", "x = frame.area", "area"),
    ("engine/a.py", "x = shapely.area(geometry)", "area"),
    ("processing/a.py", "x = feature.geometry().area()", "area"),
    ("processing/a.py", "x = QgsDistanceArea().measureArea(geometry)", "area"),
    ("processing/a.py", "x = calculator.calculateArea()", "area"),
    ("ui/a.py", "x = geometry.area()", "area"),
    ("reports/layers.py", "x = getattr(geometry, 'area')()", "area"),
    ("reports/layers.py", "label = '$area * 0.0015'", "area"),
    ("reports/layers.py", "label = f'{n} area($geometry)'", "area"),
    ("campaign/a.py", "sql = 'select st_area(geom) from patches'", "area"),
    ("processing/a.py", "tr(f'{n} patches')", "tr"),
    ("processing/a.py", "tr('{n} patches'.format(n=n))", "tr"),
    ("processing/a.py", "self.tr('%d' % n)", "tr"),
    ("reports/a.py", "tr(words)", "tr"),
]


@pytest.mark.parametrize(("path", "source", "rule"), PLANTED)
def test_a_planted_violation_is_found(path: str, source: str, rule: str) -> None:
    found = violations(source, path)
    assert len(found) == 1, found
    assert f": {rule}: " in found[0]


ALLOWED = [
    ("plugin.py", "from qgis.core import QgsApplication\nfrom .processing.provider import P\nfrom .ui import dock"),
    ("__init__.py", "def f():\n    from .plugin import MineRemediationPlugin"),
    ("processing/a.py", "from qgis import processing\nfrom ..engine import ledger\nfrom .messages import say"),
    ("processing/a.py", "from ..campaign import schema\nfrom ..formats import dxf\nfrom ..reports import layers"),
    ("ui/a.py", "from ..processing import live\nfrom qgis.PyQt.QtWidgets import QDockWidget\nfrom ..paths import icon"),
    ("reports/maps.py", "from qgis.core import QgsLayout\nfrom ..texts import tr\nfrom . import words"),
    (
        "engine/a.py",
        "from ..libraries import shapely, pyproj\nimport numpy as np\nfrom .area import to_mu\nimport math",
    ),
    ("engine/area.py", "x = shapely.area(geometry)"),
    ("engine/a.py", '"""Nothing here uses $area."""\nx = rows.area_m2'),
    ("processing/a.py", "tr('{n} patches', n).format(n=n)\ntr('one ' 'literal')"),
    ("ui/a.py", "x = card.area"),
]


@pytest.mark.parametrize(("path", "source"), ALLOWED)
def test_what_is_allowed_is_let_through(path: str, source: str) -> None:
    assert violations(source, path) == []
