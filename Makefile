PYTHON ?= python3.11
BIN := .venv/bin

.PHONY: run install compiled test test-slow lint bench errors clean

run: .venv/runtime
	$(BIN)/thidua demo

# The packages and nothing else: where thidua works, the demo's invented articles have no place.
install: .venv/runtime

# A copy of the packages with the reader of facts compiled, which takes a C compiler; made anew after an update.
compiled: .venv/runtime
	rm -rf build
	THIDUA_COMPILE=2 $(BIN)/pip install --quiet --disable-pip-version-check --no-deps .

test: .venv/dev
	$(BIN)/pytest -n 2 -m "not bench and not slow"

# What takes long: services that start, die and come back, whole nights, browsers, every command of the guides.
test-slow: .venv/dev
	$(BIN)/pytest -n 2 -m slow

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: .venv/dev
	$(BIN)/pytest -m bench -s

# What the reader misses, invents or gets wrong on annotated articles; GOLD=folder for others.
errors: .venv/dev
	$(BIN)/python tests/gold/measure.py $(GOLD) --errors

clean:
	rm -rf .venv build *.egg-info

# --no-deps: the pins are the whole closure, so no resolver of any pip version has a say in it.
.venv/runtime: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -r requirements-dev.txt
	touch $@
