"""The sample county keeps its promises, and the committed file is what the script makes."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from mine_remediation.engine.area import MU_PER_M2, area_m2
from mine_remediation.engine.planes import to_equal_area, to_lonlat
from mine_remediation.libraries import pyogrio, shapely

DEMO = Path(__file__).resolve().parents[2] / "demo"
SAMPLE = DEMO / "data" / "sample_county.gpkg"
CRS = "EPSG:4530"
COUNTED = {"市级验收", "省级核查", "管护", "销号"}
ZONES = [
    "nature_reserve_SYNTHETIC", "water_source_SYNTHETIC", "scenic_area_SYNTHETIC", "residential_area_SYNTHETIC",
    "transport_line_SYNTHETIC", "river_corridor_SYNTHETIC",
]  # fmt: skip


def read(path: Path, layer: str) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Geometries (empty for a table) and columns of a layer; NULL is None, also for numbers and dates."""
    meta, _, wkb, columns = pyogrio.raw.read(str(path), layer=layer)
    geometry = np.array([], dtype=object) if wkb is None else shapely.from_wkb(wkb)
    found = {}
    for name, column in zip(meta["fields"], columns):
        found[name] = np.array(
            [None if value is None or value != value else value for value in column.tolist()], object
        )
    return geometry, found


@pytest.fixture(scope="module")
def mines() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    geometry, columns = read(SAMPLE, "mines_SYNTHETIC")
    return geometry, {**columns, "counted": np.isin(columns["ZLZT"].astype(str), list(COUNTED))}


@pytest.fixture(scope="module")
def repaired(mines) -> np.ndarray:
    return shapely.make_valid(mines[0])


@pytest.fixture(scope="module")
def townships() -> np.ndarray:
    return read(SAMPLE, "townships_SYNTHETIC")[0]


def mu(geometry: np.ndarray) -> np.ndarray:
    return area_m2(to_equal_area(geometry, CRS)) * MU_PER_M2


def test_the_committed_file_is_what_the_script_makes(tmp_path):
    made = tmp_path / "sample.gpkg"
    subprocess.run([sys.executable, str(DEMO / "make_sample.py"), str(made)], check=True, timeout=120)
    layers = pyogrio.list_layers(str(SAMPLE))[:, 0].tolist()
    assert pyogrio.list_layers(str(made))[:, 0].tolist() == layers
    for layer in layers:
        (old, old_columns), (new, new_columns) = read(SAMPLE, layer), read(made, layer)
        # another GEOS may round a vertex to the neighbouring millimetre
        assert shapely.equals_exact(old, new, tolerance=0.01).all(), layer
        assert list(old_columns) == list(new_columns)
        for name, values in old_columns.items():
            if name == "TBMJ":
                np.testing.assert_allclose(new_columns[name].astype(float), values.astype(float), atol=0.5)
            else:
                assert new_columns[name].tolist() == values.tolist(), (layer, name)


def test_only_what_is_invented_is_called_synthetic():
    names = set(pyogrio.list_layers(str(SAMPLE))[:, 0])
    assert {name for name in names if not name.endswith("_SYNTHETIC")} == {"targets"}
    assert names == {"targets", "mines_SYNTHETIC", "townships_SYNTHETIC", *ZONES}
    _, columns = read(SAMPLE, "mines_SYNTHETIC")
    assert all(number.startswith("SYN-210422-") for number in columns["TBBH"])
    assert all(name.startswith("示例") for name in columns["KSMC"])
    assert len(set(columns["TBBH"])) == len(columns["TBBH"]) == 120


def test_qgis_3_22_reads_the_file_without_a_word_and_it_is_small():
    assert SAMPLE.read_bytes()[60:64] == (10200).to_bytes(4, "big")
    assert not list(SAMPLE.parent.glob("*-wal"))
    committed = [path for path in DEMO.rglob("*") if path.is_file() and not {"output", "__pycache__"} & set(path.parts)]
    assert sum(path.stat().st_size for path in committed) < 2_000_000


def test_names_codes_and_seats_of_the_townships(townships):
    _, columns = read(SAMPLE, "townships_SYNTHETIC")
    assert len(townships) == len(set(columns["XZMC"])) == 15
    assert columns["XZDM"].tolist() == sorted(columns["XZDM"])
    rows = (DEMO / "source" / "townships.csv").read_text(encoding="utf-8").splitlines()[1:]
    for row, township in zip(rows, to_lonlat(townships, CRS)):
        _, _, lon, lat, _ = row.split(",")
        assert shapely.contains_xy(township, float(lon), float(lat)), row


def test_the_townships_tile_the_county_exactly(townships):
    """Each border edge is drawn by exactly two townships, vertex by vertex; what is drawn once is one outer ring."""
    edges: Counter = Counter()
    for ring in shapely.get_rings(shapely.get_parts(townships)):
        points = [tuple(point) for point in shapely.get_coordinates(ring)]
        edges.update(frozenset(edge) for edge in zip(points, points[1:]))
    assert set(edges.values()) == {1, 2}
    outer = [shapely.LineString(sorted(edge)) for edge, times in edges.items() if times == 1]
    assert len(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(outer)))) == 1
    assert shapely.is_valid(townships).all()
    assert 4200 < area_m2(to_equal_area(townships, CRS)).sum() / 1e6 < 4400


def test_about_half_to_two_thirds_of_the_patches_count(mines):
    counted = mines[1]["counted"]
    assert 0.5 < counted.mean() < 0.67
    assert 480 < mu(shapely.make_valid(mines[0][counted])).sum() < 640
    assert set(mines[1]["LB"]) == {"生产矿山", "闭坑矿山", "政策性关闭矿山", "废弃矿山"}


def test_one_bow_tie(mines):
    invalid = ~shapely.is_valid(mines[0])
    assert invalid.sum() == 1
    assert "Self-intersection" in shapely.is_valid_reason(mines[0][invalid])[0]
    assert mines[1]["counted"][invalid].all()


def test_overlaps_of_two_years(mines, repaired):
    first, second = shapely.STRtree(repaired).query(repaired, predicate="intersects")
    pairs = [(a, b) for a, b in zip(first, second) if a < b]
    shared = mu(shapely.intersection(*(repaired[list(side)] for side in zip(*pairs))))
    assert (shared > 0.1).all()
    assert len(pairs) == 6
    years, counted = mines[1]["ZLND"], mines[1]["counted"]
    assert all(years[a] != years[b] and None not in (years[a], years[b]) for a, b in pairs)
    assert sum(bool(counted[a] and counted[b]) for a, b in pairs) == 5


def test_patches_across_borders(mines, repaired, townships):
    patches, met = shapely.STRtree(townships).query(repaired, predicate="intersects")
    assert len(set(met.tolist())) == 14  # one township has nothing to report
    assert sum(times > 1 for times in Counter(patches.tolist()).values()) == 4
    partly_outside = ~shapely.covered_by(repaired, shapely.union_all(townships))
    assert partly_outside.sum() == 1
    assert len(set(patches.tolist())) == len(repaired)
    west, _, east, _ = shapely.bounds(to_lonlat(repaired, CRS)).T
    across = (west < 124.5) & (east > 124.5)
    assert across.sum() == 3
    assert (east < 124.5).sum() >= 10


@pytest.mark.parametrize("layer", ZONES)
def test_each_zone_class_has_members_and_partial_ones(layer, mines, repaired):
    geometry, columns = read(SAMPLE, layer)
    inputs = json.loads((DEMO / "demo_inputs.json").read_text(encoding="utf-8"))
    distance = inputs.get(layer.replace("_SYNTHETIC", "").upper() + "_DISTANCE", 0)
    zone = shapely.buffer(shapely.union_all(geometry), distance)
    inside = shapely.intersects(repaired, zone)
    assert (inside & mines[1]["counted"]).sum() >= 2
    if layer != "scenic_area_SYNTHETIC":
        assert (inside & ~shapely.covered_by(repaired, zone)).sum() >= 1
    assert all(columns["名称"])
    assert all(columns["JB"])
    assert shapely.is_valid(geometry).all()


def test_years_and_dates(mines):
    years, dates, counted = mines[1]["ZLND"], mines[1]["YSRQ"], mines[1]["counted"]
    assert {year for year in years if year is not None} == {2018, 2019, 2020, 2021, 2022}
    assert sum(year is None for year in years) == 5
    assert sum(year is None and date is not None for year, date in zip(years, dates)) == 2
    both = [(year, date) for year, date in zip(years, dates) if None not in (year, date)]
    assert sum(date.year != year for year, date in both) == 2
    assert all(date is None for date in dates[~counted])
    assert 3 <= sum(date is None for date in dates[counted]) <= 8


def test_five_declared_areas_are_off(mines, repaired):
    ratio = mines[1]["TBMJ"].astype(float) * MU_PER_M2 / mu(repaired)
    off = np.abs(ratio - 1) > 0.005
    assert off.sum() == 5
    assert np.abs(ratio[~off] - 1).max() < 1e-5


def test_both_target_sets():
    _, columns = read(SAMPLE, "targets")
    rows = [dict(zip(columns, values)) for values in zip(*columns.values())]
    sums = {name: sum(row["target_mu"] or 0 for row in rows if row["target_set"] == name) for name in "AB"}
    assert sums == pytest.approx({"A": 697, "B": 567})
    spans = {(row["target_set"], row["year"], row["year_to"]) for row in rows if row["measure"] == "area"}
    assert spans == {("A", 2018, 2020), ("A", 2021, 2022), *(("B", year, None) for year in range(2019, 2023))}
    counts = [(row["target_value"], row["approximate"], row["target_mu"]) for row in rows if row["measure"] != "area"]
    assert counts == [(12, 1, None), (9, 1, None)]
    assert {row["category"] for row in rows if row["measure"] == "area"} == {
        "生产矿山",
        "闭坑矿山、政策性关闭矿山、废弃矿山",
    }


def test_the_demo_inputs_name_layers_and_fields_that_exist(mines):
    inputs = json.loads((DEMO / "demo_inputs.json").read_text(encoding="utf-8"))
    layers = [value for given in inputs.values() for value in (given if isinstance(given, list) else [given])]
    layers = [value for value in layers if isinstance(value, str) and "|layername=" in value]
    assert len(layers) == 9
    names = set(pyogrio.list_layers(str(SAMPLE))[:, 0])
    for layer in layers:
        file, _, name = layer.partition("|layername=")
        assert (DEMO / file).samefile(SAMPLE)
        assert name in names
    fields = {value for key, value in inputs.items() if key.endswith("_FIELD")}
    assert fields - {"XZMC"} <= set(mines[1])
    assert set(inputs["COUNTED_STATUSES"].split("，")) == COUNTED


def test_the_project_opens_from_another_folder(tmp_path):
    if importlib.util.find_spec("qgis") is None:
        pytest.skip("no QGIS in this Python")
    moved = tmp_path / "示例 county"
    moved.mkdir()
    (moved / "demo.qgz").write_bytes((DEMO / "demo.qgz").read_bytes())
    (moved / "data").mkdir()
    (moved / "data" / SAMPLE.name).write_bytes(SAMPLE.read_bytes())
    found = subprocess.run([sys.executable, "-c", OPEN, str(moved)], capture_output=True, text=True, timeout=120)
    assert found.returncode == 0, found.stderr
    told = json.loads(found.stdout.splitlines()[-1])
    assert told["read"]
    assert told["crs"] == CRS
    assert len(told["layers"]) == 10
    for name, valid, source in told["layers"]:
        assert valid, name
        assert source.startswith(str(moved)), source
        assert name.endswith("SYNTHETIC") != source.endswith("targets"), name


OPEN = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import QgsApplication, QgsProject
application = QgsApplication([], False)
application.initQgis()
project = QgsProject.instance()
read = project.read(sys.argv[1] + "/demo.qgz")
layers = [(layer.name(), layer.isValid(), layer.source()) for layer in project.mapLayers().values()]
print(json.dumps({"read": read, "crs": project.crs().authid(), "layers": layers}))
project.clear()
application.exitQgis()
"""
