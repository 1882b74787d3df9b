"""Sums without rounding that can be added to and taken from: whole numbers of the smallest float.

Rounded once at the end they are what ``math.fsum`` gives for the same numbers, to the last bit, whatever came and
went in between.
"""

from __future__ import annotations

from collections.abc import Iterable

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
