"""Whatever a fuzzer sends, the service gives a documented answer: schemathesis, all checks and phases.

`make fuzz` runs the same for longer: FUZZ_EXAMPLES is how many requests each operation gets per phase.
"""

import os
from itertools import chain
from typing import Any

import schemathesis
from fastapi.testclient import TestClient
from schemathesis.checks import load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

EXAMPLES = os.environ.get("FUZZ_EXAMPLES")
PHASES = {"EXAMPLES", "COVERAGE", "FUZZING", "STATEFUL_TESTING"}
# What a schema cannot say: of these parameters, 422 is the right answer to some values it allows.
BEYOND_SCHEMA = {
    "cursor": "a cursor is what the page before gave; others are forged",
    "sort": "relevance goes only with q",
    "from": "a first day later than the last one",
    "said_from": "a first day later than the last one",
    "entity": "three entities, where two are between whom a relation is",
}
CHECKS = {
    # 414: an address is refused for its length before anybody looks at its parameters.
    "negative_data_rejection": {"expected-statuses": [400, 404, 405, 406, 414, 422]},
    # 400, 422: only for what `refused_for_a_reason` lets pass. 406: `Accept` comes by chance too.
    "positive_data_acceptance": {"expected-statuses": ["2xx", 304, 400, 404, 406, 414, 422]},
}


def test_every_answer_is_documented(seeded: TestClient) -> None:
    _teach()
    found = failures(seeded.app)
    assert not found, "\n\n".join(found)


def failures(app: object) -> list[str]:
    """What broke a promise of the document, each kind once, with the request that shows it."""
    load_all_checks()
    generation = {"max-examples": int(EXAMPLES or 3), "deterministic": EXAMPLES is None}
    config = SchemathesisConfig.from_dict({"generation": generation, "checks": CHECKS})
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=config)
    found: dict[str, str] = {}
    phases = set()
    for event in from_schema(schema).execute():
        if isinstance(event, events.NonFatalError | events.FatalError):
            found[repr(event)] = repr(event)
        if isinstance(event, events.ScenarioFinished):
            phases.add(event.phase.name)
            for check in chain.from_iterable(event.recorder.checks.values()):
                if check.failure_info is not None:
                    failure = check.failure_info.failure
                    key = f"{failure.operation}: {failure.title}"
                    told = f"{key}\n{failure.message}\n{check.failure_info.code_sample}"
                    found.setdefault(key, told)
    assert phases >= PHASES
    return list(found.values())


def _teach() -> None:
    """Tell schemathesis what it cannot know of this service."""
    schemathesis.check(refused_for_a_reason)
    # In place of its own, which comes first for all that ends in +json.
    schemathesis.deserializer("application/json")(read)


def refused_for_a_reason(_: object, response: Any, case: Any) -> None:
    """Where the schema allows a question, 422 is about parameters of which it cannot say all."""
    if not (case.meta and case.meta.generation.mode.is_positive):
        return
    if response.status_code == 400:
        assert "%00" in response.request.url, "refused without a NUL, which no database holds"
    if response.status_code == 422:
        refused = {fault["loc"][1] for fault in response.json()["errors"]}
        assert refused <= set(BEYOND_SCHEMA), f"refused for {refused}"


def read(_: object, response: Any) -> object:
    """A download is a file to OpenAPI, so it is looked at as text, though JSON-LD is JSON too."""
    is_download = "content-disposition" in response.headers
    return response.text if is_download else response.json()
