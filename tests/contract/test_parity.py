"""SQLite and PostgreSQL give the same answers, byte for byte, to every question of the API's description."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.api.openapi.examples import stored_examples
from tests.seeded import client_of

Json = dict[str, Any]
Question = tuple[str, str]
"""An address, and what `Accept` says."""
Cursors = tuple[str | None, str | None]

DOCUMENT = "cnn-2022-01-28-russia-ukraine-tensions-live-coverage"
# What to ask by, where the description does not list it.
VALUES: dict[str, list[object]] = {
    "speaker": ["sergey-lavrov", "white-house", "nobody"],
    "entity": ["ukraine", "volodymyr-zelensky", "nobody"],
    "country": ["united-states", "russia"],
    "member_of": ["white-house"],
    "document": [DOCUMENT, "none"],
    "proposition": ["invasion-imminent", "none"],
    "said_from": ["2022-01-28"],
    "said_to": ["2022-01-27"],
    "from": ["2022-01-28"],
    "to": ["2022-01-28"],
    "min_confidence": [0.5, 0.9, 1],
    "limit": [1, 20],
    "cursor": ["stale", "WzEsIngiLFtdXQ"],
    "q": [
        "ukraine", "the", "biden zelensky", '"not go well" call*', "inva*", "Ω", "é", "100%", "_", "\\",
        "don't", "U.S.", '"the white house"', "*", "'", "a OR b", "the russian president", "nato",
    ],
}  # fmt: skip
PATHS = {
    "entity_id": ["volodymyr-zelensky", "united-states", "white-house", "cnn", "nobody"],
    "document_id": [DOCUMENT, "none"],
    "claim_id": ["none"],
    "relation_id": ["none"],
    "proposition_id": ["none"],
}
TOGETHER = [
    "/v1/claims?q=ukraine&sort=relevance&fields=text&fields=highlight",
    "/v1/claims?q=the&sort=relevance&include_total=true",
    "/v1/claims?speaker=",
    "/v1/claims?speaker=&include_total=true",
    "/v1/claims?q=the&sort=document&expand=relations&limit=200",
    "/v1/claims?country=russia&speaker_kind=person&quotation=direct&disputed=true",
    "/v1/claims?restatements=true&status=extracted&limit=200",
    "/v1/claims?said_from=2022-02-01&said_to=2022-01-01",
    "/v1/claims?sort=relevance",
    "/v1/claims?nonsense=1",
    "/v1/claims?limit=0",
    "/v1/entities?sort=-claims&has_claims=true&q=a&limit=200",
    "/v1/relations?entity=white-house&entity=volodymyr-zelensky",
    "/v1/relations?entity=a&entity=b&entity=c",
    "/v1/propositions?entity=ukraine&q=war",
    "/v1/agreement?level=organisation&limit=200",
    "/nowhere",
]


@dataclass(frozen=True)
class Both:
    """The two services, which are asked the same and answer the same."""

    clients: tuple[TestClient, TestClient]

    def ask(self, address: str, accept: str = "*/*", cursors: Cursors = (None, None)) -> Cursors:
        """Compares their answers; gives what each says is the cursor of the next page."""
        one, other = (
            client.get(
                f"{address}&cursor={cursor}" if cursor else address, headers={"Accept": accept}
            )
            for client, cursor in zip(self.clients, cursors, strict=True)
        )
        assert one.status_code == other.status_code < 500, address
        # Full text goes on in the index, which each of them has of its own kind.
        is_ours = bool(re.search("/claims.*[?&]q=", address))
        assert told(one, cursor_too=not is_ours) == told(other, cursor_too=not is_ours), address
        return cursor_of(one), cursor_of(other)


def told(answer: Response, *, cursor_too: bool) -> tuple[bytes, Json]:
    """All that an answer says, but for who asked and, perhaps, where it would go on."""
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    if cursor_too:
        return answer.content, headers
    headers = {name: headers[name] for name in headers.keys() - {"etag", "content-length"}}
    return re.sub(rb'"next_cursor":"[^"]+"', b"", answer.content), headers


def cursor_of(answer: Response) -> str | None:
    """Where the list goes on, also where that is a whole address."""
    found = re.search(r'"next(?:_cursor":"|":"[^"]*[?&]cursor=)([\w-]+)', answer.text)
    return found and found[1]


@pytest.fixture(scope="module")
def both(seeded_sqlite: str, seeded_postgresql: str) -> Iterator[Both]:
    with client_of(seeded_sqlite) as one, client_of(seeded_postgresql) as other:
        yield Both((one, other))


def operations(client: TestClient) -> dict[str, tuple[str, Json]]:
    """Each operation's path and description, but those that tell of the process alone."""
    document = client.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    found = {
        operation["operationId"]: (path, {**operation, "schemas": schemas})
        for path, methods in document["paths"].items()
        for operation in methods.values()
    }
    del found["get_metrics"]
    return found


def values_of(parameter: Json, schemas: Json) -> list[object]:
    """What a parameter is asked with: all that it can be, or else what stands above."""
    schema = parameter["schema"]
    schema = schema.get("items", schema)
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    if "enum" in schema:
        return list(schema["enum"])
    return ["true", "false"] if schema["type"] == "boolean" else VALUES[parameter["name"]]


def questions(operation_id: str, path: str, operation: Json) -> Iterator[Question]:
    """By each parameter with each of its values, in each format."""
    example = stored_examples()[operation_id]["parameters"]
    parameters = operation.get("parameters", [])
    names = [one["name"] for one in parameters if one["in"] == "path"]
    known = [{example[name], *PATHS[name]} for name in names]
    for chosen in product(*map(sorted, known)):
        address = path.format(**dict(zip(names, chosen, strict=True)))
        required = "?q=ukraine" if operation_id == "search" else ""
        for accept in operation["responses"]["200"]["content"]:
            yield f"{address}{required}", accept
        for one in parameters:
            for value in values_of(one, operation["schemas"]) if one["in"] == "query" else ():
                more = {} if one["name"] == "q" or not required else {"q": "ukraine"}
                yield f"{address}?{urlencode({**more, one['name']: value})}", "*/*"


def test_every_question_has_one_answer(both: Both) -> None:
    asked = 0
    for operation_id, (path, operation) in operations(both.clients[0]).items():
        for address, accept in questions(operation_id, path, operation):
            both.ask(address, accept)
            asked += 1
    assert asked > 500


@pytest.mark.parametrize("address", TOGETHER)
def test_questions_of_several_parts_have_one_answer(both: Both, address: str) -> None:
    both.ask(address)


def test_every_list_has_one_order_to_its_end(both: Both) -> None:
    for operation_id, (path, operation) in operations(both.clients[0]).items():
        parameters = {one["name"]: one for one in operation.get("parameters", [])}
        if "cursor" not in parameters:
            continue
        address = path.format(**stored_examples()[operation_id]["parameters"])
        sorts = values_of(parameters["sort"], operation["schemas"]) if "sort" in parameters else []
        words = ["", "&q=the"] if "q" in parameters else [""]
        for sort, q in product(["", *(f"&sort={sort}" for sort in sorts)], words):
            if sort != "&sort=relevance" or q:
                walk(both, f"{address}?limit=7{sort}{q}")


def walk(both: Both, address: str) -> None:
    """From the first page to the last."""
    cursors: Cursors = (None, None)
    for _ in range(200):
        cursors = both.ask(address, cursors=cursors)
        if cursors == (None, None):
            return
    pytest.fail(f"{address} never ends")
