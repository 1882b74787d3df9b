"""The scripts behind the Makefile: what the demo hands over and prints, what `make install` links."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    module = load("demo")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a b.gpkg").touch()
    monkeypatch.setattr(module, "DEMO", tmp_path)
    monkeypatch.setattr(module, "OUTPUT", tmp_path / "output")
    return module


def test_paths_become_absolute_and_lists_repeat_the_name(demo: ModuleType, tmp_path: Path) -> None:
    given = demo.arguments(
        {"INPUT": "data/a b.gpkg|layername=矿", "RIVER_CORRIDOR": ["data/a b.gpkg", "x"], "DISTANCE": 300}
    )
    assert given[:4] == [
        f"INPUT={tmp_path}/data/a b.gpkg|layername=矿",
        f"RIVER_CORRIDOR={tmp_path}/data/a b.gpkg",
        "RIVER_CORRIDOR=x",
        "DISTANCE=300",
    ]
    assert [argument.split("=")[0] for argument in given[4:]] == ["GEOPACKAGE", "WORKBOOK", "MAP"]


def test_chinese_takes_two_columns_and_numbers_stand_right(demo: ModuleType, capsys: pytest.CaptureFixture) -> None:
    demo.show("Table", ["镇", "2019"], [["永陵镇", 1234.5], ["a", None]])
    assert capsys.readouterr().out.splitlines()[3:] == [
        "  镇          2019",
        "  ------  --------",
        "  永陵镇  1,234.50",
        "  a              –",
    ]


def test_ground_outside_every_township_is_a_row_of_its_own(demo: ModuleType) -> None:
    database = sqlite3.connect(":memory:")
    database.executescript("""
        CREATE TABLE townships (fid, name, mu_2019_printed, mu_undated_printed, remediated_mu_printed);
        INSERT INTO townships VALUES (1, '永陵镇', 1.5, 0.25, 1.75);
        CREATE TABLE area_summary (township, year, area_mu_printed);
        INSERT INTO area_summary VALUES ('永陵镇', 2019, 1.5), (NULL, 2019, 2), (NULL, 2019, 1), (NULL, NULL, 0.5);
    """)
    head, rows = demo.townships_by_year(database, "name")
    assert head == ["township", "2019", "undated", "all years"]
    assert rows == [["永陵镇", 1.5, 0.25, 1.75], ["(outside)", 3, 0.5, 3.5], ["TOTAL", 4.5, 0.75, 5.25]]


def test_install_links_the_checkout_and_replaces_only_a_link(tmp_path: Path) -> None:
    if not (ROOT / ".venv").is_dir():
        pytest.skip("make install needs what make setup makes")
    place = tmp_path / "my profile" / "python" / "plugins" / "mine_remediation"
    command = ["bash", ROOT / "scripts" / "install.sh", tmp_path / "my profile"]
    for _ in range(2):
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0
        assert place.resolve() == ROOT
    place.unlink()
    place.mkdir()
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "remove it first" in refused.stderr
    assert place.is_dir()
    assert not place.is_symlink()


def test_help_names_every_target() -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", "")
    targets = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()
    told = subprocess.run(["make", "-s", "-C", ROOT], capture_output=True, text=True, check=True).stdout
    assert [target for target in targets if f"make {target} " not in told] == []


def test_a_command_in_a_window_hands_its_exit_code_on() -> None:
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    script = ROOT / "scripts" / "with_window.sh"
    done = subprocess.run(
        ["bash", script, "bash", "-c", "xdotool getdisplaygeometry; exit 7"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "1600 1000\n"
    assert done.returncode == 7


RUN = {
    "qgis": "3.99.9", "python": "3.13.0", "geos": "3.13.1", "shapely": "2.1.0", "geopandas": "1.0.1", "pandas": "2.2.3",
    "run": "make test-matrix", "passed": 1900, "skipped": 2, "minutes": 9, "on": "2026-11-25",
}  # fmt: skip


@pytest.mark.parametrize("manual", ["README.md", "README.zh-CN.md"])
def test_the_manuals_tell_the_versions_that_were_tested(manual: str) -> None:
    tested = load("tested_versions")
    text = (ROOT / manual).read_text(encoding="utf-8")
    if tested.KEPT.exists():
        assert tested.with_table(manual, text, json.loads(tested.KEPT.read_text(encoding="utf-8"))) == text
    made = tested.with_table(manual, text, {"forky": RUN, "trixie": {**RUN, "qgis": "3.98.8"}})
    rows = [line for line in made.splitlines() if line.startswith("| Debian") and "`make test-matrix`" in line]
    assert [row.split(" | ")[1] for row in rows] == ["3.98.8", "3.99.9"]
    assert rows[1].endswith("| 1900 | 2 | 9 | 2026-11-25 |")
    assert tested.with_table(manual, made, {"forky": RUN}).count("Debian testing") == made.count("Debian testing")


def test_only_a_green_run_is_kept() -> None:
    counts = load("tested_versions").counts
    green = (
        "== 7 passed, 1 skipped, 3 deselected in 2.10s ==\nSKIPPED [1] a\n12 passed, 2 warnings in 72.00s (0:01:12)\n"
    )
    assert counts(green) == {"passed": 19, "skipped": 1}
    for other in (f"{green}1 failed, 3 passed in 1.00s\n", f"{green}1 error in 1.00s\n", "nothing ran\n"):
        with pytest.raises(SystemExit):
            counts(other)
