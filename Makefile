# `make run` installs everything and runs the pipeline on the sample news; `make test` checks it all.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps
WAREHOUSE ?= data/warehouse

.PHONY: run test bench lock docs clean

run: .venv/kernels
	$(BIN)/broadsheet run examples/sample_news --warehouse $(WAREHOUSE)
	@echo
	@echo "Who is in the news, counted once per story:"
	$(BIN)/broadsheet query examples/queries/people.sql --warehouse $(WAREHOUSE)

test: .venv/installed-test .venv/kernels
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest

bench: .venv/installed-bench
	$(BIN)/python -m benchmarks.pipeline

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header pyproject.toml

lock: .venv/installed
	$(PIP) uv
	$(COMPILE) -o requirements.lock
	$(COMPILE) --extra test -c requirements.lock -o requirements-test.lock
	$(COMPILE) --extra test --extra bench -c requirements-test.lock -o requirements-bench.lock

docs: .venv/installed
	$(BIN)/python -m warehouse.dictionary

clean:
	rm -rf .venv data .mypy_cache .ruff_cache .pytest_cache

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation -e .
	@touch $@

# numba looks at a kernel's own file alone: after any of them has changed all are compiled anew
.venv/kernels: .venv/installed $(shell grep -rl --include=*.py njit tasks)
	find tasks -name '*.nb[ic]' -delete
	$(BIN)/python -m flows.compile_kernels
	@touch $@

.venv/installed-test: requirements-test.lock .venv/installed
	$(PIP) --require-hashes -r requirements-test.lock
	@touch $@

.venv/installed-bench: requirements-bench.lock .venv/installed-test
	$(PIP) --require-hashes -r requirements-bench.lock
	@touch $@
