"""Texts found in bytes: all of them, wherever they stand, and only whole words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mine_remediation.engine import sought
from mine_remediation.engine.sought import found_in

LETTERS = "abA1.镇矿 "
WORD = rb"[0-9A-Za-z_.]"


def plainly(data: bytes, wanted: set[bytes]) -> set[bytes]:
    """The same by regular expressions, one after the other."""
    found = set()
    for each in wanted:
        before = rb"(?<!%s)" % WORD if re.match(WORD, each) else b""
        after = rb"(?!%s)" % WORD if re.match(WORD, each[-1:]) else b""
        if re.search(before + re.escape(each) + after, data):
            found.add(each)
    return found


@given(st.text(LETTERS, max_size=60), st.sets(st.text(LETTERS, min_size=4, max_size=6), max_size=6), st.integers(4, 50))
def test_it_finds_what_regular_expressions_find(text, wanted, size):
    data, needles = text.encode(), {each.encode() for each in wanted}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sought, "_BLOCK", size)
        assert found_in(data, needles) == plainly(data, needles)


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("许可证 C2104", True), ("C2104", True), ("C21045", False), ("0.C2104", False), ("镇C2104镇", True),
        ("C21045 C2104", True), ("C210", False), ("", False),
    ],
)  # fmt: skip
def test_only_whole_words_are_found(text, stands):
    assert found_in(text.encode(), {b"C2104"}) == ({b"C2104"} if stands else set())


def test_chinese_is_found_inside_other_text():
    assert found_in("某镇张三矿".encode("gbk"), {"张三".encode("gbk")}) == {"张三".encode("gbk")}
    assert found_in("某镇张三矿".encode(), {"张三".encode(), "李四".encode()}) == {"张三".encode()}


def test_too_short_a_text_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="abc"):
        found_in(b"abcdef", {b"abc"})
