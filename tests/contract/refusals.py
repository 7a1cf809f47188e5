"""For schemathesis: what of a question that the schema allows may be refused all the same."""

from typing import Any

import schemathesis

# What a schema cannot say: of these parameters, 422 is the right answer to some values it allows.
BEYOND_SCHEMA = {
    "cursor": "a cursor is what the page before gave; others are forged",
    "sort": "relevance goes only with q",
    "from": "a first day later than the last one",
    "said_from": "a first day later than the last one",
    "entity": "three entities, where two are between whom a relation is",
}


@schemathesis.check
def refused_for_a_reason(_: object, response: Any, case: Any) -> None:
    """Where the schema allows a question, 422 is about parameters of which it cannot say all."""
    if not (case.meta and case.meta.generation.mode.is_positive):
        return
    if response.status_code == 400:
        assert "%00" in response.request.url, "refused without a NUL, which no database holds"
    if response.status_code == 422:
        refused = {fault["loc"][1] for fault in response.json()["errors"]}
        assert refused <= set(BEYOND_SCHEMA), f"refused for {refused}"
