"""Every header that the OpenAPI document promises with an answer is there."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.api.openapi.examples import stored_examples

Json = dict[str, Any]

STORED = stored_examples()


@pytest.fixture(scope="module")
def document(seeded: TestClient) -> Json:
    found: Json = seeded.get("/openapi.json").json()
    return found


@pytest.mark.parametrize("operation", STORED)
def test_answers_have_the_headers_that_are_declared(
    seeded: TestClient, document: Json, operation: str
) -> None:
    path, responses = declared(document, operation)
    given = STORED[operation]["parameters"]
    path = path.format(**given)
    asked = {name: value for name, value in given.items() if f"/{value}" not in path}
    answer = seeded.get(path, params=asked)
    assert set(promised(responses["200"])) <= set(answer.headers)
    if "304" in responses and "ETag" in answer.headers:
        again = seeded.get(path, params=asked, headers={"If-None-Match": answer.headers["etag"]})
        # What counts requests has counted one more.
        assert again.status_code == (200 if operation == "get_metrics" else 304)
        assert set(promised(responses[str(int(again.status_code))])) <= set(again.headers)
    assert "ETag" in answer.headers or "304" not in responses
    for refused in refusals(seeded, path):
        assert set(promised(responses[str(int(refused.status_code))])) <= set(refused.headers)


def refusals(client: TestClient, path: str) -> Iterator[Response]:
    """405, 422 and 414."""
    yield client.post(path)
    yield client.get(path, params={"nonsense": 1})
    yield client.get(path, params={"nonsense": "x" * 40_000})


def declared(document: Json, operation: str) -> tuple[str, Json]:
    for path, methods in document["paths"].items():
        for one in methods.values():
            if one["operationId"] == operation:
                return path, one["responses"]
    raise AssertionError(operation)


def promised(response: Json) -> Iterator[str]:
    """In small letters, as clients that ask for them do not mind."""
    assert response["headers"]
    for name, header in response["headers"].items():
        assert header == {"$ref": f"#/components/headers/{name}"}
        yield name.lower()


def test_what_is_promised_is_described(document: Json) -> None:
    for name, header in document["components"]["headers"].items():
        assert header["description"]
        assert header["required"] is (name != "Retry-After")
        assert header["schema"] == {"type": "string"}
