"""What the map says comes from the result table, figure by figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mine_remediation.reports import classes, palette, words
from mine_remediation.reports.map_spec import Shapes, county_spec, marked_text, mu_text, units_of
from mine_remediation.reports.map_text import legend_notes

NOWHERE = Shapes([], "")


def spec_of(result):
    return county_spec(result, NOWHERE, NOWHERE, "截至2020年11月30日", "图斑")


def without_status(result):
    return replace(result, patches=result.patches.assign(status=None))


@pytest.fixture
def zoned(county):
    """A result without statuses."""
    return without_status(county.result)


@pytest.fixture
def bare(zoned):
    """A result without statuses and zones."""
    return replace(zoned, zone_classes=[])


def test_the_legend_has_the_printed_figures_of_the_zones(zoned):
    legend = spec_of(zoned).legend
    zones = zoned.figures.scope("zone")
    assert [each.name for each in legend[:-1]] == [words.zone_class_name(each) for each in zones["zone_class"]]
    assert [each.mu for each in legend[:-1]] == list(map(mu_text, zones["mu_printed"], zones["adjusted"]))
    assert [each.patches for each in legend[:-1]] == [str(each) for each in zones["patches"]]


def test_what_is_not_counted_has_a_row_of_its_own_and_is_hollow(zoned):
    spec = spec_of(zoned)
    last = spec.legend[-1]
    assert last.hollow
    assert not last.counted
    assert last.mu == mu_text(zoned.account.not_counted_mu_printed)
    assert last.patches == str((~zoned.patches["counted"]).sum())
    drawn_hollow = [spec.legend[row].hollow for row in spec.patch_rows]
    assert drawn_hollow == (~zoned.patches["counted"]).tolist()


def number(text):
    return float(text.replace(",", "").rstrip("*"))


def test_statuses_fill_and_zone_classes_outline_and_both_add_up_to_the_account(county):
    spec, account = spec_of(county.result), county.result.account
    parts = {
        part: [row for row in spec.legend if (row.counted, row.edge) == part]
        for part in ((True, False), (True, True), (False, False))
    }
    for part, whole in (
        ((True, False), account.counted_mu_printed),
        ((True, True), account.counted_mu_printed),
        ((False, False), account.not_counted_mu_printed),
    ):
        assert round(sum(number(row.mu) for row in parts[part]), 2) == whole
    assert sum(int(row.patches) for part in ((True, False), (False, False)) for row in parts[part]) == 100
    assert [row.name for row in spec.legend if row.edge] == [
        words.zone_class_name(each) for each in [*county.result.zone_classes, "OUTSIDE"]
    ]
    keys = [row.key for row in spec.legend]
    assert len(keys) == len(set(keys))


def test_each_patch_is_filled_by_its_status_and_outlined_by_its_zone_class(county):
    spec = spec_of(county.result)
    for row, edge, status, zone, counted in zip(
        spec.patch_rows,
        spec.patch_edges,
        *(county.result.patches[name] for name in ("status", "zone_class", "counted")),
    ):
        assert spec.legend[row].swatch.key == palette.status_class(status)
        assert spec.legend[row].counted == counted
        assert spec.legend[edge].edge
        assert zone is None or spec.legend[edge].swatch.key == zone


def test_statuses_on_no_rung_are_one_row(county):
    patches = county.result.patches
    odd = replace(county.result, patches=patches.assign(status=[f"状态{i % 30}" for i in range(len(patches))]))
    rows = [row for row in spec_of(odd).legend if not row.edge]
    assert [row.name for row in rows] == ["Other status", "Not counted: Other status"]


def test_without_zones_the_legend_is_by_category(bare):
    spec = spec_of(bare)
    assert [each.name for each in spec.legend[:-1]] == [words.category_name(each) for each in bare.categories]
    assert [each.mu for each in spec.legend[:-1]] == [
        mu_text(each) for each in bare.figures.scope("category")["mu_printed"]
    ]
    for row, category, counted in zip(spec.patch_rows, bare.patches["category"], bare.patches["counted"]):
        assert not counted or spec.legend[row].name == words.category_name(category)


def test_without_zones_and_categories_all_patches_look_alike(bare):
    plain = replace(bare, categories=[None], patches=bare.patches.assign(category=None))
    legend = spec_of(plain).legend
    assert [each.name for each in legend] == [classes.one_class().name, classes.not_counted_class().name]
    assert legend[0].mu == mu_text(bare.account.counted_mu_printed)


def test_too_many_categories_for_a_legend_look_alike(bare):
    names = [f"类别{i}" for i in range(40)]
    many = bare.patches.assign(category=[names[i % 40] for i in range(len(bare.patches))])
    assert len(spec_of(replace(bare, categories=names, patches=many)).legend) == 2


def test_a_class_without_figures_says_zero(zoned):
    table = zoned.figures.table
    less = table[~((table["scope"] == "zone") & (table["zone_class"] == "SCENIC_AREA"))]
    legend = {each.name: each for each in spec_of(replace(zoned, figures=replace(zoned.figures, rows=less))).legend}
    assert (legend["Scenic area"].patches, legend["Scenic area"].mu) == ("0", "0.00")


def test_the_account_line_is_printed_as_it_stands(county):
    account = county.result.account
    values = [value for _, value in spec_of(county.result).account]
    assert values == [
        marked_text(getattr(account, f"{name}_printed"), getattr(account, name))
        for name in ("total_mu", "not_counted_mu", "overlap_mu", "counted_mu", "outside_mu")
    ]
    kept = replace(county.result, account=replace(account, subtracted=False))
    assert spec_of(kept).account[2][0] == "Overlaps (not subtracted)"


def test_townships_carry_their_printed_mu(county):
    rows = county.result.townships
    expected = zip(rows["township"], map(marked_text, rows["remediated_mu_printed"], rows["remediated_mu"]))
    assert spec_of(county.result).township_labels == list(expected)


def test_figures_as_text():
    assert (mu_text(1234.5), mu_text(0), mu_text(-0.4)) == ("1,234.50", "0.00", "−0.40")
    assert (marked_text(1234.51, 1234.504), marked_text(1234.5, 1234.504)) == ("1,234.51*", "1,234.50")
    assert [units_of(each) for each in ("1,234.51*", "−0.40")] == [123_451, -40]


def test_adjusted_figures_are_marked_and_the_mark_is_explained(zoned):
    table = zoned.figures.table
    adjusted = replace(zoned, figures=replace(zoned.figures, rows=table.assign(adjusted=table["scope"] == "zone")))
    plain = replace(zoned, figures=replace(zoned.figures, rows=table.assign(adjusted=False)))
    assert {each.mu[-1] for each in spec_of(adjusted).legend if each.counted and each.mu != "0.00"} == {"*"}
    assert "so that rows and columns add up" in legend_notes(spec_of(adjusted), crowded=False)
    assert not any(each.mu.endswith("*") for each in spec_of(plain).legend if each.counted)
