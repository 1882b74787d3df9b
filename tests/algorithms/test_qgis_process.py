"""The algorithms on the command line: another process with QGIS's own libraries, where wheels would clash."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from mine_remediation.tests.algorithms.makers import (
    BOW_TIE,
    MU,
    box,
    column,
    demo_inputs,
    layer,
    line,
    rows,
    saved,
    shapes,
    table,
)

CLASSIFY, SUMMARIZE, EXPORT = (
    f"mineremediation:{name}" for name in ("classifybyzone", "summarizearea", "exportprogress")
)


def near(value: float) -> Any:
    return pytest.approx(value, rel=MU, abs=1e-6)


@pytest.fixture(scope="module")
def folder(provider, tmp_path_factory) -> Path:
    """Layers in a folder and a file whose names have blanks, Chinese and a quote."""
    made = tmp_path_factory.mktemp("cli") / "新 宾's 图"
    made.mkdir()
    mines = layer(
        [box(0, 0, 100, 100), BOW_TIE, box(450, 0, 550, 100)],
        "图斑",
        kind="Polygon",
        号=list("abc"),
        年=[2019, 2020, 2020],
    )
    saved(mines, made / "county 县.gpkg")
    saved(layer([box(-50, -50, 50, 150)], "保护区一", 名称=["一"]), made / "county 县.gpkg")
    saved(layer([box(500, -50, 600, 150)], "保护区二", 名称=["二"]), made / "保护区 二.gpkg")
    saved(layer([line((0, -500), (0, 500))], "铁路"), made / "county 县.gpkg")
    saved(
        layer([box(-500, -500, 500, 500), box(500, -500, 900, 500)], "乡镇", 名称=["甲", "乙"]), made / "county 县.gpkg"
    )
    saved(table(year=[2019, 2020], target_mu=[20.0, 10.0]), made / "county 县.gpkg")
    return made


def of(folder: Path, name: str) -> str:
    return f"{folder / 'county 县.gpkg'}|layername={name}"


def results(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout[done.stdout.index("{") :])["results"]


def test_classify_with_a_repair_and_layers_by_repeated_names(qgis_process, folder) -> None:
    target = folder / "结 果.gpkg"
    done = qgis_process(
        "run", CLASSIFY, "--",
        f"INPUT={of(folder, '图斑')}",
        "ID_FIELD=号",
        f"NATURE_RESERVE={of(folder, '保护区一')}",
        f"NATURE_RESERVE={folder / '保护区 二.gpkg'}|layername=保护区二",
        f"TRANSPORT_LINE={of(folder, '铁路')}",
        "TRANSPORT_LINE_DISTANCE=20",
        f"OUTPUT={target}",
        f"SUMMARY={folder / 'summary.csv'}",
        f"MEMBERSHIP={folder / '成员.geojson'}",
    )  # fmt: skip
    log = done.stdout + done.stderr
    assert done.returncode == 0, log
    assert "Traceback" not in log
    assert "“county 县.gpkg: 图斑”: invalid polygons repaired in memory: 1" in log
    assert "b +5000" in log
    numbers = dict(line.split(":\t") for line in done.stdout.splitlines() if ":\t" in line)
    assert (numbers["COUNT"], numbers["INSIDE_COUNT"]) == ("3", "3")
    assert float(numbers["TOTAL_MU"]) == near(37.5)
    assert float(numbers["INSIDE_MU"]) == near(7.5 + 3.75 + 7.5)
    assert numbers["OUTPUT"] == str(target)
    assert shapes(target) == shapes(of(folder, "图斑"))
    assert column(target, "zone_name") == ["一", "一", "二"]
    assert column(folder / "成员.geojson", "patch_id") == ["a", "a", "b", "b", "c"]
    assert len(rows(folder / "summary.csv")) == 8


def test_summarize(qgis_process, folder) -> None:
    done = qgis_process(
        "--json", "run", SUMMARIZE, "--",
        f"INPUT={of(folder, '图斑')}", "YEAR_FIELD=年", "OVERLAPS=count_once", "CATEGORY_FIELD=",
        f"TOWNSHIPS={of(folder, '乡镇')}", "TOWNSHIP_NAME_FIELD=名称", f"TARGETS={of(folder, 'targets')}",
        f"OUTPUT={folder / 'rows.gpkg'}", f"PROGRESS={folder / '乡 镇.shp'}",
        f"TARGET_PROGRESS=ogr:dbname='{str(folder).replace(chr(39), chr(92) + chr(39))}/目标.gpkg' table=\"目标\"",
        f"PIECES={folder / 'pieces.gpkg'}", f"OVERLAP_PAIRS={folder / 'pairs.gpkg'}",
    )  # fmt: skip
    numbers = results(done)
    assert [numbers[name] for name in ("TOTAL_MU", "COUNTED_MU", "OVERLAP_MU")] == [near(37.5), near(30), near(7.5)]
    assert column(folder / "乡 镇.shp", "remed_mu") == [near(22.5), near(7.5)]
    assert column(f"{folder / '目标.gpkg'}|layername=目标", "gap_mu") == [near(5), near(-5)]
    assert [(row["kept_id"], row["dropped_id"]) for row in rows(folder / "pairs.gpkg")] == [("1", "2")]


def test_export_of_the_sample(qgis_process, folder) -> None:
    given = demo_inputs("exportprogress")
    listed = [
        f"{name}={each}" for name, value in given.items() for each in (value if isinstance(value, list) else [value])
    ]
    targets = {"GEOPACKAGE": "进 展.gpkg", "WORKBOOK": "进 展.xlsx", "MAP": "县 图.png"}
    made = [f"{name}={folder / file}" for name, file in targets.items()]
    done = qgis_process("--json", "run", EXPORT, "--", *listed, *made)
    numbers = results(done)
    assert {name: numbers[name] for name in targets} == {name: str(folder / file) for name, file in targets.items()}
    assert all((folder / file).stat().st_size > 10_000 for file in targets.values())
    assert numbers["TOTAL_MU"] == pytest.approx(
        numbers["COUNTED_MU"] + numbers["OVERLAP_MU"] + numbers["NOT_COUNTED_MU"], rel=1e-12
    )
    assert numbers["COUNTED_MU"] == pytest.approx(sum(column(f"{folder / '进 展.gpkg'}|layername=pieces", "area_mu")))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (["TRANSPORT_LINE_DISTANCE=abc"], "Main transport line: distance (metres): “abc” is not a number of metres."),
        (["SCENIC_AREA=/no/景 区.gpkg"], "Parameter Scenic area: “/no/景 区.gpkg” could not be loaded"),
    ],
)
def test_a_refusal_is_a_sentence_and_an_exit_code(qgis_process, folder, changes, sentence) -> None:
    target = folder / "old.gpkg"
    target.write_bytes(b"the former month")
    done = qgis_process(
        "run", CLASSIFY, "--", f"INPUT={of(folder, '图斑')}", f"TRANSPORT_LINE={of(folder, '铁路')}", *changes,
        f"OUTPUT={target}", f"SUMMARY={folder / 'none.gpkg'}",
    )  # fmt: skip
    assert done.returncode != 0
    assert sentence in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert target.read_bytes() == b"the former month"
    assert not (folder / "none.gpkg").exists()


def test_the_help_names_everything(qgis_process) -> None:
    done = qgis_process("help", EXPORT)
    assert done.returncode == 0
    for words in (
        "Mine patches",
        "On the command line repeat the parameter",
        "OVERLAPS: Shared ground",
        "MAP: County map",
    ):
        assert words in done.stdout
