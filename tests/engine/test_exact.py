"""Sums without rounding."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.exact import added, limbs, rounded_limbs, sums_of_stretches

AMOUNTS = st.floats(-1e18, 1e18) | st.floats(-1.0, 1.0) | st.sampled_from([0.0, -0.0, 5e-324, 1e-300, 2.0**59, 0.1])


@given(st.lists(st.lists(AMOUNTS, min_size=1, max_size=20), max_size=8))
def test_stretches_are_summed_as_by_fsum(stretches: list[list[float]]) -> None:
    values = np.array([each for stretch in stretches for each in stretch], dtype=float)
    starts = np.cumsum([0, *map(len, stretches)])[:-1]
    assert sums_of_stretches(values, starts).tolist() == [math.fsum(each) for each in stretches]


@given(st.lists(AMOUNTS, min_size=1, max_size=30), st.integers(1, 29))
def test_sums_of_sums_are_not_rounded_between(values: list[float], place: int) -> None:
    starts = np.array([0, place]) if place < len(values) else np.array([0])
    halves = added(limbs(np.array(values)), starts)
    assert rounded_limbs(added(halves, np.array([0]))).tolist() == [math.fsum(values)]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 2.0**60])
def test_what_is_no_amount_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="too large, or not finite"):
        limbs(np.array([1.0, value]))


def test_many_large_amounts_do_not_overflow() -> None:
    values = np.full(3_000_000, np.nextafter(2.0**60, 0.0))
    assert sums_of_stretches(values, np.array([0])).tolist() == [math.fsum(values)]
    assert limbs(values[:1])[0] < 2**30  # so that 2³³ of them fit
