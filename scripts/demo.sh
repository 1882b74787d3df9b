#!/bin/bash
# The main job on the sample county, headless: exportprogress through qgis_process into demo/output/.
# LOCALE=zh-Hans makes the results Chinese.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

isolate_qgis
export QT_QPA_PLATFORM=offscreen
"$PYTHON" scripts/qgis_settings.py "$HOME/.local/share/QGIS/QGIS3/profiles/default/QGIS/QGIS3.ini" "${LOCALE:-}"
exec "$PYTHON" scripts/demo.py
