#!/bin/bash
# mutants.sh [MODULE…]: small faults planted in area, ledger and rounding; the tests of the module must see each.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

code=0
nice "$PLAIN/bin/python" scripts/mutate.py "$@" || code=$?
if [ $# -eq 0 ] && [ "$code" -eq 0 ]; then
    "$PYTHON" scripts/long_run.py mutants
fi
exit $code
