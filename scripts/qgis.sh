#!/bin/bash
# QGIS Desktop on the demo project, with the plugin loaded, in a profile of its own (build/profiles).
# LOCALE=zh-Hans makes QGIS Chinese.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "make qgis opens a window: there is no display here." >&2
    exit 1
fi
profiles="$ROOT/build/profiles"
"$PYTHON" scripts/qgis_settings.py "$profiles/profiles/default/QGIS/QGIS3.ini" "${LOCALE:-}"
use_plugin
exec qgis --nologo --noversioncheck --profiles-path "$profiles" demo/demo.qgz
