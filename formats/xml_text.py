"""XML of others, read piece by piece: no document types, no entities of its own, no bottomless tree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from ..engine.problems import Refusal
from .encodings import decode
from .guards import refuse_doctype
from .watching import ask

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*?\?>")
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_DEEPEST = 100
_CHUNK = 1 << 16


@dataclass
class Element:
    """An element by its local name, with its attributes by theirs, its text and its children."""

    name: str
    attributes: dict[str, str]
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, name: str) -> Iterator[Element]:
        """The elements called *name* below, at any depth, in their order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def child(self, name: str) -> Element | None:
        """The first child called *name*."""
        return next((each for each in self.children if each.name == name), None)

    def value(self, name: str) -> str:
        """The text of the first child called *name*, without blanks around it; empty where there is none."""
        found = self.child(name)
        return found.text.strip() if found is not None else ""


@dataclass(frozen=True)
class Document:
    """A text that can be gone through once; ``head`` is its beginning."""

    file: str
    text: str
    encoding: str

    @property
    def head(self) -> str:
        """The first characters, where the writing program tells of itself."""
        return self.text[:4096]

    @property
    def root(self) -> str:
        """The local name of the outermost element; empty where there is none."""
        found = re.search(r"<(?:[\w.-]+:)?([\w.-]+)", re.sub(r"<!--.*?-->", "", self.head, flags=re.DOTALL))
        return found.group(1) if found else ""

    def elements(self, wanted: Collection[str]) -> Iterator[tuple[list[Element], Element]]:
        """The elements named in *wanted*, each with those around it, outermost first; these know of their children
        only ``name``. What has been handed out is forgotten.

        Raises ``Refusal``: ``xml_doctype`` (file, member), ``xml_broken`` (file, line) where the text stops being XML;
        what came before has been handed out by then.
        """
        builder = _Builder(self.file, wanted)
        parser = expat.ParserCreate("utf-8", "}")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = builder.characters, builder.doctype
        for place in range(0, len(self.text) + 1, _CHUNK):
            ask()
            chunk = self.text[place : place + _CHUNK].encode("utf-8", "replace")
            try:
                parser.Parse(chunk, place + _CHUNK > len(self.text))
            except expat.ExpatError as error:
                yield from builder.take()
                raise Refusal("xml_broken", file=self.file, line=error.lineno) from error
            yield from builder.take()


def document(data: bytes, file: str, encoding: str = "auto") -> Document:
    """The XML of *data*. Raises ``Refusal``: ``xml_doctype`` (file, member) and ``encoding_unknown``."""
    declared = _ENCODING.search(data[:400].replace(b"\x00", b""))
    found = decode(data, encoding, declared.group(1).decode("ascii") if declared else None)
    text = _DECLARATION.sub("", found.text.lstrip("\ufeff \r\n\t"), count=1)
    refuse_doctype(text[: 1 << 16].encode("utf-8", "replace"), file, file)
    return Document(file, text, found.encoding)


class _Builder:
    def __init__(self, file: str, wanted: Collection[str]) -> None:
        self._file, self._wanted = file, wanted
        self._stack: list[Element] = []
        self._texts: list[list[str]] = []
        self._inside = 0  # how many of the stack are wanted
        self._ready: list[tuple[list[Element], Element]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._stack) >= _DEEPEST:
            raise Refusal("xml_broken", file=self._file, line=0)
        plain = {key.rpartition("}")[2]: value for key, value in attributes.items()} if attributes else {}
        self._texts.append([])
        self._stack.append(Element(name.rpartition("}")[2], plain))
        self._inside += self._stack[-1].name in self._wanted

    def characters(self, text: str) -> None:
        if self._inside or self._stack[-1].name == "name":
            self._texts[-1].append(text)

    def end(self, _name: str) -> None:
        done = self._stack.pop()
        done.text = "".join(self._texts.pop())
        if done.name in self._wanted:
            self._inside -= 1
            if not self._inside:
                self._ready.append((list(self._stack), done))
                return
        if self._stack and (self._inside or done.name == "name"):
            self._stack[-1].children.append(done)

    def doctype(self, *_: object) -> None:
        raise Refusal("xml_doctype", file=self._file, member=self._file)

    def take(self) -> list[tuple[list[Element], Element]]:
        ready, self._ready = self._ready, []
        return ready
