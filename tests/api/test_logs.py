"""The log of requests, as people and as programs read it."""

import json
import logging

import pytest
from fastapi.testclient import TestClient

from app.api.logs import JsonLines


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
