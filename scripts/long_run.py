"""Keeps what the last green long run counted, and writes it as a table into both manuals.

    long_run.py tests FOLDER SECONDS   keep the counts that `make test-long` left in FOLDER, a file per pytest run
    long_run.py mutants                keep what `make mutants` left in build/mutation.json
    long_run.py                        write the tables again

What is kept stands in ``docs/long_run.json``. A run that failed keeps nothing.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = Path("docs") / "long_run.json"
MUTATION = Path("build") / "mutation.json"
BEGIN, END = "<!-- written by scripts/long_run.py -->", "<!-- end -->"

HEADS = {
    "README.md": ("| last long run | on | counted |", "`make test-long`", "`make mutants`", "not run yet"),
    "README.zh-CN.md": ("| 最近一次完整测试 | 日期 | 数量 |", "`make test-long`", "`make mutants`", "尚未运行"),
}
TESTS = {
    "README.md": "{tests} tests, {cases} generated cases ({metamorphic} of them the same ground told in another way), "
    "{kills} kills, {minutes} min",
    "README.zh-CN.md": "测试 {tests} 项，生成用例 {cases} 个（其中等价变换 {metamorphic} 个），"
    "强行中止 {kills} 次，用时 {minutes} 分钟",
}
MUTANTS = {
    "README.md": "{mutants} planted faults in area, ledger, rounding: {killed} seen by the tests, "
    "{equivalent} change no result, {survivors} not seen",
    "README.zh-CN.md": "在面积、台账、取整三个模块中植入错误 {mutants} 处：测试发现 {killed} 处，"
    "不影响结果 {equivalent} 处，未发现 {survivors} 处",
}


def tests_of(folder: Path, seconds: int) -> dict[str, Any]:
    """The sum over the pytest runs of *folder*; ends the program when a test failed or there is no run."""
    runs = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    if not runs or any(run["failed"] for run in runs):
        sys.exit("no green long run: nothing is kept")
    counted: Counter[str] = Counter()
    for run in runs:
        counted.update({name: run[name] for name in ("tests", "cases", "metamorphic", "kills")})
    names = ("tests", "cases", "metamorphic", "kills")
    minutes = max(1, round(seconds / 60))
    return {"on": _today(), **{name: counted[name] for name in names}, "minutes": minutes}


def mutants_of(path: Path) -> dict[str, Any]:
    """The sum over the modules of the last run of the planted faults."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    modules = kept["modules"].values()
    sums = {name: sum(module[name] for module in modules) for name in ("mutants", "killed", "equivalent")}
    return {"on": kept["date"], **sums, "survivors": sum(len(module["survivors"]) for module in modules)}


def _today() -> str:
    return datetime.now(timezone.utc).date().isoformat()


def with_table(manual: str, text: str, kept: dict[str, dict[str, Any]]) -> str:
    """*text* of *manual* with its table made anew from *kept*."""
    head, tests, mutants, never = HEADS[manual]
    rows = [
        _row(name, kept.get(part), wording[manual], never)
        for name, part, wording in ((tests, "tests", TESTS), (mutants, "mutants", MUTANTS))
    ]
    before, rest = text.split(BEGIN, 1)
    table = "\n".join([head, "|---|---|---|", *rows])
    return f"{before}{BEGIN}\n{table}\n{END}{rest.split(END, 1)[1]}"


def _row(name: str, run: dict[str, Any] | None, wording: str, never: str) -> str:
    return f"| {name} | {run['on']} | {wording.format(**run)} |" if run else f"| {name} | | {never} |"


def main(root: Path, *asked: str) -> None:
    kept_in = root / KEPT
    kept = json.loads(kept_in.read_text(encoding="utf-8")) if kept_in.exists() else {}
    if asked[:1] == ("tests",):
        kept["tests"] = tests_of(root / asked[1], int(asked[2]))
    elif asked[:1] == ("mutants",):
        kept["mutants"] = mutants_of(root / MUTATION)
    if asked:
        kept_in.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    for manual in HEADS:
        path = root / manual
        path.write_text(with_table(manual, path.read_text(encoding="utf-8"), kept), encoding="utf-8")


if __name__ == "__main__":
    main(ROOT, *sys.argv[1:])
