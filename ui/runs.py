"""The algorithms as the dock opens them: dialogs filled in, runs under way with cancel, failed ones with a retry."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

from qgis import processing
from qgis.core import QgsApplication, QgsProcessingAlgRunnerTask, QgsProcessingFeedback, QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from ..texts import tr
from . import looks

RED = re.compile(r'<span style="color:red">(.*?)</span>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")
SENTENCE = re.compile(r".*?(?:。|[.!?](?=\s)|$)", re.DOTALL)
RUNNING, FAILED, CANCELLED = "running", "failed", "cancelled"
LOOK_MS = 200  # between two looks at how far the runs are
KEPT = 3  # failed runs in the list


@dataclass(eq=False)
class Run:
    """One run of an algorithm: what it was given, and how it stands."""

    algorithm: str
    title: str
    parameters: dict[str, Any]
    state: str = RUNNING
    progress: float = 0.0
    reason: str = ""
    cancel: Callable[[], None] = field(default=lambda: None, repr=False)
    task: QgsTask | None = field(default=None, repr=False)


class Runs(QObject):
    """Opens dialogs of algorithms and follows the tasks that they start."""

    changed = pyqtSignal()
    progressed = pyqtSignal(object)
    ended_well = pyqtSignal(str, object)  # id of the algorithm, its results

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.runs: list[Run] = []
        self._dialogs: list[Any] = []
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self._look)
        QgsApplication.taskManager().taskAdded.connect(self._on_task_added)

    def open(self, algorithm: str, parameters: dict[str, Any]) -> Any:
        """Open the dialog of *algorithm* with *parameters* and return it; the user goes on working meanwhile."""
        dialog = processing.createAlgorithmDialog(algorithm, parameters)
        if dialog is None:
            return None
        self._dialogs = [*self._living(), dialog]
        dialog.show()
        dialog.raise_()
        return dialog

    def open_with_files(self, algorithm: str, parameters: dict[str, Any]) -> Any:
        """Open the dialog with files in ``FILES``; old QGIS fills in only such as open as layers, which is said."""
        dialog = self.open(algorithm, parameters)
        wrapper = getattr(dialog.mainWidget(), "wrappers", {}).get("FILES") if dialog is not None else None
        filled = wrapper.parameterValue() if wrapper is not None else parameters["FILES"]
        lost = [Path(each).name for each in parameters["FILES"] if each not in (filled or ())]
        if lost:
            words = tr("This QGIS could not fill in {files}. Choose them under “Files”.")
            dialog.messageBar().pushWarning("", words.format(files=tr(", ").join(lost)))
        return dialog

    def reopen(self, run: Run) -> None:
        """Open the dialog again as it was, to change something; the entry stays until a run goes well."""
        self.open(run.algorithm, run.parameters)

    def retry(self, run: Run) -> None:
        """Run again with the same inputs, in a dialog of its own that shows the log and loads the results."""
        dialog = self.open(run.algorithm, run.parameters)
        if dialog is not None:
            dialog.runButton().click()

    def dismiss(self, run: Run) -> None:
        """Take *run* off the list."""
        self.runs = [each for each in self.runs if each is not run]
        self.changed.emit()

    def unload(self) -> None:
        """Close the dialogs and let go of everything."""
        QgsApplication.taskManager().taskAdded.disconnect(self._on_task_added)
        for dialog in self._living():
            dialog.close()
            dialog.deleteLater()
        self._dialogs.clear()
        self.runs.clear()
        self._looking.stop()

    def _living(self) -> list[Any]:
        """The dialogs that are still there: a closed one deletes itself a second later."""
        return [dialog for dialog in self._dialogs if not sip.isdeleted(dialog)]

    def _on_task_added(self, number: int) -> None:
        task = QgsApplication.taskManager().task(number)
        if not isinstance(task, QgsProcessingAlgRunnerTask):
            return
        for dialog in self._living():
            feedback = getattr(dialog, "feedback", None)
            if feedback is not None and dialog.algorithm().displayName() in task.description():
                self.follow(task, feedback, dialog.algorithm(), dialog.createProcessingParameters())
                return

    def follow(self, task: QgsTask, feedback: QgsProcessingFeedback, algorithm: Any, parameters: dict[str, Any]) -> Run:
        """List the run of *task* until it went well; *feedback* holds its log."""
        run = Run(algorithm.id(), algorithm.displayName(), parameters, cancel=task.cancel, task=task)
        self.runs = [each for each in self.runs if each.algorithm != run.algorithm or each.state == RUNNING]
        self.runs.append(run)
        task.executed.connect(lambda ok, results: self._on_executed(run, ok, feedback, results))
        task.taskTerminated.connect(lambda: self._on_executed(run, False, feedback))  # cancelled while it waited
        self._looking.start()
        self.changed.emit()
        return run

    def _look(self) -> None:
        """Asked for, not signalled: a Python slot for signals of a task's thread can end QGIS when the task goes."""
        going = [each for each in self.runs if each.state == RUNNING and each.task and not sip.isdeleted(each.task)]
        for run in going:
            run.progress = run.task.progress() / 100
            self.progressed.emit(run)
        if not going:
            self._looking.stop()

    def _on_executed(self, run: Run, ok: bool, feedback: QgsProcessingFeedback, results: Any = None) -> None:
        if run.state != RUNNING:
            return
        cancelled = feedback.isCanceled()
        run.cancel = lambda: None
        if ok and not cancelled:
            self.runs = [each for each in self.runs if each is not run]
            self.ended_well.emit(run.algorithm, results)
        else:
            run.state = CANCELLED if cancelled else FAILED
            run.reason = tr("Cancelled; nothing was written.") if cancelled else reason_of(feedback.htmlLog())
            ended = [each for each in self.runs if each.state != RUNNING]
            self.runs = [each for each in self.runs if all(each is not old for old in ended[:-KEPT])]
        self.changed.emit()


def reason_of(log: str) -> str:
    """The first error in a Processing log, without its markup."""
    errors = [unescape(TAG.sub("", each)).strip() for each in RED.findall(log)]
    return next((each for each in errors if each), tr("The run failed; its log says why."))


def first_sentence(text: str) -> str:
    """*text* up to its first full stop: what is wrong; how to mend it stands in the tooltip."""
    return SENTENCE.match(text).group()


class RunsView(QWidget):
    """The list of runs at the foot of the dock: none, then it takes no room."""

    cancelled = pyqtSignal(object)
    retried = pyqtSignal(object)
    reopened = pyqtSignal(object)
    dismissed = pyqtSignal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._bars: dict[int, QProgressBar] = {}

    def show_runs(self, runs: list[Run]) -> None:
        """Show *runs*, each in a row of its own."""
        self._bars.clear()
        while self._rows.count():
            row = self._rows.takeAt(0).widget()
            row.hide()
            row.deleteLater()
        for run in runs:
            self._rows.addWidget(self._row(run))
        self.setVisible(bool(runs))

    def show_progress(self, run: Run) -> None:
        """Move the bar of *run*."""
        bar = self._bars.get(id(run))
        if bar is not None:
            bar.setValue(round(100 * run.progress))

    def _row(self, run: Run) -> QFrame:
        row = QFrame()
        row.setFrameShape(QFrame.Shape.StyledPanel)
        columns = QHBoxLayout(row)
        columns.setContentsMargins(6, 3, 3, 3)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        columns.addLayout(texts, 1)
        label = QLabel(run.title if run.state == RUNNING else f"{run.title}\n{first_sentence(run.reason)}")
        label.setWordWrap(True)
        label.setToolTip(run.reason)
        texts.addWidget(label)
        if run.state == RUNNING:
            bar = QProgressBar()
            bar.setTextVisible(False)
            bar.setMaximumHeight(4)
            bar.setValue(round(100 * run.progress))
            texts.addWidget(bar)
            self._bars[id(run)] = bar
            columns.addWidget(self._button("mTaskCancel", tr("Cancel"), run, self.cancelled))
        else:
            columns.addWidget(self._button("mActionReload", tr("Run again with the same inputs"), run, self.retried))
            columns.addWidget(self._button("mActionOptions", tr("Open again with the same inputs"), run, self.reopened))
            columns.addWidget(self._button("mIconClearText", tr("Remove from the list"), run, self.dismissed))
        return row

    def _button(self, symbol: str, tip: str, run: Run, signal: Any) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setIcon(looks.theme_icon(symbol))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: signal.emit(run))
        return button
