"""The sentences: what the engine and the bridge have to say, worded and translated at the door.

The engine raises and returns codes with values; here each code has one sentence that names the layer, the
feature, what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..engine.problems import Notice, Refusal
from ..formats.receipt import Finding
from ..libraries import LibraryProblem
from ..reports.words import zone_class_name
from ..texts import sentences, tr
from .campaign_messages import campaign_sentences
from .coordinate_messages import coordinate_sentences
from .file_messages import format_words
from .finding_messages import finding_sentences, finding_words
from .intake_messages import candidates_text, intake_sentences
from .layer_messages import layer_sentences
from .map_messages import map_sentences
from .submission_messages import submission_sentences

Sentence = Callable[[dict[str, Any]], str]


def refusal_text(refusal: Refusal) -> str:
    """The sentence of *refusal*."""
    return _text(refusal.code, refusal.values)


def notice_text(notice: Notice) -> str:
    """The sentence of *notice*."""
    return _text(notice.code, notice.values)


def finding_text(finding: Any) -> str:
    """The sentence of a rule that a file kept or broke, with file, row and field before it."""
    return finding_wording()(finding)


def finding_wording() -> Callable[[Any], str]:
    """:func:`finding_text` for many: the sentences are made once."""
    rules, others = finding_sentences(), _sentences()

    def worded(finding: Any) -> str:
        if finding.rule not in rules and finding.rule in others:  # a refusal or notice names the file itself
            return _filled(others[finding.rule], {"file": finding.file, "layer": finding.file, **_values_of(finding)})
        place = {"file": finding.file, "row": finding.row, "column": finding.field}
        return _placed(finding).format(**place, sentence=finding_note(finding, rules))

    return worded


def finding_note(finding: Any, sentences: dict[str, str]) -> str:
    """The sentence alone, out of *sentences*, which are made once for many findings."""
    shown = {name: _shown("", finding_words(name, value)) for name, value in _values_of(finding).items()}
    return sentences.get(finding.rule, finding.rule).format(**shown)


def _values_of(finding: Any) -> dict[str, Any]:
    return {"column": finding.field, "value": finding.value, "nearest": "", **finding.values}


def _placed(finding: Any) -> str:
    if finding.row is None:
        return tr("“{file}”, field “{column}”: {sentence}") if finding.field else tr("“{file}”: {sentence}")
    if finding.field:
        return tr("“{file}”, row {row}, field “{column}”: {sentence}")
    return tr("“{file}”, row {row}: {sentence}")


def library_text(problem: LibraryProblem) -> str:
    """What is missing for computing, how this platform gets it, and what still works."""
    found = {
        "missing": tr("The Python library {library} is missing."),
        "old": tr("The Python library {library} {found} is too old; at least {detail} is needed."),
        "broken": tr("The Python library {library} cannot be loaded ({detail})."),
        "clash": tr("The Python library {library} does not work inside this QGIS: its own GEOS clashes with QGIS's."),
    }[problem.kind]
    remedy = tr(
        "On Windows install QGIS 3.40 or 3.44 LTR with the standalone installer, which brings geopandas and shapely 2; "
        "on Linux run “make setup”, which builds them against the system's libraries. "
        "Everything in QGIS that does not compute areas goes on working."
    )
    words = {"library": problem.library, "found": problem.found, "detail": problem.detail}
    return sentences(found.format(**words), remedy)


def _text(code: str, values: dict[str, Any]) -> str:
    return _filled(_sentences()[code], values)


def _filled(sentence: str, values: dict[str, Any]) -> str:
    shown = {name: _shown(name, value) for name, value in values.items()}
    return sentence.format(**shown).strip()


def _shown(name: str, value: Any) -> str:
    """A value as it stands in a sentence: classes in words, lists joined, mu with two and m² with two decimals."""
    if name == "zone_class":
        return zone_class_name(value)
    if name == "unit":
        return unit_hint(value)
    if name == "found" and isinstance(value, str):
        return format_words().get(value, value)
    if name == "finding" and isinstance(value, Finding):
        return finding_text(value)
    if name == "candidates" and isinstance(value, list):
        return candidates_text(value)
    if value is None:
        return _absent(name)
    if isinstance(value, (list, tuple)):
        return tr(", ").join(str(each) for each in value)
    if isinstance(value, float) and name in ("mu", "sum_m2", "official_m2", "geodesic_m2"):
        return f"{value:.2f}"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _absent(name: str) -> str:
    """What stands in a sentence where the value is absent."""
    return {"category": tr("all categories"), "target_set": tr("without a name")}.get(name, "")


def unit_hint(unit: str | None) -> str:
    """What a stored area field seems to hold, when its ratio to the computed area gives it away."""
    hints = {
        "mu": tr("The field seems to hold mu, not square metres."),
        "ha": tr("The field seems to hold hectares, not square metres."),
        "times_15": tr("The field seems to be 15 times too large (mu and hectares mixed up)."),
    }
    return hints.get(unit or "", "")


def _sentences() -> dict[str, str]:
    """Sentences by code; made at each call because the language may have changed."""
    return {
        **_crs(),
        **_geometry(),
        **_zones(),
        **_patches(),
        **_values(),
        **_townships(),
        **_targets(),
        **_target_values(),
        **_inputs(),
        **_outputs(),
        **campaign_sentences(),
        **intake_sentences(),
        **layer_sentences(),
        **map_sentences(),
        **submission_sentences(),
        **coordinate_sentences(),
        **_reports(),
    }


def _crs() -> dict[str, str]:
    return {
        "crs_missing": tr(
            "Layer “{layer}” has no coordinate reference system, so no area can be computed. "
            "Set it in the layer properties (for Xinbin usually EPSG:4530, CGCS2000 zone 42)."
        ),
        "crs_unusable": tr(
            "The coordinate reference system of layer “{layer}” cannot be used ({crs}): {detail}. "
            "Set the right one in the layer properties."
        ),
        "crs_ballpark": tr(
            "Layer “{layer}” is in {crs}. From that datum to CGCS2000 only a ballpark transformation is known, off by "
            "about 100 m, so it is refused. Transform the layer to CGCS2000 with official parameters first."
        ),
        "coordinates_outside": tr(
            "Layer “{layer}” has coordinates that its coordinate reference system cannot hold "
            "({count} features: {ids}). Check whether the right system is set: {crs}"
        ),
    }


def _geometry() -> dict[str, str]:
    return {
        "repaired": tr(
            "Layer “{layer}”: invalid polygons repaired in memory: {count}; change of area in m² per feature: "
            "{changes}; sum {sum_m2} m²."
        ),
        "repaired_much": tr(
            "Layer “{layer}”: polygons that repairing changed by more than 0.05 mu: {count}; please check their "
            "borders (change in mu): {changes}"
        ),
        "no_geometry": tr(
            "Layer “{layer}”: {count} features have no polygon and count as no area: {ids}. Draw or remove them."
        ),
        "long_edge": tr(
            "Layer “{layer}”, feature {id}: an edge is longer than 1 km; official area {official_m2} m², "
            "geodesic area {geodesic_m2} m². The official one is used."
        ),
        "overlay_fallback": tr("Layer “{layer}”: {count} patches could only be cut on a grid of {grid_m} m."),
        "geometry_refused": tr(
            "The geometry library could not compute with these polygons, not even on a grid of 1 mm ({detail}). "
            "Check patches, zones and townships with “Check validity” of the toolbox, and mend what it shows."
        ),
        "curves_straightened": tr("Layer “{layer}”: curved polygons turned into straight edges: {count}."),
        "rings_closed": tr("Layer “{layer}”: polygons whose open rings were closed: {count} ({ids})"),
        "rings_dropped": tr(
            "Layer “{layer}”: polygons whose rings of fewer than three points were dropped: {count} ({ids})"
        ),
        "curve_missing": tr("Layer “{layer}”: {count} features could not be read: {ids}. Draw them again."),
        "layer_without_polygons": tr("Layer “{layer}” holds {kind}, not polygons. Choose a polygon layer."),
        "layer_empty": tr("Layer “{layer}” has no features; the results are empty and all figures zero."),
    }


def _zones() -> dict[str, str]:
    return {
        "no_zone_class": tr(
            "No priority zone was given. Choose at least one layer for one of the six classes (nature reserve … river)."
        ),
        "distance_missing": tr(
            "{zone_class}: layers are given, but no distance. Neither the plan nor the law fixes one, so it must be "
            "chosen and confirmed. Documented examples: 1000 m for open pits near railways (Railway Safety Regulation "
            "art. 34), 100 m along national, provincial and county roads (Highway Protection Regulation art. 17), "
            "500 m visible area along high-speed rail (Liaoning 2018), 5 km along the Hun and Taizi rivers "
            "(Liaoning 2022)."
        ),
        "distance_zero_for_lines": tr(
            "{zone_class}: layer “{layer}” holds lines or points, which have no area; give a distance above 0 m."
        ),
        "distance_without_layers": tr("{zone_class}: a distance of {distance_m} m was given without layers; ignored."),
        "distance_not_a_number": tr("Parameter {parameter}: “{value}” is not a number of metres."),
        "distance_negative": tr("Parameter {parameter}: the distance must not be negative ({value})."),
        "zone_layer_empty": tr("{zone_class}: layer “{layer}” has no features; the class counts as given."),
        "zones_repaired": tr("Layer “{layer}”: invalid zone polygons repaired in memory: {count}."),
        "layer_not_loaded": tr(
            "Parameter {parameter}: “{value}” could not be loaded as a vector layer. Check path and layer name."
        ),
    }


def _patches() -> dict[str, str]:
    return {
        "no_year_field": tr("Layer “{layer}”: choose a year field or a date field (or both)."),
        "no_status_field": tr(
            "Counted statuses are listed, but no status field is chosen for layer “{layer}”. "
            "Choose one, or leave the statuses empty."
        ),
        "no_date_for_cutoff": tr(
            "A cut-off date is given, but layer “{layer}” has no date field: choose one, or leave the cut-off empty."
        ),
        "no_category_field": tr(
            "The targets in “{layer}” are given by category, but no category field is chosen for the patches. "
            "Choose one."
        ),
        "bad_years": tr(
            "Layer “{layer}”: {count} values are no year and count as undated: {examples}. Write them as 2020."
        ),
        "bad_dates": tr("Layer “{layer}”: {count} values are no date: {examples}. Write them as 2020-11-30."),
        "year_differs_from_date": tr(
            "Layer “{layer}”: in {count} patches year and date differ; the year field counts: {ids}"
        ),
        "undated": tr("Layer “{layer}”: {count} counted patches ({mu} mu) have no year; they stay counted: {ids}"),
        "year_without_date": tr(
            "Layer “{layer}”: {count} patches of the cut-off's year have a year but no date; they are counted: {ids}"
        ),
        "no_statuses_listed": tr(
            "Layer “{layer}”: a status field is chosen but no status listed, so all patches count. Statuses: {statuses}"
        ),
        "stated_area_missing": tr(
            "Layer “{layer}”: {count} counted patches ({mu} mu) state no such area and count by their ground. Fill it "
            "in: {ids}"
        ),
        "statuses_unknown": tr("Layer “{layer}”: no patch has the status {unknown}. Statuses that occur: {statuses}"),
        "nothing_counted": tr("Layer “{layer}”: no patch counts; all figures are zero."),
    }


def _values() -> dict[str, str]:
    return {
        "ids_duplicate": tr(
            "Layer “{layer}”: {count} patches share their number in “{field}” with another; feature ids: {ids}"
        ),
        "ids_null": tr("Layer “{layer}”: {count} patches have no number in “{field}”; the feature id stands in: {ids}"),
        "stored_area_differs": tr(
            "Layer “{layer}”: in {count} patches the area stored in {field} differs from the computed one by more than "
            "0.5 % and 0.1 mu: {ids}. {unit}"
        ),
        "many_years": tr("Years run from {first} to {last}; columns are made only for the {count} that occur."),
        "garbled_name": tr(
            "Layer “{layer}”: the field name “{as_it_is}” is garbled Chinese and should be “{as_it_should_be}”. "
            "Set the encoding to {encoding} in the layer properties (Source, Data source encoding) and run again."
        ),
        "garbled_value": tr(
            "Layer “{layer}”: “{as_it_is}” in field “{field}” is garbled Chinese and should be “{as_it_should_be}”. "
            "Set the encoding to {encoding} in the layer properties (Source, Data source encoding) and run again."
        ),
        "garbled_lost": tr(
            "Layer “{layer}”: in “{as_it_is}” characters were lost by reading with a wrong encoding. Set the encoding "
            "to {encoding} in the layer properties (Source, Data source encoding) and run again; where the file itself "
            "has lost them, get it anew."
        ),
        "own_fields_dropped": tr("Layer “{layer}”: fields of a former run are replaced: {fields}"),
    }


def _townships() -> dict[str, str]:
    return {
        "townships_empty": tr(
            "Township layer “{layer}” has no polygons; without townships nothing can be summed. Choose another layer."
        ),
        "township_without_name": tr("Township layer “{layer}”: features without a name: {ids}. Fill in the names."),
        "township_names_equal": tr(
            "Township layer “{layer}”: several features share a name and are one township in tables: {names}"
        ),
        "townships_overlap": tr(
            "Township layer “{layer}”: townships overlap ({mu} mu): {pairs}. Ground in two townships goes to the first."
        ),
        "counted_in_two_townships": tr("{mu} mu of counted ground lie in two townships and went to the first one."),
        "townships_leave_gaps": tr(
            "Township layer “{layer}”: {count} gaps between townships ({mu} mu); ground there is outside all of them."
        ),
    }


def _targets() -> dict[str, str]:
    return {
        "targets_include_outside": tr("{mu} mu outside every township are part of the progress against the targets."),
        "targets_field_missing": tr(
            "Targets “{layer}”: the field {field} is missing (also accepted: {accepted}). Fields found: {fields}"
        ),
        "targets_empty": tr("Targets “{layer}”: the table has no rows. Fill it in, or give no targets."),
        "targets_without_area": tr("Targets “{layer}”: no row has the measure “area”, only: {measures}"),
        "targets_other_measures": tr("Targets “{layer}”: rows with other measures are not summed here: {measures}"),
        "targets_set_needed": tr(
            "Targets “{layer}” hold several target sets that may contradict each other: {sets}. Choose one by name."
        ),
        "targets_set_unknown": tr("Targets “{layer}”: there is no target set “{target_set}”. Sets found: {sets}"),
        "targets_set_blank": tr("Targets “{layer}”, row {row}: no target set is named, but other rows name: {sets}"),
        "targets_mixed_categories": tr(
            "Targets “{layer}”, set “{target_set}”: some rows have a category and some none (row {row}). "
            "Give all rows a category or none."
        ),
        "targets_overlap": tr(
            "Targets “{layer}”, set “{target_set}”: rows {other_row} and {row} both cover {year} ({category}). "
            "Keep one."
        ),
        "targets_value_twice": tr(
            "Targets “{layer}”, set “{target_set}”: category “{value}” stands in rows {other_row} and {row} for "
            "{year}. Keep one."
        ),
        "targets_missing": tr(
            "The table of progress against targets was asked for, but no targets are given; not made."
        ),
    }


def _target_values() -> dict[str, str]:
    return {
        "targets_value_missing": tr("Targets “{layer}”, row {row}: the field {field} is empty."),
        "targets_number": tr("Targets “{layer}”, row {row}: “{value}” in {field} is not a number."),
        "targets_negative": tr("Targets “{layer}”, row {row}: {field} must not be negative ({value})."),
        "targets_year": tr("Targets “{layer}”, row {row}: “{value}” in {field} is not a year."),
        "targets_year_order": tr("Targets “{layer}”, row {row}: year_to {year_to} lies before year {year}."),
        "targets_approximate": tr("Targets “{layer}”, row {row}: “{value}” in approximate is neither 0 nor 1."),
        "targets_measure": tr("Targets “{layer}”, row {row}: “{value}” is no measure; known are: {measures}"),
    }


def _inputs() -> dict[str, str]:
    return {
        "input_invalid": tr("No layer is given for parameter {parameter}. Choose one."),
        "input_changed": tr(
            "The file of layer “{layer}” was changed or removed by another program during the run ({found} of "
            "{expected} features were read). Nothing was written; run again when it is complete."
        ),
        "features_missing": tr(
            "Layer “{layer}” announces {expected} features, but {found} could be read and are used; "
            "the file may be damaged."
        ),
        "field_missing": tr("Layer “{layer}” has no field “{field}”. Its fields: {fields}"),
        "cutoff_invalid": tr("“{value}” is not a date; write it as 2020-11-30."),
        "min_share_invalid": tr("The smallest share must lie between 0 and 100 percent, not {value}."),
    }


def _outputs() -> dict[str, str]:
    return {
        "nothing_asked": tr("Choose at least one output: GeoPackage, workbook or map."),
        "xlsxwriter_missing": tr(
            "The workbook needs the Python library XlsxWriter, which is missing here: install the offline zip of this "
            "plugin, which brings it, or ask for the GeoPackage and the map only."
        ),
        "outputs_collide": tr(
            "“{first}” and “{second}” would both be written to “{path}”. Give them files, or tables of one GeoPackage, "
            "of their own."
        ),
        "output_holds_inputs": tr(
            "“{parameter}” would replace “{path}”, which this run reads. "
            "Choose another file, or a table of its own in this one."
        ),
        "output_is_campaign": tr(
            "“{parameter}” would write into “{path}”, which is the database of a campaign. "
            "Only the algorithms of the campaign change it. Choose another file."
        ),
        "output_holds_layers": tr(
            "“{parameter}” would replace “{path}”, which holds other layers ({layers}). "
            "Choose another file, or a table of its own in this one."
        ),
        "output_not_writable": tr(
            "“{path}” could not be written: {reason}. Nothing was changed there. Choose another place, or make this "
            "one writable."
        ),
        "kept_beside": tr("“{path}” was left as it is ({reason}); the new result lies beside it: “{kept}”"),
        "names_shortened": tr("“{path}”: this format cuts field names, short names were used: {names}"),
        "texts_cut": tr(
            "“{path}”: this format keeps 254 bytes of a text; {count} longer ones were cut in: {fields}. "
            "A GeoPackage keeps them."
        ),
        "part_not_written": tr("“{path}” was written, but not the description that goes with it: {reason}"),
        **_checks(),
    }


def _checks() -> dict[str, str]:
    return {
        "not_written": tr("“{layer}” could not be written: {detail}. What was there stays; write to another place."),
        "written_differs": tr("“{path}” was read again after writing and differs ({detail}); what was there stays."),
        "layer_differs": tr(
            "Layer “{layer}” was read again after writing and differs ({what}: {found} instead of {expected}); "
            "what was there stays."
        ),
        "cell_not_written": tr("Workbook, sheet “{sheet}”, row {row}: a value could not be written."),
        "folder_is_file": tr("“{path}” is a file, not a folder. Choose a folder for the results."),
        "labels_without_room": tr("On the map {count} labels found no room: {names}"),
    }


def _reports() -> dict[str, str]:
    return {
        "docx_missing": tr(
            "The document needs the Python library python-docx, which is missing here. Install the offline zip of this "
            "plugin, which brings it."
        ),
        "document_unreadable": tr("“{path}” cannot be read as a Word document. Choose a .docx file."),
        "manifest_unreadable": tr(
            "“{path}” cannot be read as the manifest of a report ({detail}). Choose the folder of a report or the "
            "manifest.json in it."
        ),
        "manifest_altered": tr(
            "“{path}” was altered: its figures are not those that its digest proves. Take the manifest from the "
            "original folder of the report."
        ),
        "manifest_without_document": tr(
            "The report of “{path}” was made without a document; there is nothing to compare with. Make the report "
            "again where python-docx is present."
        ),
        "notes_unreadable": tr("The text file “{path}” cannot be read ({detail}). Save it as UTF-8."),
        "notes_heading": tr(
            "The text file “{path}” has the unknown heading “{heading}”. Headings are [practices], [problems] and "
            "[next_steps]."
        ),
        "maps_missing": tr("The folder of maps “{path}” holds no picture (.png, .jpg, .pdf). Choose another folder."),
        "stage_without_first_day": tr("A stage report needs the day after which the stage begins. Give it."),
        "period_empty": tr(
            "The period begins after {first} and ends on {last}: no day lies in it. Give an earlier first day."
        ),
        "month_of_more_days": tr(
            "The monthly report calls “this month” what is dated after {first} up to {last}: {days} days, more than a "
            "month. If a month is meant, set “Period begins after” to the last day of the month before; if not, choose "
            "the report of a stage."
        ),
        "outside_period": tr(
            "Layer “{layer}”: {count} counted patches have no full date; they are in this year and in all, but not in "
            "the period: {ids}"
        ),
        "template_key": tr("The template has the unknown key “{key}”; the nearest known one is “{nearest}”."),
        "template_unclosed": tr("The template has “{text}”, which is not closed by “}}}}”."),
        **_forms(),
    }


def _forms() -> dict[str, str]:
    return {
        "form_without_profile": tr("The form of the superior office needs its profile, and a profile needs its form."),
        "profile_unreadable": tr("The profile “{path}” cannot be read ({detail}). Its form stands in docs/report.md."),
        "form_unreadable": tr("“{path}” cannot be read as a workbook. Choose an .xlsx file."),
        "form_sheet": tr("The form has no sheet “{sheet}”. Its sheets: {sheets}"),
        "form_cell": tr(
            "Sheet “{sheet}”, cell {cell} of the form holds a formula or lies inside merged cells and was not "
            "overwritten. Correct the profile."
        ),
        "form_names_unknown": tr("Rows of the form that the report does not know were left as they are: {names}"),
        "openpyxl_missing": tr(
            "Filling the form needs the Python library openpyxl, which is missing here. Install the offline zip of "
            "this plugin, which brings it."
        ),
    }
