# `make demo` and `make test` bring everything they need; `make help` lists the rest.
# The checkout may lie in a folder of any name: recipes stay in it and name it nowhere.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-long test-fresh test-matrix fuzz coverage mutants lint bench qgis install package \
	package-offline translations clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' Makefile | while IFS='|' read -r name text; do printf '  make %-15s %s\n' "$$name" "$$text"; done

setup: ## install what is missing: Debian packages, .venv, .venv-plain, translations
	@bash scripts/setup.sh

demo: setup ## run the main job on the sample county, print its tables, fill demo/output/
	@bash scripts/demo.sh

test: setup ## the whole test suite: engine without QGIS, everything in QGIS, a real window
	@bash scripts/test.sh

test-long: setup ## the long versions of the tests: thousands of generated cases
	@bash scripts/test.sh long

fuzz: setup ## 100 000 damaged files and as many texts for each reader: no traceback, no hang, no ground too much
	@bash scripts/fuzz.sh

coverage: setup ## branch coverage of area, ledger and rounding: 100 %, or this fails
	@bash scripts/coverage.sh

mutants: setup ## a thousand small faults planted in area, ledger and rounding: the tests must see each (20 minutes)
	@bash scripts/mutants.sh

test-fresh: ## both commands of the README on an empty Debian 12 (root, debootstrap, about 15 minutes)
	@bash scripts/test_fresh.sh

test-matrix: setup ## the built zip on Debian 13 (QGIS 3.40) and testing (3.44): installed, demo, tests (root, debootstrap)
	@bash scripts/test_matrix.sh

lint: setup ## style, types of the engine, and what the plugin site's scanners say to the zip
	@bash scripts/lint.sh

bench: setup ## engine and algorithms against the QGIS-native chain on 50 000 generated patches
	@bash scripts/bench.sh

qgis: setup ## open QGIS Desktop on the demo project with the plugin loaded
	@bash scripts/qgis.sh

install: setup ## link the plugin into your QGIS profile (PROFILE=folder for another than the default one)
	@bash scripts/install.sh "$(PROFILE)"

package: setup ## build dist/mine_remediation-<version>.zip for the plugin site and the offices
	@.venv/bin/python scripts/package.py

package-offline: setup ## the same with the Python libraries that QGIS lacks, for offices without internet
	@.venv/bin/python scripts/package.py --offline

translations: setup ## collect the texts of the code into i18n/*.ts, keeping what is translated
	@.venv/bin/python scripts/translate.py

clean: ## remove what the other targets made, .venv and .venv-plain excepted
	@rm -rf build dist demo/output .pytest_cache .mypy_cache .ruff_cache .qgis-settings .hypothesis
