"""Writes ``docs/data_dictionary.md``: every table, field, rule and code of a campaign, from the schema itself.

Run with any Python: ``python scripts/data_dictionary.py``; a test fails when the page is not what the schema says.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "data_dictionary.md"
HEAD = """# Data dictionary of a campaign / 专项行动数据库数据字典

Made from `campaign/schema.py` by `scripts/data_dictionary.py`; do not edit. Every table has the row number `fid`,
layers have the geometry `geom`. ● required, ◆ unique, ▲ computed by our algorithms.
本页由数据库定义自动生成。各表均有行号 `fid`，图层有图形 `geom`。● 必填，◆ 唯一，▲ 由程序计算。
"""


HEADS = (
    ["| field | type | name | 名称 | rule / 规则 |", "|---|---|---|---|---|"],
    ["| code | national / 国家代码 | name | 名称 | rolls up to / 归并 |", "|---|---|---|---|---|"],
)


def page() -> str:
    """The whole page."""
    english, chinese = _worded(None), _worded(_catalogue())
    return "\n".join([HEAD, *(part for pair in zip(english, chinese) for part in _section(*pair))])


def _section(own: Any, theirs: Any) -> Iterator[str]:
    title, geometry, rows = own
    yield from [f"## {title} / {theirs[0].split(' ', 1)[1]}", ""]
    if geometry:
        yield from [geometry, ""]
    yield from HEADS[geometry is None]
    for row, other in zip(rows, theirs[2]):
        yield "| " + " | ".join([*row[:-1], other[-2], _both(row[-1], other[-1])]) + " |"
    yield ""


def _both(own: str, theirs: str) -> str:
    return own if own == theirs else f"{own} / {theirs}"


def _worded(translations: dict[str, str] | None) -> list[Any]:
    """Every table and code list: its title, its geometry (None: a code list), its rows; in one language."""
    texts = import_module("mine_remediation.texts")
    schema, codes = (import_module(f"mine_remediation.campaign.{name}") for name in ("schema", "codes"))
    words = translations or {}

    def translator(text: str, n: int | None = None) -> str:
        return words.get(text, text)

    texts.install_translator(translator)
    try:
        made = [
            (f"`{table.name}` {table.label}", table.geometry, [_field_row(each) for each in table.fields])
            for table in schema.tables()
        ]
        lists = codes.code_lists().values()
        return [
            *made,
            *((f"`{each.name}` {each.label}", None, [_code_row(code) for code in each.codes]) for each in lists),
        ]
    finally:
        texts.remove_translator(translator)


def _field_row(field: Any) -> list[str]:
    name = f"`{field.name}`" + "●" * field.required + "◆" * field.unique + "▲" * field.computed
    refers = f"code list `{field.codes}`" if field.codes else f"`uuid` of `{field.parent}`" if field.parent else ""
    return [name, field.kind.value, field.label, field.explanation or refers]


def _code_row(code: Any) -> list[str]:
    return [f"`{code.value}`", code.national, code.label, f"`{code.rolls_up_to}`" if code.rolls_up_to else ""]


def _catalogue() -> dict[str, str]:
    sys.path.append(str(ROOT / "scripts"))
    try:
        translate = import_module("translate")
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    entries = translate.read(ROOT / "i18n" / "mine_remediation_zh.ts")
    return {source: entry.forms[0] for source, entry in entries.items() if entry.forms}


def main() -> None:
    runpy.run_path(str(ROOT / "conftest.py"))  # registers the checkout as the package mine_remediation
    TARGET.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
