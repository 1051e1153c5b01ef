# The two commands most people need are `make run` and `make test`; `make help` lists the rest.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.run
DEV_STAMP := $(VENV)/.dev
# Bars on a terminal; silence where nobody looks on.
QUIET := $(shell test -t 2 || echo --quiet)

.PHONY: help run env test check bench lock clean

help:  ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/'

run: $(RUN_STAMP)  ## Install what is needed, then serve the portal with the sample alliance
	@$(BIN)/anso up

env: $(DEV_STAMP)  ## Make the whole environment in .venv, tools for development included

test: $(DEV_STAMP)  ## Run the whole test suite
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

check: $(DEV_STAMP)  ## Format, lint, types, room borders, templates, migrations, docs
	$(BIN)/python tools/check.py

bench: $(DEV_STAMP)  ## Measure, beside peers, and print
	$(BIN)/python -m benches

lock: $(DEV_STAMP)  ## Pin every dependency, with hashes, for every platform
	$(BIN)/python tools/lock.py

clean:  ## Remove the environment
	rm -rf $(VENV)

$(BIN)/uv: requirements/installer.txt
	@echo "Making the environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/installer.txt
	@touch $@

$(RUN_STAMP): $(BIN)/uv requirements/run.txt pyproject.toml
	@echo "Installing the locked dependencies ..."
	@$(BIN)/uv pip install $(QUIET) --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/run.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src/anso
	@touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements/dev.txt
	@echo "Installing the tools for development ..."
	@$(BIN)/uv pip install $(QUIET) --compile-bytecode --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@
