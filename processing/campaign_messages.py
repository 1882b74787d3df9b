"""The sentences of campaigns and plans; see :mod:`.messages`."""

from __future__ import annotations

from ..texts import tr


def campaign_sentences() -> dict[str, str]:
    """Sentences by code; made at each call because the language may have changed."""
    return {**_files(), **_versions(), **_plans(), **_cells(), **_loading(), **_progress()}


def _files() -> dict[str, str]:
    return {
        "campaign_missing": tr("There is no campaign at “{file}”. Choose its database (.gpkg) or its project (.qgz)."),
        "campaign_several": tr("Folder “{folder}” holds several databases ({files}). Choose the one that is meant."),
        "campaign_foreign": tr("“{file}” is not the database of a campaign. Choose one made with “Create a campaign”."),
        "campaign_locked": tr(
            "“{file}” is being changed by another program ({detail}); nothing was changed. Close it there, or save its "
            "edits, and run again."
        ),
        "campaign_edited": tr(
            "Layers of “{file}” are in edit mode in this QGIS ({layers}); nothing was changed. Save or cancel the "
            "edits and run again."
        ),
        "campaign_rule": tr(
            "“{file}” does not take these values: {detail}. Nothing was changed; correct them and run again."
        ),
        "campaign_not_written": tr(
            "“{file}” could not be changed ({detail}); it is as it was. Look whether the folder may be written to and "
            "the disk has room."
        ),
        "campaign_log_left": tr(
            "Beside “{file}” lies “{log}” with the last changes: a copy of the database alone would lack them. Copy "
            "the whole folder, or use “Pack a campaign”."
        ),
        "campaign_exists": tr("“{folder}” exists already. Choose another name or another folder."),
        "campaign_name": tr(
            '“{name}” cannot be the name of a file. Leave out < > : " / \\ | ? * and do not end with a dot or a blank.'
        ),
        "campaign_crs_unnumbered": tr(
            "“{crs}” has no EPSG number, which a campaign needs. Choose one that has (for Xinbin usually EPSG:4530)."
        ),
        "postgis_missing": tr(
            "The Python library psycopg2, which speaks with PostGIS, is missing; nothing was made. Use QGIS's own "
            "Python, which has it, or leave the connection empty."
        ),
        "postgis_refused": tr(
            "The PostGIS database does not take the campaign ({detail}); nothing was made. Look at the connection, the "
            "right to create schemas, and the extension postgis."
        ),
        "postgis_exists": tr(
            "The database has a schema “{schema}” already; nothing was made. Choose another name for the campaign."
        ),
        "project_restored": tr("“{file}” had no project of its name; “{project}” was written anew."),
    }


def _versions() -> dict[str, str]:
    return {
        "campaign_newer": tr(
            "“{file}” was made by a newer version of this program (schema {found}, known here {known}) and is not "
            "changed. Install the newer version."
        ),
        "campaign_older": tr(
            "“{file}” was made by an older version of this program (schema {found}, needed here {known}) and is not "
            "changed. Make a migrated copy with “Migrate a campaign”."
        ),
    }


def _plans() -> dict[str, str]:
    return {
        "no_plan": tr("Choose a campaign or a plan."),
        "plan_unknown": tr("There is no plan “{plan}”. Plans that come with the program: {plans}"),
        "plan_unreadable": tr("Workbook “{file}” cannot be read ({detail}). Save it again as .xlsx."),
        "openpyxl_missing": tr(
            "Reading a plan from a workbook needs the Python library openpyxl, which is missing here. Install the "
            "offline zip of this plugin, which brings it."
        ),
        "plan_finding": tr("{number} ({paragraph}): {what}; difference {mu} mu"),
        "choice_unknown": tr("“{choice}” is no choice for {subject}. Choices: {choices}"),
        "decision_incomplete": tr("A decision needs a date. Fill it in."),
    }


def _cells() -> dict[str, str]:
    return {
        "plan_sheet_missing": tr("Workbook “{file}” has no sheet “{sheet}”. Sheets found: {sheets}. Use the template."),
        "plan_head_missing": tr("Workbook “{file}”, sheet “{sheet}”: the head “{head}” is missing. Use the template."),
        "plan_formula": tr(
            "Workbook “{file}”, sheet “{sheet}”, cell {cell}: a formula ({value}) stands where a value is needed. "
            "Write the value itself."
        ),
        "plan_empty_cell": tr("Workbook “{file}”, sheet “{sheet}”, cell {cell}: the value is missing. Fill it in."),
        "plan_not_a_number": tr(
            "Workbook “{file}”, sheet “{sheet}”, cell {cell}: “{value}” is not a number of at least 0. Write it "
            "as 40.4."
        ),
        "plan_not_a_year": tr(
            "Workbook “{file}”, sheet “{sheet}”, cell {cell}: “{value}” is not a year, or lies before the first year "
            "of its span. Write it as 2020."
        ),
        "plan_unknown_word": tr(
            "Workbook “{file}”, sheet “{sheet}”, cell {cell}: “{value}” is not known. Known are: {known}"
        ),
        "plan_twice": tr("Workbook “{file}”, sheet “{sheet}”, cell {cell}: “{value}” is there already. Keep one."),
        "plan_part_too_large": tr(
            "Workbook “{file}”, sheet “{sheet}”, cell {cell}: the part {value} is larger than its whole {figure} "
            "({total}). Correct one of them."
        ),
    }


def _loading() -> dict[str, str]:
    return {
        "mapping_part": tr("Field mapping: “{part}” is not of the form target=source. Separate the pairs by “;”."),
        "mapping_target": tr("Field mapping: there is no field “{target}” to fill. Fields: {targets}"),
        "mapping_unknown": tr(
            "There is no saved mapping “{mapping}” for this table, and it is not of the form target=source."
        ),
        "mapping_empty": tr(
            "No field of layer “{layer}” was recognised for this table. Give a mapping, such as target=source. Fields "
            "of the layer: {fields}"
        ),
        "layer_kind": tr("Layer “{layer}” ({kind}) cannot fill the table {table}. Choose a layer of the right kind."),
        "mapping_used": tr("Layer “{layer}”: fields were taken over as {mapping}"),
        "values_not_understood": tr(
            "Layer “{layer}”: {count} values for “{field}” were not understood and stay empty: {examples}"
        ),
        "rows_without_value": tr("Layer “{layer}”: {count} rows without “{field}” were rejected: {ids}"),
        "rows_without_geometry": tr("Layer “{layer}”: {count} rows without geometry were rejected: {ids}"),
        "rows_repeated": tr(
            "Layer “{layer}”: {count} rows repeat the “{field}” of an earlier one and were rejected: {ids}"
        ),
        "steps_without_date": tr(
            "Layer “{layer}”: {count} patches have a step but no date; without a date no step is recorded and they do "
            "not count. Give the date with “Record a status”: {ids}"
        ),
        "no_patches": tr("No patch number is given. Give at least one, separated by commas."),
        "patches_unknown": tr("The campaign has no patches with these numbers: {ids}. Check the numbers."),
        "area_not_a_number": tr("“{value}” is not an area of at least 0 mu. Write it as 12.5."),
    }


def _progress() -> dict[str, str]:
    return {
        "campaign_without_townships": tr(
            "The campaign has no townships yet. Bring them in with “Load layers into a campaign”."
        ),
        "plan_open_item": tr(
            "{mu} mu of the plan are allocated to no year ({subject}: 2018 or a slip, the plan does not say); nobody "
            "has decided yet. They are in no ratio."
        ),
        "plan_item_decided": tr(
            "{mu} mu of the plan are allocated to no year ({subject}); decided: {choice} ({name}, {day}; {basis})"
        ),
        "plan_decision": tr("Decided: {subject}: {choice} ({name}, {day}; {basis})"),
        "counts_by_stated_area": tr(
            "Patches count by their {basis}, spread over their ground in proportion to its official area."
        ),
        "target_set_used": tr("Targets: set “{target_set}” of the plan “{plan}”."),
        "allocation_remainder": tr(
            "Set {target_set}, {span}: {allocated} of {target} mu are allocated to townships; remainder {remainder} mu."
        ),
        "rule_by_sight": tr(
            "The rule for {zone_class} is by line of sight, which cannot be computed here. Load the ground that can be "
            "seen as zones and give the distance 0."
        ),
        "rule_distances": tr(
            "The rules for {zone_class} give several distances ({distances} m); a class is computed with one. Give the "
            "levels that count the same distance."
        ),
        "rule_missing": tr("There is no rule with a distance for {zone_class}; its zones count as drawn."),
        "rule_line_missing": tr(
            "Lines of {zone_class} need a distance, and no rule gives one. Add a zone rule with distance and basis."
        ),
        "coal_left_out": tr(
            "{count} patches of coal mines are recorded but not in the totals: the plan is for other mines."
        ),
        "claim_differs": tr(
            "Claim in {document}, up to {day}, {place}: expected {expected}, held {held}, difference {difference}; "
            "patches: {ids}"
        ),
        "pack_differs": tr("The copy has other rows than the campaign ({table}); nothing was packed. Run again."),
        "campaign_is_current": tr("“{file}” has the current schema ({known}) already; there is nothing to migrate."),
    }
