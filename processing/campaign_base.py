"""What the algorithms of a campaign have in common: its file, edit sessions that are in the way, reloading."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
    QgsProject,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ..engine.problems import Refusal
from ..texts import tr
from . import parameters as p
from .base import MineAlgorithm, tell
from .sources import is_empty

CAMPAIGN = "CAMPAIGN"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]|[. ]$|^$')


@dataclass(frozen=True)
class CampaignRun:
    """What a run of these algorithms holds: the context, and the parameters as given."""

    context: QgsProcessingContext
    parameters: dict[str, Any]


class CampaignAlgorithm(MineAlgorithm):
    """Base of the algorithms on a campaign. ``WRITES``: one transaction per run, nothing while a layer is edited."""

    ICON = "mine_remediation.svg"
    WRITES = True

    def group(self) -> str:
        """Group in the toolbox."""
        return tr("Campaign")

    def groupId(self) -> str:
        """Unlocalised id of the group."""
        return "campaign"

    def add_campaign(self, *, optional: bool = False) -> None:
        """The parameter CAMPAIGN: the database, or its project."""
        file = QgsProcessingParameterFile(CAMPAIGN, tr("Campaign"), optional=optional)
        p.add(self, file, tr("The campaign's database (.gpkg) or its project (.qgz)."))

    def add_text(self, name: str, label: str, text: str, *, default: str | None = None, optional: bool = False) -> None:
        """A parameter that is a text."""
        p.add(self, QgsProcessingParameterString(name, label, default, False, optional), text)

    def add_day(self, name: str, label: str, text: str, *, optional: bool = False) -> None:
        """A parameter that is a date."""
        kind = QgsProcessingParameterDateTime.Type.Date
        p.add(self, QgsProcessingParameterDateTime(name, label, kind, None, optional), text)

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Main thread: find the database; refuse to write while this QGIS edits it."""
        from ..campaign.database import left_over

        self._run = CampaignRun(context, parameters)
        self.path = campaign_path(parameters.get(CAMPAIGN))
        if self.path is not None:
            tell(left_over(self.path), feedback)
            if self.WRITES:
                refuse_while_edited(self.path, context)

    def _computed(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """What the database refuses is a sentence too."""
        try:
            return super()._computed(parameters, context, feedback)
        except sqlite3.IntegrityError as error:
            raise Refusal("campaign_rule", file=self.database().name, detail=str(error)) from error
        except sqlite3.OperationalError as error:
            raise Refusal("campaign_not_written", file=self.database().name, detail=str(error)) from error

    def text(self, name: str) -> str:
        """A text parameter of the run, trimmed; empty where it was left empty."""
        return p.text_of(self, self._run.parameters, name, self._run.context) or ""

    def database(self) -> Path:
        """The file of the campaign; raises ``Refusal("campaign_missing", file)`` where none is given."""
        if self.path is None:
            raise Refusal("campaign_missing", file="")
        return self.path

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Main thread: show what was changed, and give a renamed database its project back."""
        if self.WRITES and self.path is not None and self.path.is_file():
            for layer in layers_of(self.path, context):
                layer.reload()
                layer.triggerRepaint()
            tell(project_restored(self.path), feedback)
        return {}


def campaign_path(value: Any) -> Path | None:
    """The GeoPackage that *value* (the file, or the project beside it) means; None where nothing is given.

    Raises ``Refusal``: ``campaign_missing`` (file), ``campaign_several`` (folder, files).
    """
    if is_empty(value):
        return None
    path = Path(str(value))
    if path.suffix.lower() in (".qgz", ".qgs"):
        beside = path.with_suffix(".gpkg")
        return beside if beside.is_file() else _only_database(path.parent)
    return path


def _only_database(folder: Path) -> Path:
    found = sorted(each for each in folder.glob("*.gpkg") if not each.name.startswith("."))
    if not found:
        raise Refusal("campaign_missing", file=str(folder))
    if len(found) > 1:
        raise Refusal("campaign_several", folder=str(folder), files=[each.name for each in found])
    return found[0]


def layers_of(path: Path, context: QgsProcessingContext) -> Iterator[QgsVectorLayer]:
    """The layers of the open project that lie in *path*. Main thread only."""
    projects = {id(each): each for each in (context.project(), QgsProject.instance()) if each is not None}
    for project in projects.values():
        for layer in project.mapLayers().values():
            if isinstance(layer, QgsVectorLayer):
                parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
                own = str(parts.get("path") or "")
                if own and Path(own).resolve() == path.resolve():
                    yield layer


def refuse_while_edited(path: Path, context: QgsProcessingContext) -> None:
    """Raises ``Refusal("campaign_edited", file, layers)`` while a layer of *path* is in edit mode in this QGIS."""
    edited = sorted({layer.name() for layer in layers_of(path, context) if layer.isEditable()})
    if edited:
        raise Refusal("campaign_edited", file=path.name, layers=edited)


def project_restored(path: Path) -> list[Any]:
    """Write the project of a database that was renamed anew, and say so."""
    from ..campaign import database
    from ..campaign.schema import CAMPAIGNS
    from ..engine.problems import warning
    from .campaign_project import write_project

    target = path.with_suffix(".qgz")
    if target.exists():
        return []
    with database.reading(path) as connection:
        title = database.active_campaign(connection)[CAMPAIGNS.name]
    write_project(path, target, title)
    return [warning("project_restored", file=path.name, project=target.name)]


def signature(reason: str = "") -> Any:
    """Who runs this, now."""
    from ..campaign.loading import Signature

    who = QgsApplication.userFullName() or QgsApplication.userLoginName()
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")  # two runs in a second are two signatures
    return Signature(who, now.replace("+00:00", "Z"), reason)


def refuse_bad_name(name: str) -> None:
    """Raises ``Refusal("campaign_name", name)`` for a name that no file may have everywhere."""
    if _FORBIDDEN.search(name):
        raise Refusal("campaign_name", name=name)
