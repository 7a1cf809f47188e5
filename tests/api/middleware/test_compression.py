"""Answers are compressed for who can read that, and wants it (RFC 9110, section 12.5.3)."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session


@pytest.mark.parametrize(
    "wish",
    [
        "gzip",
        "GZIP",
        "x-gzip",
        "gzip, deflate, br",
        "br;q=1.0, gzip;q=0.8, *;q=0.1",
        "gzip;q=0.001",
        "gzip;q=0.5, identity;q=0.5",
        "*",
        "identity;q=0, *",
        "identity;q=0.2, gzip",
    ],
)
def test_gzip_is_sent_where_it_is_liked(
    ferry_session: Session, client: TestClient, wish: str
) -> None:
    answer = client.get("/v1/claims", headers={"Accept-Encoding": wish})
    assert answer.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize(
    "wish",
    [
        None,
        "",
        "identity",
        "br",
        "gzip;q=0",
        "gzip; q=0.000",
        "identity;q=1, gzip;q=0, *;q=0",
        "*;q=0",
        "gzip;q=0, *",
        "identity, gzip;q=0.5",
        "notgzip",
        "gzipped",
    ],
)
def test_and_the_plain_answer_to_all_others(
    ferry_session: Session, client: TestClient, wish: str | None
) -> None:
    del client.headers["accept-encoding"]
    headers = {} if wish is None else {"Accept-Encoding": wish}
    answer = client.get("/v1/claims", headers=headers)
    assert len(answer.content) > 1000
    assert "content-encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["vary"]
    download = client.get("/v1/claims/export", headers=headers)
    assert "content-encoding" not in download.headers


def test_several_lines_are_one_wish(ferry_session: Session, client: TestClient) -> None:
    lines = [("Accept-Encoding", "br"), ("Accept-Encoding", "gzip")]
    assert client.get("/v1/claims", headers=lines).headers["content-encoding"] == "gzip"
