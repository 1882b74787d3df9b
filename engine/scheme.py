"""The scheme of priority zones (四区两线), six classes in the plan's own listing order, and of years. No library."""

from __future__ import annotations

CLASSES = (
    "NATURE_RESERVE",
    "WATER_SOURCE",
    "SCENIC_AREA",
    "RESIDENTIAL_AREA",
    "TRANSPORT_LINE",
    "RIVER_CORRIDOR",
)
LINE_CLASSES = ("TRANSPORT_LINE", "RIVER_CORRIDOR")
OUTSIDE = "OUTSIDE"
TOTAL = "TOTAL"

FIRST_YEAR, LAST_YEAR = 1949, 2100  # what counts as a year
