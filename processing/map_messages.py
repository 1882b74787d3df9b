"""The sentences of maps; see :mod:`.messages`."""

from __future__ import annotations

from ..texts import tr


def map_sentences() -> dict[str, str]:
    """Sentences by code; made at each call because the language may have changed."""
    return {
        "no_pages": tr("There is nothing to draw: no patch lies in any township. Check the layers and filters."),
        "no_patch_pages": tr(
            "There is nothing to draw: no patch has ground. Choose another patch layer, or check its filter and "
            "selection."
        ),
        "pages_skipped": tr("Pages that would be empty were left out: {count} ({names})"),
        "nothing_to_compare": tr(
            "A comparison needs an earlier state. Choose the folder of an earlier report, or the GeoPackage of an "
            "earlier “exportprogress”."
        ),
        "no_compare_date": tr("A comparison needs the date of comparison. Choose a day before the cut-off date."),
        "earlier_other_area": tr(
            "The two states count by different areas (official and converted): their difference is not only work done."
        ),
        "earlier_other_rules": tr(
            "The two states count by different rules, so their difference is not only work done: {items}. Make both "
            "with the same parameters."
        ),
        "now_without_cutoff": tr(
            "The earlier state counts up to {first}, the present one has no cut-off date: it counts whatever is there, "
            "also what is dated later than today. Give a cut-off date, so that both maps say up to when they count."
        ),
        "earlier_without_cutoff": tr(
            "The present state counts up to {last}, the earlier one has no cut-off date: it may hold what was done "
            "later, and then the difference is too small. Make it anew with a cut-off date."
        ),
        "earlier_later": tr(
            "The state to compare with counts up to {first}, which is later than the cut-off date {last}. Choose an "
            "earlier state, or a later cut-off date."
        ),
        "earlier_unreadable": tr(
            "“{path}” is neither the folder of a report nor a GeoPackage of “exportprogress”. Choose another one."
        ),
        "compare_later": tr("The date of comparison {first} must lie before the cut-off date {last}."),
        "template_missing": tr("There is no layout template “{path}”. Choose it again."),
        "template_unreadable": tr(
            "“{path}” is no layout template of QGIS, or it holds no map. Save a layout with a map as .qpt in QGIS."
        ),
    }
