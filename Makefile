# The commands of this folder. A line with two hashes behind a target is its help.

PYTHON ?= python3
JOBS ?= 2
DOOR ?= table
SECONDS ?= 300

BIN := .venv/bin
CORE := .venv/core.stamp
DEV := .venv/dev.stamp
CATALOGUES := $(wildcard src/sqc/i18n/locale/*/LC_MESSAGES/*.po)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
PYTEST := OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test test-slow fuzz check docs bench

help: ## this page
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(DEV) ## .venv with sqc and everything that tests and checks need

demo: $(CORE) ## .venv with sqc alone; a control chart of examples/pistonrings.csv, as text and picture
	@mkdir -p demo
	@$(BIN)/python scripts/font_cache.py
	$(BIN)/sqc chart examples/pistonrings.csv --value diameter --subgroup sample -o demo/pistonrings.png
	@echo
	@echo "The picture is demo/pistonrings.png."

test: $(DEV) ## the tests that are quick, without the house rules of make check
	$(PYTEST) -n $(JOBS) -m "not slow" --ignore tests/house

test-slow: $(DEV) ## the proofs that take long
	$(PYTEST) -n $(JOBS) -m slow

fuzz: $(DEV) ## hostile inputs led by coverage: DOOR=table|limits|rules|notes|cases SECONDS=300
	$(PIP) --editable '.[fuzz]'
	OPENBLAS_NUM_THREADS=1 PYTHONPATH=tests $(BIN)/python -m hostile.fuzz.guided $(DOOR) $(SECONDS)

check: $(DEV) ## lint, format, types, import contracts and house rules
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(PYTEST) tests/house

docs: $(DEV) ## the documentation as a site, in site/
	$(BIN)/python scripts/docs_reference.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict -q -f mkdocs.json

bench: $(DEV) ## speed against the bare minimum, as ratios
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/large.py
	$(BIN)/python benchmarks/runlength.py

.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("sqc needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv

# The catalogues are compiled at installation, so a new sentence is a reason to install again.
$(CORE): pyproject.toml hatch_build.py $(CATALOGUES) | .venv/pyvenv.cfg
	$(PIP) --editable .
	@touch $@

# The tests compile the catalogues themselves (tests/conftest.py).
$(DEV): pyproject.toml hatch_build.py | .venv/pyvenv.cfg
	$(PIP) --editable '.[dev]'
	@touch $(CORE) $@
