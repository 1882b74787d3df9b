"""What the engine has to say: refusals and notices as a code with values.

Wording and translation happen at the door (``processing/messages.py``): the engine knows the layer,
the feature and the figures, not the language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Level(Enum):
    """How loudly a notice is said: information, or a warning that the user should read."""

    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True)
class Notice:
    """One thing to tell: *code* names the sentence, *values* fill it (layer, ids, mu …)."""

    code: str
    level: Level
    values: dict[str, Any] = field(default_factory=dict)


def info(code: str, **values: Any) -> Notice:
    """A notice for information."""
    return Notice(code, Level.INFO, values)


def warning(code: str, **values: Any) -> Notice:
    """A notice that the user should read before using the figures."""
    return Notice(code, Level.WARNING, values)


class Refusal(Exception):
    """The input cannot be computed; *code* and *values* make the sentence with layer and remedy."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(f"{code}: {values}")
        self.code = code
        self.values = values


class Cancelled(Exception):
    """The user stopped the run; nothing has been written."""
