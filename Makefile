# make demo | test | bench set up what they need; the others are for while you work (CONTRIBUTING.md).
VENV ?= .venv
T ?= tests
export VENV
BIN = $(VENV)/bin
.DEFAULT_GOAL = help
.PHONY: help demo test bench dev fmt lint types layers quick wheel

help:  ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/'

demo:  ## install, run the main job on the samples, say where the results lie
	@scripts/setup
	@$(BIN)/recoverydocs demo

test: dev lint types layers  ## linters, types, layers and all tests
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term $(ARGS)

bench:  ## times beside other tools; prints, asserts nothing
	@scripts/setup bench
	for each in bench/bench_*.py; do $(BIN)/python $$each || exit 1; done

dev:  ## set up the environment, for work on the code
	@scripts/setup

fmt:  ## format and mend what can be mended
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lint:  ## ruff, and the two greps
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/python scripts/check_text.py

types:  ## mypy, strict
	$(BIN)/mypy

layers:  ## who may import whom
	$(BIN)/lint-imports --cache-dir .import_linter_cache

quick:  ## the fast tests of one place, named by T
	$(BIN)/python -m pytest -q -x -m "not slow" $(T)

wheel:  ## build the sdist and the wheel and look inside
	rm -rf dist && $(BIN)/python -m build
	$(BIN)/python tests/packaging/look_inside.py dist/*.whl
