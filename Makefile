# The commands of this folder. A line with two hashes behind a target is its help.

PYTHON ?= python3
JOBS ?= 2
DOOR ?= table
SECONDS ?= 300
# another environment beside .venv, and what is installed into it
VENV ?= .venv
EXTRA ?= dev
# the Pythons at hand, for test-pythons: those of pyenv, else those on the path
PYTHONS ?= $(or $(wildcard $(HOME)/.pyenv/versions/*/bin/python3.1[1-9]),\
  $(foreach v,11 12 13 14 15,$(shell command -v python3.$(v))))

BIN := $(VENV)/bin
CORE := $(VENV)/core.stamp
DEV := $(VENV)/dev.stamp
LOCK := requirements/dev.lock
CATALOGUES := $(wildcard src/sqc/i18n/locale/*/LC_MESSAGES/*.po)
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
PYTEST := OPENBLAS_NUM_THREADS=1 $(BIN)/python -m pytest

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup setup-locked demo test test-slow test-oldest test-pythons fuzz check docs bench lock audit

help: ## this page
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: $(DEV) ## .venv with sqc and everything that tests and checks need

setup-locked: | $(VENV)/pyvenv.cfg ## the same in the versions of requirements/dev.lock, checked by their hashes
	$(PIP) --require-hashes -r $(LOCK)
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(CORE) $(DEV)

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

test-oldest: ## the quick tests against the oldest allowed versions, in .venv-oldest
	PIP_CONSTRAINT=$(abspath requirements/oldest.txt) $(MAKE) test VENV=.venv-oldest EXTRA=test

test-pythons: ## the quick tests with each Python of PYTHONS, each in an environment of its own
	@for python in $(PYTHONS); do \
	  echo "== $$python"; $(MAKE) test VENV=.venv-$${python##*python} EXTRA=test PYTHON=$$python || exit 1; done

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
	$(BIN)/python benchmarks/starts.py
	$(BIN)/python benchmarks/large.py
	$(BIN)/python benchmarks/runlength.py

lock: $(DEV) ## write requirements/dev.lock: the newest allowed versions with their hashes
	$(PIP) uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --upgrade --quiet --no-emit-index-url --custom-compile-command "make lock" -o $(LOCK)

audit: $(DEV) ## known weaknesses of the locked versions, where their list can be reached
	$(PIP) pip-audit
	$(BIN)/python scripts/audit.py $(LOCK)

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("sqc needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)

# The catalogues are compiled at installation, so a new sentence is a reason to install again.
$(CORE): pyproject.toml hatch_build.py $(CATALOGUES) | $(VENV)/pyvenv.cfg
	$(PIP) --editable .
	@touch $@

# The tests compile the catalogues themselves (tests/conftest.py).
$(DEV): pyproject.toml hatch_build.py | $(VENV)/pyvenv.cfg
	$(PIP) --editable '.[$(EXTRA)]'
	@touch $(CORE) $@
