"""The docs page with its files, and the document that it shows: answered like everything else."""

import pytest
from fastapi.testclient import TestClient

STYLE = "/docs/assets/swagger-ui.css"


@pytest.mark.parametrize("asked", ["bytes=abc", "bytes=99999999-", "bytes=0-9", "lines=1-2"])
def test_a_file_comes_whole_whatever_part_is_asked_for(client: TestClient, asked: str) -> None:
    answer = client.get(STYLE, headers={"Range": asked})
    assert answer.status_code == 200
    assert answer.content == client.get(STYLE).content
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["x-request-id"]


def test_a_file_may_be_kept_and_has_a_tag_for_each_of_its_forms(client: TestClient) -> None:
    plain, packed = (
        client.get(STYLE, headers={"Accept-Encoding": coding}) for coding in ("identity", "gzip")
    )
    assert plain.headers["cache-control"] == packed.headers["cache-control"]
    assert "max-age=86400" in plain.headers["cache-control"]
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.headers["etag"] != packed.headers["etag"]
    again = client.get(STYLE, headers={"If-None-Match": packed.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "name", ["nope.js", "__init__.py", "%2e%2e", "%2e%2e%2f__init__.py", "a/b"]
)
def test_there_are_no_other_files(client: TestClient, name: str) -> None:
    answer = client.get(f"/docs/assets/{name}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/docs", STYLE, "/openapi.json"])
def test_they_have_no_parameters(client: TestClient, path: str) -> None:
    answer = client.get(path, params={"x": 1})
    assert answer.status_code == 422
    assert [fault["loc"] for fault in answer.json()["errors"]] == [["query", "x"]]


def test_each_is_counted_by_its_route(client: TestClient) -> None:
    for path in ("/docs", "/docs/assets/nope.js", "/openapi.json"):
        client.get(path)
    counted = client.get("/metrics").text
    for route in ("/docs", "/docs/assets/{name}", "/openapi.json"):
        assert f'route="{route}"' in counted
