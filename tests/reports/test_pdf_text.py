"""Characters in a PDF's tables are mended in place, and only there."""

from __future__ import annotations

from mine_remediation.reports.pdf_text import mend_text

TABLE = b"x <2ED4> begincmap 1 beginbfrange <2ED4> <2ED5> [<2ED4> <0041>] endbfrange endcmap <2ED4> y"


def test_only_the_meaning_of_glyphs_is_replaced():
    mended = mend_text(TABLE, {"\u2ed4": "门"})
    assert mended == TABLE.replace(b"[<2ED4>", b"[<95E8>")
    assert len(mended) == len(TABLE)


def test_other_letters_stay():
    assert mend_text(TABLE, {"\u2f2d": "山"}) == TABLE
