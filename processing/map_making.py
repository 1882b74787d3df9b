"""Making maps: what is asked for, from one run to the files of a folder. Needs the computing libraries."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
)

from ..engine.problems import Notice, Refusal, warning
from ..engine.progress import Part, Progress, check
from ..reports import maps
from ..reports.map_compare import Earlier, compared
from ..reports.map_plan import file_name
from ..reports.map_project import take_over, write_pointed, write_project
from ..reports.map_text import Imprint
from ..texts import tr
from . import export_maps as e
from . import parameters as p
from .base import tell
from .destinations import file_target
from .exporting import Export
from .report_folder import report_folder
from .runs import Run, Summarised
from .sources import given_values
from .swapping import Siblings, cleared_away

_NAMED = 20  # pages left out that the log names


@dataclass(frozen=True)
class Wishes:
    """What the parameters say beside those of the main job; *basemap* are copies that belong to no thread."""

    kind: str
    page: str
    formats: tuple[str, ...]
    dpi: int
    imprint: Imprint
    title: str
    template: Path | None = None
    compare_with: Path | None = None
    project: Path | None = None
    basemap: list[QgsMapLayer] = field(default_factory=list)


def read_wishes(algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> Wishes:
    """Main thread: everything that the parameters name, checked.

    Raises ``Refusal``: ``template_missing`` (path), ``layer_not_loaded`` (parameter, value).
    """

    def text(name: str) -> str:
        return p.text_of(algorithm, parameters, name, context) or "" if algorithm.parameterDefinition(name) else ""

    def path(name: str) -> Path | None:
        return Path(text(name)) if text(name) else None

    formats = algorithm.parameterAsEnumStrings(parameters, e.FORMATS, context)
    wanted = tuple(each for each in e.FORMAT_NAMES if each in formats)
    template = path(e.TEMPLATE)
    if template is not None and not template.is_file():
        raise Refusal("template_missing", path=str(template))
    return Wishes(
        kind=str(algorithm.parameterAsEnumString(parameters, e.KIND, context)),
        page=str(algorithm.parameterAsEnumString(parameters, e.PAGE, context)),
        formats=wanted,
        dpi=algorithm.parameterAsInt(parameters, e.DPI, context),
        imprint=Imprint(text(e.AUTHOR), text(e.CLASSIFICATION), text(e.APPROVAL_NO)),
        title=text(e.TITLE) or tr("Progress of mine land restoration"),
        template=template,
        compare_with=path(e.COMPARE_WITH),
        project=file_target(algorithm, parameters, e.PROJECT, context, (".qgz",)),
        basemap=_copies(algorithm, parameters, context),
    )


def _copies(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> list[QgsMapLayer]:
    """Copies of the layers of the base map, given up by this thread so that the worker can take them."""
    label = algorithm.parameterDefinition(e.BASEMAP).description()
    found = []
    for value in given_values(parameters.get(e.BASEMAP), context):
        layer = value if isinstance(value, QgsMapLayer) else QgsProcessingUtils.mapLayerFromString(str(value), context)
        if layer is None or not layer.isValid():
            raise Refusal("layer_not_loaded", parameter=label, value=str(value))
        copy = layer.clone()
        copy.moveToThread(None)
        found.append(copy)
    return found


class Maker:
    """The maps of one run, all from one result."""

    def __init__(
        self,
        run: Run,
        done: Summarised,
        wishes: Wishes,
        earlier: Earlier | None,
        feedback: QgsProcessingFeedback,
    ) -> None:
        self._run, self._done, self._wishes, self._earlier = run, done, wishes, earlier
        self._feedback = feedback
        self._export = Export(run, done, wishes.title, feedback)

    def write(self, folder: Path, progress: Progress) -> dict[str, Any]:
        """Every file, all of them or none; folder, project and number of pages."""
        progress.report(0.0, tr("Drawing the maps"))
        with closing(self._sheet(Part(progress, 0.0, 0.2))) as sheet:
            return self._write(sheet, folder, progress)

    def _write(self, sheet: maps.Sheet, folder: Path, progress: Progress) -> dict[str, Any]:
        self._tell(sheet)
        outputs: dict[str, Any] = {e.PAGES: max(1, len(sheet.pages))}
        with _Project(self._run.algorithm.run_id) as project, report_folder(folder) as made:
            self._files(sheet, made.path, Part(progress, 0.2, 0.95))
            if self._wishes.project is not None:
                project.make(sheet, self._wishes.project, self._wishes.title)
            check(progress)  # from here on it is too late to cancel
            outputs[e.FOLDER] = str(made.publish(self._name()))
            places = project.swap_in()
        tell([notice for _, notice in places.values() if notice is not None], self._feedback)
        if self._wishes.project is not None:
            outputs[e.PROJECT] = str(places[self._wishes.project][0])
        self._feedback.pushInfo(tr("The maps lie in “{folder}”.").format(folder=outputs[e.FOLDER]))
        return outputs

    def _name(self) -> str:
        cutoff = self._done.choice.counting.cutoff
        return "_".join(filter(None, (cutoff.isoformat() if cutoff else "", self._wishes.kind)))

    def _sheet(self, progress: Progress) -> maps.Sheet:
        wishes, earlier = self._wishes, self._earlier
        zones = earlier is None or bool(earlier.zones)  # two states by what both know: zone class, or category
        spec = self._export.map_spec(with_status=earlier is None, with_zones=zones)
        for layer in wishes.basemap:
            take_over(layer)
        style = maps.Style(wishes.page, wishes.imprint, wishes.basemap, wishes.template)
        if wishes.kind == e.TOWNSHIP_ATLAS:
            return maps.township_atlas(spec, self._export.result, style, progress)
        if wishes.kind == e.PATCH_ATLAS:
            return maps.patch_atlas(spec, self._export.result, style, progress)
        if earlier is not None:
            pair = compared(earlier, spec, self._export.date_text())
            return maps.ComparisonSheet(pair, style, progress)
        return maps.CountySheet(spec, style, progress)

    def _tell(self, sheet: maps.Sheet) -> None:
        self._export.tell_of_map(sheet.report)
        if sheet.skipped:
            names = [*sheet.skipped[:_NAMED], *(["…"] if len(sheet.skipped) > _NAMED else [])]
            tell([warning("pages_skipped", count=len(sheet.skipped), names=names)], self._feedback)

    def _files(self, sheet: maps.Sheet, folder: Path, progress: Progress) -> None:
        formats = self._wishes.formats
        for number, ending in enumerate(formats):
            part = Part(progress, number / len(formats), (number + 1) / len(formats))
            check(part)
            paths = [folder / f"{name}.{ending}" for name in self._names(sheet.pages if ending != maps.PDF else [])]
            with cleared_away(paths[0], paths[0]):
                draw = sheet.export_pages if ending != maps.PDF else lambda found, *rest: sheet.export(found[0], *rest)
                draw(paths, self._wishes.dpi, part)

    def _names(self, pages: Sequence[str]) -> list[str]:
        """Names of the files without ending: of the only one, or of each page."""
        width = len(str(len(pages)))
        numbered = [file_name(self._wishes.kind, f"{i:0{width}}", page) for i, page in enumerate(pages, 1)]
        return numbered or [self._wishes.kind]


class _Project:
    """The project and its layers, the layers put in place first: where these lie is what the project says.

    A context manager as :class:`.swapping.Siblings` is one.
    """

    def __init__(self, run_id: str) -> None:
        self._layers, self._projects = Siblings(run_id), Siblings(run_id)
        self._made: tuple[Path, Path, str, bytes] | None = None

    def __enter__(self) -> _Project:
        return self

    def __exit__(self, *error: Any) -> None:
        self._projects.__exit__(*error)
        self._layers.__exit__(*error)

    def make(self, sheet: maps.Sheet, target: Path, title: str) -> None:
        """Make both beside their places."""
        layers = target.with_name(f"{target.stem}_layers.gpkg")
        with self._layers.making(layers) as data, self._projects.making(target) as project:
            write_project(sheet, project.sibling, data.sibling, title)
            content, former = project.sibling.read_bytes(), data.sibling.name
            write_pointed(project.sibling, content, former, layers.name)
        self._made = target, layers, former, content

    def swap_in(self) -> dict[Path, tuple[Path, Notice | None]]:
        """Put both in place, as :meth:`.swapping.Siblings.swap_in` does."""
        if self._made is None:
            return {}
        target, layers, former, content = self._made
        places = self._layers.swap_in()
        final = places[layers][0]
        if final.name != layers.name:  # the former layers had to stay
            with self._projects.making(target) as project:
                write_pointed(project.sibling, content, former, final.name)
        return {**places, **self._projects.swap_in()}
