"""Words for identifiers and for what is missing."""

from __future__ import annotations

import pandas as pd
import pytest

from mine_remediation.reports import words


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_what_is_missing_has_a_word_in_every_shape_of_null(missing):
    assert words.township_name(missing) == "Outside every township"
    assert words.year_name(missing) == "Undated"
    assert words.category_name(missing) == "No category"
    assert words.zone_class_name(missing) == "No layer given"
    assert words.status_name(missing) == "" == words.zone_class_names(missing)


def test_identifiers_become_words_and_the_offices_own_words_stay():
    assert words.zone_class_name("WATER_SOURCE") == "Water source protection area"
    assert words.zone_class_names("WATER_SOURCE,RIVER_CORRIDOR") == "Water source protection area, River corridor"
    assert words.category_name("in_production") == "Mine in production"
    assert words.category_name("生产矿山") == "生产矿山"
    assert words.status_name("ACCEPTANCE") == "Acceptance"
    assert words.status_name("市级验收") == "市级验收"


def test_years_are_whole_and_spans_have_two_ends():
    assert words.year_name(2019.0) == "2019"
    assert words.years_name(2018, 2020) == "2018–2020"
    assert words.years_name(2018, 2018) == "2018"
    assert words.years_name(2018, pd.NA) == "2018"
    assert words.years_name(pd.NA, pd.NA) == "Undated"
