"""Writing what ``exportprogress`` makes: one result, three files, each beside its place and swapped in.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

from dataclasses import replace
from math import fsum
from pathlib import Path
from typing import Any

import pandas as pd
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingContext, QgsProcessingFeedback

from ..engine.ground import patch_table, township_shares, zone_table
from ..engine.problems import Level, Refusal, warning
from ..engine.progress import Part, Progress, check
from ..engine.results import ProgressResult
from ..libraries import optional
from ..reports import layers
from ..reports.map_spec import MapSpec, Shapes, county_spec
from ..reports.maps import MapReport, county_map
from ..reports.words import area_basis, township_name
from ..reports.workbook import write_workbook
from ..texts import tr
from .base import MineAlgorithm, tell
from .destinations import file_target
from .export_progress import GEOPACKAGE, MAP, WORKBOOK
from .messages import notice_text
from .runs import CLASSIFIED, Run, Summarised
from .sources import Carried, carry, original_values
from .swapping import Siblings

SUFFIXES = {GEOPACKAGE: (".gpkg",), WORKBOOK: (".xlsx",), MAP: (".png", ".pdf")}
PATCH_FIELDS = [*CLASSIFIED, "area_mu_printed", "counted", "counted_mu", "counted_mu_printed", "counted_zone_mu"]


def asked_files(
    algorithm: MineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
) -> dict[str, Path]:
    """Paths of the files that are asked for; the workbook is left out, with a warning, where XlsxWriter is missing.

    Raises:
        Refusal: nothing asked for, or only a workbook that cannot be made.
    """
    paths = {name: file_target(algorithm, parameters, name, context, ends) for name, ends in SUFFIXES.items()}
    asked = {name: path for name, path in paths.items() if path is not None}
    if not asked:
        raise Refusal("nothing_asked")
    if WORKBOOK in asked and optional("xlsxwriter") is None:
        if len(asked) == 1:
            raise Refusal("xlsxwriter_missing")
        tell([warning("xlsxwriter_missing")], feedback)
        del asked[WORKBOOK]
    return asked


class Export:
    """The files of one run, all from one :class:`ProgressResult`."""

    def __init__(self, run: Run, done: Summarised, title: str, feedback: QgsProcessingFeedback) -> None:
        self._run, self._done, self._feedback = run, done, feedback
        summary = done.accounting.summary
        tell(summary.notices, feedback)
        warnings = [notice_text(each) for each in summary.notices if each.level is Level.WARNING]
        self.result = _result(run, done, title, warnings)

    def write(self, targets: dict[str, Path], progress: Progress) -> dict[str, Any]:
        """Write the files asked for, all of them or none; returns the outputs of the algorithm."""
        makers = {GEOPACKAGE: self.write_layers, WORKBOOK: self._workbook, MAP: self.write_map}
        with Siblings(self._run.algorithm.run_id) as siblings:
            for number, (name, target) in enumerate(targets.items()):
                check(progress)
                with siblings.making(target) as waiting:
                    makers[name](waiting.sibling, Part(progress, number / len(targets), (number + 1) / len(targets)))
            progress.report(1.0)
            check(progress)  # from here on it is too late to cancel
            places = siblings.swap_in()
        tell([notice for _, notice in places.values() if notice is not None], self._feedback)
        return {name: str(places[target][0]) for name, target in targets.items()}

    def _workbook(self, path: Path, progress: Progress) -> None:
        write_workbook(path, self.result, progress)

    def write_layers(self, path: Path, progress: Progress) -> None:
        """The GeoPackage, read again afterwards; refuses where it differs."""
        specs = self.specs()
        pairs = list(self.result.provenance.itertuples(index=False, name=None))
        layers.write_geopackage(path, specs, layers.Description(self.result.title, pairs), progress)
        layers.check_geopackage(path, self.expected(specs))

    def write_map(self, path: Path, progress: Progress) -> None:
        """The county map, with what is to be said of it."""
        self.tell_of_map(county_map(path, self.map_spec(), progress=progress))

    def map_spec(self, *, with_status: bool = True, with_zones: bool = True) -> MapSpec:
        """What a map of this run says; without status by zone class, without both by category."""
        done, result = self._done, self.result if with_zones else replace(self.result, zone_classes=[])
        names = [done.patch_input.table.name, done.townships.name]
        note = tr("SYNTHETIC sample data") if any("SYNTHETIC" in name for name in names) else ""
        townships, patches = _shapes(done.townships), _shapes(done.patch_input.table)
        source = tr("; ").join(names)
        subtitle = self._subtitle()
        return county_spec(result, townships, patches, subtitle, source, note, with_status=with_status)

    def tell_of_map(self, report: MapReport) -> None:
        """Warnings, and labels without room."""
        for sentence in report.warnings:
            self._feedback.pushWarning(sentence)
        if report.unplaced:
            tell([warning("labels_without_room", count=len(report.unplaced), names=report.unplaced)], self._feedback)

    def _subtitle(self) -> str:
        cutoff = self._done.choice.counting.cutoff
        if cutoff is None:
            text = tr("No cut-off date; figures in mu")
        else:
            text = tr("Up to {date}; figures in mu").format(date=cutoff.isoformat())
        basis = self.result.basis
        return tr("{first}; {second}").format(first=text, second=area_basis(basis)) if basis else text

    def date_text(self) -> str:
        """Up to which date it counts, in a few words."""
        cutoff = self._done.choice.counting.cutoff
        return tr("Present state") if cutoff is None else tr("Up to {date}").format(date=cutoff.isoformat())

    def specs(self) -> list[layers.LayerSpec]:
        """The layers and tables of the GeoPackage, in their order."""
        result, accounting = self.result, self._done.accounting
        snapshot = self._run.snapshots.patches
        converted = ["figure_mu"] if result.basis else []
        patches = carry(self._done.patch_input.table, [*PATCH_FIELDS, *converted])
        townships = carry(self._done.townships, township_fields(result))
        tell([*patches.notices, *townships.notices], self._feedback)
        specs = [
            _carried("patches", patches, result.patches, self._done),
            _carried("townships", townships, result.townships, self._done),
            layers.geometry_spec("pieces", result.pieces, accounting.piece_shapes(), snapshot.crs),
            layers.geometry_spec("overlaps", result.overlaps, accounting.overlap_shapes(), snapshot.crs),
            layers.table_spec("area_summary", result.area_summary),
        ]
        if result.zone_classes:
            specs.append(layers.table_spec("zone_summary", result.zone_summary))
        if result.target_progress is not None:
            specs.append(layers.table_spec("target_progress", result.target_progress))
        return [*specs, layers.table_spec("provenance", result.provenance)]

    def expected(self, specs: list[layers.LayerSpec]) -> dict[str, tuple[int, dict[str, float]]]:
        """What the GeoPackage must hold: rows and sums of each of *specs*."""
        result = self.result
        sums = {"patches": "area_mu", "townships": "remediated_mu", "pieces": "area_mu", "overlaps": "area_mu"}
        sums["area_summary"] = "area_mu"
        expected: dict[str, tuple[int, dict[str, float]]] = {}
        for spec in specs:
            frame = getattr(result, spec.name)
            figure = sums.get(spec.name)
            values = {figure: fsum(frame[figure].dropna())} if figure else {}
            expected[spec.name] = (len(frame), values)
        return expected


def township_fields(result: ProgressResult) -> list[str]:
    """Our fields of the townships, behind those of the input."""
    return [name for name in result.townships.columns if name != "township"]


def _carried(name: str, carried: Carried, frame: pd.DataFrame, done: Summarised) -> layers.LayerSpec:
    """The features of an input with our fields behind their own."""
    snapshot = carried.table.snapshot
    own = layers.QgsFields()
    for place in carried.kept:
        own.append(snapshot.fields[place])
    styling = layers.Styling(
        name_field=done.choice.township_name,
        category_field=done.choice.category or "",
        status_field=done.choice.status or "",
    )
    source = layers.LayerSpec(name, own, snapshot.crs, snapshot.wkb_type, original_values(carried), styling)
    return layers.joined_spec(name, source, frame[carried.ours])


def _shapes(table: Any) -> Shapes:
    crs: QgsCoordinateReferenceSystem = table.snapshot.crs
    wkb = [feature.geometry().asWkb().data() or None for feature in table.features or ()]
    return Shapes(wkb, crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))


def _result(run: Run, done: Summarised, title: str, warnings: list[str]) -> ProgressResult:
    summary = done.accounting.summary
    patches = patch_table(done.patches, done.accounting, done.classified)
    shares = township_shares(done.accounting, patches["counted_mu_printed"].to_numpy(), len(patches))
    patches["township_parts"] = [_parts_text(each) for each in shares]
    zones = zone_table(done.accounting, done.classified) if done.classified else pd.DataFrame()
    return ProgressResult(
        title=title,
        figures=summary.figures,
        account=summary.account,
        townships_order=summary.township_names,
        years=summary.years,
        categories=summary.categories,
        zone_classes=done.classified.zones.given if done.classified else [],
        patches=patches,
        townships=summary.townships,
        pieces=summary.pieces,
        overlaps=summary.overlaps,
        area_summary=summary.area_summary,
        zone_summary=zones,
        target_progress=summary.target_progress,
        provenance=pd.DataFrame(run.provenance, columns=["key", "value"]),
        notices=warnings,
        basis=done.choice.basis,
    )


def _parts_text(shares: list[tuple[Any, float]]) -> str | None:
    parts = [f"{township_name(name)} {mu:.2f}" for name, mu in shares]
    return tr("; ").join(parts) or None
