"""What a reader hands over: rows with values and geometry as they stand in the file, and what is to be said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .receipt import Finding
from .rings import ring_of

NEAR_M = 0.5  # ends of a line at most this far apart are meant to meet
_NEAR_DEGREES = NEAR_M / 111_320


@dataclass
class Features:
    """One layer, table or sheet of a file.

    ``columns`` hold Python values (None: empty), ``geometry`` polygons or None (an object array), ``rows`` where each
    feature stands in the file, from 1; all of one length. ``crs`` is empty where the file does not name one.
    """

    file: str
    layer: str
    format: str
    columns: dict[str, list[Any]]
    geometry: Any
    rows: Sequence[int]
    crs: str = ""
    encoding: str = ""
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def __len__(self) -> int:
        return len(self.rows)

    def fails(self, rule: str, row: int | None = None, column: str = "", value: Any = "", **values: Any) -> None:
        """Note a rule that the file breaks."""
        self.findings.append(Finding(rule, False, self.file, row, column, "" if value is None else str(value), values))


def no_geometry(count: int) -> Any:
    """An array of *count* absent geometries."""
    return np.full(count, None, dtype=object)


def closed_ring(features: Features, row: int, points: Any) -> Any:
    """*points* of a line as a closed ring, None where its ends are too far apart or it encloses nothing."""
    ring = ring_of(points)
    if ring is None:
        features.fails("line_open", row, gap_m=0.0)
        return None
    gap = float(np.hypot(*(points[-1] - points[0])))
    lonlat = bool(np.abs(points[:, 0]).max() <= 180 and np.abs(points[:, 1]).max() <= 90)
    if gap > (_NEAR_DEGREES if lonlat else NEAR_M):
        features.fails("line_open", row, gap_m=round(gap * (111_320 if lonlat else 1), 2))
        return None
    if gap:
        features.fails("line_closed", row, gap_m=round(gap * (111_320 if lonlat else 1), 3))
    return ring
