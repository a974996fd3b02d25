#!/bin/sh
# Makes .venv with what Sparkproof needs:  sh scripts/setup.sh runtime|dev
# "dev" adds the tools of the tests, a Chromium and the model that reads words (21 MB). System parts that are missing are installed
# with apt-get where that is allowed; otherwise a sentence says what to install.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-runtime}

say() { printf '%s\n' "$*" >&2; }

find_python() {
  for name in python3.13 python3.12 python3.11 python3.14 python3 python; do
    if command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null
    then echo "$name"; return; fi
  done
  say "Sparkproof needs Python 3.11 or newer; install it and run this again."
  exit 1
}

apt_install() { # true when apt-get is there, allowed, and did it
  command -v apt-get >/dev/null 2>&1 || return 1
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || return 1
    as_root="sudo -n"
  fi
  say "Installing $* with apt-get ..."
  $as_root apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive \
    $as_root apt-get install -y -qq --no-install-recommends "$@" >&2
}

check_libraries() {
  .venv/bin/python -c 'import skia, cv2' 2>/dev/null && return
  apt_install libegl1 libgl1 libglib2.0-0 || true
  if ! reason=$(.venv/bin/python -c 'import skia, cv2' 2>&1); then
    say "A system library is missing: $(printf '%s' "$reason" | tail -n 1)"
    say "On Debian and Ubuntu: sudo apt-get install libegl1 libgl1 libglib2.0-0"
    exit 1
  fi
}

have_chromium() {
  [ -n "${SPARKPROOF_CHROMIUM:-}" ] && return
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && return
  done
  .venv/bin/python - <<'PY' 2>/dev/null
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not pathlib.Path(p.chromium.executable_path).exists())
PY
}

# The tests of the server go through it, or else through a small proxy of their own.
check_nginx() {
  command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || apt_install nginx-light || true
}

check_chromium() {
  have_chromium && return
  apt_install chromium && return
  .venv/bin/python -m playwright install chromium >&2 && return
  say "The browser tests need Chromium: install it, or name one in SPARKPROOF_CHROMIUM."
  exit 1
}

python=$(find_python)
say "Making .venv with what Sparkproof needs; the first time that takes a few minutes ..."
[ -x .venv/bin/python ] || "$python" -m venv .venv
[ "$kind" = dev ] && list=requirements-dev.txt || list=requirements.txt
.venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$list"
check_libraries
touch .venv/runtime.stamp
if [ "$kind" = dev ]; then
  check_chromium
  check_nginx
  [ -f qa/seeing/models/text_reader.onnx ] || .venv/bin/python -m qa.seeing.build_models --reader >&2
  touch .venv/dev.stamp
fi
