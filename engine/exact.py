"""Sums without rounding that can be added to and taken from: whole numbers of the smallest float.

Rounded once at the end they are what ``math.fsum`` gives for the same numbers, to the last bit, whatever came and
went in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

_LIMB_BITS = 30
_LIMB = 2.0**_LIMB_BITS
_BITS = 1074  # the smallest float is 2 ** -1074, and every other one a multiple of it
_ONE = 1 << _BITS


def exact(value: float) -> int:
    """*value* as a whole number of the smallest float. Raises OverflowError or ValueError where it is not finite."""
    over, under = value.as_integer_ratio()  # under is a power of two
    return over << (_BITS + 1 - under.bit_length())


def exact_sum(values: Iterable[float]) -> int:
    """The sum of *values* without rounding."""
    return sum(map(exact, values))


def rounded(total: int) -> float:
    """The float nearest to *total*, halves to even: Python divides whole numbers so."""
    return total / _ONE


def limbs(values: Any) -> Any:
    """*values* (float array) without rounding as digits to the base 2³⁰: an int64 line per place, the highest first.

    The first line counts 2³⁰, the second 1, the third 2⁻³⁰ and so on; up to 2³³ values can be added line by line.
    Raises ValueError for a value that is not finite or not below 2⁶⁰.
    """
    if not (np.abs(values) < _LIMB**2).all():
        raise ValueError("a value is too large, or not finite")
    highest = np.trunc(values / _LIMB)
    lines, rest = [highest], values - highest * _LIMB
    while len(lines) < 2 or rest.any():
        lines.append(np.trunc(rest))
        rest = (rest - lines[-1]) * _LIMB  # exact: both have the digits of rest
    return np.stack(lines).astype(np.int64)


def added(lines: Any, starts: Any) -> Any:
    """The :func:`limbs` of the sum of each stretch that begins at one of *starts* (ascending, the first one 0)."""
    return np.add.reduceat(lines, starts, axis=1) if len(starts) else lines[:, :0]


def rounded_limbs(lines: Any) -> Any:
    """The float nearest to each number that *lines* spell."""
    one, sums = 1 << _LIMB_BITS * (len(lines) - 2), []
    for digits in zip(*lines.tolist()):
        number = 0
        for each in digits:
            number = (number << _LIMB_BITS) + each
        sums.append(number / one)
    return np.array(sums, dtype=float)


def sums_of_stretches(values: Any, starts: Any) -> Any:
    """What ``math.fsum`` gives for each stretch of *values* that begins at one of *starts* (the first one 0)."""
    return rounded_limbs(added(limbs(values), starts))
