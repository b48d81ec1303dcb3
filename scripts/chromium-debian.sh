#!/usr/bin/env bash
# Chromium for the tests that look at a page. Does nothing when one is there; elsewhere than on
# Debian the tests find a browser by CHROMIUM_PATH, or say that they were skipped.
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
  if [ -n "${CHROMIUM_PATH:-}" ] || command -v "$name" >/dev/null; then
    echo "chromium-debian: a browser is there" >&2
    exit 0
  fi
done
if ! command -v apt-get >/dev/null; then
  echo 'chromium-debian: no apt here; set CHROMIUM_PATH to a browser' >&2
  exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
options=(-q -y -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)
${as_root[@]+"${as_root[@]}"} apt-get "${options[@]}" update </dev/null >&2
${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
  apt-get "${options[@]}" install --no-install-recommends chromium </dev/null >&2
