"""Answers are kept until the data change, and not a moment longer."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import httpx
import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.api.middleware.cache import Answer, Cache
from app.domain.enums import Status
from app.main import create_app
from app.settings import Settings
from app.storage.database import engine as engines
from app.storage.schema import tables as t
from app.storage.write.documents import reconcile
from app.storage.write.review import review
from tests.conftest import NOW
from tests.hammering import hammer
from tests.knowledge_samples import many
from tests.serving import serving

WRITERS, ROUNDS = 3, 40


def answer(size: int = 0) -> Answer:
    return Answer([], b"x" * size, b'"tag"', None)


def test_an_answer_is_given_again_while_the_data_are_the_same() -> None:
    cache = Cache(1_000_000)
    assert cache.get(1, ("a",)) is None
    kept = answer()
    cache.put(1, ("a",), kept)
    assert cache.get(1, ("a",)) is kept
    assert cache.get(1, ("b",)) is None
    assert cache.get(2, ("a",)) is None
    assert cache.get(1, ("a",)) is None


def test_an_answer_to_what_has_changed_meanwhile_is_not_kept() -> None:
    cache = Cache(1_000_000)
    assert cache.get(1, ("a",)) is None
    assert cache.get(2, ("a",)) is None
    cache.put(1, ("a",), answer())
    assert cache.get(1, ("a",)) is None
    assert cache.get(2, ("a",)) is None


def test_what_was_not_asked_for_longest_goes_first() -> None:
    cache = Cache(100_000)
    for name in "abcdefghi":
        cache.get(1, (name,))
        cache.put(1, (name,), answer(10_000))
    assert cache.get(1, ("b",)) is not None
    cache.put(1, ("j",), answer(10_000))
    assert [name for name in "abcdefghij" if cache.get(1, (name,))] == list("bdefghij")


def test_an_answer_that_leaves_room_for_few_is_not_kept() -> None:
    cache = Cache(100_000)
    cache.get(1, ("a",))
    cache.put(1, ("a",), answer(50_000))
    assert cache.get(1, ("a",)) is None


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 9), st.integers(0, 9_000))))
def test_it_never_holds_more_than_it_may(asked: list[tuple[int, int, int]]) -> None:
    cache = Cache(40_000)
    for version, name, size in asked:
        if cache.get(version, (str(name),)) is None:
            cache.put(version, (str(name),), answer(size))
        held = [cache.get(version, (str(other),)) for other in range(10)]
        assert sum(len(kept.body) for kept in held if kept) <= 40_000


@pytest.mark.parametrize("path", ["/v1/claims", "/v1/claims/c-stop", "/v1/relations", "/v1/stats"])
def test_who_asks_again_costs_only_a_look_at_the_version(
    ferry_session: Session, client: TestClient, statements: list[str], path: str
) -> None:
    first = client.get(path)
    asked = len(statements)
    again = client.get(path)
    assert again.content == first.content
    assert again.headers["etag"] == first.headers["etag"]
    assert again.headers["x-request-id"] != first.headers["x-request-id"]
    assert [sql.split("\n")[0] for sql in statements[asked:]] == ["SELECT data_version.number "]
    head = client.head(path)
    assert (head.content, head.headers["etag"]) == (b"", first.headers["etag"])


def test_a_long_question_takes_its_room_too() -> None:
    cache = Cache(100_000)
    for n in range(20):
        cache.get(1, (f"{n}", "x" * 10_000))
        cache.put(1, (f"{n}", "x" * 10_000), answer())
    assert sum(cache.get(1, (f"{n}", "x" * 10_000)) is not None for n in range(20)) == 8


@pytest.mark.parametrize("name", ["Host", "Origin"])
def test_a_second_host_or_origin_spoils_nobody_s_answer(
    ferry_session: Session, client: TestClient, name: str
) -> None:
    path, good = "/v1/documents/ferry/annotations", "http://good.example"
    value = good if name == "Origin" else "good.example"
    twice = [(name, "evil.example"), (name, value)]
    client.get(path, headers=twice)
    assert "evil" not in client.get(path, headers={name: value}).text


def test_each_form_of_an_answer_is_kept_for_itself(
    ferry_session: Session, client: TestClient
) -> None:
    def ask(**headers: str) -> httpx.Headers:
        return httpx.Headers(dict(client.get("/v1/claims", headers=headers).headers))

    for _ in range(2):
        assert ask(**{"Accept-Encoding": "gzip"})["content-encoding"] == "gzip"
        assert "content-encoding" not in ask(**{"Accept-Encoding": "identity"})
        assert "access-control-allow-origin" in ask(Origin="https://a.org")
        assert "access-control-allow-origin" not in ask()


def test_a_change_shows_at_once(ferry_session: Session, client: TestClient) -> None:
    def status() -> str:
        return str(client.get("/v1/claims/c-stop").json()["status"])

    assert status() == "extracted"
    review(ferry_session, "c-stop", Status.CONFIRMED, NOW)
    assert status() == "confirmed"
    review(ferry_session, "c-stop", Status.EXTRACTED, NOW)
    assert status() == "extracted"


def test_what_another_program_changes_shows_at_once(
    ferry_session: Session, client: TestClient
) -> None:
    """But in the JSON of claims, and in what is counted: these are made by who writes through this service."""

    def title() -> str:
        return str(client.get("/v1/documents/ferry").json()["title"])

    assert title() == "Ferry talks (ferry)"
    ferry_session.execute(update(t.document).values(title="Another title"))
    assert title() == "Another title"


def test_errors_are_not_kept(ferry_session: Session, client: TestClient) -> None:
    assert client.get("/v1/documents/many").status_code == 404
    reconcile(ferry_session, many("many", 1), "1", NOW)
    assert client.get("/v1/documents/many").status_code == 200


def test_without_room_nothing_is_kept(
    database_url: str, engine: engines.Engine, statements: list[str]
) -> None:
    app = create_app(Settings(database_url=database_url, cache_bytes=0))
    with TestClient(app) as client:
        assert client.get("/v1/stats").content == client.get("/v1/stats").content
    assert app.response_cache.cache.get(0, ("nothing",)) is None


@pytest.fixture
def crowd(migrated_url: str) -> str:
    """A database with a claim for each writer."""
    engine = engines.create(migrated_url)
    with engines.write_transaction(engine) as session:
        reconcile(session, many("many", WRITERS), "1", NOW)
    engine.dispose()
    return migrated_url


def test_no_answer_is_older_than_what_was_committed_before_it_was_asked(crowd: str) -> None:
    """Several processes write, each asking two services after each commit for what it wrote."""
    with (
        serving(crowd) as one,
        serving(crowd) as other,
        ProcessPoolExecutor(WRITERS, mp_context=get_context("spawn")) as writers,
    ):
        jobs = [writers.submit(hammer, crowd, (one, other), n, ROUNDS) for n in range(WRITERS)]
        assert [job.result(timeout=120) for job in jobs] == [[]] * WRITERS
