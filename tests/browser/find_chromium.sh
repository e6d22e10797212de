#!/bin/sh
# Print the path of a Chromium, installing Debian's when there is none.
find_it() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        if [ -n "$name" ] && command -v "$name" 2> /dev/null; then
            return 0
        fi
    done
    return 1
}

find_it && exit 0

if ! command -v apt-get > /dev/null 2>&1; then
    echo "The browser tests need Chromium, and none was found." >&2
    echo "Install it, or set CHROMIUM to the path of one, and run again." >&2
    exit 1
fi

echo "No Chromium found: installing Debian's (this happens once)." >&2
as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo"
if ! { $as_root apt-get update -q && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -q chromium; } >&2; then
    echo "Chromium could not be installed. Install it, or set CHROMIUM to the path of one." >&2
    exit 1
fi
find_it
