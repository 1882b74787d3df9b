"""The sentences of files that come in; see :mod:`.messages`."""

from __future__ import annotations

from typing import Any

from ..texts import tr
from .file_messages import file_sentences


def intake_sentences() -> dict[str, str]:
    """Sentences by code; made at each call because the language may have changed."""
    return {**_files(), **_zips(), **_systems(), **file_sentences()}


def _files() -> dict[str, str]:
    return {
        "file_missing": tr("There is no file “{file}”. Choose it again."),
        "file_closed": tr("“{file}” cannot be opened ({detail}). Close it in other programs and run again."),
        "file_empty": tr("“{file}” is empty. Ask the sender for it again."),
        "file_too_large": tr(
            "“{file}” has {size_mb} MB, more than the {limit_mb} MB that are read. Ask the sender for the patches "
            "alone."
        ),
        "file_dwg": tr(
            "“{file}” is an AutoCAD drawing (DWG), which cannot be read. Open it in CAD, choose “Save as”, type DXF "
            "(2007 or later), and import that."
        ),
        "file_archive": tr(
            "“{file}” is a RAR, 7z or GZ archive, which cannot be read. Unpack it and choose the files, or pack them "
            "as ZIP."
        ),
        "file_wps": tr(
            "“{file}” is in the format of WPS, which cannot be read. Open it in WPS, choose “Save as”, type Excel "
            "(.xlsx), and import that."
        ),
        "file_access": tr(
            "“{file}” is an Access database, which cannot be read. Ask the sender for a file geodatabase (.gdb) or "
            "shapefiles."
        ),
        "file_ovital": tr(
            "“{file}” is in Ovital's own format, which cannot be read. Export shapefile or DXF there: these keep the "
            "true coordinates."
        ),
        "file_paper": tr(
            "“{file}” is a document (PDF or Word), from which no patches are read. Ask the sender for the survey "
            "file, or paste the corner coordinates into “Import coordinates”."
        ),
        "file_not_text": tr(
            "“{file}” holds no text ({found}). Look whether it has the right ending, or ask the sender for it again."
        ),
        "encoding_contradicted": tr(
            "The texts are not in {encoding}: they are Chinese in {found} (such as “{sample}”). Choose auto or {found}."
        ),
        "preview_part": tr("“{file}”: of {count} patches the first {drawn} are drawn."),
        "preview_asked": tr(
            "“{file}”: {reason} The layer shows it in each of these systems: {candidates}. Ask the sender, look where "
            "it lies, and choose the right one in the import."
        ),
        "preview_nowhere": tr(
            "“{file}”: {reason} The numbers make sense in no system, so nothing is drawn. Ask the sender which system "
            "they are in; perhaps it is a local one."
        ),
        "preview_other_encoding": tr(
            "“{file}” gives other texts in {encoding}; the table has both. Where {encoding} is right, name it in the "
            "import."
        ),
        "encoding_unknown": tr("There is no encoding “{encoding}”. Choose auto, UTF-8 or GB18030."),
        "shp_unreadable": tr("“{file}” holds no shapes that can be read. Ask the sender to export the shapefile anew."),
        "xml_doctype": tr(
            "“{file}” is refused: “{member}” declares a document type, which survey files never do and attacks are "
            "made with. Ask the sender to export it anew."
        ),
    }


def _zips() -> dict[str, str]:
    return {
        "zip_broken": tr("“{file}” cannot be unpacked ({detail}). Ask the sender for it again."),
        "zip_members": tr(
            "“{file}” is refused: it says that it holds {count} files, more than {limit}. Ask the sender for the "
            "survey files alone."
        ),
        "zip_path": tr(
            "“{file}” is refused: the name “{member}” in it is doubled, or leads out of its own folder. Ask the "
            "sender to pack it anew."
        ),
        "zip_encrypted": tr("“{file}” is locked with a password (“{member}”). Unpack it and choose the files."),
        "zip_too_large": tr(
            "“{file}” is refused: unpacked it would have more than {limit_mb} MB. Ask the sender for the survey "
            "files alone."
        ),
        "zip_ratio": tr(
            "“{file}” is refused: “{member}” in it would unpack to more than {limit} times its size. Ask the sender "
            "to pack it anew."
        ),
    }


def _systems() -> dict[str, str]:
    return {
        "crs_unnamed": tr(
            "“{file}”: neither the file nor one beside it names the datum, and the numbers cannot tell it (Xi'an 80 "
            "and Beijing 54 look like CGCS2000). Ask the sender, then choose the coordinate system; “Preview files” "
            "draws the file in each. The numbers make sense as CGCS2000 in: {candidates}"
        ),
        "crs_numbers": tr(
            "“{file}”: the numbers are not in the coordinate system that is named ({crs}). Choose the right one; "
            "“Preview files” draws the file in each. The numbers make sense in: {candidates}"
        ),
        "crs_zone_differs": tr(
            "“{file}”: the numbers lie in another zone than the one that is named ({crs}). Ask the sender which is "
            "right, then choose the coordinate system, or give polygons of where the file should lie; “Preview files” "
            "draws the file in each. The numbers make sense in: {candidates}"
        ),
        "crs_zone_open": tr(
            "“{file}”: the eastings carry no zone number and the zone is not named ({crs}). Choose the coordinate "
            "system of the zone, or give polygons of where the file should lie; “Preview files” draws the file in "
            "each. The numbers make sense in: {candidates}"
        ),
        "crs_legacy": tr(
            "“{file}” is in {crs}. From that datum to CGCS2000 only a ballpark transformation is known, off by about "
            "100 m, so it is refused. Ask the sender for the file in CGCS2000."
        ),
    }


def candidates_text(candidates: list[Any]) -> str:
    """Systems in which numbers make sense, best first, numbered."""
    if not candidates:
        return tr("none")
    return tr("; ").join(
        tr("{number}. {crs}").format(number=number, crs=candidate_words(each))
        for number, each in enumerate(candidates, start=1)
    )


def candidate_words(one: Any) -> str:
    """A system in which numbers make sense, in words."""
    words = [one.crs]
    if not one.zone:
        words.append(tr("degrees"))
    else:
        words.append(tr("{width}° zone {zone}").format(width=one.width, zone=one.zone))
        words.append(tr("with the zone number") if one.prefixed else tr("without the zone number"))
    if one.swap_axes:
        words.append(tr("X and Y exchanged"))
    if one.reason == "inside":
        words.append(tr("lies in the county") if one.county else tr("lies where the reference is"))
    return tr(", ").join(words)
