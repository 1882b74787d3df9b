"""Draws a map of each kind of the sample county for the manual: ``docs/images/map_*.png``."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from demo import DEMO, ROOT, absolute

IMAGES = ROOT / "docs" / "images"
EARLIER = "2020-11-30"
# name of the picture: what is drawn, and how the page that is shown begins
PICTURES = {
    "map_county_zh": ({"KIND": "county"}, "county"),
    "map_townships_zh": ({"KIND": "township_atlas"}, "township_atlas_05"),
    "map_patches_zh": ({"KIND": "patch_atlas", "PAGE": "A4_portrait"}, "patch_atlas_002"),
    "map_comparison_zh": ({"KIND": "comparison"}, "comparison"),
}


def run(algorithm: str, given: dict[str, object]) -> None:
    """Run an algorithm on the sample; ends the program with the log when it fails."""
    inputs = json.loads((DEMO / "demo_inputs.json").read_text(encoding="utf-8"))
    arguments = [
        f"{name}={absolute(each)}"
        for name, value in {**inputs, **given}.items()
        for each in (value if isinstance(value, list) else [value])
    ]
    command = ["qgis_process.bin", "run", f"mineremediation:{algorithm}", "--", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def main() -> None:
    """Draw them all."""
    with tempfile.TemporaryDirectory() as folder:
        earlier = Path(folder) / "earlier.gpkg"
        run("exportprogress", {"GEOPACKAGE": earlier, "CUTOFF_DATE": EARLIER})
        for name, (given, page) in PICTURES.items():
            made = Path(folder) / name
            asked = {**given, "FORMATS": "png", "DPI": 110, "FOLDER": made}
            if given["KIND"] == "comparison":
                asked["COMPARE_WITH"] = earlier
            run("exportmaps", asked)
            (picture,) = made.glob(f"*/{page}*.png")
            (IMAGES / f"{name}.png").write_bytes(picture.read_bytes())
            print(f"docs/images/{name}.png")


if __name__ == "__main__":
    main()
