#!/bin/bash
# Damaged files and texts by the hundred thousand, other ones at each run; FUZZ_CASES=n for another number.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

export QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=long FUZZ_CASES="${FUZZ_CASES:-100000}"
"$PYTHON" -m pytest -q -m "" tests/fuzz
