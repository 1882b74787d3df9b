"""The targets of the county's work plan as a table: both sets, which differ by 130 mu.

``paragraph`` is the plan's own numbering and, in brackets, the line of its text file. Labels are ours.
"""

from __future__ import annotations

from typing import Any

FIELDS = (
    "target_set", "year", "year_to", "category", "target_mu", "approximate", "paragraph", "measure", "target_value",
    "label",
)  # fmt: skip
PRODUCTION = "生产矿山"
OTHERS = "闭坑矿山、政策性关闭矿山、废弃矿山"
BY_POLICY = "政策性关闭矿山"


def target_rows() -> list[dict[str, Any]]:
    """Rows in the plan's order; ``target_mu`` is empty where another measure is meant."""
    goal, first, second = "一（L10）", "二（二）", "二（三）"
    return [
        _area("A", 2018, 2020, PRODUCTION, 212, goal),
        _area("A", 2018, 2020, OTHERS, 192, goal),
        _area("A", 2021, 2022, PRODUCTION, 212, goal),
        _area("A", 2021, 2022, OTHERS, 81, goal),
        _area("B", 2019, None, PRODUCTION, 40.4, f"{first}1（L24）"),
        _area("B", 2020, None, PRODUCTION, 41.6, f"{first}1（L24）"),
        _area("B", 2019, None, OTHERS, 96, f"{first}2（L30）"),
        _area("B", 2020, None, OTHERS, 96, f"{first}2（L30）"),
        _mines("B", 2018, 2020, 12, f"{first}3（L36）"),
        _area("B", 2021, None, PRODUCTION, 106, f"{second}1（L52）"),
        _area("B", 2022, None, PRODUCTION, 106, f"{second}1（L52）"),
        _area("B", 2021, None, OTHERS, 36, f"{second}2（L58）"),
        _area("B", 2022, None, OTHERS, 45, f"{second}2（L58）"),
        _mines("B", 2021, 2022, 9, f"{second}3（L64）"),
    ]


def _area(target_set: str, year: int, year_to: int | None, category: str, mu: float, paragraph: str) -> dict[str, Any]:
    group = "生产" if category == PRODUCTION else "闭坑关闭废弃"
    span = str(year) if year_to is None else f"{year}—{year_to}"
    values = (target_set, year, year_to, category, float(mu), 0, paragraph, "area", None, f"{span} {group}")
    return dict(zip(FIELDS, values))


def _mines(target_set: str, year: int, year_to: int, count: int, paragraph: str) -> dict[str, Any]:
    label = f"{year}—{year_to} 政策性关闭矿山数"
    values = (target_set, year, year_to, BY_POLICY, None, 1, paragraph, "mine_count", float(count), label)
    return dict(zip(FIELDS, values))
