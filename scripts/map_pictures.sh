#!/bin/bash
# The pictures of maps in docs/images/, in Chinese, from the sample county. Look at each at full size afterwards.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

isolate_qgis
export QT_QPA_PLATFORM=offscreen
"$PYTHON" scripts/qgis_settings.py "$HOME/.local/share/QGIS/QGIS3/profiles/default/QGIS/QGIS3.ini" zh-Hans
exec "$PYTHON" scripts/map_pictures.py
