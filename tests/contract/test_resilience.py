"""When PostgreSQL is away, clients are told so with a problem, and they get answers once it is back."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import cycle
from threading import Event, Thread

import httpx2
import psycopg
import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from app.storage.write.documents import reconcile
from app.storage.write.entities import reconcile_reference
from tests.conftest import NOW
from tests.knowledge_samples import REFERENCE, ferry, many
from tests.postgresql import Server, postgresql
from tests.serving import free_port, serving

THREADS = 8
ADDRESSES = [
    "/v1/claims",
    "/v1/claims?q=ferry&sort=relevance",
    "/v1/agreement",
    "/v1/stats",
    "/v1/entities?sort=-claims",
    "/v1/relations?entity=port-office",
    "/health/ready",
]
# No request may take longer, and nothing that is waited for.
SECONDS = 30


@dataclass(frozen=True)
class Heard:
    """What a request was answered with, and when it was sent."""

    sent: float
    status: int
    kind: str


@contextmanager
def load(address: str) -> Iterator[list[Heard]]:
    """Threads that ask again and again; what they hear. Whatever is no answer is an error."""
    heard: list[Heard] = []
    errors: list[Exception] = []
    enough = Event()

    def ask(start: int) -> None:
        addresses = cycle(ADDRESSES[start:] + ADDRESSES[:start])
        try:
            with httpx2.Client(base_url=address, timeout=SECONDS) as client:
                while not enough.is_set():
                    sent = time.monotonic()
                    answer = client.get(next(addresses))
                    kind = answer.headers["content-type"]
                    heard.append(Heard(sent, answer.status_code, kind))
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            errors.append(error)

    threads = [Thread(target=ask, args=(n % len(ADDRESSES),)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    try:
        yield heard
    finally:
        enough.set()
        for thread in threads:
            thread.join()
    assert errors == []


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline, "this never comes true"


@pytest.fixture(scope="module")
def restartable() -> Iterator[Server]:
    """A server that nobody else looks at."""
    with postgresql() as server:
        yield server


@pytest.fixture(scope="module")
def filled(restartable: Server) -> str:
    """A database with the ferry document and another one."""
    url = restartable.create()
    engine = engines.create(url)
    upgrade(engine)
    with engines.write_transaction(engine) as session:
        reconcile_reference(session, REFERENCE)
        reconcile(session, ferry(), "1", NOW)
        reconcile(session, many("many", 60), "1", NOW)
    engine.dispose()
    return url


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_under_load_is_a_problem_for_a_while(
    restartable: Server, filled: str, mode: str
) -> None:
    with serving(filled) as address, load(address) as heard:
        wait_until(lambda: len(heard) > 10 * THREADS)
        assert {one.status for one in heard} == {200}

        restartable.stop(mode)
        stopped = time.monotonic()
        wait_until(lambda: sum(one.sent > stopped for one in list(heard)) > 10 * THREADS)
        assert httpx2.get(f"{address}/health/live").status_code == 200
        assert httpx2.get(f"{address}/metrics").status_code == 200

        restartable.start()
        started = time.monotonic()
        wait_until(lambda: sum(one.sent > started for one in list(heard)) > 10 * THREADS)
    assert {one.status for one in heard} == {200, 503}
    problems = {one.kind for one in heard if one.status == 503}
    assert problems == {"application/problem+json"}
    # Nobody answers from a database that is away, and nobody fails with one that is there.
    assert {one.status for one in heard if one.sent > started} == {200}


def test_who_finds_no_free_connection_waits_for_one(restartable: Server, filled: str) -> None:
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    with (
        serving(filled, ONRECORD_CONNECTIONS="3") as address,
        load(address) as heard,
        psycopg.connect(filled.replace("+psycopg", ""), autocommit=True) as connection,
    ):
        most = 0
        while len(heard) < 40 * THREADS:
            row = connection.execute(query).fetchone()
            assert row
            most = max(most, row[0] - 1)
    assert {one.status for one in heard} == {200}
    # And the one for the smallest questions.
    assert most == 3 + 1


@pytest.fixture
def deaf() -> Iterator[int]:
    """A port that takes connections and says nothing, ever."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        yield listener.getsockname()[1]


@pytest.fixture(params=["nobody listens", "nobody answers"])
def unreachable(request: pytest.FixtureRequest, deaf: int) -> Iterator[TestClient]:
    port = free_port() if request.param == "nobody listens" else deaf
    url = f"postgresql+psycopg://secret:secret@127.0.0.1:{port}/onrecord?connect_timeout=2"
    app = create_app(Settings(database_url=url))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("path", ["/v1/claims/export", "/v1/stats", "/health/ready"])
def test_a_server_out_of_reach_is_a_problem(unreachable: TestClient, path: str) -> None:
    answer = unreachable.get(path)
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    # Whoever may log in there is nobody's affair.
    assert "secret" not in answer.text
    assert "127.0.0.1" not in answer.text
    assert unreachable.get("/health/live").status_code == 200
