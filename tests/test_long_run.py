"""What a long run counts, and the table in the manuals that it writes."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]

TRIAL = """
from hypothesis import given, settings, strategies as st

@settings(max_examples=7, database=None)
@given(number=st.integers())
def test_generated(number):
    assert number == number

def test_kills(record_property):
    record_property("kills", 3)

def test_that_fails():
    assert {passes}
"""


@pytest.fixture
def long_run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("long_run", ROOT / "scripts" / "long_run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def manuals(tmp_path: Path, long_run: ModuleType) -> Path:
    (tmp_path / "docs").mkdir()
    for name in long_run.HEADS:
        (tmp_path / name).write_text(f"before\n{long_run.BEGIN}\nstale row\n{long_run.END}\nafter\n", encoding="utf-8")
    return tmp_path


def counted(folder: Path, passes: bool) -> dict[str, int]:
    """What is counted of a trial run, in which the last test passes or not."""
    folder.mkdir()
    (folder / "test_trial.py").write_text(TRIAL.format(passes=passes), encoding="utf-8")
    program = (
        "import sys, pathlib, importlib.util as u, pytest\n"
        "spec = u.spec_from_file_location('counting', sys.argv[1])\n"
        "module = u.module_from_spec(spec); spec.loader.exec_module(module)\n"
        "counts = module.Counts(pathlib.Path(sys.argv[2]))\n"
        "pytest.main(['-q', '-p', 'no:cacheprovider', '--rootdir=.', '-c', '/dev/null', 'test_trial.py'], [counts])\n"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(ROOT / "tests" / "counting.py"), str(folder / "counts")],
        cwd=folder,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTEST_ADDOPTS": ""},
        capture_output=True,
        check=True,
    )
    (found,) = (folder / "counts").glob("*.json")
    return json.loads(found.read_text(encoding="utf-8"))


def test_what_ran_is_counted(tmp_path: Path) -> None:
    expected = {"tests": 3, "failed": 0, "cases": 7, "metamorphic": 0, "kills": 3}
    assert counted(tmp_path / "green", True) == expected
    assert counted(tmp_path / "red", False) == {**expected, "tests": 2, "failed": 1}


def test_a_green_run_is_kept_and_written_into_both_manuals(manuals: Path, long_run: ModuleType) -> None:
    (manuals / "counts").mkdir()
    for number in (1, 2):
        run = {"tests": 10, "failed": 0, "cases": 2000, "metamorphic": 500, "kills": number}
        (manuals / "counts" / f"{number}.json").write_text(json.dumps(run), encoding="utf-8")
    long_run.main(manuals, "tests", "counts", "1500")
    for name in long_run.HEADS:
        text = (manuals / name).read_text(encoding="utf-8")
        assert text.startswith("before\n")
        assert text.endswith("after\n")
        assert "stale row" not in text
        row = next(line for line in text.splitlines() if "test-long" in line)
        assert all(each in row for each in ("20", "4000", "1000", "3", "25", long_run._today()))
    once = (manuals / "README.md").read_text(encoding="utf-8")
    long_run.main(manuals)
    assert (manuals / "README.md").read_text(encoding="utf-8") == once


def test_planted_faults_stand_beside_the_tests(manuals: Path, long_run: ModuleType) -> None:
    (manuals / "build").mkdir()
    module = {"mutants": 9, "killed": 7, "equivalent": 1, "survivors": ["one"]}
    kept = {"date": "2026-01-02", "modules": {"area": module, "ledger": module}}
    (manuals / "build" / "mutation.json").write_text(json.dumps(kept), encoding="utf-8")
    long_run.main(manuals, "mutants")
    (row,) = [line for line in (manuals / "README.md").read_text(encoding="utf-8").splitlines() if "2026-01-02" in line]
    assert "18 planted faults" in row
    assert "14 seen" in row
    assert "2 not seen" in row


@pytest.mark.parametrize("failed", [None, 1])
def test_a_red_run_or_none_is_not_kept(manuals: Path, long_run: ModuleType, failed: int | None) -> None:
    (manuals / "counts").mkdir()
    if failed:
        run = {"tests": 1, "failed": failed, "cases": 1, "metamorphic": 0, "kills": 0}
        (manuals / "counts" / "1.json").write_text(json.dumps(run), encoding="utf-8")
    with pytest.raises(SystemExit):
        long_run.main(manuals, "tests", "counts", "60")
    assert not (manuals / "docs" / "long_run.json").exists()
    assert "stale row" in (manuals / "README.md").read_text(encoding="utf-8")


def test_the_manuals_say_what_is_kept(long_run: ModuleType) -> None:
    path = ROOT / long_run.KEPT
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    for name in long_run.HEADS:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert long_run.with_table(name, text, kept) == text
