"""An office's own document filled with figures: ``{{key}}``, ``{{#table key}}``, ``{{#picture key}}``. No code in it.

Word splits a key over several runs as it likes; the runs are joined, and what stands there takes the format of the
first. Keys stand in paragraphs, tables, heads and feet.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from html import escape
from pathlib import Path
from typing import Any

from ..engine.problems import Refusal
from ..texts import tr
from .docx_parts import Marks, W, add_picture, add_table, element, library
from .narrative import Part, Ref, Table, ref, tables
from .report import SLOTS, Report, day_text, period_name, slot_names

_KEY = re.compile(r"\{\{\s*(#\s*(?:table|picture)\s+)?([^{}]*?)\s*\}\}")
_MM_PER_EMU = 1 / 36_000
_WIDTHS_MM = {"qr": 24.0}


def text_values(report: Report) -> dict[str, str]:
    """The texts that a template may name, beside the figures."""
    values = {
        "title": report.title,
        "kind": period_name(report.period),
        "until": day_text(report.until),
        "after": day_text(report.after) if report.after else "",
        "this_year": str(report.until.year),
        "issuer": report.issuer,
        "recipient": report.recipient,
        "contact": report.contact,
        "document_no": report.document_no,
        "digest": report.digest,
    }
    return {**values, **{key: "\n".join(report.slots.get(key, ())) for key in SLOTS}}


def fill_template(template: Path, report: Report, pictures: Mapping[str, bytes]) -> tuple[Any, Marks]:
    """The *template* filled, and the bookmarks in it.

    Raises ``Refusal``: ``document_unreadable`` (path), ``template_key`` (key, nearest), ``template_unclosed`` (text).
    """
    docx = library()
    try:
        document = docx.Document(str(template))
    except (KeyError, ValueError, OSError, docx.opc.exceptions.PackageNotFoundError) as error:
        raise Refusal("document_unreadable", path=str(template)) from error
    filler = _Filler(document, report, pictures)
    for paragraph in list(_paragraphs(document)):
        filler.fill(paragraph)
    return document, filler.marks


def _paragraphs(document: Any) -> Iterator[Any]:
    """Every paragraph element of body, tables, heads and feet."""
    yield from document.element.body.iter(f"{{{W}}}p")
    for section in document.sections:
        for part in (
            section.header, section.footer, section.even_page_header, section.even_page_footer,
            section.first_page_header, section.first_page_footer,
        ):  # fmt: skip
            if not part.is_linked_to_previous:
                yield from part._element.iter(f"{{{W}}}p")


class _Filler:
    """Fills one document."""

    def __init__(self, document: Any, report: Report, pictures: Mapping[str, bytes]) -> None:
        self.document, self.report, self.pictures = document, report, pictures
        self.marks, self.texts, self.tables = Marks(document), text_values(report), tables(report)

    def fill(self, paragraph: Any) -> None:
        """Fill one paragraph."""
        nodes = list(paragraph.iter(f"{{{W}}}t"))
        text = "".join(node.text or "" for node in nodes)
        if "{{" not in text:
            return
        found = list(_KEY.finditer(text))
        rest = _KEY.sub("", text)
        if "{{" in rest:
            raise Refusal("template_unclosed", text=rest[rest.index("{{") :][:40])
        for match in reversed(found):
            kind, key = (match.group(1) or "").strip("# \t"), match.group(2)
            if kind:
                self._block(paragraph, kind, key)
            else:
                self._inline(nodes, match.start(), match.end(), self._value(key))
        if any(match.group(1) for match in found):
            paragraph.getparent().remove(paragraph)

    def _value(self, key: str) -> Part:
        if key in self.report.figures:
            return ref(self.report.figures[key])
        if key in self.texts:
            return self.texts[key]
        raise _unknown(key, [*self.report.figures.keys(), *self.texts])

    def _block(self, paragraph: Any, kind: str, key: str) -> None:
        """A table or a picture in place of the paragraph."""
        known = self.tables if kind == "table" else self.pictures
        if key not in known:
            raise _unknown(key, list(known))
        if kind == "table":
            made = add_table(self.document, self.marks, self.tables[key], self._width(paragraph), 10.5)._tbl
        else:
            width = min(_WIDTHS_MM.get(key, 150.0), self._width(paragraph))
            made = add_picture(self.document, io.BytesIO(self.pictures[key]), width, key)._p
        paragraph.addprevious(made)
        following = paragraph.getnext()
        if kind == "table" and (following is None or following.tag != f"{{{W}}}p"):
            paragraph.addnext(element("p"))  # tables that touch are one, and a cell ends with a paragraph

    def _width(self, paragraph: Any) -> float:
        """Room between the margins (mm) of the first section; a cell has its own width."""
        cell = paragraph.getparent().find(f"{{{W}}}tcPr/{{{W}}}tcW")
        if cell is not None and cell.get(f"{{{W}}}type") == "dxa":
            return float(cell.get(f"{{{W}}}w")) / 1440 * 25.4 - 4
        section = self.document.sections[0]
        return float(section.page_width - section.left_margin - section.right_margin) * _MM_PER_EMU

    def _inline(self, nodes: list[Any], start: int, end: int, value: Part) -> None:
        """Put *value* in place of the characters *start* … *end* of the text that *nodes* hold together."""
        first, offset = _place(nodes, start)
        last, after = _place(nodes, end - 1)
        tail = (nodes[last].text or "")[after + 1 :]
        nodes[first].text = (nodes[first].text or "")[:offset]
        for node in nodes[first + 1 : last]:
            node.text = ""
        run = nodes[first].getparent()
        if last > first:
            nodes[last].text = tail
        elif tail:
            run.addnext(_run_like(run, tail))
        _keep_spaces(nodes[first])
        _keep_spaces(nodes[last])
        filled = _run_like(run, value.text if isinstance(value, Ref) else value)
        if isinstance(value, Ref):
            begin, finish = self.marks.around(value)
            run.addnext(finish)
            run.addnext(filled)
            run.addnext(begin)
        else:
            run.addnext(filled)


def _place(nodes: list[Any], position: int) -> tuple[int, int]:
    """The node and the offset in it of a position in the joined text."""
    for number, node in enumerate(nodes):
        length = len(node.text or "")
        if position < length:
            return number, position
        position -= length
    raise IndexError(position)


def _run_like(run: Any, text: str) -> Any:
    """A run in the format of *run*; line breaks stay line breaks."""
    made = element("r")
    properties = run.find(f"{{{W}}}rPr")
    if properties is not None:
        made.append(deepcopy(properties))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        node = element("t")
        node.text = line
        _keep_spaces(node)
        made.append(node)
    return made


def _keep_spaces(node: Any) -> None:
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _unknown(key: str, known: list[str]) -> Refusal:
    nearest = difflib.get_close_matches(key, known, 1, 0.0)
    return Refusal("template_key", key=key, nearest=nearest[0] if nearest else "")


def keys_page(report: Report, pictures: Mapping[str, bytes] | None = None) -> str:
    """HTML that lists every key of *report* with what stands there now."""
    found = [("{{" + each.key + "}}", each.name, each.text) for each in report.figures]
    names = {"title": tr("Title"), "until": tr("Cut-off date"), "digest": tr("Figures digest"), **slot_names()}
    found += [("{{" + key + "}}", names.get(key, key), value) for key, value in text_values(report).items()]
    named: Mapping[str, Table] = tables(report)
    found += [("{{#table " + key + "}}", each.title, "") for key, each in named.items()]
    found += [("{{#picture " + key + "}}", tr("Picture"), "") for key in sorted(pictures or {})]
    rows = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in found)
    title = escape(tr("Keys for templates"))
    heads = "".join(f"<th>{escape(each)}</th>" for each in (tr("Key"), tr("Figure"), tr("As printed")))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(tr("en"))}"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1>\n<table><tr>{heads}</tr>\n{rows}\n</table></body></html>\n"
    )
