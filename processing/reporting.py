"""Making a report: figures and texts from one run, then every file of the folder, each by itself.

Imported only when an algorithm runs: this module needs the computing libraries.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from qgis.core import QgsProcessingFeedback

from .. import libraries
from ..campaign.codes import OFFICIAL, code_list
from ..engine.accounting import work_of
from ..engine.area import MU_PER_M2, TOLERANCE_M2, total
from ..engine.periods import Window, expected, periods
from ..engine.problems import Refusal, warning
from ..engine.progress import Part, Progress, Silent, check
from ..engine.repair import listed
from ..engine.targets import TargetRow, target_progress
from ..engine.wkb import wkb_of_blob
from ..libraries import shapely
from ..reports import manifest as m
from ..reports.charts import Look, YearBar, year_chart
from ..reports.document import write_document
from ..reports.figures import (
    FigureList,
    TargetSet,
    add_differences,
    add_expected,
    add_target_figures,
    area_figures,
    records,
)
from ..reports.form_filling import fill_form
from ..reports.report import (
    BY_DATES,
    BY_DIFFERENCE,
    NO_PERIOD,
    Comparison,
    Report,
    day_text,
    period_name,
    read_slots,
    slots_text,
)
from ..reports.templates import keys_page
from ..reports.words import year_name
from ..texts import tr
from . import parameters as p
from .base import tell
from .export_report import ACCOUNTING_BASIS
from .exporting import Export
from .messages import refusal_text
from .pictures import svg_png
from .provenance import plugin_version
from .reading import read_all_targets
from .report_folder import ReportFolder
from .runs import Run, Summarised
from .sources import LayerSnapshot, SourceTable, read_source
from .swapping import cleared_away

# different names, not only endings: where one fails, all files of its name go
DOCUMENT, WORKBOOK, MAP, LAYERS = "report.docx", "workbook.xlsx", "map.png", "progress.gpkg"
FORM = "form.xlsx"
NOTES_FILE, KEYS_FILE = "notes.txt", "keys.html"
CHART = "chart_years.png"


@dataclass(frozen=True)
class Wishes:
    """What the parameters of a report say, beside those of the main job."""

    period: str
    after: date | None
    previous: dict[str, Any] | None
    template: Path | None
    slots: dict[str, list[str]]
    maps: tuple[Path, ...]
    title: str
    texts: dict[str, str]  # issuer, recipient, contact, document_no
    parameters: dict[str, Any]  # as they stand in the manifest
    form: tuple[Path, dict[str, Any]] | None = None  # the superior office's, and its profile
    deadlines: Sequence[tuple[date, Sequence[str]]] = ()  # what is due after the cut-off: day and kinds
    open_items: Sequence[str] = ()  # what the plan leaves open, and what was decided
    campaign: str = ""  # the uuid of the campaign that keeps the report


def read_notes(path: str | None, previous: Mapping[str, Any] | None) -> dict[str, list[str]]:
    """The free texts: of the last report, replaced slot by slot by those in the file.

    Raises ``Refusal``: ``notes_unreadable`` (path, detail), ``notes_heading`` (path, heading).
    """
    slots = {key: list(lines) for key, lines in (previous or {}).get("slots", {}).items()}
    if path is None:
        return slots
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise Refusal("notes_unreadable", path=path, detail=str(error)) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refusal("notes_unreadable", path=path, detail="UTF-8, GB18030")
    try:
        return {**slots, **read_slots(text)}
    except ValueError as error:
        raise Refusal("notes_heading", path=path, heading=str(error)) from error


def map_files(folder: str | None) -> tuple[Path, ...]:
    """The pictures in the folder of maps, by name; raises ``Refusal("maps_missing", path)`` where there are none."""
    if folder is None:
        return ()
    path = Path(folder)
    found = sorted(each for each in path.glob("*") if each.suffix.lower() in (".png", ".jpg", ".jpeg", ".pdf"))
    if not found:
        raise Refusal("maps_missing", path=folder)
    return tuple(found)


class Maker:
    """Makes one report of one run."""

    def __init__(self, run: Run, done: Summarised, wishes: Wishes, feedback: QgsProcessingFeedback) -> None:
        self.run, self.done, self.wishes, self.feedback = run, done, wishes, feedback
        cutoff = done.choice.counting.cutoff
        if cutoff is None:
            raise Refusal("input_invalid", parameter=p.CUTOFF_DATE)
        self.until: date = cutoff
        self.pictures: dict[str, bytes] = {}

    def report(self, progress: Progress) -> Report:
        """Figures, comparison and texts; afterwards the manifest holds what the digest proves."""
        export = Export(self.run, self.done, self.wishes.title, self.feedback)
        self.export = export
        basis, figures = self._figures(export, Part(progress, 0.0, 0.5))
        check(progress)
        self.manifest = self._manifest(figures, Part(progress, 0.5, 1.0))
        self.run.algorithm.run_id = self.manifest["digest"]["sha256"][:12]
        provenance = pd.DataFrame(self.run.provenance, columns=["key", "value"])
        export.result = replace(export.result, provenance=provenance)
        progress.report(1.0)
        return Report(
            title=self.wishes.title, period=self.wishes.period, until=self.until, after=self.wishes.after, basis=basis,
            result=export.result, figures=figures, sets=self.sets, comparison=self._comparison(figures, basis),
            slots=self.wishes.slots, deadlines=self._deadlines(), provisional=self._provisional(),
            open_items=self.wishes.open_items,
            digest=self.manifest["digest"]["groups"], **self.wishes.texts,
        )  # fmt: skip

    # Figures ---------------------------------------------------------------------------------------------------

    @property
    def _dated(self) -> bool:
        return self.done.patches.layer.date is not None or self.done.patches.layer.year_is_date

    def _figures(self, export: Export, progress: Progress) -> tuple[str, FigureList]:
        wishes, accounting = self.wishes, self.done.accounting
        ids = np.asarray(self.done.patches.layer.ids, dtype=object)
        after = wishes.after if self._dated else None
        found = periods(accounting, Window(after, self.until), self.done.classified, progress)
        figures = area_figures(export.result, found, ids, wishes.period)
        if after is not None:
            basis = BY_DATES
            self._tell_undated(found.undated, ids)
        elif wishes.previous is not None:
            basis = BY_DIFFERENCE
            add_differences(figures, m.figure_list(wishes.previous), wishes.period, self.until.year)
        else:
            basis = NO_PERIOD
        if wishes.period == "annual":
            add_expected(figures, expected(accounting, self.until.year), export.result, ids)
        self.sets = self._target_sets()
        add_target_figures(figures, self.sets, self.until.year)
        return basis, figures

    def _tell_undated(self, rows: Any, ids: Any) -> None:
        if len(rows):
            name = self.done.patch_input.table.name
            tell([warning("outside_period", layer=name, count=len(rows), ids=listed(ids[rows]))], self.feedback)

    def _target_sets(self) -> list[TargetSet]:
        rows = read_all_targets(self.run.snapshots.targets, Silent())
        by_name: dict[str | None, list[TargetRow]] = {}
        for row in rows:
            by_name.setdefault(row.target_set, []).append(row)
        work = work_of(self.done.accounting.summary.figures)
        chosen = self.done.accounting.summary.target_progress
        own = None if chosen is None or chosen.empty else chosen["target_set"].iloc[0]
        return [
            TargetSet(name, target_progress(each, work), f"s{place}", name == own)
            for place, (name, each) in enumerate(by_name.items(), 1)
        ]

    def _comparison(self, figures: FigureList, basis: str) -> Comparison | None:
        previous = self.wishes.previous
        if previous is None:
            return None
        before, until = m.figure_list(previous), m.closed_on(previous)
        corrections = []
        if basis == BY_DATES and self.wishes.after == until:
            for of in ({}, *({"category": each} for each in self.export.result.categories if each is not None)):
                then = before.find(column="since", **of)
                now, gained = figures.find(column="since", **of), figures.find(column="period", **of)
                if then is None or now is None or gained is None:
                    continue
                if abs(now.value - gained.value - then.value) > TOLERANCE_M2 * MU_PER_M2:
                    corrections.append((now.name, then.printed, round(now.printed - gained.printed, 2)))
        changes = m.changes_since(previous, self.manifest["patches"])
        return Comparison(until, before, changes, corrections, self._other_area(previous))

    def _other_area(self, previous: Mapping[str, Any]) -> str:
        """The area by which *previous* counted, in words; empty where it is that of this report."""
        then, now = (each.get(ACCOUNTING_BASIS, OFFICIAL) for each in (previous["parameters"], self.wishes.parameters))
        labels = {code.value: code.label for code in code_list("accounting_basis").codes}
        return labels.get(then, then) if then != now else ""

    # Texts -----------------------------------------------------------------------------------------------------

    def _deadlines(self) -> list[str]:
        """What is due next, by the plan's calendar."""
        kinds = {
            "monthly": tr("monthly report"), "half_year": tr("half-year summary"), "annual": tr("annual summary"),
            "year_end": tr("end of the year's targets"), "own_plan": tr("implementation plan"),
        }  # fmt: skip
        return [
            tr("Due by {day}: {what}.").format(
                day=day_text(day), what=tr(", ").join(kinds.get(kind, kind) for kind in due)
            )
            for day, due in self.wishes.deadlines[:3]
        ]

    def _provisional(self) -> list[str]:
        """The distances, which nobody has confirmed: they stand under every figure that depends on them."""
        pairs = self.export.result.provenance.itertuples(index=False, name=None)
        return [f"{item}: {content}" for item, content in pairs if tr("provisional") in content]

    # Manifest --------------------------------------------------------------------------------------------------

    def _manifest(self, figures: FigureList, progress: Progress) -> dict[str, Any]:
        made: dict[str, Any] = {
            "format": m.FORMAT,
            "version": m.VERSION,
            "program": {"plugin": plugin_version(), "libraries": libraries.versions()},
            "inputs": self._inputs(progress),
            "parameters": self.wishes.parameters,
            "figures": m.figure_entries(figures),
            "names": {each.key: each.name for each in figures},
            "patches": self._patches(),
            "slots": {key: list(lines) for key, lines in self.wishes.slots.items()},
        }
        if self.wishes.campaign:
            made["campaign"] = {"uuid": self.wishes.campaign, "title": self.wishes.title}
        sha256 = m.digest(made)
        made["digest"] = {"sha256": sha256, "groups": m.grouped(sha256)}
        return made

    def _inputs(self, progress: Progress) -> list[dict[str, Any]]:
        snapshots = self.run.snapshots
        single = [(p.INPUT, snapshots.patches), (p.TOWNSHIPS, snapshots.townships), (p.TARGETS, snapshots.targets)]
        given = [(name, each) for name, each in single if each is not None]
        given += [(name, each) for name, layers in snapshots.zones.items() for each in layers]
        found = [_input(name, each, progress) for name, each in given]
        if self.wishes.previous is not None:
            found.append({"parameter": "PREVIOUS", "digest": self.wishes.previous["digest"]["sha256"]})
        if self.wishes.template is not None:
            sha256 = m.file_sha256(self.wishes.template)
            found.append({"parameter": "TEMPLATE", "file": self.wishes.template.name, "sha256": sha256})
        if self.wishes.form is not None:
            form, profile = self.wishes.form
            found.append({"parameter": "FORM", "file": form.name, "sha256": m.file_sha256(form), "profile": profile})
        return found

    def _patches(self) -> dict[str, list[Any]]:
        """Counted m², category and year of each patch that counts; patches of one number together."""
        patches, pieces = self.done.patches, self.done.accounting.ledger.pieces
        order = np.argsort(pieces.patch, kind="stable")
        ends = np.searchsorted(pieces.patch[order], np.arange(len(patches.layer.ids) + 1))
        found: dict[str, list[Any]] = {}
        for row, (start, end) in enumerate(zip(ends[:-1], ends[1:])):
            if start == end:
                continue
            year = patches.years[row]
            entry = [0.0, patches.category[row], None if np.isnan(year) else int(year)]
            entry = found.setdefault(str(patches.layer.ids[row]), entry)
            entry[0] += float(total(pieces.area_m2[order[start:end]]))
        return found

    # Files -----------------------------------------------------------------------------------------------------

    def write(self, folder: ReportFolder, report: Report, progress: Progress) -> dict[str, str]:
        """Every file of the report in *folder*; what fails is left out, and the manifest says why. Names by output."""
        parts: list[tuple[str, str, Callable[[Path, Progress], None]]] = [
            ("GEOPACKAGE", LAYERS, self.export.write_layers),
            ("MAP", MAP, self._map),
            ("WORKBOOK", WORKBOOK, lambda path, part: self._workbook(path, report, part)),
            ("DOCUMENT", DOCUMENT, lambda path, part: self._document(folder.path, path, report, part)),
        ]
        if self.wishes.form is not None:
            parts.append(("FILLED_FORM", FORM, lambda path, part: self._form(path, report)))
        problems: list[dict[str, str]] = []
        outputs: dict[str, str] = {}
        for place, (output, name, make) in enumerate(parts):
            check(progress)
            path = folder.path / name
            try:
                with cleared_away(path, path):
                    make(path, Part(progress, place / len(parts), (place + 1) / len(parts)))
            except Refusal as refusal:
                reason = refusal_text(refusal).replace(str(folder.path), folder.parent.name)
                problems.append({"file": name, "reason": reason})
                self.feedback.reportError(tr("“{file}” was not made: {reason}").format(file=name, reason=reason))
            else:
                outputs[output] = name if path.exists() else self._first_map(folder.path)
        self._finish(folder.path, report, problems)
        return {**outputs, "MANIFEST": m.NAME}

    def _map(self, path: Path, progress: Progress) -> None:
        if not self.wishes.maps:
            self.export.write_map(path, progress)
        for place, each in enumerate(self.wishes.maps, 1):
            path.with_name(f"map_{place:02}{each.suffix.lower()}").write_bytes(each.read_bytes())

    def _first_map(self, folder: Path) -> str:
        """The first of the office's own maps, which stand in place of the county map."""
        return min(each.name for each in folder.glob("map_*"))

    def _workbook(self, path: Path, report: Report, progress: Progress) -> None:
        from ..reports.report_workbook import write_report_workbook

        write_report_workbook(path, report, progress)

    def _form(self, path: Path, report: Report) -> None:
        form, profile = self.wishes.form or (Path(), {})
        unknown = fill_form(path, form, profile, report)
        if unknown:
            tell([warning("form_names_unknown", names=unknown)], self.feedback)

    def _document(self, folder: Path, path: Path, report: Report, progress: Progress) -> None:
        self.pictures = pictures = {"chart_years": svg_png(self._chart(report), 300, 156.0)}
        for place, each in enumerate(sorted([*folder.glob("map*.png"), *folder.glob("map*.jp*g")]), 1):
            pictures["map" if place == 1 else f"map_{place}"] = each.read_bytes()
        self.manifest["document"] = write_document(path, report, pictures, self.wishes.template, progress)

    def _chart(self, report: Report) -> str:
        """Counted area by year against the chosen set, as the dock shows it."""
        targets: dict[int, float] = {}
        for row in records(report.chosen.table) if report.chosen else []:
            if row["target_mu"] is not None and row["year_to"] in (None, row["year"]):
                targets[row["year"]] = targets.get(row["year"], 0.0) + row["target_mu"]
        counted = {each.of["year"]: each.printed for each in report.figures if set(each.of) == {"year"}}
        years = [each for each in report.result.years if each <= self.until.year]
        bars = [YearBar(year_name(each), counted.get(each, 0.0), targets.get(each)) for each in years]
        return year_chart(bars, tr("Remediated area and target by year"), look=Look(width=620, height=230))

    def _finish(self, folder: Path, report: Report, problems: Sequence[Mapping[str, str]]) -> None:
        (folder / KEYS_FILE).write_text(keys_page(report, self.pictures), encoding="utf-8")
        (folder / NOTES_FILE).write_text(slots_text(self.wishes.slots), encoding="utf-8")
        self.manifest["status"] = m.INCOMPLETE if problems else m.COMPLETE
        self.manifest["problems"] = list(problems)
        self.manifest["files"] = {each.name: _file_hash(each) for each in sorted(folder.iterdir())}
        (folder / m.NAME).write_text(m.text_of(self.manifest), encoding="utf-8")


def report_title(period: str, given: str | None, until: date) -> str:
    """The title of a report, where the office gave none."""
    if given:
        return given
    return tr("{kind} on the remediation of mine land ({year}-{month})").format(
        kind=period_name(period), year=until.year, month=until.month
    )


def _input(name: str, snapshot: LayerSnapshot, progress: Progress) -> dict[str, Any]:
    table = read_source(snapshot, None, progress)
    return {
        "parameter": name,
        "layer": snapshot.name,
        "features": len(table),
        "crs": snapshot.crs.authid(),
        "filter": snapshot.filter or snapshot.expression,
        "selected": snapshot.selected is not None,
        "sha256": content_hash(table),
    }


def content_hash(table: SourceTable) -> str:
    """SHA-256 of what a layer holds: names, values and WKB in the order of its rows, wherever the file lies."""
    made = hashlib.sha256()
    for name, values in table.columns.items():
        made.update(repr((name, list(values))).encode("utf-8"))
    for wkb in shapely.to_wkb(table.geometry) if len(table) else []:
        made.update(b"-" if wkb is None else wkb)
    return made.hexdigest()


def _file_hash(path: Path) -> str:
    return geopackage_hash(path) if path.suffix == ".gpkg" else m.file_sha256(path)


def geopackage_hash(path: Path) -> str:
    """SHA-256 of a GeoPackage's content: layers by name, rows in order, WKB and values."""
    made = hashlib.sha256()
    with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)) as database:
        names = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents ORDER BY table_name")]
        geometry = dict(database.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
        for name in names:
            if name == "layer_styles":
                continue
            cursor = database.execute(" ".join(("SELECT * FROM", '"' + name.replace('"', '""') + '"', "ORDER BY 1")))
            columns = [each[0] for each in cursor.description]
            made.update(repr((name, columns)).encode("utf-8"))
            place = columns.index(geometry[name]) if name in geometry else -1
            for row in cursor:
                values = [wkb_of_blob(each) if at == place else each for at, each in enumerate(row)]
                made.update(repr(values).encode("utf-8"))
    return made.hexdigest()
