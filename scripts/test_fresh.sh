#!/bin/bash
# The README's two commands on an empty Debian 12: a debootstrap root with git and make, and a clone of the last commit
# in a folder whose name has a blank, a hyphen and Chinese. See roots.sh for what it needs.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
source scripts/roots.sh

checkout="/root/矿山治理 fresh-copy"

# timed LIMIT COMMAND: runs it, says how long it took, and fails when that is longer than LIMIT seconds
timed() {
    local start=$SECONDS
    inside "cd '$checkout' && $2"
    echo "== $2: $((SECONDS - start)) s"
    [ $((SECONDS - start)) -le "$1" ] || { echo "longer than $1 s" >&2; exit 1; }
}

start=$SECONDS
new_root bookworm
git clone --quiet --no-local "$ROOT" "$root$checkout"

timed 1800 "make demo"
timed 3 "make setup"
timed 3000 "make test" | tee "$kept.tests"
inside "cd '$checkout' && QT_QPA_PLATFORM=offscreen .venv/bin/python scripts/tested_versions.py versions" |
    "$PYTHON" scripts/tested_versions.py record bookworm "make test" $((SECONDS - start)) "$kept.tests"
echo "Both commands work on an empty Debian 12."
