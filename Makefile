# make run    serve the dashboard on http://127.0.0.1:8050
# make test   every test, browser included
# make check  style, format and types
# make bench  how fast it is, measured
.DEFAULT_GOAL := run
.PHONY: run build test check bench format clean chromium

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

format: .venv/.installed-for-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.installed-for-tests chromium
	$(BIN)/python -m tests.bench

chromium:
	@sh tests/browser/find_chromium.sh > /dev/null

.venv/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed; set PYTHON=… to name one."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.installed-for-tests: .venv/.installed tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@

clean:
	rm -rf .venv data/warehouse
