"""Polygons that GEOS refuses to cut: the right figures all the same, and every cut on a grid told and kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsVectorLayer

from mine_remediation.engine.planes import EQUAL_AREA, LONLAT
from mine_remediation.libraries import pyproj, shapely
from mine_remediation.tests.algorithms.makers import CRS, box, layer, refused, run

# a valid zone whose two parts touch; in the plane of the computation they cross by a rounding
ZONE = bytes.fromhex(
    "0106000000020000000103000000010000000C0000008716D998FB438441986E12ABAB9F51411283C08EFB438441E5D022BBB29F5141"
    "E5D0227AFB438441666666D6B89F5141CBA145C2FB438441CBA1457EC99F5141A4703DEDFC438441D122DB19BD9F5141736891BFFD4384"
    "4177BE9FDABB9F5141985C82D1FD4384411F11CD08BC9F51418D976EF0FD43844145B6F3CDBB9F514124508DB2FE438441B0DD034CBE9F"
    "514108AC1CE4FF438441B4C8765EC19F5141AE47E1DBFD43844133333373B49F51418716D998FB438441986E12ABAB9F51410103000000"
    "01000000050000001158399CFD4384417D3F356EBC9F514125508DB2FE438441B3DD034CBE9F514124508DB2FE438441B0DD034CBE9F51"
    "41985C82D1FD4384411F11CD08BC9F51411158399CFD4384417D3F356EBC9F5141"
)
PATCH = bytes.fromhex(
    "01030000000100000008000000B6F3FDC6FF4384416ABC742BBE9F514179E9269EFF4384419EEFA75EC19F514160E5D0ECFE438441EC51"
    "B88EC49F51413D0AD7A9FD4384419CC420C0C39F514104560EE1FD43844146B6F355B79F51414260E5ECFE4384413108ACDCB79F5141AC"
    "1C5A48FF438441C520B0B2B89F5141B6F3FDC6FF4384416ABC742BBE9F5141"
)
COMMON_MU = 924.41519109 * 0.0015  # by the original coordinates, which GEOS cuts


def both_layers() -> dict[str, Any]:
    return {
        "INPUT": layer([PATCH], kind="Polygon", year=[2020]),
        "WATER_SOURCE": [layer([ZONE], "水源地", kind="MultiPolygon")],
    }


def by_proj(shapes: Any, source: str, target: str = EQUAL_AREA) -> Any:
    """*shapes* moved by PROJ, to the bit that GEOS stumbles over; the plugin's own way differs by some of them."""
    move = pyproj.Transformer.from_crs(source, target, always_xy=True).transform
    return shapely.transform(shapes, lambda xy: np.column_stack(move(*xy.T)))


@pytest.mark.skipif(shapely.geos_version[:2] != (3, 11), reason="each GEOS refuses other polygons")
def test_geos_does_refuse_these_two() -> None:
    shapes = np.array([shapely.from_wkb(ZONE), shapely.from_wkb(PATCH)], dtype=object)
    assert shapely.is_valid(shapes).all()
    zone, patch = by_proj(by_proj(shapes[:1], CRS, LONLAT), LONLAT), by_proj(shapes[1:], CRS)
    for grid in (None, 1e-4, 1e-3):
        with pytest.raises(shapely.errors.GEOSException, match="TopologyException"):
            shapely.intersection(patch, zone, grid_size=grid)


def test_touching_parts_of_a_zone_are_classified() -> None:
    done = run("classifybyzone", **both_layers())
    (patch,) = done.rows("OUTPUT")
    assert patch["zone_class"] == "WATER_SOURCE"
    assert patch["zone_mu"] == pytest.approx(COMMON_MU, abs=0.01 * 0.0015)
    assert not [each for each in done.log.warnings if "cut on a grid" in each]


class Refusing:
    """GEOS that refuses plain cuts, and cuts on *grids* up to the given number."""

    def __init__(self, patch: pytest.MonkeyPatch, grids: int = 0) -> None:
        self._refused = (None, 1e-4, 1e-3)[: grids + 1]
        for name in ("intersection", "difference"):
            patch.setattr(shapely, name, self._refusing(getattr(shapely, name)))

    def _refusing(self, operation: Any) -> Any:
        def cut(a: Any, b: Any, grid_size: float | None = None) -> Any:
            if grid_size in self._refused:
                raise shapely.errors.GEOSException("TopologyException: side location conflict at 1 2.")
            return operation(a, b, grid_size=grid_size)

        return cut


def summed(folder: Path, name: str = "summarizearea") -> dict[str, Any]:
    """Two patches, one of them across the border of two townships; the parameters."""
    outputs = {
        "summarizearea": {"OUTPUT": "area.gpkg", "PROGRESS": "progress.csv"},
        "exportprogress": {"GEOPACKAGE": "进展.gpkg"},
    }[name]
    return {
        "INPUT": layer([box(0, 0, 100, 100), box(150, 0, 250, 100)], year=[2020, 2021]),
        "YEAR_FIELD": "year",
        "TOWNSHIPS": layer([box(-10, -10, 200, 110), box(200, -10, 300, 110)], "乡镇", name=["永陵镇", "木奇镇"]),
        "TOWNSHIP_NAME_FIELD": "name",
        **{key: str(folder / value) for key, value in outputs.items()},
    }


def provenance(path: Path) -> str:
    """What the file says about how it was made."""
    if path.suffix == ".csv":
        return path.with_suffix(".qmd").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as database:
        tables = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
        if "provenance" in tables:
            return "\n".join(": ".join(row) for row in database.execute("SELECT key, value FROM provenance"))
        return database.execute("SELECT metadata FROM gpkg_metadata").fetchone()[0]


@pytest.mark.parametrize("name", ["summarizearea", "exportprogress"])
@pytest.mark.parametrize(("grids", "size"), [(0, "0.0001"), (1, "0.001")])
def test_cuts_on_a_grid_are_told_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, grids: int, size: str
) -> None:
    parameters = summed(tmp_path, name)
    Refusing(monkeypatch, grids)
    done = run(name, **parameters)
    sentence = done.log.warning("cut on a grid")
    assert sentence.endswith(f": 1 patches could only be cut on a grid of {size} m.")
    for path in tmp_path.glob("*.gpkg"):
        assert f"Cuts on a grid: {sentence}" in provenance(path).replace("&quot;", '"')
    assert done["COUNTED_MU"] == pytest.approx(30, rel=1e-5)


def test_without_a_grid_the_provenance_says_so(tmp_path: Path) -> None:
    run("summarizearea", **summed(tmp_path))
    for name in ("area.gpkg", "progress.csv"):
        assert "Cuts on a grid: none" in provenance(tmp_path / name)


def test_what_no_grid_can_cut_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Refusing(monkeypatch, 2)
    sentence = refused("summarizearea", **summed(tmp_path))
    assert "side location conflict" in sentence
    assert "Check validity" in sentence
    assert list(tmp_path.iterdir()) == []


def test_in_an_export_the_cuts_of_the_classification_count_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parameters = {**summed(tmp_path, "exportprogress"), "TOWNSHIPS": layer([box(-10, -10, 900, 900)], name=["永陵镇"])}
    zone: QgsVectorLayer = layer([box(-10, -10, 50, 110)], "水源地")
    Refusing(monkeypatch)
    done = run("exportprogress", **parameters, WATER_SOURCE=[zone])
    told = [each for each in done.log.warnings if "cut on a grid" in each]
    assert len(told) == 2  # the classification's, and those of the counted ground
    assert all(each in provenance(tmp_path / "进展.gpkg") for each in told)
