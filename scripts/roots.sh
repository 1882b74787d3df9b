# Sourced by scripts that try things in a throw-away Debian system: new_root SUITE makes one in $root, which vanishes
# at the end (KEEP=1 keeps it); inside COMMAND runs in it. Mirror, proxy and pip's configuration are this machine's.
# ROOTS_FOLDER=place with 8 GB (default /var/tmp); packages stay in build/roots for the next time.
# Needs root and debootstrap.

[ "$(id -u)" -eq 0 ] || { echo "this needs root" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "this needs the package debootstrap" >&2; exit 1; }
# mounts in a namespace of our own vanish with it, even when the script is killed
[ -n "${ROOTS_NAMESPACE:-}" ] ||
    ROOTS_NAMESPACE=1 exec unshare --mount --propagation private bash "$ROOT/scripts/$(basename "$0")" "$@"

mirror_of_debian() { # as apt is configured here
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk '$2 == "bookworm" && $3 == "main" { print $1; exit }'
}

new_root() {
    local suite=$1 mirror script=()
    mirror=$(mirror_of_debian)
    [ -n "$mirror" ] || { echo "no mirror of Debian in this machine's apt configuration" >&2; exit 1; }
    kept="$ROOT/build/roots/$suite"
    mkdir -p "$kept"
    root=$(mktemp -d "${ROOTS_FOLDER:-/var/tmp}/root.XXXXXX")
    chmod 755 "$root" # apt fetches as a user of its own
    trap remove_root EXIT
    # an older debootstrap does not know the newest names; they are made as sid is
    [ -e "/usr/share/debootstrap/scripts/$suite" ] || script=(/usr/share/debootstrap/scripts/sid)
    quietly "$kept.log" debootstrap --variant=minbase --include=git,make,ca-certificates --cache-dir="$kept" \
        "$suite" "$root" "$mirror" "${script[@]}"
    pass_on_configuration
    mount -t proc proc "$root/proc"
    mount -t sysfs sysfs "$root/sys"
    mount --rbind /dev "$root/dev"
}

# quietly LOG COMMAND…: what it says goes to LOG and is shown only when it fails
quietly() {
    local log=$1
    shift
    "$@" >"$log" 2>&1 || { tail -n 30 "$log" >&2; exit 1; }
}

remove_root() {
    # lazily: a program that a test left behind may still hold a device
    umount --quiet --recursive --lazy "$root"/{proc,sys,dev} || true
    if [ -n "${KEEP:-}" ]; then
        echo "kept: $root"
    elif grep -q " $root/" /proc/self/mounts; then
        echo "something is still mounted below $root: not removed" >&2
    else
        rm -rf --one-file-system "$root"
    fi
}

pass_on_configuration() {
    apt-config dump | grep -E '^Acquire::(https?::|Check-Valid-Until)' >"$root/etc/apt/apt.conf.d/90here" || true
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    [ -f /etc/pip.conf ] && cp /etc/pip.conf "$root/etc/"
    mkdir -p "$root/root/.config"
    [ -d "$HOME/.config/pip" ] && cp -r "$HOME/.config/pip" "$root/root/.config/"
    settings=(HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb)
    mapfile -t -O "${#settings[@]}" settings < <(env | grep -E '^(PIP_[A-Z_]+|https?_proxy|HTTPS?_PROXY|no_proxy)=' |
        grep -v '^PIP_CERT=')
    if [ -n "${PIP_CERT:-}" ]; then
        cp -L "$PIP_CERT" "$root/etc/pip-certificates.crt"
        settings+=(PIP_CERT=/etc/pip-certificates.crt)
    fi
}

inside() { chroot "$root" env -i "${settings[@]}" bash -c "$1" </dev/null; }

# install_inside PACKAGES…: without recommended ones; what was fetched is kept for the next time
install_inside() {
    local archives="$root/var/cache/apt/archives"
    find "$kept" -name '*.deb' -exec cp -ln -t "$archives" {} + 2>/dev/null ||
        find "$kept" -name '*.deb' -exec cp -n -t "$archives" {} +
    quietly "$kept.log" inside "export DEBIAN_FRONTEND=noninteractive
        apt-get -q update && apt-get -q -y -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-unsafe-io \
            install --no-install-recommends $* && apt-get -q autoclean"
    find "$archives" -maxdepth 1 -name '*.deb' -exec cp -n -t "$kept" {} +
}
