"""The zip for the plugin site: what is in it, what its check objects to, and that it works in an empty profile."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.metadata import requires
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "mine_remediation"
ALGORITHMS = ("classifybyzone", "summarizearea", "exportprogress")

pytestmark = pytest.mark.package


def _load_packager() -> ModuleType:
    spec = importlib.util.spec_from_file_location("package", ROOT / "scripts" / "package.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


packager = _load_packager()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("the zip is built from a git checkout")
    return packager.build(tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="module")
def offline(package: Path) -> Path:
    return packager.build(package.parent, offline=True)


def _contents(zipped: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(zipped) as packed:
        return {name.removeprefix(f"{PACKAGE}/"): packed.read(name) for name in packed.namelist()}


@pytest.fixture
def names(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as packed:
        return packed.namelist()


def test_the_plugin_site_finds_nothing(package: Path) -> None:
    assert packager.faults(package) == []


def test_its_name_carries_the_version(package: Path) -> None:
    metadata = (ROOT / "metadata.txt").read_text(encoding="utf-8")
    assert f"version={package.stem.removeprefix(PACKAGE + '-')}\n" in metadata


def test_one_top_folder_with_what_users_need(names: list[str]) -> None:
    assert {name.split("/")[0] for name in names} == {PACKAGE}
    wanted = ["LICENSE", "metadata.txt", "plugin.py", "icons/mine_remediation.svg", "i18n/mine_remediation_zh.qm"]
    assert {f"{PACKAGE}/{name}" for name in wanted} <= set(names)


def test_the_sample_county_is_in_it(names: list[str]) -> None:
    assert f"{PACKAGE}/demo/demo.qgz" in names
    assert [name for name in names if name.startswith(f"{PACKAGE}/demo/data/") and name.endswith(".gpkg")]


def test_nothing_for_developers_is_in_it(names: list[str]) -> None:
    inner = [name.removeprefix(f"{PACKAGE}/") for name in names]
    assert not [name for name in inner if name.startswith(("tests/", "benchmarks/", "scripts/", ".", "build/"))]
    assert not [name for name in inner if name.endswith((".pyc", "Makefile", "conftest.py", "pyproject.toml"))]


def test_the_same_commit_gives_the_same_zip(package: Path, tmp_path: Path) -> None:
    assert packager.build(tmp_path).read_bytes() == package.read_bytes()


def test_the_offline_zip_is_the_public_one_and_libraries(package: Path, offline: Path) -> None:
    assert offline.name == f"{package.stem}-offline.zip"
    public, whole = _contents(package), _contents(offline)
    added = {name for name in whole if name.startswith("extlibs/")}
    assert not [name for name in public if name.startswith("extlibs/")]
    assert {name: whole[name] for name in set(whole) - added} == public
    with zipfile.ZipFile(offline) as packed:
        assert packager.content_faults(packed) == []
    assert offline.stat().st_size < package.stat().st_size + 2**20  # they go out on memory sticks


def test_the_libraries_in_it_have_their_licences_and_the_pinned_versions(offline: Path) -> None:
    names = list(_contents(offline))
    pinned = dict(re.findall(r"^([\w-]+)==(\S+)$", (ROOT / "requirements/qgis.txt").read_text(), re.MULTILINE))
    for name in packager.EXTRAS:
        notes = f"extlibs/{name.replace('-', '_')}-{pinned[name]}.dist-info/".lower()
        assert f"{notes}METADATA" in names
        assert [each for each in names if each.startswith(notes) and re.search(r"LICEN[CS]E", each)], name
    assert not [name for name in names if name.endswith(("/RECORD", "/INSTALLER", ".pyc"))]


def test_nothing_is_missing_that_the_libraries_need() -> None:
    requirements = [each for name in packager.EXTRAS for each in requires(name) or () if "python_version <" not in each]
    needed = {re.match(r"[\w.-]+", each)[0].replace("-", "_") for each in requirements}
    assert needed - {name.replace("-", "_") for name in packager.EXTRAS} == {"lxml"}  # compiled; QGIS brings it


WITHOUT_SITE_PACKAGES = """
import json, sys
sys.path.insert(0, sys.argv[1])
from mine_remediation import libraries
found = {name: libraries.optional(name) is not None for name in ("xlsxwriter", "openpyxl", "docx")}
if found["xlsxwriter"]:
    book = libraries.optional("xlsxwriter").Workbook(sys.argv[2])
    book.add_worksheet("汇总").write(0, 0, "矿山")
    book.close()
    found["read"] = libraries.optional("openpyxl").load_workbook(sys.argv[2])["汇总"]["A1"].value
found["last"] = sys.path[-1]
print(json.dumps(found))
"""


def _in_a_bare_python(zipped: Path, folder: Path) -> dict[str, object]:
    with zipfile.ZipFile(zipped) as packed:
        packed.extractall(folder)
    # -S: no site-packages, so that what is found comes from the zip
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", WITHOUT_SITE_PACKAGES, folder, folder / "a.xlsx"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return json.loads(done.stdout)


def test_where_the_libraries_are_absent_the_offline_zip_brings_them(offline: Path, tmp_path: Path) -> None:
    folder = tmp_path / "测试 目录(1)"
    found = _in_a_bare_python(offline, folder)
    # python-docx is there but not its lxml: as good as absent
    assert found == {
        "xlsxwriter": True,
        "openpyxl": True,
        "docx": False,
        "read": "矿山",
        "last": str(folder / PACKAGE / "extlibs"),
    }


def test_where_the_libraries_are_absent_the_public_zip_knows_it(package: Path, tmp_path: Path) -> None:
    found = _in_a_bare_python(package, tmp_path)
    assert (found["xlsxwriter"], found["openpyxl"], found["docx"]) == (False, False, False)


def test_the_same_commit_gives_the_same_offline_zip(offline: Path, tmp_path: Path) -> None:
    assert packager.build(tmp_path, offline=True).read_bytes() == offline.read_bytes()


def _zip(path: Path, files: dict[str, str]) -> Path:
    good = {"__init__.py": "", "metadata.txt": "", "LICENSE": "GPL", "i18n/x.qm": ""}
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in {**good, **files}.items():
            packed.writestr(name if name.startswith("/") else f"{PACKAGE}/{name}", text)
    return path


def test_a_clean_zip_has_no_fault(tmp_path: Path) -> None:
    assert packager.faults(_zip(tmp_path / "good.zip", {})) == []


PLANTED = [
    ("evaluates.py", "eval(input())", "bandit B307"),
    ("asserts.py", "assert True", "bandit B101"),
    ("shell.py", "import subprocess\nsubprocess.run('ls', shell=True)", "bandit B602"),
    ("broken.py", "def broken(:", "bandit error"),
    ("key.txt", "-----BEGIN RSA " + "PRIVATE KEY-----", "detect-secrets"),
    (".hidden", "", "hidden"),
    ("x/__pycache__/a.pyc", "", "compiled"),
    ("tests/test_a.py", "", "for developers"),
    ("run.sh", "", "a program"),
    ("extlibs/lxml/etree.so", "", "a program"),
    ("/elsewhere/a.txt", "", "not below"),
]


@pytest.fixture(scope="module")
def bad_zip_faults(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    path = _zip(tmp_path_factory.mktemp("bad") / "bad.zip", {name: text for name, text, _ in PLANTED})
    return packager.faults(path)


@pytest.mark.parametrize(("name", "fault"), [(name, fault) for name, _, fault in PLANTED])
def test_a_planted_fault_is_found(bad_zip_faults: list[str], name: str, fault: str) -> None:
    assert [each for each in bad_zip_faults if fault in each and name.strip("/") in each], bad_zip_faults


def test_a_missing_licence_is_found(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(f"{PACKAGE}/__init__.py", "")
    assert {"LICENSE is missing", "metadata.txt is missing", "no compiled translation"} <= set(packager.faults(path))


def test_it_installs_into_an_empty_profile(package: Path, new_qgis_process: Callable, tmp_path: Path) -> None:
    if shutil.which("qgis_process.bin") is None:
        pytest.skip("QGIS is not installed")
    plugins = tmp_path / "插件 folder"
    with zipfile.ZipFile(package) as packed:
        packed.extractall(plugins)
    qgis_process = new_qgis_process(plugins)
    enabled = qgis_process("plugins", "enable", PACKAGE)
    assert enabled.returncode == 0, enabled.stdout + enabled.stderr
    listed = qgis_process("list").stdout
    assert [name for name in ALGORITHMS if f"mineremediation:{name}\t" not in listed] == []
    described = qgis_process("help", "mineremediation:exportprogress")
    assert described.returncode == 0, described.stderr
    assert "GEOPACKAGE" in described.stdout
