"""Many texts sought in many bytes at once, by their first four bytes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

_HEAD = 4  # bytes
_BLOCK = 1 << 24
_WORDLIKE = frozenset(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_.")


def found_in(data: bytes, sought: Collection[bytes]) -> set[bytes]:
    """Which of *sought* (each of four bytes or more) stand in *data*.

    What begins or ends with a letter or digit of ASCII is found as a whole word only: ``2104`` is not in ``21045`` or
    ``0.2104``.
    """
    by_head: dict[int, list[bytes]] = {}
    for each in sought:
        if len(each) < _HEAD:
            raise ValueError(each)
        by_head.setdefault(int.from_bytes(each[:_HEAD], "little"), []).append(each)
    heads = np.sort(np.fromiter(by_head, np.uint32, len(by_head)))
    found: set[bytes] = set()
    for start in range(0, len(data) if by_head else 0, _BLOCK):
        block = np.frombuffer(data, np.uint8, min(_BLOCK + _HEAD - 1, len(data) - start), start)
        for place, head in _starts(block, heads):
            found.update(each for each in by_head[head] if _stands_at(data, start + place, each))
    return found


def _starts(block: Any, heads: Any) -> list[tuple[int, int]]:
    """(place, four bytes) wherever the four bytes from a place are among *heads* (sorted)."""
    if len(block) < _HEAD:
        return []
    rolling = np.zeros(len(block) - _HEAD + 1, np.uint32)
    for byte in range(_HEAD):
        rolling |= block[byte : byte + len(rolling)].astype(np.uint32) << np.uint32(8 * byte)
    at = np.minimum(np.searchsorted(heads, rolling), len(heads) - 1)
    places = np.flatnonzero(heads[at] == rolling)
    return list(zip(places.tolist(), rolling[places].tolist()))


def _stands_at(data: bytes, place: int, each: bytes) -> bool:
    end = place + len(each)
    if data[place:end] != each:
        return False
    before = place > 0 and each[0] in _WORDLIKE and data[place - 1] in _WORDLIKE
    after = end < len(data) and each[-1] in _WORDLIKE and data[end] in _WORDLIKE
    return not (before or after)
