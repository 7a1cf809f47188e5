"""What stands at `/`, for people and for programs, and what `/metrics` counts."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize("accept", ["application/json", "*/*", "image/png"])
def test_programs_get_json(ferry_session: Session, client: TestClient, accept: str) -> None:
    answer = client.get("/", headers={"Accept": accept})
    assert answer.headers["content-type"] == "application/json"
    assert "Accept" in answer.headers["vary"]
    found = answer.json()
    assert found["counts"]["documents"] == 1
    for path in found["links"].values():
        assert client.get(path).status_code == 200


def test_people_get_a_page_that_needs_no_internet(
    ferry_session: Session, client: TestClient
) -> None:
    answer = client.get("/", headers={"Accept": BROWSER})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<dt>documents</dt><dd>1</dd>" in answer.text
    assert "://" not in answer.text


def test_requests_are_counted_by_route(ferry_session: Session, client: TestClient) -> None:
    for path in (
        "/v1/claims/c-stop",
        "/v1/claims/nope",
        "/v1/claims/nada",
        "/no/such",
        "/nor/this",
    ):
        client.get(path)
    client.head("/v1/claims/c-stop")
    client.request("NONSENSE", "/v1/claims")
    answer = client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.text.splitlines()
    one = 'route="/v1/claims/{claim_id}"'
    for expected in (
        f'onrecord_requests_total{{method="GET",{one},status="200"}} 1',
        f'onrecord_requests_total{{method="GET",{one},status="404"}} 2',
        f'onrecord_requests_total{{method="HEAD",{one},status="200"}} 1',
        'onrecord_requests_total{method="GET",route="none",status="404"} 2',
        f'onrecord_request_seconds_bucket{{method="GET",{one},le="+Inf"}} 3',
        f'onrecord_request_seconds_count{{method="GET",{one}}} 3',
    ):
        assert expected in lines
    assert any('method="other"' in line for line in lines)
