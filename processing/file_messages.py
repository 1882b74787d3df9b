"""The sentences of the readers of vector files, drawings and lists; see :mod:`.messages`."""

from __future__ import annotations

from ..texts import tr


def file_sentences() -> dict[str, str]:
    """Why a file cannot be read, by code; made at each call because the language may have changed."""
    return {**_unreadable(), **_lists(), **_unknown()}


def _unreadable() -> dict[str, str]:
    return {
        "file_unreadable": tr("“{file}” is damaged and cannot be read ({detail}). Ask the sender to export it anew."),
        "file_no_layers": tr("“{file}” holds no layer. Ask the sender to export the patches anew."),
        "file_views": tr(
            "“{file}” is refused: the layers {layers} are queries and no tables. Ask the sender to export them as "
            "layers of their own."
        ),
        "gdal_missing": tr(
            "“{file}” is read with pyogrio or fiona, and neither is installed here. Ask the sender for a shapefile, "
            "or install QGIS 3.34.8 or later by its own installer."
        ),
        "json_unreadable": tr("“{file}” is no whole JSON text ({detail}). Ask the sender to export it anew."),
        "xml_broken": tr("“{file}” is no whole XML text (line {line}). Ask the sender to export it anew."),
        "dxf_binary": tr(
            "“{file}” is a binary DXF, which cannot be read. Open it in CAD, choose “Save as”, type DXF, without the "
            "option “Binary”, and import that."
        ),
        "dxf_empty": tr("“{file}” is a drawing without any entity. Ask the sender for it again."),
        "zip_nothing": tr("“{file}” holds {count} files, of which none is a survey file. Ask the sender for it again."),
        "zip_in_zip": tr("“{file}” holds a further zip, “{member}”. Unpack it and choose the files."),
    }


def _lists() -> dict[str, str]:
    return {
        "file_xls": tr(
            "“{file}” is in the format of Excel 97–2003 (.xls), which cannot be read. Open it in Excel or WPS, choose "
            "“Save as”, type .xlsx, and import that."
        ),
        "file_xml_workbook": tr(
            "“{file}” is an XML Spreadsheet of Excel 2003, which cannot be read. Open it in Excel or WPS, choose “Save "
            "as”, type .xlsx, and import that."
        ),
        "file_locked": tr(
            "“{file}” is locked with a password. Open it in Excel or WPS, remove the password, save it and import that."
        ),
        "list_absent": tr(
            "“{file}” has no sheet with a list: a line of headings with rows below. Look whether it is the right one."
        ),
        "list_unreadable": tr("“{file}” is damaged ({detail}). Open it in Excel or WPS and save it again."),
        "list_too_large": tr("“{file}” has more than {limit} rows or cells. Ask the sender for the patches alone."),
    }


def _unknown() -> dict[str, str]:
    return {
        "file_unknown": tr(
            "“{file}” is in no format that is read ({found}). Ask the sender for a shapefile, GeoPackage, DXF, KML or "
            "Excel list."
        ),
        "shp_absent": tr(
            "“{file}” is a part of a shapefile without the shapes: “{wanted}” is not beside it. Ask the sender for all "
            "its files (.shp, .shx, .dbf, .prj), and put them into one folder."
        ),
        "folder_unknown": tr("“{file}” is a folder, but no file geodatabase (.gdb). Choose the files in it."),
        "xml_unknown": tr(
            "“{file}” is neither KML nor GPX (it begins with “{root}”). Ask the sender for one of these."
        ),
        "json_unknown": tr("“{file}” is JSON without features. Ask the sender for GeoJSON."),
        "text_unknown": tr(
            "“{file}” is a text with neither survey points nor a list. Corner coordinates are read by “Import "
            "coordinates”."
        ),
        "file_coordinates": tr(
            "“{file}” is a text of corner coordinates. It is read by “Import coordinates”, not by “Import patches”."
        ),
    }


def format_words() -> dict[str, str]:
    """What the formats of files are called, by code."""
    return {
        "shapefile": tr("shapefile"),
        "geopackage": tr("GeoPackage"),
        "filegdb": tr("file geodatabase"),
        "geojson": tr("GeoJSON"),
        "kml": tr("KML"),
        "gpx": tr("GPX track"),
        "dxf": tr("drawing (DXF)"),
        "excel": tr("Excel list"),
        "html": tr("list in a web page"),
        "points": tr("survey points"),
        "csv": tr("list in a text"),
        "land_boundary": tr("land-boundary text"),
        "corner_string": tr("corner string of a mining right"),
        "pasted": tr("list of corners"),
        "zip": tr("ZIP archive"),
        "sqlite": tr("SQLite database"),
        "xml": tr("XML text"),
        "text": tr("text"),
        "binary": tr("bytes that are no text"),
        "ole": tr("old Office file"),
    }
