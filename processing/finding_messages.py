"""The sentences of rules that files keep or break; file, row and field are put before them by :mod:`.messages`."""

from __future__ import annotations

from typing import Any

from ..reports.fields import alias
from ..texts import tr
from .coordinate_messages import coordinate_findings
from .file_messages import format_words


def finding_sentences() -> dict[str, str]:
    """Sentences by rule; made at each call because the language may have changed."""
    return {**_places(), **_shapes(), **_tables(), **_contents(), **_drawings(), **_patches(), **coordinate_findings()}


def finding_words(name: str, value: Any) -> Any:
    """A value as it stands in the sentence of a finding."""
    if name in ("unit", "taken", "stated", "looks_like"):
        return {"mu": tr("mu"), "ha": tr("hectares"), "m2": tr("square metres")}.get(value, value)
    if name == "found":
        return format_words().get(value, value) if isinstance(value, str) else value
    if name == "targets":
        pairs = ((alias(each), each) for each in value.split(", "))
        return tr(", ").join(tr("{words} ({name})").format(words=words, name=each) for words, each in pairs)
    if name == "by":
        words = {"head": tr("the head"), "ground": tr("the ground"), "habit": tr("the habit of such fields")}
        return words.get(value, value)
    if name == "nearest":
        return tr(" Perhaps “{word}” is meant.").format(word=value) if value else ""
    return value


def _places() -> dict[str, str]:
    return {
        "crs_chosen": tr("read in {crs}"),
        "crs_by_format": tr("in {crs} by the rule of its format"),
        "crs_not_read": tr("the coordinate system that it names cannot be used ({value}); the one given was taken"),
        "crs_differs": tr(
            "names {named}, while {given} was chosen; it was read as it names itself. Where that is wrong, ask the "
            "sender to put it right"
        ),
        "axes_swapped": tr("X and Y are exchanged; they were put right"),
        "prefix_differs": tr(
            "the zone number before the eastings is not as its coordinate system ({named}) says; read in {crs}"
        ),
        "zone_width": tr("zone {zone} is none of {width}° width; the zone was taken"),
        "gcj02_suspected": tr(
            "lies {east} m east and {north} m north of the reference, as maps of AMap and Ovital do (GCJ-02). Ask the "
            "sender for the survey, or undo the shift; such shapes are not for acceptance"
        ),
        "reference_missed": tr(
            "nothing of it lies in or near the reference: it is {km} km away. Look whether the coordinate system, its "
            "zone above all, is the right one"
        ),
        "gcj02_undone": tr("the shift of web maps (GCJ-02) was undone; such shapes are not for acceptance"),
        "gcj02_source": tr("comes from a program whose degrees are shifted (GCJ-02)"),
    }


def _shapes() -> dict[str, str]:
    return {
        "shp_magic": tr("is a shapefile with a wrong number at its start ({found}); read all the same"),
        "shx_absent": tr("has no .shx beside it; read all the same"),
        "prj_absent": tr("has no .prj beside it, which names the coordinate system"),
        "dbf_absent": tr("has no .dbf beside it that can be read, so no values"),
        "records_cut": tr("ends in the middle of a shape; what follows is lost"),
        "records_differ": tr("has {shapes} shapes but {values} rows of values"),
        "geometry_absent": tr("has no geometry"),
        "hole_taken": tr(
            "lies inside the closed line of row {other} and has no text of its own; it was taken as a hole"
        ),
        "patch_within": tr(
            "lies inside the patch of row {other}: that ground is in both. Ask the sender which is meant"
        ),
        "geometry_unread": tr("its geometry cannot be read"),
        "coordinates_unread": tr("its coordinates cannot be read"),
        "feature_unread": tr("is no feature"),
        "not_polygon": tr("is no polygon ({kind})"),
        "line_closed": tr("a line that ends {gap_m} m from its start was closed"),
        "line_open": tr("a line ends {gap_m} m from its start, so it encloses nothing"),
        "track_closed": tr("a track that ends {gap_m} m from its start was closed"),
        "track_open": tr("a track ends {gap_m} m from its start, so it encloses nothing"),
        "points_dropped": tr("{count} points of the track were left out"),
        "ring_dropped": tr("a ring of less than three points was left out"),
        "rings_closed": tr("{count} open rings were closed"),
    }


def _tables() -> dict[str, str]:
    return {
        "encoding_contradicted": tr(
            "not read: its texts are not in {encoding} but in {found}, such as “{sample}”. Choose auto or {found}"
        ),
        "encoding_differs": tr("says that it is in {declared}; it is in {encoding}"),
        "text_mended": tr("texts were stored in a wrong encoding and are read as they should be, such as “{value}”"),
        "filled_down": tr("{count} empty cells of merged ones were filled from above"),
        "number_unread": tr("“{value}” is no number"),
        "sheet_hidden": tr("sheet “{sheet}” is hidden; it was not read"),
        "sheet_without_list": tr("sheet “{sheet}” holds no list; it was left out"),
        "rows_hidden": tr("{count} rows are hidden; they were read"),
        "total_differs": tr("the total {stated} is not that of the rows, {found}"),
        "total_agrees": tr("the total {value} is that of the rows"),
        "unit_converted": tr("“{value}” is in another unit than its column; converted into {unit}"),
        "amounts_rough": tr("{count} areas or amounts are called approximate and were taken as they stand: {ids}"),
        "unit_from_note": tr("the unit {unit} was taken from the note above the table"),
        "unit_from_cells": tr("the unit {unit} was taken from the cells, each of which names one"),
        "unit_from_others": tr(
            "{count} cells name no unit and were taken in {unit} as the others of their column: rows {ids}. Where that "
            "is wrong, ask the sender to write the unit into the head"
        ),
        "row_unread": tr("is no row of the list: {value}"),
        "formula_without_value": tr(
            "sheet “{sheet}” has formulas without a stored value; open and save it in Excel or WPS"
        ),
    }


def _contents() -> dict[str, str]:
    return {
        "suffix_differs": tr("ends in “{suffix}” but is {found}; read as what it is"),
        "member_ignored": tr("“{member}” in it is no survey file"),
        "layer_skipped": tr("layer “{layer}” holds no polygons and was left out"),
        "link_ignored": tr("the link {link} was not followed"),
        "xml_cut": tr("ends in the middle (line {line}); what stands before was read"),
        "file_repeated": tr("is the same file as “{other}”, byte by byte, and was read once"),
    }


def _drawings() -> dict[str, str]:
    return {
        "drawing_cut": tr("the drawing ends in the middle; what stands before was read"),
        "drawing_units": tr("the drawing says that its units are {unit}; its numbers were taken as metres or degrees"),
        "entities_unread": tr("{count} entities of the kind {kind} were not read"),
        "paper_space": tr("{count} entities of the sheet layouts were left out"),
        "lines_open": tr("{count} lines of the layer “{layer}” are open and were not taken for patches"),
        "patch_repeated": tr("is drawn a second time and was taken once"),
        "axes_by_numbers": tr("which column is the northing was told by the numbers"),
        "figure_merged": tr(
            "one figure stands for {count} rows in a merged cell; it was counted once, in the first row"
        ),
        "corners_taken": tr("the corners of {count} rows stand in this column and were taken"),
        "plots_by_number": tr("plots were told by this column"),
        "plots_by_code": tr("plots were told by the codes of the points"),
        "plots_one": tr("names no plots; all points were taken for the corners of one"),
        "plot_short": tr("plot “{plot}” has {count} corners, fewer than three"),
    }


def _patches() -> dict[str, str]:
    return {
        "mapping_used": tr("fields taken: {mapping}"),
        "fields_not_found": tr(
            "no field was recognised as {targets}; where one of these is meant, name it in the mapping: {fields}"
        ),
        "mapping_absent": tr("has no fields {fields}, which the mapping names"),
        "patch_no_absent": tr("{count} rows have no patch number: {ids}"),
        "patch_no_repeated": tr("{count} patch numbers stand there more than once: {ids}"),
        "township_unchecked": tr("{count} names of townships were taken as they are, without a list"),
        "stated_unit": tr("stated areas are in {taken}, as {by} tells"),
        "stated_unit_differs": tr("stated areas are in {stated} by their head, but look like {looks_like}"),
        "stated_unit_unknown": tr("the unit of the stated areas cannot be told; they are left out"),
        "stated_area_differs": tr("the stated areas of {count} rows differ from those of their ground: {ids}"),
        "code_unknown": tr("“{value}” is no known code.{nearest}"),
        "mark_left": tr(
            "{count} patches are marked as not counted (“{value}”); the category was taken without the mark, so look "
            "whether their status or year keeps them out of the figures: {ids}"
        ),
        "township_unknown": tr("there is no township “{value}”.{nearest}"),
        "year_unread": tr("“{value}” is no year.{nearest}"),
        "area_unread": tr("“{value}” is no area; one number with one unit is understood, such as 8.3亩"),
    }
