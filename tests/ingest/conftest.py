"""What is loaded needs a database to go into."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from app.storage.database import engine as engines


@pytest.fixture
def database(migrated_url: str) -> Iterator[Engine]:
    """A database of the test's own, with a current schema and no rows."""
    database = engines.create(migrated_url)
    yield database
    database.dispose()
