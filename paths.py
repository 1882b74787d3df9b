"""Where the plugin's own files lie: the neutral home of every path."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent


def icon_path(name: str) -> str:
    """Path of an icon in ``icons/`` (read by path, so that nothing has to be compiled)."""
    return str(ROOT / "icons" / name)


def palette_path() -> Path:
    """The one source of colours, ``styles/palette.json``."""
    return ROOT / "styles" / "palette.json"


def plans_path() -> Path:
    """Folder of the plans whose dates the calendar knows, ``campaign/plans/``."""
    return ROOT / "campaign" / "plans"


def ui_path(name: str) -> str:
    """Path of a form in ``ui/``."""
    return str(ROOT / "ui" / name)


def sample_project_path() -> Path:
    """The project of the sample county that comes with the plugin."""
    return ROOT / "demo" / "demo.qgz"


def manual_path(language: str | None) -> Path:
    """The manual in *language* ("zh"), or in English."""
    return ROOT / ("README.zh-CN.md" if language == "zh" else "README.md")


def translation_path(language: str) -> Path:
    """Compiled translation catalogue of *language*."""
    return ROOT / "i18n" / f"mine_remediation_{language}.qm"
