"""The text inside a PDF, so that a reader finds it. No QGIS here.

Qt names each glyph by the first character that a font draws with it: where 山 and the radical ⼭ share one, the PDF
says the radical, and a search for 山 finds nothing. The tables of characters are not compressed: they are mended in
place, code by code, at the same length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

_TABLE = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_CODES = re.compile(rb"\[[^\]]*\]")  # what the glyphs mean; the glyphs' own numbers stand outside the brackets
_CODE = re.compile(rb"<([0-9A-Fa-f]{4})>")


def mend_text(content: bytes, letters: Mapping[str, str]) -> bytes:
    """The PDF *content* with characters replaced by *letters* where its fonts say what their glyphs mean."""
    codes = {ord(wrong): b"<%04X>" % ord(right) for wrong, right in letters.items()}

    def code(found: re.Match[bytes]) -> bytes:
        return codes.get(int(found[1], 16), found[0])

    return _TABLE.sub(lambda table: _CODES.sub(lambda each: _CODE.sub(code, each[0]), table[0]), content)


def mend_file(path: Path, letters: Mapping[str, str]) -> None:
    """Mend the PDF at *path*, a file in the making; raises ``OSError``."""
    path.write_bytes(mend_text(path.read_bytes(), letters))
