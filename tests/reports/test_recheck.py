"""The re-check of an edited document: planted edits are found, and nothing is where nothing was changed."""

from __future__ import annotations

import shutil

import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.reports import manifest as m
from mine_remediation.reports.document import write_document
from mine_remediation.reports.docx_parts import read_lines
from mine_remediation.reports.recheck import CHANGED, MISSING, REMOVED, SUM, UNIT, number, recheck
from mine_remediation.reports.recheck_page import recheck_page
from mine_remediation.tests.reports.office import convert
from mine_remediation.tests.reports.report_makers import (
    edited,
    overtype,
    remove_paragraph,
    remove_row,
    report_of,
    unit_after,
)

EDITS = {
    "number": (lambda each: overtype(each, "mr_period", "99.99"), [(CHANGED, "period", "99.99")]),
    "bookmark overtyped": (
        lambda each: overtype(each, "mr_since", "88.88", with_bookmark=True),
        [(CHANGED, "since", "88.88")],
    ),
    "cell": (
        lambda each: overtype(each, "mr_y2019_t01", "77.77"),
        [(CHANGED, "y2019_t01", "77.77"), (SUM, "", None), (SUM, "", None)],
    ),
    "cell without bookmark": (
        lambda each: overtype(each, "mr_y2019_t01", "77.77", with_bookmark=True),
        [(CHANGED, "y2019_t01", "77.77"), (SUM, "", None), (SUM, "", None)],
    ),
    "unit": (lambda each: unit_after(each, "mr_due_target", "mu", "ha"), [(UNIT, "due_target", "ha")]),
    "sentence": (lambda each: remove_paragraph(each, "Account:"), [(REMOVED, "", "")]),
    "footnote": (lambda each: remove_paragraph(each, "does not agree with itself"), [(REMOVED, "", "")]),
    "row": (lambda each: remove_row(each, 1, 2), [(REMOVED, "", "")]),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    report, manifest = report_of()
    path = tmp_path_factory.mktemp("recheck") / "report.docx"
    manifest["document"] = write_document(path, report, {})
    return path, manifest


def found(path, manifest):
    return [
        (each.kind, each.key, each.now if each.kind != SUM else None) for each in recheck(manifest, read_lines(path))
    ]


def test_nothing_is_found_in_the_untouched_document(made):
    assert found(*made) == []


@pytest.mark.parametrize("edit", EDITS)
def test_a_planted_edit_is_found_and_nothing_else(made, tmp_path, edit):
    path, manifest = made
    change, expected = EDITS[edit]
    assert found(edited(path, tmp_path / "edited.docx", change), manifest) == expected


def test_what_the_figure_was_is_told(made, tmp_path):
    path, manifest = made
    changed = edited(path, tmp_path / "edited.docx", lambda each: overtype(each, "mr_period", "99.99"))
    (finding,) = recheck(manifest, read_lines(changed))
    was = next(each["printed"] for each in manifest["figures"] if each["key"] == "period")
    assert number(finding.was) == was
    assert finding.text == f"{manifest['names']['period']}: {finding.was} became 99.99."


def test_wording_and_ways_to_write_a_number_are_free(made, tmp_path):
    path, manifest = made

    def edit(document):
        for paragraph in document.paragraphs:
            for run in paragraph.runs:
                run.text = run.text.replace("were remediated", "have been remediated")
        text = number(next(each for each in read_lines(path) if "mr_since" in each.figures).figures["mr_since"])
        overtype(document, "mr_since", f"{text:.3f}".replace("0", "０"))

    assert found(edited(path, tmp_path / "edited.docx", edit), manifest) == []


def test_a_sentence_of_a_longer_paragraph_that_is_gone(made, tmp_path):
    path, manifest = made

    def edit(document):
        (paragraph,) = [each for each in document.paragraphs if "Account:" in each.text]
        for child in list(paragraph._p)[1:]:
            paragraph._p.remove(child)

    kinds = [kind for kind, _, _ in found(edited(path, tmp_path / "edited.docx", edit), manifest)]
    assert kinds
    assert set(kinds) <= {REMOVED, MISSING}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
def test_a_document_saved_by_libreoffice_reads_alike(made, tmp_path):
    path, manifest = made
    assert found(convert(path, "docx", tmp_path), manifest) == []

    def all_edits(document):
        for change, _ in EDITS.values():
            if change is not EDITS["cell without bookmark"][0]:
                change(document)

    changed = edited(path, tmp_path / "edited.docx", all_edits)
    before, after = found(changed, manifest), found(convert(changed, "docx", tmp_path), manifest)
    assert after == before
    assert len(before) >= 9


def test_the_page_names_every_finding(made, tmp_path):
    path, manifest = made
    changed = edited(path, tmp_path / "edited.docx", EDITS["cell"][0])
    findings = recheck(manifest, read_lines(changed))
    page = recheck_page(findings, manifest, "a<b.docx")
    assert "a&lt;b.docx" in page
    assert "3 differences" in page
    assert all(each.was in page for each in findings)
    assert "all sums add up" in recheck_page([], manifest, "x.docx")


# The manifest -----------------------------------------------------------------------------------------------------


def test_the_digest_proves_inputs_parameters_and_figures(tmp_path):
    _, manifest = report_of()
    path = tmp_path / m.NAME
    path.write_text(m.text_of(manifest), encoding="utf-8")
    assert m.read_manifest(tmp_path)["digest"] == manifest["digest"]
    assert [len(group) for group in manifest["digest"]["groups"].split()] == [4] * 8
    manifest["files"] = {"report.docx": "any"}  # outside the digest
    path.write_text(m.text_of(manifest), encoding="utf-8")
    m.read_manifest(path)
    manifest["figures"][0]["printed"] += 0.01
    path.write_text(m.text_of(manifest), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        m.read_manifest(path)
    assert refused.value.code == "manifest_altered"


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format": "another"}'])
def test_another_file_is_no_manifest(tmp_path, text):
    (tmp_path / m.NAME).write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        m.read_manifest(tmp_path)
    assert refused.value.code == "manifest_unreadable"
