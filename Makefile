# All commands set up .venv from the lock file first; nothing is installed outside this folder.
PYTHON ?= python3
PORT ?= 8000
N ?= 20000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
FRONTEND := server/frontend
BUNDLE := server/zjtx_server/pages/static/bundle/made
PACKAGES := $(FRONTEND)/node_modules/made

.PHONY: serve build test check evaluate bench attack fuzz notebook screenshots messages lock bundle clean

serve: $(READY) build
	$(BIN)/zjtx-kg serve --release build --port $(PORT) --no-browser

build: $(READY) bundle
	$(BIN)/zjtx-kg build --out build

test: $(READY) bundle
	$(BIN)/python -m pytest -n 2

check: $(READY) bundle
	$(BIN)/ruff check --no-cache .
	$(BIN)/ruff format --no-cache --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	if [ -e $(PACKAGES) ]; then npm --prefix $(FRONTEND) run --silent check; fi

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

# All pages, wide and narrow, light and dark, in both languages, to be looked at: build/screenshots/index.html
screenshots: $(READY) build
	cd tests && ../$(BIN)/python -m browser.screenshots ../build ../build/screenshots

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

# The messages of the pages into their catalogues; what is new there waits for its translation.
messages: $(READY)
	$(BIN)/python scripts/messages.py

# Charts and query editor: made where npm is and its registry answers; without them everything else works.
bundle:
	@if ! command -v npm >/dev/null; then echo 'npm is missing: the pages come without charts and query editor'; \
	elif ! $(MAKE) -s $(PACKAGES); then echo 'npm could not install: the pages come without charts and query editor'; \
	else $(MAKE) -s $(BUNDLE); fi

$(PACKAGES): $(FRONTEND)/package-lock.json
	npm --prefix $(FRONTEND) ci --silent
	touch $@

$(BUNDLE): $(PACKAGES) $(FRONTEND)/build.mjs $(wildcard $(FRONTEND)/src/*.* $(FRONTEND)/src/*/*.*)
	npm --prefix $(FRONTEND) run --silent build
	touch $@

lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --extra dev --generate-hashes --universal --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet --output-file requirements.lock

clean:
	rm -rf build dist $(VENV) $(FRONTEND)/node_modules $(dir $(BUNDLE))
