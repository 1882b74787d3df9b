#!/bin/bash
# Style and types, then the zip as the plugin site's scanners see it.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

"$PYTHON" -m ruff check .
"$PYTHON" -m ruff format --check .
"$PYTHON" -m mypy
"$PYTHON" scripts/package.py build/lint
