"""Whatever a fuzzer sends, the service gives a documented answer: schemathesis, all checks and phases.

`schemathesis.toml` has the rules, for strangers too. `make fuzz` runs the same for longer:
FUZZ_EXAMPLES is how many requests each operation gets per phase.
"""

import os
import tomllib
from itertools import chain
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from schemathesis.checks import load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from schemathesis.python.asgi import HOST

ROOT = Path(__file__).parents[2]
RULES = tomllib.loads((ROOT / "schemathesis.toml").read_text("utf-8"))
EXAMPLES = os.environ.get("FUZZ_EXAMPLES")
PHASES = {"EXAMPLES", "COVERAGE", "FUZZING", "STATEFUL_TESTING"}


def test_every_answer_is_documented(seeded: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    # Where the rules look for their own check.
    monkeypatch.chdir(ROOT)
    # Else each request looks through the whole environment for a proxy.
    monkeypatch.setenv("no_proxy", HOST)
    found = failures(seeded.app)
    assert not found, "\n\n".join(found)


def failures(app: object) -> list[str]:
    """What broke a promise of the document, each kind once, with the request that shows it."""
    load_all_checks()
    generation = {"max-examples": int(EXAMPLES or 3), "deterministic": EXAMPLES is None}
    config = SchemathesisConfig.from_dict({**RULES, "generation": generation})
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=config)
    found: dict[str, str] = {}
    phases, checks = set(), set[str]()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            found[repr(event)] = repr(event)
        if isinstance(event, events.ScenarioFinished):
            phases.add(event.phase.name)
            for check in chain.from_iterable(event.recorder.checks.values()):
                checks.add(check.name)
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    key = f"{failure.operation}: {failure.title}"
                    told = f"{key}\n{failure.message}\n{check.failure_info.code_sample}"
                    found.setdefault(key, told)
    assert phases >= PHASES
    assert "refused_for_a_reason" in checks
    return list(found.values())
