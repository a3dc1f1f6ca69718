# `make` alone lists the targets. The two that set everything up by themselves are `reports` and `test`.
.DEFAULT_GOAL := help
.PHONY: help reports extract check build verify serve test test-all heard lint golden bench measure thresholds reference schema lines clean
SHELL := /bin/sh
RUN := .venv/bin
READY := .venv/ready-reports
READY_TEST := .venv/ready-test
# Compiled modules are kept also where the environment says otherwise: else each process compiles the whole program anew.
export PYTHONDONTWRITEBYTECODE :=

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): pyproject.toml .ci/constraints.txt .ci/setup
	@.ci/setup reports

$(READY_TEST): $(READY) $(wildcard tests/package.json)
	@.ci/setup test

reports: $(READY) ## extract what is new, then check, build and verify every edition into output/
	@$(RUN)/reports make

extract: $(READY) ## read the documents of source_docs/ that have no content file yet
	@$(RUN)/reports extract

check: $(READY) ## tell everything that is wrong in content/
	@$(RUN)/reports check

build: $(READY) ## build every edition into output/
	@$(RUN)/reports build

verify: $(READY) ## read every file of output/ back and compare its words with the content
	@$(RUN)/reports verify

serve: $(READY) ## show the site on this computer and rebuild what a save changes
	@$(RUN)/reports serve

test: $(READY_TEST) lint ## lint, types and all quick tests, with the same made-up inputs each time
	@$(RUN)/python -m pytest -n 2 --dist worksteal -m "not slow" --hypothesis-profile=ci

test-all: $(READY_TEST) lint ## all tests, with new made-up inputs each time, and the full crossing of looks and engines
	@.ci/setup listen
	@.ci/setup heard
	@$(RUN)/python -m pytest -n 2

heard: $(READY_TEST) ## what the screen reader Orca says of every kind of page and file; FILE=PAGE KEYS="h t" for one file
	@.ci/setup heard
	@if [ -n "$(FILE)" ]; then $(RUN)/python -m tests.heard "$(FILE)" $(KEYS); else $(RUN)/python -m pytest -n 1 -k heard; fi

lint: $(READY_TEST) ## ruff and mypy
	@$(RUN)/ruff check pipeline tests
	@$(RUN)/ruff format --check pipeline tests
	@$(RUN)/mypy

golden: $(READY_TEST) ## write the expected results of the tests anew; look at the difference before you commit
	@GOLDEN=write $(RUN)/python -m pytest -n 2 -m "not slow" -k golden

bench: $(READY_TEST) ## measure speed and memory next to other tools
	@$(RUN)/python -m tests.bench

measure: $(READY_TEST) ## score the reading of real documents in ../shared or CORPUS, and print what changed
	@$(RUN)/python -m tests.measure

thresholds: $(READY_TEST) ## list the numbers of the PDF readers that no test holds
	@$(RUN)/python -m tests.thresholds

reference: $(READY) ## write the template of the Word styles once, never over a changed one
	@$(RUN)/reports reference

schema: $(READY) ## write content/schema.json from the definition of the format
	@$(RUN)/reports schema

lines: ## the longest files
	@git ls-files '*.py' | xargs wc -l | sort -rn | head -20

clean: ## delete what was built; content is never touched
	@rm -rf output
