"""Which field of what comes in goes where, written as ``target=source;target=source``.

Names are percent-escaped where they hold ``=``, ``;`` or ``%``. A source in single quotes is a constant.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote, unquote

from .problems import Refusal

SPECIAL = (";", "=", "%")


def parse(text: str, targets: Collection[str]) -> dict[str, str]:
    """Target → source as written in *text*.

    Raises ``Refusal``: ``mapping_part`` (part), ``mapping_target`` (target, targets) for one that is not in *targets*.
    """
    found: dict[str, str] = {}
    for part in filter(None, (each.strip() for each in text.split(";"))):
        target, equals, source = (unquote(each.strip()) for each in part.partition("="))
        if not (equals and target and source):
            raise Refusal("mapping_part", part=part)
        if target not in targets:
            raise Refusal("mapping_target", target=target, targets=list(targets))
        found[target] = source
    return found


def written(mapping: dict[str, str]) -> str:
    """*mapping* as text that :func:`parse` reads."""
    return ";".join(f"{target}={_escaped(source)}" for target, source in mapping.items())


def _escaped(name: str) -> str:
    return "".join(quote(each, safe="") if each in SPECIAL else each for each in name)


def constant(source: str) -> str | None:
    """The text of a *source* in single quotes; None for the name of a field."""
    return source[1:-1] if len(source) > 1 and source[0] == source[-1] == "'" else None
