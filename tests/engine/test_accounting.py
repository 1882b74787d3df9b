"""Figures of ``summarizearea``: what counts, where and when; every table adds up, printed ones too."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine.accounting import summarise
from mine_remediation.engine.area import total
from mine_remediation.engine.patches import Counting, prepare_patches, text_values
from mine_remediation.engine.problems import Cancelled, Level, Refusal
from mine_remediation.engine.results import SCOPES
from mine_remediation.engine.targets import choose_set, read_targets
from mine_remediation.engine.zones import build_zones
from mine_remediation.libraries import shapely
from mine_remediation.tests.engine.factories import (
    TOLERANCE_M2,
    StopAfter,
    box,
    clusters,
    codes,
    common_m2,
    held_one_by_one,
    moved,
    notice,
    patch_layer,
    patches_of,
    polygon,
    reordered,
    some_examples,
    star,
    townships_of,
    without,
    zone_class,
)

pytestmark = pytest.mark.filterwarnings("ignore:invalid value encountered:RuntimeWarning")

# west and east overlap by 10 m, the far one is apart; north of y = 120 and between x = 190 and 200 is nobody's
SHAPES = [box(-200, -200, 310, 320), box(100, -200, 90, 320), box(200, -200, 300, 320)]
NAMES = ["永陵镇", "木奇镇", "苇子峪镇"]
TOWNSHIPS = townships_of(SHAPES, NAMES)
TWINS = townships_of(SHAPES, ["永陵镇", "木奇镇", "永陵镇"])
ZONES = build_zones(
    [
        zone_class("NATURE_RESERVE", box(0, 0, 60, 60), box(40, 20, 60, 60)),
        zone_class("TRANSPORT_LINE", box(80, -50, 90, 300)),
    ],
    (124.0, 41.0, 126.0, 42.0),
)
YEARS = [2019, 2020, 2022, None]
CATEGORIES = ["生产矿山", "废弃", None]
STATUSES = ["已验收", "施工", None]
MU = 0.0015


@st.composite
def campaigns(draw, most=7):
    """Patches with years, categories, statuses and zones; and what counts."""
    shapes = draw(clusters(most=most))

    def column(values):
        return draw(st.lists(st.sampled_from(values), min_size=len(shapes), max_size=len(shapes)))

    layer = patch_layer(
        shapes,
        year=column(YEARS),
        category=column(CATEGORIES),
        status=column(STATUSES),
        zone=column(["A", None]),
        saved_rank=draw(st.permutations(range(len(shapes)))),
    )
    return layer, Counting(statuses=draw(st.sampled_from([None, ["已验收"], ["施工", "已验收"]])))


def run(case, townships=TOWNSHIPS, **options):
    layer, counting = case
    return summarise(prepare_patches(layer, counting), townships, **options).summary


# --- an independent account ----------------------------------------------------------------------


def naive(case, shapes=SHAPES, names=NAMES):
    """m² by (township, year, category), made patch by patch, township by township."""
    layer, counting = case
    n = len(layer.ids)
    counted = [row for row in range(n) if not counting.statuses or layer.status[row] in counting.statuses]
    order = sorted(counted, key=lambda row: (layer.year[row] or 9999, layer.saved_rank[row]))
    found = defaultdict(float)
    for row, held in held_one_by_one(layer.geometry, order).items():
        for shape, name in zip(shapes, names):
            found[(name, layer.year[row], layer.category[row])] += common_m2(held, shape)
            held = without(held, shape)
        found[(None, layer.year[row], layer.category[row])] += shapely.area(held)
    return found


def keyed(table, *columns):
    """Rows of a table by the values of some columns, absent ones as None."""
    keys = zip(*(table[column] for column in columns))
    return {
        tuple(None if pd.isna(value) else value for value in key): row for key, row in zip(keys, table.itertuples())
    }


@some_examples(0.5)
@given(
    case=campaigns(),
    zones=st.sampled_from([None, ZONES]),
    townships=st.sampled_from([TOWNSHIPS, TWINS]),
    keep=st.booleans(),
)
def test_every_figure_of_a_run(case, zones, townships, keep):
    summary = run(case, townships, zones=zones, keep_overlaps=keep)
    if not keep:
        check_against_naive(summary, case, NAMES if townships is TOWNSHIPS else ["永陵镇", "木奇镇", "永陵镇"])
    check_partitions(summary, case)
    check_printed(summary)
    check_patches_behind(summary, case[0].ids.tolist())


def check_against_naive(summary, case, names):
    """The summary is what one gets patch by patch."""
    found, expected = defaultdict(float), naive(case, names=names)
    for row in summary.area_summary.itertuples():
        key = tuple(None if pd.isna(value) else value for value in (row.township, row.year, row.category))
        found[key] += row.area_m2
    for key in found.keys() | expected.keys():
        assert found.get(key, 0.0) == pytest.approx(expected.get(key, 0.0), abs=TOLERANCE_M2 * 10), key
    union = shapely.area(shapely.union_all(case[0].geometry[prepare_patches(*case).rows.counted])) * MU
    assert summary.account.counted_mu == pytest.approx(union, abs=1e-3)


def check_partitions(summary, case):
    """The account line holds, and every table partitions what counts."""
    line = summary.account
    assert line.total_mu == pytest.approx(sum(map(shapely.area, case[0].geometry)) * MU, rel=1e-9)
    overlap = line.overlap_mu if line.subtracted else 0.0
    assert line.total_mu == pytest.approx(line.counted_mu + overlap + line.not_counted_mu, rel=1e-12)
    for table in (summary.area_summary, summary.pieces):
        assert total(table["area_mu"]) == pytest.approx(line.counted_mu, rel=1e-12, abs=1e-12)
        assert table["area_mu"].tolist() == pytest.approx((table["area_m2"] * MU).tolist())
    assert total(summary.overlaps["area_mu"]) == pytest.approx(line.overlap_mu, rel=1e-12, abs=1e-12)
    progress = summary.townships
    assert total(progress["remediated_mu"]) + line.outside_mu == pytest.approx(line.counted_mu, rel=1e-12, abs=1e-12)
    years = [column for column in progress if column.startswith("mu_") and not column.endswith("_printed")]
    assert progress[years].sum(axis=1).tolist() == pytest.approx(progress["remediated_mu"].tolist(), abs=1e-9)
    for scope in summary.figures.table["scope"].unique():
        assert total(summary.figures.scope(scope)["area_mu"]) == pytest.approx(line.counted_mu, rel=1e-12, abs=1e-12)


def units(values):
    """Printed mu as whole hundredths."""
    values = np.asarray(values, dtype=float) * 100
    assert np.abs(values - np.rint(values)).max(initial=0) < 1e-6
    return np.rint(values).astype(int)


def sums(table, columns, value):
    """Printed sums of a table by some of its columns."""
    result = defaultdict(int)
    for *key, amount in zip(*(table[column] for column in columns), units(table[value])):
        result[tuple(None if pd.isna(each) else each for each in key)] += int(amount)
    return {key: amount for key, amount in result.items() if amount}


def check_printed(summary):
    """Every row and column of every table adds up in what is printed."""
    figures, line = summary.figures, summary.account
    counted = int(units([line.counted_mu_printed])[0])
    assert abs(figures.table["mu_printed"] - figures.table["area_mu"]).max() < 0.01 + 1e-9
    assert line.counted_mu_printed == pytest.approx(np.floor(line.counted_mu * 100 + 0.5) / 100, abs=1e-6)
    columns = {"category": "category", "year": "year", "township": "township", "zone": "zone_class"}
    for scope in ("category", "category_year", "year", "year_township", "township", "township_zone", "zone"):
        table = figures.scope(scope)
        assert units(table["mu_printed"]).sum() == counted
        for margin in scope.split("_") if "_" in scope else []:
            column = columns[margin]
            assert sums(table, [column], "mu_printed") == sums(figures.scope(margin), [column], "mu_printed")
    assert figures.scope("total")["mu_printed"].tolist() == [line.counted_mu_printed]
    area = summary.area_summary
    assert sums(area, ["year", "township"], "area_mu_printed") == sums(
        figures.scope("year_township"), ["year", "township"], "mu_printed"
    )
    check_township_table(summary)
    parts = [line.counted_mu_printed, line.not_counted_mu_printed, line.overlap_mu_printed if line.subtracted else 0.0]
    assert units(parts).sum() == units([line.total_mu_printed])[0]
    for part, true in zip(parts, (line.counted_mu, line.not_counted_mu, line.overlap_mu if line.subtracted else 0.0)):
        assert abs(part - true) < 0.01 + 1e-9


def check_township_table(summary):
    table, figures = summary.townships, summary.figures
    labels = [*summary.years, None]
    names = ["mu_undated" if label is None else f"mu_{label}" for label in labels]
    expected = ["township", "patches"]
    for name in ("remediated_mu", *names):
        expected += [name, f"{name}_printed"]
    assert list(table) == expected
    printed = np.array([units(table[f"{name}_printed"]) for name in names])
    assert printed.sum(axis=0).tolist() == units(table["remediated_mu_printed"]).tolist()
    by_year = figures.scope("year_township")
    inside = sums(by_year[by_year["township"].notna()], ["year"], "mu_printed")
    assert {(label,): n for label, n in zip(labels, printed.sum(axis=1)) if n} == inside
    by_township = figures.scope("township")
    assert sums(table, ["township"], "remediated_mu_printed") == sums(
        by_township[by_township["township"].notna()], ["township"], "mu_printed"
    )
    assert (printed >= 0).all()


def test_features_of_one_township_print_rows_that_add_up():
    # two features share every year's hundredths; rounded by themselves their rows would not add up
    side = (6.25 / MU / 1000) ** 0.5  # a little over half a hundredth of a mu
    names = ["永陵镇"] * 3
    shapes = [box(1000 * k, 0, 500) for k in range(3)]
    patches = [
        box(1000 * k + 20 * year, 0, side * (1 + k / 7), side * (1 + year / 5)) for k in range(3) for year in range(4)
    ]
    layer = patch_layer(patches, year=[2019 + year for _ in range(3) for year in range(4)])
    summary = run((layer, Counting()), townships_of(shapes, names))
    assert summary.townships["remediated_mu_printed"].sum() > 0
    check_printed(summary)


def check_patches_behind(summary, ids):
    """Each figure names the patches whose pieces it is made of, in input order."""

    def listed(pieces):
        return ",".join(sorted(set(pieces), key=ids.index))

    scopes = {name: summary.figures.table[summary.figures.table["scope"] == name] for name in SCOPES}
    for table, names in (
        (scopes["category_year"], ["category", "year"]),
        (scopes["year_township"], ["year", "township"]),
        (scopes["township_zone"], ["township", "zone_class"]),
        (scopes["category"], ["category"]),
        (summary.area_summary, ["township", "year", "category", "zone_class"]),
    ):
        behind = defaultdict(list)
        for row in summary.pieces.itertuples():
            key = tuple(None if pd.isna(each) else each for each in (getattr(row, name) for name in names))
            behind[key].append(row.patch_id)
        found = {key: (row.patch_ids, row.patches) for key, row in keyed(table, *names).items()}
        assert found == {key: (listed(pieces), len(set(pieces))) for key, pieces in behind.items()}
    (whole,) = scopes["total"].itertuples()
    assert whole.patch_ids == listed(summary.pieces["patch_id"])


@some_examples(0.3)
@given(case=campaigns(most=5), seed=st.integers(0, 1000))
def test_the_order_of_features_changes_no_figure(case, seed):
    layer, counting = case
    plain = run(case)
    mixed = run((reordered(layer, np.random.default_rng(seed).permutation(len(layer.ids))), counting))
    assert mixed.account == plain.account
    columns = ["township", "year", "category", "zone_class"]
    one, other = keyed(plain.area_summary, *columns), keyed(mixed.area_summary, *columns)
    assert {key: row.area_m2 for key, row in one.items()} == {key: row.area_m2 for key, row in other.items()}
    pieces, again = (keyed(each.pieces, "patch_id", *columns) for each in (plain, mixed))
    assert {key: row.area_m2 for key, row in pieces.items()} == {key: row.area_m2 for key, row in again.items()}


@pytest.mark.parametrize("seed", range(6))
def test_figures_are_the_same_in_the_next_zone_and_from_it(seed):
    random = np.random.default_rng(seed)
    centres = random.uniform((42_379_900, 4_600_000), (42_380_300, 4_600_300), (5, 2))
    shapes = [star(centre, random.uniform(30, 150, 9)) for centre in centres]
    borders = [
        shapely.box(42_379_700, 4_599_800, 42_380_050, 4_600_200),
        shapely.box(42_380_000, 4_599_800, 42_380_200, 4_600_200),
    ]
    columns = {"year": random.choice([2019, 2020], 5).tolist(), "category": ["甲", "乙", None, "甲", "乙"]}

    def figures(patches, crs, borders, border_crs):
        townships = townships_of(borders, ["永陵镇", "木奇镇"], crs=border_crs)
        summary = summarise(patches_of(patches, crs=crs, **columns), townships).summary
        rows = keyed(summary.area_summary, "township", "year", "category")
        return {key: row.area_m2 for key, row in rows.items()}, keyed(summary.overlaps, "kept_id", "dropped_id").keys()

    plain, pairs = figures(shapes, "EPSG:4530", borders, "EPSG:4530")
    assert pairs
    # the same numbers in the neighbouring zone: the same shapes, three degrees west
    west = [shapely.transform(shape, lambda xy: xy - (1_000_000, 0)) for shape in [*shapes, *borders]]
    shifted, others = figures(west[:5], "EPSG:4529", west[5:], "EPSG:4529")
    assert shifted == pytest.approx(plain, abs=1e-3)
    assert others == pairs
    # the same ground, measured in the neighbouring zone; borders stay in theirs, where they are straight
    carried = [moved(shape, "EPSG:4530", "EPSG:4529") for shape in shapes]
    carried, others = figures(carried, "EPSG:4529", borders, "EPSG:4530")
    assert carried == pytest.approx(plain, abs=1e-3)
    assert others == pairs


@some_examples(0.3)
@given(
    case=campaigns(most=4),
    years=st.lists(st.tuples(st.integers(2018, 2021), st.integers(0, 2)), min_size=1, max_size=3),
)
def test_the_target_table_partitions_what_counts(case, years):
    taken, records = set(), []
    for first, span in years:
        if not taken & set(range(first, first + span + 1)):
            taken |= set(range(first, first + span + 1))
            records.append({"year": first, "year_to": first + span, "category": "生产矿山", "target_mu": 10.5})
    targets = choose_set(read_targets(pd.DataFrame(records), "目标"))
    summary = run(case, targets=targets)
    table = summary.target_progress
    assert total(table["remediated_mu"]) == pytest.approx(summary.account.counted_mu, rel=1e-12, abs=1e-12)
    assert units(table["remediated_mu_printed"]).sum() == units([summary.account.counted_mu_printed])[0]
    every = [*taken, *summary.figures.scope("year")["year"].dropna()]
    assert summary.years == list(range(min(every), max(every) + 1))
    check_printed(summary)
    outside = [each for each in summary.notices if each.code == "targets_include_outside"]
    assert bool(outside) == (summary.account.outside_mu > 0)


# --- tables ---------------------------------------------------------------------------------------


def two_patches(**columns):
    return patches_of([box(0, 0, 100), box(150, 0, 100)], **columns)


def test_ground_outside_every_township_is_a_row_of_its_own():
    summary = summarise(two_patches(category=["甲", "乙"], status=["完工", None]), TOWNSHIPS).summary
    found = {(row.patch_id, row.township): row.area_m2 for row in summary.pieces.itertuples()}
    expected = {("p0", "永陵镇"): 10_000, ("p1", "木奇镇"): 4000, ("p1", "苇子峪镇"): 5000, ("p1", None): 1000}
    assert found == pytest.approx(expected, abs=1e-3)
    assert summary.pieces["status"].tolist() == ["完工", None, None, None]
    assert summary.account.outside_mu == pytest.approx(1.5, abs=1e-6)
    assert summary.account.outside_mu_printed == 1.5
    assert summary.townships["township"].tolist() == NAMES
    assert summary.townships["patches"].tolist() == [1, 1, 1]
    assert summary.townships["mu_2019"].tolist() == pytest.approx([15, 6, 7.5], abs=1e-6)
    assert summary.townships["mu_undated"].tolist() == [0, 0, 0]


def test_every_year_between_the_first_and_the_last_has_a_column():
    summary = summarise(two_patches(year=[2018, 2021]), TOWNSHIPS).summary
    assert summary.years == [2018, 2019, 2020, 2021]
    assert summary.townships["mu_2019"].tolist() == [0, 0, 0]
    assert summary.townships["mu_2018"].tolist() == pytest.approx([15, 0, 0], abs=1e-6)
    assert "many_years" not in codes(summary.notices)


def test_above_thirty_years_only_those_that_occur_have_one():
    summary = summarise(two_patches(year=[1990, 2019]), TOWNSHIPS).summary
    assert len(summary.years) == 30
    assert "many_years" not in codes(summary.notices)
    summary = summarise(two_patches(year=[1989, 2019]), TOWNSHIPS).summary
    assert summary.years == [1989, 2019]
    assert notice(summary.notices, "many_years").level is Level.WARNING
    check_printed(summary)


def test_what_has_no_year_or_category_is_counted_and_said():
    summary = summarise(two_patches(year=[None, "去年"], category=["  ", "甲"]), TOWNSHIPS).summary
    assert summary.account.counted_mu == pytest.approx(30, abs=1e-6)
    assert summary.years == []
    assert summary.categories == ["甲", None]
    assert summary.area_summary["year"].isna().all()
    assert summary.area_summary["category"].tolist()[0] is None
    assert summary.townships["mu_undated"].tolist() == pytest.approx([15, 6, 7.5], abs=1e-6)
    assert notice(summary.notices, "undated").values["mu"] == pytest.approx(30, abs=1e-6)
    assert notice(summary.notices, "undated").values["ids"] == ["p0", "p1"]
    assert notice(summary.notices, "bad_years").values["examples"] == ["p1: 去年"]
    check_printed(summary)


@pytest.mark.parametrize("options", [{}, {"status": [], "category": []}])
def test_an_empty_layer_gives_tables_of_zeros(options):
    summary = summarise(patches_of([], **options), TOWNSHIPS, zones=ZONES).summary
    assert summary.townships["township"].tolist() == NAMES
    assert (summary.townships[["patches", "remediated_mu", "remediated_mu_printed", "mu_undated"]] == 0).all(axis=None)
    assert len(summary.area_summary) == len(summary.pieces) == len(summary.overlaps) == 0
    line = summary.account
    assert (line.total_mu, line.counted_mu, line.overlap_mu, line.not_counted_mu, line.outside_mu) == (0, 0, 0, 0, 0)
    assert summary.figures.scope("total")["mu_printed"].tolist() == [0.0]
    assert "layer_empty" in codes(summary.notices)
    check_printed(summary)


def test_a_layer_of_which_nothing_counts_gives_zeros_too():
    summary = summarise(two_patches(status=["施工", None], counting=Counting(statuses=["已验收"])), TOWNSHIPS).summary
    assert summary.account.counted_mu == 0
    assert summary.account.not_counted_mu == summary.account.total_mu == pytest.approx(30, abs=1e-6)
    assert (summary.townships["remediated_mu"] == 0).all()
    assert {"nothing_counted", "statuses_unknown"} <= set(codes(summary.notices))
    check_printed(summary)


def test_patches_without_geometry_have_no_piece():
    summary = summarise(patches_of([None, box(0, 0, 100), shapely.Polygon()]), TOWNSHIPS).summary
    assert summary.pieces["patch_id"].tolist() == ["p1"]
    assert summary.account.total_mu == pytest.approx(15, abs=1e-6)
    assert notice(summary.notices, "no_geometry").values["ids"] == ["p0", "p2"]


def test_text_columns_hold_text_or_none():
    summary = summarise(two_patches(category=[None, "甲"], status=[None, "乙"]), TOWNSHIPS).summary
    for table, columns in (
        (summary.pieces, ["patch_id", "township", "category", "zone_class", "status"]),
        (summary.area_summary, ["township", "category", "zone_class", "patch_ids"]),
        (summary.overlaps, ["kept_id", "dropped_id"]),
        (summary.townships, ["township"]),
        (summary.figures.table, ["scope", "category", "township", "zone_class", "patch_ids"]),
    ):
        for column in columns:
            assert table[column].dtype == object, column
            assert all(value is None or isinstance(value, str) for value in table[column])
    for table in (summary.pieces, summary.area_summary, summary.figures.table):
        assert str(table["year"].dtype) == "Int64"
    assert summary.pieces["township"].tolist() == ["永陵镇", "木奇镇", "苇子峪镇", None]


def test_overlap_pairs_name_keeper_and_years():
    patches = patches_of([box(0, 0, 60), box(30, 0, 60), box(45, 0, 60)], year=[2020, 2019, None])
    summary = summarise(patches, TOWNSHIPS).summary
    rows = [
        tuple(row)[1:6] for row in summary.overlaps.astype({"kept_year": object, "dropped_year": object}).itertuples()
    ]
    assert [row[:2] for row in rows] == [("p1", "p0"), ("p1", "p2")]
    assert [row[2] for row in rows] == [2019, 2019]
    assert rows[0][3] == 2020
    assert pd.isna(rows[1][3])
    assert summary.overlaps["area_m2"].tolist() == pytest.approx([30 * 60, 45 * 60], abs=1e-3)
    assert [shapely.area(shape) for shape in summary.overlap_geometry] == pytest.approx([30 * 60, 45 * 60], abs=1e-3)


def test_kept_overlaps_are_reported_not_subtracted():
    patches = patches_of([box(0, 0, 60), box(30, 0, 60)])
    line = summarise(patches, TOWNSHIPS, keep_overlaps=True).summary.account
    assert line.counted_mu == line.total_mu == pytest.approx(10.8, abs=1e-6)
    assert line.overlap_mu == pytest.approx(2.7, abs=1e-6)
    assert (line.subtracted, line.overlap_mu_printed, line.counted_mu_printed) == (False, 2.7, 10.8)


def test_the_zone_is_the_patches_own_attribute_or_the_ground():
    patches = patches_of([box(0, 0, 100)], zone=["景区"])
    assert summarise(patches, TOWNSHIPS).summary.pieces["zone_class"].tolist() == ["景区"]
    summary = summarise(patches, TOWNSHIPS, zones=ZONES).summary
    found = {row.zone_class: row.area_m2 for row in summary.pieces.itertuples()}
    reserve = 60 * 60 + 60 * 60 - 20 * 40
    line = 20 * 100 - 20 * 60
    assert found == pytest.approx(
        {"NATURE_RESERVE": reserve, "TRANSPORT_LINE": line, "OUTSIDE": 10_000 - reserve - line}, abs=0.01
    )
    zone = summary.figures.scope("zone")
    assert zone["zone_class"].tolist() == ["NATURE_RESERVE", "TRANSPORT_LINE", "OUTSIDE"]


def test_a_run_reports_forward_and_stops_when_asked():
    patches = two_patches()
    watch = StopAfter(10_000)
    summarise(patches, TOWNSHIPS, zones=ZONES, progress=watch)
    assert watch.fractions == sorted(watch.fractions)
    assert watch.fractions[-1] == 1.0
    for stop in range(10_000 - watch.left):
        with pytest.raises(Cancelled):
            summarise(patches, TOWNSHIPS, zones=ZONES, progress=StopAfter(stop))


# --- what counts ----------------------------------------------------------------------------------


def counted(**columns):
    return patches_of([box(200 * row, 0, 50) for row in range(len(columns["ids"]))], **columns)


def test_statuses_are_compared_folded_and_missing_ones_do_not_count():
    found = counted(
        ids=list("abcde"),
        status=["已验收", " 已验收 ", "施工", None, "完工１"],
        counting=Counting(statuses=["已验收", "完工1"]),
    )
    assert found.rows.counted.tolist() == [True, True, False, False, True]
    assert codes(found.notices) == []
    assert found.not_counted_m2 == pytest.approx(5000, abs=1e-4)
    assert found.status.tolist() == ["已验收", "已验收", "施工", None, "完工１"]


def test_a_status_that_nobody_has_is_told_with_those_that_occur():
    found = counted(ids=list("abc"), status=["施工", "已验收", None], counting=Counting(statuses=["已验收", "销号"]))
    told = notice(found.notices, "statuses_unknown")
    assert told.level is Level.WARNING
    assert told.values["unknown"] == ["销号"]
    assert told.values["statuses"] == ["已验收", "施工"]


def test_a_status_field_without_a_list_counts_all_with_a_warning():
    found = counted(ids=list("ab"), status=["施工", None])
    assert found.rows.counted.all()
    assert notice(found.notices, "no_statuses_listed").level is Level.WARNING


def test_what_cannot_be_selected_is_refused():
    for code, options in (
        ("no_status_field", {"counting": Counting(statuses=["已验收"])}),
        ("no_year_field", {"year": None}),
        ("no_date_for_cutoff", {"counting": Counting(cutoff=date(2020, 6, 30))}),
    ):
        with pytest.raises(Refusal) as caught:
            counted(ids=["a"], **options)
        assert caught.value.code == code


def test_the_cut_off_is_inclusive_and_the_undated_stay():
    found = counted(
        ids=list("abcdefg"),
        year=[2020, 2020, 2020, 2020, 2021, None, 2019],
        date=["2020-06-29", "2020-06-30", "2020-07-01", None, None, None, None],
        counting=Counting(cutoff=date(2020, 6, 30)),
    )
    assert found.rows.counted.tolist() == [True, True, False, True, False, True, True]
    assert notice(found.notices, "year_without_date").values["ids"] == ["d"]
    assert notice(found.notices, "undated").values["ids"] == ["f"]


def test_only_patches_that_count_are_told_to_be_counted():
    found = counted(
        ids=["a", "b"],
        year=[2020, 2020],
        date=[None, None],
        status=["done", "begun"],
        counting=Counting(statuses=["done"], cutoff=date(2020, 6, 30)),
    )
    assert found.rows.counted.tolist() == [True, False]
    assert notice(found.notices, "year_without_date").values["ids"] == ["a"]


def test_at_the_end_of_a_year_no_bare_year_is_in_doubt():
    found = counted(ids=["a"], year=[2020], date=[None], counting=Counting(cutoff=date(2020, 12, 31)))
    assert found.rows.counted.tolist() == [True]
    assert "year_without_date" not in codes(found.notices)


def test_a_year_field_of_dates_serves_the_cut_off():
    dates = np.array(["2020-06-30", "2020-07-01", "NaT"], dtype="datetime64[D]")
    layer = patch_layer([box(200 * row, 0, 50) for row in range(3)], year=None)
    from dataclasses import replace

    layer = replace(layer, year=dates, year_is_date=True)
    found = prepare_patches(layer, Counting(cutoff=date(2020, 6, 30)))
    assert found.rows.counted.tolist() == [True, False, True]
    assert found.years.tolist()[:2] == [2020, 2020]


def test_where_year_and_date_differ_the_year_counts_and_the_date_decides_who_holds():
    patches = patches_of([box(0, 0, 60), box(30, 0, 60)], year=[2019, 2020], date=["2020-05-01", "2020-03-01"])
    assert notice(patches.notices, "year_differs_from_date").values["ids"] == ["p0"]
    summary = summarise(patches, TOWNSHIPS).summary
    assert summary.overlaps["kept_id"].tolist() == ["p1"]
    assert summary.figures.scope("year")["year"].tolist() == [2019, 2020]
    assert summary.figures.scope("year")["area_m2"].tolist() == pytest.approx([30 * 60, 60 * 60], abs=1e-3)


@pytest.mark.parametrize(
    ("first", "second", "keeper"),
    [
        # (year, date, saved rank)
        ((2020, "2020-05-01", 0), (2020, "2020-04-30", 1), 1),
        ((2019, None, 1), (2020, None, 0), 0),
        ((2020, None, 0), (2020, "2020-12-30", 1), 1),
        ((2020, None, 0), (2020, "2020-12-31", 1), 0),
        ((None, None, 0), (2030, None, 1), 1),
        ((2020, None, 5), (2020, None, 4), 1),
        ((None, "2020-01-01", 5), (2020, None, 4), 0),
    ],
)
def test_who_holds_shared_ground(first, second, keeper):
    years, dates, ranks = zip(first, second)
    patches = patches_of([box(0, 0, 60), box(30, 0, 60)], year=years, date=dates, saved_rank=ranks)
    assert summarise(patches, TOWNSHIPS).summary.overlaps["kept_id"].tolist() == [f"p{keeper}"]


def test_what_does_not_count_takes_no_ground():
    patches = patches_of(
        [box(0, 0, 60), box(30, 0, 60)],
        year=[2018, 2020],
        status=["施工", "已验收"],
        counting=Counting(statuses=["已验收"]),
    )
    summary = summarise(patches, TOWNSHIPS).summary
    assert summary.account.overlap_mu == 0
    assert summary.account.counted_mu == summary.account.not_counted_mu == pytest.approx(5.4, abs=1e-6)


def test_text_values():
    found = text_values(np.array([" 甲 ", "", None, 11, 11.0, np.nan, 2.5, "  "], dtype=object), 8)
    assert found.tolist() == ["甲", None, None, "11", "11", None, "2.5", None]
    assert text_values(None, 2).tolist() == [None, None]


# --- townships ------------------------------------------------------------------------------------


def test_townships_that_overlap_are_told_and_the_first_holds():
    told = notice(TOWNSHIPS.notices, "townships_overlap")
    assert told.level is Level.WARNING
    assert told.values["pairs"] == ["永陵镇–木奇镇"]
    assert told.values["mu"] == pytest.approx(10 * 320 * MU, abs=1e-4)
    patches = patches_of([box(90, 0, 30, 10)])
    summary = summarise(patches, TOWNSHIPS).summary
    assert summary.pieces["township"].tolist() == ["永陵镇", "木奇镇"]
    assert summary.pieces["area_m2"].tolist() == pytest.approx([200, 100], abs=1e-3)
    told = notice(summary.notices, "counted_in_two_townships")
    assert told.values["mu"] == pytest.approx(10 * 10 * MU, abs=1e-5)
    away = summarise(patches_of([box(0, 0, 10)]), TOWNSHIPS).summary
    assert "counted_in_two_townships" not in codes(away.notices)


def test_ground_in_three_townships_is_told_once():
    three = townships_of([box(0, 0, 100), box(50, 0, 100), box(60, 0, 100)])
    summary = summarise(patches_of([box(40, 0, 80, 50)]), three).summary
    assert notice(summary.notices, "counted_in_two_townships").values["mu"] == pytest.approx(70 * 50 * MU, abs=1e-4)


def test_gaps_between_townships_are_told():
    ring = [box(0, 0, 300, 100), box(0, 100, 100), box(200, 100, 100), box(0, 200, 300, 100)]
    told = notice(townships_of(ring).notices, "townships_leave_gaps")
    assert (told.level, told.values["count"]) == (Level.INFO, 1)
    assert told.values["mu"] == pytest.approx(15, abs=1e-5)
    assert codes(townships_of([*ring, box(100, 100, 100)]).notices) == []


@pytest.mark.parametrize("decimals", [6, 3])
@pytest.mark.parametrize("crs", ["EPSG:4530", "EPSG:4490"])
def test_equal_borders_with_unlike_vertices_are_no_overlap_and_no_gap(crs, decimals):
    # two townships meet in the middle of a third one's straight border of 20 km
    x, y = 42_380_000, 4_600_000
    corner = (x + 8000, y + 11_200)
    south = [(x, y), (x + 20_000, y + 3000), (x + 20_000, y + 13_000), (x, y + 10_000)]
    west = [(x, y + 10_000), corner, (x + 8000, y + 20_000), (x, y + 20_000)]
    east = [corner, (x + 20_000, y + 13_000), (x + 20_000, y + 20_000), (x + 8000, y + 20_000)]
    rings = [shapely.get_coordinates(moved(shapely.LineString(ring), "EPSG:4530", crs)) for ring in (south, west, east)]
    rings[1][1] = rings[2][0] = rings[0][3] + 0.4 * (rings[0][2] - rings[0][3])  # on the border in this CRS
    digits = decimals if crs == "EPSG:4530" else decimals + 5
    shapes = [shapely.Polygon(np.round(ring, digits)) for ring in rings]
    assert codes(townships_of(shapes, crs=crs).notices) == []


def test_equal_names_are_one_township_in_tables_and_two_rows_in_the_layer():
    assert notice(TWINS.notices, "township_names_equal").values["names"] == ["永陵镇"]
    summary = summarise(two_patches(), TWINS).summary
    assert summary.township_names == ["永陵镇", "木奇镇"]
    assert summary.townships["township"].tolist() == ["永陵镇", "木奇镇", "永陵镇"]
    assert summary.townships["remediated_mu"].tolist() == pytest.approx([15, 6, 7.5], abs=1e-6)
    found = keyed(summary.figures.scope("township"), "township")
    assert found[("永陵镇",)].area_mu == pytest.approx(22.5, abs=1e-6)
    assert found[("永陵镇",)].patches == 2


@pytest.mark.parametrize("name", [None, "", "  ", np.nan])
def test_a_township_without_a_name_is_refused(name):
    with pytest.raises(Refusal) as caught:
        townships_of(SHAPES, ["永陵镇", name, "木奇镇"])
    assert (caught.value.code, caught.value.values["ids"]) == ("township_without_name", ["2"])


@pytest.mark.parametrize("shapes", [[], [None], [shapely.Polygon()], [polygon((0, 0), (9, 9), (18, 18))]])
def test_no_townships_are_refused(shapes):
    with pytest.raises(Refusal) as caught:
        townships_of(shapes)
    assert caught.value.code == "townships_empty"


def test_townships_need_a_crs():
    with pytest.raises(Refusal) as caught:
        townships_of(SHAPES, crs=None)
    assert caught.value.code == "crs_missing"


def test_a_broken_township_is_repaired_and_told():
    broken = polygon((0, 0), (400, 400), (400, 0), (0, 400))
    townships = townships_of([broken, box(1000, 0, 100), None], ["蝴蝶", "方", "空"])
    assert notice(townships.notices, "repaired_much").values["count"] == 1
    assert notice(townships.notices, "no_geometry").values["ids"] == ["3"]
    summary = summarise(patches_of([box(0, 150, 100), box(300, 150, 100)]), townships).summary
    assert summary.townships["remediated_mu"].tolist() == pytest.approx([30, 0, 0], abs=1e-3)
    assert summary.townships["township"].tolist() == ["蝴蝶", "方", "空"]
