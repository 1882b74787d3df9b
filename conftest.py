"""Registers the checkout as the package ``mine_remediation``, whatever its folder is called.

The root of the repository *is* the package. Were it on ``sys.path``, our ``processing/`` would hide
QGIS's own ``processing``; so the package is registered here by its file, and the root is taken off the path.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

PACKAGE = "mine_remediation"
ROOT = Path(__file__).resolve().parent


def _register_package() -> None:
    if PACKAGE in sys.modules:
        return
    spec = importlib.util.spec_from_file_location(PACKAGE, ROOT / "__init__.py", submodule_search_locations=[str(ROOT)])
    package = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = package
    spec.loader.exec_module(package)


def _is_root(entry: str) -> bool:
    return entry == "" or (os.path.isdir(entry) and os.path.samefile(entry, ROOT))


sys.path[:] = [entry for entry in sys.path if not _is_root(entry)]
_register_package()
