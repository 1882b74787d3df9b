"""The live figures of the dock: listens to the edit buffer of the patch layer and owns every connection to it.

An edit only adds a feature id to a set; a timer of no length then reads what is dirty and hands it to
:class:`.LiveAccount`, which computes again what these patches touch. Filling the account from nothing is a task
(``rebuilding.py``), begun from a snapshot that is taken in the main thread. Needs no computing library to be imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsTask, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from .. import libraries
from ..texts import tr
from .campaign_sources import other_layers
from .live_values import Growing, LiveFigures, PatchCard, PatchRows, Problem, Sources
from .messages import library_text, refusal_text
from .warming import PARTS, Warming, is_cold

if TYPE_CHECKING:
    from .live_account import Account

AT_ONCE = 500  # patches; more are computed in the background
TRIES = 5
SHAPEFILE = "ESRI Shapefile"  # as QGIS calls it: saving closes the gaps that deleted features have left
LOOK_MS = 100  # between two looks at how far a task is
PAUSE_MS = 400  # after a change of townships, targets or zones, before all is made again

_EDITED = ("featureAdded", "featureDeleted", "geometryChanged", "attributeValueChanged")
_RELOADED = ("afterRollBack", "dataChanged", "subsetStringChanged", "updatedFields", "crsChanged")


@dataclass
class _Pending:
    """What happened to the layer and is not in the figures yet.

    ``edited`` is everything since the last save, ``removed`` whether saved patches were among what was deleted.
    """

    dirty: set[int] = field(default_factory=set)
    edited: set[int] = field(default_factory=set)
    removed: bool = False
    renamed: dict[int, int] = field(default_factory=dict)
    leaving: list[int] = field(default_factory=list)
    saving: bool = False


class Live(QObject):
    """Figures that follow the edits of one layer; see the interface in ``live_values.py``.

    Signals: ``changed(LiveFigures)``; ``stale(bool)`` while figures are made again in the background;
    ``progressed(float)`` 0…1; ``failed(str)`` a sentence; ``patches_changed()``.
    """

    changed = pyqtSignal(object)
    stale = pyqtSignal(bool)
    progressed = pyqtSignal(float)
    failed = pyqtSignal(str)
    patches_changed = pyqtSignal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.figures: LiveFigures | None = None
        self._sources = Sources()
        self._layer: QgsVectorLayer | None = None
        self._connections: list[tuple[Any, str, Any]] = []
        self._account: Account | None = None
        self._task: QgsTask | None = None
        self._pending = _Pending()
        self._tries = 0  # to read a file that is written meanwhile
        self._outdated = False  # the account lacks what happened before the last rebuild, which did not end well
        self._warm_soon, self._cold_parts = self._timer(0, self._warm), list(PARTS)
        self._update_soon = self._timer(0, self._update)
        self._rebuild_soon = self._timer(PAUSE_MS, self._rebuild)
        self._look_after_saving = self._timer(0, self._on_not_saved)
        self._look_at_progress = self._timer(LOOK_MS, self._tell_progress)
        self._midnight = self._timer(60_000, self._look_at_the_day)
        self._day = date.today()

    # Beginning and end ----------------------------------------------------------------------------------------

    def start(self, sources: Sources) -> None:
        """Follow the layers of *sources*; the old figures stay until the new ones are there."""
        self._let_go()
        self._sources = sources
        if is_cold():
            self._task = Warming(self._on_warm)
            QgsApplication.taskManager().addTask(self._task)
        else:
            self._begin()

    def _on_warm(self, task: Any) -> None:
        if task is self._task:
            self._task = None
            self._cold_parts = list(PARTS)
            self._warm_soon.start()

    def _warm(self) -> None:
        """One part in a turn of the event loop, so that QGIS answers in between."""
        self._cold_parts.pop(0)()
        if self._cold_parts and libraries.problem() is None:
            self._warm_soon.start()
        else:
            self._begin()

    def _begin(self) -> None:
        sources, problem = self._sources, libraries.problem()
        if problem is not None:
            self.failed.emit(library_text(problem))
            return
        layer = QgsProject.instance().mapLayer(sources.layer_id)
        if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
            self.failed.emit(tr("Choose the layer of mine patches on the page “Sources”."))
            return
        if not sources.townships_id or not sources.township_name_field:
            self.failed.emit(tr("Choose the township layer and the field of its names on the page “Sources”."))
            return
        self._layer = layer
        self._listen()
        self._rebuild()

    def stop(self) -> None:
        """Let go of every layer and forget the figures."""
        self._let_go()
        self._account = self.figures = None

    @property
    def busy(self) -> bool:
        """Whether figures are on their way."""
        timers = (self._warm_soon, self._update_soon, self._rebuild_soon, self._look_after_saving)
        return self._task is not None or any(timer.isActive() for timer in timers)

    def cancel(self) -> None:
        """Cancel a rebuild that is running; the old figures stay, and the next edit begins another one."""
        if self._task is not None:
            self._task.cancel()

    def _let_go(self) -> None:
        for sender, signal, slot in self._connections:
            if not _is_deleted(sender):
                getattr(sender, signal).disconnect(slot)
        self._connections, self._layer, self._tries = [], None, 0
        self._drop_task()
        self._pending = _Pending()
        timers = (self._warm_soon, self._update_soon, self._rebuild_soon, self._look_after_saving, self._midnight)
        for timer in timers:
            timer.stop()

    def _timer(self, milliseconds: int, slot: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    # Listening ------------------------------------------------------------------------------------------------

    def _connect(self, sender: Any, signal: str, slot: Any) -> None:
        getattr(sender, signal).connect(slot)
        self._connections.append((sender, signal, slot))

    def _listen(self) -> None:
        layer = self._layer
        slots = {
            "featureAdded": self._on_added,
            "featureDeleted": self._on_deleted,
            "geometryChanged": self._on_geometry_changed,
            "attributeValueChanged": self._on_value_changed,
            "beforeCommitChanges": self._on_saving,
            "afterCommitChanges": self._on_saved,
            "willBeDeleted": self._on_deleted_layer,
        }
        for signal, slot in slots.items():
            self._connect(layer, signal, slot)
        for signal in _RELOADED:
            self._connect(layer, signal, self._on_reloaded)
        saved = ("afterCommitChanges",) if self._sources.campaign else _EDITED  # a campaign counts what is saved
        for other in self._others():
            for signal in (*saved, *_RELOADED, "willBeDeleted"):
                self._connect(other, signal, self._on_other_changed)
        self._midnight.start()

    def _others(self) -> list[QgsVectorLayer]:
        """The other layers that the figures come from."""
        sources = self._sources
        if sources.campaign:
            return list(other_layers(QgsProject.instance(), self._layer))
        wanted = [sources.townships_id, sources.targets_id, *(i for ids in sources.zone_layers.values() for i in ids)]
        found = [QgsProject.instance().mapLayer(each) for each in dict.fromkeys(wanted) if each != sources.layer_id]
        return [each for each in found if isinstance(each, QgsVectorLayer)]

    def _on_added(self, fid: int) -> None:
        pending = self._pending
        if pending.saving and pending.leaving:
            pending.renamed[pending.leaving.pop(0)] = fid
        else:
            self._note(fid)

    def _on_deleted(self, fid: int) -> None:
        if self._pending.saving and fid < 0:
            self._pending.leaving.append(fid)
        else:
            self._pending.removed |= fid >= 0
            self._note(fid)

    def _on_geometry_changed(self, fid: int, *_: Any) -> None:
        self._note(fid)

    def _on_value_changed(self, fid: int, place: int, *_: Any) -> None:
        if self._outdated or self._account is None or place in self._account.places:
            self._note(fid)

    def _note(self, fid: int) -> None:
        self._pending.dirty.add(fid)
        self._update_soon.start()

    def _on_saving(self, *_: Any) -> None:
        self._pending.saving = True
        self._look_after_saving.start()

    def _on_not_saved(self) -> None:
        """No signal tells that saving has failed, a part of it perhaps done: the event loop goes on without an end."""
        if self._pending.saving:
            self._pending.saving = False
            self._rebuild()

    def _on_saved(self) -> None:
        """Only ids change; what was edited is read once more, in case the provider keeps it otherwise."""
        pending = self._pending
        pending.saving = False
        edited = {pending.renamed.get(fid, fid) for fid in pending.dirty | pending.edited}
        lacking = self._account is None or self._outdated or len(edited) > AT_ONCE or bool(self._sources.campaign)
        renumbered = pending.removed and self._layer.storageType() == SHAPEFILE  # tells nobody, now and then
        if lacking or renumbered or not self._account.rename(pending.renamed):
            self._on_reloaded()
            return
        self._pending = _Pending(dirty=edited)
        self._update()
        if self._account is not None and self._account.saved():
            self._tell()

    def _on_reloaded(self, *_: Any) -> None:
        self._rebuild_soon.start(0)

    def _on_other_changed(self, *_: Any) -> None:
        self._rebuild_soon.start(PAUSE_MS)

    def _on_deleted_layer(self) -> None:
        self.stop()
        self.failed.emit(tr("The layer of mine patches was removed. Choose another one on the page “Sources”."))

    def _look_at_the_day(self) -> None:
        self._midnight.start()
        if date.today() != self._day:
            self._rebuild()

    # Computing ------------------------------------------------------------------------------------------------

    def _update(self) -> None:
        """Bring what is dirty into the figures."""
        dirty = self._pending.dirty
        if self._task is not None or self._layer is None or not dirty or self._rebuild_soon.isActive():
            return
        self._update_soon.stop()
        if len(dirty) > AT_ONCE or self._outdated or self._account is None:
            self._rebuild()
            return
        from .live_account import Refusal, Unordered, refused  # needs the computing libraries

        self._pending.edited |= dirty
        try:
            with refused():
                changed = self._account.update(self._layer, dirty)
        except Unordered:
            self._rebuild()
        except Refusal as refusal:  # what is dirty stays so until another edit mends it
            self.failed.emit(refusal_text(refusal))
        else:
            self._pending.dirty = set()
            if changed:
                self._tell()

    def _tell(self) -> None:
        self.figures = self._account.figures()
        self.changed.emit(self.figures)
        self.patches_changed.emit()

    def _rebuild(self) -> None:
        """Fill the account again in a task."""
        if self._layer is None:
            return
        if self._pending.saving:
            self._rebuild_soon.start(PAUSE_MS)
            return
        from .rebuilding import Rebuild, Refusal, take  # needs the computing libraries

        self._rebuild_soon.stop()
        self._update_soon.stop()
        self._drop_task()
        self._day, self._outdated = date.today(), True
        before, modified = self._pending, self._layer.isModified()
        self._pending = _Pending(edited=before.edited, removed=before.removed) if modified else _Pending()
        self.stale.emit(True)
        try:
            taken = take(self._sources, self._layer, self._day)
        except Refusal as refusal:
            self.stale.emit(False)
            self.failed.emit(refusal_text(refusal))
            return
        task = self._task = Rebuild(taken, self._on_rebuilt)
        QgsApplication.taskManager().addTask(task)
        self._look_at_progress.start()

    def _tell_progress(self) -> None:
        """Asked for, not signalled: a Python slot for signals of the task's thread can end QGIS when the task goes."""
        if self._task is not None:
            self.progressed.emit(self._task.progress() / 100)
            self._look_at_progress.start()

    def _on_rebuilt(self, task: Any) -> None:
        """The task has ended, here in the main thread; one that was replaced meanwhile says nothing."""
        if task is not self._task:
            return
        self._task = None
        if self._rebuild_soon.isActive() or self._pending.saving:  # it was read from what is no longer so
            return
        if task.in_between and self._tries < TRIES:
            self._tries += 1
            self._rebuild_soon.start(PAUSE_MS)
            return
        self._tries = 0
        if task.account is not None:
            self._account, self._outdated = task.account.after(self._account, self._layer.isModified()), False
            self._tell()
        self.stale.emit(False)
        if task.sentence:
            self.failed.emit(task.sentence)
        if task.account is not None:
            self._update()

    def _drop_task(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    # Asking ---------------------------------------------------------------------------------------------------

    def patch_rows(self) -> PatchRows:
        """All patches as columns; the same object until the next change."""
        return self._known().patch_rows()

    def patches_in(self, township_row: int | None, year_column: int | None) -> list[int]:
        """Feature ids behind a cell of the township table; None: all rows, all columns."""
        return self._known().patches_in(township_row, year_column)

    def patches_of_progress(self, category: str | None, is_total: bool, year: int | None) -> list[int]:
        """Feature ids behind a progress row of *year* (None: cumulative)."""
        return self._known().patches_of_progress(category, is_total, year)

    def drawn(self, fids: Sequence[int]) -> list[int]:
        """The features of the layer that stand for *fids*; others only where events of a campaign carry ground."""
        return self._known().drawn(fids)

    def problems(self) -> list[Problem]:
        """What is to be looked at."""
        return self._known().problems() if self._account is not None else []

    def card(self, fid: int) -> PatchCard:
        """Everything about one patch. Raises KeyError where there is none of that id."""
        return self._known().card(fid)

    def growing(self, points: Sequence[Any], crs: QgsCoordinateReferenceSystem) -> Growing:
        """A polygon that is being drawn, its vertices (x, y) in *crs*."""
        return self._known().growing(points, crs)

    def still_missing(self) -> float | None:
        """What is still missing to the targets of the cut-off's year; None where it has none."""
        return self._known().still_missing()

    def matching(
        self,
        text: str = "",
        township: Any = ...,
        zone_class: Any = ...,
        category: Any = ...,
        year: Any = ...,
        status: Any = ...,
        only_problems: bool = False,
    ) -> Any:
        """Numbers of the rows of :meth:`patch_rows` that fit every filter; None asks for what is absent."""
        return self._known().matching(text, township, zone_class, category, year, status, only_problems)

    def _known(self) -> Account:
        if self._account is None:
            raise LookupError("no figures yet")
        return self._account


def _is_deleted(sender: Any) -> bool:
    return bool(sip.isdeleted(sender))
