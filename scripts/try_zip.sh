#!/bin/bash
# try_zip.sh ZIP FOLDER: does what the office manual says, with the new folder FOLDER as home. Installs ZIP in a QGIS
# window with the plugin manager, copies the sample county from the plugin's folder and runs the main job on it there.
# Prints what was said about XlsxWriter and which files came out. Needs the system's Python only; see test_matrix.sh.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

zip=$(realpath "$1")
mkdir -p build "$2"
HOME=$(realpath "$2")
export HOME XDG_RUNTIME_DIR="$HOME/run"
mkdir -p -m 700 "$XDG_RUNTIME_DIR"

INSTALL_ZIP="$zip" timeout 180 bash scripts/with_window.sh \
    qgis --nologo --noversioncheck --code scripts/install_zip.py >build/window.log 2>&1 ||
    { tail build/window.log >&2; echo "the zip could not be installed" >&2; exit 1; }

sample="$HOME/示例县"
mkdir -p "$sample/build" "$sample/scripts"
cp -r "$HOME/.local/share/QGIS/QGIS3/profiles/default/python/plugins/$PACKAGE/demo" "$sample/"
cp scripts/demo.py "$sample/scripts/"
QT_QPA_PLATFORM=offscreen python3 "$sample/scripts/demo.py" >"$HOME/demo.txt" 2>&1 || true
grep -o '[^"]*XlsxWriter[^"]*' "$HOME/demo.txt" || true
echo "made: $(cd "$sample/demo/output" && echo *)"
