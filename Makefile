# make run    serve the courses in data/ at http://127.0.0.1:8000
# make test   everything that needs only Python
# make check  format, lint, types, and the data itself
# make fuzz   looks longer for data and edits that break a law: some minutes
# make browser  the pages in Chromium (set CHROMIUM if it is not /usr/bin/chromium)
# make pictures  the ones in the README, of the real course in mid-term
# make engines  install the judges that are not Python: of feeds, of pages, and of data files as editors see them

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint deploy/constraints.txt
ARGS ?=

.PHONY: run test check fuzz browser pictures engines clean

run: .venv/serve
	$(BIN)/gunicorn wsgi:app

test: .venv/test
	$(BIN)/pytest --numprocesses auto --dist loadfile $(ARGS)

check: .venv/test
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/feeds check --recorded

fuzz: .venv/test
	$(BIN)/pytest --hypothesis-profile=long tests/test_reader_laws.py tests/test_history_laws.py $(ARGS)

browser: .venv/browser
	$(BIN)/pytest tests/browser --numprocesses 2 --dist loadfile $(ARGS)

pictures: .venv/browser
	$(BIN)/python docs/take_pictures.py

engines:
	npm install --no-package-lock --ignore-scripts --no-audit --no-fund --prefix tests/engines/icaljs
	npm install --no-package-lock --ignore-scripts --no-audit --no-fund --prefix tests/engines/vnu
	npm install --no-package-lock --ignore-scripts --no-audit --no-fund --prefix tests/engines/yamlls

clean:
	rm -rf .venv tests/engines/*/node_modules

.venv/serve .venv/test .venv/browser: pyproject.toml deploy/constraints.txt | .venv/python
	$(INSTALL) --editable '.$(if $(filter-out serve,$(@F)),[$(@F)])'
	touch $@

.venv/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	touch $@
