# make run    serve the dashboard on http://127.0.0.1:8050
# make test   every test, browser included
# make check  style, format, types and known vulnerabilities
# make pins   pin the dependencies anew
# make bench  how fast it is, measured; parts of it: bench-scale (100 million values), bench-load
#             (1 to 200 readers at once), bench-memory (20,000 requests)
.DEFAULT_GOAL := run
.PHONY: run build test check bench bench-load bench-memory bench-scale format clean chromium

PYTHON ?= python3
BIN := .venv/bin
TESTS ?= tests

run: .venv/.installed
	$(BIN)/python app.py

build: .venv/.installed
	$(BIN)/python -m dashboard build

test: .venv/.installed-for-tests chromium
	$(BIN)/python -m pytest $(TESTS)

check: .venv/.installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy app.py dashboard
	$(BIN)/python -m tests.audit

# Pin every dependency and its files' hashes anew, after a change to a requirements.in.
PIN := $(BIN)/python -m piptools compile --quiet --generate-hashes --strip-extras \
	--no-emit-options --no-annotate --allow-unsafe --no-header
MADE = \# Made by \`make pins\` from $$list.in: edit that. Every file is known by its hash.
pins: .venv/.installed-for-tests
	for list in requirements tests/requirements; do \
		$(PIN) $$list.in --output-file $$list.txt && sed -i "1i $(MADE)" $$list.txt || exit 1; done

format: .venv/.installed-for-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.installed-for-tests chromium
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.scale
	$(BIN)/python -m tests.bench.load
	$(BIN)/python -m tests.bench.memory

bench-memory: .venv/.installed-for-tests
	$(BIN)/python -m tests.bench.memory

bench-load: .venv/.installed-for-tests
	$(BIN)/python -m tests.bench.load

bench-scale: .venv/.installed-for-tests
	$(BIN)/python -m tests.bench.scale

chromium:
	@sh tests/browser/find_chromium.sh > /dev/null

.venv/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; set PYTHON=… to name one."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/.installed-for-tests: .venv/.installed tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

# Loaded files and the record of versions cannot be made again, so they stay.
clean:
	rm -rf .venv
	[ ! -d data/warehouse ] || find data/warehouse -mindepth 1 -maxdepth 1 \
		! -name loads ! -name versions ! -name current -exec rm -rf {} +
