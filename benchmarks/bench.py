"""Engine, our algorithms, QGIS's own chain and geopandas on the same generated file, side by side.

Run: ``bash scripts/bench.sh [PATCHES] [ROUNDS]`` (50 000 patches, one round), or ``bash scripts/bench.sh million``
for what :mod:`million` does. Each chain runs in a fresh process; wall
time begins after the imports, with the file in the disk cache. The totals are compared afterwards, all by the
engine's area, so that the plane in which a chain worked does not matter.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from math import isclose
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "build" / "plugins"))  # holds the link named mine_remediation

CHAINS = {
    "engine": "engine: classify + summarise, pyogrio",
    "ours": "classifybyzone + summarizearea in QGIS",
    "native": "QGIS native chain",
    "overlay": "geopandas.overlay chain",
}
EXPLANATION = """\
Ground in zones of several classes is in the first column as often as it has classes, ground that patches share in
both as often as it has patches; "every m² once" takes the latter off. The last two chains cut along edges that are
straight in the file's own plane and not in the one in which the survey's areas are true: parts of 10⁻¹⁰. Of the
others the cuts are the same; they differ by shares of at most 0.01 m², which are equal borders for the engine."""
TOWNSHIP_STEP = ("patches × townships", "township sums")  # what our summary of all ground has and the short chain lacks


def run_one(chain: str, source: Path, folder: Path) -> dict[str, Any]:
    """Run *chain* in this process; its laps, memory and numbers."""
    from clock import Clock, peak_mb

    if chain in ("million", "reading"):
        module = importlib.import_module("million")
        clock = Clock()
        if chain == "million":
            module.run(source, folder, clock)
        else:
            module.read(source)
            clock.lap("read")
    elif chain in ("ours", "native"):
        module = importlib.import_module("qgis_chains")
        toolbox = module.Toolbox(source, folder)
        clock = Clock()
        run = module.run_ours if chain == "ours" else module.run_native
        run(clock, toolbox)
    else:
        module = importlib.import_module(f"{chain}_chain")
        clock = Clock()
        module.run(source, folder, clock)
    result = {"laps": clock.laps, "cpu": clock.cpu_seconds, "peak_mb": peak_mb()}
    if chain == "ours":
        result["numbers"] = module.numbers(toolbox)
    return result


def measured(chain: str, source: Path, folder: Path) -> dict[str, Any]:
    """The result of *chain* in a process of its own."""
    answer = folder / f"{chain}.json"
    call = [sys.executable, __file__, "--one", chain, str(source), str(folder), str(answer)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode or not answer.exists():
        sys.exit(f"{done.stdout}{done.stderr}\n{chain} failed")
    return json.loads(answer.read_text())


def short(laps: dict[str, float]) -> float:
    """Seconds without what only the township totals need."""
    return sum(seconds for name, seconds in laps.items() if name not in TOWNSHIP_STEP)


def print_times(rounds: list[dict[str, Any]]) -> None:
    """One line per chain, medians over the rounds."""
    seconds = {chain: median(sum(each[chain]["laps"].values()) for each in rounds) for chain in CHAINS}
    shorter = {chain: median(short(each[chain]["laps"]) for each in rounds) for chain in ("native", "overlay")}
    print(f"\n{'':42}{'s':>8}{'cpu s':>8}{'peak MB':>9}   times faster than: native  (short)  overlay  (short)")
    for chain, label in CHAINS.items():
        processor = median(each[chain]["cpu"] for each in rounds)
        peak = max(each[chain]["peak_mb"] for each in rounds)
        line = f"{label:42}{seconds[chain]:8.2f}{processor:8.2f}{peak:9.0f}"
        others = (seconds["native"], shorter["native"], seconds["overlay"], shorter["overlay"])
        ratios = [each / seconds[chain] for each in others]
        print(line + "{:29.1f}{:9.1f}{:9.1f}{:9.1f}".format(*ratios) if chain in ("engine", "ours") else line)
    print(f"\nours in QGIS / engine: {seconds['ours'] / seconds['engine']:.2f}")
    print("(short): only patches × zones × townships, without patches × townships, which the summary has as well")
    for chain in CHAINS:
        laps = rounds[-1][chain]["laps"]
        print(f"  {chain}: " + ", ".join(f"{name} {each:.2f}" for name, each in laps.items()))


def print_totals(source: Path, folder: Path, numbers: dict[str, float]) -> bool:
    """All totals in m² against the engine's; whether they agree."""
    from totals import by_pieces, of_engine, of_overlay_in_plane

    keep, once = of_engine(source, folder, "keep"), of_engine(source, folder, "count_once")
    first = keep["zones"], keep["townships"]
    same_plane = {
        "engine, overlaps kept": first,
        "our algorithms, overlaps kept": (numbers["zones_m2"], numbers["keep_m2"]),
        "geopandas.overlay, our plane": of_overlay_in_plane(source),
    }
    other_plane = {
        "geopandas.overlay chain": tuple(by_pieces(folder / "overlay.gpkg", each) for each in ("zone", "township")),
        "QGIS native chain": tuple(by_pieces(folder / f"{each}_pieces.gpkg") for each in ("zone", "township")),
    }
    print(f"\n{'official area, m²':34}{'zones ∩ townships':>20}{'difference':>12}{'townships':>20}{'difference':>12}")
    for label, found in {**same_plane, **other_plane}.items():
        columns = [f"{value:20.4f}{value - own:12.4f}" for value, own in zip(found, first)]
        print(f"{label:34}" + "".join(columns))
    print(f"{'engine, every m² once':34}{'':32}{once['townships']:20.4f}{once['townships'] - first[1]:12.0f}")
    print(f"{'our algorithms, every m² once':34}{'':32}{numbers['once_m2']:20.4f}{numbers['once_m2'] - first[1]:12.0f}")
    print(EXPLANATION)
    close = [abs(value - own) < 0.01 for found in same_plane.values() for value, own in zip(found, first)]
    near = [isclose(value, own, rel_tol=1e-9) for found in other_plane.values() for value, own in zip(found, first)]
    return all(close + near) and abs(numbers["once_m2"] - once["townships"]) < 0.01


def print_postgis(source: Path, folder: Path, laps: dict[str, float]) -> None:
    """PostGIS's two queries beside the computing part of the engine, whose *laps* are given."""
    import postgis

    sentence = postgis.missing()
    if sentence is not None:
        print(f"\n{sentence}")
        return
    found = postgis.measure(source, folder)
    own = sum(laps[each] for each in ("into the plane", "classify", "summarise"))
    queries = found["zones"] + found["townships"]
    print(
        f"\nPostGIS {found['version']}, ST_Covers short cut, loaded in {found['load']:.2f} s and indexed: s, cpu s, m²"
    )
    for label, name in (("patches × zones × townships", "zones"), ("every m² once, × townships", "townships")):
        figures = found[name], found[f"{name}_cpu"], found[f"{name[:-1]}_sums_m2"]
        print("  {:30}{:8.2f}{:8.2f}{:20.4f}".format(f"{label}, sums", *figures))
    print(f"  together {queries:.2f} s; the computing part of the engine {own:.2f} s: {queries / own:.1f} times faster")


def main_million(*sizes: int) -> None:
    """The run of :mod:`million`, beside the reading alone."""
    patches, zones, townships = [*sizes, *(1_000_000, 2000, 1000)[len(sizes) :]]
    source = generated(patches, zones, townships)
    print(f"{patches} patches, {zones} zones, {townships} townships, load {os.getloadavg()[0]:.2f}")
    with tempfile.TemporaryDirectory(dir=HERE / "data") as name:
        before, own, after = (measured(each, source, Path(name)) for each in ("reading", "million", "reading"))
    reading = (before["laps"]["read"] + after["laps"]["read"]) / 2
    reading_cpu = (before["cpu"] + after["cpu"]) / 2
    seconds = sum(own["laps"].values())
    print("  " + ", ".join(f"{lap} {each:.2f}" for lap, each in own["laps"].items()))
    print(f"  {seconds:.2f} s, {own['cpu']:.2f} cpu s, peak {own['peak_mb']:.0f} MB")
    print(f"  pyogrio.read_dataframe {reading:.2f} s, {reading_cpu:.2f} cpu s: {seconds / reading:.1f} times as long")


def generated(patches: int, *others: int) -> Path:
    """The file with so many patches (zones, townships), made where it is missing, and in the disk cache."""
    source = HERE / "data" / f"{'_'.join(['p' + str(patches), *map(str, others)])}.gpkg"
    if not source.exists():
        print(f"generating {patches} patches")
        sizes = map(str, (patches, *others))
        subprocess.run([sys.executable, str(HERE / "generate.py"), str(source), *sizes], check=True)
    source.read_bytes()
    return source


def main(patches: int = 50_000, rounds: int = 1) -> None:
    """Make the data where missing, run all chains *rounds* times, print times and totals."""
    source = generated(patches)
    print(f"{patches} patches, {rounds} round(s), load {os.getloadavg()[0]:.2f} on {os.cpu_count()} cores")
    results = []
    with tempfile.TemporaryDirectory(dir=HERE / "data") as name:
        for number in range(rounds):
            folder = Path(name) / str(number)
            folder.mkdir()
            results.append({chain: measured(chain, source, folder) for chain in CHAINS})
        print_times(results)
        server = Path(tempfile.mkdtemp(prefix="mine_postgis_"))  # below a folder that another user may enter
        try:
            print_postgis(source, server, results[-1]["engine"]["laps"])
        finally:
            shutil.rmtree(server, ignore_errors=True)
        if not print_totals(source, folder, results[-1]["ours"]["numbers"]):
            sys.exit("\nThe totals differ by more than that.")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one_chain, *paths = sys.argv[2:]
        one_source, one_folder, one_answer = map(Path, paths)
        one_answer.write_text(json.dumps(run_one(one_chain, one_source, one_folder)))
        sys.stdout.flush()
        os._exit(0)  # QGIS without a window sometimes crashes at its end
    if sys.argv[1:2] == ["million"]:
        main_million(*map(int, sys.argv[2:]))
    else:
        main(*map(int, sys.argv[1:]))
