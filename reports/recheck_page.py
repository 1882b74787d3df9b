"""The findings of a re-check as a page that any browser shows and prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from ..texts import tr
from . import palette
from .recheck import CHANGED, MISSING, REMOVED, SUM, UNIT, Finding


def finding_name(kind: str) -> str:
    """What kind of finding it is, in words."""
    return {
        CHANGED: tr("Figure changed"),
        MISSING: tr("Figure missing"),
        UNIT: tr("Unit changed"),
        REMOVED: tr("Sentence or row removed"),
        SUM: tr("Does not add up"),
    }[kind]


def recheck_page(findings: Sequence[Finding], manifest: Mapping[str, Any], document: str) -> str:
    """HTML with the result in one sentence and a table of the findings."""
    ink, rule = (palette.swatch(palette.BASE, key).colour for key in ("text", "rule"))
    count = sum(1 for each in manifest["document"]["lines"] for _ in each[1])
    result = (
        tr("{count} differences were found.").format(count=len(findings))
        if findings
        else tr("All {count} figures stand as in the report, and all sums add up.").format(count=count)
    )
    heads = (tr("Finding"), tr("What was found"), tr("In the report"), tr("In the edited document"), tr("Place"))
    rows = [(finding_name(each.kind), each.text, each.was, each.now, each.place) for each in findings]
    title = tr("Check of the edited document “{document}”").format(document=document)
    digest = tr("Figures digest: {digest}").format(digest=manifest["digest"]["groups"])
    style = (
        f"body{{font-family:sans-serif;color:{ink};margin:2em;max-width:70em}}table{{border-collapse:collapse}}"
        f"th,td{{border-bottom:1px solid {rule};padding:.4em .8em;text-align:left;vertical-align:top}}"
    )
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(tr("en"))}"><head><meta charset="utf-8"><title>{escape(title)}</title>',
        f"<style>{style}</style></head><body><h1>{escape(title)}</h1><p>{escape(result)}</p>",
    ]
    if rows:
        parts += ["<table>", _row(heads, "th"), *(_row(row, "td") for row in rows), "</table>"]
    return "\n".join([*parts, f"<p>{escape(digest)}</p></body></html>", ""])


def _row(cells: Sequence[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
