"""A plan as a workbook: the template that an office fills in, and reading it with the same checks.

Four sheets with fixed heads. Every refusal names sheet and cell, what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from ..engine.problems import Refusal
from ..engine.scheme import FIRST_YEAR, LAST_YEAR
from ..libraries import optional
from .codes import code_list
from .plan import AREA, Figure, Group, WorkPlan

PLAN, GROUPS, FIGURES = "方案", "分组", "任务"
HEADS = {
    PLAN: ("项目", "内容"),
    GROUPS: ("分组", "名称", "矿山类别"),
    FIGURES: ("编号", "口径", "分组", "起始年度", "终止年度", "数值", "指标", "约数", "条款", "说明", "上级编号"),
}
_ITEMS = ("简称", "名称", "起始年度", "终止年度")
_YES = {"1", "是", "约"}


def write_template(path: Path, plan: WorkPlan) -> None:
    """Write *plan* as a workbook that :func:`read_book` reads; raises ``Refusal("openpyxl_missing")``."""
    book = _openpyxl().Workbook()
    rows = {PLAN: _plan_rows(plan), GROUPS: _group_rows(plan), FIGURES: _figure_rows(plan)}
    for name, heads in HEADS.items():
        sheet = book.create_sheet(name)
        sheet.append(heads)
        for row in rows[name]:
            sheet.append(row)
        sheet.freeze_panes = "A2"
        for place in range(len(heads)):
            sheet.column_dimensions["ABCDEFGHIJK"[place]].width = 14
    del book[book.sheetnames[0]]
    book.save(path)


def _openpyxl() -> ModuleType:
    found = optional("openpyxl")
    if found is None:
        raise Refusal("openpyxl_missing")
    return found


def _plan_rows(plan: WorkPlan) -> list[Sequence[Any]]:
    return list(zip(_ITEMS, (plan.name, plan.title, plan.first_year, plan.last_year)))


def _group_rows(plan: WorkPlan) -> list[Sequence[Any]]:
    return [(key, group.label, group.categories) for key, group in plan.groups.items()]


def _figure_rows(plan: WorkPlan) -> list[Sequence[Any]]:
    above = {part: figure.id for figure in plan.figures for part in figure.parts}
    return [
        (
            each.id, each.target_set, each.group or None, each.year, each.year_to, each.value, each.measure,
            "是" if each.approximate else None, each.paragraph or None, each.label or None, above.get(each.id),
        )
        for each in plan.figures
    ]  # fmt: skip


# Reading --------------------------------------------------------------------------------------------------


def read_book(path: Path) -> WorkPlan:
    """The plan in a workbook.

    Raises ``Refusal`` with file, sheet and cell: ``plan_sheet_missing``, ``plan_head_missing``, ``plan_formula``,
    ``plan_empty_cell``, ``plan_not_a_number``, ``plan_not_a_year``, ``plan_unknown_word``, ``plan_twice``,
    ``plan_part_too_large``; ``plan_unreadable``, ``openpyxl_missing``.
    """
    openpyxl = _openpyxl()
    try:
        book = openpyxl.load_workbook(path)
    except Exception as error:  # a damaged file raises whatever zip and XML have to say
        raise Refusal("plan_unreadable", file=path.name, detail=str(error)) from error
    sheets = {name: _Sheet.of(book, name, path.name) for name in HEADS}
    about = {row.text("项目"): row for row in sheets[PLAN].rows()}
    missing = next((item for item in _ITEMS if item not in about), None)
    if missing:
        raise Refusal("plan_head_missing", file=path.name, sheet=PLAN, head=missing)
    groups = dict(_groups(sheets[GROUPS]))
    figures = _figures(sheets[FIGURES], groups)
    name, title = (about[item].text("内容") for item in _ITEMS[:2])
    first, last = (about[item].year("内容") for item in _ITEMS[2:])
    return WorkPlan(name, title, first, last, groups, figures)


def _groups(sheet: _Sheet) -> Iterator[tuple[str, Group]]:
    from ..engine.values import GLOSSARY, split_list

    known = [*GLOSSARY, *code_list("category").values]
    for row in sheet.rows():
        categories = row.text("矿山类别")
        for each in split_list(categories):
            if each not in known:
                raise row.cell_refusal("plan_unknown_word", "矿山类别", value=each, known=known)
        yield row.text("分组"), Group(row.text("名称"), categories)


def _figures(sheet: _Sheet, groups: dict[str, Group]) -> tuple[Figure, ...]:
    rows = {}
    for row in sheet.rows():
        figure = _figure(row, groups)
        if figure.id in rows:
            raise row.cell_refusal("plan_twice", "编号", value=figure.id)
        rows[figure.id] = (row, figure)
    parts: dict[str, list[str]] = {}
    for row, figure in rows.values():
        above = row.text("上级编号", required=False)
        if above and above not in rows:
            raise row.cell_refusal("plan_unknown_word", "上级编号", value=above, known=list(rows))
        if above:
            parts.setdefault(above, []).append(figure.id)
    made = [replace(figure, parts=tuple(parts.get(figure.id, ()))) for _, figure in rows.values()]
    _refuse_large_parts(rows, parts)
    _refuse_repeated_years(rows, parts)
    return tuple(made)


def _figure(row: _Row, groups: dict[str, Group]) -> Figure:
    group = row.text("分组", required=False)
    if group and group not in groups:
        raise row.cell_refusal("plan_unknown_word", "分组", value=group, known=list(groups))
    measures = code_list("measure").values
    measure = row.text("指标", required=False) or AREA
    if measure not in measures:
        raise row.cell_refusal("plan_unknown_word", "指标", value=measure, known=list(measures))
    year = row.year("起始年度")
    year_to = row.year("终止年度", required=False) or year
    if year_to < year:
        raise row.cell_refusal("plan_not_a_year", "终止年度", value=year_to)
    return Figure(
        id=row.text("编号"),
        target_set=row.text("口径"),
        group=group,
        year=year,
        year_to=year_to,
        value=row.number("数值"),
        paragraph=row.text("条款", required=False),
        label=row.text("说明", required=False),
        measure=measure,
        approximate=row.text("约数", required=False) in _YES,
    )


def _refuse_large_parts(rows: dict[str, tuple[_Row, Figure]], parts: dict[str, list[str]]) -> None:
    for above, inside in parts.items():
        total = rows[above][1].value
        for each in inside:
            row, figure = rows[each]
            if figure.value > total:
                raise row.cell_refusal("plan_part_too_large", "数值", value=figure.value, total=total, figure=above)


def _refuse_repeated_years(rows: dict[str, tuple[_Row, Figure]], parts: dict[str, list[str]]) -> None:
    """Two targets of one set, group and measure must not stand for the same year."""
    taken: dict[tuple[str, str, str, int], str] = {}
    for row, figure in rows.values():
        if figure.id in parts:
            continue
        for year in figure.spans():
            place = (figure.target_set, figure.group, figure.measure, year)
            if taken.setdefault(place, figure.id) != figure.id:
                raise row.cell_refusal("plan_twice", "起始年度", value=f"{year} ({taken[place]})")


@dataclass(frozen=True)
class _Sheet:
    """One sheet with its heads."""

    file: str
    name: str
    cells: list[list[Any]]

    @staticmethod
    def of(book: Any, name: str, file: str) -> _Sheet:
        if name not in book.sheetnames:
            raise Refusal("plan_sheet_missing", file=file, sheet=name, sheets=book.sheetnames)
        cells = [list(row) for row in book[name].iter_rows()]
        heads = [cell.value for cell in cells[0]] if cells else []
        for head in HEADS[name]:
            if head not in heads:
                raise Refusal("plan_head_missing", file=file, sheet=name, head=head)
        return _Sheet(file, name, cells)

    def rows(self) -> Iterator[_Row]:
        """Every row below the heads that has a value."""
        heads = [cell.value for cell in self.cells[0]]
        for cells in self.cells[1:]:
            if any(cell.value is not None for cell in cells):
                yield _Row(self, dict(zip(heads, cells)))


@dataclass(frozen=True)
class _Row:
    """One row: its cells by head."""

    sheet: _Sheet
    cells: dict[str, Any]

    def cell_refusal(self, code: str, head: str, **values: Any) -> Refusal:
        return Refusal(code, file=self.sheet.file, sheet=self.sheet.name, cell=self.cells[head].coordinate, **values)

    def value(self, head: str, required: bool) -> Any:
        cell = self.cells[head]
        if cell.data_type == "f":
            raise self.cell_refusal("plan_formula", head, value=cell.value)
        if required and (cell.value is None or not str(cell.value).strip()):
            raise self.cell_refusal("plan_empty_cell", head)
        return cell.value

    def text(self, head: str, required: bool = True) -> str:
        value = self.value(head, required)
        return "" if value is None else str(value).strip()

    def number(self, head: str) -> float:
        value = self.value(head, True)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            raise self.cell_refusal("plan_not_a_number", head, value=value)
        return float(value)

    def year(self, head: str, required: bool = True) -> int:
        value = self.value(head, required)
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
            raise self.cell_refusal("plan_not_a_year", head, value=value)
        if not FIRST_YEAR <= value <= LAST_YEAR:
            raise self.cell_refusal("plan_not_a_year", head, value=value)
        return int(value)
