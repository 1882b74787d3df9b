"""Makes the live account of a layer: snapshots in the main thread, reading and computing in a task.

Imported only where the computing libraries are there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from qgis.core import QgsFields, QgsMessageLog, QgsProcessingContext, QgsProject, QgsTask, QgsVectorLayer

from ..engine.live import LiveAccount
from ..engine.patches import Counting
from ..engine.problems import Cancelled, Level, Notice, Refusal
from ..engine.progress import Part, Progress, Silent
from ..engine.reasons import Reasons, extent_of
from ..engine.scheme import CLASSES, LINE_CLASSES
from ..engine.targets import choose_set
from ..engine.townships import prepare_townships
from ..engine.zones import ZoneClass, build_zones
from ..texts import tr
from . import live_values as values
from .campaign_live import CampaignMaterial, Register, counted, take_campaign
from .guessing import is_date_field
from .live_account import Account, ChosenTargets, Material, refused
from .messages import refusal_text
from .reading import AccountingChoice, patch_layer, read_patches, read_targets_table, read_townships, read_zone_layer
from .sources import LayerSnapshot, snapshot_layer

Taken = Callable[[], Material]


def take(sources: values.Sources, layer: QgsVectorLayer, today: date) -> Taken:
    """Snapshots of the layers of *sources*; main thread only. The function returned completes them in any thread.

    Both raise ``Refusal``.
    """
    if sources.campaign:
        begun = take_campaign(sources, layer)
        return lambda: _of_campaign(counted(begun), today)
    material = _of_layers(sources, layer, today)
    return lambda: material


def _of_layers(sources: values.Sources, layer: QgsVectorLayer, today: date) -> Material:
    project = QgsProject.instance()
    context = QgsProcessingContext()
    context.setProject(project)

    def snapshot(layer_id: str) -> LayerSnapshot | None:
        found = project.mapLayer(layer_id)
        return snapshot_layer(found, context) if isinstance(found, QgsVectorLayer) and found.isValid() else None

    townships = snapshot(sources.townships_id)
    if townships is None or not sources.township_name_field:
        raise Refusal("input_invalid", parameter=tr("Townships"))
    patches = snapshot_layer(layer, context)
    choice = choice_of(sources, patches.fields, today)
    zones = {name: [snapshot(each) for each in sources.zone_layers.get(name, ())] for name in CLASSES}
    return Material(
        sources,
        choice,
        sources.cutoff or today,
        patches,
        townships,
        snapshot(sources.targets_id),
        {name: [each for each in found if each is not None] for name, found in zones.items()},
    )


def _of_campaign(campaign: CampaignMaterial, today: date) -> Material:
    sources = campaign.sources
    choice = choice_of(sources, campaign.patches.fields, today)
    day = sources.cutoff or today
    layers = (campaign.patches, campaign.townships, campaign.targets, campaign.zones)
    return Material(sources, choice, day, *layers, campaign)


def choice_of(sources: values.Sources, fields: QgsFields, today: date) -> AccountingChoice:
    """Fields and what counts; without a cut-off it is *today* where there are dates."""
    dated = bool(sources.date_field) or is_date_field(fields, sources.year_field)
    cutoff = sources.cutoff or (today if dated else None)
    statuses = list(sources.counted_statuses) if sources.status_field else []
    review = tuple(sources.review_statuses) if sources.status_field else ()
    return AccountingChoice(
        id_field=sources.id_field or None,
        year=sources.year_field or None,
        date=sources.date_field or None,
        category=sources.category_field or None,
        zone=sources.zone_field or None,
        status=sources.status_field or None,
        township_name=sources.township_name_field,
        counting=Counting(statuses or None, cutoff, review=review),
        target_set=sources.target_set or None,
        stated=sources.stated_field or None,
        basis=sources.basis,
    )


class _TaskProgress:
    """A QGIS task seen as the engine's progress."""

    def __init__(self, task: QgsTask) -> None:
        self._task = task

    def report(self, fraction: float, message: str = "") -> None:
        self._task.setProgress(100 * fraction)

    def cancelled(self) -> bool:
        return self._task.isCanceled()


class Rebuild(QgsTask):
    """Fills the account of what was *taken*; *told* gets the task in the main thread when it has ended.

    Afterwards ``account`` is there, or ``sentence`` says why not, or it was cancelled. ``in_between`` where somebody
    wrote the file while it was read, as saving an edit does: another try will do.
    """

    def __init__(self, taken: Taken, told: Callable[[Rebuild], None]) -> None:
        super().__init__(tr("Live figures of the mine patches"), QgsTask.Flag.CanCancel)
        self._taken, self._told = taken, told
        self.account: Account | None = None
        self.sentence = ""
        self.in_between = False

    def run(self) -> bool:
        """Worker thread."""
        try:
            with refused():
                self.account = build(self._taken(), _TaskProgress(self))
                self.account.patch_rows()  # the list of patches is asked for at once, and QGIS would wait for it
        except Cancelled:
            return False
        except Refusal as refusal:
            self.sentence, self.in_between = refusal_text(refusal), refusal.code == "input_changed"
        except Exception as error:  # noqa: BLE001 (a task that raises would only vanish)
            QgsMessageLog.logMessage(repr(error), "Mine Remediation")
            self.sentence = tr("The live figures could not be made: {error}").format(error=error)
        return self.account is not None

    def finished(self, result: bool) -> None:
        """Main thread."""
        self._told(self)


def build(material: Material, progress: Progress | None = None) -> Account:
    """Read everything and fill the account. Raises Refusal and Cancelled."""
    progress = progress or Silent()
    township_layer, table = read_townships(
        material.townships, material.sources.township_name_field, Part(progress, 0.0, 0.02), carry=False
    )
    townships = prepare_townships(township_layer, Part(progress, 0.02, 0.05))
    targets, told = _targets(material)
    choice = material.choice
    patches = read_patches(material.patches, choice.fields, choice.id_field, Part(progress, 0.05, 0.4), carry=False)
    register = None
    if material.campaign is not None:
        register = Register(patches, choice, material.campaign.edits)
        patches = register.with_edits(patches, material.campaign.edits)
    layer = patch_layer(patches, choice)
    extent = extent_of([(layer.geometry, layer.crs), (township_layer.geometry, township_layer.crs)])
    reasons, zone_notices = _reasons(material, extent, townships.cells.geometry, Part(progress, 0.4, 0.5))
    account = LiveAccount(townships, choice.counting, targets.rows, reasons)
    account.fill(layer, patches.table.fids, Part(progress, 0.5, 1.0))
    notices = [*patches.notices, *table.notices, *told, *zone_notices]
    return Account(material, account, targets, notices, register)


def _reasons(material: Material, extent: Any, places: Any, progress: Progress) -> tuple[Reasons | None, list[Notice]]:
    """The zones, prepared; None where none is chosen, or where they cannot be used, which is told."""
    classes, notices = [], []
    try:
        for name, snapshots in material.zones.items():
            read = [read_zone_layer(each, progress) for each in snapshots]
            notices += [notice for _, told in read for notice in told]
            distance = material.sources.zone_distances.get(name, None if name in LINE_CLASSES else 0.0)
            classes.append(ZoneClass(name, [layer for layer, _ in read], distance))
        if not any(each.layers for each in classes):
            return None, []
        zones = build_zones(classes, extent, progress)
    except Refusal as refusal:
        return None, [Notice(refusal.code, Level.WARNING, refusal.values)]
    reasons = Reasons(zones)
    reasons.warm(places)
    return reasons, [*notices, *zones.notices]


def _targets(material: Material) -> tuple[ChosenTargets, list[Notice]]:
    """A table that cannot be used leaves the figures without targets, and says why."""
    if material.targets is None:
        return ChosenTargets(None), []
    sets: tuple[str, ...] = ()
    try:
        targets = read_targets_table(material.targets, Silent())
        sets = tuple(dict.fromkeys(row.target_set for row in targets.rows if row.target_set))
        rows = choose_set(targets, material.choice.target_set)
        if any(row.values for row in rows) and not material.choice.category:
            raise Refusal("no_category_field", layer=targets.layer)
    except Refusal as refusal:
        return ChosenTargets(None, sets, question=refusal_text(refusal)), []
    return ChosenTargets(rows, sets, rows[0].target_set or ""), [*targets.notices]
