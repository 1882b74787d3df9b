"""Builds the zip of the plugin from the last commit, and says what the plugin site would object to.

What is left out stands in ``.gitattributes`` (export-ignore); the compiled translations are added. Usage::

    package.py [FOLDER]      build FOLDER/mine_remediation-<version>.zip (default dist/) and check it
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "mine_remediation"
LRELEASE = "/usr/lib/qt5/bin/lrelease"
LIMIT_BYTES = 25 * 2**20
NEEDED = ("__init__.py", "metadata.txt", "LICENSE")
NOT_FOR_USERS = {"tests", "scripts", "benchmarks", "requirements", "conftest.py", "pyproject.toml", "Makefile"}
# the tests that the plugin site runs, mandatory ones first; any finding blocks the version
BANDIT_TESTS = (
    "B102,B103,B105,B106,B107,B202,B301,B302,B306,B307,B501,B502,B503,B506,B602,B604,B605,B613,B701,"
    "B101,B108,B110,B112,B113,B303,B324,B310,B311,B314,B405,B403,B603,B607,B608"
)


def build(folder: Path) -> Path:
    """Make the zip in *folder* from the last commit; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as staging:
        stage = Path(staging)
        archive = _git("archive", "--format=zip", f"--prefix={PACKAGE}/", "HEAD")
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            files.extractall(stage)
        for catalogue in sorted((stage / PACKAGE / "i18n").glob("*.ts")):
            subprocess.run([LRELEASE, "-silent", catalogue], check=True)
        version = _version(stage / PACKAGE / "metadata.txt")
        target = folder / f"{PACKAGE}-{version}.zip"
        _write_zip(stage, target)
    return target


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
    """What the plugin site would object to in *package*; empty when it may go out."""
    found = (
        [f"{package.stat().st_size / 2**20:.1f} MB, the limit is 25"] if package.stat().st_size > LIMIT_BYTES else []
    )
    with zipfile.ZipFile(package) as packed:
        found += _content_faults([PurePosixPath(name) for name in packed.namelist()])
        with tempfile.TemporaryDirectory() as folder:
            packed.extractall(folder)
            found += _bandit(folder) + _secrets(folder)
    return found


def _content_faults(names: list[PurePosixPath]) -> list[str]:
    found = [f"{name} is not below {PACKAGE}/" for name in names if name.parts[0] != PACKAGE]
    found += [f"{name} is missing" for name in NEEDED if PurePosixPath(PACKAGE, name) not in names]
    for name in names:
        if any(part.startswith(".") or part == "__pycache__" for part in name.parts) or name.suffix == ".pyc":
            found.append(f"{name} is a hidden or compiled file")
        if len(name.parts) > 1 and name.parts[1] in NOT_FOR_USERS:
            found.append(f"{name} is for developers")
        if name.suffix in {".sh", ".bat", ".ps1", ".exe", ".dll", ".so"}:
            found.append(f"{name} is a program")
    if not any(name.suffix == ".qm" for name in names):
        found.append("no compiled translation")
    return found


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
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist"
    if folder == ROOT / "dist":
        shutil.rmtree(folder, ignore_errors=True)
    package = build(folder)
    found = faults(package)
    if found:
        sys.exit("\n".join([f"{package.name} may not go out:", *found]))
    left_behind = _git("status", "--porcelain", "--untracked-files=no")
    note = " (uncommitted changes are not in it)" if left_behind.strip() else ""
    sys.stdout.write(f"{package.name}: {package.stat().st_size / 2**20:.1f} MB, no finding{note}\n")


if __name__ == "__main__":
    main()
