"""Zone, prefix and order of axes from the size of numbers."""

from __future__ import annotations

import pytest

from mine_remediation.formats.crs_guess import candidates, chosen


@pytest.mark.parametrize(
    ("bounds", "crs", "swapped"),
    [
        ((42_380_000, 4_600_000, 42_380_100, 4_600_100), "EPSG:4530", False),
        ((4_600_000, 42_380_000, 4_600_100, 42_380_100), "EPSG:4530", True),
        ((41_660_000, 4_600_000, 41_660_100, 4_600_100), "EPSG:4529", False),
        ((21_660_000, 4_600_000, 21_660_100, 4_600_100), "EPSG:4499", False),
        ((380_000, 4_600_000, 380_100, 4_600_100), "EPSG:4551", False),
        ((660_000, 4_600_000, 660_100, 4_600_100), "EPSG:4550", False),
        ((124.6, 41.5, 124.7, 41.6), "EPSG:4490", False),
        ((41.5, 124.6, 41.6, 124.7), "EPSG:4490", True),
        ((38_383_243, 2_582_340, 38_383_261, 2_582_988), "EPSG:4526", False),
    ],
)
def test_the_numbers_tell(bounds: tuple[float, ...], crs: str, swapped: bool) -> None:
    found = chosen(candidates(bounds))
    assert found is not None
    assert (found.crs, found.swap_axes) == (crs, swapped)


def test_zones_far_from_the_reference_stay_open() -> None:
    assert chosen(candidates((500_000, 2_500_000, 500_100, 2_500_100))) is None


def test_nonsense_has_no_candidate() -> None:
    assert candidates((1.0, 2.0, 3.0, 4.0)) == []
