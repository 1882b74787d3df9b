"""Degrees of corners in tables: decimal, or degrees, minutes and seconds in one number, as a head says.

What may be either is asked, as in texts of coordinates: read the wrong way, a plot lies kilometres off.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..engine.problems import Refusal
from .features import Features
from .numbers import kinds_of, unpacked


def settled(made: Features, corners: Sequence[tuple[float, float]], rows: Sequence[int], style: str) -> Any:
    """*corners* (n × 2, in either order) of the lines *rows* with all degrees decimal; NaN where they are none.

    *style* is what :func:`.numbers.style_of` made of the heads. Findings: ``degrees_packed`` (row) for the first,
    ``degrees_wrong`` (row) for each line with minutes or seconds of 60 and more.

    Raises ``Refusal("degrees_ambiguous", file, line)`` where the numbers may be meant either way.
    """
    found = np.array(corners, dtype=float).reshape(-1, 2)
    packed, unclear = unpacked(found, kinds_of(found[:, 0], found[:, 1]), style)
    if unclear is not None:
        raise Refusal("degrees_ambiguous", file=made.file, line=rows[unclear])
    if packed.any():
        made.fails("degrees_packed", rows[int(packed.argmax())])
    for row in dict.fromkeys(rows[place] for place in np.flatnonzero(np.isnan(found).any(axis=1)).tolist()):
        made.fails("degrees_wrong", row)
    return found
