"""The sentences of texts of coordinates, read and written; see :mod:`.messages` and :mod:`.finding_messages`."""

from __future__ import annotations

from ..texts import tr


def coordinate_sentences() -> dict[str, str]:
    """Sentences by code; made at each call because the language may have changed."""
    return {
        "texts_none": tr("Neither a file nor a text is given. Choose the files that came in, or paste the corners."),
        "text_without_plots": tr(
            "“{file}” holds no corners of plots; line {line} reads “{content}”. Look whether it is the right file."
        ),
        "plots_unread": tr("Of “{file}” no plot could be read ({count} were left out). {finding}"),
        "degrees_ambiguous": tr(
            "“{file}”: the degrees from line {line} on may be decimal or degrees, minutes and seconds (ddd.mmss). Ask "
            "the sender, then write 十进制度 or 度分秒 in a line above them or into the head of their column."
        ),
        "encoding_lacks": tr("The encoding {encoding} has no “{characters}”. Choose GBK or UTF-8."),
        "export_beyond_gbk": tr(
            "GBK has no “{characters}”: they were written as GB 18030, and programs that read GBK alone show something "
            "else. Write these names otherwise, or choose UTF-8."
        ),
        "export_marks": tr(
            "{count} numbers or names hold a comma, @, * or a line break, by which fields are told. Marks were written "
            "in full width, breaks as blanks, and so they come back: {ids}. Choose others where numbers must stay as "
            "they are."
        ),
        "export_numbers_left": tr(
            "A corner string has a name for each block and no number: the numbers of {count} plots were not written: "
            "{ids}. Choose no name field, and the numbers stand in place of the names."
        ),
        "export_uses_left": tr("A corner string has no land use: that of {count} plots was not written."),
        "export_system": tr(
            "Texts of coordinates are written in a zone of CGCS2000, not in {crs}. Choose one in “CRS”, in Xinbin "
            "usually EPSG:4530."
        ),
        "export_empty": tr("Layer “{layer}” has no polygon to write."),
        "export_left_out": tr("Layer “{layer}”: {count} features have no polygon and were left out: {ids}"),
        "export_done": tr("{count} plots with {corners} corners were written to “{path}” in {crs}."),
        "export_far": tr(
            "{count} plots lie more than 2° from the central meridian of {crs}: {ids}. Look whether it is the right "
            "zone."
        ),
        "export_outside": tr(
            "{count} plots lie too far from the central meridian of {crs} to have coordinates there: {ids}. Choose "
            "the zone in which they lie."
        ),
        "plots_in_several_files": tr(
            "{count} plots are on the very ground of a plot in another file, and their area is in the sum each time: "
            "{ids}. Choose the file that counts."
        ),
        "coordinates_done": tr("{files} texts: {plots} plots, {mu} mu in all; {rejected} plots could not be read."),
    }


def coordinate_findings() -> dict[str, str]:
    """Sentences of rules that texts of coordinates keep or break."""
    return {**_lines(), **_plots(), **_areas()}


def _lines() -> dict[str, str]:
    return {
        "text_damaged": tr("some bytes are no characters in any encoding"),
        "line_unread": tr("was not read, up to line {last}: {value}"),
        "line_in_plot": tr("a line within the plot cannot be read"),
        "columns_differ": tr("the lines have different numbers of corners side by side"),
        "block_open": tr("no line with a star ends the block"),
        "flag_unknown": tr("the flag “{flag}” is neither 1 nor -1; the block was counted"),
        "flag_unread": tr("the flag “{flag}” cannot be read"),
        "elevations_unread": tr("the elevations “{low}” and “{high}” cannot be read"),
        "degrees_packed": tr("degrees are written as degrees, minutes and seconds without marks"),
        "degrees_wrong": tr("minutes or seconds of 60 and more"),
        "numbers_mixed": tr("numbers of different kinds: with and without zone, exchanged, or degrees"),
        "numbers_nowhere": tr("the numbers are no coordinates of CGCS2000; perhaps of a local system"),
    }


def _plots() -> dict[str, str]:
    return {
        "plot_rejected": tr("plot “{value}” (up to line {last}) was left out"),
        "plot_repeated": tr("plot “{value}” stands in line {first} already and was taken once"),
        "plot_empty": tr("the plot has no corners"),
        "plot_not_polygon": tr("is no polygon ({kind})"),
        "plot_repaired": tr("borders that cross were repaired; area changed by {change_m2} m²"),
        "ring_short": tr("a ring has less than three corners"),
        "ring_snapped": tr("the last corner, {gap_m} m from the first, was taken for it"),
        "closing_differs": tr("the last corner has the name of the first but lies {gap_m} m from it"),
        "point_count": tr("{stated} corners are stated, {found} stand there"),
        "count_unread": tr("the number of corners “{count}” cannot be read, so whether one is lost is not checked"),
        "numbering_leaps": tr("corner {corner} stands where number {expected} should; perhaps one is missing"),
        "ground_deducted": tr("block “{block}” was deducted"),
        "deduction_unread": tr("block “{block}”, which is to be deducted, could not be read"),
        "ground_gone": tr("nothing is left after deductions"),
        "deducted_nowhere": tr("block “{value}” is to be deducted but lies in no other one"),
        "elevations": tr("elevation from {low} to {high} m"),
    }


def _areas() -> dict[str, str]:
    return {
        "areas_agree": tr("the stated areas of {count} plots agree with the official or the plane one"),
        "areas_unstated": tr("{count} plots state no area that could be compared"),
        "area_in_m2": tr("the stated area is in square metres"),
        "area_differs": tr(
            "the stated area differs by {difference_m2} m² from the official one, and from the plane one"
        ),
    }
