"""What reads is stopped in time; what writes is not."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from time import monotonic

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from app.api.dependencies import get_session
from app.domain.errors import TooCostlyError
from app.main import create_app
from app.settings import Settings
from app.storage.database import engine as engines
from app.storage.database import timeouts
from tests.databases import on_sqlite

ENDLESS = text(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
)
LONG = text(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 400000)"
    " SELECT max(x) FROM n"
)


@pytest.fixture
def hasty(migrated_url: str) -> Iterator[Engine]:
    engine = engines.create(migrated_url, statement_seconds=0.02)
    yield engine
    engine.dispose()


def test_an_endless_question_is_stopped(hasty: Engine) -> None:
    begun = monotonic()
    with pytest.raises(TooCostlyError), engines.read_session(hasty) as session:
        session.execute(ENDLESS)
    assert monotonic() - begun < 2


def test_the_connection_serves_the_next_question(hasty: Engine) -> None:
    for _ in range(3):
        with pytest.raises(TooCostlyError), engines.read_session(hasty) as session:
            session.execute(ENDLESS)
        with engines.read_session(hasty) as session:
            assert session.execute(text("SELECT 1")).scalar_one() == 1


def test_each_question_has_its_own_time(hasty: Engine) -> None:
    begun = monotonic()
    with engines.read_session(hasty) as session:
        while monotonic() - begun < 0.1:
            session.execute(text("SELECT 1"))


@pytest.mark.parametrize("opened", [engines.read_session, engines.autocommit_connection])
def test_a_statement_has_what_is_left_of_its_requests_budget(
    migrated_url: str, opened: Callable[[Engine], AbstractContextManager[Session | Connection]]
) -> None:
    patient = engines.create(migrated_url, statement_seconds=60)
    begun = monotonic()
    with (
        timeouts.budget(60, since=begun - 59.9),
        pytest.raises(TooCostlyError),
        opened(patient) as session,
    ):
        session.execute(ENDLESS)
    assert 0.05 < monotonic() - begun < 5
    with (
        timeouts.budget(60, since=begun - 60),
        pytest.raises(TooCostlyError),
        opened(patient) as session,
    ):
        session.execute(text("SELECT 1"))
    with opened(patient) as session:
        assert session.execute(text("SELECT 1")).scalar_one() == 1
    patient.dispose()


def test_many_short_statements_are_stopped_too(migrated_url: str) -> None:
    patient = engines.create(migrated_url, statement_seconds=60)
    begun = monotonic()
    with (  # noqa: PT012 - any of them may be the one
        timeouts.budget(0.1, since=begun),
        pytest.raises(TooCostlyError),
        engines.read_session(patient) as session,
    ):
        while monotonic() < begun + 5:
            session.execute(text("SELECT 1"))
    patient.dispose()


@on_sqlite
def test_a_search_for_words_is_stopped_wherever_it_is(migrated_url: str) -> None:
    """In one of SQLite's own instructions it looks up a phrase, of which a question may hold hundreds."""
    engine = engines.create(migrated_url, statement_seconds=0.05)
    with engines.write_transaction(engine) as session:
        session.execute(text("CREATE VIRTUAL TABLE words USING fts5(word)"))
        rows = [{"word": f"a{number}"} for number in range(5000)]
        session.execute(text("INSERT INTO words (word) VALUES (:word)"), rows)
    asked = {"words": " OR ".join(["a*"] * 2000)}
    begun = monotonic()
    with pytest.raises(TooCostlyError), engines.read_session(engine) as session:
        session.execute(text("SELECT count(*) FROM words WHERE words MATCH :words"), asked)
    assert monotonic() - begun < 1
    engine.dispose()


def test_what_writes_has_all_the_time_it_takes(hasty: Engine) -> None:
    with engines.write_transaction(hasty) as session:
        assert session.execute(LONG).scalar_one() == 400_000


def test_a_client_is_told_with_a_problem(hasty: Engine, migrated_url: str) -> None:
    app = create_app(Settings(database_url=migrated_url, request_seconds=0.02))

    def slow() -> Iterator[Session]:
        with engines.read_session(app.state.engine) as session:
            session.execute(ENDLESS)
            yield session

    app.dependency_overrides[get_session] = slow
    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/v1/entities?q=ferry")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == (
        "Answering this takes too long; ask for less, by more filters or a lower limit."
    )
