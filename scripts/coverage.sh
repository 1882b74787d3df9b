#!/bin/bash
# Branch coverage of area, ledger and rounding by the tests of each alone: 100 %, or this fails.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

mkdir -p build
export QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=mutation MUTATION_CASES="${MUTATION_CASES:-25}"
code=0
for module in area ledger rounding; do
    export COVERAGE_FILE="$ROOT/build/coverage.$module"
    "$PYTHON" -m coverage run --rcfile=/dev/null --branch --include="*/engine/$module.py" \
        -m pytest -q -p no:cacheprovider -m "not long" "tests/engine/test_$module.py"
    "$PYTHON" -m coverage report -m --fail-under=100 --precision=2 || code=1
done
exit $code
