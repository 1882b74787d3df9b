#!/bin/bash
# All tests, in the three surroundings in which the code runs; `test.sh long` takes the long ones.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

marks="not long"
if [ "${1:-}" = long ]; then
    marks=long
    export HYPOTHESIS_PROFILE=long LONG_RUN_COUNTS="$ROOT/build/long_run"
    rm -rf "$LONG_RUN_COUNTS"
fi
# the thousands of cases in the Python without QGIS, and of those that compare figures a part in QGIS's too
in_qgis=tests/engine
[ "$marks" = long ] && in_qgis=tests/engine/test_metamorphic.py
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

# two cores: the engine's tests, in both Pythons, those of files and those of faults run beside the others and are
# shown afterwards; the tests of files write with pyogrio, which straightens curves for its whole process
beside=(tests/formats tests/fuzz tests/faults)
[ "$marks" = long ] && beside=(tests/formats tests/fuzz) # the thousands of cases of the engine take long enough
(
    run "engine in a Python without QGIS" \
        "$PLAIN/bin/python" -m pytest -q -m "$marks" tests/engine tests/test_qt6.py
    run "engine in QGIS's Python" \
        env QT_QPA_PLATFORM=offscreen "$PYTHON" -m pytest -q -m "$marks" "$in_qgis"
    run "files and faults in QGIS's Python" \
        env QT_QPA_PLATFORM=offscreen "$PYTHON" -m pytest -q -m "$marks" "${beside[@]}"
    exit ${#failed[@]}
) >build/tests-beside.log 2>&1 &
other=$!

run "everything else in QGIS's Python" \
    env QT_QPA_PLATFORM=offscreen "$PYTHON" -m pytest -q -m "$marks" --ignore=tests/window --ignore=tests/engine \
    "${beside[@]/#/--ignore=}" tests
if compgen -G "tests/window/test_*.py" >/dev/null; then
    run "real QGIS window" \
        bash scripts/with_window.sh env QT_QPA_PLATFORM=offscreen "$PYTHON" -m pytest -q -m "$marks" tests/window
fi
wait "$other" || failed+=("beside")
cat build/tests-beside.log

echo
if [ ${#failed[@]} -gt 0 ]; then
    printf 'FAILED: %s\n' "${failed[@]}"
    exit 1
fi
if [ "$marks" = long ]; then
    "$PYTHON" scripts/long_run.py tests build/long_run "$SECONDS"
fi
echo "All tests passed."
