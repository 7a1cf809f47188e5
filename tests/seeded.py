"""The service as `make run` starts it, on the shipped seeds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from fastapi.testclient import TestClient

from app.ingest.seeds.folder import open_folder
from app.ingest.seeds.loader import load_folder
from app.main import create_app
from app.settings import Settings
from app.storage.database import engine as engines
from app.storage.database.migrate import upgrade
from tests.extraction_helpers import MOST_CHARACTERS, SEEDS

LOADED = datetime(2026, 1, 1, tzinfo=UTC)


def seed(database_url: str) -> None:
    """Load the shipped seeds into an empty database, always at the same moment."""
    database = engines.create(database_url)
    upgrade(database)
    loaded = load_folder(database, open_folder(SEEDS, MOST_CHARACTERS), now=LOADED)
    assert loaded.failures == ()
    database.dispose()


@contextmanager
def client_of(database_url: str) -> Iterator[TestClient]:
    """Asks the service on this database, within the test's own process."""
    app = create_app(Settings(database_url=database_url))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
