"""How long the atlases of ``exportmaps`` take on the sample county, with its lines and settlements as a base map.

Run with the project's Python, which sees QGIS: ``.venv/bin/python benchmarks/maps.py [PATCHES]``. The whole run is
timed, from the layers to the PDF.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
HERE = Path(__file__).resolve().parent
runpy.run_path(str(HERE.parent / "conftest.py"))  # registers the checkout as the package mine_remediation

from clock import Clock, peak_mb  # noqa: E402 - after conftest.py has put the plugin's paths in order
from qgis.core import QgsFeature, QgsProcessingContext, QgsProject, QgsVectorLayer  # noqa: E402
from qgis_chains import Toolbox  # noqa: E402

DEMO = HERE.parent / "demo"
BELOW = ("transport_line_SYNTHETIC", "river_corridor_SYNTHETIC", "residential_area_SYNTHETIC")
DPI = 150


def sample() -> dict[str, Any]:
    """The parameters of the demo run, with paths that hold anywhere."""
    inputs = json.loads((DEMO / "demo_inputs.json").read_text(encoding="utf-8"))
    return {name: _placed(value) for name, value in inputs.items()}


def _placed(value: Any) -> Any:
    if isinstance(value, list):
        return [_placed(each) for each in value]
    return f"{DEMO}/{value}" if isinstance(value, str) and value.startswith("data/") else value


def repeated(uri: str, count: int) -> QgsVectorLayer:
    """The patches of *uri* over and over, each time moved by some hundred metres, until there are *count*."""
    source = QgsVectorLayer(uri, "patches", "ogr")
    made = QgsVectorLayer(f"MultiPolygon?crs={source.crs().authid()}", "patches", "memory")
    made.dataProvider().addAttributes([field for field in source.fields() if field.name() != "fid"])
    made.updateFields()
    originals = list(source.getFeatures())
    for number in range(count):
        feature, turn = QgsFeature(made.fields()), number // len(originals)
        original = originals[number % len(originals)]
        geometry = original.geometry()
        geometry.translate(turn * 700, turn * 500)
        feature.setGeometry(geometry)
        for field in made.fields().names():
            feature[field] = f"{number:04}" if field == "TBBH" else original[field]
        made.dataProvider().addFeature(feature)
    return made


def main(count: int) -> None:
    """Draw both atlases and print a table in Markdown."""
    inputs = sample()
    with tempfile.TemporaryDirectory() as folder:
        toolbox = Toolbox(DEMO / "data" / "sample_county.gpkg", Path(folder))
        import processing

        given = {**inputs, "BASEMAP": [toolbox.layer(name) for name in BELOW], "FOLDER": folder, "DPI": DPI}
        given.pop("TITLE")
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        print("| atlas | pages | s | cpu s | peak MB |", "|---|---|---|---|---|", sep="\n")
        for kind, patches in (
            ("county", inputs["INPUT"]),  # not measured: it pays for the imports and the fonts
            ("township_atlas", inputs["INPUT"]),
            ("patch_atlas", repeated(inputs["INPUT"], count)),
        ):
            clock = Clock()
            asked = {**given, "KIND": kind, "INPUT": patches}
            done = processing.run("mineremediation:exportmaps", asked, context=context)
            clock.lap(kind)
            if kind != "county":
                print(f"| {kind} | {done['PAGES']} | {clock.seconds:.1f} | {clock.cpu_seconds:.1f} | {peak_mb():.0f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
