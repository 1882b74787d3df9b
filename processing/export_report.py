"""``mineremediation:exportreport``: the report of a month, half-year or year as one dated folder."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDateTime,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ..engine.problems import Refusal, warning
from ..texts import tr
from . import parameters as p
from .base import FeedbackProgress, MineAlgorithm, tell
from .report_folder import refuse_file
from .sources import is_empty

FROM_DATE, PERIOD, PREVIOUS, TEMPLATE = "FROM_DATE", "PERIOD", "PREVIOUS", "TEMPLATE"
ACCOUNTING_BASIS = "ACCOUNTING_BASIS"  # no parameter, but stated among them in the manifest of a campaign
NOTES, MAPS, FOLDER = "NOTES", "MAPS", "FOLDER"
FORM, FORM_PROFILE = "FORM", "FORM_PROFILE"
PERIODS = ("monthly", "half_year", "annual", "year_end", "stage")
TITLE, LOAD_RESULTS = "TITLE", "LOAD_RESULTS"
TEXTS = {"issuer": "ISSUER", "recipient": "RECIPIENT", "contact": "CONTACT", "document_no": "DOCUMENT_NO"}
PATHS = (PREVIOUS, TEMPLATE, NOTES, MAPS, FORM, FORM_PROFILE)
_LONGEST_MONTH = 31  # days
NUMBERS = {"TARGET_MU": "due_target", "TARGET_REMEDIATED_MU": "due_done", "GAP_MU": "due_gap"}


class ExportReport(MineAlgorithm):
    """Write document, workbook, map, layers and manifest of a report from one result."""

    ICON = "export_progress.svg"
    CLOSES = True

    def name(self) -> str:
        """Public id."""
        return "exportreport"

    def displayName(self) -> str:
        """Name in the toolbox."""
        return tr("Export the report: document, workbook and map")

    def shortDescription(self) -> str:
        """One line for tooltips."""
        return tr("Monthly, half-year or annual report in one dated folder: Word document, workbook, map, layers.")

    def help_text(self) -> str:
        """The algorithm in a few paragraphs."""
        return tr(
            "Computes as “Export progress layers, workbook and map” does and makes a folder named by date and period: "
            "a Word document in the layout of official documents with generated sentences, a workbook with the "
            "statistics form, the map, the layers, and a manifest with every figure and the patches behind it.\n\n"
            "“This month” is what is dated after the first day up to the cut-off date. Without dates it is the "
            "difference to the earlier report; without both it is left out. A month without work is reported as "
            "zero.\n\n"
            "An existing report is never touched: the new one gets a name of its own. The texts of the office (main "
            "practices, problems, next steps) are taken from the text file, else from the earlier report."
        )

    def declare(self) -> None:
        """Add parameters and outputs."""
        p.add_input(self)
        p.add_zones(self)
        p.add_accounting(self, zone_field=False)
        cutoff = self.parameterDefinition(p.CUTOFF_DATE)
        cutoff.setFlags(cutoff.flags() & ~cutoff.Flag.FlagOptional)
        add_report(self)

    def prepare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Snapshots of all layers, and everything else that the parameters name, read and checked."""
        super().prepare(parameters, context, feedback)
        self._to_load: str | None = None
        self._wishes = self._read_wishes(parameters, context)
        self._folder = Path(self.parameterAsFileOutput(parameters, FOLDER, context))
        refuse_file(self._folder)

    def _read_wishes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Any:
        from ..reports.form_filling import read_profile
        from ..reports.manifest import closed_on, read_manifest
        from .reading import read_date
        from .reporting import Wishes, map_files, read_notes, report_title

        def text(name: str) -> str | None:
            return p.text_of(self, parameters, name, context)

        until = read_date(self, parameters, p.CUTOFF_DATE, context)
        if until is None:
            raise Refusal("input_invalid", parameter=p.CUTOFF_DATE)
        previous_path, template, period = text(PREVIOUS), text(TEMPLATE), self._period(parameters, context)
        previous = read_manifest(previous_path) if previous_path else None
        after = read_date(self, parameters, FROM_DATE, context)
        if after is None and period == "stage":
            raise Refusal("stage_without_first_day")
        if after is None and previous is not None:
            after = closed_on(previous)
        if after is not None and after >= until:
            raise Refusal("period_empty", first=after.isoformat(), last=until.isoformat())
        if template is not None and not Path(template).is_file():
            raise Refusal("document_unreadable", path=template)
        form, profile = text(FORM), text(FORM_PROFILE)
        if (form is None) != (profile is None):
            raise Refusal("form_without_profile")
        title = report_title(period, text(TITLE), until)
        return Wishes(
            period=period, after=after, previous=previous, template=Path(template) if template else None,
            slots=read_notes(text(NOTES), previous), maps=map_files(text(MAPS)), title=title,
            texts={field: text(name) or "" for field, name in TEXTS.items()},
            parameters=self._stated(parameters, context, after, until),
            form=(Path(form), read_profile(Path(profile))) if form and profile else None,
            deadlines=self.deadlines(until), open_items=self.open_items(), campaign=self.campaign(),
        )  # fmt: skip

    def _period(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        return str(self.parameterAsEnumString(parameters, PERIOD, context)) or PERIODS[0]

    def _stated(
        self, parameters: dict[str, Any], context: QgsProcessingContext, after: Any, until: Any
    ) -> dict[str, Any]:
        """The parameters as the manifest states them: no layers and no paths, which stand among the inputs."""
        left_out = {p.INPUT, p.TOWNSHIPS, p.TARGETS, *PATHS, FOLDER, LOAD_RESULTS}
        stated: dict[str, Any] = {}
        for definition in self.parameterDefinitions():
            name = definition.name()
            value = parameters.get(name, definition.defaultValue())
            if name in left_out or definition.type() in ("multilayer", "datetime") or is_empty(value):
                continue
            stated[name] = value if isinstance(value, (bool, int, float)) else str(value)
        stated[p.CUTOFF_DATE] = until.isoformat()
        stated[PERIOD] = self._period(parameters, context)
        if after is not None:
            stated[FROM_DATE] = after.isoformat()
        return dict(json.loads(json.dumps(stated)))

    def compute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compute once, then make every file of the folder."""
        from ..engine.progress import Part, check
        from . import reporting, runs
        from .report_folder import report_folder

        progress = FeedbackProgress(feedback)
        self._tell_long_month(feedback)
        done = runs.begun_summary(self._run, progress, 0.35)
        maker = reporting.Maker(self._run, done, self._wishes, feedback)
        report = maker.report(Part(progress, 0.35, 0.5))
        progress.report(0.5, tr("Writing the report"))
        with report_folder(self._folder) as folder:
            outputs = maker.write(folder, report, Part(progress, 0.5, 1.0))
            check(progress)  # from here on it is too late to cancel
            final = self.publish(folder, maker, f"{maker.until.isoformat()}_{self._wishes.period}")
        self._tell_where(final, maker.manifest["status"], feedback)
        results = {FOLDER: str(final), **{name: str(final / file) for name, file in outputs.items()}}
        if self.parameterAsBoolean(parameters, LOAD_RESULTS, context):
            self._to_load, self._title = results.get("GEOPACKAGE"), self._wishes.title
        numbers = runs.account_numbers(done.accounting.summary.account)
        due = {name: report.figures[key].value for name, key in NUMBERS.items() if key in report.figures}
        return {**results, **numbers, **due, "STATUS": maker.manifest["status"]}

    def _tell_where(self, folder: Path, status: str, feedback: QgsProcessingFeedback) -> None:
        from ..reports.manifest import COMPLETE

        feedback.pushInfo(tr("The report lies in “{folder}”.").format(folder=folder))
        if status != COMPLETE:
            text = tr("The report in “{folder}” is not complete: what is missing, and why, stands above. Make it anew.")
            feedback.pushWarning(text.format(folder=folder))

    def _tell_long_month(self, feedback: QgsProcessingFeedback) -> None:
        """Warn where “this month” would have more days than any month."""
        first, last = self._wishes.after, date.fromisoformat(self._wishes.parameters[p.CUTOFF_DATE])
        if self._wishes.period != PERIODS[0] or first is None or (last - first).days <= _LONGEST_MONTH:
            return
        days = (last - first).days
        tell([warning("month_of_more_days", first=first.isoformat(), last=last.isoformat(), days=days)], feedback)

    def publish(self, folder: Any, maker: Any, name: str) -> Path:
        """Give the folder its name; a campaign keeps that the report was made."""
        return Path(folder.publish(name))

    def deadlines(self, until: date) -> list[tuple[date, list[str]]]:
        """What is due after *until*: day and kinds, by the plan's calendar."""
        from ..campaign.deadlines import load_plan, next_deadlines

        return [(each.day, list(each.kinds)) for each in next_deadlines(until, load_plan()) if each.day > until]

    def open_items(self) -> list[str]:
        """What stands under every completion: open items of the plan, and what was decided; a campaign knows."""
        return []

    def campaign(self) -> str:
        """The uuid of the campaign that keeps the report; plain layers have none."""
        return ""

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, Any]:
        """Main thread: show the layers as one group in front."""
        if self._to_load and context.project() is not None:
            from ..reports.layers import add_to_project

            add_to_project(context.project(), self._to_load, self._title)
        return {}


def _text(name: str, label: str) -> QgsProcessingParameterString:
    return QgsProcessingParameterString(name, label, None, False, True)


def add_report(algorithm: MineAlgorithm) -> None:
    """Parameters of a report beside layers, fields and cut-off date, and its outputs."""
    p.add(algorithm, _text("TITLE", tr("Title")), tr("Title of document, workbook and map."))
    load = QgsProcessingParameterBoolean(LOAD_RESULTS, tr("Load the layers into the project"), True)
    p.add(algorithm, load, tr("Adds the layers of the GeoPackage as one group in front."))
    _add_period(algorithm)
    _add_texts(algorithm)
    folder = QgsProcessingParameterFolderDestination(FOLDER, tr("Folder of the reports"))
    p.add(algorithm, folder, tr("The report becomes a folder of its own in this one, named by date and period."))
    _add_path(
        algorithm, FORM, tr("Form of the superior office (.xlsx)"), tr("Filled by the profile, formats kept."), "xlsx"
    )
    text = tr("JSON file that says which cell takes which key; see the manual, docs/report.md.")
    _add_path(algorithm, FORM_PROFILE, tr("Profile of the form (.json)"), text, "json")
    p.add_accounting_numbers(algorithm)
    for name, label in (
        ("TARGET_MU", tr("Due by the chosen target set up to the year of the cut-off (mu)")),
        ("TARGET_REMEDIATED_MU", tr("Remediated for these targets (mu)")),
        ("GAP_MU", tr("Gap: target less remediated (mu)")),
    ):
        algorithm.addOutput(QgsProcessingOutputNumber(name, label))
    for name, label in (
        ("DOCUMENT", tr("Document")),
        ("WORKBOOK", tr("Workbook")),
        ("MAP", tr("County map")),
        ("GEOPACKAGE", tr("Progress layers (GeoPackage)")),
        ("FILLED_FORM", tr("Filled form")),
        ("MANIFEST", tr("Manifest")),
    ):
        algorithm.addOutput(QgsProcessingOutputFile(name, label))
    algorithm.addOutput(QgsProcessingOutputString("STATUS", tr("Status (complete or incomplete)")))


def _add_period(algorithm: MineAlgorithm) -> None:
    kind = QgsProcessingParameterEnum(PERIOD, tr("Kind of report"), list(PERIODS), False, PERIODS[0], False, True)
    p.add(
        algorithm,
        kind,
        tr(
            "monthly; half_year; annual (with what is expected by 31 December); year_end: the restatement in "
            "January; stage: from a first day on."
        ),
    )
    day = QgsProcessingParameterDateTime.Type.Date
    first = QgsProcessingParameterDateTime(FROM_DATE, tr("Period begins after"), day, None, True)
    p.add(
        algorithm,
        first,
        tr("The last day of the period before; empty: the cut-off date of the earlier report, if given."),
    )
    _add_path(
        algorithm, PREVIOUS, tr("Earlier report (folder)"), tr("What has changed since is reported."), folder=True
    )


def _add_texts(algorithm: MineAlgorithm) -> None:
    _add_path(
        algorithm,
        TEMPLATE,
        tr("Template (.docx)"),
        tr("The office's own document with {{key}} and {{#table key}}; the keys stand in keys.html of a report."),
        "docx",
    )
    _add_path(
        algorithm,
        NOTES,
        tr("Texts of the office"),
        tr("Text file with the headings [practices], [problems], [next_steps]; empty: those of the earlier report."),
    )
    _add_path(algorithm, MAPS, tr("Folder of maps"), tr("Pictures that stand in place of the county map."), folder=True)
    for name, label, text in (
        ("ISSUER", tr("Issued by"), tr("The office that signs.")),
        ("RECIPIENT", tr("Addressed to"), tr("The office that receives.")),
        ("CONTACT", tr("Contact and telephone"), tr("Stands in brackets below the date.")),
        ("DOCUMENT_NO", tr("Document number"), tr("Stands above the title.")),
    ):
        p.add(algorithm, _text(name, label), text)


def _add_path(
    algorithm: MineAlgorithm, name: str, label: str, text: str, extension: str = "", *, folder: bool = False
) -> None:
    kind = QgsProcessingParameterFile.Behavior.Folder if folder else QgsProcessingParameterFile.Behavior.File
    p.add(algorithm, QgsProcessingParameterFile(name, label, kind, extension, None, True), text)
