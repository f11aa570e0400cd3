# What is said at the desk. `make demo` and `make test` need nothing done before them.
.PHONY: setup setup-tests check demo docs test test-fast fuzz lock bench bench-claims

DEMO ?= demo
MINUTES ?= 10
FIRST ?= 0

setup: ## the environment with every pinned package
	@scripts/setup

setup-tests:
	@scripts/setup tests

demo: setup ## the worked case, end to end; its dossier lies in demo/dossier
	@.venv/bin/firsthand demo --folder $(DEMO)

check: setup ## format, lint, types, imports, docs in step with the program
	.venv/bin/ruff format --check src tests
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/python scripts/docs --check

test: setup-tests check ## everything the README promises
	.venv/bin/pytest -q -n 2

test-fast: ## the loop at the desk
	.venv/bin/pytest -q -n 2 -m "not slow and not browser"

fuzz: setup-tests ## every parser on damaged bytes for MINUTES in all; FIRST=n tries other damage
	FIRSTHAND_FUZZ_MINUTES=$(MINUTES) FIRSTHAND_FUZZ_FIRST=$(FIRST) .venv/bin/pytest -q tests/fuzz -k no_bytes

docs: setup ## pages made from the program
	.venv/bin/python scripts/docs

bench: setup ## speed and memory beside named peers; PAGES=1000000 traces a pile as large as that too
	.venv/bin/python bench/bench.py $(PAGES)

bench-claims: setup ## what claiming gained and lost on the passages set aside: totals alone; and its speed
	.venv/bin/python bench/set_aside.py

lock: ## pin what pyproject.toml asks for; no registry's address gets into the file
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --group dev pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header tests/swift.in -o tests/swift.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header tests/referees/referees.in -o tests/referees/referees.lock
