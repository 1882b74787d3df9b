"""Figures of invented counties in the Python that runs this: ``python elsewhere.py COUNT`` prints them as JSON.

The layers are handed over as GeoDataFrames, as those do who use the engine outside QGIS: geopandas, pandas, GEOS,
PROJ and numpy are those of that Python.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _register_package():
    spec = importlib.util.spec_from_file_location("conftest_of_the_root", ROOT / "conftest.py")
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


def through_geopandas(geopandas, place):
    """The same county, its layers made by geopandas, the patches dissolved into themselves within their box."""

    def layer(shapes):
        frame = geopandas.GeoDataFrame({"row": range(len(shapes))}, geometry=shapes, crs=place.crs)
        if shapes is not place.patches:
            return frame.geometry.to_list()
        x0, y0, x1, y1 = frame.total_bounds
        return frame.cx[x0:x1, y0:y1].dissolve("row").sort_index().geometry.to_list()

    names = ("patches", "townships", "reserve", "road")
    return replace(place, **{name: layer(getattr(place, name)) for name in names})


def main(count):
    _register_package()
    counties = importlib.import_module("mine_remediation.tests.engine.counties")
    libraries = importlib.import_module("mine_remediation.libraries")
    geopandas = libraries.load("geopandas")
    found = []
    for seed in range(count):
        place = counties.county(seed, "EPSG:4530", (42_380_000, 4_600_000))
        summary = counties.run(through_geopandas(geopandas, place))
        printed = summary.area_summary["area_mu_printed"].tolist()
        found.append({"figures": counties.figures(summary), "printed": printed})
    versions = {**libraries.versions(), "GEOS": libraries.shapely.geos_version_string}
    print(json.dumps({"versions": versions, "counties": found}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
