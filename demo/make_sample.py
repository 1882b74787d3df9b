"""Makes ``demo/data/sample_county.gpkg``, the invented county of the demo, from ``demo/source/``.

Run with the project's Python: ``.venv/bin/python demo/make_sample.py [file.gpkg]``. Needs no other folder.
The seed is fixed: each run makes the same features.
"""

from __future__ import annotations

import runpy
import sys
from importlib import import_module
from pathlib import Path
from random import Random

import numpy as np

DEMO = Path(__file__).resolve().parent
SEED = 210422


def main(target: Path) -> None:
    """Draw the county, put the patches into it, write *target*."""
    runpy.run_path(str(DEMO.parent / "conftest.py"))  # registers the checkout as the package mine_remediation
    county_module = import_module("mine_remediation.demo.sample.county")
    patches_module = import_module("mine_remediation.demo.sample.patches")
    writing = import_module("mine_remediation.demo.sample.writing")
    county = county_module.make_county(Random(SEED))
    with np.errstate(invalid="ignore"):  # some GEOS versions set this flag while intersecting, and are right
        patches = patches_module.make_patches(Random(SEED + 1), county)
    target.parent.mkdir(parents=True, exist_ok=True)
    writing.write_sample(target, county, patches)
    print(f"{target}: {len(county.townships)} townships, {len(patches)} patches")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO / "data" / "sample_county.gpkg")
