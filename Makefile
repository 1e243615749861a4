# What can be done here; `make` alone lists it. A machine needs only Python 3.11 or newer, and make.
#
#   make test PYTEST_ARGS="-k deadline -x"         a part of the suite, one process: JOBS=0
#   make test VENV=.venv-low PINS="wagtail==7.4.* Django==5.2.*"
#   make test DATABASE_URL=postgres://postgres@127.0.0.1:5432/wagtail_sop
#   make test SOP_BROWSER=required                 a browser test that cannot run is a failure
#   make demo PYTHON=/path/to/python3.13           when the Python found is not the one you want

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV ?= .venv
PINS ?=
JOBS ?= auto
PYTEST_ARGS ?=
PY = $(VENV)/bin/python

# The first Python that runs, is new enough and can make an environment: a name alone proves
# nothing, version managers leave shims behind that only print an error.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo $$python && break; done)

CHROMIUM = $(shell for browser in "$$SOP_CHROMIUM" chromium chromium-browser google-chrome; do \
	command -v "$$browser" 2>/dev/null && break; done)

# Also in scripts/check_translations.py. The wing `indonesian` holds Wagtail's words, not ours.
MESSAGES = --extension=html,txt,py,svg --add-location=file --no-obsolete
JS_MESSAGES = --domain=djangojs --extension=js --add-location=file --no-obsolete --ignore='*.min.js' --ignore='vendor/*'

.PHONY: help
help:
	@echo "wagtail-sop: what make can do"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# An environment is a directory with a stamp for each set of extras, older than what it was made from.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer with venv was found. Install one (Debian: apt-get install python3 python3-venv) or name it: make PYTHON=/path/to/python3."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed-test: setup.cfg pyproject.toml | $(VENV)/bin/python
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[test,celery]' $(patsubst %,'%',$(PINS))
	@touch $@

$(VENV)/.installed-dev: setup.cfg pyproject.toml | $(VENV)/.installed-test
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[test,celery,dev]' $(patsubst %,'%',$(PINS))
	@touch $@

# sandbox/run.py makes its database under var/, loads the demo newsroom, says who may log in with
# which password and starts the development server; arguments go through DEMO_ARGS.
.PHONY: demo
demo: $(VENV)/.installed-test ## run the demo newsroom at http://127.0.0.1:8000/
	$(PY) sandbox/run.py $(DEMO_ARGS)

.PHONY: test
test: $(VENV)/.installed-test ## run the suite (SQLite; DATABASE_URL=postgres://... for PostgreSQL)
	@test -n "$(CHROMIUM)" || echo "No Chromium was found, so the browser tests cannot run. Install it (Debian: apt-get install chromium; Ubuntu: a Google Chrome package) or name it in SOP_CHROMIUM."
	$(PY) -m pytest -n $(JOBS) --dist worksteal $(PYTEST_ARGS)

.PHONY: lint
lint: $(VENV)/.installed-dev ## style, import contracts, templates, migrations, translations
	$(MAKE) --no-print-directory lint-style lint-imports lint-migrations lint-translations

.PHONY: lint-style
lint-style: $(VENV)/.installed-dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	find wagtail_sop templates sandbox tests -name '*.html' 2>/dev/null | xargs -r $(VENV)/bin/djhtml --check

.PHONY: lint-imports
lint-imports: $(VENV)/.installed-dev
	$(VENV)/bin/lint-imports

# On SQLite in memory whatever DATABASE_URL says: only models and migrations are compared.
.PHONY: lint-migrations
lint-migrations: $(VENV)/.installed-dev
	env -u DATABASE_URL $(PY) -m django makemigrations --check --dry-run --settings=tests.settings --pythonpath=.

.PHONY: lint-translations
lint-translations: $(VENV)/.installed-dev
	$(PY) scripts/check_translations.py

.PHONY: bench
bench: $(VENV)/.installed-test ## run every benchmark in benchmarks/
	@found=; for bench in benchmarks/bench_*.py; do \
		test -e "$$bench" || continue; found=1; echo "== $$bench"; $(PY) "$$bench" || exit 1; \
	done; test -n "$$found" || echo "There is no benchmark in benchmarks/ yet."

.PHONY: messages
messages: $(VENV)/.installed-test ## collect new words into the catalogues and compile them (gettext)
	@command -v xgettext >/dev/null || { echo "The gettext tools are missing. Install them: apt-get install gettext (macOS: brew install gettext)."; exit 1; }
	mkdir -p wagtail_sop/locale/id/LC_MESSAGES
	cd wagtail_sop && $(abspath $(PY)) -m django makemessages --locale=id $(MESSAGES) --ignore='indonesian/locale/*'
	cd wagtail_sop && $(abspath $(PY)) -m django makemessages --locale=id $(JS_MESSAGES) --ignore='indonesian/locale/*'
	$(PY) -m django compilemessages --ignore='.venv*' --ignore=var

.PHONY: wheel
wheel: $(VENV)/.installed-dev ## build the wheel and prove it on a fresh site outside the checkout
	rm -rf dist
	$(PY) -m build --outdir dist .
	PYTHON=$(abspath $(PY)) scripts/check_wheel.sh dist/*.whl
