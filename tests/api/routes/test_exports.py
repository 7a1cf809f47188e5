"""Downloads of all claims and relations: the list's items, in three formats, read page by page."""

import csv
import gc
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import anyio
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session
from starlette.types import Message, Scope

from app.api.dependencies import get_sessions
from app.api.middleware.negotiation import MEDIA_TYPES
from app.api.schemas.exports import PAGE
from app.storage.write.documents import reconcile
from tests.conftest import NOW
from tests.knowledge_samples import many

Json = dict[str, Any]

FILTERS = [
    "",
    "sort=document&restatements=true",
    "speaker=ines-duarte&speaker=karl-berg",
    "country=norland&quotation=direct&quotation=mixed&disputed=true",
    "said_from=2024-03-05",
    "q=ferry",
    "speaker=nobody",
]


@pytest.fixture
def crowded(ferry_session: Session) -> Session:
    reconcile(ferry_session, many("many", 2 * PAGE + 50), "1", NOW)
    return ferry_session


def items(client: TestClient, address: str) -> list[Json]:
    """All items of a list, page by page."""
    found: list[Json] = []
    cursor: str | None = ""
    while cursor is not None:
        mark = "&" if "?" in address else "?"
        more = f"&cursor={cursor}" if cursor else ""
        page = client.get(f"{address}{mark}limit=200{more}").json()
        found += page["items"]
        cursor = page["next_cursor"]
    return found


def lines(client: TestClient, address: str) -> list[Json]:
    return [json.loads(line) for line in client.get(address).text.splitlines()]


def table(client: TestClient, address: str) -> list[dict[str, str]]:
    text = client.get(address, headers={"Accept": "text/csv"}).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("filters", FILTERS)
def test_lines_are_the_items_of_the_list(
    crowded: Session, client: TestClient, filters: str
) -> None:
    expected = items(client, f"/v1/claims?{filters}")
    assert lines(client, f"/v1/claims/export?{filters}") == expected
    assert [row["id"] for row in table(client, f"/v1/claims/export?{filters}")] == [
        item["id"] for item in expected
    ]


@pytest.mark.parametrize("filters", ["", "type=disputes&entity=port-office", "min_confidence=0.5"])
def test_so_are_those_of_relations(crowded: Session, client: TestClient, filters: str) -> None:
    expected = items(client, f"/v1/relations?{filters}")
    assert expected
    assert lines(client, f"/v1/relations/export?{filters}") == expected
    assert [row["id"] for row in table(client, f"/v1/relations/export?{filters}")] == [
        item["id"] for item in expected
    ]


@pytest.mark.parametrize("resource", ["claims", "relations"])
@pytest.mark.parametrize("extension", MEDIA_TYPES)
def test_each_page_is_sent_before_the_next_one_is_read(
    crowded: Session, app: FastAPI, statements: list[str], resource: str, extension: str
) -> None:

    def pages_read() -> int:
        return len([sql for sql in statements if "AS key_0" in sql])

    for encoding in ("identity", "gzip"):
        statements.clear()
        sent = sending(app, f"/v1/{resource}/export?format={extension}", encoding, pages_read)
        assert sorted({read for size, read in sent if size}) == [1, 2, 3]
        sizes = [size for size, _ in sent]
        assert max(sizes) < 0.6 * sum(sizes)


def sending(
    app: FastAPI, address: str, encoding: str, observed: Callable[[], int]
) -> list[tuple[int, int]]:
    """Of each part that is sent, its size and what is observed right then."""
    sent: list[tuple[int, int]] = []
    path, _, query = address.partition("?")
    scope: Scope = {
        "type": "http", "method": "GET", "path": path, "query_string": query.encode(),
        "headers": [(b"host", b"a.org"), (b"accept-encoding", encoding.encode())],
        "scheme": "http", "server": ("a.org", 80), "root_path": "",
    }  # fmt: skip

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            sent.append((len(message.get("body", b"")), observed()))

    async def never() -> Message:
        await anyio.sleep_forever()
        raise AssertionError

    anyio.run(app, scope, never, send)
    return sent


@pytest.mark.parametrize("extension", MEDIA_TYPES)
def test_the_eighth_page_takes_no_more_memory_than_the_third(
    session: Session, app: FastAPI, extension: str
) -> None:
    reconcile(session, many("many", 8 * PAGE), "1", NOW)

    def most_since_the_page_before() -> int:
        most = tracemalloc.get_traced_memory()[1]
        # What is still held, and not what is only still to be swept up, counts towards the next page.
        gc.collect()
        tracemalloc.reset_peak()
        return most

    gc.freeze()  # so that only what comes from now on is looked through
    tracemalloc.start()
    try:
        address = f"/v1/claims/export?format={extension}"
        sent = sending(app, address, "identity", most_since_the_page_before)
    finally:
        tracemalloc.stop()
        gc.unfreeze()
    # The first two bring what is made once, such as compiled statements.
    _, _, (size, third), *_, (_, eighth) = [part for part in sent if part[0] > PAGE]
    assert eighth - third < size


def test_no_session_is_open_while_a_page_is_sent(crowded: Session, app: FastAPI) -> None:
    opened = 0

    @contextmanager
    def counted() -> Iterator[Session]:
        nonlocal opened
        opened += 1
        yield crowded
        opened -= 1

    app.dependency_overrides[get_sessions] = lambda: counted
    sent = sending(app, "/v1/claims/export", "identity", lambda: opened)
    assert len([size for size, _ in sent if size]) == 3
    assert {still_open for _, still_open in sent} == {0}


def test_the_way_out_of_an_export_is_compressed(crowded: Session, client: TestClient) -> None:
    with client.stream("GET", "/v1/claims/export", headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == "gzip"
    assert {"Accept", "Accept-Encoding"} <= set(packed.headers["vary"].split(", "))
    assert gzip.decompress(raw) == client.get("/v1/claims/export").content


def test_a_download_has_a_name_and_no_tag(ferry_session: Session, client: TestClient) -> None:
    for resource in ("claims", "relations"):
        for extension, media_type in MEDIA_TYPES.items():
            answer = client.get(f"/v1/{resource}/export?format={extension}")
            assert answer.headers["content-type"].partition(";")[0] == media_type
            assert answer.headers["content-disposition"] == (
                f'attachment; filename="{resource}.{extension}"'
            )
            assert answer.headers["cache-control"] == "no-store"
            assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "application/x-ndjson"),
        ("", "application/x-ndjson"),
        ("*/*", "application/x-ndjson"),
        ("application/json, text/plain, */*", "application/x-ndjson"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV; header=present", "text/csv"),
        ("text/*", "text/csv"),
        ("application/*;q=0.5, text/csv", "text/csv"),
        ("application/ld+json;q=0.9, text/csv;q=0.8", "application/ld+json"),
        ("application/ld+json, */*;q=0.1", "application/ld+json"),
        ("*/*, application/x-ndjson;q=0", "text/csv"),
        ("text/csv;q=high", "text/csv"),
    ],
)
def test_accept_chooses_the_format(
    ferry_session: Session, client: TestClient, accept: str | None, expected: str
) -> None:
    del client.headers["accept"]
    headers = {} if accept is None else {"Accept": accept}
    answer = client.get("/v1/claims/export", headers=headers)
    assert answer.headers["content-type"].partition(";")[0] == expected


def test_format_outweighs_accept(ferry_session: Session, client: TestClient) -> None:
    answer = client.get("/v1/claims/export?format=csv", headers={"Accept": "text/html"})
    assert answer.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize("accept", ["text/html", "application/json", "*/*;q=0", ";", "csv"])
def test_406_names_what_there_is(client: TestClient, accept: str) -> None:
    answer = client.get("/v1/relations/export", headers={"Accept": accept})
    assert answer.status_code == 406
    assert "Accept" in answer.headers["vary"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(media_type in answer.json()["detail"] for media_type in MEDIA_TYPES.values())


@pytest.mark.parametrize("parameter", ["limit", "cursor", "include_total", "nope", "format"])
def test_a_download_has_no_pages(client: TestClient, parameter: str) -> None:
    for resource in ("claims", "relations"):
        answer = client.get(f"/v1/{resource}/export?{parameter}=1")
        assert answer.status_code == 422
        assert [error["loc"] for error in answer.json()["errors"]] == [["query", parameter]]


def test_an_empty_download_is_whole(session: Session, client: TestClient) -> None:
    assert client.get("/v1/claims/export").content == b""
    header = client.get("/v1/claims/export?format=csv").content
    assert header.startswith(b"\xef\xbb\xbfid,text,quotation,")
    assert header.count(b"\r\n") == 1
    assert len(client.get("/v1/claims/export?format=jsonld").json()["@graph"]) == 1


def test_head_tells_the_same_and_reads_one_page(
    crowded: Session, client: TestClient, statements: list[str]
) -> None:
    got = client.get("/v1/claims/export")
    statements.clear()
    head = client.head("/v1/claims/export")
    assert len([sql for sql in statements if "AS key_0" in sql]) == 1
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-disposition", "cache-control", "vary"):
        assert head.headers[name] == got.headers[name]


def test_a_table_holds_any_text(ferry_session: Session, client: TestClient) -> None:
    rows = {row["id"]: row for row in table(client, "/v1/claims/export?restatements=true")}
    for item in items(client, "/v1/claims?restatements=true"):
        row = rows[item["id"]]
        assert row["text"] == item["text"]
        assert row["speakers"] == "; ".join(speaker["id"] for speaker in item["speakers"])
        assert row["said_on"] == (item["said_on"] or "")
        assert row["recorded_at"] == item["recorded_at"]


def test_a_client_finds_its_claims_in_reading_order(crowded: Session, client: TestClient) -> None:
    found = lines(client, "/v1/claims/export?sort=document&document=many")
    starts = [item["spans"][0]["start"] for item in found]
    assert all(first < second for first, second in pairwise(starts))
    assert len(starts) == 2 * PAGE + 50
