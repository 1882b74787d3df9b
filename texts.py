"""Words for people: one module-level ``tr`` for every room above the engine.

The translator is a function that the plugin or the provider installs; without it (plain Python,
tests, a notebook) the English source string is returned. Placeholders stay outside the literal:
``tr("{n} patches").format(n=n)``; an f-string inside ``tr`` would never be found in the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable

Translator = Callable[[str, "int | None"], str]

_installed: list[Translator] = []


def install_translator(translator: Translator) -> None:
    """Use *translator* from now on; the one installed last wins."""
    _installed.append(translator)


def remove_translator(translator: Translator) -> None:
    """Take back what :func:`install_translator` did; unknown translators are ignored."""
    if translator in _installed:
        _installed.remove(translator)


def tr(text: str, n: int | None = None) -> str:
    """Return *text* in the user's language, in the plural form for *n* where given."""
    return _installed[-1](text, n) if _installed else text


def sentences(first: str, second: str) -> str:
    """One sentence behind the other; Chinese has no blank between them."""
    return tr("{first} {second}").format(first=first, second=second)
