#!/bin/bash
# The *built zips* in throw-away Debian systems with other QGIS versions: trixie (Debian 13, QGIS 3.40) and forky
# (Debian testing, QGIS 3.44); `test_matrix.sh trixie` takes one of them. First what an office gets, where XlsxWriter is
# absent; then the tests and a real window, with Debian's geopandas and shapely. See roots.sh for what it needs.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
source scripts/roots.sh "$@"

OFFICE=(qgis qgis-providers python3-qgis python3-geopandas python3-pyogrio fonts-noto-cjk fonts-open-sans xvfb openbox)
TESTS=(python3-pytest python3-hypothesis python3-venv python3-openpyxl python3-xlsxwriter python3-docx python3-segno
    python3-jinja2 sqlite3 poppler-utils xdotool)
place="/root/矩阵 (1)"

# try_zip NAME ZIP FILES SENTENCES: install ZIP; the sample county gives FILES, and XlsxWriter is named SENTENCES times
try_zip() {
    local told
    told=$(inside "cd '$place' && LC_ALL=C.UTF-8 bash scripts/try_zip.sh $2 '/root/测试 目录(1)/$1'")
    [ "$(tail -n 1 <<<"$told")" = "made: $3" ] && [ "$(grep -c XlsxWriter <<<"$told")" -eq "$4" ] ||
        { echo "$1 zip: $told" >&2; exit 1; }
    echo "== $1 zip: installed, $told"
}

# pip's pytest plugins beside Debian's libraries; pyproj looks for its data below the prefix of the Python that runs it
make_venv_inside() {
    inside "python3 -m venv --system-site-packages /root/venv
        mkdir -p /root/venv/share && ln -s /usr/share/proj /root/venv/share/proj
        /root/venv/bin/pip install -qq --disable-pip-version-check $(grep '^pytest-' requirements/develop.txt | xargs)"
}

# the tests of files have a process of their own, as in test.sh; all are run, whatever fails
run_tests() {
    local code=0 pytest="/root/venv/bin/python -m pytest -q"
    inside "$here && $pytest tests/engine tests/formats" || code=1
    inside "$here && $pytest tests/campaign tests/algorithms tests/processing tests/reports tests/faults" || code=1
    inside "$here && bash scripts/with_window.sh $pytest tests/window" || code=1
    # maps as tasks beside a window that lives: what broke there once broke after dozens of runs
    inside "$here && bash scripts/with_window.sh $pytest -m long tests/window/test_maps.py" || code=1
    return "$code"
}

test_in() {
    local start=$SECONDS
    new_root "$1"
    install_inside "${OFFICE[@]}"
    git clone --quiet --no-local "$ROOT" "$root$place"
    "$PYTHON" scripts/package.py "$root$place/dist"
    "$PYTHON" scripts/package.py --offline "$root$place/dist"
    echo "== $1: installed in $((SECONDS - start)) s"
    try_zip offline "dist/*-offline.zip" "progress.gpkg progress.png progress.xlsx" 0
    try_zip public "dist/*[0-9].zip" "progress.gpkg progress.png" 1

    install_inside "${TESTS[@]}"
    make_venv_inside
    unzip -q "$root$place"/dist/*[0-9].zip -d "$root$place/dist"
    (cd "$root$place" && cp -r benchmarks conftest.py pyproject.toml demo requirements scripts tests "dist/$PACKAGE/")
    here="cd '$place/dist/$PACKAGE' && export LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen"
    run_tests | tee "$kept.tests"
    inside "$here && /root/venv/bin/python scripts/tested_versions.py versions" |
        "$PYTHON" scripts/tested_versions.py record "$1" "make test-matrix" $((SECONDS - start)) "$kept.tests"
    echo "== $1: $((SECONDS - start)) s in all"
}

if [ $# -eq 1 ]; then
    test_in "$1"
    exit
fi
failed=()
for suite in trixie forky; do
    bash scripts/test_matrix.sh "$suite" || failed+=("$suite")
done
[ ${#failed[@]} -eq 0 ] || { echo "FAILED: ${failed[*]}" >&2; exit 1; }
