"""Chinese read with a wrong encoding is found; everything else passes."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mine_remediation.engine.garbling import Garbled, damaged, find_garbled, garbled
from mine_remediation.libraries import load

SHAPEFILE = Path(__file__).parents[1] / "data" / "shp_gbk" / "mines_gbk.shp"

CHINESE = [
    "年限",
    "密",
    "图斑编号",
    "矿山名称",
    "治理年度",
    "新宾满族自治县",
    "A区永陵",
    "闭坑、政策性关闭",
    "示例一煤矿01",
    "鑫源矿",
    "Ⅱ级（一般）",
    "3号矿",
    "桓仁 2020年",
]
READINGS = {
    "GBK as Latin-1": ("gbk", "latin-1", "strict", "GB18030"),
    "GBK as Windows-1252": ("gbk", "cp1252", "strict", "GB18030"),
    "GBK as UTF-8, bytes kept": ("gbk", "utf-8", "surrogateescape", "GB18030"),
    "UTF-8 as Latin-1": ("utf-8", "latin-1", "strict", "UTF-8"),
    "UTF-8 as Windows-1252": ("utf-8", "cp1252", "strict", "UTF-8"),
}
CLEAN_LINES = """
矿山 治理面积² ℃ Ⅱ级 ①号 年度(一) 堃镕 日本語 カタカナ ﾊﾝｶｸ 한국 永陵·木奇
Mine mine_01 P-001 Müller Café São Größe Straße naïve français Ångström Århus øre œuvre Œ Ÿ été réélu élève español
¿óptimo? ¿Qué? Curaçao MINERAÇÃO AÇÃO NÃO MANUTENÇÃO_E_OPERAÇÕES Íþróttir ÞÓR jäääär hääyöaie ÅÄÖ äöüß ÄÖÜß
Đường Nguyễn Hà_Nội İstanbul ŞİŞLİ Łódź Привет дом Москва αβγ λμ Ω العربية עברית
m² m³ 25° ±5 3×4 µm μΩ ½ ¼ ²³ 50±3° 30°15´20" N°3 №5 °C § © ® ™ «café»«thé» l’été “quoted” 5–6 € £5 ¥5 18°Ö é É ñ ü
"""
CLEAN = CLEAN_LINES.split()


def misread(text, reading):
    written, read, errors, _ = READINGS[reading]
    return text.encode(written).decode(read, errors)


def readable(text, reading):
    written, read, errors, _ = READINGS[reading]
    try:
        return bool(text.encode(written).decode(read, errors))
    except UnicodeDecodeError:  # Windows-1252 has no letter for five of the bytes
        return False


@pytest.mark.parametrize(
    ("text", "reading"), [(text, reading) for text in CHINESE for reading in READINGS if readable(text, reading)]
)
def test_garbled_chinese_is_shown_as_it_should_be(text, reading):
    wrong = misread(text, reading)
    assert garbled(wrong) == text
    assert Garbled(None, wrong, text).encoding == READINGS[reading][3]


def test_the_well_known_example():
    assert garbled("ÄêÏÞ") == "年限"
    assert garbled("å¹´åº¦") == "年度"


def test_a_last_character_cut_in_two_does_not_hide_the_rest():
    assert garbled("治理年度面".encode("gbk")[:9].decode("latin-1")) == "治理年度"
    assert garbled("治理年度".encode()[:10].decode("latin-1")) == "治理年"


def test_gbk_that_is_valid_utf8_by_chance():
    by_chance = "师募".encode("gbk").decode("utf-8")  # a phonetic letter and a Latvian one
    assert garbled(by_chance) == "师募"


@pytest.mark.parametrize("text", CLEAN)
def test_no_false_alarm(text):
    assert garbled(text) is None
    assert not damaged(text)


def test_good_utf8_with_a_cut_tail_is_not_garbled():
    assert garbled("治理年度".encode()[:10].decode("utf-8", "surrogateescape")) is None
    assert not damaged("治理年度".encode()[:10].decode("utf-8", "replace"))


@pytest.mark.parametrize("text", ["年限", "图斑编号", "矿山名称", "生产矿山", "示例一煤矿01"])
def test_lost_characters_are_damage_without_a_repair(text):
    wrong = text.encode("gbk").decode("utf-8", "replace")
    assert damaged(wrong)
    assert garbled(wrong) is None


def test_one_example_names_first_then_values():
    values = np.array([None, "永陵", 3, "木奇".encode("gbk").decode("latin-1")], dtype=object)
    assert find_garbled(["township", "year"], {"year": np.array([2019, 2020]), "township": values}) == (
        "township",
        "木奇".encode("gbk").decode("latin-1"),
        "木奇",
    )
    assert find_garbled(["ÄêÏÞ"], {"ÄêÏÞ": values}) == (None, "ÄêÏÞ", "年限")
    assert find_garbled(["乡镇", "Müller"], {"乡镇": ["永陵", "木奇", None]}) is None


def test_texts_are_found_among_lists():
    assert find_garbled([], {"x": [["永陵"], "永陵", None]}) is None
    assert find_garbled([], {"x": [["永陵"], None, "ÄêÏÞ"]}) == ("x", "ÄêÏÞ", "年限")


def test_damage_is_reported_where_nothing_can_be_repaired():
    lost = "矿种".encode("gbk").decode("utf-8", "replace")
    assert find_garbled([lost], {}) == (None, lost, None)
    assert find_garbled([lost], {"x": ["ÄêÏÞ"]}) == ("x", "ÄêÏÞ", "年限")


def test_a_real_shapefile_without_code_page():
    pyogrio = load("pyogrio")
    frame = pyogrio.read_dataframe(SHAPEFILE, encoding="ISO-8859-1", read_geometry=False)
    found = find_garbled(list(frame.columns), frame)
    assert found == (None, "图斑编号".encode("gbk").decode("latin-1"), "图斑编号")
    values = find_garbled([], frame)
    assert values.as_it_should_be == "示例一煤矿01"
    good = pyogrio.read_dataframe(SHAPEFILE, encoding="GB18030", read_geometry=False)
    assert find_garbled(list(good.columns), good) is None


def test_many_distinct_values_are_searched_at_once():
    column = pd.Series([f"示例矿山{i}号" for i in range(200_000)])
    start = time.perf_counter()
    assert find_garbled(["name"], {"name": column}) is None
    assert time.perf_counter() - start < 1.0  # 0.15 on an idle core
