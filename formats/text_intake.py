"""Texts of coordinates that came in, files and what was pasted: read, each with its receipt.

A file that cannot be read is a finding in its own receipt, and the others are still read; what only the user can
decide is asked by a refusal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..engine.area import to_mu, total
from ..engine.problems import Refusal
from ..engine.progress import Progress, Silent, check
from . import guards
from .coordinate_text import NONE, read
from .crs_choice import PARAMETER, of_crs
from .features import Features
from .patch_intake import ASKED as ASKED_OF_PLACES
from .receipt import Finding, Receipt, refused, sha256_of
from .watching import watched_by

_LIMITS = guards.Limits(text=64 << 20)  # some 150 000 plots
ASKED = {*ASKED_OF_PLACES, "encoding_unknown"}  # only the user or the sender knows


@dataclass(frozen=True)
class Options:
    """How texts are to be read; empty: found out. *reference*: polygons in degrees of where they should lie.

    *pasted* is what the text of the parameter is called.
    """

    encoding: str = "auto"
    crs: str = ""
    reference: Any = None
    from_gcj02: bool = False
    sender: str = ""
    pasted: str = "TEXT"


@dataclass
class Taken:
    """All that came in: the plots of each text, and a receipt for each."""

    features: list[Features] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)


def read_texts(paths: Sequence[Path], text: str, options: Options, progress: Progress | None = None) -> Taken:
    """Read the files *paths* and the pasted *text*; equal bytes are read once.

    Raises ``Refusal``: those of :data:`ASKED`; those of a coordinate system that cannot be used; and where no plot at
    all can be read the first refusal of a file, or ``plots_unread`` (file, count, finding).
    """
    progress, found = progress or Silent(), Taken()
    of_crs(options.crs, PARAMETER, options.pasted)
    refusals: list[Refusal] = []
    seen: dict[str, str] = {}
    sources: list[Path | None] = [*paths, *([None] if text.strip() else [])]
    for place, path in enumerate(sources):
        check(progress)
        name = options.pasted if path is None else path.name
        content, refusal = _content(path, text)
        digest = _digest(path, content)
        if digest and digest in seen:
            same = Finding("file_repeated", False, name, values={"other": seen[digest]})
            size = _size(path, content)
            found.receipts.append(
                Receipt(name, digest, size, "", options.sender, findings=(same,), content_sha256=digest)
            )
            continue
        seen[digest] = name
        try:
            if refusal is not None:
                raise refusal
            with watched_by(progress):
                made = _read(content, name, options)
        except Refusal as problem:
            if problem.code in ASKED:
                raise
            refusals.append(problem)
            made = Features(name, "", "", {}, [], [], findings=[refused(problem, name)])
        found.features += [made] if len(made) else []
        found.receipts.append(_receipt(made, digest, _size(path, content), options))
        progress.report((place + 1) / len(sources))
    if not found.features:
        raise refusals[0] if refusals else _nothing(found)
    return found


def _content(path: Path | None, text: str) -> tuple[bytes | str, Refusal | None]:
    if path is None:
        return text, None
    try:
        return guards.read_text(path, _LIMITS), None
    except Refusal as refusal:
        return b"", refusal


def _digest(path: Path | None, content: bytes | str) -> str:
    """What the text is known by; empty for what is too large to be one."""
    if path is None or content:
        return sha256_of(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    try:
        return sha256_of(path) if path.stat().st_size <= _LIMITS.text else ""
    except OSError:
        return ""


def _size(path: Path | None, content: bytes | str) -> int:
    if path is None or content:
        return len(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return path.stat().st_size if path.is_file() else 0


def _read(content: bytes | str, name: str, options: Options) -> Features:
    return read(
        content,
        name,
        encoding=options.encoding,
        parameter=options.crs,
        reference=options.reference,
        from_gcj02=options.from_gcj02,
    )


def _receipt(made: Features, digest: str, size: int, options: Options) -> Receipt:
    systems = dict.fromkeys(made.columns.get("crs", ()))
    areas = made.columns.get("area_m2", [])
    return Receipt(
        file=made.file,
        sha256=digest,
        size=size,
        format=made.format,
        sender=options.sender,
        encoding=made.encoding,
        crs=", ".join(systems),
        counts={**made.counts, "rows": len(made) + made.counts["rejected"]},
        mu=float(to_mu(total(areas))) if areas else None,
        findings=(*made.findings, *_kept(made)),
        content_sha256=digest,
    )


def _kept(made: Features) -> list[Finding]:
    """The rules that plots kept: ``crs_chosen`` (crs, by), ``areas_agree`` and ``areas_unstated`` (count)."""
    if not len(made):
        return []
    systems = dict.fromkeys(zip(made.columns["crs"], made.columns["crs_source"]))
    told = [Finding("crs_chosen", True, made.file, values={"crs": crs, "by": source}) for crs, source in systems]
    matches = Counter(made.columns["area_matches"])
    unstated = matches.pop(None, 0)
    agreeing = sum(matches.values()) - matches[NONE]
    counted = (("areas_agree", agreeing), ("areas_unstated", unstated))
    return [*told, *(Finding(rule, True, made.file, values={"count": n}) for rule, n in counted if n)]


def _nothing(found: Taken) -> Refusal:
    """No text has a plot that can be read: the first reason is told."""
    receipt = next((each for each in found.receipts if each.failed), found.receipts[0])
    reasons = [each for each in receipt.failed if each.rule not in ("line_unread", "plot_rejected")]
    finding = next(iter([*reasons, *receipt.failed]), None)
    return Refusal("plots_unread", file=receipt.file, count=receipt.counts.get("rejected", 0), finding=finding)
