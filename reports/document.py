"""The Word document of a report in the layout of GB/T 9704-2012. No QGIS here.

A4 with the margins of official documents, 22 lines of 28 characters: an exact pitch of 28.95 pt and characters of
16 pt set 0.25 pt closer. The grid of the document is one of lines only: LibreOffice misreads one of characters.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..engine.progress import Progress, Silent, check
from ..libraries import optional
from ..texts import tr
from .docx_parts import (
    HEI,
    KAI,
    SONG,
    TITLE_SONG,
    Marks,
    Type,
    add_picture,
    add_table,
    describe,
    document_map,
    element,
    library,
    off_grid,
    prepare_fonts,
    put_property,
    set_type,
    steady_zip,
)
from .narrative import Annex, Block, Heading, Paragraph, Picture, Table, narrative
from .report import Report

PITCH_PT, GRID_TWIPS, CLOSER_TWENTIETHS = 28.95, 579, -5
PAGE_MM = (210.0, 297.0)
MARGINS_MM = {"top": 37.0, "left": 28.0, "right": 26.0, "bottom": 35.0}
BODY_MM = 156.0
PICTURES_MM = {"map": 156.0, "chart_years": 104.0, "qr": 20.0}


def write_document(
    path: str | Path,
    report: Report,
    pictures: Mapping[str, bytes],
    template: Path | None = None,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Write *report* to *path* (.docx) with its *pictures* (PNG by name: ``map``, charts), into *template* where given.

    Returns what a later check compares with: the lines of the file as read again, and which cells are sums.
    Raises ``Refusal`` ``docx_missing``, and for a template ``document_unreadable``, ``template_key``,
    ``template_unclosed``; ``Cancelled``; ``OSError`` where the file cannot be written.
    """
    progress = progress or Silent()
    pictures = {**pictures, **_qr(report)}
    if template is not None:
        from .templates import fill_template

        document, marks = fill_template(template, report, pictures)
    else:
        document = library().Document()
        page = _Page(document, pictures)
        marks = page.marks
        for block in narrative(report):
            check(progress)
            page.add(block)
    prepare_fonts(document)
    describe(document, report.title, report.issuer or "Mine Remediation", report.until)
    document.save(str(path))
    steady_zip(Path(path), report.until)
    progress.report(1.0)
    return document_map(path, document, marks)


def _qr(report: Report) -> dict[str, bytes]:
    """The figures digest as a QR code (PNG); nothing where the library for it is missing."""
    maker = optional("segno")
    if maker is None or not report.digest:
        return {}
    made = io.BytesIO()
    text = f"MR {report.until.isoformat()} {report.digest}"
    maker.make(text, error="m", micro=False).save(made, kind="png", scale=8, border=2)
    return {"qr": made.getvalue()}


class _Page:
    """Puts blocks on the page one after the other."""

    def __init__(self, document: Any, pictures: Mapping[str, bytes]) -> None:
        self.document, self.pictures = document, pictures
        self.marks = Marks(document)
        self.width = BODY_MM
        self._styles()
        self._portrait(document.sections[0])
        self._page_numbers(document.sections[0])

    def add(self, block: Block) -> None:
        """Add one block."""
        makers = {
            Paragraph: self._paragraph, Heading: self._heading, Table: self._table, Picture: self._picture,
            Annex: self._annex,
        }  # fmt: skip
        makers[type(block)](block)

    # Styles and pages ------------------------------------------------------------------------------------------

    def _styles(self) -> None:
        from docx.shared import Pt

        styles = self.document.styles
        defaults = styles.element.find(".//{*}rPrDefault/{*}rPr")
        set_type(defaults, Type())
        for name, look in (("Normal", Type()), ("Heading 1", Type(HEI)), ("Heading 2", Type(KAI))):
            style = styles[name]
            set_type(style.element.get_or_add_rPr(), look, CLOSER_TWENTIETHS)
            lines = style.paragraph_format
            lines.line_spacing, lines.space_before, lines.space_after = Pt(PITCH_PT), Pt(0), Pt(0)
            lines.keep_with_next = name != "Normal"
            lines.widow_control = False
            put_property(style, element("ind", firstLineChars=200 if name != "Normal" else 0, firstLine=640))
        put_property(styles["Normal"], element("ind", firstLineChars=0, firstLine=0))
        put_property(styles["Normal"], element("jc", val="both"))
        self.document.settings.odd_and_even_pages_header_footer = True

    def _portrait(self, section: Any) -> None:
        self._size(section, PAGE_MM, MARGINS_MM)
        self.width = BODY_MM

    def _landscape(self, section: Any) -> None:
        turned = {"top": 28.0, "left": 37.0, "right": 35.0, "bottom": 26.0}
        self._size(section, PAGE_MM[::-1], turned)
        self.width = PAGE_MM[1] - turned["left"] - turned["right"]

    def _size(self, section: Any, page: tuple[float, float], margins: Mapping[str, float]) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        section.page_width, section.page_height = Mm(page[0]), Mm(page[1])
        section.orientation = WD_ORIENT.LANDSCAPE if page[0] > page[1] else WD_ORIENT.PORTRAIT
        for side, width in margins.items():
            setattr(section, f"{side}_margin", Mm(width))
        section.footer_distance = Mm(min(margins["bottom"] - 10, 25))
        section.header_distance = Mm(15)
        for old in section._sectPr.findall("{*}docGrid"):
            section._sectPr.remove(old)
        section._sectPr.append(element("docGrid", type="lines", linePitch=GRID_TWIPS))

    def _page_numbers(self, section: Any) -> None:
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            off_grid(paragraph, side)
            put_property(paragraph, element("ind", **{side: 280, "firstLine": 0, "firstLineChars": 0}))
            properties = element("rPr")
            set_type(properties, Type(SONG, 14))
            self.marks.write(paragraph, ["— "], properties)
            self._field(paragraph, "PAGE", properties)
            self.marks.write(paragraph, [" —"], properties)

    def _field(self, paragraph: Any, code: str, properties: Any) -> None:
        from copy import deepcopy

        for kind in ("begin", None, "separate", "text", "end"):
            run = paragraph.add_run("1" if kind == "text" else "")
            run._r.insert(0, deepcopy(properties))
            if kind is None:
                instruction = element("instrText")
                instruction.text = code
                run._r.append(instruction)
            elif kind != "text":
                run._r.append(element("fldChar", fldCharType=kind))

    # Blocks ----------------------------------------------------------------------------------------------------

    def _heading(self, block: Heading) -> None:
        paragraph = self.document.add_paragraph(style=f"Heading {block.level}")
        self.marks.write(paragraph, [block.text])

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self.document.add_paragraph()
        look, properties = _LOOKS.get(block.style, _LOOKS["body"]), None
        if look.type is not None:
            properties = element("rPr")
            set_type(properties, look.type)
        if look.off_grid:
            off_grid(paragraph, look.side, 3, 3)
        for child in look.properties():
            put_property(paragraph, child)
        for _ in range(look.lines_before):
            spacer = paragraph.insert_paragraph_before("")
            put_property(spacer, element("keepNext"))
        self.marks.write(paragraph, block.parts, properties)

    def _table(self, block: Table) -> None:
        from docx.shared import Pt

        if not self.width > BODY_MM:  # in an annex the title stands above already
            title = self.document.add_paragraph()
            off_grid(title, "center", 8, 2)
            put_property(title, element("keepNext"))
            self.marks.write(title, [block.title], _properties(Type(HEI, 14)))
        if block.unit:
            unit = self.document.add_paragraph()
            off_grid(unit, "right", 0, 1)
            put_property(unit, element("keepNext"))
            self.marks.write(unit, [block.unit], _properties(Type(SONG, 12)))
        size = 12 if len(block.heads) <= 6 and self.width <= BODY_MM else 10.5
        add_table(self.document, self.marks, block, self.width, size)
        for note in block.notes:
            foot = self.document.add_paragraph()
            off_grid(foot, "left", 2, 0)
            self.marks.write(foot, [note], _properties(Type(SONG, 10.5)))
        self.document.paragraphs[-1].paragraph_format.space_after = Pt(6)

    def _picture(self, block: Picture) -> None:
        content = self.pictures.get(block.name)
        if content is None:
            return
        width = PICTURES_MM.get(block.name, self.width)
        add_picture(self.document, io.BytesIO(content), width, block.caption)
        if block.name == "map":
            return
        caption = self.document.add_paragraph()
        off_grid(caption, "center", 0, 2)
        self.marks.write(caption, [block.caption], _properties(Type(SONG, 10.5)))

    def _annex(self, block: Annex) -> None:
        from docx.enum.section import WD_SECTION

        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        (self._landscape if block.landscape else self._portrait)(section)
        number = self.document.add_paragraph()
        self.marks.write(number, [tr("Annex {number}").format(number=block.number)], _properties(Type(HEI, 16)))
        title = self.document.add_paragraph()
        put_property(title, element("jc", val="center"))
        self.marks.write(title, [block.title], _properties(Type(TITLE_SONG, 18)))


class _Look:
    """How a style of paragraph looks: indents in characters (Word's hundredths), side, type, empty lines before."""

    def __init__(
        self,
        first: int = 0,
        left: int = 0,
        right: int = 0,
        side: str = "both",
        font: Type | None = None,
        lines_before: int = 0,
        together: bool = False,
        off: bool = False,
    ) -> None:
        self.first, self.left, self.right, self.side = first, left, right, side
        self.type, self.lines_before, self.together, self.off_grid = font, lines_before, together, off

    def properties(self) -> list[Any]:
        """Paragraph properties."""
        found = [] if self.off_grid else [element("jc", val=self.side)]
        values = {"firstLineChars": self.first, "firstLine": round(self.first * 3.2)}
        if self.left:
            values |= {"leftChars": self.left, "left": round(self.left * 3.2)}
        if self.right:
            values |= {"rightChars": self.right, "right": round(self.right * 3.2)}
        found.append(element("ind", **values))
        if self.together:
            found.append(element("keepNext"))
        return found


_LOOKS = {
    "body": _Look(200),
    "item": _Look(200, side="left"),  # long numbers of patches: no gaps
    "number": _Look(side="center"),
    "title": _Look(side="center", font=Type(TITLE_SONG, 22), lines_before=0),
    "to": _Look(side="left"),
    "note": _Look(side="left", font=Type(SONG, 10.5), off=True),
    "annexes": _Look(200, side="left", lines_before=1),
    "annexes_next": _Look(500, side="left"),
    # room for the seal: three lines above the name, which stand on the same page
    "sign": _Look(right=200, side="right", lines_before=3, together=True),
    "date": _Look(right=400, side="right"),
    "digest": _Look(side="center", font=Type(SONG, 10.5), off=True),
}


def _properties(look: Type) -> Any:
    made = element("rPr")
    set_type(made, look)
    return made
