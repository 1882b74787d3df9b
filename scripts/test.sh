#!/bin/bash
# All tests, in the three surroundings in which the code runs; `test.sh long` takes the long ones.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

marks="not long"
if [ "${1:-}" = long ]; then
    marks=long
    export HYPOTHESIS_PROFILE=long
fi
failed=()

# run TITLE COMMAND…: keep going after a failure, so that one run tells everything; no test found
# is a failure, except among the long ones
run() {
    local title=$1 code=0
    shift
    printf '\n== %s\n' "$title"
    "$@" || code=$?
    if [ "$code" -ne 0 ] && ! { [ "$code" -eq 5 ] && [ "$marks" = long ]; }; then
        failed+=("$title")
    fi
}

# told PROCESS FILE: wait for what runs in the background and show what it said into FILE
told() {
    local code=0
    wait "$1" || code=$?
    cat "$2"
    return "$code"
}

run "everything in QGIS's Python" \
    env QT_QPA_PLATFORM=offscreen "$PYTHON" -m pytest -q -m "$marks" --ignore=tests/window tests
# the window tests mostly wait for QGIS: the engine is tested beside them
"$PLAIN/bin/python" -m pytest -q -m "$marks" tests/engine tests/test_qt6.py >build/engine-tests.log 2>&1 &
engine=$!
if compgen -G "tests/window/test_*.py" >/dev/null; then
    run "real QGIS window" \
        bash scripts/with_window.sh env QT_QPA_PLATFORM=offscreen "$PYTHON" -m pytest -q -m "$marks" tests/window
fi
run "engine in a Python without QGIS" told "$engine" build/engine-tests.log

echo
if [ ${#failed[@]} -gt 0 ]; then
    printf 'FAILED: %s\n' "${failed[@]}"
    exit 1
fi
echo "All tests passed."
