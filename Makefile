# All commands set up .venv from the lock file first; nothing is installed outside this folder.
PYTHON ?= python3
PORT ?= 8000
N ?= 20000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: serve build test check evaluate bench attack fuzz notebook messages lock clean

serve: $(READY) build
	$(BIN)/zjtx-kg serve --release build --port $(PORT) --no-browser

build: $(READY)
	$(BIN)/zjtx-kg build --out build

test: $(READY)
	$(BIN)/python -m pytest -n 2

check: $(READY)
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --no-cache --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: $(READY)
	$(BIN)/zjtx-kg evaluate --left-out
	$(BIN)/zjtx-kg evaluate --links
	$(BIN)/zjtx-kg evaluate --pages tests/data/pages

bench: $(READY)
	$(BIN)/python benchmarks/bench_build.py
	$(BIN)/python benchmarks/bench_read.py
	$(BIN)/python benchmarks/bench_link.py

attack: $(READY)
	cd tests && ../$(BIN)/python -m hostile
	cd tests && ../$(BIN)/python -m hostile.kills

fuzz: $(READY)
	$(BIN)/python tests/fuzz.py $(N)

notebook: $(READY) build
	$(BIN)/jupyter execute --inplace docs/questions.ipynb

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

# The messages of the pages into their catalogues; what is new there waits for its translation.
messages: $(READY)
	$(BIN)/python scripts/messages.py

lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --universal --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --output-file requirements.lock

clean:
	rm -rf build dist $(VENV)
