"""The manifest of a report: what went in, every figure with the patches behind it, and the digest that proves them.

The digest is the SHA-256 of the canonical JSON of the parts ``inputs``, ``parameters`` and ``figures``. Names are in a
part of their own, so a report in another language has the same digest; file hashes stand in ``files``, outside it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ..engine.problems import Refusal
from .figures import Figure, FigureList
from .report import PatchChange, patch_changes

FORMAT, VERSION = "mine_remediation report", 1
NAME = "manifest.json"
PROVED = ("inputs", "parameters", "figures")
COMPLETE, INCOMPLETE = "complete", "incomplete"


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and nothing that could be written in two ways; not a number is refused (ValueError)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(manifest: Mapping[str, Any]) -> str:
    """SHA-256 (hexadecimal) of what a manifest proves."""
    proved = {part: manifest[part] for part in PROVED}
    return hashlib.sha256(canonical_json(proved).encode("utf-8")).hexdigest()


def grouped(sha256: str) -> str:
    """The digest as people compare it: its first 160 bits as 8 groups of 4 characters."""
    text = base64.b32encode(bytes.fromhex(sha256)[:20]).decode("ascii")
    return " ".join(text[start : start + 4] for start in range(0, 32, 4))


def figure_entries(figures: FigureList) -> list[dict[str, Any]]:
    """The figures as data."""
    return [
        {
            "key": each.key,
            "value": each.value,
            "printed": each.printed,
            "unit": each.unit,
            "ids": list(each.ids),
            "of": dict(each.of),
            "adjusted": each.adjusted,
        }
        for each in figures
    ]


def figure_list(manifest: Mapping[str, Any]) -> FigureList:
    """The figures of a manifest."""
    names = manifest.get("names", {})
    return FigureList(
        Figure(
            each["key"], names.get(each["key"], each["key"]), each["value"], each["printed"], each["unit"],
            tuple(each["ids"]), each["of"], each["adjusted"],
        )
        for each in manifest["figures"]
    )  # fmt: skip


def text_of(manifest: Mapping[str, Any]) -> str:
    """The file's text: readable, and the same for the same content."""
    return json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=1, allow_nan=False) + "\n"


def read_manifest(path: str | Path) -> dict[str, Any]:
    """A manifest from its file or from the folder of a report.

    Raises ``Refusal``: ``manifest_unreadable`` (path, detail), ``manifest_altered`` (path) where its figures are not
    those that its digest proves.
    """
    path = Path(path)
    path = path / NAME if path.is_dir() else path
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        known = manifest["format"] == FORMAT
        proved = known and digest(manifest) == manifest["digest"]["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refusal("manifest_unreadable", path=str(path), detail=str(error)) from error
    if not known:
        raise Refusal("manifest_unreadable", path=str(path), detail=str(manifest["format"]))
    if not proved:
        raise Refusal("manifest_altered", path=str(path))
    return dict(manifest)


def closed_on(manifest: Mapping[str, Any]) -> date:
    """The cut-off date of a report."""
    return date.fromisoformat(manifest["parameters"]["CUTOFF_DATE"])


def changes_since(manifest: Mapping[str, Any], now: Mapping[str, Sequence[Any]]) -> list[PatchChange]:
    """What has changed in the counted patches since the report of *manifest*."""
    return patch_changes({key: tuple(value) for key, value in manifest["patches"].items()}, dict(now))


def file_sha256(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
