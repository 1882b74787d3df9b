"""Runs ``exportprogress`` on the sample county through ``qgis_process`` and prints the result tables.

``demo/demo_inputs.json`` holds the parameters, paths relative to ``demo/``. Results go to ``demo/output/``.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "demo"
OUTPUT = DEMO / "output"
LOG = ROOT / "build" / "demo.log"
OUTPUTS = {"GEOPACKAGE": "progress.gpkg", "WORKBOOK": "progress.xlsx", "MAP": "progress.png"}
ACCOUNT = ("TOTAL_MU", "COUNTED_MU", "OVERLAP_MU", "NOT_COUNTED_MU", "OUTSIDE_MU")
ALGORITHM = "mineremediation:exportprogress"


def arguments(inputs: dict[str, object]) -> list[str]:
    """``NAME=value`` for the command line; a list repeats the name, a path is made absolute."""
    given = {**inputs, **{name: str(OUTPUT / file) for name, file in OUTPUTS.items()}}
    return [
        f"{name}={absolute(value)}"
        for name, values in given.items()
        for value in (values if isinstance(values, list) else [values])
    ]


def absolute(value: object) -> str:
    """A value for the command line: a path below ``demo/`` as a whole path."""
    path, bar, rest = str(value).partition("|")
    return f"{DEMO / path}{bar}{rest}" if isinstance(value, str) and (DEMO / path).is_file() else str(value)


def run(inputs: dict[str, object]) -> dict[str, dict]:
    """Run the algorithm; its answer. Ends the program with the log when it fails."""
    OUTPUT.mkdir(exist_ok=True)
    started = time.time()
    # Debian 12's wrapper `qgis_process` hands over an option that the program refuses
    command = ["qgis_process.bin", "--json", "run", ALGORITHM, "--", *arguments(inputs)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    LOG.write_text(done.stdout + done.stderr, encoding="utf-8")
    made = [OUTPUT / file for file in OUTPUTS.values()]
    missing = [path.name for path in made if not path.exists() or path.stat().st_mtime < started - 1]
    if done.returncode or missing:
        sys.exit(
            f"{done.stdout}{done.stderr}\nThe demo failed; not made: {', '.join(missing) or 'nothing'} (log: {LOG})"
        )
    return json.JSONDecoder().raw_decode(done.stdout, done.stdout.index("{"))[0]


def show(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; Chinese characters take two columns."""
    lines = [list(head), *[[_shown(value) for value in row] for row in rows]]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(head))]
    numbers = [all(_is_number(line[column]) for line in lines[1:]) for column in range(len(head))]
    sys.stdout.write(f"\n{title}\n\n")
    for position, line in enumerate(lines):
        cells = [_padded(*cell) for cell in zip(line, widths, numbers)]
        sys.stdout.write(f"  {'  '.join(cells)}".rstrip() + "\n")
        if position == 0:
            sys.stdout.write(f"  {'  '.join('-' * width for width in widths)}\n")


def _shown(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:,.2f}" if isinstance(value, float) else str(value)


def _is_number(text: str) -> bool:
    return text == "–" or text.replace(",", "").replace("−", "-").replace(".", "").lstrip("-").rstrip(" %").isdigit()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _padded(text: str, width: int, right: bool) -> str:
    room = " " * (width - _width(text))
    return room + text if right else text + room


def townships_by_year(database: sqlite3.Connection, name_field: str) -> tuple[list[str], list[list[object]]]:
    """Printed mu per township and year, with what lies outside every township, and the sums."""
    columns = [row[1] for row in database.execute("PRAGMA table_info(townships)")]
    years = [name for name in columns if name.startswith("mu_") and name.endswith("_printed")]
    wanted = [*years, "remediated_mu_printed"]
    chosen = ", ".join(f'"{name}"' for name in [name_field, *wanted])
    rows = [list(row) for row in database.execute(f"SELECT {chosen} FROM townships ORDER BY fid")]
    rows.append(["(outside)", *_outside(database, years)])
    rows.append(["TOTAL", *(sum(row[column] or 0.0 for row in rows) for column in range(1, len(wanted) + 1))])
    heads = [name.removeprefix("mu_").removesuffix("_printed") for name in years]
    return ["township", *heads, "all years"], rows


def _outside(database: sqlite3.Connection, columns: Sequence[str]) -> list[float]:
    found: dict[str, float] = defaultdict(float)
    query = "SELECT year, sum(area_mu_printed) FROM area_summary WHERE township IS NULL GROUP BY year"
    for year, mu in database.execute(query):
        found["mu_undated_printed" if year is None else f"mu_{year}_printed"] += mu
    return [*(found[name] for name in columns), sum(found.values())]


def targets(database: sqlite3.Connection) -> tuple[list[str], list[list[object]]]:
    """The target table: completion and gap per row, then over the years."""
    columns = "target_set, year, year_to, category, target_mu, remediated_mu_printed, gap_mu_printed, "
    columns += "completion_printed, cumulative_completion_printed"
    rows = []
    for target_set, year, year_to, category, *figures, share, cumulative in database.execute(
        f"SELECT {columns} FROM target_progress"
    ):
        span = year if year_to in (None, year) else f"{year}–{year_to}"
        rows.append([target_set, span or "undated", category or "–", *figures, _percent(share), _percent(cumulative)])
    return ["set", "year", "category", "target", "remediated", "gap", "completion", "cumulative"], rows


def _percent(value: float | None) -> str | None:
    return None if value is None else f"{value:.1f} %"


def zones(database: sqlite3.Connection) -> tuple[list[str], list[list[object]]]:
    """Counted ground per zone class: with repeats, exclusive by precedence, and by whole patches."""
    columns = "zone_class, patches, counted_gross_mu_printed, counted_net_mu_printed, by_patch_mu_printed"
    rows = [list(row) for row in database.execute(f"SELECT {columns} FROM zone_summary")]
    return ["zone class", "patches", "with repeats", "exclusive", "by patch"], rows


def show_tables(name_field: str) -> None:
    """Print what the GeoPackage holds."""
    with closing(sqlite3.connect(f"{(OUTPUT / OUTPUTS['GEOPACKAGE']).as_uri()}?mode=ro", uri=True)) as database:
        show("Remediated area per township and year, mu", *townships_by_year(database, name_field))
        show("Targets, mu", *targets(database))
        show("Priority zones, counted ground, mu", *zones(database))


def show_account(results: dict[str, object]) -> None:
    """Print the account line as the algorithm returns it, unrounded: total = counted + overlap + not counted."""
    figures = [f"{float(results[name]):,.6f}" for name in ACCOUNT]
    heads = [name.removesuffix("_MU").lower().replace("_", " ") for name in ACCOUNT]
    show("The account, unrounded, mu (total = counted + overlap + not counted)", heads, [figures])


def show_messages(log: dict[str, list[str]]) -> None:
    """Print what the algorithm had to say."""
    for kind, title in (("warning", "Warnings"), ("info", "Notes")):
        if log.get(kind):
            sys.stdout.write("\n" + "\n".join([title, "", *(f"  - {line}" for line in log[kind])]) + "\n")


def show_files() -> None:
    """Print what lies in demo/output/."""
    sys.stdout.write("\nFiles\n\n")
    for file in OUTPUTS.values():
        path = OUTPUT / file
        sys.stdout.write(f"  {path.relative_to(ROOT)}  {path.stat().st_size / 1024:,.0f} kB\n")


def main() -> None:
    inputs = json.loads((DEMO / "demo_inputs.json").read_text(encoding="utf-8"))
    sys.stdout.write(f"{inputs.get('TITLE', 'Sample county')}: {ALGORITHM} on demo/demo_inputs.json\n")
    answer = run(inputs)
    show_tables(str(inputs["TOWNSHIP_NAME_FIELD"]))
    show_account(answer["results"])
    show_messages(answer.get("log", {}))
    show_files()


if __name__ == "__main__":
    main()
