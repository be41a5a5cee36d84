# normsim: one command for one job. `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help demo test check-theory check-coverage check-drift check-deep check-mutants bench bench-peers bench-desks fix lock

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

demo: .venv/ready ## one season from one file: the first screen, and where the pictures are
	$(BIN)/normsim run scenarios/peak-season.toml

test: .venv/ready ## everything that must be green: lint, types, floors, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -q

check-theory: .venv/ready ## textbook queues with known answers: the table of what is expected and estimated; a quarter of an hour
	$(BIN)/python -m tests.theory

check-coverage: .venv/ready ## how often 95% intervals hold the truth, cell by cell: half a minute; N=20000 experiments: five
	$(BIN)/python -m tests.coverage $(if $(N),--experiments $(N))

check-drift: .venv/ready ## how often the drift alarm rings, on shops that go on and on ones that drift: two minutes; N=100 shops of a kind
	$(BIN)/python -m tests.calibrate.called $(if $(N),$(N))

check-deep: .venv/ready ## what takes too long for every change: ten million deadlines against the definition, a hundred kills of a sweep, mornings against truth
	$(BIN)/pytest -q tests -o python_files="check_*.py" -o python_functions="check_*"

check-mutants: .venv/mutants ## do the tests see a change in the clock or the norms? hours, in one go or several; one room: SIM=sim.norms.*
	$(BIN)/python -m tests.mutants $(if $(SIM),'$(SIM)')

bench: .venv/ready ## timings, each with its answer asserted; benchmarks/README.md says how to read them
	$(BIN)/pytest benchmarks -o python_files="bench_*.py" -o python_functions="bench_*" --benchmark-columns=median,stddev,rounds

bench-peers: .venv/peers ## every engine one could pick instead: speed, wrong answers; writes results/benchmarks/
	$(BIN)/python -m benchmarks.contest

bench-desks: .venv/peers ## both engines beside SimPy, salabim, Ciw and a loop by hand; writes results/benchmarks/desks.csv
	$(BIN)/python -m benchmarks.desks

fix: .venv/ready ## format, and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: .venv/ready ## pin every dependency anew: names, versions and hashes for all platforms
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
		--no-emit-find-links --extra dev --extra load --extra cluster --extra excel --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

# Some peers are built here, by a setuptools that can make wheels itself.
.venv/peers: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "setuptools>=70.1,<81"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[peers]"
	@touch $@

.venv/mutants: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --editable ".[mutants]"
	@touch $@

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("normsim needs Python 3.11 or newer; this is " + sys.version.split()[0])'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
