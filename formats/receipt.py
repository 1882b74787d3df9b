"""The receipt of a file that came in: what it is, what was taken from it, which rules it kept and which it broke.

A receipt depends on the file's bytes and, where it is told in words, on the language: no time, no folder. The same file
gives the same receipt, byte for byte. A file that came in before is known by its ``content_sha256``: it is that of what
was read, the same for a shapefile and for every zip that holds it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as filled
from pathlib import Path
from typing import Any, Union

from ..engine.problems import Refusal

SCHEMA = 1
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Finding:
    """One rule applied to one place: *rule* names it, *row* is a line of a text or a row of a table from 1.

    ``values`` fill the sentence; wording happens where receipts are shown.
    """

    rule: str
    passed: bool
    file: str = ""
    row: int | None = None
    field: str = ""
    value: str = ""
    values: Mapping[str, Any] = filled(default_factory=dict)


def refused(refusal: Refusal, file: str) -> Finding:
    """*refusal* as a finding of *file*."""
    values = {
        name: value if isinstance(value, (int, float, str)) else str(value)
        for name, value in refusal.values.items()
        if name != "file"
    }
    return Finding(refusal.code, False, file, values=values)


@dataclass(frozen=True)
class Receipt:
    """What became of one file. *mu* is the unrounded area of what was accepted, None where nothing has an area."""

    file: str
    sha256: str
    size: int
    format: str
    sender: str = ""
    encoding: str = ""
    crs: str = ""
    counts: Mapping[str, int] = filled(default_factory=dict)
    mu: float | None = None
    findings: tuple[Finding, ...] = ()
    content_sha256: str = ""

    @property
    def failed(self) -> tuple[Finding, ...]:
        """The rules that the file broke."""
        return tuple(each for each in self.findings if not each.passed)


Words = Callable[[Union[Receipt, Finding]], str]


def sha256_of(source: Path | bytes) -> str:
    """The SHA-256 of a file or of bytes, in hexadecimal; raises ``OSError``."""
    digest = hashlib.sha256()
    if isinstance(source, bytes):
        digest.update(source)
        return digest.hexdigest()
    with open(source, "rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def sha256_of_all(files: Iterable[Path]) -> str:
    """One SHA-256 for a data set of several files, in the order of their names; of a single file its own."""
    parts = sorted(files, key=lambda each: each.name.casefold())
    if len(parts) == 1:
        return sha256_of(parts[0])
    lines = (f"{sha256_of(each)}  {each.suffix.lower()}\n" for each in parts)
    return sha256_of("".join(lines).encode())


def sha256_together(digests: Iterable[str]) -> str:
    """One SHA-256 for several, whatever their order; of a single one itself."""
    different = sorted(set(digests))
    return different[0] if len(different) == 1 else sha256_of("\n".join(different).encode())


def to_json(receipts: Iterable[Receipt], words: Words | None = None) -> str:
    """Receipts as JSON: keys sorted, one line each, the same text for the same receipts.

    *words* gives what stands as ``text`` in each receipt and each rule, for people.
    """
    content = {"schema": SCHEMA, "receipts": [_plain(each, words) for each in receipts]}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def from_json(text: str) -> list[Receipt]:
    """Receipts that :func:`to_json` wrote; raises ``ValueError`` for anything else."""
    try:
        content = json.loads(text)
        if content["schema"] != SCHEMA:
            raise ValueError(f"schema {content['schema']}")
        return [_receipt(each) for each in content["receipts"]]
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from error


def _plain(receipt: Receipt, words: Words | None) -> dict[str, Any]:
    made = asdict(receipt)
    made["findings"] = [
        {key: value for key, value in each.items() if value not in (None, "", {})} for each in made["findings"]
    ]
    if words is not None:
        made["text"] = words(receipt)
        for each, finding in zip(made["findings"], receipt.findings):
            each["text"] = words(finding)
    return made


def _receipt(content: dict[str, Any]) -> Receipt:
    content.pop("text", None)
    findings = tuple(map(_finding, content.pop("findings")))
    return Receipt(**content, findings=findings)


def _finding(content: dict[str, Any]) -> Finding:
    return Finding(**{name: value for name, value in content.items() if name != "text"})
