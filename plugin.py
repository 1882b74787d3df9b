"""The composition root: builds the plugin's parts, hands them to each other, and takes them down in mirror order."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from . import texts
from .paths import manual_path, translation_path

CONTEXT = "@default"  # a module-level tr() is collected and looked up here, whatever class calls it
SIMPLIFIED_CHINESE = ("zh-Hans", "zh_Hans", "zh_CN", "zh_SG")  # QGIS says zh-Hans, systems say zh_CN


class MineRemediationPlugin:
    """The plugin as QGIS sees it; *iface* is None in ``qgis_process``, which only calls :meth:`initProcessing`."""

    def __init__(self, iface: Any) -> None:
        self._iface = iface
        self._catalogue: QTranslator | None = None
        self._provider: Any = None
        self._face: Any = None
        self._speak_the_users_language()

    def initProcessing(self) -> None:
        """Add the algorithms to Processing, once."""
        if self._provider is not None:
            return
        from .processing.provider import MineRemediationProvider

        provider = MineRemediationProvider()
        if QgsApplication.processingRegistry().addProvider(provider):
            self._provider = provider

    def initGui(self) -> None:
        """Start in the desktop: the algorithms, then whatever has a face."""
        self.initProcessing()
        if self._iface is None or self._face is not None:
            return
        from .ui.face import Face

        self._face = Face(self._iface, manual_path(catalogue_for(QgsApplication.locale())))
        self._face.load()

    def unload(self) -> None:
        """Take everything away again."""
        if self._face is not None:
            self._face.unload()
            self._face = None
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        if self._catalogue is not None:
            texts.remove_translator(translate)
            QCoreApplication.removeTranslator(self._catalogue)
            self._catalogue = None

    def _speak_the_users_language(self) -> None:
        language = catalogue_for(QgsApplication.locale())
        if language is None:
            return
        catalogue = QTranslator()
        if catalogue.load(str(translation_path(language))):
            QCoreApplication.installTranslator(catalogue)
            texts.install_translator(translate)
            self._catalogue = catalogue


def catalogue_for(locale: str) -> str | None:
    """Language of the catalogue that serves *locale*, or None where the source texts do."""
    return "zh" if locale == "zh" or locale.startswith(SIMPLIFIED_CHINESE) else None


def translate(text: str, n: int | None = None) -> str:
    """*text* in the installed catalogue, in the plural form for *n*; itself where it is missing."""
    return QCoreApplication.translate(CONTEXT, text, None, -1 if n is None else n)
