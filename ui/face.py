"""All of the plugin that is seen: actions, dock, readout on the map. Made once, taken away in mirror order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject, QgsTask
from qgis.PyQt.QtCore import QObject, Qt

from .. import libraries
from ..campaign import deadlines
from ..paths import sample_project_path
from ..processing import guessing
from ..processing.live import Live
from ..processing.messages import library_text
from ..texts import tr
from .controller import DockController, Surroundings
from .digitising import Readout
from .dock import MineDock
from .entries import Entries
from .manual import ManualWindow
from .runs import Runs
from .settings import Settings


class Face(QObject):
    """Actions and dock from the start; live figures when the dock is seen for the first time."""

    def __init__(self, iface: Any, manual: Path) -> None:
        super().__init__()
        self._iface, self._manual = iface, manual
        self._settings = Settings()
        self._entries = Entries(iface, self._settings.area_while_digitising)
        self._dock = MineDock(iface.mainWindow())
        self._runs = Runs(self)
        self._live: Live | None = None
        self._controller: DockController | None = None
        self._readout: Readout | None = None
        self._loading: QgsTask | None = None
        self._window: ManualWindow | None = None

    @property
    def dock(self) -> MineDock:
        """The dock."""
        return self._dock

    @property
    def controller(self) -> DockController | None:
        """The controller, None until the dock was seen."""
        return self._controller

    def load(self) -> None:
        """Put everything into QGIS; the dock stays hidden until it is asked for."""
        self._entries.add()
        self._entries.show_area.toggled.connect(self._on_area_toggled)
        self._entries.open_manual.triggered.connect(self.open_manual)
        self._dock.setToggleVisibilityAction(self._entries.toggle_dock)
        self._dock.digitising_button.setDefaultAction(self._entries.show_area)
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._dock)
        self._dock.hide()
        self._dock.visibilityChanged.connect(self._on_seen)

    def unload(self) -> None:
        """Take everything away again, last first."""
        if self._loading is not None:
            self._loading = None
        if self._window is not None:
            self._window.close()
        if self._readout is not None:
            self._readout.unload()
        if self._controller is not None:
            self._controller.unload()
        self._runs.unload()
        self._iface.removeDockWidget(self._dock)
        self._dock.deleteLater()
        self._entries.remove()
        self.deleteLater()

    def open_manual(self) -> None:
        """Show the manual."""
        self._window = ManualWindow(self._manual, self._iface.mainWindow())
        self._window.destroyed.connect(self._on_manual_closed)
        self._window.show()

    def _on_manual_closed(self, *_: Any) -> None:
        self._window = None

    def _on_area_toggled(self, shown: bool) -> None:
        self._settings.area_while_digitising = shown
        if self._readout is not None:
            self._readout.set_enabled(shown)

    def _on_seen(self, visible: bool) -> None:
        """Load the computing libraries, which takes seconds, beside the window; then begin."""
        if not visible or self._controller is not None or self._loading is not None:
            return
        self._dock.rebuild_bar.show()
        task = QgsTask.fromFunction(tr("Loading the computing libraries"), _load_libraries)
        task.taskCompleted.connect(self._begin)
        task.taskTerminated.connect(self._begin)
        self._loading = task
        QgsApplication.taskManager().addTask(task)

    def _begin(self) -> None:
        if self._loading is None:  # unloaded meanwhile
            return
        self._loading = None
        problem = libraries.problem()
        self._live = None if problem is not None else Live(self)
        self._controller = DockController(self._dock, self._surroundings(problem))
        self._readout = Readout(
            self._iface.mapCanvas(), self._grow, self._cut, self._layer_id, self._unit, self._missing
        )
        self._readout.set_enabled(self._entries.show_area.isChecked())
        self._controller.start()

    def _surroundings(self, problem: Any) -> Surroundings:
        return Surroundings(
            project=QgsProject.instance(),
            canvas=self._iface.mapCanvas(),
            live=self._live,
            guessing=guessing,
            runs=self._runs,
            plan=deadlines.load_plan(),
            settings=self._settings,
            library_problem="" if problem is None else library_text(problem),
            active_layer=self._iface.activeLayer,
            open_sample=self._open_sample,
            open_manual=self.open_manual,
            open_project=self._iface.addProject,
        )

    def _open_sample(self) -> None:
        self._iface.addProject(str(sample_project_path()))

    def _grow(self, points: Any, crs: Any) -> Any:
        if self._live is None or self._live.figures is None:
            return None
        return self._live.growing(points, crs)

    def _cut(self, layer: Any, points: Any, what: str) -> Any:
        if self._live is None or self._live.figures is None:
            return []
        from ..processing.drawn_lines import line_edits

        return line_edits(layer, points, what, self._controller.sources.id_field, self._unit())

    def _missing(self) -> float | None:
        return None if self._live is None or self._live.figures is None else self._live.still_missing()

    def _layer_id(self) -> str:
        return self._controller.sources.layer_id

    def _unit(self) -> str:
        return self._controller.sources.unit


def _load_libraries(_task: QgsTask) -> None:
    """In the background: import what the live figures need, so that the window does not wait for it later."""
    if libraries.problem() is None:
        from ..processing import drawn_lines, rebuilding  # noqa: F401
