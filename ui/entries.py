"""The plugin's entries in QGIS's menus and toolbars; :meth:`Entries.remove` takes away exactly what was added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.PyQt.QtWidgets import QAction

from ..texts import tr
from . import looks


class Entries:
    """Actions: show the dock, show areas while drawing, open the manual."""

    def __init__(self, iface: Any, area_is_shown: bool) -> None:
        self._iface = iface
        window = iface.mainWindow()
        self.toggle_dock = QAction(looks.icon("mine_remediation"), tr("Progress of Mine Remediation"), window)
        self.toggle_dock.setObjectName("MineRemediationToggleDock")
        self.toggle_dock.setCheckable(True)
        self.toggle_dock.setToolTip(tr("Show or hide the progress of mine remediation"))
        self.show_area = QAction(looks.icon("digitising"), tr("Show Area While Digitising"), window)
        self.show_area.setObjectName("MineRemediationShowArea")
        self.show_area.setCheckable(True)
        self.show_area.setChecked(area_is_shown)
        self.show_area.setToolTip(tr("Show the area of the polygon while it is being drawn"))
        self.open_manual = QAction(looks.icon("mine_remediation"), tr("Mine Remediation: Manual"), window)
        self.open_manual.setObjectName("MineRemediationManual")
        self._menu = tr("Mine Remediation")
        self._undo: list[Callable[[], Any]] = []

    def add(self) -> None:
        """Put the actions where they belong."""
        iface = self._iface
        for action in (self.toggle_dock, self.show_area):
            self._add(
                lambda a=action: iface.addPluginToVectorMenu(self._menu, a),
                lambda a=action: iface.removePluginVectorMenu(self._menu, a),
            )
            # an empty shortcut: the user sets one in QGIS's list of shortcuts
            self._add(
                lambda a=action: iface.registerMainWindowAction(a, ""),
                lambda a=action: iface.unregisterMainWindowAction(a),
            )
        self._add(
            lambda: iface.addVectorToolBarIcon(self.toggle_dock),
            lambda: iface.removeVectorToolBarIcon(self.toggle_dock),
        )
        help_menu = iface.pluginHelpMenu()
        if help_menu is not None:
            self._add(lambda: help_menu.addAction(self.open_manual), lambda: help_menu.removeAction(self.open_manual))

    def remove(self) -> None:
        """Take everything back, last first."""
        while self._undo:
            self._undo.pop()()
        for action in (self.open_manual, self.show_area, self.toggle_dock):
            action.deleteLater()

    def _add(self, do: Callable[[], Any], undo: Callable[[], Any]) -> None:
        do()
        self._undo.append(undo)
