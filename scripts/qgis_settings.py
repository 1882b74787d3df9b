"""Enables the plugin in a QGIS settings file, and sets QGIS's language: qgis_settings.py FILE [LOCALE]."""

from __future__ import annotations

import sys
from pathlib import Path

from qgis.PyQt.QtCore import QSettings

PACKAGE = "mine_remediation"


def enable(path: Path, locale: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    settings = QSettings(str(path), QSettings.Format.IniFormat)
    settings.setValue(f"PythonPlugins/{PACKAGE}", True)
    settings.remove(f"PythonPlugins/watchDog/{PACKAGE}")  # left by a QGIS that was killed: it would stay disabled
    settings.setValue("locale/overrideFlag", bool(locale))
    if locale:
        settings.setValue("locale/userLocale", locale)
    settings.sync()


if __name__ == "__main__":
    enable(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
