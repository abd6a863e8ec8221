# Two commands for everybody: `make demo` and `make test`. Each sets up what it needs.
VENV ?= .venv
BIN := $(VENV)/bin
T ?= tests

.PHONY: demo test bench dev fmt lint types layers quick wheel

demo: dev
	$(BIN)/recoverydocs demo demo

test: dev lint types layers
	$(BIN)/python -m pytest -n auto --cov --cov-report=term $(PYTEST_ARGS)
	$(BIN)/python -m build --wheel --outdir dist . >/dev/null && $(BIN)/python tests/packaging/look_inside.py dist

bench: dev
	for bench in bench/bench_[d-z]*.py; do $(BIN)/python $$bench || exit 1; done

dev:
	VENV=$(VENV) scripts/setup

fmt:
	$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lint:
	$(BIN)/ruff format --check . && $(BIN)/ruff check .

types:
	$(BIN)/mypy

layers:
	$(BIN)/lint-imports

quick:
	$(BIN)/python -m pytest -q -m "not slow" $(T)

wheel:
	$(BIN)/python -m build --wheel && $(BIN)/python tests/packaging/look_inside.py dist
