# The project's commands. `make demo` and `make test` work from a bare checkout; both need Python 3.11 or newer.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# Where compiled modules may not be kept, every process that a test starts would compile all of them again.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: help setup develop lock pictures demo test lint types imports tests chromium test-duckdb2 newest soak docs clean

PYTHON ?= python3
DATA ?= factdesk-data
SOAK ?= 60
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed-from-lock
PACKAGED := $(VENV)/installed-package
DEVELOPED := $(VENV)/installed-for-developers
# --no-deps: the lock names every package, and older resolvers stumble over extras in hash mode.
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet install --no-deps
FACTDESK := $(BIN)/factdesk
INTO := $(if $(filter-out factdesk-data,$(DATA)), --data $(DATA))

help:
	@echo "make setup         environment in $(VENV), with what factdesk runs on (requirements.lock)"
	@echo "make develop       and with what its tests run on besides (requirements-dev.lock)"
	@echo "make demo          the sample articles through the whole flow, into $(DATA) (or DATA=folder)"
	@echo "make test          lint, types, import contracts and all tests"
	@echo "make lint|types|imports|tests   one of these alone"
	@echo "make test-duckdb2  the tests of the warehouse on DuckDB 2.0.0"
	@echo "make soak          the tests of faults, with many kills (SOAK=$(SOAK) of each kind of work)"
	@echo "make newest        which newer versions there are of what factdesk is made of, and whether it works with them"
	@echo "make docs          write the generated pages of docs/ again"
	@echo "make pictures      the pictures of the README anew"
	@echo "make clean         remove the environment, caches and $(DATA)"

setup: $(PACKAGED)

develop: $(PACKAGED) $(DEVELOPED)

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "factdesk needs Python 3.11 or newer, and there is no $(PYTHON); install it, or name another: make setup PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "factdesk needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) --version); name another: make setup PYTHON=python3.12"; exit 2; }
	@echo "Making the environment $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(INSTALLED): requirements.lock | $(BIN)/python
	@echo "Installing the locked packages into $(VENV), 1.2 GB; one to three minutes, and only again when the lock changes ..."
	@$(PIP) --require-hashes -r requirements.lock
	@touch $@

$(DEVELOPED): requirements-dev.lock $(INSTALLED)
	@echo "Installing what the tests need besides ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

$(PACKAGED): pyproject.toml $(INSTALLED)
	@echo "Installing factdesk itself into $(VENV) ..."
	@$(PIP) --no-build-isolation --editable .
	@touch $@

demo: setup
	@$(FACTDESK) run --flow examples$(INTO)
	@echo
	@echo "Three questions to try:"
	@echo "  $(FACTDESK) sql$(INTO) \"SELECT priority, kind, quote, claimant FROM flagged_claims ORDER BY priority DESC LIMIT 10\""
	@echo "  $(FACTDESK) sql$(INTO) \"SELECT flag, count(*) AS claims FROM flags GROUP BY flag ORDER BY claims DESC\""
	@echo "  $(FACTDESK) sql$(INTO) \"SELECT quote, statement, claimant FROM claims WHERE kind = 'people' ORDER BY start_char\""

# Three for two cores: a third of the time tests wait for servers, clocks and the disk; a fourth gained nothing.
# Whichever worker is done first takes the later half of what another has left; the longest tests come first (tests/conftest.py).
# One thread a process: more of them for frames of a few rows, on cores that three workers share, cost a tenth of the whole.
TESTS := POLARS_MAX_THREADS=1 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest --numprocesses 3 --dist worksteal

# Types take half a minute where nothing is remembered of them: meanwhile the tests begin, and what was found is told at the end.
test: develop lint imports chromium
	@echo "Types, and beside them tests (some minutes; a Prefect server is started once among them) ..."
	@mkdir -p build; $(BIN)/mypy >build/types.txt 2>&1 & types=$$!; ended=0; \
	  $(TESTS) || ended=$$?; echo "Types:"; wait $$types || ended=$$?; cat build/types.txt; exit $$ended

lint: develop
	@echo "Lint ..."
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: develop
	@echo "Types ..."
	@$(BIN)/mypy

imports: develop
	@echo "Import contracts ..."
	@$(BIN)/lint-imports

tests: develop chromium
	@echo "Tests (some minutes; a Prefect server is started once among them) ..."
	@$(TESTS)

# The browser tests say why they skip where there is no Chromium and none can be installed.
chromium:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	    echo "Installing Chromium for the browser tests ..."; \
	    { apt-get update -q && apt-get install -y -q --no-install-recommends chromium; } >/dev/null 2>&1 \
	      || echo "Chromium could not be installed; the browser tests will be skipped"; \
	  else echo "No Chromium here; the browser tests will be skipped"; fi; }

build/duckdb2/duckdb: | develop
	@echo "Installing DuckDB 2.0.0 beside the locked one ..."
	@$(PIP) --target build/duckdb2 duckdb==2.0.0

test-duckdb2: build/duckdb2/duckdb
	@PYTHONPATH=build/duckdb2 $(BIN)/python -c 'import duckdb; print("DuckDB", duckdb.__version__)'
	@PYTHONPATH=build/duckdb2 $(BIN)/python -m pytest -q tests/warehouse

SOAKED := tests/test_soak.py tests/test_machine_faults.py tests/test_killed_report.py tests/test_repair.py tests/test_backup.py \
  tests/test_upgrades.py tests/test_run_alone.py tests/test_remark.py tests/test_shards.py tests/test_soak_up.py

soak: develop
	@echo "Kills, crowds, full disks, damaged files; $(SOAK) kills of each kind of work ..."
	@FACTDESK_SOAK=$(SOAK) $(BIN)/python -m pytest -q $(SOAKED)
	@$(BIN)/python -m bench.kills $(SOAK)

# The second lock holds the first and what the tests need; both keep their versions until somebody raises them on purpose.
lock: develop
	@$(PIP) uv
	@for extra in build dev; do \
	  $(BIN)/uv pip compile pyproject.toml --extra $$extra --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --quiet --output-file $$(test $$extra = dev && echo requirements-dev.lock || echo requirements.lock); done

# Reports, and fails nothing: the locks keep their versions.
newest: develop
	@$(PIP) uv
	-@$(BIN)/python -m bench.newest --try

docs: develop
	@$(BIN)/python -m desk.manual > docs/cli.md
	@$(BIN)/python -m desk.questions.manual > docs/sql.md
	@$(BIN)/python -m tests.desk.attack_list > docs/attacks.md
	@$(BIN)/python -m desk.topics
	@$(BIN)/python -c 'from schemas.table import data_dictionary; print(data_dictionary(), end="")' > docs/data-dictionary.md

clean:
	@rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache $(DATA)

# The pictures of README, from the examples; look at them before they are committed.
pictures: develop chromium
	@rm -rf build/pictures && mkdir -p build/pictures docs/pictures
	@$(FACTDESK) run examples --data build/pictures/data
	@$(BIN)/python -m bench.screens build/pictures/data build/pictures/shots --only queue report
	@cp build/pictures/shots/queue-wide.png docs/pictures/desk.png
	@cp build/pictures/shots/report-wide.png docs/pictures/report.png
