"""What a run must not do to other people's data, and what a QGIS without the computing libraries still does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

DEMO = Path(__file__).resolve().parents[2] / "demo"


@pytest.fixture
def county(tmp_path):
    """Summarise parameters on single-layer copies of the sample, which a careless output could replace."""
    from osgeo import gdal

    source = str(DEMO / "data" / "sample_county.gpkg")
    for layer in ("mines_SYNTHETIC", "townships_SYNTHETIC"):
        target = str(tmp_path / f"{layer}.gpkg")
        assert gdal.VectorTranslate(target, source, layers=[layer], format="GPKG") is not None
    given = json.loads((DEMO / "demo_inputs.json").read_text(encoding="utf-8"))
    names = ("ID_FIELD", "YEAR_FIELD", "CATEGORY_FIELD", "STATUS_FIELD", "COUNTED_STATUSES", "TOWNSHIP_NAME_FIELD")
    parameters = {name: given[name] for name in names}
    parameters["INPUT"] = str(tmp_path / "mines_SYNTHETIC.gpkg")
    parameters["TOWNSHIPS"] = str(tmp_path / "townships_SYNTHETIC.gpkg")
    return parameters


def run(qgis_process, algorithm, parameters):
    done = qgis_process("run", algorithm, "--", *(f"{name}={value}" for name, value in parameters.items()))
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(("algorithm", "output"), [("summarizearea", "OUTPUT"), ("exportprogress", "GEOPACKAGE")])
def test_an_input_is_never_replaced(qgis_process, county, tmp_path, algorithm, output):
    target = county["TOWNSHIPS"]
    before = Path(target).read_bytes()
    outputs = {"OUTPUT": str(tmp_path / "a.csv"), "PROGRESS": str(tmp_path / "b.gpkg")}
    given = {**county, **(outputs if algorithm == "summarizearea" else {}), output: target}
    code, said = run(qgis_process, f"mineremediation:{algorithm}", given)
    assert code != 0
    assert "which this run reads" in said
    assert Path(target).read_bytes() == before


def test_a_geopackage_with_other_layers_is_not_replaced(qgis_process, county, tmp_path):
    target = tmp_path / "others.gpkg"
    shutil.copy(DEMO / "data" / "sample_county.gpkg", target)
    before = target.read_bytes()
    given = {**county, "OUTPUT": str(target), "PROGRESS": str(tmp_path / "b.gpkg")}
    code, said = run(qgis_process, "mineremediation:summarizearea", given)
    assert code != 0
    assert "which holds other layers" in said
    assert target.read_bytes() == before


def test_the_toolbox_loads_without_pandas_and_says_what_is_missing(qgis_process, county, tmp_path):
    # Debian 13 has a pandas that would do
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['pandas'] = None", encoding="utf-8")
    without = {"PYTHONPATH": str(tmp_path)}
    listed = qgis_process("list", **without)
    assert listed.returncode == 0, listed.stderr
    assert "mineremediation" not in listed.stderr
    assert "classifybyzone" in listed.stdout
    outputs = {"OUTPUT": str(tmp_path / "a.csv"), "PROGRESS": str(tmp_path / "b.gpkg")}
    arguments = [f"{name}={value}" for name, value in {**county, **outputs}.items()]
    done = qgis_process("run", "mineremediation:summarizearea", "--", *arguments, **without)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "is missing" in said
    assert "Traceback" not in said
    assert not (tmp_path / "a.csv").exists()


def test_a_date_that_qgis_cannot_read_is_refused_with_a_remedy(qgis_process, county, tmp_path):
    outputs = {"OUTPUT": str(tmp_path / "a.csv"), "PROGRESS": str(tmp_path / "b.gpkg")}
    given = {**county, **outputs, "DATE_FIELD": "YSRQ", "CUTOFF_DATE": "2020年11月30日"}
    code, said = run(qgis_process, "mineremediation:summarizearea", given)
    assert code != 0
    assert "write it as 2020-11-30" in said
