"""Says no when the libraries in .venv are not the ones that work inside QGIS: the system's GEOS and GDAL."""

from __future__ import annotations

import subprocess
import sys

import numpy
import pyogrio
import pyproj
import shapely


def system_version(program: str) -> str:
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def faults() -> list[str]:
    gdal = ".".join(str(part) for part in pyogrio.__gdal_version__)
    east, _ = pyproj.Transformer.from_crs(4490, 4530, always_xy=True).transform(126.0, 41.0)
    wanted = [
        (
            shapely.geos_version_string == system_version("geos-config"),
            f"shapely has GEOS {shapely.geos_version_string}",
        ),
        (gdal == system_version("gdal-config"), f"pyogrio: GDAL {gdal}"),
        (abs(east - 42_500_000) < 1e-3, "pyproj does not find its data"),
        (numpy.__version__.startswith("1."), f"numpy is {numpy.__version__}, QGIS's modules need one below 2"),
    ]
    return [fault for good, fault in wanted if not good]


if __name__ == "__main__":
    sys.exit("\n".join(faults()) or 0)
