"""Collects the texts of the code, every ``tr("…")``, into ``i18n/mine_remediation_*.ts``.

Read by ``ast``, so that it does not matter in which class a text stands: all go into the context
``@default``, where ``texts.tr`` looks. What is translated stays, what has vanished from the code goes,
what is new comes in unfinished. ``tr(text, n)`` becomes an entry with plural forms.
"""

from __future__ import annotations

import ast
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

ROOT = Path(__file__).resolve().parents[1]
CONTEXT = "@default"
ROOMS = ("formats", "campaign", "reports", "processing", "ui")
PLURAL_FORMS = {"zh": 1}
LANGUAGES = {"zh": "zh_CN"}


@dataclass
class Entry:
    """A source text, where it stands, whether it has plural forms, and its translation (a form each)."""

    source: str
    plural: bool = False
    places: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)

    def finished(self, language: str) -> bool:
        """Whether every form that *language* needs is there."""
        wanted = PLURAL_FORMS[language] if self.plural else 1
        return len(self.forms) == wanted and all(form.strip() for form in self.forms)


def literals(source: str) -> list[tuple[str, bool]]:
    """The texts in ``tr("…")`` calls of *source* in their order, each with whether a number goes with it."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and _is_tr(node.func)]
    calls.sort(key=lambda call: (call.lineno, call.col_offset))
    return [
        (call.args[0].value, len(call.args) > 1 or any(keyword.arg == "n" for keyword in call.keywords))
        for call in calls
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    ]


def _is_tr(function: ast.expr) -> bool:
    return (isinstance(function, ast.Name) and function.id == "tr") or (
        isinstance(function, ast.Attribute) and function.attr == "tr"
    )


def modules(root: Path) -> list[Path]:
    """The modules whose texts people see."""
    return sorted(root.glob("*.py")) + [path for room in ROOMS for path in sorted((root / room).rglob("*.py"))]


def collect(root: Path, files: Iterable[Path]) -> dict[str, Entry]:
    """All texts of *files* by source text."""
    entries: dict[str, Entry] = {}
    for path in files:
        for text, plural in literals(path.read_text(encoding="utf-8")):
            entry = entries.setdefault(text, Entry(text))
            entry.plural |= plural
            place = path.relative_to(root).as_posix()
            if place not in entry.places:
                entry.places.append(place)
    return entries


def read(catalogue: Path) -> dict[str, Entry]:
    """The entries of an existing catalogue; none where it does not exist."""
    if not catalogue.exists():
        return {}
    entries = {}
    for message in ET.parse(catalogue).getroot().iterfind("context/message"):
        entry = Entry(message.findtext("source", ""), message.get("numerus") == "yes")
        translation = message.find("translation")
        if translation is not None and translation.get("type") is None:
            forms = translation.findall("numerusform") if entry.plural else [translation]
            entry.forms = [form.text or "" for form in forms]
        entries[entry.source] = entry
    return entries


def merge(found: dict[str, Entry], known: dict[str, Entry]) -> list[Entry]:
    """The texts *found* in the code with the translations *known*."""
    for text, entry in found.items():
        if text in known:
            entry.forms = known[text].forms
    return list(found.values())


def to_xml(entries: Iterable[Entry], language: str) -> str:
    """The catalogue as Qt Linguist writes it, without line numbers: they would change with every commit."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language={quoteattr(LANGUAGES[language])} sourcelanguage="en">',
        "<context>",
        f"    <name>{CONTEXT}</name>",
    ]
    for entry in entries:
        lines.append('    <message numerus="yes">' if entry.plural else "    <message>")
        lines += [f"        <location filename={quoteattr('../' + place)}/>" for place in entry.places]
        lines.append(f"        <source>{escape(entry.source)}</source>")
        lines += _translation(entry, language)
        lines.append("    </message>")
    return "\n".join([*lines, "</context>", "</TS>", ""])


def _translation(entry: Entry, language: str) -> list[str]:
    state = "" if entry.finished(language) else ' type="unfinished"'
    if not entry.plural:
        return [f"        <translation{state}>{escape(entry.forms[0] if entry.forms else '')}</translation>"]
    forms = entry.forms or [""] * PLURAL_FORMS[language]
    written = [f"            <numerusform>{escape(form)}</numerusform>" for form in forms]
    return [f"        <translation{state}>", *written, "        </translation>"]


def update(root: Path, language: str) -> tuple[int, int]:
    """Bring the catalogue of *language* up to date; how many texts there are and how many are unfinished."""
    catalogue = root / "i18n" / f"mine_remediation_{language}.ts"
    entries = merge(collect(root, modules(root)), read(catalogue))
    catalogue.write_text(to_xml(entries, language), encoding="utf-8")
    return len(entries), sum(not entry.finished(language) for entry in entries)


def main() -> None:
    for language in LANGUAGES:
        count, unfinished = update(ROOT, language)
        sys.stdout.write(f"i18n/mine_remediation_{language}.ts: {count} texts, {unfinished} unfinished\n")


if __name__ == "__main__":
    main()
