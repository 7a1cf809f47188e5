"""One real database file, migrated once; every test works in a transaction that is rolled back."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from hypothesis import settings
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.api.deps import Sessions, get_session, get_sessions
from app.main import create_app
from app.settings import Settings
from app.storage import engine as engines
from app.storage.knowledge import reconcile, reconcile_reference
from app.storage.lookups import Lookups
from app.storage.migrate import upgrade
from tests.knowledge_samples import REFERENCE, ferry
from tests.serving import serving

# How long an example takes belongs in benchmarks.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('var') / 'onrecord.sqlite3'}"


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[Engine]:
    engine = engines.create(database_url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """An empty database, for one test."""
    with engine.connect() as connection, connection.begin() as transaction:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


@pytest.fixture
def ferry_session(session: Session) -> Session:
    """The reference data and the ferry document."""
    reconcile_reference(session, REFERENCE)
    reconcile(session, ferry(), "1", NOW)
    session.flush()
    return session


@pytest.fixture
def app(database_url: str, engine: Engine, session: Session) -> Iterator[FastAPI]:
    """The application, looking at the test's own transaction."""

    async def sessions(_: Request) -> Sessions:
        return lambda: nullcontext(session)

    app = create_app(Settings(database_url=database_url))
    app.dependency_overrides[get_session] = lambda: session
    app.dependency_overrides[get_sessions] = sessions
    app.state.lookups = app.front.lookups = Lookups(session.connection())
    yield app
    app.state.engine.dispose()


@pytest.fixture
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def seeded_url() -> Iterator[str]:
    """A database with the shipped seeds, to be read only."""
    # Here, because it brings the language models with it.
    from tests.seeded import seeded_database

    with seeded_database() as url:
        yield url


@pytest.fixture(scope="session")
def seeded(seeded_url: str) -> Iterator[TestClient]:
    """The service on the shipped seeds."""
    from tests.seeded import client_of

    with client_of(seeded_url) as client:
        yield client


@pytest.fixture(scope="session")
def service(seeded_url: str) -> Iterator[str]:
    """The same as a process of its own: its address."""
    with serving(seeded_url) as address:
        yield address


@pytest.fixture
def statements(engine: Engine) -> Iterator[list[str]]:
    """Every SQL statement that is sent while the test runs."""
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def fresh_url(tmp_path: Path) -> str:
    """A database that is not there yet."""
    return f"sqlite:///{tmp_path / 'new' / 'onrecord.sqlite3'}"
