"""The plan as data: its figures and contradictions as domain knowledge has them, and bad workbooks refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mine_remediation.campaign import database, plan_checks, plan_store
from mine_remediation.campaign.plan import WorkPlan, read_plan
from mine_remediation.campaign.plan_book import FIGURES, GROUPS, PLAN, read_book, write_template
from mine_remediation.engine.problems import Refusal

openpyxl = pytest.importorskip("openpyxl")
TEMPLATE = Path(__file__).resolve().parents[2] / "campaign" / "plans" / "plan_template.xlsx"
TABLE = {  # (set, group): {years: mu}
    ("A", "P"): {(2018, 2020): 212, (2021, 2022): 212},
    ("A", "C"): {(2018, 2020): 192, (2021, 2022): 81},
    ("B", "P"): {(2019, 2019): 40.4, (2020, 2020): 41.6, (2021, 2021): 106, (2022, 2022): 106},
    ("B", "C"): {(2019, 2019): 96, (2020, 2020): 96, (2021, 2021): 36, (2022, 2022): 45},
}


@pytest.fixture(scope="module")
def plan() -> WorkPlan:
    return read_plan("xinbin_2018_2022")


def changed(plan: WorkPlan, figure: str, **values: Any) -> WorkPlan:
    figures = tuple(replace(each, **values) if each.id == figure else each for each in plan.figures)
    return replace(plan, figures=figures)


def test_every_target_is_there(plan: WorkPlan) -> None:
    found: dict[tuple[str, str], dict[tuple[int, int], float]] = {}
    for each in plan.targets():
        if each.measure == "area":
            found.setdefault((each.target_set, each.group), {})[each.year, each.year_to] = each.value
    assert found == TABLE
    counts = [(each.year, each.year_to, each.value, each.approximate) for each in plan.targets() if each.group == "M"]
    assert counts == [(2018, 2020, 12, True), (2021, 2022, 9, True)]
    assert all(each.paragraph for each in plan.figures)


def test_sums_hold_inside_each_set_and_fail_between_them(plan: WorkPlan) -> None:
    sums = {each.key: each.difference for each in plan_checks.results(plan) if each.difference is not None}
    assert sums == {"sets:2020": 130.0, "sets:P:2020": 130.0, "sets:2022": 130.0}
    assert plan_checks.open_mu(plan) == 130.0


def test_the_register_has_23_contradictions_and_4_silences(plan: WorkPlan) -> None:
    found = plan_checks.findings(plan)
    assert [each.code for each in found] == [*(f"D-{n:02}" for n in range(1, 24)), *(f"S-{n:02}" for n in range(1, 5))]
    assert {each.code: each.difference_mu for each in found if each.difference_mu} == {"D-01": 130.0, "D-02": 130.0}
    assert {each.state for each in found} == {"OPEN", "NOTED"}
    assert plan_checks.findings(plan, {"D-02"})[1].state == "DECIDED"


def test_a_contradiction_that_is_mended_leaves_the_register(plan: WorkPlan) -> None:
    mended = changed(changed(changed(plan, "A1P", value=82.0), "A1", value=274.0), "A", value=567.0)
    codes = [each.code for each in plan_checks.findings(mended)]
    assert "D-01" not in codes
    assert "D-02" not in codes
    assert plan_checks.open_mu(mended) == 0.0


def test_a_sum_that_fails_is_found_though_no_register_knows_it(plan: WorkPlan) -> None:
    found = plan_checks.findings(changed(plan, "B20P", value=41.7))
    assert [(each.code, round(each.difference_mu, 6)) for each in found if each.code.startswith("P-")] == [
        ("P-01", -0.1)
    ]


# In a campaign -------------------------------------------------------------------------------------------


def test_a_plan_is_stored_with_both_sets_and_chooses_none(campaign: Path, plan: WorkPlan) -> None:
    with database.changing(campaign, "r", "t") as connection:
        assert plan_store.store(connection, plan)[0] == 14
        assert plan_store.store(connection, plan)[0] == 14, "again: in its own place"
        assert connection.execute("SELECT count(*) FROM targets").fetchone() == (14,)
        assert connection.execute("SELECT count(*) FROM deadlines").fetchone() == (52,)
        assert database.active_campaign(connection)["target_set"] is None
        assert plan_store.open_item(connection) == (130.0, "D-02", None)


def decision(subject: str, choice: str) -> dict[str, str]:
    return {"subject": subject, "choice": choice, "decided_by": "张三", "decided_on": "2020-11-30", "basis": "会议"}


def test_decisions_are_kept_and_change_what_they_are_about(campaign: Path, plan: WorkPlan) -> None:
    with database.changing(campaign, "r", "t") as connection:
        plan_store.store(connection, plan)
        for each in (decision("D-02", "2018"), decision("target_set", "B"), decision("counting_step", "SELF_CHECK")):
            plan_store.decide(connection, each)
        assert plan_store.open_item(connection)[2]["choice"] == "2018"
        active = database.active_campaign(connection)
        assert (active["target_set"], active["counting_step"]) == ("B", "SELF_CHECK")
        state = connection.execute("SELECT state FROM findings WHERE code = 'D-02'").fetchone()
        assert state == ("DECIDED",)


@pytest.mark.parametrize(("subject", "choice"), [("D-02", "2019"), ("target_set", "C"), ("counting_step", "DONE")])
def test_a_choice_that_is_none_is_refused(campaign: Path, plan: WorkPlan, subject: str, choice: str) -> None:
    with database.changing(campaign, "r", "t") as connection:
        plan_store.store(connection, plan)
        with pytest.raises(Refusal) as refused:
            plan_store.decide(connection, decision(subject, choice))
    assert refused.value.code == "choice_unknown"


# Workbooks -----------------------------------------------------------------------------------------------


def test_the_template_is_the_plan_itself(plan: WorkPlan) -> None:
    read = read_book(TEMPLATE)
    assert read.figures == plan.figures
    assert read.groups == plan.groups
    assert (read.name, read.first_year, read.last_year) == (plan.name, plan.first_year, plan.last_year)


def _set(sheet: str, cell: str, value: Any) -> Callable[[Any], None]:
    return lambda book: book[sheet].__setitem__(cell, value)


BAD = {
    "plan_part_too_large": (_set(FIGURES, "F4", 500), FIGURES, "F4"),
    "plan_not_a_number": (_set(FIGURES, "F4", "二百一十二"), FIGURES, "F4"),
    "plan_twice": (_set(FIGURES, "D12", 2019), FIGURES, "D12"),
    "plan_unknown_word": (_set(GROUPS, "C2", "煤矿山"), GROUPS, "C2"),
    "plan_sheet_missing": (lambda book: book.remove(book[FIGURES]), FIGURES, None),
    "plan_formula": (_set(FIGURES, "F4", "=1+1"), FIGURES, "F4"),
    "plan_empty_cell": (_set(FIGURES, "B4", None), FIGURES, "B4"),
    "plan_not_a_year": (_set(FIGURES, "D4", 20), FIGURES, "D4"),
    "plan_head_missing": (_set(PLAN, "B1", "别的"), PLAN, None),
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_workbook_is_refused_with_sheet_and_cell(tmp_path: Path, plan: WorkPlan, code: str) -> None:
    spoil, sheet, cell = BAD[code]
    path = tmp_path / "方案.xlsx"
    write_template(path, plan)
    book = openpyxl.load_workbook(path)
    if code == "plan_twice":
        book[FIGURES]["E12"] = 2019
    spoil(book)
    book.save(path)
    with pytest.raises(Refusal) as refused:
        read_book(path)
    assert (refused.value.code, refused.value.values["sheet"], refused.value.values.get("cell")) == (code, sheet, cell)


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("方案", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_book(tmp_path / "a.xlsx")
    assert refused.value.code == "plan_unreadable"
