# Each target sets up what it needs; nothing but Python >= 3.11 is taken for granted.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2

.PHONY: demo test test-fast check docs bench clean

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更新版本") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(READY)

demo: $(READY)
	$(BIN)/qinqing --home demo demo $(ARGS)

test: $(READY)
	$(BIN)/python -m pytest -q -n $(WORKERS)

test-fast: $(READY)
	$(BIN)/python -m pytest -q -n $(WORKERS) -m "not slow"

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/qinqing rules lint
	$(BIN)/python -m docs.generate --check

docs: $(READY)
	$(BIN)/python -m docs.generate

bench: $(READY)
	$(BIN)/python -m benchmarks.run $(ARGS)

clean:
	rm -rf demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
