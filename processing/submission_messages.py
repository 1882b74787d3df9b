"""The sentences of submissions: compared, accepted; see :mod:`.messages`."""

from __future__ import annotations

from ..texts import tr


def submission_sentences() -> dict[str, str]:
    """Sentences by code; made at each call because the language may have changed."""
    return {
        "submission_compared": tr("“{layer}”: {new} new, {changed} changed, {same} the same, {missing} missing."),
        "submission_id_field": tr("“{layer}” has no field “{wanted}”; its patch numbers were taken from “{field}”."),
        "submission_renumbered": tr(
            "“{layer}”: {count} patches lie on ground that is held under another number, and are not new: {ids}"
        ),
        "submission_elsewhere": tr(
            "“{layer}”: of {count} patches that are held under their numbers none lies where it is held. Look whether "
            "the coordinate system of the layer, its zone above all, is the right one."
        ),
        "submission_overlaps": tr(
            "“{layer}”: {count} new patches lie on ground that is held already, {mu} mu in all: {ids}. Look whether "
            "they were reported before."
        ),
        "submission_number_repeated": tr(
            "“{layer}”: {count} patches stand as new because another patch of this submission has the same number and "
            "was compared under it, or because the number is new and comes several times: {ids}. None of them is "
            "accepted; ask the sender which one counts, and for numbers of their own."
        ),
        "submission_values_differ": tr(
            "“{layer}”: of the {same} that are the same on the ground {count} have other values (changed_fields): {ids}"
        ),
        "submission_accepted": tr("“{layer}”: {replaced} patches replaced, {added} added, {removed} taken away."),
        "submission_fields_left": tr("“{layer}”: these fields are not among those held and were left out: {fields}"),
        "submission_fields_alone": tr(
            "“{layer}”: “{held}” has no field that says the same as these (of areas perhaps none whose unit is known), "
            "so they are neither compared nor taken over: {fields}. Rename the fields of one of the two layers where "
            "they belong together."
        ),
        "values_kept": tr(
            "“{layer}”: {count} values of the field “{field}” are empty or were not understood when the file came in; "
            "what is held was kept: {ids}"
        ),
        "computed_emptied": tr(
            "“{layer}”: computed from the former ground, so empty for the replaced patches: {fields}. Compute them "
            "anew."
        ),
        "values_unfit": tr(
            "“{layer}”: {count} values do not fit the field “{field}” of “{held}” and were not taken; what is held was "
            "kept, new patches have none: {ids}. Ask the sender to mend them, or fill them in by hand in the new layer."
        ),
        "campaign_not_changed": tr(
            "The campaign “{file}” is not changed. Bring the new layer in with “Load layers into a campaign”."
        ),
        "mapping_fields": tr(
            "“{file}” has none of the fields of the mapping ({missing}). It has: {fields}. Mend the mapping, or leave "
            "it empty to have the fields recognised."
        ),
        "file_known": tr(
            "“{file}” came in before, on {day} from {sender} as “{earlier}”; the campaign is not changed."
        ),
        "findings_more": tr("“{file}”: {count} more rules were broken; the receipt has them all."),
        "sender_missing": tr(
            "Who sent the files is not said. The campaign “{campaign}” keeps a receipt for each: fill in the sender."
        ),
        "sender_only": tr(
            "The sender “{sender}” is named in the receipt alone: without a campaign no file is recorded, and no "
            "mapping kept or taken."
        ),
        "files_none": tr("No file is given. Choose the files that came in."),
        "patches_in_several_files": tr(
            "{count} patch numbers come in several files, and their ground is in the sum each time: {ids}. Choose the "
            "one that counts."
        ),
        "import_done": tr(
            "{files} files: {rows} rows, {polygons} of them with a polygon, {mu} mu in all; {rejected} values rejected."
        ),
        "accepted_unknown": tr(
            "No patch of the comparison has these accepted numbers: {ids}. Run “Compare a submission” and take the "
            "numbers from there."
        ),
    }
