"""A polygon of a million vertices among patches: sensible times, and a cancel that is heard within seconds.

Times are those of the processor, so that other programs on the machine do not count.
"""

from __future__ import annotations

import threading
import time
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsVectorLayer

from mine_remediation.libraries import shapely
from mine_remediation.tests.algorithms.makers import EAST, NORTH, Log, box, layer, run

RADIUS_M = 10_000.0
RUN_S, CANCEL_S = 120.0, 5.0  # of the processor
CASES = ("zone", "wide zone", "township", "earliest patch", "latest patch")


def outline(vertices: int, radius: float, x: float, y: float, waves: tuple[int, ...]) -> bytes:
    angle = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    reach = radius * (1 + 0.03 * sum(np.sin(wave * angle + wave) for wave in waves))
    ring = np.column_stack([EAST + x + reach * np.cos(angle), NORTH + y + reach * np.sin(angle)])
    return shapely.to_wkb(shapely.polygons(ring))


def scattered(count: int) -> list[bytes]:
    """Patches of 60 m, every second one near the border of the great polygon."""
    rng = np.random.default_rng(5)
    angle = rng.uniform(0, 2 * np.pi, count)
    reach = RADIUS_M * np.where(np.arange(count) % 2, rng.uniform(0, 0.9, count), rng.uniform(0.9, 1.1, count))
    return [outline(30, 60, r * np.cos(a), r * np.sin(a), (3,)) for a, r in zip(angle, reach)]


def polygons(shapes: list[bytes], called: str, /, **columns: list[Any]) -> QgsVectorLayer:
    return layer(shapes, called, kind="Polygon", **columns)


def scene(case: str, vertices: int, count: int) -> tuple[str, dict[str, Any]]:
    great, small = outline(vertices, RADIUS_M, 0, 0, (3, 31, 301, 5003)), scattered(count)
    half = [box(-20_000, -20_000, 0, 20_000), box(0, -20_000, 20_000, 20_000)]
    years = [2020] * count
    if "zone" in case:
        inputs = {"INPUT": polygons(small, "图斑"), "WATER_SOURCE": [polygons([great], "水源地")]}
        return "classifybyzone", {**inputs, "WATER_SOURCE_DISTANCE": 200 if case == "wide zone" else 0}
    if case == "township":
        shapes, towns = small, polygons([great], "乡镇", name=["永陵镇"])
    else:
        shapes, years = [great, *small], [2019 if case == "earliest patch" else 2021, *years]
        towns = layer(half, "乡镇", name=["永陵镇", "木奇镇"])
    inputs = {"INPUT": polygons(shapes, "图斑", year=years), "YEAR_FIELD": "year", "TOWNSHIPS": towns}
    return "summarizearea", {**inputs, "TOWNSHIP_NAME_FIELD": "name"}


def canceller(log: Log, after: float, heard: list[float]) -> threading.Thread:
    """Presses cancel after so many seconds, and keeps the processor's time of that moment."""

    def press() -> None:
        time.sleep(after)
        heard.append(time.process_time())
        log.cancel()

    return threading.Thread(target=press)


@pytest.mark.parametrize(
    ("case", "vertices", "count", "cancels"),
    [
        ("township", 25_000, 30, 1),
        ("latest patch", 25_000, 30, 1),
        *(pytest.param(case, 1_000_000, 500, 6, marks=pytest.mark.long) for case in CASES),
    ],
)
def test_great_polygon(case: str, vertices: int, count: int, cancels: int, record_property: Any) -> None:
    name, inputs = scene(case, vertices, count)
    before, started = time.process_time(), time.monotonic()
    done = run(name, **inputs)
    needed, whole = time.process_time() - before, time.monotonic() - started
    record_property("seconds", needed)
    assert needed < RUN_S
    _check(case, done, count)
    for number in range(cancels):
        log, heard = Log(), []
        thread = canceller(log, whole * (number + 0.5) / (cancels + 0.5), heard)
        thread.start()
        results = run(name, log, **inputs).results
        ended = time.process_time()
        thread.join()
        record_property("cancelled_after", ended - heard[0])
        assert ended - heard[0] < CANCEL_S, f"{number}: {ended - heard[0]:.1f} s"
        assert results == {} or not any("Cancelled" in each for each in log.told)


def _check(case: str, done: Any, count: int) -> None:
    great = np.pi * RADIUS_M**2 * (1 + 4 * 0.03**2 / 2) * 0.0015
    if "zone" in case:
        assert done["COUNT"] == count
        assert 0.5 * count < done["INSIDE_COUNT"] < count
    elif case == "township":
        assert 0 < done["OUTSIDE_MU"] < done["COUNTED_MU"]
    else:
        assert done["TOTAL_MU"] > great * 0.999
        assert done["COUNTED_MU"] == pytest.approx(done["TOTAL_MU"] - done["OVERLAP_MU"], abs=1e-6)
        assert great * 0.999 < done["COUNTED_MU"] < great * 1.01
