"""The Sources page as values: fills its widgets from Sources and reads Sources from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayerProxyModel, QgsProject, QgsVectorLayer
from qgis.gui import QgsCheckableComboBox
from qgis.PyQt.QtCore import QDate, QSignalBlocker, Qt

from ..processing.live_values import Sources
from ..reports.words import status_name
from ..texts import tr
from .dock import FIELDS, NOT_SET, ZONE_CLASSES, MineDock


class SourcesForm:
    """Widgets of the Sources page ↔ Sources. Signals of the widgets are silent while it fills them."""

    def __init__(self, dock: MineDock, project: QgsProject) -> None:
        self._dock, self._project = dock, project
        self._sources = Sources()
        polygons = QgsMapLayerProxyModel.Filter.PolygonLayer
        for combo, kind in (
            (dock.layer_combo, polygons),
            (dock.townships_combo, polygons),
            (dock.targets_combo, QgsMapLayerProxyModel.Filter.VectorLayer),
        ):
            combo.setFilters(kind)
            combo.setAllowEmptyLayer(True)
            combo.setLayer(None)
        for name in FIELDS:
            dock.field_combo(name).setAllowEmptyFieldName(True)
        dock.township_name_combo.setAllowEmptyFieldName(True)

    def signals(self) -> Iterator[Any]:
        """The signals that tell of a change by the user; layer combos come first, for fields follow them."""
        dock = self._dock
        for combo in (dock.layer_combo, dock.townships_combo, dock.targets_combo):
            yield combo.layerChanged
        for name in FIELDS:
            yield dock.field_combo(name).fieldChanged
        yield dock.township_name_combo.fieldChanged
        for combo in self._lists():
            yield combo.checkedItemsChanged
        yield dock.cutoff_check.toggled
        yield dock.cutoff_edit.dateChanged
        for zone_class in ZONE_CLASSES:
            yield dock.zone_distance(zone_class).valueChanged

    def show(self, sources: Sources, statuses: Sequence[str] = ()) -> None:
        """Fill the page with *sources*; *statuses* are those that occur in the layer."""
        self._sources = sources
        with self._silent():
            self._show_layers(sources)
            self._show_statuses(sources, statuses)
            self._show_cutoff(sources.cutoff)
            self._show_zones(sources)
        self._dock.show_campaign(campaign_text(sources))

    def read(self) -> Sources:
        """What the page says now; what it does not show stays as it was."""
        dock = self._dock
        if self._sources.campaign:
            return replace(self._sources, **self._read_own())
        fields = {f"{name}_field": dock.field_combo(name).currentField() for name in FIELDS}
        return replace(
            self._sources,
            layer_id=_id(dock.layer_combo.currentLayer()),
            townships_id=_id(dock.townships_combo.currentLayer()),
            township_name_field=dock.township_name_combo.currentField(),
            targets_id=_id(dock.targets_combo.currentLayer()),
            counted_statuses=tuple(dock.counted_combo.checkedItemsData()),
            **fields,
            **self._read_own(),
            **self._read_zones(),
        )

    def _read_own(self) -> dict[str, Any]:
        """What the user chooses even where a campaign gives the rest."""
        dock = self._dock
        fixed = dock.cutoff_check.isChecked()
        review = tuple(dock.review_combo.checkedItemsData())
        return {"review_statuses": review, "cutoff": _date(dock.cutoff_edit.date()) if fixed else None}

    def follow_layers(self) -> None:
        """Give the field lists the layers that are chosen now."""
        dock = self._dock
        with self._silent():
            for name in FIELDS:
                dock.field_combo(name).setLayer(dock.layer_combo.currentLayer())
            dock.township_name_combo.setLayer(dock.townships_combo.currentLayer())
            dock.cutoff_edit.setEnabled(dock.cutoff_check.isChecked())

    def _show_layers(self, sources: Sources) -> None:
        dock, layer_of = self._dock, self._project.mapLayer
        layer, townships = layer_of(sources.layer_id), layer_of(sources.townships_id)
        dock.layer_combo.setLayer(layer)
        dock.townships_combo.setLayer(townships)
        dock.targets_combo.setLayer(layer_of(sources.targets_id))
        for name in FIELDS:
            combo = dock.field_combo(name)
            combo.setLayer(layer)
            combo.setField(getattr(sources, f"{name}_field"))
        dock.township_name_combo.setLayer(townships)
        dock.township_name_combo.setField(sources.township_name_field)

    def _show_statuses(self, sources: Sources, statuses: Sequence[str]) -> None:
        for combo, chosen in (
            (self._dock.counted_combo, sources.counted_statuses),
            (self._dock.review_combo, sources.review_statuses),
        ):
            known = list(dict.fromkeys([*statuses, *chosen]))
            _fill(combo, [(status_name(each), each) for each in known], chosen)

    def _show_cutoff(self, cutoff: date | None) -> None:
        dock = self._dock
        dock.cutoff_check.setChecked(cutoff is not None)
        dock.cutoff_edit.setEnabled(cutoff is not None)
        shown = cutoff if cutoff is not None else date.today()
        dock.cutoff_edit.setDate(QDate(shown.year, shown.month, shown.day))

    def _show_zones(self, sources: Sources) -> None:
        layers = [each for each in self._project.mapLayers().values() if isinstance(each, QgsVectorLayer)]
        names = sorted((each.name(), each.id()) for each in layers if each.isSpatial())
        for zone_class in ZONE_CLASSES:
            _fill(self._dock.zone_combo(zone_class), names, sources.zone_layers.get(zone_class, ()))
            distance = sources.zone_distances.get(zone_class)
            self._dock.zone_distance(zone_class).setValue(NOT_SET if distance is None else distance)

    def _read_zones(self) -> dict[str, dict[str, Any]]:
        layers, distances = {}, {}
        for zone_class in ZONE_CLASSES:
            checked = self._dock.zone_combo(zone_class).checkedItemsData()
            chosen = tuple(each for each in checked if self._project.mapLayer(each) is not None)
            if chosen:
                layers[zone_class] = chosen
            metres = self._dock.zone_distance(zone_class).value()
            if metres > NOT_SET:
                distances[zone_class] = metres
        return {"zone_layers": layers, "zone_distances": distances}

    def _lists(self) -> Iterator[QgsCheckableComboBox]:
        yield self._dock.counted_combo
        yield self._dock.review_combo
        for zone_class in ZONE_CLASSES:
            yield self._dock.zone_combo(zone_class)

    @contextmanager
    def _silent(self) -> Iterator[None]:
        dock = self._dock
        widgets = [dock.layer_combo, dock.townships_combo, dock.targets_combo, dock.township_name_combo]
        widgets += [dock.field_combo(name) for name in FIELDS] + list(self._lists())
        widgets += [dock.zone_distance(zone_class) for zone_class in ZONE_CLASSES]
        widgets += [dock.cutoff_check, dock.cutoff_edit]
        blockers = [QSignalBlocker(widget) for widget in widgets]
        yield
        for blocker in blockers:
            blocker.unblock()


def campaign_text(sources: Sources) -> str:
    """The campaign that gives everything, its plan, and from which step a patch counts; empty where there is none."""
    if not sources.campaign:
        return ""
    file = Path(sources.campaign).name
    lines = [tr("Campaign “{name}” ({file})").format(name=sources.campaign_name or file, file=file)]
    if sources.counted_statuses:
        counting = tr("Counted from the step: {step}").format(step=status_name(sources.counted_statuses[0]))
        plan = tr("Work plan: {plan}").format(plan=sources.plan) if sources.plan else tr("No plan is loaded.")
        lines += [counting, plan, tr("Layers, fields, zone rules and targets come from the campaign.")]
    return "\n".join(lines)


def _fill(combo: QgsCheckableComboBox, entries: Iterable[tuple[str, str]], chosen: Collection[str]) -> None:
    """Fill *combo* with entries (name shown, value), those *chosen* checked; a list that is so already stays open."""
    checked = Qt.CheckState.Checked
    wanted = [(name, value, value in chosen) for name, value in entries]
    shown = [(combo.itemText(i), combo.itemData(i), combo.itemCheckState(i) == checked) for i in range(combo.count())]
    if wanted != shown:
        combo.clear()
        for name, value, is_chosen in wanted:
            combo.addItemWithCheckState(name, checked if is_chosen else Qt.CheckState.Unchecked, value)
    combo.setToolTip("\n".join(combo.checkedItems()))


def _id(layer: Any) -> str:
    return "" if layer is None else layer.id()


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
