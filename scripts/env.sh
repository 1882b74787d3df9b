# Sourced by the other scripts: where things are, a UTF-8 locale, and QGIS apart from the user's own profile.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$ROOT"
VENV="$ROOT/.venv"
PLAIN="$ROOT/.venv-plain"
PYTHON="$VENV/bin/python"
PACKAGE=mine_remediation
PLUGINS="$ROOT/build/plugins"

unset PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE
# Qt 5 reads file names by the locale: without UTF-8 a Chinese folder cannot be opened.
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
    export LC_ALL=C.UTF-8
fi

# A home of its own below build/: the user's QGIS profile is neither read nor changed.
isolate_qgis() {
    export HOME="$ROOT/build/home"
    export XDG_RUNTIME_DIR="$HOME/run"
    unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME QGIS_CUSTOM_CONFIG_PATH
    mkdir -p "$XDG_RUNTIME_DIR"
    chmod 700 "$XDG_RUNTIME_DIR"
    use_plugin
}

# QGIS finds the plugin through the link in build/plugins and the libraries of .venv.
use_plugin() {
    export QGIS_PLUGINPATH="$PLUGINS"
    PYTHONPATH=$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    export PYTHONPATH
}
