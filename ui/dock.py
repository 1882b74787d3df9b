"""The dock's face: widgets, their words and symbols. Passive: it decides nothing, ``controller.py`` connects it."""

from __future__ import annotations

from qgis.gui import (
    QgsCheckableComboBox,
    QgsDockWidget,
    QgsFieldComboBox,
    QgsFilterLineEdit,
    QgsMapLayerComboBox,
)
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QEvent, QObject, Qt, QTimer
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QFrame,
    QHeaderView,
    QLabel,
    QListView,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QTextBrowser,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..paths import ui_path
from ..reports import palette
from ..reports.words import zone_class_name
from ..texts import tr
from . import looks
from .delegates import BulletDelegate, CellBarDelegate, SentenceDelegate
from .dropping import DropZone
from .widgets import ChartView, FlowLayout, TabStrip, TownshipView

PROGRESS, TOWNSHIPS, PATCHES, PROBLEMS, SOURCES = range(5)
FIELDS = ("id", "year", "date", "category", "status", "zone")
ZONE_CLASSES = tuple(key for key in palette.group(palette.ZONE_CLASS) if key != "OUTSIDE")
CREATE_CAMPAIGN = "createcampaign"
CAMPAIGN_ALGORITHMS = ("loadplan", "loadlayers", "recordstatus", "recorddecision")  # offered where there is a campaign
CAMPAIGN_BUTTONS = {
    CREATE_CAMPAIGN: "create_campaign",
    "loadplan": "load_plan",
    "loadlayers": "load_layers",
    "recordstatus": "record_status",
    "recorddecision": "record_decision",
}
NOT_SET = -1.0  # of a distance: the spin box shows words for it
QUIET_LABELS = (
    "basis_label",
    "due_label",
    "calendar_note",
    "account_label",
    "count_label",
    "sources_head",
    "zones_head",
)
HEADS = ("progress_head", "chart_head", "calendar_head", "townships_head", "problems_head")

_FORM, _ = uic.loadUiType(ui_path("dock.ui"))


class MineDock(QgsDockWidget, _FORM):
    """The dock at the right: progress, townships, patches, problems, sources."""

    contents: QWidget
    rebuild_bar: QProgressBar
    period_combo: QComboBox
    target_set_combo: QComboBox
    digitising_button: QToolButton
    help_button: QToolButton
    headline: QLabel
    basis_label: QLabel
    due_label: QLabel
    banner: QFrame
    banner_label: QLabel
    banner_button: QPushButton
    banner_second_button: QPushButton
    tab_place: QVBoxLayout
    pages: QStackedWidget
    progress_view: QListView
    missing_label: QLabel
    questions_label: QLabel
    chart_head: QLabel
    chart_place: QVBoxLayout
    calendar_head: QLabel
    deadline_view: QTableView
    calendar_note: QLabel
    townships_head: QLabel
    mu_button: QToolButton
    ha_button: QToolButton
    copy_button: QToolButton
    township_place: QVBoxLayout
    account_label: QLabel
    search_edit: QgsFilterLineEdit
    filter_button: QToolButton
    filter_box: QWidget
    township_filter: QComboBox
    year_filter: QComboBox
    category_filter: QComboBox
    status_filter: QComboBox
    zone_filter: QComboBox
    problems_filter: QCheckBox
    count_label: QLabel
    patch_splitter: QSplitter
    patch_view: QTableView
    card_view: QTextBrowser
    problem_view: QListView
    problems_head: QLabel
    campaign_label: QLabel
    campaign_box: QWidget
    create_campaign_button: QToolButton
    load_plan_button: QToolButton
    load_layers_button: QToolButton
    record_status_button: QToolButton
    record_decision_button: QToolButton
    layer_combo: QgsMapLayerComboBox
    year_field_combo: QgsFieldComboBox
    counted_combo: QgsCheckableComboBox
    review_combo: QgsCheckableComboBox
    townships_combo: QgsMapLayerComboBox
    township_name_combo: QgsFieldComboBox
    targets_combo: QgsMapLayerComboBox
    cutoff_check: QCheckBox
    cutoff_edit: QDateEdit
    guess_button: QPushButton
    runs_place: QVBoxLayout
    button_box: QWidget
    classify_button: QToolButton
    summarise_button: QToolButton
    export_button: QToolButton
    maps_button: QToolButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self.setObjectName("MineRemediationDock")
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.tabs, self.townships_view, self.chart = TabStrip(self), TownshipView(self), ChartView(self)
        self.tab_place.addWidget(self.tabs)
        self.township_place.addWidget(self.townships_view)
        self.chart_place.addWidget(self.chart)
        row = FlowLayout(self.button_box)
        for button in (self.classify_button, self.summarise_button, self.export_button, self.maps_button):
            row.addWidget(button)
        campaign_row = FlowLayout(self.campaign_box)
        for name in (CREATE_CAMPAIGN, *CAMPAIGN_ALGORITHMS):
            campaign_row.addWidget(self.campaign_button(name))
        # kept as attributes: a view does not own its delegate, and Python would drop it
        self.bullets, self.cells = BulletDelegate(self.progress_view), CellBarDelegate(self.townships_view)
        self.sentences = SentenceDelegate(self.problem_view)
        self.progress_view.setItemDelegate(self.bullets)
        self.townships_view.setItemDelegate(self.cells)
        self.problem_view.setItemDelegate(self.sentences)
        kept = self.rebuild_bar.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # nothing moves when a rebuild begins
        self.rebuild_bar.setSizePolicy(kept)
        self.rebuild_bar.hide()
        self.headline.setTextFormat(Qt.TextFormat.RichText)
        self.banner.hide()
        self.filter_box.hide()
        self._refit = QTimer(self)
        self._refit.setSingleShot(True)
        self._refit.setInterval(0)
        self._refit.timeout.connect(self.fit_heights)
        for view in (self.progress_view, self.problem_view):
            view.viewport().installEventFilter(self)
        self._shape_tables()
        self._word()
        self._dress()
        self.drops = DropZone(self)

    def field_combo(self, name: str) -> QgsFieldComboBox:
        """The combo box of a field, by one of ``FIELDS``."""
        return getattr(self, f"{name}_field_combo")

    def zone_combo(self, zone_class: str) -> QgsCheckableComboBox:
        """The combo box of the layers of a zone class."""
        return getattr(self, f"{zone_class.lower()}_combo")

    def zone_distance(self, zone_class: str) -> QDoubleSpinBox:
        """The distance of a zone class; ``NOT_SET`` where none is given."""
        return getattr(self, f"{zone_class.lower()}_distance")

    def campaign_button(self, algorithm: str) -> QToolButton:
        """The button that opens an algorithm of campaigns."""
        return getattr(self, f"{CAMPAIGN_BUTTONS[algorithm]}_button")

    def show_campaign(self, text: str) -> None:
        """Show *text* on the campaign that gives everything, empty: none; what it gives cannot be changed here."""
        given = bool(text)
        self.campaign_label.setText(text)
        for widget in (self.campaign_label, *map(self.campaign_button, CAMPAIGN_ALGORITHMS)):
            widget.setVisible(given)
        for name in ("year", "date", "category", "status", "zone"):
            for widget in (self.field_combo(name), getattr(self, f"{name}_field_label")):
                widget.setVisible(not given)
        for widget in (self.sources_head, self.guess_button):
            widget.setVisible(not given)
        fixed = [self.layer_combo, self.field_combo("id"), self.counted_combo, self.townships_combo, self.targets_combo]
        fixed += [self.township_name_combo, *map(self.zone_combo, ZONE_CLASSES), *map(self.zone_distance, ZONE_CLASSES)]
        for widget in fixed:
            widget.setEnabled(not given)

    def show_page(self, page: int) -> None:
        """Bring *page* to the front."""
        self.tabs.setCurrentIndex(page)

    def fit_heights(self) -> None:
        """Make the lists on the Progress page as high as what they hold: the page scrolls, they do not."""
        rows = self.progress_view.model()
        if rows is not None:
            heights = [
                self.progress_view.sizeHintForIndex(rows.index(place, 0)).height() for place in range(rows.rowCount())
            ]
            self.progress_view.setFixedHeight(sum(heights))
            self.progress_view.doItemsLayout()
        self.deadline_view.resizeRowsToContents()
        self.deadline_view.setFixedHeight(self.deadline_view.verticalHeader().length())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Texts wrap anew when a list gets another width, be it only by a scroll bar that comes or goes."""
        if event.type() == QEvent.Type.Resize:
            if watched is self.progress_view.viewport():
                self._refit.start()
            elif watched is self.problem_view.viewport():
                self.problem_view.scheduleDelayedItemsLayout()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange) and hasattr(self, "cells"):
            self._shape_tables()
            self._dress()

    def _shape_tables(self) -> None:
        height = self.fontMetrics().height() + 6
        for view in (self.patch_view, self.deadline_view):
            rows = view.verticalHeader()
            rows.hide()
            rows.setDefaultSectionSize(height)
            view.horizontalHeader().setHighlightSections(False)
        self.patch_view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.patch_view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.deadline_view.horizontalHeader().hide()
        self.deadline_view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def _dress(self) -> None:
        """Symbols, and the two ranks of text besides the plain one: heads and quiet."""
        self.digitising_button.setIcon(looks.icon("digitising"))
        self.help_button.setIcon(looks.theme_icon("mActionHelpContents"))
        self.copy_button.setIcon(looks.theme_icon("mActionEditCopy"))
        self.filter_button.setIcon(looks.theme_icon("mActionFilter2"))
        shown = self.palette()
        muted = looks.quiet(shown)
        for name in QUIET_LABELS:
            label = getattr(self, name)
            dressed = label.palette()
            dressed.setColor(QPalette.ColorRole.WindowText, muted)
            label.setPalette(dressed)
        for name in (*HEADS, "headline"):
            label = getattr(self, name)
            font = label.font()
            font.setBold(True)
            label.setFont(font)
        for view in (self.progress_view, self.deadline_view, self.problem_view, self.card_view):
            view.viewport().setAutoFillBackground(False)

    def _word(self) -> None:
        self.setWindowTitle(tr("Mine Remediation"))
        names = (tr("Progress"), tr("Townships"), tr("Patches"), tr("Issues"), tr("Sources"))
        for symbol, name in zip(("progress", "townships", "patches", "problems", "sources"), names):
            self.tabs.add(looks.icon(symbol), name)
        self._word_pages()
        self._word_sources()
        for button, text in (
            (self.classify_button, tr("Classify…")),
            (self.summarise_button, tr("Summarize…")),
            (self.export_button, tr("Export…")),
            (self.maps_button, tr("Maps…")),
            (self.create_campaign_button, tr("New Campaign…")),
            (self.load_plan_button, tr("Load Plan…")),
            (self.load_layers_button, tr("Load Layers…")),
            (self.record_status_button, tr("Record Status…")),
            (self.record_decision_button, tr("Record Decision…")),
        ):
            button.setText(text)
        tips = {
            self.create_campaign_button: tr("A folder with database, forms and history; it is opened when it is made"),
            self.load_plan_button: tr("Targets, deadlines and contradictions of a work plan"),
            self.load_layers_button: tr("Patches, townships, zones, mines, licences or photos of a layer"),
            self.record_status_button: tr("A dated step of patches, such as an acceptance"),
            self.record_decision_button: tr("What the office decides: target set, counting step, an open item"),
            self.help_button: tr("Open the manual"),
            self.digitising_button: tr("Show the area of the polygon while it is being drawn"),
            self.copy_button: tr("Copy the table to the clipboard"),
            self.filter_button: tr("Filter by township, year, category, status and zone class"),
            self.period_combo: tr("Year, or cumulative to the cut-off date"),
            self.target_set_combo: tr("Target set"),
        }
        for widget, tip in tips.items():
            widget.setToolTip(tip)
            widget.setAccessibleName(tip)

    def _word_pages(self) -> None:
        self.calendar_head.setText(tr("Due next"))
        self.mu_button.setText(tr("mu"))
        self.ha_button.setText(tr("ha"))
        self.search_edit.setPlaceholderText(tr("Number, name, township…"))
        self.problems_filter.setText(tr("Has a problem"))
        self.townships_view.setAccessibleName(tr("Counted area by township and year"))
        self.patch_view.setAccessibleName(tr("Patches"))
        self.progress_view.setAccessibleName(tr("Progress"))

    def _word_sources(self) -> None:
        labels = {
            "layer": tr("Mine patches"),
            "id_field": tr("Patch number field"),
            "year_field": tr("Year field"),
            "date_field": tr("Date field"),
            "category_field": tr("Category field"),
            "status_field": tr("Status field"),
            "zone_field": tr("Zone field"),
            "counted": tr("Counted statuses"),
            "review": tr("Under review"),
            "townships": tr("Townships"),
            "township_name": tr("Township name field"),
            "targets": tr("Targets"),
            "cutoff": tr("Cut-off date"),
        }
        for name, text in labels.items():
            getattr(self, f"{name}_label").setText(text)
        for zone_class in ZONE_CLASSES:
            getattr(self, f"{zone_class.lower()}_label").setText(zone_class_name(zone_class))
            spin = self.zone_distance(zone_class)
            spin.setSpecialValueText(tr("not set"))
            spin.setSuffix(tr(" m"))
            self.zone_combo(zone_class).setDefaultText(tr("No layer"))
        self.counted_combo.setDefaultText(tr("All patches count"))
        self.review_combo.setDefaultText(tr("None"))
        self.cutoff_check.setText(tr("fixed"))
        self.cutoff_check.setToolTip(tr("Without a fixed date the cut-off is today."))
        self.guess_button.setText(tr("Guess Again"))
        self.sources_head.setText(tr("Guessed from the names; kept in the project."))
        self.zones_head.setText(
            tr(
                "Priority zones: layers and distance. "
                "Distances of lines stay provisional until the office confirms them."
            )
        )
