"""The two units of printed figures: mu with two decimals and hectares with four."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np

from .area import MU_PER_M2
from .rounding import half_up


@dataclass(frozen=True)
class Unit:
    """A unit of area: *of_m2* is a m² in it, *mu* how many mu it has; a printed unit is its last decimal place."""

    of_m2: float
    decimals: int
    mu: int
    per_m2: float  # printed units in a m²

    def value(self, units: Any) -> Any:
        """Whole printed units as the figure that is shown."""
        if isinstance(units, int):
            return units / 10**self.decimals
        shown = np.round(np.asarray(units, dtype=float) / 10**self.decimals, self.decimals)
        return float(shown) if shown.ndim == 0 else shown

    def of_area(self, area_m2: Any) -> Any:
        """An area by itself, half-up, as the figure that is shown; NaN stays."""
        return half_up(np.asarray(area_m2, dtype=float) * self.of_m2, self.decimals)

    def units_of_mu(self, mu: float) -> int:
        """A figure given in mu, in printed units, half-up on its decimal form."""
        scaled = Decimal(repr(float(mu))) * 10**self.decimals / self.mu
        return int(scaled.quantize(Decimal(1), ROUND_HALF_UP))


MU = Unit(MU_PER_M2, 2, 1, 0.15)
HECTARES = Unit(0.0001, 4, 15, 1.0)
