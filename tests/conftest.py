"""What all tests share: how many cases hypothesis makes, and `qgis_process` as a fixture."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import Phase, settings

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "mine_remediation"

settings.register_profile("short", max_examples=100, deadline=None, derandomize=True)
settings.register_profile("long", max_examples=2000, deadline=None, print_blob=True)
# a planted fault is seen by the first failing case; which one is smallest does not matter
settings.register_profile(
    "mutation",
    max_examples=int(os.environ.get("MUTATION_CASES", "100")),
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))


def pytest_configure(config: pytest.Config) -> None:
    """In a long run: count for the manuals what is run."""
    if "LONG_RUN_COUNTS" in os.environ:
        from mine_remediation.tests.counting import Counts

        config.pluginmanager.register(Counts(Path(os.environ["LONG_RUN_COUNTS"])))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a long run the tests made of generated cases are long ones too."""
    if os.environ.get("HYPOTHESIS_PROFILE") != "long":
        return
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False) or item.get_closest_marker("cases"):
            item.add_marker(pytest.mark.long)


@dataclass(frozen=True)
class QgisProcess:
    """Runs ``qgis_process`` with a home and a plugin folder of its own."""

    home: Path
    plugins: Path

    def __call__(self, *arguments: str, timeout: float = 120, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run with *arguments*; *variables* are added to the environment. The exit code is the caller's to check."""
        # Debian 12's wrapper `qgis_process` hands over an option that the program refuses
        return subprocess.run(
            ["qgis_process.bin", *arguments],
            env={**self.environment(), **variables},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def environment(self) -> dict[str, str]:
        """The surroundings of a fresh user: own home, this Python's libraries, the plugin folder."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "QGIS_"))}
        return {
            **kept,
            "HOME": str(self.home),
            "XDG_RUNTIME_DIR": str(self.home),
            "QT_QPA_PLATFORM": "offscreen",
            "QGIS_PLUGINPATH": str(self.plugins),
            "PYTHONPATH": sysconfig.get_path("purelib") if sys.prefix != sys.base_prefix else "",
        }


@pytest.fixture(scope="session")
def new_qgis_process(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], QgisProcess]:
    """Makes a ``qgis_process`` with an empty home for a plugin folder."""

    def make(plugins: Path) -> QgisProcess:
        home = tmp_path_factory.mktemp("home")
        home.chmod(0o700)
        return QgisProcess(home, plugins)

    return make


@pytest.fixture(scope="session")
def qgis_process(
    new_qgis_process: Callable[[Path], QgisProcess], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[QgisProcess]:
    """``qgis_process`` with the checkout's plugin enabled; call ``qgis_process("run", id, "NAME=value", …)``."""
    plugins = tmp_path_factory.mktemp("plugins")
    (plugins / PACKAGE).symlink_to(ROOT)
    process = new_qgis_process(plugins)
    enabled = process("plugins", "enable", PACKAGE)
    assert enabled.returncode == 0, enabled.stdout + enabled.stderr
    yield process
    (plugins / PACKAGE).unlink()
