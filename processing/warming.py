"""The first import of the computing libraries, without QGIS standing still: half a second in all on an office PC.

pandas, the largest of them and free of libraries that keep something per thread, is imported in a task; what is left
follows in the main thread, one part in a turn of the event loop.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec

from qgis.core import QgsTask

from .. import libraries
from ..texts import tr

_HEAVY = "pandas"


def _accounting() -> None:
    from ..engine import accounting  # noqa: F401


def _figures() -> None:
    from ..engine import live  # noqa: F401


def _tasks() -> None:
    from . import rebuilding  # noqa: F401


# what is left after the task; the first one knows what is missing
PARTS: tuple[Callable[[], object], ...] = (libraries.problem, _accounting, _figures, _tasks)


def is_cold() -> bool:
    """Whether there is something to wait for: the libraries are there, but not imported yet."""
    return _HEAVY not in sys.modules and find_spec(_HEAVY) is not None


class Warming(QgsTask):
    """Imports pandas; *told* gets the task in the main thread when it has ended, well or not."""

    def __init__(self, told: Callable[[Warming], None]) -> None:
        super().__init__(tr("Loading the computing libraries"))
        self._told = told

    def run(self) -> bool:
        """Worker thread."""
        try:
            libraries.load(_HEAVY)
        except libraries.LibraryProblem:
            return False  # said by libraries.problem(), which the main thread asks afterwards
        return True

    def finished(self, result: bool) -> None:
        """Main thread."""
        self._told(self)
