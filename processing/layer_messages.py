"""The sentences of files that go out to other programs; see :mod:`.messages`."""

from __future__ import annotations

from ..texts import tr


def layer_sentences() -> dict[str, str]:
    """Sentences by code; made at each call because the language may have changed."""
    return {
        "crs_and_zones": tr("Choose either a coordinate system for all files, or a file for each zone."),
        "target_crs": tr(
            "From CGCS2000 to {crs} no exact transformation is known, so no file is written in it. Choose a system of "
            "CGCS2000 (EPSG:4490, EPSG:4529, EPSG:4530 …) or WGS 84."
        ),
        "zone_outside": tr(
            "Zone {zone} is none of the 3-degree zones of China (25 to 45). Check the coordinate system of the "
            "patches, or choose a system for all files."
        ),
        "other_crs": tr("The format {format} cannot be in {asked}; it is written in {crs}."),
        "fields_left_out": tr("Layer “{layer}”: fields that other programs cannot read are left out: {fields}"),
        "not_in_encoding": tr(
            "“{file}”: “{letters}” in “{text}” cannot be written in {encoding}. Choose the encoding UTF-8 for "
            "shapefiles, another format, or another spelling."
        ),
        "grid_too_fine": tr("A grid of {grid_m} m hides nothing; choose at least {least} m."),
        "grid_too_near": tr(
            "With a grid of {grid_m} m borders for outside find no place that is 1 m away from all true corners. "
            "Choose another grid."
        ),
        "outside_text": tr(
            "“{file}” for outside would hold “{text}” from the inputs, so nothing was written. Look whether a "
            "category, a status or a township's name contains it."
        ),
        "outside_vertex": tr(
            "“{file}” for outside would hold a true corner, so nothing was written. Choose another grid."
        ),
    }
