#!/bin/bash
# with_window.sh COMMAND…: runs it with a screen of its own (Xvfb) and a window manager, and ends both afterwards.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

mkdir -p build
number=build/display.$$
helpers=()
end() {
    kill "${helpers[@]}" 2>/dev/null || true
    rm -f "$number"
}
trap end EXIT

Xvfb -screen 0 1600x1000x24 -nolisten tcp -displayfd 3 3>"$number" 2>/dev/null &
helpers+=($!)
for _ in $(seq 100); do
    [ -s "$number" ] && break
    sleep 0.1
done
[ -s "$number" ] || { echo "Xvfb did not start" >&2; exit 1; }
DISPLAY=":$(<"$number")"
export DISPLAY
HOME="$ROOT/build/home" openbox >/dev/null 2>&1 &
helpers+=($!)
"$@"
