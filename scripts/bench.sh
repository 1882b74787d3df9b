#!/bin/bash
# bench.sh [PATCHES] [ROUNDS]: the benchmarks, in QGIS's Python and without a window.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

isolate_qgis
export QT_QPA_PLATFORM=offscreen
exec "$PYTHON" benchmarks/bench.py "$@"
