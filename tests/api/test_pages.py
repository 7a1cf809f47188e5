"""What a browser is told about pages, and about everything else that it may show."""

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_runs_nothing_but_its_own(
    ferry_session: Session, client: TestClient, path: str
) -> None:
    page = client.get(path, headers=BROWSER)
    policy = dict(
        part.split(" ", 1) for part in page.headers["content-security-policy"].split("; ")
    )
    assert "unsafe" not in str(policy)
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    inline = 0
    for element in ("script", "style"):
        for text in re.findall(f"<{element}>(.*?)</{element}>", page.text, re.DOTALL):
            inline += 1
            digest = b64encode(sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy[f"{element}-src"].split()
    assert inline == 1
    assert not re.search(r"<[^>]+ (style|on\w+)=", page.text)
    # What a page loads is here.
    for address in re.findall(r"(?:src|href)=\"(/(?:docs/|favicon)[^\"]+)\"", page.text):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_has_an_icon(ferry_session: Session, client: TestClient, path: str) -> None:
    assert 'href="/favicon.ico"' in client.get(path, headers=BROWSER).text


def test_the_icon_stands_where_browsers_look_for_it(client: TestClient) -> None:
    icon = client.get("/favicon.ico")
    assert icon.status_code == 200
    assert icon.headers["content-type"] == "image/svg+xml"
    assert "max-age=86400" in icon.headers["cache-control"]
    assert client.get("/favicon.ico", params={"x": 1}).status_code == 422


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/claims", 200),
        ("GET", "/v1/claims/c-stop", 200),
        ("HEAD", "/v1/claims", 200),
        ("GET", "/v1/claims/export", 200),
        ("GET", "/v1/documents/ferry/text", 200),
        ("GET", "/docs", 200),
        ("GET", "/docs/assets/swagger-ui.css", 200),
        ("GET", "/metrics", 200),
        ("GET", "/nowhere", 404),
        ("POST", "/v1/claims", 405),
        ("GET", "/v1/claims/export?format=no", 422),
        ("GET", "/v1/claims?q=%ff", 400),
    ],
)
def test_nothing_is_to_be_taken_for_something_else(
    ferry_session: Session, client: TestClient, method: str, path: str, status: int
) -> None:
    for known in ("", client.request(method, path).headers.get("etag", "")):
        answer = client.request(method, path, headers={"If-None-Match": known})
        assert answer.status_code in {status, 304 if known else status}
        assert answer.headers.get_list("x-content-type-options") == ["nosniff"]
