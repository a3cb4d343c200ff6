# Each target sets up what it needs; nothing but Python >= 3.11 is taken for granted.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= 2

.PHONY: pictures demo test test-pending test-fast check docs bench bench-neo4j neo4j neo4j-stop neo4j-env clean bench-api bench-front-end bench-first-view bundle bundle-test precision

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("需要 Python 3.11 或更新版本") if sys.version_info < (3, 11) else None'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(READY)

demo: $(READY) $(if $(filter neo4j,$(STORE)),neo4j)
	$(if $(filter neo4j,$(STORE)),eval "$$(neo4j-conf/env)" &&) $(BIN)/qinqing --home demo$(addprefix -,$(STORE)) demo $(ARGS)

neo4j:
	neo4j-conf/install
	neo4j-conf/start

neo4j-stop:
	neo4j-conf/stop

neo4j-env:
	@neo4j-conf/env

test: $(READY)
	tests/browser/install
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup --without-pending

test-pending: $(READY)
	tests/browser/install
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadgroup

test-fast: $(READY)
	$(BIN)/python -m pytest -q -n $(WORKERS) -m "not slow"

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/qinqing rules lint
	$(BIN)/python -m docs.generate --check

# The pictures of the README: the browser tests' own screenshots of a made-up village.
pictures: $(READY)
	tests/browser/install
	$(BIN)/python -m pytest -q tests/browser/test_jobs.py
	mkdir -p docs/pictures
	cp build/screenshots/*.png docs/pictures/

docs: $(READY)
	$(BIN)/python -m docs.generate

precision: $(READY)
	$(BIN)/python -m benchmarks.precision --write $(ARGS)

bench: $(READY)
	$(BIN)/python -m benchmarks.run $(ARGS)

bench-neo4j: $(READY)
	$(BIN)/python -m benchmarks.neo4j $(ARGS)

bench-api: $(READY)
	$(BIN)/python -m benchmarks.api $(ARGS)

bench-front-end: $(READY)
	tests/browser/install
	$(BIN)/python -m benchmarks.front_end $(ARGS)

# ARGS='--home WORKSPACE': a loaded and swept workspace; it is not changed.
bench-first-view: $(READY)
	tests/browser/install
	$(BIN)/python -m benchmarks.first_view $(ARGS)

bundle: $(READY)
	.ci/bundle $(BIN)/python

# Installs the archive with the network cut and uses it; says so where a network cannot be cut.
bundle-test: bundle
	.ci/bundle-test dist/qinqing-*.tar.gz $(PYTHON)

clean:
	rm -rf demo demo-neo4j build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
