"""Thousands of damaged texts of coordinates: never a traceback, never a hang, and never more ground than was meant.

What is accepted without a remark may not exceed the ground of the sound text, as long as the text states how many
corners or how much ground each plot has, and no figure was changed; and every line that is not read is listed.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mine_remediation.engine.problems import Cancelled, Refusal
from mine_remediation.engine.progress import Silent
from mine_remediation.formats.coordinate_text import read
from mine_remediation.formats.features import Features
from mine_remediation.formats.watching import watched_by
from mine_remediation.libraries import shapely
from mine_remediation.tests.fuzz.grammar import MARK, Sample, mutated, sample

CASES = int(os.environ.get("FUZZ_CASES", "10000"))
BATCH = 50  # texts of one example: making an example costs more than reading a text; half as many of mere bytes
LONGEST_S = 2.0
_PAIR = re.compile(r"\d{6,}(?:[.．]\d+)?[,\s、，]+\d{6,}(?:[.．]\d+)?")
many = settings(
    max_examples=max(CASES // BATCH, 1), deadline=None, suppress_health_check=list(HealthCheck), database=None
)


def _read(made: Sample) -> Features | None:
    """What was read, in time; None where the text was refused."""
    started = time.process_time()  # of this process: the machine may have other work
    try:
        return read(made.text.encode(made.encoding, "replace"), "fuzz.txt", parameter=made.parameter)
    except Refusal:
        return None
    finally:
        assert time.process_time() - started < LONGEST_S


def _unremarked_m2(found: Features) -> float:
    """Plane area of the plots that nothing odd was said of."""
    shapes = zip(found.geometry, found.columns["remarks"], found.columns["area_matches"])
    plain = [shape for shape, remarks, matches in shapes if matches != "none" and all(each.passed for each in remarks)]
    return float(sum(shapely.area(each) for each in plain))


def _listed(found: Features) -> list[tuple[int, int]]:
    rules = ("line_unread", "plot_rejected", "flag_unknown", "elevations_unread")
    return [
        (each.row or 0, int(each.values.get("last", each.row or 0))) for each in found.findings if each.rule in rules
    ]


def _check(made: Sample) -> None:
    found = _read(made)
    if found is None:
        return
    assert shapely.is_valid(found.geometry).all()
    assert len(found) == found.counts["plots"] == len(found.columns["area_m2"])
    assert all(area > 0 for area in found.columns["area_m2"])
    if made.checked and not made.altered:
        assert _unremarked_m2(found) <= made.area_m2 * (1 + 1e-9) + 0.01
    listed = _listed(found)
    for number, line in enumerate(_lines(made), start=1):
        if MARK in line and not _may_be_read(line, found):
            assert any(start <= number <= end for start, end in listed), (number, line)


def _lines(made: Sample) -> list[str]:
    text = made.text.encode(made.encoding, "replace").decode(made.encoding)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _may_be_read(line: str, found: Features) -> bool:
    """Whether the mark stands where anything may stand: in a name, in an attribute of the head, in a heading."""
    words = " ".join(str(found.columns[name]) for name in ("plot_no", "plot_name", "land_use"))
    behind = line.rpartition(MARK)[2]
    named = re.search("[=＝]|坐标|标高|点号|序号|[@＠]", line) or re.match(r"[^,]*,-?1,", behind)
    return MARK in words or named is not None or any(map(_PAIR.search, line.split(MARK)))


def _explained(made: Sample) -> None:
    try:
        _check(made)
    except Refusal:
        raise
    except Exception as problem:
        raise AssertionError(f"{made.history}\n{made.text[:3000]!r}") from problem


@many
@given(st.integers(0, 2**48))
def test_damaged_texts(seed: int) -> None:
    random = Random(seed)
    for _ in range(BATCH):
        _explained(mutated(random, sample(random)))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.integers(0, 2**48))
def test_sound_texts_mean_what_they_say(seed: int) -> None:
    made = sample(Random(seed))
    found = _read(made)
    assert found is not None
    assert float(sum(map(shapely.area, found.geometry))) == pytest.approx(made.area_m2, rel=1e-6), made


class _Impatient(Silent):
    def cancelled(self) -> bool:
        return True


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(st.integers(0, 2**48))
def test_reading_stops_within_a_text(seed: int) -> None:
    made = sample(Random(seed))
    with pytest.raises(Cancelled), watched_by(_Impatient()):
        read(made.text, "fuzz.txt", parameter=made.parameter)


@many
@given(st.lists(st.binary(max_size=600), min_size=BATCH // 2, max_size=BATCH // 2))
def test_any_bytes(texts: list[bytes]) -> None:
    for each in texts:
        started = time.process_time()
        with suppress(Refusal):
            read(each, "fuzz.txt", parameter="EPSG:4530")
        assert time.process_time() - started < LONGEST_S
