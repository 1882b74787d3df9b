"""Makes the report of the sample county in a process of its own; started as a program with the folder to make it in."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(folder: str) -> None:
    """Start QGIS without a window, make the report."""
    spec = importlib.util.spec_from_file_location("headless", ROOT / "tests" / "faults" / "headless.py")
    headless = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(headless)
    kept = headless.start()
    import processing
    from mine_remediation.tests.algorithms.makers import demo_inputs

    inputs = {**demo_inputs("exportprogress"), "CUTOFF_DATE": "2022-09-30", "FROM_DATE": "2022-08-31"}
    processing.run("mineremediation:exportreport", {**inputs, "FOLDER": folder, "LOAD_RESULTS": False})
    del kept


if __name__ == "__main__":
    main(sys.argv[1])
