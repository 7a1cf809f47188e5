"""The log of requests, as people and as programs read it."""

import json
import logging
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.api.dependencies import get_session
from app.api.middleware.logs import JsonLines


def test_each_request_is_one_line_with_its_id(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "onrecord.requests"):
        client.get("/v1/claims/a%0Ab", headers={"X-Request-ID": "find-me"})
    (record,) = (one for one in caplog.records if one.name == "onrecord.requests")
    text = record.getMessage()
    assert "\n" not in text
    assert "GET /v1/claims/a%0Ab 404" in text
    assert text.endswith("find-me")
    line = json.loads(JsonLines().format(record))
    assert line["request_id"] == "find-me"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/claims/{claim_id}", 404)
    assert line["seconds"] >= 0


FORGED = '9.9.9.9 GET /admin 200 0.001s", "level": "CRITICAL'


@pytest.mark.parametrize("client_says", [FORGED, "x" * 1000, "[::1", "a\u00a0b"])
def test_no_header_forges_a_field_of_the_line(
    app: FastAPI, caplog: pytest.LogCaptureFixture, client_says: str
) -> None:
    behind: Any = ProxyHeadersMiddleware(app, trusted_hosts="*")  # type: ignore[arg-type]
    said = client_says.encode("latin-1")
    with (
        TestClient(behind) as client,
        caplog.at_level(logging.INFO, "onrecord.requests"),
    ):
        headers = {b"X-Forwarded-For": said, b"X-Request-ID": said}
        client.get("/health/live", headers=headers)
    (record,) = (one for one in caplog.records if one.name == "onrecord.requests")
    words = record.getMessage().split()
    assert words[1:4] == ["GET", "/health/live", "200"]
    assert len(words) == 6
    assert len(record.getMessage()) < 200
    line = json.loads(JsonLines().format(record))
    assert line["level"] == "INFO"
    assert not {" ", '"'} & {*line["client"], *line["request_id"]}


def test_an_error_nobody_foresaw_is_logged_in_lines_of_its_own(
    app: FastAPI, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ValueError

    app.dependency_overrides[get_session] = broken
    with caplog.at_level(logging.ERROR):
        assert client.get("/v1/entities/a%0AERROR%20forged").status_code == 500
    (record,) = (one for one in caplog.records if one.name == "app.api.middleware.requests")
    assert "\n" not in record.getMessage()
