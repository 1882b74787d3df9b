"""What the pages of an atlas say adds up to what the county map says."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingContext, QgsProcessingFeedback

from mine_remediation.engine.progress import Silent
from mine_remediation.engine.rounding import printed_percent
from mine_remediation.processing import exporting, runs
from mine_remediation.processing.export_progress import ExportProgress
from mine_remediation.reports.figures import PERCENT, figure_text
from mine_remediation.reports.map_book import patch_book, township_book
from mine_remediation.reports.map_layers import Ground
from mine_remediation.tests.algorithms.makers import demo_inputs


@pytest.fixture(scope="module", params=["by status", "by category"])
def world(request, provider):
    """Result, spec and townships' patches of the sample; without a status also without zones."""
    changes = {} if request.param == "by status" else {"STATUS_FIELD": None, "COUNTED_STATUSES": None}
    inputs = demo_inputs("exportprogress", **changes)
    if changes:
        inputs = {name: value for name, value in inputs.items() if not isinstance(value, list)}
        inputs["CUTOFF_DATE"] = "2021-06-30"
    algorithm = ExportProgress()
    algorithm.initAlgorithm()
    algorithm.run_id = "0" * 12
    run = runs.begin(algorithm, inputs, QgsProcessingContext())
    done = runs.summary_run(run, Silent(), carry_patches=True)
    export = exporting.Export(run, done, "示例", QgsProcessingFeedback())
    spec = export.map_spec()
    return export.result, spec, Ground(spec, Silent()).inside()


def number(text):
    return round(100 * float(text.replace(",", "").replace("—", "0").rstrip("*")))


def test_rows_of_all_pages_and_what_lies_outside_make_the_county(world):
    result, spec, inside = world
    book = township_book(result, spec, inside)
    outside = round(100 * result.account.outside_mu_printed)
    for row in spec.legend:
        missing = number(row.mu) - sum(number(page.figures[f"{row.key}_mu"]) for page in book.pages)
        assert 0 <= missing <= (outside if row.counted else number(row.mu)), row.key
    total = sum(number(page.figures["total_mu"]) for page in book.pages)
    assert total + outside == round(100 * result.account.counted_mu_printed)


def test_rows_of_a_page_make_its_total(world):
    result, spec, inside = world
    for page in township_book(result, spec, inside).pages:
        for edge in {row.edge for row in spec.legend}:
            rows = [row for row in spec.legend if row.counted and row.edge == edge]
            found = sum(number(page.figures[f"{row.key}_mu"]) for row in rows)
            assert found == number(page.figures["total_mu"]), page.name
        place = [line[0] for line in page.table].index("In all")
        assert sum(number(line[2]) for line in page.table[:place]) == number(page.table[place][2])
        assert number(page.table[place][2]) == number(page.figures["total_mu"])


def test_a_target_is_met_from_its_first_year_on_and_never_by_undated_ground(world):
    result, spec, inside = world
    ends = {page.name: page.table[-1] for page in township_book(result, spec, inside).pages}
    (page,) = (each for each in township_book(result, spec, inside).pages if each.name == "大四平镇")
    with_target = [line for line in page.table if line[0][:4].isdigit() and int(line[0][:4]) >= 2019]
    done, due = (sum(number(line[place]) for line in with_target) for place in (2, 3))
    assert ends[page.name][0] == "Since 2019"
    assert number(ends[page.name][2]) == done
    assert number(ends[page.name][2]) < number(page.figures["total_mu"])
    assert ends[page.name][4] == figure_text(printed_percent(done, due), PERCENT)
    assert sum(line[0] == "In all" and line[4] != "—" for line in page.table) == 0


def test_townships_without_any_patch_have_no_page(world):
    result, spec, inside = world
    book = township_book(result, spec, inside)
    assert len(book.pages) + len(book.skipped) == len(result.townships_order)
    assert book.skipped == ["响水河子乡"]


def test_each_patch_has_its_page_and_one_without_ground_is_named(world):
    result, spec, _ = world
    book = patch_book(result, spec, range(1, len(result.patches)))
    first = str(result.patches["patch_id"].iloc[0])
    assert book.skipped == [first]
    assert len({page.name for page in book.pages}) == len(result.patches) - 1
    told = dict(book.pages[0].table)
    assert told["Patch"] == book.pages[0].name
