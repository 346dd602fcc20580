# What a newcomer types. Every target first makes or finishes the environment in .venv.

PYTHON ?= python3
PORT ?= 8501
STORE := $(or $(UPMENTOR_HOME),.upmentor)
PY := .venv/bin/python

# Bytecode is compiled at first use; without it every start compiles everything again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test lint format bench vectors lock python

help:
	@echo "make run     set up, load the demo program if there is none yet, start the app (PORT=8501)"
	@echo "make setup   only the environment in .venv"
	@echo "make test    linters, types, tests in a browser too"
	@echo "make lint    linters and types only"
	@echo "make bench   measure the drafts, the search and the start-up times"
	@echo "make format  lay the code out"
	@echo "make vectors embed the shipped guidelines again after changing them"
	@echo "make lock    choose versions again (needs uv)"

python:
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "Upmentor: there is no $(PYTHON) here. Install Python 3.11 or newer, then run make again." >&2; \
	  exit 1; }

setup: python
	@"$(PYTHON)" setup/environment.py

run: setup
	@test -e "$(STORE)/initialised" || $(PY) -m assistant init --demo
	@exec $(PY) -m assistant serve --port "$(PORT)"

test: dev check
	@"$(PYTHON)" setup/programs.py
	@$(PY) -m pytest -n 2 --dist loadfile

lint: dev check

.PHONY: dev check
dev: python
	@"$(PYTHON)" setup/environment.py --dev

check: dev
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy

bench: dev
	@$(PY) -m evals.bench $(if $(DATA),--data "$(DATA)")

format: dev
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format

vectors: dev
	@$(PY) -m assistant.retrieval.prepared knowledge < assistant/demo/program.json

LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate
lock:
	@command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }
	@$(LOCK) pyproject.toml --group install --output-file requirements.lock
	@$(LOCK) --group dev --constraints requirements.lock --output-file requirements-dev.lock
