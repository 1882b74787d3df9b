"""The figures of a period beside those of the year and of all: every table adds up, and equal ground reads alike."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.accounting import summarise
from mine_remediation.engine.classify import classify_polygons
from mine_remediation.engine.fitting import cost, fit, near_total
from mine_remediation.engine.patches import Counting
from mine_remediation.engine.periods import PERIOD, SINCE, YEAR, Window, periods
from mine_remediation.engine.repair import polygons_in_plane
from mine_remediation.tests.engine.factories import (
    box,
    patches_of,
    some_examples,
    townships_of,
    zone_class,
)

M2_PER_UNIT = 20 / 3
MONTH = Window(date(2020, 11, 15), date(2020, 12, 15))


@given(st.lists(st.lists(st.integers(0, 250), min_size=3, max_size=3), min_size=2, max_size=3), st.data())
@some_examples(0.15)
def test_a_fitted_table_is_the_cheapest_of_all(hundredths, data):
    values = np.array(hundredths) / 100
    rows = [data.draw(st.integers(int(low), int(low) + 1)) for low in np.floor(values.sum(axis=1))]
    columns = np.floor(values.sum(axis=0)).astype(int)
    while columns.sum() != sum(rows):
        columns[data.draw(st.integers(0, 2))] += 1 if columns.sum() < sum(rows) else -1
        if (columns < 0).any():
            return
    units = fit(values, rows, columns)
    assert units.sum(axis=1).tolist() == rows
    assert units.sum(axis=0).tolist() == columns.tolist()
    if len(rows) == 2:
        ways = [[each for each in itertools.product(range(row + 1), repeat=3) if sum(each) == row] for row in rows]
        tables = (np.array(each) for each in itertools.product(*ways))
        found = [table for table in tables if table.sum(axis=0).tolist() == columns.tolist()]
        assert cost(units, values).sum() == min(cost(table, values).sum() for table in found)


def test_margins_that_disagree_are_refused():
    with pytest.raises(ValueError, match="margins"):
        fit(np.ones((2, 2)), [2, 2], [2, 1])


def test_a_total_within_limits_is_met_and_one_outside_approached():
    assert near_total([1.4, 2.4, 0.0], [0, 0, 0], [9, 9, 9], 4).tolist() == [2, 2, 0]
    assert near_total([1.4, 2.4], [0, 0], [1, 2], 9).tolist() == [1, 2]


def account(shapes, dates, categories, keep=False, statuses=None):
    patches = patches_of(shapes, Counting(keep_overlaps=keep), year=None, date=dates, category=categories)
    townships = townships_of([box(0, 0, 500), box(500, 0, 500), box(0, 500, 1000, 500)])
    zones = [zone_class("WATER_SOURCE", box(0, 300, 700, 300)), zone_class("RIVER_CORRIDOR", box(400, 0, 200, 1000))]
    layer = patches.layer
    polygons = polygons_in_plane(layer.geometry, layer.crs, layer.name, layer.ids)
    classified = classify_polygons(polygons, layer.name, layer.ids, zones)
    return summarise(patches, townships, zones=classified.zones, keep_overlaps=keep), classified


PATCH = st.tuples(
    st.integers(0, 940),
    st.integers(0, 940),
    st.integers(5, 90),
    st.sampled_from([date(2019, 5, 1), date(2020, 3, 3), date(2020, 11, 15), date(2020, 11, 16), date(2020, 12, 15)]),
    st.sampled_from(["生产矿山", "废弃矿山", None]),
)


@given(st.lists(PATCH, min_size=1, max_size=14), st.booleans())
@some_examples(0.12)
def test_rows_and_columns_add_up_and_nothing_exceeds_what_holds_it(drawn, keep):
    shapes = [box(x + 0.37, y + 0.61, size + 0.123) for x, y, size, _, _ in drawn]
    accounting, classified = account(shapes, [each[3] for each in drawn], [each[4] for each in drawn], keep)
    found = periods(accounting, MONTH, classified)
    figures = accounting.summary.figures
    for column in (PERIOD, YEAR, SINCE):
        whole = found.at(column)
        for name in ("category", "township", "zone"):
            parts = [row for row in found.rows if row.column == column and [key for key, _ in row.of] == [name]]
            assert sum(row.units for row in parts) == whole.units
            assert sum(row.m2 for row in parts) == pytest.approx(whole.m2, abs=1e-6)
        for row in found.rows:
            if row.column == column and len(row.of) == 1 and row.of[0][0] in ("category", "township"):
                (key,) = row.of
                cells = [each for each in found.rows if each.column == column and key in each.of and len(each.of) == 2]
                assert sum(each.units for each in cells) == row.units
    assert found.at(SINCE).printed == accounting.summary.account.counted_mu_printed
    for scope, name in (("category", "category"), ("township", "township"), ("zone", "zone_class")):
        for line in figures.scope(scope).itertuples():
            key = {name.removesuffix("_class"): getattr(line, name)}
            assert found.at(SINCE, **key).printed == line.mu_printed
            assert found.at(SINCE, **key).m2 == pytest.approx(line.area_m2, abs=1e-9)
    for row in found.rows:
        of = dict(row.of)
        wider = {PERIOD: YEAR, YEAR: SINCE}.get(row.column)
        if wider and "zone" not in of and "gross" not in of:
            assert 0 <= row.units <= found.at(wider, **of).units
        if wider and row.m2 > 0 and abs(found.at(wider, **of).m2 - row.m2) < 1e-9 and not {"zone", "gross"} & set(of):
            # another year's margins may force a unit into a cell whose ground is all of this year
            more = found.at(wider, **of).units - row.units
            assert more == 0 or (wider == SINCE and len(of) == 2) or 0 < more <= forced_units(found, wider, of)
    month = found.at(PERIOD)
    assert abs(month.m2 / M2_PER_UNIT - month.units) <= 1 + 0.5 * len(drawn)


def forced_units(found, column, of):
    """Units in cells at *of* that have no ground: the margins of the year left no other place for them."""
    cells = [row for row in found.rows if row.column == column and len(row.of) == 2 and row.m2 == 0]
    return sum(row.units for row in cells if of.items() <= dict(row.of).items())


def test_the_period_is_after_one_day_up_to_another():
    days = [date(2020, 11, 15), date(2020, 11, 16), date(2020, 12, 15), date(2020, 12, 16), None]
    shapes = [box(100 * place, 10, 50) for place in range(5)]
    accounting, _ = account(shapes, days, [None] * 5)
    found = periods(accounting, MONTH)
    assert found.at(PERIOD).rows.tolist() == [1, 2]
    assert found.at(YEAR).rows.tolist() == [0, 1, 2, 3]
    assert found.undated.tolist() == [4]


def test_without_a_first_day_there_is_no_period():
    accounting, classified = account([box(10, 10, 50)], [date(2020, 12, 1)], [None])
    found = periods(accounting, Window(None, date(2020, 12, 15)), classified)
    assert found.columns == (YEAR, SINCE)
    assert {row.column for row in found.rows} == {YEAR, SINCE}


def test_a_month_without_work_is_zero():
    accounting, classified = account([box(10, 10, 50)], [date(2020, 3, 1)], ["生产矿山"])
    found = periods(accounting, MONTH, classified)
    assert found.at(PERIOD).units == 0
    assert found.at(PERIOD, category="生产矿山").units == 0
    assert found.at(YEAR).units > 0


def test_a_closing_date_without_dates_leaves_later_years_out():
    shapes = [box(100 * place, 10, 50) for place in range(3)]
    counting = Counting(cutoff=date(2020, 6, 15), closing=True)
    assert patches_of(shapes, counting, year=[2020, 2021, None]).rows.counted.tolist() == [True, False, True]
