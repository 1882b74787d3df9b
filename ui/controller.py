"""The one controller of the dock: it holds all connections, hands figures to pages and clicks to the map."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from qgis.core import QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QModelIndex, QObject, QTimer
from qgis.PyQt.QtWidgets import QApplication

from ..campaign.deadlines import Plan
from ..processing import live_values as values
from ..reports import charts
from ..texts import tr
from . import states
from .dock import CAMPAIGN_BUTTONS, CREATE_CAMPAIGN, FIELDS, PATCHES, PROBLEMS, PROGRESS, SOURCES, TOWNSHIPS, MineDock
from .models import ENTRY
from .pages import CUMULATIVE, Head, PatchesPage, ProblemsPage, ProgressPage, TownshipsPage
from .runs import Run, Runs, RunsView
from .settings import Settings
from .showing import show_features
from .sources_form import SourcesForm

PROVIDER = "mineremediation"
REFRESHING = 200  # ms after the last edit before the patch list is read again
LASTING = 800  # ms of a rebuild before it is listed with a button to cancel it
TYPING = 120  # ms after the last key before the list is filtered
EDITING = 250  # ms after the last change of Sources before everything is made again
SETTLING = 50  # ms after layers came before sources are guessed: a project brings many


_ALGORITHM_OF = {
    states.NEW_CAMPAIGN: CREATE_CAMPAIGN,
    states.LOAD_PLAN: "loadplan",
    states.LOAD_LAYERS: "loadlayers",
}
_TWIN_OF = {"exportprogress": "campaignprogress", "exportmaps": "campaignmaps"}


class Guessing(Protocol):
    """What the controller wants of ``processing/guessing.py``."""

    def guess_sources(self, project: QgsProject, active_layer: Any = None) -> values.Sources: ...

    def read_sources(self, project: QgsProject) -> values.Sources: ...

    def write_sources(self, project: QgsProject, sources: values.Sources) -> None: ...

    def parameters_for(self, sources: values.Sources, algorithm: str) -> dict[str, Any]: ...

    def restored_project(self, sources: values.Sources) -> str: ...


@dataclass(frozen=True)
class Surroundings:
    """What the dock stands in; ``live`` and ``guessing`` are None where the computing libraries are missing."""

    project: QgsProject
    canvas: QgsMapCanvas
    live: Any
    guessing: Guessing | None
    runs: Runs
    plan: Plan
    settings: Settings
    library_problem: str = ""
    active_layer: Callable[[], Any] = lambda: None
    open_sample: Callable[[], None] = lambda: None
    open_manual: Callable[[], None] = lambda: None
    open_project: Callable[[str], Any] = lambda path: None
    today: Callable[[], date] = date.today


class DockController(QObject):
    """Connects dock, live figures, project and map; :meth:`unload` takes every connection back."""

    def __init__(self, dock: MineDock, around: Surroundings) -> None:
        super().__init__(dock)
        self._dock, self._around, self._live = dock, around, around.live
        self._head, self._progress = Head(dock), ProgressPage(dock)
        self._townships, self._patches, self._problems = TownshipsPage(dock), PatchesPage(dock), ProblemsPage(dock)
        self._form, self._runs_view = SourcesForm(dock, around.project), RunsView(dock)
        dock.runs_place.addWidget(self._runs_view)
        self._sources, self._period = values.Sources(), CUMULATIVE
        self._period_is_chosen = self._started = self._layer_gone = self._is_stale = False
        self._failure = ""
        self._statuses: tuple[str, ...] = ()
        self._stale_pages = {PROGRESS, TOWNSHIPS, PATCHES, PROBLEMS}
        self._patches_are_old = True
        self._watched: QgsVectorLayer | None = None
        self._connections: list[tuple[Any, Callable[..., Any]]] = []
        self._typing, self._editing = self._timer(TYPING), self._timer(EDITING)
        self._settling, self._refreshing = self._timer(SETTLING), self._timer(REFRESHING)
        self._lasting, self._rebuild = self._timer(LASTING), None
        self._connect_all()
        dock.show_page(around.settings.page)
        dock.pages.setCurrentIndex(dock.tabs.currentIndex())
        self._clear()

    @property
    def sources(self) -> values.Sources:
        """What figures are made from now."""
        return self._sources

    @property
    def figures(self) -> values.LiveFigures | None:
        """The figures that are shown, or None."""
        return None if self._live is None else self._live.figures

    def start(self) -> None:
        """Begin: the project's sources, or a guess. Called when the dock is seen for the first time."""
        self._started = True
        self._adopt()

    def unload(self) -> None:
        """Take back every connection and stop the live figures."""
        for timer in (self._typing, self._editing, self._settling, self._refreshing, self._lasting):
            timer.stop()
        self._watch(None)
        while self._connections:
            signal, slot = self._connections.pop()
            signal.disconnect(slot)
        if self._live is not None:
            self._live.stop()

    def count_connections(self) -> int:
        """How many connections there are; none after :meth:`unload`."""
        return len(self._connections)

    # --- connections

    def _join(self, signal: Any, slot: Callable[..., Any]) -> None:
        signal.connect(slot)
        self._connections.append((signal, slot))

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer

    def _connect_all(self) -> None:
        self._connect_surroundings()
        self._connect_head()
        self._connect_pages()
        for signal in self._form.signals():
            self._join(signal, self._on_source_edited)
        for timer, slot in (
            (self._typing, self._filter),
            (self._editing, self._take_sources),
            (self._settling, self._adopt),
            (self._refreshing, self._show_current_page),
            (self._lasting, self._show_runs),
        ):
            self._join(timer.timeout, slot)

    def _connect_surroundings(self) -> None:
        project, runs, live = self._around.project, self._around.runs, self._live
        self._join(self._dock.visibilityChanged, self._on_visibility_changed)
        self._join(project.readProject, self._on_project_read)
        self._join(project.cleared, self._on_project_cleared)
        self._join(project.layersAdded, self._on_layers_added)
        self._join(project.layersWillBeRemoved, self._on_layers_removed)
        self._join(runs.changed, self._show_runs)
        self._join(runs.progressed, self._runs_view.show_progress)
        self._join(self._runs_view.cancelled, lambda run: run.cancel())
        self._join(self._runs_view.retried, runs.retry)
        self._join(self._runs_view.reopened, runs.reopen)
        self._join(self._runs_view.dismissed, runs.dismiss)
        self._join(runs.ended_well, self._on_run_ended_well)
        if live is not None:
            self._join(live.changed, self._on_figures_changed)
            self._join(live.stale, self._on_stale)
            self._join(live.progressed, self._on_rebuild_progressed)
            self._join(live.failed, self._on_failed)
            self._join(live.patches_changed, self._on_patches_changed)

    def _connect_head(self) -> None:
        dock = self._dock
        self._join(dock.period_combo.currentIndexChanged, self._on_period_chosen)
        self._join(dock.target_set_combo.currentIndexChanged, self._on_target_set_chosen)
        self._join(dock.help_button.clicked, lambda: self._around.open_manual())
        self._join(dock.drops.dropped, self._on_files_dropped)
        self._join(dock.tabs.currentChanged, self._on_page_changed)
        self._join(dock.banner_button.clicked, lambda: self._act(0))
        self._join(dock.banner_second_button.clicked, lambda: self._act(1))
        for button, algorithm in (
            (dock.classify_button, "classifybyzone"),
            (dock.summarise_button, "summarizearea"),
            (dock.export_button, "exportprogress"),
            (dock.maps_button, "exportmaps"),
        ):
            self._join(button.clicked, lambda _=False, name=algorithm: self._open_algorithm(name))

    def _connect_pages(self) -> None:
        dock = self._dock
        self._join(dock.progress_view.clicked, self._on_progress_clicked)
        self._join(dock.progress_view.activated, self._on_progress_clicked)
        self._join(dock.chart.clicked, self._on_chart_clicked)
        self._join(dock.chart.widened, self._draw_chart)
        for view in (dock.townships_view, dock.townships_view.names):
            self._join(view.clicked, self._on_cell_clicked)
            self._join(view.horizontalHeader().sectionClicked, self._townships.sort_by)
        self._join(dock.townships_view.activated, self._on_cell_clicked)
        self._join(dock.mu_button.clicked, lambda: self._change(unit=values.MU))
        self._join(dock.ha_button.clicked, lambda: self._change(unit=values.HECTARES))
        self._join(dock.copy_button.clicked, self._copy_table)
        self._join(dock.search_edit.textChanged, self._on_filter_edited)
        self._join(dock.filter_button.toggled, dock.filter_box.setVisible)
        for combo in (
            dock.township_filter,
            dock.year_filter,
            dock.category_filter,
            dock.status_filter,
            dock.zone_filter,
        ):
            self._join(combo.currentIndexChanged, self._on_filter_edited)
        self._join(dock.problems_filter.toggled, self._on_filter_edited)
        self._join(dock.patch_view.selectionModel().currentRowChanged, self._on_patch_chosen)
        self._join(dock.patch_view.doubleClicked, self._on_patch_double_clicked)
        self._join(dock.problem_view.clicked, self._on_problem_clicked)
        self._join(dock.problem_view.activated, self._on_problem_clicked)
        self._join(dock.guess_button.clicked, self._guess_again)
        for name in CAMPAIGN_BUTTONS:
            self._join(dock.campaign_button(name).clicked, lambda _=False, name=name: self._open_algorithm(name))

    # --- project and sources

    def _on_visibility_changed(self, visible: bool) -> None:
        if visible and not self._started:
            self.start()

    def _on_project_read(self, *_: Any) -> None:
        self._period_is_chosen = False
        if self._started:
            self._settling.start()

    def _on_project_cleared(self) -> None:
        self._settling.stop()
        self._statuses = ()
        self._use(values.Sources())

    def _on_layers_added(self, *_: Any) -> None:
        if self._started and (not self._sources.layer_id or self._layer_gone):
            self._settling.start()

    def _on_layers_removed(self, removed: list[str]) -> None:
        sources = self._sources
        zones = {each for ids in sources.zone_layers.values() for each in ids}
        if sources.layer_id in removed:
            self._layer_gone = True
            self._stop_live()
        elif {sources.townships_id, sources.targets_id, *zones}.intersection(removed):
            self._editing.start()

    def _adopt(self) -> None:
        """Use what the project remembers, else a guess from the names."""
        guessing, project = self._around.guessing, self._around.project
        if guessing is None:
            self._say()
            return
        remembered = guessing.read_sources(project)
        if remembered and remembered.layer_id and project.mapLayer(remembered.layer_id) is not None:
            self._use(remembered)
        else:
            self._use(guessing.guess_sources(project, self._around.active_layer()))

    def _guess_again(self) -> None:
        if self._around.guessing is not None:
            guess = self._around.guessing.guess_sources(self._around.project, self._around.active_layer())
            self._keep(guess)

    def _on_source_edited(self, *_: Any) -> None:
        self._form.follow_layers()
        self._editing.start()

    def _take_sources(self) -> None:
        """Take over what the Sources page says; a new layer brings the guess of its own fields."""
        read = self._with_new_fields(self._form.read())
        if read != self._sources or self._layer_gone:
            self._keep(read)

    def _with_new_fields(self, read: values.Sources) -> values.Sources:
        guessing, project, before = self._around.guessing, self._around.project, self._sources
        if guessing is None:
            return read
        if read.layer_id and read.layer_id != before.layer_id:
            guess = guessing.guess_sources(project, project.mapLayer(read.layer_id))
            if guess.layer_id == read.layer_id:
                names = (*(f"{name}_field" for name in FIELDS), "counted_statuses")
                read = replace(read, **{name: getattr(guess, name) for name in names})
        if read.townships_id != before.townships_id and not read.township_name_field:
            guess = guessing.guess_sources(project, project.mapLayer(read.layer_id))
            if guess.townships_id == read.townships_id:
                read = replace(read, township_name_field=guess.township_name_field)
        return read

    def _change(self, **changes: Any) -> None:
        self._keep(replace(self._sources, **changes))

    def _keep(self, sources: values.Sources) -> None:
        """Remember *sources* in the project and use them."""
        if self._around.guessing is not None:
            self._around.guessing.write_sources(self._around.project, sources)
        self._use(sources)

    def _use(self, sources: values.Sources) -> None:
        self._sources, self._failure, self._layer_gone = sources, "", False
        self._form.show(sources, self._statuses)
        self._show_calendar()
        unclear = not sources.campaign and states.missing_fields(sources)
        if self._live is None or not sources.layer_id or unclear:
            self._stop_live()
            return
        self._watch(self._around.project.mapLayer(sources.layer_id))
        self._live.start(sources)
        self._say()

    def _stop_live(self) -> None:
        self._watch(None)
        if self._live is not None:
            self._live.stop()
        self._clear()

    def _watch(self, layer: QgsVectorLayer | None) -> None:
        """Follow the selection in *layer*: one selected patch shows its card."""
        if self._watched is not None:
            self._watched.selectionChanged.disconnect(self._on_selection_changed)
        self._watched = layer
        if layer is not None:
            layer.selectionChanged.connect(self._on_selection_changed)

    # --- figures

    def _on_figures_changed(self, figures: values.LiveFigures) -> None:
        self._failure = ""
        if figures.sources is not None and figures.sources != self._sources:  # the campaign gives something else now
            self._sources = figures.sources
            self._form.show(figures.sources, self._statuses)
            self._show_calendar()
        if not self._period_is_chosen or (self._period is not None and self._period not in figures.years):
            self._period = self._first_period(figures)
        self._head.show_choices(figures, self._period)
        if figures.statuses != self._statuses and not self._editing.isActive():  # else the user is choosing just now
            self._statuses = figures.statuses
            self._form.show(self._sources, figures.statuses)
        self._show_figures()
        self._say()

    def _first_period(self, figures: values.LiveFigures) -> int | None:
        """The year of the cut-off where it is one of the years, else cumulative."""
        year = (figures.cutoff or self._around.today()).year
        return year if year in figures.years else CUMULATIVE

    def _show_figures(self) -> None:
        self._head.show(self.figures, self._period, self._sources, self._is_stale)
        self._problems.show(self._live.problems())
        self._stale_pages = {PROGRESS, TOWNSHIPS, PATCHES}
        self._show_page(self._dock.tabs.currentIndex())

    def _show_page(self, page: int) -> None:
        """Bring *page* up to date, if it is not: pages that nobody sees cost nothing."""
        if self.figures is None or page not in self._stale_pages:
            return
        self._stale_pages.discard(page)
        if page == PROGRESS:
            self._progress.show(self.figures, self._period)
        elif page == TOWNSHIPS:
            self._townships.show(self.figures)
        elif page == PATCHES and self._patches_are_old:
            self._patches_are_old = False
            self._patches.read(self._live.patch_rows())
            self._filter()

    def _draw_chart(self) -> None:
        """Draw the chart for its new width: stretched, its numbers would be too."""
        if self.figures is not None and PROGRESS not in self._stale_pages:
            self._progress.show_chart(self.figures)

    def _show_calendar(self) -> None:
        sources, around = self._sources, self._around
        plan = sources.calendar if sources.campaign else around.plan
        self._progress.show_calendar(sources.cutoff or around.today(), plan)

    def _clear(self) -> None:
        """Empty pages; the calendar and the sources stay."""
        self._head.clear()
        self._progress.clear()
        self._townships.clear()
        self._patches.read(None)
        self._patches.show_card(None, values.MU)
        self._problems.show([])
        self._patches_are_old = True
        self._on_stale(False)
        self._show_calendar()
        self._say()

    def _on_stale(self, stale: bool) -> None:
        """Old figures stay, greyed, with a thin line of progress, while new ones are made."""
        self._is_stale = stale
        if stale:
            self._rebuild = Run("", tr("Computing the figures"), {}, cancel=self._live.cancel)
            self._lasting.start()
        else:
            self._lasting.stop()
            self._rebuild = None
            self._show_runs()
        if self.figures is not None:
            self._head.show(self.figures, self._period, self._sources, stale)
        self._dock.rebuild_bar.setVisible(stale)
        self._dock.rebuild_bar.setValue(0)
        for widget in (self._dock.headline, self._dock.progress_view, self._dock.townships_view, self._dock.chart):
            widget.setEnabled(not stale)

    def _on_rebuild_progressed(self, fraction: float) -> None:
        self._dock.rebuild_bar.setValue(round(1000 * fraction))
        if self._rebuild is not None:
            self._rebuild.progress = fraction
            self._runs_view.show_progress(self._rebuild)

    def _on_failed(self, sentence: str) -> None:
        self._failure = sentence
        self._on_stale(False)
        self._say()

    def _on_patches_changed(self) -> None:
        self._patches_are_old = True
        self._stale_pages.add(PATCHES)
        self._refreshing.start()

    def _show_current_page(self) -> None:
        self._show_page(self._dock.tabs.currentIndex())

    def _situation(self) -> states.Situation:
        layers = self._around.project.mapLayers().values()
        return states.Situation(
            sources=self._sources,
            library_problem=self._around.library_problem,
            failure=self._failure,
            layer_gone=self._layer_gone,
            any_polygons=any(
                isinstance(each, QgsVectorLayer) and each.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
                for each in layers
            ),
            has_targets=bool(self._sources.targets_id),
            has_figures=self.figures is not None,
            patches=self.figures.patches if self.figures is not None else 0,
        )

    def _say(self) -> None:
        """Banner and buttons for the situation."""
        now, dock = self._situation(), self._dock
        said = states.banner(now)
        dock.banner.setVisible(said is not None)
        dock.banner_label.setText(said.text if said else "")
        buttons = (dock.banner_button, dock.banner_second_button)
        self._actions = said.actions if said else ()
        for place, button in enumerate(buttons):
            button.setVisible(place < len(self._actions))
            button.setText(self._actions[place][1] if place < len(self._actions) else "")
        blocked = states.buttons_blocked(now)
        for button, tip in (
            (dock.classify_button, tr("Which patch lies in which priority zone")),
            (dock.summarise_button, tr("Remediated area by township, year and category")),
            (dock.export_button, tr("Layers, workbook and map of the progress")),
            (dock.maps_button, tr("County map, atlases and comparisons of two dates")),
        ):
            button.setEnabled(not blocked)
            button.setToolTip(blocked or tip)

    def _act(self, place: int) -> None:
        code = self._actions[place][0]
        if code == states.OPEN_SAMPLE:
            self._around.open_sample()
        elif code == states.CHOOSE:
            self._dock.show_page(SOURCES)
        elif code == states.RETRY and self._sources.campaign:
            self._adopt()  # its file may be there again, or have what it lacked
        elif code == states.RETRY:
            self._use(self._sources)
        elif code == states.REWRITE:
            self._around.open_project(self._around.guessing.restored_project(self._sources))
        else:
            self._open_algorithm(_ALGORITHM_OF[code])

    # --- what the user does

    def _on_page_changed(self, page: int) -> None:
        self._dock.pages.setCurrentIndex(page)
        self._around.settings.page = page
        self._show_page(page)

    def _on_period_chosen(self, _place: int) -> None:
        self._period, self._period_is_chosen = self._dock.period_combo.currentData(), True
        if self.figures is not None:
            self._show_figures()

    def _on_target_set_chosen(self, _place: int) -> None:
        chosen = self._dock.target_set_combo.currentData()
        if chosen and chosen != self._sources.target_set:
            self._change(target_set=chosen)

    def _on_progress_clicked(self, index: QModelIndex) -> None:
        row = index.data(ENTRY)
        if row is not None:
            self._show_patches(self._live.patches_of_progress(row.category, row.is_total, self._period))

    def _on_chart_clicked(self, x: float) -> None:
        years = self._progress.years
        place = charts.year_at(x, len(years), self._dock.chart.width())
        if place is not None:
            self._show_patches(self._live.patches_of_progress(None, True, years[place]))

    def _on_cell_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            cell = self._townships.view_order.mapToSource(index)
            self._show_patches(self._live.patches_in(*self._townships.table.place(cell)))

    def _copy_table(self) -> None:
        QApplication.clipboard().setText(self._townships.table.as_text())

    def _on_filter_edited(self, *_: Any) -> None:
        self._typing.start()

    def _filter(self) -> None:
        if self.figures is not None and self._patches.patches is not None:
            self._patches.show(self._live.matching(**self._patches.filters()), self.figures.unit)

    def _on_patch_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and self.figures is not None:
            self._show_card(self._patches.list.fid(current.row()))

    def _show_card(self, fid: int) -> None:
        try:
            card = self._live.card(fid)
        except KeyError:  # deleted since the list was read
            card = None
        self._patches.show_card(card, self.figures.unit)

    def _on_patch_double_clicked(self, index: QModelIndex) -> None:
        self._show_patches([self._patches.list.fid(index.row())])

    def _on_selection_changed(self, selected: list[int], _deselected: list[int], _clear: bool) -> None:
        if len(selected) == 1 and self.figures is not None and self._dock.tabs.currentIndex() == PATCHES:
            row = self._patches.list.row_of(selected[0])
            if row is not None:
                self._dock.patch_view.selectRow(row)
            self._show_card(selected[0])

    def _on_problem_clicked(self, index: QModelIndex) -> None:
        problem = index.data(ENTRY)
        layer = self._around.project.mapLayer(problem.layer_id)
        if problem.fids and layer is not None:
            show_features(self._around.canvas, layer, self._live.drawn(problem.fids))

    def _show_patches(self, fids: list[int]) -> None:
        layer = self._around.project.mapLayer(self._sources.layer_id)
        if layer is not None:
            show_features(self._around.canvas, layer, self._live.drawn(fids))

    def _open_algorithm(self, name: str) -> None:
        if self._sources.campaign:
            name = _TWIN_OF.get(name, name)
        guessing, fresh = self._around.guessing, name == CREATE_CAMPAIGN
        parameters = {} if guessing is None or fresh else guessing.parameters_for(self._sources, name)
        self._around.runs.open(f"{PROVIDER}:{name}", parameters)

    def _on_files_dropped(self, files: list[str]) -> None:
        """Open the import that reads such files, filled in; a campaign keeps their receipts."""
        texts = all(each.lower().endswith(".txt") for each in files)
        parameters: dict[str, Any] = {"FILES": files}
        if self._sources.campaign:
            parameters["CAMPAIGN"] = self._sources.campaign
        self._around.runs.open_with_files(f"{PROVIDER}:{'importcoordinates' if texts else 'importpatches'}", parameters)

    def _on_run_ended_well(self, algorithm: str, results: Any) -> None:
        """A campaign that was made here is opened."""
        if algorithm == f"{PROVIDER}:{CREATE_CAMPAIGN}":
            self._around.open_project(results["PROJECT"])

    def _show_runs(self) -> None:
        """The runs, and the making of new figures once it lasts: it can be cancelled like a run."""
        lasting = [self._rebuild] if self._rebuild is not None and not self._lasting.isActive() else []
        self._runs_view.show_runs([*self._around.runs.runs, *lasting])
