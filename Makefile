# `make run` starts the whole product, `make test` proves it; both install what they need first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help run test check docs bench report soak clean

help: ## Show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit("Plumbline needs Python 3.11 or newer, found " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@echo "Installing what Plumbline needs into $(VENV); the first time takes half a minute."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

run: $(STAMP) ## Start web, workers, clock and Redis; and a pretend GitHub when no credentials are set
	@$(BIN)/plumbline run

# Several processes, as most tests wait for something; what they make the product say to GitHub is
# written down and judged afterwards. Every file stays in one process. Compiled modules are kept even
# where the environment asks for none: hundreds of processes are started, each would compile anew.
JUDGE := tests/contracts/test_everything_said.py
test: $(STAMP) ## Run all tests
	@said=$$(mktemp -d) && trap 'rm -rf "$$said"' EXIT && export SANDBOX_RECORD_FOLDER="$$said" \
	&& export PYTHONDONTWRITEBYTECODE= \
	&& $(BIN)/pytest -n 3 --dist loadfile --ignore $(JUDGE) && $(BIN)/pytest -n 2 $(JUDGE)

check: $(STAMP) ## What CI runs: layering, types, style, generated files, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/plumbline docs --check
	$(MAKE) test

docs: $(STAMP) ## Write the generated handbook and the JSON schema
	$(BIN)/plumbline docs

bench: $(STAMP) ## Print speed and memory as ratios measured side by side
	$(BIN)/python -m tests.benchmarks

report: $(STAMP) ## The same, also written to docs/performance.md; on a quiet machine
	$(BIN)/python -m tests.benchmarks --write docs/performance.md

soak: $(STAMP) ## Long proofs
	$(BIN)/pytest -m soak --timeout=1800

clean: ## Remove what was installed and stored here
	rm -rf $(VENV) .plumbline
