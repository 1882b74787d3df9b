"""The Word document: layout of official documents, figures in bookmarks, templates, and what LibreOffice shows."""

from __future__ import annotations

import shutil
import subprocess

import docx
import pytest
from docx.oxml.ns import qn

from mine_remediation.engine.problems import Refusal
from mine_remediation.reports import document as writer
from mine_remediation.reports import docx_parts
from mine_remediation.reports.docx_parts import key_of, read_lines
from mine_remediation.reports.templates import keys_page
from mine_remediation.tests.reports.office import convert
from mine_remediation.tests.reports.report_makers import bookmarks, report_of


@pytest.fixture(scope="module")
def report():
    return report_of(recipient="推进工作组办公室", contact="张三", document_no="示自然资〔2020〕1号")[0]


@pytest.fixture(scope="module")
def written(report, tmp_path_factory):
    path = tmp_path_factory.mktemp("document") / "report.docx"
    writer.write_document(path, report, {})
    return path


def test_page_grid_and_type_of_official_documents(written):
    document = docx.Document(str(written))
    section = document.sections[0]
    assert [round(each.mm, 1) for each in (section.page_width, section.page_height)] == [210.0, 297.0]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(each.mm) for each in margins] == [37, 28, 26, 35]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    normal = document.styles["Normal"]
    assert normal.paragraph_format.line_spacing.pt == pytest.approx(28.95)
    properties = normal.element.rPr
    assert properties.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert properties.find(qn("w:sz")).get(qn("w:val")) == "32"
    assert properties.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert properties.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"
    assert document.settings.odd_and_even_pages_header_footer
    assert [each.orientation for each in document.sections] == [0, 1, 0]


def test_tables_repeat_heads_keep_rows_and_leave_the_grid(written):
    document = docx.Document(str(written))
    assert len(document.tables) == 4
    for table in document.tables:
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        paragraph = table.rows[1].cells[0].paragraphs[0]
        assert paragraph._p.pPr.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"


RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
).split()
TABLE = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook"
).split()


def test_properties_stand_in_the_order_of_the_schema(written):
    document = docx.Document(str(written))
    orders = {"rPr": RUN, "pPr": docx_parts._ORDER, "tblPr": TABLE}
    checked = 0
    for root in (document.element, document.styles.element, document.sections[0].footer._element):
        for name, order in orders.items():
            for node in root.iter(qn(f"w:{name}")):
                ranks = [order.index(child.tag.rpartition("}")[2]) for child in node]
                assert ranks == sorted(ranks), (name, [child.tag for child in node])
                checked += 1
    assert checked > 500


def test_every_bookmark_is_a_figure_of_the_report(written, report):
    lines = read_lines(written)
    marks = [(name, text) for line in lines for name, text in line.figures.items()]
    assert len(marks) == len({name for name, _ in marks}) > 60
    for name, text in marks:
        assert len(name) <= 40
        assert text == report.figures[key_of(name)].text


def test_the_head_and_the_last_lines(written, report):
    texts = [line.text for line in read_lines(written)]
    assert texts[:3] == ["示自然资〔2020〕1号", report.title, "推进工作组办公室:"]
    assert any(report.digest in text for text in texts[-3:])
    assert "示例县自然资源局" in texts


def test_equal_reports_make_equal_files(written, report, tmp_path):
    writer.write_document(tmp_path / "again.docx", report, {})
    assert (tmp_path / "again.docx").read_bytes() == written.read_bytes()


def test_the_digest_needs_no_library_but_the_code_does(report, tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "optional", lambda name: None)
    writer.write_document(tmp_path / "plain.docx", report, {})
    assert any(report.digest in line.text for line in read_lines(tmp_path / "plain.docx"))
    assert not docx.Document(str(tmp_path / "plain.docx")).inline_shapes


def test_a_missing_library_is_a_refusal(report, tmp_path, monkeypatch):
    monkeypatch.setattr(docx_parts, "optional", lambda name: None)
    with pytest.raises(Refusal) as refused:
        writer.write_document(tmp_path / "no.docx", report, {})
    assert refused.value.code == "docx_missing"


# Templates --------------------------------------------------------------------------------------------------------


def template(path, *, broken=""):
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "{{issuer}}：{{until}}"
    made.sections[0].footer.paragraphs[0].text = "{{digest}}"
    paragraph = made.add_paragraph("本月")
    for text, bold in (("{", True), ("{per", False), ("iod}", False), ("}亩，累计{{since}}亩", None)):
        paragraph.add_run(text).bold = bold
    made.add_paragraph("{{#table categories}}")
    table = made.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "合计{{ since }}", "{{practices}}"
    if broken:
        made.add_paragraph(broken)
    made.save(str(path))
    return path


def filled(report, tmp_path, **more):
    target = tmp_path / "filled.docx"
    found = writer.write_document(target, report, {}, template(tmp_path / "template.docx", **more))
    return docx.Document(str(target)), found


def test_a_template_is_filled_wherever_its_keys_stand(report, tmp_path):
    document, found = filled(report, tmp_path)
    month, since = report.figures["period"].text, report.figures["since"].text
    (paragraph,) = [each for each in document.paragraphs if each.text.startswith("本月")]
    assert paragraph.text == f"本月{month}亩，累计{since}亩"
    assert document.sections[0].header.paragraphs[0].text == "示例县自然资源局：2020-12-15"
    assert document.sections[0].footer.paragraphs[0].text == report.digest
    assert [cell.text for cell in document.tables[1].rows[0].cells] == [f"合计{since}", "统一部署。"]
    assert document.tables[0].rows[0].cells[0].text == "Category"
    assert {"mr_period", "mr_since", "mr_since__2"} <= set(bookmarks(document))
    assert found["sums"]


def test_a_split_key_takes_the_format_of_its_first_run(report, tmp_path):
    document, _ = filled(report, tmp_path)
    run = bookmarks(document)["mr_period"].getnext()
    assert run.find(qn("w:rPr")).find(qn("w:b")) is not None


@pytest.mark.parametrize(
    ("broken", "code", "values"),
    [
        ("x {{sinec}}", "template_key", {"key": "sinec", "nearest": "since"}),
        ("{{#table category}}", "template_key", {"key": "category", "nearest": "categories"}),
        ("x {{since y", "template_unclosed", {"text": "{{since y"}),
    ],
)
def test_a_wrong_key_is_named_with_the_nearest(report, tmp_path, broken, code, values):
    with pytest.raises(Refusal) as refused:
        filled(report, tmp_path, broken=broken)
    assert (refused.value.code, refused.value.values) == (code, values)


def test_a_file_that_is_no_document_is_refused(report, tmp_path):
    (tmp_path / "template.docx").write_bytes(b"no document")
    with pytest.raises(Refusal) as refused:
        writer.write_document(tmp_path / "x.docx", report, {}, tmp_path / "template.docx")
    assert refused.value.code == "document_unreadable"


def test_the_page_of_keys_lists_every_figure(report):
    page = keys_page(report, {"map": b""})
    assert all("{{" + each.key + "}}" in page for each in report.figures)
    assert "{{#table townships}}" in page
    assert "{{#picture map}}" in page


# LibreOffice ------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_libreoffice_shows_all_pages_with_chinese_type(written, tmp_path):
    made = convert(written, "pdf", tmp_path)
    text = subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, text=True, check=True).stdout
    pages = text.split("\f")[:-1]
    assert 4 <= len(pages) <= 8
    for number, page in enumerate(pages, 1):
        assert f"—{number}—" in page.replace(" ", "")
    fonts = subprocess.run(["pdffonts", made], capture_output=True, text=True, check=True).stdout
    assert "NotoSerifCJK" in fonts  # the official fonts are mapped to it
