"""One real database on each engine, migrated once; every test works in a transaction that is rolled back.

Whatever asks for a database here, however far below, runs on SQLite and on PostgreSQL. What takes long
to import is imported by the fixtures that need it, so that tests of the domain begin at once.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.databases import ENGINES, Databases, databases_of, migrate, sqlite_file, sweep

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from app.domain.knowledge import Knowledge
    from app.main import Service
    from tests.postgresql import Server

# Workers and processes share the cores: threads that multiply small matrices would wait for each other,
# which takes five times as long.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# What an example takes is the machine's affair; a question that is too slow is stopped by its deadline.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgresql_server() -> "Iterator[Server]":
    """One PostgreSQL server for all tests."""
    from tests.postgresql import postgresql

    with postgresql() as server:
        yield server


@pytest.fixture(scope="session", params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """On which engine a test runs: first all on one and then all on the other."""
    return str(request.param)


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, engine_name: str) -> Databases:
    """New databases on this engine."""
    if engine_name == "sqlite":
        return sqlite_file
    return databases_of(request.getfixturevalue("postgresql_server"))


@pytest.fixture(scope="session")
def blank_url(databases: Databases) -> Iterator[str]:
    """A database with a current schema and no rows, which others are copies of: that takes no migration."""
    with databases(None) as url:
        migrate(url)
        yield url


@pytest.fixture(scope="session")
def database_url(databases: Databases, blank_url: str) -> Iterator[str]:
    with databases(blank_url) as url:
        yield url


@pytest.fixture(scope="session")
def engine(database_url: str) -> "Iterator[Engine]":
    from app.storage.database import engine as engines

    engine = engines.create(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: "Engine") -> "Iterator[Session]":
    """An empty database, for one test."""
    from sqlalchemy.orm import Session

    sweep(engine)
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


@pytest.fixture
def ferry_session(session: "Session") -> "Session":
    """The reference data and the ferry document."""
    from app.storage.write.documents import reconcile
    from app.storage.write.entities import reconcile_reference
    from tests.knowledge_samples import REFERENCE, ferry

    reconcile_reference(session, REFERENCE)
    reconcile(session, ferry(), "1", NOW)
    session.flush()
    return session


@pytest.fixture(scope="session")
def application(database_url: str, engine: "Engine") -> "Iterator[Service]":
    """The application, made once, since it takes longer to make than to answer."""
    from app.main import create_app
    from app.settings import Settings

    application = create_app(Settings(database_url=database_url))
    yield application
    application.state.engine.dispose()


@pytest.fixture
def app(application: "Service", session: "Session") -> "Iterator[Service]":
    """The application, looking at the test's own transaction, with nothing kept or counted before."""
    from tests.in_transaction import looking_at

    with looking_at(session, application):
        yield application


@pytest.fixture
def client(app: "Service") -> "Iterator[TestClient]":
    from tests.asking import Client

    with Client(app) as client:
        yield client


@pytest.fixture(scope="session")
def seed_knowledge(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> "Knowledge":
    """What the seed document says, read once for all workers."""
    from tests.seeded import read_once

    own = tmp_path_factory.getbasetemp()
    return read_once(own if worker_id == "master" else own.parent)


@pytest.fixture(scope="session")
def seeded_sqlite(seed_knowledge: "Knowledge") -> Iterator[str]:
    from tests.seeded import seed

    with sqlite_file() as url:
        seed(url, seed_knowledge)
        yield url


@pytest.fixture(scope="session")
def seeded_postgresql(postgresql_server: "Server", seed_knowledge: "Knowledge") -> Iterator[str]:
    from tests.seeded import seed

    with databases_of(postgresql_server)(None) as url:
        seed(url, seed_knowledge)
        yield url


@pytest.fixture(scope="session")
def seeded_url(request: pytest.FixtureRequest, engine_name: str) -> str:
    """A database with the shipped seeds, to be read only."""
    return str(request.getfixturevalue(f"seeded_{engine_name}"))


@pytest.fixture(scope="session")
def seeded(seeded_url: str) -> "Iterator[TestClient]":
    """The service on the shipped seeds."""
    from tests.seeded import client_of

    with client_of(seeded_url) as client:
        yield client


@pytest.fixture(scope="session")
def service(seeded_url: str) -> Iterator[str]:
    """The same as a process of its own: its address."""
    from tests.serving import serving

    with serving(seeded_url) as address:
        yield address


@pytest.fixture(scope="session")
def services(seeded_sqlite: str, seeded_postgresql: str) -> Iterator[list[str]]:
    """The same on each engine, for what takes longer to make than to ask both."""
    from tests.serving import serving

    with serving(seeded_sqlite) as one, serving(seeded_postgresql) as other:
        yield [one, other]


@pytest.fixture
def statements(engine: "Engine") -> Iterator[list[str]]:
    """Every SQL statement that is sent while the test runs."""
    from sqlalchemy import event

    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def fresh_url(databases: Databases) -> Iterator[str]:
    """A database with nothing in it."""
    with databases(None) as url:
        yield url


@pytest.fixture
def migrated_url(databases: Databases, blank_url: str) -> Iterator[str]:
    """A database of the test's own with a current schema and no rows."""
    with databases(blank_url) as url:
        yield url
