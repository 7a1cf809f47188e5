"""The examples of the OpenAPI document are what the service answers on the shipped seeds."""

import pytest
from fastapi.testclient import TestClient

from app.api.openapi.examples import stored_examples
from tests.contract.write_examples import Json, answered

STORED = stored_examples()
REMEDY = "make examples writes app/api/openapi/examples.json"


@pytest.fixture(scope="module")
def live(seeded: TestClient) -> Json:
    return answered(seeded)


@pytest.mark.parametrize("operation", STORED)
def test_an_example_is_the_answer(live: Json, operation: str) -> None:
    assert STORED[operation] == live.get(operation), REMEDY


def test_every_operation_shows_its_example(client: TestClient) -> None:
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for operation in methods.values():
            for content in operation["responses"]["200"]["content"].values():
                assert content["example"], f"{operation['operationId']} has none; {REMEDY}"
            for parameter in operation.get("parameters", []):
                assert "example" in parameter or f"{{{parameter['name']}}}" not in path
