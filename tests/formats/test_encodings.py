"""The encoding of bytes: found from the bytes, whatever is declared."""

from __future__ import annotations

import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats.encodings import BOM, DECLARED_DIFFERS, decode, mend_names

TEXT = "[属性描述]\n坐标系=2000国家大地坐标系\n数据产生单位=某县自然资源局\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_text_comes_back(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_a_mark_is_noted() -> None:
    assert decode(TEXT.encode("utf-8-sig")).notes == (BOM,)


@pytest.mark.parametrize("declared", ["CP1252", "UTF-8"])
def test_a_declaration_may_lie(declared: str) -> None:
    read = decode("年限".encode("gbk"), declared=declared)
    assert (read.text, read.encoding, read.notes) == ("年限", "GB18030", (DECLARED_DIFFERS,))


def test_a_true_declaration_counts() -> None:
    assert decode("é mines".encode("cp1252"), declared="CP1252").text == "é mines"


def test_gbk_that_is_valid_utf_8() -> None:
    assert decode("联通".encode("gbk")).text == "联通"


def test_an_unknown_encoding() -> None:
    with pytest.raises(Refusal, match="encoding_unknown"):
        decode(b"x", "klingon")


def test_names_are_mended() -> None:
    assert mend_names(["年限".encode("gbk").decode("latin-1"), "TBBH", "é"]) == ["年限", "TBBH", "é"]


@pytest.mark.parametrize("wrong", ["UTF-8", "Big5", "latin-1", "UTF-16"])
def test_a_choice_that_makes_rubbish_is_refused(wrong):
    data = "图斑编号,矿山类型,治理状态\n示例石场01,生产矿山,已验收\n".encode("gb18030")
    with pytest.raises(Refusal) as caught:
        decode(data, wrong)
    assert caught.value.code == "encoding_contradicted"
    assert caught.value.values["found"] == "GB18030"
    assert caught.value.values["sample"].startswith("图斑编号")


def test_a_choice_that_makes_rubbish_of_plain_letters_is_refused_too():
    with pytest.raises(Refusal) as caught:
        decode(b'{"type": "FeatureCollection", "features": []}', "UTF-16-LE")
    assert caught.value.values["sample"] == '{"type": "FeatureCol'


@pytest.mark.parametrize("chosen", ["GBK", "gb18030", "auto"])
def test_a_right_choice_is_taken(chosen):
    assert decode("示例石场".encode("gbk"), chosen).text == "示例石场"
    assert decode("示例石场".encode(), "UTF-8").text == "示例石场"
