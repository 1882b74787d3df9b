"""Every text of the code is in the Chinese catalogue, finished; and the collector finds what it should."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
LRELEASE = Path("/usr/lib/qt5/bin/lrelease")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def _load_collector() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translate", ROOT / "scripts" / "translate.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["translate"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


translate = _load_collector()


def _catalogue() -> tuple[dict, dict]:
    found = translate.collect(ROOT, translate.modules(ROOT))
    return found, translate.read(ROOT / "i18n" / "mine_remediation_zh.ts")


def test_the_mark_of_adjusted_figures_is_explained_in_one_sentence() -> None:
    found, _ = _catalogue()
    assert len([text for text in found if text.startswith("* ")]) == 1


def test_no_text_is_missing_in_chinese() -> None:
    found, known = _catalogue()
    missing = [f"{entry.places}: {text}" for text, entry in found.items() if text not in known]
    assert not missing, "make translations, then translate:\n" + "\n".join(missing)


def test_no_text_is_unfinished_in_chinese() -> None:
    found, known = _catalogue()
    merged = translate.merge(found, known)
    unfinished = [f"{entry.places}: {entry.source}" for entry in merged if not entry.finished("zh")]
    assert not unfinished, "\n".join(unfinished)


def test_nothing_is_kept_that_the_code_no_longer_says() -> None:
    found, known = _catalogue()
    assert set(known) <= set(found)


def test_translations_keep_the_placeholders() -> None:
    _, known = _catalogue()
    changed = [
        f"{entry.source} -> {form}"
        for entry in known.values()
        for form in entry.forms
        if set(PLACEHOLDER.findall(form)) != set(PLACEHOLDER.findall(entry.source))
    ]
    assert not changed, "\n".join(changed)


CODE = """
LABEL = tr("Town & country <b>")
class Dialog:
    def say(self, n):
        self.tr("{n} patches", n)
        return tr(
            "One sentence in "
            "two pieces"
        )
def title(): tr(variable); tr(f"{x}"); other("no text")
"""


def test_texts_are_collected_in_and_outside_classes() -> None:
    assert translate.literals(CODE) == [
        ("Town & country <b>", False),
        ("{n} patches", True),
        ("One sentence in two pieces", False),
    ]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "i18n").mkdir()
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.py").write_text(CODE, encoding="utf-8")
    return tmp_path


def _translate_all(checkout: Path) -> Path:
    catalogue = checkout / "i18n" / "mine_remediation_zh.ts"
    entries = list(translate.read(catalogue).values())
    chinese = {"Town & country <b>": "城乡 <b>", "{n} patches": "{n} 个图斑", "One sentence in two pieces": "一句话"}
    for entry in entries:
        entry.forms = [chinese[entry.source]]
    catalogue.write_text(translate.to_xml(entries, "zh"), encoding="utf-8")
    return catalogue


def test_an_update_keeps_translations_and_drops_vanished_texts(checkout: Path) -> None:
    assert translate.update(checkout, "zh") == (3, 3)
    catalogue = _translate_all(checkout)
    (checkout / "reports" / "a.py").write_text('tr("{n} patches", n); tr("New")', encoding="utf-8")
    assert translate.update(checkout, "zh") == (2, 1)
    entries = translate.read(catalogue)
    assert {text: entry.forms for text, entry in entries.items()} == {"{n} patches": ["{n} 个图斑"], "New": []}


def test_a_second_update_changes_nothing(checkout: Path) -> None:
    translate.update(checkout, "zh")
    catalogue = _translate_all(checkout)
    assert translate.update(checkout, "zh") == (3, 0)
    before = catalogue.read_text(encoding="utf-8")
    assert translate.update(checkout, "zh") == (3, 0)
    assert catalogue.read_text(encoding="utf-8") == before


@pytest.fixture
def compiled(checkout: Path) -> Path:
    if not LRELEASE.exists():
        pytest.skip("lrelease is not installed")
    translate.update(checkout, "zh")
    catalogue = _translate_all(checkout)
    subprocess.run([LRELEASE, "-silent", catalogue], check=True)
    return catalogue.with_suffix(".qm")


def test_the_plugin_speaks_chinese_in_a_chinese_qgis(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("qgis")
    from qgis.core import QgsSettings

    from mine_remediation import plugin
    from mine_remediation.texts import tr

    monkeypatch.setattr(plugin, "translation_path", lambda language: compiled)
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "zh-Hans")
    ours = plugin.MineRemediationPlugin(None)
    try:
        assert tr("Town & country <b>") == "城乡 <b>"
        assert tr("{n} patches", 3).format(n=3) == "3 个图斑"
        assert tr("not in the catalogue") == "not in the catalogue"
    finally:
        ours.unload()
        settings.remove("locale/overrideFlag")
        settings.remove("locale/userLocale")
    assert tr("Town & country <b>") == "Town & country <b>"


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh-Hans", "zh"),
        ("zh_Hans", "zh"),
        ("zh_CN", "zh"),
        ("zh", "zh"),
        ("zh-Hant", None),
        ("zh_TW", None),
        ("en", None),
        ("C", None),
        ("de_DE", None),
    ],
)
def test_the_catalogue_for_a_locale(locale: str, language: str | None) -> None:
    pytest.importorskip("qgis")
    from mine_remediation.plugin import catalogue_for

    assert catalogue_for(locale) == language


def test_every_source_catalogue_compiles_without_a_complaint(tmp_path: Path) -> None:
    if not LRELEASE.exists():
        pytest.skip("lrelease is not installed")
    for source in (ROOT / "i18n").glob("*.ts"):
        copy = tmp_path / source.name
        shutil.copy(source, copy)
        done = subprocess.run([LRELEASE, "-silent", copy], capture_output=True, text=True, check=True)
        assert done.stdout + done.stderr == ""
