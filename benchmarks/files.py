"""How long files that come in take to read: workbook, shapefile, GeoPackage, drawing and placemarks of 100 000 patches.

Run with the project's Python: ``.venv/bin/python benchmarks/files.py [PATCHES]``. Each file is made first, then read
in a process of its own. Promised for 100 000 are at most 15 s and 300 MB for a workbook of twelve columns and 10 s for
a shapefile.
"""

from __future__ import annotations

import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
runpy.run_path(str(HERE.parent / "conftest.py"))

from clock import Clock, peak_mb  # noqa: E402

from mine_remediation.formats import vector_files  # noqa: E402
from mine_remediation.libraries import optional, pyogrio, shapely  # noqa: E402

VERTICES = 24
HEADS = "序号 图斑编号 乡镇 村 矿山名称 矿种 类别 治理年度 治理状态 面积（亩） 投资（万元） 备注".split()


def polygons(count: int) -> np.ndarray:
    """Rugged rings of 25 points in EPSG:4530, the first again at the end."""
    chance = np.random.default_rng(7)
    centre = chance.uniform(0, 80_000, (count, 2)) + np.array([42_380_000, 4_570_000])
    angle = np.sort(chance.uniform(0, 2 * np.pi, (count, VERTICES)), axis=1)
    radius = chance.uniform(20, 150, (count, 1))
    rings = np.stack([centre[:, :1] + radius * np.cos(angle), centre[:, 1:] + radius * np.sin(angle)], axis=2)
    return shapely.polygons(np.concatenate([rings, rings[:, :1]], axis=1))


def write_layer(path: Path, driver: str, count: int, **options: str) -> None:
    """The polygons with four columns."""
    numbers = np.arange(count)
    columns = [
        np.array([f"210422-{each}" for each in numbers], dtype=object),
        np.array([f"永陵镇{each % 15}" for each in numbers], dtype=object),
        numbers % 977 / 7,
        2018 + numbers % 5,
    ]
    kind = {"fields": ["TBBH", "XZMC", "MJ", "ND"], "geometry_type": "Polygon", "crs": "EPSG:4530"}
    pyogrio.raw.write(str(path), shapely.to_wkb(polygons(count)), columns, driver=driver, layer="a", **kind, **options)


def write_workbook(path: Path, count: int) -> None:
    """A title, a head, and rows of twelve columns, a third of the areas as text."""
    book = optional("xlsxwriter").Workbook(str(path))
    sheet = book.add_worksheet("台账")
    sheet.write(0, 0, "图斑台账")
    sheet.write_row(1, 0, HEADS)
    for at in range(count):
        area = f"{at % 977 / 7:.2f}" if at % 3 == 0 else at % 977 / 7
        row = [at + 1, f"210422-{at:06d}", f"乡镇{at % 15}", f"村{at % 194}", f"矿山{at % 3000}", "铁矿", "废弃矿山"]
        sheet.write_row(at + 2, 0, [*row, 2018 + at % 5, "已治理", area, at % 333 * 1.5, "现场核实"])
    book.close()


def write_drawing(path: Path, count: int) -> None:
    """Closed polylines."""
    pairs = ["0", "SECTION", "2", "ENTITIES"]
    for polygon in polygons(count):
        points = shapely.get_coordinates(polygon)[:-1].tolist()
        pairs += ["0", "LWPOLYLINE", "8", "采场", "90", str(len(points)), "70", "1"]
        for x, y in points:
            pairs += ["10", f"{x:.4f}", "20", f"{y:.4f}"]
    path.write_text("\n".join([*pairs, "0", "ENDSEC", "0", "EOF", ""]), encoding="gbk")


MAKERS = {
    "list.xlsx": write_workbook,
    "patches.shp": lambda path, count: write_layer(path, "ESRI Shapefile", count, encoding="GBK"),
    "patches.gpkg": lambda path, count: write_layer(path, "GPKG", count),
    "patches.geojson": lambda path, count: write_layer(path, "GeoJSON", count),
    "patches.kml": lambda path, count: write_layer(path, "KML", count),
    "drawing.dxf": write_drawing,
}


def measure(path: Path) -> None:
    """Read *path* and print a row of the table."""
    clock = Clock()
    found = vector_files.read(path)
    clock.lap("read")
    rows = sum(map(len, found))
    print(f"| {path.name} | {rows} | {clock.seconds:.1f} | {clock.cpu_seconds:.1f} | {peak_mb():.0f} |", flush=True)


def main(count: int) -> None:
    """Make each file and have it read in a fresh process."""
    print("| file | rows | s | cpu s | peak MB |\n|---|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in MAKERS:
            path = Path(folder, name)
            for step in ([str(path), str(count)], [str(path)]):  # a child's peak is at least its parent's size
                subprocess.run([sys.executable, __file__, *step], check=True)


if __name__ == "__main__":
    arguments = sys.argv[1:] or ["100000"]
    if len(arguments) == 2:
        MAKERS[Path(arguments[0]).name](Path(arguments[0]), int(arguments[1]))
    elif arguments[0].isdigit():
        main(int(arguments[0]))
    else:
        measure(Path(arguments[0]))
