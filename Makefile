# make run    serve the courses in data/ at http://127.0.0.1:8000
# make test   everything that needs only Python
# make check  format, lint, types, and the data itself
# make fuzz   looks longer for data and edits that break a law: some minutes
# make browser  the pages in Chromium (set CHROMIUM if it is not /usr/bin/chromium)
# make faults  breaks the data, the workers and the connections of real servers: some minutes
# make deployed  runs what is in deploy/: nginx in front, as a cache, and over an export (needs nginx and wrk)
# make audit  asks whether a pinned package has a known vulnerability: needs the network, and fails without
# make bench  measures speed, start-up and memory beside bare servers: a quarter of an hour (ARGS=--quick: minutes)
# make pictures  the ones in the README, of the real course in mid-term
# make engines  install the judges that are not Python: of feeds, of pages, and of data files as editors see them

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint deploy/constraints.txt
ARGS ?=

.PHONY: run test check fuzz browser faults deployed audit bench pictures engines clean

# One for each data folder, so that courses of the same name are not mixed up.
run: export FEEDS_STATE_DIR ?= .state/$(subst /,-,$(or $(FEEDS_DATA_DIR),data))
run: .venv/serve
	$(BIN)/gunicorn wsgi:app

test: .venv/test
	$(BIN)/pytest --numprocesses auto --dist loadfile $(ARGS)

check: .venv/test
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/feeds check --recorded

LAWS := $(addprefix tests/,$(addsuffix _laws.py,test_reader test_history test_roll_over test_amendment test_proposal))

fuzz: .venv/test
	$(BIN)/pytest --hypothesis-profile=long $(LAWS) $(ARGS)

browser: .venv/browser
	$(BIN)/pytest tests/browser --numprocesses 2 --dist loadfile $(ARGS)

# These wait more than they work, and do not measure how long anybody takes to answer.
WAITING := $(addprefix tests/faults/,test_data.py test_last_good.py test_restarts.py)

faults: .venv/test
	$(BIN)/pytest $(WAITING) --numprocesses 4 $(ARGS)
	$(BIN)/pytest tests/faults $(addprefix --ignore=,$(WAITING)) $(ARGS)

deployed: .venv/test
	$(BIN)/pytest tests/deployed $(ARGS)

audit: .venv/audit
	$(BIN)/pip-audit --requirement deploy/constraints.txt --no-deps --disable-pip --progress-spinner off --format json \
		2>.venv/audit.log | $(BIN)/python deploy/audit.py $(ARGS)

bench: .venv/test
	PYTHONPATH=tests $(BIN)/python -m bench $(ARGS)

pictures: .venv/browser
	$(BIN)/python docs/take_pictures.py

engines:
	npm install --no-package-lock --ignore-scripts --no-audit --no-fund --prefix tests/engines/icaljs
	npm install --no-package-lock --ignore-scripts --no-audit --no-fund --prefix tests/engines/vnu
	npm install --no-package-lock --ignore-scripts --no-audit --no-fund --prefix tests/engines/yamlls

clean:
	rm -rf .venv tests/engines/*/node_modules

.venv/serve .venv/test .venv/browser .venv/audit: pyproject.toml deploy/constraints.txt | .venv/python
	$(INSTALL) --editable '.$(if $(filter-out serve,$(@F)),[$(@F)])'
	touch $@

.venv/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	touch $@
