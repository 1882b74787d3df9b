"""What our algorithms have in common: refusals become QGIS exceptions, notices log lines, cancel an early end."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any, ClassVar

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
)
from qgis.PyQt.QtCore import QDateTime, Qt
from qgis.PyQt.QtGui import QIcon

from .. import libraries
from ..engine.problems import Cancelled, Level, Notice, Refusal
from ..paths import icon_path
from ..texts import tr
from .messages import library_text, notice_text, refusal_text

# lists of files, and of layers that are only drawn
_NOT_FEATURES = (QgsProcessing.SourceType.TypeFile, QgsProcessing.SourceType.TypeMapLayer)


class FeedbackProgress:
    """QGIS's feedback seen as the engine's progress, in 0…1."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self._feedback = feedback

    def report(self, fraction: float, message: str = "") -> None:
        """Move the progress bar."""
        self._feedback.setProgress(100 * fraction)
        if message:
            self._feedback.setProgressText(message)

    def cancelled(self) -> bool:
        """Whether the user pressed cancel."""
        return self._feedback.isCanceled()


class MineAlgorithm(QgsProcessingAlgorithm):
    """Base of all our algorithms.

    A subclass brings ``help_text()``, ``declare()`` (parameters and outputs) and ``compute(parameters, context,
    feedback)``, which runs in a worker thread and returns outputs and numbers.
    """

    ICON = "mine_remediation.svg"
    CARRIES: ClassVar[dict[str, str]] = {}  # sink → the input whose features it carries
    CLOSES: ClassVar[bool] = False  # patches without any dates are closed by the cut-off's year

    def createInstance(self) -> MineAlgorithm:
        """A fresh object for each run."""
        return type(self)()

    def group(self) -> str:
        """Group in the toolbox."""
        return tr("Progress of remediation")

    def groupId(self) -> str:
        """Unlocalised id of the group."""
        return "progress"

    def icon(self) -> QIcon:
        """Icon in the toolbox."""
        return QIcon(self.svgIconPath())

    def svgIconPath(self) -> str:
        """Path of the icon."""
        return icon_path(self.ICON)

    def shortHelpString(self) -> str:
        """What the algorithm does, then each parameter and output with its help."""
        parts = [f"<p>{paragraph}</p>" for paragraph in self.help_text().split("\n\n")]
        parts.append(f"<h3>{tr('Parameters')}</h3>")
        for parameter in self.parameterDefinitions():
            if parameter.help():
                parts.append(f"<p><b>{parameter.description()}</b> ({parameter.name()})<br>{parameter.help()}</p>")
        return "\n".join(parts)

    def confirmation(self, zone_class: str) -> str:
        """Who confirmed the distance of a class, when, on what basis; empty where nobody did."""
        return ""

    def stated_area(self) -> tuple[str | None, str]:
        """The field with the area by which patches count, and that area in words; none: they count by geometry."""
        return None, ""

    def more_notices(self, done: Any) -> list[Notice]:
        """What else is to be printed with the figures; a campaign has more to say."""
        return []

    def canExecute(self) -> tuple[bool, str]:
        """Whether the computing libraries are there; otherwise the sentence that says what is missing."""
        problem = libraries.problem()
        return (True, "") if problem is None else (False, library_text(problem))

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        """Declare parameters and outputs."""
        self.declare()

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        """Say what is wrong with layer lists and the cut-off date; QGIS only names the parameter."""
        try:
            self._open_layer_lists(parameters, context)
            for name in ("CUTOFF_DATE", "FROM_DATE"):
                _refuse_unreadable_date(parameters.get(name))
        except Refusal as refusal:
            return False, refusal_text(refusal)
        return super().checkParameterValues(parameters, context)  # type: ignore[no-any-return]

    def _open_layer_lists(self, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        if libraries.problem() is not None:
            return
        from .sources import snapshot_layers  # needs the computing libraries

        for definition in self.parameterDefinitions():
            if definition.type() == "multilayer" and definition.layerType() not in _NOT_FEATURES:
                snapshot_layers(self, parameters, definition.name(), context)

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Main thread: whatever touches project and live layers.

        A refusal is kept for ``processAlgorithm``: of an exception raised here, scripts would only learn that
        there was one.
        """
        self.run_id = uuid.uuid4().hex[:12]
        self._refused = ""
        problem = libraries.problem()
        if problem is not None:  # ``processing.run`` does not ask ``canExecute``
            self._refused = library_text(problem)
            return True
        try:
            self.prepare(parameters, context, feedback)
        except Refusal as refusal:
            self._refused = refusal_text(refusal)
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Worker thread: compute, then write; a refusal is one sentence, a cancel leaves nothing behind."""
        if not self._refused:
            try:
                return self._computed(parameters, context, feedback)
            except Refusal as refusal:
                self._refused = refusal_text(refusal)
        # QGIS never lets go of an exception and its frames: this one must hold neither features nor layers
        sentence = self._refused
        del self, parameters, context, feedback
        raise QgsProcessingException(sentence)

    def _computed(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        from ..libraries import shapely  # loading this module never needs the compiled libraries

        self._run = replace(self._run, context=context)  # the worker's: results that it holds are loaded afterwards
        try:
            return self.compute(parameters, context, feedback)
        except shapely.errors.GEOSException as error:
            raise Refusal("geometry_refused", detail=str(error)) from error
        except Cancelled:
            feedback.pushInfo(tr("Cancelled; nothing was written."))
            return {}
        finally:
            del self._run  # it refers to the algorithm: both would keep layers open until Python looks for cycles

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Main thread: snapshots of all layers, and destinations that would do harm refused."""
        from . import runs  # needs the computing libraries

        self._run = runs.begin(self, parameters, context)


def tell(notices: list[Notice], feedback: QgsProcessingFeedback) -> None:
    """Say *notices* in the log."""
    for notice in notices:
        say = feedback.pushWarning if notice.level is Level.WARNING else feedback.pushInfo
        say(notice_text(notice))


def _refuse_unreadable_date(value: Any) -> None:
    """Refuse a date in a form that QGIS does not take; raises ``Refusal("cutoff_invalid", value)``."""
    if isinstance(value, str) and value.strip() and not QDateTime.fromString(value, Qt.DateFormat.ISODate).isValid():
        raise Refusal("cutoff_invalid", value=value)
