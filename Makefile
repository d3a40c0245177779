# make demo | test | lint | check | results | wheel | compiled. Each makes .venv first, with the first Python >= 3.10 found.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYTHON ?= $(shell for python in python3.12 python3.11 python3.10 python3.13 python3; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 10))' >/dev/null 2>&1; then \
	command -v $$python; break; fi; done)

.PHONY: demo test lint format check results wheel compiled clean

demo: $(VENV)/.installed
	$(BIN)/papnlp extract corpora/sample.jsonl -o build/sample.evidence.jsonl --table

test: $(VENV)/.dev
	$(BIN)/python -m pytest

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

check: $(VENV)/.installed
	$(BIN)/papnlp concepts check --quiet

results: $(VENV)/.benchmarks
	$(BIN)/python benchmarks/results.py

wheel: $(VENV)/.dev
	rm -rf dist
	$(BIN)/python -m build --wheel

# A wheel with the stages compiled to C; needs a C compiler and a few minutes.
compiled: $(VENV)/.dev
	HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 $(BIN)/python -m build --wheel --outdir dist/compiled

$(BIN)/python:
	@if [ -z "$(PYTHON)" ]; then echo "no Python >= 3.10 found: give one with make PYTHON=..." >&2; exit 2; fi
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml
	$(PIP) install --quiet --prefer-binary --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(PIP) install --quiet --prefer-binary --editable '.[dev]'
	touch $@

$(VENV)/.benchmarks: $(VENV)/.installed
	$(PIP) install --quiet --prefer-binary --editable '.[benchmarks]'
	touch $@

clean:
	rm -rf $(VENV) build dist
