"""Writes the sample into one GeoPackage (version 1.2, which QGIS 3.22 reads without a warning)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from ...libraries import pyogrio, shapely
from .county import CRS, County
from .patches import Patch
from .targets import FIELDS, target_rows

FIXED_DATE = "2024-01-01T00:00:00.000Z"  # or every run would differ in the file's own time stamps
INVENTED = "SYNTHETIC: invented for demonstration, not real"


def write_sample(path: Path, county: County, patches: list[Patch]) -> None:
    """Write all layers to a file beside *path*, then put it in its place."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": FIXED_DATE})
    beside = path.with_name(f"{path.stem}.new.gpkg")
    beside.unlink(missing_ok=True)
    _write_townships(beside, county)
    _write_mines(beside, patches)
    for layer, zones in county.zones.items():
        columns = {"名称": [zone.name for zone in zones], "JB": [zone.level for zone in zones]}
        _write(beside, layer, columns, [zone.geometry for zone in zones], f"{INVENTED}: zone or line")
    _write_targets(beside)
    os.replace(beside, path)


def _write_townships(path: Path, county: County) -> None:
    columns = {
        "XZDM": [township.code for township in county.townships],
        "XZMC": [township.name for township in county.townships],
        "ZDLY": [township.seat_source for township in county.townships],
    }
    geometries = [township.geometry for township in county.townships]
    _write(path, "townships_SYNTHETIC", columns, geometries, f"{INVENTED}: real names and codes, invented boundaries")


def _write_mines(path: Path, patches: list[Patch]) -> None:
    columns = {
        "TBBH": [patch.number for patch in patches],
        "KSMC": [patch.mine for patch in patches],
        "LB": [patch.category for patch in patches],
        "ZLND": _integers([patch.year for patch in patches]),
        "YSRQ": np.array([patch.accepted for patch in patches], dtype="datetime64[D]"),
        "ZLZT": [patch.status for patch in patches],
        "TBMJ": np.array([patch.declared_m2 for patch in patches]),
        "BZ": [patch.note or None for patch in patches],
        "SRC_SHAPE": [patch.shape for patch in patches],
    }
    geometries = [patch.geometry for patch in patches]
    _write(path, "mines_SYNTHETIC", columns, geometries, f"{INVENTED}: real shapes from elsewhere, scaled and moved")


def _write_targets(path: Path) -> None:
    rows = target_rows()
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in FIELDS}
    for name in ("year", "year_to", "approximate"):
        columns[name] = _integers(columns[name])
    for name in ("target_mu", "target_value"):
        columns[name] = np.array(columns[name], dtype=float)
    _write(path, "targets", columns, None, "Targets of the work plan, both sets")


def _integers(values: list[Any]) -> Any:
    return np.ma.masked_array([value or 0 for value in values], [value is None for value in values], dtype="int32")


def _write(path: Path, layer: str, columns: dict[str, Any], geometries: list[Any] | None, description: str) -> None:
    data = [np.array(values, dtype=object) if isinstance(values, list) else values for values in columns.values()]
    spatial = {} if geometries is None else {"geometry_type": _multi_type(geometries), "crs": CRS}
    shapes = None if geometries is None else np.array([shapely.to_wkb(_as_multi(each)) for each in geometries], object)
    pyogrio.raw.write(
        str(path),
        shapes,
        [np.ma.getdata(values) for values in data],
        list(columns),
        field_mask=[np.ma.getmaskarray(values) if np.ma.isMaskedArray(values) else None for values in data],
        layer=layer,
        driver="GPKG",
        append=False,
        dataset_options={"VERSION": "1.2"},
        layer_options={"DESCRIPTION": description, "FID": "fid"},
        **spatial,
    )


def _multi_type(geometries: list[Any]) -> str:
    return "MultiLineString" if "Line" in geometries[0].geom_type else "MultiPolygon"


def _as_multi(geometry: Any) -> Any:
    parts = shapely.get_parts(geometry)
    return shapely.multilinestrings(parts) if "Line" in geometry.geom_type else shapely.multipolygons(parts)
