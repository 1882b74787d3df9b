"""Keeps which systems the plugin was tried on, and writes them as a table into both manuals.

    tested_versions.py versions                          print the versions of QGIS and libraries here, as JSON
    tested_versions.py record SUITE COMMAND SECONDS LOG   keep a run: versions from stdin, counts from pytest's LOG
    tested_versions.py                                    write the tables again

What is kept stands in ``tests/tested_versions.json``, a row per Debian suite.
"""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "tests" / "tested_versions.json"
SYSTEMS = {"bookworm": "Debian 12", "trixie": "Debian 13", "forky": "Debian testing"}
BEGIN, END = "<!-- written by scripts/tested_versions.py -->", "<!-- end -->"
SUMMARY = re.compile(r"^=* ?((?:\d+ [a-z]+,? ?)+) in [\d.]+s\b", re.MULTILINE)
COUNT = re.compile(r"(\d+) (passed|skipped|failed|error)")

HEADS = {
    "README.md": "| system | QGIS | Python | GEOS/shapely | geopandas/pandas | run | passed | skipped | min | on |",
    "README.zh-CN.md": "| 系统 | QGIS | Python | GEOS/shapely | geopandas/pandas | 测试 | 通过 | 跳过 | 分钟 | 日期 |",
}


def versions() -> dict[str, str]:
    """Versions of QGIS and of what the plugin computes with, in this Python."""
    import geopandas
    import pandas
    import shapely
    from qgis.core import Qgis

    return {
        "qgis": Qgis.QGIS_VERSION.split("-")[0],
        "python": platform.python_version(),
        "geos": shapely.geos_version_string,
        "shapely": _version_of(shapely),
        "geopandas": geopandas.__version__,
        "pandas": pandas.__version__,
    }


def _version_of(shapely: Any) -> str:
    """Debian's shapely calls itself 0+unknown; its package knows better."""
    if not shapely.__version__.startswith("0+"):
        return shapely.__version__
    asked = ["dpkg-query", "-W", "-f=${source:Upstream-Version}", "python3-shapely"]
    return subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True).stdout


def counts(log: str) -> dict[str, int]:
    """Tests that passed and that were skipped, over all pytest runs in *log*; ends the program when one failed."""
    found = {"passed": 0, "skipped": 0}
    for line in SUMMARY.findall(log):
        for number, kind in COUNT.findall(line):
            if kind not in found:
                sys.exit(f"not green: {line}")
            found[kind] += int(number)
    if not found["passed"]:
        sys.exit("no pytest summary in the log")
    return found


def record(suite: str, command: str, seconds: int, log: str, here: dict[str, str]) -> None:
    """Keep a green run of *command* on *suite*, in place of the one before."""
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    today = datetime.now(timezone.utc).date().isoformat()
    kept[suite] = {**here, "run": command, **counts(log), "minutes": max(1, round(seconds / 60)), "on": today}
    KEPT.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


def with_table(manual: str, text: str, kept: dict[str, dict[str, Any]]) -> str:
    """*text* of *manual* with its table made anew from *kept*."""
    head = HEADS[manual]
    rows = [_row(SYSTEMS[suite], kept[suite]) for suite in SYSTEMS if suite in kept]
    table = "\n".join([head, "|---" * (head.count("|") - 1) + "|", *rows])
    before, rest = text.split(BEGIN, 1)
    return f"{before}{BEGIN}\n{table}\n{END}{rest.split(END, 1)[1]}"


def _row(system: str, run: dict[str, Any]) -> str:
    computing = [f"{run['geos']} / {run['shapely']}", f"{run['geopandas']} / {run['pandas']}"]
    cells = [system, run["qgis"], run["python"], *computing, f"`{run['run']}`"]
    return f"| {' | '.join([*cells, *(str(run[name]) for name in ('passed', 'skipped', 'minutes', 'on'))])} |"


def write_tables() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    for manual in HEADS:
        path = ROOT / manual
        path.write_text(with_table(manual, path.read_text(encoding="utf-8"), kept), encoding="utf-8")


def main() -> None:
    if sys.argv[1:] == ["versions"]:
        json.dump(versions(), sys.stdout)
        return
    if sys.argv[1:2] == ["record"]:
        suite, command, seconds, log = sys.argv[2:]
        record(suite, command, int(seconds), Path(log).read_text(encoding="utf-8"), json.load(sys.stdin))
    write_tables()


if __name__ == "__main__":
    main()
