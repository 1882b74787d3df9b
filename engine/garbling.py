"""Chinese that was read with a wrong encoding: found, and shown as it should be.

A shapefile in GBK without a code page is opened as Latin-1 or UTF-8, and 年限 becomes ÄêÏÞ or a row of
replacement characters. A false alarm would refuse good data, so accents, symbols and other scripts must pass:
a text counts as garbled only when its bytes decode strictly to *common* Chinese characters (GB 2312, level 1).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

GB18030, UTF_8 = "GB18030", "UTF-8"

_CP1252 = bytes(range(0x80, 0xA0)).decode("cp1252", "replace")
_CP1252_TO_LATIN1 = {ord(letter): code for code, letter in enumerate(_CP1252, 0x80) if letter != "\ufffd"}
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_SUSPICIOUS = re.compile("[\u0080-\u07ff\udc80-\udcff\ufffd]")  # every garbled or damaged text has one of these
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uffee]")
_RAW_BYTES = re.compile("[\udc80-\udcff]")  # bytes that Python kept as lone surrogates
_HIGH_RUN = re.compile("[^\x00-\x7f]+")
_LATIN1_LETTER = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]")
# Latin, phonetic, Greek, Cyrillic, Armenian, Hebrew, Arabic, Syriac, Thaana, N'Ko; accents join any of them
_ALPHABETS = [range(0x80, 0x250), range(0x250, 0x2B0), range(0x370, 0x400), range(0x400, 0x530), range(0x530, 0x590)]
_ALPHABETS += [range(0x590, 0x600), range(0x600, 0x700), range(0x700, 0x780), range(0x780, 0x7C0), range(0x7C0, 0x800)]
_COMMON_SHARE = 0.6


class Garbled(NamedTuple):
    """One example: the field whose value it is (None = it is a field's name), as it is, as it should be.

    *as_it_should_be* is None where the reading program has thrown the bytes away (U+FFFD).
    """

    where: str | None
    as_it_is: str
    as_it_should_be: str | None

    @property
    def encoding(self) -> str:
        """The encoding that the layer should be read with."""
        found = _repair(self.as_it_is)
        return found[1] if found else GB18030


def garbled(text: str) -> str | None:
    """The text as it should be when *text* is Chinese read with a wrong encoding, else None.

    Recognised: GBK read as Latin-1 or Windows-1252, GBK read as UTF-8 (with the bytes kept as surrogates, or by
    chance all valid), UTF-8 read as Latin-1 or Windows-1252. Give the raw text: folding destroys the bytes.
    """
    found = _repair(text)
    return found[0] if found else None


def damaged(text: str) -> bool:
    """Whether *text* lost characters to decoding (U+FFFD), other than a last one cut off by a field's length."""
    if "\ufffd" not in text:
        return False
    rest = text.rstrip("\ufffd")
    if "\ufffd" in rest or len(text) - len(rest) > 2:
        return True
    return bool(rest) and not (rest[-1].isascii() or _EAST_ASIAN.match(rest[-1]))


def commonness(text: str) -> float:
    """The share of common Chinese characters (GB 2312, level 1) among all characters of *text* above ASCII, 0…1."""
    high = "".join(_HIGH_RUN.findall(text))
    return sum(map(_is_common, high)) / len(high) if high else 0.0


def find_garbled(names: Iterable[str], columns: Mapping[str, Any]) -> Garbled | None:
    """The first garbled field name, else the first garbled value, else the first damaged text; None when clean.

    *columns*: values by field name (a mapping or a DataFrame); only texts are looked at, each distinct one once.
    """
    texts: list[tuple[str | None, str]] = [(None, name) for name in names]
    texts += [(field, text) for field, values in columns.items() for text in _distinct_texts(values)]
    for where, text in texts:
        repaired = garbled(text)
        if repaired is not None:
            return Garbled(where, text, repaired)
    return next((Garbled(where, text, None) for where, text in texts if damaged(text)), None)


def _distinct_texts(values: Any) -> list[str]:
    column = values if isinstance(values, np.ndarray) else pd.Series(values).to_numpy()
    if column.dtype.kind in "biufcmM":
        return []
    distinct = dict.fromkeys([value for value in column.tolist() if isinstance(value, str)])
    return [text for text in distinct if _SUSPICIOUS.search(text)]


def _repair(text: str) -> tuple[str, str] | None:
    if text.isascii() or "\ufffd" in text:
        return None
    if _RAW_BYTES.search(text):
        return _accepted(_gbk_with_raw_bytes(text), GB18030)
    if _EAST_ASIAN.search(text):
        return None
    raw = _latin1_bytes(text)
    if raw is None:
        return _accepted(_gbk_as_utf8(text), GB18030)
    return _accepted(_utf8_as_latin1(raw), UTF_8) or _accepted(_gbk_as_latin1(text, raw), GB18030)


def _accepted(repaired: str | None, encoding: str) -> tuple[str, str] | None:
    return None if repaired is None else (repaired, encoding)


def _latin1_bytes(text: str) -> bytes | None:
    try:
        return text.translate(_CP1252_TO_LATIN1).encode("latin-1")
    except UnicodeEncodeError:
        return None


def _utf8_as_latin1(raw: bytes) -> str | None:
    decoded = _decode(raw, "utf-8")
    return decoded if decoded and any(map(_is_common, decoded)) else None


def _gbk_as_latin1(text: str, raw: bytes) -> str | None:
    decoded = _decode(raw, "gb18030")
    if not decoded or not _mostly_common(decoded):
        return None
    only_high = len(raw) % 2 == 0 and min(raw) >= 0x80 and bool(_LATIN1_LETTER.search(text))
    return decoded if _has_word(decoded) or only_high else None


def _gbk_with_raw_bytes(text: str) -> str | None:
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # other surrogates: no bytes of a file
        return None
    if _decode(raw, "utf-8") is not None:  # good UTF-8, only cut off by the field's length
        return None
    decoded = _decode(raw, "gb18030")
    return decoded if decoded and any(map(_is_common, decoded)) else None


def _gbk_as_utf8(text: str) -> str | None:
    """GBK whose bytes happen to be valid UTF-8: a run of letters of several alphabets, as no language has."""
    decoded = _decode(text.encode("utf-8", "surrogatepass"), "gb18030")
    if not decoded or not _mostly_common(decoded) or not _has_word(decoded):
        return None
    return decoded if any(_alphabets(run) > 1 for run in _HIGH_RUN.findall(text)) else None


def _alphabets(run: str) -> int:
    letters = [ord(letter) for letter in run if letter.isalpha()]
    return sum(any(letter in alphabet for letter in letters) for alphabet in _ALPHABETS)


def _decode(raw: bytes, encoding: str) -> str | None:
    """Strictly decoded; only a last character that a field's length cut in two may be missing."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(raw)
    except UnicodeDecodeError:
        return None


def _mostly_common(decoded: str) -> bool:
    """Whether the Chinese in *decoded* is mostly common characters and all the rest is in GB 2312."""
    han = "".join(_HAN.findall(decoded))
    common = sum(map(_is_common, han))
    enough = common >= min(len(han), 2) and common >= _COMMON_SHARE * len(han)
    return bool(han) and enough and _in_gb2312(_HAN.sub("", decoded))


def _has_word(decoded: str) -> bool:
    return any(len(run) > 1 for run in _HAN.findall(decoded))


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _is_common(character: str) -> bool:
    encoded = character.encode("gb2312", "ignore")
    return bool(encoded) and 0xB0 <= encoded[0] <= 0xD7
