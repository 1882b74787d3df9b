from __future__ import annotations

import itertools
import math
import os
import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from operator import eq
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mine_remediation.engine import rounding
from mine_remediation.engine.rounding import (
    DIMENSIONS,
    DIMENSIONS_OF,
    NEAR,
    SCOPES,
    Cells,
    account_line,
    distribute,
    half_up,
    half_up_units,
    integral_flow,
    printed_figures,
    printed_percent,
    printed_sums,
)

MU, HECTARE = 0.15, 1.0
TABLES = settings(max_examples=150, deadline=None)

whole = st.integers(0, 40).map(float)
halves = st.integers(0, 40).map(lambda k: k + 0.5)
hundredths = st.integers(0, 4000).map(lambda k: k / 100)
noisy = st.tuples(st.integers(0, 40), st.floats(-2e-6, 2e-6)).map(lambda pair: max(0.0, sum(pair)))
tiny = st.floats(0, 1e-5)
large = st.floats(0, 3e8)
amounts = st.one_of(whole, halves, hundredths, noisy, tiny, large, st.just(0.0))
steps = st.sampled_from([MU, HECTARE])


@st.composite
def tables(draw, most: int = 30, codes: int = 4, units=amounts):
    """Cells from one to *most*, sparse or crowded, with the step they were made for."""
    step = draw(steps)
    count = draw(st.integers(0, most))
    columns = [draw(st.lists(st.integers(0, codes - 1), min_size=count, max_size=count)) for _ in DIMENSIONS]
    area = [value / step for value in draw(st.lists(units, min_size=count, max_size=count))]
    return cells_of(*columns, area), step


def cells_of(category, year, township, zone, area) -> Cells:
    codes = [np.array(column, dtype=np.int64) for column in (category, year, township, zone)]
    return Cells(*codes, np.array(area, dtype=np.float64))


def full_table(categories: int, years: int, townships: int, zones: int, area) -> Cells:
    """A piece in every combination; *area* is called with the number of pieces."""
    codes = np.indices((categories, years, townships, zones)).reshape(4, -1)
    return Cells(*codes, np.asarray(area(codes.shape[1]), dtype=np.float64))


def random_pieces(pieces: int, shape: tuple[int, int, int, int], seed: int = 0) -> Cells:
    draw = np.random.default_rng(seed)
    return Cells(*(draw.integers(0, size, pieces) for size in shape), draw.uniform(1, 80_000, pieces))


def rows(table: pd.DataFrame, scope: str) -> pd.DataFrame:
    return table[table["scope"] == scope]


def assert_adds_up(table: pd.DataFrame) -> None:
    """Every printed total is the sum of its printed cells, along the rows and along the columns."""
    total = int(rows(table, "total")["units"].iloc[0])
    for single in DIMENSIONS:
        assert rows(table, single)["units"].sum() == total, single
    for first, second in zip(DIMENSIONS, DIMENSIONS[1:]):
        cross = rows(table, f"{first}_{second}")
        for margin in (first, second):
            summed = cross.groupby(margin)["units"].sum()
            printed = rows(table, margin).set_index(margin)["units"]
            assert summed.to_dict() == printed.to_dict(), (first, second, margin)


def assert_floor_or_ceiling(table: pd.DataFrame, step: float) -> None:
    true = table["area_m2"].to_numpy() * step
    units = table["units"].to_numpy()
    near = np.abs(true - np.rint(true)) <= rounding.NEAR
    assert (units[near] == np.rint(true[near])).all()
    assert ((units == np.floor(true)) | (units == np.ceil(true)))[~near].all()


def half_up_of(value: float) -> int:
    """An own half-up with the same tolerance, in exact fractions."""
    return math.floor(Fraction(value) + Fraction(1, 2) + Fraction(1, 1_000_000))


# The printed table


@TABLES
@given(tables())
@example((cells_of([], [], [], [], []), MU))
@example((cells_of([3], [2], [1], [0], [0.0]), MU))
@example((cells_of([0], [0], [0], [0], [10 / 3]), MU))
@example((cells_of([0, 0], [0, 0], [0, 1], [0, 1], [0.5, 0.5]), HECTARE))
def test_every_table_adds_up_within_floor_and_ceiling(case) -> None:
    cells, step = case
    table = printed_figures(cells, step)
    assert_adds_up(table)
    assert_floor_or_ceiling(table, step)
    total = math.fsum(cells.area_m2.tolist()) * step
    assert table["units"].iloc[0] == half_up_of(total)
    usual = [half_up_of(value) for value in (table["area_m2"] * step).tolist()]
    assert table["adjusted"].tolist() == [units != half for units, half in zip(table["units"], usual)]


@pytest.mark.parametrize("unit", [0.0, 1.0, 0.5, 1 / 3, 0.999_999_5, 1.000_000_5, 2e-6, 0.01])
@pytest.mark.parametrize("step", [MU, HECTARE])
def test_full_tables_of_equal_cells_add_up(unit: float, step: float) -> None:
    table = printed_figures(full_table(3, 4, 5, 3, lambda n: np.full(n, unit / step)), step)
    assert_adds_up(table)
    assert_floor_or_ceiling(table, step)


def test_values_that_are_whole_are_never_touched() -> None:
    table = printed_figures(full_table(2, 3, 4, 2, lambda n: np.arange(n) / MU), MU)
    assert not table["adjusted"].any()
    assert table["units"].tolist() == np.rint(table["area_m2"] * MU).astype(int).tolist()


def test_sums_scopes_and_order() -> None:
    table = printed_figures(cells_of([1, 0, 1], [2, 2, 0], [7, 5, 7], [0, 1, 0], [10.0, 20.0, 40.0]), HECTARE)
    assert table["scope"].drop_duplicates().tolist() == list(SCOPES)
    found = [tuple(row) for row in table[["scope", *DIMENSIONS, "area_m2", "units"]].itertuples(index=False)]
    assert found == [
        ("total", -1, -1, -1, -1, 70.0, 70),
        ("category", 0, -1, -1, -1, 20.0, 20),
        ("category", 1, -1, -1, -1, 50.0, 50),
        ("category_year", 0, 2, -1, -1, 20.0, 20),
        ("category_year", 1, 0, -1, -1, 40.0, 40),
        ("category_year", 1, 2, -1, -1, 10.0, 10),
        ("year", -1, 0, -1, -1, 40.0, 40),
        ("year", -1, 2, -1, -1, 30.0, 30),
        ("year_township", -1, 0, 7, -1, 40.0, 40),
        ("year_township", -1, 2, 5, -1, 20.0, 20),
        ("year_township", -1, 2, 7, -1, 10.0, 10),
        ("township", -1, -1, 5, -1, 20.0, 20),
        ("township", -1, -1, 7, -1, 50.0, 50),
        ("township_zone", -1, -1, 5, 1, 20.0, 20),
        ("township_zone", -1, -1, 7, 0, 50.0, 50),
        ("zone", -1, -1, -1, 0, 50.0, 50),
        ("zone", -1, -1, -1, 1, 20.0, 20),
    ]
    assert list(table.dtypes.astype(str).items()) == [
        ("scope", "object"),
        *((name, "int64") for name in DIMENSIONS),
        ("area_m2", "float64"),
        ("units", "int64"),
        ("adjusted", "bool"),
    ]


def test_no_cells_print_a_total_of_nothing() -> None:
    table = printed_figures(cells_of([], [], [], [], []), MU)
    assert table.to_dict("records") == [
        {"scope": "total", **dict.fromkeys(DIMENSIONS, -1), "area_m2": 0.0, "units": 0, "adjusted": False}
    ]


def test_sums_are_exact_and_do_not_depend_on_the_order_of_the_pieces() -> None:
    area = [1e9, 1e-7, 0.1, 0.2, 0.3, 7e8 + 0.1] * 20
    one = cells_of([0] * 120, [0] * 120, [0] * 120, [0] * 120, area)
    other = cells_of([0] * 120, [0] * 120, [0] * 120, [0] * 120, area[::-1])
    assert set(printed_figures(one, MU)["area_m2"]) == {math.fsum(area)}
    pd.testing.assert_frame_equal(printed_figures(one, MU), printed_figures(other, MU))


@settings(max_examples=100, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_the_pieces_changes_nothing(case, random) -> None:
    cells, step = case
    order = list(range(len(cells.area_m2)))
    random.shuffle(order)
    shuffled = Cells(*(getattr(cells, name)[order] for name in (*DIMENSIONS, "area_m2")))
    pd.testing.assert_frame_equal(printed_figures(cells, step), printed_figures(shuffled, step))


@TABLES
@given(tables(), st.integers(0, 1000))
def test_figures_from_known_sums_are_those_from_the_pieces(case, seed) -> None:
    cells, step = case
    table = printed_figures(cells, step)
    scopes = {scope: table[table["scope"] == scope] for scope in SCOPES}
    random = np.random.default_rng(seed)
    given_sums = {
        scope: (mixed[list(DIMENSIONS)].to_numpy(np.int64).T, mixed["area_m2"].to_numpy())
        for scope, rows in scopes.items()
        for mixed in [rows.iloc[random.permutation(len(rows))]]
    }
    found = printed_sums(given_sums, step)
    assert tuple(found) == SCOPES
    for scope, rows in scopes.items():
        codes, area, units = found[scope]
        assert codes.T.tolist() == rows[list(DIMENSIONS)].to_numpy().tolist()
        assert area.tolist() == rows["area_m2"].tolist()
        assert units.tolist() == rows["units"].tolist()


def test_only_the_order_of_the_codes_counts_not_their_values() -> None:
    cells = random_pieces(200, (3, 4, 5, 3))
    spread = Cells(*(getattr(cells, name) * 1009 + 17 for name in DIMENSIONS), cells.area_m2)
    near, far = printed_figures(cells, MU), printed_figures(spread, MU)
    pd.testing.assert_frame_equal(near.drop(columns=list(DIMENSIONS)), far.drop(columns=list(DIMENSIONS)))


def test_the_hash_seed_changes_nothing() -> None:
    program = (
        "import runpy, sys, numpy as np\n"
        "runpy.run_path(sys.argv[1])\n"
        "from mine_remediation.engine import rounding\n"
        "codes = np.indices((4, 4, 6, 4)).reshape(4, -1)\n"
        "table = rounding.printed_figures(rounding.Cells(*codes, np.full(codes.shape[1], 2.5)), 0.15)\n"
        "print(table['units'].tolist())\n"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", program, str(Path(rounding.__file__).parents[1] / "conftest.py")],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(printed) == 1
    table = printed_figures(full_table(4, 4, 6, 4, lambda n: np.full(n, 2.5)), MU)
    assert printed == {f"{table['units'].tolist()}\n"}


def test_equal_remainders_are_rounded_up_in_the_order_of_the_rows() -> None:
    table = printed_figures(cells_of([0, 1, 2, 3], [0] * 4, [0] * 4, [0] * 4, [1.5] * 4), HECTARE)
    assert rows(table, "category")["units"].tolist() == [2, 2, 1, 1]
    assert rows(table, "category")["adjusted"].tolist() == [False, False, True, True]


def test_a_table_that_fixed_margins_cannot_fill() -> None:
    """Margins rounded first (2 | 1, 1 and 1, 1) leave no way to fill three cells of the diagonal kind."""
    cells = cells_of([0, 1, 1], [0, 0, 1], [0, 0, 1], [0, 0, 1], [0.6, 0.6, 0.6])
    table = printed_figures(cells, HECTARE)
    assert_adds_up(table)
    assert_floor_or_ceiling(table, HECTARE)
    assert table["units"].iloc[0] == 2


@pytest.mark.parametrize(
    "cells",
    [
        cells_of([0], [-1], [0], [0], [1.0]),
        cells_of([0], [0], [0], [0], [-1.0]),
        cells_of([0], [0], [0], [0], [math.nan]),
        cells_of([0], [0], [0], [0], [math.inf]),
        cells_of([0], [0], [0, 0], [0], [1.0]),
        cells_of([0], [0], [0], [0], []),
    ],
)
def test_cells_that_are_none_are_refused(cells: Cells) -> None:
    with pytest.raises(ValueError, match=r"area|code|length"):
        printed_figures(cells, MU)


def test_a_county_takes_no_time_and_a_province_seconds() -> None:
    def seconds(cells: Cells) -> float:
        started = time.perf_counter()
        assert_adds_up(printed_figures(cells, MU))
        return time.perf_counter() - started

    assert min(seconds(random_pieces(3360, (5, 6, 16, 7))) for _ in range(3)) < 0.5
    assert seconds(random_pieces(6000, (5, 10, 300, 7))) < 15


# The flow


def every_flow(tails, heads, values, forced_arc: int, forced_units: int):
    """All circulations within floor and ceiling, by trying each."""
    choices = [sorted({math.floor(value), math.ceil(value)}) for value in values]
    choices[forced_arc] = [forced_units]
    for units in itertools.product(*choices):
        balance = [0] * (max(*tails, *heads) + 1)
        for tail, head, unit in zip(tails, heads, units):
            balance[tail] -= unit
            balance[head] += unit
        if not any(balance):
            yield units


def best_flow(tails, heads, values, forced_arc: int, forced_units: int) -> float | None:
    """The least Σ |rounded − value| over all circulations within floor and ceiling."""
    flows = every_flow(tails, heads, values, forced_arc, forced_units)
    return min((sum(abs(unit - value) for unit, value in zip(units, values)) for units in flows), default=None)


@st.composite
def circulations(draw):
    """Up to eleven arcs whose values are a sum of cycles through arc 0, in quarters, thirds or hundredths."""
    count = draw(st.integers(2, 5))
    arcs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), min_size=1, max_size=4))
    ring = [(node, (node + 1) % count) for node in range(count)]
    tails, heads = zip(*(ring + arcs))
    parts = draw(st.sampled_from([2, 3, 4, 100]))
    values = [Fraction(draw(st.integers(0, 3 * parts)), parts)] * count
    for tail, head in arcs:
        extra = Fraction(draw(st.integers(0, 3 * parts)), parts)
        values.append(extra)
        node = head
        while node != tail:
            values[node] += extra
            node = (node + 1) % count
    return tails, heads, [float(value) for value in values]


@settings(max_examples=200, deadline=None)
@given(circulations(), st.booleans(), st.booleans())
def test_no_other_flow_has_a_smaller_error(case, forced_up: bool, forced_last: bool) -> None:
    tails, heads, values = (column[::-1] if forced_last else column for column in case)
    arc = len(values) - 1 if forced_last else 0
    forced = (math.ceil if forced_up else math.floor)(round(values[arc], 9))
    units = integral_flow(tails, heads, values, arc, forced)
    exact = [round(value, 9) for value in values]
    best = best_flow(tails, heads, exact, arc, forced)
    assert best is not None
    assert sum(abs(unit - value) for unit, value in zip(units.tolist(), exact)) == pytest.approx(best, abs=1e-4)
    assert all(abs(unit - value) < 1 for unit, value in zip(units.tolist(), exact))
    balance = np.bincount(heads, units, minlength=5) - np.bincount(tails, units, minlength=5)
    assert not balance.any()


@settings(max_examples=200, deadline=None)
@given(circulations(), st.booleans())
def test_between_equals_the_arcs_rounded_up_are_the_earliest(case, forced_up: bool) -> None:
    tails, heads, values = case
    exact = [round(value, 9) for value in values]
    forced = (math.ceil if forced_up else math.floor)(exact[0])

    def cost(value):  # of going up, in millionths; a half is glad to
        return 1_000_000 - 2 * round((value - math.floor(value)) * 1_000_000) or -1

    def rank(units):
        raised = [place for place, unit in enumerate(units) if unit > exact[place]]
        return sum(cost(exact[place]) for place in raised), sum(raised)

    units = integral_flow(tails, heads, values, 0, forced).tolist()
    assert rank(units) == min(map(rank, every_flow(tails, heads, exact, 0, forced)))


@settings(max_examples=200, deadline=None)
@given(circulations(), st.lists(st.booleans(), min_size=1, max_size=6))
def test_as_many_arcs_as_can_have_what_they_want_have_it(case, up) -> None:
    tails, heads, values = case
    exact = [round(value, 9) for value in values]
    forced = math.floor(exact[0])
    wanted = [forced, *((math.ceil if each else math.floor)(value) for each, value in zip(up, exact[1:]))]
    units = integral_flow(tails, heads, values, 0, forced, wanted).tolist()
    flows = every_flow(tails, heads, exact, 0, forced)
    assert sum(map(eq, wanted, units)) == max(sum(map(eq, wanted, flow)) for flow in flows)


# a unit goes from 0 to 1 by arc 1 or by the arcs 2 and 3, one behind the other
TWO_WAYS = [1, 0, 0, 2], [0, 1, 2, 1], [1.0, 0.5, 0.5, 0.5]


@pytest.mark.parametrize(
    ("wanted", "units"),
    [([1, 0, 0, 0], [1, 1, 0, 0]), ([1, 1, 1, 1], [1, 0, 1, 1]), ([1, 0, 1, 0], [1, 0, 1, 1]), ([1, 1], [1, 1, 0, 0])],
)
def test_two_wants_go_before_one(wanted, units) -> None:
    assert integral_flow(*TWO_WAYS, 0, 1, wanted).tolist() == units


def test_wants_to_go_up_and_down_weigh_the_same() -> None:
    """By arcs 1, 2 and 3, of which two want up and one wants down, or by arc 4, which does not ask."""
    tails, heads = [1, 0, 2, 3, 0], [0, 2, 3, 1, 1]
    assert integral_flow(tails, heads, [1.0, 0.3, 0.3, 0.3, 0.7], 0, 1, [1, 1, 1, 0]).tolist() == [1, 1, 1, 1, 0]
    assert integral_flow(tails, heads, [1.0, 0.7, 0.7, 0.7, 0.3], 0, 1, [1, 0, 0, 1]).tolist() == [1, 0, 0, 0, 1]


def test_what_is_wanted_goes_before_everything_among_very_many_arcs() -> None:
    """From twenty thousand arcs on the costs are above what numpy's whole numbers hold: with these they change sign."""
    more = 30246 - 3
    tails, heads = [1, 0, 0, *[0] * more], [0, 1, 1, *[0] * more]
    units = integral_flow(tails, heads, [1.0, 0.5, 0.5, *[1.0] * more], 0, 1, [1, 1])
    assert units[:3].tolist() == [1, 1, 0]


@settings(max_examples=100, deadline=None)
@given(tables(most=3, codes=2, units=st.one_of(hundredths, halves)))
def test_small_tables_have_the_least_error(case) -> None:
    cells, step = case
    table = printed_figures(without_zones(cells), step)
    true = (table["area_m2"] * step).round(6)
    tails, heads = chain_of(table)
    best = best_flow(tails, heads, true.tolist(), 0, int(table["units"].iloc[0]))
    assert best is not None
    assert (table["units"] - true).abs().sum() == pytest.approx(best, abs=1e-4)


def could_be_better(tails, heads, values, units) -> bool:
    """Whether changing the free arcs around some cycle lowers Σ |error|, counted in steps of 1e-6 (Bellman-Ford)."""
    moves = []
    for tail, head, value, unit in list(zip(tails, heads, values, units))[1:]:
        gain = round((1 - 2 * (value - math.floor(value))) * 1_000_000)
        if abs(value - round(value)) > rounding.NEAR:
            moves.append((head, tail, -gain) if unit > value else (tail, head, gain))
    distance = [0] * (max(*tails, *heads) + 1)
    for _ in range(len(distance) + 1):
        before = distance.copy()
        for start, end, cost in moves:
            distance[end] = min(distance[end], distance[start] + cost)
        if distance == before:
            return False
    return True


@pytest.mark.parametrize("seed", range(12))
def test_no_large_table_could_be_better(seed: int) -> None:
    cells = random_pieces(40 * (seed + 1), (5, 6, 16, 7), seed)
    for each in (without_zones(cells), cells):
        table = printed_figures(each, MU)
        tails, heads = chain_of(table)
        true = table["area_m2"] * MU
        if each is cells:  # the zones are fitted to what is printed without them
            true = true.where(table["scope"].isin(["township_zone", "zone"]), table["units"])
        assert not could_be_better(tails, heads, true.tolist(), table["units"].tolist())


def without_zones(cells: Cells) -> Cells:
    return replace(cells, zone=np.zeros(len(cells.zone), dtype=np.int64))


@pytest.mark.parametrize("seed", range(12))
def test_zones_change_no_figure_before_them(seed: int) -> None:
    cells = random_pieces(40 * (seed + 1), (5, 6, 16, 7), seed)
    with_zones, without = (printed_figures(each, MU) for each in (cells, without_zones(cells)))
    before = [scope for scope in SCOPES if scope not in ("township_zone", "zone")]
    for table in (with_zones, without):
        table.drop(table.index[~table["scope"].isin(before)], inplace=True)
    pd.testing.assert_frame_equal(with_zones, without)


def test_where_the_zones_allow_no_other_way_few_townships_give_way() -> None:
    code = np.arange(4)
    cells = Cells(code * 0, code * 0, code, code // 2, np.full(4, 0.5 / MU))  # halves: two zones of two townships
    assert rows(printed_figures(without_zones(cells), MU), "township")["units"].tolist() == [1, 1, 0, 0]
    table = printed_figures(cells, MU)
    assert rows(table, "zone")["units"].tolist() == [1, 1]
    assert rows(table, "township")["units"].tolist() == [1, 0, 1, 0]
    assert_adds_up(table)


def test_a_worse_table_is_seen_to_be_worse() -> None:
    values = [1.0, 0.7, 0.3]
    assert could_be_better([1, 0, 0], [0, 1, 1], values, [1, 0, 1])
    assert not could_be_better([1, 0, 0], [0, 1, 1], values, [1, 1, 0])


def chain_of(table: pd.DataFrame) -> tuple[list[int], list[int]]:
    """The chain as arcs, told from the names of the scopes alone."""
    numbers: dict[tuple[str, int], int] = {}

    def node(name: str, code: int = 0) -> int:
        return numbers.setdefault((name, code), len(numbers))

    tails, heads = [], []
    for row in table.to_dict("records"):
        names = row["scope"].split("_")
        if len(names) == 2:
            tails.append(node(f"{names[0]} out", row[names[0]]))
            heads.append(node(f"{names[1]} in", row[names[1]]))
        elif names == ["total"]:
            tails.append(node("zones"))
            heads.append(node("categories"))
        else:
            name, code = names[0], row[names[0]]
            tails.append(node("categories") if name == "category" else node(f"{name} in", code))
            heads.append(node("zones") if name == "zone" else node(f"{name} out", code))
    return tails, heads


def test_the_largest_remainders_are_rounded_up_first() -> None:
    values = [2.0, 0.3, 0.7, 0.4, 0.6]
    assert integral_flow([1, 0, 0, 0, 0], [0, 1, 1, 1, 1], values, 0, 2).tolist() == [2, 0, 1, 0, 1]


def test_an_early_row_goes_up_before_an_equal_late_one() -> None:
    assert integral_flow([1, 0, 0, 0], [0, 1, 1, 1], [1.0, 1 / 3, 1 / 3, 1 / 3], 0, 1).tolist() == [1, 1, 0, 0]
    assert integral_flow([1, 0, 0, 0], [0, 1, 1, 1], [2.0, 2 / 3, 2 / 3, 2 / 3], 0, 2).tolist() == [2, 1, 1, 0]


def test_noise_does_not_decide_between_equal_remainders() -> None:
    assert integral_flow([1, 0, 0], [0, 1, 1], [1.0, 0.4999999, 0.5000001], 0, 1).tolist() == [1, 1, 0]


def test_a_half_goes_up_where_nothing_speaks_against_it() -> None:
    assert integral_flow([1, 0, 2], [0, 2, 1], [0.5, 0.5, 0.5], 0, 1).tolist() == [1, 1, 1]
    assert integral_flow([1, 0, 2, 2], [0, 2, 1, 2], [3.0, 3.0, 3.0, 0.5 - 9e-7], 0, 3).tolist() == [3, 3, 3, 1]
    assert integral_flow([1, 0, 2, 2], [0, 2, 1, 2], [3.0, 3.0, 3.0, 0.5 - 1e-6], 0, 3).tolist() == [3, 3, 3, 1]
    assert integral_flow([1, 0, 2, 2], [0, 2, 1, 2], [3.0, 3.0, 3.0, 0.5 - 2e-6], 0, 3).tolist() == [3, 3, 3, 0]


@pytest.mark.parametrize("seed", range(10))
def test_values_next_to_whole_numbers_leave_a_flow(seed: int) -> None:
    """Noise on both sides of the tolerance, in a network of hundreds of arcs."""
    draw = np.random.default_rng(seed)
    cells = full_table(4, 5, 8, 3, lambda n: draw.integers(0, 3, n) + draw.uniform(-3e-6, 3e-6, n).clip(min=0))
    table = printed_figures(cells, HECTARE)
    assert_adds_up(table)
    assert_floor_or_ceiling(table, HECTARE)


@pytest.mark.parametrize("forced", [-1, 1, 3])
def test_a_forced_total_out_of_bounds_is_refused(forced: int) -> None:
    with pytest.raises(ValueError, match="floor nor ceiling"):
        integral_flow([1, 0], [0, 1], [2.0, 2.0], 0, forced)


@pytest.mark.parametrize(("forced", "fits"), [(1, False), (2, True), (3, True), (4, False)])
def test_a_forced_total_may_be_floor_or_ceiling(forced: int, fits: bool) -> None:
    if fits:
        assert integral_flow([1, 0], [0, 1], [2.3, 2.3], 0, forced).tolist() == [forced, forced]
    else:
        with pytest.raises(ValueError, match="floor nor ceiling"):
            integral_flow([1, 0], [0, 1], [2.3, 2.3], 0, forced)


@pytest.mark.parametrize(("value", "fits"), [(0.9e-6, False), (1e-6, False), (1.1e-6, True)])
def test_a_value_within_the_tolerance_of_a_whole_number_has_no_choice(value: float, fits: bool) -> None:
    if fits:
        assert integral_flow([0], [0], [value], 0, 1).tolist() == [1]
    else:
        with pytest.raises(ValueError, match="floor nor ceiling"):
            integral_flow([0], [0], [value], 0, 1)


def test_values_that_do_not_circulate_are_refused() -> None:
    with pytest.raises(ValueError, match="no circulation"):
        integral_flow([1, 0], [0, 1], [2.0, 5.0], 0, 2)
    with pytest.raises(ValueError, match="not finite"):
        integral_flow([1, 0], [0, 1], [2.0, math.nan], 0, 2)


# Single figures


@pytest.mark.parametrize(
    ("value", "decimals", "printed"),
    [
        (1.005, 2, 1.01),
        (2.675, 2, 2.68),
        (0.125, 2, 0.13),
        (0.124999, 2, 0.12),
        (-1.005, 2, -1.01),
        (-0.001, 2, 0.0),
        (0.0, 2, 0.0),
        (1e9 + 0.005, 2, 1e9 + 0.01),
        (2.5, 0, 3.0),
        (0.00005, 4, 0.0001),
        (0.35, 1, 0.4),
        (float(2**52 + 1), 0, float(2**52 + 1)),
    ],
)
def test_half_up(value: float, decimals: int, printed: float) -> None:
    assert half_up(value, decimals) == printed
    assert math.copysign(1, half_up(value, decimals)) == math.copysign(1, printed)
    assert half_up(np.array([value, value]), decimals).tolist() == [printed, printed]


def test_half_up_gives_a_number_for_a_number_and_keeps_nan() -> None:
    assert type(half_up(1.005)) is float
    assert math.isnan(half_up(math.nan))
    assert half_up(np.array([[0.005, 0.5]])).tolist() == [[0.01, 0.5]]


@settings(max_examples=200)
@given(st.integers(0, 10**9), st.integers(0, 999))
def test_half_up_of_decimal_numbers_is_the_decimal_half_up(cents: int, thousandths: int) -> None:
    value = float(Fraction(cents, 100) + Fraction(thousandths, 100_000))
    assert half_up(value) == (cents + (thousandths >= 500)) / 100


def test_half_up_units() -> None:
    values = [0.0, 0.5, 0.5 - 9e-7, 0.5 - 1e-6, 0.5 - 2e-6, 1.49, 7.9999999, -1e-9]
    assert half_up_units(values).tolist() == [0, 1, 1, 1, 0, 1, 8, 0]
    with pytest.raises(ValueError, match="not finite"):
        half_up_units([math.nan])


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [
        (0, 0, None),
        (5, 0, None),
        (0, 7, 0.0),
        (1, 3, 33.3),
        (2, 3, 66.7),
        (1, 2000, 0.1),
        (1, 2001, 0.0),
        (999_999, 1_000_000, 99.9),
        (1999, 2000, 99.9),
        (1, 1, 100.0),
        (2001, 2000, 100.1),
        (3, 2, 150.0),
        (10**17 - 1, 10**17, 99.9),
    ],
)
def test_printed_percent(part: int, whole: int, printed: float | None) -> None:
    assert printed_percent(part, whole) == printed
    assert printed_percent(np.int64(part), np.int64(whole)) == printed


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_printed_percent_is_half_up_and_never_full_too_early(part: int, whole: int) -> None:
    exact = math.floor(Fraction(1000 * part, whole) + Fraction(1, 2))
    expected = min(exact, 999) if part < whole else exact
    assert printed_percent(part, whole) == expected / 10


@pytest.mark.parametrize(("part", "whole"), [(-1, 5), (1, -5)])
def test_percent_of_negative_units_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        printed_percent(part, whole)


# Tables outside the chain


@settings(max_examples=200)
@given(st.lists(amounts, max_size=20), st.booleans())
def test_a_floor_or_ceiling_of_the_sum_is_shared_out_by_floors_and_ceilings(values, up: bool) -> None:
    total = math.fsum(values)
    near = abs(total - round(total)) < 1e-4
    target = round(total) if near else (math.ceil if up else math.floor)(total)
    split = distribute(values, target)
    assert split.units.sum() == target
    assert not split.beyond.any()
    for value, units, adjusted in zip(values, split.units.tolist(), split.adjusted.tolist()):
        assert abs(units - value) < 1
        assert adjusted == (units != half_up_of(value))


@settings(max_examples=100)
@given(st.lists(hundredths, min_size=1, max_size=7))
def test_a_split_has_the_least_error(values) -> None:
    target = half_up_of(round(math.fsum(values), 6))
    split = distribute(values, target)
    choices = [sorted({math.floor(value), math.ceil(value)}) for value in values]
    fitting = [units for units in itertools.product(*choices) if sum(units) == target]
    best = min(sum(abs(unit - value) for unit, value in zip(units, values)) for units in fitting)
    assert np.abs(split.units - values).sum() == pytest.approx(best, abs=1e-4)


def test_equal_remainders_of_a_split_go_to_the_earlier_rows() -> None:
    split = distribute([1.25, 2.25, 3.25, 4.25], 11)
    assert split.units.tolist() == [2, 2, 3, 4]
    assert split.adjusted.tolist() == [True, False, False, False]


@pytest.mark.parametrize(
    ("values", "total", "units"),
    [
        ([2.3, 1.3], 4, [3, 1]),  # 2.3 − 2 is a little less than 1.3 − 1
        ([0.5, 0.500001], 1, [0, 1]),
        ([0.500001, 0.5], 1, [1, 0]),
        ([-NEAR, 1.0], 1, [0, 1]),
    ],
)
def test_remainders_are_compared_in_millionths(values, total, units) -> None:
    assert distribute(values, total).units.tolist() == units


def test_every_scope_says_which_lines_of_codes_are_its_own():
    found = {scope: [DIMENSIONS[place] for place in places] for scope, places in DIMENSIONS_OF.items()}
    assert found.pop("total") == []
    assert all("_".join(dimensions) == scope for scope, dimensions in found.items())
    assert set(found) | {"total"} == set(SCOPES)


def test_of_many_equal_rows_the_earlier_ones_get_the_rest():
    """More rows than a sort that is not stable leaves in order."""
    values = np.tile([0.5, 0.25], 60)
    assert distribute(values, 30).units.tolist() == [1, 0] * 30 + [0, 0] * 30
    values = np.tile([2.0, 1.0], 60)
    assert distribute(values, 180 + 30).units.tolist() == [3, 1] * 30 + [2, 1] * 30
    assert distribute(values, 180 - 30).units.tolist() == [1, 1] * 30 + [2, 1] * 30


@pytest.mark.parametrize(
    ("values", "total", "units", "beyond"),
    [
        ([1.5, 2.0, 0.0], 6, [3, 3, 0], [True, True, False]),
        ([1.5, 2.0, 0.0], 8, [3, 4, 1], [True, True, True]),
        ([1.5, 2.0, 0.0], 2, [1, 1, 0], [False, True, False]),
        ([1.5, 2.0, 0.0], 1, [0, 1, 0], [True, True, False]),
        ([1.5, 2.0, 0.0], 0, [0, 0, 0], [True, True, False]),
        ([3.0, 3.0], 4, [2, 2], [True, True]),
        ([1.0, 5.0], 1, [0, 1], [True, True]),
        ([0.0, 0.0], 1_000_001, [500_001, 500_000], [True, True]),
        ([3e6, 2e6], 1, [1, 0], [True, True]),
        ([], 0, [], []),
        ([-1e-9], 0, [0], [False]),
    ],
)
def test_a_total_too_far_away_is_carried_by_marked_rows(values, total, units, beyond) -> None:
    split = distribute(values, total)
    assert split.units.tolist() == units
    assert split.beyond.tolist() == beyond


@pytest.mark.parametrize(("values", "total"), [([-1.0], 0), ([1.0], -1), ([], 1), ([math.nan], 1), ([math.inf], 1)])
def test_a_split_of_the_impossible_is_refused(values, total: int) -> None:
    with pytest.raises(ValueError, match=r"units below 0|not finite"):
        distribute(values, total)


# The account line


@settings(max_examples=200)
@given(*(st.integers(0, 10_000) for _ in range(3)), st.sampled_from([1, 2, 3, 8, 100]))
def test_the_account_line_always_adds_up(counted: int, overlap: int, not_counted: int, parts: int) -> None:
    values = [counted / parts, overlap / parts, not_counted / parts]
    total = math.fsum(values)
    line = account_line(total, *values)
    assert line.total == half_up_of(total)
    assert line.counted == half_up_of(values[0])
    assert line.total == line.counted + line.overlap + line.not_counted
    assert abs(line.overlap - values[1]) < 1
    assert abs(line.not_counted - values[2]) < 1
    usual = {"overlap": half_up_of(values[1]), "not_counted": half_up_of(values[2])}
    assert line.adjusted == tuple(name for name, half in usual.items() if getattr(line, name) != half)


@pytest.mark.parametrize(
    ("values", "line", "adjusted"),
    [
        ((6.6, 5.4, 0.6, 0.6), (7, 5, 1, 1), ()),
        ((6.0, 5.5, 0.25, 0.25), (6, 6, 0, 0), ()),
        ((10.2, 5.4, 2.4, 2.4), (10, 5, 3, 2), ("overlap",)),
        ((10.2, 5.4, 2.3, 2.5), (10, 5, 2, 3), ()),
        ((10.4, 5.5, 2.0, 2.9), (10, 6, 2, 2), ("not_counted",)),
        ((0.0, 0.0, 0.0, 0.0), (0, 0, 0, 0), ()),
        ((3.0, 3.0, -1e-9, 0.0), (3, 3, 0, 0), ()),
        ((7.0, 5.0, 1.0, 1.0625), (7, 5, 1, 1), ()),
        ((0.1, 0.0, 0.0, 0.0), (0, 0, 0, 0), ()),
        ((3.0, 3.0, -NEAR, 0.0), (3, 3, 0, 0), ()),
    ],
)
def test_account_lines(values, line, adjusted) -> None:
    printed = account_line(*values)
    assert (printed.total, printed.counted, printed.overlap, printed.not_counted) == line
    assert printed.adjusted == adjusted


def test_noise_around_a_half_is_borne_by_the_total() -> None:
    down = account_line(7.499_998, 5.5, 2.0, 0.0)
    assert (down.total, down.counted, down.overlap, down.not_counted) == (8, 6, 2, 0)
    assert down.adjusted == ("total",)
    up = account_line(5.5, 5.499_998, 0.0, 0.0)
    assert (up.total, up.counted, up.overlap, up.not_counted) == (5, 5, 0, 0)
    assert up.adjusted == ("total",)


@pytest.mark.parametrize(
    "values",
    [(7.0, 5.0, 1.0, 1.125), (7.0, 5.0, 1.0, 0.875), (5.0, 6.0, -1.0, 0.0), (math.nan, 1.0, 0.0, 0.0)],
)
def test_an_account_that_does_not_add_up_is_refused(values) -> None:
    with pytest.raises(ValueError, match="add up"):
        account_line(*values)


def test_the_counted_ground_is_the_grand_total_of_the_tables() -> None:
    cells = random_pieces(50, (2, 2, 2, 2), seed=4)
    counted = math.fsum(cells.area_m2.tolist()) * MU
    line = account_line(counted + 3.3 + 4.4, counted, 3.3, 4.4)
    assert line.counted == printed_figures(cells, MU)["units"].iloc[0]
