"""Builds the zip of the plugin from the last commit, and says what the plugin site would object to.

What is left out stands in ``.gitattributes`` (export-ignore); the compiled translations are added. Usage::

    package.py [FOLDER]             build FOLDER/mine_remediation-<version>.zip (default dist/) and check it
    package.py --offline [FOLDER]   build FOLDER/mine_remediation-<version>-offline.zip, for offices without internet

The offline zip has in ``extlibs/`` the pure Python libraries that QGIS's installers lack; the plugin site would refuse
it, because its scanners object to other people's code.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from importlib.metadata import distribution
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "mine_remediation"
LRELEASE = "/usr/lib/qt5/bin/lrelease"
LIMIT_BYTES = 25 * 2**20
NEEDED = ("__init__.py", "metadata.txt", "LICENSE")
NOT_FOR_USERS = {"tests", "scripts", "benchmarks", "requirements", "conftest.py", "pyproject.toml", "Makefile"}
PROGRAMS = {".sh", ".bat", ".ps1", ".exe", ".dll", ".so", ".pyd"}
# distributions in extlibs/; python-docx's lxml is compiled and comes with QGIS
EXTRAS = ("XlsxWriter", "openpyxl", "et_xmlfile", "python-docx", "typing_extensions", "segno")
INSTALLERS_NOTES = {"INSTALLER", "RECORD", "REQUESTED", "WHEEL", "direct_url.json"}
# the tests that the plugin site runs, mandatory ones first; any finding blocks the version
BANDIT_TESTS = (
    "B102,B103,B105,B106,B107,B202,B301,B302,B306,B307,B501,B502,B503,B506,B602,B604,B605,B613,B701,"
    "B101,B108,B110,B112,B113,B303,B324,B310,B311,B314,B405,B403,B603,B607,B608"
)


def build(folder: Path, offline: bool = False) -> Path:
    """Make the zip in *folder* from the last commit, *offline* with the libraries in ``extlibs/``; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as staging:
        stage = Path(staging)
        archive = _git("archive", "--format=zip", f"--prefix={PACKAGE}/", "HEAD")
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            files.extractall(stage)
        for catalogue in sorted((stage / PACKAGE / "i18n").glob("*.ts")):
            subprocess.run([LRELEASE, "-silent", catalogue], check=True)
        if offline:
            _add_extras(stage / PACKAGE / "extlibs")
        version = _version(stage / PACKAGE / "metadata.txt")
        target = folder / f"{PACKAGE}-{version}{'-offline' if offline else ''}.zip"
        _write_zip(stage, target)
    return target


def _add_extras(extlibs: Path) -> None:
    """Copy the libraries as they are installed here, with versions and licences, without what pip noted for itself."""
    for name in EXTRAS:
        installed = distribution(name)
        for file in installed.files or ():
            if ".." not in file.parts and file.suffix != ".pyc" and file.name not in INSTALLERS_NOTES:
                target = extlibs / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(installed.locate_file(file), target)


def _write_zip(stage: Path, target: Path) -> None:
    """Sorted and with the time of the commit: the same commit gives the same zip."""
    when = tuple(int(part) for part in _git("log", "-1", "--format=%cd", "--date=format:%Y %m %d %H %M %S").split())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(stage.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(stage).as_posix(), when)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                packed.writestr(entry, path.read_bytes())


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", "-C", ROOT, *arguments], check=True, stdout=subprocess.PIPE).stdout


def _version(metadata: Path) -> str:
    found = re.search(r"^version=(\S+)$", metadata.read_text(encoding="utf-8"), re.MULTILINE)
    if found is None:
        raise SystemExit("metadata.txt has no version")
    return found[1]


def faults(package: Path) -> list[str]:
    """What the plugin site would object to in *package*; empty when it may go out.

    In ``extlibs/`` only programs count, for the plugin site never sees an offline zip.
    """
    found = (
        [f"{package.stat().st_size / 2**20:.1f} MB, the limit is 25"] if package.stat().st_size > LIMIT_BYTES else []
    )
    with zipfile.ZipFile(package) as packed:
        found += content_faults(packed)
        with tempfile.TemporaryDirectory() as folder:
            packed.extractall(folder, [name for name in packed.namelist() if not _is_extra(PurePosixPath(name))])
            found += _bandit(folder) + _secrets(folder)
    return found


def content_faults(packed: zipfile.ZipFile) -> list[str]:
    """What does not belong into *packed*, by its name, and what is missing."""
    everything = [PurePosixPath(name) for name in packed.namelist()]
    names = [name for name in everything if not _is_extra(name)]
    found = [f"{name} is a program" for name in everything if name.suffix in PROGRAMS]
    found += [f"{name} is not below {PACKAGE}/" for name in names if name.parts[0] != PACKAGE]
    found += [f"{name} is missing" for name in NEEDED if PurePosixPath(PACKAGE, name) not in names]
    for name in names:
        if any(part.startswith(".") or part == "__pycache__" for part in name.parts) or name.suffix == ".pyc":
            found.append(f"{name} is a hidden or compiled file")
        if len(name.parts) > 1 and name.parts[1] in NOT_FOR_USERS:
            found.append(f"{name} is for developers")
    if not any(name.suffix == ".qm" for name in names):
        found.append("no compiled translation")
    return found


def _is_extra(name: PurePosixPath) -> bool:
    return name.parts[:2] == (PACKAGE, "extlibs")


def _bandit(folder: str) -> list[str]:
    report = _json(folder, "bandit", "-r", ".", "-t", BANDIT_TESTS, "-f", "json", "-q", "--exit-zero")
    return [
        f"bandit {each['test_id']} {each['filename']}:{each['line_number']} {each['issue_text']}"
        for each in report["results"] + [{**error, **_UNREADABLE} for error in report["errors"]]
    ]


_UNREADABLE = {"test_id": "error", "line_number": 0, "issue_text": "could not be read"}


def _secrets(folder: str) -> list[str]:
    # from inside the folder: of a folder elsewhere detect-secrets reads nothing, without a word
    report = _json(folder, "detect_secrets", "scan", "--all-files", "--exclude-files", r"metadata\.txt$", ".")
    return [
        f"detect-secrets {place}:{each['line_number']} {each['type']}"
        for place, findings in report["results"].items()
        for each in findings
    ]


def _json(folder: str, module: str, *arguments: str) -> dict:
    done = subprocess.run([sys.executable, "-m", module, *arguments], check=True, stdout=subprocess.PIPE, cwd=folder)
    return json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description="Build and check the zip of the plugin.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist")
    parser.add_argument("--offline", action="store_true", help="with the libraries in extlibs/")
    options = parser.parse_args()
    for old in (ROOT / "dist").glob(f"{PACKAGE}-*.zip") if options.folder == ROOT / "dist" else ():
        if old.stem.endswith("-offline") == options.offline:
            old.unlink()
    package = build(options.folder, options.offline)
    found = faults(package)
    if found:
        sys.exit("\n".join([f"{package.name} may not go out:", *found]))
    left_behind = _git("status", "--porcelain", "--untracked-files=no")
    note = " (uncommitted changes are not in it)" if left_behind.strip() else ""
    sys.stdout.write(f"{package.name}: {package.stat().st_size / 2**20:.1f} MB, no finding{note}\n")


if __name__ == "__main__":
    main()
