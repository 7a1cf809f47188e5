"""What every answer carries, whatever was asked."""

import gzip
import json

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.main import create_app
from app.settings import Settings
from app.storage.write.documents import reconcile
from tests.conftest import NOW
from tests.knowledge_samples import TEXT, many

PATHS = [
    "/v1/entities",
    "/v1/entities/ines-duarte",
    "/v1/entities/ines-duarte/claims",
    "/v1/entities/ines-duarte/counterparts",
    "/v1/claims",
    "/v1/claims/c-stop",
    "/v1/claims/c-stop/relations",
    "/v1/claims/c-stop/context",
    "/v1/relations",
    "/v1/relations/r-talks",
    "/v1/documents",
    "/v1/documents/ferry",
    "/v1/documents/ferry/text",
    "/v1/documents/ferry/passages",
    "/v1/documents/ferry/claims",
    "/v1/documents/ferry/annotations",
    "/v1/stats",
    "/health/live",
    "/health/ready",
    "/openapi.json",
]


@pytest.mark.parametrize("path", PATHS)
def test_who_has_the_answer_already_hears_304(
    ferry_session: Session, client: TestClient, path: str
) -> None:
    first = client.get(path)
    assert first.status_code == 200
    assert first.headers["etag"].startswith('"')
    assert first.headers["cache-control"]
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["cache-control"] == first.headers["cache-control"]
    assert "content-length" not in again.headers
    other = client.get(path, headers={"If-None-Match": '"another"'})
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize("path", [*PATHS, "/docs", "/nowhere"])
def test_head_is_get_without_a_body(ferry_session: Session, client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    for name in ("content-length", "content-type", "etag", "cache-control"):
        assert head.headers.get(name) == got.headers.get(name)


def test_another_answer_has_another_tag(ferry_session: Session, client: TestClient) -> None:
    before = client.get("/v1/claims").headers["etag"]
    reconcile(ferry_session, many("many", 2), "1", NOW)
    answer = client.get("/v1/claims", headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert answer.headers["etag"] != before


def test_several_lines_of_if_none_match_are_one(ferry_session: Session, client: TestClient) -> None:
    tag = client.get("/v1/claims").headers["etag"]
    lines = [("If-None-Match", '"another"'), ("If-None-Match", tag)]
    assert client.get("/v1/claims", headers=lines).status_code == 304


def test_long_answers_are_compressed_for_who_can_read_them(
    ferry_session: Session, client: TestClient
) -> None:
    plain = client.get("/v1/claims", headers={"Accept-Encoding": "identity"})
    assert len(plain.content) > 1000
    assert "content-encoding" not in plain.headers
    with client.stream("GET", "/v1/claims", headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert json.loads(gzip.decompress(raw)) == plain.json()
    assert packed.headers["etag"] != plain.headers["etag"]
    short = client.get("/health/live", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in short.headers


@pytest.mark.parametrize("given", ["abc", "a-b/c:1_{2}", "x" * 128])
def test_the_clients_request_id_comes_back(client: TestClient, given: str) -> None:
    assert client.get("/nowhere", headers={"X-Request-ID": given}).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", "x" * 129, "caf\u00e9", "a\tb", "a b", 'a"b', "a\\b"])
def test_an_unfit_request_id_is_replaced(client: TestClient, given: str) -> None:
    headers = {"X-Request-ID": given.encode()}
    found = client.get("/health/live", headers=headers).headers["x-request-id"]  # type: ignore[arg-type]
    assert len(found) == 32
    assert found != client.get("/health/live").headers["x-request-id"]


def test_any_page_may_read_by_default(client: TestClient) -> None:
    answer = client.get("/health/live", headers={"Origin": "https://a.org"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "ETag" in answer.headers["access-control-expose-headers"]
    preflight = client.options(
        "/v1/claims",
        headers={
            "Origin": "https://a.org",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "If-None-Match",
        },
    )
    assert preflight.status_code == 200
    assert "GET" in preflight.headers["access-control-allow-methods"]


def test_pages_that_may_read_can_be_chosen(database_url: str) -> None:
    app = create_app(Settings(database_url=database_url, cors_origins=("https://a.org",)))
    with TestClient(app) as client:
        friend = client.get("/health/live", headers={"Origin": "https://a.org"})
        stranger = client.get("/health/live", headers={"Origin": "https://b.org"})
    assert friend.headers["access-control-allow-origin"] == "https://a.org"
    assert "access-control-allow-origin" not in stranger.headers


def test_the_text_is_the_document_byte_for_byte(ferry_session: Session, client: TestClient) -> None:
    answer = client.get("/v1/documents/ferry/text")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.content == TEXT.encode()
