"""The pieces of a Word file that python-docx has no call for: figures in bookmarks, fonts, grids, steady zips.

Every figure stands in a bookmark of its own, ``mr_<key>`` (``mr_<key>__2`` where it stands again): bookmarks survive
editing in Word, WPS and LibreOffice.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ..engine.problems import Refusal
from ..libraries import optional
from .narrative import Part, Ref, Table

BOOKMARK = "mr_"
_NAME = re.compile(r"mr_(.+?)(?:__\d+)?")
SONG, FANG, HEI, KAI, TITLE_SONG = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
LATIN = "Times New Roman"
SHORT = 12  # rows of a table that is kept together
# what stands in for a font that is not installed: the names of Windows, of WPS, and of free fonts
_ALTERNATIVES = {FANG: "仿宋;FangSong", KAI: "楷体;KaiTi", TITLE_SONG: "华文中宋;宋体", HEI: "SimHei", SONG: "SimSun"}
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Type:
    """A type: East Asian font, size in points, and whether it is bold."""

    font: str = FANG
    size: float = 16
    bold: bool = False


def library() -> Any:
    """python-docx; raises ``Refusal("docx_missing")`` where it is absent."""
    found = optional("docx")
    if found is None:
        raise Refusal("docx_missing")
    return found


def element(tag: str, **attributes: Any) -> Any:
    """A new element ``w:tag`` with attributes of the same namespace."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def set_type(properties: Any, look: Type, closer: int = 0) -> None:
    """Give run properties the fonts, the size and the language of official documents; *closer* in 1/20 pt."""
    for name in ("rFonts", "b", "bCs", "i", "iCs", "color", "spacing", "kern", "sz", "szCs", "lang"):
        for old in properties.findall(f"{{{W}}}{name}"):
            properties.remove(old)
    half = round(look.size * 2)
    properties.insert(0, element("rFonts", ascii=LATIN, hAnsi=LATIN, eastAsia=look.font, cs=LATIN))
    if look.bold:
        properties.append(element("b"))
    properties.append(element("color", val="000000"))
    if closer:
        properties.append(element("spacing", val=closer))
    properties.append(element("sz", val=half))
    properties.append(element("szCs", val=half))
    properties.append(element("lang", val="en-US", eastAsia="zh-CN"))


class Marks:
    """Writes parts into paragraphs; numbers the bookmarks of the file."""

    def __init__(self, document: Any) -> None:
        taken = [int(each) for each in document.element.body.xpath("//w:bookmarkStart/@w:id") if each.isdigit()]
        self._next = max(taken, default=0) + 1
        self._seen: dict[str, int] = {}
        self.tables: list[tuple[Any, Table]] = []

    def write(self, paragraph: Any, parts: Sequence[Part], properties: Any = None) -> None:
        """Append *parts* to *paragraph* (python-docx), in the run properties given."""
        for part in parts:
            if isinstance(part, Ref):
                self._figure(paragraph, part, properties)
            else:
                self._run(paragraph, part, properties)

    def _run(self, paragraph: Any, text: str, properties: Any) -> Any:
        run = paragraph.add_run(text)
        if properties is not None:
            old = run._r.find(f"{{{W}}}rPr")
            if old is not None:
                run._r.remove(old)
            run._r.insert(0, deepcopy(properties))
        return run

    def _figure(self, paragraph: Any, part: Ref, properties: Any) -> None:
        start, end = self.around(part)
        paragraph._p.append(start)
        self._run(paragraph, part.text, properties)
        paragraph._p.append(end)

    def around(self, part: Ref) -> tuple[Any, Any]:
        """Beginning and end of a new bookmark for a figure."""
        number = self._seen[part.key] = self._seen.get(part.key, 0) + 1
        name = BOOKMARK + part.key + (f"__{number}" if number > 1 else "")
        self._next += 1
        return element("bookmarkStart", id=self._next, name=name), element("bookmarkEnd", id=self._next)


def key_of(name: str) -> str | None:
    """The key of a figure's bookmark, None for another bookmark."""
    found = _NAME.fullmatch(name)
    return found.group(1) if found else None


def add_table(document: Any, marks: Marks, table: Table, width_mm: float, size: float = 12) -> Any:
    """A table off the grid: heads repeated on every page, rows never split, widths fixed; numbers to the right.

    A short table stays on one page.
    """
    from docx.shared import Mm

    made = document.add_table(rows=0, cols=len(table.heads))
    made.autofit = False
    _centre(made)
    share = width_mm / sum(table.widths)
    widths = [Mm(share * each) for each in table.widths]
    for column, width in zip(made.columns, widths):
        column.width = width
    head = made.add_row()
    _row_properties(head, repeated=True)
    for cell, text, width in zip(head.cells, table.heads, widths):
        _fill(marks, cell, text, width, Type(HEI, size), "center")
    for number, row in enumerate(table.rows):
        added = made.add_row()
        _row_properties(added)
        look = Type(HEI if number in table.strong else SONG, size)
        for place, (cell, part, width) in enumerate(zip(added.cells, row, widths)):
            _fill(marks, cell, part, width, look, "left" if place == 0 else "right")
    if len(table.rows) <= SHORT:
        for row in made.rows[:-1]:
            for cell in row.cells:
                put_property(cell.paragraphs[0], element("keepNext"))
    marks.tables.append((made._tbl, table))
    return made


def _centre(table: Any) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT

    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    properties = table._tbl.tblPr
    margins, borders = element("tblCellMar"), element("tblBorders")
    for side in ("left", "right"):
        margins.append(element(side, w=60, type="dxa"))
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz=4, space=0, color="000000"))
    layout, look = properties.find(f"{{{W}}}tblLayout"), properties.find(f"{{{W}}}tblLook")
    layout.addprevious(borders)
    (layout if look is None else look).addprevious(margins) if look is not None else layout.addnext(margins)


def _row_properties(row: Any, repeated: bool = False) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if repeated:
        properties.append(element("tblHeader"))


def _fill(marks: Marks, cell: Any, part: Part, width: Any, look: Type, side: str) -> None:
    cell.width = width
    cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))
    paragraph = cell.paragraphs[0]
    off_grid(paragraph, side)
    properties = element("rPr")
    set_type(properties, look)
    marks.write(paragraph, [part], properties)
    if isinstance(part, Ref) and part.adjusted:
        marks.write(paragraph, ["*"], properties)


def off_grid(paragraph: Any, side: str, before: float = 1, after: float = 1) -> None:
    """A paragraph with single spacing that does not snap to the grid of lines."""
    from docx.shared import Pt

    look = paragraph.paragraph_format
    look.line_spacing, look.space_before, look.space_after = 1.0, Pt(before), Pt(after)
    properties = paragraph._p.get_or_add_pPr()
    for name in ("snapToGrid", "ind", "jc"):
        for old in properties.findall(f"{{{W}}}{name}"):
            properties.remove(old)
    _put(properties, element("snapToGrid", val="0"))
    _put(properties, element("ind", firstLine=0, firstLineChars=0, left=0))
    _put(properties, element("jc", val=side))


# of paragraph properties, by the schema (ECMA-376, CT_PPr)
_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
    "rPr", "sectPr", "pPrChange",
)  # fmt: skip


def _put(properties: Any, child: Any) -> None:
    """Insert *child* at the place that the schema wants: Word calls a file with another order broken."""
    rank = _ORDER.index(_local(child))
    for place, other in enumerate(properties):
        if _local(other) in _ORDER and _ORDER.index(_local(other)) > rank:
            properties.insert(place, child)
            return
    properties.append(child)


def put_property(paragraph_or_style: Any, child: Any) -> None:
    """Set one paragraph property of a style or a paragraph."""
    holder = getattr(paragraph_or_style, "_p", None)
    properties = (holder if holder is not None else paragraph_or_style.element).get_or_add_pPr()
    for old in properties.findall(child.tag):
        properties.remove(old)
    _put(properties, child)


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def add_picture(document: Any, content: Any, width_mm: float, text: str) -> Any:
    """A centred picture off the grid; *text* is what a screen reader says."""
    from docx.shared import Mm

    paragraph = document.add_paragraph()
    off_grid(paragraph, "center")
    shape = paragraph.add_run().add_picture(content, width=Mm(width_mm))
    shape._inline.docPr.set("descr", text)
    return paragraph


def prepare_fonts(document: Any) -> None:
    """Name the fonts that stand in where the official ones are missing, and tell Word that East Asian means Chinese."""
    part = next(rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable"))
    text = part.blob.decode("utf-8")
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _ALTERNATIVES.items()
        if f'w:name="{name}"' not in text
    )
    part._blob = text.replace("</w:fonts>", f"{fonts}</w:fonts>").encode("utf-8")
    language = document.settings.element.find(f"{{{W}}}themeFontLang")
    if language is not None:
        language.set(f"{{{W}}}eastAsia", "zh-CN")


def describe(document: Any, title: str, author: str, day: date) -> None:
    """Core properties: title, author, and the closing date as the only date."""
    moment = datetime(day.year, day.month, day.day)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title[:255], author[:255], author[:255]
    properties.created = properties.modified = moment
    properties.revision, properties.comments = 1, ""
    relations = document.part.package.rels
    for key in [key for key, rel in relations.items() if rel.reltype.endswith("/thumbnail")]:
        relations.pop(key)


def steady_zip(path: Path, day: date) -> None:
    """Write the zip at *path* again with one date for all its parts: equal content makes equal bytes."""
    with zipfile.ZipFile(path) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist()]
    moment = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new:
        for name, content in parts:
            info = zipfile.ZipInfo(name, moment)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 0
            new.writestr(info, content)


# Reading ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One paragraph as read: its text, the figures in it (bookmark, start, end), its cell (table, row, column)."""

    text: str
    marks: tuple[tuple[str, int, int], ...] = ()
    cell: tuple[int, int, int] | None = None

    @property
    def figures(self) -> dict[str, str]:
        """What stands in each bookmark."""
        return {name: self.text[start:end] for name, start, end in self.marks}


def read_lines(path: str | Path) -> list[Line]:
    """Every paragraph of the body, of heads and feet, that is not empty; deleted text of tracked changes left out.

    Raises ``Refusal("document_unreadable", path)`` for a file that is no Word document.
    """
    docx = library()
    try:
        document = docx.Document(str(path))
    except (KeyError, ValueError, OSError, zipfile.BadZipFile, docx.opc.exceptions.PackageNotFoundError) as error:
        raise Refusal("document_unreadable", path=str(path)) from error
    return list(document_lines(document))


def document_lines(document: Any) -> Iterator[Line]:
    """The lines of an open document."""
    places = _cells(document)
    bodies = [document.element.body]
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                bodies.append(part._element)
    for body in bodies:
        for paragraph in body.iter(f"{{{W}}}p"):
            text, marks = _text_of(paragraph)
            if text.strip():
                yield Line(text, tuple(marks), places.get(paragraph.getparent()))


def document_map(path: str | Path, document: Any, marks: Marks) -> dict[str, Any]:
    """What a check of the edited file compares with, as data: its lines, and cells that are sums of others."""
    lines = [
        [each.text, [list(mark) for mark in each.marks], each.cell and list(each.cell)] for each in read_lines(path)
    ]
    numbers = table_numbers(document)
    sums = [
        [numbers[node], [row + 1, column], [[r + 1, c] for r, c in parts]]  # the heads are the first row
        for node, table in marks.tables
        for (row, column), parts in table.sums
    ]
    return {"lines": lines, "sums": sums}


def table_numbers(document: Any) -> dict[Any, int]:
    """The number of each table element of the body, in order."""
    return {table: number for number, table in enumerate(document.element.body.iter(f"{{{W}}}tbl"))}


def _cells(document: Any) -> dict[Any, tuple[int, int, int]]:
    found = {}
    for table, number in table_numbers(document).items():
        for row, line in enumerate(table.findall(f"{{{W}}}tr")):
            for column, cell in enumerate(line.findall(f"{{{W}}}tc")):
                found[cell] = (number, row, column)
    return found


def _text_of(paragraph: Any) -> tuple[str, list[tuple[str, int, int]]]:
    text, open_marks, marks = "", {}, []
    for node in paragraph.iter():
        name = _local(node) if isinstance(node.tag, str) else ""
        if name == "t":
            text += node.text or ""
        elif name in ("tab", "br", "cr") and _local(node.getparent()) == "r":
            text += " "
        elif name == "noBreakHyphen":
            text += "-"
        elif name == "bookmarkStart" and key_of(node.get(f"{{{W}}}name") or ""):
            open_marks[node.get(f"{{{W}}}id")] = (node.get(f"{{{W}}}name"), len(text))
        elif name == "bookmarkEnd" and node.get(f"{{{W}}}id") in open_marks:
            mark, start = open_marks.pop(node.get(f"{{{W}}}id"))
            marks.append((mark, start, len(text)))
    return text, marks
