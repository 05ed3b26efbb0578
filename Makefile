# Everything that people do with Plenary begins here. `make help` says what there is.
VENV := .venv
PYTHON := $(VENV)/bin/python
PYTHON3 ?= python3
# Written when all of requirements.txt is installed, and when all of requirements-dev.txt is.
SERVES := $(VENV)/.serves
TESTS := $(VENV)/.tests
# Holds the process that installs. When that is gone, the install was cut off.
UNFINISHED := $(VENV)/.unfinished
IS_WHOLE := { test ! -e $(UNFINISHED) || kill -0 "$$(cat $(UNFINISHED))"; } 2>/dev/null && $(PYTHON) -c 'import pip' 2>/dev/null
APPS := api archive cms exports frontend home importer tables webhooks worker
PIP := $(PYTHON) -m pip install --disable-pip-version-check --no-deps --no-compile --requirement
stop = { echo "$(1)" >&2; exit 2; }
# An older pip takes twice as long. It does where no newer one can be had. setuptools is 10 MB that nothing needs.
NEWER_PIP := $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-compile --retries 0 'pip>=23.3'
# pip says three lines for each package, and the pipe loses its exit code: the file stays instead.
define install
@echo "Installing $$(grep -c '^[A-Za-z]' $(1)) packages of $(1). The first time this takes a minute or two."
@echo $$PPID > $(UNFINISHED)
@{ $(PIP) $(1) && rm $(UNFINISHED); } | while read -r word next _; do \
	case "$$word $$next" in \
		*Collecting\ *|*Processing\ *) n=$$((n + 1)); test $$((n % 10)) -ne 0 || echo "  $$n are here" ;; \
		*Installing\ collected) echo "  $$n are here, and are unpacked now" ;; \
	esac; done
@test ! -e $(UNFINISHED)
@touch $@
endef

# An environment that is half made or has lost its Python is no environment, whatever was installed.
$(shell { $(IS_WHOLE) || rm -f $(SERVES) $(TESTS); } 2>/dev/null)
TEST_DATABASE_URL ?= postgres://root@127.0.0.1:5432/test
TEST_CACHE_URL ?= redis://127.0.0.1:6379/15

# One more than there are processors, at most 5: some tests wait for the servers that they start.
WORKERS ?= $(shell n=$$(getconf _NPROCESSORS_ONLN); test $$n -lt 4 || n=4; expr $$n + 1)

.DEFAULT_GOAL := help
.PHONY: help setup node run reset demo test test-all test-postgres bench coverage format openapi clients schema names pictures
.PHONY: lint lint-style lint-types lint-types-of-3.13 lint-django

help:  ## Say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | \
		awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

setup: $(TESTS)  ## Build the Python environment in .venv, with all that tests need

$(TESTS): requirements-dev.txt $(SERVES)
	$(call install,requirements-dev.txt)

$(SERVES): requirements.txt
	@"$(PYTHON3)" -c 'import sys; sys.exit(sys.version_info < (3, 11, 2))' 2>/dev/null || \
		$(call stop,Plenary needs Python 3.11.2 or newer. Install it and name it: make PYTHON3=python3.11)
	@$(IS_WHOLE) || "$(PYTHON3)" -c 'import ensurepip, venv' 2>/dev/null || \
		$(call stop,$(PYTHON3) cannot make a virtual environment. Install the package python3-venv.)
	@$(IS_WHOLE) || { echo "Making $(VENV)."; "$(PYTHON3)" -m venv --clear --without-pip $(VENV) && \
		echo $$PPID > $(UNFINISHED) && $(PYTHON) -m ensurepip >/dev/null && \
		$(PYTHON) -m pip uninstall --quiet --yes setuptools 2>/dev/null && \
		{ $(NEWER_PIP) 2>/dev/null || true; }; }
	$(call install,requirements.txt)

node: tests/node/node_modules/.package-lock.json  ## Install the checks that come from npm

tests/node/node_modules/.package-lock.json: tests/node/package-lock.json
	@command -v npm >/dev/null || $(call stop,npm is not installed. Install the packages nodejs and npm.)
	npm ci --prefix tests/node --ignore-scripts --no-audit --no-fund --loglevel=error

run: $(SERVES)  ## Serve the site, the API and the admin, with the demo archive (EMPTY=1: without; PORT, HOST)
	@exec $(PYTHON) manage.py serve

reset: $(SERVES)  ## Delete the database of development and its uploads, after asking (CONFIRM=yes: without)
	@$(PYTHON) manage.py reset $(if $(filter yes,$(CONFIRM)),--yes)

demo: $(SERVES)  ## Load the demo archive
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py demo

test: setup  ## Run the tests that need nothing but Python
	$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal --python-only

test-all: setup  ## Run every test on SQLite: with browsers, other servers, faults
	$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal

test-postgres: setup  ## Run on PostgreSQL with Redis what they can change (TEST_DATABASE_URL, TEST_CACHE_URL)
	DATABASE_URL=$(TEST_DATABASE_URL) CACHE_URL=$(TEST_CACHE_URL) $(PYTHON) -m pytest -n $(WORKERS) --dist worksteal --database-only

bench: setup  ## Compare what answers cost with other servers (QUICK=1; needs wrk and PostgreSQL)
	QUICK=$(QUICK) BENCH_DATABASE_URL=$(TEST_DATABASE_URL) $(PYTHON) benchmarks/bench.py

coverage: setup  ## Run the tests that need nothing but Python, and fail when they run less of the code
	$(PYTHON) -m pytest -n $(WORKERS) --dist worksteal --python-only --cov --cov-report=term:skip-covered

lint: lint-style lint-types lint-types-of-3.13 lint-django  ## Check style, types, templates, migrations and the production settings

lint-style: setup node
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djlint --lint --quiet $(APPS)
	tests/node/node_modules/.bin/biome lint --error-on-warnings

lint-types: setup
	MYPYPATH=benchmarks $(VENV)/bin/mypy $(APPS) benchmarks

lint-types-of-3.13: setup
	MYPYPATH=benchmarks $(VENV)/bin/mypy --python-version 3.13 $(APPS) benchmarks

lint-django: setup
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) manage.py openapi --check
	SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))') \
		ALLOWED_HOSTS=example.org API_ORIGIN=https://example.org \
		FRONTEND_ORIGIN=https://www.example.org EMAIL_URL=smtp://mail.example.org:25 \
		DEFAULT_FROM_EMAIL=archive@example.org DATABASE_URL=sqlite:///:memory: PLENARY_ENV=production \
		$(PYTHON) manage.py check --deploy --fail-level WARNING

format: setup  ## Put the code into its one form
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

openapi: setup  ## Write api/openapi.json and docs/reference.md anew
	$(PYTHON) manage.py openapi

clients: setup node  ## Write the generated parts of the typed clients anew
	$(PYTHON) clients/generate.py

schema: setup  ## Write cms/sqlite/schema.sql anew, after a change of migrations
	$(PYTHON) -m tests.schema

names: setup  ## Write the names of months, countries and languages for the site anew
	$(PYTHON) -m docs.names

pictures: setup  ## Take the pictures of the README and the editors' guide anew (needs Chromium)
	$(PYTHON) docs/pictures.py
