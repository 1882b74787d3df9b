"""Runs of algorithms: progress, cancel, the reason of a failure, and a retry with the same inputs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterString,
)
from qgis.PyQt import sip
from qgis.PyQt.QtWidgets import QDialog, QLabel, QToolButton

from mine_remediation.ui.runs import CANCELLED, FAILED, RUNNING, Run, Runs, RunsView, first_sentence, reason_of


class Steps(QgsProcessingAlgorithm):
    """Fails, waits for a cancel, or goes well, as told by HOW."""

    def name(self) -> str:
        return "steps"

    def displayName(self) -> str:
        return "Steps"

    def createInstance(self) -> Steps:
        return Steps()

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.addParameter(QgsProcessingParameterString("HOW", "How"))

    def processAlgorithm(self, parameters: dict, context: Any, feedback: Any) -> dict:
        feedback.setProgress(40)
        if parameters["HOW"] == "fail":
            raise QgsProcessingException("Layer “a < b” has no coordinate reference system.")
        while parameters["HOW"] == "wait" and not feedback.isCanceled():
            time.sleep(0.005)
        return {}


@pytest.fixture
def runs(qgis_processing: None) -> Iterator[Runs]:
    made = Runs()
    yield made
    made.unload()


@pytest.fixture
def begin(runs: Runs) -> Callable[[str], Run]:
    """Starts the algorithm as a dialog does: task and feedback, followed by the list."""
    kept: list[Any] = []

    def begin(how: str) -> Run:
        algorithm, context, feedback = Steps().create(), QgsProcessingContext(), QgsProcessingFeedback()
        task = QgsProcessingAlgRunnerTask(algorithm, {"HOW": how}, context, feedback)
        kept.extend((algorithm, context, feedback, task))
        run = runs.follow(task, feedback, algorithm, {"HOW": how})
        QgsApplication.taskManager().addTask(task)
        return run

    return begin


def test_a_failed_run_stays_with_its_reason_and_its_inputs(runs, begin, qtbot) -> None:
    run = begin("fail")
    qtbot.waitUntil(lambda: run.state != RUNNING)
    assert run.state == FAILED
    assert run.reason == "Layer “a < b” has no coordinate reference system."
    assert runs.runs == [run]
    runs._on_executed(run, True, QgsProcessingFeedback())
    assert runs.runs == [run], "a task that tells its end twice ends once"
    opened: list[tuple] = []
    runs.open = lambda name, given: opened.append((name, given))
    runs.reopen(run)
    assert opened == [(run.algorithm, {"HOW": "fail"})]


def test_a_retry_runs_again_with_the_same_inputs(runs, monkeypatch) -> None:
    pressed, given = [], []

    class Dialog(QDialog):
        def runButton(self) -> QToolButton:
            button = QToolButton(self)
            button.clicked.connect(lambda: pressed.append(1))
            return button

    monkeypatch.setattr(
        "mine_remediation.ui.runs.processing.createAlgorithmDialog",
        lambda *asked: given.append(asked) or Dialog(),
        raising=False,
    )
    runs.retry(Run("a", "A", {"HOW": "go"}, FAILED))
    assert given == [("a", {"HOW": "go"})]
    assert pressed == [1]


def test_a_run_that_went_well_leaves_the_list_and_takes_older_failures_along(runs, begin, qtbot) -> None:
    failed = begin("fail")
    qtbot.waitUntil(lambda: failed.state == FAILED)
    good = begin("go")
    qtbot.waitUntil(lambda: runs.runs == [])
    assert good.reason == ""


def test_a_cancelled_run_says_that_nothing_was_written(runs, begin, qtbot) -> None:
    run = begin("wait")
    qtbot.waitUntil(lambda: run.progress > 0)
    run.cancel()
    qtbot.waitUntil(lambda: run.state != RUNNING)
    assert run.state == CANCELLED
    assert run.reason == "Cancelled; nothing was written."


def test_few_failed_runs_are_kept_and_they_can_be_dismissed(runs, begin, qtbot) -> None:
    ended = [Run(f"a{place}", "A", {}, FAILED) for place in range(3)]
    runs.runs = list(ended)
    run = begin("fail")
    qtbot.waitUntil(lambda: run.state == FAILED)
    assert runs.runs == [*ended[1:], run]
    runs.dismiss(run)
    assert runs.runs == ended[1:]


def test_dialogs_that_deleted_themselves_do_no_harm(runs, monkeypatch) -> None:
    made: list[QDialog] = []
    monkeypatch.setattr(
        "mine_remediation.ui.runs.processing.createAlgorithmDialog",
        lambda name, given: made.append(QDialog()) or made[-1],
        raising=False,
    )
    runs.open("a", {})
    sip.delete(made[0])
    runs.open("a", {})
    assert runs._dialogs == [made[1]]
    assert made[1].isVisible()
    runs._on_task_added(-1)


def test_a_log_without_an_error_has_a_reason_all_the_same() -> None:
    assert reason_of("started<br/>done") == "The run failed; its log says why."
    assert first_sentence("没有距离。请填写。") == "没有距离。"
    assert first_sentence("No distance in 1.5 m. Give one.") == "No distance in 1.5 m."
    assert first_sentence("nothing") == "nothing"
    assert reason_of('<span style="color:red"> &lt;x&gt; </span><span style="color:red">later</span>') == "<x>"


def test_the_list_takes_room_only_when_there_is_something(qtbot) -> None:
    view = RunsView()
    qtbot.addWidget(view)
    view.show_runs([])
    assert view.isHidden()
    going, failed = Run("a", "Export", {}, progress=0.25), Run("b", "Classify", {}, FAILED, reason="No distance.")
    view.show_runs([going, failed])
    texts = [label.text() for label in view.findChildren(QLabel) if not label.isHidden()]
    assert texts == ["Export", "Classify\nNo distance."]
    going.progress = 0.5
    view.show_progress(going)
    assert view._bars[id(going)].value() == 50
    told: list[tuple] = []
    for name in ("cancelled", "retried", "reopened", "dismissed"):
        getattr(view, name).connect(lambda run, name=name: told.append((name, run)))
    for button in view.findChildren(QToolButton):
        button.click()
    assert told == [("cancelled", going), ("retried", failed), ("reopened", failed), ("dismissed", failed)]
