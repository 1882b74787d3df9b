#!/bin/bash
# install.sh [PROFILE]: links the plugin into a QGIS profile (default: the user's "default" profile).
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

profile=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/QGIS/QGIS3/profiles/default}
place="$profile/python/plugins/$PACKAGE"

if [ -e "$place" ] && [ ! -L "$place" ]; then
    echo "$place is there already and no link of ours: remove it first (QGIS: Plugins, Installed, Uninstall)." >&2
    exit 1
fi
mkdir -p "$(dirname "$place")"
ln -sfn "$ROOT" "$place"
use_plugin
cat <<END
Linked: $place
Start QGIS so that it finds the libraries in .venv, and switch the plugin on under Plugins, Installed:

    PYTHONPATH='$PYTHONPATH' qgis

END
