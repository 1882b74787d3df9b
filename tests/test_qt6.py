"""Every Qt name that the code uses exists in Qt 6 under the spelling used, and enums are written in full.

Names imported from ``qgis.PyQt`` are followed through their attributes and looked up in the real PyQt6
(installed in ``.venv-plain``); names of QGIS are looked up in the QGIS at hand.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("processing", "ui", "reports")
# qgis.PyQt offers these under their old homes on Qt 6 as well
MOVED = {
    "PyQt6.QtWidgets": (
        "PyQt6.QtWidgets",
        "PyQt6.QtGui",
    ),  # QAction, QShortcut, QUndoStack …
    "PyQt6.QtSvg": ("PyQt6.QtSvg", "PyQt6.QtSvgWidgets"),
}
PATCHED_BACK = {"QVariant"}  # qgis.PyQt gives QVariant.Double and the like back on Qt 6


class Missing(Exception):
    """A dotted name that does not exist."""


def used_names(source: str, package: str) -> list[tuple[str, list[str], int]]:
    """Dotted names imported from *package* or its modules: module, attributes, line.

    ``Qt.AlignLeft`` in line 3 is ``("qgis.PyQt.QtCore", ["Qt", "AlignLeft"], 3)``.
    """
    tree = ast.parse(source)
    homes = {
        alias.asname or alias.name: (node.module, alias.name, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(f"{package}.")
        for alias in node.names
    }
    names = [(module, [name], line) for module, name, line in homes.values()]
    inner = {node.value for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        root, attributes = _chain(node)
        if isinstance(node, ast.Attribute) and node not in inner and root in homes:
            module, name, _ = homes[root]
            names.append((module, [name, *attributes], node.lineno))
    return names


def _chain(node: ast.AST) -> tuple[str, list[str]]:
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.insert(0, node.attr)
        node = node.value
    return (node.id if isinstance(node, ast.Name) else ""), attributes


def resolve(modules: list[Any], attributes: list[str]) -> tuple[Any, Any]:
    """The last object of the chain that can be known without running code, and the one that holds it."""
    holder: Any = None
    found: Any = None
    for position, name in enumerate(attributes):
        places = modules if position == 0 else [found]
        owner = next((place for place in places if hasattr(place, name)), None)
        if owner is None:
            raise Missing(".".join(attributes[: position + 1]))
        holder, found = owner, getattr(owner, name)
        if not isinstance(found, type):
            break
    return holder, found


def pyqt6_modules(module: str) -> list[Any]:
    """The homes in PyQt6 of what qgis.PyQt's *module* offers."""
    name = module.replace("qgis.PyQt", "PyQt6")
    return [importlib.import_module(home) for home in MOVED.get(name, (name,))]


def missing_in_qt6(source: str) -> list[str]:
    """The Qt names of *source* that PyQt6 does not have, and Qt 5's ``exec_``."""
    found = []
    for module, names, line in used_names(source, "qgis.PyQt"):
        if module == "qgis.PyQt":  # from qgis.PyQt import QtWidgets
            module, names = f"{module}.{names[0]}", names[1:]
        if names and names[0] not in PATCHED_BACK:
            try:
                resolve(pyqt6_modules(module), names)
            except Missing as missing:
                found.append(f"line {line}: {module}.{missing}")
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute) and node.attr == "exec_")
    return found + [f"line {node.lineno}: exec_" for node in calls]


def unscoped_or_missing_in_qgis(source: str) -> list[str]:
    """The names of *source* that the QGIS at hand does not have, and enum values written without their enum."""
    found = []
    for package in ("qgis.core", "qgis.gui", "qgis.analysis"):
        for module, names, line in used_names(source, package):
            try:
                holder, value = resolve([importlib.import_module(module)], names)
            except Missing as missing:
                found.append(f"line {line}: {module}.{missing}")
                continue
            if _is_enum_value(value) and holder is not type(value):
                found.append(f"line {line}: {'.'.join(names)} without its enum {type(value).__name__}")
    return found


def _is_enum_value(value: Any) -> bool:
    return isinstance(value, Enum) or type(type(value)).__name__ == "enumtype"


def sources() -> Iterator[tuple[str, str]]:
    """Every module of ours that may use Qt: its name and its text."""
    paths = sorted(ROOT.glob("*.py")) + [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    for path in paths:
        yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_every_qt_name_exists_in_qt6() -> None:
    pytest.importorskip("PyQt6", reason="PyQt6 is in .venv-plain")
    found = [f"{name}: {fault}" for name, source in sources() for fault in missing_in_qt6(source)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("from qgis.PyQt.QtCore import Qt\nx = Qt.AlignLeft", "QtCore.Qt.AlignLeft"),
        ("from qgis.PyQt.QtCore import QRegExp", "QtCore.QRegExp"),
        ("from qgis.PyQt.QtGui import QFont\nx = QFont.Bold", "QtGui.QFont.Bold"),
        ("from qgis.PyQt import QtWidgets\nx = QtWidgets.QDialog.Accepted", "QtWidgets.QDialog.Accepted"),
        ("from qgis.PyQt.QtWidgets import QMessageBox as Box\nx = Box.Yes | Box.No", "QtWidgets.QMessageBox.Yes"),
        ("dialog.exec_()", "exec_"),
    ],
)
def test_a_name_of_qt5_is_found(source: str, fault: str) -> None:
    pytest.importorskip("PyQt6", reason="PyQt6 is in .venv-plain")
    assert any(fault in found for found in missing_in_qt6(source))


@pytest.mark.parametrize(
    "source",
    [
        "from qgis.PyQt.QtCore import Qt, QVariant\nx = Qt.AlignmentFlag.AlignLeft, QVariant.Double",
        "from qgis.PyQt.QtWidgets import QAction, QDialog\nx = QDialog.DialogCode.Accepted",
        "from qgis.PyQt.QtSvg import QSvgWidget",
        "from qgis.PyQt.QtCore import QCoreApplication\nx = QCoreApplication.translate('a', 'b').strip()",
        "from qgis.PyQt import uic\nx = uic.loadUiType",
    ],
)
def test_names_of_both_are_let_through(source: str) -> None:
    pytest.importorskip("PyQt6", reason="PyQt6 is in .venv-plain")
    assert missing_in_qt6(source) == []


def test_every_qgis_name_exists_and_enums_are_written_in_full() -> None:
    pytest.importorskip("qgis.core")
    found = [f"{name}: {fault}" for name, source in sources() for fault in unscoped_or_missing_in_qgis(source)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("from qgis.core import QgsProcessing as P\nx = P.TypeVectorPolygon", "without its enum SourceType"),
        ("from qgis.core import Qgis\nx = Qgis.Warning", "without its enum MessageLevel"),
        ("from qgis.core import QgsNoSuchThing", "qgis.core.QgsNoSuchThing"),
        ("from qgis.core import Qgis\nx = Qgis.NoSuchEnum.Value", "Qgis.NoSuchEnum"),
    ],
)
def test_an_unscoped_or_missing_name_of_qgis_is_found(source: str, fault: str) -> None:
    pytest.importorskip("qgis.core")
    assert [found for found in unscoped_or_missing_in_qgis(source) if fault in found]


def test_scoped_enums_of_qgis_are_let_through() -> None:
    pytest.importorskip("qgis.core")
    source = "from qgis.core import QgsProcessing, Qgis, QgsUnitTypes\nx = QgsProcessing.SourceType.TypeVectorPolygon\n"
    source += "y = Qgis.MessageLevel.Warning, QgsUnitTypes.DistanceUnit.DistanceMeters, Qgis.QGIS_VERSION_INT"
    assert unscoped_or_missing_in_qgis(source) == []
