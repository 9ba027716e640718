# `make demo` shows what Marsad does; `make test` checks it. Both make their own .venv and need only Python 3.11+.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
DB ?= demo.db

.PHONY: demo test lint accuracy bench docs clean

demo: $(VENV)/installed
	rm -f $(DB) $(DB)-wal $(DB)-shm
	$(BIN)/marsad ingest src/marsad/samples --db $(DB)
	COLUMNS=150 $(BIN)/marsad events --db $(DB) --format table --limit 30
	@echo
	@echo "The events of the sample articles are in $(DB). See them beside their texts:"
	@echo "    $(BIN)/marsad serve --db $(DB)      and open http://127.0.0.1:8800/"

test: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

lint: $(VENV)/dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

accuracy: $(VENV)/dev
	$(BIN)/python eval/table.py

bench: $(VENV)/dev
	$(BIN)/python bench/speed.py

docs: $(VENV)/dev
	$(BIN)/python docs/build.py

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Marsad needs Python 3.11 or later: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e . $(PIP_OPTIONS)
	@touch $@

$(VENV)/dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]' $(PIP_OPTIONS)
	@touch $@

clean:
	rm -rf $(VENV) $(DB) $(DB)-wal $(DB)-shm .mypy_cache .ruff_cache .pytest_cache .hypothesis
