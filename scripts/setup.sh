#!/bin/bash
# Everything that the other targets need; does only what is missing, so that running it again costs nothing.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

SYSTEM_PYTHON=/usr/bin/python3

listed() { grep -v '^#' "requirements/$1.txt"; }

missing_packages() {
    comm -23 <(listed debian | sort) \
        <(dpkg-query -W -f='${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p' | sort -u)
}

# what a command says is shown only when it fails
quietly() { "$@" >build/apt.log 2>&1 || { cat build/apt.log >&2; exit 1; }; }

install_packages() {
    local missing as_root=()
    if ! command -v dpkg-query >/dev/null; then
        echo "make setup knows Debian and its relatives only; install by hand what requirements/debian.txt lists." >&2
        exit 1
    fi
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -eq 0 ] && return
    [ "$(id -u)" -eq 0 ] || as_root=(sudo --preserve-env=DEBIAN_FRONTEND)
    export DEBIAN_FRONTEND=noninteractive
    echo "setup: installing ${missing[*]}"
    quietly "${as_root[@]}" apt-get -q update
    quietly "${as_root[@]}" apt-get -q -y -o Dpkg::Use-Pty=0 install --no-install-recommends "${missing[@]}"
}

# make_venv FOLDER OPTIONS…: a virtual environment of the system's Python, kept when it is there already
make_venv() {
    local folder=$1
    shift
    "$folder/bin/python" -c '' 2>/dev/null || "$SYSTEM_PYTHON" -m venv --clear "$@" "$folder"
}

# when_changed STAMP COMMAND LISTS…: run COMMAND unless it went well before for the same lists
when_changed() {
    local stamp=$1 command=$2 now
    shift 2
    now=$(cat scripts/setup.sh "${@/#/requirements/}" | sha256sum)
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ] && return
    "$command"
    echo "$now" >"$stamp"
}

pip_into() {
    local venv=$1
    shift
    "$venv/bin/python" -m pip install -qq --disable-pip-version-check "$@"
}

# build_from_source PACKAGE: compile against the system's libraries; pip keeps the wheel it has made
build_from_source() {
    local pin
    pin=$(listed qgis | grep "^$1==")
    compgen -G "$VENV/lib/python3*/site-packages/$1.libs" >/dev/null && set -- "$1" --force-reinstall
    pip_into "$VENV" "${@:2}" --no-deps --no-binary "$1" --use-feature=no-binary-enable-wheel-cache "$pin"
}

fill_venv() {
    local shapely
    echo "setup: filling .venv (shapely and pyogrio are built against the system's libraries)"
    make_venv "$VENV" --system-site-packages
    build_from_source shapely &
    shapely=$!
    build_from_source pyogrio
    wait "$shapely"
    pip_into "$VENV" -r requirements/qgis.txt -r requirements/develop.txt
    # pyproj looks for its data below the prefix of the Python that runs it
    mkdir -p "$VENV/share"
    ln -sfn /usr/share/proj "$VENV/share/proj"
    # without a screen Qt ends the process; pytest-qgis starts it before any conftest.py could choose another platform
    echo "import os; os.environ.get('DISPLAY') or os.environ.setdefault('QT_QPA_PLATFORM', 'offscreen')" \
        >"$("$PYTHON" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/offscreen.pth"
    "$PYTHON" scripts/check_libraries.py
}

fill_plain() {
    echo "setup: filling .venv-plain (no QGIS, newest libraries)"
    make_venv "$PLAIN"
    pip_into "$PLAIN" -r requirements/plain.txt
}

link_plugin() {
    mkdir -p "$PLUGINS"
    ln -sfn "$ROOT" "$PLUGINS/$PACKAGE"
}

compile_translations() {
    local source
    for source in i18n/*.ts; do
        if [ -f "$source" ] && [ ! "${source%.ts}.qm" -nt "$source" ]; then
            # written beside and moved: a QGIS that runs has the file mapped, and dies when it is cut under it
            /usr/lib/qt5/bin/lrelease -silent "$source" -qm "${source%.ts}.qm.new"
            mv "${source%.ts}.qm.new" "${source%.ts}.qm"
        fi
    done
}

mkdir -p build
exec 9>build/setup.lock
flock 9 # two targets started side by side set up one after the other
install_packages
when_changed "$VENV/.filled" fill_venv qgis.txt develop.txt
when_changed "$PLAIN/.filled" fill_plain plain.txt
link_plugin
compile_translations
