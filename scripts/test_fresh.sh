#!/bin/bash
# The README's two commands on an empty Debian 12: a debootstrap root with git and make, and a clone of the last commit
# in a folder whose name has a blank, a hyphen and Chinese. Mirror, proxy and pip's configuration are this machine's.
# Needs root and debootstrap. FRESH_FOLDER=place with 8 GB (default /var/tmp), KEEP=1 keeps the system for a look.
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

[ "$(id -u)" -eq 0 ] || { echo "make test-fresh needs root" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "make test-fresh needs the package debootstrap" >&2; exit 1; }
# mounts in a namespace of our own vanish with it, even when this script is killed
[ -n "${FRESH_NAMESPACE:-}" ] || FRESH_NAMESPACE=1 exec unshare --mount --propagation private bash "$0"

mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    awk '$2 == "bookworm" && $3 == "main" { print $1; exit }')
[ -n "$mirror" ] || { echo "no mirror of Debian 12 in this machine's apt configuration" >&2; exit 1; }
fresh=$(mktemp -d "${FRESH_FOLDER:-/var/tmp}/fresh.XXXXXX")
chmod 755 "$fresh" # apt fetches as a user of its own
checkout="/root/矿山治理 fresh-copy"

remove() {
    # lazily: a program that a test left behind may still hold a device
    umount --quiet --recursive --lazy "$fresh"/{proc,sys,dev} || true
    if [ -n "${KEEP:-}" ]; then
        echo "kept: $fresh"
    elif grep -q " $fresh/" /proc/self/mounts; then
        echo "something is still mounted below $fresh: not removed" >&2
    else
        rm -rf --one-file-system "$fresh"
    fi
}
trap remove EXIT

pass_on_configuration() {
    apt-config dump | grep -E '^Acquire::https?::' >"$fresh/etc/apt/apt.conf.d/90fresh" || true
    printf '#!/bin/sh\nexit 101\n' >"$fresh/usr/sbin/policy-rc.d"
    chmod +x "$fresh/usr/sbin/policy-rc.d"
    cp -L /etc/resolv.conf /etc/hosts "$fresh/etc/"
    [ -f /etc/pip.conf ] && cp /etc/pip.conf "$fresh/etc/"
    mkdir -p "$fresh/root/.config"
    [ -d "$HOME/.config/pip" ] && cp -r "$HOME/.config/pip" "$fresh/root/.config/"
    settings=(HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb)
    mapfile -t -O "${#settings[@]}" settings < <(env | grep -E '^(PIP_[A-Z_]+|https?_proxy|HTTPS?_PROXY|no_proxy)=' |
        grep -v '^PIP_CERT=')
    if [ -n "${PIP_CERT:-}" ]; then
        cp -L "$PIP_CERT" "$fresh/etc/pip-certificates.crt"
        settings+=(PIP_CERT=/etc/pip-certificates.crt)
    fi
}

inside() { chroot "$fresh" env -i "${settings[@]}" bash -c "cd '$checkout' && $1" </dev/null; }

# timed LIMIT COMMAND: runs it, says how long it took, and fails when that is longer than LIMIT seconds
timed() {
    local start=$SECONDS
    inside "$2"
    echo "== $2: $((SECONDS - start)) s"
    [ $((SECONDS - start)) -le "$1" ] || { echo "longer than $1 s" >&2; exit 1; }
}

debootstrap --variant=minbase --include=git,make bookworm "$fresh" "$mirror" >"$fresh.log" 2>&1 ||
    { tail "$fresh.log" >&2; exit 1; }
rm -f "$fresh.log"
pass_on_configuration
mount -t proc proc "$fresh/proc"
mount -t sysfs sysfs "$fresh/sys"
mount --rbind /dev "$fresh/dev"
git clone --quiet --no-local "$ROOT" "$fresh$checkout"

timed 1800 "make demo"
timed 3 "make setup"
timed 3000 "make test"
echo "Both commands work on an empty Debian 12."
