"""What the user prefers on this computer, in QGIS's settings. What belongs to a project is kept in the project."""

from __future__ import annotations

from qgis.core import QgsSettings

_PREFIX = "mine_remediation/"
_SECTION = QgsSettings.Section.Plugins


class Settings:
    """A façade with a property for each preference."""

    def __init__(self, store: QgsSettings | None = None) -> None:
        self._store = store if store is not None else QgsSettings()

    @property
    def area_while_digitising(self) -> bool:
        """Whether the map shows the area of the polygon that is being drawn."""
        return bool(self._store.value(f"{_PREFIX}area_while_digitising", True, bool, _SECTION))

    @area_while_digitising.setter
    def area_while_digitising(self, wanted: bool) -> None:
        self._store.setValue(f"{_PREFIX}area_while_digitising", wanted, _SECTION)

    @property
    def page(self) -> int:
        """The tab that was open last."""
        return int(self._store.value(f"{_PREFIX}page", 0, int, _SECTION))

    @page.setter
    def page(self, page: int) -> None:
        self._store.setValue(f"{_PREFIX}page", page, _SECTION)
