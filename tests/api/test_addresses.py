"""Under which address things are named: the service's public one where that is set."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings

PUBLIC = "https://claims.example/onrecord/"
SEED = "/v1/documents/cnn-2022-01-28-russia-ukraine-tensions-live-coverage"


@pytest.fixture(scope="module")
def public(seeded_url: str) -> Iterator[TestClient]:
    """The service on the shipped seeds, which knows its public address."""
    app = create_app(Settings(database_url=seeded_url, base_url=PUBLIC.rstrip("/")))
    with TestClient(app) as client:
        yield client


def addresses(node: Any, names: set[str]) -> Iterator[str]:
    """The values under these names, however deep."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in names and isinstance(value, str):
                yield value
            yield from addresses(value, names)
    elif isinstance(node, list):
        for item in node:
            yield from addresses(item, names)


@pytest.mark.parametrize(
    "path",
    [
        f"{SEED}/annotations?limit=3&status=extracted",
        "/v1/claims/export?format=jsonld&speaker=sergey-lavrov",
        "/v1/relations/export?format=jsonld",
    ],
)
def test_it_is_the_same_whatever_host_is_asked(public: TestClient, path: str) -> None:
    first = public.get(path)
    second = public.get(path, headers={"Host": "evil.example:8080", "X-Forwarded-Proto": "gopher"})
    assert first.status_code == 200
    assert second.content == first.content
    assert PUBLIC in first.text
    assert "testserver" not in first.text


def test_annotations_are_named_and_found_under_it(public: TestClient) -> None:
    found = public.get(f"{SEED}/annotations?limit=3&status=extracted").json()
    named = set(addresses(found, {"id", "source", "partOf", "next"}))
    assert all(address.startswith(f"{PUBLIC}v1/") for address in named)
    assert found["id"] == f"{PUBLIC.rstrip('/')}{SEED}/annotations?limit=3&status=extracted"
    following = urlsplit(found["first"]["next"])
    page = public.get(f"{following.path.removeprefix('/onrecord')}?{following.query}").json()
    assert page["id"] == found["first"]["next"]


def test_linked_data_is_relative_to_it(public: TestClient) -> None:
    found = json.loads(public.get("/v1/claims/export?format=jsonld").content)
    assert found["@context"]["@base"] == f"{PUBLIC}v1/"


def test_without_it_the_host_says_where_that_is(seeded: TestClient) -> None:
    found = seeded.get("/v1/claims/export?format=jsonld", headers={"Host": "a.org"}).json()
    assert found["@context"]["@base"] == "http://a.org/v1/"
    asked = seeded.get(f"{SEED}/annotations?limit=3", headers={"Host": "a.org"}).json()
    assert asked["id"] == f"http://a.org{SEED}/annotations?limit=3"
