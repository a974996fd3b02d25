#!/bin/sh
# Installs the wheel as people do, in a new environment outside the repository, and uses it:
#   sh scripts/try_wheel.sh [PYTHON]
# It needs the package index. Every step is printed with its time; the first that fails ends it.
set -eu
repository=$(cd "$(dirname "$0")/.." && pwd)
python=${1:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
unset PYTHONPATH
start=$(date +%s)

step() { printf '%4d s  %s\n' $(($(date +%s) - start)) "$*"; }

step "wheel"
"$python" -m venv "$folder/builder"
"$folder/builder/bin/pip" wheel --quiet --disable-pip-version-check --no-deps \
  --wheel-dir "$folder" "$repository"
wheel=$(ls "$folder"/sparkproof-*.whl)

step "install $(basename "$wheel") with [dask,check]"
"$python" -m venv "$folder/venv"
bin="$folder/venv/bin"
"$bin/pip" install --quiet --disable-pip-version-check "$wheel[dask,check]"
"$bin/pip" check
"$bin/pip" install --quiet --disable-pip-version-check pytest

mkdir "$folder/work"
cd "$folder/work"
samples=$("$bin/python" -c 'import pathlib, sparkproof; print(pathlib.Path(sparkproof.__file__).parent / "samples")')
ad="$samples/glow_serum/ad.yaml"

step "every module is found"
"$bin/python" - <<'PY'
import importlib, pkgutil, sys
import sparkproof
for module in pkgutil.walk_packages(sparkproof.__path__, "sparkproof."):
    if not module.name.endswith(("__main__", ".app", ".process")):
        importlib.import_module(module.name)
tops = {"renderer", "overlays", "player", "batch", "qa", "studio", "commands", "cli", "app"}
assert not tops & set(sys.modules), tops & set(sys.modules)
PY

step "sparkproof --version, and python -m sparkproof"
"$bin/sparkproof" --version
"$bin/python" -m sparkproof placements | head -n 3

step "preview, export, compare, check, sheet, batch"
"$bin/sparkproof" preview "$ad" -o frame.png --at 4 --width 540
"$bin/sparkproof" export "$ad" -o mockup.mp4 --width 540 --quality draft --range 0:2
"$bin/sparkproof" compare "$ad" frame.png --at 4 --width 540 --profile exact --html report.html
"$bin/sparkproof" check "$ad" --html check.html --only words,ad || test $? = 1
"$bin/sparkproof" sheet "$ad" -o sheet.png --picture-width 270
printf 'post.caption,output\nOne,one\nTwo,two\n' > rows.csv
"$bin/sparkproof" batch rows.csv -o out --base "$ad" --width 270 --quality draft --range 0:1 --workers 1

step "the reader of words"
"$bin/python" -m sparkproof.qa.seeing.build_models --reader

step "the fixture in pytest"
"$bin/sparkproof" preview "$ad" -o plain.png --at 4 --width 540 --no-stamp
printf 'def test_it(sparkproof):\n    sparkproof.compare(%s, "plain.png", profile="exact", at=4, width=540)\n' \
  "\"$ad\"" > test_it.py
"$bin/python" -m pytest -q test_it.py

step "licences"
"$bin/sparkproof" licences

step "the app answers"
"$bin/sparkproof" app --port 8599 > app.log 2>&1 &
app=$!
trap 'kill "$app" 2>/dev/null || true; rm -rf "$folder"' EXIT INT TERM
"$bin/python" - <<'PY'
import time, urllib.request
for _ in range(240):
    try:
        print(urllib.request.urlopen("http://127.0.0.1:8599/sparkproof/run").status)
        break
    except OSError:
        time.sleep(0.5)
else:
    raise SystemExit(open("app.log").read())
page = urllib.request.urlopen("http://127.0.0.1:8599/").read()
assert b"streamlit" in page.lower()
PY
step "done"
