# Every target makes .venv and installs what it needs; see scripts/setup.sh.
PYTHON = .venv/bin/python
CODE = app.py cli.py overlays renderer player qa batch signoff studio commands bench samples examples packaging tests
TYPED = overlays renderer player qa batch signoff studio commands bench tests

.PHONY: run test test-all test-fast check bench fuzz media assets clean

run: .venv/runtime.stamp
	$(PYTHON) app.py

test: .venv/dev.stamp
	$(PYTHON) -m pytest -n auto --dist loadscope

# The longest ones, too: uploads, the desk of jobs, cards that judge in a browser, Dask.
test-all: .venv/dev.stamp
	$(PYTHON) -m pytest -n auto --dist loadscope -m "not slow"

# What draws, reads and writes within one process: no browser, no page, no workers, no commands.
test-fast: .venv/dev.stamp
	$(PYTHON) -m pytest -n auto --dist loadscope -m "not slow and not long and not processes" \
		--ignore tests/browser --ignore tests/studio --ignore tests/command_line

check: .venv/dev.stamp
	.venv/bin/ruff format --check $(CODE)
	.venv/bin/ruff check $(CODE)
	.venv/bin/mypy $(TYPED)
	.venv/bin/mypy cli.py app.py
	.venv/bin/mypy packaging/build_hook.py

bench: .venv/dev.stamp
	$(PYTHON) -m bench

# 10,000 broken files through the real doors; what breaks is written to out/fuzz.
fuzz: .venv/dev.stamp
	$(PYTHON) -m bench.fuzz

# Rewrites the samples' media and the vendored fonts and icons.
media: .venv/dev.stamp
	$(PYTHON) samples/make_media.py
assets: .venv/dev.stamp
	$(PYTHON) -m overlays.assets.build_assets

.venv/runtime.stamp: requirements.txt scripts/setup.sh
	sh scripts/setup.sh runtime

.venv/dev.stamp: requirements.txt requirements-dev.txt scripts/setup.sh
	sh scripts/setup.sh dev

clean:
	rm -rf .venv
