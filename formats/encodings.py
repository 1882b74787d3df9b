"""The encoding of bytes, found out from the bytes: what a file declares of itself is a hint that may lie.

Names of fields and values of tables that another reader has already decoded wrongly are mended by :func:`mend_names`.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..engine.garbling import GB18030, UTF_8, commonness, garbled
from ..engine.problems import Refusal
from .watching import ask

AUTO = "auto"
BOM, DECLARED_DIFFERS, DAMAGED = "bom", "declared_differs", "damaged"
_UTF_16 = {codecs.BOM_UTF16_LE: "UTF-16-LE", codecs.BOM_UTF16_BE: "UTF-16-BE"}
_SAMPLE = 1 << 16  # characters that are looked at to tell encodings from one another
_PLAINLY = 0.3  # how much commoner the characters of the right encoding are
_CHINESE = {"gb18030", "gbk", "gb2312"}


@dataclass(frozen=True)
class Decoded:
    """A text without its byte order mark, and the encoding it was read in, by a name that Python knows.

    ``notes``: :data:`BOM` (it had a mark), :data:`DECLARED_DIFFERS` (the file says another one, which does not fit),
    :data:`DAMAGED` (some bytes are no characters in any encoding; they stand as U+FFFD).
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, encoding: str = AUTO, declared: str | None = None) -> Decoded:
    """*data* as text, in the *encoding* asked for or in the one that the bytes show.

    *declared* is what the file or its neighbour says (code page, ``.cpg``): taken where the bytes allow several.
    Raises ``Refusal``: ``encoding_unknown`` (encoding) for a name that Python does not know,
    ``encoding_contradicted`` (encoding, found, sample) where the bytes are plainly Chinese in another one.
    """
    ask()
    wanted = encoding.strip()
    if wanted and wanted.casefold() != AUTO:
        asked = _read_as(data, _known(wanted))
        _refuse_contradicted(asked, decode(data, AUTO, declared))
        return asked
    marked = _by_mark(data)
    if marked is not None:
        return marked
    found = _without_mark(data, _canonical(declared))
    if declared and _canonical(declared) not in (None, _canonical(found.encoding)) and not data.isascii():
        return Decoded(found.text, found.encoding, (*found.notes, DECLARED_DIFFERS))
    return found


def _refuse_contradicted(asked: Decoded, found: Decoded) -> None:
    """A wrong choice makes rubbish of every name and value: better none than that."""
    if asked.text == found.text or DAMAGED in found.notes:
        return
    rarer = commonness(found.text[:_SAMPLE]) - commonness(asked.text[:_SAMPLE]) > _PLAINLY
    if DAMAGED in asked.notes or _looks_wrong(asked) or rarer:
        sample = _sample_of(found.text)
        raise Refusal("encoding_contradicted", encoding=asked.encoding, found=found.encoding, sample=sample)


def _sample_of(text: str) -> str:
    """Some letters around the first that is not ASCII, from its line; the beginning where all are."""
    first = next((at for at, letter in enumerate(text) if not letter.isascii()), 0)
    start = max(text.rfind("\n", 0, first) + 1, first - 8)
    return text[start : start + 20].split("\n")[0].strip()


def encode(text: str, encoding: str) -> bytes:
    """*text* in *encoding*; what GBK lacks is written as GB 18030, which is the same but for these characters.

    Raises ``Refusal``: ``encoding_unknown`` (encoding), ``encoding_lacks`` (encoding, characters).
    """
    known = _known(encoding)
    try:
        return text.encode(known)
    except UnicodeEncodeError as error:
        raise Refusal("encoding_lacks", encoding=known, characters=text[error.start : error.end][:20]) from error


def mend_names(names: Iterable[str]) -> list[str]:
    """*names* (or values) that a reader took for Latin-1 or UTF-8, as they should be; the others as they are."""
    return [garbled(each) or each for each in names]


def _known(name: str) -> str:
    found = _canonical(name)
    if found is None:
        raise Refusal("encoding_unknown", encoding=name)
    return found


def _canonical(name: str | None) -> str | None:
    """The name under which Python knows an encoding of texts; GBK and GB 2312 are read as GB18030, which holds them."""
    if not name:
        return None
    plain = {"936": "gbk", "65001": "utf-8", "ansi 936": "gbk", "ansi_936": "gbk"}.get(name.strip().casefold(), name)
    try:
        found = codecs.lookup(plain.strip())
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True):  # base64 and the like
        return None
    return GB18030 if found.name in _CHINESE else found.name.upper()


def _read_as(data: bytes, name: str) -> Decoded:
    marked = _by_mark(data)
    if marked is not None and marked.encoding.startswith(name):
        return marked
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        return Decoded(data.decode(name, "replace"), name, (DAMAGED,))


def _by_mark(data: bytes) -> Decoded | None:
    if data.startswith(codecs.BOM_UTF8):
        return _marked(data[3:], UTF_8)
    for mark, name in _UTF_16.items():
        if data.startswith(mark):
            return _marked(data[2:], name)
    return None


def _marked(data: bytes, name: str) -> Decoded:
    read = _read_as(data, name)
    return Decoded(read.text, name, (BOM, *read.notes))


def _without_mark(data: bytes, declared: str | None) -> Decoded:
    if data.isascii() and b"\x00" not in data:
        return Decoded(data.decode("ascii"), declared or UTF_8)
    wide = _wide(data)
    if wide is not None:
        return _read_as(data, wide)
    fitting = [each for each in _strictly(data, declared) if not _looks_wrong(each)]
    if fitting:
        return max(fitting, key=_likelihood(declared))
    readings = [Decoded(data.decode(each, "replace"), each, (DAMAGED,)) for each in (UTF_8, GB18030)]
    return min(readings, key=lambda each: each.text.count("\ufffd") - commonness(each.text[:_SAMPLE]))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of ASCII text is zero."""
    head = data[:4096]
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) * 5 < len(head) // 2 or min(odd, even) * 10 > max(odd, even):
        return None
    return "UTF-16-LE" if odd > even else "UTF-16-BE"


def _strictly(data: bytes, declared: str | None) -> list[Decoded]:
    found = []
    for name in dict.fromkeys((UTF_8, GB18030, declared)):
        if name is None:
            continue
        ask()
        try:
            found.append(Decoded(data.decode(name), name))
        except UnicodeDecodeError:
            continue
    return found


def _looks_wrong(read: Decoded) -> bool:
    """Whether the text is Chinese read in the wrong encoding."""
    if read.encoding == GB18030:
        return False
    sample = "\n".join(line for line in read.text[:_SAMPLE].splitlines() if not line.isascii())
    return any(garbled(line) is not None for line in sample.split("\n"))


def _likelihood(declared: str | None) -> Callable[[Decoded], tuple[float, ...]]:
    """Good UTF-8 is hardly ever anything else; then common Chinese counts, then what is declared."""

    def of(read: Decoded) -> tuple[float, ...]:
        common = commonness(read.text[:_SAMPLE])
        return (read.encoding == UTF_8, common >= 0.6, read.encoding == declared, common)

    return of
