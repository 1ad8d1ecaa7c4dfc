# NSCL: every verb that people and CI use. `make up` starts the site; `make test` checks everything.
# Needs Python 3.11 or newer and make; everything else is brought in here.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
UV := .tools/uv
BIN := .venv/bin
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
# Images of containers often forbid Python to keep what it compiled: each process would compile everything anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help up test checks site lint types contracts unit postgres bench docs size

help: ## show these verbs
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

up: .venv/.base ## start NSCL with the five published plans, a sample year and sample accounts
	@$(BIN)/nscl up

test: .venv/.dev ## check everything: lint, types, contracts, tests on both databases, browser
	@export NSCL_PREPARED_SITE=$$(mktemp -d); trap 'rm -rf "$$NSCL_PREPARED_SITE"' EXIT; \
	$(MAKE) --no-print-directory -j2 checks site; \
	$(MAKE) --no-print-directory unit postgres
	@echo "✓ make test: tất cả đều đạt / everything passed"

checks: lint types contracts

lint: .venv/.dev ## ruff and djlint
	@echo "→ ruff, djlint"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint --quiet --lint src/nscl/web/templates

types: .venv/.dev ## mypy --strict
	@echo "→ mypy"
	@$(BIN)/mypy src tests tools benchmarks

contracts: .venv/.dev ## who may import whom
	@echo "→ import-linter"
	@$(BIN)/lint-imports --no-cache

# On both cores, the tests of a module on one of them: what a module builds once is built once (a fifth of the time).
SPREAD := -n 2 --dist loadscope --no-loadscope-reorder

# Where tests marked e2e are: collecting all others to leave them out takes half a minute.
BROWSER := tests/e2e tests/cli/test_site.py tests/config/test_production.py

# The sample site that the browser tests copy, in the folder that `test` names: made while mypy keeps the other core busy.
site: .venv/.dev
	@$(BIN)/nscl assets
	@$(BIN)/python -m tests.factories.sites

unit: .venv/.dev ## all tests on SQLite, with the browser tests
	@echo "→ pytest, SQLite"
	@$(BIN)/nscl assets
	@$(BIN)/pytest -q $(SPREAD) -m "not e2e"
	@$(BIN)/pytest -q -n 2 --dist worksteal -m e2e $(BROWSER)

# Not twice: what knows no database (pure packages, conventions, parts of pages, settings), what makes a SQLite file
# of its own; what looks at pages whose queries and operations have tests of their own on both databases; and the sample
# year, with which the site of the browser tests starts on PostgreSQL too.
PAGES := accounts certificates class_registration commendations difficulties estimates evidence firm_studies institutions ledger \
	ledger_import organisations organisations_import outreach people plan_editing plan_reading plans policies productivity progress \
	questionnaires registers report_editions report_nation reports sample statistics support support_apply training training_counts ui work work_import
ONCE := $(addprefix tests/,text documents corpus economics rulebook config architecture \
	progress/test_sample.py work/test_sample.py reporting/sample $(addprefix web/,$(PAGES)) \
	$(addprefix cli/test_,site.py firms.py rules.py productivity.py check_plan.py read_plan.py plan_template.py) \
	$(addprefix e2e/test_,every_page.py single_sign_on.py estimates.py ledger.py productivity.py reading.py support.py training.py work.py))
postgres: .venv/.dev ## what meets a database, on PostgreSQL
	@echo "→ pytest, PostgreSQL"
	@$(BIN)/nscl assets
	@$(BIN)/python tools/with_postgres.py bash -c '$(BIN)/pytest -q $(SPREAD) -m "not e2e" $(ONCE:%=--ignore=%) && $(BIN)/pytest -q -n 2 -m e2e $(ONCE:%=--ignore=%) tests/e2e'

bench: .venv/.dev ## print the ratios of benchmarks/
	@for file in benchmarks/bench_*.py; do echo "→ $$file"; $(BIN)/python $$file; done

docs: .venv/.dev ## screenshots of the README
	@$(BIN)/python tools/screenshots.py

size: .venv/.base ## size of the base install in a folder of its own
	@tools/base_size.sh

# The environment is exactly the lock file's; --inexact so that `up` leaves the test tools where `test` put them.
.venv/.base: pyproject.toml uv.lock tools/bring_uv.py
	@command -v $(PYTHON) >/dev/null || { echo "✗ Máy này chưa có Python. Cách sửa: cài gói python3.11 rồi chạy lại make." >&2; exit 1; }
	@$(PYTHON) tools/bring_uv.py
	@echo "→ Cài môi trường .venv theo uv.lock …"
	@$(UV) sync --frozen --inexact --no-dev --python $(PYTHON)
	@touch $@

.venv/.dev: .venv/.base
	@echo "→ Cài công cụ kiểm thử …"
	@$(UV) sync --quiet --frozen --all-extras --all-groups --python $(PYTHON)
	@touch .venv/.base $@  # uv may have made the environment anew, and what stood in it is gone
