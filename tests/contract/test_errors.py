"""The one shape of every error: a problem (RFC 9457), whatever goes wrong."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.api.dependencies import get_session
from app.api.schemas.claims import ClaimQuery
from app.api.schemas.entities import EntityQuery
from app.main import create_app
from app.settings import Settings

TITLES = {
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    406: "Not Acceptable",
    414: "URI Too Long",
    422: "Unprocessable Content",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def check(answer: Response, status: int) -> dict[str, object]:
    """The answer is a problem with this status, and nothing in it looks like a trace."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"]
    body: dict[str, object] = answer.json()
    expected = {"type", "title", "status", "detail", "instance"}
    assert set(body) == (expected | {"errors"} if status == 422 else expected)
    assert (body["type"], body["title"], body["status"]) == ("about:blank", TITLES[status], status)
    assert body["detail"]
    assert "Traceback" not in answer.text
    assert ".py" not in answer.text
    return body


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/v1",
        "/v1/",
        "/v1/claims/",
        "/v1/entities/nobody",
        "/v1/entities/nobody/claims",
        "/v1/entities/nobody/counterparts",
        "/v1/entities/nobody/positions",
        "/v1/entities/nobody/changes",
        "/v1/propositions/nope",
        "/v1/propositions/nope/positions",
        "/v1/claims/nope",
        "/v1/claims/nope/relations",
        "/v1/claims/nope/context",
        "/v1/relations/nope",
        "/v1/documents/nope",
        "/v1/documents/nope/text",
        "/v1/documents/nope/passages",
        "/v1/documents/nope/claims",
        "/v1/documents/nope/annotations",
        "/docs/assets/nope.js",
        "/v1/claims/%E2%9C%88%0A",
    ],
)
def test_404(client: TestClient, path: str) -> None:
    assert check(client.get(path), 404)["instance"] == path


@pytest.mark.parametrize("path", ["/v1/claims", "/docs", "/docs/assets/swagger-ui.css"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "NONSENSE"])
def test_405_names_all_methods_that_work(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    check(answer, 405)
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("address", "loc"),
    [
        ("/v1/claims?limit=0", ["query", "limit"]),
        ("/v1/claims?limit=201", ["query", "limit"]),
        ("/v1/claims?limit=", ["query", "limit"]),
        ("/v1/claims?limit=9999999999999999999999", ["query", "limit"]),
        ("/v1/claims?limit=1_0", ["query", "limit"]),
        ("/v1/claims?limit=1.0", ["query", "limit"]),
        ("/v1/claims?limit=1&limit=2", ["query", "limit"]),
        ("/v1/claims?sort=document&sort=document", ["query", "sort"]),
        ("/v1/claims?said_to=2024-03-05&said_to=2024-03-04", ["query", "said_to"]),
        ("/v1/entities?q=a&q=b", ["query", "q"]),
        ("/v1/claims?nope=1", ["query", "nope"]),
        ("/v1/claims?quotation=loud", ["query", "quotation", "0"]),
        ("/v1/claims?disputed=perhaps", ["query", "disputed"]),
        ("/v1/claims?disputed=1", ["query", "disputed"]),
        ("/v1/claims?restatements=TRUE", ["query", "restatements"]),
        ("/v1/claims?include_total=on", ["query", "include_total"]),
        ("/v1/entities?anonymous=yes", ["query", "anonymous"]),
        ("/v1/entities?has_claims=t", ["query", "has_claims"]),
        ("/v1/entities?has_claims=", ["query", "has_claims"]),
        ("/v1/claims/export?disputed=0", ["query", "disputed"]),
        ("/v1/claims?said_from=0", ["query", "said_from"]),
        ("/v1/claims?said_from=2024-02-30", ["query", "said_from"]),
        ("/v1/claims?said_from=2024-03-05T00:00:00", ["query", "said_from"]),
        ("/v1/claims?said_from=2024-03-05&said_to=2024-03-04", ["query", "said_from"]),
        ("/v1/claims?sort=relevance", ["query", "sort"]),
        ("/v1/claims?cursor=abc", ["query", "cursor"]),
        ("/v1/claims?cursor=", ["query", "cursor"]),
        ("/v1/claims?q=", ["query", "q"]),
        ("/v1/claims?q=a&q=b", ["query", "q"]),
        ("/v1/claims?q=" + "a" * 501, ["query", "q"]),
        ("/v1/claims?fields=speaker", ["query", "fields", "0"]),
        ("/v1/claims?fields=id,text", ["query", "fields", "0"]),
        ("/v1/claims?expand=document", ["query", "expand", "0"]),
        ("/v1/claims/nope?fields=id", ["query", "fields"]),
        ("/v1/claims/nope?expand=speakers", ["query", "expand", "0"]),
        ("/v1/search", ["query", "q"]),
        ("/v1/search?q=a&limit=21", ["query", "limit"]),
        ("/v1/search?q=a&cursor=a", ["query", "cursor"]),
        ("/v1/entities?kind=ship", ["query", "kind", "0"]),
        ("/v1/entities?q=", ["query", "q"]),
        ("/v1/relations?entity=a&entity=b&entity=c", ["query", "entity"]),
        ("/v1/relations?min_confidence=2", ["query", "min_confidence"]),
        ("/v1/relations?min_confidence=nan", ["query", "min_confidence"]),
        ("/v1/relations?min_confidence=inf", ["query", "min_confidence"]),
        ("/v1/relations?min_confidence=0_1", ["query", "min_confidence"]),
        ("/v1/relations?min_confidence=%200.5", ["query", "min_confidence"]),
        ("/v1/claims?stance=perhaps", ["query", "stance", "0"]),
        ("/v1/propositions?q=", ["query", "q"]),
        ("/v1/propositions/nope/positions?level=city", ["query", "level"]),
        ("/v1/agreement?limit=201", ["query", "limit"]),
        ("/v1/agreement?measure=love", ["query", "measure"]),
        ("/v1/agreement?cursor=abc", ["query", "cursor"]),
        ("/v1/agreement?said_from=2024-03-05", ["query", "said_from"]),
        ("/v1/agreement?from=0", ["query", "from"]),
        ("/v1/agreement?from=2024-03-05&from=2024-03-04", ["query", "from"]),
        ("/v1/agreement?from=2024-03-05&to=2024-03-04", ["query", "from"]),
        ("/v1/claims/export?format=xml", ["query", "format"]),
        ("/v1/claims/export?limit=1", ["query", "limit"]),
        ("/v1/claims/export?said_from=2024-03-05&said_to=2024-03-04", ["query", "said_from"]),
        ("/v1/relations/export?entity=a&entity=b&entity=c", ["query", "entity"]),
        ("/v1/stats?x=1", ["query", "x"]),
        ("/v1/claims/nope?x=1", ["query", "x"]),
        ("/health/live?x=1", ["query", "x"]),
    ],
)
def test_422_names_what_is_wrong(client: TestClient, address: str, loc: list[str]) -> None:
    errors = check(client.get(address), 422)["errors"]
    assert isinstance(errors, list)
    assert [error["loc"] for error in errors] == [loc]
    assert all(set(error) == {"loc", "msg"} and error["msg"] for error in errors)


FLAGS = ["anonymous", "has_claims", "disputed", "restatements", "include_total"]


@given(st.sampled_from(FLAGS), st.sampled_from("01tfynTF") | st.text(max_size=6))
def test_a_flag_is_true_or_false_and_nothing_else(flag: str, given: str) -> None:
    """Of the models, which both ways to an answer ask, the short one and the usual one."""
    shape = EntityQuery if flag in EntityQuery.model_fields else ClaimQuery
    if given in {"true", "false"}:
        return
    with pytest.raises(ValidationError, match="must be true or false"):
        shape.model_validate({flag: given})


@pytest.mark.parametrize("given", ["0", "1", "0.5", "1e-1", ".5", "1.0"])
def test_a_fraction_is_written_as_json_has_it(client: TestClient, given: str) -> None:
    assert client.get("/v1/relations", params={"min_confidence": given}).status_code == 200


@pytest.mark.parametrize(
    ("method", "headers", "refused"),
    [("PUT", "If-None-Match", "method"), ("GET", "Authorization", "headers")],
)
def test_400_for_a_preflight_of_what_other_pages_may_not_do(
    client: TestClient, method: str, headers: str, refused: str
) -> None:
    wanted = {
        "Origin": "https://a.org",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": headers,
    }
    answer = client.options("/v1/claims", headers=wanted)
    body = check(answer, 400)
    assert body["detail"] == f"Disallowed CORS {refused}."
    assert body["instance"] == "/v1/claims"
    assert "GET" in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    "address",
    ["/v1/claims?speaker=%ff", "/v1/claims?speaker=a%00b", "/v1/claims/%ff", "/v1/claims/a%00"],
)
def test_400_for_what_is_no_text(client: TestClient, address: str) -> None:
    check(client.get(address), 400)


def test_406_for_who_takes_none_of_the_formats(client: TestClient) -> None:
    check(client.get("/v1/claims/export", headers={"Accept": "text/html"}), 406)


def test_414_for_a_query_of_a_megabyte(app: FastAPI, client: TestClient) -> None:
    check(client.get("/v1/claims?speaker=" + "a" * 33_000), 414)
    check(client.get("/v1/claims/" + "a" * 33_000), 414)


def test_500_tells_the_client_nothing_and_the_log_everything(
    app: FastAPI, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise RuntimeError("secret")

    app.dependency_overrides[get_session] = broken
    answer = client.get("/v1/stats", headers={"X-Request-ID": "find-me", "Origin": "https://a.org"})
    check(answer, 500)
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"] == "find-me"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "secret" in caplog.text
    assert "find-me" in caplog.text


@pytest.fixture
def unmigrated(fresh_url: str) -> Iterator[TestClient]:
    app = create_app(Settings(database_url=fresh_url))
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize(
    "path", ["/health/ready", "/v1/stats", "/v1/claims/nope", "/v1/claims/export"]
)
def test_503_until_the_schema_is_current(unmigrated: TestClient, path: str) -> None:
    check(unmigrated.get(path), 503)
    assert unmigrated.get("/health/live").json() == {"status": "ok"}
