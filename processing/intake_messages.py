"""The sentences of files that come in; see :mod:`.messages`."""

from __future__ import annotations

from ..texts import tr


def intake_sentences() -> dict[str, str]:
    """Sentences by code; made at each call because the language may have changed."""
    return {**_files(), **_zips()}


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
