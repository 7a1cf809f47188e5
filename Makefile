# make run: serve on http://127.0.0.1:8000; options go into ARGS, as in: make run ARGS="--port 9000"
# make test: everything that must hold; some of the tests alone begin at once, as in: make test ARGS=tests/domain
# Both make .venv first, with the Python that PYTHON names or the first one that serves.

PY := .venv/bin/python
export PYTHON
# Compiled once, whoever set this, and not at each start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup setup-test setup-clients setup-bench run test lint format examples openapi fuzz fuzz-extraction bench bench-agreement bench-extraction lock

setup:
	@sh .ci/setup requirements.lock

setup-test:
	@sh .ci/setup requirements-test.lock

setup-clients:
	@sh .ci/setup-clients

setup-bench:
	@sh .ci/setup requirements-bench.lock .venv-bench

run: setup
	@$(PY) -m app serve $(ARGS)

# Each worker holds language models and a PostgreSQL server, so more of them than four would help little.
ifdef ARGS
test: setup-test
	@$(PY) -m pytest $(ARGS)
else
test: lint setup-clients
	@$(PY) -m pytest --numprocesses=logical --maxprocesses=4 --dist=worksteal
endif

# Style, types, import rules.
lint: setup-test
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy
	@$(PY) -c 'from importlinter.cli import lint_imports_command as run; run(["--no-logo"])'

format: setup-test
	@$(PY) -m ruff check --fix
	@$(PY) -m ruff format

# The answers that the API's description shows, asked of the service again.
examples: setup-test
	@$(PY) -m tests.contract.write_examples

# The API's description, committed so that each change of it shows.
openapi: setup-test
	@$(PY) -m app openapi >openapi.new
	@mv openapi.new openapi.json

# More of the random requests of `make test`, others each time.
fuzz: setup-test
	@FUZZ_EXAMPLES=$(or $(EXAMPLES),200) $(PY) -m pytest tests/contract/test_fuzzing.py

# Damaged articles, read for twenty minutes; ARGS="--minutes 60 --seed 7 texts/" for others.
fuzz-extraction: setup-test
	@$(PY) -m tests.extraction.fuzzing $(ARGS)

# How fast it is beside others, as benchmarks/RESULTS.md shows it; shorter with ARGS="--claims 10000 --rounds 2".
bench: setup-test setup-bench
	@$(PY) -m benchmarks $(ARGS)

# What ten thousand claims on one proposition cost.
bench-agreement: setup-test
	@$(PY) -m benchmarks.agreement

# What reading a text costs by its length and kind; ARGS='--kinds "one line" --sizes 100000' for less.
bench-extraction: setup-test
	@$(PY) -m benchmarks.extraction $(ARGS)

# Each lock but the clients' and the benchmark's holds the one before it, at the same versions; ARGS=--upgrade moves to newer ones.
UV = .venv-lock/bin/uv pip compile -q --universal --generate-hashes --no-annotate \
	--custom-compile-command "make lock" $(ARGS)

lock:
	@test -x .venv-lock/bin/uv || { $(or $(PYTHON),python3) -m venv .venv-lock && \
		.venv-lock/bin/python -m pip install -qq uv==0.13.9; }
	@$(UV) pyproject.toml -o requirements.lock >/dev/null
	@$(UV) pyproject.toml -o requirements-postgres.lock -c requirements.lock --extra postgres >/dev/null
	@$(UV) pyproject.toml -o requirements-test.lock -c requirements-postgres.lock --extra postgres --extra test >/dev/null
	@$(UV) --group clients -o requirements-clients.lock >/dev/null
	@$(UV) --group bench -o requirements-bench.lock >/dev/null
	@cd tests/clients && npm install --silent --package-lock-only
